/*
 * grid_display: how text from data is shown to people. UTF-8 is read glyph by glyph; what could
 * move the cursor, hide or reorder text (C0, DEL, C1, the bidirectional controls U+202A to U+202E
 * and U+2066 to U+2069, line and paragraph separators) or is no UTF-8 is shown as a stand-in: a
 * control picture (U+2400 and following) or U+FFFD.
 *
 * Widths are those of common terminals: combining marks and joiners 0, East Asian wide and emoji 2,
 * all else 1. A small table of ranges, not the whole of Unicode: a glyph outside it only puts a
 * column out of line.
 */
#ifndef INTERP_GRID_DISPLAY_H
#define INTERP_GRID_DISPLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "interp/buffer.h"

struct glyph {
	uint32_t code;
	uint32_t bytes;		/* taken from the text: at least 1 */
	bool valid;		/* false: not UTF-8; one byte was taken */
};

/* The first glyph of a text of at least one byte. Overlong forms, surrogates and codes above
 * U+10FFFF are not valid. */
struct glyph glyph_at(const char *bytes, size_t length);

/* The code to show instead, or the code itself. */
uint32_t glyph_stand_in(struct glyph glyph);
int glyph_width(uint32_t code);

/* In columns of a terminal, stand-ins counted as shown. */
size_t display_width(const char *bytes, size_t length);

/* The text with stand-ins, ready for a terminal. */
void display_add(struct buffer *out, const char *bytes, size_t length);

void utf8_add(struct buffer *out, uint32_t code);

/* The same for a text that is put together, in its place: its line breaks stay, and a form feed
 * where a line begins. */
void display_lines(struct buffer *text);

/* Escaped for HTML text and attributes, stand-ins included. */
void display_add_html(struct buffer *out, const char *bytes, size_t length);

#endif
