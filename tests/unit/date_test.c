/* The civil calendar against a walk that knows nothing of its formulas: one day after another. */
#include "tests/unit/test.h"

#include <stdbool.h>
#include <stdio.h>

#include "lang/date.h"

struct walk {
	int year, month, day, weekday;
};

static int
month_days(int year, int month)
{
	bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);

	if (month == 2)
		return leap ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void
walk_on(struct walk *walk)
{
	walk->weekday = (walk->weekday + 1) % 7;
	if (++walk->day <= month_days(walk->year, walk->month))
		return;
	walk->day = 1;
	if (++walk->month <= 12)
		return;
	walk->month = 1;
	walk->year++;
}

static int64_t
civil(int year, int month, int day)
{
	int64_t date = INT64_MAX;

	if (!date_from_civil(year, month, day, &date))
		fail_msg("%d-%d-%d is refused", year, month, day);
	return date;
}

static void
well_known_days_have_their_numbers(void **state)
{
	(void)state;
	assert_int_equal(civil(1970, 1, 1), 0);
	assert_int_equal(civil(1969, 12, 31), -1);
	assert_int_equal(civil(2000, 2, 29), 11016);
	assert_int_equal(civil(2022, 5, 31), 19143);
	assert_int_equal(civil(1600, 1, 1), DATE_FIRST);
	assert_int_equal(civil(2999, 12, 31), DATE_LAST);
}

/* 1600 to 2999 day by day; the first of January 1600 was a Saturday. */
static void
every_day_of_fourteen_centuries_steps_by_one(void **state)
{
	struct walk walk = { 1600, 1, 1, 5 };

	(void)state;
	for (int64_t date = DATE_FIRST; date <= DATE_LAST; date++, walk_on(&walk)) {
		int year, month, day;
		int64_t back;

		date_to_civil(date, &year, &month, &day);
		if (year != walk.year || month != walk.month || day != walk.day
		    || !date_from_civil(year, month, day, &back) || back != date
		    || date_weekday(date) != walk.weekday)
			fail_msg("%lld is %d-%d-%d", (long long)date, year, month, day);
	}
	assert_int_equal(walk.year, 3000);
}

static void
weekdays_are_right_where_people_remember_them(void **state)
{
	(void)state;
	assert_int_equal(date_weekday(civil(1970, 1, 1)), 3);
	assert_int_equal(date_weekday(civil(1969, 7, 20)), 6);
	assert_int_equal(date_weekday(civil(2000, 1, 1)), 5);
	assert_int_equal(date_weekday(civil(2017, 8, 1)), 1);
	assert_int_equal(date_weekday(civil(2022, 5, 31)), 1);
}

static void
days_that_do_not_exist_are_refused(void **state)
{
	static const int wrong[][3] = {
		{ 1599, 12, 31 }, { 3000, 1, 1 }, { 0, 1, 1 }, { -4, 1, 1 }, { 2022, 0, 1 }, { 2022,
		  13, 1 },
		{ 2022, -1, 1 }, { 2022, 1, 0 }, { 2022, 1, 32 }, { 2022, 2, 29 }, { 2024, 2, 30 },
		{ 1900, 2, 29 }, { 2100, 2, 29 }, { 2022, 4, 31 }, { 2022, 11, 31 }, { 2022, 6,
		  -1 },
		{ 2147483647, 1, 1 }, { 2022, 2147483647, 1 }, { 2022, 1, 2147483647 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		int64_t date = 12345;

		if (date_from_civil(wrong[i][0], wrong[i][1], wrong[i][2], &date))
			fail_msg("row %zu was taken", i);
		assert_int_equal(date, 12345);
	}
	assert_int_equal(civil(2000, 2, 29) + 1, civil(2000, 3, 1));
	assert_int_equal(civil(2024, 2, 29) + 1, civil(2024, 3, 1));
}

static void
the_day_after_the_last_of_each_month_is_refused(void **state)
{
	static const int years[] = { 1600, 1700, 2023, 2024, 2999 };

	(void)state;
	for (size_t i = 0; i < sizeof(years) / sizeof(years[0]); i++) {
		for (int month = 1; month <= 12; month++) {
			int64_t date = 12345;

			assert_true(
			    date_from_civil(years[i], month, month_days(years[i], month), &date));
			if (date_from_civil(years[i], month, month_days(years[i], month) + 1,
				&date))
				fail_msg("month %d of %d", month, years[i]);
			assert_false(date_from_civil(years[i], month, 0, &date));
		}
	}
}

/* Financial: 2017/18 Q1 is April to June 2017. */
static void
every_day_lies_in_its_month_quarter_and_year(void **state)
{
	(void)state;
	for (int64_t date = civil(1900, 1, 1); date <= civil(2100, 12, 31); date++) {
		int year, month, day, first_year;

		date_to_civil(date, &year, &month, &day);
		first_year = month < 4 ? year - 1 : year;
		assert_int_equal(date_month(date), year * 12 + month - 1);
		assert_int_equal(date_year(date), first_year);
		assert_int_equal(date_quarter(date), first_year * 4 + (month + 8) % 12 / 3);
		assert_int_equal(quarter_year(date_quarter(date)), first_year);
		assert_int_equal(quarter_of_year(date_quarter(date)), (month + 8) % 12 / 3);
	}
}

static void
periods_begin_and_end_where_they_should(void **state)
{
	int64_t q2 = 2017 * 4 + 1;

	(void)state;
	assert_int_equal(quarter_first_day(q2), civil(2017, 7, 1));
	assert_int_equal(quarter_last_day(q2), civil(2017, 9, 30));
	assert_int_equal(quarter_last_day(2017 * 4), civil(2017, 6, 30));
	assert_int_equal(quarter_last_day(2017 * 4 + 2), civil(2017, 12, 31));
	assert_int_equal(quarter_last_day(2017 * 4 + 3), civil(2018, 3, 31));
	assert_int_equal(quarter_first_day(2017 * 4 + 3), civil(2018, 1, 1));
	assert_int_equal(year_first_day(2017), civil(2017, 4, 1));
	assert_int_equal(year_last_day(2017), civil(2018, 3, 31));
	assert_int_equal(month_first_day(2024 * 12 + 1), civil(2024, 2, 1));
	assert_int_equal(month_last_day(2024 * 12 + 1), civil(2024, 2, 29));
	assert_int_equal(month_last_day(2023 * 12 + 1), civil(2023, 2, 28));
	assert_int_equal(month_last_day(2023 * 12 + 11), civil(2023, 12, 31));
	for (int64_t month = 1600 * 12; month < 3000 * 12 - 1; month++)
		assert_int_equal(month_last_day(month) + 1, month_first_day(month + 1));
	for (int64_t quarter = 1600 * 4; quarter < 2999 * 4; quarter++)
		assert_int_equal(quarter_last_day(quarter) + 1, quarter_first_day(quarter + 1));
	for (int64_t year = 1600; year < 2998; year++)
		assert_int_equal(year_last_day(year) + 1, year_first_day(year + 1));
}

static void
periods_that_hold_the_first_or_last_date_reach_beyond_it(void **state)
{
	(void)state;
	assert_int_equal(month_last_day(date_month(DATE_LAST)), DATE_LAST);
	assert_int_equal(month_first_day(date_month(DATE_FIRST)), DATE_FIRST);
	assert_int_equal(quarter_last_day(date_quarter(DATE_LAST)), DATE_LAST);
	assert_int_equal(year_last_day(date_year(DATE_LAST)), DATE_LAST + 31 + 28 + 31);
	assert_int_equal(year_first_day(date_year(DATE_FIRST)), DATE_FIRST - (365 - 31 - 28 - 31));
}

static const struct month_row {
	int from[3];
	int64_t months;
	int to[3];
} month_rows[] = {
	{ { 2022, 1, 31 }, 1, { 2022, 2, 28 } },
	{ { 2024, 1, 31 }, 1, { 2024, 2, 29 } },
	{ { 2022, 1, 31 }, 2, { 2022, 3, 31 } },
	{ { 2022, 3, 31 }, -1, { 2022, 2, 28 } },
	{ { 2022, 5, 31 }, 1, { 2022, 6, 30 } },
	{ { 2022, 1, 15 }, 0, { 2022, 1, 15 } },
	{ { 2022, 12, 31 }, 1, { 2023, 1, 31 } },
	{ { 2022, 1, 1 }, -1, { 2021, 12, 1 } },
	{ { 2024, 2, 29 }, 12, { 2025, 2, 28 } },
	{ { 2024, 2, 29 }, 48, { 2028, 2, 29 } },
	{ { 2024, 2, 29 }, -1200, { 1924, 2, 29 } },
	{ { 1970, 1, 1 }, -840, { 1900, 1, 1 } },
	{ { 2999, 11, 30 }, 1, { 2999, 12, 30 } },
	{ { 1600, 2, 29 }, -1, { 1600, 1, 29 } },
	{ { 1600, 1, 1 }, 16799, { 2999, 12, 1 } },
};

static void
added_months_stop_at_the_end_of_the_month(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(month_rows) / sizeof(month_rows[0]); i++) {
		const struct month_row *row = &month_rows[i];
		int64_t to = INT64_MAX;

		assert_true(date_add_months(civil(row->from[0], row->from[1], row->from[2]),
		    row->months, &to));
		if (to != civil(row->to[0], row->to[1], row->to[2]))
			fail_msg("row %zu: %lld", i, (long long)to);
	}
}

static void
months_that_lead_out_of_the_calendar_are_refused(void **state)
{
	static const int64_t far[] = { 16800, -16800, 36000, 36001, -36001, INT64_MAX, INT64_MIN };
	int64_t out = 77;

	(void)state;
	assert_false(date_add_months(DATE_LAST, 1, &out));
	assert_false(date_add_months(DATE_FIRST, -1, &out));
	for (size_t i = 0; i < sizeof(far) / sizeof(far[0]); i++)
		assert_false(date_add_months(far[i] > 0 ? DATE_FIRST : DATE_LAST, far[i], &out));
	assert_int_equal(out, 77);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(well_known_days_have_their_numbers),
		cmocka_unit_test(every_day_of_fourteen_centuries_steps_by_one),
		cmocka_unit_test(weekdays_are_right_where_people_remember_them),
		cmocka_unit_test(days_that_do_not_exist_are_refused),
		cmocka_unit_test(the_day_after_the_last_of_each_month_is_refused),
		cmocka_unit_test(every_day_lies_in_its_month_quarter_and_year),
		cmocka_unit_test(periods_begin_and_end_where_they_should),
		cmocka_unit_test(periods_that_hold_the_first_or_last_date_reach_beyond_it),
		cmocka_unit_test(added_months_stop_at_the_end_of_the_month),
		cmocka_unit_test(months_that_lead_out_of_the_calendar_are_refused),
	};

	return RUN_TESTS(tests);
}
