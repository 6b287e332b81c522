/*
 * csvin_strip: rows that look as usual are read up to 64 at once, column by column.
 *
 * How to read this file: strip_read() gets a strip of rows (rows_strip.h). Each field is read over
 * all of them, and leaves one bit a row where the cell is not usual (csvin_usual.h). These, and all
 * rows about which something else is to be said (the headings again, a total, a date to come, a
 * mark of a repeated key), are the rows apart: each goes to row_take(), in its turn, as if there
 * were no strips. What lies between two of them is a run, and is taken as it is (csvin_runs.c).
 *
 * So nothing is judged here. A row in a run is one that row_take() would take with the same values;
 * and as runs and rows apart come in the order of the file, so do problems and first places.
 */
#include <string.h>

#include "interp/csvin_parts.h"
#include "interp/csvin_usual.h"
#include "interp/rows_strip.h"

_Static_assert((int)STRIP_ROWS <= 64, "a bit a row makes a word");

/* What is made of one field in the rows of a strip. */
struct part {
	uint64_t given, nothing, nhs;	/* one bit a row */
	int64_t *num;			/* where the values are put; the one that the kind takes */
	uint64_t *labels;
	struct text *text;
};

static bool
can_be_usual(enum kind kind)
{
	return kind == KIND_DATE || kind == KIND_LABEL || kind == KIND_YES_NO ||
	    kind == KIND_PERCENT || kind == KIND_QUARTER || kind == KIND_NUMBER ||
	    kind == KIND_MONEY || kind == KIND_TEXT;
}

void
strip_plan(struct csvin *in)
{
	in->strips = !in->options.row_by_row;
	for (uint32_t i = 0; i < in->reading_count; i++)
		if (!can_be_usual(in->reading[i].column->type.kind))
			in->strips = false;
	if (in->options.plain_index)
		rows_only_plain(in->rows, true);
}

/* ---- one field of all rows ---- */

/* Dates of months that were met before; those that are left are met then. */
static void
read_dates(struct csvin *in, const struct reader_field *field, const struct rows_strip *strip,
    struct part *part)
{
	uint64_t given = 0, nothing = 0;

	for (uint32_t row = 0; row < strip->rows; row++) {
		struct row_cell cell = rows_strip_cell(strip, row, field->cell);

		given |= (uint64_t)usual_known_date(in->strip_months, cell.at, cell.length,
		    &part->num[row]) << row;
		nothing |= (uint64_t)(cell.length == 0) << row;
	}
	for (uint64_t left = first_bits(strip->rows) & ~(given | nothing); left != 0;
	    left &= left - 1) {
		uint32_t row = (uint32_t)__builtin_ctzll(left);
		struct row_cell cell = rows_strip_cell(strip, row, field->cell);

		given |=
		    (uint64_t)usual_date(in->strip_months, cell.at, cell.length, &part->num[row])
		    << row;
	}
	part->given = given;
	part->nothing = nothing;
}

static void
read_labels(const struct reader_field *field, const struct rows_strip *strip, struct part *part)
{
	uint64_t given = 0, nothing = 0;

	for (uint32_t row = 0; row < strip->rows; row++) {
		struct row_cell cell = rows_strip_cell(strip, row, field->cell);
		uint64_t label = usual_label(field, cell.at, cell.length);

		part->labels[row] = cell.length == 0 ? LABEL_NOTHING : label;
		given |= (uint64_t)(label != 0) << row;
		nothing |= (uint64_t)(cell.length == 0) << row;
	}
	part->given = given;
	part->nothing = nothing & ~given;
}

static void
read_texts(const struct reader_field *field, const struct rows_strip *strip, struct part *part)
{
	uint64_t given = 0, nothing = 0, nhs = 0;

	for (uint32_t row = 0; row < strip->rows; row++) {
		struct row_cell cell = rows_strip_cell(strip, row, field->cell);

		part->text[row] = (struct text){ cell.at, cell.length };
		given |= (uint64_t)usual_text(field, cell.at, cell.length) << row;
		nothing |= (uint64_t)(cell.length == 0) << row;
		nhs |= (uint64_t)usual_nhs_number(cell.at, cell.length) << row;
	}
	part->given = given;
	part->nothing = nothing;
	part->nhs = nhs & given;
}

static void
read_figures(const struct reader_field *field, const struct rows_strip *strip, struct part *part)
{
	enum kind kind = field->column->type.kind;
	uint64_t given = 0, nothing = 0;

	for (uint32_t row = 0; row < strip->rows; row++) {
		struct row_cell cell = rows_strip_cell(strip, row, field->cell);
		int64_t *num = &part->num[row];
		bool usual = kind == KIND_PERCENT ? usual_percent(cell.at, cell.length, num) :
		    kind == KIND_QUARTER ? usual_quarter(cell.at, cell.length, num) :
		    usual_figure(kind, cell.at, cell.length, num);

		given |= (uint64_t)usual << row;
		nothing |= (uint64_t)(cell.length == 0) << row;
	}
	if (field->column->field->rounded)
		given = 0;
	part->given = given;
	part->nothing = nothing;
}

/* A column that was refused as a whole is unknown in every row, whatever stands there. */
static void
read_refused(const struct reader_field *field, uint32_t rows, struct part *part)
{
	part->given = part->nothing = 0;
	for (uint32_t row = 0; row < rows && field->column->type.labels != NULL; row++)
		part->labels[row] = label_set_all(field->column->type.labels) | LABEL_NOTHING;
}

/* The rows in which the field is not as usual. */
static uint64_t
read_field(struct csvin *in, const struct reader_field *field, const struct rows_strip *strip,
    struct part *part)
{
	enum kind kind = field->column->type.kind;
	uint64_t fine;

	if (field->refused != NULL) {
		read_refused(field, strip->rows, part);
		return field->is_key ? UINT64_MAX : 0;
	}
	if (kind == KIND_DATE)
		read_dates(in, field, strip, part);
	else if (kind == KIND_TEXT)
		read_texts(field, strip, part);
	else if (kind == KIND_LABEL || kind == KIND_YES_NO)
		read_labels(field, strip, part);
	else
		read_figures(field, strip, part);
	fine = part->given;
	if (field->blank_fine && !field->is_key)
		fine |= part->nothing;
	return ~fine;
}

/* ---- rows apart ---- */

static uint64_t
later_rows(const struct csvin *in, const struct part *part, uint32_t rows)
{
	uint64_t later = 0;

	for (uint32_t row = 0; row < rows; row++)
		later |= (uint64_t)(part->num[row] > in->options.run_date) << row;
	return later & part->given;
}

static uint64_t
totals_rows(const struct part *part, uint32_t rows)
{
	uint64_t totals = 0;

	for (uint32_t row = 0; row < rows; row++)
		if ((part->given >> row & 1) != 0 &&
		    row_is_totals_text(part->text[row].at, part->text[row].length))
			totals |= UINT64_C(1) << row;
	return totals;
}

/* Rows that may be the headings once more. */
static uint64_t
heading_rows(const struct csvin *in, const struct rows_strip *strip)
{
	uint64_t found = 0;

	for (uint32_t row = 0; row < strip->rows; row++) {
		const char *at = strip->bytes + strip->ends[strip->first[row] - 1];

		/* Doubled quotes in the first cell are single ones in the heading. */
		if (*at == '"') {
			found |= strip->doubled & UINT64_C(1) << row;
			at++;
		}
		if (may_be_heading(in, at))
			found |= UINT64_C(1) << row;
	}
	return found;
}

/* Rows with something in a cell that has no heading. */
static uint64_t
rows_beyond(const struct csvin *in, const struct rows_strip *strip)
{
	uint64_t found = 0;

	for (uint32_t cell = in->header.named; cell < in->header.count; cell++)
		for (uint32_t row = 0; row < strip->rows; row++)
			if (rows_strip_cell(strip, row, cell).length > 0)
				found |= UINT64_C(1) << row;
	return found;
}

/* Rows in which a cell that is read holds doubled quotes: its text is another. */
static uint64_t
doubled_rows(const struct csvin *in, const struct rows_strip *strip)
{
	uint64_t found = 0;

	for (uint64_t left = strip->doubled; left != 0; left &= left - 1) {
		uint32_t row = (uint32_t)__builtin_ctzll(left);

		for (uint32_t i = 0; i < in->reading_count; i++) {
			struct row_cell cell = rows_strip_cell(strip, row, in->reading[i].cell);

			if (cell.length > 0 && memchr(cell.at, '"', cell.length) != NULL)
				found |= UINT64_C(1) << row;
		}
	}
	return found;
}

/* Rows that may have swallowed others. */
static uint64_t
swallowing_rows(const struct csvin *in, const struct rows_strip *strip)
{
	uint64_t found = 0;

	for (uint64_t left = strip->several_lines; left != 0; left &= left - 1) {
		uint32_t row = (uint32_t)__builtin_ctzll(left);
		const uint32_t *ends = strip->ends + strip->first[row];
		uint32_t from = ends[-1], to = ends[strip->cells - 1] - 1;

		if (strip->bytes[to - 1] == '\r')
			to--;
		if (row_looks_swallowed(in, strip->bytes + from, to - from))
			found |= UINT64_C(1) << row;
	}
	return found;
}

static uint64_t
marked_rows(struct csvin *in, uint32_t rows)
{
	uint64_t found = 0;

	while (in->reached_mark < in->mark_count && in->marks[in->reached_mark].row <= in->reached)
		in->reached_mark++;
	for (size_t i = in->reached_mark; i < in->mark_count; i++) {
		uint64_t row = in->marks[i].row;

		if (row > in->reached + rows)
			break;
		found |= UINT64_C(1) << (row - in->reached - 1);
	}
	return found;
}

/* Reads all fields of all rows; returns the rows apart. */
static uint64_t
read_fields(struct csvin *in, const struct rows_strip *cells, const struct strip *strip)
{
	uint64_t given = 0, apart = heading_rows(in, cells);

	for (uint32_t i = 0; i < in->reading_count; i++) {
		const struct reader_field *field = &in->reading[i];
		const struct vec *vec = strip->columns[i];
		struct part part = { 0 };

		if (vec->num != NULL)
			part.num = vec->num + strip->at;
		if (vec->labels != NULL)
			part.labels = vec->labels + strip->at;
		if (vec->text != NULL)
			part.text = vec->text + strip->at;
		apart |= read_field(in, field, cells, &part);
		given |= part.given;
		if (field->is_key && field->column->type.kind == KIND_TEXT)
			apart |= totals_rows(&part, cells->rows);
		if (field->is_date)
			apart |= later_rows(in, &part, cells->rows);
		strip->bits[i].given = part.given;
		strip->bits[i].nothing = part.nothing;
		strip->bits[i].nhs = part.nhs;
	}
	apart |= ~given;		/* it may be a blank row */
	apart |= doubled_rows(in, cells) | swallowing_rows(in, cells);
	if (in->header.count > in->header.named)
		apart |= rows_beyond(in, cells);
	if (in->mark_count > 0)
		apart |= marked_rows(in, cells->rows);
	return apart & first_bits(cells->rows);
}

/* Where a style is met first, its cell is kept to be shown. */
static void
find_first(struct csvin *in, const struct rows_strip *cells, struct strip *strip)
{
	for (uint32_t i = 0; i < in->reading_count; i++) {
		enum kind kind = in->reading[i].column->type.kind;
		uint64_t given = strip->bits[i].given & ~strip->apart;

		if ((kind == KIND_DATE || kind == KIND_PERCENT) && given != 0)
			strip->bits[i].first = rows_strip_cell(cells,
			    (uint32_t)__builtin_ctzll(given), in->reading[i].cell);
	}
}

bool
strip_read(struct csvin *in, uint32_t room, struct rows_strip *cells, struct strip *strip)
{
	/* Damage is found cell by cell; above the headings there are no rows. */
	if (!in->strips || rows_lines(in->rows) < in->header.line || intake_is_damaged(in->intake))
		return false;
	if (!rows_strip(in->rows, in->header.count, room < STRIP_ROWS ? room : STRIP_ROWS, cells))
		return false;
	strip->rows = cells->rows;
	strip->line = cells->line;
	strip->cells = cells;
	strip->apart = read_fields(in, cells, strip);
	find_first(in, cells, strip);
	in->reached += cells->rows;
	return true;
}
