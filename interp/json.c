/*
 * Every value goes through json_place(), which writes the comma and the line break due before it;
 * after a key there is neither. Read json_place() first.
 */
#include "interp/json.h"

#include <assert.h>
#include <string.h>

#include "interp/grid_display.h"

static void
json_line(struct json *json)
{
	if (json->layout == JSON_ONE_LINE)
		return;
	buffer_char(json->out, '\n');
	for (int i = 0; i < json->depth; i++)
		buffer_text(json->out, "  ");
}

/* What stands before a value, or before a key. */
static void
json_place(struct json *json)
{
	if (json->after_key) {
		json->after_key = false;
		return;
	}
	if (json->depth == 0)
		return;
	if (json->level[json->depth - 1].some)
		buffer_char(json->out, ',');
	json->level[json->depth - 1].some = true;
	json_line(json);
}

static void
json_begin(struct json *json, bool object)
{
	assert(json->depth < JSON_DEPTH_MAX);
	json_place(json);
	buffer_char(json->out, object ? '{' : '[');
	json->level[json->depth].object = object;
	json->level[json->depth].some = false;
	json->depth++;
}

void
json_init(struct json *json, struct buffer *out, enum json_layout layout)
{
	memset(json, 0, sizeof *json);
	json->out = out;
	json->layout = layout;
}

void
json_object(struct json *json)
{
	json_begin(json, true);
}

void
json_array(struct json *json)
{
	json_begin(json, false);
}

void
json_end(struct json *json)
{
	bool object, some;

	assert(json->depth > 0 && !json->after_key);
	json->depth--;
	object = json->level[json->depth].object;
	some = json->level[json->depth].some;
	if (some)
		json_line(json);
	buffer_char(json->out, object ? '}' : ']');
	if (json->depth == 0)
		buffer_char(json->out, '\n');
}

static void
json_quote(struct buffer *out, const char *bytes, size_t length)
{
	size_t at = 0, start = 0;

	buffer_char(out, '"');
	while (at < length) {
		struct glyph glyph;
		bool plain;
		unsigned char byte = (unsigned char)bytes[at];

		/* As nearly all of it is. */
		if (byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\' && byte != '<') {
			at++;
			continue;
		}
		glyph = glyph_at(bytes + at, length - at);
		plain = glyph.valid && glyph.code >= 0x20 && glyph.code != '"' &&
		    glyph.code != '\\' && glyph.code != '<' && glyph.code != 0x7f &&
		    glyph.code != 0x2028 && glyph.code != 0x2029;

		if (!plain) {
			buffer_add(out, bytes + start, at - start);
			start = at + glyph.bytes;
			if (!glyph.valid)
				buffer_text(out, "\xEF\xBF\xBD");
			else if (glyph.code == '"' || glyph.code == '\\')
				buffer_printf(out, "\\%c", (char)glyph.code);
			else if (glyph.code == '\n')
				buffer_text(out, "\\n");
			else if (glyph.code == '\t')
				buffer_text(out, "\\t");
			else
				buffer_printf(out, "\\u%04x", (unsigned)glyph.code);
		}
		at += glyph.bytes;
	}
	buffer_add(out, bytes + start, at - start);
	buffer_char(out, '"');
}

void
json_key(struct json *json, const char *key)
{
	assert(json->depth > 0 && json->level[json->depth - 1].object && !json->after_key);
	json_place(json);
	json_quote(json->out, key, strlen(key));
	buffer_text(json->out, json->layout == JSON_INDENTED ? ": " : ":");
	json->after_key = true;
}

void
json_bytes(struct json *json, const char *bytes, size_t length)
{
	json_place(json);
	json_quote(json->out, bytes, length);
}

void
json_text(struct json *json, const char *text)
{
	if (text == NULL)
		json_null(json);
	else
		json_bytes(json, text, strlen(text));
}

void
json_number(struct json *json, int64_t number)
{
	json_place(json);
	buffer_number(json->out, number);
}

void
json_count(struct json *json, uint64_t count)
{
	json_place(json);
	buffer_printf(json->out, "%llu", (unsigned long long)count);
}

void
json_bool(struct json *json, bool yes)
{
	json_place(json);
	buffer_text(json->out, yes ? "true" : "false");
}

void
json_null(struct json *json)
{
	json_place(json);
	buffer_text(json->out, "null");
}

void
json_key_text(struct json *json, const char *key, const char *text)
{
	json_key(json, key);
	json_text(json, text);
}

void
json_key_count(struct json *json, const char *key, uint64_t count)
{
	json_key(json, key);
	json_count(json, count);
}

void
json_key_bool(struct json *json, const char *key, bool yes)
{
	json_key(json, key);
	json_bool(json, yes);
}
