/* sample_words: the parts of a line of the log, in words. */
#include <string.h>

#include "interp/grid_display.h"
#include "interp/sample_parts.h"

const char *
sample_text(const struct json_value *object, const char *key)
{
	const char *text = json_member_text(object, key);

	return text == NULL ? "" : text;
}

/* Is it the name of a cell this line went by? Then nothing in it is a blank. */
static bool
is_cell(const struct json_value *line, const char *name)
{
	const struct json_value *cells = json_member(line, "cells");

	for (const struct json_value *cell = cells == NULL ? NULL : cells->first; cell != NULL;
	     cell = cell->next)
		if (strcmp(sample_text(cell, "column"), name) == 0)
			return true;
	return false;
}

static void
add_value(struct buffer *out, const struct json_value *line, const struct json_value *side)
{
	const struct json_value *value = json_member(side, "value"),
				*possible = json_member(side, "possible");

	if (json_member(side, "not_recorded") != NULL)
		buffer_text(out, "(not recorded)");
	else if (value != NULL && value->kind == JSON_TEXT)
		display_add(out, value->text, value->length);
	else if (json_member(side, "unknown") != NULL)
		buffer_text(out, "not known");
	else
		buffer_text(out, is_cell(line, sample_text(side, "is")) ? "blank" : "nothing");
	for (const struct json_value *one = possible == NULL ? NULL : possible->first; one != NULL;
	     one = one->next)
		buffer_printf(out, "%s%s", one == possible->first ? ", still possible: " : ", ",
		    one->kind == JSON_TEXT ? one->text : "nothing");
}

static void
add_side(struct buffer *out, const struct json_value *line, const struct json_value *side)
{
	const char *is = json_member_text(side, "is");

	if (is == NULL) {
		add_value(out, line, side);
		return;
	}
	buffer_printf(out, "%s (", is);
	add_value(out, line, side);
	buffer_char(out, ')');
}

static const char *
answer_of(const struct json_value *comparison)
{
	const struct json_value *left = json_member(comparison, "left"),
				*value = json_member(left, "value");
	const char *answer = json_member_text(comparison, "answer"),
		   *compare = sample_text(comparison, "compare");

	if (answer == NULL)
		return "(not recorded)";
	/* With nothing on one side there is no more or less; it counts as a no. */
	if (left != NULL && value != NULL && value->kind == JSON_NULL &&
	    json_member(left, "unknown") == NULL && json_member(left, "not_recorded") == NULL &&
	    strcmp(compare, "given") != 0 && strcmp(compare, "blank") != 0 &&
	    strcmp(compare, "yes") != 0)
		return strcmp(answer, "no") == 0 ? "no, there is nothing to compare" : answer;
	return answer;
}

/* "rows: L029, line 30; L031, line 32" */
static void
add_rows(struct buffer *out, const struct json_value *rows)
{
	for (const struct json_value *row = rows == NULL ? NULL : rows->first; row != NULL;
	     row = row->next) {
		buffer_text(out, row == rows->first ? " (" : "; ");
		buffer_text(out, sample_text(row, "row"));
		if (json_member(row, "line") != NULL &&
		    json_member(row, "line")->kind == JSON_NUMBER)
			buffer_printf(out, ", line %s", json_member(row, "line")->text);
	}
	buffer_text(out, rows != NULL && rows->first != NULL ? ")" : "");
}

/* "Letter_4 is Sent" as a condition of its own, answered by the register. */
static bool
is_register(const struct json_value *comparison)
{
	const char *is = json_member_text(comparison, "is"), *of = sample_text(comparison, "of");
	size_t length = is == NULL ? 0 : strlen(is);

	return is != NULL && strncmp(of, is, length) == 0 && strcmp(of + length, " is Sent") == 0;
}

static void
add_comparison(struct buffer *out, const struct json_value *line,
    const struct json_value *comparison)
{
	const struct json_value *among = json_member(comparison, "among"),
				*left = json_member(comparison, "left");
	const char *compare = json_member_text(comparison, "compare");

	if (left != NULL && compare != NULL && strcmp(compare, "yes") == 0) {
		buffer_printf(out, "%s: ", sample_text(left, "is"));
		add_value(out, line, left);
		return;
	}
	if (left != NULL)
		add_side(out, line, left);
	else
		buffer_printf(out, "%s%s", sample_text(comparison, "is"),
		    is_register(comparison) ? " in the register" : "");
	if (compare != NULL)
		buffer_printf(out, " %s", compare);
	if (json_member(comparison, "right") != NULL) {
		buffer_char(out, ' ');
		add_side(out, line, json_member(comparison, "right"));
	}
	if (json_member(comparison, "pattern") != NULL)
		buffer_printf(out, " \"%s\"", sample_text(comparison, "pattern"));
	if (json_member(comparison, "setting") != NULL)
		buffer_printf(out, " %s:", sample_text(comparison, "setting"));
	for (const struct json_value *one = among == NULL ? NULL : among->first; one != NULL;
	     one = one->next)
		buffer_printf(out, "%s%s", one == among->first ? " " : ", ",
		    one->kind == JSON_TEXT ? one->text : "?");
	buffer_printf(out, ": %s", answer_of(comparison));
	add_rows(out, json_member(comparison, "rows"));
}

static void
add_values(struct buffer *out, const struct json_value *is)
{
	if (is == NULL || is->first == NULL)
		buffer_text(out, "nothing");
	for (const struct json_value *one = is == NULL ? NULL : is->first; one != NULL;
	     one = one->next)
		buffer_printf(out, "%s%s", one == is->first ? "" : " and ",
		    one->kind == JSON_TEXT ? one->text : "?");
}

static void
add_origin(struct buffer *out, const struct json_value *setting)
{
	const char *origin = json_member_text(setting, "origin");

	if (origin != NULL && strcmp(origin, "policy") != 0)
		buffer_printf(out, ", by %s", origin);
}

static void
add_setting(struct buffer *out, const struct json_value *setting)
{
	const char *from = json_member_text(setting, "from");

	buffer_printf(out, "%s: ", sample_text(setting, "name"));
	if (json_member(setting, "unknown") != NULL)
		buffer_text(out, "not known");
	else
		add_values(out, json_member(setting, "is"));
	if (from != NULL)
		buffer_printf(out, ", from %s", from);
	add_origin(out, setting);
}

void
sample_setting(struct buffer *out, const struct json_value *setting)
{
	const struct json_value *values = json_member(setting, "values");

	for (const struct json_value *value = values == NULL ? NULL : values->first; value != NULL;
	     value = value->next) {
		const char *from = json_member_text(value, "from");

		buffer_text(out, value == values->first ? "" : "; ");
		if (from != NULL)
			buffer_printf(out, "from %s ", from);
		add_values(out, json_member(value, "is"));
	}
	add_origin(out, setting);
}

static void
add_worked_out(struct buffer *out, const struct json_value *line, const struct json_value *value)
{
	const char *name = json_member_text(value, "name");

	if (name != NULL)
		buffer_printf(out, "%s: ", name);
	buffer_printf(out, "%s = ", sample_text(value, "is"));
	add_value(out, line, value);
	add_rows(out, json_member(value, "rows"));
}

static const struct {
	const char *key, *title;
} parts[PARTS] = {
	[PART_CLAUSES] = { "clauses", "clauses" },
	[PART_COMPARISONS] = { "comparisons", "conditions" },
	[PART_VALUES] = { "values", "worked out" },
	[PART_SETTINGS] = { "settings", "settings" },
};

const char *
sample_part_key(enum sample_part part)
{
	return parts[part].key;
}

const char *
sample_part_title(enum sample_part part)
{
	return parts[part].title;
}

void
sample_part(struct buffer *out, enum sample_part part, const struct json_value *line,
    const struct json_value *one)
{
	switch (part) {
	case PART_CLAUSES:
		buffer_printf(out, "%s \"%s\"", sample_text(one, "source"),
		    sample_text(one, "clause"));
		return;
	case PART_COMPARISONS:
		add_comparison(out, line, one);
		return;
	case PART_VALUES:
		add_worked_out(out, line, one);
		return;
	case PART_SETTINGS:
		add_setting(out, one);
		return;
	case PARTS:
		return;
	}
}

/* "line 3 of route, at line 133 of the policy" */
void
sample_rule(struct buffer *out, const struct json_value *line)
{
	const struct json_value *rule = json_member(line, "rule"),
				*at = json_member(line, "policy_line");
	size_t before = out->length;

	if (rule != NULL && rule->kind == JSON_NUMBER)
		buffer_printf(out, "line %s of %s", rule->text, sample_text(line, "decision"));
	else if (rule != NULL && rule->kind == JSON_TEXT)
		buffer_printf(out, "%s of %s", rule->text, sample_text(line, "decision"));
	if (at != NULL && at->kind == JSON_NUMBER)
		buffer_printf(out, "%sat line %s of the policy", out->length > before ? ", " : "",
		    at->text);
}

void
sample_outcome(struct buffer *out, const struct json_value *line)
{
	const char *outcome = json_member_text(line, "outcome"),
		   *state = sample_text(line, "state");
	const struct json_value *rule = json_member(line, "rule");

	if (json_member(line, "not_recorded") != NULL)
		buffer_text(out, "(not recorded)");
	else if (outcome != NULL)
		display_add(out, outcome, strlen(outcome));
	else if (strcmp(state, "nothing applies") == 0 && rule != NULL && rule->kind == JSON_TEXT)
		buffer_text(out, "nothing (no line holds, and otherwise it is nothing)");
	else if (strcmp(state, "nothing applies") == 0 && rule != NULL && rule->kind != JSON_NULL)
		buffer_text(out, "nothing (a line holds, and what it gives is empty)");
	else
		buffer_text(out, state);
	if (outcome != NULL && strcmp(state, "decided") != 0)
		buffer_printf(out, " (%s)", state);
}

/* ---- the head of a sheet ---- */

void
sample_day(struct buffer *out, const struct sample *sample)
{
	const struct json_value *given = json_member(sample->old.record, "run_date_given");

	buffer_text(out, sample_text(sample->old.record, "run_date"));
	buffer_text(out, given != NULL && given->kind == JSON_TRUE ?
		", the day given with --on" :
		", the day of the computer: none was given with --on");
}

void
sample_basis(struct buffer *out, const struct sample *sample)
{
	if (sample->at_hand)
		buffer_text(out,
		    "Performed again for this sheet from the policy and the files of the run: it "
		    "comes out as recorded. Listed are the cells a decision could rest on, also "
		    "those that did not come to matter.");
	else
		buffer_printf(out,
		    "Made from the log alone: %s. It has only the cells that made each decision "
		    "what it is, and no text of the policy. Name the policy and the data behind "
		    "the count for the rest.",
		    sample->not_at_hand == NULL ? "" : sample->not_at_hand);
}

bool
sample_says_more(const struct row_lines *row)
{
	const struct sample_evidence *evidence = row->row->evidence;

	return evidence != NULL && evidence->absent_count + evidence->ranking_count > 0;
}

const char *
sample_no_cell(const struct sample *sample)
{
	return sample->at_hand ?
	    "No cell besides the key of the row: the rest is in the policy and its settings." :
	    "No cell of the row stands in the log: what it rests on is its key, or in other rows; "
	    "see the policy and the data.";
}

bool
sample_uses(const struct sample *sample, const struct sample_rules *rules,
    const struct json_value *setting)
{
	const struct setting *found = sample->program == NULL ?
	    NULL :
	    program_setting(sample->program, sample_text(setting, "name"));

	return found != NULL && rules->settings != NULL && rules->settings[found->index];
}

/* ---- one row after the other ---- */

bool
sample_begins_group(const struct sample *sample, const struct row_lines *row)
{
	const struct sample_row *before = row->row;

	if (sample->only != NULL)
		return false;
	while (before > sample->rows && !before[-1].drawn)
		before--;
	return before == sample->rows || before[-1].kind != row->kind;
}

bool
sample_each(struct sample *sample,
    void (*tell)(struct sample *sample, const struct row_lines *row, uint64_t number),
    struct fault *fault)
{
	struct row_lines *row = memory_grow(NULL, 1, sizeof *row);
	uint64_t number = 0;
	bool done = true;

	memset(row, 0, sizeof *row);
	for (uint64_t i = 0; done && i < sample->count; i++) {
		if (!sample->rows[i].drawn)
			continue;
		done = sample_lines(sample, &sample->rows[i], row, fault);
		if (done)
			tell(sample, row, ++number);
	}
	arena_release(&row->arena);
	memory_free(row);
	return done;
}
