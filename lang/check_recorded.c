/*
 * check_recorded: `not recorded`: which columns hand on a value that is to stay out of the record,
 * and what cannot be marked so. A row is told by its key, in the record as everywhere else; so a
 * key, and what holds the key of another row, stays in it.
 */
#include "lang/check_internal.h"

static bool
hands_on(const struct column *column)
{
	const struct decide *decide = column->decide;

	if (column->origin == COLUMN_FIELD)
		return column->field->not_recorded;
	if (expr_not_recorded(column->body))
		return true;
	for (uint32_t i = 0; decide != NULL && i < decide->rule_count; i++)
		if (expr_not_recorded(decide->rules[i].outcome))
			return true;
	return decide != NULL && expr_not_recorded(decide->otherwise);
}

static void
mark(const struct column *column)
{
	((struct column *)(uintptr_t)column)->not_recorded = hands_on(column);
}

static void
keys_are_recorded(struct check *check, const struct table *table)
{
	for (uint32_t i = 0; i < table->key_count; i++) {
		const struct column *key =
		    table->of == NULL ? table->keys[i] : table->source_keys[i];

		if (!key->not_recorded)
			continue;
		diag_error(check->diags, table->keys[i]->at, "key-not-recorded",
		    "'%s' says whose row it is, so it cannot be left out of the record", key->name);
		diag_note(check->diags,
		    table->of == NULL ? "leave out 'not recorded' there; if the key tells who a "
		                        "person is, let the rows go by a "
					"number instead" :
					"gather the rows by another column, or leave out 'not "
		                        "recorded' where '%s' comes from",
		    key->name);
	}
}

static void
references_are_recorded(struct check *check, const struct table *table)
{
	for (uint32_t i = 0; i < table->field_count; i++) {
		const struct column *column = table->columns[i];

		if (column->refers_to == NULL || column->origin != COLUMN_FIELD ||
		    !column->not_recorded || column->field->is_key)
			continue;
		diag_error(check->diags, column->at, "key-not-recorded",
		    "'%s' holds the key of a row of '%s', so it cannot be left out of the record",
		    column->name, column->refers_to->name);
		diag_note(check->diags,
		    "leave out 'not recorded' here; mark the columns of '%s' that tell who a "
		    "person is",
		    column->refers_to->name);
	}
}

void
check_recorded(struct check *check)
{
	const struct program *program = check->program;

	for (uint32_t t = 0; t < program->table_count; t++)
		for (uint32_t i = 0; i < program->tables[t]->field_count; i++)
			mark(program->tables[t]->columns[i]);
	for (uint32_t i = 0; i < program->evaluation_count; i++)
		mark(program->evaluation[i]);
	for (uint32_t t = 0; t < program->table_count; t++) {
		keys_are_recorded(check, program->tables[t]);
		references_are_recorded(check, program->tables[t]);
	}
}
