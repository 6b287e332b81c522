/*
 * A grid for a terminal. Widths are settled first (grid_layout.h), then every row, the headings
 * among them, is put into lines of its cells (print_row): a cell that is wider than its column is
 * wrapped, at blanks where it can, never cut.
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
 * When the columns cannot be made narrow enough for one line each, every row becomes a block of
 * "heading: value" lines, those without a value left out.
 */
#include <string.h>

#include "interp/grid.h"
#include "interp/grid_display.h"
#include "interp/grid_layout.h"

enum { WIDTH_LEAST = 40 };	/* a narrower terminal is treated as this wide */

struct printer {
	struct buffer *out;
	const struct view *view;
	struct buffer line;
	bool colour;
};

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

/* One row of the view, or the headings when `row` is past the last; headings stand on the rule,
 * cells hang from the top. */
static void
print_row(struct printer *to, uint32_t row, const char *start)
{
	const struct view *view = to->view;
	bool heading = row == UINT32_MAX;
	const char **cells = heading ? view->headings : view->cells + (size_t)row * view->columns;
	uint32_t lines = 1;

	for (uint32_t i = 0; i < view->columns; i++) {
		uint32_t need = lines_in(cells[i], view->width[i]);

		if (need > lines)
			lines = need;
	}
	for (uint32_t line = 0; line < lines; line++) {
		for (uint32_t i = 0; i < view->columns; i++) {
			const char *text = "";
			uint32_t own = lines_in(cells[i], view->width[i]),
				 skip = heading ? lines - own : 0;
			size_t length = 0, width, pad;

			if (line >= skip && line < skip + own)
				text = line_of(cells[i], view->width[i], line - skip, &length);
			width = display_width(text, length);
			pad = width < view->width[i] ? view->width[i] - width : 0;
			if (i > 0)
				add_blanks(&to->line, LAYOUT_GAP);
			if (view->right[i])
				add_blanks(&to->line, pad);
			display_add(&to->line, text, length);
			if (!view->right[i])
				add_blanks(&to->line, pad);
		}
		flush_line(to->out, &to->line, to->colour ? start : "");
	}
}

static void
print_rule(struct printer *to)
{
	for (uint32_t i = 0; i < to->view->columns; i++) {
		if (i > 0)
			add_blanks(&to->line, LAYOUT_GAP);
		for (size_t n = 0; n < to->view->width[i]; n++)
			buffer_char(&to->line, '-');
	}
	flush_line(to->out, &to->line, "");
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
print_blocks(struct buffer *out, const struct view *view, size_t room)
{
	struct buffer line = BUFFER_INIT;

	for (uint32_t row = 0; row < view->rows; row++) {
		if (row > 0)
			buffer_char(out, '\n');
		for (uint32_t i = 0; i < view->columns; i++) {
			const char *text = view->cells[(size_t)row * view->columns + i];
			size_t length = strlen(text);

			while (length > 0 && text[length - 1] == ' ')
				length--;
			if (length == 0 && i > 0)
				continue;
			buffer_text(&line, view->headings[i]);
			buffer_text(&line, ": ");
			buffer_add(&line, text, length);
			print_wrapped(out, line.at, room, 4);
			buffer_clear(&line);
		}
	}
	buffer_release(&line);
}

static void
print_table(struct printer *to, uint32_t body, bool has_total)
{
	print_row(to, UINT32_MAX, "\x1b[1m");
	print_rule(to);
	for (uint32_t row = 0; row < body; row++)
		print_row(to, row, "");
	if (!has_total)
		return;
	print_rule(to);
	print_row(to, body, "\x1b[1m");
}

static void
print_note(struct buffer *out, const char *text, size_t room)
{
	struct buffer note = BUFFER_INIT;

	buffer_text(&note, "note: ");
	buffer_text(&note, text);
	print_wrapped(out, note.at, room, 6);
	buffer_release(&note);
}

/* In words if that fits as it is, else with "(+1)" and all that can be squeezed, else in words as
 * blocks. */
static bool
fit(struct view *view, const struct grid *grid, size_t room)
{
	view_make(view, grid, true);
	if (grid->column_count == 0)
		return false;
	if (view_fit(view, room, false))
		return true;
	view_make(view, grid, false);
	if (view_fit(view, room, true))
		return true;
	view_make(view, grid, true);
	return false;
}

void
grid_text(struct buffer *out, const struct grid *grid, int width, bool colour)
{
	size_t room = width < WIDTH_LEAST ? WIDTH_LEAST : (size_t)width;
	uint32_t body = grid->row_count - (grid->has_total ? 1 : 0);
	struct view view;
	struct printer to = { out, &view, BUFFER_INIT, colour };

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
	if (fit(&view, grid, room))
		print_table(&to, body, grid->has_total);
	else
		print_blocks(out, &view, room);
	if (body == 0)
		buffer_text(out, "no rows\n");
	if (grid->note_count > 0 || view.abbreviated)
		buffer_char(out, '\n');
	if (view.abbreviated)
		print_note(out,
		    "behind a figure, (+1) is one row more that may count; it cannot be decided "
		    "until a fact is known",
		    room);
	for (uint32_t i = 0; i < grid->note_count; i++)
		print_note(out, grid->notes[i], room);
	buffer_release(&to.line);
}
