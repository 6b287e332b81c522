/* cellbook: see cellbook.h. All cells stand one behind the other; `ends` says where each ends, so
 * that a row costs its bytes and a number a field. */
#include "interp/cellbook.h"

#include <string.h>

#include "interp/buffer.h"

struct cellbook {
	const struct table *table;
	bool all_rows;
	const char **headings;		/* by column index */
	uint32_t *cell_of;
	bool started;
	uint64_t *lines;
	size_t *ends;			/* [row * field_count + column] */
	size_t count, capacity;
	struct buffer text;
	struct arena arena;
};

struct cellbook *
cellbook_make(const struct table *table, bool all_rows)
{
	struct cellbook *book = memory_grow(NULL, 1, sizeof *book);

	memset(book, 0, sizeof *book);
	book->table = table;
	book->all_rows = all_rows;
	return book;
}

void
cellbook_free(struct cellbook *book)
{
	if (book == NULL)
		return;
	memory_free(book->lines);
	memory_free(book->ends);
	buffer_release(&book->text);
	arena_release(&book->arena);
	memory_free(book);
}

static void
forget_rows(struct cellbook *book)
{
	book->count = 0;
	buffer_clear(&book->text);
}

void
cellbook_start(struct cellbook *book, const char *const *headings, const uint32_t *cell_of)
{
	uint32_t fields = book->table->field_count;

	arena_release(&book->arena);
	book->headings = arena_array(&book->arena, const char *, fields);
	book->cell_of = arena_array(&book->arena, uint32_t, fields);
	for (uint32_t i = 0; i < fields; i++) {
		const char *heading = headings[cell_of[i]];

		book->cell_of[i] = cell_of[i];
		book->headings[i] = arena_copy(&book->arena, heading, strlen(heading));
	}
	book->started = true;
	forget_rows(book);
}

void
cellbook_batch(struct cellbook *book)
{
	if (!book->all_rows)
		forget_rows(book);
}

void
cellbook_add(struct cellbook *book, uint64_t line, const struct row_cell *cells)
{
	uint32_t fields = book->table->field_count;

	if (book->count == book->capacity) {
		book->capacity = book->capacity == 0 ? 1024 : book->capacity * 2;
		book->lines = memory_grow(book->lines, book->capacity, sizeof *book->lines);
		book->ends = memory_grow(book->ends, book->capacity * fields, sizeof *book->ends);
	}
	for (uint32_t i = 0; i < fields; i++) {
		const struct row_cell *cell = &cells[book->cell_of[i]];

		if (!book->table->columns[i]->field->not_recorded)
			buffer_add(&book->text, cell->at, cell->length);
		book->ends[book->count * fields + i] = book->text.length;
	}
	book->lines[book->count++] = line;
}

const char *
cellbook_heading(const struct cellbook *book, const struct column *field)
{
	return book->started ? book->headings[field->index] : NULL;
}

bool
cellbook_find(const struct cellbook *book, uint64_t line, const struct column *field,
    struct row_cell *cell)
{
	size_t low = 0, high = book->count, at, start;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (book->lines[middle] < line)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == book->count || book->lines[low] != line)
		return false;
	at = low * book->table->field_count + field->index;
	start = at == 0 ? 0 : book->ends[at - 1];
	cell->at = book->text.at == NULL ? "" : book->text.at + start;
	cell->length = (uint32_t)(book->ends[at] - start);
	return true;
}
