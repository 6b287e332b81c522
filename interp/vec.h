/*
 * vec: one typed column of one batch of rows.
 *
 * A batch is BATCH_ROWS rows, so its columns stay in the cache and the cost of choosing a kernel
 * vanishes (Boncz, Zukowski and Nes, MonetDB/X100, CIDR 2005). A *rail* is one bit a row.
 *
 * SHAPE_TRUTH     conditions: `yes` has a bit where the answer is yes, `no` where it is no;
 *                 neither: unknown; never both.
 * SHAPE_LABELS    one word a row: the labels still possible, LABEL_NOTHING among them; never 0.
 *                 Yes-or-no columns too.
 * SHAPE_FIGURE    num[], in units of type.h; `given` has a bit where there is a value, `nothing`
 *                 where there is none for certain; neither: unknown; never both.
 * SHAPE_FRACTION  num[] over den[], likewise.
 * SHAPE_TEXT      text[], likewise; the bytes live until the batch is read again.
 *
 * Rows past the end of the batch are unknown (rails clear), so counts need no mask; their label
 * words are not looked at.
 */
#ifndef INTERP_VEC_H
#define INTERP_VEC_H

#include <stdint.h>

#include "lang/type.h"

/* A multiple of 64. tests/oracle/long.sh builds with few, so that small files fill many batches. */
#ifndef WRIT_BATCH_ROWS
#define WRIT_BATCH_ROWS 1024
#endif

enum { BATCH_ROWS = WRIT_BATCH_ROWS, BATCH_WORDS = BATCH_ROWS / 64 };

struct rail {
	uint64_t word[BATCH_WORDS];
};

enum shape { SHAPE_TRUTH, SHAPE_LABELS, SHAPE_FIGURE, SHAPE_FRACTION, SHAPE_TEXT };

struct text {
	const char *at;
	uint32_t length;
};

struct vec {
	enum shape shape;
	struct type type;
	union { struct rail yes, given; };
	union { struct rail no, nothing; };
	int64_t *num, *den;
	uint64_t *labels;
	struct text *text;
};

#define RAIL_GET(rail, row) (((rail).word[(row) >> 6] >> ((row) & 63)) & 1u)
#define RAIL_SET(rail, row) ((rail).word[(row) >> 6] |= UINT64_C(1) << ((row) & 63))
#define RAIL_CLEAR(rail, row) ((rail).word[(row) >> 6] &= ~(UINT64_C(1) << ((row) & 63)))

/* Which shape values of a type have; a condition (never a column of yes or no) is SHAPE_TRUTH. */
enum shape shape_of(struct type type);

/* Memory for BATCH_ROWS rows of a shape, out of `arena`. */
void vec_init(struct vec *vec, struct arena *arena, enum shape shape, struct type type);

/* The value of one row. Of a truth: KIND_YES_NO with labels {yes}, {no} or both. Text points into
 * the batch. */
struct value vec_value(const struct vec *vec, uint32_t row);

/* Puts one value in place (tests, settings, overrides); the shape must fit the value's type. */
void vec_put(struct vec *vec, uint32_t row, const struct value *value);

#endif
