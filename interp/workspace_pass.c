/* workspace_pass: one level: the operands of every table in batches, then what is made of them. */
#include "interp/workspace_parts.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "interp/buffer.h"
#include "interp/kernels.h"
#include "interp/platform.h"

/* ---- plans and batches ---- */

const struct plan *
workspace_plan(struct workspace *workspace, const struct table *table,
    const struct table_wants *wants)
{
	const struct room *room = workspace_room(workspace, table);
	bool *given = arena_array(&workspace->arena, bool, table->column_count);
	struct plan_request request = { .program = workspace->program,
		.table = table,
		.knobs = workspace->knobs,
		.columns = wants->columns,
		.column_count = wants->column_count,
		.exprs = wants->exprs,
		.expr_count = wants->expr_count,
		.given = given,
		.run = table == workspace->program->run ? NULL : &workspace->run };

	for (uint32_t i = 0; i < room->given_count; i++)
		given[room->given[i].column->index] = true;
	return plan_make(&workspace->arena, &request);
}

void
workspace_give_batch(const struct room *room, struct batch *batch, uint32_t first)
{
	const struct column **columns;
	const struct value **values;
	const bool **rows;

	if (room->given_count == 0)
		return;
	if (batch->given_count == 0) {
		batch->given_columns =
		    arena_array(&batch->arena, const struct column *, room->given_count);
		batch->given_values =
		    arena_array(&batch->arena, const struct value *, room->given_count);
		batch->given_rows = arena_array(&batch->arena, const bool *, room->given_count);
		batch->given_count = room->given_count;
	}
	columns = (const struct column **)(uintptr_t)batch->given_columns;
	values = (const struct value **)(uintptr_t)batch->given_values;
	rows = (const bool **)(uintptr_t)batch->given_rows;
	for (uint32_t i = 0; i < room->given_count; i++) {
		columns[i] = room->given[i].column;
		values[i] = room->given[i].values + first;
		rows[i] = room->given[i].rows + first;
	}
}

/* What is read through a reference to no row is as if refused: it could be anything, empty
 * included. */
static void
open_labels(struct vec *vec, uint32_t row)
{
	vec->labels[row] = label_set_all(vec->type.labels) | LABEL_NOTHING;
}

void
workspace_fill_through(const struct workspace *workspace, struct vec *vec, const struct expr *expr,
    const struct held *reference, uint32_t at, const uint32_t *targets, uint32_t rows)
{
	const struct held *from = workspace_held(workspace, expr->through);

	assert(from != NULL && targets != NULL);
	held_gather(from, targets, vec, rows);
	for (uint32_t row = 0; row < rows; row++) {
		bool empty;

		if (targets[row] != HELD_NO_ROW)
			continue;
		empty = reference->shape == SHAPE_LABELS ?
		    reference->labels[at + row] == LABEL_NOTHING :
		    (HELD_BIT(reference->second, at + row)) != 0;
		if (vec->shape == SHAPE_LABELS && empty)
			vec->labels[row] = LABEL_NOTHING;
		else if (vec->shape == SHAPE_LABELS)
			open_labels(vec, row);
		else if (empty)
			RAIL_SET(vec->nothing, row);
	}
}

void
workspace_fill(const struct workspace *workspace, struct batch *batch, uint32_t first,
    uint32_t rows)
{
	const struct table *table = plan_table(batch->plan);
	const struct room *room = workspace_room(workspace, table);
	struct vec *const *fields = batch_fields(batch);

	batch->rows = rows;
	batch->workspace = workspace;
	batch->first_row = first;
	batch->doubtful = room->doubtful;
	for (uint32_t i = 0; i < table->field_count; i++)
		if (fields[i] != NULL)
			held_load(&room->fields[i], first, fields[i], rows);
	for (uint32_t i = 0; i < rows; i++)
		batch->lines[i] = room->lines != NULL ? room->lines[first + i] : 0;
	for (uint32_t i = 0; i < plan_outside_count(batch->plan); i++) {
		const struct expr *expr = plan_outside(batch->plan, i);
		struct vec *vec = (struct vec *)(uintptr_t)batch_expr(batch, expr);

		if (expr->kind == EXPR_THROUGH) {
			workspace_fill_through(workspace, vec, expr,
			    &room->fields[expr->column->index], first,
			    room->targets[expr->column->index] + first, rows);
		} else {
			const struct thing *thing = workspace->by_expr[expr->id];

			assert(thing != NULL && thing->done);
			held_load(&thing->result, first, vec, rows);
		}
	}
	workspace_give_batch(room, batch, first);
}

/* ---- the run ---- */

/* Its columns whose level is below `below`: all that may be read on that level. */
void
workspace_evaluate_run(struct workspace *workspace, uint32_t below)
{
	const struct table *run = workspace->program->run;
	const struct column **columns =
	    arena_array(&workspace->arena, const struct column *, run->column_count);
	struct table_wants wants = { .columns = columns };

	for (uint32_t i = 0; i < run->column_count; i++)
		if (workspace_column_level(workspace, run->columns[i]) < below)
			columns[wants.column_count++] = run->columns[i];
	if (workspace->has_run)
		batch_release(&workspace->run);
	batch_init(&workspace->run, workspace_plan(workspace, run, &wants));
	workspace->has_run = true;
	workspace_fill(workspace, &workspace->run, 0, 1);
	batch_run(&workspace->run);
}

/* ---- operands ---- */

struct operand *
workspace_operand(struct workspace *workspace, const struct table *table,
    const struct column *column, const struct expr *expr, bool as_truth, uint32_t level)
{
	struct room *room = workspace_room(workspace, table);
	struct operand *operand;

	for (uint32_t i = 0; i < room->operand_count; i++) {
		operand = room->operands[i];
		if (operand->column != column || operand->expr != expr ||
		    operand->as_truth != as_truth)
			continue;
		if (level < operand->level)
			operand->level = level;
		return operand;
	}
	if (room->operand_count == room->operand_room) {
		room->operand_room = room->operand_room * 2 + 16;
		room->operands =
		    memory_grow(room->operands, room->operand_room, sizeof(struct operand *));
	}
	operand = arena_new(&workspace->arena, struct operand);
	operand->column = column;
	operand->expr = expr;
	operand->as_truth = as_truth;
	operand->level = level;
	room->operands[room->operand_count++] = operand;
	return operand;
}

static void
append(struct operand *operand, const struct batch *batch, struct vec *spare)
{
	const struct vec *vec = operand->column != NULL ? batch_column(batch, operand->column) :
							  batch_expr(batch, operand->expr);
	enum shape wanted = operand->as_truth ? SHAPE_TRUTH : shape_of(vec->type);
	struct operands in = { .rows = batch->rows, .a = vec, .with = { .labels = LABEL_YES } };

	if (operand->held.rows == 0)
		held_init(&operand->held, wanted,
		    operand->column != NULL ? operand->column->type : operand->expr->type);
	if (vec->shape != wanted) {
		if (wanted == SHAPE_TRUTH)
			kernel_labels_in(spare, &in);
		else if (wanted == SHAPE_LABELS)
			kernel_truth_to_labels(spare, &in);
		else
			kernel_to_fraction(spare, &in);
		vec = spare;
	}
	held_append(&operand->held, vec, batch->rows);
}

static void
work_out_operands(struct workspace *workspace, struct room *room, uint32_t level)
{
	struct operand **due = memory_grow(NULL, room->operand_count + 1, sizeof(struct operand *));
	const struct column **columns =
	    arena_array(&workspace->arena, const struct column *, room->operand_count + 1);
	const struct expr **exprs =
	    arena_array(&workspace->arena, const struct expr *, room->operand_count + 1);
	struct table_wants wants = { .columns = columns, .exprs = exprs };
	struct vec *spares;
	struct batch batch;
	uint32_t count = 0;

	for (uint32_t i = 0; i < room->operand_count; i++) {
		struct operand *operand = room->operands[i];

		if (operand->ready || operand->level != level)
			continue;
		due[count++] = operand;
		if (operand->column != NULL)
			columns[wants.column_count++] = operand->column;
		else
			exprs[wants.expr_count++] = operand->expr;
	}
	if (count > 0) {
		batch_init(&batch, workspace_plan(workspace, room->table, &wants));
		spares = arena_array(&batch.arena, struct vec, count);
		for (uint32_t i = 0; i < count; i++) {
			struct type type =
			    due[i]->column != NULL ? due[i]->column->type : due[i]->expr->type;
			enum shape shape = due[i]->as_truth ? SHAPE_TRUTH : shape_of(type);

			vec_init(&spares[i], &batch.arena, shape, type);
			held_init(&due[i]->held, shape, type);
		}
		for (uint32_t first = 0; first < room->rows; first += BATCH_ROWS) {
			workspace_fill(workspace, &batch, first,
			    room->rows - first < BATCH_ROWS ? room->rows - first : BATCH_ROWS);
			batch_run(&batch);
			for (uint32_t i = 0; i < count; i++)
				append(due[i], &batch, &spares[i]);
		}
		batch_release(&batch);
		for (uint32_t i = 0; i < count; i++)
			due[i]->ready = true;
	}
	memory_free(due);
}

/* ---- things ---- */

static const struct held *
held_of(const struct operand *operand)
{
	return operand == NULL ? NULL : &operand->held;
}

/* list of: in key order, where their table has keys; else as its rows stand. */
static uint32_t *
key_order(const struct workspace *workspace, const struct table *table)
{
	const struct room *room = workspace_room(workspace, table);
	uint32_t *order = memory_grow(NULL, room->rows > 0 ? room->rows : 1, sizeof(*order));
	const struct held **keys = memory_grow(NULL, table->key_count + 1, sizeof(*keys));

	for (uint32_t row = 0; row < room->rows; row++)
		order[row] = row;
	for (uint32_t i = 0; i < table->key_count; i++)
		keys[i] = workspace_held(workspace, table->keys[i]);
	workspace_sort(order, room->rows, keys, table->key_count);
	memory_free(keys);
	return order;
}

/*
 * The rows a row of a group stands for. Where the key of one cannot be read, what can be read of it
 * still tells which rows it does not belong to: then they are matched like any others, key by key.
 */
static const struct related *
members_by_key(struct workspace *workspace, const struct related *related,
    const struct table *group)
{
	struct related_key *keys =
	    arena_array(&workspace->arena, struct related_key, group->key_count);
	struct related *by_key = arena_new(&workspace->arena, struct related);

	for (uint32_t i = 0; i < group->key_count; i++)
		keys[i] = (struct related_key){ group->keys[i], group->source_keys[i] };
	*by_key = *related;
	by_key->members = false;
	by_key->keys = keys;
	by_key->key_count = group->key_count;
	return by_key;
}

void
workspace_expect_too_large(struct workspace *workspace, struct thing *thing)
{
	size_t words = workspace_room(workspace, thing->table)->rows / 64 + 1;

	if (thing->expr->kind != EXPR_AGGREGATE ||
	    (thing->expr->aggregate != AGGREGATE_SUM &&
		thing->expr->aggregate != AGGREGATE_AVERAGE &&
		thing->expr->aggregate != AGGREGATE_LIST))
		return;
	thing->too_large = memory_grow(NULL, words, sizeof(*thing->too_large));
	memset(thing->too_large, 0, words * sizeof(*thing->too_large));
}

static void
relate(struct workspace *workspace, struct thing *thing)
{
	const struct related *related =
	    thing->related->members && workspace_room(workspace, thing->table)->stray != NULL ?
	    members_by_key(workspace, thing->related, thing->table) :
	    thing->related;
	const struct room *ours = workspace_room(workspace, thing->table);
	const struct room *theirs = workspace_room(workspace, related->table);
	struct related_input *input = &thing->related_input;

	thing->our_keys = arena_array(&workspace->arena, const struct held *, related->key_count);
	thing->their_keys = arena_array(&workspace->arena, const struct held *, related->key_count);
	for (uint32_t i = 0; i < related->key_count; i++) {
		thing->our_keys[i] = workspace_held(workspace, related->keys[i].ours);
		thing->their_keys[i] = workspace_held(workspace, related->keys[i].theirs);
	}
	*input = (struct related_input){ .related = related,
		.ours = ours->rows,
		.theirs = theirs->rows,
		.our_keys = thing->our_keys,
		.their_keys = thing->their_keys,
		.where = held_of(thing->where),
		.their_value = held_of(thing->theirs),
		.our_value = held_of(thing->ours),
		.doubtful = theirs->doubtful,
		.group = related->members ? ours->group_of : NULL };
	thing->index = related_make(input);
	if (thing->expr == NULL)
		return;
	if (thing->expr->kind == EXPR_EXISTS) {
		held_init(&thing->result, SHAPE_TRUTH, thing->expr->type);
		held_resize(&thing->result, ours->rows);
		related_exists(thing->index, &thing->result);
	} else {
		uint32_t *order = thing->expr->aggregate == AGGREGATE_LIST ?
		    key_order(workspace, related->table) :
		    NULL;

		held_init(&thing->result, shape_of(thing->expr->type), thing->expr->type);
		held_resize(&thing->result, ours->rows);
		workspace_expect_too_large(workspace, thing);
		related_aggregate(thing->index, thing->expr->aggregate, held_of(thing->what), order,
		    &workspace->arena, &thing->result, thing->too_large);
		memory_free(order);
	}
}

static void
rank_rows(struct workspace *workspace, struct thing *thing, struct problems *problems)
{
	const struct rank *rank = thing->expr->rank;
	const struct room *room = workspace_room(workspace, thing->table);
	const struct held **each =
	    arena_array(&workspace->arena, const struct held *, rank->each_count);
	const struct held **keys =
	    arena_array(&workspace->arena, const struct held *, thing->table->key_count);

	for (uint32_t i = 0; i < thing->table->key_count; i++)
		keys[i] = workspace_held(workspace, thing->table->keys[i]);
	thing->ranking_input = (struct ranking_input){ .rank = rank,
		.rows = room->rows,
		.by = workspace_held(workspace, rank->by),
		.places = held_of(thing->places),
		.where = held_of(thing->where),
		.each = each,
		.doubtful = room->doubtful,
		.keys = keys,
		.key_count = thing->table->key_count };
	for (uint32_t i = 0; i < rank->each_count; i++)
		each[i] = workspace_held(workspace, rank->each[i]);
	held_init(&thing->result, SHAPE_TRUTH, thing->expr->type);
	held_resize(&thing->result, room->rows);
	ranking_run(&thing->ranking_input, &thing->result, &workspace->arena, &thing->ties,
	    &thing->tie_count, workspace->limited ? NULL : &thing->open);
	workspace_note_ties(workspace, thing, thing->ties, thing->tie_count, problems);
}

static void
follow_periods(struct workspace *workspace, struct thing *thing)
{
	const struct succession *succession = thing->expr->succession;
	const struct room *room = workspace_room(workspace, thing->table);
	const struct held **keys =
	    arena_array(&workspace->arena, const struct held *, thing->table->key_count);
	uint32_t period = 0;

	for (uint32_t i = 0; i < thing->table->key_count; i++) {
		keys[i] = workspace_held(workspace, thing->table->keys[i]);
		if (thing->table->keys[i] == succession->period)
			period = i;
	}
	thing->succession_input = (struct succession_input){ .succession = succession,
		.rows = room->rows,
		.of = workspace_held(workspace, succession->of),
		.keys = keys,
		.key_count = thing->table->key_count,
		.period = period,
		.counting_from = held_of(thing->counting_from),
		.crosses = held_of(thing->crosses),
		.left_out = room->left_out_keys,
		.left_out_rows = room->left_out_rows,
		.doubtful = room->doubtful,
		.where = succession->where == NULL ? NULL :
						     workspace_held(workspace, succession->where) };
	held_init(&thing->result, SHAPE_TRUTH, thing->expr->type);
	held_resize(&thing->result, room->rows);
	succession_run(&thing->succession_input, &thing->result);
}

bool
workspace_pass(struct workspace *workspace, uint32_t level, struct problems *problems,
    struct fault *fault)
{
	for (uint32_t i = 0; i < workspace->room_count; i++)
		if (!workspace->rooms[i].streams)
			work_out_operands(workspace, &workspace->rooms[i], level);
	if (!workspace_stream_level(workspace, level, fault))
		return false;
	for (uint32_t i = 0; i < workspace->thing_count; i++) {
		struct thing *thing = &workspace->things[i];

		if (thing->level != level || thing->done)
			continue;
		switch (thing->kind) {
		case THING_RELATED:
		case THING_FORM_ROWS:
			relate(workspace, thing);
			break;
		case THING_RANK:
			rank_rows(workspace, thing, problems);
			break;
		case THING_SUCCESSION:
			follow_periods(workspace, thing);
			break;
		case THING_COLUMN:
			break;
		}
		thing->done = true;
	}
	return true;
}
