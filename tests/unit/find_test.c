/*
 * What check finds beyond compiling (find.h), what the text accepts, and the examples: every test
 * that a message prints is put back into its policy and has to compile there without a message of
 * its own.
 */
#include "tests/unit/made_findings.h"

#include "lang/find_quote.h"

static void
examples_can_be_pasted(void **state)
{
	(void)state;
	pastes("rules-meet", PAIR("urgent", "n is more than 10"));
	pastes("rules-meet", PAIR("colour is \"Dark green\"", "urgent"));
	pastes("rules-meet", PAIR("m is blank", "urgent"));
	pastes("rules-meet", PAIR("town is \"Leeds\"", "town is not \"York\""));
	pastes("rules-meet", PAIR("came_on is before seen", "seen is before 2022-01-01"));
	pastes("rules-meet", PAIR("paid is more than \302\24310", "paid is at most fee"));
	pastes("rules-meet", PAIR("term is Q2", "urgent"));
	pastes("rules-meet", PAIR("term is other_term", "urgent"));
	pastes("rules-meet", PAIR("span is 2 weeks", "urgent"));
	pastes("rules-meet", PAIR("colour is home", "colour is Blue"));
	pastes("rules-meet", PAIR("open_door", "urgent"));
	pastes("rules-meet", PAIR("seen is on or after run_date", "seen is on or before run_date"));
	pastes("rules-meet", PAIR("shop is not \"B12\"", "shop is not \"A12\""));
	pastes("rules-meet", DECIDE(WHEN("\"Dark one\"", "urgent") WHEN("\"Light one\"", "ready")));
	pastes("rules-meet",
	    "decide pick for item\n" WHEN("came_on", "urgent")
	        WHEN("seen", "n is 1") "  otherwise nothing\n    cites guide \"3\"\n");
	pastes("rules-meet",
	    "decide pick for item\n" WHEN("5", "urgent")
	        WHEN("7", "n is 1") "  otherwise nothing\n    cites guide \"3\"\n");
	pastes("rules-meet",
	    "decide pick for spell\n" WHEN("One", "term is Q2") WHEN(
	        "Two", "term is after 2020/21 Q1") "  otherwise Rest\n    cites guide \"3\"\n");
	pastes(
	    "rule-masked", FIRST(WHEN("One", "n is more than 5") WHEN("Two", "n is more than 8")));
	pastes("rule-masked",
	    DECIDE(WHEN("One instead of Two", "n is more than 5") WHEN("Two", "n is more than 8")));
	pastes("otherwise-missing", "decide route for item\n" WHEN("One", "urgent"));
	pastes("band-gap", BANDS("score", "  below 60% is A\n  60.5% or more is B\n"));
	pastes("band-gap", BANDS("score", "  below 60% is A\n  over 60% is B\n"));
	pastes("band-gap", BANDS("score", "  below low is A\n  high or more is \"B 2\"\n"));
	pastes("band-gap", BANDS("paid", "  below \302\24310 is A\n  fee or more is B\n"));
	pastes("band-overlap", BANDS("score", "  below 60% is A\n  50% or more is B\n"));
	pastes("band-overlap", BANDS("score", "  60% or less is A\n  60% or more is B\n"));
	pastes("band-gap",
	    "bands size for spell by paid_in_all\n  below \302\24310 is A\n  fee or more is B\n  "
	    "cites guide \"2\"\n");
	pastes("boundary-word",
	    DECIDE("  gives One when n is at least 40\n    cites guide \"over 40\"\n"));
	pastes("boundary-word",
	    DECIDE("  gives One when n is more than 40\n    cites guide \"at least 40\"\n"));
	pastes("boundary-word",
	    "define big for item as n is more than 40\n  cites guide \"at least 40\"\n");
	pastes("boundary-word",
	    "bands status for item by score\n  below 60% is A\n  60% or more is B\n  cites guide "
	    "\"60% or less\"\n");
}

/* ---- findings ---- */

static void
conditions(void **state)
{
	(void)state;
	finds(DEFINE("a", "n is at least n"), "condition-always-true");
	finds(DEFINE("a", "m is at least m"), "condition-always-true");
	finds(DEFINE("a", "n is more than 5 or n is at most 5"), "condition-always-true");
	finds(DEFINE("a", "m is given or m is blank"), "condition-always-true");
	finds(DEFINE("a", "n is more than 5 and n is less than 4"), "condition-never-true");
	finds(DEFINE("a", "strict"), "condition-never-true");
	finds(DEFINE("a", "open_door"), "");
	finds(DEFINE("a", "urgent and n is more than 5 and n is more than 3"),
	    "condition-adds-nothing");
	finds(DEFINE("a", "urgent or n is more than 5 or n is more than 3"),
	    "condition-adds-nothing");
	finds(DEFINE("a",
	          "none of\n    - urgent\n    - n is more than 5\n    - n is more than 7\n  end "
	          "none"),
	    "condition-adds-nothing");
	finds(DEFINE("a",
	          "any of\n    - urgent\n    - all of\n        - ready\n        - n is 3\n        "
	          "- n is more than 2\n      end all\n"
	          "  end any"),
	    "condition-adds-nothing");
	/* for every value the setting may take, and not only for the one it has */
	finds(DEFINE("a", "score is more than low and score is more than 40% and urgent"),
	    "condition-adds-nothing");
	finds(DEFINE("a", "score is more than low and score is more than 55% and urgent"), "");
	finds(DEFINE("a", "paid is more than \302\24315 and paid is more than fee and urgent"), "");
	/* what turns unknown into no is needed */
	finds(DEFINE("a", "seen is given and seen is before came_on"), "");
	finds(DEFINE("a", "any of\n    - seen is blank\n    - seen is after run_date\n  end any"),
	    "");
	finds(DEFINE("a", "colour is given and colour is Red"), "");
	/* said of lines by what proves them */
	finds(FIRST(WHEN("One", "n is more than 5 and n is less than 4")), "rule-never-applies");
	finds(
	    FIRST(WHEN("One", "urgent and n is 3 and n is less than 4")), "condition-adds-nothing");
	/* what is not looked into is no proof */
	finds(DEFINE("a", "n times 2 is more than 3 and n times 3 is more than 2"), "");
	/* but two that are the same are */
	finds(DEFINE("a", "n times 2 is more than 3 and n times 2 is more than 2"),
	    "condition-adds-nothing");
	finds(DEFINE("a", "town is like \"@#\" or not urgent"), "");
	finds("define some for shop as there is an item for the same shop where n is more than 5 "
	      "and n is more than 3\n"
	      "  cites guide \"4\"\n",
	    "condition-adds-nothing");
	finds("define some for spell as count where n is more than 5 and n is more than 3\n  cites "
	      "guide \"4\"\n",
	    "condition-adds-nothing");
	finds("report listing of item \"List\"\n  where urgent and urgent\n  as at run_date\n  one "
	      "row per ref\n"
	      "  column n \"N\" is n\n  cites guide \"7\"\n",
	    "condition-adds-nothing");
}

static void
accepted(void **state)
{
	(void)state;
	finds("define big for item as n is at least n\n  cites guide \"4\"\n  accepted because "
	      "\"why\"\n",
	    "+condition-always-true");
	finds("define big for item as n is at least n\n  cites guide \"4\"\n",
	    "condition-always-true");
	finds("define big for item as n is at least n\n  accepted because \"why\"\n",
	    "+uncited-rule +condition-always-true");
	/* a line of a decide, and not the next one; the head from any line */
	finds(FIRST("  gives One when n is more than 5\n    accepted because \"why\"\n"
	            "  gives Two when m is 3\n"),
	    "+uncited-rule uncited-rule");
	finds("decide route for item\n  gives One when urgent\n    cites guide \"3\"\n    accepted "
	      "because \"why\"\n",
	    "+otherwise-missing");
	/* errors are never answered */
	finds(DECIDE(
	          "  gives One when urgent\n    cites guide \"3\"\n    accepted because \"why\"\n"
	          "  gives Two when n is 3\n    cites guide \"3\"\n    accepted because \"why\"\n"),
	    "!rules-meet");
	finds(DEFINE("a", "urgent") "  accepted because \"why\"\ndefine b for item as a\n  cites "
	                            "guide \"4\"\n  accepted because \"why\"\n",
	    "accepts-nothing");
	finds("setting x is 5\n  cites guide \"1\"\n  from 2023-01-01 is 6\n    accepted because "
	      "\"why\"\n",
	    "+uncited-rule");
	finds("setting x is 5\n  from 2023-01-01 is 6\n    cites guide \"1\"\n    accepted because "
	      "\"why\"\n",
	    "+uncited-rule");
	/* names elsewhere */
	finds("input odd from \"o.csv\", one row per accepted\n  accepted is text\n  clauses is "
	      "number\n  background is yes or no\n"
	      "  cites guide \"1\"\ndecide fit for odd\n  gives A when background and clauses is "
	      "3\n    cites guide \"1\"\n"
	      "  otherwise B\n    cites guide \"1\"\n",
	    "");
}

static void
an_accepted_finding_is_no_warning(void **state)
{
	struct findings out;
	struct arena arena = ARENA_INIT;
	char *json;

	(void)state;
	look(&out,
	    "policy p\n  title \"P\"\nsource guide is \"G\"\nsetting x is 5\n  cites guide \"1\"\n "
	    " accepted because \"later\"\n",
	    INT64_MIN);
	assert_int_equal(out.diags.warnings, 0);
	assert_int_equal(out.diags.accepted, 1);
	assert_string_equal(diags_text(&out.diags, &out.arena, false), "");
	assert_non_null(strstr(diags_accepted_text(&out.diags, &out.arena),
	    "t.writ:4:9: accepted: the setting 'x' is read by nothing"));
	assert_non_null(strstr(diags_accepted_text(&out.diags, &out.arena), "because: later"));
	json = diags_json(&out.diags, &out.arena);
	assert_non_null(strstr(
	    json, "\"severity\":\"warning\",\"slug\":\"never-used\",\"accepted\":\"later\""));
	arena_release(&out.arena);
	arena_release(&arena);
}

static void
clauses(void **state)
{
	(void)state;
	finds("source other is \"O\"\n  clauses \"1\", \"2\"\n  background \"0\"\n  note \"N\"\n"
	      "define a for item as urgent\n  cites other \"1\", \"2\"\n",
	    "");
	finds("source other is \"O\"\n  clauses \"1\", \"2\"\n  background \"0\"\n"
	      "define a for item as urgent\n  cites other \"1\", \"0\"\n",
	    "clause-never-cited");
	finds("source other is \"O\" at \"A\"\n  clauses \"1\", \"2\"\n"
	      "define a for item as urgent\n  cites other \"1\", \"3\"\n",
	    "!unknown-clause");
	finds("source other is \"O\"\n  clauses \"1\", \"1\"\n"
	      "define a for item as urgent\n  cites other \"1\"\n",
	    "!clause-listed-twice");
	/* each kind of construct counts as citing */
	finds("source other is \"O\"\n  clauses \"1\", \"2\", \"3\", \"4\", \"5\", \"6\"\n"
	      "setting x is 5\n  cites other \"1\"\n  from 2023-01-01 is 6 cites other \"2\"\n"
	      "decide fit for item\n  gives A when n is x\n    cites other \"3\"\n  otherwise B\n  "
	      "  cites other \"4\"\n"
	      "report listing of item \"List\"\n  as at run_date\n  one row per ref\n  column n "
	      "\"N\" is n\n  cites other \"5\"\n"
	      "calendar c is england_and_wales\n  cites other \"6\"\n",
	    "");
}

static void
outcomes(void **state)
{
	(void)state;
	finds(FIRST(WHEN("One", "n is more than 5") WHEN("Two", "n is more than 8"))
	          DEFINE("a", "route is Two"),
	    "rule-masked outcome-never-reached");
	finds(FIRST(WHEN("One", "n is more than 5") WHEN("Two", "n is more than 8"))
	          DEFINE("a", "route is one of One, Two"),
	    "rule-masked");
	finds(FIRST(WHEN("One", "n is more than 5") WHEN("Two", "n is more than 8")
	              WHEN("Two", "urgent")) DEFINE("a", "route is Two"),
	    "rule-masked");
	finds(DECIDE(WHEN("One",
	          "n is more than 5 and n is 3")) "report listing of item \"List\"\n  where route "
	                                          "is One\n"
	                                          "  as at run_date\n  one row per ref\n  column n "
	                                          "\"N\" is n\n  cites guide \"7\"\n",
	    "rule-never-applies outcome-never-reached");
	finds("decide route for item\n" WHEN("One", "urgent")
	          WHEN("Two", "not urgent") "  otherwise Rest\n    cites guide \"3\"\n" DEFINE(
	              "a", "route is not Rest"),
	    "otherwise-never-reached outcome-never-reached");
}

#define SCALE \
	"bands level for item by score\n  below 40% is Worst\n  40% to under low is Bad\n" \
	"  low to under high is Fair\n  high or more is Good\n  cites guide \"1\"\n"
#define KINDS \
	"input call from \"c.csv\", one row per call_ref\n  call_ref is text\n" \
	"  kind is Asks or Thanks or Complains or Other%s\n  cites guide \"1\"\n"
#define OF_CALL(name, body) "define " name " for call as " body "\n  cites guide \"1\"\n"
#define COUNTS(where, columns) \
	"report tally of item \"T\"\n" where "  as at run_date\n  one row in all\n" \
	"  column all_items \"All\" is count\n" columns "  cites guide \"1\"\n"
#define COUNT(name, where) "  column " name " \"" name "\" is count where " where "\n"

static void
labels_left_out(void **state)
{
	struct arena arena = ARENA_INIT;
	const char *plain = arena_printf(&arena, KINDS, "");
	const char *meant = arena_printf(&arena, KINDS, ", blank means Other");

	(void)state;
	/* bands on both sides of one that is asked about */
	finds(SCALE DEFINE("a", "level is Bad"), "named-by-no-rule");
	finds(SCALE DEFINE("a", "level is Bad") DEFINE("b", "level is not Good"),
	    "named-by-no-rule");
	finds(SCALE DEFINE("a", "level is one of Bad, Fair"), "named-by-no-rule");
	finds(SCALE DEFINE("a", "level is one of Worst, Bad"), "");
	finds(SCALE DEFINE("a", "level is Worst"), "");
	finds(SCALE DEFINE("a", "level is Good"), "");
	finds(SCALE DEFINE("a", "level is one of Worst, Good"), "");
	/* the only one */
	finds(SCALE DEFINE("a", "level is Bad") DEFINE("b", "level is Fair")
	          DEFINE("c", "level is not Good"),
	    "named-by-no-rule");
	finds(SCALE DEFINE("a", "level is Bad") DEFINE("b", "level is Fair")
	          DEFINE("c", "level is Worst"),
	    "named-by-no-rule");
	finds(SCALE DEFINE("a", "level is not Worst"), "");
	finds(SCALE DEFINE("a", "level is one of Bad, Fair, Good"), "");
	finds(SCALE FIRST(WHEN("One", "level is Good") WHEN("Two", "level is Fair")
	              WHEN("Three", "level is Bad")),
	    "");
	finds(SCALE FIRST(WHEN("One", "level is Good") WHEN("Two", "level is Fair")
	              WHEN("Three", "urgent and level is Bad")),
	    "named-by-no-rule");
	/* a column of a report is no rule; it is enough for a band between two that rules name */
	finds(SCALE DEFINE("a", "level is Bad") COUNTS("", COUNT("x", "level is Worst")
	          COUNT("y", "level is Bad") COUNT("z", "level is Fair")
	              COUNT("w", "level is Good")),
	    "named-by-no-rule");
	finds(SCALE DEFINE("a", "level is Worst") DEFINE("b", "level is not Good")
		  DEFINE("c", "level is Bad") COUNTS("",
		      COUNT("x", "level is Worst") COUNT("y", "level is Bad")
			  COUNT("z", "level is Fair") COUNT("w", "level is Good")),
	    "");
	finds(SCALE COUNTS("", COUNT("x", "level is Good") COUNT("y", "level is Bad")
	          COUNT("z", "level is Fair")),
	    "label-without-column");
	/* a list of a column */
	finds(arena_printf(&arena, "%s%s", plain,
	          OF_CALL("a", "kind is Asks") OF_CALL("b", "kind is Thanks")
	              OF_CALL("c", "kind is Complains")),
	    "named-by-no-rule");
	finds(arena_printf(&arena, "%s%s", plain,
	          OF_CALL("a", "kind is Asks") OF_CALL("b", "kind is Thanks")
	              OF_CALL("c", "kind is Complains")
	                  "report calls of call \"C\"\n  as at run_date\n  one row in all\n"
	                  "  column others \"O\" is count where kind is Other\n  cites guide "
	                  "\"1\"\n"),
	    "named-by-no-rule");
	finds(arena_printf(&arena, "%s%s", meant,
	          OF_CALL("a", "kind is Asks") OF_CALL("b", "kind is Thanks")
	              OF_CALL("c", "kind is Complains")),
	    "");
	finds(arena_printf(&arena, "%s%s", plain,
	          OF_CALL("a", "kind is Asks") OF_CALL("b", "kind is Thanks")),
	    "");
	finds(arena_printf(&arena, "%s%s", plain,
	          OF_CALL("a", "kind is one of open_kinds") OF_CALL("b", "kind is Complains")
	              "setting open_kinds is Asks and Thanks\n  cites guide \"1\"\n"),
	    "named-by-no-rule");
	finds(DEFINE("a", "colour is Red") DEFINE("b", "colour is Blue"), "named-by-no-rule");
	finds(DEFINE("a", "colour is Red"), "");
	/* three bands: two of them are often all that a rule is about */
	finds("bands level for item by score\n  below 40% is Bad\n  40% to under low is Fair\n"
	      "  low or more is Good\n  cites guide \"1\"\n" DEFINE("a", "level is Bad")
	          DEFINE("b", "level is Fair"),
	    "");
	/* answered */
	finds("bands level for item by score\n  below 40% is Worst\n    accepted because \"N\"\n"
	      "  40% to under low is Bad\n  low or more is Good\n  cites guide \"1\"\n"
	      DEFINE("a", "level is Bad"),
	    "+named-by-no-rule");
	arena_release(&arena);
}

static void
labels_without_column(void **state)
{
	(void)state;
	finds(COUNTS("", COUNT("x", "colour is Red") COUNT("y", "colour is Blue")),
	    "label-without-column");
	finds(COUNTS("", COUNT("x", "urgent and colour is Red") COUNT("y", "urgent and colour is "
	                                                                    "Blue")),
	    "label-without-column");
	finds(COUNTS("", COUNT("x", "urgent and colour is Red") COUNT("y", "colour is Blue")), "");
	finds(COUNTS("", COUNT("x", "colour is Red")), "");
	finds(COUNTS("", COUNT("x", "colour is Red") COUNT("y", "colour is Blue")
	          COUNT("z", "colour is \"Dark green\"")),
	    "");
	finds(COUNTS("", COUNT("x", "colour is Red") COUNT("y", "colour is not Red")), "");
	finds(COUNTS("", COUNT("x", "colour is Red") COUNT("y", "colour is Blue")
	          COUNT("z", "colour is not one of Red, Blue")),
	    "");
	finds(COUNTS("", COUNT("x", "colour is Red") COUNT("y", "colour is Blue")
	          COUNT("z", "urgent and colour is \"Dark green\"")),
	    "");
	finds(COUNTS("  where colour is not \"Dark green\"\n",
	          COUNT("x", "colour is Red") COUNT("y", "colour is Blue")),
	    "");
	finds(COUNTS("", COUNT("x", "colour is Red") COUNT("y", "colour is Blue")
	          "  column rest \"Rest\" is all_items minus x\n"),
	    "");
	finds(SCALE COUNTS("", COUNT("x", "level is Worst") COUNT("y", "level is Bad")), "");
	finds("report tally of item \"T\"\n  as at run_date\n  one row in all\n"
	      "  column x \"X\" is count where colour is Red\n    accepted because \"N\"\n"
	      "  column y \"Y\" is count where colour is Blue\n  cites guide \"1\"\n",
	    "+label-without-column");
}

static void
columns_of_other_labels(void **state)
{
	(void)state;
	finds(COUNTS("", COUNT("x", "colour is Red") COUNT("y", "colour is Red")),
	    "label-counted-twice");
	finds(COUNTS("", COUNT("x", "colour is Red") COUNT("y", "colour is Blue")
	          COUNT("z", "colour is Blue")),
	    "label-without-column label-counted-twice");
	finds(COUNTS("", COUNT("x", "colour is Red") COUNT("y", "urgent and colour is Red")), "");
	finds(COUNTS("", COUNT("x", "colour is Red") COUNT("y", "colour is Blue")
	          COUNT("z", "colour is one of Red, Blue")),
	    "label-without-column");
	finds(COUNTS("", COUNT("x", "colour is Red") "  column y \"dark-GREEN\" is count where "
	                                             "colour is Blue\n"),
	    "heading-of-other-label");
	finds(COUNTS("", COUNT("x", "colour is Red") "  column y \"Blue\" is count where colour is "
	                                             "one of Blue, \"Dark green\"\n"),
	    "");
}

static void
ends_of_a_scale(void **state)
{
	(void)state;
	finds(SCALE DEFINE("a", "level is one of Worst, Bad") DEFINE("b", "level is Bad"),
	    "named-by-some-rules");
	finds(SCALE DEFINE("a", "level is one of Worst, Bad") DEFINE("b", "level is Bad")
	          DEFINE("c", "level is Worst"),
	    "");
	finds(SCALE DEFINE("a", "level is one of Worst, Bad")
	          DEFINE("b", "level is one of Fair, Good"),
	    "");
	finds("bands level for item by score\n  below 40% is Bad\n  40% to under low is Fair\n"
	      "  low or more is Good\n  cites guide \"1\"\n"
	          DEFINE("a", "level is one of Bad, Fair") DEFINE("b", "level is Fair"),
	    "");
}

static void
letters(void **state)
{
	static const char register_of[] =
	    "input posted from \"p.csv\", one row per posted_ref, dated by posted_on\n"
	    "  posted_ref is text\n  ref is text\n  letter_name is First or Second\n  posted_on is "
	    "date\n  cites guide \"1\"\n"
	    "letters are recorded in posted, named by letter_name\n  cites guide \"1\"\n";
	struct arena arena = ARENA_INIT;

	(void)state;
#define LETTER(name, more, send, lapses) \
	"letter " name " for item, to ref\n" more "  send when " send "\n  lapses when " lapses \
	"\n" \
	"  once for each ref\n  wording from \"a.txt\"\n  cites guide \"4\"\n"
	finds(arena_printf(&arena, "%s" LETTER("First", "", "urgent", "ready"), register_of), "");
	finds(
	    arena_printf(&arena,
	        "%s" LETTER("First", "", "colour is Red and colour is Blue", "ready"), register_of),
	    "named-by-no-rule letter-never-due");
	finds(arena_printf(
	          &arena, "%s" LETTER("First", "", "urgent and n is 3", "urgent"), register_of),
	    "letter-never-due");
	finds(arena_printf(&arena,
	          "%s" LETTER("First", "", "urgent and n is 3", "n is more than 2")
	              LETTER("Second", "  instead of First\n", "urgent", "ready"),
	          register_of),
	    "letter-never-due");
	/* on one day, or never; here, through a definition, and by days that have gone by */
	finds(arena_printf(&arena,
	          "%s" LETTER("First", "", "urgent and run_date is 7 days after came_on", "ready"),
	          register_of),
	    "one-day-only");
	finds(arena_printf(&arena,
	          "define the_day for item as run_date is 7 days after came_on\n"
	          "  cites guide \"1\"\n    accepted because \"N\"\n"
	          "%s" LETTER("First", "", "urgent and the_day", "ready"),
	          register_of),
	    "+one-day-only");
	finds(
	    arena_printf(&arena,
		"define gone_by for item as days from came_on to run_date, first day not counted\n"
		"  cites guide \"1\"\n%s" LETTER("First", "", "urgent and gone_by is 7 days",
		    "ready"),
		register_of),
	    "one-day-only");
	finds(arena_printf(&arena,
	          "%s" LETTER("First", "",
	              "there is a posted for the same ref where run_date is 7 days after posted_on",
	              "ready"),
	          register_of),
	    "one-day-only");
	finds(arena_printf(&arena,
	          "%s" LETTER("First", "",
	              "urgent and run_date is on or after 7 days after came_on", "ready"),
	          register_of),
	    "");
	finds(arena_printf(&arena,
	          "%s" LETTER("First", "",
	              "urgent or run_date is 7 days after came_on", "ready"),
	          register_of),
	    "");
	finds(arena_printf(&arena,
	          "define this_month for item as month of run_date\n  cites guide \"1\"\n"
	          "%s" LETTER("First", "",
	              "urgent and run_date is first day of this_month", "ready"),
	          register_of),
	    "");
	/* a day of other rows, where there may be none; asked for first, or seen to by another */
#define LAST_POSTED \
	"define last_posted for item as latest posted_on in posted for the same ref\n" \
	"  cites guide \"1\"\n"
	finds(arena_printf(&arena,
	          "%s" LAST_POSTED LETTER("First", "", "urgent and last_posted is before run_date",
	              "ready"),
	          register_of),
	    "day-may-be-blank");
	finds(arena_printf(&arena,
	          "%s" LAST_POSTED LETTER("First", "",
	              "last_posted is given and last_posted is before run_date", "ready"),
	          register_of),
	    "");
	finds(arena_printf(&arena,
	          "%s" LAST_POSTED LETTER("First", "",
	              "First is Sent and last_posted is before run_date", "ready"),
	          register_of),
	    "");
	/* the other may have lapsed, and displaces nothing then */
	finds(arena_printf(&arena,
	          "%s" LETTER("First", "", "urgent and n is 3", "ready")
	              LETTER("Second", "  instead of First\n", "urgent", "ready"),
	          register_of),
	    "");
	finds(arena_printf(&arena,
	          "%s" LETTER("First", "", "urgent and n is 3",
	              "ready") "letter Second for item, to ref\n  instead of First\n  send when "
	                       "urgent\n  once for each ref\n  wording from \"a.txt\"\n"
	                       "  cites guide \"4\"\n",
	          register_of),
	    "letter-never-due");
	arena_release(&arena);
}

#define ASKING(name, day) \
	"letter " name " for item, to ref\n  send when came_on is before " day "\n" \
	"  once for each ref\n  wording from \"" name ".txt\"\n" \
	"  asks for a reply by 28 days after letter_date, to \"us\"\n  cites guide \"4\"\n"
#define TELLING(name, more, when, lapses) \
	"letter " name " for item, to ref\n  send when asked_on is given and " when "\n" lapses \
	"  once for each ref\n  wording from \"" name ".txt\"\n" more "  cites guide \"4\"\n"
#define AND_ASKS "  asks for a reply by 7 days after letter_date, to \"us\"\n"
#define ASKED_ON \
	"define asked_on for item as latest posted_on in posted for the same ref\n" \
	"    where letter_name is First\n  cites guide \"3\"\n"
#define REPLIED_ON(where) \
	"define replied_on for item as earliest got_on in reply for the same ref\n" where \
	"  cites guide \"3\"\n"
#define THE_FIRST "    where letter_name is First\n"

/* Replies that name a letter which asks for none itself. */
static void
replies(void **state)
{
	static const char lists[] =
	    "input posted from \"p.csv\", one row per posted_ref, dated by posted_on\n"
	    "  posted_ref is text\n  ref is text\n"
	    "  letter_name is First or Reminder or Last or Other or Odd\n"
	    "  posted_on is date\n  cites guide \"1\"\n"
	    "letters are recorded in posted, named by letter_name\n  cites guide \"1\"\n"
	    "input reply from \"r.csv\", one row per reply_ref, dated by got_on\n"
	    "  reply_ref is text\n  ref is text\n"
	    "  letter_name is First or Reminder or Last or Other or Odd%s\n"
	    "  got_on is date\n  cites guide \"1\"\n" ASKED_ON;
	static const char counts_for[] =
	    "decide counts_for for reply\n"
	    "  gives First when letter_name is Reminder  cites guide \"3\"\n"
	    "  otherwise letter_name  cites guide \"3\"\n";
	static const char by_letter[] = TELLING("Last", "", "replied_on is blank", "");
	static const char reminder[] =
	    TELLING("Reminder", "", "replied_on is blank", "  lapses when urgent\n");
	static const char none[] = "reply-counts-for-none";
	struct arena arena = ARENA_INIT;
	const char *plain = arena_printf(&arena, lists, "");
	const char *told = arena_printf(&arena, lists, "\n    accepted because \"N\"");
	const char *first = ASKING("First", "run_date");
	const char *picked = REPLIED_ON(THE_FIRST);

	(void)state;
#define ALL(list, how, one, other) \
	arena_printf(&arena, "%s%s%s%s%s", list, how, first, one, other)
	/* a reply that names the reminder is none to the first letter, and the last one goes */
	finds(ALL(plain, picked, reminder, by_letter), none);
	finds(ALL(told, picked, reminder, by_letter), "+reply-counts-for-none");
	/* the same where the replies are matched to the register by the name */
	finds(ALL(plain,
	          "define replied_at for posted as earliest got_on in reply\n"
	          "    for the same ref and letter_name\n  cites guide \"3\"\n"
	          "define replied_on for item as earliest replied_at in posted for the same ref\n"
	          "    where letter_name is First and replied_at is given\n  cites guide \"3\"\n",
	          reminder, by_letter),
	    none);
	/* it is said what such a reply counts for: there, here, of the letters, or of all */
	finds(ALL(plain,
	          arena_printf(&arena, "%s%s", counts_for,
	              REPLIED_ON("    where counts_for is First\n")),
	          reminder, by_letter),
	    "");
	finds(ALL(plain, REPLIED_ON("    where letter_name is one of First, Reminder\n"), reminder,
	          by_letter),
	    "");
	finds(ALL(plain, REPLIED_ON("    where letter_name is not Last\n"), reminder, by_letter),
	    "");
	finds(ALL(plain,
	          "define replied_at for posted as earliest got_on in reply\n"
	          "    for the same ref and letter_name\n  cites guide \"3\"\n"
	          "define replied_on for item as earliest replied_at in posted for the same ref\n"
	          "    where letter_name is one of First, Reminder and replied_at is given\n"
	          "  cites guide \"3\"\n",
	          reminder, by_letter),
	    "");
	/* nothing else hangs on it: no letter follows, or what does asks for a reply itself */
	finds(ALL(plain, picked, "", by_letter), "");
	finds(ALL(plain, picked, reminder, ""), "");
	finds(ALL(plain, picked, ASKING("Reminder", "asked_on"), by_letter), "");
	/* it does not wait for a reply */
	finds(ALL(plain, picked, TELLING("Reminder", "", "urgent", "  lapses when ready\n"),
	          by_letter),
	    "");
	/* it asks for one itself, and goes because the first has none */
	finds(ALL(plain, picked,
	          TELLING("Reminder", AND_ASKS, "replied_on is blank", "  lapses when urgent\n"),
	          by_letter),
	    none);
	/* or because the first has one; or the last goes by its own replies */
	finds(ALL(plain, picked,
	          TELLING("Reminder", AND_ASKS, "replied_on is given", "  lapses when urgent\n"),
	          by_letter),
	    "");
	finds(ALL(plain, picked,
	          TELLING("Reminder", AND_ASKS, "replied_on is blank", "  lapses when urgent\n"),
	          arena_printf(&arena, "%s%s",
	              "define reminded_on for item as earliest got_on in reply for the same ref\n"
	              "    where letter_name is Reminder\n  cites guide \"3\"\n",
	              TELLING("Last", "", "reminded_on is blank", ""))),
	    "");
	/* the reminder has gone before the last one: told of the reminder only, and not where the
	 * last one is over when the reminder goes */
	finds(ALL(plain, picked, reminder,
	          TELLING("Last", "", "replied_on is blank and urgent", "")),
	    none);
	finds(ALL(plain, picked,
	          TELLING("Reminder", "", "replied_on is blank and ready",
	              "  lapses when urgent\n"),
	          TELLING("Last", "", "replied_on is blank and urgent",
	              "  lapses when ready\n")),
	    "");
	arena_release(&arena);
}

/* What replies to a reminder count for, and who waits for one. */
static void
reminders(void **state)
{
	static const char lists[] =
	    "setting awaited is First and Last%s\n  cites guide \"1\"\n"
	    "input posted from \"p.csv\", one row per posted_ref, dated by posted_on\n"
	    "  posted_ref is text\n  ref is text\n  letter_name is First or Reminder or Last or "
	    "Odd or Other\n"
	    "  posted_on is date\n  cites guide \"1\"\n"
	    "letters are recorded in posted, named by letter_name\n  cites guide \"1\"\n"
	    "input reply from \"r.csv\", one row per reply_ref, dated by got_on\n"
	    "  reply_ref is text\n  ref is text\n  letter_name is First or Reminder or Last or Odd "
	    "or Other\n"
	    "  got_on is date\n  cites guide \"1\"\n" ASKED_ON "decide counts_for for reply\n"
	    "  gives %s when letter_name is Reminder  cites guide \"3\"\n"
	    "  otherwise letter_name  cites guide \"3\"\n"
	    "define counts_for for posted as letter_name\n  cites guide \"3\"\n"
	    "define replied_at for posted as earliest got_on in reply\n"
	    "    for the same ref and %s\n  cites guide \"3\"\n"
	    "define seen_at for posted as latest got_on in reply\n"
	    "    for the same ref and %s%s\n  cites guide \"3\"\n"
	    "define replied_on for item as earliest replied_at in posted for the same ref\n"
	    "    where letter_name is First and replied_at is given\n  cites guide \"3\"\n"
	    "define state_of for item as there is a posted for the same ref\n"
	    "    where %s\n  cites guide \"3\"\n"
	    "define last_seen for item as latest seen_at in posted for the same ref\n"
	    "    where seen_at is given\n  cites guide \"3\"\n";
	static const char silent[] = "letter_name is one of awaited and replied_at is blank and "
	                             "posted_on is before run_date";
	static const struct {
		const char *awaited, *given, *first_by, *then_by, *accepted, *where, *slugs;
	} cases[] = {
		{ "", "First", "counts_for", "counts_for", "", silent, "" },
		/* a match that still goes by the name */
		{ "", "First", "counts_for", "letter_name", "", silent, "reply-matched-by-name" },
		{ "", "First", "letter_name", "counts_for", "", silent, "reply-matched-by-name" },
		{ "", "First", "counts_for", "letter_name", "\n  accepted because \"N\"", silent,
		    "+reply-matched-by-name" },
		/* it answers another letter than the one that is looked for */
		{ "", "Last", "counts_for", "counts_for", "", silent, "reply-counts-for-other" },
		/* the reminder is waited for: by the list, and where it is not left out by name */
		{ " and Reminder", "First", "counts_for", "counts_for", "", silent,
		    "reply-never-counted" },
		{ "", "First", "counts_for", "counts_for", "",
		    "replied_at is blank or letter_name is one of awaited", "reply-never-counted" },
		{ " and Reminder", "First", "counts_for", "counts_for", "",
		    "letter_name is not Reminder and replied_at is blank and letter_name is one of "
		    "awaited",
		    "" },
		{ "", "First", "counts_for", "counts_for", "",
		    "replied_at is given and letter_name is one of awaited", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena = ARENA_INIT;
		const char *text = arena_printf(&arena, lists, cases[i].awaited, cases[i].given,
		    cases[i].first_by, cases[i].then_by, cases[i].accepted, cases[i].where);

		finds(arena_printf(&arena, "%s%s%s%s", text, ASKING("First", "run_date"),
		          TELLING("Reminder", "", "replied_on is blank", "  lapses when urgent\n"),
		          TELLING("Last", "", "state_of and last_seen is blank", "")),
		    cases[i].slugs);
		arena_release(&arena);
	}
}

static void
days(void **state)
{
	static const char text[] =
	    "policy p\n  title \"P\"\n%ssource guide is \"G\"\n"
	    "setting length is %s\n  cites guide \"1\"\n%s"
	    "calendar c is england_and_wales\n"
	    "input item from \"i.csv\", one row per ref, settings as at run_date\n  ref is text\n  "
	    "came is date\n  seen is date, may be blank\n"
	    "deadline d for item is length after came by calendar c, met by seen\n  cites guide "
	    "\"1\"\n";
	static const struct {
		const char *dates, *length, *more, *slugs;
		int64_t on;
	} cases[] = {
		{ "", "10 working days", "", "", INT64_MIN },
		{ "  in force from 2022-01-01 to 2028-12-01\n", "10 working days", "", "",
		    INT64_MIN },
		{ "  in force from 2022-01-01 to 2028-12-18\n", "10 working days", "",
		    "calendar-ends", INT64_MIN },
		{ "  due for review 2028-12-18\n", "10 working days", "", "calendar-ends",
		    INT64_MIN },
		{ "  due for review 2028-12-18\n", "5 working days", "", "", INT64_MIN },
		{ "  due for review 2028-12-18\n", "5 working days",
		    "  from 2025-01-01 is 10 working days cites guide \"1\"\n", "calendar-ends",
		    INT64_MIN },
		{ "  due for review 2028-12-18\n", "5 working days",
		    "  may vary locally between 5 working days and 10 working days\n",
		    "calendar-ends", INT64_MIN },
		{ "", "5 working days", "  from 2029-01-01 is 6 working days cites guide \"1\"\n",
		    "calendar-ends", INT64_MIN },
		{ "", "10 working days", "", "calendar-ends", 21540 },
		{ "", "10 working days", "", "", 19844 },
		{ "  due for review 2024-04-30\n", "10 working days", "", "review-overdue", 19844 },
		{ "  due for review 2024-05-01\n", "10 working days", "", "", 19844 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena = ARENA_INIT;
		struct findings out;

		look(&out,
		    arena_printf(&arena, text, cases[i].dates, cases[i].length, cases[i].more),
		    cases[i].on);
		if (strcmp(out.slugs, cases[i].slugs) != 0) {
			print_message("%zu: wanted '%s', found '%s'\n%s", i, cases[i].slugs,
			    out.slugs, diags_text(&out.diags, &out.arena, false));
			mistaken++;
		}
		arena_release(&out.arena);
		arena_release(&arena);
	}
}

/* ---- words around a figure ---- */

static void
draws(const char *text, struct value value, unsigned boundaries)
{
	struct quote quote = { 0, NULL, 0 };

	quote_read(&quote, text, &value);
	if (quote.boundaries != boundaries) {
		print_message("\"%s\": %u, not %u\n", text, quote.boundaries, boundaries);
		mistaken++;
	}
}

static struct value
figure(enum kind kind, int64_t num)
{
	return (struct value){ .state = GIVEN, .type = type_plain(kind), .num = num };
}

static void
quotes(void **state)
{
	const unsigned below = BOUNDARY_WITH_BELOW, above = BOUNDARY_WITH_ABOVE;
	const struct value forty = figure(KIND_DAYS, 40),
	                   sixty = figure(KIND_PERCENT, INT64_C(60000000000)),
	                   five = figure(KIND_NUMBER, INT64_C(5000000000)),
	                   pounds = figure(KIND_MONEY, 123450),
	                   working = figure(KIND_WORKING_DAYS, 28),
	                   april = figure(KIND_DATE, 19083); /* 2022-04-01 */

	(void)state;
	draws("Over 40 days", forty, below);
	draws("must be over 40", forty, below);
	draws("more  than\n  40 calendar days", forty, below);
	draws("not more than 40 days", forty, below);
	draws("no later than 40 days after", forty, below);
	draws("up to 40 days", forty, below);
	draws("up to but not including 40 days", forty, above);
	draws("within 40 days", forty, below);
	draws("40 days or less", forty, below);
	draws("40 days or more", forty, above);
	draws("at least 40 days", forty, above);
	draws("not less than the 40 days", forty, above);
	draws("under 40 days, or over 40 days", forty, above | below);
	draws("exceeds 40-day", forty, below);
	draws("minimum 40 days", forty, above);
	draws("a minimum of 40 days", forty, above);
	draws("40 days minimum", forty, above);
	draws("the maximum is 40 days", forty, below);
	draws("40 days maximum", forty, below);
	draws("within a period of 40 days", forty, below);
	draws("40 days at the latest", forty, below);
	draws("more than or equal to 40 days", forty, above);
	draws("less than or equal to 40 days", forty, below);
	draws("at or above 40 days", forty, above);
	draws("from 40 days", forty, above);
	draws("40 days and upwards", forty, above);
	draws("from 40 days to 50 days", forty, above);
	draws("from 30 to 40 days", forty, below);
	draws("from 30 days up to 40 days", forty, below);
	draws("between 40 and 50 days", forty, above);
	draws("between 30 and 40 days", forty, below);
	draws("from 30 days to under 40 days", forty, above);
	draws("over forty days", forty, below);
	draws("over forty-one days", forty, 0);
	draws("at least twenty-eight working days", working, above);
	draws("\342\211\245 40 days", forty, above);
	draws("<= 40 days", forty, below);
	draws("waiting >40 days", forty, below);
	draws("60% < 75%", sixty, 0);
	draws("reduced from 40 days to 30 days", forty, 0);
	draws("raised from 30 days to 40 days", forty, 0);
	draws("30 days -> 40 days", forty, 0);
	draws("from here to 40 days", forty, 0);
	draws("between the two, 40 days", forty, 0);
	draws("from 60% to 75%", sixty, above);
	draws("from 50% to 60%", sixty, below);
	draws("from five to ten", five, above);
	/* another figure, another unit, no word of a boundary */
	draws("over 41 days", forty, 0);
	draws("over 140 days", forty, 0);
	draws("over 40.5 days", forty, 0);
	draws("over 40 working days", forty, 0);
	draws("over 40 weeks", forty, 0);
	draws("over 40%", forty, 0);
	draws("moreover 40 days", forty, 0);
	draws("40 days", forty, 0);
	draws("about 40 days over the year", forty, 0);
	draws("over the limit", forty, 0);
	draws("over 28 working days", working, below);
	draws("fewer than 28 working days", working, above);
	draws("over 28 days", working, 0);
	draws("under 60%", sixty, above);
	draws("60 per cent and above", sixty, above);
	draws("over 60", sixty, 0);
	draws("over 60.0%", sixty, below);
	draws("60% or more", sixty, above);
	draws("more than five", five, below);
	draws("five or more places", five, above);
	draws("over 5 days", five, 0);
	draws("over \302\2431,234.50", pounds, below);
	draws("\302\2431,234.50 or more", pounds, above);
	draws("over 1234.50", pounds, 0);
	draws("before 1 April 2022", april, above);
	draws("by 2022-04-01", april, below);
	draws("on or after 1 April 2022", april, above);
	draws("after 1 April 2022", april, below);
	draws("before 2 April 2022", april, 0);
	draws("before 99999999999999999999 April 2022", april, 0);
	draws("over ", forty, 0);
	draws("over 999999999999999999999999 days", forty, 0);
}

static void
boundaries(void **state)
{
	(void)state;
#define RULE(condition, more) DECIDE("  gives One when " condition "\n" more)
	finds(RULE("n is at least 40", "    cites guide \"over 40\"\n"), "boundary-word");
	finds(RULE("n is more than 40", "    cites guide \"over 40\"\n"), "");
	finds(RULE("n is at most 40", "    cites guide \"over 40\"\n"), "");
	finds(RULE("n is less than 40", "    cites guide \"3\"\n    note \"Not less than 40.\"\n"),
	    "");
	finds(RULE("n is at most 40", "    cites guide \"3\"\n    note \"Not less than 40.\"\n"),
	    "boundary-word");
	finds(RULE("40 is less than n", "    cites guide \"at least 40\"\n"), "boundary-word");
	finds(RULE("40 is at most n", "    cites guide \"at least 40\"\n"), "");
	/* the note of the setting, of its later value */
	finds("setting edge is 40\n  cites guide \"over 40\"\n" RULE(
	          "n is at least edge", "    cites guide \"3\"\n"),
	    "boundary-word");
	finds("setting edge is 40\n  cites guide \"over 40\"\n" RULE(
	          "n is more than edge", "    cites guide \"3\"\n"),
	    "");
	finds("setting edge is 40\n  cites guide \"3\"\n  from 2023-01-01 is 30 cites guide \"over "
	      "30\"\n" RULE("n is at least edge", "    cites guide \"3\"\n"),
	    "boundary-word");
	/* drawn both ways the words say nothing */
	finds(RULE("n is at least 40", "    cites guide \"over 40, at least 40\"\n"), "");
	/* inside a list */
	finds(RULE("all of\n      - urgent\n      - n is at least 40\n    end all",
	          "    cites guide \"over 40\"\n"),
	    "boundary-word");
	finds(RULE("n is at least 40",
	          "    cites guide \"over 40\"\n    accepted because \"agreed\"\n"),
	    "+boundary-word");
	finds("bands status for item by score\n  below low is A\n  low or more is B\n  cites guide "
	      "\"2\"\n  note \"A: 60% or less.\"\n",
	    "boundary-word");
	finds("bands status for item by score\n  below low is A\n  low or more is B\n  cites guide "
	      "\"2\"\n  note \"A: under 60%.\"\n",
	    "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(examples_can_be_pasted, none_mistaken),
		cmocka_unit_test_teardown(conditions, none_mistaken),
		cmocka_unit_test_teardown(accepted, none_mistaken),
		cmocka_unit_test(an_accepted_finding_is_no_warning),
		cmocka_unit_test_teardown(clauses, none_mistaken),
		cmocka_unit_test_teardown(outcomes, none_mistaken),
		cmocka_unit_test_teardown(labels_left_out, none_mistaken),
		cmocka_unit_test_teardown(labels_without_column, none_mistaken),
		cmocka_unit_test_teardown(columns_of_other_labels, none_mistaken),
		cmocka_unit_test_teardown(ends_of_a_scale, none_mistaken),
		cmocka_unit_test_teardown(letters, none_mistaken),
		cmocka_unit_test_teardown(replies, none_mistaken),
		cmocka_unit_test_teardown(reminders, none_mistaken),
		cmocka_unit_test_teardown(days, none_mistaken),
		cmocka_unit_test_teardown(quotes, none_mistaken),
		cmocka_unit_test_teardown(boundaries, none_mistaken),
	};

	return RUN_TESTS(tests);
}
