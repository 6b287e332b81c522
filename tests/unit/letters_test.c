/* Letters: what is written, word for word; what is held back, and why; and the merge file. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/unit/made_letters.h"

#include "interp/csvin.h"
#include "interp/field.h"
#include "interp/letters_internal.h"

static void
has(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		fail_msg("'%s' is not in:\n%s", part, text);
}

static void
lacks(const char *text, const char *part)
{
	if (strstr(text, part) != NULL)
		fail_msg("'%s' is in:\n%s", part, text);
}

/* The body of a page: what stands in <main>. */
static const char *
main_of(struct made_letters *made, const char *name)
{
	const char *text = made_text(made, name), *start = strstr(text, "<main"), *end;

	assert_non_null(start);
	end = strstr(start, "</main>");
	assert_non_null(end);
	start = strchr(start, '\n') + 1;
	return arena_copy(made->arena, start, (size_t)(end - start));
}

static void
test_a_letter(void **state)
{
	struct made_letters made;
	struct letter *letter;
	struct enclosure *enclosure;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	letter = made_letter(&made, "Letter_1", "Performance in ((quarter))",
	    "To ((practice))\r\n\r\nDear ((recipient)),\r\n\r\nYour score is ((score)). ((late??It "
	    "came late.))\n"
	    "\nPlease:\n* read this\n* reply by ((reply_by)) to ((mailbox))\nYours\n");
	enclosure = arena_array(made.arena, struct enclosure, 1);
	enclosure->text = "The process <paper>";
	letter->enclosures = enclosure;
	letter->enclosure_count = 1;
	letter->copies = arena_array(made.arena, const struct expr *, 1);
	*(const struct expr **)(size_t)letter->copies = made_expr(&made, made.standing, "manager");
	letter->copy_count = 1;
	made_letters_run(&made, "P1|2020/21 Q2|Due|Dr A & B|yes|59.5%|Ms M\n"
	    "P2|2020/21 Q2|Not_due|Dr C|no|70%|Ms M\n", "", NULL, 0);
	assert_string_equal(main_of(&made, "letters/P1-2020-21-Q2-Letter_1.html"),
	    "<p><time datetime=\"2021-11-20\">20 November 2021</time></p>\n"
	    "<h1>Performance in 2020/21 Q2</h1>\n"
	    "<p>To P1</p>\n"
	    "<p>Dear Dr A &amp; B,</p>\n"
	    "<p>Your score is 59.5%. It came late.</p>\n"
	    "<p>Please:</p>\n"
	    "<ul>\n<li>read this</li>\n<li>reply by 4 December 2021 to "
	    "returns@example.org</li>\n</ul>\n"
	    "<p>Yours</p>\n"
	    "<section class=\"end\">\n<h2>Enclosed</h2>\n<ul>\n<li>The process "
	    "&lt;paper&gt;</li>\n</ul>\n</section>\n"
	    "<p class=\"end\">Copy to: Ms M</p>\n");
	assert_string_equal(made_text(&made, "letters/P1-2020-21-Q2-Letter_1.txt"),
	    "20 November 2021\r\n\r\nPerformance in 2020/21 Q2\r\n\r\nTo P1\r\n\r\nDear Dr A & "
	    "B,\r\n\r\n"
	    "Your score is 59.5%. It came late.\r\n\r\nPlease:\r\n* read this\r\n"
	    "* reply by 4 December 2021 to returns@example.org\r\nYours\r\n"
	    "\r\nEnclosed:\r\n* The process <paper>\r\n\r\nCopy to: Ms M\r\n\r\nA made-up policy, "
	    "version 1\r\n");
	has(made_text(&made, "letters/P1-2020-21-Q2-Letter_1.html"), "<html lang=\"en-GB\">");
	has(made_text(&made, "letters/P1-2020-21-Q2-Letter_1.html"),
	    "<footer><p>A made-up policy, version 1</p></footer>");
	lacks(made_text(&made, "letters/P1-2020-21-Q2-Letter_1.html"), "<script");
	/* and letters.csv, for-the-register.csv; nothing for P2 */
	assert_int_equal(made.file_count, 4);
	assert_int_equal(made.summary->due, 1);
	assert_int_equal(made.summary->written, 1);
	assert_int_equal(made.summary->counts[0].not_due, 1);
	made_letters_end(&made);
}

/* A cell brings no markup, no bullet, no paragraph and no mark of ours. */
static void
test_cells_are_text(void **state)
{
	struct made_letters made;
	const char *text;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	made_letter(&made, "Letter_1", "About ((recipient))", "((recipient))\n((manager))\n");
	made_letters_run(&made,
	    "P1|2020/21 Q2|Due|* <script>alert('x')</script>|yes|1%|a\x02\x1b[31m\x01\x0b\"z\"\n",
	    "", NULL, 0);
	text = main_of(&made, "letters/P1-2020-21-Q2-Letter_1.html");
	has(text, "<p>* &lt;script&gt;");
	lacks(text, "<li>");
	lacks(text, "<script");
	has(text, "a\xEF\xBF\xBD\xE2\x90\x9B[31m\xEF\xBF\xBD\xEF\xBF\xBD&quot;z&quot;</p>");
	has(made_text(&made, "letters/P1-2020-21-Q2-Letter_1.html"),
	    "<title>About * &lt;script&gt;");
	lacks(made_text(&made, "letters/P1-2020-21-Q2-Letter_1.txt"), "\x1b");
	made_letters_end(&made);
}

static void
put_address(struct made_letters *made, struct batch *batch)
{
	static const char address[] = "1 High Street\r\nSalford\n* M5";
	const struct value value = { .state = GIVEN, .type = type_plain(KIND_TEXT), .text = address,
		.text_length = sizeof(address) - 1 };

	vec_put(batch_fields(batch)[table_column(made->standing, "recipient")->index], 0, &value);
}

/* An address of several lines in one cell keeps them. */
static void
test_lines_in_a_cell(void **state)
{
	struct made_letters made;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	made_letter(&made, "Letter_1", "At ((recipient))", "* ((recipient))\nnext\n");
	made_letters_run(&made, "P1|2020/21 Q2|Due|x|yes|59.5%|x\n", "", put_address, 0);
	has(main_of(&made, "letters/P1-2020-21-Q2-Letter_1.html"),
	    "<h1>At 1 High Street Salford * M5</h1>\n"
	    "<ul>\n<li>1 High Street<br>\nSalford<br>\n* M5</li>\n</ul>\n<p>next</p>\n");
	has(made_text(&made, "letters/P1-2020-21-Q2-Letter_1.txt"),
	    "* 1 High Street\r\nSalford\r\n* M5\r\nnext\r\n");
	made_letters_end(&made);
}

static void
test_paragraphs_and_places(void **state)
{
	struct made_letters made;
	struct letter *letter;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	letter = made_letter(&made, "Letter_1", "S",
	    "Us\n((letter_date))\n\n((subject))\nBefore.\n((paragraphs))\nAfter.\n* ((late??You "
	    "are late.))\n* Last\n");
	made_paragraph(&made, letter, "late", "Late, ((manager)).\n");
	made_paragraph(&made, letter, "late", "Again.\n\n* point\n");
	letter = made_letter(&made, "Letter_2", NULL, "All.");
	made_paragraph(&made, letter, "late", "Behind.");
	made_letters_run(&made, "P1|2020/21 Q2|Due|x|yes|59.5%|M\nP2|2020/21 Q2|Due|x|no|59.5%|\n",
	    "", NULL, 0);
	assert_string_equal(main_of(&made, "letters/P1-2020-21-Q2-Letter_1.html"),
	    "<p>Us<br>\n20 November 2021</p>\n<h1>S</h1>\n<p>Before.</p>\n<p>Late, "
	    "M.</p>\n<p>Again.</p>\n"
	    "<ul>\n<li>point</li>\n</ul>\n<p>After.</p>\n<ul>\n<li>You are "
	    "late.</li>\n<li>Last</li>\n</ul>\n");
	/* A paragraph that is not shown is not missed: P2 has no manager. A hidden flag takes its
	 * line with it; the line of paragraphs parts what stands around it all the same. */
	assert_string_equal(main_of(&made, "letters/P2-2020-21-Q2-Letter_1.html"),
	    "<p>Us<br>\n20 November "
	    "2021</p>\n<h1>S</h1>\n<p>Before.</p>\n<p>After.</p>\n<ul>\n<li>Last</li>\n</ul>\n");
	assert_string_equal(main_of(&made, "letters/P1-2020-21-Q2-Letter_2.html"),
	    "<p><time datetime=\"2021-11-20\">20 November 2021</time></p>\n<h1>Letter 2</h1>\n"
	    "<p>All.</p>\n<p>Behind.</p>\n");
	made_letters_end(&made);
}

static void
test_held_back(void **state)
{
	struct made_letters made;
	struct letter *letter;
	const char *csv;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	letter = made_letter(&made, "Letter_1", "S ((recipient))",
	    "((recipient)) ((manager)) ((score)) ((reply_by))((late?? x))\n");
	made_paragraph(&made, letter, "late", "Late.");
	made_letters_run(&made,
	    "P3|2020/21 Q2|Due|Dr|yes|59%|M\n"
	    "P2|2020/21 Q2|Due|Dr|?|59%|M\n"
	    "P1|2020/21 Q2|Due||no|?|M\n"
	    "P4|2020/21 Q2|Sent|Dr|yes|59%|M\n"
	    "P5|2020/21 Q2|?|Dr|yes|59%|M\n"
	    "P6|2020/21 Q2|Lapsed|Dr|yes|59%|M\n", "", NULL, 0);
	assert_int_equal(made.summary->due, 3);
	assert_int_equal(made.summary->written, 1);
	assert_int_equal(made.summary->held_back, 2);
	assert_int_equal(made.summary->undecided, 1);
	assert_int_equal(made.summary->counts[0].sent, 1);
	assert_int_equal(made.summary->counts[0].lapsed, 1);
	assert_int_equal(made.summary->note_count, 4);
	assert_string_equal(made.summary->notes[0].key, "P1, 2020/21 Q2");
	assert_string_equal(made.summary->notes[0].why, "recipient is blank; score is not known");
	assert_string_equal(made.summary->notes[1].key, "P2, 2020/21 Q2");
	assert_string_equal(made.summary->notes[1].why,
	    "the text for late cannot be decided without late; "
	    "the paragraph paragraph.txt cannot be decided without late");
	assert_int_equal(made.summary->notes[2].fate, LETTER_UNDECIDED);
	assert_string_equal(made.summary->notes[2].key, "P5, 2020/21 Q2");
	has(made.summary->notes[2].why, "Due or Sent or Lapsed or Not_due");
	assert_int_equal(made.summary->notes[3].fate, LETTER_WRITTEN);
	assert_string_equal(made.summary->notes[3].file, "letters/P3-2020-21-Q2-Letter_1.html");
	csv = made_text(&made, "letters/not-written.csv");
	has(csv,
	    "letter,for,state,why\nLetter_1,\"P1, 2020/21 Q2\",held back,recipient is blank; score "
	    "is not known\n");
	has(csv, "Letter_1,\"P5, 2020/21 Q2\",cannot be decided,");
	assert_int_equal(made.file_count, 5);
	made_letters_end(&made);
}

static void
no_letter_either_way_in_row_0(struct made_letters *made, struct batch *batch)
{
	const struct vec *state = batch_column(batch, made->program->letters[0]->column);

	state->labels[0] = UINT64_C(1) << LETTER_LAPSED | UINT64_C(1) << LETTER_NOT_DUE;
}

/* Rows were refused of a table that no letter looks at, which says nothing, and of the one it is
 * about. */
static void
test_held_back_by_its_own_tables(void **state)
{
	static const struct letter_rows rows = { NULL, NULL, NULL };
	struct made_letters made;
	struct letter *letter;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	letter = made_letter(&made, "Letter_1", "S", "((recipient))");
	letter->sent = letter->to = table_column(made.standing, "recipient");
	made_register(&made);
	made.letters = letters_make(made.program, &made.run.knobs, &rows);
	letters_hold(made.letters, LETTER_HOLD_REFUSED, made.answer, NULL, 3, NULL, 0);
	letters_hold(made.letters, LETTER_HOLD_REFUSED, made.standing, NULL, 0, NULL, 0);
	made.summary = letters_finish(made.letters);
	assert_int_equal(made.summary->hold_count, 0);
	letters_hold(made.letters, LETTER_HOLD_REFUSED, made.standing, NULL, 3, NULL, 0);
	assert_int_equal(made.summary->hold_count, 1);
	assert_false(letters_hold_every(made.summary));
	letters_hold(made.letters, LETTER_HOLD_REFUSED, made.sent, NULL, 2, NULL, 0);
	assert_true(letters_hold_every(made.summary));
	made_letters_end(&made);
}

/* The letter lacks nothing itself, but a row that was refused could be about it; both files that
 * say so are named. */
static void
test_held_back_by_refused_rows(void **state)
{
	static const struct letter_rows rows = { NULL, NULL, NULL };
	static const uint64_t lines[] = { 4, 9 };
	struct made_letters made;
	struct letter *letter;
	struct batch batch;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	letter = made_letter(&made, "Letter_1", "S", "((recipient))");
	letter->sent = letter->to = table_column(made.standing, "recipient");
	made_register(&made);
	made.letters = letters_make(made.program, &made.run.knobs, &rows);
	made_letters_batch(&made, &batch, made.standing, "P1|2020/21 Q2|Due|Dr|yes|59%|M\n", NULL);
	letters_batch(made.letters, &batch);
	batch_release(&batch);
	letters_hold(made.letters, LETTER_HOLD_REFUSED, made.standing, "s.csv", 2, lines, 2);
	letters_hold(made.letters, LETTER_HOLD_MISTYPED, made.standing, "s.csv", 1, lines, 1);
	made.summary = letters_finish(made.letters);
	assert_int_equal(made.summary->held_back, 1);
	assert_string_equal(made.summary->notes[0].why,
	    "2 rows of s.csv were refused (lines 4 and 9) and could be about it; "
	    "1 row of s.csv has a mistyped code (line 4) and could be about it");
	made_letters_end(&made);
}

/* What the register says besides is counted, in one go or in several. */
static void
test_counted_of_the_register(void **state)
{
	static const struct letter_rows rows = { NULL, NULL, NULL };
	struct made_letters made;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	made_letter(&made, "Letter_1", "S", "((recipient))");
	made_register(&made);
	made.letters = letters_make(made.program, &made.run.knobs, &rows);
	letters_register_without_rule(made.letters, 2);
	letters_register_without_rule(made.letters, 3);
	letters_register_later(made.letters, 4);
	letters_register_later(made.letters, 1);
	made.summary = letters_finish(made.letters);
	assert_int_equal(made.summary->without_rule, 5);
	assert_int_equal(made.summary->later, 5);
	assert_int_equal(made.summary->run_date, made_date("2021-11-20"));
	made_letters_end(&made);
}

/* As many held back as undecided. */
static void
test_not_written_for_two_reasons(void **state)
{
	struct made_letters made;
	const char *csv;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	made_letter(&made, "Letter_1", "S", "((recipient))");
	made_letters_run(&made,
	    "P1|2020/21 Q2|Due||yes|59%|M\n"
	    "P2|2020/21 Q2|?|Dr|yes|59%|M\n", "", NULL, 0);
	assert_int_equal(made.summary->held_back, 1);
	assert_int_equal(made.summary->undecided, 1);
	csv = made_text(&made, "letters/not-written.csv");
	has(csv, "\nLetter_1,\"P1, 2020/21 Q2\",held back,");
	has(csv, "\nLetter_1,\"P2, 2020/21 Q2\",cannot be decided,");
	made_letters_end(&made);
}

/* Names so long that a file's name has no room for where they differ. */
static void
test_forms_with_long_names(void **state)
{
	struct made_letters made;
	struct letter *letter;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	letter = made_letter(&made, "Letter_1", "S", "((recipient))");
	made_form(&made, letter, "what_the_practice_will_do_about_its_results_first");
	made_form(&made, letter, "what_the_practice_will_do_about_its_results_then");
	made_letters_run(&made, "P1|2020/21 Q2|Due|Dr|yes|59%|M\n", "", NULL, 0);
	assert_int_equal(made.file_count, 6);
	for (uint32_t i = 0; i < made.file_count; i++)
		for (uint32_t j = 0; j < i; j++)
			assert_string_not_equal(made.names[i], made.names[j]);
	made_letters_end(&made);
}

/* Takes so many files, and then no more. */
struct full_disk {
	uint32_t room, asked;
};

static bool
take_while_there_is_room(void *context, const char *name, struct buffer *bytes,
    struct fault *fault)
{
	struct full_disk *disk = context;

	(void)name;
	(void)fault;
	buffer_clear(bytes);
	disk->asked++;
	return disk->asked <= disk->room;
}

/* A letter with a form, and one that is held back: six files. Whichever cannot be written, nothing
 * is written behind it and the caller is told. */
static void
test_file_that_cannot_be_written(void **state)
{
	struct made_letters made;
	struct letter *letter;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	letter = made_letter(&made, "Letter_1", "S", "((recipient))");
	made_form(&made, letter, "answers");
	made_letters_run(&made,
	    "P1|2020/21 Q2|Due||yes|59%|M\n"
	    "P2|2020/21 Q2|Due|Dr|yes|59%|M\n", "", NULL, 0);
	assert_int_equal(made.file_count, 6);
	for (uint32_t room = 0; room <= 6; room++) {
		struct full_disk disk = { room, 0 };
		const struct letter_sink sink = { take_while_there_is_room, &disk };
		struct fault fault = FAULT_NONE;
		uint64_t neutralised = 0;

		assert_int_equal(letters_write(made.letters, &sink, false, &neutralised, &fault),
		    room == 6);
		assert_int_equal(disk.asked, room == 6 ? 6 : room + 1);
	}
	made_letters_end(&made);
}

/* Those a person must look at come first, whatever their keys. */
static void
test_undecided_in_order(void **state)
{
	struct made_letters made;
	struct buffer out = BUFFER_INIT;
	const char *may, *either_way;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	made_letter(&made, "Letter_1", "S", "((recipient))");
	made_letters_run(&made,
	    "P1|2020/21 Q2|?|Dr|yes|59%|M\n"
	    "P2|2020/21 Q2|?|Dr|yes|59%|M\n"
	    "P0|2020/21 Q2|Due||yes|59%|M\n", "", no_letter_either_way_in_row_0, 0);
	assert_int_equal(made.summary->note_count, 3);
	assert_int_equal(made.summary->may_be_due, 1);
	assert_string_equal(made.summary->notes[0].key, "P0, 2020/21 Q2");
	assert_string_equal(made.summary->notes[1].key, "P2, 2020/21 Q2");
	assert_string_equal(made.summary->notes[2].key, "P1, 2020/21 Q2");
	letters_screen(&out, made.summary, true);
	may = strstr(out.at, "P2, 2020/21 Q2: Letter_1 cannot be decided");
	either_way = strstr(out.at, "P1, 2020/21 Q2: Letter_1 cannot be decided");
	assert_true(may != NULL && either_way != NULL && may < either_way);
	buffer_release(&out);
	made_letters_end(&made);
}

static void
test_register_lost(void **state)
{
	const uint64_t lines[] = { 4, 9, 12, 13, 20, 31 };
	struct letter_register sent = { 0 };
	struct table table = { .name = "sent" };
	struct program program = { .letter_register = &sent };
	struct letter_hold hold = { .kind = LETTER_HOLD_NOBODY,
		.file = "sent",
		.rows = 1,
		.lines = { 4 },
		.line_count = 1,
		.every = true };
	struct letter_summary summary = { .program = &program, .holds = &hold, .hold_count = 1 };
	struct letter_count count = { 0 };
	struct letter letter = { .name = "Letter_1" };
	struct buffer out = BUFFER_INIT;

	(void)state;
	sent.table = &table;
	count.letter = &letter;
	summary.counts = &count;
	summary.count = 1;
	letters_screen(&out, &summary, true);
	has(out.at, "No letter is written: 1 row of sent is a letter to somebody who cannot be "
	    "found (line 4), and it could go out again\n");
	buffer_clear(&out);
	for (uint32_t i = 0; i < LETTER_LINES_TOLD; i++)
		hold.lines[i] = lines[i];
	hold.rows = 6;
	hold.line_count = LETTER_LINES_TOLD;
	letters_page(&out, &summary, true);
	has(out.at, "6 rows of sent are letters to somebody who cannot be found "
	    "(lines 4, 9, 12, 13, 20 and 1 more), and they could go out again.");
	buffer_release(&out);
}

/* The shared wording of a letter that asks for no reply. */
static void
test_no_reply(void **state)
{
	struct made_letters made;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	made_letter(&made, "Letter_1", "S", "By ((reply_by)).");
	((struct template_part *)(size_t)made.program->letters[0]->wording_template->parts)[1]
	    .value = NULL;
	made_letters_run(&made, "P1|2020/21 Q2|Due|x|no|1%|x\n", "", NULL, 0);
	assert_int_equal(made.summary->held_back, 1);
	assert_string_equal(made.summary->notes[0].why,
	    "reply_by has no date: the letter asks for no reply");
	made_letters_end(&made);
}

/* "1 row of sent.csv was refused (line 4)" */
static void
test_refused_lines(void **state)
{
	struct letter_hold hold = { .kind = LETTER_HOLD_REFUSED,
		.file = "sent.csv",
		.lines = { 4, 9, 12, 13, 20 } };
	static const char *const expected[] = { "1 row of sent.csv was refused (line 4)",
		"2 rows of sent.csv were refused (lines 4 and 9)",
		"3 rows of sent.csv were refused (lines 4, 9 and 12)", NULL,
		"5 rows of sent.csv were refused (lines 4, 9, 12, 13 and 20)",
		"12 rows of sent.csv were refused (lines 4, 9, 12, 13, 20 and 7 more)" };
	struct buffer out = BUFFER_INIT;

	(void)state;
	for (uint32_t i = 0; i < 6; i++) {
		if (expected[i] == NULL)
			continue;
		hold.rows = i == 5 ? 12 : i + 1;
		hold.line_count = i == 5 ? 5 : i + 1;
		buffer_clear(&out);
		letters_say_hold(&out, &hold);
		assert_string_equal(out.at, expected[i]);
	}
	buffer_release(&out);
}

static void
test_register_refused(void **state)
{
	struct made_letters made;
	struct buffer out = BUFFER_INIT;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	made_register(&made);
	made_letter(&made, "Letter_1", "S", "((recipient))");
	made_letters_run(&made, "P1|2020/21 Q2|Due|x|no|1%|x\nP2|2020/21 Q2|Due||no|1%|x\n", "",
	    NULL, 2);
	assert_int_equal(made.summary->written, 0);
	assert_int_equal(made.summary->held_back, 2);
	assert_string_equal(made.summary->notes[0].why, "");
	assert_string_equal(made.summary->notes[1].why, "recipient is blank");
	letters_screen(&out, made.summary, true);
	assert_string_equal(out.at,
	    "Letters\n  Letter_1: 2 due, 0 written, 2 held back\n"
	    "  No letter is written: 2 rows of sent_letter were refused and could record any of "
	    "them; all are listed in problems.csv\n"
	    "  P2, 2020/21 Q2: Letter_1 is held back: recipient is blank\n\n");
	buffer_clear(&out);
	letters_page(&out, made.summary, true);
	has(out.at, "<strong>No letter was written:</strong> 2 rows of sent_letter were refused");
	assert_int_equal(made.file_count, 3);
	buffer_release(&out);
	made_letters_end(&made);
}

static void
test_file_names(void **state)
{
	struct made_letters made;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	made_letter(&made, "Letter_1", "S", "x");
	made_letters_run(&made, "b?c|2020/21 Q2|Due|x|no|1%|x\n../../x|2020/21 Q2|Due|x|no|1%|x\n"
	    "b/c|2020/21 Q2|Due|x|no|1%|x\nB:C|2020/21 Q2|Due|x|no|1%|x\n", "", NULL, 0);
	for (uint32_t i = 0; i < made.file_count; i++) {
		assert_memory_equal(made.names[i], "letters/", 8);
		assert_null(strchr(made.names[i] + 8, '/'));
	}
	/* in key order: ../../x, B:C, b/c, b?c */
	assert_string_equal(made.names[0], "letters/x-2020-21-Q2-Letter_1.html");
	assert_string_equal(made.names[2], "letters/B-C-2020-21-Q2-Letter_1.html");
	assert_string_equal(made.names[4], "letters/b-c-2020-21-Q2-Letter_1-2.html");
	assert_string_equal(made.names[5], "letters/b-c-2020-21-Q2-Letter_1-2.txt");
	assert_string_equal(made.names[6], "letters/b-c-2020-21-Q2-Letter_1-3.html");
	made_letters_end(&made);
}

/* A code whose bytes are those of a figure: they stand behind the keys once it is kept. */
static void
put_figure_as_code(struct made_letters *made, struct batch *batch)
{
	static const struct value figure = { .state = GIVEN, .type.kind = KIND_DAYS, .num = 7 };
	const struct value code = { .state = GIVEN, .type = type_plain(KIND_TEXT),
		.text = (const char *)&figure, .text_length = sizeof(figure) };

	vec_put(batch_fields(batch)[table_column(made->standing, "practice")->index], 0, &code);
}

/* A file is named by the keys and by nothing behind them. */
static void
test_named_by_its_keys(void **state)
{
	struct made_letters made;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	made_letter(&made, "Letter_1", "S", "x");
	made_letters_run(&made, "P1|2020/21 Q2|Due|x|no|1%|x\n", "", put_figure_as_code, 0);
	assert_true(made.file_count > 2);
	has(made.names[0], "2020-21-Q2-Letter_1.html");
	made_letters_end(&made);
}

static void
test_merge_file(void **state)
{
	struct made_letters made;
	struct letter *letter;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	made_register(&made);
	letter = made_letter(&made, "Letter_1", "S, ((quarter))",
	    "((recipient)) ((letter_date)) ((late??Late)) ((recipient))");
	made_paragraph(&made, letter, "late", "((manager))");
	made_letter(&made, "Letter_2", "T", "((score))");
	made_letters_run(&made,
	    "P2|2020/21 Q2|Due|=1+1|yes|59.5%|M, M\nP1|2020/21 Q2|Due|Dr|no|60%|\n", "", NULL, 0);
	assert_string_equal(made_text(&made, "letters/letters.csv"),
	    "Ref,practice,quarter,letter_name,letter_date,sent_by,received_on,recipient,"
	    "letter_date_2,late,manager,score,subject,file\n"
	    "P1-2020/21 Q2-Letter_1-2021-11-20,P1,2020/21 Q2,Letter_1,2021-11-20,,,Dr,"
	    "20 November 2021,no,,,\"S, 2020/21 Q2\","
	    "P1-2020-21-Q2-Letter_1.html\n"
	    "P1-2020/21 Q2-Letter_2-2021-11-20,P1,2020/21 "
	    "Q2,Letter_2,2021-11-20,,,,,,,60%,T,P1-2020-21-Q2-Letter_2.html\n"
	    "P2-2020/21 Q2-Letter_1-2021-11-20,P2,2020/21 Q2,Letter_1,2021-11-20,,,'=1+1,"
	    "20 November 2021,yes,\"M, M\",,\"S, 2020/21 Q2\","
	    "P2-2020-21-Q2-Letter_1.html\n"
	    "P2-2020/21 Q2-Letter_2-2021-11-20,P2,2020/21 "
	    "Q2,Letter_2,2021-11-20,,,,,,,59.5%,T,P2-2020-21-Q2-Letter_2.html\n");
	assert_string_equal(made_text(&made, "letters/for-the-register.csv"),
	    "Ref,practice,quarter,letter_name,letter_date,sent_by,received_on\n"
	    "P1-2020/21 Q2-Letter_1-2021-11-20,P1,2020/21 Q2,Letter_1,2021-11-20,,\n"
	    "P1-2020/21 Q2-Letter_2-2021-11-20,P1,2020/21 Q2,Letter_2,2021-11-20,,\n"
	    "P2-2020/21 Q2-Letter_1-2021-11-20,P2,2020/21 Q2,Letter_1,2021-11-20,,\n"
	    "P2-2020/21 Q2-Letter_2-2021-11-20,P2,2020/21 Q2,Letter_2,2021-11-20,,\n");
	assert_int_equal(made.neutralised, 1);
	assert_string_equal(made.summary->to_fill, "sent_by");
	made_letters_end(&made);
}

/* Appended to the register, the rows are read as what they say: letters that were sent. */
static void
test_feeding_back(void **state)
{
	struct made_letters made;
	struct fault fault = FAULT_NONE;
	struct problems problems;
	struct csvin_options options = { .shown = "sent.csv" };
	struct vec **fields;
	bool *wanted;
	uint64_t lines[BATCH_ROWS];
	uint32_t rows = 0;
	struct csvin *in;
	struct value value;
	char path[] = "/tmp/writ-letters-XXXXXX";
	FILE *file = fdopen(mkstemp(path), "wb");

	(void)state;
	made_letters_start(&made, "2021-11-20");
	made_register(&made);
	made_letter(&made, "Letter_1", "S, ((quarter))", "((recipient))\n((letter_date))");
	made_letters_run(&made,
	    "P2|2020/21 Q2|Due|A \"b\"|yes|59.5%|M\nP1|2020/21 Q2|Due|Dr|no|60%|\n", "", NULL, 0);
	assert_true(file != NULL && fputs(made_text(&made, "letters/letters.csv"), file) >= 0);
	assert_int_equal(fclose(file), 0);
	fields = arena_array(made.arena, struct vec *, made.sent->field_count);
	wanted = arena_array(made.arena, bool, made.sent->field_count);
	for (uint32_t i = 0; i < made.sent->field_count; i++) {
		wanted[i] = true;
		fields[i] = arena_new(made.arena, struct vec);
		vec_init(fields[i], made.arena, shape_of(made.sent->columns[i]->type),
		    made.sent->columns[i]->type);
	}
	problems_init(&problems, made.arena, (struct problem_sink){ 0 });
	options.table = made.sent;
	options.path = path;
	options.wanted = wanted;
	options.check_keys = true;
	options.run_date = made_date("2021-11-20");
	options.problems = &problems;
	options.arena = made.arena;
	in = csvin_open(&options, &fault);
	assert_non_null(in);
	assert_int_equal(csvin_next(in, fields, lines, &rows, &fault), CSVIN_ROWS);
	assert_int_equal(rows, 2);
	value = vec_value(fields[0], 0);
	assert_memory_equal(value.text, "P1-2020/21 Q2-Letter_1-2021-11-20", value.text_length);
	value = vec_value(fields[1], 1);
	assert_memory_equal(value.text, "P2", 2);
	value = vec_value(fields[2], 1);
	assert_int_equal(value.num, 4 * 2020 + 1);
	value = vec_value(fields[3], 0);
	assert_int_equal(value.labels, 1);
	value = vec_value(fields[4], 0);
	assert_int_equal(value.num, made_date("2021-11-20"));
	assert_int_equal(csvin_next(in, fields, lines, &rows, &fault), CSVIN_END);
	assert_int_equal(csvin_counts(in)->used, 2);
	assert_int_equal(problems.rows_refused, 0);
	assert_int_equal(problems.cells_refused, 2);	/* sent_by, which a person fills in */
	csvin_close(in);
	remove(path);
	made_letters_end(&made);
}

/* In the form of the register's file: its order, its delimiter, the style of each column. */
static void
test_form_of_the_register(void **state)
{
	static const char day_first[] = "sent;letter_date;office;Ref;received_on;quarter;practice\n"
	    "Letter_1;20/11/2021;;P1-2020/21 Q2-Letter_1-2021-11-20;;2020/21 Q2;P1\n";
	static const char year_first[] =
	    "\xEF\xBB\xBFsent\tletter_date\toffice\tRef\treceived_on\tquarter\tpractice\r\n\r\n"
	    "Letter_1\t2021-11-20\t\tP1-2020/21 Q2-Letter_1-2021-11-20\t\t2020/21 Q2\tP1\r\n";
	struct csvin_column columns[7] = { { .header = "sent" }, { .header = "letter_date" },
		{ .header = "office" }, { .header = "Ref" }, { .header = "received_on" },
		{ .header = "quarter" }, { .header = "practice" } };
	static const char *const names[] = { "letter_name", "letter_date", NULL, "letter_ref",
		"received_on", "quarter", "practice" };
	static const struct {
		unsigned style;
		const char *expected;
	} styles[] = { { STYLE_DAY_FIRST, day_first }, { STYLE_SLASHED | STYLE_WORDED, day_first },
		{ STYLE_ISO, year_first }, { STYLE_WORDED, year_first }, { 0, year_first },
		{ STYLE_ISO | STYLE_SLASHED, year_first } };	/* refused whole */

	(void)state;
	for (size_t i = 0; i < sizeof(styles) / sizeof(styles[0]); i++) {
		bool day = styles[i].expected == day_first;
		struct csvin_facts facts = { .encoding = day ? "UTF-8" :
							       "UTF-8 with a byte order mark",
			.delimiter = day ? ';' : '\t', .crlf = !day, .open_ended = !day,
			.columns = columns, .column_count = 7 };
		struct made_letters made;

		made_letters_start(&made, "2021-11-20");
		made_register(&made);
		made_letter(&made, "Letter_1", "S", "((recipient))");
		for (size_t c = 0; c < 7; c++)
			columns[c].column =
			    names[c] == NULL ? NULL : table_column(made.sent, names[c]);
		columns[1].style = styles[i].style;
		made.register_facts = &facts;
		made_letters_run(&made, "P1|2020/21 Q2|Due|Dr|no|60%|\n", "", NULL, 0);
		assert_string_equal(made_text(&made, "letters/for-the-register.csv"),
		    styles[i].expected);
		has(made_text(&made, "letters/letters.csv"),
		    "Ref,practice,quarter,letter_name,letter_date,sent_by,received_on,");
		made_letters_end(&made);
	}
}

/* A field that has the name of a column of the register but is another thing gets a number. */
static void
test_merge_headings(void **state)
{
	struct made_letters made;
	const struct template *wording;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	made_register(&made);
	made_letter(&made, "Letter_1", "S", "((recipient)) ((manager)) ((score))");
	wording = made.program->letters[0]->wording_template;
	((struct template_part *)(size_t)wording->parts)[0].name = "Received On";
	((struct template_part *)(size_t)wording->parts)[2].name = "quarter";
	((struct template_part *)(size_t)wording->parts)[4].name = "subject";
	made_letters_run(&made, "P1|2020/21 Q2|Due|Dr|no|60%|M\n", "", NULL, 0);
	has(made_text(&made, "letters/letters.csv"),
	    "received_on,Received On_2,quarter_2,subject,subject_2,file\n");
	has(made_text(&made, "letters/letters.csv"), ",,,Dr,M,60%,S,P1");
	made_letters_end(&made);
}

/* ---- other rows ---- */

static struct form *
form_of_answers(struct made_letters *made, struct letter *letter)
{
	struct form *form = made_form(made, letter, "C1");
	struct form_part *parts = arena_array(made->arena, struct form_part, 6);

	parts[0] = (struct form_part){ "Date", NULL };
	parts[1] = (struct form_part){ "Practice", made_expr(made, made->standing, "practice") };
	parts[2] =
	    (struct form_part){ "Requirement", made_expr(made, made->answer, "requirement") };
	parts[3] = (struct form_part){ "Reply", made_expr(made, made->answer, "reply") };
	parts[4] = (struct form_part){ "Action", NULL };
	form->headers = parts;
	form->header_count = 2;
	form->columns = parts + 2;
	form->column_count = 3;
	form->also_called = "Appendix 1";
	form->return_to = made_expr(made, made->standing, "mailbox");
	form->rows = &made->related;
	return form;
}

static void
test_form(void **state)
{
	struct made_letters made;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	form_of_answers(&made, made_letter(&made, "Letter_1", "S", "x"));
	made.row_count = 2;
	made.rows[0] = 0;
	made.rows[1] = 2;
	made_letters_run(&made, "P1|2020/21 Q2|Due|Dr|no|60%|M\n",
	    "Zeta <z>|No\nNot ours|Yes\nAlpha|\n", NULL, 0);
	assert_string_equal(main_of(&made, "letters/P1-2020-21-Q2-Letter_1-C1.html"),
	    "<h1>2020/21 Q2 requirements</h1>\n<p>Also called Appendix 1</p>\n"
	    "<dl>\n<dt>Date</dt><dd class=\"fill\"><span class=\"hidden\">to fill in</span></dd>\n"
	    "<dt>Practice</dt><dd>P1</dd>\n</dl>\n"
	    "<table>\n<caption class=\"hidden\">2020/21 Q2 requirements</caption>\n<thead><tr><th "
	    "scope=\"col\">Requirement</th>"
	    "<th scope=\"col\">Reply</th><th scope=\"col\" "
	    "class=\"box\">Action</th></tr></thead>\n<tbody>\n"
	    "<tr><td>Alpha</td><td><span aria-hidden=\"true\">–</span><span "
	    "class=\"hidden\">nothing on file</span></td><td></td></tr>\n"
	    "<tr><td>Zeta &lt;z&gt;</td><td>No</td><td></td></tr>\n"
	    "</tbody>\n</table>\n<p><strong>Return to:</strong> returns@example.org</p>\n"
	    "<p>Goes with the letter of 20 November 2021: S</p>\n");
	has(main_of(&made, "letters/P1-2020-21-Q2-Letter_1.html"),
	    "<li><a href=\"P1-2020-21-Q2-Letter_1-C1.html\">2020/21 Q2 requirements (Appendix "
	    "1)</a></li>");
	has(made_text(&made, "letters/P1-2020-21-Q2-Letter_1.txt"),
	    "\r\nEnclosed:\r\n* 2020/21 Q2 requirements (Appendix 1): "
	    "P1-2020-21-Q2-Letter_1-C1.html\r\n");
	made_letters_end(&made);
}

static void
test_form_held_back(void **state)
{
	struct made_letters made;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	form_of_answers(&made, made_letter(&made, "Letter_1", "S", "x"));
	made.row_count = 1;
	made_letters_run(&made, "P1|2020/21 Q2|Due|Dr|no|60%|M\n", "Zeta|?\n", NULL, 0);
	assert_int_equal(made.summary->held_back, 1);
	assert_string_equal(made.summary->notes[0].why,
	    "Reply in form C1 is not known for answer Zeta");
	made_letters_end(&made);

	made_letters_start(&made, "2021-11-20");
	form_of_answers(&made, made_letter(&made, "Letter_1", "S", "x"));
	made.row_count = 1;
	made.sure[0] = false;
	made_letters_run(&made, "P1|2020/21 Q2|Due|Dr|no|60%|M\n", "Zeta|No\n", NULL, 0);
	assert_string_equal(made.summary->notes[0].why,
	    "which rows of answer belong in form C1 is not known");
	made_letters_end(&made);

	/* One row may belong, another does, and in that a cell is not known: both are told. */
	made_letters_start(&made, "2021-11-20");
	form_of_answers(&made, made_letter(&made, "Letter_1", "S", "x"));
	made.row_count = 2;
	made.sure[0] = false;
	made.rows[0] = 0;
	made.rows[1] = 1;
	made_letters_run(&made, "P1|2020/21 Q2|Due|Dr|no|60%|M\n", "Zeta|?\nAlpha|?\n", NULL, 0);
	assert_string_equal(made.summary->notes[0].why,
	    "which rows of answer belong in form C1 is not known; "
	    "Reply in form C1 is not known for answer Alpha");
	made_letters_end(&made);
}

static void
test_empty_rows(void **state)
{
	struct made_letters made;
	struct letter *letter;
	struct form *form;
	struct form_part *parts;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	letter = made_letter(&made, "Letter_1", "S", "x");
	form = made_form(&made, letter, "C2");
	made_form(&made, letter, "C2");
	parts = arena_array(made.arena, struct form_part, 2);
	parts[0] = (struct form_part){ "Action", NULL };
	parts[1] = (struct form_part){ "For", made_expr(&made, made.standing, "manager") };
	form->columns = parts;
	form->column_count = 2;
	form->empty_rows = 2;
	made_letters_run(&made, "P1|2020/21 Q2|Due|Dr|no|60%|M\nP2|2020/21 Q2|Due|Dr|no|60%|\n", "",
	    NULL, 0);
	has(main_of(&made, "letters/P1-2020-21-Q2-Letter_1-C2.html"),
	    "<tbody>\n<tr><td></td><td>M</td></tr>\n<tr><td></td><td>M</td></tr>\n</tbody>");
	made_text(&made, "letters/P1-2020-21-Q2-Letter_1-C2-2.html");
	assert_string_equal(made.summary->notes[0].why, "For in form C2 is blank");
	made_letters_end(&made);
}

static void
put_list(struct made_letters *made, struct batch *batch)
{
	const struct value value = { .state = GIVEN,
		.type = type_plain(KIND_TEXT),
		.text = "A, b, C",
		.text_length = 7 };

	for (uint32_t i = 0; i < plan_outside_count(batch->plan); i++)
		vec_put((struct vec *)(size_t)batch_expr(batch, plan_outside(batch->plan, i)), 0,
		    &value);
	(void)made;
}

/* A list alone on its line is bullets, one a row, commas and all; within a line it is joined. */
static void
test_list(void **state)
{
	struct made_letters made;
	struct template_part *parts;
	struct expr *list;

	(void)state;
	for (int reach = 0; reach < 2; reach++) {
		made_letters_start(&made, "2021-11-20");
		made_letter(&made, "Letter_1", "S",
		    reach == 0 ? "Still open:\n* ((recipient))\nand ((manager)).\n" :
				 "Still open:\n((recipient))\nand ((manager)).\n");
		list = arena_new(made.arena, struct expr);
		list->kind = EXPR_AGGREGATE;
		list->aggregate = AGGREGATE_LIST;
		list->type = type_plain(KIND_TEXT);
		list->id = made.program->expr_count++;
		list->a = made_expr(&made, made.answer, "requirement");
		list->related = reach == 0 ? &made.related : arena_new(made.arena, struct related);
		parts = (struct template_part *)(size_t)made.program->letters[0]
			    ->wording_template->parts;
		parts[1].value = parts[3].value = list;
		made.row_count = 2;
		made.rows[0] = 1;
		made_letters_run(&made, "P1|2020/21 Q2|Due|Dr|no|60%|M\n", "C|No\nA, b|No\n",
		    put_list, 0);
		assert_string_equal(
		    strchr(main_of(&made, "letters/P1-2020-21-Q2-Letter_1.html"), '\n'),
		    reach == 0 ? "\n<h1>S</h1>\n<p>Still open:</p>\n<ul>\n<li>A, "
		                 "b</li>\n<li>C</li>\n</ul>\n<p>and A, b, C.</p>\n" :
				 "\n<h1>S</h1>\n<p>Still "
		                 "open:</p>\n<ul>\n<li>A</li>\n<li>b</li>\n<li>C</li>\n</"
		                 "ul>\n<p>and A, b, C.</p>\n");
		has(made_text(&made, "letters/P1-2020-21-Q2-Letter_1.txt"),
		    reach == 0 ? "\r\n* A, b\r\n* C\r\nand A, b, C.\r\n" :
				 "\r\n* A\r\n* b\r\n* C\r\nand");
		made_letters_end(&made);
	}
}

static void
test_page_and_screen(void **state)
{
	struct made_letters made;
	struct buffer out = BUFFER_INIT;
	const char *held, *written;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	made_register(&made);
	made_letter(&made, "Letter_1", "S", "((recipient))");
	made_letters_run(&made, "P1|2020/21 Q2|Due|x|no|1%|x\n<P2>|2020/21 Q2|Due||no|1%|x\n", "",
	    NULL, 0);
	letters_page(&out, made.summary, true);
	has(out.at, "<section id=\"letters\">\n<h2>Letters</h2>");
	has(out.at,
	    "<tr><th scope=\"row\">&lt;P2&gt;, 2020/21 Q2</th><td>Letter_1</td><td>recipient is "
	    "blank</td></tr>");
	has(out.at,
	    "<th scope=\"row\">Letter_1</th><td class=\"n\">2</td><td class=\"n\">1</td><td "
	    "class=\"n\">1</td>");
	has(out.at, "<a href=\"letters/P1-2020-21-Q2-Letter_1.html\">Letter_1</a>");
	has(out.at, "</a> to sent.csv, and fill in sent_by.</p>");
	held = strstr(out.at, "held back");
	written = strstr(out.at, "<caption>Written");
	assert_true(held != NULL && written != NULL && held < written);
	buffer_clear(&out);
	letters_page(&out, made.summary, false);
	lacks(out.at, "href");
	buffer_clear(&out);
	letters_screen(&out, made.summary, false);
	assert_string_equal(out.at, "Letters\n  Letter_1: 2 due, 1 ready, 1 held back\n"
	    "  <P2>, 2020/21 Q2: Letter_1 is held back: recipient is blank\n\n");
	buffer_release(&out);
	made_letters_end(&made);
}

/* The same rows in another order, in other batches, and read twice, give the same files. */
static void
test_order_of_rows(void **state)
{
	static const char *const orders[] = { "P1|2020/21 Q2|Due|x|no|1%|x\nP2|2020/21 "
		                              "Q2|Due|y|no|1%|x\np1|2020/21 Q2|Due|z|no|1%|x\n",
		"p1|2020/21 Q2|Due|z|no|1%|x\nP2|2020/21 Q2|Due|y|no|1%|x\nP1|2020/21 "
		"Q2|Due|x|no|1%|x\n" };
	struct made_letters made[2];

	(void)state;
	for (int i = 0; i < 2; i++) {
		made_letters_start(&made[i], "2021-11-20");
		made_letter(&made[i], "Letter_1", "S", "((recipient))");
		made_letters_run(&made[i], orders[i], "", NULL, 0);
	}
	assert_int_equal(made[0].file_count, 8);
	assert_int_equal(made[1].file_count, 8);
	for (uint32_t i = 0; i < 8; i++) {
		assert_string_equal(made[0].names[i], made[1].names[i]);
		assert_string_equal(made[0].texts[i], made[1].texts[i]);
	}
	for (int i = 0; i < 2; i++)
		made_letters_end(&made[i]);
}

/* The mark of an empty value, a list without members, keeps no blank at the end of a line. */
static void
test_blank_before_an_empty_value(void **state)
{
	static const char flow[] = "Dear \001Ann, \001\nnone: \001\n\001\nend";
	struct buffer in = BUFFER_INIT, out = BUFFER_INIT;

	(void)state;
	buffer_text(&in, flow);
	flow_text(&out, &in, "");
	assert_string_equal(out.at, "Dear Ann,\r\nnone:\r\n\r\nend\r\n");
	buffer_release(&in);
	buffer_release(&out);
}

/* A subject is all text for some only: then the letter has its name there. */
static void
test_subject_that_comes_out_empty(void **state)
{
	struct made_letters made;

	(void)state;
	made_letters_start(&made, "2021-11-20");
	made_letter(&made, "Letter_1", "((late??Late ))", "To ((practice))\n");
	made_letters_run(&made, "P1|2020/21 Q2|Due|A|no|59%|M\nP2|2020/21 Q2|Due|A|yes|59%|M\n", "",
	    NULL, 0);
	assert_string_equal(made_text(&made, "letters/P1-2020-21-Q2-Letter_1.txt"),
	    "20 November 2021\r\n\r\nLetter 1\r\n\r\nTo P1\r\n\r\nA made-up policy, version 1\r\n");
	assert_string_equal(made_text(&made, "letters/P2-2020-21-Q2-Letter_1.txt"),
	    "20 November 2021\r\n\r\nLate\r\n\r\nTo P2\r\n\r\nA made-up policy, version 1\r\n");
	made_letters_end(&made);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_letter),
		cmocka_unit_test(test_cells_are_text),
		cmocka_unit_test(test_lines_in_a_cell),
		cmocka_unit_test(test_paragraphs_and_places),
		cmocka_unit_test(test_held_back),
		cmocka_unit_test(test_undecided_in_order),
		cmocka_unit_test(test_held_back_by_its_own_tables),
		cmocka_unit_test(test_held_back_by_refused_rows),
		cmocka_unit_test(test_counted_of_the_register),
		cmocka_unit_test(test_not_written_for_two_reasons),
		cmocka_unit_test(test_forms_with_long_names),
		cmocka_unit_test(test_file_that_cannot_be_written),
		cmocka_unit_test(test_register_lost),
		cmocka_unit_test(test_no_reply),
		cmocka_unit_test(test_refused_lines),
		cmocka_unit_test(test_register_refused),
		cmocka_unit_test(test_file_names),
		cmocka_unit_test(test_named_by_its_keys),
		cmocka_unit_test(test_merge_file),
		cmocka_unit_test(test_feeding_back),
		cmocka_unit_test(test_subject_that_comes_out_empty),
		cmocka_unit_test(test_blank_before_an_empty_value),
		cmocka_unit_test(test_form_of_the_register),
		cmocka_unit_test(test_merge_headings),
		cmocka_unit_test(test_form),
		cmocka_unit_test(test_form_held_back),
		cmocka_unit_test(test_empty_rows),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_page_and_screen),
		cmocka_unit_test(test_order_of_rows),
	};

	return RUN_TESTS(tests);
}
