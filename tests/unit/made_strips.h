/*
 * made_strips: the records of some bytes as one text, read in one of four ways: with strips and
 * rows_next() in turn, with the instructions of the processor or without; with rows_next() alone;
 * with libcsv for every line. All four must give the same text.
 */
#ifndef TESTS_UNIT_MADE_STRIPS_H
#define TESTS_UNIT_MADE_STRIPS_H

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "interp/buffer.h"
#include "interp/rows_strip.h"

enum made_way { MADE_STRIPS, MADE_PLAIN_STRIPS, MADE_NEXT, MADE_LIBCSV, MADE_WAYS };

struct made_bytes {
	const char *bytes;
	size_t length, step, at;
};

static inline int
made_bytes_read(void *context, char *out, size_t *length)
{
	struct made_bytes *from = context;
	size_t left = from->length - from->at;

	*length = left < from->step ? left : from->step;
	if (*length > 0)
		memcpy(out, from->bytes + from->at, *length);
	from->at += *length;
	return *length > 0;
}

static inline void
made_record(struct buffer *out, const struct record *record)
{
	buffer_printf(out, "%" PRIu64 "+%" PRIu64, record->line, record->lines);
	for (uint32_t i = 0; i < record->count; i++) {
		buffer_char(out, '|');
		if (record->cells[i].length > 0)
			buffer_add(out, record->cells[i].at, record->cells[i].length);
	}
	buffer_text(out, "<");
	buffer_add(out, record->raw, record->raw_length);
	buffer_text(out, ">\n");
}

/* Each row of a strip; its cells by themselves must be those of the record. */
static inline uint32_t
made_strip(struct buffer *out, struct rows *rows, const struct rows_strip *strip)
{
	struct record record;

	for (uint32_t row = 0; row < strip->rows; row++) {
		rows_strip_record(rows, strip, row, &record);
		if (record.line != strip->line[row] ||
		    (record.lines > 1) != (strip->several_lines >> row & 1))
			abort();
		made_record(out, &record);
		for (uint32_t i = 0; i < strip->cells; i++) {
			struct row_cell cell = rows_strip_cell(strip, row, i);

			if (cell.length > 0 && memchr(cell.at, '"', cell.length) != NULL) {
				if ((strip->doubled >> row & 1) == 0)
					abort();
				continue;
			}
			if (cell.length != record.cells[i].length || (cell.length > 0 &&
			    memcmp(cell.at, record.cells[i].at, cell.length) != 0))
				abort();
		}
	}
	return strip->rows;
}

/* How many rows came in strips. */
static inline uint64_t
made_records(struct buffer *out, struct made_bytes from, char delimiter, uint32_t cells,
    enum made_way way)
{
	struct rows *rows = rows_make((struct rows_source){ made_bytes_read, &from, from.step },
	    delimiter);
	struct rows_strip strip;
	struct record record;
	uint64_t in_strips = 0;
	enum rows_result result;

	buffer_clear(out);
	buffer_text(out, "");
	rows_only_libcsv(rows, way == MADE_LIBCSV);
	rows_only_plain(rows, way == MADE_PLAIN_STRIPS);
	if (way == MADE_STRIPS)
		rows_keep(rows);
	do {
		while (way <= MADE_PLAIN_STRIPS && rows_strip(rows, cells, STRIP_ROWS, &strip))
			in_strips += made_strip(out, rows, &strip);
		rows_release(rows);
		result = rows_next(rows, &record);
		if (result == ROWS_RECORD)
			made_record(out, &record);
		else if (result == ROWS_BROKEN)
			buffer_printf(out, "%" PRIu64 "!%" PRIu64 ":%" PRIu64 " %s\n", record.line,
			    record.wrong_line, record.wrong_column, record.cause);
	} while (result != ROWS_END);
	buffer_printf(out, "%" PRIu64 " lines%s%s\n", rows_lines(rows),
	    rows_saw_crlf(rows) ? ", CR LF" : "", rows_open_ended(rows) ? ", open" : "");
	rows_free(rows);
	return in_strips;
}

#endif
