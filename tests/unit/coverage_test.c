/* coverage_test: what tests tried, counted; and rows for what they did not. */
#include "tests/unit/test.h"

#include <string.h>

#include "interp/coverage_parts.h"
#include "interp/suggest.h"
#include "interp/testrun.h"
#include "lang/compile.h"

#define POLICY \
	"policy p\n" \
	"  title \"P\"\n" \
	"  version \"1\"\n" \
	"  owner \"O\"\n" \
	"  in force from 2022-01-01\n" \
	"source s is \"S\"\n" \
	"setting limit is 40 days\n" \
	"  cites s \"1\"\n" \
	"input case from \"cases.csv\", one row per ref, settings as at run_date\n" \
	"  ref       is text\n" \
	"  raised_on is date\n" \
	"  closed_on is date, may be blank\n" \
	"  urgent    is yes or no\n" \
	"  points    is number\n" \
	"  cites s \"1\"\n" \
	"define waited for case as days from raised_on to run_date, first day not counted\n" \
	"  cites s \"1\"\n" \
	"decide route for case, first that applies\n" \
	"  gives Now when urgent  cites s \"1\"\n" \
	"  gives Late when waited is more than limit  cites s \"2\"\n" \
	"  otherwise Wait  cites s \"3\"\n" \
	"decide told for case\n" \
	"  gives Told when route is Now  cites s \"1\"\n" \
	"  otherwise Not_told  cites s \"1\"\n" \
	"bands size for case by points\n" \
	"  below 10 is Small\n" \
	"  10 to under 20 is Middle\n" \
	"  20 or more is Large\n" \
	"  cites s \"4\"\n" \
	"deadline closing for case is 14 days after raised_on, met by closed_on\n" \
	"  cites s \"5\"\n"

struct covered {
	struct arena arena;
	struct sources sources;
	struct diags diags;
	const struct program *program;
	struct coverage *coverage;
	struct testrun_result result;
	struct buffer out, suggested;
};

static void
cover_with(struct covered *covered, const char *policy, const char *tests)
{
	struct options options = { 0 };
	struct fault fault = FAULT_NONE;
	struct suggest *suggest;
	char *text;

	memset(covered, 0, sizeof *covered);
	arena_init(&covered->arena);
	sources_init(&covered->sources, &covered->arena);
	diags_init(&covered->diags, &covered->arena, &covered->sources);
	text = arena_printf(&covered->arena, "%s%s", policy, tests);
	covered->program = policy_compile(&covered->arena, &covered->sources, &covered->diags,
	    "p.writ", text, strlen(text));
	if (covered->program == NULL)
		fail_msg("%s", diags_text(&covered->diags, &covered->arena, false));
	covered->coverage = coverage_make(&covered->arena, covered->program);
	suggest = suggest_make(&covered->arena, covered->program, covered->coverage);
	buffer_text(&covered->out, "");
	buffer_text(&covered->suggested, "");
	assert_true(testrun_all(covered->program, "p.writ", &options, &covered->out,
	    covered->coverage, suggest, &covered->result, &fault));
	assert_true(suggest_write(&covered->suggested, suggest, ".", &options, &fault));
}

static void
end(struct covered *covered)
{
	buffer_release(&covered->out);
	buffer_release(&covered->suggested);
	arena_release(&covered->arena);
}

static void
cover(struct covered *covered, const char *tests)
{
	cover_with(covered, POLICY, tests);
}

static const struct cover_owner *
owner(const struct covered *covered, const char *name)
{
	for (uint32_t i = 0; i < covered->coverage->owner_count; i++)
		if (covered->coverage->owners[i].column != NULL &&
		    strcmp(covered->coverage->owners[i].column->name, name) == 0)
			return &covered->coverage->owners[i];
	fail_msg("nothing is looked at in %s", name);
	return NULL;
}

static const struct cover_point *
point(const struct covered *covered, const char *name, const char *text)
{
	const struct cover_owner *of = owner(covered, name);

	for (uint32_t i = 0; i < of->point_count; i++)
		if (strcmp(of->points[i].text, text) == 0)
			return &of->points[i];
	fail_msg("%s has no '%s'", name, text);
	return NULL;
}

/* Five rows: day 39, 40 and 41 before 31 May; one urgent; one whose day is not known. */
#define FIVE_ROWS \
	"test \"five\" on 2022-05-31\n" \
	"  given case rows raised_on, urgent giving route\n" \
	"    - 2022-04-22, no      gives Wait\n" \
	"    - 2022-04-21, no      gives Wait\n" \
	"    - 2022-04-20, no      gives Late\n" \
	"    - 2022-04-20, yes     gives Now\n" \
	"    - unknown,    no      gives unknown\n" \
	"  end given\n"

static void
lines_sides_and_answers_are_counted(void **state)
{
	struct covered covered;
	const struct cover_owner *route;

	(void)state;
	cover(&covered, FIVE_ROWS);
	assert_int_equal(covered.result.failed, 0);
	assert_int_equal(point(&covered, "route", "gives Now when urgent")->rows[0], 1);
	assert_int_equal(
	    point(&covered, "route", "gives Late when waited is more than limit")->rows[0], 1);
	assert_int_equal(point(&covered, "route", "otherwise Wait")->rows[0], 2);
	assert_int_equal(
	    point(&covered, "route", "waited is more than limit")->rows[SIDE_BELOW], 1);
	assert_int_equal(point(&covered, "route", "waited is more than limit")->rows[SIDE_AT], 1);
	assert_int_equal(
	    point(&covered, "route", "waited is more than limit")->rows[SIDE_ABOVE], 2);
	assert_int_equal(point(&covered, "route", "urgent")->rows[SIDE_YES], 1);
	assert_int_equal(point(&covered, "route", "urgent")->rows[SIDE_NO], 4);
	route = owner(&covered, "route");
	assert_int_equal(route->rows, 5);
	assert_int_equal(route->undecided, 1);
	end(&covered);
}

/* One value of the limit before June, and another from then on, by the day of each row. */
#define LATER \
	"policy p\n  title \"P\"\n  in force from 2022-01-01\nsource s is \"S\"\n" \
	"setting limit is 40\n  cites s \"1\"\n  from 2022-06-01 is 30\n    cites s \"2\"\n" \
	"input case from \"cases.csv\", one row per ref, settings as at raised_on\n" \
	"  ref       is text\n  raised_on is date\n  points    is number\n  cites s \"1\"\n" \
	"define high for case as points is more than limit\n  cites s \"1\"\n"

static void
each_dated_value_is_a_threshold(void **state)
{
	const char *before = "points is more than limit, with limit before 2022-06-01";
	const char *from = "points is more than limit, with limit from 2022-06-01";
	struct covered covered;

	(void)state;
	cover_with(&covered, LATER,
	    "test \"both\" on 2022-07-31\n"
	    "  given case rows raised_on, points giving high\n"
	    "    - 2022-05-31, 39 gives no\n"
	    "    - 2022-05-31, 40 gives no\n"
	    "    - 2022-05-31, 41 gives yes\n"
	    "    - 2022-06-01, 31 gives yes\n"
	    "    - unknown,    20 gives unknown\n"
	    "  end given\n"
	    "test \"a setting of its own\" on 2022-07-31\n"
	    "  set limit to 20\n"
	    "  given case with raised_on is 2022-06-01, points is 20\n"
	    "  expect high of case is no\n");
	assert_int_equal(covered.result.failed, 0);
	for (uint32_t side = 0; side < COVER_SIDES; side++)
		assert_int_equal(point(&covered, "high", before)->rows[side], 1);
	assert_int_equal(point(&covered, "high", from)->rows[SIDE_BELOW], 0);
	assert_int_equal(point(&covered, "high", from)->rows[SIDE_AT], 0);
	assert_int_equal(point(&covered, "high", from)->rows[SIDE_ABOVE], 1);
	assert_non_null(strstr(covered.suggested.at, "from 2022-06-01: never tried below it"));
	assert_non_null(strstr(covered.suggested.at, "from 2022-06-01: never tried exactly at it"));
	end(&covered);
}

/* Rows of a rule are those of its lines and the rest, whatever the tests. */
static void
rows_add_up(void **state)
{
	static const char *const names[] = { "route", "told", "size", "closing" };
	struct covered covered;

	(void)state;
	cover(&covered, FIVE_ROWS
	    "test \"all\" on 2022-05-31\n"
	    "  given case rows raised_on, urgent, points, closed_on giving told, size, closing\n"
	    "    - 2022-04-22, no,      9,       blank       gives Not_told, Small,   Missed\n"
	    "    - 2022-05-20, yes,     10,      blank       gives Told,     Middle,  Running\n"
	    "    - 2022-05-01, no,      20,      2022-05-15  gives Not_told, Large,   Met\n"
	    "    - unknown,    unknown, unknown, blank       gives unknown,  unknown, unknown\n"
	    "  end given\n");
	assert_int_equal(covered.result.failed, 0);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct cover_owner *of = owner(&covered, names[i]);
		uint64_t sum = of->either_way + of->undecided + of->nothing;

		for (uint32_t j = 0; j < of->point_count; j++)
			sum += of->points[j].kind == COVER_LINE ? of->points[j].rows[0] : 0;
		assert_int_equal(sum, of->rows);
	}
	assert_int_equal(owner(&covered, "route")->rows, 9);
	assert_int_equal(owner(&covered, "told")->rows, 4);
	end(&covered);
}

/* What is given is not worked out by its rule, and what no expectation hangs on is not counted. */
static void
only_what_an_expectation_hangs_on_counts(void **state)
{
	struct covered covered;

	(void)state;
	cover(&covered,
	    "test \"route is given\" on 2022-05-31\n"
	    "  given case rows route, raised_on, urgent, points giving told\n"
	    "    - Now,  2022-04-01, no, 15  gives Told\n"
	    "    - Late, 2022-04-01, no, 15  gives Not_told\n"
	    "  end given\n");
	assert_int_equal(owner(&covered, "told")->rows, 2);
	assert_int_equal(owner(&covered, "route")->rows, 0);
	assert_int_equal(
	    point(&covered, "route", "waited is more than limit")->rows[SIDE_ABOVE], 0);
	assert_int_equal(owner(&covered, "size")->rows, 0);
	end(&covered);
}

static void
no_order_of_tests_or_rows_shows(void **state)
{
	static const char one[] = "test \"one\" on 2022-05-31\n"
				  "  given case rows points giving size\n"
				  "    - 9   gives Small\n"
				  "    - 10  gives Middle\n"
				  "  end given\n";
	static const char other[] = "test \"one\" on 2022-05-31\n"
				    "  given case rows points giving size\n"
				    "    - 10  gives Middle\n"
				    "    - 9   gives Small\n"
				    "  end given\n";
	struct covered a, b;
	struct buffer first = BUFFER_INIT, second = BUFFER_INIT;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	cover(&a, arena_printf(&arena, "%s%s", one, FIVE_ROWS));
	coverage_list(&first, a.coverage);
	cover(&b, arena_printf(&arena, "%s%s", FIVE_ROWS, other));
	coverage_list(&second, b.coverage);
	assert_string_equal(first.at, second.at);
	assert_string_equal(a.suggested.at, b.suggested.at);
	buffer_release(&first);
	buffer_release(&second);
	end(&a);
	end(&b);
	arena_release(&arena);
}

/* The text with every `to fill in` turned into what a test may say. */
static char *
filled(struct arena *arena, const char *text)
{
	struct buffer out = BUFFER_INIT;
	const char *at;
	char *copy;

	while ((at = strstr(text, "to fill in\n")) != NULL) {
		buffer_add(&out, text, (size_t)(at - text));
		buffer_text(&out, "unknown\n");
		text = at + strlen("to fill in\n");
	}
	buffer_text(&out, text);
	copy = arena_copy(arena, out.at, out.length);
	buffer_release(&out);
	return copy;
}

/* Pasted, every suggestion is read, and shows what it was made for: nothing is left to try. */
static void
suggestions_try_what_is_missing(void **state)
{
	static const char *const starts[] = { "", FIVE_ROWS,
		"test \"a size\" on 2022-05-31\n"
		"  given case with points is 10\n"
		"  expect size is Middle\n" };
	(void)state;
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		struct covered before, after;
		struct coverage_totals totals;
		struct arena arena;

		arena_init(&arena);
		cover(&before, starts[i]);
		cover(&after, arena_printf(&arena, "%s%s", starts[i],
			filled(&arena, before.suggested.at)));
		totals = coverage_totals(after.coverage);
		assert_int_equal(totals.lines_fired, totals.lines);
		assert_int_equal(totals.thresholds_tried, totals.thresholds);
		assert_int_equal(totals.conditions_tried, totals.conditions);
		assert_non_null(strstr(after.suggested.at, "nothing is missing"));
		end(&before);
		end(&after);
		arena_release(&arena);
	}
}

/* The facts behind a definition are found: 40 days before 31 May 2022 is 21 April. */
static void
edges_are_met_through_definitions(void **state)
{
	struct covered covered;

	(void)state;
	cover(&covered,
	    "test \"late\" on 2022-05-31\n"
	    "  given case with raised_on is 2022-01-15, urgent is no\n"
	    "  expect route is Late\n");
	assert_non_null(strstr(covered.suggested.at, "no, 2022-04-21  gives to fill in"));
	assert_non_null(strstr(covered.suggested.at, "no, 2022-04-22  gives to fill in"));
	assert_null(strstr(covered.suggested.at, "2022-04-20  gives"));	/* above was tried */
	end(&covered);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_sides_and_answers_are_counted),
		cmocka_unit_test(each_dated_value_is_a_threshold),
		cmocka_unit_test(rows_add_up),
		cmocka_unit_test(only_what_an_expectation_hangs_on_counts),
		cmocka_unit_test(no_order_of_tests_or_rows_shows),
		cmocka_unit_test(suggestions_try_what_is_missing),
		cmocka_unit_test(edges_are_met_through_definitions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
