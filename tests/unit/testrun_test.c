/* testrun: the tests written in a policy: what passes, what fails, and what is said about it. */
#include "tests/unit/engine.h"

#include <stdio.h>
#include <unistd.h>

#include "interp/testrun.h"

#define HEAD \
	ENGINE_HEAD \
	"setting limit is 40 days\n" \
	"  may vary locally between 20 days and 60 days\n" \
	"  cites s \"1\"\n" \
	"  from 2023-01-01 is 30 days\n" \
	"    cites s \"1a\"\n" \
	"input case from \"c.csv\", one row per ref, settings as at run_date\n" \
	"  ref is text\n" \
	"  begun is date, may be blank\n" \
	"  code is text like \"@##\", small letters accepted, may be blank\n" \
	"  hours is number, blank means 0\n" \
	"  urgent is yes or no, may be blank\n" \
	"  colour is Red or Amber or Green, may be blank\n" \
	"  cites s \"1\"\n" \
	"define waited for case as days from begun to run_date, first day not counted\n" \
	"  cites s \"2\"\n" \
	"define too_long for case as waited is more than limit\n" \
	"  cites s \"2\"\n" \
	"decide route for case\n" \
	"  gives Fast when urgent\n" \
	"    cites s \"3\"\n" \
	"  gives Fast when too_long\n" \
	"    cites s \"3a\"\n" \
	"  otherwise Slow\n" \
	"    cites s \"3b\"\n" \
	"report by_colour of case \"By colour\"\n" \
	"  one row per colour\n" \
	"  column cases \"Cases\" is count\n" \
	"  cites s \"4\"\n"

/* A policy with one test, of which the lines are to follow. */
#define TEST HEAD "test \"t\" on 2022-05-31\n"

struct tested {
	struct arena arena;
	struct sources sources;
	struct diags diags;
	const struct program *program;
	struct testrun_result result;
	struct fault fault;
	struct buffer out;
	bool done;
};

static void
run_at(struct tested *tested, const char *path, const char *policy, const char *only)
{
	memset(tested, 0, sizeof *tested);
	arena_init(&tested->arena);
	sources_init(&tested->sources, &tested->arena);
	diags_init(&tested->diags, &tested->arena, &tested->sources);
	tested->program = policy_compile(
	    &tested->arena, &tested->sources, &tested->diags, "p.writ", policy, strlen(policy));
	if (tested->program == NULL)
		fail_msg("%s", diags_text(&tested->diags, &tested->arena, false));
	buffer_text(&tested->out, "");
	tested->done = testrun_all(tested->program, path, &(struct options){ .only = only },
	    &tested->out, NULL, NULL, &tested->result, &tested->fault);
}

static void
run(struct tested *tested, const char *policy)
{
	run_at(tested, "p.writ", policy, NULL);
}

static void
end(struct tested *tested)
{
	buffer_release(&tested->out);
	arena_release(&tested->arena);
}

/* Every test of the policy passes, and there are as many, with as many expectations. */
static void
all_pass(const char *policy, uint32_t tests, uint32_t expectations)
{
	struct tested tested;

	run(&tested, policy);
	assert_true(tested.done);
	assert_string_equal(tested.out.at, "");
	assert_int_equal(tested.result.tests, tests);
	assert_int_equal(tested.result.passed, tests);
	assert_int_equal(tested.result.failed, 0);
	assert_int_equal(tested.result.expectations, expectations);
	end(&tested);
}

/* The only test of the policy fails with these words in a line, and no other line comes. */
static void
fails_saying(const char *policy, const char *words)
{
	struct tested tested;

	run(&tested, policy);
	assert_true(tested.done);
	assert_int_equal(tested.result.tests, 1);
	assert_int_equal(tested.result.failed, 1);
	assert_int_equal(tested.result.passed, 0);
	if (strstr(tested.out.at, words) == NULL)
		fail_msg("expected \"%s\" in: %s", words, tested.out.at);
	assert_ptr_equal(strchr(tested.out.at, '\n'), tested.out.at + tested.out.length - 1);
	end(&tested);
}

static void
each_test_has_its_own_day_settings_and_rows(void **state)
{
	(void)state;
	all_pass(HEAD
	    "test \"a\" on 2022-05-31\n"
	    "  given case rows begun, urgent giving waited, route\n"
	    "    - 2022-04-21, no gives 40 days, Slow\n"
	    "    - 2022-04-20, no gives 41 days, Fast\n"
	    "  end given\n"
	    "test \"b\" on 2022-05-31\n"
	    "  set limit to 30 days\n"
	    "  given case with begun is 2022-04-21, urgent is no\n"
	    "  expect route is Fast\n"
	    "  expect 1 rows of case where too_long\n"
	    "test \"c: the setting of b is forgotten, the day is another\" on 2022-06-01\n"
	    "  given case with begun is 2022-04-22, urgent is no\n"
	    "  expect route is Slow\n"
	    "test \"d: the later value of the setting\" on 2023-01-31\n"
	    "  given case rows begun, urgent giving route\n"
	    "    - 2023-01-01, no gives Slow\n"
	    "    - 2022-12-31, no gives Fast\n"
	    "  end given\n",
	    4, 9);
}

static void
bounds_do_not_bind_a_test(void **state)
{
	(void)state;
	all_pass(HEAD "test \"beyond the bounds\" on 2022-05-31\n"
		      "  set limit to 1 day\n"
		      "  given case with begun is 2022-05-29, urgent is no\n"
		      "  expect route is Fast\n",
	    1, 1);
}

static void
given_values_are_read_as_cells_are(void **state)
{
	(void)state;
	all_pass(HEAD "define is_a12 for case as code is \"A12\"\n"
		      "  cites s \"5\"\n"
		      "define is_one for case as ref is \"one\"\n"
		      "  cites s \"5\"\n"
		      "define more for case as hours plus 1\n"
		      "  cites s \"5\"\n"
		      "test \"capitals, outer blanks and blank means\" on 2022-05-31\n"
		      "  given case with ref is \" one \", code is \"a12\", hours is blank\n"
		      "  expect is_one is yes\n"
		      "  expect is_a12 is yes\n"
		      "  expect more is 1\n"
		      "test \"what does not fit is unknown, not blank\" on 2022-05-31\n"
		      "  given case with code is \"a1\"\n"
		      "  expect is_a12 cannot be decided without code\n",
	    2, 4);
}

static void
unstated_blank_and_unknown_are_told_apart(void **state)
{
	(void)state;
	all_pass(HEAD "define no_day for case as begun is blank\n"
		      "  cites s \"5\"\n"
		      "test \"three kinds\" on 2022-05-31\n"
		      "  given case rows begun giving no_day, waited\n"
		      "    - blank      gives yes,     nothing\n"
		      "    - unknown    gives unknown, unknown\n"
		      "    - 2022-05-31 gives no,      0 days\n"
		      "  end given\n"
		      "test \"unstated could be anything\" on 2022-05-31\n"
		      "  given case with ref is \"A\"\n"
		      "  expect no_day is unknown\n"
		      "  expect route cannot be decided without urgent and begun\n",
	    2, 8);
}

static void
a_derived_column_that_is_given_keeps_what_was_given(void **state)
{
	(void)state;
	all_pass(HEAD "test \"the rule is not used\" on 2022-05-31\n"
		      "  given case rows begun, too_long, urgent giving route\n"
		      "    - 2022-05-31, yes,     no gives Fast\n"
		      "    - 2022-01-01, no,      no gives Slow\n"
		      "    - 2022-01-01, unknown, no gives unknown\n"
		      "  end given\n",
	    1, 3);
}

static void
where_leaves_one_row_or_counts_them(void **state)
{
	(void)state;
	all_pass(HEAD "test \"where leaves one\" on 2022-05-31\n"
		      "  given case rows ref, urgent\n"
		      "    - \"A\", yes\n"
		      "    - \"B\", yes\n"
		      "    - \"C\", no\n"
		      "  end given\n"
		      "  expect 2 rows of case where urgent\n"
		      "  expect urgent is no where ref is \"C\"\n"
		      "  expect 3 rows of case\n",
	    1, 3);
}

static void
a_failure_says_where_what_came_out_and_why(void **state)
{
	struct tested tested;

	(void)state;
	run(&tested,
	    HEAD "test \"wrong\" on 2022-05-31\n"
		 "  given case with begun is 2022-04-21, urgent is no\n"
		 "  expect route is Fast\n");
	assert_true(tested.done);
	assert_int_equal(tested.result.failed, 1);
	assert_non_null(strstr(tested.out.at, "p.writ:"));
	assert_non_null(strstr(tested.out.at, "test \"wrong\""));
	assert_non_null(strstr(tested.out.at, "route is Slow, expected Fast"));
	assert_non_null(strstr(tested.out.at, "40 days"));
	end(&tested);
}

static void
each_kind_of_failure(void **state)
{
	(void)state;
	fails_saying(TEST
	    "  given case rows urgent giving route\n    - yes gives Slow\n  end given\n",
	    "route is Fast, expected Slow");
	fails_saying(TEST "  given case with urgent is yes\n  expect route is unknown\n",
	    "route is Fast, expected unknown");
	fails_saying(TEST "  given case with begun is unknown\n  expect waited is 0 days\n",
	    "waited cannot be decided, expected 0 days: days from");
	fails_saying(TEST "  given case with urgent is no\n  expect waited is 0 days\n",
	    "needs begun (add to what is given of case: begun is ..., or is blank)");
	fails_saying(TEST "  given case with begun is 2022-05-30\n  expect waited is 2 days\n",
	    "waited is 1 day, expected 2 days");
	fails_saying(TEST "  given case with begun is 2022-05-30\n  expect waited is nothing\n",
	    "expected nothing");
	fails_saying(TEST "  given case with begun is blank\n  expect waited is 0 days\n",
	    "waited is nothing, expected 0 days");
	fails_saying(TEST "  given case with urgent is yes\n  expect 2 rows of case where urgent\n",
	    "1 rows of case, expected 2");
	fails_saying(TEST "  given case with ref is \"A\"\n  expect 0 rows of case where urgent\n",
	    "0 rows of case and 1 that cannot be decided, expected 0");
	/* More, fewer and other names than those it waits for. */
	fails_saying(TEST
	    "  given case with ref is \"A\"\n  expect route cannot be decided without urgent\n",
	    "expected: cannot be decided without urgent");
	fails_saying(TEST "  given case with begun is 2022-05-31\n"
			  "  expect route cannot be decided without urgent and begun\n",
	    "cannot be decided without urgent, begun");
	fails_saying(TEST "  given case with begun is 2022-05-31\n"
			  "  expect route cannot be decided without begun\n",
	    "cannot be decided without begun");
	fails_saying(TEST "  given case with urgent is yes\n"
			  "  expect route cannot be decided without begun\n",
	    "route is Fast, expected: cannot be decided without begun");
}

static void
an_expectation_needs_one_row_for_sure(void **state)
{
	(void)state;
	fails_saying(TEST
	    "  given case rows ref, urgent\n    - \"A\", yes\n    - \"B\", yes\n  end given\n"
	    "  expect route is Fast where urgent\n",
	    "is expected of one row, and there are 2");
	fails_saying(TEST "  given case with ref is \"A\", urgent is yes\n"
			  "  expect route is Fast where ref is \"B\"\n",
	    "there is no row to look at");
	/* B may be meant as well. */
	fails_saying(TEST
	    "  given case rows ref, urgent\n    - \"A\", yes\n    - \"B\", unknown\n  end given\n"
	    "  expect route is Fast where urgent\n",
	    "cannot be decided");
}

static void
only_picks_by_name(void **state)
{
	static const char policy[] = HEAD
	    "test \"one of the fast\" on 2022-05-31\n  given case with urgent is yes\n"
	    "  expect route is Fast\n"
	    "test \"one of the slow\" on 2022-05-31\n  given case with urgent is yes\n"
	    "  expect route is Slow\n";
	struct tested tested;

	(void)state;
	run_at(&tested, "p.writ", policy, "the fast");
	assert_int_equal(tested.result.tests, 1);
	assert_int_equal(tested.result.passed, 1);
	end(&tested);
	run_at(&tested, "p.writ", policy, "one of");
	assert_int_equal(tested.result.tests, 2);
	assert_int_equal(tested.result.passed, 1);
	assert_int_equal(tested.result.failed, 1);
	end(&tested);
	run_at(&tested, "p.writ", policy, "nobody");
	assert_true(tested.done);
	assert_int_equal(tested.result.tests, 0);
	end(&tested);
}

/* ---- files beside the policy ---- */

struct folder {
	char path[64], policy[96], file[96];
};

static void
make_folder(struct folder *folder, const char *name, const char *bytes)
{
	FILE *out;

	strcpy(folder->path, "/tmp/writ-test-XXXXXX");
	if (mkdtemp(folder->path) == NULL)
		fail_msg("no folder");
	snprintf(folder->policy, sizeof folder->policy, "%s/p.writ", folder->path);
	snprintf(folder->file, sizeof folder->file, "%s/%s", folder->path, name);
	out = fopen(folder->file, "wb");
	if (out == NULL || fputs(bytes, out) < 0 || fclose(out) != 0)
		fail_msg("%s", folder->file);
}

static void
remove_folder(const struct folder *folder)
{
	unlink(folder->file);
	rmdir(folder->path);
}

static void
a_report_is_compared_cell_by_cell(void **state)
{
	static const char policy[] = HEAD "test \"t\" on 2022-05-31\n"
					  "  given case rows ref, colour\n"
					  "    - \"A\", Red\n"
					  "    - \"B\", Red\n"
					  "    - \"C\", Green\n"
					  "  end given\n"
					  "  expect by_colour is as in \"expected.csv\"\n";
	static const struct {
		const char *expected, *says; /* NULL: it passes */
	} cases[] = {
		{ "Colour,Cases\nRed,2\nGreen,1\n", NULL },
		{ "\"Colour\",\"Cases\"\r\n\"Red\",\"2\"\r\nGreen,1", NULL },
		{ "Colour,Cases\nRed,3\nGreen,1\n",
		    "row 'Red', column 'Cases': 2, but expected.csv has 3" },
		{ "Colour,Cases\nRed,2\n", "has a row 'Green' that expected.csv does not have" },
		{ "Colour,Cases\nRed,2\nGreen,1\nblank,1\n",
		    "has no row 'blank', which expected.csv has" },
		{ "Colour,Cases,More\nRed,2,0\nGreen,1,0\n",
		    "has no column 'More', which expected.csv has (after 'Cases'); the rest is "
		    "compared by heading\n"
		    "  if the report is right, change expected.csv by hand, cell by cell as said "
		    "above: its rows stand in the test, so no run prints it\n" },
		{ "Colour\nRed\nGreen\n",
		    "has a column 'Cases' that expected.csv lacks (after 'Colour'); the rest is "
		    "compared by heading\n  if" },
		{ "Cases,Colour\n2,Red\n1,Green\n",
		    "has its columns in another order than expected.csv; they are compared by "
		    "heading\n  if" },
		{ "Colour,Cases\nGreen,1\nRed,2\n",
		    "has its rows in another order than expected.csv\n  if" },
		{ "Colour,Cases\nBlue,0\nRed,2\nGreen,1\n",
		    "has no row 'Blue', which expected.csv has\n  if" },
		{ "Colour,Cases\nRed,2,7\nGreen,1\n",
		    "row 'Red': expected.csv has 3 cells there, and 2 headings\n  if" },
		{ "", "expected.csv is empty, not even headings" },
		{ "Colour,Cases\nRed,\"2\n", "is not a CSV file" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct folder folder;
		struct tested tested;

		make_folder(&folder, "expected.csv", cases[i].expected);
		run_at(&tested, folder.policy, policy, NULL);
		assert_true(tested.done);
		assert_int_equal(tested.result.failed, cases[i].says == NULL ? 0 : 1);
		assert_int_equal(tested.result.failed_expectations, cases[i].says == NULL ? 0 : 1);
		if (cases[i].says != NULL && strstr(tested.out.at, cases[i].says) == NULL)
			fail_msg("expected \"%s\" in: %s", cases[i].says, tested.out.at);
		end(&tested);
		remove_folder(&folder);
	}
}

static void
the_command_that_prints_a_report_anew(void **state)
{
	static const char policy[] = HEAD "test \"t\" on 2022-05-31\n"
					  "  given case from \"rows.csv\"\n"
					  "  expect by_colour is as in \"rows.csv\"\n";
	struct folder folder;
	struct tested tested;
	struct buffer wanted = BUFFER_INIT;

	(void)state;
	make_folder(&folder, "rows.csv", "ref,begun,code,hours,urgent,colour\nA,,,,yes,Red\n");
	run_at(&tested, folder.policy, policy, NULL);
	buffer_printf(&wanted,
	    "this prints what rows.csv should hold:\n    writ run p.writ case=%s ", folder.file);
	if (strstr(tested.out.at, wanted.at) == NULL)
		fail_msg("expected \"%s\" in: %s", wanted.at, tested.out.at);
	assert_non_null(
	    strstr(tested.out.at, " --on 2022-05-31 --table by_colour --format csv\n"));
	buffer_release(&wanted);
	end(&tested);
	remove_folder(&folder);
}

static void
rows_of_a_file_are_read_as_a_run_reads_them(void **state)
{
	static const char policy[] = HEAD "test \"t\" on 2022-05-31\n"
					  "  given case from \"rows.csv\"\n"
					  "  expect 2 rows of case where route is Fast\n"
					  "  expect route is Slow where ref is \"C\"\n";
	struct folder folder;
	struct tested tested;

	(void)state;
	make_folder(&folder, "rows.csv",
	    "ref,begun,code,hours,urgent,colour\n"
	    "A,,,,yes,\nB,20/04/2022,,,no,Red\nC,21/04/2022,,,N,red\n");
	run_at(&tested, folder.policy, policy, NULL);
	assert_true(tested.done);
	assert_string_equal(tested.out.at, "");
	assert_int_equal(tested.result.passed, 1);
	end(&tested);
	remove_folder(&folder);
}

/* A file that has to be read again, for a key that is there twice, takes no other row with it. */
static void
rows_given_beside_a_file_stay(void **state)
{
	static const char policy[] = HEAD "test \"t\" on 2022-05-31\n"
					  "  given case with ref is \"L\", urgent is yes\n"
					  "  given case from \"rows.csv\"\n"
					  "  expect 3 rows of case\n"
					  "  expect route is Fast where ref is \"L\"\n";
	struct folder folder;
	struct tested tested;

	(void)state;
	make_folder(&folder, "rows.csv",
	    "ref,begun,code,hours,urgent,colour\nB,20/04/2022,,,no,Red\n"
	    "B,20/04/2022,,,no,Red\nC,21/04/2022,,,no,Red\n");
	run_at(&tested, folder.policy, policy, NULL);
	assert_true(tested.done);
	assert_string_equal(tested.out.at, "");
	end(&tested);
	remove_folder(&folder);
}

static void
what_is_refused_in_a_file_is_named_before_its_notes(void **state)
{
	static const char policy[] = HEAD "test \"t\" on 2022-05-31\n"
					  "  given case from \"rows.csv\"\n"
					  "  expect route is Slow where ref is \"C\"\n";
	struct folder folder;
	struct tested tested;

	(void)state;
	make_folder(&folder, "rows.csv",
	    "A title,,,,,\nref,begun,code,hours,urgent,colour\nC,21/04/2022,,,perhaps,Red\n");
	run_at(&tested, folder.policy, policy, NULL);
	assert_true(tested.done);
	assert_non_null(strstr(tested.out.at, "rows.csv: cell refused:3: "));
	end(&tested);
	remove_folder(&folder);
}

static void
a_file_that_is_not_there_is_a_fault(void **state)
{
	struct tested tested;

	(void)state;
	run_at(&tested, "/tmp/no-such-folder-of-writ/p.writ",
	    TEST "  expect by_colour is as in \"expected.csv\"\n", NULL);
	assert_false(tested.done);
	assert_int_equal(tested.fault.code, EXIT_USAGE);
	assert_non_null(strstr(tested.fault.text, "expected.csv"));
	end(&tested);
	run_at(&tested, "/tmp/no-such-folder-of-writ/p.writ",
	    TEST "  given case from \"rows.csv\"\n  expect 0 rows of case\n", NULL);
	assert_false(tested.done);
	assert_int_equal(tested.fault.code, EXIT_USAGE);
	assert_non_null(strstr(tested.fault.text, "rows.csv"));
	end(&tested);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_test_has_its_own_day_settings_and_rows),
		cmocka_unit_test(bounds_do_not_bind_a_test),
		cmocka_unit_test(given_values_are_read_as_cells_are),
		cmocka_unit_test(unstated_blank_and_unknown_are_told_apart),
		cmocka_unit_test(a_derived_column_that_is_given_keeps_what_was_given),
		cmocka_unit_test(where_leaves_one_row_or_counts_them),
		cmocka_unit_test(a_failure_says_where_what_came_out_and_why),
		cmocka_unit_test(each_kind_of_failure),
		cmocka_unit_test(an_expectation_needs_one_row_for_sure),
		cmocka_unit_test(only_picks_by_name),
		cmocka_unit_test(a_report_is_compared_cell_by_cell),
		cmocka_unit_test(the_command_that_prints_a_report_anew),
		cmocka_unit_test(rows_of_a_file_are_read_as_a_run_reads_them),
		cmocka_unit_test(rows_given_beside_a_file_stay),
		cmocka_unit_test(what_is_refused_in_a_file_is_named_before_its_notes),
		cmocka_unit_test(a_file_that_is_not_there_is_a_fault),
	};

	return RUN_TESTS(tests);
}
