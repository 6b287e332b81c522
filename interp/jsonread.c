/* jsonread: see jsonread.h. Goes down as the text does; how deep is bounded, so that no text can
 * use up the stack. */
#include "interp/jsonread.h"

#include <string.h>

#include "interp/grid_display.h"

struct reader {
	struct arena *arena;
	const char *at, *end;
	int depth;
	/* Strings are put together here: no string is longer than the text. */
	char *room;
};

static struct json_value *read_value(struct reader *reader);

static void
pass_space(struct reader *reader)
{
	while (reader->at < reader->end &&
	    (*reader->at == ' ' || *reader->at == '\n' || *reader->at == '\r' ||
		*reader->at == '\t'))
		reader->at++;
}

static bool
take(struct reader *reader, char byte)
{
	if (reader->at == reader->end || *reader->at != byte)
		return false;
	reader->at++;
	return true;
}

static struct json_value *
make(struct reader *reader, enum json_kind kind)
{
	struct json_value *value = arena_new(reader->arena, struct json_value);

	value->kind = kind;
	return value;
}

static bool
take_word(struct reader *reader, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(reader->end - reader->at) < length || memcmp(reader->at, word, length) != 0)
		return false;
	reader->at += length;
	return true;
}

/* ---- text ---- */

static bool
read_hex(struct reader *reader, uint32_t *code)
{
	*code = 0;
	for (int i = 0; i < 4; i++, reader->at++) {
		char digit = reader->at < reader->end ? *reader->at : ' ';

		if (digit >= '0' && digit <= '9')
			*code = *code * 16 + (uint32_t)(digit - '0');
		else if (digit >= 'a' && digit <= 'f')
			*code = *code * 16 + (uint32_t)(digit - 'a' + 10);
		else if (digit >= 'A' && digit <= 'F')
			*code = *code * 16 + (uint32_t)(digit - 'A' + 10);
		else
			return false;
	}
	return true;
}

static size_t
put_utf8(char *out, uint32_t code)
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xC0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xE0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

/* Behind the backslash; a code beyond 16 bits is written as two. */
static bool
read_escape(struct reader *reader, size_t *used)
{
	static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
	const char *found;
	uint32_t code, low;

	if (reader->at == reader->end)
		return false;
	if (!take(reader, 'u')) {
		found = *reader->at == '\0' ? NULL : strchr(letters, *reader->at);
		if (found == NULL)
			return false;
		reader->room[(*used)++] = meant[found - letters];
		reader->at++;
		return true;
	}
	if (!read_hex(reader, &code) || (code >= 0xDC00 && code < 0xE000))
		return false;
	if (code >= 0xD800 && code < 0xDC00) {
		if (!take_word(reader, "\\u") || !read_hex(reader, &low) || low < 0xDC00 ||
		    low >= 0xE000)
			return false;
		code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
	}
	*used += put_utf8(reader->room + *used, code);
	return true;
}

static bool
read_text(struct reader *reader, const char **text, size_t *length)
{
	size_t used = 0;

	if (!take(reader, '"'))
		return false;
	while (reader->at < reader->end && *reader->at != '"') {
		struct glyph glyph;

		if (take(reader, '\\')) {
			if (!read_escape(reader, &used))
				return false;
			continue;
		}
		glyph = glyph_at(reader->at, (size_t)(reader->end - reader->at));
		if (!glyph.valid || glyph.code < 0x20)
			return false;
		memcpy(reader->room + used, reader->at, glyph.bytes);
		used += glyph.bytes;
		reader->at += glyph.bytes;
	}
	*text = arena_copy(reader->arena, reader->room, used);
	*length = used;
	return take(reader, '"');
}

/* ---- numbers ---- */

static bool
take_digits(struct reader *reader)
{
	const char *start = reader->at;

	while (reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9')
		reader->at++;
	return reader->at > start;
}

static struct json_value *
read_number(struct reader *reader)
{
	const char *start = reader->at;
	struct json_value *value;

	take(reader, '-');
	if (!take(reader, '0') && !take_digits(reader))
		return NULL;
	if (take(reader, '.') && !take_digits(reader))
		return NULL;
	if (take(reader, 'e') || take(reader, 'E')) {
		if (!take(reader, '+'))
			take(reader, '-');
		if (!take_digits(reader))
			return NULL;
	}
	value = make(reader, JSON_NUMBER);
	value->length = (size_t)(reader->at - start);
	value->text = arena_copy(reader->arena, start, value->length);
	return value;
}

/* ---- lists and objects ---- */

/* A key that comes twice would hide one of the two from whoever looks it up. */
static struct json_value *
read_member(struct reader *reader, const struct json_value *object)
{
	struct json_value *value;
	const char *key;
	size_t length;

	if (object->kind == JSON_ARRAY)
		return read_value(reader);
	pass_space(reader);
	if (!read_text(reader, &key, &length) || strlen(key) != length ||
	    json_member(object, key) != NULL)
		return NULL;
	pass_space(reader);
	if (!take(reader, ':'))
		return NULL;
	value = read_value(reader);
	if (value != NULL)
		value->key = key;
	return value;
}

static struct json_value *
read_members(struct reader *reader, enum json_kind kind, char closer)
{
	struct json_value *whole = make(reader, kind), *last = NULL, *member;

	pass_space(reader);
	if (take(reader, closer))
		return whole;
	if (++reader->depth > JSONREAD_DEPTH_MAX)
		return NULL;
	do {
		member = read_member(reader, whole);
		if (member == NULL)
			return NULL;
		if (last == NULL)
			whole->first = member;
		else
			last->next = member;
		last = member;
		whole->count++;
		pass_space(reader);
	} while (take(reader, ','));
	reader->depth--;
	return take(reader, closer) ? whole : NULL;
}

static struct json_value *
read_value(struct reader *reader)
{
	struct json_value *value;

	pass_space(reader);
	if (take(reader, '{'))
		return read_members(reader, JSON_OBJECT, '}');
	if (take(reader, '['))
		return read_members(reader, JSON_ARRAY, ']');
	if (take_word(reader, "null"))
		return make(reader, JSON_NULL);
	if (take_word(reader, "true"))
		return make(reader, JSON_TRUE);
	if (take_word(reader, "false"))
		return make(reader, JSON_FALSE);
	if (reader->at < reader->end && *reader->at == '"') {
		value = make(reader, JSON_TEXT);
		return read_text(reader, &value->text, &value->length) ? value : NULL;
	}
	return read_number(reader);
}

const struct json_value *
json_read(struct arena *arena, const char *bytes, size_t length, size_t *wrong)
{
	struct reader reader = { .arena = arena,
		.at = bytes,
		.end = bytes + length,
		.room = memory_grow(NULL, length + 8, 1) };
	const struct json_value *value = read_value(&reader);

	pass_space(&reader);
	memory_free(reader.room);
	*wrong = (size_t)(reader.at - bytes);
	return reader.at == reader.end ? value : NULL;
}

const struct json_value *
json_member(const struct json_value *object, const char *key)
{
	if (object == NULL || object->kind != JSON_OBJECT)
		return NULL;
	for (const struct json_value *member = object->first; member != NULL; member = member->next)
		if (strcmp(member->key, key) == 0)
			return member;
	return NULL;
}

const char *
json_member_text(const struct json_value *object, const char *key)
{
	const struct json_value *member = json_member(object, key);

	return member != NULL && member->kind == JSON_TEXT &&
		strlen(member->text) == member->length ?
	    member->text :
	    NULL;
}

bool
json_member_count(const struct json_value *object, const char *key, uint64_t *count)
{
	const struct json_value *member = json_member(object, key);

	*count = 0;
	if (member == NULL || member->kind != JSON_NUMBER || member->length > 18)
		return false;
	for (size_t i = 0; i < member->length; i++) {
		if (member->text[i] < '0' || member->text[i] > '9')
			return false;
		*count = *count * 10 + (uint64_t)(member->text[i] - '0');
	}
	return true;
}

bool
json_same(const struct json_value *a, const struct json_value *b)
{
	const struct json_value *x, *y;

	if (a == NULL || b == NULL)
		return a == b;
	if (a->kind != b->kind || a->length != b->length || a->count != b->count ||
	    (a->length > 0 && memcmp(a->text, b->text, a->length) != 0))
		return false;
	for (x = a->first, y = b->first; x != NULL; x = x->next, y = y->next)
		if (!json_same(x, y) || (x->key != NULL && strcmp(x->key, y->key) != 0))
			return false;
	return true;
}
