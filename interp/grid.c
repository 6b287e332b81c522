/* A grid is made row by row, and goes out as CSV, HTML or JSON; the terminal form is in grid_text.c. */
#include "interp/grid.h"

#include <string.h>

#include "interp/csvout.h"
#include "interp/grid_display.h"
#include "interp/grid_value.h"
#include "interp/json.h"
#include "lang/date.h"

struct grid *
grid_make(struct arena *arena, const char *name, const char *title, uint32_t column_count)
{
	struct grid *grid = arena_new(arena, struct grid);

	grid->arena = arena;
	grid->name = name;
	grid->title = title;
	grid->columns = arena_array(arena, struct grid_column, column_count);
	grid->column_count = column_count;
	return grid;
}

struct grid_cell *
grid_add_row(struct grid *grid)
{
	struct grid_cell *row;

	if (grid->row_count == grid->row_capacity) {
		uint32_t capacity = grid->row_capacity == 0 ? 16 : grid->row_capacity * 2;
		struct grid_cell *cells =
		    arena_array(grid->arena, struct grid_cell, (size_t)capacity * grid->column_count);

		if (grid->row_count > 0)
			memcpy(cells, grid->cells,
			    (size_t)grid->row_count * grid->column_count * sizeof *cells);
		grid->cells = cells;
		grid->row_capacity = capacity;
	}
	row = grid->cells + (size_t)grid->row_count * grid->column_count;
	grid->row_count++;
	for (uint32_t i = 0; i < grid->column_count; i++)
		row[i] = (struct grid_cell){ "", "", false };
	return row;
}

void
grid_add_note(struct grid *grid, const char *note)
{
	const char **notes = arena_array(grid->arena, const char *, (size_t)grid->note_count + 1);

	if (grid->note_count > 0)
		memcpy(notes, grid->notes, grid->note_count * sizeof *notes);
	notes[grid->note_count++] = note;
	grid->notes = notes;
}

bool
grid_is_beside(const struct grid *grid, uint32_t column)
{
	return grid->beside != NULL && column < grid->column_count && grid->beside[column];
}

static const struct grid_cell *
grid_row(const struct grid *grid, uint32_t row)
{
	return grid->cells + (size_t)row * grid->column_count;
}

/* A line with one empty cell would be no line at all to a reader of CSV: it is written as a quoted nothing. */
static void
csv_line(struct buffer *out, const struct grid *grid, const struct grid_cell *row, bool excel, uint64_t *neutralised)
{
	for (uint32_t i = 0; i < grid->column_count; i++) {
		const char *text = row == NULL ? grid->columns[i].heading : row[i].plain;

		if (grid->column_count == 1 && text[0] == '\0')
			buffer_text(out, "\"\"");
		else
			csvout_cell(out, text, strlen(text), i == 0, true, neutralised);
	}
	csvout_end(out, excel);
}

void
grid_csv(struct buffer *out, const struct grid *grid, bool excel, uint64_t *neutralised)
{
	if (excel)
		buffer_text(out, "\xEF\xBB\xBF");
	csv_line(out, grid, NULL, excel, neutralised);
	for (uint32_t row = 0; row < grid->row_count; row++)
		csv_line(out, grid, grid_row(grid, row), excel, neutralised);
}

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

/* The undecided rows beside a figure stand in its cell, on a line of their own, so that figures stay one under the other. */
static void
html_cell(struct buffer *out, const struct grid *grid, const struct grid_cell *cell, uint32_t column)
{
	enum kind kind = grid->columns[column].kind;
	const char *class = is_figure(kind) ? " class=\"n\"" : column == 0 && (kind == KIND_DATE || kind_is_period(kind)) ? " class=\"d\"" : "";
	const char *count = grid_is_beside(grid, column + 1) ? cell[1].plain : "0";

	buffer_printf(out, column == 0 ? "<th scope=\"row\"%s>" : "<td%s>", class);
	if (cell->unknown)
		buffer_text(out, "<span class=\"undecided\">cannot be decided</span>");
	else
		html_text(out, cell->reader);
	if (strcmp(count, "0") != 0 && count[0] != '\0')
		buffer_printf(out, cell->unknown ? " <span class=\"undecided plus\">(%s undecided)</span>"
		    : " <span class=\"undecided plus\">(+%s undecided)</span>", count);
	buffer_text(out, column == 0 ? "</th>" : "</td>");
}

static void
html_row(struct buffer *out, const struct grid *grid, uint32_t row)
{
	const struct grid_cell *cells = grid_row(grid, row);

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
		buffer_printf(out, "<th scope=\"col\"%s>", is_figure(grid->columns[i].kind) ? " class=\"n\"" : "");
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
 * The table can be scrolled by keyboard where it is wider than the screen. The caption is for those who hear the page: a heading above says
 * the same to those who see it. `wide` (from seven columns on) has smaller type on paper.
 */
void
grid_html(struct buffer *out, const struct grid *grid)
{
	uint32_t body = grid->row_count - (grid->has_total ? 1 : 0), shown = 0;

	for (uint32_t i = 0; i < grid->column_count; i++)
		shown += !grid_is_beside(grid, i);
	buffer_text(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
	html_text(out, grid->title);
	buffer_printf(out, "\">\n<table%s>\n<caption class=\"hidden\">", shown >= GRID_WIDE ? " class=\"wide\"" : "");
	html_text(out, grid->title);
	if (grid->as_at != NULL) {
		buffer_text(out, ", as at ");
		grid_html_day(out, grid);
	}
	buffer_text(out, "</caption>\n<thead><tr>");
	html_headings(out, grid);
	buffer_text(out, "</tr></thead>\n<tbody>\n");
	for (uint32_t row = 0; row < body; row++)
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

static void
json_row(struct json *json, const struct grid *grid, uint32_t row)
{
	const struct grid_cell *cells = grid_row(grid, row);

	json_object(json);
	for (uint32_t i = 0; i < grid->column_count; i++) {
		json_key(json, grid->columns[i].name);
		if (cells[i].unknown || cells[i].plain[0] == '\0')
			json_null(json);
		else
			json_text(json, cells[i].plain);
	}
	json_end(json);
}

/* {"schema":1,"name":…,"title":…,"as_at":…,"columns":[…],"rows":[{…}],"total":{…},"notes":[…]}; empty and undecided cells are null. */
void
grid_json(struct buffer *out, const struct grid *grid)
{
	uint32_t body = grid->row_count - (grid->has_total ? 1 : 0);
	struct json json;

	json_init(&json, out, JSON_INDENTED);
	json_object(&json);
	json_key_count(&json, "schema", 1);
	json_key_text(&json, "name", grid->name);
	json_key_text(&json, "title", grid->title);
	json_key_text(&json, "as_at", grid->as_at);
	json_key(&json, "columns");
	json_array(&json);
	for (uint32_t i = 0; i < grid->column_count; i++) {
		json_object(&json);
		json_key_text(&json, "name", grid->columns[i].name);
		json_key_text(&json, "heading", grid->columns[i].heading);
		json_key_text(&json, "kind", kind_name(grid->columns[i].kind));
		json_end(&json);
	}
	json_end(&json);
	json_key(&json, "rows");
	json_array(&json);
	for (uint32_t row = 0; row < body; row++)
		json_row(&json, grid, row);
	json_end(&json);
	json_key(&json, "total");
	if (grid->has_total)
		json_row(&json, grid, body);
	else
		json_null(&json);
	json_key(&json, "notes");
	json_array(&json);
	for (uint32_t i = 0; i < grid->note_count; i++)
		json_text(&json, grid->notes[i]);
	json_end(&json);
	json_end(&json);
}
