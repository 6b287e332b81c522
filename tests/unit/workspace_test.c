/* The passes of a policy over several tables: what is found, referred to, left out, given by hand,
 * read anew. The figures themselves are the business of related_test.c and the oracle. */
#include "tests/unit/made_world.h"

#include <stdio.h>

#include "interp/rowmap.h"

static const char policy[] = ENGINE_HEAD
    "input shop from \"s.csv\", one row per shop_code\n"
    "  shop_code  is text\n"
    "  opened_on  is date, may be blank\n"
    "  cites s \"1\"\n"
    "input season from \"q.csv\", one row per quarter\n"
    "  quarter     is quarter\n"
    "  checked_on  is date, may be blank\n"
    "  cites s \"1\"\n"
    "input visit from \"v.csv\", one row per shop and quarter and visitor\n"
    "  shop     refers to shop\n"
    "  quarter  refers to season\n"
    "  visitor  is text\n"
    "  score    is percent, may be blank\n"
    "  cites s \"1\"\n"
    "define newest as latest quarter in season where checked_on is given\n"
    "  cites s \"2\"\n"
    "group record of visit, one row for every shop and every quarter, settings as at run_date "
    "where is_open\n"
    "  cites s \"2\"\n"
    "define is_open for record as shop.opened_on is on or before last day of quarter\n"
    "  cites s \"2\"\n"
    "define mean for record as average of score where score is given\n"
    "  cites s \"2\"\n"
    "define visits for record as count\n"
    "  cites s \"2\"\n"
    "define poor for record as mean is less than 50%\n"
    "  cites s \"2\"\n"
    "define poor_twice for record as poor for 2 quarters in succession, across financial years\n"
    "  cites s \"2\"\n"
    "define weakest for record as among the lowest 1 by mean, ties included, in each quarter\n"
    "  cites s \"2\"\n"
    "define is_newest for record as quarter is newest\n"
    "  cites s \"2\"\n"
    "define poor_quarters for shop as count in record for the same shop where poor\n"
    "  cites s \"2\"\n"
    "define of_a_poor_shop for visit as shop.poor_quarters is at least 1\n"
    "  cites s \"2\"\n";

/* ---- groups ---- */

static void
every_pair_has_a_row_in_key_order(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, policy);
	give(&world, "shop", "shop_code=B,opened_on=2019-01-01");
	give(&world, "shop", "shop_code=A,opened_on=2019-01-01");
	give(&world, "season", "quarter=2020/21 Q2,checked_on=2020-10-01");
	give(&world, "season", "quarter=2020/21 Q1,checked_on=2020-07-01");
	give(&world, "visit", "shop=B,quarter=2020/21 Q1,visitor=x,score=40%");
	give(&world, "visit", "shop=B,quarter=2020/21 Q1,visitor=y,score=45%");
	give(&world, "visit", "shop=B,quarter=2020/21 Q2,visitor=x,score=30%");
	give(&world, "visit", "shop=A,quarter=2020/21 Q2,visitor=x,score=nothing");
	evaluate(&world);
	expect(&world, "record", "shop quarter visits mean poor poor_twice",
	    "A 2020/21 Q1 0 - ? ?; A 2020/21 Q2 1 - ? ?; "
	    "B 2020/21 Q1 2 42.5% yes ?; B 2020/21 Q2 1 30% yes yes; ");
	expect(&world, "record", "weakest is_newest", "? no; ? yes; yes no; yes yes; ");
	close_world(&world);
}

static void
rows_left_out_count_as_no_in_a_run(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, policy);
	give(&world, "shop", "shop_code=A,opened_on=2020-08-01");
	give(&world, "season", "quarter=2020/21 Q1,checked_on=nothing");
	give(&world, "season", "quarter=2020/21 Q2,checked_on=nothing");
	give(&world, "visit", "shop=A,quarter=2020/21 Q1,visitor=x,score=10%");
	give(&world, "visit", "shop=A,quarter=2020/21 Q2,visitor=x,score=10%");
	evaluate(&world);
	expect(&world, "record", "shop quarter poor poor_twice", "A 2020/21 Q2 yes no; ");
	close_world(&world);
}

/* Whether the shop was open is not known: the row stays, and may be none. */
static void
a_row_of_unknown_membership_stays_in_doubt(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, policy);
	give(&world, "shop", "shop_code=A");
	give(&world, "season", "quarter=2020/21 Q1,checked_on=nothing");
	give(&world, "visit", "shop=A,quarter=2020/21 Q1,visitor=x,score=10%");
	evaluate(&world);
	expect(&world, "record", "shop quarter poor weakest", "A 2020/21 Q1 yes ?; ");
	expect(&world, "shop", "shop_code poor_quarters", "A ?; ");
	close_world(&world);
}

static void
rows_of_a_group_may_be_given(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, policy);
	give(&world, "record", "shop=A,quarter=2020/21 Q1,mean=20%");
	give(&world, "record", "shop=A,quarter=2020/21 Q2,mean=80%");
	evaluate(&world);
	expect(&world, "record", "shop quarter mean poor",
	    "A 2020/21 Q1 20% yes; A 2020/21 Q2 80% no; ");
	expect(&world, "shop", "shop_code poor_quarters", "A 1; ");
	close_world(&world);
}

/* ---- references ---- */

static void
what_is_read_through_no_row_is_unknown(void **state)
{
	struct world world;
	const char *paths[] = { "s.csv", "q.csv", "v.csv", "record" };
	struct problems problems;
	struct fault fault = FAULT_NONE;

	(void)state;
	open_world_of_files(&world, policy, paths);
	give(&world, "shop", "shop_code=A,opened_on=2019-01-01");
	give(&world, "season", "quarter=2020/21 Q1,checked_on=nothing");
	give(&world, "visit", "shop=Z,quarter=2020/21 Q1,visitor=x,score=10%");
	give(&world, "visit", "shop=A,quarter=2020/21 Q1,visitor=x,score=10%");
	problems_init(&problems, &world.engine.arena, (struct problem_sink){ 0 });
	assert_true(workspace_evaluate(world.workspace, &problems, &fault));
	assert_int_equal(problems.notes, 1);
	assert_string_equal(problems.kept[0].slug, "no-such-row");
	expect(&world, "visit", "shop of_a_poor_shop", "Z ?; A yes; ");
	expect(&world, "record", "shop quarter visits", "A 2020/21 Q1 1; ");
	close_world(&world);
}

static void
a_test_may_refer_to_rows_it_does_not_give(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, policy);
	give(&world, "visit", "shop=A,quarter=2020/21 Q1,visitor=x,score=10%");
	evaluate(&world);
	assert_int_equal(workspace_row_count(world.workspace, table_named(&world, "shop")), 1);
	assert_int_equal(workspace_row_count(world.workspace, table_named(&world, "season")), 1);
	expect(&world, "shop", "shop_code opened_on", "A ?; ");
	close_world(&world);
}

/* ---- the run, and nothing at all ---- */

static void
tables_without_rows_settle_what_they_can(void **state)
{
	struct world world;
	struct value value;

	(void)state;
	open_world(&world, policy);
	evaluate(&world);
	expect(&world, "record", "shop", "");
	value = vec_value(batch_column(workspace_run(world.workspace),
			      table_column(world.engine.program->run, "newest")),
	    0);
	assert_int_equal(value.state, NOTHING);
	close_world(&world);
}

/* ---- rows of a file ---- */

static void
appended_rows_can_be_forgotten(void **state)
{
	struct world world;
	const struct table *shop;
	struct vec fields[2];
	struct vec *list[] = { &fields[0], &fields[1] };
	uint64_t lines[BATCH_ROWS] = { 7, 8 };
	char bytes[] = "AB";

	(void)state;
	open_world(&world, policy);
	shop = table_named(&world, "shop");
	for (int i = 0; i < 2; i++)
		vec_init(&fields[i], &world.engine.arena, shape_of(shop->columns[i]->type),
		    shop->columns[i]->type);
	for (uint32_t row = 0; row < 2; row++) {
		struct value code = { .state = GIVEN,
			.type = shop->columns[0]->type,
			.text = bytes + row,
			.text_length = 1 };

		vec_put(&fields[0], row, &code);
	}
	workspace_append(world.workspace, shop, list, lines, 2);
	workspace_forget(world.workspace, shop);
	assert_int_equal(workspace_row_count(world.workspace, shop), 0);
	workspace_append(world.workspace, shop, list, lines, 2);
	bytes[0] = bytes[1] = '!';		/* the reader's bytes are its own again */
	evaluate(&world);
	expect(&world, "shop", "shop_code opened_on", "A ?; B ?; ");
	assert_int_equal(workspace_line(world.workspace, shop, 1), 8);
	close_world(&world);
}

/* ---- rowmap ---- */

static void
a_key_leads_to_the_first_row_that_has_it(void **state)
{
	struct held keys, probe;
	const struct held *list[] = { &keys };
	const struct held *probes[] = { &probe };
	struct rowmap *map;

	(void)state;
	held_init(&keys, SHAPE_FIGURE, type_plain(KIND_QUARTER));
	held_init(&probe, SHAPE_FIGURE, type_plain(KIND_QUARTER));
	held_resize(&keys, 1001);
	held_resize(&probe, 3);
	for (uint32_t row = 0; row < 1000; row++) {
		struct value value = { .state = GIVEN, .type = keys.type, .num = row % 500 };

		held_put(&keys, row, &value);
	}
	for (uint32_t row = 0; row < 2; row++) {
		struct value value = { .state = GIVEN,
			.type = keys.type,
			.num = row == 0 ? 499 : 500 };

		held_put(&probe, row, &value);
	}
	map = rowmap_make(list, 1);
	assert_int_equal(rowmap_find(map, probes, 0), 499);
	assert_int_equal(rowmap_find(map, probes, 1), HELD_NO_ROW);	/* nobody has it */
	assert_int_equal(rowmap_find(map, probes, 2), HELD_NO_ROW);	/* it is not known */
	rowmap_free(map);
	held_release(&keys);
	held_release(&probe);
}

/* Which rows a form shows is found after what its comparison with our own row asks for. */
static const char formed[] = ENGINE_HEAD
    "input shop from \"s.csv\", one row per shop_code\n"
    "  shop_code  is text\n"
    "  size       is number\n"
    "  cites s \"1\"\n"
    "input visit from \"v.csv\", one row per shop and visitor\n"
    "  shop     refers to shop\n"
    "  visitor  is text\n"
    "  pages    is number\n"
    "  cites s \"1\"\n"
    "group record of visit, one row per shop\n"
    "  cites s \"2\"\n"
    "define visits for record as count\n"
    "  cites s \"2\"\n"
    "define seen for shop as sum of visits in record for the same shop\n"
    "  cites s \"2\"\n"
    "define often for record as shop.seen plus 1\n"
    "  cites s \"2\"\n"
    "form Sheet for record \"Visits\"\n"
    "  one row per visit for the same shop where pages is at least often\n"
    "  column \"Who\" is visitor\n"
    "  cites s \"3\"\n";

static void
rows_of_a_form_wait_for_our_side_of_their_comparison(void **state)
{
	struct world world;
	uint32_t rows[4];

	(void)state;
	open_world(&world, formed);
	give(&world, "shop", "shop_code=A,size=1");
	give(&world, "visit", "shop=A,visitor=x,pages=2");
	give(&world, "visit", "shop=A,visitor=y,pages=3");
	evaluate(&world);
	expect(&world, "record", "shop often", "A 3; ");
	assert_int_equal(workspace_pick(world.workspace, world.engine.program->forms[0]->rows, NULL,
			     true, 0, rows, 4),
	    1);
	assert_int_equal(rows[0], 1);
	close_world(&world);
}

/* Visit `row` is by visitor v<row>, with a score of <row> tenths of a percent. */
static void
expect_visit(const struct world *world, uint32_t row, unsigned depth, uint32_t *at,
    const struct batch **batch)
{
	const struct table *visit = table_named(world, "visit");
	struct value visitor, score;
	char name[16];

	*batch = workspace_peek(world->workspace, visit, row, depth, at);
	assert_non_null(*batch);
	assert_int_equal(workspace_first_row(*batch) + *at, row);
	visitor = vec_value(batch_column(*batch, table_column(visit, "visitor")), *at);
	score = vec_value(batch_column(*batch, table_column(visit, "score")), *at);
	snprintf(name, sizeof(name), "v%u", (unsigned)row);
	assert_int_equal(visitor.text_length, strlen(name));
	assert_memory_equal(visitor.text, name, strlen(name));
	assert_int_equal(score.num, (int64_t)row * 100000000);
}

/* A row looked at is the one asked for, in whatever order they come: near each other they are
 * worked out together, up to the last one of the table. */
static void
any_row_can_be_looked_at(void **state)
{
	static const uint32_t order[] = { 0, 1, 63, 64, 149, 148, 149, 64, 127, 128, 5, 6, 7, 140 };
	struct world world;
	const struct batch *first, *second;
	uint32_t at, there;

	(void)state;
	open_world(&world, policy);
	give(&world, "shop", "shop_code=A,opened_on=2019-01-01");
	give(&world, "season", "quarter=2020/21 Q1,checked_on=2020-07-01");
	for (unsigned row = 0; row < 150; row++) {
		char values[80];

		snprintf(values, sizeof(values),
		    "shop=A,quarter=2020/21 Q1,visitor=v%u,score=%u.%u%%", row, row / 10, row % 10);
		give(&world, "visit", values);
	}
	evaluate(&world);
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		expect_visit(&world, order[i], 0, &at, &first);
	for (uint32_t row = 0; row < 150; row++)
		expect_visit(&world, row * 77 % 150, 0, &at, &first);
	/* one that is still looked at stays while another is, further away */
	expect_visit(&world, 3, 0, &at, &first);
	expect_visit(&world, 130, 1, &there, &second);
	assert_ptr_not_equal(first, second);
	assert_int_equal(workspace_first_row(first) + at, 3);
	assert_null(workspace_peek(world.workspace, table_named(&world, "visit"), 3,
	    WORKSPACE_PEEK_DEPTH, &at));
	close_world(&world);
}

/* Many rows that refer to few others, and many to one each: each is made once. */
static void
rows_referred_to_are_made_once(void **state)
{
	struct world world;
	char values[60];

	(void)state;
	open_world(&world, policy);
	give(&world, "shop", "shop_code=S3,opened_on=2019-01-01");
	give(&world, "season", "quarter=2020/21 Q1,checked_on=2020-07-01");
	for (unsigned row = 0; row < 300; row++) {
		snprintf(values, sizeof(values), "shop=S%u,quarter=2020/21 Q1,visitor=v%u",
		    row % 100, row);
		give(&world, "visit", values);
	}
	evaluate(&world);
	assert_int_equal(
	    workspace_row_count(world.workspace, table_named(&world, "shop")), 100);
	for (uint32_t row = 0; row < 300; row++) {
		const struct table *visit = table_named(&world, "visit");
		uint32_t target =
		    workspace_target(world.workspace, table_column(visit, "shop"), row);
		struct value code;

		assert_true(workspace_value(world.workspace,
		    table_column(table_named(&world, "shop"), "shop_code"), target, &code));
		snprintf(values, sizeof(values), "S%u", (unsigned)row % 100);
		assert_int_equal(code.text_length, strlen(values));
		assert_memory_equal(code.text, values, strlen(values));
	}
	close_world(&world);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_pair_has_a_row_in_key_order),
		cmocka_unit_test(rows_left_out_count_as_no_in_a_run),
		cmocka_unit_test(a_row_of_unknown_membership_stays_in_doubt),
		cmocka_unit_test(rows_of_a_group_may_be_given),
		cmocka_unit_test(what_is_read_through_no_row_is_unknown),
		cmocka_unit_test(a_test_may_refer_to_rows_it_does_not_give),
		cmocka_unit_test(tables_without_rows_settle_what_they_can),
		cmocka_unit_test(appended_rows_can_be_forgotten),
		cmocka_unit_test(rows_of_a_form_wait_for_our_side_of_their_comparison),
		cmocka_unit_test(a_key_leads_to_the_first_row_that_has_it),
		cmocka_unit_test(any_row_can_be_looked_at),
		cmocka_unit_test(rows_referred_to_are_made_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
