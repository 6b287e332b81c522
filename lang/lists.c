/*
 * lists.c: bullets, closers and depth, on merged tokens, ahead of the grammar. The grammar could
 * only say that a token does not fit; here the columns and the closers further on show what was
 * meant. What is missing is put in, what is too much is taken out, so that one mistake gives one
 * message.
 */
#include <stdlib.h>
#include <string.h>

#include "lang/phrases.h"
#include "lang/token.h"
#include "lang/syntax.h"
#include "parse.h"

struct open_list {
	struct token opener;
	int closer;
	bool has_column, ragged;
	uint32_t column;	/* of its bullets */
	struct token bullet;	/* the first */
};

struct lists {
	struct tokens *in;
	struct tokens out;
	struct open_list open[SYNTAX_MAX_DEPTH];
	unsigned depth;
	unsigned brackets, operators;	/* since the last token that starts afresh */
	long spare; /* openers less closers in the region ahead, in the open lists too */
	size_t region_end;		/* the token that ends the region `spare` was counted for */
};

static int
closer_of(int kind)
{
	switch (kind) {
	case TOK_ANY_OF:
		return TOK_END_ANY;
	case TOK_ALL_OF:
		return TOK_END_ALL;
	case TOK_NONE_OF:
		return TOK_END_NONE;
	default:
		return 0;
	}
}

static bool
is_closer(int kind)
{
	return kind == TOK_END_ANY || kind == TOK_END_ALL || kind == TOK_END_NONE ||
	    kind == TOK_END_GIVEN;
}

/* A token that no list of conditions can hold: here every list must have been closed. */
static bool
ends_region(const struct token *token, bool in_rows)
{
	switch (token->kind) {
	case TOK_CITES: case TOK_NOTE: case TOK_ACCEPTED: case TOK_OTHERWISE:
	case TOK_SEND_WHEN: case TOK_LAPSES_WHEN:
	case TOK_EXPECT: case TOK_ONE_ROW_IN_ALL: case TOK_TOTAL_ROW: case TOK_SORTED_BY:
	case TOK_ONCE_FOR_EACH: case TOK_WORDING_FROM: case TOK_ENCLOSES:
	case TOK_ASKS_FOR_REPLY_BY: case TOK_COPIES_TO:
		return true;
	case TOK_GIVES:
		return !in_rows;
	case TOK_COLUMN: case TOK_GIVEN: case TOK_SET: case TOK_ONE_ROW_PER: case TOK_AS_AT:
	case TOK_PARAGRAPH_FROM:
		return token->first_on_line;
	default:
		return phrase_opens_construct(token->kind) && token->first_on_line;
	}
}

/* `given standing rows` opens a list that `end given` closes. */
static bool
opens_rows(const struct tokens *in, size_t at)
{
	return at >= 2 && in->items[at].kind == TOK_ROWS && in->items[at - 2].kind == TOK_GIVEN;
}

/* True when the text ahead has too few closers for the lists that are open, so that one was left
 * out. Counted once for each stretch between tokens that no list holds. */
static bool
closers_short(struct lists *lists, size_t at)
{
	const struct tokens *in = lists->in;

	if (at >= lists->region_end) {
		bool rows = lists->depth && lists->open[0].closer == TOK_END_GIVEN;

		lists->spare = (long)lists->depth;
		lists->region_end = in->count;
		for (size_t i = at; i < in->count; i++) {
			int kind = in->items[i].kind;

			if (ends_region(&in->items[i], rows)) {
				lists->region_end = i;
				break;
			}
			lists->spare += closer_of(kind) != 0;
			lists->spare -= is_closer(kind);
		}
	}
	return lists->spare > 0;
}

static const char *
last_word(int kind)
{
	switch (kind) {
	case TOK_END_ANY:
		return "any of";
	case TOK_END_ALL:
		return "all of";
	case TOK_END_NONE:
		return "none of";
	default:
		return "rows";
	}
}

static void
put(struct lists *lists, const struct token *token)
{
	tokens_add(&lists->out, token);
}

/* Closes the innermost list, which has no closer of its own before `token`. */
static void
put_closer(struct lists *lists, const struct token *token)
{
	struct open_list *list = &lists->open[lists->depth - 1];
	struct token closer = *token;
	const char *words = phrase_words(list->closer);

	diag_error(lists->in->diags, list->opener.at, "missing-closer", "the list '%s' has no '%s'",
	    last_word(list->closer), words);
	diag_note_at(
	    lists->in->diags, token->at, "write '%s' on a line of its own, before this", words);
	closer.kind = list->closer;
	closer.at.end = closer.at.start;
	closer.first_on_line = false;
	put(lists, &closer);
	lists->depth--;
	lists->spare--;
}

static void
wrong_closer(struct lists *lists, struct token *token)
{
	struct diags *diags = lists->in->diags;
	const char *found = phrase_words(token->kind);
	struct open_list *list;

	if (!lists->depth) {
		diag_error(diags, token->at, "wrong-closer",
		    "'%s' closes nothing: no list is open here", found);
		diag_note(diags, "leave it out, or write the line that opens the list");
		return;
	}
	list = &lists->open[lists->depth - 1];
	diag_error(diags, token->at, "wrong-closer", "'%s' closes a list that '%s' opened", found,
	    last_word(list->closer));
	diag_note_at(diags, list->opener.at, "write '%s' for the list that starts here",
	    phrase_words(list->closer));
	token->kind = list->closer;
	put(lists, token);
	lists->depth--;
}

static void
close_list(struct lists *lists, size_t at)
{
	struct token token = lists->in->items[at];
	bool known = false;

	for (unsigned i = 0; i < lists->depth; i++)
		known |= lists->open[i].closer == token.kind;
	if (known)
		while (
		    lists->open[lists->depth - 1].closer != token.kind && closers_short(lists, at))
			put_closer(lists, &token);
	if (lists->depth && lists->open[lists->depth - 1].closer == token.kind) {
		put(lists, &token);
		lists->depth--;
		return;
	}
	wrong_closer(lists, &token);
}

/* The list whose bullets stand in this column, or `depth` for none. */
static unsigned
list_of_column(const struct lists *lists, uint32_t column)
{
	for (unsigned i = lists->depth; i-- > 0;)
		if (lists->open[i].has_column && lists->open[i].column == column)
			return i;
	return lists->depth;
}

static void
check_column(struct lists *lists, size_t at)
{
	const struct token *token = &lists->in->items[at];
	struct diags *diags = lists->in->diags;
	struct open_list *list = &lists->open[lists->depth - 1];
	struct open_list *outer = lists->depth > 1 ? list - 1 : NULL;

	if (token->tab_before) {
		diag_error(diags, token->at, "bullet-tab", "there is a tab before this bullet");
		diag_note(diags,
		    "put blanks in its place, so that the bullets of a list stand in one column; "
		    "'writ fmt' does it");
		list->ragged = true;
		return;
	}
	if (list->ragged)
		return;
	if (!list->has_column) {
		list->has_column = true;
		list->column = token->column;
		list->bullet = *token;
		if (outer && outer->has_column && token->column <= outer->column) {
			diag_error(diags, token->at, "bullet-indent",
			    "this bullet belongs to the inner list but does not stand further "
			    "right");
			diag_note_at(diags, list->opener.at,
			    "put the bullets of the list that starts here further right");
			list->ragged = true;
		}
		return;
	}
	if (token->column == list->column)
		return;
	diag_error(diags, token->at, "bullet-indent",
	    "this bullet does not stand in one column with the others of its list");
	diag_note_at(diags, list->bullet.at,
	    "the first one stands here: move this one to column %u", list->column + 1);
}

static void
bullet(struct lists *lists, size_t at)
{
	struct token token = lists->in->items[at];

	if (lists->depth && token.first_on_line && !token.tab_before) {
		/* In the column of an outer list, with a closer left out. */
		unsigned home = list_of_column(lists, token.column);

		while (home < lists->depth && home + 1 < lists->depth && closers_short(lists, at))
			put_closer(lists, &token);
	}
	if (lists->depth && token.first_on_line)
		check_column(lists, at);
	put(lists, &token);
}

/* Drops what is nested too deeply, up to where no list can go on; the grammar is told of an
 * error that has been reported. */
static size_t
too_deep(struct lists *lists, size_t at)
{
	struct token token = lists->in->items[at];

	diag_error(lists->in->diags, token.at, "too-deep",
	    "lists and brackets are nested too deeply, or a sum is too long");
	diag_note(lists->in->diags,
	    "at most %d levels: give the inner part a name of its own with 'define' and use that "
	    "name",
	    SYNTAX_MAX_DEPTH);
	token.kind = TOK_WRIT_YYerror;
	put(lists, &token);
	while (at < lists->in->count && !ends_region(&lists->in->items[at], false))
		at++;
	lists->depth = 0;
	lists->brackets = lists->operators = 0;
	return at;
}

static void
push(struct lists *lists, size_t at, int closer)
{
	struct open_list *list = &lists->open[lists->depth++];

	memset(list, 0, sizeof *list);
	list->opener = lists->in->items[at];
	list->closer = closer;
	put(lists, &list->opener);
}

/* False when the expression has grown past the limit. */
static bool
count_operators(struct lists *lists, int kind)
{
	switch (kind) {
	case TOK_LP:
		lists->brackets++;
		break;
	case TOK_RP:
		if (lists->brackets)
			lists->brackets--;
		break;
	case TOK_PLUS: case TOK_MINUS: case TOK_TIMES: case TOK_DIVIDED_BY: case TOK_AFTER:
	case TOK_BEFORE:
		lists->operators++;
		break;
	case TOK_AND: case TOK_OR: case TOK_BULLET: case TOK_COMMA: case TOK_WHEN: case TOK_WHERE:
	case TOK_GIVES:
		lists->operators = 0;
		break;
	default:
		break;
	}
	return lists->brackets <= SYNTAX_MAX_DEPTH && lists->operators <= SYNTAX_MAX_DEPTH;
}

static size_t
one_token(struct lists *lists, size_t at)
{
	const struct tokens *in = lists->in;
	const struct token *token = &in->items[at];
	bool in_rows = lists->depth && lists->open[0].closer == TOK_END_GIVEN;
	int closer = opens_rows(in, at) ? TOK_END_GIVEN : closer_of(token->kind);

	if (ends_region(token, in_rows)) {
		while (lists->depth)
			put_closer(lists, token);
		lists->brackets = lists->operators = 0;
	}
	if (!count_operators(lists, token->kind) || (closer && lists->depth == SYNTAX_MAX_DEPTH))
		return too_deep(lists, at);
	if (closer)
		push(lists, at, closer);
	else if (is_closer(token->kind))
		close_list(lists, at);
	else if (token->kind == TOK_BULLET)
		bullet(lists, at);
	else
		put(lists, token);
	return at + 1;
}

void
lists_check(struct tokens *tokens)
{
	struct lists *lists = memory_grow(NULL, 1, sizeof *lists);
	struct token end = { 0 };

	memset(lists, 0, sizeof *lists);
	lists->in = tokens;
	for (size_t at = 0; at < tokens->count && !tokens_full_of_mistakes(tokens);)
		at = one_token(lists, at);
	end.at = tokens->end;
	while (lists->depth)
		put_closer(lists, &end);
	free(tokens->items);
	tokens->items = lists->out.items;
	tokens->count = lists->out.count;
	tokens->room = lists->out.room;
	free(lists);
}
