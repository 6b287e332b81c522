/* syntax: texts to trees; what is said about wrong ones, and how reading goes on behind them. */
#include "tests/unit/test.h"

#include <stdlib.h>
#include <string.h>

#include "lang/syntax.h"

struct reading_of {
	struct arena arena;
	struct sources sources;
	struct names names;
	struct diags diags;
	struct ast *tree;
};

static void
parse_bytes(struct reading_of *reading, const char *bytes, size_t length)
{
	memset(reading, 0, sizeof *reading);
	arena_init(&reading->arena);
	sources_init(&reading->sources, &reading->arena);
	names_init(&reading->names, &reading->arena);
	diags_init(&reading->diags, &reading->arena, &reading->sources);
	reading->tree = syntax_parse(&reading->arena, &reading->names, &reading->diags,
				     sources_add(&reading->sources, "t.writ", bytes, length));
	diags_sort(&reading->diags);
}

static void
parse(struct reading_of *reading, const char *text)
{
	parse_bytes(reading, text, strlen(text));
}

static void
done(struct reading_of *reading)
{
	arena_release(&reading->arena);
}

/* ---- trees ---- */

struct tree_case {
	const char *text, *dump;
};

static const struct tree_case trees[] = {
	{ "policy trial title \"T\" in force from 2022-01-01 to 2022-02-01 approved by \"R\" on "
	  "2022-01-02\n"
	  "  revision \"1\" on 2022-01-01 \"what\" note \"n\"",
	    "file\n  policy trial\n    title \"T\"\n    in-force 2022-01-01\n      to 2022-02-01\n "
	    "   approved \"R\" 2022-01-02\n"
	    "    revision \"1\" 2022-01-01\n      note \"what\"\n    note \"n\"\n" },
	{ "source s is \"S\" at \"a\"", "file\n  source s \"S\"\n    at \"a\"\n" },
	{ "calendar c is england_and_wales, closed also on d",
	    "file\n  calendar c\n    ref england_and_wales\n    closed-also d\n" },
	{ "calendar c from \"c.csv\"", "file\n  calendar c \"c.csv\"\n" },
	{ "setting s is Q2 and Q3 may vary locally among Q1, Q2 from 2022-01-01 is nothing cites g "
	  "\"1\", \"2\"",
	    "file\n  setting s\n    setting-value\n      literal Q2\n      literal Q3\n    "
	    "may-vary-among\n      literal Q1\n"
	    "      literal Q2\n    from 2022-01-01\n      setting-value +\n    cites g\n      "
	    "clause \"1\"\n      clause \"2\"\n" },
	{ "input t from \"t.csv\", one row per a and b, dated by d, settings as at last day of q\n"
	  "  a is text like \"@#\", may be blank from column \"A\"\n  b refers to u, small letters "
	  "accepted\n"
	  "  c is Red or \"GP Details\", blank means Red\n  d is number, rounded half even to 2 "
	  "decimal places",
	    "file\n  input t \"t.csv\"\n    key a\n    key b\n    dated-by d\n    as-at\n      "
	    "last-day-of\n        ref q\n"
	    "    field a\n      type \"@#\" text\n      may-be-blank\n      from-column \"A\"\n"
	    "    field b\n      refers-to u\n      small-letters\n"
	    "    field c\n      type label\n        label Red\n        label GP Details \"GP "
	    "Details\" +\n      blank-means\n        label Red\n"
	    "    field d\n      type number\n      rounded 2 (number) +\n" },
	{ "letters are recorded in t, named by n", "file\n  register t\n    named-by n\n" },
	{ "group g of t, one row for every a and every b where c",
	    "file\n  group g\n    of t\n    key a +\n    key b +\n    where\n      ref c\n" },
	{ "define x for t as a and b and c",
	    "file\n  define x\n    for t\n    all +\n      ref a\n      ref b\n      ref c\n" },
	{ "define x as 28 days after r.d by calendar c",
	    "file\n  define x\n    after\n      literal 28 days\n      ref r.d\n      by-calendar "
	    "c\n" },
	{ "define x for t as a plus b times (c minus 2), rounded half up to the penny",
	    "file\n  define x\n    for t\n    plus\n      ref a\n      times\n        ref b\n      "
	    "  minus\n          ref c\n"
	    "          literal 2\n    rounded 2 (money)\n" },
	{ "define x for t as working days from a to b by calendar c, first day counted",
	    "file\n  define x\n    for t\n    span (working days) +\n      ref a\n      ref b\n    "
	    "  by-calendar c\n" },
	{ "define x for t as latest d in u for the same k and l where e is given",
	    "file\n  define x\n    for t\n    aggregate latest\n      ref d\n      in u\n        "
	    "key k\n        key l\n      where\n"
	    "        is-given\n          ref e\n" },
	{ "define x for t as among the highest n by p, ties excluded, in each q where r",
	    "file\n  define x\n    for t\n    rank + ++\n      ref n\n      by p\n      in-each\n  "
	    "      key q\n      where\n        ref r\n" },
	{ "define x for t as c for 2 quarters in succession, counting from Q2, within the same "
	  "financial year unless y",
	    "file\n  define x\n    for t\n    run c 2 (quarters)\n      counting-from\n        "
	    "literal Q2\n      within-year y\n" },
	{ "define x for t as c in the previous quarter, across financial years",
	    "file\n  define x\n    for t\n    run c 0 +\n      of quarter\n      across-years\n" },
	{ "define x for t as c in an earlier quarter of the run where d, counting from Q2, across "
	  "financial years",
	    "file\n  define x\n    for t\n    run c 0 +\n      of quarter\n      where d\n      "
	    "counting-from\n        literal Q2\n      across-years\n" },
	{ "define x for t as there is no u for the same k where v is not one of Red, s",
	    "file\n  define x\n    for t\n    there-is u +\n      key k\n      where\n        "
	    "not-one-of\n          ref v\n"
	    "          label Red\n          ref s\n" },
	{ "define x for t as none of - a - Letter_4 is Sent - b is like \"@\" end none",
	    "file\n  define x\n    for t\n    none\n      ref a\n      compare is\n        ref "
	    "Letter_4\n        label Sent\n"
	    "      is-like \"@\"\n        ref b\n" },
	{ "decide x for t, first that applies\n  gives Red instead of Amber when not a note "
	  "\"n\"\n  otherwise nothing cites s \"1\"",
	    "file\n  decide x\n    for t\n    first-that-applies\n    gives\n      label Red\n     "
	    " instead-of\n        label Amber\n"
	    "      when\n        not\n          ref a\n      note \"n\"\n    otherwise\n      "
	    "nothing\n      cites s\n        clause \"1\"\n" },
	{ "bands x for t by y\n  below 60% is Red\n  60% to under a is Amber\n  a or more is "
	  "\"Dark Green\"",
	    "file\n  bands x\n    for t\n    by y\n    band Red\n      below\n        literal "
	    "60%\n    band Amber\n      to-under\n"
	    "        literal 60%\n        ref a\n    band Dark Green \"Dark Green\" +\n      "
	    "or-more\n        ref a\n" },
	{ "deadline x for t is 2 weeks after a, met by b",
	    "file\n  deadline x\n    for t\n    due\n      after\n        literal 2 weeks\n        "
	    "ref a\n    met-by b\n" },
	{ "letter L for t, to p send when a once for each k encloses form C1 asks for a reply by "
	  "d, to e paragraph from \"f\" when g",
	    "file\n  letter L\n    for t\n    to-whom p\n    send-when\n      ref a\n    "
	    "once-for-each\n      key k\n    encloses C1\n"
	    "    asks-for-reply\n      ref d\n      ref e\n    paragraph \"f\"\n      when\n       "
	    " ref g\n" },
	{ "form C1 for t \"T\" header \"H\" to fill in column \"C\" is a 8 empty rows one row per "
	  "u for the same k return to b",
	    "file\n  form C1 \"T\"\n    for t\n    header \"H\"\n    column \"C\"\n      ref a\n   "
	    " empty-rows 8\n    row-per u\n      key k\n"
	    "    return-to\n      ref b\n" },
	{ "report r of t \"R\" where a as at run_date one row per month of d, including empty "
	  "months from e to f, headed \"M\"\n"
	  "  column c \"C\" is a as percent of b, rounded half up to whole percent, \"none\" when "
	  "b is 0 total row \"T\"\n"
	  "  sorted by c, highest first",
	    "file\n  report r \"R\"\n    of t\n    where\n      ref a\n    report-as-at run_date\n "
	    "   one-row-per\n      month-of\n"
	    "        ref d\n      including-empty (months)\n        ref e\n        ref f\n      "
	    "headed \"M\"\n    column c \"C\"\n"
	    "      share\n        ref a\n        ref b\n      rounded 0 (percent)\n      text-when "
	    "\"none\"\n        compare is\n"
	    "          ref b\n          literal 0\n    total-row \"T\"\n    sorted-by c +\n" },
	{ "report r of t \"R\" one row in all sorted by c, latest first",
	    "file\n  report r \"R\"\n    of t\n    one-row-in-all\n    sorted-by c + ++\n" },
	{ "report r of t \"R\" one row in all sorted by c, earliest first",
	    "file\n  report r \"R\"\n    of t\n    one-row-in-all\n    sorted-by c ++\n" },
	{ "report r of t \"R\" one row in all sorted by c, lowest first",
	    "file\n  report r \"R\"\n    of t\n    one-row-in-all\n    sorted-by c\n" },
	{ "variation v of p from 2022-01-01 to 2022-02-01 set s to 3 because \"w\"",
	    "file\n  variation v\n    of p\n    in-force 2022-01-01\n      to 2022-02-01\n    set "
	    "s \"w\"\n      setting-value\n"
	    "        literal 3\n" },
	{ "test \"t\" on 2022-01-01 given a rows b giving c - 1, blank gives yes - unknown, "
	  "nothing gives No_more end given\n"
	  "  given d with e is blank, f is 3 given g from \"g.csv\" set s to 2 expect c of a is "
	  "Red where b is 1\n"
	  "  expect c cannot be decided without b and e expect 6 rows of a expect r is as in "
	  "\"r.csv\" expect ties in f expect no ties in f of d",
	    "file\n  test \"t\" 2022-01-01\n    given-rows a\n      target b\n      target c +\n   "
	    "   row\n        literal 1\n        blank\n"
	    "        gives-values\n          yes\n      row\n        unknown\n        nothing\n    "
	    "    gives-values\n          label No_more\n"
	    "    given-with d\n      assign e\n        blank\n      assign f\n        literal 3\n  "
	    "  given-file g \"g.csv\"\n    set s\n"
	    "      setting-value\n        literal 2\n    expect-is c\n      of a\n      label "
	    "Red\n      where\n        compare is\n"
	    "          ref b\n          literal 1\n    expect-undecided c\n      key b\n      key "
	    "e\n    expect-rows a 6\n"
	    "    expect-file r \"r.csv\"\n    expect-ties f\n    expect-ties f +\n      of d\n" },
};

static void
each_form_gives_its_tree_without_a_message(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
		struct reading_of reading;

		parse(&reading, trees[i].text);
		if (reading.diags.errors || reading.diags.warnings)
			fail_msg("'%s' gives [%s] %s", trees[i].text, reading.diags.first->slug,
			    reading.diags.first->text);
		assert_string_equal(ast_dump(&reading.arena, reading.tree), trees[i].dump);
		done(&reading);
	}
}

/* ---- mistakes: slugs and lines, in the order of the text ---- */

struct mistake_case {
	const char *text, *found;
};

#define FIELDS "input t from \"t.csv\", one row per a\n  a is text\n"

static const struct mistake_case mistakes[] = {
	{ "define x for t as a and b or c\n", "1 mixed-and-or" },
	{ "define x for t as not (a and b)\ndefine y for t as not a is b\n",
	    "1 not-one-name;2 not-one-name" },
	{ "define x for t as a is between 1 and 2 and b\n", "1 wording" },
	{ "define reason for t as a\n", "1 reserved-name" },
	{ FIELDS "  letter is text\n  c is text\n", "3 reserved-name" },
	{ FIELDS "  b is float\n  c is strange, may be blank\n  d is text\n", "3 syntax;4 syntax" },
	{ FIELDS "  b is red or Amber\n", "3 capital-name" },
	{ "define X for t as a\n", "1 capital-name" },
	{ "rule x for t\n  gives A when b\n\ndefine y for t as a\n", "1 unknown-construct" },
	{ FIELDS "\nrule x for t\n  gives A when b cites g \"1\"\n  otherwise C\n\ndefine y for t "
		 "as a >= b\n",
	    "4 unknown-construct;8 symbol" },
	{ "decide x for t\n  gives A b\n    cites g \"1\"\n  gives when c\n  gives D when\n  "
	  "otherwise E when f\n",
	    "2 syntax;4 syntax;6 syntax;6 wording" },
	{ "decide x for t\n  note \"n\"\n  gives A when b\n", "2 syntax" },
	{ "decide x for t\n  otherwise A\n  gives B when c\n  otherwise D\n", "3 syntax;4 syntax" },
	{ "decide x for t\n", "1 syntax" },
	{ "define x for t as all of\n    - a a\n    - b\n    - c is\n    - any of\n        - d d\n "
	  "       - e\n      end any\n  end all\n",
	    "2 syntax;5 syntax;6 syntax" },
	{ "define x for t as all of\n    - a\ndefine y for t as any of\n    - b\n  end all\n",
	    "1 missing-closer;5 wrong-closer" },
	{ "define x for t as all of\n    - any of\n        - a\n    - b\n  end all\n",
	    "2 missing-closer" },
	{ "define x for t as a\n  end any\n", "2 wrong-closer" },
	{ "define x for t as all of\n    - a\n     - b\n   - c\n  end all\n",
	    "3 bullet-indent;4 bullet-indent" },
	{ "report r of t \"R\" where a, b\n  one row per c\n", "1 comma-after-condition" },
	{ "report r of t \"R\"\n  one row per c\n  column d \"D\" if e\n  column f \"F\" is\n  "
	  "column g \"G\" is h\n",
	    "3 wording;5 syntax" },
	{ "test \"t\" on 2022-01-01\n  given a rows b giving c\n    - 1 gives\n    - 2 3 gives 4\n "
	  "   - 5 gives 6\n  end given\n  expect c b\n"
	  "  expect d is 1\n",
	    "4 syntax;4 syntax;7 syntax" },
	{ "setting a is\nsetting b is 3\n  may vary locally between 1\nsetting c is >\n",
	    "2 syntax;4 syntax;4 symbol" },
	{ "policy p\n  titel \"T\"\n  version 2\n  owner \"O\"\n", "2 near-phrase;3 syntax" },
	{ "define x for t as 2.5 days after d\n", "1 quantity" },
	{ "define x for t as a, rounded half up to 12 decimal places\n", "1 quantity" },
	{ "define x for t as unless\n", "1 wording" },
	{ "define\n", "2 syntax" },
	{ "\n# nothing\n", "1 empty-policy" },
	{ "", "1 empty-policy" },
};

static const char *
found_in(struct reading_of *reading)
{
	char *out = arena_alloc(&reading->arena, 4096);

	for (const struct diag *diag = reading->diags.first; diag; diag = diag->next) {
		struct place place = sources_place(&reading->sources, diag->at.start);

		strcat(out,
		    arena_printf(
			&reading->arena, "%s%u %s", *out ? ";" : "", place.line, diag->slug));
	}
	return out;
}

static void
each_mistake_is_reported_once_and_the_next_one_too(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct reading_of reading;

		parse(&reading, mistakes[i].text);
		if (strcmp(found_in(&reading), mistakes[i].found) != 0) {
			print_message("%s  expected: %s\n  found:    %s\n%s", mistakes[i].text,
			    mistakes[i].found, found_in(&reading),
			    diags_text(&reading.diags, &reading.arena, false));
			wrong++;
		}
		done(&reading);
	}
	assert_int_equal(wrong, 0);
}

static void
every_message_says_what_to_do(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct reading_of reading;

		parse(&reading, mistakes[i].text);
		for (const struct diag *diag = reading.diags.first; diag; diag = diag->next)
			assert_non_null(diag->notes);
		done(&reading);
	}
}

static void
the_answer_to_a_mixed_condition_is_the_list_to_write(void **state)
{
	static const char *const lines[] = { ("write what is meant as a list; if 'and' is to bind "
					     "first:"),
		"any of", "  - a and b is Red", "  - c", "end any" };
	struct reading_of reading;
	const struct diag_note *note;

	(void)state;
	parse(&reading, "define x for t as a and b is Red or c\n");
	note = reading.diags.first->notes;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		assert_non_null(note);
		assert_string_equal(note->text, lines[i]);
		note = note->next;
	}
	assert_null(note);
	done(&reading);
}

static void
a_wrong_rule_keeps_its_name_and_the_rest_its_tree(void **state)
{
	struct reading_of reading;

	(void)state;
	parse(&reading,
	    "define x for t as a b\n  cites g \"1\"\ninput u of\n  k is text\ndefine y for t as "
	    "c\n");
	assert_string_equal(ast_dump(&reading.arena, reading.tree),
	    "file\n  define x\n    for t\n    wrong\n    cites g\n      clause \"1\"\n  wrong u\n"
	    "  define y\n    for t\n    ref c\n");
	done(&reading);
}

/* ---- bytes that are no policy ---- */

static void
expect_slug(const char *bytes, size_t length, const char *slug, size_t errors)
{
	struct reading_of reading;

	parse_bytes(&reading, bytes, length);
	assert_int_equal(reading.diags.errors, errors);
	assert_string_equal(reading.diags.first->slug, slug);
	done(&reading);
}

static void
what_is_no_text_gets_one_message(void **state)
{
	(void)state;
	expect_slug("PK\3\4\0\0", 6, "not-text", 1);
	expect_slug("policy \x81", 8, "not-text", 1);
	expect_slug("\xFF\xFEp\0o\0", 6, "utf-16", 1);
	expect_slug("p\0o\0l\0i\0", 8, "utf-16", 1);
	expect_slug("source s is \"caf\xE9\"", 18, "not-utf8", 0);
	expect_slug("source s is \"\xED\xB0\x80\"", 17, "not-utf8", 0);
}

static void
windows_text_is_read_with_places_of_the_file(void **state)
{
	struct reading_of reading;
	const char *text = "source s is \"\xA3\"\ndefine x as \x80 b\n";

	(void)state;
	parse(&reading, text);
	assert_string_equal(ast_child(reading.tree, AST_SOURCE)->text, "\xC2\xA3");
	assert_int_equal(reading.diags.errors, 1);
	assert_string_equal(reading.diags.first->next->slug, "symbol");
	assert_int_equal(reading.diags.first->next->at.start, 28);
	done(&reading);
}

/* ---- limits ---- */

static char *
repeated(const char *before, const char *unit, size_t count, const char *after)
{
	size_t length = strlen(before) + count * strlen(unit) + strlen(after);
	char *text = malloc(length + 1), *at = text;

	assert_non_null(text);
	at += strlen(strcpy(at, before));
	for (size_t i = 0; i < count; i++) {
		memcpy(at, unit, strlen(unit));
		at += strlen(unit);
	}
	strcpy(at, after);
	return text;
}

static size_t
errors_of(char *text, const char *slug)
{
	struct reading_of reading;
	size_t errors;

	parse(&reading, text);
	errors = reading.diags.errors;
	if (slug)
		assert_string_equal(reading.diags.first->slug, slug);
	done(&reading);
	free(text);
	return errors;
}

static void
depth_is_bounded_on_both_sides_of_the_limit(void **state)
{
	char brackets[SYNTAX_MAX_DEPTH + 2];

	(void)state;
	memset(brackets, ')', sizeof brackets - 1);
	brackets[sizeof brackets - 1] = '\0';
	assert_int_equal(
	    errors_of(repeated("define x as ", "(", SYNTAX_MAX_DEPTH + 1, ""), "too-deep"), 1);
	assert_int_equal(
	    errors_of(repeated("define x as a", " plus a", SYNTAX_MAX_DEPTH, ""), NULL), 0);
	assert_int_equal(
	    errors_of(repeated("define x as a", " plus a", SYNTAX_MAX_DEPTH + 1, ""), "too-deep"),
	    1);
	brackets[SYNTAX_MAX_DEPTH] = '\0';
	{
		char *text = repeated("define x as ", "(", SYNTAX_MAX_DEPTH, "a");
		char *whole = repeated(text, brackets, 1, "");

		free(text);
		assert_int_equal(errors_of(whole, NULL), 0);
	}
}

static void
ten_thousand_levels_are_no_danger(void **state)
{
	(void)state;
	assert_int_equal(errors_of(repeated("define x as ", "(", 10000, "a"), "too-deep"), 1);
	assert_int_equal(
	    errors_of(repeated("define x as ", "any of - ", 10000, "a\ndefine y as b"), "too-deep"),
	    1);
	assert_int_equal(
	    errors_of(repeated("define x as ", "a times ", 10000, "a"), "too-deep"), 1);
}

static void
reading_stops_after_a_thousand_mistakes(void **state)
{
	(void)state;
	assert_true(errors_of(repeated("define x as ", "= ", 100000, ""), "symbol") <=
	    SYNTAX_MAX_MISTAKES + 1);
	assert_true(
	    errors_of(repeated("", "\"\n", 100000, ""), "open-quote") <= SYNTAX_MAX_MISTAKES + 1);
	assert_true(
	    errors_of(repeated("", "define x\n", 100000, ""), "syntax") <= SYNTAX_MAX_MISTAKES + 1);
	assert_true(errors_of(repeated("", "end any\n", 100000, ""), "wrong-closer") <=
	    SYNTAX_MAX_MISTAKES + 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_form_gives_its_tree_without_a_message),
		cmocka_unit_test(each_mistake_is_reported_once_and_the_next_one_too),
		cmocka_unit_test(every_message_says_what_to_do),
		cmocka_unit_test(the_answer_to_a_mixed_condition_is_the_list_to_write),
		cmocka_unit_test(a_wrong_rule_keeps_its_name_and_the_rest_its_tree),
		cmocka_unit_test(what_is_no_text_gets_one_message),
		cmocka_unit_test(windows_text_is_read_with_places_of_the_file),
		cmocka_unit_test(depth_is_bounded_on_both_sides_of_the_limit),
		cmocka_unit_test(ten_thousand_levels_are_no_danger),
		cmocka_unit_test(reading_stops_after_a_thousand_mistakes),
	};

	return RUN_TESTS(tests);
}
