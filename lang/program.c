#include "lang/program.h"

#include <string.h>

bool
expr_is_condition(const struct expr *expr)
{
	return expr->kind >= EXPR_HOLDS;
}

bool
expr_is_whole(const struct expr *expr)
{
	return expr->kind == EXPR_AGGREGATE || expr->kind == EXPR_EXISTS ||
	    expr->kind == EXPR_RANK || expr->kind == EXPR_SUCCESSION;
}

bool
expr_not_recorded(const struct expr *expr)
{
	if (expr == NULL)
		return false;
	if (expr->kind == EXPR_COLUMN)
		return expr->column->not_recorded;
	if (expr->kind == EXPR_THROUGH)
		return expr->through->not_recorded;
	if (expr->kind == EXPR_HOLDS || expr->kind == EXPR_NOT)
		return expr_not_recorded(expr->a);
	if (expr_is_condition(expr))
		return false;
	return expr_not_recorded(expr->a) || expr_not_recorded(expr->b);
}

const struct table *
program_table(const struct program *program, const char *name)
{
	for (uint32_t i = 0; i < program->table_count; i++)
		if (strcmp(program->tables[i]->name, name) == 0)
			return program->tables[i];
	return NULL;
}

const struct column *
table_column(const struct table *table, const char *name)
{
	for (uint32_t i = 0; i < table->column_count; i++)
		if (strcmp(table->columns[i]->name, name) == 0)
			return table->columns[i];
	return NULL;
}

const struct setting *
program_setting(const struct program *program, const char *name)
{
	for (uint32_t i = 0; i < program->setting_count; i++)
		if (strcmp(program->settings[i]->name, name) == 0)
			return program->settings[i];
	return NULL;
}

const struct report *
program_report(const struct program *program, const char *name)
{
	for (uint32_t i = 0; i < program->report_count; i++)
		if (strcmp(program->reports[i]->name, name) == 0)
			return program->reports[i];
	return NULL;
}

const char *
column_written(struct arena *arena, const struct column *column)
{
	return column->each == NULL ?
	    column->name :
	    arena_printf(arena, "%s in %s", column->each->name, column->each->label);
}

const struct expr *
expr_same_label(const struct expr *where)
{
	if (where != NULL && where->kind == EXPR_ALL && where->part_count > 0)
		where = where->parts[0];
	return where != NULL && where->same_label ? where : NULL;
}

struct wanted_clause {
	const struct document *document;
	const char *clause;
};

static bool
is_that_clause(const void *context, uint32_t number)
{
	const struct wanted_clause *wanted = context;

	return strcmp(wanted->document->clauses[number].clause, wanted->clause) == 0;
}

const struct listed_clause *
document_clause(const struct document *document, const char *clause)
{
	struct wanted_clause wanted = { document, clause };
	uint32_t found = twins_find(&document->clause_index, text_digest(clause), is_that_clause,
	    &wanted);

	return found == TWINS_NONE ? NULL : &document->clauses[found];
}
