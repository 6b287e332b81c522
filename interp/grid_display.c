/* One glyph at a time; nothing here knows of tables. */
#include "interp/grid_display.h"

#include <string.h>

struct range {
	uint32_t first, last;
};

static const struct range zero_width[] = { { 0x0300, 0x036f }, { 0x0483, 0x0489 },
	{ 0x0591, 0x05bd }, { 0x0610, 0x061a }, { 0x064b, 0x065f }, { 0x0e31, 0x0e31 },
	{ 0x0e34, 0x0e3a }, { 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff }, { 0x200b, 0x200f },
	{ 0x2060, 0x2064 }, { 0x20d0, 0x20ff }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f },
	{ 0xfeff, 0xfeff }, { 0xe0100, 0xe01ef } };

static const struct range double_width[] = { { 0x1100, 0x115f }, { 0x2e80, 0x303e },
	{ 0x3041, 0x33ff }, { 0x3400, 0x4dbf }, { 0x4e00, 0x9fff }, { 0xa000, 0xa4cf },
	{ 0xac00, 0xd7a3 }, { 0xf900, 0xfaff }, { 0xfe30, 0xfe6f }, { 0xff00, 0xff60 },
	{ 0xffe0, 0xffe6 }, { 0x1f300, 0x1f64f }, { 0x1f680, 0x1f6ff }, { 0x1f900, 0x1f9ff },
	{ 0x20000, 0x3fffd } };

static bool
in_ranges(uint32_t code, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (code >= ranges[i].first && code <= ranges[i].last)
			return true;
	return false;
}

struct glyph
glyph_at(const char *bytes, size_t length)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *at = (const unsigned char *)bytes;
	struct glyph bad = { 0xfffd, 1, false }, glyph = { 0, 1, true };

	if (at[0] < 0x80) {
		glyph.code = at[0];
		return glyph;
	}
	if (at[0] >= 0xc2 && at[0] <= 0xdf) {
		glyph.bytes = 2;
		glyph.code = at[0] & 0x1fu;
	} else if ((at[0] & 0xf0) == 0xe0) {
		glyph.bytes = 3;
		glyph.code = at[0] & 0x0fu;
	} else if (at[0] >= 0xf0 && at[0] <= 0xf4) {
		glyph.bytes = 4;
		glyph.code = at[0] & 0x07u;
	} else {
		return bad;
	}
	if (glyph.bytes > length)
		return bad;
	for (uint32_t i = 1; i < glyph.bytes; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return bad;
		glyph.code = glyph.code << 6 | (at[i] & 0x3fu);
	}
	if (glyph.code < least[glyph.bytes] || glyph.code > 0x10ffff ||
	    (glyph.code >= 0xd800 && glyph.code <= 0xdfff))
		return bad;
	return glyph;
}

uint32_t
glyph_stand_in(struct glyph glyph)
{
	uint32_t code = glyph.code;

	if (code < 0x20)
		return 0x2400 + code;
	if (code == 0x7f)
		return 0x2421;
	if ((code >= 0x80 && code <= 0x9f) || (code >= 0x202a && code <= 0x202e) ||
	    (code >= 0x2066 && code <= 0x2069) || code == 0x2028 || code == 0x2029)
		return 0xfffd;
	return code;
}

int
glyph_width(uint32_t code)
{
	if (code < 0x300)
		return 1;
	if (in_ranges(code, zero_width, sizeof zero_width / sizeof zero_width[0]))
		return 0;
	return in_ranges(code, double_width, sizeof double_width / sizeof double_width[0]) ? 2 : 1;
}

size_t
display_width(const char *bytes, size_t length)
{
	size_t width = 0;

	for (size_t at = 0; at < length;) {
		struct glyph glyph = glyph_at(bytes + at, length - at);

		width += (size_t)glyph_width(glyph_stand_in(glyph));
		at += glyph.bytes;
	}
	return width;
}

void
utf8_add(struct buffer *out, uint32_t code)
{
	if (code < 0x80) {
		buffer_char(out, (char)code);
		return;
	}
	if (code < 0x800) {
		buffer_char(out, (char)(0xc0 | code >> 6));
	} else {
		if (code < 0x10000) {
			buffer_char(out, (char)(0xe0 | code >> 12));
		} else {
			buffer_char(out, (char)(0xf0 | code >> 18));
			buffer_char(out, (char)(0x80 | (code >> 12 & 0x3f)));
		}
		buffer_char(out, (char)(0x80 | (code >> 6 & 0x3f)));
	}
	buffer_char(out, (char)(0x80 | (code & 0x3f)));
}

void
display_add(struct buffer *out, const char *bytes, size_t length)
{
	for (size_t at = 0; at < length;) {
		struct glyph glyph = glyph_at(bytes + at, length - at);

		utf8_add(out, glyph_stand_in(glyph));
		at += glyph.bytes;
	}
}

void
display_add_html(struct buffer *out, const char *bytes, size_t length)
{
	for (size_t at = 0; at < length;) {
		struct glyph glyph = glyph_at(bytes + at, length - at);
		uint32_t code = glyph_stand_in(glyph);

		at += glyph.bytes;
		if (code == '&')
			buffer_text(out, "&amp;");
		else if (code == '<')
			buffer_text(out, "&lt;");
		else if (code == '>')
			buffer_text(out, "&gt;");
		else if (code == '"')
			buffer_text(out, "&quot;");
		else if (code == '\'')
			buffer_text(out, "&#39;");
		else
			utf8_add(out, code);
	}
}

void
display_lines(struct buffer *text)
{
	struct buffer raw = *text;

	*text = (struct buffer)BUFFER_INIT;
	for (size_t at = 0; at < raw.length;) {
		const char *line = raw.at + at, *end = memchr(line, '\n', raw.length - at);
		size_t length = end == NULL ? raw.length - at : (size_t)(end - line);
		bool sheet = length > 0 && *line == '\f';

		buffer_text(text, sheet ? "\f" : "");
		display_add(text, line + sheet, length - sheet);
		buffer_text(text, end == NULL ? "" : "\n");
		at += length + (end != NULL);
	}
	buffer_release(&raw);
}
