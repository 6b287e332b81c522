/* keygrid: which keys came before, told against a plain table of all combinations. */
#include "tests/unit/test.h"

#include <string.h>

#include "interp/keygrid.h"
#include "interp/keys.h"

enum { PRACTICES = 300, QUARTERS = 9, INDICATORS = 13 };

static enum keygrid_result
add(struct keygrid *grid, uint32_t a, uint32_t b, uint32_t c)
{
	const uint64_t digests[] = { key_digest_number(0, a), key_digest_number(0, b),
		key_digest_number(0, c) };
	const uint64_t *const parts[] = { &digests[0], &digests[1], &digests[2] };

	keygrid_add(grid, parts, 1);
	return keygrid_settle(grid);
}

static enum keygrid_result
add_one(struct keygrid *grid, const uint64_t *a, const uint64_t *b)
{
	const uint64_t *const parts[] = { a, b };

	keygrid_add(grid, parts, 1);
	return keygrid_settle(grid);
}

static void
sorted_keys_are_fresh_once(void **state)
{
	struct keygrid *grid = keygrid_make(3);

	(void)state;
	for (uint32_t a = 0; a < PRACTICES; a++)
		for (uint32_t b = 0; b < QUARTERS; b++)
			for (uint32_t c = 0; c < INDICATORS; c++)
				assert_int_equal(add(grid, a, b, c), KEYGRID_FRESH);
	assert_int_equal(add(grid, PRACTICES, QUARTERS - 1, INDICATORS - 1), KEYGRID_FRESH);
	assert_int_equal(add(grid, PRACTICES - 1, QUARTERS - 1, INDICATORS - 1), KEYGRID_REPEATED);
	keygrid_free(grid);
}

/* In no order, up to the first that comes twice, as a plain table says; from many starts. */
static void
keys_in_no_order(void **state)
{
	static uint8_t seen[PRACTICES][QUARTERS][INDICATORS];

	(void)state;
	for (uint32_t start = 1; start < 200; start++) {
		struct keygrid *grid = keygrid_make(3);
		uint32_t draw = start * 2654435761u;
		enum keygrid_result expected = KEYGRID_FRESH;

		memset(seen, 0, sizeof seen);
		while (expected == KEYGRID_FRESH) {
			uint32_t a, b, c;

			draw = draw * 1664525u + 1013904223u;
			a = (draw >> 8) % PRACTICES;
			draw = draw * 1664525u + 1013904223u;
			b = (draw >> 8) % QUARTERS;
			draw = draw * 1664525u + 1013904223u;
			c = (draw >> 8) % INDICATORS;
			expected = seen[a][b][c] ? KEYGRID_REPEATED : KEYGRID_FRESH;
			assert_int_equal(add(grid, a, b, c), expected);
			seen[a][b][c] = 1;
		}
		keygrid_free(grid);
	}
}

/* Rows that wait are looked up together in the end, however many were given at a time. */
static void
rows_wait(void **state)
{
	static uint64_t first[1000], second[1000];

	(void)state;
	for (uint32_t i = 0; i < 1000; i++) {
		first[i] = key_digest_number(0, i);
		second[i] = 5;
	}
	for (uint32_t rows = 1; rows < 1000; rows += 37) {
		for (uint32_t at_once = 1; at_once <= rows; at_once += 63) {
			struct keygrid *grid = keygrid_make(2);

			for (uint32_t i = 0, some; i < rows; i += some) {
				const uint64_t *const parts[] = { first + i, second + i };

				some = at_once < rows - i ? at_once : rows - i;
				assert_int_equal(keygrid_add(grid, parts, some), KEYGRID_FRESH);
			}
			assert_int_equal(keygrid_settle(grid), KEYGRID_FRESH);
			assert_int_equal(add_one(grid, first + rows - 1, second), KEYGRID_REPEATED);
			keygrid_free(grid);
		}
	}
}

/* A part with another value in every row has no place in a grid. */
static void
too_many_values(void **state)
{
	struct keygrid *grid = keygrid_make(3);
	enum keygrid_result result = KEYGRID_FRESH;

	(void)state;
	for (uint32_t i = 0; i < 1000000 && result == KEYGRID_FRESH; i++)
		result = add(grid, i, 1, 2);
	assert_int_equal(result, KEYGRID_FULL);
	keygrid_free(grid);
}

/* Two parts of many values: too many combinations, long before there are too many values. */
static void
too_many_combinations(void **state)
{
	struct keygrid *grid = keygrid_make(3);
	enum keygrid_result result = KEYGRID_FRESH;
	uint32_t i = 0;

	(void)state;
	for (; i < 100000 && result == KEYGRID_FRESH; i++)
		result = add(grid, i, i, 2);
	assert_int_equal(result, KEYGRID_FULL);
	assert_true(i > 8000);
	keygrid_free(grid);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sorted_keys_are_fresh_once),
		cmocka_unit_test(keys_in_no_order),
		cmocka_unit_test(rows_wait),
		cmocka_unit_test(too_many_values),
		cmocka_unit_test(too_many_combinations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
