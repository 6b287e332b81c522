/* compare_reports: every cell of every report, and that the order of the rows changes nothing. */
#include <stdlib.h>
#include <string.h>

#include "tests/oracle/compare_parts.h"

/* ---- reports ---- */

static int
grid_column(const struct grid *grid, const char *name)
{
	for (uint32_t i = 0; i < grid->column_count; i++)
		if (strcmp(grid->columns[i].name, name) == 0)
			return (int)i;
	return -1;
}

static bool
cell_agrees(struct trial *trial, const struct report *report, const struct oracle_grid *ours,
    const struct grid *theirs, uint32_t row, uint32_t column)
{
	const struct oracle_cell *cell = &ours->cells[row * ours->width + column];
	const char *name = column < report->key_count
	    ? report->keys[column].name
	    : report->columns[column - report->key_count].name;
	/* Keys stand first, under their own names. */
	int at = column < report->key_count ? (int)column : grid_column(theirs, name);
	int beside = grid_column(theirs, arena_printf(trial->arena, "%s_undecided", name));
	const char *shown_text, *undecided;

	trial->what = arena_printf(trial->arena, "report %s", name);
	if (at < 0) {
		buffer_printf(trial->why, "report %s has no column %s\n", report->name, name);
		return false;
	}
	shown_text = theirs->cells[row * theirs->column_count + (uint32_t)at].plain;
	undecided =
	    beside < 0 ? "0" : theirs->cells[row * theirs->column_count + (uint32_t)beside].plain;
	if (cell->not_compared)
		return true;
	if (strcmp(shown_text == NULL ? "" : shown_text, cell->text) != 0) {
		buffer_printf(trial->why, "report %s, row %u, %s: oracle '%s', engine '%s'\n",
		    report->name, (unsigned)row, name, cell->text,
		    shown_text == NULL ? "" : shown_text);
		return false;
	}
	if (column >= report->key_count &&
	    cell->undecided != strtoull(undecided == NULL ? "0" : undecided, NULL, 10)) {
		buffer_printf(trial->why,
		    "report %s, row %u, %s_undecided: oracle %llu, engine '%s'\n", report->name,
		    (unsigned)row, name, (unsigned long long)cell->undecided, undecided);
		return false;
	}
	return true;
}

bool
grids_agree(struct trial *trial, struct oracle *oracle, struct oracle_rows *rows,
    const struct report *report, const struct grid *theirs)
{
	struct oracle_grid ours;

	oracle_report(oracle, report, rows, &ours);
	if (ours.rows != theirs->row_count) {
		buffer_printf(trial->why,
		    "report %s has %u rows for the oracle, %u for the engine\n", report->name,
		    (unsigned)ours.rows, (unsigned)theirs->row_count);
		trial->what = arena_printf(trial->arena, "rows of %s", report->name);
		for (uint32_t r = 0; r < ours.rows; r++)
			buffer_printf(
			    trial->why, "  oracle: %s\n", ours.cells[r * ours.width].text);
		for (uint32_t r = 0; r < theirs->row_count; r++)
			buffer_printf(trial->why, "  engine: %s\n",
			    theirs->cells[r * theirs->column_count].plain);
		return false;
	}
	for (uint32_t r = 0; r < ours.rows; r++)
		for (uint32_t c = 0; c < ours.width; c++)
			if (!cell_agrees(trial, report, &ours, theirs, r, c))
				return false;
	if (trial->totals != NULL)
		trial->totals->reports++;
	return true;
}

bool
reports_agree(struct trial *trial, struct oracle *oracle, struct oracle_rows *rows,
    const struct engine_result *result)
{
	for (uint32_t i = 0; i < oracle->program->report_count; i++)
		if (!grids_agree(
			trial, oracle, rows, oracle->program->reports[i], result->reports[i]))
			return false;
	return true;
}

/* ---- order ---- */

static const struct engine_row *
row_of_key(const struct engine_result *result, const char *key)
{
	for (uint32_t i = 0; i < result->count; i++)
		if (strcmp(result->rows[i].key, key) == 0)
			return &result->rows[i];
	return NULL;
}

bool
same_grid(const struct grid *a, const struct grid *b)
{
	if (a->row_count != b->row_count || a->column_count != b->column_count ||
	    a->note_count != b->note_count)
		return false;
	for (uint32_t i = 0; i < a->row_count * a->column_count; i++)
		if (strcmp(a->cells[i].plain == NULL ? "" : a->cells[i].plain,
			b->cells[i].plain == NULL ? "" : b->cells[i].plain) != 0 ||
		    a->cells[i].unknown != b->cells[i].unknown)
			return false;
	for (uint32_t i = 0; i < a->note_count; i++)
		if (strcmp(a->notes[i], b->notes[i]) != 0)
			return false;
	return true;
}

bool
same_in_any_order(struct trial *trial, const struct program *program,
    const struct engine_result *first, const struct engine_result *second)
{
	const struct table *table = program->tables[0];

	if (first->count != second->count ||
	    memcmp(&first->counts.read, &second->counts.read, 5 * sizeof(uint64_t)) != 0) {
		buffer_printf(trial->why, "in another order the rows are counted differently\n");
		return false;
	}
	for (uint32_t i = 0; i < first->count; i++) {
		const struct engine_row *a = &first->rows[i], *b = row_of_key(second, a->key);

		for (uint32_t c = 0; b != NULL && c < table->column_count; c++) {
			bool same = same_answer(engine_answer(&a->values[c]),
					engine_answer(&b->values[c])) &&
			    a->verdicts[c] == b->verdicts[c] &&
			    (a->needs[c] == NULL) == (b->needs[c] == NULL) &&
			    (a->needs[c] == NULL || strcmp(a->needs[c], b->needs[c]) == 0);

			if (same)
				continue;
			buffer_printf(trial->why, "in another order %s of %s is another\n",
			    table->columns[c]->name, a->key);
			return false;
		}
		if (b == NULL) {
			buffer_printf(trial->why, "in another order %s is not there\n", a->key);
			return false;
		}
	}
	for (uint32_t i = 0; i < program->report_count; i++)
		if (!same_grid(first->reports[i], second->reports[i])) {
			buffer_printf(trial->why, "in another order report %s is another\n",
			    program->reports[i]->name);
			return false;
		}
	return true;
}
