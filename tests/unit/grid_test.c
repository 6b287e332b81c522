/* grid: the same small table in every form, and text from data that tries to do harm. */
#include "tests/unit/printed.h"

#include <string.h>

#include "interp/grid.h"
#include "interp/grid_display.h"

static struct grid *
small_grid(struct arena *arena)
{
	struct grid *grid = grid_make(arena, "by_month", "Cases <to date>", 3);
	struct grid_cell *row;

	grid->columns[0] = (struct grid_column){ "month", "Month", KIND_MONTH };
	grid->columns[1] = (struct grid_column){ "practices", "No. of practices", KIND_NUMBER };
	grid->columns[2] = (struct grid_column){ "amount", "Amount, paid", KIND_MONEY };
	grid->as_at = "2022-05-31";
	row = grid_add_row(grid);
	row[0] = (struct grid_cell){ "2022-03", "March 2022", false };
	row[1] = (struct grid_cell){ "7", "7", false };
	row[2] = (struct grid_cell){ "1234.50", "\xC2\xA3" "1,234.50", false };
	row = grid_add_row(grid);
	row[0] = (struct grid_cell){ "2022-04", "April 2022", false };
	row[2].unknown = true;
	row = grid_add_row(grid);
	row[0] = (struct grid_cell){ "Total", "Total", false };
	row[1] = (struct grid_cell){ "7", "7", false };
	grid->has_total = true;
	grid_add_note(grid, "one note & one only");
	return grid;
}

static void
csv_quotes_where_needed_and_leaves_the_undecided_empty(void **state)
{
	struct printed *page = *state;

	grid_csv(&page->out, small_grid(&page->arena), false, NULL);
	assert_string_equal(page->out.at,
	    "Month,No. of practices,\"Amount, paid\"\n2022-03,7,1234.50\n2022-04,,\nTotal,7,\n");
	buffer_clear(&page->out);
	grid_csv(&page->out, small_grid(&page->arena), true, NULL);
	assert_string_equal(page->out.at,
	    "\xEF\xBB\xBFMonth,No. of practices,\"Amount, "
	    "paid\"\r\n2022-03,7,1234.50\r\n2022-04,,\r\n"
	    "Total,7,\r\n");
}

static void
a_single_empty_cell_is_still_a_line(void **state)
{
	struct printed *page = *state;
	struct grid *grid = grid_make(&page->arena, "one", "One", 1);
	uint64_t neutralised = 0;

	grid->columns[0] = (struct grid_column){ "a", "A", KIND_TEXT };
	grid_add_row(grid);
	grid_add_row(grid)[0] = (struct grid_cell){ "=x", "=x", false };
	grid_csv(&page->out, grid, false, &neutralised);
	assert_string_equal(page->out.at, "A\n\"\"\n'=x\n");
	assert_int_equal(neutralised, 1);
}

static void
text_is_aligned_with_figures_to_the_right_and_the_total_under_a_rule(void **state)
{
	struct printed *page = *state;

	grid_text(&page->out, small_grid(&page->arena), 80, false);
	assert_string_equal(page->out.at,
	    "Cases <to date>\nas at 2022-05-31\n\n"
	    "Month    No. of practices       Amount, paid\n"
	    "-------  ----------------  -----------------\n"
	    "2022-03                 7          \xC2\xA3" "1,234.50\n"
	    "2022-04                    cannot be decided\n"
	    "-------  ----------------  -----------------\n"
	    "Total                   7\n\n"
	    "note: one note & one only\n");
	buffer_clear(&page->out);
	grid_text(&page->out, small_grid(&page->arena), 40, false);
	assert_string_equal(page->out.at,
	    "Cases <to date>\nas at 2022-05-31\n\n"
	    "            No. of\n"
	    "Month    practices       Amount, paid\n"
	    "-------  ---------  -----------------\n"
	    "2022-03          7          \xC2\xA3" "1,234.50\n"
	    "2022-04             cannot be decided\n"
	    "-------  ---------  -----------------\n"
	    "Total            7\n\n"
	    "note: one note & one only\n");
}

/* Without the ANSI sequences the coloured table is the plain one: colour says nothing of its
 * own. */
static void
colour_adds_nothing_but_colour(void **state)
{
	struct arena arena = ARENA_INIT;
	struct buffer plain = BUFFER_INIT, colour = BUFFER_INIT, stripped = BUFFER_INIT;

	(void)state;
	grid_text(&plain, small_grid(&arena), 80, false);
	grid_text(&colour, small_grid(&arena), 80, true);
	assert_non_null(strchr(colour.at, '\x1b'));
	for (size_t i = 0; i < colour.length; i++) {
		if (colour.at[i] != '\x1b') {
			buffer_char(&stripped, colour.at[i]);
			continue;
		}
		while (colour.at[i] != 'm')
			i++;
	}
	assert_string_equal(stripped.at, plain.at);
	buffer_release(&plain);
	buffer_release(&colour);
	buffer_release(&stripped);
	arena_release(&arena);
}

static void
a_wide_cell_is_wrapped_and_nothing_is_lost(void **state)
{
	struct printed *page = *state;
	struct grid *grid = grid_make(&page->arena, "why", "Why", 2);
	struct grid_cell *row;

	grid->columns[0] = (struct grid_column){ "id", "Case", KIND_TEXT };
	grid->columns[1] = (struct grid_column){ "why", "Why", KIND_TEXT };
	row = grid_add_row(grid);
	row[0] = (struct grid_cell){ "A1", "A1", false };
	row[1].reader = "waiting time is more than the limit and "
	                "anoverlongwordthatcannotbebrokenatablank ends here";
	grid_text(&page->out, grid, 40, false);
	assert_string_equal(page->out.at,
	    "Why\n\nCase  Why\n----  ----------------------------------\nA1    waiting time is "
	    "more than the\n"
	    "      limit and\n      anoverlongwordthatcannotbebrokenat\n      ablank ends here\n");
}

static void
a_label_stays_whole_and_a_heading_is_broken_instead(void **state)
{
	struct printed *page = *state;
	struct grid *grid = grid_make(&page->arena, "steps", "Steps", 3);
	struct grid_cell *row;

	grid->columns[0] = (struct grid_column){ "id", "Case", KIND_TEXT };
	grid->columns[1] = (struct grid_column){ "step", "Step", KIND_LABEL };
	grid->columns[2] = (struct grid_column){ "days", "AnyHeadingInOneWords", KIND_NUMBER };
	row = grid_add_row(grid);
	row[0].reader = "A1";
	row[1].reader = "Wait_for_PCSE";
	grid_text(&page->out, grid, 40, false);
	assert_string_equal(page->out.at,
	    "Steps\n\n                             AnyHeading-\nCase  Step                    "
	    "InOneWords\n----  -------------  -------------------\nA1    Wait_for_PCSE\n");
}

/* Two columns in the grid, one for people: the undecided rows stand behind the figure, in short
 * where there is no room for words. */
static struct grid *
grid_with_undecided(struct arena *arena, bool wide)
{
	static const bool beside[] = { false, false, true, false };
	struct grid *grid = grid_make(arena, "by_kind", "By kind", 4);
	struct grid_cell *row;

	grid->columns[0] = (struct grid_column){ "kind", "Kind", KIND_LABEL };
	grid->columns[1] = (struct grid_column){ "cases", "Cases", KIND_NUMBER };
	grid->columns[2] =
	    (struct grid_column){ "cases_undecided", "Cases, undecided", KIND_NUMBER };
	grid->columns[3] = (struct grid_column){ "send_to", "Send to", KIND_TEXT };
	grid->beside = beside;
	row = grid_add_row(grid);
	row[0] = (struct grid_cell){ "Red", "Red", false };
	row[1] = (struct grid_cell){ "12", "12", false };
	row[2] = (struct grid_cell){ "0", "0", false };
	row[3].reader = row[3].plain = wide ? "somebody@somewhere.example" : "Ann";
	row = grid_add_row(grid);
	row[0] = (struct grid_cell){ "Blue", "Blue", false };
	row[1] = (struct grid_cell){ "3", "3", false };
	row[2] = (struct grid_cell){ "1", "1", false };
	row = grid_add_row(grid);
	row[0] = (struct grid_cell){ "Green", "Green", false };
	row[1].unknown = true;
	row[2] = (struct grid_cell){ "2", "2", false };
	return grid;
}

static void
undecided_rows_stand_behind_the_figure(void **state)
{
	struct printed *page = *state;

	grid_text(&page->out, grid_with_undecided(&page->arena, false), 80, false);
	assert_string_equal(page->out.at,
	    "By kind\n\n"
	    "Kind                        Cases  Send to\n"
	    "-----  --------------------------  -------\n"
	    "Red             12                 Ann\n"
	    "Blue             3 (+1 undecided)\n"
	    "Green  cannot be decided (2 rows)\n");
	buffer_clear(&page->out);
	grid_text(&page->out, grid_with_undecided(&page->arena, true), 50, false);
	assert_string_equal(page->out.at,
	    "By kind\n\n"
	    "Kind           Cases  Send to\n"
	    "-----  -------------  --------------------------\n"
	    "Red          12       somebody@somewhere.example\n"
	    "Blue          3 (+1)\n"
	    "Green  undecided (2)\n\n"
	    "note: behind a figure, (+1) is one row more that\n"
	    "      may count; it cannot be decided until a fact\n"
	    "      is known\n");
	buffer_clear(&page->out);
	grid_html(&page->out, grid_with_undecided(&page->arena, false));
	assert_non_null(strstr(page->out.at, "<td class=\"n\">12</td><td>Ann</td>"));
	assert_non_null(strstr(page->out.at,
	    "<td class=\"n\">3 <span class=\"undecided plus\">(+1 undecided)</span></td>"));
	assert_non_null(strstr(page->out.at,
	    "cannot be decided</span> <span class=\"undecided plus\">(2 undecided)</span></td>"));
	assert_null(strstr(page->out.at, "Cases, undecided"));
	buffer_clear(&page->out);
	grid_csv(&page->out, grid_with_undecided(&page->arena, false), false, NULL);
	assert_string_equal(page->out.at,
	    "Kind,Cases,\"Cases, undecided\",Send to\nRed,12,0,Ann\nBlue,3,1,\nGreen,,2,\n");
}

static void
more_columns_than_fit_become_blocks(void **state)
{
	struct printed *page = *state;
	struct grid *grid = grid_make(&page->arena, "many", "Many", 12);
	struct grid_cell *row;

	for (uint32_t i = 0; i < 12; i++)
		grid->columns[i] = (struct grid_column){ "n", "Number", KIND_NUMBER };
	row = grid_add_row(grid);
	for (uint32_t i = 0; i < 12; i++)
		row[i] = (struct grid_cell){ "123456", "123,456", false };
	grid_text(&page->out, grid, 60, false);
	assert_non_null(strstr(page->out.at, "\n\nNumber: 123,456\nNumber: 123,456\n"));
}

static void
harmful_text_is_shown_by_stand_ins(void **state)
{
	static const char bad[] = "\x1b[31m\x9b\xC2\x9b\x7f\xE2\x80\xAE\xE2\x81\xA6<b>&\"'\n";
	struct printed *page = *state;
	struct grid *grid = grid_make(&page->arena, "bad", "Bad", 1);

	grid->columns[0] = (struct grid_column){ "a", "A", KIND_TEXT };
	grid_add_row(grid)[0] = (struct grid_cell){ bad, bad, false };
	grid_text(&page->out, grid, 80, false);
	assert_non_null(strstr(page->out.at,
	    "\xE2\x90\x9B[31m\xEF\xBF\xBD\xEF\xBF\xBD\xE2\x90\xA1\xEF\xBF\xBD\xEF\xBF\xBD<b>&\"'"
	    "\xE2\x90\x8A\n"));
	assert_null(strchr(page->out.at, '\x1b'));
	buffer_clear(&page->out);
	grid_html(&page->out, grid);
	assert_non_null(strstr(page->out.at, "&lt;b&gt;&amp;&quot;&#39;"));
	assert_null(strstr(page->out.at, "<b>"));
	assert_null(strchr(page->out.at, '\x1b'));
}

static void
widths_are_those_of_a_terminal(void **state)
{
	(void)state;
	assert_int_equal(display_width("abc", 3), 3);
	assert_int_equal(display_width("\xC2\xA3", 2), 1);
	/* e and a combining acute */
	assert_int_equal(display_width("e\xCC\x81", 3), 1);
	/* two CJK characters */
	assert_int_equal(display_width("\xE6\x97\xA5\xE6\x9C\xAC", 6), 4);
	assert_int_equal(display_width("\xF0\x9F\x98\x80", 4), 2);
	assert_int_equal(display_width("\t", 1), 1);
	/* overlong: two bytes, two stand-ins */
	assert_int_equal(display_width("\xC0\xAF", 2), 2);
}

static void
html_has_scopes_caption_and_words_for_the_undecided(void **state)
{
	struct printed *page = *state;

	grid_html(&page->out, small_grid(&page->arena));
	assert_non_null(strstr(page->out.at,
	    "<caption class=\"hidden\">Cases &lt;to date&gt;, as at 31 May 2022</caption>"));
	assert_non_null(
	    strstr(page->out.at, "<th scope=\"col\" class=\"n\">No. of practices</th>"));
	assert_non_null(strstr(page->out.at,
	    "<th scope=\"row\" class=\"d\">March 2022</th><td class=\"n\">7</td>"));
	assert_non_null(strstr(page->out.at, "cannot be decided</span></td>"));
	assert_non_null(
	    strstr(page->out.at, "<tfoot>\n<tr><th scope=\"row\" class=\"d\">Total</th>"));
	assert_non_null(strstr(page->out.at, "<li>one note &amp; one only</li>"));
}

/* Out of sight, not gone: the head, then the clauses, and behind them the rest, each line of a list
 * by itself. */
static void
a_long_text_can_be_opened_in_html(void **state)
{
	struct printed *page = *state;
	struct grid *grid = grid_make(&page->arena, "why", "Why", 2);
	struct grid_cell *row;

	grid->columns[0] = (struct grid_column){ "id", "Case", KIND_TEXT };
	grid->columns[1] = (struct grid_column){ "why", "Why", KIND_TEXT };
	row = grid_add_row(grid);
	row[1].reader = "none of the lines above holds: 1) there is no letter for the same case "
	                "where a <b> is given; "
			"2) there is no letter for the same case where it is not [process \"5.5\"]";
	row = grid_add_row(grid);
	row[1].reader = "a text of just under a hundred and forty bytes stays as it is, however "
	                "much there may be to be said about the matter";
	grid_html(&page->out, grid);
	assert_non_null(strstr(page->out.at,
	    "<td class=\"long\"><details><summary>none of the lines above holds … [process "
	    "&quot;5.5&quot;]"
	    "</summary>1) there is no letter for the same case where a &lt;b&gt; is given<br>"
	    "2) there is no letter for the same case where it is not </details></td>"));
	assert_non_null(
	    strstr(page->out.at, "<td>a text of just under a hundred and forty bytes stays"));
}

static void
html_may_stop_early_and_keeps_the_total(void **state)
{
	struct printed *page = *state;
	struct grid *grid = grid_make(&page->arena, "l", "List", 1);
	static const char *const names[] = { "first", "second", "third", "Total" };

	grid->columns[0] = (struct grid_column){ "id", "Case", KIND_TEXT };
	for (int i = 0; i < 4; i++)
		grid_add_row(grid)[0].reader = names[i];
	grid->has_total = true;
	grid_html_first(&page->out, grid, 2);
	assert_non_null(strstr(page->out.at, ">second<"));
	assert_null(strstr(page->out.at, ">third<"));
	assert_non_null(strstr(page->out.at, ">Total<"));
}

static void
json_has_names_plain_values_and_null(void **state)
{
	struct printed *page = *state;

	grid_json(&page->out, small_grid(&page->arena));
	assert_non_null(strstr(page->out.at, "\"schema\": 1"));
	assert_non_null(strstr(page->out.at, "\"as_at\": \"2022-05-31\""));
	assert_non_null(strstr(page->out.at, "\"amount\": \"1234.50\""));
	assert_non_null(strstr(page->out.at, "\"practices\": null,\n      \"amount\": null"));
	assert_non_null(strstr(page->out.at, "\"total\": {\n    \"month\": \"Total\""));
}

static void
a_text_put_together_keeps_its_lines(void **state)
{
	struct buffer text = BUFFER_INIT;

	(void)state;
	buffer_text(&text, "a\x1b[1m\n\n\fb\fc\rd\n");
	display_lines(&text);
	assert_string_equal(text.at,
	    "a\xE2\x90\x9B[1m\n\n\fb\xE2\x90\x8C"
	    "c\xE2\x90\x8D"
	    "d\n");
	buffer_clear(&text);
	buffer_text(&text, "no line break");
	display_lines(&text);
	assert_string_equal(text.at, "no line break");
	buffer_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PRINTED(csv_quotes_where_needed_and_leaves_the_undecided_empty),
		PRINTED(a_single_empty_cell_is_still_a_line),
		PRINTED(text_is_aligned_with_figures_to_the_right_and_the_total_under_a_rule),
		cmocka_unit_test(colour_adds_nothing_but_colour),
		PRINTED(a_wide_cell_is_wrapped_and_nothing_is_lost),
		PRINTED(a_label_stays_whole_and_a_heading_is_broken_instead),
		PRINTED(undecided_rows_stand_behind_the_figure),
		PRINTED(more_columns_than_fit_become_blocks),
		PRINTED(harmful_text_is_shown_by_stand_ins),
		cmocka_unit_test(widths_are_those_of_a_terminal),
		cmocka_unit_test(a_text_put_together_keeps_its_lines),
		PRINTED(html_has_scopes_caption_and_words_for_the_undecided),
		PRINTED(a_long_text_can_be_opened_in_html),
		PRINTED(html_may_stop_early_and_keeps_the_total),
		PRINTED(json_has_names_plain_values_and_null),
	};

	return RUN_TESTS(tests);
}
