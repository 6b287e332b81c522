/* fold: reports out of rows, by the sentences of writ.5, PRINTED TABLES. Each test says policy
 * lines, rows, and the whole report. */
#include <stdio.h>

#include "tests/unit/made_run.h"

#define CASES \
	MADE_HEAD \
	"setting start is 2022-03-08\n  cites s \"1\"\n" \
	"input case from \"c.csv\", one row per id, settings as at run_date\n" \
	"  id is text\n  practice is text, may be blank\n  kind is Red or Blue, may be blank\n  " \
	"held_on is date, may be blank\n" \
	"  amount is money, may be blank\n  open is yes or no\n  score is percent, may be blank\n"

static void
check_at(const char *lines, const char *rows, const char *expected, uint32_t batch_rows)
{
	char policy[8192];
	struct made_run made;

	snprintf(policy, sizeof policy, "%s%s", CASES, lines);
	made_start(&made, policy, "2022-05-31");
	made.batch_rows = batch_rows;
	made_rows(&made, rows);
	assert_string_equal(made_report(&made, "r"), expected);
	made_end(&made);
}

/* The same report whatever the batches are. */
static void
check(const char *lines, const char *rows, const char *expected)
{
	check_at(lines, rows, expected, BATCH_ROWS);
	check_at(lines, rows, expected, 1);
	check_at(lines, rows, expected, 3);
}

#define MONTHS \
	"report r of case \"R\"\n  as at run_date\n" \
	"  one row per month of held_on, including empty months from start to run_date, headed " \
	"\"Month\"\n" \
	"  column practices \"Practices\" is count of different practice\n" \
	"  column cases \"Cases\" is count\n" \
	"  column red \"Red\" is count where kind is Red\n" \
	"  column share \"% red\" is red as percent of cases, rounded half up to whole percent, " \
	"\"no cases\" when cases is 0\n" \
	"  total row \"Total\"\n"

static void
months_without_rows_are_listed_and_a_practice_counts_once_in_the_total(void **state)
{
	(void)state;
	check(MONTHS,
	    "id,practice,kind,held_on,amount,open,score\n"
	    "1,A,Red,2022-05-02,,no,\n2,A,Blue,2022-03-09,,no,\n3,B,Red,2022-03-10,,no,\n4,B,Red,"
	    "2022-03-10,,no,\n",
	    "Month,Practices,Cases,Red,% red\n2022-03,2,3,2,67%\n2022-04,0,0,0,no "
	    "cases\n2022-05,1,1,1,100%\n"
	    "Total,2,4,3,75%\n"
	    "# 'Practices': the rows add up to 3, the total is 2; a practice that appears in more "
	    "than one month is counted "
	    "once in the total\n");
}

static void
a_total_without_rows_is_nought(void **state)
{
	(void)state;
	check(MONTHS, "id,practice,kind,held_on,amount,open,score\n",
	    "Month,Practices,Cases,Red,% red\n2022-03,0,0,0,no cases\n2022-04,0,0,0,no "
	    "cases\n2022-05,0,0,0,no cases\n"
	    "Total,0,0,0,no cases\n");
}

static void
an_unknown_label_counts_as_a_row_and_is_undecided_where_it_could_belong(void **state)
{
	(void)state;
	check(MONTHS,
	    "id,practice,kind,held_on,amount,open,score\n1,A,?,2022-03-09,,no,\n2,A,Red,2022-03-10,"
	    ",no,\n",
	    "Month,Practices,Cases,Red,\"Red, undecided\",% "
	    "red\n2022-03,1,2,1,1,\n2022-04,0,0,0,0,no cases\n"
	    "2022-05,0,0,0,0,no cases\nTotal,1,2,1,1,\n");
}

static void
rows_without_a_key_come_last_and_of_unknown_key_are_in_total_and_note(void **state)
{
	(void)state;
	check("report r of case \"R\"\n  one row per month of held_on\n  column cases \"Cases\" is "
	      "count\n  total row \"All\"\n",
	    "id,practice,kind,held_on,amount,open,score\n1,A,Red,,,no,\n2,A,Red,?,,no,\n3,A,Red,"
	    "2022-05-01,,no,\n"
	    "4,A,Red,2021-05-01,,no,\n",
	    "Month,Cases\n2021-05,1\n2022-05,1\nblank,1\nAll,4\n"
	    "# 1 row has no month that can be decided; it is in the total only\n");
}

static void
months_outside_the_stated_ones_are_kept_and_noted(void **state)
{
	(void)state;
	check("report r of case \"R\"\n  one row per month of held_on, including empty months from "
	      "start to run_date\n"
	      "  column cases \"Cases\" is count\n",
	    "id,practice,kind,held_on,amount,open,score\n1,A,Red,2022-06-01,,no,\n2,A,Red,2022-01-"
	    "01,,no,\n",
	    "Month,Cases\n2022-01,1\n2022-03,0\n2022-04,0\n2022-05,0\n2022-06,1\n"
	    "# 2 rows lie outside 2022-03 to 2022-05; they are listed and counted all the same\n");
}

static void
without_bounds_the_empty_months_lie_between_the_first_and_the_last(void **state)
{
	(void)state;
	check("report r of case \"R\"\n  one row per quarter of held_on, including empty quarters\n"
	      "  column cases \"Cases\" is count\n",
	    "id,practice,kind,held_on,amount,open,score\n1,A,Red,2022-05-01,,no,\n2,A,Red,2021-12-"
	    "01,,no,\n",
	    "Quarter,Cases\n2021/22 Q3,1\n2021/22 Q4,0\n2022/23 Q1,1\n");
}

static void
a_row_whose_where_is_unknown_is_undecided_everywhere(void **state)
{
	(void)state;
	check("report r of case \"R\"\n  where open\n  one row in all\n  column cases \"Cases\" is "
	      "count\n"
	      "  column amounts \"Amount\" is sum of amount where amount is given\n"
	      "  column last_on \"Latest\" is latest held_on where held_on is given\n",
	    "id,practice,kind,held_on,amount,open,score\n1,A,Red,2022-05-01,10.10,yes,\n2,A,Red,"
	    "2022-04-01,5,?,\n",
	    "Cases,\"Cases, undecided\",Amount,\"Amount, undecided\",Latest,\"Latest, "
	    "undecided\"\n1,1,,1,2022-05-01,1\n");
}

static void
what_an_undecided_row_could_not_change_is_printed(void **state)
{
	(void)state;
	check("report r of case \"R\"\n  where open\n  one row in all\n"
	      "  column amounts \"Amount\" is sum of amount where amount is given\n"
	      "  column last_on \"Latest\" is latest held_on where held_on is given\n",
	    "id,practice,kind,held_on,amount,open,score\n1,A,Red,2022-05-01,10.10,yes,\n2,A,Red,"
	    "2022-05-02,0,?,\n",
	    "Amount,\"Amount, undecided\",Latest,\"Latest, undecided\"\n10.10,1,,1\n");
}

static void
a_blank_amount_makes_the_sum_unknown_and_is_counted(void **state)
{
	(void)state;
	check("report r of case \"R\"\n  one row per kind\n  column amounts \"Amount\" is sum of "
	      "amount\n"
	      "  column mean \"Mean\" is average of amount where amount is given\n  total row "
	      "\"Total\"\n",
	    "id,practice,kind,held_on,amount,open,score\n1,A,Blue,,1.00,no,\n2,A,Blue,,2.01,no,\n3,"
	    "A,Red,,,no,\n4,A,Red,,0.10,no,\n",
	    "Kind,Amount,\"Amount, "
	    "undecided\",Mean\nRed,,1,0.10\nBlue,3.01,0,1.505\nTotal,,1,1.036667\n");
}

static void
sums_are_exact_beyond_64_bits_and_a_sum_that_does_not_fit_is_noted(void **state)
{
	(void)state;
	check("report r of case \"R\"\n  one row in all\n  column amounts \"Amount\" is sum of "
	      "amount\n",
	    "id,practice,kind,held_on,amount,open,score\n1,A,Red,,92233720368547758.07,no,\n2,A,"
	    "Red,,92233720368547758.07,no,\n"
	    "3,A,Red,,-92233720368547758.07,no,\n4,A,Red,,-0.01,no,\n",
	    "Amount\n92233720368547758.06\n");
	check("report r of case \"R\"\n  one row in all\n  column amounts \"Amount\" is sum of "
	      "amount\n",
	    "id,practice,kind,held_on,amount,open,score\n1,A,Red,,92233720368547758.07,no,\n2,A,"
	    "Red,,0.01,no,\n",
	    "Amount\n\"\"\n# 'Amount': a figure cannot be worked out: it divides by zero or has "
	    "more places than can be kept\n");
}

static void
the_least_the_greatest_and_the_list(void **state)
{
	(void)state;
	check("report r of case \"R\"\n  one row per practice\n  column low \"Low\" is lowest "
	      "score where score is given\n"
	      "  column high \"High\" is highest score where score is given\n"
	      "  column first_on \"First\" is earliest held_on where held_on is given\n"
	      "  column ids \"Cases\" is list of id\n",
	    "id,practice,kind,held_on,amount,open,score\n9,B,Red,2022-01-02,,no,60%\n10,B,Red,2022-"
	    "01-01,,no,7.5%\n8,B,Red,,,no,\n"
	    "7,A,Red,,,no,\n",
	    "Practice,Low,High,First,Cases\nA,,,,7\nB,7.5%,60%,2022-01-01,\"10, 8, 9\"\n");
}

static void
sorted_by_a_figure_ties_go_by_key_and_nothing_is_last(void **state)
{
	(void)state;
	check("report r of case \"R\"\n  one row per practice\n  column high \"High\" is highest "
	      "score where score is given\n"
	      "  sorted by high, highest first\n",
	    "id,practice,kind,held_on,amount,open,score\n1,D,Red,,,no,5%\n2,C,Red,,,no,\n3,B,Red,,,"
	    "no,5%\n4,A,Red,,,no,1%\n"
	    "5,,Red,,,no,9%\n",
	    "Practice,High\nB,5%\nD,5%\nA,1%\nC,\nblank,9%\n");
}

static void
two_keys_and_labels_in_the_order_declared(void **state)
{
	(void)state;
	check("report r of case \"R\"\n  one row per practice and kind\n  column cases \"Cases\" "
	      "is count\n",
	    "id,practice,kind,held_on,amount,open,score\n1,B,Blue,,,no,\n2,B,Red,,,no,\n3,Aa,Blue,,"
	    ",no,\n4,A,Blue,,,no,\n"
	    "5,B,,,,no,\n6,B,?,,,no,\n",
	    "Practice,Kind,Cases\nA,Blue,1\nAa,Blue,1\nB,Red,1\nB,Blue,1\nB,blank,1\n"
	    "# 1 row has no practice and kind that can be decided; it is in none of the rows "
	    "above\n");
}

static void
a_listing_shows_rows_in_key_order_with_their_values(void **state)
{
	(void)state;
	check("report r of case \"R\"\n  where open\n  one row per id\n  column kind \"Kind\" is "
	      "kind\n"
	      "  column amount \"Amount\" is amount\n",
	    "id,practice,kind,held_on,amount,open,score\n2,A,Red,,1,yes,\n10,A,?,,,yes,\n1,A,Blue,,"
	    "3,no,\n3,A,Blue,,3,?,\n",
	    "Id,Kind,Amount\n10,,\n2,Red,1.00\n# 1 row may belong here; it cannot be decided: 3\n");
}

static void
a_listing_may_be_sorted_and_names_only_the_first_of_many_open_rows(void **state)
{
	(void)state;
	check("report r of case \"R\"\n  where open\n  one row per id\n  column amount \"Amount\" "
	      "is amount\n"
	      "  sorted by amount, lowest first\n",
	    "id,practice,kind,held_on,amount,open,score\ni,A,Red,,2,yes,\nh,A,Red,,,yes,\ng,A,Red,,"
	    "1,yes,\n"
	    "e,A,Red,,1,?,\nd,A,Red,,1,?,\nb,A,Red,,1,?,\na,A,Red,,1,?,\nc,A,Red,,1,?,\n",
	    "Id,Amount\ng,1.00\ni,2.00\nh,\n# 5 rows may belong here; it cannot be decided: a, b, "
	    "c and 2 more\n");
}

static void
a_report_may_be_sorted_by_its_key(void **state)
{
	(void)state;
	check("report r of case \"R\"\n  one row per practice and kind\n  column cases \"Cases\" "
	      "is count\n"
	      "  sorted by kind, highest first\n",
	    "id,practice,kind,held_on,amount,open,score\n1,B,Red,,,no,\n2,A,Blue,,,no,\n3,A,Red,,,"
	    "no,\n4,B,,,,no,\n5,C,Blue,,,no,\n",
	    "Practice,Kind,Cases\nA,Blue,1\nC,Blue,1\nA,Red,1\nB,Red,1\nB,blank,1\n");
	check("report r of case \"R\"\n  one row per month of held_on\n  column cases \"Cases\" is "
	      "count\n"
	      "  sorted by month, latest first\n",
	    "id,practice,kind,held_on,amount,open,score\n1,B,Red,2022-01-05,,no,\n2,A,Red,2022-03-"
	    "01,,no,\n3,A,Red,,,no,\n"
	    "4,A,Red,2022-03-31,,no,\n",
	    "Month,Cases\n2022-03,2\n2022-01,1\nblank,1\n");
	check("report r of case \"R\"\n  one row per id\n  column amount \"Amount\" is amount\n  "
	      "sorted by id, highest first\n",
	    "id,practice,kind,held_on,amount,open,score\n1,B,Red,,2,no,\n3,A,Red,,1,no,\n2,A,Red,,"
	    "3,no,\n",
	    "Id,Amount\n3,1.00\n2,3.00\n1,2.00\n");
}

static void
a_reason_has_its_clause_behind_it(void **state)
{
	(void)state;
	check("decide lane for case\n  gives Fast when open cites s \"2\", \"2a\"\n  otherwise "
	      "Slow note \"ours\"\n"
	      "bands size for case by amount\n  below \302\24310 is Small\n  \302\24310 or more is "
	      "Large\n  cites s \"3\"\n"
	      "report r of case \"R\"\n  one row per id\n  column why \"Why\" is reason for lane\n"
	      "  column cut \"Cut\" is reason for size\n",
	    "id,practice,kind,held_on,amount,open,score\n1,A,Red,,2,yes,\n2,A,Red,,10,no,\n3,A,Red,"
	    ",,?,\n",
	    "Id,Why,Cut\n1,\"open is yes [s \"\"2\"\"; s \"\"2a\"\"]\",\"amount is \302\2432.00, "
	    "below \302\24310.00 [s \"\"3\"\"]\"\n"
	    "2,the line above does not hold: open is no,\"amount is \302\24310.00, at least "
	    "\302\24310.00 [s \"\"3\"\"]\"\n"
	    "3,cannot be decided: Fast and Slow are still possible,\"amount is blank [s "
	    "\"\"3\"\"]\"\n");
}

static void
a_listed_figure_stays_on_its_side_of_an_edge(void **state)
{
	(void)state;
	/* Amber from 60%: 59.6% and 59.5% would round to it, 59.4% does not, and 60.2% may read
	 * 60%. */
	check("bands status for case by score\n  below 60% is Amber\n  60% or more is Green\n  "
	      "cites s \"3\"\n"
	      "report r of case \"R\"\n  one row per id\n  column shown \"Score\" is score, "
	      "rounded half up to whole percent\n"
	      "  column twice \"Twice\" is shown, rounded half even to whole percent\n  column "
	      "score \"Whole\" is score\n"
	      "  sorted by shown, lowest first\n",
	    "id,practice,kind,held_on,amount,open,score\n1,A,Red,,,no,60.2%\n2,A,Red,,,no,59.6%\n3,"
	    "A,Red,,,no,59.4%\n"
	    "4,A,Red,,,no,59.5%\n5,A,Red,,,no,\n",
	    "Id,Score,Twice,Whole\n3,59%,59%,59.4%\n1,60%,60%,60.2%\n2,59.6%,59.6%,59.6%\n4,59.5%,"
	    "59.5%,59.5%\n5,,,\n");
}

static void
a_restart_forgets_everything(void **state)
{
	struct made_run made;

	(void)state;
	made_start(&made,
	    CASES
	    "report r of case \"R\"\n  one row per practice\n  column cases \"Cases\" is count\n"
	    "  column kinds \"Kinds\" is count of different kind where kind is given\n",
	    "2022-05-31");
	made_rows(&made,
	    "id,practice,kind,held_on,amount,open,score\n1,A,Red,,,no,\n2,B,Red,,,no,\n");
	fold_restart(made.folds[0]);
	made_rows(&made,
	    "id,practice,kind,held_on,amount,open,score\n1,C,Red,,,no,\n2,C,Blue,,,no,\n");
	assert_string_equal(made_report(&made, "r"), "Practice,Cases,Kinds\nC,2,2\n");
	made_end(&made);
}

/* Many groups and many different values: the tables of hashes grow several times, and long texts
 * are told apart. */
static void
many_groups_and_long_texts(void **state)
{
	enum { ROWS = 3000 };
	struct made_run made;
	struct buffer rows = BUFFER_INIT;
	const struct grid *grid;

	(void)state;
	made_start(&made,
	    CASES
	    "report r of case \"R\"\n  one row per practice\n  column cases \"Cases\" is count\n"
	    "  column ids \"Different\" is count of different id\n  total row \"Total\"\n",
	    "2022-05-31");
	buffer_text(&rows, "id,practice,kind,held_on,amount,open,score\n");
	for (int i = 0; i < ROWS; i++)
		buffer_printf(&rows,
		    "a rather long case number %d,a rather long practice name %d,Red,,,no,\n",
		    i / 2, i % 1000);
	made_rows(&made, rows.at);
	grid = made_grid(&made, "r");
	assert_int_equal(grid->row_count, 1001);
	assert_string_equal(grid->cells[0].plain, "a rather long practice name 0");
	assert_string_equal(grid->cells[1].plain, "3");
	assert_string_equal(grid->cells[1000 * 3].plain, "Total");
	assert_string_equal(grid->cells[1000 * 3 + 1].plain, "3000");
	assert_string_equal(grid->cells[1000 * 3 + 2].plain, "1500");
	buffer_release(&rows);
	made_end(&made);
}

#define HEADER "id,practice,kind,held_on,amount,open,score\n"

/* Groups of dates stand at their own numbers, in a table that grows to both sides: whatever the
 * order in which near and far ones come, each day keeps its rows. */
static void
days_near_and_far_keep_their_rows(void **state)
{
	static const char *const days[] = { "2022-05-01", "2022-05-01", "2022-07-03", "2022-07-04",
		"2022-07-05", "2022-02-26", "2022-02-25", "2022-02-24", "1700-01-01", "2900-12-31",
		"2022-05-01", "1700-01-01", "2022-07-05", "1699-12-31", "2901-01-01",
		"2900-12-31" };
	enum { DAYS = sizeof days / sizeof *days };
	static const char expected[] =
	    "Held on,Cases\n1699-12-31,1\n1700-01-01,2\n2022-02-24,1\n2022-02-25,1\n2022-02-26,1\n"
	    "2022-05-01,3\n2022-07-03,1\n2022-07-04,1\n2022-07-05,2\n2900-12-31,2\n"
	    "2901-01-01,1\n";

	(void)state;
	for (int turn = 0; turn < 3; turn++) {
		struct buffer rows = BUFFER_INIT;

		buffer_text(&rows, HEADER);
		for (int i = 0; i < DAYS; i++)
			buffer_printf(&rows, "%d,A,Red,%s,,no,\n", i,
			    days[turn == 0 ? i : turn == 1 ? DAYS - 1 - i : i * 7 % DAYS]);
		check("report r of case \"R\"\n  one row per held_on\n  column cases \"Cases\" is "
		      "count\n", rows.at, expected);
		buffer_release(&rows);
	}
}

/* Of any number of rows, with and without a group of their own. */
static void
no_row_is_lost_at_the_end_of_a_stretch(void **state)
{
	static const int counts[] = { 1, 63, 64, 65, 127, 128, 129, 1023, 1024, 1025 };

	(void)state;
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		struct buffer rows = BUFFER_INIT;
		char expected[200];
		int red = (counts[i] + 2) / 3;

		buffer_text(&rows, HEADER);
		for (int row = 0; row < counts[i]; row++)
			buffer_printf(&rows, "%d,%s,%s,,1,no,\n", row,
			    row == counts[i] - 1 ? "Z" : "A", row % 3 == 0 ? "Red" : "Blue");
		snprintf(expected, sizeof expected, "Cases,Red,Practices,Sum\n%d,%d,%d,%d.00\n",
		    counts[i], red, counts[i] == 1 ? 1 : 2, counts[i]);
		check_at(
		    "report r of case \"R\"\n  one row in all\n  column cases \"Cases\" is count\n"
		    "  column red \"Red\" is count where kind is Red\n"
		    "  column practices \"Practices\" is count of different practice\n"
		    "  column sums \"Sum\" is sum of amount\n",
		    rows.at, expected, BATCH_ROWS);
		if (counts[i] > 1) {
			snprintf(expected, sizeof expected,
			    "Practice,Cases,Sum\nA,%d,%d.00\nZ,1,1.00\n", counts[i] - 1,
			    counts[i] - 1);
			check_at("report r of case \"R\"\n  one row per practice\n  column cases "
			         "\"Cases\" is count\n  column sums \"Sum\" is sum of amount\n",
			    rows.at, expected, BATCH_ROWS);
		}
		buffer_release(&rows);
	}
}

/* Different values are marked off one bit each, as far as there is room for bits; beyond that they
 * are searched for. Each is counted once in its group, whichever it is. */
static void
different_values_are_counted_once_in_each_of_many_groups(void **state)
{
	enum { GROUPS = 1030, EACH = 3 };
	struct made_run made;
	struct buffer rows = BUFFER_INIT;
	const struct grid *grid;

	(void)state;
	made_start(&made,
	    CASES
	    "report r of case \"R\"\n  one row per practice\n"
	    "  column amounts \"Amounts\" is count of different amount\n"
	    "  column ids \"Ids\" is count of different id\n  total row \"Total\"\n",
	    "2022-05-31");
	buffer_text(&rows, HEADER);
	for (int twice = 0; twice < 2; twice++)
		for (int i = 0; i < GROUPS * EACH; i++)
			buffer_printf(&rows, "%d,p%04d,Red,,%d,no,\n", i, i / EACH, i % EACH % 2);
	made_rows(&made, rows.at);
	grid = made_grid(&made, "r");
	assert_int_equal(grid->row_count, GROUPS + 1);
	for (uint32_t row = 0; row < GROUPS; row++) {
		assert_string_equal(grid->cells[row * 3 + 1].plain, "2");
		assert_string_equal(grid->cells[row * 3 + 2].plain, "3");
	}
	assert_string_equal(grid->cells[GROUPS * 3 + 1].plain, "2");
	assert_string_equal(grid->cells[GROUPS * 3 + 2].plain, "3090");
	buffer_release(&rows);
	made_end(&made);
}

/* An open row leaves a latest or lowest alone unless it would come before it. */
static void
an_open_row_opens_an_extreme_only_beyond_it(void **state)
{
	static const char lines[] =
	    "report r of case \"R\"\n  where open\n  one row in all\n"
	    "  column last_on \"Latest\" is latest held_on\n"
	    "  column first_on \"Earliest\" is earliest held_on\n"
	    "  column low \"Low\" is lowest amount\n  column high \"High\" is highest amount\n";
	static const char sure[] =
	    HEADER "1,A,Red,2022-05-02,10,yes,\n2,A,Red,2022-05-04,20,yes,\n";
	static const struct {
		const char *row, *latest, *earliest, *low, *high;
	} open[] = {
		{ "3,A,Red,2022-05-04,20,?,\n", "2022-05-04", "2022-05-02", "10.00", "20.00" },
		{ "3,A,Red,2022-05-02,10,?,\n", "2022-05-04", "2022-05-02", "10.00", "20.00" },
		{ "3,A,Red,2022-05-05,20.01,?,\n", "", "2022-05-02", "10.00", "" },
		{ "3,A,Red,2022-05-01,9.99,?,\n", "2022-05-04", "", "", "20.00" },
		{ "3,A,Red,?,?,?,\n", "", "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
		char rows[300], expected[400];

		snprintf(rows, sizeof rows, "%s%s", sure, open[i].row);
		snprintf(expected, sizeof expected,
		    "Latest,\"Latest, undecided\",Earliest,\"Earliest, undecided\",Low,\"Low, "
		    "undecided\",High,\"High, undecided\"\n%s,1,%s,1,%s,1,%s,1\n",
		    open[i].latest, open[i].earliest, open[i].low, open[i].high);
		check(lines, rows, expected);
	}
	/* with no sure row the open one alone could be it; with none at all there is nothing */
	check(lines, HEADER "3,A,Red,2022-05-05,20,?,\n",
	    "Latest,\"Latest, undecided\",Earliest,\"Earliest, undecided\",Low,\"Low, "
	    "undecided\",High,\"High, undecided\"\n,1,,1,,1,,1\n");
	check(lines, HEADER "3,A,Red,2022-05-05,20,no,\n",
	    "Latest,Earliest,Low,High\n,,,\n");
}

/* Below nought too, and of what stands in one group only. */
static void
averages_are_in_lowest_terms(void **state)
{
	(void)state;
	check("report r of case \"R\"\n  one row per kind\n  column mean \"Mean\" is average of "
	      "amount\n  column twice \"Twice\" is mean times 2\n  total row \"Total\"\n",
	    HEADER "1,A,Red,,-1.00,no,\n2,A,Red,,-2.01,no,\n3,A,Blue,,5,no,\n4,A,Blue,,-5,no,\n",
	    "Kind,Mean,Twice\nRed,-1.505,-3.01\nBlue,0.00,0.00\nTotal,-0.7525,-1.505\n");
}

/* The first and the last month stated are inside; one row is spoken of as one. */
static void
one_month_outside_is_noted_as_one_row(void **state)
{
	static const char lines[] =
	    "report r of case \"R\"\n  one row per month of held_on, including empty months from "
	    "start to run_date\n  column cases \"Cases\" is count\n";

	(void)state;
	check(lines, HEADER "1,A,Red,2022-03-01,,no,\n2,A,Red,2022-05-31,,no,\n",
	    "Month,Cases\n2022-03,1\n2022-04,0\n2022-05,1\n");
	check(lines, HEADER "1,A,Red,2022-02-28,,no,\n2,A,Red,2022-05-31,,no,\n",
	    "Month,Cases\n2022-02,1\n2022-03,0\n2022-04,0\n2022-05,1\n"
	    "# 1 row lies outside 2022-03 to 2022-05; it is listed and counted all the same\n");
	check(lines, HEADER "1,A,Red,2022-06-01,,no,\n2,A,Red,2022-06-30,,no,\n3,A,Red,,,no,\n",
	    "Month,Cases\n2022-03,0\n2022-04,0\n2022-05,0\n2022-06,2\nblank,1\n"
	    "# 2 rows lie outside 2022-03 to 2022-05; they are listed and counted all the same\n");
}

/* Rows without a decided key are told as many as they are, and where they are. */
static void
rows_of_unknown_key_are_told_by_number(void **state)
{
	static const char rows[] = HEADER
	    "1,?,Red,,1,no,\n2,?,Red,,1,no,\n3,A,Red,,1,no,\n";

	(void)state;
	check("report r of case \"R\"\n  one row per practice\n  column cases \"Cases\" is count\n",
	    rows,
	    "Practice,Cases\nA,1\n"
	    "# 2 rows have no practice that can be decided; they are in none of the rows above\n");
	check("report r of case \"R\"\n  one row per practice\n  column cases \"Cases\" is count\n"
	      "  total row \"All\"\n",
	    rows,
	    "Practice,Cases\nA,1\nAll,3\n"
	    "# 2 rows have no practice that can be decided; they are in the total only\n");
	/* a row of unknown key that may not even count */
	check("report r of case \"R\"\n  where open\n  one row per practice\n  column cases "
	      "\"Cases\" is count\n  total row \"All\"\n",
	    HEADER "1,?,Red,,1,?,\n2,A,Red,,1,yes,\n",
	    "Practice,Cases,\"Cases, undecided\"\nA,1,0\nAll,1,1\n"
	    "# 1 row has no practice that can be decided; it is in the total only\n");
}

/* A text that is longer than what was there before, and one that begins alike, are groups of their
 * own; so are a blank text and one of no letters. */
static void
keys_that_begin_alike_are_two(void **state)
{
	(void)state;
	check("report r of case \"R\"\n  one row per practice and id\n  column cases \"Cases\" is "
	      "count\n",
	    HEADER "bc,a,Red,,,no,\nc,ab,Red,,,no,\nbc,a,Red,,,no,\nabc,,Red,,,no,\n",
	    "Practice,Id,Cases\na,bc,2\nab,c,1\nblank,abc,1\n");
}

/* Labels, conditions and fractions too; what is blank or unknown is no value of its own. */
static void
different_values_of_every_kind(void **state)
{
	static const char lines[] =
	    "define third for case as amount divided by 3\n  cites s \"1\"\n"
	    "define is_big for case as amount is more than \302\2435\n  cites s \"1\"\n"
	    "report r of case \"R\"\n  one row in all\n"
	    "  column kinds \"Kinds\" is count of different kind\n"
	    "  column thirds \"Thirds\" is count of different third\n"
	    "  column sizes \"Sizes\" is count of different is_big\n";

	(void)state;
	check(lines, HEADER "1,A,Red,,1,no,\n2,A,Red,,2,no,\n3,A,Blue,,3,no,\n4,A,Blue,,1,no,\n"
	                    "5,A,Red,,6,no,\n",
	    "Kinds,Thirds,Sizes\n2,4,2\n");
	check(lines, HEADER "1,A,Red,,1,no,\n2,A,?,,1,no,\n3,A,Red,,1,no,\n",
	    "Kinds,\"Kinds, undecided\",Thirds,Sizes\n,1,1,1\n");
	check(lines, HEADER "1,A,Red,,1,no,\n2,A,,,1,no,\n3,A,Red,,?,no,\n",
	    "Kinds,\"Kinds, undecided\",Thirds,\"Thirds, undecided\",Sizes,\"Sizes, "
	    "undecided\"\n,1,,1,,1\n");
}

static void
many_different_values_of_one_group(void **state)
{
	struct buffer rows = BUFFER_INIT;

	(void)state;
	buffer_text(&rows, HEADER);
	for (int row = 0; row < 260; row++)
		buffer_printf(&rows, "%d,%s,Red,,,no,\n", row % 130, row % 130 < 100 ? "A" : "B");
	check("report r of case \"R\"\n  one row per practice\n  column ids \"Ids\" is count of "
	      "different id\n", rows.at, "Practice,Ids\nA,100\nB,30\n");
	buffer_release(&rows);
}

/* By the key of the rows, not by what is listed. */
static void
a_list_is_in_the_order_of_the_keys(void **state)
{
	(void)state;
	check("report r of case \"R\"\n  one row in all\n  column all_of \"All\" is list of "
	      "practice\n",
	    HEADER "3,M,Red,,,no,\n1,Z,Red,,,no,\n2,A,Red,,,no,\n", "All\n\"Z, A, M\"\n");
}

static void
figures_at_the_edge_of_64_bits(void **state)
{
	static const char lines[] =
	    "report r of case \"R\"\n  one row in all\n  column amounts \"Amount\" is sum of "
	    "amount\n";
	static const char note[] =
	    "a figure cannot be worked out: it divides by zero or has more places than can be kept";
	char expected[200];

	(void)state;
	check(lines, HEADER "1,A,Red,,92233720368547758.06,no,\n2,A,Red,,0.01,no,\n",
	    "Amount\n92233720368547758.07\n");
	snprintf(expected, sizeof expected, "Amount\n\"\"\n# 'Amount': %s\n", note);
	check(lines, HEADER "1,A,Red,,-92233720368547758.07,no,\n2,A,Red,,-0.01,no,\n", expected);
	snprintf(expected, sizeof expected, "Mean\n\"\"\n# 'Mean': %s\n", note);
	check("report r of case \"R\"\n  one row in all\n  column mean \"Mean\" is average of "
	      "amount\n",
	    HEADER "1,A,Red,,92233720368547758.07,no,\n2,A,Red,,92233720368547758.06,no,\n",
	    expected);
}

static void
where_no_row_counts_there_is_no_line(void **state)
{
	(void)state;
	check("report r of case \"R\"\n  where open\n  one row per practice\n  column cases "
	      "\"Cases\" is count\n",
	    HEADER "1,A,Red,,,no,\n2,B,Red,,,no,\n", "Practice,Cases\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    months_without_rows_are_listed_and_a_practice_counts_once_in_the_total),
		cmocka_unit_test(a_total_without_rows_is_nought),
		cmocka_unit_test(
		    an_unknown_label_counts_as_a_row_and_is_undecided_where_it_could_belong),
		cmocka_unit_test(
		    rows_without_a_key_come_last_and_of_unknown_key_are_in_total_and_note),
		cmocka_unit_test(months_outside_the_stated_ones_are_kept_and_noted),
		cmocka_unit_test(
		    without_bounds_the_empty_months_lie_between_the_first_and_the_last),
		cmocka_unit_test(a_row_whose_where_is_unknown_is_undecided_everywhere),
		cmocka_unit_test(what_an_undecided_row_could_not_change_is_printed),
		cmocka_unit_test(a_blank_amount_makes_the_sum_unknown_and_is_counted),
		cmocka_unit_test(
		    sums_are_exact_beyond_64_bits_and_a_sum_that_does_not_fit_is_noted),
		cmocka_unit_test(the_least_the_greatest_and_the_list),
		cmocka_unit_test(sorted_by_a_figure_ties_go_by_key_and_nothing_is_last),
		cmocka_unit_test(two_keys_and_labels_in_the_order_declared),
		cmocka_unit_test(a_listing_shows_rows_in_key_order_with_their_values),
		cmocka_unit_test(
		    a_listing_may_be_sorted_and_names_only_the_first_of_many_open_rows),
		cmocka_unit_test(a_report_may_be_sorted_by_its_key),
		cmocka_unit_test(a_reason_has_its_clause_behind_it),
		cmocka_unit_test(a_listed_figure_stays_on_its_side_of_an_edge),
		cmocka_unit_test(a_restart_forgets_everything),
		cmocka_unit_test(many_groups_and_long_texts),
		cmocka_unit_test(days_near_and_far_keep_their_rows),
		cmocka_unit_test(no_row_is_lost_at_the_end_of_a_stretch),
		cmocka_unit_test(different_values_are_counted_once_in_each_of_many_groups),
		cmocka_unit_test(an_open_row_opens_an_extreme_only_beyond_it),
		cmocka_unit_test(averages_are_in_lowest_terms),
		cmocka_unit_test(one_month_outside_is_noted_as_one_row),
		cmocka_unit_test(rows_of_unknown_key_are_told_by_number),
		cmocka_unit_test(keys_that_begin_alike_are_two),
		cmocka_unit_test(different_values_of_every_kind),
		cmocka_unit_test(many_different_values_of_one_group),
		cmocka_unit_test(a_list_is_in_the_order_of_the_keys),
		cmocka_unit_test(figures_at_the_edge_of_64_bits),
		cmocka_unit_test(where_no_row_counts_there_is_no_line),
	};

	return RUN_TESTS(tests);
}
