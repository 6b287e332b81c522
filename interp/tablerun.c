/* tablerun: see tablerun.h. */
#include "interp/tablerun.h"

#include "interp/explain.h"
#include "interp/screen.h"

static void
note_needs(struct table_run *run, const struct batch *batch, const struct column *column)
{
	struct buffer key = BUFFER_INIT, needs = BUFFER_INIT, why = BUFFER_INIT;

	for (uint32_t row = 0; row < batch->rows; row++) {
		struct summary_need need = { .table = run->table, .column = column, .line = batch->lines[row] };

		if (!explain_is_undecided(batch, row, column))
			continue;
		if (run->summary->need_count == SUMMARY_NEEDS_MAX) {
			summary_count_need(run->summary, run->table);
			continue;
		}
		buffer_clear(&key);
		buffer_clear(&needs);
		buffer_clear(&why);
		decisions_key(&key, batch, row, run->table);
		explain_needs(&needs, batch, row, column);
		explain_why(&why, batch, row, column);
		need.key = key.length > 0 ? key.at : "";
		need.needs = needs.length > 0 ? needs.at : "";
		need.why = why.length > 0 ? why.at : "";
		need.disagree = batch->decisions[column->index] != NULL
		    && batch->decisions[column->index]->verdict[row] == VERDICT_DISAGREE;
		summary_add_need(run->summary, &need);
	}
	buffer_release(&key);
	buffer_release(&needs);
	buffer_release(&why);
}

/* One table or report is wanted, and the exit code must say all the same whether rows of it cannot be decided. */
static bool
counts_undecided(const struct table_run *run)
{
	return run->summary == NULL && run->session->options->strict;
}

static void
count_undecided(struct table_run *run, const struct batch *batch)
{
	for (uint32_t i = 0; i < run->table->column_count; i++) {
		if (run->table->columns[i]->origin != COLUMN_DECIDE)
			continue;
		for (uint32_t row = 0; row < batch->rows; row++)
			run->undecided += explain_is_undecided(batch, row, run->table->columns[i]) ? 1 : 0;
	}
}

static bool
table_batch(void *context, const struct batch *batch, struct fault *fault)
{
	struct table_run *run = context;

	for (uint32_t i = 0; i < run->report_count; i++)
		fold_batch(run->folds[i], batch);
	if (run->summary != NULL) {
		summary_batch(run->summary, run->table, batch);
		for (uint32_t i = 0; i < run->table->column_count; i++)
			if (run->table->columns[i]->origin == COLUMN_DECIDE)
				note_needs(run, batch, run->table->columns[i]);
	}
	if (counts_undecided(run))
		count_undecided(run, batch);
	if (run->rows == NULL)
		return true;
	if (run->as_text && run->shown >= SCREEN_ROWS) {
		run->passed_over += batch->rows;
		return true;
	}
	run->shown += batch->rows;
	decisions_rows(&run->rows->buffer, &run->layout, run->format, run->session->options->excel, batch, &run->first,
	    &run->neutralised);
	return run->as_text || outfile_flush(run->rows, fault);
}

static void
table_restart(void *context)
{
	struct table_run *run = context;

	for (uint32_t i = 0; i < run->report_count; i++)
		fold_restart(run->folds[i]);
	if (run->summary != NULL)
		summary_restart(run->summary, run->table);
	run->undecided = 0;
	if (run->rows == NULL)
		return;
	platform_cut(run->rows->writer, 0);
	buffer_clear(&run->rows->buffer);
	run->first = true;
	run->shown = run->passed_over = 0;
	run->neutralised = 0;
	decisions_begin(&run->rows->buffer, &run->layout, run->format, run->session->options->excel);
}

/* Everything that must be computed for one reading, each once or more: the plan shares what is equal. */
struct table_wants
tablerun_wants(struct table_run *run)
{
	struct arena *arena = run->session->arena;
	uint32_t columns = run->layout.count + run->table->column_count + run->table->key_count, exprs = 0;
	const struct column **column;
	const struct expr **expr;
	struct table_wants wants = { 0 };

	for (uint32_t i = 0; i < run->report_count; i++) {
		columns += fold_wants_columns(run->reports[i], NULL);
		exprs += fold_wants_exprs(run->reports[i], NULL);
	}
	column = arena_array(arena, const struct column *, columns);
	expr = arena_array(arena, const struct expr *, exprs);
	wants.columns = column;
	wants.exprs = expr;
	if (run->rows != NULL)
		for (uint32_t i = 0; i < run->layout.count; i++)
			column[wants.column_count++] = run->layout.columns[i].column;
	/* A whole run reads every field the policy declares, also those no rule needs yet: a bad cell in them is said, and rows that repeat a key
	 * agree only when all of it does. One table or report alone reads what it needs. */
	if (run->summary != NULL)
		for (uint32_t i = 0; i < run->table->field_count; i++)
			column[wants.column_count++] = run->table->columns[i];
	if (run->summary != NULL || counts_undecided(run))
		for (uint32_t i = 0; i < run->table->column_count; i++)
			if (run->table->columns[i]->origin == COLUMN_DECIDE)
				column[wants.column_count++] = run->table->columns[i];
	for (uint32_t i = 0; i < run->report_count; i++) {
		wants.column_count += fold_wants_columns(run->reports[i], column + wants.column_count);
		wants.expr_count += fold_wants_exprs(run->reports[i], expr + wants.expr_count);
	}
	return wants;
}

void
tablerun_reports(struct table_run *run, const struct report *only)
{
	const struct program *program = run->session->program;

	run->reports = arena_array(run->session->arena, const struct report *, program->report_count);
	run->folds = arena_array(run->session->arena, struct fold *, program->report_count);
	for (uint32_t i = 0; i < program->report_count; i++) {
		const struct report *report = program->reports[i];

		if (report->table != run->table || (only != NULL && report != only))
			continue;
		run->reports[run->report_count] = report;
		run->folds[run->report_count++] = fold_make(report, &run->session->knobs);
	}
}

void
tablerun_release(struct table_run *run)
{
	for (uint32_t i = 0; i < run->report_count; i++)
		fold_release(run->folds[i]);
}

bool
tablerun_nothing_usable(const struct table_result *result)
{
	return result->counts.read > 0 && result->counts.used == 0 && result->counts.dated_later == 0;
}

void
tablerun_say_unusable(const char *path, const struct table_result *result, struct fault *fault)
{
	fault_set(fault, EXIT_DATA, "%s: none of its %llu rows can be used; every one was refused\n'writ inspect' shows how the file was read", path,
	    (unsigned long long)result->counts.read);
}

struct row_consumer
tablerun_consumer(struct table_run *run)
{
	return (struct row_consumer){ table_batch, table_restart, run };
}
