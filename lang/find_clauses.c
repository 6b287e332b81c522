/*
 * Clauses that nothing cites, and sources. What must cite something is asked for by the checker
 * itself (uncited-rule), and a clause that is not in its source's list is an error there
 * (unknown-clause).
 */
#include "lang/find_internal.h"

struct cited {
	const struct program *program;
	bool **clauses; /* by document, by listed clause */
	bool *documents;
};

static void
cite(struct cited *cited, const struct provenance *provenance)
{
	for (uint32_t i = 0; i < provenance->cite_count; i++) {
		const struct document *document = provenance->cites[i].document;
		const struct listed_clause *clause;
		ptrdiff_t d;

		if (document == NULL)
			continue;
		d = document - cited->program->documents;
		clause = document_clause(document, provenance->cites[i].clause);
		cited->documents[d] = true;
		if (clause != NULL)
			cited->clauses[d][clause - document->clauses] = true;
	}
}

static void
cite_table(struct cited *cited, const struct table *table)
{
	cite(cited, &table->provenance);
	for (uint32_t i = 0; i < table->column_count; i++) {
		const struct column *column = table->columns[i];

		cite(cited, &column->provenance);
		if (column->decide == NULL)
			continue;
		for (uint32_t r = 0; r < column->decide->rule_count; r++)
			cite(cited, &column->decide->rules[r].provenance);
		cite(cited, &column->decide->otherwise_provenance);
	}
}

static void
cite_all(struct cited *cited)
{
	const struct program *program = cited->program;

	cite(cited, &program->provenance);
	for (uint32_t i = 0; i < program->setting_count; i++) {
		cite(cited, &program->settings[i]->provenance);
		for (uint32_t v = 0; v < program->settings[i]->value_count; v++)
			cite(cited, &program->settings[i]->values[v].provenance);
	}
	for (uint32_t i = 0; i < program->calendar_count; i++)
		cite(cited, &program->calendars[i]->provenance);
	for (uint32_t i = 0; i < program->table_count; i++)
		cite_table(cited, program->tables[i]);
	cite_table(cited, program->run);
	if (program->letter_register != NULL)
		cite(cited, &program->letter_register->provenance);
	for (uint32_t i = 0; i < program->letter_count; i++)
		cite(cited, &program->letters[i]->provenance);
	for (uint32_t i = 0; i < program->form_count; i++)
		cite(cited, &program->forms[i]->provenance);
	for (uint32_t i = 0; i < program->report_count; i++)
		cite(cited, &program->reports[i]->provenance);
	for (uint32_t i = 0; i < program->variation_count; i++)
		cite(cited, &program->variations[i]->provenance);
}

void
find_uncited(struct diags *diags, const struct program *program)
{
	struct arena scratch = ARENA_INIT;
	struct cited cited = { .program = program };

	cited.clauses = arena_array(&scratch, bool *, (size_t)program->document_count + 1);
	cited.documents = arena_array(&scratch, bool, (size_t)program->document_count + 1);
	for (uint32_t d = 0; d < program->document_count; d++)
		cited.clauses[d] =
		    arena_array(&scratch, bool, (size_t)program->documents[d].clause_count + 1);
	cite_all(&cited);
	for (uint32_t d = 0; d < program->document_count; d++) {
		const struct document *document = &program->documents[d];

		if (!cited.documents[d]) {
			diag_warning(diags, document->at, "never-used",
			    "no rule cites the source '%s'", document->name);
			diag_note(diags,
			    "say which rules come from it: cites %s \"clause\"; or take the source "
			    "out",
			    document->name);
			continue;
		}
		for (uint32_t c = 0; c < document->clause_count; c++) {
			if (cited.clauses[d][c] || document->clauses[c].background)
				continue;
			diag_warning(diags, document->clauses[c].at, "clause-never-cited",
			    "no rule cites \"%s\" of '%s'", document->clauses[c].clause,
			    document->name);
			diag_note(diags,
			    "below the rule that carries it out write: cites %s \"%s\"; a clause "
			    "that asks for no rule "
			    "stands in the other list: background \"%s\"",
			    document->name, document->clauses[c].clause,
			    document->clauses[c].clause);
		}
	}
	arena_release(&scratch);
}
