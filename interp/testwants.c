/* testwants: the columns and expressions that a test looks at in one table. See testrun_parts.h. */
#include <string.h>

#include "interp/testrun_parts.h"

static void
count_wants(const struct policy_test *test, const struct table *table, uint32_t *columns,
    uint32_t *exprs)
{
	*exprs = *columns = test->expectation_count;
	for (uint32_t i = 0; i < test->expectation_count; i++) {
		const struct expectation *expect = &test->expectations[i];

		if (expect->kind != EXPECT_REPORT || test_table_of(expect) != table)
			continue;
		*columns += fold_wants_columns(expect->report, NULL);
		*exprs += fold_wants_exprs(expect->report, NULL);
	}
}

struct table_wants
test_wants(struct one_test *run, const struct table *table, const struct column *const *first,
    uint32_t first_count)
{
	const struct policy_test *test = run->test;
	struct table_wants wants = { .column_count = first_count };
	uint32_t column_room, expr_room;
	const struct column **columns;
	const struct expr **exprs;

	count_wants(test, table, &column_room, &expr_room);
	columns = arena_array(&run->arena, const struct column *, first_count + column_room);
	exprs = arena_array(&run->arena, const struct expr *, expr_room);
	if (first_count > 0)
		memcpy(columns, first, first_count * sizeof(const struct column *));
	for (uint32_t i = 0; i < test->expectation_count; i++) {
		const struct expectation *expect = &test->expectations[i];

		if (test_table_of(expect) != table)
			continue;
		if (expect->kind == EXPECT_REPORT) {
			wants.column_count +=
			    fold_wants_columns(expect->report, columns + wants.column_count);
			wants.expr_count +=
			    fold_wants_exprs(expect->report, exprs + wants.expr_count);
			continue;
		}
		if (expect->kind != EXPECT_ROWS)
			columns[wants.column_count++] = expect->column;
		if (expect->where != NULL)
			exprs[wants.expr_count++] = expect->where;
	}
	wants.columns = columns;
	wants.exprs = exprs;
	return wants;
}
