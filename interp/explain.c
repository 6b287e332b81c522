/* explain: see explain.h. The verdict of a decide, written when the batch ran, says which line
 * to read; the words come from explain_words.c. Nothing is allocated but the bytes of the
 * buffer. */
#include "interp/explain_internal.h"
#include "interp/explain_whole.h"
#include "interp/kernels.h"

#include <assert.h>

static void
say(const struct telling *telling, const char *text)
{
	buffer_text(telling->out, text);
}

bool
explain_is_given(const struct telling *telling, const struct column *column)
{
	const struct batch *batch = telling->batch;

	for (uint32_t i = 0; i < batch->given_count; i++)
		if (batch->given_columns[i] == column && batch->given_rows[i][telling->row])
			return true;
	return false;
}

/* ---- which lines are in play ---- */

static enum answer
line_answer(const struct telling *telling, const struct decide *decide, uint32_t line)
{
	return explain_answer(telling, decide->rules[line].when);
}

static bool
is_displaced(const struct telling *telling, const struct decide *decide, uint32_t line)
{
	for (uint32_t i = 0; i < decide->rule_count; i++)
		if (decide->rules[i].displaces != NULL && decide->rules[i].displaces[line]
		    && line_answer(telling, decide, i) == ANSWER_YES)
			return true;
	return false;
}

bool
explain_in_play(const struct telling *telling, const struct decide *decide, uint32_t line)
{
	if (line_answer(telling, decide, line) == ANSWER_NO)
		return false;
	if (!decide->first_that_applies)
		return !is_displaced(telling, decide, line);
	for (uint32_t i = 0; i < line; i++)
		if (line_answer(telling, decide, i) == ANSWER_YES)
			return false;
	return true;
}

bool
explain_otherwise_in_play(const struct telling *telling, const struct decide *decide)
{
	for (uint32_t i = 0; i < decide->rule_count; i++)
		if (line_answer(telling, decide, i) == ANSWER_YES)
			return false;
	return true;
}

/* ---- outcomes ---- */

void
explain_outcome(const struct telling *telling, const struct column *column,
    const struct expr *outcome)
{
	if (outcome == NULL)
		say(telling, "nothing");
	else if (outcome->kind == EXPR_VALUE && column->type.labels != NULL)
		for (uint32_t i = 0; i < column->type.labels->count; i++) {
			if ((outcome->value.labels >> i & 1) != 0)
				say(telling, column->type.labels->names[i]);
		}
	else
		explain_operand(telling, outcome);
}

struct outcomes {
	const struct column *column;
	uint32_t said;
};

static void
say_between(const struct telling *telling, struct outcomes *outcomes, bool last)
{
	if (outcomes->said > 0)
		say(telling, last ? " and " : ", ");
	outcomes->said++;
}

/* "May_escalate and Usual_route": the labels still possible, each once. */
static void
say_possible_labels(const struct telling *telling, const struct column *column)
{
	const struct vec *vec = batch_column(telling->batch, column);
	struct outcomes outcomes = { column, 0 };
	uint64_t left = explain_labels(telling, vec);
	bool nothing = (left & LABEL_NOTHING) != 0;

	left &= ~LABEL_NOTHING;
	for (; left != 0; left &= left - 1) {
		say_between(telling, &outcomes, (left & (left - 1)) == 0 && !nothing);
		say(telling, column->type.labels->names[__builtin_ctzll(left)]);
	}
	if (nothing) {
		say_between(telling, &outcomes, true);
		say(telling, "nothing");
	}
}

static void
say_possible_values(const struct telling *telling, const struct column *column)
{
	const struct decide *decide = column->decide;
	bool otherwise = explain_otherwise_in_play(telling, decide);
	struct outcomes outcomes = { column, 0 };
	uint32_t left = otherwise ? 1 : 0;

	for (uint32_t i = 0; i < decide->rule_count; i++)
		left += explain_in_play(telling, decide, i) ? 1 : 0;
	for (uint32_t i = 0; i < decide->rule_count; i++)
		if (explain_in_play(telling, decide, i)) {
			say_between(telling, &outcomes, --left == 0);
			explain_outcome(telling, column, decide->rules[i].outcome);
		}
	if (otherwise) {
		say_between(telling, &outcomes, true);
		explain_outcome(telling, column, decide->has_otherwise ? decide->otherwise : NULL);
	}
}

static void
say_cannot_be_decided(const struct telling *telling, const struct column *column)
{
	say(telling, "cannot be decided: ");
	if (column->type.labels != NULL)
		say_possible_labels(telling, column);
	else
		say_possible_values(telling, column);
	say(telling, " are still possible");
}

/* ---- why ---- */

/* "none of the lines above holds: 1) severe_hardship is no; 2) …" */
static void
say_no_line_holds(const struct telling *telling, const struct decide *decide)
{
	if (decide->rule_count == 1)
		say(telling,
		    decide->has_otherwise ? "the line above does not hold: " :
					    "its line does not hold: ");
	else
		say(telling,
		    decide->has_otherwise ? "none of the lines above holds: "
		                          : "none of its lines holds: ");
	for (uint32_t i = 0; i < decide->rule_count; i++) {
		if (decide->rule_count > 1) {
			say(telling, i > 0 ? "; " : "");
			buffer_number(telling->out, decide->rules[i].number);
			say(telling, ") ");
		}
		explain_condition(telling, decide->rules[i].when, 1);
	}
}

static void
say_disagreement(const struct telling *telling, const struct column *column)
{
	const struct decide *decide = column->decide;
	bool first = true;

	say(telling, "two rules disagree: ");
	for (uint32_t i = 0; i < decide->rule_count; i++) {
		if (!explain_in_play(telling, decide, i)
		    || line_answer(telling, decide, i) != ANSWER_YES)
			continue;
		say(telling, first ? "" : "; ");
		first = false;
		explain_outcome(telling, column, decide->rules[i].outcome);
		say(telling, " since ");
		explain_condition(telling, decide->rules[i].when, 0);
	}
}

static void
say_outcome_unknown(const struct telling *telling, const struct column *column,
    const struct expr *outcome)
{
	if (outcome == NULL
	    || explain_presence(telling, batch_column(telling->batch, column)) != UNKNOWN)
		return;
	say(telling, "; its outcome is not known: ");
	explain_source(telling, outcome);
}

static void
why_decide(const struct telling *telling, const struct column *column)
{
	const struct decide *decide = column->decide;
	int rule;

	switch (explain_verdict(telling, column, &rule)) {
	case VERDICT_RULE:
		explain_condition(telling, decide->rules[rule].when, 1);
		say_outcome_unknown(telling, column, decide->rules[rule].outcome);
		return;
	case VERDICT_OTHERWISE:
		say_no_line_holds(telling, decide);
		say_outcome_unknown(telling, column,
		    decide->has_otherwise ? decide->otherwise : NULL);
		return;
	case VERDICT_EITHER_WAY:
		if (rule >= 0) {
			explain_condition(telling, decide->rules[rule].when, 1);
			say(telling, "; holds either way, whatever the missing facts are");
			return;
		}
		say(telling,
		    "holds either way, whatever the missing facts are: every line still possible "
		    "gives ");
		explain_value(telling, batch_column(telling->batch, column), "nothing");
		return;
	case VERDICT_UNDECIDED:
		say_cannot_be_decided(telling, column);
		return;
	case VERDICT_DISAGREE:
		say_disagreement(telling, column);
		return;
	case VERDICT_GIVEN:
		say(telling, "given");
		return;
	}
}

static void
why_bands(const struct telling *telling, const struct column *column)
{
	const struct vec *by = batch_column(telling->batch, column->bands->by),
	                 *vec = batch_column(telling->batch, column);

	explain_band(telling, column);
	if (explain_presence(telling, vec) == UNKNOWN) {
		say(telling, "; ");
		say_cannot_be_decided(telling, column);
	} else if (explain_presence(telling, by) == GIVEN
	    && explain_presence(telling, vec) == NOTHING) {
		say(telling, ", which no band covers");
	}
}

static void
say_date(const struct telling *telling, const char *name, int64_t date)
{
	struct value value = { .state = GIVEN, .type = { .kind = KIND_DATE }, .num = date };

	say(telling, name);
	say(telling, " (");
	buffer_value(telling->out, &value, SPELL_READER);
	say(telling, ")");
}

static void
say_due(const struct telling *telling, const struct column *due)
{
	say(telling, due->name);
	say(telling, " (");
	explain_value(telling, batch_column(telling->batch, due), "nothing");
	say(telling, ")");
}

static void
say_column(const struct telling *telling, const struct column *column)
{
	explain_column_name(telling, column);
	say(telling, " is ");
	explain_column_value(telling, column);
}

static void
why_deadline(const struct telling *telling, const struct column *column)
{
	const struct column *due = column->deadline->due, *met_by = column->deadline->met_by;
	const struct vec *due_vec = batch_column(telling->batch, due),
	                 *states = batch_column(telling->batch, column);
	int64_t run_date = plan_run_date(telling->batch->plan);

	if (explain_presence(telling, due_vec) == NOTHING) {
		say(telling, "not started: there is no date to count from, so ");
		say_column(telling, due);
		return;
	}
	if (explain_presence(telling, states) == UNKNOWN) {
		say_column(telling, due);
		say(telling, "; ");
		say_column(telling, met_by);
		say(telling, "; ");
		say_cannot_be_decided(telling, column);
		return;
	}
	say_column(telling, met_by);
	switch ((enum deadline_state)__builtin_ctzll(explain_labels(telling, states))) {
	case DEADLINE_NOT_STARTED:
		return;
	case DEADLINE_RUNNING:
	case DEADLINE_MISSED:
		if (explain_presence(telling, batch_column(telling->batch, met_by)) == GIVEN)
			say(telling, ", still to come");
		say(telling, "; ");
		say_date(telling, "run_date", run_date);
		say(telling,
		    explain_is_to_come(telling, due_vec) ? " is on or before " : " is after ");
		break;
	case DEADLINE_MET:
		say(telling, ", on or before ");
		break;
	case DEADLINE_MET_LATE:
		say(telling, ", after ");
		break;
	}
	say_due(telling, due);
}

/* ---- definitions ---- */

/* The columns, settings and run_date a value was worked out from, with their values, as often as
 * the text names them. */
static void
say_leaves(const struct telling *telling, const struct expr *expr, bool *first)
{
	if (expr == NULL)
		return;
	if (expr->kind == EXPR_COLUMN || expr->kind == EXPR_SETTING || expr->kind == EXPR_RUN_DATE
	    || expr->kind == EXPR_THROUGH || expr_is_whole(expr)) {
		say(telling, *first ? "" : ", ");
		*first = false;
		explain_operand(telling, expr);
	}
	if (expr_is_whole(expr))
		return;			/* its operands are in other rows */
	say_leaves(telling, expr->a, first);
	say_leaves(telling, expr->b, first);
}

static void
why_define(const struct telling *telling, const struct column *column)
{
	bool first = true;

	if (expr_is_condition(column->body)) {
		if (explain_answer(telling, column->body) == ANSWER_UNKNOWN)
			say(telling, "cannot be decided: ");
		explain_condition(telling, column->body, 1);
		return;
	}
	explain_source(telling, column->body);
	if (column->body->kind == EXPR_AGGREGATE) {
		explain_rows(telling, column->body);
		return;
	}
	if (column->body->kind == EXPR_COLUMN || column->body->kind == EXPR_SETTING
	    || column->body->kind == EXPR_RUN_DATE || column->body->kind == EXPR_THROUGH) {
		say(telling, " is ");
		explain_column_value(telling, column);
		return;
	}
	if (column->body->kind == EXPR_VALUE)
		return;
	say(telling, ": ");
	say_leaves(telling, column->body, &first);
}

struct telling
explain_telling(struct buffer *out, const struct batch *batch, uint32_t row)
{
	assert(row < batch->rows);
	return (struct telling){ .out = out, .batch = batch, .row = row };
}

void
explain_column_why(const struct telling *telling, const struct column *column)
{
	if (explain_is_given(telling, column)) {
		say(telling, "given");
		return;
	}
	switch (column->origin) {
	case COLUMN_FIELD:
	case COLUMN_KEY:
		say_column(telling, column);
		return;
	case COLUMN_LETTER:
		explain_letter(telling, column);
		return;
	case COLUMN_DEFINE:
	case COLUMN_DUE:
	case COLUMN_SENT:
		why_define(telling, column);
		return;
	case COLUMN_DECIDE:
		why_decide(telling, column);
		return;
	case COLUMN_BANDS:
		why_bands(telling, column);
		return;
	case COLUMN_DEADLINE:
		why_deadline(telling, column);
		return;
	}
}

void
explain_why(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct column *column)
{
	struct telling telling = explain_telling(out, batch, row);

	explain_column_why(&telling, column);
}

enum { LINES_TOLD = 3 };	/* in a report, of those that do not hold */

void
explain_reason(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct column *column)
{
	const struct decisions *decisions = batch->decisions[column->index];
	struct telling telling = explain_telling(out, batch, row);

	if (column->decide == NULL || column->decide->rule_count <= LINES_TOLD || decisions == NULL
	    || decisions->verdict[row] != VERDICT_OTHERWISE) {
		explain_why(out, batch, row, column);
		return;
	}
	say(&telling, "none of its ");
	buffer_number(out, column->decide->rule_count);
	say(&telling, " lines holds");
}

bool
explain_is_undecided(const struct batch *batch, uint32_t row, const struct column *column)
{
	return explain_state(batch_column(batch, column), row) == UNKNOWN;
}

void
explain_undecided(struct rail *undecided, const struct batch *batch, const struct column *column)
{
	const struct vec *vec = batch_column(batch, column);

	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		uint64_t rows = rail_rows(batch->rows, w), known = 0;

		if (rows != 0 && vec->shape == SHAPE_LABELS) {
			const uint64_t *labels = vec->labels + w * 64;

			RAIL_PACK(known, i, (labels[i] & (labels[i] - 1)) == 0)
		} else {
			known = vec->given.word[w] | vec->nothing.word[w];
		}
		undecided->word[w] = rows & ~known;
	}
}
