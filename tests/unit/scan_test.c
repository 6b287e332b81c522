/* scan, slips and phrases: characters to the grammar's tokens. */
#include "tests/unit/test.h"

#include <stdlib.h>
#include <string.h>

#include "lang/phrases.h"
#include "lang/syntax.h"
#include "lang/token.h"
#include "parse.h"

struct reader {
	struct arena arena;
	struct sources sources;
	struct names names;
	struct diags diags;
	struct tokens tokens;
};

static void
read_text(struct reader *reader, const char *text)
{
	const struct source_file *file;
	struct plain_text plain;

	memset(reader, 0, sizeof *reader);
	arena_init(&reader->arena);
	sources_init(&reader->sources, &reader->arena);
	names_init(&reader->names, &reader->arena);
	diags_init(&reader->diags, &reader->arena, &reader->sources);
	file = sources_add(&reader->sources, "t.writ", text, strlen(text));
	assert_true(text_ready(&reader->arena, &reader->diags, file, &plain));
	reader->tokens.arena = &reader->arena;
	reader->tokens.names = &reader->names;
	reader->tokens.diags = &reader->diags;
	scan_text(&reader->tokens, &plain);
	slips_repair(&reader->tokens);
	phrases_merge(&reader->tokens);
}

static void
done(struct reader *reader)
{
	free(reader->tokens.items);
	arena_release(&reader->arena);
}

static void
expect_one(const char *text, int kind, int64_t num)
{
	struct reader reader;

	read_text(&reader, text);
	assert_int_equal(reader.diags.errors, 0);
	assert_int_equal(reader.tokens.count, 1);
	assert_int_equal(reader.tokens.items[0].kind, kind);
	assert_int_equal(reader.tokens.items[0].num, num);
	done(&reader);
}

static void
figures_are_read_in_exact_units(void **state)
{
	(void)state;
	expect_one("12", TOK_NUMBER, INT64_C(12000000000));
	expect_one("12.5", TOK_NUMBER, INT64_C(12500000000));
	expect_one("9223372036", TOK_NUMBER, INT64_C(9223372036000000000));
	expect_one("59.99%", TOK_PERCENT, INT64_C(59990000000));
	expect_one("\xC2\xA3" "1,234.50", TOK_MONEY, 123450);
	expect_one("\xC2\xA3" "1234567.5", TOK_MONEY, 123456750);
}

static void
periods_are_read_in_their_units(void **state)
{
	(void)state;
	expect_one("1970-01-02", TOK_DATE, 1);
	expect_one("2022-03", TOK_MONTH, 12 * 2022 + 2);
	expect_one("2017/18", TOK_YEAR, 2017);
	expect_one("2017/18 Q1", TOK_QUARTER, 8068);
	expect_one("1999/00 Q4", TOK_QUARTER, 4 * 1999 + 3);
	expect_one("Q4", TOK_QOY, 3);
}

static void
a_phrase_is_one_token_whatever_stands_between_its_words(void **state)
{
	(void)state;
	expect_one("one row per", TOK_ONE_ROW_PER, 0);
	expect_one("one\n  row # as ever\n\tper", TOK_ONE_ROW_PER, 0);
	expect_one("is not one of", TOK_IS_NOT_ONE_OF, 0);
	expect_one("there is an", TOK_THERE_IS_A, 0);
	expect_one("within the same financial year", TOK_WITHIN_SAME_YEAR, 0);
}

static void
a_word_that_starts_like_a_phrase_is_a_name_when_no_phrase_follows(void **state)
{
	struct reader reader;

	(void)state;
	read_text(&reader, "isolated counted standing");
	assert_int_equal(reader.diags.errors, 0);
	assert_int_equal(reader.tokens.count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(reader.tokens.items[i].kind, TOK_LID);
	done(&reader);
}

static void
one_month_is_a_length_unless_month_is_a_column(void **state)
{
	struct reader reader;

	(void)state;
	read_text(&reader, "1 month after d");
	assert_int_equal(reader.tokens.items[1].kind, TOK_MONTHS);
	done(&reader);
	read_text(&reader, "blank means 1\nmonth is date");
	assert_int_equal(reader.tokens.items[2].kind, TOK_T_MONTH);
	done(&reader);
	read_text(&reader, "is at least 1 quarter refers to");
	assert_int_equal(reader.tokens.items[2].kind, TOK_T_QUARTER);
	done(&reader);
}

static void
places_are_bytes_and_columns_are_characters(void **state)
{
	struct reader reader;

	(void)state;
	read_text(&reader, "a \"\xC3\xA9\" b\n  c");
	assert_int_equal(reader.tokens.count, 4);
	assert_int_equal(reader.tokens.items[2].at.start, 7);
	assert_int_equal(reader.tokens.items[2].column, 6);
	assert_true(reader.tokens.items[3].first_on_line);
	assert_int_equal(reader.tokens.items[3].column, 2);
	assert_int_equal(reader.tokens.items[3].line, 2);
	done(&reader);
}

static void
a_note_may_run_over_lines_and_keeps_them(void **state)
{
	struct reader reader;

	(void)state;
	read_text(&reader, "note \"one \n        two\" x");
	assert_int_equal(reader.diags.errors, 0);
	assert_string_equal(reader.tokens.items[1].text, "one\ntwo");
	assert_int_equal(reader.tokens.items[2].line, 2);
	done(&reader);
}

/* As a cell is read: unseen.h. */
static void
a_text_in_quotes_says_what_can_be_seen(void **state)
{
	static const struct {
		const char *text, *seen;
		unsigned unseen, blanks;
	} texts[] = {
		{ "\"P87\xE2\x80\x8B"
		  "001\"",
		    "P87001", 1, 0 },
		{ "\"\xE2\x80\xAE"
		  "on\xE2\x80\xAC\"",
		    "on", 2, 0 },
		{ "\"soft\xC2\xAD"
		  "ly \"",
		    "softly", 1, 0 },
		{ "\"\xEF\xBB\xBF\xE3\x85\xA4\"", "", 2, 0 },
		{ "\"a\xE2\x80\x83"
		  "b\xC2\xA0\"",
		    "a b", 0, 2 },
		{ "\"\ttwo words\x07\"", "two words", 0, 0 },
		/* a joiner shapes a Persian letter, and nothing in a Latin word */
		{ "\"\xD9\x86\xE2\x80\x8C\xD8\xA7\"", "\xD9\x86\xE2\x80\x8C\xD8\xA7", 0, 0 },
		{ "\"a\xE2\x80\x8C"
		  "b\"",
		    "ab", 1, 0 },
		{ "\"caf\xC3\xA9 \xE2\x80\x98x\xE2\x80\x99\"",
		    "caf\xC3\xA9 \xE2\x80\x98x\xE2\x80\x99", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct reader reader;

		read_text(&reader, texts[i].text);
		assert_int_equal(reader.diags.errors, 0);
		assert_int_equal(reader.tokens.items[0].kind, TOK_STRING);
		assert_string_equal(reader.tokens.items[0].text, texts[i].seen);
		assert_int_equal(reader.tokens.pasted[PASTED_UNSEEN], texts[i].unseen);
		assert_int_equal(reader.tokens.pasted[PASTED_BLANK], texts[i].blanks);
		done(&reader);
	}
}

struct slip {
	const char *text, *slug;
	int kind;		/* of the token that was put in its place, at `index` */
	size_t index;
};

static const struct slip slips[] = {
	{ "a >= 3", "symbol", TOK_IS_AT_LEAST, 1 },
	{ "a is >= 3", "symbol", TOK_IS_AT_LEAST, 1 },
	{ "a \xE2\x89\xA4 3", "symbol", TOK_IS_AT_MOST, 1 },
	{ "a < 2022-01-01", "symbol", TOK_IS_BEFORE, 1 },
	{ "a == b", "symbol", TOK_IS, 1 },
	{ "a <> b", "symbol", TOK_IS_NOT, 1 },
	{ "a + b", "symbol", TOK_PLUS, 1 },
	{ "a * b", "symbol", TOK_TIMES, 1 },
	{ "a / b", "symbol", TOK_DIVIDED_BY, 1 },
	{ "a is greater than or equal to 3", "wording", TOK_IS_AT_LEAST, 1 },
	{ "a is bigger than b", "wording", TOK_IS_MORE_THAN, 1 },
	{ "a is over 2022-01-01", "wording", TOK_IS_AFTER, 1 },
	{ "a exceeds b", "wording", TOK_IS_MORE_THAN, 1 },
	{ "a equals b", "wording", TOK_IS, 1 },
	{ "a is empty", "wording", TOK_IS_BLANK, 1 },
	{ "Late if a", "wording", TOK_WHEN, 1 },
	{ "60-75% is Amber", "range", TOK_TO_UNDER, 1 },
	{ "60\xE2\x80\x93" "75% is Amber", "range", TOK_TO_UNDER, 1 },
	{ "x is 60% to 75%", "range", TOK_PERCENT, 2 },
	{ "1st April 2022", "date-style", TOK_DATE, 0 },
	{ "1st of April 2022", "date-style", TOK_DATE, 0 },
	{ "April 1, 2022", "date-style", TOK_DATE, 0 },
	{ "1 apr 2022", "date-style", TOK_DATE, 0 },
	{ "01/04/2022", "date-style", TOK_DATE, 0 },
	{ "1/4/22", "date-style", TOK_DATE, 0 },
	{ "April 2022", "date-style", TOK_MONTH, 0 },
	{ "31/02/2022", "no-such-date", TOK_DATE, 0 },
	{ "2022-02-30", "no-such-date", TOK_DATE, 0 },
	{ "2022-13", "no-such-date", TOK_MONTH, 0 },
	{ "2017/19", "no-such-date", TOK_YEAR, 0 },
	{ "x is Yes", "yes-no-capital", TOK_YES, 2 },
	{ "x is Yes or No", "yes-no-capital", TOK_YES_OR_NO, 2 },
	{ "x is Yes or Maybe", "yes-no-capital", TOK_STRING, 2 },
	{ "60 %", "quantity", TOK_PERCENT, 0 },
	{ "60 per cent", "quantity", TOK_PERCENT, 0 },
	{ "\xC2\xA3 50", "quantity", TOK_MONEY, 0 },
	{ "50 pounds", "quantity", TOK_MONEY, 0 },
	{ "40 day", "quantity", TOK_DAYS, 1 },
	{ "40 working day", "quantity", TOK_WORKING_DAYS, 1 },
	{ "fourty days", "quantity", TOK_NUMBER, 0 },
	{ "1,234", "quantity", TOK_NUMBER, 0 },
	{ "9223372037", "number-too-large", TOK_NUMBER, 0 },
	{ "99999999999999999999999", "number-too-large", TOK_NUMBER, 0 },
	{ "1.0000000001", "too-precise", TOK_NUMBER, 0 },
	{ "\xC2\xA3" "1.005", "too-precise", TOK_MONEY, 0 },
	{ "x is text, may be empty", "near-phrase", TOK_MAY_BE_BLANK, 4 },
	{ "one row for each k", "near-phrase", TOK_ONE_ROW_PER, 0 },
	{ "may be blakn", "near-phrase", TOK_MAY_BE_BLANK, 0 },
	{ "isLate", "capital-name", TOK_LID, 0 },
	{ "x \"y", "open-quote", TOK_STRING, 1 },
};

static void
each_slip_has_its_message_and_is_read_as_what_was_meant(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
		struct reader reader;

		read_text(&reader, slips[i].text);
		if (reader.diags.errors != 1 ||
		    strcmp(reader.diags.first->slug, slips[i].slug) != 0 ||
		    reader.tokens.count <= slips[i].index ||
		    reader.tokens.items[slips[i].index].kind != slips[i].kind)
			fail_msg("'%s': %zu errors, first [%s]", slips[i].text, reader.diags.errors,
				 reader.diags.first ? reader.diags.first->slug : "none");
		assert_non_null(reader.diags.first->notes);
		done(&reader);
	}
}

static void
a_loose_date_is_read_day_first(void **state)
{
	struct reader reader;

	(void)state;
	read_text(&reader, "02/01/1970");
	assert_int_equal(reader.tokens.items[0].num, 1);
	assert_string_equal(reader.diags.first->notes->text, "write 1970-01-02, read day first");
	done(&reader);
}

static void
words_that_only_look_like_slips_are_names(void **state)
{
	static const char *const fine[] = {
		"exceeds is number",
		"if is text",
		"equals refers to t",
		"a minus b",
		"may be blank",
		"march is yes",
		"over 40 to 60",
		"60% to under 75%",
		"days from a to b",
		"1 day",
		"40 days",
	};

	(void)state;
	for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
		struct reader reader;

		read_text(&reader, fine[i]);
		if (reader.diags.errors)
			fail_msg("'%s' gives [%s]", fine[i], reader.diags.first->slug);
		done(&reader);
	}
}

static void
what_word_pastes_is_counted_and_read_as_plain(void **state)
{
	struct reader reader;

	(void)state;
	read_text(&reader,
	    "\xE2\x80\xA2 a\n\xC2\xB7 b\no c\n* d\n\xE2\x80\x93 e "
	    "\xE2\x80\x9Cx\xE2\x80\x9D\xC2\xA0y");
	assert_int_equal(reader.diags.errors, 0);
	assert_int_equal(reader.tokens.pasted[PASTED_BULLET], 4);
	assert_int_equal(reader.tokens.pasted[PASTED_DASH], 1);
	assert_int_equal(reader.tokens.pasted[PASTED_QUOTE], 2);
	assert_int_equal(reader.tokens.pasted[PASTED_BLANK], 1);
	for (size_t i = 0; i < 10; i += 2)
		assert_int_equal(reader.tokens.items[i].kind, TOK_BULLET);
	assert_string_equal(reader.tokens.items[10].text, "x");
	done(&reader);
}

static void
the_phrases_are_in_order_and_their_first_words_reserved(void **state)
{
	const char *const *words = syntax_phrases();

	(void)state;
	for (size_t i = 0; words[i]; i++) {
		char first[32] = "";

		strncat(first, words[i], strcspn(words[i], " "));
		assert_true(syntax_is_reserved(first));
		if (i)
			assert_true(strcmp(words[i - 1], words[i]) < 0);
	}
	assert_true(syntax_is_reserved("reason"));
	assert_false(syntax_is_reserved("text"));
	assert_false(syntax_is_reserved("reasons"));
	assert_false(syntax_is_reserved("reaso"));
	assert_false(syntax_is_reserved(""));
}

static void
the_language_has_128_reserved_words(void **state)
{
	const char *const *words = syntax_phrases();
	const char *last = "";
	unsigned count = 0;

	(void)state;
	for (size_t i = 0; words[i]; i++) {
		size_t length = strcspn(words[i], " ");

		count += strncmp(words[i], last, length) != 0 ||
		    (last[length] != ' ' && last[length] != '\0');
		last = words[i];
	}
	assert_int_equal(count, 128);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_are_read_in_exact_units),
		cmocka_unit_test(periods_are_read_in_their_units),
		cmocka_unit_test(a_phrase_is_one_token_whatever_stands_between_its_words),
		cmocka_unit_test(a_word_that_starts_like_a_phrase_is_a_name_when_no_phrase_follows),
		cmocka_unit_test(one_month_is_a_length_unless_month_is_a_column),
		cmocka_unit_test(places_are_bytes_and_columns_are_characters),
		cmocka_unit_test(a_note_may_run_over_lines_and_keeps_them),
		cmocka_unit_test(a_text_in_quotes_says_what_can_be_seen),
		cmocka_unit_test(each_slip_has_its_message_and_is_read_as_what_was_meant),
		cmocka_unit_test(a_loose_date_is_read_day_first),
		cmocka_unit_test(words_that_only_look_like_slips_are_names),
		cmocka_unit_test(what_word_pastes_is_counted_and_read_as_plain),
		cmocka_unit_test(the_phrases_are_in_order_and_their_first_words_reserved),
		cmocka_unit_test(the_language_has_128_reserved_words),
	};

	return RUN_TESTS(tests);
}
