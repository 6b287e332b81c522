/*
 * compare_tables: policies of several tables. The engine and the oracle must agree on every row of
 * every table, on every value and on every report, whatever the order of the rows. And what the
 * engine decides must hold (language.md section 11, what is promised): where all that is amiss are
 * a few cells that cannot be read, everything those cells could have been is tried, and no outcome
 * that was given may come out otherwise.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/compile.h"
#include "tests/oracle/compare_letters.h"
#include "tests/oracle/oracle_parts.h"

static enum load_state
load(void *with, const char *path, size_t limit, const char **bytes, size_t *length)
{
	const struct world *world = with;

	(void)limit;
	for (uint32_t i = 0; i < world->file_count; i++)
		if (strcmp(world->files[i].name, path) == 0) {
			*bytes = world->files[i].text;
			*length = strlen(*bytes);
			return LOAD_DONE;
		}
	return LOAD_MISSING;
}

static const struct program *
compiled(struct tables_trial *tables, bool say)
{
	struct arena *arena = tables->trial.arena;
	struct sources *sources = arena_new(arena, struct sources);
	const char *policy = tables->world->policy;
	struct file_loader loader = { load, tables->world, NULL };
	struct compile_request request = { .policy = { "generated.writ", policy, strlen(policy) },
		.loader = tables->world->kind == WORLD_LETTERED ? &loader : NULL };
	struct diags diags;
	const struct program *program;

	sources_init(sources, arena);
	diags_init(&diags, arena, sources);
	program = policy_compile_with(arena, sources, &diags, &request);
	if (say && program == NULL)
		fputs(diags_text(&diags, arena, false), stdout);
	return program;
}

/* The texts of the inputs by the place of their tables in the program. */
const char **
tables_texts(struct tables_trial *tables, const struct world *world, uint64_t shuffle)
{
	struct arena *arena = tables->trial.arena;
	const char **texts = arena_array(arena, const char *, tables->program->table_count + 1);

	for (uint32_t t = 0; t < world->table_count; t++) {
		const struct world_table *made = &world->tables[t];
		const struct table *table = program_table(tables->program, made->name);
		uint32_t order[WORLD_ROWS];

		if (made->group || table == NULL)
			continue;
		for (uint32_t i = 0; i < made->rows; i++)
			order[i] = i;
		for (uint32_t i = made->rows; shuffle != 0 && i > 1; i--) {
			uint32_t other = random_below(&shuffle, i), moved = order[i - 1];

			order[i - 1] = order[other];
			order[other] = moved;
		}
		texts[table->index] = world_csv(arena, made, order);
	}
	return texts;
}

void
tables_oracle(struct tables_trial *tables, struct oracle *oracle, const char *const *texts)
{
	const struct program *program = tables->program;
	struct trial *trial = &tables->trial;

	oracle_init(oracle, trial->arena, program, tables->world->run_date, &trial->options->days,
	    trial->options->folder);
	for (uint32_t i = 0; i < program->table_count; i++)
		if (texts[i] != NULL)
			oracle_read(oracle, &oracle->tables[i], program->tables[i], texts[i]);
}

const char *
tables_key(struct tables_trial *tables, const struct oracle_row *row)
{
	const char *key = "";

	for (uint32_t k = 0; k < row->table->key_count; k++)
		key = arena_printf(tables->trial.arena, "%s%s%s", key, k > 0 ? ", " : "",
		    oracle_spell(tables->trial.arena, row->table->keys[k]->type,
			row->fields[row->table->keys[k]->index]));
	return key;
}

/* ---- the two side by side ---- */

/* Needs stand exactly where something is not known; where rules disagree they say that. */
static bool
needs_fit(struct tables_trial *tables, struct oracle *oracle, struct oracle_row *row,
    struct answer answer, const char *needs, const struct column *column)
{
	struct trial *trial = &tables->trial;
	bool disagree = column->origin == COLUMN_DECIDE &&
	    row->verdicts[column->index] == ORACLE_DISAGREE;

	trial->what = arena_printf(trial->arena, "needs %s", column->name);
	if (answer.state == UNKNOWN && needs != NULL && needs[0] != '\0' &&
	    disagree == (strncmp(needs, "two rules disagree: ", 20) == 0))
		return disagree || named_agree(tables, oracle, row, column, needs);
	if (answer.state != UNKNOWN && needs == NULL)
		return true;
	buffer_printf(trial->why, "%s (%s), column %s is %s and needs '%s'\n", row->table->name,
	    tables_key(tables, row), column->name,
	    answer_shown(trial->arena, column->type, answer), needs == NULL ? "" : needs);
	return false;
}

static bool
row_agrees(struct tables_trial *tables, struct oracle *oracle, struct oracle_row *ours,
    const struct engine_row *theirs)
{
	struct trial *trial = &tables->trial;
	const struct table *table = ours->table;

	for (uint32_t c = 0; c < table->column_count; c++) {
		const struct column *column = table->columns[c];
		struct answer a = oracle_column(oracle, ours, column),
			      b = engine_answer(&theirs->values[c]);

		trial->what = column->name;
		if (!same_answer(a, b)) {
			buffer_printf(trial->why, "%s (%s), column %s: oracle %s, engine %s\n",
			    table->name, theirs->key, column->name,
			    answer_shown(trial->arena, column->type, a),
			    answer_shown(trial->arena, column->type, b));
			return false;
		}
		if (column->origin == COLUMN_DECIDE &&
		    !verdicts_agree(ours->verdicts[c], theirs->verdicts[c])) {
			buffer_printf(trial->why,
			    "%s (%s), verdict of %s: oracle %d, engine's verdict is %d\n",
			    table->name, theirs->key, column->name, (int)ours->verdicts[c],
			    (int)theirs->verdicts[c]);
			return false;
		}
		if (column->origin != COLUMN_FIELD && column->origin != COLUMN_KEY &&
		    !needs_fit(tables, oracle, ours, a, theirs->needs[c], column))
			return false;
		if (trial->totals != NULL) {
			trial->totals->columns++;
			trial->totals->undecided += a.state == UNKNOWN ? 1 : 0;
			trial->totals->disagree += column->origin == COLUMN_DECIDE &&
				ours->verdicts[c] == ORACLE_DISAGREE
			    ? 1
			    : 0;
		}
	}
	return true;
}

static bool
counts_agree(struct trial *trial, const struct table *table, const struct oracle_rows *ours,
    const struct engine_table *theirs)
{
	const struct csvin_counts *counts = &theirs->counts;

	trial->what = arena_printf(trial->arena, "rows of %s", table->name);
	if (ours->count != theirs->count) {
		buffer_printf(trial->why, "%s has %u rows for the oracle, %u for the engine\n",
		    table->name, (unsigned)ours->count, (unsigned)theirs->count);
		return false;
	}
	if (table->of == NULL &&
	    (counts->read != ours->read || counts->used != ours->used ||
		counts->refused != ours->refused || counts->repeated != ours->repeated ||
		counts->dated_later != ours->dated_later)) {
		buffer_printf(trial->why, "the rows of %s are counted differently\n", table->name);
		return false;
	}
	return true;
}

static bool
tables_agree(
    struct tables_trial *tables, struct oracle *oracle, const struct engine_tables *theirs)
{
	const struct program *program = tables->program;
	struct trial *trial = &tables->trial;

	for (uint32_t t = 0; t < program->table_count; t++) {
		struct oracle_rows *ours = oracle_rows_of(oracle, program->tables[t]);

		if (!counts_agree(trial, program->tables[t], ours, &theirs->tables[t]))
			return false;
		for (uint32_t i = 0; i < ours->count; i++) {
			const struct engine_row *row = &theirs->tables[t].rows[i];

			if (strcmp(tables_key(tables, &ours->rows[i]), row->key) != 0) {
				buffer_printf(trial->why,
				    "row %u of %s is %s for the oracle, %s for the engine\n",
				    (unsigned)i, program->tables[t]->name,
				    tables_key(tables, &ours->rows[i]), row->key);
				return false;
			}
			if (!row_agrees(tables, oracle, &ours->rows[i], row))
				return false;
		}
		if (trial->totals != NULL)
			trial->totals->rows += ours->count;
	}
	for (uint32_t c = 0; c < program->run->column_count; c++) {
		const struct column *column = program->run->columns[c];
		struct answer a = oracle_column(oracle, &oracle->run, column),
			      b = engine_answer(&theirs->run[c]);

		trial->what = column->name;
		if (same_answer(a, b))
			continue;
		buffer_printf(trial->why, "%s of the run: oracle %s, engine %s\n", column->name,
		    answer_shown(trial->arena, column->type, a),
		    answer_shown(trial->arena, column->type, b));
		return false;
	}
	for (uint32_t i = 0; i < program->report_count; i++)
		if (!grids_agree(trial, oracle,
			oracle_rows_of(oracle, program->reports[i]->table),
			program->reports[i], theirs->reports[i]))
			return false;
	return true;
}

/* ---- in another order ---- */

const struct engine_row *
tables_row(const struct engine_table *table, const char *key)
{
	for (uint32_t i = 0; i < table->count; i++)
		if (strcmp(table->rows[i].key, key) == 0)
			return &table->rows[i];
	return NULL;
}

/* Which three of the other rows are named follows their order in the file; all else must not. */
static bool
same_row(const struct table *table, const struct engine_row *a, const struct engine_row *b,
    const char **column)
{
	for (uint32_t c = 0; c < table->column_count; c++) {
		*column = table->columns[c]->name;
		if (!same_answer(engine_answer(&a->values[c]), engine_answer(&b->values[c])) ||
		    a->verdicts[c] != b->verdicts[c] ||
		    (a->needs[c] == NULL) != (b->needs[c] == NULL) ||
		    (a->needs[c] != NULL && strchr(a->needs[c], '(') == NULL &&
			strchr(b->needs[c], '(') == NULL &&
			strcmp(a->needs[c], b->needs[c]) != 0))
			return false;
	}
	return true;
}

static void
show_other(struct tables_trial *tables, const struct table *table, const char *name,
    const struct engine_row *a, const struct engine_row *b)
{
	const struct column *column = table_column(table, name);
	const struct engine_row *const rows[2] = { a, b };

	for (uint32_t i = 0; i < 2 && b != NULL && column != NULL; i++)
		buffer_printf(tables->trial.why, "  %s, needs '%s'\n",
		    answer_shown(tables->trial.arena, column->type,
			engine_answer(&rows[i]->values[column->index])),
		    rows[i]->needs[column->index] == NULL ? "" : rows[i]->needs[column->index]);
}

static bool
order_does_not_show(struct tables_trial *tables, const struct engine_tables *first,
    const struct engine_tables *second)
{
	struct trial *trial = &tables->trial;
	const struct program *program = tables->program;

	for (uint32_t t = 0; t < program->table_count; t++)
		for (uint32_t i = 0; i < first->tables[t].count; i++) {
			const struct engine_row *a = &first->tables[t].rows[i],
						*b = tables_row(&second->tables[t], a->key);
			const char *column = "the row";

			trial->what = "order";
			if (b != NULL && same_row(program->tables[t], a, b, &column))
				continue;
			buffer_printf(trial->why, "in another order %s of %s (%s) is another\n",
			    column, program->tables[t]->name, a->key);
			show_other(tables, program->tables[t], column, a, b);
			return false;
		}
	for (uint32_t i = 0; i < program->report_count; i++)
		if (!same_grid(first->reports[i], second->reports[i])) {
			trial->what = "order";
			buffer_printf(trial->why, "in another order report %s is another\n",
			    program->reports[i]->name);
			return false;
		}
	return true;
}

/* ---- one policy ---- */

static enum outcome
judged(struct tables_trial *tables, uint64_t seed)
{
	struct trial *trial = &tables->trial;
	const struct engine_how how = run_how(trial, seed, false),
				how_again = run_how(trial, seed, true);
	struct engine_tables result, again;
	bool twice = is_run_again(trial, seed);
	struct fault fault = FAULT_NONE;
	struct oracle oracle;
	const char **texts;

	tables->program = compiled(tables, trial->totals != NULL && trial->options->refused);
	if (tables->program == NULL)
		return NO_POLICY;
	texts = tables_texts(tables, tables->world, 0);
	if (!engine_run_tables(&result, trial->arena, tables->program, tables->world->run_date,
		&how, texts, &fault) ||
	    (twice &&
		!engine_run_tables(&again, trial->arena, tables->program,
		    tables->world->run_date, &how_again,
		    tables_texts(tables, tables->world, seed | 1), &fault))) {
		trial->what = "stops";
		buffer_printf(trial->why, "the engine stops: %s\n", fault.text);
		return DIFFER;
	}
	tables_oracle(tables, &oracle, texts);
	if (!each_is_as_by_hand(tables, &result))
		return DIFFER;
	if (!tables_agree(tables, &oracle, &result) ||
	    (twice && !order_does_not_show(tables, &result, &again)))
		return DIFFER;
	if (tables->world->kind == WORLD_LETTERED) {
		if (!letters_agree(tables, &oracle, seed))
			return DIFFER;
	} else if (tables->tidy &&
	    (!promise_is_kept(tables, &result, seed) || !needs_settle(tables, &result, seed)))
		return DIFFER;
	if (trial->totals != NULL) {
		trial->totals->policies++;
		trial->totals->thorough += trial->thorough ? 1 : 0;
	}
	return AGREE;
}

/* ---- making a difference small ---- */

static bool
still_differs(struct tables_trial *tables, struct world *smaller, uint64_t seed)
{
	struct arena arena = ARENA_INIT;
	struct buffer why = BUFFER_INIT;
	struct tables_trial inner = { { tables->trial.options, NULL, &arena, &why, "", NULL,
				       tables->trial.thorough },
		smaller, NULL, tables->tidy };
	bool differs = judged(&inner, seed) == DIFFER &&
	    strcmp(inner.trial.what, tables->trial.what) == 0;

	if (differs) {
		buffer_clear(tables->trial.why);
		buffer_add(tables->trial.why, why.at, why.length);
	}
	buffer_release(&why);
	arena_release(&arena);
	return differs;
}

static bool
without_part(struct tables_trial *tables, uint32_t part, uint64_t seed)
{
	struct world *tried = arena_new(tables->trial.arena, struct world);

	*tried = *tables->world;
	tried->part_count--;
	memmove(&tried->parts[part], &tried->parts[part + 1],
	    (tried->part_count - part) * sizeof *tried->parts);
	world_join(tried, tables->trial.arena);
	if (!still_differs(tables, tried, seed))
		return false;
	*tables->world = *tried;
	return true;
}

static bool
without_row(struct tables_trial *tables, uint32_t t, uint32_t row, uint64_t seed)
{
	struct world *tried = arena_new(tables->trial.arena, struct world);
	struct world_table *table = &tried->tables[t];

	*tried = *tables->world;
	table->rows--;
	memmove(table->cells[row], table->cells[row + 1],
	    (table->rows - row) * sizeof table->cells[0]);
	for (uint32_t u = 0; u < tried->unknown_count; u++)
		if (tried->unknowns[u].table == t && tried->unknowns[u].row >= row)
			tried->unknowns[u].row =
			    tried->unknowns[u].row == row ? WORLD_ROWS : tried->unknowns[u].row - 1;
	if (!still_differs(tables, tried, seed))
		return false;
	*tables->world = *tried;
	return true;
}

static void
shrink(struct tables_trial *tables, uint64_t seed)
{
	for (bool smaller = true; smaller;) {
		smaller = false;
		for (uint32_t part = tables->world->part_count; part-- > 1;)
			smaller = without_part(tables, part, seed) || smaller;
		for (uint32_t t = 0; t < tables->world->table_count; t++)
			for (uint32_t row = tables->world->tables[t].rows; row-- > 0;)
				smaller = without_row(tables, t, row, seed) || smaller;
	}
}

static void
print_world(struct tables_trial *tables)
{
	struct civil civil = day_civil(tables->world->run_date);

	printf("---- policy, run for %04d-%02d-%02d\n%s", (int)civil.year, (int)civil.month,
	    (int)civil.day, tables->world->policy);
	for (uint32_t t = 0; t < tables->world->table_count; t++)
		if (!tables->world->tables[t].group)
			printf("---- %s\n%s", tables->world->tables[t].name,
			    world_csv(tables->trial.arena, &tables->world->tables[t], NULL));
	for (uint32_t i = 0; i < tables->world->file_count; i++)
		printf("---- %s\n%s\n", tables->world->files[i].name,
		    tables->world->files[i].text);
	printf("----\n");
}

enum outcome
compare_tables(const struct options *options, uint64_t seed, struct totals *totals)
{
	struct arena arena = ARENA_INIT;
	struct buffer why = BUFFER_INIT;
	struct tables_trial tables = { { options, NULL, &arena, &why, "", totals,
					is_thorough(options, seed) },
		arena_new(&arena, struct world), NULL,
		options->letters ? seed % 4 != 0 : seed % 2 == 0 };
	enum outcome outcome;

	world_make(tables.world, &arena, seed, tables.tidy,
	    options->letters ? WORLD_LETTERED : WORLD_PLAIN);
	if (options->print)
		print_world(&tables);
	outcome = judged(&tables, seed);
	if (outcome == DIFFER) {
		printf("seed %llu: %s", (unsigned long long)seed, why.at);
		shrink(&tables, seed);
		print_world(&tables);
		printf("oracle and engine differ (seed %llu; smaller, as above): %s",
		    (unsigned long long)seed, why.at);
	}
	if (outcome == NO_POLICY)
		totals->refused++;
	buffer_release(&why);
	arena_release(&arena);
	return outcome;
}
