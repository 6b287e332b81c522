/* explain_days: which weekdays a count of working days passes by, so that it can be done again with
 * nothing but a calendar of weeks. */
#include "interp/calendar.h"
#include "interp/explain_internal.h"
#include "lang/date.h"

enum { DAYS_TOLD = 60, SATURDAY = 5 };

/* The day an expression gives in this row. */
static bool
day_of(const struct telling *telling, const struct expr *expr, int64_t *day)
{
	const struct vec *vec;

	if (plan_slot_expr(telling->batch->plan, expr) == SLOT_NONE)
		return false;
	vec = batch_expr(telling->batch, expr);
	if (vec->type.kind != KIND_DATE || explain_state(vec, telling->row) != GIVEN)
		return false;
	*day = vec->num[telling->row];
	return true;
}

/* From where to where it counts, both included, the earlier day first. */
static bool
span_of(const struct telling *telling, const struct expr *expr, int64_t *from, int64_t *to)
{
	bool counts_on = expr->kind == EXPR_AFTER || expr->kind == EXPR_BEFORE;
	const struct expr *start = counts_on ? expr->b : expr->a,
			  *end = expr->kind == EXPR_SPAN ? expr->b : expr;
	int64_t other;

	if (!counts_on && expr->kind != EXPR_SPAN && expr->kind != EXPR_FIRST_WORKING_DAY)
		return false;
	if (!day_of(telling, start, from) || !day_of(telling, end, to))
		return false;
	if (*from > *to) {
		other = *from;
		*from = *to;
		*to = other;
	}
	return true;
}

static void
say_day(const struct telling *telling, int64_t day)
{
	struct value value = { .state = GIVEN, .type = type_plain(KIND_DATE), .num = day };

	buffer_value(telling->out, &value, SPELL_READER);
}

static void
say_closed(const struct telling *telling, const struct calendar *calendar, int64_t from, int64_t to)
{
	const struct workdays *days =
	    plan_knobs(telling->batch->plan)->workdays[calendar->index];
	uint32_t count = 0;

	buffer_printf(telling->out, "weekdays that %s closes from ", calendar->name);
	say_day(telling, from);
	buffer_text(telling->out, " to ");
	say_day(telling, to);
	for (int64_t day = from; day <= to; day++) {
		bool working = true;

		if (date_weekday(day) >= SATURDAY ||
		    !workdays_is_working(days, day, &working) || working)
			continue;
		count++;
		if (count > DAYS_TOLD)
			continue;
		buffer_text(telling->out, count == 1 ? ": " : ", ");
		say_day(telling, day);
	}
	if (count == 0)
		buffer_text(telling->out, ": none");
	if (count > DAYS_TOLD)
		buffer_printf(telling->out, ", and %u more", (unsigned)(count - DAYS_TOLD));
	buffer_char(telling->out, '\n');
}

void
explain_closed_days(const struct telling *telling, const struct expr *expr, int depth)
{
	int64_t from, to;

	if (expr == NULL || expr_is_whole(expr))
		return;
	if (expr->calendar != NULL && span_of(telling, expr, &from, &to)) {
		for (int i = 0; i < depth; i++)
			buffer_text(telling->out, "  ");
		say_closed(telling, expr->calendar, from, to);
	}
	explain_closed_days(telling, expr->a, depth);
	explain_closed_days(telling, expr->b, depth);
	for (uint32_t i = 0; i < expr->part_count; i++)
		explain_closed_days(telling, expr->parts[i], depth);
}
