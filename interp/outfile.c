/* outfile: see outfile.h. */
#include "interp/outfile.h"

#include <string.h>

#include "interp/csvout.h"
#include "interp/rowsort.h"

bool
outfile_open(struct out_file *file, struct stage *stage, const char *name, struct fault *fault)
{
	bool aside = stage != NULL && stage->taker != NULL;
	const char *path = stage == NULL ? "-" : aside ? name : stage_path(stage, name, fault);

	*file = (struct out_file){ .name = name,
		.is_stdout = stage == NULL,
		.taken_by = aside ? stage : NULL };
	if (path == NULL)
		return false;
	file->writer = aside ? platform_create_nameless() : platform_create(path);
	if (file->writer == NULL)
		return fault_set(fault, EXIT_USAGE, "%s: cannot be written: %s", path,
		    platform_reason());
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
		return fault_set(fault, EXIT_USAGE, "%s: cannot be written: %s; nothing was kept",
		    file->name, platform_reason());
	return true;
}

bool
outfile_pass(struct out_file *file, struct fault *fault)
{
	return file->buffer.length <= PLATFORM_WRITE_KEEPS || outfile_flush(file, fault);
}

bool
outfile_close(struct out_file *file, struct fault *fault)
{
	bool done = outfile_flush(file, fault);

	if (file->taken_by != NULL && file->writer != NULL) {
		done = done && stage_take(file->taken_by, file->name, file->writer, fault);
		outfile_abandon(file);
		return done;
	}
	if (file->writer != NULL && done && !platform_finish(file->writer) &&
	    !(file->is_stdout && platform_reader_left()))
		done = fault_set(fault, EXIT_USAGE, "%s: cannot be written: %s; nothing was kept",
		    file->name, platform_reason());
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

static bool
collect(void *context, const char *bytes, size_t size)
{
	buffer_add(context, bytes, size);
	return true;
}

bool
outfile_retell(struct buffer *out, struct platform_writer *file)
{
	return platform_retell(file, collect, out);
}

/* ---- problems.csv ---- */

/* Problems of one line stay in the order in which they were found. */
static int
by_line(const void *context, uint32_t a, uint32_t b)
{
	const struct held_problem *held = context;

	return (held[a].line > held[b].line) - (held[a].line < held[b].line);
}

/* What is held is bounded (PROBLEMS_HELD), and so is the number of problems in it. */
static void
held_write(struct problems_file *to)
{
	uint32_t count = (uint32_t)to->count,
		 *order = memory_grow(NULL, to->count + 1, sizeof *order);

	for (uint32_t i = 0; i < count; i++)
		order[i] = i;
	rowsort(order, count, NULL, by_line, to->order);
	for (uint32_t i = 0; i < count; i++) {
		const struct held_problem *one = &to->order[order[i]];

		buffer_add(&to->file->buffer, to->held.at + one->at, one->length);
	}
	memory_free(order);
	to->count = 0;
	buffer_clear(&to->held);
	outfile_flush(to->file, to->fault);
}

static void
problem_write(void *context, const struct problem *problem)
{
	struct problems_file *to = context;
	struct buffer *out = &to->held;
	const char *file = platform_base(problem->file);
	const char *column = problem->column == NULL ? "" : problem->column;
	const char *fix = problem->fix == NULL ? "" : problem->fix;
	size_t at = out->length;

	csvout_cell(out, file, strlen(file), true, true, to->neutralised);
	buffer_char(out, ',');
	if (problem->line > 0)
		buffer_number(out, (int64_t)problem->line);
	csvout_cell(out, problem_effect_name(problem->effect),
	    strlen(problem_effect_name(problem->effect)), false, false, NULL);
	csvout_cell(out, column, strlen(column), false, true, to->neutralised);
	csvout_cell(out, problem->text, problem->text_length, false, true, to->neutralised);
	csvout_cell(out, problem->cause, strlen(problem->cause), false, true, to->neutralised);
	csvout_cell(out, fix, strlen(fix), false, true, to->neutralised);
	csvout_cell(out, problem->slug, strlen(problem->slug), false, false, NULL);
	csvout_cell(out, problem->row, problem->row_length, false, true, to->neutralised);
	csvout_end(out, to->excel);
	if (to->count == to->capacity) {
		to->capacity = to->capacity == 0 ? 64 : to->capacity * 2;
		to->order = memory_grow(to->order, to->capacity, sizeof *to->order);
	}
	to->order[to->count++] = (struct held_problem){ problem->line, at, out->length - at };
	if (out->length > PROBLEMS_HELD)
		held_write(to);
}

static void
problems_start_over(void *context)
{
	struct problems_file *to = context;

	to->count = 0;
	buffer_clear(&to->held);
	buffer_clear(&to->file->buffer);
	platform_cut(to->file->writer, to->start);
}

bool
problems_file_open(struct out_file *file, struct stage *stage, bool excel, struct fault *fault)
{
	if (!outfile_open(file, stage, "problems.csv", fault))
		return false;
	buffer_text(&file->buffer, excel ? "\xEF\xBB\xBF" : "");
	buffer_text(&file->buffer, "file,line,effect,column,text,cause,fix,help,row");
	csvout_end(&file->buffer, excel);
	return outfile_flush(file, fault);
}

struct problem_sink
problems_file_sink(struct problems_file *to)
{
	return (struct problem_sink){ problem_write, problems_start_over, to };
}

bool
problems_file_finish(struct problems_file *to)
{
	held_write(to);
	memory_free(to->order);
	buffer_release(&to->held);
	to->order = NULL;
	to->capacity = 0;
	return to->fault->code == EXIT_DONE;
}
