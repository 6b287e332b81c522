/* workspace_order: rows in the order of their keys. */
#include "interp/rowsort.h"
#include "interp/workspace_parts.h"

struct keys_in_order {
	const struct held *const *keys;
	uint32_t count;
};

static int
compare_rows(const void *context, uint32_t a, uint32_t b)
{
	const struct keys_in_order *order = context;

	for (uint32_t i = 0; i < order->count; i++) {
		int answer = held_compare(order->keys[i], a, b);

		if (answer != 0)
			return answer;
	}
	return 0;
}

void
workspace_sort(uint32_t *rows, uint32_t count, const struct held *const *keys, uint32_t key_count)
{
	const struct keys_in_order order = { keys, key_count };

	rowsort(rows, count, NULL, compare_rows, &order);
}
