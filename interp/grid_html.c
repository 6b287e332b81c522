/* A grid as a table of a page. */
#include <string.h>

#include "interp/bandtint.h"
#include "interp/grid.h"
#include "interp/grid_display.h"
#include "interp/grid_value.h"
#include "lang/date.h"

enum {
	LONG = 140, /* a text longer than this is shown in part, and can be opened; in bytes, as the
		       others */
	HEAD = 90,
	TAIL = 120
};

static void
html_text(struct buffer *out, const char *text)
{
	display_add_html(out, text, strlen(text));
}

static bool
is_figure(enum kind kind)
{
	return kind_is_quantity(kind) || kind_is_length(kind);
}

/* "2) …" */
static bool
is_numbered(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return digits > 0 && text[digits] == ')' && text[digits + 1] == ' ';
}

/* Reasons that go through the lines of a rule number them: each starts a line of its own. */
static void
html_lines(struct buffer *out, const char *text, size_t length)
{
	const char *end = text + length, *from = text;

	for (const char *at = text; at + 2 < end; at++)
		if (at[0] == ';' && at[1] == ' ' && is_numbered(at + 2)) {
			display_add_html(out, from, (size_t)(at - from));
			buffer_text(out, "<br>");
			from = at + 2;
		}
	display_add_html(out, from, (size_t)(end - from));
}

/* How much of a long text stands there before it is opened: up to the list in it, or to a blank; 0:
 * it cannot be parted. */
static size_t
head_length(const char *text)
{
	size_t length = HEAD;

	for (const char *at = text; at < text + HEAD; at++)
		if (at[0] == ':' && at[1] == ' ' && is_numbered(at + 2))
			return (size_t)(at - text);
	while (length > 0 && text[length] != ' ')
		length--;
	return length;
}

/* Clauses at the end, in brackets, stay in sight. */
static const char *
tail_of(const char *text)
{
	size_t length = strlen(text);
	const char *tail = text + length;

	if (length == 0 || text[length - 1] != ']')
		return tail;
	while (tail > text && *tail != '[')
		tail--;
	return tail > text && (size_t)(text + length - tail) <= TAIL ? tail : text + length;
}

/* A long text would stretch its row over half a page, so it can be opened; on paper it stays
 * closed, and CSV has all of it. */
static void
html_long(struct buffer *out, const char *text)
{
	size_t head = head_length(text);
	const char *tail = tail_of(text), *rest = text + head;

	if (head == 0 || tail < rest) {
		html_text(out, text);
		return;
	}
	while (*rest == ':' || *rest == ' ')
		rest++;
	buffer_text(out, "<details><summary>");
	display_add_html(out, text, head);
	buffer_text(out, " … ");
	html_text(out, tail);
	buffer_text(out, "</summary>");
	html_lines(out, rest, tail > rest ? (size_t)(tail - rest) : 0);
	buffer_text(out, "</details>");
}

/* 23 October 2017 may be broken before the year, but not behind the day. */
static void
html_date(struct buffer *out, const char *text)
{
	size_t day = strspn(text, "0123456789");

	if (day == 0 || text[day] != ' ') {
		html_text(out, text);
		return;
	}
	display_add_html(out, text, day);
	buffer_text(out, "&#160;");
	html_text(out, text + day + 1);
}

/* A word of a policy may be broken behind an underscore. */
static void
html_word(struct buffer *out, const char *text)
{
	for (;;) {
		size_t length = strcspn(text, "_");

		display_add_html(out, text, length);
		if (text[length] == '\0')
			return;
		buffer_text(out, "_<wbr>");
		text += length + 1;
	}
}

void
grid_html_band(struct buffer *out, const struct label_set *bands, uint32_t label)
{
	char ground[BANDTINT_LENGTH];

	bandtint(ground, bands, label);
	buffer_printf(out, "<span class=\"band\" style=\"background:%s\">", ground);
	html_text(out, bands->names[label]);
	buffer_text(out, "</span>");
}

static void
html_value(
    struct buffer *out, const struct grid *grid, const struct grid_cell *cell, uint32_t column)
{
	enum kind kind = grid->columns[column].kind;
	const struct label_set *bands = grid->bands[column];
	int label = bands != NULL ? label_set_find(bands, cell->reader) : -1;

	if (cell->unknown)
		buffer_text(out, "<span class=\"undecided\">cannot be decided</span>");
	else if (label >= 0)
		grid_html_band(out, bands, (uint32_t)label);
	else if (kind == KIND_TEXT && strlen(cell->reader) > LONG)
		html_long(out, cell->reader);
	else if (kind == KIND_LABEL)
		html_word(out, cell->reader);
	else if (kind == KIND_DATE)
		html_date(out, cell->reader);
	else
		html_text(out, cell->reader);
}

/* The undecided rows beside a figure stand in its cell, on a line of their own, so that figures
 * stay one under the other. */
static void
html_cell(
    struct buffer *out, const struct grid *grid, const struct grid_cell *cell, uint32_t column)
{
	enum kind kind = grid->columns[column].kind;
	const char *class = is_figure(kind)                                    ? " class=\"n\""
			    : kind == KIND_TEXT && strlen(cell->reader) > LONG ? " class=\"long\""
			    : column == 0 && (kind == KIND_DATE || kind_is_period(kind))
				? " class=\"d\""
				: "";
	const char *count = grid_is_beside(grid, column + 1) ? cell[1].plain : "0";

	buffer_printf(out, column == 0 ? "<th scope=\"row\"%s>" : "<td%s>", class);
	html_value(out, grid, cell, column);
	if (strcmp(count, "0") != 0 && count[0] != '\0')
		buffer_printf(out,
		    cell->unknown ? " <span class=\"undecided plus\">(%s undecided)</span>"
				  : " <span class=\"undecided plus\">(+%s undecided)</span>",
		    count);
	buffer_text(out, column == 0 ? "</th>" : "</td>");
}

static void
html_row(struct buffer *out, const struct grid *grid, uint32_t row)
{
	const struct grid_cell *cells = grid->cells + (size_t)row * grid->column_count;

	buffer_text(out, "<tr>");
	for (uint32_t i = 0; i < grid->column_count; i++)
		if (!grid_is_beside(grid, i))
			html_cell(out, grid, &cells[i], i);
	buffer_text(out, "</tr>\n");
}

/* "2022-05-31" as 31 May 2022; any other text as it is. */
void
grid_html_day(struct buffer *out, const struct grid *grid)
{
	const char *text = grid->as_at;
	int part[3] = { 0, 0, 0 }, at = 0;
	int64_t day;

	for (; *text != '\0' && at < 3; text++) {
		if (*text == '-')
			at++;
		else if (*text >= '0' && *text <= '9' && part[at] < 10000)
			part[at] = part[at] * 10 + (*text - '0');
		else
			break;
	}
	if (*text == '\0' && date_from_civil(part[0], part[1], part[2], &day))
		html_text(out, date_in_words(grid->arena, day));
	else
		html_text(out, grid->as_at);
}

static void
html_headings(struct buffer *out, const struct grid *grid)
{
	for (uint32_t i = 0; i < grid->column_count; i++) {
		if (grid_is_beside(grid, i))
			continue;
		buffer_printf(out, "<th scope=\"col\"%s>",
		    is_figure(grid->columns[i].kind) ? " class=\"n\"" : "");
		html_text(out, grid->columns[i].heading);
		buffer_text(out, "</th>");
	}
}

/*
 *     <div class="scroll"><table class="wide"><caption class="hidden">Title</caption>
 *     <thead><tr><th scope="col">Month</th>...</tr></thead>
 *     <tbody><tr><th scope="row">March 2022</th><td class="n">13</td>...</tr></tbody>
 *     <tfoot>the total row</tfoot></table></div>
 *     <ul class="notes"><li>...</li></ul>
 *
 * The table can be scrolled by keyboard where it is wider than the screen. The caption is for those
 * who hear the page: a heading above says the same to those who see it. `wide` (from seven columns
 * on) has smaller type on paper.
 */
void
grid_html(struct buffer *out, const struct grid *grid)
{
	grid_html_first(out, grid, UINT32_MAX);
}

void
grid_html_first(struct buffer *out, const struct grid *grid, uint32_t at_most)
{
	uint32_t body = grid->row_count - (grid->has_total ? 1 : 0), shown = 0;

	for (uint32_t i = 0; i < grid->column_count; i++)
		shown += !grid_is_beside(grid, i);
	buffer_text(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
	html_text(out, grid->title);
	buffer_printf(out, "\">\n<table%s>\n<caption class=\"hidden\">",
	    shown >= GRID_BROAD  ? " class=\"wide broad\""
	    : shown >= GRID_WIDE ? " class=\"wide\""
				 : "");
	html_text(out, grid->title);
	if (grid->as_at != NULL) {
		buffer_text(out, ", as at ");
		grid_html_day(out, grid);
	}
	buffer_text(out, "</caption>\n<thead><tr>");
	html_headings(out, grid);
	buffer_text(out, "</tr></thead>\n<tbody>\n");
	for (uint32_t row = 0; row < body && row < at_most; row++)
		html_row(out, grid, row);
	if (body == 0)
		buffer_printf(out, "<tr><td colspan=\"%u\">no rows</td></tr>\n", shown);
	buffer_text(out, "</tbody>\n");
	if (grid->has_total) {
		buffer_text(out, "<tfoot>\n");
		html_row(out, grid, body);
		buffer_text(out, "</tfoot>\n");
	}
	buffer_text(out, "</table>\n</div>\n");
	if (grid->note_count == 0)
		return;
	buffer_text(out, "<ul class=\"notes\">\n");
	for (uint32_t i = 0; i < grid->note_count; i++) {
		buffer_text(out, "<li>");
		html_text(out, grid->notes[i]);
		buffer_text(out, "</li>\n");
	}
	buffer_text(out, "</ul>\n");
}
