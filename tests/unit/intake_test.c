/*
 * intake: a file as a stream of UTF-8. What is read, what is digested, what can be read again; and
 * the file that changes while it is read: longer, shorter, other bytes.
 */
#include "test.h"

#include <stdlib.h>
#include <unistd.h>

#include "interp/buffer.h"
#include "interp/intake.h"
#include "made_file.h"

/* Reads to the end (or the first thing that is not bytes); the text is what came. */
static enum intake_result
read_all(struct intake *intake, struct buffer *text, struct fault *fault)
{
	char *room = malloc(INTAKE_ROOM);
	enum intake_result result;
	size_t length;

	assert_non_null(room);
	buffer_clear(text);
	buffer_text(text, "");
	while ((result = intake_read(intake, room, &length, fault)) == INTAKE_BYTES)
		buffer_add(text, room, length);
	free(room);
	return result;
}

struct sample {
	const char *name, *bytes;
	size_t length;
	const char *encoding;		/* --encoding */
	enum encoding found;
	const char *text;
};

#define BYTES(text) text, sizeof(text) - 1

static const struct sample samples[] = {
	{ "plain", BYTES("a,b\n"), NULL, ENCODING_UTF8, "a,b\n" },
	{ "a mark is dropped", BYTES("\xEF\xBB\xBF" "a\n"), NULL, ENCODING_UTF8_MARK, "a\n" },
	{ "a mark alone", BYTES("\xEF\xBB\xBF"), NULL, ENCODING_UTF8_MARK, "" },
	{ "a mark where utf-8 is said", BYTES("\xEF\xBB\xBF" "a\n"), "utf-8",
	    ENCODING_UTF8_MARK, "a\n" },
	{ "Windows-1252 said", BYTES("\xA3"), "windows-1252", ENCODING_WINDOWS_1252, "\xC2\xA3" },
	{ "UTF-16LE", BYTES("\xFF\xFE" "a\0\xA3\0"), NULL, ENCODING_UTF16LE, "a\xC2\xA3" },
	{ "UTF-16BE", BYTES("\xFE\xFF" "\0a"), NULL, ENCODING_UTF16BE, "a" },
	{ "UTF-16LE without its mark, said", BYTES("a\0"), "utf-16le", ENCODING_UTF16LE, "a" },
	{ "nothing", BYTES(""), NULL, ENCODING_UTF8, "" }
};

static void
bytes_come_as_utf8_and_can_be_read_again(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		const struct sample *sample = &samples[i];
		struct fault fault = FAULT_NONE;
		struct buffer text = BUFFER_INIT;
		struct intake *intake;
		char path[64], first[65];

		made_write(path, sample->bytes, sample->length);
		intake = intake_open(path, "cases.csv", sample->encoding, &fault);
		if (intake == NULL)
			fail_msg("%s: %s", sample->name, fault.text);
		assert_string_equal(intake_digest(intake), "");
		assert_int_equal(read_all(intake, &text, &fault), INTAKE_END);
		if (strcmp(text.at, sample->text) != 0 || intake_encoding(intake) != sample->found)
			fail_msg("%s: '%s', %s", sample->name, text.at,
			    encoding_name(intake_encoding(intake)));
		assert_int_equal(intake_bytes(intake), sample->length);
		assert_int_equal(strlen(intake_digest(intake)), 64);
		memcpy(first, intake_digest(intake), 65);
		assert_true(intake_restart(intake, &fault));
		assert_int_equal(read_all(intake, &text, &fault), INTAKE_END);
		assert_string_equal(text.at, sample->text);
		assert_string_equal(intake_digest(intake), first);
		intake_close(intake);
		buffer_release(&text);
		unlink(path);
	}
}

/* The character lies across the end of the first block, a byte further to the left each time. */
static void
a_character_cut_by_the_end_of_a_block_is_whole(void **state)
{
	static const char sign[] = "\xF0\x9F\x93\x8E";

	(void)state;
	for (size_t before = 1; before < 4; before++) {
		struct fault fault = FAULT_NONE;
		struct buffer text = BUFFER_INIT;
		size_t length = INTAKE_BLOCK - before + 4;
		char *bytes = malloc(length), path[64];
		struct intake *intake;

		assert_non_null(bytes);
		memset(bytes, 'x', length);
		memcpy(bytes + length - 4, sign, 4);
		made_write(path, bytes, length);
		intake = intake_open(path, "cases.csv", NULL, &fault);
		assert_non_null(intake);
		assert_int_equal(read_all(intake, &text, &fault), INTAKE_END);
		assert_int_equal(text.length, length);
		assert_memory_equal(text.at, bytes, length);
		assert_int_equal(intake_encoding(intake), ENCODING_UTF8);
		intake_close(intake);
		buffer_release(&text);
		unlink(path);
		free(bytes);
	}
}

static void
bytes_that_are_not_utf8_are_read_again_as_windows_1252(void **state)
{
	/* The last is a character that the end of the file cuts. */
	static const char *const bytes[] = { "a\xA3z", "\xC3(", "ab\xE2\x82" };
	static const char *const texts[] = { "a\xC2\xA3z", "\xC3\x83(",
	    "ab\xC3\xA2\xE2\x80\x9A" };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct fault fault = FAULT_NONE;
		struct buffer text = BUFFER_INIT;
		struct intake *intake;
		char path[64];

		made_write(path, bytes[i], strlen(bytes[i]));
		intake = intake_open(path, "cases.csv", NULL, &fault);
		assert_non_null(intake);
		assert_int_equal(read_all(intake, &text, &fault), INTAKE_AGAIN);
		assert_true(intake_restart(intake, &fault));
		assert_int_equal(read_all(intake, &text, &fault), INTAKE_END);
		assert_string_equal(text.at, texts[i]);
		assert_int_equal(intake_encoding(intake), ENCODING_WINDOWS_1252);
		assert_false(intake_is_damaged(intake));
		intake_close(intake);
		buffer_release(&text);
		unlink(path);
	}
}

static void
what_an_encoding_does_not_have_is_damage(void **state)
{
	struct fault fault = FAULT_NONE;
	struct buffer text = BUFFER_INIT;
	struct intake *intake;
	char path[64];

	(void)state;
	made_write(path, "a\x81", 2);
	intake = intake_open(path, "cases.csv", "windows-1252", &fault);
	assert_non_null(intake);
	assert_false(intake_is_damaged(intake));
	assert_int_equal(read_all(intake, &text, &fault), INTAKE_END);
	assert_true(intake_is_damaged(intake));
	intake_close(intake);
	buffer_release(&text);
	unlink(path);
}

static void
fault_is(const char *bytes, size_t length, const char *encoding, enum exit_code code,
    const char *words)
{
	struct fault fault = FAULT_NONE;
	struct buffer text = BUFFER_INIT;
	struct intake *intake;
	char path[64];

	made_write(path, bytes, length);
	intake = intake_open(path, "cases.csv", encoding, &fault);
	if (intake != NULL)
		assert_int_equal(read_all(intake, &text, &fault), INTAKE_FAULT);
	assert_int_equal(fault.code, code);
	if (strstr(fault.text, words) == NULL)
		fail_msg("'%s' is not in: %s", words, fault.text);
	assert_non_null(strchr(fault.text, '\n'));
	intake_close(intake);
	buffer_release(&text);
	unlink(path);
}

static void
what_cannot_be_read_says_why(void **state)
{
	struct fault fault = FAULT_NONE;

	(void)state;
	assert_null(intake_open("/nowhere/cases.csv", "cases.csv", NULL, &fault));
	assert_int_equal(fault.code, EXIT_USAGE);
	assert_non_null(strstr(fault.text, "cases.csv: cannot be opened"));
	fault_is("a", 1, "latin-9", EXIT_USAGE, "'latin-9' is not an encoding that can be read");
	fault_is("PK\003\004....", 8, NULL, EXIT_DATA, "an Excel workbook");
	fault_is("\xD0\xCF\x11\xE0....", 8, NULL, EXIT_DATA, "an old Excel workbook");
	fault_is("a\nb\xA3", 4, "utf-8", EXIT_DATA, "is not UTF-8: line 2 holds the byte A3");
	fault_is("\xEF\xBB\xBF" "a\n\n\xA3", 7, NULL, EXIT_DATA, "but line 3 holds the byte A3");
}

/* ---- the file changes ---- */

enum change { LONGER, SHORTER, OTHER_BYTES };

static void
change(const char *path, enum change how)
{
	FILE *file = fopen(path, how == LONGER ? "ab" : "r+b");

	assert_non_null(file);
	if (how == SHORTER) {
		assert_int_equal(truncate(path, 3), 0);
	} else {
		assert_int_equal(fputs("zzz", file) < 0, 0);
	}
	assert_int_equal(fclose(file), 0);
}

/* Changed before it is read (`when` 0) or between two readings (1). */
static void
changed_result_is(enum change how, int when, enum intake_result expected)
{
	struct fault fault = FAULT_NONE;
	struct buffer text = BUFFER_INIT;
	struct intake *intake;
	char path[64];

	made_write(path, "aaa\nbbb\n", 8);
	intake = intake_open(path, "cases.csv", NULL, &fault);
	assert_non_null(intake);
	if (when == 1) {
		assert_int_equal(read_all(intake, &text, &fault), INTAKE_END);
		assert_true(intake_restart(intake, &fault));
	}
	change(path, how);
	assert_int_equal(read_all(intake, &text, &fault), expected);
	if (expected == INTAKE_END)
		assert_true(text.length == 8);
	else
		assert_non_null(strstr(fault.text, "cases.csv: was changed while it was read\n"));
	assert_int_equal(fault.code, expected == INTAKE_END ? EXIT_DONE : EXIT_USAGE);
	intake_close(intake);
	buffer_release(&text);
	unlink(path);
}

static void
a_file_that_changes_while_it_is_read_is_found_out(void **state)
{
	(void)state;
	changed_result_is(LONGER, 0, INTAKE_END);
	changed_result_is(LONGER, 1, INTAKE_END);
	changed_result_is(SHORTER, 0, INTAKE_FAULT);
	changed_result_is(SHORTER, 1, INTAKE_FAULT);
	changed_result_is(OTHER_BYTES, 1, INTAKE_FAULT);
}

static void
without_a_digest_a_change_of_length_is_still_found_out(void **state)
{
	struct fault fault = FAULT_NONE;
	struct buffer text = BUFFER_INIT;
	struct intake *intake;
	char path[64];

	(void)state;
	made_write(path, "aaa\nbbb\n", 8);
	intake = intake_open(path, "cases.csv", NULL, &fault);
	assert_non_null(intake);
	intake_leave_digest(intake);
	assert_int_equal(read_all(intake, &text, &fault), INTAKE_END);
	assert_string_equal(text.at, "aaa\nbbb\n");
	assert_string_equal(intake_digest(intake), "");
	assert_true(intake_restart(intake, &fault));
	change(path, SHORTER);
	assert_int_equal(read_all(intake, &text, &fault), INTAKE_FAULT);
	assert_non_null(strstr(fault.text, "was changed while it was read"));
	intake_close(intake);
	buffer_release(&text);
	unlink(path);
}

static void
standard_input_is_kept_aside(void **state)
{
	struct fault fault = FAULT_NONE;
	struct buffer text = BUFFER_INIT;
	struct intake *intake;
	char path[64];

	(void)state;
	made_write(path, "aaa\nbbb\n", 8);
	assert_non_null(freopen(path, "rb", stdin));
	intake = intake_open("-", "standard input", NULL, &fault);
	assert_non_null(intake);
	change(path, SHORTER);
	unlink(path);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(read_all(intake, &text, &fault), INTAKE_END);
		assert_string_equal(text.at, "aaa\nbbb\n");
		assert_true(intake_restart(intake, &fault));
	}
	intake_close(intake);
	buffer_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_come_as_utf8_and_can_be_read_again),
		cmocka_unit_test(a_character_cut_by_the_end_of_a_block_is_whole),
		cmocka_unit_test(bytes_that_are_not_utf8_are_read_again_as_windows_1252),
		cmocka_unit_test(what_an_encoding_does_not_have_is_damage),
		cmocka_unit_test(what_cannot_be_read_says_why),
		cmocka_unit_test(a_file_that_changes_while_it_is_read_is_found_out),
		cmocka_unit_test(without_a_digest_a_change_of_length_is_still_found_out),
		cmocka_unit_test(standard_input_is_kept_aside)
	};

	return RUN_TESTS(tests);
}
