/*
 * run_whole: everything, to a folder or in short to the screen. One reading of each table feeds all
 * that is made from it; the page and the record come last, when everything is known.
 */
#include <string.h>

#include "interp/declog.h"
#include "interp/letters.h"
#include "interp/page.h"
#include "interp/platform.h"
#include "interp/record.h"
#include "interp/register_rule.h"
#include "interp/register_twice.h"
#include "interp/run_letters.h"
#include "interp/screen.h"
#include "interp/sha256.h"
#include "interp/stage.h"
#include "interp/tablerun.h"
#include "interp/workspace.h"

struct refused_lines {
	uint64_t lines[LETTER_LINES_TOLD];
	uint32_t count;
	struct problem_sink next;
};

struct whole_run {
	struct session *session;
	struct run_summary *summary;
	struct stage *stage;		/* NULL: to the screen */
	struct out_file problems_out;
	struct problems problems;	/* of all tables */
	struct letters *letters;	/* or NULL */
	struct register_rule *register_rule;	/* or NULL */
	struct refused_lines refused;	/* of the register */
	struct declog *log;		/* or NULL: none is written */
	struct out_file log_out;
	bool unusable;
};

/* The first lines of a table whose rows were refused, as its problems come by on their way to
 * problems.csv. The headings once more are no row that could record a letter. */
static void
note_refused(void *context, const struct problem *problem)
{
	struct refused_lines *lines = context;
	uint32_t at = lines->count;

	if (lines->next.add != NULL)
		lines->next.add(lines->next.context, problem);
	if (problem->effect != PROBLEM_ROW_REFUSED ||
	    strcmp(problem->slug, "headings-again") == 0 ||
	    (at == LETTER_LINES_TOLD && problem->line >= lines->lines[at - 1]))
		return;
	if (at == LETTER_LINES_TOLD)
		at--;
	else
		lines->count++;
	for (; at > 0 && lines->lines[at - 1] > problem->line; at--)
		lines->lines[at] = lines->lines[at - 1];
	lines->lines[at] = problem->line;
}

static void
forget_refused(void *context)
{
	struct refused_lines *lines = context;

	lines->count = 0;
	if (lines->next.restart != NULL)
		lines->next.restart(lines->next.context);
}

/* Digest of a file that was just written, read back: it is the digest of what is there. */
static bool
note_output(struct whole_run *whole, const char *name, const char *path, struct fault *fault)
{
	struct platform_file *file;
	struct sha256 digest;
	char hex[65], *block;
	uint64_t size = 0;
	long got = -1;

	if (whole->stage->taker != NULL) {
		summary_add_output(whole->summary, name, whole->stage->taken_size,
		    arena_copy(whole->session->arena, whole->stage->taken_digest, 64));
		return true;
	}
	file = platform_open(path);
	if (file == NULL)
		return fault_set(fault, EXIT_USAGE, "%s: cannot be read back: %s", path,
		    platform_reason());
	block = memory_grow(NULL, 256 * 1024, 1);
	sha256_init(&digest);
	while ((got = platform_read(file, block, 256 * 1024)) > 0) {
		sha256_add(&digest, block, (size_t)got);
		size += (uint64_t)got;
	}
	memory_free(block);
	platform_close(file);
	if (got < 0)
		return fault_set(fault, EXIT_USAGE, "%s: cannot be read back: %s", path,
		    platform_reason());
	sha256_hex(&digest, hex);
	summary_add_output(whole->summary, name, size, arena_copy(whole->session->arena, hex, 64));
	return true;
}

static bool
write_output(struct whole_run *whole, const char *name, struct buffer *bytes, bool in_record,
    struct fault *fault)
{
	struct out_file file;
	const char *path;

	if (!outfile_open(&file, whole->stage, name, fault)) {
		buffer_release(bytes);
		return false;
	}
	file.buffer = *bytes;
	*bytes = (struct buffer)BUFFER_INIT;
	if (!outfile_close(&file, fault))
		return false;
	path = arena_printf(whole->session->arena, "%s/%s", whole->stage->folder, name);
	return !in_record || note_output(whole, name, path, fault);
}

static bool
write_report(struct whole_run *whole, const struct report *report, const struct grid *grid,
    struct fault *fault)
{
	struct arena *arena = whole->session->arena;
	struct buffer bytes = BUFFER_INIT;
	const struct summary_report entry = { report, grid };

	grid_csv(&bytes, grid, whole->session->options->excel, &whole->summary->neutralised);
	if (!write_output(whole, arena_printf(arena, "reports/%s.csv", report->name), &bytes, true,
		fault))
		return false;
	page_report(&bytes, whole->summary, &entry);
	return write_output(whole, arena_printf(arena, "reports/%s.html", report->name), &bytes,
	    true, fault);
}

static bool
finish_reports(struct whole_run *whole, struct table_run *run, struct fault *fault)
{
	for (uint32_t i = 0; i < run->report_count; i++) {
		const struct grid *grid =
		    fold_finish(run->folds[i], whole->session->arena, &whole->session->run);

		summary_add_report(whole->summary, run->reports[i], grid);
		if (whole->stage != NULL && !write_report(whole, run->reports[i], grid, fault))
			return false;
	}
	return true;
}

static bool
read_whole_table(struct whole_run *whole, struct table_run *run, struct problems *problems,
    struct fault *fault)
{
	struct table_wants wants = tablerun_wants(run);
	struct row_consumer consumer = tablerun_consumer(run);
	struct summary_table *entry = &whole->summary->tables[run->table->index];
	struct table_result result;

	if (!session_read(whole->session, run->table, &wants, problems, &consumer, &result, fault))
		return false;
	if (run->table->of != NULL) {		/* a group is read from no file */
		entry->group = workspace_group_counts(whole->session->workspace, run->table);
		return true;
	}
	entry->file = platform_base(whole->session->paths[run->table->index]);
	entry->counts = result.counts;
	entry->facts = result.facts;
	entry->digest = result.digest;
	if (tablerun_nothing_usable(&result)) {
		whole->unusable = true;
		tablerun_say_unusable(whole->session->paths[run->table->index], &result, fault);
		/* said at the end; first everything is written, problems.csv above all */
		fault->code = EXIT_DONE;
	}
	return true;
}

static bool
whole_table(struct whole_run *whole, const struct table *table, struct fault *fault)
{
	struct session *session = whole->session;
	struct table_run run = { .session = session,
		.summary = whole->summary,
		.table = table,
		.first = true,
		.letters = whole->letters,
		.register_rule = whole->register_rule };
	struct problems_file sink = { .file = &whole->problems_out,
		.neutralised = &whole->summary->neutralised,
		.excel = session->options->excel,
		.fault = fault };
	struct problems problems;
	struct out_file rows;
	const char *name = arena_printf(session->arena, "decisions/%s.csv", table->name);
	bool done;

	problems_init(&problems, session->arena, (struct problem_sink){ 0 });
	run.problems = &problems;
	tablerun_reports(&run, NULL);
	if (whole->stage != NULL) {
		sink.start = platform_written(whole->problems_out.writer);
		problems_init(&problems, session->arena, problems_file_sink(&sink));
		if (!decisions_layout(&run.layout, session->arena, table, NULL, fault) ||
		    !outfile_open(&rows, whole->stage, name, fault)) {
			tablerun_release(&run);
			return false;
		}
		run.rows = &rows;
		decisions_begin(&rows.buffer, &run.layout, DECISIONS_CSV, session->options->excel);
	}
	run.log = whole->log;
	if (run.log != NULL)
		declog_table(run.log);
	done =
	    read_whole_table(whole, &run, &problems, fault) && finish_reports(whole, &run, fault);
	tablerun_release(&run);
	whole->summary->neutralised += run.neutralised;
	if (run.rows != NULL && done)
		done = outfile_close(&rows, fault) &&
		    note_output(whole, name,
			arena_printf(session->arena, "%s/%s", whole->stage->folder, name), fault);
	else if (run.rows != NULL) {
		outfile_abandon(&rows);
	}
	if (whole->stage != NULL)
		done = problems_file_finish(&sink) && done;
	problems_merge(&whole->problems, &problems);
	return done;
}

static bool
write_page_and_record(struct whole_run *whole, struct fault *fault)
{
	struct buffer bytes = BUFFER_INIT;

	if (!outfile_close(&whole->problems_out, fault) ||
	    !note_output(whole, "problems.csv",
		arena_printf(whole->session->arena, "%s/problems.csv", whole->stage->folder),
		fault))
		return false;
	page_index(&bytes, whole->summary);
	if (!write_output(whole, "index.html", &bytes, true, fault))
		return false;
	record_json(&bytes, whole->summary);
	return write_output(whole, "run.json", &bytes, false, fault) &&
	    stage_commit(whole->stage, fault);
}

/* ---- the decision log ---- */

/* Told by the lengths of the files, before any of them is read; of standard input nobody knows. */
static bool
inputs_are_small(const struct session *session)
{
	const struct program *program = session->program;
	uint64_t total = 0;

	for (uint32_t i = 0; i < program->table_count; i++) {
		struct platform_file *file;
		int64_t size = -1;

		if (program->tables[i]->of != NULL)
			continue;
		if (strcmp(session->paths[i], "-") != 0) {
			/* What cannot be opened ends the run when it is read. */
			if ((file = platform_open(session->paths[i])) == NULL)
				continue;
			size = platform_size(file);
			platform_close(file);
		}
		if (size < 0 || size > DECLOG_BYTES)
			return false;
		total += (uint64_t)size;
	}
	return total <= DECLOG_BYTES;
}

static bool
open_log(struct whole_run *whole, struct fault *fault)
{
	struct session *session = whole->session;
	const struct program *program = session->program;
	struct declog_request request = { .program = program,
		.paths = session->paths,
		.policy_digest = session->policy_digest };

	if (whole->stage == NULL || session->options->log == LOG_NEVER)
		return true;
	if (session->options->log == LOG_BY_SIZE && !inputs_are_small(session)) {
		whole->summary->log_left_out = true;
		return true;
	}
	session->cells =
	    arena_array(session->arena, struct cellbook *, (size_t)program->table_count + 1);
	for (uint32_t i = 0; i < program->table_count; i++)
		if (program->tables[i]->of == NULL)
			session->cells[i] =
			    cellbook_make(program->tables[i], session_needs_workspace(session));
	request.cells = session->cells;
	if (!outfile_open(&whole->log_out, whole->stage, DECLOG_NAME, fault))
		return false;
	whole->log = declog_make(&request, &whole->log_out);
	return true;
}

static void
release_log(struct whole_run *whole)
{
	struct session *session = whole->session;

	outfile_abandon(&whole->log_out);
	declog_free(whole->log);
	whole->log = NULL;
	for (uint32_t i = 0; session->cells != NULL && i < session->program->table_count; i++)
		cellbook_free(session->cells[i]);
	session->cells = NULL;
}

static bool
finish_log(struct whole_run *whole, struct fault *fault)
{
	const char *path =
	    arena_printf(whole->session->arena, "%s/%s", whole->stage->folder, DECLOG_NAME);

	if (whole->log == NULL)
		return true;
	whole->summary->log_lines = declog_lines(whole->log);
	if (!outfile_close(&whole->log_out, fault) || !note_output(whole, DECLOG_NAME, path, fault))
		return false;
	whole->summary->log_written = true;
	return true;
}

/* Problems that are of no table go to the file as one part of it; `add` finds them. */
static bool
report_part(struct whole_run *whole, void (*add)(struct whole_run *, struct problems *),
    struct fault *fault)
{
	struct session *session = whole->session;
	struct problems_file sink = { .file = &whole->problems_out,
		.neutralised = &whole->summary->neutralised,
		.excel = session->options->excel,
		.fault = fault };
	struct problems problems;

	problems_init(&problems, session->arena,
	    whole->stage == NULL ? (struct problem_sink){ 0 } : problems_file_sink(&sink));
	add(whole, &problems);
	problems_merge(&whole->problems, &problems);
	return whole->stage == NULL || problems_file_finish(&sink);
}

/* What could not be worked out for the run as a whole stands before the tables, and what is odd
 * about the register as a whole. */
static void
add_of_run(struct whole_run *whole, struct problems *problems)
{
	struct session *session = whole->session;

	tablerun_report_run(session, problems);
	if (session->program->letter_register != NULL)
		register_twice(session->arena, session->workspace, session->program,
		    session->paths[session->program->letter_register->table->index], problems);
}

/* Known once the tables of the letters have been read. */
static void
add_of_register(struct whole_run *whole, struct problems *problems)
{
	struct session *session = whole->session;

	register_rule_report(whole->register_rule,
	    session->paths[session->program->letter_register->table->index], problems);
}

static bool
is_register(const struct program *program, const struct table *table)
{
	return program->letter_register != NULL && program->letter_register->table == table;
}

/* One input into the workspace, or, without a table, what comes of them all; their problems stand
 * in problems.csv in this order. */
static bool
gather_one(struct whole_run *whole, const struct table *table, struct fault *fault)
{
	struct session *session = whole->session;
	struct problems_file sink = { .file = &whole->problems_out,
		.neutralised = &whole->summary->neutralised,
		.excel = session->options->excel,
		.fault = fault };
	struct problems problems;
	bool done;

	problems_init(&problems, session->arena, (struct problem_sink){ 0 });
	if (whole->stage != NULL) {
		sink.start = platform_written(whole->problems_out.writer);
		problems_init(&problems, session->arena, problems_file_sink(&sink));
	}
	if (table != NULL && is_register(session->program, table)) {
		whole->refused.next = problems.sink;
		problems.sink =
		    (struct problem_sink){ note_refused, forget_refused, &whole->refused };
	}
	done = table != NULL ? session_gather_table(session, table, &problems, fault) :
			       session_gathered(session, &problems, fault);
	if (whole->stage != NULL)
		done = problems_file_finish(&sink) && done;
	problems_merge(&whole->problems, &problems);
	return done;
}

static bool
gather(struct whole_run *whole, struct fault *fault)
{
	const struct program *program = whole->session->program;

	for (uint32_t i = 0; i < program->table_count; i++)
		if (program->tables[i]->of == NULL && !gather_one(whole, program->tables[i], fault))
			return false;
	return gather_one(whole, NULL, fault);
}

static bool
write_letter(void *context, const char *name, struct buffer *bytes, struct fault *fault)
{
	return write_output(context, name, bytes, true, fault);
}

static bool
finish_letters(struct whole_run *whole, struct fault *fault)
{
	struct letter_sink sink = { write_letter, whole };

	letters_register_without_rule(whole->letters, register_rule_count(whole->register_rule));
	whole->summary->letters = run_letters_finish(whole->session, whole->letters,
	    whole->refused.lines, whole->refused.count, fault);
	if (whole->summary->letters == NULL)
		return false;
	return whole->stage == NULL ||
	    letters_write(whole->letters, &sink, whole->session->options->excel,
		&whole->summary->neutralised, fault);
}

static bool
whole_tables(struct whole_run *whole, struct fault *fault)
{
	const struct program *program = whole->session->program;

	if (whole->stage != NULL &&
	    !problems_file_open(&whole->problems_out, whole->stage, whole->session->options->excel,
		fault))
		return false;
	if (!open_log(whole, fault))
		return false;
	if (session_needs_workspace(whole->session) && !gather(whole, fault))
		return false;
	if (!report_part(whole, add_of_run, fault))
		return false;
	whole->letters = run_letters_make(whole->session);
	whole->register_rule = register_rule_make(whole->session->arena, program);
	for (uint32_t i = 0; i < program->table_count; i++)
		if (!whole_table(whole, program->tables[i], fault))
			return false;
	if (whole->register_rule != NULL && !report_part(whole, add_of_register, fault))
		return false;
	if (whole->letters != NULL && !finish_letters(whole, fault))
		return false;
	return whole->stage == NULL ||
	    (finish_log(whole, fault) && write_page_and_record(whole, fault));
}

static enum exit_code
show_whole(struct whole_run *whole, struct fault *fault)
{
	struct session *session = whole->session;
	struct out_file out;

	if (!outfile_open(&out, NULL, "standard output", fault))
		return fault->code;
	screen_summary(&out.buffer, whole->summary, platform_terminal_width(),
	    session->options->colour, whole->stage == NULL ? NULL : whole->stage->target);
	if (!outfile_close(&out, fault))
		return fault->code;
	run_show_problems(session, &whole->problems);
	if (whole->unusable) {
		fault->code = EXIT_DATA;
		return EXIT_DATA;
	}
	return run_findings(session,
	    run_any_refused(&whole->problems) || whole->summary->need_total > 0 ||
		(whole->summary->letters != NULL &&
		    (whole->summary->letters->held_back > 0 ||
			letters_hold_every(whole->summary->letters))));
}

static void
start_whole(struct whole_run *whole, struct session *session, struct stage *stage)
{
	*whole = (struct whole_run){ .session = session, .stage = stage };
	whole->summary = summary_make(session->arena, session->program, &session->knobs);
	whole->summary->tool_version = WRIT_VERSION;
	whole->summary->run_date_given = session->options->on_given;
	whole->summary->policy_file = platform_base(session->policy_path);
	whole->summary->policy_digest = session->policy_digest;
	whole->summary->policy_beside = session->policy_beside;
	whole->summary->options = session->options;
	whole->summary->problems = &whole->problems;
	problems_init(&whole->problems, session->arena, (struct problem_sink){ 0 });
}

/* False when nothing is to be kept; then all is given back. */
static bool
perform(struct whole_run *whole, struct fault *fault)
{
	bool done = whole_tables(whole, fault);

	release_log(whole);
	if (!done) {
		outfile_abandon(&whole->problems_out);
		letters_free(whole->letters);
	}
	return done;
}

bool
run_whole_aside(struct session *session, struct stage *stage, struct fault *fault)
{
	struct whole_run whole;

	start_whole(&whole, session, stage);
	if (!perform(&whole, fault))
		return false;
	letters_free(whole.letters);
	/* that no row was usable is said in what was written */
	fault->code = EXIT_DONE;
	return true;
}

enum exit_code
run_whole(struct session *session, struct fault *fault)
{
	struct whole_run whole;
	struct stage stage = { .open = false };
	enum exit_code code;

	start_whole(&whole, session, NULL);
	if (session->options->format_given && session->options->format != FORMAT_TEXT) {
		fault_set(fault, EXIT_USAGE,
		    "--format is for one table: add --table and its name\nits tables and reports: "
		    "%s",
		    screen_names(session->arena, session->program));
		return fault->code;
	}
	if (session->options->out != NULL) {
		if (!stage_open(&stage, session->arena, session->options->out, fault))
			return fault->code;
		whole.stage = &stage;
	}
	if (!perform(&whole, fault)) {
		stage_abort(&stage);
		return fault->code;
	}
	code = show_whole(&whole, fault);
	letters_free(whole.letters);
	return code;
}
