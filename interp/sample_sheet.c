/* sample_sheet: the sheet, as text to print or CSV to open. */
#include "interp/sample_parts.h"

#include <string.h>

#include "interp/csvout.h"
#include "interp/grid_display.h"

/* All lines of one row, as the log has them. */
struct row_lines {
	struct arena arena;
	const struct json_value *lines[256];
	uint32_t count;
};

static const char *
text_of(const struct json_value *object, const char *key)
{
	const char *text = json_member_text(object, key);

	return text == NULL ? "" : text;
}

static const struct json_value *
line_of(const struct row_lines *row, const char *decision)
{
	for (uint32_t i = 0; i < row->count; i++)
		if (strcmp(text_of(row->lines[i], "decision"), decision) == 0)
			return row->lines[i];
	return NULL;
}

static bool
read_row(const struct sample *sample, const struct sample_row *wanted, struct row_lines *row,
    struct fault *fault)
{
	struct log_lines lines;
	size_t wrong;

	row->count = 0;
	arena_release(&row->arena);
	if (!log_lines_open(&lines, sample->log_path) ||
	    !platform_seek(lines.file, wanted->lines_from))
		return fault_set(fault, EXIT_USAGE, "%s: cannot be read again: %s",
		    sample->log_path, platform_reason());
	while (row->count < sizeof row->lines / sizeof *row->lines && log_lines_next(&lines)) {
		const struct json_value *line =
		    json_read(&row->arena, lines.line, lines.length, &wrong);

		if (line == NULL || strcmp(text_of(line, "table"), sample->table) != 0 ||
		    strcmp(text_of(line, "row"), wanted->key) != 0)
			break;
		row->lines[row->count++] = line;
	}
	log_lines_close(&lines);
	return true;
}

/* ---- the parts of a line, in words ---- */

static void
add_value(struct buffer *out, const struct json_value *side)
{
	const struct json_value *value = json_member(side, "value"),
				*possible = json_member(side, "possible");

	if (json_member(side, "not_recorded") != NULL)
		buffer_text(out, "(not recorded)");
	else if (value != NULL && value->kind == JSON_TEXT)
		display_add(out, value->text, value->length);
	else
		buffer_text(out, json_member(side, "unknown") != NULL ? "not known" : "nothing");
	for (const struct json_value *one = possible == NULL ? NULL : possible->first; one != NULL;
	     one = one->next)
		buffer_printf(out, "%s%s", one == possible->first ? ", still possible: " : ", ",
		    one->kind == JSON_TEXT ? one->text : "nothing");
}

static void
add_side(struct buffer *out, const struct json_value *side)
{
	const char *is = json_member_text(side, "is");

	if (is == NULL) {
		add_value(out, side);
		return;
	}
	buffer_printf(out, "%s (", is);
	add_value(out, side);
	buffer_char(out, ')');
}

static void
add_comparison(struct buffer *out, const struct json_value *comparison)
{
	const struct json_value *among = json_member(comparison, "among");
	const char *answer = json_member_text(comparison, "answer"),
		   *compare = json_member_text(comparison, "compare");

	if (json_member(comparison, "left") != NULL)
		add_side(out, json_member(comparison, "left"));
	else
		buffer_text(out, text_of(comparison, "is"));
	if (compare != NULL && strcmp(compare, "yes") != 0)
		buffer_printf(out, " %s ", compare);
	if (json_member(comparison, "right") != NULL)
		add_side(out, json_member(comparison, "right"));
	if (json_member(comparison, "pattern") != NULL)
		buffer_printf(out, "\"%s\"", text_of(comparison, "pattern"));
	if (json_member(comparison, "setting") != NULL)
		buffer_printf(out, "%s: ", text_of(comparison, "setting"));
	for (const struct json_value *one = among == NULL ? NULL : among->first; one != NULL;
	     one = one->next)
		buffer_printf(out, "%s%s", one == among->first ? "" : ", ",
		    one->kind == JSON_TEXT ? one->text : "?");
	buffer_printf(out, "? %s", answer == NULL ? "(not recorded)" : answer);
}

static void
add_number(struct buffer *out, const struct json_value *number)
{
	buffer_text(out, number != NULL && number->kind == JSON_NUMBER ? number->text : "?");
}

static void
add_cell(struct buffer *out, const struct json_value *cell)
{
	const struct json_value *text = json_member(cell, "text");

	buffer_printf(out, "%s: ", text_of(cell, "heading"));
	if (json_member(cell, "not_recorded") != NULL)
		buffer_text(out, "(not recorded)");
	else if (text == NULL || text->kind != JSON_TEXT || text->length == 0)
		buffer_text(out, "blank");
	else
		display_add(out, text->text, text->length);
	buffer_printf(out, " [%s line ", text_of(cell, "file"));
	add_number(out, json_member(cell, "line"));
	buffer_char(out, ']');
}

static void
add_setting(struct buffer *out, const struct json_value *setting)
{
	const struct json_value *is = json_member(setting, "is");
	const char *from = json_member_text(setting, "from"),
		   *origin = json_member_text(setting, "origin");

	buffer_printf(out, "%s: ", text_of(setting, "name"));
	if (is == NULL || is->first == NULL)
		buffer_text(out, json_member(setting, "unknown") != NULL ? "not known" : "nothing");
	for (const struct json_value *one = is == NULL ? NULL : is->first; one != NULL;
	     one = one->next)
		buffer_printf(out, "%s%s", one == is->first ? "" : " and ",
		    one->kind == JSON_TEXT ? one->text : "?");
	if (from != NULL)
		buffer_printf(out, ", from %s", from);
	if (origin != NULL && strcmp(origin, "policy") != 0)
		buffer_printf(out, ", by %s", origin);
}

static void
add_worked_out(struct buffer *out, const struct json_value *value)
{
	const char *name = json_member_text(value, "name");

	if (name != NULL)
		buffer_printf(out, "%s: ", name);
	buffer_printf(out, "%s = ", text_of(value, "is"));
	add_value(out, value);
}

static void
add_clause(struct buffer *out, const struct json_value *clause)
{
	buffer_printf(out, "%s \"%s\"", text_of(clause, "source"), text_of(clause, "clause"));
}

static void
add_rule(struct buffer *out, const struct json_value *line)
{
	const struct json_value *rule = json_member(line, "rule"),
				*at = json_member(line, "policy_line");

	if (rule != NULL && rule->kind == JSON_NUMBER)
		buffer_printf(out, "line %s", rule->text);
	else if (rule != NULL && rule->kind == JSON_TEXT)
		buffer_text(out, rule->text);
	if (at != NULL && at->kind == JSON_NUMBER)
		buffer_printf(out, "%spolicy line %s",
		    out->length > 0 && rule != NULL && rule->kind != JSON_NULL ? ", " : "",
		    at->text);
}

static void
add_outcome(struct buffer *out, const struct json_value *line)
{
	const char *outcome = json_member_text(line, "outcome"), *state = text_of(line, "state");

	if (json_member(line, "not_recorded") != NULL)
		buffer_text(out, "(not recorded)");
	else
		buffer_text(out, outcome != NULL ? outcome : state);
	if (outcome != NULL && strcmp(state, "decided") != 0)
		buffer_printf(out, " (%s)", state);
}

static const struct part {
	const char *key, *title;
	void (*add)(struct buffer *out, const struct json_value *one);
} parts[] = {
	{ "clauses", "clauses", add_clause },
	{ "cells", "inputs", add_cell },
	{ "comparisons", "comparisons", add_comparison },
	{ "values", "worked out", add_worked_out },
	{ "settings", "settings", add_setting },
};

enum { PARTS = sizeof parts / sizeof *parts };

/* The decisions a line goes by, as far as they are of the same row: their lines are part of the
 * evidence. */
static void
reach(const struct row_lines *row, const struct json_value *line, bool *reached)
{
	const struct json_value *others = json_member(line, "decisions");

	for (const struct json_value *one = others == NULL ? NULL : others->first; one != NULL;
	     one = one->next)
		for (uint32_t i = 0; i < row->count; i++) {
			if (reached[i] ||
			    strcmp(text_of(row->lines[i], "decision"), text_of(one, "decision")) !=
				0)
				continue;
			reached[i] = true;
			reach(row, row->lines[i], reached);
		}
}

/* ---- text ---- */

static void
text_line(struct buffer *out, const struct json_value *line)
{
	buffer_printf(out, "   %s: ", text_of(line, "decision"));
	add_outcome(out, line);
	buffer_text(out, "   [");
	{
		struct buffer rule = BUFFER_INIT;

		add_rule(&rule, line);
		buffer_add(out, rule.at == NULL ? "" : rule.at, rule.length);
		buffer_release(&rule);
	}
	buffer_text(out, "]\n");
	for (unsigned p = 0; p < PARTS; p++) {
		const struct json_value *list = json_member(line, parts[p].key);

		for (const struct json_value *one = list == NULL ? NULL : list->first; one != NULL;
		     one = one->next) {
			buffer_printf(out, "      %-12s", one == list->first ? parts[p].title : "");
			parts[p].add(out, one);
			buffer_char(out, '\n');
		}
	}
	if (*text_of(line, "needs") != '\0')
		buffer_printf(out, "      %-12s%s\n", "missing", text_of(line, "needs"));
}

static void
text_row(const struct sample *sample, struct buffer *out, const struct row_lines *row,
    uint64_t number)
{
	const struct json_value *line = line_of(row, sample->decision);
	bool reached[sizeof row->lines / sizeof *row->lines] = { false };

	buffer_printf(out, "\n%llu. %s %s", (unsigned long long)number, sample->table,
	    text_of(line, "row"));
	if (json_member_text(line, "file") != NULL) {
		buffer_printf(out, "   [%s line ", text_of(line, "file"));
		add_number(out, json_member(line, "line"));
		buffer_char(out, ']');
	}
	buffer_char(out, '\n');
	text_line(out, line);
	reach(row, line, reached);
	for (uint32_t i = 0; i < row->count; i++)
		if (reached[i] && row->lines[i] != line) {
			buffer_text(out, "   it goes by\n");
			text_line(out, row->lines[i]);
		}
	buffer_text(out,
	    "   My result: ____________________   Agrees: yes / no   Remark: "
	    "______________________________\n"
	    "   Initials: ________   Date: ______________\n");
}

static void
text_head(const struct sample *sample, struct buffer *out)
{
	const struct json_value *policy = json_member(sample->old.record, "policy");

	buffer_printf(out, "Sample of %llu out of %llu decisions: %s of %s\n",
	    (unsigned long long)sample->wanted, (unsigned long long)sample->count, sample->decision,
	    sample->table);
	buffer_printf(out, "Policy %s, version %s; run for %s by writ %s\n",
	    text_of(policy, "name"), text_of(policy, "version"),
	    text_of(sample->old.record, "run_date"),
	    text_of(json_member(sample->old.record, "tool"), "version"));
	buffer_printf(out, "run.json has the SHA-256 %s\n", sample->old.digest);
	buffer_printf(out,
	    "Drawn with seed %llu from the rows in the order of their keys; writ.1 says how\n",
	    (unsigned long long)sample->seed);
	for (uint32_t i = 0; sample->options->by != NULL && i < sample->stratum_count; i++)
		buffer_printf(out, "  %s: %llu of %llu\n", sample->strata[i].outcome,
		    (unsigned long long)sample->strata[i].share,
		    (unsigned long long)sample->strata[i].size);
}

/* ---- CSV ---- */

static void
csv_text(struct buffer *out, const char *text)
{
	csvout_cell(out, text, strlen(text), false, true, NULL);
}

static void
csv_head(struct buffer *out, bool excel)
{
	static const char *const headings[] = { "table", "row", "file", "line", "decision",
		"outcome", "rule", "clauses", "inputs", "comparisons", "worked out", "settings",
		"goes by", "missing", "My result", "Agrees", "Remark", "Initials", "Date", "seed",
		"run.json SHA-256" };

	buffer_text(out, excel ? "\xEF\xBB\xBF" : "");
	csvout_cell(out, "number", strlen("number"), true, false, NULL);
	for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
		csv_text(out, headings[i]);
	csvout_end(out, excel);
}

static void
csv_part(struct buffer *out, struct buffer *cell, const struct row_lines *row,
    const struct json_value *line, const bool *reached, const struct part *part)
{
	buffer_clear(cell);
	for (uint32_t i = 0; i < row->count; i++) {
		const struct json_value *list = json_member(row->lines[i], part->key);

		if (row->lines[i] != line && !reached[i])
			continue;
		for (const struct json_value *one = list == NULL ? NULL : list->first; one != NULL;
		     one = one->next) {
			buffer_text(cell, cell->length > 0 ? "; " : "");
			if (row->lines[i] != line)
				buffer_printf(cell, "(%s) ", text_of(row->lines[i], "decision"));
			part->add(cell, one);
		}
	}
	csvout_cell(out, cell->at == NULL ? "" : cell->at, cell->length, false, true, NULL);
}

static void
csv_row(const struct sample *sample, struct buffer *out, const struct row_lines *row,
    uint64_t number)
{
	const struct json_value *line = line_of(row, sample->decision),
				*at = json_member(line, "line");
	bool reached[sizeof row->lines / sizeof *row->lines] = { false };
	struct buffer cell = BUFFER_INIT;

	reach(row, line, reached);
	buffer_printf(out, "%llu", (unsigned long long)number);
	csv_text(out, sample->table);
	csv_text(out, text_of(line, "row"));
	csv_text(out, text_of(line, "file"));
	csv_text(out, at != NULL && at->kind == JSON_NUMBER ? at->text : "");
	csv_text(out, sample->decision);
	add_outcome(&cell, line);
	csv_text(out, cell.at == NULL ? "" : cell.at);
	buffer_clear(&cell);
	add_rule(&cell, line);
	csv_text(out, cell.at == NULL ? "" : cell.at);
	for (unsigned p = 0; p < PARTS; p++)
		csv_part(out, &cell, row, line, reached, &parts[p]);
	buffer_clear(&cell);
	for (uint32_t i = 0; i < row->count; i++)
		if (reached[i] && row->lines[i] != line) {
			buffer_printf(&cell, "%s%s: ", cell.length > 0 ? "; " : "",
			    text_of(row->lines[i], "decision"));
			add_outcome(&cell, row->lines[i]);
		}
	csv_text(out, cell.length == 0 ? "" : cell.at);
	csv_text(out, text_of(line, "needs"));
	buffer_printf(out, ",,,,,,%llu", (unsigned long long)sample->seed);
	csv_text(out, sample->old.digest);
	csvout_end(out, sample->options->excel);
	buffer_release(&cell);
}

bool
sample_sheet(struct sample *sample, struct fault *fault)
{
	bool csv = sample->options->format == FORMAT_CSV, done = true;
	struct row_lines *row = memory_grow(NULL, 1, sizeof *row);
	uint64_t number = 0;

	memset(row, 0, sizeof *row);
	if (csv)
		csv_head(&sample->out, sample->options->excel);
	else
		text_head(sample, &sample->out);
	for (uint64_t i = 0; done && i < sample->count; i++) {
		if (!sample->rows[i].drawn)
			continue;
		done = read_row(sample, &sample->rows[i], row, fault);
		if (!done || line_of(row, sample->decision) == NULL) {
			done = false;
			fault_set(fault, EXIT_FINDINGS, "%s: was changed while it was read",
			    sample->log_path);
		} else if (csv) {
			csv_row(sample, &sample->out, row, ++number);
		} else {
			text_row(sample, &sample->out, row, ++number);
		}
	}
	arena_release(&row->arena);
	memory_free(row);
	return done;
}
