/*
 * What a letter goes without: whose missing reply its `send when` waits for. Gone through with the
 * answer that lets the letter go: what is asked to be blank, what there is no row of, what a
 * deadline that was not met says; through definitions, and the lines of a decide with the outcome
 * that is asked for. A letter that goes because there is a reply waits for nothing.
 */
#include "lang/find_answers.h"

struct listener {
	const struct answers *answers;
	bool *seen; /* by id of the expression, twice: asked to hold, asked not to */
	uint64_t named; /* by what picks the row of the register looked at */
	struct silence *silence;
};

static void hear(struct listener *listener, const struct expr *expr, bool holds);

/* The letters named by what looks through the register for answers, or through the answers. */
static uint64_t
named_in(const struct answers *answers, const struct reach *reach)
{
	const struct column *counted = counted_by(answers);
	uint64_t labels = 0;

	for (const struct lookup *l = reach->lookups; l != NULL; l = l->next) {
		const struct related *related = l->expr->related;
		struct reach inside;

		if (related->table == answers->field->table) {
			labels |= asked_of(answers->field, related->where);
			if (counted != NULL)
				labels |= asked_of(counted, related->where);
		}
		if (related->table != answers->named_by->table)
			continue;
		inside = reach_of(answers, related->where, l->expr->a);
		if (hangs_on_answers(answers, &inside))
			labels |= asked_of(answers->named_by, related->where);
	}
	return labels;
}

/* What is asked to be missing here: is it an answer? */
static void
note(struct listener *listener, const struct reach *reach)
{
	if (!hangs_on_answers(listener->answers, reach))
		return;
	listener->silence->any = true;
	listener->silence->of |= listener->named | named_in(listener->answers, reach);
}

static void
note_expr(struct listener *listener, const struct expr *expr)
{
	struct reach reach = reach_of(listener->answers, expr, NULL);

	note(listener, &reach);
}

static void
hear_decide(struct listener *listener, const struct decide *decide, uint64_t asked)
{
	const struct expr *otherwise = decide->otherwise;

	for (uint32_t i = 0; i < decide->rule_count; i++) {
		const struct rule *rule = &decide->rules[i];

		if (rule->outcome != NULL && rule->outcome->kind == EXPR_VALUE &&
		    (rule->outcome->value.labels & asked) != 0)
			hear(listener, rule->when, true);
	}
	if (otherwise == NULL || otherwise->kind != EXPR_VALUE ||
	    (otherwise->value.labels & asked) == 0)
		return;
	for (uint32_t i = 0; i < decide->rule_count; i++)
		hear(listener, decide->rules[i].when, false);
}

static void
hear_column(struct listener *listener, const struct column *column, uint64_t asked)
{
	const uint64_t met =
	    UINT64_C(1) << DEADLINE_MET | UINT64_C(1) << DEADLINE_MET_LATE;
	const uint64_t yes = UINT64_C(1) << label_set_find(&label_set_yes_no, "yes");

	asked &= column->type.labels != NULL ? label_set_all(column->type.labels) : 0;
	if (asked == 0)
		return;
	if (column->deadline != NULL && (asked & met) == 0 && column->deadline->met_by != NULL) {
		struct reach reach;

		/* by the day of the answer, not by the day it was due */
		reach = reach_of(listener->answers, column->deadline->met_by->body, NULL);
		note(listener, &reach);
	}
	if (column->decide != NULL)
		hear_decide(listener, column->decide, asked);
	if (column->origin != COLUMN_DEFINE || column->body == NULL)
		return;
	if (column->body->kind == EXPR_COLUMN && column->type.labels != &label_set_yes_no)
		hear_column(listener, column->body->column, asked);
	else if (column->type.labels == &label_set_yes_no && (asked == yes || (asked & yes) == 0))
		hear(listener, column->body, asked == yes);
}

static void
hear_row(struct listener *listener, const struct expr *expr, bool holds)
{
	const struct answers *answers = listener->answers;
	const struct related *related = expr->related;
	struct listener inside = *listener;

	if (related->table == answers->field->table) {
		if (!holds)
			note_expr(listener, expr);
		return;
	}
	if (related->table == answers->named_by->table) {
		uint64_t named = asked_of(answers->named_by, related->where);

		if (named != 0 && named != listener->named) {
			inside.named = named;
			inside.seen = arena_array(
			    answers->arena, bool, (size_t)answers->program->expr_count * 2);
		}
	}
	hear(&inside, related->where, holds);
}

static void
hear(struct listener *listener, const struct expr *expr, bool holds)
{
	const uint64_t yes = UINT64_C(1) << label_set_find(&label_set_yes_no, "yes");
	const struct expr *value;
	bool *seen;

	if (expr == NULL)
		return;
	seen = &listener->seen[(size_t)expr->id * 2 + holds];
	if (*seen)
		return;
	*seen = true;
	value = expr->a;
	if (expr->kind == EXPR_NOT)
		hear(listener, expr->a, !holds);
	else if (expr->kind == EXPR_ALL || expr->kind == EXPR_ANY || expr->kind == EXPR_NONE)
		for (uint32_t i = 0; i < expr->part_count; i++)
			hear(listener, expr->parts[i], holds == (expr->kind != EXPR_NONE));
	else if (expr->kind == EXPR_BLANK || expr->kind == EXPR_GIVEN) {
		if (holds == (expr->kind == EXPR_BLANK))
			note_expr(listener, expr->a);
	} else if (expr->kind == EXPR_EXISTS)
		hear_row(listener, expr, holds);
	else if (expr->kind == EXPR_COLUMN)
		hear_column(listener, expr->column, holds ? yes : ~yes);
	else if (expr->kind == EXPR_THROUGH)
		hear_column(listener, expr->through, holds ? yes : ~yes);
	else if (expr->kind == EXPR_HOLDS)
		hear(listener, expr->a, holds);
	else if (expr->kind == EXPR_LABELS_IN && value != NULL &&
	    (value->kind == EXPR_COLUMN || value->kind == EXPR_THROUGH))
		hear_column(listener, value->kind == EXPR_COLUMN ? value->column : value->through,
		    holds ? expr->labels : ~expr->labels);
}

struct silence
silence_of(const struct answers *answers, const struct expr *send_when)
{
	struct silence silence = { false, 0 };
	struct listener listener = { answers,
		arena_array(answers->arena, bool, (size_t)answers->program->expr_count * 2), 0,
		&silence };

	hear(&listener, send_when, true);
	return silence;
}

uint64_t
answers_read(const struct answers *answers, const struct expr *send_when)
{
	struct reach reach = reach_of(answers, send_when, NULL);

	return named_in(answers, &reach);
}
