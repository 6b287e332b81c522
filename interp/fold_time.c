/* Dates and periods in one row of a report; the rest of scope_value() is in fold_value.c. */
#include "interp/fold_time.h"

#include "lang/date.h"

static int64_t
period_of(enum kind kind, int64_t date)
{
	if (kind == KIND_MONTH)
		return date_month(date);
	return kind == KIND_QUARTER ? date_quarter(date) : date_year(date);
}

static bool
shift_days(const struct value_scope *scope, const struct expr *expr, int64_t date, int64_t count,
    enum kind unit, int64_t *out)
{
	if (unit == KIND_WORKING_DAYS)
		return workdays_add(scope->knobs->workdays[expr->calendar->index], date, count,
		    out);
	if (unit == KIND_MONTHS)
		return date_add_months(date, count, out);
	if (unit == KIND_QUARTERS)
		return date_add_months(date, count * 3, out);
	if (unit == KIND_YEARS)
		return date_add_months(date, count * 12, out);
	*out = date + count * (unit == KIND_WEEKS ? 7 : 1);
	return *out >= DATE_FIRST && *out <= DATE_LAST;
}

struct value
scope_shifted(const struct value_scope *scope, const struct expr *expr, int sign)
{
	struct value length = scope_value(scope, expr->a), from = scope_value(scope, expr->b), out;
	int64_t count, to;

	if (!scope_both_given(&out, expr->type, &length, &from))
		return out;
	if (length.num > DATE_LAST || length.num < -DATE_LAST)
		return scope_misfit(scope, expr->type);
	count = length.num * sign;
	/* A month moves by months only, a quarter by quarters, a year by years. */
	if (kind_is_period(from.type.kind)) {
		to = from.num + count;
		if (to < period_of(from.type.kind, DATE_FIRST) ||
		    to > period_of(from.type.kind, DATE_LAST))
			return scope_misfit(scope, expr->type);
	} else if (!shift_days(scope, expr, from.num, count, length.type.kind, &to)) {
		return scope_misfit(scope, expr->type);
	}
	return value_figure(from.type.kind, to);
}

static int64_t
period_edge(const struct value *period, bool first)
{
	if (period->type.kind == KIND_MONTH)
		return first ? month_first_day(period->num) : month_last_day(period->num);
	if (period->type.kind == KIND_QUARTER)
		return first ? quarter_first_day(period->num) : quarter_last_day(period->num);
	return first ? year_first_day(period->num) : year_last_day(period->num);
}

struct value
scope_of_date(const struct value_scope *scope, const struct expr *expr)
{
	struct value a = scope_value(scope, expr->a);
	int64_t day;

	if (a.state != GIVEN)
		return value_none(a.state, expr->type);
	if (expr->kind == EXPR_FIRST_DAY_OF || expr->kind == EXPR_LAST_DAY_OF) {
		day = period_edge(&a, expr->kind == EXPR_FIRST_DAY_OF);
		if (day < DATE_FIRST || day > DATE_LAST)
			return scope_misfit(scope, expr->type);
		return value_figure(KIND_DATE, day);
	}
	if (expr->kind == EXPR_FIRST_WORKING_DAY) {
		if (!workdays_on_or_after(scope->knobs->workdays[expr->calendar->index], a.num,
			&day))
			return scope_misfit(scope, expr->type);
		return value_figure(KIND_DATE, day);
	}
	if (expr->kind == EXPR_MONTH_OF)
		return value_figure(KIND_MONTH, date_month(a.num));
	if (expr->kind == EXPR_QUARTER_OF)
		return value_figure(KIND_QUARTER, date_quarter(a.num));
	return value_figure(KIND_YEAR,
	    a.type.kind == KIND_QUARTER ? quarter_year(a.num) : date_year(a.num));
}
