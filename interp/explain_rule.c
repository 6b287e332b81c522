/*
 * explain_rule: does the rule of a letter that was sent hold for its row?
 *
 * It is asked with today's facts about a letter of some time ago. Where it does not hold, that says
 * something only when it did not hold then either; so what is bound to change once a letter has
 * gone is set aside: what is asked of the row of whom it goes to (a practice has closed since),
 * that a cell is blank (it was filled in since), that another letter has not been sent, that no row
 * of a dated table is there (a reply has come since), that run_date is not beyond a day or a length
 * (it has moved on), that a deadline runs or is missed (it was met since).
 */
#include "interp/explain_internal.h"

enum { DEFINITIONS_MAX = 32 };

/* How it changes from one day to the next. */
enum growth { GROWS_NOT, GROWS, SHRINKS, GROWS_EITHER_WAY };

static enum growth
backwards(enum growth growth)
{
	return growth == GROWS ? SHRINKS : growth == SHRINKS ? GROWS : growth;
}

static enum growth
together(enum growth a, enum growth b)
{
	return a == GROWS_NOT ? b : b == GROWS_NOT || a == b ? a : GROWS_EITHER_WAY;
}

/* Of the parts of an expression that grows with a (1), or shrinks with it (-1), and so with b. */
static const struct {
	int a, b;
} with_parts[] = {
	[EXPR_ROUND] = { 1, 0 },
	[EXPR_FIRST_WORKING_DAY] = { 1, 0 },
	[EXPR_FIRST_DAY_OF] = { 1, 0 },
	[EXPR_LAST_DAY_OF] = { 1, 0 },
	[EXPR_MONTH_OF] = { 1, 0 },
	[EXPR_QUARTER_OF] = { 1, 0 },
	[EXPR_YEAR_OF] = { 1, 0 },
	[EXPR_PLUS] = { 1, 1 },
	[EXPR_AFTER] = { 1, 1 },
	[EXPR_MINUS] = { 1, -1 },
	[EXPR_BEFORE] = { -1, 1 },
	[EXPR_SPAN] = { -1, 1 },
	[EXPR_SUCCESSION] = { 0, 0 } /* the last kind */
};

static enum growth growth_of(const struct expr *expr, unsigned depth);

static enum growth
growth_with(int direction, const struct expr *part, unsigned depth)
{
	enum growth growth = direction == 0 ? GROWS_NOT : growth_of(part, depth);

	return direction < 0 ? backwards(growth) : growth;
}

static enum growth
growth_of(const struct expr *expr, unsigned depth)
{
	if (expr == NULL || depth > DEFINITIONS_MAX)
		return GROWS_NOT;
	if (expr->kind == EXPR_RUN_DATE)
		return GROWS;
	if (expr->kind == EXPR_COLUMN)
		return expr->column->origin == COLUMN_DEFINE ?
		    growth_of(expr->column->body, depth + 1) :
		    GROWS_NOT;
	if (expr->kind == EXPR_TIMES || expr->kind == EXPR_DIVIDED || expr->kind == EXPR_SHARE)
		return growth_of(expr->a, depth) == GROWS_NOT &&
		        growth_of(expr->b, depth) == GROWS_NOT ?
		    GROWS_NOT :
		    GROWS_EITHER_WAY;
	return together(growth_with(with_parts[expr->kind].a, expr->a, depth),
	    growth_with(with_parts[expr->kind].b, expr->b, depth));
}

/* A comparison that is a no today may have been a yes on an earlier day. */
static bool
the_day_moved_on(const struct expr *condition)
{
	enum growth growth;

	if (condition->kind != EXPR_COMPARE)
		return false;
	growth = together(growth_of(condition->a, 0), backwards(growth_of(condition->b, 0)));
	switch (condition->compare) {
	case COMPARE_MORE:
	case COMPARE_AT_LEAST:
	case COMPARE_AFTER:
	case COMPARE_ON_OR_AFTER:
		return growth == SHRINKS || growth == GROWS_EITHER_WAY;
	case COMPARE_LESS:
	case COMPARE_AT_MOST:
	case COMPARE_BEFORE:
	case COMPARE_ON_OR_BEFORE:
		return growth == GROWS || growth == GROWS_EITHER_WAY;
	case COMPARE_IS:
	case COMPARE_IS_NOT:
		return growth != GROWS_NOT;
	}
	return false;
}

static bool
a_deadline_ended(const struct expr *condition)
{
	const struct expr *a = condition->a;
	const struct column *column = a == NULL || condition->kind != EXPR_LABELS_IN ? NULL :
	    a->kind == EXPR_THROUGH						      ? a->through :
										a->column;
	const uint64_t open = UINT64_C(1) << DEADLINE_NOT_STARTED |
	    UINT64_C(1) << DEADLINE_RUNNING | UINT64_C(1) << DEADLINE_MISSED;

	return column != NULL && column->origin == COLUMN_DEADLINE &&
	    (condition->labels & open) != 0;
}

static bool
is_asked_of(const struct expr *expr, const struct column *reference)
{
	return expr != NULL && expr->kind == EXPR_THROUGH && expr->column == reference;
}

static bool
changes_with_time(const struct expr *condition, const struct letter *letter)
{
	const struct expr *a = condition->a;

	if (condition->kind == EXPR_BLANK || the_day_moved_on(condition) ||
	    a_deadline_ended(condition))
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

/* Of a condition that is a yes today, and denied: nothing says that it was none then. What came
 * with a row of a dated table, or was filled in, may have come since. */
static bool
was_yes(const struct telling *telling, const struct expr *condition)
{
	const struct expr *body = definition(telling, condition);
	bool any = condition->kind == EXPR_ANY;

	if (plan_slot_expr(telling->batch->plan, condition) == SLOT_NONE)
		return true;
	if (explain_answer(telling, condition) != ANSWER_YES)
		return false;
	if (body != NULL)
		return was_yes(telling, body);
	if (condition->kind == EXPR_EXISTS)
		return condition->related->table->dated_by == NULL;
	if (condition->kind == EXPR_GIVEN)
		return false;
	if (!any && condition->kind != EXPR_ALL)
		return true;
	for (uint32_t i = 0; i < condition->part_count; i++)
		if (was_yes(telling, condition->parts[i]) == any)
			return any;
	return !any;
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
	if (condition->kind == EXPR_NOT && !was_yes(telling, condition->a))
		return false;
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
