#include "interp/csvin_usual.h"

#include <string.h>

#include "lang/date.h"
#include "lang/unseen.h"

/* ---- what is usual in a field ---- */

static bool
add_range(struct text_form *form, uint32_t at, char mark)
{
	uint8_t byte = (uint8_t)mark;

	form->low[at] = mark == '@' || mark == '?' ? 'A' : mark == '#' ? '0' : byte;
	form->span[at] = mark == '@' || mark == '?' ? 25 : mark == '#' ? 9 : 0;
	form->other_low[at] = mark == '?' ? '0' : form->low[at];
	form->other_span[at] = mark == '?' ? 9 : form->span[at];
	return byte >= ' ' && byte < 0x7F;
}

/* NULL for a pattern with anything in it that the judge may take for something else. */
static const struct text_form *
make_form(const struct field *rules, struct arena *arena)
{
	const char *pattern = rules->pattern;
	size_t length = strlen(pattern);
	struct text_form *form;
	bool plain = true;

	if (length > ROWS_BEHIND)
		return NULL;
	form = arena_new(arena, struct text_form);
	form->length = (uint32_t)length;
	memset(form->span, 0xFF, sizeof form->span);
	memset(form->other_span, 0xFF, sizeof form->other_span);
	for (uint32_t i = 0; i < length; i++) {
		plain = add_range(form, i, pattern[i]) && plain;
		if (rules->small_letters && pattern[i] >= 'a' && pattern[i] <= 'z')
			plain = false;
	}
	return plain ? form : NULL;
}

void
usual_prepare(struct reader_field *field, struct arena *arena)
{
	const struct column *column = field->column;
	const struct label_set *labels = column->type.labels;

	field->blank_fine = column->field->may_be_blank && !column->field->has_blank_value;
	if (column->field->pattern != NULL)
		field->form = make_form(column->field, arena);
	if (labels != NULL) {
		uint32_t *lengths = arena_array(arena, uint32_t, labels->count);
		struct label_key *keys = arena_array(arena, struct label_key, labels->count);

		for (uint32_t i = 0; i < labels->count; i++) {
			char start[16] = { 0 };

			lengths[i] = (uint32_t)strlen(labels->names[i]);
			memcpy(start, labels->names[i], lengths[i] < 15 ? lengths[i] : 15);
			keys[i] = usual_label_key(start, lengths[i]);
		}
		field->label_lengths = lengths;
		field->label_keys = keys;
	}
}

/* ---- dates, quarters and labels ---- */

void
usual_meet_month(struct usual_month *months, const char *text)
{
	static const uint8_t places[] = { 0, 1, 2, 3, 5, 6 };
	struct usual_month *month = &months[usual_month_place(load_word(text))];
	int figure[6];
	int64_t first, last;

	if (month->key == load_word(text) || text[4] != '-' || text[7] != '-')
		return;
	for (int i = 0; i < 6; i++) {
		figure[i] = text[places[i]] - '0';
		if (figure[i] < 0 || figure[i] > 9)
			return;
	}
	figure[0] = figure[0] * 1000 + figure[1] * 100 + figure[2] * 10 + figure[3];
	figure[4] = figure[4] * 10 + figure[5];
	if (!date_from_civil(figure[0], figure[4], 1, &first))
		return;
	for (int day = 31; !date_from_civil(figure[0], figure[4], day, &last);)
		day--;
	month->key = load_word(text);
	month->before = first - 1;
	month->days = (uint32_t)(last - month->before);
}

/* The figure at a place of a word whose digits have become figures. */
static unsigned
figure_in(uint64_t word, unsigned place)
{
	return (unsigned)(word >> 8 * place) & 15;
}

bool
usual_quarter(const char *text, uint32_t length, int64_t *quarter)
{
	/* What differs from 0000/00 and a blank: the figures, and nothing of the rest. */
	uint64_t differ = load_word(text) ^ UINT64_C(0x2030302F30303030);
	uint64_t beyond = differ | (differ + UINT64_C(0x0006060006060606));
	unsigned year, next, number = (unsigned)(unsigned char)text[9] - '0';

	if (length != 10 || (beyond & UINT64_C(0xFFF0F0FFF0F0F0F0)) != 0 || text[8] != 'Q' ||
	    number < 1 || number > 4)
		return false;
	year = figure_in(differ, 0) * 1000 + figure_in(differ, 1) * 100 +
	    figure_in(differ, 2) * 10 + figure_in(differ, 3);
	next = figure_in(differ, 5) * 10 + figure_in(differ, 6);
	/* years near the ends of the calendar go to the judge */
	if (next != (year + 1) % 100 || year < 1900 || year > 2200)
		return false;
	*quarter = (int64_t)year * 4 + number - 1;
	return true;
}

uint64_t
usual_long_label(const struct reader_field *field, const char *text, uint32_t length,
    uint64_t found)
{
	uint64_t same = 0;

	for (; found != 0; found &= found - 1) {
		uint32_t i = (uint32_t)__builtin_ctzll(found);

		if (field->label_lengths[i] == length &&
		    memcmp(field->column->type.labels->names[i] + 15, text + 15,
		        length - 15) == 0)
			same |= found & (~found + 1);
	}
	return same;
}

/* ---- figures ---- */

/* Digits with perhaps a point among them: how many stand before and behind it; false when there is
 * anything else, or nothing on a side. */
static bool
take_plain(const char *text, uint32_t length, uint32_t *whole, uint32_t *places, int64_t *number)
{
	uint32_t at = 0;
	int64_t sum = 0;

	for (; at < length && text[at] >= '0' && text[at] <= '9'; at++)
		sum = sum * 10 + (text[at] - '0');
	*whole = at;
	*places = 0;
	if (at < length && text[at] == '.') {
		for (at++; at < length && text[at] >= '0' && text[at] <= '9'; at++)
			sum = sum * 10 + (text[at] - '0');
		*places = at - *whole - 1;
		if (*places == 0)
			return false;
	}
	*number = sum;
	return at == length && *whole > 0;
}

bool
usual_percent(const char *text, uint32_t length, int64_t *units)
{
	static const int64_t scale[] = { 1000000000, 100000000, 10000000, 1000000, 100000 };
	uint32_t whole, places;
	int64_t number;

	if (length < 2 || length > 10 || text[length - 1] != '%' ||
	    !take_plain(text, length - 1, &whole, &places, &number) || whole > 4 || places > 4)
		return false;
	*units = number * scale[places];
	return *units <= 100 * scale[0];
}

bool
usual_figure(enum kind kind, const char *text, uint32_t length, int64_t *units)
{
	static const int64_t of_number[] = { 1000000000, 100000000, 10000000 },
			     of_money[] = { 100, 10, 1 };
	uint32_t whole, places;
	int64_t number;

	if (length == 0 || length > 12 || !take_plain(text, length, &whole, &places, &number) ||
	    whole > 9 || places > 2)
		return false;
	*units = number * (kind == KIND_MONEY ? of_money : of_number)[places];
	return true;
}

bool
usual_is_nhs_number(const char *text, uint32_t length)
{
	int digits[10], count = 0, sum = 0, check;

	for (uint32_t i = 0; i < length; i++) {
		if (text[i] >= '0' && text[i] <= '9' && count < 10)
			digits[count++] = text[i] - '0';
		else if (length != 12 || (i != 3 && i != 7) || (text[i] != ' ' && text[i] != '-'))
			return false;
	}
	if (count != 10)
		return false;
	for (int i = 0; i < 9; i++)
		sum += digits[i] * (10 - i);
	check = 11 - sum % 11;
	if (check == 11)
		check = 0;
	return check == digits[9];
}

/* ---- texts ---- */

static bool
has_small_letter(const char *text, uint32_t length)
{
	bool found = false;

	for (uint32_t i = 0; i < length; i++)
		found |= text[i] >= 'a' && text[i] <= 'z';
	return found;
}

static bool
fits(const struct text_form *form, const char *text)
{
	uint8_t wrong = 0;

	for (int i = 0; i < ROWS_BEHIND; i++) {
		uint8_t byte = (uint8_t)text[i];

		wrong |= (uint8_t)(((uint8_t)(byte - form->low[i]) > form->span[i]) &
		    ((uint8_t)(byte - form->other_low[i]) > form->other_span[i]));
	}
	return wrong == 0;
}

bool
usual_text(const struct reader_field *field, const char *text, uint32_t length)
{
	const struct field *rules = field->column->field;
	unsigned char first = (unsigned char)text[0], last;

	if (length == 0)
		return false;
	last = (unsigned char)text[length - 1];
	if (first <= ' ' || first >= 0x7F || last <= ' ' || last >= 0x7F)
		return false;
	if (first == '#' || first == '-' || first == '\'' || ((first | 0x20) == 'n' && length <= 4))
		return false;
	/* A text that fits such a form is ASCII, and has no small letters where these are read as
	 * capitals. */
	if (field->form != NULL)
		return length == field->form->length && fits(field->form, text);
	if (rules->small_letters && has_small_letter(text, length))
		return false;
	if (!text_is_ascii(text, length) && (rules->small_letters ||
	    memchr(text, '\0', length) != NULL || text_has_unseen(text, length)))
		return false;
	return rules->pattern == NULL || pattern_fits(rules->pattern, text, length);
}
