/*
 * A grid for a terminal. Widths are settled first (layout_make), then every row, the headings among them, is put into lines of
 * its cells (print_row): a cell that is wider than its column is wrapped, at blanks where it can, never cut.
 *
 *     Cases escalated by the LMC to date
 *     as at 2022-05-31
 *
 *                  No. of
 *     Month     practices  Total cases
 *     -------  ----------  -----------
 *     2022-03           7           13
 *     -------  ----------  -----------
 *     Total            15           35
 *
 * When the columns cannot be made narrow enough for one line each, every row becomes a block of "heading: value" lines.
 */
#include <string.h>

#include "interp/grid.h"
#include "interp/grid_display.h"

enum {
	GAP = 2,		/* blanks between columns */
	WIDTH_LEAST = 40,	/* a narrower terminal is treated as this wide */
	COLUMN_LEAST = 8	/* a wrapped column of text is not made narrower than this */
};

static const char undecided[] = "cannot be decided";

struct layout {
	size_t *width;		/* of each column */
	struct buffer line;
	bool colour;
};

static const char *
cell_text(const struct grid *grid, uint32_t row, uint32_t column)
{
	const struct grid_cell *cell = &grid->cells[(size_t)row * grid->column_count + column];
	enum kind kind = grid->columns[column].kind;

	if (cell->unknown)
		return undecided;
	return kind == KIND_DATE || kind == KIND_MONTH ? cell->plain : cell->reader;
}

static size_t
width_of(const char *text)
{
	return display_width(text, strlen(text));
}

static size_t
longest_word(const char *text)
{
	size_t longest = 0;

	while (*text != '\0') {
		size_t length = strcspn(text, " ");
		size_t width = display_width(text, length);

		if (width > longest)
			longest = width;
		text += length;
		text += *text == ' ';
	}
	return longest;
}

static bool
is_right(enum kind kind)
{
	return kind_is_quantity(kind) || kind_is_length(kind);
}

/* How much of `text` goes on a line `width` wide: up to the last blank that fits, or behind the last underscore (Wait_for_PCSE), or else as
 * many glyphs as fit. */
static size_t
line_length(const char *text, size_t length, size_t width)
{
	size_t at = 0, used = 0, blank = 0;

	while (at < length) {
		struct glyph glyph = glyph_at(text + at, length - at);
		size_t wide = (size_t)glyph_width(glyph_stand_in(glyph));

		if (used + wide > width && at > 0) {
			if (text[at] == ' ')
				return at;
			return blank > 0 ? blank : at;
		}
		if (text[at] == ' ')
			blank = at;
		used += wide;
		at += glyph.bytes;
		if (glyph.code == '_')
			blank = at;
	}
	return length;
}

static void
add_blanks(struct buffer *out, size_t count)
{
	while (count-- > 0)
		buffer_char(out, ' ');
}

/* A line without the blanks at its end; `start` switches a colour on, or is empty. */
static void
flush_line(struct buffer *out, struct buffer *line, const char *start)
{
	size_t length = line->length;

	while (length > 0 && line->at[length - 1] == ' ')
		length--;
	buffer_text(out, start);
	buffer_add(out, line->at, length);
	if (start[0] != '\0')
		buffer_text(out, "\x1b[0m");
	buffer_char(out, '\n');
	buffer_clear(line);
}

static uint32_t
lines_in(const char *text, size_t width)
{
	size_t length = strlen(text);
	uint32_t lines = 0;

	do {
		size_t take = line_length(text, length, width);

		text += take;
		length -= take;
		while (length > 0 && *text == ' ') {
			text++;
			length--;
		}
		lines++;
	} while (length > 0);
	return lines;
}

/* The text of one line of a wrapped cell; empty past the end. */
static const char *
line_of(const char *text, size_t width, uint32_t line, size_t *taken)
{
	size_t length = strlen(text);

	for (;;) {
		size_t take = line_length(text, length, width);

		if (line-- == 0) {
			*taken = take;
			return text;
		}
		text += take;
		length -= take;
		while (length > 0 && *text == ' ') {
			text++;
			length--;
		}
	}
}

/* One row of the grid, or the headings when `row` is past the last; headings stand on the rule, cells hang from the top. */
static void
print_row(struct buffer *out, const struct grid *grid, struct layout *layout, uint32_t row, const char *start)
{
	bool heading = row == UINT32_MAX;
	uint32_t lines = 1;

	for (uint32_t i = 0; i < grid->column_count; i++) {
		uint32_t need = lines_in(heading ? grid->columns[i].heading : cell_text(grid, row, i),
		    layout->width[i]);

		if (need > lines)
			lines = need;
	}
	for (uint32_t line = 0; line < lines; line++) {
		for (uint32_t i = 0; i < grid->column_count; i++) {
			const char *text = heading ? grid->columns[i].heading : cell_text(grid, row, i);
			uint32_t own = lines_in(text, layout->width[i]), skip = heading ? lines - own : 0;
			size_t length = 0, width;

			if (line < skip || line >= skip + own)
				text = "";
			else
				text = line_of(text, layout->width[i], line - skip, &length);
			width = display_width(text, length);
			if (i > 0)
				add_blanks(&layout->line, GAP);
			if (is_right(grid->columns[i].kind) && width < layout->width[i])
				add_blanks(&layout->line, layout->width[i] - width);
			display_add(&layout->line, text, length);
			if (!is_right(grid->columns[i].kind) && width < layout->width[i])
				add_blanks(&layout->line, layout->width[i] - width);
		}
		flush_line(out, &layout->line, layout->colour ? start : "");
	}
}

static void
print_rule(struct buffer *out, const struct grid *grid, struct layout *layout)
{
	for (uint32_t i = 0; i < grid->column_count; i++) {
		if (i > 0)
			add_blanks(&layout->line, GAP);
		for (size_t n = 0; n < layout->width[i]; n++)
			buffer_char(&layout->line, '-');
	}
	flush_line(out, &layout->line, "");
}

static size_t
total_width(const struct grid *grid, const size_t *width)
{
	size_t sum = (size_t)GAP * (grid->column_count - 1);

	for (uint32_t i = 0; i < grid->column_count; i++)
		sum += width[i];
	return sum;
}

/* Room that is left goes to the tallest headings, as far as it saves them a line. `full` is the width at which nothing more is saved. */
static void
share_room(struct layout *layout, const struct grid *grid, size_t *full, size_t left)
{
	for (;;) {
		uint32_t tallest = UINT32_MAX, height = 1;
		size_t wider;

		for (uint32_t i = 0; i < grid->column_count; i++) {
			uint32_t lines = lines_in(grid->columns[i].heading, layout->width[i]);

			if (layout->width[i] < full[i] && lines > height) {
				tallest = i;
				height = lines;
			}
		}
		if (tallest == UINT32_MAX)
			return;
		wider = layout->width[tallest] + 1;
		while (wider < full[tallest] && lines_in(grid->columns[tallest].heading, wider) == height)
			wider++;
		if (wider - layout->width[tallest] > left) {
			full[tallest] = layout->width[tallest];
			continue;
		}
		left -= wider - layout->width[tallest];
		layout->width[tallest] = wider;
	}
}

/*
 * The narrowest layout that wraps only headings, widened while there is room; failing that, columns of text are narrowed, the widest first.
 * False when the grid cannot be put into so few columns.
 */
static bool
layout_make(struct layout *layout, const struct grid *grid, size_t room)
{
	size_t *width = arena_array(grid->arena, size_t, grid->column_count);
	size_t *full = arena_array(grid->arena, size_t, grid->column_count);

	layout->width = width;
	for (uint32_t i = 0; i < grid->column_count; i++) {
		width[i] = longest_word(grid->columns[i].heading);
		full[i] = width_of(grid->columns[i].heading);
		if (width[i] == 0)
			width[i] = 1;
		for (uint32_t row = 0; row < grid->row_count; row++) {
			size_t cell = width_of(cell_text(grid, row, i));

			if (cell > width[i])
				width[i] = cell;
		}
		if (full[i] < width[i])
			full[i] = width[i];
	}
	while (total_width(grid, width) > room) {
		uint32_t widest = 0;

		for (uint32_t i = 1; i < grid->column_count; i++)
			if (!is_right(grid->columns[i].kind) &&
			    (width[i] > width[widest] || is_right(grid->columns[widest].kind)))
				widest = i;
		if (is_right(grid->columns[widest].kind) || width[widest] <= COLUMN_LEAST)
			return false;
		width[widest]--;
		full[widest] = width[widest];
	}
	share_room(layout, grid, full, room - total_width(grid, width));
	return true;
}

/* Words of a note, wrapped, the lines after the first indented. */
static void
print_wrapped(struct buffer *out, const char *text, size_t room, size_t indent)
{
	size_t length = strlen(text), width = room;

	while (length > 0) {
		size_t take = line_length(text, length, width);

		if (width != room)
			add_blanks(out, indent);
		display_add(out, text, take);
		buffer_char(out, '\n');
		text += take;
		length -= take;
		while (length > 0 && *text == ' ') {
			text++;
			length--;
		}
		width = room - indent;
	}
}

static void
print_blocks(struct buffer *out, const struct grid *grid, size_t room)
{
	struct buffer line = BUFFER_INIT;

	for (uint32_t row = 0; row < grid->row_count; row++) {
		if (row > 0)
			buffer_char(out, '\n');
		for (uint32_t i = 0; i < grid->column_count; i++) {
			buffer_text(&line, grid->columns[i].heading);
			buffer_text(&line, ": ");
			buffer_text(&line, cell_text(grid, row, i));
			print_wrapped(out, line.at, room, 4);
			buffer_clear(&line);
		}
	}
	buffer_release(&line);
}

void
grid_text(struct buffer *out, const struct grid *grid, int width, bool colour)
{
	size_t room = width < WIDTH_LEAST ? WIDTH_LEAST : (size_t)width;
	uint32_t body = grid->row_count - (grid->has_total ? 1 : 0);
	struct layout layout = { NULL, BUFFER_INIT, colour };

	if (colour)
		buffer_text(out, "\x1b[1m");
	print_wrapped(out, grid->title, room, 0);
	if (colour)
		buffer_text(out, "\x1b[0m");
	if (grid->as_at != NULL) {
		buffer_text(out, "as at ");
		buffer_text(out, grid->as_at);
		buffer_char(out, '\n');
	}
	buffer_char(out, '\n');
	if (grid->column_count > 0 && layout_make(&layout, grid, room)) {
		print_row(out, grid, &layout, UINT32_MAX, "\x1b[1m");
		print_rule(out, grid, &layout);
		for (uint32_t row = 0; row < body; row++)
			print_row(out, grid, &layout, row, "");
		if (grid->has_total) {
			print_rule(out, grid, &layout);
			print_row(out, grid, &layout, body, "\x1b[1m");
		}
	} else {
		print_blocks(out, grid, room);
	}
	if (body == 0)
		buffer_text(out, "no rows\n");
	if (grid->note_count > 0)
		buffer_char(out, '\n');
	for (uint32_t i = 0; i < grid->note_count; i++) {
		struct buffer note = BUFFER_INIT;

		buffer_text(&note, "note: ");
		buffer_text(&note, grid->notes[i]);
		print_wrapped(out, note.at, room, 6);
		buffer_release(&note);
	}
	buffer_release(&layout.line);
}
