/* template: see template.h. */
#include "lang/template.h"

#include <string.h>

#include "lang/unseen.h"

struct reader {
	struct arena *arena;
	struct diags *diags;
	const char *text;
	size_t length;
	struct span whole;
	bool exact;
	struct template_part *parts;
	uint32_t count, capacity;
};

static struct span
place(const struct reader *reader, size_t from, size_t to)
{
	if (!reader->exact)
		return reader->whole;
	return (struct span){ reader->whole.start + (uint32_t)from,
		reader->whole.start + (uint32_t)to };
}

static struct template_part *
add(struct reader *reader, enum template_part_kind kind, size_t from, size_t to)
{
	if (reader->count == reader->capacity) {
		uint32_t capacity = reader->capacity == 0 ? 16 : reader->capacity * 2;
		struct template_part *parts =
		    arena_array(reader->arena, struct template_part, capacity);

		if (reader->count > 0)
			memcpy(parts, reader->parts, reader->count * sizeof *parts);
		reader->parts = parts;
		reader->capacity = capacity;
	}
	reader->parts[reader->count] =
	    (struct template_part){ .kind = kind, .text = "", .at = place(reader, from, to) };
	return &reader->parts[reader->count++];
}

/* The text with LF for CR LF and for a lone CR, without what shows nothing; its spaces stay, of
 * whatever width. */
static void
take_text(struct reader *reader, struct template_part *part, size_t from, size_t to)
{
	char *copy = arena_copy(reader->arena, reader->text + from, to - from);
	size_t out = 0;

	for (size_t i = 0; i < to - from; i++) {
		bool before_lf = copy[i] == '\r' && from + i + 1 < reader->length &&
		    reader->text[from + i + 1] == '\n';

		if (!before_lf)
			copy[out++] = copy[i] == '\r' ? '\n' : copy[i];
	}
	if (text_has_unseen(copy, out))
		out = text_clean(copy, copy, out, false);
	copy[out] = '\0';
	part->text = copy;
	part->length = out;
}

static void
put_text(struct reader *reader, size_t from, size_t to)
{
	if (to > from)
		take_text(reader, add(reader, TEMPLATE_TEXT, from, to), from, to);
}

static bool
has(const struct reader *reader, size_t at, const char *two)
{
	return at + 1 < reader->length && reader->text[at] == two[0] &&
	    reader->text[at + 1] == two[1];
}

static size_t
skip_blanks(const struct reader *reader, size_t at)
{
	while (at < reader->length && (reader->text[at] == ' ' || reader->text[at] == '\t'))
		at++;
	return at;
}

static size_t
skip_name(const struct reader *reader, size_t at)
{
	size_t start = at;

	while (at < reader->length &&
	    ((reader->text[at] >= 'a' && reader->text[at] <= 'z') || reader->text[at] == '_' ||
		(at > start && reader->text[at] >= '0' && reader->text[at] <= '9')))
		at++;
	return at;
}

/* Where the line of `at` ends. */
static size_t
line_end(const struct reader *reader, size_t at)
{
	while (at < reader->length && reader->text[at] != '\n' && reader->text[at] != '\r')
		at++;
	return at;
}

static void
not_closed(struct reader *reader, size_t open, size_t end)
{
	diag_error(
	    reader->diags, place(reader, open, end), "template-mark", "this '((' is never closed");
	diag_note(reader->diags,
	    "write )) behind the field; where no field is meant, put a single bracket");
}

/* What stands between the brackets, up to `end`, is no name. */
static void
no_name(struct reader *reader, size_t open, size_t inner, size_t end)
{
	const char *said = arena_copy(reader->arena, reader->text + inner, end - inner);

	if (skip_blanks(reader, inner) >= end)
		diag_error(reader->diags, place(reader, open, end), "template-mark",
		    "nothing stands between '((' and '))'");
	else
		diag_error(reader->diags, place(reader, inner, end), "template-mark",
		    "'%s' is not the name of a column or a setting", said);
	diag_note(reader->diags,
	    "write for instance ((name)) or ((reference.column)); text that depends on something: "
	    "((name??the text))");
}

/* The first `))` at or behind `at` in this line, or the line's end. */
static size_t
line_close(const struct reader *reader, size_t at)
{
	size_t end = line_end(reader, at);

	while (at < end && !has(reader, at, "))"))
		at++;
	return at;
}

/* The text behind `??`: where its `))` stands, or the end of all. */
static size_t
text_close(const struct reader *reader, size_t at)
{
	size_t depth = 0;

	for (; at < reader->length; at++) {
		if (has(reader, at, "((") || (depth == 0 && has(reader, at, "))")))
			return at;
		if (reader->text[at] == '(')
			depth++;
		else if (reader->text[at] == ')' && depth > 0)
			depth--;
	}
	return at;
}

/* Where two brackets stand side by side for whoever reads it, between which nothing can be seen;
 * `to` when they do nowhere. */
static size_t
two_brackets(const struct reader *reader, size_t from, size_t to, size_t *end)
{
	const char *text = reader->text;
	enum unseen kind = SEEN;
	size_t step;

	for (; from < to; from++) {
		if (text[from] != '(')
			continue;
		*end = from + 1;
		do {
			step = *end < to ? unseen_step(text + *end, to - *end, &kind) : 0;
			*end += step;
		} while (step > 0 && (kind == UNSEEN_MARK || kind == UNSEEN_CONTROL));
		if (step == 1 && text[*end - 1] == '(')
			return from;
	}
	return to;
}

/* Text of a field, or between fields: brackets in it that look like a field's would go out as they
 * are. */
static void
complain_of_brackets(struct reader *reader, size_t from, size_t to)
{
	size_t end = to, open = two_brackets(reader, from, to, &end);

	if (open == to)
		return;
	diag_error(reader->diags, place(reader, open, end), "template-mark",
	    "these two brackets begin no field, and the letter would show them");
	diag_note(reader->diags,
	    "write ((name)) for a field, (((name))) for one in brackets, with nothing between the "
	    "brackets");
}

static void
put_between(struct reader *reader, size_t from, size_t to)
{
	put_text(reader, from, to);
	complain_of_brackets(reader, from, to);
}

/* Reads the field that `open` begins; returns the place behind it. */
static size_t
field(struct reader *reader, size_t open)
{
	size_t name = skip_blanks(reader, open + 2), name_end = skip_name(reader, name), member = 0,
	       member_end = 0;
	size_t at = skip_blanks(reader, name_end), close;
	struct template_part *part;

	if (name_end > name && at < reader->length && reader->text[at] == '.') {
		member = skip_blanks(reader, at + 1);
		member_end = skip_name(reader, member);
		at = skip_blanks(reader, member_end);
	}
	if (name_end == name || (member > 0 && member_end == member) ||
	    (!has(reader, at, "))") && !has(reader, at, "??"))) {
		close = line_close(reader, open + 2);
		if (has(reader, close, "))"))
			no_name(reader, open, open + 2, close);
		else
			not_closed(reader, open, close);
		put_text(reader, open, has(reader, close, "))") ? close + 2 : close);
		return has(reader, close, "))") ? close + 2 : close;
	}
	close = has(reader, at, "??") ? text_close(reader, at + 2) : at;
	if (has(reader, close, "((")) {
		diag_error(reader->diags, place(reader, close, close + 2), "template-mark",
		    "a field stands inside the text of another field");
		diag_note(reader->diags,
		    "close the first one with )) before this; two fields side by side may depend "
		    "on one thing");
		put_text(reader, open, close);
		return close;
	}
	if (close == reader->length) {
		not_closed(reader, open, line_end(reader, open));
		put_text(reader, open, close);
		return close;
	}
	part = add(reader, close > at ? TEMPLATE_WHEN : TEMPLATE_FIELD, name,
	    member > 0 ? member_end : name_end);
	part->name = arena_copy(reader->arena, reader->text + name, name_end - name);
	if (member > 0)
		part->member =
		    arena_copy(reader->arena, reader->text + member, member_end - member);
	if (close > at) {
		take_text(reader, part, at + 2, close);
		complain_of_brackets(reader, at + 2, close);
	}
	return close + 2;
}

struct template *
template_parse(struct arena *arena, struct diags *diags, const char *text, size_t length,
    struct span at, bool exact)
{
	struct reader reader = { .arena = arena,
		.diags = diags,
		.text = text,
		.length = length,
		.whole = at,
		.exact = exact };
	struct template *template = arena_new(arena, struct template);
	size_t from = 0, i = 0;

	while (i < length) {
		/* Of three brackets the first is text. */
		if (!has(&reader, i, "((") || has(&reader, i + 1, "((")) {
			i++;
			continue;
		}
		put_between(&reader, from, i);
		from = i = field(&reader, i);
	}
	put_between(&reader, from, length);
	template->parts = reader.parts;
	template->count = reader.count;
	return template;
}
