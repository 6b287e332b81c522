/* csvin_rows: one record to one row of the columns, or to the reason why it is none. */
#include <inttypes.h>
#include <string.h>

#include "interp/cellbook.h"
#include "interp/csvin_parts.h"
#include "interp/swallow.h"
#include "lang/unseen.h"

void
note(struct csvin *in, const char *slug, uint64_t line, const char *column, const char *cause,
    const char *fix)
{
	struct problem problem = {
		.effect = PROBLEM_NOTE, .slug = slug, .file = in->options.shown, .line = line,
		.column = column, .cause = cause, .fix = fix
	};

	problems_add(in->options.problems, &problem);
}

/* The whole row is shown with what is wrong in it; not when part of it is to stay out of the
 * record: which part, is not certain in a row of the wrong shape. */
static void
show_row(const struct csvin *in, struct problem *problem, const struct record *record)
{
	problem->row = in->hides_rows ? PROBLEM_NOT_RECORDED : record->raw;
	problem->row_length = in->hides_rows ? strlen(PROBLEM_NOT_RECORDED) : record->raw_length;
}

void
row_problem(struct csvin *in, enum problem_effect effect, const char *slug,
    const struct record *record, const char *cause, const char *fix)
{
	struct problem problem = {
		.effect = effect, .slug = slug, .file = in->options.shown, .line = record->line,
		.cause = cause, .fix = fix
	};

	show_row(in, &problem, record);
	problems_add(in->options.problems, &problem);
}

static const char *
cell_slug(const struct reader_field *field)
{
	switch (field->column->type.kind) {
	case KIND_TEXT:
		return "bad-text";
	case KIND_YES_NO:
	case KIND_LABEL:
		return "unknown-label";
	case KIND_DATE:
	case KIND_MONTH:
	case KIND_QUARTER:
	case KIND_YEAR:
	case KIND_QUARTER_OF_YEAR:
		return "bad-date";
	case KIND_ERROR:
	case KIND_NUMBER:
	case KIND_PERCENT:
	case KIND_MONEY:
	case KIND_DAYS:
	case KIND_WEEKS:
	case KIND_WORKING_DAYS:
	case KIND_MONTHS:
	case KIND_QUARTERS:
	case KIND_YEARS:
		break;
	}
	return "bad-number";
}

static void
cell_problem(struct csvin *in, enum problem_effect effect, const char *slug,
    const struct record *record, const struct reader_field *field, const char *cause,
    const char *fix)
{
	struct problem problem = {
		.effect = effect, .slug = slug, .file = in->options.shown, .line = record->line,
		.column = in->header.names[field->cell], .cause = cause, .fix = fix
	};

	show_row(in, &problem, record);
	if (field->column->field->not_recorded) {
		problem.text = PROBLEM_NOT_RECORDED;
		problem.text_length = strlen(PROBLEM_NOT_RECORDED);
	} else if (field->cell < record->count) {
		problem.text = record->cells[field->cell].at;
		problem.text_length = record->cells[field->cell].length;
	}
	problems_add(in->options.problems, &problem);
}

/* The cause and the answer may quote the cell. */
static void
refuse_cell(struct csvin *in, const struct record *record, const struct reader_field *field)
{
	const char *cause = in->cell.cause, *fix = in->cell.fix;

	if (field->column->field->not_recorded) {
		cause = "cannot be read as what the policy says the column holds";
		fix = "look at the cell in the file: what it says is not recorded";
	}
	cell_problem(in, PROBLEM_CELL_REFUSED, cell_slug(field), record, field, cause, fix);
}

static bool
row_is_blank(const struct record *record)
{
	for (uint32_t i = 0; i < record->count; i++) {
		const char *text = record->cells[i].at;
		size_t length = record->cells[i].length;

		if (length == 0)
			continue;
		if (text[0] > ' ' && text[0] < 0x7F)
			return false;		/* as nearly always */
		text_trim(&text, &length);
		if (length > 0)
			return false;
	}
	return true;
}

/*
 * As many cells as the row of headings has; where that row ends in cells without a heading, they
 * are empty here, or all of them are left out. Nothing in between, and nothing beyond: an empty
 * cell too many is what a comma inside a cell leaves behind when the last cell of its row is empty,
 * and every cell after it would stand under the heading of another.
 */
bool
row_has_shape(const struct csvin *in, const struct record *record)
{
	if (record->count != in->header.count && record->count != in->header.named)
		return false;
	for (uint32_t i = in->header.named; i < record->count; i++) {
		if (record->cells[i].length > 0)
			return false;
	}
	return true;
}

bool
row_looks_swallowed(const struct csvin *in, const char *raw, size_t length)
{
	return swallow_seen(raw, length, in->header.delimiter, in->header.count, in->header.named);
}

static bool
row_is_swallowed(struct csvin *in, const struct record *record)
{
	if (record->lines < 2 || !row_looks_swallowed(in, record->raw, record->raw_length))
		return false;
	row_problem(in, PROBLEM_ROW_REFUSED, "lines-in-a-cell", record,
	    arena_printf(&in->scratch,
	        "this row goes on to line %" PRIu64 ", and each line of it has as many cells as a "
	        "row: a quotation mark that was never closed, most likely",
	        record->line + record->lines - 1),
	    "look whether the quotation mark in this line belongs there: if not, take it out, and "
	    "the rows below it are read again");
	in->counts.refused++;
	return true;
}

static void
refuse_shape(struct csvin *in, const struct record *record)
{
	const struct header *header = &in->header;
	const char *parts = delimiter_name(header->delimiter), *cause, *fix;
	const char *much = arena_printf(&in->scratch, "%u cell%s where there %s %u heading%s",
	    record->count, record->count == 1 ? "" : "s", header->named == 1 ? "is" : "are",
	    header->named, header->named == 1 ? "" : "s");

	if (header->count > header->named)
		much = arena_printf(&in->scratch, "%s and %u empty cell%s behind them", much,
		    header->count - header->named,
		    header->count - header->named == 1 ? "" : "s");
	if (record->count < header->named) {
		cause = much;
		fix = "look the row up where it comes from: a cell is missing, or a line break "
		    "inside a cell has cut the row in two; such a cell needs quotation marks";
	} else if (record->count == header->count) {
		cause = "a cell without a heading is filled in";
		fix = arena_printf(&in->scratch, "write a heading above it, or clear the cell; "
		    "look whether %s has pushed the cells along", parts);
	} else {
		cause = arena_printf(&in->scratch, "%s: %s inside a cell, most likely", much,
		    parts);
		fix = arena_printf(&in->scratch,
		    "put that cell in quotation marks, as in \"Smith%c "
		    "J\"; if none is wrong, delete the cells that are too many",
		    header->delimiter == '\t' ? ',' : header->delimiter);
	}
	row_problem(in, PROBLEM_ROW_REFUSED, "wrong-number-of-cells", record, cause, fix);
	in->counts.refused++;
}

/* How many bytes of a cell are this word, in any case; 0 when it does not begin with it, or goes on
 * with another letter. */
static size_t
begins_with(const char *text, size_t length, const char *word)
{
	size_t i;

	for (i = 0; word[i] != '\0'; i++) {
		if (i == length || (char)(text[i] | 0x20) != (char)(word[i] | 0x20))
			return 0;
	}
	if (i < length && (text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z')
		return 0;
	return i;
}

/* Total, Totals, Grand total(s): the whole cell, or with more behind it; Sum: the whole cell. */
static bool
is_totals_word(const struct row_cell *cell, bool whole)
{
	static const char *const words[] = {
		"total", "totals", "grand total", "grand totals", "sum"
	};
	const char *text = cell->at;
	size_t length = cell->length;

	text_trim(&text, &length);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t used = begins_with(text, length, words[i]);

		if (used > 0 && (used == length || (!whole && words[i][0] != 's')))
			return true;
	}
	return false;
}

/* A row without a key in which some cell begins so. */
static bool
looks_like_totals(const struct record *record, const struct reader_field *field)
{
	const struct row_cell *key = &record->cells[field->cell];
	const char *text = key->at;
	size_t length = key->length;

	text_trim(&text, &length);
	if (length > 0)
		return is_totals_word(key, false);
	for (uint32_t i = 0; i < record->count; i++) {
		if (is_totals_word(&record->cells[i], false))
			return true;
	}
	return false;
}

/* A text that is a key and says Total: the row would be added up with those it adds up. As the
 * key is read, whatever kind of blank stands in it. */
static bool
is_totals_key(const struct reader_field *field, const struct quick *value)
{
	return field->column->type.kind == KIND_TEXT && value->length > 0 &&
	    row_is_totals_text(value->text, value->length);
}

bool
row_is_totals_text(const char *text, uint32_t length)
{
	const struct row_cell cell = { text, length };
	char first = (char)(text[0] | 0x20);

	return (first == 't' || first == 'g' || first == 's') && length <= 20 &&
	    is_totals_word(&cell, true);
}

/* The headings once more, as happens when files are put together, in any way in which they are
 * found (header.h). */
static bool
is_header_again(struct csvin *in, const struct record *record)
{
	const struct row_cell *first = &record->cells[0];
	char start[8] = { 0 };		/* behind a cell that was kept nothing can be read */

	if (first->length > 0)
		memcpy(start, first->at, first->length < sizeof start ? first->length :
									sizeof start);
	if (!may_be_heading(in, start))
		return false;
	for (uint32_t i = 0; i < in->header.named; i++)
		if (!header_reads(&in->header, i, record->cells[i].at, record->cells[i].length,
			&in->scratch))
			return false;
	return true;
}

static void
refuse_key(struct csvin *in, const struct record *record, const struct reader_field *field)
{
	const char *column = in->header.names[field->cell], *cause, *fix = in->cell.fix,
	    *slug = "unreadable-key", *text = record->cells[field->cell].at;
	size_t length = record->cells[field->cell].length;

	text_trim(&text, &length);

	if (field->refused != NULL) {
		cause = arena_printf(&in->scratch,
		    "part of the row's key, and the whole column '%s' was refused", column);
		fix = field->refused_fix;
	} else if (looks_like_totals(record, field)) {
		cause = length > 0 ? "looks like a totals row" :
		    arena_printf(&in->scratch, "looks like a totals row: it has no %s", column);
		fix = length > 0 ?
		    "delete the row: totals are worked out afresh; if this really is a key, write "
		    "it in another way" :
		    "delete the row: totals are worked out afresh; if it is no total, fill in its "
		    "key";
		slug = "totals-row";
	} else if (length == 0) {
		cause = arena_printf(&in->scratch, "no %s: it says whose row this is", column);
		fix = "fill the cell in, or delete the row";
	} else {
		cause = arena_printf(&in->scratch, "part of the row's key: %s",
		    in->cell.cause != NULL ? in->cell.cause : "it means that there is none");
		fix = in->cell.fix != NULL ? in->cell.fix : "fill the cell in, or delete the row";
	}
	cell_problem(in, PROBLEM_ROW_REFUSED, slug, record, field, cause, fix);
	in->counts.refused++;
}

/* On to the marks of this row, if there are any: the date is read before it is known whether the
 * row counts. */
static void
pass_marks(struct csvin *in)
{
	while (in->next_mark < in->mark_count && in->marks[in->next_mark].row < in->ordinal)
		in->next_mark++;
}

/* What the marks say about this row; true when it is to be left out. */
static bool
row_is_repeated(struct csvin *in, const struct record *record)
{
	const struct mark *mark;

	pass_marks(in);
	if (in->next_mark == in->mark_count)
		return false;
	mark = &in->marks[in->next_mark];
	if (mark->row != in->ordinal || mark->field != MARK_REPEATED)
		return false;
	row_problem(in, PROBLEM_ROW_REPEATED, "repeated-key", record,
	    arena_printf(&in->scratch,
	        mark->differs ?
	    "has the key of line %" PRIu64
	    " but says something else: the cells that differ are refused there" :
	    in->reading_count < in->options.table->field_count ?
	    "has the key of line %" PRIu64 " and says the same in the columns read here: the two "
	    "are counted once" :
	    "has the key of line %" PRIu64 " and says the same: the two are counted once",
	        mark->other_line),
	    mark->differs ? "find out which row is right, and delete the other" :
	    "delete one of the two rows");
	in->counts.repeated++;
	return true;
}

static bool
is_contradicted(struct csvin *in, uint32_t field, const struct record *record)
{
	pass_marks(in);
	for (size_t i = in->next_mark; i < in->mark_count && in->marks[i].row == in->ordinal; i++) {
		if (in->marks[i].field != field)
			continue;
		cell_problem(in, PROBLEM_CELL_REFUSED, "rows-differ", record, &in->reading[field],
		    arena_printf(&in->scratch,
		        "line %" PRIu64 " has the same key and says something else here",
		        in->marks[i].other_line),
		    "find out which row is right, and delete the other");
		return true;
	}
	return false;
}

/* Reads one field into its column; false when it could not be read. */
static bool
read_field(struct csvin *in, uint32_t index, const struct record *record, struct vec *const *fields,
    uint32_t row, struct quick *value)
{
	struct reader_field *field = &in->reading[index];
	struct vec *vec = fields[field->column->index];

	cell_read(in, field, &record->cells[field->cell], record->line, value);
	if (in->mark_count > 0 && !field->is_key && field->refused == NULL &&
	    is_contradicted(in, index, record)) {
		if (!value->refused) {
			*(value->state == GIVEN ? &field->given : &field->blank) -= 1;
			field->bad++;
		}
		value->state = UNKNOWN;
		value->refused = true;
		in->cell.cause = NULL;
		if (field->column->type.labels != NULL)
			value->labels = label_set_all(field->column->type.labels) | LABEL_NOTHING;
	}
	if (vec != NULL)
		cell_put(vec, row, value);
	return !value->refused;
}

static void
forget(struct csvin *in, uint32_t count, struct vec *const *fields, uint32_t row)
{
	for (uint32_t i = 0; i < count; i++) {
		struct vec *vec = fields[in->reading[i].column->index];

		if (vec != NULL)
			cell_clear(vec, row);
	}
}

static void
row_read(struct csvin *in, const struct record *record, struct vec *const *fields, uint64_t *lines,
    uint32_t *rows)
{
	bool keyed = in->options.table->key_count > 0;

	if (!row_has_shape(in, record)) {
		refuse_shape(in, record);
		return;
	}
	if (is_header_again(in, record)) {
		row_problem(in, PROBLEM_ROW_REFUSED, "headings-again", record,
		    "the headings stand here once more", "nothing to do, or delete the row");
		in->counts.refused++;
		in->counts.headings++;
		return;
	}
	for (uint32_t i = 0; i < in->reading_count; i++) {
		struct reader_field *field = &in->reading[i];
		struct quick value;
		bool fine = read_field(in, i, record, fields, *rows, &value);

		if (field->is_key) {
			if (!fine || value.state != GIVEN || is_totals_key(field, &value)) {
				refuse_key(in, record, field);
				forget(in, i + 1, fields, *rows);
				return;
			}
			keybook_part(in, i, &value);
		} else if (!fine && in->cell.cause != NULL) {
			refuse_cell(in, record, field);
		}
		if (field->is_date && fine && value.state == GIVEN &&
		    value.num > in->options.run_date) {
			in->counts.dated_later++;
			forget(in, i + 1, fields, *rows);
			return;
		}
		/* Keys and the date come first: here it is known whether the row counts. */
		if (keyed && in->mark_count > 0 &&
		    (i + 1 == in->reading_count ||
		        (!in->reading[i + 1].is_key && !in->reading[i + 1].is_date)) &&
		    (field->is_key || field->is_date) && row_is_repeated(in, record)) {
			forget(in, i + 1, fields, *rows);
			return;
		}
	}
	keybook_take_row(in);
	if (in->options.cells != NULL)
		cellbook_add(in->options.cells, record->line, record->cells);
	lines[*rows] = record->line;
	*rows += 1;
	in->counts.used++;
}

void
row_take(struct csvin *in, const struct record *record, struct vec *const *fields, uint64_t *lines,
    uint32_t *rows)
{
	if (row_is_blank(record)) {
		if (in->blank_rows++ == 0)
			in->blank_line = record->line;
		return;
	}
	in->counts.read++;
	if (!row_is_swallowed(in, record))
		row_read(in, record, fields, lines, rows);
}
