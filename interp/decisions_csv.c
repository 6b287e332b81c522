/* decisions_csv: see decisions_csv.h. */
#include "interp/decisions_csv.h"

#include "interp/csvout.h"
#include "interp/retell.h"

enum nib_kind {
	NIB_TEXT,
	NIB_LABELS,
	NIB_FIGURE,
	NIB_TOLD,		/* a reason, a clause, what is needed */
	NIB_SPELLED		/* a fraction */
};

struct ready {			/* a label's cell, padded for csvline_put_padded() */
	const char *at;
	size_t length;
	uint64_t neutralised;	/* added to the count each time it is written */
};

struct nib {			/* of one column */
	enum nib_kind kind;
	const struct decisions_column *column;
	const struct vec *vec;		/* of the batch at hand; NULL where none is looked at */
	struct ready *labels;
	struct figures *figures;
	struct retell *retell;
};

struct decisions_pen {
	struct figures_shelf shelf;
	struct nib *nibs;
	uint32_t count;
};

/* ---- making ---- */

static struct ready *
make_labels(struct arena *arena, const struct label_set *labels)
{
	struct ready *ready = arena_array(arena, struct ready, labels->count);
	struct buffer cell = BUFFER_INIT;

	for (uint32_t i = 0; i < labels->count; i++) {
		char *bytes;

		buffer_clear(&cell);
		csvout_cell(&cell, labels->names[i], strlen(labels->names[i]), true, true,
		    &ready[i].neutralised);
		bytes = arena_alloc(arena, cell.length + CSVLINE_STEP);
		if (cell.length > 0)
			memcpy(bytes, cell.at, cell.length);
		ready[i].at = bytes;
		ready[i].length = cell.length;
	}
	buffer_release(&cell);
	return ready;
}

static enum told
told_of(enum decisions_part part)
{
	return part == PART_WHY ? TOLD_WHY : part == PART_CLAUSE ? TOLD_CLAUSE : TOLD_NEEDS;
}

static struct nib
make_nib(struct decisions_pen *pen, const struct decisions_column *column)
{
	struct type type = column->column->type;
	struct nib nib = { .column = column };

	if (column->part != PART_VALUE) {
		nib.kind = NIB_TOLD;
		nib.retell = retell_make(pen->shelf.arena, &pen->shelf, told_of(column->part),
		    column->column);
		return nib;
	}
	switch (shape_of(type)) {
	case SHAPE_TRUTH:
	case SHAPE_LABELS:
		nib.kind = NIB_LABELS;
		nib.labels = make_labels(pen->shelf.arena, type.labels);
		return nib;
	case SHAPE_FIGURE:
		nib.kind = NIB_FIGURE;
		nib.figures = figures_of(&pen->shelf, type.kind, SPELL_PLAIN);
		return nib;
	case SHAPE_FRACTION:
		nib.kind = NIB_SPELLED;
		return nib;
	case SHAPE_TEXT:
		break;
	}
	nib.kind = NIB_TEXT;
	return nib;
}

struct decisions_pen *
decisions_pen_make(struct arena *arena, const struct decisions_layout *layout)
{
	struct decisions_pen *pen = arena_new(arena, struct decisions_pen);

	pen->shelf.arena = arena;
	pen->count = layout->count;
	pen->nibs = arena_array(arena, struct nib, layout->count);
	for (uint32_t i = 0; i < layout->count; i++)
		pen->nibs[i] = make_nib(pen, &layout->columns[i]);
	return pen;
}

/* ---- cells ---- */

static void
put_text(struct csvline *line, const struct vec *vec, uint32_t row, uint64_t *neutralised)
{
	const struct text *text = &vec->text[row];

	if (!RAIL_GET(vec->given, row))
		return;
	if (csvout_is_plain(text->at, text->length)) {
		csvline_room(line, text->length);
		csvline_put(line, text->at, text->length);
		return;
	}
	csvline_close(line);
	csvout_cell(line->out, text->at, text->length, true, true, neutralised);
	csvline_open(line, line->out);
}

/* More than one label still possible: the cell stays empty, `_needs` says what is missing. */
static void
put_label(struct csvline *line, const struct nib *nib, uint32_t row, uint64_t *neutralised)
{
	const struct ready *ready;
	uint64_t labels;

	if (nib->vec->shape == SHAPE_LABELS)
		labels = nib->vec->labels[row];
	else
		labels = RAIL_GET(nib->vec->yes, row) ? LABEL_YES
		    : RAIL_GET(nib->vec->no, row)     ? LABEL_NO
		                                      : LABEL_NOTHING;
	if (labels == LABEL_NOTHING || (labels & (labels - 1)) != 0)
		return;
	ready = &nib->labels[__builtin_ctzll(labels)];
	csvline_room(line, ready->length);
	csvline_put_padded(line, ready->at, ready->length);
	*neutralised += ready->neutralised;
}

/* Figures and dates never need quoting or taming; what comes from data or policy may. */
static void
put_spelled(struct csvline *line, const struct nib *nib, const struct batch *batch, uint32_t row)
{
	csvline_close(line);
	decisions_cell(line->out, nib->column, batch, row);
	csvline_open(line, line->out);
}

static void
put_figure(struct csvline *line, const struct nib *nib, const struct batch *batch, uint32_t row)
{
	const struct figure *figure;

	if (!RAIL_GET(nib->vec->given, row))
		return;
	figure = figures_spell(nib->figures, nib->vec->num[row]);
	if (figure == NULL) {
		put_spelled(line, nib, batch, row);
		return;
	}
	csvline_room(line, FIGURE_LONGEST);
	csvline_put_figure(line, figure);
}

static void
put_cell(struct csvline *line, const struct nib *nib, const struct batch *batch, uint32_t row,
    struct buffer *scratch, uint64_t *neutralised)
{
	switch (nib->kind) {
	case NIB_TEXT:
		put_text(line, nib->vec, row, neutralised);
		return;
	case NIB_LABELS:
		put_label(line, nib, row, neutralised);
		return;
	case NIB_FIGURE:
		put_figure(line, nib, batch, row);
		return;
	case NIB_TOLD:
		retell_cell(nib->retell, line, batch, row, scratch, neutralised);
		return;
	case NIB_SPELLED:
		put_spelled(line, nib, batch, row);
		return;
	}
}

void
decisions_csv_rows(struct buffer *out, const struct decisions_layout *layout, bool excel,
    const struct batch *batch, uint64_t *neutralised)
{
	const struct decisions_pen *pen = layout->pen;
	struct buffer scratch = BUFFER_INIT;
	struct csvline line;

	for (uint32_t i = 0; i < pen->count; i++) {
		if (pen->nibs[i].kind == NIB_TOLD)
			retell_batch(pen->nibs[i].retell, batch, &scratch);
		else
			pen->nibs[i].vec = batch_column(batch, layout->columns[i].column);
	}
	csvline_open(&line, out);
	for (uint32_t row = 0; row < batch->rows; row++) {
		for (uint32_t i = 0; i < pen->count; i++) {
			csvline_room(&line, 1);
			if (i > 0)
				csvline_char(&line, ',');
			put_cell(&line, &pen->nibs[i], batch, row, &scratch, neutralised);
		}
		csvline_room(&line, 2);
		if (excel)
			csvline_char(&line, '\r');
		csvline_char(&line, '\n');
	}
	csvline_close(&line);
	buffer_release(&scratch);
}
