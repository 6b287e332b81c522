/*
 * contrast: the rows of one table in two runs over the same files, and what comes out otherwise.
 *
 * A snapshot holds what a run made of a table: each row's key and, for every column worked out, its
 * value and the clauses behind it, as text. Equal texts are held once and are equal pointers, so
 * both snapshots must be taken with the same names. Rows are matched by their keys, not by their
 * place: the order of a file plays no part.
 */
#ifndef INTERP_CONTRAST_H
#define INTERP_CONTRAST_H

#include "interp/buffer.h"
#include "interp/run.h"
#include "lang/intern.h"

struct snapshot_cell {
	const char *value;	/* "nothing", "cannot be decided", or as it is written in CSV */
	const char *clause;	/* "" when there is none */
};

struct snapshot {
	const struct table *table;
	const struct column *const *columns;
	uint32_t column_count;
	const char **keys;		/* by row, in the order they came */
	struct snapshot_cell *cells;	/* row by row */
	uint32_t rows, capacity;
};

/* The columns that both tables work out, by name, in the order of the new text. */
struct contrast_column {
	const struct column *before, *after;
	/* what becomes of the row: a decide, bands, a deadline, a letter; in a table that has none
	 * of them, every definition. The others are worked out on the way to it. */
	bool is_outcome;
};

struct contrast {
	const struct table *before, *after;
	const struct contrast_column *columns;
	uint32_t column_count;
	struct snapshot old_rows, new_rows;
	/* matched rows in the order of their keys; UINT32_MAX: there is none on that side */
	struct contrast_pair {
		uint32_t before, after;
	} *pairs;
	uint32_t pair_count;
	uint32_t both, only_before, only_after;
	uint32_t changed;		/* of both: at least one outcome is another */
	uint32_t shifted;		/* of both: something on the way is another */
};

/* Reads the table in both sessions. False with a fault. Call contrast_free() either way. */
bool contrast_make(struct contrast *contrast, struct session *before, struct session *after,
    const struct table *table_before, const struct table *table_after, struct names *names,
    struct problems *problems, struct fault *fault);
void contrast_free(struct contrast *contrast);

/* A cell of a pair, NULL on a side where there is no such row. */
const struct snapshot_cell *contrast_cell(const struct contrast *contrast,
    const struct contrast_pair *pair, uint32_t column, bool after);
const char *contrast_key(const struct contrast *contrast, const struct contrast_pair *pair);
/* In rows that are there on both sides. */
bool contrast_differs(const struct contrast *contrast, const struct contrast_pair *pair,
    uint32_t column);
/* Is there anything to say of the table? */
bool contrast_any(const struct contrast *contrast);

/* For people: how many rows, from what to what, the first of them, letters more and fewer. */
void contrast_say(struct buffer *out, struct arena *arena, const struct contrast *contrast,
    int width);
/* table, row, column, before, after, clause_before, clause_after, kind: every row. The kind tells
 * apart what people see apart: "outcome", "on the way", "row", of letters "letter text". */
void contrast_csv_headings(struct buffer *out, bool excel);
void contrast_csv(struct buffer *out, const struct contrast *contrast, bool excel);

/* A section of a page: the same for people who read it on paper, with more of the rows. */
void contrast_page(struct buffer *out, struct arena *arena, const struct contrast *contrast);

#endif
