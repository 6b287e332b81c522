/*
 * tests: any bytes as a file of tests beside a fixed policy, and, behind a line of four equals
 * signs, as the table of tests that it may read. They are refused, or run: then each test passes or
 * fails, what fails is said, no test of the policy itself comes out otherwise for those beside it,
 * and the same again says the same.
 */
#include "interp/coverage.h"
#include "interp/testrun.h"
#include "tests/fuzz/main.h"
#include "tests/fuzz/whole.h"

static const char policy[] =
    "policy tried\n  title \"Tried\"\n  version \"1\"\n  owner \"o\"\n"
    "  in force from 2020-01-01\n  due for review 2030-01-01\n"
    "source s is \"S\"\n"
    "setting limit is 40 days\n  may vary locally between 20 days and 60 days\n  cites s \"1\"\n"
    "input person from \"people.csv\", one row per person_ref\n"
    "  person_ref is text like \"P#\"\n  full_name is text, may be blank\n  cites s \"1\"\n"
    "input case from \"cases.csv\", one row per case_ref, settings as at run_date\n"
    "  case_ref is text\n  person refers to person\n  raised_on is date\n"
    "  kind is Main or Branch\n  score is percent, may be blank\n"
    "  paid is money, may be blank\n  cites s \"1\"\n"
    "define waited for case as days from raised_on to run_date, first day not counted\n"
    "  cites s \"2\"\n"
    "define all_paid for person as sum of paid in case for the same person\n  cites s \"2\"\n"
    "decide route for case, first that applies\n"
    "  gives Look when waited is more than limit\n    cites s \"3\"\n"
    "  gives Low when score is less than 50%\n    cites s \"3\"\n"
    "  otherwise Usual\n    cites s \"3\"\n"
    "bands level for person by all_paid\n  below £10 is Little\n  £10 or more is Much\n"
    "  cites s \"4\"\n"
    "report kinds of case \"Kinds\"\n  one row per kind\n"
    "  column cases \"Cases\" is count\n  cites s \"5\"\n"
    "test \"own\" on 2022-05-31\n"
    "  given case rows raised_on giving waited, route\n"
    "    - 2022-04-20  gives 41 days, Look\n  end given\n";
static const char beside[] =
    "tests of tried\ntest \"table\" on 2022-05-31\n"
    "  given case from \"table.csv\" giving waited, route\n"
    "test \"more\" on 2022-05-31\n  set limit to 30 days\n"
    "  given case with raised_on is 2022-04-21\n  expect route is Look\n";
static const char table[] = "# what it shows,raised_on,waited,route,route_why\n"
			    "on the limit,2022-04-21,40 days,unknown,\n"
			    "a day over it,2022-04-20,,Look,\n"
			    "no date,unknown,,unknown,\n";

struct said {
	struct testrun_result result;
	struct buffer text;
	bool done;
};

static void
run_tests(struct said *said, struct arena *arena, const struct program *program, const char *only)
{
	const struct options options = { .command = COMMAND_TEST, .only = only };
	struct fault fault = FAULT_NONE;
	struct coverage *coverage = coverage_make(arena, program);

	*said = (struct said){ .text = BUFFER_INIT };
	said->done = testrun_all(program, arena_printf(arena, "%s/fuzz.writ", whole_folder()),
	    &options, &said->text, coverage, NULL, &said->result, &fault);
	HOLDS(said->done == (fault.code == EXIT_DONE));
	HOLDS(said->done || (fault.code != EXIT_OURS && fault.text[0] != '\0'));
	if (!said->done)
		return;
	HOLDS(said->result.passed + said->result.failed == said->result.tests);
	HOLDS((said->result.failed > 0) == (said->text.length > 0));
	coverage_say(&said->text, coverage);
	coverage_list(&said->text, coverage);
}

static void
judge(struct arena *arena, const struct program *program)
{
	struct said own, first, second;

	run_tests(&first, arena, program, NULL);
	run_tests(&second, arena, program, NULL);
	HOLDS(first.done == second.done && first.text.length == second.text.length);
	HOLDS(first.text.length == 0 ||
	    memcmp(first.text.at, second.text.at, first.text.length) == 0);
	HOLDS(!first.done || first.result.tests == program->test_count);
	run_tests(&own, arena, program, "own");
	HOLDS(!own.done || own.result.passed > 0);
	buffer_release(&own.text);
	buffer_release(&first.text);
	buffer_release(&second.text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct whole_text parts[] = { { NULL, beside, sizeof beside - 1 },
		{ NULL, table, sizeof table - 1 } };
	struct arena arena = ARENA_INIT;
	const struct program *program;

	if (size > WHOLE_LONGEST)
		return 0;
	whole_parts(&arena, data, size, parts, 2);
	parts[0].name = "tests-of-fuzz.writ";
	whole_put("table.csv", parts[1].at, parts[1].length);
	program = whole_compile(&arena, policy, &parts[0], NULL, 0);
	if (program != NULL)
		judge(&arena, program);
	arena_release(&arena);
	return 0;
}
