/* slip_marks.c: remarks as other languages mark them, marks of no use, and quotation marks inside a
 * text. */
#include <string.h>

#include "lang/slips.h"
#include "parse.h"

static bool
is_symbol(const struct tokens *tokens, size_t at, const char *text)
{
	return slip_at(tokens, at)->kind == RAW_SYMBOL &&
	    strcmp(slip_at(tokens, at)->text, text) == 0;
}

static bool
touching(const struct tokens *tokens, size_t at)
{
	return at < tokens->count && slip_at(tokens, at)->touches;
}

/* ---- remarks ---- */

static size_t
drop_line(struct tokens *tokens, size_t at)
{
	size_t last = at;

	while (last + 1 < tokens->count &&
	    slip_at(tokens, last + 1)->line == slip_at(tokens, at)->line)
		last++;
	slip_drop(tokens, at, last);
	return last + 1;
}

static void
say_remark(struct tokens *tokens, size_t from, size_t to)
{
	diag_error(tokens->diags, slip_joined(tokens, from, to), "symbol",
	    "'%s' does not begin a remark", slip_text(tokens, from, to));
	diag_note(tokens->diags, "a remark begins with # and ends with the line: # like this");
}

/* In tokens: where it does not end within these, it ends with its line. */
enum { LONGEST_REMARK = 1000 };

size_t
slip_remark(struct tokens *tokens, size_t at)
{
	size_t last;

	if (is_symbol(tokens, at, "/") && is_symbol(tokens, at + 1, "/") &&
	    touching(tokens, at + 1)) {
		say_remark(tokens, at, at + 1);
		return drop_line(tokens, at);
	}
	if (slip_at(tokens, at)->kind == TOK_BULLET &&
	    slip_at(tokens, at + 1)->kind == TOK_BULLET && touching(tokens, at + 1)) {
		say_remark(tokens, at, at + 1);
		return drop_line(tokens, at);
	}
	if (!is_symbol(tokens, at, "/") || !is_symbol(tokens, at + 1, "*") ||
	    !touching(tokens, at + 1))
		return at;
	say_remark(tokens, at, at + 1);
	for (last = at + 2; last < tokens->count && last - at < LONGEST_REMARK; last++)
		if (touching(tokens, last) && is_symbol(tokens, last, "/") &&
		    (is_symbol(tokens, last - 1, "*") ||
			slip_at(tokens, last - 1)->kind == TOK_BULLET))
			break;
	if (last >= tokens->count || last - at >= LONGEST_REMARK)
		return drop_line(tokens, at);
	slip_drop(tokens, at, last);
	return last + 1;
}

/* ---- marks of no use ---- */

void
slip_mark(struct tokens *tokens, size_t at)
{
	struct token *token = slip_at(tokens, at);
	const struct token *next = slip_at(tokens, at + 1);
	const char *mark = token->text;

	diag_error(tokens->diags, token->at, "symbol",
	    "the character '%s' has no meaning in a rule", mark);
	if (strcmp(mark, ";") == 0)
		diag_note(tokens->diags,
		    "leave it out: a line needs no sign at its end, and a remark begins with #");
	else if (next->touches && (next->kind == RAW_WORD || next->kind == TOK_UID) &&
	    strchr("$@!&~", mark[0]))
		diag_note(tokens->diags, "a name stands alone: write %s", next->text);
	else if (strchr("{}[]", mark[0]))
		diag_note(tokens->diags,
		    "leave it out: arithmetic takes ( ), conditions are put together with 'all of' "
		    "and 'any of'");
	else if (strcmp(mark, "'") == 0)
		diag_note(tokens->diags, "a text stands between two \"");
	else
		diag_note(tokens->diags, "leave it out; the only marks are , - . ( ) \" and #");
	token->kind = RAW_DROPPED;
}

/* ---- quotation marks inside a text ---- */

/* A text whose closing quote is followed at once by a word: there the text was to go on. */
bool
slip_inner_quotes(struct tokens *tokens, size_t at)
{
	const struct token *next = slip_at(tokens, at + 1);
	size_t last = at + 1;

	if (at + 1 >= tokens->count || !next->touches ||
	    (next->kind != RAW_WORD && next->kind != TOK_UID && next->kind != TOK_NUMBER &&
		next->kind != RAW_MIXED))
		return false;
	while (last + 1 < tokens->count && last - at < 200 &&
	    (slip_at(tokens, last)->kind != TOK_STRING ||
		(touching(tokens, last + 1) &&
		    slip_at(tokens, last + 1)->kind != TOK_COMMA))) {
		if (slip_at(tokens, last + 1)->first_on_line &&
		    slip_at(tokens, last + 1)->column == 0)
			break;
		last++;
	}
	if (slip_at(tokens, last)->kind != TOK_STRING)
		return false;
	diag_error(tokens->diags, slip_at(tokens, at)->at, "open-quote",
	    "a quotation mark inside a text ends it");
	diag_note(tokens->diags, "inside a text write ' for a quotation mark: '%s'",
	    slip_text(tokens, at + 1, at + 1));
	slip_drop(tokens, at + 1, last);
	return true;
}
