/*
 * explain_fault: sums that have no result although all that goes into them is there: a division by
 * zero, a date past a calendar's end (writ.5, Reckoning and CALENDARS). What went wrong is read off
 * the operands, the same way the kernels judge them.
 */
#include "interp/explain_internal.h"

#include "interp/grid_value.h"


enum cause {
	CAUSE_ZERO,		/* divided by zero */
	CAUSE_CALENDAR_ENDS, CAUSE_CALENDAR_BEGINS,
	CAUSE_RANGE,		/* a date before 1600 or after 2999 */
	CAUSE_LARGE
};

static void
say(const struct telling *telling, const char *text)
{
	buffer_text(telling->out, text);
}

static int64_t
figure_of(const struct telling *telling, const struct expr *expr)
{
	return batch_expr(telling->batch, expr)->num[telling->row];
}

static const struct workdays *
workdays_of(const struct telling *telling, const struct expr *fault)
{
	return plan_knobs(telling->batch->plan)->workdays[fault->calendar->index];
}

/* On which side the sum left the calendar: where a date stands outside it, there; else where it was
 * going. */
static enum cause
calendar_cause(const struct telling *telling, const struct expr *fault)
{
	const struct workdays *days = workdays_of(telling, fault);
	const struct expr *dates[] = { fault->kind == EXPR_SPAN || fault->b == NULL ? fault->a :
										      fault->b,
		fault->kind == EXPR_SPAN ? fault->b : NULL };

	for (unsigned i = 0; i < 2 && dates[i] != NULL; i++) {
		if (figure_of(telling, dates[i]) > workdays_last(days))
			return CAUSE_CALENDAR_ENDS;
		if (figure_of(telling, dates[i]) < workdays_first(days))
			return CAUSE_CALENDAR_BEGINS;
	}
	if (fault->kind == EXPR_BEFORE)
		return figure_of(telling, fault->a) >= 0 ? CAUSE_CALENDAR_BEGINS :
							   CAUSE_CALENDAR_ENDS;
	if (fault->kind == EXPR_AFTER && figure_of(telling, fault->a) < 0)
		return CAUSE_CALENDAR_BEGINS;
	return CAUSE_CALENDAR_ENDS;
}

static enum cause
cause_of(const struct telling *telling, const struct expr *fault)
{
	switch (fault->kind) {
	case EXPR_DIVIDED:
	case EXPR_SHARE:
		return figure_of(telling, fault->b) == 0 ? CAUSE_ZERO : CAUSE_LARGE;
	case EXPR_FIRST_WORKING_DAY:
		return calendar_cause(telling, fault);
	case EXPR_AFTER:
	case EXPR_BEFORE:
	case EXPR_SPAN:
		return fault->calendar != NULL ? calendar_cause(telling, fault) : CAUSE_RANGE;
	case EXPR_FIRST_DAY_OF:
	case EXPR_LAST_DAY_OF:
	case EXPR_MONTH_OF:
	case EXPR_QUARTER_OF:
	case EXPR_YEAR_OF:
		return CAUSE_RANGE;
	case EXPR_PLUS:
	case EXPR_MINUS:
	case EXPR_TIMES:
	case EXPR_ROUND:
	case EXPR_VALUE:
	case EXPR_COLUMN:
	case EXPR_SETTING:
	case EXPR_RUN_DATE:
	case EXPR_REPORT_COLUMN:
	case EXPR_HOLDS:
	case EXPR_COMPARE:
	case EXPR_LABELS_IN:
	case EXPR_ONE_OF:
	case EXPR_ONE_OF_SETTING:
	case EXPR_QUARTER_IS:
	case EXPR_GIVEN:
	case EXPR_BLANK:
	case EXPR_LIKE:
	case EXPR_NOT:
	case EXPR_ALL:
	case EXPR_ANY:
	case EXPR_NONE:
	case EXPR_LETTER_DATE:
	case EXPR_THROUGH:
	case EXPR_AGGREGATE:
	case EXPR_EXISTS:
	case EXPR_RANK:
	case EXPR_SUCCESSION:
		break;
	}
	return CAUSE_LARGE;
}

int
explain_fault_kind(const struct batch *batch, uint32_t row, const struct expr *fault)
{
	struct telling telling = { .batch = batch, .row = row };

	return (int)cause_of(&telling, fault);
}

static void
say_iso(const struct telling *telling, int64_t date)
{
	struct value value = { .state = GIVEN, .type = { .kind = KIND_DATE }, .num = date };

	buffer_value(telling->out, &value, SPELL_PLAIN);
}

static bool
is_list(const struct expr *fault)
{
	return fault->kind == EXPR_AGGREGATE && fault->aggregate == AGGREGATE_LIST;
}

void
explain_fault_need(const struct telling *telling, const struct expr *fault)
{
	enum cause cause = cause_of(telling, fault);

	explain_unlike_others(telling);
	switch (cause) {
	case CAUSE_ZERO:
		say(telling, "a division by zero in ");
		return;
	case CAUSE_CALENDAR_ENDS:
	case CAUSE_CALENDAR_BEGINS:
		say(telling, cause == CAUSE_CALENDAR_ENDS ? "a date past the end of calendar "
		    : "a date before the beginning of calendar ");
		say(telling, fault->calendar->name);
		say(telling, " (");
		say_iso(telling,
		    cause == CAUSE_CALENDAR_ENDS ? workdays_last(workdays_of(telling, fault)) :
						   workdays_first(workdays_of(telling, fault)));
		say(telling, ") in ");
		return;
	case CAUSE_RANGE:
		say(telling, "a date out of range in ");
		return;
	case CAUSE_LARGE:
		say(telling, is_list(fault) ? "a list too long in " : "a figure too large in ");
		return;
	}
}

/* ---- in a sentence ---- */

static void
say_day(const struct telling *telling, int64_t date)
{
	struct arena arena = ARENA_INIT;

	say(telling, date_in_words(&arena, date));
	arena_release(&arena);
}

static void
say_value(const struct telling *telling, const struct expr *expr)
{
	explain_value(telling, batch_expr(telling->batch, expr), "nothing");
}

/* "5 working days after 2031-05-20" */
static void
say_sum_of_dates(const struct telling *telling, const struct expr *fault)
{
	if (fault->kind == EXPR_AFTER || fault->kind == EXPR_BEFORE) {
		say_value(telling, fault->a);
		say(telling, fault->kind == EXPR_AFTER ? " after " : " before ");
		say_value(telling, fault->b);
	} else if (fault->kind == EXPR_FIRST_WORKING_DAY) {
		say(telling, "the first working day on or after ");
		say_value(telling, fault->a);
	} else if (fault->kind == EXPR_SPAN) {
		say(telling, fault->calendar != NULL ? "what is counted in working days, from "
		    : "what is counted in days, from ");
		say_value(telling, fault->a);
		say(telling, " to ");
		say_value(telling, fault->b);
		say(telling, ",");
	} else {
		explain_source(telling, fault);
		say(telling, " (");
		say_value(telling, fault->a);
		say(telling, ")");
	}
}

/* "x (5000000000) plus x (5000000000)" */
static void
say_sum(const struct telling *telling, const struct expr *fault)
{
	static const struct {
		enum expr_kind kind;
		const char *word;
	} words[] = { { EXPR_PLUS, " plus " }, { EXPR_MINUS, " minus " }, { EXPR_TIMES, " times " },
		{ EXPR_DIVIDED, " divided by " }, { EXPR_SHARE, " as percent of " } };

	if (fault->kind == EXPR_AGGREGATE) {
		explain_source(telling, fault);
		return;
	}
	explain_operand(telling, fault->a);
	if (fault->b == NULL) {
		say(telling, ", rounded");
		return;
	}
	for (unsigned i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (words[i].kind == fault->kind)
			say(telling, words[i].word);
	explain_operand(telling, fault->b);
}

/* Is it the result that lies outside, or may it be the date it began from? */
static bool
is_where_it_ends(enum expr_kind kind, enum cause cause)
{
	if (kind == EXPR_AFTER || kind == EXPR_FIRST_WORKING_DAY)
		return cause == CAUSE_CALENDAR_ENDS;
	return kind == EXPR_BEFORE && cause == CAUSE_CALENDAR_BEGINS;
}

void
explain_fault_cause(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct expr *fault)
{
	struct telling telling = { .out = out, .batch = batch, .row = row };
	enum cause cause = cause_of(&telling, fault);

	switch (cause) {
	case CAUSE_ZERO:
		say(&telling, "divided by zero: ");
		explain_source(&telling, fault->b);
		say(&telling, fault->b->kind == EXPR_VALUE ? "" : " is 0");
		return;
	case CAUSE_CALENDAR_ENDS:
	case CAUSE_CALENDAR_BEGINS:
		say(&telling, "calendar ");
		say(&telling, fault->calendar->name);
		say(&telling, cause == CAUSE_CALENDAR_ENDS ? " ends on " : " begins on ");
		say_day(&telling,
		    cause == CAUSE_CALENDAR_ENDS ? workdays_last(workdays_of(&telling, fault)) :
						   workdays_first(workdays_of(&telling, fault)));
		say(&telling, ", and ");
		say_sum_of_dates(&telling, fault);
		say(&telling, is_where_it_ends(fault->kind, cause) ? " lies " : " reaches ");
		say(&telling, cause == CAUSE_CALENDAR_ENDS ? "beyond it" : "before it");
		return;
	case CAUSE_RANGE:
		say_sum_of_dates(&telling, fault);
		say(&telling, " lies outside the years 1600 to 2999");
		return;
	case CAUSE_LARGE:
		say(&telling,
		    is_list(fault) ? "longer than the 32,767 characters a cell holds: " :
				     "too large to hold: ");
		say_sum(&telling, fault);
		return;
	}
}

void
explain_fault_fix(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct expr *fault)
{
	struct telling telling = { .out = out, .batch = batch, .row = row };

	switch (cause_of(&telling, fault)) {
	case CAUSE_ZERO:
		say(&telling, "check ");
		explain_source(&telling, fault->b);
		say(&telling, ", or say in the policy what holds when it is 0");
		return;
	case CAUSE_CALENDAR_ENDS:
	case CAUSE_CALENDAR_BEGINS:
		say(&telling,
		    "check the date; if it is right, the policy needs a calendar that covers it");
		return;
	case CAUSE_RANGE:
		say(&telling, "check the date and the length");
		return;
	case CAUSE_LARGE:
		say(&telling,
		    is_list(fault) ? "list fewer rows: say which in a where" : "check the figures");
		return;
	}
}
