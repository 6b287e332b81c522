/*
 * type: the kinds of value of writ.5, and the exact value itself.
 *
 * Units. A *decimal* is a whole number of units in 64 bits: pence for money, billionths for number
 * and percent (60% is 60 * 10^9 billionths of a percent point); a whole number for lengths. A date
 * is the count of days since 1970-01-01, a month 12 * year + month - 1, a quarter 4 * first year +
 * q - 1 (2017/18 Q1 is 8068), a year its first calendar year (2017/18 is 2017), a quarter of the
 * year 0 to 3. A *fraction* (what `times`, `divided by`, `average of` and `as percent of` yield) is
 * numerator over denominator in whole pounds, percent points or ones, in lowest terms, denominator
 * at least 1. Decimals may take any int64 value except INT64_MIN.
 *
 * Labels. A closed list is a set of up to LABELS_MAX names in the order declared; a value of it is
 * a set of those still possible, one bit each, and LABEL_NOTHING for "may be empty". Yes or no is
 * the list {no, yes} in that order.
 */
#ifndef LANG_TYPE_H
#define LANG_TYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lang/arena.h"

enum kind {
	KIND_ERROR,		/* of a wrong expression: fits everywhere, for one message only */
	KIND_TEXT,
	KIND_YES_NO,
	KIND_LABEL,
	KIND_NUMBER,
	KIND_PERCENT,
	KIND_MONEY,
	KIND_DATE,
	KIND_MONTH,
	KIND_QUARTER,
	KIND_YEAR,
	KIND_QUARTER_OF_YEAR,
	KIND_DAYS,
	KIND_WEEKS,
	KIND_WORKING_DAYS,
	KIND_MONTHS,
	KIND_QUARTERS,
	KIND_YEARS
};

enum { LABELS_MAX = 63 };

#define LABEL_NOTHING (UINT64_C(1) << 63)	/* in a set: may be, or is, empty */
#define LABEL_NO (UINT64_C(1) << 0)		/* of a yes-or-no column */
#define LABEL_YES (UINT64_C(1) << 1)

struct label_set {
	uint32_t count;
	const char *const *names;	/* as declared; interned */
	/* of a decide that hands on the labels of a column: the column's, with which this one
	 * begins; or NULL */
	const struct label_set *of;
};

extern const struct label_set label_set_yes_no;
extern const struct label_set label_set_deadline;	/* in the order of deadline_state */
extern const struct label_set label_set_letter;	/* in the order of letter_state in program.h */

enum deadline_state {
	DEADLINE_NOT_STARTED, DEADLINE_RUNNING, DEADLINE_MET, DEADLINE_MET_LATE, DEADLINE_MISSED
};

struct type {
	enum kind kind;
	bool fraction;			/* number, percent, money only */
	bool can_be_empty;		/* blank or nothing is possible: `is given` may be asked */
	const struct label_set *labels;	/* KIND_LABEL and KIND_YES_NO */
};

/* One value. `state` first: the rest means something only when GIVEN, except that labels are always
 * meant. */
enum presence { UNKNOWN, GIVEN, NOTHING };

struct value {
	enum presence state;
	struct type type;
	int64_t num;
	int64_t den;		/* 0: a decimal; else the denominator of a fraction */
	const char *text;	/* KIND_TEXT; not NUL-terminated */
	size_t text_length;
	uint64_t labels;	/* KIND_LABEL, KIND_YES_NO: those still possible */
};

/* "number", "date", "yes or no", "days": as a message names it. */
const char *kind_name(enum kind kind);

bool kind_is_length(enum kind kind);
bool kind_is_quantity(enum kind kind);	/* number, percent, money */
bool kind_is_period(enum kind kind);	/* month, quarter, year */

/* Units in one whole: 10^9 for number and percent, 100 for money, 1 otherwise. */
int64_t kind_scale(enum kind kind);

/* Every label of the set, without LABEL_NOTHING. */
uint64_t label_set_all(const struct label_set *labels);

/* Index of a name, or -1. */
int label_set_find(const struct label_set *labels, const char *name);

struct type type_plain(enum kind kind);

/* ---- exact arithmetic; false when the result does not fit, and then *out is not touched ---- */
bool exact_add(struct value *out, const struct value *a, const struct value *b);
bool exact_subtract(struct value *out, const struct value *a, const struct value *b);

/* Fractions. `times` a percent takes that part of the other: £50 times 10% and 10% times £50 are
 * £5, 2 times 10% is the number 0.2; 10% times 2 is 20%. Like by like is a number. By zero:
 * false. */
bool exact_multiply(struct value *out, const struct value *a, const struct value *b);
bool exact_divide(struct value *out, const struct value *a, const struct value *b);

/* -1, 0, 1. Kinds are comparable (checked before): equal kinds, or days with weeks. Fractions and
 * decimals mix freely. Text compares by bytes. */
int exact_compare(const struct value *a, const struct value *b);

enum round_mode { ROUND_HALF_UP, ROUND_HALF_EVEN };	/* half up takes halves away from zero */

/* To `places` decimal places (0 to 9), as a decimal; never more places than the kind has (money
 * 2). */
bool exact_round(struct value *out, const struct value *a, enum round_mode mode, int places);

/* ---- values written out (writ.5, Kinds of value); into `arena` ---- */
enum spelling {
	SPELL_PLAIN,		/* CSV: 1234.50, 60%, 2022-04-21, 40 days */
	SPELL_READER		/* for people: £1,234.50 */
};
const char *value_spell(struct arena *arena, const struct value *value, enum spelling spelling);

/* The same into a buffer of at least VALUE_SPELL_MAX bytes, for all kinds but text and labels;
 * returns the length. */
enum { VALUE_SPELL_MAX = 64 };
size_t value_spell_figure(char *out, const struct value *value, enum spelling spelling);

/* Places a fraction is shown to at most (writ.5, Exact figures), and places of a decimal. */
enum { VALUE_FRACTION_PLACES = 6, VALUE_DECIMAL_PLACES = 9 };

/* A figure of a quantity as it is printed: `part` is what stands behind the point, of 10^places (at
 * most 15). */
struct digits {
	bool negative;
	uint64_t whole, part;
	int places;
};

/* Like value_spell_figure(), of a figure rounded elsewhere: -£1,234.567. Zeros at the end are left
 * out. */
size_t value_spell_digits(char *out, enum kind kind, const struct digits *digits,
    enum spelling spelling);

#endif
