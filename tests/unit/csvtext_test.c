/* Small CSV texts to their cells. */
#include "tests/unit/test.h"

#include <stdbool.h>
#include <string.h>

#include "interp/buffer.h"
#include "interp/csvtext.h"

/* The cells as one text: a bar behind each, a slash behind each row. */
static const struct csv_row {
	const char *text, *cells;	/* cells NULL: refused */
} csv_rows[] = {
	{ "", "" },
	{ "a", "a|/" },
	{ "a,b\n1,2\n", "a|b|/1|2|/" },
	{ "a,b\n1,2", "a|b|/1|2|/" },
	{ "a,b\r\n1,2\r\n", "a|b|/1|2|/" },
	{ "a,b\r1,2\r", "a|b|/1|2|/" },
	{ ",\n", "||/" },
	{ "a,\n,b\n", "a||/|b|/" },
	{ "\"\"\n", "|/" },
	{ "\"a,b\",c\n", "a,b|c|/" },
	{ "\"a\nb\",c\n", "a\nb|c|/" },
	{ "\"say \"\"yes\"\"\"\n", "say \"yes\"|/" },
	{ "\xEF\xBB\xBF" "a,b\n", "a|b|/" },
	{ "\xEF\xBB\xBF\"a\",b\n", "a|b|/" },
	{ "\xEF\xBB\xBF", "" },
	{ "a\n\n\nb\n", "a|/b|/" },			/* empty lines are dropped */
	{ " a , b\t\n", "a|b|/" },			/* blanks outside quotes too */
	{ "\" a \"\n", " a |/" },
	{ "a\nb,c\nd,e,f\n", "a|/b|c|/d|e|f|/" },
	{ "\xC2\xA3" "1,\xE2\x82\xAC\n", "\xC2\xA3" "1|\xE2\x82\xAC|/" },
	{ "\"a", NULL },
	{ "a,\"b\n", NULL },
	{ "a\"b\n", NULL },
	{ "\"a\"b\n", NULL },
};

static void
add_cells(struct buffer *out, const struct csvtext *text)
{
	buffer_text(out, "");
	for (uint32_t row = 0; row < text->count; row++) {
		for (uint32_t i = 0; i < text->rows[row].count; i++) {
			buffer_text(out, text->rows[row].cells[i]);
			buffer_char(out, '|');
		}
		buffer_char(out, '/');
	}
}

static void
every_form_of_csv_gives_its_cells_or_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(csv_rows) / sizeof(csv_rows[0]); i++) {
		struct arena arena = ARENA_INIT;
		struct buffer out = BUFFER_INIT;
		struct csvtext text;
		bool read = csvtext_read(&text, &arena, csv_rows[i].text, strlen(csv_rows[i].text));

		if (read != (csv_rows[i].cells != NULL))
			fail_msg("row %zu: read is %d", i, read);
		if (read) {
			add_cells(&out, &text);
			if (strcmp(out.at, csv_rows[i].cells) != 0)
				fail_msg("row %zu: %s", i, out.at);
		}
		buffer_release(&out);
		arena_release(&arena);
	}
}

static void
a_nul_is_refused_rather_than_cut_off_at(void **state)
{
	struct arena arena = ARENA_INIT;
	struct csvtext text;

	(void)state;
	assert_false(csvtext_read(&text, &arena, "a,b\0c\n", 6));
	assert_int_equal(text.count, 0);
	assert_true(csvtext_read(&text, &arena, NULL, 0));
	assert_int_equal(text.count, 0);
	arena_release(&arena);
}

static void
many_rows_and_wide_rows_are_kept_whole(void **state)
{
	enum { ROWS = 1000, CELLS = 300 };
	struct arena arena = ARENA_INIT;
	struct buffer in = BUFFER_INIT;
	struct csvtext text;

	(void)state;
	for (int row = 0; row < ROWS; row++)
		for (int i = 0; i < (row == 7 ? CELLS : 3); i++)
			buffer_printf(&in, "%s%d", i == 0 ? (row == 0 ? "" : "\n") : ",",
			    row * 1000 + i);
	assert_true(csvtext_read(&text, &arena, in.at, in.length));
	buffer_release(&in);
	assert_int_equal(text.count, ROWS);
	for (uint32_t row = 0; row < ROWS; row++) {
		assert_int_equal(text.rows[row].count, row == 7 ? CELLS : 3);
		for (uint32_t i = 0; i < text.rows[row].count; i++)
			assert_string_equal(text.rows[row].cells[i],
			    arena_printf(&arena, "%u", (unsigned)(row * 1000 + i)));
	}
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_form_of_csv_gives_its_cells_or_is_refused),
		cmocka_unit_test(a_nul_is_refused_rather_than_cut_off_at),
		cmocka_unit_test(many_rows_and_wide_rows_are_kept_whole),
	};

	return RUN_TESTS(tests);
}
