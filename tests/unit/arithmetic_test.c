/* arithmetic: sums without a result are reported once a row and column, with their figures, and
 * only where the column is unknown. */
#include "interp/arithmetic.h"
#include "tests/unit/engine.h"

#define OURS "\n  note \"ours\"\n"

static struct engine engine;
static struct problems problems;
static struct buffer added;

static int
teardown(void **state)
{
	(void)state;
	engine_close(&engine);
	buffer_release(&added);
	return 0;
}

static void
add(void *context, const struct problem *problem)
{
	(void)context;
	buffer_printf(&added, "%s:%llu %s %s: %s; %s\n", problem->file,
	    (unsigned long long)problem->line, problem_effect_name(problem->effect),
	    problem->column, problem->cause, problem->fix);
}

static void
report(const struct batch *batch, const char *file)
{
	buffer_clear(&added);
	buffer_text(&added, "");
	problems_init(&problems, &engine.arena, (struct problem_sink){ .add = add });
	for (uint32_t row = 0; row < batch->rows; row++)
		batch->lines[row] = row + 2;
	arithmetic_report(arithmetic_make(&engine.arena, batch->plan), batch, file, &problems);
}

static void
reports(const char *csv, const char *expected)
{
	engine_run(&engine, csv);
	report(&engine.batch, "c.csv");
	assert_string_equal(added.at, expected);
}

#define TABLE \
	"input case from \"c.csv\", one row per id\n  id is text\n  a is number, may be blank\n" \
	"  b is number, may be blank\n" OURS

static void
a_division_by_zero_is_reported_where_it_happened(void **state)
{
	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD TABLE "define ratio for case as a divided by b" OURS
	    "define twice for case as ratio times 2" OURS
	    "define big for case as ratio is more than 1" OURS, "2022-05-31");
	/* by zero; with a result; a blank or refused operand, which is no fault of the sum */
	reports("id,a,b\nA,1,0\nB,1,2\nC,,0\nD,?,0\nE,0,0\n",
	    "c.csv:2 cannot be worked out ratio: divided by zero: b is 0; check b, or say in the "
	    "policy what "
	    "holds when it is 0\n"
	    "c.csv:6 cannot be worked out ratio: divided by zero: b is 0; check b, or say in the "
	    "policy what "
	    "holds when it is 0\n");
	assert_int_equal(problems.not_worked_out, 2);
	assert_int_equal(problems.kept_count, 1);
	assert_int_equal(problems.kept[0].line, 2);
	assert_int_equal(problems.kept[0].more, 1);
	assert_int_equal(problems_total(&problems), 2);
	assert_int_equal(problems_not_kept(&problems), 0);
}

static void
one_sum_that_fails_for_two_causes_is_kept_twice(void **state)
{
	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD TABLE "define seventh for case as a divided by 7" OURS
	    "define ratio for case as seventh divided by b" OURS, "2022-05-31");
	reports("id,a,b\nA,1,0\nB,1,9223372036.854775807\nC,1,0\n",
	    "c.csv:2 cannot be worked out ratio: divided by zero: b is 0; check b, or say in the "
	    "policy what "
	    "holds when it is 0\n"
	    "c.csv:3 cannot be worked out ratio: too large to hold: seventh (0.142857) divided by "
	    "b "
	    "(9,223,372,036.854775807); check the figures\n"
	    "c.csv:4 cannot be worked out ratio: divided by zero: b is 0; check b, or say in the "
	    "policy what "
	    "holds when it is 0\n");
	assert_int_equal(problems.kept_count, 2);
	assert_int_equal(problems.kept[0].more, 1);
	assert_int_equal(problems.kept[1].more, 0);
	assert_int_equal(problems_not_kept(&problems), 0);
}

#define DATE_FIX "; check the date; if it is right, the policy needs a calendar that covers it\n"

static void
dates_beyond_the_calendar_and_the_years_are_named(void **state)
{
	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD
	    "calendar england is england_and_wales\n  note \"ours\"\n"
	    "input case from \"c.csv\", one row per id\n  id is text\n  d is date\n  n is "
	    "days\n" OURS
	    "define later_on for case as 5 working days after d by calendar england" OURS
	    "define earlier_on for case as 5 working days before d by calendar england" OURS
	    "define span for case as working days from d to run_date by calendar england, first "
	    "day not "
	    "counted" OURS "define moved_to for case as n after d" OURS,
	    "2022-05-31");
	reports("id,d,n\nA,2028-12-27,1 day\nB,1978-01-05,1 day\nC,2031-05-20,1 "
	        "day\nD,2022-05-31,400000 days\n",
	    "c.csv:2 cannot be worked out later_on: calendar england ends on 31 December 2028, and "
	    "5 working days "
	    "after 2028-12-27 lies beyond it" DATE_FIX
	    "c.csv:3 cannot be worked out earlier_on: calendar england begins on 1 January 1978, "
	    "and 5 working "
	    "days before 1978-01-05 lies before it" DATE_FIX
	    "c.csv:4 cannot be worked out later_on: calendar england ends on 31 December 2028, and "
	    "5 working days "
	    "after 2031-05-20 lies beyond it" DATE_FIX
	    "c.csv:4 cannot be worked out earlier_on: calendar england ends on 31 December 2028, "
	    "and 5 working "
	    "days before 2031-05-20 reaches beyond it" DATE_FIX
	    "c.csv:4 cannot be worked out span: calendar england ends on 31 December 2028, and "
	    "what is counted in "
	    "working days, from 2031-05-20 to 2022-05-31, reaches beyond it" DATE_FIX
	    "c.csv:5 cannot be worked out moved_to: 400000 days after 2022-05-31 lies outside the "
	    "years 1600 to "
	    "2999; check the date and the length\n");
	assert_int_equal(problems.kept_count, 6 - 1);
}

static void
what_did_not_matter_is_forgotten(void **state)
{
	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD TABLE
	    "define either for case as any of\n    - a is more than 5\n    - a divided by b is "
	    "more than 1\n  end any" OURS
	    "decide d for case, first that applies\n  gives A when a is more than 5" OURS
	    "  gives B when a divided by b is more than 1" OURS "  otherwise C" OURS,
	    "2022-05-31");
	reports("id,a,b\nA,6,0\nB,1,0\n",
	    "c.csv:3 cannot be worked out either: divided by zero: b is 0; check b, or say in the "
	    "policy what "
	    "holds when it is 0\n"
	    "c.csv:3 cannot be worked out d: divided by zero: b is 0; check b, or say in the "
	    "policy what "
	    "holds when it is 0\n");
}

static void
a_sum_of_the_run_is_located_in_the_policy(void **state)
{
	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD TABLE "setting plan is 0\n  note \"ours\"\n"
	    "define rate as 5 divided by plan" OURS, "2022-05-31");
	report(&engine.run, "p.writ");
	assert_string_equal(added.at,
	    "p.writ:15 cannot be worked out rate: divided by zero: plan is 0; check plan, or say "
	    "in the policy "
	    "what holds when it is 0\n");
}

#define TEST(function) cmocka_unit_test_teardown(function, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_division_by_zero_is_reported_where_it_happened),
		TEST(one_sum_that_fails_for_two_causes_is_kept_twice),
		TEST(dates_beyond_the_calendar_and_the_years_are_named),
		TEST(what_did_not_matter_is_forgotten),
		TEST(a_sum_of_the_run_is_located_in_the_policy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
