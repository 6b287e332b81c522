/*
 * Letters, forms, variations and the files beside a policy, as the program holds them. Messages
 * about wrong policies have their own files in tests/errors; here are the messages that stand in
 * other files than the policy.
 */
#include "tests/unit/test.h"

#include <string.h>

#include "lang/compile.h"
#include "lang/template.h"

static const char head[] =
    "policy p\n"
    "source guide is \"Guide\"\n"
    "setting answer_time is 28 days\n"
    "  from 2022-06-01 is 14 days\n"
    "  may vary locally between 7 days and 40 days\n"
    "setting lanes is Payments and Pensions\n"
    "  may vary locally among Payments, Pensions, Claims\n"
    "setting fixed is 3\n"
    "input firm from \"firms.csv\", one row per firm\n"
    "  firm is text\n"
    "  recipient is text\n"
    "input standing from \"standing.csv\", one row per firm and quarter\n"
    "  firm refers to firm\n"
    "  quarter is quarter\n"
    "  weak is yes or no\n"
    "  late is yes or no\n"
    "  past is yes or no\n"
    "input posted from \"posted.csv\", one row per posted_ref, dated by letter_date\n"
    "  posted_ref is text\n"
    "  firm refers to firm\n"
    "  quarter is quarter\n"
    "  letter_name is First or Second or Third or Other\n"
    "  letter_date is date\n"
    "letters are recorded in posted, named by letter_name\n"
    "  cites guide \"9\"\n";

/* What the files beside the policy hold; counts how often each is asked for. */
struct files {
	struct {
		const char *path, *text;
		size_t length;
	} file[4];
	unsigned asked;
};

struct made {
	struct arena arena;
	struct sources sources;
	struct diags diags;
	const struct program *program;
};

static enum load_state
load(void *with, const char *path, size_t limit, const char **bytes, size_t *length)
{
	struct files *files = with;

	files->asked++;
	for (size_t i = 0; i < sizeof files->file / sizeof *files->file; i++) {
		if (files->file[i].path == NULL || strcmp(files->file[i].path, path) != 0)
			continue;
		*bytes = files->file[i].text;
		*length =
		    files->file[i].length > 0 ? files->file[i].length : strlen(files->file[i].text);
		return *length > limit ? LOAD_TOO_LONG : LOAD_DONE;
	}
	return LOAD_MISSING;
}

static void
compile(struct made *made, struct files *files, const char *text, const char *beside)
{
	struct file_loader loader = { .load = load, .with = files };
	struct policy_text second = { "beside.writ", beside, beside == NULL ? 0 : strlen(beside) };
	struct compile_request request = { .beside = &second,
		.beside_count = beside != NULL,
		.loader = files == NULL ? NULL : &loader };
	const char *whole;

	memset(made, 0, sizeof *made);
	arena_init(&made->arena);
	sources_init(&made->sources, &made->arena);
	diags_init(&made->diags, &made->arena, &made->sources);
	whole = arena_printf(&made->arena, "%s%s", head, text);
	request.policy = (struct policy_text){ "there/p.writ", whole, strlen(whole) };
	made->program = policy_compile_with(&made->arena, &made->sources, &made->diags, &request);
}

static void
fine(struct made *made)
{
	if (made->program == NULL)
		fail_msg("%s", diags_text(&made->diags, &made->arena, false));
}

/* The one error of a wrong policy: its slug, and what it says with its place. */
static void
wrong(struct made *made, const char *slug, const char *words)
{
	const char *text = diags_text(&made->diags, &made->arena, false);

	assert_null(made->program);
	if (made->diags.errors != 1 ||
	    strstr(text, arena_printf(&made->arena, "[%s]", slug)) == NULL ||
	    strstr(text, words) == NULL)
		fail_msg("not one [%s] with '%s':\n%s", slug, words, text);
	arena_release(&made->arena);
}

static void
has_line(struct made *made, const char *line)
{
	const char *dump;

	fine(made);
	dump = program_dump(&made->arena, made->program);
	if (strstr(dump, arena_printf(&made->arena, "%s\n", line)) == NULL)
		fail_msg("no line '%s' in\n%s", line, dump);
}

static const char *
letter(struct made *made, const char *name, const char *send_when, const char *lines)
{
	return arena_printf(&made->arena,
	    "letter %s for standing, to firm\n  send when %s\n  lapses when past\n  once for each "
	    "firm and quarter\n%s  cites guide \"1\"\n",
	    name, send_when, lines);
}

static const char *
letters(struct made *made, const char *first, const char *second, const char *third)
{
	arena_init(&made->arena);
	return arena_printf(&made->arena, "%s%s%s", letter(made, "First", "weak", first),
	    letter(made, "Second", "late", second),
	    letter(made, "Third", "First is not Sent", third));
}

/* Compiles three letters; `made` is used twice, so the text is in an arena of its own. */
static void
compile_letters(
    struct made *made, const char *first, const char *second, const char *third, const char *more)
{
	struct made texts;
	const char *text = letters(&texts, first, second, third);

	text = arena_printf(&texts.arena, "%s%s", text, more);
	compile(made, NULL, text, NULL);
	arena_release(&texts.arena);
}

static const struct column *
column(const struct made *made, const char *name)
{
	const struct column *found = table_column(program_table(made->program, "standing"), name);

	assert_non_null(found);
	return found;
}

static void
a_letter_is_two_columns(void **state)
{
	struct made made;
	const struct column *sent, *due;
	const struct related *related;

	(void)state;
	compile_letters(&made, "", "", "", "");
	fine(&made);
	sent = column(&made, "Second is Sent");
	due = column(&made, "Second");
	assert_int_equal(sent->origin, COLUMN_SENT);
	assert_int_equal(due->origin, COLUMN_LETTER);
	assert_int_equal(sent->type.kind, KIND_YES_NO);
	assert_int_equal(due->type.labels->count, 4);
	assert_string_equal(due->type.labels->names[LETTER_NOT_DUE], "Not_due");
	assert_ptr_equal(due->letter, made.program->letters[1]);
	assert_ptr_equal(sent->letter, due->letter);
	assert_ptr_equal(due->letter->column, due);
	assert_ptr_equal(due->letter->sent, sent);
	assert_int_equal(made.program->letter_count, 3);
	assert_string_equal(due->letter->to->name, "firm");
	/* asked of the register for the same keys, by the letter's name */
	assert_int_equal(sent->body->kind, EXPR_EXISTS);
	related = sent->body->related;
	assert_ptr_equal(related->table, program_table(made.program, "posted"));
	assert_ptr_equal(made.program->letter_register->table, related->table);
	assert_int_equal(related->key_count, 2);
	assert_string_equal(related->keys[0].ours->name, "firm");
	assert_ptr_equal(related->keys[0].theirs->table, related->table);
	assert_string_equal(related->keys[1].theirs->name, "quarter");
	assert_int_equal(related->where->kind, EXPR_LABELS_IN);
	assert_string_equal(related->where->a->column->name, "letter_name");
	assert_true(related->where->labels == UINT64_C(1) << 1);
	/* a rule may ask whether another was sent, which is no question about that one's rule */
	assert_int_equal(made.program->letters[2]->send_when->kind, EXPR_NOT);
	assert_string_equal(
	    made.program->letters[2]->send_when->a->a->column->name, "First is Sent");
	arena_release(&made.arena);
}

static void
only_sent_alone_asks_the_register_alone(void **state)
{
	static const struct {
		const char *asked, *understood;
	} cases[] = {
		{ "First is Sent", "(holds First is Sent)" },
		{ "First is not Sent", "(not (holds First is Sent))" },
		{ "First is Due", "(labels-in First Due)" },
		{ "First is not Lapsed", "(not (labels-in First Lapsed))" },
		{ "First is one of Due, Sent", "(labels-in First Due|Sent)" },
		{ "First is one of Sent", "(labels-in First Sent)" },
		{ "First is not one of Due, Lapsed", "(not (labels-in First Due|Lapsed))" },
		{ "weak and First is Sent", "(and (holds weak) (holds First is Sent))" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct made made;
		struct arena arena = ARENA_INIT;

		compile_letters(&made, "", "", "",
		    arena_printf(&arena, "define asked for standing as %s\n  cites guide \"2\"\n",
			cases[i].asked));
		has_line(&made,
		    arena_printf(&arena, "  define asked: yes or no = %s", cases[i].understood));
		arena_release(&made.arena);
		arena_release(&arena);
	}
}

static bool
stands_before(const struct made *made, const char *one, const char *other)
{
	for (uint32_t i = 0; i < made->program->evaluation_count; i++) {
		if (strcmp(made->program->evaluation[i]->name, one) == 0)
			return true;
		if (strcmp(made->program->evaluation[i]->name, other) == 0)
			return false;
	}
	return false;
}

static void
a_letter_waits_for_those_instead_of_it(void **state)
{
	struct made made;
	const struct letter *first;

	(void)state;
	compile_letters(&made, "", "  instead of First\n", "  instead of Second\n", "");
	fine(&made);
	first = made.program->letters[0];
	assert_int_equal(first->displaced_by_count, 2);
	assert_string_equal(first->displaced_by[0]->name, "Second");
	assert_string_equal(first->displaced_by[1]->name, "Third");
	assert_int_equal(made.program->letters[1]->displaced_by_count, 1);
	assert_int_equal(made.program->letters[2]->displaced_by_count, 0);
	assert_true(stands_before(&made, "Third", "Second"));
	assert_true(stands_before(&made, "Second", "First"));
	assert_true(stands_before(&made, "First is Sent", "Third"));
	arena_release(&made.arena);
}

/* Without the column of its own that Sent has, this would be a circle. */
static void
a_rule_may_ask_what_the_letter_itself_was_sent_for(void **state)
{
	struct made made;

	(void)state;
	compile_letters(&made, "", "  instead of First\n", "",
	    "define once_only for standing as First is not Sent and Second is not Sent\n  cites "
	    "guide \"2\"\n"
	    "letter Other for standing, to firm\n  send when once_only and Other is not Sent\n  "
	    "lapses when past\n"
	    "  once for each firm and quarter\n  cites guide \"1\"\n");
	fine(&made);
	assert_true(stands_before(&made, "Other is Sent", "Other"));
	arena_release(&made.arena);
}

static void
what_a_letter_prints(void **state)
{
	struct files files = { .file = {
				   { .path = "letters/first.txt",
				       .text = "\xEF\xBB\xBF"
					       "Dear ((firm.recipient)),\r\n((late??You (again) "
					       "are late.)) By ((reply_by)).\n((paragraphs))\n" },
				   { .path = "end.txt",
				       .text = "Sent ((letter_date)), run ((run_date))." },
			       } };
	struct made made, texts;
	const struct letter *first;

	(void)state;
	arena_init(&texts.arena);
	compile(&made, &files,
	    letter(&texts, "First", "weak",
		"  subject \"Your ((quarter))\"\n  wording from \"letters/first.txt\"\n"
		"  paragraph from \"end.txt\" when late\n  paragraph from \"end.txt\" when "
		"answer_time is 28 days\n"
		"  asks for a reply by answer_time after letter_date, to \"us\"\n  copies to "
		"firm.recipient\n  encloses \"a map\"\n"),
	    NULL);
	/* settings go by the day of the letter: the table need not say by which day */
	has_line(&made, "  subject \"Your ((quarter))\": \"Your \" quarter");
	has_line(&made,
	    "  wording \"letters/first.txt\": \"Dear \" firm.recipient \",\\n\" late?\"You (again) "
	    "are late.\" \" By \" "
	    "(after setting:answer_time (letter_date)) \".\\n\" ((paragraphs)) \"\\n\"");
	has_line(&made,
	    "  paragraph \"end.txt\": \"Sent \" (letter_date) \", run \" run_date \".\" when "
	    "(holds late)");
	has_line(&made, "  copy to firm.recipient");
	first = made.program->letters[0];
	assert_int_equal(first->paragraph_count, 2);
	assert_int_equal(files.asked, 2); /* each file once */
	assert_string_equal(first->wording_template->file, "letters/first.txt");
	assert_null(first->subject_template->file);
	assert_int_equal(first->enclosure_count, 1);
	assert_null(first->enclosures[0].form);
	arena_release(&made.arena);
	arena_release(&texts.arena);
}

static void
without_a_loader_wordings_are_not_missed(void **state)
{
	struct made made;

	(void)state;
	compile_letters(&made,
	    "  wording from \"nowhere.txt\"\n  paragraph from \"nowhere.txt\" when late\n", "", "",
	    "");
	fine(&made);
	assert_string_equal(made.program->letters[0]->wording, "nowhere.txt");
	assert_null(made.program->letters[0]->wording_template);
	assert_null(made.program->letters[0]->paragraphs[0].text);
	arena_release(&made.arena);
}

static void
mistakes_in_a_wording_stand_there(void **state)
{
	static const struct {
		const char *text;
		size_t length;
		const char *slug, *words;
	} cases[] = {
		{ "a\nDear ((recipent))\n", 0, "unknown-field", "there/w.txt:2:8: error" },
		{ "((weakk??x))", 0, "unknown-field", "did you mean 'weak'?" },
		{ "((firm.recipent))", 0, "no-such-column", "there/w.txt:1:3: error" },
		{ "((quarter??x))", 0, "not-yes-or-no", "there/w.txt:1:3" },
		{ "((paragraphs))((paragraphs))", 0, "template-mark", "there/w.txt:1:17" },
		{ "((lanes))", 0, "list-not-value", "there/w.txt:1:3" },
		{ "one\ntwo \xE9\n", 0, "template-file", "there/w.txt:2:5" },
		{ "\xEF\xBB\xBF\xE9\n", 0, "template-file", "there/w.txt:1:1" },
		{ "a\0b", 3, "template-file", "is no text" },
		{ "", 2 * 1024 * 1024, "template-file", "has more than 1 MB" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct files files = { .file = { { "w.txt", cases[i].text, cases[i].length } } };
		struct made made, texts;

		arena_init(&texts.arena);
		compile(&made, &files,
		    letter(&texts, "First", "weak", "  wording from \"w.txt\"\n"), NULL);
		wrong(&made, cases[i].slug, cases[i].words);
		arena_release(&texts.arena);
	}
}

/* A wording that two letters share is wrong once. */
static void
a_shared_wording_is_wrong_once(void **state)
{
	struct files files = { .file = { { "w.txt", "((recipent))", 0 } } };
	struct made made, texts;
	const char *lines = "  wording from \"w.txt\"\n";

	(void)state;
	compile(&made, &files, letters(&texts, lines, lines, lines), NULL);
	wrong(&made, "unknown-field", "there/w.txt:1:3");
	arena_release(&texts.arena);
	compile(&made, &files,
	    letters(&texts, "  wording from \"gone.txt\"\n", "  wording from \"gone.txt\"\n", ""),
	    NULL);
	wrong(&made, "template-file", "'there/gone.txt' cannot be read");
	arena_release(&texts.arena);
}

static void
a_form_has_rows_of_its_own_or_of_another_table(void **state)
{
	struct made made;

	(void)state;
	compile_letters(&made, "  encloses form Request\n", "", "",
	    "form Request for standing \"About ((quarter)) of ((firm.recipient))\"\n"
	    "  also called \"Annex 1\"\n"
	    "  header \"Firm\" is firm.recipient\n"
	    "  header \"Date\" to fill in\n"
	    "  one row per posted for the same firm and quarter where letter_name is First\n"
	    "  column \"Sent\" is letter_date\n"
	    "  column \"Answer\" to fill in\n"
	    "  return to \"us\"\n"
	    "  cites guide \"3\"\n"
	    "form Plan for standing \"Plan\"\n"
	    "  8 empty rows\n"
	    "  column \"Firm\" is firm\n"
	    "  column \"By\" is answer_time after letter_date\n"
	    "  cites guide \"3\"\n");
	has_line(&made,
	    "form Request for standing \"About ((quarter)) of ((firm.recipient))\": \"About \" "
	    "quarter \" of \" "
	    "firm.recipient, also called \"Annex 1\"");
	has_line(&made, "  header \"Firm\" firm.recipient");
	has_line(&made, "  header \"Date\" to fill in");
	/* of the row of the other table: its own letter_date, not the day of the letter */
	has_line(&made, "  column \"Sent\" letter_date");
	has_line(&made, "  8 empty rows");
	has_line(&made, "  column \"By\" (after setting:answer_time (letter_date))");
	assert_int_equal(made.program->form_count, 2);
	assert_ptr_equal(made.program->letters[0]->enclosures[0].form, made.program->forms[0]);
	assert_int_equal(made.program->forms[0]->rows->key_count, 2);
	assert_int_equal(made.program->forms[0]->rows->where->kind, EXPR_LABELS_IN);
	assert_null(made.program->forms[1]->rows);
	arena_release(&made.arena);
}

/* ---- files beside the policy ---- */

static void
a_variation_in_a_file_of_its_own(void **state)
{
	struct made made;
	const struct variation *north;

	(void)state;
	compile(&made, NULL, "",
	    "variation north of p from 2022-04-01 to 2022-09-30\n"
	    "  set answer_time to 7 days because \"why\"\n"
	    "  set lanes to Claims and Payments\n    because \"why not\"\n  note \"Ends by "
	    "itself.\"\n");
	fine(&made);
	assert_int_equal(made.program->variation_count, 1);
	north = made.program->variations[0];
	assert_string_equal(north->name, "north");
	assert_int_equal(north->to - north->from, 182);
	assert_int_equal(north->set_count, 2);
	assert_int_equal(north->sets[0].values[0].num, 7);
	assert_int_equal(north->sets[1].count, 2);
	assert_string_equal(north->sets[1].because, "why not");
	assert_int_equal(north->provenance.note_count, 1);
	arena_release(&made.arena);
}

static void
tests_in_a_file_of_their_own(void **state)
{
	struct made made;

	(void)state;
	compile(&made, NULL,
	    "test \"one\" on 2022-05-01\n  given firm with firm is \"A\"\n  expect 1 rows of "
	    "firm\n",
	    "# remark\ntests of p\n  note \"Kept beside.\"\n\ntest \"two\" on 2022-05-01\n  given "
	    "firm with firm is \"A\"\n"
	    "  expect 1 rows of firm\n");
	fine(&made);
	assert_int_equal(made.program->test_count, 2);
	assert_string_equal(made.program->tests[1].name, "two");
	arena_release(&made.arena);
}

static void
mistakes_in_a_file_beside_stand_there(void **state)
{
	static const struct {
		const char *text, *slug, *words;
	} cases[] = {
		{ "variation n of p from 2022-04-01 to 2022-09-30\n  set answer_time to 6 days "
		  "because \"why\"\n",
		    "outside-bounds",
		    "beside.writ:2:22: error: 'answer_time' may vary between 7 days and 40 days, "
		    "and '6 days' is outside" },
		{ "variation n of p from 2022-04-01 to 2022-09-30\n  set lanes to Payments and "
		  "Other because \"why\"\n",
		    "unknown-label", "beside.writ:2:29" },
		{ "variation n of p from 2022-04-01 to 2022-09-30\n  set fixed to 4 because "
		  "\"why\"\n",
		    "may-not-vary", "beside.writ:2:7" },
		{ "variation n of q from 2022-04-01 to 2022-09-30\n  set answer_time to 7 days "
		  "because \"why\"\n",
		    "other-policy",
		    "beside.writ:1:16: error: this is a variation of 'q', and the policy is 'p'" },
		{ "tests of q\n", "other-policy",
		    "beside.writ:1:10: error: these are tests of 'q'" },
		{ "tests of p\nsetting extra is 3\n", "wrong-file",
		    "beside.writ:2:1: error: 'setting' cannot stand in a file of tests" },
		{ "tests of p\ntests of p\n", "wrong-file", "beside.writ:2:1" },
		{ "test \"t\" on 2022-04-01\n  given firm with firm is \"A\"\n  expect 1 rows of "
		  "firm\n",
		    "wrong-file", "or in a file that begins: tests of NAME" },
		{ "policy p\n", "wrong-file", "'policy' cannot stand in a file of variations" },
		{ "tests of p\ntest \"t\" on 2022-04-01\n  given frim with firm is \"A\"\n  expect "
		  "1 rows of firm\n",
		    "unknown-table", "beside.writ:3" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct made made;

		compile(&made, NULL, "", cases[i].text);
		wrong(&made, cases[i].slug, cases[i].words);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_letter_is_two_columns),
		cmocka_unit_test(only_sent_alone_asks_the_register_alone),
		cmocka_unit_test(a_letter_waits_for_those_instead_of_it),
		cmocka_unit_test(a_rule_may_ask_what_the_letter_itself_was_sent_for),
		cmocka_unit_test(what_a_letter_prints),
		cmocka_unit_test(without_a_loader_wordings_are_not_missed),
		cmocka_unit_test(mistakes_in_a_wording_stand_there),
		cmocka_unit_test(a_shared_wording_is_wrong_once),
		cmocka_unit_test(a_form_has_rows_of_its_own_or_of_another_table),
		cmocka_unit_test(a_variation_in_a_file_of_its_own),
		cmocka_unit_test(tests_in_a_file_of_their_own),
		cmocka_unit_test(mistakes_in_a_file_beside_stand_there),
	};

	return RUN_TESTS(tests);
}
