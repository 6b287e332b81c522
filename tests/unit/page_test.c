/* page: one file without network or script, its parts in order, its counts those of the run, and
 * nothing from the data unescaped. */
#include <stdio.h>

#include "tests/unit/made_run.h"

#include "interp/letters.h"
#include "interp/page.h"
#include "interp/policy_file.h"

#define POLICY \
	MADE_HEAD \
	"setting limit is 40 days\n  may vary locally between 20 days and 60 days\n  cites s " \
	"\"3\"\n" \
	"input case from \"c.csv\", one row per id, settings as at run_date\n" \
	"  id is text\n  kind is Red or Blue\n  held_on is date\n  hard is yes or no\n" \
	"decide route for case\n  gives Escalate when hard\n    cites s \"1\"\n  otherwise " \
	"Usual\n    cites s \"2\"\n" \
	"report r of case \"Cases <b>by month</b>\"\n  as at run_date\n" \
	"  one row per month of held_on, headed \"Month\"\n  column cases \"Cases\" is count\n" \
	"  column red \"Red ones\" is count where kind is Red\n  column blue \"Blue ones\" is " \
	"count where kind is Blue\n" \
	"  total row \"Total\"\n  cites s \"4\"\n  cites s \"5\"\n  note \"One line,\n        " \
	"and another\"\n" \
	"decide until for case\n  gives held_on when hard\n    cites s \"1\"\n  otherwise " \
	"nothing\n    cites s \"2\"\n" \
	"report l of case \"List\"\n  one row per id\n  column route \"Route\" is route\n  cites " \
	"s \"4\"\n"

struct page {
	struct made_run made;
	struct problems problems;
	struct buffer out;
};

static void
page_start(struct page *page, const char *rows)
{
	memset(page, 0, sizeof *page);
	made_start(&page->made, POLICY, "2022-05-31");
	made_rows(&page->made, rows);
	problems_init(&page->problems, &page->made.arena,
	    (struct problem_sink){ NULL, NULL, NULL });
	page->made.summary->tool_version = "0.1";
	page->made.summary->policy_file = "p.writ";
	page->made.summary->policy_digest = "00ff";
	page->made.summary->problems = &page->problems;
	page->made.summary->tables[0].file = "c.csv";
	page->made.summary->tables[0].digest = "11ee";
	page->made.summary->tables[0].counts.read = page->made.used;
	page->made.summary->tables[0].counts.used = page->made.used;
	for (uint32_t i = 0; i < page->made.program->report_count; i++)
		summary_add_report(page->made.summary, page->made.program->reports[i],
		    made_grid(&page->made, page->made.program->reports[i]->name));
}

static void
page_end(struct page *page)
{
	buffer_release(&page->out);
	made_end(&page->made);
}

#define ROWS "id,kind,held_on,hard\n1,Red,2022-03-09,yes\n2,Blue,2022-03-10,no\n3,?,2022-04-10,?\n"

static void
has_in_order(const char *page, const char *const *parts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *found = strstr(page, parts[i]);

		if (found == NULL)
			fail_msg("not found, or not in its place: %s", parts[i]);
		page = found + strlen(parts[i]);
	}
}

static size_t
times(const char *page, const char *part)
{
	size_t count = 0;

	for (page = strstr(page, part); page != NULL; page = strstr(page + 1, part))
		count++;
	return count;
}

static void
the_index_has_its_parts_in_order(void **state)
{
	static const char *const parts[] = { "<!DOCTYPE html>", "lang=\"en-GB\"",
		"<h1>A made-up policy</h1>", "31 May 2022", "was due for review on 31 January 2022",
		"<h2>In short</h2>", "3 rows read = 3 used + 0 refused", "<caption>route</caption>",
		"Escalate</span></th><td class=\"n\">1<", "Usual</span></th><td class=\"n\">1<",
		"cannot be decided</span></th><td class=\"n\">1<",
		"All rows</th><td class=\"n\">3<", "<h2>What needs a person</h2>",
		"<h2>Reports</h2>", "<svg", "April 2022: 1", "March 2022</th>", "Total</th>",
		"<h2>Problems with the data</h2>", "<h2>Settings in force</h2>", "40 days",
		"a local scheme may choose 20 days to 60 days", "“3”", "<h2>Files read</h2>",
		"00ff", "11ee", "<h2>How to read the words</h2>", "</html>" };
	struct page page;

	(void)state;
	page_start(&page, ROWS);
	page_index(&page.out, page.made.summary);
	/* The periods of the description come in order; look for the earlier one first. */
	assert_non_null(strstr(page.out.at, "March 2022: 2 (Red ones 1, Blue ones 1)"));
	has_in_order(page.out.at, parts, sizeof parts / sizeof parts[0]);
	assert_int_equal(times(page.out.at, "<h1>"), 1);
	page_end(&page);
}

static void
there_is_no_script_no_network_and_no_raw_text(void **state)
{
	struct page page;

	(void)state;
	page_start(&page, ROWS);
	page_index(&page.out, page.made.summary);
	page_report(&page.out, page.made.summary, &page.made.summary->reports[0]);
	assert_null(strstr(page.out.at, "<script"));
	assert_null(strstr(page.out.at, "http"));
	assert_null(strstr(page.out.at, "@import"));
	assert_null(strstr(page.out.at, "<b>by month"));
	assert_non_null(strstr(page.out.at, "Cases &lt;b&gt;by month&lt;/b&gt;"));
	page_end(&page);
}

static void
a_row_of_unknown_label_has_a_part_of_its_own_in_the_chart(void **state)
{
	struct page page;

	(void)state;
	page_start(&page, ROWS);
	page_index(&page.out, page.made.summary);
	assert_non_null(
	    strstr(page.out.at, "April 2022: 1 (in none of these, or cannot be decided 1)"));
	page_end(&page);
	page_start(&page, "id,kind,held_on,hard\n1,Red,2022-03-09,yes\n");
	page_index(&page.out, page.made.summary);
	assert_null(strstr(page.out.at, "in none of these"));
	page_end(&page);
}

static void
a_report_without_rows_has_no_chart(void **state)
{
	struct page page;

	(void)state;
	page_start(&page, "id,kind,held_on,hard\n");
	page_index(&page.out, page.made.summary);
	assert_null(strstr(page.out.at, "<figure>"));
	assert_non_null(strstr(page.out.at, "no rows"));
	page_end(&page);
}

static void
needs_beyond_those_shown_are_counted(void **state)
{
	struct page page;
	char key[32];

	(void)state;
	page_start(&page, ROWS);
	for (int i = 0; i < PAGE_NEEDS_MAX + 3; i++) {
		struct summary_need need = { .table = page.made.table,
			.column = page.made.summary->tables[0].decides[0].column,
			.needs = "hard <x>",
			.why = "",
			.disagree = i == 0 };

		snprintf(key, sizeof key, "row %d.", i);
		need.key = key;
		summary_add_need(page.made.summary, &need);
	}
	page_index(&page.out, page.made.summary);
	assert_int_equal(times(page.out.at, "hard &lt;x&gt;"), PAGE_NEEDS_MAX);
	assert_non_null(strstr(page.out.at, "<p>And 3 more in"));
	assert_non_null(strstr(page.out.at, "<b>43</b> decisions need a person"));
	page_end(&page);
}

/* The committee knows the headings of its file; the policy's names stand behind them. */
static void
missing_facts_are_named_as_the_file_heads_them(void **state)
{
	struct page page;
	struct csvin_column columns[2] = { { .header = "Hard to say?" }, { .header = "kind" } };
	struct csvin_facts facts = { .columns = columns, .column_count = 2 };
	struct summary_need need = { .key = "1", .needs = "hard, kind, calendar c", .why = "" };

	(void)state;
	page_start(&page, ROWS);
	columns[0].column = page.made.table->columns[3];
	columns[1].column = page.made.table->columns[1];
	page.made.summary->tables[0].facts = &facts;
	need.table = page.made.table;
	need.column = page.made.summary->tables[0].decides[0].column;
	summary_add_need(page.made.summary, &need);
	page_index(&page.out, page.made.summary);
	assert_non_null(strstr(page.out.at,
	    "<td>Hard to say? <span class=\"raw\">(hard)</span>, kind, calendar c</td>"));
	page_end(&page);
}

static void
a_report_says_its_title_once_its_day_and_its_source(void **state)
{
	struct page page;

	(void)state;
	page_start(&page, ROWS);
	page_report(&page.out, page.made.summary, &page.made.summary->reports[0]);
	assert_non_null(strstr(page.out.at, "<caption class=\"hidden\">Cases &lt;b&gt;by month"));
	assert_non_null(strstr(page.out.at, "<p class=\"asat\">As at 31 May 2022</p>"));
	assert_non_null(strstr(page.out.at, "From <cite>S</cite>, “4”; “5”</p>"));
	assert_non_null(strstr(page.out.at, ">One line, and another</p>"));
	page_end(&page);
}

static void
outcomes_that_are_values_take_one_line(void **state)
{
	struct page page;

	(void)state;
	page_start(&page, ROWS);
	page_index(&page.out, page.made.summary);
	assert_non_null(strstr(page.out.at, "<p><b>until</b>: a value in 1 row, nothing in 1, "
	    "<span class=\"undecided\">cannot be decided</span> in 1</p>"));
	assert_null(strstr(page.out.at, "<caption>until"));
	page_end(&page);
}

static void
problems_are_counted_and_shown_with_their_place(void **state)
{
	struct problem problem = { .effect = PROBLEM_CELL_REFUSED,
		.slug = "bad-date",
		.file = "c.csv",
		.line = 1234,
		.column = "held_on",
		.text = "31/02\x1b",
		.text_length = 6,
		.cause = "not a date",
		.fix = "write 2022-02-28" };
	struct page page;

	(void)state;
	page_start(&page, ROWS);
	problems_add(&page.problems, &problem);
	page_index(&page.out, page.made.summary);
	assert_non_null(strstr(page.out.at, "1 cell refused, 0 rows refused"));
	assert_non_null(strstr(page.out.at,
	    "c.csv, line 1,234</th><td>held_on</td><td><code>31/02\xE2\x90\x9B</code></td>"
	    "<td>not a date; write 2022-02-28</td>"));
	page_end(&page);
}

static void
the_page_does_not_depend_on_the_order_of_rows(void **state)
{
	struct page one, other;

	(void)state;
	page_start(&one, ROWS);
	page_start(&other,
	    "id,kind,held_on,hard\n3,?,2022-04-10,?\n2,Blue,2022-03-10,no\n1,Red,2022-03-09,yes\n");
	page_index(&one.out, one.made.summary);
	page_index(&other.out, other.made.summary);
	assert_string_equal(one.out.at, other.out.at);
	page_end(&one);
	page_end(&other);
}

static void
a_report_has_a_page_of_its_own(void **state)
{
	static const char *const parts[] = { "<h1>List</h1>",
		"<th scope=\"row\">1</th><td>Escalate</td>", "cannot be decided", "index.html" };
	struct page page;

	(void)state;
	page_start(&page, ROWS);
	page_report(&page.out, page.made.summary, &page.made.summary->reports[1]);
	has_in_order(page.out.at, parts, sizeof parts / sizeof parts[0]);
	page_end(&page);
}

/* The page counts the letters, points to them from what needs a person, and names the wordings
 * among the files. */
static void
letters_and_wordings_are_on_the_page(void **state)
{
	struct letter_summary letters = { .written = 2,
		.held_back = 1,
		.undecided = 3,
		.may_be_due = 2,
		.to_fill = "" };
	struct side_file wording = { .name = "letters/one.txt",
		.role = "wording",
		.digest = "22dd" };
	struct page page;

	(void)state;
	page_start(&page, ROWS);
	letters.program = page.made.program;
	page.made.summary->letters = &letters;
	page.made.summary->policy_beside = &wording;
	page_index(&page.out, page.made.summary);
	assert_non_null(strstr(page.out.at, "<b>2</b> letters to send"));
	assert_non_null(
	    strstr(page.out.at, "</b> left for a person to settle: 0 decisions, 3 letters<"));
	assert_non_null(
	    strstr(page.out.at, "1 letter is due and held back; 2 letters may be due or not: see"));
	assert_non_null(strstr(page.out.at,
	    "letters/one.txt</th><td>wording</td><td><code class=\"digest\">22dd<"));
	page_end(&page);
}

static void
a_long_listing_is_cut_on_the_index_and_whole_on_its_page(void **state)
{
	struct buffer rows = BUFFER_INIT;
	struct page page;

	(void)state;
	buffer_text(&rows, "id,kind,held_on,hard\n");
	for (int i = 0; i <= PAGE_ROWS_MAX; i++)
		buffer_printf(&rows, "row-%03d,Red,2022-03-09,yes\n", i);
	page_start(&page, rows.at);
	page_index(&page.out, page.made.summary);
	assert_non_null(strstr(page.out.at, "<a href=\"#report-l\">List</a>: 61 rows"));
	assert_non_null(strstr(page.out.at, ">row-024<"));
	assert_null(strstr(page.out.at, ">row-025<"));
	assert_non_null(strstr(page.out.at,
	    "These are the first 25 of 61 rows; all of them: <a href=\"reports/l.html\">"));
	buffer_clear(&page.out);
	page_report(&page.out, page.made.summary, &page.made.summary->reports[1]);
	assert_non_null(strstr(page.out.at, ">row-060<"));
	buffer_release(&rows);
	page_end(&page);
}

/* Whatever table they are of, and in whatever order they were finished. */
static void
reports_stand_in_the_order_of_the_text(void **state)
{
	struct page page;
	const struct summary_report *reports;

	(void)state;
	page_start(&page, ROWS);
	reports = page.made.summary->reports;
	page.made.summary->report_count = 0;
	summary_add_report(page.made.summary, page.made.program->reports[1], reports[1].grid);
	summary_add_report(page.made.summary, page.made.program->reports[0], reports[0].grid);
	assert_string_equal(reports[0].report->name, "r");
	assert_string_equal(reports[1].report->name, "l");
	page_end(&page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_index_has_its_parts_in_order),
		cmocka_unit_test(there_is_no_script_no_network_and_no_raw_text),
		cmocka_unit_test(a_row_of_unknown_label_has_a_part_of_its_own_in_the_chart),
		cmocka_unit_test(a_report_without_rows_has_no_chart),
		cmocka_unit_test(needs_beyond_those_shown_are_counted),
		cmocka_unit_test(missing_facts_are_named_as_the_file_heads_them),
		cmocka_unit_test(a_report_says_its_title_once_its_day_and_its_source),
		cmocka_unit_test(outcomes_that_are_values_take_one_line),
		cmocka_unit_test(problems_are_counted_and_shown_with_their_place),
		cmocka_unit_test(the_page_does_not_depend_on_the_order_of_rows),
		cmocka_unit_test(a_report_has_a_page_of_its_own),
		cmocka_unit_test(letters_and_wordings_are_on_the_page),
		cmocka_unit_test(a_long_listing_is_cut_on_the_index_and_whole_on_its_page),
		cmocka_unit_test(reports_stand_in_the_order_of_the_text),
	};

	return RUN_TESTS(tests);
}
