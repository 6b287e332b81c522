/* find_each: see find_each.h. */
#include "lang/find_each.h"

#include <string.h>

#include "lang/find_internal.h"

struct counting {
	struct span at;
	const struct column *last;	/* columns come one after the other */
	const struct column *column;	/* of the root that is looked through */
	size_t columns;
};

static bool
hangs_on_the_label(const struct diag *diag)
{
	static const char *const slugs[] = { "rule-never-applies", "rule-masked",
		"otherwise-never-reached", "condition-always-true", "condition-never-true",
		"condition-adds-nothing", "outcome-never-reached", "rules-may-meet" };

	if (diag->severity == SEVERITY_ERROR)
		return false;
	for (size_t i = 0; i < sizeof slugs / sizeof *slugs; i++)
		if (strcmp(diag->slug, slugs[i]) == 0)
			return true;
	return false;
}

static bool
same_place(struct span a, struct span b)
{
	return a.start == b.start && a.end == b.end;
}

static void
found(struct counting *counting)
{
	if (counting->column == counting->last)
		return;
	counting->last = counting->column;
	counting->columns++;
}

static void
look(void *with, const struct expr *expr)
{
	struct counting *counting = with;

	if (same_place(expr->at, counting->at))
		found(counting);
}

static void
look_through(void *with, const struct root *root)
{
	struct counting *counting = with;

	counting->column = root->column;
	if (root->column != NULL && root->column->each != NULL)
		find_within(root->expr, look, counting);
}

static void
look_at_lines(struct counting *counting, const struct table *table)
{
	for (uint32_t i = 0; i < table->column_count; i++) {
		const struct decide *decide = table->columns[i]->decide;

		counting->column = table->columns[i];
		if (decide == NULL || counting->column->each == NULL)
			continue;
		for (uint32_t r = 0; r < decide->rule_count; r++)
			if (same_place(decide->rules[r].at, counting->at))
				found(counting);
		if (decide->has_otherwise && same_place(decide->otherwise_at, counting->at))
			found(counting);
	}
}

/* For how many labels the construct has something at this place; 0 when it is said once. */
static size_t
labels_that_have(const struct program *program, struct span at)
{
	struct counting counting = { .at = at };
	struct arena scratch = ARENA_INIT;

	for (uint32_t t = 0; t < program->table_count; t++)
		look_at_lines(&counting, program->tables[t]);
	look_at_lines(&counting, program->run);
	if (counting.columns == 0)
		find_roots(program, &scratch, look_through, &counting);
	arena_release(&scratch);
	return counting.columns;
}

static bool
any_in_each(const struct table *table)
{
	for (uint32_t i = 0; i < table->column_count; i++)
		if (table->columns[i]->each != NULL)
			return true;
	return false;
}

void
find_in_each(struct diags *diags, const struct program *program)
{
	bool any = any_in_each(program->run);
	struct diag *next;

	for (uint32_t t = 0; t < program->table_count; t++)
		any = any || any_in_each(program->tables[t]);
	for (struct diag *diag = any ? diags->first : NULL; diag != NULL; diag = next) {
		next = diag->next;
		if (hangs_on_the_label(diag) &&
		    diag->times < labels_that_have(program, diag->at))
			diags_drop(diags, diag);
	}
}
