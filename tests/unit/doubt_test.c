/* What may not be there, and what is not known of other rows: rows of groups in doubt, keys that
 * cannot be read, references to no row; and which facts are named as needed then. */
#include "tests/unit/made_world.h"

#include "interp/fold.h"
#include "interp/testrun.h"

static const char policy[] = ENGINE_HEAD
    "setting goes_on is no\n"
    "  from 2020-04-01 is yes\n"
    "input shop from \"s.csv\", one row per shop_code\n"
    "  shop_code  is text\n"
    "  status     is Red or Amber\n"
    "  opened_on  is date\n"
    "input visit from \"v.csv\", one row per visit_ref, dated by seen_on\n"
    "  visit_ref  is text\n"
    "  shop       refers to shop\n"
    "  quarter    is quarter\n"
    "  seen_on    is date\n"
    "  score      is number\n"
    "  counts     is yes or no\n"
    "input book from \"b.csv\", one row per book_ref, dated by sent_on\n"
    "  book_ref   is text\n"
    "  shop       refers to shop\n"
    "  quarter    is quarter\n"
    "  letter_name is Letter_1 or Letter_2\n"
    "  sent_on    is date\n"
    "input mark from \"m.csv\", one row per shop and quarter, settings as at marked_on\n"
    "  shop       refers to shop\n"
    "  quarter    is quarter\n"
    "  marked_on  is date\n"
    "  bad        is yes or no\n"
    "letters are recorded in book, named by letter_name\n"
    "group found of visit, one row per shop and quarter\n"
    "group open of visit, one row per shop and quarter where shop.status is Red\n"
    "define visits for found as count\n"
    "define visited for found as visits is at least 1\n"
    "define visited_before for found as visited in the previous quarter, across financial years\n"
    "define always for open as quarter is after 2000/01 Q1\n"
    "define open_before for open as always in the previous quarter, across financial years\n"
    "define seen for open as count\n"
    "define much_seen for open as seen is at least 2\n"
    "define much_before for open as much_seen in the previous quarter, across financial years\n"
    "define records for shop as count in found for the same shop\n"
    "define either for visit as shop.status is one of Red, Amber\n"
    "define its_opening for visit as latest opened_on in shop for the same shop\n"
    "define of_old for visit as its_opening is before 2020-01-01 or shop.status is Red\n"
    "define of_its_shop for visit as count in visit for the same shop\n"
    "define summed for shop as sum of score in visit for the same shop where counts\n"
    "define busiest for found as among the highest 1 by visits, ties included, in each quarter\n"
    "define top for visit as among the highest 1 by score, ties included, in each visit_ref\n"
    "define newest for open as among the highest 1 by seen, ties included, in each quarter\n"
    "define bad_twice for mark as bad for 2 quarters in succession, within the same "
    "financial year unless goes_on\n"
    "letter Letter_1 for found, to shop\n"
    "  send when visits is more than 5\n"
    "  lapses when shop.status is Red\n"
    "  once for each shop and quarter\n"
    "letter Letter_2 for found, to shop\n"
    "  instead of Letter_1\n"
    "  send when visited_before\n"
    "  lapses when quarter is 2020/21 Q1\n"
    "  once for each shop and quarter\n"
    "report open_rows of open \"Rows\"\n"
    "  one row in all\n"
    "  column how_many \"How many\" is count\n";

/* ---- what is needed ---- */

struct asking {
	const struct column *column;
	uint32_t row;
	struct buffer text;
};

static bool
ask_batch(void *context, const struct batch *batch, struct fault *fault)
{
	struct asking *asking = context;

	(void)fault;
	if (asking->row < batch->rows)
		explain_needs(&asking->text, batch, asking->row, asking->column);
	return true;
}

static void
expect_needs(struct world *world, const char *name, uint32_t row, const char *column,
    const char *wanted)
{
	const struct table *table = table_named(world, name);
	struct asking asking = { .column = table_column(table, column), .row = row,
	    .text = BUFFER_INIT };
	struct row_consumer consumer = { ask_batch, NULL, &asking };
	struct table_wants wants = { .columns = &asking.column, .column_count = 1 };
	struct fault fault = FAULT_NONE;

	assert_non_null(asking.column);
	assert_true(workspace_rows(world->workspace, table, &wants, &consumer, &fault));
	assert_string_equal(asking.text.at == NULL ? "" : asking.text.at, wanted);
	buffer_release(&asking.text);
}

/* ---- rows that may not be there ---- */

static bool
fold_rows(void *context, const struct batch *batch, struct fault *fault)
{
	(void)fault;
	fold_batch(context, batch);
	return true;
}

/* Whether shop B is Red is not known: its row may not be there, and is no sure one. */
static void
a_row_in_doubt_is_no_sure_row_of_a_report(void **state)
{
	struct world world;
	struct fold *fold;
	struct grid *grid;
	struct row_consumer consumer = { fold_rows, NULL, NULL };
	struct table_wants wants = { .columns = NULL };
	struct fault fault = FAULT_NONE;

	(void)state;
	open_world(&world, policy);
	give(&world, "shop", "shop_code=A,status=Red");
	give(&world, "shop", "shop_code=B");
	give(&world, "visit", "visit_ref=V1,shop=A,quarter=2020/21 Q1,seen_on=2020-05-01");
	give(&world, "visit", "visit_ref=V2,shop=B,quarter=2020/21 Q1,seen_on=2020-05-01");
	evaluate(&world);
	fold = fold_make(world.engine.program->reports[0], &world.engine.knobs);
	consumer.context = fold;
	assert_true(workspace_rows(world.workspace, table_named(&world, "open"), &wants,
	    &consumer, &fault));
	grid = fold_finish(fold, &world.engine.arena, workspace_run(world.workspace));
	assert_int_equal(grid->row_count, 1);
	assert_int_equal(grid->column_count, 2);
	assert_string_equal(grid->cells[0].plain, "1");
	assert_string_equal(grid->columns[1].name, "how_many_undecided");
	assert_string_equal(grid->cells[1].plain, "1");
	fold_release(fold);
	close_world(&world);
}

static void
a_row_in_doubt_is_no_sure_row_of_a_test(void **state)
{
	static const char lines[] =
	    "test \"two rows\" on 2020-12-31\n"
	    "  given shop rows shop_code, status\n"
	    "    - \"A\", Red\n"
	    "    - \"B\", unknown\n"
	    "  end given\n"
	    "  given visit rows visit_ref, shop, quarter, seen_on\n"
	    "    - \"V1\", \"A\", 2020/21 Q1, 2020-05-01\n"
	    "    - \"V2\", \"B\", 2020/21 Q1, 2020-05-01\n"
	    "  end given\n";
	static const char *const counts[] = { "1", "2" };

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct world world;
		const struct options options = { 0 };
		struct testrun_result result = { 0 };
		struct buffer text = BUFFER_INIT, out = BUFFER_INIT;
		struct fault fault = FAULT_NONE;

		buffer_printf(&text, "%s%s  expect %s rows of open\n", policy, lines, counts[i]);
		open_world(&world, text.at);
		buffer_text(&out, "");
		assert_true(testrun_all(world.engine.program, "p.writ", &options, &out, NULL,
		    NULL, &result, &fault));
		assert_int_equal(result.failed, 1);	/* it may be one, and it may be two */
		buffer_release(&out);
		buffer_release(&text);
		close_world(&world);
	}
}

/* A visit on an unknown day may be still to come. */
static void
a_combination_that_only_doubtful_rows_have_is_in_doubt(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, policy);
	give(&world, "shop", "shop_code=A,status=Red");
	give(&world, "shop", "shop_code=B,status=Red");
	give(&world, "visit", "visit_ref=V1,shop=A,quarter=2020/21 Q1");
	give(&world, "visit", "visit_ref=V2,shop=B,quarter=2020/21 Q1");
	give(&world, "visit", "visit_ref=V3,shop=B,quarter=2020/21 Q1,seen_on=2020-05-01");
	evaluate(&world);
	expect(&world, "found", "shop quarter", "A 2020/21 Q1; B 2020/21 Q1; ");
	expect(&world, "shop", "shop_code records", "A ?; B 1; ");
	expect_needs(&world, "shop", 0, "records", "seen_on (visit V1)");
	close_world(&world);
}

/* ---- keys that cannot be read, references to no row ---- */

/* Which shop it was is not known; that it was in the first quarter is. */
static void
a_row_without_its_key_may_belong_only_where_the_rest_of_it_fits(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, policy);
	give(&world, "shop", "shop_code=A,status=Red");
	give(&world, "visit", "visit_ref=V1,shop=A,quarter=2020/21 Q1,seen_on=2020-05-01");
	give(&world, "visit", "visit_ref=V2,shop=A,quarter=2020/21 Q2,seen_on=2020-08-01");
	give(&world, "visit", "visit_ref=V3,quarter=2020/21 Q1,seen_on=2020-05-01");
	evaluate(&world);
	expect(&world, "found", "quarter visits", "2020/21 Q1 ?; 2020/21 Q2 1; ");
	expect_needs(&world, "found", 0, "visits", "shop (visit V3)");
	close_world(&world);
}

/* Also empty: then it is neither Red nor Amber, though there is no third. */
static void
labels_read_through_no_row_could_be_anything(void **state)
{
	struct world world;
	const char *paths[] = { "s.csv", "v.csv", "b.csv", "m.csv", "found", "open" };
	struct problems problems;
	struct fault fault = FAULT_NONE;

	(void)state;
	open_world_of_files(&world, policy, paths);
	give(&world, "shop", "shop_code=A");
	give(&world, "visit", "visit_ref=V1,shop=A,quarter=2020/21 Q1,seen_on=2020-05-01");
	give(&world, "visit", "visit_ref=V2,shop=Z,quarter=2020/21 Q1,seen_on=2020-05-01");
	problems_init(&problems, &world.engine.arena, (struct problem_sink){ 0 });
	assert_true(workspace_evaluate(world.workspace, &problems, &fault));
	expect(&world, "visit", "visit_ref either", "V1 yes; V2 ?; ");
	expect_needs(&world, "visit", 1, "either", "shop");
	/* The one is the fact in the other's name, and both are told. */
	expect_needs(&world, "visit", 1, "of_old", "a row of shop, shop");
	close_world(&world);
}

/* ---- needs ---- */

static void
a_run_over_a_row_in_doubt_needs_what_would_say_it_is_there(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, policy);
	give(&world, "shop", "shop_code=A");
	give(&world, "visit", "visit_ref=V1,shop=A,quarter=2020/21 Q1,seen_on=2020-05-01,score=1");
	give(&world, "visit", "visit_ref=V2,shop=A,quarter=2020/21 Q2,seen_on=2020-08-01,score=1");
	give(&world, "visit", "visit_ref=V3,shop=A,quarter=2020/21 Q1,score=1");
	evaluate(&world);
	expect(&world, "open", "quarter always open_before",
	    "2020/21 Q1 yes ?; 2020/21 Q2 yes ?; ");
	expect_needs(&world, "open", 1, "open_before", "status (shop A)");
	/* What it says is open too. */
	expect(&world, "open", "quarter much_seen much_before",
	    "2020/21 Q1 ? ?; 2020/21 Q2 no ?; ");
	expect_needs(&world, "open", 1, "much_before", "status (shop A), seen_on (visit V3)");
	close_world(&world);
}

/* Whether a run goes on over the year end changed: on which side of that the row lies is not
 * known. */
static void
a_run_whose_options_hang_on_an_unknown_day_needs_that_day(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, policy);
	give(&world, "shop", "shop_code=A");
	give(&world, "mark", "shop=A,quarter=2019/20 Q4,marked_on=2020-03-01,bad=yes");
	give(&world, "mark", "shop=A,quarter=2020/21 Q1,bad=yes");
	evaluate(&world);
	expect(&world, "mark", "quarter bad_twice", "2019/20 Q4 ?; 2020/21 Q1 ?; ");
	expect_needs(&world, "mark", 0, "bad_twice", "bad for 2019/20 Q3");
	expect_needs(&world, "mark", 1, "bad_twice", "marked_on");
	close_world(&world);
}

/* V2 and V6 are summed for certain, V4 is not asked about. */
static void
a_figure_needs_facts_and_no_row_beside_them(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, policy);
	give(&world, "shop", "shop_code=A,status=Red");
	give(&world, "visit", "visit_ref=V1,shop=A,quarter=2020/21 Q1,seen_on=2020-05-01,score=5");
	give(&world, "visit",
	    "visit_ref=V2,shop=A,quarter=2020/21 Q1,seen_on=2020-05-01,score=5,counts=yes");
	give(&world, "visit", "visit_ref=V3,shop=A,quarter=2020/21 Q1,seen_on=2020-05-01,score=5");
	give(&world, "visit",
	    "visit_ref=V4,shop=A,quarter=2020/21 Q1,seen_on=2020-05-01,counts=no");
	give(&world, "visit",
	    "visit_ref=V5,shop=A,quarter=2020/21 Q1,seen_on=2020-05-01,counts=yes");
	give(&world, "visit",
	    "visit_ref=V6,shop=A,quarter=2020/21 Q1,seen_on=2020-05-01,score=5,counts=yes");
	evaluate(&world);
	expect_needs(&world, "shop", 0, "summed",
	    "counts (visit V1), counts (visit V3), score (visit V5)");
	close_world(&world);
}

static void
a_rank_needs_what_its_figure_waits_for(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, policy);
	give(&world, "shop", "shop_code=A");
	give(&world, "shop", "shop_code=B");
	give(&world, "visit", "visit_ref=V1,shop=A,quarter=2020/21 Q1,seen_on=2020-05-01");
	give(&world, "visit", "visit_ref=V2,shop=A,quarter=2020/21 Q1");
	give(&world, "visit", "visit_ref=V3,shop=B,quarter=2020/21 Q1,seen_on=2020-05-01");
	evaluate(&world);
	expect(&world, "found", "shop visits busiest", "A ? ?; B 1 ?; ");
	expect_needs(&world, "found", 0, "busiest", "seen_on (visit V2)");
	expect_needs(&world, "found", 1, "busiest", "visits of others in the same ranking");
	close_world(&world);
}

/* Its figure is known, and nobody else is there: what is missing is whether the row is. */
static void
a_rank_of_a_row_in_doubt_needs_what_would_say_it_is_there(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, policy);
	give(&world, "shop", "shop_code=A");
	give(&world, "visit", "visit_ref=V1,shop=A,quarter=2020/21 Q1,score=3");
	give(&world, "visit", "visit_ref=V2,shop=A,quarter=2020/21 Q2,seen_on=2020-08-01");
	evaluate(&world);
	expect(&world, "visit", "visit_ref top", "V1 ?; V2 yes; ");
	expect_needs(&world, "visit", 0, "top", "seen_on");
	expect_needs(&world, "open", 1, "newest", "status (shop A)");
	close_world(&world);
}

static void
keys_and_days_that_are_not_known_are_needed(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, policy);
	give(&world, "shop", "shop_code=A,status=Red");
	give(&world, "visit",
	    "visit_ref=V1,quarter=2020/21 Q1,seen_on=2020-05-01,score=5,counts=yes");
	give(&world, "visit", "visit_ref=V2,shop=A,quarter=2020/21 Q1,score=5,counts=yes");
	give(&world, "visit",
	    "visit_ref=V3,shop=A,quarter=2020/21 Q1,seen_on=2020-05-01,score=5,counts=yes");
	evaluate(&world);
	expect_needs(&world, "shop", 0, "summed", "shop (visit V1), seen_on (visit V2)");
	/* Our own side is not known: what it says is the fact, with the day of the others. */
	expect_needs(&world, "visit", 0, "of_its_shop",
	    "shop, shop (visit V1), seen_on (visit V2)");
	close_world(&world);
}

/* It is not asked for: when it would lapse does not matter, only whether it was sent. */
static void
a_letter_not_asked_for_needs_only_the_register(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, policy);
	give(&world, "shop", "shop_code=A");
	give(&world, "visit", "visit_ref=V1,shop=A,quarter=2020/21 Q1,seen_on=2020-05-01");
	give(&world, "book", "book_ref=B1,shop=A,quarter=2020/21 Q1,sent_on=2020-06-01");
	evaluate(&world);
	expect(&world, "found", "Letter_1", "?; ");
	expect_needs(&world, "found", 0, "Letter_1", "letter_name (book B1)");
	close_world(&world);
}

/* The other one may lapse or not be due: it stands in nobody's way. */
static void
a_letter_needs_nothing_of_one_that_cannot_displace_it(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, policy);
	give(&world, "shop", "shop_code=A");
	give(&world, "visit", "visit_ref=V1,shop=A,quarter=2020/21 Q1,seen_on=2020-05-01");
	give(&world, "visit", "visit_ref=V2,shop=A,quarter=2020/21 Q1");
	evaluate(&world);
	expect(&world, "found", "Letter_1 Letter_2", "? ?; ");
	expect_needs(&world, "found", 0, "Letter_2", "visited for 2019/20 Q4");
	expect_needs(&world, "found", 0, "Letter_1", "seen_on (visit V2), status (shop A)");
	close_world(&world);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_in_doubt_is_no_sure_row_of_a_report),
		cmocka_unit_test(a_row_in_doubt_is_no_sure_row_of_a_test),
		cmocka_unit_test(a_combination_that_only_doubtful_rows_have_is_in_doubt),
		cmocka_unit_test(a_row_without_its_key_may_belong_only_where_the_rest_of_it_fits),
		cmocka_unit_test(labels_read_through_no_row_could_be_anything),
		cmocka_unit_test(a_run_over_a_row_in_doubt_needs_what_would_say_it_is_there),
		cmocka_unit_test(a_run_whose_options_hang_on_an_unknown_day_needs_that_day),
		cmocka_unit_test(a_figure_needs_facts_and_no_row_beside_them),
		cmocka_unit_test(a_rank_needs_what_its_figure_waits_for),
		cmocka_unit_test(a_rank_of_a_row_in_doubt_needs_what_would_say_it_is_there),
		cmocka_unit_test(keys_and_days_that_are_not_known_are_needed),
		cmocka_unit_test(a_letter_not_asked_for_needs_only_the_register),
		cmocka_unit_test(a_letter_needs_nothing_of_one_that_cannot_displace_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
