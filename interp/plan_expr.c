/*
 * plan_expr: expressions to steps. Each function answers the slot that holds the expression's
 * value. There are fewer kernels than forms: `is not` is `is` turned round, `at least` is `less
 * than` turned round, `more than` is `less than` with its sides exchanged; so `x is at least y` and
 * `x is less than y` share their one comparison.
 */
#include "interp/plan_internal.h"

#include <assert.h>

static uint32_t
step_of(struct maker *maker, kernel *run, const char *name, uint32_t a, uint32_t b,
    enum shape shape, struct type type, const struct kernel_with *with)
{
	struct step step = { .kind = STEP_KERNEL,
		.run = run,
		.name = name,
		.out = SLOT_NONE,
		.a = a,
		.b = b };

	if (with != NULL)
		step.with = *with;
	return maker_step(maker, &step, shape, type);
}

static uint32_t
truth_step(struct maker *maker, kernel *run, const char *name, uint32_t a, uint32_t b,
    const struct kernel_with *with)
{
	return step_of(maker, run, name, a, b, SHAPE_TRUTH, type_plain(KIND_YES_NO), with);
}

static const struct slot *
slot_at(const struct maker *maker, uint32_t slot)
{
	return &maker->plan->slots[slot];
}

/* ---- shapes ---- */

uint32_t
maker_in_shape(struct maker *maker, uint32_t slot, enum shape shape)
{
	enum shape have = slot_at(maker, slot)->shape;

	if (have == shape)
		return slot;
	if (shape == SHAPE_TRUTH)
		return maker_labels_in(maker, slot, LABEL_YES);
	if (shape == SHAPE_LABELS) {
		assert(have == SHAPE_TRUTH);
		return step_of(maker, kernel_truth_to_labels, "labels", slot, SLOT_NONE,
		    SHAPE_LABELS, type_plain(KIND_YES_NO), NULL);
	}
	if (shape == SHAPE_FRACTION) {
		struct type type = slot_at(maker, slot)->type;

		assert(have == SHAPE_FIGURE);
		type.fraction = true;
		return step_of(maker, kernel_to_fraction, "fraction", slot, SLOT_NONE,
		    SHAPE_FRACTION, type, NULL);
	}
	assert(false);
	return slot;
}

uint32_t
maker_truth(struct maker *maker, const struct expr *expr)
{
	return maker_in_shape(maker, maker_expr(maker, expr), SHAPE_TRUTH);
}

/* ---- conditions ---- */

static uint32_t
not_slot(struct maker *maker, uint32_t a)
{
	const struct plan *plan = maker->plan;

	for (uint32_t i = 0; i < plan->step_count; i++)
		if (plan->steps[i].out == a && plan->steps[i].run == kernel_not)
			return plan->steps[i].a;
	return truth_step(maker, kernel_not, "not", a, SLOT_NONE, NULL);
}

static uint32_t
list_slot(struct maker *maker, kernel *run, const char *name, const uint32_t *parts, uint32_t count)
{
	struct step step = { .kind = STEP_KERNEL,
		.run = run,
		.name = name,
		.out = SLOT_NONE,
		.a = SLOT_NONE,
		.b = SLOT_NONE,
		.parts = parts,
		.part_count = count };

	if (count == 1)
		return parts[0];
	return maker_step(maker, &step, SHAPE_TRUTH, type_plain(KIND_YES_NO));
}

uint32_t
maker_any(struct maker *maker, const uint32_t *parts, uint32_t count)
{
	return list_slot(maker, kernel_any, "any", parts, count);
}

uint32_t
maker_labels_in(struct maker *maker, uint32_t a, uint64_t labels)
{
	struct kernel_with with = { .labels = labels };

	return truth_step(maker, kernel_labels_in, "labels_in", a, SLOT_NONE, &with);
}

uint32_t
maker_one_of_nothing(struct maker *maker, uint32_t a)
{
	return truth_step(maker, kernel_one_of_none, "one_of_none", a, SLOT_NONE, NULL);
}

static uint32_t
labels_same(struct maker *maker, uint32_t a, uint32_t b)
{
	const struct label_set *left, *right;
	uint8_t *map = arena_array(maker->arena, uint8_t, LABELS_MAX);
	struct kernel_with with = { .map = map };

	a = maker_in_shape(maker, a, SHAPE_LABELS);
	b = maker_in_shape(maker, b, SHAPE_LABELS);
	left = slot_at(maker, a)->type.labels;
	right = slot_at(maker, b)->type.labels;
	for (uint32_t i = 0; i < LABELS_MAX; i++)
		map[i] = LABELS_MAX;
	for (uint32_t i = 0; i < right->count; i++) {
		int index = label_set_find(left, right->names[i]);

		if (index >= 0)
			map[i] = (uint8_t)index;
	}
	return truth_step(maker, kernel_labels_same, "labels_same", a, b, &with);
}

static bool
is_labels_like(const struct slot *slot)
{
	return slot->shape == SHAPE_LABELS || slot->shape == SHAPE_TRUTH;
}

/* Plain figures of one kind compare as they are; fractions, and weeks beside days, by
 * exact_compare(). */
static bool
is_plain_pair(const struct maker *maker, uint32_t a, uint32_t b)
{
	const struct slot *x = slot_at(maker, a), *y = slot_at(maker, b);

	return x->shape == SHAPE_FIGURE && y->shape == SHAPE_FIGURE && x->type.kind == y->type.kind;
}

uint32_t
maker_same(struct maker *maker, uint32_t a, uint32_t b)
{
	if (is_labels_like(slot_at(maker, a)))
		return labels_same(maker, a, b);
	if (slot_at(maker, a)->shape == SHAPE_TEXT)
		return truth_step(maker, kernel_same_text, "same_text", a, b, NULL);
	if (is_plain_pair(maker, a, b))
		return truth_step(maker, kernel_same_figure, "same", a, b, NULL);
	return truth_step(maker, kernel_same_exact, "same_exact", a, b, NULL);
}

static uint32_t
less_slot(struct maker *maker, uint32_t a, uint32_t b)
{
	if (slot_at(maker, a)->shape == SHAPE_TEXT)
		return truth_step(maker, kernel_less_text, "less_text", a, b, NULL);
	if (is_plain_pair(maker, a, b))
		return truth_step(maker, kernel_less_figure, "less", a, b, NULL);
	return truth_step(maker, kernel_less_exact, "less_exact", a, b, NULL);
}

static uint32_t
quarter_is_slot(struct maker *maker, uint32_t a, uint64_t quarters)
{
	struct kernel_with with = { .labels = quarters };

	return truth_step(maker, kernel_quarter_is, "quarter_is", a, SLOT_NONE, &with);
}

static uint32_t
compare_slot(struct maker *maker, const struct expr *expr)
{
	uint32_t a = maker_expr(maker, expr->a), b = maker_expr(maker, expr->b);

	switch (expr->compare) {
	case COMPARE_IS:
		return maker_same(maker, a, b);
	case COMPARE_IS_NOT:
		return not_slot(maker, maker_same(maker, a, b));
	case COMPARE_LESS:
	case COMPARE_BEFORE:
		return less_slot(maker, a, b);
	case COMPARE_MORE:
	case COMPARE_AFTER:
		return less_slot(maker, b, a);
	case COMPARE_AT_LEAST:
	case COMPARE_ON_OR_AFTER:
		return not_slot(maker, less_slot(maker, a, b));
	case COMPARE_AT_MOST:
	case COMPARE_ON_OR_BEFORE:
		return not_slot(maker, less_slot(maker, b, a));
	}
	assert(false);
	return SLOT_NONE;
}

static uint32_t
one_of_slot(struct maker *maker, const struct expr *expr)
{
	uint32_t a = maker_expr(maker, expr->a);
	uint32_t *parts = arena_array(maker->arena, uint32_t, expr->part_count);

	for (uint32_t i = 0; i < expr->part_count; i++)
		parts[i] = maker_same(maker, a, maker_expr(maker, expr->parts[i]));
	return maker_any(maker, parts, expr->part_count);
}

/* What is never empty is always given: a condition, or a column of one. */
static uint32_t
given_slot(struct maker *maker, const struct expr *expr)
{
	uint32_t a = maker_expr(maker, expr->a);

	if (slot_at(maker, a)->shape == SHAPE_TRUTH) {
		struct value yes = { .state = GIVEN,
			.type = type_plain(KIND_YES_NO),
			.labels = LABEL_YES };

		return maker_constant(maker, SHAPE_TRUTH, &yes);
	}
	if (slot_at(maker, a)->shape == SHAPE_LABELS)
		return truth_step(maker, kernel_labels_given, "labels_given", a, SLOT_NONE, NULL);
	return truth_step(maker, kernel_given, "given", a, SLOT_NONE, NULL);
}

static uint32_t
parts_slot(struct maker *maker, const struct expr *expr)
{
	uint32_t *parts = arena_array(maker->arena, uint32_t, expr->part_count);

	for (uint32_t i = 0; i < expr->part_count; i++)
		parts[i] = maker_truth(maker, expr->parts[i]);
	if (expr->kind == EXPR_ALL)
		return list_slot(maker, kernel_all, "all", parts, expr->part_count);
	if (expr->kind == EXPR_ANY)
		return maker_any(maker, parts, expr->part_count);
	return not_slot(maker, maker_any(maker, parts, expr->part_count));
}

/* ---- values ---- */

static uint32_t
figure_step(struct maker *maker, const struct expr *expr, kernel *run, const char *name, uint32_t a,
    uint32_t b, const struct kernel_with *with)
{
	return step_of(maker, run, name, a, b, shape_of(expr->type), expr->type, with);
}

static uint32_t
arithmetic_slot(struct maker *maker, const struct expr *expr)
{
	uint32_t a = maker_expr(maker, expr->a), b = maker_expr(maker, expr->b);
	bool plain = !expr->type.fraction && is_plain_pair(maker, a, b);
	struct type type = expr->type;

	if (expr->kind == EXPR_PLUS)
		return figure_step(maker, expr, plain ? kernel_add_figure : kernel_add_exact,
		    plain ? "add" : "add_exact", a, b, NULL);
	if (expr->kind == EXPR_MINUS)
		return figure_step(maker, expr,
		    plain ? kernel_subtract_figure : kernel_subtract_exact,
		    plain ? "subtract" : "subtract_exact", a, b, NULL);
	type.fraction = true;
	if (expr->kind == EXPR_TIMES)
		return step_of(maker, kernel_multiply, "multiply", a, b, SHAPE_FRACTION, type,
		    NULL);
	if (expr->kind == EXPR_DIVIDED)
		return step_of(maker, kernel_divide, "divide", a, b, SHAPE_FRACTION, type, NULL);
	assert(expr->kind == EXPR_SHARE);
	return step_of(maker, kernel_share, "share", a, b, SHAPE_FRACTION, type, NULL);
}

static const struct workdays *
workdays_of(const struct maker *maker, const struct calendar *calendar)
{
	const struct workdays *workdays = maker->request->knobs->workdays[calendar->index];

	assert(workdays != NULL);
	return workdays;
}

/* A period moves by periods of its own kind; a date by days, working days, or by the calendar's
 * months. */
static uint32_t
move_slot(struct maker *maker, const struct expr *expr)
{
	uint32_t length = maker_expr(maker, expr->a), start = maker_expr(maker, expr->b);
	enum kind unit = slot_at(maker, length)->type.kind, of = slot_at(maker, start)->type.kind;
	struct kernel_with with = { .number = expr->kind == EXPR_BEFORE ? -1 : 1 };

	if (of == KIND_MONTH)
		return figure_step(maker, expr, kernel_move_months_period, "move_month", length,
		    start, &with);
	if (of == KIND_QUARTER)
		return figure_step(maker, expr, kernel_move_quarters_period, "move_quarter", length,
		    start, &with);
	if (of == KIND_YEAR)
		return figure_step(maker, expr, kernel_move_years_period, "move_year", length,
		    start, &with);
	if (unit == KIND_WORKING_DAYS) {
		with.workdays = workdays_of(maker, expr->calendar);
		return figure_step(maker, expr, kernel_move_working_days, "move_working_days",
		    length, start, &with);
	}
	if (unit == KIND_DAYS || unit == KIND_WEEKS) {
		with.number *= unit == KIND_WEEKS ? 7 : 1;
		return figure_step(maker, expr, kernel_move_days, "move_days", length, start,
		    &with);
	}
	with.number *= unit == KIND_YEARS ? 12 : unit == KIND_QUARTERS ? 3 : 1;
	return figure_step(maker, expr, kernel_move_months, "move_months", length, start, &with);
}

static uint32_t
span_slot(struct maker *maker, const struct expr *expr)
{
	uint32_t from = maker_expr(maker, expr->a), to = maker_expr(maker, expr->b);
	struct kernel_with with = { .number = expr->first_day_counted ? 1 : 0 };

	if (expr->type.kind != KIND_WORKING_DAYS)
		return figure_step(maker, expr, kernel_span_days, "span_days", from, to, &with);
	with.workdays = workdays_of(maker, expr->calendar);
	return figure_step(maker, expr, kernel_span_working_days, "span_working_days", from, to,
	    &with);
}

static uint32_t
edge_of_period_slot(struct maker *maker, const struct expr *expr)
{
	uint32_t a = maker_expr(maker, expr->a);
	enum kind kind = slot_at(maker, a)->type.kind;
	bool first = expr->kind == EXPR_FIRST_DAY_OF;
	kernel *run = first ? kernel_first_day_of_year : kernel_last_day_of_year;

	if (kind == KIND_MONTH)
		run = first ? kernel_first_day_of_month : kernel_last_day_of_month;
	if (kind == KIND_QUARTER)
		run = first ? kernel_first_day_of_quarter : kernel_last_day_of_quarter;
	return figure_step(maker, expr, run, first ? "first_day" : "last_day", a, SLOT_NONE, NULL);
}

/* The longer period of a shorter one is that of its first day. */
static uint32_t
period_slot(struct maker *maker, const struct expr *expr)
{
	uint32_t a = maker_expr(maker, expr->a);
	enum kind kind = slot_at(maker, a)->type.kind;

	if (expr->kind == EXPR_YEAR_OF && kind == KIND_QUARTER)
		return figure_step(maker, expr, kernel_year_of_quarter, "year_of_quarter", a,
		    SLOT_NONE, NULL);
	if (kind == KIND_MONTH)
		a = step_of(maker, kernel_first_day_of_month, "first_day", a, SLOT_NONE,
		    SHAPE_FIGURE, type_plain(KIND_DATE), NULL);
	if (expr->kind == EXPR_MONTH_OF)
		return figure_step(maker, expr, kernel_month_of, "month_of", a, SLOT_NONE, NULL);
	if (expr->kind == EXPR_QUARTER_OF)
		return figure_step(maker, expr, kernel_quarter_of, "quarter_of", a, SLOT_NONE,
		    NULL);
	return figure_step(maker, expr, kernel_year_of, "year_of", a, SLOT_NONE, NULL);
}

static uint32_t
value_slot(struct maker *maker, const struct expr *expr)
{
	struct value value = expr->value;

	value.type = expr->type;
	value.state = GIVEN;
	return maker_constant(maker, shape_of(expr->type), &value);
}

static uint32_t
run_date_slot(struct maker *maker)
{
	struct value date = { .state = GIVEN,
		.type = type_plain(KIND_DATE),
		.num = maker->request->knobs->run_date };

	return maker_constant(maker, SHAPE_FIGURE, &date);
}

static uint32_t
compile(struct maker *maker, const struct expr *expr)
{
	struct kernel_with with = { .number = 0 };

	switch (expr->kind) {
	case EXPR_VALUE:
		return value_slot(maker, expr);
	case EXPR_COLUMN:
		return maker_column(maker, expr->column);
	case EXPR_SETTING:
		return maker_setting(maker, expr->setting);
	case EXPR_RUN_DATE:
	case EXPR_LETTER_DATE:		/* only letters that are due are written */
		return run_date_slot(maker);
	case EXPR_THROUGH:
	case EXPR_AGGREGATE:
	case EXPR_EXISTS:
	case EXPR_RANK:
	case EXPR_SUCCESSION:
		return maker_outside(maker, expr);
	case EXPR_PLUS:
	case EXPR_MINUS:
	case EXPR_TIMES:
	case EXPR_DIVIDED:
	case EXPR_SHARE:
		return arithmetic_slot(maker, expr);
	case EXPR_ROUND:
		with.mode = expr->mode;
		with.places = expr->places;
		return figure_step(maker, expr, kernel_round, "round", maker_expr(maker, expr->a),
		    SLOT_NONE, &with);
	case EXPR_AFTER:
	case EXPR_BEFORE:
		return move_slot(maker, expr);
	case EXPR_FIRST_WORKING_DAY:
		with.workdays = workdays_of(maker, expr->calendar);
		return figure_step(maker, expr, kernel_first_working_day, "first_working_day",
		    maker_expr(maker, expr->a), SLOT_NONE, &with);
	case EXPR_FIRST_DAY_OF:
	case EXPR_LAST_DAY_OF:
		return edge_of_period_slot(maker, expr);
	case EXPR_MONTH_OF:
	case EXPR_QUARTER_OF:
	case EXPR_YEAR_OF:
		return period_slot(maker, expr);
	case EXPR_SPAN:
		return span_slot(maker, expr);
	case EXPR_REPORT_COLUMN:
		break;		/* worked out by the report, over its rows */
	case EXPR_HOLDS:
		return maker_truth(maker, expr->a);
	case EXPR_COMPARE:
		return compare_slot(maker, expr);
	case EXPR_LABELS_IN:
		return maker_labels_in(maker,
		    maker_in_shape(maker, maker_expr(maker, expr->a), SHAPE_LABELS), expr->labels);
	case EXPR_ONE_OF:
		return one_of_slot(maker, expr);
	case EXPR_ONE_OF_SETTING: {
		uint32_t a = maker_expr(maker, expr->a);

		if (slot_at(maker, a)->shape == SHAPE_TRUTH)
			a = maker_in_shape(maker, a, SHAPE_LABELS);
		return maker_one_of_setting(maker, a, expr->setting);
	}
	case EXPR_QUARTER_IS:
		return quarter_is_slot(maker, maker_expr(maker, expr->a), expr->labels);
	case EXPR_GIVEN:
		return given_slot(maker, expr);
	case EXPR_BLANK:
		return not_slot(maker, given_slot(maker, expr));
	case EXPR_LIKE:
		with.pattern = expr->pattern;
		return truth_step(maker, kernel_like, "like", maker_expr(maker, expr->a), SLOT_NONE,
		    &with);
	case EXPR_NOT:
		return not_slot(maker, maker_truth(maker, expr->a));
	case EXPR_ALL:
	case EXPR_ANY:
	case EXPR_NONE:
		return parts_slot(maker, expr);
	}
	assert(false);
	return SLOT_NONE;
}

uint32_t
maker_expr(struct maker *maker, const struct expr *expr)
{
	uint32_t *slot;

	assert(expr->id < maker->request->program->expr_count);
	slot = &maker->plan->expr_slots[expr->id];
	if (*slot == SLOT_NONE)
		*slot = compile(maker, expr);
	return *slot;
}
