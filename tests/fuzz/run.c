/*
 * run: any bytes as a policy text, a line of four equals signs, and a CSV: a whole run over it.
 * Every table of the policy reads the same CSV; decisions are written as CSV and JSON Lines, every
 * undecided row is explained, every report is folded and printed. Whatever comes in, read must be
 * used + refused + repeated + dated later, and each used row must be handed on once.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "interp/csvout.h"
#include "interp/decisions_csv.h"
#include "interp/explain.h"
#include "interp/fold.h"
#include "interp/run.h"
#include "lang/compile.h"
#include "lang/date.h"
#include "tests/fuzz/main.h"

enum { LONGEST = 64 * 1024, REPORTS_MAX = 64 };

static char path[] = "/tmp/writ-fuzz-XXXXXX";

struct seen {
	struct arena *arena;
	struct decisions_layout layout;
	struct fold *folds[REPORTS_MAX];
	uint32_t fold_count;
	uint64_t rows, neutralised;
	struct buffer out;
	bool first;
};

static void
remove_file(void)
{
	unlink(path);
}

/* The CSV goes through a file, as in a real run; one file a process. */
static void
put_file(const uint8_t *data, size_t size)
{
	static int handle = -1;
	size_t done = 0;

	if (handle < 0) {
		handle = mkstemp(path);
		atexit(remove_file);
	}
	if (handle < 0 || ftruncate(handle, 0) != 0 || lseek(handle, 0, SEEK_SET) != 0)
		abort();
	while (done < size) {
		ssize_t wrote = write(handle, data + done, size - done);

		if (wrote <= 0)
			abort();
		done += (size_t)wrote;
	}
}

/* The CSV is put together another way than cell by cell; it must come to the same. */
static void
check_csv(const struct seen *seen, const struct batch *batch)
{
	struct buffer expected = BUFFER_INIT, cell = BUFFER_INIT;
	uint64_t neutralised = 0;

	for (uint32_t row = 0; row < batch->rows; row++) {
		for (uint32_t i = 0; i < seen->layout.count; i++) {
			const struct decisions_column *column = &seen->layout.columns[i];
			enum kind kind = column->column->type.kind;

			buffer_clear(&cell);
			decisions_cell(&cell, column, batch, row);
			csvout_cell(&expected, cell.at == NULL ? "" : cell.at, cell.length, i == 0,
			    column->part != PART_VALUE || kind == KIND_TEXT || kind == KIND_LABEL,
			    &neutralised);
		}
		csvout_end(&expected, false);
	}
	if (expected.length != seen->out.length ||
	    (expected.length > 0 && memcmp(expected.at, seen->out.at, expected.length) != 0))
		abort();
	buffer_release(&expected);
	buffer_release(&cell);
}

static bool
take_batch(void *context, const struct batch *batch, struct fault *fault)
{
	struct seen *seen = context;
	const struct table *table = seen->layout.table;

	(void)fault;
	seen->rows += batch->rows;
	buffer_clear(&seen->out);
	decisions_rows(&seen->out, &seen->layout, DECISIONS_CSV, false, batch, &seen->first,
	    &seen->neutralised);
	check_csv(seen, batch);
	decisions_rows(&seen->out, &seen->layout, DECISIONS_JSONL, false, batch, &seen->first,
	    &seen->neutralised);
	for (uint32_t row = 0; row < batch->rows; row++)
		for (uint32_t c = table->field_count; c < table->column_count; c++) {
			buffer_clear(&seen->out);
			explain_trace(&seen->out, batch, row, table->columns[c]);
			explain_needs(&seen->out, batch, row, table->columns[c]);
		}
	for (uint32_t i = 0; i < seen->fold_count; i++)
		fold_batch(seen->folds[i], batch);
	return true;
}

static void
start_again(void *context)
{
	struct seen *seen = context;

	seen->rows = 0;
	for (uint32_t i = 0; i < seen->fold_count; i++)
		fold_restart(seen->folds[i]);
}

static void
open_folds(struct seen *seen, struct session *session, const struct table *table,
    struct table_wants *wants)
{
	const struct program *program = session->program;
	const struct expr **exprs;
	uint32_t count = 0;

	for (uint32_t i = 0; i < program->report_count; i++)
		if (program->reports[i]->table == table)
			count += fold_wants_exprs(program->reports[i], NULL);
	exprs = arena_array(seen->arena, const struct expr *, count + 1);
	for (uint32_t i = 0; i < program->report_count && seen->fold_count < REPORTS_MAX; i++) {
		if (program->reports[i]->table != table)
			continue;
		wants->expr_count +=
		    fold_wants_exprs(program->reports[i], &exprs[wants->expr_count]);
		seen->folds[seen->fold_count++] = fold_make(program->reports[i], &session->knobs);
	}
	wants->exprs = exprs;
}

static void
print_reports(struct seen *seen, struct session *session, bool finish)
{
	for (uint32_t i = 0; i < seen->fold_count; i++) {
		if (finish) {
			struct grid *grid = fold_finish(seen->folds[i], seen->arena, &session->run);

			buffer_clear(&seen->out);
			grid_csv(&seen->out, grid, true, &seen->neutralised);
			grid_text(&seen->out, grid, 80, true);
			grid_html(&seen->out, grid);
			grid_json(&seen->out, grid);
		}
		fold_release(seen->folds[i]);
	}
}

static void
run_table(struct session *session, struct arena *arena, const struct table *table)
{
	struct seen seen = { .arena = arena, .first = true };
	struct table_wants wants = { .columns = table->columns,
		.column_count = table->column_count };
	struct row_consumer consumer = { take_batch, start_again, &seen };
	struct problem_sink nowhere = { NULL, NULL, NULL };
	struct problems problems;
	struct table_result result;
	struct fault fault = FAULT_NONE;
	const struct csvin_counts *counts = &result.counts;
	bool done;

	memset(&result, 0, sizeof result);
	problems_init(&problems, arena, nowhere);
	if (!decisions_layout(&seen.layout, arena, table, NULL, &fault))
		abort();
	open_folds(&seen, session, table, &wants);
	done = session_read(session, table, &wants, &problems, &consumer, &result, &fault);
	if (done == (fault.code != EXIT_DONE))
		abort();
	if (done &&
	    (counts->read !=
		    counts->used + counts->refused + counts->repeated + counts->dated_later ||
		counts->used != seen.rows))
		abort();
	print_reports(&seen, session, done);
	buffer_release(&seen.out);
}

/* A calendar may name any file; here it may not. */
static bool
stays_inside(const struct program *program)
{
	for (uint32_t i = 0; i < program->calendar_count; i++)
		if (program->calendars[i]->file != NULL)
			return false;
	return program->report_count <= REPORTS_MAX;
}

static void
run_all(struct arena *arena, const struct program *program)
{
	struct session session;
	struct fault fault = FAULT_NONE;
	struct options options;

	memset(&options, 0, sizeof options);
	options.command = COMMAND_RUN;
	options.policy = "/tmp/fuzz.writ";
	options.quiet = options.on_given = true;
	date_from_civil(2022, 5, 31, &options.on);
	if (!session_open(&session, arena, &options, program, "", &fault))
		return;
	for (uint32_t i = 0; i < program->table_count; i++) {
		session.paths[program->tables[i]->index] = path;
		run_table(&session, arena, program->tables[i]);
	}
	session_close(&session);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char parting[] = "\n====\n";
	const size_t width = sizeof parting - 1;
	struct arena arena = ARENA_INIT;
	struct sources sources;
	struct diags diags;
	const struct program *program;
	size_t split = 0;

	if (size > LONGEST)
		return 0;
	while (split + width <= size && memcmp(data + split, parting, width) != 0)
		split++;
	if (split + width > size)
		return 0;
	sources_init(&sources, &arena);
	diags_init(&diags, &arena, &sources);
	program = policy_compile(&arena, &sources, &diags, "fuzz.writ", (const char *)data, split);
	if (program != NULL && stays_inside(program)) {
		put_file(data + split + width, size - split - width);
		run_all(&arena, program);
	}
	arena_release(&arena);
	return 0;
}
