/* field_figure: numbers, percentages, money and lengths; exact, digit by digit. */
#include <string.h>

#include "interp/field_parts.h"

int
take_digits(const char **at, int most, int *number)
{
	int count = 0;

	*number = 0;
	while (count < most && **at >= '0' && **at <= '9') {
		*number = *number * 10 + (**at - '0');
		(*at)++;
		count++;
	}
	return count;
}

/* What was found on the way: the figure is sign, whole part, and decimals as they stand. */
struct figure {
	bool negative, pounds, percent;
	uint64_t whole;
	const char *decimals;
	int decimal_count;
};

enum figure_fault { FIGURE_FINE, FIGURE_NOT_ONE, FIGURE_TOO_LARGE, FIGURE_COMMAS };

/* Digits in threes where there are commas: 1,234,567. */
static enum figure_fault
take_whole(const char **at, struct figure *figure)
{
	int group = 0;
	bool commas = false;

	figure->whole = 0;
	for (;; (*at)++) {
		if (**at >= '0' && **at <= '9') {
			if (__builtin_mul_overflow(figure->whole, UINT64_C(10), &figure->whole) ||
			    __builtin_add_overflow(figure->whole, (uint64_t)(**at - '0'),
			        &figure->whole))
				return FIGURE_TOO_LARGE;
			group++;
			continue;
		}
		if (**at == ',') {
			if (group == 0 || group > 3 || (commas && group != 3))
				return FIGURE_COMMAS;
			commas = true;
			group = 0;
			continue;
		}
		if (commas && group != 3)
			return FIGURE_COMMAS;
		return FIGURE_FINE;
	}
}

static bool
take_pounds(const char **at)
{
	if (memcmp(*at, "\xC2\xA3", strlen(*at) < 2 ? strlen(*at) + 1 : 2) != 0)
		return false;
	*at += 2;
	if (**at == ' ')
		(*at)++;
	return true;
}

/* Sign and pound in either order, brackets round a negative figure, percent sign behind. */
static enum figure_fault
take_figure(const char *plain, struct figure *figure)
{
	const char *at = plain, *digits;
	bool brackets = false;
	enum figure_fault fault;

	memset(figure, 0, sizeof(*figure));
	figure->pounds = take_pounds(&at);
	if (*at == '(') {
		brackets = figure->negative = true;
		at++;
	} else if (*at == '-' || *at == '+') {
		figure->negative = *at == '-';
		at++;
		if (*at == ' ')
			at++;
	}
	if (!figure->pounds)
		figure->pounds = take_pounds(&at);
	digits = at;
	fault = take_whole(&at, figure);
	if (fault != FIGURE_FINE)
		return fault;
	if (at == digits && *at != '.')
		return FIGURE_NOT_ONE;
	if (*at == '.') {
		at++;
		figure->decimals = at;
		while (*at >= '0' && *at <= '9')
			at++;
		figure->decimal_count = (int)(at - figure->decimals);
		if (figure->decimal_count == 0)
			return FIGURE_NOT_ONE;
	}
	if (*at == ' ' && at[1] == '%')
		at++;
	if (*at == '%') {
		figure->percent = true;
		at++;
	}
	if (brackets) {
		if (*at != ')')
			return FIGURE_NOT_ONE;
		at++;
	}
	return *at == '\0' ? FIGURE_FINE : FIGURE_NOT_ONE;
}

/* Does what stands behind the first `places` decimals take the figure up by one unit? */
static bool
rounds_up(const struct figure *figure, int places, bool last_is_odd, enum round_mode mode)
{
	int next;

	if (places >= figure->decimal_count)
		return false;
	next = figure->decimals[places] - '0';
	if (next != 5)
		return next > 5;
	for (int i = places + 1; i < figure->decimal_count; i++) {
		if (figure->decimals[i] != '0')
			return true;
	}
	return mode == ROUND_HALF_UP || last_is_odd;
}

/* Units: `scale_places` decimals, of which only the first `places` are kept. */
static bool
to_units(const struct figure *figure, int places, int scale_places, enum round_mode mode,
    int64_t *out)
{
	uint64_t units = figure->whole;

	for (int i = 0; i < places; i++) {
		uint64_t digit = i < figure->decimal_count ? (uint64_t)(figure->decimals[i] - '0') :
		    0;

		if (__builtin_mul_overflow(units, UINT64_C(10), &units) ||
		    __builtin_add_overflow(units, digit, &units))
			return false;
	}
	if (rounds_up(figure, places, (units & 1) != 0, mode) &&
	    __builtin_add_overflow(units, UINT64_C(1), &units))
		return false;
	for (int i = places; i < scale_places; i++) {
		if (__builtin_mul_overflow(units, UINT64_C(10), &units))
			return false;
	}
	if (units > (uint64_t)INT64_MAX)
		return false;
	*out = figure->negative ? -(int64_t)units : (int64_t)units;
	return true;
}

/* 1,00 and 12,5: a comma where a full stop is meant, or one too many? Only one comma, and digits
 * round it, are open to that doubt. */
static bool
refuse_commas(struct cell *cell, const char *plain, struct arena *arena)
{
	bool money = cell->value.type.kind == KIND_MONEY;
	const char *sign = money ? "\xC2\xA3" : "", *comma = strchr(plain, ','), *start = comma;
	size_t before, behind = strspn(comma + 1, "0123456789");

	while (start > plain && start[-1] >= '0' && start[-1] <= '9')
		start--;
	before = (size_t)(comma - start);
	if (before == 0 || behind == 0 || strpbrk(comma + 1, ",.") != NULL ||
	    strpbrk(plain, "(-") != NULL || (money && behind > 2))
		return cell_refuse(cell, "a comma stands where it does not part thousands",
		    "write 1,234.50 or 1234.50; a full stop goes before the decimals");
	return cell_refuse(cell,
	    arena_printf(arena, "could be %s%.*s.%.*s or %s%.*s%.*s", sign, (int)before, start,
	        (int)behind, comma + 1, sign, (int)before, start, (int)behind, comma + 1),
	    arena_printf(arena, "write %.*s.%.*s, if that is meant", (int)before, start,
	        (int)behind, comma + 1));
}

static bool
refuse_figure(struct cell *cell, enum figure_fault fault, const char *plain, struct arena *arena)
{
	bool power = strpbrk(plain, "eE") != NULL && strpbrk(plain, "0123456789") != NULL &&
	    strspn(plain, "0123456789.+-eE") == strlen(plain);

	if (fault == FIGURE_TOO_LARGE)
		return cell_refuse(cell, "too large to be kept exactly",
		    "check the figure; look whether two have run into one");
	if (fault == FIGURE_COMMAS)
		return refuse_commas(cell, plain, arena);
	if (power)
		return cell_refuse(cell, "a number as Excel shortens it, with digits lost",
		    "format the column as Number in Excel, then save it as CSV again");
	return cell_refuse(cell, cell->value.type.kind == KIND_MONEY ? "not an amount of money" :
	    cell->value.type.kind == KIND_PERCENT ? "not a percentage" : "not a number",
	    cell->value.type.kind == KIND_MONEY ? "write 1234.50 or £1,234.50" :
	    cell->value.type.kind == KIND_PERCENT ? "write 60%" : "write 12 or 12.5");
}

static bool
only_zeros_after(const struct figure *figure, int places)
{
	for (int i = places; i < figure->decimal_count; i++) {
		if (figure->decimals[i] != '0')
			return false;
	}
	return true;
}

/* How large a percentage without its sign is, before any rounding: 0.55 is below 1 even where the
 * policy rounds to whole percent. */
static unsigned
percent_style(const struct figure *figure)
{
	bool parts = !only_zeros_after(figure, 0);

	if (figure->percent)
		return STYLE_SIGN;
	if (figure->whole > 1 || (figure->whole == 1 && parts))
		return STYLE_NO_SIGN | STYLE_OVER_ONE;
	return figure->whole == 0 && parts ? STYLE_NO_SIGN | STYLE_UNDER_ONE : STYLE_NO_SIGN;
}

bool
field_read_figure(struct cell *cell, const struct field *field, const char *plain,
    struct arena *arena)
{
	enum kind kind = cell->value.type.kind;
	int scale_places = kind == KIND_MONEY ? 2 : 9, places = scale_places;
	enum round_mode mode = ROUND_HALF_UP;
	struct figure figure;
	enum figure_fault fault = take_figure(plain, &figure);
	int64_t units;

	if (fault == FIGURE_FINE && figure.pounds && kind != KIND_MONEY)
		return cell_refuse(cell,
		    "an amount of money, where the policy has another kind of figure",
		    "if this is the right column, write the figure without £");
	if (fault == FIGURE_FINE && figure.percent && kind != KIND_PERCENT)
		return cell_refuse(cell,
		    "a percentage, where the policy has another kind of figure",
		    "if this is the right column, write the figure without %");
	if (fault != FIGURE_FINE)
		return refuse_figure(cell, fault, plain, arena);
	if (kind == KIND_PERCENT)
		cell->style = percent_style(&figure);
	if (field != NULL && field->rounded) {
		places = field->places < scale_places ? field->places : scale_places;
		mode = field->mode;
	} else if (!only_zeros_after(&figure, scale_places)) {
		return cell_refuse(cell,
		    kind == KIND_MONEY ? "has parts of a penny" : "has more than 9 decimal places",
		    kind == KIND_MONEY ?
		        "write pounds and pence, or let the policy say: rounded half up to the "
		        "penny" :
		        "round it in Excel, or let the policy say how it is rounded");
	}
	if (!to_units(&figure, places, scale_places, mode, &units))
		return refuse_figure(cell, FIGURE_TOO_LARGE, plain, arena);
	cell->value.num = units;
	cell->value.state = GIVEN;
	return true;
}

/* ---- 40 days, 28 working days, 1 month; a bare figure is in the unit of the column ---- */

static const char *
unit_of(enum kind kind)
{
	switch (kind) {
	case KIND_DAYS:
		return "day";
	case KIND_WEEKS:
		return "week";
	case KIND_WORKING_DAYS:
		return "working day";
	case KIND_MONTHS:
		return "month";
	case KIND_QUARTERS:
		return "quarter";
	case KIND_YEARS:
		return "year";
	case KIND_ERROR:
	case KIND_TEXT:
	case KIND_YES_NO:
	case KIND_LABEL:
	case KIND_NUMBER:
	case KIND_PERCENT:
	case KIND_MONEY:
	case KIND_DATE:
	case KIND_MONTH:
	case KIND_QUARTER:
	case KIND_YEAR:
	case KIND_QUARTER_OF_YEAR:
		break;
	}
	return "";
}

bool
field_read_length(struct cell *cell, const char *plain, struct arena *arena)
{
	const char *unit = unit_of(cell->value.type.kind), *at = plain;
	size_t length = strlen(unit);
	bool negative = *at == '-';
	struct figure figure;

	memset(&figure, 0, sizeof(figure));
	if (negative)
		at++;
	if (*at >= '0' && *at <= '9' && take_whole(&at, &figure) == FIGURE_FINE &&
	    figure.whole <= (uint64_t)INT32_MAX) {
		bool rest = *at == '\0';

		if (*at == ' ' && strncmp(at + 1, unit, length) == 0) {
			at += 1 + length;
			rest = *at == '\0' || strcmp(at, "s") == 0;
		}
		if (rest) {
			cell->value.num = negative ? -(int64_t)figure.whole : (int64_t)figure.whole;
			cell->value.state = GIVEN;
			return true;
		}
	}
	return cell_refuse(cell, arena_printf(arena, "not a number of %ss", unit),
	    arena_printf(arena, "write a whole number, 40 or 40 %ss", unit));
}
