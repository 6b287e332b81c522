/*
 * explain_whole: what is told of what other rows say: related rows, ranks, letters (runs of periods: explain_runs.c);
 * and which facts in those rows an answer still waits for.
 */
#include "interp/explain_whole.h"

#include <inttypes.h>
#include <string.h>

#include "interp/explain_walk.h"
#include "interp/workspace.h"

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
		explain_run(telling, condition, answer);
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
	explain_condition(telling, letter->send_when, 1);
	if (labels == UINT64_C(1) << LETTER_LAPSED) {
		say(telling, "; but ");
		explain_condition(telling, letter->lapses_when, 1);
		return;
	}
	for (uint32_t i = 0; labels == UINT64_C(1) << LETTER_NOT_DUE && i < letter->displaced_by_count; i++) {
		const struct column *other = letter->displaced_by[i]->column;
		uint64_t states = batch_column(telling->batch, other)->labels[telling->row];

		if ((states & ~(UINT64_C(1) << LETTER_DUE | UINT64_C(1) << LETTER_SENT)) != 0)
			continue;
		say(telling, "; ");
		say(telling, other->name);
		say(telling, " stands instead of it");
	}
}

/* ---- what is needed ---- */

/* The walk goes on in a row of another table. */
void
explain_need_elsewhere(struct walk *walk, const struct table *table, uint32_t row, const struct column *column,
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
		explain_need_elsewhere(walk, expr->through->table, target, expr->through, NULL, 0);
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
			explain_need_elsewhere(walk, related->table, rows[i], NULL, exprs, 3);
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
		explain_need_run(walk, expr);
	else
		need_related(walk, expr);
}
