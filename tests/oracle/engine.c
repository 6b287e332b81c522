/* engine: drives plan, batch, reader and folds as a run does, and keeps every value of every row.
 */
#include "tests/oracle/engine.h"

#include <stdio.h>
#include <string.h>

#include "interp/csvin.h"
#include "interp/explain.h"
#include "interp/fold.h"
#include "interp/knobs.h"
#include "interp/plan.h"

struct reading {
	struct arena *arena;
	const struct program *program;
	const struct table *table;
	const struct engine_how *how;
	struct knobs knobs;
	struct batch run;
	struct engine_result *result;
	struct fold **folds;
	uint32_t room;
};

bool
engine_write_file(struct arena *arena, const char *folder, const char *name, const char *text)
{
	FILE *file = fopen(arena_printf(arena, "%s/%s", folder, name), "wb");
	bool fine;

	if (file == NULL)
		return false;
	fine = fwrite(text, 1, strlen(text), file) == strlen(text);
	return fclose(file) == 0 && fine;
}

static struct value
kept_value(struct arena *arena, const struct vec *vec, uint32_t row)
{
	struct value value = vec_value(vec, row);

	if (vec->shape == SHAPE_TEXT && value.state == GIVEN)
		value.text = arena_copy(arena, value.text, value.text_length);
	return value;
}

static const char *
key_text(struct arena *arena, const struct table *table, const struct value *values)
{
	const char *key = "";

	for (uint32_t k = 0; k < table->key_count; k++)
		key = arena_printf(arena, "%s%s%s", key, k > 0 ? ", " : "",
		    value_spell(arena, &values[table->keys[k]->index], SPELL_PLAIN));
	return key;
}

static void
keep_row(struct reading *reading, const struct batch *batch, uint32_t row)
{
	const struct table *table = reading->table;
	struct engine_result *result = reading->result;
	struct engine_row *kept;
	struct buffer text = BUFFER_INIT;

	if (result->count == reading->room) {
		struct engine_row *more =
		    arena_array(reading->arena, struct engine_row, reading->room * 2 + 64);

		if (result->count > 0)
			memcpy(more, result->rows, result->count * sizeof *more);
		result->rows = more;
		reading->room = reading->room * 2 + 64;
	}
	kept = &result->rows[result->count++];
	kept->line = batch->lines[row];
	kept->values = arena_array(reading->arena, struct value, table->column_count + 1);
	kept->verdicts = arena_array(reading->arena, enum verdict, table->column_count + 1);
	kept->needs = arena_array(reading->arena, const char *, table->column_count + 1);
	for (uint32_t c = 0; c < table->column_count; c++) {
		const struct column *column = table->columns[c];

		kept->values[c] = kept_value(reading->arena, batch_column(batch, column), row);
		if (column->origin == COLUMN_DECIDE)
			kept->verdicts[c] = (enum verdict)batch->decisions[c]->verdict[row];
		if (column->origin == COLUMN_FIELD || !explain_is_undecided(batch, row, column))
			continue;
		buffer_clear(&text);
		explain_needs(&text, batch, row, column);
		kept->needs[c] =
		    arena_copy(reading->arena, text.length > 0 ? text.at : "", text.length);
		if (!reading->how->telling)
			continue;
		explain_why(&text, batch, row, column);
		explain_trace(&text, batch, row, column);
	}
	kept->key = key_text(reading->arena, table, kept->values);
	buffer_release(&text);
}

static bool
read_rows(
    struct reading *reading, struct csvin *in, struct batch *batch, struct fault *fault)
{
	for (;;) {
		enum csvin_result got =
		    csvin_next(in, batch_fields(batch), batch->lines, &batch->rows, fault);

		if (got == CSVIN_END || got == CSVIN_FAULT)
			return got == CSVIN_END;
		if (got == CSVIN_AGAIN) {
			reading->result->count = 0;
			for (uint32_t i = 0; i < reading->program->report_count; i++)
				fold_restart(reading->folds[i]);
			continue;
		}
		batch_run(batch);
		for (uint32_t row = 0; row < batch->rows; row++)
			keep_row(reading, batch, row);
		for (uint32_t i = 0; i < reading->program->report_count; i++)
			fold_batch(reading->folds[i], batch);
	}
}

/* What the reports want worked out besides all columns. */
static void
wants(struct reading *reading, struct plan_request *request)
{
	const struct expr **exprs;
	uint32_t count = 0;

	for (uint32_t i = 0; i < reading->program->report_count; i++)
		count += fold_wants_exprs(reading->program->reports[i], NULL);
	exprs = arena_array(reading->arena, const struct expr *, count + 1);
	for (uint32_t i = 0; i < reading->program->report_count; i++)
		request->expr_count +=
		    fold_wants_exprs(reading->program->reports[i], &exprs[request->expr_count]);
	request->exprs = exprs;
}

static bool
read_table(struct reading *reading, const char *path, struct fault *fault)
{
	const struct table *table = reading->table;
	struct plan_request request = { .program = reading->program,
		.table = table,
		.knobs = &reading->knobs,
		.columns = table->columns,
		.column_count = table->column_count,
		.run = &reading->run };
	struct problems problems;
	struct problem_sink nowhere = { NULL, NULL, NULL };
	struct csvin_options options = { .table = table,
		.path = path,
		.shown = "case.csv",
		.run_date = reading->knobs.run_date,
		.check_keys = true,
		.thread = reading->how->threaded,
		.problems = &problems,
		.arena = reading->arena };
	struct batch batch;
	struct csvin *in;
	bool fine;

	wants(reading, &request);
	batch_init(&batch, plan_make(reading->arena, &request));
	options.wanted = plan_fields(batch.plan);
	problems_init(&problems, reading->arena, nowhere);
	in = csvin_open(&options, fault);
	fine = in != NULL && read_rows(reading, in, &batch, fault);
	if (fine)
		reading->result->counts = *csvin_counts(in);
	csvin_close(in);
	batch_release(&batch);
	return fine;
}

static void
run_columns(struct reading *reading)
{
	const struct table *run = reading->program->run;
	struct plan_request request = { .program = reading->program,
		.table = run,
		.knobs = &reading->knobs,
		.columns = run->columns,
		.column_count = run->column_count };

	batch_init(&reading->run, plan_make(reading->arena, &request));
	reading->run.rows = 1;
	batch_run(&reading->run);
	reading->result->run = arena_array(reading->arena, struct value, run->column_count + 1);
	for (uint32_t c = 0; c < run->column_count; c++)
		reading->result->run[c] =
		    kept_value(reading->arena, batch_column(&reading->run, run->columns[c]), 0);
}

bool
engine_run(struct engine_result *result, struct arena *arena, const struct program *program,
    int64_t run_date, const struct engine_how *how, const char *csv, struct fault *fault)
{
	struct reading reading = {
		.arena = arena, .program = program, .how = how, .result = result
	};
	bool fine;

	memset(result, 0, sizeof *result);
	if (!engine_write_file(arena, how->folder, "case.csv", csv))
		return fault_set(fault, EXIT_USAGE, "'%s' cannot be written to", how->folder);
	reading.table = program->tables[0];
	knobs_init(&reading.knobs, arena, program, run_date);
	if (!knobs_load_calendars(&reading.knobs, how->folder, fault))
		return false;
	run_columns(&reading);
	result->reports = arena_array(arena, struct grid *, program->report_count + 1);
	reading.folds = arena_array(arena, struct fold *, program->report_count + 1);
	for (uint32_t i = 0; i < program->report_count; i++)
		reading.folds[i] = fold_make(program->reports[i], &reading.knobs);
	fine = read_table(&reading, arena_printf(arena, "%s/case.csv", how->folder), fault);
	for (uint32_t i = 0; i < program->report_count; i++) {
		if (fine)
			result->reports[i] = fold_finish(reading.folds[i], arena, &reading.run);
		fold_release(reading.folds[i]);
	}
	batch_release(&reading.run);
	return fine;
}
