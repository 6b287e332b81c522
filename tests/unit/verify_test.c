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
	};

	return RUN_TESTS(tests);
}
