/* rowsort: rows come into order, and those that are equal stay as they were. */
#include "test.h"

#include "interp/rowsort.h"

enum { ROOM = 3000 };

static int
by_figure(const void *context, uint32_t a, uint32_t b)
{
	const uint32_t *figures = context;

	return (figures[a] > figures[b]) - (figures[a] < figures[b]);
}

static void
equal_rows_keep_their_order(void **state)
{
	static uint32_t figures[ROOM], rows[ROOM], spare[ROOM];
	uint32_t random = 1;

	(void)state;
	for (uint32_t count = 0; count < ROOM; count = count < 60 ? count + 1 : count * 2 + 1) {
		uint64_t sum = 0;

		for (uint32_t i = 0; i < count; i++) {
			random = random * 1664525 + 1013904223;
			figures[i] = (random >> 16) % (count / 2 + 1);
			rows[i] = i;
		}
		rowsort(rows, count, count % 2 == 0 ? spare : NULL, by_figure, figures);
		for (uint32_t i = 0; i < count; i++) {
			sum += rows[i];
			if (i == 0)
				continue;
			assert_true(figures[rows[i - 1]] <= figures[rows[i]]);
			if (figures[rows[i - 1]] == figures[rows[i]])
				assert_true(rows[i - 1] < rows[i]);
		}
		assert_true(count == 0 || sum == (uint64_t)count * (count - 1) / 2);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(equal_rows_keep_their_order) };

	return RUN_TESTS(tests);
}
