/* sample: see sample.h. The log is read once for the rows and their outcomes, and again for the
 * lines of those that were drawn. */
#include "interp/sample.h"

#include <string.h>

#include "interp/declog.h"
#include "interp/outfile.h"
#include "interp/sample_parts.h"

/* ---- the command line ---- */

static bool
read_number(const char *text, uint64_t *number)
{
	*number = 0;
	if (text == NULL || *text == '\0' || strlen(text) > 18)
		return false;
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9')
			return false;
		*number = *number * 10 + (uint64_t)(*text - '0');
	}
	return true;
}

static bool
read_words(struct sample *sample, struct fault *fault)
{
	const struct options *options = sample->options;

	if (options->argument_count != 1 || !read_number(options->arguments[0], &sample->wanted) ||
	    sample->wanted == 0)
		return fault_set(fault, EXIT_USAGE,
		    "how many rows are to be drawn?\nlike this: writ sample %s 25 --seed 7",
		    options->policy);
	if (!read_number(options->seed, &sample->seed))
		return fault_set(fault, EXIT_USAGE,
		    options->seed == NULL ?
			"with which seed? any whole number will do; with the same one the same "
		        "rows are drawn\n"
			"add --seed 7, and write the number down" :
			"--seed %s: this is no whole number of at most 18 digits\nwrite --seed 7",
		    options->seed);
	if (options->by != NULL && strcmp(options->by, "outcome") != 0)
		return fault_set(fault, EXIT_USAGE,
		    "--by %s: rows are drawn by outcome, or all alike\nwrite --by outcome, or "
		    "leave it out",
		    options->by);
	if (options->format_given && options->format != FORMAT_TEXT &&
	    options->format != FORMAT_CSV)
		return fault_set(fault, EXIT_USAGE,
		    "'writ sample' prints text or CSV\nwrite --format text or --format csv");
	if (options->excel && options->format != FORMAT_CSV)
		return fault_set(fault, EXIT_USAGE, "--excel is for CSV\nadd --format csv");
	return true;
}

/* The log that the record names, unchanged: what is drawn from another would prove nothing. */
static bool
find_log(struct sample *sample, struct fault *fault)
{
	const struct json_value *log = json_member(sample->old.record, "log"),
				*written = json_member(log, "written");
	const char *digest = json_member_text(log, "sha256");
	char there[65];

	if (sample->old.record == NULL)
		return fault_set(fault, EXIT_FINDINGS, "%s", sample->old.damage);
	if (written == NULL || written->kind != JSON_TRUE || digest == NULL)
		return fault_set(fault, EXIT_USAGE,
		    "%s: this run has no decision log: %s\nperform it again with --log",
		    sample->options->policy,
		    json_member_text(log, "why_not") == NULL ? "its record names none" :
							       json_member_text(log, "why_not"));
	sample->log_path = oldrun_path(&sample->old, sample->arena, DECLOG_NAME);
	if (!oldrun_digest(sample->log_path, there))
		return fault_set(fault, EXIT_USAGE, "%s: cannot be read: %s", sample->log_path,
		    platform_reason());
	if (strcmp(there, digest) != 0)
		return fault_set(fault, EXIT_FINDINGS,
		    "%s: was changed after the run\n'writ verify %s' says where", sample->log_path,
		    sample->options->policy);
	return true;
}

/* ---- the rows ---- */

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
note_row(struct sample *sample, const struct json_value *line, uint64_t lines_from,
    struct fault *fault)
{
	const char *key = json_member_text(line, "row");
	struct sample_row *row;

	if (sample->count == sample->room) {
		sample->room = sample->room == 0 ? 1024 : sample->room * 2;
		sample->rows = memory_grow(sample->rows, sample->room, sizeof *sample->rows);
	}
	row = &sample->rows[sample->count++];
	*row = (struct sample_row){ .key = arena_copy(sample->arena, key, strlen(key)),
		.lines_from = lines_from };
	return note_outcome(sample, row, outcome_of(line), fault);
}

/* What was not named is taken from the first line that fits. */
static bool
is_wanted(struct sample *sample, const char *table, const char *decision)
{
	if (sample->table == NULL)
		sample->table = arena_copy(sample->arena, table, strlen(table));
	if (strcmp(sample->table, table) != 0)
		return false;
	if (sample->decision == NULL)
		sample->decision = arena_copy(sample->arena, decision, strlen(decision));
	return strcmp(sample->decision, decision) == 0;
}

static bool
read_log(struct sample *sample, struct fault *fault)
{
	struct arena arena = ARENA_INIT;
	struct buffer last = BUFFER_INIT, this = BUFFER_INIT;
	struct log_lines lines;
	uint64_t lines_from = 0;
	bool fine = true;

	if (!log_lines_open(&lines, sample->log_path))
		return fault_set(fault, EXIT_USAGE, "%s: cannot be read: %s", sample->log_path,
		    platform_reason());
	while (fine && log_lines_next(&lines)) {
		size_t wrong;
		const struct json_value *line = json_read(&arena, lines.line, lines.length, &wrong);
		const char *table = json_member_text(line, "table"),
			   *row = json_member_text(line, "row"),
			   *decision = json_member_text(line, "decision");

		if (table == NULL || row == NULL || decision == NULL) {
			fine = fault_set(fault, EXIT_FINDINGS,
			    "%s: line %llu is no line of a decision log", sample->log_path,
			    (unsigned long long)lines.number);
			break;
		}
		buffer_clear(&this);
		buffer_text(&this, table);
		buffer_char(&this, '\n');
		buffer_text(&this, row);
		if (last.length != this.length || memcmp(last.at, this.at, this.length) != 0) {
			lines_from = lines.start;
			buffer_clear(&last);
			buffer_add(&last, this.at, this.length);
		}
		if (is_wanted(sample, table, decision))
			fine = note_row(sample, line, lines_from, fault);
		arena_release(&arena);
	}
	log_lines_close(&lines);
	buffer_release(&last);
	buffer_release(&this);
	arena_release(&arena);
	return fine;
}

/* Outcomes in byte order; then the rows by their keys, by a merge sort that keeps equal keys as
 * they stand. */
static void
sort_strata(struct sample *sample)
{
	uint32_t place[DRAW_STRATA_MAX];

	for (uint32_t i = 0; i < sample->stratum_count; i++) {
		place[i] = 0;
		for (uint32_t j = 0; j < sample->stratum_count; j++)
			place[i] += sample->stratum_count > 1 &&
			    strcmp(sample->strata[j].outcome, sample->strata[i].outcome) < 0;
	}
	for (uint64_t r = 0; r < sample->count; r++)
		sample->rows[r].stratum = place[sample->rows[r].stratum];
	for (uint32_t i = 0; i < sample->stratum_count; i++)
		while (place[i] != i) {
			struct sample_stratum stratum = sample->strata[i];
			uint32_t to = place[i];

			sample->strata[i] = sample->strata[to];
			sample->strata[to] = stratum;
			place[i] = place[to];
			place[to] = to;
		}
}

static void
sort_rows(struct sample *sample)
{
	struct sample_row *from = sample->rows,
			  *into = memory_grow(NULL, (size_t)sample->count + 1, sizeof *into);

	for (uint64_t run = 1; run < sample->count; run *= 2) {
		struct sample_row *swap = from;

		for (uint64_t start = 0; start < sample->count; start += 2 * run) {
			uint64_t middle = start + run < sample->count ? start + run : sample->count;
			uint64_t end = middle + run < sample->count ? middle + run : sample->count,
				 left = start, right = middle;

			for (uint64_t at = start; at < end; at++)
				into[at] = left < middle &&
					(right == end ||
					    strcmp(from[left].key, from[right].key) <= 0) ?
				    from[left++] :
				    from[right++];
		}
		from = into;
		into = swap;
	}
	memory_free(into);
	sample->rows = from;
}

/* ---- drawing ---- */

static void
draw_stratum(struct sample *sample, struct draw *draw, uint32_t stratum)
{
	uint64_t size = sample->strata[stratum].size, at = 0;
	bool *chosen = memory_grow(NULL, (size_t)size + 1, sizeof *chosen);

	draw_some(draw, chosen, size, sample->strata[stratum].share);
	for (uint64_t i = 0; i < sample->count; i++)
		if (sample->rows[i].stratum == stratum)
			sample->rows[i].drawn = chosen[at++];
	memory_free(chosen);
}

static bool
draw_rows(struct sample *sample, struct fault *fault)
{
	uint64_t sizes[DRAW_STRATA_MAX], shares[DRAW_STRATA_MAX];
	struct draw draw;

	if (sample->count == 0)
		return fault_set(fault, EXIT_USAGE,
		    "the log has no decision '%s' of '%s'\nleave --table and --column out, or name "
		    "what the policy decides",
		    sample->decision == NULL ? "" : sample->decision,
		    sample->table == NULL ? "" : sample->table);
	if (sample->wanted > sample->count)
		sample->wanted = sample->count;
	if (sample->wanted < sample->stratum_count)
		return fault_set(fault, EXIT_USAGE,
		    "--by outcome: '%s' has %u outcomes, so %llu rows are too few\nask for at "
		    "least %u",
		    sample->decision, (unsigned)sample->stratum_count,
		    (unsigned long long)sample->wanted, (unsigned)sample->stratum_count);
	sort_strata(sample);
	sort_rows(sample);
	for (uint32_t i = 0; i < sample->stratum_count; i++)
		sizes[i] = sample->strata[i].size;
	draw_share(shares, sizes, sample->stratum_count, sample->wanted);
	draw_seed(&draw, sample->seed);
	for (uint32_t i = 0; i < sample->stratum_count; i++) {
		sample->strata[i].share = shares[i];
		draw_stratum(sample, &draw, i);
	}
	return true;
}

enum exit_code
sample_command(struct arena *arena, const struct options *options, struct fault *fault)
{
	struct sample sample = { .arena = arena,
		.options = options,
		.table = options->table,
		.decision = options->decision };
	struct out_file out;
	bool done;

	if (!read_words(&sample, fault) ||
	    !oldrun_read(&sample.old, arena, options->policy, fault) || !find_log(&sample, fault))
		return fault->code;
	done =
	    read_log(&sample, fault) && draw_rows(&sample, fault) && sample_sheet(&sample, fault);
	memory_free(sample.rows);
	if (!done) {
		buffer_release(&sample.out);
		return fault->code;
	}
	if (!outfile_open(&out, NULL, "standard output", fault)) {
		buffer_release(&sample.out);
		return fault->code;
	}
	out.buffer = sample.out;
	outfile_close(&out, fault);
	return fault->code;
}
