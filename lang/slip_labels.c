/* slip_labels.c: labels and names of several words, written without quotes or _. */
#include <string.h>

#include "lang/slips.h"
#include "lang/syntax.h"
#include "parse.h"

/* More than this is no name. */
enum { MOST_WORDS = 6 };

static bool
is_one_of(const struct tokens *tokens, size_t at, const char *const *words)
{
	for (; *words; words++)
		if (slip_spells(tokens, at, *words))
			return true;
	return false;
}

/* ---- labels ---- */

/* What can follow a label on its line and is no part of it. */
static const char *const behind_labels[] = { "if", "then", "else", "elseif", "exceeds", "equals",
	"greater than", "more than", "less than", "at least", "does not equal", "optional",
	"required", "mandatory", "can be", "is", NULL };

static const char *const behind_outcomes[] = { "when", "instead", "cites", "note", "if", "unless",
	"plus", "minus", "times", "divided", "otherwise", "is", NULL };

/* The last token of the label that starts at `at`: `at` itself when it has one word. */
static size_t
label_end(const struct tokens *tokens, size_t at, bool outcome)
{
	size_t last = at;

	while (last - at < MOST_WORDS &&
	    slip_at(tokens, last + 1)->line == slip_at(tokens, at)->line) {
		const struct token *next = slip_at(tokens, last + 1);

		if (next->kind == RAW_WORD) {
			if (is_one_of(tokens, last + 1,
				outcome ? behind_outcomes : behind_labels) ||
			    (!outcome && syntax_is_reserved(next->text)))
				break;
		} else if (next->kind != TOK_UID && next->kind != TOK_NUMBER) {
			break;
		}
		last++;
	}
	/* Where no condition follows, the words are more likely that: `gives Late severe`. */
	if (outcome && slip_word(tokens, at - 1, "gives") && !slip_word(tokens, last + 1, "when") &&
	    !slip_word(tokens, last + 1, "instead"))
		return at;
	return last;
}

/* The words of some tokens with `joint` between them, or NULL when that is long. */
static char *
joined_words(const struct tokens *tokens, size_t from, size_t to, char joint)
{
	char *out = arena_alloc(tokens->arena, 128);
	size_t used = 0;

	for (size_t i = from; i <= to; i++) {
		size_t length;
		const char *bytes =
		    sources_text(tokens->diags->sources, slip_at(tokens, i)->at, &length);

		if (used + length + 2 > 128)
			return NULL;
		if (i > from)
			out[used++] = joint;
		memcpy(out + used, bytes, length);
		used += length;
	}
	out[used] = '\0';
	return out;
}

bool
slip_label_words(struct tokens *tokens, size_t at)
{
	struct token *token = slip_at(tokens, at);
	bool outcome = at && (slip_word(tokens, at - 1, "gives") ||
				 slip_word(tokens, at - 1, "otherwise"));
	size_t last;
	const char *words, *joined;

	if (token->first_on_line)
		return false;
	last = label_end(tokens, at, outcome);
	if (last == at || !(words = joined_words(tokens, at, last, ' ')))
		return false;
	joined = joined_words(tokens, at, last, '_');
	diag_error(tokens->diags, slip_joined(tokens, at, last), "two-words",
	    "the label '%s' has more than one word", words);
	if (outcome)
		diag_note(tokens->diags, "write: %s %s   or in quotes: %s \"%s\"",
		    slip_text(tokens, at - 1, at - 1), joined, slip_text(tokens, at - 1, at - 1),
		    words);
	else
		diag_note(tokens->diags, "a label of two words stands in quotes: \"%s\"", words);
	token->kind = TOK_STRING;
	token->text = names_intern(tokens->names, words, strlen(words));
	token->at = slip_joined(tokens, at, last);
	slip_drop(tokens, at + 1, last);
	return true;
}

/* ---- columns ---- */

static char
small(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_';
}

/* A name made of the words of a heading. */
static const char *
name_of(const struct tokens *tokens, const char *heading)
{
	char *name = arena_copy(tokens->arena, heading, strlen(heading));
	size_t used = 0;

	for (const char *c = heading; *c; c++) {
		char next = small(*c);

		if (next != '_' || (used && name[used - 1] != '_'))
			name[used++] = next;
	}
	while (used && name[used - 1] == '_')
		used--;
	name[used] = '\0';
	return name[0] >= 'a' && name[0] <= 'z' && !syntax_is_reserved(name) ?
	    name :
	    arena_printf(tokens->arena, "the_%s", name);
}

static size_t
end_of_line(const struct tokens *tokens, size_t at)
{
	size_t last = at;

	while (last + 1 < tokens->count &&
	    slip_at(tokens, last + 1)->line == slip_at(tokens, at)->line)
		last++;
	return last;
}

static void
repair_column(struct tokens *tokens, size_t at, size_t last, const char *heading)
{
	const char *name = name_of(tokens, heading);
	struct token *token = slip_at(tokens, at);
	size_t end = end_of_line(tokens, last);
	char first = heading[0] >= 'a' && heading[0] <= 'z' ? (char)(heading[0] - 'a' + 'A') :
							      heading[0];

	diag_error(tokens->diags, slip_joined(tokens, at, last), "two-words",
	    "a column's name is one word in small letters, not '%s'", heading);
	diag_note(tokens->diags, "write: %s %s%s", name, slip_text(tokens, last + 1, end),
	    slip_word(tokens, end > 1 ? end - 1 : 0, "column") ?
		"" :
		arena_printf(tokens->arena, "   from column \"%c%s\"", first, heading + 1));
	token->kind = RAW_WORD;
	token->text = names_intern(tokens->names, name, strlen(name));
	token->at = slip_joined(tokens, at, last);
	if (last > at)
		slip_drop(tokens, at + 1, last);
}

size_t
slip_column_words(struct tokens *tokens, size_t at)
{
	struct token *token = slip_at(tokens, at);
	size_t last = at;
	const char *words;

	if (!tokens->construct || strcmp(tokens->construct, "input") != 0 ||
	    !token->first_on_line || token->column == 0)
		return at;
	if (token->kind == TOK_STRING) {
		if (!slip_word(tokens, at + 1, "is") || !*token->text)
			return at;
		repair_column(tokens, at, at, token->text);
		return at + 1;
	}
	if (slip_word(tokens, at, "cites") || slip_word(tokens, at, "note"))
		return at;
	while (last - at < MOST_WORDS && slip_at(tokens, last + 1)->line == token->line &&
	    (slip_at(tokens, last + 1)->kind == TOK_UID ||
		(slip_at(tokens, last + 1)->kind == RAW_WORD &&
		    !slip_word(tokens, last + 1, "is") &&
		    !slip_word(tokens, last + 1, "refers"))))
		last++;
	if (last == at || !slip_word(tokens, last + 1, "is") ||
	    slip_at(tokens, last + 1)->line != token->line ||
	    !(words = joined_words(tokens, at, last, ' ')))
		return at;
	repair_column(tokens, at, last, words);
	return last + 1;
}
