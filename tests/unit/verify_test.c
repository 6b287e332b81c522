/* verify: an earlier run is performed again, and what differs is said: in the folder, in the log,
 * in the policy, in the inputs, and in what comes of them. */
#include "tests/unit/made_record.h"

#include "interp/verify_parts.h"

#define POLICY \
	"policy p\n  title \"t\"\n  version \"1\"\n  owner \"o\"\n  in force from 2020-01-01\n" \
	"source s is \"S\"\n" \
	"setting limit is 10\n  cites s \"1\"\n" \
	"input case from \"cases.csv\", one row per ref\n" \
	"  ref is text\n  points is number, may be blank\n  cites s \"1\"\n" \
	"decide route for case\n  gives Fast when points is more than limit\n" \
	"  otherwise Usual\n  cites s \"1\"\n" \
	"report routes of case \"Routes\"\n  one row per route\n" \
	"  column cases \"Cases\" is count\n  cites s \"1\"\n"
#define CASES "ref,points\nA,11\nB,3\nC,\n"

static void
put_and_run(struct folder *folder)
{
	put(in(folder, "policy.writ"), POLICY);
	put(in(folder, "cases.csv"), CASES);
	made_record(folder, "2022-05-31", "out");
}

/* What verify answers, and prints. */
static enum exit_code
verified(struct folder *folder, const char **printed)
{
	const char *words[] = { in(folder, "policy.writ"), folder->path };
	const struct options options = { .command = COMMAND_VERIFY,
		.policy = in(folder, "out"),
		.arguments = words,
		.argument_count = 2 };
	struct fault fault = FAULT_NONE;
	int kept = caught_begin(folder);
	enum exit_code code = verify_command(&folder->arena, &options, &fault);

	*printed = caught_end(folder, kept);
	return code;
}

static void
finds(struct folder *folder, const char *what)
{
	const char *printed;

	assert_int_equal(verified(folder, &printed), EXIT_FINDINGS);
	if (strstr(printed, what) == NULL)
		fail_msg("it does not say: %s\n%s", what, printed);
}

/* Changes the first place in a file where `from` stands. */
static void
change(struct folder *folder, const char *name, const char *from, const char *to)
{
	const char *path = in(folder, name), *text = text_of(folder, path),
		   *at = text == NULL ? NULL : strstr(text, from);

	if (at == NULL)
		fail_msg("%s has no '%s'", name, from);
	put(path,
	    arena_printf(&folder->arena, "%.*s%s%s", (int)(at - text), text, to,
		at + strlen(from)));
}

static void
the_same_run_is_the_same(void **state)
{
	struct folder *folder = *state;
	const char *printed;
	char digest[65];

	put_and_run(folder);
	assert_int_equal(verified(folder, &printed), EXIT_DONE);
	assert_non_null(strstr(printed, "The same: policy p, version 1, run for 2022-05-31"));
	assert_non_null(strstr(printed, "the chain of the log is whole, 3 decisions long"));
	assert_true(oldrun_digest(in(folder, "out/run.json"), digest));
	assert_non_null(strstr(printed, digest));
	/* nothing was written */
	assert_false(platform_exists(in(folder, "out.writing")));
}

static void
a_file_changed_missing_or_put_in_is_found(void **state)
{
	struct folder *folder = *state;
	const char *printed;

	put_and_run(folder);
	change(folder, "out/reports/routes.csv", "Fast,1", "Fast,2");
	finds(folder,
	    "- reports/routes.csv was changed after the run: its SHA-256 is not the one in "
	    "the record\n");
	assert_true(platform_remove_file(in(folder, "out/reports/routes.csv")));
	finds(folder, "- reports/routes.csv is missing from the folder\n");
	put(in(folder, "out/reports/more.csv"), "x");
	finds(folder, "- reports/more.csv is in the folder, and the record does not name it\n");
	assert_int_equal(verified(folder, &printed), EXIT_FINDINGS);
	assert_non_null(strstr(printed, "Not the same: 2 things found\n"));
}

/* A line of the log changed: the next one names another digest. */
static void
a_changed_log_breaks_its_chain(void **state)
{
	struct folder *folder = *state;

	put_and_run(folder);
	change(folder, "out/decisions.jsonl", "\"outcome\":\"Fast\"", "\"outcome\":\"Slow\"");
	finds(folder,
	    "- line 2 of decisions.jsonl does not hold the digest of the line before: one "
	    "of the two was changed, and the chain is broken there\n");
	finds(folder, "- decisions.jsonl was changed after the run");
}

static void
a_log_that_was_cut_is_found(void **state)
{
	struct folder *folder = *state;
	const char *text;

	put_and_run(folder);
	text = text_of(folder, in(folder, "out/decisions.jsonl"));
	put(in(folder, "out/decisions.jsonl"),
	    arena_copy(&folder->arena, text, (size_t)(strchr(text, '\n') - text) + 1));
	finds(folder, "- decisions.jsonl has 1 line, and the record says 3\n");
	put(in(folder, "out/decisions.jsonl"), arena_copy(&folder->arena, text, 40));
	finds(folder, "- line 1 of decisions.jsonl is no JSON: it was changed after the run\n");
}

static void
another_policy_is_told_with_what_comes_of_it(void **state)
{
	struct folder *folder = *state;
	const char *printed;

	put_and_run(folder);
	change(folder, "policy.writ", "limit is 10", "limit is 12");
	assert_int_equal(verified(folder, &printed), EXIT_FINDINGS);
	/* causes before effects */
	assert_non_null(strstr(printed, "policy.writ"));
	assert_non_null(strstr(printed,
	    "decisions/case.csv is not what comes out when it is worked "
	    "out again"));
	assert_true(strstr(printed, "policy") < strstr(printed, "decisions/case.csv"));
	change(folder, "policy.writ", "limit is 12", "limit is 10");
	assert_int_equal(verified(folder, &printed), EXIT_DONE);
}

static void
a_policy_that_cannot_be_run_any_more_is_told(void **state)
{
	struct folder *folder = *state;

	put_and_run(folder);
	change(folder, "policy.writ", "more than limit", "more than limits");
	finds(folder, "has errors now, and cannot be run: 'writ check' shows them\n");
}

static void
another_input_is_told(void **state)
{
	struct folder *folder = *state;

	put_and_run(folder);
	change(folder, "cases.csv", "B,3", "B,30");
	finds(folder, "cases.csv");
	finds(folder, "- decisions/case.csv is not what comes out when it is worked out again\n");
	change(folder, "cases.csv", "ref,points", "ref,score");
	finds(folder, "- the run cannot be performed again: ");
}

static void
what_is_not_there_is_a_matter_of_how_it_was_asked(void **state)
{
	struct folder *folder = *state;
	const char *printed;

	put_and_run(folder);
	assert_true(platform_remove_file(in(folder, "cases.csv")));
	assert_int_equal(verified(folder, &printed), EXIT_USAGE);
	assert_true(platform_remove_tree(in(folder, "out")));
	assert_int_equal(verified(folder, &printed), EXIT_USAGE);
}

static void
a_record_that_is_damaged_is_all_that_is_said(void **state)
{
	struct folder *folder = *state;
	const char *printed;

	put_and_run(folder);
	change(folder, "out/run.json", "\"writ\"", "\"wrat\"");
	assert_int_equal(verified(folder, &printed), EXIT_FINDINGS);
	assert_string_equal(
	    printed, "Not the same: 1 thing found\n- run.json does not name writ as its tool\n");
}

/* ---- parts ---- */

static void
files_stand_in_the_order_of_their_names(void **state)
{
	struct folder *folder = *state;
	struct verify verify = { .arena = &folder->arena };
	const struct verify_file *b = verify_file(&verify, "b");

	verify_file(&verify, "c");
	verify_file(&verify, "a/z");
	assert_ptr_equal(verify_file(&verify, "b"), b);
	verify_sort_files(&verify);
	assert_int_equal(verify.file_count, 3);
	assert_string_equal(verify.files[0]->name, "a/z");
	assert_string_equal(verify.files[1]->name, "b");
	assert_string_equal(verify.files[2]->name, "c");
}

/* Of many files alike so many are told, and the rest counted. */
static void
many_findings_are_counted(void **state)
{
	struct folder *folder = *state;
	const char *printed;
	char name[32];

	put_and_run(folder);
	for (int i = 0; i < VERIFY_TOLD + 5; i++) {
		snprintf(name, sizeof name, "out/more%02d", i);
		put(in(folder, name), "x");
	}
	assert_int_equal(verified(folder, &printed), EXIT_FINDINGS);
	assert_non_null(strstr(printed, "Not the same: 25 things found\n"));
	assert_non_null(strstr(printed, "- more19 is in the folder"));
	assert_null(strstr(printed, "more20"));
	assert_non_null(strstr(printed, "- and 5 more files like these\n"));
}

/* ---- a larger policy: two tables with two keys each, many rows, many reports ---- */

#define LARGE_HEAD \
	"policy p\n  title \"t\"\n  version \"%s\"\n  owner \"o\"\n  in force from 2020-01-01\n" \
	"source s is \"S\"\n%s" \
	"setting limit is %d\n  cites s \"1\"\n" \
	"input case from \"cases.csv\", one row per ref and part\n" \
	"  ref is text\n  part is text\n  points is number, may be blank\n  cites s \"1\"\n" \
	"input visit from \"visits.csv\", one row per ref and on_day\n" \
	"  ref is text\n  on_day is date\n  length is number\n  cites s \"1\"\n" \
	"decide route for case\n  gives Fast when points is more than limit\n" \
	"  otherwise Usual\n  cites s \"1\"\n" \
	"decide size for visit\n  gives Long when length is more than limit\n" \
	"  otherwise Short\n  cites s \"1\"\n"

enum { LARGE_ROWS = 60, LARGE_REPORTS = 25 };

static const char *
large_policy(struct folder *folder, const char *version, const char *more, int limit)
{
	struct arena *arena = &folder->arena;
	const char *text = arena_printf(arena, LARGE_HEAD, version, more, limit);

	for (int i = 0; i < LARGE_REPORTS; i++)
		text = arena_printf(arena,
		    "%sreport routes_%d of case \"Routes %d\"\n  one row per route\n"
		    "  column cases \"Cases\" is count\n  cites s \"1\"\n", text, i, i);
	return text;
}

/* Every row has `points`; of the first `other` rows it is 30. */
static void
put_rows(struct folder *folder, int points, int other)
{
	struct arena *arena = &folder->arena;
	const char *cases = "ref,part,points\n", *visits = "ref,on_day,length\n";

	for (int i = 0; i < LARGE_ROWS; i++) {
		int figure = i < other ? 30 : points;

		cases = arena_printf(arena, "%sR%02d,P,%d\n", cases, i, figure);
		visits = arena_printf(arena, "%sR%02d,2022-05-%02d,%d\n", visits, i, i % 28 + 1,
		    figure);
	}
	put(in(folder, "cases.csv"), cases);
	put(in(folder, "visits.csv"), visits);
}

static void
put_and_run_large(struct folder *folder)
{
	put(in(folder, "policy.writ"), large_policy(folder, "1", "", 10));
	put_rows(folder, 5, 0);
	made_record(folder, "2022-05-31", "out");
}

/* A changed limit turns every decision: the tables say so row by row, the log not once more, and of
 * the reports so many are named. */
static void
a_limit_that_turns_everything(void **state)
{
	struct folder *folder = *state;
	const char *printed;

	put_and_run_large(folder);
	put(in(folder, "policy.writ"), large_policy(folder, "2", "", 1));
	assert_int_equal(verified(folder, &printed), EXIT_FINDINGS);
	assert_non_null(strstr(printed, "    its version was 1, and is now 2\n"));
	assert_non_null(strstr(printed, "- the setting limit: it was 10, and is now 1\n"));
	assert_non_null(strstr(printed,
	    "    case R00, P: route is Usual in the folder, and Fast when worked out again\n"));
	assert_non_null(strstr(printed,
	    "    in all 60 decisions and values differ, and 0 rows besides\n"));
	assert_null(strstr(printed, "decisions.jsonl does not say"));
	/* 25 reports, the log and the front page */
	assert_non_null(strstr(printed, "- reports/routes_0.csv comes out differently\n"));
	assert_null(strstr(printed, "- reports/routes_9.csv"));
	assert_non_null(strstr(printed, " more outputs differ\n"));
}

/* Cells that were changed in both inputs, in the order of the tables and lines. */
static void
cells_that_were_changed_are_told(void **state)
{
	struct folder *folder = *state;
	const char *printed, *first, *second, *third;

	put_and_run_large(folder);
	change(folder, "cases.csv", "R07,P,5", "R07,P,6");
	change(folder, "cases.csv", "R03,P,5", "R03,P,");
	change(folder, "visits.csv", "R05,2022-05-06,5", "R05,2022-05-06,40");
	assert_int_equal(verified(folder, &printed), EXIT_FINDINGS);
	first = strstr(printed, "    line 5, column points: it was 5, and is now blank\n");
	second = strstr(printed, "    line 9, column points: it was 5, and is now 6\n");
	third = strstr(printed, "    line 7, column length: it was 5, and is now 40\n");
	assert_true(first != NULL && first < second && second < third);
	put_rows(folder, 5, 30);
	assert_int_equal(verified(folder, &printed), EXIT_FINDINGS);
	assert_non_null(strstr(printed, "    and 10 more cells\n"));
}

/* Without the log, or where it was changed, no cell is told, but the input is all the same. */
static void
a_log_that_is_gone_tells_no_cells(void **state)
{
	struct folder *folder = *state;
	const char *printed;

	put_and_run_large(folder);
	change(folder, "cases.csv", "R07,P,5", "R07,P,50");
	assert_true(platform_remove_file(in(folder, "out/decisions.jsonl")));
	assert_int_equal(verified(folder, &printed), EXIT_FINDINGS);
	assert_non_null(strstr(printed, "- decisions.jsonl is missing from the folder\n"));
	assert_non_null(
	    strstr(printed, "- the input 'case': cases.csv is not the file of that run"));
	assert_null(strstr(printed, "column points"));
}

/* Every line of the log was changed: each breaks the chain of the next. */
static void
many_broken_lines_are_counted(void **state)
{
	struct folder *folder = *state;
	const char *printed, *path = in(folder, "out/decisions.jsonl");
	char *text, *at;

	put_and_run_large(folder);
	text = arena_copy(&folder->arena, text_of(folder, path), strlen(text_of(folder, path)));
	for (at = text; (at = strstr(at, "\"outcome\":\"Usual\"")) != NULL; at++)
		memcpy(at, "\"outcome\":\"Fatal\"", strlen("\"outcome\":\"Fatal\""));
	put(path, text);
	assert_int_equal(verified(folder, &printed), EXIT_FINDINGS);
	/* 60 lines were changed, and each of them stands before another */
	assert_non_null(strstr(printed, "- and 40 more lines of decisions.jsonl\n"));
	assert_non_null(strstr(printed, "- decisions.jsonl does not say what is worked out now\n"));
	assert_non_null(strstr(printed,
	    "    line 1, case R00, P, route: Fatal in the folder, and Usual when worked out "
	    "again\n"));
	assert_non_null(strstr(printed, "    and 40 more lines\n"));
}

/* The end of the log: its last line has another number, or no end. */
static void
the_last_line_of_the_log(void **state)
{
	struct folder *folder = *state;
	const char *path = in(folder, "out/decisions.jsonl"), *text;

	put_and_run_large(folder);
	text = text_of(folder, path);
	put(path, arena_copy(&folder->arena, text, strlen(text) - 1));
	finds(folder, "- line 120 of decisions.jsonl has no line break: the file was cut\n");
	put(path, text);
	change(folder, "out/decisions.jsonl", "\"sequence\":120,", "\"sequence\":119,");
	finds(folder,
	    "- line 120 of decisions.jsonl does not have the number after the one before: lines "
	    "were taken out or put in\n");
}

/* What is there now and was not then, and the other way round. */
static void
what_came_and_went(void **state)
{
	struct folder *folder = *state;
	static const char more[] =
	    "setting other is 5\n  cites s \"1\"\n"
	    "calendar closures is england_and_wales\n"
	    "input extra from \"extra.csv\", one row per ref\n  ref is text\n"
	    "  cites s \"1\"\n";
	const char *printed;

	put_and_run_large(folder);
	put(in(folder, "extra.csv"), "ref\nA\n");
	put(in(folder, "policy.writ"), large_policy(folder, "1", more, 10));
	assert_int_equal(verified(folder, &printed), EXIT_FINDINGS);
	assert_non_null(strstr(printed, "- the setting other: it was not there, and is now 5\n"));
	assert_non_null(strstr(printed, "- the input 'extra' was not part of that run\n"));
	made_record(folder, "2022-05-31", "out");
	put(in(folder, "policy.writ"), large_policy(folder, "1", "", 10));
	assert_int_equal(verified(folder, &printed), EXIT_FINDINGS);
	assert_non_null(
	    strstr(printed, "- the setting other was there in that run, and is not now\n"));
	assert_non_null(
	    strstr(printed, "- the input 'extra' was part of that run, and is not now\n"));
}

/* A record that was tampered with in a place that says nothing about the files. */
static void
a_record_that_names_what_cannot_be(void **state)
{
	struct folder *folder = *state;
	const char *path = in(folder, "out/run.json"), *text;

	put_and_run_large(folder);
	text = text_of(folder, path);
	change(folder, "out/run.json", "\"reports/routes_3.csv\"", "\"../routes_3.csv\"");
	finds(folder,
	    "- run.json names an output that cannot be one: it was changed after the run\n");
	put(path, text);
	/* one closing more than the run would record */
	change(folder, "out/run.json", "\"columns_not_read\": []",
	    "\"columns_not_read\": [\"a\"]");
	finds(folder, "- run.json is not what this run would be recorded as\n");
	finds(folder, "columns_not_read, behind the last: ");
	put(path, text);
	/* without its digest or its lines an input is not looked into */
	change(folder, "out/run.json", "\"lines\": 61", "\"lined\": 61");
	change(folder, "cases.csv", "R07,P,5", "R07,P,50");
	finds(folder, "- the input 'case': cases.csv is not the file of that run");
	put(path, text);
	change(folder, "out/run.json", "\"file\": \"cases.csv\",\n      \"sha256\"",
	    "\"file\": \"cases.csv\",\n      \"sha265\"");
	finds(folder, "- the input 'case': cases.csv is not the file of that run");
}

static void
a_report_that_is_a_folder(void **state)
{
	struct folder *folder = *state;

	put_and_run(folder);
	assert_true(platform_remove_file(in(folder, "out/reports/routes.csv")));
	assert_true(platform_make_folder(in(folder, "out/reports/routes.csv")));
	finds(folder, "- reports/routes.csv is a folder now\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(the_same_run_is_the_same),
		IN_FOLDER(a_file_changed_missing_or_put_in_is_found),
		IN_FOLDER(a_changed_log_breaks_its_chain),
		IN_FOLDER(a_log_that_was_cut_is_found),
		IN_FOLDER(another_policy_is_told_with_what_comes_of_it),
		IN_FOLDER(a_policy_that_cannot_be_run_any_more_is_told),
		IN_FOLDER(another_input_is_told),
		IN_FOLDER(what_is_not_there_is_a_matter_of_how_it_was_asked),
		IN_FOLDER(a_record_that_is_damaged_is_all_that_is_said),
		IN_FOLDER(files_stand_in_the_order_of_their_names),
		IN_FOLDER(many_findings_are_counted),
		IN_FOLDER(a_limit_that_turns_everything),
		IN_FOLDER(cells_that_were_changed_are_told),
		IN_FOLDER(a_log_that_is_gone_tells_no_cells),
		IN_FOLDER(many_broken_lines_are_counted),
		IN_FOLDER(the_last_line_of_the_log),
		IN_FOLDER(what_came_and_went),
		IN_FOLDER(a_record_that_names_what_cannot_be),
		IN_FOLDER(a_report_that_is_a_folder),
	};

	return RUN_TESTS(tests);
}
