/* dump_test: a test in the listing of a program (dump.h). */
#include "lang/dump.h"

static void
put_test_value(struct dump *dump, const struct test_value *value)
{
	if (value->state == TEST_VALUE)
		dump_value(dump, &value->value);
	else
		dump_text(dump,
		    value->state == TEST_BLANK       ? "blank" :
			value->state == TEST_UNKNOWN ? "unknown" :
						       "nothing");
}

static void
put_given(struct dump *dump, const struct test_rows *rows)
{
	uint32_t width = rows->column_count + rows->expected_count;

	dump_text(dump, "  given ");
	dump_text(dump, rows->table->name);
	if (rows->file != NULL) {
		dump_text(dump, " from ");
		dump_quoted(dump, rows->file);
		for (uint32_t i = 0; i < rows->expected_count; i++) {
			dump_text(dump, i == 0 ? " giving " : ", ");
			dump_text(dump, rows->expected[i]->name);
		}
	}
	dump_text(dump, "\n");
	for (uint32_t r = 0; rows->file == NULL && r < rows->row_count; r++) {
		dump_text(dump, "   ");
		for (uint32_t i = 0; i < width; i++) {
			dump_text(dump, i == rows->column_count ? " gives " : " ");
			dump_text(dump,
			    i < rows->column_count ? rows->columns[i]->name :
						     rows->expected[i - rows->column_count]->name);
			dump_text(dump, "=");
			put_test_value(dump, &rows->values[(size_t)r * width + i]);
		}
		dump_text(dump, "\n");
	}
}

static void
put_expectation(struct dump *dump, const struct expectation *expectation)
{
	dump_text(dump, "  expect ");
	if (expectation->kind == EXPECT_IS || expectation->kind == EXPECT_UNDECIDED) {
		dump_text(dump, expectation->column->table->name);
		dump_text(dump, ".");
		dump_text(dump, expectation->column->name);
	}
	if (expectation->kind == EXPECT_IS) {
		dump_text(dump, " is ");
		put_test_value(dump, &expectation->value);
	} else if (expectation->kind == EXPECT_UNDECIDED) {
		dump_text(dump, " undecided without");
		for (uint32_t i = 0; i < expectation->without_count; i++) {
			dump_text(dump, " ");
			dump_text(dump, expectation->without[i]->name);
		}
	} else if (expectation->kind == EXPECT_ROWS) {
		dump_format(dump, "%u rows of ", (unsigned)expectation->rows);
		dump_text(dump, expectation->table->name);
	} else if (expectation->kind == EXPECT_TIES) {
		dump_text(dump, expectation->none ? "no ties in " : "ties in ");
		dump_text(dump, expectation->column->table->name);
		dump_text(dump, ".");
		dump_text(dump, expectation->column->name);
	} else {
		dump_text(dump, expectation->report->name);
		dump_text(dump, " as in ");
		dump_quoted(dump, expectation->file);
	}
	if (expectation->where != NULL) {
		dump_text(dump, " where ");
		dump_expr(dump, expectation->where);
	}
	dump_text(dump, "\n");
}

void
dump_test(struct dump *dump, const struct policy_test *test)
{
	dump_text(dump, "test ");
	dump_quoted(dump, test->name);
	dump_text(dump, " on ");
	dump_date(dump, test->on);
	if (test->of != NULL) {
		dump_text(dump, " of ");
		dump_text(dump, test->of);
	}
	dump_text(dump, "\n");
	for (uint32_t i = 0; i < test->set_count; i++) {
		dump_text(dump, "  set ");
		dump_text(dump, test->sets[i].setting->name);
		dump_text(dump, " to ");
		dump_values(dump, test->sets[i].values, test->sets[i].count);
		dump_text(dump, "\n");
	}
	for (uint32_t i = 0; i < test->given_count; i++)
		put_given(dump, &test->givens[i]);
	for (uint32_t i = 0; i < test->expectation_count; i++)
		put_expectation(dump, &test->expectations[i]);
}
