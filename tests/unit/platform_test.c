/* Files as the program sees them: reading, spooling, folders, reasons in words. Writers:
 * platform_write_test.c. */
#include "tests/unit/test.h"

#include "tests/unit/folder.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include "lang/date.h"

static void
a_file_is_read_again_from_anywhere(void **state)
{
	struct folder *folder = *state;
	struct platform_file *file;
	char bytes[16];

	put(in(folder, "f"), "0123456789");
	file = platform_open(in(folder, "f"));
	assert_non_null(file);
	assert_int_equal(platform_size(file), 10);
	assert_int_equal(platform_read(file, bytes, 4), 4);
	assert_memory_equal(bytes, "0123", 4);
	assert_int_equal(platform_read(file, bytes, sizeof(bytes)), 6);
	assert_int_equal(platform_read(file, bytes, sizeof(bytes)), 0);
	assert_true(platform_seek(file, 8));
	assert_int_equal(platform_read(file, bytes, sizeof(bytes)), 2);
	assert_memory_equal(bytes, "89", 2);
	assert_true(platform_rewind(file));
	assert_int_equal(platform_read(file, bytes, 1), 1);
	assert_int_equal(bytes[0], '0');
	platform_close(file);
	platform_close(NULL);
}

static void
what_cannot_be_opened_says_why(void **state)
{
	struct folder *folder = *state;

	put(in(folder, "file"), "x");
	assert_null(platform_open(in(folder, "absent")));
	assert_string_equal(platform_reason(), "there is no such file or folder");
	assert_null(platform_open(folder->path));
	assert_string_equal(platform_reason(), "it is a folder");
	assert_null(platform_open(in(folder, "file/inside")));
	assert_string_equal(platform_reason(), "a part of the path is not a folder");
	assert_null(platform_open(arena_printf(&folder->arena, "%0300d", 7)));
	assert_string_equal(platform_reason(), "the name is too long");
	assert_false(platform_make_folder(in(folder, "file")));
	assert_string_equal(platform_reason(), "it is there already");
	assert_int_equal(symlink("loop", in(folder, "loop")), 0);
	assert_null(platform_open(in(folder, "loop")));
	assert_string_equal(platform_reason(), "its links lead round in a circle");
}

static void
a_whole_file_is_taken_up_to_its_limit(void **state)
{
	static const size_t sizes[] = { 0, 1, 65534, 65535, 65536, 65537, 300000 };
	struct folder *folder = *state;
	size_t length = 77;
	bool too_long = true;
	char *bytes;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		char *text = arena_alloc(&folder->arena, sizes[i] + 1);

		memset(text, 'a', sizes[i]);
		put(in(folder, "f"), text);
		bytes = platform_slurp(in(folder, "f"), sizes[i], &length, &too_long);
		assert_non_null(bytes);
		assert_false(too_long);
		assert_int_equal(length, sizes[i]);
		assert_string_equal(bytes, text);
		platform_slurp_free(bytes);
		if (sizes[i] == 0)
			continue;
		assert_null(platform_slurp(in(folder, "f"), sizes[i] - 1, &length, &too_long));
		assert_true(too_long);
	}
	assert_null(platform_slurp(in(folder, "absent"), 10, &length, &too_long));
	assert_false(too_long);
	assert_null(platform_slurp(folder->path, 10, &length, &too_long));
	assert_string_equal(platform_reason(), "it is a folder");
}

static void
a_spool_is_written_and_then_read_twice(void **state)
{
	enum { MANY = 30000 };
	struct platform_file *file = platform_spool();
	char bytes[10];

	(void)state;
	assert_non_null(file);
	for (int i = 0; i < MANY; i++)
		assert_true(platform_spool_write(file, "0123456789", 10));
	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < MANY; i++) {
			assert_int_equal(platform_read(file, bytes, 10), 10);
			assert_memory_equal(bytes, "0123456789", 10);
		}
		assert_int_equal(platform_read(file, bytes, 10), 0);
		assert_true(platform_rewind(file));
	}
	assert_int_equal(platform_size(file), MANY * 10);
	platform_close(file);
}

static void
links_files_and_folders_are_told_apart(void **state)
{
	struct folder *folder = *state;

	put(in(folder, "file"), "x");
	assert_true(platform_make_folder(in(folder, "sub")));
	assert_int_equal(symlink("sub", in(folder, "link")), 0);
	assert_int_equal(symlink("nowhere", in(folder, "dangling")), 0);
	assert_true(platform_is_folder(in(folder, "sub")) && platform_is_folder(in(folder,
	    "link")));
	assert_false(platform_is_folder(in(folder, "file")) || platform_is_folder(in(folder,
	    "no")));
	assert_true(platform_exists(in(folder, "file")) && platform_exists(in(folder, "link")));
	assert_false(platform_exists(in(folder, "dangling")) || platform_exists(in(folder, "no")));
	assert_true(platform_is_link(in(folder, "link")) && platform_is_link(in(folder,
	    "dangling")));
	assert_false(platform_is_link(in(folder, "sub")) || platform_is_link(in(folder, "no")));
	assert_true(platform_is_empty_folder(in(folder, "sub")));
	assert_false(platform_is_empty_folder(folder->path));
	assert_string_equal(platform_reason(), "the folder is not empty");
	assert_false(platform_is_empty_folder(in(folder, "no")));
	assert_string_equal(platform_reason(), "there is no such file or folder");
	assert_true(platform_is_separator('/'));
	assert_false(platform_is_separator('\\') || platform_is_separator('a'));
}

static void
a_plain_file_is_no_pipe_no_device_and_no_link(void **state)
{
	struct folder *folder = *state;

	put(in(folder, "file"), "x");
	put(in(folder, "empty"), "");
	assert_int_equal(mkfifo(in(folder, "pipe"), 0600), 0);
	assert_int_equal(symlink("file", in(folder, "link")), 0);
	assert_true(platform_is_plain_file(in(folder, "file")));
	assert_true(platform_is_plain_file(in(folder, "empty")));
	assert_false(platform_is_plain_file(in(folder, "pipe")));
	assert_false(platform_is_plain_file(in(folder, "link")));
	assert_false(platform_is_plain_file(in(folder, "no")));
	assert_false(platform_is_plain_file(folder->path));
	assert_false(platform_is_plain_file("/dev/null"));
	assert_true(platform_exists(in(folder, "pipe")) && !platform_is_link(in(folder, "pipe")));
	/* What is none of these goes with its folder, too. */
	assert_true(platform_make_folder(in(folder, "tree")));
	assert_int_equal(mkfifo(in(folder, "tree/pipe"), 0600), 0);
	assert_true(platform_remove_tree(in(folder, "tree")));
	assert_false(platform_exists(in(folder, "tree")));
}

static void
files_are_renamed_and_removed_or_the_reason_is_known(void **state)
{
	struct folder *folder = *state;

	put(in(folder, "a"), "x");
	assert_true(platform_rename(in(folder, "a"), in(folder, "b")));
	assert_null(text_of(folder, in(folder, "a")));
	assert_false(platform_rename(in(folder, "a"), in(folder, "c")));
	assert_string_equal(platform_reason(), "there is no such file or folder");
	assert_true(platform_remove_file(in(folder, "b")));
	assert_false(platform_remove_file(in(folder, "b")));
	assert_true(platform_make_folder(in(folder, "sub")));
	put(in(folder, "sub/x"), "x");
	assert_false(platform_remove_empty_folder(in(folder, "sub")));
	assert_true(platform_remove_file(in(folder, "sub/x")));
	assert_true(platform_remove_empty_folder(in(folder, "sub")));
}

static void
a_tree_goes_with_all_in_it_and_nothing_behind_its_links(void **state)
{
	struct folder *folder = *state;

	assert_true(platform_make_folder(in(folder, "kept")));
	put(in(folder, "kept/file"), "precious");
	assert_true(platform_make_folder(in(folder, "tree")));
	assert_true(platform_make_folder(in(folder, "tree/deep")));
	assert_true(platform_make_folder(in(folder, "tree/deep/er")));
	put(in(folder, "tree/deep/er/file"), "x");
	put(in(folder, "tree/.hidden"), "x");
	put(in(folder, "tree/.lock"), "x");
	put(in(folder, "tree/deep/.lock"), "x");
	assert_int_equal(symlink("../kept", in(folder, "tree/link")), 0);
	assert_int_equal(symlink("nowhere", in(folder, "tree/dangling")), 0);
	assert_int_equal(symlink("kept", in(folder, "link")), 0);
	assert_true(platform_remove_tree(in(folder, "tree")));
	assert_false(platform_exists(in(folder, "tree")));
	assert_true(platform_remove_tree(in(folder, "link")));
	assert_false(platform_is_link(in(folder, "link")));
	assert_string_equal(text_of(folder, in(folder, "kept/file")), "precious");
	assert_false(platform_remove_tree(in(folder, "tree")));
	assert_string_equal(platform_reason(), "there is no such file or folder");
}

/* What a child with `text` for its standard input answers. */
static int
with_input(const char *text, int (*ask)(void))
{
	int ends[2], status;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(ends[0], 0);
		close(ends[1]);
		_exit(ask());
	}
	close(ends[0]);
	assert_int_equal(write(ends[1], text, strlen(text)), (ssize_t)strlen(text));
	close(ends[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static int
read_input(void)
{
	struct platform_file *file = platform_open("-");
	char bytes[16];
	long got = platform_read(file, bytes, sizeof(bytes));
	bool whole = got == 5 && memcmp(bytes, "a,b\n1", 5) == 0;
	bool once = !platform_rewind(file) && !platform_seek(file, 0) && platform_size(file) == -1;
	bool reason = strcmp(platform_reason(), "it cannot be read twice") == 0;

	platform_close(file);
	return whole && once && reason ? 42 : 1;
}

static void
standard_input_is_a_file_that_is_read_once(void **state)
{
	(void)state;
	assert_int_equal(with_input("a,b\n1", read_input), 42);
}

static int
ask_interrupt(void)
{
	platform_start();
	if (platform_interrupted())
		return 1;
	raise(SIGPIPE);
	raise(SIGINT);
	return platform_interrupted() ? 42 : 2;
}

static void
interrupts_set_a_flag_and_closed_pipes_do_not_kill(void **state)
{
	(void)state;
	assert_int_equal(with_input("", ask_interrupt), 42);
}

static int
ask_terminal(void)
{
	int ends[2];
	int64_t before = platform_milliseconds();
	char bytes[256];
	ssize_t got;

	if (pipe(ends) != 0 || dup2(ends[1], 1) < 0 || dup2(ends[1], 2) < 0)
		return 1;
	if (platform_is_terminal(0) || platform_is_terminal(1) || platform_terminal_width() != 120)
		return 2;
	platform_progress("cases.csv", 50, 100, 1234);
	platform_progress("cases.csv", 200, 100, 5);
	platform_progress("-", 50, 0, 7);
	platform_progress_clear();
	got = read(ends[0], bytes, sizeof(bytes) - 1);
	bytes[got > 0 ? got : 0] = '\0';
	if (strstr(bytes, " 50%  1234 rows") == NULL || strstr(bytes, "100%  5 rows") == NULL
	    || strstr(bytes, "\r-  7 rows") == NULL || strstr(bytes, "\r\x1b[K") == NULL)
		return 3;
	return platform_milliseconds() >= before ? 42 : 4;
}

static void
a_pipe_is_no_terminal_and_a_hundred_and_twenty_columns_wide(void **state)
{
	(void)state;
	assert_int_equal(with_input("", ask_terminal), 42);
}

static void
today_is_a_day_of_this_century(void **state)
{
	int year, month, day;

	(void)state;
	date_to_civil(platform_today(), &year, &month, &day);
	assert_in_range(year, 2022, 2999);
}

/* What goes to standard error, in `said`. */
static void
progress_said(const char *path, uint64_t bytes, uint64_t size, char *said, size_t room)
{
	int kept, file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	ssize_t got;

	assert_true(file >= 0);
	fflush(stderr);
	kept = dup(2);
	assert_int_equal(dup2(file, 2), 2);
	platform_progress("case", bytes, size, 7);
	platform_progress_clear();
	fflush(stderr);
	assert_int_equal(dup2(kept, 2), 2);
	close(kept);
	got = pread(file, said, room - 1, 0);
	assert_true(got >= 0);
	said[got] = '\0';
	close(file);
}

static void
progress_is_a_bar_where_the_size_is_known(void **state)
{
	static const struct {
		uint64_t bytes, size;
		const char *said;
	} cases[] = {
		{ 500, 0, "\rcase  7 rows \r\x1b[K" },
		{ 0, 100, "\rcase [..............................]   0%  7 rows \r\x1b[K" },
		{ 50, 100, "\rcase [###############...............]  50%  7 rows \r\x1b[K" },
		{ 120, 100, "\rcase [##############################] 100%  7 rows \r\x1b[K" },
	};
	struct folder *folder = *state;
	char said[200];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		progress_said(
		    in(folder, "said"), cases[i].bytes, cases[i].size, said, sizeof said);
		assert_string_equal(said, cases[i].said);
	}
}

static void
the_environment_is_asked_by_name(void **state)
{
	(void)state;
	assert_int_equal(setenv("NO_COLOR", "1", 1), 0);
	assert_string_equal(platform_environment("NO_COLOR"), "1");
	assert_int_equal(unsetenv("NO_COLOR"), 0);
	assert_null(platform_environment("NO_COLOR"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_file_is_read_again_from_anywhere),
		IN_FOLDER(what_cannot_be_opened_says_why),
		IN_FOLDER(a_whole_file_is_taken_up_to_its_limit),
		cmocka_unit_test(a_spool_is_written_and_then_read_twice),
		IN_FOLDER(links_files_and_folders_are_told_apart),
		IN_FOLDER(a_plain_file_is_no_pipe_no_device_and_no_link),
		IN_FOLDER(files_are_renamed_and_removed_or_the_reason_is_known),
		IN_FOLDER(a_tree_goes_with_all_in_it_and_nothing_behind_its_links),
		cmocka_unit_test(standard_input_is_a_file_that_is_read_once),
		cmocka_unit_test(interrupts_set_a_flag_and_closed_pipes_do_not_kill),
		cmocka_unit_test(a_pipe_is_no_terminal_and_a_hundred_and_twenty_columns_wide),
		IN_FOLDER(progress_is_a_bar_where_the_size_is_known),
		cmocka_unit_test(today_is_a_day_of_this_century),
		cmocka_unit_test(the_environment_is_asked_by_name),
	};

	return RUN_TESTS(tests);
}
