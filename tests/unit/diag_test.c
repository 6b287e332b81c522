/* Messages: what is kept, in which order, and every byte of how they are printed. */
#include "tests/unit/made_policy.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "lang/diag.h"

static void
add_text(struct fixture *fixture, const char *text)
{
	sources_add(&fixture->sources, "p.writ", text, strlen(text));
}

static struct span
span(uint32_t start, uint32_t end)
{
	return (struct span){ start, end };
}

static void
a_message_shows_place_line_mark_and_notes(void **state)
{
	struct fixture *fixture = *state;

	add_text(fixture, "policy p\n  gives A when incme is less than 12\n");
	diag_error(&fixture->diags, span(25, 30), "unknown-name", "'%s' is not a column", "incme");
	diag_note(&fixture->diags, "did you mean '%s'?", "income");
	diag_note_at(&fixture->diags, span(7, 8), "the policy begins\nhere");
	diag_warning(&fixture->diags, span(0, 6), "no-review", "the policy has no review date");
	diags_sort(&fixture->diags);
	assert_string_equal(diags_text(&fixture->diags, &fixture->arena, false),
	    "p.writ:1:1: warning: the policy has no review date [no-review]\n"
	    "     1 | policy p\n"
	    "       | ^~~~~~\n"
	    "p.writ:2:17: error: 'incme' is not a column [unknown-name]\n"
	    "     2 |   gives A when incme is less than 12\n"
	    "       |                 ^~~~~\n"
	    "       = did you mean 'income'?\n"
	    "       = p.writ:1:8: the policy begins\n"
	    "         here\n");
	assert_int_equal(fixture->diags.errors, 1);
	assert_int_equal(fixture->diags.warnings, 1);
}

static void
without_messages_there_is_no_text(void **state)
{
	struct fixture *fixture = *state;

	diags_sort(&fixture->diags);
	assert_string_equal(diags_text(&fixture->diags, &fixture->arena, true), "");
	assert_string_equal(diags_json(&fixture->diags, &fixture->arena),
	    "{\"schema\":1,\"messages\":[\n]}\n");
}

static void
colour_is_a_second_signal_beside_the_word(void **state)
{
	struct fixture *fixture = *state;
	char *text;

	add_text(fixture, "abc");
	diag_error(&fixture->diags, span(0, 1), "one", "first");
	diag_warning(&fixture->diags, span(1, 2), "two", "second");
	diags_sort(&fixture->diags);
	text = diags_text(&fixture->diags, &fixture->arena, true);
	assert_non_null(strstr(text, "\x1b[1;31merror\x1b[0m: first [one]"));
	assert_non_null(strstr(text, "\x1b[1;33mwarning\x1b[0m: second [two]"));
	assert_null(strchr(diags_text(&fixture->diags, &fixture->arena, false), '\x1b'));
}

/* The two lines under a message: the text, and the mark. */
static const struct mark_row {
	const char *text;
	struct span at;
	const char *shown;
} mark_rows[] = {
	{ "abc", { 1, 2 }, "     1 | abc\n       |  ^\n" },
	{ "abc", { 0, 3 }, "     1 | abc\n       | ^~~\n" },
	{ "abc", { 1, 1 }, "     1 | abc\n       |  ^\n" },
	{ "abc", { 3, 3 }, "     1 | abc\n       |    ^\n" },
	{ "abc", { 2, 90 }, "     1 | abc\n       |   ^\n" },
	{ "", { 0, 0 }, "     1 | \n       | ^\n" },
	/* over several lines: to the end of the first */
	{ "abc\ndef", { 1, 6 }, "     1 | abc\n       |  ^~\n" },
	{ "abc\r\ndef", { 1, 7 }, "     1 | abc\n       |  ^~\n" },
	/* at a line end, and between its two bytes */
	{ "abc\r\ndef", { 3, 8 }, "     1 | abc\n       |    ^\n" },
	{ "abc\r\ndef", { 4, 8 }, "     1 | abc\n       |    ^\n" },
	{ "abc\rdef", { 4, 7 }, "     2 | def\n       | ^~~\n" },
	/* a tab is one column, and shown as one blank */
	{ "\tab\tc", { 4, 5 }, "     1 |  ab c\n       |     ^\n" },
	/* characters, not bytes */
	{ "\xC2\xA3" "12 \xE2\x82\xAC\xE2\x82\xAC", { 5, 11 },
	  "     1 | \xC2\xA3" "12 \xE2\x82\xAC\xE2\x82\xAC\n       |     ^~\n" },
	/* what acts on a terminal is shown as a question mark of one column */
	{ "a\x1b[31mb", { 1, 2 }, "     1 | a?[31mb\n       |  ^\n" },
	{ "a\x07\x7f" "b", { 3, 4 }, "     1 | a??b\n       |    ^\n" },
	{ "a\xC2\x9B" "31mb", { 3, 4 }, "     1 | a?31mb\n       |   ^\n" },
	{ "a\xE2\x80\xAE" "b", { 4, 5 }, "     1 | a?b\n       |   ^\n" },
	{ "a\xE2\x81\xA6" "b", { 4, 5 }, "     1 | a?b\n       |   ^\n" },
	{ "a\xE2\x80\xA8" "b", { 4, 5 }, "     1 | a?b\n       |   ^\n" },
	{ "a\xD8\x9C" "b", { 3, 4 }, "     1 | a?b\n       |   ^\n" },
	/* bytes that are no UTF-8: one each */
	{ "a\x9B\xFF" "b", { 3, 4 }, "     1 | a??b\n       |    ^\n" },
	{ "a\xE2\x82", { 0, 1 }, "     1 | a??\n       | ^\n" },
	{ "\xED\xA0\x80" "b", { 3, 4 }, "     1 | ???b\n       |    ^\n" },
	{ "\xC0\x80" "b", { 2, 3 }, "     1 | ??b\n       |   ^\n" },
	{ "\xF4\x90\x80\x80" "b", { 4, 5 }, "     1 | ????b\n       |     ^\n" },
	{ "\xF0\x9F\x98\x80" "b", { 4, 5 }, "     1 | \xF0\x9F\x98\x80" "b\n       |  ^\n" },
};

static void
every_place_is_marked_under_what_is_shown(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(mark_rows) / sizeof(mark_rows[0]); i++) {
		struct fixture *fixture;
		void *made;
		const char *text;

		setup(&made);
		fixture = made;
		add_text(fixture, mark_rows[i].text);
		diag_error(&fixture->diags, mark_rows[i].at, "slug", "what");
		diags_sort(&fixture->diags);
		text = strchr(diags_text(&fixture->diags, &fixture->arena, false), '\n') + 1;
		if (strcmp(text, mark_rows[i].shown) != 0)
			fail_msg("row %zu:\n%s", i, text);
		teardown(&made);
	}
}

static void
control_characters_in_names_and_messages_are_shown_too(void **state)
{
	struct fixture *fixture = *state;
	char *text;

	sources_add(&fixture->sources, "p\x1b[2J.writ", "x", 1);
	diag_error(&fixture->diags, span(0, 1), "slug", "'%s' is unknown", "a\x1b" "b\r");
	diag_note(&fixture->diags, "not '%s'", "\x08");
	diags_sort(&fixture->diags);
	text = diags_text(&fixture->diags, &fixture->arena, false);
	assert_non_null(strstr(text, "p?[2J.writ:1:1: error: 'a?b?' is unknown [slug]\n"));
	assert_non_null(strstr(text, "= not '?'\n"));
}

static void
messages_stand_in_the_order_of_the_text_then_of_discovery(void **state)
{
	struct fixture *fixture = *state;
	const struct diag *diag;

	add_text(fixture, "abcdef");
	diag_error(&fixture->diags, span(4, 5), "late", "4");
	diag_warning(&fixture->diags, span(2, 3), "first-at-two", "2a");
	diag_error(&fixture->diags, span(2, 6), "second-at-two", "2b");
	diag_error(&fixture->diags, span(0, 1), "early", "0");
	diag_error(&fixture->diags, span(2, 3), "third-at-two", "2c");
	diags_sort(&fixture->diags);
	diag = fixture->diags.first;
	for (const char *const *slug = (const char *const[]){ "early", "first-at-two",
	    "second-at-two",
	    "third-at-two", "late", NULL }; *slug != NULL; slug++, diag = diag->next)
		assert_string_equal(diag->slug, *slug);
	assert_null(diag);
	diag_error(&fixture->diags, span(1, 2), "added", "later");
	diags_sort(&fixture->diags);
	assert_string_equal(fixture->diags.first->next->slug, "added");
}

static void
a_repeat_is_dropped_with_its_notes_and_not_counted(void **state)
{
	struct fixture *fixture = *state;

	add_text(fixture, "abc");
	diag_error(&fixture->diags, span(0, 1), "slug", "once");
	diag_error(&fixture->diags, span(0, 1), "slug", "twice");
	diag_note(&fixture->diags, "of the second");
	diag_error(&fixture->diags, span(0, 2), "slug", "another place");
	diag_error(&fixture->diags, span(0, 1), "other", "another slug");
	diags_sort(&fixture->diags);
	assert_int_equal(fixture->diags.errors, 3);
	assert_null(strstr(diags_text(&fixture->diags, &fixture->arena, false), "twice"));
	assert_null(strstr(diags_text(&fixture->diags, &fixture->arena, false), "second"));
}

static unsigned
count_of(const char *text, const char *what)
{
	unsigned count = 0;

	for (; (text = strstr(text, what)) != NULL; text += strlen(what))
		count++;
	return count;
}

static void
twenty_are_shown_and_the_rest_is_counted(void **state)
{
	struct fixture *fixture = *state;
	char line[3000];

	memset(line, 'x', sizeof(line) - 1);
	line[sizeof(line) - 1] = '\0';
	add_text(fixture, line);
	for (uint32_t i = 0; i < DIAG_SHOWN; i++)
		diag_error(&fixture->diags, span(i, i + 1), "slug", "m");
	diags_sort(&fixture->diags);
	assert_int_equal(count_of(diags_text(&fixture->diags, &fixture->arena, false), ": error: "),
	    20);
	assert_null(strstr(diags_text(&fixture->diags, &fixture->arena, false), "more"));
	diag_warning(&fixture->diags, span(DIAG_SHOWN, DIAG_SHOWN + 1), "slug", "m");
	diags_sort(&fixture->diags);
	assert_non_null(strstr(diags_text(&fixture->diags, &fixture->arena, false),
	    "… and 1 more;"));
	for (uint32_t i = 0; i < 2 * DIAG_KEPT; i++)
		diag_error(&fixture->diags, span(100 + i, 101 + i), "slug", "m");
	diag_note(&fixture->diags, "a note to one that is only counted");
	diags_sort(&fixture->diags);
	assert_int_equal(fixture->diags.kept, DIAG_KEPT);
	assert_int_equal(fixture->diags.errors + fixture->diags.warnings, 2 * DIAG_KEPT + 21);
	assert_non_null(strstr(diags_text(&fixture->diags, &fixture->arena, false),
	    "… and 2001 more;"));
	assert_int_equal(count_of(diags_json(&fixture->diags, &fixture->arena), "\"slug\":"),
	    DIAG_KEPT);
}

static void
json_has_every_part_of_a_message(void **state)
{
	struct fixture *fixture = *state;

	add_text(fixture, "ab\n\xC2\xA3 cd\n");
	diag_error(&fixture->diags, span(6, 9), "slug", "a \"quoted\" \\ text");
	diag_note(&fixture->diags, "one\nline");
	diag_note_at(&fixture->diags, span(0, 2), "two");
	diag_warning(&fixture->diags, span(0, 1), "other", "w");
	diags_sort(&fixture->diags);
	assert_string_equal(diags_json(&fixture->diags, &fixture->arena),
	    "{\"schema\":1,\"messages\":[\n"
	    "{\"file\":\"p.writ\",\"line\":1,\"column\":1,\"end_line\":1,\"end_column\":2,"
	    "\"severity\":\"warning\",\"slug\":\"other\",\"accepted\":null,"
	    "\"message\":\"w\",\"notes\":[]},\n"
	    "{\"file\":\"p.writ\",\"line\":2,\"column\":3,\"end_line\":3,\"end_column\":1,"
	    "\"severity\":\"error\",\"slug\":\"slug\",\"accepted\":null,"
	    "\"message\":\"a \\\"quoted\\\" \\\\ text\",\"notes\":["
	    "{\"text\":\"one\\u000aline\"},"
	    "{\"file\":\"p.writ\",\"line\":1,\"column\":1,\"end_line\":1,\"end_column\":3,"
	    "\"text\":\"two\"}]}\n"
	    "]}\n");
}

static void
json_is_well_formed_whatever_the_bytes(void **state)
{
	struct fixture *fixture = *state;
	char *json;

	sources_add(&fixture->sources, "p\xFF.writ", "x", 1);
	diag_error(&fixture->diags, span(0, 1), "slug", "%s", "\x01\t\x7f\xE2\x82 \xC2\xA3 \x80");
	diags_sort(&fixture->diags);
	json = diags_json(&fixture->diags, &fixture->arena);
	assert_non_null(strstr(json, "\"file\":\"p\xEF\xBF\xBD.writ\""));
	assert_non_null(strstr(json,
	    "\"message\":\"\\u0001\\u0009\\u007f\xEF\xBF\xBD\xEF\xBF\xBD \xC2\xA3 \xEF\xBF\xBD\""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FIXTURE(a_message_shows_place_line_mark_and_notes),
		IN_FIXTURE(without_messages_there_is_no_text),
		IN_FIXTURE(colour_is_a_second_signal_beside_the_word),
		cmocka_unit_test(every_place_is_marked_under_what_is_shown),
		IN_FIXTURE(control_characters_in_names_and_messages_are_shown_too),
		IN_FIXTURE(messages_stand_in_the_order_of_the_text_then_of_discovery),
		IN_FIXTURE(a_repeat_is_dropped_with_its_notes_and_not_counted),
		IN_FIXTURE(twenty_are_shown_and_the_rest_is_counted),
		IN_FIXTURE(json_has_every_part_of_a_message),
		IN_FIXTURE(json_is_well_formed_whatever_the_bytes),
	};

	return RUN_TESTS(tests);
}
