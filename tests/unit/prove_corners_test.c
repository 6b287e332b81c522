/* What check proves where a text is out of the ordinary: aliases in long chains, definitions that
 * always have an answer, sums of many columns, and the row of an example in its stretch of time. */
#include "tests/unit/made_proofs.h"

#include "lang/strand.h"

#define FOR_RUN(name, body) "define " name " as " body "\n  cites guide \"4\"\n"
#define PICK(lines) \
	"decide pick for item\n" lines "  otherwise nothing\n    cites guide \"3\"\n"

/* A name that stands for another name, that for another, and so on, further than is followed. */
static void
aliases_of_aliases_are_left_open(void **state)
{
	static const struct {
		int last;
		const char *of_a_figure, *of_a_condition;
	} cases[] = { { 20, "rules-meet", "rules-meet" },
		{ 301, "~rules-may-meet", "~rules-may-meet" } };
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct strand figures = { .arena = &arena }, conditions = { .arena = &arena };

		strand_add(&figures, DEFINE("a0", "m"));
		strand_add(&conditions, DEFINE("a0", "m is 1"));
		for (int a = 1; a <= cases[i].last; a++) {
			const char *next =
			    arena_printf(&arena, DEFINE("a%d", "a%d"), a, a - 1);

			strand_add(&figures, next);
			strand_add(&conditions, next);
		}
		gives(arena_printf(&arena, "%s" PAIR("a%d is given", "urgent"), figures.text,
			  cases[i].last),
		    cases[i].of_a_figure, NULL);
		gives(arena_printf(&arena, "%s" PAIR("a%d", "urgent"), conditions.text,
			  cases[i].last),
		    cases[i].of_a_condition, NULL);
	}
	arena_release(&arena);
}

/* Each step of a sum is a step of its own, so that a sum over a chain of sums ends within one. */
static void
sums_of_sums_are_left_open(void **state)
{
	struct arena arena = ARENA_INIT;
	struct strand text = { .arena = &arena };

	(void)state;
	strand_add(&text, DEFINE("d0", "n plus 1"));
	for (int i = 1; i <= 700; i++)
		strand_add(&text, arena_printf(&arena, DEFINE("d%d", "d%d plus 1"), i, i - 1));
	gives(arena_printf(&arena, "%s" PAIR("d700 plus 1 is more than 10", "n is less than 2"),
		  text.text),
	    "~rules-may-meet", NULL);
	gives(arena_printf(&arena, "%s" PAIR("d20 plus 1 is more than 10", "n is less than 2"),
		  text.text),
	    "rules-meet ~otherwise-never-reached", "given item with n is 0");
	arena_release(&arena);
}

#define BIG \
	"input big from \"b.csv\", one row per ref\n  ref is text\n  f0 is number\n" \
	"  f1 is number\n  f2 is number\n  f3 is number\n  f4 is number\n  f5 is number\n" \
	"  f6 is number\n  f7 is number\n  cites guide \"1\"\n"
#define SEVEN "f0 plus f1 plus f2 plus f3 plus f4 plus f5 plus f6"

static void
sums_of_many_columns(void **state)
{
	(void)state;
	gives(BIG "decide way for big\n"
	    WHEN("One", "f0 plus f1 plus f2 plus f3 is f4 plus f5 plus f6 plus f7")
	    WHEN("Two", "f0 is 1") "  otherwise Rest\n    cites guide \"3\"\n",
	    "~rules-may-meet", NULL);
	/* what is on both sides goes out before they are too many */
	gives(BIG "decide way for big\n"
	    WHEN("One", "f0 plus f1 plus f2 plus f3 is f1 plus f2 plus f3")
	    WHEN("Two", "f0 is 1") "  otherwise Rest\n    cites guide \"3\"\n",
	    "", NULL);
	gives(BIG "decide way for big\n"
	    WHEN("One", "f0 plus f1 plus f2 plus f3 is f1 plus f2 plus f3")
	    WHEN("Two", "f0 is 0") "  otherwise Rest\n    cites guide \"3\"\n",
	    "rules-meet", "f0 is 0");
	gives(BIG "bands size for big by f7\n  below " SEVEN " is A\n  " SEVEN " or more is B\n"
	    "  cites guide \"2\"\n",
	    "band-not-proved", "'B' has an edge");
	gives(BIG "bands size for big by f7\n  below 5 is A\n  5 to under " SEVEN " is B\n  " SEVEN
	    " or more is C\n  cites guide \"2\"\n",
	    "band-not-proved band-not-proved", "'C' has an edge");
}

/* Two columns are edges of which nobody knows which is the higher one. */
static void
edges_of_other_columns(void **state)
{
	(void)state;
	gives(BANDS("n", "  below m is A\n  in_ones or more is C\n"), "band-not-proved",
	    "'C' has an edge");
	gives(BANDS("n", "  below m is A\n  m to under in_ones is B\n  in_ones or more is C\n"),
	    "band-not-proved", "'B' has an edge");
	gives(BANDS("n", "  below m is A\n  m or more is C\n"), "", NULL);
}

/* A definition is yes, no, or unknown where what it asks about is blank. */
static void
a_definition_among_labels(void **state)
{
	static const char quick[] = DEFINE("quick", "m is more than 3");
	struct arena arena = ARENA_INIT;

	(void)state;
	gives(arena_printf(&arena, "%s" PAIR("quick is no", "m is 2"), quick), "rules-meet",
	    "m is 2");
	gives(arena_printf(&arena, "%s" PAIR("quick is no", "m is 4"), quick), "", NULL);
	gives(arena_printf(&arena, "%s" PAIR("quick is one of yes, no", "m is blank"), quick),
	    "~otherwise-never-reached", NULL);
	gives(arena_printf(&arena, "%s" PAIR("quick is one of yes, no", "not quick"), quick),
	    "rules-meet ~otherwise-never-reached", NULL);
	/* as an outcome it differs from another one where either is */
	gives(arena_printf(&arena, "%s" PICK(WHEN("quick", "urgent") WHEN("ready", "n is 1")),
		  quick),
	    "rules-meet", "'ready' here and 'quick' above");
	gives(arena_printf(&arena, "%s" PICK(WHEN("quick", "m is 4") WHEN("yes", "urgent")), quick),
	    "", NULL);
	gives(arena_printf(&arena, "%s" PICK(WHEN("quick", "m is 3") WHEN("yes", "urgent")), quick),
	    "rules-meet", "m is 3");
	arena_release(&arena);
}

/* What is defined for the run reads another day's settings than the row does, and is left open. */
static void
what_holds_for_the_run(void **state)
{
	(void)state;
	gives(FOR_RUN("at_home", "home is Red") PAIR("at_home", "urgent"), "~rules-may-meet", NULL);
	gives(FOR_RUN("at_home", "home is Red") PAIR("at_home", "not at_home"),
	    "~otherwise-never-reached", NULL);
	gives("setting marks is 1 and 2\n  may vary locally\n  cites guide \"1\"\n"
	    FOR_RUN("hot", "5 is one of marks") PAIR("hot", "urgent"),
	    "~rules-may-meet", NULL);
	gives("setting marks is 1 and 2\n  may vary locally\n  cites guide \"1\"\n"
	    FOR_RUN("hot", "5 is one of marks") PAIR("hot", "not hot"),
	    "~otherwise-never-reached", NULL);
	gives(FOR_RUN("dear", "fee is more than \302\24315") PAIR("dear", "urgent"),
	    "~rules-may-meet", NULL);
}

/* More names in one question than there was room for at first; the later ones keep theirs. */
static void
many_texts(void **state)
{
	struct arena arena = ARENA_INIT;
	struct strand names = { .arena = &arena };

	(void)state;
	for (int i = 0; i < 40; i++)
		strand_add(&names, arena_printf(&arena, "%s\"T%d\"", i == 0 ? "" : ", ", i));
	gives(arena_printf(&arena, PAIR("town is one of %s", "town is \"T38\""), names.text),
	    "rules-meet", "town is \"T38\"");
	gives(arena_printf(&arena, PAIR("town is one of %s", "town is \"T40\""), names.text), "",
	    NULL);
	gives(arena_printf(&arena, PAIR("town is one of %s", "town is \"T1\""), names.text),
	    "rules-meet", "town is \"T1\"");
	arena_release(&arena);
}

/* The period of an example has its first, or its last, day where the settings of the finding hold:
 * the next period, or the one before, where the change is in the middle of one. */
static void
periods_in_their_stretch(void **state)
{
	static const struct {
		const char *kind, *which, *before, *changed_on, *after, *words;
	} cases[] = {
		{ "month", "first", "10", "2023-05-15", "20", "period is 2023-06" },
		{ "month", "last", "10", "2023-05-15", "20", "period is 2023-05" },
		{ "month", "first", "10", "2023-05-01", "20", "period is 2023-05" },
		{ "quarter", "first", "10", "2023-05-15", "20", "period is 2023/24 Q2" },
		{ "quarter", "last", "10", "2023-05-15", "20", "period is 2023/24 Q1" },
		{ "year", "first", "10", "2023-05-15", "20", "period is 2024/25" },
		{ "year", "last", "10", "2023-05-15", "20", "period is 2023/24" },
		/* before the change: the day of the test is in it, or is not */
		{ "month", "first", "20", "2022-04-15", "10", "period is 2022-04" },
		{ "month", "last", "20", "2022-04-15", "10", "period is 2022-03" },
		{ "month", "first", "20", "2021-05-15", "10", "period is 2021-05" },
		{ "month", "last", "20", "2021-05-15", "10", "period is 2021-04" },
		{ "quarter", "last", "20", "2021-05-15", "10", "period is 2020/21 Q4" },
		{ "year", "last", "20", "2021-05-15", "10", "period is 2020/21" },
		{ "year", "first", "20", "2021-05-15", "10", "period is 2021/22" },
	};
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		gives(arena_printf(&arena,
			  "setting price is \302\243%s\n  cites guide \"1\"\n"
			  "  from %s is \302\243%s cites guide \"1\"\n"
			  "input shop from \"s.csv\", one row per code and period, "
			  "settings as at %s day of period\n"
			  "  code is text\n  period is %s\n  amount is money\n"
			  "  cites guide \"1\"\n"
			  "bands size for shop by amount\n  below \302\24310 is A\n"
			  "  price or more is B\n  cites guide \"2\"\n",
			  cases[i].before, cases[i].changed_on, cases[i].after, cases[i].which,
			  cases[i].kind),
		    "band-gap", cases[i].words);
	arena_release(&arena);
}

/* Where the day that picks the settings is worked out, the example says it, once. */
static void
a_day_that_is_worked_out_is_given_once(void **state)
{
	(void)state;
	gives("input visit from \"v.csv\", one row per code, settings as at due_on\n"
	      "  code is text\n  on_day is date\n  qty is number\n  amount is money\n"
	      "  cites guide \"1\"\n"
	      "define due_on for visit as 28 days after on_day\n  cites guide \"1\"\n"
	      "decide way for visit\n"
	      WHEN("One", "any of\n    - qty is 1\n    - amount is at most fee\n  end any")
	      WHEN("Two", "qty is 1") "  otherwise Rest\n    cites guide \"3\"\n",
	    "rules-meet", "given visit with qty is 1, due_on is 2022-04-01\n");
}

/* Settings that take part in a finding, or do not: each of a list that may be chosen, a fixed one,
 * one that is the outcome. */
static void
settings_of_each_kind(void **state)
{
	static const char steps[] =
	    "setting steps is 5\n  may vary locally among 5, 7, 9\n  cites guide \"1\"\n";
	struct arena arena = ARENA_INIT;

	(void)state;
	gives(arena_printf(&arena, "%s" PAIR("n is more than steps", "n is 6"), steps),
	    "rules-meet", "given item with n is 6");
	gives(arena_printf(&arena, "%s" PAIR("n is more than steps", "n is 5"), steps), "", NULL);
	gives(arena_printf(&arena, "%s" PAIR("n is less than steps", "n is 8"), steps),
	    "rules-meet", "  set steps to 9\n");
	gives(
	    arena_printf(&arena, "%s" BANDS("n", "  below steps is A\n  7 or more is B\n"), steps),
	    "band-gap band-overlap", "  set steps to 9\n");
	gives(BANDS("n", "  below step is A\n  10 or more is B\n"), "band-gap",
	    "5 falls through: it is in neither 'A' nor 'B' [band-gap]");
	gives("setting size is 9000000000\n  cites guide \"1\"\n"
	    BANDS("n", "  below step is A\n  size plus size plus size to under step is B\n"
		       "  step or more is C\n"),
	    "band-gap band-empty", "it runs from a figure too large to print to 5");
	gives(PICK(WHEN("low", "urgent") WHEN("low", "n is 1")), "", NULL);
	gives(PICK(WHEN("low", "urgent") WHEN("high", "n is 1")), "rules-meet",
	    "'high' here and 'low' above");
	/* a column on both sides, and in neither band when it is met */
	gives(BANDS("n", "  below m is A\n  over m is B\n"), "band-not-proved", "'B' has an edge");
	arena_release(&arena);
}

/* More figures, and more yes-or-no settings, than one question has room for. */
static void
too_many_things_in_one_question(void **state)
{
	struct arena arena = ARENA_INIT;
	struct strand fields = { .arena = &arena }, figures = { .arena = &arena },
		      settings = { .arena = &arena }, set = { .arena = &arena };

	(void)state;
	for (int i = 0; i < 45; i++) {
		strand_add(&fields, arena_printf(&arena, "  f%d is number\n", i));
		strand_add(&figures, arena_printf(&arena, "    - f%d is more than 3\n", i));
	}
	for (int i = 0; i < 205; i++) {
		strand_add(&settings,
		    arena_printf(&arena,
			"setting s%d is no\n  may vary locally\n  cites guide \"1\"\n", i));
		strand_add(&set, arena_printf(&arena, "    - s%d\n", i));
	}
	gives(arena_printf(&arena,
		  "input big from \"b.csv\", one row per ref\n  ref is text\n%s"
		  "  cites guide \"1\"\n"
		  "define some for big as any of\n%s  end any\n  cites guide \"2\"\n"
		  "decide way for big\n" WHEN("One", "some") WHEN("Two", "f3 is 3")
		  "  otherwise Rest\n    cites guide \"3\"\n",
		  fields.text, figures.text),
	    "~rules-may-meet", NULL);
	gives(arena_printf(&arena, "%s" DEFINE("some", "any of\n%s  end any")
		  PAIR("some", "urgent"), settings.text, set.text),
	    "~rules-may-meet", NULL);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(aliases_of_aliases_are_left_open, none_mistaken),
		cmocka_unit_test_teardown(sums_of_sums_are_left_open, none_mistaken),
		cmocka_unit_test_teardown(sums_of_many_columns, none_mistaken),
		cmocka_unit_test_teardown(edges_of_other_columns, none_mistaken),
		cmocka_unit_test_teardown(a_definition_among_labels, none_mistaken),
		cmocka_unit_test_teardown(what_holds_for_the_run, none_mistaken),
		cmocka_unit_test_teardown(many_texts, none_mistaken),
		cmocka_unit_test_teardown(periods_in_their_stretch, none_mistaken),
		cmocka_unit_test_teardown(a_day_that_is_worked_out_is_given_once, none_mistaken),
		cmocka_unit_test_teardown(settings_of_each_kind, none_mistaken),
		cmocka_unit_test_teardown(too_many_things_in_one_question, none_mistaken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
