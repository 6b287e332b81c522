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
	const struct decide *decide = column->decide;
	int rule;
	enum verdict verdict = explain_verdict(telling, column, &rule);
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

static bool
has_cite(const struct provenance *provenance, uint32_t count, const struct cite *cite)
{
	for (uint32_t i = 0; i < count; i++)
		if (provenance->cites[i].document == cite->document
		    && strcmp(provenance->cites[i].clause, cite->clause) == 0)
			return true;
	return false;
}

/* Is it among the clauses of the rule, as clause_decide() gives them? */
static bool
decide_cites(const struct telling *telling, const struct column *column, const struct cite *cite)
{
	const struct decide *decide = column->decide;
	const struct provenance *otherwise = &decide->otherwise_provenance;
	int rule;
	enum verdict verdict = explain_verdict(telling, column, &rule);

	if (rule >= 0)
		return has_cite(&decide->rules[rule].provenance,
		    decide->rules[rule].provenance.cite_count, cite);
	for (uint32_t i = 0; verdict == VERDICT_EITHER_WAY && i < decide->rule_count; i++)
		if (explain_in_play(telling, decide, i) &&
		    has_cite(&decide->rules[i].provenance,
			decide->rules[i].provenance.cite_count, cite))
			return true;
	return (verdict == VERDICT_OTHERWISE || verdict == VERDICT_EITHER_WAY) &&
	    has_cite(otherwise, otherwise->cite_count, cite);
}

static bool
rule_cites(const struct telling *telling, const struct column *column, const struct cite *cite)
{
	if (column->origin == COLUMN_DECIDE)
		return decide_cites(telling, column, cite);
	return has_cite(&column->provenance, column->provenance.cite_count, cite);
}

static const struct provenance *
value_provenance(const struct telling *telling, uint32_t setting)
{
	const struct program *program = plan_program(telling->batch->plan);

	return &explain_setting_value(telling, program->settings[setting])->provenance;
}

/* Those of one marked setting that neither the rule nor an earlier setting has named. */
static void
add_new_cites(const struct telling *telling, const struct column *column, uint32_t setting,
    size_t start)
{
	const struct provenance *provenance = value_provenance(telling, setting);
	const uint8_t *marks = telling->batch->setting_marks;
	struct buffer *out = telling->out;

	for (uint32_t i = 0; i < provenance->cite_count; i++) {
		const struct cite *cite = &provenance->cites[i];
		bool told = rule_cites(telling, column, cite) || has_cite(provenance, i, cite);

		for (uint32_t s = 0; s < setting && !told; s++) {
			const struct provenance *earlier =
			    marks[s] != 0 ? value_provenance(telling, s) : NULL;

			told = earlier != NULL && has_cite(earlier, earlier->cite_count, cite);
		}
		if (told)
			continue;
		buffer_text(out, out->length > start ? "; " : "");
		explain_cite(out, cite);
	}
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
	if (telling->recording != NULL)
		recording_cut(telling->recording, length);
	for (uint32_t i = 0; i < program->setting_count; i++)
		if (marks[i] != 0)
			add_new_cites(telling, column, i, start);
}

void
explain_column_clause(const struct telling *telling, const struct column *column)
{
	size_t start = telling->out->length;
	bool first = true;

	if (explain_is_given(telling, column))
		return;
	if (column->origin == COLUMN_DECIDE)
		clause_decide(telling, column);
	else
		explain_cites(telling, &column->provenance, &first);
	if (plan_settings_changed(telling->batch->plan))
		clause_settings(telling, column, start);
}

void
explain_clause(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct column *column)
{
	struct telling telling = explain_telling(out, batch, row);

	explain_column_clause(&telling, column);
}
