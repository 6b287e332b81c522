/* tablerun: see tablerun.h. */
#include "interp/tablerun.h"

#include <string.h>

#include "interp/explain.h"
#include "interp/register_rule.h"
#include "interp/run_letters.h"
#include "interp/screen.h"

/* Texts of one need, put together again and again. */
struct noting {
	struct table_run *run;
	const struct batch *batch;
	struct buffer key, needs, why;
	/* what the row's needs listed so far name, parted by ", " */
	struct buffer named;
	uint32_t named_row;		/* whose; the count of rows: nobody's yet */
};

static const char *
text_of(const struct buffer *buffer)
{
	return buffer->length > 0 ? buffer->at : "";
}

/* `fault`: of a definition that could not be worked out; else NULL. */
static void
note_need(struct noting *noting, uint32_t row, const struct column *column,
    const struct expr *fault)
{
	const struct batch *batch = noting->batch;
	const struct decisions *decisions = batch->decisions[column->index];
	struct run_summary *summary = noting->run->summary;
	struct summary_need need = { .table = noting->run->table,
		.column = column,
		.line = batch->lines[row] };

	if (summary->need_count == SUMMARY_NEEDS_MAX) {
		summary_count_need(summary, need.table);
		return;
	}
	buffer_clear(&noting->key);
	buffer_clear(&noting->needs);
	buffer_clear(&noting->why);
	decisions_key(&noting->key, batch, row, need.table);
	if (fault != NULL)
		explain_fault_cause(&noting->needs, batch, row, fault);
	else
		explain_needs(&noting->needs, batch, row, column);
	explain_why(&noting->why, batch, row, column);
	need.key = text_of(&noting->key);
	need.needs = text_of(&noting->needs);
	need.why = text_of(&noting->why);
	need.disagree = decisions != NULL && decisions->verdict[row] == VERDICT_DISAGREE;
	need.fault = fault != NULL;
	summary_add_need(summary, &need);
}

static void
note_decide(struct noting *noting, const struct column *column)
{
	struct rail open;

	explain_undecided(&open, noting->batch, column);
	for (uint32_t w = 0; w < BATCH_WORDS; w++)
		for (; open.word[w] != 0; open.word[w] &= open.word[w] - 1)
			note_need(noting, w * 64 + (uint32_t)__builtin_ctzll(open.word[w]), column,
			    NULL);
}

/* Is each name of a list in the other? Names are parted by ", ". */
static bool
all_named(const char *names, const char *among)
{
	while (*names != '\0') {
		const char *comma = strstr(names, ", ");
		size_t length = comma != NULL ? (size_t)(comma - names) : strlen(names);
		bool found = false;

		for (const char *at = among; at != NULL && !found; at = strstr(at, ", ")) {
			at += strncmp(at, ", ", 2) == 0 ? 2 : 0;
			found = strncmp(at, names, length) == 0 &&
			    (at[length] == '\0' || strncmp(at + length, ", ", 2) == 0);
		}
		if (!found)
			return false;
		names += length + (comma != NULL ? 2 : 0);
	}
	return true;
}

static void
name_more(struct noting *noting, uint32_t row, const struct column *column)
{
	if (noting->named.length > 0)
		buffer_text(&noting->named, ", ");
	explain_needs(&noting->named, noting->batch, row, column);
}

static void
name_decides(struct noting *noting, uint32_t row)
{
	const struct table *table = noting->run->table;

	if (noting->named_row == row)
		return;
	noting->named_row = row;
	buffer_clear(&noting->named);
	for (uint32_t i = 0; i < table->column_count; i++)
		if (table->columns[i]->origin == COLUMN_DECIDE &&
		    explain_is_undecided(noting->batch, row, table->columns[i]))
			name_more(noting, row, table->columns[i]);
}

/* A deadline or bands that are open, a definition that cannot be worked out: listed where nothing
 * listed for the row names the same facts, or one blank would fill the list with all that hangs on
 * it. */
static void
note_other(struct noting *noting, uint32_t row, const struct column *column)
{
	bool is_value = column->origin == COLUMN_DEFINE || column->origin == COLUMN_DUE;
	const struct expr *fault;

	if (!explain_is_undecided(noting->batch, row, column))
		return;
	fault = is_value ? explain_fault(noting->batch, row, column) : NULL;
	if (is_value && fault == NULL)
		return;
	name_decides(noting, row);
	buffer_clear(&noting->needs);
	explain_needs(&noting->needs, noting->batch, row, column);
	if (all_named(text_of(&noting->needs), text_of(&noting->named)))
		return;
	note_need(noting, row, column, fault);
	name_more(noting, row, column);
}

static const enum column_origin others[] = { COLUMN_DEADLINE, COLUMN_BANDS, COLUMN_DEFINE,
	COLUMN_DUE };

static void
note_others(struct noting *noting, uint32_t row)
{
	const struct table *table = noting->run->table;

	for (unsigned kind = 0; kind < sizeof(others) / sizeof(*others); kind++)
		for (uint32_t i = table->field_count; i < table->column_count; i++)
			if (table->columns[i]->origin == others[kind])
				note_other(noting, row, table->columns[i]);
}

/* Rows in which any of the others is open: in most lists, few. */
static void
find_others(struct rail *any, const struct batch *batch, const struct table *table)
{
	struct rail open;

	memset(any, 0, sizeof(*any));
	for (uint32_t i = table->field_count; i < table->column_count; i++)
		for (unsigned kind = 0; kind < sizeof(others) / sizeof(*others); kind++) {
			if (table->columns[i]->origin != others[kind])
				continue;
			explain_undecided(&open, batch, table->columns[i]);
			for (uint32_t w = 0; w < BATCH_WORDS; w++)
				any->word[w] |= open.word[w];
		}
}

static void
note_needs(struct table_run *run, const struct batch *batch)
{
	struct noting noting = { .run = run, .batch = batch, .named_row = batch->rows };
	const struct table *table = run->table;
	struct rail any;

	for (uint32_t i = 0; i < table->column_count; i++)
		if (table->columns[i]->origin == COLUMN_DECIDE)
			note_decide(&noting, table->columns[i]);
	find_others(&any, batch, table);
	for (uint32_t w = 0; w < BATCH_WORDS; w++)
		for (; any.word[w] != 0; any.word[w] &= any.word[w] - 1)
			note_others(&noting, w * 64 + (uint32_t)__builtin_ctzll(any.word[w]));
	buffer_release(&noting.key);
	buffer_release(&noting.needs);
	buffer_release(&noting.why);
	buffer_release(&noting.named);
}

void
tablerun_report_run(const struct session *session, struct problems *problems)
{
	if (session->has_run)
		arithmetic_report(arithmetic_make(session->arena, session->run.plan), &session->run,
		    session->policy_path, problems);
}

/* One table or report is wanted, and the exit code must say all the same whether rows of it cannot
 * be decided. */
static bool
counts_undecided(const struct table_run *run)
{
	return run->summary == NULL && run->session->options->strict;
}

/* What a person may have to settle. */
static bool
may_wait(const struct column *column)
{
	return column->origin == COLUMN_DECIDE || column->origin == COLUMN_DEADLINE ||
	    column->origin == COLUMN_BANDS;
}

static void
count_undecided(struct table_run *run, const struct batch *batch)
{
	struct rail open;

	for (uint32_t i = 0; i < run->table->column_count; i++) {
		if (!may_wait(run->table->columns[i]))
			continue;
		explain_undecided(&open, batch, run->table->columns[i]);
		for (uint32_t w = 0; w < BATCH_WORDS; w++)
			run->undecided += (uint64_t)__builtin_popcountll(open.word[w]);
	}
}

static bool
table_batch(void *context, const struct batch *batch, struct fault *fault)
{
	struct table_run *run = context;

	if (run->arithmetic == NULL)
		run->arithmetic = arithmetic_make(run->session->arena, batch->plan);
	arithmetic_report(run->arithmetic, batch, run->session->paths[run->table->index],
	    run->problems);
	for (uint32_t i = 0; i < run->report_count; i++)
		fold_batch(run->folds[i], batch);
	if (run->letters != NULL)
		letters_batch(run->letters, batch);
	register_rule_batch(run->register_rule, batch);
	if (run->summary != NULL) {
		summary_batch(run->summary, run->table, batch);
		note_needs(run, batch);
	}
	if (run->log != NULL && !declog_batch(run->log, batch, fault))
		return false;
	if (counts_undecided(run))
		count_undecided(run, batch);
	if (run->rows == NULL)
		return true;
	if (run->as_text && run->shown >= SCREEN_ROWS) {
		run->passed_over += batch->rows;
		return true;
	}
	run->shown += batch->rows;
	decisions_rows(&run->rows->buffer, &run->layout, run->format, run->session->options->excel,
	    batch, &run->first, &run->neutralised);
	return run->as_text || outfile_pass(run->rows, fault);
}

static void
table_restart(void *context)
{
	struct table_run *run = context;

	for (uint32_t i = 0; i < run->report_count; i++)
		fold_restart(run->folds[i]);
	if (run->summary != NULL)
		summary_restart(run->summary, run->table);
	if (run->log != NULL)
		declog_restart(run->log);
	run->undecided = 0;
	if (run->rows == NULL)
		return;
	platform_cut(run->rows->writer, 0);
	buffer_clear(&run->rows->buffer);
	run->first = true;
	run->shown = run->passed_over = 0;
	run->neutralised = 0;
	decisions_begin(&run->rows->buffer, &run->layout, run->format,
	    run->session->options->excel);
}

/* Everything that must be computed for one reading, each once or more: the plan shares what is
 * equal. */
struct table_wants
tablerun_wants(struct table_run *run)
{
	struct arena *arena = run->session->arena;
	uint32_t columns = run->layout.count + run->table->column_count + run->table->key_count,
		 exprs = 0;
	const struct column **column;
	const struct expr **expr;
	struct table_wants wants = { 0 };

	for (uint32_t i = 0; i < run->report_count; i++) {
		columns += fold_wants_columns(run->reports[i], NULL);
		exprs += fold_wants_exprs(run->reports[i], NULL);
	}
	column = arena_array(arena, const struct column *, columns);
	expr = arena_array(arena, const struct expr *, exprs);
	wants.columns = column;
	wants.exprs = expr;
	if (run->rows != NULL)
		for (uint32_t i = 0; i < run->layout.count; i++)
			column[wants.column_count++] = run->layout.columns[i].column;
	/* A whole run works out every column, whether or not it is written. It reads every field
	 * the policy declares, also those no rule needs yet: a bad cell in them is said, and rows
	 * that repeat a key agree only when all of it does. One table or report alone reads what it
	 * needs. */
	if (run->summary != NULL)
		for (uint32_t i = 0; i < run->table->field_count; i++)
			column[wants.column_count++] = run->table->columns[i];
	if (run->summary != NULL || counts_undecided(run))
		for (uint32_t i = run->table->field_count; i < run->table->column_count; i++)
			if (run->summary != NULL || may_wait(run->table->columns[i]))
				column[wants.column_count++] = run->table->columns[i];
	for (uint32_t i = 0; i < run->report_count; i++) {
		wants.column_count +=
		    fold_wants_columns(run->reports[i], column + wants.column_count);
		wants.expr_count += fold_wants_exprs(run->reports[i], expr + wants.expr_count);
	}
	return run->letters != NULL ? run_letters_wants(run->session, run->table, &wants) : wants;
}

void
tablerun_reports(struct table_run *run, const struct report *only)
{
	const struct program *program = run->session->program;

	run->reports =
	    arena_array(run->session->arena, const struct report *, program->report_count);
	run->folds = arena_array(run->session->arena, struct fold *, program->report_count);
	for (uint32_t i = 0; i < program->report_count; i++) {
		const struct report *report = program->reports[i];

		if (report->table != run->table || (only != NULL && report != only))
			continue;
		run->reports[run->report_count] = report;
		run->folds[run->report_count++] = fold_make(report, &run->session->knobs);
	}
}

void
tablerun_release(struct table_run *run)
{
	for (uint32_t i = 0; i < run->report_count; i++)
		fold_release(run->folds[i]);
}

bool
tablerun_nothing_usable(const struct table_result *result)
{
	return result->counts.read > result->counts.headings && result->counts.used == 0 &&
	    result->counts.dated_later == 0;
}

void
tablerun_say_unusable(const char *path, const struct table_result *result, struct fault *fault)
{
	fault_set(fault, EXIT_DATA,
	    "%s: none of its %llu rows can be used; every one was refused\n'writ inspect' shows "
	    "how the file was read",
	    path, (unsigned long long)result->counts.read);
}

bool
tablerun_explains(const struct table_run *run)
{
	if (run->summary != NULL)
		return true;
	for (uint32_t i = 0; i < run->layout.count; i++)
		if (run->layout.columns[i].part == PART_WHY ||
		    run->layout.columns[i].part == PART_NEEDS)
			return true;
	for (uint32_t i = 0; i < run->report_count; i++)
		for (uint32_t c = 0; c < run->reports[i]->column_count; c++)
			if (run->reports[i]->columns[c].body == REPORT_REASON)
				return true;
	return false;
}

struct row_consumer
tablerun_consumer(struct table_run *run)
{
	return (struct row_consumer){ table_batch, table_restart, run };
}
