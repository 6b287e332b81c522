/* printed: an arena to make things in and a buffer to print them to, given back after each test. */
#ifndef TESTS_UNIT_PRINTED_H
#define TESTS_UNIT_PRINTED_H

#include "tests/unit/test.h"

#include "interp/buffer.h"
#include "lang/arena.h"

struct printed {
	struct arena arena;
	struct buffer out;
};

static inline int
printed_begin(void **state)
{
	static struct printed printed;

	arena_init(&printed.arena);
	printed.out = (struct buffer)BUFFER_INIT;
	*state = &printed;
	return 0;
}

static inline int
printed_end(void **state)
{
	struct printed *printed = *state;

	buffer_release(&printed->out);
	arena_release(&printed->arena);
	return 0;
}

#define PRINTED(test) cmocka_unit_test_setup_teardown(test, printed_begin, printed_end)

#endif
