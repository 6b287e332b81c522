/*
 * workspace_register: rows of the register of letters that count for no letter.
 *
 * A row of the register says that a letter was sent about a row of another table, and finds that
 * row by its key. Where a part of the key is blank, or stands nowhere, the row counts for nothing
 * and says nothing: a slip of the pen, and the letter would go a second time. Such rows are counted
 * and told; whoever writes letters writes none then.
 *
 * Each part of a key is looked up by itself: where it is a reference, in the table it refers to,
 * else among the keys of the rows the letter hangs on and those that their group leaves out. All
 * parts there, and no row for them together, is no slip: the practice had not opened in that
 * quarter.
 */
#include "interp/workspace_parts.h"

#include <string.h>

#include "interp/buffer.h"
#include "interp/platform.h"
#include "lang/intern.h"

/* For so many lost rows the nearest key is looked for: each takes a walk over all keys. */
enum { NEAR_LOOKED_FOR = 100 };

struct key_part {
	const struct column *ours, *theirs;
	const struct held *held;	/* theirs */
	const struct rowmap *known;
	struct rowmap *own, *left_out;	/* made here; or NULL */
};

struct placing {			/* one letter */
	const struct thing *sent;
	struct key_part *parts;
	uint32_t part_count;
};

static bool
is_letter_key(const struct workspace *workspace, const struct column *column)
{
	for (uint32_t i = 0; i < workspace->program->letter_count; i++) {
		const struct related *related = workspace->program->letters[i]->sent->body->related;

		for (uint32_t k = 0; k < related->key_count; k++)
			if (related->keys[k].theirs == column)
				return true;
	}
	return false;
}

bool
workspace_watches(const struct workspace *workspace, const struct column *column)
{
	const struct letter_register *where = workspace->program->letter_register;

	return where != NULL && column->table == where->table && workspace->paths != NULL &&
	    !workspace->limited && is_letter_key(workspace, column);
}

static void
open_part(struct workspace *workspace, struct key_part *part, const struct related_key *key)
{
	const struct room *room = workspace_room(workspace, key->ours->table);
	const struct held *held = workspace_held(workspace, key->ours);

	*part = (struct key_part){ .ours = key->ours, .theirs = key->theirs,
		.held = workspace_held(workspace, key->theirs) };
	if (key->ours->refers_to != NULL) {
		const struct held *target =
		    workspace_held(workspace, key->ours->refers_to->keys[0]);

		part->own = rowmap_make(&target, 1);
		return;
	}
	part->own = rowmap_make(&held, 1);
	for (uint32_t i = 0; room->left_out_keys != NULL && i < room->table->key_count; i++)
		if (room->table->keys[i] == key->ours)
			part->left_out = rowmap_make(&room->left_out_keys[i], 1);
}

static bool
open_placing(struct workspace *workspace, struct placing *placing, const struct letter *letter)
{
	const struct expr *body = letter->sent->body;
	const struct related *related = body->related;

	placing->sent = workspace->by_expr[body->id];
	if (placing->sent == NULL || !placing->sent->done)
		return false;
	placing->part_count = related->key_count;
	placing->parts = arena_array(&workspace->arena, struct key_part, related->key_count);
	for (uint32_t i = 0; i < related->key_count; i++)
		open_part(workspace, &placing->parts[i], &related->keys[i]);
	return true;
}

static void
close_placing(struct placing *placing)
{
	for (uint32_t i = 0; i < placing->part_count; i++) {
		rowmap_free(placing->parts[i].own);
		rowmap_free(placing->parts[i].left_out);
	}
}

static bool
is_blank(const struct held *held, uint32_t row)
{
	return held->shape == SHAPE_LABELS ? held->labels[row] == LABEL_NOTHING :
					     (HELD_BIT(held->second, row)) != 0;
}

/* The cell is there, and leads nowhere. What could not be read was said, and keeps the letters
 * open. */
static bool
leads_nowhere(const struct key_part *part, uint32_t row)
{
	if (is_blank(part->held, row))
		return true;
	return rowmap_is_known(part->held, row) &&
	    rowmap_find(part->own, &part->held, row) == HELD_NO_ROW &&
	    (part->left_out == NULL ||
		rowmap_find(part->left_out, &part->held, row) == HELD_NO_ROW);
}

/* The first part, in the order of the key, of the first letter that the row may be about. */
static const struct key_part *
find_lost(const struct placing *placings, uint32_t count, uint32_t row)
{
	for (uint32_t i = 0; i < count; i++) {
		const struct operand *where = placings[i].sent->where;

		if (where != NULL && HELD_BIT(where->held.second, row))
			continue;
		for (uint32_t k = 0; k < placings[i].part_count; k++)
			if (leads_nowhere(&placings[i].parts[k], row))
				return &placings[i].parts[k];
	}
	return NULL;
}

static const char *
heading(const struct column *column)
{
	return column->field != NULL && column->field->header != NULL ? column->field->header :
									column->name;
}

/* The key of their table that is nearest to the cell, when one is nearer than all others; NULL when
 * there is none, or when several are as near: then it would be a guess. */
static const char *
near_key(struct workspace *workspace, const struct column *key, const struct value *cell)
{
	enum { SHORTEST = 4, LONGEST = 64, NEAR = 2 };
	const struct held *held = workspace_held(workspace, key);
	uint32_t rows = workspace_room(workspace, key->table)->rows;
	char wanted[LONGEST + 1], name[LONGEST + 1], best[LONGEST + 1] = "";
	unsigned nearest = NEAR + 1;
	bool alone = false;

	if (cell->type.kind != KIND_TEXT || cell->text_length < SHORTEST
	    || cell->text_length > LONGEST)
		return NULL;
	memcpy(wanted, cell->text, cell->text_length);
	wanted[cell->text_length] = '\0';
	for (uint32_t row = 0; row < rows; row++) {
		struct value value = held_value(held, row);
		unsigned distance;

		if (value.state != GIVEN || value.text_length > LONGEST || value.text_length == 0)
			continue;
		memcpy(name, value.text, value.text_length);
		name[value.text_length] = '\0';
		distance = names_distance(wanted, name, NEAR);
		if (distance > nearest || (distance == nearest && strcmp(name, best) == 0))
			continue;
		alone = distance < nearest;
		nearest = distance;
		memcpy(best, name, value.text_length + 1);
	}
	return alone && nearest <= NEAR ? arena_copy(&workspace->arena, best, strlen(best)) : NULL;
}

static void
note_lost(struct workspace *workspace, const struct key_part *part, uint32_t row,
    struct problems *problems)
{
	const struct room *room = workspace_room(workspace, part->theirs->table);
	const struct table *there =
	    part->ours->refers_to != NULL ? part->ours->refers_to : part->ours->table;
	const struct column *key = part->ours->refers_to != NULL ? there->keys[0] : part->ours;
	const char *file = platform_base(workspace_file(workspace, there));
	bool blank = is_blank(part->held, row);
	struct value value = held_value(part->held, row);
	struct buffer text = BUFFER_INIT;
	const char *near = NULL;
	struct problem problem = { .effect = PROBLEM_LETTERS_HELD,
		.slug = "letter-for-nobody",
		.group = part->theirs,
		.kind = blank,
		.file = workspace_file(workspace, room->table),
		.line = room->lines != NULL ? room->lines[row] : 0,
		.column = heading(part->theirs) };

	if (!blank)
		buffer_value(&text, &value, SPELL_PLAIN);
	if (!blank && room->lost <= NEAR_LOOKED_FOR)
		near = near_key(workspace, key, &value);
	problem.text = text.length > 0 ? text.at : "";
	problem.text_length = text.length;
	problem.cause = blank ?
	    "blank, so this letter sent counts for nobody and could go out again: no letter is "
	    "written" :
	    arena_printf(&workspace->arena,
		"no row of %s%s has this %s, so this letter sent counts for nobody and could go "
	        "out "
		"again: no letter is written",
		file, workspace_refused(workspace, there) > 0 ? " that could be read" : "",
		heading(key));
	problem.fix = blank ?
	    "fill in this cell, and run again" :
	    arena_printf(&workspace->arena,
		"%s%s%scorrect this cell; if it is right, put its row back into %s (what has "
		"ended stays in the list, with the day it ended)",
		near != NULL ? "did you mean " : "", near != NULL ? near : "",
		near != NULL ? "? " : "", file);
	problems_add(problems, &problem);
	buffer_release(&text);
}

/* A reference of the register that leads nowhere, in a row that is about no letter of the
 * policy. */
static void
note_other(struct workspace *workspace, uint32_t row, struct problems *problems)
{
	const struct room *room =
	    workspace_room(workspace, workspace->program->letter_register->table);

	for (uint32_t i = 0; i < room->table->field_count; i++) {
		const struct column *column = room->table->columns[i];
		struct value value;

		if (column->refers_to == NULL || !workspace_watches(workspace, column) ||
		    room->targets[i] == NULL || room->targets[i][row] != HELD_NO_ROW ||
		    !rowmap_is_known(&room->fields[i], row))
			continue;
		value = held_value(&room->fields[i], row);
		workspace_note_missing(workspace, column, &value,
		    room->lines != NULL ? room->lines[row] : 0, problems);
	}
}

void
workspace_check_register(struct workspace *workspace, struct problems *problems)
{
	const struct program *program = workspace->program;
	struct placing *placings;
	struct room *room;
	uint32_t count = 0;

	if (program->letter_register == NULL || program->letter_count == 0 ||
	    workspace->paths == NULL || workspace->limited)
		return;
	room = workspace_room(workspace, program->letter_register->table);
	placings = arena_array(&workspace->arena, struct placing, program->letter_count);
	for (uint32_t i = 0; i < program->letter_count; i++)
		count += open_placing(workspace, &placings[count], program->letters[i]);
	for (uint32_t row = 0; row < room->rows; row++) {
		const struct key_part *lost = find_lost(placings, count, row);

		if (lost != NULL && room->lines != NULL && room->lost < WORKSPACE_LOST_LINES)
			room->lost_lines[room->lost] = room->lines[row];
		room->lost += lost != NULL;
		if (problems == NULL)
			continue;
		if (lost != NULL)
			note_lost(workspace, lost, row, problems);
		else
			note_other(workspace, row, problems);
	}
	for (uint32_t i = 0; i < count; i++)
		close_placing(&placings[i]);
}

uint64_t
workspace_lost(const struct workspace *workspace, const struct table *table)
{
	return workspace_room(workspace, table)->lost;
}

uint32_t
workspace_lost_lines(const struct workspace *workspace, const struct table *table, uint64_t *lines,
    uint32_t room)
{
	const struct room *from = workspace_room(workspace, table);
	uint32_t count = 0;

	for (; count < room && count < WORKSPACE_LOST_LINES && count < from->lost; count++)
		lines[count] = from->lost_lines[count];
	return from->lines == NULL ? 0 : count;
}
