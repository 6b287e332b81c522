/* session: settings, calendars and paths of a run, and reading a table batch by batch (run.h). */
#include "tests/unit/engine.h"

#include <stdio.h>
#include <unistd.h>

#include "interp/run.h"

#define POLICY \
	ENGINE_HEAD \
	"setting limit is 10\n" \
	"  may vary locally between 5 and 20\n" \
	"  cites s \"1\"\n" \
	"input case from \"data/cases.csv\", one row per ref, settings as at run_date\n" \
	"  ref is number\n" \
	"  points is number, may be blank\n" \
	"  cites s \"1\"\n" \
	"define high for case as points is more than limit\n" \
	"  cites s \"2\"\n" \
	"define week_ago as 7 days before run_date\n" \
	"  cites s \"2\"\n"

#define SECOND \
	"input call from \"calls.csv\", one row per call_ref\n" \
	"  call_ref is text\n" \
	"  cites s \"1\"\n"

struct made {
	struct arena arena;
	struct sources sources;
	struct diags diags;
	struct options options;
	struct session session;
	struct fault fault;
	bool opened;
	const char *words[4];
	const char *sets[4];
	char folder[64], file[96];
};

/* `words` are the DATA, `set` one --set, or NULL. */
static void
open_it(struct made *made, const char *policy, const char *path, const char *word, const char *set)
{
	const struct program *program;

	memset(made, 0, sizeof *made);
	arena_init(&made->arena);
	sources_init(&made->sources, &made->arena);
	diags_init(&made->diags, &made->arena, &made->sources);
	program = policy_compile(
	    &made->arena, &made->sources, &made->diags, "p.writ", policy, strlen(policy));
	if (program == NULL)
		fail_msg("%s", diags_text(&made->diags, &made->arena, false));
	made->words[0] = word == NULL ? NULL : arena_copy(&made->arena, word, strlen(word));
	made->sets[0] = set;
	made->options = (struct options){ .command = COMMAND_RUN,
		.policy = path,
		.arguments = made->words,
		.argument_count = word == NULL ? 0 : 1,
		.on_given = true,
		.on = engine_date("2022-05-31"),
		.sets = made->sets,
		.set_count = set == NULL ? 0 : 1,
		.quiet = true };
	made->opened = session_open(
	    &made->session, &made->arena, &made->options, program, "digest", &made->fault);
}

static void
close_it(struct made *made)
{
	session_close(&made->session);
	if (made->file[0] != '\0') {
		unlink(made->file);
		rmdir(made->folder);
	}
	arena_release(&made->arena);
}

/* A folder of its own with one file, before open_it() is told of it. */
static void
put_file(char folder[64], char file[96], const char *name, const char *bytes)
{
	FILE *out;

	strcpy(folder, "/tmp/writ-test-XXXXXX");
	if (mkdtemp(folder) == NULL)
		fail_msg("no folder");
	snprintf(file, 96, "%s/%s", folder, name);
	out = fopen(file, "wb");
	if (out == NULL || fputs(bytes, out) < 0 || fclose(out) != 0)
		fail_msg("%s", file);
}

static void
open_over(struct made *made, const char *csv)
{
	char folder[64], file[96];

	put_file(folder, file, "cases.csv", csv);
	open_it(made, POLICY, "p.writ", file, NULL);
	strcpy(made->folder, folder);
	strcpy(made->file, file);
	if (!made->opened)
		fail_msg("%s", made->fault.text);
}

/* ---- where the data is ---- */

static void
without_data_the_files_are_beside_the_policy(void **state)
{
	static const struct {
		const char *policy, *path;
	} cases[] = {
		{ "p.writ", "data/cases.csv" },
		{ "some/where/p.writ", "some/where/data/cases.csv" },
		{ "/p.writ", "/data/cases.csv" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct made made;

		open_it(&made, POLICY, cases[i].policy, NULL, NULL);
		assert_true(made.opened);
		assert_string_equal(made.session.paths[0], cases[i].path);
		close_it(&made);
	}
}

static void
a_folder_holds_the_files_by_their_base_names(void **state)
{
	struct made made;
	char folder[64], file[96], expected[128];

	(void)state;
	put_file(folder, file, "unused.csv", "");
	open_it(&made, POLICY SECOND, "p.writ", folder, NULL);
	strcpy(made.folder, folder);
	strcpy(made.file, file);
	assert_true(made.opened);
	snprintf(expected, sizeof expected, "%s/cases.csv", folder);
	assert_string_equal(made.session.paths[0], expected);
	snprintf(expected, sizeof expected, "%s/calls.csv", folder);
	assert_string_equal(made.session.paths[1], expected);
	close_it(&made);
}

static void
one_file_by_name_leaves_the_others_where_they_are(void **state)
{
	struct made made;

	(void)state;
	open_it(&made, POLICY SECOND, "here/p.writ", "call=new=calls.csv", NULL);
	assert_true(made.opened);
	assert_string_equal(made.session.paths[0], "here/data/cases.csv");
	assert_string_equal(made.session.paths[1], "new=calls.csv");
	close_it(&made);
}

static void
a_bare_file_will_do_where_there_is_one_input(void **state)
{
	struct made made;

	(void)state;
	open_it(&made, POLICY, "p.writ", "new.csv", NULL);
	assert_true(made.opened);
	assert_string_equal(made.session.paths[0], "new.csv");
	close_it(&made);
	open_it(&made, POLICY SECOND, "p.writ", "new.csv", NULL);
	assert_false(made.opened);
	assert_int_equal(made.fault.code, EXIT_USAGE);
	assert_non_null(strstr(made.fault.text, "case=new.csv"));
	close_it(&made);
}

static void
an_input_nobody_named_is_a_fault(void **state)
{
	struct made made;

	(void)state;
	open_it(&made, POLICY SECOND, "p.writ", "cases=new.csv", NULL);
	assert_false(made.opened);
	assert_int_equal(made.fault.code, EXIT_USAGE);
	assert_non_null(strstr(made.fault.text, "no input 'cases'"));
	assert_non_null(strstr(made.fault.text, "case=new.csv"));
	close_it(&made);
}

/* ---- settings and calendars ---- */

static void
settings_are_set_within_their_bounds(void **state)
{
	struct made made;

	(void)state;
	open_it(&made, POLICY, "p.writ", NULL, "limit=20");
	assert_true(made.opened);
	assert_string_equal(made.session.knobs.knobs[0].origin, "--set");
	assert_int_equal(made.session.knobs.knobs[0].value_count, 1);
	close_it(&made);
	open_it(&made, POLICY, "p.writ", NULL, "limit=20.000000001");
	assert_false(made.opened);
	assert_int_equal(made.fault.code, EXIT_USAGE);
	close_it(&made);
}

static void
a_calendar_that_cannot_be_read_is_a_fault(void **state)
{
	struct made made;

	(void)state;
	open_it(&made, POLICY "calendar office is england_and_wales\n", "no-such-folder/p.writ",
	    NULL, NULL);
	assert_true(made.opened);
	close_it(&made);
	open_it(&made,
	    POLICY
	    "calendar office from \"no-such-closures.csv\"\n"
	    "define soon for case as 3 working days after run_date by calendar office\n"
	    "  cites s \"2\"\n",
	    "no-such-folder/p.writ", NULL, NULL);
	assert_false(made.opened);
	assert_int_not_equal(made.fault.code, EXIT_DONE);
	assert_non_null(strstr(made.fault.text, "no-such-closures.csv"));
	close_it(&made);
}

static void
the_columns_of_the_run_are_worked_out(void **state)
{
	struct made made;
	const struct column *column;
	struct value value;

	(void)state;
	open_it(&made, POLICY, "p.writ", NULL, NULL);
	assert_true(made.opened);
	column = table_column(made.session.program->run, "week_ago");
	value = vec_value(batch_column(&made.session.run, column), 0);
	assert_string_equal(value_spell(&made.arena, &value, SPELL_PLAIN), "2022-05-24");
	close_it(&made);
}

/* ---- reading ---- */

struct seen {
	const struct column *high;
	uint64_t rows, highs, unknown, batches, last_line;
	uint32_t restarts;
	bool refuse;
};

static bool
see_batch(void *context, const struct batch *batch, struct fault *fault)
{
	struct seen *seen = context;

	if (seen->refuse)
		return fault_set(fault, EXIT_USAGE, "the consumer has had enough");
	seen->batches++;
	seen->rows += batch->rows;
	for (uint32_t row = 0; row < batch->rows; row++) {
		const struct vec *vec = batch_column(batch, seen->high);

		assert_true(batch->lines[row] > seen->last_line);
		seen->last_line = batch->lines[row];
		seen->highs += RAIL_GET(vec->yes, row) ? 1 : 0;
		seen->unknown += !RAIL_GET(vec->yes, row) && !RAIL_GET(vec->no, row) ? 1 : 0;
	}
	return true;
}

static void
see_restart(void *context)
{
	struct seen *seen = context;

	*seen = (struct seen){
		.high = seen->high, .restarts = seen->restarts + 1, .refuse = seen->refuse
	};
}

static bool
read_it(
    struct made *made, struct seen *seen, struct problems *problems, struct table_result *result)
{
	const struct table *table = made->session.program->tables[0];
	const struct column *columns[1] = { table_column(table, "high") };
	const struct table_wants wants = { .columns = columns, .column_count = 1 };
	const struct row_consumer consumer = { see_batch, see_restart, seen };

	seen->high = columns[0];
	problems_init(problems, &made->arena, (struct problem_sink){ 0 });
	return session_read(
	    &made->session, table, &wants, problems, &consumer, result, &made->fault);
}

static const char *
many_rows(struct buffer *csv, uint32_t rows)
{
	buffer_clear(csv);
	buffer_text(csv, "ref,points\n");
	for (uint32_t i = 1; i <= rows; i++)
		buffer_printf(csv, "%u,%u\n", (unsigned)i, (unsigned)(i % 20));
	return csv->at;
}

static void
all_rows_come_in_batches_in_file_order(void **state)
{
	struct buffer csv = BUFFER_INIT;
	struct made made;
	struct seen seen = { 0 };
	struct problems problems;
	struct table_result result;

	(void)state;
	open_over(&made, many_rows(&csv, BATCH_ROWS * 2 + 8));
	assert_true(read_it(&made, &seen, &problems, &result));
	assert_int_equal(seen.rows, BATCH_ROWS * 2 + 8);
	assert_true(seen.batches >= 3);
	assert_int_equal(seen.last_line, BATCH_ROWS * 2 + 9);
	assert_int_equal(seen.restarts, 0);
	/* Of each twenty rows, 11 to 19 are over 10. */
	assert_int_equal(seen.highs,
	    (BATCH_ROWS * 2 + 8) / 20 * 9 +
		((BATCH_ROWS * 2 + 8) % 20 > 10 ? (BATCH_ROWS * 2 + 8) % 20 - 10 : 0));
	assert_int_equal(seen.unknown, 0);
	assert_int_equal(result.counts.read, result.counts.used);
	assert_int_equal(result.counts.used, seen.rows);
	/* Nothing is kept of this run, so nothing is digested. */
	assert_string_equal(result.digest, "");
	assert_string_equal(result.facts->encoding, "UTF-8");
	buffer_release(&csv);
	close_it(&made);
}

static void
a_key_repeated_batches_later_starts_over(void **state)
{
	struct buffer csv = BUFFER_INIT;
	struct made made;
	struct seen seen = { 0 };
	struct problems problems;
	struct table_result result;
	uint32_t rows = BATCH_ROWS + 100;

	(void)state;
	many_rows(&csv, rows);
	buffer_text(&csv,
	    "15,1\n2,2\n,7\n"); /* 15 stood there with 15 points; 2 agrees; a row without a key */
	open_over(&made, csv.at);
	assert_true(read_it(&made, &seen, &problems, &result));
	assert_int_equal(seen.restarts, 1);
	assert_int_equal(seen.rows, rows);
	assert_int_equal(seen.unknown, 1);
	assert_int_equal(result.counts.read, rows + 3);
	assert_int_equal(result.counts.used, rows);
	assert_int_equal(result.counts.repeated, 2);
	assert_int_equal(result.counts.refused, 1);
	assert_int_equal(result.counts.dated_later, 0);
	/* What was found before the start over is not counted twice. */
	assert_int_equal(problems.rows_refused, 1);
	assert_int_equal(problems.rows_repeated, 2);
	assert_true(problems.cells_refused >= 1);
	buffer_release(&csv);
	close_it(&made);
}

static void
keys_are_not_checked_where_that_is_asked_for(void **state)
{
	struct made made;
	struct seen seen = { 0 };
	struct problems problems;
	struct table_result result;

	(void)state;
	open_over(&made, "ref,points\n1,5\n1,15\n");
	made.options.no_key_check = true;
	assert_true(read_it(&made, &seen, &problems, &result));
	assert_int_equal(seen.rows, 2);
	assert_int_equal(seen.highs, 1);
	assert_int_equal(seen.unknown, 0);
	assert_int_equal(result.counts.repeated, 0);
	close_it(&made);
}

static void
what_is_wanted_may_be_read_again(void **state)
{
	struct made made;
	struct seen seen = { 0 }, again = { 0 };
	struct problems problems;
	struct table_result result, same;

	(void)state;
	open_over(&made, "ref,points\n1,10\n2,11\n3,\n4,x\n");
	made.options.out = "results";
	assert_true(read_it(&made, &seen, &problems, &result));
	assert_int_equal(seen.highs, 1);
	assert_int_equal(seen.unknown, 2);
	assert_int_equal(problems.cells_refused, 1);
	assert_true(read_it(&made, &again, &problems, &same));
	assert_int_equal(again.highs, 1);
	assert_int_equal(problems.cells_refused, 1);
	assert_int_equal(strlen(result.digest), 64);
	assert_string_equal(result.digest, same.digest);
	close_it(&made);
}

static void
a_file_that_is_not_there_or_not_right_is_a_fault(void **state)
{
	struct made made;
	struct seen seen = { 0 };
	struct problems problems;
	struct table_result result;

	(void)state;
	open_it(&made, POLICY, "p.writ", "/tmp/no-such-folder-of-writ/cases.csv", NULL);
	assert_true(made.opened); /* a missing file is only missed when it is read */
	assert_false(read_it(&made, &seen, &problems, &result));
	assert_int_equal(made.fault.code, EXIT_USAGE);
	assert_non_null(strstr(made.fault.text, "no-such-folder-of-writ/cases.csv"));
	close_it(&made);

	open_over(&made, "ref,point\n1,10\n");
	assert_false(read_it(&made, &seen, &problems, &result));
	assert_int_equal(made.fault.code, EXIT_DATA);
	assert_non_null(strstr(made.fault.text, "points"));
	assert_int_equal(seen.batches, 0);
	close_it(&made);
}

static void
a_consumer_can_stop_the_reading(void **state)
{
	struct made made;
	struct seen seen = { .refuse = true };
	struct problems problems;
	struct table_result result;

	(void)state;
	open_over(&made, "ref,points\n1,10\n");
	assert_false(read_it(&made, &seen, &problems, &result));
	assert_int_equal(made.fault.code, EXIT_USAGE);
	assert_string_equal(made.fault.text, "the consumer has had enough");
	close_it(&made);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_data_the_files_are_beside_the_policy),
		cmocka_unit_test(a_folder_holds_the_files_by_their_base_names),
		cmocka_unit_test(one_file_by_name_leaves_the_others_where_they_are),
		cmocka_unit_test(a_bare_file_will_do_where_there_is_one_input),
		cmocka_unit_test(an_input_nobody_named_is_a_fault),
		cmocka_unit_test(settings_are_set_within_their_bounds),
		cmocka_unit_test(a_calendar_that_cannot_be_read_is_a_fault),
		cmocka_unit_test(the_columns_of_the_run_are_worked_out),
		cmocka_unit_test(all_rows_come_in_batches_in_file_order),
		cmocka_unit_test(a_key_repeated_batches_later_starts_over),
		cmocka_unit_test(keys_are_not_checked_where_that_is_asked_for),
		cmocka_unit_test(what_is_wanted_may_be_read_again),
		cmocka_unit_test(a_file_that_is_not_there_or_not_right_is_a_fault),
		cmocka_unit_test(a_consumer_can_stop_the_reading),
	};

	return RUN_TESTS(tests);
}
