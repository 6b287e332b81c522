/*
 * basis: what one decision in one row rests on, gathered for the decision log (declog.h): the
 * comparisons that made its lines what they are, the values worked out on the way, the settings,
 * the cells of the files, and the other decisions it goes by. Those have lines of their own in the
 * log and are only named; definitions are followed down to the cells.
 *
 * Of a list only the bullets that made it what it is: those that are no of an `all of` that is no.
 * Everything is read off the slots of the batch, as explanations are (explain.h), and stands in the
 * order in which the policy names it.
 */
#ifndef INTERP_BASIS_H
#define INTERP_BASIS_H

#include "interp/batch.h"

/* One side of a comparison: an expression of the policy, a column, or the run date. */
struct basis_side {
	const struct expr *expr;
	const struct column *column;
	bool run_date;
};

/* Of a figure over many rows so many are named, and their cells shown. */
enum { BASIS_ROWS = 24 };

struct basis_item {
	const struct column *of;	/* whose rule it stands in */
	/* the line of its decide, from 1; 0: it has none; -1: `otherwise` */
	int line;
	/* NULL: two sides put together here, for bands and deadlines */
	const struct expr *condition;
	struct basis_side left, right;
	const char *compare;		/* then: "at least" */
	bool no;			/* then: it did not hold */
};

struct basis_value {			/* a definition, or a value taken from another row */
	const struct column *column;	/* or NULL: */
	const struct expr *expr;
};

struct basis_cell {
	const struct column *column;
	/* of its table in the workspace; HELD_NO_ROW: the row of the decision itself */
	uint32_t row;
};

struct basis {
	const struct batch *batch;
	uint32_t row;
	struct basis_item *items;
	struct basis_value *values;
	struct basis_cell *cells;
	const struct column **others;	/* decisions of the same row */
	size_t item_count, value_count, cell_count, other_count;
	size_t item_room, value_room, cell_room, other_room;
	uint8_t *seen_columns;		/* of the table, then of the run */
	uint8_t *seen_settings;		/* by setting->index */
	size_t seen_room, settings_room;
};

/* Is it decided row by row, with a line of its own in the log? */
bool basis_is_decision(const struct column *column);
void basis_of(struct basis *basis, const struct batch *batch, uint32_t row,
    const struct column *decision);
/* The words between the sides of a condition: "more than", "one of". */
const char *basis_compare(const struct expr *condition);
void basis_release(struct basis *basis);

#endif
