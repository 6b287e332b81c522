/*
 * check_time: dates, periods and lengths (writ.5, Reckoning). A length in working days needs a
 * calendar and no other may have one; a length in months, quarters or years after a date says what
 * happens at the end of a month.
 */
#include "lang/check_internal.h"

static const struct calendar *
find_calendar(struct check *check, const struct ast *by)
{
	struct calendar *calendar = scope_thing(&check->calendars, by->name);
	struct nearest nearest;

	if (calendar != NULL || by->name == NULL || check_maybe_declared(check, by->name))
		return calendar;
	diag_error(check->diags, by->at, "unknown-calendar",
	    "'%s' is not a calendar of this policy", by->name);
	check_nearest(check, &nearest, by->name);
	nearest_offer_scope(&nearest, &check->calendars);
	check_did_you_mean(check, &nearest);
	if (nearest.best == NULL)
		diag_note(check->diags, "add one: calendar %s is england_and_wales", by->name);
	return NULL;
}

static bool
calendar_fits(
    struct check *check, const struct ast *node, const struct expr *length, const struct ast *by)
{
	if (length->type.kind == KIND_WORKING_DAYS && by == NULL) {
		diag_error(check->diags, node->at, "calendar-needed",
		    "working days need a calendar that says which days those are");
		diag_note(check->diags, "add behind it: by calendar %s",
		    check->calendars.count > 0 ?
			check->calendars.entries[0].name :
			"NAME, and a line of its own: calendar NAME is england_and_wales");
		return false;
	}
	if (length->type.kind != KIND_WORKING_DAYS && by != NULL) {
		diag_error(check->diags, by->at, "calendar-not-needed",
		    "'%s' is %s, and only working days go by a calendar",
		    check_said(check, length->at), check_a_kind(length->type.kind));
		diag_note(check->diags, "leave out 'by calendar', or say working days");
		return false;
	}
	return true;
}

/* Months, quarters and years of the length of the moved thing itself: a quarter moves by quarters.
 */
static bool
own_unit(enum kind length, enum kind moved)
{
	return (length == KIND_MONTHS && moved == KIND_MONTH) ||
	    (length == KIND_QUARTERS && moved == KIND_QUARTER) ||
	    (length == KIND_YEARS && moved == KIND_YEAR);
}

static bool
move_fits(struct check *check, const struct ast *node, const struct expr *length,
    const struct expr *from, const struct ast *month_end)
{
	const char *word = node->kind == AST_AFTER ? "after" : "before";
	enum kind unit = length->type.kind, moved = from->type.kind;
	bool long_unit = unit == KIND_MONTHS || unit == KIND_QUARTERS || unit == KIND_YEARS;

	if (!kind_is_length(unit)) {
		diag_error(check->diags, node->at, "arithmetic-kind",
		    "'%s' is %s, and before '%s' stands a length of time",
		    check_said(check, length->at), check_a_kind(unit), word);
		diag_note(check->diags, "write for instance: 28 days %s %s", word,
		    check_said(check, from->at));
		return false;
	}
	if (moved != KIND_DATE && !own_unit(unit, moved)) {
		diag_error(check->diags, node->at, "arithmetic-kind",
		    "'%s' is %s, which cannot be moved by %s", check_said(check, from->at),
		    check_a_kind(moved), check_a_kind(unit));
		diag_note(check->diags,
		    kind_is_period(moved) ? "a month moves by months, a quarter by quarters, a "
					    "year by years; or take its first or last day" :
					    "only dates, months, quarters and years can be moved");
		return false;
	}
	if (moved == KIND_DATE && long_unit && month_end == NULL) {
		diag_error(check->diags, node->at, "month-end-needed",
		    "a month has no fixed length, so what if there is no such day in the month it "
		    "leads to");
		diag_note(check->diags,
		    "write: %s at most month end; then it is the same day of the month, or the "
		    "month's last",
		    check_said(check, node->at));
		return false;
	}
	if (month_end != NULL && (moved != KIND_DATE || !long_unit)) {
		diag_error(check->diags, month_end->at, "month-end-not-needed",
		    "'at most month end' changes nothing here");
		diag_note(check->diags,
		    "leave it out; it is for a date moved by months, quarters or years");
		return false;
	}
	return true;
}

static struct expr *
moved(struct check *check, const struct where *where, const struct ast *node)
{
	struct expr *expr =
	    expr_make(check, node->kind == AST_AFTER ? EXPR_AFTER : EXPR_BEFORE, node);
	struct expr *length = check_value(check, where, node->first);
	struct expr *from =
	    check_value(check, where, node->first == NULL ? NULL : node->first->next);
	const struct ast *by = ast_child(node, AST_BY_CALENDAR),
			 *month_end = ast_child(node, AST_AT_MOST_MONTH_END);

	if (by != NULL)
		expr->calendar = find_calendar(check, by);
	if (!check_one_value(check, length) || !check_one_value(check, from) ||
	    !move_fits(check, node, length, from, month_end) ||
	    !calendar_fits(check, node, length, by))
		return expr_wrong(check, node);
	expr->a = length;
	expr->b = from;
	expr->month_end = month_end != NULL;
	expr->type = type_plain(from->type.kind);
	expr->type.can_be_empty = length->type.can_be_empty || from->type.can_be_empty;
	return expr;
}

/* A value of one given kind worked out from one of some kinds. */
static struct expr *
part_of(struct check *check, const struct where *where, const struct ast *node)
{
	static const struct {
		enum ast_kind node;
		enum expr_kind expr;
		enum kind result;
		const char *words, *takes;
	} forms[] = {
		{ AST_FIRST_WORKING_DAY, EXPR_FIRST_WORKING_DAY, KIND_DATE,
		    "first working day on or after", "a date" },
		{ AST_FIRST_DAY_OF, EXPR_FIRST_DAY_OF, KIND_DATE, "first day of",
		    "a month, a quarter or a year" },
		{ AST_LAST_DAY_OF, EXPR_LAST_DAY_OF, KIND_DATE, "last day of",
		    "a month, a quarter or a year" },
		{ AST_MONTH_OF, EXPR_MONTH_OF, KIND_MONTH, "month of", "a date" },
		{ AST_QUARTER_OF, EXPR_QUARTER_OF, KIND_QUARTER, "quarter of", "a date" },
		{ AST_YEAR_OF, EXPR_YEAR_OF, KIND_YEAR, "year of", "a date or a quarter" },
	};
	size_t f = 0;
	struct expr *a = check_value(check, where, node->first), *expr;
	const struct ast *by = ast_child(node, AST_BY_CALENDAR);
	const struct calendar *calendar = by == NULL ? NULL : find_calendar(check, by);
	bool fits;

	while (forms[f].node != node->kind)
		f++;
	if (!check_one_value(check, a))
		return expr_wrong(check, node);
	if (node->kind == AST_FIRST_DAY_OF || node->kind == AST_LAST_DAY_OF)
		fits = kind_is_period(a->type.kind);
	else
		fits = a->type.kind == KIND_DATE ||
		    (node->kind == AST_YEAR_OF && a->type.kind == KIND_QUARTER);
	if (!fits) {
		diag_error(check->diags, node->at, "wrong-kind", "'%s' takes %s, and '%s' is %s",
		    forms[f].words, forms[f].takes, check_said(check, a->at),
		    check_a_kind(a->type.kind));
		diag_note(check->diags, "name a column, a setting or a definition that holds %s",
		    forms[f].takes);
		return expr_wrong(check, node);
	}
	expr = expr_make(check, forms[f].expr, node);
	expr->a = a;
	expr->calendar = calendar;
	expr->type = type_plain(forms[f].result);
	expr->type.can_be_empty = a->type.can_be_empty;
	return expr;
}

static struct expr *
span(struct check *check, const struct where *where, const struct ast *node)
{
	struct expr *expr = expr_make(check, EXPR_SPAN, node);
	struct expr *from = check_value(check, where, node->first);
	struct expr *to = check_value(check, where, node->first == NULL ? NULL : node->first->next);
	const struct ast *by = ast_child(node, AST_BY_CALENDAR);
	const struct expr *other = from->type.kind == KIND_DATE ? to : from;

	expr->type = type_plain(node->type_word);
	if (by != NULL)
		expr->calendar = find_calendar(check, by);
	if (node->type_word != KIND_DAYS && node->type_word != KIND_WORKING_DAYS) {
		diag_error(check->diags, node->at, "span-unit",
		    "the time between two dates is counted in days or working days");
		diag_note(check->diags, "write: days from %s to %s, first day not counted",
		    check_said(check, from->at), check_said(check, to->at));
		return expr_wrong(check, node);
	}
	if (!check_one_value(check, from) || !check_one_value(check, to))
		return expr_wrong(check, node);
	if (from->type.kind != KIND_DATE || to->type.kind != KIND_DATE) {
		diag_error(check->diags, other->at, "wrong-kind",
		    "days are counted from date to date, and '%s' is %s",
		    check_said(check, other->at), check_a_kind(other->type.kind));
		diag_note(check->diags,
		    "for a month, quarter or year write: first day of it, or last day of it");
		return expr_wrong(check, node);
	}
	expr->a = from;
	if (!calendar_fits(check, node, expr, by))
		return expr_wrong(check, node);
	expr->b = to;
	expr->first_day_counted = node->flag;
	expr->type.can_be_empty = from->type.can_be_empty || to->type.can_be_empty;
	return expr;
}

static struct expr *
out_of_place(struct check *check, const struct where *where, const struct ast *node)
{
	const char *label = check_label_of(check, node);

	if (label != NULL && scope_find(&check->letters, label) == NULL &&
	    !check_maybe_declared(check, label)) {
		diag_error(check->diags, node->at, "label-alone",
		    "'%s' is a label, which says nothing by itself", label);
		diag_note(
		    check->diags, "write the name of its column before it: NAME is %s", label);
	} else if (label == NULL) {
		diag_error(check->diags, node->at, "wrong-kind",
		    "'%s' cannot stand here: a value is needed", check_said(check, node->at));
		diag_note(check->diags,
		    "to ask whether something is empty write: NAME is blank, or: NAME is given");
	}
	(void)where;
	return expr_wrong(check, node);
}

struct expr *
check_time(struct check *check, const struct where *where, const struct ast *node)
{
	switch ((int)node->kind) {
	case AST_AFTER:
	case AST_BEFORE: return moved(check, where, node);
	case AST_FIRST_WORKING_DAY:
	case AST_FIRST_DAY_OF:
	case AST_LAST_DAY_OF:
	case AST_MONTH_OF:
	case AST_QUARTER_OF:
	case AST_YEAR_OF: return part_of(check, where, node);
	case AST_SPAN: return span(check, where, node);
	default: return out_of_place(check, where, node);
	}
}
