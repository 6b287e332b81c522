/*
 * ranking: among the lowest (or highest) PLACES by a column, in each pool (writ.5, Ranks).
 *
 * The pool is the rows with the same `each` whose `where` is yes; a row outside it answers no. Ties
 * included: whoever equals the last place is in. Ties excluded: none of those tied across the edge
 * is. A row with nothing to rank by takes no place and is unknown itself. A row whose figure or
 * `where` is unknown, or that is doubtful, may take a place: the others are in, or out, only where
 * that is so either way; its own answer is yes or no only where it is so whatever its figure.
 * Figures are compared exactly. Never row order.
 */
#ifndef INTERP_RANKING_H
#define INTERP_RANKING_H

#include "interp/held.h"
#include "lang/program.h"

struct ranking_input {
	const struct rank *rank;
	uint32_t rows;
	const struct held *by, *places;
	const struct held *where;		/* a truth; or NULL */
	const struct held *const *each;		/* rank->each_count; known in every row */
	const uint64_t *doubtful;		/* rail; or NULL */
	const struct held *const *keys;		/* of the rows; NULL: not held */
	uint32_t key_count;
};

enum { RANKING_TIED_TOLD = 6 };

struct ranking_tie {			/* a pool in which ties took more places than there are */
	uint32_t row;			/* a row of the pool: its first in the order of the table */
	uint32_t places, taken;
	/* of those taken, how many have the figure of the last place */
	uint32_t tied;
	/* they themselves, the first of them when they are more; in no order */
	uint32_t tied_rows[RANKING_TIED_TOLD];
};

/* What is not known of the rows that compete (ranking_open.h). */
struct ranking_open;

/* `out`: a truth. `ties` (made in the arena, in the order of their rows) may be NULL; so may
 * `open`, which comes back NULL where all of that is known of every row. */
void ranking_run(const struct ranking_input *input, struct held *out, struct arena *arena,
    const struct ranking_tie **ties, uint32_t *tie_count, struct ranking_open **open);

#endif
