/*
 * check_sides: the condition behind `in TABLE`, taken apart (writ.5, Rows of another table).
 *
 * What it says of their row alone stays a condition over TABLE. Our own row may be named in one
 * comparison, of a value of theirs with one of ours, alone or joined to the rest by `and` or `all
 * of`: then no pair of rows has to be looked at by itself.
 */
#include "lang/check_internal.h"

struct sides
check_sides(const struct table_draft *theirs, const struct table_draft *ours,
    const struct ast *node, unsigned depth)
{
	struct sides sides = { false, false }, part;

	if (node == NULL || depth > CHECK_MAX_DEPTH)
		return sides;
	if (node->kind == AST_REF && node->name != NULL) {
		sides.theirs = check_column_named(theirs, node->name) != NULL ||
		    (node->member != NULL && node->name == theirs->table.name);
		sides.ours = !sides.theirs && ours != NULL &&
		    (check_column_named(ours, node->name) != NULL ||
			(node->member != NULL && node->name == ours->table.name));
		return sides;
	}
	/* A long form in a bullet is said of their row. */
	if (node->kind == AST_THERE_IS || node->kind == AST_RUN || node->kind == AST_AGGREGATE ||
	    node->kind == AST_RANK) {
		sides.theirs = true;
		return sides;
	}
	for (const struct ast *child = node->first; child != NULL; child = child->next) {
		part = check_sides(theirs, ours, child, depth + 1);
		sides.theirs = sides.theirs || part.theirs;
		sides.ours = sides.ours || part.ours;
	}
	return sides;
}

struct taking {
	struct check *check;
	const struct where *inner;
	struct related *related;
	struct list parts; /* struct expr: what goes by their row */
	const struct ast *compared; /* the comparison with our row */
	bool wrong;
};

static void
refuse(struct taking *taking, const struct ast *node, struct sides sides)
{
	struct check *check = taking->check;
	const char *theirs = taking->inner->table->table.name;
	const char *ours = taking->inner->ours->table->table.name;

	taking->wrong = true;
	diag_error(check->diags, node->at, "own-row",
	    "'%s' asks about a row of '%s' and about ours, of '%s'", check_said(check, node->at),
	    theirs, ours);
	if (!sides.theirs)
		diag_note(check->diags,
		    "what is said of '%s' alone stands outside: give this count or 'there is' a "
		    "name with 'define', and join the two with 'and'",
		    ours);
	else
		diag_note(check->diags,
		    "our own row may be named in one comparison, of a column of '%s' with one "
		    "value of ours, alone or in an 'all of': SENT_ON is on or after READY_ON",
		    theirs);
}

static enum comparison
turned_round(enum comparison compare)
{
	switch (compare) {
	case COMPARE_IS:
	case COMPARE_IS_NOT: return compare;
	case COMPARE_MORE: return COMPARE_LESS;
	case COMPARE_LESS: return COMPARE_MORE;
	case COMPARE_AT_LEAST: return COMPARE_AT_MOST;
	case COMPARE_AT_MOST: return COMPARE_AT_LEAST;
	case COMPARE_BEFORE: return COMPARE_AFTER;
	case COMPARE_AFTER: return COMPARE_BEFORE;
	case COMPARE_ON_OR_BEFORE: return COMPARE_ON_OR_AFTER;
	case COMPARE_ON_OR_AFTER: return COMPARE_ON_OR_BEFORE;
	}
	return compare;
}

static void
take_comparison(struct taking *taking, const struct ast *node, const struct ast *our_side)
{
	struct where where = *taking->inner;
	struct related *related = taking->related;
	bool ours_first = our_side == node->first, negated = false;
	const struct expr *expr;

	if (taking->compared != NULL) {
		diag_error(taking->check->diags, node->at, "own-row",
		    "'%s' is the second comparison with our own row",
		    check_said(taking->check, node->at));
		diag_note_at(taking->check->diags, taking->compared->at,
		    "only one is possible: the first is here");
		taking->wrong = true;
		return;
	}
	taking->compared = node;
	where.our_side = our_side;
	expr = check_comparison(taking->check, &where, node);
	if (expr->kind == EXPR_NOT) {
		negated = true;
		expr = expr->a;
	}
	if (expr->type.kind == KIND_ERROR || expr->kind != EXPR_COMPARE) {
		taking->wrong = true;
		return;
	}
	related->compare = negated ? COMPARE_IS_NOT : expr->compare;
	if (ours_first)
		related->compare = turned_round(related->compare);
	related->theirs = ours_first ? expr->b : expr->a;
	related->ours = ours_first ? expr->a : expr->b;
}

static void
take(struct taking *taking, const struct ast *node, unsigned depth)
{
	const struct where *inner = taking->inner;
	const struct table_draft *ours = inner->ours == NULL ? NULL : inner->ours->table;
	struct sides sides = check_sides(inner->table, ours, node, depth), first, second;
	struct expr *part;

	if (!sides.ours) {
		part = check_boolean(taking->check, inner, node);
		taking->wrong = taking->wrong || part->type.kind == KIND_ERROR;
		list_add(taking->check, &taking->parts, part);
		return;
	}
	if (node->kind == AST_ALL) {
		for (const struct ast *each = node->first; each != NULL; each = each->next)
			take(taking, each, depth + 1);
		return;
	}
	if (node->kind != AST_COMPARE || node->first == NULL || node->first->next == NULL) {
		refuse(taking, node, sides);
		return;
	}
	first = check_sides(inner->table, ours, node->first, depth);
	second = check_sides(inner->table, ours, node->first->next, depth);
	if (first.theirs && !first.ours && second.ours && !second.theirs)
		take_comparison(taking, node, node->first->next);
	else if (second.theirs && !second.ours && first.ours && !first.theirs)
		take_comparison(taking, node, node->first);
	else
		refuse(taking, node, sides);
}

bool
check_related_where(struct check *check, const struct where *inner, const struct ast *condition,
    struct related *related)
{
	struct taking taking = { check, inner, related, { NULL, 0, 0 }, NULL, false };
	struct expr *all;

	take(&taking, condition, 0);
	if (taking.wrong)
		return false;
	if (taking.parts.count == 1) {
		related->where = taking.parts.items[0];
	} else if (taking.parts.count > 1) {
		all = condition_make(check, EXPR_ALL, condition);
		all->parts = (const struct expr *const *)taking.parts.items;
		all->part_count = taking.parts.count;
		all->chain = condition->flag;
		related->where = all;
	}
	return true;
}
