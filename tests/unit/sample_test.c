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
	asked->kinds[asked->sample.kind_count++] =
	    (struct sample_kind){ .table = table, .decision = decision, .rows = rows };
}

static void
the_only_decision_is_drawn_from(void **state)
{
	struct asked asked;

	(void)state;
	begin(&asked);
	kind(&asked, "case", "route", 71);
	assert_true(sample_choose(&asked.sample, &asked.fault));
	assert_ptr_equal(asked.sample.only, &asked.kinds[0]);
	assert_string_equal(asked.sample.only->decision, "route");
	arena_release(&asked.arena);
}

static void
subject_is(const struct asked *asked, const char *words)
{
	struct buffer out = BUFFER_INIT;

	sample_subject(&out, &asked->sample);
	assert_string_equal(out.at, words);
	buffer_release(&out);
}

static void
of_several_decisions_all_are_drawn_from_unless_some_are_named(void **state)
{
	struct asked asked;

	(void)state;
	begin(&asked);
	kind(&asked, "practice", "next", 46);
	kind(&asked, "standing", "status", 221);
	kind(&asked, "standing", "Letter_4", 221);
	assert_true(sample_choose(&asked.sample, &asked.fault));
	assert_null(asked.sample.only);
	for (int i = 0; i < 3; i++)
		assert_true(asked.kinds[i].chosen);
	subject_is(&asked, "all decisions of the log");
	asked.options.table = "practice";
	assert_true(sample_choose(&asked.sample, &asked.fault));
	assert_ptr_equal(asked.sample.only, &asked.kinds[0]);
	subject_is(&asked, "next of practice");
	asked.options.table = "standing";
	assert_true(sample_choose(&asked.sample, &asked.fault));
	assert_null(asked.sample.only);
	assert_false(asked.kinds[0].chosen);
	assert_true(asked.kinds[1].chosen && asked.kinds[2].chosen);
	subject_is(&asked, "all decisions of standing");
	asked.options.table = NULL;
	asked.options.decision = "Letter_4";
	assert_true(sample_choose(&asked.sample, &asked.fault));
	assert_ptr_equal(asked.sample.only, &asked.kinds[2]);
	asked.options.table = "practice";
	assert_false(sample_choose(&asked.sample, &asked.fault));
	assert_int_equal(asked.fault.code, EXIT_USAGE);
	assert_string_equal(asked.fault.text,
	    "the log has no decision Letter_4 of practice\nit has\n  practice: next (46)");
	arena_release(&asked.arena);
}

/* ---- drawing from several ---- */

/* Rows as the log has them: row by row, each with its decisions. */
static void
rows(struct asked *asked, const char *const *keys, uint32_t count)
{
	struct sample *sample = &asked->sample;

	sample->count = 0;
	sample->rows = memory_grow(NULL, (size_t)count * sample->kind_count, sizeof *sample->rows);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t k = 0; k < sample->kind_count; k++)
			sample->rows[sample->count++] = (struct sample_row){
				.kind = &asked->kinds[k], .key = keys[i] };
	sample->stratum_count = 1;
	sample->strata[0] = (struct sample_stratum){ .size = sample->count };
}

/* Seed 7, 2 of 6, by the words of the manual: j is 5: 7191089600892374487 leaves 2 by 5, so line 3;
 * j is 6: 309689372594955804 leaves 0 by 6, so line 1. The lines are route A, B, C; priority A, B,
 * C: so route of A and of C, in whatever order the rows stood. */
static void
the_lines_are_numbered_decision_by_decision(void **state)
{
	static const char *const one[] = { "C", "A", "B" }, *const other[] = { "B", "C", "A" };
	struct asked asked;

	(void)state;
	for (int turn = 0; turn < 2; turn++) {
		begin(&asked);
		kind(&asked, "case", "route", 3);
		kind(&asked, "case", "priority", 3);
		assert_true(sample_choose(&asked.sample, &asked.fault));
		rows(&asked, turn == 0 ? one : other, 3);
		asked.sample.seed = 7;
		asked.sample.wanted = 2;
		assert_true(sample_draw(&asked.sample, &asked.fault));
		for (uint32_t i = 0; i < 6; i++) {
			const struct sample_row *row = &asked.sample.rows[i];

			assert_ptr_equal(row->kind, &asked.kinds[i / 3]);
			assert_int_equal(row->key[0], 'A' + (int)i % 3);
			assert_int_equal(row->drawn, i == 0 || i == 2);
		}
		assert_int_equal(asked.kinds[0].drawn, 2);
		assert_int_equal(asked.kinds[1].drawn, 0);
		memory_free(asked.sample.rows);
		arena_release(&asked.arena);
	}
}

/* A decision of one row and one of five: 6 lines, of which 2 are drawn, over 12,000 seeds. Each
 * line is expected 4,000 times, with a deviation of 52; were the decisions drawn one after the
 * other, the only row of the first would come up 6,000 times or more. */
static void
every_line_of_the_log_has_the_same_chance(void **state)
{
	static const char *const keys[] = { "A", "B", "C", "D", "E" };
	uint32_t drawn[6] = { 0 };
	struct asked asked;

	(void)state;
	for (uint64_t seed = 0; seed < 12000; seed++) {
		struct sample *sample = &asked.sample;

		begin(&asked);
		kind(&asked, "practice", "next", 1);
		kind(&asked, "case", "route", 5);
		assert_true(sample_choose(sample, &asked.fault));
		sample->rows = memory_grow(NULL, 6, sizeof *sample->rows);
		sample->count = 6;
		for (uint32_t i = 0; i < 6; i++)
			sample->rows[i] = (struct sample_row){ .kind = &asked.kinds[i > 0],
				.key = i == 0 ? "X" : keys[i - 1] };
		sample->stratum_count = 1;
		sample->strata[0] = (struct sample_stratum){ .size = 6 };
		sample->seed = seed;
		sample->wanted = 2;
		assert_true(sample_draw(sample, &asked.fault));
		for (uint32_t i = 0; i < 6; i++)
			drawn[i] += sample->rows[i].drawn;
		assert_int_equal(asked.kinds[0].drawn + asked.kinds[1].drawn, 2);
		memory_free(sample->rows);
		arena_release(&asked.arena);
	}
	for (uint32_t i = 0; i < 6; i++)
		assert_in_range(drawn[i], 3740, 4260);
}

static void
fewer_than_the_outcomes_of_all_decisions_are_too_few(void **state)
{
	static const char *const keys[] = { "A", "B" };
	struct asked asked;

	(void)state;
	begin(&asked);
	asked.options.by = "outcome";
	kind(&asked, "case", "route", 2);
	kind(&asked, "case", "priority", 2);
	assert_true(sample_choose(&asked.sample, &asked.fault));
	rows(&asked, keys, 2);
	/* route: Yes, No; priority: Yes twice */
	asked.sample.stratum_count = 3;
	asked.sample.strata[0] = (struct sample_stratum){ &asked.kinds[0], "Yes", 1, 0 };
	asked.sample.strata[1] = (struct sample_stratum){ &asked.kinds[1], "Yes", 2, 0 };
	asked.sample.strata[2] = (struct sample_stratum){ &asked.kinds[0], "No", 1, 0 };
	asked.sample.rows[1].stratum = asked.sample.rows[3].stratum = 1;
	asked.sample.rows[2].stratum = 2;
	asked.sample.wanted = 2;
	assert_false(sample_draw(&asked.sample, &asked.fault));
	assert_string_equal(asked.fault.text,
	    "--by outcome: these decisions have 3 outcomes together, so 2 are too few\n"
	    "ask for at least 3, or name one decision with --column");
	asked.fault = (struct fault)FAULT_NONE;
	asked.sample.wanted = 3;
	assert_true(sample_draw(&asked.sample, &asked.fault));
	assert_string_equal(asked.sample.strata[0].outcome, "No");
	assert_string_equal(asked.sample.strata[1].outcome, "Yes");
	assert_ptr_equal(asked.sample.strata[2].kind, &asked.kinds[1]);
	/* A is Yes and B is No: both routes, and one of the priorities */
	assert_true(asked.sample.rows[0].drawn && asked.sample.rows[1].drawn);
	assert_int_equal(asked.sample.rows[2].drawn + asked.sample.rows[3].drawn, 1);
	memory_free(asked.sample.rows);
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
	asked.options.table = "standing";
	asked.options.decision = "status";
	assert_true(sample_choose(&asked.sample, &asked.fault));
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
	        "\"rule\":\"otherwise\",\"policy_line\":9}",
	    "nothing (no line holds, and otherwise it is nothing)",
	    "otherwise of next, at line 9 of the policy");
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
    "input case from \"c.csv\",  # one, two\n"
    "  one row per id\n"
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
	static const uint32_t first[] = { 6, 7, 12, 15, 18, 22 }, count[] = { 1, 2, 2, 1, 2, 6 };
	struct sources sources;
	struct diags diags;
	struct sample_kind kind = { .table = "case", .decision = "route" };
	struct buffer out = BUFFER_INIT;
	struct sample_rules rules;
	struct asked asked;
	const struct table *table;
	const struct column *column;

	(void)state;
	begin(&asked);
	sources_init(&sources, &asked.arena);
	diags_init(&diags, &asked.arena, &sources);
	asked.sample.program = policy_compile(&asked.arena, &sources, &diags, "in/p.writ", POLICY,
	    strlen(POLICY));
	if (asked.sample.program == NULL)
		fail_msg("%s", diags_text(&diags, &asked.arena, false));
	table = program_table(asked.sample.program, "case");
	column = table_column(table, "route");
	sample_rules(&rules, &asked.sample, &column, 1);
	assert_int_equal(rules.passage_count, 6);
	for (uint32_t i = 0; i < 6; i++) {
		assert_int_equal(rules.passages[i].first, first[i]);
		assert_int_equal(rules.passages[i].count, count[i]);
		assert_string_equal(rules.passages[i].file, "p.writ");
	}
	assert_string_equal(rules.passages[5].lines[1],
	    "  gives Up when waiting is more than limit");
	assert_true(rules.settings[program_setting(asked.sample.program, "limit")->index]);
	assert_false(rules.settings[program_setting(asked.sample.program, "other")->index]);
	/* The decision itself stands apart from what it rests on. */
	kind.rules = rules;
	kind.own = sample_own_passage(&rules, asked.sample.program, column);
	assert_ptr_equal(kind.own, &rules.passages[5]);
	sample_rests_on(&out, &kind);
	assert_string_equal(out.at, "6 to 8, 12 to 15, 18 to 19 of p.writ");
	buffer_release(&out);
	arena_release(&asked.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_only_decision_is_drawn_from),
		cmocka_unit_test(of_several_decisions_all_are_drawn_from_unless_some_are_named),
		cmocka_unit_test(the_lines_are_numbered_decision_by_decision),
		cmocka_unit_test(every_line_of_the_log_has_the_same_chance),
		cmocka_unit_test(fewer_than_the_outcomes_of_all_decisions_are_too_few),
		cmocka_unit_test(what_was_not_sampled_is_counted_and_named),
		cmocka_unit_test(conditions_read_as_sentences_not_as_questions),
		cmocka_unit_test(a_line_that_gives_nothing_is_not_one_that_does_not_apply),
		cmocka_unit_test(all_that_a_decision_names_is_quoted_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
