/* sample: which decision is drawn from, the words of a sheet, and the policy's lines in it. The
 * sheets as wholes are in tests/record.sh. */
#include "tests/unit/test.h"

#include <string.h>

#include "interp/sample_parts.h"
#include "lang/compile.h"

struct asked {
	struct arena arena;
	struct options options;
	struct sample sample;
	struct fault fault;
	struct sample_kind kinds[8];
};

static void
begin(struct asked *asked)
{
	memset(asked, 0, sizeof *asked);
	arena_init(&asked->arena);
	asked->sample =
	    (struct sample){ .arena = &asked->arena, .options = &asked->options, .log_path = "l" };
	asked->sample.kinds = asked->kinds;
}

static void
kind(struct asked *asked, const char *table, const char *decision, uint64_t rows)
{
	asked->kinds[asked->sample.kind_count++] = (struct sample_kind){ table, decision, rows };
}

static void
the_only_decision_is_drawn_from(void **state)
{
	struct asked asked;

	(void)state;
	begin(&asked);
	kind(&asked, "case", "route", 71);
	assert_true(sample_choose(&asked.sample, &asked.fault));
	assert_string_equal(asked.sample.decision, "route");
	arena_release(&asked.arena);
}

static void
of_several_decisions_one_must_be_named(void **state)
{
	struct asked asked;

	(void)state;
	begin(&asked);
	kind(&asked, "practice", "next", 46);
	kind(&asked, "standing", "status", 221);
	kind(&asked, "standing", "Letter_4", 221);
	assert_false(sample_choose(&asked.sample, &asked.fault));
	assert_int_equal(asked.fault.code, EXIT_USAGE);
	assert_string_equal(asked.fault.text,
	    "which decision is to be sampled? the log has these, with how many rows\n"
	    "  practice: next (46)\n  standing: status (221), Letter_4 (221)\n"
	    "name one, like this: --table standing --column status");
	asked.fault = (struct fault)FAULT_NONE;
	asked.options.table = "practice";
	assert_true(sample_choose(&asked.sample, &asked.fault));
	assert_string_equal(asked.sample.table, "practice");
	asked.options.table = NULL;
	asked.options.decision = "Letter_4";
	assert_true(sample_choose(&asked.sample, &asked.fault));
	assert_string_equal(asked.sample.table, "standing");
	asked.options.table = "practice";
	assert_false(sample_choose(&asked.sample, &asked.fault));
	assert_string_equal(asked.fault.text,
	    "the log has no decision Letter_4 of practice\nit has\n  practice: next (46)");
	arena_release(&asked.arena);
}

static void
what_was_not_sampled_is_counted_and_named(void **state)
{
	struct buffer out = BUFFER_INIT;
	struct asked asked;

	(void)state;
	begin(&asked);
	kind(&asked, "practice", "next", 46);
	kind(&asked, "standing", "status", 221);
	kind(&asked, "standing", "Letter_4", 220);
	asked.sample.table = "standing";
	asked.sample.decision = "status";
	sample_others(&out, &asked.sample);
	assert_string_equal(out.at,
	    "2 other decisions in 2 tables: of practice next (46); of standing Letter_4 (220)");
	buffer_release(&out);
	arena_release(&asked.arena);
}

/* ---- words ---- */

static const struct json_value *
read_line(struct arena *arena, const char *text)
{
	size_t wrong;
	const struct json_value *line = json_read(arena, text, strlen(text), &wrong);

	assert_non_null(line);
	return line;
}

/* The first of the line's comparisons. */
static void
says(const char *comparison, const char *words)
{
	struct arena arena = ARENA_INIT;
	struct buffer out = BUFFER_INIT;
	const struct json_value *line = read_line(&arena,
	    arena_printf(&arena,
		"{\"cells\":[{\"column\":\"cas_number\",\"text\":\"\"}],\"comparisons\":[%s]}",
		comparison));

	sample_part(&out, PART_COMPARISONS, line, json_member(line, "comparisons")->first);
	assert_string_equal(out.at, words);
	buffer_release(&out);
	arena_release(&arena);
}

static void
conditions_read_as_sentences_not_as_questions(void **state)
{
	(void)state;
	says("{\"left\":{\"is\":\"waiting\",\"value\":\"56 days\"},\"compare\":\"more than\","
	     "\"right\":{\"is\":\"limit\",\"value\":\"40 days\"},\"answer\":\"yes\"}",
	    "waiting (56 days) more than limit (40 days): yes");
	/* `not imminent` asks the column itself, and its no lets the row pass */
	says("{\"left\":{\"is\":\"imminent\",\"value\":\"no\"},\"compare\":\"yes\","
	     "\"answer\":\"no\"}",
	    "imminent: no");
	says("{\"left\":{\"is\":\"cas_number\",\"value\":null},\"compare\":\"given\","
	     "\"answer\":\"no\"}",
	    "cas_number (blank) given: no");
	says("{\"left\":{\"is\":\"score\",\"value\":null},\"compare\":\"less than\","
	     "\"right\":{\"value\":\"60%\"},\"answer\":\"no\"}",
	    "score (nothing) less than 60%: no, there is nothing to compare");
	says("{\"left\":{\"is\":\"score\",\"value\":null,\"unknown\":true},"
	     "\"compare\":\"less than\",\"right\":{\"value\":\"60%\"},\"answer\":\"not known\"}",
	    "score (not known) less than 60%: not known");
	says("{\"of\":\"Letter_4 is Sent\",\"is\":\"Letter_4\",\"rows\":[],\"answer\":\"no\"}",
	    "Letter_4 in the register: no");
	says("{\"of\":\"silent\",\"is\":\"there is a sent_letter\",\"rows\":"
	     "[{\"row\":\"sent_letter L029\",\"line\":30},{\"row\":\"sent_letter L031\","
	     "\"line\":32}],\"answer\":\"yes\"}",
	    "there is a sent_letter: yes (sent_letter L029, line 30; sent_letter L031, line 32)");
}

static void
outcome(const char *text, const char *words, const char *rule)
{
	struct arena arena = ARENA_INIT;
	struct buffer out = BUFFER_INIT;
	const struct json_value *line = read_line(&arena, text);

	sample_outcome(&out, line);
	assert_string_equal(out.at, words);
	buffer_clear(&out);
	sample_rule(&out, line);
	assert_string_equal(out.at, rule);
	buffer_release(&out);
	arena_release(&arena);
}

static void
a_line_that_gives_nothing_is_not_one_that_does_not_apply(void **state)
{
	(void)state;
	outcome("{\"decision\":\"route\",\"outcome\":\"A\",\"state\":\"decided\",\"rule\":3,"
	        "\"policy_line\":133}",
	    "A", "line 3 of route, at line 133 of the policy");
	outcome("{\"decision\":\"next\",\"outcome\":null,\"state\":\"nothing applies\",\"rule\":1,"
	        "\"policy_line\":9}",
	    "nothing (a line holds, and what it gives is empty)",
	    "line 1 of next, at line 9 of the policy");
	outcome("{\"decision\":\"next\",\"outcome\":null,\"state\":\"nothing applies\","
	        "\"rule\":null,\"policy_line\":9}",
	    "nothing applies", "at line 9 of the policy");
	outcome("{\"decision\":\"next\",\"outcome\":\"A\",\"state\":\"holds either way\","
	        "\"rule\":\"otherwise\",\"policy_line\":9}",
	    "A (holds either way)", "otherwise of next, at line 9 of the policy");
}

/* ---- the policy's words ---- */

static const char POLICY[] =
    "policy p\n  title \"P\"\n  version \"1\"\n  owner \"x\"\n  in force from 2020-01-01\n"
    "source s is \"The paper\"\n"
    "setting limit is 40 days\n  cites s \"1\"\n"
    "setting other is 3\n  cites s \"1\"\n"
    "\n"
    "input case from \"c.csv\", one row per id\n"
    "  id is text\n"
    "  raised is date\n"
    "  points is number\n"
    "  cites s \"1\"\n"
    "define waiting for case as days from raised to run_date, first day not counted\n"
    "  cites s \"2\"\n"
    "\n"
    "# a remark\n"
    "decide route for case\n"
    "  gives Up when waiting is more than limit\n"
    "\n"
    "    cites s \"3\"\n"
    "  otherwise Down\n"
    "    cites s \"3\"\n"
    "# another\n"
    "decide pile for case\n"
    "  gives Left when points is more than other\n    cites s \"4\"\n"
    "  otherwise Right\n    cites s \"4\"\n";

static void
all_that_a_decision_names_is_quoted_and_nothing_else(void **state)
{
	static const uint32_t first[] = { 6, 7, 12, 14, 17, 21 }, count[] = { 1, 2, 1, 1, 2, 6 };
	struct sources sources;
	struct diags diags;
	struct asked asked;
	const struct table *table;

	(void)state;
	begin(&asked);
	sources_init(&sources, &asked.arena);
	diags_init(&diags, &asked.arena, &sources);
	asked.sample.program = policy_compile(&asked.arena, &sources, &diags, "in/p.writ", POLICY,
	    strlen(POLICY));
	if (asked.sample.program == NULL)
		fail_msg("%s", diags_text(&diags, &asked.arena, false));
	table = program_table(asked.sample.program, "case");
	sample_rules(&asked.sample, table_column(table, "route"));
	assert_int_equal(asked.sample.passage_count, 6);
	for (uint32_t i = 0; i < 6; i++) {
		assert_int_equal(asked.sample.passages[i].first, first[i]);
		assert_int_equal(asked.sample.passages[i].count, count[i]);
		assert_string_equal(asked.sample.passages[i].file, "p.writ");
	}
	assert_string_equal(asked.sample.passages[5].lines[1],
	    "  gives Up when waiting is more than limit");
	assert_true(asked.sample.settings[program_setting(asked.sample.program, "limit")->index]);
	assert_false(asked.sample.settings[program_setting(asked.sample.program, "other")->index]);
	arena_release(&asked.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_only_decision_is_drawn_from),
		cmocka_unit_test(of_several_decisions_one_must_be_named),
		cmocka_unit_test(what_was_not_sampled_is_counted_and_named),
		cmocka_unit_test(conditions_read_as_sentences_not_as_questions),
		cmocka_unit_test(a_line_that_gives_nothing_is_not_one_that_does_not_apply),
		cmocka_unit_test(all_that_a_decision_names_is_quoted_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
