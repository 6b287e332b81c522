/* retell: see retell.h. The tree is made in learn(), and walked in walk(). */
#include "interp/retell.h"

#include <assert.h>

#include "interp/csvout.h"
#include "interp/explain_internal.h"

enum piece_kind {
	PIECE_WORDS,
	PIECE_FIGURE,
	PIECE_TEXT,
	PIECE_TOLD		/* a value that is spelled by its teller */
};

struct piece {
	enum piece_kind kind;
	uint32_t length;		/* of words, as they stand between quotes; padded */
	const char *words;
	uint32_t slot;			/* of a value */
	struct figures *figures;
	value_teller *tell;
	const struct column *column;
};

enum fork_kind { FORK_LOOK, FORK_END, FORK_AFRESH };

struct way {
	uint64_t answer;
	struct way *next;		/* from the same fork */
	const struct piece *pieces;
	uint32_t piece_count;
	bool quotes;			/* the words have something that must be quoted */
	struct fork *to;
};

struct fork {
	enum fork_kind kind;
	struct look look;
	struct way *ways;
};

struct retell {
	struct arena *arena;
	struct figures_shelf *shelf;
	enum told told;
	const struct column *column;
	const struct plan *plan;
	struct way *start;
	uint32_t way_count;
	size_t words_length;
	uint64_t hits, misses;		/* cells told by the tree, and by explain */
	struct buffer *cell;		/* what explain says of one row, or one value */
	struct recording *recording;
};

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

static void
forget(struct retell *retell, const struct plan *plan)
{
	retell->plan = plan;
	retell->start = NULL;
	retell->way_count = 0;
	retell->words_length = 0;
	retell->hits = retell->misses = 0;
}

static bool
is_full(const struct retell *retell)
{
	return retell->way_count >= RETELL_WAYS_MAX || retell->words_length >= RETELL_WORDS_MAX;
}

/* ---- learning ---- */

static struct way *
add_way(struct retell *retell, uint64_t answer, struct way *next)
{
	struct way *way = arena_new(retell->arena, struct way);

	way->answer = answer;
	way->next = next;
	retell->way_count++;
	return way;
}

static bool
must_be_quoted(const char *bytes, size_t length)
{
	return csvout_has_special(bytes, length, ',');
}

static void
put_words(struct retell *retell, struct way *way, struct piece *piece, size_t from, size_t to)
{
	const char *bytes = retell->cell->at + from;
	size_t length = to - from, doubled = 0;
	char *words;

	for (size_t i = 0; i < length; i++)
		doubled += bytes[i] == '"' ? 1 : 0;
	words = arena_alloc(retell->arena, length + doubled + CSVLINE_STEP);
	piece->kind = PIECE_WORDS;
	piece->words = words;
	piece->length = (uint32_t)(length + doubled);
	for (size_t i = 0; i < length; i++) {
		if (bytes[i] == '"')
			*words++ = '"';
		*words++ = bytes[i];
	}
	way->quotes = way->quotes || must_be_quoted(bytes, length);
	retell->words_length += length + doubled + CSVLINE_STEP;
}

static void
put_value(struct retell *retell, struct piece *piece, const struct recorded *value,
    const struct batch *batch)
{
	const struct vec *vec = &batch->slots[value->slot];

	piece->kind = PIECE_TOLD;
	piece->slot = value->slot;
	piece->tell = value->tell;
	piece->column = value->column;
	if (value->tell != tell_given)
		return;
	if (vec->shape == SHAPE_TEXT)
		piece->kind = PIECE_TEXT;
	if (vec->shape != SHAPE_FIGURE)
		return;
	piece->kind = PIECE_FIGURE;
	piece->figures = figures_of(retell->shelf, vec->type.kind, SPELL_READER);
}

/* What was said on the way: words `from` to `to`, with values among them. */
static void
put_pieces(struct retell *retell, struct way *way, const struct recorded *values, uint32_t count,
    size_t from, size_t to, const struct batch *batch)
{
	struct piece *pieces = arena_array(retell->arena, struct piece, 2 * (size_t)count + 1);

	way->pieces = pieces;
	for (uint32_t i = 0; i < count; i++) {
		if (values[i].start > from)
			put_words(retell, way, &pieces[way->piece_count++], from, values[i].start);
		put_value(retell, &pieces[way->piece_count++], &values[i], batch);
		from = values[i].end;
	}
	if (to > from)
		put_words(retell, way, &pieces[way->piece_count++], from, to);
}

static struct fork *
add_fork(struct retell *retell, enum fork_kind kind, const struct recorded *look)
{
	struct fork *fork = arena_new(retell->arena, struct fork);

	fork->kind = kind;
	if (look != NULL)
		fork->look = look->look;
	return fork;
}

static struct way *
way_for(struct retell *retell, struct fork *fork, uint64_t answer)
{
	for (struct way *way = fork->ways; way != NULL; way = way->next)
		if (way->answer == answer)
			return way;
	fork->ways = add_way(retell, answer, fork->ways);
	return fork->ways;
}

/* Adds to the tree what explain just said of a row. */
static void
learn(struct retell *retell, const struct batch *batch)
{
	const struct recording *recording = retell->recording;
	const struct recorded *parts = recording->parts;
	struct way *way = retell->start;
	size_t from = 0;

	if (way == NULL)
		retell->start = way = add_way(retell, 0, NULL);
	for (uint32_t i = 0, first = 0;; i++, first = i) {
		const struct recorded *look;
		size_t to;

		while (i < recording->count && !parts[i].is_look)
			i++;
		look = i < recording->count ? &parts[i] : NULL;
		to = look != NULL ? look->start : retell->cell->length;
		if (way->to == NULL && look == NULL && recording->spoilt) {
			way->to = add_fork(retell, FORK_AFRESH, NULL);
		} else if (way->to == NULL) {
			put_pieces(retell, way, &parts[first], i - first, from, to, batch);
			way->to = add_fork(retell, look != NULL ? FORK_LOOK : FORK_END, look);
		}
		if (look == NULL)
			return;
		/* The same answers lead to the same look: explain has nothing else to go by. */
		assert(way->to->kind == FORK_LOOK && look_same(&way->to->look, &look->look));
		way = way_for(retell, way->to, look->answer);
		from = to;
	}
}

/* ---- walking ---- */

static void
put_text(struct csvline *line, const char *bytes, size_t length, bool *quotes)
{
	if (must_be_quoted(bytes, length)) {
		*quotes = true;
		csvline_put_doubled(line, bytes, length);
		return;
	}
	csvline_room(line, length);
	csvline_put(line, bytes, length);
}

static void
put_told(struct retell *retell, struct csvline *line, const struct piece *piece,
    const struct batch *batch, uint32_t row, bool *quotes)
{
	buffer_clear(retell->cell);
	piece->tell(retell->cell, batch, row, &batch->slots[piece->slot], piece->column);
	if (retell->cell->length > 0)
		put_text(line, retell->cell->at, retell->cell->length, quotes);
}

static void
put_figure(struct retell *retell, struct csvline *line, const struct piece *piece,
    const struct batch *batch, uint32_t row, bool *quotes)
{
	const struct figure *figure =
	    figures_spell(piece->figures, batch->slots[piece->slot].num[row]);

	if (figure == NULL) {
		put_told(retell, line, piece, batch, row, quotes);
		return;
	}
	csvline_room(line, FIGURE_LONGEST);
	csvline_put(line, figure->text, figure->length);
	*quotes = *quotes || figure->comma;
}

static void
put_way(struct retell *retell, struct csvline *line, const struct way *way,
    const struct batch *batch, uint32_t row, bool *quotes)
{
	*quotes = *quotes || way->quotes;
	for (uint32_t i = 0; i < way->piece_count; i++) {
		const struct piece *piece = &way->pieces[i];
		const struct text *text;

		switch (piece->kind) {
		case PIECE_WORDS:
			csvline_room(line, piece->length);
			csvline_put_padded(line, piece->words, piece->length);
			break;
		case PIECE_FIGURE:
			put_figure(retell, line, piece, batch, row, quotes);
			break;
		case PIECE_TEXT:
			text = &batch->slots[piece->slot].text[row];
			put_text(line, text->at, text->length, quotes);
			break;
		case PIECE_TOLD:
			put_told(retell, line, piece, batch, row, quotes);
			break;
		}
	}
}

/* False when the tree does not reach as far as this row goes; then something may have been put. */
static bool
walk(struct retell *retell, struct csvline *line, const struct batch *batch, uint32_t row,
    bool *quotes)
{
	const struct way *way = retell->start;

	while (way != NULL) {
		const struct fork *fork = way->to;
		uint64_t answer;

		if (fork->kind == FORK_AFRESH)
			return false;
		put_way(retell, line, way, batch, row, quotes);
		if (fork->kind == FORK_END)
			return true;
		answer = look_at(batch, row, &fork->look);
		way = fork->ways;
		while (way != NULL && way->answer != answer)
			way = way->next;
	}
	return false;
}

/* ---- cells ---- */

static void
tell(struct retell *retell, const struct batch *batch, uint32_t row, struct recording *recording)
{
	struct telling telling = { .out = retell->cell,
		.batch = batch,
		.row = row,
		.recording = recording };

	buffer_clear(retell->cell);
	switch (retell->told) {
	case TOLD_WHY:
		explain_column_why(&telling, retell->column);
		return;
	case TOLD_CLAUSE:
		explain_column_clause(&telling, retell->column);
		return;
	case TOLD_NEEDS:
		explain_column_needs(&telling, retell->column);
		return;
	}
}

static void
tell_afresh(struct retell *retell, struct csvline *line, const struct batch *batch, uint32_t row,
    uint64_t *neutralised)
{
	struct buffer *cell = retell->cell;

	if (batch->given_count > 0 || is_full(retell)) {
		tell(retell, batch, row, NULL);
	} else {
		if (retell->recording == NULL)
			retell->recording = arena_new(retell->arena, struct recording);
		recording_begin(retell->recording, batch->plan, cell);
		tell(retell, batch, row, retell->recording);
		learn(retell, batch);
	}
	csvline_close(line);
	if (cell->length > 0)
		csvout_cell(line->out, cell->at, cell->length, true, true, neutralised);
	csvline_open(line, line->out);
}

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

/* The quotes round the cell are only known to be needed when it is there: the first is put at once,
 * and taken away again when not. */
static bool
walk_cell(struct retell *retell, struct csvline *line, const struct batch *batch, uint32_t row)
{
	size_t mark = csvline_mark(line), length;
	bool quotes = false;
	char *cell;

	csvline_room(line, 1);
	csvline_char(line, '"');
	if (!walk(retell, line, batch, row, &quotes)) {
		csvline_back(line, mark);
		return false;
	}
	cell = line->out->at + mark + 1;
	length = (size_t)(line->at - cell);
	if (length > 0 && csvout_is_formula(cell, length)) {
		csvline_back(line, mark);
		return false;
	}
	if (length > 0 && (quotes || is_blank(cell[0]) || is_blank(cell[length - 1]))) {
		csvline_room(line, 1);
		csvline_char(line, '"');
		return true;
	}
	memmove(cell - 1, cell, length);
	csvline_back(line, mark + length);
	return true;
}

void
retell_cell(struct retell *retell, struct csvline *line, const struct batch *batch, uint32_t row,
    struct buffer *scratch, uint64_t *neutralised)
{
	retell->cell = scratch;
	if (retell->plan != batch->plan)
		forget(retell, batch->plan);
	/* A list in which hardly a row is like another is not worth the walk. */
	if (batch->given_count == 0 && retell->misses <= retell->hits + RETELL_WAYS_MAX) {
		if (walk_cell(retell, line, batch, row)) {
			retell->hits++;
			return;
		}
		retell->misses++;
	}
	tell_afresh(retell, line, batch, row, neutralised);
}

uint64_t
retell_walked(const struct retell *retell)
{
	return retell->hits;
}
