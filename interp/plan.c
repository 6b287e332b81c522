/*
 * plan: columns to steps. First what is needed is marked, from the roots down; then the needed
 * columns are compiled in the order of evaluation, so no chain of definitions, however long, makes
 * the compiler call itself once for each.
 */
#include "interp/plan_internal.h"

#include <assert.h>

#include "interp/ruleparts.h"

/* ---- what is needed ---- */

struct needs {
	const struct maker *maker;
	bool *needed;			/* by column index */
	const struct column *
	    *open; /* marked, but not yet looked into; each column is there at most once */
	uint32_t open_count;
};

static void
need_column(struct needs *needs, const struct column *column)
{
	if (column->table != needs->maker->plan->table || needs->needed[column->index])
		return;
	needs->needed[column->index] = true;
	needs->open[needs->open_count++] = column;
}

static void
need_expr(struct needs *needs, const struct expr *expr)
{
	if (expr == NULL)
		return;
	if (expr->kind == EXPR_COLUMN)
		need_column(needs, expr->column);
	/* What these look at lies in other rows; their own operands are worked out before
	 * (workspace.h). */
	if (expr_is_whole(expr))
		return;
	if ((expr->kind == EXPR_SETTING || expr->kind == EXPR_ONE_OF_SETTING)
	    && maker_setting_varies(needs->maker, expr->setting))
		need_column(needs, needs->maker->plan->table->settings_column);
	need_expr(needs, expr->a);
	need_expr(needs, expr->b);
	for (uint32_t i = 0; i < expr->part_count; i++)
		need_expr(needs, expr->parts[i]);
}

static void
visit_expr(void *context, const struct expr *expr)
{
	need_expr(context, expr);
}

static void
visit_column(void *context, const struct column *column)
{
	need_column(context, column);
}

static void
need_rule(struct needs *needs, const struct column *column)
{
	const struct ruleparts_visitor visitor = { visit_expr, visit_column, needs };

	ruleparts_visit(column, &visitor);
	for (uint32_t i = 0; column->type.fraction && i < column->table->column_count; i++)
		if (column->table->columns[i]->bands != NULL &&
		    column->table->columns[i]->bands->by == column)
			ruleparts_edges(column->table->columns[i]->bands, visit_expr, needs);
}

/* A fraction is printed on its own side of the edges of its bands (edges.h), whether or not the
 * bands are asked for. */
static void
compile_edges(struct maker *maker, const struct bands *bands)
{
	for (uint32_t i = 0; i < bands->count; i++) {
		if (bands->bands[i].low != NULL)
			maker_expr(maker, bands->bands[i].low);
		if (bands->bands[i].high != NULL)
			maker_expr(maker, bands->bands[i].high);
	}
}

static void
compile_columns(struct maker *maker)
{
	const struct table *table = maker->plan->table;
	struct needs needs = { .maker = maker };

	needs.needed = arena_array(maker->arena, bool, table->column_count);
	needs.open = arena_array(maker->arena, const struct column *, table->column_count);
	for (uint32_t i = 0; i < maker->request->column_count; i++)
		need_column(&needs, maker->request->columns[i]);
	for (uint32_t i = 0; i < maker->request->expr_count; i++)
		need_expr(&needs, maker->request->exprs[i]);
	while (needs.open_count > 0)
		need_rule(&needs, needs.open[--needs.open_count]);
	for (uint32_t i = 0; i < table->evaluation_count; i++)
		if (needs.needed[table->evaluation[i]->index])
			maker_column(maker, table->evaluation[i]);
	for (uint32_t i = 0; i < table->column_count; i++) {
		const struct bands *bands = table->columns[i]->bands;

		if (bands != NULL && bands->by->type.fraction && needs.needed[bands->by->index])
			compile_edges(maker, bands);
	}
}

/* ---- the plan ---- */

static uint32_t *
no_slots(struct arena *arena, uint32_t count)
{
	uint32_t *slots = arena_array(arena, uint32_t, count);

	for (uint32_t i = 0; i < count; i++)
		slots[i] = SLOT_NONE;
	return slots;
}

static bool
any_changed(const struct knobs *knobs)
{
	for (uint32_t i = 0; i < knobs->program->setting_count; i++)
		if (knob_is_changed(&knobs->knobs[i]))
			return true;
	return false;
}

const struct plan *
plan_make(struct arena *arena, const struct plan_request *request)
{
	struct plan *plan = arena_new(arena, struct plan);
	struct maker maker = { .arena = arena, .request = request, .plan = plan };

	assert(request->program != NULL && request->table != NULL && request->knobs != NULL);
	plan->program = request->program;
	plan->table = request->table;
	plan->knobs = request->knobs;
	plan->run_date = request->knobs->run_date;
	plan->settings_day = SLOT_NONE;
	plan->settings_changed = any_changed(request->knobs);
	plan->column_slots = no_slots(arena, request->table->column_count);
	plan->run_slots = no_slots(arena,
	    request->program->run != NULL ? request->program->run->column_count : 0);
	plan->expr_slots = no_slots(arena, request->program->expr_count);
	plan->fields = arena_array(arena, bool, request->table->column_count);
	plan->varying = arena_array(arena, bool, request->program->setting_count);
	for (uint32_t i = 0; i < request->program->setting_count; i++)
		plan->varying[i] = maker_setting_varies(&maker, request->program->settings[i]);
	compile_columns(&maker);
	for (uint32_t i = 0; i < request->column_count; i++)
		maker_column(&maker, request->columns[i]);
	for (uint32_t i = 0; i < request->expr_count; i++)
		maker_expr(&maker, request->exprs[i]);
	return plan;
}

uint32_t
plan_slot_column(const struct plan *plan, const struct column *column)
{
	if (column->table == plan->table)
		return plan->column_slots[column->index];
	return column->table == plan->program->run ? plan->run_slots[column->index] : SLOT_NONE;
}

uint32_t
plan_slot_expr(const struct plan *plan, const struct expr *expr)
{
	return plan->expr_slots[expr->id];
}

bool
plan_setting_varies(const struct plan *plan, const struct setting *setting)
{
	return setting->index < plan->program->setting_count && plan->varying[setting->index];
}

uint32_t
plan_slot_settings_day(const struct plan *plan)
{
	return plan->settings_day;
}

bool
plan_settings_changed(const struct plan *plan)
{
	return plan->settings_changed;
}

const struct knobs *
plan_knobs(const struct plan *plan)
{
	return plan->knobs;
}

const struct program *
plan_program(const struct plan *plan)
{
	return plan->program;
}

const struct table *
plan_table(const struct plan *plan)
{
	return plan->table;
}

int64_t
plan_run_date(const struct plan *plan)
{
	return plan->run_date;
}

uint32_t
plan_outside_count(const struct plan *plan)
{
	return plan->outside_count;
}

const struct expr *
plan_outside(const struct plan *plan, uint32_t index)
{
	return plan->outside[index];
}

const bool *
plan_fields(const struct plan *plan)
{
	return plan->fields;
}
