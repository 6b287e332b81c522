/* retell_tree: see retell_tree.h. */
#include "interp/retell_tree.h"

#include <assert.h>

#include "interp/csvout.h"
#include "interp/explain_internal.h"
#include "interp/kernels.h"

void
retell_tell(const struct retell *retell, struct buffer *out, const struct batch *batch,
    uint32_t row, struct recording *recording)
{
	struct telling telling = { .out = out,
		.batch = batch,
		.row = row,
		.recording = recording };

	buffer_clear(out);
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

/* ---- tales ---- */

/* With a quote before and one behind them, which are not of the piece, for those at the ends of a
 * tale. */
static void
put_words(struct retell *retell, struct tale *tale, struct piece *piece, const char *bytes,
    size_t length)
{
	size_t doubled = 0;
	char *words;

	for (size_t i = 0; i < length; i++)
		doubled += bytes[i] == '"' ? 1 : 0;
	words = arena_alloc(retell->arena, 1 + length + doubled + 1 + CSVLINE_STEP);
	*words++ = '"';
	piece->kind = PIECE_WORDS;
	piece->words = words;
	piece->length = (uint32_t)(length + doubled);
	for (size_t i = 0; i < length; i++) {
		if (bytes[i] == '"')
			*words++ = '"';
		*words++ = bytes[i];
	}
	*words = '"';
	tale->quotes = tale->quotes || csvout_has_special(bytes, length, ',');
	retell->words_length += length + doubled + 2 + CSVLINE_STEP;
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

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

/* What was just told and recorded; false when it is one that explain had better tell each time:
 * words that a spreadsheet would take for a formula. */
static bool
make_tale(struct retell *retell, struct tale *tale, const struct buffer *told,
    const struct batch *batch)
{
	const struct recording *recording = retell->recording;
	struct piece *pieces =
	    arena_array(retell->arena, struct piece, 2 * (size_t)recording->count + 1);
	size_t from = 0;

	tale->pieces = pieces;
	for (uint32_t i = 0; i < recording->count; i++) {
		const struct recorded *value = &recording->parts[i];

		if (value->is_look)
			continue;
		tale->open = tale->open || value->start == 0 || value->end == told->length;
		if (value->start > from)
			put_words(retell, tale, &pieces[tale->count++], told->at + from,
			    value->start - from);
		put_value(retell, &pieces[tale->count++], value, batch);
		from = value->end;
	}
	if (told->length > from)
		put_words(retell, tale, &pieces[tale->count++], told->at + from,
		    told->length - from);
	if (tale->open || told->length == 0)
		return true;
	tale->quotes = tale->quotes || is_blank(told->at[0]) ||
	    is_blank(told->at[told->length - 1]);
	if (tale->quotes) {		/* they stand before and behind the words already */
		pieces[0].words--;
		pieces[0].length++;
		pieces[tale->count - 1].length++;
	}
	/* By its first character alone: what follows may be a value. */
	return !csvout_is_formula(told->at, 1);
}

/* ---- growing ---- */

static struct way *
way_find(const struct way *from, uint64_t answer)
{
	for (struct way *way = from->ways; way != NULL; way = way->next)
		if (way->answer == answer)
			return way;
	return NULL;
}

/* The answers that came first are likely to come most: they stay in front. */
static struct way *
way_for(struct retell *retell, struct way *from, uint64_t answer)
{
	struct way **end = &from->ways;

	for (; *end != NULL; end = &(*end)->next)
		if ((*end)->answer == answer)
			return *end;
	*end = arena_new(retell->arena, struct way);
	(*end)->answer = answer;
	retell->way_count++;
	return *end;
}

static bool
is_full(const struct retell *retell)
{
	return retell->way_count >= RETELL_WAYS_MAX || retell->words_length >= RETELL_WORDS_MAX;
}

/* Has explain tell of a row, and adds its way to the tree; false when the tree is to grow no
 * more. */
static bool
learn(struct retell *retell, const struct batch *batch, uint32_t row, struct buffer *told)
{
	struct recording *recording = retell->recording;
	struct way *way = retell->start;

	if (is_full(retell))
		return false;
	if (recording == NULL)
		retell->recording = recording = arena_new(retell->arena, struct recording);
	if (way == NULL)
		retell->start = way = arena_new(retell->arena, struct way);
	recording_begin(recording, batch->plan, told);
	retell_tell(retell, told, batch, row, recording);
	for (uint32_t i = 0; i < recording->count; i++) {
		const struct recorded *look = &recording->parts[i];

		if (!look->is_look)
			continue;
		/* The same answers lead to the same look: explain has nothing else to go by. */
		assert(way->turn == TURN_NONE ||
		    (way->turn == TURN_LOOK && look_same(&way->look, &look->look)));
		way->turn = TURN_LOOK;
		way->look = look->look;
		way = way_for(retell, way, look->answer);
	}
	if (way->turn == TURN_NONE)
		way->turn = !recording->spoilt && make_tale(retell, &way->tale, told, batch) ?
		    TURN_TALE :
		    TURN_AFRESH;
	return true;
}

/* ---- down the tree, 64 rows at a time ---- */

static uint64_t
chosen(uint64_t one, uint64_t two, bool first, bool second)
{
	return first ? one : second ? two : ~(one | two);
}

/* These ask all 64 rows of a word. */

static uint64_t
rows_with_labels(const uint64_t *labels, uint64_t wanted)
{
	uint64_t found = 0;

	RAIL_PACK(found, i, labels[i] == wanted)
	return found;
}

/* One label or nothing. */
static uint64_t
rows_settled(const uint64_t *labels)
{
	uint64_t found = 0;

	RAIL_PACK(found, i, (labels[i] & (labels[i] - 1)) == 0)
	return found;
}

static uint64_t
rows_with_verdict(const struct decisions *decisions, uint32_t first, uint64_t answer)
{
	const uint8_t *verdict = decisions->verdict + first;
	const int16_t *rule = decisions->rule + first;
	uint64_t found = 0;

	RAIL_PACK(found, i, look_verdict(verdict[i], rule[i]) == answer)
	return found;
}

static uint64_t
rows_present(const struct vec *vec, uint32_t word, uint64_t answer)
{
	uint64_t nothing = 0, given;

	if (vec->shape == SHAPE_TRUTH) {
		given = vec->yes.word[word] | vec->no.word[word];
	} else if (vec->shape == SHAPE_LABELS) {
		nothing = rows_with_labels(vec->labels + word * 64, LABEL_NOTHING);
		given = rows_settled(vec->labels + word * 64) & ~nothing;
	} else {
		nothing = vec->nothing.word[word];
		given = vec->given.word[word];
	}
	return chosen(given, nothing, answer == GIVEN, answer == NOTHING);
}

static uint64_t
rows_one_by_one(const struct batch *batch, uint32_t word, uint64_t rows, const struct look *look,
    uint64_t answer)
{
	uint64_t found = 0;

	for (; rows != 0; rows &= rows - 1)
		if (look_at(batch, word * 64 + (uint32_t)__builtin_ctzll(rows), look) == answer)
			found |= rows & (0 - rows);
	return found;
}

/* So few rows are asked one by one sooner than all 64 together. */
enum { ROWS_FEW = 10 };

/* Those of `rows` that answer a look so; all are of one word of the rails. */
static uint64_t
rows_that_answer(const struct batch *batch, uint32_t word, uint64_t rows, const struct look *look,
    uint64_t answer)
{
	const struct vec *vec = &batch->slots[look->a];

	if (look->kind == LOOK_ANSWER)
		return rows & chosen(vec->yes.word[word], vec->no.word[word],
		    answer == ANSWER_YES, answer == ANSWER_NO);
	if (__builtin_popcountll(rows) <= ROWS_FEW)
		return rows_one_by_one(batch, word, rows, look, answer);
	switch (look->kind) {
	case LOOK_PRESENCE:
		return rows & rows_present(vec, word, answer);
	case LOOK_LABELS:
		return rows & rows_with_labels(vec->labels + word * 64, answer);
	case LOOK_VERDICT:
		return rows & rows_with_verdict(batch->decisions[look->of->index], word * 64,
		    answer);
	case LOOK_ANSWER:
	case LOOK_TO_COME:
	case LOOK_EQUAL:
	case LOOK_SETTING:
		break;
	}
	return rows_one_by_one(batch, word, rows, look, answer);
}

static void
arrive(struct retell *retell, uint32_t word, uint64_t rows, const struct way *end)
{
	for (; rows != 0; rows &= rows - 1)
		retell->ends[word * 64 + (uint32_t)__builtin_ctzll(rows)] = end;
}

static void
go_down(struct retell *retell, const struct batch *batch, uint32_t word, uint64_t rows,
    const struct way *way, struct buffer *told)
{
	while (rows != 0 && way->turn == TURN_LOOK) {
		uint32_t row = word * 64 + (uint32_t)__builtin_ctzll(rows);
		uint64_t answer = look_at(batch, row, &way->look), alike;
		const struct way *next = way_find(way, answer);

		if (next == NULL && learn(retell, batch, row, told))
			next = way_find(way, answer);
		alike = rows_that_answer(batch, word, rows, &way->look, answer);
		if (next == NULL)
			arrive(retell, word, alike, NULL);
		else if (alike == rows) {
			way = next;	/* together, as is usual */
			continue;
		} else {
			go_down(retell, batch, word, alike, next, told);
		}
		rows &= ~alike;
	}
	if (rows != 0)
		arrive(retell, word, rows, way);
}

static void
forget(struct retell *retell, const struct plan *plan)
{
	retell->plan = plan;
	retell->start = NULL;
	retell->way_count = 0;
	retell->words_length = 0;
}

void
retell_batch(struct retell *retell, const struct batch *batch, struct buffer *scratch)
{
	if (retell->plan != batch->plan)
		forget(retell, batch->plan);
	for (uint32_t word = 0; word < BATCH_WORDS && word * 64 < batch->rows; word++) {
		uint64_t rows = rail_rows(batch->rows, word);

		if (batch->given_count == 0 &&
		    (retell->start != NULL || learn(retell, batch, word * 64, scratch)))
			go_down(retell, batch, word, rows, retell->start, scratch);
		else
			arrive(retell, word, rows, NULL);
	}
}
