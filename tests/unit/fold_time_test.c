/* fold_time_test: dates and periods moved, their parts and their edges, one value at a time, up to
 * the ends of the civil calendar. */
#include "tests/unit/test.h"

#include <string.h>

#include "interp/fold_time.h"
#include "lang/date.h"

static struct arena arena;
static bool misfit;

static int
setup(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static int64_t
day(int year, int month, int of)
{
	int64_t date = 0;

	assert_true(date_from_civil(year, month, of, &date));
	return date;
}

static int64_t
month(int year, int of)
{
	return date_month(day(year, of, 1));
}

/* The quarter, counted from 1, of the year that begins in April. */
static int64_t
quarter(int year, int of)
{
	return date_quarter(of == 4 ? day(year + 1, 1, 1) : day(year, of * 3 + 1, 1));
}

/* Working days go by a calendar of Mondays to Fridays, all of 2022. */
static struct value
work_out(struct expr *expr, int sign)
{
	static struct workdays *lists[1];
	static const struct calendar calendar = { .index = 0 };
	struct knobs knobs = { .workdays = lists };
	struct value_scope scope = { .knobs = &knobs, .misfit = &misfit };

	misfit = false;
	lists[0] = workdays_make(&arena, day(2022, 1, 1), day(2022, 12, 31), NULL, 0);
	expr->calendar = &calendar;
	expr->type = type_plain(KIND_DATE);
	return sign == 0 ? scope_of_date(&scope, expr) : scope_shifted(&scope, expr, sign);
}

static struct expr
stated(struct value value)
{
	return (struct expr){ .kind = EXPR_VALUE, .value = value, .type = value.type };
}

static struct value
moved(enum kind unit, int64_t length, enum kind kind, int64_t from, int sign)
{
	struct expr a = stated(value_figure(unit, length)), b = stated(value_figure(kind, from));

	return work_out(&(struct expr){ .a = &a, .b = &b }, sign);
}

static struct value
asked(enum expr_kind what, enum kind kind, int64_t of)
{
	struct expr a = stated(value_figure(kind, of));

	return work_out(&(struct expr){ .kind = what, .a = &a }, 0);
}

#define IS(result, expected_kind, expected) do { \
		struct value is_result = (result); \
		assert_int_equal(is_result.state, GIVEN); \
		assert_int_equal(is_result.type.kind, (expected_kind)); \
		assert_int_equal(is_result.num, (expected)); \
		assert_false(misfit); \
	} while (0)

/* Unknown, and the report says so. */
#define DOES_NOT_FIT(result) do { \
		struct value is_result = (result); \
		assert_int_equal(is_result.state, UNKNOWN); \
		assert_int_equal(is_result.type.kind, KIND_DATE); \
		assert_true(misfit); \
	} while (0)

static void
a_date_is_moved_by_days_weeks_months_quarters_and_years(void **state)
{
	(void)state;
	IS(moved(KIND_DAYS, 28, KIND_DATE, day(2022, 3, 2), 1), KIND_DATE, day(2022, 3, 30));
	IS(moved(KIND_DAYS, 28, KIND_DATE, day(2022, 3, 30), -1), KIND_DATE, day(2022, 3, 2));
	IS(moved(KIND_DAYS, -1, KIND_DATE, day(2022, 3, 1), 1), KIND_DATE, day(2022, 2, 28));
	IS(moved(KIND_WEEKS, 3, KIND_DATE, day(2022, 3, 2), 1), KIND_DATE, day(2022, 3, 23));
	IS(moved(KIND_WEEKS, 3, KIND_DATE, day(2022, 3, 23), -1), KIND_DATE, day(2022, 3, 2));
	IS(moved(KIND_MONTHS, 1, KIND_DATE, day(2022, 1, 31), 1), KIND_DATE, day(2022, 2, 28));
	IS(moved(KIND_MONTHS, 1, KIND_DATE, day(2022, 3, 31), -1), KIND_DATE, day(2022, 2, 28));
	IS(moved(KIND_QUARTERS, 1, KIND_DATE, day(2022, 11, 30), 1), KIND_DATE, day(2023, 2, 28));
	IS(moved(KIND_QUARTERS, 2, KIND_DATE, day(2022, 5, 31), -1), KIND_DATE, day(2021, 11, 30));
	IS(moved(KIND_YEARS, 1, KIND_DATE, day(2024, 2, 29), 1), KIND_DATE, day(2025, 2, 28));
	IS(moved(KIND_YEARS, 2, KIND_DATE, day(2024, 2, 29), -1), KIND_DATE, day(2022, 2, 28));
}

static void
working_days_leave_the_weekend_out(void **state)
{
	(void)state;
	/* a Friday and the Tuesday after it */
	IS(moved(KIND_WORKING_DAYS, 2, KIND_DATE, day(2022, 3, 4), 1), KIND_DATE, day(2022, 3, 8));
	IS(moved(KIND_WORKING_DAYS, 2, KIND_DATE, day(2022, 3, 8), -1), KIND_DATE, day(2022, 3, 4));
	DOES_NOT_FIT(moved(KIND_WORKING_DAYS, 1, KIND_DATE, day(2022, 12, 30), 1));
	IS(asked(EXPR_FIRST_WORKING_DAY, KIND_DATE, day(2022, 3, 5)), KIND_DATE, day(2022, 3, 7));
	IS(asked(EXPR_FIRST_WORKING_DAY, KIND_DATE, day(2022, 3, 7)), KIND_DATE, day(2022, 3, 7));
	DOES_NOT_FIT(asked(EXPR_FIRST_WORKING_DAY, KIND_DATE, day(2022, 12, 31)));
}

static void
a_date_moves_from_the_first_to_the_last_there_is(void **state)
{
	(void)state;
	IS(moved(KIND_DAYS, 1, KIND_DATE, DATE_LAST - 1, 1), KIND_DATE, DATE_LAST);
	DOES_NOT_FIT(moved(KIND_DAYS, 1, KIND_DATE, DATE_LAST, 1));
	IS(moved(KIND_DAYS, 1, KIND_DATE, DATE_FIRST + 1, -1), KIND_DATE, DATE_FIRST);
	DOES_NOT_FIT(moved(KIND_DAYS, 1, KIND_DATE, DATE_FIRST, -1));
	DOES_NOT_FIT(moved(KIND_WEEKS, 1, KIND_DATE, DATE_LAST - 6, 1));
	DOES_NOT_FIT(moved(KIND_MONTHS, 1, KIND_DATE, DATE_LAST, 1));
	DOES_NOT_FIT(moved(KIND_QUARTERS, 1, KIND_DATE, DATE_FIRST, -1));
	DOES_NOT_FIT(moved(KIND_YEARS, 1, KIND_DATE, DATE_LAST, 1));
	/* the longest there is on either side of 1970 */
	IS(moved(KIND_DAYS, DATE_LAST, KIND_DATE, DATE_FIRST, 1), KIND_DATE,
	    DATE_FIRST + DATE_LAST);
	IS(moved(KIND_DAYS, -DATE_LAST, KIND_DATE, DATE_LAST, 1), KIND_DATE, 0);
	/* counted in 64 bits, seven times as much is one, and seven times that less than nought
	 * is minus one */
	DOES_NOT_FIT(moved(KIND_WEEKS, INT64_C(7905747460161236407), KIND_DATE, 5, 1));
	DOES_NOT_FIT(moved(KIND_WEEKS, INT64_C(-7905747460161236407), KIND_DATE, 5, 1));
}

static void
a_period_moves_by_its_own_kind(void **state)
{
	int64_t first = date_month(DATE_FIRST), last = date_month(DATE_LAST);

	(void)state;
	IS(moved(KIND_MONTHS, 2, KIND_MONTH, month(2022, 11), 1), KIND_MONTH, month(2023, 1));
	IS(moved(KIND_MONTHS, 2, KIND_MONTH, month(2023, 1), -1), KIND_MONTH, month(2022, 11));
	IS(moved(KIND_QUARTERS, 1, KIND_QUARTER, quarter(2022, 4), 1), KIND_QUARTER,
	    quarter(2023, 1));
	IS(moved(KIND_QUARTERS, 1, KIND_QUARTER, quarter(2023, 1), -1), KIND_QUARTER,
	    quarter(2022, 4));
	IS(moved(KIND_YEARS, 1, KIND_YEAR, 2022, 1), KIND_YEAR, 2023);
	IS(moved(KIND_YEARS, 1, KIND_YEAR, 2022, -1), KIND_YEAR, 2021);
	/* up to the first and the last that hold a day */
	IS(moved(KIND_MONTHS, 1, KIND_MONTH, last - 1, 1), KIND_MONTH, last);
	DOES_NOT_FIT(moved(KIND_MONTHS, 1, KIND_MONTH, last, 1));
	IS(moved(KIND_MONTHS, 1, KIND_MONTH, first + 1, -1), KIND_MONTH, first);
	DOES_NOT_FIT(moved(KIND_MONTHS, 1, KIND_MONTH, first, -1));
	first = date_quarter(DATE_FIRST);
	last = date_quarter(DATE_LAST);
	IS(moved(KIND_QUARTERS, 1, KIND_QUARTER, last - 1, 1), KIND_QUARTER, last);
	DOES_NOT_FIT(moved(KIND_QUARTERS, 1, KIND_QUARTER, last, 1));
	IS(moved(KIND_QUARTERS, 1, KIND_QUARTER, first + 1, -1), KIND_QUARTER, first);
	DOES_NOT_FIT(moved(KIND_QUARTERS, 1, KIND_QUARTER, first, -1));
	IS(moved(KIND_YEARS, 1, KIND_YEAR, 2998, 1), KIND_YEAR, 2999);
	DOES_NOT_FIT(moved(KIND_YEARS, 1, KIND_YEAR, 2999, 1));
	/* January 1600 is in the year that began in April 1599 */
	IS(moved(KIND_YEARS, 1, KIND_YEAR, 1600, -1), KIND_YEAR, 1599);
	DOES_NOT_FIT(moved(KIND_YEARS, 1, KIND_YEAR, 1599, -1));
}

static void
a_period_has_a_first_and_a_last_day(void **state)
{
	(void)state;
	IS(asked(EXPR_FIRST_DAY_OF, KIND_MONTH, month(2024, 2)), KIND_DATE, day(2024, 2, 1));
	IS(asked(EXPR_LAST_DAY_OF, KIND_MONTH, month(2024, 2)), KIND_DATE, day(2024, 2, 29));
	IS(asked(EXPR_FIRST_DAY_OF, KIND_QUARTER, quarter(2022, 4)), KIND_DATE, day(2023, 1, 1));
	IS(asked(EXPR_LAST_DAY_OF, KIND_QUARTER, quarter(2022, 1)), KIND_DATE, day(2022, 6, 30));
	IS(asked(EXPR_FIRST_DAY_OF, KIND_YEAR, 2022), KIND_DATE, day(2022, 4, 1));
	IS(asked(EXPR_LAST_DAY_OF, KIND_YEAR, 2022), KIND_DATE, day(2023, 3, 31));
	/* the first and the last day there are */
	IS(asked(EXPR_FIRST_DAY_OF, KIND_MONTH, month(1600, 1)), KIND_DATE, DATE_FIRST);
	IS(asked(EXPR_LAST_DAY_OF, KIND_MONTH, month(2999, 12)), KIND_DATE, DATE_LAST);
	DOES_NOT_FIT(asked(EXPR_FIRST_DAY_OF, KIND_YEAR, 1599));
	DOES_NOT_FIT(asked(EXPR_LAST_DAY_OF, KIND_YEAR, 2999));
}

static void
a_date_lies_in_its_month_quarter_and_year(void **state)
{
	(void)state;
	IS(asked(EXPR_MONTH_OF, KIND_DATE, day(2022, 3, 31)), KIND_MONTH, month(2022, 3));
	IS(asked(EXPR_QUARTER_OF, KIND_DATE, day(2022, 3, 31)), KIND_QUARTER, quarter(2021, 4));
	IS(asked(EXPR_YEAR_OF, KIND_DATE, day(2022, 3, 31)), KIND_YEAR, 2021);
	IS(asked(EXPR_YEAR_OF, KIND_DATE, day(2022, 4, 1)), KIND_YEAR, 2022);
	IS(asked(EXPR_YEAR_OF, KIND_QUARTER, quarter(2021, 4)), KIND_YEAR, 2021);
}

/* Nothing in, nothing out, also beside an unknown; an unknown else; and nothing did not fit. */
static void
what_is_missing_stays_missing(void **state)
{
	static const enum presence states[] = { GIVEN, NOTHING, UNKNOWN };
	static const enum presence expected[3][3] = { { GIVEN, NOTHING, UNKNOWN },
		{ NOTHING, NOTHING, NOTHING }, { UNKNOWN, NOTHING, UNKNOWN } };

	(void)state;
	for (size_t i = 0; i < 9; i++) {
		struct value length = value_figure(KIND_DAYS, 1), from = value_figure(KIND_DATE, 1);
		struct expr a, b;
		struct value result;

		length.state = states[i / 3];
		from.state = states[i % 3];
		a = stated(length);
		b = stated(from);
		result = work_out(&(struct expr){ .a = &a, .b = &b }, 1);
		assert_int_equal(result.state, expected[i / 3][i % 3]);
		assert_int_equal(result.type.kind, KIND_DATE);
		result = work_out(&(struct expr){ .kind = EXPR_MONTH_OF, .a = &b }, 0);
		assert_int_equal(result.state, from.state);
		assert_false(misfit);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_date_is_moved_by_days_weeks_months_quarters_and_years),
		cmocka_unit_test(working_days_leave_the_weekend_out),
		cmocka_unit_test(a_date_moves_from_the_first_to_the_last_there_is),
		cmocka_unit_test(a_period_moves_by_its_own_kind),
		cmocka_unit_test(a_period_has_a_first_and_a_last_day),
		cmocka_unit_test(a_date_lies_in_its_month_quarter_and_year),
		cmocka_unit_test(what_is_missing_stays_missing),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
