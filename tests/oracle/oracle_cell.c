/* oracle_cell: a CSV in memory to rows, for the plain spellings of language.md section 3 only. A
 * cell in any other spelling counts as a bad cell, so the generator keeps to these. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tests/oracle/oracle_parts.h"

enum { CELLS_MAX = 128 };

struct line {
	char *cells[CELLS_MAX];
	uint32_t count;
};

/* How many bytes at `text` are white space, or, with `marks`, a character that shows nothing: as
 * many of them as the generator writes. */
static size_t
unseen(const char *text, bool marks)
{
	static const struct {
		const char *bytes;
		bool mark;
	} all[] = { { " ", false }, { "\xC2\xA0", false }, { "\xE2\x80\x83", false },
		{ "\xE3\x80\x80", false }, { "\xC2\xAD", true }, { "\xE2\x80\x8B", true } };

	if ((unsigned char)*text > ' ' && (unsigned char)*text < 0x80)
		return 0;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].mark == marks &&
		    strncmp(text, all[i].bytes, strlen(all[i].bytes)) == 0)
			return strlen(all[i].bytes);
	return 0;
}

/* What can be seen of a cell: no marks, and no white space at its ends. */
static char *
shown(char *cell)
{
	size_t length = 0, end = 0, size;
	char *out = cell;

	for (const char *at = cell; *at != '\0';) {
		size = unseen(at, true);
		if (size == 0)
			out[length++] = *at++;
		at += size;
	}
	out[length] = '\0';
	while ((size = unseen(out, false)) > 0)
		out += size;
	for (size_t i = 0; out[i] != '\0';) {
		size = unseen(out + i, false);
		i += size > 0 ? size : 1;
		end = size > 0 ? end : i;
	}
	out[end] = '\0';
	return out;
}

/* Reads one line of the CSV; returns where the next one starts, or NULL at the end. Quotes never
 * run over lines here. */
static const char *
split(struct arena *arena, const char *at, struct line *line)
{
	line->count = 0;
	if (*at == '\0')
		return NULL;
	for (;;) {
		char *cell = arena_alloc(arena, strcspn(at, "\n") + 1);
		size_t length = 0;
		bool quoted = *at == '"';

		at += quoted ? 1 : 0;
		while (quoted ? !(at[0] == '"' && at[1] != '"')
			      : *at != ',' && *at != '\n' && *at != '\0') {
			at += quoted && *at == '"' ? 1 : 0;
			cell[length++] = *at++;
		}
		at += quoted ? 1 : 0;
		cell[length] = '\0';
		cell = shown(cell);
		assert(line->count < CELLS_MAX);
		line->cells[line->count++] = cell;
		if (*at != ',')
			break;
		at++;
	}
	return *at == '\n' ? at + 1 : at;
}

static bool
same_words(const char *a, const char *b)
{
	for (; *a != '\0' && *b != '\0'; a++, b++) {
		char x = *a >= 'A' && *a <= 'Z' ? (char)(*a + 32) : *a,
		     y = *b >= 'A' && *b <= 'Z' ? (char)(*b + 32) : *b;

		if (x != y)
			return false;
	}
	return *a == *b;
}

/* Digits only, all of them; at most 18. */
static bool
whole(const char *text, size_t length, int64_t *out)
{
	*out = 0;
	if (length == 0 || length > 18)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*out = *out * 10 + (text[i] - '0');
	}
	return true;
}

/* "-1,234.50" */
static bool
decimal(const char *text, struct ratio *out)
{
	wide num = 0, den = 1;
	bool minus = *text == '-', point = false;
	int digits = 0, places = 0;

	text += minus ? 1 : 0;
	for (; *text != '\0'; text++) {
		if (*text == ',' && !point)
			continue;
		if (*text == '.' && !point) {
			point = true;
			continue;
		}
		if (*text < '0' || *text > '9' || digits++ > 30)
			return false;
		num = num * 10 + (*text - '0');
		if (point) {
			places++;
			den *= 10;
		}
	}
	*out = ratio_make(minus ? -num : num, den);
	return digits > places && (!point || places > 0);
}

static bool
quantity(const struct column *column, char *text, struct ratio *out)
{
	size_t length = strlen(text);

	if (column->type.kind == KIND_PERCENT) {
		if (length == 0 || text[length - 1] != '%')
			return false;
		text[length - 1] = '\0';
	}
	if (column->type.kind == KIND_MONEY && strncmp(text, "\xC2\xA3", 2) == 0)
		text += 2;
	if (!decimal(text, out))
		return false;
	if (column->field->rounded)
		*out = ratio_round(*out, column->field->mode, column->field->places);
	return ratio_fits(*out, column->type);
}

static bool
year_pair(const char *text, int64_t *year)
{
	int64_t next;

	return strlen(text) >= 7 && whole(text, 4, year) && text[4] == '/' &&
	    whole(text + 5, 2, &next) && next == (*year + 1) % 100;
}

static bool
in_time(enum kind kind, const char *text, int64_t *out)
{
	struct civil civil = { 0, 1, 1 };
	size_t length = strlen(text);
	int64_t q;

	switch ((int)kind) {
	case KIND_DATE:
		if (length != 10 || text[4] != '-' || text[7] != '-' ||
		    !whole(text, 4, &civil.year) || !whole(text + 5, 2, &civil.month) ||
		    !whole(text + 8, 2, &civil.day) || !day_exists(civil))
			return false;
		*out = day_number(civil);
		return true;
	case KIND_MONTH:
		if (length != 7 || text[4] != '-' || !whole(text, 4, &civil.year) ||
		    !whole(text + 5, 2, &civil.month) || !day_exists(civil))
			return false;
		*out = civil.year * 12 + civil.month - 1;
		return true;
	case KIND_QUARTER:
		if (length != 10 || !year_pair(text, &civil.year) || text[7] != ' ' ||
		    text[8] != 'Q' || !whole(text + 9, 1, &q) || q < 1 || q > 4)
			return false;
		*out = civil.year * 4 + q - 1;
		return true;
	default:
		if (length != 7 || !year_pair(text, out))
			return false;
		return true;
	}
}

static bool
length_of_time(enum kind kind, const char *text, int64_t *out)
{
	const char *unit = kind == KIND_DAYS ? "day"
	    : kind == KIND_WEEKS             ? "week"
	    : kind == KIND_WORKING_DAYS      ? "working day"
	    : kind == KIND_MONTHS            ? "month"
	    : kind == KIND_QUARTERS          ? "quarter"
					     : "year";
	size_t digits = strspn(text, "0123456789"), size = strlen(unit);

	if (!whole(text, digits, out) || text[digits] != ' ')
		return false;
	text += digits + 1;
	return strncmp(text, unit, size) == 0 &&
	    (text[size] == '\0' || strcmp(text + size, "s") == 0);
}

/* A bad cell could be anything, empty included (language.md section 3), whether or not the field
 * may be blank. */
static struct answer
refused(const struct column *column)
{
	struct answer out = answer_unknown(column->type);

	return out.is_labels ? answer_labels(out.labels | LABEL_NOTHING) : out;
}

static struct answer
read_text(const struct column *column, char *text)
{
	struct answer out = answer_whole(0);

	for (char *at = text; column->field->small_letters && *at != '\0'; at++)
		if (*at >= 'a' && *at <= 'z')
			*at = (char)(*at - 32);
	if (column->field->pattern != NULL) {
		const char *pattern = column->field->pattern, *at = text;

		for (; *pattern != '\0' && *at != '\0'; pattern++, at++) {
			bool letter = *at >= 'A' && *at <= 'Z', digit = *at >= '0' && *at <= '9';

			if (*pattern == '@'       ? !letter
				: *pattern == '#' ? !digit
				: *pattern == '?' ? !letter && !digit
						  : *pattern != *at)
				return refused(column);
		}
		if (*pattern != *at)
			return refused(column);
	}
	out.text = text;
	out.text_length = strlen(text);
	return out;
}

static struct answer
read_cell(const struct column *column, char *text)
{
	static const char *const yes[] = { "yes", "y", "true", "1" },
				 *const no[] = { "no", "n", "false", "0" };
	const struct field *field = column->field;
	struct ratio figure;
	int64_t number;
	enum kind kind = column->type.kind;

	if (*text == '\0' && field->has_blank_value)
		return answer_of_value(&field->blank_value);
	if (*text == '\0')
		return field->may_be_blank ? answer_nothing(column->type) : refused(column);
	if (kind == KIND_TEXT)
		return read_text(column, text);
	for (int i = 0; i < 4 && kind == KIND_YES_NO; i++)
		if (same_words(text, yes[i]) || same_words(text, no[i]))
			return answer_truth(same_words(text, yes[i]));
	for (uint32_t i = 0; kind == KIND_LABEL && i < column->type.labels->count; i++)
		if (same_words(text, column->type.labels->names[i]))
			return answer_labels(UINT64_C(1) << i);
	if (kind_is_quantity(kind) && quantity(column, text, &figure))
		return answer_figure(figure);
	if ((kind == KIND_DATE || kind_is_period(kind)) && in_time(kind, text, &number))
		return answer_whole(number);
	if (kind_is_length(kind) && length_of_time(kind, text, &number))
		return answer_whole(number);
	return refused(column);
}

static int
find_header(const struct line *header, const struct column *column)
{
	for (uint32_t i = 0; i < header->count; i++)
		if (strcmp(header->cells[i], column->name) == 0 ||
		    (column->field->header != NULL &&
			strcmp(header->cells[i], column->field->header) == 0))
			return (int)i;
	return -1;
}

static bool
same_key(const struct oracle_row *a, const struct oracle_row *b)
{
	for (uint32_t i = 0; i < a->table->key_count; i++)
		if (!answer_same(
			a->fields[a->table->keys[i]->index], b->fields[a->table->keys[i]->index]))
			return false;
	return true;
}

static bool
same_cell(struct answer a, struct answer b)
{
	return a.state == b.state && (a.state != GIVEN || answer_same(a, b));
}

/* Rows of one key: the first stays; cells on which they do not all agree are refused, whichever
 * came first. */
static bool
merge(struct oracle_rows *rows, const struct oracle_row *row, bool **differs)
{
	for (uint32_t i = 0; i < rows->count; i++) {
		struct oracle_row *kept = &rows->rows[i];

		if (!same_key(kept, row))
			continue;
		for (uint32_t f = 0; f < row->table->field_count; f++)
			if (!same_cell(kept->fields[f], row->fields[f]))
				differs[i][f] = true;
		return true;
	}
	return false;
}

/* A line of blank cells is no row, and counts as none. */
static bool
is_blank(const struct line *line)
{
	for (uint32_t i = 0; i < line->count; i++)
		if (strspn(line->cells[i], " \t") != strlen(line->cells[i]))
			return false;
	return true;
}

void
oracle_read(
    struct oracle *oracle, struct oracle_rows *rows, const struct table *table, const char *csv)
{
	struct line header, line;
	const char *at = split(oracle->arena, csv, &header);
	uint32_t line_number = 1, room = 0;
	bool **differs;

	memset(rows, 0, sizeof *rows);
	for (const char *c = csv; *c != '\0'; c++)
		room += *c == '\n' ? 1 : 0;
	rows->rows = arena_array(oracle->arena, struct oracle_row, room + 1);
	differs = arena_array(oracle->arena, bool *, room + 1);
	while (at != NULL && (at = split(oracle->arena, at, &line)) != NULL) {
		struct oracle_row *row = &rows->rows[rows->count];
		bool bad = line.count != header.count;

		line_number++;
		if (is_blank(&line))
			continue;
		rows->read++;
		oracle_make_row(oracle->arena, row, table, line_number);
		for (uint32_t f = 0; f < table->field_count && !bad; f++) {
			int index = find_header(&header, table->columns[f]);

			assert(index >= 0);
			row->fields[f] = read_cell(table->columns[f], line.cells[index]);
			bad = table->columns[f]->field->is_key && row->fields[f].state != GIVEN;
		}
		if (bad) {
			rows->refused++;
		} else if (table->dated_by != NULL &&
		    row->fields[table->dated_by->index].state == GIVEN &&
		    row->fields[table->dated_by->index].figure.num > oracle->run_date) {
			rows->dated_later++;
		} else if (merge(rows, row, differs)) {
			rows->repeated++;
		} else {
			differs[rows->count] =
			    arena_array(oracle->arena, bool, table->field_count + 1);
			rows->used++;
			rows->count++;
		}
	}
	for (uint32_t i = 0; i < rows->count; i++)
		for (uint32_t f = 0; f < table->field_count; f++)
			if (differs[i][f])
				rows->rows[i].fields[f] = refused(table->columns[f]);
	for (uint32_t i = 0; i < rows->count && table->dated_by != NULL; i++)
		rows->rows[i].dated_unknown =
		    rows->rows[i].fields[table->dated_by->index].state == UNKNOWN;
	rows->ready = true;
}
