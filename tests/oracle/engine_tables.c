/* engine_tables: drives reader, workspace and folds as a run over several tables does, and keeps
 * every value of every row. */
#include "tests/oracle/engine_tables.h"

#include <string.h>

#include "interp/csvin.h"
#include "interp/explain.h"
#include "interp/fold.h"
#include "interp/knobs.h"
#include "interp/workspace.h"

struct taking {
	struct arena *arena;
	const struct program *program;
	const struct table *table;
	const struct engine_how *how;
	struct engine_table *result;
	struct fold **folds;
	uint32_t room;
};

static struct value
kept_value(struct arena *arena, const struct vec *vec, uint32_t row)
{
	struct value value = vec_value(vec, row);

	if (vec->shape == SHAPE_TEXT && value.state == GIVEN)
		value.text = arena_copy(arena, value.text, value.text_length);
	return value;
}

static void
keep_row(struct taking *taking, const struct batch *batch, uint32_t row)
{
	const struct table *table = taking->table;
	struct engine_row *kept = &taking->result->rows[taking->result->count++];
	struct buffer text = BUFFER_INIT;

	memset(kept, 0, sizeof *kept);
	kept->line = table->of == NULL ? batch->lines[row] : 0;
	kept->values = arena_array(taking->arena, struct value, table->column_count + 1);
	kept->verdicts = arena_array(taking->arena, enum verdict, table->column_count + 1);
	kept->needs = arena_array(taking->arena, const char *, table->column_count + 1);
	for (uint32_t c = 0; c < table->column_count; c++) {
		const struct column *column = table->columns[c];

		kept->values[c] = kept_value(taking->arena, batch_column(batch, column), row);
		if (column->origin == COLUMN_DECIDE)
			kept->verdicts[c] = (enum verdict)batch->decisions[c]->verdict[row];
		if (column->origin == COLUMN_FIELD || column->origin == COLUMN_KEY)
			continue;
		buffer_clear(&text);
		if (taking->how->telling) {
			explain_why(&text, batch, row, column);
			explain_trace(&text, batch, row, column);
			buffer_clear(&text);
		}
		explain_needs(&text, batch, row, column);
		if (text.length == 0 && !explain_is_undecided(batch, row, column))
			continue;
		kept->needs[c] =
		    arena_copy(taking->arena, text.length > 0 ? text.at : "", text.length);
	}
	kept->key = "";
	for (uint32_t k = 0; k < table->key_count; k++)
		kept->key = arena_printf(taking->arena, "%s%s%s", kept->key, k > 0 ? ", " : "",
		    value_spell(
			taking->arena, &kept->values[table->keys[k]->index], SPELL_PLAIN));
	buffer_release(&text);
}

static bool
take_batch(void *context, const struct batch *batch, struct fault *fault)
{
	struct taking *taking = context;

	(void)fault;
	for (uint32_t row = 0; row < batch->rows; row++)
		keep_row(taking, batch, row);
	for (uint32_t i = 0; i < taking->program->report_count; i++)
		if (taking->program->reports[i]->table == taking->table)
			fold_batch(taking->folds[i], batch);
	return true;
}

static bool
take_table(struct taking *taking, struct workspace *workspace, struct fault *fault)
{
	const struct program *program = taking->program;
	struct table_wants wants = { .columns = taking->table->columns,
		.column_count = taking->table->column_count };
	struct row_consumer consumer = { take_batch, NULL, taking };
	const struct expr **exprs;
	uint32_t count = 0;

	for (uint32_t i = 0; i < program->report_count; i++)
		count += fold_wants_exprs(program->reports[i], NULL);
	exprs = arena_array(taking->arena, const struct expr *, count + 1);
	for (uint32_t i = 0; i < program->report_count; i++)
		if (program->reports[i]->table == taking->table)
			wants.expr_count += fold_wants_exprs(
			    program->reports[i], &exprs[wants.expr_count]);
	wants.exprs = exprs;
	taking->result->rows = arena_array(taking->arena, struct engine_row,
	    workspace_row_count(workspace, taking->table) + 1);
	return workspace_rows(workspace, taking->table, &wants, &consumer, fault);
}

static bool
put_in(struct workspace *workspace, struct csvin *in, struct batch *batch,
    const struct table *table, struct fault *fault)
{
	for (;;) {
		enum csvin_result got =
		    csvin_next(in, batch_fields(batch), batch->lines, &batch->rows, fault);

		if (got == CSVIN_END || got == CSVIN_FAULT)
			return got == CSVIN_END;
		if (got == CSVIN_AGAIN) {
			workspace_forget(workspace, table);
			continue;
		}
		batch_run(batch);
		workspace_append(
		    workspace, table, batch_fields(batch), batch->lines, batch->rows);
	}
}

static bool
read_input(struct engine_tables *result, struct arena *arena, struct workspace *workspace,
    const struct knobs *knobs, const struct engine_how *how, const struct table *table,
    const char *path, struct fault *fault)
{
	struct plan_request request = { .program = knobs->program,
		.table = table,
		.knobs = knobs,
		.columns = table->columns,
		.column_count = table->field_count };
	struct problems problems;
	struct csvin_options options = { .table = table,
		.path = path,
		.shown = path,
		.run_date = knobs->run_date,
		.check_keys = true,
		.thread = how->threaded,
		.problems = &problems,
		.arena = arena };
	struct batch batch;
	struct csvin *in;
	bool fine;

	batch_init(&batch, plan_make(arena, &request));
	options.wanted = plan_fields(batch.plan);
	problems_init(&problems, arena, (struct problem_sink){ NULL, NULL, NULL });
	in = csvin_open(&options, fault);
	fine = in != NULL && put_in(workspace, in, &batch, table, fault);
	if (fine) {
		const struct csvin_counts *counts = csvin_counts(in);

		result->tables[table->index].counts = *counts;
		workspace_note_refused(workspace, table, counts->refused - counts->headings);
	}
	csvin_close(in);
	batch_release(&batch);
	return fine;
}

static bool
take_all(struct engine_tables *result, struct arena *arena, struct workspace *workspace,
    const struct knobs *knobs, const struct engine_how *how, struct fault *fault)
{
	const struct program *program = knobs->program;
	const struct batch *run;
	struct fold **folds = arena_array(arena, struct fold *, program->report_count + 1);
	struct problems problems;
	bool fine = true;

	problems_init(&problems, arena, (struct problem_sink){ NULL, NULL, NULL });
	if (!workspace_evaluate(workspace, &problems, fault))
		return false;
	run = workspace_run(workspace);
	result->run = arena_array(arena, struct value, program->run->column_count + 1);
	for (uint32_t c = 0; c < program->run->column_count; c++)
		result->run[c] =
		    kept_value(arena, batch_column(run, program->run->columns[c]), 0);
	result->reports = arena_array(arena, struct grid *, program->report_count + 1);
	for (uint32_t i = 0; i < program->report_count; i++)
		folds[i] = fold_make(program->reports[i], knobs);
	for (uint32_t i = 0; fine && i < program->table_count; i++) {
		struct taking taking = { arena, program, program->tables[i], how,
			&result->tables[i], folds, 0 };

		fine = take_table(&taking, workspace, fault);
	}
	for (uint32_t i = 0; i < program->report_count; i++) {
		if (fine)
			result->reports[i] = fold_finish(folds[i], arena, run);
		fold_release(folds[i]);
	}
	return fine;
}

bool
engine_run_tables(struct engine_tables *result, struct arena *arena, const struct program *program,
    int64_t run_date, const struct engine_how *how, const char *const *csvs,
    struct fault *fault)
{
	struct workspace *workspace;
	struct knobs knobs;
	const char **paths = arena_array(arena, const char *, program->table_count + 1);
	bool fine = true;

	memset(result, 0, sizeof *result);
	result->tables = arena_array(arena, struct engine_table, program->table_count + 1);
	knobs_init(&knobs, arena, program, run_date);
	for (uint32_t i = 0; i < program->variation_count; i++)
		knobs_vary(&knobs, program->variations[i]);
	if (!knobs_load_calendars(&knobs, how->folder, fault))
		return false;
	workspace = workspace_make(program, &knobs);
	for (uint32_t i = 0; i < program->table_count; i++)
		if (csvs[i] != NULL)
			paths[i] = arena_printf(
			    arena, "%s/%s.csv", how->folder, program->tables[i]->name);
	workspace_name_files(workspace, paths);
	for (uint32_t i = 0; fine && i < program->table_count; i++) {
		const struct table *table = program->tables[i];

		if (csvs[i] == NULL)
			continue;
		if (!engine_write_file(
			arena, how->folder, arena_printf(arena, "%s.csv", table->name), csvs[i]))
			fine = fault_set(
			    fault, EXIT_USAGE, "'%s' cannot be written to", how->folder);
		else
			fine = read_input(
			    result, arena, workspace, &knobs, how, table, paths[i], fault);
	}
	fine = fine && take_all(result, arena, workspace, &knobs, how, fault);
	workspace_free(workspace);
	return fine;
}
