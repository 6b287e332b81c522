/*
 * explain_needs: the facts still in play: one walk from what is unknown down through its unknown
 * parts, in the order of the text, to fields, decides that gave nothing, and faults in arithmetic
 * (explain.h). Known parts are passed by. Each column is looked into once, so
 * a definition used in many places costs one look.
 */
#include "interp/explain_walk.h"
#include "interp/workspace.h"

#include <inttypes.h>
#include <string.h>

static void need_column(struct walk *walk, const struct column *column, enum lack lack);
static void need_condition(struct walk *walk, const struct expr *condition);

static bool
is_settled(const struct walk *walk, const struct vec *vec, enum lack lack)
{
	enum presence state = explain_presence(&walk->telling, vec);

	return state == GIVEN || (state == NOTHING && lack == LACK_UNKNOWN);
}

static void
name_it(struct walk *walk, const char *before, const char *name)
{
	if (walk->fault != NULL)
		return;
	explain_need_name(walk, before, name);
}

/* Names of other tables come up again where several parts hang on one row of theirs: each is told
 * once. */
static bool
is_told(const struct walk *walk, const char *name, size_t length)
{
	const char *at = walk->telling.out->at == NULL ? NULL : walk->telling.out->at + walk->start;

	for (; at != NULL && (at = strstr(at, name)) != NULL; at++) {
		/* "a row of practice" tells nothing of practice. */
		bool begins = at == walk->telling.out->at + walk->start ||
		    (at[-1] == ' ' && at[-2] == ',');

		if (begins && (at[length] == '\0' || at[length] == ','))
			return true;
	}
	return false;
}

void
explain_need_name(struct walk *walk, const char *before, const char *name)
{
	struct buffer whole = BUFFER_INIT;

	walk->named++;
	if (walk->fault != NULL)
		return;
	buffer_text(&whole, before);
	buffer_text(&whole, name);
	if (walk->where != NULL)
		buffer_text(&whole, walk->where);
	if (!is_told(walk, whole.at, whole.length)) {
		buffer_text(walk->telling.out, walk->first ? "" : ", ");
		buffer_add(walk->telling.out, whole.at, whole.length);
		walk->first = false;
	}
	buffer_release(&whole);
}

/* ---- marks ---- */

static uint8_t *
mark_of(const struct walk *walk, const struct column *column)
{
	const struct batch *batch = walk->telling.batch;
	const struct table *table = plan_table(batch->plan);

	return &batch->marks[column->table == table ? column->index
	                                            : table->column_count + column->index];
}

static void
clear_marks(const struct walk *walk)
{
	const struct batch *batch = walk->telling.batch;
	const struct program *program = plan_program(batch->plan);
	uint32_t count = plan_table(batch->plan)->column_count;

	count += program->run != NULL ? program->run->column_count : 0;
	for (uint32_t i = 0; i < count; i++)
		batch->marks[i] &= EXPLAIN_WANTED | EXPLAIN_TOLD;
}

/* ---- values ---- */

/* In a condition that another row is asked, and that has no name of its own. */
static void
name_fault_of_row(struct walk *walk, const struct expr *expr)
{
	struct buffer fault = BUFFER_INIT;
	struct telling telling = walk->telling;

	telling.out = &fault;
	explain_fault_need(&telling, expr);
	explain_need_name(walk, fault.at, plan_table(walk->telling.batch->plan)->name);
	buffer_release(&fault);
}

/* All that goes in is there, and yet nothing comes out: the sum itself failed. */
static void
name_fault(struct walk *walk, const struct expr *expr)
{
	uint8_t *mark;

	if (walk->within == NULL) {
		walk->named++;
		if (walk->fault == NULL)
			name_fault_of_row(walk, expr);
		return;
	}
	mark = mark_of(walk, walk->within);
	walk->named++;
	if ((*mark & EXPLAIN_FAULT) != 0)
		return;
	*mark |= EXPLAIN_FAULT;
	if (walk->fault != NULL) {
		*walk->fault = expr;
		return;
	}
	buffer_text(walk->telling.out, walk->first ? "" : ", ");
	explain_fault_need(&walk->telling, expr);
	buffer_text(walk->telling.out, walk->within->name);
	buffer_text(walk->telling.out, walk->where != NULL ? walk->where : "");
	walk->first = false;
}

/* The day of the row is not known, so neither is a setting that changed. */
static void
need_settings_day(struct walk *walk)
{
	const struct column *day = plan_table(walk->telling.batch->plan)->settings_column;

	if (day != NULL && plan_slot_column(walk->telling.batch->plan, day) != SLOT_NONE)
		need_column(walk, day, LACK_UNKNOWN_OR_EMPTY);
}

static void
need_value(struct walk *walk, const struct expr *expr, enum lack lack)
{
	const struct vec *vec = batch_expr(walk->telling.batch, expr);
	enum presence state = explain_presence(&walk->telling, vec);
	const struct expr *operands[] = { expr->a, expr->b };
	bool found = false;

	if (is_settled(walk, vec, lack))
		return;
	if (expr->kind == EXPR_COLUMN) {
		need_column(walk, expr->column, lack);
		return;
	}
	if (expr->kind == EXPR_SETTING) {
		need_settings_day(walk);
		return;
	}
	if (expr->kind == EXPR_AGGREGATE)
		explain_unlike_others(&walk->telling);
	if (expr->kind == EXPR_AGGREGATE && workspace_of(walk->telling.batch) != NULL &&
	    workspace_too_large(workspace_of(walk->telling.batch), expr,
	        workspace_first_row(walk->telling.batch) + walk->telling.row)) {
		name_fault(walk, expr);
		return;
	}
	if (expr->kind == EXPR_THROUGH || expr->kind == EXPR_AGGREGATE) {
		explain_need_whole(walk, expr);
		return;
	}
	if (expr_is_condition(expr)) {
		need_condition(walk, expr);
		return;
	}
	for (unsigned i = 0; i < 2; i++) {
		if (operands[i] == NULL ||
		    explain_presence(&walk->telling,
			batch_expr(walk->telling.batch, operands[i])) != state)
			continue;
		need_value(walk, operands[i], LACK_UNKNOWN_OR_EMPTY);
		found = true;
	}
	if (!found)
		name_fault(walk, expr);
}

/* ---- conditions ---- */

static void
need_one_of_setting(struct walk *walk, const struct expr *expr)
{
	need_value(walk, expr->a, LACK_UNKNOWN_OR_EMPTY);
	if (plan_setting_varies(walk->telling.batch->plan, expr->setting))
		need_settings_day(walk);
}

static void
need_condition(struct walk *walk, const struct expr *condition)
{
	if (explain_answer(&walk->telling, condition) != ANSWER_UNKNOWN)
		return;
	switch (condition->kind) {
	case EXPR_NOT:
		need_condition(walk, condition->a);
		return;
	case EXPR_ALL:
	case EXPR_ANY:
	case EXPR_NONE:
		for (uint32_t i = 0; i < condition->part_count; i++)
			need_condition(walk, condition->parts[i]);
		return;
	case EXPR_EXISTS:
	case EXPR_RANK:
	case EXPR_SUCCESSION:
		explain_need_whole(walk, condition);
		return;
	case EXPR_GIVEN:
	case EXPR_BLANK:
		need_value(walk, condition->a, LACK_UNKNOWN);
		return;
	case EXPR_ONE_OF_SETTING:
		need_one_of_setting(walk, condition);
		return;
	case EXPR_ONE_OF:
		need_value(walk, condition->a, LACK_UNKNOWN_OR_EMPTY);
		for (uint32_t i = 0; i < condition->part_count; i++)
			need_value(walk, condition->parts[i], LACK_UNKNOWN_OR_EMPTY);
		return;
	case EXPR_COMPARE:
		need_value(walk, condition->a, LACK_UNKNOWN_OR_EMPTY);
		need_value(walk, condition->b, LACK_UNKNOWN_OR_EMPTY);
		return;
	case EXPR_COLUMN:
		need_column(walk, condition->column, LACK_UNKNOWN_OR_EMPTY);
		return;
	case EXPR_HOLDS:
	case EXPR_LABELS_IN:
	case EXPR_QUARTER_IS:
	case EXPR_LIKE:
	case EXPR_VALUE:
	case EXPR_SETTING:
	case EXPR_RUN_DATE:
	case EXPR_PLUS:
	case EXPR_MINUS:
	case EXPR_TIMES:
	case EXPR_DIVIDED:
	case EXPR_SHARE:
	case EXPR_ROUND:
	case EXPR_AFTER:
	case EXPR_BEFORE:
	case EXPR_FIRST_WORKING_DAY:
	case EXPR_FIRST_DAY_OF:
	case EXPR_LAST_DAY_OF:
	case EXPR_MONTH_OF:
	case EXPR_QUARTER_OF:
	case EXPR_YEAR_OF:
	case EXPR_SPAN:
	case EXPR_REPORT_COLUMN:
	case EXPR_LETTER_DATE:
	case EXPR_THROUGH:
	case EXPR_AGGREGATE:
		if (condition->a != NULL)
			need_value(walk, condition->a, LACK_UNKNOWN_OR_EMPTY);
		return;
	}
}

/* ---- columns ---- */

static void
need_decide(struct walk *walk, const struct column *column)
{
	const struct decide *decide = column->decide;
	const struct vec *vec = batch_column(walk->telling.batch, column);

	if (explain_presence(&walk->telling, vec) == NOTHING) {
		name_it(walk, "", column->name);
		return;
	}
	if (explain_verdict(&walk->telling, column, NULL) == VERDICT_DISAGREE) {
		name_it(walk, "two rules disagree in ", column->name);
		return;
	}
	for (uint32_t i = 0; i < decide->rule_count; i++) {
		if (!explain_in_play(&walk->telling, decide, i))
			continue;
		need_condition(walk, decide->rules[i].when);
		if (decide->rules[i].outcome != NULL)
			need_value(walk, decide->rules[i].outcome, LACK_UNKNOWN);
	}
	if (decide->has_otherwise && decide->otherwise != NULL
	    && explain_otherwise_in_play(&walk->telling, decide))
		need_value(walk, decide->otherwise, LACK_UNKNOWN);
}

static void
need_bands(struct walk *walk, const struct column *column)
{
	const struct bands *bands = column->bands;
	const struct vec *by = batch_column(walk->telling.batch, bands->by);
	bool empty = explain_presence(&walk->telling,
			 batch_column(walk->telling.batch, column)) == NOTHING;

	need_column(walk, bands->by, LACK_UNKNOWN_OR_EMPTY);
	if (empty && !is_settled(walk, by, LACK_UNKNOWN_OR_EMPTY))
		return;
	if (empty) {
		name_it(walk, "", column->name);	/* the figure falls between two bands */
		return;
	}
	for (uint32_t i = 0; i < bands->count; i++) {
		if (bands->bands[i].low != NULL)
			need_value(walk, bands->bands[i].low, LACK_UNKNOWN_OR_EMPTY);
		if (bands->bands[i].high != NULL)
			need_value(walk, bands->bands[i].high, LACK_UNKNOWN_OR_EMPTY);
	}
}

/* Of a letter that is not asked for, or displaced for certain, only the register can still say
 * something. */
static void
need_letter(struct walk *walk, const struct letter *letter)
{
	bool out = explain_answer(&walk->telling, letter->send_when) == ANSWER_NO;

	need_column(walk, letter->sent, LACK_UNKNOWN);
	for (uint32_t i = 0; i < letter->displaced_by_count; i++)
		out = out || explain_stands(&walk->telling, letter->displaced_by[i]) == ANSWER_YES;
	if (out)
		return;
	need_condition(walk, letter->send_when);
	if (letter->lapses_when != NULL)
		need_condition(walk, letter->lapses_when);
	for (uint32_t i = 0; i < letter->displaced_by_count; i++)
		if (explain_stands(&walk->telling, letter->displaced_by[i]) == ANSWER_UNKNOWN)
			need_column(walk, letter->displaced_by[i]->column, LACK_UNKNOWN);
}

static void
need_rule(struct walk *walk, const struct column *column)
{
	switch (column->origin) {
	case COLUMN_FIELD:
	case COLUMN_KEY:
		name_it(walk, "", column->name);
		return;
	case COLUMN_LETTER:
		need_letter(walk, column->letter);
		return;
	case COLUMN_DEFINE:
	case COLUMN_DUE:
	case COLUMN_SENT:
		need_value(walk, column->body, LACK_UNKNOWN_OR_EMPTY);
		return;
	case COLUMN_DECIDE:
		need_decide(walk, column);
		return;
	case COLUMN_BANDS:
		need_bands(walk, column);
		return;
	case COLUMN_DEADLINE:
		need_column(walk, column->deadline->due, LACK_UNKNOWN);
		need_column(walk, column->deadline->met_by, LACK_UNKNOWN);
		return;
	}
}

static void
need_column(struct walk *walk, const struct column *column, enum lack lack)
{
	const struct column *within = walk->within;
	uint8_t *mark = mark_of(walk, column);

	if ((*mark & EXPLAIN_SEEN) != 0
	    || is_settled(walk, batch_column(walk->telling.batch, column), lack))
		return;
	*mark |= EXPLAIN_SEEN;
	if (walk->fault != NULL && walk->within != column)
		return;			/* a fault of that column's own */
	if (column->table != plan_table(walk->telling.batch->plan)
	    || explain_is_given(&walk->telling, column)) {
		name_it(walk, "", column->name);
		return;
	}
	walk->within = column;
	need_rule(walk, column);
	walk->within = within;
}

void
explain_need_begin(struct walk *walk)
{
	clear_marks(walk);
}

void
explain_need_column(struct walk *walk, const struct column *column, enum lack lack)
{
	need_column(walk, column, lack);
}

void
explain_need_expr(struct walk *walk, const struct expr *expr)
{
	if (expr_is_condition(expr))
		need_condition(walk, expr);
	else
		need_value(walk, expr, LACK_UNKNOWN_OR_EMPTY);
}

/* Two rules disagree: no fact is missing, the policy is at fault; both outcomes are named. */
static void
name_disagreement(struct walk *walk, const struct column *column)
{
	const struct decide *decide = column->decide;

	for (uint32_t i = 0; i < decide->rule_count; i++) {
		if (!explain_in_play(&walk->telling, decide, i)
		    || explain_answer(&walk->telling, decide->rules[i].when) != ANSWER_YES)
			continue;
		buffer_text(walk->telling.out, walk->first ? "two rules disagree: " : ", ");
		walk->first = false;
		explain_outcome(&walk->telling, column, decide->rules[i].outcome);
	}
}

void
explain_column_needs(const struct telling *telling, const struct column *column)
{
	uint64_t more = 0;
	struct buffer *out = telling->out;
	struct walk walk = { .telling = *telling,
		.within = column, .first = true, .start = out->length, .more = &more };

	if (is_settled(&walk, batch_column(telling->batch, column), LACK_UNKNOWN))
		return;
	if (telling->batch->decisions[column->index] != NULL &&
	    explain_verdict(telling, column, NULL) == VERDICT_DISAGREE) {
		name_disagreement(&walk, column);
		return;
	}
	clear_marks(&walk);
	need_column(&walk, column, LACK_UNKNOWN);
	if (more > 0)
		buffer_printf(out, "%s%" PRIu64 " more row%s", walk.first ? "" : ", and ", more,
		    more == 1 ? "" : "s");
}

void
explain_needs(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct column *column)
{
	struct telling telling = { .out = out, .batch = batch, .row = row };

	explain_column_needs(&telling, column);
}

const struct expr *
explain_fault(const struct batch *batch, uint32_t row, const struct column *column)
{
	const struct expr *fault = NULL;
	struct walk walk = { .telling = { .batch = batch, .row = row }, .within = column,
		.first = true, .fault = &fault };
	const struct decisions *decisions = batch->decisions[column->index];

	if (!explain_is_undecided(batch, row, column)
	    || (decisions != NULL && decisions->verdict[row] == VERDICT_DISAGREE))
		return NULL;
	clear_marks(&walk);
	need_column(&walk, column, LACK_UNKNOWN);
	return fault;
}
