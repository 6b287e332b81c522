/* workspace_order: rows in the order of their keys: a merge sort, so that equal rows stay as they stood. */
#include "interp/workspace_parts.h"

#include <string.h>

static int
compare_rows(const struct held *const *keys, uint32_t key_count, uint32_t a, uint32_t b)
{
	for (uint32_t i = 0; i < key_count; i++) {
		int order = held_compare(keys[i], a, b);

		if (order != 0)
			return order;
	}
	return 0;
}

void
workspace_sort(uint32_t *rows, uint32_t count, const struct held *const *keys, uint32_t key_count)
{
	uint32_t *from = rows, *to, *spare;

	if (count < 2)
		return;
	to = spare = memory_grow(NULL, count, sizeof(*spare));
	for (uint64_t width = 1; width < count; width *= 2) {
		uint32_t *swap = from;

		for (uint64_t start = 0; start < count; start += 2 * width) {
			uint64_t left = start, middle = start + width < count ? start + width : count;
			uint64_t right = middle, end = start + 2 * width < count ? start + 2 * width : count;

			for (uint64_t out = start; out < end; out++) {
				bool take_left = left < middle &&
				    (right == end ||
				        compare_rows(keys, key_count, from[left], from[right]) <= 0);

				to[out] = take_left ? from[left++] : from[right++];
			}
		}
		from = to;
		to = swap;
	}
	if (from != rows)
		memcpy(rows, from, count * sizeof(*rows));
	memory_free(spare);
}
