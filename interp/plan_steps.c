/*
 * plan_steps: the two lists that a plan is made of. Both grow in the arena; equal constants share a
 * slot and equal steps are made once.
 */
#include <string.h>

#include "interp/keys.h"
#include "interp/plan_internal.h"
#include "interp/same.h"

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

struct wanted_constant {
	const struct plan *plan;
	enum shape shape;
	const struct value *value;
};

static bool
is_that_constant(const void *context, uint32_t slot)
{
	const struct wanted_constant *wanted = context;
	const struct slot *there = &wanted->plan->slots[slot];

	return there->shape == wanted->shape && same_type(there->type, wanted->value->type)
	    && value_same(there->value, wanted->value);
}

uint32_t
maker_constant(struct maker *maker, enum shape shape, const struct value *value)
{
	struct plan *plan = maker->plan;
	struct wanted_constant wanted = { plan, shape, value };
	uint64_t digest = value_digest((uint64_t)shape ^ (uint64_t)value->type.kind << 8 ^
	        (uint64_t)(uintptr_t)value->type.labels << 16, value);
	uint32_t slot = twins_find(&maker->constants, digest, is_that_constant, &wanted);
	struct value *kept;

	if (slot != TWINS_NONE)
		return slot;
	slot = maker_slot(maker, shape, value->type);
	kept = arena_new(maker->arena, struct value);
	*kept = *value;
	plan->slots[slot].constant = true;
	plan->slots[slot].value = kept;
	twins_add(&maker->constants, maker->arena, digest, slot);
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

struct wanted_step {
	const struct plan *plan;
	const struct step *step;
	enum shape shape;
	struct type type;
};

static bool
is_that_step(const void *context, uint32_t at)
{
	const struct wanted_step *wanted = context;
	const struct step *there = &wanted->plan->steps[at];
	const struct slot *out = &wanted->plan->slots[there->out];

	return same_step(there, wanted->step) && out->shape == wanted->shape &&
	    same_type(out->type, wanted->type);
}

/* Of most of what same_step() looks at; the rest hardly ever tells two apart. */
static uint64_t
digest_of(const struct step *step)
{
	const uint64_t facts[] = { (uint64_t)step->kind, step->a, step->b, step->part_count,
		(uint64_t)step->with.number, step->with.labels, (uint64_t)step->with.places };
	uint64_t digest = key_digest(0, facts, sizeof facts);

	if (step->with.pattern != NULL)
		digest = key_digest(digest, step->with.pattern, strlen(step->with.pattern));
	return step->part_count == 0 ?
	    digest :
	    key_digest(digest, step->parts, step->part_count * sizeof(*step->parts));
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
	twins_add(&maker->steps, maker->arena, digest_of(step), plan->step_count);
	plan->steps[plan->step_count] = *step;
	plan->steps[plan->step_count++].out = out;
	return out;
}

uint32_t
maker_step(struct maker *maker, const struct step *step, enum shape shape, struct type type)
{
	struct plan *plan = maker->plan;
	struct wanted_step wanted = { plan, step, shape, type };
	bool constant = is_constant(plan, step->a) && is_constant(plan, step->b);
	uint32_t there = twins_find(&maker->steps, digest_of(step), is_that_step, &wanted), out;

	if (there != TWINS_NONE)
		return plan->steps[there].out;
	for (uint32_t i = 0; i < step->part_count; i++)
		constant = constant && is_constant(plan, step->parts[i]);
	out = maker_own_step(maker, step, shape, type);
	plan->slots[out].constant = constant;
	return out;
}
