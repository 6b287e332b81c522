/* retell: see retell.h. */
#include "interp/csvout.h"
#include "interp/retell_tree.h"

struct retell *
retell_make(struct arena *arena, struct figures_shelf *shelf, enum told told,
    const struct column *column)
{
	struct retell *retell = arena_new(arena, struct retell);

	retell->arena = arena;
	retell->shelf = shelf;
	retell->told = told;
	retell->column = column;
	return retell;
}

uint64_t
retell_again(const struct retell *retell)
{
	return retell->again;
}

/* ---- values: true when one wants the cell to be quoted ---- */

static bool
put_text(struct csvline *line, const char *bytes, size_t length)
{
	if (csvout_has_special(bytes, length, ',')) {
		csvline_put_doubled(line, bytes, length);
		return true;
	}
	csvline_room(line, length);
	csvline_put(line, bytes, length);
	return false;
}

static bool
put_told(struct csvline *line, const struct piece *piece, const struct batch *batch, uint32_t row,
    struct buffer *scratch)
{
	buffer_clear(scratch);
	piece->tell(scratch, batch, row, &batch->slots[piece->slot], piece->column);
	return scratch->length > 0 && put_text(line, scratch->at, scratch->length);
}

static bool
put_figure(struct csvline *line, const struct piece *piece, const struct batch *batch, uint32_t row,
    struct buffer *scratch)
{
	const struct figure *figure =
	    figures_spell(piece->figures, batch->slots[piece->slot].num[row]);

	if (figure == NULL)
		return put_told(line, piece, batch, row, scratch);
	csvline_room(line, FIGURE_LONGEST);
	csvline_put_figure(line, figure);
	return figure->comma;
}

/* ---- cells ---- */

static bool
put_tale(struct csvline *line, const struct tale *tale, const struct batch *batch, uint32_t row,
    struct buffer *scratch)
{
	bool quotes = false;

	for (uint32_t i = 0; i < tale->count; i++) {
		const struct piece *piece = &tale->pieces[i];
		const struct text *text;

		switch (piece->kind) {
		case PIECE_WORDS:
			csvline_room(line, piece->length);
			csvline_put_padded(line, piece->words, piece->length);
			break;
		case PIECE_FIGURE:
			quotes |= put_figure(line, piece, batch, row, scratch);
			break;
		case PIECE_TEXT:
			text = &batch->slots[piece->slot].text[row];
			quotes |= put_text(line, text->at, text->length);
			break;
		case PIECE_TOLD:
			quotes |= put_told(line, piece, batch, row, scratch);
			break;
		}
	}
	return quotes;
}

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

/* Quotes round what stands behind `mark`, which only its values asked for. */
static void
quote_behind(struct csvline *line, size_t mark)
{
	size_t length = csvline_mark(line) - mark;
	char *cell;

	csvline_room(line, 2);
	cell = line->out->at + mark;
	memmove(cell + 1, cell, length);
	*cell = '"';
	line->at++;
	csvline_char(line, '"');
}

/* False when it came to something that must be tamed; nothing is put then. */
static bool
put_open_tale(struct csvline *line, const struct tale *tale, const struct batch *batch,
    uint32_t row, struct buffer *scratch)
{
	size_t mark = csvline_mark(line), length;
	bool quotes = put_tale(line, tale, batch, row, scratch) || tale->quotes;
	const char *cell = line->out->at + mark;

	length = csvline_mark(line) - mark;
	if (length == 0)
		return true;
	if (csvout_is_formula(cell, length)) {
		csvline_back(line, mark);
		return false;
	}
	if (quotes || is_blank(cell[0]) || is_blank(cell[length - 1]))
		quote_behind(line, mark);
	return true;
}

static void
put_closed_tale(struct csvline *line, const struct tale *tale, const struct batch *batch,
    uint32_t row, struct buffer *scratch)
{
	size_t mark = csvline_mark(line);

	if (put_tale(line, tale, batch, row, scratch) && !tale->quotes)
		quote_behind(line, mark);
}

static void
tell_afresh(struct retell *retell, struct csvline *line, const struct batch *batch, uint32_t row,
    struct buffer *scratch, uint64_t *neutralised)
{
	retell_tell(retell, scratch, batch, row, NULL);
	csvline_close(line);
	if (scratch->length > 0)
		csvout_cell(line->out, scratch->at, scratch->length, true, true, neutralised);
	csvline_open(line, line->out, line->spare);
}

void
retell_cell(struct retell *retell, struct csvline *line, const struct batch *batch, uint32_t row,
    struct buffer *scratch, uint64_t *neutralised)
{
	const struct way *end = retell->ends[row];

	retell->again++;
	if (end != NULL && end->turn == TURN_TALE && !end->tale.open)
		put_closed_tale(line, &end->tale, batch, row, scratch);
	else if (end == NULL || end->turn != TURN_TALE ||
	    !put_open_tale(line, &end->tale, batch, row, scratch)) {
		retell->again--;
		tell_afresh(retell, line, batch, row, scratch, neutralised);
	}
}
