/*
 * Each pool is sorted once by the figure; a walk over groups of equal figures knows how many
 * rows surely stand before, and how many may. Rows that may be anywhere (no figure known, or not
 * surely in the pool) count among those that may.
 */
#include "interp/ranking.h"

#include <stdlib.h>
#include <string.h>

#include "interp/fold_keys.h"
#include "interp/held_keys.h"
#include "interp/ranking_open.h"
#include "interp/rowsort.h"
#include "lang/arena.h"

__extension__ typedef __int128 wide;

enum answer { ANSWER_UNKNOWN, ANSWER_YES, ANSWER_NO };

struct ranking {
	const struct ranking_input *input;
	struct held *out;
	uint32_t *pool_of;	/* by row; HELD_NO_ROW: in none */
	uint32_t pool_count;
	uint32_t *rows;		/* pool by pool */
	uint32_t *starts;	/* pool_count + 1 */
	struct arena *arena;
	struct ranking_tie *ties;
	uint32_t tie_count, tie_room;
};

static bool
in_no_pool(const struct ranking_input *input, uint32_t row)
{
	return input->where != NULL && HELD_BIT(input->where->second, row);
}

static bool
surely_in_pool(const struct ranking_input *input, uint32_t row)
{
	if (input->where != NULL && !HELD_BIT(input->where->first, row))
		return false;
	return input->doubtful == NULL || !HELD_BIT(input->doubtful, row);
}

static void
put_answer(struct ranking *ranking, uint32_t row, enum answer answer)
{
	struct value value = { .state = answer == ANSWER_UNKNOWN ? UNKNOWN : GIVEN,
	    .type = ranking->out->type };

	value.labels = answer == ANSWER_YES ? LABEL_YES : LABEL_NO;
	held_put(ranking->out, row, &value);
}

/* ---- places ---- */

/* How many rows may stand before one that is in: places of a part count as a whole one. False
 * when it is not known. */
static bool
places_of(const struct ranking_input *input, uint32_t row, uint64_t *places)
{
	struct value value = held_value(input->places, row);
	int64_t scale;
	wide up;

	*places = 0;
	if (value.state != GIVEN)
		return false;
	scale = value.den != 0 ? value.den : kind_scale(value.type.kind);
	up = ((wide)value.num + scale - 1) / scale;
	if (value.num > 0)
		*places = up > INT64_MAX ? (uint64_t)INT64_MAX : (uint64_t)up;
	return true;
}

/* ---- a pool ---- */

struct standing {		/* of those with equal figures, and before them */
	uint64_t sure, may;	/* before */
	uint64_t sure_equal, may_equal;
	uint64_t anywhere;	/* rows whose figure is not known */
};

/* How a row of the pool comes out that has the figure; it is itself among the equal ones. */
static enum answer
judge(const struct ranking *ranking, uint32_t row, const struct standing *standing)
{
	bool own = surely_in_pool(ranking->input, row);
	uint64_t sure = standing->sure, may = standing->may + standing->anywhere, places;

	if (!places_of(ranking->input, row, &places))
		return ANSWER_UNKNOWN;
	if (ranking->input->rank->ties_excluded) {
		sure += standing->sure_equal - own;
		may += standing->may_equal;	/* asked only of those that are not among them */
	}
	if (sure >= places)
		return ANSWER_NO;
	return own && sure + may < places ? ANSWER_YES : ANSWER_UNKNOWN;
}

/* A row whose figure could be any: first of all, or last of all. One that could turn out to have
 * none is never settled. */
static enum answer
judge_unknown(const struct ranking *ranking, uint32_t row, uint64_t others)
{
	const struct ranking_input *input = ranking->input;
	uint64_t places;

	if (input->by->type.can_be_empty || !places_of(input, row, &places))
		return ANSWER_UNKNOWN;
	if (places == 0)
		return ANSWER_NO;
	return surely_in_pool(input, row) && others < places ? ANSWER_YES : ANSWER_UNKNOWN;
}

/* Those without a figure behind all others, as they are. */
static int
by_figure(const void *context, uint32_t a, uint32_t b)
{
	const struct ranking_input *input = context;
	bool a_given = held_presence(input->by, a) == GIVEN,
	    b_given = held_presence(input->by, b) == GIVEN;
	int order;

	if (!a_given || !b_given)
		return b_given - a_given;
	order = held_compare(input->by, a, b);
	return input->rank->highest ? -order : order;
}

/* The rows are sorted by figure: the last that is in, and there is one, has the figure of the last
 * place. */
static void
note_tied(const struct ranking *ranking, const uint32_t *rows, uint32_t count,
    struct ranking_tie *tie)
{
	const struct held *by = ranking->input->by;
	uint32_t last = count;

	while (!HELD_BIT(ranking->out->first, rows[last - 1]) ||
	    held_presence(by, rows[last - 1]) != GIVEN)
		last--;
	for (uint32_t i = last; i-- > 0 && held_compare(by, rows[i], rows[last - 1]) == 0;) {
		if (!HELD_BIT(ranking->out->first, rows[i]))
			continue;
		if (tie->tied < RANKING_TIED_TOLD)
			tie->tied_rows[tie->tied] = rows[i];
		tie->tied++;
	}
}

static void
note_tie(struct ranking *ranking, const uint32_t *rows, uint32_t count)
{
	uint32_t first = HELD_NO_ROW, taken = 0;
	struct ranking_tie *tie;
	uint64_t places;

	for (uint32_t i = 0; i < count; i++) {
		taken += HELD_BIT(ranking->out->first, rows[i]) ? 1 : 0;
		if (surely_in_pool(ranking->input, rows[i]) && rows[i] < first)
			first = rows[i];
	}
	if (taken == 0 || !places_of(ranking->input, first, &places) || taken <= places)
		return;
	if (ranking->tie_count == ranking->tie_room) {
		ranking->tie_room = ranking->tie_room * 2 + 8;
		ranking->ties = memory_grow(ranking->ties, ranking->tie_room,
		    sizeof *ranking->ties);
	}
	tie = &ranking->ties[ranking->tie_count++];
	*tie = (struct ranking_tie){ first, (uint32_t)places, taken, 0, { 0 } };
	note_tied(ranking, rows, count, tie);
}

/* The rows with the figure of rows[from], counted; returns where they end. */
static uint32_t
count_equal(const struct ranking_input *input, const uint32_t *rows, uint32_t from, uint32_t given,
    struct standing *standing)
{
	uint32_t end = from;

	standing->sure_equal = standing->may_equal = 0;
	for (; end < given && held_compare(input->by, rows[from], rows[end]) == 0; end++) {
		bool sure = surely_in_pool(input, rows[end]);

		standing->sure_equal += sure;
		standing->may_equal += !sure;
	}
	return end;
}

static void
rank_pool(struct ranking *ranking, uint32_t *rows, uint32_t count)
{
	const struct ranking_input *input = ranking->input;
	struct standing standing = { 0 };
	uint32_t given = 0, end;

	rowsort(rows, count, NULL, by_figure, input);
	for (uint32_t i = 0; i < count; i++) {
		enum presence presence = held_presence(input->by, rows[i]);

		given += presence == GIVEN;
		standing.anywhere += presence == UNKNOWN;
	}
	for (uint32_t from = 0; from < given; from = end) {
		end = count_equal(input, rows, from, given, &standing);
		for (uint32_t i = from; i < end; i++)
			put_answer(ranking, rows[i], judge(ranking, rows[i], &standing));
		standing.sure += standing.sure_equal;
		standing.may += standing.may_equal;
	}
	for (uint32_t i = given; i < count; i++) {
		bool empty = held_presence(input->by, rows[i]) == NOTHING;

		put_answer(ranking, rows[i], empty ? ANSWER_UNKNOWN :
		    judge_unknown(ranking, rows[i], given + standing.anywhere - 1));
	}
	if (!input->rank->ties_excluded)
		note_tie(ranking, rows, count);
}

/* ---- all pools ---- */

static void
find_pools(struct ranking *ranking)
{
	const struct ranking_input *input = ranking->input;
	struct keys pools = KEYS_INIT;
	struct buffer key = BUFFER_INIT;
	uint32_t each_count = input->rank->each_count;
	bool fresh;

	ranking->pool_of = memory_grow(NULL, (size_t)input->rows + 1, sizeof *ranking->pool_of);
	for (uint32_t row = 0; row < input->rows; row++) {
		ranking->pool_of[row] = HELD_NO_ROW;
		if (in_no_pool(input, row))
			continue;
		buffer_clear(&key);
		for (uint32_t i = 0; i < each_count; i++)
			held_key_add(&key, input->each[i], input->each[i], row,
			    i + 1 == each_count);
		ranking->pool_of[row] = keys_number(&pools, key.length > 0 ? key.at : "",
		    key.length, &fresh);
	}
	ranking->pool_count = pools.count;
	keys_release(&pools);
	buffer_release(&key);
}

static void
file_rows(struct ranking *ranking)
{
	uint32_t rows = ranking->input->rows, *next;

	ranking->rows = memory_grow(NULL, (size_t)rows + 1, sizeof *ranking->rows);
	ranking->starts = memory_grow(NULL, (size_t)ranking->pool_count + 2,
	    sizeof *ranking->starts);
	memset(ranking->starts, 0, ((size_t)ranking->pool_count + 2) * sizeof *ranking->starts);
	next = ranking->starts + 1;
	for (uint32_t row = 0; row < rows; row++)
		if (ranking->pool_of[row] != HELD_NO_ROW)
			next[ranking->pool_of[row] + 1]++;
	for (uint32_t i = 0; i < ranking->pool_count; i++)
		next[i + 1] += next[i];
	/* next[i] begins as the start of pool i and ends as that of the pool behind it */
	for (uint32_t row = 0; row < rows; row++)
		if (ranking->pool_of[row] != HELD_NO_ROW)
			ranking->rows[next[ranking->pool_of[row]]++] = row;
}

static int
by_row(const void *a, const void *b)
{
	const struct ranking_tie *left = a, *right = b;

	return (left->row > right->row) - (left->row < right->row);
}

static void
keep_ties(struct ranking *ranking, const struct ranking_tie **ties, uint32_t *tie_count)
{
	struct ranking_tie *kept;

	if (ties == NULL)
		return;
	kept = arena_array(ranking->arena, struct ranking_tie, ranking->tie_count);
	if (ranking->tie_count > 0) {
		memcpy(kept, ranking->ties, ranking->tie_count * sizeof *kept);
		qsort(kept, ranking->tie_count, sizeof *kept, by_row);
	}
	*ties = kept;
	*tie_count = ranking->tie_count;
}

void
ranking_run(const struct ranking_input *input, struct held *out, struct arena *arena,
    const struct ranking_tie **ties, uint32_t *tie_count, struct ranking_open **open)
{
	struct ranking ranking = { .input = input, .out = out, .arena = arena };

	held_resize(out, input->rows);
	find_pools(&ranking);
	file_rows(&ranking);
	for (uint32_t row = 0; row < input->rows; row++)
		if (ranking.pool_of[row] == HELD_NO_ROW)
			put_answer(&ranking, row, ANSWER_NO);
	for (uint32_t i = 0; i < ranking.pool_count; i++)
		rank_pool(&ranking, ranking.rows + ranking.starts[i],
		    ranking.starts[i + 1] - ranking.starts[i]);
	keep_ties(&ranking, ties, tie_count);
	if (open != NULL)
		*open = ranking_open_make(input, &ranking.pool_of, ranking.pool_count,
		    ranking.rows, ranking.starts);
	memory_free(ranking.pool_of);
	memory_free(ranking.rows);
	memory_free(ranking.starts);
	memory_free(ranking.ties);
}
