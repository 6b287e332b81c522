/* Places: lines and columns of offsets, over every kind of line end and several files. */
#include "tests/unit/test.h"

#include <stdbool.h>
#include <string.h>

#include "lang/source.h"

struct fixture {
	struct arena arena;
	struct sources sources;
};

static int
set_up(void **state)
{
	static struct fixture fixture;

	arena_init(&fixture.arena);
	sources_init(&fixture.sources, &fixture.arena);
	*state = &fixture;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *fixture = *state;

	arena_release(&fixture->arena);
	return 0;
}

static const struct place_row {
	const char *text;
	uint32_t offset, line, column;
	const char *shown;	/* the line */
} place_rows[] = {
	{ "", 0, 1, 1, "" },
	{ "abc", 0, 1, 1, "abc" },
	{ "abc", 2, 1, 3, "abc" },
	{ "abc", 3, 1, 4, "abc" },
	{ "abc", 99, 1, 4, "abc" },		/* past the end is the end */
	{ "a\nbc\n", 1, 1, 2, "a" },
	{ "a\nbc\n", 2, 2, 1, "bc" },
	{ "a\nbc\n", 4, 2, 3, "bc" },
	{ "a\nbc\n", 5, 3, 1, "" },		/* behind the last line end */
	{ "a\r\nbc", 1, 1, 2, "a" },
	{ "a\r\nbc", 2, 1, 2, "a" },		/* the LF of CR LF: the end of its line */
	{ "a\r\nbc", 3, 2, 1, "bc" },
	{ "a\rbc", 2, 2, 1, "bc" },
	{ "a\r\rb", 2, 2, 1, "" },
	{ "a\r\rb", 3, 3, 1, "b" },
	{ "a\n\r\nb", 2, 2, 1, "" },
	{ "a\n\r\nb", 4, 3, 1, "b" },
	{ "a\r", 2, 2, 1, "" },
	{ "\t\tx", 2, 1, 3, "\t\tx" },		/* a tab is one column */
	{ "\xC2\xA3\xE2\x82\xACx", 2, 1, 2, "\xC2\xA3\xE2\x82\xACx" },
	{ "\xC2\xA3\xE2\x82\xACx", 5, 1, 3, "\xC2\xA3\xE2\x82\xACx" },
	{ "\xEF\xBB\xBF\xEF\xBB\xBFxy", 0, 1, 1, "xy" },
	{ "\xEF\xBB\xBFxy", 1, 1, 2, "xy" },	/* offsets do not count the BOM */
	{ "\xEF\xBB", 1, 1, 2, "\xEF\xBB" },
};

static void
every_offset_has_its_line_and_column(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(place_rows) / sizeof(place_rows[0]); i++) {
		const struct place_row *row = &place_rows[i];
		struct arena arena = ARENA_INIT;
		struct sources sources;
		struct place place;

		sources_init(&sources, &arena);
		sources_add(&sources, "p", row->text, strlen(row->text));
		place = sources_place(&sources, row->offset);
		if (place.line != row->line || place.column != row->column
		    || place.text_length != strlen(row->shown)
		    || memcmp(place.text, row->shown, place.text_length) != 0)
			fail_msg("row %zu: %u:%u \"%.*s\"", i, (unsigned)place.line,
			    (unsigned)place.column,
			    (int)place.text_length, place.text);
		assert_true(place.mark <= place.text_length);
		arena_release(&arena);
	}
}

/* The same walked byte by byte, with a rule of its own for line ends. */
static void
places_agree_with_a_walk_over_the_text(void **state)
{
	static const char text[] = "one\r\ntwo\rthree\n\n\r\r\n\tfo\xC2\xA3ur\r\nend";
	struct fixture *fixture = *state;
	uint32_t line = 1, column = 1;

	sources_add(&fixture->sources, "p", text, sizeof(text) - 1);
	for (uint32_t at = 0; at < sizeof(text) - 1; at++) {
		struct place place = sources_place(&fixture->sources, at);
		bool pair = text[at] == '\r' && text[at + 1] == '\n';

		if (((unsigned char)text[at] & 0xC0) != 0x80) {
			assert_int_equal(place.line, line);
			assert_int_equal(place.column, column);
		}
		if (pair)
			at++;
		if (text[at] == '\n' || text[at] == '\r') {
			line++;
			column = 1;
		} else if (((unsigned char)text[at + 1] & 0xC0) != 0x80) {
			column++;
		}
	}
	assert_int_equal(line, 8);
}

static void
files_share_one_space_of_offsets(void **state)
{
	struct fixture *fixture = *state;
	const struct source_file *first = sources_add(&fixture->sources, "a.writ", "ab", 2);
	const struct source_file *empty = sources_add(&fixture->sources, "b.writ", "", 0);
	const struct source_file *last = sources_add(&fixture->sources, "c.writ", "x\ny", 3);
	size_t length;

	assert_int_equal(first->base, 0);
	assert_int_equal(empty->base, 3);
	assert_int_equal(last->base, 4);
	assert_ptr_equal(sources_place(&fixture->sources, 2).file, first);
	assert_ptr_equal(sources_place(&fixture->sources, 3).file, empty);
	assert_ptr_equal(sources_place(&fixture->sources, 4).file, last);
	assert_int_equal(sources_place(&fixture->sources, 6).line, 2);
	assert_memory_equal(sources_text(&fixture->sources, (struct span){ 6, 7 }, &length), "y",
	    1);
	assert_int_equal(length, 1);
}

static void
the_text_is_a_copy_without_its_byte_order_mark(void **state)
{
	struct fixture *fixture = *state;
	char text[] = "\xEF\xBB\xBFpolicy", name[] = "p.writ";
	const struct source_file *file = sources_add(&fixture->sources, name, text, 9);

	memset(text, '!', sizeof(text) - 1);
	memset(name, '!', sizeof(name) - 1);
	assert_string_equal(file->bytes, "policy");
	assert_int_equal(file->length, 6);
	assert_string_equal(file->name, "p.writ");
}

static void
a_span_gives_its_text_as_far_as_the_file_goes(void **state)
{
	static const struct {
		struct span span;
		const char *text;
	} rows[] = {
		{ { 0, 3 }, "abc" }, { { 1, 2 }, "b" }, { { 2, 2 }, "" }, { { 1, 99 }, "bc" },
		{ { 3, 3 }, "" }, { { 2, 1 }, "" }, { { 50, 60 }, "" },
	};
	struct fixture *fixture = *state;

	sources_add(&fixture->sources, "p", "abc", 3);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t length;
		const char *text = sources_text(&fixture->sources, rows[i].span, &length);

		assert_int_equal(length, strlen(rows[i].text));
		assert_memory_equal(text, rows[i].text, length);
	}
}

static void
joined_spans_cover_both(void **state)
{
	struct span whole = span_join((struct span){ 2, 5 }, (struct span){ 7, 9 });
	struct span inside = span_join((struct span){ 2, 9 }, (struct span){ 3, 4 });

	(void)state;
	assert_int_equal(whole.start, 2);
	assert_int_equal(whole.end, 9);
	assert_int_equal(inside.start, 2);
	assert_int_equal(inside.end, 9);
}

static void
the_longest_text_allowed_is_taken(void **state)
{
	struct fixture *fixture = *state;
	char *text = memory_grow(NULL, SOURCE_MAX_BYTES, 1);
	struct place place;

	memset(text, '\n', SOURCE_MAX_BYTES);
	sources_add(&fixture->sources, "p", text, SOURCE_MAX_BYTES);
	memory_free(text);
	place = sources_place(&fixture->sources, SOURCE_MAX_BYTES - 1);
	assert_int_equal(place.line, SOURCE_MAX_BYTES);
	assert_int_equal(place.column, 1);
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_offset_has_its_line_and_column),
		WITH_FIXTURE(places_agree_with_a_walk_over_the_text),
		WITH_FIXTURE(files_share_one_space_of_offsets),
		WITH_FIXTURE(the_text_is_a_copy_without_its_byte_order_mark),
		WITH_FIXTURE(a_span_gives_its_text_as_far_as_the_file_goes),
		cmocka_unit_test(joined_spans_cover_both),
		WITH_FIXTURE(the_longest_text_allowed_is_taken),
	};

	return RUN_TESTS(tests);
}
