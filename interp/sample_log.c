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
			.table = arena_copy(sample->arena, reading->table, strlen(reading->table)),
			.decision = arena_copy(sample->arena, reading->decision,
			    strlen(reading->decision)),
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
		struct sample_kind *kind = find_kind(sample, table, column);

		rows = 0;
		json_member_count(one, "rows", &rows);
		found = kind == NULL ? 0 : kind->rows;
		if (rows != found)
			return disagree(sample, fault,
			    arena_printf(sample->arena, "the number of decisions %s of %s", column,
				table),
			    arena_printf(sample->arena, "%llu", (unsigned long long)rows),
			    arena_printf(sample->arena, "%llu", (unsigned long long)found));
		if (kind != NULL)
			kind->values = json_member(one, "values") != NULL;
	}
	return true;
}

bool
sample_survey(struct sample *sample, struct fault *fault)
{
	return read_lines(sample, survey_line, fault) && counts_agree(sample, fault);
}

/* ---- the rows that may be drawn ---- */

/* As `run` counts them: of figures, days and texts it says how many there are. */
static const char *
outcome_of(const struct sample_kind *kind, const struct json_value *line)
{
	const char *outcome = json_member_text(line, "outcome");

	if (outcome != NULL)
		return kind->values ? "a value" : outcome;
	if (json_member(line, "not_recorded") != NULL)
		return "not recorded";
	outcome = json_member_text(line, "state");
	return outcome == NULL ? "" : outcome;
}

static bool
too_many_outcomes(const struct sample *sample, struct fault *fault)
{
	if (sample->only != NULL)
		return fault_set(fault, EXIT_USAGE,
		    "--by outcome: '%s' has too many different outcomes for that\n"
		    "leave it out, or name another decision with --column",
		    sample->only->decision);
	return fault_set(fault, EXIT_USAGE,
	    "--by outcome: these decisions have too many different outcomes for that\n"
	    "leave it out, or name one decision with --column");
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
	while (i < sample->stratum_count &&
	    (sample->strata[i].kind != row->kind ||
		strcmp(sample->strata[i].outcome, outcome) != 0))
		i++;
	if (i == DRAW_STRATA_MAX)
		return too_many_outcomes(sample, fault);
	if (i == sample->stratum_count) {
		sample->strata[i].kind = row->kind;
		sample->strata[i].outcome = arena_copy(sample->arena, outcome, strlen(outcome));
		sample->stratum_count++;
	}
	sample->strata[i].size++;
	row->stratum = i;
	return true;
}

/* The decisions of a row follow each other: they share its key. */
static const char *
keep_key(const struct sample *sample, const struct reading *reading)
{
	const struct sample_row *last =
	    sample->count == 0 ? NULL : &sample->rows[sample->count - 1];

	if (last != NULL && last->lines_from == reading->row_from)
		return last->key;
	return arena_copy(sample->arena, reading->row, strlen(reading->row));
}

static bool
note_row(struct reading *reading, struct fault *fault)
{
	struct sample *sample = reading->sample;
	const struct sample_kind *kind = find_kind(sample, reading->table, reading->decision);
	struct sample_row row;

	if (kind == NULL)
		return fault_set(fault, EXIT_FINDINGS, "%s: was changed while it was read",
		    sample->log_path);
	if (!kind->chosen)
		return true;
	if (sample->count == UINT32_MAX)
		return fault_set(fault, EXIT_USAGE,
		    "%s: more than 4,294,967,295 decisions are too many to draw from\n"
		    "name one of them, with --table and --column",
		    sample->log_path);
	if (sample->count == sample->room) {
		sample->room = sample->room == 0 ? 1024 : sample->room * 2;
		sample->rows = memory_grow(sample->rows, sample->room, sizeof *sample->rows);
	}
	row = (struct sample_row){ .kind = kind,
		.key = keep_key(sample, reading),
		.lines_from = reading->row_from };
	if (!note_outcome(sample, &row, outcome_of(kind, reading->line), fault))
		return false;
	sample->rows[sample->count++] = row;
	return true;
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

/* The log names rows by their keys where it compares them; a cell has only file and line. */
static const char *
key_of(const struct row_lines *row, const struct sample_fact *fact)
{
	static const char *const lists[] = { "comparisons", "values" };
	size_t length = strlen(fact->table);

	for (uint32_t i = 0; i < row->count * 2; i++) {
		const struct json_value *list = json_member(row->lines[i / 2], lists[i % 2]);

		for (const struct json_value *one = list == NULL ? NULL : list->first;
		     one != NULL; one = one->next) {
			const struct json_value *rows = json_member(one, "rows");

			for (const struct json_value *at = rows == NULL ? NULL : rows->first;
			     at != NULL; at = at->next) {
				const char *name = sample_text(at, "row");
				uint64_t line = 0;

				json_member_count(at, "line", &line);
				if (line == fact->line && strncmp(name, fact->table, length) == 0 &&
				    name[length] == ' ')
					return name + length + 1;
			}
		}
	}
	return "";
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
		fact.key = fact.ours ? "" : key_of(row, &fact);
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
	row->kind = wanted->kind;
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

		if (line == NULL || strcmp(sample_text(line, "table"), row->kind->table) != 0 ||
		    strcmp(sample_text(line, "row"), wanted->key) != 0)
			break;
		row->lines[row->count++] = line;
	}
	if (!log_lines_whole(&lines, fault)) {
		log_lines_close(&lines);
		return false;
	}
	log_lines_close(&lines);
	row->line = line_of(row, row->kind->decision);
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
