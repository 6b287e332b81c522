/*
 * oracle_compare --seed S --count N [--rows R] [--folder DIR] [--holidays FILE] [--print]
 * [--refused] [--light] [--counts] [--plain | --tables | --letters]
 *
 * With --tables policies of several tables (compare_tables.c), with --letters all that their
 * letters say and the files that are written (compare_letters.c).
 *
 * With --light, for long runs, policies have fewer rows, are not all run in another order, and
 * fewer ways are tried in which what is unknown could turn out; one in eight is judged as without
 * it.
 * --counts says in one line of figures, for tests/oracle/long.sh, how much was compared.
 *
 * For each seed from S on: a policy and rows are made (generate.h), run by the engine and judged
 * row by row by the oracle. Every value of every row, verdicts, what undecided rows need, and every
 * cell of every report must agree; the same rows in another order must give the same answers and
 * reports; read must be used + refused + repeated + dated later. The first difference is made small
 * by leaving out rows and rules while it stays, and printed; then the exit code is 1.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/compile.h"
#include "tests/oracle/compare_parts.h"
#include "tests/oracle/oracle_parts.h"

bool
is_thorough(const struct options *options, uint64_t seed)
{
	return !options->light || seed % 8 == 0;
}

bool
is_run_again(const struct trial *trial, uint64_t seed)
{
	return trial->thorough || seed % 3 == 0;
}

struct engine_how
run_how(const struct trial *trial, uint64_t seed, bool again)
{
	struct engine_how how = { trial->options->folder, seed % (again ? 3 : 5) == 0,
		trial->thorough };

	if (trial->totals != NULL && how.threaded)
		trial->totals->threaded++;
	return how;
}

/* ---- one policy ---- */

static char *
shuffled(struct trial *trial, uint64_t seed)
{
	uint32_t count = trial->generated->line_count - 1,
		 *order = arena_array(trial->arena, uint32_t, count + 1);
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

static const struct program *
compiled(struct trial *trial, bool say)
{
	struct sources *sources = arena_new(trial->arena, struct sources);
	struct diags diags;
	const struct program *program;

	sources_init(sources, trial->arena);
	diags_init(&diags, trial->arena, sources);
	program = policy_compile(trial->arena, sources, &diags, "generated.writ",
	    trial->generated->policy, strlen(trial->generated->policy));
	if (say && program == NULL)
		fputs(diags_text(&diags, trial->arena, false), stdout);
	return program;
}

static enum outcome
judged(struct trial *trial, uint64_t seed)
{
	const struct program *program =
	    compiled(trial, trial->totals != NULL && trial->options->refused);
	const char *csv = generate_csv(trial->arena, trial->generated, NULL, 0),
		   *folder = trial->options->folder;
	const struct engine_how how = run_how(trial, seed, false),
				how_again = run_how(trial, seed, true);
	struct engine_result result, again;
	bool twice = is_run_again(trial, seed);
	struct fault fault = FAULT_NONE;
	struct oracle oracle;
	struct oracle_rows rows;

	if (program == NULL || program->table_count != 1)
		return NO_POLICY;
	if (!engine_write_file(trial->arena, folder, "closures.csv", trial->generated->closures)) {
		fprintf(stderr, "oracle_compare: '%s' cannot be written to\n", folder);
		exit(2);
	}
	oracle_init(&oracle, trial->arena, program, trial->generated->run_date,
	    &trial->options->days, folder);
	if (!engine_run(
		&result, trial->arena, program, trial->generated->run_date, &how, csv, &fault) ||
	    (twice &&
		!engine_run(&again, trial->arena, program, trial->generated->run_date, &how_again,
		    shuffled(trial, seed), &fault))) {
		trial->what = "stops";
		buffer_printf(trial->why, "the engine stops: %s\n", fault.text);
		return DIFFER;
	}
	oracle_read(&oracle, &rows, program->tables[0], csv);
	if (!rows_agree(trial, &oracle, &rows, &result) ||
	    !reports_agree(trial, &oracle, &rows, &result) ||
	    (twice && !same_in_any_order(trial, program, &result, &again)))
		return DIFFER;
	if (trial->totals != NULL) {
		trial->totals->policies++;
		trial->totals->thorough += trial->thorough ? 1 : 0;
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
	struct trial inner = { trial->options, smaller, &arena, &why, "", NULL, trial->thorough };
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
without_lines(
    struct trial *trial, struct generated *best, uint32_t first, uint32_t count, uint64_t seed)
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

	printf("---- policy, run for %04d-%02d-%02d\n%s---- rows\n", (int)civil.year,
	    (int)civil.month, (int)civil.day, generated->policy);
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
	struct trial trial = { options, &generated, &arena, &why, "", totals,
		is_thorough(options, seed) };
	enum outcome outcome;

	generate(&generated, &arena, seed, rows);
	if (options->print)
		print_case(&generated);
	outcome = judged(&trial, seed);
	if (outcome == DIFFER) {
		printf("seed %llu: %s", (unsigned long long)seed, why.at);
		shrink(&trial, &generated, seed);
		print_case(&generated);
		printf("oracle and engine differ (seed %llu; smaller, as above): %s",
		    (unsigned long long)seed, why.at);
	}
	if (outcome == NO_POLICY)
		totals->refused++;
	buffer_release(&why);
	arena_release(&arena);
	return outcome;
}

/* Now and then the rows just fill a batch, or several small ones, or run over by one. 0: as many as
 * the generator likes. */
static uint32_t
row_count(const struct options *options, uint64_t seed)
{
	uint32_t batches = BATCH_ROWS < 1024 ? 1 + (uint32_t)(seed / 120 % 6) : 1;

	if (options->rows != 0)
		return options->rows;
	if (seed % 40 == 39)
		return batches * BATCH_ROWS - 1 + (uint32_t)(seed / 40 % 3);
	return is_thorough(options, seed) ? 0 : 3 + (uint32_t)(seed / 8 % 16);
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
		else if (strcmp(words[i], "--plain") == 0)
			options->tables = options->letters = false;
		else if (strcmp(words[i], "--tables") == 0)
			options->tables = true;
		else if (strcmp(words[i], "--letters") == 0)
			options->tables = options->letters = true;
		else if (strcmp(words[i], "--light") == 0)
			options->light = true;
		else if (strcmp(words[i], "--counts") == 0)
			options->counts = true;
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

static void
say_counts(const struct totals *totals)
{
	printf("counts policies %llu rows %llu values %llu undecided %llu disagree %llu reports "
	       "%llu completions %llu named %llu settled %llu letters %llu local %llu held %llu "
	       "files %llu "
	       "threaded %llu thorough %llu refused %llu\n",
	    (unsigned long long)totals->policies, (unsigned long long)totals->rows,
	    (unsigned long long)totals->columns, (unsigned long long)totals->undecided,
	    (unsigned long long)totals->disagree, (unsigned long long)totals->reports,
	    (unsigned long long)totals->completions, (unsigned long long)totals->named,
	    (unsigned long long)totals->needs, (unsigned long long)totals->written,
	    (unsigned long long)totals->feet, (unsigned long long)totals->held_back,
	    (unsigned long long)totals->files, (unsigned long long)totals->threaded,
	    (unsigned long long)totals->thorough, (unsigned long long)totals->refused);
}

static void
say_totals(const struct options *options, const struct totals *totals)
{
	printf("%llu values, %llu undecided (%llu where two rules disagree), %llu reports; %llu "
	       "texts were no policy\n",
	    (unsigned long long)totals->columns, (unsigned long long)totals->undecided,
	    (unsigned long long)totals->disagree, (unsigned long long)totals->reports,
	    (unsigned long long)totals->refused);
	if (options->letters)
		printf("%llu letters written, %llu of them with something local, %llu held back, "
		       "%llu files compared\n",
		    (unsigned long long)totals->written, (unsigned long long)totals->feet,
		    (unsigned long long)totals->held_back, (unsigned long long)totals->files);
	else if (options->tables)
		printf(
		    "%llu completions of what could not be read; %llu facts named as needed; %llu "
		    "values waiting for them were tried\n",
		    (unsigned long long)totals->completions, (unsigned long long)totals->named,
		    (unsigned long long)totals->needs);
	printf("%llu runs read with a thread of its own; of %llu policies all was tried that can "
	       "be\n",
	    (unsigned long long)totals->threaded, (unsigned long long)totals->thorough);
	printf("%llu policies, %llu rows: oracle and engine agree (seed %llu)\n",
	    (unsigned long long)totals->policies, (unsigned long long)totals->rows,
	    (unsigned long long)options->seed);
}

int
main(int count, char **words)
{
	struct arena arena = ARENA_INIT; /* to the end */
	struct options options = { .seed = 1,
		.count = 100,
		.folder = "build",
		.holidays = "policies/calendars/england-and-wales.csv" };
	struct totals totals = { 0 };

	if (!read_options(&options, count, words)) {
		fprintf(stderr,
		    "oracle_compare --seed S --count N [--rows R] [--folder DIR] "
		    "[--holidays FILE] [--print] [--refused] [--light] [--counts] "
		    "[--plain | --tables | --letters]\n");
		return 2;
	}
	if (!oracle_read_days(&arena, options.holidays, &options.days)) {
		fprintf(stderr, "oracle_compare: '%s' cannot be read\n", options.holidays);
		return 2;
	}
	for (uint32_t i = 0; i < options.count; i++) {
		uint64_t seed = options.seed + i;

		if ((options.tables ? compare_tables(&options, seed, &totals)
				    : one(&options, seed, row_count(&options, seed), &totals)) ==
		    DIFFER)
			return 1;
	}
	if (totals.refused * 10 > options.count || totals.policies == 0) {
		printf("too many of the texts are no policy\n");
		return 1;
	}
	if (options.counts)
		say_counts(&totals);
	else
		say_totals(&options, &totals);
	arena_release(&arena);
	return 0;
}
