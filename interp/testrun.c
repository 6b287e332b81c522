/* testrun: see testrun.h. Rows of a test go through the same plan, batch and folds as rows of a file; only where they come from differs. */
#include "interp/testrun.h"

#include <string.h>

#include "interp/batch.h"
#include "interp/csvin.h"
#include "interp/csvtext.h"
#include "interp/explain.h"
#include "interp/field.h"
#include "interp/fold.h"
#include "interp/grid_display.h"
#include "interp/knobs.h"
#include "interp/platform.h"
#include "lang/date.h"

enum { EXPECTED_MAX_BYTES = 16 * 1024 * 1024, DIFFERENCES_SHOWN = 5 };

/* What became of one `expect` over all rows of its table. */
struct outcome {
	uint32_t matches;	/* rows its `where` picks, or all */
	uint32_t unknown;	/* rows where its `where` is unknown */
	bool as_expected;
	const char *found, *why;	/* of the last match */
};

struct one_test {
	struct arena arena;
	const struct program *program;
	const struct policy_test *test;
	const char *folder;
	struct knobs knobs;
	struct batch run;
	struct outcome *outcomes;
	struct fold **folds;		/* one an expectation, for EXPECT_REPORT */
	struct buffer *out;
	uint32_t failures;
	struct fault *fault;
};

/* ---- saying what failed ---- */

static void
fail(struct one_test *run, struct span at, const char *text)
{
	struct place place = sources_place(run->program->sources, at.start);

	run->failures++;
	display_add(run->out, place.file->name, strlen(place.file->name));
	buffer_printf(run->out, ":%u: test \"", (unsigned)place.line);
	display_add(run->out, run->test->name, strlen(run->test->name));
	buffer_text(run->out, "\": ");
	display_add(run->out, text, strlen(text));
	buffer_char(run->out, '\n');
}

static const char *
spell_expected(struct arena *arena, const struct test_value *expected)
{
	switch (expected->state) {
	case TEST_VALUE: return value_spell(arena, &expected->value, SPELL_READER);
	case TEST_BLANK: return "blank";
	case TEST_NOTHING: return "nothing";
	case TEST_UNKNOWN: return "unknown (cannot be decided)";
	}
	return "";
}

static const char *
spell_found(struct arena *arena, const struct value *found)
{
	if (found->type.labels != NULL && found->state == UNKNOWN)
		return arena_printf(arena, "undecided (%s still possible)", value_spell(arena, found, SPELL_READER));
	if (found->state == UNKNOWN)
		return "unknown (cannot be decided)";
	return found->state == NOTHING ? "nothing" : value_spell(arena, found, SPELL_READER);
}

static const char *
why_text(struct one_test *run, const struct batch *batch, uint32_t row, const struct column *column)
{
	struct buffer why = BUFFER_INIT;
	const char *text;

	explain_why(&why, batch, row, column);
	if (explain_is_undecided(batch, row, column)) {
		buffer_text(&why, why.length > 0 ? "; needs " : "needs ");
		explain_needs(&why, batch, row, column);
	}
	text = arena_copy(&run->arena, why.length > 0 ? why.at : "", why.length);
	buffer_release(&why);
	return text;
}

static bool
is_as_expected(const struct test_value *expected, const struct value *found)
{
	switch (expected->state) {
	case TEST_UNKNOWN:
		return found->state == UNKNOWN;
	case TEST_BLANK:
	case TEST_NOTHING:
		return found->state == NOTHING;
	case TEST_VALUE:
		if (found->state != GIVEN)
			return false;
		if (found->type.labels != NULL)
			return found->labels == expected->value.labels;
		return exact_compare(found, &expected->value) == 0;
	}
	return false;
}

/* ---- expectations over a batch ---- */

static bool
same_names(const char *needs, const struct expectation *expect)
{
	uint32_t found = 0, named = 0;

	/* Each name in `needs` must be one that the test names, and as many. */
	while (*needs != '\0') {
		size_t length = strcspn(needs, ",");
		bool known = false;

		for (uint32_t i = 0; i < expect->without_count; i++)
			known = known || (strlen(expect->without[i]->name) == length
			    && memcmp(expect->without[i]->name, needs, length) == 0);
		found++;
		named += known;
		needs += length;
		while (*needs == ',' || *needs == ' ')
			needs++;
	}
	return found == expect->without_count && named == found;
}

static void
judge_row(struct one_test *run, const struct batch *batch, uint32_t row, const struct expectation *expect,
    struct outcome *outcome)
{
	struct value found = vec_value(batch_column(batch, expect->column), row);

	outcome->why = why_text(run, batch, row, expect->column);
	outcome->found = spell_found(&run->arena, &found);
	if (expect->kind == EXPECT_IS) {
		outcome->as_expected = is_as_expected(&expect->value, &found);
		if (found.type.kind == KIND_TEXT && found.state == GIVEN)
			outcome->found = arena_printf(&run->arena, "\"%s\"", outcome->found);
		return;
	}
	outcome->as_expected = false;
	if (explain_is_undecided(batch, row, expect->column)) {
		struct buffer needs = BUFFER_INIT;

		explain_needs(&needs, batch, row, expect->column);
		outcome->as_expected = same_names(needs.length > 0 ? needs.at : "", expect);
		buffer_release(&needs);
	}
}

static const struct table *
table_of(const struct expectation *expect)
{
	if (expect->kind == EXPECT_ROWS)
		return expect->table;
	return expect->kind == EXPECT_REPORT ? expect->report->table : expect->column->table;
}

static void
judge_batch(struct one_test *run, const struct table *table, const struct batch *batch)
{
	for (uint32_t i = 0; i < run->test->expectation_count; i++) {
		const struct expectation *expect = &run->test->expectations[i];
		struct outcome *outcome = &run->outcomes[i];

		if (table_of(expect) != table)
			continue;
		if (expect->kind == EXPECT_REPORT) {
			fold_batch(run->folds[i], batch);
			continue;
		}
		for (uint32_t row = 0; row < batch->rows; row++) {
			const struct vec *where = expect->where == NULL ? NULL : batch_expr(batch, expect->where);

			if (where != NULL && !RAIL_GET(where->yes, row)) {
				outcome->unknown += !RAIL_GET(where->no, row);
				continue;
			}
			outcome->matches++;
			if (expect->kind != EXPECT_ROWS)
				judge_row(run, batch, row, expect, outcome);
		}
	}
}

/* The expectations beside a row: `gives …`. */
static void
judge_beside(struct one_test *run, const struct batch *batch, uint32_t row, const struct test_rows *given, uint32_t index)
{
	for (uint32_t i = 0; i < given->expected_count; i++) {
		const struct column *column = given->expected[i];
		const struct test_value *expected =
		    &given->values[index * (given->column_count + given->expected_count) + given->column_count + i];
		struct value found = vec_value(batch_column(batch, column), row);

		if (is_as_expected(expected, &found))
			continue;
		fail(run, expected->at, arena_printf(&run->arena, "%s is %s, expected %s: %s", column->name,
		    spell_found(&run->arena, &found), spell_expected(&run->arena, expected), why_text(run, batch, row, column)));
	}
}

/* ---- rows from the text of the test ---- */

static struct value
unknown_of(const struct column *column)
{
	struct value value = { .state = UNKNOWN, .type = column->type };

	if (column->type.labels != NULL)
		value.labels = label_set_all(column->type.labels) | LABEL_NOTHING;
	return value;
}

static struct value
nothing_of(const struct column *column)
{
	return (struct value){ .state = NOTHING, .type = column->type, .labels = LABEL_NOTHING };
}

/* A key that the test does not mention: another for each row. */
static struct value
made_up_key(struct one_test *run, const struct column *column, uint32_t row)
{
	struct value value = { .state = GIVEN, .type = column->type };

	if (column->type.kind == KIND_TEXT) {
		value.text = arena_printf(&run->arena, "row %u", (unsigned)row + 1);
		value.text_length = strlen(value.text);
	} else if (column->type.labels != NULL) {
		value.labels = UINT64_C(1) << (row % column->type.labels->count);
	} else {
		value.num = (int64_t)(row + 1) * kind_scale(column->type.kind);
	}
	return value;
}

/* As a cell of the file would be read. */
static struct value
given_value(struct one_test *run, const struct column *column, const struct test_value *given)
{
	struct cell cell;
	char *folded;

	switch (given->state) {
	case TEST_UNKNOWN:
		return unknown_of(column);
	case TEST_NOTHING:
		return nothing_of(column);
	case TEST_BLANK:
		if (column->field == NULL)
			return nothing_of(column);
		if (column->field->has_blank_value)
			return column->field->blank_value;
		return column->field->may_be_blank ? nothing_of(column) : unknown_of(column);
	case TEST_VALUE:
		break;
	}
	if (column->field == NULL || column->type.kind != KIND_TEXT)
		return given->value;
	folded = arena_alloc(&run->arena, given->value.text_length + 1);
	field_read(&cell, column, given->value.text, given->value.text_length, folded, &run->arena);
	if (cell.result == CELL_REFUSED)
		return unknown_of(column);
	return cell.value;
}

struct given_columns {
	const struct column **columns;
	const struct value **values;
	const bool **rows;
	uint32_t count;
};

/* Values and marks for every column of one `given`, BATCH_ROWS rows of them. */
static struct given_columns
spread_given(struct one_test *run, const struct test_rows *given, uint32_t first, uint32_t count)
{
	const struct table *table = given->table;
	struct given_columns spread = { 0 };
	uint32_t width = given->column_count + given->expected_count;

	spread.columns = arena_array(&run->arena, const struct column *, table->column_count);
	spread.values = arena_array(&run->arena, const struct value *, table->column_count);
	spread.rows = arena_array(&run->arena, const bool *, table->column_count);
	for (uint32_t i = 0; i < table->column_count; i++) {
		const struct column *column = table->columns[i];
		struct value *values = arena_array(&run->arena, struct value, BATCH_ROWS);
		bool *rows = arena_array(&run->arena, bool, BATCH_ROWS);
		uint32_t at = given->column_count;

		for (uint32_t j = 0; j < given->column_count; j++)
			if (given->columns[j] == column)
				at = j;
		if (at == given->column_count && column->origin != COLUMN_FIELD)
			continue;
		for (uint32_t row = 0; row < count; row++) {
			rows[row] = true;
			if (at < given->column_count)
				values[row] = given_value(run, column, &given->values[(first + row) * width + at]);
			else if (column->field->is_key)
				values[row] = made_up_key(run, column, first + row);
			else
				values[row] = unknown_of(column);
		}
		spread.columns[spread.count] = column;
		spread.values[spread.count] = values;
		spread.rows[spread.count++] = rows;
	}
	return spread;
}

static bool
is_dated_later(const struct one_test *run, const struct test_rows *given, const struct batch *batch, uint32_t row)
{
	struct value date;

	if (given->table->dated_by == NULL || plan_slot_column(batch->plan, given->table->dated_by) == SLOT_NONE)
		return false;
	date = vec_value(batch_column(batch, given->table->dated_by), row);
	return date.state == GIVEN && date.num > run->knobs.run_date;
}

static void
put_fields(struct batch *batch, const struct given_columns *spread)
{
	struct vec *const *fields = batch_fields(batch);

	for (uint32_t i = 0; i < spread->count; i++) {
		const struct column *column = spread->columns[i];

		if (column->origin != COLUMN_FIELD || fields[column->index] == NULL)
			continue;
		for (uint32_t row = 0; row < batch->rows; row++)
			vec_put(fields[column->index], row, &spread->values[i][row]);
	}
}

static void
run_given_rows(struct one_test *run, const struct test_rows *given, const struct plan *plan)
{
	uint32_t first = 0;

	while (first < given->row_count) {
		uint32_t count = given->row_count - first < BATCH_ROWS ? given->row_count - first : BATCH_ROWS;
		struct given_columns spread = spread_given(run, given, first, count);
		struct batch batch;

		batch_init(&batch, plan);
		batch.rows = count;
		batch.given_columns = spread.columns;
		batch.given_values = spread.values;
		batch.given_rows = spread.rows;
		batch.given_count = spread.count;
		put_fields(&batch, &spread);
		batch_run(&batch);
		for (uint32_t row = 0; row < count; row++) {
			if (is_dated_later(run, given, &batch, row))
				fail(run, given->row_at[first + row], "this row is dated after the day of the test, so it does not exist yet");
			judge_beside(run, &batch, row, given, first + row);
		}
		judge_batch(run, given->table, &batch);
		batch_release(&batch);
		first += count;
	}
}

/* ---- rows from a file ---- */

static bool
run_given_file(struct one_test *run, const struct test_rows *given, const struct plan *plan)
{
	const char *path = arena_printf(&run->arena, "%s/%s", run->folder, given->file);
	struct problems problems;
	struct csvin_options options = { .table = given->table, .path = path, .shown = path, .wanted = plan_fields(plan),
		.run_date = run->knobs.run_date, .check_keys = true, .problems = &problems, .arena = &run->arena };
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
			batch_run(&batch);
			judge_batch(run, given->table, &batch);
		} else if (result == CSVIN_AGAIN) {
			problems_restart(&problems);
			for (uint32_t i = 0; i < run->test->expectation_count; i++) {
				run->outcomes[i] = (struct outcome){ 0 };
				if (run->folds[i] != NULL)
					fold_restart(run->folds[i]);
			}
		}
	} while (result == CSVIN_ROWS || result == CSVIN_AGAIN);
	batch_release(&batch);
	csvin_close(in);
	if (problems.cells_refused + problems.rows_refused + problems.columns_refused > 0)
		fail(run, given->at, arena_printf(&run->arena, "%s: %s:%llu: %s", given->file, problem_effect_name(problems.kept[0].effect),
		    (unsigned long long)problems.kept[0].line, problems.kept[0].cause));
	return result == CSVIN_END;
}

/* ---- one test ---- */

static const struct plan *
make_plan(struct one_test *run, const struct table *table, const struct test_rows *given)
{
	const struct policy_test *test = run->test;
	uint32_t columns = table->column_count + given->expected_count + test->expectation_count, exprs = test->expectation_count;
	struct plan_request request = { .program = run->program, .table = table, .knobs = &run->knobs, .run = &run->run };
	const struct column **column;
	const struct expr **expr;
	bool *overridden;

	for (uint32_t i = 0; i < test->expectation_count; i++) {
		if (test->expectations[i].kind != EXPECT_REPORT || test->expectations[i].report->table != table)
			continue;
		columns += fold_wants_columns(test->expectations[i].report, NULL);
		exprs += fold_wants_exprs(test->expectations[i].report, NULL);
	}
	column = arena_array(&run->arena, const struct column *, columns);
	expr = arena_array(&run->arena, const struct expr *, exprs);
	overridden = arena_array(&run->arena, bool, table->column_count);
	for (uint32_t i = 0; i < given->expected_count; i++)
		column[request.column_count++] = given->expected[i];
	for (uint32_t i = 0; i < given->column_count; i++) {
		overridden[given->columns[i]->index] = given->columns[i]->origin != COLUMN_FIELD;
		column[request.column_count++] = given->columns[i];
	}
	if (table->dated_by != NULL)
		column[request.column_count++] = table->dated_by;
	for (uint32_t i = 0; i < test->expectation_count; i++) {
		const struct expectation *expect = &test->expectations[i];

		if (table_of(expect) != table)
			continue;
		if (expect->kind == EXPECT_REPORT) {
			request.column_count += fold_wants_columns(expect->report, column + request.column_count);
			request.expr_count += fold_wants_exprs(expect->report, expr + request.expr_count);
			continue;
		}
		if (expect->kind != EXPECT_ROWS)
			column[request.column_count++] = expect->column;
		if (expect->where != NULL)
			expr[request.expr_count++] = expect->where;
	}
	request.columns = column;
	request.exprs = expr;
	request.given = overridden;
	return plan_make(&run->arena, &request);
}

static bool
run_givens(struct one_test *run)
{
	for (uint32_t i = 0; i < run->test->given_count; i++) {
		const struct test_rows *given = &run->test->givens[i];
		const struct plan *plan = make_plan(run, given->table, given);

		if (given->file != NULL) {
			if (!run_given_file(run, given, plan))
				return false;
		} else {
			run_given_rows(run, given, plan);
		}
	}
	return true;
}

static const char *
cell_at(const struct csvtext *text, uint32_t row, uint32_t column)
{
	return row < text->count && column < text->rows[row].count ? text->rows[row].cells[column] : NULL;
}

/* Cell by cell, so that another program's way of quoting does not matter. */
static void
compare_report(struct one_test *run, const struct expectation *expect, const struct csvtext *expected, const struct csvtext *found)
{
	uint32_t rows = expected->count > found->count ? expected->count : found->count, shown = 0;

	for (uint32_t row = 0; row < rows; row++) {
		uint32_t wide = 0;
		const char *key = cell_at(expected, row, 0), *ours = cell_at(found, row, 0);

		if (key == NULL || ours == NULL) {
			if (shown++ < DIFFERENCES_SHOWN)
				fail(run, expect->at, arena_printf(&run->arena, key == NULL ? "report %s has a row '%s' that %s does not have"
				    : "report %s has no row '%s', which %s has", expect->report->name, key == NULL ? ours : key, expect->file));
			continue;
		}
		wide = expected->rows[row].count > found->rows[row].count ? expected->rows[row].count : found->rows[row].count;
		for (uint32_t column = 0; column < wide; column++) {
			const char *want = cell_at(expected, row, column), *have = cell_at(found, row, column);

			if (want != NULL && have != NULL && strcmp(want, have) == 0)
				continue;
			if (shown++ < DIFFERENCES_SHOWN)
				fail(run, expect->at, arena_printf(&run->arena, "report %s, row '%s', column '%s': %s, but %s has %s", expect->report->name, ours,
				    cell_at(found, 0, column) != NULL ? cell_at(found, 0, column) : "", have != NULL ? have : "no cell", expect->file,
				    want != NULL ? want : "no cell"));
		}
	}
	if (shown > DIFFERENCES_SHOWN)
		fail(run, expect->at, arena_printf(&run->arena, "… and %u more differences from %s", (unsigned)(shown - DIFFERENCES_SHOWN),
		    expect->file));
}

static bool
judge_report(struct one_test *run, const struct expectation *expect, struct fold *fold)
{
	const char *path = arena_printf(&run->arena, "%s/%s", run->folder, expect->file);
	const struct grid *grid = fold_finish(fold, &run->arena, &run->run);
	struct csvtext expected, found;
	struct buffer ours = BUFFER_INIT;
	uint64_t neutralised = 0;
	size_t length;
	bool too_long;
	char *bytes = platform_slurp(path, EXPECTED_MAX_BYTES, &length, &too_long);

	if (bytes == NULL)
		return fault_set(run->fault, EXIT_USAGE, "%s: cannot be read: %s\nthe test \"%s\" compares a report with it", path,
		    too_long ? "it is longer than 16 MB" : platform_reason(), run->test->name);
	grid_csv(&ours, grid, false, &neutralised);
	if (csvtext_read(&expected, &run->arena, bytes, length) && csvtext_read(&found, &run->arena, ours.at, ours.length))
		compare_report(run, expect, &expected, &found);
	else
		fail(run, expect->at, arena_printf(&run->arena, "%s is not a CSV file: a quote in it is never closed", expect->file));
	platform_slurp_free(bytes);
	buffer_release(&ours);
	return true;
}

static void
judge_outcome(struct one_test *run, const struct expectation *expect, const struct outcome *outcome)
{
	struct arena *arena = &run->arena;
	const char *names = "";

	if (expect->kind == EXPECT_ROWS) {
		if (outcome->matches != expect->rows || outcome->unknown > 0)
			fail(run, expect->at, arena_printf(arena, "%u rows of %s%s, expected %u", (unsigned)outcome->matches, expect->table->name,
			    outcome->unknown == 0 ? "" : arena_printf(arena, " and %u that cannot be decided", (unsigned)outcome->unknown),
			    (unsigned)expect->rows));
		return;
	}
	if (outcome->matches != 1) {
		fail(run, expect->at, arena_printf(arena, outcome->matches == 0 ? "there is no row to look at for '%s'"
		    : "'%s' is expected of one row, and there are %u; add 'where' and what tells it apart", expect->column->name,
		    (unsigned)outcome->matches));
		return;
	}
	if (outcome->unknown > 0) {
		fail(run, expect->at, arena_printf(arena, "'%s' is expected of one row, and of %u more it cannot be decided whether it is meant; say more in "
		    "'where', or state what is missing", expect->column->name, (unsigned)outcome->unknown));
		return;
	}
	if (outcome->as_expected)
		return;
	for (uint32_t i = 0; i < expect->without_count; i++)
		names = arena_printf(arena, "%s%s%s", names, i == 0 ? "" : ", ", expect->without[i]->name);
	if (expect->kind == EXPECT_UNDECIDED)
		fail(run, expect->at, arena_printf(arena, "%s is %s, expected: cannot be decided without %s: %s", expect->column->name,
		    outcome->found, names, outcome->why));
	else
		fail(run, expect->at, arena_printf(arena, "%s is %s, expected %s: %s", expect->column->name, outcome->found,
		    spell_expected(arena, &expect->value), outcome->why));
}

static bool
judge_all(struct one_test *run)
{
	for (uint32_t i = 0; i < run->test->expectation_count; i++) {
		const struct expectation *expect = &run->test->expectations[i];

		if (expect->kind == EXPECT_REPORT) {
			if (!judge_report(run, expect, run->folds[i]))
				return false;
		} else {
			judge_outcome(run, expect, &run->outcomes[i]);
		}
	}
	return true;
}

static bool
prepare(struct one_test *run)
{
	const struct policy_test *test = run->test;
	struct plan_request request = { .program = run->program, .table = run->program->run, .knobs = &run->knobs };

	knobs_init(&run->knobs, &run->arena, run->program, test->on);
	for (uint32_t i = 0; i < test->set_count; i++)
		knobs_set(&run->knobs, test->sets[i].setting, test->sets[i].values, test->sets[i].count, "test");
	if (!knobs_load_calendars(&run->knobs, run->folder, run->fault))
		return false;
	request.columns = run->program->run->columns;
	request.column_count = run->program->run->column_count;
	batch_init(&run->run, plan_make(&run->arena, &request));
	run->run.rows = 1;
	batch_run(&run->run);
	run->outcomes = arena_array(&run->arena, struct outcome, test->expectation_count);
	run->folds = arena_array(&run->arena, struct fold *, test->expectation_count);
	for (uint32_t i = 0; i < test->expectation_count; i++)
		if (test->expectations[i].kind == EXPECT_REPORT)
			run->folds[i] = fold_make(test->expectations[i].report, &run->knobs);
	judge_batch(run, run->program->run, &run->run);
	return true;
}

static bool
run_test(const struct program *program, const struct policy_test *test, const char *folder, struct buffer *out,
    bool *passed, struct fault *fault)
{
	struct one_test run = { .program = program, .test = test, .folder = folder, .out = out, .fault = fault };
	bool done;

	arena_init(&run.arena);
	done = prepare(&run) && run_givens(&run) && judge_all(&run);
	*passed = run.failures == 0;
	for (uint32_t i = 0; run.folds != NULL && i < test->expectation_count; i++)
		if (run.folds[i] != NULL)
			fold_release(run.folds[i]);
	if (run.run.slots != NULL)
		batch_release(&run.run);
	arena_release(&run.arena);
	return done;
}

static uint32_t
count_expectations(const struct policy_test *test)
{
	uint32_t count = test->expectation_count;

	for (uint32_t i = 0; i < test->given_count; i++)
		count += test->givens[i].expected_count * test->givens[i].row_count;
	return count;
}

static void
folder_of(char *folder, size_t size, const char *path)
{
	size_t length = strlen(path);

	while (length > 0 && path[length - 1] != '/' && path[length - 1] != '\\')
		length--;
	if (length == 0 || length >= size) {
		memcpy(folder, ".", 2);
		return;
	}
	memcpy(folder, path, length);
	folder[length] = '\0';
}

bool
testrun_all(const struct program *program, const char *policy_path, const char *only, struct buffer *out,
    struct testrun_result *result, struct fault *fault)
{
	char folder[4096];

	folder_of(folder, sizeof(folder), policy_path);
	for (uint32_t i = 0; i < program->test_count; i++) {
		bool passed = false;

		if (only != NULL && strstr(program->tests[i].name, only) == NULL)
			continue;
		if (!run_test(program, &program->tests[i], folder, out, &passed, fault))
			return false;
		result->tests++;
		result->expectations += count_expectations(&program->tests[i]);
		if (passed)
			result->passed++;
		else
			result->failed++;
	}
	return true;
}
