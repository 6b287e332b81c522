/* workspace: rows in, then level by level. See workspace.h and workspace_parts.h. */
#include "interp/ranking_open.h"
#include "interp/workspace_parts.h"

#include <assert.h>
#include <string.h>

#include "interp/platform.h"

/* ---- is one needed ---- */

static bool
looks_beyond(const struct expr *expr)
{
	if (expr == NULL)
		return false;
	if (expr_is_whole(expr) || expr->kind == EXPR_THROUGH)
		return true;
	if (looks_beyond(expr->a) || looks_beyond(expr->b))
		return true;
	for (uint32_t i = 0; i < expr->part_count; i++)
		if (looks_beyond(expr->parts[i]))
			return true;
	return false;
}

static bool
column_looks_beyond(const struct column *column)
{
	if (column->refers_to != NULL || column->letter != NULL || looks_beyond(column->body))
		return true;
	for (uint32_t i = 0; column->decide != NULL && i < column->decide->rule_count; i++)
		if (looks_beyond(column->decide->rules[i].when) ||
		    looks_beyond(column->decide->rules[i].outcome))
			return true;
	if (column->decide != NULL && looks_beyond(column->decide->otherwise))
		return true;
	for (uint32_t i = 0; column->bands != NULL && i < column->bands->count; i++)
		if (looks_beyond(column->bands->bands[i].low) ||
		    looks_beyond(column->bands->bands[i].high))
			return true;
	return false;
}

static bool
table_looks_beyond(const struct table *table)
{
	if (table->of != NULL)
		return true;
	for (uint32_t i = 0; i < table->column_count; i++)
		if (column_looks_beyond(table->columns[i]))
			return true;
	return false;
}

static bool
report_looks_beyond(const struct report *report)
{
	if (looks_beyond(report->where))
		return true;
	for (uint32_t i = 0; i < report->key_count; i++)
		if (looks_beyond(report->keys[i].value))
			return true;
	for (uint32_t i = 0; i < report->column_count; i++)
		if (looks_beyond(report->columns[i].value) ||
		    looks_beyond(report->columns[i].what) ||
		    looks_beyond(report->columns[i].where) ||
		    looks_beyond(report->columns[i].text_when))
			return true;
	return false;
}

bool
workspace_needed(const struct program *program)
{
	for (uint32_t i = 0; i < program->table_count; i++)
		if (table_looks_beyond(program->tables[i]))
			return true;
	for (uint32_t i = 0; i < program->report_count; i++)
		if (report_looks_beyond(program->reports[i]))
			return true;
	for (uint32_t i = 0; i < program->test_count; i++)
		for (uint32_t e = 0; e < program->tests[i].expectation_count; e++)
			if (looks_beyond(program->tests[i].expectations[e].where))
				return true;
	return table_looks_beyond(program->run);
}

/* ---- making one ---- */

struct room *
workspace_room(const struct workspace *workspace, const struct table *table)
{
	return table == workspace->program->run ? &workspace->rooms[workspace->room_count - 1] :
	                                          &workspace->rooms[table->index];
}

static void
open_room(struct workspace *workspace, struct room *room, const struct table *table)
{
	memset(room, 0, sizeof(*room));
	room->table = table;
	room->base = LEVEL_UNSET;
	room->fields = arena_array(&workspace->arena, struct held, table->field_count + 1);
	room->targets = arena_array(&workspace->arena, uint32_t *, table->field_count + 1);
	room->levels = arena_array(&workspace->arena, uint32_t, table->column_count + 1);
	room->reached = arena_array(&workspace->arena, bool, table->column_count + 1);
	room->early_levels = arena_array(&workspace->arena, uint32_t, table->column_count + 1);
	for (uint32_t i = 0; i < table->column_count; i++)
		room->levels[i] = room->early_levels[i] = LEVEL_UNSET;
	for (uint32_t i = 0; i < table->field_count; i++)
		held_init(&room->fields[i], shape_of(table->columns[i]->type),
		    table->columns[i]->type);
}

struct workspace *
workspace_make(const struct program *program, const struct knobs *knobs)
{
	struct workspace *workspace = memory_grow(NULL, 1, sizeof(*workspace));

	memset(workspace, 0, sizeof(*workspace));
	workspace->program = program;
	workspace->knobs = knobs;
	arena_init(&workspace->arena);
	workspace->room_count = program->table_count + 1;
	workspace->rooms = arena_array(&workspace->arena, struct room, workspace->room_count);
	workspace->by_expr =
	    arena_array(&workspace->arena, struct thing *, program->expr_count + 1);
	for (uint32_t i = 0; i < program->table_count; i++)
		open_room(workspace, &workspace->rooms[i], program->tables[i]);
	open_room(workspace, &workspace->rooms[program->table_count], program->run);
	workspace->rooms[program->table_count].rows = 1;
	return workspace;
}

void
workspace_name_files(struct workspace *workspace, const char *const *paths)
{
	workspace->paths = paths;
}

void
workspace_begin_test(struct workspace *workspace)
{
	workspace->is_test = true;
}

static void
close_room(struct room *room)
{
	for (uint32_t i = 0; i < room->table->field_count; i++) {
		held_release(&room->fields[i]);
		memory_free(room->targets[i]);
	}
	for (uint32_t i = 0; room->left_out != NULL && i < room->table->key_count; i++)
		held_release(&room->left_out[i]);
	for (uint32_t i = 0; i < room->operand_count; i++)
		held_release(&room->operands[i]->held);
	for (uint32_t i = 0; i < room->given_count; i++) {
		memory_free(room->given[i].values);
		memory_free(room->given[i].rows);
	}
	for (unsigned i = 0; i < WORKSPACE_PEEK_DEPTH; i++)
		if (room->peeks[i] != NULL)
			batch_release(room->peeks[i]);
	memory_free(room->left_out);
	memory_free(room->left_out_keys);
	memory_free(room->operands);
	memory_free(room->given);
	memory_free(room->lines);
	memory_free(room->doubtful);
	memory_free(room->group_of);
	memory_free(room->made_of);
	memory_free(room->stray);
	rowmap_free(room->by_key);
}

void
workspace_free(struct workspace *workspace)
{
	if (workspace == NULL)
		return;
	for (uint32_t i = 0; i < workspace->thing_count; i++) {
		held_release(&workspace->things[i].result);
		memory_free(workspace->things[i].too_large);
		ranking_open_free(workspace->things[i].open);
		if (workspace->things[i].index != NULL)
			related_free(workspace->things[i].index);
	}
	for (uint32_t i = 0; i < workspace->room_count; i++)
		close_room(&workspace->rooms[i]);
	if (workspace->has_run)
		batch_release(&workspace->run);
	memory_free(workspace->things);
	arena_release(&workspace->arena);
	memory_free(workspace);
}

/* ---- rows from a file ---- */

/* The bytes of a text are the reader's until it reads on. Runs of equal texts, as a sorted file has
 * them, are kept once. */
static void
keep_texts(struct workspace *workspace, struct held *held, uint32_t from)
{
	for (uint32_t row = from; row < held->rows; row++) {
		struct text *text = &held->text[row];
		const struct text *before =
		    row > 0 && (HELD_BIT(held->first, row - 1)) ? &held->text[row - 1] : NULL;

		if (!(HELD_BIT(held->first, row)))
			continue;
		if (before != NULL && before->length == text->length &&
		    (text->length == 0 || memcmp(before->at, text->at, text->length) == 0))
			text->at = before->at;
		else
			text->at = arena_copy(&workspace->arena, text->at, text->length);
	}
}

void
workspace_append(struct workspace *workspace, const struct table *table, struct vec *const *fields,
    const uint64_t *lines, uint32_t rows)
{
	struct room *room = workspace_room(workspace, table);

	if (room->rows > HELD_NO_ROW - 1 - rows)
		arena_no_memory();
	for (uint32_t i = 0; i < table->field_count; i++) {
		uint32_t from = room->fields[i].rows;

		assert(fields[i] != NULL);
		held_append(&room->fields[i], fields[i], rows);
		if (room->fields[i].shape == SHAPE_TEXT)
			keep_texts(workspace, &room->fields[i], from);
	}
	if (room->rows + rows > room->line_room) {
		room->line_room = (room->rows + rows) * 2;
		room->lines = memory_grow(room->lines, room->line_room, sizeof(*room->lines));
	}
	memcpy(room->lines + room->rows, lines, rows * sizeof(*lines));
	room->rows += rows;
}

void
workspace_forget(struct workspace *workspace, const struct table *table)
{
	struct room *room = workspace_room(workspace, table);

	for (uint32_t i = 0; i < table->field_count; i++)
		held_resize(&room->fields[i], 0);
	room->rows = 0;
}

/* ---- rows from a test ---- */

static void
put_unknown(struct held *held, uint32_t row)
{
	struct value value = { .state = UNKNOWN, .type = held->type };

	if (held->type.labels != NULL)
		value.labels = label_set_all(held->type.labels) |
		    (held->type.can_be_empty ? LABEL_NOTHING : 0);
	held_put(held, row, &value);
}

uint32_t
workspace_give(struct workspace *workspace, const struct table *table)
{
	struct room *room = workspace_room(workspace, table);
	uint32_t row = room->rows++;

	for (uint32_t i = 0; i < table->field_count; i++) {
		held_resize(&room->fields[i], room->rows);
		put_unknown(&room->fields[i], row);
	}
	for (uint32_t i = 0; i < room->given_count; i++) {
		struct given_column *given = &room->given[i];

		if (room->rows <= given->room)
			continue;
		given->values = memory_grow(given->values, room->rows * 2, sizeof(*given->values));
		given->rows = memory_grow(given->rows, room->rows * 2, sizeof(*given->rows));
		memset(given->rows + given->room, 0,
		    (room->rows * 2 - given->room) * sizeof(*given->rows));
		given->room = room->rows * 2;
	}
	if (table->of != NULL)
		room->rows_given = true;
	return row;
}

static struct given_column *
given_column(struct room *room, const struct column *column)
{
	struct given_column *given;

	for (uint32_t i = 0; i < room->given_count; i++)
		if (room->given[i].column == column)
			return &room->given[i];
	if (room->given_count == room->given_room) {
		room->given_room = room->given_room * 2 + 8;
		room->given = memory_grow(room->given, room->given_room, sizeof(*room->given));
	}
	given = &room->given[room->given_count++];
	given->column = column;
	given->room = room->rows + BATCH_ROWS;
	given->values = memory_grow(NULL, given->room, sizeof(*given->values));
	given->rows = memory_grow(NULL, given->room, sizeof(*given->rows));
	memset(given->values, 0, given->room * sizeof(*given->values));
	memset(given->rows, 0, given->room * sizeof(*given->rows));
	return given;
}

void
workspace_give_value(struct workspace *workspace, const struct table *table, uint32_t row,
    const struct column *column, const struct value *value)
{
	struct room *room = workspace_room(workspace, table);

	if (column->origin == COLUMN_FIELD || column->origin == COLUMN_KEY) {
		struct held *held = &room->fields[column->index];

		held_put(held, row, value);
		if (held->shape == SHAPE_TEXT && value->state == GIVEN)
			held->text[row].at =
			    arena_copy(&workspace->arena, value->text, value->text_length);
	} else {
		struct given_column *given = given_column(room, column);

		given->values[row] = *value;
		given->rows[row] = true;
	}
}

/* ---- working out ---- */

/* A row whose date is not known may be one of a day to come. */
static void
doubt_undated(struct room *room)
{
	const struct column *dated_by = room->table->dated_by;
	const struct held *held;

	if (dated_by == NULL || room->rows == 0)
		return;
	held = &room->fields[dated_by->index];
	for (uint32_t row = 0; row < room->rows; row++) {
		/* A blank date is no day to come. */
		if ((HELD_BIT(held->first, row)) || (HELD_BIT(held->second, row)))
			continue;
		if (room->doubtful == NULL) {
			size_t words = room->rows / 64 + 1;

			room->doubtful = memory_grow(NULL, words, sizeof(*room->doubtful));
			memset(room->doubtful, 0, words * sizeof(*room->doubtful));
		}
		room->doubtful[row >> 6] |= UINT64_C(1) << (row & 63);
	}
}

static struct operand *
column_operand(struct workspace *workspace, const struct column *column, uint32_t level)
{
	if (column == NULL || column->origin == COLUMN_FIELD || column->origin == COLUMN_KEY)
		return NULL;
	return workspace_operand(workspace, column->table, column, NULL, false, level);
}

static struct operand *
expr_operand(struct workspace *workspace, const struct table *table, const struct expr *expr,
    bool as_truth, uint32_t level)
{
	return expr == NULL ? NULL :
			      workspace_operand(workspace, table, NULL, expr, as_truth, level);
}

static void
ask_for_operands(struct workspace *workspace, struct thing *thing)
{
	const struct related *related = thing->related;
	uint32_t level = thing->level;

	thing->column_operand = column_operand(workspace, thing->column, level);
	if (related != NULL) {
		thing->where = expr_operand(workspace, related->table, related->where, true, level);
		thing->theirs =
		    expr_operand(workspace, related->table, related->theirs, false, level);
		thing->ours = expr_operand(workspace, thing->table, related->ours, false, level);
		if (thing->expr != NULL)
			thing->what =
			    expr_operand(workspace, related->table, thing->expr->a, false, level);
		for (uint32_t i = 0; i < related->key_count; i++) {
			column_operand(workspace, related->keys[i].ours, level);
			column_operand(workspace, related->keys[i].theirs, level);
		}
	}
	if (thing->kind == THING_RANK) {
		thing->where =
		    expr_operand(workspace, thing->table, thing->expr->rank->where, true, level);
		thing->places =
		    expr_operand(workspace, thing->table, thing->expr->rank->places, false, level);
		thing->by = column_operand(workspace, thing->expr->rank->by, level);
	}
	if (thing->kind == THING_SUCCESSION) {
		const struct succession *succession = thing->expr->succession;

		thing->of = column_operand(workspace, succession->of, level);
		if (succession->where != NULL)
			column_operand(workspace, succession->where, level);
		thing->counting_from =
		    expr_operand(workspace, thing->table, succession->counting_from, false, level);
		thing->crosses =
		    expr_operand(workspace, thing->table, succession->crosses, false, level);
	}
}

static bool
evaluate_levels(struct workspace *workspace, struct problems *problems, struct fault *fault)
{
	for (uint32_t level = 1; level <= workspace->last_level; level++) {
		if (platform_interrupted())
			return fault_set(fault, EXIT_USAGE, "stopped; nothing was written");
		workspace_evaluate_run(workspace, level);
		for (uint32_t i = 0; i < workspace->room_count; i++) {
			struct room *room = &workspace->rooms[i];

			if (room->table->of == NULL || room->base != level)
				continue;
			if (!workspace_make_group(workspace, room, fault))
				return false;
			workspace_aim(workspace, room);
			if (!workspace_room(workspace, room->table->of)->streams)
				workspace_map_group(workspace, room);
		}
		if (!workspace_pass(workspace, level, problems, fault))
			return false;
	}
	workspace_evaluate_run(workspace, workspace->last_level + 1);
	return workspace_stream_rest(workspace, fault);
}

bool
workspace_evaluate(struct workspace *workspace, struct problems *problems, struct fault *fault)
{
	struct problems *late = problems;

	if (!workspace->listed)
		workspace_list_things(workspace);
	for (uint32_t i = 0; i < workspace->thing_count; i++)
		ask_for_operands(workspace, &workspace->things[i]);
	if (workspace->is_test)
		workspace_complete_references(workspace);
	/* Rows that go by are looked at late; what is said of them stands where it would if they
	 * were held. */
	if (workspace->limited && problems != NULL) {
		workspace->missing = arena_array(&workspace->arena, struct problems,
		    (size_t)workspace->room_count + 1);
		for (uint32_t i = 0; i <= workspace->room_count; i++)
			problems_init(&workspace->missing[i], problems->arena,
			    (struct problem_sink){ 0 });
		late = &workspace->missing[workspace->room_count];
	}
	for (uint32_t i = 0; i < workspace->room_count; i++) {
		struct room *room = &workspace->rooms[i];

		doubt_undated(room);
		if (room->table->of != NULL && !room->rows_given)
			continue;
		workspace_aim(workspace, room);
		if (problems != NULL)
			workspace_report_missing(workspace, room,
			    workspace->missing != NULL ? &workspace->missing[i] : problems);
	}
	if (!evaluate_levels(workspace, late, fault))
		return false;
	for (uint32_t i = 0; workspace->missing != NULL && i <= workspace->room_count; i++)
		problems_merge(problems, &workspace->missing[i]);
	workspace_check_register(workspace, problems);
	return true;
}
