/*
 * check_order: the columns of all tables in an order in which each stands after those it needs.
 *
 * Every column has a place, the fields too, since the kind of a reference is that of a key
 * elsewhere; and the membership of each group is one place more, which the columns of the group
 * need, but for those by which the membership itself is found. Of the places that are ready the one
 * that stands first in the text comes first, so the order is the same in every run. What is left
 * over when none is ready stands in, or behind, a circle: the circle is reported with its members
 * in order, taken as known, and the rest goes on. A column is checked as it is put in its place.
 */
#include <string.h>

#include "lang/check_internal.h"

struct step {
	struct column_draft *column; /* NULL: the membership of: */
	struct table_draft *rows;
	uint32_t *needs, need_count;
};

struct order {
	struct check *check;
	struct step *places;
	uint32_t place_count;
	uint32_t *missing; /* needs not yet placed, for each place */
	uint32_t *first_user, *next_user,
	    *user; /* who needs a place: chains in one array, 0 ends, index + 1 */
	uint32_t *heap, heap_count;
	bool *placed;
	const struct column **evaluation;
	uint32_t count;
};

static void
push(struct order *order, uint32_t place)
{
	uint32_t at = order->heap_count++;

	while (at > 0 && order->heap[(at - 1) / 2] > place) {
		order->heap[at] = order->heap[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	order->heap[at] = place;
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

static bool
is_derived(const struct column_draft *column)
{
	return column->column.origin != COLUMN_FIELD && column->column.origin != COLUMN_KEY;
}

/* ---- places and what they need ---- */

static void
number(struct order *order, struct table_draft *table)
{
	table->evaluation =
	    arena_array(order->check->arena, const struct column *, table->columns.count);
	table->table.evaluation = table->evaluation;
	for (uint32_t i = 0; i < table->columns.count; i++) {
		struct column_draft *column = table->columns.items[i];

		column->place = order->place_count;
		order->places[order->place_count++].column = column;
		if (table->of != NULL && i + 1 == table->keys.count) {
			table->rows_place = order->place_count;
			order->places[order->place_count++].rows = table;
		}
	}
}

static void
make_places(struct order *order)
{
	struct check *check = order->check;
	uint32_t room = check->run->columns.count;

	for (uint32_t t = 0; t < check->table_list.count; t++)
		room += ((struct table_draft *)check->table_list.items[t])->columns.count + 1;
	order->places = arena_array(check->arena, struct step, room);
	number(order, check->run);
	for (uint32_t t = 0; t < check->table_list.count; t++)
		number(order, check->table_list.items[t]);
}

static void
take_needs(struct order *order, uint32_t place, const struct list *needs)
{
	order->places[place].needs = arena_array(order->check->arena, uint32_t, needs->count + 1);
	for (uint32_t i = 0; i < needs->count; i++)
		order->places[place].needs[order->places[place].need_count++] =
		    (uint32_t)(uintptr_t)needs->items[i];
}

/* Marks the columns of a group that its membership is found by. */
static void
mark_found_by(const struct order *order, const struct table_draft *table, bool *found_by)
{
	uint32_t *stack = arena_array(order->check->arena, uint32_t, order->place_count + 1);
	uint32_t depth = 0;

	stack[depth++] = table->rows_place;
	while (depth > 0) {
		const struct step *at = &order->places[stack[--depth]];

		for (uint32_t i = 0; i < at->need_count; i++) {
			const struct column_draft *column = order->places[at->needs[i]].column;

			if (column == NULL || column->table != table || found_by[at->needs[i]])
				continue;
			found_by[at->needs[i]] = true;
			stack[depth++] = at->needs[i];
		}
	}
}

static void
find_needs(struct order *order)
{
	struct check *check = order->check;
	bool *found_by = arena_array(check->arena, bool, order->place_count + 1);

	for (uint32_t i = 0; i < order->place_count; i++) {
		struct list needs = { NULL, 0, 0 };

		if (order->places[i].column != NULL)
			check_needs(check, order->places[i].column, &needs);
		else
			check_rows_need(check, order->places[i].rows, &needs);
		take_needs(order, i, &needs);
	}
	for (uint32_t t = 0; t < check->table_list.count; t++) {
		const struct table_draft *table = check->table_list.items[t];

		if (table->of != NULL && table->keys.count > 0)
			mark_found_by(order, table, found_by);
	}
	for (uint32_t i = 0; i < order->place_count; i++) {
		const struct column_draft *column = order->places[i].column;

		if (column == NULL || column->table->of == NULL || !is_derived(column) ||
		    column->table->keys.count == 0 || column->wrong_node || found_by[i])
			continue;
		/* take_needs() left room for one more */
		order->places[i].needs[order->places[i].need_count++] = column->table->rows_place;
	}
}

static void
link_users(struct order *order)
{
	struct check *check = order->check;
	uint32_t links = 0;

	for (uint32_t i = 0; i < order->place_count; i++)
		links += order->places[i].need_count;
	order->next_user = arena_array(check->arena, uint32_t, links);
	order->user = arena_array(check->arena, uint32_t, links);
	links = 0;
	for (uint32_t i = 0; i < order->place_count; i++) {
		for (uint32_t n = 0; n < order->places[i].need_count; n++) {
			uint32_t needed = order->places[i].needs[n];

			order->user[links] = i;
			order->next_user[links] = order->first_user[needed];
			order->first_user[needed] = ++links;
			order->missing[i]++;
		}
	}
}

/* ---- the order ---- */

static void
evaluate_next(struct order *order, const struct column_draft *column)
{
	struct table_draft *table = column->table;

	order->evaluation[order->count++] = &column->column;
	table->evaluation[table->table.evaluation_count++] = &column->column;
}

static void
put_in_place(struct order *order, uint32_t at)
{
	const struct step *placed = &order->places[at];

	order->placed[at] = true;
	if (placed->column != NULL) {
		if (is_derived(placed->column))
			evaluate_next(order, placed->column);
		check_column(order->check, placed->column);
	} else {
		check_group_rows(order->check, placed->rows);
	}
	for (uint32_t chain = order->first_user[at]; chain != 0;
	     chain = order->next_user[chain - 1]) {
		uint32_t user = order->user[chain - 1];

		if (--order->missing[user] == 0 && !order->placed[user])
			push(order, user);
	}
}

/* A need that is not placed; there is one for every place that is left over. */
static uint32_t
open_need(const struct order *order, uint32_t at)
{
	const struct step *open = &order->places[at];

	for (uint32_t i = 0; i < open->need_count; i++)
		if (!order->placed[open->needs[i]])
			return open->needs[i];
	return at;
}

static const struct table_draft *
table_at(const struct order *order, uint32_t at)
{
	const struct step *step = &order->places[at];

	return step->column == NULL ? step->rows : step->column->table;
}

static struct span
place_at(const struct order *order, uint32_t at)
{
	const struct step *step = &order->places[at];

	return step->column == NULL ? step->rows->table.at : step->column->column.at;
}

static const char *
called(const struct order *order, uint32_t at, bool with_table)
{
	const struct step *step = &order->places[at];
	struct arena *arena = order->check->arena;

	if (step->column == NULL)
		return arena_printf(arena, "the list of rows of '%s'", step->rows->table.name);
	if (!with_table || step->column->table == order->check->run)
		return arena_printf(arena, "'%s'", step->column->column.name);
	return arena_printf(
	    arena, "'%s' of '%s'", step->column->column.name, step->column->table->table.name);
}

static bool
all_references(const struct order *order, uint32_t start)
{
	uint32_t at = start;

	do {
		const struct column_draft *column = order->places[at].column;

		if (column == NULL || is_derived(column))
			return false;
		at = open_need(order, at);
	} while (at != start);
	return true;
}

static void
report_circle(struct order *order, uint32_t start)
{
	struct check *check = order->check;
	bool references = all_references(order, start), several = false;
	uint32_t at = start;

	do {
		at = open_need(order, at);
		several = several || order->places[at].column == NULL ||
		    table_at(order, at) != table_at(order, start);
	} while (at != start);
	if (references)
		diag_error(check->diags, place_at(order, start), "reference-circle",
		    "%s refers to a key that leads back to it, so nobody knows what it holds",
		    called(order, start, several));
	else
		diag_error(check->diags, place_at(order, start), "cycle",
		    "%s cannot be worked out: it needs itself", called(order, start, several));
	do {
		uint32_t next = open_need(order, at);

		diag_note_at(check->diags, place_at(order, at), "%s %s %s%s",
		    called(order, at, several), references ? "takes its kind from" : "needs",
		    called(order, next, several),
		    next == start ? ", and so the circle closes" : "");
		at = next;
	} while (at != start);
	diag_note(check->diags,
	    references ?
		"break the circle: one of these keys has to be a text, a number or the like" :
		"break the circle: one of these has to be worked out from facts alone");
}

/* Walks from the first place left over until one is met twice; the circle begins with its first
 * member in the text. */
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
	for (uint32_t i = 0; i < count; i++)
		members[i] = at = i == 0 ? start : open_need(order, at);
	for (uint32_t i = 0; i < count; i++) {
		struct step *member = &order->places[members[i]];

		if (member->column != NULL)
			member->column->wrong_node = true;
		else
			member->rows->rows_wrong = true;
		order->placed[members[i]] = true;
	}
	for (uint32_t i = 0; i < count; i++)
		put_in_place(order, members[i]);
}

void
check_in_order(struct check *check)
{
	uint32_t left_over = 0;
	struct order order;

	memset(&order, 0, sizeof order);
	order.check = check;
	make_places(&order);
	order.missing = arena_array(check->arena, uint32_t, order.place_count);
	order.first_user = arena_array(check->arena, uint32_t, order.place_count);
	order.heap = arena_array(check->arena, uint32_t, order.place_count);
	order.placed = arena_array(check->arena, bool, order.place_count);
	order.evaluation = arena_array(check->arena, const struct column *, order.place_count);
	find_needs(&order);
	link_users(&order);
	for (uint32_t i = 0; i < order.place_count; i++)
		if (order.missing[i] == 0)
			push(&order, i);
	for (;;) {
		while (order.heap_count > 0)
			put_in_place(&order, pop(&order));
		while (left_over < order.place_count && order.placed[left_over])
			left_over++;
		if (left_over == order.place_count)
			break;
		break_circle(&order, left_over);
	}
	check->program->evaluation = order.evaluation;
	check->program->evaluation_count = order.count;
}
