/*
 * batch: the slots of one batch of rows, and running a plan over them.
 *
 * The caller fills the field slots (csvin, or values of a test), sets `rows`, and calls
 * batch_run(). Afterwards every slot an explanation reads is there until the batch is filled again.
 */
#ifndef INTERP_BATCH_H
#define INTERP_BATCH_H

#include "interp/plan.h"

/* How a `decide` came out in one row. */
enum verdict {
	VERDICT_RULE,		/* `rule` decided */
	/* every line a clear no: `otherwise` (or nothing, when there is none) */
	VERDICT_OTHERWISE,
	/* some line is unknown, but the outcome holds either way; `rule` is the yes line, or -1 */
	VERDICT_EITHER_WAY,
	VERDICT_UNDECIDED,	/* more than one outcome still possible */
	/* two lines hold with different outcomes and no stated order: undecided, and counted */
	VERDICT_DISAGREE,
	VERDICT_GIVEN		/* the column was given from outside (a test) */
};

struct decisions {		/* of one decide column in one batch */
	uint8_t verdict[BATCH_ROWS];
	int16_t rule[BATCH_ROWS];	/* index of the deciding line, -1 none */
};

struct batch {
	const struct plan *plan;
	uint32_t rows;
	struct vec *slots;
	struct decisions *const *decisions;	/* by column index; NULL for others */
	uint64_t *lines;			/* first physical line of each row */
	const struct column *const *given_columns;	/* tests: columns given from outside ... */
	/* ... [column][row], UNKNOWN included; applied as soon as the column's step has run */
	const struct value *const *given_values;
	const bool *const *given_rows;			/* ... [column][row]: only where true */
	uint32_t given_count;
	struct arena arena;
	struct batch_state *state;		/* batch.c's own */
	/* explain's own: one a column of the table, then one a column of the run */
	uint8_t *marks;
	uint8_t *setting_marks;			/* explain's own: one a setting */
	const struct workspace *workspace;	/* where the rows come from, and ... */
	/* ... which row of the table is row 0; NULL and 0 when they come straight from a file */
	uint32_t first_row;
	/* ... those that may not exist, one bit a row of the table; NULL: none */
	const uint64_t *doubtful;
};

void batch_init(struct batch *batch, const struct plan *plan);
void batch_run(struct batch *batch);
void batch_release(struct batch *batch);

/* The vec of a column or an expression; it must be in the plan. */
const struct vec *batch_column(const struct batch *batch, const struct column *column);
const struct vec *batch_expr(const struct batch *batch, const struct expr *expr);

/* May the row not exist at all? Of rows straight from a file only its date can tell, so this is
 * no. */
bool batch_is_doubtful(const struct batch *batch, uint32_t row);

/* One vec for each field, by column index (NULL when not needed), as csvin_next() takes them; made
 * in the batch's arena once. */
struct vec *const *batch_fields(struct batch *batch);

#endif
