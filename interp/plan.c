/*
 * plan: columns to steps. First what is needed is marked, from the roots down; then the needed
 * columns are compiled in the order of evaluation, so no chain of definitions, however long, makes
 * the compiler call itself once for each.
 */
#include "interp/plan_internal.h"

#include <assert.h>
#include <string.h>

#include "interp/batch.h"

/* ---- slots and steps ---- */

uint32_t
maker_slot(struct maker *maker, enum shape shape, struct type type)
{
	struct plan *plan = maker->plan;

	if (plan->slot_count == maker->slot_room) {
		uint32_t room = maker->slot_room * 2 + 32;
		struct slot *slots = arena_array(maker->arena, struct slot, room);

		if (plan->slot_count > 0)
			memcpy(slots, plan->slots, plan->slot_count * sizeof(*slots));
		plan->slots = slots;
		maker->slot_room = room;
	}
	plan->slots[plan->slot_count] = (struct slot){ .shape = shape, .type = type };
	return plan->slot_count++;
}

static bool
same_type(struct type a, struct type b)
{
	return a.kind == b.kind && a.labels == b.labels && a.fraction == b.fraction;
}

static bool
same_value(const struct value *a, const struct value *b)
{
	if (a->state != b->state || a->labels != b->labels)
		return false;
	if (a->state != GIVEN)
		return true;
	if (a->type.kind == KIND_TEXT)
		return a->text_length == b->text_length
		    && (a->text_length == 0 || memcmp(a->text, b->text, a->text_length) == 0);
	return a->num == b->num && a->den == b->den;
}

uint32_t
maker_constant(struct maker *maker, enum shape shape, const struct value *value)
{
	struct plan *plan = maker->plan;
	struct value *kept;
	uint32_t slot;

	for (slot = 0; slot < plan->slot_count; slot++)
		if (plan->slots[slot].value != NULL && plan->slots[slot].shape == shape
		    && same_type(plan->slots[slot].type, value->type)
		    && same_value(plan->slots[slot].value, value))
			return slot;
	slot = maker_slot(maker, shape, value->type);
	kept = arena_new(maker->arena, struct value);
	*kept = *value;
	plan->slots[slot].constant = true;
	plan->slots[slot].value = kept;
	return slot;
}

static bool
same_bytes(const void *a, const void *b, size_t length)
{
	return a == b || (a != NULL && b != NULL && memcmp(a, b, length) == 0);
}

static bool
same_with(const struct kernel_with *a, const struct kernel_with *b, uint32_t part_count)
{
	return a->number == b->number && a->labels == b->labels && a->workdays == b->workdays
	    && a->mode == b->mode && a->places == b->places && a->bands == b->bands
	    && same_bytes(a->map, b->map, LABELS_MAX)
	    && same_bytes(a->from, b->from, part_count * sizeof(*a->from))
	    && (a->pattern == b->pattern
	        || (a->pattern != NULL && b->pattern != NULL && strcmp(a->pattern, b->pattern) == 0));
}

static bool
same_step(const struct step *a, const struct step *b)
{
	if (a->kind != b->kind || a->run != b->run || a->a != b->a || a->b != b->b
	    || a->part_count != b->part_count || !same_with(&a->with, &b->with, a->part_count))
		return false;
	return a->part_count == 0 || memcmp(a->parts, b->parts, a->part_count * sizeof(*a->parts)) == 0;
}

static bool
is_constant(const struct plan *plan, uint32_t slot)
{
	return slot == SLOT_NONE || plan->slots[slot].constant;
}

uint32_t
maker_own_step(struct maker *maker, const struct step *step, enum shape shape, struct type type)
{
	struct plan *plan = maker->plan;
	uint32_t out = step->out != SLOT_NONE ? step->out : maker_slot(maker, shape, type);

	if (plan->step_count == maker->step_room) {
		uint32_t room = maker->step_room * 2 + 32;
		struct step *steps = arena_array(maker->arena, struct step, room);

		if (plan->step_count > 0)
			memcpy(steps, plan->steps, plan->step_count * sizeof(*steps));
		plan->steps = steps;
		maker->step_room = room;
	}
	plan->steps[plan->step_count] = *step;
	plan->steps[plan->step_count++].out = out;
	return out;
}

/* A look at every step before is quick enough: the longest policy known has some 800
 * expressions. */
uint32_t
maker_step(struct maker *maker, const struct step *step, enum shape shape, struct type type)
{
	struct plan *plan = maker->plan;
	bool constant = is_constant(plan, step->a) && is_constant(plan, step->b);
	uint32_t out;

	for (uint32_t i = 0; i < plan->step_count; i++)
		if (same_step(&plan->steps[i], step) && plan->slots[plan->steps[i].out].shape == shape
		    && same_type(plan->slots[plan->steps[i].out].type, type))
			return plan->steps[i].out;
	for (uint32_t i = 0; i < step->part_count; i++)
		constant = constant && is_constant(plan, step->parts[i]);
	out = maker_own_step(maker, step, shape, type);
	plan->slots[out].constant = constant;
	return out;
}

/* ---- columns ---- */

static uint32_t
field_slot(struct maker *maker, const struct column *column)
{
	uint32_t slot = maker_slot(maker, shape_of(column->type), column->type);

	maker->plan->slots[slot].field = column;
	maker->plan->fields[column->index] = true;
	return slot;
}

uint32_t
maker_outside(struct maker *maker, const struct expr *expr)
{
	struct plan *plan = maker->plan;
	bool truth = expr_is_condition(expr);
	uint32_t slot = maker_slot(maker, truth ? SHAPE_TRUTH : shape_of(expr->type), expr->type);

	if (plan->outside_count == maker->outside_room) {
		uint32_t room = maker->outside_room * 2 + 8;
		const struct expr **grown = arena_array(maker->arena, const struct expr *, room);

		if (plan->outside_count > 0)
			memcpy(grown, plan->outside, plan->outside_count * sizeof(const struct expr *));
		plan->outside = grown;
		maker->outside_room = room;
	}
	plan->outside[plan->outside_count++] = expr;
	plan->slots[slot].outside = expr;
	return slot;
}

/* An outcome in the shape of the column; no expression: nothing. */
static uint32_t
outcome_slot(struct maker *maker, const struct column *column, const struct expr *outcome)
{
	struct value nothing = { .state = NOTHING, .type = column->type, .labels = LABEL_NOTHING };
	enum shape shape = shape_of(column->type);

	if (outcome == NULL)
		return maker_constant(maker, shape, &nothing);
	if (outcome->kind == EXPR_VALUE && shape == SHAPE_LABELS) {
		struct value label = outcome->value;

		label.type = column->type;
		return maker->plan->expr_slots[outcome->id] = maker_constant(maker, shape, &label);
	}
	return maker_in_shape(maker, maker_expr(maker, outcome), shape);
}

static uint32_t
decide_slot(struct maker *maker, const struct column *column)
{
	const struct decide *decide = column->decide;
	uint32_t *parts = arena_array(maker->arena, uint32_t, decide->rule_count * 2 + 1);
	struct step step = { .kind = STEP_DECIDE,
		.name = "decide",
		.out = SLOT_NONE,
		.a = SLOT_NONE,
		.b = SLOT_NONE,
		.parts = parts,
		.part_count = decide->rule_count * 2 + 1,
		.column = column };

	for (uint32_t i = 0; i < decide->rule_count; i++) {
		parts[2 * i] = maker_truth(maker, decide->rules[i].when);
		parts[2 * i + 1] = outcome_slot(maker, column, decide->rules[i].outcome);
	}
	parts[2 * decide->rule_count] =
	    outcome_slot(maker, column, decide->has_otherwise ? decide->otherwise : NULL);
	return maker_own_step(maker, &step, shape_of(column->type), column->type);
}

static uint32_t
bands_slot(struct maker *maker, const struct column *column)
{
	const struct bands *bands = column->bands;
	uint32_t *parts = arena_array(maker->arena, uint32_t, bands->count * 2);
	struct step step = { .kind = STEP_KERNEL,
		.run = kernel_bands,
		.name = "bands",
		.out = SLOT_NONE,
		.a = maker_column(maker, bands->by),
		.b = SLOT_NONE,
		.parts = parts,
		.part_count = bands->count * 2 };

	for (uint32_t i = 0; i < bands->count; i++) {
		const struct band *band = &bands->bands[i];

		parts[2 * i] = band->low != NULL ? maker_expr(maker, band->low) : SLOT_NONE;
		parts[2 * i + 1] = band->high != NULL ? maker_expr(maker, band->high) : SLOT_NONE;
	}
	step.with.bands = bands;
	step.with.labels =
	    label_set_all(column->type.labels) | (column->type.can_be_empty ? LABEL_NOTHING : 0);
	return maker_own_step(maker, &step, SHAPE_LABELS, column->type);
}

static uint32_t
deadline_slot(struct maker *maker, const struct column *column)
{
	const struct deadline *deadline = column->deadline;
	struct step step = { .kind = STEP_KERNEL,
		.run = kernel_deadline,
		.name = "deadline",
		.out = SLOT_NONE,
		.a = maker_column(maker, deadline->due),
		.b = maker_column(maker, deadline->met_by) };

	step.with.number = maker->request->knobs->run_date;
	if (deadline->due->type.can_be_empty)
		step.with.labels = UINT64_C(1) << DEADLINE_NOT_STARTED;
	return maker_own_step(maker, &step, SHAPE_LABELS, column->type);
}

static uint32_t
letter_slot(struct maker *maker, const struct column *column)
{
	const struct letter *letter = column->letter;
	uint32_t *parts = arena_array(maker->arena, uint32_t, letter->displaced_by_count);
	struct step step = { .kind = STEP_KERNEL,
		.run = kernel_letter,
		.name = "letter",
		.out = SLOT_NONE,
		.a = maker_in_shape(maker, maker_column(maker, letter->sent), SHAPE_TRUTH),
		.b = maker_truth(maker, letter->send_when),
		.parts = parts };
	uint32_t *lapse = arena_array(maker->arena, uint32_t, 2);

	for (uint32_t i = 0; i < letter->displaced_by_count; i++)
		parts[i] = maker_labels_in(maker, maker_column(maker, letter->displaced_by[i]->column),
		    UINT64_C(1) << LETTER_DUE | UINT64_C(1) << LETTER_SENT);
	lapse[0] = letter->lapses_when != NULL ? maker_truth(maker, letter->lapses_when) : SLOT_NONE;
	lapse[1] = letter->displaced_by_count > 0 ? maker_any(maker, parts, letter->displaced_by_count) : SLOT_NONE;
	step.parts = lapse;
	step.part_count = 2;
	return maker_own_step(maker, &step, SHAPE_LABELS, column->type);
}

static uint32_t
rule_slot(struct maker *maker, const struct column *column)
{
	uint32_t slot;

	switch (column->origin) {
	case COLUMN_FIELD:
	case COLUMN_KEY:
		return field_slot(maker, column);
	case COLUMN_LETTER:
		return letter_slot(maker, column);
	case COLUMN_SENT:
	case COLUMN_DEFINE:
	case COLUMN_DUE:
		slot = maker_expr(maker, column->body);
		if (column->type.fraction)
			slot = maker_in_shape(maker, slot, SHAPE_FRACTION);
		return slot;
	case COLUMN_DECIDE:
		return decide_slot(maker, column);
	case COLUMN_BANDS:
		return bands_slot(maker, column);
	case COLUMN_DEADLINE:
		return deadline_slot(maker, column);
	}
	assert(false);
	return SLOT_NONE;
}

/* A column given from outside has a slot to itself: what shares its rule is not given with it. */
static uint32_t
given_slot(struct maker *maker, const struct column *column, uint32_t slot)
{
	static kernel *const copies[] = { [SHAPE_TRUTH] = kernel_copy_truth,
		[SHAPE_LABELS] = kernel_copy_labels,
		[SHAPE_FIGURE] = kernel_copy_figure,
		[SHAPE_FRACTION] = kernel_copy_fraction,
		[SHAPE_TEXT] = kernel_copy_text };
	struct slot copied = maker->plan->slots[slot];
	struct step copy = { .kind = STEP_KERNEL,
		.run = copies[copied.shape],
		.name = "copy",
		.out = SLOT_NONE,
		.a = slot,
		.b = SLOT_NONE };
	struct step given = { .kind = STEP_GIVEN,
		.name = "given",
		.a = SLOT_NONE,
		.b = SLOT_NONE,
		.column = column };

	given.out = maker_own_step(maker, &copy, copied.shape, copied.type);
	return maker_own_step(maker, &given, copied.shape, copied.type);
}

/* A column of the run is one value for all rows. */
static uint32_t
run_slot(struct maker *maker, const struct column *column)
{
	uint32_t *slot = &maker->plan->run_slots[column->index];

	if (*slot == SLOT_NONE) {
		const struct vec *vec;
		struct value value;

		assert(maker->request->run != NULL);
		vec = batch_column(maker->request->run, column);
		value = vec_value(vec, 0);
		value.type = vec->type;
		*slot = maker_constant(maker, vec->shape, &value);
	}
	return *slot;
}

uint32_t
maker_column(struct maker *maker, const struct column *column)
{
	uint32_t slot;

	if (column->table != maker->plan->table)
		return run_slot(maker, column);
	slot = maker->plan->column_slots[column->index];
	if (slot != SLOT_NONE)
		return slot;
	slot = rule_slot(maker, column);
	if (maker->request->given != NULL && maker->request->given[column->index]
	    && column->origin != COLUMN_FIELD)
		slot = given_slot(maker, column, slot);
	return maker->plan->column_slots[column->index] = slot;
}

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
	/* What these look at lies in other rows; their own operands are worked out before (workspace.h). */
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
need_edges(struct needs *needs, const struct bands *bands)
{
	for (uint32_t i = 0; i < bands->count; i++) {
		need_expr(needs, bands->bands[i].low);
		need_expr(needs, bands->bands[i].high);
	}
}

static void
need_rule(struct needs *needs, const struct column *column)
{
	need_expr(needs, column->body);
	if (column->decide != NULL) {
		for (uint32_t i = 0; i < column->decide->rule_count; i++) {
			need_expr(needs, column->decide->rules[i].when);
			need_expr(needs, column->decide->rules[i].outcome);
		}
		need_expr(needs, column->decide->otherwise);
	}
	if (column->bands != NULL) {
		need_column(needs, column->bands->by);
		need_edges(needs, column->bands);
	}
	if (column->deadline != NULL) {
		need_column(needs, column->deadline->due);
		need_column(needs, column->deadline->met_by);
	}
	if (column->origin == COLUMN_LETTER) {
		need_column(needs, column->letter->sent);
		need_expr(needs, column->letter->send_when);
		need_expr(needs, column->letter->lapses_when);
		for (uint32_t i = 0; i < column->letter->displaced_by_count; i++)
			need_column(needs, column->letter->displaced_by[i]->column);
	}
	for (uint32_t i = 0; column->type.fraction && i < column->table->column_count; i++)
		if (column->table->columns[i]->bands != NULL && column->table->columns[i]->bands->by == column)
			need_edges(needs, column->table->columns[i]->bands);
}

/* A fraction is printed on its own side of the edges of its bands (edges.h), whether or not the bands are asked for. */
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
	plan->run_slots =
	    no_slots(arena, request->program->run != NULL ? request->program->run->column_count : 0);
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
