/* outfile: problems.csv in the order of the file's lines, however late a problem is found. */
#include "tests/unit/test.h"

#include <stdlib.h>
#include <string.h>

#include "interp/outfile.h"
#include "tests/unit/folder.h"

struct made_problems {
	struct arena arena;
	struct out_file file;
	struct problems_file to;
	struct problems problems;
	struct fault fault;
	uint64_t neutralised;
	char path[1024];
};

/* Problems are written to a file of the test's own instead of one in an output folder. */
static void
begin(struct made_problems *made, const char *folder, bool excel)
{
	*made = (struct made_problems){ .fault = FAULT_NONE };
	arena_init(&made->arena);
	snprintf(made->path, sizeof made->path, "%s/problems.csv", folder);
	made->file =
	    (struct out_file){ .name = "problems.csv", .writer = platform_create(made->path) };
	assert_non_null(made->file.writer);
	made->to = (struct problems_file){ .file = &made->file,
		.neutralised = &made->neutralised,
		.excel = excel,
		.fault = &made->fault };
	problems_init(&made->problems, &made->arena, problems_file_sink(&made->to));
}

static void
add(struct made_problems *made, uint64_t line, const char *cause)
{
	struct problem problem = { .effect = PROBLEM_NOTE,
		.slug = "s",
		.file = "a/cases.csv",
		.line = line,
		.cause = cause };

	problems_add(&made->problems, &problem);
}

static void
expect(struct made_problems *made, const char *wanted)
{
	char *bytes;
	size_t length;
	bool too_long;

	assert_true(problems_file_finish(&made->to));
	assert_true(outfile_close(&made->file, &made->fault));
	bytes = platform_slurp(made->path, 64 * 1024 * 1024, &length, &too_long);
	assert_non_null(bytes);
	assert_int_equal(length, strlen(wanted));
	assert_memory_equal(bytes, wanted, length);
	platform_slurp_free(bytes);
	assert_true(platform_remove_file(made->path));
	arena_release(&made->arena);
}

static void
problems_stand_in_the_order_of_lines(void **state)
{
	struct made_problems made;

	begin(&made, ((struct folder *)*state)->path, false);
	add(&made, 3, "three");
	add(&made, 9, "nine");
	add(&made, 5, "five, first");
	add(&made, 5, "five, second");
	add(&made, 0, "whole file");
	assert_int_equal(made.problems.kept_count, 5);
	assert_int_equal(made.problems.kept[0].line, 0);
	assert_int_equal(made.problems.kept[4].line, 9);
	expect(&made,
	    "cases.csv,,note,,,whole "
	    "file,,s,\ncases.csv,3,note,,,three,,s,\ncases.csv,5,note,,,\"five, first\",,s,\n"
	    "cases.csv,5,note,,,\"five, second\",,s,\ncases.csv,9,note,,,nine,,s,\n");
}

static void
for_excel_lines_end_its_way(void **state)
{
	struct made_problems made;

	begin(&made, ((struct folder *)*state)->path, true);
	add(&made, 3, "three");
	expect(&made, "cases.csv,3,note,,,three,,s,\r\n");
}

static void
a_restart_forgets_what_was_held(void **state)
{
	struct made_problems made;

	begin(&made, ((struct folder *)*state)->path, false);
	add(&made, 3, "three");
	problems_restart(&made.problems);
	add(&made, 2, "two");
	expect(&made, "cases.csv,2,note,,,two,,s,\n");
}

/* The first part is longer than what is held, and was on its way when line 1 came. */
static void
more_than_can_be_held_is_written_in_sorted_parts(void **state)
{
	struct made_problems made;
	size_t length = 9 * 1024 * 1024;
	char *cause = malloc(length + 1), *wanted = malloc(2 * length + 200);

	assert_non_null(cause);
	assert_non_null(wanted);
	memset(cause, 'x', length);
	cause[length] = '\0';
	begin(&made, ((struct folder *)*state)->path, false);
	add(&made, 4, cause);
	add(&made, 3, cause);
	add(&made, 1, "late");
	snprintf(wanted, 2 * length + 200,
	    "cases.csv,3,note,,,%s,,s,\ncases.csv,4,note,,,%s,,s,\ncases.csv,1,note,,,late,,s,\n",
	    cause, cause);
	expect(&made, wanted);
	free(cause);
	free(wanted);
}

/* Little stays with us; what is much goes on as it is; and nothing is lost between the two. */
static void
rows_go_on_when_they_are_many(void **state)
{
	struct made_problems made;
	char *many = malloc(PLATFORM_WRITE_KEEPS + 1), *wanted = malloc(PLATFORM_WRITE_KEEPS + 20);

	assert_non_null(many);
	assert_non_null(wanted);
	memset(many, 'x', PLATFORM_WRITE_KEEPS);
	many[PLATFORM_WRITE_KEEPS] = '\0';
	begin(&made, ((struct folder *)*state)->path, false);
	buffer_text(&made.file.buffer, "few");
	assert_true(outfile_pass(&made.file, &made.fault));
	assert_int_equal(made.file.buffer.length, 3);
	buffer_text(&made.file.buffer, many);
	assert_true(outfile_pass(&made.file, &made.fault));
	assert_int_equal(made.file.buffer.length, 0);
	assert_int_equal(platform_written(made.file.writer), PLATFORM_WRITE_KEEPS + 3);
	buffer_text(&made.file.buffer, "last");
	assert_true(outfile_pass(&made.file, &made.fault));
	snprintf(wanted, PLATFORM_WRITE_KEEPS + 20, "few%slast", many);
	expect(&made, wanted);
	free(many);
	free(wanted);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(problems_stand_in_the_order_of_lines, folder_make,
		    folder_remove),
		cmocka_unit_test_setup_teardown(for_excel_lines_end_its_way, folder_make,
		    folder_remove),
		cmocka_unit_test_setup_teardown(a_restart_forgets_what_was_held, folder_make,
		    folder_remove),
		cmocka_unit_test_setup_teardown(more_than_can_be_held_is_written_in_sorted_parts,
		    folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(rows_go_on_when_they_are_many, folder_make,
		    folder_remove),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
