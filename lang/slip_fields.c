/* slip_fields.c: the columns of an input and their options, the calendar that is built in, and
 * commas left out before an option. */
#include <string.h>

#include "lang/slips.h"
#include "parse.h"

/* ---- commas ---- */

/* What stands behind a comma only. */
static const char *const behind_commas[] = { "may be blank", "blank means",
	"small letters accepted", "not recorded", "settings as at", "dated by", "closed also on",
	"met by", "first that applies", "first day counted", "first day not counted",
	"highest first", "lowest first", "earliest first", "latest first", "including empty" };

/* The line up to the token before `at`, for an answer. */
static const char *
line_so_far(const struct tokens *tokens, size_t at)
{
	size_t from = at - 1;

	while (from > 0 && !slip_at(tokens, from)->first_on_line && at - from < 12)
		from--;
	if (slip_at(tokens, at - 1)->at.end - slip_at(tokens, from)->at.start > 70)
		from = at - 1;
	return slip_text(tokens, from, at - 1);
}

/* What an option of a column stands behind: `is text not recorded`, but `when not recorded` turns a
 * name round. */
static bool
ends_a_column(const struct tokens *tokens, size_t at)
{
	static const char *const ends[] = { "text", "date", "money", "month", "number", "percent",
		"quarter", "year", "days", "weeks", "months", "quarters", "years", "no", "blank",
		"accepted" };

	if (slip_at(tokens, at)->kind == TOK_UID || slip_at(tokens, at)->kind == TOK_STRING)
		return true;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (slip_word(tokens, at, ends[i]))
			return true;
	return false;
}

bool
slip_comma(struct tokens *tokens, size_t at)
{
	const struct token *before = slip_at(tokens, at ? at - 1 : 0);

	if (!at || !slip_ends_value(before) || slip_word(tokens, at - 1, "is") ||
	    (slip_at(tokens, at)->first_on_line && slip_at(tokens, at)->column == 0))
		return false;
	for (size_t i = 0; i < sizeof behind_commas / sizeof *behind_commas; i++) {
		size_t covers = slip_spells(tokens, at, behind_commas[i]);

		/* A column may be called so by mistake. */
		if (!covers || slip_word(tokens, at + covers, "is"))
			continue;
		if (slip_word(tokens, at, "not") && !ends_a_column(tokens, at - 1))
			continue;
		diag_error(tokens->diags, slip_joined(tokens, at, at + covers - 1),
		    "missing-comma", "a comma is missing before '%s'", behind_commas[i]);
		diag_note(tokens->diags, "write: %s, %s", line_so_far(tokens, at),
		    behind_commas[i]);
		slip_insert(tokens, at, TOK_COMMA, NULL);
		return true;
	}
	return false;
}

/* ---- options of a column ---- */

static const char *const blank_wordings[] = { "can be left blank", "can be blank", "can be empty",
	"can be missing", "may be left blank", "may be empty", "may be missing", "may be null",
	"may be nothing", "blank is allowed", "blank allowed", "or blank", "or empty", "optional",
	"not required", "not mandatory", "not compulsory" };

static const char *const needed_wordings[] = { "required", "mandatory", "compulsory",
	"must be given", "must be filled in", "not blank", "may not be blank",
	"must not be blank", "cannot be blank" };

static bool
in_input(const struct tokens *tokens)
{
	return tokens->construct && strcmp(tokens->construct, "input") == 0;
}

size_t
slip_field_option(struct tokens *tokens, size_t at)
{
	bool comma;

	if (!in_input(tokens) || at < 3 || slip_at(tokens, at)->first_on_line ||
	    slip_word(tokens, at - 1, "is"))
		return at;
	comma = slip_at(tokens, at - 1)->kind == TOK_COMMA;
	for (size_t i = 0; i < sizeof blank_wordings / sizeof *blank_wordings; i++) {
		size_t covers = slip_spells(tokens, at, blank_wordings[i]);

		if (!covers || slip_word(tokens, at + covers, "is"))
			continue;
		diag_error(tokens->diags, slip_joined(tokens, at, at + covers - 1), "near-phrase",
		    "'%s' is not a phrase of the language", blank_wordings[i]);
		diag_note(tokens->diags, "write: %s%s may be blank", line_so_far(tokens, at),
		    comma ? "" : ",");
		slip_at(tokens, at)->kind = TOK_MAY_BE_BLANK;
		slip_at(tokens, at)->repaired = true;
		if (covers > 1)
			slip_drop(tokens, at + 1, at + covers - 1);
		if (!comma)
			slip_insert(tokens, at, TOK_COMMA, NULL);
		return at + covers;
	}
	for (size_t i = 0; i < sizeof needed_wordings / sizeof *needed_wordings; i++) {
		size_t covers = slip_spells(tokens, at, needed_wordings[i]);

		if (!covers || slip_word(tokens, at + covers, "is"))
			continue;
		diag_error(tokens->diags, slip_joined(tokens, at, at + covers - 1), "near-phrase",
		    "'%s' is not a phrase of the language", needed_wordings[i]);
		diag_note(tokens->diags,
		    "leave it out: a column has to be filled in unless it says 'may be blank'");
		slip_drop(tokens, comma ? at - 1 : at, at + covers - 1);
		return at + covers;
	}
	return at;
}

/* ---- kinds of value ---- */

static const struct kind_wording {
	const char *words;
	const char *right;
	int token; /* RAW_WORD: the word of `right` */
} kind_wordings[] = {
	{ "whole number", "number", RAW_WORD },
	{ "decimal number", "number", RAW_WORD },
	{ "number of days", "days", RAW_WORD },
	{ "number of weeks", "weeks", RAW_WORD },
	{ "number of working days", "working days", TOK_WORKING_DAYS },
	{ "numbers", "number", RAW_WORD },
	{ "numeric", "number", RAW_WORD },
	{ "integer", "number", RAW_WORD },
	{ "int", "number", RAW_WORD },
	{ "float", "number", RAW_WORD },
	{ "double", "number", RAW_WORD },
	{ "decimal", "number", RAW_WORD },
	{ "figure", "number", RAW_WORD },
	{ "percentage", "percent", RAW_WORD },
	{ "per cent", "percent", RAW_WORD },
	{ "pounds", "money", RAW_WORD },
	{ "currency", "money", RAW_WORD },
	{ "amount", "money", RAW_WORD },
	{ "price", "money", RAW_WORD },
	{ "string", "text", RAW_WORD },
	{ "free text", "text", RAW_WORD },
	{ "letters", "text", RAW_WORD },
	{ "words", "text", RAW_WORD },
	{ "boolean", "yes or no", TOK_YES_OR_NO },
	{ "bool", "yes or no", TOK_YES_OR_NO },
	{ "true or false", "yes or no", TOK_YES_OR_NO },
	{ "yes no", "yes or no", TOK_YES_OR_NO },
	{ "date and time", "date", RAW_WORD },
	{ "date time", "date", RAW_WORD },
	{ "datetime", "date", RAW_WORD },
	{ "dates", "date", RAW_WORD },
	{ "day", "days", RAW_WORD },
	{ "working day", "working days", TOK_WORKING_DAYS },
};

static void
put_word(struct tokens *tokens, size_t at, const char *right)
{
	struct token *token = slip_at(tokens, at);

	token->kind = RAW_WORD;
	token->text = names_intern(tokens->names, right, strlen(right));
	token->repaired = true;
}

/* The kind that is meant in place of the `covers` tokens from `at` on. */
static void
put_kind(struct tokens *tokens, size_t at, size_t covers, const char *right, int kind)
{
	struct token *token = slip_at(tokens, at);

	if (covers > 1)
		slip_drop(tokens, at + 1, at + covers - 1);
	if (kind == RAW_WORD) {
		put_word(tokens, at, right);
		return;
	}
	token->kind = kind;
	token->repaired = true;
}

static void
say_kind(struct tokens *tokens, size_t at, size_t covers, const char *right, int kind)
{
	diag_error(tokens->diags, slip_joined(tokens, at, at + covers - 1), "syntax",
	    "'%s' is not a kind of value", slip_text(tokens, at, at + covers - 1));
	diag_note(tokens->diags, "write: %s is %s", slip_text(tokens, at - 2, at - 2), right);
	put_kind(tokens, at, covers, right, kind);
}

static bool
capital_kind(struct tokens *tokens, size_t at)
{
	static const char *const kinds[] = { "text", "date", "number", "money", "percent",
		"quarter", "month", "year", "days", "weeks" };
	const struct token *token = slip_at(tokens, at);

	if (slip_word(tokens, at + 1, "or"))
		return false;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (token->text[0] - 'A' + 'a' != kinds[i][0] ||
		    strcmp(token->text + 1, kinds[i] + 1) != 0)
			continue;
		diag_error(tokens->diags, token->at, "capital-name",
		    "'%s' starts with a capital; capitals are for labels", token->text);
		diag_note(tokens->diags, "write: %s is %s", slip_text(tokens, at - 2, at - 2),
		    kinds[i]);
		put_word(tokens, at, kinds[i]);
		return true;
	}
	return false;
}

size_t
slip_kind(struct tokens *tokens, size_t at)
{
	size_t kind = at + 1;
	const struct token *token = slip_at(tokens, kind);

	if (!in_input(tokens) || !at || !slip_at(tokens, at - 1)->first_on_line ||
	    token->line != slip_at(tokens, at)->line)
		return at;
	if (token->kind == TOK_UID)
		return capital_kind(tokens, kind) ? kind + 1 : at;
	if (slip_word(tokens, kind, "optional")) {
		diag_error(tokens->diags, token->at, "near-phrase",
		    "'optional' is not a phrase of the language");
		diag_note(tokens->diags, "write: %s is %s, may be blank",
		    slip_text(tokens, at - 1, at - 1), slip_text(tokens, kind + 1, kind + 1));
		slip_drop(tokens, kind, kind);
		return kind + 1;
	}
	if (slip_word(tokens, kind, "yes") && slip_at(tokens, kind + 1)->kind == RAW_SYMBOL &&
	    slip_word(tokens, kind + 2, "no")) {
		say_kind(tokens, kind, 3, "yes or no", TOK_YES_OR_NO);
		return kind + 3;
	}
	for (size_t i = 0; i < sizeof kind_wordings / sizeof *kind_wordings; i++) {
		size_t covers = slip_spells(tokens, kind, kind_wordings[i].words);

		if (!covers)
			continue;
		say_kind(tokens, kind, covers, kind_wordings[i].right, kind_wordings[i].token);
		return kind + covers;
	}
	return at;
}

/* ---- where ---- */

/* The words that open a part of a report. */
static bool
opens_report_part(const struct tokens *tokens, size_t at)
{
	return slip_word(tokens, at, "one") || slip_word(tokens, at, "column") ||
	    slip_word(tokens, at, "total") || slip_word(tokens, at, "sorted") ||
	    slip_word(tokens, at, "as") || slip_word(tokens, at, "cites") ||
	    slip_word(tokens, at, "note");
}

size_t
slip_where(struct tokens *tokens, size_t at)
{
	size_t opener = at, last = at;

	if (!tokens->construct || strcmp(tokens->construct, "report") != 0)
		return at;
	while (opener > 0 && at - opener < 60) {
		opener--;
		if (slip_at(tokens, opener)->first_on_line && opens_report_part(tokens, opener))
			break;
		if (slip_at(tokens, opener)->first_on_line && slip_at(tokens, opener)->column == 0)
			return at;
	}
	if (!slip_word(tokens, opener, "one") && !slip_word(tokens, opener, "as") &&
	    !slip_word(tokens, opener, "total") && !slip_word(tokens, opener, "sorted"))
		return at;
	while (last + 1 < tokens->count &&
	    !(slip_at(tokens, last + 1)->first_on_line &&
		(slip_at(tokens, last + 1)->column == 0 || opens_report_part(tokens, last + 1))))
		last++;
	diag_error(tokens->diags, slip_at(tokens, at)->at, "wording",
	    "'where' stands right under the report's first line");
	diag_note(tokens->diags,
	    "move it up, above 'as at' and 'one row per', as the report's second line: %s",
	    slip_text(tokens, at, last));
	slip_drop(tokens, at, last);
	return last + 1;
}

/* ---- the calendar that is built in ---- */

static size_t
add_letters(char *out, size_t used, size_t room, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length && used + 1 < room; i++) {
		char c = bytes[i] >= 'A' && bytes[i] <= 'Z' ? (char)(bytes[i] - 'A' + 'a') :
							      bytes[i];

		if (c == '&' && used + 4 < room) {
			memcpy(out + used, "and", 3);
			used += 3;
		} else if (c >= 'a' && c <= 'z') {
			out[used++] = c;
		}
	}
	out[used] = '\0';
	return used;
}

size_t
slip_calendar(struct tokens *tokens, size_t at)
{
	static const char right[] = "england_and_wales";
	size_t from = at + 3, last = from, used = 0;
	char letters[64] = "";
	struct token *token;

	if (!slip_at(tokens, at)->first_on_line || slip_at(tokens, at)->column != 0 ||
	    !slip_word(tokens, at + 2, "is") ||
	    slip_at(tokens, from)->line != slip_at(tokens, at)->line || from >= tokens->count)
		return at;
	while (last + 1 < tokens->count &&
	    slip_at(tokens, last + 1)->line == slip_at(tokens, at)->line &&
	    slip_at(tokens, last + 1)->kind != TOK_COMMA && !slip_word(tokens, last + 1, "note") &&
	    !slip_word(tokens, last + 1, "cites"))
		last++;
	token = slip_at(tokens, from);
	if (last == from && token->kind == RAW_WORD)
		return at;
	for (size_t i = from; i <= last; i++) {
		size_t length;
		const char *bytes =
		    sources_text(tokens->diags->sources, slip_at(tokens, i)->at, &length);

		used = add_letters(letters, used, sizeof letters, bytes, length);
	}
	diag_error(tokens->diags, slip_joined(tokens, from, last), "wording",
	    "the calendar that is built in is not called '%s'", slip_text(tokens, from, last));
	diag_note(tokens->diags, "write: calendar %s is %s", slip_text(tokens, at + 1, at + 1),
	    right);
	if (strcmp(letters, "englandandwales") != 0)
		diag_note(tokens->diags,
		    "or, for a list of closed days of your own: calendar %s from \"closed.csv\"",
		    slip_text(tokens, at + 1, at + 1));
	token->kind = RAW_WORD;
	token->text = names_intern(tokens->names, right, sizeof right - 1);
	token->at = slip_joined(tokens, from, last);
	if (last > from)
		slip_drop(tokens, from + 1, last);
	return last + 1;
}
