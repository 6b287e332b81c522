/* whatif_test: which cells an answer rests on, why it is nothing else, and which single change
 * turns it: each edge with its neighbour that does not. */
#include "interp/explain_not.h"
#include "interp/whatif.h"
#include "interp/workspace.h"
#include "tests/unit/engine_cases.h"

static const char ROUTE[] = ENGINE_HEAD
    "setting limit is 10 days may vary locally between 5 days and 20 days" OURS
    "input case from \"c.csv\", one row per id, settings as at run_date\n  id is text\n"
    "  begun is date\n  code is text like \"C-##\", may be blank\n  urgent is yes or no\n"
    "  score is percent\n" OURS
    "define age for case as days from begun to run_date, first day not counted" OURS
    "decide route for case\n  gives Go when urgent" OURS
    "  gives Go when all of\n      - age is more than limit\n      - code is given\n"
    "    end all" OURS "  otherwise Wait" OURS
    "bands band for case by score\n  below 60% is Red\n  60% to under 75% is Amber\n"
    "  75% or more is Green\n" OURS;

struct asked {
	struct session session;
	struct options options;
	struct facts facts;
	struct whatif whatif;
	struct whatif_outcome now;
	const struct column *column;
};

static void
ask(struct asked *asked, uint32_t row, const char *name)
{
	const struct table *table = engine.table;
	struct value value;

	memset(asked, 0, sizeof(*asked));
	asked->column = engine_column(&engine, name);
	asked->options.on = engine.knobs.run_date;
	asked->session = (struct session){ .arena = &engine.arena,
		.options = &asked->options,
		.program = engine.program,
		.policy_folder = ".",
		.knobs = engine.knobs };
	facts_init(&asked->facts, &engine.arena, engine.program, NULL);
	facts_add(&asked->facts, &engine.batch, row, asked->column);
	asked->whatif = (struct whatif){ .session = &asked->session,
		.arena = &engine.arena,
		.table = table,
		.key = "",
		.columns = &asked->column,
		.column_count = 1,
		.base = workspace_make(engine.program, &engine.knobs),
		.alone = true,
		.facts = &asked->facts,
		.now = &asked->now,
		.tries_max = UINT32_MAX };
	asked->now = (struct whatif_outcome){ .there = true,
		.value = vec_value(batch_column(&engine.batch, asked->column), row),
		.line = -1 };
	workspace_give(asked->whatif.base, table);
	for (uint32_t i = 0; i < table->field_count; i++) {
		value = vec_value(batch_column(&engine.batch, table->columns[i]), row);
		workspace_give_value(asked->whatif.base, table, 0, table->columns[i], &value);
	}
}

/* "run_date 2022-06-05+; begun 2022-05-20-": + and - where it goes on that way. */
static const char *
found(struct asked *asked)
{
	struct fault fault = FAULT_NONE;

	assert_true(whatif_search(&asked->whatif, &fault));
	buffer_clear(&engine.out);
	for (uint32_t i = 0; i < asked->whatif.finding_count; i++) {
		const struct whatif_finding *finding = &asked->whatif.findings[i];
		const struct whatif_change *change = &finding->change;
		bool blank = change->value.type.labels != NULL ?
		    change->value.labels == LABEL_NOTHING : change->value.state == NOTHING;

		buffer_printf(&engine.out, "%s%s ", i > 0 ? "; " : "",
		    change->kind == WHATIF_DATE          ? "run_date" :
			change->kind == WHATIF_SETTING   ? change->setting->name :
							   change->fact->field->name);
		if (blank)
			buffer_text(&engine.out, "blank");
		else
			buffer_value(&engine.out, &change->value, SPELL_PLAIN);
		if (finding->onwards)
			buffer_char(&engine.out, finding->direction < 0 ? '-' : '+');
	}
	workspace_free(asked->whatif.base);
	buffer_char(&engine.out, '\0');
	return engine.out.at;
}

static const char ROWS[] =
    "id,begun,code,urgent,score\nA,2022-05-25,C-11,no,59.5%\nB,2022-05-01,,no,60%\n"
    "C,2022-05-01,C-22,no,74.99%\nD,?,C-33,no,80%\n";

static void
each_edge_is_found_exactly(void **state)
{
	struct asked asked;

	(void)state;
	engine_open(&engine, ROUTE, "2022-05-31");
	engine_run(&engine, ROWS);
	/* 6 days: over 10 on 5 June; 6 is over 5, the least that is allowed */
	ask(&asked, 0, "route");
	assert_string_equal(found(&asked),
	    "run_date 2022-06-05+; limit 5 days; urgent yes; begun 2022-05-20-");
	/* 30 days without a code: no day and no limit helps */
	ask(&asked, 1, "route");
	assert_string_equal(found(&asked), "urgent yes; code C-11");
	/* 30 days: 20 is the most that is allowed */
	ask(&asked, 2, "route");
	assert_string_equal(found(&asked), "run_date 2022-05-11-; begun 2022-05-21+; code blank");
	/* unread: 0 days waits, 11 days goes; without a code it waits whatever the day was */
	ask(&asked, 3, "route");
	assert_string_equal(found(&asked),
	    "urgent yes; begun 2022-05-31; begun 2022-05-20; code blank");
}

static void
figures_go_by_the_places_they_are_written_to(void **state)
{
	struct asked asked;

	(void)state;
	engine_open(&engine, ROUTE, "2022-05-31");
	engine_run(&engine, ROWS);
	ask(&asked, 0, "band");
	/* higher still is Green, not Amber */
	assert_string_equal(found(&asked), "score 60%");
	ask(&asked, 1, "band");
	assert_string_equal(found(&asked), "score 59%-");
	ask(&asked, 2, "band");
	assert_string_equal(found(&asked), "score 75%+");
	ask(&asked, 3, "band");
	assert_string_equal(found(&asked), "score 74%");
}

static void
only_what_made_the_answer_mattered(void **state)
{
	struct facts facts;
	unsigned mattered = 0;

	(void)state;
	engine_open(&engine, ROUTE, "2022-05-31");
	engine_run(&engine, ROWS);
	facts_init(&facts, &engine.arena, engine.program, NULL);
	facts_add(&facts, &engine.batch, 1, engine_column(&engine, "route"));
	assert_int_equal(facts.count, 3);
	for (uint32_t i = 0; i < facts.count; i++) {
		/* the code alone kept the second line from holding, urgent the first */
		bool expected = strcmp(facts.facts[i].field->name, "begun") != 0;

		assert_int_equal(facts.facts[i].mattered, expected);
		mattered += facts.facts[i].mattered;
	}
	assert_int_equal(mattered, 2);
	assert_true(facts.run_date);
	assert_true(facts.settings[0]);
}

static const char *
why_not(uint32_t row, const char *text)
{
	struct explain_not asked;
	struct fault fault = FAULT_NONE;

	assert_true(explain_not_read(&asked, &engine.arena, engine.table, text, &fault));
	buffer_clear(&engine.out);
	explain_not(&engine.out, &engine.batch, row, &asked);
	return engine.out.at;
}

static void
the_nearest_line_stands_first(void **state)
{
	(void)state;
	engine_open(&engine, ROUTE, "2022-05-31");
	engine_run(&engine, ROWS);
	assert_string_equal(why_not(0, "route=Go"),
	    "route is not Go because age is 6 days, not more than limit (10 days)\n"
	    "  line 2 gives Go: 1 of its 2 conditions does not hold yet\n"
	    "    does not hold  age is 6 days, not more than limit (10 days)\n"
	    "    holds          code is given (C-11)\n"
	    "  line 1 gives Go: it does not hold\n"
	    "    does not hold  urgent is no\n");
	assert_string_equal(why_not(2, "route=Wait"),
	    "route is not Wait because line 2 holds: age is 30 days, more than limit (10 days); "
	    "code is given (C-22)\n"
	    "  otherwise Wait: speaks only when no line holds\n"
	    "    line 2 holds: age is 30 days, more than limit (10 days); code is given (C-22)\n");
	assert_string_equal(why_not(0, "route=Wait"),
	    "route is Wait: none of the lines above holds: 1) urgent is no; 2) age is 6 days, not "
	    "more than limit (10 days)\n");
	assert_string_equal(why_not(0, "band=Green"),
	    "band is not Green because score is 59.5%, below 60%\n  Green is at least 75%\n");
}

/* A search with few runs stops where they are used up. What it has told by then turns the decision
 * all the same, and is no more than what the whole search tells. */
static void
cut_short(const char *column, uint32_t all)
{
	struct asked asked;
	uint32_t before = 0;

	for (uint32_t max = 0; max == 0 || asked.whatif.stopped; max++) {
		ask(&asked, 0, column);
		asked.whatif.tries_max = max;
		found(&asked);
		for (uint32_t i = 0; i < asked.whatif.finding_count; i++)
			assert_int_not_equal(asked.whatif.findings[i].after.value.labels,
			    asked.now.value.labels);
		if (asked.whatif.stopped)
			assert_int_equal(asked.whatif.tries, max);
		assert_true(asked.whatif.finding_count >= before);
		before = asked.whatif.finding_count;
	}
	assert_int_equal(before, all);
}

static void
a_search_that_is_cut_short_tells_less(void **state)
{
	static const char months[] = ENGINE_HEAD
	    "input case from \"c.csv\", one row per id, settings as at run_date\n  id is text\n"
	    "  until is month\n" OURS
	    "decide route for case\n  gives Over when month of run_date is after until" OURS
	    "  otherwise Open" OURS;
	struct asked asked;

	(void)state;
	engine_open(&engine, ROUTE, "2022-05-31");
	engine_run(&engine, ROWS);
	cut_short("route", 4);
	engine_close(&engine);
	engine_open(&engine, months, "2022-05-31");
	engine_run(&engine, "id,until\nA,2022-12\n");
	ask(&asked, 0, "route");
	assert_string_equal(found(&asked), "run_date 2023-01-01+; until 2022-04-");
	cut_short("route", 2);
}

static void
what_cannot_be_is_said(void **state)
{
	struct explain_not asked;
	struct fault outcome = FAULT_NONE, column = FAULT_NONE, field = FAULT_NONE,
		     value = FAULT_NONE;

	(void)state;
	engine_open(&engine, ROUTE, "2022-05-31");
	engine_run(&engine, ROWS);
	assert_false(
	    explain_not_read(&asked, &engine.arena, engine.table, "route=Gone", &outcome));
	assert_string_equal(outcome.text,
	    "--not route=Gone: route is never that\nit can be Go, Wait");
	assert_false(explain_not_read(&asked, &engine.arena, engine.table, "rout=Go", &column));
	assert_string_equal(column.text,
	    "--not rout=Go: case has no column 'rout'\ndid you mean 'route'?");
	assert_false(explain_not_read(&asked, &engine.arena, engine.table, "urgent=no", &field));
	assert_int_equal(field.code, EXIT_USAGE);
	assert_false(explain_not_read(&asked, &engine.arena, engine.table, "route", &value));
	assert_int_equal(value.code, EXIT_USAGE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ENGINE(each_edge_is_found_exactly),
		IN_ENGINE(figures_go_by_the_places_they_are_written_to),
		IN_ENGINE(only_what_made_the_answer_mattered),
		IN_ENGINE(the_nearest_line_stands_first),
		IN_ENGINE(a_search_that_is_cut_short_tells_less),
		IN_ENGINE(what_cannot_be_is_said),
	};

	return RUN_TESTS(tests);
}
