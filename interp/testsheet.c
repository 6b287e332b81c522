/*
 * testsheet: a table of tests, one a row, as a spreadsheet keeps it: `given case from "f.csv"
 * giving route`. See testrun_parts.h and writ.5, TESTS.
 *
 * The first row that is not empty has the headings: columns of the table by their own name or the
 * heading their file has; behind `giving` stands which of them hold what must come out.
 * `route_why`, `route_clause` and `route_needs` hold the reason, the clauses and the needs of an
 * expected column. A heading that begins with # heads a remark.
 */
#include <string.h>

#include "interp/field.h"
#include "interp/intake.h"
#include "interp/rows.h"
#include "interp/testrun_parts.h"
#include "lang/unseen.h"

struct heading {
	enum { HEADING_REMARK, HEADING_VALUE, HEADING_PART } kind;
	const char *text;
	const struct column *column;
	enum sheet_what what;
	bool expected;
	uint32_t at;			/* among the given, the expected, or the parts */
};

struct sheet_reader {
	struct one_test *run;
	const struct test_rows *given;	/* as the test has it */
	struct test_rows *rows;
	struct test_sheet *sheet;
	struct intake *intake;
	bool again, failed;		/* of the reading itself */
	struct heading *headings;
	uint32_t heading_count;
	struct test_value *values;
	uint64_t *lines;
	bool *left_open;
	const char ***texts;		/* by part, by row */
	uint32_t row_room;
};

static int
read_bytes(void *context, char *out, size_t *length)
{
	struct sheet_reader *reader = context;

	switch (intake_read(reader->intake, out, length, reader->run->fault)) {
	case INTAKE_BYTES: return 1;
	case INTAKE_END: return 0;
	case INTAKE_AGAIN: reader->again = true; return -1;
	case INTAKE_FAULT: break;
	}
	reader->failed = true;
	return -1;
}

/* ---- headings ---- */

/* As in data files: without case, blanks, hyphens and underscores. */
static bool
same_heading(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (*a == ' ' || *a == '-' || *a == '_')
			a++;
		while (*b == ' ' || *b == '-' || *b == '_')
			b++;
		if ((*a | ((*a >= 'A' && *a <= 'Z') << 5)) !=
		    (*b | ((*b >= 'A' && *b <= 'Z') << 5)))
			return false;
		if (*a == '\0')
			return true;
	}
}

static const struct column *
find_column(const struct table *table, const char *text)
{
	for (uint32_t i = 0; i < table->column_count; i++) {
		const struct column *column = table->columns[i];

		if (same_heading(column->name, text) || (column->field != NULL &&
			column->field->header != NULL && same_heading(column->field->header, text)))
			return column;
	}
	return NULL;
}

static bool
is_expected(const struct test_rows *given, const struct column *column)
{
	for (uint32_t i = 0; i < given->expected_count; i++)
		if (given->expected[i] == column)
			return true;
	return false;
}

/* `route_why` and its like; NULL when it is none. */
static const struct column *
find_part(struct sheet_reader *reader, const char *text, enum sheet_what *what)
{
	static const char *const ends[] = { "_why", "_clause", "_needs" };
	const struct table *table = reader->given->table;

	for (int i = 0; i < 3; i++)
		for (uint32_t j = 0; j < table->column_count; j++) {
			*what = (enum sheet_what)i;
			if (same_heading(arena_printf(&reader->run->arena, "%s%s",
				table->columns[j]->name, ends[i]), text))
				return table->columns[j];
		}
	return NULL;
}

static void
wrong_heading(struct sheet_reader *reader, uint64_t line, const char *text, const char *what)
{
	test_fail_cell(reader->run, reader->sheet, line, text, what);
}

static void
read_heading(struct sheet_reader *reader, struct heading *heading, uint64_t line)
{
	struct one_test *run = reader->run;
	const struct table *table = reader->given->table;

	heading->kind = HEADING_REMARK;
	if (heading->text[0] == '#' || heading->text[0] == '\0')
		return;
	heading->column = find_column(table, heading->text);
	heading->kind = HEADING_VALUE;
	if (heading->column != NULL) {
		heading->expected = is_expected(reader->given, heading->column);
	} else {
		heading->kind = HEADING_PART;
		heading->column = find_part(reader, heading->text, &heading->what);
		if (heading->column == NULL)
			wrong_heading(reader, line, heading->text,
			    arena_printf(&run->arena,
				"'%s' has no such column; for a remark begin the heading with #",
				table->name));
		else if (!is_expected(reader->given, heading->column))
			wrong_heading(reader, line, heading->text,
			    arena_printf(&run->arena,
				"'%s' is not expected; add it behind giving in the test",
				heading->column->name));
	}
	for (const struct heading *other = reader->headings; other < heading; other++)
		if (other->kind == heading->kind && other->column == heading->column &&
		    other->what == heading->what && heading->column != NULL)
			wrong_heading(reader, line, heading->text, "this column is there twice");
}

/* Does the row name all that is expected? */
static bool
has_expected(const struct test_rows *given, const struct heading *headings, uint32_t count)
{
	for (uint32_t i = 0; i < given->expected_count; i++) {
		bool found = false;

		for (uint32_t j = 0; j < count; j++)
			found = found ||
			    find_column(given->table, headings[j].text) == given->expected[i];
		if (!found)
			return false;
	}
	return true;
}

static const char *
cell_text(struct sheet_reader *reader, const struct row_cell *cell)
{
	size_t length = cell->length;
	const char *text = text_seen(&reader->run->arena, cell->at, &length, false);

	return arena_copy(&reader->run->arena, text, length);
}

static bool
is_empty(struct sheet_reader *reader, const struct record *record)
{
	for (uint32_t i = 0; i < record->count; i++)
		if (*cell_text(reader, &record->cells[i]) != '\0')
			return false;
	return true;
}

/* Sorts the columns into given, expected and parts, in the order of the file. */
static void
lay_out(struct sheet_reader *reader)
{
	struct arena *arena = &reader->run->arena;
	const struct column **given =
	    arena_array(arena, const struct column *, reader->heading_count);
	const char **headings = arena_array(arena, const char *,
	    reader->heading_count + reader->given->expected_count);
	struct sheet_part *parts = arena_array(arena, struct sheet_part, reader->heading_count);
	uint32_t count = 0;

	for (uint32_t i = 0; i < reader->heading_count; i++) {
		struct heading *heading = &reader->headings[i];

		if (heading->kind == HEADING_VALUE && !heading->expected) {
			heading->at = count;
			headings[count] = heading->text;
			given[count++] = heading->column;
		} else if (heading->kind == HEADING_PART) {
			heading->at = reader->sheet->part_count++;
			parts[heading->at] = (struct sheet_part){ .what = heading->what,
				.column = heading->column,
				.heading = heading->text };
		}
	}
	for (uint32_t i = 0; i < reader->heading_count; i++)
		for (uint32_t j = 0; j < reader->given->expected_count; j++)
			if (reader->headings[i].expected &&
			    reader->headings[i].column == reader->given->expected[j]) {
				reader->headings[i].at = j;
				headings[count + j] = reader->headings[i].text;
			}
	reader->rows->columns = given;
	reader->rows->column_count = count;
	reader->sheet->parts = parts;
	reader->sheet->headings = headings;
	reader->texts = arena_array(arena, const char **, reader->sheet->part_count);
}

static bool
read_headings(struct sheet_reader *reader, const struct record *record)
{
	reader->heading_count = record->count;
	reader->headings = arena_array(&reader->run->arena, struct heading, record->count);
	for (uint32_t i = 0; i < record->count; i++)
		reader->headings[i].text = cell_text(reader, &record->cells[i]);
	return has_expected(reader->given, reader->headings, record->count);
}

/* ---- cells ---- */

static bool
word_state(const char *text, enum test_state *state)
{
	if (strcmp(text, "unknown") == 0)
		*state = TEST_UNKNOWN;
	else if (strcmp(text, "nothing") == 0)
		*state = TEST_NOTHING;
	else if (strcmp(text, "blank") == 0)
		*state = TEST_BLANK;
	else
		return false;
	return true;
}

static void
wrong_cell(struct sheet_reader *reader, uint64_t line, const struct heading *heading,
    const char *what)
{
	test_fail_cell(reader->run, reader->sheet, line, heading->text, what);
}

/* A value as a data file has it; a text is left as it stands, and read when it is given. */
static void
read_value(struct sheet_reader *reader, uint64_t line, const struct heading *heading,
    const char *text, struct test_value *out)
{
	struct arena *arena = &reader->run->arena;
	const struct column *column = heading->column;
	const char *cause = "";
	struct cell cell;

	out->state = TEST_VALUE;
	out->value = (struct value){ .state = GIVEN, .type = column->type };
	if (column->type.kind == KIND_TEXT) {
		out->value.text = text;
		out->value.text_length = strlen(text);
		return;
	}
	if (column->field == NULL) {
		if (!field_read_kind(&out->value, column->type, text, strlen(text), arena, &cause))
			wrong_cell(reader, line, heading,
			    arena_printf(arena, "%s: %s", text, cause));
		return;
	}
	field_read(&cell, column, text, strlen(text), arena_alloc(arena, strlen(text) + 1), arena);
	if (cell.result == CELL_VALUE && column->type.kind == KIND_PERCENT &&
	    (cell.style & STYLE_NO_SIGN) != 0)
		wrong_cell(reader, line, heading,
		    arena_printf(arena, "%s: a percentage is written with its sign, like 60%%",
			text));
	else if (cell.result == CELL_VALUE)
		out->value = cell.value;
	else if (cell.result == CELL_BLANK)
		out->state = TEST_BLANK;
	else
		wrong_cell(reader, line, heading,
		    arena_printf(arena, "%s: %s; %s", text, cell.cause, cell.fix));
}

static void
read_cell(struct sheet_reader *reader, uint64_t line, const struct heading *heading,
    const char *text, struct test_value *out, bool *left_open)
{
	const struct type *type = &heading->column->type;
	bool derived = heading->column->field == NULL;

	if (*text == '\0' && heading->expected) {
		*left_open = true;
		return;
	}
	if (heading->expected && strcmp(text, "to fill in") == 0) {
		wrong_cell(reader, line, heading,
		    "what must come out is not filled in yet: work it out from the source, not "
		    "from "
		    "the program");
		return;
	}
	if (*text == '\0')
		out->state = TEST_BLANK;
	else if (!word_state(text, &out->state))
		read_value(reader, line, heading, text, out);
	if ((out->state == TEST_BLANK || out->state == TEST_NOTHING) && derived &&
	    !type->can_be_empty)
		wrong_cell(reader, line, heading,
		    "this column is never empty; write its value, or unknown");
}

/* ---- rows ---- */

static void
make_room(struct sheet_reader *reader)
{
	struct arena *arena = &reader->run->arena;
	uint32_t width = reader->rows->column_count + reader->given->expected_count;
	uint32_t room = reader->row_room == 0 ? 64 : reader->row_room * 2;
	uint32_t have = reader->rows->row_count;
	struct test_value *values = arena_array(arena, struct test_value, (size_t)room * width);
	uint64_t *lines = arena_array(arena, uint64_t, room);
	bool *left_open =
	    arena_array(arena, bool, (size_t)room * reader->given->expected_count);

	if (have > 0) {
		memcpy(values, reader->values, (size_t)have * width * sizeof(*values));
		memcpy(lines, reader->lines, have * sizeof(*lines));
		memcpy(left_open, reader->left_open, have * reader->given->expected_count);
	}
	for (uint32_t i = 0; i < reader->sheet->part_count; i++) {
		const char **texts = arena_array(arena, const char *, room);

		if (have > 0)
			memcpy(texts, reader->texts[i], have * sizeof(*texts));
		reader->texts[i] = texts;
	}
	reader->values = values;
	reader->lines = lines;
	reader->left_open = left_open;
	reader->row_room = room;
}

static void
read_row(struct sheet_reader *reader, const struct record *record)
{
	uint32_t given = reader->rows->column_count, expected = reader->given->expected_count;
	uint32_t row = reader->rows->row_count, compared = 0;
	struct test_value *values;

	if (record->count != reader->heading_count) {
		test_fail_cell(reader->run, reader->sheet, record->line, NULL,
		    arena_printf(&reader->run->arena, "this row has %u cells, the headings are %u",
			(unsigned)record->count, (unsigned)reader->heading_count));
		return;
	}
	if (row == reader->row_room)
		make_room(reader);
	values = &reader->values[(size_t)row * (given + expected)];
	reader->lines[row] = record->line;
	for (uint32_t i = 0; i < record->count; i++) {
		const struct heading *heading = &reader->headings[i];
		const char *text = cell_text(reader, &record->cells[i]);
		bool left_open = false;

		if (heading->kind == HEADING_REMARK)
			continue;
		if (heading->kind == HEADING_PART) {
			reader->texts[heading->at][row] = *text == '\0' ? NULL :
			    strcmp(text, "nothing") == 0                ? "" :
									  text;
			compared += *text != '\0';
			continue;
		}
		read_cell(reader, record->line, heading, text,
		    &values[heading->expected ? given + heading->at : heading->at], &left_open);
		if (heading->expected) {
			reader->left_open[row * expected + heading->at] = left_open;
			compared += !left_open;
		}
	}
	if (compared == 0)
		test_fail_cell(reader->run, reader->sheet, record->line, NULL,
		    "this row expects nothing, so it shows nothing: fill in what must come out");
	reader->sheet->compared += compared;
	reader->rows->row_count++;
}

/* ---- the file ---- */

static bool
is_separator_line(const struct record *record)
{
	return record->count > 0 && record->cells[0].length >= 4 &&
	    memcmp(record->cells[0].at, "sep=", 4) == 0;
}

enum sheet_result { SHEET_READ, SHEET_OTHER, SHEET_AGAIN, SHEET_FAULT };

/* With one delimiter; SHEET_OTHER when its headings do not name what is expected. */
static enum sheet_result
read_with(struct sheet_reader *reader, struct rows *rows)
{
	struct record record;
	enum rows_result result;
	bool headed = false;

	while ((result = rows_next(rows, &record)) != ROWS_END) {
		if (result == ROWS_STOPPED)
			return reader->again ? SHEET_AGAIN : SHEET_FAULT;
		if (result == ROWS_BROKEN) {
			if (!headed)
				return SHEET_OTHER;
			test_fail_cell(reader->run, reader->sheet, record.line, NULL, record.cause);
			continue;
		}
		if (is_empty(reader, &record) || (!headed && is_separator_line(&record)))
			continue;
		if (headed) {
			read_row(reader, &record);
			continue;
		}
		if (!read_headings(reader, &record))
			return SHEET_OTHER;
		headed = true;
		for (uint32_t i = 0; i < reader->heading_count; i++)
			read_heading(reader, &reader->headings[i], record.line);
		if (reader->run->failures > 0)
			return SHEET_READ;
		lay_out(reader);
	}
	return headed ? SHEET_READ : SHEET_OTHER;
}

static void
say_no_headings(struct sheet_reader *reader)
{
	const char *names = "";

	for (uint32_t i = 0; i < reader->given->expected_count; i++)
		names = arena_printf(&reader->run->arena, "%s%s%s", names, i > 0 ? ", " : "",
		    reader->given->expected[i]->name);
	test_fail_cell(reader->run, reader->sheet, 1, NULL,
	    arena_printf(&reader->run->arena,
		"the first row must have the headings, with a column for all that is expected: %s",
		names));
}

static enum sheet_result
read_delimited(struct sheet_reader *reader)
{
	static const char delimiters[] = { ',', ';', '\t', '|' };
	struct rows_source source = { read_bytes, reader, INTAKE_ROOM };
	enum sheet_result result = SHEET_OTHER;

	for (size_t i = 0; i < sizeof(delimiters) && result == SHEET_OTHER; i++) {
		struct rows *rows;

		if (i > 0 && !intake_restart(reader->intake, reader->run->fault))
			return SHEET_FAULT;
		rows = rows_make(source, delimiters[i]);
		result = read_with(reader, rows);
		rows_free(rows);
	}
	return result;
}

/* A file that turns out not to be UTF-8 is read from its start again. */
static bool
read_sheet(struct sheet_reader *reader, const char *path)
{
	struct one_test *run = reader->run;
	uint32_t before = run->failures;
	size_t said = run->out->length;
	enum sheet_result result;

	reader->intake = intake_open(path, path, NULL, run->fault);
	if (reader->intake == NULL)
		return false;
	intake_leave_digest(reader->intake);
	result = read_delimited(reader);
	if (result == SHEET_AGAIN && intake_restart(reader->intake, run->fault)) {
		run->failures = before;
		buffer_cut(run->out, said);
		reader->again = false;
		reader->rows->row_count = reader->row_room = 0;
		reader->sheet->compared = reader->sheet->part_count = 0;
		result = read_delimited(reader);
	}
	intake_close(reader->intake);
	if (result == SHEET_OTHER)
		say_no_headings(reader);
	return result == SHEET_READ || result == SHEET_OTHER;
}

static bool
read_one(struct one_test *run, const struct test_rows *given, struct test_rows *rows,
    const struct test_sheet **out)
{
	struct test_sheet *sheet = arena_new(&run->arena, struct test_sheet);
	struct sheet_reader reader = { .run = run, .given = given, .rows = rows, .sheet = sheet };
	const char *path = arena_printf(&run->arena, "%s/%s", run->folder, given->file);

	sheet->shown = given->file;
	*rows = *given;
	rows->file = NULL;
	*out = sheet;
	if (!read_sheet(&reader, path))
		return false;
	rows->values = reader.values;
	sheet->lines = reader.lines;
	sheet->left_open = reader.left_open;
	for (uint32_t i = 0; i < sheet->part_count; i++)
		((struct sheet_part *)(uintptr_t)sheet->parts)[i].texts = reader.texts[i];
	return true;
}

bool
test_read_sheets(struct one_test *run)
{
	const struct policy_test *test = run->test;

	run->givens = arena_array(&run->arena, struct test_rows, test->given_count);
	run->sheets = arena_array(&run->arena, const struct test_sheet *, test->given_count);
	for (uint32_t i = 0; i < test->given_count; i++) {
		const struct test_rows *given = &test->givens[i];

		run->givens[i] = *given;
		if (given->file != NULL && given->expected_count > 0 &&
		    !read_one(run, given, &run->givens[i], &run->sheets[i]))
			return false;
	}
	return true;
}
