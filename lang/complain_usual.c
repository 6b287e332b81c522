/* complain_usual.c: sentences that people usually write otherwise, recognised by the tokens around
 * the place where the grammar stops. See complain.h. */
#include <string.h>

#include "lang/complain.h"
#include "lang/phrases.h"
#include "parse.h"

bool
complain_is_unit(int kind)
{
	return kind == TOK_DAYS || kind == TOK_WEEKS || kind == TOK_WORKING_DAYS ||
	    kind == TOK_MONTHS || kind == TOK_QUARTERS || kind == TOK_YEARS;
}

static const char *
text_of(const struct reading *cx, size_t from, size_t to)
{
	return complain_text(cx, span_join(cx->items[from].at, cx->items[to].at));
}

/* ---- days from A to B ---- */

/* The name of the policy's first construct of a kind, or `else_word`. */
static const char *
first_name(const struct reading *cx, int construct, const char *else_word)
{
	for (size_t i = 0; i + 1 < cx->count; i++)
		if (cx->items[i].kind == construct && cx->items[i].first_on_line &&
		    cx->items[i + 1].kind == TOK_LID)
			return cx->items[i + 1].text;
	return else_word;
}

enum { LONGEST_SPAN = 30 };

static bool
complain_span(struct reading *cx, size_t at, const struct expectation *set)
{
	bool comma = expects(set, TOK_FIRST_DAY_COUNTED), calendar = false;
	size_t from = at, last = at - 1;
	const char *by = "";

	if (!comma && !(expects(set, TOK_COMMA) && expects(set, TOK_BY_CALENDAR)))
		return false;
	while (from > 0 && at - from < LONGEST_SPAN) {
		from--;
		calendar |= complain_kind(cx, from) == TOK_BY_CALENDAR;
		if (complain_is_unit(complain_kind(cx, from)) &&
		    complain_kind(cx, from + 1) == TOK_FROM)
			break;
	}
	if (!complain_is_unit(complain_kind(cx, from)) || complain_kind(cx, from + 1) != TOK_FROM)
		return false;
	if (comma && last > from)
		last--;
	if (complain_kind(cx, from) == TOK_WORKING_DAYS && !calendar)
		by = arena_printf(
		    cx->arena, " by calendar %s", first_name(cx, TOK_CALENDAR, "NAME"));
	diag_error(cx->diags, span_join(cx->items[from].at, cx->items[last].at), "first-day",
	    "'%s' does not say whether the first day counts", text_of(cx, from, last));
	diag_note(cx->diags, "write: %s%s, first day not counted   (or: first day counted)",
	    text_of(cx, from, last), by);
	return true;
}

/* ---- NAME is A or B ---- */

static bool
is_plain_value(int kind)
{
	switch (kind) {
	case TOK_UID: case TOK_STRING: case TOK_NUMBER: case TOK_PERCENT: case TOK_MONEY:
	case TOK_DATE: case TOK_MONTH: case TOK_QUARTER: case TOK_YEAR: case TOK_QOY:
		return true;
	default:
		return false;
	}
}

static bool
is_asks(int kind)
{
	return kind == TOK_IS || kind == TOK_IS_NOT || kind == TOK_IS_ONE_OF ||
	    kind == TOK_IS_NOT_ONE_OF;
}

/* More than these are not spelled out. */
enum { MOST_VALUES = 20 };

static bool
complain_is_or(struct reading *cx, size_t at, const struct expectation *set)
{
	const char *values = NULL;
	size_t end = at, first;
	bool not;

	if (!expects(set, TOK_IS))
		return false;
	for (size_t count = 0;; count++) {
		size_t last = end - 1, value = last;
		const char *text;

		if (end == 0 || count > MOST_VALUES)
			return false;
		if (complain_is_unit(complain_kind(cx, value)) && value > 0)
			value--;
		if (value < 2 || !is_plain_value(complain_kind(cx, value)))
			return false;
		text = text_of(cx, value, last);
		values = values ? arena_printf(cx->arena, "%s, %s", text, values) : text;
		end = value - 1;
		if (complain_kind(cx, end) != TOK_OR && complain_kind(cx, end) != TOK_COMMA)
			break;
	}
	if (!is_asks(complain_kind(cx, end)) || end + 2 >= at)
		return false;
	not = complain_kind(cx, end) == TOK_IS_NOT || complain_kind(cx, end) == TOK_IS_NOT_ONE_OF;
	first = end - 1;
	diag_error(cx->diags, span_join(cx->items[first].at, cx->items[at - 1].at), "wording",
	    "'%s': behind 'or' stands a whole condition, not one more value",
	    text_of(cx, first, at - 1));
	diag_note(cx->diags, "write: %s %s %s", text_of(cx, first, first),
	    not ? "is not one of" : "is one of", values);
	return true;
}

/* ---- or more, sorted by, define ... is ---- */

static bool
complain_or_more(struct reading *cx, size_t at)
{
	const struct token *token = &cx->items[at];

	if ((token->kind != TOK_OR_MORE && token->kind != TOK_OR_LESS) ||
	    cx->construct == TOK_BANDS)
		return false;
	diag_error(cx->diags, token->at, "wording", "'%s' stands in bands only",
	    phrase_words(token->kind));
	diag_note(cx->diags, "leave it out; a comparison says it with '%s'",
	    token->kind == TOK_OR_MORE ? "is at least" : "is at most");
	return true;
}

static bool
complain_sorted(struct reading *cx, size_t at)
{
	if (at < 2 || complain_kind(cx, at - 2) != TOK_SORTED_BY)
		return false;
	diag_error(cx->diags, span_join(cx->items[at - 2].at, cx->items[at - 1].at), "wording",
	    "'%s' does not say what comes first", text_of(cx, at - 2, at - 1));
	diag_note(cx->diags,
	    "write: %s, highest first   (or lowest first; for days latest first or earliest first)",
	    text_of(cx, at - 2, at - 1));
	return true;
}

static bool
complain_define(struct reading *cx, size_t at)
{
	const struct token *token = &cx->items[at];

	if (token->kind != TOK_IS || cx->construct != TOK_DEFINE || at < 2)
		return false;
	if (complain_kind(cx, at - 2) == TOK_DEFINE) {
		diag_error(cx->diags, token->at, "wording",
		    "a definition says whose rows it is for, and then 'as'");
		diag_note(cx->diags, "write: define %s for %s as ...",
		    text_of(cx, at - 1, at - 1), first_name(cx, TOK_INPUT, "TABLE"));
		return true;
	}
	if (at < 4 || complain_kind(cx, at - 4) != TOK_DEFINE ||
	    complain_kind(cx, at - 2) != TOK_FOR)
		return false;
	diag_error(
	    cx->diags, token->at, "wording", "a definition is opened by 'as', not by 'is'");
	diag_note(cx->diags, "write: %s as ...", text_of(cx, at - 4, at - 1));
	return true;
}

static bool
complain_gives(struct reading *cx, size_t at, const struct expectation *set)
{
	if (at < 2 || complain_kind(cx, at - 2) != TOK_GIVES || !expects(set, TOK_WHEN) ||
	    !is_plain_value(complain_kind(cx, at - 1)))
		return false;
	if (at < cx->count && cx->items[at].line == cx->items[at - 1].line) {
		diag_error(cx->diags, cx->items[at].at, "syntax",
		    "'when' is missing behind '%s'", text_of(cx, at - 2, at - 1));
		diag_note(cx->diags, "write: %s when %s ...", text_of(cx, at - 2, at - 1),
		    text_of(cx, at, at));
		return true;
	}
	diag_error(cx->diags, span_join(cx->items[at - 2].at, cx->items[at - 1].at), "syntax",
	    "'%s' does not say when", text_of(cx, at - 2, at - 1));
	diag_note(cx->diags, "write: %s when CONDITION   (as the last line: otherwise %s)",
	    text_of(cx, at - 2, at - 1), text_of(cx, at - 1, at - 1));
	return true;
}

/* `date like "dd/mm/yyyy"` */
static bool
complain_like(struct reading *cx, size_t at)
{
	const struct token *token = &cx->items[at];

	if (token->kind != TOK_LIKE || cx->construct != TOK_INPUT || at < 3 ||
	    complain_kind(cx, at - 2) != TOK_IS)
		return false;
	diag_error(cx->diags, token->at, "wording", "'like' belongs to a text, not to '%s'",
	    text_of(cx, at - 1, at - 1));
	diag_note(cx->diags,
	    "leave it out: write %s; how a column writes its dates and figures is found out when "
	    "it is read",
	    text_of(cx, at - 3, at - 1));
	return true;
}

/* `when Letter_4`: what starts with a capital stands for a letter, and is asked what it is. */
static bool
complain_letter(struct reading *cx, size_t at, const struct expectation *set)
{
	const char *name;

	if (complain_kind(cx, at - 1) != TOK_UID || !expects(set, TOK_IS) ||
	    !expects(set, TOK_IS_ONE_OF) || expects(set, TOK_PLUS))
		return false;
	name = text_of(cx, at - 1, at - 1);
	diag_error(cx->diags, cx->items[at - 1].at, "wording",
	    "'%s' is no condition: it does not say what is asked of it", name);
	diag_note(cx->diags, "of a letter write: %s is Due   (or: is Sent, is one of Due, Lapsed)",
	    name);
	diag_note(cx->diags, "of a label write the name of the column first: NAME is %s", name);
	return true;
}

/* `C in an earlier quarter of the run where D`: with no run, or with more than one name behind
 * it. */
static bool
complain_earlier(struct reading *cx, size_t at)
{
	size_t where = complain_kind(cx, at - 1) == TOK_OF_THE_RUN_WHERE ? at - 1 : at - 2;

	if (at > 3 && complain_kind(cx, at - 2) == TOK_IN_AN_EARLIER) {
		diag_error(cx->diags, span_join(cx->items[at - 2].at, cx->items[at - 1].at),
		    "wording", "this does not say of which run the %s is",
		    text_of(cx, at - 1, at - 1));
		diag_note(cx->diags,
		    "write: %s of the run where NAME, within the same financial year",
		    text_of(cx, at - 3, at - 1));
		return true;
	}
	if (at < 3 || complain_kind(cx, where) != TOK_OF_THE_RUN_WHERE)
		return false;
	diag_error(cx->diags, cx->items[at].at, "wording",
	    "behind 'of the run where' stands one name, and then a comma");
	diag_note(cx->diags,
	    "give the condition a name, and write that: define in_trouble for TABLE as CONDITION");
	return true;
}

bool
complain_usual(struct reading *cx, size_t at, const struct expectation *set)
{
	bool any = at < cx->count;

	return at > 0 &&
	    (complain_span(cx, at, set) || complain_is_or(cx, at, set) || complain_sorted(cx, at) ||
		complain_gives(cx, at, set) || complain_letter(cx, at, set) ||
		(any &&
		    (complain_earlier(cx, at) || complain_or_more(cx, at) ||
			complain_define(cx, at) || complain_like(cx, at))));
}
