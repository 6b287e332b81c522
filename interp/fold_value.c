/* scope_value() is the table of all kinds of expression; each group of kinds has a function above
 * it. */
#include "interp/fold_value.h"

#include <string.h>

#include "interp/field.h"
#include "interp/fold_time.h"
#include "interp/same.h"
#include "lang/date.h"

struct value
value_none(enum presence state, struct type type)
{
	struct value value = { 0 };

	value.state = state;
	value.type = type;
	if (type.kind == KIND_LABEL || type.kind == KIND_YES_NO) {
		value.labels = LABEL_NOTHING;
		if (state == UNKNOWN)
			value.labels =
			    label_set_all(type.labels) | (type.can_be_empty ? LABEL_NOTHING : 0);
	}
	return value;
}

struct value
value_figure(enum kind kind, int64_t num)
{
	struct value value = { 0 };

	value.state = GIVEN;
	value.type = type_plain(kind);
	value.num = num;
	return value;
}

static bool
has_labels(const struct value *value)
{
	return value->type.kind == KIND_LABEL || value->type.kind == KIND_YES_NO;
}

bool
value_is_given(const struct value *value)
{
	if (has_labels(value))
		return labels_are_one(value->labels);
	return value->state == GIVEN;
}

bool
value_is_nothing(const struct value *value)
{
	if (has_labels(value))
		return value->labels == LABEL_NOTHING;
	return value->state == NOTHING;
}

static int
order_rank(const struct value *value)
{
	if (value_is_given(value))
		return 0;
	return value_is_nothing(value) ? 1 : 2;
}

int
value_order(const struct value *a, const struct value *b, bool descending)
{
	int rank = order_rank(a), other = order_rank(b), order;

	if (rank != other)
		return rank < other ? -1 : 1;
	if (rank != 0)
		return 0;
	if (has_labels(a))
		order = (a->labels > b->labels) - (a->labels < b->labels);
	else
		order = exact_compare(a, b);
	return descending ? -order : order;
}

bool
expr_reads_report(const struct expr *expr)
{
	if (expr == NULL)
		return false;
	if (expr->kind == EXPR_REPORT_COLUMN || expr_reads_report(expr->a) ||
	    expr_reads_report(expr->b))
		return true;
	for (uint32_t i = 0; i < expr->part_count; i++)
		if (expr_reads_report(expr->parts[i]))
			return true;
	return false;
}

bool
expr_is_leaf(const struct expr *expr)
{
	return expr->kind == EXPR_COLUMN || expr->kind == EXPR_THROUGH || expr_is_whole(expr);
}

/* ---- conditions: sets of {no, yes} ---- */

enum { MAY_BE_NO = 1, MAY_BE_YES = 2, MAY_BE_EITHER = 3 };

static unsigned
truth_of(const struct value *value)
{
	if (value->labels & LABEL_NOTHING)
		return MAY_BE_EITHER;
	return (unsigned)(value->labels & MAY_BE_EITHER);
}

static struct value
truth_value(unsigned truth)
{
	struct value value = { 0 };

	value.type = type_plain(KIND_YES_NO);
	value.type.labels = &label_set_yes_no;
	value.state = truth == MAY_BE_EITHER ? UNKNOWN : GIVEN;
	value.labels = truth;
	return value;
}

static unsigned
truth_if(bool yes)
{
	return yes ? MAY_BE_YES : MAY_BE_NO;
}

static unsigned
truth_not(unsigned truth)
{
	return (truth >> 1 | truth << 1) & MAY_BE_EITHER;
}

static unsigned
same_labels(const struct value *a, const struct value *b)
{
	bool shared = false;

	if ((a->labels | b->labels) & LABEL_NOTHING)
		return MAY_BE_EITHER;
	for (uint32_t i = 0; i < a->type.labels->count; i++) {
		int other = label_set_find(b->type.labels, a->type.labels->names[i]);

		if ((a->labels >> i & 1) && other >= 0 && (b->labels >> other & 1))
			shared = true;
	}
	if (!shared)
		return MAY_BE_NO;
	return labels_are_one(a->labels) && labels_are_one(b->labels) ? MAY_BE_YES : MAY_BE_EITHER;
}

static unsigned
compare_values(enum comparison compare, const struct value *a, const struct value *b)
{
	int order;

	if (has_labels(a) && has_labels(b)) {
		unsigned same = same_labels(a, b);

		return compare == COMPARE_IS_NOT ? truth_not(same) : same;
	}
	if (a->state != GIVEN || b->state != GIVEN)
		return MAY_BE_EITHER;
	order = exact_compare(a, b);
	switch (compare) {
	case COMPARE_IS:
		return truth_if(order == 0);
	case COMPARE_IS_NOT:
		return truth_if(order != 0);
	case COMPARE_MORE:
	case COMPARE_AFTER:
		return truth_if(order > 0);
	case COMPARE_LESS:
	case COMPARE_BEFORE:
		return truth_if(order < 0);
	case COMPARE_AT_LEAST:
	case COMPARE_ON_OR_AFTER:
		return truth_if(order >= 0);
	case COMPARE_AT_MOST:
	case COMPARE_ON_OR_BEFORE:
		return truth_if(order <= 0);
	}
	return MAY_BE_EITHER;
}

static unsigned
labels_in(const struct value *a, uint64_t labels)
{
	if (a->labels & LABEL_NOTHING)
		return MAY_BE_EITHER;
	if ((a->labels & ~labels) == 0)
		return MAY_BE_YES;
	return (a->labels & labels) == 0 ? MAY_BE_NO : MAY_BE_EITHER;
}

static unsigned
one_of(const struct value *a, const struct value *values, uint32_t count)
{
	unsigned found = MAY_BE_NO;

	for (uint32_t i = 0; i < count; i++) {
		unsigned same = compare_values(COMPARE_IS, a, &values[i]);

		if (same == MAY_BE_YES)
			return MAY_BE_YES;
		if (same == MAY_BE_EITHER)
			found = MAY_BE_EITHER;
	}
	if (count == 0 && !has_labels(a) && a->state != GIVEN)
		return MAY_BE_EITHER;
	return found;
}

static unsigned
one_of_parts(const struct value_scope *scope, const struct expr *expr, const struct value *a)
{
	unsigned found = MAY_BE_NO;

	for (uint32_t i = 0; i < expr->part_count; i++) {
		struct value part = scope_value(scope, expr->parts[i]);
		unsigned same = compare_values(COMPARE_IS, a, &part);

		if (same == MAY_BE_YES)
			return MAY_BE_YES;
		if (same == MAY_BE_EITHER)
			found = MAY_BE_EITHER;
	}
	return found;
}

static unsigned
is_filled(const struct value *a)
{
	if (has_labels(a)) {
		if (a->labels == LABEL_NOTHING)
			return MAY_BE_NO;
		return a->labels & LABEL_NOTHING ? MAY_BE_EITHER : MAY_BE_YES;
	}
	if (a->state == UNKNOWN)
		return MAY_BE_EITHER;
	return truth_if(a->state == GIVEN);
}

/* `stop` decides at once; all of: no; any of: yes. */
static unsigned
list_truth(const struct value_scope *scope, const struct expr *expr, unsigned stop)
{
	unsigned result = truth_not(stop);

	for (uint32_t i = 0; i < expr->part_count; i++) {
		struct value part = scope_value(scope, expr->parts[i]);
		unsigned truth = truth_of(&part);

		if (truth == stop)
			return stop;
		if (truth == MAY_BE_EITHER)
			result = MAY_BE_EITHER;
	}
	return result;
}

/* ---- figures and dates ---- */

struct value
scope_misfit(const struct value_scope *scope, struct type type)
{
	if (scope->misfit != NULL)
		*scope->misfit = true;
	return value_none(UNKNOWN, type);
}

/* Nothing in, nothing out, also beside an unknown. True when there is something to work out. */
bool
scope_both_given(struct value *out, struct type type, const struct value *a, const struct value *b)
{
	if (value_is_nothing(a) || value_is_nothing(b)) {
		*out = value_none(NOTHING, type);
		return false;
	}
	if (!value_is_given(a) || !value_is_given(b)) {
		*out = value_none(UNKNOWN, type);
		return false;
	}
	return true;
}

/* a as percent of b: 100 times a over b, in percent points. */
static bool
share_of(struct value *out, const struct value *a, const struct value *b)
{
	struct value hundred = value_figure(KIND_NUMBER, 100 * kind_scale(KIND_NUMBER)), ratio;

	if (!exact_divide(&ratio, a, b) || !exact_multiply(out, &ratio, &hundred))
		return false;
	out->type.kind = KIND_PERCENT;
	return true;
}

static struct value
arithmetic(const struct value_scope *scope, const struct expr *expr)
{
	struct value a = scope_value(scope, expr->a), b = scope_value(scope, expr->b), out;
	bool fits = false;

	if (!scope_both_given(&out, expr->type, &a, &b))
		return out;
	if (expr->kind == EXPR_PLUS)
		fits = exact_add(&out, &a, &b);
	else if (expr->kind == EXPR_MINUS)
		fits = exact_subtract(&out, &a, &b);
	else if (expr->kind == EXPR_TIMES)
		fits = exact_multiply(&out, &a, &b);
	else if (expr->kind == EXPR_DIVIDED)
		fits = exact_divide(&out, &a, &b);
	else
		fits = share_of(&out, &a, &b);
	return fits ? out : scope_misfit(scope, expr->type);
}

static struct value
rounded(const struct value_scope *scope, const struct expr *expr)
{
	struct value a = scope_value(scope, expr->a), out;

	if (a.state != GIVEN)
		return value_none(a.state, expr->type);
	return exact_round(&out, &a, expr->mode, expr->places) ? out :
								 scope_misfit(scope, expr->type);
}

/* A key of the report, a definition for the run, or, in a listing, a column of the row. */
static struct value
column_value(const struct value_scope *scope, const struct expr *expr)
{
	for (uint32_t i = 0; scope->keys != NULL && i < scope->report->key_count; i++) {
		const struct expr *key = scope->report->keys[i].value;

		if (key->kind == EXPR_COLUMN && key->column == expr->column)
			return scope->keys[i];
	}
	if (scope->run != NULL && expr->column->table == scope->knobs->program->run)
		return vec_value(batch_column(scope->run, expr->column), 0);
	return value_none(UNKNOWN, expr->type);
}

struct value
scope_value(const struct value_scope *scope, const struct expr *expr)
{
	const struct setting_value *members;
	struct value a;

	if (scope->batch != NULL && (scope->by_run_date ? expr_is_leaf(expr)
	    : expr->kind != EXPR_VALUE && !expr_reads_report(expr)))
		return vec_value(batch_expr(scope->batch, expr), scope->row);
	switch (expr->kind) {
	case EXPR_VALUE:
		return expr->value;
	case EXPR_COLUMN:
		return column_value(scope, expr);
	case EXPR_SETTING:
		members =
		    knob_on(&scope->knobs->knobs[expr->setting->index], scope->knobs->run_date);
		return members->values[0];
	case EXPR_RUN_DATE:
	case EXPR_LETTER_DATE:		/* only letters that are due are written */
		return value_figure(KIND_DATE, scope->knobs->run_date);
	case EXPR_PLUS:
	case EXPR_MINUS:
	case EXPR_TIMES:
	case EXPR_DIVIDED:
	case EXPR_SHARE:
		return arithmetic(scope, expr);
	case EXPR_ROUND:
		return rounded(scope, expr);
	case EXPR_AFTER:
		return scope_shifted(scope, expr, 1);
	case EXPR_BEFORE:
		return scope_shifted(scope, expr, -1);
	case EXPR_FIRST_WORKING_DAY:
	case EXPR_FIRST_DAY_OF:
	case EXPR_LAST_DAY_OF:
	case EXPR_MONTH_OF:
	case EXPR_QUARTER_OF:
	case EXPR_YEAR_OF:
		return scope_of_date(scope, expr);
	case EXPR_REPORT_COLUMN:
		return scope->columns[expr->report_column->index];
	case EXPR_HOLDS:
		a = scope_value(scope, expr->a);
		return truth_value(truth_of(&a));
	case EXPR_NOT:
		a = scope_value(scope, expr->a);
		return truth_value(truth_not(truth_of(&a)));
	case EXPR_COMPARE: {
		struct value b = scope_value(scope, expr->b);

		a = scope_value(scope, expr->a);
		return truth_value(compare_values(expr->compare, &a, &b));
	}
	case EXPR_LABELS_IN:
		a = scope_value(scope, expr->a);
		return truth_value(labels_in(&a, expr->labels));
	case EXPR_ONE_OF:
		a = scope_value(scope, expr->a);
		return truth_value(one_of_parts(scope, expr, &a));
	case EXPR_ONE_OF_SETTING:
		a = scope_value(scope, expr->a);
		members =
		    knob_on(&scope->knobs->knobs[expr->setting->index], scope->knobs->run_date);
		/* A quarter is looked for in a list of Q1 to Q4 by its place in the year. */
		if (a.type.kind == KIND_QUARTER &&
		    expr->setting->type.kind == KIND_QUARTER_OF_YEAR) {
			a.type = expr->setting->type;
			a.num = a.state == GIVEN ? quarter_of_year(a.num) : a.num;
		}
		return truth_value(one_of(&a, members->values, members->count));
	case EXPR_QUARTER_IS:
		a = scope_value(scope, expr->a);
		if (a.state != GIVEN)
			return truth_value(MAY_BE_EITHER);
		return truth_value(truth_if(expr->labels >> quarter_of_year(a.num) & 1));
	case EXPR_GIVEN:
		a = scope_value(scope, expr->a);
		return truth_value(is_filled(&a));
	case EXPR_BLANK:
		a = scope_value(scope, expr->a);
		return truth_value(truth_not(is_filled(&a)));
	case EXPR_LIKE:
		a = scope_value(scope, expr->a);
		if (a.state != GIVEN)
			return truth_value(MAY_BE_EITHER);
		return truth_value(truth_if(pattern_fits(expr->pattern, a.text, a.text_length)));
	case EXPR_ALL:
		return truth_value(list_truth(scope, expr, MAY_BE_NO));
	case EXPR_ANY:
		return truth_value(list_truth(scope, expr, MAY_BE_YES));
	case EXPR_NONE:
		return truth_value(truth_not(list_truth(scope, expr, MAY_BE_YES)));
	case EXPR_SPAN:			/* these are said for a row, and read above */
	case EXPR_THROUGH:
	case EXPR_AGGREGATE:
	case EXPR_EXISTS:
	case EXPR_RANK:
	case EXPR_SUCCESSION:
		break;
	}
	return value_none(UNKNOWN, expr->type);
}

bool
scope_holds(const struct value_scope *scope, const struct expr *condition, bool *unknown)
{
	struct value value = scope_value(scope, condition);
	unsigned truth = truth_of(&value);

	*unknown = truth == MAY_BE_EITHER;
	return truth == MAY_BE_YES;
}
