/* rows_parts: what rows.c and rows_quoted.c share, and nobody else. */
#ifndef INTERP_ROWS_PARTS_H
#define INTERP_ROWS_PARTS_H

#include <csv.h>

#include "interp/rows.h"

struct rows {
	struct rows_source source;
	char delimiter;
	bool only_libcsv;
	char *bytes;
	size_t capacity, start, end;
	bool at_end, stopped;
	uint64_t line;			/* of `start` */
	bool crlf;
	char last;			/* byte that was read; LF before the first */
	struct row_cell *cells;
	uint32_t cell_count, cell_capacity;
	bool too_many_cells;
	struct csv_parser parser;
	bool parser_ready, record_done;
	char *store; /* cells that libcsv gave; until the record is done `at` of a cell is NULL */
	size_t store_length, store_capacity;
	struct csv_parser cell_parser;	/* of single cells in quotes */
	bool cell_parser_ready;
	/* rows_strip.c: the separators from `index_from` to `index_to`, and where in them `start`
	 * stands */
	struct rows_index *index;
	bool indexed, plain_index;
	size_t index_from, index_to;
	uint32_t next_end, next_line, next_odd;
	/* where blocks are kept: those that were left behind, and those that may be filled again */
	bool keeps;
	bool lent;			/* rows of the block that is read now are in other hands */
	struct rows_block *held, *spare;
	struct rows_block *lent_block;	/* one of which that was so; it is not to be released */
	size_t held_bytes;
};

struct rows_block {
	struct rows_block *next;
	char *bytes;
	size_t capacity;
};

/* ---- rows.c ---- */

/* More bytes behind those that are there; false when there are none. */
bool rows_fill(struct rows *rows);

/* The physical line that starts `from` bytes behind the start of the record: its length, and with
 * its line end; false when its end is not there yet. */
bool rows_find_line(struct rows *rows, size_t from, size_t *length, size_t *whole);

/* Hands the record over, or gives it up for its many cells. */
enum rows_result rows_whole(struct rows *rows, struct record *record, size_t length, size_t whole,
    uint64_t lines);

/* Gives the record up and goes on behind its first line, `whole` bytes long. */
enum rows_result rows_broken(struct rows *rows, struct record *record, size_t whole,
    const char *cause, const char *fix);

/* A line without an end as far as memory may go: passed over, in bounded memory. */
enum rows_result rows_too_long(struct rows *rows, struct record *record);

/* False when the row has as many cells as a row may have. */
bool rows_room_for_cell(struct rows *rows);

static inline void
rows_add_cell(struct rows *rows, const char *at, size_t length)
{
	if (rows->cell_count == rows->cell_capacity && !rows_room_for_cell(rows))
		return;
	rows->cells[rows->cell_count].at = at;
	rows->cells[rows->cell_count].length = (uint32_t)length;
	rows->cell_count++;
}

static inline bool
rows_is_space(char byte)
{
	return byte == ' ' || byte == '\t';
}

/* ---- rows_quoted.c ---- */

/* The record at `start`, as libcsv reads it. */
enum rows_result rows_quoted(struct rows *rows, struct record *record);

/* What libcsv makes of a cell in quotes, with the delimiter or line end behind it: is it the text
 * between them, doubled quotes made single? `length` is with both quotes. */
bool rows_quoted_cell(struct rows *rows, const char *at, size_t length);

void rows_drop_parser(struct rows *rows);

#endif
