/* differ_words: what a program says as text: to compare, and to read. */
#include <string.h>

#include "lang/differ_parts.h"
#include "lang/dump.h"
#include "lang/strand.h"

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

const char *
diff_written(const struct diff_side *side, struct span at)
{
	size_t length, to = 0;
	const char *text = sources_text(side->program->sources, at, &length);
	char *out = arena_alloc(side->arena, length + 1);
	bool quoted = false, comment = false;

	for (size_t i = 0; i < length; i++) {
		if (comment && text[i] != '\n' && text[i] != '\r')
			continue;
		comment = !quoted && text[i] == '#';
		quoted ^= text[i] == '"';
		if (comment)
			continue;
		if (!is_blank(text[i]))
			out[to++] = text[i];
		else if (to > 0 && out[to - 1] != ' ')
			out[to++] = ' ';
	}
	while (to > 0 && out[to - 1] == ' ')
		to--;
	out[to] = '\0';
	return out;
}

const char *
diff_same(const struct diff_side *side, const struct expr *expr)
{
	struct dump dump = { .arena = side->arena, .as_meant = true };

	dump_expr(&dump, expr);
	return dump.text;
}

static const char *
list_text(const struct diff_side *side, const struct expr *expr)
{
	struct strand text = { .arena = side->arena };

	strand_add(&text, expr->kind == EXPR_ALL ? "all of (" :
	        expr->kind == EXPR_ANY           ? "any of (" :
						   "none of (");
	for (uint32_t i = 0; i < expr->part_count; i++) {
		strand_add(&text, i > 0 ? "; " : "");
		strand_add(&text, diff_text(side, expr->parts[i]));
	}
	strand_add(&text, ")");
	return text.text;
}

const char *
diff_text(const struct diff_side *side, const struct expr *expr)
{
	if (expr == NULL)
		return "nothing";
	if (expr->kind == EXPR_VALUE)
		return diff_values(side, &expr->value, 1);
	if ((expr->kind == EXPR_ALL || expr->kind == EXPR_ANY || expr->kind == EXPR_NONE) &&
	    !expr->chain)
		return list_text(side, expr);
	return diff_written(side, expr->at);
}

void
diff_points(const struct diff_side *side, const struct expr *expr, struct diff_points *points)
{
	bool list = expr->kind == EXPR_ALL || expr->kind == EXPR_ANY;
	uint32_t count = list ? expr->part_count : 1;
	const char **same = arena_array(side->arena, const char *, count);
	const char **text = arena_array(side->arena, const char *, count);

	for (uint32_t i = 0; i < count; i++) {
		same[i] = diff_same(side, list ? expr->parts[i] : expr);
		text[i] = diff_text(side, list ? expr->parts[i] : expr);
	}
	*points = (struct diff_points){ same, text, count, expr->kind == EXPR_ANY };
}

const char *
diff_values(const struct diff_side *side, const struct value *values, uint32_t count)
{
	struct strand text = { .arena = side->arena };

	for (uint32_t i = 0; i < count; i++) {
		const char *one = value_spell(side->arena, &values[i], SPELL_READER);

		if (values[i].type.kind == KIND_TEXT && values[i].state == GIVEN)
			one = diff_quoted(side, one);
		if (one[0] == '\0')
			one = "nothing";
		strand_list(&text, " and ", one);
	}
	return count == 0 ? "nothing" : text.text;
}

const char *
diff_day(const struct diff_side *side, int64_t day)
{
	struct value value = { .state = GIVEN, .type = type_plain(KIND_DATE), .num = day };

	return day == INT64_MIN ? NULL : value_spell(side->arena, &value, SPELL_PLAIN);
}

const char *
diff_quoted(const struct diff_side *side, const char *text)
{
	return text == NULL ? NULL : arena_printf(side->arena, "\"%s\"", text);
}

/* Each source once, as the text has it: guide "3", "4". */
const char *
diff_cites(const struct diff_side *side, const struct provenance *provenance)
{
	const struct document *source = NULL;
	struct strand text = { .arena = side->arena };

	for (uint32_t i = 0; i < provenance->cite_count; i++) {
		const struct cite *cite = &provenance->cites[i];
		bool same = i > 0 && cite->document == source;

		source = cite->document;
		strand_list(&text, ", ", same || source == NULL ? "" : source->name);
		strand_add(&text, same || source == NULL ? "\"" : " \"");
		strand_add(&text, cite->clause);
		strand_add(&text, "\"");
	}
	return text.text;
}

const char *
diff_notes(const struct diff_side *side, const struct provenance *provenance)
{
	struct strand text = { .arena = side->arena };

	for (uint32_t i = 0; i < provenance->note_count; i++) {
		strand_list(&text, " and ", "\"");
		strand_add(&text, provenance->notes[i]);
		strand_add(&text, "\"");
	}
	return text.text;
}

static bool
in_word(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	    (byte >= '0' && byte <= '9') || byte == '_';
}

const char *
diff_renamed(struct arena *arena, const char *text, const char *from, const char *to)
{
	size_t length = strlen(from), room, at = 0, found = 0;
	char *out;

	for (const char *word = strstr(text, from); word != NULL; word = strstr(word + 1, from))
		found++;
	if (found == 0)
		return text;
	room = strlen(text) + found * strlen(to);
	out = arena_alloc(arena, room + 1);
	for (const char *from_here = text; *from_here != '\0';) {
		bool whole = strncmp(from_here, from, length) == 0 &&
		    (from_here == text || !in_word(from_here[-1])) && !in_word(from_here[length]);

		if (whole) {
			memcpy(out + at, to, strlen(to));
			at += strlen(to);
			from_here += length;
		} else {
			out[at++] = *from_here++;
		}
	}
	out[at] = '\0';
	return out;
}

/* ---- long texts, cut to where they differ ---- */

enum { LONG = 200, AROUND = 80 };

static bool
in_character(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

static const char *
cut(struct arena *arena, const char *text, size_t head, size_t tail)
{
	size_t length = strlen(text), from = head > AROUND ? head - AROUND : 0;
	size_t to = tail > AROUND ? length - tail + AROUND : length;

	while (from > 0 && (in_character(text[from]) || !is_blank(text[from - 1])))
		from--;
	while (to < length && (in_character(text[to]) || !is_blank(text[to])))
		to++;
	return arena_printf(arena, "%s%s%s", from > 0 ? "… " : "",
	    arena_copy(arena, text + from, to - from), to < length ? " …" : "");
}

void
diff_shortened(struct arena *arena, const char **before, const char **after)
{
	size_t a = strlen(*before), b = strlen(*after), head = 0, tail = 0;

	if (a <= LONG && b <= LONG)
		return;
	while (head < a && head < b && (*before)[head] == (*after)[head])
		head++;
	while (tail < a - head && tail < b - head &&
	    (*before)[a - tail - 1] == (*after)[b - tail - 1])
		tail++;
	*before = cut(arena, *before, head, tail);
	*after = cut(arena, *after, head, tail);
}
