/*
 * workspace_aim: which row a reference points to; the rows that tests refer to without giving them;
 * and references that lead nowhere, beside the key they look like.
 */
#include "interp/workspace_parts.h"

#include "interp/buffer.h"
#include "interp/platform.h"

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
		rowmap_find_all(there->by_key, &probe, 0, room->rows, room->targets[i]);
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

void
workspace_complete_references(struct workspace *workspace)
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
void
workspace_report_missing(struct workspace *workspace, const struct room *room,
    struct problems *problems)
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
