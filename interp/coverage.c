/* coverage: counting what the batches of a test show. See coverage.h and coverage_parts.h. */
#include "interp/coverage_parts.h"

#include <string.h>

struct coverage *
coverage_make(struct arena *arena, const struct program *program)
{
	struct coverage *coverage = arena_new(arena, struct coverage);

	coverage->arena = arena;
	coverage->program = program;
	coverage->tests_run = arena_array(arena, bool, program->test_count);
	coverage->needed = arena_array(arena, bool *, program->table_count + 1);
	coverage->table_needed = arena_array(arena, bool, program->table_count + 1);
	coverage->report_needed = arena_array(arena, bool, program->report_count);
	for (uint32_t i = 0; i <= program->table_count; i++)
		coverage->needed[i] = arena_array(arena, bool,
		    (i < program->table_count ? program->tables[i] : program->run)->column_count);
	cover_list_points(coverage);
	return coverage;
}

void
coverage_begin(struct coverage *coverage, uint32_t test, const struct test_rows *givens)
{
	coverage->test = test;
	coverage->tests_run[test] = true;
	cover_find_needs(coverage, &coverage->program->tests[test], givens);
}

bool
coverage_is_needed(const struct coverage *coverage, const struct table *table)
{
	return coverage->table_needed[cover_table_index(coverage, table)];
}

/* The conditions over rows of `table` that other tables' rules, or reports, look through it with;
 * counted, and put to `exprs` unless that is NULL. */
static uint32_t
foreign_exprs(const struct coverage *coverage, const struct table *table, const struct expr **exprs)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < coverage->owner_count; i++) {
		const struct cover_owner *owner = &coverage->owners[i];

		if (!cover_owner_needed(coverage, owner))
			continue;
		for (uint32_t j = 0; j < owner->point_count; j++) {
			const struct cover_point *point = &owner->points[j];

			if (point->table != table || point->condition == NULL)
				continue;
			if (owner->column != NULL && owner->column->table == table &&
			    (owner->column->body == NULL || !expr_is_whole(owner->column->body)))
				continue;
			if (exprs != NULL)
				exprs[count] = point->condition;
			count++;
		}
	}
	return count;
}

struct table_wants
coverage_wants(const struct coverage *coverage, struct arena *arena, const struct table *table)
{
	const bool *needed = coverage->needed[cover_table_index(coverage, table)];
	const struct column **columns =
	    arena_array(arena, const struct column *, table->column_count);
	const struct expr **exprs =
	    arena_array(arena, const struct expr *, foreign_exprs(coverage, table, NULL));
	struct table_wants wants = { .columns = columns, .exprs = exprs };

	for (uint32_t i = 0; i < table->column_count; i++)
		if (needed[i])
			columns[wants.column_count++] = table->columns[i];
	wants.expr_count = foreign_exprs(coverage, table, exprs);
	return wants;
}

/* ---- one batch ---- */

static bool
is_given(const struct batch *batch, const struct column *column, uint32_t row)
{
	for (uint32_t i = 0; i < batch->given_count; i++)
		if (batch->given_columns[i] == column && column->origin != COLUMN_FIELD &&
		    column->origin != COLUMN_KEY)
			return batch->given_rows[i][row];
	return false;
}

bool
cover_value(const struct batch *batch, uint32_t row, const struct cover_operand *operand,
    struct value *value)
{
	uint32_t slot;

	if (operand->column == NULL && operand->expr == NULL) {
		*value = (struct value){ .state = GIVEN,
			.type = type_plain(KIND_DATE),
			.num = plan_run_date(batch->plan) };
		return true;
	}
	slot = operand->column != NULL ? plan_slot_column(batch->plan, operand->column) :
					 plan_slot_expr(batch->plan, operand->expr);
	if (slot == SLOT_NONE)
		return false;
	*value = vec_value(&batch->slots[slot], row);
	value->type = batch->slots[slot].type;
	return true;
}

static void
mark(struct coverage *coverage, struct cover_point *point, uint32_t side)
{
	point->rows[side]++;
	point->tests[side][coverage->test] = true;
}

/* -1: the answer is open, or not there */
static int
side_of_condition(const struct batch *batch, uint32_t row, const struct expr *condition)
{
	uint32_t slot = plan_slot_expr(batch->plan, condition);
	struct value value;

	if (slot == SLOT_NONE)
		return -1;
	value = vec_value(&batch->slots[slot], row);
	if (value.state != GIVEN)
		return -1;
	return value.labels == LABEL_YES ? SIDE_YES : value.labels == LABEL_NO ? SIDE_NO : -1;
}

/* Whether the row goes by the value of the setting that the point is for, and not by another, a
 * variation's or a test's. */
static bool
goes_by_its_value(const struct batch *batch, uint32_t row, const struct cover_point *point)
{
	const struct plan *plan = batch->plan;
	const struct knobs *knobs = plan_knobs(plan);
	int64_t day = knobs->run_date;
	uint32_t slot = plan_slot_settings_day(plan);

	if (point->setting == NULL)
		return true;
	if (plan_setting_varies(plan, point->setting) && slot != SLOT_NONE) {
		struct value value = vec_value(&batch->slots[slot], row);

		if (value.state != GIVEN)
			return false;
		day = value.num;
	}
	return knob_on(&knobs->knobs[point->setting->index], day)->values ==
	    point->setting->values[point->dated].values;
}

static int
side_of_threshold(const struct batch *batch, uint32_t row, const struct cover_point *point)
{
	struct value a, b;

	if (!cover_value(batch, row, &point->a, &a) || !cover_value(batch, row, &point->b, &b) ||
	    a.state != GIVEN || b.state != GIVEN || !goes_by_its_value(batch, row, point))
		return -1;
	return exact_compare(&a, &b) + SIDE_AT;
}

/* Which line decided: -1 none, -2 either way, -3 nothing, -4 cannot be decided. */
static int
line_of(const struct batch *batch, uint32_t row, const struct column *column)
{
	const struct decisions *decisions =
	    column->decide != NULL ? batch->decisions[column->index] : NULL;
	struct value value;

	if (decisions != NULL) {
		switch ((enum verdict)decisions->verdict[row]) {
		case VERDICT_RULE:
			return decisions->rule[row];
		case VERDICT_OTHERWISE:
			return column->decide->has_otherwise ? (int)column->decide->rule_count : -3;
		case VERDICT_EITHER_WAY:
			return decisions->rule[row] >= 0 ? decisions->rule[row] : -2;
		case VERDICT_UNDECIDED:
		case VERDICT_DISAGREE:
			return -4;
		case VERDICT_GIVEN:
			return -1;
		}
	}
	value = vec_value(batch_column(batch, column), row);
	if (value.state == NOTHING)
		return -3;
	return value.state == GIVEN && value.labels != 0 ? __builtin_ctzll(value.labels) : -4;
}

bool
cover_shows(const struct cover_point *point, uint32_t side, const struct column *column,
    const struct batch *batch, uint32_t row)
{
	switch (point->kind) {
	case COVER_LINE:
		return line_of(batch, row, column) == (int)point->index;
	case COVER_THRESHOLD:
		return side_of_threshold(batch, row, point) == (int)side;
	case COVER_CONDITION:
		return side_of_condition(batch, row, point->condition) == (int)side;
	}
	return false;
}

static bool
has_lines(const struct cover_owner *owner)
{
	return owner->column != NULL && owner->column->origin != COLUMN_DEFINE;
}

static void
count_lines(struct coverage *coverage, struct cover_owner *owner, const struct batch *batch,
    uint32_t row)
{
	int line = line_of(batch, row, owner->column);

	if (line == -1)
		return;
	owner->rows++;
	owner->either_way += line == -2;
	owner->nothing += line == -3;
	owner->undecided += line == -4;
	for (uint32_t i = 0; line >= 0 && i < owner->point_count; i++)
		if (owner->points[i].kind == COVER_LINE && owner->points[i].index == (uint32_t)line)
			mark(coverage, &owner->points[i], 0);
}

static void
count_row(struct coverage *coverage, struct cover_owner *owner, const struct batch *batch,
    uint32_t row)
{
	const struct table *table = plan_table(batch->plan);
	bool ours = owner->column != NULL && owner->column->table == table;

	if (ours && is_given(batch, owner->column, row))
		return;
	if (ours && has_lines(owner))
		count_lines(coverage, owner, batch, row);
	for (uint32_t i = 0; i < owner->point_count; i++) {
		struct cover_point *point = &owner->points[i];
		int side;

		if (point->kind == COVER_LINE || point->table != table)
			continue;
		side = point->kind == COVER_CONDITION ?
		    side_of_condition(batch, row, point->condition) :
		    side_of_threshold(batch, row, point);
		if (side >= 0)
			mark(coverage, point, (uint32_t)side);
	}
}

void
coverage_batch(struct coverage *coverage, const struct batch *batch)
{
	const struct table *table = plan_table(batch->plan);

	for (uint32_t i = 0; i < coverage->owner_count; i++) {
		struct cover_owner *owner = &coverage->owners[i];

		if (!cover_owner_needed(coverage, owner) ||
		    (owner->column != NULL && owner->column->table == table &&
			plan_slot_column(batch->plan, owner->column) == SLOT_NONE))
			continue;
		for (uint32_t row = 0; row < batch->rows; row++)
			count_row(coverage, owner, batch, row);
	}
}

struct coverage_totals
coverage_totals(const struct coverage *coverage)
{
	struct coverage_totals totals = { 0 };

	for (uint32_t i = 0; i < coverage->owner_count; i++)
		for (uint32_t j = 0; j < coverage->owners[i].point_count; j++) {
			const struct cover_point *point = &coverage->owners[i].points[j];
			bool whole = cover_is_whole(point);

			totals.lines += point->kind == COVER_LINE;
			totals.lines_fired += point->kind == COVER_LINE && whole;
			totals.thresholds += point->kind == COVER_THRESHOLD;
			totals.thresholds_tried += point->kind == COVER_THRESHOLD && whole;
			totals.conditions += point->kind == COVER_CONDITION;
			totals.conditions_tried += point->kind == COVER_CONDITION && whole;
		}
	return totals;
}
