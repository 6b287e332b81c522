/* verify_cells: which cells of an input were changed: the log of the run holds cells as they stood
 * in the file, with their lines, and so does the log of the second run. */
#include "interp/verify_parts.h"

#include <string.h>

#include "interp/declog.h"

/* A cell of the old log, in a table of chains by its place. */
struct old_cell {
	const char *table, *column, *text;
	uint64_t line;
	bool told;
	struct old_cell *next;
};

enum { CHAINS = 1 << 14 };

struct cells_diff {
	struct verify *verify;
	struct arena arena, scratch;	/* what is kept; one line */
	struct old_cell **chains;
};

static bool
same_lines(struct verify *verify, const struct json_value *input, const char *path)
{
	struct log_lines lines;
	uint64_t recorded = 0, found = 0;

	if (!json_member_count(input, "lines", &recorded))
		return false;
	if (!log_lines_open(&lines, path)) {
		verify_unread(verify, path);
		return false;
	}
	while (log_lines_next(&lines))
		found++;
	log_lines_whole(&lines, &verify->unread);
	log_lines_close(&lines);
	return found == recorded;
}

/* Inputs that are other files now, though as long: with rows put in or taken out all lines behind
 * them are others, and a cell says nothing. */
static bool
mark_inputs(struct verify *verify)
{
	const struct json_value *inputs = json_member(verify->old.record, "inputs");
	const struct program *program = verify->program;
	bool any = false;
	char digest[65];

	verify->compared =
	    arena_array(verify->arena, bool, (size_t)program->table_count + 1);
	for (const struct json_value *input = inputs == NULL ? NULL : inputs->first; input != NULL;
	     input = input->next) {
		const char *name = json_member_text(input, "table"),
			   *was = json_member_text(input, "sha256");
		const struct table *table = name == NULL ? NULL : program_table(program, name);
		const char *path = table == NULL ? NULL : verify->again_paths[table->index];

		if (path == NULL || was == NULL)
			continue;
		if (!oldrun_digest(path, digest)) {
			verify_unread(verify, path);
			continue;
		}
		if (strcmp(digest, was) == 0 || !same_lines(verify, input, path))
			continue;
		verify->compared[table->index] = true;
		any = true;
	}
	return any;
}

static struct old_cell **
chain_of(const struct cells_diff *diff, const char *table, uint64_t line, const char *column)
{
	uint64_t hash = line * UINT64_C(0x9E3779B97F4A7C15);

	for (const char *at = column; *at != '\0'; at++)
		hash = (hash ^ (unsigned char)*at) * UINT64_C(0x100000001B3);
	for (const char *at = table; *at != '\0'; at++)
		hash = (hash ^ (unsigned char)*at) * UINT64_C(0x100000001B3);
	return &diff->chains[(hash >> 40) % CHAINS];
}

static struct old_cell *
find_cell(const struct cells_diff *diff, const char *table, uint64_t line, const char *column)
{
	struct old_cell *cell = *chain_of(diff, table, line, column);

	while (cell != NULL &&
	    (cell->line != line || strcmp(cell->column, column) != 0 ||
		strcmp(cell->table, table) != 0))
		cell = cell->next;
	return cell;
}

static const char *
kept(struct cells_diff *diff, const char *text)
{
	return arena_copy(&diff->arena, text, strlen(text));
}

static void
keep_cell(struct cells_diff *diff, const char *table, uint64_t line, const char *column,
    const char *text)
{
	struct old_cell *cell, **chain;

	if (find_cell(diff, table, line, column) != NULL)
		return;
	chain = chain_of(diff, table, line, column);
	cell = arena_new(&diff->arena, struct old_cell);
	*cell = (struct old_cell){ kept(diff, table), kept(diff, column), kept(diff, text), line,
		false, *chain };
	*chain = cell;
}

static const char *
shown(struct arena *arena, const char *text)
{
	return *text == '\0' ? "blank" : arena_copy(arena, text, strlen(text));
}

static void
compare_cell(struct cells_diff *diff, const struct table *table, uint64_t line, const char *column,
    const struct json_value *cell)
{
	struct verify *verify = diff->verify;
	struct old_cell *old = find_cell(diff, table->name, line, column);
	const char *text = json_member_text(cell, "text"),
		   *heading = json_member_text(cell, "heading");
	struct verify_cell *changed, **last = &verify->changed;

	if (old == NULL || old->told || strcmp(old->text, text) == 0)
		return;
	old->told = true;
	changed = arena_new(verify->arena, struct verify_cell);
	*changed = (struct verify_cell){ .table = table,
		.line = line,
		.heading = shown(verify->arena, heading == NULL ? column : heading),
		.was = shown(verify->arena, old->text),
		.now = shown(verify->arena, text) };
	/* by table and line */
	while (*last != NULL &&
	    ((*last)->table->index < table->index ||
		((*last)->table == table && (*last)->line <= line)))
		last = &(*last)->next;
	changed->next = *last;
	*last = changed;
}

/* Every cell of one line of a log that is compared: into the chains, or against them. */
static void
take_cells(struct cells_diff *diff, const char *bytes, size_t length, bool now)
{
	size_t wrong;
	const struct json_value *line = json_read(&diff->scratch, bytes, length, &wrong),
				*cells = json_member(line, "cells");

	for (const struct json_value *cell = cells == NULL ? NULL : cells->first; cell != NULL;
	     cell = cell->next) {
		const char *name = json_member_text(cell, "table"),
			   *column = json_member_text(cell, "column"),
			   *text = json_member_text(cell, "text");
		const struct table *table =
		    name == NULL ? NULL : program_table(diff->verify->program, name);
		uint64_t at;

		if (table == NULL || column == NULL || text == NULL ||
		    !diff->verify->compared[table->index] || !json_member_count(cell, "line", &at))
			continue;
		if (now)
			compare_cell(diff, table, at, column, cell);
		else
			keep_cell(diff, table->name, at, column, text);
	}
	arena_release(&diff->scratch);
}

static void
take_again(void *context, const char *line, size_t length)
{
	take_cells(context, line, length, true);
}

void
verify_cells(struct verify *verify, struct platform_writer *again)
{
	struct cells_diff diff = { .verify = verify };
	struct log_lines lines;
	const char *path = oldrun_path(&verify->old, verify->arena, DECLOG_NAME);

	if (!mark_inputs(verify))
		return;
	if (!log_lines_open(&lines, path)) {
		verify_unread(verify, path);
		return;
	}
	diff.chains = arena_array(&diff.arena, struct old_cell *, CHAINS);
	while (log_lines_next(&lines))
		take_cells(&diff, lines.line, lines.length, false);
	log_lines_whole(&lines, &verify->unread);
	log_lines_close(&lines);
	if (!verify_lines(again, take_again, &diff))
		verify_unread(verify, "what is worked out again");
	arena_release(&diff.scratch);
	arena_release(&diff.arena);
}

void
verify_say_cells(struct verify *verify, const char *name)
{
	const struct table *table =
	    name == NULL ? NULL : program_table(verify->program, name);
	uint64_t told = 0, more = 0;

	if (table == NULL || verify->compared == NULL || !verify->compared[table->index])
		return;
	for (const struct verify_cell *cell = verify->changed; cell != NULL; cell = cell->next) {
		if (cell->table != table)
			continue;
		if (told++ >= VERIFY_TOLD) {
			more++;
			continue;
		}
		buffer_printf(&verify->out, "    line %llu, column %s: it was %s, and is now %s\n",
		    (unsigned long long)cell->line, cell->heading, cell->was, cell->now);
	}
	if (more > 0)
		buffer_printf(&verify->out, "    and %llu more cells\n", (unsigned long long)more);
	if (told == 0)
		buffer_text(&verify->out,
		    "    no cell that a decision went by is another: the log holds no others\n");
}
