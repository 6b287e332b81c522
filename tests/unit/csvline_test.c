/* csvline: bytes of every length, at every place against the end of the buffer. */
#include "tests/unit/test.h"

#include "interp/csvline.h"

enum { LONGEST = 90 };

static void
fill(char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		bytes[i] = (char)('a' + i % 26);
}

static void
pieces_of_every_length_stand_where_they_were_put(void **state)
{
	char bytes[LONGEST + CSVLINE_STEP];
	struct buffer out = BUFFER_INIT;
	struct csvline line;
	size_t at = 3;

	(void)state;
	fill(bytes, sizeof bytes);
	buffer_text(&out, "abc");
	csvline_open(&line, &out, 0);
	for (size_t length = 0; length < LONGEST; length++) {
		csvline_room(&line, 2 * length + 1);
		csvline_put(&line, bytes, length);
		csvline_char(&line, '|');
		csvline_put_padded(&line, bytes, length);
	}
	csvline_close(&line);
	assert_memory_equal(out.at, "abc", 3);
	for (size_t length = 0; length < LONGEST; length++) {
		assert_memory_equal(out.at + at, bytes, length);
		assert_int_equal(out.at[at + length], '|');
		assert_memory_equal(out.at + at + length + 1, bytes, length);
		at += 2 * length + 1;
	}
	assert_int_equal(out.length, at);
	assert_int_equal(out.at[at], '\0');
	buffer_release(&out);
}

static void
what_was_put_can_be_taken_back(void **state)
{
	struct buffer out = BUFFER_INIT;
	struct csvline line;
	size_t mark;

	(void)state;
	csvline_open(&line, &out, 0);
	csvline_room(&line, 1);
	csvline_char(&line, 'x');
	mark = csvline_mark(&line);
	for (int i = 0; i < 1000; i++)
		csvline_put_doubled(&line, "\"a\"", 3);
	csvline_back(&line, mark);
	csvline_put_doubled(&line, "\"", 1);
	csvline_put_doubled(&line, "", 0);
	csvline_close(&line);
	assert_string_equal(out.at, "x\"\"");
	assert_int_equal(out.length, 3);
	buffer_release(&out);
}

/* Wherever the buffer ends: what is spared is there when room for nothing was asked for, and behind
 * a piece that had room of its own. */
static void
what_is_spared_is_there_without_asking(void **state)
{
	enum { SPARE = 40, ROUNDS = 300 };
	char bytes[LONGEST + CSVLINE_STEP];
	struct buffer out = BUFFER_INIT;
	struct csvline line;
	size_t at = 0;

	(void)state;
	fill(bytes, sizeof bytes);
	csvline_open(&line, &out, SPARE);
	for (size_t round = 0; round < ROUNDS; round++) {
		size_t asked = round % 23;

		csvline_room(&line, 0);
		csvline_put_padded(&line, bytes, SPARE / 2);
		csvline_room(&line, asked);
		csvline_put(&line, bytes, asked);
		csvline_put_padded(&line, bytes, SPARE);
	}
	csvline_close(&line);
	for (size_t round = 0; round < ROUNDS; round++) {
		size_t asked = round % 23;

		assert_memory_equal(out.at + at, bytes, SPARE / 2);
		assert_memory_equal(out.at + at + SPARE / 2, bytes, asked);
		at += SPARE / 2 + asked;
		assert_memory_equal(out.at + at, bytes, SPARE);
		at += SPARE;
	}
	assert_int_equal(out.length, at);
	buffer_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_of_every_length_stand_where_they_were_put),
		cmocka_unit_test(what_was_put_can_be_taken_back),
		cmocka_unit_test(what_is_spared_is_there_without_asking),
	};

	return RUN_TESTS(tests);
}
