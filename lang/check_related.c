/*
 * check_related: rows of another table, or the members of a group: `there is`, and figures over
 * them (writ.5, Rows of another table).
 *
 * Behind `in TABLE` names are looked up in TABLE first, then in the row we stand on; a setting
 * there goes by the day of the row it is compared with.
 */
#include <string.h>

#include "lang/check_internal.h"

static const char *
aggregate_word(enum aggregate_kind kind)
{
	switch (kind) {
	case AGGREGATE_COUNT: return "count";
	case AGGREGATE_COUNT_DIFFERENT: return "count of different";
	case AGGREGATE_SUM: return "sum of";
	case AGGREGATE_AVERAGE: return "average of";
	case AGGREGATE_LIST: return "list of";
	case AGGREGATE_LATEST: return "latest";
	case AGGREGATE_EARLIEST: return "earliest";
	case AGGREGATE_LOWEST: return "lowest";
	case AGGREGATE_HIGHEST: return "highest";
	}
	return "count";
}

bool
check_aggregate_fits(struct check *check, const struct ast *node, const struct expr *what)
{
	enum kind kind = what->type.kind;
	bool time = kind == KIND_DATE || kind_is_period(kind),
	     size = kind_is_quantity(kind) || kind_is_length(kind);
	bool adds = node->aggregate == AGGREGATE_SUM || node->aggregate == AGGREGATE_AVERAGE;
	bool fits = true;
	const char *instead = "name a column of numbers, percentages or amounts of money";

	if (adds)
		fits = kind_is_quantity(kind);
	if (node->aggregate == AGGREGATE_LATEST || node->aggregate == AGGREGATE_EARLIEST) {
		fits = time;
		instead = size ? "figures have a highest and a lowest" :
				 "name a column of dates, months, quarters or years";
	}
	if (node->aggregate == AGGREGATE_LOWEST || node->aggregate == AGGREGATE_HIGHEST) {
		fits = size;
		instead = time ? "dates have a latest and an earliest" : "name a column of figures";
	}
	if (!fits) {
		diag_error(check->diags, node->at, "aggregate-kind",
		    "'%s' does not go with '%s', which is %s", aggregate_word(node->aggregate),
		    check_said(check, what->at), check_a_kind(kind));
		diag_note(check->diags, "%s", instead);
		return false;
	}
	if (adds && what->type.fraction) {
		diag_error(check->diags, node->at, "round-first",
		    "'%s' is an exact fraction, which is rounded before it is added up",
		    check_said(check, what->at));
		diag_note(
		    check->diags, "where it is defined add: , rounded half up to 2 decimal places");
		return false;
	}
	return true;
}

/* Over no rows: count and sum 0, list empty, the others nothing. */
void
check_aggregate_type(const struct ast *node, const struct expr *what, struct type *type)
{
	*type = type_plain(KIND_NUMBER);
	if (what == NULL || node->aggregate == AGGREGATE_COUNT ||
	    node->aggregate == AGGREGATE_COUNT_DIFFERENT)
		return;
	if (node->aggregate == AGGREGATE_LIST) {
		*type = type_plain(KIND_TEXT);
		return;
	}
	*type = what->type;
	type->can_be_empty = node->aggregate != AGGREGATE_SUM;
	if (node->aggregate == AGGREGATE_AVERAGE)
		type->fraction = true;
}

/* ---- which rows ---- */

static const struct column_draft *
same_column(struct check *check, const struct table_draft *table, const struct table_draft *other,
    const struct ast *key)
{
	const struct column_draft *draft = check_column_named(table, key->name);
	struct nearest nearest;

	if (draft != NULL || table->wrong || key->name == NULL ||
	    check_maybe_declared(check, key->name))
		return draft;
	diag_error(check->diags, key->at, "same-in-both",
	    "'%s' is not a column of '%s', so its rows have no same one", key->name,
	    table->table.name);
	check_nearest(check, &nearest, key->name);
	nearest_offer_scope(&nearest, &table->names);
	check_did_you_mean(check, &nearest);
	diag_note(check->diags,
	    "rows of '%s' and '%s' belong together by columns of the same name; give one there "
	    "that name, or define it",
	    table->table.name, other->table.name);
	return NULL;
}

static bool
same_kind(struct check *check, const struct ast *key, const struct column_draft *ours,
    const struct column_draft *theirs)
{
	const struct type *a = &ours->column.type, *b = &theirs->column.type;

	if (a->kind == KIND_ERROR || b->kind == KIND_ERROR)
		return false;
	if (!check_kinds_compare(a->kind, b->kind)) {
		diag_error(check->diags, key->at, "wrong-kind",
		    "'%s' is %s in '%s' and %s in '%s', so the two are never the same", key->name,
		    check_a_kind(a->kind), ours->table->table.name, check_a_kind(b->kind),
		    theirs->table->table.name);
		diag_note_at(check->diags, theirs->column.at,
		    "the other one is here; columns that say the same are of one kind");
		return false;
	}
	if (a->kind != KIND_LABEL || check_same_labels(a->labels, b->labels))
		return true;
	diag_error(check->diags, key->at, "different-lists",
	    "'%s' has another list of labels in '%s' than in '%s'", key->name,
	    theirs->table->table.name, ours->table->table.name);
	diag_note(check->diags, "in '%s' they are %s", ours->table->table.name,
	    check_labels(check, a->labels));
	diag_note_at(check->diags, theirs->column.at,
	    "in '%s' they are %s; list the same ones in the same order", theirs->table->table.name,
	    check_labels(check, b->labels));
	diag_note(check->diags,
	    "a row then goes only with rows of the very same label; where one is to count as "
	    "another, a reply to a reminder as one to the letter itself, 'writ help reminder' "
	    "shows how to say so");
	return false;
}

static bool
related_keys(struct check *check, const struct where *where, struct table_draft *table,
    const struct ast *parts, struct related *related, struct list *same)
{
	struct related_key *keys;
	uint32_t count = 0;
	bool fine = true;

	for (const struct ast *part = parts->first; part != NULL; part = part->next)
		count += part->kind == AST_KEY;
	related->keys = keys = arena_array(check->arena, struct related_key, count);
	for (const struct ast *part = parts->first; part != NULL; part = part->next) {
		const struct column_draft *ours, *theirs;

		if (part->kind != AST_KEY)
			continue;
		if (where->table == check->run) {
			diag_error(check->diags, part->at, "same-in-both",
			    "a value for the whole run stands in no row, so nothing is the same as "
			    "its '%s'",
			    part->name);
			diag_note(check->diags,
			    "leave out 'for the same', or say whose row is meant: define NAME for "
			    "TABLE as ...");
			return false;
		}
		for (uint32_t i = 0; i < same->count; i++)
			if (same->items[i] == part->name) {
				diag_error(check->diags, part->at, "duplicate-name",
				    "'%s' is named twice here", part->name);
				diag_note(check->diags, "name each column once");
				fine = false;
			}
		list_add(check, same, (void *)(uintptr_t)part->name);
		ours = same_column(check, where->table, table, part);
		theirs =
		    table == where->table ? ours : same_column(check, table, where->table, part);
		if (ours == NULL || theirs == NULL || !same_kind(check, part, ours, theirs)) {
			fine = false;
			continue;
		}
		keys[related->key_count].ours = &ours->column;
		keys[related->key_count++].theirs = &theirs->column;
	}
	return fine;
}

struct related *
check_related(struct check *check, const struct where *where, struct table_draft *table,
    const struct ast *keys, const struct ast *condition, struct span at, struct where *inner)
{
	struct related *related = arena_new(check->arena, struct related);
	struct where *ours = arena_new(check->arena, struct where);
	struct list *same = arena_new(check->arena, struct list);
	bool fine = true;

	related->table = &table->table;
	related->members = keys == NULL;
	related->at = at;
	*ours = *where;
	ours->ours = NULL;
	ours->our_side = NULL;
	ours->named = true;
	*inner = check_row(table);
	inner->named = true;
	inner->same = same;
	/* Values for the run can be named everywhere; and where both rows are of one table, a name
	 * means theirs. */
	if (where->table != check->run && where->table != table)
		inner->ours = ours;
	if (keys != NULL)
		fine = related_keys(check, where, table, keys, related, same);
	for (uint32_t i = 0; keys == NULL && i < where->table->keys.count; i++)
		list_add(check, same,
		    (void *)(uintptr_t)((struct column_draft *)where->table->keys.items[i])
			->column.name);
	if (condition != NULL)
		fine = check_related_where(check, inner, condition, related) && fine;
	return fine ? related : NULL;
}

/* The rows that one line of a report stands for have no one row to belong to. */
static bool
stands_on_a_row(struct check *check, const struct where *where, const struct ast *node)
{
	if (!where->of_groups)
		return true;
	diag_error(check->diags, node->at, "report-needs-figure",
	    "'%s' is asked of one row, and a line of this report stands for many",
	    check_said(check, node->at));
	diag_note(check->diags, "give it a name with 'define NAME for %s as', and count its rows",
	    where->table->table.name);
	return false;
}

/* ---- figures over rows ---- */

struct expr *
check_aggregate(struct check *check, const struct where *where, const struct ast *node)
{
	const struct ast *in = ast_child(node, AST_IN), *condition = ast_child(node, AST_WHERE),
			 *ref = ast_child(node, AST_REF);
	struct table_draft *table =
	    in == NULL ? where->table->of : check_table_named(check, in->name, in->at);
	struct related *related;
	struct where inner;
	struct expr *expr, *what = NULL;

	if (in == NULL && table == NULL && !where->table->wrong) {
		diag_error(check->diags, node->at, "count-of-what",
		    "'%s' does not say in which table", check_said(check, node->at));
		diag_note(check->diags,
		    "only a group and a report have rows of their own to count; write behind it: "
		    "in TABLE for the same NAME");
	}
	if (table == NULL || table->wrong || !stands_on_a_row(check, where, node))
		return expr_wrong(check, node);
	related =
	    check_related(check, where, table, in, condition == NULL ? NULL : condition->first,
		in == NULL ? node->at : span_join(in->at, node->at), &inner);
	if (ref != NULL) {
		what = check_value(check, &inner, ref);
		if (!check_one_value(check, what) || !check_aggregate_fits(check, node, what))
			return expr_wrong(check, node);
	}
	if (related == NULL)
		return expr_wrong(check, node);
	if (related->ours != NULL && node->aggregate == AGGREGATE_COUNT_DIFFERENT) {
		diag_error(check->diags, node->at, "own-row",
		    "'count of different' cannot compare each row with our own");
		diag_note(check->diags,
		    "define the comparison for '%s' first, or count with 'for the same' alone",
		    table->table.name);
		return expr_wrong(check, node);
	}
	expr = expr_make(check, EXPR_AGGREGATE, node);
	expr->aggregate = node->aggregate;
	expr->related = related;
	expr->a = what;
	check_aggregate_type(node, what, &expr->type);
	return expr;
}

struct expr *
check_exists(struct check *check, const struct where *where, const struct ast *node)
{
	const struct ast *condition = ast_child(node, AST_WHERE);
	struct table_draft *table = check_table_named(check, node->name, node->name_at);
	struct related *related;
	struct where inner;
	struct expr *expr;

	if (table == NULL || table->wrong || !stands_on_a_row(check, where, node))
		return expr_wrong(check, node);
	related =
	    check_related(check, where, table, node, condition == NULL ? NULL : condition->first,
		(struct span){ node->name_at.start, node->at.end }, &inner);
	if (related == NULL)
		return expr_wrong(check, node);
	expr = condition_make(check, EXPR_EXISTS, node);
	expr->related = related;
	return condition_negated(check, expr, node, node->flag);
}
