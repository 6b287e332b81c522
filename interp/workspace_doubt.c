/* workspace_doubt: rows that may not be there, and what makes them so. */
#include <string.h>

#include "interp/ranking_open.h"
#include "interp/rowsort.h"
#include "interp/workspace_parts.h"

bool
workspace_is_doubtful(const struct workspace *workspace, const struct table *table, uint32_t row)
{
	const uint64_t *doubtful = workspace_room(workspace, table)->doubtful;

	return doubtful != NULL && HELD_BIT(doubtful, row);
}

/* ---- what a row of a group is made of ---- */

struct in_groups {
	const uint32_t *group_of;
	const struct held **keys;
	uint32_t key_count;
};

static int
by_group(const void *context, uint32_t a, uint32_t b)
{
	const struct in_groups *order = context;
	uint32_t left = order->group_of[a], right = order->group_of[b];

	if (left != right)
		return left < right ? -1 : 1;
	for (uint32_t i = 0; i < order->key_count; i++) {
		int answer = order->keys[i] == NULL ? 0 : held_compare(order->keys[i], a, b);

		if (answer != 0)
			return answer;
	}
	return 0;
}

/* A row of the source that is surely there, or one that a test gives: then the row of the group
 * is in doubt for another reason, or in none. */
static uint64_t *
surely_made(const struct room *room, const struct room *source)
{
	size_t words = room->rows / 64 + 1;
	uint64_t *made = memory_grow(NULL, words, sizeof(*made));

	memset(made, 0, words * sizeof(*made));
	for (uint32_t row = 0; row < source->rows; row++) {
		uint32_t at = room->group_of[row];

		if (at != HELD_NO_ROW && !HELD_BIT(source->doubtful, row))
			made[at >> 6] |= UINT64_C(1) << (at & 63);
	}
	return made;
}

void
workspace_note_made_of(struct workspace *workspace, struct room *room)
{
	const struct table *table = room->table;
	const struct room *source = workspace_room(workspace, table->of);
	struct in_groups order = { .group_of = room->group_of };
	uint64_t *sure;
	uint32_t count = 0;

	if (table->every || room->rows_given || room->doubtful == NULL || source->doubtful == NULL)
		return;
	sure = surely_made(room, source);
	for (unsigned pass = 0; pass < 2; pass++) {
		count = 0;
		for (uint32_t row = 0; row < source->rows; row++) {
			uint32_t at = room->group_of[row];

			if (at == HELD_NO_ROW || HELD_BIT(sure, at))
				continue;
			if (pass == 1)
				room->made_of[count] = row;
			count++;
		}
		if (pass == 0)
			room->made_of =
			    memory_grow(NULL, (size_t)count + 1, sizeof(*room->made_of));
	}
	room->made_of_count = count;
	memory_free(sure);
	order.key_count = table->of->key_count;
	order.keys = memory_grow(NULL, (size_t)order.key_count + 1, sizeof(*order.keys));
	for (uint32_t i = 0; i < order.key_count; i++)
		order.keys[i] = workspace_held(workspace, table->of->keys[i]);
	rowsort(room->made_of, count, NULL, by_group, &order);
	memory_free(order.keys);
}

/* Of one row for every combination: what its keys refer to. */
static uint32_t
doubtful_targets(const struct workspace *workspace, const struct table *table, uint32_t row,
    struct workspace_place *places, uint32_t room)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < table->key_count; i++) {
		const struct table *there = table->keys[i]->refers_to;
		uint32_t target = workspace_target(workspace, table->keys[i], row);

		if (target == HELD_NO_ROW || !workspace_is_doubtful(workspace, there, target))
			continue;
		if (count < room)
			places[count] = (struct workspace_place){ there, target };
		count++;
	}
	return count;
}

/* The first of the rows that make this one, or a later one. */
static uint32_t
first_made_of(const struct room *room, uint32_t row)
{
	uint32_t low = 0, high = room->made_of_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (room->group_of[room->made_of[middle]] < row)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

uint32_t
workspace_made_of(const struct workspace *workspace, const struct table *table, uint32_t row,
    struct workspace_place *places, uint32_t room_for)
{
	const struct room *room = workspace_room(workspace, table);
	uint32_t from, end;

	if (table->of == NULL || room->rows_given || !workspace_is_doubtful(workspace, table, row))
		return 0;
	if (table->every)
		return doubtful_targets(workspace, table, row, places, room_for);
	if (room->made_of == NULL)
		return 0;
	from = first_made_of(room, row);
	end = first_made_of(room, row + 1);
	for (uint32_t i = from; i < end && i - from < room_for; i++)
		places[i - from] = (struct workspace_place){ table->of, room->made_of[i] };
	return end - from;
}

/* ---- in a ranking ---- */

void
workspace_others(const struct workspace *workspace, const struct expr *rank, uint32_t row,
    struct ranking_others *others)
{
	const struct thing *thing =
	    workspace->by_expr == NULL ? NULL : workspace->by_expr[rank->id];

	*others = (struct ranking_others){ .figure = false };
	if (thing != NULL && thing->kind == THING_RANK)
		*others = ranking_others(&thing->ranking_input, thing->open, row);
}
