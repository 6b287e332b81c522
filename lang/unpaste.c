/* unpaste: see unpaste.h. */
#include "lang/unpaste.h"

#include <stdlib.h>
#include <string.h>

#include "lang/phrases.h"
#include "lang/syntax.h"
#include "parse.h"

struct edit {
	uint32_t start, end;
	const char *with;
};

struct list {
	uint32_t
	    next; /* the number that the next item should have; 0: its items are not numbered */
	bool letters;
};

struct pasting {
	const struct plain_text *text;
	const struct tokens *tokens;
	struct format_changes *changes;
	struct edit *edits;
	size_t count, room;
	struct list open[SYNTAX_MAX_DEPTH + 1];
	unsigned depth;
};

static const struct token *
at(const struct pasting *pasting, size_t i)
{
	static const struct token none = { .kind = 0 };

	return i < pasting->tokens->count ? &pasting->tokens->items[i] : &none;
}

static void
edit(struct pasting *pasting, uint32_t start, uint32_t end, const char *with)
{
	if (pasting->count == pasting->room) {
		pasting->room = pasting->room * 2 + 64;
		pasting->edits = memory_grow(pasting->edits, pasting->room, sizeof *pasting->edits);
	}
	pasting->edits[pasting->count++] = (struct edit){ start, end, with };
}

static bool
is_word(const struct token *token, const char *word)
{
	return token->kind == RAW_WORD && strcmp(token->text, word) == 0;
}

static bool
is_symbol(const struct token *token, const char *symbol)
{
	return token->kind == RAW_SYMBOL && strcmp(token->text, symbol) == 0;
}

/* ---- capitals at the start of a line ---- */

/* A word that begins with a capital and is small otherwise, as a small one: 0 when it is not, or
 * too long for a word of ours. */
static bool
in_small_letters(const char *word, char small[32])
{
	size_t length = strlen(word);

	if (length >= 32 || word[0] < 'A' || word[0] > 'Z')
		return false;
	for (size_t i = 0; i <= length; i++) {
		if (i > 0 && word[i] >= 'A' && word[i] <= 'Z')
			return false;
		small[i] = i == 0 ? (char)(word[i] - 'A' + 'a') : word[i];
	}
	return true;
}

/* A label stands at the start of a line only where the line before is not finished. */
static bool
goes_on(const struct token *before)
{
	static const char *const words[] = { "or", "and", "is", "of", "not", "to", "gives",
		"otherwise", "when", "where", "than", "means", "among", "as", "on" };

	if (before->kind == TOK_COMMA || before->kind == TOK_LP)
		return true;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (is_word(before, words[i]))
			return true;
	return false;
}

static bool
opens_construct(const char *word)
{
	size_t count;
	const struct phrase *phrases = phrases_from(word, &count);

	for (size_t i = 0; i < count; i++)
		if (phrase_opens_construct(phrases[i].kind))
			return true;
	return false;
}

static bool
begins_text(const struct token *token)
{
	return token->kind == TOK_STRING || is_symbol(token, "\xE2\x80\x98");
}

/* What follows tells that the word is meant as one of the language: a text, or a name. */
static bool
begins_part(const char *word, const struct token *next, const struct token *after)
{
	static const char *const before_text[] = { "title", "version", "owner", "note", "subject",
		"at" };

	if (strcmp(word, "cites") == 0)
		return next->kind == RAW_WORD && begins_text(after);
	if (strcmp(word, "end") == 0)
		return is_word(next, "any") || is_word(next, "all") || is_word(next, "none")
		    || is_word(next, "given");
	for (size_t i = 0; i < sizeof before_text / sizeof before_text[0]; i++)
		if (strcmp(word, before_text[i]) == 0)
			return begins_text(next);
	return strcmp(word, "gives") == 0 || strcmp(word, "otherwise") == 0
	    || strcmp(word, "expect") == 0 || strcmp(word, "given") == 0;
}

/* The word in small letters, when it is one that was given its capital. */
static bool
was_small(const struct pasting *pasting, size_t i, char small[32])
{
	const struct token *token = at(pasting, i), *next = at(pasting, i + 1);

	if (token->kind != TOK_UID || !token->first_on_line
	    || !in_small_letters(token->text, small))
		return false;
	if (i > 0 && goes_on(at(pasting, i - 1)))
		return false;
	if (next->first_on_line)
		return false;
	if (token->column == 0 && opens_construct(small))
		return next->kind == RAW_WORD || next->kind == TOK_UID || begins_text(next);
	return begins_part(small, next, at(pasting, i + 2));
}

static void
undo_capital(struct pasting *pasting, size_t i)
{
	const struct token *token = at(pasting, i);
	char small[32];
	char *letter;

	if (!was_small(pasting, i, small))
		return;
	letter = arena_copy(pasting->tokens->arena, small, 1);
	edit(pasting, token->at.start, token->at.start + 1, letter);
	pasting->changes->capitals++;
}

/* ---- numbered lists ---- */

static bool
begins_construct(const struct token *token)
{
	char small[32];

	if (!token->first_on_line || token->column > 0)
		return false;
	return token->kind == RAW_WORD ? opens_construct(token->text)
				       : token->kind == TOK_UID
		&& in_small_letters(token->text, small) && opens_construct(small);
}

static bool
is_end(const struct pasting *pasting, size_t i)
{
	const struct token *token = at(pasting, i), *next = at(pasting, i + 1);
	bool end =
	    is_word(token, "end") || (token->kind == TOK_UID && strcmp(token->text, "End") == 0);

	return end && token->first_on_line && begins_part("end", next, next);
}

static bool
opens_list(const struct pasting *pasting, size_t i)
{
	const struct token *token = at(pasting, i);
	bool of = (is_word(token, "all") || is_word(token, "any") || is_word(token, "none"))
	    && is_word(at(pasting, i + 1), "of");

	if (of)
		return at(pasting, i + 2)->first_on_line;
	/* given TABLE rows ... */
	return is_word(token, "rows") && i >= 2 && is_word(at(pasting, i - 2), "given");
}

/* The number of an item's mark: "1." "1)" "(1)" "a." "a)" "(a)", and how many tokens it has; 0 when
 * it is none. */
static uint32_t
mark_number(const struct pasting *pasting, size_t i, size_t *length, bool *letters)
{
	bool open = at(pasting, i)->kind == TOK_LP;
	size_t value = i + (open ? 1 : 0);
	const struct token *number = at(pasting, value), *close = at(pasting, value + 1),
			   *next = at(pasting, value + 2);
	uint32_t width = number->at.end - number->at.start;

	*length = value + 2 - i;
	*letters = number->kind == RAW_WORD;
	if ((close->kind != TOK_RP && (open || close->kind != TOK_DOT)) || !close->touches
	    || (open && !number->touches) || next->first_on_line || next->touches
	    || next->kind == 0)
		return 0;
	if (*letters)
		return width == 1 ? (uint32_t)(number->text[0] - 'a' + 1) : 0;
	if (number->kind != TOK_NUMBER || width > 2)
		return 0;
	return (uint32_t)strtoul(pasting->text->bytes + number->at.start, NULL, 10);
}

static void
undo_number(struct pasting *pasting, size_t i)
{
	struct list *list = pasting->depth > 0 ? &pasting->open[pasting->depth - 1] : NULL;
	size_t length;
	bool letters;
	uint32_t number;

	if (list == NULL || !at(pasting, i)->first_on_line || list->next == 0)
		return;
	number = mark_number(pasting, i, &length, &letters);
	if (number == 0)
		return;
	if (number != list->next || (number > 1 && letters != list->letters)) {
		list->next = 0;
		return;
	}
	list->next++;
	list->letters = letters;
	edit(pasting, at(pasting, i)->at.start, at(pasting, i + length - 1)->at.end, "-");
	pasting->changes->numbers++;
}

static void
follow_lists(struct pasting *pasting, size_t i)
{
	if (is_end(pasting, i))
		pasting->depth -= pasting->depth > 0;
	else if (begins_construct(at(pasting, i)))
		pasting->depth = 0;
	if (opens_list(pasting, i) && pasting->depth <= SYNTAX_MAX_DEPTH)
		pasting->open[pasting->depth++] = (struct list){ 1, false };
}

/* ---- quotes and dashes ---- */

/* 'text' in single curly quotes, on one line and with nothing in it that a text cannot hold. */
static void
undo_quotes(struct pasting *pasting, size_t i)
{
	const struct token *open = at(pasting, i);

	if (!is_symbol(open, "\xE2\x80\x98") || open->touches)
		return;
	for (size_t j = i + 1; j < pasting->tokens->count && !at(pasting, j)->first_on_line; j++) {
		const struct token *close = at(pasting, j);

		if (close->kind == TOK_STRING || is_symbol(close, "\xE2\x80\x98"))
			return;
		if (!is_symbol(close, "\xE2\x80\x99")
		    || (at(pasting, j + 1)->touches && at(pasting, j + 1)->kind != TOK_COMMA))
			continue;
		edit(pasting, open->at.start, open->at.end, "\"");
		edit(pasting, close->at.start, close->at.end, "\"");
		pasting->changes->quotes += 2;
		return;
	}
}

static bool
is_figures(const struct token *token, uint32_t width)
{
	return token->kind == TOK_NUMBER && token->at.end - token->at.start == width;
}

static bool
is_long_dash(const struct token *token)
{
	return token->kind == TOK_BULLET && token->at.end - token->at.start == 3 && token->touches;
}

static bool
is_dash(const struct token *token)
{
	return is_long_dash(token) ||
	    (token->kind == TOK_BULLET && token->at.end - token->at.start == 1 && token->touches);
}

/* 2022-03-08 with long dashes, or one of them: Word changes what is typed, not what was there. */
static void
undo_dashes(struct pasting *pasting, size_t i)
{
	const struct token *year = at(pasting, i), *month = at(pasting, i + 2),
			   *day = at(pasting, i + 4);

	if (!is_figures(year, 4) || !is_figures(month, 2) || !is_figures(day, 2)
	    || !is_dash(at(pasting, i + 1)) || !is_dash(at(pasting, i + 3))
	    || !month->touches || !day->touches)
		return;
	for (size_t dash = i + 1; dash <= i + 3; dash += 2)
		if (is_long_dash(at(pasting, dash)))
			edit(pasting, at(pasting, dash)->at.start, at(pasting, dash)->at.end, "-");
}

static int
edit_order(const void *left, const void *right)
{
	const struct edit *a = left, *b = right;

	return a->start < b->start ? -1 : a->start > b->start;
}

static void
rewrite(struct arena *arena, const struct pasting *pasting, struct plain_text *out)
{
	const struct plain_text *text = pasting->text;
	char *bytes = arena_alloc(arena, text->length + pasting->count + 1);
	size_t used = 0, from = 0;

	for (size_t i = 0; i < pasting->count; i++) {
		const struct edit *change = &pasting->edits[i];

		memcpy(bytes + used, text->bytes + from, change->start - from);
		used += change->start - from;
		memcpy(bytes + used, change->with, strlen(change->with));
		used += strlen(change->with);
		from = change->end;
	}
	memcpy(bytes + used, text->bytes + from, text->length - from);
	used += text->length - from;
	bytes[used] = '\0';
	*out = (struct plain_text){ .bytes = bytes, .length = used };
}

void
unpaste(struct arena *arena, const struct plain_text *text, const struct tokens *tokens,
    struct plain_text *out, struct format_changes *changes)
{
	struct pasting *pasting = memory_grow(NULL, 1, sizeof *pasting);

	memset(pasting, 0, sizeof *pasting);
	pasting->text = text;
	pasting->tokens = tokens;
	pasting->changes = changes;
	for (size_t i = 0; i < tokens->count; i++) {
		undo_number(pasting, i);
		undo_capital(pasting, i);
		undo_quotes(pasting, i);
		undo_dashes(pasting, i);
		follow_lists(pasting, i);
	}
	if (pasting->count > 1)
		qsort(pasting->edits, pasting->count, sizeof *pasting->edits, edit_order);
	*out = *text;
	if (pasting->count > 0)
		rewrite(arena, pasting, out);
	memory_free(pasting->edits);
	memory_free(pasting);
}
