/* screen: see screen.h. */
#include "interp/screen.h"

#include <stdio.h>
#include <string.h>

#include "interp/csvtext.h"
#include "interp/grid.h"
#include "interp/grid_display.h"
#include "interp/letters.h"
#include "interp/local.h"
#include "interp/page.h"
#include "interp/platform.h"
#include "lang/date.h"

enum {
	NEEDS_SHOWN = 10,
	REPORT_ROWS = 20,		/* of a report; a few more are shown rather than left out */
	REPORT_CELL = 100,		/* bytes of a long text */
	DECIDES_IN_FULL = 6		/* with more decides, outcomes without rows are left out */
};

void
screen_message(const char *text)
{
	platform_say(text);
}

void
screen_fault(const struct fault *fault)
{
	struct buffer out = BUFFER_INIT;
	const char *line = fault->text;

	buffer_text(&out, "writ: ");
	for (;;) {
		size_t length = strcspn(line, "\n");

		display_add(&out, line, length);
		buffer_char(&out, '\n');
		if (line[length] == '\0')
			break;
		line += length + 1;
		buffer_text(&out, "  ");
	}
	screen_message(out.at);
	buffer_release(&out);
}

static const char *
joined(struct arena *arena, const char *list, const char *name)
{
	return arena_printf(arena, "%s%s%s", list, *list == '\0' ? "" : ", ", name);
}

const char *
screen_names(struct arena *arena, const struct program *program)
{
	const char *text = "";

	for (uint32_t i = 0; i < program->table_count; i++)
		text = joined(arena, text, program->tables[i]->name);
	for (uint32_t i = 0; i < program->report_count; i++)
		text = joined(arena, text, program->reports[i]->name);
	return text;
}

void
screen_before(struct buffer *out, const struct program *program, int64_t run_date,
    bool run_date_given)
{
	if (!run_date_given) {
		buffer_text(out, "writ: no --on was given: this run is for today, ");
		page_date(out, run_date);
		buffer_char(out, '\n');
	}
	if (program->due_for_review != INT64_MIN && run_date > program->due_for_review) {
		buffer_text(out, "writ: this policy was due for review on ");
		page_date(out, program->due_for_review);
		buffer_text(out, "; ask its owner whether it still holds\n");
	}
	if (program->in_force_from != INT64_MIN && run_date < program->in_force_from) {
		buffer_text(out, "writ: this policy is in force only from ");
		page_date(out, program->in_force_from);
		buffer_char(out, '\n');
	}
	if (program->in_force_to != INT64_MIN && run_date > program->in_force_to) {
		buffer_text(out, "writ: this policy was in force only until ");
		page_date(out, program->in_force_to);
		buffer_char(out, '\n');
	}
}

/* ---- problems ---- */

static void
add_shown(struct buffer *out, const char *text)
{
	display_add(out, text, strlen(text));
}

/* A long cell is cut between two characters. */
static size_t
shown_length(const char *text, size_t length)
{
	enum { CELL_SHOWN = 60 };
	size_t end = CELL_SHOWN;

	if (length <= CELL_SHOWN)
		return length;
	while (end > CELL_SHOWN - 4 && ((unsigned char)text[end] & 0xC0) == 0x80)
		end--;
	return end;
}

static void
add_problem(struct buffer *out, const struct problem *problem, bool colour)
{
	size_t length = shown_length(problem->text, problem->text_length);

	add_shown(out, problem->file);
	if (problem->line > 0)
		buffer_printf(out, ":%llu", (unsigned long long)problem->line);
	buffer_text(out, ": ");
	if (colour)
		buffer_text(out, problem->effect == PROBLEM_NOTE ? "\x1b[1m" : "\x1b[1;33m");
	buffer_text(out, problem_effect_name(problem->effect));
	if (colour)
		buffer_text(out, "\x1b[0m");
	buffer_text(out, ": ");
	if (problem->column != NULL) {
		buffer_char(out, '\'');
		add_shown(out, problem->column);
		buffer_text(out, problem->text_length > 0 ? "' " : "': ");
	}
	if (problem->text_length > 0) {
		buffer_char(out, '\'');
		display_add(out, problem->text, length);
		buffer_text(out, length < problem->text_length ? "…': " : "': ");
	}
	add_shown(out, problem->cause);
	if (problem->more > 0)
		buffer_printf(out, "; and in %llu more row%s", (unsigned long long)problem->more,
		    problem->more == 1 ? "" : "s");
	buffer_printf(out, " [%s]\n", problem->slug);
	if (problem->fix != NULL) {
		buffer_text(out, "    ");
		add_shown(out, problem->fix);
		buffer_char(out, '\n');
	}
}

static void
add_count(struct buffer *out, uint64_t count, const char *one, const char *many, bool *first)
{
	if (count == 0)
		return;
	buffer_text(out, *first ? "" : ", ");
	*first = false;
	buffer_number(out, (int64_t)count);
	buffer_char(out, ' ');
	buffer_text(out, count == 1 ? one : many);
}

void
screen_problems(struct buffer *out, const struct problems *problems, bool colour)
{
	uint64_t total = problems_total(problems), left = problems_not_kept(problems);
	bool first = true;

	for (size_t i = 0; i < problems->kept_count; i++)
		add_problem(out, &problems->kept[i], colour);
	if (left > 0)
		buffer_printf(out, "… and %llu more; --out writes all of them to problems.csv\n",
		    (unsigned long long)left);
	if (total == problems->notes)
		return;
	buffer_text(out, "writ: ");
	add_count(out, problems->columns_refused, "column refused", "columns refused", &first);
	add_count(out, problems->rows_refused, "row refused", "rows refused", &first);
	add_count(out, problems->cells_refused, "cell refused", "cells refused", &first);
	add_count(out, problems->rows_repeated, "row repeated", "rows repeated", &first);
	add_count(out, problems->not_worked_out, "value cannot be worked out",
	    "values cannot be worked out", &first);
	add_count(out, problems->letters_held, "row holds all letters back",
	    "rows hold all letters back", &first);
	buffer_char(out, '\n');
}

/* ---- the summary of a run ---- */

static void
add_head(struct buffer *out, const struct run_summary *summary, bool colour)
{
	const struct program *program = summary->program;

	if (colour)
		buffer_text(out, "\x1b[1m");
	add_shown(out, program->title != NULL ? program->title : program->name);
	if (colour)
		buffer_text(out, "\x1b[0m");
	buffer_text(out, "\nfor ");
	page_date(out, summary->knobs->run_date);
	if (program->version != NULL) {
		buffer_text(out, ", version ");
		add_shown(out, program->version);
	}
	buffer_text(out, "\n\n");
}

static void
add_counts(struct buffer *out, const struct summary_table *table)
{
	const struct csvin_counts *counts = &table->counts;

	if (table->file == NULL)
		return;
	add_shown(out, table->file);
	buffer_printf(out, ": %llu rows read = %llu used + %llu refused + %llu repeated",
	    (unsigned long long)counts->read, (unsigned long long)counts->used,
	    (unsigned long long)counts->refused, (unsigned long long)counts->repeated);
	if (table->table->dated_by != NULL)
		buffer_printf(out, " + %llu dated later", (unsigned long long)counts->dated_later);
	buffer_text(out, "\n");
}

static void
add_outside(struct buffer *out, const struct summary_table *table)
{
	struct buffer text = BUFFER_INIT;

	if (!summary_outside(&text, table))
		return;
	add_shown(out, text.at);
	buffer_text(out, "\n");
	buffer_release(&text);
}

static struct grid_column
column_headed(const char *text)
{
	return (struct grid_column){ text, text, KIND_TEXT };
}

static struct grid_cell
cell_of(const char *text)
{
	return (struct grid_cell){ text, text, false };
}

static void
add_outcome(struct grid *grid, const char *decision, const char *outcome, uint64_t rows)
{
	struct grid_cell *cells = grid_add_row(grid);
	const char *count = arena_printf(grid->arena, "%llu", (unsigned long long)rows);

	cells[0] = cell_of(decision);
	cells[1] = cell_of(outcome);
	cells[2] = cell_of(count);
}

static void
add_decide(struct grid *grid, const struct summary_decide *decide, bool in_full)
{
	const struct column *column = decide->column;
	const char *name = column->name;

	if (column->type.labels != NULL) {
		for (uint32_t i = 0; i < column->type.labels->count; i++) {
			if (!in_full && decide->outcomes[i] == 0)
				continue;
			add_outcome(grid, name, column->type.labels->names[i], decide->outcomes[i]);
			name = "";
		}
	} else {
		add_outcome(grid, name, "a value", decide->values);
		name = "";
	}
	if (decide->nothing > 0)
		add_outcome(grid, name, "nothing", decide->nothing);
	if (decide->undecided > decide->disagree)
		add_outcome(grid, name, "cannot be decided", decide->undecided - decide->disagree);
	if (decide->disagree > 0)
		add_outcome(grid, name, "two rules disagree", decide->disagree);
}

static void
add_outcomes(struct buffer *out, const struct run_summary *summary,
    const struct summary_table *table, int width, bool colour)
{
	struct grid *grid;
	uint32_t decides = 0;

	if (table->decide_count == 0)
		return;
	for (uint32_t i = 0; i < summary->table_count; i++)
		decides += summary->tables[i].decide_count;
	grid = grid_make(summary->arena, table->table->name,
	    arena_printf(summary->arena, "Decisions for %s", table->table->name), 3);
	grid->columns[0] = (struct grid_column){ "decision", "Decision", KIND_TEXT };
	grid->columns[1] = (struct grid_column){ "outcome", "Outcome", KIND_TEXT };
	grid->columns[2] = (struct grid_column){ "rows", "Rows", KIND_NUMBER };
	for (uint32_t i = 0; i < table->decide_count; i++)
		add_decide(grid, &table->decides[i], decides <= DECIDES_IN_FULL);
	grid_text(out, grid, width, colour);
	buffer_char(out, '\n');
}

/* "decisions/case.csv, columns route_needs and next_step_needs": where all of them stand that need
 * a person. */
static void
add_where(struct buffer *out, const struct summary_table *table)
{
	const char *before = ", column ";
	uint32_t open = 0;

	buffer_text(out, "decisions/");
	add_shown(out, table->table->name);
	buffer_text(out, ".csv");
	for (uint32_t i = 0; i < table->decide_count; i++)
		open += table->decides[i].undecided > 0;
	if (open > 1)
		before = ", columns ";
	for (uint32_t i = 0; i < table->decide_count; i++) {
		if (table->decides[i].undecided == 0)
			continue;
		buffer_text(out, before);
		add_shown(out, table->decides[i].column->name);
		buffer_text(out, "_needs");
		before = --open == 1 ? " and " : ", ";
	}
}

static void
add_more_needs(struct buffer *out, const struct run_summary *summary, uint64_t more,
    const char *folder)
{
	const char *before = "";

	buffer_printf(out,
	    folder == NULL ? "  … and %llu more; --out FOLDER writes all of them: " :
			     "  … and %llu more; all of them: ",
	    (unsigned long long)more);
	for (uint32_t i = 0; i < summary->table_count; i++) {
		if (summary->tables[i].needs == 0)
			continue;
		buffer_text(out, before);
		add_where(out, &summary->tables[i]);
		before = "; ";
	}
	buffer_char(out, '\n');
}

static void
add_needs(struct buffer *out, const struct run_summary *summary, const char *folder)
{
	uint32_t shown = summary->need_count < NEEDS_SHOWN ? summary->need_count : NEEDS_SHOWN;

	if (summary->need_total == 0)
		return;
	buffer_text(out, "Needs a person\n");
	for (uint32_t i = 0; i < shown; i++) {
		const struct summary_need *need = &summary->needs[i];

		buffer_text(out, "  ");
		add_shown(out, need->key);
		buffer_text(out, ": ");
		add_shown(out, need->column->name);
		if (need->disagree) {
			buffer_text(out, ": ");
			add_shown(out, need->needs);
		} else {
			buffer_text(out,
			    need->fault ? " cannot be worked out: " :
					  " cannot be decided without ");
			add_shown(out, need->needs);
		}
		buffer_char(out, '\n');
	}
	if (summary->need_total > shown)
		add_more_needs(out, summary, summary->need_total - shown, folder);
	buffer_char(out, '\n');
}

/* ---- reports, in short ---- */

static const char *
cut_cell(struct arena *arena, const char *text)
{
	size_t length = REPORT_CELL;

	if (strlen(text) <= REPORT_CELL)
		return text;
	while (length > 0 && text[length] != ' ')
		length--;
	return length == 0 ? text : arena_printf(arena, "%.*s …", (int)length, text);
}

/* The first rows and the total, long texts cut; the rest is where the note says. */
static const struct grid *
short_grid(struct arena *arena, const struct grid *grid, bool written)
{
	uint32_t body = grid->row_count - (grid->has_total ? 1 : 0), most = REPORT_ROWS;
	uint32_t shown = body > most + most / 2 ? most : body;
	struct grid *brief = grid_make(arena, grid->name, grid->title, grid->column_count);
	bool cut = false;

	brief->as_at = grid->as_at;
	brief->beside = grid->beside;
	brief->has_total = grid->has_total;
	for (uint32_t i = 0; i < grid->column_count; i++)
		brief->columns[i] = grid->columns[i];
	for (uint32_t row = 0; row < grid->row_count; row++) {
		const struct grid_cell *from = grid->cells + (size_t)row * grid->column_count;
		struct grid_cell *cells;

		if (row >= shown && row < body)
			continue;
		cells = grid_add_row(brief);
		for (uint32_t i = 0; i < grid->column_count; i++) {
			cells[i] = from[i];
			cells[i].plain = cut_cell(arena, from[i].plain);
			cells[i].reader = cut_cell(arena, from[i].reader);
			cut = cut || cells[i].plain != from[i].plain;
		}
	}
	for (uint32_t i = 0; i < grid->note_count; i++)
		grid_add_note(brief, grid->notes[i]);
	if (shown < body)
		grid_add_note(brief,
		    arena_printf(arena, "the first %u of %u rows; %s%s%s", (unsigned)shown,
			(unsigned)body, written ? "all of them: reports/" : "--table ", grid->name,
			written ? ".csv" : " gives all of them"));
	else if (cut)
		grid_add_note(brief,
		    arena_printf(arena, "long texts are cut; %s%s%s",
			written ? "in full: reports/" : "--table ", grid->name,
			written ? ".csv" : " gives them in full"));
	return brief;
}

static void
add_texts(struct buffer *out, const struct run_summary *summary, uint32_t i)
{
	struct buffer line = BUFFER_INIT;
	const struct local_text *text = NULL;

	while ((text = reach_say_text(&line, summary->reach, i, text)) != NULL) {
		buffer_printf(out, "  %s\n", line.at);
		buffer_clear(&line);
	}
	buffer_release(&line);
}

/* Variations of the command line, and what came of each. */
static void
add_variations(struct buffer *out, const struct run_summary *summary)
{
	for (uint32_t i = 0; summary->reach != NULL && i < summary->knobs->taken_count; i++) {
		const struct variation *variation = summary->knobs->taken[i];

		buffer_printf(out, "With variation %s, ", variation->name);
		local_say_dates(out, variation);
		buffer_text(out,
		    reach_any(summary->reach, i) ?
			"\n" :
			": it touches no row of this run, nothing comes out otherwise\n");
		for (uint32_t set = 0; set < variation->set_count; set++) {
			buffer_text(out, "  ");
			reach_say_set(out, summary->reach, i, set);
			buffer_char(out, '\n');
		}
		for (uint32_t label = 0; label < variation->label_count; label++) {
			buffer_text(out, "  ");
			reach_say_label(out, summary->reach, &variation->labels[label]);
			buffer_char(out, '\n');
		}
		add_texts(out, summary, i);
		if (reach_any(summary->reach, i))
			buffer_text(out, "  what comes out otherwise: 'writ diff', with the same "
			    "words\n");
		buffer_char(out, '\n');
	}
}

void
screen_summary(struct buffer *out, const struct run_summary *summary, int width, bool colour,
    const char *folder)
{
	add_head(out, summary, colour);
	for (uint32_t i = 0; i < summary->table_count; i++)
		add_counts(out, &summary->tables[i]);
	for (uint32_t i = 0; i < summary->table_count; i++)
		add_outside(out, &summary->tables[i]);
	buffer_char(out, '\n');
	add_variations(out, summary);
	for (uint32_t i = 0; i < summary->table_count; i++)
		add_outcomes(out, summary, &summary->tables[i], width, colour);
	for (uint32_t i = 0; i < summary->report_count; i++) {
		grid_text(out, short_grid(summary->arena, summary->reports[i].grid, folder != NULL),
		    width, colour);
		buffer_char(out, '\n');
	}
	if (summary->letters != NULL)
		letters_screen(out, summary->letters, folder != NULL);
	add_needs(out, summary, folder);
	if (summary->neutralised > 0)
		buffer_printf(out, "cells that a spreadsheet would take for a formula, written "
		    "with an apostrophe in front: %llu\n\n",
		    (unsigned long long)summary->neutralised);
	if (folder == NULL)
		return;
	buffer_text(out, "Everything is in ");
	add_shown(out, folder);
	buffer_text(out, ": open index.html first\n");
}

void
screen_align(struct buffer *csv, const char *name, uint64_t passed_over, int width)
{
	struct arena arena = ARENA_INIT;
	struct csvtext text;
	struct grid *grid;

	if (csv->at == NULL || !csvtext_read(&text, &arena, csv->at, csv->length)
	    || text.count == 0) {
		arena_release(&arena);
		return;
	}
	grid = grid_make(&arena, name, name, text.rows[0].count);
	for (uint32_t i = 0; i < text.rows[0].count; i++)
		grid->columns[i] = column_headed(text.rows[0].cells[i]);
	for (uint32_t row = 1; row < text.count; row++) {
		struct grid_cell *cells = grid_add_row(grid);

		for (uint32_t i = 0; i < text.rows[row].count && i < grid->column_count; i++)
			cells[i] = cell_of(text.rows[row].cells[i]);
	}
	if (passed_over > 0)
		grid_add_note(grid, arena_printf(&arena,
		    "… and %llu more rows; --format csv gives all of them",
		    (unsigned long long)passed_over));
	buffer_clear(csv);
	grid_text(csv, grid, width, false);
	arena_release(&arena);
}
