/* engine_cases: the one engine that all tests of a file run in, closed after each of them. */
#ifndef TESTS_UNIT_ENGINE_CASES_H
#define TESTS_UNIT_ENGINE_CASES_H

#include "tests/unit/engine.h"

#define OURS " note \"ours\"\n"

static struct engine engine;

static int
engine_teardown(void **state)
{
	(void)state;
	engine_close(&engine);
	return 0;
}

#define IN_ENGINE(test) cmocka_unit_test_teardown(test, engine_teardown)

#endif
