/* A grid is made row by row, and goes out as CSV or JSON; the terminal form is in grid_text.c, HTML
 * in grid_html.c. */
#include "interp/grid.h"

#include <string.h>

#include "interp/csvout.h"
#include "interp/json.h"

struct grid *
grid_make(struct arena *arena, const char *name, const char *title, uint32_t column_count)
{
	struct grid *grid = arena_new(arena, struct grid);

	grid->arena = arena;
	grid->name = name;
	grid->title = title;
	grid->columns = arena_array(arena, struct grid_column, column_count);
	grid->column_count = column_count;
	grid->bands = arena_array(arena, const struct label_set *, column_count);
	return grid;
}

struct grid_cell *
grid_add_row(struct grid *grid)
{
	struct grid_cell *row;

	if (grid->row_count == grid->row_capacity) {
		uint32_t capacity = grid->row_capacity == 0 ? 16 : grid->row_capacity * 2;
		struct grid_cell *cells = arena_array(grid->arena, struct grid_cell,
		    (size_t)capacity * grid->column_count);

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

/* A line with one empty cell would be no line at all to a reader of CSV: it is written as a quoted
 * nothing. */
static void
csv_line(struct buffer *out, const struct grid *grid, const struct grid_cell *row, bool excel,
    uint64_t *neutralised)
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

/* {"schema":1,"name":…,"title":…,"as_at":…,"columns":[…],"rows":[{…}],"total":{…},"notes":[…]};
 * empty and undecided cells are null. */
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
