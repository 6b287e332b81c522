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
	size_t spare;			/* the most that a row has beside texts and reasons */
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

static size_t
longest_of(const struct nib *nib)
{
	size_t longest = 0;

	if (nib->kind == NIB_FIGURE)
		return FIGURE_LONGEST;
	if (nib->kind != NIB_LABELS)
		return 0;
	for (uint32_t i = 0; i < nib->column->column->type.labels->count; i++)
		if (nib->labels[i].length > longest)
			longest = nib->labels[i].length;
	return longest;
}

struct decisions_pen *
decisions_pen_make(struct arena *arena, const struct decisions_layout *layout)
{
	struct decisions_pen *pen = arena_new(arena, struct decisions_pen);

	pen->shelf.arena = arena;
	pen->count = layout->count;
	pen->nibs = arena_array(arena, struct nib, layout->count);
	pen->spare = 2;				/* the end of the line */
	for (uint32_t i = 0; i < layout->count; i++) {
		pen->nibs[i] = make_nib(pen, &layout->columns[i]);
		pen->spare += 1 + longest_of(&pen->nibs[i]);
	}
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
	csvline_open(line, line->out, line->spare);
}

/* More than one label still possible: the cell stays empty, `_needs` says what is missing. Says
 * where the cell ends. */
static inline char *
put_label(char *at, const struct nib *nib, uint32_t row, uint64_t *neutralised)
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
		return at;
	ready = &nib->labels[__builtin_ctzll(labels)];
	for (size_t done = 0; done < ready->length; done += CSVLINE_STEP)
		memcpy(at + done, ready->at + done, CSVLINE_STEP);
	*neutralised += ready->neutralised;
	return at + ready->length;
}

/* Figures and dates never need quoting or taming; what comes from data or policy may. */
static void
put_spelled(struct csvline *line, const struct nib *nib, const struct batch *batch, uint32_t row)
{
	csvline_close(line);
	decisions_cell(line->out, nib->column, batch, row);
	csvline_open(line, line->out, line->spare);
}

/* A figure that is kept; NULL for one that must be spelled. */
static inline char *
put_figure(char *at, const struct nib *nib, uint32_t row)
{
	const struct figure *figure;

	if (!RAIL_GET(nib->vec->given, row))
		return at;
	figure = figures_spell(nib->figures, nib->vec->num[row]);
	if (figure == NULL)
		return NULL;
	memcpy(at, figure->text, sizeof(figure->text));
	return at + figure->length;
}

static void
put_other(struct csvline *line, const struct nib *nib, const struct batch *batch, uint32_t row,
    struct buffer *scratch, uint64_t *neutralised)
{
	switch (nib->kind) {
	case NIB_TEXT:
		put_text(line, nib->vec, row, neutralised);
		return;
	case NIB_TOLD:
		retell_cell(nib->retell, line, batch, row, scratch, neutralised);
		return;
	case NIB_LABELS:
	case NIB_FIGURE:
	case NIB_SPELLED:
		put_spelled(line, nib, batch, row);
		return;
	}
}

/* Commas, labels and kept figures have room in what the line spares for them, and go there by a
 * pointer of their own: bytes put through the line's might be the line itself. */
static void
put_row(struct csvline *line, const struct decisions_pen *pen, bool excel,
    const struct batch *batch, uint32_t row, struct buffer *scratch, uint64_t *neutralised)
{
	char *at, *next;

	csvline_room(line, 0);
	at = line->at;
	for (uint32_t i = 0; i < pen->count; i++) {
		const struct nib *nib = &pen->nibs[i];

		if (i > 0)
			*at++ = ',';
		next = nib->kind == NIB_LABELS ? put_label(at, nib, row, neutralised)
		    : nib->kind == NIB_FIGURE  ? put_figure(at, nib, row)
		                               : NULL;
		if (next == NULL) {
			line->at = at;
			put_other(line, nib, batch, row, scratch, neutralised);
			next = line->at;
		}
		at = next;
	}
	if (excel)
		*at++ = '\r';
	*at++ = '\n';
	line->at = at;
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
	csvline_open(&line, out, pen->spare);
	for (uint32_t row = 0; row < batch->rows; row++)
		put_row(&line, pen, excel, batch, row, &scratch, neutralised);
	csvline_close(&line);
	buffer_release(&scratch);
}
