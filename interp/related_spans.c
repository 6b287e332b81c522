/*
 * The comparison. Their rows stand in the order of their own values, so the rows that compare as
 * asked are one or two stretches found by halving. Labels have no order that matters: there a
 * stretch is a set of labels, and each set is judged once.
 */
#include "interp/related_parts.h"

#include <string.h>

#include "interp/held_keys.h"
#include "interp/rowsort.h"
#include "lang/arena.h"

static bool
by_labels(const struct held *held)
{
	return held->shape == SHAPE_LABELS || held->shape == SHAPE_TRUTH;
}

static int
order_labels(const void *context, uint32_t a, uint32_t b)
{
	uint64_t left = held_labels(context, a), right = held_labels(context, b);

	return (left > right) - (left < right);
}

static int
order_values(const void *context, uint32_t a, uint32_t b)
{
	return held_compare(context, a, b);
}

void
related_sort_cells(struct related_index *index)
{
	const struct held *value = index->input.their_value;
	uint32_t *spare = memory_grow(NULL, (size_t)index->row_count + 1, sizeof *spare);
	rowsort_order *order = by_labels(value) ? order_labels : order_values;

	for (uint32_t i = 0; i < index->cell_count; i++) {
		struct related_cell cell = index->cells[i];

		rowsort(index->rows + cell.from, cell.sure_to - cell.from, spare, order, value);
		rowsort(index->rows + cell.sure_to, cell.to - cell.sure_to, spare, order, value);
	}
	memory_free(spare);
}

static void
add_span(struct related_spans *spans, uint32_t from, uint32_t to, bool sure)
{
	if (from >= to)
		return;
	if (spans->count == spans->room) {
		spans->room = spans->room * 2 + 8;
		spans->at = memory_grow(spans->at, spans->room, sizeof *spans->at);
	}
	spans->at[spans->count++] = (struct related_span){ from, to, sure };
}

void
related_spans_release(struct related_spans *spans)
{
	memory_free(spans->at);
	*spans = (struct related_spans)RELATED_SPANS_INIT;
}

struct stretch {		/* one part of a cell */
	uint32_t from, to;
	bool sure;
};

/* ---- figures, times, texts ---- */

/* Where a stretch is cut: behind the last row that is known, is below our value, is up to it. */
enum limit { LIMIT_KNOWN, LIMIT_BELOW, LIMIT_UP_TO };

static int
compare_with(const struct related_index *index, uint32_t entry, const struct value *ours)
{
	const struct held *theirs = index->input.their_value;
	uint32_t row = index->rows[entry];
	struct value value;

	if (theirs->shape == SHAPE_FIGURE && ours->den == 0 && theirs->type.kind == ours->type.kind)
		return (theirs->num[row] > ours->num) - (theirs->num[row] < ours->num);
	value = held_value(theirs, row);
	return exact_compare(&value, ours);
}

static uint32_t
find_limit(const struct related_index *index, struct stretch stretch, const struct value *ours,
    enum limit limit)
{
	while (stretch.from < stretch.to) {
		uint32_t middle = stretch.from + (stretch.to - stretch.from) / 2;
		bool before = HELD_BIT(index->input.their_value->first, index->rows[middle]);

		if (limit != LIMIT_KNOWN)
			before = compare_with(index, middle, ours) < (limit == LIMIT_UP_TO);
		if (before)
			stretch.from = middle + 1;
		else
			stretch.to = middle;
	}
	return stretch.from;
}

static void
compare_stretch(const struct related_index *index, struct stretch stretch, const struct value *ours,
    struct related_spans *spans)
{
	struct stretch known = stretch;
	uint32_t below, up_to;

	if (stretch.from == stretch.to)
		return;
	known.to = find_limit(index, stretch, ours, LIMIT_KNOWN);
	below = find_limit(index, known, ours, LIMIT_BELOW);
	up_to = find_limit(index, (struct stretch){ below, known.to, known.sure }, ours,
	    LIMIT_UP_TO);
	switch (index->input.related->compare) {
	case COMPARE_IS:
		add_span(spans, below, up_to, stretch.sure);
		break;
	case COMPARE_IS_NOT:
		add_span(spans, stretch.from, below, stretch.sure);
		add_span(spans, up_to, known.to, stretch.sure);
		break;
	case COMPARE_MORE:
	case COMPARE_AFTER:
		add_span(spans, up_to, known.to, stretch.sure);
		break;
	case COMPARE_LESS:
	case COMPARE_BEFORE:
		add_span(spans, stretch.from, below, stretch.sure);
		break;
	case COMPARE_AT_LEAST:
	case COMPARE_ON_OR_AFTER:
		add_span(spans, below, known.to, stretch.sure);
		break;
	case COMPARE_AT_MOST:
	case COMPARE_ON_OR_BEFORE:
		add_span(spans, stretch.from, up_to, stretch.sure);
		break;
	}
	add_span(spans, known.to, stretch.to, false);
}

/* ---- labels ---- */

static const struct label_set *
labels_of(const struct held *held)
{
	return held->type.labels != NULL ? held->type.labels : &label_set_yes_no;
}

static bool
share_a_label(const struct related_index *index, uint64_t ours, uint64_t theirs)
{
	const struct label_set *our_set = labels_of(index->input.our_value),
	    *their_set = labels_of(index->input.their_value);

	if (our_set == their_set)
		return (ours & theirs) != 0;
	for (; theirs != 0; theirs &= theirs - 1) {
		int other = label_set_find(our_set, their_set->names[__builtin_ctzll(theirs)]);

		if (other >= 0 && (ours >> other & 1))
			return true;
	}
	return false;
}

static bool
is_single(uint64_t labels)
{
	return labels != 0 && (labels & (labels - 1)) == 0;
}

static void
compare_labels(const struct related_index *index, struct stretch stretch, uint64_t ours,
    struct related_spans *spans)
{
	bool asks_same = index->input.related->compare == COMPARE_IS;

	while (stretch.from < stretch.to) {
		uint64_t theirs = held_labels(index->input.their_value, index->rows[stretch.from]);
		uint32_t end = stretch.from, high = stretch.to;

		while (end < high) {
			uint32_t middle = end + (high - end) / 2;

			if (held_labels(index->input.their_value, index->rows[middle]) == theirs)
				end = middle + 1;
			else
				high = middle;
		}
		if ((ours | theirs) & LABEL_NOTHING)
			add_span(spans, stretch.from, end, false);
		else if (!share_a_label(index, ours, theirs))
			add_span(spans, stretch.from, asks_same ? stretch.from : end, stretch.sure);
		else if (is_single(ours) && is_single(theirs))
			add_span(spans, stretch.from, asks_same ? end : stretch.from, stretch.sure);
		else
			add_span(spans, stretch.from, end, false);
		stretch.from = end;
	}
}

void
related_find(const struct related_index *index, uint32_t row, struct related_spans *spans)
{
	const struct held *our_value = index->input.our_value;
	struct value ours = { .state = UNKNOWN };

	spans->count = 0;
	if (our_value != NULL && !by_labels(our_value))
		ours = held_value(our_value, row);
	for (uint32_t slot = 0; slot < index->slots; slot++) {
		uint32_t number = index->cell_of[(size_t)row * index->slots + slot];
		struct related_cell cell;

		if (number == NO_CELL)
			continue;
		cell = index->cells[number];
		for (uint32_t part = 0; part < 2; part++) {
			struct stretch stretch = { cell.from, cell.sure_to, true };

			if (part == 1)
				stretch = (struct stretch){ cell.sure_to, cell.to, false };
			if (our_value == NULL)
				add_span(spans, stretch.from, stretch.to, stretch.sure);
			else if (by_labels(our_value))
				compare_labels(index, stretch, held_labels(our_value, row), spans);
			else if (ours.state == GIVEN)
				compare_stretch(index, stretch, &ours, spans);
			else
				add_span(spans, stretch.from, stretch.to, false);
		}
	}
}
