/*
 * agrees: what `writ explain --format json` says of the rows of a table against what `writ run
 * --format csv` makes of them. Every outcome, reason, clause and missing fact; and each change that
 * --what-if names is made, in a copy of the file, with --on or with --set, and the run made again
 * from the files: the outcome it promises must be there, and must not have been before.
 *
 * usage: agrees WRIT "POLICY DATA" DAY TABLE KEYS COLUMNS RUN.csv EXPLAINED.json SCRATCH [EVERY [all|some]]
 * KEYS is how many columns its key has. RUN.csv has all columns of the table that a run prints, COLUMNS are those explained. Of the
 * changes each EVERY-th is made; `some`: not every row was explained.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interp/buffer.h"
#include "interp/csvtext.h"
#include "interp/jsonread.h"

struct rows {
	struct csvtext text;
	uint32_t keys;			/* so many of the first columns are the key */
	uint32_t *order;		/* of the rows behind the heading, by key */
	const char **names;		/* their keys */
};

struct change {
	const struct json_value *told;
	const char *row, *file, *column, *to, *kind, *setting, *table;
	uint64_t line;
};

struct checking {
	struct arena arena;
	const char *writ, *data, *day, *table, *columns, *scratch;
	uint32_t keys;
	struct rows now;
	unsigned answers, told, made, promised, flips, searches, stopped, bad;
};

static void
fail(struct checking *checking, const char *row, const char *what, const char *wanted,
    const char *found)
{
	if (checking->bad++ < 20)
		fprintf(stderr, "%s %s: %s: said \"%s\", is \"%s\"\n", checking->table, row, what,
		    wanted, found);
}

static void
give_up(const char *what, const char *which)
{
	fprintf(stderr, "agrees: %s: %s\n", what, which);
	exit(2);
}

static void
read_file(struct buffer *out, const char *path)
{
	FILE *file = fopen(path, "rb");
	char block[65536];
	size_t got;

	buffer_clear(out);
	if (file == NULL)
		give_up("cannot be read", path);
	while ((got = fread(block, 1, sizeof block, file)) > 0)
		buffer_add(out, block, got);
	fclose(file);
}

/* ---- the rows of a run ---- */

static const struct rows *sorted;

static int
by_name(const void *a, const void *b)
{
	return strcmp(sorted->names[*(const uint32_t *)a], sorted->names[*(const uint32_t *)b]);
}

static void
read_rows(struct checking *checking, struct rows *rows, struct arena *arena, const char *path)
{
	struct buffer bytes = BUFFER_INIT;
	uint32_t count;

	read_file(&bytes, path);
	if (!csvtext_read(&rows->text, arena, bytes.at, bytes.length) || rows->text.count == 0)
		give_up("is no table of rows", path);
	buffer_release(&bytes);
	count = rows->text.count - 1;
	rows->keys = checking->keys;
	rows->order = arena_array(arena, uint32_t, (size_t)count + 1);
	rows->names = arena_array(arena, const char *, (size_t)count + 1);
	for (uint32_t i = 0; i < count; i++) {
		struct buffer name = BUFFER_INIT;
		const struct csvtext_row *row = &rows->text.rows[i + 1];

		for (uint32_t k = 0; k < rows->keys; k++) {
			buffer_text(&name, k > 0 ? ", " : "");
			buffer_text(&name, row->cells[k]);
		}
		rows->names[i] = arena_copy(arena, name.at, name.length);
		rows->order[i] = i;
		buffer_release(&name);
	}
	sorted = rows;
	qsort(rows->order, count, sizeof *rows->order, by_name);
}

static const struct csvtext_row *
find_row(const struct rows *rows, const char *name)
{
	uint32_t low = 0, high = rows->text.count - 1;

	while (low < high) {
		uint32_t middle = (low + high) / 2;
		int order = strcmp(rows->names[rows->order[middle]], name);

		if (order == 0)
			return &rows->text.rows[rows->order[middle] + 1];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* NULL: no such row or column */
static const char *
find_cell(const struct rows *rows, const char *name, const char *column)
{
	const struct csvtext_row *row = find_row(rows, name), *head = &rows->text.rows[0];

	for (uint32_t i = 0; row != NULL && i < head->count && i < row->count; i++)
		if (strcmp(head->cells[i], column) == 0)
			return row->cells[i];
	return NULL;
}

/* ---- what is said of a row ---- */

static bool
has_column(const struct rows *rows, const char *column)
{
	for (uint32_t i = 0; i < rows->text.rows[0].count; i++)
		if (strcmp(rows->text.rows[0].cells[i], column) == 0)
			return true;
	return false;
}

/* As people read it, without the words that a cell of a table leaves out. */
static const char *
as_cell(const struct json_value *decision)
{
	const struct json_value *decided = json_member(decision, "decided");
	const char *outcome = json_member_text(decision, "outcome");

	if (decided == NULL || decided->kind != JSON_TRUE || strcmp(outcome, "nothing") == 0 ||
	    strcmp(outcome, "blank") == 0)
		return "";
	return outcome;
}

static void
compare_part(struct checking *checking, const char *row, const struct json_value *decision,
    const char *part)
{
	const char *column = json_member_text(decision, "column"),
		   *said = json_member_text(decision, part), *is;
	char name[300];

	snprintf(name, sizeof name, "%s_%s", column, part);
	if (!has_column(&checking->now, name))
		return;
	is = find_cell(&checking->now, row, name);
	checking->answers++;
	if (is == NULL || strcmp(is, said) != 0)
		fail(checking, row, name, said, is == NULL ? "not there" : is);
}

static void
compare_decision(struct checking *checking, const char *row, const struct json_value *decision)
{
	const char *column = json_member_text(decision, "column"), *said = as_cell(decision),
		   *is = find_cell(&checking->now, row, column);

	checking->answers++;
	if (is == NULL || strcmp(is, said) != 0)
		fail(checking, row, column, said, is == NULL ? "not there" : is);
	compare_part(checking, row, decision, "why");
	compare_part(checking, row, decision, "clause");
	compare_part(checking, row, decision, "needs");
}

/* ---- changes ---- */

static const char *
text_of(const struct json_value *object, const char *key)
{
	const char *text = json_member_text(object, key);

	return text == NULL ? "" : text;
}

static int
by_change(const void *a, const void *b)
{
	const struct change *left = a, *right = b;
	int order = strcmp(left->kind, right->kind);

	order = order != 0 ? order : strcmp(left->file, right->file);
	order = order != 0 ? order : (left->line > right->line) - (left->line < right->line);
	order = order != 0 ? order : strcmp(left->column, right->column);
	order = order != 0 ? order : strcmp(left->setting, right->setting);
	return order != 0 ? order : strcmp(left->to, right->to);
}

/* From the first byte of a record to behind its last; quotation marks hold line breaks. */
static size_t
record_end(const struct buffer *bytes, size_t at, uint64_t *lines)
{
	bool quoted = false;

	for (; at < bytes->length; at++) {
		quoted ^= bytes->at[at] == '"';
		if (bytes->at[at] != '\n')
			continue;
		++*lines;
		if (!quoted)
			return at + 1;
	}
	return at;
}

/* From the first byte of a cell to behind its last. */
static size_t
cell_end(const struct buffer *bytes, size_t at, size_t end)
{
	bool quoted = false;

	for (; at < end; at++) {
		quoted ^= bytes->at[at] == '"';
		if (!quoted && strchr(",\r\n", bytes->at[at]) != NULL)
			return at;
	}
	return at;
}

static uint32_t
column_number(struct checking *checking, const struct buffer *bytes, const char *column)
{
	struct csvtext head;
	uint64_t lines = 0;

	if (!csvtext_read(&head, &checking->arena, bytes->at, record_end(bytes, 0, &lines)))
		give_up("has no heading to be read", column);
	for (uint32_t i = 0; i < head.rows[0].count; i++)
		if (strcmp(head.rows[0].cells[i], column) == 0)
			return i;
	give_up("there is no such heading in the file", column);
	return 0;
}

static void
add_cell(struct buffer *out, const char *text)
{
	if (strpbrk(text, ",\"\n") == NULL) {
		buffer_text(out, text);
		return;
	}
	buffer_char(out, '"');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			buffer_char(out, '"');
		buffer_char(out, *text);
	}
	buffer_char(out, '"');
}

/* The file with that cell changed, also where the same row stands in it once more (it is read
 * once). */
static void
write_changed(struct checking *checking, const struct change *change, const char *path)
{
	struct buffer bytes = BUFFER_INIT, out = BUFFER_INIT;
	size_t ours = 0, ours_end = 0, at;
	uint64_t line = 1;
	uint32_t column;
	FILE *file;

	read_file(&bytes, change->file);
	column = column_number(checking, &bytes, change->column);
	for (at = 0; at < bytes.length && line <= change->line;) {
		uint64_t begins = line;
		size_t end = record_end(&bytes, at, &line);

		if (begins == change->line) {
			ours = at;
			ours_end = end;
		}
		at = end;
	}
	if (ours_end == 0)
		give_up("no row begins in the line of a change", change->file);
	for (at = 0; at < bytes.length;) {
		size_t end = record_end(&bytes, at, &line), from = at, to;

		if (end - at != ours_end - ours ||
		    memcmp(bytes.at + at, bytes.at + ours, end - at) != 0) {
			buffer_add(&out, bytes.at + at, end - at);
			at = end;
			continue;
		}
		for (uint32_t i = 0; i < column; i++)
			from = cell_end(&bytes, from, end) + 1;
		to = cell_end(&bytes, from, end);
		buffer_add(&out, bytes.at + at, from - at);
		add_cell(&out, change->to);
		buffer_add(&out, bytes.at + to, end - to);
		at = end;
	}
	file = fopen(path, "wb");
	if (file == NULL || fwrite(out.at, 1, out.length, file) != out.length)
		give_up("cannot be written", path);
	fclose(file);
	buffer_release(&bytes);
	buffer_release(&out);
}

static void
run_with(struct checking *checking, const struct change *change, const char *out)
{
	char command[4000], how[1500], path[1000];
	const char *day = checking->day;

	how[0] = '\0';
	if (strcmp(change->kind, "date") == 0) {
		day = change->to;
	} else if (strcmp(change->kind, "setting") == 0) {
		snprintf(how, sizeof how, "--set '%s=%s'", change->setting, change->to);
	} else {
		snprintf(path, sizeof path, "%s/changed.csv", checking->scratch);
		write_changed(checking, change, path);
		snprintf(how, sizeof how, "'%s=%s'", change->table, path);
	}
	snprintf(command, sizeof command,
	    "'%s' run %s %s --on %s --table %s --columns %s --format csv --quiet >'%s' "
	    "2>'%s/messages' || { [ $? -ge 2 ] && cat '%s/messages' >&2; }",
	    checking->writ, checking->data, how, day, checking->table, checking->columns, out,
	    checking->scratch, checking->scratch);
	if (system(command) == -1)
		give_up("cannot be run", command);
}

/* The promises of one and the same change, of all rows. */
static void
make_change(struct checking *checking, const struct change *changes, uint32_t count)
{
	struct arena arena = ARENA_INIT;
	struct rows then = { 0 };
	char path[1000], what[2000];

	snprintf(path, sizeof path, "%s/then.csv", checking->scratch);
	run_with(checking, &changes[0], path);
	read_rows(checking, &then, &arena, path);
	checking->made++;
	for (uint32_t i = 0; i < count; i++) {
		const struct change *change = &changes[i];
		const char *column = text_of(change->told, "decision"),
			   *outcome = text_of(change->told, "outcome"),
			   *is = find_cell(&then, change->row, column),
			   *was = find_cell(&checking->now, change->row, column);
		bool another = strcmp(outcome, "another text") == 0;

		outcome = strcmp(outcome, "nothing") == 0 ? "" : outcome;
		checking->promised++;
		snprintf(what, sizeof what, "%s, %s", column, text_of(change->told, "words"));
		if (is == NULL || was == NULL)
			fail(checking, change->row, what, outcome, "not there");
		else if (another ? *is == '\0' : strcmp(is, outcome) != 0)
			fail(checking, change->row, what, outcome, is);
		else if (strcmp(is, was) == 0)
			fail(checking, change->row, what, "a change", "the same as before");
		else
			checking->flips++;
	}
	arena_release(&arena);
}

static uint32_t
collect_changes(struct checking *checking, const struct json_value *rows, struct change **out)
{
	struct change *changes = NULL;
	uint32_t count = 0, room = 0;

	for (const struct json_value *row = rows->first; row != NULL; row = row->next) {
		const struct json_value *what_if = json_member(row, "what_if"), *list, *told;

		if (what_if == NULL)
			continue;
		checking->searches++;
		checking->stopped += json_member(what_if, "complete")->kind == JSON_FALSE;
		list = json_member(what_if, "changes");
		for (told = list->first; told != NULL; told = told->next) {
			struct change change = { .told = told, .row = text_of(row, "row"),
				.file = text_of(told, "file"), .column = text_of(told, "column"),
				.to = text_of(told, "to"), .kind = text_of(told, "kind"),
				.setting = text_of(told, "setting"),
				.table = text_of(told, "table") };

			json_member_count(told, "line", &change.line);
			if (count == room) {
				room = room * 2 + 64;
				changes = memory_grow(changes, room, sizeof *changes);
			}
			changes[count++] = change;
		}
	}
	checking->told = count;
	*out = changes;
	return count;
}

static void
make_changes(struct checking *checking, const struct json_value *rows, uint32_t every)
{
	struct change *changes;
	uint32_t count = collect_changes(checking, rows, &changes), number = 0;

	if (count > 0)
		qsort(changes, count, sizeof *changes, by_change);
	for (uint32_t i = 0, next; i < count; i = next) {
		for (next = i + 1; next < count && by_change(&changes[i], &changes[next]) == 0;)
			next++;
		if (number++ % every == 0)
			make_change(checking, &changes[i], next - i);
	}
	memory_free(changes);
}

int
main(int count, char **words)
{
	struct checking checking = { .arena = ARENA_INIT };
	struct buffer bytes = BUFFER_INIT;
	const struct json_value *explained, *rows;
	uint32_t every, there;
	size_t wrong;

	if (count < 10)
		give_up("usage", "see the top of agrees.c");
	checking.writ = words[1];
	checking.data = words[2];
	checking.day = words[3];
	checking.table = words[4];
	checking.keys = (uint32_t)atoi(words[5]);
	checking.columns = words[6];
	checking.scratch = words[9];
	every = count > 10 ? (uint32_t)atoi(words[10]) : 1;
	read_rows(&checking, &checking.now, &checking.arena, words[7]);
	read_file(&bytes, words[8]);
	explained = json_read(&checking.arena, bytes.at, bytes.length, &wrong);
	rows = explained == NULL ? NULL : json_member(explained, "rows");
	if (rows == NULL)
		give_up("is no JSON of explain", words[8]);
	there = checking.now.text.count - 1;
	if (rows->count != there && (count < 12 || strcmp(words[11], "some") != 0))
		fail(&checking, "", "rows", "as many as the run has", "not so many");
	for (const struct json_value *row = rows->first; row != NULL; row = row->next) {
		const char *name = text_of(row, "row");

		if (find_row(&checking.now, name) == NULL)
			fail(&checking, name, "the row", "there", "not there");
		for (const struct json_value *decision = json_member(row, "decisions")->first;
		     decision != NULL; decision = decision->next)
			compare_decision(&checking, name, decision);
	}
	make_changes(&checking, rows, every);
	printf("%-14s %5" PRIu32 " rows, %6u answers compared; what if of %u rows: %u changes "
	       "told, %u runs made for %u of them, %u flips seen, %u searches stopped early; "
	       "%u disagreements\n",
	    checking.table, rows->count, checking.answers, checking.searches, checking.told,
	    checking.made, checking.promised, checking.flips, checking.stopped, checking.bad);
	buffer_release(&bytes);
	arena_release(&checking.arena);
	return checking.bad == 0 ? 0 : 1;
}
