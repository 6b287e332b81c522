/*
 * compare_needs: whether the facts named as needed settle the answer (writ.5, Which facts are
 * missing), by trying: the only things amiss are a few cells that cannot be read, and the oracle
 * says what comes out when they can. That the names are these and no others is compare_named.c.
 *
 * Of each value that is not known the cells it is said to wait for are read, each as something
 * drawn for it. If it is still not known, the cells that are named then are read in turn: in a
 * ranking the others come up once the row's own figure is there, and a key that can be read leads
 * to other rows. There must always be one. When it is known, no cell that was never named may
 * change it any more. Left out are values that wait for what is no cell (a row that is not there, a
 * rule that gave nothing, a blank that is asked about), since nothing here can bring it; and cells
 * that bring a row or take one away, which is outside what is promised.
 */
#include <string.h>

#include "tests/oracle/compare_tables.h"

enum { WAITING_MAX = 4000, FILLINGS = 4, FILLINGS_FEW = 1, VALUES_MAX = 12, CELLS_MAX = 8 };

struct waiting { /* a value that is not known */
	const struct table *table;
	const struct column *column;
	const char *key;
};

struct choice { /* what a cell is read as; NULL: it is not read */
	const char *cells[CELLS_MAX];
};

struct settling {
	struct tables_trial *tables;
	uint64_t random;
};

struct tried {
	struct arena arena;
	struct tables_trial tables;
	struct oracle oracle;
};

/* ---- trying ---- */

static void
try(struct settling *settling, const struct choice *choice, struct tried *tried)
{
	const struct world *world = settling->tables->world;
	struct world *completed;

	memset(tried, 0, sizeof *tried);
	tried->tables = *settling->tables;
	tried->tables.trial.arena = &tried->arena;
	completed = arena_new(&tried->arena, struct world);
	*completed = *world;
	for (uint32_t u = 0; u < world->unknown_count; u++) {
		const struct world_unknown *unknown = &world->unknowns[u];
		struct world_table *table = &completed->tables[unknown->table];

		if (choice->cells[u] != NULL && unknown->row < table->rows)
			table->cells[unknown->row][unknown->column] = choice->cells[u];
	}
	tables_oracle(&tried->tables, &tried->oracle, tables_texts(&tried->tables, completed, 0));
}

/* NULL when it is not there. */
static struct oracle_row *
tried_row(struct tried *tried, const struct waiting *one)
{
	struct oracle_rows *rows = oracle_rows_of(&tried->oracle, one->table);

	for (uint32_t i = 0; i < rows->count; i++)
		if (strcmp(tables_key(&tried->tables, &rows->rows[i]), one->key) == 0)
			return &rows->rows[i];
	return NULL;
}

static bool
same_rows(struct settling *settling, struct tried *a, struct tried *b)
{
	const struct program *program = settling->tables->program;

	for (uint32_t t = 0; t < program->table_count; t++) {
		struct oracle_rows *in_a = oracle_rows_of(&a->oracle, program->tables[t]),
				   *in_b = oracle_rows_of(&b->oracle, program->tables[t]);

		if (in_a->count != in_b->count || in_a->left_out_count != in_b->left_out_count)
			return false;
		for (uint32_t i = 0; i < in_a->count; i++)
			if (strcmp(tables_key(&a->tables, &in_a->rows[i]),
				tables_key(&b->tables, &in_b->rows[i])) != 0)
				return false;
	}
	return true;
}

/* What a cell could be: as drawn, and far off on either side. */
static const char *
some_value(struct settling *settling, uint32_t cell)
{
	static const char *const numbers[] = { "-1000", "1000", "4" },
				 *const dates[] = { "1990-01-01", "2040-01-01", "2022-04-20" };
	const struct world_unknown *unknown = &settling->tables->world->unknowns[cell];
	const struct world_table *made = &settling->tables->world->tables[unknown->table];
	const struct table *table = program_table(settling->tables->program, made->name);
	/* Shrinking may have taken the table away. */
	const struct column *column =
	    table == NULL ? NULL : table_column(table, made->headers[unknown->column]);
	enum kind kind = column == NULL ? KIND_TEXT : column->type.kind;
	const char *values[VALUES_MAX];
	uint32_t count = 0;

	for (uint32_t i = 0; i < unknown->count; i++)
		values[count++] = unknown->could_be[i];
	for (uint32_t i = 0; i < 3 && (kind == KIND_NUMBER || kind == KIND_MONEY); i++)
		values[count++] = numbers[i];
	for (uint32_t i = 0; i < 3 && kind == KIND_DATE; i++)
		values[count++] = dates[i];
	return values[random_below(&settling->random, count)];
}

/* The unread cells a value waits for, a bit each; false when it waits for something else too. */
static bool
cells_needed(struct settling *settling, struct tried *tried, const struct waiting *one,
    uint32_t *cells)
{
	const struct world *world = settling->tables->world;
	struct oracle_needs needs;

	oracle_needs(&tried->oracle, tried_row(tried, one), one->column, &needs);
	*cells = 0;
	for (uint32_t i = 0; i < needs.cell_count; i++) {
		uint32_t found = CELLS_MAX;

		for (uint32_t u = 0; u < world->unknown_count; u++) {
			const struct world_unknown *unknown = &world->unknowns[u];
			const struct world_table *made = &world->tables[unknown->table];

			if (strcmp(made->name, needs.rows[i]->table->name) == 0 &&
			    needs.rows[i]->line == unknown->row + 2 &&
			    strcmp(made->headers[unknown->column], needs.cells[i]->name) == 0)
				found = u;
		}
		if (found == CELLS_MAX)
			return false;
		*cells |= 1u << found;
	}
	return !needs.no_cell;
}

/* ---- what settles ---- */

static bool
amiss(struct settling *settling, const struct waiting *one, const char *what, uint32_t cell)
{
	const struct world *world = settling->tables->world;
	struct trial *trial = &settling->tables->trial;

	trial->what = arena_printf(trial->arena, "settles %s", one->column->name);
	buffer_printf(
	    trial->why, "%s (%s), column %s: ", one->table->name, one->key, one->column->name);
	if (cell < world->unknown_count)
		buffer_printf(trial->why, "%s of row %u of %s ",
		    world->tables[world->unknowns[cell].table]
			.headers[world->unknowns[cell].column],
		    (unsigned)world->unknowns[cell].row + 1,
		    world->tables[world->unknowns[cell].table].name);
	buffer_printf(trial->why, "%s\n", what);
	return false;
}

/* Nothing that was never named changes a value that is known. */
static bool
nothing_changes(struct settling *settling, struct tried *without, const struct choice *choice,
    const struct waiting *settled, uint32_t count)
{
	const struct world *world = settling->tables->world;
	bool fine = true;

	for (uint32_t u = 0; fine && count > 0 && u < world->unknown_count; u++) {
		struct choice more = *choice;
		struct tried with;

		if (choice->cells[u] != NULL)
			continue;
		more.cells[u] = some_value(settling, u);
		try(settling, &more, &with);
		for (uint32_t i = 0; fine && same_rows(settling, without, &with) && i < count;
		     i++) {
			struct answer a = oracle_column(&without->oracle,
					  tried_row(without, &settled[i]), settled[i].column),
				      b = oracle_column(&with.oracle, tried_row(&with, &settled[i]),
					  settled[i].column);

			if (!same_answer(a, b))
				fine = amiss(settling, &settled[i], "is not named, and matters", u);
		}
		arena_release(&with.arena);
	}
	return fine;
}

/* Reads what each of them waits for, and what they wait for then, until all are known. */
static bool
settle(struct settling *settling, const struct choice *choice, const struct waiting *list,
    uint32_t count, unsigned turn)
{
	struct waiting *settled, *open;
	uint32_t *cells, settled_count = 0, open_count = 0;
	struct tried tried;
	bool fine = true;

	try(settling, choice, &tried);
	settled = arena_array(&tried.arena, struct waiting, count + 1);
	open = arena_array(&tried.arena, struct waiting, count + 1);
	cells = arena_array(&tried.arena, uint32_t, count + 1);
	for (uint32_t i = 0; fine && i < count; i++) {
		struct oracle_row *row = tried_row(&tried, &list[i]);

		if (row == NULL)
			continue;
		if (oracle_column(&tried.oracle, row, list[i].column).state != UNKNOWN) {
			settled[settled_count++] = list[i];
			continue;
		}
		if (!cells_needed(settling, &tried, &list[i], &cells[open_count]))
			continue;
		/* Two rules that disagree are no missing fact. */
		if (cells[open_count] == 0 && list[i].column->origin == COLUMN_DECIDE &&
		    row->verdicts[list[i].column->index] == ORACLE_DISAGREE)
			continue;
		if (cells[open_count] == 0)
			fine = amiss(settling, &list[i], "it is not known, and waits for nothing",
			    CELLS_MAX);
		open[open_count++] = list[i];
	}
	fine = fine && nothing_changes(settling, &tried, choice, settled, settled_count);
	for (uint32_t from = 0; fine && from < open_count; from++) {
		uint32_t wanted = cells[from], chosen = 0;
		unsigned fillings = turn > 0 || !settling->tables->trial.thorough ? FILLINGS_FEW
										 : FILLINGS;
		struct waiting *same = arena_array(&tried.arena, struct waiting, open_count);

		for (uint32_t i = from; wanted != 0 && i < open_count; i++)
			if (cells[i] == wanted) {
				same[chosen++] = open[i];
				cells[i] = 0;
			}
		for (uint32_t n = 0; fine && chosen > 0 && n < fillings; n++) {
			struct choice next = *choice;

			for (uint32_t u = 0; u < CELLS_MAX; u++)
				if (wanted >> u & 1)
					next.cells[u] = some_value(settling, u);
			fine = settle(settling, &next, same, chosen, turn + 1);
		}
		if (settling->tables->trial.totals != NULL && turn == 0)
			settling->tables->trial.totals->needs += chosen;
	}
	arena_release(&tried.arena);
	return fine;
}

bool
needs_settle(struct tables_trial *tables, const struct engine_tables *before, uint64_t seed)
{
	struct settling settling = { .tables = tables, .random = seed ^ 4711 };
	const struct program *program = tables->program;
	struct waiting *list = arena_array(tables->trial.arena, struct waiting, WAITING_MAX);
	struct choice none = { { NULL } };
	uint32_t count = 0;

	if (tables->world->unknown_count == 0)
		return true;
	for (uint32_t t = 0; t < program->table_count; t++)
		for (uint32_t r = 0; r < before->tables[t].count; r++)
			for (uint32_t c = 0; c < program->tables[t]->column_count; c++) {
				const struct column *column = program->tables[t]->columns[c];

				if (column->origin != COLUMN_FIELD &&
				    column->origin != COLUMN_KEY &&
				    before->tables[t].rows[r].needs[c] != NULL &&
				    count < WAITING_MAX)
					list[count++] = (struct waiting){ program->tables[t],
						column, before->tables[t].rows[r].key };
			}
	return settle(&settling, &none, list, count, 0);
}
