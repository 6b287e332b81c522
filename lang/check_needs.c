/*
 * check_needs: what has to be known before a column can be, read off the tree.
 *
 * A column needs the columns its text names, in whatever row; the day of a row where a setting is
 * read; what a reference points to, where something is read through it; and the membership of a
 * group, where its rows are asked. Names are looked up as check_names.c does it, without messages.
 */
#include <string.h>

#include "lang/check_internal.h"

struct needing {
	struct check *check;
	struct list *needs; /* places */
};

/* The rows in sight: whose names come first, and ours behind `in TABLE`, else NULL. */
struct reach {
	struct table_draft *table, *ours;
};

static void
gather(struct needing *needing, struct reach reach, const struct ast *node, unsigned depth);
static void
gather_one(struct needing *needing, struct reach reach, const struct ast *node, unsigned depth);

static void
need_column(struct needing *needing, const struct column_draft *column)
{
	if (column != NULL)
		list_add(needing->check, needing->needs, (void *)(uintptr_t)column->place);
}

static void
need_rows(struct needing *needing, const struct table_draft *table)
{
	if (table != NULL && table->of != NULL && !table->wrong && table->keys.count > 0)
		list_add(needing->check, needing->needs, (void *)(uintptr_t)table->rows_place);
}

static void
need_through(struct needing *needing, const struct column_draft *reference, const char *member)
{
	if (reference->refers_to == NULL)
		return;
	need_rows(needing, reference->refers_to);
	need_column(needing, scope_thing(&reference->refers_to->names, member));
}

static void
need_name(struct needing *needing, struct reach reach, const char *name, const char *member)
{
	struct check *check = needing->check;
	const struct column_draft *column = check_column_named(reach.table, name);

	if (name == NULL)
		return;
	if (member != NULL && name == reach.table->table.name &&
	    scope_find(&reach.table->names, name) == NULL) {
		need_column(needing, scope_thing(&reach.table->names, member));
		return;
	}
	if (column == NULL && reach.ours != NULL && check_column_named(reach.ours, name) != NULL)
		column = check_column_named(reach.ours, name);
	if (column != NULL) {
		need_column(needing, column);
		if (member != NULL)
			need_through(needing, column, member);
		return;
	}
	if (reach.ours != NULL && member != NULL && name == reach.ours->table.name)
		need_column(needing, scope_thing(&reach.ours->names, member));
	need_column(needing, scope_thing(&check->run->names, name));
	/* A setting is picked by the row's day, which may be a derived column. */
	if (scope_find(&check->settings, name) != NULL)
		need_column(needing, check_day_column(reach.table));
}

/* The side of a comparison that is said of our row goes by our row alone. */
static void
gather_related_where(
    struct needing *needing, struct reach reach, const struct ast *node, unsigned depth)
{
	if (depth > CHECK_MAX_DEPTH)
		return;
	if (node->kind == AST_ALL) {
		for (const struct ast *part = node->first; part != NULL; part = part->next)
			gather_related_where(needing, reach, part, depth + 1);
		return;
	}
	if (node->kind != AST_COMPARE || reach.ours == NULL) {
		gather_one(needing, reach, node, depth + 1);
		return;
	}
	for (const struct ast *side = node->first; side != NULL; side = side->next) {
		struct sides whose = check_sides(reach.table, reach.ours, side, depth);
		struct reach one = { reach.table, NULL };

		if (whose.ours)
			one.table = reach.ours;
		gather_one(needing, whose.ours && whose.theirs ? reach : one, side, depth + 1);
	}
}

static void
gather_related(struct needing *needing, struct reach reach, const struct ast *node, unsigned depth)
{
	const struct ast *in = node->kind == AST_THERE_IS ? node : ast_child(node, AST_IN);
	const struct ast *where = ast_child(node, AST_WHERE), *what = ast_child(node, AST_REF);
	struct table_draft *theirs =
	    in == NULL ? reach.table->of : scope_thing(&needing->check->tables, in->name);
	struct reach both;

	if (theirs == NULL || theirs->wrong)
		return;
	both.table = theirs;
	both.ours =
	    theirs == reach.table || reach.table == needing->check->run ? NULL : reach.table;
	need_rows(needing, theirs);
	if (in == NULL)
		need_rows(needing, reach.table);
	for (const struct ast *key = in == NULL ? NULL : in->first; key != NULL; key = key->next) {
		if (key->kind != AST_KEY)
			continue;
		need_column(needing, check_column_named(theirs, key->name));
		need_column(needing, check_column_named(reach.table, key->name));
	}
	if (where != NULL && where->first != NULL)
		gather_related_where(needing, both, where->first, depth + 1);
	if (what != NULL && node->kind == AST_AGGREGATE)
		gather_one(needing, both, what, depth + 1);
}

static void
gather_run(struct needing *needing, struct reach reach, const struct ast *node, unsigned depth)
{
	const struct ast *within = ast_child(node, AST_WITHIN_YEAR),
			 *where = ast_child(node, AST_WHERE);

	need_name(needing, reach, node->name, NULL);
	if (where != NULL)
		need_name(needing, reach, where->name, NULL);
	for (uint32_t i = 0; i < reach.table->keys.count; i++)
		need_column(needing, reach.table->keys.items[i]);
	if (within != NULL)
		need_name(needing, reach, within->name, NULL);
	gather(needing, reach, node, depth);
}

static void
gather_one(struct needing *needing, struct reach reach, const struct ast *node, unsigned depth)
{
	const char *sent = check_sent_name(needing->check, node);

	if (depth > CHECK_MAX_DEPTH)
		return;
	if (sent != NULL) {
		need_name(needing, reach, sent, NULL);
		return;
	}
	switch ((int)node->kind) {
	case AST_REF: need_name(needing, reach, node->name, node->member); break;
	case AST_BY:
	case AST_MET_BY:
	case AST_KEY: need_name(needing, reach, node->name, NULL); break;
	case AST_AGGREGATE:
	case AST_THERE_IS: gather_related(needing, reach, node, depth); break;
	case AST_RUN: gather_run(needing, reach, node, depth); break;
	default: gather(needing, reach, node, depth); break;
	}
}

static void
gather(struct needing *needing, struct reach reach, const struct ast *node, unsigned depth)
{
	for (const struct ast *part = node->first; part != NULL; part = part->next)
		gather_one(needing, reach, part, depth + 1);
}

/* Whether it was sent is read off the register, for the same keys. */
static void
sent_needs(struct needing *needing, const struct column_draft *draft)
{
	const struct ast *once = ast_child(draft->node, AST_ONCE_FOR_EACH);
	const struct table_draft *register_table = needing->check->register_table;

	for (const struct ast *key = once == NULL ? NULL : once->first; key != NULL;
	     key = key->next) {
		need_column(needing, check_column_named(draft->table, key->name));
		if (register_table != NULL)
			need_column(needing, check_column_named(register_table, key->name));
	}
}

/* Whether it was sent stands directly before it; a letter waits for those that stand instead of
 * it. */
static void
letter_needs(struct needing *needing, struct reach reach, const struct column_draft *draft)
{
	const struct letter *letter = draft->column.letter;

	need_column(needing, draft->table->columns.items[draft->column.index - 1]);
	for (const struct ast *part = draft->node->first; part != NULL; part = part->next)
		if (part->kind == AST_SEND_WHEN || part->kind == AST_LAPSES_WHEN)
			gather(needing, reach, part, 0);
	/* A column is the first part of its draft. */
	for (uint32_t i = 0; i < letter->displaced_by_count; i++)
		need_column(needing,
		    (const struct column_draft *)(const void *)letter->displaced_by[i]->column);
}

void
check_needs(struct check *check, struct column_draft *draft, struct list *needs)
{
	struct needing needing = { check, needs };
	struct reach reach = { draft->table, NULL };
	const struct ast *part;

	if (draft->wrong_node || draft->node == NULL)
		return;
	switch (draft->column.origin) {
	case COLUMN_FIELD:
		if (draft->refers_to != NULL && draft->refers_to->keys.count == 1)
			need_column(&needing, draft->refers_to->keys.items[0]);
		break;
	case COLUMN_KEY: need_column(&needing, draft->source); break;
	case COLUMN_DUE:
		part = ast_child(draft->node, AST_DUE);
		if (part != NULL)
			gather(&needing, reach, part, 0);
		break;
	case COLUMN_DEADLINE:
		part = ast_child(draft->node, AST_MET_BY);
		/* NAME_due stands directly before NAME. */
		need_column(&needing, draft->table->columns.items[draft->column.index - 1]);
		if (part != NULL)
			need_name(&needing, reach, part->name, NULL);
		break;
	case COLUMN_DEFINE:
	case COLUMN_DECIDE:
	case COLUMN_BANDS: gather(&needing, reach, draft->node, 0); break;
	case COLUMN_SENT: sent_needs(&needing, draft); break;
	case COLUMN_LETTER: letter_needs(&needing, reach, draft); break;
	}
}

void
check_rows_need(struct check *check, struct table_draft *table, struct list *needs)
{
	struct needing needing = { check, needs };
	struct reach reach = { table, NULL };
	const struct ast *where = ast_child(table->node, AST_WHERE);

	need_rows(&needing, table->of);
	for (uint32_t i = 0; i < table->keys.count; i++) {
		const struct column_draft *key = table->keys.items[i];

		need_column(&needing, key);
		need_column(&needing, key->source);
		if (table->table.every && key->refers_to != NULL) {
			need_rows(&needing, key->refers_to);
			if (key->refers_to->keys.count == 1)
				need_column(&needing, key->refers_to->keys.items[0]);
		}
	}
	if (where != NULL)
		gather(&needing, reach, where, 0);
}
