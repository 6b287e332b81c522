/*
 * complain.c: what is said when a token does not fit. The grammar knows which tokens would; a
 * reader wants to know what was understood, what is missing in words of the trade, and the form
 * of the construct. Slips that people make often are recognised by the tokens around the place
 * and answered with the sentence to write.
 */
#include <string.h>

#include "lang/complain.h"
#include "lang/expected.h"
#include "lang/phrases.h"
#include "lang/reading.h"
#include "lang/syntax.h"
#include "parse.h"

/* ---- the text around the place ---- */

static const struct token *
token_at(const struct reading *cx, size_t at)
{
	return at < cx->count ? &cx->items[at] : NULL;
}

int
complain_kind(const struct reading *cx, size_t at)
{
	return at < cx->count ? cx->items[at].kind : TOK_END;
}

enum { LONGEST_SO_FAR = 60, LONGEST_ANSWER = 300 };

/* The text of a span on one line, without remarks; its end when it is longer than `longest`. */
static const char *
shorten(const struct reading *cx, struct span at, size_t longest)
{
	size_t length, used = 0, start = 0;
	const char *bytes = sources_text(cx->sources, at, &length);
	bool quoted = false, remark = false;
	char *out;

	/* Blanks and remarks may be many, but what is far back is cut anyway. */
	if (length > 16 * longest)
		start = length - 16 * longest;
	out = arena_alloc(cx->arena, length - start + 1);
	for (size_t i = start; i < length; i++) {
		bool white =
		    bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t' || bytes[i] == ' ';

		if (bytes[i] == '"' && !remark)
			quoted = !quoted;
		remark = remark ? bytes[i] != '\n' : bytes[i] == '#' && !quoted;
		if (remark || (white && used && out[used - 1] == ' '))
			continue;
		out[used++] = white ? ' ' : bytes[i];
	}
	if (used <= longest)
		return out;
	start = used - longest;
	while (start < used && ((unsigned char)out[start] & 0xC0) == 0x80)
		start++;
	start += out[start] == ' ';
	return arena_printf(cx->arena, "... %s", out + start);
}

/* For an answer, which must not be cut where people write. */
const char *
complain_text(const struct reading *cx, struct span at)
{
	return shorten(cx, at, LONGEST_ANSWER);
}

/* The first token of the line that `at` continues: of its own line, or where the last part or
 * construct began. */
size_t
complain_opener(const struct reading *cx, size_t at)
{
	size_t steps = 0;

	while (at > 0 && steps++ < 200) {
		at--;
		if (cx->items[at].first_on_line && cx->items[at].kind != TOK_BULLET)
			return at;
	}
	return at;
}

static const char *
understood(const struct reading *cx, size_t at)
{
	size_t from = at;
	struct span span;

	if (at == 0)
		return NULL;
	from = complain_opener(cx, at);
	span = span_join(cx->items[from].at, cx->items[at - 1].at);
	return shorten(cx, span, LONGEST_SO_FAR);
}

/* ---- usual slips ---- */

/* The word a token starts with, for a token made of words; else NULL. */
const char *
complain_word(const struct reading *cx, const struct token *token)
{
	const char *bytes;
	size_t length, word = 0;

	if (token->text && token->kind != TOK_STRING)
		bytes = token->text;
	else
		bytes = sources_text(cx->sources, token->at, &length);
	while ((bytes[word] >= 'a' && bytes[word] <= 'z') ||
	    (bytes[word] >= 'A' && bytes[word] <= 'Z') || bytes[word] == '_' ||
	    (word && bytes[word] >= '0' && bytes[word] <= '9'))
		word++;
	return word ? arena_copy(cx->arena, bytes, word) : NULL;
}

/* True when a `when` or `where` opened the condition that `at` may end. */
static bool
after_condition(const struct reading *cx, size_t at)
{
	size_t from = complain_opener(cx, at);

	for (size_t i = from; i < at; i++)
		if (complain_kind(cx, i) == TOK_WHEN || complain_kind(cx, i) == TOK_WHERE ||
		    complain_kind(cx, i) == TOK_SEND_WHEN ||
		    complain_kind(cx, i) == TOK_LAPSES_WHEN ||
		    complain_kind(cx, i) == TOK_AS)
			return true;
	return false;
}

static bool
complain_comma(struct reading *cx, const struct token *token, size_t at)
{
	if (token->kind != TOK_COMMA || !after_condition(cx, at))
		return false;
	diag_error(
	    cx->diags, token->at, "comma-after-condition", "a comma cannot follow a condition");
	diag_note(cx->diags,
	    "leave the comma out; options stand before 'where', and conditions are joined by "
	    "'and'");
	return true;
}

static bool
complain_not(struct reading *cx, const struct token *token, size_t at)
{
	size_t back = at;

	if (at && complain_kind(cx, at - 1) == TOK_NOT) {
		diag_error(cx->diags, token->at, "not-one-name",
		    "'not' takes one yes-or-no name, nothing longer");
		diag_note(cx->diags,
		    "for several conditions write 'none of' with a bullet for each; for a "
		    "comparison 'is not'");
		return true;
	}
	if (!phrase_words(token->kind) || strncmp(phrase_words(token->kind), "is", 2) != 0)
		return false;
	while (back > 0 && at - back < 3) {
		back--;
		if (complain_kind(cx, back) == TOK_NOT) {
			const char *what =
			    complain_text(cx,
				span_join(cx->items[back + 1].at, cx->items[at - 1].at));

			diag_error(cx->diags, span_join(cx->items[back].at, token->at),
			    "not-one-name", "'not' takes one yes-or-no name, not a comparison");
			if (token->kind == TOK_IS)
				diag_note(cx->diags, "write: %s is not ...", what);
			else
				diag_note(cx->diags,
				    "write the opposite comparison, for example 'is at most' for "
				    "not 'is more than',"
				    " or 'none of' with one bullet");
			return true;
		}
	}
	return false;
}

static bool
complain_wording(struct reading *cx, const struct token *token, size_t at)
{
	const char *word = token->kind == TOK_LID ? token->text : "";
	int opener = at ? complain_kind(cx, complain_opener(cx, at)) : 0;

	if (token->kind == TOK_WHEN &&
	    (opener == TOK_OTHERWISE || (at >= 2 && complain_kind(cx, at - 2) == TOK_OTHERWISE))) {
		diag_error(cx->diags, token->at, "wording", "'otherwise' takes no condition");
		diag_note(cx->diags,
		    "write 'gives OUTCOME when CONDITION' above it; 'otherwise OUTCOME' comes last "
		    "and alone");
		return true;
	}
	if (strcmp(word, "if") != 0 && strcmp(word, "then") != 0 && strcmp(word, "else") != 0 &&
	    token->kind != TOK_UNLESS)
		return false;
	diag_error(cx->diags, token->at, "wording", "'%s' is not used in rules",
	    token->kind == TOK_UNLESS ? "unless" : word);
	diag_note(cx->diags,
	    "write: gives OUTCOME when CONDITION   and as the last line: otherwise OUTCOME");
	return true;
}

/* The expected phrase whose spelling is nearest to the words at the place, or NULL. */
static const char *
nearest_phrase(struct reading *cx, size_t at, const struct expectation *set, unsigned limit)
{
	const char *best = NULL;
	unsigned best_distance = limit + 1;

	for (size_t i = 0; i < set->count; i++) {
		const char *words = phrase_words(set->tokens[i]);
		size_t blanks = 0, last = at;
		unsigned distance, most;

		if (!words)
			continue;
		for (const char *c = words; *c; c++)
			blanks += *c == ' ';
		while (last - at < blanks && last + 1 < cx->count &&
		    cx->items[last + 1].line == cx->items[at].line)
			last++;
		most = (unsigned)strlen(words) / 3;
		if (most > limit)
			most = limit;
		distance = names_distance(
		    complain_text(cx, span_join(cx->items[at].at, cx->items[last].at)), words,
		    most);
		if (distance <= most && distance < best_distance) {
			best_distance = distance;
			best = words;
		}
	}
	return best;
}

/* What follows belongs to no construct: nothing is read before the next one. */
static void
complain_construct(struct reading *cx, const struct token *token)
{
	const char *word = complain_word(cx, token);
	const char *near = word ? expected_construct_near(word) : NULL;

	diag_error(cx->diags, token->at, "unknown-construct", "'%s' opens no construct",
	    word ? word : "this word");
	if (near)
		diag_note(cx->diags, "did you mean '%s'?", near);
	else
		diag_note(cx->diags,
		    "a construct starts with one of: policy, source, calendar, setting, input, "
		    "group, define,"
		    " decide, bands, deadline, letter, form, report, variation, test");
	cx->construct = NO_CONSTRUCT;
}

/* A phrase that may stand here and starts with the word that was written. */
static const char *
same_first_word(const struct expectation *set, const struct token *token)
{
	for (size_t i = 0; i < set->count; i++) {
		const char *words = phrase_words(set->tokens[i]);
		size_t length = words ? strcspn(words, " ") : 0;

		if (length && words[length] && strncmp(words, token->text, length) == 0 &&
		    token->text[length] == '\0')
			return words;
	}
	return NULL;
}

static bool
complain_near(
    struct reading *cx, const struct token *token, const struct expectation *set, size_t at)
{
	const char *near;

	if (at && cx->items[at - 1].first_on_line && cx->items[at - 1].column == 0 &&
	    cx->items[at - 1].kind == TOK_LID && expects(set, TOK_REFERS_TO)) {
		/* Read as a column of the input above it. */
		complain_construct(cx, &cx->items[at - 1]);
		return true;
	}
	if (token->kind != TOK_LID && token->kind != TOK_UID && token->kind != TOK_RESERVED)
		return false;
	if (token->first_on_line && (token->column == 0 || cx->construct == 0) &&
	    expects(set, TOK_POLICY)) {
		complain_construct(cx, token);
		return true;
	}
	near = token->kind == TOK_RESERVED ? same_first_word(set, token) : NULL;
	if (!near)
		near = nearest_phrase(cx, at, set, 4);
	if (!near)
		return false;
	diag_error(
	    cx->diags, token->at, "near-phrase", "'%s' is not understood here",
	    complain_word(cx, token));
	diag_note(cx->diags, "did you mean '%s'?", near);
	return true;
}

static bool
complain_type(struct reading *cx, const struct token *token, const struct expectation *set)
{
	if (!expects(set, TOK_YES_OR_NO) || token->kind != TOK_LID)
		return false;
	diag_error(cx->diags, token->at, "syntax", "'%s' is not a kind of value", token->text);
	diag_note(cx->diags,
	    "the kinds are: text, yes or no, number, percent, money, date, month, quarter, year, "
	    "days, weeks,"
	    " working days, or labels such as: Red or Amber");
	return true;
}

static void
complain_plainly(struct reading *cx, struct span at, struct expectation *set, size_t position)
{
	const char *so_far = understood(cx, position);
	const struct token *token = token_at(cx, position);
	const char *words = expected_words(cx, set);
	const char *form = expected_form(cx->construct);

	if (!so_far)
		diag_error(cx->diags, at, "syntax", "the text does not start with a construct");
	else if (!token)
		diag_error(cx->diags, at, "syntax", "understood '%s'; then the text ends", so_far);
	else if (token->at.end == token->at.start) /* a closer that was left out */
		diag_error(
		    cx->diags, at, "syntax", "understood '%s'; then the list ends", so_far);
	else if (token->kind == TOK_STRING)
		diag_error(cx->diags, at, "syntax",
		    "understood '%s', but not the text in quotes that follows", so_far);
	else
		diag_error(cx->diags, at, "syntax", "understood '%s', but not '%s'", so_far,
		    shorten(cx, token->at, LONGEST_SO_FAR));
	if (*words)
		diag_note(cx->diags, "expected here: %s", words);
	if (form)
		diag_note(cx->diags, "the form is: %s", form);
}

void
reading_complain(struct reading *cx, const int *expected, size_t count)
{
	size_t at = cx->position - 1;
	const struct token *token = token_at(cx, at);
	struct expectation set = { expected, count, "", 0, 0 };

	if (token) {
		if (complain_not(cx, token, at) || complain_wording(cx, token, at) ||
		    complain_usual(cx, at, &set) || complain_name(cx, at, &set) ||
		    complain_comma(cx, token, at) || complain_near(cx, token, &set, at) ||
		    complain_type(cx, token, &set))
			return;
	} else if (complain_usual(cx, at, &set)) {
		return;
	}
	complain_plainly(cx, token ? token->at : cx->end, &set, at);
}

/* ---- mistakes that have a rule of their own ---- */

/* The first token at or behind an offset. */
static size_t
find_token(const struct reading *cx, uint32_t offset)
{
	size_t low = 0, high = cx->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (cx->items[middle].at.start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
note_bullet(struct reading *cx, size_t from, size_t to)
{
	if (from < to)
		diag_note(cx->diags, "  - %s",
		    complain_text(cx, span_join(cx->items[from].at, cx->items[to - 1].at)));
}

struct ast *
reading_mixed(struct reading *cx, struct span at)
{
	size_t first = find_token(cx, at.start), last = find_token(cx, at.end), from = first;
	unsigned depth = 0;

	diag_error(cx->diags, at, "mixed-and-or",
	    "'and' and 'or' are mixed, so this can be read in two ways");
	diag_note(cx->diags, "write what is meant as a list; if 'and' is to bind first:");
	diag_note(cx->diags, "any of");
	for (size_t i = first; i < last; i++) {
		switch (complain_kind(cx, i)) {
		case TOK_ANY_OF: case TOK_ALL_OF: case TOK_NONE_OF:
			depth++;
			break;
		case TOK_END_ANY: case TOK_END_ALL: case TOK_END_NONE:
			depth -= depth > 0;
			break;
		case TOK_OR:
			if (depth)
				break;
			note_bullet(cx, from, i);
			from = i + 1;
			break;
		default:
			break;
		}
	}
	note_bullet(cx, from, last);
	diag_note(cx->diags, "end any");
	return node(cx, AST_WRONG, at);
}

struct ast *
reading_between(
    struct reading *cx, struct span at, struct span what, struct span low, struct span high)
{
	const char *subject = complain_text(cx, what), *lower = complain_text(cx, low);
	size_t unit = find_token(cx, high.end), before = find_token(cx, low.end);

	/* `20 and 40 days`: the lower end has the same unit. */
	if (unit > 1 && complain_is_unit(complain_kind(cx, unit - 1)) &&
	    complain_kind(cx, unit - 2) == TOK_NUMBER && before > 0 &&
	    complain_kind(cx, before - 1) == TOK_NUMBER)
		lower = arena_printf(
		    cx->arena, "%s %s", lower, complain_text(cx, cx->items[unit - 1].at));
	diag_error(cx->diags, at, "wording", "'is between' does not say whether its ends are in");
	diag_note(cx->diags, "write: %s is at least %s and %s is at most %s", subject, lower,
	    subject, complain_text(cx, high));
	return node(cx, AST_WRONG, at);
}
