/*
 * testcompare: a report against the file it is expected to be like. Columns are found by their
 * headings and rows by their keys, so one column more, or one row, is one difference and not one in
 * every cell.
 */
#include <string.h>

#include "interp/testrun_parts.h"
#include "interp/whatif.h"

enum { DIFFERENCES_SHOWN = 5 };

#define NO_PLACE UINT32_MAX

struct compared {
	struct one_test *run;
	const struct expectation *expect;
	const struct csvtext *want, *have;
	uint32_t *column;		/* by column of `want`: that of `have`, or NO_PLACE */
	uint32_t *row;			/* by row of `want` */
	uint32_t keys;			/* columns of `have` that tell rows apart */
	uint32_t differences;
};

static const char *
cell_at(const struct csvtext *text, uint32_t row, uint32_t column)
{
	return row < text->count && column < text->rows[row].count ? text->rows[row].cells[column] :
								     "";
}

static void
differs(struct compared *at, const char *text)
{
	if (at->differences++ < DIFFERENCES_SHOWN)
		test_fail(at->run, at->expect->at,
		    arena_printf(&at->run->arena, "report %s %s", at->expect->report->name, text));
}

/* Each of `count` places of `want` gets the first place of `have` that is the same and not taken,
 * the same place first. */
static void
pair(const struct compared *at, uint32_t *place, uint32_t wants, uint32_t haves, bool *taken,
    bool (*same)(const struct compared *at, uint32_t want, uint32_t have))
{
	for (uint32_t i = 0; i < wants; i++) {
		place[i] = i < haves && same(at, i, i) ? i : NO_PLACE;
		if (place[i] != NO_PLACE)
			taken[i] = true;
	}
	for (uint32_t i = 0; i < wants; i++)
		for (uint32_t n = 0; n < haves && place[i] == NO_PLACE; n++)
			if (!taken[n] && same(at, i, n)) {
				place[i] = n;
				taken[n] = true;
			}
}

static bool
same_heading(const struct compared *at, uint32_t want, uint32_t have)
{
	return strcmp(cell_at(at->want, 0, want), cell_at(at->have, 0, have)) == 0;
}

/* `want` and `have` count from the first row under the headings. */
static bool
same_keys(const struct compared *at, uint32_t want, uint32_t have)
{
	for (uint32_t i = 0; i < at->want->rows[0].count; i++)
		if (at->column[i] < at->keys &&
		    strcmp(cell_at(at->want, want + 1, i),
			cell_at(at->have, have + 1, at->column[i])) != 0)
			return false;
	return true;
}

static const char *
after_words(struct arena *arena, const struct csvtext *text, uint32_t column)
{
	return column == 0 ? "at its left" :
			     arena_printf(arena, "after '%s'", cell_at(text, 0, column - 1));
}

static bool
is_in_order(const uint32_t *place, uint32_t count)
{
	uint32_t last = 0;

	for (uint32_t i = 0; i < count; i++) {
		if (place[i] == NO_PLACE)
			continue;
		if (place[i] < last)
			return false;
		last = place[i];
	}
	return true;
}

static void
compare_headings(struct compared *at)
{
	struct arena *arena = &at->run->arena;
	uint32_t wants = at->want->rows[0].count, haves = at->have->rows[0].count;
	bool *taken = arena_array(arena, bool, haves);

	at->column = arena_array(arena, uint32_t, wants);
	pair(at, at->column, wants, haves, taken, same_heading);
	for (uint32_t i = 0; i < haves; i++)
		if (!taken[i])
			differs(at,
			    arena_printf(arena,
				"has a column '%s' that %s lacks (%s); the rest is compared by "
			        "heading",
				cell_at(at->have, 0, i), at->expect->file,
				after_words(arena, at->have, i)));
	for (uint32_t i = 0; i < wants; i++)
		if (at->column[i] == NO_PLACE)
			differs(at,
			    arena_printf(arena,
				"has no column '%s', which %s has (%s); the rest is compared by "
			        "heading",
				cell_at(at->want, 0, i), at->expect->file,
				after_words(arena, at->want, i)));
	if (!is_in_order(at->column, wants))
		differs(at,
		    arena_printf(arena,
			"has its columns in another order than %s; they are compared by heading",
			at->expect->file));
}

static void
compare_cells(struct compared *at, uint32_t want, uint32_t have)
{
	struct arena *arena = &at->run->arena;

	for (uint32_t i = 0; i < at->want->rows[0].count; i++) {
		const char *wanted = cell_at(at->want, want, i), *found;

		if (at->column[i] == NO_PLACE)
			continue;
		found = cell_at(at->have, have, at->column[i]);
		if (strcmp(wanted, found) != 0)
			differs(at,
			    arena_printf(arena, "row '%s', column '%s': %s, but %s has %s",
				cell_at(at->have, have, 0), cell_at(at->want, 0, i),
				found[0] != '\0' ? found : "an empty cell", at->expect->file,
				wanted[0] != '\0' ? wanted : "an empty cell"));
	}
	if (at->want->rows[want].count != at->want->rows[0].count)
		differs(at,
		    arena_printf(arena, "row '%s': %s has %u cells there, and %u headings",
			cell_at(at->have, have, 0), at->expect->file,
			(unsigned)at->want->rows[want].count, (unsigned)at->want->rows[0].count));
}

static void
compare_rows(struct compared *at)
{
	struct arena *arena = &at->run->arena;
	uint32_t wants = at->want->count - 1, haves = at->have->count - 1;
	bool *taken = arena_array(arena, bool, haves);

	at->row = arena_array(arena, uint32_t, wants);
	pair(at, at->row, wants, haves, taken, same_keys);
	for (uint32_t i = 0; i < wants; i++) {
		if (at->row[i] == NO_PLACE)
			differs(at,
			    arena_printf(arena, "has no row '%s', which %s has",
				cell_at(at->want, i + 1, 0), at->expect->file));
		else
			compare_cells(at, i + 1, at->row[i] + 1);
	}
	for (uint32_t i = 0; i < haves; i++)
		if (!taken[i])
			differs(at,
			    arena_printf(arena, "has a row '%s' that %s does not have",
				cell_at(at->have, i + 1, 0), at->expect->file));
	if (!is_in_order(at->row, wants))
		differs(at,
		    arena_printf(arena, "has its rows in another order than %s", at->expect->file));
}

/* The file that all rows of the table come from, or NULL. */
static const char *
file_of(const struct one_test *run, const struct table *table)
{
	const char *file = NULL;

	for (uint32_t i = 0; i < run->test->given_count; i++) {
		const struct test_rows *given = &run->test->givens[i];

		if (given->table != table)
			continue;
		if (file != NULL || given->file == NULL || run->sheets[i] != NULL)
			return NULL;
		file = given->file;
	}
	return file;
}

/* Why no command of the shell does what the test does: rows written in it, a setting that nobody
 * may vary. NULL where one does. */
static const char *
why_not_run(struct one_test *run)
{
	for (uint32_t i = 0; i < run->program->table_count; i++)
		if (run->program->tables[i]->file != NULL &&
		    file_of(run, run->program->tables[i]) == NULL)
			return "its rows stand in the test";
	for (uint32_t i = 0; i < run->test->set_count; i++)
		if (run->test->sets[i].setting->may_vary == MAY_NOT_VARY)
			return arena_printf(&run->arena, "'%s' may vary in a test only",
			    run->test->sets[i].setting->name);
	return NULL;
}

static void
say_word(struct buffer *out, const char *before, const char *word)
{
	const char *mark = strpbrk(word, " '()&;") != NULL ? "\"" : "";

	buffer_printf(out, " %s%s%s%s", mark, before, word, mark);
}

static void
say_how_to_renew(struct one_test *run, const struct expectation *expect)
{
	const struct program *program = run->program;
	size_t length = strlen(run->folder);
	const char *slash = length > 0 && run->folder[length - 1] == '/' ? "" : "/",
		   *why = why_not_run(run);
	const struct value on = { .state = GIVEN, .type = type_plain(KIND_DATE),
		.num = run->test->on };

	if (why != NULL) {
		buffer_printf(run->out,
		    "  if the report is right, change %s by hand, cell by cell as said above: %s, "
		    "so no run prints it\n",
		    expect->file, why);
		return;
	}
	buffer_text(run->out, "  if the report is right, this prints what ");
	buffer_text(run->out, expect->file);
	buffer_text(run->out, " should hold:\n    writ run");
	say_word(run->out, "", program->sources->first->name);
	for (uint32_t i = 0; i < program->table_count; i++)
		if (program->tables[i]->file != NULL)
			say_word(run->out,
			    arena_printf(&run->arena, "%s=", program->tables[i]->name),
			    arena_printf(&run->arena, "%s%s%s", run->folder, slash,
				file_of(run, program->tables[i])));
	buffer_printf(run->out, " --on %s", value_spell(&run->arena, &on, SPELL_PLAIN));
	for (uint32_t i = 0; i < run->test->set_count; i++)
		buffer_printf(run->out, " --set \"%s=%s\"", run->test->sets[i].setting->name,
		    whatif_setting_text(&run->arena, run->test->sets[i].values,
			run->test->sets[i].count));
	buffer_printf(run->out, " --table %s --format csv\n", expect->report->name);
}

void
test_compare(struct one_test *run, const struct expectation *expect, const struct csvtext *want,
    const struct csvtext *have)
{
	struct compared at = { .run = run, .expect = expect, .want = want, .have = have };

	if (want->count == 0) {
		test_fail(run, expect->at,
		    arena_printf(&run->arena, "%s is empty, not even headings", expect->file));
		return;
	}
	at.keys = expect->report->key_count > 0 ? expect->report->key_count : 1;
	compare_headings(&at);
	compare_rows(&at);
	if (at.differences == 0)
		return;
	if (at.differences > DIFFERENCES_SHOWN)
		test_fail(run, expect->at,
		    arena_printf(&run->arena, "… and %u more differences from %s",
			(unsigned)(at.differences - DIFFERENCES_SHOWN), expect->file));
	say_how_to_renew(run, expect);
}
