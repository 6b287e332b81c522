/*
 * csvin: opening, and the passes over the file. The first pass reads as if nothing were wrong. At
 * its end columns are judged; if one is refused the caller starts over. Then repeated keys are
 * confirmed; if there are any, once more. Bytes that turn out not to be UTF-8 start over at once.
 */
#include "interp/csvin.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "interp/cellbook.h"
#include "interp/csvin_parts.h"
#include "interp/csvin_usual.h"
#include "interp/rows_strip.h"
#include "interp/knobs.h"

/* ---- from the intake to records ---- */

/* rows_next() has no room for a fault, so what stopped the intake waits here. */
struct csvin_feed {
	struct csvin in;		/* first: csvin.h shows a pointer to it */
	bool again;
	struct fault fault;
};

static int
read_feed(void *context, char *out, size_t *length)
{
	struct csvin_feed *whole = context;

	switch (intake_read(whole->in.intake, out, length, &whole->fault)) {
	case INTAKE_BYTES:
		return 1;
	case INTAKE_END:
		return 0;
	case INTAKE_AGAIN:
		whole->again = true;
		return -1;
	case INTAKE_FAULT:
		break;
	}
	return -1;
}

static struct csvin_feed *
whole_of(struct csvin *in)
{
	return (struct csvin_feed *)(void *)in;
}

bool
csvin_rewind(struct csvin *in, struct fault *fault)
{
	whole_of(in)->again = false;
	in->reached = 0;
	in->reached_mark = 0;
	if (!intake_restart(in->intake, fault))
		return false;
	rows_restart(in->rows, in->header.delimiter);
	return true;
}

enum rows_result
csvin_record(struct csvin *in, struct record *record)
{
	enum rows_result result;

	do {
		result = rows_next(in->rows, record);
	} while ((result == ROWS_RECORD || result == ROWS_BROKEN) &&
	    record->line <= in->header.line);
	if (result == ROWS_RECORD || result == ROWS_BROKEN)
		in->reached++;
	return result;
}

/* ---- opening ---- */

static bool
is_key(const struct table *table, const struct column *column)
{
	for (uint32_t i = 0; i < table->key_count; i++) {
		if (table->keys[i] == column)
			return true;
	}
	return false;
}

static void
add_field(struct csvin *in, const struct column *column, bool key)
{
	struct reader_field *field = &in->reading[in->reading_count++];

	memset(field, 0, sizeof(*field));
	field->column = column;
	field->cell = in->header.cell_of[column->index];
	field->is_key = key;
	field->is_date = column == in->options.table->dated_by;
	if (column->type.labels != NULL && in->options.knobs != NULL)
		field->closed_labels = knobs_closed_labels(in->options.knobs, column);
	usual_prepare(field, in->options.arena);
}

/* Keys first, then the date: with them it is known whether a row counts before the rest of it is
 * read. */
static void
plan_reading(struct csvin *in)
{
	const struct table *table = in->options.table;

	in->reading = arena_array(in->options.arena, struct reader_field, table->field_count);
	in->reading_count = 0;
	for (uint32_t i = 0; i < table->key_count; i++)
		add_field(in, table->keys[i], true);
	if (table->dated_by != NULL && !is_key(table, table->dated_by))
		add_field(in, table->dated_by, false);
	for (uint32_t i = 0; i < table->field_count; i++) {
		const struct column *column = table->columns[i];

		if (!is_key(table, column) && column != table->dated_by && in->options.wanted[i])
			add_field(in, column, false);
	}
}

static void
make_facts(struct csvin *in)
{
	const struct table *table = in->options.table;

	in->columns = arena_array(in->options.arena, struct csvin_column, in->header.named);
	for (uint32_t cell = 0; cell < in->header.named; cell++)
		in->columns[cell].header = in->header.names[cell];
	for (uint32_t i = 0; i < table->field_count; i++)
		in->columns[in->header.cell_of[i]].column = table->columns[i];
	in->facts->columns = in->columns;
	in->facts->column_count = in->header.named;
	in->facts->delimiter = in->header.delimiter;
	in->facts->header_line = in->header.line;
	in->facts->skipped_rows = in->header.skipped_rows;
}

/* As far as eight letters and digits: what stands behind these may be written in several ways. One
 * that begins otherwise may begin with anything. */
static void
note_heading(struct csvin *in)
{
	char start[8] = { 0 };
	const char *name = in->header.names[0];
	size_t length = 0;

	for (; length < sizeof start; length++) {
		char small = (char)(name[length] | ' ');

		if (!(small >= 'a' && small <= 'z') &&
		    !(name[length] >= '0' && name[length] <= '9'))
			break;
		start[length] = small;
	}
	in->heading_mask = length == 8 ? UINT64_MAX : (UINT64_C(1) << 8 * length) - 1;
	in->heading_start = load_word(start) & in->heading_mask;
}

/* Strips are read to the columns that are asked for; of a key that nobody else asked for, and with
 * a thread of all, to columns of our own. */
static void
make_columns(struct csvin *in)
{
	in->bits = arena_array(in->options.arena, struct strip_bits, in->reading_count);
	in->targets = arena_array(in->options.arena, struct vec *, in->reading_count);
	in->spare = arena_array(in->options.arena, struct vec *, in->reading_count);
	in->row_digests = arena_array(in->options.arena, uint64_t, in->options.table->key_count);
	keybook_make(in);
}

/* Without a thread: the columns of this batch. */
static void
aim_columns(struct csvin *in, struct vec *const *fields)
{
	for (uint32_t i = 0; i < in->reading_count; i++) {
		const struct column *column = in->reading[i].column;

		if (fields[column->index] == NULL && in->spare[i] == NULL) {
			in->spare[i] = arena_new(in->options.arena, struct vec);
			vec_init(in->spare[i], in->options.arena, shape_of(column->type),
			    column->type);
		}
		in->targets[i] =
		    fields[column->index] != NULL ? fields[column->index] : in->spare[i];
	}
}

/* The head of a long file may end anywhere: its last line is none of the headings. */
static size_t
whole_lines(const char *head, size_t length)
{
	size_t end = length;

	while (end > 0 && head[end - 1] != '\n' && head[end - 1] != '\r')
		end--;
	return end > 0 ? end : length;
}

/* Reads the start of the file and finds the header; the intake stands behind it then. */
static bool
find_header(struct csvin *in, struct fault *fault)
{
	char *head = memory_grow(NULL, INTAKE_ROOM, 1);
	size_t length = 0;
	enum intake_result result;
	bool found = false;

	result = intake_read(in->intake, head, &length, fault);
	if (result == INTAKE_AGAIN && intake_restart(in->intake, fault))
		result = intake_read(in->intake, head, &length, fault);
	if (result == INTAKE_BYTES && length >= INTAKE_BLOCK / 2)
		length = whole_lines(head, length);
	if (result == INTAKE_END)
		fault_set(fault, EXIT_DATA, "%s: is empty\nit should begin with a row of headings",
		    in->options.shown);
	else if (result == INTAKE_BYTES)
		found = header_find(&in->header, in->options.arena, in->options.table,
		    in->options.shown, head, length, fault);
	free(head);
	if (!found)
		return false;
	plan_reading(in);
	make_facts(in);
	note_heading(in);
	make_columns(in);
	strip_plan(in);
	return true;
}

static bool
start_pass(struct csvin *in, struct fault *fault)
{
	if (!csvin_rewind(in, fault))
		return false;
	if (in->options.cells != NULL)
		cellbook_start(in->options.cells, in->header.names, in->header.cell_of);
	keybook_start(in);
	memset(&in->counts, 0, sizeof(in->counts));
	styles_start(in);
	in->ordinal = 0;
	in->next_mark = 0;
	in->encoding = intake_encoding(in->intake);
	in->fresh = true;
	in->ended = false;
	in->blank_rows = 0;
	return true;
}

struct csvin *
csvin_open(const struct csvin_options *options, struct fault *fault)
{
	struct csvin_feed *whole = memory_grow(NULL, 1, sizeof(*whole));
	struct csvin *in = &whole->in;
	struct rows_source source = { read_feed, whole, INTAKE_ROOM };

	memset(whole, 0, sizeof(*whole));
	in->options = *options;
	in->facts = arena_new(options->arena, struct csvin_facts);
	in->rows = rows_make(source, ',');
	rows_keep(in->rows);
	for (uint32_t i = 0; i < options->table->field_count; i++)
		in->hides_rows = in->hides_rows || options->table->columns[i]->not_recorded;
	in->keys_judged = !options->check_keys || options->table->key_count == 0;
	in->intake = intake_open(options->path, options->shown, options->encoding, fault);
	if (in->intake != NULL && options->without_digest)
		intake_leave_digest(in->intake);
	if (in->intake == NULL || !find_header(in, fault) || !start_pass(in, fault)) {
		csvin_close(in);
		return NULL;
	}
	in->facts->encoding = encoding_name(in->encoding);
	if (options->thread && options->cells == NULL)
		in->ahead = ahead_make(in);
	return in;
}

/* ---- passes ---- */

static void
first_notes(struct csvin *in)
{
	const struct header *header = &in->header;

	in->facts->encoding = encoding_name(in->encoding);
	if (in->encoding == ENCODING_WINDOWS_1252)
		note(in, "windows-1252", 0, NULL,
		    "is not UTF-8, and is read as Windows-1252, which Excel's plain \"CSV\" is in",
		    "look whether £ signs, accents and curly quotes came out right; to be sure, "
		    "save it as "
		    "\"CSV UTF-8\"");
	if (header->skipped_rows > 0)
		note(in, "rows-above-header", header->line, NULL,
		    arena_printf(&in->scratch,
		        "%" PRIu32 " row%s above the headings in line %" PRIu64 " left out",
		        header->skipped_rows, header->skipped_rows == 1 ? "" : "s", header->line),
		    "nothing to do if they hold a title or notes; rows of data belong below the "
		    "headings");
	for (uint32_t i = 0; i < in->reading_count; i++) {
		const struct reader_field *field = &in->reading[i];
		struct problem problem = {
			.effect = PROBLEM_COLUMN_REFUSED, .slug = "column-refused",
			.file = in->options.shown, .column = header->names[field->cell],
			.cause = field->refused, .fix = field->refused_fix
		};

		if (field->refused != NULL)
			problems_add(in->options.problems, &problem);
	}
}

static void
last_notes(struct csvin *in)
{
	if (in->blank_rows > 0)
		note(in, "blank-rows", in->blank_line, NULL,
		    arena_printf(&in->scratch, "%" PRIu64 " blank row%s passed over",
		        in->blank_rows, in->blank_rows == 1 ? "" : "s"),
		    "nothing to do");
	styles_notes(in);
}

static void
keep_facts(struct csvin *in)
{
	for (uint32_t i = 0; i < in->reading_count; i++) {
		const struct reader_field *field = &in->reading[i];
		struct csvin_column *column = &in->columns[field->cell];

		column->style = field->style;
		column->refused = field->refused != NULL;
		column->given = field->given;
		column->blank = field->blank;
		column->bad = field->bad;
	}
	in->facts->crlf = rows_saw_crlf(in->rows);
	in->facts->open_ended = rows_open_ended(in->rows);
	in->counts.bytes = intake_bytes(in->intake);
	in->counts.lines = rows_lines(in->rows);
}

static enum csvin_result
start_over(struct csvin *in, struct fault *fault)
{
	problems_restart(in->options.problems);
	return start_pass(in, fault) ? CSVIN_AGAIN : CSVIN_FAULT;
}

/* The end of the file was reached: is there anything to be found that changes what was read? */
static enum csvin_result
finish_pass(struct csvin *in, struct fault *fault)
{
	keep_facts(in);
	if (!in->columns_judged) {
		in->columns_judged = true;
		if (styles_judge(in))
			return start_over(in, fault);
	}
	if (!in->keys_judged && !keybook_tells(in))
		return start_over(in, fault);
	if (!in->keys_judged) {
		bool looked;

		in->keys_judged = true;
		if (!repeats_find(in, &looked, fault))
			return CSVIN_FAULT;
		if (looked)
			return start_over(in, fault);
	}
	in->ended = true;
	last_notes(in);
	return CSVIN_END;
}

static enum csvin_result
stopped(struct csvin *in, struct fault *fault)
{
	struct csvin_feed *whole = whole_of(in);

	if (!whole->again) {
		*fault = whole->fault;
		return CSVIN_FAULT;
	}
	/* Not UTF-8 after all. The headings may read otherwise now. */
	if (!intake_restart(in->intake, fault) || !find_header(in, fault))
		return CSVIN_FAULT;
	return start_over(in, fault);
}

static void
clear_columns(const struct csvin *in, struct vec *const *fields)
{
	for (uint32_t i = 0; i < in->options.table->field_count; i++) {
		if (fields[i] != NULL) {
			memset(&fields[i]->given, 0, sizeof(fields[i]->given));
			memset(&fields[i]->nothing, 0, sizeof(fields[i]->nothing));
		}
	}
}

/* Texts of a batch stand in the area, or in the blocks they were read in. */
static size_t
text_held(const struct csvin *in)
{
	return in->area.total + rows_held(in->rows);
}

static void
drop_text(struct csvin *in)
{
	area_clear(&in->area);
	rows_release(in->rows);
}

/* Refused rows fill no batch: what they left behind is given back between them. */
static void
drop_scratch(struct csvin *in)
{
	if (in->scratch.total > BATCH_MAX_BYTES)
		arena_release(&in->scratch);
}

static void
take_record(struct csvin *in, const struct record *record, struct vec *const *fields,
    uint64_t *lines, uint32_t *rows)
{
	in->ordinal++;
	if (record->cause == NULL) {
		row_take(in, record, fields, lines, rows);
		return;
	}
	in->counts.read++;
	in->counts.refused++;
	row_problem(in, PROBLEM_ROW_REFUSED, "broken-row", record,
	    arena_printf(&in->scratch, "%s (line %" PRIu64 ", character %" PRIu64 ")",
	        record->cause, record->wrong_line, record->wrong_column),
	    record->fix);
}

static enum csvin_result
end_of_file(struct csvin *in, uint32_t *rows, struct fault *fault)
{
	enum csvin_result result = finish_pass(in, fault);

	if (result == CSVIN_END && *rows > 0)
		return CSVIN_ROWS;
	if (result != CSVIN_END)
		*rows = 0;
	return result;
}

/* Rows are read and taken in turn. */
static enum csvin_result
next_in_turn(struct csvin *in, struct vec *const *fields, uint64_t *lines, uint32_t *rows,
    struct fault *fault)
{
	aim_columns(in, fields);
	while (*rows < BATCH_ROWS && (*rows == 0 || text_held(in) < BATCH_MAX_BYTES)) {
		struct rows_strip cells;
		struct strip strip = { .bits = in->bits, .columns = in->targets, .at = *rows };
		struct record record;

		drop_scratch(in);
		if (*rows == 0 && text_held(in) > BATCH_MAX_BYTES)
			drop_text(in);
		if (strip_read(in, BATCH_ROWS - *rows, &cells, &strip)) {
			strip_take(in, &strip, fields, lines, rows);
			continue;
		}
		switch (csvin_record(in, &record)) {
		case ROWS_RECORD:
		case ROWS_BROKEN:
			in->damaged = intake_is_damaged(in->intake);
			take_record(in, &record, fields, lines, rows);
			continue;
		case ROWS_STOPPED:
			return stopped(in, fault);
		case ROWS_END:
			return end_of_file(in, rows, fault);
		}
	}
	/* So far, for the progress bar. */
	in->counts.bytes = intake_bytes(in->intake);
	return CSVIN_ROWS;
}

static void
take_portion(struct csvin *in, const struct portion *portion, struct vec *const *fields,
    uint64_t *lines, uint32_t *rows)
{
	for (const struct piece *piece = portion->pieces; piece != NULL; piece = piece->next) {
		drop_scratch(in);
		in->damaged = piece->damaged;
		if (piece->kind == PIECE_STRIP)
			strip_take(in, &piece->strip, fields, lines, rows);
		else
			take_record(in, &piece->record, fields, lines, rows);
	}
}

/* Rows are read ahead; here they are taken. */
static enum csvin_result
next_from_ahead(struct csvin *in, struct vec *const *fields, uint64_t *lines, uint32_t *rows,
    struct fault *fault)
{
	while (*rows == 0) {
		const struct portion *portion = ahead_next(in->ahead);

		/* A portion without a row fills no batch either. */
		area_clear(&in->area);
		take_portion(in, portion, fields, lines, rows);
		if (portion->last == ROWS_STOPPED)
			return stopped(in, fault);
		if (portion->last == ROWS_END) {
			ahead_note_rest(in->ahead);
			return end_of_file(in, rows, fault);
		}
		in->counts.bytes = portion->bytes;
	}
	return CSVIN_ROWS;
}

enum csvin_result
csvin_next(struct csvin *in, struct vec *const *fields, uint64_t *lines, uint32_t *rows,
    struct fault *fault)
{
	*rows = 0;
	clear_columns(in, fields);
	if (in->ahead != NULL && (in->fresh || in->ended))
		ahead_rest(in->ahead);
	if (in->ahead == NULL || !ahead_is_running(in->ahead))
		drop_text(in);
	if (in->scratch.total > 0)
		arena_release(&in->scratch);
	if (in->ended)
		return CSVIN_END;
	if (in->options.cells != NULL)
		cellbook_batch(in->options.cells);
	if (in->fresh) {
		first_notes(in);
		in->fresh = false;
		if (in->ahead != NULL)
			ahead_start(in->ahead);
	}
	if (in->ahead != NULL && ahead_is_running(in->ahead))
		return next_from_ahead(in, fields, lines, rows, fault);
	return next_in_turn(in, fields, lines, rows, fault);
}

/* ---- answers ---- */

const struct csvin_counts *
csvin_counts(const struct csvin *in)
{
	return &in->counts;
}

const struct csvin_facts *
csvin_facts(const struct csvin *in)
{
	return in->facts;
}

const char *
csvin_digest(struct csvin *in)
{
	return intake_digest(in->intake);
}

void
csvin_close(struct csvin *in)
{
	if (in == NULL)
		return;
	ahead_free(in->ahead);
	intake_close(in->intake);
	rows_free(in->rows);
	keys_free(in->keys);
	keygrid_free(in->grid);
	area_release(&in->area);
	arena_release(&in->scratch);
	free(in->marks);
	free(whole_of(in));
}
