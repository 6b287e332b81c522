/* outfile: see outfile.h. */
#include "interp/outfile.h"

#include <string.h>

#include "interp/csvout.h"

bool
outfile_open(struct out_file *file, struct stage *stage, const char *name, struct fault *fault)
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

bool
outfile_flush(struct out_file *file, struct fault *fault)
{
	if (file->writer == NULL || file->buffer.length == 0)
		return true;
	platform_write(file->writer, file->buffer.at, file->buffer.length);
	buffer_clear(&file->buffer);
	if (platform_write_failed(file->writer))
		return fault_set(fault, EXIT_USAGE, "%s: cannot be written: %s; nothing was kept", file->name, platform_reason());
	return true;
}

bool
outfile_close(struct out_file *file, struct fault *fault)
{
	bool done = outfile_flush(file, fault);

	if (file->writer != NULL && done && !platform_finish(file->writer))
		done = fault_set(fault, EXIT_USAGE, "%s: cannot be written: %s; nothing was kept", file->name, platform_reason());
	else if (!done)
		platform_abandon(file->writer);
	file->writer = NULL;
	buffer_release(&file->buffer);
	return done;
}

void
outfile_abandon(struct out_file *file)
{
	platform_abandon(file->writer);
	file->writer = NULL;
	buffer_release(&file->buffer);
}

/* ---- problems.csv ---- */

static void
problem_write(void *context, const struct problem *problem)
{
	struct problems_file *to = context;
	struct buffer *out = &to->file->buffer;
	const char *file = platform_base(problem->file);
	const char *column = problem->column == NULL ? "" : problem->column;
	const char *fix = problem->fix == NULL ? "" : problem->fix;

	csvout_cell(out, file, strlen(file), true, true, to->neutralised);
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
	outfile_flush(to->file, to->fault);
}

static void
problems_start_over(void *context)
{
	struct problems_file *to = context;

	buffer_clear(&to->file->buffer);
	platform_cut(to->file->writer, to->start);
}

bool
problems_file_open(struct out_file *file, struct stage *stage, struct fault *fault)
{
	static const char heading[] = "file,line,effect,column,text,cause,fix,help,row\n";

	if (!outfile_open(file, stage, "problems.csv", fault))
		return false;
	buffer_text(&file->buffer, heading);
	return outfile_flush(file, fault);
}

struct problem_sink
problems_file_sink(struct problems_file *to)
{
	return (struct problem_sink){ problem_write, problems_start_over, to };
}
