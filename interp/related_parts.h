/*
 * related_parts: what the parts of related share.
 *
 *     related.c          their rows filed into cells by key; which cells are those of a row of ours
 *     related_spans.c    which stretches of those cells belong, or may
 *     related_figures.c  count, sum, average and extremes, by running totals over the cells
 *     related_lists.c    lists and counts of different values
 *     related_pick.c     which rows are named, of those that belong or leave an answer open
 *
 * A *cell* is the rows of theirs that agree in the key parts that count. Its sure rows (`where`
 * is yes) come first, those that may belong at most behind them; with a comparison each part is
 * sorted by it: known values first, rising.
 *
 * A *slot* is the rows of theirs with the same parts of their key known; as a rule there is only
 * one. For a row of ours each slot has at most one cell: of the parts that both know. Only where
 * both know all parts can a row belong surely.
 */
#ifndef INTERP_RELATED_PARTS_H
#define INTERP_RELATED_PARTS_H

#include "interp/buffer.h"
#include "interp/related.h"

#define NO_CELL UINT32_MAX

struct related_cell {
	uint32_t from, sure_to, to;	/* in related_index.rows */
};

struct related_index {
	struct related_input input;
	uint32_t *rows;			/* theirs, cell by cell: one cell a division */
	uint32_t row_count, row_room;
	struct related_cell *cells;
	uint32_t cell_count, cell_room;
	uint32_t slots;
	uint32_t *cell_of;		/* of our row r in slot s: [r * slots + s] */
};

struct related_span {		/* a stretch of related_index.rows */
	uint32_t from, to;
	bool sure;
};

struct related_spans {
	struct related_span *at;
	uint32_t count, room;
};

#define RELATED_SPANS_INIT { NULL, 0, 0 }

/* With a comparison: puts both parts of every cell into its order. */
void related_sort_cells(struct related_index *index);

/* The stretches that belong to `row` of ours, or may; none is empty, none overlap. The spans are
 * used again by the next call. */
void related_find(const struct related_index *index, uint32_t row, struct related_spans *spans);
void related_spans_release(struct related_spans *spans);

/* ---- figures ---- */

struct related_figure {		/* one aggregate, being worked out */
	const struct related_index *index;
	enum aggregate_kind kind;
	const struct held *what;
	struct held *out;
	uint64_t *too_large;
};

/* All kinds but lists and counts of different values. */
void related_count_up(const struct related_figure *figure);
void related_list_up(const struct related_figure *figure, const uint32_t *order,
    struct arena *texts);
void related_count_different(const struct related_figure *figure);

void related_put(const struct related_figure *figure, uint32_t row, enum presence state,
    int64_t num);

#endif
