/* workspace_groups: the rows of a group, and which of them each row of its source belongs to. */
#include "interp/workspace_parts.h"

#include <inttypes.h>
#include <string.h>

/* Of combinations, before its `where` is asked: they are held, some 40 bytes each. */
enum { GROUP_MAX_ROWS = 10000000 };

static uint64_t *
make_rail(uint32_t rows)
{
	size_t words = rows / 64 + 1;
	uint64_t *rail = memory_grow(NULL, words, sizeof(*rail));

	memset(rail, 0, words * sizeof(*rail));
	return rail;
}

static void
set_bit(uint64_t *rail, uint32_t row)
{
	rail[row >> 6] |= UINT64_C(1) << (row & 63);
}

static void
copy_value(struct held *to, uint32_t row, const struct held *from, uint32_t from_row)
{
	struct value value = held_value(from, from_row);

	held_put(to, row, &value);
}

/* ---- every pair of what the keys refer to ---- */

static bool
every_pair(struct workspace *workspace, struct room *room, struct fault *fault)
{
	const struct table *table = room->table;
	uint32_t **orders = memory_grow(NULL, table->key_count, sizeof(*orders));
	uint64_t rows = 1;

	for (uint32_t i = 0; i < table->key_count; i++) {
		const struct table *target = table->keys[i]->refers_to;
		const struct held *key = workspace_held(workspace, target->keys[0]);
		uint32_t count = workspace_room(workspace, target)->rows;

		orders[i] = memory_grow(NULL, count > 0 ? count : 1, sizeof(*orders[i]));
		for (uint32_t row = 0; row < count; row++)
			orders[i][row] = row;
		workspace_sort(orders[i], count, &key, 1);
		rows *= count;
		if (rows > GROUP_MAX_ROWS)
			rows = (uint64_t)GROUP_MAX_ROWS + 1;
	}
	for (uint32_t i = 0; rows <= GROUP_MAX_ROWS && i < table->key_count; i++) {
		const struct table *target = table->keys[i]->refers_to;
		const struct held *key = workspace_held(workspace, target->keys[0]);
		const struct room *there = workspace_room(workspace, target);
		uint64_t inner = 1;

		for (uint32_t k = i + 1; k < table->key_count; k++)
			inner *= workspace_room(workspace, table->keys[k]->refers_to)->rows;
		held_resize(&room->fields[i], (uint32_t)rows);
		for (uint32_t row = 0; row < rows; row++) {
			uint32_t from = orders[i][row / inner % there->rows];

			copy_value(&room->fields[i], row, key, from);
			if (there->doubtful == NULL || !(HELD_BIT(there->doubtful, from)))
				continue;
			if (room->doubtful == NULL)
				room->doubtful = make_rail((uint32_t)rows);
			set_bit(room->doubtful, row);
		}
	}
	for (uint32_t i = 0; i < table->key_count; i++)
		memory_free(orders[i]);
	memory_free(orders);
	if (rows > GROUP_MAX_ROWS)
		return fault_set(fault, EXIT_DATA,
		    "%s: every combination of its keys would be more than %d rows\n"
		    "write \"one row per\" in place of \"one row for every\": then only those "
		    "found have a row",
		    table->name, GROUP_MAX_ROWS);
	room->rows = (uint32_t)rows;
	return true;
}

/* ---- the combinations found ---- */

/* A combination that only doubtful rows have is doubtful itself. */
static void
found_pairs(struct workspace *workspace, struct room *room)
{
	const struct table *table = room->table;
	const struct room *source = workspace_room(workspace, table->of);
	const struct held **keys = memory_grow(NULL, table->key_count, sizeof(*keys));
	uint32_t *order = memory_grow(NULL, source->rows > 0 ? source->rows : 1, sizeof(*order));
	uint32_t count = 0, rows = 0;
	uint64_t *doubtful = source->doubtful == NULL ? NULL : make_rail(source->rows);

	for (uint32_t i = 0; i < table->key_count; i++)
		keys[i] = workspace_held(workspace, table->source_keys[i]);
	for (uint32_t row = 0; row < source->rows; row++) {
		bool known = true;

		for (uint32_t i = 0; i < table->key_count; i++)
			known = known && rowmap_is_known(keys[i], row);
		if (known)
			order[count++] = row;
	}
	workspace_sort(order, count, keys, table->key_count);
	for (uint32_t n = 0; n < count; n++) {
		bool same = n > 0;

		for (uint32_t i = 0; same && i < table->key_count; i++)
			same = held_compare(keys[i], order[n - 1], order[n]) == 0;
		if (doubtful != NULL && !same)
			set_bit(doubtful, rows);
		if (doubtful != NULL && !HELD_BIT(source->doubtful, order[n])) {
			uint32_t at = same ? rows - 1 : rows;

			doubtful[at >> 6] &= ~(UINT64_C(1) << (at & 63));
		}
		if (same)
			continue;
		for (uint32_t i = 0; i < table->key_count; i++) {
			held_resize(&room->fields[i], rows + 1);
			copy_value(&room->fields[i], rows, keys[i], order[n]);
		}
		rows++;
	}
	room->rows = rows;
	room->doubtful = doubtful;
	memory_free(order);
	memory_free(keys);
}

/* ---- the `where` of the group ---- */

/* Every candidate is asked; those with a clear no are left out, and remembered by their keys. */
static void
choose_rows(struct workspace *workspace, struct room *room)
{
	const struct table *table = room->table;
	const struct expr *where = table->where;
	struct table_wants wants = { .exprs = &where, .expr_count = 1 };
	const struct plan *plan = workspace_plan(workspace, table, &wants);
	uint64_t *keep = make_rail(room->rows), *out = make_rail(room->rows), *doubtful = NULL;
	uint32_t kept = 0, left_out = 0;
	struct batch batch;

	batch_init(&batch, plan);
	for (uint32_t first = 0; first < room->rows; first += BATCH_ROWS) {
		uint32_t rows = room->rows - first < BATCH_ROWS ? room->rows - first : BATCH_ROWS;
		const struct vec *vec;

		workspace_fill(workspace, &batch, first, rows);
		batch_run(&batch);
		vec = batch_expr(&batch, where);
		for (uint32_t row = 0; row < rows; row++) {
			bool yes = vec->shape == SHAPE_TRUTH ? RAIL_GET(vec->yes, row) :
							       vec->labels[row] == LABEL_YES;
			bool no = vec->shape == SHAPE_TRUTH ? RAIL_GET(vec->no, row) :
							      (vec->labels[row] & LABEL_YES) == 0;
			bool doubt =
			    room->doubtful != NULL && (HELD_BIT(room->doubtful, first + row));

			if (no) {
				set_bit(out, first + row);
				left_out++;
				continue;
			}
			set_bit(keep, first + row);
			if (!yes || doubt) {
				if (doubtful == NULL)
					doubtful = make_rail(room->rows);
				set_bit(doubtful, kept);
			}
			kept++;
		}
	}
	batch_release(&batch);
	room->left_out = memory_grow(NULL, table->key_count, sizeof(*room->left_out));
	room->left_out_keys = memory_grow(NULL, table->key_count, sizeof(*room->left_out_keys));
	room->left_out_rows = left_out;
	for (uint32_t i = 0; i < table->key_count; i++) {
		struct held *gone = &room->left_out[i];
		uint32_t at = 0;

		held_init(gone, room->fields[i].shape, room->fields[i].type);
		held_resize(gone, left_out);
		for (uint32_t row = 0; row < room->rows; row++)
			if (HELD_BIT(out, row))
				copy_value(gone, at++, &room->fields[i], row);
		room->left_out_keys[i] = gone;
		held_compress(&room->fields[i], keep);
	}
	memory_free(room->doubtful);
	room->doubtful = doubtful;
	room->rows = kept;
	memory_free(keep);
	memory_free(out);
}

bool
workspace_make_group(struct workspace *workspace, struct room *room, struct fault *fault)
{
	if (room->rows_given)
		return true;
	if (room->table->every) {
		if (!every_pair(workspace, room, fault))
			return false;
	} else {
		found_pairs(workspace, room);
	}
	workspace_aim(workspace, room);
	if (room->table->where != NULL)
		choose_rows(workspace, room);
	return true;
}

static bool
leads_nowhere(const struct workspace *workspace, const struct table *table,
    const struct held *const *theirs, uint32_t row)
{
	for (uint32_t i = 0; i < table->key_count; i++) {
		const struct table *target = table->keys[i]->refers_to;

		if (target != NULL &&
		    rowmap_find(workspace_room(workspace, target)->by_key, &theirs[i], row) ==
			HELD_NO_ROW)
			return true;
	}
	return false;
}

/* Of a row that belongs to no row of the group. */
static void
count_outside(const struct workspace *workspace, struct room *room,
    const struct held *const *theirs, uint32_t row)
{
	const struct table *table = room->table;

	if (room->stray != NULL && HELD_BIT(room->stray, row)) {
		room->counts.unknown++;
		return;
	}
	for (uint32_t i = 0; i < table->key_count; i++)
		if (!rowmap_is_known(theirs[i], row)) {
			room->counts.blank++;
			return;
		}
	/* The rows found are there whatever they refer to: only its `where` leaves one out. */
	if (table->every && leads_nowhere(workspace, table, theirs, row))
		room->counts.no_partner++;
	else
		room->counts.left_out++;
}

const struct group_counts *
workspace_group_counts(const struct workspace *workspace, const struct table *table)
{
	const struct room *room = workspace_room(workspace, table);

	return room->counted ? &room->counts : NULL;
}

void
workspace_map_group(struct workspace *workspace, struct room *room)
{
	const struct table *table = room->table;
	const struct room *source = workspace_room(workspace, table->of);
	const struct held **own = memory_grow(NULL, table->key_count, sizeof(*own));
	const struct held **theirs = memory_grow(NULL, table->key_count, sizeof(*theirs));
	struct rowmap *map;

	for (uint32_t i = 0; i < table->key_count; i++) {
		own[i] = &room->fields[i];
		theirs[i] = workspace_held(workspace, table->source_keys[i]);
	}
	map = rowmap_make(own, table->key_count);
	room->group_of =
	    memory_grow(NULL, source->rows > 0 ? source->rows : 1, sizeof(*room->group_of));
	rowmap_find_all(map, theirs, 0, source->rows, room->group_of);
	for (uint32_t row = 0; row < source->rows; row++) {
		bool unknown = false;

		room->counts.belong += room->group_of[row] != HELD_NO_ROW;
		for (uint32_t i = 0; i < table->key_count; i++) {
			struct value value = held_value(theirs[i], row);
			bool open = theirs[i]->shape == SHAPE_LABELS ?
			    (value.labels & (value.labels - 1)) != 0 :
			    value.state == UNKNOWN;

			unknown = unknown || open;
		}
		if (unknown && room->stray == NULL)
			room->stray = make_rail(source->rows);
		if (unknown)
			set_bit(room->stray, row);
		if (room->group_of[row] == HELD_NO_ROW)
			count_outside(workspace, room, theirs, row);
	}
	room->counts.rows = source->rows;
	room->counted = !room->rows_given;
	workspace_note_made_of(workspace, room);
	rowmap_free(map);
	memory_free(own);
	memory_free(theirs);
}
