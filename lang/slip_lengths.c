/* slip_lengths.c: lengths of time as people write them: units with a capital, `28 days ago`,
 * `28 days or more`, `days between A and B`, `days since A`, `within 5 days of A`. */
#include <string.h>

#include "lang/slips.h"
#include "lang/syntax.h"
#include "parse.h"

/* ---- units ---- */

static const char *const unit_words[][2] = {
	{ "day", "days" },
	{ "week", "weeks" },
	{ "month", "months" },
	{ "quarter", "quarters" },
	{ "year", "years" },
	{ "working day", "working days" },
};

enum { UNIT_COUNT = sizeof unit_words / sizeof *unit_words };

const char *
slip_unit(const struct tokens *tokens, size_t at, size_t *covers, bool *plural)
{
	for (size_t i = 0; i < UNIT_COUNT; i++) {
		for (int form = 0; form < 2; form++) {
			*covers = slip_spells(tokens, at, unit_words[i][form]);
			*plural = form == 1;
			if (*covers)
				return unit_words[i][1];
		}
	}
	return NULL;
}

size_t
slip_value_end(const struct tokens *tokens, size_t at)
{
	const struct token *token = slip_at(tokens, at);
	size_t covers;
	bool plural;

	if (token->kind == TOK_NUMBER && slip_at(tokens, at + 1)->line == token->line &&
	    slip_unit(tokens, at + 1, &covers, &plural))
		return at + covers;
	return at;
}

/* True when the token is the word, whatever its first letter. */
static bool
is_capital_word(const struct tokens *tokens, size_t at, const char *word)
{
	const struct token *token = slip_at(tokens, at);

	return token->kind == TOK_UID && strlen(token->text) == strlen(word) &&
	    token->text[0] - 'A' + 'a' == word[0] && strcmp(token->text + 1, word + 1) == 0;
}

static bool
make_small(struct tokens *tokens, size_t at)
{
	static const char *const words[] = { "day", "days", "week", "weeks", "month", "months",
		"quarter", "quarters", "year", "years", "working" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!is_capital_word(tokens, at, words[i]))
			continue;
		slip_at(tokens, at)->kind = RAW_WORD;
		slip_at(tokens, at)->text =
		    names_intern(tokens->names, words[i], strlen(words[i]));
		return true;
	}
	return false;
}

void
slip_capital_unit(struct tokens *tokens, size_t at)
{
	size_t last = at + 1, covers;
	bool plural, first, second;
	const char *unit, *written, *figure;

	if (slip_at(tokens, at + 1)->line != slip_at(tokens, at)->line)
		return;
	if (is_capital_word(tokens, at + 1, "working") || slip_word(tokens, at + 1, "working"))
		last = at + 2;
	written = slip_text(tokens, at, last);
	figure = slip_text(tokens, at, at);
	first = make_small(tokens, at + 1);
	second = last > at + 1 && make_small(tokens, last);
	if (!first && !second)
		return;
	unit = slip_unit(tokens, at + 1, &covers, &plural);
	diag_error(tokens->diags, slip_joined(tokens, at, last), "quantity",
	    "the unit in '%s' has a capital", written);
	diag_note(tokens->diags, "write %s %s", figure, unit ? unit : "days");
}

/* ---- what a sentence needs ---- */

/* The name of the policy's first calendar. */
static const char *
calendar_name(const struct tokens *tokens)
{
	for (size_t i = 0; i + 1 < tokens->count; i++)
		if (tokens->items[i].first_on_line && tokens->items[i].column == 0 &&
		    slip_word(tokens, i, "calendar") && tokens->items[i + 1].kind == RAW_WORD)
			return tokens->items[i + 1].text;
	return "NAME";
}

/* What a length in `unit` needs behind it, before a day it is counted from or to. */
static const char *
length_tail(const struct tokens *tokens, const char *unit)
{
	if (strcmp(unit, "working days") == 0)
		return arena_printf(tokens->arena, " by calendar %s", calendar_name(tokens));
	if (strcmp(unit, "days") == 0 || strcmp(unit, "weeks") == 0)
		return "";
	return " at most month end";
}

static bool
on_line_of(const struct tokens *tokens, size_t at, size_t other)
{
	return slip_at(tokens, at)->line == slip_at(tokens, other)->line;
}

/* The text of one value, or `else_word` when there is none on the line of `of`. */
static const char *
value_or(const struct tokens *tokens, size_t at, size_t of, const char *else_word)
{
	return on_line_of(tokens, at, of) && slip_ends_value(slip_at(tokens, at)) ?
	    slip_text(tokens, at, slip_value_end(tokens, at)) :
	    else_word;
}

/* ---- ago ---- */

/* The figure at `at`, its unit and `ago`: the place of `ago`, or 0. */
static size_t
ago_at(const struct tokens *tokens, size_t at)
{
	size_t end = slip_value_end(tokens, at);

	return end > at && slip_word(tokens, end + 1, "ago") ? end + 1 : 0;
}

static const char *
ago_text(const struct tokens *tokens, size_t at, size_t ago)
{
	size_t covers;
	bool plural;
	const char *unit = slip_unit(tokens, at + 1, &covers, &plural);

	return arena_printf(tokens->arena, "%s before run_date%s", slip_text(tokens, at, ago - 1),
	    length_tail(tokens, unit));
}

static void
repair_ago(struct tokens *tokens, size_t at, size_t ago)
{
	size_t covers;
	bool plural;
	const char *unit = slip_unit(tokens, at + 1, &covers, &plural);
	bool long_unit = strcmp(unit, "months") == 0 || strcmp(unit, "quarters") == 0 ||
	    strcmp(unit, "years") == 0;

	slip_at(tokens, ago)->kind = TOK_BEFORE;
	slip_insert(tokens, ago + 1, RAW_WORD, names_intern(tokens->names, "run_date", 8));
	if (long_unit)
		slip_insert(tokens, ago + 1, TOK_AT_MOST_MONTH_END, NULL);
}

bool
slip_ago(struct tokens *tokens, size_t at)
{
	size_t ago = ago_at(tokens, at);

	if (!ago)
		return false;
	diag_error(tokens->diags, slip_joined(tokens, at, ago), "wording",
	    "'%s' does not name the day it counts back from", slip_text(tokens, at, ago));
	diag_note(tokens->diags, "write: %s", ago_text(tokens, at, ago));
	repair_ago(tokens, at, ago);
	return true;
}

/* `is more than 28 days ago`: a longer time ago is an earlier day. */
static bool
is_ago(struct tokens *tokens, size_t at)
{
	static const struct {
		const char *words, *right;
		int kind;
	} forms[] = {
		{ "is more than", "is before", TOK_IS_BEFORE },
		{ "is over", "is before", TOK_IS_BEFORE },
		{ "is at least", "is on or before", TOK_IS_ON_OR_BEFORE },
		{ "is less than", "is after", TOK_IS_AFTER },
		{ "is under", "is after", TOK_IS_AFTER },
		{ "is at most", "is on or after", TOK_IS_ON_OR_AFTER },
	};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		size_t covers = slip_spells(tokens, at, forms[i].words), ago;

		if (!covers || !(ago = ago_at(tokens, at + covers)))
			continue;
		diag_error(tokens->diags, slip_joined(tokens, at, ago), "wording",
		    "'%s' asks for an earlier or later day", slip_text(tokens, at, ago));
		diag_note(tokens->diags, "write: %s %s %s",
		    at ? slip_text(tokens, at - 1, at - 1) : "NAME", forms[i].right,
		    ago_text(tokens, at + covers, ago));
		repair_ago(tokens, at + covers, ago);
		slip_at(tokens, at)->kind = forms[i].kind;
		slip_at(tokens, at)->repaired = true;
		slip_drop(tokens, at + 1, at + covers - 1);
		return true;
	}
	return false;
}

/* ---- or more, or less ---- */

static bool
is_or_more(struct tokens *tokens, size_t at)
{
	static const struct {
		const char *words, *right;
		int kind;
		bool time;
	} ends[] = {
		{ "or more", "is at least", TOK_IS_AT_LEAST, false },
		{ "and more", "is at least", TOK_IS_AT_LEAST, false },
		{ "or over", "is at least", TOK_IS_AT_LEAST, false },
		{ "or above", "is at least", TOK_IS_AT_LEAST, false },
		{ "or longer", "is at least", TOK_IS_AT_LEAST, false },
		{ "or higher", "is at least", TOK_IS_AT_LEAST, false },
		{ "or less", "is at most", TOK_IS_AT_MOST, false },
		{ "and less", "is at most", TOK_IS_AT_MOST, false },
		{ "or fewer", "is at most", TOK_IS_AT_MOST, false },
		{ "or under", "is at most", TOK_IS_AT_MOST, false },
		{ "or below", "is at most", TOK_IS_AT_MOST, false },
		{ "or lower", "is at most", TOK_IS_AT_MOST, false },
		{ "or later", "is on or after", TOK_IS_ON_OR_AFTER, true },
		{ "or after", "is on or after", TOK_IS_ON_OR_AFTER, true },
		{ "or earlier", "is on or before", TOK_IS_ON_OR_BEFORE, true },
		{ "or before", "is on or before", TOK_IS_ON_OR_BEFORE, true },
	};
	size_t end = slip_value_end(tokens, at + 1);
	const struct token *value = slip_at(tokens, at + 1);
	bool time = slip_is_date_like(value->kind);

	if (!time && value->kind != TOK_NUMBER && value->kind != TOK_PERCENT &&
	    value->kind != TOK_MONEY && value->kind != RAW_WORD)
		return false;
	/* Not the words of `is on or after`. */
	if (value->kind == RAW_WORD && syntax_is_reserved(value->text))
		return false;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t covers = slip_spells(tokens, end + 1, ends[i].words);

		if (!covers || (ends[i].time != time && value->kind != RAW_WORD))
			continue;
		/* `x is y or more is z`: what stands behind `or` is a name after all. */
		if (slip_word(tokens, end + 1 + covers, "is"))
			return false;
		diag_error(tokens->diags, slip_joined(tokens, at, end + covers), "wording",
		    "'%s' is not how rules say it", slip_text(tokens, at, end + covers));
		diag_note(tokens->diags, "write: %s %s %s",
		    at ? slip_text(tokens, at - 1, at - 1) : "NAME", ends[i].right,
		    slip_text(tokens, at + 1, end));
		slip_at(tokens, at)->kind = ends[i].kind;
		slip_at(tokens, at)->repaired = true;
		slip_drop(tokens, end + 1, end + covers);
		return true;
	}
	return false;
}

/* ---- the time between two days ---- */

size_t
slip_span(struct tokens *tokens, size_t at)
{
	size_t covers, next;
	bool plural, body = at && slip_word(tokens, at - 1, "as");
	const char *unit = slip_unit(tokens, at, &covers, &plural), *from, *to, *tail, *write;

	if (body && slip_spells(tokens, at, "number of") &&
	    slip_unit(tokens, at + 2, &covers, &plural)) {
		diag_error(tokens->diags, slip_joined(tokens, at, at + 1), "wording",
		    "'number of' is not used before a unit");
		diag_note(tokens->diags,
		    "leave it out: %s from DATE to DATE, first day not counted",
		    slip_text(tokens, at + 2, at + 1 + covers));
		slip_drop(tokens, at, at + 1);
		return at + 2;
	}
	if (!unit || (at && slip_at(tokens, at - 1)->kind == TOK_NUMBER))
		return at;
	next = at + covers;
	if (slip_word(tokens, next, "between") && on_line_of(tokens, next, at)) {
		from = value_or(tokens, next + 1, at, "DATE");
		to = slip_word(tokens, next + 2, "and") ? value_or(tokens, next + 3, at, "DATE") :
							  "DATE";
	} else if (slip_word(tokens, next, "since")) {
		from = value_or(tokens, next + 1, at, "DATE");
		to = "run_date";
	} else if (slip_word(tokens, next, "until") || slip_word(tokens, next, "till")) {
		from = "run_date";
		to = value_or(tokens, next + 1, at, "DATE");
	} else {
		return at;
	}
	if (strcmp(unit, "working days") != 0)
		unit = "days";
	tail = strcmp(unit, "days") == 0 ? "" : length_tail(tokens, unit);
	write = arena_printf(tokens->arena, "%s from %s to %s%s, first day not counted", unit, from,
	    to, tail);
	diag_error(tokens->diags, slip_joined(tokens, at, next), "wording",
	    "'%s' does not say which days are counted", slip_text(tokens, at, next));
	if (body)
		diag_note(tokens->diags, "write: %s", write);
	else
		diag_note(tokens->diags,
		    "give the count a name of its own, and use that name here: define NAME for "
		    "TABLE as %s",
		    write);
	return slip_give_up(tokens, at);
}

/* ---- within ---- */

/* `within 5 days of A`, with `is` before it or without: `at` is the place of `within`. */
static size_t
within(struct tokens *tokens, size_t at, size_t from)
{
	size_t end = slip_value_end(tokens, at + 1), covers;
	bool plural;
	const char *unit, *subject = "NAME";

	if (end == at + 1 || slip_at(tokens, at + 1)->kind != TOK_NUMBER)
		return from;
	unit = slip_unit(tokens, at + 2, &covers, &plural);
	if (from && slip_ends_value(slip_at(tokens, from - 1)) && on_line_of(tokens, from - 1, at))
		subject = slip_text(tokens, from - 1, from - 1);
	diag_error(tokens->diags, slip_joined(tokens, from, end), "wording",
	    "'%s' is not how rules say it", slip_text(tokens, from, end));
	if (slip_word(tokens, end + 1, "of") || slip_word(tokens, end + 1, "after") ||
	    slip_word(tokens, end + 1, "from"))
		diag_note(tokens->diags, "write: %s is on or before %s after %s%s", subject,
		    slip_text(tokens, at + 1, end), value_or(tokens, end + 2, at, "DATE"),
		    length_tail(tokens, unit));
	else
		diag_note(tokens->diags, "write: %s is at most %s", subject,
		    slip_text(tokens, at + 1, end));
	return slip_give_up(tokens, from);
}

size_t
slip_within(struct tokens *tokens, size_t at)
{
	return slip_at(tokens, at)->first_on_line ? at : within(tokens, at, at);
}

size_t
slip_is_length(struct tokens *tokens, size_t at)
{
	if (slip_word(tokens, at + 1, "within")) {
		size_t next = within(tokens, at + 1, at);

		if (next > at)
			return next;
	}
	return is_ago(tokens, at) || is_or_more(tokens, at) ? at + 1 : at;
}
