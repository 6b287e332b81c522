/*
 * How to read this file: rows_next() looks at the line that starts at `start`. split_line() finds
 * its cells, or that it holds a quote, or that its end is not in the buffer yet. Whatever holds a
 * quote goes to rows_quoted.c, which feeds libcsv line by line. Nothing before `start` is looked at
 * again; rows_fill() moves what is left to the front, so positions inside a record are kept as
 * distances from `start`.
 */
#include "interp/rows_parts.h"

#include <stdlib.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "interp/rows_index.h"
#include "lang/arena.h"

/* readable bytes behind the last */
enum { SLACK = ROWS_INDEX_BEHIND };
_Static_assert((int)SLACK >= (int)ROWS_BEHIND, "a cell may end where the bytes do");

enum {
	SPARE_BYTES = 4 * 1024 * 1024,	/* blocks that are larger are given back */
	MEMORY_AT_ONCE = 8192		/* mostly the first rows are all that is asked for */
};

/* ---- blocks ---- */

void
rows_keep(struct rows *rows)
{
	rows->keeps = true;
}

size_t
rows_held(const struct rows *rows)
{
	return rows->held_bytes;
}

void
rows_give_back(struct rows *rows, struct rows_block *blocks)
{
	while (blocks != NULL) {
		struct rows_block *block = blocks;

		blocks = block->next;
		if (block->capacity > SPARE_BYTES) {
			memory_free(block->bytes);
			memory_free(block);
			continue;
		}
		block->next = rows->spare;
		rows->spare = block;
	}
}

void
rows_release(struct rows *rows)
{
	rows_give_back(rows, rows->held);
	rows->held = NULL;
	rows->held_bytes = 0;
}

struct rows_block *
rows_take_held(struct rows *rows)
{
	struct rows_block *taken = rows->held;

	if (rows->lent_block != NULL) {
		rows->lent_block->next = taken;
		taken = rows->lent_block;
	}
	rows->held = rows->lent_block = NULL;
	rows->held_bytes = 0;
	rows->lent = rows->start > 0;
	return taken;
}

static void
free_blocks(struct rows_block *block)
{
	while (block != NULL) {
		struct rows_block *next = block->next;

		memory_free(block->bytes);
		memory_free(block);
		block = next;
	}
}

/* The block stays as it is, and what is left of it moves to another. */
static void
change_block(struct rows *rows, size_t left)
{
	struct rows_block *block = rows->spare, here = { NULL, rows->bytes, rows->capacity };

	if (block == NULL) {
		block = memory_grow(NULL, 1, sizeof *block);
		*block = (struct rows_block){ NULL, NULL, 0 };
	} else {
		rows->spare = block->next;
	}
	/* With room for what is read next, and for more of a row than now: blocks go round, and are
	 * not to grow each time. */
	if (block->capacity < left + rows->source.room + SLACK) {
		memory_free(block->bytes);
		block->capacity = left + rows->source.room + SLACK + rows->source.room / 8;
		block->bytes = memory_grow(NULL, block->capacity, 1);
	}
	memcpy(block->bytes, rows->bytes + rows->start, left);
	rows->bytes = block->bytes;
	rows->capacity = block->capacity;
	*block = here;
	if (rows->lent) {
		rows->lent_block = block;
		rows->lent = false;
		return;
	}
	block->next = rows->held;
	rows->held = block;
	rows->held_bytes += rows->end;
}

/* ---- making, filling ---- */

struct rows *
rows_make(struct rows_source source, char delimiter)
{
	struct rows *rows = memory_grow(NULL, 1, sizeof(*rows));

	memset(rows, 0, sizeof(*rows));
	rows->source = source;
	rows_restart(rows, delimiter);
	return rows;
}

static int
read_memory(void *context, char *out, size_t *length)
{
	struct rows_memory *memory = context;
	size_t left = memory->length - memory->given;

	*length = left < MEMORY_AT_ONCE ? left : MEMORY_AT_ONCE;
	if (*length == 0)
		return 0;
	memcpy(out, memory->bytes + memory->given, *length);
	memory->given += *length;
	return 1;
}

struct rows *
rows_of_memory(struct rows_memory *memory, char delimiter)
{
	return rows_make((struct rows_source){ read_memory, memory, MEMORY_AT_ONCE }, delimiter);
}

void
rows_restart(struct rows *rows, char delimiter)
{
	rows_drop_parser(rows);
	rows->delimiter = delimiter;
	if (rows->lent)
		change_block(rows, 0);
	rows->start = rows->end = 0;
	rows->indexed = false;
	rows->at_end = rows->stopped = false;
	rows->line = 1;
	rows->crlf = false;
	rows->last = '\n';
}

void
rows_only_libcsv(struct rows *rows, bool only)
{
	rows->only_libcsv = only;
}

void
rows_only_plain(struct rows *rows, bool only)
{
	rows->plain_index = only;
}

bool
rows_fill(struct rows *rows)
{
	size_t length, left = rows->end - rows->start;
	int got;

	if (rows->at_end || rows->stopped)
		return false;
	rows->indexed = false;
	if (rows->start > 0 && rows->keeps) {
		change_block(rows, left);
		rows->start = 0;
		rows->end = left;
	} else if (rows->start > 0) {
		memmove(rows->bytes, rows->bytes + rows->start, left);
		rows->start = 0;
		rows->end = left;
	}
	if (rows->capacity < rows->end + rows->source.room + SLACK) {
		rows->capacity = rows->end + rows->source.room + SLACK + rows->end / 2;
		rows->bytes = memory_grow(rows->bytes, rows->capacity, 1);
	}
	got = rows->source.read(rows->source.context, rows->bytes + rows->end, &length);
	if (got < 0) {
		rows->stopped = true;
		return false;
	}
	if (got == 0) {
		rows->at_end = true;
		return false;
	}
	rows->end += length;
	if (length > 0)
		rows->last = rows->bytes[rows->end - 1];
	memset(rows->bytes + rows->end, 0, SLACK);
	return true;
}

bool
rows_room_for_cell(struct rows *rows)
{
	if (rows->cell_count == ROWS_MAX_CELLS) {
		rows->too_many_cells = true;
		return false;
	}
	rows->cell_capacity = rows->cell_capacity == 0 ? 64 : rows->cell_capacity * 2;
	rows->cells = memory_grow(rows->cells, rows->cell_capacity, sizeof(*rows->cells));
	return true;
}

/* ---- lines and records ---- */

bool
rows_find_line(struct rows *rows, size_t from, size_t *length, size_t *whole)
{
	const char *start = rows->bytes + rows->start + from, *end = rows->bytes + rows->end, *at,
	    *return_at;

	at = memchr(start, '\n', (size_t)(end - start));
	return_at = memchr(start, '\r', (size_t)((at != NULL ? at : end) - start));
	if (return_at != NULL) {
		if (return_at + 1 == end && !rows->at_end)
			return false;
		*length = (size_t)(return_at - start);
		*whole = *length + 1;
		if (return_at + 1 < end && return_at[1] == '\n') {
			*whole += 1;
			rows->crlf = true;
		}
		return true;
	}
	if (at == NULL && !rows->at_end)
		return false;
	*length = (size_t)((at != NULL ? at : end) - start);
	*whole = *length + (at != NULL ? 1 : 0);
	return true;
}

enum rows_result
rows_whole(struct rows *rows, struct record *record, size_t length, size_t whole, uint64_t lines)
{
	record->raw = rows->bytes + rows->start;
	record->raw_length = length;
	record->lines = lines;
	rows->start += whole;
	rows->line += lines;
	if (rows->too_many_cells) {
		record->cause = "the row has more than 65,536 cells";
		record->fix = "check how the file was saved";
		record->wrong_line = record->line;
		record->wrong_column = 1;
		record->cells = NULL;
		record->count = 0;
		return ROWS_BROKEN;
	}
	record->cells = rows->cells;
	record->count = rows->cell_count;
	return ROWS_RECORD;
}

enum rows_result
rows_broken(struct rows *rows, struct record *record, size_t whole, const char *cause,
    const char *fix)
{
	rows_drop_parser(rows);
	record->cells = NULL;
	record->count = 0;
	record->cause = cause;
	record->fix = fix;
	rows->start += whole;
	rows->line++;
	return ROWS_BROKEN;
}

enum rows_result
rows_too_long(struct rows *rows, struct record *record)
{
	static const char cause[] = "the row is longer than 64 MB";
	static const char fix[] = "look for a quotation mark that opens a cell and is never closed";
	enum { SHOWN = 4096 };
	static const size_t kept = SHOWN;
	size_t length, whole;

	record->raw_length = kept;
	record->wrong_line = record->line;
	record->wrong_column = 1;
	while (!rows_find_line(rows, 0, &length, &whole)) {
		/* The shown part stays in front, the last byte stays behind: it may be half of a CR
		 * LF. */
		rows->bytes[rows->start + kept] = rows->bytes[rows->end - 1];
		rows->end = rows->start + kept + 1;
		rows_fill(rows);
		if (rows->stopped)
			return ROWS_STOPPED;
	}
	record->raw = rows->bytes + rows->start;
	return rows_broken(rows, record, whole, cause, fix);
}

/* ---- lines without a quote ---- */

/* One bit a byte of the next 16 (or 8): the delimiter, a quote, LF or CR. */
#if defined(__SSE2__)
typedef uint32_t mark_bits;
enum { MARK_STEP = 16 };

static inline mark_bits
marks_in(const char *at, char delimiter)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
	__m128i ends = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')),
	    _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')));
	__m128i others = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
	    _mm_cmpeq_epi8(bytes, _mm_set1_epi8(delimiter)));

	return (mark_bits)_mm_movemask_epi8(_mm_or_si128(ends, others));
}
#else
typedef uint32_t mark_bits;
enum { MARK_STEP = 8 };

static inline mark_bits
marks_in(const char *at, char delimiter)
{
	mark_bits marks = 0;

	for (int i = 0; i < MARK_STEP; i++)
		marks |= (mark_bits)(at[i] == delimiter || at[i] == '"' || at[i] == '\n' ||
		    at[i] == '\r')
		    << i;
	return marks;
}
#endif

enum split { SPLIT_LINE, SPLIT_QUOTE, SPLIT_NO_END };

static inline void
add_plain_cell(struct rows *rows, const char *from, const char *to)
{
	char delimiter = rows->delimiter;

	while (from < to && rows_is_space(*from) && *from != delimiter)
		from++;
	while (to > from && rows_is_space(to[-1]))
		to--;
	rows_add_cell(rows, from, (size_t)(to - from));
}

/* The cells of the line at `start`; `*length` is its length, `*whole` that with its line end. */
static enum split
split_line(struct rows *rows, size_t *length, size_t *whole)
{
	const char *start = rows->bytes + rows->start, *end = rows->bytes + rows->end,
	    *from = start;
	char delimiter = rows->delimiter;

	rows->cell_count = 0;
	for (const char *at = start; at < end; at += MARK_STEP) {
		for (mark_bits marks = marks_in(at, delimiter); marks != 0; marks &= marks - 1) {
			const char *mark = at + __builtin_ctz(marks);

			if (mark >= end)
				break; /* what lies behind the end is left over from before */
			if (*mark == delimiter) {
				add_plain_cell(rows, from, mark);
				from = mark + 1;
				continue;
			}
			if (*mark == '"')
				return SPLIT_QUOTE;
			*length = (size_t)(mark - start);
			*whole = *length + 1;
			if (*mark == '\r') {
				if (mark + 1 == end && !rows->at_end)
					return SPLIT_NO_END;
				if (mark + 1 < end && mark[1] == '\n') {
					*whole += 1;
					rows->crlf = true;
				}
			}
			add_plain_cell(rows, from, mark);
			return SPLIT_LINE;
		}
	}
	if (!rows->at_end)
		return SPLIT_NO_END;
	*length = *whole = (size_t)(end - start);
	add_plain_cell(rows, from, end);
	return SPLIT_LINE;
}

/* ---- the next record ---- */

enum rows_result
rows_next(struct rows *rows, struct record *record)
{
	for (;;) {
		size_t length, whole;

		record->line = rows->line;
		record->cause = NULL;
		rows->too_many_cells = false;
		if (rows->start == rows->end && !rows_fill(rows))
			return rows->stopped ? ROWS_STOPPED : ROWS_END;
		switch (split_line(rows, &length, &whole)) {
		case SPLIT_NO_END:
			/* Cells are looked for again only once the end is there, or a long line
			 * would cost its square. */
			do {
				if (rows->end - rows->start > ROWS_MAX_BYTES)
					return rows_too_long(rows, record);
				rows_fill(rows);
				if (rows->stopped)
					return ROWS_STOPPED;
			} while (!rows_find_line(rows, 0, &length, &whole));
			continue;
		case SPLIT_QUOTE:
			return rows_quoted(rows, record);
		case SPLIT_LINE:
			break;
		}
		if (rows->cell_count == 1 && rows->cells[0].length == 0) {
			rows->start += whole;
			rows->line++;
			continue;
		}
		if (rows->only_libcsv)
			return rows_quoted(rows, record);
		return rows_whole(rows, record, length, whole, 1);
	}
}

uint64_t
rows_lines(const struct rows *rows)
{
	return rows->line - 1;
}

bool
rows_saw_crlf(const struct rows *rows)
{
	return rows->crlf;
}

bool
rows_open_ended(const struct rows *rows)
{
	return rows->last != '\n' && rows->last != '\r';
}

void
rows_free(struct rows *rows)
{
	if (rows == NULL)
		return;
	rows_drop_parser(rows);
	if (rows->cell_parser_ready)
		csv_free(&rows->cell_parser);
	rows_index_free(rows->index);
	free_blocks(rows->held);
	free_blocks(rows->lent_block);
	free_blocks(rows->spare);
	free(rows->bytes);
	free(rows->cells);
	free(rows->store);
	free(rows);
}
