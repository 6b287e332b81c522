/* explain_runs: what is told of runs of periods, and which facts of which periods they still wait
 * for. A part of explain_whole. */
#include "interp/explain_walk.h"
#include "interp/workspace.h"

static void
say(const struct telling *telling, const char *text)
{
	buffer_text(telling->out, text);
}

static void
spell_period(struct buffer *out, const struct column *period, int64_t number)
{
	struct value value = { .state = GIVEN,
		.type = type_plain(period->type.kind),
		.num = number };

	buffer_value(out, &value, SPELL_READER);
}

static void
say_step(const struct telling *telling, const struct succession *succession,
    const struct column *column, uint64_t labels, int64_t period)
{
	say(telling, column->name);
	say(telling,
	    labels == LABEL_YES    ? " is yes in " :
		labels == LABEL_NO ? " is no in " :
				     " is not known in ");
	spell_period(telling->out, succession->period, period);
}

/* A certain yes is where it held; a certain no is where the run begins, and that it did not hold in
 * between. */
static void
say_earlier(const struct telling *telling, const struct succession_input *input)
{
	const struct succession *succession = input->succession;
	uint32_t row = workspace_first_row(telling->batch) + telling->row, back = 0;
	struct succession_step step = succession_step(input, row, back);
	int64_t ours = step.period;
	bool certain = step.where == LABEL_YES;

	while (step.where != LABEL_NO && !(certain && back > 0 && step.of == LABEL_YES)) {
		step = succession_step(input, row, ++back);
		certain = certain && step.where != (LABEL_NO | LABEL_YES);
	}
	if (step.where == LABEL_YES) {
		say_step(telling, succession, succession->of, step.of, step.period);
		say(telling, ", and ");
		say(telling, succession->where->name);
		say(telling, " from then on");
	} else if (back == 0 && succession_counts(input, row, ours) == LABEL_NO) {
		spell_period(telling->out, succession->period, ours);
		say(telling, " does not count for this run");
	} else if (back == 0) {
		say_step(telling, succession, succession->where, step.where, step.period);
	} else {
		if (back > 1)
			say_step(telling, succession, succession->of, LABEL_NO, step.period + 1);
		if (back > 2) {
			say(telling, " to ");
			spell_period(telling->out, succession->period, ours - 1);
		}
		say(telling, back > 1 ? ", and the run where " : "the run where ");
		say(telling, succession->where->name);
		say(telling, " begins in ");
		spell_period(telling->out, succession->period, step.period + 1);
		say(telling, certain ? "" : " at the earliest");
	}
}

static void
say_earlier_open(const struct telling *telling, const struct succession_input *input)
{
	const struct succession *succession = input->succession;
	uint32_t row = workspace_first_row(telling->batch) + telling->row;
	const char *between = ": ";

	say(telling, succession->of->name);
	say(telling, " is yes in an earlier ");
	say(telling, kind_name(succession->period->type.kind));
	say(telling, " of the run where ");
	say(telling, succession->where->name);
	for (uint32_t back = 0;; back++) {
		struct succession_step step = succession_step(input, row, back);

		if (step.where == LABEL_NO)
			return;
		if (step.row == HELD_NO_ROW) {
			say(telling, between);
			say(telling, "there is no row for ");
			spell_period(telling->out, succession->period, step.period);
			return;
		}
		if (step.where != LABEL_YES) {
			say(telling, between);
			say_step(telling, succession, succession->where, step.where, step.period);
			between = ", ";
		}
		if (back > 0 && step.of != LABEL_NO) {
			say(telling, between);
			say_step(telling, succession, succession->of, step.of, step.period);
			between = ", ";
		}
		if (back > 0 && step.of == LABEL_YES)
			return;
	}
}

void
explain_run(const struct telling *telling, const struct expr *expr, enum answer answer)
{
	const struct succession *succession = expr->succession;
	const struct workspace *workspace = workspace_of(telling->batch);
	const struct succession_input *input =
	    workspace == NULL ? NULL : workspace_succession(workspace, succession);
	uint32_t from = succession->previous ? 1 : 0;
	uint32_t count = succession->previous ? 1 : succession->periods;

	if (input == NULL) {
		explain_source(telling, expr);
		return;
	}
	if (succession->where != NULL) {
		if (answer == ANSWER_UNKNOWN)
			say_earlier_open(telling, input);
		else
			say_earlier(telling, input);
		return;
	}
	say(telling, succession->of->name);
	for (uint32_t back = from; back < from + count; back++) {
		uint32_t row = HELD_NO_ROW;
		int64_t number = succession_before(input,
		    workspace_first_row(telling->batch) + telling->row, back, &row);
		struct value value;

		say(telling, back == from ? " is " : back + 1 == from + count ? " and " : ", ");
		if (row == HELD_NO_ROW) {
			say(telling, "without a row");
		} else {
			value = held_value(input->of, row);
			say(telling,
			    value.labels == LABEL_YES    ? "yes" :
			        value.labels == LABEL_NO ? "no" :
			                                   "not known");
		}
		say(telling, " in ");
		spell_period(telling->out, succession->period, number);
		if (succession_counts(input, workspace_first_row(telling->batch) + telling->row,
			number) == LABEL_NO)
			say(telling, " (which does not count)");
	}
}

/* ---- what is needed ---- */

static bool
is_open_setting(const struct held *setting, uint32_t row)
{
	struct value value;

	if (setting == NULL)
		return false;
	value = held_value(setting, row);
	return value.type.labels != NULL ? (value.labels & (value.labels - 1)) != 0 :
					   value.state != GIVEN;
}

static void
need_day(struct walk *walk, const struct succession_input *input, const struct table *table,
    uint32_t row)
{
	if (table->settings_column == NULL ||
	    (!is_open_setting(input->counting_from, row) && !is_open_setting(input->crosses, row)))
		return;
	if (plan_slot_column(walk->telling.batch->plan, table->settings_column) != SLOT_NONE)
		explain_need_column(walk, table->settings_column, LACK_UNKNOWN_OR_EMPTY);
	else
		explain_need_name(walk, "", table->settings_column->name);
}

/* What a column was in a period: the row `row` there, or none. */
static void
need_period(struct walk *walk, const struct succession_input *input, const struct column *column,
    const struct held *held, uint32_t row, int64_t number)
{
	struct buffer name = BUFFER_INIT;
	struct value value = { .state = UNKNOWN };

	if (row != HELD_NO_ROW)
		value = held_value(held, row);
	if (row != HELD_NO_ROW && value.labels == LABEL_NO)
		return;
	/* What it says counts if it is there at all. */
	if (row != HELD_NO_ROW && input->doubtful != NULL && HELD_BIT(input->doubtful, row))
		explain_need_place(walk, column->table, row);
	if (row != HELD_NO_ROW && value.labels != LABEL_YES)
		explain_need_elsewhere(walk, column->table, row,
		    &(struct lookup){ .column = column });
	if (row != HELD_NO_ROW)
		return;
	buffer_text(&name, column->name);
	buffer_text(&name, " for ");
	spell_period(&name, input->succession->period, number);
	explain_need_name(walk, "", name.at);
	buffer_release(&name);
}

/* As far back as a fact could still change the answer, or to the first period without a row. */
static void
need_earlier(struct walk *walk, const struct succession_input *input, uint32_t own)
{
	const struct succession *succession = input->succession;

	for (uint32_t back = 0;; back++) {
		struct succession_step step = succession_step(input, own, back);

		if (step.where == LABEL_NO)
			return;
		need_period(walk, input, succession->where, input->where, step.row, step.period);
		if (back > 0)
			need_period(walk, input, succession->of, input->of, step.row, step.period);
		if (step.row == HELD_NO_ROW || (back > 0 && step.of == LABEL_YES))
			return;
	}
}

void
explain_need_run(struct walk *walk, const struct expr *expr)
{
	const struct succession *succession = expr->succession;
	const struct workspace *workspace = workspace_of(walk->telling.batch);
	const struct succession_input *input = workspace_succession(workspace, succession);
	uint32_t own = workspace_first_row(walk->telling.batch) + walk->telling.row;
	uint32_t from = succession->previous ? 1 : 0,
		 count = succession->previous ? 1 : succession->periods;

	if (input == NULL)
		return;
	need_day(walk, input, succession->of->table, own);
	if (succession->where != NULL) {
		need_earlier(walk, input, own);
		return;
	}
	for (uint32_t back = from; back < from + count; back++) {
		uint32_t row = HELD_NO_ROW;
		int64_t number = succession_before(input, own, back, &row);

		need_period(walk, input, succession->of, input->of, row, number);
	}
}
