/*
 * How to read this file: rows_next() looks at the line that starts at `start`. split_line() finds
 * its cells, or that it holds a quote, or that its end is not in the buffer yet. Whatever holds a
 * quote goes to judged_record(), which feeds libcsv line by line. Nothing before `start` is looked
 * at again; fill() moves what is left to the front, so positions inside a record are kept as
 * distances from `start`.
 */
#include "interp/rows.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "lang/arena.h"

enum { SLACK = 32 }; /* readable bytes behind the last: lines are looked at 16 bytes at a time */

struct rows {
	struct rows_source source;
	char delimiter;
	bool only_libcsv;
	char *bytes;
	size_t capacity, start, end;
	bool at_end, stopped;
	uint64_t line;			/* of `start` */
	bool crlf;
	struct row_cell *cells;
	uint32_t cell_count, cell_capacity;
	bool too_many_cells;
	struct csv_parser parser;
	bool parser_ready, record_done;
	char *store; /* cells that libcsv gave; until the record is done `at` of a cell is NULL */
	size_t store_length, store_capacity;
};

struct rows *
rows_make(struct rows_source source, char delimiter)
{
	struct rows *rows = memory_grow(NULL, 1, sizeof(*rows));

	memset(rows, 0, sizeof(*rows));
	rows->source = source;
	rows_restart(rows, delimiter);
	return rows;
}

static void
drop_parser(struct rows *rows)
{
	/* Never csv_fini() here: after a mistake it would hand over half a row as if it were whole.
	 */
	if (rows->parser_ready)
		csv_free(&rows->parser);
	rows->parser_ready = false;
}

void
rows_restart(struct rows *rows, char delimiter)
{
	drop_parser(rows);
	rows->delimiter = delimiter;
	rows->start = rows->end = 0;
	rows->at_end = rows->stopped = false;
	rows->line = 1;
	rows->crlf = false;
}

void
rows_only_libcsv(struct rows *rows, bool only)
{
	rows->only_libcsv = only;
}

/* More bytes behind those that are there; false when there are none. */
static bool
fill(struct rows *rows)
{
	size_t length, left = rows->end - rows->start;
	int got;

	if (rows->at_end || rows->stopped)
		return false;
	if (rows->start > 0) {
		memmove(rows->bytes, rows->bytes + rows->start, left);
		rows->start = 0;
		rows->end = left;
	}
	if (rows->capacity < rows->end + rows->source.room + SLACK) {
		rows->capacity = rows->end + rows->source.room + SLACK + rows->end / 2;
		rows->bytes = memory_grow(rows->bytes, rows->capacity, 1);
	}
	got = rows->source.read(rows->source.context, rows->bytes + rows->end, &length);
	if (got < 0) {
		rows->stopped = true;
		return false;
	}
	if (got == 0) {
		rows->at_end = true;
		return false;
	}
	rows->end += length;
	memset(rows->bytes + rows->end, 0, SLACK);
	return true;
}

/* False when the row has as many cells as a row may have. */
static bool
room_for_cell(struct rows *rows)
{
	if (rows->cell_count == ROWS_MAX_CELLS) {
		rows->too_many_cells = true;
		return false;
	}
	rows->cell_capacity = rows->cell_capacity == 0 ? 64 : rows->cell_capacity * 2;
	rows->cells = memory_grow(rows->cells, rows->cell_capacity, sizeof(*rows->cells));
	return true;
}

static inline void
add_cell(struct rows *rows, const char *at, size_t length)
{
	if (rows->cell_count == rows->cell_capacity && !room_for_cell(rows))
		return;
	rows->cells[rows->cell_count].at = at;
	rows->cells[rows->cell_count].length = (uint32_t)length;
	rows->cell_count++;
}

/* ---- lines without a quote ---- */

/* One bit a byte of the next 16 (or 8): the delimiter, a quote, LF or CR. */
#if defined(__SSE2__)
typedef uint32_t mark_bits;
enum { MARK_STEP = 16 };

static inline mark_bits
marks_in(const char *at, char delimiter)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
	__m128i ends = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')),
	    _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')));
	__m128i others = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
	    _mm_cmpeq_epi8(bytes, _mm_set1_epi8(delimiter)));

	return (mark_bits)_mm_movemask_epi8(_mm_or_si128(ends, others));
}
#else
typedef uint32_t mark_bits;
enum { MARK_STEP = 8 };

static inline mark_bits
marks_in(const char *at, char delimiter)
{
	mark_bits marks = 0;

	for (int i = 0; i < MARK_STEP; i++)
		marks |= (mark_bits)(at[i] == delimiter || at[i] == '"' || at[i] == '\n' ||
		    at[i] == '\r')
		    << i;
	return marks;
}
#endif

enum split { SPLIT_LINE, SPLIT_QUOTE, SPLIT_NO_END };

static inline bool
is_space(char byte)
{
	return byte == ' ' || byte == '\t';
}

static inline void
add_plain_cell(struct rows *rows, const char *from, const char *to)
{
	char delimiter = rows->delimiter;

	while (from < to && is_space(*from) && *from != delimiter)
		from++;
	while (to > from && is_space(to[-1]))
		to--;
	add_cell(rows, from, (size_t)(to - from));
}

/* The cells of the line at `start`; `*length` is its length, `*whole` that with its line end. */
static enum split
split_line(struct rows *rows, size_t *length, size_t *whole)
{
	const char *start = rows->bytes + rows->start, *end = rows->bytes + rows->end,
	    *from = start;
	char delimiter = rows->delimiter;

	rows->cell_count = 0;
	for (const char *at = start; at < end; at += MARK_STEP) {
		for (mark_bits marks = marks_in(at, delimiter); marks != 0; marks &= marks - 1) {
			const char *mark = at + __builtin_ctz(marks);

			if (mark >= end)
				break; /* what lies behind the end is left over from before */
			if (*mark == delimiter) {
				add_plain_cell(rows, from, mark);
				from = mark + 1;
				continue;
			}
			if (*mark == '"')
				return SPLIT_QUOTE;
			*length = (size_t)(mark - start);
			*whole = *length + 1;
			if (*mark == '\r') {
				if (mark + 1 == end && !rows->at_end)
					return SPLIT_NO_END;
				if (mark + 1 < end && mark[1] == '\n') {
					*whole += 1;
					rows->crlf = true;
				}
			}
			add_plain_cell(rows, from, mark);
			return SPLIT_LINE;
		}
	}
	if (!rows->at_end)
		return SPLIT_NO_END;
	*length = *whole = (size_t)(end - start);
	add_plain_cell(rows, from, end);
	return SPLIT_LINE;
}

/* ---- lines with a quote: libcsv ---- */

static void
on_cell(void *text, size_t length, void *data)
{
	struct rows *rows = data;

	if (rows->store_capacity - rows->store_length < length) {
		rows->store_capacity = 2 * (rows->store_capacity + length) + 256;
		rows->store = memory_grow(rows->store, rows->store_capacity, 1);
	}
	if (length > 0)
		memcpy(rows->store + rows->store_length, text, length);
	rows->store_length += length;
	add_cell(rows, NULL, length);
}

static void
on_row(int ending, void *data)
{
	struct rows *rows = data;

	(void)ending;
	rows->record_done = true;
}

/* The physical line that starts `from` bytes behind the start of the record; false when its end is
 * not there yet. */
static bool
find_line(struct rows *rows, size_t from, size_t *length, size_t *whole)
{
	const char *start = rows->bytes + rows->start + from, *end = rows->bytes + rows->end, *at,
	    *return_at;

	at = memchr(start, '\n', (size_t)(end - start));
	return_at = memchr(start, '\r', (size_t)((at != NULL ? at : end) - start));
	if (return_at != NULL) {
		if (return_at + 1 == end && !rows->at_end)
			return false;
		*length = (size_t)(return_at - start);
		*whole = *length + 1;
		if (return_at + 1 < end && return_at[1] == '\n') {
			*whole += 1;
			rows->crlf = true;
		}
		return true;
	}
	if (at == NULL && !rows->at_end)
		return false;
	*length = (size_t)((at != NULL ? at : end) - start);
	*whole = *length + (at != NULL ? 1 : 0);
	return true;
}

static uint64_t
characters(const char *bytes, size_t length)
{
	uint64_t count = 0;

	for (size_t i = 0; i < length; i++)
		count += ((unsigned char)bytes[i] & 0xC0) != 0x80;
	return count;
}

/* Where the last quote that opens a cell stands, in bytes from the start of the record. */
static size_t
last_opening(const char *raw, size_t length, char delimiter)
{
	size_t opening = 0;
	bool fresh = true, inside = false;

	for (size_t i = 0; i < length; i++) {
		if (inside) {
			if (raw[i] == '"' && i + 1 < length && raw[i + 1] == '"')
				i++;
			else if (raw[i] == '"')
				inside = false;
		} else if (raw[i] == delimiter) {
			fresh = true;
		} else if (raw[i] == '"' && fresh) {
			opening = i;
			inside = true;
			fresh = false;
		} else if (!is_space(raw[i])) {
			fresh = false;
		}
	}
	return opening;
}

/* Line and column of a place in a record. */
static void
locate(struct record *record, const char *raw, size_t place)
{
	size_t line_start = 0;

	record->wrong_line = record->line;
	for (size_t i = 0; i < place; i++) {
		if (raw[i] == '\n' || (raw[i] == '\r' && raw[i + 1] != '\n')) {
			record->wrong_line++;
			line_start = i + 1;
		}
	}
	record->wrong_column = characters(raw + line_start, place - line_start) + 1;
}

/* Gives the record up and goes on behind its first line, `whole` bytes long. */
static enum rows_result
broken(struct rows *rows, struct record *record, size_t whole, const char *cause, const char *fix)
{
	drop_parser(rows);
	record->cells = NULL;
	record->count = 0;
	record->cause = cause;
	record->fix = fix;
	rows->start += whole;
	rows->line++;
	return ROWS_BROKEN;
}

/* A line without an end as far as memory may go: passed over, in bounded memory. */
static enum rows_result
too_long(struct rows *rows, struct record *record)
{
	static const char cause[] = "the row is longer than 64 MB";
	static const char fix[] = "look for a quotation mark that opens a cell and is never closed";
	enum { SHOWN = 4096 };
	static const size_t kept = SHOWN;
	size_t length, whole;

	record->raw_length = kept;
	record->wrong_line = record->line;
	record->wrong_column = 1;
	while (!find_line(rows, 0, &length, &whole)) {
		/* The shown part stays in front, the last byte stays behind: it may be half of a CR
		 * LF. */
		rows->bytes[rows->start + kept] = rows->bytes[rows->end - 1];
		rows->end = rows->start + kept + 1;
		fill(rows);
		if (rows->stopped)
			return ROWS_STOPPED;
	}
	record->raw = rows->bytes + rows->start;
	return broken(rows, record, whole, cause, fix);
}

static enum rows_result
whole_record(struct rows *rows, struct record *record, size_t length, size_t whole, uint64_t lines)
{
	record->raw = rows->bytes + rows->start;
	record->raw_length = length;
	record->lines = lines;
	rows->start += whole;
	rows->line += lines;
	if (rows->too_many_cells) {
		record->cause = "the row has more than 65,536 cells";
		record->fix = "check how the file was saved";
		record->wrong_line = record->line;
		record->wrong_column = 1;
		record->cells = NULL;
		record->count = 0;
		return ROWS_BROKEN;
	}
	record->cells = rows->cells;
	record->count = rows->cell_count;
	return ROWS_RECORD;
}

static void
place_cells(struct rows *rows)
{
	size_t offset = 0;

	for (uint32_t i = 0; i < rows->cell_count; i++) {
		rows->cells[i].at = rows->store_length > 0 ? rows->store + offset : "";
		offset += rows->cells[i].length;
	}
}

static enum rows_result
mistake(struct rows *rows, struct record *record, size_t first_length, size_t first_whole,
    size_t place)
{
	const char *cause, *fix;

	record->raw = rows->bytes + rows->start;
	record->raw_length = first_length;
	locate(record, record->raw, place);
	if (!rows->parser.quoted) {
		cause = "a quotation mark stands inside a cell that does not begin with one";
		fix =
		    "put the whole cell in quotation marks and double those inside it: \"The "
		    "\"\"Old\"\" Surgery\"";
	} else if (record->wrong_line == record->line) {
		cause = "something follows the quotation mark that closes a cell";
		fix = "double every quotation mark inside the cell: \"The \"\"Old\"\" Surgery\"";
	} else {
		cause =
		    "a quotation mark opens a cell in this line, and something follows the next "
		    "quotation mark, lines later";
		fix =
		    "close the cell with a quotation mark, or double the quotation marks inside it";
	}
	return broken(rows, record, first_whole, cause, fix);
}

static enum rows_result
unclosed(struct rows *rows, struct record *record, size_t length, size_t first_length,
    size_t first_whole, bool at_end)
{
	record->raw = rows->bytes + rows->start;
	locate(record, record->raw, last_opening(record->raw, length, rows->delimiter));
	record->raw_length = first_length;
	return broken(rows, record, first_whole, at_end ?
	    "a quotation mark opens a cell and none closes it before the end of the file" :
	    "a quotation mark opens a cell and none closes it in the next 64 MB",
	    "close the cell with a quotation mark; the rows after it have been read by themselves");
}

/* A cell over more lines than one may have, but closed: its lines are no rows, so all of it is
 * passed over. */
static enum rows_result
too_many_lines(struct rows *rows, struct record *record, size_t fed, size_t first_length,
    size_t whole, uint64_t lines)
{
	enum rows_result result;

	record->raw = rows->bytes + rows->start;
	locate(record, record->raw, last_opening(record->raw, fed, rows->delimiter));
	record->raw_length = first_length;
	result = broken(rows, record, whole,
	    "a quotation mark opens a cell that runs over more than 10,000 lines",
	    "close the cell where it ends; everything up to the next quotation mark was taken for "
	    "the inside of the cell, and is left out");
	rows->line += lines - 1;
	return result;
}

static enum rows_result
judged_record(struct rows *rows, struct record *record)
{
	size_t fed = 0, first_length = 0, first_whole = 0;
	uint64_t lines = 0;

	if (!rows->parser_ready) {
		csv_init(&rows->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL);
		csv_set_delim(&rows->parser, (unsigned char)rows->delimiter);
		rows->parser_ready = true;
	}
	rows->cell_count = 0;
	rows->store_length = 0;
	rows->record_done = false;
	for (;;) {
		size_t length, whole, used;

		while (!find_line(rows, fed, &length, &whole)) {
			if (rows->end - rows->start > ROWS_MAX_BYTES)
				return lines == 0 ? too_long(rows, record) :
				    unclosed(rows, record, fed, first_length, first_whole, false);
			fill(rows);
			if (rows->stopped)
				return ROWS_STOPPED;
		}
		if (lines == 0) {
			first_length = length;
			first_whole = whole;
		}
		used = csv_parse(&rows->parser, rows->bytes + rows->start + fed, whole, on_cell,
		    on_row, rows);
		if (used < whole && csv_error(&rows->parser) == CSV_ENOMEM)
			arena_no_memory();
		if (used < whole)
			return mistake(rows, record, first_length, first_whole, fed + used);
		lines++;
		if (whole == length) {		/* the last line, without a line end */
			if (csv_fini(&rows->parser, on_cell, on_row, rows) != 0)
				return unclosed(rows, record, fed + length, first_length,
				    first_whole, true);
			if (!rows->record_done) {
				rows->start += whole;
				return ROWS_END;
			}
		}
		if (rows->record_done && lines > ROWS_MAX_LINES)
			return too_many_lines(rows, record, fed, first_length, fed + whole, lines);
		if (rows->record_done) {
			place_cells(rows);
			return whole_record(rows, record, fed + length, fed + whole, lines);
		}
		fed += whole;
		if (rows->end - rows->start == fed && rows->at_end)
			return unclosed(rows, record, fed, first_length, first_whole, true);
	}
}

/* ---- */

enum rows_result
rows_next(struct rows *rows, struct record *record)
{
	for (;;) {
		size_t length, whole;

		record->line = rows->line;
		record->cause = NULL;
		rows->too_many_cells = false;
		if (rows->start == rows->end && !fill(rows))
			return rows->stopped ? ROWS_STOPPED : ROWS_END;
		switch (split_line(rows, &length, &whole)) {
		case SPLIT_NO_END:
			/* Cells are looked for again only once the end is there, or a long line
			 * would cost its square. */
			do {
				if (rows->end - rows->start > ROWS_MAX_BYTES)
					return too_long(rows, record);
				fill(rows);
				if (rows->stopped)
					return ROWS_STOPPED;
			} while (!find_line(rows, 0, &length, &whole));
			continue;
		case SPLIT_QUOTE:
			return judged_record(rows, record);
		case SPLIT_LINE:
			break;
		}
		if (rows->cell_count == 1 && rows->cells[0].length == 0) {
			rows->start += whole;
			rows->line++;
			continue;
		}
		if (rows->only_libcsv)
			return judged_record(rows, record);
		return whole_record(rows, record, length, whole, 1);
	}
}

uint64_t
rows_lines(const struct rows *rows)
{
	return rows->line - 1;
}

bool
rows_saw_crlf(const struct rows *rows)
{
	return rows->crlf;
}

void
rows_free(struct rows *rows)
{
	if (rows == NULL)
		return;
	drop_parser(rows);
	free(rows->bytes);
	free(rows->cells);
	free(rows->store);
	free(rows);
}
