/* kernels_date_test: dates and periods moved, and the ends of the calendar. */
#include "tests/unit/made_vec.h"

#include "lang/date.h"

static void
nothing_in_gives_nothing_out_also_beside_an_unknown(void **state)
{
	static const struct kernel_with one = { .number = 1 };

	(void)state;
	check_presence(kernel_move_days, SHAPE_FIGURE, KIND_DATE, 40, 0, &one);
	check_presence(kernel_move_months, SHAPE_FIGURE, KIND_DATE, 1, 0, &one);
	check_presence(kernel_move_quarters_period, SHAPE_FIGURE, KIND_QUARTER, 1, 8068, &one);
	check_presence(kernel_span_days, SHAPE_FIGURE, KIND_DATE, 1, 5, &one);
}

static int64_t
day(int year, int month, int of)
{
	int64_t date = 0;

	assert_true(date_from_civil(year, month, of, &date));
	return date;
}

static void
dates_past_the_civil_calendar_are_unknown(void **state)
{
	struct vec *length = make(SHAPE_FIGURE, KIND_DAYS), *date = make(SHAPE_FIGURE, KIND_DATE);
	struct vec *out = make(SHAPE_FIGURE, KIND_DATE);
	struct operands in = { .rows = 4, .a = length, .b = date, .with = { .number = 1 } };

	(void)state;
	put(length, 0, 1);
	put(date, 0, DATE_LAST);
	put(length, 1, 1);
	put(date, 1, DATE_LAST - 1);
	put(length, 2, INT64_MAX);
	put(date, 2, 5);
	put(length, 3, -1);
	put(date, 3, DATE_FIRST);
	kernel_move_days(out, &in);
	assert_int_equal(presence(out, 0), '?');
	assert_int_equal(out->num[1], DATE_LAST);
	assert_int_equal(presence(out, 2), '?');
	assert_int_equal(presence(out, 3), '?');
	in.with.number = 7;
	put(length, 2, INT64_MAX / 2);
	/* times seven it is one, if it is counted in 64 bits */
	put(length, 0, INT64_C(7905747460161236407));
	put(date, 0, 5);
	kernel_move_days(out, &in);
	assert_int_equal(presence(out, 0), '?');
	assert_int_equal(presence(out, 2), '?');
	kernel_move_months(out, &in);
	assert_int_equal(presence(out, 2), '?');
}

static void
a_month_after_the_31st_ends_with_the_month(void **state)
{
	struct vec *length = make(SHAPE_FIGURE, KIND_MONTHS), *date = make(SHAPE_FIGURE, KIND_DATE);
	struct vec *out = make(SHAPE_FIGURE, KIND_DATE);
	struct operands in = { .rows = 1, .a = length, .b = date, .with = { .number = 1 } };

	(void)state;
	put(length, 0, 1);
	put(date, 0, day(2024, 1, 31));
	kernel_move_months(out, &in);
	assert_int_equal(out->num[0], day(2024, 2, 29));
	in.with.number = -12;
	kernel_move_months(out, &in);
	assert_int_equal(out->num[0], day(2023, 1, 31));
}

static void
periods_move_and_stay_in_range(void **state)
{
	struct vec *length = make(SHAPE_FIGURE, KIND_QUARTERS),
	           *quarter = make(SHAPE_FIGURE, KIND_QUARTER);
	struct vec *out = make(SHAPE_FIGURE, KIND_QUARTER);
	struct operands in = { .rows = 2, .a = length, .b = quarter, .with = { .number = -1 } };

	(void)state;
	put(length, 0, 1);
	put(quarter, 0, 8068);
	put(length, 1, INT64_MAX);
	put(quarter, 1, -8068);
	kernel_move_quarters_period(out, &in);
	assert_int_equal(out->num[0], 8067);
	assert_int_equal(presence(out, 1), '?');
	put(length, 1, 5000);
	kernel_move_years_period(out, &in);
	assert_int_equal(presence(out, 1), '?');
	put(quarter, 0, 12 * 2022);
	kernel_move_months_period(out, &in);
	assert_int_equal(out->num[0], 12 * 2022 - 1);
}

static void
periods_of_dates_and_their_edges(void **state)
{
	static const struct { kernel *run; int64_t in, out;
	} cases[] = { { kernel_month_of, 0, 12 * 1970 }, { kernel_quarter_of, 0, 1969 * 4 + 3 },
		{ kernel_year_of, 0, 1969 }, { kernel_year_of_quarter, 8071, 2017 },
		{ kernel_first_day_of_month, 12 * 1970, 0 },
		{ kernel_last_day_of_month, 12 * 1970, 30 },
		{ kernel_first_day_of_quarter, 1969 * 4 + 3, 0 },
		{ kernel_last_day_of_quarter, 1969 * 4 + 3, 89 },
		{ kernel_first_day_of_year, 1970, 90 }, { kernel_last_day_of_year, 1969, 89 } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct vec *a = make(SHAPE_FIGURE, KIND_DATE), *out = make(SHAPE_FIGURE, KIND_DATE);
		struct operands in = { .rows = 3, .a = a };

		put(a, 0, cases[i].in);
		RAIL_SET(a->nothing, 1);
		cases[i].run(out, &in);
		assert_int_equal(presence(out, 0), 'g');
		assert_int_equal(out->num[0], cases[i].out);
		assert_int_equal(presence(out, 1), '0');
		assert_int_equal(presence(out, 2), '?');
	}
}

/* The last financial quarter that begins in range ends in the year 3000. */
static void
the_edge_of_a_period_out_of_range_is_unknown(void **state)
{
	struct vec *a = make(SHAPE_FIGURE, KIND_QUARTER), *out = make(SHAPE_FIGURE, KIND_DATE);
	struct operands in = { .rows = 1, .a = a };

	(void)state;
	put(a, 0, date_quarter(DATE_LAST) + 1);
	kernel_last_day_of_quarter(out, &in);
	assert_int_equal(presence(out, 0), '?');
	put(a, 0, date_year(DATE_FIRST));
	kernel_first_day_of_year(out, &in);
	assert_int_equal(presence(out, 0), '?');
}

/* The first and the last day of the calendar are days like any other; one step on is unknown. */
static void
the_first_and_the_last_day_there_are_can_be_reached(void **state)
{
	const struct {
		kernel *run;
		int64_t from, step, to;
	} moves[] = {
		{ kernel_move_days, DATE_FIRST + 1, -1, DATE_FIRST },
		{ kernel_move_days, DATE_LAST - 1, 1, DATE_LAST },
		{ kernel_move_months_period, 1600 * 12 + 1, -1, 1600 * 12 },
		{ kernel_move_months_period, 2999 * 12 + 10, 1, 2999 * 12 + 11 },
		/* January 1600 is in the last quarter of 1599 */
		{ kernel_move_quarters_period, 1600 * 4, -1, 1599 * 4 + 3 },
		{ kernel_move_quarters_period, 2999 * 4 + 1, 1, 2999 * 4 + 2 },
		{ kernel_move_years_period, 1600, -1, 1599 },
		{ kernel_move_years_period, 2998, 1, 2999 },
	};
	struct vec *a = make(SHAPE_FIGURE, KIND_MONTH), *first = make(SHAPE_FIGURE, KIND_DATE);
	struct vec *last = make(SHAPE_FIGURE, KIND_DATE);
	struct operands in = { .rows = 2, .a = a };

	(void)state;
	for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
		struct vec *length = make(SHAPE_FIGURE, KIND_DAYS);
		struct vec *from = make(SHAPE_FIGURE, KIND_DATE);
		struct vec *out = make(SHAPE_FIGURE, KIND_DATE);

		put(length, 0, moves[i].step);
		put(from, 0, moves[i].from);
		put(length, 1, moves[i].step);
		put(from, 1, moves[i].to);
		moves[i].run(out, &(struct operands){ .rows = 2, .a = length, .b = from,
		    .with = { .number = 1 } });
		assert_int_equal(presence(out, 0), 'g');
		assert_int_equal(out->num[0], moves[i].to);
		if (presence(out, 1) != '?')
			fail_msg("row %zu leads out of the calendar", i);
	}
	put(a, 0, 1600 * 12);
	put(a, 1, 2999 * 12 + 11);
	kernel_first_day_of_month(first, &in);
	kernel_last_day_of_month(last, &in);
	assert_int_equal(presence(first, 0), 'g');
	assert_int_equal(first->num[0], DATE_FIRST);
	assert_int_equal(presence(last, 1), 'g');
	assert_int_equal(last->num[1], DATE_LAST);
}

static void
working_days_stop_at_the_end_of_the_calendar(void **state)
{
	const struct workdays *days =
	    workdays_make(&arena, day(2022, 1, 1), day(2022, 12, 31), NULL, 0);
	struct vec *length = make(SHAPE_FIGURE, KIND_WORKING_DAYS),
	           *date = make(SHAPE_FIGURE, KIND_DATE);
	struct vec *out = make(SHAPE_FIGURE, KIND_DATE);
	struct operands in = { .rows = 4,
		.a = length,
		.b = date,
		.with = { .number = 1, .workdays = days } };

	(void)state;
	put(length, 0, 0);
	/* a Saturday: no working days after it is the day itself */
	put(date, 0, day(2022, 1, 1));
	put(length, 1, 1);
	put(date, 1, day(2022, 1, 1));
	put(length, 2, 1);
	put(date, 2, day(2022, 12, 30));	/* the last working day there is */
	put(length, 3, 5);
	put(date, 3, day(2023, 1, 2));
	kernel_move_working_days(out, &in);
	assert_int_equal(out->num[0], day(2022, 1, 1));
	assert_int_equal(out->num[1], day(2022, 1, 3));
	assert_int_equal(presence(out, 2), '?');
	assert_int_equal(presence(out, 3), '?');
	kernel_first_working_day(out, &(struct operands){ .rows = 4, .a = date, .with = in.with });
	assert_int_equal(out->num[0], day(2022, 1, 3));
	assert_int_equal(out->num[2], day(2022, 12, 30));
	assert_int_equal(presence(out, 3), '?');
}

static void
spans_count_from_the_day_after_or_from_the_first(void **state)
{
	const struct workdays *days =
	    workdays_make(&arena, day(2022, 1, 1), day(2022, 12, 31), NULL, 0);
	struct vec *from = make(SHAPE_FIGURE, KIND_DATE), *to = make(SHAPE_FIGURE, KIND_DATE);
	struct vec *out = make(SHAPE_FIGURE, KIND_DAYS);
	struct operands in = { .rows = 2, .a = from, .b = to, .with = { .workdays = days } };

	(void)state;
	put(from, 0, day(2022, 4, 20));
	put(to, 0, day(2022, 5, 31));
	put(from, 1, day(2022, 1, 3));
	put(to, 1, day(2023, 1, 3));
	kernel_span_days(out, &in);
	assert_int_equal(out->num[0], 41);
	in.with.number = 1;
	kernel_span_days(out, &in);
	assert_int_equal(out->num[0], 42);
	in.with.number = 0;
	kernel_span_working_days(out, &in);
	assert_int_equal(out->num[0], 29);
	assert_int_equal(presence(out, 1), '?');
	in.with.number = 1;
	kernel_span_working_days(out, &in);
	assert_int_equal(out->num[0], 30);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(nothing_in_gives_nothing_out_also_beside_an_unknown),
		KERNEL_TEST(dates_past_the_civil_calendar_are_unknown),
		KERNEL_TEST(a_month_after_the_31st_ends_with_the_month),
		KERNEL_TEST(periods_move_and_stay_in_range),
		KERNEL_TEST(periods_of_dates_and_their_edges),
		KERNEL_TEST(the_edge_of_a_period_out_of_range_is_unknown),
		KERNEL_TEST(the_first_and_the_last_day_there_are_can_be_reached),
		KERNEL_TEST(working_days_stop_at_the_end_of_the_calendar),
		KERNEL_TEST(spans_count_from_the_day_after_or_from_the_first),
	};

	return RUN_TESTS(tests);
}
