/* sample_csv: the sheet as CSV, a line for each row; the answers only with --with-answers. */
#include <string.h>

#include "interp/csvout.h"
#include "interp/sample_parts.h"

static void
csv_text(struct buffer *out, const char *text)
{
	csvout_cell(out, text, strlen(text), false, true, NULL);
}

/* Gives the cell back empty. */
static void
csv_buffer(struct buffer *out, struct buffer *cell)
{
	csvout_cell(out, cell->at == NULL ? "" : cell->at, cell->length, false, true, NULL);
	buffer_clear(cell);
}

static void
csv_head(struct sample *sample)
{
	static const char *const before[] = { "table", "row", "file", "line", "decision" },
				 *const answers[] = { "outcome", "rule", "clauses", "conditions",
					 "worked out", "goes by", "missing" },
				 *const behind[] = { "cells", "settings", "My result", "Agrees",
					 "Remark", "Initials", "Date", "seed", "run.json SHA-256",
					 "command",
					 "decisions of this kind", "of them drawn" };
	struct buffer *out = &sample->out;

	buffer_text(out, sample->options->excel ? "\xEF\xBB\xBF" : "");
	csvout_cell(out, "number", strlen("number"), true, false, NULL);
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		csv_text(out, before[i]);
	for (size_t i = 0; sample->options->with_answers && i < sizeof answers / sizeof *answers;
	     i++)
		csv_text(out, answers[i]);
	for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
		csv_text(out, behind[i]);
	csvout_end(out, sample->options->excel);
}

static void
csv_part(struct buffer *out, struct buffer *cell, const struct row_lines *row,
    enum sample_part part)
{
	for (uint32_t i = 0; i < row->count; i++) {
		const struct json_value *list =
		    json_member(row->lines[i], sample_part_key(part));

		if (row->lines[i] != row->line && !row->reached[i])
			continue;
		for (const struct json_value *one = list == NULL ? NULL : list->first; one != NULL;
		     one = one->next) {
			buffer_text(cell, cell->length > 0 ? "; " : "");
			if (row->lines[i] != row->line)
				buffer_printf(cell, "(%s) ",
				    sample_text(row->lines[i], "decision"));
			sample_part(cell, part, row->lines[i], one);
		}
	}
	csv_buffer(out, cell);
}

static void
csv_answers(struct buffer *out, struct buffer *cell, const struct row_lines *row)
{
	sample_outcome(cell, row->line);
	csv_buffer(out, cell);
	sample_rule(cell, row->line);
	csv_buffer(out, cell);
	csv_part(out, cell, row, PART_CLAUSES);
	csv_part(out, cell, row, PART_COMPARISONS);
	csv_part(out, cell, row, PART_VALUES);
	for (uint32_t i = 0; i < row->count; i++)
		if (row->reached[i]) {
			buffer_printf(cell, "%s%s: ", cell->length > 0 ? "; " : "",
			    sample_text(row->lines[i], "decision"));
			sample_outcome(cell, row->lines[i]);
		}
	csv_buffer(out, cell);
	csv_text(out, sample_text(row->line, "needs"));
}

static void
csv_aside(struct buffer *cell, const char *text)
{
	buffer_printf(cell, "%s%s", cell->length > 0 ? "; " : "", text);
}

static void
csv_others(const struct sample *sample, struct buffer *cell, const struct sample_evidence *evidence)
{
	sample_asides(evidence, sample->arena, csv_aside, cell);
	for (uint32_t r = 0; evidence != NULL && r < evidence->ranking_count; r++) {
		const struct sample_ranking *ranking = &evidence->rankings[r];

		buffer_printf(cell, "%sthe others %s: ", cell->length > 0 ? "; " : "",
		    ranking->title);
		for (uint32_t i = 0; i < ranking->count; i++)
			buffer_printf(cell, "%s%s", i > 0 ? ", " : "", ranking->figures[i]);
	}
}

static void
csv_cells(const struct sample *sample, struct buffer *out, struct buffer *cell,
    const struct row_lines *row)
{
	if (row->fact_count == 0 && !sample_says_more(row))
		buffer_text(cell, sample_no_cell(sample));
	for (uint32_t i = 0; i < row->fact_count; i++) {
		const struct sample_fact *fact = &row->facts[i];

		buffer_text(cell, i > 0 ? "; " : "");
		if (!fact->ours)
			buffer_printf(cell, "(%s%s%s) ", fact->table, *fact->key == '\0' ? "" : " ",
			    fact->key);
		buffer_printf(cell, "%s: %s [%s", fact->heading, fact->value, fact->file);
		if (fact->line > 0)
			buffer_printf(cell, ", line %llu", (unsigned long long)fact->line);
		buffer_char(cell, ']');
	}
	csv_others(sample, cell, row->row->evidence);
	csv_buffer(out, cell);
}

static void
csv_settings(struct sample *sample, struct buffer *cell, const struct row_lines *row)
{
	const struct json_value *settings = json_member(sample->old.record, "settings");

	if (!sample->at_hand) {
		csv_part(&sample->out, cell, row, PART_SETTINGS);
		return;
	}
	for (const struct json_value *one = settings == NULL ? NULL : settings->first; one != NULL;
	     one = one->next) {
		if (!sample_uses(sample, &row->kind->rules, one))
			continue;
		buffer_printf(cell, "%s%s: ", cell->length > 0 ? "; " : "",
		    sample_text(one, "name"));
		sample_setting(cell, one);
	}
	for (uint32_t i = 0; i < sample->closed_count; i++)
		if (row->kind->rules.calendars[sample->closed[i].calendar])
			buffer_printf(cell, "%sno working days of %s: %s",
			    cell->length > 0 ? "; " : "", sample->closed[i].title,
			    sample->closed[i].days);
	csv_buffer(&sample->out, cell);
}

static void
csv_row(struct sample *sample, const struct row_lines *row, uint64_t number)
{
	const struct json_value *at = json_member(row->line, "line");
	struct buffer *out = &sample->out, cell = BUFFER_INIT;

	buffer_printf(out, "%llu", (unsigned long long)number);
	csv_text(out, row->kind->table);
	csv_text(out, sample_text(row->line, "row"));
	csv_text(out, sample_text(row->line, "file"));
	csv_text(out, at != NULL && at->kind == JSON_NUMBER ? at->text : "");
	csv_text(out, row->kind->decision);
	if (sample->options->with_answers)
		csv_answers(out, &cell, row);
	csv_cells(sample, out, &cell, row);
	csv_settings(sample, &cell, row);
	buffer_printf(out, ",,,,,,%llu", (unsigned long long)sample->seed);
	csv_text(out, sample->old.digest);
	sample_command_line(&cell, sample);
	csv_buffer(out, &cell);
	buffer_printf(out, ",%llu,%llu", (unsigned long long)row->kind->rows,
	    (unsigned long long)row->kind->drawn);
	csvout_end(out, sample->options->excel);
	buffer_release(&cell);
}

bool
sample_sheet_csv(struct sample *sample, struct fault *fault)
{
	csv_head(sample);
	return sample_each(sample, csv_row, fault);
}
