/* contrast_say: what comes out otherwise, for people and as CSV. */
#include <string.h>

#include "interp/contrast_parts.h"
#include "interp/csvout.h"
#include "interp/grid_display.h"

/* Enough to see what kind of rows they are; all of them are in the CSV. */
enum { ROWS_SHOWN = 20 };

static void
say_text(struct buffer *out, const char *text)
{
	display_add(out, text, strlen(text));
}

static void
say_count(struct buffer *out, uint32_t count, const char *thing)
{
	buffer_printf(out, "%u %s%s", (unsigned)count, thing, count == 1 ? "" : "s");
}

/* ---- row by row ---- */

static void
say_value(struct buffer *out, const struct snapshot_cell *cell)
{
	say_text(out, cell->value);
	if (cell->clause[0] == '\0')
		return;
	buffer_text(out, "  [");
	say_text(out, cell->clause);
	buffer_char(out, ']');
}

static void
say_rows(struct buffer *out, const struct contrast *contrast, uint32_t column)
{
	uint32_t shown = 0, more = 0;

	for (uint32_t i = 0; i < contrast->pair_count; i++) {
		const struct contrast_pair *pair = &contrast->pairs[i];

		if (!contrast_differs(contrast, pair, column))
			continue;
		if (shown++ >= ROWS_SHOWN) {
			more++;
			continue;
		}
		buffer_text(out, "  ");
		say_text(out, contrast_key(contrast, pair));
		buffer_text(out, "\n    before  ");
		say_value(out, contrast_cell(contrast, pair, column, false));
		buffer_text(out, "\n    after   ");
		say_value(out, contrast_cell(contrast, pair, column, true));
		buffer_char(out, '\n');
	}
	if (more > 0)
		buffer_printf(
		    out, "  and %u more; --format csv lists all\n", (unsigned)more);
}

static void
say_outcome(struct buffer *out, struct arena *arena, const struct contrast *contrast,
    uint32_t column, int width)
{
	uint32_t count = contrast_count(contrast, column);
	struct outcomes outcomes;

	if (count == 0)
		return;
	buffer_printf(out, "\n%s: ", contrast->columns[column].after->name);
	say_count(out, count, "row");
	buffer_char(out, '\n');
	if (contrast_outcomes(&outcomes, arena, contrast, column))
		grid_text(out, contrast_grid(arena, &outcomes, ""), width, false);
	buffer_char(out, '\n');
	say_rows(out, contrast, column);
}

/* What is worked out on the way: how many rows, and the first of them. */
static void
say_on_the_way(struct buffer *out, const struct contrast *contrast, uint32_t column, bool *first)
{
	uint32_t count = contrast_count(contrast, column);

	if (count == 0)
		return;
	buffer_text(out, *first ? "\nOn the way there:\n" : "");
	*first = false;
	for (uint32_t i = 0; i < contrast->pair_count; i++) {
		const struct contrast_pair *pair = &contrast->pairs[i];

		if (!contrast_differs(contrast, pair, column))
			continue;
		buffer_printf(out, "  %s: ", contrast->columns[column].after->name);
		say_count(out, count, "row");
		buffer_text(out, count > 1 ? ", the first " : ", ");
		say_text(out, contrast_key(contrast, pair));
		buffer_text(out, ": ");
		say_text(out, contrast_cell(contrast, pair, column, true)->value);
		buffer_text(out, " instead of ");
		say_text(out, contrast_cell(contrast, pair, column, false)->value);
		buffer_char(out, '\n');
		return;
	}
}

/* ---- letters ---- */

static void
say_letters(struct buffer *out, const struct contrast *contrast, uint32_t column, bool more)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < contrast->pair_count; i++) {
		const struct contrast_pair *pair = &contrast->pairs[i];

		if (!contrast_letter(contrast, pair, column, more))
			continue;
		if (count++ < ROWS_SHOWN) {
			buffer_text(out, count > 1 ? "; " : more ? "\nMore letters, " : "\nFewer "
			    "letters, ");
			if (count == 1)
				buffer_printf(
				    out, "%s: ", contrast->columns[column].after->name);
			say_text(out, contrast_key(contrast, pair));
		}
	}
	if (count > ROWS_SHOWN)
		buffer_printf(out, "; and %u more", (unsigned)(count - ROWS_SHOWN));
	if (count > 0)
		buffer_char(out, '\n');
}

/* ---- rows that are not there ---- */

static void
say_missing(struct buffer *out, const struct contrast *contrast, bool after)
{
	uint32_t count = after ? contrast->only_after : contrast->only_before, shown = 0;

	if (count == 0)
		return;
	buffer_text(out, after ? "\nOnly after: " : "\nOnly before: ");
	say_count(out, count, "row");
	for (uint32_t i = 0; i < contrast->pair_count && shown < ROWS_SHOWN; i++) {
		const struct contrast_pair *pair = &contrast->pairs[i];

		if ((after ? pair->before : pair->after) != UINT32_MAX)
			continue;
		buffer_text(out, shown++ == 0 ? ": " : "; ");
		say_text(out, contrast_key(contrast, pair));
	}
	if (count > shown)
		buffer_printf(out, "; and %u more", (unsigned)(count - shown));
	buffer_char(out, '\n');
}

void
contrast_say(struct buffer *out, struct arena *arena, const struct contrast *contrast, int width)
{
	bool first = true;

	buffer_printf(out, "\n%s: ", contrast->after->name);
	if (contrast->changed == 0)
		buffer_text(out, contrast->both == 1 ? "the " : "all ");
	else
		buffer_printf(out, "%u of ", (unsigned)contrast->changed);
	say_count(out, contrast->both, "row");
	buffer_text(out, contrast->changed == 1 || contrast->both == 1 ? " comes" : " come");
	buffer_text(out, contrast->changed == 0 ? " out as before\n" : " out otherwise\n");
	say_missing(out, contrast, false);
	say_missing(out, contrast, true);
	for (uint32_t i = 0; i < contrast->column_count; i++)
		if (contrast->columns[i].is_outcome)
			say_outcome(out, arena, contrast, i, width);
	for (uint32_t i = 0; i < contrast->column_count; i++) {
		if (contrast->columns[i].after->origin != COLUMN_LETTER)
			continue;
		say_letters(out, contrast, i, true);
		say_letters(out, contrast, i, false);
	}
	for (uint32_t i = 0; i < contrast->column_count; i++)
		if (!contrast->columns[i].is_outcome)
			say_on_the_way(out, contrast, i, &first);
}

/* ---- CSV ---- */

static void
add_cell(struct buffer *out, const char *text, bool first)
{
	uint64_t neutralised = 0;

	csvout_cell(out, text, strlen(text), first, true, &neutralised);
}

void
contrast_csv_headings(struct buffer *out, bool excel)
{
	static const char *const headings[] = { "table", "row", "column", "before", "after",
		"clause_before", "clause_after", "kind" };

	if (excel)
		buffer_text(out, "\xEF\xBB\xBF");
	for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
		add_cell(out, headings[i], i == 0);
	csvout_end(out, excel);
}

static void
csv_line(struct buffer *out, const struct contrast *contrast, const struct contrast_pair *pair,
    const struct contrast_column *column, const struct snapshot_cell *before,
    const struct snapshot_cell *after, bool excel)
{
	static const struct snapshot_cell none = { "no such row", "" };

	before = before == NULL ? &none : before;
	after = after == NULL ? &none : after;
	add_cell(out, contrast->after->name, true);
	add_cell(out, contrast_key(contrast, pair), false);
	add_cell(out, column == NULL ? "" : column->after->name, false);
	add_cell(out, before->value, false);
	add_cell(out, after->value, false);
	add_cell(out, before->clause, false);
	add_cell(out, after->clause, false);
	add_cell(out,
	    column == NULL		? "row" :
		    column->is_outcome ? "outcome" :
					 "on the way",
	    false);
	csvout_end(out, excel);
}

void
contrast_csv(struct buffer *out, const struct contrast *contrast, bool excel)
{
	static const struct snapshot_cell there = { "there is a row", "" };

	for (uint32_t i = 0; i < contrast->pair_count; i++) {
		const struct contrast_pair *pair = &contrast->pairs[i];
		bool both = pair->before != UINT32_MAX && pair->after != UINT32_MAX;

		if (!both)
			csv_line(out, contrast, pair, NULL,
			    pair->before == UINT32_MAX ? NULL : &there,
			    pair->after == UINT32_MAX ? NULL : &there, excel);
		for (uint32_t c = 0; both && c < contrast->column_count; c++)
			if (contrast_differs(contrast, pair, c))
				csv_line(out, contrast, pair, &contrast->columns[c],
				    contrast_cell(contrast, pair, c, false),
				    contrast_cell(contrast, pair, c, true), excel);
	}
}
