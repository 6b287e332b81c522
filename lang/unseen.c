/*
 * unseen: the characters that show nothing.
 *
 * The source is the Unicode Character Database 15.1: White_Space (PropList.txt), and
 * Default_Ignorable_Code_Point (DerivedCoreProperties.txt), whole. Of the ignorable, those are
 * shapers that join or vary what stands before them. Controls are those of general category Cc.
 * Some are in neither property, and our own: U+2800, a Braille pattern without dots, which is a
 * blank; U+FFF9 to U+FFFB, U+16FE4 and U+1D159, which show nothing either.
 */
#include "lang/unseen.h"

#include <string.h>

#include "lang/arena.h"

static const struct range {
	uint32_t first, last;
	enum unseen kind;
} ranges[] = {
	{ 0x0001, 0x0008, UNSEEN_CONTROL },
	{ 0x0009, 0x000D, UNSEEN_SPACE },	/* tab, line breaks */
	{ 0x000E, 0x001F, UNSEEN_CONTROL },
	{ 0x0020, 0x0020, UNSEEN_SPACE },	/* blank */
	{ 0x007F, 0x0084, UNSEEN_CONTROL },
	{ 0x0085, 0x0085, UNSEEN_SPACE },	/* next line */
	{ 0x0086, 0x009F, UNSEEN_CONTROL },
	{ 0x00A0, 0x00A0, UNSEEN_SPACE },	/* no-break space */
	{ 0x00AD, 0x00AD, UNSEEN_MARK },	/* soft hyphen */
	{ 0x034F, 0x034F, UNSEEN_SHAPER },	/* combining grapheme joiner */
	{ 0x061C, 0x061C, UNSEEN_MARK },	/* Arabic letter mark */
	{ 0x115F, 0x1160, UNSEEN_SHAPER },	/* Hangul fillers */
	{ 0x1680, 0x1680, UNSEEN_SPACE },	/* Ogham space mark */
	{ 0x17B4, 0x17B5, UNSEEN_SHAPER },	/* Khmer inherent vowels */
	{ 0x180B, 0x180D, UNSEEN_SHAPER },	/* Mongolian variation selectors */
	{ 0x180E, 0x180E, UNSEEN_SHAPER },	/* Mongolian vowel separator */
	{ 0x180F, 0x180F, UNSEEN_SHAPER },
	{ 0x2000, 0x200A, UNSEEN_SPACE },	/* en quad to hair space */
	{ 0x200B, 0x200B, UNSEEN_MARK },	/* space of no width */
	{ 0x200C, 0x200D, UNSEEN_SHAPER },	/* joiners of no width */
	{ 0x200E, 0x200F, UNSEEN_MARK },	/* marks of direction */
	{ 0x2028, 0x2029, UNSEEN_SPACE },	/* line and paragraph separators */
	{ 0x202A, 0x202E, UNSEEN_MARK },	/* embeddings and overrides of direction */
	{ 0x202F, 0x202F, UNSEEN_SPACE },	/* narrow no-break space */
	{ 0x205F, 0x205F, UNSEEN_SPACE },	/* mathematical space */
	{ 0x2060, 0x206F, UNSEEN_MARK },	/* word joiner, invisible operators, isolates */
	{ 0x2800, 0x2800, UNSEEN_SPACE },	/* ours: Braille pattern without dots */
	{ 0x3000, 0x3000, UNSEEN_SPACE },	/* ideographic space */
	{ 0x3164, 0x3164, UNSEEN_MARK },	/* Hangul filler */
	{ 0xFE00, 0xFE0F, UNSEEN_SHAPER },	/* variation selectors */
	{ 0xFEFF, 0xFEFF, UNSEEN_MARK },	/* byte order mark */
	{ 0xFFA0, 0xFFA0, UNSEEN_MARK },	/* Hangul filler of half width */
	{ 0xFFF0, 0xFFF8, UNSEEN_MARK },	/* not assigned */
	{ 0xFFF9, 0xFFFB, UNSEEN_MARK },	/* ours: annotations */
	{ 0x16FE4, 0x16FE4, UNSEEN_SHAPER },	/* ours: Khitan filler */
	{ 0x1BCA0, 0x1BCA3, UNSEEN_SHAPER },	/* shorthand format controls */
	{ 0x1D159, 0x1D159, UNSEEN_MARK },	/* ours: musical notehead without a shape */
	{ 0x1D173, 0x1D17A, UNSEEN_MARK },	/* musical format controls */
	{ 0xE0000, 0xE001F, UNSEEN_MARK },
	{ 0xE0020, 0xE007F, UNSEEN_SHAPER },	/* tags: the flags of England and Scotland */
	{ 0xE0080, 0xE00FF, UNSEEN_MARK },
	{ 0xE0100, 0xE01EF, UNSEEN_SHAPER },	/* variation selectors */
	{ 0xE01F0, 0xE0FFF, UNSEEN_MARK }
};

enum unseen
unseen_kind(uint32_t character)
{
	size_t low = 0, high = sizeof(ranges) / sizeof(ranges[0]);

	if (character > ' ' && character < 0x7F)
		return SEEN;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (character > ranges[middle].last)
			low = middle + 1;
		else if (character < ranges[middle].first)
			high = middle;
		else
			return ranges[middle].kind;
	}
	return SEEN;
}

/* The character at the start of `text`; one byte of it where that is no UTF-8. */
static size_t
decode(const char *text, size_t length, uint32_t *character)
{
	unsigned char lead = (unsigned char)text[0];
	size_t size = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;

	*character = lead < 0x80 ? lead : 0xFFFD;
	if (size == 1 || size > length)
		return 1;
	*character = lead & (0x7Fu >> size);
	for (size_t i = 1; i < size; i++) {
		unsigned char byte = (unsigned char)text[i];

		if ((byte & 0xC0) != 0x80) {
			*character = 0xFFFD;
			return 1;
		}
		*character = *character << 6 | (byte & 0x3F);
	}
	return size;
}

size_t
unseen_step(const char *text, size_t length, enum unseen *kind)
{
	uint32_t character;
	size_t size = decode(text, length, &character);

	*kind = unseen_kind(character);
	return size;
}

bool
text_is_unseen(const char *text, size_t length)
{
	for (size_t i = 0; i < length;) {
		enum unseen kind;

		i += unseen_step(text + i, length - i, &kind);
		if (kind == SEEN)
			return false;
	}
	return true;
}

/* Eight bytes, none of them zero or beyond ASCII. */
static bool
eight_are_ascii(const char *text)
{
	static const uint64_t ones = UINT64_C(0x0101010101010101),
	    highs = UINT64_C(0x8080808080808080);
	uint64_t word;

	memcpy(&word, text, sizeof(word));
	return ((word | (word - ones)) & highs) == 0;
}

bool
text_is_ascii(const char *text, size_t length)
{
	bool ascii = true;

	for (size_t i = 0; i < length && length < 8; i++)
		ascii &= text[i] != '\0' && (unsigned char)text[i] < 0x80;
	for (size_t i = 8; i <= length; i += 8)
		ascii &= eight_are_ascii(text + i - 8);
	/* The last eight, of which some may have been seen. */
	return ascii && (length <= 8 || eight_are_ascii(text + length - 8));
}

/* Latin letters carry their marks with them: nothing that shows nothing belongs to one. */
static bool
may_be_shaped(uint32_t character)
{
	return character >= 0x0300 && character != 0xFFFD && unseen_kind(character) == SEEN;
}

void
text_trim(const char **text, size_t *length)
{
	const char *at = *text;
	size_t end = 0;
	bool shaped = false;
	enum unseen kind;

	/* as nearly every cell is, and most of the rest but for blanks */
	while (*length > 0 && *at == ' ') {
		at++;
		(*length)--;
	}
	while (*length > 0 && at[*length - 1] == ' ')
		(*length)--;
	*text = at;
	if (*length == 0 || (at[0] > ' ' && at[0] < 0x7F && at[*length - 1] > ' ' &&
	    at[*length - 1] < 0x7F))
		return;
	while (*length > 0) {
		size_t size = unseen_step(*text, *length, &kind);

		if (kind == SEEN)
			break;
		*text += size;
		*length -= size;
	}
	for (size_t i = 0; i < *length;) {
		uint32_t character;

		i += decode(*text + i, *length - i, &character);
		kind = unseen_kind(character);
		if (kind == SEEN)
			shaped = may_be_shaped(character);
		else if (kind != UNSEEN_SHAPER)
			shaped = false;
		if (kind == SEEN || (kind == UNSEEN_SHAPER && shaped))
			end = i;
	}
	*length = end;
}

bool
text_has_unseen(const char *text, size_t length)
{
	if (text_is_ascii(text, length))
		return false;
	for (size_t i = 0; i < length;) {
		enum unseen kind;
		size_t size = unseen_step(text + i, length - i, &kind);

		if (kind == UNSEEN_MARK || kind == UNSEEN_SHAPER ||
		    (kind == UNSEEN_SPACE && size > 1))
			return true;
		i += size;
	}
	return false;
}

size_t
text_clean(char *out, const char *text, size_t length, bool spaces)
{
	size_t used = 0;
	bool shaped = false;

	for (size_t i = 0, size; i < length; i += size) {
		uint32_t character;
		enum unseen kind;

		size = decode(text + i, length - i, &character);
		kind = unseen_kind(character);
		if (kind == UNSEEN_MARK || (kind == UNSEEN_SHAPER && !shaped))
			continue;
		if (kind != UNSEEN_SHAPER)
			shaped = may_be_shaped(character);
		if (spaces && kind == UNSEEN_SPACE && size > 1) {
			out[used++] = ' ';
			continue;
		}
		memmove(out + used, text + i, size);
		used += size;
	}
	return used;
}

const char *
text_seen(struct arena *arena, const char *text, size_t *length, bool spaces)
{
	if (text_has_unseen(text, *length)) {
		char *out = arena_alloc(arena, *length + 1);

		*length = text_clean(out, text, *length, spaces);
		out[*length] = '\0';
		text = out;
	}
	text_trim(&text, length);
	return text;
}
