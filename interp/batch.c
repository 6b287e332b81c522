/*
 * batch: see batch.h. The steps' operands are bound to the vecs of the batch once. Constant slots
 * are worked out once, over all BATCH_ROWS rows; afterwards only their rails follow the number of
 * rows, so that rows past the end stay unknown.
 */
#include "interp/batch.h"

#include <assert.h>
#include <string.h>

#include "interp/decide.h"
#include "interp/plan_internal.h"

struct bound_step {
	struct operands in;
	struct vec *out;
	struct decisions *decisions;
};

struct batch_state {
	struct bound_step *steps;	/* one a step of the plan */
	uint32_t constant_rows;		/* rows the rails of the constants stand for */
	/* Of each constant slot: is its bit set in the first rail (yes, given), in the second? */
	bool *first, *second;
	struct vec **fields;		/* by column index */
	struct decisions **decisions;
};

/* ---- constants ---- */

static void
fill_rail(struct rail *rail, bool set, uint32_t rows)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++)
		rail->word[w] = set ? rail_rows(rows, w) : 0;
}

static void
broadcast(struct vec *vec, const struct value *value)
{
	if (vec->shape == SHAPE_TRUTH) {
		fill_rail(&vec->yes, value->labels == LABEL_YES, BATCH_ROWS);
		fill_rail(&vec->no, value->labels == LABEL_NO, BATCH_ROWS);
		return;
	}
	if (vec->shape == SHAPE_LABELS) {
		for (uint32_t row = 0; row < BATCH_ROWS; row++)
			vec->labels[row] = value->labels;
		return;
	}
	fill_rail(&vec->given, value->state == GIVEN, BATCH_ROWS);
	fill_rail(&vec->nothing, value->state == NOTHING, BATCH_ROWS);
	for (uint32_t row = 0; row < BATCH_ROWS; row++) {
		if (vec->shape == SHAPE_TEXT) {
			vec->text[row] = (struct text){ value->text, (uint32_t)value->text_length };
			continue;
		}
		vec->num[row] = value->num;
		if (vec->shape == SHAPE_FRACTION)
			vec->den[row] = value->den != 0 ? value->den : 1;
	}
}

static void
run_constants(struct batch *batch)
{
	const struct plan *plan = batch->plan;
	struct batch_state *state = batch->state;

	for (uint32_t i = 0; i < plan->slot_count; i++)
		if (plan->slots[i].value != NULL)
			broadcast(&batch->slots[i], plan->slots[i].value);
	for (uint32_t i = 0; i < plan->step_count; i++)
		if (plan->slots[plan->steps[i].out].constant) {
			struct bound_step *step = &state->steps[i];

			step->in.rows = BATCH_ROWS;
			plan->steps[i].run(step->out, &step->in);
		}
	for (uint32_t i = 0; i < plan->slot_count; i++) {
		state->first[i] = RAIL_GET(batch->slots[i].yes, 0) != 0;
		state->second[i] = RAIL_GET(batch->slots[i].no, 0) != 0;
	}
	state->constant_rows = BATCH_ROWS;
}

static void
fit_constants(struct batch *batch)
{
	if (batch->state->constant_rows == batch->rows)
		return;
	for (uint32_t i = 0; i < batch->plan->slot_count; i++)
		if (batch->plan->slots[i].constant && batch->slots[i].shape != SHAPE_LABELS) {
			fill_rail(&batch->slots[i].yes, batch->state->first[i], batch->rows);
			fill_rail(&batch->slots[i].no, batch->state->second[i], batch->rows);
		}
	batch->state->constant_rows = batch->rows;
}

/* ---- making one ---- */

static void
bind(struct batch *batch, uint32_t index)
{
	const struct step *step = &batch->plan->steps[index];
	struct bound_step *bound = &batch->state->steps[index];
	const struct vec **parts = arena_array(&batch->arena, const struct vec *, step->part_count);

	for (uint32_t i = 0; i < step->part_count; i++)
		parts[i] = step->parts[i] != SLOT_NONE ? &batch->slots[step->parts[i]] : NULL;
	bound->in =
	    (struct operands){ .parts = parts, .part_count = step->part_count, .with = step->with };
	if (step->a != SLOT_NONE)
		bound->in.a = &batch->slots[step->a];
	if (step->b != SLOT_NONE)
		bound->in.b = &batch->slots[step->b];
	bound->out = &batch->slots[step->out];
	if (step->kind == STEP_DECIDE) {
		bound->decisions = arena_new(&batch->arena, struct decisions);
		batch->state->decisions[step->column->index] = bound->decisions;
	}
}

void
batch_init(struct batch *batch, const struct plan *plan)
{
	struct batch_state *state;
	uint32_t marks = plan->table->column_count + plan->program->run->column_count;

	memset(batch, 0, sizeof(*batch));
	arena_init(&batch->arena);
	batch->plan = plan;
	batch->slots = arena_array(&batch->arena, struct vec, plan->slot_count);
	batch->lines = arena_array(&batch->arena, uint64_t, BATCH_ROWS);
	batch->state = state = arena_new(&batch->arena, struct batch_state);
	state->steps = arena_array(&batch->arena, struct bound_step, plan->step_count);
	state->first = arena_array(&batch->arena, bool, plan->slot_count);
	state->second = arena_array(&batch->arena, bool, plan->slot_count);
	state->fields = arena_array(&batch->arena, struct vec *, plan->table->column_count);
	state->decisions =
	    arena_array(&batch->arena, struct decisions *, plan->table->column_count);
	batch->decisions = state->decisions;
	batch->marks = arena_array(&batch->arena, uint8_t, marks);
	batch->setting_marks = arena_array(&batch->arena, uint8_t, plan->program->setting_count);
	for (uint32_t i = 0; i < plan->slot_count; i++) {
		vec_init(&batch->slots[i], &batch->arena, plan->slots[i].shape,
		    plan->slots[i].type);
		if (plan->slots[i].field != NULL)
			state->fields[plan->slots[i].field->index] = &batch->slots[i];
	}
	for (uint32_t i = 0; i < plan->step_count; i++)
		bind(batch, i);
	run_constants(batch);
}

/* ---- columns given from outside ---- */

static void
apply_given(struct batch *batch, const struct column *column, struct vec *vec)
{
	struct decisions *decisions = batch->state->decisions[column->index];

	for (uint32_t i = 0; i < batch->given_count; i++) {
		if (batch->given_columns[i] != column)
			continue;
		for (uint32_t row = 0; row < batch->rows; row++)
			if (batch->given_rows[i][row]) {
				vec_put(vec, row, &batch->given_values[i][row]);
				if (decisions != NULL) {
					decisions->verdict[row] = VERDICT_GIVEN;
					decisions->rule[row] = -1;
				}
			}
	}
}

static void
apply_given_fields(struct batch *batch)
{
	for (uint32_t i = 0; i < batch->given_count; i++) {
		struct vec *vec = batch->state->fields[batch->given_columns[i]->index];

		if (vec != NULL)
			apply_given(batch, batch->given_columns[i], vec);
	}
}

/* ---- running ---- */

void
batch_run(struct batch *batch)
{
	const struct plan *plan = batch->plan;

	assert(batch->rows <= BATCH_ROWS);
	fit_constants(batch);
	apply_given_fields(batch);
	for (uint32_t i = 0; i < plan->step_count; i++) {
		const struct step *step = &plan->steps[i];
		struct bound_step *bound = &batch->state->steps[i];

		if (plan->slots[step->out].constant)
			continue;
		bound->in.rows = batch->rows;
		switch (step->kind) {
		case STEP_KERNEL:
			step->run(bound->out, &bound->in);
			break;
		case STEP_DECIDE:
			decide_run(bound->out, bound->decisions, step->column->decide,
			    bound->in.parts, batch->rows);
			break;
		case STEP_GIVEN:
			apply_given(batch, step->column, bound->out);
			break;
		}
	}
}

void
batch_release(struct batch *batch)
{
	arena_release(&batch->arena);
	memset(batch, 0, sizeof(*batch));
}

bool
batch_is_doubtful(const struct batch *batch, uint32_t row)
{
	uint32_t at = batch->first_row + row;

	return batch->doubtful != NULL && (batch->doubtful[at >> 6] >> (at & 63) & 1) != 0;
}

const struct vec *
batch_column(const struct batch *batch, const struct column *column)
{
	uint32_t slot = plan_slot_column(batch->plan, column);

	assert(slot != SLOT_NONE);
	return &batch->slots[slot];
}

const struct vec *
batch_expr(const struct batch *batch, const struct expr *expr)
{
	uint32_t slot = plan_slot_expr(batch->plan, expr);

	assert(slot != SLOT_NONE);
	return &batch->slots[slot];
}

struct vec *const *
batch_fields(struct batch *batch)
{
	return batch->state->fields;
}
