/* edges: figures beside the edges of their bands, each worked out on paper. `mean` is amount over
 * parts. */
#include <stdio.h>

#include "tests/unit/engine.h"

#include "interp/edges.h"

#define CASES(kind, columns) \
	ENGINE_HEAD \
	"input case from \"c.csv\", one row per id, settings as at seen_on\n  id is text\n  " \
	"seen_on is date, may be blank\n" \
	"  amount is " kind "\n  parts is number\n  note \"ours\"\n" \
	"define mean for case as amount divided by parts\n  note \"ours\"\n" columns

#define CLOSED_BELOW \
	CASES("number", \
	    "bands status for case by mean\n  below 0 is None\n  0 to under 60 is Red\n  60 to " \
	    "under 75 is Amber\n" \
	    "  75 or more is Green\n  note \"ours\"\n")

#define CLOSED_ABOVE \
	CASES("number", \
	    "bands status for case by mean\n  60 or less is Low\n  over 60 is High\n  note " \
	    "\"ours\"\n")

/* What edges_spell() says of the mean of one row: "" where the usual spelling does. */
static void
mean_reads(const char *policy, const char *row, const char *expected, const char *expected_reader)
{
	struct engine engine;
	char csv[256], out[VALUE_SPELL_MAX];
	const struct column *mean;
	size_t length;

	snprintf(csv, sizeof csv, "id,seen_on,amount,parts\n%s\n", row);
	engine_open(&engine, policy, "2022-05-31");
	engine_run(&engine, csv);
	mean = engine_column(&engine, "mean");
	assert_true(edges_apply(mean));
	length = edges_spell(out, &engine.batch, 0, mean, NULL, 0, SPELL_PLAIN);
	if (length != strlen(expected) || memcmp(out, expected, length) != 0)
		fail_msg("%s: '%.*s', not '%s'", row, (int)length, out, expected);
	length = edges_spell(out, &engine.batch, 0, mean, NULL, 0, SPELL_READER);
	if (length != strlen(expected_reader) || memcmp(out, expected_reader, length) != 0)
		fail_msg("%s: '%.*s', not '%s'", row, (int)length, out, expected_reader);
	engine_close(&engine);
}

static void
a_fraction_below_its_edge_has_the_places_that_show_it(void **state)
{
	(void)state;
	/* 59.99666...: six places are enough. */
	mean_reads(CLOSED_BELOW, "A,2022-03-01,179.99,3", "", "");
	/* 59.999999999666...: to nine places it is 60 still, to ten it is not. */
	mean_reads(CLOSED_BELOW, "A,2022-03-01,179.999999999,3", "59.9999999997", "59.9999999997");
	mean_reads(CLOSED_BELOW, "A,2022-03-01,180,3", "", "");
	/* 60.000000000333... is printed 60, and 60 is Amber as it is. */
	mean_reads(CLOSED_BELOW, "A,2022-03-01,180.000000001,3", "", "");
	/* 74.9999995: half a millionth would go up to 75; seven places say it whole. */
	mean_reads(CLOSED_BELOW, "A,2022-03-01,149.999999,2", "74.9999995", "74.9999995");
	mean_reads(CLOSED_BELOW, "A,2022-03-01,149.999998,2", "", "");
}

static void
the_edge_of_a_band_closed_above_is_left_below(void **state)
{
	(void)state;
	mean_reads(CLOSED_ABOVE, "A,2022-03-01,180.000000001,3", "60.0000000003", "60.0000000003");
	mean_reads(CLOSED_ABOVE, "A,2022-03-01,179.999999999,3", "", "");
	mean_reads(CLOSED_ABOVE, "A,2022-03-01,180,3", "", "");
}

static void
below_nought_the_sign_stays(void **state)
{
	(void)state;
	/* -0.000000000333...: printed 0 it would be Red. */
	mean_reads(CLOSED_BELOW, "A,2022-03-01,-0.000000001,3", "-0.0000000003", "-0.0000000003");
	mean_reads(CLOSED_BELOW, "A,2022-03-01,0.000000001,3", "", "");
	mean_reads(CLOSED_BELOW, "A,2022-03-01,-180,3", "", "");
	mean_reads(CLOSED_BELOW, "A,2022-03-01,-4,3", "", "");
}

#define AT_NOUGHT \
	CASES("number", \
	    "bands status for case by mean\n  0 or less is Low\n  over 0 is High\n  note " \
	    "\"ours\"\n")

#define AT_A_HALF \
	CASES("number", \
	    "bands status for case by mean\n  below 59.5 is Red\n  59.5 or more is Green\n" \
	    "  note \"ours\"\n")

static void
an_edge_may_be_nought_or_lie_between_whole_numbers(void **state)
{
	(void)state;
	mean_reads(AT_NOUGHT, "A,2022-03-01,0.000000001,3", "0.0000000003", "0.0000000003");
	mean_reads(AT_NOUGHT, "A,2022-03-01,-0.000000001,3", "", "");
	mean_reads(AT_NOUGHT, "A,2022-03-01,0,3", "", "");
	/* 59.499999999666... */
	mean_reads(AT_A_HALF, "A,2022-03-01,178.499999999,3", "59.4999999997", "59.4999999997");
	mean_reads(AT_A_HALF, "A,2022-03-01,178.500000001,3", "", "");
	mean_reads(AT_A_HALF, "A,2022-03-01,178.2,3", "", "");
	mean_reads(AT_A_HALF, "A,2022-03-01,178.8,3", "", "");
}

/* 8999999999.999999999 over 150 million is 60 less 0.0000000000000000067: beyond 15 places it is
 * cut off, on its own side. */
static void
nearer_than_fifteen_places_the_figure_is_cut_off_on_its_own_side(void **state)
{
	(void)state;
	mean_reads(CLOSED_BELOW, "A,2022-03-01,8999999999.999999999,150000000",
	    "59.999999999999999", "59.999999999999999");
	/* 60 less 0.0000000000000003: a sixteenth place would show it, and is not there. */
	mean_reads(CLOSED_BELOW, "A,2022-03-01,199999979.999999999,3333333",
	    "59.999999999999999", "59.999999999999999");
	mean_reads(CLOSED_ABOVE, "A,2022-03-01,9000000000.000000001,150000000",
	    "60.000000000000001", "60.000000000000001");
}

#define MONEY \
	CASES("money", \
	    "bands status for case by mean\n  below \302\2431,000 is Red\n  \302\2431,000 or " \
	    "more is Green\n  note \"ours\"\n")

static void
money_keeps_its_sign_and_its_commas(void **state)
{
	(void)state;
	/* 999.99666...: to the penny it would be 1,000.00, to six places it is not. */
	mean_reads(MONEY, "A,2022-03-01,2999.99,3", "", "");
	/* 1000 - 0.01 over 30000: 999.999999666...; to seven places 999.9999997. */
	mean_reads(MONEY, "A,2022-03-01,29999999.99,30000", "999.9999997", "\302\243999.9999997");
}

#define DATED \
	CASES("percent", \
	    "bands status for case by mean\n  below limit is Red\n  limit or more is Amber\n  " \
	    "note \"ours\"\n") \
	"setting limit is 60%\n  from 2022-04-01 is 55%\n  note \"ours\"\n"

static void
the_edge_is_that_of_the_day_of_the_row(void **state)
{
	(void)state;
	mean_reads(DATED, "A,2022-03-31,179.999999999%,3", "59.9999999997%", "59.9999999997%");
	mean_reads(DATED, "A,2022-04-01,179.999999999%,3", "", "");
	mean_reads(DATED, "A,2022-04-01,164.999999999%,3", "54.9999999997%", "54.9999999997%");
	/* No day, no edge in force; no figure, nothing to print. */
	mean_reads(DATED, "A,,179.999999999%,3", "", "");
	mean_reads(DATED, "A,2022-03-31,?,3", "", "");
}

static void
a_figure_rounded_further_starts_from_the_places_it_was_rounded_to(void **state)
{
	static const struct {
		const char *amount;
		int places;
		const char *expected;
	} cases[] = {
		{ "59.6", 0, "59.6" },
		{ "59.4", 0, "" },
		{ "59.996", 0, "59.996" },
		{ "59.996", 1, "59.996" },
		{ "59.96", 1, "59.96" },
		{ "59.95", 1, "59.95" },
		{ "60", 0, "" },
		{ "60.4", 0, "" },
		{ "74.5", 0, "74.5" },
		{ "-0.4", 0, "-0.4" },
		{ "-0.6", 0, "" },
		{ "59.999999999", 8, "59.999999999" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct engine engine;
		char csv[256], out[VALUE_SPELL_MAX];
		struct value exact, shown;
		size_t length;

		snprintf(csv, sizeof csv, "id,seen_on,amount,parts\nA,2022-03-01,%s,1\n",
		    cases[i].amount);
		engine_open(&engine, CLOSED_BELOW, "2022-05-31");
		engine_run(&engine, csv);
		exact = vec_value(batch_column(&engine.batch, engine_column(&engine, "mean")), 0);
		assert_true(exact_round(&shown, &exact, ROUND_HALF_UP, cases[i].places));
		length = edges_spell(out, &engine.batch, 0, engine_column(&engine, "mean"), &shown,
		    cases[i].places, SPELL_PLAIN);
		if (length != strlen(cases[i].expected) ||
		    memcmp(out, cases[i].expected, length) != 0)
			fail_msg("%s: '%.*s', not '%s'", cases[i].amount, (int)length, out,
			    cases[i].expected);
		engine_close(&engine);
	}
}

/* 59.999999651 has nine places and is printed with all of them: to seven it would be 59.9999997. */
static void
a_decimal_is_printed_as_it_is(void **state)
{
	struct engine engine;
	char out[VALUE_SPELL_MAX];

	(void)state;
	engine_open(&engine,
	    CASES("number",
		"bands status for case by amount\n  below 60 is Red\n  60 or more is Green\n"
		"  note \"ours\"\n"),
	    "2022-05-31");
	engine_run(&engine,
	    "id,seen_on,amount,parts\nA,2022-03-01,59.999999651,1\nB,2022-03-01,?,1\n");
	for (uint32_t row = 0; row < 2; row++)
		assert_int_equal(edges_spell(out, &engine.batch, row,
		    engine_column(&engine, "amount"), NULL, 0, SPELL_PLAIN), 0);
	engine_close(&engine);
}

static void
only_columns_that_bands_go_by_have_edges(void **state)
{
	struct engine engine;
	const struct expr *edges[8];

	(void)state;
	engine_open(&engine, CLOSED_BELOW, "2022-05-31");
	assert_false(edges_apply(engine_column(&engine, "amount")));
	assert_false(edges_apply(engine_column(&engine, "status")));
	assert_int_equal(edges_wants(engine_column(&engine, "amount"), NULL), 0);
	assert_int_equal(edges_wants(engine_column(&engine, "mean"), NULL), 6);
	assert_int_equal(edges_wants(engine_column(&engine, "mean"), edges), 6);
	assert_int_equal(edges[5]->value.num, 75000000000);
	engine_run(&engine, "id,seen_on,amount,parts\nA,2022-03-01,1,1\n");
	engine_close(&engine);
}

static void
the_reason_shows_the_figure_on_its_side(void **state)
{
	struct engine engine;

	(void)state;
	engine_open(&engine,
	    CLOSED_BELOW "define low for case as mean is less than 60\n  note \"ours\"\n",
	    "2022-05-31");
	engine_run(&engine,
	    "id,seen_on,amount,parts\nA,2022-03-01,179.999999999,3\nB,2022-03-01,180.000000001,"
	    "3\n");
	assert_string_equal(engine_why(&engine, 0, "status"),
	    "mean is 59.9999999997, at least 0 and below 60");
	assert_string_equal(engine_why(&engine, 0, "low"), "mean is 59.9999999997, less than 60");
	assert_string_equal(engine_why(&engine, 1, "status"),
	    "mean is 60 (exactly 180000000001/3000000000), at least 60 and below 75");
	engine_close(&engine);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fraction_below_its_edge_has_the_places_that_show_it),
		cmocka_unit_test(the_edge_of_a_band_closed_above_is_left_below),
		cmocka_unit_test(below_nought_the_sign_stays),
		cmocka_unit_test(an_edge_may_be_nought_or_lie_between_whole_numbers),
		cmocka_unit_test(nearer_than_fifteen_places_the_figure_is_cut_off_on_its_own_side),
		cmocka_unit_test(money_keeps_its_sign_and_its_commas),
		cmocka_unit_test(the_edge_is_that_of_the_day_of_the_row),
		cmocka_unit_test(a_figure_rounded_further_starts_from_the_places_it_was_rounded_to),
		cmocka_unit_test(a_decimal_is_printed_as_it_is),
		cmocka_unit_test(only_columns_that_bands_go_by_have_edges),
		cmocka_unit_test(the_reason_shows_the_figure_on_its_side),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
