/* verify_rows: which decisions differ: rows by their keys, lines of the log by their numbers. */
#include "interp/verify_parts.h"

#include <stdlib.h>
#include <string.h>

#include "interp/basis.h"
#include "interp/csvtext.h"
#include "interp/declog.h"
#include "interp/outfile.h"
#include "interp/rowsort.h"

enum { TABLE_MAX = 512 * 1024 * 1024 };

/* ---- decisions/<table>.csv ---- */

/* The rows of one file, sorted by their keys. */
struct rows_of {
	struct csvtext text;
	const struct csvtext_row **rows;
	uint32_t count, keys;
};

static int
compare_rows(const struct csvtext_row *a, const struct csvtext_row *b, uint32_t keys)
{
	for (uint32_t i = 0; i < keys; i++) {
		int order =
		    strcmp(i < a->count ? a->cells[i] : "", i < b->count ? b->cells[i] : "");

		if (order != 0)
			return order;
	}
	return 0;
}

static int
by_keys(const void *context, uint32_t a, uint32_t b)
{
	const struct rows_of *of = context;

	return compare_rows(&of->text.rows[a + 1], &of->text.rows[b + 1], of->keys);
}

/* All but the first, which has the headings. */
static void
sort_rows(struct rows_of *of, struct arena *arena)
{
	uint32_t *order = arena_array(arena, uint32_t, (size_t)of->count + 1);
	const struct csvtext_row **rows =
	    arena_array(arena, const struct csvtext_row *, (size_t)of->count + 1);

	for (uint32_t i = 0; i < of->count; i++)
		order[i] = i;
	rowsort(order, of->count, NULL, by_keys, of);
	for (uint32_t i = 0; i < of->count; i++)
		rows[i] = &of->text.rows[order[i] + 1];
	of->rows = rows;
}

static bool
read_rows(struct rows_of *of, struct arena *arena, const struct table *table, const char *bytes,
    size_t length)
{
	of->keys = table->key_count;
	if (!csvtext_read(&of->text, arena, bytes, length) || of->text.count == 0)
		return false;
	of->count = of->text.count - 1;
	sort_rows(of, arena);
	return true;
}

static const char *
key_of(struct arena *arena, const struct csvtext_row *row, uint32_t keys)
{
	const char *key = keys > 0 && row->count > 0 ? row->cells[0] : "";

	for (uint32_t i = 1; i < keys && i < row->count; i++)
		key = arena_printf(arena, "%s, %s", key, row->cells[i]);
	return key;
}

struct row_diff {
	struct verify *verify;
	struct arena *arena;
	const struct table *table;
	const struct csvtext_row *headings;
	uint64_t told, cells, rows;
	bool values;			/* the second time: what is no decision of its own */
};

static void
tell_row(struct row_diff *diff, const struct csvtext_row *row, const char *what)
{
	diff->rows++;
	if (diff->told++ < VERIFY_TOLD)
		buffer_printf(&diff->verify->out, "    %s %s %s\n", diff->table->name,
		    key_of(diff->arena, row, diff->table->key_count), what);
}

static const char *
shown(const char *cell)
{
	return *cell == '\0' ? "nothing, or not decided" : cell;
}

static void
compare_cells(struct row_diff *diff, const struct csvtext_row *there, const struct csvtext_row *now)
{
	bool any = false;

	for (uint32_t i = 0; i < diff->headings->count && i < there->count && i < now->count; i++) {
		const struct column *column = table_column(diff->table, diff->headings->cells[i]);

		if (column == NULL || column->origin == COLUMN_FIELD ||
		    strcmp(there->cells[i], now->cells[i]) == 0)
			continue;
		any = true;
		if (basis_is_decision(column) == diff->values)
			continue;
		diff->cells++;
		if (diff->told++ < VERIFY_TOLD)
			buffer_printf(&diff->verify->out,
			    "    %s %s: %s is %s in the folder, and %s when worked out again\n",
			    diff->table->name, key_of(diff->arena, now, diff->table->key_count),
			    column->name, shown(there->cells[i]), shown(now->cells[i]));
	}
	for (uint32_t i = 0; !any && diff->values && (i < there->count || i < now->count); i++)
		if (i >= there->count || i >= now->count ||
		    strcmp(there->cells[i], now->cells[i]) != 0) {
			tell_row(diff, now, "says something else, though it is decided alike");
			return;
		}
}

static void
compare_files(struct row_diff *diff, const struct rows_of *there, const struct rows_of *now)
{
	uint32_t i = 0, j = 0;

	while (i < there->count || j < now->count) {
		int order = i == there->count ? 1 : j == now->count ? -1
		    : compare_rows(there->rows[i], now->rows[j], diff->table->key_count);

		if (order == 0)
			compare_cells(diff, there->rows[i], now->rows[j]);
		else if (!diff->values)
			tell_row(diff, order < 0 ? there->rows[i] : now->rows[j],
			    order < 0 ? "is in the folder, and no row now" :
					"is a row now, and not in the folder");
		i += order <= 0;
		j += order >= 0;
	}
}

static const struct table *
table_of(const struct verify *verify, const char *name)
{
	size_t length = strlen(name), front = strlen("decisions/");

	if (length <= front + 4 || strncmp(name, "decisions/", front) != 0 ||
	    strcmp(name + length - 4, ".csv") != 0)
		return NULL;
	return program_table(verify->program,
	    arena_copy(verify->arena, name + front, length - front - 4));
}

void
verify_decisions(struct verify *verify, const char *name, struct platform_writer *again)
{
	const char *path = oldrun_path(&verify->old, verify->arena, name);
	struct row_diff diff = { .verify = verify, .table = table_of(verify, name) };
	struct arena arena = ARENA_INIT;
	struct buffer bytes = BUFFER_INIT;
	struct rows_of there = { .count = 0 }, now = { .count = 0 };
	bool too_long = false;
	size_t length = 0;
	char *old;

	if (diff.table == NULL || platform_written(again) > TABLE_MAX)
		return;
	old = platform_slurp(path, TABLE_MAX, &length, &too_long);
	if (old == NULL && !too_long)
		verify_unread(verify, path);
	else if (!outfile_retell(&bytes, again))
		verify_unread(verify, "what is worked out again");
	diff.arena = &arena;
	if (old != NULL && verify->unread.code == EXIT_DONE && bytes.length > 0 &&
	    read_rows(&there, &arena, diff.table, old, length) &&
	    read_rows(&now, &arena, diff.table, bytes.at, bytes.length)) {
		diff.headings = &now.text.rows[0];
		compare_files(&diff, &there, &now);
		diff.values = true;
		compare_files(&diff, &there, &now);
		if (diff.told > VERIFY_TOLD)
			buffer_printf(&verify->out,
			    "    in all %llu decisions and values differ, and %llu rows besides\n",
			    (unsigned long long)diff.cells, (unsigned long long)diff.rows);
	}
	platform_slurp_free(old);
	buffer_release(&bytes);
	arena_release(&arena);
}

/* ---- the log ---- */

struct log_diff {
	struct verify *verify;
	struct arena arena;
	struct log_lines there;
	uint64_t lines, told;
};

/* The first key of which the two say different things; the links of the chain are looked at
 * elsewhere. */
static const char *
first_difference(const struct json_value *there, const struct json_value *now)
{
	for (const struct json_value *member = now->first; member != NULL; member = member->next)
		if (strcmp(member->key, "previous") != 0 &&
		    !json_same(member, json_member(there, member->key)))
			return member->key;
	return there->count == now->count ? NULL : "keys";
}

/* Letters have no table of decisions; of them only a state that changed is news. */
static bool
is_letter(const struct verify *verify, const struct json_value *now, const char *key)
{
	const struct table *table = program_table(verify->program, json_member_text(now, "table"));
	const struct column *column =
	    table == NULL ? NULL : table_column(table, json_member_text(now, "decision"));

	return column != NULL && column->origin == COLUMN_LETTER && strcmp(key, "outcome") == 0;
}

/* Both figures of what differs in the line. */
static void
tell_parts(struct log_diff *diff, const struct json_value *there, const struct json_value *now,
    const char *key)
{
	buffer_printf(&diff->verify->out, "its \"%s\" differ%s\n", key,
	    key[strlen(key) - 1] == 's' ? "" : "s");
	verify_differ(diff->verify, there, now, " in the folder");
}

static void
tell_line(struct log_diff *diff, const struct json_value *there, const struct json_value *now,
    const char *key)
{
	const char *from = json_member_text(there, "outcome"),
		   *to = json_member_text(now, "outcome");

	if (diff->verify->tables_differ && !is_letter(diff->verify, now, key))
		return;			/* the tables say it better */
	if (diff->told++ >= VERIFY_TOLD)
		return;
	diff->verify->log_told = true;
	if (diff->told == 1)
		verify_say(diff->verify, DECLOG_NAME " does not say what is worked out now");
	buffer_printf(&diff->verify->out,
	    "    line %llu, %s %s, %s: ", (unsigned long long)diff->there.number,
	    json_member_text(now, "table"), json_member_text(now, "row"),
	    json_member_text(now, "decision"));
	if (there == NULL)
		buffer_text(&diff->verify->out, "is no JSON in the folder\n");
	else if (strcmp(key, "outcome") == 0)
		buffer_printf(&diff->verify->out,
		    "%s in the folder, and %s when worked out again\n",
		    from == NULL ? "no outcome" : from, to == NULL ? "no outcome" : to);
	else
		tell_parts(diff, there, now, key);
}

static void
count_line(void *context, const char *line, size_t length)
{
	struct log_diff *diff = context;

	(void)line;
	(void)length;
	diff->lines++;
}

static void
compare_line(void *context, const char *line, size_t length)
{
	struct log_diff *diff = context;
	const struct json_value *there, *now;
	const char *key;
	size_t wrong;

	if (!log_lines_next(&diff->there))
		return;
	if (diff->there.length == length && memcmp(diff->there.line, line, length) == 0)
		return;
	there = json_read(&diff->arena, diff->there.line, diff->there.length, &wrong);
	now = json_read(&diff->arena, line, length, &wrong);
	key = there == NULL || there->kind != JSON_OBJECT ? "" :
	    now == NULL                                   ? NULL :
							    first_difference(there, now);
	if (key != NULL)
		tell_line(diff, there != NULL && there->kind == JSON_OBJECT ? there : NULL, now,
		    key);
	arena_release(&diff->arena);
}

/* Line by line only when there are as many: else rows came or went, which the tables of decisions
 * tell better. */
void
verify_log(struct verify *verify, struct platform_writer *again)
{
	struct log_diff diff = { .verify = verify };
	const char *path = oldrun_path(&verify->old, verify->arena, DECLOG_NAME);
	bool told;

	if (!log_lines_open(&diff.there, path)) {
		verify_unread(verify, path);
		return;
	}
	told = verify_lines(again, count_line, &diff);
	if (diff.lines == verify->log_lines)
		told = told && verify_lines(again, compare_line, &diff);
	if (!told)
		verify_unread(verify, "what is worked out again");
	log_lines_whole(&diff.there, &verify->unread);
	if (diff.told > VERIFY_TOLD)
		buffer_printf(&verify->out, "    and %llu more lines\n",
		    (unsigned long long)(diff.told - VERIFY_TOLD));
	log_lines_close(&diff.there);
	arena_release(&diff.arena);
}
