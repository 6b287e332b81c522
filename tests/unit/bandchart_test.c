/* bandchart: counts by band and period that add up, exact medians, edges in force, and the same
 * result in whatever order rows come. */
#include <stdio.h>

#include "tests/unit/made_run.h"

#include "interp/bandchart.h"

#define POLICY                                                                                     \
	MADE_HEAD                                                                                  \
	"setting edge is 60%\n  cites s \"3\"\n  from 2017-10-01 is 62%\n  cites s \"3\"\n"        \
	"input row from \"c.csv\", one row per id and quarter, settings as at last day of "        \
	"quarter\n"                                                                                \
	"  id is text\n  quarter is quarter\n  half is percent, may be blank\n"                    \
	"define share for row as half times 2\n  cites s \"1\"\n"                                  \
	"bands level for row by share\n  below edge is Low\n  edge or more is High\n  cites s "    \
	"\"1\"\n"

#define PLAIN                                                                                      \
	MADE_HEAD                                                                                  \
	"input row from \"c.csv\", one row per id and quarter, settings as at run_date\n"          \
	"  id is text\n  quarter is quarter\n  share is percent\n"                                 \
	"bands level for row by share\n  below 60% is Low\n  60% or more is High\n  cites s "      \
	"\"1\"\n"

static struct bandchart *
chart_of(struct made_run *made)
{
	struct bandchart *chart;

	assert_int_equal(made->summary->tables[0].chart_count, 1);
	chart = made->summary->tables[0].charts[0];
	bandchart_finish(chart);
	return chart;
}

static const char *
spelled(struct made_run *made, const struct bandchart *chart, struct bandchart_figure figure)
{
	struct value value = bandchart_value(chart, figure);

	return value_spell(&made->arena, &value, SPELL_PLAIN);
}

/* 2017/18 Q1: 41, 59.98, 60; Q3, edge 62: 60, 62 and one blank, one refused. */
static void
rows_are_counted_by_period_and_band(void **state)
{
	struct made_run made;
	struct bandchart *chart;
	struct bandchart_figure middle, lowest, highest;

	(void)state;
	made_start(&made, POLICY, "2018-05-31");
	made.batch_rows = 2;
	made_rows(&made, "id,quarter,half\na,2017/18 Q3,30%\nb,2017/18 Q1,30%\na,2017/18 "
			 "Q1,20.5%\nc,2017/18 Q1,29.99%\n"
			 "b,2017/18 Q3,31%\nc,2017/18 Q3,\nd,2017/18 Q3,?\n");
	chart = chart_of(&made);
	assert_int_equal(chart->period_count, 2);
	assert_true(chart->periods[0].period < chart->periods[1].period);
	assert_int_equal(chart->periods[0].rows, 3);
	assert_int_equal(chart->periods[0].piles[0].rows, 2);
	assert_int_equal(chart->periods[0].piles[1].rows, 1);
	assert_int_equal(chart->periods[1].rows, 4);
	assert_int_equal(chart->periods[1].piles[0].rows, 1);
	assert_int_equal(chart->periods[1].piles[1].rows, 1);
	assert_int_equal(chart->periods[1].nothing, 1);
	assert_int_equal(chart->periods[1].undecided, 1);
	assert_string_equal(spelled(&made, chart, chart->periods[0].edges[1].at), "60%");
	assert_string_equal(spelled(&made, chart, chart->periods[1].edges[1].at), "62%");
	assert_false(chart->periods[1].edges[1].differs);
	assert_true(bandchart_middle(chart, &chart->periods[0], &middle));
	assert_string_equal(spelled(&made, chart, middle), "59.98%");
	assert_true(bandchart_middle(chart, &chart->periods[1], &middle));
	assert_string_equal(spelled(&made, chart, middle), "61%");
	assert_true(bandchart_ends(chart, &chart->periods[0], &lowest, &highest));
	assert_string_equal(spelled(&made, chart, lowest), "41%");
	assert_string_equal(spelled(&made, chart, highest), "60%");
	made_end(&made);
}

static void
a_restart_forgets_and_a_period_without_figures_has_no_median(void **state)
{
	struct made_run made;
	struct bandchart *chart;
	struct bandchart_figure middle;

	(void)state;
	made_start(&made, POLICY, "2018-05-31");
	made_rows(&made, "id,quarter,half\na,2017/18 Q1,30%\nb,?,30%\n");
	assert_int_equal(chart_of(&made)->without_period, 1);
	summary_restart(made.summary, made.table);
	chart = chart_of(&made);
	assert_int_equal(chart->period_count, 0);
	assert_int_equal(chart->without_period, 0);
	made_rows(&made, "id,quarter,half\na,2017/18 Q1,\n");
	assert_int_equal(chart->period_count, 1);
	assert_int_equal(bandchart_counted(chart, &chart->periods[0]), 0);
	assert_false(bandchart_middle(chart, &chart->periods[0], &middle));
	made_end(&made);
}

static void
a_table_of_one_row_a_case_has_none(void **state)
{
	struct made_run made;

	(void)state;
	made_start(&made,
	    MADE_HEAD "input row from \"c.csv\", one row per id, settings as at run_date\n  id is "
		      "text\n  share is percent\n"
		      "bands level for row by share\n  below 60% is Low\n  60% or more is High\n  "
		      "cites s \"1\"\n",
	    "2018-05-31");
	assert_int_equal(made.summary->tables[0].chart_count, 0);
	made_end(&made);
}

/* 12,000 figures from 0% to 119.99% in hundredths, as they rise or as they fall. 0 to under 60% are
 * 6,000: kept. Those from 60% are 6,000 too. With each given twice there are 12,000 in a band:
 * counted in steps of 0.1%, the narrowest power of ten of a billionth of which fewer than 1,000
 * reach from 0% to 59.99%. So each step has ten figures, twice. */
static void
feed(struct made_run *made, bool falling, uint32_t times)
{
	struct buffer rows = BUFFER_INIT;

	buffer_text(&rows, "id,quarter,share\n");
	for (uint32_t time = 0; time < times; time++)
		for (uint32_t i = 0; i < 12000; i++) {
			uint32_t hundredths = falling ? 11999 - i : i;

			buffer_printf(
			    &rows, "x,2017/18 Q1,%u.%02u%%\n", hundredths / 100, hundredths % 100);
		}
	made_rows(made, rows.at);
	buffer_release(&rows);
}

static void
many_figures_are_counted_in_steps_whatever_their_order(void **state)
{
	for (int falling = 0; falling < 2; falling++) {
		struct made_run made;
		struct bandchart *chart;
		const struct bandchart_pile *low, *high;
		struct bandchart_figure middle;
		uint64_t sum = 0;

		(void)state;
		made_start(&made, PLAIN, "2018-05-31");
		feed(&made, falling == 1, 1);
		chart = chart_of(&made);
		assert_null(chart->periods[0].piles[0].steps);
		assert_int_equal(chart->periods[0].piles[0].kept_count, 6000);
		assert_true(bandchart_middle(chart, &chart->periods[0], &middle));
		assert_string_equal(spelled(&made, chart, middle), "59.995%");
		feed(&made, falling == 1, 1);
		low = &chart->periods[0].piles[0];
		high = &chart->periods[0].piles[1];
		assert_non_null(low->steps);
		assert_int_equal(low->width, 100000000);
		assert_int_equal(low->first, 0);
		assert_int_equal(high->first, 600);
		for (uint32_t i = 0; i < BANDCHART_STEPS; i++) {
			assert_int_equal(low->steps[i], i < 600 ? 20 : 0);
			sum += high->steps[i];
		}
		assert_int_equal(sum, 12000);
		assert_int_equal(high->steps[599], 20);
		assert_string_equal(spelled(&made, chart, low->highest), "59.99%");
		assert_string_equal(spelled(&made, chart, high->lowest), "60%");
		assert_false(bandchart_middle(chart, &chart->periods[0], &middle));
		made_end(&made);
	}
}

/* 50% to 50.09%, 1,000 of each hundredth and one more of the first: steps far narrower than
 * 0.1%. */
static void
feed_cluster(struct made_run *made)
{
	struct buffer rows = BUFFER_INIT;

	buffer_text(&rows, "id,quarter,share\n");
	for (uint32_t i = 0; i <= 10000; i++)
		buffer_printf(&rows, "x,2017/18 Q1,50.%02u%%\n", i % 10);
	made_rows(made, rows.at);
	buffer_release(&rows);
}

static void
steps_grow_wider_as_figures_lie_further_apart(void **state)
{
	for (int order = 0; order < 4; order++) {
		struct made_run made;
		struct bandchart *chart;
		const struct bandchart_pile *low;

		(void)state;
		made_start(&made, PLAIN, "2018-05-31");
		if (order < 2)
			feed_cluster(&made);
		feed(&made, order % 2 == 1, 1);
		if (order >= 2)
			feed_cluster(&made);
		chart = chart_of(&made);
		low = &chart->periods[0].piles[0];
		assert_non_null(low->steps);
		assert_int_equal(low->rows, 16001);
		assert_int_equal(low->width, 100000000);
		assert_int_equal(low->first, 0);
		for (uint32_t i = 0; i < BANDCHART_STEPS; i++)
			assert_int_equal(low->steps[i], i >= 600 ? 0 : i == 500 ? 10011 : 10);
		assert_string_equal(spelled(&made, chart, low->lowest), "0%");
		assert_string_equal(spelled(&made, chart, low->highest), "59.99%");
		made_end(&made);
	}
}

/* The edge becomes 62% in the middle of the second quarter. */
static void
an_edge_that_is_not_one_for_the_period_is_said_to_differ(void **state)
{
	struct made_run made;
	struct bandchart *chart;

	(void)state;
	made_start(&made,
	    MADE_HEAD
	    "setting edge is 60%\n  cites s \"3\"\n  from 2017-08-15 is 62%\n  cites s "
	    "\"3\"\n"
	    "input row from \"c.csv\", one row per id and quarter, settings as at "
	    "seen_on\n  id is text\n  quarter is quarter\n  seen_on is date\n  share is "
	    "percent\n"
	    "bands level for row by share\n  below edge is Low\n  edge or more is High\n  "
	    "cites s \"1\"\n",
	    "2018-05-31");
	made_rows(&made, "id,quarter,seen_on,share\na,2017/18 Q2,2017-08-14,61%\n"
			 "b,2017/18 Q2,2017-08-15,61%\na,2017/18 Q3,2017-10-01,61%\n");
	chart = chart_of(&made);
	assert_int_equal(chart->period_count, 2);
	assert_true(chart->periods[0].edges[1].differs);
	assert_int_equal(chart->periods[0].piles[0].rows, 1);
	assert_int_equal(chart->periods[0].piles[1].rows, 1);
	assert_false(chart->periods[1].edges[1].differs);
	assert_string_equal(spelled(&made, chart, chart->periods[1].edges[1].at), "62%");
	made_end(&made);
}

static void
too_many_periods_are_no_chart(void **state)
{
	struct made_run made;
	struct buffer rows = BUFFER_INIT;

	(void)state;
	made_start(&made, PLAIN, "2018-05-31");
	buffer_text(&rows, "id,quarter,share\n");
	for (unsigned i = 0; i <= BANDCHART_PERIODS_MAX; i++)
		buffer_printf(
		    &rows, "x,%u/%02u Q%u,50%%\n", 2000 + i / 4, (i / 4 + 1) % 100, i % 4 + 1);
	made_rows(&made, rows.at);
	assert_true(chart_of(&made)->too_many);
	buffer_release(&rows);
	made_end(&made);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_counted_by_period_and_band),
		cmocka_unit_test(a_restart_forgets_and_a_period_without_figures_has_no_median),
		cmocka_unit_test(a_table_of_one_row_a_case_has_none),
		cmocka_unit_test(many_figures_are_counted_in_steps_whatever_their_order),
		cmocka_unit_test(steps_grow_wider_as_figures_lie_further_apart),
		cmocka_unit_test(an_edge_that_is_not_one_for_the_period_is_said_to_differ),
		cmocka_unit_test(too_many_periods_are_no_chart),
	};

	return RUN_TESTS(tests);
}
