/* register_rule: letters that the register records though their rule does not hold. */
#include "tests/unit/made_register.h"

#include "interp/register_rule.h"
#include "interp/run_letters.h"

struct notes {
	struct buffer text;		/* "3 A line 3 records it ..." for each */
	const void *groups[16];
	uint32_t count;
};

static void
take_note(void *context, const struct problem *problem)
{
	struct notes *notes = context;

	assert_int_equal(problem->effect, PROBLEM_NOTE);
	assert_string_equal(problem->slug, "sent-without-rule");
	assert_string_equal(problem->file, "where/sent.csv");
	assert_string_equal(problem->column, "Which letter");
	assert_true(notes->count < 16);
	notes->groups[notes->count++] = problem->group;
	buffer_printf(&notes->text, "%llu %s: %s\n", (unsigned long long)problem->line,
	    problem->text, problem->cause);
}

static bool
see_batch(void *context, const struct batch *batch, struct fault *fault)
{
	(void)fault;
	register_rule_batch(context, batch);
	return true;
}

/* Which rows of the register are noted, for which letter, and why. */
static uint64_t
noted(struct notes *notes, struct folder *folder, const char *policy, const char *cases,
    const char *sent)
{
	const struct problem_sink sink = { take_note, NULL, notes };
	struct table_wants all = { 0 };
	struct session session;
	struct problems found;
	struct register_rule *rule;
	struct row_consumer consumer = { see_batch, NULL, NULL };
	const struct table *table;
	struct table_result result;
	struct table_wants wants;
	struct fault fault = FAULT_NONE;
	uint64_t count;

	*notes = (struct notes){ .text = BUFFER_INIT };
	open_session(&session, folder, policy, cases, sent);
	problems_init(&found, &folder->arena, (struct problem_sink){ 0 });
	assert_true(session_gather(&session, &found, &fault));
	rule = register_rule_make(&folder->arena, session.program);
	assert_non_null(rule);
	consumer.context = rule;
	table = program_table(session.program, "case");
	all.columns = table->columns;
	all.column_count = table->column_count;
	wants = run_letters_wants(&session, table, &all);
	assert_true(session_read(&session, table, &wants, &found, &consumer, &result, &fault));
	problems_init(&found, &folder->arena, sink);
	count = register_rule_count(rule);
	register_rule_report(rule, "where/sent.csv", &found);
	session_close(&session);
	return count;
}

static void
notes_are(struct folder *folder, const char *policy, const char *cases, const char *sent,
    const char *expected)
{
	struct notes notes;
	uint64_t count = noted(&notes, folder, policy, cases, sent);

	assert_string_equal(notes.text.length > 0 ? notes.text.at : "", expected);
	assert_int_equal(count, notes.count);
	buffer_release(&notes.text);
}

/* A: the rule holds. B: it does not. C: nobody can say. D: not sent. */
static void
a_letter_whose_rule_is_no_is_noted(void **state)
{
	notes_are(*state, HEAD SENT LETTER("One", "late"),
	    "case_ref,person,late,urgent,answered_on\n"
	    "A,P,yes,no,\nB,P,no,no,\nC,P,,no,\nD,P,no,no,\n",
	    "sent_ref,case_ref,Which letter,sent_on\n"
	    "1,A,One,2022-05-01\n2,B,One,2022-05-01\n3,C,One,2022-05-01\n",
	    "3 One: line 3 records it for B, and its rule does not hold there: late is no\n");
}

/* Its own letter's rule, and not that of another. */
static void
each_letter_has_its_own_rule(void **state)
{
	notes_are(*state, HEAD SENT LETTER("One", "late") LETTER("Two", "urgent"),
	    "case_ref,person,late,urgent,answered_on\nA,P,yes,no,\nB,P,no,yes,\n",
	    "sent_ref,case_ref,Which letter,sent_on\n"
	    "1,A,Two,2022-05-01\n2,B,Two,2022-05-01\n3,B,One,2022-05-01\n",
	    "2 Two: line 2 records it for A, and its rule does not hold there: urgent is no\n"
	    "4 One: line 4 records it for B, and its rule does not hold there: late is no\n");
}

/* What is bound to change once a letter has gone says nothing: a cell that had to be blank, whom it
 * went to. A part that does say something still does. */
static void
what_changes_with_time_is_set_aside(void **state)
{
	static const char policy[] = HEAD SENT
	    "define still_open for case as all of\n    - answered_on is blank\n"
	    "    - person.left_on is blank\n    - urgent\n  end all\n  cites s \"1\"\n"
	    LETTER("One", "still_open");

	notes_are(*state, policy,
	    "case_ref,person,late,urgent,answered_on\n"
	    "A,P,no,yes,2022-05-20\nB,Q,no,yes,\nC,P,no,no,2022-05-20\n",
	    "sent_ref,case_ref,Which letter,sent_on\n"
	    "1,A,One,2022-05-01\n2,B,One,2022-05-01\n3,C,One,2022-05-01\n",
	    "4 One: line 4 records it for C, and its rule does not hold there: still_open is "
	    "no\n");
}

/* A letter of a later day does not exist yet. */
static void
letters_of_a_later_day_are_not_asked(void **state)
{
	notes_are(*state, HEAD SENT LETTER("One", "late"),
	    "case_ref,person,late,urgent,answered_on\nB,P,no,no,\n",
	    "sent_ref,case_ref,Which letter,sent_on\n1,B,One,2022-06-01\n", "");
}

/* By the lines of the register, whatever order the rows of the table are in; and from the fourth of
 * a letter on they may be told together. */
static void
notes_stand_in_the_order_of_lines(void **state)
{
	struct notes notes;
	uint64_t count = noted(&notes, *state, HEAD SENT LETTER("One", "late"),
	    "case_ref,person,late,urgent,answered_on\n"
	    "A,P,no,no,\nB,P,no,no,\nC,P,no,no,\nD,P,no,no,\nE,P,no,no,\n",
	    "sent_ref,case_ref,Which letter,sent_on\n"
	    "1,E,One,2022-05-01\n2,D,One,2022-05-01\n3,C,One,2022-05-01\n"
	    "4,B,One,2022-05-01\n5,A,One,2022-05-01\n6,E,One,2022-05-02\n");
	const char *at = notes.text.at;

	/* E is recorded twice: each of its lines is one */
	assert_int_equal(count, 6);
	assert_int_equal(notes.count, 6);
	for (int line = 2; line <= 7; line++) {
		assert_int_equal(atoi(at), line);
		assert_int_equal(notes.groups[line - 2] != NULL, line > 4);
		at = strchr(at, '\n') + 1;
	}
	buffer_release(&notes.text);
}

/* A row that cannot be read may record any letter: it says nothing about this one. */
static void
only_what_surely_records_it_is_noted(void **state)
{
	notes_are(*state, HEAD SENT LETTER("One", "late"),
	    "case_ref,person,late,urgent,answered_on\nB,P,no,no,\n",
	    "sent_ref,case_ref,Which letter,sent_on\n"
	    "1,B,Three,2022-05-01\n2,B,One,2022-05-01\n3,,One,2022-05-01\n",
	    "3 One: line 3 records it for B, and its rule does not hold there: late is no\n");
}

/* More cases than are looked at together: what was found among the first says nothing of those that
 * follow. */
static void
many_cases_are_looked_at(void **state)
{
	struct buffer cases = BUFFER_INIT;

	buffer_text(&cases, "case_ref,person,late,urgent,answered_on\n");
	for (int row = 0; row <= 1024; row++)
		buffer_printf(&cases, "C%d,P,no,no,\n", row);
	notes_are(*state, HEAD SENT LETTER("One", "late"), cases.at,
	    "sent_ref,case_ref,Which letter,sent_on\n"
	    "1,C1,One,2022-05-01\n2,C1024,One,2022-05-01\n",
	    "2 One: line 2 records it for C1, and its rule does not hold there: late is no\n"
	    "3 One: line 3 records it for C1024, and its rule does not hold there: late is "
	    "no\n");
	buffer_release(&cases);
}

/* Of one letter for one row some are told, and the same one again is the business of
 * register_twice. */
static void
no_more_than_eight_are_told_of_one_row(void **state)
{
	struct notes notes;
	uint64_t count = noted(&notes, *state, HEAD SENT LETTER("One", "late"),
	    "case_ref,person,late,urgent,answered_on\nB,P,no,no,\nC,P,no,no,\n",
	    "sent_ref,case_ref,Which letter,sent_on\n"
	    "1,B,One,2022-05-01\n2,B,One,2022-05-01\n3,B,One,2022-05-01\n"
	    "4,B,One,2022-05-01\n5,B,One,2022-05-01\n6,B,One,2022-05-01\n"
	    "7,B,One,2022-05-01\n8,B,One,2022-05-01\n9,B,One,2022-05-01\n"
	    "10,C,One,2022-05-01\n");

	assert_int_equal(count, 9);
	assert_non_null(strstr(notes.text.at, "9 One: line 9 records it for B,"));
	assert_null(strstr(notes.text.at, "10 One: "));
	assert_non_null(strstr(notes.text.at, "11 One: line 11 records it for C,"));
	buffer_release(&notes.text);
}

static void
a_policy_without_letters_has_none(void **state)
{
	struct folder *folder = *state;
	struct session session;
	struct problems found;

	open_session(&session, folder, HEAD, "case_ref,person,late,urgent,answered_on\n", "");
	assert_null(register_rule_make(&folder->arena, session.program));
	assert_int_equal(register_rule_count(NULL), 0);
	problems_init(&found, &folder->arena, (struct problem_sink){ 0 });
	register_rule_report(NULL, "sent.csv", &found);
	assert_int_equal(problems_total(&found), 0);
	session_close(&session);
}

static void
a_register_without_letters_has_none(void **state)
{
	struct folder *folder = *state;
	struct session session;

	open_session(&session, folder, HEAD SENT, "case_ref,person,late,urgent,answered_on\n",
	    "sent_ref,case_ref,Which letter,sent_on\n");
	assert_null(register_rule_make(&folder->arena, session.program));
	session_close(&session);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_letter_whose_rule_is_no_is_noted),
		IN_FOLDER(each_letter_has_its_own_rule),
		IN_FOLDER(what_changes_with_time_is_set_aside),
		IN_FOLDER(letters_of_a_later_day_are_not_asked),
		IN_FOLDER(notes_stand_in_the_order_of_lines),
		IN_FOLDER(only_what_surely_records_it_is_noted),
		IN_FOLDER(many_cases_are_looked_at),
		IN_FOLDER(no_more_than_eight_are_told_of_one_row),
		IN_FOLDER(a_policy_without_letters_has_none),
		IN_FOLDER(a_register_without_letters_has_none),
	};

	return RUN_TESTS(tests);
}
