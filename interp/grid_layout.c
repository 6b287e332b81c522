/* grid_layout: see grid_layout.h. */
#include "interp/grid_layout.h"

#include <string.h>

#include "interp/grid_display.h"

enum {
	WORD_WHOLE = 32,	/* a longer word of a cell may be broken */
	HEADING_LEAST = 6	/* a heading's words are not broken into less */
};

static const char undecided[] = "cannot be decided";

/* ---- lines ---- */

size_t
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

static size_t
past_blanks(const char *text, size_t length, size_t at)
{
	while (at < length && text[at] == ' ')
		at++;
	return at;
}

uint32_t
lines_in(const char *text, size_t width)
{
	size_t length = strlen(text);
	uint32_t lines = 0;

	do {
		size_t take = past_blanks(text, length, line_length(text, length, width));

		text += take;
		length -= take;
		lines++;
	} while (length > 0);
	return lines;
}

const char *
line_of(const char *text, size_t width, uint32_t line, size_t *taken)
{
	size_t length = strlen(text);

	for (;;) {
		size_t take = line_length(text, length, width);

		if (line-- == 0) {
			*taken = take;
			return text;
		}
		take = past_blanks(text, length, take);
		text += take;
		length -= take;
	}
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

/* ---- the view ---- */

static bool
is_right(enum kind kind)
{
	return kind_is_quantity(kind) || kind_is_length(kind);
}

static const struct grid_cell *
cell_at(const struct grid *grid, uint32_t row, uint32_t column)
{
	return &grid->cells[(size_t)row * grid->column_count + column];
}

/* The undecided rows beside a cell, "" when there are none. */
static const char *
beside_of(const struct grid *grid, uint32_t row, uint32_t column)
{
	const char *count;

	if (!grid_is_beside(grid, column + 1))
		return "";
	count = cell_at(grid, row, column + 1)->plain;
	return strcmp(count, "0") == 0 ? "" : count;
}

/* What stands behind a figure because of the rows beside it. */
static const char *
tail_of(struct view *view, const char *count, bool in_words)
{
	if (count[0] == '\0')
		return "";
	view->abbreviated = view->abbreviated || !in_words;
	return arena_printf(view->arena, in_words ? " (+%s undecided)" : " (+%s)", count);
}

static const char *
unknown_text(struct view *view, const char *count, bool in_words)
{
	if (count[0] == '\0')
		return in_words ? undecided : "undecided";
	if (!in_words)
		return arena_printf(view->arena, "undecided (%s)", count);
	return arena_printf(view->arena, strcmp(count, "1") == 0 ? "%s (%s row)" : "%s (%s rows)",
	    undecided, count);
}

/* Figures stand one under the other whether something stands behind them or not: the others have as
 * many blanks there. */
static void
fill_column(struct view *view, const struct grid *grid, uint32_t from, uint32_t to, bool in_words)
{
	enum kind kind = grid->columns[from].kind;
	bool plain = kind == KIND_DATE || kind == KIND_MONTH;
	size_t room = 0;

	for (uint32_t row = 0; row < grid->row_count; row++) {
		size_t width = width_of(tail_of(view, beside_of(grid, row, from), in_words));

		if (!cell_at(grid, row, from)->unknown && width > room)
			room = width;
	}
	for (uint32_t row = 0; row < grid->row_count; row++) {
		const struct grid_cell *cell = cell_at(grid, row, from);
		size_t at = (size_t)row * view->columns + to;
		const char *count = beside_of(grid, row, from),
			   *text = plain ? cell->plain : cell->reader;
		const char *tail = tail_of(view, count, in_words);

		if (cell->unknown)
			text = unknown_text(view, count, in_words);
		else if (room > 0)
			text = arena_printf(view->arena, "%s%s%*s", text, tail,
			    (int)(room - width_of(tail)), "");
		view->cells[at] = text;
		view->whole[at] = view->right[to] && !cell->unknown;
	}
}

void
view_make(struct view *view, const struct grid *grid, bool in_words)
{
	struct arena *arena = grid->arena;
	uint32_t to = 0;

	*view = (struct view){ .arena = arena, .rows = grid->row_count };
	for (uint32_t i = 0; i < grid->column_count; i++)
		view->columns += !grid_is_beside(grid, i);
	view->headings = arena_array(arena, const char *, view->columns);
	view->right = arena_array(arena, bool, view->columns);
	view->width = arena_array(arena, size_t, view->columns);
	view->whole = arena_array(arena, bool, (size_t)view->rows * view->columns);
	view->cells = arena_array(arena, const char *, (size_t)view->rows * view->columns);
	for (uint32_t i = 0; i < grid->column_count; i++) {
		if (grid_is_beside(grid, i))
			continue;
		view->headings[to] = grid->columns[i].heading;
		view->right[to] = is_right(grid->columns[i].kind);
		fill_column(view, grid, i, to++, in_words);
	}
}

/* ---- widths ---- */

static size_t
total_width(const struct view *view)
{
	size_t sum = (size_t)LAYOUT_GAP * (view->columns - 1);

	for (uint32_t i = 0; i < view->columns; i++)
		sum += view->width[i];
	return sum;
}

/* Makes the widest column narrower, again and again, until all fit or none is above its floor. */
static bool
narrow(struct view *view, const size_t *least, size_t room)
{
	while (total_width(view) > room) {
		uint32_t widest = UINT32_MAX;

		for (uint32_t i = 0; i < view->columns; i++)
			if (view->width[i] > least[i] &&
			    (widest == UINT32_MAX || view->width[i] > view->width[widest]))
				widest = i;
		if (widest == UINT32_MAX)
			return false;
		view->width[widest]--;
	}
	return true;
}

/* Room that is left goes to the tallest headings, as far as it saves them a line. `full` is the
 * width at which nothing more is saved. */
static void
share_room(struct view *view, size_t *full, size_t left)
{
	for (;;) {
		uint32_t tallest = UINT32_MAX, height = 1;
		size_t wider;

		for (uint32_t i = 0; i < view->columns; i++) {
			uint32_t lines = lines_in(view->headings[i], view->width[i]);

			if (view->width[i] < full[i] && lines > height) {
				tallest = i;
				height = lines;
			}
		}
		if (tallest == UINT32_MAX)
			return;
		wider = view->width[tallest] + 1;
		while (wider < full[tallest] && lines_in(view->headings[tallest], wider) == height)
			wider++;
		if (wider - view->width[tallest] > left) {
			full[tallest] = view->width[tallest];
			continue;
		}
		left -= wider - view->width[tallest];
		view->width[tallest] = wider;
	}
}

/* One word in pieces of about the same length, each but the last with a hyphen: "Registrations" in
 * 8 columns is "Registr- ations". */
static void
add_word(struct buffer *out, const char *word, size_t length, size_t width)
{
	size_t wide = display_width(word, length);
	size_t pieces = wide <= width ? 1 : (wide + width - 2) / (width - 1),
	       piece = (wide + pieces - 1) / pieces;

	while (pieces > 1 && length > 0) {
		size_t take = line_length(word, length, piece);

		buffer_add(out, word, take);
		if (take < length)
			buffer_text(out, word[take - 1] == '-' ? " " : "- ");
		word += take;
		length -= take;
	}
	buffer_add(out, word, length);
}

static const char *
hyphenated(struct arena *arena, const char *heading, size_t width)
{
	struct buffer out = BUFFER_INIT;
	const char *text;

	while (*heading != '\0') {
		size_t length = strcspn(heading, " ");

		add_word(&out, heading, length, width);
		heading += length;
		if (*heading == ' ') {
			buffer_char(&out, ' ');
			heading++;
		}
	}
	text = arena_copy(arena, out.length > 0 ? out.at : "", out.length);
	buffer_release(&out);
	return text;
}

static size_t
larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

bool
view_fit(struct view *view, size_t room, bool squeeze)
{
	size_t *full = arena_array(view->arena, size_t, view->columns),
	       *least = arena_array(view->arena, size_t, view->columns);
	size_t *broken = arena_array(view->arena, size_t, view->columns);

	for (uint32_t i = 0; i < view->columns; i++) {
		size_t heading = longest_word(view->headings[i]), cell = 0, word = 0;

		for (uint32_t row = 0; row < view->rows; row++) {
			size_t at = (size_t)row * view->columns + i,
			       longest = longest_word(view->cells[at]);

			cell = larger(cell, width_of(view->cells[at]));
			if (view->whole[at])
				longest = width_of(view->cells[at]);
			else if (longest > WORD_WHOLE)
				longest = WORD_WHOLE;
			word = larger(word, longest);
		}
		view->width[i] = larger(larger(cell, heading), 1);
		full[i] = larger(view->width[i], width_of(view->headings[i]));
		least[i] = larger(larger(word, heading), 1);
		broken[i] =
		    larger(larger(word, heading < HEADING_LEAST ? heading : HEADING_LEAST), 1);
	}
	if (total_width(view) > room) {
		if (!squeeze || (!narrow(view, least, room) && !narrow(view, broken, room)))
			return false;
		for (uint32_t i = 0; i < view->columns; i++)
			full[i] = view->width[i] < least[i] ? view->width[i] : full[i];
		for (uint32_t i = 0; i < view->columns; i++)
			view->headings[i] =
			    hyphenated(view->arena, view->headings[i], view->width[i]);
	}
	share_room(view, full, room - total_width(view));
	return true;
}
