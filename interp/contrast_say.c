/* contrast_say: what comes out otherwise, for people and as CSV. */
#include <string.h>

#include "interp/contrast.h"
#include "interp/csvout.h"
#include "interp/grid.h"
#include "interp/grid_display.h"

/* Enough to see what kind of rows they are; all of them are in the CSV. */
enum { ROWS_SHOWN = 20, OUTCOMES_IN_A_MATRIX = 5, OUTCOMES_MAX = 64 };

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

/* ---- from what to what ---- */

struct outcomes {
	const char *names[OUTCOMES_MAX];
	uint32_t count;
	uint32_t *cells;	/* [before][after] */
};

static uint32_t
outcome_index(struct outcomes *outcomes, const char *name)
{
	uint32_t i = 0;

	while (i < outcomes->count && outcomes->names[i] != name)
		i++;
	if (i == outcomes->count && i < OUTCOMES_MAX)
		outcomes->names[outcomes->count++] = name;
	return i;
}

/* In the order of the text; what is no label stands behind them. */
static void
order_outcomes(struct outcomes *outcomes, const struct contrast *contrast, uint32_t column)
{
	const struct label_set *sets[2] = { contrast->columns[column].after->type.labels,
		contrast->columns[column].before->type.labels };

	for (int s = 0; s < 2; s++)
		for (uint32_t l = 0; sets[s] != NULL && l < sets[s]->count; l++)
			for (uint32_t i = 0; i < contrast->pair_count; i++) {
				for (int side = 0; side < 2; side++) {
					const struct snapshot_cell *cell = contrast_cell(
					    contrast, &contrast->pairs[i], column, side == 1);

					if (cell != NULL &&
					    strcmp(cell->value, sets[s]->names[l]) == 0)
						outcome_index(outcomes, cell->value);
				}
			}
}

static bool
count_outcomes(struct outcomes *outcomes, struct arena *arena, const struct contrast *contrast,
    uint32_t column)
{
	outcomes->count = 0;
	outcomes->cells = arena_array(arena, uint32_t, OUTCOMES_MAX * OUTCOMES_MAX);
	order_outcomes(outcomes, contrast, column);
	for (uint32_t i = 0; i < contrast->pair_count; i++) {
		const struct snapshot_cell *before =
		    contrast_cell(contrast, &contrast->pairs[i], column, false);
		const struct snapshot_cell *after =
		    contrast_cell(contrast, &contrast->pairs[i], column, true);
		uint32_t a, b;

		if (before == NULL || after == NULL)
			continue;
		a = outcome_index(outcomes, before->value);
		b = outcome_index(outcomes, after->value);
		if (a == OUTCOMES_MAX || b == OUTCOMES_MAX)
			return false;
		outcomes->cells[a * OUTCOMES_MAX + b]++;
	}
	return true;
}

static void
put_cell(struct grid_cell *cell, const char *text)
{
	cell->plain = cell->reader = text;
}

static void
put_number(struct grid_cell *cell, struct arena *arena, uint32_t number)
{
	put_cell(cell, number == 0 ? "-" : arena_printf(arena, "%u", (unsigned)number));
}

static void
say_matrix(struct buffer *out, struct arena *arena, const struct outcomes *outcomes, int width)
{
	struct grid *grid = grid_make(arena, "", "", outcomes->count + 1);

	grid->columns[0] = (struct grid_column){ "", "Before, and after:", KIND_TEXT };
	for (uint32_t i = 0; i < outcomes->count; i++)
		grid->columns[i + 1] = (struct grid_column){ "", outcomes->names[i], KIND_NUMBER };
	for (uint32_t a = 0; a < outcomes->count; a++) {
		struct grid_cell *row = grid_add_row(grid);

		put_cell(&row[0], outcomes->names[a]);
		for (uint32_t b = 0; b < outcomes->count; b++)
			put_number(&row[b + 1], arena, outcomes->cells[a * OUTCOMES_MAX + b]);
	}
	grid_text(out, grid, width, false);
}

static void
say_list(struct buffer *out, struct arena *arena, const struct outcomes *outcomes, int width)
{
	struct grid *grid = grid_make(arena, "", "", 3);

	grid->columns[0] = (struct grid_column){ "", "Before", KIND_TEXT };
	grid->columns[1] = (struct grid_column){ "", "After", KIND_TEXT };
	grid->columns[2] = (struct grid_column){ "", "Rows", KIND_NUMBER };
	for (uint32_t a = 0; a < outcomes->count; a++)
		for (uint32_t b = 0; b < outcomes->count; b++) {
			struct grid_cell *row;

			if (outcomes->cells[a * OUTCOMES_MAX + b] == 0)
				continue;
			row = grid_add_row(grid);
			put_cell(&row[0], outcomes->names[a]);
			put_cell(&row[1], a == b ? "the same" : outcomes->names[b]);
			put_number(&row[2], arena, outcomes->cells[a * OUTCOMES_MAX + b]);
		}
	grid_text(out, grid, width, false);
}

static bool
has_outcomes(const struct contrast_column *column)
{
	return column->after->type.labels != NULL && column->before->type.labels != NULL;
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

static uint32_t
count_changes(const struct contrast *contrast, uint32_t column)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < contrast->pair_count; i++)
		count += contrast_differs(contrast, &contrast->pairs[i], column);
	return count;
}

static void
say_outcome(struct buffer *out, struct arena *arena, const struct contrast *contrast,
    uint32_t column, int width)
{
	uint32_t count = count_changes(contrast, column);
	struct outcomes outcomes;

	if (count == 0)
		return;
	buffer_printf(out, "\n%s: ", contrast->columns[column].after->name);
	say_count(out, count, "row");
	buffer_char(out, '\n');
	if (has_outcomes(&contrast->columns[column]) &&
	    count_outcomes(&outcomes, arena, contrast, column)) {
		if (outcomes.count <= OUTCOMES_IN_A_MATRIX)
			say_matrix(out, arena, &outcomes, width);
		else
			say_list(out, arena, &outcomes, width);
	}
	buffer_char(out, '\n');
	say_rows(out, contrast, column);
}

/* What is worked out on the way: how many rows, and the first of them. */
static void
say_on_the_way(struct buffer *out, const struct contrast *contrast, uint32_t column, bool *first)
{
	uint32_t count = count_changes(contrast, column);

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

static bool
is_due(const struct snapshot_cell *cell)
{
	return cell != NULL && strcmp(cell->value, "Due") == 0;
}

static void
say_letters(struct buffer *out, const struct contrast *contrast, uint32_t column, bool more)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < contrast->pair_count; i++) {
		const struct contrast_pair *pair = &contrast->pairs[i];

		if (!is_due(contrast_cell(contrast, pair, column, more)) ||
		    is_due(contrast_cell(contrast, pair, column, !more)))
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
		"clause_before", "clause_after" };

	if (excel)
		buffer_text(out, "\xEF\xBB\xBF");
	for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
		add_cell(out, headings[i], i == 0);
	csvout_end(out, excel);
}

static void
csv_line(struct buffer *out, const struct contrast *contrast, const struct contrast_pair *pair,
    const char *column, const struct snapshot_cell *before, const struct snapshot_cell *after,
    bool excel)
{
	static const struct snapshot_cell none = { "no such row", "" };

	before = before == NULL ? &none : before;
	after = after == NULL ? &none : after;
	add_cell(out, contrast->after->name, true);
	add_cell(out, contrast_key(contrast, pair), false);
	add_cell(out, column, false);
	add_cell(out, before->value, false);
	add_cell(out, after->value, false);
	add_cell(out, before->clause, false);
	add_cell(out, after->clause, false);
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
			csv_line(out, contrast, pair, "",
			    pair->before == UINT32_MAX ? NULL : &there,
			    pair->after == UINT32_MAX ? NULL : &there, excel);
		for (uint32_t c = 0; both && c < contrast->column_count; c++)
			if (contrast_differs(contrast, pair, c))
				csv_line(out, contrast, pair, contrast->columns[c].after->name,
				    contrast_cell(contrast, pair, c, false),
				    contrast_cell(contrast, pair, c, true), excel);
	}
}
