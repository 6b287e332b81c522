/*
 * plan: a table's rules, flattened to steps over slots. A slot is one vec of the batch; equal
 * expressions share one. The plan is made once, from what is wanted: columns and conditions nobody
 * asks for get no step, and fields nobody needs are not read. After that it never changes; a run
 * only writes to its batches.
 *
 * Every kernel is chosen while the plan is made, so no step asks for a type while rows go by.
 * Settings that have one value on all days are constants; one that changes is a column, picked by
 * the day of the row (writ.5, SETTINGS).
 */
#ifndef INTERP_PLAN_H
#define INTERP_PLAN_H

#include "interp/knobs.h"
#include "interp/vec.h"
#include "lang/program.h"

#define SLOT_NONE UINT32_MAX

struct plan;

struct plan_request {
	const struct program *program;
	const struct table *table;		/* an input, or program->run */
	const struct knobs *knobs;
	const struct column *const *columns;	/* wanted, with all that they need */
	uint32_t column_count;
	/* wanted besides: a report's where, the operands of its aggregates */
	const struct expr *const *exprs;
	uint32_t expr_count;
	/* by column index: derived columns that are given from outside (tests), or NULL */
	const bool *given;
	/* program->run, already evaluated (one row), or NULL when the table is the run itself */
	const struct batch *run;
};

const struct plan *plan_make(struct arena *arena, const struct plan_request *request);

/* SLOT_NONE when not in the plan */
uint32_t plan_slot_column(const struct plan *plan, const struct column *column);
uint32_t plan_slot_expr(const struct plan *plan, const struct expr *expr);

/* Whether its value goes by the day of the row, so that it is not known where that day is not. */
bool plan_setting_varies(const struct plan *plan, const struct setting *setting);

/* The slot of the day that picks the values of settings in each row; SLOT_NONE: all rows go by
 * run_date, or no setting that is needed varies. */
uint32_t plan_slot_settings_day(const struct plan *plan);

/* Whether some setting has more than one value over time, or one that is not the policy's own: then
 * what is told of it says which value it is. */
bool plan_settings_changed(const struct plan *plan);

const struct program *plan_program(const struct plan *plan);
const struct knobs *plan_knobs(const struct plan *plan);
const struct table *plan_table(const struct plan *plan);
int64_t plan_run_date(const struct plan *plan);

/*
 * What the rows of this table cannot answer alone (EXPR_THROUGH, EXPR_AGGREGATE, EXPR_EXISTS,
 * EXPR_RANK, EXPR_SUCCESSION) has a slot that is filled from outside before batch_run(), as fields
 * are: batch_column() of a field, batch_expr() of one of these.
 */
uint32_t plan_outside_count(const struct plan *plan);
const struct expr *plan_outside(const struct plan *plan, uint32_t index);

/* By column index: fields that must be read. */
const bool *plan_fields(const struct plan *plan);

/* The steps as text, for `writ check --show plan` and tests. */
char *plan_dump(struct arena *arena, const struct plan *plan);

#endif
