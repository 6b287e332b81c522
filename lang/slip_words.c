/* slip_words.c: wording close to the language's, and if, then, else. */
#include <string.h>

#include "lang/slips.h"
#include "parse.h"

/* ---- wording ---- */

struct wording {
	const char *words;
	int kind;
	const char *right;
	int time_kind;
	const char *time_right;
};

/* The longest comes first where one starts another. */
static const struct wording wordings[] = {
	{ "is greater than or equal to", TOK_IS_AT_LEAST, "is at least", TOK_IS_ON_OR_AFTER,
	    "is on or after" },
	{ "is more than or equal to", TOK_IS_AT_LEAST, "is at least", TOK_IS_ON_OR_AFTER,
	    "is on or after" },
	{ "is less than or equal to", TOK_IS_AT_MOST, "is at most", TOK_IS_ON_OR_BEFORE,
	    "is on or before" },
	{ "is greater than", TOK_IS_MORE_THAN, "is more than", TOK_IS_AFTER, "is after" },
	{ "is bigger than", TOK_IS_MORE_THAN, "is more than", TOK_IS_AFTER, "is after" },
	{ "is larger than", TOK_IS_MORE_THAN, "is more than", TOK_IS_AFTER, "is after" },
	{ "is higher than", TOK_IS_MORE_THAN, "is more than", TOK_IS_AFTER, "is after" },
	{ "is longer than", TOK_IS_MORE_THAN, "is more than", TOK_IS_AFTER, "is after" },
	{ "is later than", TOK_IS_AFTER, "is after", TOK_IS_AFTER, "is after" },
	{ "is over", TOK_IS_MORE_THAN, "is more than", TOK_IS_AFTER, "is after" },
	{ "is above", TOK_IS_MORE_THAN, "is more than", TOK_IS_AFTER, "is after" },
	{ "is smaller than", TOK_IS_LESS_THAN, "is less than", TOK_IS_BEFORE, "is before" },
	{ "is lower than", TOK_IS_LESS_THAN, "is less than", TOK_IS_BEFORE, "is before" },
	{ "is fewer than", TOK_IS_LESS_THAN, "is less than", TOK_IS_BEFORE, "is before" },
	{ "is shorter than", TOK_IS_LESS_THAN, "is less than", TOK_IS_BEFORE, "is before" },
	{ "is earlier than", TOK_IS_BEFORE, "is before", TOK_IS_BEFORE, "is before" },
	{ "is under", TOK_IS_LESS_THAN, "is less than", TOK_IS_BEFORE, "is before" },
	{ "is below", TOK_IS_LESS_THAN, "is less than", TOK_IS_BEFORE, "is before" },
	{ "is no more than", TOK_IS_AT_MOST, "is at most", TOK_IS_ON_OR_BEFORE, "is on or before" },
	{ "is not more than", TOK_IS_AT_MOST, "is at most", TOK_IS_ON_OR_BEFORE,
	    "is on or before" },
	{ "is no less than", TOK_IS_AT_LEAST, "is at least", TOK_IS_ON_OR_AFTER, "is on or after" },
	{ "is not less than", TOK_IS_AT_LEAST, "is at least", TOK_IS_ON_OR_AFTER,
	    "is on or after" },
	{ "is not equal to", TOK_IS_NOT, "is not", TOK_IS_NOT, "is not" },
	{ "is not before", TOK_IS_ON_OR_AFTER, "is on or after", TOK_IS_ON_OR_AFTER,
	    "is on or after" },
	{ "is not after", TOK_IS_ON_OR_BEFORE, "is on or before", TOK_IS_ON_OR_BEFORE,
	    "is on or before" },
	{ "is not blank", TOK_IS_GIVEN, "is given", TOK_IS_GIVEN, "is given" },
	{ "is not empty", TOK_IS_GIVEN, "is given", TOK_IS_GIVEN, "is given" },
	{ "is not given", TOK_IS_BLANK, "is blank", TOK_IS_BLANK, "is blank" },
	{ "is empty", TOK_IS_BLANK, "is blank", TOK_IS_BLANK, "is blank" },
	{ "is equal to", TOK_IS, "is", TOK_IS, "is" },
	{ "is the same as", TOK_IS, "is", TOK_IS, "is" },
	{ "is any of", TOK_IS_ONE_OF, "is one of", TOK_IS_ONE_OF, "is one of" },
};

/* The same without `is`: only between two values, since these words may be names. */
static const struct wording bare_wordings[] = {
	{ "greater than or equal to", TOK_IS_AT_LEAST, "is at least", TOK_IS_ON_OR_AFTER,
	    "is on or after" },
	{ "less than or equal to", TOK_IS_AT_MOST, "is at most", TOK_IS_ON_OR_BEFORE,
	    "is on or before" },
	{ "greater than", TOK_IS_MORE_THAN, "is more than", TOK_IS_AFTER, "is after" },
	{ "more than", TOK_IS_MORE_THAN, "is more than", TOK_IS_AFTER, "is after" },
	{ "less than", TOK_IS_LESS_THAN, "is less than", TOK_IS_BEFORE, "is before" },
	{ "at least", TOK_IS_AT_LEAST, "is at least", TOK_IS_ON_OR_AFTER, "is on or after" },
	{ "exceeds", TOK_IS_MORE_THAN, "is more than", TOK_IS_AFTER, "is after" },
	{ "equals", TOK_IS, "is", TOK_IS, "is" },
	{ "does not equal", TOK_IS_NOT, "is not", TOK_IS_NOT, "is not" },
};

static size_t
say_wording(struct tokens *tokens, size_t at, size_t covers, const struct wording *wording)
{
	struct token *token = slip_at(tokens, at);
	size_t next = at + covers;
	bool time = slip_is_date_like(slip_at(tokens, next)->kind);
	const char *right = time ? wording->time_right : wording->right;

	diag_error(tokens->diags, slip_joined(tokens, at, next - 1), "wording",
	    "'%s' is not how rules say it", wording->words);
	if (at && slip_ends_value(slip_at(tokens, at - 1)) && next < tokens->count &&
	    slip_ends_value(slip_at(tokens, next)) && slip_at(tokens, next)->line == token->line)
		diag_note(tokens->diags, "write: %s %s %s", slip_text(tokens, at - 1, at - 1),
		    right, slip_text(tokens, next, slip_value_end(tokens, next)));
	else if (at && slip_ends_value(slip_at(tokens, at - 1)) &&
	    (wording->kind == TOK_IS_BLANK || wording->kind == TOK_IS_GIVEN))
		diag_note(
		    tokens->diags, "write: %s %s", slip_text(tokens, at - 1, at - 1), right);
	else
		diag_note(tokens->diags, "write '%s'", right);
	token->kind = time ? wording->time_kind : wording->kind;
	token->repaired = true;
	token->at = slip_joined(tokens, at, next - 1);
	slip_drop(tokens, at + 1, next - 1);
	return next;
}

static size_t
repair_is(struct tokens *tokens, size_t at)
{
	size_t covers = slip_spells(tokens, at, "is between");

	size_t next;

	if (covers) {
		slip_at(tokens, at)->kind = TOK_IS_BETWEEN;
		slip_drop(tokens, at + 1, at + 1);
		return at + covers;
	}
	next = slip_is_length(tokens, at);
	if (next > at)
		return next;
	next = slip_kind(tokens, at);
	if (next > at)
		return next;
	for (size_t i = 0; i < sizeof wordings / sizeof *wordings; i++) {
		covers = slip_spells(tokens, at, wordings[i].words);
		if (covers)
			return say_wording(tokens, at, covers, &wordings[i]);
	}
	return at + 1;
}

static bool
fits_between_values(const struct tokens *tokens, size_t at, size_t covers)
{
	const struct token *token = slip_at(tokens, at), *next = slip_at(tokens, at + covers);

	if (!at || token->first_on_line || !slip_ends_value(slip_at(tokens, at - 1)) ||
	    slip_word(tokens, at - 1, "is"))
		return false;
	if (slip_word(tokens, at + covers, "is") || slip_word(tokens, at + covers, "refers") ||
	    next->line != token->line)
		return false;
	return slip_ends_value(next);
}

/* ---- if, then, else ---- */

static size_t
repair_if(struct tokens *tokens, size_t at)
{
	struct token *token = slip_at(tokens, at);
	struct diags *diags = tokens->diags;
	bool otherwise = slip_word(tokens, at, "otherwise");
	bool before = at && slip_ends_value(slip_at(tokens, at - 1)) && !token->first_on_line;

	if (otherwise && !slip_word(tokens, at + 1, "if"))
		return at + 1;
	if (slip_word(tokens, at + 1, "is") || slip_word(tokens, at + 1, "refers"))
		return at + 1;
	if (slip_word(tokens, at, "unless")) {
		if (at && slip_word(tokens, at - 1, "year"))
			return at + 1;
		diag_error(diags, token->at, "wording", "'unless' is not used in rules");
		diag_note(
		    diags, "write the condition under which it holds, for example: when not NAME");
		return slip_give_up(tokens, at);
	}
	if (slip_word(tokens, at, "if") && before) {
		diag_error(
		    diags, token->at, "wording", "a condition is opened by 'when', not by 'if'");
		if (at >= 2 && slip_word(tokens, at - 2, "gives"))
			diag_note(
			    diags, "write: gives %s when ...", slip_text(tokens, at - 1, at - 1));
		else
			diag_note(diags,
			    "write 'when' in a line of a rule: gives OUTCOME when CONDITION");
		token->kind = TOK_WHEN;
		token->repaired = true;
		return at + 1;
	}
	if (slip_word(tokens, at, "else") && token->first_on_line &&
	    !slip_word(tokens, at + 1, "if")) {
		diag_error(diags, token->at, "wording",
		    "what holds when no line does is opened by 'otherwise', not by 'else'");
		diag_note(diags, "write: otherwise %s", slip_text(tokens, at + 1, at + 1));
		token->kind = TOK_OTHERWISE;
		token->repaired = true;
		return at + 1;
	}
	if (!otherwise && !token->first_on_line)
		return at + 1;
	diag_error(diags, token->at, "wording", "'%s' does not open a line of a rule",
	    otherwise ? "otherwise if" : token->text);
	diag_note(diags,
	    "write one line for each case: gives OUTCOME when CONDITION   and last, alone: "
	    "otherwise OUTCOME");
	return slip_give_up(tokens, at);
}

/* `between 20 and 40` without `is`: where a value stands before it and a figure behind. */
static bool
bare_between(struct tokens *tokens, size_t at)
{
	int next = slip_at(tokens, at + 1)->kind;

	if (!at || slip_at(tokens, at)->first_on_line || !slip_word(tokens, at, "between") ||
	    slip_at(tokens, at - 1)->kind != RAW_WORD || slip_word(tokens, at - 1, "locally"))
		return false;
	if (next != TOK_NUMBER && next != TOK_PERCENT && next != TOK_MONEY && next != TOK_DATE)
		return false;
	slip_at(tokens, at)->kind = TOK_IS_BETWEEN;
	return true;
}

/* What the other slip files know of words; gives back the place to go on from, or `at`. */
static size_t
usual(struct tokens *tokens, size_t at)
{
	size_t (*const looks[])(struct tokens *tokens, size_t at) = { slip_column_words,
		slip_band_line, slip_field_option };
	size_t next;

	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
		next = looks[i](tokens, at);
		if (next > at)
			return next;
	}
	if (slip_word(tokens, at, "within"))
		return slip_within(tokens, at);
	if (slip_word(tokens, at, "calendar"))
		return slip_calendar(tokens, at);
	if (slip_word(tokens, at, "where"))
		return slip_where(tokens, at);
	next = slip_span(tokens, at);
	if (next > at)
		return next;
	return bare_between(tokens, at) || slip_comma(tokens, at) ? at + 1 : at;
}

size_t
slip_wording(struct tokens *tokens, size_t at)
{
	static const char *const joiners[] = { "if", "then", "else", "elseif", "unless",
		"otherwise" };
	size_t next;

	if (slip_word(tokens, at, "is"))
		return repair_is(tokens, at);
	next = usual(tokens, at);
	if (next > at)
		return next;
	for (size_t i = 0; i < sizeof joiners / sizeof *joiners; i++)
		if (slip_word(tokens, at, joiners[i]))
			return repair_if(tokens, at);
	for (size_t i = 0; i < sizeof bare_wordings / sizeof *bare_wordings; i++) {
		size_t covers = slip_spells(tokens, at, bare_wordings[i].words);

		if (covers && fits_between_values(tokens, at, covers))
			return say_wording(tokens, at, covers, &bare_wordings[i]);
	}
	if (slip_number_word(tokens, at))
		return at + 1;
	return slip_month_word(tokens, at);
}
