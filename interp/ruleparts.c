/* ruleparts: see ruleparts.h. */
#include "interp/ruleparts.h"

static void
visit_expr(const struct expr *expr, void (*visit)(void *, const struct expr *), void *context)
{
	if (expr != NULL)
		visit(context, expr);
}

void
ruleparts_edges(const struct bands *bands, void (*visit)(void *, const struct expr *),
    void *context)
{
	for (uint32_t i = 0; bands != NULL && i < bands->count; i++) {
		visit_expr(bands->bands[i].low, visit, context);
		visit_expr(bands->bands[i].high, visit, context);
	}
}

void
ruleparts_exprs(const struct column *column, void (*visit)(void *, const struct expr *),
    void *context)
{
	const struct decide *decide = column->decide;

	visit_expr(column->body, visit, context);
	for (uint32_t i = 0; decide != NULL && i < decide->rule_count; i++) {
		visit_expr(decide->rules[i].when, visit, context);
		visit_expr(decide->rules[i].outcome, visit, context);
	}
	if (decide != NULL)
		visit_expr(decide->otherwise, visit, context);
	ruleparts_edges(column->bands, visit, context);
}

static void
visit_letter(const struct letter *letter, const struct ruleparts_visitor *visitor)
{
	visitor->column(visitor->context, letter->sent);
	visit_expr(letter->send_when, visitor->expr, visitor->context);
	visit_expr(letter->lapses_when, visitor->expr, visitor->context);
	for (uint32_t i = 0; i < letter->displaced_by_count; i++)
		visitor->column(visitor->context, letter->displaced_by[i]->column);
}

void
ruleparts_visit(const struct column *column, const struct ruleparts_visitor *visitor)
{
	ruleparts_exprs(column, visitor->expr, visitor->context);
	if (column->bands != NULL)
		visitor->column(visitor->context, column->bands->by);
	if (column->deadline != NULL) {
		visitor->column(visitor->context, column->deadline->due);
		visitor->column(visitor->context, column->deadline->met_by);
	}
	if (column->origin == COLUMN_LETTER)
		visit_letter(column->letter, visitor);
}
