/*
 * grid: a finished table of texts, ready to print: a report, the summary, the list that needs a
 * person. Owned by an arena. The same grid gives CSV, aligned text, HTML and JSON, so the four can
 * never disagree.
 */
#ifndef INTERP_GRID_H
#define INTERP_GRID_H

#include <stdbool.h>
#include <stdint.h>

#include "interp/buffer.h"
#include "lang/arena.h"
#include "lang/type.h"

struct grid_column {
	const char *name;		/* machine name: JSON, --columns */
	const char *heading;		/* CSV, HTML, terminal */
	enum kind kind;			/* numbers align right */
};

struct grid_cell {
	const char *plain;		/* SPELL_PLAIN; "" for nothing and unknown */
	const char *reader;		/* SPELL_READER */
	bool unknown;			/* shown as "cannot be decided" to people */
};

struct grid {
	const char *name, *title;
	const char *as_at;		/* "2022-05-31", or NULL */
	struct grid_column *columns;
	uint32_t column_count;
	/* by column: it counts the undecided rows of the column before it; NULL: none does */
	const bool *beside;
	/* by column: the labels of a `bands` column, whose words HTML sets on grounds (bandtint.h);
	 * or NULL */
	const struct label_set **bands;
	struct grid_cell *cells;	/* row by row */
	uint32_t row_count;
	uint32_t row_capacity;
	bool has_total;			/* the last row is the total */
	const char **notes;		/* printed underneath */
	uint32_t note_count;
	struct arena *arena;
};

struct grid *grid_make(struct arena *arena, const char *name, const char *title,
    uint32_t column_count);
/* A new row of empty cells; returns its first cell, valid until the next row is added. */
struct grid_cell *grid_add_row(struct grid *grid);
void grid_add_note(struct grid *grid, const char *note);
/* CSV and JSON have a column of their own for undecided rows; people read them behind the figure:
 * "13 (+1 undecided)". False past the last. */
bool grid_is_beside(const struct grid *grid, uint32_t column);

/* CSV as the record has it: headings first, LF, quoted only where needed, formula cells neutralised
 * and counted. */
void grid_csv(struct buffer *out, const struct grid *grid, bool excel, uint64_t *neutralised);
/* Aligned for a terminal `width` columns wide; `colour` as a second signal only; control characters
 * shown as stand-ins. */
void grid_text(struct buffer *out, const struct grid *grid, int width, bool colour);
/* columns from which on a table is `wide`, and `broad`, in HTML */
enum { GRID_WIDE = 7, GRID_BROAD = 10 };
/* A <table> with caption, th scope, and its notes; all rows, or only the first of them and the
 * total. */
void grid_html(struct buffer *out, const struct grid *grid);
void grid_html_first(struct buffer *out, const struct grid *grid, uint32_t at_most);
/* The word of a band on its ground. */
void grid_html_band(struct buffer *out, const struct label_set *bands, uint32_t label);
/* `as_at` in words: "31 May 2022". */
void grid_html_day(struct buffer *out, const struct grid *grid);
void grid_json(struct buffer *out, const struct grid *grid);

#endif
