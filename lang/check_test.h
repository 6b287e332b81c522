/* check_test: what the files of check_test share: a test under way; what it gives (check_test.c) and expects (check_expect.c). */
#ifndef LANG_CHECK_TEST_H
#define LANG_CHECK_TEST_H

#include "lang/check_internal.h"

struct testing {
	struct check *check;
	struct policy_test *test;
	struct list tables; /* struct table_draft: those given */
	bool excused; /* a table that is not run yet was given: what is expected may be about it */
};

/* The column of a table, or NULL, with a message where it has none of that name. */
struct column_draft *check_test_column(
    struct testing *testing, struct table_draft *table, const char *name, struct span at);

/* The value given to, or expected of, a column; false where it does not fit, which has been said. */
bool check_test_value(struct testing *testing, const struct column *column, const struct ast *node,
    struct test_value *out);

/* The next `expect` line. The tables given are known by then. */
bool check_is_expectation(const struct ast *node);
void check_expectation(struct testing *testing, const struct ast *node);

#endif
