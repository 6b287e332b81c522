#include "interp/header.h"

#include <inttypes.h>
#include <string.h>

#include "interp/rows.h"
#include "lang/intern.h"

#define NO_CELL UINT32_MAX

enum { DELIMITERS = 4 };

static const char delimiters[DELIMITERS] = { ',', ';', '\t', '|' };

struct candidate {			/* one row, as one delimiter splits it */
	uint64_t line;
	uint32_t count;
	const char **names;		/* shown */
	const char **folded;
	uint32_t *cell_of;		/* NO_CELL: not there */
	uint32_t found;
};

struct search {
	struct arena *arena;
	const struct table *table;
	const char **folded_headers, **folded_names;	/* by column index */
	struct candidate rows[DELIMITERS][HEADER_SEARCH];
	uint32_t row_count[DELIMITERS];
};

const char *
delimiter_name(char delimiter)
{
	switch (delimiter) {
	case ',':
		return "a comma";
	case ';':
		return "a semicolon";
	case '\t':
		return "a tab";
	case '|':
		return "a vertical bar";
	default:
		return "another character";
	}
}

/* White space of any kind, hyphens and underscores do not count; letters count without case. */
static const char *
fold(struct arena *arena, const char *text, size_t length)
{
	char *out = arena_alloc(arena, length + 1);
	size_t used = 0;

	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)text[i];

		if (byte == ' ' || byte == '-' || byte == '_' || (byte >= '\t' && byte <= '\r'))
			continue;
		if (length - i >= 2 && memcmp(text + i, "\xC2\xA0", 2) == 0) {
			i += 1;
			continue;
		}
		if (length - i >= 3 &&
		    (memcmp(text + i, "\xE2\x80\xAF", 3) == 0 ||
		        memcmp(text + i, "\xE2\x80\x8B", 3) == 0 ||
		        memcmp(text + i, "\xEF\xBB\xBF", 3) == 0)) {
			i += 2;
			continue;
		}
		if (byte >= 'A' && byte <= 'Z')
			byte = (unsigned char)(byte - 'A' + 'a');
		else if (i > 0 && text[i - 1] == '\xC3' && byte >= 0x80 && byte <= 0x9E &&
		    byte != 0x97)
			byte = (unsigned char)(byte + 0x20);
		out[used++] = (char)byte;
	}
	out[used] = '\0';
	return out;
}

/* Line breaks and tabs inside a heading become blanks, other control characters question marks. */
static const char *
shown_name(struct arena *arena, const char *text, size_t length)
{
	enum { SHOWN = 100 };
	char *out = arena_copy(arena, text, length > SHOWN ? SHOWN : length);

	for (size_t i = 0; out[i] != '\0' || (i < length && i < SHOWN); i++) {
		if (out[i] == '\n' || out[i] == '\r' || out[i] == '\t')
			out[i] = ' ';
		else if ((unsigned char)out[i] < ' ' || out[i] == 0x7F)
			out[i] = '?';
	}
	if (length > SHOWN) {		/* not in the middle of a character */
		size_t end = SHOWN;

		while (end > 0 && ((unsigned char)text[end] & 0xC0) == 0x80)
			end--;
		out[end] = '\0';
	}
	return out;
}

static bool
is_heading_of(const struct search *search, const char *folded, uint32_t column)
{
	return strcmp(folded, search->folded_names[column]) == 0 ||
	    (search->folded_headers[column] != NULL &&
	        strcmp(folded, search->folded_headers[column]) == 0);
}

static void
match(const struct search *search, struct candidate *row)
{
	uint32_t fields = search->table->field_count;

	row->cell_of = arena_array(search->arena, uint32_t, fields);
	row->found = 0;
	for (uint32_t column = 0; column < fields; column++) {
		row->cell_of[column] = NO_CELL;
		for (uint32_t cell = 0; cell < row->count; cell++) {
			if (row->folded[cell][0] != '\0' &&
			    is_heading_of(search, row->folded[cell], column)) {
				row->cell_of[column] = cell;
				row->found++;
				break;
			}
		}
	}
}

/* ---- the rows of the head ---- */

struct memory {
	const char *bytes;
	size_t length;
	bool given;
};

static int
read_memory(void *context, char *out, size_t *length)
{
	struct memory *memory = context;

	if (memory->given || memory->length == 0)
		return 0;
	memory->given = true;
	memcpy(out, memory->bytes, memory->length);
	*length = memory->length;
	return 1;
}

static void
collect(struct search *search, int which, const char *head, size_t length)
{
	struct memory memory = { head, length, false };
	struct rows_source source = { read_memory, &memory, length };
	struct rows *rows = rows_make(source, delimiters[which]);
	struct record record;
	enum rows_result result;

	while (search->row_count[which] < HEADER_SEARCH) {
		struct candidate *row;

		result = rows_next(rows, &record);
		if (result == ROWS_END || result == ROWS_STOPPED)
			break;
		row = &search->rows[which][search->row_count[which]++];
		row->line = record.line;
		row->count = record.count;
		row->names = arena_array(search->arena, const char *, record.count);
		row->folded = arena_array(search->arena, const char *, record.count);
		for (uint32_t i = 0; i < record.count; i++) {
			row->names[i] = shown_name(search->arena, record.cells[i].at,
			    record.cells[i].length);
			row->folded[i] = fold(search->arena, record.cells[i].at,
			    record.cells[i].length);
		}
		match(search, row);
	}
	rows_free(rows);
}

/* `sep=;` or "sep=;", alone in the first line; the delimiter, or 0. */
static char
stated_delimiter(const char *head, size_t length)
{
	size_t at = length > 0 && head[0] == '"' ? 1 : 0;

	if (length < at + 5 || (head[at] | 0x20) != 's' || (head[at + 1] | 0x20) != 'e' ||
	    (head[at + 2] | 0x20) != 'p' || head[at + 3] != '=')
		return '\0';
	if (length > at + 5 && head[at + 5] != '\r' && head[at + 5] != '\n' && head[at + 5] != '"')
		return '\0';
	return head[at + 4];
}

/* ---- faults ---- */

static const char *
wanted_name(const struct column *column)
{
	return column->field->header != NULL ? column->field->header : column->name;
}

static const char *
missing_names(struct search *search, const struct candidate *row)
{
	enum { SHOWN = 5 };
	const char *words = "";
	uint32_t missing = 0;

	for (uint32_t i = 0; i < search->table->field_count; i++) {
		if (row->cell_of[i] != NO_CELL)
			continue;
		if (missing < SHOWN)
			words = arena_printf(search->arena, "%s%s'%s'", words,
			    missing > 0 ? ", " : "", wanted_name(search->table->columns[i]));
		missing++;
	}
	if (missing > SHOWN)
		words = arena_printf(search->arena, "%s and %u more", words,
		    missing - (unsigned)SHOWN);
	return words;
}

static bool
is_taken(const struct search *search, const struct candidate *row, uint32_t cell)
{
	for (uint32_t i = 0; i < search->table->field_count; i++) {
		if (row->cell_of[i] == cell)
			return true;
	}
	return false;
}

/* The line of the policy by which a field is found under another heading. */
static const char *
field_line(struct arena *arena, const struct column *column, const char *heading)
{
	const struct field *field = column->field;
	enum kind kind = column->type.kind;
	const char *type = kind_name(kind);

	if (kind == KIND_LABEL || field->rounded || field->has_blank_value)
		type = "...";
	else if (field->pattern != NULL)
		type = arena_printf(arena, "text like \"%s\"%s", field->pattern,
		    field->small_letters ? ", small letters accepted" : "");
	return arena_printf(arena, "%s is %s%s from column \"%s\"", column->name, type,
	    field->may_be_blank && strcmp(type, "...") != 0 ? ", may be blank" : "", heading);
}

/* How many words of a heading the name of a column has as well: `borrowed_on` and "Date borrowed". */
static unsigned
words_shared(struct arena *arena, const char *heading, const struct column *column)
{
	const char *names = arena_printf(arena, "%s %s", column->name,
	    column->field->header != NULL ? column->field->header : "");
	unsigned shared = 0;

	for (const char *at = heading; *at != '\0';) {
		size_t length = strcspn(at, " -_"), skipped;
		const char *word = arena_printf(arena, "%.*s", (int)length, at);

		for (const char *other = names; length >= 3 && *other != '\0'; other += skipped) {
			size_t other_length = strcspn(other, " -_");

			shared += other_length == length && names_distance(word,
			    arena_copy(arena, other, other_length), 0) == 0;
			skipped = other_length + strspn(other + other_length, " -_");
		}
		at += length + strspn(at + length, " -_");
	}
	return shared;
}

/* The headings that are left over, and what to write if one of them is meant. */
static const char *
left_over(struct search *search, const struct candidate *row)
{
	enum { SHOWN = 8 };
	const struct column *missing = NULL;
	const char *words = "", *likeliest = NULL;
	uint32_t left = 0;
	unsigned best = 0;

	for (uint32_t i = 0; i < search->table->field_count && missing == NULL; i++) {
		if (row->cell_of[i] == NO_CELL)
			missing = search->table->columns[i];
	}
	for (uint32_t cell = 0; cell < row->count && missing != NULL; cell++) {
		unsigned shared;

		if (row->folded[cell][0] == '\0' || is_taken(search, row, cell))
			continue;
		shared = words_shared(search->arena, row->names[cell], missing);
		if (likeliest == NULL || shared > best) {
			likeliest = row->names[cell];
			best = shared;
		}
		if (left++ < SHOWN)
			words = arena_printf(search->arena, "%s%s'%.60s'", words,
			    left > 1 ? ", " : "", row->names[cell]);
	}
	if (likeliest == NULL)
		return "add the column: every heading there belongs to another one";
	if (left > SHOWN)
		words = arena_printf(search->arena, "%s and %u more", words, left - (unsigned)SHOWN);
	return arena_printf(search->arena,
	    "headings that the policy does not use: %s; if one is meant, write: %s; if none is, "
	    "add the column", words, field_line(search->arena, missing, likeliest));
}

/* A heading of the row that no column has taken and that is spelt nearly as a missing one; NULL
 * when there is none. */
static const char *
near_miss(struct search *search, const struct candidate *row, const struct column **column)
{
	const char *nearest = NULL;
	unsigned best = 4;

	for (uint32_t i = 0; i < search->table->field_count; i++) {
		const struct column *missing = search->table->columns[i];

		for (uint32_t cell = 0; cell < row->count && row->cell_of[i] == NO_CELL; cell++) {
			unsigned limit = best - 1, distance, other;

			if (strlen(row->names[cell]) < 4 && limit > 1)
				limit = 1;
			if (row->names[cell][0] == '\0' || is_taken(search, row, cell))
				continue;
			distance = names_distance(row->names[cell], wanted_name(missing), limit);
			other = names_distance(row->names[cell], missing->name, limit);
			if (other < distance)
				distance = other;
			if (distance > limit)
				continue;
			best = distance;
			nearest = row->names[cell];
			*column = missing;
			if (best == 0)
				return nearest;
		}
	}
	return nearest;
}

/* Headings over two lines, as merged cells leave them: is every column there when two rows are read
 * as one? */
static bool
over_two_lines(struct search *search, int which, uint32_t first)
{
	const struct candidate *a = &search->rows[which][first], *b = a + 1;
	const char *above = "";
	uint32_t found = 0, fields = search->table->field_count;
	bool *seen;

	if (first + 1 >= search->row_count[which] || a->found == fields || b->found == fields)
		return false;
	seen = arena_array(search->arena, bool, fields);
	for (uint32_t cell = 0; cell < a->count || cell < b->count; cell++) {
		const char *here = cell < a->count ? a->folded[cell] : "",
		    *below = cell < b->count ? b->folded[cell] : "";
		const char *joined[4];

		if (here[0] != '\0')
			above = here;		/* a merged cell reaches to the right */
		joined[0] = arena_printf(search->arena, "%s%s", here, below);
		joined[1] = arena_printf(search->arena, "%s%s", above, below);
		joined[2] = here;
		joined[3] = below;
		for (uint32_t i = 0; i < fields; i++) {
			for (int j = 0; j < 4 && !seen[i]; j++)
				seen[i] = joined[j][0] != '\0' &&
				    is_heading_of(search, joined[j], i);
		}
	}
	for (uint32_t i = 0; i < fields; i++)
		found += seen[i];
	return found == fields;
}

static bool
none_fits(struct search *search, const char *shown, struct fault *fault)
{
	const struct candidate *best = NULL;
	const struct column *column = NULL;
	const char *near;
	int best_of = 0;

	for (int which = 0; which < DELIMITERS; which++) {
		for (uint32_t i = 0; i < search->row_count[which]; i++) {
			const struct candidate *row = &search->rows[which][i];

			if (over_two_lines(search, which, i))
				return fault_set(fault, EXIT_DATA,
				    "%s: the headings stand in two lines, %" PRIu64 " and %" PRIu64
				    "\nput each heading into one cell of one row; in Excel, "
				    "unmerge the cells first",
				    shown, row->line, row[1].line);
			if (best == NULL || row->found > best->found) {
				best = row;
				best_of = which;
			}
		}
	}
	if (best == NULL)
		return fault_set(fault, EXIT_DATA,
		    "%s: is empty\nit should begin with a row of headings", shown);
	near = near_miss(search, best, &column);
	if (best->found == 0 && near == NULL)
		return fault_set(fault, EXIT_DATA,
		    "%s: none of the first %u rows holds a heading that the policy asks for "
		    "(%s)\nline %" PRIu64 " begins with '%.60s': check that this is the right file",
		    shown, search->row_count[best_of], missing_names(search, best), best->line,
		    best->count > 0 ? best->names[0] : "");
	if (near != NULL)
		return fault_set(fault, EXIT_DATA,
		    "%s: no column %s; the headings were looked for in line %" PRIu64 "\n"
		    "'%s' there is near to '%s': rename it, or write in the policy: %s",
		    shown, missing_names(search, best), best->line, near, wanted_name(column),
		    field_line(search->arena, column, near));
	return fault_set(fault, EXIT_DATA,
	    "%s: no column %s; the headings were looked for in line %" PRIu64 "\n"
	    "%s",
	    shown, missing_names(search, best), best->line, left_over(search, best));
}

static bool
nothing_twice(struct search *search, const struct candidate *row, const char *shown,
    struct fault *fault)
{
	for (uint32_t i = 0; i < search->table->field_count; i++) {
		for (uint32_t cell = row->cell_of[i] + 1; cell < row->count; cell++) {
			if (row->folded[cell][0] != '\0' &&
			    is_heading_of(search, row->folded[cell], i))
				return fault_set(fault, EXIT_DATA,
				    "%s: line %" PRIu64
				    " has two headings for '%s': '%s' (column %u) and "
				    "'%s' (column %u)\nkeep one of them, or rename the other",
				    shown, row->line, search->table->columns[i]->name,
				    row->names[row->cell_of[i]], row->cell_of[i] + 1,
				    row->names[cell], cell + 1);
		}
	}
	return true;
}

static void
keep(struct header *header, struct arena *arena, const struct search *search,
    const struct candidate *row, int which, uint32_t position)
{
	uint32_t fields = search->table->field_count, *cells = arena_array(arena, uint32_t, fields);
	const char **names = arena_array(arena, const char *, row->count);

	for (uint32_t i = 0; i < fields; i++)
		cells[i] = row->cell_of[i];
	header->named = 0;
	for (uint32_t i = 0; i < row->count; i++) {
		names[i] = arena_copy(arena, row->names[i], strlen(row->names[i]));
		if (row->folded[i][0] != '\0')
			header->named = i + 1;
	}
	header->delimiter = delimiters[which];
	header->line = row->line;
	header->skipped_rows = position;
	header->names = names;
	header->count = row->count;
	header->cell_of = cells;
}

static bool
find(struct header *header, struct arena *arena, struct search *search, const char *shown,
    const char *head, size_t length, struct fault *fault)
{
	char stated = stated_delimiter(head, length);
	int chosen = -1;
	uint32_t position[DELIMITERS] = { 0, 0, 0, 0 };

	for (int which = 0; which < DELIMITERS; which++) {
		const struct candidate *row;

		if (stated != '\0' && delimiters[which] != stated)
			continue;
		collect(search, which, head, length);
		while (position[which] < search->row_count[which] &&
		    search->rows[which][position[which]].found < search->table->field_count)
			position[which]++;
		if (position[which] == search->row_count[which])
			continue;
		row = &search->rows[which][position[which]];
		if (chosen >= 0 && row->count == 1 &&
		    search->rows[chosen][position[chosen]].count == 1)
			continue;		/* one column only: nothing is parted either way */
		if (chosen >= 0)
			return fault_set(fault, EXIT_DATA,
			    "%s: its cells could be parted by %s or by %s: either way every "
			    "column is there\n"
			    "save it again from Excel, or write as its first line sep= with the "
			    "one that is meant",
			    shown, delimiter_name(delimiters[chosen]),
			    delimiter_name(delimiters[which]));
		chosen = which;
	}
	if (stated != '\0' && memchr(delimiters, stated, DELIMITERS) == NULL)
		return fault_set(fault, EXIT_DATA, "%s: says sep=%c, which cannot part cells here\n"
		    "a comma, a semicolon, a tab or a vertical bar can", shown,
		    stated >= ' ' && stated < 0x7F ? stated : '?');
	if (chosen < 0)
		return none_fits(search, shown, fault);
	if (!nothing_twice(search, &search->rows[chosen][position[chosen]], shown, fault))
		return false;
	keep(header, arena, search, &search->rows[chosen][position[chosen]], chosen,
	    position[chosen]);
	if (stated != '\0' && header->skipped_rows > 0)
		header->skipped_rows--;
	return true;
}

bool
header_find(struct header *header, struct arena *arena, const struct table *table,
    const char *shown, const char *head, size_t head_length, struct fault *fault)
{
	struct arena scratch = ARENA_INIT;
	struct search *search = arena_new(&scratch, struct search);
	bool found;

	search->arena = &scratch;
	search->table = table;
	search->folded_headers = arena_array(&scratch, const char *, table->field_count);
	search->folded_names = arena_array(&scratch, const char *, table->field_count);
	for (uint32_t i = 0; i < table->field_count; i++) {
		const struct column *column = table->columns[i];

		search->folded_names[i] = fold(&scratch, column->name, strlen(column->name));
		if (column->field->header != NULL)
			search->folded_headers[i] = fold(&scratch, column->field->header,
			    strlen(column->field->header));
	}
	found = find(header, arena, search, shown, head, head_length, fault);
	arena_release(&scratch);
	return found;
}
