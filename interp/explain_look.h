/*
 * explain_look: how a row is looked at when it is explained, and the values that are put among the
 * words.
 *
 * A look is a question with one answer a row: what a condition came to, which labels are left,
 * which line decided. The words that explain chooses hang on such answers alone, so two rows that
 * answer alike are told in the same words, with values of their own (retell.h).
 */
#ifndef INTERP_EXPLAIN_LOOK_H
#define INTERP_EXPLAIN_LOOK_H

#include "interp/batch.h"
#include "interp/buffer.h"

enum answer { ANSWER_UNKNOWN, ANSWER_YES, ANSWER_NO };

enum look_kind {
	LOOK_PRESENCE,		/* of slot `a`: explain_state() */
	LOOK_ANSWER,		/* of the truth in slot `a`: an enum answer */
	LOOK_LABELS,		/* the word of slot `a` */
	LOOK_VERDICT,		/* of the decide `of`: its verdict, and 1 + its rule above 8 bits */
	LOOK_TO_COME,		/* the date in slot `a` is the day of the run or later */
	/* the fraction in slot `a`, of column `of` or NULL, prints as the figure in slot `b` does,
	 * and is another */
	LOOK_EQUAL,
	LOOK_SETTING		/* 1 + which value of a setting is in force; 0: that is not known */
};

struct look {
	enum look_kind kind;
	uint32_t a, b;		/* slots */
	const struct column *of;
	const struct setting *setting;
};

uint64_t look_at(const struct batch *batch, uint32_t row, const struct look *look);

/* Of a label or truth: GIVEN when one is left; NOTHING and UNKNOWN as for figures. */
static inline enum presence
explain_state(const struct vec *vec, uint32_t row)
{
	if (vec->shape == SHAPE_LABELS) {
		if (vec->labels[row] == LABEL_NOTHING)
			return NOTHING;
		return (vec->labels[row] & (vec->labels[row] - 1)) == 0 ? GIVEN : UNKNOWN;
	}
	if (vec->shape == SHAPE_TRUTH)
		return RAIL_GET(vec->yes, row) || RAIL_GET(vec->no, row) ? GIVEN : UNKNOWN;
	if (RAIL_GET(vec->given, row))
		return GIVEN;
	return RAIL_GET(vec->nothing, row) ? NOTHING : UNKNOWN;
}

/* The answer to LOOK_VERDICT. */
static inline uint64_t
look_verdict(uint8_t verdict, int16_t rule)
{
	return verdict | (uint64_t)(rule + 1) << 8;
}

/* ---- values, put behind what is there ---- */

typedef void value_teller(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct vec *vec, const struct column *column);

/* One that is there, as readers see it. */
value_teller tell_given;

/* A fraction of a column that bands go by, on its own side of their edges; one that is not there in
 * words. */
value_teller tell_on_its_side;

/* " (exactly 179/3%)" */
value_teller tell_exactly;

#endif
