/* What a person at a terminal reads. */
#include "tests/unit/test.h"

#include "tests/unit/made_run.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "interp/screen.h"

static const char policy[] =
    MADE_HEAD
    "input case from \"cases.csv\", one row per case_ref\n"
    "  case_ref is text\n"
    "  urgent   is yes or no, may be blank\n"
    "  open     is yes or no\n"
    "decide route for case, first that applies\n"
    "  gives Fast when urgent  cites s \"1\"\n"
    "  gives Slow when open    cites s \"2\"\n"
    "  otherwise nothing       cites s \"2\"\n"
    "report sums of case \"All of them\"\n"
    "  one row in all\n"
    "  column cases \"Cases\" is count\n"
    "  cites s \"3\"\n";

/* What the text in a buffer is; the buffer is given back. */
static const char *
taken(struct arena *arena, struct buffer *buffer)
{
	const char *text = buffer->at == NULL ? "" : arena_copy(arena, buffer->at, buffer->length);

	buffer_release(buffer);
	return text;
}

/* ---- faults ---- */

static const char *
said(struct arena *arena, const char *text)
{
	struct fault fault = FAULT_NONE;
	int ends[2], status;
	char bytes[2048];
	ssize_t got;
	pid_t child;

	fault_set(&fault, EXIT_USAGE, "%s", text);
	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(ends[1], 2);
		screen_fault(&fault);
		_exit(0);
	}
	close(ends[1]);
	got = read(ends[0], bytes, sizeof(bytes));
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	return arena_copy(arena, bytes, got > 0 ? (size_t)got : 0);
}

static void
a_fault_goes_to_standard_error_with_its_further_lines_indented(void **state)
{
	struct arena arena = ARENA_INIT;

	(void)state;
	assert_string_equal(said(&arena, "one line"), "writ: one line\n");
	assert_string_equal(said(&arena, "what\nwhat to do"), "writ: what\n  what to do\n");
	assert_string_equal(said(&arena, "a\x1b[2Jb"), "writ: a\xE2\x90\x9B[2Jb\n");
	arena_release(&arena);
}

/* ---- before a run ---- */

static const struct before_row {
	int64_t from, to, review, day;		/* days after 2022-01-01; -1: not stated */
	bool given;
	const char *said;
} before_rows[] = {
	{ -1, -1, -1, 10, true, "" },
	{ 0, 20, 15, 10, true, "" },
	{ 0, 20, 15, 15, true, "" },
	{ 0, 20, 15, 20, true,
	  "writ: this policy was due for review on 16 January 2022; ask its owner whether it "
	    "still holds\n" },
	{ 10, -1, -1, 10, true, "" },
	{ 10, -1, -1, 9, true, "writ: this policy is in force only from 11 January 2022\n" },
	{ -1, 10, -1, 10, true, "" },
	{ -1, 10, -1, 11, true, "writ: this policy was in force only until 11 January 2022\n" },
	{ -1, -1, -1, 10, false,
	  "writ: no --on was given: this run is for today, 11 January 2022\n" },
};

static int64_t
day_after(int64_t days)
{
	return days < 0 ? INT64_MIN : made_date("2022-01-01") + days;
}

static void
a_run_outside_the_policys_time_is_said_before_it(void **state)
{
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(before_rows) / sizeof(before_rows[0]); i++) {
		const struct before_row *row = &before_rows[i];
		struct program program = { .in_force_from = day_after(row->from),
		    .in_force_to = day_after(row->to),
			.due_for_review = day_after(row->review) };
		struct buffer out = BUFFER_INIT;
		const char *text;

		screen_before(&out, &program, day_after(row->day), row->given);
		text = taken(&arena, &out);
		if (strcmp(text, row->said) != 0)
			fail_msg("row %zu: %s", i, text);
	}
	arena_release(&arena);
}

/* ---- problems ---- */

static void
no_problems_say_nothing(void **state)
{
	struct arena arena = ARENA_INIT;
	struct buffer out = BUFFER_INIT;
	struct problems problems;

	(void)state;
	problems_init(&problems, &arena, (struct problem_sink){ 0 });
	screen_problems(&out, &problems, true);
	assert_null(out.at);
	arena_release(&arena);
}

static void
problems_are_located_counted_and_harmless_to_the_terminal(void **state)
{
	struct arena arena = ARENA_INIT;
	struct buffer out = BUFFER_INIT;
	struct problems problems;
	struct problem cell = { .effect = PROBLEM_CELL_REFUSED, .slug = "bad-date",
	    .file = "cases.csv", .line = 7,
		.column = "First raised", .text = "\x1b[2J", .text_length = 4,
		    .cause = "not a date",
		.fix = "write 2022-04-21" };
	struct problem row = { .effect = PROBLEM_ROW_REFUSED, .slug = "ragged", .file = "cases.csv",
	    .line = 9,
		.cause = "3 cells where 5 are due" };
	struct problem note = { .effect = PROBLEM_NOTE, .slug = "old-encoding", .file = "cases.csv",
		.cause = "read as Windows-1252" };

	(void)state;
	problems_init(&problems, &arena, (struct problem_sink){ 0 });
	problems_add(&problems, &note);
	screen_problems(&out, &problems, false);
	assert_string_equal(taken(&arena, &out),
	    "cases.csv: note: read as Windows-1252 [old-encoding]\n");
	problems_add(&problems, &cell);
	problems_add(&problems, &row);
	problems_add(&problems, &row);
	screen_problems(&out, &problems, false);
	assert_string_equal(taken(&arena, &out),
	    "cases.csv: note: read as Windows-1252 [old-encoding]\n"
	    "cases.csv:7: cell refused: 'First raised' '\xE2\x90\x9B[2J': not a date [bad-date]\n"
	    "    write 2022-04-21\n"
	    "cases.csv:9: row refused: 3 cells where 5 are due [ragged]\n"
	    "cases.csv:9: row refused: 3 cells where 5 are due [ragged]\n"
	    "writ: 2 rows refused, 1 cell refused\n");
	screen_problems(&out, &problems, true);
	assert_non_null(strstr(taken(&arena, &out),
	    "cases.csv:9: \x1b[1;33mrow refused\x1b[0m: 3 cells"));
	arena_release(&arena);
}

static void
a_long_cell_is_cut_between_two_characters(void **state)
{
	struct arena arena = ARENA_INIT;
	char text[80];

	(void)state;
	for (size_t before = 50; before <= 62; before++) {
		struct problem cell = { .effect = PROBLEM_CELL_REFUSED, .slug = "s", .file = "f",
		    .column = "c",
			.text = text, .text_length = 0, .cause = "bad" };
		struct buffer out = BUFFER_INIT;
		struct problems problems;
		const char *shown;

		memset(text, 'a', sizeof(text));
		memcpy(text + before, "\xF0\x9F\x98\x80\xE2\x82\xAC\xC2\xA3", 9);
		cell.text_length = before + 9;
		problems_init(&problems, &arena, (struct problem_sink){ 0 });
		problems_add(&problems, &cell);
		screen_problems(&out, &problems, false);
		shown = taken(&arena, &out);
		assert_null(strstr(shown, "\xEF\xBF\xBD"));
		assert_int_equal(strstr(shown, "…': bad") != NULL, before + 9 > 60);
	}
	arena_release(&arena);
}

static void
problems_past_the_first_twenty_are_counted(void **state)
{
	struct arena arena = ARENA_INIT;
	struct buffer out = BUFFER_INIT;
	struct problems problems;
	struct problem repeat = { .effect = PROBLEM_ROW_REPEATED, .slug = "repeated-key",
	    .file = "f", .line = 1,
		.cause = "twice" };
	const char *text;

	(void)state;
	problems_init(&problems, &arena, (struct problem_sink){ 0 });
	for (int i = 0; i < PROBLEMS_KEPT; i++)
		problems_add(&problems, &repeat);
	screen_problems(&out, &problems, false);
	assert_null(strstr(taken(&arena, &out), "more"));
	for (int i = 0; i < 3; i++)
		problems_add(&problems, &repeat);
	screen_problems(&out, &problems, false);
	text = taken(&arena, &out);
	assert_non_null(strstr(text, "… and 3 more; --out writes all of them to problems.csv\n"));
	assert_non_null(strstr(text, "writ: 23 rows repeated\n"));
	arena_release(&arena);
}

/* ---- the summary ---- */

static const struct csvin_facts no_facts;

static const char *
summary_text(struct made_run *made, const char *folder)
{
	struct buffer out = BUFFER_INIT;

	screen_summary(&out, made->summary, 80, false, folder);
	return taken(&made->arena, &out);
}

static void
the_summary_counts_what_was_read_and_decided_and_names_who_waits(void **state)
{
	struct made_run made;
	const char *text;

	(void)state;
	made_start(&made, policy, "2022-05-31");
	made_rows(&made, "case_ref,urgent,open\nA,yes,no\nB,no,yes\nC,no,no\nD,,yes\nE,,no\n");
	made.summary->tables[0].file = "cases.csv";
	made.summary->tables[0].facts = &no_facts;
	made.summary->tables[0].counts = (struct csvin_counts){ .read = 7, .used = 5, .refused = 1,
	    .repeated = 1 };
	for (int i = 0; i < 12; i++)
		summary_add_need(made.summary, &(struct summary_need){ .table = made.table,
		    .column = table_column(made.table, "route"), .key = arena_printf(&made.arena,
		    "D%d", i),
		    .line = 5, .needs = i == 1 ? "two rules disagree" : "urgent", .why = "",
		    .disagree = i == 1 });
	summary_add_report(made.summary, made.program->reports[0], made_grid(&made, "sums"));
	made.summary->neutralised = 2;
	text = summary_text(&made, "results");
	assert_memory_equal(text, "A made-up policy\nfor 31 May 2022, version 1\n\n", 44);
	assert_non_null(strstr(text, "cases.csv: 7 rows read = 5 used + 1 refused + 1 repeated\n"));
	assert_non_null(strstr(text, "Decisions for case\n"));
	assert_non_null(strstr(text, "All of them\n"));
	assert_non_null(strstr(text,
	    "Needs a person\n  D0: route cannot be decided without urgent\n"
	    "  D1: route: two rules disagree\n"));
	assert_non_null(
	    strstr(text, "  … and 2 more; all of them: decisions/case.csv, column route_needs\n"));
	assert_null(strstr(text, "D10"));
	assert_non_null(strstr(text, "with an apostrophe in front: 2\n"));
	assert_non_null(strstr(text, "Everything is in results: open index.html first\n"));
	text = summary_text(&made, NULL);
	assert_null(strstr(text, "Everything is in"));
	assert_non_null(strstr(text,
	    "  … and 2 more; --out FOLDER writes all of them: decisions/case.csv, column "
	    "route_needs\n"));
	made_end(&made);
}

/* A report of 31 rows: the first 20, and where the others are; of 30 rows all are shown. */
static void
a_long_report_is_shown_in_part(void **state)
{
	for (int count = 30; count <= 31; count++) {
		struct made_run made;
		struct buffer out = BUFFER_INIT, rows = BUFFER_INIT;
		const char *text;

		(void)state;
		buffer_text(&rows, "case_ref,urgent,open\n");
		for (int i = 0; i < count; i++)
			buffer_printf(&rows, "row-%02d,yes,no\n", i);
		made_start(&made,
		    MADE_HEAD
		    "input case from \"cases.csv\", one row per case_ref\n"
		    "  case_ref is text\n  urgent is yes or no, may be blank\n  open is yes or no\n"
		    "report cases of case \"Cases\"\n  one row per case_ref\n  column urgent "
		    "\"Urgent\" is urgent\n  cites s \"3\"\n",
		    "2022-01-01");
		made_rows(&made, rows.at);
		summary_add_report(made.summary, made.program->reports[0],
		    made_grid(&made, "cases"));
		screen_summary(&out, made.summary, 100, false, NULL);
		text = taken(&made.arena, &out);
		assert_non_null(strstr(text, "row-19"));
		assert_int_equal(strstr(text, "row-20") == NULL, count == 31);
		assert_int_equal(
		    strstr(text,
			"note: the first 20 of 31 rows; --table cases gives all of them") != NULL,
		    count == 31);
		buffer_release(&rows);
		made_end(&made);
	}
}

static void
the_tables_and_reports_are_named_in_order(void **state)
{
	struct made_run made;

	(void)state;
	made_start(&made, policy, "2022-05-31");
	assert_string_equal(screen_names(&made.arena, made.program), "case, sums");
	made_end(&made);
}

/* ---- tables ---- */

static void
csv_becomes_an_aligned_table(void **state)
{
	struct arena arena = ARENA_INIT;
	struct buffer csv = BUFFER_INIT;
	const char *text;

	(void)state;
	buffer_text(&csv, "case_ref,route\nA,Fast\nLONGER,\"Slow, then\"\n");
	screen_align(&csv, "case", 0, 80);
	text = taken(&arena, &csv);
	assert_non_null(strstr(text, "\ncase_ref  route\n"));
	assert_non_null(strstr(text, "\nA         Fast\n"));
	assert_non_null(strstr(text, "\nLONGER    Slow, then\n"));
	assert_null(strstr(text, "more rows"));
	buffer_text(&csv, "a\n1\n");
	screen_align(&csv, "case", 41, 80);
	assert_non_null(strstr(taken(&arena, &csv),
	    "… and 41 more rows; --format csv gives all of them"));
	arena_release(&arena);
}

static void
what_is_no_csv_stays_as_it_is(void **state)
{
	struct arena arena = ARENA_INIT;
	struct buffer csv = BUFFER_INIT;

	(void)state;
	screen_align(&csv, "case", 0, 80);
	assert_null(csv.at);
	buffer_text(&csv, "a,\"b\n");
	screen_align(&csv, "case", 0, 80);
	assert_string_equal(taken(&arena, &csv), "a,\"b\n");
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fault_goes_to_standard_error_with_its_further_lines_indented),
		cmocka_unit_test(a_run_outside_the_policys_time_is_said_before_it),
		cmocka_unit_test(no_problems_say_nothing),
		cmocka_unit_test(problems_are_located_counted_and_harmless_to_the_terminal),
		cmocka_unit_test(a_long_cell_is_cut_between_two_characters),
		cmocka_unit_test(problems_past_the_first_twenty_are_counted),
		cmocka_unit_test(the_summary_counts_what_was_read_and_decided_and_names_who_waits),
		cmocka_unit_test(a_long_report_is_shown_in_part),
		cmocka_unit_test(the_tables_and_reports_are_named_in_order),
		cmocka_unit_test(csv_becomes_an_aligned_table),
		cmocka_unit_test(what_is_no_csv_stays_as_it_is),
	};

	return RUN_TESTS(tests);
}
