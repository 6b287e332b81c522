/* Merging from the bottom up, over stretches that were sorted by insertion: most stretches are
 * cells of a few rows. */
#include "interp/rowsort.h"

#include <string.h>

#include "lang/arena.h"

enum { STRETCH = 12 };

static void
insert_sort(uint32_t *rows, size_t count, rowsort_order *order, const void *context)
{
	for (size_t i = 1; i < count; i++) {
		uint32_t row = rows[i];
		size_t at = i;

		while (at > 0 && order(context, rows[at - 1], row) > 0) {
			rows[at] = rows[at - 1];
			at--;
		}
		rows[at] = row;
	}
}

struct stretches {		/* two neighbours, and where they go */
	const uint32_t *left, *right, *end;
	uint32_t *out;
};

static void
merge(struct stretches two, rowsort_order *order, const void *context)
{
	const uint32_t *left = two.left, *right = two.right;

	while (left < two.right && right < two.end)
		*two.out++ = order(context, *left, *right) <= 0 ? *left++ : *right++;
	while (left < two.right)
		*two.out++ = *left++;
	while (right < two.end)
		*two.out++ = *right++;
}

static void
merge_up(uint32_t *rows, size_t count, uint32_t *spare, rowsort_order *order, const void *context)
{
	uint32_t *from = rows, *to = spare;

	for (size_t length = STRETCH; length < count; length *= 2) {
		uint32_t *turn = from;

		for (size_t at = 0; at < count; at += 2 * length) {
			size_t middle = count - at < length ? count : at + length;
			size_t end = count - at < 2 * length ? count : at + 2 * length;

			merge((struct stretches){ from + at, from + middle, from + end, to + at },
			    order, context);
		}
		from = to;
		to = turn;
	}
	if (from != rows)
		memcpy(rows, from, count * sizeof *rows);
}

void
rowsort(uint32_t *rows, size_t count, uint32_t *spare, rowsort_order *order, const void *context)
{
	uint32_t *made = NULL;

	for (size_t at = 0; at < count; at += STRETCH)
		insert_sort(rows + at, count - at < STRETCH ? count - at : STRETCH, order, context);
	if (count <= STRETCH)
		return;
	if (spare == NULL)
		spare = made = memory_grow(NULL, count, sizeof *made);
	merge_up(rows, count, spare, order, context);
	memory_free(made);
}
