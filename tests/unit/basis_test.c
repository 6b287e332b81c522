/* basis: what one decision in one row rests on: the comparisons that mattered, the definitions, the
 * cells, the settings, and the other decisions. */
#include "tests/unit/engine.h"

#include "interp/basis.h"
#include "interp/held.h"

#define POLICY \
	ENGINE_HEAD \
	"setting limit is 10\n  cites s \"1\"\n" \
	"setting other is 10\n  cites s \"1\"\n" \
	"setting low_below is 5\n  cites s \"1\"\n" \
	"input case from \"c.csv\", one row per ref\n" \
	"  ref is number\n  points is number, may be blank\n  bonus is number, may be blank\n" \
	"  colour is Red or Green or Blue\n  seen_on is date\n" \
	"  answered_on is date, may be blank\n  cites s \"1\"\n" \
	"define score for case as points plus bonus\n  cites s \"1\"\n" \
	"define high for case as score is more than limit\n  cites s \"1\"\n" \
	"define other_high for case as score is more than other\n  cites s \"1\"\n" \
	"define odd for case as any of\n    - colour is Red\n" \
	"    - seen_on is before 2022-01-01\n  end any\n  cites s \"1\"\n" \
	"define plain for case as all of\n    - colour is Green\n    - points is given\n" \
	"  end all\n  cites s \"1\"\n" \
	"decide route for case, first that applies\n  gives Fast when high\n" \
	"  gives Slow when odd\n  otherwise Usual\n  cites s \"1\"\n" \
	"decide tone for case\n  gives Warm when plain\n  otherwise Cold\n  cites s \"1\"\n" \
	"decide way for case\n  gives On when route is Fast\n  otherwise Off\n  cites s \"1\"\n" \
	"bands level for case by points\n  below low_below is Low\n" \
	"  low_below to under 20 is Middle\n  20 or more is Top\n  cites s \"1\"\n" \
	"deadline answer for case is 10 days after seen_on, met by answered_on\n" \
	"  cites s \"1\"\n"

static void
put_side(struct buffer *out, const struct engine *engine, const struct basis_side *side)
{
	size_t length;

	if (side->run_date) {
		buffer_text(out, "run_date");
	} else if (side->column != NULL) {
		buffer_text(out, side->column->name);
	} else {
		const char *text =
		    sources_text(engine->program->sources, side->expr->at, &length);

		buffer_add(out, text, length);
	}
}

static void
put_item(struct buffer *out, const struct engine *engine, const struct basis_item *item)
{
	size_t length;
	const char *text;

	buffer_printf(out, "%s%s %d: ", out->length > 0 ? "; " : "", item->of->name, item->line);
	if (item->condition != NULL) {
		text = sources_text(engine->program->sources, item->condition->at, &length);
		buffer_add(out, text, length);
		return;
	}
	put_side(out, engine, &item->left);
	buffer_printf(out, "%s %s ", item->no ? " not" : "", item->compare);
	put_side(out, engine, &item->right);
}

/* What is gathered must be this, each list with blanks or "; " between its members. */
static void
rests_on(struct engine *engine, uint32_t row, const char *decision, const char *items,
    const char *values, const char *cells, const char *settings, const char *others)
{
	struct basis basis = { 0 };
	struct buffer out = BUFFER_INIT;

	basis_of(&basis, &engine->batch, row, table_column(engine->table, decision));
	for (size_t i = 0; i < basis.item_count; i++)
		put_item(&out, engine, &basis.items[i]);
	assert_string_equal(out.length > 0 ? out.at : "", items);
	buffer_clear(&out);
	for (size_t i = 0; i < basis.value_count; i++)
		buffer_printf(&out, "%s%s", i > 0 ? " " : "", basis.values[i].column->name);
	assert_string_equal(out.length > 0 ? out.at : "", values);
	buffer_clear(&out);
	for (size_t i = 0; i < basis.cell_count; i++) {
		assert_int_equal(basis.cells[i].row, HELD_NO_ROW);
		buffer_printf(&out, "%s%s", i > 0 ? " " : "", basis.cells[i].column->name);
	}
	assert_string_equal(out.length > 0 ? out.at : "", cells);
	buffer_clear(&out);
	for (uint32_t i = 0; i < engine->program->setting_count; i++)
		if (basis.seen_settings[i] != 0)
			buffer_printf(&out, "%s%s", out.length > 0 ? " " : "",
			    engine->program->settings[i]->name);
	assert_string_equal(out.length > 0 ? out.at : "", settings);
	buffer_clear(&out);
	for (size_t i = 0; i < basis.other_count; i++)
		buffer_printf(&out, "%s%s", i > 0 ? " " : "", basis.others[i]->name);
	assert_string_equal(out.length > 0 ? out.at : "", others);
	buffer_release(&out);
	basis_release(&basis);
}

static void
open_rows(struct engine *engine)
{
	engine_open(engine, POLICY, "2022-05-31");
	engine_fill(engine, "ref,points,bonus,colour,seen_on,answered_on\n"
			    "1,8,5,Red,2022-05-25,\n"
			    "2,3,1,Red,2022-05-01,2022-05-10\n"
			    "3,4,1,Green,2022-05-01,2022-05-20\n"
			    "4,25,,Blue,2022-05-01,\n");
	batch_run(&engine->batch);
}

/* A definition that is a condition is followed to the comparison in it, and that to its cells; the
 * lines below the one that applied were not asked. */
static void
definitions_are_followed_to_the_cells(void **state)
{
	struct engine engine;

	(void)state;
	open_rows(&engine);
	rests_on(&engine, 0, "route", "route 1: high; high 0: score is more than limit", "score",
	    "points bonus", "limit", "");
	engine_close(&engine);
}

/* Of `any of` that is yes the bullet that is yes; of one that is no all of them. */
static void
only_bullets_that_mattered_are_named(void **state)
{
	struct engine engine;

	(void)state;
	open_rows(&engine);
	rests_on(&engine, 1, "route",
	    "route 1: high; high 0: score is more than limit; route 2: odd; odd 0: colour is Red",
	    "score", "points bonus colour", "limit", "");
	rests_on(&engine, 2, "route",
	    "route 1: high; high 0: score is more than limit; route 2: odd; odd 0: colour is Red; "
	    "odd 0: seen_on is before 2022-01-01",
	    "score", "points bonus colour seen_on", "limit", "");
	/* of `all of` that is no those that are no; of one that is yes all */
	rests_on(&engine, 0, "tone", "tone 1: plain; plain 0: colour is Green", "", "colour", "",
	    "");
	rests_on(&engine, 2, "tone",
	    "tone 1: plain; plain 0: colour is Green; plain 0: points is given", "",
	    "colour points", "", "");
	engine_close(&engine);
}

/* Another decision has a line of its own: it is named, and not gone into. */
static void
other_decisions_are_only_named(void **state)
{
	struct engine engine;

	(void)state;
	open_rows(&engine);
	rests_on(&engine, 0, "way", "way 1: route is Fast", "", "", "", "route");
	engine_close(&engine);
}

static void
bands_rest_on_the_edges_of_theirs(void **state)
{
	struct engine engine;

	(void)state;
	open_rows(&engine);
	rests_on(&engine, 0, "level",
	    "level 2: points at least low_below; level 2: points less than 20", "", "points",
	    "low_below", "");
	rests_on(&engine, 1, "level", "level 1: points less than low_below", "", "points",
	    "low_below", "");
	rests_on(&engine, 3, "level", "level 3: points at least 20", "", "points", "", "");
	engine_close(&engine);
}

static void
deadlines_rest_on_their_two_days(void **state)
{
	struct engine engine;

	(void)state;
	open_rows(&engine);
	rests_on(&engine, 0, "answer", "answer 0: run_date on or before answer_due", "answer_due",
	    "seen_on answered_on", "", "");
	rests_on(&engine, 1, "answer", "answer 0: answered_on on or before answer_due",
	    "answer_due", "seen_on answered_on", "", "");
	rests_on(&engine, 2, "answer", "answer 0: answered_on after answer_due", "answer_due",
	    "seen_on answered_on", "", "");
	rests_on(&engine, 3, "answer", "answer 0: run_date after answer_due", "answer_due",
	    "seen_on answered_on", "", "");
	engine_close(&engine);
}

/* The lists are made afresh for each decision. */
static void
one_basis_serves_many_decisions(void **state)
{
	struct engine engine;
	struct basis basis = { 0 };

	(void)state;
	open_rows(&engine);
	basis_of(&basis, &engine.batch, 2, table_column(engine.table, "route"));
	assert_int_equal(basis.item_count, 5);
	basis_of(&basis, &engine.batch, 0, table_column(engine.table, "way"));
	assert_int_equal(basis.item_count, 1);
	assert_int_equal(basis.cell_count, 0);
	assert_int_equal(basis.value_count, 0);
	assert_int_equal(basis.seen_settings[0], 0);
	basis_release(&basis);
	engine_close(&engine);
}

static void
decisions_are_told_from_the_rest(void **state)
{
	static const char *const decisions[] = { "route", "tone", "way", "level", "answer" },
				 *const others[] = { "points", "score", "odd", "answer_due" };
	struct engine engine;

	(void)state;
	open_rows(&engine);
	for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++)
		assert_true(basis_is_decision(table_column(engine.table, decisions[i])));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(basis_is_decision(table_column(engine.table, others[i])));
	engine_close(&engine);
}

static void
comparisons_have_their_words(void **state)
{
	struct engine engine;

	(void)state;
	open_rows(&engine);
	assert_string_equal(
	    basis_compare(table_column(engine.table, "other_high")->body), "more than");
	assert_string_equal(
	    basis_compare(table_column(engine.table, "odd")->body->parts[0]), "one of");
	assert_string_equal(
	    basis_compare(table_column(engine.table, "odd")->body->parts[1]), "before");
	assert_string_equal(
	    basis_compare(table_column(engine.table, "plain")->body->parts[1]), "given");
	assert_null(basis_compare(table_column(engine.table, "odd")->body));
	engine_close(&engine);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(definitions_are_followed_to_the_cells),
		cmocka_unit_test(only_bullets_that_mattered_are_named),
		cmocka_unit_test(other_decisions_are_only_named),
		cmocka_unit_test(bands_rest_on_the_edges_of_theirs),
		cmocka_unit_test(deadlines_rest_on_their_two_days),
		cmocka_unit_test(one_basis_serves_many_decisions),
		cmocka_unit_test(decisions_are_told_from_the_rest),
		cmocka_unit_test(comparisons_have_their_words),
	};

	return RUN_TESTS(tests);
}
