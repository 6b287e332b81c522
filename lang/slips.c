/*
 * slips.c: usual slips in raw tokens, each reported once and repaired, so that the rest of the
 * sentence is still read: signs for words, Yes and No, and what the slip_*.c beside it know:
 * figures, wording, dates.
 */
#include "lang/slips.h"

#include <stdlib.h>
#include <string.h>

#include "lang/phrases.h"
#include "lang/type.h"
#include "parse.h"

/* ---- small helpers, also for slip_dates.c ---- */

struct token *
slip_at(const struct tokens *tokens, size_t at)
{
	return &tokens->items[at < tokens->count ? at : tokens->count];
}

bool
slip_word(const struct tokens *tokens, size_t at, const char *word)
{
	const struct token *token = slip_at(tokens, at);

	return token->kind == RAW_WORD && token->text[0] == word[0] &&
	    strcmp(token->text, word) == 0;
}

const char *
slip_text(const struct tokens *tokens, size_t from, size_t to)
{
	size_t length;
	struct span at = span_join(slip_at(tokens, from)->at, slip_at(tokens, to)->at);
	const char *bytes = sources_text(tokens->diags->sources, at, &length);

	return arena_copy(tokens->arena, bytes, length > 80 ? 80 : length);
}

void
slip_drop(struct tokens *tokens, size_t from, size_t to)
{
	for (size_t i = from; i <= to && i < tokens->count; i++)
		tokens->items[i].kind = RAW_DROPPED;
}

struct span
slip_joined(const struct tokens *tokens, size_t from, size_t to)
{
	return span_join(slip_at(tokens, from)->at, slip_at(tokens, to)->at);
}

/* How many tokens from `at` on spell the words; 0 when they do not. */
size_t
slip_spells(const struct tokens *tokens, size_t at, const char *words)
{
	size_t count = 0;

	if (slip_at(tokens, at)->kind != RAW_WORD || slip_at(tokens, at)->text[0] != words[0])
		return 0;
	for (;;) {
		const struct token *token = slip_at(tokens, at + count);

		words = token->kind == RAW_WORD ? phrase_behind(words, token->text) : NULL;
		if (words == NULL)
			return 0;
		count++;
		if (*words == '\0')
			return count;
		words++;
	}
}

/* A token that can end a value: what stands before a comparison. */
bool
slip_ends_value(const struct token *token)
{
	switch (token->kind) {
	case RAW_WORD: case TOK_UID: case TOK_STRING: case TOK_NUMBER: case TOK_PERCENT:
	case TOK_MONEY: case TOK_DATE: case TOK_RP: case TOK_QUARTER: case TOK_MONTH: case TOK_YEAR:
		return true;
	default:
		return false;
	}
}

bool
slip_is_date_like(int kind)
{
	return kind == TOK_DATE || kind == TOK_MONTH || kind == TOK_QUARTER || kind == TOK_YEAR;
}

/* Kept aside until the end: moving all that follows for each would cost too much in a long text. */
void
slip_insert(struct tokens *tokens, size_t at, int kind, const char *word)
{
	struct token made = { 0 };
	size_t place = tokens->added_count;

	made.kind = kind;
	made.text = word;
	made.repaired = true;
	if (at) {
		made.at.start = made.at.end = slip_at(tokens, at - 1)->at.end;
		made.line = slip_at(tokens, at - 1)->line;
		made.column = slip_at(tokens, at - 1)->column;
	}
	if (tokens->added_count == tokens->added_room) {
		tokens->added_room = tokens->added_room ? tokens->added_room * 2 : 16;
		tokens->added =
		    memory_grow(tokens->added, tokens->added_room, sizeof *tokens->added);
	}
	tokens->added_count++;
	while (place > 0 && tokens->added[place - 1].before > at) {
		tokens->added[place] = tokens->added[place - 1];
		place--;
	}
	tokens->added[place].before = at;
	tokens->added[place].token = made;
}

size_t
slip_give_up(struct tokens *tokens, size_t at)
{
	uint32_t line = slip_at(tokens, at)->line;

	slip_at(tokens, at)->kind = TOK_WRIT_YYerror;
	for (at++; at < tokens->count && slip_at(tokens, at)->line == line; at++)
		slip_at(tokens, at)->kind = RAW_DROPPED;
	return at;
}

/* ---- signs ---- */

struct sign {
	const char *text;
	int kind;
	const char *words;
	int time_kind;		/* when a date follows */
	const char *time_words;
};

static const struct sign signs[] = {
	{ ">=", TOK_IS_AT_LEAST, "is at least", TOK_IS_ON_OR_AFTER, "is on or after" },
	{ "=>", TOK_IS_AT_LEAST, "is at least", TOK_IS_ON_OR_AFTER, "is on or after" },
	{ "\xE2\x89\xA5", TOK_IS_AT_LEAST, "is at least", TOK_IS_ON_OR_AFTER, "is on or after" },
	{ "<=", TOK_IS_AT_MOST, "is at most", TOK_IS_ON_OR_BEFORE, "is on or before" },
	{ "=<", TOK_IS_AT_MOST, "is at most", TOK_IS_ON_OR_BEFORE, "is on or before" },
	{ "\xE2\x89\xA4", TOK_IS_AT_MOST, "is at most", TOK_IS_ON_OR_BEFORE, "is on or before" },
	{ ">", TOK_IS_MORE_THAN, "is more than", TOK_IS_AFTER, "is after" },
	{ "<", TOK_IS_LESS_THAN, "is less than", TOK_IS_BEFORE, "is before" },
	{ "==", TOK_IS, "is", TOK_IS, "is" },
	{ "=", TOK_IS, "is", TOK_IS, "is" },
	{ "!=", TOK_IS_NOT, "is not", TOK_IS_NOT, "is not" },
	{ "<>", TOK_IS_NOT, "is not", TOK_IS_NOT, "is not" },
	{ "\xE2\x89\xA0", TOK_IS_NOT, "is not", TOK_IS_NOT, "is not" },
	{ "+", TOK_PLUS, "plus", 0, NULL },
	{ "*", TOK_TIMES, "times", 0, NULL },
	{ "\xC3\x97", TOK_TIMES, "times", 0, NULL },
	{ "/", TOK_DIVIDED_BY, "divided by", 0, NULL },
	{ "\xC3\xB7", TOK_DIVIDED_BY, "divided by", 0, NULL },
	{ "\xE2\x88\x92", TOK_MINUS, "minus", 0, NULL },
	{ "&", TOK_AND, "and", 0, NULL },
	{ "&&", TOK_AND, "and", 0, NULL },
	{ "||", TOK_OR, "or", 0, NULL },
	{ "|", TOK_OR, "or", 0, NULL },
};

/* `define late for case = ...`: the sign stands for `as`. */
static bool
repair_define(struct tokens *tokens, size_t at)
{
	size_t from = at;

	while (from > 0 && at - from < 5 && !slip_word(tokens, from, "as") &&
	    !slip_word(tokens, from, "define"))
		from--;
	if (from == at || !slip_word(tokens, from, "define") ||
	    !slip_at(tokens, from)->first_on_line)
		return false;
	diag_note(tokens->diags, "write: %s as %s", slip_text(tokens, from, at - 1),
	    slip_text(tokens, at + 1, slip_value_end(tokens, at + 1)));
	slip_at(tokens, at)->kind = TOK_AS;
	slip_at(tokens, at)->repaired = true;
	return true;
}

static void
repair_sign(struct tokens *tokens, size_t at, const struct sign *sign)
{
	struct token *token = slip_at(tokens, at);
	bool time = sign->time_kind && slip_is_date_like(slip_at(tokens, at + 1)->kind);
	const char *words = time ? sign->time_words : sign->words;
	size_t before = at;

	/* `x is >= 5`: the sign stands for both words. */
	if (at && sign->time_kind && slip_word(tokens, at - 1, "is")) {
		slip_drop(tokens, at - 1, at - 1);
		before = at - 1;
	}
	diag_error(tokens->diags, token->at, "symbol",
	    "'%s' is not used: rules are written in words", token->text);
	if (sign->kind == TOK_IS && repair_define(tokens, at))
		return;
	if (before && at + 1 < tokens->count && slip_ends_value(slip_at(tokens, before - 1)))
		diag_note(tokens->diags, "write: %s %s %s",
		    slip_text(tokens, before - 1, before - 1), words,
		    slip_text(tokens, at + 1, slip_value_end(tokens, at + 1)));
	else
		diag_note(tokens->diags, "write '%s'", words);
	token->kind = time ? sign->time_kind : sign->kind;
	token->repaired = true;
}

static size_t
repair_symbol(struct tokens *tokens, size_t at)
{
	struct token *token = slip_at(tokens, at);
	const struct token *last = at ? slip_at(tokens, at - 1) : token;
	size_t next = slip_remark(tokens, at);

	if (next == at)
		next = slip_band_line(tokens, at);
	if (next > at)
		return next;

	if (strcmp(token->text, "%") == 0 && at && last->kind == TOK_NUMBER) {
		diag_error(tokens->diags, slip_joined(tokens, at - 1, at), "quantity",
		    "a blank parts the figure from its '%%'");
		diag_note(tokens->diags, "write %s%%", slip_text(tokens, at - 1, at - 1));
		slip_at(tokens, at - 1)->kind = TOK_PERCENT;
		token->kind = RAW_DROPPED;
		return at + 1;
	}
	if (strcmp(token->text, "\xC2\xA3") == 0 && slip_at(tokens, at + 1)->kind == TOK_NUMBER) {
		diag_error(tokens->diags, slip_joined(tokens, at, at + 1), "quantity",
		    "a blank parts the figure from its '\xC2\xA3'");
		diag_note(tokens->diags, "write \xC2\xA3%s", slip_text(tokens, at + 1, at + 1));
		slip_at(tokens, at + 1)->kind = TOK_MONEY;
		slip_at(tokens, at + 1)->num /= 10000000;
		token->kind = RAW_DROPPED;
		return at + 2;
	}
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (strcmp(signs[i].text, token->text) == 0) {
			repair_sign(tokens, at, &signs[i]);
			return at + 1;
		}
	}
	slip_mark(tokens, at);
	return at + 1;
}

/* ---- Yes and No ---- */

static bool
is_capital_answer(const struct tokens *tokens, size_t at)
{
	const struct token *token = slip_at(tokens, at);

	return token->kind == TOK_UID &&
	    (strcmp(token->text, "Yes") == 0 || strcmp(token->text, "No") == 0 ||
		strcmp(token->text, "YES") == 0 || strcmp(token->text, "NO") == 0);
}

static void
repair_answer(struct tokens *tokens, size_t at)
{
	struct token *token = slip_at(tokens, at);
	bool yes = token->text[0] == 'Y';
	bool pair = yes && slip_word(tokens, at + 1, "or") && is_capital_answer(tokens, at + 2);
	bool in_list = slip_word(tokens, at + 1, "or") || (at && slip_word(tokens, at - 1, "or"));

	if (pair && slip_word(tokens, at + 3, "or"))
		pair = false;
	diag_error(tokens->diags, token->at, "yes-no-capital",
	    "'%s' with a capital could be a label or the answer", token->text);
	if (pair) {
		diag_note(tokens->diags,
		    "write: yes or no   (or, for labels spelt so: \"Yes\" or \"No\")");
		slip_at(tokens, at + 2)->kind = RAW_WORD;
		slip_at(tokens, at + 2)->text = names_intern(tokens->names, "no", 2);
	} else {
		diag_note(tokens->diags, "write %s for the answer, or \"%s\" in quotes for a label",
		    yes ? "yes" : "no", token->text);
	}
	if (in_list && !pair) {
		token->kind = TOK_STRING;
		return;
	}
	token->kind = RAW_WORD;
	token->text =
	    yes ? names_intern(tokens->names, "yes", 3) : names_intern(tokens->names, "no", 2);
}

static size_t
repair_one(struct tokens *tokens, size_t at)
{
	size_t next;

	switch (slip_at(tokens, at)->kind) {
	case RAW_SYMBOL:
		return repair_symbol(tokens, at);
	case RAW_MIXED:
		slip_run_in(tokens, at);
		return at + 1;
	case RAW_ORDINAL: case RAW_LOOSE_DATE:
		return slip_date(tokens, at);
	case TOK_NUMBER:
		next = slip_date(tokens, at);
		if (next > at)
			return next;
		slip_capital_unit(tokens, at);
		next = slip_range(tokens, at);
		if (next > at)
			return next;
		if (slip_and_more(tokens, at) || slip_ago(tokens, at))
			return at + 1;
		return slip_figure(tokens, at);
	case TOK_PERCENT: case TOK_MONEY:
		next = slip_range(tokens, at);
		if (next > at)
			return next;
		slip_and_more(tokens, at);
		return at + 1;
	case TOK_BULLET:
		next = slip_remark(tokens, at);
		if (next > at)
			return next;
		slip_minus(tokens, at);
		return at + 1;
	case TOK_STRING:
		if (slip_inner_quotes(tokens, at))
			return at + 1;
		next = slip_column_words(tokens, at);
		return next > at ? next : at + 1;
	case TOK_UID:
		if (is_capital_answer(tokens, at))
			repair_answer(tokens, at);
		next = slip_month_word(tokens, at);
		if (slip_at(tokens, at)->kind != TOK_UID)
			return next;
		next = slip_band_turned(tokens, at);
		if (next > at)
			return next;
		if (slip_column_words(tokens, at) == at)
			slip_label_words(tokens, at);
		return at + 1;
	case RAW_WORD:
		return slip_wording(tokens, at);
	default:
		return at + 1;
	}
}

/* What was dropped goes, what was added comes in. */
static void
drop_and_add(struct tokens *tokens)
{
	size_t kept = 0, added = 0, count = tokens->count;
	struct token *items = tokens->items, *made = items;

	if (tokens->added_count) {
		tokens->room = count + tokens->added_count + 1;
		made = memory_grow(NULL, tokens->room, sizeof *made);
	}
	for (size_t at = 0; at <= count; at++) {
		bool first = items[at].first_on_line;

		while (added < tokens->added_count && tokens->added[added].before <= at)
			made[kept++] = tokens->added[added++].token;
		if (at == count)
			break;
		if (items[at].kind == RAW_DROPPED) {
			/* What follows on the line is now the first. */
			if (first && at + 1 < count && items[at + 1].line == items[at].line) {
				items[at + 1].first_on_line = true;
				items[at + 1].column = items[at].column;
			}
			continue;
		}
		made[kept++] = items[at];
	}
	if (made != items)
		free(items);
	free(tokens->added);
	tokens->added = NULL;
	tokens->added_count = tokens->added_room = 0;
	tokens->items = made;
	tokens->count = kept;
}

void
slips_repair(struct tokens *tokens)
{
	const struct token behind = { 0 };

	/* Looking ahead may stop one behind the end. */
	tokens_add(tokens, &behind);
	tokens->count--;
	for (size_t at = 0; at < tokens->count && !tokens_full_of_mistakes(tokens);) {
		const struct token *token = &tokens->items[at];

		if (token->first_on_line && token->column == 0 && token->kind == RAW_WORD)
			tokens->construct = token->text;
		at = repair_one(tokens, at);
	}
	drop_and_add(tokens);
}
