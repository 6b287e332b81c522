/* What shows nothing: the table against the properties it is taken from, and what is left of a
 * text. */
#include "tests/unit/test.h"

#include <string.h>

#include "lang/arena.h"
#include "lang/unseen.h"

struct text {
	const char *from, *to;
};

static void
each_character_is_of_its_kind(void **state)
{
	static const struct {
		uint32_t character;
		enum unseen kind;
	} characters[] = {
		{ 0, SEEN }, { 1, UNSEEN_CONTROL }, { '\t', UNSEEN_SPACE }, { '\r', UNSEEN_SPACE },
		{ 0x0E, UNSEEN_CONTROL }, { 0x1F, UNSEEN_CONTROL }, { ' ', UNSEEN_SPACE },
		{ '!', SEEN }, { '~', SEEN }, { 0x7F, UNSEEN_CONTROL }, { 0x80, UNSEEN_CONTROL },
		{ 0x85, UNSEEN_SPACE }, { 0x9F, UNSEEN_CONTROL }, { 0xA0, UNSEEN_SPACE },
		{ 0xA1, SEEN }, { 0xA3, SEEN }, { 0xAC, SEEN }, { 0xAD, UNSEEN_MARK },
		{ 0xAE, SEEN }, { 0xE9, SEEN }, { 0x0300, SEEN }, { 0x034F, UNSEEN_SHAPER },
		{ 0x061C, UNSEEN_MARK }, { 0x0627, SEEN }, { 0x115E, SEEN },
		{ 0x115F, UNSEEN_SHAPER }, { 0x1160, UNSEEN_SHAPER }, { 0x1161, SEEN },
		{ 0x1680, UNSEEN_SPACE }, { 0x17B4, UNSEEN_SHAPER }, { 0x17B5, UNSEEN_SHAPER },
		{ 0x180B, UNSEEN_SHAPER }, { 0x180E, UNSEEN_SHAPER }, { 0x1810, SEEN },
		{ 0x1FFF, SEEN }, { 0x2000, UNSEEN_SPACE }, { 0x2003, UNSEEN_SPACE },
		{ 0x200A, UNSEEN_SPACE }, { 0x200B, UNSEEN_MARK }, { 0x200C, UNSEEN_SHAPER },
		{ 0x200D, UNSEEN_SHAPER }, { 0x200E, UNSEEN_MARK }, { 0x200F, UNSEEN_MARK },
		{ 0x2010, SEEN }, { 0x2013, SEEN }, { 0x2028, UNSEEN_SPACE },
		{ 0x2029, UNSEEN_SPACE }, { 0x202A, UNSEEN_MARK }, { 0x202E, UNSEEN_MARK },
		{ 0x202F, UNSEEN_SPACE }, { 0x2030, SEEN }, { 0x205E, SEEN },
		{ 0x205F, UNSEEN_SPACE }, { 0x2060, UNSEEN_MARK }, { 0x206F, UNSEEN_MARK },
		{ 0x2070, SEEN }, { 0x27FF, SEEN }, { 0x2800, UNSEEN_SPACE }, { 0x2801, SEEN },
		{ 0x2FFF, SEEN }, { 0x3000, UNSEEN_SPACE }, { 0x3001, SEEN },
		{ 0x3164, UNSEEN_MARK }, { 0x3165, SEEN }, { 0xFDFF, SEEN },
		{ 0xFE00, UNSEEN_SHAPER }, { 0xFE0F, UNSEEN_SHAPER }, { 0xFE10, SEEN },
		{ 0xFEFF, UNSEEN_MARK }, { 0xFF00, SEEN }, { 0xFFA0, UNSEEN_MARK },
		{ 0xFFFC, SEEN }, { 0xFFFD, SEEN }, { 0x1F600, SEEN }, { 0x1D173, UNSEEN_MARK },
		{ 0x1D17A, UNSEEN_MARK }, { 0x1D17B, SEEN }, { 0xE0001, UNSEEN_MARK },
		{ 0xE007F, UNSEEN_SHAPER }, { 0xE01EF, UNSEEN_SHAPER }, { 0xE0FFF, UNSEEN_MARK },
		{ 0xE1000, SEEN }
	};
	unsigned spaces = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(characters) / sizeof(characters[0]); i++) {
		print_message("U+%04X\n", (unsigned)characters[i].character);
		assert_int_equal(unseen_kind(characters[i].character), characters[i].kind);
	}
	/* White_Space has 25 code points; ours is one more, of Braille. */
	for (uint32_t character = 0; character <= 0x10FFFF; character++)
		spaces += unseen_kind(character) == UNSEEN_SPACE;
	assert_int_equal(spaces, 26);
}

/* Default_Ignorable_Code_Point has 4,174 of them; 5 are ours. */
static void
the_ignorable_are_all_there(void **state)
{
	unsigned ignored = 0;

	(void)state;
	for (uint32_t character = 0; character <= 0x10FFFF; character++)
		ignored += unseen_kind(character) == UNSEEN_MARK ||
		    unseen_kind(character) == UNSEEN_SHAPER;
	assert_int_equal(ignored, 4174 + 5);
}

static void
a_text_shows_nothing(void **state)
{
	static const char *const nothing[] = { "", " ", "\t\r\n", "\xE3\x80\x80",
		"\xC2\xA0 \xE2\x80\x83", "\xE2\x80\x8B\xEF\xBB\xBF", "\xC2\xAD", "\xE2\xA0\x80",
		"\xE3\x85\xA4", "\xEF\xB8\x8F", "\xC2\x85\xE2\x80\xA8\xE2\x80\xA9", "\x01\x1F\x7F",
		"\xF3\xA0\x80\x81", " \xE2\x81\xA0\xEF\xBE\xA0\xE1\x9A\x80" },
	    *const something[] = { "a", " .", "\xC3\xA9", "\xE3\x80\x80-", "\xE2\x80\x8Bx",
		"\xF0\x9F\x98\x80", "\xEF\xBF\xBD", "\xE3\x80", "\xC2", "\xE2\xA0\x81" };

	(void)state;
	for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++)
		assert_true(text_is_unseen(nothing[i], strlen(nothing[i])));
	for (size_t i = 0; i < sizeof(something) / sizeof(something[0]); i++)
		assert_false(text_is_unseen(something[i], strlen(something[i])));
	assert_false(text_is_unseen("\0", 1));
}

static void
both_ends_are_trimmed(void **state)
{
	static const struct text texts[] = { { "a", "a" }, { "  a b  ", "a b" }, { "   ", "" },
		{ "\xE3\x80\x80" "a\xE2\x80\x83", "a" }, { "\xE3\x80\x80\xC2\xAD", "" },
		{ "a\xE2\x80\x8B \xE2\x80\x8E", "a" }, { "\x01" "a\x7F", "a" },
		{ "\xC3\xA9\xC2\xA0", "\xC3\xA9" }, { "a\xE2\x80\x8D", "a" },
		/* what varies the character before it stays with that */
		{ "\xE2\x9D\xA4\xEF\xB8\x8F \xEF\xB8\x8F", "\xE2\x9D\xA4\xEF\xB8\x8F" },
		{ "\xD9\x87\xE2\x80\x8D\xE3\x80\x80", "\xD9\x87\xE2\x80\x8D" },
		{ "\xC3\xA9\xE2\x80\x8D", "\xC3\xA9" }, { "\xEF\xB8\x8F" "a", "a" } };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const char *text = texts[i].from;
		size_t length = strlen(text);

		text_trim(&text, &length);
		assert_int_equal(length, strlen(texts[i].to));
		assert_memory_equal(text, texts[i].to, length);
	}
}

static void
what_shows_nothing_is_left_out(void **state)
{
	static const struct text texts[] = { { "A81001\xE2\x80\x8B", "A81001" },
		{ "A8\xE2\x80\x8D" "1001", "A81001" }, { "A81\xEF\xB8\x8F" "001", "A81001" },
		{ "\xE2\x80\xAA" "A81001\xE2\x80\xAC", "A81001" }, { "\xC2\xAD", "" },
		{ "Caf\xC3\xA9\xE2\x80\x8D", "Caf\xC3\xA9" },
		{ "\xDB\x8C\xE2\x80\x8C\xD8\xAE", "\xDB\x8C\xE2\x80\x8C\xD8\xAE" },
		{ "\xE2\x9D\xA4\xEF\xB8\x8F", "\xE2\x9D\xA4\xEF\xB8\x8F" } };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		char out[64];
		size_t length = text_clean(out, texts[i].from, strlen(texts[i].from), false);

		assert_true(text_has_unseen(texts[i].from, strlen(texts[i].from)));
		assert_int_equal(length, strlen(texts[i].to));
		assert_memory_equal(out, texts[i].to, length);
	}
}

static void
other_spaces_become_blanks_where_that_is_asked_for(void **state)
{
	static const char text[] = "St\xC2\xA0John\xE3\x80\x80" "A\tB";
	char out[64];

	(void)state;
	assert_true(text_has_unseen(text, strlen(text)));
	assert_int_equal(text_clean(out, text, strlen(text), true), 11);
	assert_memory_equal(out, "St John A\tB", 11);
}

static void
what_a_text_says_is_without_its_ends_too(void **state)
{
	static const char plain[] = " P87001\t",
			  hidden[] = "\xE2\x80\x8B P87\xE2\x80\x8E"
				     "001\xC2\xA0 ";
	struct arena arena = ARENA_INIT;
	size_t length = strlen(plain);
	const char *seen = text_seen(&arena, plain, &length, true);

	(void)state;
	assert_ptr_equal(seen, plain + 1);		/* no copy where nothing is inside */
	assert_int_equal(length, 6);
	length = strlen(hidden);
	seen = text_seen(&arena, hidden, &length, false);
	assert_int_equal(length, 6);
	assert_memory_equal(seen, "P87001", 6);
	length = 3;
	text_seen(&arena, "\xE2\x80\xAE", &length, false);
	assert_int_equal(length, 0);
	arena_release(&arena);
}

static void
plain_texts_are_left_alone(void **state)
{
	(void)state;
	assert_true(text_is_ascii("", 0));
	assert_true(text_is_ascii("A81001 and more\n", 16));
	assert_false(text_is_ascii("A81001 and m\xC3\xA9", 14));
	assert_false(text_is_ascii("\xC3\xA9 and 16 bytes", 15));
	assert_false(text_is_ascii("1234567\0", 8));
	assert_false(text_is_ascii("12345678\0", 9));
	assert_false(text_has_unseen("A81001 and\tmore", 15));
	assert_false(text_has_unseen("Caf\xC3\xA9 \xC2\xA3" "5 \xE2\x80\x93 5", 14));
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(each_character_is_of_its_kind),
		cmocka_unit_test(the_ignorable_are_all_there),
		cmocka_unit_test(a_text_shows_nothing), cmocka_unit_test(both_ends_are_trimmed),
		cmocka_unit_test(what_shows_nothing_is_left_out),
		cmocka_unit_test(other_spaces_become_blanks_where_that_is_asked_for),
		cmocka_unit_test(what_a_text_says_is_without_its_ends_too),
		cmocka_unit_test(plain_texts_are_left_alone) };

	return RUN_TESTS(tests);
}
