/*
 * explain_whole: what is told of what other rows say: related rows, ranks, letters (runs of
 * periods: explain_runs.c); and which facts in those rows an answer still waits for.
 */
#include "interp/explain_whole.h"

#include <inttypes.h>
#include <string.h>

#include "interp/explain_walk.h"
#include "interp/ranking_open.h"
#include "interp/workspace.h"

enum { ROWS_NAMED = 3 };

static void
say(const struct telling *telling, const char *text)
{
	buffer_text(telling->out, text);
}

/* "reply R12": the row by its table and its keys. */
static void
name_row(struct buffer *out, const struct workspace *workspace, const struct table *table,
    uint32_t row)
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
	uint32_t rows[ROWS_NAMED], count;

	if (workspace == NULL)
		return;
	explain_unlike_others(telling);
	count = workspace_pick(workspace, related, NULL, sure_only,
	    workspace_first_row(telling->batch) + telling->row, rows, ROWS_NAMED);
	for (uint32_t i = 0; i < count && i < ROWS_NAMED; i++) {
		say(telling, i == 0 ? " (" : "; ");
		name_row(telling->out, workspace, related->table, rows[i]);
	}
	if (count > ROWS_NAMED)
		buffer_printf(telling->out, "; and %" PRIu32 " more", count - ROWS_NAMED);
	if (count > 0)
		say(telling, ")");
}

/* "strand (Sign_up)": asked for by the label that the rule is said for. */
static void
say_label(const struct telling *telling, const struct related *related, const struct expr *same)
{
	const struct label_set *labels = same->a->type.labels;

	say(telling, related->key_count == 0 ? " for the same " : " and ");
	explain_source(telling, same);
	for (uint32_t i = 0; i < labels->count; i++)
		if ((same->labels >> i & 1) != 0)
			buffer_printf(telling->out, " (%s)", labels->names[i]);
}

static void
say_related(const struct telling *telling, const struct related *related, enum answer answer)
{
	const struct expr *same = expr_same_label(related->where);

	say(telling, answer == ANSWER_NO ? "there is no " :
	        strchr("aeiou", related->table->name[0]) != NULL ? "there is an " :
	                                                           "there is a ");
	say(telling, related->table->name);
	for (uint32_t i = 0; i < related->key_count; i++) {
		say(telling, i == 0 ? " for the same " : " and ");
		say(telling, related->keys[i].ours->name);
	}
	if (same != NULL)
		say_label(telling, related, same);
	if (related->where != NULL && related->where != same) {
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
	    workspace_value(workspace, rank->by, workspace_first_row(telling->batch) + telling->row,
		&value)) {
		if (value.state == GIVEN) {
			say(telling, " is ");
			buffer_value(telling->out, &value, SPELL_READER);
		} else {
			say(telling, value.state == NOTHING ? " is nothing" : " is not known");
		}
	}
	say(telling,
	    answer == ANSWER_NO	     ? ", not among the " :
		answer == ANSWER_YES ? ", among the " :
				       "; not known whether it is among the ");
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
	explain_unlike_others(telling);
	if (answer == ANSWER_UNKNOWN && condition->kind != EXPR_RANK)
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
	uint64_t labels = explain_labels(telling, batch_column(telling->batch, column));

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
	for (uint32_t i = 0;
	     labels == UINT64_C(1) << LETTER_NOT_DUE && i < letter->displaced_by_count; i++) {
		if (explain_stands(telling, letter->displaced_by[i]) != ANSWER_YES)
			continue;
		say(telling, letter->displaced_by[i]->column->name);
		say(telling, " stands instead of it; ");
	}
	explain_condition(telling, letter->send_when, 1);
}

/* ---- what is needed ---- */

static void need_makers(struct walk *walk, const struct table *table, uint32_t row);

static void
need_key(struct walk *walk, const struct column *key)
{
	if (key != NULL && plan_slot_column(walk->telling.batch->plan, key) != SLOT_NONE)
		explain_need_column(walk, key, LACK_UNKNOWN);
}

static void
need_lookup(struct walk *walk, const struct lookup *lookup)
{
	const struct plan *plan = walk->telling.batch->plan;

	for (uint32_t i = 0; lookup->members != NULL && i < lookup->members->key_count; i++)
		need_key(walk, lookup->members->source_keys[i]);
	for (uint32_t i = 0; lookup->theirs != NULL && i < lookup->theirs->key_count; i++)
		need_key(walk, lookup->theirs->keys[i].theirs);
	if (lookup->theirs != NULL)
		need_key(walk, lookup->theirs->table->dated_by);
	for (uint32_t i = 0; lookup->ours != NULL && i < lookup->ours->key_count; i++)
		need_key(walk, lookup->ours->keys[i].ours);
	if (lookup->column != NULL)
		explain_need_column(walk, lookup->column, LACK_UNKNOWN_OR_EMPTY);
	for (uint32_t i = 0; i < lookup->expr_count; i++)
		if (lookup->exprs[i] != NULL && plan_slot_expr(plan, lookup->exprs[i]) != SLOT_NONE)
			explain_need_expr(walk, lookup->exprs[i]);
}

/* Whether a row is there at all: its day, the `where` of its group, the rows it is made of; where
 * none of these says so the row itself. */
void
explain_need_place(struct walk *walk, const struct table *table, uint32_t row)
{
	explain_need_elsewhere(walk, table, row,
	    &(struct lookup){ .column = table->dated_by,
		.exprs = &table->where,
		.expr_count = 1,
		.row_itself = true });
}

/* Of a row of a group that only rows make which may not be there: what would say so of these. */
static void
need_makers(struct walk *walk, const struct table *table, uint32_t row)
{
	struct workspace_place places[ROWS_NAMED];
	uint32_t count = workspace_made_of(
	    workspace_of(walk->telling.batch), table, row, places, ROWS_NAMED);

	for (uint32_t i = 0; i < count && i < ROWS_NAMED; i++)
		explain_need_place(walk, places[i].table, places[i].row);
	if (count > ROWS_NAMED && walk->more != NULL)
		*walk->more += count - ROWS_NAMED;
}

void
explain_need_elsewhere(struct walk *walk, const struct table *table, uint32_t row,
    const struct lookup *lookup)
{
	const struct workspace *workspace = workspace_of(walk->telling.batch);
	uint32_t at;
	const struct batch *there = workspace_peek(workspace, table, row, walk->depth, &at);
	struct buffer where = BUFFER_INIT;
	struct walk inner = *walk;

	buffer_text(&where, " (");
	name_row(&where, workspace, table, row);
	buffer_text(&where, ")");
	inner.where = where.at;
	inner.depth++;
	if (there == NULL) {
		explain_need_name(
		    &inner, "", lookup->column != NULL ? lookup->column->name : table->name);
	} else {
		inner.telling.batch = there;
		inner.telling.row = at;
		inner.within = NULL;
		explain_need_begin(&inner);
		need_lookup(&inner, lookup);
		if (lookup->row_itself)
			need_makers(&inner, table, row);
		if (inner.named == walk->named && lookup->row_itself)
			explain_need_name(&inner, "", table->name);
	}
	walk->first = inner.first;
	walk->named = inner.named;
	buffer_release(&where);
}

/* The same in this row, for what its own batch does not carry; false when it lies too deep to be
 * looked at. */
static bool
need_here(struct walk *walk, const struct lookup *lookup)
{
	const struct batch *batch = walk->telling.batch;
	uint32_t at;
	const struct batch *here = workspace_peek(workspace_of(batch), plan_table(batch->plan),
	    workspace_first_row(batch) + walk->telling.row, walk->depth, &at);
	struct walk inner = *walk;

	if (here == NULL)
		return false;
	inner.telling.batch = here;
	inner.telling.row = at;
	inner.depth++;
	explain_need_begin(&inner);
	need_lookup(&inner, lookup);
	walk->first = inner.first;
	walk->named = inner.named;
	return true;
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
		explain_need_elsewhere(walk, expr->through->table, target,
		    &(struct lookup){ .column = expr->through });
}

static void
need_related(struct walk *walk, const struct expr *expr)
{
	const struct workspace *workspace = workspace_of(walk->telling.batch);
	const struct related *related = expr->related;
	const struct expr *exprs[] = {
		related->table->where, related->where, related->theirs, expr->a
	};
	uint32_t row = workspace_first_row(walk->telling.batch) + walk->telling.row;
	uint32_t rows[ROWS_NAMED], count, before = walk->named;
	struct lookup in_doubt = { .theirs = related, .exprs = exprs, .expr_count = 4 };

	if (workspace_related(workspace, related) == NULL)
		return;
	if (related->members)
		in_doubt.members = plan_table(walk->telling.batch->plan);
	need_here(walk,
	    &(struct lookup){ .ours = related, .exprs = &related->ours, .expr_count = 1 });
	/* Where our side is not known any row could be meant: what it says is the fact, not the
	 * rows. */
	in_doubt.row_itself = walk->named == before;
	count = workspace_pick(workspace, related, expr, false, row, rows, ROWS_NAMED);
	for (uint32_t i = 0; i < count && i < ROWS_NAMED; i++)
		explain_need_elsewhere(walk, related->table, rows[i], &in_doubt);
	if (count > ROWS_NAMED && walk->more != NULL)
		*walk->more += count - ROWS_NAMED;
	/* The latest, or average, of no rows is nothing: what is missing is a row. */
	if (workspace_pick(workspace, related, NULL, false, row, rows, 0) == 0 && expr->a != NULL)
		explain_need_name(walk, "a row of ", related->table->name);
}

/* Of a row that may not be there: what would say so. */
static void
need_own_place(struct walk *walk)
{
	const struct batch *batch = walk->telling.batch;
	const struct workspace *workspace = workspace_of(batch);
	const struct table *table = plan_table(batch->plan);
	uint32_t row = workspace_first_row(batch) + walk->telling.row, before = walk->named;
	struct walk inner = *walk;

	if (!workspace_is_doubtful(workspace, table, row))
		return;
	need_here(walk,
	    &(struct lookup){
		.column = table->dated_by, .exprs = &table->where, .expr_count = 1 });
	inner.first = walk->first;
	inner.named = walk->named;
	inner.depth++;
	need_makers(&inner, table, row);
	walk->first = inner.first;
	walk->named = inner.named;
	if (walk->named == before)
		explain_need_place(walk, table, row);
}

/* Of those in the pool that may still stand before it: their figures, and who takes part, by the
 * policy's own words; who may not be there by what would say so. */
static void
need_others(struct walk *walk, const struct expr *expr)
{
	const struct batch *batch = walk->telling.batch;
	const struct table *table = plan_table(batch->plan);
	struct walk inner = *walk;
	struct ranking_others others;

	workspace_others(workspace_of(batch), expr, workspace_first_row(batch) + walk->telling.row,
	    &others);
	inner.where = " of others in the same ranking";
	if (others.figure || (!others.part && others.doubtful_count == 0))
		explain_need_name(&inner, "", expr->rank->by->name);
	inner.where = " in the same ranking";
	if (others.part)
		explain_need_name(&inner, "", "who takes part");
	for (uint32_t i = 0; i < others.doubtful_count && i < ROWS_NAMED; i++)
		explain_need_place(&inner, table, others.doubtful[i]);
	if (others.doubtful_count > ROWS_NAMED && walk->more != NULL)
		*walk->more += others.doubtful_count - ROWS_NAMED;
	walk->first = inner.first;
	walk->named = inner.named;
}

/* The row's own figure, whether it takes part, and whether it is there at all come first; then
 * the others. */
static void
need_rank(struct walk *walk, const struct expr *expr)
{
	const struct rank *rank = expr->rank;
	uint32_t before = walk->named;

	if (!need_here(walk,
		&(struct lookup){ .column = rank->by, .exprs = &rank->where, .expr_count = 1 }))
		explain_need_name(walk, "", rank->by->name);
	else
		need_own_place(walk);
	if (walk->named == before)
		need_others(walk, expr);
}

void
explain_need_whole(struct walk *walk, const struct expr *expr)
{
	if (walk->fault != NULL || workspace_of(walk->telling.batch) == NULL)
		return;
	explain_unlike_others(&walk->telling);
	if (expr->kind == EXPR_THROUGH)
		need_through(walk, expr);
	else if (expr->kind == EXPR_RANK)
		need_rank(walk, expr);
	else if (expr->kind == EXPR_SUCCESSION)
		explain_need_run(walk, expr);
	else
		need_related(walk, expr);
}
