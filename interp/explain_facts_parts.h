/* explain_facts_parts: what explain_facts.c and explain_facts_rows.c share; no other file includes
 * it. */
#ifndef INTERP_EXPLAIN_FACTS_PARTS_H
#define INTERP_EXPLAIN_FACTS_PARTS_H

#include "interp/explain_facts.h"

/* What was met already: a column seen with a mark brings nothing new with the same. */
enum { SEEN = 1, SEEN_MATTERED = 2 };

/* Where the walk is: a row, its slots when they are at hand, and whether this part of the rule made
 * the answer. */
struct spot {
	const struct table *table;
	uint32_t row;
	const struct batch *batch;	/* NULL: too far away */
	uint32_t at;			/* row of the batch */
	unsigned distance;
	bool mattered;
};

/* One more of an array in the arena: twice as long when it is full. */
void *facts_grown(struct arena *arena, void *old, uint32_t count, uint32_t *room, size_t size);

/* explain_facts.c */
void facts_walk_column(struct facts *facts, const struct spot *place, const struct column *column);
/* NULL: nothing to walk */
void facts_walk_expr(struct facts *facts, const struct spot *place, const struct expr *expr);

/* explain_facts_rows.c: EXPR_THROUGH; EXPR_AGGREGATE and EXPR_EXISTS; EXPR_SUCCESSION; EXPR_RANK */
void facts_walk_through(struct facts *facts, const struct spot *place, const struct expr *expr);
void facts_walk_related(struct facts *facts, const struct spot *place, const struct expr *expr);
void facts_walk_run(struct facts *facts, const struct spot *place, const struct expr *expr);
void facts_walk_rank(struct facts *facts, const struct spot *place, const struct expr *expr);

#endif
