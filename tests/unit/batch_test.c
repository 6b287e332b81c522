/* batch_test: policies compiled and run over a few rows: every kind of value, settings that
 * change, columns given. */
#include "tests/unit/engine_cases.h"

/* A macro, so that a failure names the line of the expectation. */
#define expect(row, column, value) assert_string_equal(engine_value(&engine, row, column), value)


static void
the_limit_of_40_days_day_by_day(void **state)
{
	(void)state;
	engine_open(&engine, ENGINE_HEAD
	    "setting limit is 40 days" OURS
	    "input case from \"c.csv\", one row per id\n  id is text\n  raised is date\n" OURS
	    "define waiting for case as days from raised to run_date, first day not counted" OURS
	    "define beyond for case as waiting is more than limit" OURS
	    "define at_least for case as waiting is at least limit" OURS
	    "define at_most for case as waiting is at most limit" OURS
	    "define less for case as waiting is less than limit" OURS
	    "define equal for case as waiting is limit" OURS
	    "define unequal for case as waiting is not limit" OURS, "2022-05-31");
	engine_run(&engine, "id,raised\nA,2022-04-20\nB,2022-04-21\nC,2022-04-22\nD,?\n");
	expect(0, "waiting", "41 days");
	expect(0, "beyond", "yes");
	expect(0, "at_least", "yes");
	expect(0, "at_most", "no");
	expect(0, "equal", "no");
	expect(0, "unequal", "yes");
	expect(1, "beyond", "no");
	expect(1, "at_least", "yes");
	expect(1, "at_most", "yes");
	expect(1, "less", "no");
	expect(1, "equal", "yes");
	expect(2, "beyond", "no");
	expect(2, "at_least", "no");
	expect(2, "less", "yes");
	expect(3, "waiting", "unknown");
	expect(3, "beyond", "unknown");
	expect(3, "unequal", "unknown");
}

static const char DATED[] =
    ENGINE_HEAD "setting limit is 40 days" OURS "  from 2022-04-01 is 30 days" OURS
                "setting kinds is Red and Amber" OURS "  from 2022-04-01 is Green" OURS
                "input case from \"c.csv\", one row per id, settings as at raised\n  id is text\n  "
                "raised is date, may be blank\n"
                "  band is Red or Amber or Green\n" OURS "define the_limit for case as limit" OURS
                "define due_on for case as limit after raised" OURS
                "define listed for case as band is one of kinds" OURS;

static void
the_day_of_the_row_picks_a_setting_across_1_april(void **state)
{
	(void)state;
	engine_open(&engine, DATED, "2022-05-31");
	engine_run(&engine,
	    "id,raised,band\nA,2022-03-31,Red\nB,2022-04-01,Red\nC,2022-04-01,Green\nD,?,Red\nE,,"
	    "Red\n");
	expect(0, "the_limit", "40 days");
	expect(0, "due_on", "2022-05-10");
	expect(0, "listed", "yes");
	expect(1, "the_limit", "30 days");
	expect(1, "due_on", "2022-05-01");
	expect(1, "listed", "no");
	expect(2, "listed", "yes");
	expect(3, "the_limit", "unknown");
	expect(3, "listed", "unknown");
	expect(4, "the_limit", "unknown");
	expect(4, "due_on", "nothing");
	assert_string_equal(engine_needs(&engine, 3, "the_limit"), "raised");
	assert_string_equal(engine_needs(&engine, 3, "listed"), "raised");
}

/* The first value has no day of its own: it holds as far back as the calendar goes. */
static void
the_first_value_holds_from_the_beginning(void **state)
{
	(void)state;
	engine_open(&engine, DATED, "2022-05-31");
	engine_run(&engine, "id,raised,band\nA,1600-01-01,Red\nB,1969-12-31,Green\n");
	expect(0, "the_limit", "40 days");
	expect(0, "listed", "yes");
	expect(1, "the_limit", "40 days");
	expect(1, "listed", "no");
}

/* A later value that is the same changes nothing: no day is asked for. One member more, one letter
 * more, another letter are a change. */
static void
only_a_setting_that_changes_asks_for_the_day(void **state)
{
	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD
	    "setting n_same is 40" OURS "  from 2022-04-01 is 40" OURS
	    "setting t_same is \"ab\"" OURS "  from 2022-04-01 is \"ab\"" OURS
	    "setting t_more is \"ab\"" OURS "  from 2022-04-01 is \"abc\"" OURS
	    "setting t_other is \"a\"" OURS "  from 2022-04-01 is \"b\"" OURS
	    "setting l_same is Red and Amber" OURS "  from 2022-04-01 is Red and Amber" OURS
	    "setting l_more is Red" OURS "  from 2022-04-01 is Red and Amber" OURS
	    "setting l_other is Red and Amber" OURS "  from 2022-04-01 is Red and Green" OURS
	    "input case from \"c.csv\", one row per id, settings as at raised\n  id is text\n"
	    "  raised is date\n  band is Red or Amber or Green\n" OURS
	    "define n1 for case as n_same" OURS "define t1 for case as t_same" OURS
	    "define t2 for case as t_more" OURS "define t3 for case as t_other" OURS
	    "define l1 for case as band is one of l_same" OURS
	    "define l2 for case as band is one of l_more" OURS
	    "define l3 for case as band is one of l_other" OURS, "2022-05-31");
	engine_run(&engine, "id,raised,band\nA,?,Amber\nB,2022-04-01,Amber\n");
	expect(0, "n1", "40");
	expect(0, "t1", "ab");
	expect(0, "t2", "unknown");
	expect(0, "t3", "unknown");
	expect(0, "l1", "yes");
	expect(0, "l2", "unknown");
	expect(0, "l3", "unknown");
	expect(1, "t2", "abc");
	expect(1, "t3", "b");
	expect(1, "l2", "yes");
	expect(1, "l3", "no");
}

/* The members of a list are found by their names: a list brought from outside may have them in
 * another order, and one that the column lacks, which none of its rows can be. */
static void
a_list_of_labels_goes_by_name(void **state)
{
	static const char *const names[] = { "Green", "Amber", "Red", "Violet" };
	static const struct label_set turned = { .count = 4, .names = names };
	struct value values[] = { { .state = GIVEN, .type = type_plain(KIND_LABEL), .labels = 1 },
		{ .state = GIVEN, .type = type_plain(KIND_LABEL), .labels = 8 } };

	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD
	    "setting kinds is Green and Amber\n  may vary locally" OURS
	    "setting those is 2017/18 Q1 and 2017/18 Q3" OURS
	    "input case from \"c.csv\", one row per id, settings as at run_date\n  id is text\n"
	    "  band is Red or Amber or Green\n  q is quarter\n" OURS
	    "define b for case as band is one of kinds" OURS
	    "define of_these for case as q is one of those" OURS, "2022-05-31");
	engine_run(&engine,
	    "id,band,q\nA,Red,2017/18 Q1\nB,Amber,2016/17 Q1\nC,Green,2017/18 Q3\n");
	expect(0, "b", "no");
	expect(1, "b", "yes");
	expect(2, "b", "yes");
	expect(0, "of_these", "yes");
	expect(1, "of_these", "no");
	expect(2, "of_these", "yes");
	engine_close(&engine);
	engine_open(&engine,
	    ENGINE_HEAD
	    "setting kinds is Red and Amber\n  may vary locally" OURS
	    "input case from \"c.csv\", one row per id, settings as at run_date\n  id is text\n"
	    "  band is Red or Amber or Green\n" OURS
	    "define b for case as band is one of kinds" OURS, "2022-05-31");
	values[0].type.labels = values[1].type.labels = &turned;	/* Green, Violet */
	knobs_set(&engine.knobs, program_setting(engine.program, "kinds"), values, 2, "test");
	engine_run(&engine, "id,band\nA,Red\nB,Green\n");
	expect(0, "b", "no");
	expect(1, "b", "yes");
}

static void
a_setting_set_to_one_value_no_longer_asks_for_the_day(void **state)
{
	(void)state;
	engine_open(&engine, DATED, "2022-05-31");
	engine_set(&engine, "limit", "35 days");
	engine_run(&engine, "id,raised\nA,2022-03-31\nB,?\n");
	expect(0, "the_limit", "35 days");
	expect(1, "the_limit", "35 days");
}

static void
run_date_picks_a_setting_where_the_table_says_so(void **state)
{
	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD "setting limit is 40 days" OURS "  from 2022-04-01 is 30 days" OURS
			"input case from \"c.csv\", one row per id, settings as at run_date\n  id "
	                "is text\n" OURS "define the_limit for case as limit" OURS
			"define for_all as limit" OURS "define again for case as for_all" OURS,
	    "2022-03-31");
	engine_run(&engine, "id\nA\n");
	expect(0, "the_limit", "40 days");
	expect(0, "again", "40 days");
}

static void
a_period_picks_a_setting_by_its_last_day(void **state)
{
	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD "setting limit is 60%" OURS "  from 2017-09-30 is 50%" OURS
	                "input score from \"c.csv\", one row per id, settings as at last day of "
	                "quarter\n  id is text\n"
	                "  quarter is quarter\n" OURS "define the_limit for score as limit" OURS,
	    "2022-03-31");
	engine_run(&engine, "id,quarter\nA,2017/18 Q1\nB,2017/18 Q2\nC,?\n");
	expect(0, "the_limit", "60%");
	expect(1, "the_limit", "50%");
	expect(2, "the_limit", "unknown");
}

static void
nothing_and_unknown_pass_through_what_is_worked_out(void **state)
{
	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD
	    "input case from \"c.csv\", one row per id\n  id is text\n  a is money, may be blank\n "
	    " b "
	    "is money, may be blank\n"
	    "  d is date, may be blank\n" OURS "define both for case as a plus b" OURS
	    "define rest for case as a minus b" OURS "define share for case as a divided by b" OURS
	    "define cheap for case as both is less than \xC2\xA3"
	    "5" OURS "define no_both for case as both is blank" OURS
	    "define has_both for case as both is given" OURS "define m for case as month of d" OURS
	    "define last_day for case as last day of m" OURS,
	    "2022-05-31");
	engine_run(&engine,
	    "id,a,b,d\nA,1.50,2,2022-02-03\nB,,2,\nC,?,2,?\nD,?,,\nE,1,0,2022-02-03\n");
	expect(0, "both", "3.50");
	expect(0, "rest", "-0.50");
	expect(0, "share", "0.75");
	expect(0, "cheap", "yes");
	expect(0, "no_both", "no");
	expect(0, "has_both", "yes");
	expect(0, "m", "2022-02");
	expect(0, "last_day", "2022-02-28");
	expect(1, "both", "nothing");
	expect(1, "cheap", "unknown");
	expect(1, "no_both", "yes");
	expect(1, "last_day", "nothing");
	expect(2, "both", "unknown");
	expect(2, "no_both", "unknown");
	expect(2, "has_both", "unknown");
	expect(3, "both", "nothing");
	expect(3, "share", "nothing");
	expect(4, "share", "unknown");
	assert_string_equal(engine_needs(&engine, 4, "share"),
	    "a division by zero in share");
}

static void
a_sum_too_large_is_unknown_and_named(void **state)
{
	(void)state;
	engine_open(&engine, ENGINE_HEAD
	    "input case from \"c.csv\", one row per id\n  id is text\n  a is money\n" OURS
	    "define twice for case as a plus a" OURS
	    "define big for case as twice is more than \xC2\xA3" "5" OURS, "2022-05-31");
	engine_run(&engine, "id,a\nA,90000000000000000.00\nB,40000000000000000.00\n");
	expect(0, "twice", "unknown");
	expect(0, "big", "unknown");
	assert_string_equal(engine_needs(&engine, 0, "big"), "a figure too large in twice");
	expect(1, "twice", "80000000000000000.00");
}

static const char BANDS[] = ENGINE_HEAD
    "setting red_below is 60%\n  may vary locally between 50% and 70%" OURS
    "input score from \"c.csv\", one row per id, settings as at run_date\n  id is text\n  reached "
    "is number, may be blank\n"
    "  asked is number\n" OURS "define performance for score as reached as percent of asked" OURS
    "bands status for score by performance\n  below red_below is Red\n  red_below to under 75% is "
    "Amber\n"
    "  75% or more is Green\n" OURS;

static void
bands_compare_fractions_exactly(void **state)
{
	(void)state;
	engine_open(&engine, BANDS, "2022-05-31");
	engine_run(&engine,
	    "id,reached,asked\nA,3,5\nB,599999999,1000000000\nC,3,4\nD,,4\nE,?,4\nF,3,0\n");
	expect(0, "status", "Amber");
	expect(1, "status", "Red");
	expect(2, "status", "Green");
	expect(3, "performance", "nothing");
	expect(3, "status", "nothing");
	expect(4, "status", "Red or Amber or Green or nothing");
	expect(5, "performance", "unknown");
	assert_string_equal(engine_needs(&engine, 4, "status"), "reached");
	assert_string_equal(engine_needs(&engine, 5, "status"),
	    "a division by zero in performance");
	assert_string_equal(engine_why(&engine, 1, "status"),
	    "performance is 59.9999999%, below red_below (60%)");
}

static void
edges_that_cross_leave_no_band_or_two(void **state)
{
	(void)state;
	engine_open(&engine, BANDS, "2022-05-31");
	engine_set(&engine, "red_below", "80%");
	engine_run(&engine, "id,reached,asked\nA,77,100\nB,60,100\n");
	expect(0, "status", "Red or Green");
	expect(1, "status", "Red");
}

static void
labels_compare_with_labels_by_name(void **state)
{
	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD
	    "input case from \"c.csv\", one row per id\n  id is text\n  a is Red or Amber or "
	    "Green, "
	    "may be blank\n  b is Red or Amber or Green\n"
	    "  c is yes or no, may be blank\n" OURS "define same for case as a is b" OURS
	    "define different for case as a is not b" OURS "define red for case as a is Red" OURS
	    "define not_red for case as a is not Red" OURS
	    "define listed for case as a is one of Red, Amber" OURS
	    "define no_a for case as a is blank" OURS "define holds for case as c" OURS
	    "define fails for case as not c" OURS "define c_given for case as c is given" OURS,
	    "2022-05-31");
	engine_run(&engine, "id,a,b,c\nA,Amber,Amber,yes\nB,Red,Amber,no\nC,Red,?,\nD,,Amber,?\n");
	expect(0, "same", "yes");
	expect(0, "different", "no");
	expect(1, "same", "no");
	expect(2, "same", "unknown");
	expect(3, "same", "unknown");
	expect(0, "red", "no");
	expect(1, "red", "yes");
	expect(1, "not_red", "no");
	expect(3, "red", "unknown");
	expect(0, "listed", "yes");
	expect(3, "listed", "unknown");
	expect(0, "no_a", "no");
	expect(3, "no_a", "yes");
	expect(0, "holds", "yes");
	expect(1, "holds", "no");
	expect(1, "fails", "yes");
	expect(2, "holds", "unknown");
	expect(2, "c_given", "no");
	expect(3, "c_given", "unknown");
}

static void
text_quarters_and_lists_of_figures(void **state)
{
	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD "setting codes is \"x\" and \"y\"" OURS "setting off is nothing" OURS
			"input case from \"c.csv\", one row per id\n  id is text\n  t is text, may "
	                "be blank\n  q "
			"is quarter\n  n is number\n" OURS "define is_x for case as t is \"x\"" OURS
			"define coded for case as t is one of codes" OURS
			"define off_list for case as t is one of off" OURS
			"define shaped for case as t is like \"@#\"" OURS
			"define second for case as q is Q2" OURS
			"define late for case as q is one of Q3, Q4" OURS
			"define earlier for case as 1 quarter before q" OURS
			"define y for case as year of q" OURS
			"define n_listed for case as n is one of 1, 2.5" OURS,
	    "2022-05-31");
	engine_run(&engine,
	    "id,t,q,n\nA,x,2017/18 Q1,2.5\nB,A1,2017/18 Q2,2\nC,,?,?\nD,y,2017/18 Q4,1\n");
	expect(0, "is_x", "yes");
	expect(1, "is_x", "no");
	expect(2, "is_x", "unknown");
	expect(0, "coded", "yes");
	expect(1, "coded", "no");
	expect(3, "coded", "yes");
	expect(0, "off_list", "no");
	expect(2, "off_list", "unknown");
	expect(0, "shaped", "no");
	expect(1, "shaped", "yes");
	expect(0, "second", "no");
	expect(1, "second", "yes");
	expect(2, "second", "unknown");
	expect(3, "late", "yes");
	expect(0, "earlier", "2016/17 Q4");
	expect(0, "y", "2017/18");
	expect(0, "n_listed", "yes");
	expect(1, "n_listed", "no");
	expect(2, "n_listed", "unknown");
}

static void
working_days_past_the_calendar_are_unknown_and_named(void **state)
{
	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD
	    "calendar england is england_and_wales" OURS
	    "input case from \"c.csv\", one row per id\n  id is text\n  d is date\n" OURS
	    "define due_on for case as 28 working days after d by calendar england" OURS
	    "define next for case as first working day on or after d by calendar england" OURS
	    "define span for case as working days from d to run_date by calendar england, first "
	    "day "
	    "not counted" OURS,
	    "2022-05-31");
	engine_run(&engine, "id,d\nA,2022-04-14\nB,2028-12-20\nC,2050-01-01\n");
	expect(0, "due_on", "2022-05-27");
	expect(0, "next", "2022-04-14");
	expect(0, "span", "30 working days");
	expect(1, "due_on", "unknown");
	expect(2, "next", "unknown");
	assert_string_equal(engine_needs(&engine, 1, "due_on"),
	    "a date past the end of calendar england (2028-12-31) in due_on");
}

static const char DEADLINE[] = ENGINE_HEAD
    "input case from \"c.csv\", one row per id\n  id is text\n  start is date, may be blank\n  "
    "done is date, may be blank\n"
    "  sure is date\n" OURS "deadline answer for case is 40 days after start, met by done" OURS
    "deadline other for case is 40 days after sure, met by done" OURS
    "define late for case as answer is Met_late" OURS;

static void
a_deadline_runs_through_its_states(void **state)
{
	(void)state;
	engine_open(&engine, DEADLINE, "2022-05-31");
	engine_run(&engine,
	    "id,start,done,sure\nA,,,2022-04-21\nB,2022-04-21,,?\nC,2022-04-20,,?\nD,2022-04-20,"
	    "2022-"
	    "05-30,?\n"
	    "E,2022-04-20,2022-05-31,?\nF,2022-04-20,2022-06-01,?\nG,?,,?\nH,2022-04-20,?,?\n");
	expect(0, "answer", "Not_started");
	expect(0, "answer_due", "nothing");
	expect(1, "answer_due", "2022-05-31");
	expect(1, "answer", "Running");
	expect(2, "answer", "Missed");
	expect(3, "answer", "Met");
	expect(4, "answer", "Met_late");
	expect(4, "late", "yes");
	expect(5, "answer", "Missed");
	expect(6, "answer", "Not_started or Running or Missed");
	expect(6, "late", "no");
	expect(7, "answer", "Met or Met_late or Missed");
	expect(7, "late", "unknown");
	expect(1, "other", "Running or Missed");
	assert_string_equal(engine_needs(&engine, 6, "answer"), "start");
	assert_string_equal(engine_needs(&engine, 7, "late"), "done");
}

static void
columns_given_from_outside_replace_their_rule(void **state)
{
	(void)state;
	engine_open(&engine, DEADLINE, "2022-05-31");
	engine_run(&engine,
	    "id,start,done,answer_due,late\nA,2022-04-21,2022-05-31,2022-05-30,no\nB,2022-04-21,,?,"
	    "?\n"
	    "C,2022-04-21,,nothing,yes\n");
	expect(0, "answer_due", "2022-05-30");
	expect(0, "answer", "Met_late");
	expect(0, "late", "no");
	expect(1, "answer", "Not_started or Running or Missed");
	expect(1, "late", "unknown");
	assert_string_equal(engine_needs(&engine, 1, "answer"), "answer_due");
	assert_string_equal(engine_needs(&engine, 1, "late"), "late");
	expect(2, "answer", "Not_started");
	expect(2, "late", "yes");
	assert_string_equal(engine_why(&engine, 2, "late"), "given");
}

static void
a_given_column_leaves_its_twin_alone(void **state)
{
	(void)state;
	engine_open(&engine, ENGINE_HEAD
	    "input case from \"c.csv\", one row per id\n  id is text\n  n is number\n" OURS
	    "define a for case as n plus 1" OURS
	    "define b for case as n plus 1" OURS
	    "define c for case as a plus 1" OURS
	    "define five for case as 5" OURS, "2022-05-31");
	engine_run(&engine, "id,n,a,five\nA,1,10,6\n");
	expect(0, "a", "10");
	expect(0, "b", "2");
	expect(0, "c", "11");
	expect(0, "five", "6");
}

/* A batch of all its rows, then a short one: the constants' rails follow. */
static void
rows_past_the_end_stay_unknown(void **state)
{
	const struct vec *yes, *five;

	(void)state;
	engine_open(&engine, ENGINE_HEAD
	    "input case from \"c.csv\", one row per id\n  id is text\n  n is number\n" OURS
	    "define five for case as 5" OURS
	    "define always for case as five is 5" OURS
	    "define seven for case as five plus 2" OURS, "2022-05-31");
	engine_fill(&engine, "id,n\nA,1\n");
	yes = batch_column(&engine.batch, engine_column(&engine, "always"));
	five = batch_column(&engine.batch, engine_column(&engine, "seven"));
	for (uint32_t rows = BATCH_ROWS; rows > 0; rows /= 3) {
		engine.batch.rows = rows;
		batch_run(&engine.batch);
		for (uint32_t row = 0; row < BATCH_ROWS; row++) {
			assert_int_equal(RAIL_GET(yes->yes, row), row < rows);
			assert_int_equal(RAIL_GET(five->given, row), row < rows);
			assert_int_equal(RAIL_GET(yes->no, row), 0);
		}
	}
	engine.batch.rows = 0;
	batch_run(&engine.batch);
	assert_int_equal(RAIL_GET(yes->yes, 0), 0);
	engine.batch.rows = 1;
	batch_run(&engine.batch);
	assert_int_equal(RAIL_GET(yes->yes, 0), 1);
}

/* Whatever slot a plan begins with. */
static void
a_constant_in_front_ends_with_the_rows(void **state)
{
	const struct column *column;
	struct plan_request request = { .columns = &column, .column_count = 1 };
	struct batch batch;

	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD "setting five is 5" OURS "define a as five" OURS "define b as five" OURS
			"define c as five" OURS "define d as five" OURS
	                "input case from \"c.csv\", one row per id\n  id is text\n" OURS
	                "define always for case as five plus 1" OURS,
	    "2022-05-31");
	column = table_column(engine.table, "always");
	request.program = engine.program;
	request.table = engine.table;
	request.knobs = &engine.knobs;
	request.run = &engine.run;
	batch_init(&batch, plan_make(&engine.arena, &request));
	batch.rows = 3;
	batch_run(&batch);
	for (uint32_t slot = 0; slot < plan_slot_column(batch.plan, column) + 1; slot++) {
		assert_int_equal(batch.slots[slot].given.word[0], 7);
		assert_int_equal(batch.slots[slot].given.word[1], 0);
	}
	batch_release(&batch);
	assert_null(batch.plan);
}

/* A field as well as what is worked out, and only for the rows there are. */
static void
what_is_given_is_taken_for_the_rows_there_are(void **state)
{
	const struct column *columns[3];
	struct value values[8];
	const struct value *given_values[] = { values, values, values };
	const bool is_given[] = { true, false, true, true, true, true, true, true },
		   none[] = { false, false, false, false, false, false, false, false },
		   all[] = { true, true, true, true, true, true, true, true };
	const bool *given_rows[] = { is_given, none, all };
	const struct vec *vec;

	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD "input case from \"c.csv\", one row per id\n  id is text\n"
	                "  n is number\n" OURS "define m for case as n plus 1" OURS,
	    "2022-05-31");
	engine_fill(&engine, "id,n\nA,1\nB,2\nC,3\n");
	for (uint32_t row = 0; row < 8; row++)
		values[row] = (struct value){ .state = GIVEN, .type = type_plain(KIND_NUMBER),
			.num = 7 * kind_scale(KIND_NUMBER) };
	columns[0] = engine_column(&engine, "n");
	columns[1] = engine_column(&engine, "m");
	columns[2] = engine_column(&engine, "n");	/* behind the two that are given */
	engine.batch.given_columns = columns;
	engine.batch.given_values = given_values;
	engine.batch.given_rows = given_rows;
	engine.batch.given_count = 2;
	batch_run(&engine.batch);
	expect(0, "n", "7");
	expect(1, "n", "2");
	expect(2, "n", "7");
	expect(0, "m", "8");
	expect(1, "m", "3");
	expect(2, "m", "8");
	vec = batch_column(&engine.batch, columns[0]);
	assert_int_equal(vec->given.word[0], 7);
}

static void
doubtful_rows_are_counted_over_the_whole_table(void **state)
{
	const uint64_t doubtful[] = { UINT64_C(1) << 63, 2, UINT64_C(1) << 5 };
	struct batch batch = { .doubtful = doubtful, .first_row = 60 };

	(void)state;
	for (uint32_t row = 0; row < 130; row++)
		assert_int_equal(batch_is_doubtful(&batch, row),
		    row + 60 == 63 || row + 60 == 65 || row + 60 == 133);
	batch.doubtful = NULL;
	assert_false(batch_is_doubtful(&batch, 3));
	engine_open(&engine,
	    ENGINE_HEAD "input case from \"c.csv\", one row per id\n  id is text\n" OURS,
	    "2022-05-31");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ENGINE(a_constant_in_front_ends_with_the_rows),
		IN_ENGINE(what_is_given_is_taken_for_the_rows_there_are),
		IN_ENGINE(doubtful_rows_are_counted_over_the_whole_table),
		IN_ENGINE(the_limit_of_40_days_day_by_day),
		IN_ENGINE(the_day_of_the_row_picks_a_setting_across_1_april),
		IN_ENGINE(the_first_value_holds_from_the_beginning),
		IN_ENGINE(only_a_setting_that_changes_asks_for_the_day),
		IN_ENGINE(a_list_of_labels_goes_by_name),
		IN_ENGINE(a_setting_set_to_one_value_no_longer_asks_for_the_day),
		IN_ENGINE(run_date_picks_a_setting_where_the_table_says_so),
		IN_ENGINE(a_period_picks_a_setting_by_its_last_day),
		IN_ENGINE(nothing_and_unknown_pass_through_what_is_worked_out),
		IN_ENGINE(a_sum_too_large_is_unknown_and_named),
		IN_ENGINE(bands_compare_fractions_exactly),
		IN_ENGINE(edges_that_cross_leave_no_band_or_two),
		IN_ENGINE(labels_compare_with_labels_by_name),
		IN_ENGINE(text_quarters_and_lists_of_figures),
		IN_ENGINE(working_days_past_the_calendar_are_unknown_and_named),
		IN_ENGINE(a_deadline_runs_through_its_states),
		IN_ENGINE(columns_given_from_outside_replace_their_rule),
		IN_ENGINE(a_given_column_leaves_its_twin_alone),
		IN_ENGINE(rows_past_the_end_stay_unknown),
	};

	return RUN_TESTS(tests);
}
