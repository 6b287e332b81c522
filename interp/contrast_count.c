/* contrast_count: from what to what, and how many rows. */
#include <string.h>

#include "interp/contrast_parts.h"

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

bool
contrast_outcomes(struct outcomes *outcomes, struct arena *arena, const struct contrast *contrast,
    uint32_t column)
{
	if (contrast->columns[column].after->type.labels == NULL ||
	    contrast->columns[column].before->type.labels == NULL)
		return false;
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

static struct grid *
matrix(struct arena *arena, const struct outcomes *outcomes, const char *title)
{
	struct grid *grid = grid_make(arena, "", title, outcomes->count + 1);

	grid->columns[0] = (struct grid_column){ "", "Before, and after:", KIND_TEXT };
	for (uint32_t i = 0; i < outcomes->count; i++)
		grid->columns[i + 1] = (struct grid_column){ "", outcomes->names[i], KIND_NUMBER };
	for (uint32_t a = 0; a < outcomes->count; a++) {
		struct grid_cell *row = grid_add_row(grid);

		put_cell(&row[0], outcomes->names[a]);
		for (uint32_t b = 0; b < outcomes->count; b++)
			put_number(&row[b + 1], arena, outcomes->cells[a * OUTCOMES_MAX + b]);
	}
	return grid;
}

static struct grid *
list(struct arena *arena, const struct outcomes *outcomes, const char *title)
{
	struct grid *grid = grid_make(arena, "", title, 3);

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
	return grid;
}

struct grid *
contrast_grid(struct arena *arena, const struct outcomes *outcomes, const char *title)
{
	if (outcomes->count <= OUTCOMES_IN_A_MATRIX)
		return matrix(arena, outcomes, title);
	return list(arena, outcomes, title);
}

uint32_t
contrast_count(const struct contrast *contrast, uint32_t column)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < contrast->pair_count; i++)
		count += contrast_differs(contrast, &contrast->pairs[i], column);
	return count;
}

static bool
is_due(const struct snapshot_cell *cell)
{
	return cell != NULL && strcmp(cell->value, "Due") == 0;
}

bool
contrast_letter(const struct contrast *contrast, const struct contrast_pair *pair, uint32_t column,
    bool more)
{
	return is_due(contrast_cell(contrast, pair, column, more)) &&
	    !is_due(contrast_cell(contrast, pair, column, !more));
}
