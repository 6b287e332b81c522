/* encoding: marks, names, UTF-8 to the letter of the standard, Windows-1252 in full, UTF-16 cut
 * anywhere. */
#include "test.h"

#include <string.h>

#include "interp/encoding.h"

static void
marks_are_believed(void **state)
{
	size_t mark;

	(void)state;
	assert_int_equal(encoding_by_mark("\xEF\xBB\xBFx", 4, &mark), ENCODING_UTF8_MARK);
	assert_int_equal(mark, 3);
	assert_int_equal(encoding_by_mark("\xFF\xFEx", 3, &mark), ENCODING_UTF16LE);
	assert_int_equal(encoding_by_mark("\xFE\xFFx", 3, &mark), ENCODING_UTF16BE);
	assert_int_equal(encoding_by_mark("\xEF\xBB", 2, &mark), ENCODING_UTF8);
	assert_int_equal(mark, 0);
}

static void
names_are_known_in_any_case(void **state)
{
	enum encoding encoding;

	(void)state;
	assert_true(encoding_named("UTF-8", &encoding) && encoding == ENCODING_UTF8);
	assert_true(encoding_named("Windows-1252", &encoding) && encoding == ENCODING_WINDOWS_1252);
	assert_true(encoding_named("utf-16le", &encoding) && encoding == ENCODING_UTF16LE);
	assert_false(encoding_named("utf-7", &encoding));
	assert_false(encoding_named("", &encoding));
}

static void
utf8_is_checked_to_the_letter(void **state)
{
	static const struct {
		const char *bytes;
		size_t valid;
		bool cut;
	} rows[] = { { "plain", 5, false }, { "\xC3\xA9", 2, false }, { "\xE2\x82\xAC", 3, false },
		{ "\xF0\x9F\x98\x80", 4, false }, { "a\xC0\xAF", 1, false },
		{ "a\xE0\x80\xAF", 1, false }, { "a\xED\xA0\x80", 1, false },
		{ "a\xF4\x90\x80\x80", 1, false }, { "a\xF5", 1, false }, { "a\x80", 1, false },
		{ "a\xA3 5", 1, false }, { "a\xC3", 1, true }, { "a\xE2\x82", 1, true },
		{ "a\xF0\x9F\x98", 1, true }, { "a\xE0\x80", 1, false },
		{ "0123456789012345678901234567890123456789\xA3", 40, false } };
	bool cut;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(utf8_valid(rows[i].bytes, strlen(rows[i].bytes), &cut),
		    rows[i].valid);
		assert_int_equal(cut, rows[i].cut);
	}
}

static void
windows_1252_has_five_holes(void **state)
{
	struct decoder decoder;
	char out[8];
	const char *what;
	unsigned holes = 0;

	(void)state;
	for (unsigned byte = 0; byte < 256; byte++) {
		char in = (char)byte;
		size_t length;
		bool cut;

		decoder_init(&decoder, ENCODING_WINDOWS_1252);
		length = decoder_add(&decoder, out, &in, 1);
		assert_int_equal(utf8_valid(out, length, &cut), length);
		assert_int_equal(encoding_is_damaged(ENCODING_WINDOWS_1252, out, length, &what),
		    decoder.damaged > 0);
		holes += decoder.damaged > 0;
	}
	assert_int_equal(holes, 5);
	decoder_init(&decoder, ENCODING_WINDOWS_1252);
	assert_int_equal(decoder_add(&decoder, out, "\x80\xA3", 2), 5);
	assert_memory_equal(out, "\xE2\x82\xAC\xC2\xA3", 5);
}

static void
utf16_may_be_cut_anywhere(void **state)
{
	/* A, a pound sign, a face that takes two units, a lone second half, a first half without
	 * its second, Z */
	static const char le[] = "A\0\xA3\0\x3D\xD8\x00\xDE\x00\xDE\x3D\xD8Z";
	static const char expected[] = "A\xC2\xA3\xF0\x9F\x98\x80\xEF\xBF\xBD\xEF\xBF\xBDZ";

	(void)state;
	for (size_t step = 1; step <= sizeof(le); step++) {
		struct decoder decoder;
		char out[64];
		size_t used = 0;
		const char *what;

		decoder_init(&decoder, ENCODING_UTF16LE);
		for (size_t at = 0; at < sizeof(le); at += step)
			used += decoder_add(&decoder, out + used, le + at,
			    step < sizeof(le) - at ? step : sizeof(le) - at);
		used += decoder_add(&decoder, out + used, le, 0);
		assert_int_equal(used, sizeof(expected) - 1);
		assert_memory_equal(out, expected, used);
		assert_int_equal(decoder.damaged, 2);
		assert_true(encoding_is_damaged(ENCODING_UTF16LE, out, used, &what));
	}
}

static void
an_odd_last_byte_is_damage(void **state)
{
	struct decoder decoder;
	char out[64];

	(void)state;
	decoder_init(&decoder, ENCODING_UTF16BE);
	assert_int_equal(decoder_add(&decoder, out, "\0A\0", 3), 1);
	assert_int_equal(decoder_add(&decoder, out, "", 0), 3);
	assert_int_equal(decoder.damaged, 1);
}

/* There and back: every byte that is defined; and characters that are not there. */
static void
windows_1252_is_written_as_it_is_read(void **state)
{
	static const char *const others[] = { "\xC4\x80", "\xE2\x82\xAD", "\xF0\x9F\x98\x80",
		"\xC2\x81", "\xE2\x82", "\xFF" };

	(void)state;
	for (unsigned byte = 1; byte < 256; byte++) {
		struct decoder decoder;
		struct buffer back = BUFFER_INIT;
		char text[16];
		const char in = (char)byte;
		size_t length;

		decoder_init(&decoder, ENCODING_WINDOWS_1252);
		length = decoder_add(&decoder, text, &in, 1);
		assert_int_equal(encoding_to_windows_1252(&back, text, length),
		    decoder.damaged == 0);
		if (decoder.damaged == 0) {
			assert_int_equal(back.length, 1);
			assert_int_equal(back.at[0], in);
		}
		buffer_release(&back);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		struct buffer back = BUFFER_INIT;

		assert_false(encoding_to_windows_1252(&back, others[i], strlen(others[i])));
		buffer_release(&back);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_are_believed),
		cmocka_unit_test(names_are_known_in_any_case),
		cmocka_unit_test(utf8_is_checked_to_the_letter),
		cmocka_unit_test(windows_1252_has_five_holes),
		cmocka_unit_test(windows_1252_is_written_as_it_is_read),
		cmocka_unit_test(utf16_may_be_cut_anywhere),
		cmocka_unit_test(an_odd_last_byte_is_damage)
	};

	return RUN_TESTS(tests);
}
