/*
 * How to read this file: the index (rows_index.h) covers the bytes of the block from `from` on, and
 * `next_end`, `next_line` and `next_odd` stand in it at the line that begins at `start` of the
 * rows. A row is usual when its line end is the one that stands where the count of cells says; that
 * is one comparison. Only a line in which something odd stands is looked at more closely.
 */
#include "interp/rows_strip.h"

#include "interp/rows_index.h"
#include "interp/rows_parts.h"

static void
make_index(struct rows *rows)
{
	size_t length = rows->end - rows->start;

	if (rows->index == NULL)
		rows->index = rows_index_make();
	if (length > ROWS_INDEX_BYTES)
		length = ROWS_INDEX_BYTES;
	rows_index_find(rows->index, rows->bytes + rows->start, length, rows->delimiter,
	    rows->plain_index ? ROWS_INDEX_PLAIN : ROWS_INDEX_BEST);
	rows->indexed = true;
	rows->index_from = rows->start;
	rows->index_to = rows->start + length;
	rows->next_end = rows->next_line = rows->next_odd = 0;
}

/* Is there the end of a line behind `start`, as far as the index goes? */
static bool
has_line(struct rows *rows)
{
	const struct rows_index *index = rows->index;

	while (rows->next_line < index->line_count &&
	    index->lines[rows->next_line] + rows->index_from <= rows->start)
		rows->next_line++;
	return rows->next_line < index->line_count;
}

/* The index stands at `start`, and a line end lies behind it; false when a strip cannot begin
 * here. */
static bool
find_start(struct rows *rows)
{
	const struct rows_index *index;
	uint32_t here;

	if (!rows->indexed || !has_line(rows)) {
		if (rows->indexed &&
		    (rows->index_to == rows->end || rows->index_from == rows->start))
			return false;
		make_index(rows);
		if (!has_line(rows))
			return false;
	}
	index = rows->index;
	here = (uint32_t)(rows->start - rows->index_from);
	while (index->ends[rows->next_end] < here)
		rows->next_end++;
	while (index->odd[rows->next_odd] < here)
		rows->next_odd++;
	return index->ends[rows->next_end] == here;
}

/* ---- rows with quotes ---- */

enum { MANY_LINES = 100 };		/* a row of more is left to rows_next() */

/* What was found out about a row with quotes. */
struct mending {
	uint32_t odd, line;		/* the next quote, and the line end behind what was seen */
	uint32_t place;			/* the last that is not behind the cell looked at */
	uint32_t between;		/* places that lie between quotes */
	bool doubled;
};

/* Where the quote stands that closes the cell; 0 when there is none, or something else comes
 * first. Quotes of which two stand together close nothing. */
static uint32_t
find_closing(const struct rows_index *index, const char *bytes, struct mending *mending)
{
	const uint32_t *odd = index->odd;
	uint32_t doubled = 0;

	for (;; mending->odd += 2) {
		uint32_t quote = odd[mending->odd];

		if (quote == UINT32_MAX || bytes[quote] != '"')
			return 0;
		if (odd[mending->odd + 1] != quote + 1 || bytes[quote + 1] != '"') {
			mending->odd++;
			mending->doubled = mending->doubled || doubled > 0;
			return quote;
		}
		doubled++;
	}
}

/* A cell that begins with a quote, as it should; false when the row is none of the usual. */
static bool
mend_cell(struct rows *rows, const char *bytes, struct mending *mending)
{
	const struct rows_index *index = rows->index;
	uint32_t opening = index->odd[mending->odd++], closing;
	char behind;

	while (index->ends[mending->place] < opening)
		mending->place++;
	if (bytes[opening] != '"' || index->ends[mending->place] != opening)
		return false;
	closing = find_closing(index, bytes, mending);
	if (closing == 0)
		return false;
	while (mending->line < index->line_count && index->lines[mending->line] <= closing)
		mending->line++;
	if (mending->line == index->line_count || mending->line - rows->next_line > MANY_LINES)
		return false;
	behind = bytes[closing + 1];
	if (behind != rows->delimiter && behind != '\n' && behind != '\r')
		return false;
	for (; index->ends[mending->place + 1] <= closing; mending->place++)
		mending->between++;
	return rows_quoted_cell(rows, bytes + opening, closing - opening + 1);
}

/* Takes the places between quotes out: those that are left move up to the line end. */
static void
close_gaps(struct rows *rows, const char *bytes, uint32_t last, uint32_t between)
{
	struct rows_index *index = rows->index;
	uint32_t quote = rows->next_odd, put = last, take = last;
	bool inside = false;

	while (index->odd[quote] < index->ends[last])
		quote++;
	for (;; take--) {
		/* from behind: an odd number of quotes between a place and the line end is
		 * inside */
		for (; quote > rows->next_odd && index->odd[quote - 1] >= index->ends[take];
		     quote--)
			inside = bytes[index->odd[quote - 1]] == '"' ? !inside : inside;
		if (inside)
			continue;
		index->ends[put--] = index->ends[take];
		if (take == rows->next_end)
			break;
	}
	rows->next_end += between;
}

/* A row with quotes: its places, as if there were none between quotes. False when it is for
 * rows_next(). */
static bool
mend(struct rows *rows, uint32_t cells, bool *doubled)
{
	const struct rows_index *index = rows->index;
	const char *bytes = rows->bytes + rows->index_from;
	struct mending mending = { rows->next_odd, rows->next_line, rows->next_end, 0, false };
	uint32_t last;

	while (index->odd[mending.odd] < index->lines[mending.line])
		if (!mend_cell(rows, bytes, &mending))
			return false;
	last = rows->next_end + cells + mending.between;
	if (last > index->end_count || index->ends[last] != index->lines[mending.line])
		return false;
	if (mending.between > 0)
		close_gaps(rows, bytes, last, mending.between);
	rows->next_odd = mending.odd;
	rows->next_line = mending.line;
	*doubled = mending.doubled;
	return true;
}

/* ---- the strip ---- */

/* The row at which the index stands; false when it is for rows_next(). */
static bool
take_row(struct rows *rows, struct rows_strip *strip)
{
	const struct rows_index *index = rows->index;
	uint32_t line = rows->next_line, line_end = index->lines[line];
	uint64_t bit = UINT64_C(1) << strip->rows;

	if (index->odd[rows->next_odd] < line_end) {
		bool doubled;

		if (!mend(rows, strip->cells, &doubled))
			return false;
		if (doubled)
			strip->doubled |= bit;
		if (rows->next_line > line)
			strip->several_lines |= bit;
	} else if (rows->next_end + strip->cells > index->end_count ||
	    index->ends[rows->next_end + strip->cells] != line_end) {
		return false;
	}
	strip->first[strip->rows] = rows->next_end + 1;
	strip->line[strip->rows] = rows->line;
	rows->next_end += strip->cells;
	rows->next_line++;
	rows->line += rows->next_line - line;
	for (; line < rows->next_line; line++)
		if (strip->bytes[index->lines[line] - 2] == '\r')
			rows->crlf = true;
	return true;
}

bool
rows_strip(struct rows *rows, uint32_t cells, uint32_t most, struct rows_strip *strip)
{
	strip->rows = 0;
	/* A line of one cell that is empty is no record: rows_next() knows. */
	if (rows->only_libcsv || cells < 2 || (rows->start == rows->end && !rows_fill(rows)) ||
	    !find_start(rows))
		return false;
	strip->bytes = rows->bytes + rows->index_from;
	strip->ends = rows->index->ends;
	strip->cells = cells;
	strip->doubled = strip->several_lines = 0;
	while (strip->rows < most && rows->next_line < rows->index->line_count) {
		if (!take_row(rows, strip))
			break;
		strip->rows++;
	}
	rows->start = rows->index_from + rows->index->ends[rows->next_end];
	return strip->rows > 0;
}

struct row_cell
rows_strip_trimmed(const char *at, uint32_t length)
{
	if (length > 0 && at[length - 1] == '\r')
		length--;
	for (; length > 0 && rows_is_space(at[0]); at++)
		length--;
	while (length > 0 && rows_is_space(at[length - 1]))
		length--;
	if (length > 0 && at[0] == '"') {
		at++;
		length -= 2;
	}
	return (struct row_cell){ at, length };
}

void
rows_strip_record(struct rows *rows, const struct rows_strip *strip, uint32_t row,
    struct record *record)
{
	size_t start = rows->start;
	uint64_t line = rows->line;

	rows->start = rows->index_from + strip->ends[strip->first[row] - 1];
	rows->line = strip->line[row];
	rows_next(rows, record);
	rows->start = start;
	rows->line = line;
}
