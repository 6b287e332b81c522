/*
 * csvin_strip: rows that look as usual, up to 64 at once, column by column.
 *
 * How to read this file: strip_take() gets a strip of rows (rows_strip.h). Each field is read over
 * all of them, and leaves one bit a row where the cell is not usual (csvin_usual.h). These, and all
 * rows about which something else is to be said (the headings again, a total, a date to come, a
 * mark of a repeated key), are the rows apart: each goes to row_take(), in its turn, as if there
 * were no strips. What lies between two of them is a run, and is taken as it is.
 *
 * So nothing is judged here. A row in a run is one that row_take() would take with the same values;
 * and as runs and rows apart come in the order of the file, so do problems and first places.
 */
#include <string.h>

#include "interp/cellbook.h"
#include "interp/csvin_parts.h"
#include "interp/csvin_usual.h"
#include "interp/rows_strip.h"

_Static_assert((int)STRIP_ROWS <= 64, "a bit a row makes a word");

/* What one field holds in the rows of a strip. */
struct strip_part {
	uint64_t given, nothing, nhs;	/* one bit a row */
	int64_t *num;			/* where the values are put: in the vec, or ... */
	uint64_t *labels;
	struct text *text;
	/* ... here, when nobody wants them but the key */
	int64_t own_num[STRIP_ROWS];
	uint64_t own_labels[STRIP_ROWS];
	struct text own_text[STRIP_ROWS];
};

static uint64_t
first_bits(uint32_t count)
{
	return count >= 64 ? UINT64_MAX : (UINT64_C(1) << count) - 1;
}

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
	for (uint32_t i = 0; i < in->reading_count; i++) {
		struct reader_field *field = &in->reading[i];

		if (!can_be_usual(field->column->type.kind))
			in->strips = false;
		field->part = arena_new(in->options.arena, struct strip_part);
	}
	if (in->options.plain_index)
		rows_only_plain(in->rows, true);
}

/* ---- one field of all rows ---- */

/* Dates of months that were met before; those that are left are met then. */
static void
read_dates(struct csvin *in, const struct reader_field *field, const struct rows_strip *strip)
{
	struct strip_part *part = field->part;
	uint64_t given = 0, nothing = 0;

	for (uint32_t row = 0; row < strip->rows; row++) {
		struct row_cell cell = rows_strip_cell(strip, row, field->cell);

		given |= (uint64_t)usual_known_date(in->months, cell.at, cell.length,
		    &part->num[row]) << row;
		nothing |= (uint64_t)(cell.length == 0) << row;
	}
	for (uint64_t left = first_bits(strip->rows) & ~(given | nothing); left != 0;
	    left &= left - 1) {
		uint32_t row = (uint32_t)__builtin_ctzll(left);
		struct row_cell cell = rows_strip_cell(strip, row, field->cell);

		given |= (uint64_t)usual_date(in->months, cell.at, cell.length, &part->num[row])
		    << row;
	}
	part->given = given;
	part->nothing = nothing;
}

static void
read_labels(const struct reader_field *field, const struct rows_strip *strip)
{
	struct strip_part *part = field->part;
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
read_texts(const struct reader_field *field, const struct rows_strip *strip)
{
	struct strip_part *part = field->part;
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
read_figures(const struct reader_field *field, const struct rows_strip *strip)
{
	struct strip_part *part = field->part;
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
read_refused(const struct reader_field *field, uint32_t rows)
{
	struct strip_part *part = field->part;

	part->given = part->nothing = 0;
	for (uint32_t row = 0; row < rows && field->column->type.labels != NULL; row++)
		part->labels[row] = label_set_all(field->column->type.labels) | LABEL_NOTHING;
}

static void
point_to(struct strip_part *part, struct vec *vec, uint32_t at)
{
	part->num = part->own_num;
	part->labels = part->own_labels;
	part->text = part->own_text;
	part->nhs = 0;
	if (vec == NULL)
		return;
	if (vec->num != NULL)
		part->num = vec->num + at;
	if (vec->labels != NULL)
		part->labels = vec->labels + at;
	if (vec->text != NULL)
		part->text = vec->text + at;
}

/* The rows in which the field is not as usual. */
static uint64_t
read_field(struct csvin *in, const struct reader_field *field, const struct rows_strip *strip)
{
	enum kind kind = field->column->type.kind;
	const struct strip_part *part = field->part;
	uint64_t fine;

	if (field->refused != NULL) {
		read_refused(field, strip->rows);
		return field->is_key ? UINT64_MAX : 0;
	}
	if (kind == KIND_DATE)
		read_dates(in, field, strip);
	else if (kind == KIND_TEXT)
		read_texts(field, strip);
	else if (kind == KIND_LABEL || kind == KIND_YES_NO)
		read_labels(field, strip);
	else
		read_figures(field, strip);
	fine = part->given;
	if (field->blank_fine && !field->is_key)
		fine |= part->nothing;
	return ~fine;
}

/* ---- rows apart ---- */

static uint64_t
later_rows(const struct csvin *in, const struct reader_field *field, uint32_t rows)
{
	uint64_t later = 0;

	for (uint32_t row = 0; row < rows; row++)
		later |= (uint64_t)(field->part->num[row] > in->options.run_date) << row;
	return later & field->part->given;
}

static uint64_t
totals_rows(const struct reader_field *field, uint32_t rows)
{
	const struct strip_part *part = field->part;
	uint64_t totals = 0;

	for (uint32_t row = 0; row < rows; row++)
		if ((part->given >> row & 1) != 0 &&
		    row_is_totals_text(part->text[row].at, part->text[row].length))
			totals |= UINT64_C(1) << row;
	return totals;
}

/* Rows that may be the headings once more: they begin as these do, as far as eight bytes go and the
 * first blank, for which another space may stand, or with what is not part of the first cell. */
static uint64_t
heading_rows(const struct csvin *in, const struct rows_strip *strip)
{
	char start[8] = { 0 };
	size_t blank = strcspn(in->header.names[0], " "), length = blank < 8 ? blank : 8;
	uint64_t mask = length == 8 ? UINT64_MAX : (UINT64_C(1) << 8 * length) - 1, word, found = 0;

	memcpy(start, in->header.names[0], length);
	word = load_word(start);
	for (uint32_t row = 0; row < strip->rows; row++) {
		const char *at = strip->bytes + strip->ends[strip->first[row] - 1];

		/* Doubled quotes in the first cell are single ones in the heading. */
		if (*at == '"') {
			found |= strip->doubled & UINT64_C(1) << row;
			at++;
		}
		if ((load_word(at) & mask) == word || (unsigned char)*at <= ' ' || *at == '\xEF')
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
marked_rows(const struct csvin *in, uint32_t rows)
{
	uint64_t found = 0;

	for (size_t i = in->next_mark; i < in->mark_count; i++) {
		uint64_t row = in->marks[i].row;

		if (row > in->ordinal + rows)
			break;
		if (row > in->ordinal)
			found |= UINT64_C(1) << (row - in->ordinal - 1);
	}
	return found;
}

/* Reads all fields of all rows to where they belong when nothing comes between. */
static uint64_t
read_strip(struct csvin *in, const struct rows_strip *strip, struct vec *const *fields, uint32_t at)
{
	uint64_t given = 0, apart = heading_rows(in, strip);

	for (uint32_t i = 0; i < in->reading_count; i++) {
		struct reader_field *field = &in->reading[i];

		point_to(field->part, fields[field->column->index], at);
		apart |= read_field(in, field, strip);
		given |= field->part->given;
		if (field->is_key && field->column->type.kind == KIND_TEXT)
			apart |= totals_rows(field, strip->rows);
		if (field->is_date)
			apart |= later_rows(in, field, strip->rows);
	}
	apart |= ~given;		/* it may be a blank row */
	apart |= doubled_rows(in, strip) | swallowing_rows(in, strip);
	if (in->header.count > in->header.named)
		apart |= rows_beyond(in, strip);
	if (in->mark_count > 0)
		apart |= marked_rows(in, strip->rows);
	return apart & first_bits(strip->rows);
}

/* ---- a run of rows ---- */

struct run {
	uint32_t from, count;		/* of the strip */
	uint32_t at;			/* where its first row stands in the batch */
};

static void
put_bits(struct rail *rail, uint32_t at, uint64_t bits)
{
	rail->word[at >> 6] |= bits << (at & 63);
	if ((at & 63) != 0 && (at >> 6) + 1 < BATCH_WORDS)
		rail->word[(at >> 6) + 1] |= bits >> (64 - (at & 63));
}

/* The values stand where they were read; when rows before them were dropped they move up. */
static void
put_field(const struct reader_field *field, struct vec *vec, const struct run *run)
{
	const struct strip_part *part = field->part;
	uint64_t bits = first_bits(run->count);

	if (vec->shape == SHAPE_LABELS) {
		if (vec->labels + run->at != part->labels + run->from)
			memmove(vec->labels + run->at, part->labels + run->from,
			    run->count * sizeof *vec->labels);
		return;
	}
	put_bits(&vec->given, run->at, part->given >> run->from & bits);
	put_bits(&vec->nothing, run->at, part->nothing >> run->from & bits);
	if (vec->shape == SHAPE_TEXT) {
		if (vec->text + run->at != part->text + run->from)
			memmove(vec->text + run->at, part->text + run->from,
			    run->count * sizeof *vec->text);
		return;
	}
	if (vec->num + run->at != part->num + run->from)
		memmove(vec->num + run->at, part->num + run->from, run->count * sizeof *vec->num);
	for (uint32_t row = 0; row < run->count && vec->shape == SHAPE_FRACTION; row++)
		vec->den[run->at + row] = kind_scale(vec->type.kind);
}

/* The first row of the run whose bit is set. */
static uint32_t
first_row(const struct run *run, uint64_t bits)
{
	return run->from + (uint32_t)__builtin_ctzll(bits);
}

static void
count_field(struct reader_field *field, const struct rows_strip *strip, const struct run *run)
{
	const struct strip_part *part = field->part;
	uint64_t bits = first_bits(run->count), given = part->given >> run->from & bits,
		 nhs = part->nhs >> run->from & bits;
	enum kind kind = field->column->type.kind;
	unsigned style = kind == KIND_DATE ? STYLE_ISO : kind == KIND_PERCENT ? STYLE_SIGN : 0;

	if (field->refused != NULL) {
		field->bad += run->count;
		return;
	}
	if (given != 0 && style != 0 && (field->style & style) == 0) {
		uint32_t row = first_row(run, given);
		struct row_cell cell = rows_strip_cell(strip, row, field->cell);

		styles_see(field, style, strip->line[row], cell.at, cell.length);
	}
	if (nhs != 0 && field->nhs == 0)
		field->nhs_line = strip->line[first_row(run, nhs)];
	field->nhs += (uint64_t)__builtin_popcountll(nhs);
	field->given += (uint64_t)__builtin_popcountll(given);
	field->blank += (uint64_t)__builtin_popcountll(part->nothing >> run->from & bits);
}

static uint64_t
add_part(const struct reader_field *field, uint32_t row, uint64_t digest)
{
	const struct strip_part *part = field->part;
	struct quick value = { .num = part->num[row], .labels = part->labels[row],
		.text = part->text[row].at, .length = part->text[row].length };

	return row_key(field, &value, digest);
}

static void
note_keys(struct csvin *in, const struct run *run)
{
	for (uint32_t row = run->from; row < run->from + run->count; row++) {
		uint64_t digest = 0;

		for (uint32_t i = 0; i < in->reading_count && in->reading[i].is_key; i++) {
			if (in->grid != NULL)
				keygrid_part(in->grid, i, add_part(&in->reading[i], row, 0));
			if (!in->grid_alone)
				digest = add_part(&in->reading[i], row, digest);
		}
		in->ordinal++;
		row_note_key(in, digest);
		in->counts.used++;
	}
}

static void
keep_cells(struct csvin *in, const struct rows_strip *strip, const struct run *run)
{
	struct record record;

	for (uint32_t row = run->from; row < run->from + run->count; row++) {
		rows_strip_record(in->rows, strip, row, &record);
		cellbook_add(in->options.cells, record.line, record.cells);
	}
}

static void
take_run(struct csvin *in, const struct rows_strip *strip, const struct run *run,
    struct vec *const *fields, uint64_t *lines)
{
	bool notes_keys = in->options.table->key_count > 0 && in->options.check_keys &&
	    !in->keys_judged;

	/* Keys first: values that move up are no longer where they were read. */
	if (notes_keys) {
		note_keys(in, run);
	} else {
		in->ordinal += run->count;
		in->counts.used += run->count;
	}
	for (uint32_t i = 0; i < in->reading_count; i++) {
		struct reader_field *field = &in->reading[i];
		struct vec *vec = fields[field->column->index];

		count_field(field, strip, run);
		if (vec != NULL)
			put_field(field, vec, run);
	}
	memcpy(lines + run->at, strip->line + run->from, run->count * sizeof *lines);
	if (in->options.cells != NULL)
		keep_cells(in, strip, run);
	in->counts.read += run->count;
}

/* ---- a strip ---- */

bool
strip_take(struct csvin *in, struct vec *const *fields, uint64_t *lines, uint32_t *rows)
{
	uint32_t room = BATCH_ROWS - *rows, row = 0;
	struct rows_strip strip;
	uint64_t apart;

	/* Damage is found cell by cell; above the headings there are no rows. */
	if (rows_lines(in->rows) < in->header.line || intake_is_damaged(in->intake))
		return false;
	if (!rows_strip(in->rows, in->header.count, room < STRIP_ROWS ? room : STRIP_ROWS, &strip))
		return false;
	apart = read_strip(in, &strip, fields, *rows);
	while (row < strip.rows) {
		uint64_t left = apart >> row;
		struct run run = { row, strip.rows - row, *rows };
		struct record record;

		if ((left & 1) != 0) {
			rows_strip_record(in->rows, &strip, row++, &record);
			in->ordinal++;
			row_take(in, &record, fields, lines, rows);
			continue;
		}
		if (left != 0)
			run.count = (uint32_t)__builtin_ctzll(left);
		take_run(in, &strip, &run, fields, lines);
		*rows += run.count;
		row += run.count;
	}
	return true;
}
