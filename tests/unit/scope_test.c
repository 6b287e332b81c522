#include "test.h"

#include <stdio.h>
#include <string.h>

#include "lang/intern.h"
#include "lang/scope.h"

struct fixture {
	struct arena arena;
	struct names names;
	struct scope scope;
};

static int
setup(void **state)
{
	static struct fixture fixture;

	memset(&fixture, 0, sizeof fixture);
	arena_init(&fixture.arena);
	names_init(&fixture.names, &fixture.arena);
	scope_init(&fixture.scope, &fixture.arena);
	*state = &fixture;
	return 0;
}

static int
teardown(void **state)
{
	arena_release(&((struct fixture *)*state)->arena);
	return 0;
}

static const char *
name(struct fixture *fixture, const char *text)
{
	return names_intern(&fixture->names, text, strlen(text));
}

static void
an_empty_scope_finds_nothing(void **state)
{
	struct fixture *fixture = *state;

	assert_null(scope_find(&fixture->scope, name(fixture, "case")));
	assert_null(scope_thing(&fixture->scope, NULL));
}

static void
a_name_is_found_with_its_thing_and_place(void **state)
{
	struct fixture *fixture = *state;
	int thing = 0;

	assert_true(
	    scope_add(&fixture->scope, name(fixture, "case"), &thing, (struct span){ 3, 7 }));
	assert_ptr_equal(scope_thing(&fixture->scope, name(fixture, "case")), &thing);
	assert_int_equal(scope_find(&fixture->scope, name(fixture, "case"))->at.start, 3);
	assert_null(scope_find(&fixture->scope, name(fixture, "cases")));
}

static void
a_second_one_of_a_name_is_refused_and_the_first_stays(void **state)
{
	struct fixture *fixture = *state;
	int first = 0, second = 0;

	assert_true(
	    scope_add(&fixture->scope, name(fixture, "case"), &first, (struct span){ 0, 0 }));
	assert_false(
	    scope_add(&fixture->scope, name(fixture, "case"), &second, (struct span){ 0, 0 }));
	assert_ptr_equal(scope_thing(&fixture->scope, name(fixture, "case")), &first);
	assert_int_equal(fixture->scope.count, 1);
}

static void
thousands_of_names_are_kept_in_order(void **state)
{
	struct fixture *fixture = *state;
	char text[16];

	for (int i = 0; i < 5000; i++) {
		snprintf(text, sizeof text, "n%d", i);
		assert_true(
		    scope_add(&fixture->scope, name(fixture, text), NULL, (struct span){ 0, 0 }));
	}
	for (int i = 0; i < 5000; i++) {
		snprintf(text, sizeof text, "n%d", i);
		assert_string_equal(fixture->scope.entries[i].name, text);
		assert_ptr_equal(
		    scope_find(&fixture->scope, name(fixture, text)), &fixture->scope.entries[i]);
	}
}

static const char *
nearest_of(const char *wanted, const char *const *candidates)
{
	struct nearest nearest;

	nearest_start(&nearest, wanted);
	for (; *candidates != NULL; candidates++)
		nearest_offer(&nearest, *candidates);
	return nearest.best;
}

static void
the_nearest_spelling_is_suggested(void **state)
{
	static const char *const names[] = { "waiting_time", "waiting_limit", "route", NULL };

	(void)state;
	assert_string_equal(nearest_of("waiting_tiem", names), "waiting_time");
	assert_string_equal(nearest_of("rout", names), "route");
}

static void
what_is_far_away_is_not_suggested(void **state)
{
	static const char *const names[] = { "waiting_time", "ab", NULL };

	(void)state;
	assert_null(nearest_of("severe_hardship", names));
	assert_null(nearest_of("xyz", names));
}

static void
of_equally_near_names_the_first_is_suggested(void **state)
{
	static const char *const names[] = { "cost_b", "cost_c", NULL };

	(void)state;
	assert_string_equal(nearest_of("cost_a", names), "cost_b");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_empty_scope_finds_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_name_is_found_with_its_thing_and_place, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_second_one_of_a_name_is_refused_and_the_first_stays, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    thousands_of_names_are_kept_in_order, setup, teardown),
		cmocka_unit_test(the_nearest_spelling_is_suggested),
		cmocka_unit_test(what_is_far_away_is_not_suggested),
		cmocka_unit_test(of_equally_near_names_the_first_is_suggested),
	};

	return RUN_TESTS(tests);
}
