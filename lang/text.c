/* text.c: the bytes of a file as UTF-8. A text saved by an old Windows program is read as
 * Windows-1252; one that is no text at all gets one message. See token.h. */
#include <string.h>

#include "lang/token.h"

/* Windows-1252, 0x80 to 0x9F; the rest is Latin-1. 0 where the code page has no character. */
static const uint16_t windows_1252[32] = {
	0x20AC,
	0,
	0x201A,
	0x0192,
	0x201E,
	0x2026,
	0x2020,
	0x2021,
	0x02C6,
	0x2030,
	0x0160,
	0x2039,
	0x0152,
	0,
	0x017D,
	0,
	0,
	0x2018,
	0x2019,
	0x201C,
	0x201D,
	0x2022,
	0x2013,
	0x2014,
	0x02DC,
	0x2122,
	0x0161,
	0x203A,
	0x0153,
	0,
	0x017E,
	0x0178,
};

/* The length of the UTF-8 character at `bytes`, or 0: too long a form, a surrogate, past
 * U+10FFFF, cut off. */
static size_t
utf8_character(const unsigned char *bytes, size_t room)
{
	size_t length = bytes[0] < 0x80 ? 1
	    : bytes[0] < 0xC2           ? 0
	    : bytes[0] < 0xE0           ? 2
	    : bytes[0] < 0xF0           ? 3
	    : bytes[0] < 0xF5           ? 4
					: 0;

	if (length == 0 || length > room)
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((bytes[i] & 0xC0) != 0x80)
			return 0;
	if ((bytes[0] == 0xE0 && bytes[1] < 0xA0) || (bytes[0] == 0xED && bytes[1] > 0x9F) ||
	    (bytes[0] == 0xF0 && bytes[1] < 0x90) || (bytes[0] == 0xF4 && bytes[1] > 0x8F))
		return 0;
	return length;
}

size_t
text_first_foreign(const char *bytes, size_t length)
{
	size_t i = 0;

	while (i < length) {
		size_t step = utf8_character((const unsigned char *)bytes + i, length - i);

		if (!step)
			return i;
		i += step;
	}
	return length;
}

static size_t
put_character(char *out, uint32_t character)
{
	if (character < 0x80) {
		out[0] = (char)character;
		return 1;
	}
	if (character < 0x800) {
		out[0] = (char)(0xC0 | (character >> 6));
		out[1] = (char)(0x80 | (character & 0x3F));
		return 2;
	}
	out[0] = (char)(0xE0 | (character >> 12));
	out[1] = (char)(0x80 | ((character >> 6) & 0x3F));
	out[2] = (char)(0x80 | (character & 0x3F));
	return 3;
}

static struct span
one_byte(const struct source_file *file, size_t offset)
{
	struct span at = { file->base + (uint32_t)offset, file->base + (uint32_t)offset + 1 };

	return at;
}

/* False at a byte that Windows-1252 lacks. */
static bool
from_windows(struct arena *arena, const struct source_file *file, struct plain_text *out)
{
	char *bytes = arena_alloc(arena, file->length * 3 + 1);
	uint32_t *places = arena_array(arena, uint32_t, file->length * 3 + 1);
	size_t used = 0;

	for (size_t i = 0; i < file->length; i++) {
		unsigned char byte = (unsigned char)file->bytes[i];
		uint32_t character = byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80] : byte;
		size_t length;

		if (!character)
			return false;
		length = put_character(bytes + used, character);
		for (size_t k = 0; k < length; k++)
			places[used + k] = (uint32_t)i;
		used += length;
	}
	places[used] = (uint32_t)file->length;
	out->bytes = bytes;
	out->length = used;
	out->places = places;
	return true;
}

static bool
looks_like_utf16(const struct source_file *file)
{
	size_t nuls[2] = { 0, 0 };
	size_t length = file->length < 4096 ? file->length : 4096;

	if (length >= 2 &&
	    (memcmp(file->bytes, "\xFF\xFE", 2) == 0 || memcmp(file->bytes, "\xFE\xFF", 2) == 0))
		return true;
	for (size_t i = 0; i < length; i++)
		nuls[i % 2] += file->bytes[i] == '\0';
	return (nuls[0] > length / 4 && !nuls[1]) || (nuls[1] > length / 4 && !nuls[0]);
}

bool
text_ready(struct arena *arena, struct diags *diags, const struct source_file *file,
    struct plain_text *out)
{
	const char *nul = file->length ? memchr(file->bytes, '\0', file->length) : NULL;
	size_t foreign;

	out->bytes = file->bytes;
	out->length = file->length;
	out->places = NULL;
	out->base = file->base;
	if (file->length && looks_like_utf16(file)) {
		diag_error(diags, one_byte(file, 0), "utf-16",
		    "this text was saved as Unicode with two bytes to a character (UTF-16)");
		diag_note(diags,
		    "save it again with the encoding UTF-8: in Notepad, File, Save as, Encoding");
		return false;
	}
	if (nul) {
		diag_error(diags, one_byte(file, (size_t)(nul - file->bytes)), "not-text",
		    "this is not a text file");
		diag_note(diags,
		    "a policy is plain text; from a word processor, save it as 'plain text', not "
		    "as a document");
		return false;
	}
	foreign = text_first_foreign(file->bytes, file->length);
	if (foreign == file->length)
		return true;
	if (!from_windows(arena, file, out)) {
		diag_error(diags, one_byte(file, foreign), "not-text", "this is not a text file");
		diag_note(diags, "a policy is plain text in the encoding UTF-8");
		return false;
	}
	diag_warning(diags, one_byte(file, foreign), "not-utf8",
	    "this text is not in the encoding UTF-8; it was read as Windows-1252");
	diag_note(diags,
	    "look at the characters outside a to z, such as \xC2\xA3; 'writ fmt' saves the text as "
	    "UTF-8");
	return true;
}
