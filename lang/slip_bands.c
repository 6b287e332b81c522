/* slip_bands.c: the lines of bands as people write them, and ranges: `under 20 days`, `40+ days`,
 * `20-39`. */
#include <string.h>

#include "lang/slips.h"
#include "parse.h"

static const int64_t one = 1000000000;

static bool
is_figure(int kind)
{
	return kind == TOK_NUMBER || kind == TOK_PERCENT || kind == TOK_MONEY;
}

static bool
in_bands(const struct tokens *tokens)
{
	return tokens->construct && strcmp(tokens->construct, "bands") == 0;
}

/* ---- words and signs before an edge ---- */

static const struct edge_words {
	const char *words;
	int kind;
} edge_words[] = {
	{ "under", TOK_BELOW },
	{ "less than", TOK_BELOW },
	{ "fewer than", TOK_BELOW },
	{ "lower than", TOK_BELOW },
	{ "shorter than", TOK_BELOW },
	{ "more than", TOK_OVER },
	{ "greater than", TOK_OVER },
	{ "longer than", TOK_OVER },
	{ "higher than", TOK_OVER },
	{ "above", TOK_OVER },
	{ "at least", TOK_OR_MORE },
	{ "from", TOK_OR_MORE },
	{ "up to", TOK_OR_LESS },
	{ "at most", TOK_OR_LESS },
	{ "no more than", TOK_OR_LESS },
	{ "not more than", TOK_OR_LESS },
	{ "<", TOK_BELOW },
	{ ">", TOK_OVER },
	{ ">=", TOK_OR_MORE },
	{ "=>", TOK_OR_MORE },
	{ "\xE2\x89\xA5", TOK_OR_MORE },
	{ "<=", TOK_OR_LESS },
	{ "=<", TOK_OR_LESS },
	{ "\xE2\x89\xA4", TOK_OR_LESS },
};

/* The bands above this line take their upper ends in: `A or less`. */
static bool
ends_are_in(const struct tokens *tokens, size_t at)
{
	for (size_t i = at; i > 0 && at - i < 400 && slip_at(tokens, i)->text != tokens->construct;
	     i--)
		if (slip_at(tokens, i)->kind == TOK_OR_LESS ||
		    (slip_word(tokens, i, "or") && slip_word(tokens, i + 1, "less")))
			return true;
	return false;
}

static void
advise_edge(struct tokens *tokens, int kind, const char *value, bool in)
{
	if (kind == TOK_BELOW)
		diag_note(tokens->diags, "write: below %s", value);
	else if (kind == TOK_OVER && in)
		diag_note(tokens->diags, "write: over %s", value);
	else if (kind == TOK_OVER)
		diag_note(tokens->diags,
		    "write: %s or more   (or, when %s itself belongs to the band before: over %s)",
		    value, value, value);
	else if (kind == TOK_OR_MORE)
		diag_note(tokens->diags, "write: %s or more", value);
	else
		diag_note(tokens->diags,
		    "write: below %s   (or, when %s itself belongs to this band: %s or less)",
		    value, value, value);
}

/* The value moves before the words, which become `kind`. */
static void
words_behind(struct tokens *tokens, size_t at, size_t covers, size_t end, int kind)
{
	struct token first = *slip_at(tokens, at);
	size_t length = end - (at + covers) + 1;

	memmove(&tokens->items[at], &tokens->items[at + covers], length * sizeof *tokens->items);
	tokens->items[at].first_on_line = first.first_on_line;
	tokens->items[at].column = first.column;
	first.first_on_line = false;
	first.kind = kind;
	first.repaired = true;
	tokens->items[at + length] = first;
	if (covers > 1)
		slip_drop(tokens, at + length + 1, end);
}

size_t
slip_band_line(struct tokens *tokens, size_t at)
{
	const struct token *token = slip_at(tokens, at);

	if (!in_bands(tokens) || !token->first_on_line || token->column == 0)
		return at;
	for (size_t i = 0; i < sizeof edge_words / sizeof *edge_words; i++) {
		const struct edge_words *edge = &edge_words[i];
		size_t covers = token->kind == RAW_SYMBOL ? strcmp(token->text, edge->words) == 0 :
							    slip_spells(tokens, at, edge->words);
		size_t end;
		int kind = edge->kind;
		bool in;

		if (!covers || !is_figure(slip_at(tokens, at + covers)->kind))
			continue;
		end = slip_value_end(tokens, at + covers);
		if (!slip_word(tokens, end + 1, "is"))
			continue;
		diag_error(tokens->diags, slip_joined(tokens, at, end), "wording",
		    "'%s' is not how a band is written", slip_text(tokens, at, end));
		in = ends_are_in(tokens, at);
		advise_edge(tokens, kind, slip_text(tokens, at + covers, end), in);
		if (kind == TOK_OVER && !in)
			kind = TOK_OR_MORE;
		if (kind == TOK_OR_MORE || kind == TOK_OR_LESS) {
			words_behind(tokens, at, covers, end, kind);
		} else {
			slip_at(tokens, at)->kind = kind;
			slip_at(tokens, at)->repaired = true;
			if (covers > 1)
				slip_drop(tokens, at + 1, at + covers - 1);
		}
		return end + 1;
	}
	return at;
}

/* `Fresh is below 20 days`: the wrong way round. */
size_t
slip_band_turned(struct tokens *tokens, size_t at)
{
	const struct token *token = slip_at(tokens, at);
	size_t last = at + 1;

	if (!in_bands(tokens) || !token->first_on_line || token->column == 0 ||
	    !slip_word(tokens, at + 1, "is"))
		return at;
	while (last + 1 < tokens->count && slip_at(tokens, last + 1)->line == token->line &&
	    !slip_word(tokens, last + 1, "cites"))
		last++;
	if (last < at + 3)
		return at;
	diag_error(tokens->diags, slip_joined(tokens, at, last), "wording",
	    "the edges of a band stand before its label");
	diag_note(tokens->diags, "write: %s is %s", slip_text(tokens, at + 2, last),
	    slip_text(tokens, at, at));
	return slip_give_up(tokens, at);
}

/* What stands before `is` and the figure at `at`, as advice names it. */
static const char *
what_it_is_of(const struct tokens *tokens, size_t at)
{
	bool named =
	    at >= 2 && slip_word(tokens, at - 1, "is") && slip_ends_value(slip_at(tokens, at - 2));

	return named ? slip_text(tokens, at - 2, at - 2) : "NAME";
}

/* `40+ days` */
bool
slip_and_more(struct tokens *tokens, size_t at)
{
	const struct token *plus = slip_at(tokens, at + 1);
	size_t covers = 0, end = at + 1;
	bool plural, first = slip_at(tokens, at)->first_on_line;
	const char *value, *unit;
	struct token more;

	if (plus->kind != RAW_SYMBOL || strcmp(plus->text, "+") != 0 || !plus->touches)
		return false;
	unit = slip_unit(tokens, at + 2, &covers, &plural);
	end += unit ? covers : 0;
	if (slip_at(tokens, end + 1)->line == plus->line &&
	    is_figure(slip_at(tokens, end + 1)->kind))
		return false;
	value = unit ? arena_printf(tokens->arena, "%s %s", slip_text(tokens, at, at), unit) :
		       slip_text(tokens, at, at);
	diag_error(tokens->diags, slip_joined(tokens, at, end), "symbol",
	    "'%s' is not used: rules are written in words", slip_text(tokens, at, end));
	if (first)
		diag_note(tokens->diags, "write: %s or more", value);
	else
		diag_note(
		    tokens->diags, "write: %s is at least %s", what_it_is_of(tokens, at), value);
	more = *plus;
	memmove(&tokens->items[at + 1], &tokens->items[at + 2],
	    (end - at - 1) * sizeof *tokens->items);
	more.kind = first ? TOK_OR_MORE : RAW_DROPPED;
	more.repaired = true;
	tokens->items[end] = more;
	if (!first && at && slip_word(tokens, at - 1, "is"))
		slip_at(tokens, at - 1)->kind = TOK_IS_AT_LEAST;
	return true;
}

/* ---- ranges ---- */

struct range {
	size_t low, sign, high, end;	/* places of its tokens; the end is the high one's unit */
	const char *low_text, *high_text, *unit;	/* the unit with a blank before it, or "" */
	bool whole;			/* whole numbers without a sign */
};

/* The edge of the next band of the same bands: its figure's place; 0 when the next line starts
 * otherwise, and *more tells whether there is one. */
static size_t
next_edge(const struct tokens *tokens, size_t from, bool *more)
{
	*more = false;
	for (size_t i = from; i < tokens->count && i < from + 200; i++) {
		const struct token *token = &tokens->items[i];

		if (!token->first_on_line || slip_word(tokens, i, "cites") ||
		    slip_word(tokens, i, "note"))
			continue;
		if (token->column == 0)
			return 0;
		*more = true;
		return is_figure(token->kind) ? i : 0;
	}
	return 0;
}

static const char *
spelled_edge(const struct tokens *tokens, const struct range *range, size_t at)
{
	const char *figure = slip_text(tokens, at, at);
	bool bare = slip_at(tokens, at)->kind == TOK_NUMBER;

	if (bare && slip_at(tokens, range->high)->kind == TOK_PERCENT)
		return arena_printf(tokens->arena, "%s%%", figure);
	return arena_printf(tokens->arena, "%s%s", figure, range->unit);
}

static void
advise_band(struct tokens *tokens, const struct range *range)
{
	bool more, inside = false;
	const struct token *low = slip_at(tokens, range->low), *high = slip_at(tokens, range->high);
	size_t next = next_edge(tokens, range->end + 1, &more);
	const char *upper = range->high_text, *tail = "";

	if (next && slip_at(tokens, next)->num >= high->num) {
		upper = spelled_edge(tokens, range, next);
		inside = slip_at(tokens, next)->num > high->num;
	} else if (range->whole) {
		upper = arena_printf(tokens->arena, "%lld%s", (long long)(high->num / one + 1),
		    range->unit);
		inside = true;
	}
	if (inside)
		tail = arena_printf(tokens->arena, ", if %s is in", range->high_text);
	if (low->num == 0)
		diag_note(tokens->diags, "write: below %s%s", upper, tail);
	else if (!more)
		diag_note(tokens->diags, "write: %s or more   (it is the last band)",
		    range->low_text);
	else
		diag_note(
		    tokens->diags, "write: %s to under %s%s", range->low_text, upper, tail);
}

static bool
find_range(struct tokens *tokens, size_t at, struct range *range)
{
	const struct token *sign, *high;
	size_t low_end = slip_value_end(tokens, at), covers;
	bool plural;
	const char *unit;

	range->low = at;
	range->sign = low_end + 1;
	range->high = low_end + 2;
	sign = slip_at(tokens, range->sign);
	high = slip_at(tokens, range->high);
	if (!is_figure(high->kind) || (at && slip_word(tokens, at - 1, "over")) ||
	    high->line != slip_at(tokens, at)->line)
		return false;
	if (!(sign->kind == TOK_BULLET && !sign->first_on_line) &&
	    !slip_word(tokens, range->sign, "to"))
		return false;
	range->end = slip_value_end(tokens, range->high);
	unit = range->end > range->high ? slip_unit(tokens, range->high + 1, &covers, &plural) :
	    low_end > at		? slip_unit(tokens, at + 1, &covers, &plural) :
					  NULL;
	range->unit = unit ? arena_printf(tokens->arena, " %s", unit) : "";
	range->whole = high->kind == TOK_NUMBER && high->num % one == 0;
	range->low_text = spelled_edge(tokens, range, at);
	range->high_text = spelled_edge(tokens, range, range->high);
	return true;
}

/* Repaired as if the upper end were not in: the low edge takes the high one's unit. */
static size_t
repair_band(struct tokens *tokens, const struct range *range)
{
	size_t units = range->end - range->high;
	bool bare = range->sign == range->low + 1 && units > 0;

	slip_at(tokens, range->sign)->kind = TOK_TO_UNDER;
	if (!bare)
		return range->end + 1;
	for (size_t i = 0; i < units; i++)
		slip_insert(tokens, range->low + 1, RAW_WORD,
		    slip_at(tokens, range->high + 1 + i)->text);
	return range->end + 1;
}

size_t
slip_range(struct tokens *tokens, size_t at)
{
	struct range range;
	struct token *low = slip_at(tokens, at), *sign;
	const char *name;

	if (!find_range(tokens, at, &range))
		return at;
	sign = slip_at(tokens, range.sign);
	if (low->kind == TOK_NUMBER && slip_at(tokens, range.high)->kind == TOK_PERCENT)
		low->kind = TOK_PERCENT;
	if (sign->kind == TOK_BULLET && tokens->pasted[PASTED_DASH] &&
	    sign->at.end - sign->at.start > 1)
		tokens->pasted[PASTED_DASH]--;
	diag_error(tokens->diags, slip_joined(tokens, at, range.end), "range",
	    "'%s' does not say whether its ends are in", slip_text(tokens, at, range.end));
	if (low->first_on_line) {
		advise_band(tokens, &range);
		return repair_band(tokens, &range);
	}
	name = what_it_is_of(tokens, at);
	diag_note(tokens->diags, "write: %s is at least %s and %s is at most %s", name,
	    range.low_text, name, range.high_text);
	/* The low end and its unit stay. */
	slip_drop(tokens, range.sign,
	    range.sign == at + 1 && range.end > range.high ? range.high : range.end);
	return range.end + 1;
}
