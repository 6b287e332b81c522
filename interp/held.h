/*
 * held: a column at the length of its table, for what no row can answer alone: related rows, ranks,
 * runs of quarters, and what another table reads through a reference. Row steps stay in batches
 * (batch.h); only what one of these needs is held.
 *
 * The shapes are those of vec.h. `first` and `second` are rails over all rows, one bit a row: yes
 * and no of a truth, given and nothing of the rest; NULL for labels. Bits past the last row are
 * clear. A held column owns its memory (held_release()); the bytes of texts belong to whoever put
 * them there and outlive it.
 */
#ifndef INTERP_HELD_H
#define INTERP_HELD_H

#include <stdbool.h>
#include <stdint.h>

#include "interp/vec.h"

struct held {
	enum shape shape;
	struct type type;
	uint32_t rows, room;
	uint64_t *first, *second;
	uint64_t *labels;
	int64_t *num, *den;
	struct text *text;
};

#define HELD_NO_ROW UINT32_MAX		/* no row of that table */
#define HELD_BIT(rail, row) (((rail)[(row) >> 6] >> ((row) & 63)) & 1u)

/* No rows yet. */
void held_init(struct held *held, enum shape shape, struct type type);
/* Makes it that long; new rows are unknown (labels: 0, to be set). */
void held_resize(struct held *held, uint32_t rows);
void held_release(struct held *held);

/* `count` rows of a vec behind the last row, or in place of those from `at` on; the vec has the
 * shape of the column. */
void held_append(struct held *held, const struct vec *vec, uint32_t count);
void held_set(struct held *held, uint32_t at, const struct vec *vec, uint32_t count);
/* `count` rows from `at` on (at most BATCH_ROWS) to the front of a vec of the same shape, rails
 * past them clear. */
void held_load(const struct held *held, uint32_t at, struct vec *vec, uint32_t count);
/* Row `from[i]` of the column to row i: what is read through a reference. HELD_NO_ROW gives
 * unknown. */
void held_gather(const struct held *held, const uint32_t *from, struct vec *vec, uint32_t count);

/* As vec_value() and vec_put(). */
struct value held_value(const struct held *held, uint32_t row);
void held_put(struct held *held, uint32_t row, const struct value *value);

/* Keeps the rows whose bit is set in `keep`, in order. */
void held_compress(struct held *held, const uint64_t *keep);

/* Orders rows as results are printed (writ.5, Order): figures exactly, texts by bytes, labels as
 * declared, no before yes, nothing and unknown last. Below 0, 0, above 0. */
int held_compare(const struct held *held, uint32_t a, uint32_t b);

#endif
