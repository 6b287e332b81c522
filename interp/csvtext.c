/* csvtext: see csvtext.h. */
#include "interp/csvtext.h"

#include <csv.h>
#include <string.h>

struct collect {
	struct arena *arena;
	struct csvtext *text;
	uint32_t row_capacity, cell_capacity;
	struct csvtext_row row;
};

static void
take_cell(void *bytes, size_t length, void *context)
{
	struct collect *collect = context;

	if (collect->row.count == collect->cell_capacity) {
		uint32_t capacity = collect->cell_capacity * 2 + 16;
		const char **cells = arena_array(collect->arena, const char *, capacity);

		if (collect->row.count > 0)
			memcpy(cells, collect->row.cells, collect->row.count * sizeof(*cells));
		collect->row.cells = cells;
		collect->cell_capacity = capacity;
	}
	collect->row.cells[collect->row.count++] = arena_copy(collect->arena, bytes, length);
}

static void
take_row(int end, void *context)
{
	struct collect *collect = context;
	struct csvtext *text = collect->text;

	(void)end;
	if (text->count == collect->row_capacity) {
		uint32_t capacity = collect->row_capacity * 2 + 16;
		struct csvtext_row *rows;

		rows = arena_array(collect->arena, struct csvtext_row, capacity);
		if (text->count > 0)
			memcpy(rows, text->rows, text->count * sizeof(*rows));
		text->rows = rows;
		collect->row_capacity = capacity;
	}
	text->rows[text->count++] = collect->row;
	collect->row = (struct csvtext_row){ NULL, 0 };
	collect->cell_capacity = 0;
}

bool
csvtext_read(struct csvtext *text, struct arena *arena, const char *bytes, size_t length)
{
	struct collect collect = { .arena = arena, .text = text };
	struct csv_parser parser;
	bool done;

	*text = (struct csvtext){ NULL, 0 };
	if (length > 0 && memchr(bytes, '\0', length) != NULL)
		return false;
	if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		bytes += 3;
		length -= 3;
	}
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		arena_no_memory();
	done = csv_parse(&parser, bytes, length, take_cell, take_row, &collect) == length;
	done = done && csv_fini(&parser, take_cell, take_row, &collect) == 0;
	csv_free(&parser);
	return done;
}
