/* complain_name.c: words and capitals where a name or a label belongs. See complain.h. */
#include <string.h>

#include "lang/complain.h"
#include "lang/phrases.h"
#include "parse.h"

/* A keyword that joins other words is hardly meant as a name. */
static bool
could_be_name(int kind)
{
	switch (kind) {
	case TOK_AND: case TOK_OR: case TOK_NOT: case TOK_WHEN: case TOK_WHERE: case TOK_FOR:
	case TOK_FROM: case TOK_TO: case TOK_OF: case TOK_BY: case TOK_AS: case TOK_AT: case TOK_ON:
	case TOK_WITH: case TOK_IN: case TOK_IS: case TOK_GIVES: case TOK_OTHERWISE: case TOK_CITES:
	case TOK_YES: case TOK_NO: case TOK_ANY_OF: case TOK_ALL_OF: case TOK_NONE_OF:
	case TOK_END_ALL: case TOK_END_ANY: case TOK_END_NONE: case TOK_END_GIVEN: case TOK_PLUS:
	case TOK_MINUS:
		return false;
	default:
		return kind == TOK_RESERVED || phrase_words(kind) != NULL;
	}
}

/* What a name behind this word is given to, as the end of another name; NULL where none is
 * given. */
static const char *
naming(int kind)
{
	switch (kind) {
	case TOK_DEFINE: case TOK_BANDS: case TOK_DECIDE: return "found";
	case TOK_DEADLINE: return "target";
	case TOK_SETTING: return "limit";
	case TOK_INPUT: case TOK_GROUP: return "list";
	case TOK_SOURCE: return "paper";
	case TOK_CALENDAR: return "closures";
	case TOK_POLICY: return "rules";
	case TOK_REPORT: return "table";
	case TOK_COLUMN: return "count";
	case TOK_VARIATION: return "pilot";
	default: return NULL;
	}
}

/* Where a name that was given before is used. */
static bool
using_name(int kind)
{
	switch (kind) {
	case TOK_AND: case TOK_OR: case TOK_WHEN: case TOK_WHERE: case TOK_AS: case TOK_NOT:
	case TOK_FROM: case TOK_TO: case TOK_OF: case TOK_BY: case TOK_FOR: case TOK_WITH:
	case TOK_COMMA: case TOK_BULLET: case TOK_ROWS: case TOK_GIVING: case TOK_EXPECT:
	case TOK_SET: case TOK_MET_BY: case TOK_SORTED_BY: case TOK_DATED_BY: case TOK_AFTER:
	case TOK_BEFORE: case TOK_ONE_ROW_PER: case TOK_SUM_OF: case TOK_AVERAGE_OF:
	case TOK_LATEST: case TOK_EARLIEST: case TOK_LOWEST: case TOK_HIGHEST: case TOK_CITES:
	case TOK_GIVEN:
		return true;
	default:
		return false;
	}
}

static void
say_reserved(struct reading *cx, const struct token *token, const char *word)
{
	diag_error(cx->diags, token->at, "reserved-name",
	    "'%s' is a word of the language and cannot be a name", word);
}

static bool
complain_reserved(struct reading *cx, size_t at, const struct expectation *set)
{
	const struct token *token = &cx->items[at];
	const char *word = complain_word(cx, token), *words = phrase_words(token->kind), *end;
	int before = at ? complain_kind(cx, at - 1) : 0;

	if (!expects(set, TOK_LID) || !word || token->first_on_line)
		return false;
	end = naming(before);
	if (end && (could_be_name(token->kind) || token->kind == TOK_IS)) {
		say_reserved(cx, token, word);
		if (complain_kind(cx, at + 1) == TOK_FOR && complain_kind(cx, at + 2) == TOK_LID)
			diag_note(cx->diags, "choose another name, for example %s_%s",
			    cx->items[at + 2].text, word);
		else
			diag_note(cx->diags, "choose another name, for example %s_%s", word,
			    strcmp(word, end) == 0 ? "of_rows" : end);
		return true;
	}
	if (end || !could_be_name(token->kind) || !using_name(before) ||
	    token->at.end - token->at.start != strlen(word) ||
	    (words && strncmp(words, "is", 2) == 0))
		return false;
	say_reserved(cx, token, word);
	diag_note(cx->diags,
	    "if a column, setting or definition is meant, give it another name and write that "
	    "here");
	return true;
}

static const char *
with_capital(const struct reading *cx, const char *word)
{
	char *copy = arena_copy(cx->arena, word, strlen(word));

	if (*copy >= 'a' && *copy <= 'z')
		*copy = (char)(*copy - 'a' + 'A');
	return copy;
}

static void
say_small(struct reading *cx, const struct token *token, const char *word)
{
	diag_error(cx->diags, token->at, "capital-name",
	    "the label '%s' starts with a small letter; small letters are for names", word);
	diag_note(cx->diags, "write %s, or in quotes \"%s\"", with_capital(cx, word), word);
}

/* `is due`: a label in small letters that is a word of the language. */
static bool
complain_small_word(struct reading *cx, size_t at, const struct expectation *set)
{
	const struct token *token = &cx->items[at];
	const char *word = complain_word(cx, token);
	int before = at ? complain_kind(cx, at - 1) : 0;

	if (!expects(set, TOK_UID) || !word || !could_be_name(token->kind) ||
	    token->first_on_line || token->at.end - token->at.start != strlen(word))
		return false;
	if (before != TOK_IS && before != TOK_IS_NOT && before != TOK_GIVES &&
	    before != TOK_OTHERWISE && before != TOK_OR && before != TOK_INSTEAD_OF)
		return false;
	/* In a list of columns it is rather a kind of value; behind `or` rather a condition. */
	if ((before == TOK_OR && expects(set, TOK_NOT)) || expects(set, TOK_YES_OR_NO))
		return false;
	say_small(cx, token, word);
	return true;
}

static bool
complain_capital(struct reading *cx, size_t at, const struct expectation *set)
{
	const struct token *token = &cx->items[at];

	if (token->kind == TOK_UID && expects(set, TOK_LID) && !expects(set, TOK_UID)) {
		char *copy = arena_copy(cx->arena, token->text, strlen(token->text));

		for (char *c = copy; *c; c++)
			if (*c >= 'A' && *c <= 'Z')
				*c = (char)(*c - 'A' + 'a');
		diag_error(cx->diags, token->at, "capital-name",
		    "the name '%s' starts with a capital; capitals are for labels", token->text);
		diag_note(cx->diags, "write %s, here and where the name is used", copy);
		return true;
	}
	if (token->kind != TOK_LID || expects(set, TOK_LID) || !expects(set, TOK_UID))
		return false;
	if (expects(set, TOK_YES_OR_NO) && complain_kind(cx, at + 1) != TOK_OR)
		return false;
	say_small(cx, token, token->text);
	return true;
}

bool
complain_name(struct reading *cx, size_t at, const struct expectation *set)
{
	return complain_reserved(cx, at, set) || complain_small_word(cx, at, set) ||
	    complain_capital(cx, at, set);
}
