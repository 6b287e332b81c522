/* testrows: the rows of a test, from its text or from a file, to batches like those of a run. See
 * testrun_parts.h. */
#include <string.h>

#include "interp/field.h"
#include "interp/testrun_parts.h"

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

/* Months, quarters and years from 2000 on, and none next to another. */
static int64_t
made_up_period(enum kind kind, uint32_t row)
{
	int64_t in_a_year = kind == KIND_MONTH ? 12 : kind == KIND_QUARTER ? 4 : 1;

	return 2000 * in_a_year + 2 * (int64_t)row;
}

/* A key that the test does not mention: another for each row. */
struct value
test_made_up_key(struct one_test *run, const struct column *column, uint32_t row)
{
	struct value value = { .state = GIVEN, .type = column->type };

	if (column->type.kind == KIND_TEXT) {
		value.text = arena_printf(&run->arena, "row %u", (unsigned)row + 1);
		value.text_length = strlen(value.text);
	} else if (column->type.labels != NULL) {
		value.labels = UINT64_C(1) << (row % column->type.labels->count);
	} else if (kind_is_period(column->type.kind)) {
		value.num = made_up_period(column->type.kind, row);
	} else {
		value.num = (int64_t)(row + 1) * kind_scale(column->type.kind);
	}
	return value;
}

/* As a cell of the file would be read. */
struct value
test_given_value(struct one_test *run, const struct column *column, const struct test_value *given)
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
				values[row] = test_given_value(run, column,
				    &given->values[(first + row) * width + at]);
			else if (column->field->is_key)
				values[row] = test_made_up_key(run, column, first + row);
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
is_dated_later(const struct one_test *run, const struct test_rows *given, const struct batch *batch,
    uint32_t row)
{
	struct value date;

	if (given->table->dated_by == NULL ||
	    plan_slot_column(batch->plan, given->table->dated_by) == SLOT_NONE)
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
		uint32_t count =
		    given->row_count - first < BATCH_ROWS ? given->row_count - first : BATCH_ROWS;
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
				test_fail_row(run, given, first + row, SHEET_NO_COLUMN,
				    "this row is dated after the day of the test, so it does not "
				    "exist yet");
			test_judge_beside(run, &batch, row, given, first + row);
		}
		test_judge_batch(run, given->table, &batch);
		test_note_batch(run, &batch);
		batch_release(&batch);
		first += count;
	}
}

/* ---- rows from a file ---- */

struct file_judge {
	struct one_test *run;
	const struct table *table;
};

static void
judge_file_batch(void *context, struct batch *batch)
{
	const struct file_judge *judge = context;

	batch_run(batch);
	test_judge_batch(judge->run, judge->table, batch);
	test_note_batch(judge->run, batch);
}

/* ---- what a test computes ---- */

static const struct plan *
make_plan(struct one_test *run, const struct test_rows *given)
{
	const struct table *table = given->table;
	bool *overridden = arena_array(&run->arena, bool, table->column_count);
	const struct column **first = arena_array(&run->arena, const struct column *,
	    given->expected_count + given->column_count + 1);
	struct plan_request request = { .program = run->program,
		.table = table,
		.knobs = &run->knobs,
		.run = &run->run,
		.given = overridden };
	struct table_wants wants;
	uint32_t count = 0;

	for (uint32_t i = 0; i < given->expected_count; i++)
		first[count++] = given->expected[i];
	for (uint32_t i = 0; i < given->column_count; i++) {
		overridden[given->columns[i]->index] = given->columns[i]->origin != COLUMN_FIELD;
		first[count++] = given->columns[i];
	}
	if (table->dated_by != NULL)
		first[count++] = table->dated_by;
	wants = test_wants(run, table, first, count);
	request.columns = wants.columns;
	request.column_count = wants.column_count;
	request.exprs = wants.exprs;
	request.expr_count = wants.expr_count;
	return plan_make(&run->arena, &request);
}

bool
test_run_givens(struct one_test *run)
{
	for (uint32_t i = 0; i < run->test->given_count; i++) {
		const struct test_rows *given = &run->givens[i];
		const struct plan *plan = make_plan(run, given);
		struct file_judge judge = { run, given->table };
		struct test_file_reader reader = { judge_file_batch, &judge };

		if (given->file == NULL)
			run_given_rows(run, given, plan);
		else if (!test_read_file(run, given, plan, &reader))
			return false;
	}
	return true;
}
