/*
 * explain_trace: all of one column in one row, for people, on several lines:
 *
 *     route is May_escalate
 *       line 3 gives May_escalate: yes  [guide "When is it time to escalate, 3"]
 *         all of: yes
 *           yes      waiting_time is 41 days, more than waiting_limit (40 days)
 *           yes      cas_number is given (CAS-12345678-A1B2C3)
 *           yes      resolution_imminent is no
 *       line 1 gives May_escalate: no
 *         no       severe_hardship is no
 *       otherwise Usual_route
 *     waiting_time is 41 days
 *       days from first_raised to run_date, first day not counted: first_raised (2022-04-20),
 *       run_date (2022-05-31)
 *
 * The line that decided stands first, then the others in the order of the text. The word in front
 * says how the bullet came out; what follows are the facts. Of a list only the bullets that made it
 * what it is are told: a line that is a clear no does not ask for facts that could not have changed
 * it. Each derived column that is named follows below, the nearest first; one that was told before
 * in the same explanation is only referred to.
 */
#include "interp/explain_internal.h"

#include <string.h>

static void
indent(const struct telling *telling, int depth)
{
	for (int i = 0; i < depth; i++)
		buffer_text(telling->out, "  ");
}

static const char *
answer_word(enum answer answer)
{
	if (answer == ANSWER_UNKNOWN)
		return "not known";
	return answer == ANSWER_YES ? "yes" : "no";
}

/* ---- which columns follow ---- */

static void
want_column(const struct telling *telling, const struct column *column)
{
	const struct plan *plan = telling->batch->plan;

	if (column->table == plan_table(plan) && column->origin != COLUMN_FIELD)
		telling->batch->marks[column->index] |= EXPLAIN_WANTED;
}

static void
want_expr(const struct telling *telling, const struct expr *expr)
{
	if (expr == NULL)
		return;
	if (expr->kind == EXPR_COLUMN)
		want_column(telling, expr->column);
	if (expr_is_whole(expr))
		return;
	want_expr(telling, expr->a);
	want_expr(telling, expr->b);
	for (uint32_t i = 0; i < expr->part_count; i++)
		want_expr(telling, expr->parts[i]);
}

/* ---- conditions ---- */

static const char *
list_words(enum expr_kind kind)
{
	if (kind == EXPR_ALL)
		return "all of: ";
	return kind == EXPR_ANY ? "any of: " : "none of: ";
}

static void
trace_condition(const struct telling *telling, const struct expr *condition, int depth)
{
	enum answer answer = explain_answer(telling, condition);
	const char *word = answer_word(answer);

	indent(telling, depth);
	if (condition->part_count > 0 && condition->kind != EXPR_ONE_OF) {
		buffer_text(telling->out, list_words(condition->kind));
		buffer_text(telling->out, word);
		buffer_char(telling->out, '\n');
		for (uint32_t i = 0; i < condition->part_count; i++)
			if (explain_part_mattered(condition->kind, answer,
				explain_answer(telling, condition->parts[i])))
				trace_condition(telling, condition->parts[i], depth + 1);
		return;
	}
	want_expr(telling, condition);
	buffer_text(telling->out, word);
	for (size_t width = strlen(word); width < strlen("not known"); width++)
		buffer_char(telling->out, ' ');
	buffer_text(telling->out, "  ");
	explain_condition(telling, condition, 0);
	buffer_char(telling->out, '\n');
	explain_closed_days(telling, condition, depth + 1);
}

/* ---- columns ---- */

static void
trace_cites(const struct telling *telling, const struct provenance *provenance)
{
	bool first = true;

	if (provenance->cite_count > 0) {
		buffer_text(telling->out, "  [");
		explain_cites(telling, provenance, &first);
		buffer_char(telling->out, ']');
	}
	buffer_char(telling->out, '\n');
}

static void
trace_line(const struct telling *telling, const struct column *column, uint32_t line)
{
	const struct rule *rule = &column->decide->rules[line];
	enum answer answer = explain_answer(telling, rule->when);

	indent(telling, 1);
	buffer_text(telling->out, "line ");
	buffer_number(telling->out, rule->number);
	buffer_text(telling->out, " gives ");
	explain_outcome(telling, column, rule->outcome);
	buffer_text(telling->out, ": ");
	buffer_text(telling->out, answer_word(answer));
	if (answer != ANSWER_NO && !explain_in_play(telling, column->decide, line))
		buffer_text(telling->out,
		    column->decide->first_that_applies ? ", but a line above applies" :
							 ", but another line stands instead");
	trace_cites(telling, &rule->provenance);
	trace_condition(telling, rule->when, 2);
	if (explain_in_play(telling, column->decide, line)) {
		explain_closed_days(telling, rule->outcome, 2);
		want_expr(telling, rule->outcome);
	}
}

static void
trace_otherwise(const struct telling *telling, const struct column *column, bool decided)
{
	const struct decide *decide = column->decide;

	indent(telling, 1);
	buffer_text(telling->out, "otherwise ");
	explain_outcome(telling, column, decide->otherwise);
	buffer_text(telling->out, decided ? ": no line holds" : "");
	trace_cites(telling, &decide->otherwise_provenance);
	if (explain_otherwise_in_play(telling, decide)) {
		explain_closed_days(telling, decide->otherwise, 2);
		want_expr(telling, decide->otherwise);
	}
}

/* No line holds, for certain: then it is the otherwise that decided. */
static bool
otherwise_decided(const struct telling *telling, const struct decide *decide)
{
	for (uint32_t i = 0; i < decide->rule_count; i++)
		if (explain_answer(telling, decide->rules[i].when) != ANSWER_NO)
			return false;
	return decide->has_otherwise;
}

/* What decided stands first, or what is still open; the lines that had no say follow in the order
 * of the text. */
static void
trace_decide(const struct telling *telling, const struct column *column)
{
	const struct decide *decide = column->decide;
	bool otherwise = otherwise_decided(telling, decide);

	if (otherwise)
		trace_otherwise(telling, column, true);
	for (uint32_t i = 0; i < decide->rule_count; i++)
		if (explain_in_play(telling, decide, i))
			trace_line(telling, column, i);
	for (uint32_t i = 0; i < decide->rule_count; i++)
		if (!explain_in_play(telling, decide, i))
			trace_line(telling, column, i);
	if (decide->has_otherwise && !otherwise)
		trace_otherwise(telling, column, false);
}

static void
trace_ways(const struct telling *telling, const struct letter *letter)
{
	for (uint32_t i = 0; i < letter->displaced_by_count; i++) {
		const struct column *other = letter->displaced_by[i]->column;

		indent(telling, 1);
		buffer_text(telling->out, "gives way to ");
		buffer_text(telling->out, other->name);
		buffer_text(telling->out, ", which is ");
		explain_column_value(telling, other);
		buffer_char(telling->out, '\n');
		want_column(telling, other);
	}
}

static void
trace_lapse(const struct telling *telling, const struct letter *letter)
{
	indent(telling, 1);
	buffer_text(telling->out, "lapses when\n");
	trace_condition(telling, letter->lapses_when, 2);
}

static void
trace_send(const struct telling *telling, const struct letter *letter)
{
	indent(telling, 1);
	buffer_text(telling->out, "send when\n");
	trace_condition(telling, letter->send_when, 2);
}

/* In the register or not; then its rule, what stands instead of it, and whether it is too late.
 * What keeps back a letter whose rule holds stands before the rule. */
static void
trace_letter(const struct telling *telling, const struct letter *letter)
{
	const struct vec *sent = batch_column(telling->batch, letter->sent);
	uint64_t state = batch_column(telling->batch, letter->column)->labels[telling->row];
	enum answer rule = explain_answer(telling, letter->send_when);
	bool lapsed = state == UINT64_C(1) << LETTER_LAPSED,
	     displaced = state == UINT64_C(1) << LETTER_NOT_DUE && rule == ANSWER_YES;

	indent(telling, 1);
	buffer_text(telling->out, "in the register: ");
	buffer_text(telling->out, answer_word(explain_answer(telling, letter->sent->body)));
	buffer_char(telling->out, '\n');
	if (explain_state(sent, telling->row) == GIVEN &&
	    explain_answer(telling, letter->sent->body) == ANSWER_YES) {
		indent(telling, 2);
		explain_condition(telling, letter->sent->body, 0);
		buffer_char(telling->out, '\n');
		return;
	}
	if (lapsed)
		trace_lapse(telling, letter);
	if (displaced)
		trace_ways(telling, letter);
	trace_send(telling, letter);
	if (!displaced)
		trace_ways(telling, letter);
	if (!lapsed && letter->lapses_when != NULL && rule != ANSWER_NO)
		trace_lapse(telling, letter);
}

static void
trace_rule(const struct telling *telling, const struct column *column)
{
	if (column->origin == COLUMN_DECIDE && !explain_is_given(telling, column)) {
		trace_decide(telling, column);
		return;
	}
	if (column->origin == COLUMN_DEFINE && expr_is_condition(column->body)
	    && !explain_is_given(telling, column)) {
		trace_condition(telling, column->body, 1);
		return;
	}
	if (column->origin == COLUMN_LETTER && !explain_is_given(telling, column)) {
		trace_letter(telling, column->letter);
		return;
	}
	indent(telling, 1);
	explain_why(telling->out, telling->batch, telling->row, column);
	buffer_char(telling->out, '\n');
	if (!explain_is_given(telling, column))
		explain_closed_days(telling, column->body, 1);
	want_expr(telling, column->body);
	if (column->bands != NULL)
		want_column(telling, column->bands->by);
	if (column->deadline != NULL) {
		want_column(telling, column->deadline->due);
		want_column(telling, column->deadline->met_by);
	}
}

/* The head of a column; false when all of it was told already in this explanation. */
static bool
trace_column(const struct telling *telling, const struct column *column)
{
	uint8_t *mark = &telling->batch->marks[column->index];
	const struct vec *vec = batch_column(telling->batch, column);
	enum presence state = explain_state(vec, telling->row);
	const struct decisions *decisions = telling->batch->decisions[column->index];
	const struct expr *fault = column->body == NULL ? NULL
	    : explain_fault(telling->batch, telling->row, column);

	explain_column_name(telling, column);
	if (fault != NULL) {
		buffer_text(telling->out, " cannot be worked out: ");
		explain_fault_cause(telling->out, telling->batch, telling->row, fault);
	} else if (state == UNKNOWN) {
		bool disagree =
		    decisions != NULL && decisions->verdict[telling->row] == VERDICT_DISAGREE;

		buffer_text(telling->out,
		    disagree ? " cannot be decided: " : " cannot be decided without ");
		explain_needs(telling->out, telling->batch, telling->row, column);
	} else {
		buffer_text(telling->out, " is ");
		explain_column_value(telling, column);
		if (vec->shape == SHAPE_FRACTION && state == GIVEN && vec->den[telling->row] != 1)
			explain_whole_fraction(telling, vec);
	}
	if ((*mark & EXPLAIN_TOLD) != 0) {
		buffer_text(telling->out, ": see above\n");
		return false;
	}
	*mark |= EXPLAIN_TOLD;
	if (column->origin != COLUMN_DECIDE)
		trace_cites(telling, &column->provenance);
	else
		buffer_char(telling->out, '\n');
	return true;
}

/* What a column needs stands before it in the order of evaluation, so one way back through that
 * order meets all. What is told already wants nothing more. */
void
explain_trace_next(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct column *column)
{
	const struct table *table = plan_table(batch->plan);
	struct telling telling = { .out = out, .batch = batch, .row = row };
	const struct column *next = column;
	uint32_t left = table->evaluation_count;

	for (uint32_t i = 0; i < table->column_count; i++)
		batch->marks[i] &= EXPLAIN_TOLD;
	for (;;) {
		bool is_new = trace_column(&telling, next);

		if (next->origin == COLUMN_FIELD)
			return;
		if (is_new)
			trace_rule(&telling, next);
		do {
			if (left == 0)
				return;
			next = table->evaluation[--left];
		} while ((batch->marks[next->index] & EXPLAIN_WANTED) == 0 || next == column);
	}
}

void
explain_trace(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct column *column)
{
	memset(batch->marks, 0, plan_table(batch->plan)->column_count);
	explain_trace_next(out, batch, row, column);
}
