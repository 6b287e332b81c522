/*
 * explain_whole: what is told of what other rows say: related rows, ranks, runs of periods, letters;
 * and which facts in those rows an answer still waits for.
 */
#include "interp/explain_whole.h"

#include <inttypes.h>
#include <string.h>

#include "interp/explain_walk.h"
#include "interp/workspace.h"
#include "lang/date.h"

enum { ROWS_NAMED = 3 };

static void
say(const struct telling *telling, const char *text)
{
	buffer_text(telling->out, text);
}

/* "reply R12": the row by its table and its keys. */
static void
name_row(struct buffer *out, const struct workspace *workspace, const struct table *table, uint32_t row)
{
	buffer_text(out, table->name);
	for (uint32_t i = 0; i < table->key_count; i++) {
		struct value value;

		buffer_text(out, i == 0 ? " " : ", ");
		if (workspace_value(workspace, table->keys[i], row, &value))
			buffer_value(out, &value, SPELL_READER);
	}
}

/* ---- there is ---- */

static void
say_rows(const struct telling *telling, const struct related *related, bool sure_only)
{
	const struct workspace *workspace = workspace_of(telling->batch);
	const struct related_index *index = workspace == NULL ? NULL : workspace_related(workspace, related);
	uint32_t rows[ROWS_NAMED * 8], shown = 0, count, more = 0;
	bool sure[ROWS_NAMED * 8];
	uint32_t room = sizeof(rows) / sizeof(*rows);

	if (index == NULL)
		return;
	count = related_list(index, workspace_first_row(telling->batch) + telling->row, rows, sure, room);
	for (uint32_t i = 0; i < count && i < room; i++) {
		if (sure_only && !sure[i])
			continue;
		if (shown == ROWS_NAMED) {
			more++;
			continue;
		}
		say(telling, shown++ == 0 ? " (" : "; ");
		name_row(telling->out, workspace, related->table, rows[i]);
	}
	if (count > room)
		more += count - room;
	if (more > 0)
		buffer_printf(telling->out, "; and %" PRIu32 " more", more);
	if (shown > 0)
		say(telling, ")");
}

static void
say_related(const struct telling *telling, const struct related *related, enum answer answer)
{
	say(telling, answer == ANSWER_NO ? "there is no " :
	        strchr("aeiou", related->table->name[0]) != NULL ? "there is an " :
	                                                           "there is a ");
	say(telling, related->table->name);
	for (uint32_t i = 0; i < related->key_count; i++) {
		say(telling, i == 0 ? " for the same " : " and ");
		say(telling, related->keys[i].ours->name);
	}
	if (related->where != NULL) {
		say(telling, " where ");
		explain_source(telling, related->where);
	}
	if (answer != ANSWER_NO)
		say_rows(telling, related, answer == ANSWER_YES);
}

void
explain_rows(const struct telling *telling, const struct expr *aggregate)
{
	say_rows(telling, aggregate->related, false);
}

/* ---- ranks ---- */

static void
say_rank(const struct telling *telling, const struct expr *expr, enum answer answer)
{
	const struct rank *rank = expr->rank;
	const struct workspace *workspace = workspace_of(telling->batch);
	struct value value;

	say(telling, rank->by->name);
	if (workspace != NULL &&
	    workspace_value(workspace, rank->by, workspace_first_row(telling->batch) + telling->row, &value)) {
		if (value.state == GIVEN) {
			say(telling, " is ");
			buffer_value(telling->out, &value, SPELL_READER);
		} else {
			say(telling, value.state == NOTHING ? " is nothing" : " is not known");
		}
	}
	say(telling, answer == ANSWER_NO ? ", not among the " : ", among the ");
	say(telling, rank->highest ? "highest " : "lowest ");
	explain_source(telling, rank->places);
	for (uint32_t i = 0; i < rank->each_count; i++) {
		say(telling, i == 0 ? " in each " : " and ");
		say(telling, rank->each[i]->name);
	}
}

/* ---- runs of periods ---- */

static void
spell_period(struct buffer *out, const struct column *period, int64_t number)
{
	struct value value = { .state = GIVEN, .type = type_plain(period->type.kind), .num = number };

	buffer_value(out, &value, SPELL_READER);
}

static void
say_succession(const struct telling *telling, const struct expr *expr)
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
	say(telling, succession->of->name);
	for (uint32_t back = from; back < from + count; back++) {
		uint32_t row = HELD_NO_ROW;
		int64_t number =
		    succession_before(input, workspace_first_row(telling->batch) + telling->row, back, &row);
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
	}
}

void
explain_whole(const struct telling *telling, const struct expr *condition, enum answer answer)
{
	if (answer == ANSWER_UNKNOWN)
		say(telling, "not known whether ");
	if (condition->kind == EXPR_EXISTS)
		say_related(telling, condition->related, answer);
	else if (condition->kind == EXPR_RANK)
		say_rank(telling, condition, answer);
	else
		say_succession(telling, condition);
}

/* ---- letters ---- */

void
explain_letter(const struct telling *telling, const struct column *column)
{
	const struct letter *letter = column->letter;
	uint64_t labels = batch_column(telling->batch, column)->labels[telling->row];

	if (labels == UINT64_C(1) << LETTER_SENT) {
		say(telling, "the register has it");
		if (letter->sent->body != NULL && letter->sent->body->related != NULL)
			say_rows(telling, letter->sent->body->related, true);
		return;
	}
	/* What keeps back a letter whose rule holds comes first. */
	if (labels == UINT64_C(1) << LETTER_LAPSED) {
		say(telling, "too late: ");
		explain_condition(telling, letter->lapses_when, 1);
		say(telling, "; it would be due: ");
	}
	for (uint32_t i = 0; labels == UINT64_C(1) << LETTER_NOT_DUE && i < letter->displaced_by_count; i++) {
		const struct column *other = letter->displaced_by[i]->column;
		uint64_t states = batch_column(telling->batch, other)->labels[telling->row];

		if ((states & ~(UINT64_C(1) << LETTER_DUE | UINT64_C(1) << LETTER_SENT)) != 0)
			continue;
		say(telling, other->name);
		say(telling, " stands instead of it; ");
	}
	explain_condition(telling, letter->send_when, 1);
}

/* ---- what is needed ---- */

/* The walk goes on in a row of another table. */
static void
need_elsewhere(struct walk *walk, const struct table *table, uint32_t row, const struct column *column,
    const struct expr *const *exprs, uint32_t expr_count)
{
	const struct workspace *workspace = workspace_of(walk->telling.batch);
	const struct batch *there = workspace_peek(workspace, table, row, walk->depth);
	struct buffer where = BUFFER_INIT;
	struct walk inner = *walk;

	buffer_text(&where, " (");
	name_row(&where, workspace, table, row);
	buffer_text(&where, ")");
	inner.where = where.at;
	inner.depth++;
	if (there == NULL) {
		if (column != NULL)
			explain_need_name(&inner, "", column->name);
		else
			explain_need_name(&inner, "", table->name);
	} else {
		inner.telling.batch = there;
		inner.telling.row = 0;
		explain_need_begin(&inner);
		if (column != NULL)
			explain_need_column(&inner, column, LACK_UNKNOWN_OR_EMPTY);
		for (uint32_t i = 0; i < expr_count; i++)
			if (exprs[i] != NULL && plan_slot_expr(there->plan, exprs[i]) != SLOT_NONE)
				explain_need_expr(&inner, exprs[i]);
		/* Keys and references hold no expression: then the row itself is what is open. */
		if (inner.first == walk->first && column == NULL)
			explain_need_name(&inner, "", table->name);
	}
	walk->first = inner.first;
	buffer_release(&where);
}

static void
need_through(struct walk *walk, const struct expr *expr)
{
	const struct workspace *workspace = workspace_of(walk->telling.batch);
	uint32_t row = workspace_first_row(walk->telling.batch) + walk->telling.row;
	uint32_t target = workspace_target(workspace, expr->column, row);

	if (target == HELD_NO_ROW)
		explain_need_name(walk, "", expr->column->name);
	else
		need_elsewhere(walk, expr->through->table, target, expr->through, NULL, 0);
}

static void
need_related(struct walk *walk, const struct expr *expr)
{
	const struct workspace *workspace = workspace_of(walk->telling.batch);
	const struct related *related = expr->related;
	const struct related_index *index = workspace_related(workspace, related);
	const struct expr *exprs[] = { related->where, related->theirs, expr->a };
	uint32_t rows[256], named = 0, count, more = 0, room = sizeof(rows) / sizeof(*rows);
	bool sure[256];

	if (index == NULL)
		return;
	count = related_list(index, workspace_first_row(walk->telling.batch) + walk->telling.row, rows, sure, room);
	for (uint32_t i = 0; i < count && i < room; i++) {
		if (expr->kind == EXPR_EXISTS && sure[i])
			continue;
		if (sure[i] && expr->a == NULL)
			continue;
		if (named++ < ROWS_NAMED)
			need_elsewhere(walk, related->table, rows[i], NULL, exprs, 3);
		else
			more++;
	}
	if (related->ours != NULL && plan_slot_expr(walk->telling.batch->plan, related->ours) != SLOT_NONE)
		explain_need_expr(walk, related->ours);
	if (more > 0 && walk->fault == NULL) {
		buffer_printf(walk->telling.out, "%sand %" PRIu32 " more", walk->first ? "" : ", ", more);
		walk->first = false;
	}
	/* The latest, or average, of no rows is nothing: what is missing is a row. */
	if (count == 0 && expr->a != NULL)
		explain_need_name(walk, "a row of ", related->table->name);
}

/* The row's own figure first; then those of its pool that could still take its place are named by the policy's own words. */
static void
need_rank(struct walk *walk, const struct expr *expr)
{
	const struct rank *rank = expr->rank;
	bool first = walk->first;
	struct walk inner = *walk;

	if (plan_slot_column(walk->telling.batch->plan, rank->by) != SLOT_NONE) {
		struct value value = vec_value(batch_column(walk->telling.batch, rank->by), walk->telling.row);

		if (value.state != GIVEN) {
			explain_need_name(walk, "", rank->by->name);
			return;
		}
	} else {
		const struct workspace *workspace = workspace_of(walk->telling.batch);
		struct value value;

		if (workspace_value(workspace, rank->by, workspace_first_row(walk->telling.batch) + walk->telling.row, &value) &&
		    value.state != GIVEN) {
			explain_need_name(walk, "", rank->by->name);
			return;
		}
	}
	inner.where = " of others in the same ranking";
	explain_need_name(&inner, "", rank->by->name);
	walk->first = inner.first && first;
}

/* From where a run counts, and whether it goes on over the year end, hangs on the day of the row. */
static bool
is_open_setting(const struct held *setting, uint32_t row)
{
	struct value value;

	if (setting == NULL)
		return false;
	value = held_value(setting, row);
	return value.type.labels != NULL ? (value.labels & (value.labels - 1)) != 0 : value.state != GIVEN;
}

static void
need_day(struct walk *walk, const struct succession_input *input, const struct table *table, uint32_t row)
{
	if (table->settings_column == NULL ||
	    (!is_open_setting(input->counting_from, row) && !is_open_setting(input->crosses, row)))
		return;
	if (plan_slot_column(walk->telling.batch->plan, table->settings_column) != SLOT_NONE)
		explain_need_column(walk, table->settings_column, LACK_UNKNOWN_OR_EMPTY);
	else
		explain_need_name(walk, "", table->settings_column->name);
}

static void
need_succession(struct walk *walk, const struct expr *expr)
{
	const struct succession *succession = expr->succession;
	const struct workspace *workspace = workspace_of(walk->telling.batch);
	const struct succession_input *input = workspace_succession(workspace, succession);
	uint32_t own = workspace_first_row(walk->telling.batch) + walk->telling.row;
	const struct table *table = succession->of->table;
	uint32_t from = succession->previous ? 1 : 0, count = succession->previous ? 1 : succession->periods;

	if (input != NULL)
		need_day(walk, input, table, own);
	for (uint32_t back = from; input != NULL && back < from + count; back++) {
		struct buffer name = BUFFER_INIT;
		uint32_t row = HELD_NO_ROW;
		int64_t number = succession_before(input, own, back, &row);
		struct value value = { .state = UNKNOWN };

		if (row != HELD_NO_ROW)
			value = held_value(input->of, row);
		if (row != HELD_NO_ROW && value.labels == LABEL_YES && input->doubtful != NULL && HELD_BIT(input->doubtful, row)) {
			/* It says yes, if it is there at all. */
			need_elsewhere(walk, table, row, table->dated_by, &table->where, 1);
			continue;
		}
		if (row != HELD_NO_ROW && (value.labels == LABEL_YES || value.labels == LABEL_NO))
			continue;
		if (row != HELD_NO_ROW) {
			need_elsewhere(walk, succession->of->table, row, succession->of, NULL, 0);
			continue;
		}
		buffer_text(&name, succession->of->name);
		buffer_text(&name, " for ");
		spell_period(&name, succession->period, number);
		explain_need_name(walk, "", name.at);
		buffer_release(&name);
	}
}

void
explain_need_whole(struct walk *walk, const struct expr *expr)
{
	if (walk->fault != NULL || workspace_of(walk->telling.batch) == NULL)
		return;
	if (expr->kind == EXPR_THROUGH)
		need_through(walk, expr);
	else if (expr->kind == EXPR_RANK)
		need_rank(walk, expr);
	else if (expr->kind == EXPR_SUCCESSION)
		need_succession(walk, expr);
	else
		need_related(walk, expr);
}
