/* candidates: of the rows another row asks about, those that do not meet what is asked are found
 * when they are wanted, and never said to have mattered. */
#include "tests/unit/made_world.h"

#include "interp/explain_facts.h"

static const char policy[] = ENGINE_HEAD
    "input item from \"i.csv\", one row per item_code\n"
    "  item_code  is text\n"
    "  cites s \"1\"\n"
    "input mark from \"m.csv\", one row per mark_ref\n"
    "  mark_ref  is text\n"
    "  item      refers to item\n"
    "  good      is yes or no\n"
    "  cites s \"1\"\n"
    "define fine for item as there is a mark for the same item where good\n"
    "  cites s \"2\"\n"
    "define goods for item as count in mark for the same item where good\n"
    "  cites s \"2\"\n";

struct asked {
	struct world *world;
	bool all;
	struct buffer text;		/* "0 1*; 1 -": marks of each item, * mattered */
};

static bool
gather(void *context, const struct batch *batch, struct fault *fault)
{
	struct asked *asked = context;
	const struct table *table = table_named(asked->world, "item");

	(void)fault;
	for (uint32_t row = 0; row < batch->rows; row++) {
		struct facts facts;

		facts_init(&facts, &asked->world->engine.arena, asked->world->engine.program,
		    asked->world->workspace);
		facts.all_candidates = asked->all;
		facts_add(&facts, batch, row, table_column(table, "fine"));
		facts_add(&facts, batch, row, table_column(table, "goods"));
		for (uint32_t mark = 0; mark < 16; mark++)
			for (uint32_t i = 0; i < facts.count; i++)
				if (facts.facts[i].row == mark &&
				    strcmp(facts.facts[i].field->name, "good") == 0)
					buffer_printf(&asked->text, " %u%s", (unsigned)mark,
					    facts.facts[i].mattered ? "*" : "");
		buffer_char(&asked->text, ';');
	}
	return true;
}

static void
marks_are(struct world *world, bool all, const char *wanted)
{
	const struct table *table = table_named(world, "item");
	const struct column *columns[] = { table_column(table, "fine"),
		table_column(table, "goods"), table->keys[0] };
	const struct table_wants wants = { .columns = columns, .column_count = 3 };
	struct asked asked = { world, all, BUFFER_INIT };
	const struct row_consumer consumer = { gather, NULL, &asked };
	struct fault fault = FAULT_NONE;

	assert_true(workspace_rows(world->workspace, table, &wants, &consumer, &fault));
	assert_string_equal(asked.text.at, wanted);
	buffer_release(&asked.text);
}

static void
rows_with_the_keys_are_found_though_they_do_not_count(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, policy);
	give(&world, "item", "item_code=A");
	give(&world, "item", "item_code=B");
	give(&world, "item", "item_code=C");
	give(&world, "mark", "mark_ref=0,item=A,good=yes");
	give(&world, "mark", "mark_ref=1,item=A,good=no");
	give(&world, "mark", "mark_ref=2,item=B,good=no");
	evaluate(&world);
	marks_are(&world, false, " 0*;;;");
	marks_are(&world, true, " 0* 1; 2;;");
	close_world(&world);
}

static void
a_row_whose_key_is_not_known_may_be_one_of_them(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, policy);
	give(&world, "item", "item_code=A");
	give(&world, "item", "item_code=B");
	give(&world, "mark", "mark_ref=0,good=no");
	give(&world, "mark", "mark_ref=1,item=nothing,good=no");
	evaluate(&world);
	marks_are(&world, true, " 0; 0;");
	close_world(&world);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_with_the_keys_are_found_though_they_do_not_count),
		cmocka_unit_test(a_row_whose_key_is_not_known_may_be_one_of_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
