/* inspect: what is said of a file, worked out by hand for one that has something of everything. */
#include "test.h"

#include <unistd.h>

#include "interp/field.h"
#include "interp/grid.h"
#include "interp/inspect.h"
#include "made_file.h"

static const struct made_field fields[] = {
	{ "case_ref", KIND_TEXT, MADE_KEY, "@##", NULL },
	{ "raised_on", KIND_DATE, MADE_BLANK, NULL, "Date first raised" },
	{ "share", KIND_PERCENT, MADE_BLANK, NULL, NULL },
	{ "paid", KIND_MONEY, MADE_BLANK, NULL, NULL }
};

static const char bytes[] =
    "Cases in May,,,,\r\n"
    "case_ref,Date first raised,share,paid,Remark\r\n"
    "A01,21/04/2022,60%,5,x\r\n"
    "A02,1-Mar-22,,\"5\x1b[1m\",\r\n"
    "A02,1-Mar-22,,\"5\x1b[1m\",\r\n"
    "a03,,,,\r\n"
    "A04,,40,,\r\n";

/*
 * Seven lines, the headings in the second. Five rows: A01, A02 and A04 are used, the second A02
 * repeats a key, a03 has none that fits. Shares with and without their sign: the whole column is
 * refused. Amounts: A01 filled, A02 refused, A04 blank.
 */
static void
a_file_is_described_as_it_was_read(void **state)
{
	static const char *const expected[] = { "case, from ",
		"\n  UTF-8, cells parted by a comma, lines ended by CR LF\n",
		"\n  headings in line 2, 1 row above left out\n",
		"  not asked for by the policy: 'Remark'\n",
		"\n  5 rows read = 3 used + 1 refused + 1 repeated + 0 dated later\n",
		"case_ref           case_ref   text",
		"day first, or month in words; years 00-69 are 2000-2069", "whole column refused",
		": note: 1 row above the headings in line 2 left out [rows-above-header]\n",
		": column refused: 'share': mixes percentages with and without their sign: '60%' "
		"in line 3 and '40' in line 7 "
		"[column-refused]\n",
		":4: cell refused: 'paid': '5\xE2\x90\x9B[1m': not an amount of money "
		"[bad-number]\n    "
		"write 1234.50 or \xC2\xA3"
		"1,234.50\n",
		":5: row repeated: has the key of line 4 and says the same: the two are counted "
		"once [repeated-key]\n",
		":6: row refused: 'case_ref': 'a03': part of the row's key: should be one "
		"letter, two digits; it has small letters "
		"where capitals are due [unreadable-key]\n    write it in capitals: A03\n" };
	struct arena arena = ARENA_INIT;
	struct buffer out = BUFFER_INIT;
	struct fault fault = FAULT_NONE;
	char path[64];
	struct inspect_request request = { .path = path, .run_date = 19143, .check_keys = true,
	    .width = 200 };

	(void)state;
	request.table = MADE_TABLE(&arena, fields);
	made_write(path, bytes, sizeof(bytes) - 1);
	assert_true(inspect_table(&out, &arena, &request, &fault));
	unlink(path);
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		if (strstr(out.at, expected[i]) == NULL)
			fail_msg("'%s' is not in:\n%s", expected[i], out.at);
	}
	assert_null(strchr(out.at, '\x1b'));
	buffer_release(&out);
	arena_release(&arena);
}

/* A name is whatever whoever made the file typed: it must not drive the terminal. */
static void
names_of_files_are_fit_to_be_shown(void **state)
{
	static const char rows[] = "case_ref,raised_on,share,paid,\xE2\x80\xAE" "x\na03,,,,\n";
	struct arena arena = ARENA_INIT;
	struct buffer out = BUFFER_INIT;
	struct fault fault = FAULT_NONE;
	char made[64], path[80];
	struct inspect_request request = { .path = path, .check_keys = true, .width = 80 };

	(void)state;
	request.table = MADE_TABLE(&arena, fields);
	made_write(made, rows, sizeof(rows) - 1);
	snprintf(path, sizeof(path), "%s\x1b[31mx", made);
	assert_int_equal(rename(made, path), 0);
	assert_true(inspect_table(&out, &arena, &request, &fault));
	unlink(path);
	assert_non_null(strstr(out.at, "\xE2\x90\x9B[31mx\n  "));
	assert_non_null(strstr(out.at, "\xE2\x90\x9B[31mx:2: row refused: "));
	assert_null(strchr(out.at, '\x1b'));
	assert_null(strstr(out.at, "\xE2\x80\xAE"));
	buffer_release(&out);
	arena_release(&arena);
}

static void
a_file_that_cannot_be_used_says_why(void **state)
{
	struct arena arena = ARENA_INIT;
	struct buffer out = BUFFER_INIT;
	struct fault fault = FAULT_NONE;
	struct inspect_request request = { .path = "/nowhere/cases.csv", .check_keys = true,
	    .width = 80 };

	(void)state;
	request.table = MADE_TABLE(&arena, fields);
	assert_false(inspect_table(&out, &arena, &request, &fault));
	assert_int_equal(fault.code, EXIT_USAGE);
	assert_int_equal(out.length, 0);
	buffer_release(&out);
	arena_release(&arena);
}

/* More problems than are kept: how many more, and where all of them are. */
static void
problems_that_are_not_shown_are_counted(void **state)
{
	struct arena arena = ARENA_INIT;
	struct buffer out = BUFFER_INIT, text = BUFFER_INIT;
	struct fault fault = FAULT_NONE;
	char path[64];
	struct inspect_request request = { .path = path, .check_keys = true, .width = 80 };

	(void)state;
	buffer_text(&text, "case_ref,raised_on,share,paid\n");
	for (int i = 0; i < PROBLEMS_KEPT + 3; i++)
		buffer_printf(&text, "A%02d,,,x\n", i);
	request.table = MADE_TABLE(&arena, fields);
	made_write(path, text.at, text.length);
	assert_true(inspect_table(&out, &arena, &request, &fault));
	unlink(path);
	assert_non_null(strstr(out.at,
	    "\nand 3 more; 'writ run' writes them all to problems.csv\n"));
	buffer_release(&out);
	buffer_release(&text);
	arena_release(&arena);
}

static void
the_grid_leaves_out_what_the_policy_does_not_ask_for(void **state)
{
	struct arena arena = ARENA_INIT;
	const struct table *table = MADE_TABLE(&arena, fields);
	const struct csvin_column columns[] = {
		{ .header = "Ref", .column = table->columns[0], .given = 7, .blank = 0, .bad = 2 },
		{ .header = "Remark" },
		{ .header = "Share", .column = table->columns[2], .style = STYLE_SIGN,
		    .refused = true, .bad = 9 }
	};
	static const char *const cells[] = {
		"Ref", "case_ref", "text", "", "7", "0", "2",
		"Share", "share", "percent", "whole column refused", "0", "0", "9"
	};
	const struct csvin_facts facts = { .columns = columns, .column_count = 3 };
	struct grid *grid = inspect_grid(&arena, &facts);

	(void)state;
	assert_int_equal(grid->column_count, 7);
	assert_int_equal(grid->row_count, 2);
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++)
		assert_string_equal(grid->cells[i].plain, cells[i]);
	arena_release(&arena);
}

static void
styles_are_said_in_words(void **state)
{
	static const struct {
		unsigned style;
		const char *words;
	} rows[] = {
		{ 0, "" }, { STYLE_ISO, "year first" },
		{ STYLE_ISO | STYLE_WORDED, "year first, or month in words" },
		{ STYLE_DAY_FIRST, "day first" }, { STYLE_SLASHED, "day first" },
		{ STYLE_SLASHED | STYLE_WORDED, "day first, or month in words" },
		    { STYLE_WORDED, "month in words" },
		{ STYLE_MONTH_FIRST, "month first: refused" }, { STYLE_SIGN, "with %" },
		{ STYLE_NO_SIGN | STYLE_OVER_ONE, "no % anywhere: 60 is 60%" },
		{ STYLE_SLASHED | STYLE_SHORT_YEAR, "day first; years 00-69 are 2000-2069" }
	};
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(inspect_style(&arena, rows[i].style), rows[i].words);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_described_as_it_was_read),
		cmocka_unit_test(names_of_files_are_fit_to_be_shown),
		cmocka_unit_test(a_file_that_cannot_be_used_says_why),
		cmocka_unit_test(problems_that_are_not_shown_are_counted),
		cmocka_unit_test(the_grid_leaves_out_what_the_policy_does_not_ask_for),
		cmocka_unit_test(styles_are_said_in_words)
	};

	return RUN_TESTS(tests);
}
