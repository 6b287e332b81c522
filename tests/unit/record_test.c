/* record: run.json as record.h shows it, and the counts of a summary. */
#include "tests/unit/made_run.h"

#include "interp/letters.h"
#include "interp/policy_file.h"
#include "interp/record.h"

/* That two lines can both hold is seen by `check` only where it can look inside: not through
 * arithmetic. */
#define POLICY \
	MADE_HEAD \
	"calendar england is england_and_wales\n" \
	"setting limit is 40 days\n  cites s \"3\"\n  from 2023-01-01 is 30 days\n  cites s " \
	"\"3\"\n" \
	"input case from \"c.csv\", one row per id, settings as at run_date\n" \
	"  id is text\n  hard is yes or no\n  size is number\n" \
	"define twice for case as size times 2\n  cites s \"1\"\n" \
	"decide route for case\n  gives Escalate when hard\n    cites s \"1\"\n  gives Refuse " \
	"when twice is more than 10\n    cites s \"1\"\n" \
	"  otherwise nothing\n    cites s \"2\"\n" \
	"report l of case \"List\"\n  one row per id\n  column route \"Route\" is route\n  cites " \
	"s \"4\"\n"

static void
the_record_holds_what_a_run_needs_to_be_repeated(void **state)
{
	static const char *const parts[] = { "{\n  \"schema\": 1,", "\"name\": \"writ\"",
		"\"title\": \"A made-up policy\"", "\"sha256\": \"00ff\"",
		"\"in_force_from\": \"2020-01-01\"", "\"in_force_to\": null",
		"\"name\": \"letters/one.txt\"", "\"role\": \"wording\"", "\"sha256\": \"33cc\"",
		"\"name\": \"more.writ\"", "\"role\": \"variation\"", "\"sha256\": \"44bb\"",
		"\"run_date\": \"2022-05-31\"", "\"set\": [\n      \"limit=30 days\"",
		"\"with\": [\n      \"more.writ\"", "\"encoding\": \"utf-8\"", "\"excel\": false",
		"\"no_key_check\": false", "\"log\": \"always\"", "\"name\": \"limit\"",
		"\"origin\": \"policy\"", "\"from\": null", "\"40 days\"", "\"source\": \"s\"",
		"\"clause\": \"3\"", "\"from\": \"2023-01-01\"", "\"30 days\"",
		"\"name\": \"england\"", "\"source\": \"england_and_wales\"",
		"\"last_day\": \"2028-12-31\"", "\"file\": \"c.csv\"", "\"read\": 5", "\"used\": 4",
		"\"refused\": 1", "\"column\": \"route\"",
		"\"outcome\": \"Escalate\",\n          \"rows\": 1", "\"nothing\": 1",
		"\"undecided\": 2", "\"disagree\": 1", "\"letters\": null", "\"name\": \"l\"",
		"\"cells_refused\": 0", "\"not_worked_out\": 0", "\"written\": true",
		"\"lines\": 12", "\"sha256\": \"55dd\"", "\"name\": \"a.csv\"",
		"\"name\": \"b.csv\"", "\"name\": \"index.html\"" };
	struct side_file second = { .name = "more.writ", .role = "variation", .digest = "44bb" };
	struct side_file first = { .name = "letters/one.txt",
		.role = "wording",
		.digest = "33cc",
		.next = &second };
	const char *sets[] = { "limit=30 days" }, *withs[] = { "schemes/more.writ" };
	const struct options options = { .sets = sets,
		.set_count = 1,
		.withs = withs,
		.with_count = 1,
		.encoding = "utf-8",
		.log = LOG_ALWAYS };
	struct made_run made;
	struct buffer out = BUFFER_INIT;
	const char *at;

	(void)state;
	made_start(&made, POLICY, "2022-05-31");
	made_rows(&made, "id,hard,size\n1,yes,1\n2,no,1\n3,?,1\n4,yes,9\n");
	made.summary->options = &options;
	made.summary->log_written = true;
	made.summary->log_lines = 12;
	summary_add_output(made.summary, "decisions.jsonl", 10, "55dd");
	made.summary->tool_version = "0.1";
	made.summary->policy_file = "p.writ";
	made.summary->policy_digest = "00ff";
	made.summary->policy_beside = &first;
	made.summary->tables[0].file = "c.csv";
	made.summary->tables[0].digest = "11ee";
	made.summary->tables[0].counts =
	    (struct csvin_counts){ .read = 5, .used = 4, .refused = 1, .bytes = 99, .lines = 6 };
	summary_add_report(made.summary, made.program->reports[0], made_grid(&made, "l"));
	summary_add_output(made.summary, "index.html", 10, "aa");
	summary_add_output(made.summary, "b.csv", 10, "aa");
	summary_add_output(made.summary, "a.csv", 10, "aa");
	record_json(&out, made.summary);
	at = out.at;
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		const char *found = strstr(at, parts[i]);

		if (found == NULL)
			fail_msg("not found, or not in its place: %s in\n%s", parts[i], out.at);
		at = found + strlen(parts[i]);
	}
	buffer_release(&out);
	made_end(&made);
}

static void
the_record_counts_letters(void **state)
{
	struct letter letter = { .name = "One" };
	struct letter_count count = { .letter = &letter,
		.due = 3,
		.written = 1,
		.held_back = 2,
		.undecided = 4,
		.sent = 5,
		.lapsed = 6,
		.not_due = 7 };
	/* of another file: not counted among those of the register */
	struct letter_hold holds[] = {
		{ .kind = LETTER_HOLD_REFUSED, .rows = 8, .every = true },
		{ .kind = LETTER_HOLD_NOBODY, .rows = 9, .every = true },
		{ .kind = LETTER_HOLD_REFUSED, .rows = 10 },
		{ .kind = LETTER_HOLD_MISTYPED, .rows = 11 }
	};
	struct letter_summary letters = { .counts = &count,
		.count = 1,
		.due = 3,
		.written = 1,
		.held_back = 2,
		.undecided = 4,
		.holds = holds,
		.hold_count = 4,
		.to_fill = "" };
	const struct options options = { .log = LOG_BY_SIZE };
	struct made_run made;
	struct buffer out = BUFFER_INIT;

	(void)state;
	made_start(&made, POLICY, "2022-05-31");
	made.summary->options = &options;
	made.summary->letters = &letters;
	made.summary->log_left_out = true;
	record_json(&out, made.summary);
	assert_non_null(strstr(out.at,
	    "\"log\": {\n    \"written\": false,\n    \"why_not\": \"the inputs are longer than "
	    "4000000 bytes"));
	assert_non_null(strstr(out.at,
	    "\"letters\": {\n    \"due\": 3,\n    \"written\": 1,\n    \"held_back\": 2,\n"
	    "    \"undecided\": 4,\n    \"may_be_due\": 0,\n    \"register_rows_refused\": 8,\n    "
	    "\"register_rows_for_nobody\": 9,\n"
	    "    \"of\": [\n      {\n    "
	    "    \"letter\": \"One\",\n"
	    "        \"due\": 3,\n        \"written\": 1,\n        \"held_back\": 2,\n        "
	    "\"undecided\": 4,\n"
	    "        \"sent\": 5,\n        \"lapsed\": 6,\n        \"not_due\": 7\n"));
	buffer_release(&out);
	made_end(&made);
}

static void
every_row_has_one_outcome_and_a_restart_forgets_them(void **state)
{
	struct made_run made;
	const struct summary_decide *decide;

	(void)state;
	made_start(&made, POLICY, "2022-05-31");
	made.batch_rows = 2;
	made_rows(&made, "id,hard,size\n1,yes,1\n2,no,1\n3,?,1\n4,yes,9\n5,no,9\n");
	decide = &made.summary->tables[0].decides[0];
	assert_int_equal(made.summary->tables[0].rows, 5);
	assert_int_equal(
	    decide->outcomes[0] + decide->outcomes[1] + decide->nothing + decide->undecided, 5);
	assert_int_equal(decide->undecided, 2);
	assert_int_equal(decide->disagree, 1);
	assert_int_equal(summary_undecided(made.summary), 2);
	summary_add_need(made.summary,
	    &(struct summary_need){ .table = made.table, .key = "3", .needs = "hard" });
	summary_count_need(made.summary, made.table);
	assert_int_equal(made.summary->need_total, 2);
	assert_int_equal(made.summary->need_count, 1);
	summary_restart(made.summary, made.table);
	assert_int_equal(made.summary->need_total, 0);
	assert_int_equal(made.summary->need_count, 0);
	assert_int_equal(made.summary->tables[0].rows, 0);
	assert_int_equal(summary_undecided(made.summary), 0);
	made_end(&made);
}

static void
needs_beyond_the_most_kept_are_only_counted(void **state)
{
	struct made_run made;

	(void)state;
	made_start(&made, POLICY, "2022-05-31");
	for (int i = 0; i < SUMMARY_NEEDS_MAX + 1; i++)
		summary_add_need(made.summary,
		    &(struct summary_need){ .table = made.table, .key = "3", .needs = "hard" });
	assert_int_equal(made.summary->need_count, SUMMARY_NEEDS_MAX);
	assert_int_equal(made.summary->need_total, SUMMARY_NEEDS_MAX + 1);
	made_end(&made);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_record_holds_what_a_run_needs_to_be_repeated),
		cmocka_unit_test(the_record_counts_letters),
		cmocka_unit_test(every_row_has_one_outcome_and_a_restart_forgets_them),
		cmocka_unit_test(needs_beyond_the_most_kept_are_only_counted),
	};

	return RUN_TESTS(tests);
}
