/*
 * rows_strip: rows of the usual shape, many at once, beside rows_next() of rows.h.
 *
 * A strip is a run of rows that lie one behind the other in the block that was read, each with a
 * line end of its own and with as many cells as asked for. Nothing is copied: a cell is a stretch
 * of the block. A cell in quotes counts as usual when its quotes stand at its very ends and those
 * between them are doubled; libcsv judges it all the same, the cell alone, and must give just that
 * text. Whatever is not so (an empty line, too few cells, a lone CR, a quote within a cell, the
 * last line without an end) ends the strip: it is left to rows_next(), record by record, and then
 * there may be another strip.
 *
 * So rows_strip() and rows_next() in turn give the records that rows_next() alone would, which the
 * tests and the fuzz harness compare byte for byte.
 */
#ifndef INTERP_ROWS_STRIP_H
#define INTERP_ROWS_STRIP_H

#include "interp/rows.h"

enum { STRIP_ROWS = 64 };	/* at most: a bit a row makes a word */

struct rows_strip {
	uint32_t rows;
	uint64_t line[STRIP_ROWS];	/* physical, where the row starts */
	uint64_t doubled;		/* rows with doubled quotes in some cell: see below */
	uint64_t several_lines;		/* rows that run over more than one */
	const char *bytes;		/* what places count from */
	const uint32_t *ends;		/* places behind the cells (rows_index.h); by row ... */
	uint32_t first[STRIP_ROWS];	/* ... the one behind its first cell */
	uint32_t cells;			/* of each row */
};

/* The next rows, at most `most` of them, each of `cells` cells; false when the next record is one
 * for rows_next(). What a strip points to lives until rows_release() where blocks are kept, and
 * until rows_next() otherwise. */
bool rows_strip(struct rows *rows, uint32_t cells, uint32_t most, struct rows_strip *strip);

/* One row as a record; it lives until rows_next() or the next call. */
void rows_strip_record(struct rows *rows, const struct rows_strip *strip, uint32_t row,
    struct record *record);

/* A cell without the blanks, CR and quotes round it. */
struct row_cell rows_strip_trimmed(const char *at, uint32_t length);

/* Doubled quotes are still doubled in it: a cell with a quote in it is to be had as part of a
 * record only. */
static inline struct row_cell
rows_strip_cell(const struct rows_strip *strip, uint32_t row, uint32_t cell)
{
	const uint32_t *behind = strip->ends + strip->first[row] + cell;
	const char *at = strip->bytes + behind[-1];
	uint32_t length = behind[0] - 1 - behind[-1];

	/* A blank, a tab, CR or a quote: all are at or before '"'. Of an empty cell it is what
	 * stands behind it that is looked at, so that whether a cell is empty takes no jump. */
	if (((unsigned char)at[0] <= '"') |
	    ((unsigned char)at[length - (length > 0)] <= ' '))
		return rows_strip_trimmed(at, length);
	return (struct row_cell){ at, length };
}

#endif
