/* source: see source.h. */
#include "lang/source.h"

#include <assert.h>
#include <string.h>

void
sources_init(struct sources *sources, struct arena *arena)
{
	*sources = (struct sources){ .arena = arena };
}

/* Length of the line end at `at`: 2 for CR LF, 1 for LF or a lone CR, 0 elsewhere. */
static size_t
line_end(const char *bytes, size_t at, size_t length)
{
	if (bytes[at] == '\n')
		return 1;
	if (bytes[at] != '\r')
		return 0;
	return at + 1 < length && bytes[at + 1] == '\n' ? 2 : 1;
}

static void
find_lines(struct arena *arena, struct source_file *file)
{
	uint32_t count = 1, *lines;

	for (size_t at = 0; at < file->length; at++) {
		size_t end = line_end(file->bytes, at, file->length);

		if (end > 0) {
			count++;
			at += end - 1;
		}
	}
	lines = arena_array(arena, uint32_t, count);
	file->lines = lines;
	file->line_count = count;
	count = 1;
	for (size_t at = 0; at < file->length; at++) {
		size_t end = line_end(file->bytes, at, file->length);

		if (end > 0) {
			lines[count++] = (uint32_t)(at + end);
			at += end - 1;
		}
	}
}

const struct source_file *
sources_add(struct sources *sources, const char *name, const char *bytes,
    size_t length)
{
	struct source_file *file = arena_new(sources->arena, struct source_file);

	assert(length <= SOURCE_MAX_BYTES);
	/* More than one where files were joined, or an editor added its own. */
	while (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		bytes += 3;
		length -= 3;
	}
	file->name = arena_copy(sources->arena, name, strlen(name));
	file->bytes = arena_copy(sources->arena, bytes, length);
	file->length = length;
	if (sources->last != NULL) {
		file->base = sources->last->base + (uint32_t)sources->last->length + 1;
		sources->last->next = file;
	} else {
		sources->first = file;
	}
	sources->last = file;
	find_lines(sources->arena, file);
	return file;
}

static const struct source_file *
sources_file(const struct sources *sources, uint32_t offset)
{
	const struct source_file *file = sources->first;

	assert(file != NULL);
	while (file->next != NULL && offset >= file->next->base)
		file = file->next;
	return file;
}

/* Index of the last line that starts at or before `offset`, which is relative to the file. */
static uint32_t
line_at(const struct source_file *file, uint32_t offset)
{
	uint32_t low = 0, high = file->line_count;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (file->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

struct place
sources_place(const struct sources *sources, uint32_t offset)
{
	const struct source_file *file = sources_file(sources, offset);
	uint32_t relative = offset - file->base, line, start, end, column = 1;

	if (relative > file->length)
		relative = (uint32_t)file->length;
	line = line_at(file, relative);
	start = file->lines[line];
	end = start;
	while (end < file->length && line_end(file->bytes, end, file->length) == 0)
		end++;
	if (relative > end)
		relative = end;		/* the LF of CR LF */
	for (uint32_t at = start; at < relative; at++)
		column += ((unsigned char)file->bytes[at] & 0xC0) != 0x80;
	return (struct place){ file, line + 1, column, file->bytes + start, end - start,
		relative - start };
}

const char *
sources_text(const struct sources *sources, struct span span, size_t *length)
{
	const struct source_file *file = sources_file(sources, span.start);
	uint32_t start = span.start - file->base, end = span.end - file->base;

	if (start > file->length)
		start = (uint32_t)file->length;
	if (end > file->length)
		end = (uint32_t)file->length;
	*length = end > start ? end - start : 0;
	return file->bytes + start;
}

struct span
span_join(struct span from, struct span to)
{
	return (struct span){ from.start, to.end > from.end ? to.end : from.end };
}
