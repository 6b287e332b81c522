/* run: the command `run`. One reading of each table feeds everything that is made from it: the decision file, the reports, the counts and the
 * list of what a person must settle. See run.h. */
#include "interp/run.h"

#include <string.h>

#include "interp/csvout.h"
#include "interp/decisions.h"
#include "interp/explain.h"
#include "interp/fold.h"
#include "interp/page.h"
#include "interp/platform.h"
#include "interp/record.h"
#include "interp/screen.h"
#include "interp/sha256.h"
#include "interp/stage.h"
#include "interp/summary.h"

/* ---- an output file with its digest ---- */

struct out_file {
	struct platform_writer *writer;
	const char *name;
	struct buffer buffer;		/* what goes to the writer next */
};

static bool
out_open(struct out_file *file, struct stage *stage, const char *name, struct fault *fault)
{
	const char *path = stage == NULL ? "-" : stage_path(stage, name, fault);

	*file = (struct out_file){ .name = name };
	if (path == NULL)
		return false;
	file->writer = platform_create(path);
	if (file->writer == NULL)
		return fault_set(fault, EXIT_USAGE, "%s: cannot be written: %s", path, platform_reason());
	return true;
}

static bool
out_flush(struct out_file *file, struct fault *fault)
{
	if (file->writer == NULL || file->buffer.length == 0)
		return true;
	platform_write(file->writer, file->buffer.at, file->buffer.length);
	buffer_clear(&file->buffer);
	if (platform_write_failed(file->writer))
		return fault_set(fault, EXIT_USAGE, "%s: cannot be written: %s; nothing was kept", file->name, platform_reason());
	return true;
}

static bool
out_close(struct out_file *file, struct fault *fault)
{
	bool done = out_flush(file, fault);

	if (file->writer != NULL && done && !platform_finish(file->writer))
		done = fault_set(fault, EXIT_USAGE, "%s: cannot be written: %s; nothing was kept", file->name, platform_reason());
	else if (!done)
		platform_abandon(file->writer);
	file->writer = NULL;
	buffer_release(&file->buffer);
	return done;
}

/* ---- problems.csv ---- */

struct problems_file {
	struct out_file *file;
	uint64_t start;			/* where this table's problems begin */
	uint64_t *neutralised;
	bool excel;
	struct fault *fault;
};

static void
problem_write(void *context, const struct problem *problem)
{
	struct problems_file *to = context;
	struct buffer *out = &to->file->buffer;
	const char *column = problem->column == NULL ? "" : problem->column;
	const char *fix = problem->fix == NULL ? "" : problem->fix;

	csvout_cell(out, problem->file, strlen(problem->file), true, true, to->neutralised);
	buffer_char(out, ',');
	if (problem->line > 0)
		buffer_number(out, (int64_t)problem->line);
	csvout_cell(out, problem_effect_name(problem->effect), strlen(problem_effect_name(problem->effect)), false, false, NULL);
	csvout_cell(out, column, strlen(column), false, true, to->neutralised);
	csvout_cell(out, problem->text, problem->text_length, false, true, to->neutralised);
	csvout_cell(out, problem->cause, strlen(problem->cause), false, true, to->neutralised);
	csvout_cell(out, fix, strlen(fix), false, true, to->neutralised);
	csvout_cell(out, problem->slug, strlen(problem->slug), false, false, NULL);
	csvout_cell(out, problem->row, problem->row_length, false, true, to->neutralised);
	csvout_end(out, to->excel);
	out_flush(to->file, to->fault);
}

static void
problems_start_over(void *context)
{
	struct problems_file *to = context;

	buffer_clear(&to->file->buffer);
	platform_cut(to->file->writer, to->start);
}

/* ---- one table ---- */

struct table_run {
	struct session *session;
	struct run_summary *summary;		/* NULL: only one table or report is wanted */
	struct decisions_layout layout;
	struct out_file *rows;			/* NULL: the rows are not written */
	enum decisions_format format;
	bool first, as_text;			/* as_text: an aligned table of the first SCREEN_ROWS rows */
	uint64_t shown, passed_over;		/* as_text: rows in it, rows left out */
	uint64_t neutralised;
	uint64_t undecided;			/* without a summary, for --strict: decides that came out unknown, over all rows */
	struct fold **folds;
	const struct report **reports;
	uint32_t report_count;
	const struct table *table;
};

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
	return run->as_text || out_flush(run->rows, fault);
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
static struct table_wants
gather_wants(struct table_run *run)
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
	if (run->summary != NULL)
		for (uint32_t i = 0; i < run->table->key_count; i++)
			column[wants.column_count++] = run->table->keys[i];
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

static void
gather_reports(struct table_run *run, const struct report *only)
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

static void
release_folds(struct table_run *run)
{
	for (uint32_t i = 0; i < run->report_count; i++)
		fold_release(run->folds[i]);
}

/* ---- what is wrong with the data, on standard error ---- */

static void
show_problems(const struct session *session, const struct problems *problems)
{
	struct buffer text = BUFFER_INIT;

	if (!session->options->quiet)
		screen_problems(&text, problems, session->options->colour_errors);
	if (text.length > 0)
		screen_message(text.at);
	buffer_release(&text);
}

static void
show_before(const struct session *session)
{
	const struct program *program = session->program;
	struct buffer text = BUFFER_INIT;

	if (!session->options->quiet)
		screen_before(&text, program, session->knobs.run_date, session->options->on_given);
	if (text.length > 0)
		screen_message(text.at);
	buffer_release(&text);
}

static bool
nothing_usable(const struct table_result *result)
{
	return result->counts.read > 0 && result->counts.used == 0 && result->counts.dated_later == 0;
}

static void
say_nothing_usable(const char *path, const struct table_result *result, struct fault *fault)
{
	fault_set(fault, EXIT_DATA, "%s: none of its %llu rows can be used; every one was refused\n'writ inspect' shows how the file was read", path,
	    (unsigned long long)result->counts.read);
}

/* ---- one table or report to standard output ---- */

static bool
write_grid(struct session *session, struct out_file *out, const struct grid *grid, uint64_t *neutralised)
{
	enum output_format format = session->options->format;

	if (!session->options->format_given)
		format = platform_is_terminal(1) ? FORMAT_TEXT : FORMAT_CSV;
	if (format == FORMAT_TEXT)
		grid_text(&out->buffer, grid, platform_terminal_width(), session->options->colour);
	else if (format == FORMAT_CSV)
		grid_csv(&out->buffer, grid, session->options->excel, neutralised);
	else
		grid_json(&out->buffer, grid);
	return true;
}

static bool
find_wanted(struct session *session, const char *name, const struct table **table, const struct report **report,
    struct fault *fault)
{
	const struct program *program = session->program;

	*table = program_table(program, name);
	*report = program_report(program, name);
	if (*report != NULL)
		*table = (*report)->table;
	if (*table != NULL)
		return true;
	return fault_set(fault, EXIT_USAGE, "--table %s: the policy has no table or report of that name\nits tables and reports: %s", name,
	    screen_names(session->arena, program));
}

/* Decisions as text are read by people: screen.c aligns them, SCREEN_ROWS rows at most. */
static enum decisions_format
rows_format(const struct session *session, bool *as_text)
{
	enum output_format format = session->options->format;

	if (!session->options->format_given)
		format = platform_is_terminal(1) ? FORMAT_TEXT : FORMAT_CSV;
	*as_text = format == FORMAT_TEXT;
	if (format == FORMAT_JSON)
		return DECISIONS_JSON;
	return format == FORMAT_JSONL ? DECISIONS_JSONL : DECISIONS_CSV;
}

static enum exit_code
findings(const struct session *session, bool any)
{
	return session->options->strict && any ? EXIT_FINDINGS : EXIT_DONE;
}

static bool
any_refused(const struct problems *problems)
{
	return problems->cells_refused + problems->rows_refused + problems->columns_refused > 0;
}

static enum exit_code
run_one(struct session *session, struct fault *fault)
{
	struct table_run run = { .session = session, .first = true };
	const struct report *report;
	struct problems problems;
	struct table_result result;
	struct table_wants wants;
	struct out_file out;
	struct row_consumer consumer = { table_batch, table_restart, &run };

	if (!find_wanted(session, session->options->table, &run.table, &report, fault))
		return fault->code;
	problems_init(&problems, session->arena, (struct problem_sink){ 0 });
	if (!out_open(&out, NULL, "standard output", fault))
		return fault->code;
	if (report != NULL) {
		gather_reports(&run, report);
	} else {
		run.format = rows_format(session, &run.as_text);
		if (!decisions_layout(&run.layout, session->arena, run.table, session->options->columns, fault)) {
			platform_abandon(out.writer);
			return fault->code;
		}
		run.rows = &out;
		decisions_begin(&out.buffer, &run.layout, run.format, session->options->excel);
	}
	wants = gather_wants(&run);
	if (!session_read(session, run.table, &wants, &problems, &consumer, &result, fault)) {
		platform_abandon(out.writer);
		buffer_release(&out.buffer);
		release_folds(&run);
		return fault->code;
	}
	if (report != NULL)
		write_grid(session, &out, fold_finish(run.folds[0], session->arena, &session->run), &run.neutralised);
	else
		decisions_end(&out.buffer, run.format, run.first);
	release_folds(&run);
	if (run.as_text)
		screen_align(&out.buffer, run.table->name, run.passed_over, platform_terminal_width());
	if (nothing_usable(&result))
		say_nothing_usable(session->paths[run.table->index], &result, fault);
	if (!out_close(&out, fault))
		return fault->code;
	show_problems(session, &problems);
	if (fault->code != EXIT_DONE)
		return fault->code;
	return findings(session, any_refused(&problems) || run.undecided > 0);
}

/* ---- everything: to a folder, or in short to the screen ---- */

struct whole_run {
	struct session *session;
	struct run_summary *summary;
	struct stage *stage;		/* NULL: to the screen */
	struct out_file problems_out;
	struct problems problems;	/* of all tables */
	bool unusable;
};

/* Digest of a file that was just written, read back: it is the digest of what is there. */
static bool
note_output(struct whole_run *whole, const char *name, const char *path, struct fault *fault)
{
	struct platform_file *file = platform_open(path);
	struct sha256 digest;
	char hex[65], *block;
	uint64_t size = 0;
	long got = -1;

	if (file == NULL)
		return fault_set(fault, EXIT_USAGE, "%s: cannot be read back: %s", path, platform_reason());
	block = memory_grow(NULL, 256 * 1024, 1);
	sha256_init(&digest);
	while ((got = platform_read(file, block, 256 * 1024)) > 0) {
		sha256_add(&digest, block, (size_t)got);
		size += (uint64_t)got;
	}
	memory_free(block);
	platform_close(file);
	if (got < 0)
		return fault_set(fault, EXIT_USAGE, "%s: cannot be read back: %s", path, platform_reason());
	sha256_hex(&digest, hex);
	summary_add_output(whole->summary, name, size, arena_copy(whole->session->arena, hex, 64));
	return true;
}

static bool
write_output(struct whole_run *whole, const char *name, struct buffer *bytes, bool in_record, struct fault *fault)
{
	struct out_file file;
	const char *path;

	if (!out_open(&file, whole->stage, name, fault))
		return false;
	file.buffer = *bytes;
	*bytes = (struct buffer)BUFFER_INIT;
	if (!out_close(&file, fault))
		return false;
	path = arena_printf(whole->session->arena, "%s/%s", whole->stage->folder, name);
	return !in_record || note_output(whole, name, path, fault);
}

static bool
write_report(struct whole_run *whole, const struct report *report, const struct grid *grid, struct fault *fault)
{
	struct arena *arena = whole->session->arena;
	struct buffer bytes = BUFFER_INIT;
	const struct summary_report entry = { report, grid };

	grid_csv(&bytes, grid, whole->session->options->excel, &whole->summary->neutralised);
	if (!write_output(whole, arena_printf(arena, "reports/%s.csv", report->name), &bytes, true, fault))
		return false;
	page_report(&bytes, whole->summary, &entry);
	return write_output(whole, arena_printf(arena, "reports/%s.html", report->name), &bytes, true, fault);
}

static bool
finish_reports(struct whole_run *whole, struct table_run *run, struct fault *fault)
{
	for (uint32_t i = 0; i < run->report_count; i++) {
		const struct grid *grid = fold_finish(run->folds[i], whole->session->arena, &whole->session->run);

		summary_add_report(whole->summary, run->reports[i], grid);
		if (whole->stage != NULL && !write_report(whole, run->reports[i], grid, fault))
			return false;
	}
	return true;
}

static void
add_problems(struct problems *to, const struct problems *from)
{
	for (size_t i = 0; i < from->kept_count && to->kept_count < PROBLEMS_KEPT; i++)
		to->kept[to->kept_count++] = from->kept[i];
	to->cells_refused += from->cells_refused;
	to->rows_refused += from->rows_refused;
	to->rows_repeated += from->rows_repeated;
	to->columns_refused += from->columns_refused;
	to->notes += from->notes;
}

static const char *
base_name(const char *path)
{
	const char *base = path;

	for (; *path != '\0'; path++)
		if (*path == '/' || *path == '\\')
			base = path + 1;
	return base;
}

static bool
read_whole_table(struct whole_run *whole, struct table_run *run, struct problems *problems, struct fault *fault)
{
	struct table_wants wants = gather_wants(run);
	struct row_consumer consumer = { table_batch, table_restart, run };
	struct summary_table *entry = &whole->summary->tables[run->table->index];
	struct table_result result;

	if (!session_read(whole->session, run->table, &wants, problems, &consumer, &result, fault))
		return false;
	entry->file = base_name(whole->session->paths[run->table->index]);
	entry->counts = result.counts;
	entry->facts = result.facts;
	entry->digest = result.digest;
	if (nothing_usable(&result)) {
		whole->unusable = true;
		say_nothing_usable(whole->session->paths[run->table->index], &result, fault);
		fault->code = EXIT_DONE;	/* said at the end; first everything is written, problems.csv above all */
	}
	return true;
}

static bool
whole_table(struct whole_run *whole, const struct table *table, struct fault *fault)
{
	struct session *session = whole->session;
	struct table_run run = { .session = session, .summary = whole->summary, .table = table, .first = true };
	struct problems_file sink = { &whole->problems_out, 0, &whole->summary->neutralised, session->options->excel, fault };
	struct problems problems;
	struct out_file rows;
	const char *name = arena_printf(session->arena, "decisions/%s.csv", table->name);
	bool done;

	problems_init(&problems, session->arena, (struct problem_sink){ 0 });
	gather_reports(&run, NULL);
	if (whole->stage != NULL) {
		sink.start = platform_written(whole->problems_out.writer);
		problems_init(&problems, session->arena, (struct problem_sink){ problem_write, problems_start_over, &sink });
		if (!decisions_layout(&run.layout, session->arena, table, NULL, fault) || !out_open(&rows, whole->stage, name, fault))
			return false;
		run.rows = &rows;
		decisions_begin(&rows.buffer, &run.layout, DECISIONS_CSV, session->options->excel);
	}
	done = read_whole_table(whole, &run, &problems, fault) && finish_reports(whole, &run, fault);
	release_folds(&run);
	whole->summary->neutralised += run.neutralised;
	if (run.rows != NULL && done)
		done = out_close(&rows, fault)
		    && note_output(whole, name, arena_printf(session->arena, "%s/%s", whole->stage->folder, name), fault);
	else if (run.rows != NULL) {
		platform_abandon(rows.writer);
		buffer_release(&rows.buffer);
	}
	add_problems(&whole->problems, &problems);
	return done;
}

static bool
write_page_and_record(struct whole_run *whole, struct fault *fault)
{
	struct buffer bytes = BUFFER_INIT;

	if (!out_close(&whole->problems_out, fault)
	    || !note_output(whole, "problems.csv", arena_printf(whole->session->arena, "%s/problems.csv", whole->stage->folder), fault))
		return false;
	page_index(&bytes, whole->summary);
	if (!write_output(whole, "index.html", &bytes, true, fault))
		return false;
	record_json(&bytes, whole->summary);
	return write_output(whole, "run.json", &bytes, false, fault) && stage_commit(whole->stage, fault);
}

static bool
start_problems(struct whole_run *whole, struct fault *fault)
{
	static const char heading[] = "file,line,effect,column,text,cause,fix,help,row\n";

	if (!out_open(&whole->problems_out, whole->stage, "problems.csv", fault))
		return false;
	buffer_text(&whole->problems_out.buffer, heading);
	return out_flush(&whole->problems_out, fault);
}

static bool
whole_tables(struct whole_run *whole, struct fault *fault)
{
	const struct program *program = whole->session->program;

	if (whole->stage != NULL && !start_problems(whole, fault))
		return false;
	for (uint32_t i = 0; i < program->table_count; i++)
		if (!whole_table(whole, program->tables[i], fault))
			return false;
	return whole->stage == NULL || write_page_and_record(whole, fault);
}

static enum exit_code
show_whole(struct whole_run *whole, struct fault *fault)
{
	struct session *session = whole->session;
	struct out_file out;

	if (!out_open(&out, NULL, "standard output", fault))
		return fault->code;
	screen_summary(&out.buffer, whole->summary, platform_terminal_width(), session->options->colour,
	    whole->stage == NULL ? NULL : whole->stage->target);
	if (!out_close(&out, fault))
		return fault->code;
	show_problems(session, &whole->problems);
	if (whole->unusable) {
		fault->code = EXIT_DATA;
		return EXIT_DATA;
	}
	return findings(session, any_refused(&whole->problems) || whole->summary->need_total > 0);
}

static enum exit_code
run_whole(struct session *session, struct fault *fault)
{
	struct whole_run whole = { .session = session };
	struct stage stage = { .open = false };

	whole.summary = summary_make(session->arena, session->program, &session->knobs);
	whole.summary->tool_version = WRIT_VERSION;
	whole.summary->run_date_given = session->options->on_given;
	whole.summary->policy_file = base_name(session->policy_path);
	whole.summary->policy_digest = session->policy_digest;
	whole.summary->problems = &whole.problems;
	problems_init(&whole.problems, session->arena, (struct problem_sink){ 0 });
	if (session->options->format_given && session->options->format != FORMAT_TEXT) {
		fault_set(fault, EXIT_USAGE, "--format is for one table: add --table and its name\nits tables and reports: %s",
		    screen_names(session->arena, session->program));
		return fault->code;
	}
	if (session->options->out != NULL) {
		if (!stage_open(&stage, session->arena, session->options->out, fault))
			return fault->code;
		whole.stage = &stage;
	}
	if (!whole_tables(&whole, fault)) {
		platform_abandon(whole.problems_out.writer);
		buffer_release(&whole.problems_out.buffer);
		stage_abort(&stage);
		return fault->code;
	}
	return show_whole(&whole, fault);
}

enum exit_code
run_command(struct session *session, struct fault *fault)
{
	show_before(session);
	if (session->options->table != NULL)
		return run_one(session, fault);
	return run_whole(session, fault);
}
