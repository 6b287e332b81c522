/*
 * compare_named: the facts named as needed, against those the oracle's own walk meets: the same
 * names, whatever their order (how a fault in arithmetic is put is free). Of more than three rows
 * the engine names three and counts the rest: then none of its names may be another.
 */
#include <string.h>

#include "tests/oracle/compare_tables.h"

struct names {
	const char *at[NEEDS_MAX];
	uint32_t count;
	bool cut; /* "and 9 more rows" */
};

static bool
has(const char *const *names, uint32_t count, const char *name)
{
	for (uint32_t i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static void
split(struct arena *arena, const char *list, struct names *names)
{
	size_t at = 0, from = 0;
	int depth = 0;

	for (;; at++) {
		const char *name;

		depth += list[at] == '(' ? 1 : list[at] == ')' ? -1 : 0;
		if (list[at] != '\0' && (strncmp(list + at, ", ", 2) != 0 || depth > 0))
			continue;
		name = arena_copy(arena, list + from, at - from);
		if (strstr(name, " more row") != NULL)
			names->cut = true;
		else if (names->count < NEEDS_MAX)
			names->at[names->count++] = name;
		if (list[at] == '\0')
			return;
		from = at + 2;
		at++;
	}
}

static const char *
listed(struct arena *arena, const struct oracle_needs *needs)
{
	const char *text = "";

	for (uint32_t i = 0; i < needs->count; i++)
		text = arena_printf(arena, "%s%s%s", text, i > 0 ? ", " : "",
		    needs->names[i][0] == '\0' ? "(arithmetic)" : needs->names[i]);
	return text;
}

bool
named_agree(struct tables_trial *tables, struct oracle *oracle, struct oracle_row *row,
    const struct column *column, const char *list)
{
	struct trial *trial = &tables->trial;
	struct oracle_needs needs;
	struct names theirs = { .count = 0 };
	bool fault, same = true;

	oracle_needs(oracle, row, column, &needs);
	split(trial->arena, list, &theirs);
	fault = has(needs.names, needs.count, "");
	for (uint32_t i = 0; i < theirs.count; i++)
		same = same && (has(needs.names, needs.count, theirs.at[i]) ||
				   (fault && strstr(theirs.at[i], " in ") != NULL));
	for (uint32_t i = 0; i < needs.count; i++)
		same = same && (theirs.cut || needs.names[i][0] == '\0' ||
				   has(theirs.at, theirs.count, needs.names[i]));
	if (trial->totals != NULL)
		trial->totals->named += theirs.count;
	if (same)
		return true;
	trial->what = arena_printf(trial->arena, "named %s", column->name);
	buffer_printf(trial->why, "%s (%s), column %s needs: oracle '%s', engine '%s'\n",
	    row->table->name, tables_key(tables, row), column->name, listed(trial->arena, &needs),
	    list);
	return false;
}
