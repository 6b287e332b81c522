/*
 * testtables: a test of a policy whose rows hang on other rows. All that it gives goes into a
 * workspace; then every table it expects something of is judged. See testrun_parts.h.
 */
#include <string.h>

#include "interp/csvin.h"
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
			test_fail(run, given->row_at[index],
			    "this row is dated after the day of the test, so it does not exist yet");
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

static bool
give_file(struct table_test *test, const struct test_rows *given)
{
	struct one_test *run = test->run;
	const char *path = arena_printf(&run->arena, "%s/%s", run->folder, given->file);
	const struct table *table = given->table;
	struct plan_request request = { .program = run->program,
		.table = table,
		.knobs = &run->knobs,
		.columns = table->columns,
		.column_count = table->field_count };
	const struct plan *plan = plan_make(&run->arena, &request);
	struct problems problems;
	struct csvin_options options = { .table = table,
		.path = path,
		.shown = path,
		.wanted = plan_fields(plan),
		.run_date = run->knobs.run_date,
		.check_keys = true,
		.problems = &problems,
		.arena = &run->arena };
	enum csvin_result result = CSVIN_FAULT;
	struct batch batch;
	struct csvin *in;

	problems_init(&problems, &run->arena, (struct problem_sink){ 0 });
	in = csvin_open(&options, run->fault);
	if (in == NULL)
		return false;
	batch_init(&batch, plan);
	do {
		result = csvin_next(in, batch_fields(&batch), batch.lines, &batch.rows, run->fault);
		if (result == CSVIN_ROWS) {
			workspace_append(test->workspace, table, batch_fields(&batch), batch.lines,
			    batch.rows);
		} else if (result == CSVIN_AGAIN) {
			problems_restart(&problems);
			workspace_forget(test->workspace, table);
		}
	} while (result == CSVIN_ROWS || result == CSVIN_AGAIN);
	batch_release(&batch);
	csvin_close(in);
	if (problems.cells_refused + problems.rows_refused + problems.columns_refused > 0)
		test_fail(run, given->at,
		    arena_printf(&run->arena, "%s: %s:%llu: %s", given->file,
		        problem_effect_name(problems.kept[0].effect),
		        (unsigned long long)problems.kept[0].line, problems.kept[0].cause));
	return result == CSVIN_END;
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
	uint32_t columns = table->key_count + test->expectation_count, exprs = test->expectation_count;
	const struct column **column;
	const struct expr **expr;
	struct table_wants wants = { 0 };

	for (uint32_t i = 0; i < test->given_count; i++)
		columns += test->givens[i].table == table ? test->givens[i].expected_count : 0;
	for (uint32_t i = 0; i < test->expectation_count; i++) {
		if (test->expectations[i].kind != EXPECT_REPORT)
			continue;
		columns += fold_wants_columns(test->expectations[i].report, NULL);
		exprs += fold_wants_exprs(test->expectations[i].report, NULL);
	}
	column = arena_array(&run->arena, const struct column *, columns);
	expr = arena_array(&run->arena, const struct expr *, exprs);
	wants.columns = column;
	wants.exprs = expr;
	for (uint32_t i = 0; i < test->given_count; i++)
		for (uint32_t k = 0; test->givens[i].table == table && k < test->givens[i].expected_count; k++)
			column[wants.column_count++] = test->givens[i].expected[k];
	for (uint32_t i = 0; i < test->expectation_count; i++) {
		const struct expectation *expect = &test->expectations[i];

		if (test_table_of(expect) != table)
			continue;
		if (expect->kind == EXPECT_REPORT) {
			wants.column_count += fold_wants_columns(expect->report, column + wants.column_count);
			wants.expr_count += fold_wants_exprs(expect->report, expr + wants.expr_count);
			continue;
		}
		if (expect->kind != EXPECT_ROWS)
			column[wants.column_count++] = expect->column;
		if (expect->where != NULL)
			expr[wants.expr_count++] = expect->where;
	}
	return wants;
}

static bool
is_expected(const struct one_test *run, const struct table *table)
{
	const struct policy_test *test = run->test;

	for (uint32_t i = 0; i < test->given_count; i++)
		if (test->givens[i].table == table && test->givens[i].expected_count > 0)
			return true;
	for (uint32_t i = 0; i < test->expectation_count; i++)
		if (test_table_of(&test->expectations[i]) == table)
			return true;
	return false;
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
			run->outcomes[i].ties = workspace_ties(test->workspace, expect->column->body, &run->outcomes[i].matches);
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
	test.placed = arena_array(&run->arena, struct placed, run->test->given_count);
	for (uint32_t i = 0; done && i < run->test->given_count; i++) {
		const struct test_rows *given = &run->test->givens[i];

		test.placed[i].given = given;
		if (given->file != NULL) {
			done = give_file(&test, given);
			continue;
		}
		test.placed[i].rows = arena_array(&run->arena, uint32_t, given->row_count);
		for (uint32_t row = 0; row < given->row_count; row++)
			give_row(&test, &test.placed[i], row);
	}
	done = done && workspace_evaluate(test.workspace, NULL, run->fault) && judge_tables(&test);
	memset(&run->run, 0, sizeof(run->run));		/* the run is the workspace's */
	workspace_free(test.workspace);
	return done;
}
