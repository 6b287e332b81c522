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

#define BANDS(kind, bands) \
	CASES(kind, "bands status for case by mean\n" bands "  note \"ours\"\n")

#define CLOSED_BELOW \
	BANDS("number", \
	    "  below 0 is None\n  0 to under 60 is Red\n  60 to under 75 is Amber\n" \
	    "  75 or more is Green\n")

#define CLOSED_ABOVE \
	BANDS("number", "  60 or less is Low\n  over 60 is High\n")

struct reading {
	const char *policy;
	const char *row;	/* seen_on, amount, parts */
	const char *plain;	/* NULL: the usual spelling does */
	const char *reader;	/* NULL: the same */
};

static void
spells(const struct engine *engine, const struct reading *reading, enum spelling spelling,
    const char *expected)
{
	char out[VALUE_SPELL_MAX];
	size_t length = edges_spell(out, &engine->batch, 0, engine_column(engine, "mean"), NULL, 0,
	    spelling);

	if (length != strlen(expected) || memcmp(out, expected, length) != 0)
		fail_msg("%s: '%.*s', not '%s'", reading->row, (int)length, out, expected);
}

/* What edges_spell() says of the mean of one row after the other. */
static void
means_read(const struct reading *readings, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct reading *reading = &readings[i];
		const char *plain = reading->plain != NULL ? reading->plain : "";
		struct engine engine;
		char csv[256];

		snprintf(csv, sizeof csv, "id,seen_on,amount,parts\nA,%s\n", reading->row);
		engine_open(&engine, reading->policy, "2022-05-31");
		engine_run(&engine, csv);
		assert_true(edges_apply(engine_column(&engine, "mean")));
		spells(&engine, reading, SPELL_PLAIN, plain);
		spells(&engine, reading, SPELL_READER,
		    reading->reader != NULL ? reading->reader : plain);
		engine_close(&engine);
	}
}

static void
a_fraction_below_its_edge_has_the_places_that_show_it(void **state)
{
	static const struct reading readings[] = {
		/* 59.99666...: six places are enough. */
		{ CLOSED_BELOW, "2022-03-01,179.99,3", NULL, NULL },
		/* 59.999999999666...: to nine places it is 60 still, to ten it is not. */
		{ CLOSED_BELOW, "2022-03-01,179.999999999,3", "59.9999999997", NULL },
		{ CLOSED_BELOW, "2022-03-01,180,3", NULL, NULL },
		/* 60.000000000333... is printed 60, and 60 is Amber as it is. */
		{ CLOSED_BELOW, "2022-03-01,180.000000001,3", NULL, NULL },
		/* 74.9999995: half a millionth would go up to 75; seven places say it whole. */
		{ CLOSED_BELOW, "2022-03-01,149.999999,2", "74.9999995", NULL },
		{ CLOSED_BELOW, "2022-03-01,149.999998,2", NULL, NULL },
	};

	(void)state;
	means_read(readings, sizeof readings / sizeof *readings);
}

static void
the_edge_of_a_band_closed_above_is_left_below(void **state)
{
	static const struct reading readings[] = {
		{ CLOSED_ABOVE, "2022-03-01,180.000000001,3", "60.0000000003", NULL },
		{ CLOSED_ABOVE, "2022-03-01,179.999999999,3", NULL, NULL },
		{ CLOSED_ABOVE, "2022-03-01,180,3", NULL, NULL },
	};

	(void)state;
	means_read(readings, sizeof readings / sizeof *readings);
}

static void
below_nought_the_sign_stays(void **state)
{
	static const struct reading readings[] = {
		/* -0.000000000333...: printed 0 it would be Red. */
		{ CLOSED_BELOW, "2022-03-01,-0.000000001,3", "-0.0000000003", NULL },
		{ CLOSED_BELOW, "2022-03-01,0.000000001,3", NULL, NULL },
		{ CLOSED_BELOW, "2022-03-01,-180,3", NULL, NULL },
		{ CLOSED_BELOW, "2022-03-01,-4,3", NULL, NULL },
	};

	(void)state;
	means_read(readings, sizeof readings / sizeof *readings);
}

#define AT_NOUGHT \
	BANDS("number", "  0 or less is Low\n  over 0 is High\n")

#define AT_A_HALF \
	BANDS("number", "  below 59.5 is Red\n  59.5 or more is Green\n")

static void
an_edge_may_be_nought_or_lie_between_whole_numbers(void **state)
{
	static const struct reading readings[] = {
		{ AT_NOUGHT, "2022-03-01,0.000000001,3", "0.0000000003", NULL },
		{ AT_NOUGHT, "2022-03-01,-0.000000001,3", NULL, NULL },
		{ AT_NOUGHT, "2022-03-01,0,3", NULL, NULL },
		/* 59.499999999666... */
		{ AT_A_HALF, "2022-03-01,178.499999999,3", "59.4999999997", NULL },
		{ AT_A_HALF, "2022-03-01,178.500000001,3", NULL, NULL },
		{ AT_A_HALF, "2022-03-01,178.2,3", NULL, NULL },
		{ AT_A_HALF, "2022-03-01,178.8,3", NULL, NULL },
	};

	(void)state;
	means_read(readings, sizeof readings / sizeof *readings);
}

/* 8999999999.999999999 over 150 million is 60 less 0.0000000000000000067: beyond 15 places it is
 * cut off, on its own side. */
static void
nearer_than_fifteen_places_the_figure_is_cut_off_on_its_own_side(void **state)
{
	static const struct reading readings[] = {
		{ CLOSED_BELOW, "2022-03-01,8999999999.999999999,150000000", "59.999999999999999",
		    NULL },
		/* 60 less 0.0000000000000003: a sixteenth place would show it, and is not there. */
		{ CLOSED_BELOW, "2022-03-01,199999979.999999999,3333333", "59.999999999999999",
		    NULL },
		{ CLOSED_ABOVE, "2022-03-01,9000000000.000000001,150000000", "60.000000000000001",
		    NULL },
	};

	(void)state;
	means_read(readings, sizeof readings / sizeof *readings);
}

#define MONEY \
	BANDS("money", \
	    "  below \302\2431,000 is Red\n  \302\2431,000 or more is Green\n")

static void
money_keeps_its_sign_and_its_commas(void **state)
{
	static const struct reading readings[] = {
		/* 999.99666...: to the penny it would be 1,000.00, to six places it is not. */
		{ MONEY, "2022-03-01,2999.99,3", NULL, NULL },
		/* 1000 - 0.01 over 30000: 999.999999666...; to seven places 999.9999997. */
		{ MONEY, "2022-03-01,29999999.99,30000", "999.9999997", "\302\243999.9999997" },
	};

	(void)state;
	means_read(readings, sizeof readings / sizeof *readings);
}

#define DATED \
	BANDS("percent", "  below limit is Red\n  limit or more is Amber\n") \
	"setting limit is 60%\n  from 2022-04-01 is 55%\n  note \"ours\"\n"

static void
the_edge_is_that_of_the_day_of_the_row(void **state)
{
	static const struct reading readings[] = {
		{ DATED, "2022-03-31,179.999999999%,3", "59.9999999997%", NULL },
		{ DATED, "2022-04-01,179.999999999%,3", NULL, NULL },
		{ DATED, "2022-04-01,164.999999999%,3", "54.9999999997%", NULL },
		/* No day, no edge in force; no figure, nothing to print. */
		{ DATED, ",179.999999999%,3", NULL, NULL },
		{ DATED, "2022-03-31,?,3", NULL, NULL },
	};

	(void)state;
	means_read(readings, sizeof readings / sizeof *readings);
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
