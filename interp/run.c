/* run: the command `run`, and with --table one table or report to standard output. See run.h. */
#include "interp/run.h"

#include "interp/platform.h"
#include "interp/screen.h"
#include "interp/tablerun.h"

/* ---- what is wrong with the data, on standard error ---- */

void
run_show_problems(const struct session *session, const struct problems *problems)
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

/* ---- one table or report to standard output ---- */

static bool
write_grid(struct session *session, struct out_file *out, const struct grid *grid,
    uint64_t *neutralised)
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
find_wanted(struct session *session, const char *name, const struct table **table,
    const struct report **report, struct fault *fault)
{
	const struct program *program = session->program;

	*table = program_table(program, name);
	*report = program_report(program, name);
	if (*report != NULL)
		*table = (*report)->table;
	if (*table != NULL)
		return true;
	return fault_set(fault, EXIT_USAGE,
	    "--table %s: the policy has no table or report of that name\nits tables and reports: "
	    "%s",
	    name, screen_names(session->arena, program));
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

enum exit_code
run_findings(const struct session *session, bool any)
{
	return session->options->strict && any ? EXIT_FINDINGS : EXIT_DONE;
}

bool
run_any_refused(const struct problems *problems)
{
	return problems->cells_refused + problems->rows_refused + problems->columns_refused +
	    problems->not_worked_out >
	    0;
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
	struct row_consumer consumer = tablerun_consumer(&run);

	if (!find_wanted(session, session->options->table, &run.table, &report, fault))
		return fault->code;
	problems_init(&problems, session->arena, (struct problem_sink){ 0 });
	run.problems = &problems;
	if (!outfile_open(&out, NULL, "standard output", fault))
		return fault->code;
	if (report != NULL) {
		tablerun_reports(&run, report);
	} else {
		run.format = rows_format(session, &run.as_text);
		if (!decisions_layout(&run.layout, session->arena, run.table,
			session->options->columns, fault)) {
			outfile_abandon(&out);
			return fault->code;
		}
		run.rows = &out;
		decisions_begin(&out.buffer, &run.layout, run.format, session->options->excel);
	}
	wants = tablerun_wants(&run);
	session->nothing_explained = !tablerun_explains(&run);
	if (!session_read(session, run.table, &wants, &problems, &consumer, &result, fault)) {
		outfile_abandon(&out);
		tablerun_release(&run);
		return fault->code;
	}
	tablerun_report_run(session, &problems);
	if (tablerun_nothing_usable(&result)) {
		/* Headings over no rows, or a count of 0, would pass for an answer further down a
		 * pipe. */
		outfile_abandon(&out);
		tablerun_release(&run);
		tablerun_say_unusable(session->paths[run.table->index], &result, fault);
		run_show_problems(session, &problems);
		return fault->code;
	}
	if (report != NULL)
		write_grid(session, &out, fold_finish(run.folds[0], session->arena, &session->run),
		    &run.neutralised);
	else
		decisions_end(&out.buffer, run.format, run.first);
	tablerun_release(&run);
	if (run.as_text)
		screen_align(&out.buffer, run.table->name, run.passed_over,
		    platform_terminal_width());
	if (!outfile_close(&out, fault))
		return fault->code;
	run_show_problems(session, &problems);
	return run_findings(session, run_any_refused(&problems) || run.undecided > 0);
}

enum exit_code
run_command(struct session *session, struct fault *fault)
{
	show_before(session);
	if (session->options->table != NULL)
		return run_one(session, fault);
	return run_whole(session, fault);
}
