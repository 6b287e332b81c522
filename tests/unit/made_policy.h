/*
 * made_policy: for the tests of what the checker makes of a text: a fixture in which policies are
 * compiled. Its memory is given back after each test, also after one that failed.
 */
#ifndef TESTS_UNIT_MADE_POLICY_H
#define TESTS_UNIT_MADE_POLICY_H

#include "tests/unit/test.h"

#include <string.h>

#include "lang/compile.h"

struct fixture {
	struct arena arena;
	struct sources sources;
	struct diags diags;
};

/* Forgets what was compiled and said; the memory stays. */
static inline void
fixture_again(struct fixture *fixture)
{
	sources_init(&fixture->sources, &fixture->arena);
	diags_init(&fixture->diags, &fixture->arena, &fixture->sources);
}

static inline int
setup(void **state)
{
	static struct fixture fixture;

	memset(&fixture, 0, sizeof fixture);
	arena_init(&fixture.arena);
	fixture_again(&fixture);
	*state = &fixture;
	return 0;
}

static inline int
teardown(void **state)
{
	arena_release(&((struct fixture *)*state)->arena);
	return 0;
}

#define IN_FIXTURE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

/* `head` and `text` as one policy; fails with the messages when there is an error. */
static inline const struct program *
fixture_compile(struct fixture *fixture, const char *head, const char *text)
{
	const char *whole = arena_printf(&fixture->arena, "%s%s", head, text);
	const struct program *program = policy_compile(&fixture->arena, &fixture->sources,
	    &fixture->diags, "p.writ", whole, strlen(whole));

	if (program == NULL)
		fail_msg("%s", diags_text(&fixture->diags, &fixture->arena, false));
	return program;
}

static inline const struct column *
fixture_column(const struct program *program, const char *table, const char *name)
{
	const struct column *found = table_column(program_table(program, table), name);

	assert_non_null(found);
	return found;
}

#endif
