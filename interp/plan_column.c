/*
 * plan_column: the slot of a column, by where the column comes from: a field, a rule of any form,
 * the run, or what is given in place of its rule.
 */
#include <assert.h>

#include "interp/batch.h"
#include "interp/plan_internal.h"

static uint32_t
field_slot(struct maker *maker, const struct column *column)
{
	uint32_t slot = maker_slot(maker, shape_of(column->type), column->type);

	maker->plan->slots[slot].field = column;
	maker->plan->fields[column->index] = true;
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
		parts[i] =
		    maker_labels_in(maker, maker_column(maker, letter->displaced_by[i]->column),
			UINT64_C(1) << LETTER_DUE | UINT64_C(1) << LETTER_SENT);
	lapse[0] =
	    letter->lapses_when != NULL ? maker_truth(maker, letter->lapses_when) : SLOT_NONE;
	lapse[1] = letter->displaced_by_count > 0 ?
	    maker_any(maker, parts, letter->displaced_by_count) :
	    SLOT_NONE;
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
