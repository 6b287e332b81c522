/* diag: see diag.h for what a message looks like. */
#include "lang/diag.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
diags_init(struct diags *diags, struct arena *arena, const struct sources *sources)
{
	*diags = (struct diags){ .arena = arena, .sources = sources };
}

static char *
format_text(struct arena *arena, const char *format, va_list arguments)
{
	va_list again;
	int length;
	char *text;

	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	assert(length >= 0);
	text = arena_alloc(arena, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, arguments);
	return text;
}

/* A place that was already reported under the same slug says nothing new: the message is made, for
 * its notes to join, but not put on the list. */
static bool
is_repeat(struct diags *diags, const struct diag *diag)
{
	for (struct diag *other = diags->first; other != NULL; other = other->next)
		if (other->at.start == diag->at.start && other->at.end == diag->at.end
		    && strcmp(other->slug, diag->slug) == 0) {
			other->times++;
			return true;
		}
	return false;
}

static void
diags_add(struct diags *diags, enum severity severity, struct span at, const char *slug,
    const char *format, va_list arguments)
{
	struct diag *diag = arena_new(diags->arena, struct diag);

	*diag = (struct diag){ .severity = severity, .slug = slug, .at = at, .times = 1 };
	diag->text = format_text(diags->arena, format, arguments);
	diag->serial = diags->errors + diags->warnings + diags->accepted;
	diags->last = diag;
	if (diags->kept < DIAG_KEPT && is_repeat(diags, diag))
		return;
	if (severity == SEVERITY_ERROR)
		diags->errors++;
	else
		diags->warnings++;
	if (diags->kept == DIAG_KEPT)
		return;
	diags->kept++;
	diag->next = diags->first;
	diags->first = diag;
}

void
diag_error(struct diags *diags, struct span at, const char *slug, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	diags_add(diags, SEVERITY_ERROR, at, slug, format, arguments);
	va_end(arguments);
}

void
diag_warning(struct diags *diags, struct span at, const char *slug, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	diags_add(diags, SEVERITY_WARNING, at, slug, format, arguments);
	va_end(arguments);
}

static void
note_add(struct diags *diags, struct span at, const char *format, va_list arguments)
{
	struct diag_note *note = arena_new(diags->arena, struct diag_note);

	assert(diags->last != NULL);
	note->text = format_text(diags->arena, format, arguments);
	note->at = at;
	if (diags->last->last_note == NULL)
		diags->last->notes = note;
	else
		diags->last->last_note->next = note;
	diags->last->last_note = note;
}

void
diag_note(struct diags *diags, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	note_add(diags, (struct span){ 0, 0 }, format, arguments);
	va_end(arguments);
}

void
diag_note_at(struct diags *diags, struct span at, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	note_add(diags, at, format, arguments);
	va_end(arguments);
}

bool
diags_have(const struct diags *diags, struct span at, const char *slug)
{
	for (const struct diag *diag = diags->first; diag != NULL; diag = diag->next)
		if (diag->at.start == at.start && strcmp(diag->slug, slug) == 0)
			return true;
	return false;
}

static bool
begins_in(struct span at, struct span place)
{
	return at.start >= place.start && at.start < place.end;
}

size_t
diags_accept(struct diags *diags, struct span covers, struct span head, const char *because)
{
	size_t count = 0;

	for (struct diag *diag = diags->first; diag != NULL; diag = diag->next) {
		if (diag->severity == SEVERITY_ERROR ||
		    (!begins_in(diag->at, covers) && !begins_in(diag->at, head)))
			continue;
		count++;
		if (diag->accepted != NULL)
			continue;
		diag->accepted = because;
		diags->warnings--;
		diags->accepted++;
	}
	return count;
}

void
diags_drop(struct diags *diags, struct diag *dropped)
{
	struct diag **link = &diags->first;

	while (*link != NULL && *link != dropped)
		link = &(*link)->next;
	if (*link == NULL)
		return;
	*link = dropped->next;
	diags->kept--;
	if (dropped->accepted != NULL)
		diags->accepted--;
	else
		diags->warnings--;
}

static int
compare_diags(const void *left, const void *right)
{
	const struct diag *a = *(const struct diag *const *)left;
	const struct diag *b = *(const struct diag *const *)right;

	if (a->at.start != b->at.start)
		return a->at.start < b->at.start ? -1 : 1;
	return a->serial < b->serial ? -1 : a->serial > b->serial;
}

void
diags_sort(struct diags *diags)
{
	size_t count = diags->kept, i = 0;
	struct diag **all = arena_array(diags->arena, struct diag *, count + 1);

	for (struct diag *diag = diags->first; diag != NULL; diag = diag->next)
		all[i++] = diag;
	assert(i == count);
	qsort(all, count, sizeof(struct diag *), compare_diags);
	for (i = 0; i < count; i++)
		all[i]->next = all[i + 1];
	diags->first = count > 0 ? all[0] : NULL;
}

/* ---- printing ---- */

struct text_out {
	struct arena *arena;
	char *at;
	size_t length, capacity;
};

static void
out_bytes(struct text_out *out, const char *bytes, size_t length)
{
	if (out->capacity - out->length <= length) {
		size_t capacity = (out->capacity + length + 256) * 2;
		char *wider = arena_alloc(out->arena, capacity);

		if (out->length > 0)
			memcpy(wider, out->at, out->length);
		out->at = wider;
		out->capacity = capacity;
	}
	memcpy(out->at + out->length, bytes, length);
	out->length += length;
	out->at[out->length] = '\0';
}

static void
out_text(struct text_out *out, const char *text)
{
	out_bytes(out, text, strlen(text));
}

static void
out_number(struct text_out *out, uint64_t number)
{
	char digits[32];

	snprintf(digits, sizeof(digits), "%llu", (unsigned long long)number);
	out_text(out, digits);
}

static bool
is_control(unsigned char byte)
{
	return byte < 0x20 || byte == 0x7F;
}

/* The length of the UTF-8 character at `at`, or 0 for what is none: too long a form, a surrogate,
 * past U+10FFFF, cut off. */
static size_t
character_length(const unsigned char *at, size_t room)
{
	size_t length = at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;

	if (at[0] < 0x80)
		return 1;
	if (at[0] < 0xC2 || at[0] > 0xF4 || length > room)
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((at[i] & 0xC0) != 0x80)
			return 0;
	if ((at[0] == 0xE0 && at[1] < 0xA0) || (at[0] == 0xED && at[1] > 0x9F)
	    || (at[0] == 0xF0 && at[1] < 0x90) || (at[0] == 0xF4 && at[1] > 0x8F))
		return 0;
	return length;
}

/* Characters that act on the text around them instead of showing: controls, and marks that end a
 * line or turn its order (U+061C, U+200E, U+200F, U+2028 to U+202E, U+2066 to U+2069). */
static bool
acts(const unsigned char *at, size_t length)
{
	if (length == 1)
		return is_control(at[0]);
	if (length == 2)
		return (at[0] == 0xC2 && at[1] < 0xA0) || (at[0] == 0xD8 && at[1] == 0x9C);
	if (length != 3 || at[0] != 0xE2)
		return false;
	if (at[1] == 0x80)
		return at[2] == 0x8E || at[2] == 0x8F || (at[2] >= 0xA8 && at[2] <= 0xAE);
	return at[1] == 0x81 && at[2] >= 0xA6 && at[2] <= 0xA9;
}

/* The text as it may be shown; answers how many columns that takes. `out` may be NULL, to count
 * only. */
static size_t
out_visible(struct text_out *out, const char *bytes, size_t length)
{
	size_t columns = 0;

	for (size_t i = 0, step; i < length; i += step, columns++) {
		const unsigned char *at = (const unsigned char *)bytes + i;

		step = character_length(at, length - i);
		if (out != NULL && step != 0 && !acts(at, step))
			out_bytes(out, bytes + i, step);
		else if (out != NULL)
			out_bytes(out, *at == '\t' ? " " : "?", 1);
		step = step == 0 ? 1 : step;
	}
	return columns;
}

static const char *
severity_name(enum severity severity)
{
	return severity == SEVERITY_ERROR ? "error" : "warning";
}

static void
out_place(struct text_out *out, const struct place *place)
{
	out_visible(out, place->file->name, strlen(place->file->name));
	out_text(out, ":");
	out_number(out, place->line);
	out_text(out, ":");
	out_number(out, place->column);
}

/* The line of the text with its number, and underneath the place marked. A span over several lines
 * is marked to the end of the first. */
static void
out_line(struct text_out *out, const struct sources *sources, struct span at, bool colour)
{
	struct place place = sources_place(sources, at.start);
	char margin[32];
	size_t marked = at.end > at.start ? at.end - at.start : 1, width, before;

	if (marked > place.text_length - place.mark)
		marked = place.text_length - place.mark;
	before = out_visible(NULL, place.text, place.mark);
	width = out_visible(NULL, place.text + place.mark, marked);
	snprintf(margin, sizeof(margin), "%6u | ", (unsigned)place.line);
	out_text(out, margin);
	out_visible(out, place.text, place.text_length);
	out_text(out, "\n       | ");
	for (size_t i = 0; i < before; i++)
		out_text(out, " ");
	if (colour)
		out_text(out, "\x1b[1m");
	out_text(out, "^");
	for (size_t i = 1; i < width; i++)
		out_text(out, "~");
	if (colour)
		out_text(out, "\x1b[0m");
	out_text(out, "\n");
}

static void
out_diag(struct text_out *out, const struct diags *diags, const struct diag *diag, bool colour)
{
	struct place place = sources_place(diags->sources, diag->at.start);

	out_place(out, &place);
	out_text(out, ": ");
	if (colour)
		out_text(out, diag->severity == SEVERITY_ERROR ? "\x1b[1;31m" : "\x1b[1;33m");
	out_text(out, severity_name(diag->severity));
	if (colour)
		out_text(out, "\x1b[0m");
	out_text(out, ": ");
	out_visible(out, diag->text, strlen(diag->text));
	out_text(out, " [");
	out_text(out, diag->slug);
	out_text(out, "]\n");
	out_line(out, diags->sources, diag->at, colour);
	for (const struct diag_note *note = diag->notes; note != NULL; note = note->next) {
		const char *line = note->text;

		if (note->at.end > 0) {
			place = sources_place(diags->sources, note->at.start);
			out_text(out, "       = ");
			out_place(out, &place);
			out_text(out, ": ");
		} else {
			out_text(out, "       = ");
		}
		for (;;) {
			size_t length = strcspn(line, "\n");

			out_visible(out, line, length);
			out_text(out, "\n");
			if (line[length] == '\0')
				break;
			line += length + 1;
			out_text(out, "         ");
		}
	}
}

char *
diags_text(const struct diags *diags, struct arena *arena, bool colour)
{
	struct text_out out = { .arena = arena };
	size_t shown = 0, total = diags->errors + diags->warnings;

	out_text(&out, "");
	for (const struct diag *diag = diags->first; diag != NULL; diag = diag->next) {
		if (shown == DIAG_SHOWN)
			break;
		if (diag->accepted != NULL)
			continue;
		out_diag(&out, diags, diag, colour);
		shown++;
	}
	if (total > shown) {
		out_text(&out, "… and ");
		out_number(&out, total - shown);
		out_text(&out, " more; mend these first, then check again\n");
	}
	return out.at;
}

char *
diags_accepted_text(const struct diags *diags, struct arena *arena)
{
	struct text_out out = { .arena = arena };

	out_text(&out, "");
	for (const struct diag *diag = diags->first; diag != NULL; diag = diag->next) {
		struct place place = sources_place(diags->sources, diag->at.start);

		if (diag->accepted == NULL)
			continue;
		out_place(&out, &place);
		out_text(&out, ": accepted: ");
		out_visible(&out, diag->text, strlen(diag->text));
		out_text(&out, " [");
		out_text(&out, diag->slug);
		out_text(&out, "]\n       = because: ");
		out_visible(&out, diag->accepted, strlen(diag->accepted));
		out_text(&out, "\n");
	}
	return out.at;
}

/* Bytes that are no UTF-8 (a file name may have them) become U+FFFD: JSON has no other way to say
 * it. */
static void
json_string(struct text_out *out, const char *text)
{
	size_t length = strlen(text);
	char escape[8];

	out_text(out, "\"");
	for (size_t i = 0, step; i < length; i += step) {
		const unsigned char *at = (const unsigned char *)text + i;

		step = character_length(at, length - i);
		if (step == 0) {
			out_text(out, "\xEF\xBF\xBD");
			step = 1;
		} else if (is_control(*at)) {
			snprintf(escape, sizeof(escape), "\\u%04x", (unsigned)*at);
			out_text(out, escape);
		} else {
			if (*at == '"' || *at == '\\')
				out_text(out, "\\");
			out_bytes(out, text + i, step);
		}
	}
	out_text(out, "\"");
}

static void
json_place(struct text_out *out, const struct sources *sources, struct span at)
{
	struct place from = sources_place(sources, at.start), to = sources_place(sources, at.end);

	out_text(out, "\"file\":");
	json_string(out, from.file->name);
	out_text(out, ",\"line\":");
	out_number(out, from.line);
	out_text(out, ",\"column\":");
	out_number(out, from.column);
	out_text(out, ",\"end_line\":");
	out_number(out, to.line);
	out_text(out, ",\"end_column\":");
	out_number(out, to.column);
}

char *
diags_json(const struct diags *diags, struct arena *arena)
{
	struct text_out out = { .arena = arena };

	out_text(&out, "{\"schema\":1,\"messages\":[");
	for (const struct diag *diag = diags->first; diag != NULL; diag = diag->next) {
		out_text(&out, diag == diags->first ? "\n{" : ",\n{");
		json_place(&out, diags->sources, diag->at);
		out_text(&out, ",\"severity\":");
		json_string(&out, severity_name(diag->severity));
		out_text(&out, ",\"slug\":");
		json_string(&out, diag->slug);
		out_text(&out, ",\"accepted\":");
		if (diag->accepted != NULL)
			json_string(&out, diag->accepted);
		else
			out_text(&out, "null");
		out_text(&out, ",\"message\":");
		json_string(&out, diag->text);
		out_text(&out, ",\"notes\":[");
		for (const struct diag_note *note = diag->notes; note != NULL; note = note->next) {
			out_text(&out, note == diag->notes ? "{" : ",{");
			if (note->at.end > 0) {
				json_place(&out, diags->sources, note->at);
				out_text(&out, ",");
			}
			out_text(&out, "\"text\":");
			json_string(&out, note->text);
			out_text(&out, "}");
		}
		out_text(&out, "]}");
	}
	out_text(&out, "\n]}\n");
	return out.at;
}
