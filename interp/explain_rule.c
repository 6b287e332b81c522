/*
 * explain_rule: does the rule of a letter that was sent hold for its row?
 *
 * It is asked with today's facts about a letter of some time ago. Where it does not hold, that says
 * something only when it did not hold then either; so what is bound to change once a letter has
 * gone is set aside: what is asked of the row of whom it goes to (a practice has closed since),
 * that a cell is blank (it was filled in since), that another letter has not been sent.
 */
#include "interp/explain_internal.h"

static bool
is_asked_of(const struct expr *expr, const struct column *reference)
{
	return expr != NULL && expr->kind == EXPR_THROUGH && expr->column == reference;
}

static bool
changes_with_time(const struct expr *condition, const struct letter *letter)
{
	const struct expr *a = condition->a;

	if (condition->kind == EXPR_BLANK)
		return true;
	if (condition->kind == EXPR_NOT
	    && ((a->kind == EXPR_HOLDS && a->a->kind == EXPR_COLUMN
		    && a->a->column->origin == COLUMN_SENT)
		|| a->kind == EXPR_GIVEN))
		return true;
	while (condition->kind == EXPR_NOT)
		condition = condition->a;
	return is_asked_of(condition->a, letter->to) || is_asked_of(condition->b, letter->to);
}

/* A definition of the row's own, in words of which it is judged; or NULL. */
static const struct expr *
definition(const struct telling *telling, const struct expr *condition)
{
	const struct column *column =
	    condition->kind == EXPR_HOLDS && condition->a->kind == EXPR_COLUMN ?
	    condition->a->column :
	    NULL;

	if (column == NULL || column->origin != COLUMN_DEFINE || !expr_is_condition(column->body)
	    || column->table != plan_table(telling->batch->plan)
	    || plan_slot_expr(telling->batch->plan, column->body) == SLOT_NONE
	    || explain_is_given(telling, column))
		return NULL;
	return column->body;
}

static bool
was_no(const struct telling *telling, const struct expr *condition, const struct letter *letter)
{
	const struct expr *body = definition(telling, condition);
	bool all = condition->kind == EXPR_ALL;

	if (explain_answer(telling, condition) != ANSWER_NO)
		return false;
	if (body != NULL)
		return was_no(telling, body, letter);
	if (!all && condition->kind != EXPR_ANY)
		return !changes_with_time(condition, letter);
	/* One part of `all` that was no is enough; of `any` each was. */
	for (uint32_t i = 0; i < condition->part_count; i++)
		if (was_no(telling, condition->parts[i], letter) == all)
			return all;
	return !all;
}

bool
explain_rule_was_no(const struct batch *batch, uint32_t row, const struct letter *letter)
{
	struct telling telling = explain_telling(NULL, batch, row);

	return was_no(&telling, letter->send_when, letter);
}

void
explain_rule(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct letter *letter)
{
	struct telling telling = explain_telling(out, batch, row);

	explain_condition(&telling, letter->send_when, 0);
}
