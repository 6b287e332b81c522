/* format.c: see format.h. The text is written again token by token; what lies between two tokens
 * is kept but for its blanks. */
#include "lang/format.h"

#include <stdlib.h>
#include <string.h>

#include "lang/phrases.h"
#include "lang/syntax.h"
#include "lang/token.h"
#include "lang/unpaste.h"
#include "lang/unseen.h"
#include "parse.h"

struct open_list {
	uint32_t bullets, end;	/* columns */
};

struct layout {
	const struct plain_text *text;
	const struct tokens *tokens;
	char *out;
	size_t used, room;
	/* where we are */
	int construct;
	bool in_line;			/* of a decide: notes now belong to a line */
	uint32_t indent;		/* of the line that others continue */
	long shift;			/* by how much it moved */
	struct open_list open[SYNTAX_MAX_DEPTH + 1];
	unsigned depth;
};

/* ---- writing ---- */

static void
put(struct layout *layout, const char *bytes, size_t length)
{
	if (layout->used + length > layout->room) {
		layout->room = (layout->used + length) * 2 + 256;
		layout->out = memory_grow(layout->out, layout->room, 1);
	}
	if (length)
		memcpy(layout->out + layout->used, bytes, length);
	layout->used += length;
}

static void
put_blanks(struct layout *layout, long count)
{
	for (; count > 0; count--)
		put(layout, " ", 1);
}

static void
trim(struct layout *layout)
{
	while (layout->used && layout->out[layout->used - 1] == ' ')
		layout->used--;
}

static void
put_line_end(struct layout *layout)
{
	trim(layout);
	put(layout, "\n", 1);
}

/* ---- what a line is ---- */

static bool
is_closer(int kind)
{
	return kind == TOK_END_ANY || kind == TOK_END_ALL || kind == TOK_END_NONE ||
	    kind == TOK_END_GIVEN;
}

static bool
starts_band(int kind)
{
	switch (kind) {
	case TOK_BELOW: case TOK_OVER: case TOK_LID: case TOK_NUMBER: case TOK_PERCENT:
	case TOK_MONEY: case TOK_LP:
		return true;
	default:
		return false;
	}
}

/* `accepted because` directly below a field, a column or another part of its construct is about
 * that part. */
static bool
below_a_part(const struct layout *layout, size_t at)
{
	const struct token *items = layout->tokens->items;

	switch (layout->construct) {
	case TOK_POLICY: case TOK_INPUT: case TOK_BANDS: case TOK_LETTER: case TOK_FORM:
	case TOK_REPORT:
		break;
	default:
		return false;
	}
	while (at > 0 && !items[--at].first_on_line)
		;
	return !phrase_opens_construct(items[at].kind) && items[at].kind != TOK_CITES &&
	    items[at].kind != TOK_NOTE && items[at].kind != TOK_ACCEPTED;
}

/* The column of a line that starts with this token, or -1 for one that continues the line
 * before. */
static long
column_of(const struct layout *layout, size_t at)
{
	const struct token *token = &layout->tokens->items[at];
	int next = at + 1 < layout->tokens->count ? layout->tokens->items[at + 1].kind : 0;

	if (phrase_opens_construct(token->kind))
		return 0;
	if (layout->depth && token->kind == TOK_BULLET)
		return (long)layout->open[layout->depth - 1].bullets;
	if (layout->depth && is_closer(token->kind))
		return (long)layout->open[layout->depth - 1].end;
	switch (token->kind) {
	case TOK_ACCEPTED:
		if (below_a_part(layout, at))
			return 4;
		return layout->construct == TOK_DECIDE && layout->in_line ? 4 : 2;
	case TOK_CITES: case TOK_NOTE:
		return layout->construct == TOK_DECIDE && layout->in_line ? 4 : 2;
	case TOK_AT:
		return layout->construct == TOK_SOURCE ? 2 : -1;
	case TOK_CLAUSES: case TOK_BACKGROUND:
		return 2;
	case TOK_FROM: case TOK_MAY_VARY:
		return layout->construct == TOK_SETTING ? 2 : -1;
	case TOK_GIVES: case TOK_OTHERWISE:
		return layout->construct == TOK_DECIDE ? 2 : -1;
	case TOK_WHERE:
		return layout->construct == TOK_REPORT && layout->indent == 0 ? 2 : -1;
	case TOK_BECAUSE:
		return layout->construct == TOK_VARIATION ? 4 : -1;
	case TOK_SET_WORDING_OF: case TOK_SET_PARAGRAPH:
		return layout->construct == TOK_VARIATION ? 2 : -1;
	case TOK_SET:
		return layout->construct == TOK_VARIATION || layout->construct == TOK_TEST ? 2 : -1;
	case TOK_GIVEN: case TOK_EXPECT:
		return layout->construct == TOK_TEST ? 2 : -1;
	case TOK_TITLE: case TOK_VERSION: case TOK_OWNER: case TOK_APPROVED_BY:
	case TOK_IN_FORCE_FROM: case TOK_DUE_FOR_REVIEW: case TOK_REVISION:
		return layout->construct == TOK_POLICY ? 2 : -1;
	case TOK_INSTEAD_OF: case TOK_SUBJECT: case TOK_SEND_WHEN: case TOK_LAPSES_WHEN:
	case TOK_ONCE_FOR_EACH: case TOK_WORDING_FROM: case TOK_PARAGRAPH_FROM:
	case TOK_ASKS_FOR_REPLY_BY: case TOK_ENCLOSES: case TOK_COPIES_TO:
		return layout->construct == TOK_LETTER ? 2 : -1;
	case TOK_ALSO_CALLED: case TOK_HEADER: case TOK_RETURN_TO:
		return layout->construct == TOK_FORM ? 2 : -1;
	case TOK_AS_AT: case TOK_ONE_ROW_IN_ALL: case TOK_TOTAL_ROW: case TOK_SORTED_BY:
		return layout->construct == TOK_REPORT ? 2 : -1;
	case TOK_COLUMN: case TOK_ONE_ROW_PER:
		return layout->construct == TOK_REPORT || layout->construct == TOK_FORM ? 2 : -1;
	default:
		break;
	}
	if (layout->construct == TOK_INPUT && (next == TOK_IS || next == TOK_REFERS_TO))
		return 2;
	if (layout->construct == TOK_FORM && token->kind == TOK_NUMBER && next == TOK_EMPTY_ROWS)
		return 2;
	return layout->construct == TOK_BANDS && starts_band(token->kind) ? 2 : -1;
}

/* What a token changes for those behind it. */
static void
pass(struct layout *layout, size_t at)
{
	const struct tokens *tokens = layout->tokens;
	int kind = tokens->items[at].kind;
	bool rows = kind == TOK_ROWS && at >= 2 && tokens->items[at - 2].kind == TOK_GIVEN;
	struct open_list list;

	if (kind == TOK_GIVES || kind == TOK_OTHERWISE)
		layout->in_line = true;
	if (is_closer(kind)) {
		layout->depth -= layout->depth > 0;
		return;
	}
	if ((kind != TOK_ANY_OF && kind != TOK_ALL_OF && kind != TOK_NONE_OF && !rows) ||
	    layout->depth > SYNTAX_MAX_DEPTH)
		return;
	if (layout->depth) {
		list.end = layout->open[layout->depth - 1].bullets + 2;
		list.bullets = list.end + 2;
	} else if (layout->indent == 0 || layout->construct == TOK_DECIDE) {
		list.end = layout->indent + 2;
		list.bullets = layout->indent + 4;
	} else {
		list.end = layout->indent;
		list.bullets = layout->indent + 2;
	}
	layout->open[layout->depth++] = list;
}

/* ---- what stands between tokens ---- */

/* The column a byte stands in, tabs going to the next eighth. */
static uint32_t
column_at(const struct plain_text *text, size_t offset)
{
	size_t start = offset;
	uint32_t column = 0;

	while (start && text->bytes[start - 1] != '\n' && text->bytes[start - 1] != '\r')
		start--;
	for (; start < offset; start++) {
		if (text->bytes[start] == '\t')
			column += 8 - column % 8;
		else
			column += ((unsigned char)text->bytes[start] & 0xC0) != 0x80;
	}
	return column;
}

static bool
is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

static size_t
put_comment(struct layout *layout, size_t at, size_t end)
{
	const char *bytes = layout->text->bytes;
	size_t from = at;

	for (; at < end && !is_line_end(bytes[at]); at++) {
		if (bytes[at] != '\t')
			continue;
		put(layout, bytes + from, at - from);
		put(layout, " ", 1);
		from = at + 1;
	}
	put(layout, bytes + from, at - from);
	return at;
}

/* From the end of one token to the start of the next. A comment on a line of its own moves with
 * the line below it, unless it stands at the margin. Returns with the line begun, but for its
 * indent, when the next token is the first on its line. */
static void
put_gap(struct layout *layout, size_t at, size_t end, bool line_start, long next_shift)
{
	const char *bytes = layout->text->bytes;
	uint32_t column = line_start ? 0 : column_at(layout->text, at);

	while (at < end) {
		unsigned char c = (unsigned char)bytes[at];

		if (is_line_end(bytes[at])) {
			at += c == '\r' && at + 1 < end && bytes[at + 1] == '\n' ? 2 : 1;
			put_line_end(layout);
			line_start = true;
			column = 0;
		} else if (c == '#') {
			if (line_start && column)
				put_blanks(layout,
				    (long)column + next_shift > 0 ? (long)column + next_shift : 1);
			at = put_comment(layout, at, end);
			line_start = false;
		} else {
			uint32_t step = c == '\t' ? 8 - column % 8 : 1;

			if (c >= 0xC0)
				while (
				    at + 1 < end && ((unsigned char)bytes[at + 1] & 0xC0) == 0x80)
					at++;
			at++;
			column += step;
			if (!line_start)
				put_blanks(layout, (long)step);
		}
	}
}

/* ---- tokens ---- */

static void
put_quoted(struct layout *layout, const char *bytes, size_t length)
{
	size_t open = bytes[0] == '"' ? 1 : 3;
	size_t close = bytes[length - 1] == '"' ? 1 : 3;
	size_t i = open;

	put(layout, "\"", 1);
	while (i < length - close) {
		uint32_t column = 0;

		if (!is_line_end(bytes[i])) {
			put(layout, bytes + i++, 1);
			continue;
		}
		i += bytes[i] == '\r' && bytes[i + 1] == '\n' ? 2 : 1;
		put_line_end(layout);
		for (; bytes[i] == ' ' || bytes[i] == '\t'; i++)
			column += bytes[i] == '\t' ? 8 - column % 8 : 1;
		if (!is_line_end(bytes[i]))
			put_blanks(layout,
			    (long)column + layout->shift > 2 ? (long)column + layout->shift : 2);
	}
	put(layout, "\"", 1);
}

/* Quoted text: plain quotes, plain blanks, nothing that cannot be seen, and its further lines moved
 * with the first. */
static void
put_string(struct layout *layout, const char *bytes, size_t length)
{
	char *seen;

	if (!text_has_unseen(bytes, length)) {
		put_quoted(layout, bytes, length);
		return;
	}
	seen = memory_grow(NULL, length, 1);
	put_quoted(layout, seen, text_clean(seen, bytes, length, true));
	free(seen);
}

static void
put_token(struct layout *layout, const struct token *token)
{
	const char *bytes = layout->text->bytes + token->at.start;
	size_t length = token->at.end - token->at.start;

	if (token->kind == TOK_STRING)
		put_string(layout, bytes, length);
	else if (token->kind == TOK_BULLET)
		put(layout, "-", 1);
	else
		put(layout, bytes, length);
}

/* Begins the line of a token that is the first on it: says in which column. */
static uint32_t
begin_line(struct layout *layout, size_t at)
{
	const struct token *token = &layout->tokens->items[at];
	uint32_t was = column_at(layout->text, token->at.start);
	long column;

	if (phrase_opens_construct(token->kind)) {
		layout->construct = token->kind;
		layout->in_line = false;
		layout->depth = 0;
	}
	column = column_of(layout, at);
	if (column >= 0) {
		layout->shift = column - (long)was;
		layout->indent = (uint32_t)column;
		return (uint32_t)column;
	}
	if (!layout->construct)
		return was;
	column = (long)was + layout->shift;
	return column > (long)layout->indent ? (uint32_t)column : layout->indent + 4;
}

static void
put_all(struct layout *layout)
{
	const struct tokens *tokens = layout->tokens;
	size_t end = 0;

	for (size_t at = 0; at < tokens->count; at++) {
		const struct token *token = &tokens->items[at];

		if (token->first_on_line) {
			uint32_t column = begin_line(layout, at);

			put_gap(layout, end, token->at.start, at == 0,
				(long)column - (long)column_at(layout->text, token->at.start));
			put_blanks(layout, (long)column);
		} else {
			put_gap(layout, end, token->at.start, at == 0, 0);
		}
		put_token(layout, token);
		pass(layout, at);
		end = token->at.end;
	}
	put_gap(layout, end, layout->text->length, tokens->count == 0, 0);
	trim(layout);
	while (layout->used && layout->out[layout->used - 1] == '\n')
		layout->used--;
	if (layout->used)
		put(layout, "\n", 1);
}

/* ---- the proof that nothing was changed ---- */

static void
read_tokens(struct tokens *tokens, struct arena *arena, struct names *names, struct diags *diags,
	    const struct plain_text *text)
{
	memset(tokens, 0, sizeof *tokens);
	tokens->arena = arena;
	tokens->names = names;
	tokens->diags = diags;
	scan_text(tokens, text);
	phrases_merge(tokens);
}

static bool
same_tokens(const struct tokens *a, const struct tokens *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->items[i].kind != b->items[i].kind || a->items[i].num != b->items[i].num ||
		    a->items[i].text != b->items[i].text)
			return false;
	return true;
}

static bool
has_open_quote(const struct diags *quiet)
{
	for (const struct diag *diag = quiet->first; diag; diag = diag->next)
		if (strcmp(diag->slug, "open-quote") == 0)
			return true;
	return false;
}

static char *
lay_out(struct arena *arena, const struct plain_text *text, const struct tokens *tokens)
{
	struct layout *layout = memory_grow(NULL, 1, sizeof *layout);
	char *copy;

	memset(layout, 0, sizeof *layout);
	layout->text = text;
	layout->tokens = tokens;
	put_all(layout);
	copy = arena_copy(arena, layout->out ? layout->out : "", layout->used);
	free(layout->out);
	free(layout);
	return copy;
}

/* The text as it was meant, and its tokens; what a word processor made of it is counted. */
static void
read_pasted(struct arena *arena, struct names *names, struct diags *quiet, struct plain_text *text,
    struct tokens *tokens, struct format_changes *changes)
{
	struct plain_text meant;
	struct tokens raw = { 0 };

	raw.arena = arena;
	raw.names = names;
	raw.diags = quiet;
	scan_text(&raw, text);
	changes->quotes = raw.pasted[PASTED_QUOTE];
	changes->blanks = raw.pasted[PASTED_BLANK];
	changes->bullets = raw.pasted[PASTED_BULLET];
	changes->dashes = raw.pasted[PASTED_DASH];
	changes->unseen = raw.pasted[PASTED_UNSEEN];
	unpaste(arena, text, &raw, &meant, changes);
	free(raw.items);
	*text = meant;
	diags_init(quiet, arena, quiet->sources);
	read_tokens(tokens, arena, names, quiet, text);
}

char *
format_policy_told(struct arena *arena, const struct source_file *file, struct diags *diags,
    struct format_changes *changes)
{
	char *unchanged = arena_copy(arena, file->bytes, file->length);
	struct span whole = { file->base, file->base + (uint32_t)file->length };
	struct plain_text before, after = { 0 };
	struct format_changes counted = { 0 };
	struct tokens old, new;
	struct names names;
	struct diags quiet;
	char *out;
	bool same;

	if (changes != NULL)
		*changes = counted;
	if (!text_ready(arena, diags, file, &before))
		return unchanged;
	/* Places in the plain text itself, not in the file: nothing is reported at them. */
	before.places = NULL;
	before.base = 0;
	names_init(&names, arena);
	diags_init(&quiet, arena, diags->sources);
	read_pasted(arena, &names, &quiet, &before, &old, &counted);
	if (has_open_quote(&quiet) || tokens_full_of_mistakes(&old)) {
		free(old.items);
		diag_error(diags, whole, "format",
		    "a quote is never closed, or there are too many mistakes: the text was left as "
		    "it is");
		diag_note(diags, "correct the mistakes that 'writ check' shows, and format again");
		return unchanged;
	}
	out = lay_out(arena, &before, &old);
	after.bytes = out;
	after.length = strlen(out);
	read_tokens(&new, arena, &names, &quiet, &after);
	same = same_tokens(&old, &new);
	free(old.items);
	free(new.items);
	if (same) {
		if (changes != NULL)
			*changes = counted;
		return out;
	}
	diag_error(diags, whole, "format",
	    "the layout of this text cannot be changed without changing what it says");
	diag_note(diags, "correct the mistakes that 'writ check' shows, and format again");
	return unchanged;
}

char *
format_policy(struct arena *arena, const struct source_file *file, struct diags *diags)
{
	return format_policy_told(arena, file, diags, NULL);
}
