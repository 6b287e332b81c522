/*
 * made_run: for the tests of what leaves: a policy text with one input table, and rows written as a
 * small CSV without quotes. An empty cell is blank, `?` is a refused one, fields that the header
 * leaves out are unknown. Everything goes through the true plan and batches; `batch_rows` makes the
 * batches small, so that a few rows already are several of them.
 */
#ifndef TESTS_UNIT_MADE_RUN_H
#define TESTS_UNIT_MADE_RUN_H

#include "tests/unit/test.h"

#include <stdlib.h>
#include <string.h>

#include "interp/explain.h"
#include "interp/field.h"
#include "interp/fold.h"
#include "interp/summary.h"
#include "lang/compile.h"
#include "lang/date.h"

#define MADE_HEAD \
	"policy p\n  title \"A made-up policy\"\n  version \"1\"\n  owner \"the test\"\n" \
	"  in force from 2020-01-01\n  due for review 2022-01-31\n" \
	"source s is \"S\"\n"

enum { MADE_COLUMNS = 32, MADE_WANTED = 256 };

struct made_run {
	struct arena arena;
	struct sources sources;
	struct diags diags;
	const struct program *program;
	struct knobs knobs;
	const struct table *table;
	const struct plan *run_plan, *plan;
	struct batch run, batch;
	uint32_t batch_rows;
	struct run_summary *summary;
	struct fold *folds[8];
	uint64_t used;
};

static inline int64_t
made_date(const char *text)
{
	int64_t date = 0;

	if (!date_from_civil(atoi(text), atoi(text + 5), atoi(text + 8), &date))
		fail_msg("no such date: %s", text);
	return date;
}

static inline void
made_start(struct made_run *made, const char *policy, const char *day)
{
	struct plan_request request = { 0 };
	struct fault fault = FAULT_NONE;
	const struct expr *exprs[MADE_WANTED];
	const struct column *columns[MADE_WANTED];

	memset(made, 0, sizeof *made);
	arena_init(&made->arena);
	sources_init(&made->sources, &made->arena);
	diags_init(&made->diags, &made->arena, &made->sources);
	made->batch_rows = BATCH_ROWS;
	made->program = policy_compile(&made->arena, &made->sources, &made->diags, "test.writ",
	    policy, strlen(policy));
	if (made->program == NULL)
		fail_msg("%s", diags_text(&made->diags, &made->arena, false));
	made->table = made->program->tables[0];
	knobs_init(&made->knobs, &made->arena, made->program, made_date(day));
	assert_true(knobs_load_calendars(&made->knobs, ".", &fault));
	request.program = made->program;
	request.knobs = &made->knobs;
	request.table = made->program->run;
	request.columns = made->program->run->columns;
	request.column_count = made->program->run->column_count;
	made->run_plan = plan_make(&made->arena, &request);
	batch_init(&made->run, made->run_plan);
	made->run.rows = 1;
	batch_run(&made->run);
	request.table = made->table;
	request.run = &made->run;
	request.columns = columns;
	request.exprs = exprs;
	request.column_count = 0;
	for (uint32_t i = 0; i < made->table->column_count; i++)
		columns[request.column_count++] = made->table->columns[i];
	for (uint32_t i = 0; i < made->program->report_count; i++) {
		const struct report *report = made->program->reports[i];

		request.column_count += fold_wants_columns(report, columns + request.column_count);
		request.expr_count += fold_wants_exprs(report, exprs + request.expr_count);
		made->folds[i] = fold_make(report, &made->knobs);
	}
	made->plan = plan_make(&made->arena, &request);
	batch_init(&made->batch, made->plan);
	made->summary = summary_make(&made->arena, made->program, &made->knobs);
}

static inline void
made_cell(struct made_run *made, struct vec *vec, const struct column *column, uint32_t row,
    const char *text, size_t length)
{
	char folded[256];
	struct cell cell;
	struct value unknown = { .state = UNKNOWN, .type = column->type };

	(void)made;
	if (column->type.labels != NULL)
		unknown.labels = label_set_all(column->type.labels) |
		    (column->type.can_be_empty ? LABEL_NOTHING : 0);
	if (text == NULL || (length == 1 && text[0] == '?')) {
		vec_put(vec, row, &unknown);
		return;
	}
	field_read(&cell, column, text, length, folded, &made->arena);
	if (cell.result == CELL_REFUSED)
		fail_msg("%s: '%.*s': %s", column->name, (int)length, text, cell.cause);
	vec_put(vec, row, &cell.value);
}

static inline void
made_flush(struct made_run *made)
{
	if (made->batch.rows == 0)
		return;
	batch_run(&made->batch);
	for (uint32_t i = 0; i < made->program->report_count; i++)
		fold_batch(made->folds[i], &made->batch);
	summary_batch(made->summary, made->table, &made->batch);
	made->used += made->batch.rows;
	made->batch.rows = 0;
	for (uint32_t i = 0; i < made->table->field_count; i++) {
		struct vec *vec = batch_fields(&made->batch)[i];

		memset(&vec->given, 0, sizeof vec->given);
		memset(&vec->nothing, 0, sizeof vec->nothing);
	}
}

/* Rows of one CSV text, header first. */
static inline void
made_rows(struct made_run *made, const char *csv)
{
	const struct column *header[MADE_COLUMNS];
	uint32_t count = 0, line = 1;
	bool first = true;

	while (*csv != '\0') {
		const char *cells[MADE_COLUMNS] = { NULL };
		size_t lengths[MADE_COLUMNS] = { 0 };
		uint32_t cell = 0, row = made->batch.rows;

		for (;; cell++) {
			size_t length = strcspn(csv, ",\n");

			cells[cell] = csv;
			lengths[cell] = length;
			csv += length;
			if (*csv != ',')
				break;
			csv++;
		}
		csv += *csv == '\n';
		if (first) {
			for (count = 0; count <= cell; count++) {
				header[count] = table_column(made->table,
				    arena_copy(&made->arena, cells[count], lengths[count]));
				if (header[count] == NULL)
					fail_msg("no column '%.*s'", (int)lengths[count],
					    cells[count]);
			}
			first = false;
			continue;
		}
		for (uint32_t i = 0; i < made->table->field_count; i++) {
			const struct column *column = made->table->columns[i];
			struct vec *vec = batch_fields(&made->batch)[i];
			uint32_t at = 0;

			while (at < count && header[at] != column)
				at++;
			if (vec != NULL)
				made_cell(made, vec, column, row, at < count ? cells[at] : NULL,
				    at < count ? lengths[at] : 0);
		}
		made->batch.lines[row] = ++line;
		made->batch.rows++;
		if (made->batch.rows == made->batch_rows)
			made_flush(made);
	}
	made_flush(made);
}

static inline struct grid *
made_grid(struct made_run *made, const char *report)
{
	for (uint32_t i = 0; i < made->program->report_count; i++)
		if (strcmp(made->program->reports[i]->name, report) == 0)
			return fold_finish(made->folds[i], &made->arena, &made->run);
	fail_msg("no report '%s'", report);
	return NULL;
}

/* The report as CSV, and its notes as lines that begin with `# `. */
static inline const char *
made_report(struct made_run *made, const char *report)
{
	const struct grid *grid = made_grid(made, report);
	struct buffer out = BUFFER_INIT;
	const char *text;

	grid_csv(&out, grid, false, NULL);
	for (uint32_t i = 0; i < grid->note_count; i++)
		buffer_printf(&out, "# %s\n", grid->notes[i]);
	text = arena_copy(&made->arena, out.at, out.length);
	buffer_release(&out);
	return text;
}

static inline void
made_end(struct made_run *made)
{
	for (uint32_t i = 0; i < made->program->report_count; i++)
		fold_release(made->folds[i]);
	batch_release(&made->batch);
	batch_release(&made->run);
	arena_release(&made->arena);
}

#endif
