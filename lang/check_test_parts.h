/* check_test_parts: one test while it is checked; for check_test.c and check_expect.c only. */
#ifndef LANG_CHECK_TEST_PARTS_H
#define LANG_CHECK_TEST_PARTS_H

#include "lang/check_internal.h"

struct testing {
	struct check *check;
	struct policy_test *test;
	struct list tables; /* struct table_draft: those given */
	bool excused; /* a table that cannot be used was given: what is expected may be about it */
};

/* A column that a test names; NULL after a message, or where one was given before. */
struct column_draft *check_test_column(struct testing *testing, struct table_draft *table,
    const char *name, struct span at);

/* A value of the column that a test gives or expects; false after a message. */
bool check_test_value(struct testing *testing, const struct column *column, const struct ast *node,
    struct test_value *out);

/* One `expect`, once everything is given. */
void check_expectation(struct testing *testing, const struct ast *node);

#endif
