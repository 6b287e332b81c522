/*
 * csvin_usual: what nearly every cell looks like, read at once. A date year first, a label as it is
 * declared, plain text that fits its pattern, a percentage with its sign, a quarter, a plain
 * figure.
 *
 * Whatever is said to be usual here, field_read() must take for the same value; of everything else
 * it is the judge. Up to ROWS_BEHIND bytes are looked at behind the start of a cell (rows.h).
 */
#ifndef INTERP_CSVIN_USUAL_H
#define INTERP_CSVIN_USUAL_H

#include "interp/csvin_parts.h"
#include "interp/loadword.h"

/* A pattern as two ranges for each byte, of which it must lie in one; so a whole pattern is
 * compared without a jump. Bytes behind the pattern lie in any. */
struct text_form {
	uint32_t length;
	uint8_t low[ROWS_BEHIND], span[ROWS_BEHIND];
	uint8_t other_low[ROWS_BEHIND], other_span[ROWS_BEHIND];
};

/* Once for each field: what is usual in it. */
void usual_prepare(struct reader_field *field, struct arena *arena);

/* Where in the months that were met the one of an ISO date belongs, by its first eight bytes. */
static inline uint64_t
usual_month_place(uint64_t key)
{
	return (key >> 24 & 3) << 4 | (((key >> 48 & 15) + (key >> 40 & 1) * 10) & 15);
}

/* Puts the month of an ISO date, when it is one, into its place. */
void usual_meet_month(struct usual_month *months, const char *text);

/* 2022-04-21 and nothing else, of a month that was met before: what is left to do is the day. No
 * jump depends on what stands in the cell. */
static inline bool
usual_known_date(const struct usual_month *months, const char *text, uint32_t length, int64_t *date)
{
	uint64_t key = load_word(text);
	const struct usual_month *month = &months[usual_month_place(key)];
	uint32_t tens = (uint32_t)(unsigned char)text[8] - '0',
		 ones = (uint32_t)(unsigned char)text[9] - '0', day = tens * 10 + ones;

	*date = month->before + day;
	return (length == 10) & (month->key == key) & (tens <= 3) & (ones <= 9) & (day > 0) &
	    (day <= month->days);
}

/* The same of any month. */
static inline bool
usual_date(struct usual_month *months, const char *text, uint32_t length, int64_t *date)
{
	if (length != 10)
		return false;
	usual_meet_month(months, text);
	return usual_known_date(months, text, length, date);
}

/* What is compared first of a label: up to fifteen bytes, and its length. */
struct label_key {
	uint64_t start, more;
};

static inline struct label_key
usual_label_key(const char *text, uint32_t length)
{
	static const uint64_t masks[] = { 0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF,
		0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, UINT64_MAX };
	uint32_t second = length < 8 ? 0 : length - 8;

	return (struct label_key){ load_word(text) & masks[length < 8 ? length : 8],
		(load_word(text + 8) & masks[second < 7 ? second : 7]) |
		(uint64_t)(length & 0xFF) << 56 };
}

/* Of labels that begin alike the one that is the same to its end. */
uint64_t usual_long_label(const struct reader_field *field, const char *text, uint32_t length,
    uint64_t found);

/* A label as it is declared; 0 when it is none. */
static inline uint64_t
usual_label(const struct reader_field *field, const char *text, uint32_t length)
{
	struct label_key key = usual_label_key(text, length);
	uint64_t found = 0;

	for (uint32_t i = 0; i < field->column->type.labels->count; i++)
		found |= (uint64_t)((field->label_keys[i].start == key.start) &
		    (field->label_keys[i].more == key.more)) << i;
	if (length > 15)
		found = usual_long_label(field, text, length, found);
	return length > 0 ? found & ~field->closed_labels : 0;
}

/* 57.31% in units of type.h: at most four digits before the point and behind it, with the sign.
 * Above 100% it is not usual: the judge's answer is noted. */
bool usual_percent(const char *text, uint32_t length, int64_t *units);

/* 2017/18 Q2 and nothing else. */
bool usual_quarter(const char *text, uint32_t length, int64_t *quarter);

/* 12 or 1234.5, without a sign: up to nine digits before the point and up to two behind it, of a
 * number or of money. */
bool usual_figure(enum kind kind, const char *text, uint32_t length, int64_t *units);

/* False for a text that needs the judge: it is trimmed, read in capitals, holds what cannot be
 * seen, or may be a word or sign for a missing value. */
bool usual_text(const struct reader_field *field, const char *text, uint32_t length);

/* Ten digits, perhaps in groups, whose last is the check digit of the first nine. */
bool usual_is_nhs_number(const char *text, uint32_t length);

static inline bool
usual_nhs_number(const char *text, uint32_t length)
{
	return (length == 10 || length == 12) && text[0] >= '0' && text[0] <= '9' &&
	    usual_is_nhs_number(text, length);
}

#endif
