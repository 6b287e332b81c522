/* csvout: one row per rule: the cell, what is written, whether it counts as neutralised. */
#include "tests/unit/test.h"

#include <string.h>

#include "interp/csvout.h"

static const struct {
	const char *cell, *written;
	uint64_t neutralised;
} rows[] = {
	{ "plain", "plain", 0 },
	{ "", "", 0 },
	{ "a,b", "\"a,b\"", 0 },
	{ "say \"so\"", "\"say \"\"so\"\"\"", 0 },
	{ "\"", "\"\"\"\"", 0 },
	{ "two\nlines", "\"two\nlines\"", 0 },
	{ "cr\rhere", "\"cr\rhere\"", 0 },
	{ " before", "\" before\"", 0 },
	{ "after ", "\"after \"", 0 },
	{ "in between", "in between", 0 },
	{ "=1+1", "'=1+1", 1 },
	{ "+44 20 7946 0000", "'+44 20 7946 0000", 1 },
	{ "-", "'-", 1 },
	{ "@name", "'@name", 1 },
	{ "\tx", "\"'\tx\"", 1 },
	{ "\r", "\"'\r\"", 1 },
	{ "=a,b", "\"'=a,b\"", 1 },
	{ "-12.50", "-12.50", 0 },
	{ "+3", "+3", 0 },
	{ "-12%", "-12%", 0 },
	{ "-1-2", "'-1-2", 1 },
	{ "-.", "'-.", 1 },
	{ "2022-05-31", "2022-05-31", 0 },
	{ "'quoted", "'quoted", 0 },
};

static void
each_cell_is_written_as_its_row_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct buffer out = BUFFER_INIT;
		uint64_t neutralised = 0;

		csvout_cell(&out, rows[i].cell, strlen(rows[i].cell), true, true, &neutralised);
		assert_string_equal(out.length == 0 ? "" : out.at, rows[i].written);
		assert_int_equal(neutralised, rows[i].neutralised);
		buffer_release(&out);
	}
}

static void
figures_of_ours_are_never_touched_and_lines_end_as_asked(void **state)
{
	struct buffer out = BUFFER_INIT;
	uint64_t neutralised = 0;

	(void)state;
	csvout_cell(&out, "a", 1, true, true, &neutralised);
	csvout_cell(&out, "-x", 2, false, false, &neutralised);
	csvout_cell(&out, "=", 1, false, true, NULL);
	csvout_end(&out, true);
	csvout_end(&out, false);
	assert_string_equal(out.at, "a,-x,'=\r\n\n");
	assert_int_equal(neutralised, 0);
	buffer_release(&out);
}

/* What needs quotes goes by the delimiter there is. */
static void
other_delimiters_part_cells(void **state)
{
	struct buffer out = BUFFER_INIT;
	uint64_t neutralised = 0;

	(void)state;
	csvout_cell_by(&out, ';', "a,b", 3, true, true, &neutralised);
	csvout_cell_by(&out, ';', "c;d", 3, false, true, &neutralised);
	csvout_cell_by(&out, ';', "=e", 2, false, true, &neutralised);
	assert_string_equal(out.at, "a,b;\"c;d\";'=e");
	assert_int_equal(neutralised, 1);
	buffer_release(&out);
}

/* One byte of each value at each place of a cell: whether eight bytes are looked at or one, the
 * answer is that of the byte. */
static void
every_byte_at_every_place_is_judged_alike(void **state)
{
	char cell[21];

	(void)state;
	for (size_t length = 1; length < sizeof cell; length++)
		for (size_t at = 0; at < length; at++)
			for (int byte = 0; byte < 256; byte++) {
				struct buffer out = BUFFER_INIT;
				bool special, as_it_is;

				memset(cell, '\xC3', length);
				cell[at] = (char)byte;
				special =
				    byte == ',' || byte == '"' || byte == '\n' || byte == '\r';
				assert_int_equal(csvout_has_special(cell, length, ','), special);
				assert_int_equal(csvout_has_special(cell, length, '|'),
				    (special && byte != ',') || byte == '|');
				csvout_cell(&out, cell, length, true, true, NULL);
				as_it_is =
				    out.length == length && memcmp(out.at, cell, length) == 0;
				/* It may say no of a cell with a blank or a sign, never yes
				 * wrongly. */
				assert_true(!csvout_is_plain(cell, length) || as_it_is);
				assert_true(csvout_is_plain(cell, length) || byte <= '-' ||
				    byte == '=' || byte == '@');
				buffer_release(&out);
			}
	assert_true(csvout_is_plain("", 0));
	assert_false(csvout_has_special("", 0, ','));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_cell_is_written_as_its_row_says),
		cmocka_unit_test(figures_of_ours_are_never_touched_and_lines_end_as_asked),
		cmocka_unit_test(other_delimiters_part_cells),
		cmocka_unit_test(every_byte_at_every_place_is_judged_alike),
	};

	return RUN_TESTS(tests);
}
