/* workspace: rows in, level by level, rows out. See workspace.h and workspace_parts.h. */
#include "interp/workspace_parts.h"

#include <assert.h>
#include <string.h>

#include "interp/buffer.h"
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

/* ---- references ---- */

void
workspace_aim(struct workspace *workspace, struct room *room)
{
	for (uint32_t i = 0; i < room->table->field_count; i++) {
		const struct column *column = room->table->columns[i];
		const struct held *probe = &room->fields[i], *key;
		struct room *there;

		if (column->refers_to == NULL)
			continue;
		there = workspace_room(workspace, column->refers_to);
		key = &there->fields[column->refers_to->keys[0]->index];
		if (there->by_key == NULL)
			there->by_key = rowmap_make(&key, 1);
		room->targets[i] = memory_grow(room->targets[i], room->rows > 0 ? room->rows : 1,
		    sizeof(**room->targets));
		for (uint32_t row = 0; row < room->rows; row++)
			room->targets[i][row] = rowmap_find(there->by_key, &probe, row);
	}
}

/* The rows whose reference leads nowhere, of those that name the same key the first; in order.
 * Returns how many. */
static uint32_t
find_missing(const struct held *probe, const struct held *key, uint32_t *missing)
{
	struct rowmap *there = rowmap_make(&key, 1), *here = rowmap_make(&probe, 1);
	uint32_t count = 0;

	for (uint32_t row = 0; row < probe->rows; row++)
		if (rowmap_is_known(probe, row) &&
		    rowmap_find(there, &probe, row) == HELD_NO_ROW &&
		    rowmap_find(here, &probe, row) == row)
			missing[count++] = row;
	rowmap_free(there);
	rowmap_free(here);
	return count;
}

/* The rows that tests refer to without giving them: their key is known, and nothing else. True when
 * one was made. */
static bool
make_missing(struct workspace *workspace, const struct column *reference)
{
	struct room *room = workspace_room(workspace, reference->table);
	struct room *there = workspace_room(workspace, reference->refers_to);
	const struct column *key_column = reference->refers_to->keys[0];
	uint32_t *missing = memory_grow(NULL, room->rows > 0 ? room->rows : 1, sizeof(*missing));
	uint32_t count = find_missing(&room->fields[reference->index],
	    &there->fields[key_column->index], missing);

	for (uint32_t i = 0; i < count; i++) {
		struct value value = held_value(&room->fields[reference->index], missing[i]);
		uint32_t row = workspace_give(workspace, reference->refers_to);

		workspace_give_value(workspace, reference->refers_to, row, key_column, &value);
	}
	memory_free(missing);
	return count > 0;
}

static void
complete_references(struct workspace *workspace)
{
	bool made = true;

	while (made) {
		made = false;
		for (uint32_t t = 0; t < workspace->program->table_count; t++) {
			const struct table *table = workspace->program->tables[t];

			for (uint32_t i = 0; i < table->field_count; i++)
				if (table->columns[i]->refers_to != NULL &&
				    table->columns[i]->refers_to->of == NULL)
					made = make_missing(workspace, table->columns[i]) || made;
		}
	}
}

const char *
workspace_file(const struct workspace *workspace, const struct table *table)
{
	while (table->of != NULL)
		table = table->of;
	if (workspace->paths != NULL && workspace->paths[table->index] != NULL)
		return workspace->paths[table->index];
	return table->name;
}

static const char *
heading(const struct column *column)
{
	return column->field != NULL && column->field->header != NULL ? column->field->header :
									column->name;
}

/* Capitals and small letters, O and 0, I, l and 1 look alike: of two codes that differ in no more,
 * one is a slip for the other. */
static char
look_of(char byte)
{
	if (byte >= 'a' && byte <= 'z')
		byte = (char)(byte - 'a' + 'A');
	return byte == 'O' ? '0' : byte == 'I' || byte == 'L' ? '1' : byte;
}

static bool
looks_alike(const struct value *a, const struct value *b)
{
	if (b->state != GIVEN || a->text_length != b->text_length)
		return false;
	for (size_t i = 0; i < a->text_length; i++)
		if (look_of(a->text[i]) != look_of(b->text[i]))
			return false;
	return true;
}

/* The key that a reference to no row looks like, in as much as can be looked for: a list in which
 * nothing is found is another list. */
static bool
key_like(const struct workspace *workspace, const struct table *there, const struct value *value,
    struct value *key)
{
	const struct held *held = workspace_held(workspace, there->keys[0]);

	if (value->type.kind != KIND_TEXT || held == NULL)
		return false;
	for (uint32_t row = 0; row < workspace_room(workspace, there)->rows; row++) {
		*key = held_value(held, row);
		if (looks_alike(value, key))
			return true;
	}
	return false;
}

/* A reference to no row keeps its text; it is said where it stands. Where it looks like a key that
 * is there, the row was meant for that one: what rests on the table must not go out without it. */
void
workspace_note_missing(struct workspace *workspace, const struct column *column,
    const struct value *value, uint64_t line, struct problems *problems)
{
	const struct table *there = column->refers_to;
	const char *file = platform_base(workspace_file(workspace, there));
	struct room *room = workspace_room(workspace, column->table);
	struct buffer text = BUFFER_INIT;
	struct value key;
	bool meant = room->looked_for < LOOKED_FOR_MOST && key_like(workspace, there, value, &key);
	struct problem problem = { .effect = PROBLEM_NOTE,
		.slug = "no-such-row",
		.group = column,
		.kind = meant,
		.line = line,
		.file = workspace_file(workspace, column->table),
		.column = heading(column) };

	room->looked_for += !meant;
	room->mistyped += meant;

	buffer_value(&text, value, SPELL_PLAIN);
	problem.text = text.at;
	problem.text_length = text.length;
	problem.cause = arena_printf(&workspace->arena,
	    "no row of %s%s has this %s: the row here stays, but counts for no %s", file,
	    workspace_refused(workspace, there) > 0 ? " that could be read" : "",
	    heading(there->keys[0]), there->name);
	problem.fix =
	    arena_printf(&workspace->arena, "correct this cell, or add the row to %s", file);
	if (meant) {
		struct buffer like = BUFFER_INIT;

		buffer_value(&like, &key, SPELL_PLAIN);
		problem.fix = arena_printf(&workspace->arena,
		    "write %s, if that is meant: until then letters that rest on this list are "
		    "held "
		    "back",
		    like.at);
		buffer_release(&like);
	}
	problems_add(problems, &problem);
	buffer_release(&text);
}

/* A cell that is blank or could not be read points nowhere; the second was said when it was
 * read. */
static void
report_missing(struct workspace *workspace, const struct room *room, struct problems *problems)
{
	for (uint32_t i = 0; i < room->table->field_count; i++) {
		const struct column *column = room->table->columns[i];

		if (column->refers_to == NULL || workspace_watches(workspace, column))
			continue;
		for (uint32_t row = 0; row < room->rows; row++) {
			struct value value;

			if (room->targets[i][row] != HELD_NO_ROW ||
			    !rowmap_is_known(&room->fields[i], row))
				continue;
			value = held_value(&room->fields[i], row);
			workspace_note_missing(workspace, column, &value,
			    room->lines != NULL ? room->lines[row] : 0, problems);
		}
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
		complete_references(workspace);
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
			report_missing(workspace, room,
			    workspace->missing != NULL ? &workspace->missing[i] : problems);
	}
	if (!evaluate_levels(workspace, late, fault))
		return false;
	for (uint32_t i = 0; workspace->missing != NULL && i <= workspace->room_count; i++)
		problems_merge(problems, &workspace->missing[i]);
	workspace_check_register(workspace, problems);
	return true;
}

/* ---- reading ---- */

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

bool
workspace_is_doubtful(const struct workspace *workspace, const struct table *table, uint32_t row)
{
	const uint64_t *doubtful = workspace_room(workspace, table)->doubtful;

	return doubtful != NULL && HELD_BIT(doubtful, row);
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
