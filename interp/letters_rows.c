/* letters_rows: rows of other tables that a letter or its forms show. Which rows is known while the
 * letter is filled; what stands in them is read when their table comes by. */
#include <assert.h>
#include <stdlib.h>

#include "interp/letters_internal.h"

static void
remember(struct letters *letters, const struct table *table, struct looked *looked)
{
	struct looked_list *list = &letters->looked[table->index];

	if (list->count == list->room) {
		list->room = list->room == 0 ? 64 : list->room * 2;
		list->rows = memory_grow(list->rows, list->room, sizeof(*list->rows));
	}
	list->rows[list->count++] = looked;
	list->sorted = false;
}

static uint32_t
list_rows(struct letters *letters, const struct letter_copy *copy, const struct related *related,
    bool of_run)
{
	for (;;) {
		uint32_t count = letters->source.list(letters->source.context, related,
		    of_run ? NULL : copy->batch, of_run ? 0 : copy->row,
		    letters->list_rows, letters->list_sure, letters->list_room);

		if (count == LETTER_ROWS_UNKNOWN || count <= letters->list_room)
			return count;
		letters->list_room = count;
		letters->list_rows = memory_grow(letters->list_rows, count, sizeof(uint32_t));
		letters->list_sure = memory_grow(letters->list_sure, count, sizeof(bool));
	}
}

struct looked_set *
letter_look(struct letters *letters, struct letter_copy *copy, const struct related *related,
    bool of_run, const struct expr *const *exprs, uint32_t count)
{
	struct arena *arena = &letters->arena;
	uint32_t rows;
	struct looked_set *set;

	if (letters->source.list == NULL)
		return NULL;
	rows = list_rows(letters, copy, related, of_run);
	if (rows == LETTER_ROWS_UNKNOWN)
		return NULL;
	set = arena_new(arena, struct looked_set);
	set->table = related->table;
	set->rows = arena_array(arena, struct looked *, rows);
	for (uint32_t i = 0; i < rows; i++) {
		struct looked *looked;

		if (!letters->list_sure[i]) {
			set->unsure = true;
			continue;
		}
		looked = arena_new(arena, struct looked);
		looked->table = related->table;
		looked->exprs = exprs;
		looked->count = count;
		looked->row = letters->list_rows[i];
		looked->from = copy->from;
		looked->cells = arena_array(arena, const char *, count);
		set->rows[set->count++] = looked;
		remember(letters, related->table, looked);
	}
	return set;
}

/* ---- reading them ---- */

/* No two rows of a set are one, so there are no ties. */
static int
by_row(const void *a, const void *b)
{
	const struct looked *left = *(struct looked *const *)a, *right = *(struct looked *const *)b;

	return (left->row > right->row) - (left->row < right->row);
}

/* All rows that were asked for have been read: letters_rows() was given their whole table. */
static int
by_key(const void *a, const void *b)
{
	const struct looked *left = *(struct looked *const *)a, *right = *(struct looked *const *)b;
	int order;

	assert(left->keys != NULL && right->keys != NULL);
	order = letter_keys_order(left->keys, right->keys, left->table->key_count);
	return order != 0 ? order : by_row(a, b);
}

int
letter_keys_order(const struct value *a, const struct value *b, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		int order = value_order(&a[i], &b[i], false);

		if (order != 0)
			return order;
	}
	return 0;
}

static void
read_row(struct letters *letters, const struct batch *batch, uint32_t row, struct looked *looked)
{
	const struct table *table = plan_table(batch->plan);
	struct value_scope scope = {
		.knobs = letters->knobs, .batch = batch, .row = row, .by_run_date = true
	};

	looked->keys = arena_array(&letters->arena, struct value, table->key_count);
	for (uint32_t i = 0; i < table->key_count; i++)
		looked->keys[i] = letter_keep(
		    &letters->arena, vec_value(batch_column(batch, table->keys[i]), row));
	for (uint32_t i = 0; i < looked->count; i++) {
		struct value value;

		if (looked->exprs[i] == NULL)
			continue;
		value = scope_value(&scope, looked->exprs[i]);
		letter_local_expr(letters, looked->from, looked->exprs[i], batch, row);
		if (value_is_nothing(&value))
			looked->cells[i] = "";
		else if (value_is_given(&value))
			looked->cells[i] = letter_spell(letters, looked->from, &value);
	}
}

bool
letters_looks_at(const struct letters *letters, const struct table *table)
{
	return letters->looked[table->index].count > 0;
}

void
letters_rows(struct letters *letters, const struct batch *batch, uint32_t first)
{
	struct looked_list *list = &letters->looked[plan_table(batch->plan)->index];
	size_t low = 0, high = list->count;

	if (!list->sorted && list->count > 0)
		qsort(list->rows, list->count, sizeof(*list->rows), by_row);
	list->sorted = true;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (list->rows[middle]->row < first)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < list->count && list->rows[low]->row - first < batch->rows; low++)
		read_row(letters, batch, list->rows[low]->row - first, list->rows[low]);
}

/* ---- afterwards ---- */

static const char *
row_key(struct arena *arena, const struct table *table, const struct looked *looked)
{
	const char *text = "";

	for (uint32_t i = 0; i < table->key_count; i++)
		text = arena_printf(arena, "%s%s%s", text, i == 0 ? "" : ", ",
		    value_spell(arena, &looked->keys[i], SPELL_PLAIN));
	return text;
}

static void
settle_form(struct letter_copy *copy, const struct filled_form *filled)
{
	const struct form *form = filled->form;
	struct arena arena = ARENA_INIT;

	for (uint32_t row = 0; row < filled->rows->count; row++) {
		const struct looked *looked = filled->rows->rows[row];

		for (uint32_t i = 0; i < form->column_count; i++)
			if (form->columns[i].value != NULL && looked->cells[i] == NULL)
				letter_misses(copy,
				    arena_printf(&arena, "%s in form %s is not known for %s %s",
					form->columns[i].label, form->name,
					filled->rows->table->name,
					row_key(&arena, filled->rows->table, looked)));
	}
	arena_release(&arena);
}

static void
settle_set(struct looked_set *set)
{
	if (set != NULL && set->count > 0)
		qsort(set->rows, set->count, sizeof(*set->rows), by_key);
}

static const char *
joined(struct arena *arena, const struct looked_set *set, const char *text)
{
	const char *all = "";

	for (uint32_t i = 0; i < set->count; i++) {
		const char *cell = set->rows[i]->cells[0];

		if (cell == NULL)
			return text;
		if (*cell != '\0')
			all = arena_printf(arena, "%s%s%s", all, *all == '\0' ? "" : ", ", cell);
	}
	return all;
}

static void
settle_filled(struct arena *arena, struct filled *filled)
{
	for (uint32_t i = 0; filled->template != NULL && i < filled->template->count; i++) {
		struct filled_part *part = &filled->parts[i];

		settle_set(part->items);
		if (part->joined && part->items != NULL)
			part->text = joined(arena, part->items, part->text);
	}
}

void
letter_settle_rows(struct letters *letters, struct letter_copy *copy)
{
	struct arena *arena = &letters->arena;

	settle_filled(arena, &copy->subject);
	settle_filled(arena, &copy->wording);
	for (uint32_t i = 0; i < copy->letter->paragraph_count; i++)
		settle_filled(arena, &copy->paragraphs[i]);
	for (uint32_t i = 0; i < copy->letter->enclosure_count; i++) {
		settle_filled(arena, &copy->forms[i].title);
		settle_set(copy->forms[i].rows);
		if (copy->forms[i].rows != NULL)
			settle_form(copy, &copy->forms[i]);
	}
}
