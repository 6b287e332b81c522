/*
 * check_condition: what is yes, no or unknown; the comparisons among it are in check_compare.c.
 */
#include "lang/check_internal.h"

bool
check_is_condition(const struct ast *node)
{
	switch ((int)node->kind) {
	case AST_COMPARE:
	case AST_ONE_OF:
	case AST_NOT_ONE_OF:
	case AST_IS_GIVEN:
	case AST_IS_BLANK:
	case AST_IS_LIKE:
	case AST_NOT:
	case AST_ALL:
	case AST_ANY:
	case AST_NONE:
	case AST_THERE_IS:
	case AST_RUN: return true;
	default: return false;
	}
}

struct expr *
condition_make(struct check *check, enum expr_kind kind, const struct ast *node)
{
	struct expr *expr = expr_make(check, kind, node);

	expr->type = type_plain(KIND_YES_NO);
	expr->type.labels = &label_set_yes_no;
	return expr;
}

struct expr *
condition_holds(struct check *check, struct expr *value, const struct ast *node)
{
	struct expr *expr;

	if (expr_is_condition(value))
		return value;
	expr = condition_make(check, EXPR_HOLDS, node);
	expr->a = value;
	return expr;
}

struct expr *
condition_negated(struct check *check, struct expr *condition, const struct ast *node, bool really)
{
	struct expr *expr;

	if (!really || condition->type.kind == KIND_ERROR)
		return condition;
	if (condition->kind == EXPR_NOT)
		return (struct expr *)(uintptr_t)condition->a;
	expr = condition_make(check, EXPR_NOT, node);
	expr->a = condition;
	return expr;
}

/* ---- filled, pattern, lists ---- */

static struct expr *
filled(struct check *check, const struct where *where, const struct ast *node)
{
	struct expr *a = check_left_side(check, where, node->first), *expr;

	if (a->type.kind == KIND_ERROR)
		return expr_wrong(check, node);
	if (!a->type.can_be_empty) {
		diag_error(check->diags, node->at, "never-empty",
		    "'%s' is never empty, so there is nothing to ask", check_said(check, a->at));
		if (a->kind == EXPR_COLUMN && a->column->origin == COLUMN_FIELD)
			diag_note_at(check->diags, a->column->at,
			    "leave the question out, or add to this line: , may be blank");
		else if (a->kind == EXPR_COLUMN && a->column->body != NULL &&
		    a->column->body->kind == EXPR_AGGREGATE)
			diag_note(check->diags,
			    "over no rows it is 0, or a list without members: ask how many there "
			    "are "
			    "with 'count'");
		else
			diag_note(check->diags, "leave the question out");
		return expr_wrong(check, node);
	}
	expr = condition_make(check, node->kind == AST_IS_GIVEN ? EXPR_GIVEN : EXPR_BLANK, node);
	expr->a = a;
	return expr;
}

static struct expr *
like(struct check *check, const struct where *where, const struct ast *node)
{
	struct expr *a = check_left_side(check, where, node->first), *expr;
	bool fine = check_pattern(check, node->at, node->text, false);

	if (a->type.kind == KIND_ERROR || !fine)
		return expr_wrong(check, node);
	if (a->type.kind != KIND_TEXT) {
		diag_error(check->diags, node->at, "wrong-kind",
		    "'is like' is for text, and '%s' is %s", check_said(check, a->at),
		    check_a_kind(a->type.kind));
		diag_note(check->diags, "compare it with a value of its own kind");
		return expr_wrong(check, node);
	}
	expr = condition_make(check, EXPR_LIKE, node);
	expr->a = a;
	expr->pattern = node->text;
	return expr;
}

static struct expr *
several(struct check *check, const struct where *where, const struct ast *node)
{
	struct expr *expr = condition_make(check,
	    node->kind == AST_ALL     ? EXPR_ALL :
		node->kind == AST_ANY ? EXPR_ANY :
					EXPR_NONE,
	    node);
	const struct expr **parts;
	uint32_t count = 0;
	bool fine = true;

	for (const struct ast *part = node->first; part != NULL; part = part->next)
		count++;
	expr->parts = parts = arena_array(check->arena, const struct expr *, count);
	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		parts[expr->part_count] = check_boolean(check, where, part);
		fine = fine && parts[expr->part_count++]->type.kind != KIND_ERROR;
	}
	expr->chain = node->flag;
	return fine ? expr : expr_wrong(check, node);
}

static struct expr *
comparison(struct check *check, const struct where *where, const struct ast *node)
{
	struct expr *expr = check_comparison(check, where, node);

	expr->same_label = node->flag2;
	return expr;
}

struct expr *
check_condition(struct check *check, const struct where *where, const struct ast *node)
{
	switch ((int)node->kind) {
	case AST_COMPARE: return comparison(check, where, node);
	case AST_ONE_OF:
	case AST_NOT_ONE_OF: return check_one_of(check, where, node);
	case AST_IS_GIVEN:
	case AST_IS_BLANK: return filled(check, where, node);
	case AST_IS_LIKE: return like(check, where, node);
	case AST_NOT:
		return condition_negated(
		    check, check_boolean(check, where, node->first), node, true);
	case AST_ALL:
	case AST_ANY:
	case AST_NONE: return several(check, where, node);
	case AST_THERE_IS: return check_exists(check, where, node);
	default: return check_succession(check, where, node);
	}
}

/* A condition: a value that stands where one is due must be yes or no. */
struct expr *
check_boolean(struct check *check, const struct where *where, const struct ast *node)
{
	struct expr *value = check_value(check, where, node);

	if (value->type.kind == KIND_YES_NO)
		return value->kind == EXPR_VALUE ? value : condition_holds(check, value, node);
	if (value->type.kind == KIND_ERROR)
		return value;
	diag_error(check->diags, node->at, "not-yes-or-no",
	    "'%s' is %s, and a condition is needed here", check_said(check, node->at),
	    check_a_kind(value->type.kind));
	if (value->type.kind == KIND_LABEL && value->type.labels->count > 0)
		diag_note(check->diags, "write: %s is %s", check_said(check, node->at),
		    value->type.labels->names[0]);
	else if (kind_is_quantity(value->type.kind) || kind_is_length(value->type.kind))
		diag_note(check->diags, "say what it is compared with: %s is more than ...",
		    check_said(check, node->at));
	else if (value->type.kind == KIND_DATE)
		diag_note(check->diags, "say what it is compared with: %s is on or before run_date",
		    check_said(check, node->at));
	else
		diag_note(check->diags, "say what it is compared with: %s is ...",
		    check_said(check, node->at));
	return expr_wrong(check, node);
}
