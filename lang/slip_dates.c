/* slip_dates.c: dates as people write them, answered with the one way a policy writes them. Read
 * day first, as in Britain. */
#include <string.h>

#include "lang/date.h"
#include "lang/slips.h"
#include "lang/type.h"
#include "parse.h"

static const int64_t one = 1000000000;

/* The whole name of a month or its first three letters, in small letters or with a capital. */
static bool
names_month(const char *word, const char *month)
{
	size_t length = strlen(word);

	if (length != 3 && length != strlen(month))
		return false;
	for (size_t i = 0; i < length; i++) {
		char letter =
		    word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] - 'A' + 'a') : word[i];

		if (letter != month[i])
			return false;
	}
	return true;
}

/* 1 to 12, or 0. */
static int
month_of_word(const struct token *token)
{
	static const char *const months[] = {
		"january",
		"february",
		"march",
		"april",
		"may",
		"june",
		"july",
		"august",
		"september",
		"october",
		"november",
		"december",
	};

	if (token->kind != TOK_UID && token->kind != RAW_WORD)
		return 0;
	for (int i = 0; i < 12; i++)
		if (names_month(token->text, months[i]))
			return i + 1;
	return 0;
}

/* A whole figure between two bounds, or -1. */
static int
figure_of(const struct token *token, int least, int most)
{
	if (token->kind != TOK_NUMBER || token->num % one != 0 || token->num < least * one ||
	    token->num > most * one)
		return -1;
	return (int)(token->num / one);
}

static void
say_date(
    struct tokens *tokens, size_t from, size_t to, int year, int month, int day, const char *how)
{
	struct token *token = slip_at(tokens, from);
	const char *written = slip_text(tokens, from, to);

	token->at = span_join(token->at, slip_at(tokens, to)->at);
	token->kind = TOK_DATE;
	slip_drop(tokens, from + 1, to);
	if (!date_from_civil(year, month, day, &token->num)) {
		diag_error(tokens->diags, token->at, "no-such-date", "there is no day '%s'%s",
		    written, how);
		diag_note(
		    tokens->diags, "a date is written year, month, day, for example 2022-04-21");
		token->num = 0;
		return;
	}
	diag_error(tokens->diags, token->at, "date-style", "a date is not written '%s'", written);
	diag_note(tokens->diags, "write %04d-%02d-%02d%s", year, month, day, how);
}

static int
next_number(const char **text)
{
	int sum = 0;

	while (**text && (**text < '0' || **text > '9'))
		(*text)++;
	for (; **text >= '0' && **text <= '9'; (*text)++)
		sum = sum * 10 + (**text - '0');
	return sum;
}

size_t
slip_date(struct tokens *tokens, size_t at)
{
	struct token *token = slip_at(tokens, at);
	const char *text = token->text;
	size_t month_at = at + 1;
	int day, month, year;

	if (token->kind == RAW_LOOSE_DATE) {
		day = next_number(&text);
		month = next_number(&text);
		year = next_number(&text);
		say_date(tokens, at, at, year < 100 ? 2000 + year : year, month, day,
		    ", read day first");
		return at + 1;
	}
	day = token->kind == RAW_ORDINAL ? next_number(&text) : figure_of(token, 1, 31);
	if (slip_word(tokens, month_at, "of") && token->kind == RAW_ORDINAL)
		month_at++;
	month = month_of_word(slip_at(tokens, month_at));
	year = figure_of(slip_at(tokens, month_at + 1), 1600, 2999);
	if (day > 0 && month && year > 0) {
		say_date(tokens, at, month_at + 1, year, month, day, "");
		return month_at + 2;
	}
	if (token->kind != RAW_ORDINAL)
		return at;
	diag_error(tokens->diags, token->at, "date-style",
	    "'%s' is not how a date or figure is written", token->text);
	diag_note(tokens->diags, "write a date as year, month, day, for example 2022-04-01");
	token->kind = TOK_WRIT_YYerror;
	return at + 1;
}

size_t
slip_month_word(struct tokens *tokens, size_t at)
{
	struct token *token = slip_at(tokens, at);
	int month = month_of_word(token);
	int day = figure_of(slip_at(tokens, at + 1), 1, 31);
	size_t year_at = slip_at(tokens, at + 2)->kind == TOK_COMMA ? at + 3 : at + 2;
	int year;

	if (!month || slip_at(tokens, at + 1)->line != token->line)
		return at + 1;
	year = figure_of(slip_at(tokens, year_at), 1600, 2999);
	if (day > 0 && year > 0) {
		say_date(tokens, at, year_at, year, month, day, "");
		return year_at + 1;
	}
	year = figure_of(slip_at(tokens, at + 1), 1600, 2999);
	if (year < 0)
		return at + 1;
	diag_error(tokens->diags, span_join(token->at, slip_at(tokens, at + 1)->at), "date-style",
	    "a month is not written '%s'", slip_text(tokens, at, at + 1));
	diag_note(tokens->diags, "write %04d-%02d for the month, or a date such as %04d-%02d-01",
	    year, month, year, month);
	token->kind = TOK_MONTH;
	token->num = 12 * (int64_t)year + month - 1;
	slip_drop(tokens, at + 1, at + 1);
	return at + 2;
}
