/*
 * plan_internal: the inside of a plan, shared by plan*.c and batch.c; no other file includes it.
 *
 * A plan is a list of slots and a list of steps in the order they run, inputs before uses. Whatever
 * does not depend on the row is *constant*: such a slot is filled once a batch, by broadcasting its
 * value or by a step of the first part of the list.
 */
#ifndef INTERP_PLAN_INTERNAL_H
#define INTERP_PLAN_INTERNAL_H

#include "interp/kernels.h"
#include "interp/plan.h"
#include "lang/twins.h"

enum step_kind {
	STEP_KERNEL,
	STEP_DECIDE, /* parts: when and outcome of each line in turn, then the otherwise */
	/* rows of `column` given from outside take the place of what its rule said in `out` */
	STEP_GIVEN
};

struct step {
	enum step_kind kind;
	kernel *run;
	const char *name;
	uint32_t out, a, b;		/* slots; SLOT_NONE where not used */
	const uint32_t *parts;
	uint32_t part_count;
	struct kernel_with with;
	const struct column *column;	/* STEP_DECIDE, STEP_GIVEN */
};

struct slot {
	enum shape shape;
	struct type type;
	bool constant;
	const struct value *value;	/* of a constant that no step works out */
	const struct column *field;	/* read from outside */
	const struct expr *outside;	/* worked out from other rows, and put in from outside */
};

struct plan {
	const struct program *program;
	const struct table *table;
	const struct knobs *knobs;
	int64_t run_date;
	/* slot of the day that picks the values of settings, or SLOT_NONE */
	uint32_t settings_day;
	bool settings_changed;
	struct slot *slots;
	uint32_t slot_count;
	struct step *steps;
	uint32_t step_count;
	uint32_t *column_slots;		/* by column index of the table */
	/* by column index of program->run, when that is another table */
	uint32_t *run_slots;
	uint32_t *expr_slots;		/* by expression id */
	bool *fields;			/* by column index */
	/* by setting->index: its value goes by the day of the row */
	bool *varying;
	/* of the slots that have one, in the order they were made */
	const struct expr **outside;
	uint32_t outside_count;
};

/* ---- while the plan is being made ---- */

struct maker {
	struct arena *arena;
	const struct plan_request *request;
	struct plan *plan;
	uint32_t slot_room, step_room, outside_room;
	struct twins constants, steps;	/* by slot, by place in the list of steps */
};

/* plan_steps.c */
uint32_t maker_slot(struct maker *maker, enum shape shape, struct type type);

/* The slot of a constant; equal constants share one. */
uint32_t maker_constant(struct maker *maker, enum shape shape, const struct value *value);

/* A slot for what other rows say: filled from outside, like a field. */
uint32_t maker_outside(struct maker *maker, const struct expr *expr);

/* Adds a kernel step with a slot for its result, unless an equal step is there already. `step`
 * needs kind, run, name, its operands and `with`. */
uint32_t maker_step(struct maker *maker, const struct step *step, enum shape shape,
    struct type type);

/* The same for a decide, with an own slot and no look for an equal one. */
uint32_t
maker_own_step(struct maker *maker, const struct step *step, enum shape shape, struct type type);

/* plan_column.c: a column of the table, compiled when it is first asked for, or of the run. */
uint32_t maker_column(struct maker *maker, const struct column *column);

/* plan_expr.c: the slot of an expression, in whatever shape it comes; of a condition as a truth. */
uint32_t maker_expr(struct maker *maker, const struct expr *expr);
uint32_t maker_truth(struct maker *maker, const struct expr *expr);
uint32_t maker_in_shape(struct maker *maker, uint32_t slot, enum shape shape);

/* plan_setting.c: the value of a setting, and `is one of` a list. */
uint32_t maker_setting(struct maker *maker, const struct setting *setting);
uint32_t maker_one_of_setting(struct maker *maker, uint32_t a, const struct setting *setting);
uint32_t maker_same(struct maker *maker, uint32_t a, uint32_t b);
uint32_t maker_any(struct maker *maker, const uint32_t *parts, uint32_t count);
uint32_t maker_labels_in(struct maker *maker, uint32_t a, uint64_t labels);
uint32_t maker_one_of_nothing(struct maker *maker, uint32_t a);

/* True when the rows of the table must be asked on which day they are. */
bool maker_setting_varies(const struct maker *maker, const struct setting *setting);

#endif
