/* twins: the first of equal things is found, unequal ones with one digest are kept apart, and a
 * look-up does not cost more the more there are. */
#include "test.h"

#include "lang/twins.h"

enum { MANY = 20000 };

/* Things are numbers; two are equal when they leave the same rest. */
struct looking {
	uint32_t divisor, rest;
	uint32_t *asked;
};

static bool
same(const void *context, uint32_t number)
{
	const struct looking *looking = context;

	++*looking->asked;
	return number % looking->divisor == looking->rest;
}

static uint32_t
find(const struct twins *twins, uint64_t digest, uint32_t divisor, uint32_t rest, uint32_t *asked)
{
	struct looking looking = { divisor, rest, asked };

	return twins_find(twins, digest, same, &looking);
}

static void
nothing_is_found_in_none(void **state)
{
	struct twins twins = { 0 };
	uint32_t asked = 0;

	(void)state;
	assert_int_equal(find(&twins, 7, 1, 0, &asked), TWINS_NONE);
	assert_int_equal(asked, 0);
}

static void
each_is_found_with_one_question(void **state)
{
	struct arena arena = ARENA_INIT;
	struct twins twins = { 0 };
	uint32_t asked = 0;

	(void)state;
	for (uint32_t i = 0; i < MANY; i++) {
		assert_int_equal(find(&twins, i, MANY, i, &asked), TWINS_NONE);
		twins_add(&twins, &arena, i, i);
	}
	assert_int_equal(asked, 0);
	for (uint32_t i = 0; i < MANY; i++)
		assert_int_equal(find(&twins, i, MANY, i, &asked), i);
	assert_int_equal(asked, MANY);
	arena_release(&arena);
}

static void
the_first_of_equal_ones_is_found(void **state)
{
	struct arena arena = ARENA_INIT;
	struct twins twins = { 0 };
	uint32_t asked = 0;

	(void)state;
	for (uint32_t i = 0; i < MANY; i++)
		twins_add(&twins, &arena, i % 1000, i);
	for (uint32_t rest = 0; rest < 1000; rest++)
		assert_int_equal(find(&twins, rest, 1000, rest, &asked), rest);
	assert_int_equal(asked, 1000);
	assert_int_equal(find(&twins, 1000, 1000, 5, &asked), TWINS_NONE);
	arena_release(&arena);
}

/* Digests that all fall on one place, and all the same one: slow, and still right. */
static void
poor_digests_are_only_slow(void **state)
{
	struct arena arena = ARENA_INIT;
	struct twins twins = { 0 };
	uint32_t asked = 0;

	(void)state;
	for (uint32_t i = 0; i < 500; i++)
		twins_add(&twins, &arena, 3, i);
	for (uint32_t i = 0; i < 500; i++)
		assert_int_equal(find(&twins, 3, 500, i, &asked), i);
	assert_int_equal(find(&twins, 3, 1000, 600, &asked), TWINS_NONE);
	for (uint32_t i = 500; i < 1000; i++)
		twins_add(&twins, &arena, UINT32_MAX, i);	/* the last place, and round */
	for (uint32_t i = 500; i < 1000; i++)
		assert_int_equal(find(&twins, UINT32_MAX, 1000, i, &asked), i);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_found_in_none),
		cmocka_unit_test(each_is_found_with_one_question),
		cmocka_unit_test(the_first_of_equal_ones_is_found),
		cmocka_unit_test(poor_digests_are_only_slow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
