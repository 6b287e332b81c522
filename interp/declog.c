/* declog: see declog.h. What a decision rests on comes from basis.c; declog_parts.c writes values,
 * settings and cells. */
#include "interp/declog.h"

#include <string.h>

#include "interp/decisions.h"
#include "interp/declog_parts.h"
#include "interp/explain_internal.h"
#include "interp/workspace.h"

struct declog {
	struct declog_parts parts;
	struct declog_request request;
	struct out_file *out;
	struct basis basis;
	struct buffer scratch;
	struct sha256 digest;
	uint64_t lines;
	char previous[65];
	struct {			/* where the table began */
		uint64_t lines, length;
		char previous[65];
	} start;
};

void
declog_link(struct sha256 *digest, char out[65], const char *line, size_t length)
{
	sha256_restart(digest);
	sha256_add(digest, line, length);
	sha256_hex(digest, out);
}

struct declog *
declog_make(const struct declog_request *request, struct out_file *out)
{
	struct declog *log = memory_grow(NULL, 1, sizeof *log);

	memset(log, 0, sizeof *log);
	log->request = *request;
	log->out = out;
	sha256_prepare(&log->digest);
	log->parts.request = &log->request;
	log->parts.scratch = &log->scratch;
	memcpy(log->previous, request->policy_digest, sizeof log->previous);
	return log;
}

void
declog_free(struct declog *log)
{
	if (log == NULL)
		return;
	basis_release(&log->basis);
	buffer_release(&log->scratch);
	memory_free(log);
}

uint64_t
declog_lines(const struct declog *log)
{
	return log->lines;
}

void
declog_table(struct declog *log)
{
	log->start.lines = log->lines;
	log->start.length = platform_written(log->out->writer) + log->out->buffer.length;
	memcpy(log->start.previous, log->previous, sizeof log->previous);
}

void
declog_restart(struct declog *log)
{
	struct fault fault = FAULT_NONE;

	log->lines = log->start.lines;
	memcpy(log->previous, log->start.previous, sizeof log->previous);
	/* A failure is kept by the writer, and told when it is asked next. */
	outfile_flush(log->out, &fault);
	platform_cut(log->out->writer, log->start.length);
}

/* ---- one decision ---- */

static const char *
state_of(const struct batch *batch, uint32_t row, const struct column *column)
{
	const struct decisions *decisions = batch->decisions[column->index];
	enum presence presence = explain_state(batch_column(batch, column), row);

	if (decisions != NULL && decisions->verdict[row] == VERDICT_DISAGREE)
		return "two rules disagree";
	if (presence == UNKNOWN)
		return "cannot be decided";
	if (decisions != NULL && decisions->verdict[row] == VERDICT_EITHER_WAY)
		return "holds either way";
	return presence == NOTHING ? "nothing applies" : "decided";
}

static uint32_t
band_of(const struct batch *batch, uint32_t row, const struct column *column)
{
	uint64_t labels = batch_column(batch, column)->labels[row];

	for (uint32_t i = 0; i < column->bands->count; i++)
		if (labels == UINT64_C(1) << column->bands->bands[i].label)
			return i + 1;
	return 0;
}

static void
put_policy_line(struct json *json, const struct program *program, const struct span *at)
{
	struct place place;

	json_key(json, "policy_line");
	if (at == NULL || program->sources == NULL || at->end <= at->start) {
		json_null(json);
		return;
	}
	place = sources_place(program->sources, at->start);
	json_count(json, place.line);
}

/* Of a letter the condition that made it what it is: when it is sent, when it lapses, or the letter
 * that stands instead of it. */
static const struct span *
letter_line(const struct batch *batch, uint32_t row, const struct letter *letter)
{
	struct telling telling = explain_telling(NULL, batch, row);
	uint64_t labels = batch_column(batch, letter->column)->labels[row];

	if (labels == UINT64_C(1) << LETTER_LAPSED && letter->lapses_when != NULL)
		return &letter->lapses_when->at;
	if (labels == UINT64_C(1) << LETTER_DUE ||
	    (labels == UINT64_C(1) << LETTER_NOT_DUE &&
		explain_answer(&telling, letter->send_when) == ANSWER_NO))
		return &letter->send_when->at;
	for (uint32_t i = 0;
	     labels == UINT64_C(1) << LETTER_NOT_DUE && i < letter->displaced_by_count; i++)
		if (explain_stands(&telling, letter->displaced_by[i]) == ANSWER_YES)
			return &letter->displaced_by[i]->at;
	return &letter->column->at;
}

/* Which line decided, where it stands in the policy, and what it cites. */
static void
put_rule(struct json *json, const struct batch *batch, uint32_t row, const struct column *column)
{
	const struct program *program = plan_program(batch->plan);
	const struct decisions *decisions = batch->decisions[column->index];
	const struct provenance *provenance = &column->provenance;
	const struct span *at = &column->at;
	uint32_t rule = column->bands != NULL ? band_of(batch, row, column) : 0;

	json_key(json, "rule");
	if (rule > 0)
		at = &column->bands->bands[rule - 1].at;
	if (column->letter != NULL && column->origin == COLUMN_LETTER)
		at = letter_line(batch, row, column->letter);
	if (decisions != NULL && decisions->rule[row] >= 0) {
		rule = (uint32_t)decisions->rule[row] + 1;
		provenance = &column->decide->rules[rule - 1].provenance;
		at = &column->decide->rules[rule - 1].at;
	}
	if (decisions != NULL && decisions->verdict[row] == VERDICT_OTHERWISE) {
		json_text(json, "otherwise");
		provenance = &column->decide->otherwise_provenance;
		at = column->decide->has_otherwise ? &column->decide->otherwise_at : &column->at;
	} else if (rule > 0) {
		json_count(json, rule);
	} else {
		json_null(json);
	}
	put_policy_line(json, program, at);
	declog_cites(json, "clauses", provenance);
}

static void
put_others(struct declog *log, struct json *json)
{
	const struct basis *basis = &log->basis;

	json_key(json, "decisions");
	json_array(json);
	for (size_t i = 0; i < basis->other_count; i++) {
		json_object(json);
		json_key_text(json, "decision", basis->others[i]->name);
		declog_value(&log->parts, json, basis->batch, basis->row, "outcome",
		    basis->others[i], NULL);
		json_end(json);
	}
	json_end(json);
}

static void
put_head(struct declog *log, struct json *json, const struct batch *batch, uint32_t row,
    const struct column *column)
{
	const struct table *table = column->table;

	json_key_count(json, "sequence", log->lines + 1);
	json_key_text(json, "previous", log->previous);
	json_key_text(json, "table", table->name);
	buffer_clear(&log->scratch);
	decisions_key(&log->scratch, batch, row, table);
	json_key(json, "row");
	json_bytes(json, log->scratch.at == NULL ? "" : log->scratch.at, log->scratch.length);
	json_key_text(json, "file",
	    table->of != NULL ? NULL : platform_base(log->request.paths[table->index]));
	json_key(json, "line");
	if (table->of != NULL)
		json_null(json);
	else
		json_count(json, batch->lines[row]);
	json_key_text(json, "decision", column->name);
}

static void
put_needs(struct declog *log, struct json *json, const struct batch *batch, uint32_t row,
    const struct column *column)
{
	buffer_clear(&log->scratch);
	if (!column->not_recorded)
		explain_needs(&log->scratch, batch, row, column);
	json_key(json, "needs");
	json_bytes(json, log->scratch.at == NULL ? "" : log->scratch.at, log->scratch.length);
}

static void
put_decision(struct declog *log, const struct batch *batch, uint32_t row,
    const struct column *column)
{
	struct buffer *out = &log->out->buffer;
	size_t start = out->length;
	struct json json;

	basis_of(&log->basis, batch, row, column);
	json_init(&json, out, JSON_ONE_LINE);
	json_object(&json);
	put_head(log, &json, batch, row, column);
	declog_value(&log->parts, &json, batch, row, "outcome", column, NULL);
	json_key_text(&json, "state", state_of(batch, row, column));
	put_rule(&json, batch, row, column);
	declog_comparisons(&log->parts, &json, &log->basis);
	declog_values(&log->parts, &json, &log->basis);
	put_others(log, &json);
	declog_settings(&log->parts, &json, &log->basis);
	declog_cells(&log->parts, &json, &log->basis);
	put_needs(log, &json, batch, row, column);
	json_end(&json);
	declog_link(&log->digest, log->previous, out->at + start, out->length - start - 1);
	log->lines++;
}

bool
declog_batch(struct declog *log, const struct batch *batch, struct fault *fault)
{
	const struct table *table = plan_table(batch->plan);

	for (uint32_t row = 0; row < batch->rows; row++) {
		for (uint32_t i = 0; i < table->column_count; i++)
			if (basis_is_decision(table->columns[i]))
				put_decision(log, batch, row, table->columns[i]);
		if (log->out->buffer.length > 256 * 1024 && !outfile_flush(log->out, fault))
			return false;
	}
	return outfile_flush(log->out, fault);
}
