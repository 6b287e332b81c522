/* explain_clause: the clauses behind a value: of the rule that gave it, and of the changed settings
 * that it went by. */
#include "interp/explain_internal.h"

#include <string.h>

void
explain_cites(const struct telling *telling, const struct provenance *provenance, bool *first)
{
	for (uint32_t i = 0; i < provenance->cite_count; i++) {
		buffer_text(telling->out, *first ? "" : "; ");
		*first = false;
		explain_cite(telling->out, &provenance->cites[i]);
	}
}

void
explain_cite(struct buffer *out, const struct cite *cite)
{
	buffer_text(out, cite->document->name);
	buffer_text(out, " \"");
	buffer_text(out, cite->clause);
	buffer_char(out, '"');
}

static void
clause_decide(const struct telling *telling, const struct column *column)
{
	const struct decisions *decisions = explain_decisions(telling, column);
	const struct decide *decide = column->decide;
	enum verdict verdict = (enum verdict)decisions->verdict[telling->row];
	int rule = decisions->rule[telling->row];
	bool first = true;

	if (rule >= 0) {
		explain_cites(telling, &decide->rules[rule].provenance, &first);
	} else if (verdict == VERDICT_OTHERWISE) {
		explain_cites(telling, &decide->otherwise_provenance, &first);
	} else if (verdict == VERDICT_EITHER_WAY) {
		for (uint32_t i = 0; i < decide->rule_count; i++)
			if (explain_in_play(telling, decide, i))
				explain_cites(telling, &decide->rules[i].provenance, &first);
		explain_cites(telling, &decide->otherwise_provenance, &first);
	}
}

/* Is it among the clauses that begin at `start`, as a whole? */
static bool
is_cited(const struct buffer *out, size_t start, const char *cite, size_t length)
{
	for (size_t at = start; at + length <= out->length; at++)
		if (memcmp(out->at + at, cite, length) == 0
		    && (at == start || out->at[at - 1] == ' '))
			return true;
	return false;
}

static void
add_new_cites(struct buffer *out, size_t start, const struct provenance *provenance)
{
	struct buffer cite = BUFFER_INIT;

	for (uint32_t i = 0; i < provenance->cite_count; i++) {
		buffer_clear(&cite);
		explain_cite(&cite, &provenance->cites[i]);
		if (is_cited(out, start, cite.at, cite.length))
			continue;
		buffer_text(out, out->length > start ? "; " : "");
		buffer_add(out, cite.at, cite.length);
	}
	buffer_release(&cite);
}

/* The clauses of the changed settings that the why tells: it is told once more, behind the clauses,
 * and taken away again. */
static void
clause_settings(const struct telling *telling, const struct column *column, size_t start)
{
	const struct program *program = plan_program(telling->batch->plan);
	uint8_t *marks = telling->batch->setting_marks;
	struct telling marking = *telling;
	size_t length = telling->out->length;

	memset(marks, 0, program->setting_count);
	marking.marks_settings = true;
	explain_column_why(&marking, column);
	buffer_cut(telling->out, length);
	for (uint32_t i = 0; i < program->setting_count; i++)
		if (marks[i] != 0)
			add_new_cites(telling->out, start,
			    &explain_setting_value(telling, program->settings[i])->provenance);
}

void
explain_clause(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct column *column)
{
	struct telling telling = explain_telling(out, batch, row);
	size_t start = out->length;
	bool first = true;

	if (explain_is_given(&telling, column))
		return;
	if (column->origin == COLUMN_DECIDE)
		clause_decide(&telling, column);
	else
		explain_cites(&telling, &column->provenance, &first);
	if (plan_settings_changed(batch->plan))
		clause_settings(&telling, column, start);
}
