/*
 * Days the policy will meet: the end of the built-in calendar, and the day of its review. How far
 * ahead the policy looks is the day asked about, else the day it ceases to be in force, else the
 * day of its review; and the day from which a length it counts with has a later value. Working days
 * are counted five to a week, which is at the least what a calendar needs, so a finding is never a
 * false one; days that come from the data are left to the run, which reports each.
 */
#include "lang/find_internal.h"

struct days {
	struct diags *diags;
	const struct program *program;
	int64_t horizon, last;
};

static int64_t
span_of(const struct value *length)
{
	return length->type.kind == KIND_WORKING_DAYS ? length->num / 5 * 7 + length->num % 5 : 0;
}

/* The longest that may be chosen, and the last day from which a value of it begins. */
static int64_t
longest(const struct expr *length, int64_t *from)
{
	const struct setting *setting = length->setting;
	int64_t most = 0;

	*from = INT64_MIN;
	if (length->kind == EXPR_VALUE)
		return span_of(&length->value);
	if (length->kind != EXPR_SETTING || setting == NULL)
		return 0;
	for (uint32_t i = 0; i < setting->value_count; i++) {
		const struct setting_value *value = &setting->values[i];

		if (value->count == 1 && span_of(&value->values[0]) > most)
			most = span_of(&value->values[0]);
		*from = value->from > *from ? value->from : *from;
	}
	for (uint32_t i = 0; i < setting->bound_count; i++)
		if (span_of(&setting->bounds[i]) > most)
			most = span_of(&setting->bounds[i]);
	return most;
}

/* The day counted from, where the text has it. */
static int64_t
stated_day(const struct expr *day)
{
	int64_t latest = INT64_MIN;

	if (day->kind == EXPR_VALUE && day->type.kind == KIND_DATE)
		return day->value.num;
	if (day->kind == EXPR_SETTING && day->type.kind == KIND_DATE && day->setting != NULL)
		for (uint32_t i = 0; i < day->setting->value_count; i++)
			if (day->setting->values[i].count == 1 &&
			    day->setting->values[i].values[0].num > latest)
				latest = day->setting->values[i].values[0].num;
	return latest;
}

static void
check_span(void *with, const struct expr *expr)
{
	struct days *days = with;
	int64_t from, length, start;
	struct arena scratch = ARENA_INIT;

	if (expr->kind != EXPR_AFTER || expr->calendar == NULL || expr->calendar->built_in == NULL)
		return;
	length = longest(expr->a, &from);
	start = stated_day(expr->b);
	if (start == INT64_MIN)
		start = from > days->horizon ? from : days->horizon;
	if (start != INT64_MIN && start > days->last - length) {
		diag_warning(days->diags, expr->at, "calendar-ends",
		    "counted from %s this passes the end of the calendar '%s', which "
		    "knows bank holidays up to %s",
		    prove_spell(&scratch, KIND_DATE, start), expr->calendar->name,
		    prove_spell(&scratch, KIND_DATE, days->last));
		diag_note(days->diags,
		    "a day past the end cannot be decided; use a version of writ with a longer "
		    "table, or a list of "
		    "your own: calendar %s from \"closures.csv\"",
		    expr->calendar->name);
	}
	arena_release(&scratch);
}

static void
check_root(void *with, const struct root *root)
{
	find_within(root->expr, check_span, with);
}

static void
check_review(struct diags *diags, const struct program *program, int64_t on)
{
	struct arena scratch = ARENA_INIT;

	if (on != INT64_MIN && program->due_for_review != INT64_MIN &&
	    on > program->due_for_review) {
		diag_warning(diags, program->review_at, "review-overdue",
		    "on %s the policy is past its review", prove_spell(&scratch, KIND_DATE, on));
		diag_note(diags, "look at it again and give it a new day: due for review DATE");
	}
	arena_release(&scratch);
}

void
find_days(struct diags *diags, const struct program *program, const struct find_request *request)
{
	struct days days = { diags, program, request->on, request->calendar_last };
	struct arena scratch = ARENA_INIT;

	check_review(diags, program, request->on);
	if (days.horizon == INT64_MIN)
		days.horizon = program->in_force_to != INT64_MIN ? program->in_force_to
		                                                 : program->due_for_review;
	find_roots(program, &scratch, check_root, &days);
	arena_release(&scratch);
}
