/* sample_log: the decision log, read for a sample. */
#include <string.h>

#include "interp/agree.h"
#include "interp/declog.h"
#include "interp/sample_parts.h"

/* ---- line by line ---- */

/* One line after the other to `take`, with the place where the lines of its row begin. */
struct reading {
	struct sample *sample;
	struct log_lines lines;
	const struct json_value *line;
	const char *table, *row, *decision;
	uint64_t row_from;
	bool (*take)(struct reading *reading, struct fault *fault);
};

static bool
read_one(struct reading *reading, struct arena *arena, struct fault *fault)
{
	size_t wrong;

	reading->line = json_read(arena, reading->lines.line, reading->lines.length, &wrong);
	reading->table = json_member_text(reading->line, "table");
	reading->row = json_member_text(reading->line, "row");
	reading->decision = json_member_text(reading->line, "decision");
	if (reading->table == NULL || reading->row == NULL || reading->decision == NULL)
		return fault_set(fault, EXIT_FINDINGS, "%s: line %llu is no line of a decision log",
		    reading->sample->log_path, (unsigned long long)reading->lines.number);
	return true;
}

static bool
read_lines(struct sample *sample, bool (*take)(struct reading *, struct fault *),
    struct fault *fault)
{
	struct arena arena = ARENA_INIT;
	struct buffer last = BUFFER_INIT, this = BUFFER_INIT;
	struct reading reading = { .sample = sample, .take = take };
	bool fine = true;

	if (!log_lines_open(&reading.lines, sample->log_path))
		return fault_set(fault, EXIT_USAGE, "%s: cannot be read: %s", sample->log_path,
		    platform_reason());
	while (fine && log_lines_next(&reading.lines)) {
		if (!read_one(&reading, &arena, fault)) {
			fine = false;
			break;
		}
		buffer_clear(&this);
		buffer_printf(&this, "%s\n%s", reading.table, reading.row);
		if (last.length != this.length || memcmp(last.at, this.at, this.length) != 0) {
			reading.row_from = reading.lines.start;
			buffer_clear(&last);
			buffer_add(&last, this.at, this.length);
		}
		fine = take(&reading, fault);
		arena_release(&arena);
	}
	fine = log_lines_whole(&reading.lines, fault) && fine;
	log_lines_close(&reading.lines);
	buffer_release(&last);
	buffer_release(&this);
	arena_release(&arena);
	return fine;
}

/* ---- which decisions there are; does run.json agree? ---- */

static bool
disagree(const struct sample *sample, struct fault *fault, const char *what, const char *record,
    const char *log)
{
	return fault_set(fault, EXIT_FINDINGS,
	    "%s: run.json does not agree with the log: %s is %s in run.json, and %s in the log\n"
	    "one of them was changed after the run; 'writ verify %s' says more",
	    sample->options->policy, what, record == NULL ? "not there" : record,
	    log == NULL ? "not there" : log, sample->options->policy);
}

static struct sample_kind *
find_kind(struct sample *sample, const char *table, const char *decision)
{
	for (uint32_t i = 0; i < sample->kind_count; i++)
		if (strcmp(sample->kinds[i].table, table) == 0 &&
		    strcmp(sample->kinds[i].decision, decision) == 0)
			return &sample->kinds[i];
	return NULL;
}

static void
count_kind(struct sample *sample, const struct reading *reading)
{
	struct sample_kind *kind = find_kind(sample, reading->table, reading->decision);

	if (kind == NULL) {
		if (sample->kind_count == sample->kind_room) {
			sample->kind_room = sample->kind_room * 2 + 32;
			sample->kinds = memory_grow(sample->kinds, sample->kind_room,
			    sizeof *sample->kinds);
		}
		kind = &sample->kinds[sample->kind_count++];
		*kind = (struct sample_kind){
			arena_copy(sample->arena, reading->table, strlen(reading->table)),
			arena_copy(sample->arena, reading->decision, strlen(reading->decision)), 0
		};
	}
	kind->rows++;
}

static bool
survey_line(struct reading *reading, struct fault *fault)
{
	struct sample *sample = reading->sample;
	const struct json_value *line = reading->line;
	struct disagreement found;
	const char *policy = json_member_text(json_member(sample->old.record, "policy"), "sha256");

	count_kind(sample, reading);
	if (reading->lines.number == 1 &&
	    (policy == NULL || strcmp(sample_text(line, "previous"), policy) != 0))
		return disagree(sample, fault, "the SHA-256 of the policy", policy,
		    json_member_text(line, "previous"));
	if (!agree_line(&sample->old, sample->arena, line, &found))
		return disagree(sample, fault, found.what, found.record, found.log);
	return true;
}

static bool
counts_agree(struct sample *sample, struct fault *fault)
{
	const struct json_value *list = json_member(sample->old.record, "decisions");
	uint64_t lines = 0, rows, found = 0;

	for (uint32_t i = 0; i < sample->kind_count; i++)
		found += sample->kinds[i].rows;
	if (!json_member_count(json_member(sample->old.record, "log"), "lines", &lines) ||
	    lines != found)
		return disagree(sample, fault, "the number of lines",
		    arena_printf(sample->arena, "%llu", (unsigned long long)lines),
		    arena_printf(sample->arena, "%llu", (unsigned long long)found));
	for (const struct json_value *one = list == NULL ? NULL : list->first; one != NULL;
	     one = one->next) {
		const char *table = sample_text(one, "table"), *column = sample_text(one, "column");
		const struct sample_kind *kind = find_kind(sample, table, column);

		rows = 0;
		json_member_count(one, "rows", &rows);
		found = kind == NULL ? 0 : kind->rows;
		if (rows != found)
			return disagree(sample, fault,
			    arena_printf(sample->arena, "the number of decisions %s of %s", column,
				table),
			    arena_printf(sample->arena, "%llu", (unsigned long long)rows),
			    arena_printf(sample->arena, "%llu", (unsigned long long)found));
	}
	return true;
}

bool
sample_survey(struct sample *sample, struct fault *fault)
{
	return read_lines(sample, survey_line, fault) && counts_agree(sample, fault);
}

/* ---- which one is sampled ---- */

/* "case: route (71), priority (71); practice: next_at_the_group (46)" */
static const char *
list_kinds(const struct sample *sample, const char *table)
{
	const char *text = "", *last = "";

	for (uint32_t i = 0; i < sample->kind_count; i++) {
		const struct sample_kind *kind = &sample->kinds[i];

		if (table != NULL && strcmp(table, kind->table) != 0)
			continue;
		if (strcmp(last, kind->table) != 0)
			text = arena_printf(sample->arena, "%s%s  %s: ", text,
			    *text == '\0' ? "" : "\n", kind->table);
		else
			text = arena_printf(sample->arena, "%s, ", text);
		text = arena_printf(sample->arena, "%s%s (%llu)", text, kind->decision,
		    (unsigned long long)kind->rows);
		last = kind->table;
	}
	return text;
}

static bool
has_table(const struct sample *sample, const char *table)
{
	for (uint32_t i = 0; i < sample->kind_count; i++)
		if (strcmp(sample->kinds[i].table, table) == 0)
			return true;
	return false;
}

/* For an example: the first decision that fits, of the table that has most of them. */
static const char *
richest_table(const struct sample *sample, const char *table, const char *decision)
{
	const struct sample_kind *best = NULL;
	uint32_t most = 0;

	for (uint32_t i = 0; i < sample->kind_count; i++) {
		const struct sample_kind *kind = &sample->kinds[i];
		uint32_t count = 0;

		if ((table != NULL && strcmp(kind->table, table) != 0) ||
		    (decision != NULL && strcmp(kind->decision, decision) != 0))
			continue;
		for (uint32_t j = 0; j < sample->kind_count; j++)
			count += strcmp(sample->kinds[j].table, kind->table) == 0;
		if (count > most) {
			most = count;
			best = kind;
		}
	}
	return best == NULL ? "" :
			      arena_printf(sample->arena, "--table %s --column %s", best->table,
				  best->decision);
}

bool
sample_choose(struct sample *sample, struct fault *fault)
{
	const char *table = sample->options->table, *decision = sample->options->decision;
	const struct sample_kind *chosen = NULL;
	uint32_t fitting = 0;
	const char *example;

	for (uint32_t i = 0; i < sample->kind_count; i++) {
		const struct sample_kind *kind = &sample->kinds[i];

		if ((table != NULL && strcmp(kind->table, table) != 0) ||
		    (decision != NULL && strcmp(kind->decision, decision) != 0))
			continue;
		fitting++;
		chosen = chosen == NULL ? kind : chosen;
	}
	if (sample->kind_count == 0)
		return fault_set(fault, EXIT_USAGE,
		    "%s: the log is empty: nothing was decided in that run", sample->log_path);
	if (fitting == 0)
		return fault_set(fault, EXIT_USAGE, "the log has no decision%s%s%s%s\nit has\n%s",
		    decision == NULL ? "" : " ", decision == NULL ? "" : decision,
		    table == NULL ? "" : " of ", table == NULL ? "" : table,
		    list_kinds(sample,
			table != NULL && has_table(sample, table) ? table : NULL));
	example = fitting > 1 ? richest_table(sample, table, decision) : NULL;
	if (fitting > 1)
		return fault_set(fault, EXIT_USAGE,
		    "which decision is to be sampled? the log has these, with how many rows\n%s\n"
		    "name one, like this: %s",
		    list_kinds(sample, table), example);
	sample->table = chosen->table;
	sample->decision = chosen->decision;
	return true;
}

/* ---- its rows ---- */

static const char *
outcome_of(const struct json_value *line)
{
	const char *outcome = json_member_text(line, "outcome");

	if (outcome != NULL)
		return outcome;
	if (json_member(line, "not_recorded") != NULL)
		return "not recorded";
	outcome = json_member_text(line, "state");
	return outcome == NULL ? "" : outcome;
}

static bool
note_outcome(struct sample *sample, struct sample_row *row, const char *outcome,
    struct fault *fault)
{
	uint32_t i = 0;

	if (sample->options->by == NULL) {
		sample->stratum_count = 1;
		sample->strata[0].size++;
		return true;
	}
	while (i < sample->stratum_count && strcmp(sample->strata[i].outcome, outcome) != 0)
		i++;
	if (i == DRAW_STRATA_MAX)
		return fault_set(fault, EXIT_USAGE,
		    "--by outcome: '%s' has too many different outcomes for that\n"
		    "leave it out, or name another decision with --column",
		    sample->decision);
	if (i == sample->stratum_count)
		sample->strata[sample->stratum_count++].outcome =
		    arena_copy(sample->arena, outcome, strlen(outcome));
	sample->strata[i].size++;
	row->stratum = i;
	return true;
}

static bool
note_row(struct reading *reading, struct fault *fault)
{
	struct sample *sample = reading->sample;
	struct sample_row *row;

	if (strcmp(reading->table, sample->table) != 0 ||
	    strcmp(reading->decision, sample->decision) != 0)
		return true;
	if (sample->count == sample->room) {
		sample->room = sample->room == 0 ? 1024 : sample->room * 2;
		sample->rows = memory_grow(sample->rows, sample->room, sizeof *sample->rows);
	}
	row = &sample->rows[sample->count++];
	*row = (struct sample_row){
		.key = arena_copy(sample->arena, reading->row, strlen(reading->row)),
		.lines_from = reading->row_from
	};
	return note_outcome(sample, row, outcome_of(reading->line), fault);
}

bool
sample_read(struct sample *sample, struct fault *fault)
{
	return read_lines(sample, note_row, fault);
}

/* ---- the lines of one row ---- */

static const struct json_value *
line_of(const struct row_lines *row, const char *decision)
{
	for (uint32_t i = 0; i < row->count; i++)
		if (strcmp(sample_text(row->lines[i], "decision"), decision) == 0)
			return row->lines[i];
	return NULL;
}

/* The decisions a line goes by, as far as they are of the same row: their lines are part of the
 * evidence. */
static void
reach(struct row_lines *row, const struct json_value *line)
{
	const struct json_value *others = json_member(line, "decisions");

	for (const struct json_value *one = others == NULL ? NULL : others->first; one != NULL;
	     one = one->next)
		for (uint32_t i = 0; i < row->count; i++) {
			if (row->reached[i] || row->lines[i] == row->line ||
			    strcmp(sample_text(row->lines[i], "decision"),
				sample_text(one, "decision")) != 0)
				continue;
			row->reached[i] = true;
			reach(row, row->lines[i]);
		}
}

static void
add_cells(struct row_lines *row, const struct json_value *line, struct sample_fact *facts,
    uint32_t room)
{
	const struct json_value *cells = json_member(line, "cells");

	for (const struct json_value *cell = cells == NULL ? NULL : cells->first;
	     cell != NULL && row->fact_count < room; cell = cell->next) {
		struct sample_fact fact = { .table = sample_text(cell, "table"),
			.key = "",
			.file = sample_text(cell, "file"),
			.name = sample_text(cell, "column"),
			.heading = sample_text(cell, "heading"),
			.value = sample_text(cell, "text") };
		bool told = false;

		json_member_count(cell, "line", &fact.line);
		fact.ours = strcmp(fact.file, sample_text(row->line, "file")) == 0 &&
		    json_same(json_member(cell, "line"), json_member(row->line, "line"));
		if (json_member(cell, "not_recorded") != NULL)
			fact.value = "(not recorded)";
		else if (*fact.value == '\0')
			fact.value = "blank";
		for (uint32_t i = 0; i < row->fact_count; i++)
			told = told ||
			    (facts[i].line == fact.line && strcmp(facts[i].name, fact.name) == 0 &&
				strcmp(facts[i].table, fact.table) == 0);
		if (!told)
			facts[row->fact_count++] = fact;
	}
}

/* Without the files: the cells of the decision and of those it goes by, those of the row first. */
static void
facts_of_log(struct row_lines *row)
{
	struct sample_fact *facts, *sorted;
	uint32_t room = 0, at = 0;

	for (uint32_t i = 0; i < row->count; i++) {
		const struct json_value *cells = json_member(row->lines[i], "cells");

		room += cells == NULL ? 0 : (uint32_t)cells->count;
	}
	facts = arena_array(&row->arena, struct sample_fact, (size_t)room + 1);
	sorted = arena_array(&row->arena, struct sample_fact, (size_t)room + 1);
	add_cells(row, row->line, facts, room);
	for (uint32_t i = 0; i < row->count; i++)
		if (row->reached[i])
			add_cells(row, row->lines[i], facts, room);
	for (int ours = 1; ours >= 0; ours--)
		for (uint32_t i = 0; i < row->fact_count; i++)
			if (facts[i].ours == (ours == 1))
				sorted[at++] = facts[i];
	row->facts = sorted;
}

bool
sample_lines(const struct sample *sample, const struct sample_row *wanted, struct row_lines *row,
    struct fault *fault)
{
	struct log_lines lines;
	size_t wrong;

	arena_release(&row->arena);
	memset(row, 0, sizeof *row);
	row->row = wanted;
	if (!log_lines_open(&lines, sample->log_path) ||
	    !platform_seek(lines.file, wanted->lines_from)) {
		fault_set(fault, EXIT_USAGE, "%s: cannot be read again: %s", sample->log_path,
		    platform_reason());
		log_lines_close(&lines);
		return false;
	}
	while (row->count < sizeof row->lines / sizeof *row->lines && log_lines_next(&lines)) {
		const struct json_value *line =
		    json_read(&row->arena, lines.line, lines.length, &wrong);

		if (line == NULL || strcmp(sample_text(line, "table"), sample->table) != 0 ||
		    strcmp(sample_text(line, "row"), wanted->key) != 0)
			break;
		row->lines[row->count++] = line;
	}
	if (!log_lines_whole(&lines, fault)) {
		log_lines_close(&lines);
		return false;
	}
	log_lines_close(&lines);
	row->line = line_of(row, sample->decision);
	if (row->line == NULL)
		return fault_set(fault, EXIT_FINDINGS, "%s: was changed while it was read",
		    sample->log_path);
	reach(row, row->line);
	if (wanted->evidence == NULL) {
		facts_of_log(row);
		return true;
	}
	row->facts = wanted->evidence->facts;
	row->fact_count = wanted->evidence->fact_count;
	return true;
}
