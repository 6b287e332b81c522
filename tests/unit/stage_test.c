/* Output that is whole or not there, and what belongs to others left alone. */
#include "tests/unit/test.h"

#include "tests/unit/folder.h"

#include "interp/stage.h"

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* Names what such a run wrote; `link` is for the test of links. */
#define RECORD \
	"{\n  \"schema\": 1,\n  \"tool\": { \"name\": \"writ\", \"version\": \"0.1\" },\n" \
	"  \"outputs\": [ { \"name\": \"decisions/case.csv\" }, { \"name\": \"link\" },\n" \
	"    { \"name\": \"reports.csv\" } ]\n}\n"

static void
write_one(struct stage *stage, const char *name, const char *text)
{
	struct fault fault = FAULT_NONE;
	const char *path = stage_path(stage, name, &fault);

	if (path == NULL)
		fail_msg("%s", fault.text);
	put(path, text);
}

/* A whole run that writes `text`, and a record. */
static void
run_with(struct folder *folder, const char *target, const char *text)
{
	struct stage stage;
	struct fault fault = FAULT_NONE;

	if (!stage_open(&stage, &folder->arena, target, &fault))
		fail_msg("%s", fault.text);
	write_one(&stage, "decisions/case.csv", text);
	write_one(&stage, "run.json", RECORD);
	if (!stage_commit(&stage, &fault))
		fail_msg("%s", fault.text);
	stage_abort(&stage);
}

/* No left-overs beside the folder `out`. */
static void
assert_tidy(struct folder *folder)
{
	assert_false(platform_exists(in(folder, "out.writing")));
	assert_false(platform_exists(in(folder, "out.before")));
}

static void
nothing_appears_before_all_is_there(void **state)
{
	struct folder *folder = *state;
	struct stage stage;
	struct fault fault = FAULT_NONE;

	assert_true(stage_open(&stage, &folder->arena, in(folder, "out"), &fault));
	write_one(&stage, "decisions/case.csv", "x");
	write_one(&stage, "decisions/deep/er.csv", "y");
	write_one(&stage, "index.html", "z");
	assert_false(platform_exists(in(folder, "out")));
	assert_int_equal(stage.file_count, 3);
	assert_string_equal(stage.files[1], "decisions/deep/er.csv");
	assert_true(stage_commit(&stage, &fault));
	assert_int_equal(fault.code, EXIT_DONE);
	assert_string_equal(text_of(folder, in(folder, "out/decisions/case.csv")), "x");
	assert_string_equal(text_of(folder, in(folder, "out/decisions/deep/er.csv")), "y");
	assert_string_equal(text_of(folder, in(folder, "out/index.html")), "z");
	assert_tidy(folder);
}

static void
a_run_that_gives_up_leaves_nothing(void **state)
{
	struct folder *folder = *state;
	struct stage stage;
	struct fault fault = FAULT_NONE;

	assert_true(stage_open(&stage, &folder->arena, in(folder, "out"), &fault));
	write_one(&stage, "decisions/case.csv", "x");
	stage_abort(&stage);
	stage_abort(&stage);
	assert_false(platform_exists(in(folder, "out")));
	assert_tidy(folder);
}

static void
an_earlier_run_is_replaced_whole_or_kept_whole(void **state)
{
	struct folder *folder = *state;
	struct stage stage;
	struct fault fault = FAULT_NONE;

	run_with(folder, in(folder, "out"), "one");
	put(in(folder, "out/reports.csv"), "of the first run");
	assert_true(stage_open(&stage, &folder->arena, in(folder, "out"), &fault));
	write_one(&stage, "decisions/case.csv", "half");
	stage_abort(&stage);
	assert_string_equal(text_of(folder, in(folder, "out/decisions/case.csv")), "one");
	run_with(folder, in(folder, "out"), "two");
	assert_string_equal(text_of(folder, in(folder, "out/decisions/case.csv")), "two");
	assert_false(platform_exists(in(folder, "out/reports.csv")));
	assert_tidy(folder);
}

static void
an_empty_folder_is_taken_and_stays_when_the_run_gives_up(void **state)
{
	struct folder *folder = *state;
	struct stage stage;
	struct fault fault = FAULT_NONE;

	assert_true(platform_make_folder(in(folder, "out")));
	assert_true(stage_open(&stage, &folder->arena, in(folder, "out"), &fault));
	stage_abort(&stage);
	assert_true(platform_is_empty_folder(in(folder, "out")));
	run_with(folder, in(folder, "out"), "one");
	assert_string_equal(text_of(folder, in(folder, "out/decisions/case.csv")), "one");
	assert_tidy(folder);
}

static void
parents_are_made_and_slashes_at_the_end_do_no_harm(void **state)
{
	struct folder *folder = *state;

	run_with(folder, in(folder, "results/2022/out///"), "one");
	assert_string_equal(text_of(folder, in(folder, "results/2022/out/decisions/case.csv")),
	    "one");
}

/* What is in the way, and what the message must say. */
static void
refused(struct folder *folder, const char *target, const char *why)
{
	struct stage stage;
	struct fault fault = FAULT_NONE;

	assert_false(stage_open(&stage, &folder->arena, target, &fault));
	assert_int_equal(fault.code, EXIT_USAGE);
	if (strstr(fault.text, why) == NULL)
		fail_msg("%s", fault.text);
	stage_abort(&stage);
	assert_false(platform_exists(arena_printf(&folder->arena, "%s.writing", target)));
}

static void
what_others_put_there_is_refused_and_untouched(void **state)
{
	struct folder *folder = *state;

	put(in(folder, "file"), "mine");
	refused(folder, in(folder, "file"), "there is a file of that name");
	assert_string_equal(text_of(folder, in(folder, "file")), "mine");
	refused(folder, in(folder, "file/out"), "cannot be made: ");
	refused(folder, "", "needs the name of a folder");

	assert_true(platform_make_folder(in(folder, "mine")));
	put(in(folder, "mine/letter.txt"), "mine");
	refused(folder, in(folder, "mine"), "not the output of an earlier run");
	/* a run.json of another program is not ours */
	put(in(folder, "mine/run.json"), "{ \"name\": \"another tool\" }");
	refused(folder, in(folder, "mine"), "not the output of an earlier run");
	put(in(folder, "mine/run.json"), "{ \"tool\": { \"name\": \"writer\" } }");
	refused(folder, in(folder, "mine"), "not the output of an earlier run");
	put(in(folder, "mine/run.json"), "");
	refused(folder, in(folder, "mine"), "not the output of an earlier run");
	assert_string_equal(text_of(folder, in(folder, "mine/letter.txt")), "mine");

	run_with(folder, in(folder, "real"), "one");
	assert_int_equal(symlink("real", in(folder, "link")), 0);
	refused(folder, in(folder, "link"), "this is a link");
	assert_int_equal(symlink("nowhere", in(folder, "dangling")), 0);
	refused(folder, in(folder, "dangling"), "this is a link");
	assert_string_equal(text_of(folder, in(folder, "real/decisions/case.csv")), "one");
}

static void
what_comes_between_while_a_run_writes_is_not_lost(void **state)
{
	struct folder *folder = *state;
	struct stage stage;
	struct fault fault = FAULT_NONE;

	assert_true(stage_open(&stage, &folder->arena, in(folder, "out"), &fault));
	write_one(&stage, "run.json", RECORD);
	put(in(folder, "out"), "mine");
	assert_false(stage_commit(&stage, &fault));
	assert_int_equal(fault.code, EXIT_USAGE);
	assert_string_equal(text_of(folder, in(folder, "out")), "mine");
	assert_tidy(folder);
}

static void
a_run_that_was_cut_off_is_cleared_away(void **state)
{
	struct folder *folder = *state;

	assert_true(platform_make_folder(in(folder, "out.writing")));
	put(in(folder, "out.writing/half"), "half");
	put(in(folder, "out.writing/.lock"), "");
	run_with(folder, in(folder, "out"), "one");
	assert_false(platform_exists(in(folder, "out/half")));
	assert_tidy(folder);
	/* before it had its lock */
	assert_true(platform_make_folder(in(folder, "out.writing")));
	run_with(folder, in(folder, "out"), "two");
	assert_tidy(folder);
	/* after it had let go of it */
	run_with(folder, in(folder, "other"), "three");
	assert_true(platform_rename(in(folder, "other"), in(folder, "out.writing")));
	run_with(folder, in(folder, "out"), "four");
	assert_string_equal(text_of(folder, in(folder, "out/decisions/case.csv")), "four");
	assert_tidy(folder);
}

/* Not refused(): what has the name stays there. */
static void
name_is_taken(struct folder *folder)
{
	struct stage stage;
	struct fault fault = FAULT_NONE;

	assert_false(stage_open(&stage, &folder->arena, in(folder, "out"), &fault));
	assert_int_equal(fault.code, EXIT_USAGE);
	assert_non_null(strstr(fault.text, "out.writing is needed, and something else is there"));
}

static void
a_half_written_folder_that_is_not_ours_is_refused(void **state)
{
	struct folder *folder = *state;

	run_with(folder, in(folder, "out"), "one");
	assert_true(platform_make_folder(in(folder, "out.writing")));
	put(in(folder, "out.writing/letter.txt"), "mine");
	name_is_taken(folder);
	assert_string_equal(text_of(folder, in(folder, "out.writing/letter.txt")), "mine");
	assert_false(platform_exists(in(folder, "out.writing/.lock")));
	assert_string_equal(text_of(folder, in(folder, "out/decisions/case.csv")), "one");
}

static void
a_file_under_our_first_name_is_refused(void **state)
{
	struct folder *folder = *state;

	put(in(folder, "out.writing"), "a file");
	name_is_taken(folder);
	assert_string_equal(text_of(folder, in(folder, "out.writing")), "a file");
}

static void
a_link_under_our_first_name_is_refused(void **state)
{
	struct folder *folder = *state;

	assert_true(platform_make_folder(in(folder, "kept")));
	put(in(folder, "kept/.lock"), "");
	assert_int_equal(symlink("kept", in(folder, "out.writing")), 0);
	name_is_taken(folder);
	assert_true(platform_is_link(in(folder, "out.writing")));
	assert_true(platform_exists(in(folder, "kept/.lock")));
}

static void
output_set_aside_by_a_crash_is_put_back(void **state)
{
	struct folder *folder = *state;
	struct stage stage;
	struct fault fault = FAULT_NONE;

	run_with(folder, in(folder, "out"), "one");
	assert_true(platform_rename(in(folder, "out"), in(folder, "out.before")));
	assert_true(stage_open(&stage, &folder->arena, in(folder, "out"), &fault));
	stage_abort(&stage);
	assert_string_equal(text_of(folder, in(folder, "out/decisions/case.csv")), "one");
	assert_tidy(folder);
	/* and removed when the newer one is in place already */
	run_with(folder, in(folder, "other"), "old");
	assert_true(platform_rename(in(folder, "other"), in(folder, "out.before")));
	run_with(folder, in(folder, "out"), "two");
	assert_string_equal(text_of(folder, in(folder, "out/decisions/case.csv")), "two");
	assert_tidy(folder);
}

/* Else the run beside it would take a result away that somebody wanted by this name. */
static void
a_result_is_never_called_as_what_passes(void **state)
{
	struct folder *folder = *state;

	refused(folder, in(folder, "out.before"), "names that end so");
	refused(folder, in(folder, "out.writing"), "names that end so");
	refused(folder, in(folder, "out.writing/"), "names that end so");
	assert_tidy(folder);
}

static void
a_folder_of_others_under_our_second_name_is_refused(void **state)
{
	struct folder *folder = *state;

	assert_true(platform_make_folder(in(folder, "out.before")));
	put(in(folder, "out.before/letter.txt"), "mine");
	refused(folder, in(folder, "out"), "something else is there");
	assert_string_equal(text_of(folder, in(folder, "out.before/letter.txt")), "mine");
}

static void
links_in_an_earlier_output_are_removed_and_not_followed(void **state)
{
	struct folder *folder = *state;

	assert_true(platform_make_folder(in(folder, "kept")));
	put(in(folder, "kept/file"), "precious");
	run_with(folder, in(folder, "out"), "one");
	assert_int_equal(symlink("../kept", in(folder, "out/link")), 0);
	run_with(folder, in(folder, "out"), "two");
	assert_false(platform_is_link(in(folder, "out/link")));
	assert_string_equal(text_of(folder, in(folder, "kept/file")), "precious");
}

static void
a_file_that_the_record_does_not_name_is_not_lost(void **state)
{
	struct folder *folder = *state;

	run_with(folder, in(folder, "out"), "one");
	put(in(folder, "out/cases.csv"), "mine");
	refused(folder, in(folder, "out"), "'cases.csv', which would be lost");
	assert_string_equal(text_of(folder, in(folder, "out/cases.csv")), "mine");
	assert_string_equal(text_of(folder, in(folder, "out/decisions/case.csv")), "one");
}

/* A lock is of a program, so the other run is another program. */
static void
two_runs_do_not_write_to_one_folder(void **state)
{
	struct folder *folder = *state;
	struct stage mine;
	struct fault fault = FAULT_NONE;
	int ready[2], over[2], status;
	pid_t other;
	char byte = 0;

	assert_int_equal(pipe(ready), 0);
	assert_int_equal(pipe(over), 0);
	other = fork();
	if (other > 0) {
		/* So that each notices when the other has ended before its time. */
		close(ready[1]);
		close(over[0]);
	}
	if (other == 0) {
		struct arena arena = ARENA_INIT;
		bool open = stage_open(&mine, &arena, in(folder, "out"), &fault);

		close(over[1]);
		if (!open || write(ready[1], "x", 1) != 1 || read(over[0], &byte, 1) != 1)
			_exit(1);
		stage_abort(&mine);
		_exit(0);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_false(stage_open(&mine, &folder->arena, in(folder, "out"), &fault));
	assert_non_null(strstr(fault.text, "another run is writing there now"));
	assert_true(platform_exists(in(folder, "out.writing")));
	assert_int_equal(write(over[1], "x", 1), 1);
	assert_int_equal(waitpid(other, &status, 0), other);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	run_with(folder, in(folder, "out"), "one");
	assert_tidy(folder);
}

static void
a_path_that_cannot_be_made_is_a_fault(void **state)
{
	struct folder *folder = *state;
	struct stage stage;
	struct fault fault = FAULT_NONE;

	assert_true(stage_open(&stage, &folder->arena, in(folder, "out"), &fault));
	write_one(&stage, "decisions", "a file where a folder is due");
	assert_null(stage_path(&stage, "decisions/case.csv", &fault));
	assert_int_equal(fault.code, EXIT_USAGE);
	assert_non_null(strstr(fault.text, "cannot write there"));
	stage_abort(&stage);
	assert_tidy(folder);
}

static void
many_files_are_noted_in_order(void **state)
{
	struct folder *folder = *state;
	struct stage stage;
	struct fault fault = FAULT_NONE;

	assert_true(stage_open(&stage, &folder->arena, in(folder, "out"), &fault));
	for (int i = 0; i < 50; i++)
		assert_non_null(stage_path(&stage, arena_printf(&folder->arena, "f%d", i), &fault));
	for (int i = 0; i < 50; i++)
		assert_string_equal(stage.files[i], arena_printf(&folder->arena, "f%d", i));
	stage_abort(&stage);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(nothing_appears_before_all_is_there),
		IN_FOLDER(a_run_that_gives_up_leaves_nothing),
		IN_FOLDER(an_earlier_run_is_replaced_whole_or_kept_whole),
		IN_FOLDER(an_empty_folder_is_taken_and_stays_when_the_run_gives_up),
		IN_FOLDER(parents_are_made_and_slashes_at_the_end_do_no_harm),
		IN_FOLDER(what_others_put_there_is_refused_and_untouched),
		IN_FOLDER(what_comes_between_while_a_run_writes_is_not_lost),
		IN_FOLDER(a_run_that_was_cut_off_is_cleared_away),
		IN_FOLDER(a_half_written_folder_that_is_not_ours_is_refused),
		IN_FOLDER(a_file_under_our_first_name_is_refused),
		IN_FOLDER(a_link_under_our_first_name_is_refused),
		IN_FOLDER(output_set_aside_by_a_crash_is_put_back),
		IN_FOLDER(a_result_is_never_called_as_what_passes),
		IN_FOLDER(a_folder_of_others_under_our_second_name_is_refused),
		IN_FOLDER(links_in_an_earlier_output_are_removed_and_not_followed),
		IN_FOLDER(a_file_that_the_record_does_not_name_is_not_lost),
		IN_FOLDER(two_runs_do_not_write_to_one_folder),
		IN_FOLDER(a_path_that_cannot_be_made_is_a_fault),
		IN_FOLDER(many_files_are_noted_in_order),
	};

	return RUN_TESTS(tests);
}
