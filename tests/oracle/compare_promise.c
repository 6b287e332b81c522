/* compare_promise: an outcome given would be the same whatever the missing facts turn out to be
 * (language.md section 11): everything the cells that cannot be read could have been is tried. */
#include <string.h>

#include "tests/oracle/compare_tables.h"

enum { COMPLETIONS_MAX = 120, COMPLETIONS_FEW = 12 };

static bool
holds(struct tables_trial *tables, const struct engine_row *before, struct oracle *oracle,
    struct oracle_row *after, bool fewer)
{
	struct trial *trial = &tables->trial;
	const struct table *table = after->table;

	for (uint32_t c = 0; c < table->column_count; c++) {
		const struct column *column = table->columns[c];
		struct answer a = engine_answer(&before->values[c]),
			      b = oracle_column(oracle, after, column);

		if (a.state == UNKNOWN || same_answer(a, b))
			continue;
		if (fewer && b.state == UNKNOWN && (!a.is_labels || (a.labels & ~b.labels) == 0))
			continue;
		trial->what = arena_printf(trial->arena, "promise %s", column->name);
		buffer_printf(trial->why,
		    "%s (%s), column %s: the engine says %s, but with other facts it is %s\n",
		    table->name, before->key, column->name,
		    answer_shown(trial->arena, column->type, a),
		    answer_shown(trial->arena, column->type, b));
		return false;
	}
	return true;
}

/*
 * A key that could not be read may bring a row of a group that was not found before. Such a row
 * never arrived: it is outside what is promised. So is one whose date turns out to lie in the
 * future, or whose place in its group turns out to be none: what waits for it then is not known
 * (`fewer`).
 */
static bool
brings_new_rows(struct tables_trial *tables, const struct engine_tables *before,
    struct oracle *oracle, bool *fewer)
{
	const struct program *program = tables->program;

	for (uint32_t t = 0; t < program->table_count; t++) {
		struct oracle_rows *after = oracle_rows_of(oracle, program->tables[t]);

		*fewer = *fewer || after->count < before->tables[t].count;
		for (uint32_t i = 0; i < after->count; i++)
			if (tables_row(&before->tables[t],
				tables_key(tables, &after->rows[i])) == NULL)
				return true;
	}
	return false;
}

static bool
keeps(struct tables_trial *tables, const struct engine_tables *before,
    const struct world *completed)
{
	const struct program *program = tables->program;
	const char **texts = tables_texts(tables, completed, 0);
	struct oracle oracle;
	bool fewer = false;

	tables_oracle(tables, &oracle, texts);
	if (brings_new_rows(tables, before, &oracle, &fewer))
		return true;
	for (uint32_t t = 0; t < program->table_count; t++) {
		struct oracle_rows *after = oracle_rows_of(&oracle, program->tables[t]);

		for (uint32_t i = 0; i < after->count; i++) {
			const struct engine_row *row = tables_row(
			    &before->tables[t], tables_key(tables, &after->rows[i]));

			if (row != NULL &&
			    !holds(tables, row, &oracle, &after->rows[i], fewer))
				return false;
		}
	}
	if (tables->trial.totals != NULL)
		tables->trial.totals->completions++;
	return true;
}

/* In an arena of its own: there are many. */
static bool
completion_keeps(struct tables_trial *tables, const struct engine_tables *before,
    const struct world *completed)
{
	struct arena arena = ARENA_INIT;
	struct tables_trial inner = *tables;
	const char *what = tables->trial.what;
	bool kept;

	inner.trial.arena = &arena;
	kept = keeps(&inner, before, completed);
	if (!kept)
		what = arena_copy(tables->trial.arena, inner.trial.what, strlen(inner.trial.what));
	tables->trial.what = what;
	arena_release(&arena);
	return kept;
}

/* Every choice for every unknown cell, or so many of them drawn. */
bool
promise_is_kept(
    struct tables_trial *tables, const struct engine_tables *before, uint64_t seed)
{
	const struct world *world = tables->world;
	struct world *completed = arena_new(tables->trial.arena, struct world);
	uint64_t all = 1, random = seed ^ 99,
		 most = tables->trial.thorough ? COMPLETIONS_MAX : COMPLETIONS_FEW;

	for (uint32_t u = 0; u < world->unknown_count; u++)
		all *= world->unknowns[u].count;
	for (uint64_t n = 0; world->unknown_count > 0 && n < all && n < most; n++) {
		uint64_t choice = all <= most ? n : random_next(&random) % all;
		struct buffer said = BUFFER_INIT;

		*completed = *world;
		for (uint32_t u = 0; u < world->unknown_count; u++) {
			const struct world_unknown *unknown = &world->unknowns[u];
			struct world_table *table = &completed->tables[unknown->table];
			const char *cell = unknown->could_be[choice % unknown->count];

			choice /= unknown->count;
			/* Shrinking may have taken the row away. */
			if (unknown->row >= table->rows ||
			    strcmp(table->cells[unknown->row][unknown->column], "?!") != 0)
				continue;
			table->cells[unknown->row][unknown->column] = cell;
			buffer_printf(&said, "with %s of row %u of %s '%s':\n",
			    table->headers[unknown->column], (unsigned)unknown->row + 1,
			    table->name, cell);
		}
		if (!completion_keeps(tables, before, completed)) {
			buffer_text(tables->trial.why, said.length > 0 ? said.at : "");
			buffer_release(&said);
			return false;
		}
		buffer_release(&said);
	}
	return true;
}

