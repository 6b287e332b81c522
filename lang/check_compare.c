/*
 * check_compare: `is`, `is one of`, and the comparisons of size and time.
 *
 * Whatever the text writes, the program knows few forms (program.h): `x is yes` becomes EXPR_HOLDS,
 * a comparison with labels EXPR_LABELS_IN, `quarter is Q2` EXPR_QUARTER_IS, `is not` the EXPR_NOT
 * of the other. A list in `is one of` that mixes literals and names becomes EXPR_ANY of its parts,
 * which is yes or no exactly when one of them says so.
 */
#include <string.h>

#include "lang/check_internal.h"

/* ---- which kinds go together ---- */

bool
check_kinds_compare(enum kind a, enum kind b)
{
	return a == b || (a == KIND_DAYS && b == KIND_WEEKS) || (a == KIND_WEEKS && b == KIND_DAYS);
}

bool
check_same_labels(const struct label_set *a, const struct label_set *b)
{
	if (a == b)
		return true;
	if (a == NULL || b == NULL || a->count != b->count)
		return false;
	for (uint32_t i = 0; i < a->count; i++)
		if (a->names[i] != b->names[i])
			return false;
	return true;
}

/* A figure that lacks its unit or sign, compared with what has one. */
static bool
lacks_unit(struct check *check, const struct expr *value, enum kind kind)
{
	const char *figure = check_said(check, value->at);

	if (value->kind != EXPR_VALUE || value->type.kind != KIND_NUMBER)
		return false;
	if (kind_is_length(kind))
		diag_note(check->diags, "write %s %s", figure, kind_name(kind));
	else if (kind == KIND_PERCENT)
		diag_note(check->diags, "write %s%%", figure);
	else if (kind == KIND_MONEY)
		diag_note(check->diags, "write \xC2\xA3%s", figure);
	else
		return false;
	return true;
}

static void
kinds_differ(
    struct check *check, const struct ast *node, const struct expr *a, const struct expr *b)
{
	enum kind ka = a->type.kind, kb = b->type.kind;

	diag_error(check->diags, node->at, "wrong-kind",
	    "'%s' is %s and '%s' is %s: these do not compare", check_said(check, a->at),
	    check_a_kind(ka), check_said(check, b->at), check_a_kind(kb));
	if (lacks_unit(check, b, ka) || lacks_unit(check, a, kb))
		return;
	if (ka == KIND_NUMBER && kind_is_length(kb) && b->kind == EXPR_VALUE)
		diag_note(check->diags,
		    "compare it with the figure alone; or, if it counts %s, declare it so: %s is "
		    "%s",
		    kind_name(kb), check_said(check, a->at), kind_name(kb));
	else if (kind_is_length(ka) && kind_is_length(kb))
		diag_note(check->diags,
		    "say both in the same unit; working days, days and months have no common "
		    "length");
	else if (ka == KIND_YES_NO || kb == KIND_YES_NO)
		diag_note(check->diags, "what is yes or no is compared with yes or no: %s is yes",
		    check_said(check, ka == KIND_YES_NO ? a->at : b->at));
	else if (ka == KIND_DATE && kind_is_length(kb))
		diag_note(check->diags,
		    "count the time first: define NAME for TABLE as days from %s to run_date, "
		    "first day not counted",
		    check_said(check, a->at));
	else if (ka == KIND_DATE && kind_is_period(kb))
		diag_note(check->diags, "compare with: first day of %s, or: last day of %s",
		    check_said(check, b->at), check_said(check, b->at));
	else if (kind_is_quantity(ka) && kind_is_quantity(kb))
		diag_note(check->diags, "%s is written like %s", check_a_kind(ka),
		    ka == KIND_PERCENT   ? "60%" :
			ka == KIND_MONEY ? "\xC2\xA3"
					   "12.50" :
					   "12.5");
	else
		diag_note(check->diags, "both sides must be of one kind");
}

static const char *
other_word(enum comparison compare)
{
	switch (compare) {
	case COMPARE_MORE: return "is after";
	case COMPARE_LESS: return "is before";
	case COMPARE_AT_LEAST: return "is on or after";
	case COMPARE_AT_MOST: return "is on or before";
	case COMPARE_AFTER: return "is more than";
	case COMPARE_BEFORE: return "is less than";
	case COMPARE_ON_OR_AFTER: return "is at least";
	case COMPARE_ON_OR_BEFORE: return "is at most";
	case COMPARE_IS: return "is";
	case COMPARE_IS_NOT: return "is not";
	}
	return "is";
}

static bool
word_fits(struct check *check, const struct ast *node, const struct expr *a, const struct expr *b)
{
	enum kind kind = a->type.kind;
	bool size_word = node->compare >= COMPARE_MORE && node->compare <= COMPARE_AT_MOST;
	bool time_word = node->compare >= COMPARE_BEFORE;
	bool size = kind_is_quantity(kind) || kind_is_length(kind),
	     time = kind == KIND_DATE || kind_is_period(kind);

	if (!size_word && !time_word)
		return true;
	if ((size_word && size) || (time_word && time))
		return true;
	if (size || time) {
		diag_error(check->diags, node->at, "size-word-for-time", "'%s' is %s, %s",
		    check_said(check, a->at), check_a_kind(kind),
		    time ? "which is earlier or later, not more or less" :
			   "which is more or less, not earlier or later");
		diag_note(check->diags, "write: %s %s %s", check_said(check, a->at),
		    other_word(node->compare), check_said(check, b->at));
		return false;
	}
	diag_error(check->diags, node->at, "wrong-kind", "'%s' is %s, which has no more or less",
	    check_said(check, a->at), check_a_kind(kind));
	diag_note(check->diags, "write: is, is not, or: is one of");
	return false;
}

/* An empty list takes its kind from the first thing that is looked for in it. */
static void
adopt(struct check *check, const struct expr *list, const struct expr *a)
{
	struct setting_draft *draft = scope_thing(&check->settings, list->setting->name);

	if (!draft->open || a->type.kind == KIND_ERROR)
		return;
	draft->open = false;
	draft->setting.type =
	    type_plain(a->type.kind == KIND_QUARTER ? KIND_QUARTER_OF_YEAR : a->type.kind);
	draft->setting.type.labels = a->type.labels;
}

/* ---- one comparison ---- */

static struct expr *
with_labels(struct check *check, struct expr *a, uint64_t bits, const struct ast *node)
{
	struct expr *expr = condition_make(check, EXPR_LABELS_IN, node);

	expr->a = a;
	expr->labels = bits;
	return expr;
}

static void
text_wants_quotes(struct check *check, const struct expr *a, const struct ast *label)
{
	if (check_maybe_declared(check, label->name))
		return;
	diag_error(check->diags, label->at, "wrong-kind",
	    "'%s' is %s and '%s' is a label: these do not compare", check_said(check, a->at),
	    check_a_kind(a->type.kind), label->name);
	if (a->type.kind == KIND_TEXT)
		diag_note(check->diags, "text stands in quotes: \"%s\"", label->name);
	else if (a->type.kind == KIND_YES_NO)
		diag_note(check->diags, "write: %s is yes, or: %s is no", check_said(check, a->at),
		    check_said(check, a->at));
	else
		diag_note(check->diags, "compare it with %s", check_a_kind(a->type.kind));
}

/* `a` is a label, one of the year's quarters, yes or no, and `literal` stands for one: the bit, or
 * 0 after a message. */
static uint64_t
bit_of(struct check *check, const struct expr *a, const struct ast *literal)
{
	const char *label = check_label_of(check, literal);
	int index;

	if (a->type.kind == KIND_YES_NO && (literal->kind == AST_YES || literal->kind == AST_NO))
		return literal->kind == AST_YES ? LABEL_YES : LABEL_NO;
	if (a->type.kind == KIND_QUARTER && literal->kind == AST_LITERAL &&
	    literal->value.type.kind == KIND_QUARTER_OF_YEAR)
		return UINT64_C(1) << literal->value.num;
	if (a->type.kind != KIND_LABEL || label == NULL)
		return 0;
	index =
	    check_find_label(check, a->type.labels, label, literal->at, check_said(check, a->at));
	return index < 0 ? 0 : UINT64_C(1) << index;
}

/* True when a literal of this form is compared with `a` bit by bit. */
static bool
goes_by_bits(struct check *check, const struct expr *a, const struct ast *literal)
{
	return (a->type.kind == KIND_YES_NO &&
		   (literal->kind == AST_YES || literal->kind == AST_NO)) ||
	    (a->type.kind == KIND_QUARTER && literal->kind == AST_LITERAL &&
		literal->value.type.kind == KIND_QUARTER_OF_YEAR) ||
	    (a->type.kind == KIND_LABEL && check_label_of(check, literal) != NULL);
}

static struct expr *
by_bits(struct check *check, struct expr *a, uint64_t bits, const struct ast *node)
{
	struct expr *expr;

	if (a->type.kind == KIND_LABEL)
		return with_labels(check, a, bits, node);
	if (a->type.kind == KIND_QUARTER) {
		expr = condition_make(check, EXPR_QUARTER_IS, node);
		expr->a = a;
		expr->labels = bits;
		return expr;
	}
	if (bits == (LABEL_YES | LABEL_NO))
		return with_labels(check, a, bits, node);
	return condition_negated(check, condition_holds(check, a, node), node, bits == LABEL_NO);
}

/* `a is b` between two values that are not literals of labels; the kinds have been looked at. */
static struct expr *
compared(struct check *check, const struct ast *node, enum comparison compare, struct expr *a,
    struct expr *b)
{
	struct expr *expr = condition_make(check, EXPR_COMPARE, node);

	expr->a = a;
	expr->b = b;
	expr->compare = compare;
	if (check_is_count(a))
		check_counts_with(b);
	if (check_is_count(b))
		check_counts_with(a);
	return expr;
}

static struct expr *
in_setting(struct check *check, const struct ast *node, struct expr *a, const struct expr *list)
{
	struct expr *expr = condition_make(check, EXPR_ONE_OF_SETTING, node);

	expr->a = a;
	expr->setting = list->setting;
	return expr;
}

static bool
is_a_list(const struct expr *expr)
{
	return expr->kind == EXPR_SETTING && expr->setting->is_list;
}

static bool
lists_agree(struct check *check, const struct ast *node, const struct expr *a, const struct expr *b)
{
	if (a->type.kind != KIND_LABEL || check_same_labels(a->type.labels, b->type.labels))
		return true;
	diag_error(check->diags, node->at, "different-lists",
	    "'%s' and '%s' have different lists of labels", check_said(check, a->at),
	    check_said(check, b->at));
	diag_note(check->diags, "labels of the one are %s", check_labels(check, a->type.labels));
	diag_note(check->diags, "labels of the other are %s", check_labels(check, b->type.labels));
	return false;
}

/* One name in `a is NAME` or `a is one of NAME`. */
static struct expr *
equal_to(struct check *check, const struct ast *node, struct expr *a, struct expr *b)
{
	if (is_a_list(b))
		adopt(check, b, a);
	if (b->kind == EXPR_SETTING && b->setting->type.kind == KIND_QUARTER_OF_YEAR &&
	    a->type.kind == KIND_QUARTER)
		return in_setting(check, node, a, b);
	if (is_a_list(b) && b->setting->type.kind == KIND_ERROR)
		return expr_wrong(check, node);
	if (is_a_list(b))
		b->type = b->setting->type;
	if (!check_kinds_compare(a->type.kind, b->type.kind)) {
		kinds_differ(check, node, a, b);
		return expr_wrong(check, node);
	}
	if (!lists_agree(check, node, a, b))
		return expr_wrong(check, node);
	return is_a_list(b) ? in_setting(check, node, a, b) :
			      compared(check, node, COMPARE_IS, a, b);
}

struct expr *
check_left_side(struct check *check, const struct where *where, const struct ast *node)
{
	struct expr *a = check_value(check, where, node);

	return check_one_value(check, a) ? a : expr_wrong(check, node);
}

/* `is missing`, `is null`: what other languages call a blank. True after a message. */
static bool
asks_for_blank(
    struct check *check, const struct where *where, const struct ast *node, const struct ast *right)
{
	static const char *const words[] = { "missing", "null", "empty", "absent", "unset" };

	if (right->kind != AST_REF || right->name == NULL || right->member != NULL ||
	    scope_find(&where->table->names, right->name) != NULL || where->ours != NULL ||
	    scope_find(&check->run->names, right->name) != NULL ||
	    scope_find(&check->settings, right->name) != NULL ||
	    check_maybe_declared(check, right->name))
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strcmp(words[i], right->name) != 0)
			continue;
		diag_error(check->diags, right->at, "unknown-name",
		    "'%s' is not a column, a setting or a definition", right->name);
		diag_note(check->diags, "write: %s %s", check_said(check, node->first->at),
		    node->compare == COMPARE_IS ? "is blank" : "is given");
		return true;
	}
	return false;
}

struct expr *
check_comparison(struct check *check, const struct where *where, const struct ast *node)
{
	const struct ast *right = node->first == NULL ? NULL : node->first->next;
	bool equality = node->compare == COMPARE_IS || node->compare == COMPARE_IS_NOT;
	struct expr *a, *b;

	if (check_sent_name(check, node) != NULL)
		return check_whether_sent(check, where, node);
	a = check_left_side(check, where, node->first);
	if (right == NULL || right->kind == AST_WRONG ||
	    (equality && asks_for_blank(check, where, node, right)))
		return expr_wrong(check, node);
	if (equality && a->type.kind != KIND_ERROR && goes_by_bits(check, a, right)) {
		uint64_t bits = bit_of(check, a, right);

		return bits == 0 ? expr_wrong(check, node) :
				   condition_negated(check, by_bits(check, a, bits, node), node,
				       node->compare == COMPARE_IS_NOT);
	}
	if (right->kind == AST_LABEL && !right->flag) {
		if (a->type.kind != KIND_ERROR)
			text_wants_quotes(check, a, right);
		return expr_wrong(check, node);
	}
	b = right->kind == AST_REF ?
	    check_ref(check, where, right, a->type.kind == KIND_LABEL ? a->type.labels : NULL) :
	    check_value(check, where, right);
	if (a->type.kind == KIND_ERROR || !check_one_value(check, b))
		return expr_wrong(check, node);
	if (equality)
		return condition_negated(
		    check, equal_to(check, node, a, b), node, node->compare == COMPARE_IS_NOT);
	if (!check_kinds_compare(a->type.kind, b->type.kind)) {
		kinds_differ(check, node, a, b);
		return expr_wrong(check, node);
	}
	return word_fits(check, node, a, b) ? compared(check, node, node->compare, a, b) :
					      expr_wrong(check, node);
}

struct expr *
check_one_of(struct check *check, const struct where *where, const struct ast *node)
{
	struct expr *a = check_left_side(check, where, node->first), *result = NULL;
	struct list parts = { NULL, 0, 0 }, literals = { NULL, 0, 0 };
	uint64_t bits = 0;
	bool fine = a->type.kind != KIND_ERROR;

	for (const struct ast *value = node->first == NULL ? NULL : node->first->next;
	     value != NULL; value = value->next) {
		struct expr *b;

		if (fine && goes_by_bits(check, a, value)) {
			uint64_t bit = bit_of(check, a, value);

			bits |= bit;
			fine = bit != 0;
			continue;
		}
		if (value->kind == AST_LABEL && !value->flag) {
			if (fine)
				text_wants_quotes(check, a, value);
			fine = false;
			continue;
		}
		b = value->kind == AST_REF ?
		    check_ref(
			check, where, value, a->type.kind == KIND_LABEL ? a->type.labels : NULL) :
		    check_value(check, where, value);
		if (b->type.kind == KIND_ERROR && !is_a_list(b))
			fine = false;
		if (!fine)
			continue;
		if (b->kind == EXPR_VALUE && check_kinds_compare(a->type.kind, b->type.kind)) {
			list_add(check, &literals, b);
			continue;
		}
		b = equal_to(check, value, a, b);
		fine = b->type.kind != KIND_ERROR;
		list_add(check, &parts, b);
	}
	if (!fine)
		return expr_wrong(check, node);
	if (bits != 0)
		list_add(check, &parts, by_bits(check, a, bits, node));
	if (literals.count > 0) {
		result = condition_make(check, EXPR_ONE_OF, node);
		result->a = a;
		result->parts = (const struct expr *const *)literals.items;
		result->part_count = literals.count;
		list_add(check, &parts, result);
	}
	if (parts.count == 0)
		return expr_wrong(check, node);
	result = parts.items[0];
	if (parts.count > 1) {
		result = condition_make(check, EXPR_ANY, node);
		result->parts = (const struct expr *const *)parts.items;
		result->part_count = parts.count;
	}
	return condition_negated(check, result, node, node->kind == AST_NOT_ONE_OF);
}
