/* workspace_read: what was worked out, for those who ask: rows in batches, single values, the rows
 * behind an answer. Nothing here changes an outcome. */
#include "interp/workspace_parts.h"

#include <assert.h>

#include "interp/platform.h"

const struct held *
workspace_held(const struct workspace *workspace, const struct column *column)
{
	const struct room *room = workspace_room(workspace, column->table);

	if (column->origin == COLUMN_FIELD || column->origin == COLUMN_KEY)
		return &room->fields[column->index];
	for (uint32_t i = 0; i < room->operand_count; i++)
		if (room->operands[i]->column == column && !room->operands[i]->as_truth &&
		    room->operands[i]->ready)
			return &room->operands[i]->held;
	return NULL;
}

uint32_t
workspace_row_count(const struct workspace *workspace, const struct table *table)
{
	return workspace_room(workspace, table)->rows;
}

const struct batch *
workspace_run(const struct workspace *workspace)
{
	return &workspace->run;
}

bool
workspace_rows(struct workspace *workspace, const struct table *table,
    const struct table_wants *wants, const struct row_consumer *consumer, struct fault *fault)
{
	const struct room *room = workspace_room(workspace, table);
	struct batch batch;
	bool done = true;

	batch_init(&batch, workspace_plan(workspace, table, wants));
	for (uint32_t first = 0; done && first < room->rows; first += BATCH_ROWS) {
		workspace_fill(workspace, &batch, first,
		    room->rows - first < BATCH_ROWS ? room->rows - first : BATCH_ROWS);
		batch_run(&batch);
		if (platform_interrupted())
			done = fault_set(fault, EXIT_USAGE, "stopped; nothing was written");
		else if (consumer->batch != NULL)
			done = consumer->batch(consumer->context, &batch, fault);
	}
	batch_release(&batch);
	return done;
}

uint32_t
workspace_first_row(const struct batch *batch)
{
	return batch->first_row;
}

const struct workspace *
workspace_of(const struct batch *batch)
{
	return batch->workspace;
}

bool
workspace_value(const struct workspace *workspace, const struct column *column, uint32_t row,
    struct value *value)
{
	const struct held *held = workspace_held(workspace, column);

	if (held == NULL)
		return false;
	*value = held_value(held, row);
	return true;
}

uint32_t
workspace_target(const struct workspace *workspace, const struct column *reference, uint32_t row)
{
	return workspace_room(workspace, reference->table)->targets[reference->index][row];
}

const struct related_index *
workspace_related(const struct workspace *workspace, const struct related *related)
{
	for (uint32_t i = 0; i < workspace->thing_count; i++)
		if (workspace->things[i].related == related)
			return workspace->things[i].index;
	return NULL;
}

bool
workspace_too_large(const struct workspace *workspace, const struct expr *aggregate, uint32_t row)
{
	const struct thing *thing = aggregate->id < workspace->program->expr_count ?
	    workspace->by_expr[aggregate->id] :
	    NULL;

	return thing != NULL && thing->too_large != NULL && HELD_BIT(thing->too_large, row);
}

uint32_t
workspace_pick(const struct workspace *workspace, const struct related *related,
    const struct expr *open, bool sure_only, uint32_t row, uint32_t *rows, uint32_t room)
{
	const struct held *keys[WORKSPACE_KEYS_MAX];
	struct related_choice choice = { .which = open != NULL ? RELATED_OPEN :
		    sure_only                                  ? RELATED_SURE :
								 RELATED_ALL,
		.aggregate = open,
		.keys = keys };
	const struct thing *thing = NULL;

	for (uint32_t i = 0; i < workspace->thing_count && thing == NULL; i++)
		if (workspace->things[i].related == related)
			thing = &workspace->things[i];
	if (thing == NULL || thing->index == NULL)
		return 0;
	if (open != NULL && thing->what != NULL)
		choice.what = &thing->what->held;
	for (uint32_t i = 0; i < related->table->key_count && choice.key_count < WORKSPACE_KEYS_MAX;
	     i++) {
		keys[choice.key_count] = workspace_held(workspace, related->table->keys[i]);
		choice.key_count += keys[choice.key_count] != NULL;
	}
	return related_pick(thing->index, row, &choice, rows, room);
}

const struct succession_input *
workspace_succession(const struct workspace *workspace, const struct succession *succession)
{
	for (uint32_t i = 0; i < workspace->thing_count; i++)
		if (workspace->things[i].kind == THING_SUCCESSION &&
		    workspace->things[i].expr->succession == succession)
			return &workspace->things[i].succession_input;
	return NULL;
}

const struct ranking_tie *
workspace_ties(const struct workspace *workspace, const struct expr *rank, uint32_t *count)
{
	*count = 0;
	for (uint32_t i = 0; i < workspace->thing_count; i++)
		if (workspace->things[i].kind == THING_RANK && workspace->things[i].expr == rank) {
			*count = workspace->things[i].tie_count;
			return workspace->things[i].ties;
		}
	return NULL;
}

uint64_t
workspace_line(const struct workspace *workspace, const struct table *table, uint32_t row)
{
	const struct room *room = workspace_room(workspace, table);

	return room->lines != NULL && row < room->rows ? room->lines[row] : 0;
}

void
workspace_note_refused(struct workspace *workspace, const struct table *table, uint64_t rows)
{
	workspace_room(workspace, table)->refused += rows;
}

uint64_t
workspace_mistyped(const struct workspace *workspace, const struct table *table)
{
	return workspace_room(workspace, table)->mistyped;
}

uint64_t
workspace_refused(const struct workspace *workspace, const struct table *table)
{
	return workspace_room(workspace, table)->refused;
}

enum { PEEK_ROWS = 64 };	/* one word of each rail */

/* Every column, and the conditions and values that things of the table are made of. */
static struct table_wants
everything(struct workspace *workspace, const struct table *table)
{
	const struct room *room = workspace_room(workspace, table);
	const struct expr **exprs =
	    arena_array(&workspace->arena, const struct expr *, room->operand_count + 2);
	struct table_wants wants = { .columns = table->columns,
		.column_count = table->column_count,
		.exprs = exprs };

	for (uint32_t i = 0; i < room->operand_count; i++)
		if (room->operands[i]->expr != NULL)
			exprs[wants.expr_count++] = room->operands[i]->expr;
	/* Whether a row of a group is there at all. */
	if (table->where != NULL)
		exprs[wants.expr_count++] = table->where;
	return wants;
}

/*
 * Many answers hang on the same few rows: what a letter says that nobody can read is asked for by
 * each of them. One row is worked out alone; when the next one lies near it, both with all about
 * them, which costs hardly more.
 */
static void
look_at(const struct workspace *workspace, struct room *room, unsigned depth, uint32_t row)
{
	uint32_t first = row - row % PEEK_ROWS, rows = room->rows - first;
	bool near = room->missed[depth] != HELD_NO_ROW &&
	    room->missed[depth] / PEEK_ROWS == row / PEEK_ROWS;

	if (near)
		workspace_fill(workspace, room->peeks[depth], first,
		    rows < PEEK_ROWS ? rows : PEEK_ROWS);
	else
		workspace_fill(workspace, room->peeks[depth], row, 1);
	batch_run(room->peeks[depth]);
	room->missed[depth] = row;
}

const struct batch *
workspace_peek(const struct workspace *workspace, const struct table *table, uint32_t row,
    unsigned depth, uint32_t *at)
{
	struct workspace *writable = (struct workspace *)(uintptr_t)workspace;
	struct room *room = workspace_room(workspace, table);
	struct table_wants wants;
	struct batch *batch;

	*at = 0;
	if (depth >= WORKSPACE_PEEK_DEPTH)
		return NULL;
	if (room->peeks[depth] == NULL) {
		wants = everything(writable, table);
		room->peeks[depth] = arena_new(&writable->arena, struct batch);
		batch_init(room->peeks[depth], workspace_plan(writable, table, &wants));
		room->missed[depth] = HELD_NO_ROW;
	}
	batch = room->peeks[depth];
	if (batch->rows == 0 || row < batch->first_row || row - batch->first_row >= batch->rows)
		look_at(workspace, room, depth, row);
	*at = row - batch->first_row;
	return batch;
}
