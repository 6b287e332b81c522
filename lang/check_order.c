/*
 * check_order: columns in an order in which each stands after those it needs.
 *
 * Needs are read off the tree: the names a column's text uses, plus the day of its table's settings
 * where a setting is read. Of the columns that are ready the one that stands first in the text
 * comes first, so the order is the same in every run. What is left over when none is ready stands
 * in, or behind, a circle: the circle is reported with its members in order, taken as known, and
 * the rest goes on.
 */
#include <string.h>

#include "lang/check_internal.h"

struct order {
	struct check *check;
	struct table_draft *table;
	uint32_t *missing; /* needs not yet placed, for each column */
	uint32_t *first_user, *next_user,
	    *user; /* who needs a column: chains in one array, 0 ends, index + 1 */
	uint32_t *heap, heap_count;
	bool *placed;
	const struct column **evaluation;
	uint32_t count;
};

static void
push(struct order *order, uint32_t column)
{
	uint32_t at = order->heap_count++;

	while (at > 0 && order->heap[(at - 1) / 2] > column) {
		order->heap[at] = order->heap[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	order->heap[at] = column;
}

static uint32_t
pop(struct order *order)
{
	uint32_t top = order->heap[0], last = order->heap[--order->heap_count], at = 0;

	for (;;) {
		uint32_t child = 2 * at + 1;

		if (child >= order->heap_count)
			break;
		if (child + 1 < order->heap_count && order->heap[child + 1] < order->heap[child])
			child++;
		if (order->heap[child] >= last)
			break;
		order->heap[at] = order->heap[child];
		at = child;
	}
	order->heap[at] = last;
	return top;
}

static void
need(struct check *check, struct list *needs, struct table_draft *table, const char *name)
{
	struct column_draft *column = scope_thing(&table->names, name);

	if (column != NULL) {
		list_add(check, needs, column);
		return;
	}
	/* A setting is picked by the row's day, which may be a derived column. */
	if (scope_find(&check->settings, name) != NULL && table->node != NULL) {
		const struct ast *day = ast_child(table->node, AST_AS_AT);
		const struct ast *ref = day == NULL ? NULL : day->first;

		if (ref != NULL && ref->kind != AST_REF)
			ref = ref->first;
		column = ref == NULL ? NULL : scope_thing(&table->names, ref->name);
		if (column != NULL)
			list_add(check, needs, column);
	}
}

static void
gather_needs(struct check *check, struct list *needs, struct table_draft *table,
    const struct ast *node, unsigned depth)
{
	if (depth > CHECK_MAX_DEPTH)
		return;
	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		const char *sent = check_sent_name(check, part);

		if (sent != NULL) {
			need(check, needs, table, sent);
			continue;
		}
		if (part->kind == AST_REF || part->kind == AST_BY || part->kind == AST_MET_BY)
			need(check, needs, table, part->name);
		else if (part->kind == AST_AGGREGATE || part->kind == AST_RANK ||
		    part->kind == AST_RUN || part->kind == AST_THERE_IS)
			continue;
		gather_needs(check, needs, table, part, depth + 1);
	}
}

/* Whether it was sent stands directly before it, and needs the register only. */
static void
letter_needs(
    struct check *check, struct list *needs, struct table_draft *table, struct column_draft *draft)
{
	const struct letter *letter = draft->column.letter;

	if (draft->column.origin == COLUMN_SENT)
		return;
	list_add(check, needs, table->columns.items[draft->column.index - 1]);
	for (const struct ast *part = draft->node->first; part != NULL; part = part->next)
		if (part->kind == AST_SEND_WHEN || part->kind == AST_LAPSES_WHEN)
			gather_needs(check, needs, table, part, 0);
	for (uint32_t i = 0; i < letter->displaced_by_count; i++)
		list_add(check, needs, (void *)(uintptr_t)letter->displaced_by[i]->column);
}

static void
find_needs(struct check *check, struct table_draft *table, struct column_draft *draft)
{
	struct list needs = { NULL, 0, 0 };

	if (draft->column.origin == COLUMN_FIELD || draft->wrong_node || draft->node == NULL)
		return;
	if (draft->column.origin == COLUMN_DEADLINE) {
		const struct ast *met_by = ast_child(draft->node, AST_MET_BY);

		/* NAME_due stands directly before NAME. */
		list_add(check, &needs, table->columns.items[draft->column.index - 1]);
		if (met_by != NULL)
			need(check, &needs, table, met_by->name);
	} else if (draft->column.origin == COLUMN_DUE) {
		const struct ast *due = ast_child(draft->node, AST_DUE);

		if (due != NULL)
			gather_needs(check, &needs, table, due, 0);
	} else if (draft->column.letter != NULL) {
		letter_needs(check, &needs, table, draft);
	} else {
		gather_needs(check, &needs, table, draft->node, 0);
	}
	draft->needs = arena_array(check->arena, uint32_t, needs.count);
	for (uint32_t i = 0; i < needs.count; i++)
		draft->needs[draft->need_count++] =
		    ((struct column_draft *)needs.items[i])->column.index;
}

static void
place(struct order *order, uint32_t column)
{
	struct column_draft *draft = order->table->columns.items[column];

	order->placed[column] = true;
	if (draft->column.origin != COLUMN_FIELD)
		order->evaluation[order->count++] = &draft->column;
	for (uint32_t chain = order->first_user[column]; chain != 0;
	     chain = order->next_user[chain - 1]) {
		uint32_t user = order->user[chain - 1];

		if (--order->missing[user] == 0 && !order->placed[user])
			push(order, user);
	}
}

/* A need that is not placed; there is one for every column that is left over. */
static uint32_t
open_need(const struct order *order, uint32_t column)
{
	const struct column_draft *draft = order->table->columns.items[column];

	for (uint32_t i = 0; i < draft->need_count; i++)
		if (!order->placed[draft->needs[i]])
			return draft->needs[i];
	return column;
}

static void
report_circle(struct order *order, uint32_t start)
{
	struct check *check = order->check;
	struct column_draft *first = order->table->columns.items[start];
	uint32_t at = start;

	diag_error(check->diags, first->column.at, "cycle",
	    "'%s' cannot be worked out: it needs itself", first->column.name);
	do {
		uint32_t next = open_need(order, at);
		struct column_draft *draft = order->table->columns.items[at],
				    *needed = order->table->columns.items[next];

		diag_note_at(check->diags, draft->column.at, "'%s' needs '%s'%s",
		    draft->column.name, needed->column.name,
		    next == start ? ", and so the circle closes" : "");
		at = next;
	} while (at != start);
	diag_note(
	    check->diags, "break the circle: one of these has to be worked out from facts alone");
}

/* Walks from the first column left over until a place is met twice; the circle begins with its
 * first member in the text. */
static void
break_circle(struct order *order, uint32_t left_over)
{
	uint32_t at = left_over, start, turtle = left_over, count = 1, *members;

	do {
		turtle = open_need(order, turtle);
		at = open_need(order, open_need(order, at));
	} while (turtle != at);
	start = at;
	for (at = open_need(order, at); at != turtle; at = open_need(order, at)) {
		count++;
		if (at < start)
			start = at;
	}
	report_circle(order, start);
	members = arena_array(order->check->arena, uint32_t, count);
	for (uint32_t i = 0; i < count; i++) {
		members[i] = at = i == 0 ? start : open_need(order, at);
	}
	for (uint32_t i = 0; i < count; i++) {
		struct column_draft *draft = order->table->columns.items[members[i]];

		draft->wrong_node = true;
		order->placed[members[i]] = true;
	}
	for (uint32_t i = 0; i < count; i++)
		place(order, members[i]);
}

void
check_order(struct check *check, struct table_draft *table)
{
	uint32_t columns = table->columns.count, links = 0, left_over = 0;
	struct order order;

	memset(&order, 0, sizeof order);
	order.check = check;
	order.table = table;
	order.missing = arena_array(check->arena, uint32_t, columns);
	order.first_user = arena_array(check->arena, uint32_t, columns);
	order.heap = arena_array(check->arena, uint32_t, columns);
	order.placed = arena_array(check->arena, bool, columns);
	order.evaluation = arena_array(check->arena, const struct column *, columns);
	for (uint32_t i = 0; i < columns; i++) {
		find_needs(check, table, table->columns.items[i]);
		links += ((struct column_draft *)table->columns.items[i])->need_count;
	}
	order.next_user = arena_array(check->arena, uint32_t, links);
	order.user = arena_array(check->arena, uint32_t, links);
	links = 0;
	for (uint32_t i = 0; i < columns; i++) {
		struct column_draft *draft = table->columns.items[i];

		for (uint32_t n = 0; n < draft->need_count; n++) {
			order.user[links] = i;
			order.next_user[links] = order.first_user[draft->needs[n]];
			order.first_user[draft->needs[n]] = ++links;
			order.missing[i]++;
		}
	}
	for (uint32_t i = 0; i < columns; i++)
		if (order.missing[i] == 0)
			push(&order, i);
	for (;;) {
		while (order.heap_count > 0)
			place(&order, pop(&order));
		while (left_over < columns && order.placed[left_over])
			left_over++;
		if (left_over == columns)
			break;
		break_circle(&order, left_over);
	}
	table->table.evaluation = order.evaluation;
	table->table.evaluation_count = order.count;
}
