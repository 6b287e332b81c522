/* arithmetic: sums without a result are reported once a row and column, with their figures, and
 * only where the column is unknown. */
#include "interp/arithmetic.h"
#include "tests/unit/made_world.h"

#include <stdio.h>

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

/* ---- every sum of a rule, every row ---- */

static void
add_place(void *context, const struct problem *problem)
{
	(void)context;
	buffer_printf(&added, "%llu %s; ", (unsigned long long)problem->line, problem->column);
}

/* The lines, as `lines` counts them, and columns of what is reported of a batch. */
static void
add_places(const struct batch *batch, uint64_t first_line)
{
	problems_init(&problems, &engine.arena, (struct problem_sink){ .add = add_place });
	for (uint32_t row = 0; row < batch->rows; row++)
		batch->lines[row] = first_line + row;
	arithmetic_report(arithmetic_make(&engine.arena, batch->plan), batch, "c.csv", &problems);
}

static void
places_are(const char *rule, const char *csv, const char *expected)
{
	char policy[2048];

	snprintf(policy, sizeof policy, "%s%s%s", ENGINE_HEAD TABLE, rule, OURS);
	engine_open(&engine, policy, "2022-05-31");
	engine_run(&engine, csv);
	buffer_clear(&added);
	buffer_text(&added, "");
	add_places(&engine.batch, 2);
	if (strcmp(added.at, expected) != 0)
		fail_msg("%s: \"%s\", not \"%s\"", rule, added.at, expected);
	engine_close(&engine);
	buffer_release(&added);
}

/* A number goes up to 9223372036.85: 9000000000 twice does not fit, in whatever place of a rule it
 * is added up. */
static void
each_sum_of_a_rule_is_looked_at(void **state)
{
	static const char rows[] = "id,a,b\nA,1,1\nB,9000000000,9000000000\n";

	(void)state;
	places_are("define x for case as a plus b", rows, "3 x; ");
	places_are("define x for case as a minus (a plus b)", rows, "3 x; ");
	places_are("define x for case as (a plus b) is given", rows, "3 x; ");
	places_are("define x for case as a plus b is more than 5", rows, "3 x; ");
	places_are("define x for case as 5 is less than a plus b", rows, "3 x; ");
	places_are("define x for case as all of\n    - a plus b is more than 1\n"
	           "    - a is more than 1\n  end all", rows, "3 x; ");
	places_are("define x for case as all of\n    - a is more than 1\n"
	           "    - a plus b is more than 1\n  end all", rows, "3 x; ");
	places_are("decide x for case\n  gives Big when a plus b is more than 5" OURS
	           "  gives Odd when a is 7" OURS "  otherwise Small", rows, "3 x; ");
	places_are("decide x for case\n  gives a plus b when a is more than 5" OURS
	           "  otherwise 1", rows, "3 x; ");
	places_are("decide x for case\n  gives 1 when a is less than 5" OURS
	           "  otherwise a plus b", rows, "3 x; ");
	places_are("setting most is 9000000000" OURS "bands x for case by a\n"
	           "  below most plus most is Small\n  most plus most or more is Big",
	    rows, "2 x; 3 x; ");
}

/* Rows are looked at 64 at a time: the last of one stretch, the first of the next, the last of
 * all. */
static void
no_row_is_passed_by(void **state)
{
	static const uint32_t counts[] = { 1, 64, 65, 66, 129, 1024 };
	char policy[1024];

	(void)state;
	snprintf(policy, sizeof policy, "%s",
	    ENGINE_HEAD TABLE "define x for case as a divided by b" OURS);
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		uint32_t last = counts[i] - 1;
		struct buffer csv = BUFFER_INIT, wanted = BUFFER_INIT;

		buffer_text(&csv, "id,a,b\n");
		buffer_text(&wanted, "");
		for (uint32_t row = 0; row <= last; row++) {
			bool by_zero = row == 0 || row == 63 || row == 64 || row == last;

			buffer_printf(&csv, "%u,1,%d\n", row, by_zero ? 0 : 1);
			if (by_zero)
				buffer_printf(&wanted, "%u x; ", row + 2);
		}
		engine_open(&engine, policy, "2022-05-31");
		engine_run(&engine, csv.at);
		buffer_clear(&added);
		buffer_text(&added, "");
		add_places(&engine.batch, 2);
		assert_string_equal(added.at, wanted.at);
		buffer_release(&csv);
		buffer_release(&wanted);
		engine_close(&engine);
		buffer_release(&added);
	}
}

static bool
see_batch(void *context, const struct batch *batch, struct fault *fault)
{
	uint64_t *row = context;

	(void)fault;
	add_places(batch, *row);
	*row += batch->rows;
	return true;
}

static bool
report_group(void *context, const struct batch *batch, struct fault *fault)
{
	(void)context;
	(void)fault;
	buffer_clear(&added);
	buffer_text(&added, "");
	problems_init(&problems, &engine.arena, (struct problem_sink){ .add = add });
	memset(batch->lines, 0, batch->rows * sizeof *batch->lines);
	arithmetic_report(arithmetic_make(&engine.arena, batch->plan), batch, "c.csv", &problems);
	return true;
}

/* What is added up over other rows is worked out for all rows at once, and reported for the row it
 * stands in. */
static void
a_sum_over_other_rows_is_reported_in_its_own_row(void **state)
{
	static const uint32_t counts[] = { 1, 64, 65, 130 };

	(void)state;
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		uint32_t last = counts[i] - 1;
		uint64_t line = 0;
		struct world world;
		struct row_consumer consumer = { see_batch, NULL, &line };
		const struct column *column;
		struct table_wants wants = { .columns = &column, .column_count = 1 };
		struct buffer wanted = BUFFER_INIT;
		struct fault fault = FAULT_NONE;

		open_world(&world, ENGINE_HEAD
		    "input shop from \"s.csv\", one row per shop\n  shop is text\n" OURS
		    "input sale from \"v.csv\", one row per ref\n  ref is number\n"
		    "  shop refers to shop\n  amount is number\n" OURS
		    "define sold for shop as sum of amount in sale for the same shop" OURS);
		buffer_text(&wanted, "");
		for (uint32_t row = 0; row <= last; row++) {
			bool large = row == 0 || row == 63 || row == 64 || row == last;
			char text[80];

			snprintf(text, sizeof text, "shop=S%u", row);
			give(&world, "shop", text);
			for (uint32_t sale = 0; sale < 2; sale++) {
				snprintf(text, sizeof text, "ref=%u,shop=S%u,amount=%s",
				    2 * row + sale, row, large ? "9000000000" : "4");
				give(&world, "sale", text);
			}
			if (large)
				buffer_printf(&wanted, "%u sold; ", row);
		}
		evaluate(&world);
		column = table_column(table_named(&world, "shop"), "sold");
		buffer_clear(&added);
		buffer_text(&added, "");
		arena_init(&engine.arena);
		assert_true(workspace_rows(world.workspace, table_named(&world, "shop"), &wants,
		    &consumer, &fault));
		assert_string_equal(added.at, wanted.at);
		arena_release(&engine.arena);
		buffer_release(&wanted);
		buffer_release(&added);
		close_world(&world);
	}
}

/* A row of a group is told by its key, where the key is at hand. */
static void
a_group_is_named_by_its_key(void **state)
{
	static const char sum[] =
	    "c.csv:0 cannot be worked out paid: %stoo large to hold: sum of amount; check the "
	    "figures\n";

	(void)state;
	for (uint32_t keys = 0; keys <= 2; keys++) {
		struct world world;
		struct row_consumer consumer = { report_group, NULL, NULL };
		const struct column *columns[3];
		struct table_wants wants = { .columns = columns,
			.column_count = 1 + keys };
		struct fault fault = FAULT_NONE;
		char wanted[200];

		open_world(&world, ENGINE_HEAD
		    "input sale from \"v.csv\", one row per ref\n  ref is number\n"
		    "  shop is text\n  region is text\n  amount is number\n" OURS
		    "group place of sale, one row per region and shop" OURS
		    "define paid for place as sum of amount" OURS);
		give(&world, "sale", "ref=1,shop=A,region=North,amount=9000000000");
		give(&world, "sale", "ref=2,shop=A,region=North,amount=9000000000");
		evaluate(&world);
		columns[0] = table_column(table_named(&world, "place"), "paid");
		columns[1] = table_column(table_named(&world, "place"), "shop");
		columns[2] = table_column(table_named(&world, "place"), "region");
		arena_init(&engine.arena);
		assert_true(workspace_rows(world.workspace, table_named(&world, "place"), &wants,
		    &consumer, &fault));
		snprintf(wanted, sizeof wanted, sum, keys == 2 ? "North, A: " : "");
		assert_string_equal(added.at, wanted);
		arena_release(&engine.arena);
		buffer_release(&added);
		close_world(&world);
	}
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
		cmocka_unit_test(each_sum_of_a_rule_is_looked_at),
		cmocka_unit_test(no_row_is_passed_by),
		cmocka_unit_test(a_sum_over_other_rows_is_reported_in_its_own_row),
		cmocka_unit_test(a_group_is_named_by_its_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
