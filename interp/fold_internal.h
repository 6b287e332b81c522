/*
 * fold_internal: what the parts of fold share.
 *
 *     fold.c          which rows count, and to which group each belongs
 *     fold_column.c   one column's figures for every group, fed by rows; read off for one group or
 *                     for all
 *     fold_listing.c  listings: rows kept, one by one
 *     fold_finish.c   groups in order, empty months, later columns, total, notes: the grid
 *
 * A group is a number from 0. Group 0 holds the rows whose key is unknown: it is in the total and
 * in a note, never a row.
 */
#ifndef INTERP_FOLD_INTERNAL_H
#define INTERP_FOLD_INTERNAL_H

#include "interp/fold.h"
#include "interp/fold_keys.h"
#include "interp/fold_value.h"

enum { GROUP_UNKNOWN = 0 };

/* 8 kB a group, and only for groups that are there. */
enum { SEEN_GROUPS = 1024, SEEN_VALUES = 65536 };

__extension__ typedef __int128 fold_wide;

/* The rows of one batch that count for one column. */
struct fold_rows {
	struct rail sure;		/* where is yes */
	struct rail open;		/* where is unknown: may count */
	const uint32_t *group;		/* by row */
	bool uniform;			/* all rows that count are of one group: `only` */
	uint32_t only;
};

struct fold_item {			/* of `list of` */
	uint32_t group;
	struct value value;
	const struct value *keys;	/* of the row it comes from, for the order */
};

struct fold_column {			/* the figures, by group; unused ones are NULL */
	const struct report_column *column;
	const struct table *table;
	uint64_t *sure;			/* rows counted */
	uint64_t *open;			/* rows that may count */
	uint64_t *unfit;		/* rows counted whose C is blank or unknown */
	uint8_t *shaky;			/* an open row could change the figure */
	fold_wide *sum;
	struct value *best, *maybe;	/* extreme among sure and among open rows */
	uint64_t *different;
	struct keys values, pairs;	/* of `count of different`: values, and (group, value) */
	/* the same pairs as bits, for the first groups and values: one bit instead of a search */
	uint64_t *seen[SEEN_GROUPS];
	struct fold_item *items;
	size_t item_count, item_capacity;
};

struct listed {				/* a row of a listing */
	struct value *keys;
	struct value sort;
	struct grid_cell *cells;	/* keys first */
};

struct fold {
	const struct report *report;
	const struct knobs *knobs;
	struct arena arena;		/* keys of groups, texts, listed rows */
	struct fold_column *columns;
	const struct vec **key_vecs;	/* of the batch at hand, by key */
	/* of the row at hand: keys, and columns of a listing */
	struct value *row_keys, *row_values;
	struct value *keys;		/* of group g: keys[g * key_count] */
	uint64_t *rows;			/* sure rows, by group */
	uint64_t open_unkeyed;		/* rows whose key and whose `where` are unknown */
	uint32_t group_count, group_capacity;
	/* encoded keys to group numbers, where `direct` does not serve */
	struct keys key_numbers;
	uint32_t *number_group;
	uint32_t number_capacity;
	/* small whole keys to groups, shifted by direct_base; 0: none yet */
	uint32_t *direct;
	int64_t direct_base;
	uint32_t direct_count;
	uint32_t blank_group;		/* of a single key that is nothing; 0: none yet */
	struct listed *listed;
	size_t listed_count, listed_capacity;
	/* rows that may belong to the listing: keys only, and only the first few by key */
	struct listed *open_listed;
	size_t open_count, open_kept;
	struct buffer scratch;
};

enum { OPEN_LISTED_KEPT = 3 };

/* A copy whose text, if any, lives in `arena`. */
struct value value_keep(struct arena *arena, const struct value *value);

/* Order of rows by their keys, then as values. */
int keys_order(const struct value *a, const struct value *b, uint32_t count);
bool keys_have_blank(const struct value *keys, uint32_t count);

/* The cell for people and for CSV; dates and months in words for people. */
struct grid_cell cell_of_value(const struct fold *fold, struct arena *arena,
    const struct value *value);
/* The same for a key: an empty one reads "blank". */
struct grid_cell cell_of_key(const struct fold *fold, struct arena *arena,
    const struct value *value);

/* Headings of the keys, and the day the report is as at. */
void fold_head(const struct fold *fold, struct grid *grid);

/* ---- fold_column.c ---- */
void fold_column_init(struct fold_column *column, const struct report *report,
    const struct report_column *source);
void fold_column_widen(struct fold_column *column, uint32_t old_capacity, uint32_t capacity);
void fold_column_add(struct fold *fold, struct fold_column *column, const struct batch *batch,
    const struct fold_rows *rows);
void fold_column_release(struct fold_column *column);

struct fold_figure {
	/* what is printed: counts of sure rows; unknown prints as nothing */
	struct value shown;
	struct value value;	/* what later columns see: unknown while a row is undecided */
	uint64_t undecided;
	bool misfit;		/* the figure does not fit 64 bits */
};
/* For one group, or for all of them (`total`). */
struct fold_figure fold_column_figure(const struct fold *fold, const struct fold_column *column,
    uint32_t group, bool total, struct arena *arena);

/* ---- fold_listing.c ---- */
/* The column of the table whose figure a column of a listing prints, as it is or rounded, where
 * bands go by that figure; else NULL. */
const struct column *fold_shows(const struct report_column *column);
void fold_listing_add(struct fold *fold, const struct batch *batch, const struct rail *sure,
    const struct rail *open);
struct grid *fold_listing_finish(struct fold *fold, struct arena *arena);

/* ---- fold_finish.c ---- */
struct grid *fold_groups_finish(struct fold *fold, struct arena *arena, const struct batch *run);
uint32_t fold_make_new_group(struct fold *fold, const struct value *keys);

/* The labels of the `bands` column whose word an expression of a report is, or NULL. */
const struct label_set *fold_bands(const struct expr *value);

#endif
