/* plan_test: what gets a step, what is shared, what is constant, what is read. */
#include "tests/unit/engine_cases.h"

#include <stdio.h>


static const char POLICY[] = ENGINE_HEAD
    "setting limit is 40 days" OURS "input case from \"c.csv\", one row per id, settings as at "
                                    "run_date\n  id is text\n  raised is date\n  n is number\n"
    "  flag is yes or no\n" OURS
    "define waiting for case as days from raised to run_date, first day not counted" OURS
    "define beyond for case as waiting is more than limit" OURS
    "define within_limit for case as waiting is at most limit" OURS
    "define again for case as days from raised to run_date, first day not counted" OURS
    "define unused for case as n plus 1" OURS "define two for case as 1 plus 1" OURS
    "define outcome_due for case as not beyond" OURS;

static const struct plan *
plan_for(const char *first, const char *second)
{
	const struct column *columns[2];
	struct plan_request request = { .program = engine.program,
		.table = engine.table,
		.knobs = &engine.knobs,
		.columns = columns,
		.run = &engine.run };

	columns[request.column_count++] = engine_column(&engine, first);
	if (second != NULL)
		columns[request.column_count++] = engine_column(&engine, second);
	return plan_make(&engine.arena, &request);
}

static void
what_nobody_asks_for_gets_no_slot(void **state)
{
	const struct plan *plan;

	(void)state;
	engine_open(&engine, POLICY, "2022-05-31");
	plan = plan_for("beyond", NULL);
	assert_int_not_equal(plan_slot_column(plan, engine_column(&engine, "beyond")), SLOT_NONE);
	assert_int_not_equal(plan_slot_column(plan, engine_column(&engine, "waiting")), SLOT_NONE);
	assert_int_equal(plan_slot_column(plan, engine_column(&engine, "unused")), SLOT_NONE);
	assert_int_equal(plan_slot_column(plan, engine_column(&engine, "n")), SLOT_NONE);
	assert_true(plan_fields(plan)[engine_column(&engine, "raised")->index]);
	assert_false(plan_fields(plan)[engine_column(&engine, "n")->index]);
	assert_false(plan_fields(plan)[engine_column(&engine, "id")->index]);
	assert_null(strstr(plan_dump(&engine.arena, plan), "field n"));
}

static void
a_field_asked_for_is_read(void **state)
{
	const struct plan *plan;

	(void)state;
	engine_open(&engine, POLICY, "2022-05-31");
	plan = plan_for("flag", NULL);
	assert_true(plan_fields(plan)[engine_column(&engine, "flag")->index]);
	assert_string_equal(plan_dump(&engine.arena, plan),
	    "0 labels = field flag\ncolumn flag is 0\n");
}

static void
equal_expressions_share_a_slot(void **state)
{
	const struct plan *plan;
	const char *dump, *less;

	(void)state;
	engine_open(&engine, POLICY, "2022-05-31");
	plan = plan_for("waiting", "again");
	assert_int_equal(plan_slot_column(plan, engine_column(&engine, "waiting")),
	    plan_slot_column(plan, engine_column(&engine, "again")));
	plan = plan_for("beyond", "within_limit");
	dump = plan_dump(&engine.arena, plan);
	less = strstr(dump, "= less ");
	assert_non_null(less);
	assert_null(strstr(less + 1, "= less "));	/* at most is more than, turned round */
	plan = plan_for("within_limit", "outcome_due");
	assert_int_equal(plan_slot_column(plan, engine_column(&engine, "within_limit")),
	    plan_slot_column(plan, engine_column(&engine, "outcome_due")));
}

static void
what_does_not_depend_on_the_row_is_constant(void **state)
{
	(void)state;
	engine_open(&engine, POLICY, "2022-05-31");
	assert_non_null(
	    strstr(plan_dump(&engine.arena, plan_for("two", NULL)), "= add 0 0 (constant)"));
}

static void
settings_that_change_are_picked_once_for_all_their_uses(void **state)
{
	const char *dump, *pick;

	(void)state;
	engine_open(&engine,
	    ENGINE_HEAD "setting limit is 40 days" OURS "  from 2022-04-01 is 30 days" OURS
	                "input case from \"c.csv\", one row per id, settings as at raised\n  id is "
	                "text\n  raised is date\n" OURS "define a for case as limit" OURS
	                "define b for case as limit after raised" OURS,
	    "2022-05-31");
	dump = plan_dump(&engine.arena, plan_for("a", "b"));
	pick = strstr(dump, "= pick ");
	assert_non_null(pick);
	assert_null(strstr(pick + 1, "= pick "));
}

/* A chain of definitions longer than any stack of calls would like: each needs the one before. */
static void
a_long_chain_of_definitions_is_compiled_without_a_stack_of_calls(void **state)
{
	enum { LINKS = 3000 };
	struct buffer text = BUFFER_INIT;
	char name[32];

	(void)state;
	buffer_text(&text,
	    ENGINE_HEAD
	    "input case from \"c.csv\", one row per id\n  id is text\n  n is number\n" OURS
	    "define d0 for case as n plus 1" OURS);
	for (int i = 1; i < LINKS; i++)
		buffer_printf(&text, "define d%d for case as d%d plus 1" OURS, i, i - 1);
	engine_open(&engine, text.at, "2022-05-31");
	buffer_release(&text);
	engine_run(&engine, "id,n\nA,1\n");
	snprintf(name, sizeof(name), "d%d", LINKS - 1);
	assert_string_equal(engine_value(&engine, 0, name), "3001");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ENGINE(what_nobody_asks_for_gets_no_slot),
		IN_ENGINE(a_field_asked_for_is_read),
		IN_ENGINE(equal_expressions_share_a_slot),
		IN_ENGINE(what_does_not_depend_on_the_row_is_constant),
		IN_ENGINE(settings_that_change_are_picked_once_for_all_their_uses),
		IN_ENGINE(a_long_chain_of_definitions_is_compiled_without_a_stack_of_calls),
	};

	return RUN_TESTS(tests);
}
