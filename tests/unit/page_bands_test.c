/* page_bands: the drawing says in words and figures what it shows, each dot is on its band's side,
 * and rows may come in any order. */
#include <stdio.h>

#include "tests/unit/made_run.h"

#include "interp/page.h"
#include "interp/page_parts.h"

#define POLICY                                                                                     \
	MADE_HEAD                                                                                  \
	"setting edge is 60%\n  cites s \"3\"\n"                                                   \
	"input row from \"c.csv\", one row per id and quarter, settings as at run_date\n"          \
	"  id is text\n  quarter is quarter\n  share is percent, may be blank\n"                   \
	"bands level for row by share\n  below edge is Red\n  edge to under 75% is Amber\n  75% "  \
	"or more is Green\n  cites s \"1\"\n"                                                      \
	"report levels of row \"List\"\n  one row per id and quarter\n  column level \"Level\" "   \
	"is level\n  cites s \"4\"\n"

#define ROWS                                                                                       \
	"id,quarter,share\na,2017/18 Q1,59.996%\nb,2017/18 Q1,60%\nc,2017/18 Q1,74%\nd,2017/18 "   \
	"Q1,90%\n"                                                                                 \
	"a,2017/18 Q2,\nb,2017/18 Q2,?\n"

static const char *
drawn(struct made_run *made, struct buffer *out, const char *rows)
{
	made_start(made, POLICY, "2018-05-31");
	made_rows(made, rows);
	page_bands(out, made->summary);
	return out->at == NULL ? "" : out->at;
}

static void
end(struct made_run *made, struct buffer *out)
{
	buffer_release(out);
	made_end(made);
}

static void
the_drawing_is_told_in_words_and_figures(void **state)
{
	static const char *const parts[] = { "<h2>Figures and their bands</h2>",
		"<h3>share by quarter</h3>",
		"Red: below 60%; Amber: 60% to under 75%; Green: 75% or more.", "<title",
		"share by quarter, with the edges of its bands",
		"2017/18 Q1: Red 1, Amber 2, Green 1; from 59.996% to 90%. </desc>",
		"stroke-dasharray", ">60%</text>", ">Amber</text>", ">75%</text>", ">Green</text>",
		"Each dot is one row", "<caption>level: rows of row</caption>", ">Red</span>",
		">Cannot be decided</th>",
		">2017/18 Q1</th><td class=\"n\">1</td><td class=\"n\">2</td><td class=\"n\">1</td>"
		"<td class=\"n\">0</td><td class=\"n\">0</td><td class=\"n\">4</td><td "
		"class=\"n\">59.996%</td><td class=\"n\">67%</td>"
		"<td class=\"n\">90%</td>",
		">2017/18 Q2</th><td class=\"n\">0</td><td class=\"n\">0</td><td class=\"n\">0</td>"
		"<td class=\"n\">1</td><td class=\"n\">1</td><td class=\"n\">2</td><td "
		"class=\"n\"></td>",
		"“1”" };
	struct made_run made;
	struct buffer out = BUFFER_INIT;
	const char *page;

	(void)state;
	page = drawn(&made, &out, ROWS);
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		const char *found = strstr(page, parts[i]);

		if (found == NULL)
			fail_msg("not found, or not in its place: %s in\n%s", parts[i], page);
		page = found + strlen(parts[i]);
	}
	end(&made, &out);
}

/* The number behind a name, in the first element from `at` on that has it. */
static int
number_behind(const char *at, const char *name)
{
	const char *found = strstr(at, name);

	if (found == NULL)
		fail_msg("%s is not there", name);
	return atoi(found + strlen(name));
}

/* From the bottom up: dots of Red, Amber, Green. The lines stand in the first period's zones: 60%
 * below 75%, so further down. */
static void
a_dot_keeps_to_its_side_of_the_edge(void **state)
{
	struct made_run made;
	struct buffer out = BUFFER_INIT;
	const char *page, *red, *amber;
	int edge;

	(void)state;
	page = drawn(&made, &out, ROWS);
	edge = atoi(strchr(strstr(page, "<path d=\"M"), ' ') + strlen(" d=\"M64 "));
	red = strstr(page, "<circle");
	amber = strstr(red + 1, "<circle");
	assert_true(number_behind(red, "cy=\"") >= edge + 3);
	assert_true(number_behind(amber, "cy=\"") <= edge - 3);
	end(&made, &out);
}

static void
many_rows_are_bars(void **state)
{
	struct made_run made;
	struct buffer out = BUFFER_INIT, rows = BUFFER_INIT;
	const char *page;

	(void)state;
	buffer_text(&rows, "id,quarter,share\n");
	for (int i = 0; i < 400; i++)
		buffer_printf(&rows, "r%d,2017/18 Q1,80%%\n", i);
	page = drawn(&made, &out, rows.at);
	assert_null(strstr(page, "<circle"));
	assert_non_null(strstr(page, "The longer a bar, the more rows lie at its height"));
	assert_non_null(strstr(page, "Red 0, Amber 0, Green 400; from 80% to 80%"));
	buffer_release(&rows);
	end(&made, &out);
}

static void
without_rows_or_figures_nothing_is_drawn(void **state)
{
	struct made_run made;
	struct buffer out = BUFFER_INIT;
	const char *page;

	(void)state;
	assert_string_equal(drawn(&made, &out, "id,quarter,share\n"), "");
	end(&made, &out);
	page = drawn(&made, &out, "id,quarter,share\na,2017/18 Q1,\n");
	assert_null(strstr(page, "<svg"));
	assert_non_null(strstr(page, "<caption>level: rows of row</caption>"));
	end(&made, &out);
}

static void
rows_may_come_in_any_order(void **state)
{
	struct made_run one, other;
	struct buffer out = BUFFER_INIT, turned = BUFFER_INIT;

	(void)state;
	assert_string_equal(drawn(&one, &out, ROWS),
	    drawn(&other, &turned,
		"id,quarter,share\nb,2017/18 Q2,?\nd,2017/18 Q1,90%\n"
		"a,2017/18 Q2,\nc,2017/18 Q1,74%\nb,2017/18 Q1,60%\na,2017/18 Q1,59.996%\n"));
	end(&one, &out);
	end(&other, &turned);
}

/* The longest numbers there are: a drawing has no room for them, but says what they are. */
static void
the_longest_figures_are_drawn_at_the_ends(void **state)
{
	struct made_run made;
	struct buffer out = BUFFER_INIT;

	(void)state;
	made_start(&made,
	    MADE_HEAD
	    "input row from \"c.csv\", one row per id and quarter, settings as at run_date\n"
	    "  id is text\n  quarter is quarter\n  size is number\n"
	    "bands level for row by size\n  below 0 is Under\n  0 or more is Over\n"
	    "  cites s \"1\"\n",
	    "2018-05-31");
	made_rows(&made, "id,quarter,size\na,2017/18 Q1,9223372036\nb,2017/18 Q1,-9223372036\n");
	page_bands(&out, made.summary);
	assert_non_null(
	    strstr(out.at, "Under 1, Over 1; from -9,223,372,036 to 9,223,372,036. </desc>"));
	assert_non_null(strstr(out.at, "<td class=\"n\">0</td><td class=\"n\">9,223,372,036</td>"));
	end(&made, &out);
}

/* In a report the word stands on the ground of its band; nothing else does. */
static void
a_report_sets_bands_on_their_grounds(void **state)
{
	struct made_run made;
	struct buffer out = BUFFER_INIT;

	(void)state;
	drawn(&made, &out, ROWS);
	buffer_clear(&out);
	grid_html(&out, made_grid(&made, "levels"));
	assert_non_null(strstr(out.at,
	    "<th scope=\"row\">a</th><td>2017/18 Q1</td>"
	    "<td><span class=\"band\" style=\"background:#f7c4ba\">Red</span></td>"));
	end(&made, &out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_drawing_is_told_in_words_and_figures),
		cmocka_unit_test(a_dot_keeps_to_its_side_of_the_edge),
		cmocka_unit_test(many_rows_are_bars),
		cmocka_unit_test(without_rows_or_figures_nothing_is_drawn),
		cmocka_unit_test(rows_may_come_in_any_order),
		cmocka_unit_test(the_longest_figures_are_drawn_at_the_ends),
		cmocka_unit_test(a_report_sets_bands_on_their_grounds),
	};

	return RUN_TESTS(tests);
}
