/* What check proves about bands and decide: each text with the messages it must give, and no
 * others. */
#include "tests/unit/made_proofs.h"

#include "lang/strand.h"

static void
bands_that_meet_pass(void **state)
{
	(void)state;
	gives(BANDS("score", "  below low is A\n  low to under high is B\n  high or more is C\n"),
	    "", NULL);
	gives(BANDS("score", "  60% or less is A\n  over 60% to 75% is B\n  over 75% is C\n"), "",
	    NULL);
	gives(BANDS("n",
		  "  below step plus 1 is A\n  step plus 1 to under step plus 2 is B\n  step plus "
	          "2 or more is C\n"),
	    "", NULL);
	/* two spellings of one figure */
	gives(BANDS("n", "  below step plus 1 is A\n  6 or more is B\n"), "", NULL);
	gives(BANDS("score", "  below low plus 5% is A\n  5% plus low or more is B\n"), "", NULL);
	gives(BANDS("paid", "  below fee is A\n  fee or more is B\n"), "", NULL);
}

static void
bands_gap(void **state)
{
	(void)state;
	gives(BANDS("score", "  below 60% is A\n  60.5% or more is B\n"), "band-gap",
	    "60% falls through");
	gives(BANDS("score", "  60% or less is A\n  over 61% is B\n"), "band-gap",
	    "61% falls through");
	gives(BANDS("score", "  below low is A\n  high or more is B\n"), "band-gap",
	    "'low' is 50%");
	/* only from the day the fee goes up */
	gives(BANDS("paid", "  below \302\24310 is A\n  fee or more is B\n"), "band-gap",
	    "from 2023-04-01");
}

static void
bands_overlap(void **state)
{
	(void)state;
	gives(BANDS("score", "  below 60% is A\n  50% or more is B\n"), "band-overlap",
	    "50% is both 'A' and 'B'");
	gives(BANDS("score", "  below low is A\n  60% or more is B\n"), "band-gap band-overlap",
	    "'low' is 70%");
	gives(BANDS("score",
		  "  below low plus 1% is A\n  low plus 1% to under high is B\n  high or more is "
	          "C\n"),
	    "band-overlap", "it runs from 71% to 70%");
}

static void
bands_empty_and_ends(void **state)
{
	(void)state;
	gives(BANDS("score", "  below 60% is A\n  60% to under 60% is B\n  60% or more is C\n"),
	    "band-empty", "from 60% to 60%");
	gives(BANDS("score", "  below 60% is A\n  60% to under 50% is B\n  50% or more is C\n"),
	    "band-empty", "from 60% to 50%");
	gives(BANDS("score", "  50% to under 60% is A\n  60% or more is B\n"), "band-ends",
	    "lower edge");
	gives(BANDS("score", "  below 60% is A\n  60% to under 70% is B\n"), "band-ends",
	    "upper edge");
	gives(BANDS("n", "  below n times 2 is A\n  n times 3 or more is B\n"), "band-not-proved",
	    NULL);
}

static void
bands_without_bounds(void **state)
{
	(void)state;
	gives("setting edge is 5\n  may vary locally\n  cites guide \"1\"\n" BANDS("n",
		  "  below edge is A\n  edge to under 10 is B\n  10 or more is C\n"),
	    "band-overlap", "may take any value");
}

static void
lines_that_meet_are_errors(void **state)
{
	(void)state;
	gives(PAIR("urgent", "n is more than 10"), "rules-meet",
	    "given item with n is 11, urgent is yes");
	gives(PAIR("n is at least 10", "n is at most 10"), "rules-meet ~otherwise-never-reached",
	    "given item with n is 10");
	gives(PAIR("colour is Red", "n is 3"), "rules-meet", "n is 3, colour is Red");
	gives(PAIR("colour is \"Dark green\"", "urgent"), "rules-meet",
	    "colour is \"Dark green\", urgent is yes");
	gives(PAIR("m is blank", "urgent"), "rules-meet", "m is blank, urgent is yes");
	gives(PAIR("m is given", "urgent"), "rules-meet", "given item with m is 1, urgent is yes");
	gives(PAIR("town is \"Leeds\"", "town is not \"York\""), "rules-meet", "town is \"Leeds\"");
	gives(PAIR("code is not \"A0\"", "urgent"), "rules-meet", "code is \"");
	gives(PAIR("came_on is before seen", "seen is before 2022-01-01"), "rules-meet",
	    "seen is 20");
	gives(PAIR("paid is more than \302\24310", "paid is at most fee"),
	    "rules-meet ~otherwise-never-reached", "given item with came_on is 2023-04-01");
	gives(PAIR("term is Q2", "urgent"), "rules-meet", "urgent is yes, term is 2020/21 Q2");
	gives(PAIR("term is Q2", "term is after 2017/18 Q2"), "rules-meet", "Q2");
	gives(PAIR("span is 2 weeks", "urgent"), "rules-meet", "span is 2 weeks");
	gives(PAIR("in_ones is not 2 and in_ones is not 4",
		  "in_ones is not 3 and in_ones is at least 2"),
	    "rules-meet ~otherwise-never-reached", "in_ones is 5");
	gives(PAIR("in_ones is more than 2", "urgent"), "rules-meet", "in_ones is 3");
	gives(PAIR("colour is one of lanes", "colour is Blue"), "rules-meet", "colour is Blue");
	gives(PAIR("colour is home", "colour is Blue"), "rules-meet", "set home to Blue");
	gives(PAIR("open_door", "urgent"), "rules-meet", "set open_door to yes");
	gives(PAIR("seen is on or after run_date", "seen is on or before run_date"),
	    "rules-meet ~otherwise-never-reached", "\" on 20");
}

static void
lines_apart_pass(void **state)
{
	(void)state;
	gives(PAIR("n is more than 10", "n is at most 10 and urgent"), "", NULL);
	gives(PAIR("n is more than 10", "n is less than step"), "", NULL);
	gives(PAIR("score is less than low", "score is at least high"), "", NULL);
	gives(PAIR("colour is Red", "colour is one of Blue, \"Dark green\""),
	    "~otherwise-never-reached", NULL);
	gives(PAIR("colour is blank", "colour is not Red"), "", NULL);
	gives(PAIR("m is blank", "m is less than 3"), "", NULL);
	gives(PAIR("town is \"Leeds\"", "town is one of \"York\", \"Bath\""), "", NULL);
	gives(PAIR("n is more than m", "n is less than m"), "", NULL);
	gives(PAIR("came_on is before seen", "seen is on or before came_on"),
	    "~otherwise-never-reached", NULL);
	gives(PAIR("in_ones is more than 2", "in_ones is less than 3"), "~otherwise-never-reached",
	    NULL);
	gives(PAIR("strict and urgent", "urgent"), "~rule-never-applies",
	    "the condition for 'One'");
	gives(PAIR("term is Q2", "term is one of Q3, Q4"), "", NULL);
	/* a day later than 28 days after is later */
	gives(DEFINE("due_on", "28 days after came_on")
		  PAIR("seen is after due_on", "seen is on or before came_on"),
	    "", NULL);
	gives(DEFINE("waited", "days from came_on to seen, first day not counted")
	    PAIR("waited is more than limit", "seen is on or before came_on"), "", NULL);
	gives(
	    PAIR("m is more than 1 and urgent", "none of\n    - urgent\n    - n is 1\n  end none"),
	    "", NULL);
	/* never disagreeing: the same outcome, or one that stands instead of the other */
	gives(DECIDE(WHEN("One", "urgent") WHEN("One", "n is 1")), "", NULL);
	gives(DECIDE(WHEN("One instead of Two", "urgent") WHEN("Two", "n is 1")), "", NULL);
	/* a third line stands instead of both wherever they meet */
	gives("decide route for item\n"
	      "  gives Three instead of One when urgent and n is 1\n    cites guide \"3\"\n"
	      "  gives One instead of Four when urgent\n    cites guide \"3\"\n"
	      "  gives Two when n is 1\n    cites guide \"3\"\n"
	      "  gives Four when n is 2\n    cites guide \"3\"\n"
	      "  otherwise Rest\n    cites guide \"3\"\n",
	    "rules-meet", "'Two' here and 'Three' above");
}

static void
through_definitions_and_bands(void **state)
{
	(void)state;
	gives(DEFINE("quick", "urgent and n is less than 3") PAIR("quick", "n is at least 3"), "",
	    NULL);
	gives(DEFINE("quick", "urgent and n is less than 3") PAIR("quick", "n is 2"), "rules-meet",
	    "n is 2, urgent is yes");
	gives(BANDS("score", "  below low is A\n  low to under high is B\n  high or more is C\n")
	    PAIR("status is A", "status is one of B, C"), "~otherwise-never-reached", NULL);
	gives(BANDS("score", "  below 60% is A\n  60% or more is B\n")
		  PAIR("status is A", "score is at least 60%"),
	    "~otherwise-never-reached", NULL);
	gives(BANDS("score", "  below 60% is A\n  60% or more is B\n")
		  PAIR("status is A", "score is at most 60%"),
	    "rules-meet", NULL);
	gives(DEFINE("double", "n plus step") PAIR("double is more than 10", "n is at most 5"),
	    "~otherwise-never-reached", NULL);
}

static void
opaque_conditions_only_warn(void **state)
{
	(void)state;
	gives(PAIR("n times 2 is more than 10", "urgent"), "~rules-may-meet", "two rules disagree");
	gives(PAIR("n times 2 is more than 10", "n times 2 is at most 10"),
	    "~otherwise-never-reached", NULL);
	gives(PAIR("n times 2 is more than 10", "n   times 2 is less than 9"), "", NULL);
	gives(PAIR("town is like \"@#\"", "urgent"), "~rules-may-meet", NULL);
	gives(PAIR("town is like \"@#\"", "town is blank"), "", NULL);
	gives(DEFINE("odd", "town is like \"@#\"") PAIR("odd", "not odd"),
	    "~otherwise-never-reached", NULL);
	gives("decide kind_of for item\n" WHEN("Big",
		  "n is more than 10") "  otherwise Small\n    cites guide \"3\"\n" PAIR("kind_of "
	                                                                                 "is Big",
		  "kind_of is Small"),
	    "~otherwise-never-reached", NULL);
	gives("decide kind_of for item\n" WHEN("Big",
		  "n is more than 10") "  otherwise Small\n    cites guide \"3\"\n" PAIR("kind_of "
	                                                                                 "is Big",
		  "n is less than 3"),
	    "~rules-may-meet", NULL);
	gives("deadline answer for item is limit after came_on, met by seen\n  cites guide \"3\"\n"
	    PAIR("answer is Missed", "answer is one of Met, Met_late"), "", NULL);
	gives(PAIR("n plus m is more than 10", "m is blank"), "", NULL);
}

static void
lines_that_never_speak(void **state)
{
	(void)state;
	gives(DECIDE(WHEN("One", "n is more than 10 and n is less than 5")), "~rule-never-applies",
	    NULL);
	gives(DECIDE(WHEN("One", "strict")), "~rule-never-applies", NULL);
	gives(DECIDE(WHEN("One", "open_door")), "", NULL);
	gives(FIRST(WHEN("One", "n is more than 5") WHEN("Two", "n is more than 8")),
	    "~rule-masked", "a line above it");
	gives(FIRST(WHEN("One", "n is more than 8") WHEN("Two", "n is more than 5")), "", NULL);
	gives(FIRST(WHEN("One", "m is more than 5") WHEN("Two", "m is at most 5")
		      WHEN("Three", "m is given")),
	    "~rule-masked ~otherwise-never-reached", NULL);
	/* a blank is neither more nor at most: the third line may speak; but then nothing is left
	 * that is no for certain */
	gives(FIRST(WHEN("One", "m is more than 5") WHEN("Two", "m is at most 5")
		      WHEN("Three", "urgent")),
	    "~otherwise-never-reached", NULL);
	gives(FIRST(WHEN("One", "n is more than 5") WHEN("Two", "n is at most 5")
		      WHEN("Three", "urgent")),
	    "~rule-masked ~otherwise-never-reached", NULL);
	gives(
	    DECIDE(WHEN("One instead of Two", "n is more than 5") WHEN("Two", "n is more than 8")),
	    "~rule-masked", "stands instead of it");
	gives(DECIDE(WHEN("One", "urgent") WHEN("Two", "not urgent")), "~otherwise-never-reached",
	    NULL);
	gives(DECIDE(WHEN("One", "ready") WHEN("Two", "not ready")), "~otherwise-never-reached",
	    NULL);
	gives(DECIDE(WHEN("One", "colour is Red") WHEN("Two", "colour is Blue")), "", NULL);
}

static void
outcomes_that_are_values(void **state)
{
	(void)state;
	gives("decide pick for item\n" WHEN("came_on", "urgent")
		  WHEN("came_on", "n is 1") "  otherwise nothing\n    cites guide \"3\"\n",
	    "", NULL);
	gives("decide pick for item\n" WHEN("came_on", "urgent")
		  WHEN("seen", "n is 1") "  otherwise nothing\n    cites guide \"3\"\n",
	    "rules-meet", "'seen' here and 'came_on' above");
	/* where they meet they are equal */
	gives("decide pick for item\n" WHEN("came_on", "urgent")
		  WHEN("seen", "seen is came_on") "  otherwise nothing\n    cites guide \"3\"\n",
	    "", NULL);
	gives("decide pick for item\n" WHEN("5", "urgent")
		  WHEN("step", "n is 1") "  otherwise nothing\n    cites guide \"3\"\n",
	    "", NULL);
	gives("decide pick for item\n" WHEN("nothing", "urgent")
		  WHEN("step", "n is 1") "  otherwise 3\n    cites guide \"3\"\n",
	    "rules-meet", NULL);
}

/* 13 conditions, each one of two sides of a figure of its own: too many cases, so a warning, and
 * soon. */
/* Without `otherwise` a row may get nothing, unless the lines cover every one. */
static void
otherwise_left_out(void **state)
{
	(void)state;
	gives("decide route for item\n" WHEN("One", "urgent"), "~otherwise-missing",
	    "gives nothing where every line is a no");
	gives("decide route for item\n" WHEN("One", "urgent") WHEN("Two", "urgent is no"), "",
	    NULL);
	gives("decide route for item\n" WHEN("One", "n is more than 3")
		  WHEN("Two", "n is at most 3"),
	    "", NULL);
	gives("decide route for item\n" WHEN("One", "n is more than 3")
		  WHEN("Two", "n is less than 3"),
	    "~otherwise-missing", NULL);
}

static void
too_many_cases_end(void **state)
{
	struct arena arena = ARENA_INIT;
	const char *fields = "", *many = "";

	(void)state;
	for (int i = 0; i < 16; i++) {
		fields = arena_printf(&arena, "%s  f%d is number\n", fields, i);
		many = arena_printf(&arena,
		    "%s    - any of\n        - f%d plus f%d is 1\n        - f%d plus f%d is 2\n    "
		    "  end any\n",
		    many, i, (i + 1) % 16, i, (i + 3) % 16);
	}
	gives(
	    arena_printf(&arena,
		"input big from \"b.csv\", one row per ref\n  ref is text\n%s  cites guide \"1\"\n"
		"define sums for big as all of\n%s  end all\n  cites guide \"2\"\n"
		"decide way for big\n  gives One when sums\n    cites guide \"3\"\n"
		"  gives Two when none of\n    - sums\n    - f0 is 3\n  end none\n    cites guide "
	        "\"3\"\n"
		"  otherwise Rest\n    cites guide \"3\"\n",
		fields, many),
	    "~rules-may-meet", "4096 cases");
	arena_release(&arena);
}

/* Each pair of so many lines would take for ever: the first line that is not compared with all
 * says so, and none after it; and no line is said to meet another. */
static void
too_many_lines_end(void **state)
{
	struct arena arena = ARENA_INIT;
	struct strand lines = { .arena = &arena };

	(void)state;
	for (int i = 0; i < 1600; i++)
		strand_add(&lines,
		    arena_printf(&arena, "  gives %s when n is %d\n    cites guide \"3\"\n",
			i % 2 == 0 ? "One" : "Two", i));
	gives(arena_printf(&arena, DECIDE("%s"), lines.text), "~rules-may-meet",
	    "'route' has more lines than are compared each with each");
	gives(arena_printf(&arena, FIRST("%s"), lines.text), "", NULL);
	arena_release(&arena);
}

/* A chain of definitions longer than is followed, and a sum of more columns than are: what hangs on
 * them is not known, so that meeting is a warning and no error. One that is followed to its end is
 * known. */
static void
what_is_too_deep_is_left_open(void **state)
{
	static const struct {
		int length;
		const char *figures, *conditions;
	} chains[] = { { 20, "rules-meet ~otherwise-never-reached", "rules-meet" },
		{ 700, "~rules-may-meet", "~rules-may-meet" } };
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t c = 0; c < sizeof chains / sizeof *chains; c++) {
		struct strand text = { .arena = &arena }, other = { .arena = &arena };
		int last = chains[c].length;

		strand_add(&text, DEFINE("d0", "n plus 1") DEFINE("c0", "n is 1"));
		for (int i = 1; i <= last; i++)
			strand_add(&text,
			    arena_printf(&arena, DEFINE("d%d", "d%d plus 1"), i, i - 1));
		for (int i = 1; i <= last; i++)
			strand_add(&other, arena_printf(&arena,
			    DEFINE("c%d", "any of\n    - c%d\n    - m is %d\n  end any"), i, i - 1,
			    i + 100));
		gives(arena_printf(&arena, "%s" PAIR("d%d is more than 10", "n is less than 2"),
			  text.text, last),
		    chains[c].figures, NULL);
		gives(arena_printf(&arena, DEFINE("c0", "n is 1") "%s" PAIR("c%d", "urgent"),
			  other.text, last),
		    chains[c].conditions, NULL);
	}
	arena_release(&arena);
}

static void
long_sums_are_left_open(void **state)
{
	static const char head_of_big[] =
	    "input big from \"b.csv\", one row per ref\n  ref is text\n  f0 is number\n"
	    "  f1 is number\n  f2 is number\n  f3 is number\n  f4 is number\n  f5 is number\n"
	    "  f6 is number\n  cites guide \"1\"\n"
	    "decide way for big\n  gives One when all_of_it is more than 3\n"
	    "    cites guide \"3\"\n  gives Two when f0 is 1\n    cites guide \"3\"\n"
	    "  otherwise Rest\n    cites guide \"3\"\n";
	struct arena arena = ARENA_INIT;
	static const struct {
		const char *sum, *slugs;
	} sums[] = { { "f0 plus 2", "" }, { "f0 plus 3", "rules-meet" },
		{ "f0 plus f1", "~rules-may-meet" },
		{ "f0 plus f1 plus f2 plus f3 plus f4 plus f5 plus f6", "~rules-may-meet" },
		{ "f6 minus (f0 plus f1 plus f2 plus f3 plus f4 plus f5)", "~rules-may-meet" } };

	(void)state;
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
		gives(arena_printf(&arena,
			  "%sdefine all_of_it for big as %s\n  cites guide \"2\"\n", head_of_big,
			  sums[i].sum),
		    sums[i].slugs, NULL);
	arena_release(&arena);
}

/* Kinds whose figures lie further apart, and white space in a condition that is taken as it is. */
static void
steps_of_a_kind(void **state)
{
	(void)state;
	gives(DECIDE(WHEN("One", "span is more than 2 weeks and span is less than 3 weeks")),
	    "~rule-never-applies", NULL);
	gives(DECIDE(WHEN("One", "span is more than 2 weeks and span is less than 4 weeks")), "",
	    NULL);
	gives(DECIDE(WHEN("One", "paid is more than \302\2430.01 and paid is less than "
				 "\302\2430.02")),
	    "~rule-never-applies", NULL);
	gives(DECIDE(WHEN("One", "urgent is one of yes, no")), "~otherwise-never-reached", NULL);
	gives(PAIR("n times\tm is 3", "none of\n    - n  times m\n is 3\n  end none"),
	    "~otherwise-never-reached", NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(bands_that_meet_pass, none_mistaken),
		cmocka_unit_test_teardown(bands_gap, none_mistaken),
		cmocka_unit_test_teardown(bands_overlap, none_mistaken),
		cmocka_unit_test_teardown(bands_empty_and_ends, none_mistaken),
		cmocka_unit_test_teardown(bands_without_bounds, none_mistaken),
		cmocka_unit_test_teardown(lines_that_meet_are_errors, none_mistaken),
		cmocka_unit_test_teardown(lines_apart_pass, none_mistaken),
		cmocka_unit_test_teardown(through_definitions_and_bands, none_mistaken),
		cmocka_unit_test_teardown(opaque_conditions_only_warn, none_mistaken),
		cmocka_unit_test_teardown(lines_that_never_speak, none_mistaken),
		cmocka_unit_test_teardown(outcomes_that_are_values, none_mistaken),
		cmocka_unit_test_teardown(otherwise_left_out, none_mistaken),
		cmocka_unit_test_teardown(too_many_cases_end, none_mistaken),
		cmocka_unit_test_teardown(too_many_lines_end, none_mistaken),
		cmocka_unit_test_teardown(what_is_too_deep_is_left_open, none_mistaken),
		cmocka_unit_test_teardown(long_sums_are_left_open, none_mistaken),
		cmocka_unit_test_teardown(steps_of_a_kind, none_mistaken),
	};

	return RUN_TESTS(tests);
}
