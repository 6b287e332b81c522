/*
 * made_rules: for the tests of what check says about single rules: what their policies begin with,
 * ways to write a rule in few words, and a count of the texts that went wrong, so that a test shows
 * all of them before it fails.
 */
#ifndef TESTS_UNIT_MADE_RULES_H
#define TESTS_UNIT_MADE_RULES_H

#include "tests/unit/test.h"

/* The tables follow, one of them `item`. */
#define RULES_HEAD \
	"policy example\n  title \"An example\"\n" \
	"source guide is \"The guidance\"\n" \
	"setting low is 60%\n  may vary locally between 50% and 70%\n  cites guide \"1\"\n" \
	"setting high is 75%\n  may vary locally between 70% and 90%\n  cites guide \"1\"\n" \
	"setting limit is 40 days\n  may vary locally between 20 days and 60 days\n  cites guide " \
	"\"1\"\n" \
	"setting strict is no\n  cites guide \"1\"\n" \
	"setting open_door is no\n  may vary locally\n  cites guide \"1\"\n" \
	"setting fee is \302\24310\n  cites guide \"1\"\n" \
	"  from 2023-04-01 is \302\24320 cites guide \"1\"\n" \
	"setting home is Red\n  may vary locally among Red, Blue\n  cites guide \"1\"\n"

#define BANDS(by, lines) "bands status for item by " by "\n" lines "  cites guide \"2\"\n"
#define WHEN(outcome, condition) "  gives " outcome " when " condition "\n    cites guide \"3\"\n"
#define DECIDE(lines) "decide route for item\n" lines "  otherwise Rest\n    cites guide \"3\"\n"
#define FIRST(lines) \
	"decide route for item, first that applies\n" lines \
	"  otherwise Rest\n    cites guide \"3\"\n"
#define PAIR(a, b) DECIDE(WHEN("One", a) WHEN("Two", b))
#define DEFINE(name, body) "define " name " for item as " body "\n  cites guide \"4\"\n"

/* texts of the test under way that went wrong */
static size_t mistaken;

/* For cmocka_unit_test_teardown(). */
static inline int
none_mistaken(void **state)
{
	size_t count = mistaken;

	(void)state;
	mistaken = 0;
	return count == 0 ? 0 : -1;
}

#endif
