/* decisions: the columns of decisions/<table>.csv, their cells, and the three formats. */
#include "tests/unit/engine.h"

#include "interp/decisions.h"

static const char policy[] =
    ENGINE_HEAD "input case from \"c.csv\", one row per area and ref\n"
		"  area is text\n"
		"  ref is number\n"
		"  urgent is yes or no, may be blank\n"
		"  words is text, may be blank\n"
		"  begun is date, may be blank\n"
		"  cites s \"1\"\n"
		"deadline answer for case is 40 days after begun, met by begun\n"
		"  cites s \"5\"\n"
		"bands size for case by twice\n"
		"  below 10 is Small\n"
		"  10 or more is Large\n"
		"  cites s \"4\"\n"
		"define twice for case as ref times 2\n"
		"  cites s \"3\"\n"
		"define twice_clause for case as words\n"
		"  cites s \"3\"\n"
		"decide lane for case\n"
		"  gives Fast when urgent cites s \"2\"\n"
		"  otherwise Slow cites s \"2a\"\n"
		"decide route for case\n"
		"  gives yes when urgent cites s \"2b\"\n"
		"  otherwise nothing cites s \"2c\"\n";

static const char rows[] = "area,ref,urgent,words,begun\n"
			   "North,5,yes,=1,2022-04-21\n"
			   "South,4,?,a \"b\",\n"
			   "\"E\",-1,no,,?\n";

static const char *
names(const struct decisions_layout *layout, struct buffer *out)
{
	buffer_clear(out);
	for (uint32_t i = 0; i < layout->count; i++)
		buffer_printf(out, "%s%s", i > 0 ? "," : "", layout->columns[i].name);
	return out->at;
}

static const char *
written(struct engine *engine, const char *columns, enum decisions_format format, bool excel,
    uint64_t *neutralised)
{
	struct decisions_layout layout;
	struct fault fault = FAULT_NONE;
	bool first = true;
	uint64_t count = 0;

	if (!decisions_layout(&layout, &engine->arena, engine->table, columns, &fault))
		fail_msg("%s", fault.text);
	buffer_clear(&engine->out);
	buffer_text(&engine->out, "");
	decisions_begin(&engine->out, &layout, format, excel);
	decisions_rows(&engine->out, &layout, format, excel, &engine->batch, &first, &count);
	decisions_end(&engine->out, format, first);
	if (neutralised != NULL)
		*neutralised = count;
	return engine->out.at;
}

static void
all_columns_come_in_the_stated_order(void **state)
{
	struct engine engine;
	struct decisions_layout layout;
	struct fault fault = FAULT_NONE;

	(void)state;
	engine_open(&engine, policy, "2022-05-31");
	assert_true(decisions_layout(&layout, &engine.arena, engine.table, NULL, &fault));
	assert_string_equal(names(&layout, &engine.out),
	    "area,ref,lane,lane_why,lane_clause,lane_needs,"
	    "route,route_why,route_clause,route_needs,"
	    "twice,twice_clause,size,answer_due,answer");
	engine_close(&engine);
}

static void
named_columns_come_as_they_are_named(void **state)
{
	struct engine engine;
	struct decisions_layout layout;
	struct fault fault = FAULT_NONE;

	(void)state;
	engine_open(&engine, policy, "2022-05-31");
	assert_true(decisions_layout(
	    &layout, &engine.arena, engine.table, "words,lane_needs,ref,words", &fault));
	assert_string_equal(names(&layout, &engine.out), "words,lane_needs,ref,words");
	assert_int_equal(layout.columns[1].part, PART_NEEDS);
	/* A column of that very name comes before the clause of a definition. */
	assert_true(decisions_layout(
	    &layout, &engine.arena, engine.table, "twice_clause,lane_clause,twice_why", &fault));
	assert_int_equal(layout.columns[0].part, PART_VALUE);
	assert_int_equal(layout.columns[1].part, PART_CLAUSE);
	assert_int_equal(layout.columns[2].part, PART_WHY);
	engine_close(&engine);
}

static void
a_name_nobody_gave_is_refused_with_the_nearest(void **state)
{
	static const struct {
		const char *asked, *says, *not_says;
	} cases[] = {
		{ "ref,lana", "did you mean 'lane'?", NULL },
		{ "", "has no column ''", NULL },
		{ "ref,", "has no column ''", NULL },
		{ "words_why", "has no column 'words_why'", NULL }, /* a field has no reason */
		{ "something_else_altogether", "has no column 'something_else_altogether'",
		    "did you mean" },
	};
	struct engine engine;

	(void)state;
	engine_open(&engine, policy, "2022-05-31");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct decisions_layout layout;
		struct fault fault = FAULT_NONE;

		assert_false(
		    decisions_layout(&layout, &engine.arena, engine.table, cases[i].asked, &fault));
		assert_int_equal(fault.code, EXIT_USAGE);
		if (strstr(fault.text, cases[i].says) == NULL)
			fail_msg("'%s': %s", cases[i].asked, fault.text);
		if (cases[i].not_says != NULL)
			assert_null(strstr(fault.text, cases[i].not_says));
	}
	engine_close(&engine);
}

static void
needs_tell_nothing_from_unknown(void **state)
{
	struct engine engine;

	(void)state;
	engine_open(&engine, policy, "2022-05-31");
	engine_run(&engine, rows);
	assert_string_equal(written(&engine, "ref,lane,lane_clause,lane_needs,route,route_needs",
				DECISIONS_CSV, false, NULL),
	    "ref,lane,lane_clause,lane_needs,route,route_needs\n"
	    "5,Fast,\"s \"\"2\"\"\",,yes,\n"
	    "4,,,urgent,,urgent\n"
	    "-1,Slow,\"s \"\"2a\"\"\",,,\n");
	engine_close(&engine);
}

static void
figures_bands_and_deadlines(void **state)
{
	struct engine engine;

	(void)state;
	engine_open(&engine, policy, "2022-05-31");
	engine_run(&engine, rows);
	assert_string_equal(
	    written(&engine, "ref,twice,size,begun,answer_due,answer", DECISIONS_CSV, false, NULL),
	    "ref,twice,size,begun,answer_due,answer\n"
	    "5,10,Large,2022-04-21,2022-05-31,Met\n"
	    "4,8,Small,,,Not_started\n"
	    "-1,-2,Small,,,\n");
	engine_close(&engine);
}

static void
csv_quotes_tames_and_counts(void **state)
{
	struct engine engine;
	uint64_t neutralised = 7;

	(void)state;
	engine_open(&engine, policy, "2022-05-31");
	engine_run(&engine, rows);
	/* The formula of the first row twice; a negative figure is no formula. */
	assert_string_equal(written(&engine, "ref,words,words", DECISIONS_CSV, false, &neutralised),
	    "ref,words,words\n5,'=1,'=1\n4,\"a \"\"b\"\"\",\"a \"\"b\"\"\"\n-1,,\n");
	assert_int_equal(neutralised, 2);
	engine_close(&engine);
}

static void
excel_gets_a_mark_and_its_line_ends(void **state)
{
	struct engine engine;

	(void)state;
	engine_open(&engine, policy, "2022-05-31");
	engine_run(&engine, rows);
	assert_string_equal(written(&engine, "ref,lane", DECISIONS_CSV, true, NULL),
	    "\xEF\xBB\xBFref,lane\r\n5,Fast\r\n4,\r\n-1,Slow\r\n");
	engine_close(&engine);
}

static void
json_has_null_for_what_is_not_known(void **state)
{
	struct engine engine;

	(void)state;
	engine_open(&engine, policy, "2022-05-31");
	engine_run(&engine, rows);
	assert_string_equal(
	    written(&engine, "area,words,lane,lane_needs", DECISIONS_JSON, false, NULL),
	    "{\"schema\":1,\"table\":\"case\",\"rows\":[\n"
	    "{\"area\":\"North\",\"words\":\"=1\",\"lane\":\"Fast\",\"lane_needs\":\"\"},\n"
	    "{\"area\":\"South\",\"words\":\"a \\\"b\\\"\",\"lane\":null,"
	    "\"lane_needs\":\"urgent\"},\n"
	    "{\"area\":\"\\\"E\\\"\",\"words\":null,\"lane\":\"Slow\",\"lane_needs\":\"\"}\n"
	    "]}\n");
	assert_string_equal(written(&engine, "ref", DECISIONS_JSONL, false, NULL),
	    "{\"ref\":\"5\"}\n{\"ref\":\"4\"}\n{\"ref\":\"-1\"}\n");
	engine_close(&engine);
}

static void
no_rows_are_still_whole_documents(void **state)
{
	struct engine engine;

	(void)state;
	engine_open(&engine, policy, "2022-05-31");
	engine_run(&engine, "area,ref\n");
	assert_string_equal(written(&engine, "ref,lane", DECISIONS_CSV, false, NULL), "ref,lane\n");
	assert_string_equal(written(&engine, "ref,lane", DECISIONS_JSONL, false, NULL), "");
	assert_string_equal(written(&engine, "ref,lane", DECISIONS_JSON, false, NULL),
	    "{\"schema\":1,\"table\":\"case\",\"rows\":[]}\n");
	engine_close(&engine);
}

static void
two_batches_are_one_document(void **state)
{
	struct engine engine;
	struct decisions_layout layout;
	struct fault fault = FAULT_NONE;
	struct buffer out = BUFFER_INIT;
	bool first = true;
	uint64_t neutralised = 0;

	(void)state;
	engine_open(&engine, policy, "2022-05-31");
	engine_run(&engine, "area,ref,words\nNorth,1,=2\n");
	assert_true(decisions_layout(&layout, &engine.arena, engine.table, "ref,words", &fault));
	decisions_begin(&out, &layout, DECISIONS_JSON, false);
	decisions_rows(&out, &layout, DECISIONS_JSON, false, &engine.batch, &first, &neutralised);
	decisions_rows(&out, &layout, DECISIONS_JSON, false, &engine.batch, &first, &neutralised);
	decisions_end(&out, DECISIONS_JSON, first);
	assert_string_equal(out.at,
	    "{\"schema\":1,\"table\":\"case\",\"rows\":[\n"
	    "{\"ref\":\"1\",\"words\":\"=2\"},\n{\"ref\":\"1\",\"words\":\"=2\"}\n]}\n");
	assert_int_equal(neutralised, 0);
	buffer_release(&out);
	engine_close(&engine);
}

static void
labels_spelled_once_come_out_the_same_each_time(void **state)
{
	static const char labels[] = ENGINE_HEAD "input case from \"c.csv\", one row per ref\n"
						 "  ref is text\n"
						 "  kind is \"=Sum\" or \"a, b\" or Plain\n"
						 "  cites s \"1\"\n";
	struct engine engine;
	uint64_t neutralised;

	(void)state;
	engine_open(&engine, labels, "2022-05-31");
	engine_run(&engine, "ref,kind\n1,=Sum\n2,Plain\n3,=Sum\n4,?\n5,=Sum\n");
	assert_string_equal(written(&engine, "ref,kind", DECISIONS_CSV, false, &neutralised),
	    "ref,kind\n1,'=Sum\n2,Plain\n3,'=Sum\n4,\n5,'=Sum\n");
	assert_int_equal(neutralised, 3);
	engine_close(&engine);
}

/* A layout for another thread keeps nothing in common with the first, and writes the same. */
static void
a_layout_again_writes_the_same_by_itself(void **state)
{
	struct engine engine;
	struct decisions_layout layout, again;
	struct arena arena = ARENA_INIT;
	struct fault fault = FAULT_NONE;
	struct buffer one = BUFFER_INIT, other = BUFFER_INIT;
	bool first = true;
	uint64_t neutralised = 0;

	(void)state;
	engine_open(&engine, policy, "2022-05-31");
	engine_run(&engine, rows);
	assert_true(decisions_layout(&layout, &engine.arena, engine.table, NULL, &fault));
	again = decisions_layout_again(&layout, &arena);
	assert_ptr_not_equal(again.pen, layout.pen);
	assert_ptr_equal(again.columns, layout.columns);
	for (int round = 0; round < 3; round++) {
		decisions_rows(&one, &layout, DECISIONS_CSV, false, &engine.batch, &first,
		    &neutralised);
		decisions_rows(&other, &again, DECISIONS_CSV, false, &engine.batch, &first,
		    &neutralised);
	}
	assert_false(first);
	assert_string_equal(one.at, other.at);
	assert_int_equal(neutralised, 6);
	arena_release(&arena);
	buffer_release(&one);
	buffer_release(&other);
	engine_close(&engine);
}

static void
the_key_of_a_row(void **state)
{
	struct engine engine;

	(void)state;
	engine_open(&engine, policy, "2022-05-31");
	engine_run(&engine, rows);
	buffer_clear(&engine.out);
	decisions_key(&engine.out, &engine.batch, 1, engine.table);
	assert_string_equal(engine.out.at, "South, 4");
	engine_close(&engine);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_columns_come_in_the_stated_order),
		cmocka_unit_test(named_columns_come_as_they_are_named),
		cmocka_unit_test(a_name_nobody_gave_is_refused_with_the_nearest),
		cmocka_unit_test(needs_tell_nothing_from_unknown),
		cmocka_unit_test(figures_bands_and_deadlines),
		cmocka_unit_test(csv_quotes_tames_and_counts),
		cmocka_unit_test(excel_gets_a_mark_and_its_line_ends),
		cmocka_unit_test(json_has_null_for_what_is_not_known),
		cmocka_unit_test(no_rows_are_still_whole_documents),
		cmocka_unit_test(two_batches_are_one_document),
		cmocka_unit_test(labels_spelled_once_come_out_the_same_each_time),
		cmocka_unit_test(a_layout_again_writes_the_same_by_itself),
		cmocka_unit_test(the_key_of_a_row),
	};

	return RUN_TESTS(tests);
}
