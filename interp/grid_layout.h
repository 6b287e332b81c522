/*
 * grid_layout: what a grid shows on a terminal, and how wide each column is. Wrapping is here too;
 * grid_text.c prints.
 *
 * A view is the grid as people see it: a column that only counts the undecided rows of the one
 * before it (grid.h, `beside`) is no column of its own but stands in that one's cells: "13 (+1
 * undecided)", or where that does not fit "13 (+1)", which the view then explains in a note.
 *
 * Widths, as far as needed and in this order: every cell and heading on one line; headings wrapped
 * at blanks; columns of text wrapped; words of headings broken with a hyphen. Figures and words of
 * cells (an outcome, a case's number) stay whole.
 */
#ifndef INTERP_GRID_LAYOUT_H
#define INTERP_GRID_LAYOUT_H

#include "interp/grid.h"

enum { LAYOUT_GAP = 2 };	/* blanks between columns */

struct view {
	struct arena *arena;
	uint32_t columns, rows;
	const char **headings;
	const char **cells;		/* row by row */
	bool *whole;			/* by cell: a figure, never wrapped */
	bool *right;			/* by column: aligned to the right */
	size_t *width;			/* by column, set by view_fit() */
	bool abbreviated;		/* some "(+1)" needs its note */
};

/* `in_words`: "(+1 undecided)" instead of "(+1)". */
void view_make(struct view *view, const struct grid *grid, bool in_words);
/* Settles widths for `room` columns of a terminal; with `squeeze` cells may be wrapped and headings
 * broken. False when it does not fit. The headings then hold the hyphens. */
bool view_fit(struct view *view, size_t room, bool squeeze);

/* How much of `text` goes on a line `width` wide: up to the last blank that fits, or behind the
 * last underscore, or else as many glyphs as fit. */
size_t line_length(const char *text, size_t length, size_t width);
/* Lines a text takes, and the text of one of them; empty past the end. */
uint32_t lines_in(const char *text, size_t width);
const char *line_of(const char *text, size_t width, uint32_t line, size_t *taken);

#endif
