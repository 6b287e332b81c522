/* explain_test: the why, the clause, the needs and the trace, word for word. */
#include "tests/unit/engine_cases.h"

#define why(row, column, text) assert_string_equal(engine_why(&engine, row, column), text)
#define needs(row, column, text) assert_string_equal(engine_needs(&engine, row, column), text)
#define clause(row, column, text) assert_string_equal(engine_clause(&engine, row, column), text)

static const char ROUTE[] = ENGINE_HEAD
    "setting waiting_limit is 40 days" OURS "input case from \"c.csv\", one row per id, settings "
                                            "as at run_date\n  id is text\n  first_raised is date\n"
    "  cas_number is text, may be blank\n  severe_hardship is yes or no\n  safety_risk is yes or "
    "no\n"
    "  resolution_imminent is yes or no, may be blank\n  escalated_on is date, may be blank\n"
    "  category is Payments or Pensions or MREs, may be blank\n" OURS
    "define waiting_time for case as days from first_raised to run_date, first day not counted "
    "cites s \"W\"\n"
    "decide route for case\n"
    "  gives May_escalate when severe_hardship cites s \"1\"\n"
    "  gives May_escalate when safety_risk cites s \"2\"\n"
    "  gives May_escalate when all of\n      - waiting_time is more than waiting_limit\n      - "
    "cas_number is given\n"
    "      - not resolution_imminent\n    end all cites s \"3\", \"3a\"\n"
    "  otherwise Usual_route cites s \"last\"\n"
    "define is_escalated for case as escalated_on is given and escalated_on is on or before "
    "run_date" OURS "decide step for case, first that applies\n"
    "  gives Wait when is_escalated" OURS
    "  gives Ask when route is May_escalate and category is one of Payments, Pensions" OURS
    "  otherwise nothing" OURS "define wanted for case as none of\n    - step is Wait\n    - "
                               "category is Payments\n  end none" OURS;

static void
the_deciding_line_is_told_with_its_figures(void **state)
{
	(void)state;
	engine_open(&engine, ROUTE, "2022-05-31");
	engine_run(&engine,
	    "id,first_raised,cas_number,severe_hardship,safety_risk,resolution_imminent,escalated_"
	    "on,"
	    "category\n"
	    "A,2022-04-20,CAS-1,no,no,no,,Payments\nB,2022-04-21,CAS-1,no,no,no,2022-05-31,MREs\n"
	    "C,2022-04-20,CAS-1,yes,no,no,2022-06-01,\nD,2022-05-30,,no,yes,,,MREs\n");
	why(0, "route",
	    "waiting_time is 41 days, more than waiting_limit (40 days); cas_number is given "
	    "(CAS-1); "
	    "resolution_imminent is no");
	clause(0, "route", "s \"3\"; s \"3a\"");
	needs(0, "route", "");
	why(1, "route",
	    "none of the lines above holds: 1) severe_hardship is no; 2) safety_risk is no; "
	    "3) waiting_time is 40 days, not more than waiting_limit (40 days)");
	clause(1, "route", "s \"last\"");
	why(2, "route", "severe_hardship is yes");
	clause(2, "route", "s \"1\"");
	why(3, "route", "safety_risk is yes");	/* the third line is a clear no */
	why(0, "waiting_time",
	    "days from first_raised to run_date, first day not counted: first_raised (2022-04-20), "
	    "run_date (2022-05-31)");
	clause(0, "waiting_time", "s \"W\"");
	why(0, "is_escalated", "escalated_on is blank");
	why(1, "is_escalated", "escalated_on is 2022-05-31, on or before run_date (2022-05-31)");
	why(2, "is_escalated",
	    "escalated_on is 2022-06-01, not on or before run_date (2022-05-31)");
	why(0, "step", "route is May_escalate; category is Payments");
	why(1, "step",
	    "is_escalated is yes (escalated_on is 2022-05-31, on or before run_date (2022-05-31))");
	why(3, "step",
	    "none of the lines above holds: 1) is_escalated is no (escalated_on is blank); "
	    "2) category is MREs, not Payments or Pensions");
	why(0, "wanted", "category is Payments");
	why(1, "wanted", "step is Wait");
	why(0, "category", "category is Payments");
	assert_false(explain_is_undecided(&engine.batch, 0, engine_column(&engine, "route")));
}

static void
what_is_missing_is_named_down_to_the_field(void **state)
{
	(void)state;
	engine_open(&engine, ROUTE, "2022-05-31");
	engine_run(&engine,
	    "id,first_raised,cas_number,severe_hardship,safety_risk,resolution_imminent,escalated_"
	    "on,"
	    "category\n"
	    "A,2022-04-20,CAS-1,no,no,,,Payments\nB,?,CAS-1,?,no,no,?,MREs\nC,2022-04-20,CAS-1,yes,"
	    "no,,"
	    ",?\n"
	    "D,2022-05-30,?,no,no,?,,\n");
	why(0, "route", "cannot be decided: May_escalate and Usual_route are still possible");
	needs(0, "route", "resolution_imminent");
	clause(0, "route", "");
	assert_true(explain_is_undecided(&engine.batch, 0, engine_column(&engine, "route")));
	needs(0, "step", "resolution_imminent");
	why(0, "step", "cannot be decided: Ask and nothing are still possible");
	needs(1, "route", "severe_hardship, first_raised");	/* in the order of the text */
	/* category is MREs: the second line is settled */
	needs(1, "step", "escalated_on");
	needs(1, "is_escalated", "escalated_on");	/* once */
	why(1, "is_escalated",
	    "cannot be decided: escalated_on is not known, not even whether it is blank; "
	    "whether escalated_on (not known) is on or before run_date (2022-05-31) is not known");
	why(2, "route", "severe_hardship is yes; holds either way, whatever the missing facts are");
	needs(2, "route", "");
	needs(2, "step", "category");
	why(3, "route",
	    "none of the lines above holds: 1) severe_hardship is no; 2) safety_risk is no; "
	    "3) waiting_time is 1 day, not more than waiting_limit (40 days)");
	needs(3, "step", "");
	/* a decide that gave nothing, and a blank */
	needs(3, "wanted", "step, category");
}

static void
an_outcome_may_hold_either_way_without_a_yes(void **state)
{
	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD
	    "input case from \"c.csv\", one row per id\n  id is text\n  x is yes or no\n  "
	    "y is yes or no\n" OURS "decide d for case, first that applies\n  gives A when "
	    "x cites s \"1\"\n  gives B when y cites s \"2\"\n"
	    "  otherwise A cites s \"3\"\n",
	    "2022-05-31");
	engine_run(&engine, "id,x,y\n1,?,no\n2,?,?\n");
	why(0, "d",
	    "holds either way, whatever the missing facts are: every line still possible gives A");
	clause(0, "d", "s \"1\"; s \"3\"");
	needs(0, "d", "");
	needs(1, "d", "x, y");
}

static void
bands_deadlines_and_money_in_words(void **state)
{
	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD
	    "setting red_below is 60%" OURS
	    "input case from \"c.csv\", one row per id\n  id is text\n "
	    " performance is percent, may be blank\n"
	    "  start is date, may be blank\n  done is date, may be blank\n  paid is money\n" OURS
	    "bands status for case by performance\n  below red_below is Red\n  red_below to under "
	    "75% "
	    "is Amber\n"
	    "  75% or more is Green\n" OURS
	    "deadline answer for case is 40 days after start, met by done" OURS
	    "define large for case as paid is at least \xC2\xA3"
	    "1,000" OURS,
	    "2022-05-31");
	engine_run(&engine,
	    "id,performance,start,done,paid\nA,59.5%,2022-04-21,,1000.00\nB,60%,2022-04-20,,999."
	    "99\n"
	    "C,75%,2022-04-20,2022-05-30,1234.50\nD,,2022-04-20,2022-05-31,0\nE,?,,,?\nF,1%,2022-"
	    "04-20,"
	    "2022-06-01,1\n"
	    "G,1%,?,?,1\n");
	why(0, "status", "performance is 59.5%, below red_below (60%)");
	why(1, "status", "performance is 60%, at least red_below (60%) and below 75%");
	why(2, "status", "performance is 75%, at least 75%");
	why(3, "status", "performance is blank");
	why(4, "status",
	    "performance is not known; cannot be decided: Red, Amber, Green and nothing are still "
	    "possible");
	why(0, "answer",
	    "done is blank; run_date (2022-05-31) is on or before answer_due (2022-05-31)");
	why(1, "answer", "done is blank; run_date (2022-05-31) is after answer_due (2022-05-30)");
	why(2, "answer", "done is 2022-05-30, on or before answer_due (2022-05-30)");
	why(3, "answer", "done is 2022-05-31, after answer_due (2022-05-30)");
	why(4, "answer", "not started: there is no date to count from, so answer_due is nothing");
	why(5, "answer",
	    "done is 2022-06-01, still to come; run_date (2022-05-31) is after answer_due "
	    "(2022-05-30)");
	needs(6, "answer", "start, done");
	why(0, "large", "paid is \xC2\xA3" "1,000.00, at least \xC2\xA3" "1,000.00");
	why(1, "large", "paid is \xC2\xA3" "999.99, not at least \xC2\xA3" "1,000.00");
	why(4, "large",
	    "cannot be decided: whether paid (not known) is at least \xC2\xA3"
	    "1,000.00 is not known");
}

static void
lists_quarters_patterns_and_other_columns_in_words(void **state)
{
	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD
	    "setting codes is \"x\" and \"y\"" OURS
	    "input case from \"c.csv\", one row per id\n  id is text\n  t is text, may be "
	    "blank\n  q is quarter\n  n is number\n"
	    "  m is number\n" OURS "define coded for case as t is one of codes" OURS
	    "define shaped for case as t is like \"@#\"" OURS
	    "define late for case as q is one of Q3, Q4" OURS
	    "define listed for case as n is one of 1, 2.5" OURS
	    "define same for case as n is m" OURS "define five for case as n is not 5" OURS
	    "define empty_t for case as t is blank" OURS
	    "define both for case as n plus m is more than 3" OURS,
	    "2022-05-31");
	engine_run(&engine, "id,t,q,n,m\nA,x,2017/18 Q1,2.5,2.5\nB,A1,2017/18 Q3,5,2\nC,,?,?,?\n");
	why(0, "coded", "t is x, one of codes");
	why(1, "coded", "t is A1, not one of codes");
	why(2, "coded", "cannot be decided: whether t (blank) is one of codes is not known");
	why(0, "shaped", "t is x, not like \"@#\"");
	why(1, "shaped", "t is A1, like \"@#\"");
	why(2, "shaped", "cannot be decided: whether t (blank) is like \"@#\" is not known");
	why(0, "late", "q is 2017/18 Q1, not Q3 or Q4");
	why(1, "late", "q is 2017/18 Q3");
	why(2, "late", "cannot be decided: whether q (not known) is Q3 or Q4 is not known");
	why(0, "listed", "n is 2.5, one of 1, 2.5");
	why(1, "listed", "n is 5, not one of 1, 2.5");
	why(0, "same", "n is 2.5, the same as m (2.5)");
	why(1, "same", "n is 5, not the same as m (2)");
	why(0, "five", "n is 2.5, not 5");
	why(1, "five", "n is 5");
	why(2, "five", "cannot be decided: whether n (not known) is 5 is not known");
	why(0, "empty_t", "t is given (x)");
	why(2, "empty_t", "t is blank");
	why(0, "both", "n plus m is 5, more than 3");
	needs(2, "both", "n, m");
	needs(2, "coded", "t");
}

static void
a_trace_tells_every_line_down_to_the_cells(void **state)
{
	(void)state;
	engine_open(&engine, ROUTE, "2022-05-31");
	engine_run(&engine,
	    "id,first_raised,cas_number,severe_hardship,safety_risk,resolution_imminent\n"
	    "A,2022-04-20,CAS-1,no,no,\n");
	buffer_clear(&engine.out);
	explain_trace(&engine.out, &engine.batch, 0, engine_column(&engine, "route"));
	assert_string_equal(engine.out.at,
	    "route cannot be decided without resolution_imminent\n"
	    "  line 3 gives May_escalate: not known  [s \"3\"; s \"3a\"]\n"
	    "    all of: not known\n"
	    "      not known  resolution_imminent is blank\n"
	    "  line 1 gives May_escalate: no  [s \"1\"]\n"
	    "    no         severe_hardship is no\n"
	    "  line 2 gives May_escalate: no  [s \"2\"]\n"
	    "    no         safety_risk is no\n"
	    "  otherwise Usual_route  [s \"last\"]\n");
}

static void
a_trace_shows_a_fraction_whole_and_lines_passed_over(void **state)
{
	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD
	    "input case from \"c.csv\", one row per id\n  id is text\n  x is yes or no\n  n is "
	    "number\n" OURS "define third for case as n divided by 3" OURS
	    "decide d for case, first that applies\n  gives A when third is less than 1" OURS
	    "  gives B when x" OURS "  otherwise C" OURS,
	    "2022-05-31");
	engine_run(&engine, "id,x,n\n1,yes,2\n");
	buffer_clear(&engine.out);
	explain_trace(&engine.out, &engine.batch, 0, engine_column(&engine, "d"));
	assert_string_equal(engine.out.at,
	    "d is A\n"
	    "  line 1 gives A: yes\n"
	    "    yes        third is 0.666667, less than 1\n"
	    "  line 2 gives B: yes, but a line above applies\n"
	    "    yes        x is yes\n"
	    "  otherwise C\n"
	    "third is 0.666667 (exactly 2/3)\n"
	    "  n divided by 3: n (2)\n");
}

static void
trace(const char *column, uint32_t row, bool next, const char *expected)
{
	buffer_clear(&engine.out);
	(next ? explain_trace_next : explain_trace)(&engine.out, &engine.batch, row,
	    engine_column(&engine, column));
	assert_string_equal(engine.out.at, expected);
}

static const char TWO_DECIDES[] = ENGINE_HEAD
    "input case from \"c.csv\", one row per id\n  id is text\n  n is number\n  m is number, may be "
    "blank\n" OURS "define big for case as n is more than 5" OURS
    "decide alpha for case\n  gives A when all of\n    - big\n    - m is more than 1\n  end "
    "all" OURS "  otherwise B" OURS
    "decide beta for case\n  gives C when any of\n    - big\n    - m is more "
    "than 1\n  end any" OURS "  otherwise D" OURS;

/* What the row itself came to stands before what only lets it count, wherever the text has it. */
static void
a_reason_begins_with_the_matter(void **state)
{
	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD "input case from \"c.csv\", one row per id\n  id is text\n  open is yes or "
	                "no\n  n is number\n" OURS "define big for case as n is more than 5" OURS
			"decide gamma for case\n  gives A when all of\n    - open\n"
			"    - n is less than 9\n    - big\n  end all" OURS "  otherwise B" OURS,
	    "2022-05-31");
	engine_run(&engine, "id,open,n\nA,yes,6\nB,no,5\n");
	why(0, "gamma", "big is yes (n is 6, more than 5); open is yes; n is 6, less than 9");
	why(1, "gamma",
	    "the line above does not hold: big is no (n is 5, not more than 5); open is no");
}

static void
a_trace_leaves_out_what_did_not_matter_and_tells_nothing_twice(void **state)
{
	(void)state;
	engine_open(&engine, TWO_DECIDES, "2022-05-31");
	engine_run(&engine, "id,n,m\nA,1,\nB,6,\n");
	trace("alpha", 0, false,
	    "alpha is B\n"
	    "  otherwise B: no line holds\n"
	    "  line 1 gives A: no\n"
	    "    all of: no\n"
	    "      no         big is no\n"
	    "big is no\n"
	    "  no         n is 1, not more than 5\n");
	trace("beta", 0, true,
	    "beta cannot be decided without m\n"
	    "  line 1 gives C: not known\n"
	    "    any of: not known\n"
	    "      not known  whether m (blank) is more than 1 is not known\n"
	    "  otherwise D\n");
	trace("beta", 1, false,
	    "beta is C\n"
	    "  line 1 gives C: yes\n"
	    "    any of: yes\n"
	    "      yes        big is yes\n"
	    "  otherwise D\n"
	    "big is yes\n"
	    "  yes        n is 6, more than 5\n");
	trace("alpha", 1, true,
	    "alpha cannot be decided without m\n"
	    "  line 1 gives A: not known\n"
	    "    all of: not known\n"
	    "      not known  whether m (blank) is more than 1 is not known\n"
	    "  otherwise B\n");
	trace("big", 1, true, "big is yes: see above\n");
}

static const char DATED[] = ENGINE_HEAD
    "setting limit is 40 days\n  may vary locally\n  cites s \"L\"\n  from 2023-04-01 is 30 days\n "
    "   cites s "
    "\"L2\"\n"
    "setting open_quarters is Q1 and Q2\n  cites s \"Q\"\n  from 2023-04-01 is Q3\n    cites s "
    "\"Q2\"\n"
    "setting fixed is 10 days\n  cites s \"F\"\n"
    "input case from \"c.csv\", one row per id, settings as at seen_on\n  id is text\n  seen_on is "
    "date, may be blank\n  wait is days\n" OURS
    "define seen_in for case as quarter of seen_on\n  cites s \"S\"\n"
    "decide d for case\n  gives A when wait is more than limit\n    cites s \"1\"\n"
    "  otherwise B\n    cites s \"L2\"\n"
    "decide q for case\n  gives A when seen_in is one of open_quarters\n    cites s \"1\"\n"
    "  otherwise B\n    cites s \"2\"\n"
    "decide f for case\n  gives A when wait is more than fixed\n    cites s \"1\"\n"
    "  otherwise B\n    cites s \"2\"\n";

static void
a_setting_that_changed_is_told_with_its_day_and_its_own_clause(void **state)
{
	(void)state;
	engine_open(&engine, DATED, "2023-06-01");
	engine_run(&engine,
	    "id,seen_on,wait\nA,2023-03-31,35\nB,2023-04-01,35\nC,2023-04-01,20\nD,,35\n");
	why(0, "d",
	    "the line above does not hold: wait is 35 days, not more than limit (40 days until "
	    "2023-03-31, s \"L\")");
	clause(0, "d", "s \"L2\"; s \"L\"");
	why(1, "d", "wait is 35 days, more than limit (30 days from 2023-04-01, s \"L2\")");
	clause(1, "d", "s \"1\"; s \"L2\"");
	/* what the line cites itself is not said again */
	clause(2, "d", "s \"L2\"");
	why(0, "q",
	    "the line above does not hold: seen_in is 2022/23 Q4, not one of open_quarters (Q1 and "
	    "Q2 until 2023-03-31, s \"Q\")");
	clause(0, "q", "s \"2\"; s \"Q\"");
	needs(3, "d", "seen_on");
	clause(3, "d", "");
	/* one that never changed is told as ever */
	why(1, "f", "wait is 35 days, more than fixed (10 days)");
	clause(1, "f", "s \"1\"");
}

/* A clause whose name is the end, the beginning or a part of another is another clause; the same
 * name in another document, too; the very same is told once. */
static const char NUMBERED[] = ENGINE_HEAD
    "source t is \"t\"\n"
    "setting low is 20 days\n  may vary locally\n  cites s \"0\"\n  from 2023-04-01 is 30 days\n"
    "    cites s \"4.1\", \"14.1\"\n    cites t \"14.1\"\n"
    "setting high is 60 days\n  may vary locally\n  cites s \"0\"\n  from 2023-04-01 is 90 days\n"
    "    cites s \"4\", \"4.1\", \"4.1 and more\"\n"
    "input case from \"c.csv\", one row per id, settings as at run_date\n  id is text\n"
    "  wait is days\n" OURS
    "decide d for case\n"
    "  gives A when wait is more than low and wait is less than high\n"
    "    cites s \"14.1\", \"114.1\"\n"
    "  otherwise B\n    cites s \"2\"\n";

static void
a_clause_is_the_same_only_as_a_whole(void **state)
{
	(void)state;
	engine_open(&engine, NUMBERED, "2023-06-01");
	engine_run(&engine, "id,wait\nA,35\n");
	clause(0, "d",
	    "s \"14.1\"; s \"114.1\"; s \"4.1\"; t \"14.1\"; s \"4\"; s \"4.1 and more\"");
}

static void
a_setting_that_was_set_for_the_run_says_so(void **state)
{
	struct fault fault = FAULT_NONE;

	(void)state;
	engine_open(&engine, DATED, "2023-06-01");
	assert_true(knobs_set_text(&engine.knobs, "limit=20 days", &fault));
	engine_run(&engine, "id,seen_on,wait\nA,2023-04-01,35\n");
	why(0, "d", "wait is 35 days, more than limit (20 days, by --set)");
	clause(0, "d", "s \"1\"");
}

static void
a_setting_that_a_test_sets_says_so(void **state)
{
	(void)state;
	engine_open(&engine, DATED, "2023-06-01");
	engine_set(&engine, "limit", "20 days");
	engine_run(&engine, "id,seen_on,wait\nA,2023-04-01,35\n");
	why(0, "d", "wait is 35 days, more than limit (20 days, set by the test)");
}

/* Each definition uses the one before twice: a walk that went in twice each time would never
 * come to its end. */
static void
needs_look_into_each_definition_once(void **state)
{
	struct buffer text = BUFFER_INIT;

	(void)state;
	buffer_text(&text,
	    ENGINE_HEAD
	    "input case from \"c.csv\", one row per id\n  id is text\n  n is number\n" OURS
	    "define d0 for case as n plus n" OURS);
	for (int i = 1; i < 60; i++)
		buffer_printf(&text, "define d%d for case as d%d plus d%d" OURS, i, i - 1, i - 1);
	engine_open(&engine, text.at, "2022-05-31");
	buffer_release(&text);
	engine_run(&engine, "id,n\nA,?\n");
	needs(0, "d59", "n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ENGINE(the_deciding_line_is_told_with_its_figures),
		IN_ENGINE(what_is_missing_is_named_down_to_the_field),
		IN_ENGINE(an_outcome_may_hold_either_way_without_a_yes),
		IN_ENGINE(bands_deadlines_and_money_in_words),
		IN_ENGINE(lists_quarters_patterns_and_other_columns_in_words),
		IN_ENGINE(a_trace_tells_every_line_down_to_the_cells),
		IN_ENGINE(a_reason_begins_with_the_matter),
		IN_ENGINE(a_trace_leaves_out_what_did_not_matter_and_tells_nothing_twice),
		IN_ENGINE(a_setting_that_changed_is_told_with_its_day_and_its_own_clause),
		IN_ENGINE(a_clause_is_the_same_only_as_a_whole),
		IN_ENGINE(a_setting_that_was_set_for_the_run_says_so),
		IN_ENGINE(a_setting_that_a_test_sets_says_so),
		IN_ENGINE(a_trace_shows_a_fraction_whole_and_lines_passed_over),
		IN_ENGINE(needs_look_into_each_definition_once),
	};

	return RUN_TESTS(tests);
}
