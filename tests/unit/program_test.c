#include "tests/unit/made_policy.h"

static const char text[] =
    "policy little\n"
    "  title \"A small policy\"\n"
    "  in force from 2022-01-01\n"
    "source guide is \"Guide\"\n"
    "setting limit is 40 days\n"
    "  may vary locally between 20 days and 60 days\n"
    "  cites guide \"1\"\n"
    "  note \"Two\n        lines.\"\n"
    "input case from \"cases.csv\", one row per case_ref, settings as at run_date\n"
    "  case_ref is text like \"A##\", small letters accepted\n"
    "  raised_on is date from column \"Raised\"\n"
    "  kind is Red or \"Dark red\", blank means Red\n"
    "define waiting for case as days from raised_on to run_date, first day not counted\n"
    "  cites guide \"2\"\n"
    "decide route for case\n"
    "  gives Escalate when waiting is more than limit and kind is \"Dark red\"\n"
    "    cites guide \"3\"\n"
    "  otherwise nothing\n"
    "    cites guide \"3\"\n"
    "report all_cases of case \"Cases\"\n"
    "  as at run_date\n"
    "  one row per kind\n"
    "  column cases \"Cases\" is count where route is Escalate\n"
    "  total row \"Total\"\n"
    "  cites guide \"4\"\n";

static const char expected[] =
    "policy little\n"
    "  title \"A small policy\"\n"
    "  in force from 2022-01-01\n"
    "source guide \"Guide\"\n"
    "setting limit: days, may vary between 20 days, 60 days\n"
    "  is 40 days\n"
    "    cites guide \"1\"\n"
    "    note \"Two\\nlines.\"\n"
    "table case from \"cases.csv\", settings as at run_date\n"
    "  field case_ref: text, key, like \"A##\", small letters accepted\n"
    "  field raised_on: date, from column \"Raised\"\n"
    "  field kind: labels Red|Dark red, blank means Red\n"
    "  define waiting: days = (span raised_on run_date)\n"
    "    cites guide \"2\"\n"
    "  decide route: labels Escalate, can be empty\n"
    "    0 gives Escalate when (and (more waiting setting:limit) (labels-in kind Dark red))\n"
    "      cites guide \"3\"\n"
    "    otherwise nothing\n"
    "      cites guide \"3\"\n"
    "  keys: case_ref\n"
    "  evaluation: waiting route\n"
    "report all_cases of case \"Cases\": groups, as at run_date\n"
    "  key kind \"Kind\" = kind\n"
    "  column cases \"Cases\": number = count where (labels-in route Escalate)\n"
    "  total \"Total\"\n"
    "  cites guide \"4\"\n";

static void
a_small_policy_is_listed_whole(void **state)
{
	struct fixture *fixture = *state;
	const struct program *program = fixture_compile(fixture, "", text);

	assert_string_equal(diags_text(&fixture->diags, &fixture->arena, false), "");
	assert_string_equal(program_dump(&fixture->arena, program), expected);
}

static void
two_compilations_give_the_same_listing(void **state)
{
	struct fixture *fixture = *state;
	const struct program *first = fixture_compile(fixture, "", text);
	const struct program *again = fixture_compile(fixture, "", text);

	assert_string_equal(program_dump(&fixture->arena, again),
	    program_dump(&fixture->arena, first));
	assert_int_equal(again->expr_count, first->expr_count);
}

static void
things_are_found_by_name(void **state)
{
	const struct program *program = fixture_compile(*state, "", text);
	const struct table *table = program_table(program, "case");

	assert_string_equal(table->name, "case");
	assert_string_equal(table_column(table, "route")->name, "route");
	assert_string_equal(program_setting(program, "limit")->name, "limit");
	assert_string_equal(program_report(program, "all_cases")->name, "all_cases");
	assert_null(program_table(program, "cases"));
	assert_null(table_column(table, "rout"));
	assert_null(program_setting(program, "limits"));
	assert_null(program_report(program, "all"));
}

static void
conditions_are_told_from_values(void **state)
{
	const struct table *table = program_table(fixture_compile(*state, "", text), "case");

	assert_false(expr_is_condition(table_column(table, "waiting")->body));
	assert_true(expr_is_condition(table_column(table, "route")->decide->rules[0].when));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FIXTURE(a_small_policy_is_listed_whole),
		IN_FIXTURE(two_compilations_give_the_same_listing),
		IN_FIXTURE(things_are_found_by_name),
		IN_FIXTURE(conditions_are_told_from_values),
	};

	return RUN_TESTS(tests);
}
