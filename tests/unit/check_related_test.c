/*
 * What the checker makes of several tables: references, groups, related rows, ranks, runs, and the
 * order over all of them. Messages about wrong policies have their own files in tests/errors.
 */
#include "tests/unit/made_policy.h"

#include <string.h>


/* What refers stands before what it refers to: the order of the text makes no difference. */
static const char head[] =
    "policy p\n"
    "source guide is \"Guide\"\n"
    "setting places is 5\n"
    "  may vary locally\n"
    "  cites guide \"1\"\n"
    "setting crosses is no\n"
    "  cites guide \"1\"\n"
    "setting start is Q2\n"
    "  may vary locally\n"
    "  cites guide \"1\"\n"
    "setting wanted is Green and Red\n"
    "  cites guide \"1\"\n"
    "group record of visit, one row per shop and quarter, settings as at last day of quarter\n"
    "    where is_open and quarter is given\n"
    "define is_open for record as shop.opened_on is given and shop.opened_on is before last day of "
    "quarter\n"
    "  cites guide \"1\"\n"
    "input visit from \"visits.csv\", one row per visit_ref\n"
    "  visit_ref is text\n"
    "  shop refers to shop\n"
    "  quarter refers to term, may be blank\n"
    "  colour is Red or Amber or Green\n"
    "  seen_on is date\n"
    "  score is percent, may be blank\n"
    "  failed is yes or no\n"
    "input term from \"terms.csv\", one row per quarter\n"
    "  quarter is quarter\n"
    "  ends_on is date\n"
    "  over_now is yes or no\n"
    "input shop from \"shops.csv\", one row per shop_code\n"
    "  shop_code is text like \"S##\"\n"
    "  opened_on is date, may be blank\n"
    "  size is number\n"
    "input manager from \"managers.csv\", one row per shop\n"
    "  shop refers to shop\n"
    "  since is date\n"
    "input deal from \"deals.csv\", one row per deal_ref\n"
    "  deal_ref is text\n"
    "  manager refers to manager\n"
    "  seen_on is date\n";

static const struct program *
compile(struct fixture *fixture, const char *text)
{
	return fixture_compile(fixture, head, text);
}

static void
has(struct fixture *fixture, const struct program *program, const char *wanted)
{
	const char *dump = program_dump(&fixture->arena, program);

	if (strstr(dump, wanted) == NULL)
		fail_msg("no '%s' in:\n%s", wanted, dump);
}

static void
warns(struct fixture *fixture, const char *slug, bool wanted)
{
	const char *text = diags_text(&fixture->diags, &fixture->arena, false);

	if ((strstr(text, arena_printf(&fixture->arena, "[%s]", slug)) != NULL) != wanted)
		fail_msg("%s '%s' in:\n%s", wanted ? "no" : "there is", slug, text);
}

/* ---- references ---- */

static void
references_have_the_kind_of_the_key(void **state)
{
	const struct program *program = compile(*state, "");
	const struct column *quarter = fixture_column(program, "visit", "quarter");

	has(*state, program, "  field shop: text, refers to shop\n");
	has(*state, program, "  field quarter: quarter, can be empty, refers to term\n");
	/* through a key that is a reference itself */
	has(*state, program, "  field manager: text, refers to manager\n");
	has(*state, program, "  field shop: text, refers to shop, key\n");
	assert_ptr_equal(quarter->refers_to, program_table(program, "term"));
	assert_true(quarter->field->may_be_blank);
}

static void
reading_through_a_reference(void **state)
{
	const struct program *program = compile(*state,
	    "define big for visit as shop.size is more than 3\n  cites guide \"1\"\n"
	    "define opened for visit as shop.opened_on\n  cites guide \"1\"\n"
	    "define ended for visit as quarter.ends_on\n  cites guide \"1\"\n"
	    "define owner_since for deal as manager.since\n  cites guide \"1\"\n"
	    "define owned_shop for deal as manager.shop\n  cites guide \"1\"\n"
	    "define itself for shop as shop is \"S01\"\n  cites guide \"1\"\n");
	const struct expr *opened = fixture_column(program, "visit", "opened")->body;

	has(*state, program, "  define big: yes or no = (more shop.size 3)\n");
	has(*state, program, "  define opened: date, can be empty = shop.opened_on\n");
	/* empty because the reference may be */
	has(*state, program, "  define ended: date, can be empty = quarter.ends_on\n");
	has(*state, program, "  define owner_since: date = manager.since\n");
	has(*state, program, "  define owned_shop: text = manager.shop\n");
	has(*state, program, "  define itself: yes or no = (is shop_code \"S01\")\n");
	assert_int_equal(opened->kind, EXPR_THROUGH);
	assert_ptr_equal(opened->column, fixture_column(program, "visit", "shop"));
	assert_ptr_equal(opened->through, fixture_column(program, "shop", "opened_on"));
}

/* ---- groups ---- */

static void
a_group_has_its_keys(void **state)
{
	const struct program *program = compile(*state, "");
	const struct table *record = program_table(program, "record");

	has(*state, program,
	    "table record of visit, settings as at last day of quarter where (and (holds is_open) "
	    "(given quarter))\n"
	    "  key shop: text, refers to shop, of shop\n"
	    "  key quarter: quarter, refers to term, of quarter\n");
	assert_int_equal(record->key_count, 2);
	assert_int_equal(record->field_count, 2);
	assert_false(record->every);
	assert_ptr_equal(record->of, program_table(program, "visit"));
	assert_ptr_equal(record->source_keys[1], fixture_column(program, "visit", "quarter"));
	assert_ptr_equal(record->columns[1], record->keys[1]);
	assert_int_equal(record->keys[1]->origin, COLUMN_KEY);
	/* `where quarter is given` leaves the blank ones out */
	assert_false(record->keys[1]->type.can_be_empty);
	assert_true(record->keys[1]->field->is_key);
}

static void
every_pair_of_what_keys_refer_to(void **state)
{
	const struct program *program = compile(*state,
	    "group grid of visit, one row for every shop and every quarter where shop.size is more "
	    "than 3\n"
	    "define seen for grid as count\n  cites guide \"1\"\n");

	has(*state, program, "table grid of every pair in visit where (more shop.size 3)\n");
	has(*state, program, "  define seen: number = (count members visit)\n");
	assert_true(program_table(program, "grid")->every);
	assert_false(fixture_column(program, "grid", "quarter")->type.can_be_empty);
}

static void
a_group_by_what_a_rule_works_out_and_a_group_of_it(void **state)
{
	const struct program *program =
	    compile(*state, "group by_hue of by_month, one row per hue\n"
			    "group by_month of visit, one row per seen_in and hue\n"
			    "define hue for visit as colour\n  cites guide \"1\"\n"
			    "define seen_in for visit as month of seen_on\n  cites guide \"1\"\n"
			    "define month_count for by_hue as count\n  cites guide \"1\"\n"
			    "define visits for by_month as count\n  cites guide \"1\"\n"
			    "define all_visits for by_hue as sum of visits\n  cites guide \"1\"\n");

	has(*state, program, "  key seen_in: month, of seen_in\n");
	has(*state, program, "  key hue: labels Red|Amber|Green, of hue\n");
	has(*state, program, "  define all_visits: number = (sum visits members by_month)\n");
}

static void
figures_over_members(void **state)
{
	const struct program *program = compile(*state,
	    "define visits for record as count\n  cites guide \"1\"\n"
	    "define mean for record as average of score where score is given\n  cites guide \"1\"\n"
	    "define newest for record as latest seen_on\n  cites guide \"1\"\n"
	    "define worst for record as lowest score\n  cites guide \"1\"\n"
	    "define refs for record as list of visit_ref where failed\n  cites guide \"1\"\n"
	    "define colours for record as count of different colour\n  cites guide \"1\"\n"
	    "define late for record as count where seen_on is after quarter.ends_on\n  cites guide "
	    "\"1\"\n"
	    "define all_scores for record as sum of score\n  cites guide \"1\"\n");

	has(*state, program, "  define visits: number = (count members visit)\n");
	has(*state, program,
	    "  define mean: percent, fraction, can be empty = (average score members visit where "
	    "(given score))\n");
	has(*state, program,
	    "  define newest: date, can be empty = (latest seen_on members visit)\n");
	has(*state, program,
	    "  define worst: percent, can be empty = (lowest score members visit)\n");
	has(*state, program,
	    "  define refs: text = (list visit_ref members visit where (holds failed))\n");
	has(*state, program, "  define colours: number = (count-different colour members visit)\n");
	/* a key of the group is the same in its rows: theirs is meant */
	has(*state, program,
	    "  define late: number = (count members visit where (after seen_on "
	    "quarter.ends_on))\n");
	has(*state, program, "  define all_scores: percent = (sum score members visit)\n");
	assert_true(fixture_column(program, "record", "visits")->body->related->members);
}

/* ---- rows of another table ---- */

static void
related_rows(void **state)
{
	const struct program *program = compile(*state,
	    "define failures for shop as count in visit for the same shop where failed\n  cites "
	    "guide \"1\"\n"
	    "define again for visit as there is no visit for the same shop and quarter where "
	    "failed\n"
	    "  cites guide \"1\"\n"
	    "define any_deal for shop as any of\n"
	    "    - size is more than 3\n"
	    "    - there is a deal where manager is \"S01\"\n"
	    "  end any\n"
	    "  cites guide \"1\"\n"
	    "define newest as latest seen_on in visit where not failed\n  cites guide \"1\"\n");
	const struct related *related = fixture_column(program, "shop", "failures")->body->related;

	has(*state, program,
	    "  define failures: number = (count in visit same shop=shop_code where (holds "
	    "failed))\n");
	has(*state, program,
	    "  define again: yes or no = (not (there-is in visit same shop, quarter where (holds "
	    "failed)))\n");
	has(*state, program, "(any (more size 3) (there-is in deal where (is manager \"S01\")))");
	has(*state, program,
	    "  define newest: date, can be empty = (latest seen_on in visit where (not (holds "
	    "failed)))\n");
	assert_ptr_equal(related->keys[0].ours, fixture_column(program, "shop", "shop_code"));
	assert_ptr_equal(related->keys[0].theirs, fixture_column(program, "visit", "shop"));
	assert_null(related->theirs);
}

static void
one_comparison_with_our_row(void **state)
{
	const struct program *program = compile(*state,
	    "define after_opening for shop as count in visit for the same shop\n"
	    "    where failed and seen_on is on or after 2 days after opened_on\n  cites guide "
	    "\"1\"\n"
	    "define turned for shop as count in visit where opened_on is before seen_on\n"
	    "  cites guide \"1\"\n"
	    "define other_days for shop as there is a visit where seen_on is not opened_on\n"
	    "  cites guide \"1\"\n"
	    "define listed for deal as there is a visit where all of\n"
	    "    - failed\n"
	    "    - all of\n"
	    "        - visit.seen_on is after deal.seen_on\n"
	    "        - score is given\n"
	    "      end all\n"
	    "  end all\n  cites guide \"1\"\n");

	has(*state, program,
	    "(count in visit same shop=shop_code where (holds failed) theirs seen_on on-or-after "
	    "(after 2 days opened_on))");
	/* ours stood first: the comparison is turned round */
	has(*state, program, "(count in visit theirs seen_on after opened_on)");
	has(*state, program, "(there-is in visit theirs seen_on is-not opened_on)");
	has(*state, program,
	    "(there-is in visit where (all (holds failed) (given score)) theirs seen_on after "
	    "seen_on)");
	assert_ptr_equal(fixture_column(program, "deal", "listed")->body->related->ours->column,
	    fixture_column(program, "deal", "seen_on"));
	assert_ptr_equal(fixture_column(program, "deal", "listed")->body->related->theirs->column,
	    fixture_column(program, "visit", "seen_on"));
}

/* Names behind `in TABLE` are theirs, also where TABLE is our own. */
static void
our_own_table(void **state)
{
	const struct program *program = compile(*state,
	    "define last_seen for visit as latest seen_on in visit for the same shop\n  cites "
	    "guide \"1\"\n"
	    "define is_last for visit as seen_on is last_seen\n  cites guide \"1\"\n"
	    "define last_red for shop as there is a visit for the same shop where is_last and "
	    "colour is Red\n"
	    "  cites guide \"1\"\n");

	has(*state, program,
	    "  define last_seen: date, can be empty = (latest seen_on in visit same shop)\n");
	has(*state, program,
	    "(there-is in visit same shop=shop_code where (and (holds is_last) (labels-in colour "
	    "Red)))");
}

/* A list of labels that a rule makes is put into the order of the input it is related to. */
static void
labels_are_the_same_in_both(void **state)
{
	const struct program *program = compile(*state,
	    "decide colour for shop\n"
	    "  gives Green when size is more than 3\n    cites guide \"1\"\n"
	    "  gives Amber when size is 1\n    cites guide \"1\"\n"
	    "  otherwise Red\n    cites guide \"1\"\n"
	    "define alike for shop as count in visit for the same colour\n  cites guide \"1\"\n"
	    "define fine for shop as colour is one of wanted\n  cites guide \"1\"\n");

	has(*state, program, "  decide colour: labels Red|Amber|Green\n");
	has(*state, program, "    0 gives Green when (more size 3)\n");
	has(*state, program, "  define alike: number = (count in visit same colour)\n");
	has(*state, program, "setting wanted: list of labels Red|Amber|Green\n");
}

/* ... and a setting compared behind `in TABLE`, or through a reference, takes the list over. */
static void
settings_take_the_labels_of_related_rows(void **state)
{
	const struct program *program =
	    compile(*state, "define alike for shop as count in visit for the same shop where "
			    "colour is one of wanted\n"
			    "  cites guide \"1\"\n"
			    "setting best is Green\n  cites guide \"1\"\n"
			    "input tip from \"tips.csv\", one row per tip_ref\n"
			    "  tip_ref is text\n"
			    "  about refers to visit\n"
			    "define good for tip as about.colour is best\n  cites guide \"1\"\n");

	has(*state, program, "setting wanted: list of labels Red|Amber|Green\n");
	has(*state, program, "setting best: labels Red|Amber|Green\n");
	has(*state, program,
	    "(count in visit same shop=shop_code where (one-of-setting colour setting:wanted))");
}

/* ---- ranks and runs ---- */

static void
ranks(void **state)
{
	const struct program *program = compile(*state,
	    "define mean for record as average of score where score is given\n  cites guide \"1\"\n"
	    "define poor for record as among the lowest places by mean, ties included, in each "
	    "quarter\n"
	    "    where mean is less than 50%\n  cites guide \"1\"\n"
	    "define rich for record as among the highest 3 by mean, ties excluded, in each quarter "
	    "and shop\n"
	    "  cites guide \"1\"\n");
	const struct rank *rank = fixture_column(program, "record", "poor")->body->rank;

	has(*state, program,
	    "(among-lowest setting:places by mean, ties included, in each quarter where (less mean "
	    "50%))");
	has(*state, program, "(among-highest 3 by mean, ties excluded, in each quarter, shop)");
	assert_int_equal(rank->each_count, 1);
	assert_ptr_equal(rank->each[0], fixture_column(program, "record", "quarter"));
}

static void
runs(void **state)
{
	const struct program *program = compile(*state,
	    "define bad for record as there is a visit for the same shop and quarter where failed\n"
	    "  cites guide \"1\"\n"
	    "define twice for record as bad for 2 quarters in succession, within the same "
	    "financial year,\n"
	    "    counting from Q2\n  cites guide \"1\"\n"
	    "define bad_before for record as bad in the previous quarter, across financial years\n"
	    "  cites guide \"1\"\n"
	    "define thrice for record as bad for 3 quarters in succession, counting from start,\n"
	    "    within the same financial year unless crosses\n  cites guide \"1\"\n"
	    "define thrice_before for record as thrice in an earlier quarter of the run where "
	    "bad,\n"
	    "    within the same financial year\n  cites guide \"1\"\n"
	    "input plan from \"plans.csv\", one row per year\n"
	    "  year is year\n"
	    "  kept is yes or no\n"
	    "define kept_before for plan as kept in the previous year\n  cites guide \"1\"\n");
	const struct succession *thrice =
	    fixture_column(program, "record", "thrice")->body->succession;

	has(*state, program,
	    "(in-succession bad 2 times by quarter from Q2, stops at the year end)");
	has(*state, program, "(in-previous bad by quarter, crosses the year end)");
	has(*state, program,
	    "(in-succession bad 3 times by quarter from setting:start, crosses the year end by "
	    "setting:crosses)");
	has(*state, program,
	    "(in-earlier thrice of the run where bad by quarter, stops at the year end)");
	has(*state, program, "(in-previous kept by year, crosses the year end)");
	assert_int_equal(thrice->year_end, YEAR_END_BY_SETTING);
	assert_int_equal(thrice->periods, 3);
	assert_ptr_equal(thrice->period, fixture_column(program, "record", "quarter"));
}

/* ---- order ---- */

static uint32_t
place_of(const struct program *program, const char *table, const char *name)
{
	const struct table *of =
	    strcmp(table, "run") == 0 ? program->run : program_table(program, table);
	const struct column *wanted = table_column(of, name);

	for (uint32_t i = 0; i < program->evaluation_count; i++)
		if (program->evaluation[i] == wanted)
			return i;
	fail_msg("'%s' of '%s' is not in the order", name, table);
	return 0;
}

static void
the_order_over_all_tables(void **state)
{
	const struct program *program = compile(*state,
	    "define last_bad for shop as latest quarter in record for the same shop where bad\n"
	    "  cites guide \"1\"\n"
	    "define newest as latest seen_on in visit where counts\n  cites guide \"1\"\n"
	    "define bad for record as there is a visit for the same shop and quarter where recent\n"
	    "  cites guide \"1\"\n"
	    "define recent for visit as seen_on is after newest\n  cites guide \"1\"\n"
	    "define counts for visit as not failed\n  cites guide \"1\"\n"
	    "define overtaken for record as shop.last_bad is given and shop.last_bad is after "
	    "quarter\n"
	    "  cites guide \"1\"\n"
	    "define first_record for record as count\n  cites guide \"1\"\n");
	const char *const order[][2] = { { "visit", "counts" }, { "run", "newest" },
		{ "visit", "recent" }, { "record", "bad" }, { "shop", "last_bad" },
		{ "record", "overtaken" } };
	uint32_t own = 0;

	for (size_t i = 1; i < sizeof order / sizeof *order; i++)
		assert_true(place_of(program, order[i - 1][0], order[i - 1][1]) <
			    place_of(program, order[i][0], order[i][1]));
	/* what the membership is found by comes before everything else of the group */
	assert_true(
	    place_of(program, "record", "is_open") < place_of(program, "record", "first_record"));
	/* a table's own order is the part of the whole that is its */
	for (uint32_t i = 0; i < program->evaluation_count; i++)
		if (program->evaluation[i]->table == program_table(program, "record"))
			assert_ptr_equal(program_table(program, "record")->evaluation[own++],
			    program->evaluation[i]);
	assert_int_equal(own, program_table(program, "record")->evaluation_count);
}

/* `shop.busy` behind `in shop` is a column of shop, and not read through our row's reference. */
static void
a_table_named_before_the_full_stop(void **state)
{
	const struct program *program = compile(*state,
	    "define alike for visit as count in shop where shop.busy and shop.size is more than 3\n"
	    "  cites guide \"1\"\n"
	    "define busy for shop as there is a deal where manager is \"S01\"\n  cites guide "
	    "\"1\"\n");

	has(*state, program, "(count in shop where (and (holds busy) (more size 3)))");
	assert_true(place_of(program, "shop", "busy") < place_of(program, "visit", "alike"));
}

/* ---- reports ---- */

static void
reports_over_groups(void **state)
{
	const struct program *program = compile(*state,
	    "define this_quarter as latest quarter in term where not over_now\n  cites guide "
	    "\"1\"\n"
	    "define visits for record as count\n  cites guide \"1\"\n"
	    "define mean for record as average of score where score is given\n  cites guide \"1\"\n"
	    "report now of record \"Now\"\n"
	    "  where quarter is this_quarter and is_open\n"
	    "  one row per shop\n"
	    "  column mean \"Mean\" is mean, rounded half up to 1 decimal place\n"
	    "  column opened \"Opened\" is shop.opened_on\n"
	    "  cites guide \"1\"\n"
	    "report all_records of record \"All\"\n"
	    "  one row per shop and quarter\n"
	    "  column quarter \"In\" is quarter\n"
	    "  column visits \"Visits\" is visits\n"
	    "  cites guide \"1\"\n"
	    "report by_quarter of record \"By quarter\"\n"
	    "  where quarter is not this_quarter\n"
	    "  one row per quarter\n"
	    "  column records \"Records\" is count\n"
	    "  column shops \"Opened\" is count where shop.size is more than 3\n"
	    "  cites guide \"1\"\n");

	has(*state, program, "report now of record \"Now\": listing\n");
	has(*state, program, "  column mean \"Mean\": percent, can be empty = (half-up 1 mean)\n");
	has(*state, program, "  column opened \"Opened\": date, can be empty = shop.opened_on\n");
	has(*state, program, "report all_records of record \"All\": listing\n");
	/* the column of a key is its heading */
	has(*state, program, "  key quarter \"In\" = quarter\n  column visits");
	has(*state, program, "report by_quarter of record \"By quarter\": groups\n");
	has(*state, program,
	    "  column shops \"Opened\": number = count where (more shop.size 3)\n");
}

/* ---- proofs ---- */

/* Related rows and what is read through references are free to be anything; the same words are the
 * same thing, and `there is no` is the other answer. */
static void
proofs_take_other_rows_as_they_come(void **state)
{
	struct fixture *fixture = *state;

	compile(fixture,
	    "decide route for shop\n"
	    "  gives Bad when there is a visit for the same shop where failed\n    cites guide "
	    "\"1\"\n"
	    "  gives Good when there is no visit for the same shop where failed\n    cites guide "
	    "\"1\"\n"
	    "  otherwise nothing\n    cites guide \"1\"\n"
	    "decide way for visit, first that applies\n"
	    "  gives Closed when quarter.over_now\n    cites guide \"1\"\n"
	    "  gives Not_opened when shop.opened_on is blank\n    cites guide \"1\"\n"
	    "  gives Early when shop.opened_on is after seen_on\n    cites guide \"1\"\n"
	    "  otherwise Plain\n    cites guide \"1\"\n"
	    "define newest for shop as latest seen_on in visit for the same shop\n  cites guide "
	    "\"1\"\n"
	    "decide state for shop, first that applies\n"
	    "  gives Never_seen when newest is blank\n    cites guide \"1\"\n"
	    "  otherwise Seen\n    cites guide \"1\"\n");
	warns(fixture, "rules-meet", false);
	warns(fixture, "rules-may-meet", false);
	warns(fixture, "rule-never-applies", false);
	warns(fixture, "rule-masked", false);
}

static void
proofs_warn_where_two_conditions_may_meet(void **state)
{
	struct fixture *fixture = *state;

	compile(fixture, "decide route for shop\n"
			 "  gives Bad when there is a visit for the same shop where failed\n    "
			 "cites guide \"1\"\n"
			 "  gives Good when there is a visit for the same shop where not failed\n  "
			 "  cites guide \"1\"\n"
			 "  otherwise nothing\n    cites guide \"1\"\n");
	warns(fixture, "rules-may-meet", true);
}

static void
proofs_see_through_no_reference(void **state)
{
	struct fixture *fixture = *state;

	compile(fixture, "decide way for visit, first that applies\n"
			 "  gives Closed when quarter.over_now\n    cites guide \"1\"\n"
			 "  gives Again when quarter.over_now and failed\n    cites guide \"1\"\n"
			 "  otherwise Plain\n    cites guide \"1\"\n");
	warns(fixture, "rule-masked", true);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FIXTURE(references_have_the_kind_of_the_key),
		IN_FIXTURE(reading_through_a_reference),
		IN_FIXTURE(a_group_has_its_keys),
		IN_FIXTURE(every_pair_of_what_keys_refer_to),
		IN_FIXTURE(a_group_by_what_a_rule_works_out_and_a_group_of_it),
		IN_FIXTURE(figures_over_members),
		IN_FIXTURE(related_rows),
		IN_FIXTURE(one_comparison_with_our_row),
		IN_FIXTURE(our_own_table),
		IN_FIXTURE(labels_are_the_same_in_both),
		IN_FIXTURE(settings_take_the_labels_of_related_rows),
		IN_FIXTURE(ranks),
		IN_FIXTURE(runs),
		IN_FIXTURE(the_order_over_all_tables),
		IN_FIXTURE(a_table_named_before_the_full_stop),
		IN_FIXTURE(reports_over_groups),
		IN_FIXTURE(proofs_take_other_rows_as_they_come),
		IN_FIXTURE(proofs_warn_where_two_conditions_may_meet),
		IN_FIXTURE(proofs_see_through_no_reference),
	};

	return RUN_TESTS(tests);
}
