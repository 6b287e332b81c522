/*
 * kernels: the loops over the rows of one batch. A kernel reads some vecs and writes one; what it
 * is to do was settled when the plan was made, so nothing inside a loop asks for a kind or a shape.
 * Kernels are pure: same operands, same result.
 *
 * Laws that all of them keep (writ.5, Conditions, Reckoning and MEANING):
 * - Nothing in, nothing out, also beside an unknown; an unknown in, unknown out. Only conditions
 *   differ: there a comparison with nothing is unknown, and `all`, `any` and `not` follow the truth
 *   tables above their functions.
 * - A result that does not fit (64 bits, a date from 1600 to 2999, a day the calendar knows, a
 *   division by zero) is unknown.
 * - Rows past the end of the batch stay unknown.
 *
 * What stands in num[], den[] and text[] of a row that is not given means nothing.
 */
#ifndef INTERP_KERNELS_H
#define INTERP_KERNELS_H

#include "interp/calendar.h"
#include "interp/vec.h"
#include "lang/program.h"

/* What a kernel knows besides its operands; a kernel uses only what its comment names. */
struct kernel_with {
	int64_t number;
	uint64_t labels;
	const char *pattern;
	const struct workdays *workdays;
	enum round_mode mode;
	int places;
	/* index of a label of b among the labels of a; LABELS_MAX: has no counterpart */
	const uint8_t *map;
	/* [part_count]: the first day of each part; the first is INT64_MIN */
	const int64_t *from;
	const struct bands *bands;
};

struct operands {
	uint32_t rows;
	const struct vec *a, *b;
	const struct vec *const *parts;	/* an entry may be NULL where the kernel says so */
	uint32_t part_count;
	struct kernel_with with;
};

typedef void kernel(struct vec *out, const struct operands *in);

/* The bits of one word of a rail that belong to rows of the batch. */
static inline uint64_t
rail_rows(uint32_t rows, uint32_t word)
{
	uint32_t first = word * 64;

	if (rows <= first)
		return 0;
	return rows - first >= 64 ? UINT64_MAX : (UINT64_C(1) << (rows - first)) - 1;
}

/*
 * Sets a bit of `word` for each `i` of 0 to 63 of which `test` holds. All 64 are asked, without a
 * branch between them; eight at a time, so that each bit has its place without a shift by a
 * variable, which takes half as long again.
 */
#define RAIL_PACK(word, i, test) \
	for (unsigned pack_from = 0; pack_from < 64; pack_from += 8) { \
		unsigned pack_bits = 0; \
\
		for (unsigned pack_at = 0; pack_at < 8; pack_at++) { \
			unsigned i = pack_from + pack_at; \
\
			pack_bits |= (unsigned)(test) << pack_at; \
		} \
		(word) |= (uint64_t)pack_bits << pack_from; \
	}

/* ---- conditions: truths to a truth (kernels_truth.c) ---- */
kernel kernel_not, kernel_all, kernel_any;	/* not: a; all, any: parts */

/* ---- conditions on labels ---- */
kernel kernel_labels_in;	/* a; with.labels */
kernel kernel_labels_same;	/* a, b; with.map */
kernel kernel_labels_given;	/* a */
kernel kernel_truth_to_labels;	/* a: a truth, to yes-or-no labels */

/* ---- conditions on the rest ---- */
/* a: yes where there is a value, no where there is none for certain */
kernel kernel_given;
kernel kernel_one_of_none;	/* a: no wherever a is given; for a list without members */
kernel kernel_same_figure, kernel_less_figure;	/* a, b: same unit */
/* a, b: figures or fractions, also days beside weeks */
kernel kernel_same_exact, kernel_less_exact;
kernel kernel_same_text, kernel_less_text;	/* a, b: by bytes */
kernel kernel_like;		/* a: text; with.pattern */
kernel kernel_quarter_is;	/* a: a quarter or a quarter of the year; with.labels */

/* ---- arithmetic (kernels_figure.c) ---- */
kernel kernel_add_figure, kernel_subtract_figure;	/* a, b: decimals of one kind */
kernel kernel_add_exact, kernel_subtract_exact;	/* a, b: figures or fractions; out likewise */
kernel kernel_multiply, kernel_divide, kernel_share;	/* a, b; out is a fraction */
kernel kernel_round;		/* a; with.mode, with.places */
kernel kernel_to_fraction;	/* a: a decimal, as a fraction in lowest terms */

/* ---- dates and periods (kernels_date.c) ---- */
/* a: a length, b: a date; with.number: days in one of a, negative for `before` */
kernel kernel_move_days;
/* a: a length, b: a date; with.number: months in one of a, negative for `before` */
kernel kernel_move_months;
/* a: a length, b: a date; with.number: 1 or -1; with.workdays */
kernel kernel_move_working_days;
/* a: a length, b: a period; with.number: 1 or -1 */
kernel kernel_move_months_period, kernel_move_quarters_period, kernel_move_years_period;
kernel kernel_first_working_day;	/* a; with.workdays */
kernel kernel_month_of, kernel_quarter_of, kernel_year_of;	/* a: a date */
kernel kernel_year_of_quarter;	/* a: a quarter */
/* a: the period */
kernel kernel_first_day_of_month, kernel_first_day_of_quarter, kernel_first_day_of_year;
kernel kernel_last_day_of_month, kernel_last_day_of_quarter, kernel_last_day_of_year;
kernel kernel_span_days;	/* a, b: dates; with.number: 1 when the first day counts */
kernel kernel_span_working_days;	/* the same; with.workdays */

/* ---- whole rows (kernels_pick.c) ---- */
/* a */
kernel kernel_copy_truth, kernel_copy_labels, kernel_copy_figure, kernel_copy_fraction,
    kernel_copy_text;
/* a: the day; parts, with.from: the value in force */
kernel kernel_pick_truth, kernel_pick_labels, kernel_pick_figure, kernel_pick_text;
/* a: the figure; parts: low and high of each band in turn, NULL where open; with.bands;
 * with.labels: when a is unknown */
kernel kernel_bands;
/* a: in the register, b: send when; parts: lapses when, what stands instead of it is Due or Sent
 * (either may be missing) */
kernel kernel_letter;
/* a: due, b: met by; with.number: run_date; with.labels: what an unknown due date adds: not
 * started, or none */
kernel kernel_deadline;

#endif
