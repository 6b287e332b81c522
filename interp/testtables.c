/*
 * testtables: a test of a policy whose rows hang on other rows. All that it gives goes into a
 * workspace; then every table it expects something of is judged. See testrun_parts.h.
 */
#include <string.h>

#include "interp/testrun_parts.h"
#include "interp/workspace.h"

/* Where the rows of one `given` went: HELD_NO_ROW for a row that does not exist yet. */
struct placed {
	const struct test_rows *given;
	uint32_t *rows;
};

struct table_test {
	struct one_test *run;
	struct workspace *workspace;
	struct placed *placed;
	const struct table *table;	/* being judged */
};

/* ---- rows in ---- */

static bool
is_mentioned(const struct test_rows *given, const struct column *column)
{
	for (uint32_t i = 0; i < given->column_count; i++)
		if (given->columns[i] == column)
			return true;
	return false;
}

static bool
is_dated_later(struct one_test *run, const struct test_rows *given, const struct test_value *values)
{
	for (uint32_t i = 0; i < given->column_count; i++)
		if (given->columns[i] == given->table->dated_by && values[i].state == TEST_VALUE &&
		    values[i].value.num > run->knobs.run_date)
			return true;
	return false;
}

static void
give_row(struct table_test *test, struct placed *placed, uint32_t index)
{
	struct one_test *run = test->run;
	const struct test_rows *given = placed->given;
	const struct table *table = given->table;
	const struct test_value *values =
	    &given->values[(size_t)index * (given->column_count + given->expected_count)];
	uint32_t row;

	placed->rows[index] = HELD_NO_ROW;
	if (is_dated_later(run, given, values)) {
		if (given->expected_count > 0)
			test_fail_row(run, given, index, SHEET_NO_COLUMN,
			    "this row is dated after the day of the test, so it does not exist "
			    "yet");
		return;
	}
	placed->rows[index] = row = workspace_give(test->workspace, table);
	for (uint32_t i = 0; i < given->column_count; i++) {
		struct value value = test_given_value(run, given->columns[i], &values[i]);

		workspace_give_value(test->workspace, table, row, given->columns[i], &value);
	}
	for (uint32_t i = 0; i < table->key_count; i++) {
		struct value value;

		if (is_mentioned(given, table->keys[i]))
			continue;
		value = test_made_up_key(run, table->keys[i], row);
		workspace_give_value(test->workspace, table, row, table->keys[i], &value);
	}
}

struct file_rows {
	struct workspace *workspace;
	const struct table *table;
};

static void
give_batch(void *context, struct batch *batch)
{
	const struct file_rows *rows = context;

	workspace_append(rows->workspace, rows->table, batch_fields(batch), batch->lines,
	    batch->rows);
}

static bool
give_file(struct table_test *test, const struct test_rows *given)
{
	struct one_test *run = test->run;
	const struct table *table = given->table;
	struct plan_request request = { .program = run->program,
		.table = table,
		.knobs = &run->knobs,
		.columns = table->columns,
		.column_count = table->field_count };
	struct file_rows rows = { test->workspace, table };
	struct test_file_reader reader = { give_batch, &rows };

	return test_read_file(run, given, plan_make(&run->arena, &request), &reader);
}

/* ---- judging ---- */

static bool
judge_batch(void *context, const struct batch *batch, struct fault *fault)
{
	struct table_test *test = context;
	struct one_test *run = test->run;
	uint32_t first = workspace_first_row(batch);

	(void)fault;
	for (uint32_t i = 0; i < run->test->given_count; i++) {
		const struct placed *placed = &test->placed[i];

		if (placed->given->table != test->table || placed->given->file != NULL)
			continue;
		for (uint32_t index = 0; index < placed->given->row_count; index++) {
			uint32_t row = placed->rows[index];

			if (row != HELD_NO_ROW && row >= first && row - first < batch->rows)
				test_judge_beside(run, batch, row - first, placed->given, index);
		}
	}
	test_judge_batch(run, test->table, batch);
	return true;
}

/* What is expected of a table: of its columns beside rows, of `expect` lines, of reports. */
static struct table_wants
wants_of(struct one_test *run, const struct table *table)
{
	const struct policy_test *test = run->test;
	const struct column **beside;
	uint32_t room = 0, count = 0;

	for (uint32_t i = 0; i < test->given_count; i++)
		room += run->givens[i].table == table ? run->givens[i].expected_count : 0;
	beside = arena_array(&run->arena, const struct column *, room);
	for (uint32_t i = 0; i < test->given_count; i++)
		for (uint32_t k = 0;
		     run->givens[i].table == table && k < run->givens[i].expected_count; k++)
			beside[count++] = run->givens[i].expected[k];
	return test_wants(run, table, beside, count);
}

static bool
is_expected(const struct one_test *run, const struct table *table)
{
	const struct policy_test *test = run->test;

	for (uint32_t i = 0; i < test->given_count; i++)
		if (run->givens[i].table == table && run->givens[i].expected_count > 0)
			return true;
	for (uint32_t i = 0; i < test->expectation_count; i++)
		if (test_table_of(&test->expectations[i]) == table)
			return true;
	return false;
}

/* ---- what was tried ---- */

static bool
cover_batch(void *context, const struct batch *batch, struct fault *fault)
{
	struct table_test *test = context;

	(void)fault;
	test_note_batch(test->run, batch);
	return true;
}

/* Every table that an expectation hangs on, with all that it hangs on in it. */
static bool
cover_tables(struct table_test *test)
{
	struct one_test *run = test->run;
	struct row_consumer consumer = { cover_batch, NULL, test };

	if (run->coverage == NULL)
		return true;
	test_note_batch(run, workspace_run(test->workspace));
	for (uint32_t i = 0; i < run->program->table_count; i++) {
		const struct table *table = run->program->tables[i];
		struct table_wants wants;

		if (!coverage_is_needed(run->coverage, table))
			continue;
		wants = coverage_wants(run->coverage, &run->arena, table);
		if (!workspace_rows(test->workspace, table, &wants, &consumer, run->fault))
			return false;
	}
	return true;
}

static bool
judge_tables(struct table_test *test)
{
	struct one_test *run = test->run;
	struct row_consumer consumer = { judge_batch, NULL, test };

	test_judge_batch(run, run->program->run, workspace_run(test->workspace));
	for (uint32_t i = 0; i < run->program->table_count; i++) {
		struct table_wants wants;

		test->table = run->program->tables[i];
		if (!is_expected(run, test->table))
			continue;
		wants = wants_of(run, test->table);
		if (!workspace_rows(test->workspace, test->table, &wants, &consumer, run->fault))
			return false;
	}
	for (uint32_t i = 0; i < run->test->expectation_count; i++) {
		const struct expectation *expect = &run->test->expectations[i];

		if (expect->kind == EXPECT_TIES)
			run->outcomes[i].ties = workspace_ties(test->workspace,
			    expect->column->body, &run->outcomes[i].matches);
	}
	run->run = *workspace_run(test->workspace);
	return test_judge_all(run);
}

bool
test_run_tables(struct one_test *run)
{
	struct table_test test = { .run = run };
	bool done = true;

	test.workspace = workspace_make(run->program, &run->knobs);
	workspace_begin_test(test.workspace);
	test.placed = arena_array(&run->arena, struct placed, run->test->given_count);
	for (uint32_t i = 0; done && i < run->test->given_count; i++) {
		const struct test_rows *given = &run->givens[i];

		test.placed[i].given = given;
		if (given->file != NULL) {
			done = give_file(&test, given);
			continue;
		}
		test.placed[i].rows = arena_array(&run->arena, uint32_t, given->row_count);
		for (uint32_t row = 0; row < given->row_count; row++)
			give_row(&test, &test.placed[i], row);
	}
	done = done && workspace_evaluate(test.workspace, NULL, run->fault) &&
	    judge_tables(&test) && cover_tables(&test);
	memset(&run->run, 0, sizeof(run->run));		/* the run is the workspace's */
	workspace_free(test.workspace);
	return done;
}
