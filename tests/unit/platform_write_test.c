/* Writers: to files, to a full disk, and to standard output, which is whole or not there. */
#include "tests/unit/test.h"

#include "tests/unit/folder.h"

#include <fcntl.h>
#include <sys/wait.h>

enum { LARGE = 700 * 1000 };	/* more than two buffers of a writer */

static char *
large_text(struct folder *folder)
{
	char *text = arena_alloc(&folder->arena, LARGE + 1);

	for (size_t i = 0; i < LARGE; i++)
		text[i] = (char)('a' + i % 26);
	return text;
}

static void
what_is_written_is_in_the_file_at_every_size_of_piece(void **state)
{
	static const size_t pieces[] = { 1, 7, 4096, 262143, 262144, 262145, LARGE };
	struct folder *folder = *state;
	const char *text = large_text(folder);

	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		struct platform_writer *writer = platform_create(in(folder, "f"));

		assert_non_null(writer);
		for (size_t at = 0; at < LARGE; at += pieces[i])
			platform_write(writer, text + at, LARGE - at < pieces[i] ? LARGE - at
			    : pieces[i]);
		platform_write(writer, NULL, 0);
		assert_int_equal(platform_written(writer), LARGE);
		assert_false(platform_write_failed(writer));
		assert_true(platform_finish(writer));
		assert_string_equal(text_of(folder, in(folder, "f")), text);
	}
}

static void
an_earlier_file_is_overwritten_whole(void **state)
{
	struct folder *folder = *state;
	struct platform_writer *writer;

	put(in(folder, "f"), "a much longer text than the new one");
	writer = platform_create(in(folder, "f"));
	platform_write(writer, "new", 3);
	assert_true(platform_finish(writer));
	assert_string_equal(text_of(folder, in(folder, "f")), "new");
}

static void
a_cut_goes_back_to_where_it_says_in_memory_or_on_disk(void **state)
{
	static const size_t cuts[] = { 0, 1, 262143, 262144, 262145, 600000, LARGE - 1, LARGE };
	struct folder *folder = *state;
	const char *text = large_text(folder);

	for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
		struct platform_writer *writer = platform_create(in(folder, "f"));
		const char *found;

		for (size_t at = 0; at < LARGE; at += 1000)
			platform_write(writer, text + at, 1000);
		assert_true(platform_cut(writer, cuts[i]));
		assert_int_equal(platform_written(writer), cuts[i]);
		platform_write(writer, "END", 3);
		assert_int_equal(platform_written(writer), cuts[i] + 3);
		assert_true(platform_finish(writer));
		found = text_of(folder, in(folder, "f"));
		assert_int_equal(strlen(found), cuts[i] + 3);
		assert_memory_equal(found, text, cuts[i]);
		assert_string_equal(found + cuts[i], "END");
	}
}

static void
an_abandoned_file_stays_empty(void **state)
{
	struct folder *folder = *state;
	const char *text = large_text(folder);
	struct platform_writer *writer = platform_create(in(folder, "f"));

	platform_write(writer, text, LARGE);
	platform_write(writer, text, 10);
	platform_abandon(writer);
	assert_string_equal(text_of(folder, in(folder, "f")), "");
	writer = platform_create(in(folder, "f"));
	platform_write(writer, text, 10);
	platform_abandon(writer);
	assert_string_equal(text_of(folder, in(folder, "f")), "");
	platform_abandon(NULL);
}

static void
what_cannot_be_created_says_why(void **state)
{
	struct folder *folder = *state;

	put(in(folder, "file"), "x");
	assert_null(platform_create(in(folder, "no/f")));
	assert_string_equal(platform_reason(), "there is no such file or folder");
	assert_null(platform_create(in(folder, "file/f")));
	assert_string_equal(platform_reason(), "a part of the path is not a folder");
	assert_null(platform_create(folder->path));
	assert_string_equal(platform_reason(), "it is a folder");
}

static void
a_full_disk_is_told_once_at_the_end_and_by_name(void **state)
{
	struct folder *folder = *state;
	const char *text = large_text(folder);
	struct platform_writer *writer = platform_create("/dev/full");

	assert_non_null(writer);
	platform_write(writer, text, 10);
	assert_false(platform_write_failed(writer));		/* still in the buffer */
	assert_false(platform_finish(writer));
	assert_string_equal(platform_reason(), "the disk is full");

	writer = platform_create("/dev/full");
	platform_write(writer, text, LARGE);
	platform_write(writer, text, LARGE);
	assert_true(platform_write_failed(writer));
	assert_string_equal(platform_reason(), "the disk is full");
	assert_false(platform_cut(writer, 0));
	assert_false(platform_finish(writer));
	assert_string_equal(platform_reason(), "the disk is full");

	writer = platform_create("/dev/full");
	platform_write(writer, text, LARGE);
	platform_abandon(writer);
}

/* ---- standard output ---- */

typedef int job(const char *text);

/* Runs `work` in a child whose standard output is `output`; its exit code. */
static int
run_to(int output, job *work, const char *text)
{
	int status;
	pid_t child;

	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		platform_start();
		dup2(output, 1);
		close(output);
		_exit(work(text));
	}
	close(output);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* The same through a pipe: what came out is put into `found`, of LARGE * 2 bytes. */
static int
run_piped(job *work, const char *text, char *found)
{
	int ends[2], status;
	size_t length = 0;
	ssize_t got;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		platform_start();
		dup2(ends[1], 1);
		close(ends[0]);
		close(ends[1]);
		_exit(work(text));
	}
	close(ends[1]);
	while ((got = read(ends[0], found + length, LARGE * 2 - length - 1)) > 0)
		length += (size_t)got;
	found[length] = '\0';
	assert_int_equal(strlen(found), length);	/* no hole in the middle */
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static int
write_and_finish(const char *text)
{
	struct platform_writer *writer = platform_create("-");

	platform_write(writer, text, strlen(text));
	return platform_finish(writer) ? 0 : strcmp(platform_reason(), "the disk is full") == 0 ? 5
	    : 6;
}

static int
write_and_abandon(const char *text)
{
	struct platform_writer *writer = platform_create("-");

	platform_write(writer, text, strlen(text));
	platform_write(writer, text, strlen(text));
	platform_abandon(writer);
	return 0;
}

/* Starts over after a lot, in pieces, and ends with less than before. */
static int
write_cut_and_finish(const char *text)
{
	struct platform_writer *writer = platform_create("-");

	platform_write(writer, "head,", 5);
	for (size_t at = 0; text[at] != '\0'; at += 100)
		platform_write(writer, text + at, 100);
	if (!platform_cut(writer, 5) || platform_written(writer) != 5)
		return 1;
	platform_write(writer, text, 300);
	return platform_finish(writer) ? 0 : 1;
}

/* The same in one piece that is no multiple of any block. */
static int
write_whole_cut_and_finish(const char *text)
{
	struct platform_writer *writer = platform_create("-");

	platform_write(writer, text, strlen(text) - 13);
	if (!platform_cut(writer, 5))
		return 1;
	platform_write(writer, text + 5, 300);
	return platform_finish(writer) ? 0 : 1;
}

static int
write_two_after_another(const char *text)
{
	struct platform_writer *writer = platform_create("-");

	platform_write(writer, "first,", 6);
	if (!platform_finish(writer))
		return 1;
	write_and_abandon(text);
	writer = platform_create("-");
	platform_write(writer, "third", 5);
	return platform_finish(writer) ? 0 : 1;
}

static void
a_pipe_gets_all_of_it_or_nothing(void **state)
{
	struct folder *folder = *state;
	char *text = large_text(folder), *found = arena_alloc(&folder->arena, LARGE * 2);

	assert_int_equal(run_piped(write_and_finish, text, found), 0);
	assert_string_equal(found, text);
	assert_int_equal(run_piped(write_and_finish, "short", found), 0);
	assert_string_equal(found, "short");
	assert_int_equal(run_piped(write_and_abandon, text, found), 0);
	assert_string_equal(found, "");
	assert_int_equal(run_piped(write_cut_and_finish, text, found), 0);
	assert_int_equal(strlen(found), 305);
	assert_memory_equal(found, "head,abcdefgh", 13);
	assert_int_equal(run_piped(write_whole_cut_and_finish, text, found), 0);
	assert_int_equal(strlen(found), 305);
	assert_memory_equal(found, text, 305);
	assert_int_equal(run_piped(write_two_after_another, text, found), 0);
	assert_string_equal(found, "first,third");
}

static void
a_file_behind_standard_output_is_whole_or_as_it_was(void **state)
{
	struct folder *folder = *state;
	char *text = large_text(folder);
	const char *path = in(folder, "out");
	int flags = O_WRONLY | O_CREAT | O_TRUNC;

	assert_int_equal(run_to(open(path, flags, 0600), write_and_finish, text), 0);
	assert_string_equal(text_of(folder, path), text);
	assert_int_equal(run_to(open(path, flags, 0600), write_and_abandon, text), 0);
	assert_string_equal(text_of(folder, path), "");
	assert_int_equal(run_to(open(path, flags, 0600), write_cut_and_finish, text), 0);
	assert_int_equal(strlen(text_of(folder, path)), 305);
	assert_int_equal(run_to(open(path, flags, 0600), write_two_after_another, text), 0);
	assert_string_equal(text_of(folder, path), "first,third");
}

static void
what_a_file_held_before_is_never_cut(void **state)
{
	struct folder *folder = *state;
	char *text = large_text(folder);
	const char *path = in(folder, "out");
	int output;

	/* writ … >> out */
	put(path, "earlier\n");
	assert_int_equal(run_to(open(path, O_WRONLY | O_APPEND), write_and_abandon, text), 0);
	assert_string_equal(text_of(folder, path), "earlier\n");
	assert_int_equal(run_to(open(path, O_WRONLY | O_APPEND), write_cut_and_finish, text), 0);
	assert_int_equal(strlen(text_of(folder, path)), 8 + 305);
	assert_memory_equal(text_of(folder, path), "earlier\nhead,abc", 16);

	/* ( echo earlier; writ … ) > out */
	put(path, "");
	output = open(path, O_WRONLY);
	assert_int_equal(write(output, "earlier\n", 8), 8);
	assert_int_equal(run_to(output, write_and_abandon, text), 0);
	assert_string_equal(text_of(folder, path), "earlier\n");

	/* writ … 1<>out: in the middle of a longer file */
	put(path, "0123456789");
	assert_int_equal(run_to(open(path, O_RDWR), write_and_abandon, text), 0);
	assert_string_equal(text_of(folder, path), "0123456789");
}

static void
standard_output_that_fails_is_told(void **state)
{
	struct folder *folder = *state;
	char *text = large_text(folder);

	assert_int_equal(run_to(open("/dev/full", O_WRONLY), write_and_finish, "short"), 5);
	assert_int_equal(run_to(open("/dev/full", O_WRONLY), write_and_finish, text), 5);
}

static int
write_to_closed_pipe(const char *text)
{
	struct platform_writer *writer = platform_create("-");

	platform_write(writer, text, strlen(text));
	if (platform_finish(writer))
		return 1;
	return strcmp(platform_reason(), "the program it was written to has closed") == 0 ? 7 : 2;
}

static void
a_reader_that_has_gone_is_a_reason_and_not_a_crash(void **state)
{
	struct folder *folder = *state;
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	assert_int_equal(run_to(ends[1], write_to_closed_pipe, large_text(folder)), 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(what_is_written_is_in_the_file_at_every_size_of_piece),
		IN_FOLDER(an_earlier_file_is_overwritten_whole),
		IN_FOLDER(a_cut_goes_back_to_where_it_says_in_memory_or_on_disk),
		IN_FOLDER(an_abandoned_file_stays_empty),
		IN_FOLDER(what_cannot_be_created_says_why),
		IN_FOLDER(a_full_disk_is_told_once_at_the_end_and_by_name),
		IN_FOLDER(a_pipe_gets_all_of_it_or_nothing),
		IN_FOLDER(a_file_behind_standard_output_is_whole_or_as_it_was),
		IN_FOLDER(what_a_file_held_before_is_never_cut),
		IN_FOLDER(standard_output_that_fails_is_told),
		IN_FOLDER(a_reader_that_has_gone_is_a_reason_and_not_a_crash),
	};

	return RUN_TESTS(tests);
}
