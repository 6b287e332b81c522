#include "interp/encoding.h"

#include <string.h>

const char *
encoding_name(enum encoding encoding)
{
	switch (encoding) {
	case ENCODING_UTF8:
		return "UTF-8";
	case ENCODING_UTF8_MARK:
		return "UTF-8 with a byte order mark";
	case ENCODING_WINDOWS_1252:
		return "Windows-1252";
	case ENCODING_UTF16LE:
		return "UTF-16LE";
	case ENCODING_UTF16BE:
		return "UTF-16BE";
	}
	return "";
}

static bool
same_word(const char *a, const char *b)
{
	for (; *a != '\0' && *b != '\0'; a++, b++) {
		char c = *a >= 'A' && *a <= 'Z' ? (char)(*a - 'A' + 'a') : *a;

		if (c != *b)
			return false;
	}
	return *a == *b;
}

bool
encoding_named(const char *name, enum encoding *encoding)
{
	static const struct {
		const char *name;
		enum encoding encoding;
	} names[] = {
		{ "utf-8", ENCODING_UTF8 }, { "utf8", ENCODING_UTF8 },
		{ "windows-1252", ENCODING_WINDOWS_1252 }, { "1252", ENCODING_WINDOWS_1252 },
		{ "cp1252", ENCODING_WINDOWS_1252 },
		{ "utf-16le", ENCODING_UTF16LE }, { "utf-16be", ENCODING_UTF16BE }
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (same_word(name, names[i].name)) {
			*encoding = names[i].encoding;
			return true;
		}
	}
	return false;
}

enum encoding
encoding_by_mark(const char *bytes, size_t length, size_t *mark)
{
	*mark = 0;
	if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		*mark = 3;
		return ENCODING_UTF8_MARK;
	}
	if (length >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0) {
		*mark = 2;
		return ENCODING_UTF16LE;
	}
	if (length >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0) {
		*mark = 2;
		return ENCODING_UTF16BE;
	}
	return ENCODING_UTF8;
}

/* The length of the character at the start, 0 when it is wrong, or, cut off, when it could still
 * become right. */
static size_t
utf8_character(const unsigned char *at, size_t length, bool *cut)
{
	size_t size;
	unsigned char low = 0x80, high = 0xBF;

	if (at[0] < 0x80)
		return 1;
	if (at[0] >= 0xC2 && at[0] <= 0xDF) {
		size = 2;
	} else if (at[0] >= 0xE0 && at[0] <= 0xEF) {
		size = 3;
		if (at[0] == 0xE0)
			low = 0xA0;
		if (at[0] == 0xED)
			high = 0x9F;		/* halves of UTF-16 pairs are no characters */
	} else if (at[0] >= 0xF0 && at[0] <= 0xF4) {
		size = 4;
		if (at[0] == 0xF0)
			low = 0x90;
		if (at[0] == 0xF4)
			high = 0x8F;
	} else {
		return 0;
	}
	for (size_t i = 1; i < size; i++) {
		if (i == length) {
			*cut = true;
			return 0;
		}
		if (at[i] < low || at[i] > high)
			return 0;
		low = 0x80;
		high = 0xBF;
	}
	return size;
}

size_t
utf8_valid(const char *bytes, size_t length, bool *cut)
{
	const unsigned char *at = (const unsigned char *)bytes;
	size_t i = 0;

	*cut = false;
	while (i < length) {
		size_t size;

		while (length - i >= 64) {
			uint64_t w[8];

			memcpy(w, bytes + i, sizeof(w));
			if (((w[0] | w[1] | w[2] | w[3] | w[4] | w[5] | w[6] | w[7]) &
			    UINT64_C(0x8080808080808080)) != 0)
				break;
			i += 64;
		}
		while (i < length && at[i] < 0x80)
			i++;
		if (i == length)
			break;
		size = utf8_character(at + i, length - i, cut);
		if (size == 0)
			break;
		i += size;
	}
	return i;
}

void
decoder_init(struct decoder *decoder, enum encoding encoding)
{
	memset(decoder, 0, sizeof(*decoder));
	decoder->encoding = encoding;
}

static size_t
put_character(char *out, uint32_t character)
{
	if (character < 0x80) {
		out[0] = (char)character;
		return 1;
	}
	if (character < 0x800) {
		out[0] = (char)(0xC0 | character >> 6);
		out[1] = (char)(0x80 | (character & 0x3F));
		return 2;
	}
	if (character < 0x10000) {
		out[0] = (char)(0xE0 | character >> 12);
		out[1] = (char)(0x80 | (character >> 6 & 0x3F));
		out[2] = (char)(0x80 | (character & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | character >> 18);
	out[1] = (char)(0x80 | (character >> 12 & 0x3F));
	out[2] = (char)(0x80 | (character >> 6 & 0x3F));
	out[3] = (char)(0x80 | (character & 0x3F));
	return 4;
}

/* 0x80 to 0x9F of Windows-1252; 0 where it is not defined. */
static const uint16_t windows_1252[32] = { 0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020,
	0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C,
	0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178 };

/* The byte of a character of two or three bytes of UTF-8, 0 where there is none. */
static unsigned char
byte_of(uint32_t character)
{
	if (character >= 0xA0 && character <= 0xFF)
		return (unsigned char)character;
	for (unsigned i = 0; i < 32; i++)
		if (windows_1252[i] == character)
			return (unsigned char)(0x80 + i);
	return 0;
}

bool
encoding_to_windows_1252(struct buffer *out, const char *text, size_t length)
{
	const unsigned char *at = (const unsigned char *)text, *end = at + length;

	while (at < end) {
		uint32_t character = 0;
		unsigned char byte = *at;

		if (byte < 0x80) {
			buffer_char(out, (char)byte);
			at++;
			continue;
		}
		if (byte >= 0xC2 && byte < 0xE0 && end - at >= 2) {
			character = (byte & 0x1Fu) << 6 | (at[1] & 0x3Fu);
			at += 2;
		} else if (byte >= 0xE0 && byte < 0xF0 && end - at >= 3) {
			character = (byte & 0x0Fu) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
			at += 3;
		}
		byte = byte_of(character);
		if (character == 0 || byte == 0)
			return false;
		buffer_char(out, (char)byte);
	}
	return true;
}

static size_t
add_windows_1252(struct decoder *decoder, char *out, const char *bytes, size_t length)
{
	size_t used = 0;

	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)bytes[i];
		uint32_t character = byte;

		if (byte < 0x80) {
			out[used++] = bytes[i];
			continue;
		}
		if (byte < 0xA0) {
			character = windows_1252[byte - 0x80];
			if (character == 0) {
				character = byte;
				decoder->damaged++;
			}
		}
		used += put_character(out + used, character);
	}
	return used;
}

/* The unit that starts at `at` in what is left over followed by the new bytes. */
static uint32_t
unit(const struct decoder *decoder, const unsigned char *pair)
{
	if (decoder->encoding == ENCODING_UTF16LE)
		return (uint32_t)pair[0] | (uint32_t)pair[1] << 8;
	return (uint32_t)pair[1] | (uint32_t)pair[0] << 8;
}

static size_t
put_damaged(struct decoder *decoder, char *out)
{
	decoder->damaged++;
	return put_character(out, 0xFFFD);
}

/* What is kept in `rest` is the first half of a pair (2 bytes), half a unit (1 byte), or both (3
 * bytes). */
static size_t
add_utf16(struct decoder *decoder, char *out, const char *bytes, size_t length)
{
	size_t used = 0;

	for (size_t i = 0; i < length; i++) {
		uint32_t first, second;

		decoder->rest[decoder->rest_length++] = (unsigned char)bytes[i];
		if (decoder->rest_length == 2) {
			first = unit(decoder, decoder->rest);
			if (first >= 0xD800 && first <= 0xDBFF)
				continue;	/* the second half must follow */
			if (first >= 0xDC00 && first <= 0xDFFF)
				used += put_damaged(decoder, out + used);
			else
				used += put_character(out + used, first);
			decoder->rest_length = 0;
		} else if (decoder->rest_length == 4) {
			first = unit(decoder, decoder->rest);
			second = unit(decoder, decoder->rest + 2);
			if (second >= 0xDC00 && second <= 0xDFFF) {
				used += put_character(out + used,
				    0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF));
				decoder->rest_length = 0;
				continue;
			}
			used += put_damaged(decoder, out + used);
			if (second >= 0xD800 && second <= 0xDBFF) {
				decoder->rest[0] = decoder->rest[2];
				decoder->rest[1] = decoder->rest[3];
				decoder->rest_length = 2;
				continue;
			}
			used += put_character(out + used, second);
			decoder->rest_length = 0;
		}
	}
	if (length == 0 && decoder->rest_length > 0) {
		used += put_damaged(decoder, out + used);
		decoder->rest_length = 0;
	}
	return used;
}

size_t
decoder_add(struct decoder *decoder, char *out, const char *bytes, size_t length)
{
	switch (decoder->encoding) {
	case ENCODING_WINDOWS_1252:
		return add_windows_1252(decoder, out, bytes, length);
	case ENCODING_UTF16LE:
	case ENCODING_UTF16BE:
		return add_utf16(decoder, out, bytes, length);
	case ENCODING_UTF8:
	case ENCODING_UTF8_MARK:
		break;
	}
	memcpy(out, bytes, length);
	return length;
}

bool
encoding_is_damaged(enum encoding encoding, const char *text, size_t length, const char **what)
{
	for (size_t i = 0; i + 1 < length; i++) {
		if (encoding == ENCODING_WINDOWS_1252 && text[i] == '\xC2' &&
		    (unsigned char)text[i + 1] < 0xA0) {
			*what = "a byte that Windows-1252 does not define (81, 8D, 8F, 90 or 9D)";
			return true;
		}
		if (i + 2 < length && memcmp(text + i, "\xEF\xBF\xBD", 3) == 0 &&
		    (encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE)) {
			*what = "half a character: the file was cut or damaged";
			return true;
		}
	}
	return false;
}
