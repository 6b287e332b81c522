/* compare_each: what is said once in each grade comes out as what is written out by hand
 * (tables_each.c): the same answer in every row, or none. */
#include <string.h>

#include "tests/oracle/compare_tables.h"

static const struct column *
written_by_hand(struct arena *arena, const struct table *table, const struct column *column)
{
	char *label = arena_copy(arena, column->each->label, strlen(column->each->label));
	const char *name;

	label[0] = (char)(label[0] - 'A' + 'a');
	name = arena_printf(arena, "%s_%s", column->each->name, label);
	for (uint32_t c = 0; c < table->column_count; c++)
		if (strcmp(table->columns[c]->name, name) == 0)
			return table->columns[c];
	return NULL;
}

/* By what they are called: the lists of labels of the two may differ. */
static const char *
spelled(struct trial *trial, const struct value *value)
{
	return value->state == GIVEN ? value_spell(trial->arena, value, SPELL_PLAIN)
	    : value->state == NOTHING ? "nothing"
				      : "not known";
}

bool
each_is_as_by_hand(struct tables_trial *tables, const struct engine_tables *result)
{
	struct trial *trial = &tables->trial;

	for (uint32_t t = 0; t < tables->program->table_count; t++) {
		const struct table *table = tables->program->tables[t];

		for (uint32_t c = 0; c < table->column_count; c++) {
			const struct column *once = table->columns[c],
					    *hand = once->each == NULL
			    ? NULL
			    : written_by_hand(trial->arena, table, once);

			for (uint32_t i = 0; hand != NULL && i < result->tables[t].count; i++) {
				const struct engine_row *row = &result->tables[t].rows[i];
				const char *a = spelled(trial, &row->values[once->index]),
					   *b = spelled(trial, &row->values[hand->index]);

				if (strcmp(a, b) == 0)
					continue;
				trial->what = "each";
				buffer_printf(trial->why,
				    "%s of %s (%s) is %s, and by hand %s\n", once->name,
				    table->name, row->key, a, b);
				return false;
			}
		}
	}
	return true;
}
