/* tables_style: the file of the register as somebody else's program writes it. */
#include <string.h>

#include "tests/oracle/tables.h"

static const char remark[] = "Remark; by hand";

const struct world_table *
world_table_named(const struct world *world, const char *name)
{
	for (uint32_t t = 0; t < world->table_count; t++)
		if (strcmp(world->tables[t].name, name) == 0)
			return &world->tables[t];
	return NULL;
}

uint32_t
world_style_headers(const struct world_style *style, const struct world_table *table,
    const char *headers[WORLD_COLUMNS + 1])
{
	uint32_t count = 0;

	for (uint32_t c = 0; c < table->columns; c++) {
		if (style->remark && c == 2)
			headers[count++] = remark;
		headers[count++] = table->headers[style->backwards ? table->columns - 1 - c : c];
	}
	return count;
}

static bool
is_day(const char *cell)
{
	return strlen(cell) == 10 && cell[4] == '-' && cell[7] == '-';
}

bool
world_style_shows(const struct world_table *table)
{
	for (uint32_t r = 0; r < table->rows; r++)
		for (uint32_t c = 0; c < table->columns; c++)
			if (strcmp(table->headers[c], "sent_on") == 0 && is_day(table->cells[r][c]))
				return true;
	return false;
}

static void
add_styled(struct buffer *text, const struct world_style *style, const char *cell, bool first)
{
	struct buffer turned = BUFFER_INIT;

	if (style->slashes && is_day(cell))
		buffer_printf(&turned, "%.2s/%.2s/%.4s", cell + 8, cell + 5, cell);
	else
		buffer_text(&turned, cell);
	world_cell(text, style->semicolon ? ';' : ',', turned.at == NULL ? "" : turned.at, first);
	buffer_release(&turned);
}

char *
world_styled_csv(struct arena *arena, const struct world_style *style,
    const struct world_table *table, bool turned)
{
	const char *headers[WORLD_COLUMNS + 1], *end = style->crlf ? "\r\n" : "\n";
	uint32_t count = world_style_headers(style, table, headers);
	struct buffer text = BUFFER_INIT;
	char *out;

	for (uint32_t c = 0; c < count; c++)
		add_styled(&text, style, headers[c], c == 0);
	for (uint32_t r = 0; r < table->rows; r++) {
		const char *const *cells = table->cells[turned ? table->rows - 1 - r : r];

		buffer_text(&text, end);
		for (uint32_t c = 0; c < count; c++) {
			const char *cell = headers[c] == remark ? "seen; filed" : "";

			for (uint32_t h = 0; h < table->columns; h++)
				if (strcmp(table->headers[h], headers[c]) == 0)
					cell = cells[h];
			add_styled(&text, style, cell, c == 0);
		}
	}
	if (!style->no_end)
		buffer_text(&text, end);
	out = arena_copy(arena, text.at, text.length);
	buffer_release(&text);
	return out;
}
