/* draft_read: a file without a policy: what parts its cells, where the headings stand, and every
 * cell behind them. */
#include "interp/draft_parts.h"

#include <inttypes.h>
#include <string.h>

#include "interp/field.h"
#include "interp/header.h"
#include "interp/intake.h"
#include "interp/platform.h"
#include "lang/unseen.h"

enum { HEAD_BYTES = 256 * 1024 };

/* ---- the file as rows ---- */

struct stream {
	struct intake *intake;
	struct fault *fault;
	bool again, failed;
};

static int
read_stream(void *context, char *out, size_t *length)
{
	struct stream *stream = context;

	switch (intake_read(stream->intake, out, length, stream->fault)) {
	case INTAKE_BYTES:
		return 1;
	case INTAKE_END:
		return 0;
	case INTAKE_AGAIN:
		stream->again = true;
		return -1;
	case INTAKE_FAULT:
		break;
	}
	stream->failed = true;
	return -1;
}

/* ---- headings ---- */

static const char *
trimmed(struct arena *arena, const struct row_cell *cell)
{
	const char *text = cell->at;
	size_t length = cell->length;

	text_trim(&text, &length);
	return arena_copy(arena, text, length);
}

static bool
is_value(const char *text)
{
	const struct type types[] = { type_plain(KIND_NUMBER), type_plain(KIND_DATE),
		type_plain(KIND_PERCENT), type_plain(KIND_MONEY) };
	struct arena scratch = ARENA_INIT;
	const char *cause;
	struct value value;
	bool found = false;

	for (size_t i = 0; !found && i < sizeof types / sizeof types[0]; i++)
		found = field_read_kind(&value, types[i], text, strlen(text), &scratch, &cause);
	arena_release(&scratch);
	return found;
}

struct heading_row {
	const char **cells;
	uint32_t count, named; /* named: up to the last that is not empty */
	uint64_t line;
	bool fit; /* could be headings: texts, more than one unless it is the only column */
};

static struct heading_row
take_row(struct arena *arena, const struct record *record)
{
	struct heading_row row = { .count = record->count, .line = record->line, .fit = true };
	uint32_t filled = 0;

	row.cells = arena_array(arena, const char *, (size_t)record->count + 1);
	for (uint32_t i = 0; i < record->count; i++) {
		row.cells[i] = trimmed(arena, &record->cells[i]);
		if (row.cells[i][0] == '\0')
			continue;
		filled++;
		row.named = i + 1;
		row.fit = row.fit && !is_value(row.cells[i]);
	}
	row.fit = row.fit && filled > 0 && filled * 2 > row.named;
	return row;
}

/* The headings under a delimiter: of the rows of texts that are followed by a row of as many cells,
 * the first with most cells. `parts`: does it part rows into cells at all? */
static struct heading_row
find_headings(struct arena *arena, const char *head, size_t length, char delimiter, bool *parts)
{
	struct rows_memory memory = { head, length, 0 };
	struct rows *rows = rows_of_memory(&memory, delimiter);
	struct heading_row best = { 0 }, before = { 0 };
	struct record record;
	enum rows_result result;
	uint32_t seen = 0;

	while (seen < HEADER_SEARCH && (result = rows_next(rows, &record)) != ROWS_END
	    && result != ROWS_STOPPED) {
		struct heading_row row;

		seen++;
		if (result == ROWS_BROKEN)
			continue;
		row = take_row(arena, &record);
		*parts = *parts || (row.count > 1 && row.count == before.count);
		if (before.fit && row.count == before.count && before.named > best.named)
			best = before;
		before = row;
	}
	if (best.named == 0 && before.fit && before.named > best.named)
		best = before;
	rows_free(rows);
	return best;
}

/* `sep=;` in the first line; the length of that line, 0 when there is none. */
static size_t
stated_delimiter(const char *head, size_t length, char *delimiter)
{
	size_t at = length > 0 && head[0] == '"' ? 1 : 0;

	if (length < at + 5 || memcmp(head + at + 3, "=", 1) != 0 || (head[at] | 0x20) != 's'
	    || (head[at + 1] | 0x20) != 'e' || (head[at + 2] | 0x20) != 'p')
		return 0;
	*delimiter = head[at + 4];
	for (at += 5; at < length && head[at] != '\n' && head[at] != '\r'; at++)
		if (head[at] != '"')
			return 0;
	return at;
}

static bool
find_shape(struct draft_file *file, const char *head, size_t length, struct heading_row *headings,
    struct fault *fault)
{
	static const char delimiters[] = { ',', ';', '\t', '|' };
	char stated = '\0';
	bool parts = false;

	stated_delimiter(head, length, &stated);
	*headings = (struct heading_row){ 0 };
	for (size_t i = 0; i < sizeof delimiters; i++) {
		struct heading_row row;

		if (stated != '\0' && delimiters[i] != stated)
			continue;
		row = find_headings(file->arena, head, length, delimiters[i], &parts);
		if (stated != '\0' || row.named > headings->named) {
			*headings = row;
			file->delimiter = delimiters[i];
		}
	}
	/* Figures in cells, and no headings above them. */
	if (headings->named == 0 || (headings->count == 1 && parts))
		return fault_set(fault, EXIT_DATA,
		    "%s: no row of headings was found in its first %d rows\n"
		    "put a row above the data that names each column",
		    file->path, HEADER_SEARCH);
	return true;
}

/* ---- rows that are none ---- */

static bool
is_total(const struct record *record)
{
	static const char *const words[] = { "total", "totals", "grand total", "sum" };

	for (uint32_t i = 0; i < record->count; i++) {
		const char *text = record->cells[i].at;
		size_t length = record->cells[i].length;

		text_trim(&text, &length);
		if (length == 0)
			continue;
		for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
			size_t same = 0;

			while (same < length && words[w][same] != '\0'
			    && (text[same] | 0x20) == words[w][same])
				same++;
			if (same == length && words[w][same] == '\0')
				return true;
		}
		return false;
	}
	return false;
}

static bool
is_blank(const struct record *record)
{
	for (uint32_t i = 0; i < record->count; i++) {
		const char *text = record->cells[i].at;
		size_t length = record->cells[i].length;

		text_trim(&text, &length);
		if (length > 0)
			return false;
	}
	return true;
}

static bool
is_headings_again(const struct draft_file *file, const struct record *record)
{
	for (uint32_t i = 0; i < file->column_count; i++) {
		const char *text = record->cells[i].at;
		size_t length = record->cells[i].length;

		text_trim(&text, &length);
		if (strlen(file->columns[i].heading) != length
		    || memcmp(file->columns[i].heading, text, length) != 0)
			return false;
	}
	return true;
}

static void
take_cells(struct draft_file *file, const struct record *record)
{
	if (is_blank(record))
		return;
	if (record->count != file->cells || is_total(record) || is_headings_again(file, record)) {
		file->odd++;
		return;
	}
	for (uint32_t i = 0; i < file->column_count; i++)
		draft_see(file, &file->columns[i], record->line, record->cells[i].at,
		    record->cells[i].length);
	file->rows++;
}

/* Line breaks and tabs in a heading are blanks. */
static const char *
one_line(struct arena *arena, const char *heading)
{
	char *text = arena_copy(arena, heading, strlen(heading));

	for (char *at = text; *at != '\0'; at++)
		if (*at == '\n' || *at == '\r' || *at == '\t')
			*at = ' ';
	return text;
}

static void
start_columns(struct draft_file *file, const struct heading_row *headings)
{
	file->column_count = headings->named;
	file->cells = headings->count;
	file->header_line = headings->line;
	file->rows = file->odd = 0;
	file->columns = arena_array(file->arena, struct draft_column, (size_t)headings->named + 1);
	for (uint32_t i = 0; i < headings->named; i++) {
		file->columns[i].heading = one_line(file->arena, headings->cells[i]);
		for (int t = 0; t < TRIALS; t++)
			file->columns[i].fits[t] = true;
		file->columns[i].has_pattern = true;
	}
}

/* One pass over the file; `again` when its bytes turned out to be in another encoding. */
static bool
read_rows(struct draft_file *file, struct stream *stream, struct fault *fault)
{
	struct rows_source source = { read_stream, stream, INTAKE_ROOM };
	struct rows *rows = rows_make(source, file->delimiter);
	struct record record;
	enum rows_result result;

	while ((result = rows_next(rows, &record)) == ROWS_RECORD || result == ROWS_BROKEN) {
		if (platform_interrupted()) {
			rows_free(rows);
			return fault_set(fault, EXIT_USAGE, "stopped; nothing was written");
		}
		if (record.line <= file->header_line)
			continue;
		if (result == ROWS_BROKEN)
			file->odd++;
		else
			take_cells(file, &record);
	}
	rows_free(rows);
	return !stream->failed;
}

static bool
read_head(struct stream *stream, struct buffer *head, struct fault *fault)
{
	char *room = memory_grow(NULL, INTAKE_ROOM, 1);
	size_t length;
	bool more = true;

	buffer_clear(head);
	while (more && head->length < HEAD_BYTES) {
		int got = read_stream(stream, room, &length);

		if (got > 0)
			buffer_add(head, room, length);
		if (got < 0 && stream->again) {
			stream->again = false;
			buffer_clear(head);
			more = intake_restart(stream->intake, fault);
			stream->failed = !more;
		} else {
			more = got > 0;
		}
	}
	memory_free(room);
	return !stream->failed;
}

static bool
read_all(struct draft_file *file, struct stream *stream, struct fault *fault)
{
	struct buffer head = BUFFER_INIT;
	struct heading_row headings = { 0 };
	bool done = read_head(stream, &head, fault);

	if (done && head.length == 0)
		done = fault_set(fault, EXIT_DATA,
		    "%s: the file is empty\na policy is drafted from a file with headings and some "
		    "rows",
		    file->path);
	if (done && memchr(head.at, '\0', head.length) != NULL)
		done = fault_set(fault, EXIT_DATA,
		    "%s: this is no text: it holds zero bytes\n"
		    "save it from Excel as \"CSV UTF-8\"; for UTF-16 without its mark say "
		    "--encoding utf-16le",
		    file->path);
	done = done && find_shape(file, head.at, head.length, &headings, fault);
	buffer_release(&head);
	while (done) {
		stream->again = false;
		start_columns(file, &headings);
		done = intake_restart(stream->intake, fault) && read_rows(file, stream, fault);
		if (!stream->again)
			break;
	}
	return done;
}

bool
draft_read(struct draft_file *file, struct arena *arena, const char *path,
    const struct draft_request *request, struct fault *fault)
{
	struct stream stream = { .fault = fault };
	bool done;

	*file = (struct draft_file){ .arena = arena, .path = path, .file = platform_base(path) };
	stream.intake = intake_open(path, path, request->encoding, fault);
	if (stream.intake == NULL)
		return false;
	intake_leave_digest(stream.intake);
	done = read_all(file, &stream, fault);
	intake_close(stream.intake);
	return done;
}
