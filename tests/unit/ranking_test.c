/*
 * ranking: worked cases, and thousands of small random pools, judged by reading the rule row by
 * row and by trying out everything the unknown facts could be: there the pool is put in order
 * and the places are dealt out.
 */
#include "test.h"

#include <string.h>

#include "interp/ranking_open.h"
#include "lang/arena.h"

static uint64_t random_state = 5;

static uint32_t
random_below(uint32_t limit)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (uint32_t)(random_state >> 20) % limit;
}

/* A fact is the set of what it could be. */
enum { FIGURES = 3, BLANK = 8, NO = 1, YES = 2, EITHER = 3, ROOM = 300, PLACES = 4 };

struct pools {
	uint32_t rows;
	bool highest, excluded, has_where, has_doubt, can_be_empty, one_pool, fractions;
	unsigned by[ROOM], where[ROOM], doubtful[ROOM], each[ROOM];
	unsigned places[2];		/* of each pool: a set of 0 to PLACES */
	int64_t part;			/* what is missing to the whole place */
};

static bool
is_single(unsigned fact)
{
	return fact != 0 && (fact & (fact - 1)) == 0;
}

static unsigned
where_of(const struct pools *pools, uint32_t row)
{
	unsigned where = pools->has_where ? pools->where[row] : YES;

	return where == YES && pools->has_doubt && pools->doubtful[row] == EITHER ? EITHER : where;
}

static bool
same_pool(const struct pools *pools, uint32_t a, uint32_t b)
{
	return pools->one_pool || pools->each[a] == pools->each[b];
}

static bool
stands_before(const struct pools *pools, unsigned a, unsigned b)
{
	return pools->highest ? a > b : a < b;
}

static unsigned
places_in(const struct pools *pools, uint32_t row)
{
	return pools->places[pools->one_pool ? 0 : pools->each[row]];
}

/* The rule as it is written, for one row that has the figure `by`. */
static unsigned
by_the_rule(const struct pools *pools, uint32_t row, unsigned by)
{
	unsigned sure = 0, may = 0, places = places_in(pools, row), count;

	if (!is_single(places))
		return EITHER;
	count = (unsigned)__builtin_ctz(places);
	for (uint32_t other = 0; other < pools->rows; other++) {
		unsigned where = where_of(pools, other), figure = pools->by[other];
		bool counts;

		if (other == row || !same_pool(pools, row, other) || where == NO || figure == BLANK)
			continue;
		counts = stands_before(pools, figure, by) || (pools->excluded && figure == by);
		if (!is_single(figure))
			may++;
		else if (counts && where == YES)
			sure++;
		else if (counts)
			may++;
	}
	if (sure >= count)
		return NO;
	return sure + may < count && where_of(pools, row) == YES ? YES : EITHER;
}

static unsigned
expected(const struct pools *pools, uint32_t row)
{
	unsigned answer = 0;

	if (where_of(pools, row) == NO)
		return NO;
	if (pools->by[row] & BLANK)
		return EITHER;
	if (is_single(pools->by[row]))
		return by_the_rule(pools, row, pools->by[row]);
	/* a figure below all there are, and one above them */
	answer = by_the_rule(pools, row, 0) | by_the_rule(pools, row, BLANK * 2);
	return is_single(answer) ? answer : EITHER;
}

/* ---- everything the facts could be ---- */

/* All is known: the pool in order, and the places dealt out. */
static unsigned
dealt_out(const struct pools *pools, uint32_t row)
{
	unsigned places = (unsigned)__builtin_ctz(places_in(pools, row));
	unsigned order[ROOM], count = 0, last;

	if (pools->by[row] == BLANK)
		return EITHER;
	for (uint32_t other = 0; other < pools->rows; other++) {
		uint32_t at = count;

		if (!same_pool(pools, row, other) || where_of(pools, other) != YES ||
		    pools->by[other] == BLANK)
			continue;
		while (at > 0 && stands_before(pools, pools->by[other], order[at - 1])) {
			order[at] = order[at - 1];
			at--;
		}
		order[at] = pools->by[other];
		count++;
	}
	if (places == 0)
		return NO;
	if (count <= places)
		return YES;
	last = order[places - 1];
	if (pools->excluded && order[places] == last)
		return stands_before(pools, pools->by[row], last) ? YES : NO;
	return stands_before(pools, last, pools->by[row]) ? NO : YES;
}

enum { FACTS = 8, WORLDS = 10000 };

struct trial {
	struct pools pools;
	uint32_t row;
	unsigned *facts[FACTS], could_be[FACTS], count, answer;
};

static void
take(struct trial *trial, unsigned *fact)
{
	if (is_single(*fact))
		return;
	if (trial->count < FACTS) {
		trial->facts[trial->count] = fact;
		trial->could_be[trial->count] = *fact;
	}
	trial->count++;
}

static bool
take_facts(struct trial *trial)
{
	struct pools *pools = &trial->pools;
	double worlds = 1;

	trial->count = 0;
	for (uint32_t row = 0; row < pools->rows; row++) {
		take(trial, &pools->by[row]);
		take(trial, &pools->where[row]);
	}
	take(trial, &pools->places[0]);
	take(trial, &pools->places[1]);
	for (uint32_t i = 0; i < trial->count && i < FACTS; i++)
		worlds *= __builtin_popcount(trial->could_be[i]);
	return trial->count <= FACTS && worlds <= WORLDS;
}

static uint32_t
try_facts(struct trial *trial, uint32_t at)
{
	uint32_t worlds = 0;
	unsigned answer;

	if (at == trial->count) {
		answer = where_of(&trial->pools, trial->row) == NO ? NO :
		    dealt_out(&trial->pools, trial->row);
		assert_int_equal(answer, trial->answer);
		return 1;
	}
	for (unsigned left = trial->could_be[at]; left != 0; left &= left - 1) {
		*trial->facts[at] = left & (0 - left);
		worlds += try_facts(trial, at + 1);
	}
	*trial->facts[at] = trial->could_be[at];
	return worlds;
}

/* A doubtful row is one whose `where` is open; no row of a world is both there and in doubt. */
static uint32_t
try_row(const struct pools *pools, uint32_t row, unsigned answer)
{
	static struct trial trial;

	if (answer == EITHER)
		return 0;
	trial.pools = *pools;
	trial.row = row;
	trial.answer = answer;
	for (uint32_t other = 0; other < pools->rows; other++)
		trial.pools.where[other] = where_of(pools, other);
	trial.pools.has_where = true;
	trial.pools.has_doubt = false;
	return take_facts(&trial) ? try_facts(&trial, 0) : 0;
}

/* ---- the same as columns ---- */

struct columns {
	struct rank rank;
	struct ranking_input input;
	struct held by, places, where, each;
	struct held key;	/* falls from row to row */
	const struct held *pointer, *key_pointer;
	uint64_t doubtful[ROOM / 64 + 1];
	struct held out;
};

static void
put_all(struct columns *columns, const struct pools *pools)
{
	for (uint32_t row = 0; row < pools->rows; row++) {
		unsigned by = pools->by[row], places = places_in(pools, row);
		struct value value = { .type = columns->by.type };

		value.state = is_single(by) ? GIVEN : UNKNOWN;
		if (by == BLANK)
			value.state = NOTHING;
		if (value.state == GIVEN)
			value.num = __builtin_ctz(by) - 1;
		if (pools->fractions)
			value.den = 7;
		held_put(&columns->by, row, &value);
		value = (struct value){ .state = is_single(places) ? GIVEN : UNKNOWN,
		    .type = type_plain(KIND_NUMBER) };
		if (value.state == GIVEN)
			value.num = __builtin_ctz(places) * INT64_C(1000000000) - pools->part;
		held_put(&columns->places, row, &value);
		value = (struct value){ .state = is_single(pools->where[row]) ? GIVEN : UNKNOWN,
		    .labels = pools->where[row] };
		held_put(&columns->where, row, &value);
		value = (struct value){ .state = GIVEN, .type = type_plain(KIND_TEXT),
			.text = pools->each[row] ? "P81001" : "P81002", .text_length = 6 };
		held_put(&columns->each, row, &value);
		value = (struct value){ .state = GIVEN, .type = type_plain(KIND_NUMBER),
			.num = -(int64_t)row };
		held_put(&columns->key, row, &value);
		if (pools->doubtful[row] == EITHER)
			columns->doubtful[row / 64] |= UINT64_C(1) << row % 64;
	}
}

static void
make_columns(struct columns *columns, const struct pools *pools)
{
	struct type by = type_plain(KIND_PERCENT);

	memset(columns, 0, sizeof *columns);
	by.can_be_empty = pools->can_be_empty;
	by.fraction = pools->fractions;
	columns->rank.highest = pools->highest;
	columns->rank.ties_excluded = pools->excluded;
	columns->rank.each_count = pools->one_pool ? 0 : 1;
	held_init(&columns->by, pools->fractions ? SHAPE_FRACTION : SHAPE_FIGURE, by);
	held_init(&columns->places, SHAPE_FIGURE, type_plain(KIND_NUMBER));
	held_init(&columns->where, SHAPE_TRUTH, type_plain(KIND_YES_NO));
	held_init(&columns->each, SHAPE_TEXT, type_plain(KIND_TEXT));
	held_init(&columns->out, SHAPE_TRUTH, type_plain(KIND_YES_NO));
	held_resize(&columns->by, pools->rows);
	held_resize(&columns->places, pools->rows);
	held_resize(&columns->where, pools->rows);
	held_resize(&columns->each, pools->rows);
	held_init(&columns->key, SHAPE_FIGURE, type_plain(KIND_NUMBER));
	held_resize(&columns->key, pools->rows);
	put_all(columns, pools);
	columns->pointer = &columns->each;
	columns->key_pointer = &columns->key;
	columns->input = (struct ranking_input){ &columns->rank, pools->rows, &columns->by,
		&columns->places, pools->has_where ? &columns->where : NULL, &columns->pointer,
		pools->has_doubt ? columns->doubtful : NULL, &columns->key_pointer, 1 };
}

static void
release_columns(struct columns *columns)
{
	held_release(&columns->by);
	held_release(&columns->places);
	held_release(&columns->where);
	held_release(&columns->each);
	held_release(&columns->key);
	held_release(&columns->out);
}

static unsigned
answer_of(const struct columns *columns, uint32_t row)
{
	if (HELD_BIT(columns->out.first, row))
		return YES;
	return HELD_BIT(columns->out.second, row) ? NO : EITHER;
}

/* Each pool whose ties take more places than there are, under its first row. */
static void
judge_ties(const struct pools *pools, const struct ranking_tie *ties, uint32_t tie_count)
{
	uint32_t at = 0;

	for (uint32_t row = 0; row < pools->rows; row++) {
		uint32_t first = HELD_NO_ROW, taken = 0, places;

		for (uint32_t other = 0; other < pools->rows; other++) {
			if (!same_pool(pools, row, other) || where_of(pools, other) != YES)
				continue;
			first = first == HELD_NO_ROW ? other : first;
			taken += expected(pools, other) == YES;
		}
		if (first != row || !is_single(places_in(pools, row)) || pools->excluded)
			continue;
		places = (uint32_t)__builtin_ctz(places_in(pools, row));
		if (taken <= places)
			continue;
		assert_true(at < tie_count);
		assert_int_equal(ties[at].row, row);
		assert_int_equal(ties[at].places, places);
		assert_int_equal(ties[at].taken, taken);
		assert_true(ties[at].tied > 1 && ties[at].taken - ties[at].tied < places);
		at++;
	}
	assert_int_equal(at, tie_count);
}

/* What of the others is not known, counted row by row; the doubtful ones as they stand. */
static void
judge_others(const struct pools *pools, const struct columns *columns,
    const struct ranking_open *open, uint32_t row)
{
	struct ranking_others others = ranking_others(&columns->input, open, row);
	bool figure = false, part = false;
	uint32_t doubtful = 0;

	for (uint32_t other = 0; other < pools->rows; other++) {
		unsigned by = pools->by[other];
		unsigned where = pools->has_where ? pools->where[other] : YES;

		if (!same_pool(pools, row, other) || where == NO || by == BLANK ||
		    (is_single(by) && !stands_before(pools, by, pools->by[row]) &&
			!(pools->excluded && by == pools->by[row])))
			continue;
		figure = figure || !is_single(by);
		part = part || where == EITHER;
		doubtful += pools->has_doubt && pools->doubtful[other] == EITHER;
	}
	assert_int_equal(others.figure, figure);
	assert_int_equal(others.part, part);
	assert_int_equal(others.doubtful_count, doubtful);
	for (uint32_t i = 0; i + 1 < doubtful; i++) {
		uint32_t a = others.doubtful[i], b = others.doubtful[i + 1];
		bool same = pools->by[a] == pools->by[b] ||
		    (!is_single(pools->by[a]) && !is_single(pools->by[b]));

		assert_true(same ? a > b :
				   !is_single(pools->by[a]) ||
			    (is_single(pools->by[b]) &&
				stands_before(pools, pools->by[a], pools->by[b])));
	}
}

static uint32_t
judge(const struct pools *pools)
{
	static struct columns columns;
	const struct ranking_tie *ties;
	struct arena arena = ARENA_INIT;
	struct ranking_open *open;
	uint32_t tie_count, worlds = 0;

	make_columns(&columns, pools);
	ranking_run(&columns.input, &columns.out, &arena, &ties, &tie_count, &open);
	assert_int_equal(columns.out.rows, pools->rows);
	for (uint32_t row = 0; row < pools->rows; row++) {
		assert_int_equal(answer_of(&columns, row), expected(pools, row));
		worlds += try_row(pools, row, answer_of(&columns, row));
		if (where_of(pools, row) == YES && is_single(pools->by[row]) &&
		    pools->by[row] != BLANK)
			judge_others(pools, &columns, open, row);
	}
	ranking_open_free(open);
	judge_ties(pools, ties, tie_count);
	release_columns(&columns);
	arena_release(&arena);
	return worlds;
}

static void
make_pools(struct pools *pools, uint32_t rows, uint32_t unknowns)
{
	memset(pools, 0, sizeof *pools);
	pools->rows = rows;
	pools->highest = random_below(2) == 0;
	pools->excluded = random_below(2) == 0;
	pools->has_where = random_below(2) == 0;
	pools->has_doubt = random_below(3) == 0;
	pools->can_be_empty = random_below(2) == 0;
	pools->one_pool = random_below(3) == 0;
	pools->fractions = random_below(2) == 0;
	for (uint32_t i = 0; i < 2; i++)
		pools->places[i] = random_below(100) < unknowns / 2 ? 2u << random_below(2) | 8u :
		    1u << random_below(PLACES + 1);
	if ((pools->places[0] | pools->places[1]) % 2 == 0)
		pools->part = random_below(2) * INT64_C(400000000);
	for (uint32_t row = 0; row < rows; row++) {
		pools->by[row] = 1u << random_below(FIGURES);
		if (pools->can_be_empty && random_below(10) == 0)
			pools->by[row] = BLANK;
		if (random_below(100) < unknowns)
			pools->by[row] = pools->can_be_empty ? 15 : 7;
		pools->where[row] = random_below(100) < unknowns ? EITHER :
		    random_below(5) == 0 ? NO : YES;
		pools->doubtful[row] = random_below(100) < unknowns ? EITHER : YES;
		pools->each[row] = random_below(2);
	}
}

static void
small_pools_hold_whatever_the_facts_turn_out_to_be(void **state)
{
	static struct pools pools;
	uint32_t worlds = 0;

	(void)state;
	for (int round = 0; round < 1500; round++) {
		make_pools(&pools, random_below(8), random_below(4) * 8);
		worlds += judge(&pools);
	}
	assert_true(worlds > 20000);
}

static void
larger_pools_go_by_the_rule(void **state)
{
	static struct pools pools;

	(void)state;
	for (int round = 0; round < 40; round++) {
		make_pools(&pools, random_below(ROOM), random_below(2));
		for (uint32_t i = 0; i < 2; i++)
			pools.places[i] = 1u << random_below(31);
		pools.part = 0;
		judge(&pools);
	}
}

/* ---- worked cases ---- */

static void
set_figures(struct pools *pools, const char *figures)
{
	memset(pools, 0, sizeof *pools);
	pools->one_pool = true;
	pools->can_be_empty = true;
	for (uint32_t row = 0; figures[row] != '\0'; row++) {
		if (figures[row] == '-' || figures[row] == '?')
			pools->by[row] = figures[row] == '-' ? BLANK : 15;
		else
			pools->by[row] = 1u << (figures[row] - '0');
		pools->where[row] = pools->doubtful[row] = YES;
		pools->rows = row + 1;
	}
	pools->places[0] = 1u << 2;
}

/* y, n or ? for each row; `ties` is what the warning says was taken, 0 for no warning. */
static void
assert_answers(const struct pools *pools, const char *answers, uint32_t taken)
{
	static struct columns columns;
	const struct ranking_tie *ties;
	struct arena arena = ARENA_INIT;
	uint32_t tie_count;

	make_columns(&columns, pools);
	ranking_run(&columns.input, &columns.out, &arena, &ties, &tie_count, NULL);
	for (uint32_t row = 0; row < pools->rows; row++)
		assert_int_equal(answer_of(&columns, row),
		    answers[row] == 'y' ? YES : answers[row] == 'n' ? NO : EITHER);
	assert_int_equal(tie_count, taken > 0);
	if (taken > 0)
		assert_true(ties[0].row == 0 && ties[0].places == 2 && ties[0].taken == taken);
	/* Without those tied there is room; each of them is in, at one figure. */
	if (taken > 0)
		assert_true(ties[0].tied > 1 && ties[0].taken - ties[0].tied < ties[0].places);
	for (uint32_t i = 0; taken > 0 && i < ties[0].tied && i < RANKING_TIED_TOLD; i++) {
		assert_int_equal(answers[ties[0].tied_rows[i]], 'y');
		assert_int_equal(
		    held_compare(columns.input.by, ties[0].tied_rows[0], ties[0].tied_rows[i]), 0);
	}
	release_columns(&columns);
	arena_release(&arena);
}

static void
ties_are_in_or_out_together(void **state)
{
	static struct pools pools;

	(void)state;
	set_figures(&pools, "0112");
	assert_answers(&pools, "yyyn", 3);
	pools.excluded = true;
	assert_answers(&pools, "ynnn", 0);
	set_figures(&pools, "0012");
	assert_answers(&pools, "yynn", 0);
	pools.excluded = true;
	assert_answers(&pools, "yynn", 0);
	pools.highest = true;
	assert_answers(&pools, "nnyy", 0);
	set_figures(&pools, "1");
	assert_answers(&pools, "y", 0);
	/* more of them than are named */
	set_figures(&pools, "0111111112");
	assert_answers(&pools, "yyyyyyyyyn", 9);
}

/* Pool 0 begins with a row that may not be in it, so pool 1 has the first row that is. */
static void
ties_are_told_in_the_order_of_their_rows(void **state)
{
	static struct pools pools;

	(void)state;
	set_figures(&pools, "211100");
	pools.one_pool = false;
	pools.has_where = true;
	pools.where[0] = EITHER;
	pools.each[1] = pools.each[2] = pools.each[3] = 1;
	pools.places[0] = 1u << 1;
	pools.places[1] = 1u << 2;
	judge(&pools);
}

static void
what_may_take_a_place_leaves_the_edge_open(void **state)
{
	static struct pools pools;

	(void)state;
	set_figures(&pools, "01?2");
	assert_answers(&pools, "y??n", 0);
	set_figures(&pools, "01-2");
	assert_answers(&pools, "yy?n", 0);
	set_figures(&pools, "012");
	pools.has_where = true;
	pools.where[0] = EITHER;
	assert_answers(&pools, "?y?", 0);
	pools.where[0] = NO;
	assert_answers(&pools, "nyy", 0);
	set_figures(&pools, "012");
	pools.has_doubt = true;
	pools.doubtful[0] = pools.doubtful[2] = EITHER;
	assert_answers(&pools, "?y?", 0);
	set_figures(&pools, "?0");
	pools.can_be_empty = false;
	pools.by[0] = 7;
	assert_answers(&pools, "yy", 0);
}

static void
fractions_are_compared_exactly(void **state)
{
	static struct columns columns;
	static struct pools pools;
	struct value value = { .state = GIVEN };
	struct arena arena = ARENA_INIT;

	(void)state;
	set_figures(&pools, "000");
	pools.fractions = true;
	pools.places[0] = 1u << 1;
	make_columns(&columns, &pools);
	/* one part in 10^36 apart */
	value.type = columns.by.type;
	value.num = INT64_C(1000000000000000000);
	value.den = INT64_C(1000000000000000001);
	held_put(&columns.by, 0, &value);
	value.num -= 1;
	value.den -= 1;
	held_put(&columns.by, 1, &value);
	value.num = value.den = 1;
	held_put(&columns.by, 2, &value);
	ranking_run(&columns.input, &columns.out, &arena, NULL, NULL, NULL);
	assert_int_equal(answer_of(&columns, 0), NO);
	assert_int_equal(answer_of(&columns, 1), YES);
	assert_int_equal(answer_of(&columns, 2), NO);
	release_columns(&columns);
	arena_release(&arena);
}

/* The tenth of a place that has been begun is a place; none, and less than none, is none. */
static void
a_place_that_is_begun_is_a_place(void **state)
{
	static const struct { int64_t places; unsigned answer;
	} rows[] = { { 1, YES }, { 0, NO }, { -1, NO }, { INT64_C(-1000000000), NO } };
	static struct columns columns;
	static struct pools pools;
	struct arena arena = ARENA_INIT;

	(void)state;
	set_figures(&pools, "01");
	make_columns(&columns, &pools);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct value places = { .state = GIVEN, .type = columns.places.type,
			.num = rows[i].places };

		held_put(&columns.places, 0, &places);
		held_put(&columns.places, 1, &places);
		ranking_run(&columns.input, &columns.out, &arena, NULL, NULL, NULL);
		assert_int_equal(answer_of(&columns, 0), rows[i].answer);
		assert_int_equal(answer_of(&columns, 1), NO);
	}
	release_columns(&columns);
	arena_release(&arena);
}

/* Keys of one letter, and keys that run together to the same letters. */
static void
pools_are_told_apart_by_each_of_their_keys(void **state)
{
	static const char *const keys[][2][3] = { { { "A" }, { "B" } },
		{ { "", "x" }, { "x", "" } }, { { "a", "bc", "x" }, { "ab", "c", "x" } },
		{ { "x", "a", "bc" }, { "x", "ab", "c" } } };
	static const uint32_t counts[] = { 1, 2, 3, 3 };

	(void)state;
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		static struct columns columns;
		static struct pools pools;
		struct held texts[3];
		const struct held *each[] = { &texts[0], &texts[1], &texts[2] };
		struct arena arena = ARENA_INIT;

		set_figures(&pools, "01");
		pools.places[0] = 1u << 1;
		make_columns(&columns, &pools);
		for (uint32_t key = 0; key < 3; key++) {
			held_init(&texts[key], SHAPE_TEXT, type_plain(KIND_TEXT));
			held_resize(&texts[key], 2);
			for (uint32_t row = 0; row < 2 && key < counts[i]; row++)
				held_put(&texts[key], row, &(struct value){ .state = GIVEN,
				    .type = type_plain(KIND_TEXT), .text = keys[i][row][key],
				    .text_length = (uint32_t)strlen(keys[i][row][key]) });
		}
		columns.rank.each_count = counts[i];
		columns.input.each = each;
		ranking_run(&columns.input, &columns.out, &arena, NULL, NULL, NULL);
		assert_int_equal(answer_of(&columns, 0), YES);
		assert_int_equal(answer_of(&columns, 1), YES);
		for (uint32_t key = 0; key < 3; key++)
			held_release(&texts[key]);
		release_columns(&columns);
		arena_release(&arena);
	}
}

/* Eight rows of four pools; the lowest of each is in. */
static void
each_of_many_pools_is_ranked_by_itself(void **state)
{
	static const char *const keys[] = { "C", "A", "D", "B", "A", "B", "C", "D" };
	static struct columns columns;
	static struct pools pools;
	struct arena arena = ARENA_INIT;

	(void)state;
	set_figures(&pools, "20121100");
	pools.places[0] = 1u << 1;
	make_columns(&columns, &pools);
	for (uint32_t row = 0; row < 8; row++)
		held_put(&columns.each, row, &(struct value){ .state = GIVEN,
		    .type = type_plain(KIND_TEXT), .text = keys[row], .text_length = 1 });
	columns.rank.each_count = 1;
	columns.rank.ties_excluded = true;
	ranking_run(&columns.input, &columns.out, &arena, NULL, NULL, NULL);
	for (uint32_t row = 0; row < 8; row++)
		assert_int_equal(answer_of(&columns, row), "nynnnyyy"[row] == 'y' ? YES : NO);
	release_columns(&columns);
	arena_release(&arena);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(ties_are_in_or_out_together),
		cmocka_unit_test(ties_are_told_in_the_order_of_their_rows),
		cmocka_unit_test(what_may_take_a_place_leaves_the_edge_open),
		cmocka_unit_test(fractions_are_compared_exactly),
		cmocka_unit_test(a_place_that_is_begun_is_a_place),
		cmocka_unit_test(each_of_many_pools_is_ranked_by_itself),
		cmocka_unit_test(pools_are_told_apart_by_each_of_their_keys),
		cmocka_unit_test(small_pools_hold_whatever_the_facts_turn_out_to_be),
		cmocka_unit_test(larger_pools_go_by_the_rule)
	};

	return RUN_TESTS(tests);
}
