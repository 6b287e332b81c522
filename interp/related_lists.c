/*
 * Lists and counts of different values: no totals serve them, so the rows of a cell are gone
 * through. Where no comparison tells them apart, rows of ours with the same cell have the same
 * answer, worked out once.
 */
#include <string.h>

#include "interp/fold_keys.h"
#include "interp/held_keys.h"
#include "interp/related_parts.h"
#include "interp/rowsort.h"
#include "lang/arena.h"

/* ---- the same answer for the same cell ---- */

struct answered {
	uint32_t *row;		/* by cell: the first of ours that had it; HELD_NO_ROW: none yet */
};

static void
answered_init(struct answered *answered, const struct related_index *index)
{
	answered->row = memory_grow(NULL, (size_t)index->cell_count + 1, sizeof *answered->row);
	for (uint32_t i = 0; i < index->cell_count; i++)
		answered->row[i] = HELD_NO_ROW;
}

/* The row to take the answer from, or HELD_NO_ROW; then `row` is the one for those to come. */
static uint32_t
answered_before(struct answered *answered, const struct related_index *index, uint32_t row)
{
	uint32_t only = NO_CELL, before;

	if (index->input.their_value != NULL)
		return HELD_NO_ROW;
	for (uint32_t slot = 0; slot < index->slots; slot++) {
		uint32_t cell = index->cell_of[(size_t)row * index->slots + slot];

		if (cell == NO_CELL)
			continue;
		if (only != NO_CELL)
			return HELD_NO_ROW;
		only = cell;
	}
	if (only == NO_CELL)
		return HELD_NO_ROW;
	before = answered->row[only];
	if (before == HELD_NO_ROW)
		answered->row[only] = row;
	return before;
}

static bool
copy_answer(const struct related_figure *figure, uint32_t row, uint32_t before)
{
	struct value value;

	if (before == HELD_NO_ROW)
		return false;
	value = held_value(figure->out, before);
	held_put(figure->out, row, &value);
	if (figure->too_large != NULL && (figure->too_large[before / 64] >> before % 64 & 1) != 0)
		figure->too_large[row / 64] |= UINT64_C(1) << row % 64;
	return true;
}

/* ---- lists ---- */

enum { LIST_ITEMS_MAX = RELATED_LIST_MAX / 2 + 1 };

struct listing {
	const struct related_figure *figure;
	const uint32_t *rank;		/* of their row in key order; NULL: as in the table */
	uint32_t *rows;
	struct buffer text;
	struct arena *texts;
};

static int
by_rank(const void *context, uint32_t a, uint32_t b)
{
	const struct listing *listing = context;
	uint32_t left = listing->rank != NULL ? listing->rank[a] : a,
	    right = listing->rank != NULL ? listing->rank[b] : b;

	return (left > right) - (left < right);
}

/* Any row that may belong would add an item. False: the list cannot be told. No more are taken than
 * a list has room for, with a comma and a space between two. */
static bool
gather_items(struct listing *listing, const struct related_spans *spans, uint32_t *count)
{
	const struct related_index *index = listing->figure->index;

	*count = 0;
	for (uint32_t i = 0; i < spans->count; i++)
		if (!spans->at[i].sure)
			return false;
	for (uint32_t i = 0; i < spans->count; i++)
		for (uint32_t e = spans->at[i].from; e < spans->at[i].to; e++) {
			if (held_presence(listing->figure->what, index->rows[e]) != GIVEN)
				return false;
			if (*count <= LIST_ITEMS_MAX)
				listing->rows[(*count)++] = index->rows[e];
		}
	return true;
}

static void
put_list(struct listing *listing, uint32_t row, const struct related_spans *spans)
{
	struct value list = { .state = UNKNOWN, .type = listing->figure->out->type, .text = "" };
	bool too_long = false;
	uint32_t count;

	buffer_clear(&listing->text);
	if (gather_items(listing, spans, &count)) {
		too_long = count > LIST_ITEMS_MAX;
		if (!too_long)
			rowsort(listing->rows, count, NULL, by_rank, listing);
		for (uint32_t i = 0; !too_long && i < count; i++) {
			struct value value = held_value(listing->figure->what, listing->rows[i]);

			if (i > 0)
				buffer_text(&listing->text, ", ");
			buffer_value(&listing->text, &value, SPELL_PLAIN);
			too_long = listing->text.length > RELATED_LIST_MAX;
		}
		if (!too_long)
			list.state = GIVEN;
		else if (listing->figure->too_large != NULL)
			listing->figure->too_large[row / 64] |= UINT64_C(1) << row % 64;
	}
	if (list.state == GIVEN && listing->text.length > 0) {
		list.text = arena_copy(listing->texts, listing->text.at, listing->text.length);
		list.text_length = listing->text.length;
	}
	held_put(listing->figure->out, row, &list);
}

void
related_list_up(const struct related_figure *figure, const uint32_t *order, struct arena *texts)
{
	const struct related_index *index = figure->index;
	struct related_spans spans = RELATED_SPANS_INIT;
	struct listing listing = { .figure = figure, .text = BUFFER_INIT, .texts = texts };
	struct answered answered;
	uint32_t *rank = NULL;

	answered_init(&answered, index);
	listing.rows = memory_grow(NULL, (size_t)index->input.theirs + 1, sizeof *listing.rows);
	if (order != NULL) {
		rank = memory_grow(NULL, (size_t)index->input.theirs + 1, sizeof *rank);
		for (uint32_t i = 0; i < index->input.theirs; i++)
			rank[order[i]] = i;
		listing.rank = rank;
	}
	for (uint32_t row = 0; row < index->input.ours; row++) {
		if (copy_answer(figure, row, answered_before(&answered, index, row)))
			continue;
		related_find(index, row, &spans);
		put_list(&listing, row, &spans);
	}
	memory_free(rank);
	memory_free(listing.rows);
	memory_free(answered.row);
	buffer_release(&listing.text);
	related_spans_release(&spans);
}

/* ---- different values ---- */

#define UNFIT UINT32_MAX

/* Each of their rows to the number of its value. */
static uint32_t *
number_values(const struct related_figure *figure, uint32_t *count)
{
	uint32_t theirs = figure->index->input.theirs,
	    *number = memory_grow(NULL, (size_t)theirs + 1, sizeof *number);
	struct keys values = KEYS_INIT;
	struct buffer key = BUFFER_INIT;
	bool fresh;

	for (uint32_t row = 0; row < theirs; row++) {
		number[row] = UNFIT;
		if (held_presence(figure->what, row) != GIVEN)
			continue;
		buffer_clear(&key);
		held_key_add(&key, figure->what, figure->what, row, true);
		number[row] = keys_number(&values, key.length > 0 ? key.at : "", key.length,
		    &fresh);
	}
	*count = values.count;
	keys_release(&values);
	buffer_release(&key);
	return number;
}

struct differing {
	const struct related_index *index;
	const uint32_t *number;		/* by row of theirs */
	uint32_t *seen;			/* by number: the last row of ours with it, plus one */
};

/* Values among the sure rows; a value that only a row that may belong has leaves the count open. */
static bool
count_values(const struct differing *differing, uint32_t row, const struct related_spans *spans,
    uint64_t *count)
{
	*count = 0;
	for (uint32_t pass = 0; pass < 2; pass++)
		for (uint32_t i = 0; i < spans->count; i++) {
			struct related_span span = spans->at[i];

			for (uint32_t e = span.from; span.sure == (pass == 0) && e < span.to; e++) {
				uint32_t number = differing->number[differing->index->rows[e]];

				if (number == UNFIT)
					return false;
				if (differing->seen[number] == row + 1)
					continue;
				if (!span.sure)
					return false;
				differing->seen[number] = row + 1;
				++*count;
			}
		}
	return true;
}

void
related_count_different(const struct related_figure *figure)
{
	const struct related_index *index = figure->index;
	struct related_spans spans = RELATED_SPANS_INIT;
	struct answered answered;
	uint32_t value_count, *number = number_values(figure, &value_count);
	struct differing differing = { index, number,
	    memory_grow(NULL, (size_t)value_count + 1, sizeof(uint32_t)) };

	answered_init(&answered, index);
	memset(differing.seen, 0, ((size_t)value_count + 1) * sizeof *differing.seen);
	for (uint32_t row = 0; row < index->input.ours; row++) {
		uint64_t count;
		bool known;

		if (copy_answer(figure, row, answered_before(&answered, index, row)))
			continue;
		related_find(index, row, &spans);
		known = count_values(&differing, row, &spans, &count);
		related_put(figure, row, known ? GIVEN : UNKNOWN,
		    (int64_t)count * kind_scale(KIND_NUMBER));
	}
	memory_free(number);
	memory_free(differing.seen);
	memory_free(answered.row);
	related_spans_release(&spans);
}
