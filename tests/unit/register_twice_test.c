/* register_twice: letters that the register records twice for one row. */
#include "tests/unit/made_register.h"

#include "interp/buffer.h"
#include "interp/register_twice.h"

static struct buffer told;

static const char *column;		/* of the name, as the file heads it */

static void
take_note(void *context, const struct problem *problem)
{
	(void)context;
	assert_int_equal(problem->effect, PROBLEM_NOTE);
	assert_string_equal(problem->slug, "letter-twice");
	assert_string_equal(problem->file, "where/sent.csv");
	assert_string_equal(problem->column, column);
	assert_int_equal(problem->text_length, strlen(problem->text));
	buffer_printf(&told, "%llu %s: %s\n", (unsigned long long)problem->line, problem->text,
	    problem->cause);
}

static void
told_are(struct folder *folder, const char *policy, const char *cases, const char *sent,
    const char *expected)
{
	const struct problem_sink sink = { take_note, NULL, NULL };
	struct session session;
	struct problems found;
	struct fault fault = FAULT_NONE;

	column = strstr(sent, "Which letter") != NULL ? "Which letter" : "letter_name";
	open_session(&session, folder, policy, cases, sent);
	problems_init(&found, &folder->arena, (struct problem_sink){ 0 });
	assert_true(session_gather(&session, &found, &fault));
	problems_init(&found, &folder->arena, sink);
	buffer_clear(&told);
	buffer_text(&told, "");
	register_twice(&folder->arena, session.workspace, session.program, "where/sent.csv",
	    &found);
	assert_string_equal(told.at, expected);
	buffer_release(&told);
	session_close(&session);
}

#define CASES "case_ref,person,late,urgent,answered_on\nA,P,yes,no,\nB,P,no,no,\nC,P,no,no,\n"
#define LETTERS HEAD SENT LETTER("One", "late") LETTER("Two", "urgent")

/* Told in the order of lines, each against the first line that records it. */
static void
a_letter_recorded_again_is_told(void **state)
{
	told_are(*state, LETTERS, CASES,
	    "sent_ref,case_ref,Which letter,sent_on\n"
	    "1,B,One,2022-05-01\n2,A,One,2022-05-02\n3,A,Two,2022-05-01\n4,A,One,2022-05-01\n"
	    "5,B,One,2022-05-01\n6,A,One,2022-05-01\n7,C,One,2022-05-01\n",
	    "5 One: line 3 records it for A already, and here line 5 does so again\n"
	    "6 One: line 2 records it for B already, and here line 6 does so again\n"
	    "7 One: line 3 records it for A already, and here line 7 does so again\n");
}

/* Letters of both names, mixed up: by lines, not letter by letter. */
static void
lines_are_told_in_their_order(void **state)
{
	told_are(*state, LETTERS, CASES,
	    "sent_ref,case_ref,Which letter,sent_on\n"
	    "1,A,Two,2022-05-01\n2,A,One,2022-05-01\n3,A,Two,2022-05-01\n4,B,One,2022-05-01\n"
	    "5,A,One,2022-05-01\n6,A,Two,2022-05-01\n7,B,One,2022-05-01\n8,B,Two,2022-05-01\n",
	    "4 Two: line 2 records it for A already, and here line 4 does so again\n"
	    "6 One: line 3 records it for A already, and here line 6 does so again\n"
	    "7 Two: line 2 records it for A already, and here line 7 does so again\n"
	    "8 One: line 5 records it for B already, and here line 8 does so again\n");
}

static void
each_letter_once_is_nothing_to_tell(void **state)
{
	told_are(*state, LETTERS, CASES,
	    "sent_ref,case_ref,Which letter,sent_on\n"
	    "1,A,One,2022-05-01\n2,A,Two,2022-05-01\n3,B,One,2022-05-01\n", "");
	told_are(*state, LETTERS, CASES, "sent_ref,case_ref,Which letter,sent_on\n", "");
	told_are(*state, LETTERS, CASES,
	    "sent_ref,case_ref,Which letter,sent_on\n1,A,One,2022-05-01\n", "");
}

/* A cell that cannot be read may name any letter and any row: nobody can say that it is the same
 * one. A row of a later day is not there yet. */
static void
what_is_not_certain_is_not_told(void **state)
{
	told_are(*state, LETTERS, CASES,
	    "sent_ref,case_ref,Which letter,sent_on\n"
	    "1,A,One,2022-05-01\n2,A,Three,2022-05-01\n3,A,Three,2022-05-01\n"
	    "4,,One,2022-05-01\n5,,One,2022-05-01\n6,A,One,2022-06-01\n7,B,Two,2022-05-01\n",
	    "");
}

#define TWO_KEYS \
	"policy p\n  title \"t\"\n  version \"1\"\n  owner \"o\"\n  in force from 2020-01-01\n" \
	"  due for review 2030-01-01\nsource s is \"S\"\n" \
	"input person from \"people.csv\", one row per person_ref\n" \
	"  person_ref is text\n  left_on is date, may be blank\n  cites s \"1\"\n" \
	"input case from \"cases.csv\", one row per case_ref and stage\n" \
	"  case_ref is text\n  stage is number\n  person refers to person\n" \
	"  late is yes or no\n  cites s \"1\"\n" \
	"input sent from \"sent.csv\", one row per sent_ref, dated by sent_on\n" \
	"  sent_ref is text\n  case_ref is text\n  stage is number\n  letter_name is One or Two\n" \
	"  sent_on is date\n  cites s \"1\"\n" \
	"letters are recorded in sent, named by letter_name\n  cites s \"1\"\n" \
	"letter One for case, to person\n  subject \"S\"\n  send when late\n" \
	"  once for each case_ref and stage\n  wording from \"letter.txt\"\n  cites s \"1\"\n"

/* All parts of the key count. */
static void
a_key_of_two_parts_is_the_same_in_both(void **state)
{
	told_are(*state, TWO_KEYS, "case_ref,stage,person,late\nA,1,P,no\nA,2,P,no\nB,1,P,no\n",
	    "sent_ref,case_ref,stage,letter_name,sent_on\n"
	    "1,A,2,One,2022-05-01\n2,A,1,One,2022-05-01\n3,B,1,One,2022-05-01\n"
	    "4,B,2,One,2022-05-01\n5,A,1,One,2022-05-01\n6,A,1,Two,2022-05-01\n",
	    "6 One: line 3 records it for A, 1 already, and here line 6 does so again\n");
}

static void
a_policy_without_a_register_has_nothing_to_tell(void **state)
{
	struct folder *folder = *state;
	struct session session;
	struct problems found;

	open_session(&session, folder, HEAD, "case_ref,person,late,urgent,answered_on\n", "");
	problems_init(&found, &folder->arena, (struct problem_sink){ 0 });
	register_twice(&folder->arena, session.workspace, session.program, "sent.csv", &found);
	register_twice(&folder->arena, NULL, session.program, "sent.csv", &found);
	assert_int_equal(problems_total(&found), 0);
	session_close(&session);
}

/* More than there is room for at first. */
static void
many_are_all_told(void **state)
{
	struct folder *folder = *state;
	struct buffer sent = BUFFER_INIT, expected = BUFFER_INIT;

	buffer_text(&sent, "sent_ref,case_ref,Which letter,sent_on\n");
	for (int row = 0; row < 40; row++) {
		buffer_printf(&sent, "%d,A,One,2022-05-01\n", row);
		if (row > 0)
			buffer_printf(&expected,
			    "%d One: line 2 records it for A already, and here line %d does so "
			    "again\n", row + 2, row + 2);
	}
	told_are(folder, LETTERS, CASES, sent.at, expected.at);
	buffer_release(&sent);
	buffer_release(&expected);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_letter_recorded_again_is_told),
		IN_FOLDER(lines_are_told_in_their_order),
		IN_FOLDER(each_letter_once_is_nothing_to_tell),
		IN_FOLDER(what_is_not_certain_is_not_told),
		IN_FOLDER(a_key_of_two_parts_is_the_same_in_both),
		IN_FOLDER(a_policy_without_a_register_has_nothing_to_tell),
		IN_FOLDER(many_are_all_told),
	};

	return RUN_TESTS(tests);
}
