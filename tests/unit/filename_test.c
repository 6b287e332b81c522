/* Names from data: what no system may misread, and two that would be one. */
#include "tests/unit/test.h"

#include <string.h>

#include "interp/filename.h"

static const char *
made(struct arena *arena, const char *text)
{
	return filename_safe(arena, text, strlen(text), 40);
}

static void
test_safe(void **state)
{
	static const struct { const char *text, *name; } cases[] = {
		{ "P87001", "P87001" },
		{ "a.b-c_d", "a.b-c_d" },
		{ "../../x", "x" },
		{ "..\\..\\x", "x" },
		{ "/etc/passwd", "etc-passwd" },
		{ "2017/18 Q2", "2017-18-Q2" },
		{ "a//  b", "a-b" },
		{ "a--b", "a--b" },
		{ ".hidden", "hidden" },
		{ "-rf", "rf" },
		{ "name.", "name" },
		{ "a\nb\x01" "c", "a-b-c" },
		{ "caf\xC3\xA9 1", "caf-1" },
		{ "C:evil", "C-evil" },
		{ "x:stream", "x-stream" },
		{ "", "unnamed" },
		{ "...", "unnamed" },
		{ "\xE2\x80\xAE", "unnamed" },
		{ "CON", "_CON" },
		{ "nul", "_nul" },
		{ "Aux.txt", "_Aux.txt" },
		{ "COM1", "_COM1" },
		{ "lpt9.x", "_lpt9.x" },
		{ "COM10", "COM10" },
		{ "CONSOLE", "CONSOLE" },
	};
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(made(&arena, cases[i].text), cases[i].name);
	arena_release(&arena);
}

static void
test_bounded(void **state)
{
	struct arena arena = ARENA_INIT;
	char text[4001];

	(void)state;
	memset(text, 'a', 4000);
	text[4000] = '\0';
	assert_int_equal(strlen(filename_safe(&arena, text, 4000, 40)), 40);
	memcpy(text, "con.", 4);
	assert_int_equal(strlen(filename_safe(&arena, text, 4000, 40)), 40);
	assert_int_equal(filename_safe(&arena, text, 4000, 40)[0], '_');
	assert_string_equal(filename_safe(&arena, "1234567-9", 9, 8), "1234567");
	arena_release(&arena);
}

static void
test_collisions(void **state)
{
	static const char *const endings[] = { ".html", ".txt", "-C1.html" };
	struct arena arena = ARENA_INIT;
	struct filenames names;

	(void)state;
	filenames_init(&names, &arena);
	assert_true(filenames_take(&names, "letters.csv"));
	assert_false(filenames_take(&names, "Letters.CSV"));
	assert_string_equal(filenames_stem(&names, "a-b", endings, 3), "a-b");
	assert_string_equal(filenames_stem(&names, "a-b", endings, 3), "a-b-2");
	assert_string_equal(filenames_stem(&names, "A-B", endings, 3), "A-B-3");
	assert_string_equal(filenames_stem(&names, "a-b-2", endings, 2), "a-b-2-2");
	/* only one of the endings is in the way */
	assert_string_equal(filenames_stem(&names, "a-b-C1", endings, 1), "a-b-C1-2");
	/* none of so many tries all numbers before it: that would be 200 million names */
	for (int i = 1; i <= 20000; i++)
		assert_string_equal(
		    filenames_stem(&names, i % 2 == 0 ? "same" : "SAME", endings, 1),
		    i == 1 ? "SAME" :
			     arena_printf(names.arena, i % 2 == 0 ? "same-%d" : "SAME-%d", i));
	for (unsigned i = 0; i < 500; i++)
		assert_true(filenames_take(&names, arena_printf(&arena, "f%u", i)));
	for (unsigned i = 0; i < 500; i++)
		assert_false(filenames_take(&names, arena_printf(&arena, "F%u", i)));
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_safe),
		cmocka_unit_test(test_bounded),
		cmocka_unit_test(test_collisions),
	};

	return RUN_TESTS(tests);
}
