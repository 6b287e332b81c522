/*
 * oracle_compare --seed S --count N [--rows R] [--folder DIR] [--holidays FILE] [--print] [--refused]
 *
 * For each seed from S on: a policy and rows are made (generate.h), run by the engine and judged row by row by the oracle. Every
 * value of every row, verdicts, what undecided rows need, and every cell of every report must agree; the same rows in another
 * order must give the same answers and reports; read must be used + refused + repeated + dated later. The first difference
 * is made small by leaving out rows and rules while it stays, and printed; then the exit code is 1.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interp/buffer.h"
#include "lang/compile.h"
#include "tests/oracle/engine.h"
#include "tests/oracle/generate.h"
#include "tests/oracle/oracle.h"
#include "tests/oracle/oracle_parts.h"

struct options {
	uint64_t seed;
	uint32_t count, rows;
	const char *folder, *holidays;
	bool print, refused;
};

struct totals {
	uint64_t policies, refused, rows, reports, undecided, disagree, columns;
};

enum outcome { AGREE, DIFFER, NO_POLICY };

struct trial {
	const struct options *options;
	const struct generated *generated;
	struct arena *arena;
	struct buffer *why;
	const char *what;		/* which thing differs: shrinking must not wander off to another */
	struct totals *totals;		/* NULL while shrinking */
};

/* ---- values ---- */

static const char *
shown(struct arena *arena, struct type type, struct answer answer)
{
	const char *text = "";

	if (!answer.is_labels)
		return answer.state == UNKNOWN ? "unknown" : answer.state == NOTHING ? "nothing" :
		    oracle_spell(arena, type, answer);
	for (uint32_t i = 0; i < type.labels->count; i++)
		if (answer.labels >> i & 1)
			text = arena_printf(arena, "%s{%s}", text, type.labels->names[i]);
	return answer.labels & LABEL_NOTHING ? arena_printf(arena, "%s{nothing}", text) : text;
}

static bool
same_answer(struct answer a, struct answer b)
{
	if (a.is_labels || b.is_labels)
		return a.is_labels == b.is_labels && a.labels == b.labels;
	return a.state == b.state && (a.state != GIVEN || answer_order(a, b) == 0);
}

static struct answer
engine_answer(const struct value *value)
{
	if (value->type.kind == KIND_LABEL || value->type.kind == KIND_YES_NO)
		return answer_labels(value->labels);
	return answer_of_value(value);
}

static bool
verdicts_agree(enum oracle_verdict ours, enum verdict theirs)
{
	switch (ours) {
	case ORACLE_DECIDED: return theirs == VERDICT_RULE || theirs == VERDICT_OTHERWISE || theirs == VERDICT_EITHER_WAY;
	/* A line may well decide whose own outcome is not known. */
	case ORACLE_UNDECIDED: return theirs == VERDICT_UNDECIDED || theirs == VERDICT_RULE || theirs == VERDICT_OTHERWISE;
	case ORACLE_DISAGREE: return theirs == VERDICT_DISAGREE;
	}
	return false;
}

/* Whether a name stands in a list parted by ", ". */
static bool
names_it(const char *list, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = list; (at = strstr(at, name)) != NULL; at++)
		if ((at == list || at[-1] == ' ') && (at[length] == ',' || at[length] == '\0'))
			return true;
	return false;
}

/* Every fact the oracle walks to is named, and no other column; how a fault in arithmetic is put is the engine's affair. */
static bool
needs_agree(const struct oracle_needs *needs, const char *list, const struct program *program, const struct table *table)
{
	bool fault = false;
	uint32_t columns = 0;

	for (uint32_t i = 0; i < needs->count; i++) {
		fault = fault || needs->names[i][0] == '\0';
		if (needs->names[i][0] != '\0' && !names_it(list, needs->names[i]))
			return false;
	}
	for (uint32_t i = 0; i < table->column_count; i++)
		columns += names_it(list, table->columns[i]->name) ? 1 : 0;
	for (uint32_t i = 0; i < program->run->column_count; i++)
		columns += names_it(list, program->run->columns[i]->name) ? 1 : 0;
	if (fault)
		return columns + 1 >= needs->count && list[0] != '\0';
	return columns == needs->count;
}

static const char *
needs_text(struct arena *arena, const struct oracle_needs *needs)
{
	const char *text = "";

	for (uint32_t i = 0; i < needs->count; i++)
		text = arena_printf(arena, "%s%s%s", text, i > 0 ? ", " : "", needs->names[i][0] == '\0' ? "(arithmetic)" :
		    needs->names[i]);
	return text;
}

static bool
row_agrees(struct trial *trial, struct oracle *oracle, struct oracle_row *ours, const struct engine_row *theirs)
{
	const struct table *table = ours->table;

	for (uint32_t c = 0; c < table->column_count; c++) {
		const struct column *column = table->columns[c];
		struct answer a = oracle_column(oracle, ours, column), b = engine_answer(&theirs->values[c]);
		struct oracle_needs needs;

		if (!same_answer(a, b)) {
			trial->what = column->name;
			buffer_printf(trial->why, "line %u (%s), column %s: oracle %s, engine %s\n", (unsigned)ours->line,
			    theirs->key, column->name, shown(trial->arena, column->type, a),
			    shown(trial->arena, column->type, b));
			return false;
		}
		if (column->origin == COLUMN_DECIDE && !verdicts_agree(ours->verdicts[c], theirs->verdicts[c])) {
			trial->what = arena_printf(trial->arena, "verdict %s", column->name);
			buffer_printf(trial->why, "line %u (%s), verdict of %s: oracle %s, engine's verdict is %d\n",
			    (unsigned)ours->line, theirs->key, column->name, ours->verdicts[c] == ORACLE_DECIDED ? "decided" :
			    ours->verdicts[c] == ORACLE_DISAGREE ? "two rules disagree" : "undecided", (int)theirs->verdicts[c]);
			return false;
		}
		if (trial->totals != NULL)
			trial->totals->columns++;
		if (a.state != UNKNOWN || column->origin == COLUMN_FIELD)
			continue;
		if (trial->totals != NULL && column->origin == COLUMN_DECIDE) {
			trial->totals->undecided++;
			trial->totals->disagree += ours->verdicts[c] == ORACLE_DISAGREE ? 1 : 0;
		}
		if (column->origin == COLUMN_DECIDE && ours->verdicts[c] == ORACLE_DISAGREE) {
			if (theirs->needs[c] != NULL && strncmp(theirs->needs[c], "two rules disagree", 18) == 0)
				continue;
			buffer_printf(trial->why, "line %u (%s), needs of %s: two rules disagree, engine '%s'\n",
			    (unsigned)ours->line, theirs->key, column->name, theirs->needs[c] == NULL ? "" : theirs->needs[c]);
			return false;
		}
		oracle_needs(oracle, ours, column, &needs);
		trial->what = arena_printf(trial->arena, "needs %s", column->name);
		if (theirs->needs[c] == NULL || !needs_agree(&needs, theirs->needs[c], oracle->program, table)) {
			buffer_printf(trial->why, "line %u (%s), needs of %s: oracle '%s', engine '%s'\n", (unsigned)ours->line,
			    theirs->key, column->name, needs_text(trial->arena, &needs),
			    theirs->needs[c] == NULL ? "" : theirs->needs[c]);
			return false;
		}
	}
	return true;
}

static bool
rows_agree(struct trial *trial, struct oracle *oracle, struct oracle_rows *ours, const struct engine_result *theirs)
{
	const struct csvin_counts *counts = &theirs->counts;

	if (counts->read != counts->used + counts->refused + counts->repeated + counts->dated_later ||
	    counts->used != theirs->count || counts->read != ours->read || counts->used != ours->used ||
	    counts->refused != ours->refused || counts->repeated != ours->repeated ||
	    counts->dated_later != ours->dated_later) {
		buffer_printf(trial->why, "counts (read, used, refused, repeated, dated later): oracle %llu %llu %llu %llu %llu, "
		    "engine %llu %llu %llu %llu %llu\n", (unsigned long long)ours->read, (unsigned long long)ours->used,
		    (unsigned long long)ours->refused, (unsigned long long)ours->repeated,
		    (unsigned long long)ours->dated_later, (unsigned long long)counts->read, (unsigned long long)counts->used,
		    (unsigned long long)counts->refused, (unsigned long long)counts->repeated,
		    (unsigned long long)counts->dated_later);
		return false;
	}
	for (uint32_t i = 0; i < ours->count; i++) {
		if (theirs->rows[i].line != ours->rows[i].line) {
			buffer_printf(trial->why, "row %u is line %u for the oracle, %u for the engine\n", (unsigned)i,
			    (unsigned)ours->rows[i].line, (unsigned)theirs->rows[i].line);
			return false;
		}
		if (!row_agrees(trial, oracle, &ours->rows[i], &theirs->rows[i]))
			return false;
	}
	for (uint32_t c = 0; c < oracle->program->run->column_count; c++) {
		const struct column *column = oracle->program->run->columns[c];
		struct answer a = oracle_column(oracle, &oracle->run, column), b = engine_answer(&theirs->run[c]);

		if (same_answer(a, b))
			continue;
		buffer_printf(trial->why, "%s of the run: oracle %s, engine %s\n", column->name,
		    shown(trial->arena, column->type, a), shown(trial->arena, column->type, b));
		return false;
	}
	return true;
}

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
cell_agrees(struct trial *trial, const struct report *report, const struct oracle_grid *ours, const struct grid *theirs,
    uint32_t row, uint32_t column)
{
	const struct oracle_cell *cell = &ours->cells[row * ours->width + column];
	const char *name = column < report->key_count ? report->keys[column].name :
	    report->columns[column - report->key_count].name;
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
	undecided = beside < 0 ? "0" : theirs->cells[row * theirs->column_count + (uint32_t)beside].plain;
	if (cell->not_compared)
		return true;
	if (strcmp(shown_text == NULL ? "" : shown_text, cell->text) != 0) {
		buffer_printf(trial->why, "report %s, row %u, %s: oracle '%s', engine '%s'\n", report->name, (unsigned)row, name,
		    cell->text, shown_text == NULL ? "" : shown_text);
		return false;
	}
	if (column >= report->key_count && cell->undecided != strtoull(undecided == NULL ? "0" : undecided, NULL, 10)) {
		buffer_printf(trial->why, "report %s, row %u, %s_undecided: oracle %llu, engine '%s'\n", report->name, (unsigned)row,
		    name, (unsigned long long)cell->undecided, undecided);
		return false;
	}
	return true;
}

static bool
reports_agree(struct trial *trial, struct oracle *oracle, struct oracle_rows *rows, const struct engine_result *result)
{
	for (uint32_t i = 0; i < oracle->program->report_count; i++) {
		const struct report *report = oracle->program->reports[i];
		const struct grid *theirs = result->reports[i];
		struct oracle_grid ours;

		oracle_report(oracle, report, rows, &ours);
		if (ours.rows != theirs->row_count) {
			buffer_printf(trial->why, "report %s has %u rows for the oracle, %u for the engine\n", report->name,
			    (unsigned)ours.rows, (unsigned)theirs->row_count);
			trial->what = arena_printf(trial->arena, "rows of %s", report->name);
			for (uint32_t r = 0; r < ours.rows; r++)
				buffer_printf(trial->why, "  oracle: %s\n", ours.cells[r * ours.width].text);
			for (uint32_t r = 0; r < theirs->row_count; r++)
				buffer_printf(trial->why, "  engine: %s\n", theirs->cells[r * theirs->column_count].plain);
			return false;
		}
		for (uint32_t r = 0; r < ours.rows; r++)
			for (uint32_t c = 0; c < ours.width; c++)
				if (!cell_agrees(trial, report, &ours, theirs, r, c))
					return false;
		if (trial->totals != NULL)
			trial->totals->reports++;
	}
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

static bool
same_grid(const struct grid *a, const struct grid *b)
{
	if (a->row_count != b->row_count || a->column_count != b->column_count || a->note_count != b->note_count)
		return false;
	for (uint32_t i = 0; i < a->row_count * a->column_count; i++)
		if (strcmp(a->cells[i].plain == NULL ? "" : a->cells[i].plain, b->cells[i].plain == NULL ? "" :
		    b->cells[i].plain) != 0 || a->cells[i].unknown != b->cells[i].unknown)
			return false;
	for (uint32_t i = 0; i < a->note_count; i++)
		if (strcmp(a->notes[i], b->notes[i]) != 0)
			return false;
	return true;
}

static bool
same_in_any_order(struct trial *trial, const struct program *program, const struct engine_result *first,
    const struct engine_result *second)
{
	const struct table *table = program->tables[0];

	if (first->count != second->count || memcmp(&first->counts.read, &second->counts.read, 5 * sizeof(uint64_t)) != 0) {
		buffer_printf(trial->why, "in another order the rows are counted differently\n");
		return false;
	}
	for (uint32_t i = 0; i < first->count; i++) {
		const struct engine_row *a = &first->rows[i], *b = row_of_key(second, a->key);

		for (uint32_t c = 0; b != NULL && c < table->column_count; c++) {
			bool same = same_answer(engine_answer(&a->values[c]), engine_answer(&b->values[c])) &&
			    a->verdicts[c] == b->verdicts[c] && (a->needs[c] == NULL) == (b->needs[c] == NULL) &&
			    (a->needs[c] == NULL || strcmp(a->needs[c], b->needs[c]) == 0);

			if (same)
				continue;
			buffer_printf(trial->why, "in another order %s of %s is another\n", table->columns[c]->name, a->key);
			return false;
		}
		if (b == NULL) {
			buffer_printf(trial->why, "in another order %s is not there\n", a->key);
			return false;
		}
	}
	for (uint32_t i = 0; i < program->report_count; i++)
		if (!same_grid(first->reports[i], second->reports[i])) {
			buffer_printf(trial->why, "in another order report %s is another\n", program->reports[i]->name);
			return false;
		}
	return true;
}

static char *
shuffled(struct trial *trial, uint64_t seed)
{
	uint32_t count = trial->generated->line_count - 1, *order = arena_array(trial->arena, uint32_t, count + 1);
	uint64_t random = seed ^ UINT64_C(0x5DEECE66D);

	for (uint32_t i = 0; i < count; i++)
		order[i] = i + 1;
	for (uint32_t i = count; i > 1; i--) {
		uint32_t other = random_below(&random, i), moved = order[i - 1];

		order[i - 1] = order[other];
		order[other] = moved;
	}
	return generate_csv(trial->arena, trial->generated, order, count);
}

/* ---- one policy ---- */

static const struct program *
compiled(struct trial *trial, bool say)
{
	struct sources *sources = arena_new(trial->arena, struct sources);
	struct diags diags;
	const struct program *program;

	sources_init(sources, trial->arena);
	diags_init(&diags, trial->arena, sources);
	program = policy_compile(trial->arena, sources, &diags, "generated.writ", trial->generated->policy,
	    strlen(trial->generated->policy));
	if (say && program == NULL)
		fputs(diags_text(&diags, trial->arena, false), stdout);
	return program;
}

static enum outcome
judged(struct trial *trial, uint64_t seed)
{
	const struct program *program = compiled(trial, trial->totals != NULL && trial->options->refused);
	const char *csv = generate_csv(trial->arena, trial->generated, NULL, 0), *folder = trial->options->folder;
	struct engine_result result, again;
	struct fault fault = FAULT_NONE;
	struct oracle oracle;
	struct oracle_rows rows;

	if (program == NULL || program->table_count != 1)
		return NO_POLICY;
	if (!engine_write_file(trial->arena, folder, "closures.csv", trial->generated->closures) ||
	    !oracle_init(&oracle, trial->arena, program, trial->generated->run_date, trial->options->holidays, folder)) {
		fprintf(stderr, "oracle_compare: '%s' cannot be written to, or '%s' cannot be read\n", folder,
		    trial->options->holidays);
		exit(2);
	}
	if (!engine_run(&result, trial->arena, program, trial->generated->run_date, folder, csv, &fault) ||
	    !engine_run(&again, trial->arena, program, trial->generated->run_date, folder, shuffled(trial, seed), &fault)) {
		trial->what = "stops";
		buffer_printf(trial->why, "the engine stops: %s\n", fault.text);
		return DIFFER;
	}
	oracle_read(&oracle, &rows, program->tables[0], csv);
	if (!rows_agree(trial, &oracle, &rows, &result) || !reports_agree(trial, &oracle, &rows, &result) ||
	    !same_in_any_order(trial, program, &result, &again))
		return DIFFER;
	if (trial->totals != NULL) {
		trial->totals->policies++;
		trial->totals->rows += rows.read;
	}
	return AGREE;
}

/* ---- making a difference small ---- */

static bool
still_differs(struct trial *trial, const struct generated *smaller, uint64_t seed)
{
	struct arena arena = ARENA_INIT;
	struct buffer why = BUFFER_INIT;
	struct trial inner = { trial->options, smaller, &arena, &why, "", NULL };
	bool differs = judged(&inner, seed) == DIFFER && strcmp(inner.what, trial->what) == 0;

	if (differs) {
		buffer_clear(trial->why);
		buffer_add(trial->why, why.at, why.length);
	}
	buffer_release(&why);
	arena_release(&arena);
	return differs;
}

static bool
without_lines(struct trial *trial, struct generated *best, uint32_t first, uint32_t count, uint64_t seed)
{
	struct generated tried = *best;
	uint32_t kept = 0;

	tried.lines = arena_array(trial->arena, const char *, best->line_count);
	for (uint32_t i = 0; i < best->line_count; i++)
		if (i < first || i >= first + count)
			tried.lines[kept++] = best->lines[i];
	tried.line_count = kept;
	if (!still_differs(trial, &tried, seed))
		return false;
	*best = tried;
	return true;
}

static bool
without_part(struct trial *trial, struct generated *best, uint32_t part, uint64_t seed)
{
	struct generated tried = *best;
	const char **parts = arena_array(trial->arena, const char *, best->part_count + 1);
	struct buffer text = BUFFER_INIT;
	bool differs;

	tried.part_count = 0;
	for (uint32_t i = 0; i < best->part_count; i++) {
		if (i == part)
			continue;
		parts[tried.part_count++] = best->parts[i];
		buffer_printf(&text, "%s\n", best->parts[i]);
	}
	tried.parts = parts;
	tried.policy = arena_copy(trial->arena, text.at, text.length);
	buffer_release(&text);
	differs = still_differs(trial, &tried, seed);
	if (differs)
		*best = tried;
	return differs;
}

static void
shrink(struct trial *trial, struct generated *best, uint64_t seed)
{
	bool smaller = true;

	for (uint32_t size = best->line_count / 2; size > 0; size /= 2)
		for (uint32_t first = 1; first + size <= best->line_count;)
			if (!without_lines(trial, best, first, size, seed))
				first += size;
	while (smaller) {
		smaller = false;
		for (uint32_t part = best->part_count; part-- > 1;)
			if (without_part(trial, best, part, seed))
				smaller = true;
	}
}

static void
print_case(const struct generated *generated)
{
	struct civil civil = day_civil(generated->run_date);

	printf("---- policy, run for %04d-%02d-%02d\n%s---- rows\n", (int)civil.year, (int)civil.month, (int)civil.day,
	    generated->policy);
	for (uint32_t i = 0; i < generated->line_count; i++)
		printf("%s\n", generated->lines[i]);
	printf("----\n");
}

static enum outcome
one(const struct options *options, uint64_t seed, uint32_t rows, struct totals *totals)
{
	struct arena arena = ARENA_INIT;
	struct buffer why = BUFFER_INIT;
	struct generated generated;
	struct trial trial = { options, &generated, &arena, &why, "", totals };
	enum outcome outcome;

	generate(&generated, &arena, seed, rows);
	if (options->print)
		print_case(&generated);
	outcome = judged(&trial, seed);
	if (outcome == DIFFER) {
		printf("seed %llu: %s", (unsigned long long)seed, why.at);
		shrink(&trial, &generated, seed);
		print_case(&generated);
		printf("oracle and engine differ (seed %llu; smaller, as above): %s", (unsigned long long)seed, why.at);
	}
	if (outcome == NO_POLICY)
		totals->refused++;
	buffer_release(&why);
	arena_release(&arena);
	return outcome;
}

static bool
read_options(struct options *options, int count, char **words)
{
	for (int i = 1; i < count; i++) {
		const char *next = i + 1 < count ? words[i + 1] : NULL;

		if (strcmp(words[i], "--print") == 0)
			options->print = true;
		else if (strcmp(words[i], "--refused") == 0)
			options->refused = true;
		else if (next == NULL)
			return false;
		else if (strcmp(words[i], "--seed") == 0)
			options->seed = strtoull(words[++i], NULL, 10);
		else if (strcmp(words[i], "--count") == 0)
			options->count = (uint32_t)strtoul(words[++i], NULL, 10);
		else if (strcmp(words[i], "--rows") == 0)
			options->rows = (uint32_t)strtoul(words[++i], NULL, 10);
		else if (strcmp(words[i], "--folder") == 0)
			options->folder = words[++i];
		else if (strcmp(words[i], "--holidays") == 0)
			options->holidays = words[++i];
		else
			return false;
	}
	return true;
}

int
main(int count, char **words)
{
	struct options options = { 1, 100, 0, "build", "policies/calendars/england-and-wales.csv", false, false };
	struct totals totals = { 0, 0, 0, 0, 0, 0, 0 };

	if (!read_options(&options, count, words)) {
		fprintf(stderr, "oracle_compare --seed S --count N [--rows R] [--folder DIR] [--holidays FILE] [--print] [--refused]\n");
		return 2;
	}
	for (uint32_t i = 0; i < options.count; i++) {
		uint64_t seed = options.seed + i;
		/* Now and then the rows just fill a batch, or run over by one. */
		uint32_t rows = options.rows != 0 ? options.rows : seed % 40 == 39 ? 1023 + (uint32_t)(seed / 40 % 3) : 0;

		if (one(&options, seed, rows, &totals) == DIFFER)
			return 1;
	}
	printf("%llu values, %llu undecided (%llu where two rules disagree), %llu reports; %llu texts were no policy\n",
	    (unsigned long long)totals.columns, (unsigned long long)totals.undecided, (unsigned long long)totals.disagree,
	    (unsigned long long)totals.reports, (unsigned long long)totals.refused);
	if (totals.refused * 10 > options.count || totals.policies == 0) {
		printf("too many of the texts are no policy\n");
		return 1;
	}
	printf("%llu policies, %llu rows: oracle and engine agree (seed %llu)\n", (unsigned long long)totals.policies,
	    (unsigned long long)totals.rows, (unsigned long long)options.seed);
	return 0;
}
