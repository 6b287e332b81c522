/* doc: what a page of a policy says, in both forms. */
#include "tests/unit/test.h"

#include <stdio.h>
#include <string.h>

#include "interp/doc.h"
#include "lang/compile.h"

static const char policy[] =
    "policy trial\n"
    "  title \"Trial <of> \\\"\n"
    "  version \"2\"\n"
    "  owner \"A & B\"\n"
    "  in force from 2022-01-01\n"
    "  due for review 2024-02-29\n"
    "  revision \"1\" on 2021-03-04 \"First | last\"\n"
    "\n"
    "source guide is \"The guide\"\n"
    "source annex is \"The annex\"\n"
    "\n"
    "# ---- 1: figures ----\n"
    "# What may be argued about.\n"
    "\n"
    "setting limit is 40 days\n"
    "  may vary locally between 20 days and 60 days\n"
    "  cites guide \"2.9\"\n"
    "  from 2023-04-01 is 30 days\n"
    "    cites annex \"2.10\"\n"
    "\n"
    "setting low is 60%\n"
    "  cites guide \"2.10\"\n"
    "\n"
    "# ---- 2: cases ----\n"
    "\n"
    "input case from \"cases.csv\", one row per case_ref, settings as at run_date\n"
    "  case_ref    is text\n"
    "  cas_number  is text like \"CAS-##\", may be blank   # the CAS number\n"
    "  raised_on   is date\n"
    "  urgent      is yes or no, may be blank\n"
    "  paid_on     is date, may be blank\n"
    "  score       is percent\n"
    "  cites guide \"1\"\n"
    "\n"
    "define waiting_time for case as days from raised_on to run_date, first day not counted\n"
    "  note \"Ours.\"\n"
    "\n"
    "decide route for case, first that applies\n"
    "  gives Paid when paid_on is given and paid_on is on or before run_date    cites guide \"3\"\n"
    "  gives May_escalate when all of\n"
    "      - waiting_time is more than limit\n"
    "      - any of\n"
    "          - urgent\n"
    "          - cas_number is given\n"
    "        end any\n"
    "    end all\n"
    "    cites guide \"4\"\n"
    "  otherwise Usual    cites guide \"4\"\n"
    "\n"
    "bands status for case by score\n"
    "  below low        is Red\n"
    "  low to under 75%  is Amber\n"
    "  75% or more      is Green\n"
    "  cites guide \"5\"\n"
    "\n"
    "report late of case \"Late | cases\"\n"
    "  where route is May_escalate\n"
    "  one row per case_ref\n"
    "  column waiting_time \"Waiting\" is waiting_time\n"
    "  cites guide \"6\"\n"
    "\n"
    "test \"one day over\" on 2022-03-14\n"
    "  given case with raised_on is 2022-02-01, urgent is yes, paid_on is blank\n"
    "  expect route of case is May_escalate\n";

struct made {
	struct arena arena;
	struct sources sources;
	struct diags diags;
	struct buffer page;
};

static const char *
page_of(struct made *made, const char *text, enum doc_format format)
{
	const struct program *program;

	*made = (struct made){ .page = BUFFER_INIT };
	arena_init(&made->arena);
	sources_init(&made->sources, &made->arena);
	diags_init(&made->diags, &made->arena, &made->sources);
	program = policy_compile(&made->arena, &made->sources, &made->diags, "trial.writ", text,
	    strlen(text));
	if (program == NULL)
		printf("%s", diags_text(&made->diags, &made->arena, false));
	assert_non_null(program);
	doc_policy(&made->page, program, format);
	return made->page.at;
}

static void
release(struct made *made)
{
	buffer_release(&made->page);
	arena_release(&made->arena);
}

static void
says(const char *page, const char *text)
{
	if (strstr(page, text) == NULL)
		printf("the page lacks: %s\n", text);
	assert_non_null(strstr(page, text));
}

static void
says_not(const char *page, const char *text)
{
	if (strstr(page, text) != NULL)
		printf("the page has: %s\n", text);
	assert_null(strstr(page, text));
}

static void
markdown_says_everything(void **state)
{
	struct made made;
	const char *page = page_of(&made, policy, DOC_MARKDOWN);

	(void)state;
	says(page, "# Trial \\<of\\> \\\\\n");
	says(page, "| Owner | A \\& B |");
	says(page, "| Due for review | 29 February 2024 |");
	says(page, "| 1 | 4 March 2021 | First \\| last |");
	/* sections of its own, with their remarks; settings with history and bounds */
	says(page, "## 1: figures\n\nWhat may be argued about.\n");
	says(page,
	    "Limit<br>`limit` | **40 days**<br>from 1 April 2023: **30 days** | between 20 days "
	    "and 60 days, both included |");
	says(page, "The guide, “2.9”");
	says(page, "The annex, “2.10”");
	/* the field's remark, its shape, its word in capitals */
	says(page,
	    "CAS number | cas\\_number | text in this shape: 'CAS-', two digits | yes | the CAS "
	    "number |");
	/* a sentence; links; the figure behind a setting, also a later one */
	says(page,
	    "**waiting time** is days from [raised on](#case-raised_on) to the day of the run, "
	    "first day not counted.");
	says(page,
	    "[waiting time](#case-waiting_time) is more than [limit](#setting-limit) (40 days; 30 "
	    "days from 1 April 2023)");
	/* conditions as lists, one in the other, in one line of a table */
	says(page, "| 2 | all of these hold:<ul><li>");
	says(page,
	    "<li>at least one of these holds:<ul><li>[urgent](#case-urgent)</li><li>[CAS "
	    "number](#case-cas_number) is given</li></ul></li></ul> | "
	    "**May escalate** |");
	says(page, "| 3 | otherwise, that is when every line above is a clear no | **Usual** |");
	/* bands: which end is in */
	says(page, "| Red | open | low (60%), itself not included |");
	says(page, "| Amber | low (60%), itself included | 75%, itself not included |");
	says(page, "| Green | 75%, itself included | open |");
	says(page, "### Report: Late \\| cases `late`");
	/* what waits: urgent may hold up the route; a blank day of payment is asked for and holds
	 * up nothing */
	says(page, "| [Urgent](#case-urgent) | case | [route](#case-route) |");
	says_not(page, "| [Paid on](#case-paid_on) | case |");
	says(page,
	    "hold up no decision: [CAS number](#case-cas_number) (case), [paid on](#case-paid_on) "
	    "(case).");
	/* the example, and the clauses in the order of their numbers */
	says(page, "### One day over\n\nOn 14 March 2022.\n");
	says(page, "- [route](#case-route) of case is **May escalate**");
	assert_true(strstr(page, "| 2.9 | [limit]") != NULL &&
	    strstr(page, "| 2.9 | [limit]") < strstr(page, "| 2.10 | [low]"));
	says(page, "their notes say why they are there: [waiting time](#case-waiting_time).");
	release(&made);
}

static void
html_is_escaped_and_whole(void **state)
{
	struct made made;
	const char *page = page_of(&made, policy, DOC_HTML);

	(void)state;
	says(page, "<html lang=\"en-GB\">");
	says(page, "<h1>Trial &lt;of&gt; \\</h1>");
	says(page, "A &amp; B");
	says_not(page, "<of>");
	says_not(page, "<script");
	says_not(page, "http");
	says(page, "<th scope=\"row\" id=\"setting-limit\">");
	says(page, "<th scope=\"col\">May vary locally</th>");
	says(page, "<a href=\"#setting-limit\">limit</a> (40 days; 30 days from 1 April 2023)");
	says(page,
	    "aria-label=\"Status: Red: less than low (60%); Amber: low (60%) or more, but less "
	    "than 75%; Green: 75% or more\"");
	/* at each edge an open dot below and a filled one above */
	says(page, "r=\"6\" fill=\"#fff\" stroke=\"#16202b\" stroke-width=\"2\"/>\n<circle");
	says(page,
	    "<th scope=\"row\"><a href=\"#case-urgent\">Urgent</a></th><td>case</td><td><a "
	    "href=\"#case-route\">route</a></td>");
	release(&made);
}

static void
without_headings_it_is_divided_by_kind(void **state)
{
	static const char plain[] =
	    "policy trial\n  title \"T\"\n  version \"1\"\n  owner \"O\"\n\nsetting limit is "
	    "3\n\ninput case from \"c.csv\", one row per ref\n"
	    "  ref is text\n\ndefine much for case as limit is more than 2\n  note "
	    "\"Ours.\"\n\nreport all_cases of case \"All\"\n  one row per ref\n"
	    "  column much \"Much\" is much\n";
	struct made made;
	const char *page = page_of(&made, plain, DOC_MARKDOWN);
	const char *settings = strstr(page, "## Settings\n"),
		   *rules = strstr(page, "## What comes in, and what is worked out\n");
	const char *reports = strstr(page, "## Reports\n");

	(void)state;
	assert_true(settings != NULL && rules != NULL && reports != NULL);
	assert_true(settings < rules && rules < reports);
	says(page, "No decision waits for a fact that may be blank.");
	release(&made);
}

static void
the_same_policy_gives_the_same_page(void **state)
{
	struct made one, two;

	(void)state;
	for (enum doc_format format = DOC_HTML; format <= DOC_MARKDOWN; format++) {
		const char *first = page_of(&one, policy, format);

		assert_string_equal(first, page_of(&two, policy, format));
		release(&one);
		release(&two);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markdown_says_everything),
		cmocka_unit_test(html_is_escaped_and_whole),
		cmocka_unit_test(without_headings_it_is_divided_by_kind),
		cmocka_unit_test(the_same_policy_gives_the_same_page),
	};

	return RUN_TESTS(tests);
}
