/* Working days: the worked dates of the source documents, and a plain walk over the whole built-in
 * table. */
#include "tests/unit/test.h"

#include <stdbool.h>
#include <string.h>

#include "interp/calendar.h"
#include "lang/date.h"

static struct arena arena = ARENA_INIT;

static int
release(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static int64_t
civil(int year, int month, int day)
{
	int64_t date = INT64_MAX;

	assert_true(date_from_civil(year, month, day, &date));
	return date;
}

static int64_t
from_text(const char *text)
{
	int part[3] = { 0, 0, 0 };

	for (int i = 0, at = 0; text[i] != '\0'; i++)
		if (text[i] == '-')
			at++;
		else
			part[at] = part[at] * 10 + text[i] - '0';
	return civil(part[0], part[1], part[2]);
}

static int64_t
after(const struct workdays *days, int64_t date, int64_t count)
{
	int64_t out = INT64_MAX;

	if (!workdays_add(days, date, count, &out))
		fail_msg("%lld working days are past the table", (long long)count);
	return out;
}

/* Two tables of dates that were worked out by hand, from the bank holidays of these years. */
static const struct {
	const char *letter, *plus_28, *plus_28_working, *receipt, *receipt_28, *receipt_28_working;
} letters[] = {
	{ "2017-08-01", "2017-08-29", "2017-09-11", "2017-08-03", "2017-08-31", "2017-09-13" },
	{ "2017-10-23", "2017-11-20", "2017-11-30", "2017-10-25", "2017-11-22", "2017-12-04" },
	{ "2017-11-01", "2017-11-29", "2017-12-11", "2017-11-03", "2017-12-01", "2017-12-13" },
	{ "2017-12-01", "2017-12-29", "2018-01-15", "2017-12-05", "2018-01-02", "2018-01-17" },
	{ "2018-01-15", "2018-02-12", "2018-02-22", "2018-01-17", "2018-02-14", "2018-02-26" },
	{ "2018-03-01", "2018-03-29", "2018-04-12", "2018-03-05", "2018-04-02", "2018-04-16" },
};

static void
letters_are_received_and_answered_on_the_worked_dates(void **state)
{
	const struct workdays *days = workdays_england_and_wales(&arena, NULL, 0);

	(void)state;
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
		int64_t letter = from_text(letters[i].letter), receipt = after(days, letter, 2);

		assert_int_equal(letter + 28, from_text(letters[i].plus_28));
		assert_int_equal(after(days, letter, 28), from_text(letters[i].plus_28_working));
		assert_int_equal(receipt, from_text(letters[i].receipt));
		assert_int_equal(receipt + 28, from_text(letters[i].receipt_28));
		assert_int_equal(after(days, receipt, 28),
		    from_text(letters[i].receipt_28_working));
	}
}

static void
the_fortieth_working_day_is_the_worked_one(void **state)
{
	static const struct {
		const char *raised, *day_40, *over_40, *working_40;
	} rows[] = {
		{ "2022-03-01", "2022-04-10", "2022-04-11", "2022-04-28" },
		{ "2022-03-08", "2022-04-17", "2022-04-18", "2022-05-06" },
		{ "2022-04-01", "2022-05-11", "2022-05-12", "2022-06-01" },
	};
	const struct workdays *days = workdays_england_and_wales(&arena, NULL, 0);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t raised = from_text(rows[i].raised), between;

		assert_int_equal(raised + 40, from_text(rows[i].day_40));
		assert_int_equal(raised + 41, from_text(rows[i].over_40));
		assert_int_equal(after(days, raised, 40), from_text(rows[i].working_40));
		assert_true(workdays_between(days, raised, from_text(rows[i].working_40),
		    &between));
		assert_int_equal(between, 40);
	}
}

static void
known_holidays_are_closed_and_their_neighbours_open(void **state)
{
	static const struct {
		const char *date;
		bool working;
	} rows[] = {
		{ "2017-08-28", false }, { "2017-08-29", true }, { "2017-12-25", false },
		  { "2017-12-26", false },
		{ "2018-01-01", false }, { "2018-03-30", false }, { "2018-04-02", false },
		  { "2018-05-07", false },
		{ "2018-05-28", false }, { "2022-04-15", false }, { "2022-04-18", false },
		  { "2022-05-02", false },
		{ "2022-05-30", true }, { "2022-06-02", false }, { "2022-06-03", false },
		  { "2022-09-19", false },
		{ "2023-05-08", false }, { "2021-12-27", false }, { "2021-12-28", false },
		  { "2022-01-03", false },
		{ "1978-01-02", false }, { "1978-01-03", true }, { "2028-12-26", false },
		  { "2028-12-29", true },
		{ "2022-05-28", false }, { "2022-05-29", false },
	};
	const struct workdays *days = workdays_england_and_wales(&arena, NULL, 0);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool working = !rows[i].working;

		assert_true(workdays_is_working(days, from_text(rows[i].date), &working));
		if (working != rows[i].working)
			fail_msg("%s", rows[i].date);
	}
}

/* The counts of every kind from one day, by stepping a day at a time and asking only whether it is
 * open. */
static void
check_walk(const struct workdays *days, const bool *open, int64_t first, int64_t last, int64_t date)
{
	static const int64_t counts[] = { 1, 2, 5, 28, 40, 253, 1000 };
	int64_t out;

	for (int sign = -1; sign <= 1; sign += 2) {
		int64_t at = date, passed = 0;

		for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
			while (passed < counts[i] && at + sign >= first && at + sign <= last) {
				at += sign;
				passed += open[at - first];
			}
			if (passed < counts[i]) {
				assert_false(workdays_add(days, date, sign * counts[i], &out));
				continue;
			}
			assert_int_equal(after(days, date, sign * counts[i]), at);
			assert_true(workdays_between(days, date, at, &out));
			assert_int_equal(out, sign > 0 ? counts[i]
			    : 1 - open[date - first] - counts[i]);
		}
	}
	assert_int_equal(after(days, date, 0), date);
	for (out = date; out <= last && !open[out - first]; out++)
		continue;
	if (out <= last) {
		int64_t found;

		assert_true(workdays_on_or_after(days, date, &found));
		assert_int_equal(found, out);
	} else {
		assert_false(workdays_on_or_after(days, date, &out));
	}
}

static void
check_whole(const struct workdays *days)
{
	int64_t first = workdays_first(days), last = workdays_last(days);
	bool *open = arena_array(&arena, bool, (size_t)(last - first) + 1);

	for (int64_t date = first; date <= last; date++) {
		assert_true(workdays_is_working(days, date, &open[date - first]));
		if (date_weekday(date) >= 5)
			assert_false(open[date - first]);
	}
	for (int64_t date = first; date <= last; date++)
		check_walk(days, open, first, last, date);
}

static void
sums_agree_with_a_walk_over_the_whole_built_in_table(void **state)
{
	const struct workdays *days = workdays_england_and_wales(&arena, NULL, 0);

	(void)state;
	assert_int_equal(workdays_first(days), civil(1978, 1, 1));
	assert_int_equal(workdays_last(days), civil(2028, 12, 31));
	check_whole(days);
}

static void
sums_agree_with_a_walk_over_odd_tables(void **state)
{
	int64_t monday = civil(2022, 5, 30), closed[400];
	bool working = true;

	(void)state;
	assert_true(workdays_is_working(workdays_make(&arena, monday, monday + 1, &monday, 1),
	    monday, &working));
	assert_false(working);
	assert_true(workdays_is_working(workdays_make(&arena, monday, monday + 1, NULL, 0), monday,
	    &working));
	assert_true(working);
	check_whole(workdays_make(&arena, monday, monday, NULL, 0));
	check_whole(workdays_make(&arena, monday - 1, monday - 1, NULL, 0));
	check_whole(workdays_make(&arena, monday, monday, &monday, 1));
	for (int i = 0; i < 400; i++)
		closed[i] = monday + i * 7 % 401;
	check_whole(workdays_make(&arena, monday - 3, monday + 400, closed, 60));
	for (int i = 0; i < 400; i++)
		closed[i] = monday + i;
	check_whole(workdays_make(&arena, monday - 10, monday + 390, closed, 400));
}

static void
between_is_turned_round_with_its_ends(void **state)
{
	const struct workdays *days = workdays_england_and_wales(&arena, NULL, 0);
	int64_t base = civil(2022, 3, 20), there, back;

	(void)state;
	for (int64_t from = base; from < base + 60; from++)
		for (int64_t to = base; to < base + 60; to++) {
			assert_true(workdays_between(days, from, to, &there));
			assert_true(workdays_between(days, to, from, &back));
			assert_int_equal(there, -back);
		}
}

static void
questions_past_either_end_are_answered_false(void **state)
{
	const struct workdays *days = workdays_england_and_wales(&arena, NULL, 0);
	int64_t first = civil(1978, 1, 1), last = civil(2028, 12, 31), out = 5;
	bool working = true;

	(void)state;
	assert_false(workdays_is_working(days, first - 1, &working));
	assert_false(workdays_is_working(days, last + 1, &working));
	assert_true(working);
	assert_false(workdays_add(days, first - 1, 1, &out));
	assert_false(workdays_add(days, last + 1, -1, &out));
	assert_false(workdays_add(days, last + 1, 0, &out));
	assert_false(workdays_add(days, civil(2028, 12, 29), 1, &out));
	assert_false(workdays_add(days, civil(1978, 1, 3), -1, &out));
	assert_false(workdays_add(days, first, INT64_MAX, &out));
	assert_false(workdays_add(days, last, INT64_MAX, &out));
	assert_false(workdays_add(days, last, INT64_MIN, &out));
	assert_false(workdays_add(days, last, -INT64_MAX, &out));
	assert_false(workdays_between(days, first - 1, last, &out));
	assert_false(workdays_between(days, first, last + 1, &out));
	assert_false(workdays_on_or_after(days, last, &out));		/* a Sunday */
	assert_false(workdays_on_or_after(days, last + 1, &out));
	assert_false(workdays_on_or_after(days, first - 1, &out));
	assert_int_equal(out, 5);
	assert_int_equal(after(days, civil(2028, 12, 28), 1), civil(2028, 12, 29));
	assert_int_equal(after(days, civil(1978, 1, 4), -1), civil(1978, 1, 3));
}

static void
further_closed_days_close_and_weekends_repeats_and_strays_do_no_harm(void **state)
{
	int64_t also[] = { civil(2022, 5, 31), civil(2022, 5, 28), civil(2022, 5, 31), civil(2022,
	    6, 2),
		civil(1950, 1, 2), civil(2050, 1, 3) };
	const struct workdays *plain = workdays_england_and_wales(&arena, NULL, 0);
	const struct workdays *more = workdays_england_and_wales(&arena, also, 6);
	int64_t plain_count, more_count;
	bool working = true;

	(void)state;
	assert_int_equal(workdays_first(more), workdays_first(plain));
	assert_int_equal(workdays_last(more), workdays_last(plain));
	assert_true(workdays_is_working(more, civil(2022, 5, 31), &working));
	assert_false(working);
	assert_true(workdays_between(plain, civil(1978, 1, 1), civil(2028, 12, 31), &plain_count));
	assert_true(workdays_between(more, civil(1978, 1, 1), civil(2028, 12, 31), &more_count));
	assert_int_equal(plain_count - more_count, 1);
	assert_int_equal(after(more, civil(2022, 5, 30), 1), civil(2022, 6, 1));
	assert_int_equal(after(more, civil(2022, 5, 31), 0), civil(2022, 5, 31));
}

#define RELEASED(test) cmocka_unit_test_teardown(test, release)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RELEASED(letters_are_received_and_answered_on_the_worked_dates),
		RELEASED(the_fortieth_working_day_is_the_worked_one),
		RELEASED(known_holidays_are_closed_and_their_neighbours_open),
		RELEASED(sums_agree_with_a_walk_over_the_whole_built_in_table),
		RELEASED(sums_agree_with_a_walk_over_odd_tables),
		RELEASED(between_is_turned_round_with_its_ends),
		RELEASED(questions_past_either_end_are_answered_false),
		RELEASED(further_closed_days_close_and_weekends_repeats_and_strays_do_no_harm),
	};

	return RUN_TESTS(tests);
}
