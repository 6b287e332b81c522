/* retell: whatever the row, the cell is the one that explain and csvout make of it, and few rows
 * are told by explain. */
#include "tests/unit/engine.h"

#include "interp/csvout.h"
#include "interp/explain.h"
#include "interp/retell.h"

#define OURS " note \"ours\"\n"

static const char policy[] = ENGINE_HEAD
    "setting waiting_limit is 40 days" OURS "  from 2022-03-01 is 30 days cites s \"new limit\"\n"
    "setting red_below is 60%" OURS "setting fee is £1,500" OURS
    "input case from \"c.csv\", one row per id, settings as at seen_on\n"
    "  id is text\n  seen_on is date, may be blank\n  begun is date, may be blank\n"
    "  done is date, may be blank\n  words is text, may be blank\n"
    "  urgent is yes or no, may be blank\n  paid is money, may be blank\n"
    "  got is number, may be blank\n  most is number, may be blank\n"
    "  kind is Payments or Pensions or \"a, b\" or \"=Sum\", may be blank\n" OURS
    "define wait for case as days from begun to seen_on, first day not counted cites s \"W\"\n"
    "define share for case as got as percent of most" OURS
    "bands colour for case by share\n  below red_below is Red\n  red_below or more is Green\n" OURS
    "deadline answer for case is 40 days after begun, met by done cites s \"D\"\n"
    "define old for case as wait is more than waiting_limit" OURS
    "define quick for case as urgent and not old" OURS "decide route for case\n"
    "  gives Fast when urgent cites s \"1\"\n"
    "  gives Fast when all of\n      - old\n      - words is given\n      - words is not "
    "\"plain\"\n    end all cites s \"2\", \"2, b\"\n"
    "  gives Dear instead of Fast when paid is more than fee cites s \"3\"\n"
    "  otherwise Slow cites s \"last\"\n"
    "decide step for case, first that applies\n"
    "  gives Wait when any of\n      - kind is one of Payments, \"a, b\"\n      - colour is Red\n"
    "    end any" OURS "  gives Wait when quick and route is Fast" OURS "  otherwise nothing" OURS;

enum { ROWS = 700 };

static uint64_t seed;

static uint32_t
pick(uint32_t below)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(seed >> 33) % below;
}

static void
add_row(struct buffer *csv, uint32_t id)
{
	static const char *const kinds[] = { "Payments", "=Sum", "", "?" };
	static const char *const yes_no[] = { "yes", "no", "no", "", "?" };
	static const char *const money[] = { "1500", "12.50", "99999.99", "", "?" };

	buffer_printf(csv, "%u,", (unsigned)id);
	buffer_printf(csv, pick(9) == 0 ? "?," : pick(9) == 0 ? "," : "2022-%02u-%02u,",
	    1 + (unsigned)pick(4), 1 + (unsigned)pick(28));
	buffer_printf(csv, pick(9) == 0 ? "?," : pick(9) == 0 ? "," : "2022-%02u-%02u,",
	    1 + (unsigned)pick(3), 1 + (unsigned)pick(28));
	buffer_printf(csv, pick(9) == 0 ? "?," : pick(3) == 0 ? "," : "2022-%02u-%02u,",
	    1 + (unsigned)pick(12), 1 + (unsigned)pick(28));
	buffer_printf(csv, "%s,%s,", yes_no[pick(5)], money[pick(5)]);
	buffer_printf(csv, pick(9) == 0 ? "?," : "%u,", (unsigned)pick(9));
	buffer_printf(csv, pick(9) == 0 ? "," : "%u,", (unsigned)pick(9));
	buffer_printf(csv, "%s\n", kinds[pick(4)]);
}

/* Texts that the small CSV of the tests cannot hold. */
static void
put_words(struct batch *batch, const struct column *words)
{
	static const char *const texts[] = { "plain", "=1+1", "a,b", "say \"so\"", " before",
		"after ", "two\nlines", "-5", "", "a longer text, with more than sixteen bytes" };
	struct vec *vec = batch_fields(batch)[words->index];

	for (uint32_t row = 0; row < batch->rows; row++) {
		const char *text = texts[pick(10)];
		struct value value = { .state = *text == '\0' ? NOTHING : GIVEN,
			.type = words->type,
			.text = text,
			.text_length = strlen(text) };

		vec_put(vec, row, &value);
	}
}

static void
tell(struct buffer *out, enum told told, const struct batch *batch, uint32_t row,
    const struct column *column)
{
	switch (told) {
	case TOLD_WHY:
		explain_why(out, batch, row, column);
		return;
	case TOLD_CLAUSE:
		explain_clause(out, batch, row, column);
		return;
	case TOLD_NEEDS:
		explain_needs(out, batch, row, column);
		return;
	}
}

/* One column of a batch, both ways. */
static void
compare(struct retell *retell, enum told told, const struct batch *batch,
    const struct column *column)
{
	struct buffer fresh = BUFFER_INIT, cell = BUFFER_INIT, again = BUFFER_INIT,
		      scratch = BUFFER_INIT;
	struct csvline line;
	uint64_t tamed = 0, tamed_again = 0;

	retell_batch(retell, batch, &scratch);
	csvline_open(&line, &again, 0);
	for (uint32_t row = 0; row < batch->rows; row++) {
		buffer_clear(&cell);
		tell(&cell, told, batch, row, column);
		csvout_cell(&fresh, cell.at == NULL ? "" : cell.at, cell.length, row == 0, true,
		    &tamed);
		csvline_room(&line, 1);
		if (row > 0)
			csvline_char(&line, ',');
		retell_cell(retell, &line, batch, row, &scratch, &tamed_again);
	}
	csvline_close(&line);
	assert_string_equal(again.at, fresh.at);
	assert_int_equal(again.length, fresh.length);
	assert_int_equal(tamed_again, tamed);
	buffer_release(&fresh);
	buffer_release(&cell);
	buffer_release(&again);
	buffer_release(&scratch);
}

static void
fill(struct engine *engine, struct buffer *csv)
{
	buffer_clear(csv);
	buffer_text(csv, "id,seen_on,begun,done,urgent,paid,got,most,kind\n");
	for (uint32_t i = 0; i < ROWS; i++)
		add_row(csv, i);
	engine_run(engine, csv->at);
	put_words(&engine->batch, engine_column(engine, "words"));
	batch_run(&engine->batch);
}

static void
every_row_is_told_as_explain_tells_it(void **state)
{
	struct buffer csv = BUFFER_INIT;

	(void)state;
	for (seed = 1; seed < 4; seed++) {
		struct engine engine;
		struct figures_shelf shelf = { .arena = &engine.arena };
		uint64_t kept = seed;

		engine_open(&engine, policy, "2022-03-31");
		fill(&engine, &csv);
		for (uint32_t c = 0; c < engine.table->column_count; c++) {
			const struct column *column = engine.table->columns[c];

			for (int told = TOLD_WHY; told <= TOLD_NEEDS; told++) {
				struct retell *retell = retell_make(&engine.arena, &shelf,
				    (enum told)told, column);

				if (column->origin == COLUMN_FIELD && told != TOLD_WHY)
					continue;
				compare(retell, (enum told)told, &engine.batch, column);
				compare(retell, (enum told)told, &engine.batch, column);
				assert_true(retell_again(retell) >= ROWS);
			}
		}
		engine_close(&engine);
		seed = kept;
	}
	buffer_release(&csv);
}

/* The rail of a column says what is said of its rows one by one. */
static void
undecided_rows_are_found_together_as_one_by_one(void **state)
{
	struct buffer csv = BUFFER_INIT;
	struct engine engine;
	uint32_t open = 0;

	(void)state;
	seed = 5;
	engine_open(&engine, policy, "2022-03-31");
	fill(&engine, &csv);
	for (uint32_t c = 0; c < engine.table->column_count; c++) {
		struct rail rail;

		explain_undecided(&rail, &engine.batch, engine.table->columns[c]);
		for (uint32_t row = 0; row < ROWS; row++) {
			bool undecided =
			    explain_is_undecided(&engine.batch, row, engine.table->columns[c]);

			assert_int_equal(RAIL_GET(rail, row), undecided);
			open += undecided ? 1 : 0;
		}
		for (uint32_t row = ROWS; row < BATCH_ROWS; row++)
			assert_int_equal(RAIL_GET(rail, row), 0);
	}
	assert_true(open > ROWS);
	engine_close(&engine);
	buffer_release(&csv);
}

/* The tree is that of one plan: with another setting it is another. */
static void
another_plan_is_told_anew(void **state)
{
	static const char head[] = "id,seen_on,begun\n1,2022-02-20,2022-01-01\n";
	struct engine engine;
	struct figures_shelf shelf = { .arena = &engine.arena };
	struct retell *retell;

	(void)state;
	engine_open(&engine, policy, "2022-03-31");
	engine_run(&engine, head);
	retell = retell_make(&engine.arena, &shelf, TOLD_WHY, engine_column(&engine, "old"));
	compare(retell, TOLD_WHY, &engine.batch, engine_column(&engine, "old"));
	batch_release(&engine.batch);
	engine_set(&engine, "waiting_limit", "50 days");
	engine_run(&engine, head);
	compare(retell, TOLD_WHY, &engine.batch, engine_column(&engine, "old"));
	engine_close(&engine);
}

static void
columns_given_from_outside_are_told_by_explain(void **state)
{
	struct engine engine;
	struct figures_shelf shelf = { .arena = &engine.arena };
	struct retell *retell;

	(void)state;
	engine_open(&engine, policy, "2022-03-31");
	engine_run(&engine, "id,urgent,old\n1,yes,no\n2,no,yes\n3,,no\n");
	retell = retell_make(&engine.arena, &shelf, TOLD_WHY, engine_column(&engine, "route"));
	compare(retell, TOLD_WHY, &engine.batch, engine_column(&engine, "route"));
	compare(retell, TOLD_WHY, &engine.batch, engine_column(&engine, "route"));
	assert_int_equal(retell_again(retell), 0);
	engine_close(&engine);
}

/* Four columns of fifteen labels in one reason: more ways than the tree may have. */
static void
past_its_bounds_the_tree_is_not_trusted_with_more(void **state)
{
	struct engine engine;
	struct buffer text = BUFFER_INIT;
	struct figures_shelf shelf = { .arena = &engine.arena };
	struct retell *retell;

	(void)state;
	buffer_text(&text, ENGINE_HEAD "input case from \"c.csv\", one row per id\n  id is text\n");
	for (unsigned c = 0; c < 4; c++) {
		buffer_printf(&text, "  f%u is L0", c);
		for (unsigned i = 1; i < 15; i++)
			buffer_printf(&text, " or L%u", i);
		buffer_text(&text, "\n");
	}
	buffer_text(&text, OURS "define all_on for case as all of\n");
	for (unsigned c = 0; c < 4; c++)
		buffer_printf(&text, "    - f%u is not L0\n", c);
	buffer_text(&text, "  end all" OURS);
	engine_open(&engine, text.at, "2022-03-31");
	buffer_clear(&text);
	buffer_text(&text, "id\n");
	for (unsigned i = 0; i < BATCH_ROWS; i++)
		buffer_printf(&text, "%u\n", i);
	engine_run(&engine, text.at);
	retell = retell_make(&engine.arena, &shelf, TOLD_WHY, engine_column(&engine, "all_on"));
	seed = 7;
	for (unsigned batch = 0; batch < 45; batch++) {
		for (uint32_t row = 0; row < BATCH_ROWS; row++)
			for (uint32_t c = 1; c <= 4; c++)
				batch_fields(&engine.batch)[c]->labels[row] = UINT64_C(1)
				    << pick(15);
		batch_run(&engine.batch);
		compare(retell, TOLD_WHY, &engine.batch, engine_column(&engine, "all_on"));
	}
	assert_true(retell_again(retell) > 0);
	engine_close(&engine);
	buffer_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_is_told_as_explain_tells_it),
		cmocka_unit_test(undecided_rows_are_found_together_as_one_by_one),
		cmocka_unit_test(another_plan_is_told_anew),
		cmocka_unit_test(columns_given_from_outside_are_told_by_explain),
		cmocka_unit_test(past_its_bounds_the_tree_is_not_trusted_with_more),
	};

	return RUN_TESTS(tests);
}
