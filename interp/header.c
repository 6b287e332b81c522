#include "interp/header.h"

#include <inttypes.h>
#include <string.h>

#include "interp/header_parts.h"
#include "interp/rows.h"
#include "interp/swallow.h"
#include "lang/unseen.h"
#include "lang/twins.h"

static const char delimiters[DELIMITERS] = { ',', ';', '\t', '|' };

const char *
delimiter_name(char delimiter)
{
	switch (delimiter) {
	case ',':
		return "a comma";
	case ';':
		return "a semicolon";
	case '\t':
		return "a tab";
	case '|':
		return "a vertical bar";
	default:
		return "another character";
	}
}

/* White space of any kind, what shows nothing, hyphens and underscores do not count; letters count
 * without case. */
static const char *
fold(struct arena *arena, const char *text, size_t length)
{
	char *out = arena_alloc(arena, length + 1);
	size_t used = 0;

	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)text[i];
		enum unseen kind;
		size_t size = unseen_step(text + i, length - i, &kind);

		if (byte == '-' || byte == '_' ||
		    (kind != SEEN && kind != UNSEEN_CONTROL)) {
			i += size - 1;
			continue;
		}
		if (byte >= 'A' && byte <= 'Z')
			byte = (unsigned char)(byte - 'A' + 'a');
		else if (i > 0 && text[i - 1] == '\xC3' && byte >= 0x80 && byte <= 0x9E &&
		    byte != 0x97)
			byte = (unsigned char)(byte + 0x20);
		out[used++] = (char)byte;
	}
	out[used] = '\0';
	return out;
}

/* Line breaks and tabs inside a heading become blanks, other control characters question marks. */
static const char *
shown_name(struct arena *arena, const char *text, size_t length)
{
	enum { SHOWN = 100 };
	char *out = arena_copy(arena, text, length > SHOWN ? SHOWN : length);

	for (size_t i = 0; out[i] != '\0' || (i < length && i < SHOWN); i++) {
		if (out[i] == '\n' || out[i] == '\r' || out[i] == '\t')
			out[i] = ' ';
		else if ((unsigned char)out[i] < ' ' || out[i] == 0x7F)
			out[i] = '?';
	}
	if (length > SHOWN) {		/* not in the middle of a character */
		size_t end = SHOWN;

		while (end > 0 && ((unsigned char)text[end] & 0xC0) == 0x80)
			end--;
		out[end] = '\0';
	}
	return out;
}

bool
header_is_heading(const struct search *search, const char *folded, uint32_t column)
{
	return strcmp(folded, search->folded_names[column]) == 0 ||
	    (search->folded_headers[column] != NULL &&
	        strcmp(folded, search->folded_headers[column]) == 0);
}

struct wanted_cell {
	const struct candidate *row;
	const char *folded;
};

static bool
is_that_cell(const void *context, uint32_t cell)
{
	const struct wanted_cell *wanted = context;

	return strcmp(wanted->row->folded[cell], wanted->folded) == 0;
}

/* The first cell that reads so; NO_CELL. */
static uint32_t
cell_named(const struct twins *cells, const struct candidate *row, const char *folded)
{
	struct wanted_cell wanted = { row, folded };
	uint32_t cell;

	if (folded == NULL)
		return NO_CELL;
	cell = twins_find(cells, text_digest(folded), is_that_cell, &wanted);
	return cell == TWINS_NONE ? NO_CELL : cell;
}

/* Each column by the first cell that is a heading of it (header_is_heading()). */
static void
match(const struct search *search, struct candidate *row)
{
	uint32_t fields = search->table->field_count;
	struct twins cells = { 0 };

	for (uint32_t cell = 0; cell < row->count; cell++)
		if (row->folded[cell][0] != '\0')
			twins_add(&cells, search->arena, text_digest(row->folded[cell]), cell);
	row->cell_of = arena_array(search->arena, uint32_t, fields);
	row->found = 0;
	for (uint32_t column = 0; column < fields; column++) {
		uint32_t name = cell_named(&cells, row, search->folded_names[column]);
		uint32_t heading = cell_named(&cells, row, search->folded_headers[column]);

		row->cell_of[column] = heading < name ? heading : name;
		row->found += row->cell_of[column] != NO_CELL;
	}
}

bool
header_reads(const struct header *header, uint32_t cell, const char *text, size_t length,
    struct arena *scratch)
{
	return strcmp(fold(scratch, text, length), header->folded[cell]) == 0;
}

/* ---- the rows of the head ---- */

/* As far as a row that has all columns: what stands below it is not asked for. */
static void
collect(struct search *search, int which, const char *head, size_t length)
{
	struct rows_memory memory = { head, length, 0 };
	struct rows *rows = rows_of_memory(&memory, delimiters[which]);
	struct record record;
	enum rows_result result;

	while (search->row_count[which] < HEADER_SEARCH) {
		struct candidate *row;

		result = rows_next(rows, &record);
		if (result == ROWS_END || result == ROWS_STOPPED)
			break;
		row = &search->rows[which][search->row_count[which]++];
		row->line = record.line;
		row->count = record.count;
		row->raw = record.lines < 2 ? NULL :
		    arena_copy(search->arena, record.raw, record.raw_length);
		row->raw_length = record.raw_length;
		row->names = arena_array(search->arena, const char *, record.count);
		row->folded = arena_array(search->arena, const char *, record.count);
		for (uint32_t i = 0; i < record.count; i++) {
			row->names[i] = shown_name(search->arena, record.cells[i].at,
			    record.cells[i].length);
			row->folded[i] = fold(search->arena, record.cells[i].at,
			    record.cells[i].length);
		}
		match(search, row);
		if (row->found == search->table->field_count)
			break;
	}
	rows_free(rows);
}

/* `sep=;` or "sep=;", alone in the first line; the delimiter, or 0. */
static char
stated_delimiter(const char *head, size_t length)
{
	size_t at = length > 0 && head[0] == '"' ? 1 : 0;

	if (length < at + 5 || (head[at] | 0x20) != 's' || (head[at + 1] | 0x20) != 'e' ||
	    (head[at + 2] | 0x20) != 'p' || head[at + 3] != '=')
		return '\0';
	if (length > at + 5 && head[at + 5] != '\r' && head[at + 5] != '\n' && head[at + 5] != '"')
		return '\0';
	return head[at + 4];
}

static uint32_t
named_cells(const struct candidate *row)
{
	uint32_t named = row->count;

	while (named > 0 && row->folded[named - 1][0] == '\0')
		named--;
	return named;
}

static void
keep(struct header *header, struct arena *arena, const struct search *search,
    const struct candidate *row, int which, uint32_t position)
{
	uint32_t fields = search->table->field_count, *cells = arena_array(arena, uint32_t, fields);
	const char **names = arena_array(arena, const char *, row->count),
		   **folded = arena_array(arena, const char *, row->count);

	for (uint32_t i = 0; i < fields; i++)
		cells[i] = row->cell_of[i];
	for (uint32_t i = 0; i < row->count; i++) {
		names[i] = arena_copy(arena, row->names[i], strlen(row->names[i]));
		folded[i] = arena_copy(arena, row->folded[i], strlen(row->folded[i]));
	}
	header->named = named_cells(row);
	header->delimiter = delimiters[which];
	header->line = row->line;
	header->skipped_rows = position;
	header->names = names;
	header->folded = folded;
	header->count = row->count;
	header->cell_of = cells;
}

static bool
has_digit(const char *text)
{
	return text[strcspn(text, "0123456789")] != '\0';
}

/* A row of data that stands above the headings, as when a list was sorted with its headings in it:
 * as wide as they are, with its keys and most of the rest filled in. A title is not. */
static bool
is_row_of_data(const struct search *search, const struct candidate *headings,
    const struct candidate *row)
{
	uint32_t filled = 0, named = 0;
	bool numbered = false;

	if (row->count != headings->count && row->count != named_cells(headings))
		return false;
	for (uint32_t i = 0; i < row->count; i++) {
		named += headings->folded[i][0] != '\0';
		filled += row->folded[i][0] != '\0';
	}
	for (uint32_t i = 0; i < search->table->key_count; i++) {
		uint32_t cell = headings->cell_of[search->table->keys[i]->index];

		if (cell == NO_CELL || row->folded[cell][0] == '\0')
			return false;
		numbered = numbered || has_digit(row->names[cell]);
	}
	return numbered && filled * 3 >= named * 2;
}

static bool
no_data_above(const struct search *search, int which, uint32_t position, const char *shown,
    struct fault *fault)
{
	const struct candidate *headings = &search->rows[which][position];

	for (uint32_t i = 0; i < position; i++) {
		const struct candidate *row = &search->rows[which][i];

		if (is_row_of_data(search, headings, row))
			return fault_set(fault, EXIT_DATA,
			    "%s: the headings stand in line %" PRIu64
			    ", below rows of data such as line %" PRIu64 "\n"
			    "move the line with the headings to the top of the list and save it: "
			    "what stands above them is not read, and no row may be lost",
			    shown, headings->line, row->line);
	}
	return true;
}

/* Nor what stands there with rows in it, nor headings that took rows in. */
static bool
nothing_swallowed(const struct search *search, int which, uint32_t position, const char *shown,
    struct fault *fault)
{
	const struct candidate *headings = &search->rows[which][position];

	for (uint32_t i = 0; i <= position; i++) {
		const struct candidate *row = &search->rows[which][i];

		if (row->raw != NULL &&
		    swallow_seen(row->raw, row->raw_length, delimiters[which], headings->count,
		        named_cells(headings)))
			return fault_set(fault, EXIT_DATA,
			    "%s: a cell that opens in line %" PRIu64
			    " goes on over lines that have as many cells as a row: a quotation "
			    "mark that was never closed, most likely\n"
			    "look whether the quotation mark in line %" PRIu64
			    " belongs there: if not, take it out, and no row is lost in that cell",
			    shown, row->line, row->line);
	}
	return true;
}

/* A character that stands nowhere leaves one column, whatever the rows are. */
static bool
parts_columns(const struct search *search, int which, const char *head, size_t length)
{
	return search->table->field_count < 2 || memchr(head, delimiters[which], length) != NULL;
}

static bool
find(struct header *header, struct arena *arena, struct search *search, const char *shown,
    const char *head, size_t length, struct fault *fault)
{
	char stated = stated_delimiter(head, length);
	int chosen = -1;
	uint32_t position[DELIMITERS] = { 0, 0, 0, 0 };

	for (int which = 0; which < DELIMITERS; which++) {
		const struct candidate *row;

		if ((stated != '\0' && delimiters[which] != stated) ||
		    !parts_columns(search, which, head, length))
			continue;
		collect(search, which, head, length);
		while (position[which] < search->row_count[which] &&
		    search->rows[which][position[which]].found < search->table->field_count)
			position[which]++;
		if (position[which] == search->row_count[which])
			continue;
		row = &search->rows[which][position[which]];
		if (chosen >= 0 && row->count == 1 &&
		    search->rows[chosen][position[chosen]].count == 1)
			continue;		/* one column only: nothing is parted either way */
		if (chosen >= 0)
			return fault_set(fault, EXIT_DATA,
			    "%s: its cells could be parted by %s or by %s: either way every "
			    "column is there\n"
			    "save it again from Excel, or write as its first line sep= with the "
			    "one that is meant",
			    shown, delimiter_name(delimiters[chosen]),
			    delimiter_name(delimiters[which]));
		chosen = which;
	}
	if (stated != '\0' && memchr(delimiters, stated, DELIMITERS) == NULL)
		return fault_set(fault, EXIT_DATA, "%s: says sep=%c, which cannot part cells here\n"
		    "a comma, a semicolon, a tab or a vertical bar can", shown,
		    stated >= ' ' && stated < 0x7F ? stated : '?');
	if (chosen < 0) {
		for (int which = 0; which < DELIMITERS; which++)
			if ((stated == '\0' || delimiters[which] == stated) &&
			    !parts_columns(search, which, head, length))
				collect(search, which, head, length);
		return header_none_fits(search, shown, fault);
	}
	if (!header_nothing_twice(search, &search->rows[chosen][position[chosen]], shown, fault))
		return false;
	if (!nothing_swallowed(search, chosen, position[chosen], shown, fault) ||
	    !no_data_above(search, chosen, position[chosen], shown, fault))
		return false;
	keep(header, arena, search, &search->rows[chosen][position[chosen]], chosen,
	    position[chosen]);
	if (stated != '\0' && header->skipped_rows > 0)
		header->skipped_rows--;
	return true;
}

bool
header_find(struct header *header, struct arena *arena, const struct table *table,
    const char *shown, const char *head, size_t head_length, struct fault *fault)
{
	struct arena scratch = ARENA_INIT;
	struct search *search = arena_new(&scratch, struct search);
	bool found;

	search->arena = &scratch;
	search->table = table;
	search->folded_headers = arena_array(&scratch, const char *, table->field_count);
	search->folded_names = arena_array(&scratch, const char *, table->field_count);
	for (uint32_t i = 0; i < table->field_count; i++) {
		const struct column *column = table->columns[i];

		search->folded_names[i] = fold(&scratch, column->name, strlen(column->name));
		if (column->field->header != NULL)
			search->folded_headers[i] = fold(&scratch, column->field->header,
			    strlen(column->field->header));
	}
	found = find(header, arena, search, shown, head, head_length, fault);
	arena_release(&scratch);
	return found;
}
