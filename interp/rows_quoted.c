/*
 * rows_quoted: records that hold a quote. They are fed to libcsv line by line; where it finds a
 * mistake, this says which quote it was.
 */
#include <string.h>

#include "interp/rows_parts.h"
#include "lang/arena.h"

void
rows_drop_parser(struct rows *rows)
{
	/* Never csv_fini() here: after a mistake it would hand over half a row as if it were whole.
	 */
	if (rows->parser_ready)
		csv_free(&rows->parser);
	rows->parser_ready = false;
}

/* ---- single cells ---- */

struct judged {
	const char *raw;		/* between the quotes */
	size_t length;
	int cells;			/* that were given; -1 once one was another */
};

static bool
is_unquoted(const char *raw, size_t raw_length, const char *text, size_t length)
{
	const char *end = text + length;

	if (length == raw_length)
		return length == 0 || memcmp(raw, text, length) == 0;
	for (; text < end && raw_length > 0; text++, raw++, raw_length--) {
		if (*raw != *text)
			return false;
		if (*raw == '"') {	/* the first of two */
			raw++;
			raw_length--;
		}
	}
	return text == end && raw_length == 0;
}

static void
on_judged(void *text, size_t length, void *data)
{
	struct judged *judged = data;
	bool same = is_unquoted(judged->raw, judged->length, text, length);

	judged->cells = judged->cells == 0 && same ? 1 : -1;
}

/* Where the cell stands in its row makes no difference to libcsv: to the parser they are the cells
 * of one row, or of the next where a line end stands behind. */
bool
rows_quoted_cell(struct rows *rows, const char *at, size_t length)
{
	struct judged judged = { at + 1, length - 2, 0 };
	size_t used;

	if (!rows->cell_parser_ready) {
		csv_init(&rows->cell_parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL);
		rows->cell_parser_ready = true;
	}
	csv_set_delim(&rows->cell_parser, (unsigned char)rows->delimiter);
	used = csv_parse(&rows->cell_parser, at, length + 1, on_judged, NULL, &judged);
	if (used <= length && csv_error(&rows->cell_parser) == CSV_ENOMEM)
		arena_no_memory();
	if (used == length + 1 && judged.cells == 1)
		return true;
	csv_free(&rows->cell_parser);
	rows->cell_parser_ready = false;
	return false;
}

/* ---- records ---- */

static void
on_cell(void *text, size_t length, void *data)
{
	struct rows *rows = data;

	if (rows->store_capacity - rows->store_length < length + ROWS_BEHIND) {
		rows->store_capacity = 2 * (rows->store_capacity + length) + 256;
		rows->store = memory_grow(rows->store, rows->store_capacity, 1);
	}
	memset(rows->store + rows->store_length + length, 0, ROWS_BEHIND);
	if (length > 0)
		memcpy(rows->store + rows->store_length, text, length);
	rows->store_length += length;
	rows_add_cell(rows, NULL, length);
}

static void
on_row(int ending, void *data)
{
	struct rows *rows = data;

	(void)ending;
	rows->record_done = true;
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
		} else if (!rows_is_space(raw[i])) {
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
	return rows_broken(rows, record, first_whole, cause, fix);
}

static enum rows_result
unclosed(struct rows *rows, struct record *record, size_t length, size_t first_length,
    size_t first_whole, bool at_end)
{
	record->raw = rows->bytes + rows->start;
	locate(record, record->raw, last_opening(record->raw, length, rows->delimiter));
	record->raw_length = first_length;
	return rows_broken(rows, record, first_whole, at_end ?
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
	result = rows_broken(rows, record, whole,
	    "a quotation mark opens a cell that runs over more than 10,000 lines",
	    "close the cell where it ends; everything up to the next quotation mark was taken for "
	    "the inside of the cell, and is left out");
	rows->line += lines - 1;
	return result;
}

enum rows_result
rows_quoted(struct rows *rows, struct record *record)
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

		while (!rows_find_line(rows, fed, &length, &whole)) {
			if (rows->end - rows->start > ROWS_MAX_BYTES)
				return lines == 0 ? rows_too_long(rows, record) :
				    unclosed(rows, record, fed, first_length, first_whole, false);
			rows_fill(rows);
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
			return rows_whole(rows, record, fed + length, fed + whole, lines);
		}
		fed += whole;
		if (rows->end - rows->start == fed && rows->at_end)
			return unclosed(rows, record, fed, first_length, first_whole, true);
	}
}
