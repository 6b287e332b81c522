/*
 * csvin_runs: rows that were read as a strip (csvin_strip.c) become rows of the batch, or are
 * judged one by one. What the reader's half of struct csvin holds is not looked at here: with a
 * thread it is on its way to other rows by now.
 */
#include <string.h>

#include "interp/cellbook.h"
#include "interp/csvin_parts.h"
#include "interp/rows_strip.h"

struct run {			/* of rows between two that are apart */
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

/* The values stand where they were read: in the batch already, or further on in it when rows before
 * them were dropped, or in a portion that was read ahead. */
static void
put_field(const struct strip *strip, uint32_t index, struct vec *vec, const struct run *run)
{
	const struct strip_bits *part = &strip->bits[index];
	const struct vec *read = strip->columns[index];
	uint32_t from = strip->at + run->from;
	uint64_t bits = first_bits(run->count);

	if (vec->shape == SHAPE_LABELS) {
		if (vec->labels + run->at != read->labels + from)
			memmove(vec->labels + run->at, read->labels + from,
			    run->count * sizeof *vec->labels);
		return;
	}
	put_bits(&vec->given, run->at, part->given >> run->from & bits);
	put_bits(&vec->nothing, run->at, part->nothing >> run->from & bits);
	if (vec->shape == SHAPE_TEXT) {
		if (vec->text + run->at != read->text + from)
			memmove(vec->text + run->at, read->text + from,
			    run->count * sizeof *vec->text);
		return;
	}
	if (vec->num + run->at != read->num + from)
		memmove(vec->num + run->at, read->num + from, run->count * sizeof *vec->num);
	for (uint32_t row = 0; row < run->count && vec->shape == SHAPE_FRACTION; row++)
		vec->den[run->at + row] = kind_scale(vec->type.kind);
}

/* The row of the strip whose bit is the first that is set, counted in the run. */
static uint32_t
first_row(const struct run *run, uint64_t bits)
{
	return run->from + (uint32_t)__builtin_ctzll(bits);
}

/* How many bits are set; not every processor that this runs on has an instruction for it. */
static uint64_t
count_bits(uint64_t bits)
{
	bits -= bits >> 1 & UINT64_C(0x5555555555555555);
	bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
	bits = (bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
	return bits * UINT64_C(0x0101010101010101) >> 56;
}

static void
count_field(struct reader_field *field, const struct strip *strip, const struct strip_bits *part,
    const struct run *run)
{
	uint64_t bits = first_bits(run->count), given = part->given >> run->from & bits,
		 nhs = part->nhs >> run->from & bits;
	enum kind kind = field->column->type.kind;
	unsigned style = kind == KIND_DATE ? STYLE_ISO : kind == KIND_PERCENT ? STYLE_SIGN : 0;

	if (field->refused != NULL) {
		field->bad += run->count;
		return;
	}
	/* No run before had one, or it was met there: the first of all runs is the one. */
	if (given != 0 && style != 0 && (field->style & style) == 0)
		styles_see(field, style, strip->line[first_row(run, given)], part->first.at,
		    part->first.length);
	if (nhs != 0 && field->nhs == 0)
		field->nhs_line = strip->line[first_row(run, nhs)];
	field->nhs += count_bits(nhs);
	field->given += count_bits(given);
	field->blank += count_bits(part->nothing >> run->from & bits);
}

static void
keep_cells(struct csvin *in, const struct strip *strip, const struct run *run)
{
	struct record record;

	for (uint32_t row = run->from; row < run->from + run->count; row++) {
		rows_strip_record(in->rows, strip->cells, row, &record);
		cellbook_add(in->options.cells, record.line, record.cells);
	}
}

static void
take_run(struct csvin *in, const struct strip *strip, const struct run *run,
    struct vec *const *fields, uint64_t *lines)
{
	/* Keys first: values that move up are no longer where they were read. */
	keybook_take_run(in, strip, run->from, run->count);
	in->ordinal += run->count;
	in->counts.used += run->count;
	for (uint32_t i = 0; i < in->reading_count; i++) {
		struct reader_field *field = &in->reading[i];
		struct vec *vec = fields[field->column->index];

		count_field(field, strip, &strip->bits[i], run);
		if (vec != NULL)
			put_field(strip, i, vec, run);
	}
	memcpy(lines + run->at, strip->line + run->from, run->count * sizeof *lines);
	if (in->options.cells != NULL)
		keep_cells(in, strip, run);
	in->counts.read += run->count;
}

void
strip_take(struct csvin *in, const struct strip *strip, struct vec *const *fields, uint64_t *lines,
    uint32_t *rows)
{
	const struct record *record = strip->records;
	uint32_t row = 0;

	in->damaged = false;		/* or there were no strip */
	while (row < strip->rows) {
		uint64_t left = strip->apart >> row;
		struct run run = { row, strip->rows - row, *rows };

		if ((left & 1) != 0) {
			struct record own;

			if (strip->records == NULL)
				rows_strip_record(in->rows, strip->cells, row, &own);
			in->ordinal++;
			row_take(in, strip->records == NULL ? &own : record++, fields, lines, rows);
			row++;
			continue;
		}
		if (left != 0)
			run.count = (uint32_t)__builtin_ctzll(left);
		take_run(in, strip, &run, fields, lines);
		*rows += run.count;
		row += run.count;
	}
}
