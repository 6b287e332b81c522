/* Halves are sorted and merged, one after the other, so that what is merged was looked at a moment
 * ago: rows are compared where they lie, and that is all over memory. Short stretches are sorted by
 * insertion: most lists are cells of a few rows. */
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

static void
merge_sort(uint32_t *rows, size_t count, uint32_t *spare, rowsort_order *order, const void *context)
{
	size_t half = count / 2, left = 0, right = half, at = 0;

	if (count <= STRETCH) {
		insert_sort(rows, count, order, context);
		return;
	}
	merge_sort(rows, half, spare, order, context);
	merge_sort(rows + half, count - half, spare, order, context);
	if (order(context, rows[half - 1], rows[half]) <= 0)
		return;
	memcpy(spare, rows, half * sizeof *rows);
	while (left < half && right < count)
		rows[at++] = order(context, spare[left], rows[right]) <= 0 ? spare[left++] :
									     rows[right++];
	memcpy(rows + at, spare + left, (half - left) * sizeof *rows);
}

void
rowsort(uint32_t *rows, size_t count, uint32_t *spare, rowsort_order *order, const void *context)
{
	uint32_t *made = NULL;

	if (count > STRETCH && spare == NULL)
		spare = made = memory_grow(NULL, count, sizeof *made);
	merge_sort(rows, count, spare, order, context);
	memory_free(made);
}
