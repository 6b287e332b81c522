/* explain_walk: the walk after the facts still in play (explain_needs.c), and where it leads into
 * other rows (explain_whole.c). */
#ifndef INTERP_EXPLAIN_WALK_H
#define INTERP_EXPLAIN_WALK_H

#include "interp/explain_internal.h"

/* What holds an answer back: only what is not known, or also what is empty (a comparison with
 * nothing is unknown). */
enum lack { LACK_UNKNOWN, LACK_UNKNOWN_OR_EMPTY };

struct walk {
	struct telling telling;
	/* whose rule we are in: names a fault; NULL: in a condition asked of another row */
	const struct column *within;
	bool first;
	/* NULL, or: nothing is named, only a fault in the rule of `within` looked for */
	const struct expr **fault;
	/* " (quarter_end 2017/18 Q2)": in whose row we are; NULL: in the row that was asked
	 * about */
	const char *where;
	unsigned depth;			/* rows of other tables that led here */
	size_t start;			/* of the names, in telling.out */
	uint32_t named;			/* facts met, those told before too */
	uint64_t *more;			/* rows that wait too and are not named one by one */
};

/* Names a fact, with the row it belongs to where that is another. */
void explain_need_name(struct walk *walk, const char *before, const char *name);

/* Before the walk goes on in a row of another table; then: what is unknown about the column, or the
 * expression. */
void explain_need_begin(struct walk *walk);
void explain_need_column(struct walk *walk, const struct column *column, enum lack lack);
void explain_need_expr(struct walk *walk, const struct expr *expr);

/*
 * What of a row an answer waits for: what is not known of the keys by which rows of `members`
 * belong to a group, or of the keys of `theirs` or `ours`, and of the day; what is unknown or empty
 * of `column` and of the expressions.
 */
struct lookup {
	const struct table *members;
	const struct related *theirs, *ours;
	const struct column *column;
	const struct expr *const *exprs;
	uint32_t expr_count;
	/* what would tell whether the rows are there that make this one, of a group; where none of
	 * these is named the row */
	bool row_itself;
};

/* Of a row that may not be there: what would tell, or the row itself. */
void explain_need_place(struct walk *walk, const struct table *table, uint32_t row);

/* Goes on in a row of a table. */
void explain_need_elsewhere(struct walk *walk, const struct table *table, uint32_t row,
    const struct lookup *lookup);

/* Of EXPR_SUCCESSION (explain_runs.c): what settled it, and what it waits for. */
void explain_run(const struct telling *telling, const struct expr *expr, enum answer answer);
void explain_need_run(struct walk *walk, const struct expr *expr);

/* Of EXPR_THROUGH, EXPR_AGGREGATE, EXPR_EXISTS, EXPR_RANK, EXPR_SUCCESSION. */
void explain_need_whole(struct walk *walk, const struct expr *expr);

#endif
