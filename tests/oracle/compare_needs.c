/*
 * compare_needs: whether the facts named as needed are those the answer waits for (language.md
 * section 11, needs), by trying: the only things amiss are a few cells that cannot be read, and the
 * oracle says what comes out when they can.
 *
 * A cell that is named matters: with some choice for the others there is a value of it that changes
 * the answer. Conditions are judged one at a time, so where they hang together (`x is 1` and
 * `x is 2`) one that changes nothing is named all the same: these are counted, and must stay few.
 * Together they settle the row: with all of them read, no cell that was not named may change the
 * answer any more, unless what was read now leads to other rows. And no cell may be named that was
 * read, and no row of an input without a cell.
 */
#include <string.h>

#include "tests/oracle/compare_tables.h"

enum { CLAIMS_MAX = 4000, CONTEXTS = 60, FILLINGS = 6, VALUES_MAX = 12, CELLS_MAX = 8 };

struct claim { /* column `column` of this row needs the cell `unknown` */
	uint32_t table, row, column, unknown;
	bool shown;
};

struct waiting { /* a value that is not known, and the cells it is said to wait for */
	uint32_t table, row, column;
	uint32_t cells; /* a bit each */
	bool stuck; /* it waits for something else too, which nothing here can bring */
	bool leads; /* to other rows, once read */
};

struct settling {
	struct tables_trial *tables;
	const struct engine_tables *engine;
	struct claim *claims;
	uint32_t claim_count;
	struct waiting *waiting;
	uint32_t waiting_count;
	bool ranked; /* ranks are among the rules: a row's own figure is asked for first */
	uint64_t random;
};

/* What a cell is now, or could be: NULL leaves it unread. */
struct choice {
	const char *cells[CELLS_MAX];
};

/* ---- which cell a name means ---- */

static uint32_t
column_of(const struct world_table *table, const char *name, size_t length)
{
	uint32_t c = 0;

	while (c < table->columns && (strlen(table->headers[c]) != length ||
					 strncmp(table->headers[c], name, length) != 0))
		c++;
	return c;
}

static const struct world_table *
table_of(const struct world *world, const char *name, size_t length)
{
	for (uint32_t t = 0; t < world->table_count; t++)
		if (strlen(world->tables[t].name) == length &&
		    strncmp(world->tables[t].name, name, length) == 0)
			return &world->tables[t];
	return NULL;
}

/* The row of an input whose key cells read so; keys are never amiss here. */
static uint32_t
row_of(struct settling *settling, const struct world_table *made, const char *key, size_t length)
{
	const struct table *table = program_table(settling->tables->program, made->name);

	for (uint32_t row = 0; row < made->rows; row++) {
		const char *text = "";

		for (uint32_t k = 0; k < table->key_count; k++)
			text = arena_printf(settling->tables->trial.arena, "%s%s%s", text,
			    k > 0 ? ", " : "",
			    made->cells[row][column_of(made, table->keys[k]->name,
				strlen(table->keys[k]->name))]);
		if (strlen(text) == length && strncmp(text, key, length) == 0)
			return row;
	}
	return made->rows;
}

static bool
leads_to_rows(const struct table *table, const struct column *column)
{
	return column->refers_to != NULL || column == table->dated_by ||
	    column == table->settings_column || column->type.kind == KIND_QUARTER ||
	    column->type.kind == KIND_MONTH || column->type.kind == KIND_YEAR;
}

/* One name of the list: a cell that cannot be read is noted, one that can be is a mistake. */
static bool
note_name(struct settling *settling, struct waiting *waiting, const char *name, size_t length)
{
	const struct world *world = settling->tables->world;
	const struct table *table = settling->tables->program->tables[waiting->table];
	const char *open = memchr(name, '(', length), *own = table->name, *key;
	const struct world_table *made;
	size_t own_length = strlen(own), key_length, name_length = length;
	uint32_t column, row;

	key = settling->engine->tables[waiting->table].rows[waiting->row].key;
	key_length = strlen(key);
	if (open != NULL && name[length - 1] == ')' && open > name) {
		const char *blank = memchr(open, ' ', length - (size_t)(open - name));

		if (blank == NULL) {
			waiting->stuck = true;
			return true;
		}
		name_length = (size_t)(open - name) - 1;
		own = open + 1;
		own_length = (size_t)(blank - own);
		key = blank + 1;
		key_length = (size_t)(name + length - 1 - key);
	}
	made = table_of(world, own, own_length);
	/* A row of an input is there, or its date is named: never the row itself. */
	if (made != NULL && !made->group && open != NULL && name_length == own_length &&
	    strncmp(name, own, own_length) == 0 &&
	    column_of(made, name, name_length) == made->columns)
		return false;
	column = made == NULL || made->group ? 0 : column_of(made, name, name_length);
	if (made == NULL || made->group || column == made->columns) {
		waiting->stuck = true;
		return true;
	}
	row = row_of(settling, made, key, key_length);
	if (row == made->rows)
		return false;
	table = program_table(settling->tables->program, made->name);
	if (strcmp(made->cells[row][column], "?!") != 0) {
		waiting->stuck = true;
		return made->cells[row][column][0] == '\0';
	}
	waiting->leads = waiting->leads || settling->ranked ||
	    leads_to_rows(table, table_column(table, made->headers[column]));
	for (uint32_t u = 0; u < world->unknown_count; u++)
		if (&world->tables[world->unknowns[u].table] == made &&
		    world->unknowns[u].row == row && world->unknowns[u].column == column) {
			waiting->cells |= 1u << u;
			if (settling->claim_count < CLAIMS_MAX)
				settling->claims[settling->claim_count++] = (struct claim){
					waiting->table, waiting->row, waiting->column, u, false
				};
		}
	return true;
}

static bool
note_names(struct settling *settling, struct waiting *waiting, const char *list)
{
	size_t at = 0, from = 0;
	int depth = 0;

	waiting->stuck = strncmp(list, "two rules", 9) == 0;
	if (waiting->stuck)
		return true;
	for (;; at++) {
		if (list[at] == '(')
			depth++;
		if (list[at] == ')')
			depth--;
		if (list[at] != '\0' && (list[at] != ',' || depth > 0))
			continue;
		if (!note_name(settling, waiting, list + from, at - from))
			return false;
		if (list[at] == '\0')
			return true;
		from = at + 2;
		at++;
	}
}

static bool
is_unknown(const struct table *table, const struct engine_row *row, uint32_t column)
{
	const struct column *of = table->columns[column];

	return of->origin != COLUMN_FIELD && of->origin != COLUMN_KEY &&
	    row->needs[column] != NULL;
}

static bool
note_all(struct settling *settling)
{
	const struct program *program = settling->tables->program;
	struct trial *trial = &settling->tables->trial;

	for (uint32_t t = 0; t < program->table_count; t++) {
		const struct engine_table *theirs = &settling->engine->tables[t];

		for (uint32_t r = 0; r < theirs->count; r++)
			for (uint32_t c = 0; c < program->tables[t]->column_count; c++) {
				struct waiting waiting = { t, r, c, 0, false, false };
				uint32_t claims = settling->claim_count;

				if (!is_unknown(program->tables[t], &theirs->rows[r], c) ||
				    settling->waiting_count == CLAIMS_MAX)
					continue;
				trial->what = arena_printf(
				    trial->arena, "read %s", program->tables[t]->columns[c]->name);
				if (!note_names(settling, &waiting, theirs->rows[r].needs[c])) {
					buffer_printf(trial->why,
					    "%s (%s), column %s is said to need '%s': a part of "
					    "that is known\n",
					    program->tables[t]->name, theirs->rows[r].key,
					    program->tables[t]->columns[c]->name,
					    theirs->rows[r].needs[c]);
					return false;
				}
				settling->waiting[settling->waiting_count++] = waiting;
				if (waiting.stuck)
					settling->claim_count = claims;
			}
	}
	return true;
}

static bool
has_ranks(const struct program *program)
{
	for (uint32_t t = 0; t < program->table_count; t++)
		for (uint32_t c = 0; c < program->tables[t]->column_count; c++) {
			const struct column *column = program->tables[t]->columns[c];

			if (column->body != NULL && column->body->kind == EXPR_RANK)
				return true;
		}
	return false;
}

/* ---- trying ---- */

struct tried {
	struct arena arena;
	struct tables_trial tables;
	struct oracle oracle;
};

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
	tables_oracle(&tried->tables, &tried->oracle,
	    tables_texts(&tried->tables, completed, 0));
}

/* False when the row is not there. */
static bool
tried_answer(struct settling *settling, struct tried *tried, uint32_t table, uint32_t row,
    uint32_t column, struct answer *answer)
{
	const struct table *of = settling->tables->program->tables[table];
	struct oracle_rows *rows = oracle_rows_of(&tried->oracle, of);
	const char *key = settling->engine->tables[table].rows[row].key;

	for (uint32_t i = 0; i < rows->count; i++)
		if (strcmp(tables_key(&tried->tables, &rows->rows[i]), key) == 0) {
			*answer = oracle_column(
			    &tried->oracle, &rows->rows[i], of->columns[column]);
			return true;
		}
	return false;
}

/* What a cell could be: as drawn, and far off on either side. */
static uint32_t
values_of(struct settling *settling, uint32_t cell, const char **values, bool blank)
{
	static const char *const numbers[] = { "-1000", "1000", "4" },
				 *const dates[] = { "1990-01-01", "2040-01-01", "2022-04-20" };
	const struct world *world = settling->tables->world;
	const struct world_unknown *unknown = &world->unknowns[cell];
	const struct world_table *made = &world->tables[unknown->table];
	const struct table *table = program_table(settling->tables->program, made->name);
	/* Shrinking may have taken the table away. */
	const struct column *column =
	    table == NULL ? NULL : table_column(table, made->headers[unknown->column]);
	enum kind kind = column == NULL ? KIND_TEXT : column->type.kind;
	uint32_t count = 0;

	for (uint32_t i = 0; i < unknown->count; i++)
		if (blank || unknown->could_be[i][0] != '\0')
			values[count++] = unknown->could_be[i];
	for (uint32_t i = 0; i < 3 && (kind == KIND_NUMBER || kind == KIND_MONEY); i++)
		values[count++] = numbers[i];
	/* The day of a row says whether it is there: not after the day of the run. */
	for (uint32_t i = 0; i < 3 && kind == KIND_DATE; i++)
		values[count++] = dates[i];
	return count;
}

static const char *
some_value(struct settling *settling, uint32_t cell, bool blank)
{
	const char *values[VALUES_MAX];
	uint32_t count = values_of(settling, cell, values, blank);

	return values[random_below(&settling->random, count)];
}

static uint32_t
not_shown(const struct settling *settling, uint32_t cell)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < settling->claim_count; i++)
		count += settling->claims[i].unknown == cell && !settling->claims[i].shown ? 1 : 0;
	return count;
}

static void
compare_claims(struct settling *settling, uint32_t cell, struct tried *without, struct tried *with)
{
	for (uint32_t i = 0; i < settling->claim_count; i++) {
		struct claim *claim = &settling->claims[i];
		struct answer a, b;
		bool before, after;

		if (claim->shown || claim->unknown != cell)
			continue;
		before = tried_answer(
		    settling, without, claim->table, claim->row, claim->column, &a);
		after = tried_answer(
		    settling, with, claim->table, claim->row, claim->column, &b);
		claim->shown = before != after || (before && !same_answer(a, b));
	}
}

static void
show_cell(struct settling *settling, uint32_t cell)
{
	const struct world *world = settling->tables->world;
	const struct world_table *made = &world->tables[world->unknowns[cell].table];

	buffer_printf(settling->tables->trial.why, "%s of row %u of %s",
	    made->headers[world->unknowns[cell].column],
	    (unsigned)world->unknowns[cell].row + 1, made->name);
}

static void
show_waiting(struct settling *settling, uint32_t t, uint32_t row, uint32_t column, const char *what)
{
	const struct table *table = settling->tables->program->tables[t];
	const struct engine_row *theirs = &settling->engine->tables[t].rows[row];
	struct trial *trial = &settling->tables->trial;

	trial->what =
	    arena_printf(trial->arena, "%s %s", what, table->columns[column]->name);
	buffer_printf(trial->why, "%s (%s), column %s needs '%s': ", table->name, theirs->key,
	    table->columns[column]->name, theirs->needs[column]);
}

/* Tries whether each named cell changes something, with some choice for the others. */
static void
try_claims(struct settling *settling)
{
	const struct world *world = settling->tables->world;

	for (uint32_t cell = 0; cell < world->unknown_count; cell++)
		for (uint32_t n = 0; n < CONTEXTS && not_shown(settling, cell) > 0; n++) {
			const char *values[VALUES_MAX];
			uint32_t count = values_of(settling, cell, values, true);
			struct choice choice = { { NULL } };
			struct tried without, with;

			for (uint32_t u = 0; n > 0 && u < world->unknown_count; u++)
				if (u != cell && random_below(&settling->random, 100) < 50)
					choice.cells[u] = some_value(settling, u, true);
			try(settling, &choice, &without);
			for (uint32_t i = 0; i < count && not_shown(settling, cell) > 0; i++) {
				choice.cells[cell] = values[i];
				try(settling, &choice, &with);
				compare_claims(settling, cell, &without, &with);
				arena_release(&with.arena);
			}
			arena_release(&without.arena);
		}
}

/* Of the values that wait for just these cells: none changes with `cell` any more. */
static bool
none_changes(struct settling *settling, uint32_t cells, uint32_t cell, struct tried *without,
    struct tried *with)
{
	for (uint32_t i = 0; i < settling->waiting_count; i++) {
		const struct waiting *one = &settling->waiting[i];
		struct answer a, b;

		if (one->stuck || one->leads || one->cells != cells ||
		    !tried_answer(settling, without, one->table, one->row, one->column, &a) ||
		    !tried_answer(settling, with, one->table, one->row, one->column, &b) ||
		    same_answer(a, b))
			continue;
		show_waiting(settling, one->table, one->row, one->column, "settles");
		show_cell(settling, cell);
		buffer_text(settling->tables->trial.why, " is not named, and matters\n");
		return false;
	}
	return true;
}

static bool
is_settled_by(struct settling *settling, uint32_t cells)
{
	const struct world *world = settling->tables->world;
	bool fine = true;

	for (uint32_t n = 0; fine && n < FILLINGS; n++) {
		struct choice choice = { { NULL } };
		struct tried without, with;

		for (uint32_t u = 0; u < world->unknown_count; u++)
			if (cells >> u & 1)
				choice.cells[u] = some_value(settling, u, false);
		try(settling, &choice, &without);
		for (uint32_t u = 0; fine && u < world->unknown_count; u++) {
			if (cells >> u & 1)
				continue;
			choice.cells[u] = some_value(settling, u, true);
			try(settling, &choice, &with);
			fine = none_changes(settling, cells, u, &without, &with);
			arena_release(&with.arena);
			choice.cells[u] = NULL;
		}
		arena_release(&without.arena);
	}
	return fine;
}

bool
needs_settle(struct tables_trial *tables, const struct engine_tables *before, uint64_t seed)
{
	struct settling settling = { .tables = tables, .engine = before, .random = seed ^ 4711 };
	uint32_t all = (1u << tables->world->unknown_count) - 1;

	if (tables->world->unknown_count == 0)
		return true;
	settling.claims = arena_array(tables->trial.arena, struct claim, CLAIMS_MAX);
	settling.waiting = arena_array(tables->trial.arena, struct waiting, CLAIMS_MAX);
	settling.ranked = has_ranks(tables->program);
	if (!note_all(&settling))
		return false;
	try_claims(&settling);
	for (uint32_t cells = 0; cells <= all; cells++) {
		bool wanted = false;

		for (uint32_t i = 0; i < settling.waiting_count && !wanted; i++)
			wanted = !settling.waiting[i].stuck &&
			    !settling.waiting[i].leads && settling.waiting[i].cells == cells;
		if (wanted && !is_settled_by(&settling, cells))
			return false;
	}
	for (uint32_t i = 0; tables->trial.totals != NULL && i < settling.claim_count; i++) {
		tables->trial.totals->needs++;
		tables->trial.totals->idle += settling.claims[i].shown ? 0 : 1;
	}
	return true;
}
