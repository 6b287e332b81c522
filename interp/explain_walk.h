/* explain_walk: the walk after the facts still in play (explain_needs.c), and where it leads into other rows (explain_whole.c). */
#ifndef INTERP_EXPLAIN_WALK_H
#define INTERP_EXPLAIN_WALK_H

#include "interp/explain_internal.h"

/* What holds an answer back: only what is not known, or also what is empty (a comparison with
 * nothing is unknown). */
enum lack { LACK_UNKNOWN, LACK_UNKNOWN_OR_EMPTY };

struct walk {
	struct telling telling;
	const struct column *within;	/* whose rule we are in: names a fault */
	bool first;
	const struct expr **fault;	/* NULL, or: nothing is named, only a fault in the rule of `within` looked for */
	const char *where;		/* " (quarter_end 2017/18 Q2)": in whose row we are; NULL: in the row that was asked about */
	unsigned depth;			/* rows of other tables that led here */
	size_t start;			/* of the names, in telling.out */
	uint32_t named;			/* facts met, those told before too */
};

/* Names a fact, with the row it belongs to where that is another. */
void explain_need_name(struct walk *walk, const char *before, const char *name);

/* Before the walk goes on in a row of another table; then: what is unknown about the column, or the expression. */
void explain_need_begin(struct walk *walk);
void explain_need_column(struct walk *walk, const struct column *column, enum lack lack);
void explain_need_expr(struct walk *walk, const struct expr *expr);

/* Of EXPR_THROUGH, EXPR_AGGREGATE, EXPR_EXISTS, EXPR_RANK, EXPR_SUCCESSION. */
void explain_need_whole(struct walk *walk, const struct expr *expr);

#endif
