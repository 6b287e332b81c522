/*
 * check_expr: literals, arithmetic and rounding. Names are in check_names.c, dates in check_time.c,
 * conditions in check_condition.c.
 *
 * The kinds are those of writ.5, Reckoning. A result is a fraction when it comes from `times`,
 * `divided by`, `as percent of` or from a fraction; it can be empty when something it is worked out
 * from can be.
 */
#include <string.h>

#include "lang/check_internal.h"

struct expr *
expr_make(struct check *check, enum expr_kind kind, const struct ast *node)
{
	struct expr *expr = arena_new(check->arena, struct expr);

	expr->kind = kind;
	expr->id = check->next_id++;
	if (node != NULL)
		expr->at = node->at;
	return expr;
}

struct expr *
expr_wrong(struct check *check, const struct ast *node)
{
	struct expr *expr = expr_make(check, EXPR_VALUE, node);

	expr->type = type_plain(KIND_ERROR);
	return expr;
}

struct expr *
expr_of_column(struct check *check, const struct column *column, const struct ast *node)
{
	struct expr *expr = expr_make(check, EXPR_COLUMN, node);

	expr->column = column;
	expr->type = column->type;
	return expr;
}

struct expr *
expr_of_labels(
    struct check *check, const struct label_set *labels, uint64_t bits, const struct ast *node)
{
	struct expr *expr = expr_make(check, EXPR_VALUE, node);

	expr->type = type_plain(labels == &label_set_yes_no ? KIND_YES_NO : KIND_LABEL);
	expr->type.labels = labels;
	expr->value.state = GIVEN;
	expr->value.type = expr->type;
	expr->value.labels = bits;
	return expr;
}

static bool
same_value(const struct value *a, const struct value *b)
{
	if (a->state != b->state || a->type.kind != b->type.kind || a->labels != b->labels)
		return false;
	if (a->type.kind == KIND_TEXT)
		return a->text_length == b->text_length &&
		    memcmp(a->text, b->text, a->text_length) == 0;
	return a->num == b->num && a->den == b->den;
}

/* Written the same way: sure to be equal in every row. */
bool
expr_same(const struct expr *a, const struct expr *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	if (a->kind != b->kind || a->type.kind != b->type.kind || a->part_count != b->part_count ||
	    a->column != b->column || a->setting != b->setting ||
	    a->report_column != b->report_column || a->calendar != b->calendar ||
	    a->compare != b->compare || a->mode != b->mode || a->places != b->places ||
	    a->month_end != b->month_end || a->first_day_counted != b->first_day_counted ||
	    a->labels != b->labels || a->through != b->through || a->related != b->related ||
	    a->aggregate != b->aggregate || a->rank != b->rank || a->succession != b->succession ||
	    (a->pattern == NULL) != (b->pattern == NULL) ||
	    (a->pattern != NULL && strcmp(a->pattern, b->pattern) != 0) ||
	    !same_value(&a->value, &b->value) || !expr_same(a->a, b->a) || !expr_same(a->b, b->b))
		return false;
	for (uint32_t i = 0; i < a->part_count; i++)
		if (!expr_same(a->parts[i], b->parts[i]))
			return false;
	return true;
}

/* ---- literals ---- */

struct value
check_literal(const struct ast *node)
{
	struct value value;

	memset(&value, 0, sizeof value);
	value.type = type_plain(KIND_ERROR);
	if (node->kind == AST_LITERAL) {
		value = node->value;
		value.type = type_plain(node->value.type.kind);
		value.den = 0;
	} else if (node->kind == AST_TEXT || (node->kind == AST_LABEL && node->flag)) {
		value.type = type_plain(KIND_TEXT);
		value.text = node->text == NULL ? "" : node->text;
		value.text_length = strlen(value.text);
	} else if (node->kind == AST_YES || node->kind == AST_NO) {
		value.type = type_plain(KIND_YES_NO);
		value.type.labels = &label_set_yes_no;
		value.labels = node->kind == AST_YES ? LABEL_YES : LABEL_NO;
	}
	value.state = GIVEN;
	return value;
}

/* In quotes it is a label where a column of labels is meant, and a text elsewhere; without quotes
 * it is a label. */
const char *
check_label_of(struct check *check, const struct ast *node)
{
	if (node->kind == AST_LABEL && node->name != NULL)
		return node->name;
	if ((node->kind == AST_TEXT || node->kind == AST_LABEL) && node->text != NULL)
		return names_intern(check->names, node->text, strlen(node->text));
	return NULL;
}

int
check_find_label(struct check *check, const struct label_set *labels, const char *label,
    struct span at, const char *of)
{
	int index = label_set_find(labels, label);
	struct nearest nearest;

	if (index >= 0)
		return index;
	diag_error(
	    check->diags, at, "unknown-label", "'%s' is not one of the labels of '%s'", label, of);
	check_nearest(check, &nearest, label);
	for (uint32_t i = 0; i < labels->count; i++)
		nearest_offer(&nearest, labels->names[i]);
	check_did_you_mean(check, &nearest);
	diag_note(check->diags, "its labels are %s", check_labels(check, labels));
	return -1;
}

static struct expr *
literal(struct check *check, const struct ast *node)
{
	struct expr *expr = expr_make(check, EXPR_VALUE, node);

	expr->value = check_literal(node);
	expr->type = expr->value.type;
	return expr;
}

/* ---- arithmetic ---- */

bool
check_one_value(struct check *check, const struct expr *expr)
{
	if (expr->type.kind == KIND_ERROR)
		return false;
	if (expr->kind != EXPR_SETTING || !expr->setting->is_list)
		return true;
	diag_error(check->diags, expr->at, "list-not-value",
	    "'%s' is a list, and one value is needed here", expr->setting->name);
	diag_note(check->diags, "a list is asked with: is one of %s", expr->setting->name);
	return false;
}

static const char *
operator_word(enum expr_kind kind)
{
	return kind == EXPR_PLUS ? "plus" :
	    kind == EXPR_MINUS   ? "minus" :
	    kind == EXPR_TIMES   ? "times" :
				   "divided by";
}

/* The kind of the result, or KIND_ERROR when the two do not go together. */
static enum kind
arithmetic_kind(enum expr_kind kind, enum kind a, enum kind b)
{
	if (!kind_is_quantity(a) || !kind_is_quantity(b))
		return KIND_ERROR;
	if (kind == EXPR_PLUS || kind == EXPR_MINUS)
		return a == b ? a : KIND_ERROR;
	if (kind == EXPR_TIMES) {
		/* `times` a percent keeps the other kind; money is multiplied, never money by
		 * money */
		if (a == KIND_MONEY || b == KIND_MONEY)
			return a == b ? KIND_ERROR : KIND_MONEY;
		return a;
	}
	if (b == KIND_NUMBER)
		return a;
	return a == b ? KIND_NUMBER : KIND_ERROR;
}

static void
arithmetic_advice(
    struct check *check, enum expr_kind kind, const struct expr *a, const struct expr *b)
{
	bool dates = a->type.kind == KIND_DATE || kind_is_period(a->type.kind);

	if (dates && kind_is_length(b->type.kind) && (kind == EXPR_PLUS || kind == EXPR_MINUS))
		diag_note(check->diags, "write: %s %s %s", check_said(check, b->at),
		    kind == EXPR_PLUS ? "after" : "before", check_said(check, a->at));
	else if (dates && a->type.kind == b->type.kind && kind == EXPR_MINUS)
		diag_note(check->diags,
		    "give the time between them a name: define NAME for TABLE as days from %s to "
		    "%s, first day "
		    "not counted",
		    check_said(check, b->at), check_said(check, a->at));
	else if (kind_is_length(a->type.kind) || kind_is_length(b->type.kind))
		diag_note(check->diags,
		    "lengths of time are not added up; they move dates: 28 days after a date");
	else if (kind == EXPR_PLUS || kind == EXPR_MINUS)
		diag_note(check->diags,
		    "numbers go with numbers, percentages with percentages, money with money");
	else if (kind == EXPR_TIMES)
		diag_note(check->diags, "one of the two must be a number or a percentage");
	else
		diag_note(check->diags, "divide by a number, or money by money");
}

static struct expr *
arithmetic(
    struct check *check, const struct where *where, const struct ast *node, enum expr_kind kind)
{
	struct expr *expr = expr_make(check, kind, node),
		    *a = check_value(check, where, node->first),
		    *b = check_value(check, where, node->first == NULL ? NULL : node->first->next);
	enum kind result;

	if (!check_one_value(check, a) || !check_one_value(check, b))
		return expr_wrong(check, node);
	result = arithmetic_kind(kind, a->type.kind, b->type.kind);
	if (result == KIND_ERROR) {
		diag_error(check->diags, node->at, "arithmetic-kind",
		    "'%s' is %s and '%s' is %s: no '%s' between these", check_said(check, a->at),
		    check_a_kind(a->type.kind), check_said(check, b->at),
		    check_a_kind(b->type.kind), operator_word(kind));
		arithmetic_advice(check, kind, a, b);
		return expr_wrong(check, node);
	}
	expr->a = a;
	expr->b = b;
	expr->type = type_plain(result);
	expr->type.fraction =
	    kind == EXPR_TIMES || kind == EXPR_DIVIDED || a->type.fraction || b->type.fraction;
	expr->type.can_be_empty = a->type.can_be_empty || b->type.can_be_empty;
	return expr;
}

struct expr *
check_share(struct check *check, const struct where *where, const struct ast *node)
{
	struct expr *expr = expr_make(check, EXPR_SHARE, node),
		    *a = check_value(check, where, node->first),
		    *b = check_value(check, where, node->first == NULL ? NULL : node->first->next);

	if (!check_one_value(check, a) || !check_one_value(check, b))
		return expr_wrong(check, node);
	if (a->type.kind != b->type.kind || !kind_is_quantity(a->type.kind)) {
		diag_error(check->diags, node->at, "arithmetic-kind",
		    "'%s' is %s and '%s' is %s: no percentage of one in the other",
		    check_said(check, a->at), check_a_kind(a->type.kind), check_said(check, b->at),
		    check_a_kind(b->type.kind));
		diag_note(
		    check->diags, "'as percent of' takes two numbers, or two amounts of money");
		return expr_wrong(check, node);
	}
	expr->a = a;
	expr->b = b;
	expr->type = type_plain(KIND_PERCENT);
	expr->type.fraction = true;
	expr->type.can_be_empty = a->type.can_be_empty || b->type.can_be_empty;
	return expr;
}

/* ---- rounding ---- */

bool
check_rounding(struct check *check, enum kind kind, const struct ast *rounded,
    enum round_mode *mode, int *places)
{
	bool fits = kind_is_quantity(kind) &&
	    (rounded->type_word == KIND_ERROR || rounded->type_word == kind ||
		(rounded->type_word != KIND_PERCENT && rounded->type_word != KIND_MONEY));

	*mode = rounded->flag ? ROUND_HALF_EVEN : ROUND_HALF_UP;
	*places = (int)rounded->value.num;
	if (kind == KIND_ERROR)
		return false;
	if (!fits) {
		diag_error(check->diags, rounded->at, "rounding-kind",
		    "this rounding does not fit %s", check_a_kind(kind));
		diag_note(check->diags,
		    kind == KIND_MONEY ?
			"write: rounded half up to the penny" :
			kind == KIND_PERCENT ?
			"write: rounded half up to whole percent, or: to 1 decimal place" :
			kind == KIND_NUMBER ?
			"write: rounded half up to 1 decimal place" :
			"only numbers, percentages and money are rounded; leave it out");
		return false;
	}
	if (rounded->value.num < 0 || rounded->value.num > (kind == KIND_MONEY ? 2 : 9)) {
		diag_error(check->diags, rounded->at, "rounding-kind",
		    "at most %d decimal places are kept of %s", kind == KIND_MONEY ? 2 : 9,
		    check_a_kind(kind));
		diag_note(check->diags, "write a smaller number of places");
		return false;
	}
	return true;
}

struct expr *
check_rounded(struct check *check, struct expr *value, const struct ast *rounded)
{
	struct expr *expr;
	enum round_mode mode;
	int places;

	if (rounded == NULL || !check_rounding(check, value->type.kind, rounded, &mode, &places))
		return value;
	expr = expr_make(check, EXPR_ROUND, rounded);
	expr->at = span_join(value->at, rounded->at);
	expr->a = value;
	expr->mode = mode;
	expr->places = places;
	expr->type = value->type;
	expr->type.fraction = false;
	return expr;
}

struct expr *
check_value(struct check *check, const struct where *where, const struct ast *node)
{
	struct expr *expr;

	if (node == NULL || node->kind == AST_WRONG)
		return expr_wrong(check, node);
	if (where->our_side == node)
		where = where->ours;
	if (++check->depth > CHECK_MAX_DEPTH) {
		diag_error(check->diags, node->at, "too-deep",
		    "this is nested more than %d levels deep", CHECK_MAX_DEPTH);
		diag_note(check->diags, "give the inner parts names of their own with 'define'");
		check->depth--;
		return expr_wrong(check, node);
	}
	switch ((int)node->kind) {
	case AST_REF: expr = check_ref(check, where, node, NULL); break;
	case AST_LITERAL:
	case AST_TEXT:
	case AST_YES:
	case AST_NO: expr = literal(check, node); break;
	case AST_PLUS: expr = arithmetic(check, where, node, EXPR_PLUS); break;
	case AST_MINUS: expr = arithmetic(check, where, node, EXPR_MINUS); break;
	case AST_TIMES: expr = arithmetic(check, where, node, EXPR_TIMES); break;
	case AST_DIVIDED: expr = arithmetic(check, where, node, EXPR_DIVIDED); break;
	case AST_SHARE: expr = check_share(check, where, node); break;
	case AST_AGGREGATE: expr = check_aggregate(check, where, node); break;
	case AST_RANK: expr = check_rank(check, where, node); break;
	default:
		expr = check_is_condition(node) ? check_condition(check, where, node) :
						  check_time(check, where, node);
		break;
	}
	check->depth--;
	return expr;
}
