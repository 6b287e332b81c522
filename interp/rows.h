/*
 * rows: UTF-8 bytes to records, the seam between bytes and columns.
 *
 * A record is one row of the file: its cells, the physical line it starts on, and its bytes as they
 * stand. Lines end in LF, CR LF or a lone CR, and are counted inside quotes too. libcsv in strict
 * mode is the judge of quotes: every line that holds one goes through it, a line a call. In a line
 * without a quote there is nothing to judge: cells are what lies between the delimiters, blanks and
 * tabs round them dropped, and an empty line is no record, all exactly as libcsv has it (the two
 * are compared in the tests); that is three times as fast, and the cells lie in the block as it was
 * read. Most rows need not be made records at all: see rows_strip.h.
 *
 * A broken record is answered as ROWS_BROKEN with the cause, and reading goes on with the physical
 * line after the one it began on: a quote that was never closed costs its own row and nothing else.
 * No record may be longer than ROWS_MAX_BYTES: memory is bounded, and a line longer than that is
 * passed over to its end. One that runs over more than ROWS_MAX_LINES lines is broken, a quote left
 * open most likely: where it does close, reading goes on behind it, for its lines are the inside of
 * a cell and no rows; where it never does, with its second line.
 */
#ifndef INTERP_ROWS_H
#define INTERP_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	/* far more than a spreadsheet cell (32,767 characters) times a row of them */
	ROWS_MAX_BYTES = 64 * 1024 * 1024,
	ROWS_MAX_LINES = 10000,
	ROWS_MAX_CELLS = 65536			/* a spreadsheet ends at 16,384 columns */
};

/* Bytes behind the start of a cell that may be looked at, however short it is: readers of cells
 * take eight at once. What lies behind a cell's end is of no meaning. */
enum { ROWS_BEHIND = 32 };

struct row_cell {
	const char *at;		/* not NUL-terminated; of no meaning with length 0 */
	uint32_t length;
};

struct record {
	uint64_t line;			/* physical line it starts on, from 1 */
	uint64_t lines;			/* ROWS_RECORD: how many it runs over */
	const struct row_cell *cells;
	uint32_t count;
	const char *raw;		/* as it stands in the file, without its line end */
	size_t raw_length;
	const char *cause, *fix;	/* ROWS_BROKEN: constants */
	uint64_t wrong_line;		/* ROWS_BROKEN: where it went wrong */
	uint64_t wrong_column;		/* in characters, from 1 */
};

enum rows_result {
	ROWS_RECORD,
	ROWS_BROKEN,
	ROWS_END,
	ROWS_STOPPED		/* the source gave up; it knows why */
};

/* Puts at most `room` bytes to `out` (INTAKE_ROOM of intake.h at least); 1 for bytes, 0 at the end,
 * -1 to stop. */
struct rows_source {
	int (*read)(void *context, char *out, size_t *length);
	void *context;
	size_t room;
};

struct rows;

struct rows *rows_make(struct rows_source source, char delimiter);

/* Of bytes that are all there; `memory` has to stay as long as the rows. */
struct rows_memory {
	const char *bytes;
	size_t length;
	size_t given;			/* 0 at first */
};

struct rows *rows_of_memory(struct rows_memory *memory, char delimiter);

/* Back to the first line: the source was put back to its start. */
void rows_restart(struct rows *rows, char delimiter);

/* The record lives until the next call. */
enum rows_result rows_next(struct rows *rows, struct record *record);

uint64_t rows_lines(const struct rows *rows);	/* physical lines so far */
bool rows_saw_crlf(const struct rows *rows);
/* At the end: the last line has no line end. */
bool rows_open_ended(const struct rows *rows);

/* From now on cells of plain lines, and of strips, live until rows_release(), not only until the
 * next record: blocks that are read to their end are put by. rows_held() says how much that is. */
void rows_keep(struct rows *rows);
void rows_release(struct rows *rows);
size_t rows_held(const struct rows *rows);

/* For rows that are still needed while the next are read: takes all blocks that were put by, and
 * has the one that is read now put by in its turn. They are given back in the order in which they
 * were taken. */
struct rows_block;
struct rows_block *rows_take_held(struct rows *rows);
void rows_give_back(struct rows *rows, struct rows_block *blocks);

/* For the tests: every line through libcsv, no strips; and strips without the instructions of the
 * processor (rows_index.h). */
void rows_only_libcsv(struct rows *rows, bool only);
void rows_only_plain(struct rows *rows, bool only);

void rows_free(struct rows *rows);

#endif
