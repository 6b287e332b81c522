/*
 * slips.c: usual slips in raw tokens, each reported once and repaired, so that the rest of the sentence is still read: signs
 * for words, Yes and No, figures and their units, ranges, and wording close to the language's. Dates are in slip_dates.c.
 */
#include "lang/slips.h"

#include <string.h>

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

	return token->kind == RAW_WORD && strcmp(token->text, word) == 0;
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

static struct span
joined(const struct tokens *tokens, size_t from, size_t to)
{
	return span_join(slip_at(tokens, from)->at, slip_at(tokens, to)->at);
}

/* How many tokens from `at` on spell the words; 0 when they do not. */
static size_t
spells(const struct tokens *tokens, size_t at, const char *words)
{
	size_t count = 0;

	if (slip_at(tokens, at)->kind != RAW_WORD || slip_at(tokens, at)->text[0] != words[0])
		return 0;
	for (;;) {
		size_t length = strcspn(words, " ");
		const struct token *token = slip_at(tokens, at + count);

		if (token->kind != RAW_WORD || strncmp(token->text, words, length) != 0 || token->text[length] != '\0')
			return 0;
		count++;
		if (!words[length])
			return count;
		words += length + 1;
	}
}

/* A token that can end a value: what stands before a comparison. */
static bool
ends_value(const struct token *token)
{
	switch (token->kind) {
	case RAW_WORD: case TOK_UID: case TOK_STRING: case TOK_NUMBER: case TOK_PERCENT: case TOK_MONEY: case TOK_DATE:
	case TOK_RP: case TOK_QUARTER: case TOK_MONTH: case TOK_YEAR:
		return true;
	default:
		return false;
	}
}

static bool
is_date_like(int kind)
{
	return kind == TOK_DATE || kind == TOK_MONTH || kind == TOK_QUARTER || kind == TOK_YEAR;
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

static void
repair_sign(struct tokens *tokens, size_t at, const struct sign *sign)
{
	struct token *token = slip_at(tokens, at);
	bool time = sign->time_kind && is_date_like(slip_at(tokens, at + 1)->kind);
	const char *words = time ? sign->time_words : sign->words;
	size_t before = at;

	/* `x is >= 5`: the sign stands for both words. */
	if (at && sign->time_kind && slip_word(tokens, at - 1, "is")) {
		slip_drop(tokens, at - 1, at - 1);
		before = at - 1;
	}
	diag_error(tokens->diags, token->at, "symbol", "'%s' is not used: rules are written in words", token->text);
	if (before && at + 1 < tokens->count && ends_value(slip_at(tokens, before - 1)))
		diag_note(tokens->diags, "write: %s %s %s", slip_text(tokens, before - 1, before - 1), words,
			  slip_text(tokens, at + 1, at + 1));
	else
		diag_note(tokens->diags, "write '%s'", words);
	token->kind = time ? sign->time_kind : sign->kind;
}

static size_t
repair_symbol(struct tokens *tokens, size_t at)
{
	struct token *token = slip_at(tokens, at);
	const struct token *last = at ? slip_at(tokens, at - 1) : token;

	if (strcmp(token->text, "%") == 0 && at && last->kind == TOK_NUMBER) {
		diag_error(tokens->diags, joined(tokens, at - 1, at), "quantity", "a blank parts the figure from its '%%'");
		diag_note(tokens->diags, "write %s%%", slip_text(tokens, at - 1, at - 1));
		slip_at(tokens, at - 1)->kind = TOK_PERCENT;
		token->kind = RAW_DROPPED;
		return at + 1;
	}
	if (strcmp(token->text, "\xC2\xA3") == 0 && slip_at(tokens, at + 1)->kind == TOK_NUMBER) {
		diag_error(tokens->diags, joined(tokens, at, at + 1), "quantity", "a blank parts the figure from its '\xC2\xA3'");
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
	diag_error(tokens->diags, token->at, "symbol", "the character '%s' has no meaning in a rule", token->text);
	diag_note(tokens->diags, "leave it out; the only marks are , - . ( ) \" and #");
	token->kind = RAW_DROPPED;
	return at + 1;
}

/* ---- Yes and No ---- */

static bool
is_capital_answer(const struct tokens *tokens, size_t at)
{
	const struct token *token = slip_at(tokens, at);

	return token->kind == TOK_UID && (strcmp(token->text, "Yes") == 0 || strcmp(token->text, "No") == 0 ||
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
	diag_error(tokens->diags, token->at, "yes-no-capital", "'%s' with a capital could be a label or the answer", token->text);
	if (pair) {
		diag_note(tokens->diags, "write: yes or no   (or, for labels spelt so: \"Yes\" or \"No\")");
		slip_at(tokens, at + 2)->kind = RAW_WORD;
		slip_at(tokens, at + 2)->text = names_intern(tokens->names, "no", 2);
	} else {
		diag_note(tokens->diags, "write %s for the answer, or \"%s\" in quotes for a label", yes ? "yes" : "no", token->text);
	}
	if (in_list && !pair) {
		token->kind = TOK_STRING;
		return;
	}
	token->kind = RAW_WORD;
	token->text = yes ? names_intern(tokens->names, "yes", 3) : names_intern(tokens->names, "no", 2);
}

/* ---- figures and units ---- */

static const char *const number_words[] = {
	"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
};

struct tens {
	const char *word;
	int figure;
};

static const struct tens tens[] = {
	{ "fifteen", 15 }, { "twenty", 20 }, { "thirty", 30 }, { "forty", 40 }, { "fourty", 40 }, { "fifty", 50 },
	{ "sixty", 60 }, { "seventy", 70 }, { "eighty", 80 }, { "ninety", 90 }, { "hundred", 100 },
};

static int
number_word(const char *word)
{
	for (size_t i = 0; i < sizeof number_words / sizeof *number_words; i++)
		if (strcmp(number_words[i], word) == 0)
			return (int)i + 1;
	for (size_t i = 0; i < sizeof tens / sizeof *tens; i++)
		if (strcmp(tens[i].word, word) == 0)
			return tens[i].figure;
	return 0;
}

/* The plural of the unit that starts at `at`, `covers` tokens of it; NULL when it is none. */
static const char *
unit_at(const struct tokens *tokens, size_t at, size_t *covers, bool *plural)
{
	static const char *const units[][2] = {
		{ "day", "days" }, { "week", "weeks" }, { "month", "months" }, { "quarter", "quarters" }, { "year", "years" },
		{ "working day", "working days" },
	};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		for (int form = 0; form < 2; form++) {
			*covers = spells(tokens, at, units[i][form]);
			*plural = form == 1;
			if (*covers)
				return units[i][1];
		}
	}
	return NULL;
}

/* `40 day` */
static size_t
repair_unit(struct tokens *tokens, size_t at)
{
	const int64_t one = 1000000000;
	const struct token *token = slip_at(tokens, at);
	struct token *unit = slip_at(tokens, at + 1);
	size_t covers;
	bool plural;
	const char *plural_words = unit_at(tokens, at + 1, &covers, &plural);

	if (!plural_words || plural || token->num == one || slip_word(tokens, at + 1 + covers, "is") ||
	    slip_word(tokens, at + 1 + covers, "refers"))
		return at + 1;
	diag_error(tokens->diags, joined(tokens, at, at + covers), "quantity", "'%s' lacks the s of more than one",
		   slip_text(tokens, at, at + covers));
	diag_note(tokens->diags, "write %s %s", slip_text(tokens, at, at), plural_words);
	unit = slip_at(tokens, at + covers);
	plural_words = strrchr(plural_words, ' ') ? "days" : plural_words;
	unit->text = names_intern(tokens->names, plural_words, strlen(plural_words));
	return at + 1 + covers;
}

static size_t
repair_figure(struct tokens *tokens, size_t at)
{
	struct token *token = slip_at(tokens, at);
	bool percent = slip_word(tokens, at + 1, "percent") || slip_word(tokens, at + 1, "pc") ||
		       (slip_word(tokens, at + 1, "per") && slip_word(tokens, at + 2, "cent"));
	bool pounds = slip_word(tokens, at + 1, "pounds") || slip_word(tokens, at + 1, "pound");
	size_t last = slip_word(tokens, at + 1, "per") ? at + 2 : at + 1;

	if (!percent && !pounds)
		return repair_unit(tokens, at);
	if (slip_word(tokens, last + 1, "is") || slip_word(tokens, last + 1, "of"))
		return at + 1;
	diag_error(tokens->diags, joined(tokens, at, last), "quantity", "'%s' is written with a sign", slip_text(tokens, at, last));
	if (percent) {
		diag_note(tokens->diags, "write %s%%", slip_text(tokens, at, at));
		token->kind = TOK_PERCENT;
	} else {
		diag_note(tokens->diags, "write \xC2\xA3%s", slip_text(tokens, at, at));
		token->kind = TOK_MONEY;
		token->num /= 10000000;
	}
	slip_drop(tokens, at + 1, last);
	return last + 1;
}

/* `fourty days`: true when a figure in words was found before a unit. */
static bool
repair_number_word(struct tokens *tokens, size_t at)
{
	struct token *token = slip_at(tokens, at);
	int figure = number_word(token->text);
	size_t covers;
	bool plural;

	if (!figure || !unit_at(tokens, at + 1, &covers, &plural) || slip_at(tokens, at + 1)->line != token->line ||
	    slip_word(tokens, at + 1 + covers, "is"))
		return false;
	diag_error(tokens->diags, joined(tokens, at, at + covers), "quantity", "the figure in '%s' is written in words",
		   slip_text(tokens, at, at + covers));
	diag_note(tokens->diags, "write %d %s", figure, slip_text(tokens, at + 1, at + covers));
	token->kind = TOK_NUMBER;
	token->num = figure * INT64_C(1000000000);
	return true;
}

/* `40days` */
static void
repair_run_in(struct tokens *tokens, size_t at)
{
	struct token *token = slip_at(tokens, at);
	size_t figures = strspn(token->text, "0123456789");

	diag_error(tokens->diags, token->at, "quantity", "a figure and a word run together in '%s'", token->text);
	diag_note(tokens->diags, "write %.*s %s, with a blank between; a name starts with a letter", (int)(figures > 20 ? 20 : figures),
		  token->text, token->text + figures);
	token->kind = TOK_WRIT_YYerror;
}

/* ---- ranges ---- */

static bool
is_figure(int kind)
{
	return kind == TOK_NUMBER || kind == TOK_PERCENT || kind == TOK_MONEY;
}

/* `60-75%`, `60% to 75%`: from the first figure; false when it is no range. */
static bool
repair_range(struct tokens *tokens, size_t at)
{
	struct token *low = slip_at(tokens, at), *sign = slip_at(tokens, at + 1), *high = slip_at(tokens, at + 2);
	const char *from, *to;

	if (!is_figure(high->kind) || (at && slip_word(tokens, at - 1, "over")))
		return false;
	if (!(sign->kind == TOK_BULLET && !sign->first_on_line) && !slip_word(tokens, at + 1, "to"))
		return false;
	from = slip_text(tokens, at, at);
	to = slip_text(tokens, at + 2, at + 2);
	if (low->kind == TOK_NUMBER && high->kind == TOK_PERCENT) {
		low->kind = TOK_PERCENT;
		from = arena_printf(tokens->arena, "%s%%", from);
	}
	if (sign->kind == TOK_BULLET && tokens->pasted[PASTED_DASH] && sign->at.end - sign->at.start > 1)
		tokens->pasted[PASTED_DASH]--;
	diag_error(tokens->diags, joined(tokens, at, at + 2), "range", "'%s' does not say whether its ends are in",
		   slip_text(tokens, at, at + 2));
	diag_note(tokens->diags, "in bands write: %s to under %s   and in a condition: NAME is at least %s and NAME is less than %s",
		  from, to, from, to);
	if (low->first_on_line) {
		sign->kind = TOK_TO_UNDER;
		return true;
	}
	slip_drop(tokens, at + 1, at + 2);
	return true;
}

/* A dash in the middle of a line between two values: a minus sign. */
static void
repair_minus(struct tokens *tokens, size_t at)
{
	struct token *dash = slip_at(tokens, at);
	const struct token *next = slip_at(tokens, at + 1);

	if (dash->first_on_line || !at || dash->at.end - dash->at.start > 1 || !ends_value(slip_at(tokens, at - 1)) ||
	    !(next->touches || dash->touches) || !ends_value(next))
		return;
	diag_error(tokens->diags, dash->at, "symbol", "'-' is only used for the bullets of a list");
	diag_note(tokens->diags, "write: %s minus %s   (a name takes _ between its words)", slip_text(tokens, at - 1, at - 1),
		  slip_text(tokens, at + 1, at + 1));
	dash->kind = TOK_MINUS;
}

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
	{ "is greater than or equal to", TOK_IS_AT_LEAST, "is at least", TOK_IS_ON_OR_AFTER, "is on or after" },
	{ "is more than or equal to", TOK_IS_AT_LEAST, "is at least", TOK_IS_ON_OR_AFTER, "is on or after" },
	{ "is less than or equal to", TOK_IS_AT_MOST, "is at most", TOK_IS_ON_OR_BEFORE, "is on or before" },
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
	{ "is not more than", TOK_IS_AT_MOST, "is at most", TOK_IS_ON_OR_BEFORE, "is on or before" },
	{ "is no less than", TOK_IS_AT_LEAST, "is at least", TOK_IS_ON_OR_AFTER, "is on or after" },
	{ "is not less than", TOK_IS_AT_LEAST, "is at least", TOK_IS_ON_OR_AFTER, "is on or after" },
	{ "is not equal to", TOK_IS_NOT, "is not", TOK_IS_NOT, "is not" },
	{ "is not before", TOK_IS_ON_OR_AFTER, "is on or after", TOK_IS_ON_OR_AFTER, "is on or after" },
	{ "is not after", TOK_IS_ON_OR_BEFORE, "is on or before", TOK_IS_ON_OR_BEFORE, "is on or before" },
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
	{ "greater than or equal to", TOK_IS_AT_LEAST, "is at least", TOK_IS_ON_OR_AFTER, "is on or after" },
	{ "less than or equal to", TOK_IS_AT_MOST, "is at most", TOK_IS_ON_OR_BEFORE, "is on or before" },
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
	bool time = is_date_like(slip_at(tokens, next)->kind);
	const char *right = time ? wording->time_right : wording->right;

	diag_error(tokens->diags, joined(tokens, at, next - 1), "wording", "'%s' is not how rules say it", wording->words);
	if (at && ends_value(slip_at(tokens, at - 1)) && next < tokens->count && ends_value(slip_at(tokens, next)) &&
	    slip_at(tokens, next)->line == token->line)
		diag_note(tokens->diags, "write: %s %s %s", slip_text(tokens, at - 1, at - 1), right, slip_text(tokens, next, next));
	else
		diag_note(tokens->diags, "write '%s'", right);
	token->kind = time ? wording->time_kind : wording->kind;
	token->at = joined(tokens, at, next - 1);
	slip_drop(tokens, at + 1, next - 1);
	return next;
}

static size_t
repair_is(struct tokens *tokens, size_t at)
{
	size_t covers = spells(tokens, at, "is between");

	if (covers) {
		slip_at(tokens, at)->kind = TOK_IS_BETWEEN;
		slip_drop(tokens, at + 1, at + 1);
		return at + covers;
	}
	for (size_t i = 0; i < sizeof wordings / sizeof *wordings; i++) {
		covers = spells(tokens, at, wordings[i].words);
		if (covers)
			return say_wording(tokens, at, covers, &wordings[i]);
	}
	return at + 1;
}

static bool
fits_between_values(const struct tokens *tokens, size_t at, size_t covers)
{
	const struct token *token = slip_at(tokens, at), *next = slip_at(tokens, at + covers);

	if (!at || token->first_on_line || !ends_value(slip_at(tokens, at - 1)) || slip_word(tokens, at - 1, "is"))
		return false;
	if (slip_word(tokens, at + covers, "is") || slip_word(tokens, at + covers, "refers") || next->line != token->line)
		return false;
	return ends_value(next);
}

/* ---- if, then, else ---- */

/* What is left of the line goes: the grammar is told of a mistake that has been reported. */
static size_t
give_up_line(struct tokens *tokens, size_t at)
{
	uint32_t line = slip_at(tokens, at)->line;

	slip_at(tokens, at)->kind = TOK_WRIT_YYerror;
	for (at++; at < tokens->count && slip_at(tokens, at)->line == line; at++)
		slip_at(tokens, at)->kind = RAW_DROPPED;
	return at;
}

static size_t
repair_if(struct tokens *tokens, size_t at)
{
	struct token *token = slip_at(tokens, at);
	struct diags *diags = tokens->diags;
	bool otherwise = slip_word(tokens, at, "otherwise");
	bool before = at && ends_value(slip_at(tokens, at - 1)) && !token->first_on_line;

	if (otherwise && !slip_word(tokens, at + 1, "if"))
		return at + 1;
	if (slip_word(tokens, at + 1, "is") || slip_word(tokens, at + 1, "refers"))
		return at + 1;
	if (slip_word(tokens, at, "unless")) {
		if (at && slip_word(tokens, at - 1, "year"))
			return at + 1;
		diag_error(diags, token->at, "wording", "'unless' is not used in rules");
		diag_note(diags, "write the condition under which it holds, for example: when not NAME");
		return give_up_line(tokens, at);
	}
	if (slip_word(tokens, at, "if") && before) {
		diag_error(diags, token->at, "wording", "a condition is opened by 'when', not by 'if'");
		diag_note(diags, "write: %s when ...", slip_text(tokens, at - 1, at - 1));
		token->kind = TOK_WHEN;
		return at + 1;
	}
	if (slip_word(tokens, at, "else") && token->first_on_line && !slip_word(tokens, at + 1, "if")) {
		diag_error(diags, token->at, "wording", "what holds when no line does is opened by 'otherwise', not by 'else'");
		diag_note(diags, "write: otherwise %s", slip_text(tokens, at + 1, at + 1));
		token->kind = TOK_OTHERWISE;
		return at + 1;
	}
	if (!otherwise && !token->first_on_line)
		return at + 1;
	diag_error(diags, token->at, "wording", "'%s' does not open a line of a rule", otherwise ? "otherwise if" : token->text);
	diag_note(diags, "write one line for each case: gives OUTCOME when CONDITION   and last, alone: otherwise OUTCOME");
	return give_up_line(tokens, at);
}

static size_t
repair_word(struct tokens *tokens, size_t at)
{
	static const char *const joiners[] = { "if", "then", "else", "elseif", "unless", "otherwise" };

	if (slip_word(tokens, at, "is"))
		return repair_is(tokens, at);
	for (size_t i = 0; i < sizeof joiners / sizeof *joiners; i++)
		if (slip_word(tokens, at, joiners[i]))
			return repair_if(tokens, at);
	for (size_t i = 0; i < sizeof bare_wordings / sizeof *bare_wordings; i++) {
		size_t covers = spells(tokens, at, bare_wordings[i].words);

		if (covers && fits_between_values(tokens, at, covers))
			return say_wording(tokens, at, covers, &bare_wordings[i]);
	}
	if (repair_number_word(tokens, at))
		return at + 1;
	return slip_month_word(tokens, at);
}

static size_t
repair_one(struct tokens *tokens, size_t at)
{
	size_t next;

	switch (slip_at(tokens, at)->kind) {
	case RAW_SYMBOL:
		return repair_symbol(tokens, at);
	case RAW_MIXED:
		repair_run_in(tokens, at);
		return at + 1;
	case RAW_ORDINAL: case RAW_LOOSE_DATE:
		return slip_date(tokens, at);
	case TOK_NUMBER:
		next = slip_date(tokens, at);
		if (next > at)
			return next;
		if (repair_range(tokens, at))
			return at + 3;
		return repair_figure(tokens, at);
	case TOK_PERCENT: case TOK_MONEY:
		return repair_range(tokens, at) ? at + 3 : at + 1;
	case TOK_BULLET:
		repair_minus(tokens, at);
		return at + 1;
	case TOK_UID:
		if (is_capital_answer(tokens, at))
			repair_answer(tokens, at);
		return slip_month_word(tokens, at);
	case RAW_WORD:
		return repair_word(tokens, at);
	default:
		return at + 1;
	}
}

void
slips_repair(struct tokens *tokens)
{
	const struct token behind = { 0 };
	size_t kept = 0;

	/* Looking ahead may stop one behind the end. */
	tokens_add(tokens, &behind);
	tokens->count--;
	for (size_t at = 0; at < tokens->count && !tokens_full_of_mistakes(tokens);)
		at = repair_one(tokens, at);
	for (size_t at = 0; at < tokens->count; at++) {
		bool first = tokens->items[at].first_on_line;

		if (tokens->items[at].kind == RAW_DROPPED) {
			/* What follows on the line is now the first. */
			if (first && at + 1 < tokens->count && tokens->items[at + 1].line == tokens->items[at].line) {
				tokens->items[at + 1].first_on_line = true;
				tokens->items[at + 1].column = tokens->items[at].column;
			}
			continue;
		}
		tokens->items[kept++] = tokens->items[at];
	}
	tokens->count = kept;
}
