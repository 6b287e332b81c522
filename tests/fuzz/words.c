/*
 * words: the lines of an input as the words of a command line. They are refused, with a reason, or
 * read; then each --set is taken over a policy that has settings of every kind, or refused, and no
 * setting ever leaves what the policy allows, nor is one set that it does not open.
 */
#include "interp/fold_value.h"
#include "interp/local.h"
#include "tests/fuzz/main.h"
#include "tests/fuzz/whole.h"

enum { WORDS = 64 };

static const char policy[] =
    "policy open\n  title \"Open\"\n  version \"1\"\n  owner \"o\"\n"
    "  in force from 2020-01-01\n  due for review 2030-01-01\n"
    "source s is \"S\"\n"
    "setting limit is 40 days\n  from 2022-03-01 is 45 days\n"
    "  may vary locally between 20 days and 60 days\n  cites s \"1\"\n"
    "setting share is 50%\n  may vary locally between 12.5% and 90%\n  cites s \"1\"\n"
    "setting fee is £12.50\n  may vary locally between £10 and £20\n  cites s \"1\"\n"
    "setting ratio is 1.5\n  may vary locally between 0 and 2.25\n  cites s \"1\"\n"
    "setting office is \"The office\"\n  may vary locally\n  cites s \"1\"\n"
    "setting first_day is 2022-02-01\n  may vary locally between 2022-01-01 and 2022-03-01\n"
    "  cites s \"1\"\n"
    "setting shut_on is 2022-02-01 and 2022-02-02\n  may vary locally\n  cites s \"1\"\n"
    "setting paid is yes\n  may vary locally\n  cites s \"1\"\n"
    "setting wait is 2 weeks\n  may vary locally\n  cites s \"1\"\n"
    "setting amount is £100\n  may vary locally among £100, £150.50\n  cites s \"1\"\n"
    "setting desk is \"a\"\n  may vary locally among \"a\", \"b\"\n  cites s \"1\"\n"
    "setting fixed is 3\n  cites s \"1\"\n"
    "input case from \"cases.csv\", one row per case_ref, settings as at run_date\n"
    "  case_ref is text\n  waiting is days\n  cites s \"1\"\n"
    "decide late for case\n  gives Late when waiting is more than limit\n    cites s \"1\"\n"
    "  otherwise In_time\n    cites s \"1\"\n"
    "variation north of open from 2022-01-01 to 2022-12-31\n"
    "  set limit to 30 days because \"Board\"\n";

static bool
is_allowed(const struct setting *setting, const struct value *value)
{
	for (uint32_t i = 0; setting->may_vary == MAY_VARY_AMONG; i++)
		if (i == setting->bound_count)
			return false;
		else if (value_order(&setting->bounds[i], value, false) == 0)
			return true;
	if (setting->may_vary != MAY_VARY_BETWEEN)
		return true;
	return value_order(&setting->bounds[0], value, false) <= 0 &&
	    value_order(value, &setting->bounds[1], false) <= 0;
}

static void
judge_settings(struct arena *arena, const struct program *program, const struct options *options)
{
	struct fault fault = FAULT_NONE;
	struct buffer words = BUFFER_INIT;
	struct knobs knobs;
	bool taken;

	knobs_init(&knobs, arena, program, options->on_given ? options->on : 0);
	taken = local_choose(&knobs, options, &fault);
	HOLDS(taken || (fault.code == EXIT_USAGE && fault.text[0] != '\0'));
	for (uint32_t i = 0; i < program->setting_count; i++) {
		const struct knob *knob = &knobs.knobs[i];

		HOLDS(knob->setting->may_vary != MAY_NOT_VARY ||
		    knob->values == knob->setting->values);
		for (uint32_t v = 0; v < knob->value_count; v++)
			for (uint32_t m = 0; m < knob->values[v].count; m++)
				HOLDS(is_allowed(knob->setting, &knob->values[v].values[m]));
	}
	local_say_changes(&words, &knobs);
	buffer_release(&words);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena kept = ARENA_INIT;
	static const struct program *program;
	struct arena arena = ARENA_INIT;
	struct fault fault = FAULT_NONE;
	struct options options;
	char *words[WORDS + 1] = { "writ" };
	int count = 1;

	if (size > WHOLE_LONGEST)
		return 0;
	if (program == NULL)
		program = whole_compile(&kept, policy, NULL, NULL, 0);
	HOLDS(program != NULL);
	for (size_t from = 0, at = 0; at <= size && count < WORDS; at++) {
		if (at < size && data[at] != '\n')
			continue;
		if (at > from)
			words[count++] = arena_copy(&arena, (const char *)data + from, at - from);
		from = at + 1;
	}
	if (options_read(&options, &arena, count, words, &fault))
		judge_settings(&arena, program, &options);
	else
		HOLDS(fault.code == EXIT_USAGE && fault.text[0] != '\0');
	arena_release(&arena);
	return 0;
}
