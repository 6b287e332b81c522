/* type_spell: values written out, for files and for people. See type.h; writ.5, Kinds of
 * value and Exact figures. */
#include "lang/type.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "lang/date.h"

__extension__ typedef __int128 wide;

static uint64_t
power_of_ten(int places)
{
	uint64_t power = 1;

	for (int i = 0; i < places; i++)
		power *= 10;
	return power;
}

static size_t
spell_digits(char *out, uint64_t whole, bool grouped)
{
	char digits[32];
	int length = 0;
	size_t written = 0;

	do {
		digits[length++] = (char)('0' + whole % 10);
		whole /= 10;
	} while (whole != 0);
	while (length-- > 0) {
		out[written++] = digits[length];
		if (grouped && length > 0 && length % 3 == 0)
			out[written++] = ',';
	}
	return written;
}

/* A decimal of `places` places, trailing zeros dropped down to `least` places. */
static size_t
spell_decimal(char *out, wide units, int places, int least, bool grouped)
{
	wide magnitude = units < 0 ? -units : units;
	uint64_t power = power_of_ten(places), whole, part;
	size_t length = 0;

	/* Dividing 128 bits takes many times as long. */
	if (magnitude <= UINT64_MAX) {
		whole = (uint64_t)magnitude / power;
		part = (uint64_t)magnitude % power;
	} else {
		whole = (uint64_t)(magnitude / power);
		part = (uint64_t)(magnitude % power);
	}
	while (places > least && part % 10 == 0) {
		part /= 10;
		places--;
	}
	length += spell_digits(out, whole, grouped);
	if (places == 0)
		return length;
	out[length++] = '.';
	for (int i = places; i-- > 0; part /= 10)
		out[length + (size_t)i] = (char)('0' + part % 10);
	return length + (size_t)places;
}

/* A fraction in units of its last place shown, halves away from zero. */
static wide
fraction_units(const struct value *value)
{
	wide num = (wide)value->num * (wide)power_of_ten(VALUE_FRACTION_PLACES), units;

	if (num >= 0 && num <= INT64_MAX / 2) {
		uint64_t figure = (uint64_t)num, den = (uint64_t)value->den, rest = figure % den;

		return (wide)(figure / den) + (rest >= den - rest ? 1 : 0);
	}
	units = (num < 0 ? -num : num) / value->den;
	if ((num < 0 ? -num : num) % value->den * 2 >= value->den)
		units++;
	return num < 0 ? -units : units;
}

/* The minus sign stands before the pounds sign; what is rounded to nothing has none. */
static size_t
spell_quantity(char *out, enum kind kind, wide units, int places, enum spelling spelling)
{
	bool money = kind == KIND_MONEY, reader = spelling == SPELL_READER;
	size_t length = 0;

	if (units < 0)
		out[length++] = '-';
	if (money && reader) {
		out[length++] = '\xC2';
		out[length++] = '\xA3';
	}
	length += spell_decimal(out + length, units, places, money ? 2 : 0,
	    reader && kind != KIND_PERCENT);
	if (kind == KIND_PERCENT)
		out[length++] = '%';
	return length;
}

size_t
value_spell_digits(char *out, enum kind kind, const struct digits *digits, enum spelling spelling)
{
	wide units = (wide)digits->whole * (wide)power_of_ten(digits->places) + (wide)digits->part;

	return spell_quantity(out, kind, digits->negative ? -units : units, digits->places,
	    spelling);
}

static void
two_digits(char *out, int number)
{
	out[0] = (char)('0' + number / 10);
	out[1] = (char)('0' + number % 10);
}

/* By hand, not by snprintf: a file of decisions holds a date or two in every row. */
static size_t
spell_date(char *out, int64_t date)
{
	int year, month, day;

	date_to_civil(date, &year, &month, &day);
	two_digits(out, year / 100);
	two_digits(out + 2, year % 100);
	out[4] = '-';
	two_digits(out + 5, month);
	out[7] = '-';
	two_digits(out + 8, day);
	return 10;
}

static size_t
spell_year(char *out, int64_t year)
{
	if (year < 0 || year > 9999)
		return (size_t)snprintf(out, VALUE_SPELL_MAX, "%04d/%02d", (int)year,
		    (int)((year + 1) % 100));
	two_digits(out, (int)year / 100);
	two_digits(out + 2, (int)year % 100);
	out[4] = '/';
	two_digits(out + 5, (int)(year + 1) % 100);
	return 7;
}

static size_t
spell_length(char *out, int64_t count, const char *unit)
{
	size_t length = 0, unit_length = strlen(unit);

	if (count < 0)
		out[length++] = '-';
	length += spell_decimal(out + length, count, 0, 0, false);
	out[length++] = ' ';
	if (count == 1 || count == -1)
		unit_length--;
	memcpy(out + length, unit, unit_length);
	return length + unit_length;
}

size_t
value_spell_figure(char *out, const struct value *value, enum spelling spelling)
{
	size_t length;

	switch (value->type.kind) {
	case KIND_NUMBER:
	case KIND_PERCENT:
	case KIND_MONEY:
		if (value->den != 0)
			return spell_quantity(out, value->type.kind, fraction_units(value),
			    VALUE_FRACTION_PLACES, spelling);
		return spell_quantity(out, value->type.kind, value->num,
		    value->type.kind == KIND_MONEY ? 2 : VALUE_DECIMAL_PLACES, spelling);
	case KIND_DATE:
		return spell_date(out, value->num);
	case KIND_MONTH:
		return (size_t)snprintf(out, VALUE_SPELL_MAX, "%04d-%02d", (int)(value->num / 12),
		    (int)(value->num % 12) + 1);
	case KIND_QUARTER:
		length = spell_year(out, quarter_year(value->num));
		memcpy(out + length, " Q", 2);
		out[length + 2] = (char)('1' + quarter_of_year(value->num));
		return length + 3;
	case KIND_YEAR:
		return spell_year(out, value->num);
	case KIND_QUARTER_OF_YEAR:
		return (size_t)snprintf(out, VALUE_SPELL_MAX, "Q%d", (int)value->num + 1);
	case KIND_DAYS:
	case KIND_WEEKS:
	case KIND_WORKING_DAYS:
	case KIND_MONTHS:
	case KIND_QUARTERS:
	case KIND_YEARS:
		return spell_length(out, value->num, kind_name(value->type.kind));
	case KIND_ERROR:
	case KIND_TEXT:
	case KIND_YES_NO:
	case KIND_LABEL:
		break;
	}
	assert(false && "not a figure");
	return 0;
}

/* The labels still possible, "Red or Amber"; one, as a rule. */
static const char *
spell_labels(struct arena *arena, const struct value *value)
{
	const char *text = NULL;

	for (uint32_t i = 0; i < value->type.labels->count; i++) {
		if ((value->labels >> i & 1) == 0)
			continue;
		text = text == NULL ? value->type.labels->names[i]
		    : arena_printf(arena, "%s or %s", text, value->type.labels->names[i]);
	}
	if (value->labels & LABEL_NOTHING)
		text = text == NULL ? "" : arena_printf(arena, "%s or nothing", text);
	return text == NULL ? "" : text;
}

const char *
value_spell(struct arena *arena, const struct value *value, enum spelling spelling)
{
	char figure[VALUE_SPELL_MAX];

	if (value->type.kind == KIND_LABEL || value->type.kind == KIND_YES_NO)
		return spell_labels(arena, value);
	if (value->state != GIVEN)
		return "";
	if (value->type.kind == KIND_TEXT)
		return arena_copy(arena, value->text, value->text_length);
	return arena_copy(arena, figure, value_spell_figure(figure, value, spelling));
}
