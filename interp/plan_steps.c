/*
 * plan_steps: the two lists that a plan is made of. Both grow in the arena; equal constants share a
 * slot and equal steps are made once.
 */
#include <string.h>

#include "interp/plan_internal.h"

/* ---- slots ---- */

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
			memcpy(grown, plan->outside,
			    plan->outside_count * sizeof(const struct expr *));
		plan->outside = grown;
		maker->outside_room = room;
	}
	plan->outside[plan->outside_count++] = expr;
	plan->slots[slot].outside = expr;
	return slot;
}

/* ---- steps ---- */

static bool
same_bytes(const void *a, const void *b, size_t length)
{
	return a == b || (a != NULL && b != NULL && memcmp(a, b, length) == 0);
}

static bool
same_with(const struct kernel_with *a, const struct kernel_with *b, uint32_t part_count)
{
	return a->number == b->number && a->labels == b->labels && a->workdays == b->workdays &&
	    a->mode == b->mode && a->places == b->places && a->bands == b->bands &&
	    same_bytes(a->map, b->map, LABELS_MAX) &&
	    same_bytes(a->from, b->from, part_count * sizeof(*a->from)) &&
	    (a->pattern == b->pattern ||
		(a->pattern != NULL && b->pattern != NULL && strcmp(a->pattern, b->pattern) == 0));
}

static bool
same_step(const struct step *a, const struct step *b)
{
	if (a->kind != b->kind || a->run != b->run || a->a != b->a || a->b != b->b
	    || a->part_count != b->part_count || !same_with(&a->with, &b->with, a->part_count))
		return false;
	return a->part_count == 0 ||
	    memcmp(a->parts, b->parts, a->part_count * sizeof(*a->parts)) == 0;
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
		if (same_step(&plan->steps[i], step) &&
		    plan->slots[plan->steps[i].out].shape == shape &&
		    same_type(plan->slots[plan->steps[i].out].type, type))
			return plan->steps[i].out;
	for (uint32_t i = 0; i < step->part_count; i++)
		constant = constant && is_constant(plan, step->parts[i]);
	out = maker_own_step(maker, step, shape, type);
	plan->slots[out].constant = constant;
	return out;
}
