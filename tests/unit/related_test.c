/*
 * related: worked cases, and thousands of small random tables. Those are judged twice: by
 * reading the rules row by row, pair by pair; and by trying out everything the unknown facts
 * could be, in which no answer given may ever change.
 */
#include "test.h"

#include "related_world.h"

/* ---- the same world as columns ---- */

struct columns {
	struct related related;
	struct related_input input;
	struct related_key keys[KEYS];
	struct held our_keys[KEYS], their_keys[KEYS], our_value, their_value, where, what;
	const struct held *our_pointers[KEYS], *their_pointers[KEYS];
	uint64_t doubtful[ROOM / 64 + 1], stray[ROOM / 64 + 1];
	uint32_t group[ROOM];
};

static void
make_columns(struct columns *columns, const struct world *world)
{
	struct related_input *input = &columns->input;

	memset(columns, 0, sizeof *columns);
	columns->related.members = world->members;
	columns->related.keys = columns->keys;
	columns->related.key_count = world->members ? 0 : world->key_count;
	columns->related.compare = world->compare;
	*input = (struct related_input){ .related = &columns->related, .ours = world->ours,
		.theirs = world->theirs, .our_keys = columns->our_pointers,
		.their_keys = columns->their_pointers };
	for (uint32_t i = 0; i < world->key_count; i++) {
		fill(&columns->our_keys[i], world->key_shape[i], world->our_keys[i], world->ours,
		    false);
		fill(&columns->their_keys[i], world->key_shape[i], world->their_keys[i],
		    world->theirs, world->turned);
		columns->our_pointers[i] = &columns->our_keys[i];
		columns->their_pointers[i] = &columns->their_keys[i];
	}
	fill(&columns->our_value, world->value_shape, world->our_value, world->ours, false);
	fill(&columns->their_value, world->value_shape, world->their_value, world->theirs,
	    world->turned);
	fill(&columns->what, world->what_shape, world->what, world->theirs, true);
	input->our_value = world->compares ? &columns->our_value : NULL;
	input->their_value = world->compares ? &columns->their_value : NULL;
	held_init(&columns->where, SHAPE_TRUTH, type_plain(KIND_YES_NO));
	held_resize(&columns->where, world->theirs);
	for (uint32_t row = 0; row < world->theirs; row++) {
		struct value truth = { .state = is_single(world->where[row]) ? GIVEN : UNKNOWN,
		    .labels = world->where[row] };
		unsigned group = world->group[row];

		held_put(&columns->where, row, &truth);
		if (world->doubtful[row] == EITHER)
			columns->doubtful[row / 64] |= UINT64_C(1) << row % 64;
		columns->group[row] = is_single(group) ? (uint32_t)__builtin_ctz(group) :
		    HELD_NO_ROW;
		if (group != 0 && !is_single(group))
			columns->stray[row / 64] |= UINT64_C(1) << row % 64;
	}
	input->where = world->has_where ? &columns->where : NULL;
	input->doubtful = world->has_doubt ? columns->doubtful : NULL;
	input->group = columns->group;
	input->stray = columns->stray;
}

static void
release_columns(struct columns *columns)
{
	for (uint32_t i = 0; i < KEYS; i++) {
		held_release(&columns->our_keys[i]);
		held_release(&columns->their_keys[i]);
	}
	held_release(&columns->our_value);
	held_release(&columns->their_value);
	held_release(&columns->where);
	held_release(&columns->what);
}

/* ---- random worlds ---- */

static unsigned
random_fact(enum shape shape, uint32_t unknowns)
{
	uint32_t pick = random_below(100);

	if (pick < unknowns)
		return shape == SHAPE_LABELS ? 1 + random_below(ANY) : ANY;
	if (pick < unknowns + 8)
		return BLANK;
	return 1u << random_below(VALUES);
}

static enum shape
random_shape(void)
{
	static const enum shape shapes[] = { SHAPE_LABELS, SHAPE_FIGURE, SHAPE_FRACTION,
	    SHAPE_TEXT };

	return shapes[random_below(4)];
}

static void
make_world(struct world *world, uint32_t ours, uint32_t theirs, uint32_t unknowns)
{
	memset(world, 0, sizeof *world);
	world->ours = ours;
	world->theirs = theirs;
	world->members = random_below(5) == 0;
	world->key_count = random_below(KEYS + 1);
	for (uint32_t i = 0; i < KEYS; i++)
		world->key_shape[i] = random_shape();
	world->value_shape = random_shape();
	world->turned = random_below(2) == 0;
	world->what_shape = random_shape();
	world->compares = random_below(2) == 0;
	world->compare = random_below(10);
	if (world->value_shape == SHAPE_LABELS)
		world->compare = random_below(2) == 0 ? COMPARE_IS : COMPARE_IS_NOT;
	world->has_where = random_below(2) == 0;
	world->has_doubt = random_below(3) == 0;
	for (uint32_t row = 0; row < ours; row++) {
		for (uint32_t i = 0; i < KEYS; i++)
			world->our_keys[i][row] = random_fact(world->key_shape[i], unknowns);
		world->our_value[row] = random_fact(world->value_shape, unknowns);
	}
	for (uint32_t row = 0; row < theirs; row++) {
		uint32_t other = random_below(row + 1);

		for (uint32_t i = 0; i < KEYS; i++)
			world->their_keys[i][row] = random_fact(world->key_shape[i], unknowns);
		world->their_value[row] = random_fact(world->value_shape, unknowns);
		world->what[row] = random_below(5) > 0 ? 1u << random_below(VALUES) :
		    random_fact(world->what_shape, unknowns);
		world->where[row] = random_below(100) < unknowns ? EITHER :
		    truth_if(random_below(4) > 0);
		world->doubtful[row] = random_below(100) < unknowns ? EITHER : YES;
		world->group[row] = random_below(8) == 0 ? 0 : 1u << random_below(ours);
		if (random_below(100) < unknowns / 2)
			world->group[row] = ours < 2 ? 0 : (1u << ours) - 1;
		world->order[row] = world->order[other];
		world->order[other] = row;
	}
}

/* ---- everything the unknown facts could be ---- */

enum { FACTS = 12, WORLDS = 8000 };

struct trial {
	struct world world;
	uint32_t ours;
	unsigned *facts[FACTS], could_be[FACTS];
	uint32_t count;
	char answers[KINDS][SPELLED];
	unsigned exists;
};

static bool
take_fact(struct trial *trial, unsigned *fact)
{
	if (is_single(*fact) || *fact == 0)
		return true;
	if (trial->count == FACTS)
		return false;
	trial->facts[trial->count] = fact;
	trial->could_be[trial->count++] = *fact;
	return true;
}

/* The facts that matter to one row of ours; false when there are too many to try. */
static bool
take_facts(struct trial *trial)
{
	struct world *world = &trial->world;
	bool few = !world->compares || take_fact(trial, &world->our_value[trial->ours]);
	double worlds = 1;

	for (uint32_t i = 0; i < world->key_count && !world->members; i++)
		few = few && take_fact(trial, &world->our_keys[i][trial->ours]);
	for (uint32_t row = 0; row < world->theirs; row++) {
		for (uint32_t i = 0; i < world->key_count && !world->members; i++)
			few = few && take_fact(trial, &world->their_keys[i][row]);
		few = few && take_fact(trial, &world->what[row]);
		few = few && (!world->compares || take_fact(trial, &world->their_value[row]));
		few = few && (!world->has_where || take_fact(trial, &world->where[row]));
		few = few && (!world->has_doubt || take_fact(trial, &world->doubtful[row]));
		few = few && (!world->members || take_fact(trial, &world->group[row]));
	}
	for (uint32_t i = 0; i < trial->count; i++)
		worlds *= __builtin_popcount(trial->could_be[i]);
	return few && worlds <= WORLDS;
}

/* Whoever turns out not to be there belongs to nobody. */
static void
settle_doubt(struct world *world)
{
	for (uint32_t row = 0; row < world->theirs; row++) {
		if (!world->has_where)
			world->where[row] = YES;
		if (world->has_doubt && world->doubtful[row] == NO)
			world->where[row] = NO;
	}
	world->has_where = true;
}

static uint32_t
try_facts(struct trial *trial, uint32_t at, struct arena *arena)
{
	static char answer[SPELLED];
	struct world world;
	uint32_t worlds = 0;

	if (at < trial->count) {
		for (unsigned left = trial->could_be[at]; left != 0; left &= left - 1) {
			*trial->facts[at] = left & (0 - left);
			worlds += try_facts(trial, at + 1, arena);
		}
		*trial->facts[at] = trial->could_be[at];
		return worlds;
	}
	world = trial->world;
	settle_doubt(&world);
	for (uint32_t k = 0; k < KINDS; k++) {
		if (strcmp(trial->answers[k], "unknown") == 0)
			continue;
		expected(&world, trial->ours, kinds[k], arena, answer, sizeof answer);
		assert_string_equal(answer, trial->answers[k]);
	}
	if (trial->exists != EITHER)
		assert_int_equal(expected_exists(&world, trial->ours), trial->exists);
	return 1;
}

/* ---- judging ---- */

static bool
kind_fits(const struct world *world, enum aggregate_kind kind)
{
	if (kind == AGGREGATE_SUM || kind == AGGREGATE_AVERAGE)
		return world->what_shape == SHAPE_FIGURE;
	return kind == AGGREGATE_COUNT || kind == AGGREGATE_COUNT_DIFFERENT ||
	    kind == AGGREGATE_LIST ||
	    world->what_shape == SHAPE_FIGURE || world->what_shape == SHAPE_FRACTION;
}

static enum shape
out_shape(const struct world *world, enum aggregate_kind kind)
{
	if (kind == AGGREGATE_LIST)
		return SHAPE_TEXT;
	if (kind == AGGREGATE_AVERAGE)
		return SHAPE_FRACTION;
	if (kind == AGGREGATE_COUNT || kind == AGGREGATE_COUNT_DIFFERENT || kind == AGGREGATE_SUM)
		return SHAPE_FIGURE;
	return world->what_shape;
}

static char answers[KINDS][ROOM][SPELLED];
static unsigned exists[ROOM];

static void
judge_rows(const struct world *world, const struct columns *columns,
    const struct related_index *index, struct arena *arena)
{
	static char wanted[SPELLED];
	struct held out;

	for (uint32_t k = 0; k < KINDS; k++) {
		uint64_t too_large[ROOM / 64 + 1] = { 0 };

		for (uint32_t row = 0; row < world->ours; row++)
			strcpy(answers[k][row], "unknown");
		if (!kind_fits(world, kinds[k]))
			continue;
		held_init(&out, out_shape(world, kinds[k]),
		    shape_type(out_shape(world, kinds[k]), true));
		related_aggregate(index, kinds[k],
		    kinds[k] == AGGREGATE_COUNT ? NULL : &columns->what, world->order, arena, &out,
		    too_large);
		assert_int_equal(out.rows, world->ours);
		for (uint32_t row = 0; row < world->ours; row++) {
			struct value value = held_value(&out, row);

			spell(answers[k][row], SPELLED, &value);
			expected(world, row, kinds[k], arena, wanted, sizeof wanted);
			assert_string_equal(answers[k][row], wanted);
		}
		assert_true(too_large[0] == 0 && too_large[1] == 0);
		held_release(&out);
	}
	held_init(&out, SHAPE_TRUTH, type_plain(KIND_YES_NO));
	related_exists(index, &out);
	for (uint32_t row = 0; row < world->ours; row++) {
		exists[row] = HELD_BIT(out.second, row) ? NO : EITHER;
		if (HELD_BIT(out.first, row))
			exists[row] = YES;
		assert_int_equal(exists[row], expected_exists(world, row));
	}
	held_release(&out);
}

static void
judge_lists(const struct world *world, const struct related_index *index)
{
	uint32_t rows[ROOM], room = 1 + random_below(ROOM - 1);
	bool sure[ROOM];

	for (uint32_t ours = 0; ours < world->ours; ours++) {
		uint32_t count = related_list(index, ours, rows, sure, room), at = 0;

		for (uint32_t row = 0; row < world->theirs; row++) {
			unsigned truth = belongs(world, ours, row);

			if (truth == NO)
				continue;
			if (at < room)
				assert_true(rows[at] == row && sure[at] == (truth == YES));
			at++;
		}
		assert_int_equal(count, at);
	}
}

enum { EXISTS = KINDS };		/* `there is`, beside the kinds of figures */

/* The world of one row of theirs: what surely belongs with its figure known stays, all others are
 * gone. Is the answer open then? */
static bool
leaves_open(const struct world *world, uint32_t ours, uint32_t theirs, uint32_t k,
    struct arena *arena)
{
	static struct world alone;
	static char answer[SPELLED];

	alone = *world;
	alone.has_where = true;
	for (uint32_t row = 0; row < world->theirs; row++) {
		bool plain = belongs(world, ours, row) == YES &&
		    (k == EXISTS || kinds[k] == AGGREGATE_COUNT || is_given(world->what[row]));

		alone.where[row] = row != theirs && !plain ? NO :
		    world->has_where                       ? world->where[row] :
							     YES;
	}
	if (k == EXISTS)
		return expected_exists(&alone, ours) == EITHER;
	expected(&alone, ours, kinds[k], arena, answer, sizeof answer);
	return strcmp(answer, "unknown") == 0;
}

/* Whatever the order of the rows: those that leave the answer open, first by a key that has nothing
 * to do with their places. */
static void
judge_picks(const struct world *world, const struct columns *columns,
    const struct related_index *index, struct arena *arena)
{
	struct held key;
	const struct held *keys[] = { &key };
	struct value number = { .state = GIVEN, .type = type_plain(KIND_NUMBER) };
	uint32_t place[ROOM];

	held_init(&key, SHAPE_FIGURE, type_plain(KIND_NUMBER));
	held_resize(&key, world->theirs);
	for (uint32_t row = 0; row < world->theirs; row++) {
		uint32_t other = random_below(row + 1);

		place[row] = place[other];
		place[other] = row;
	}
	for (uint32_t row = 0; row < world->theirs; row++) {
		number.num = row;
		held_put(&key, place[row], &number);	/* the row that comes at that place */
	}
	for (uint32_t ours = 0; ours < world->ours; ours++)
		for (uint32_t k = 0; k <= EXISTS; k++) {
			struct expr aggregate = { .kind =
						      k == EXISTS ? EXPR_EXISTS : EXPR_AGGREGATE };
			struct related_choice choice = { .which = RELATED_OPEN,
				.aggregate = &aggregate,
				.keys = keys,
				.key_count = 1 };
			uint32_t rows[ROOM], room = random_below(5), count, at = 0;
			const uint32_t untouched = 12345;

			if (k == EXISTS ? exists[ours] != EITHER :
					  !kind_fits(world, kinds[k]) ||
				    strcmp(answers[k][ours], "unknown") != 0)
				continue;
			if (k != EXISTS)
				aggregate.aggregate = kinds[k];
			if (k != EXISTS && kinds[k] != AGGREGATE_COUNT)
				choice.what = &columns->what;
			rows[room] = untouched;
			count = related_pick(index, ours, &choice, rows, room);
			assert_int_equal(rows[room], untouched);
			for (uint32_t n = 0; n < world->theirs; n++) {
				if (!leaves_open(world, ours, place[n], k, arena))
					continue;
				if (at < room)
					assert_int_equal(rows[at], place[n]);
				at++;
			}
			assert_int_equal(count, at);
			assert_true(count > 0);
		}
	held_release(&key);
}

static uint32_t
judge(const struct world *world, bool try_all)
{
	static struct columns columns;
	static struct trial trial;
	struct arena arena = ARENA_INIT;
	struct related_index *index;
	uint32_t worlds = 0;

	make_columns(&columns, world);
	index = related_make(&columns.input);
	judge_rows(world, &columns, index, &arena);
	judge_lists(world, index);
	judge_picks(world, &columns, index, &arena);
	for (uint32_t ours = 0; ours < world->ours && try_all; ours++) {
		trial.world = *world;
		trial.ours = ours;
		trial.count = 0;
		trial.exists = exists[ours];
		for (uint32_t k = 0; k < KINDS; k++)
			strcpy(trial.answers[k], answers[k][ours]);
		if (take_facts(&trial))
			worlds += try_facts(&trial, 0, &arena);
	}
	related_free(index);
	release_columns(&columns);
	arena_release(&arena);
	return worlds;
}

static void
small_tables_hold_whatever_the_facts_turn_out_to_be(void **state)
{
	static struct world world;
	uint32_t worlds = 0;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		make_world(&world, 1 + random_below(3), random_below(5), 5 + random_below(3) * 10);
		worlds += judge(&world, true);
	}
	assert_true(worlds > 100000);
}

static void
larger_tables_go_by_the_rules(void **state)
{
	static struct world world;

	(void)state;
	for (int round = 0; round < 1500; round++) {
		make_world(&world, 1 + random_below(20), random_below(ROOM),
		    random_below(4) * random_below(4) * 2);
		judge(&world, false);
	}
}

/* ---- worked cases ---- */

/* Two practices; replies on days 1 to 4; ours asks for replies on or after a day. */
static void
set_replies(struct world *world)
{
	static const unsigned their_practice[] = { 1, 1, 2, 1, 2, 4 }, day[] = { 1, 4, 2, 2, 8, 1 };

	memset(world, 0, sizeof *world);
	world->ours = 3;
	world->theirs = 6;
	world->key_count = 1;
	world->key_shape[0] = SHAPE_TEXT;
	world->value_shape = world->what_shape = SHAPE_FIGURE;
	for (uint32_t row = 0; row < 6; row++) {
		world->their_keys[0][row] = their_practice[row];
		world->their_value[row] = world->what[row] = day[row];
		world->where[row] = world->doubtful[row] = YES;
		world->order[row] = row;
	}
	for (uint32_t row = 0; row < 3; row++) {
		world->our_keys[0][row] = 1u << row;
		world->our_value[row] = 2;
	}
}

static void
assert_answers(const struct world *world, enum aggregate_kind kind, const char *first,
    const char *second, const char *third)
{
	judge(world, true);
	assert_string_equal(answers[kind][0], first);
	assert_string_equal(answers[kind][1], second);
	assert_string_equal(answers[kind][2], third);
}

static void
rows_belong_by_their_key(void **state)
{
	static struct world world;

	(void)state;
	set_replies(&world);
	assert_answers(&world, AGGREGATE_COUNT, "3000000000/0", "2000000000/0", "1000000000/0");
	assert_answers(&world, AGGREGATE_LATEST, "250000000/0", "500000000/0", "-250000000/0");
	assert_answers(&world, AGGREGATE_LIST, "'-0.25, 0.25, 0'", "'0, 0.5'", "'-0.25'");
	assert_answers(&world, AGGREGATE_AVERAGE, "0/1", "1/4", "-1/4");
	world.order[0] = 3;
	world.order[3] = 0;
	assert_answers(&world, AGGREGATE_LIST, "'0, 0.25, -0.25'", "'0, 0.5'", "'-0.25'");
	world.theirs = 5;
	world.order[0] = 0;
	world.order[3] = 3;
	assert_answers(&world, AGGREGATE_COUNT, "3000000000/0", "2000000000/0", "0/0");
	assert_answers(&world, AGGREGATE_SUM, "0/0", "500000000/0", "0/0");
	assert_answers(&world, AGGREGATE_LIST, "'-0.25, 0.25, 0'", "'0, 0.5'", "''");
	assert_answers(&world, AGGREGATE_LOWEST, "-250000000/0", "0/0", "nothing");
	assert_answers(&world, AGGREGATE_AVERAGE, "0/1", "1/4", "nothing");
}

static void
a_comparison_picks_among_them(void **state)
{
	static struct world world;

	(void)state;
	set_replies(&world);
	world.compares = true;
	world.compare = COMPARE_ON_OR_AFTER;
	assert_answers(&world, AGGREGATE_COUNT, "2000000000/0", "2000000000/0", "0/0");
	world.compare = COMPARE_AFTER;
	assert_answers(&world, AGGREGATE_EARLIEST, "250000000/0", "500000000/0", "nothing");
	world.our_value[0] = ANY;
	world.their_value[2] = BLANK;
	assert_answers(&world, AGGREGATE_COUNT, "unknown", "unknown", "0/0");
	assert_answers(&world, AGGREGATE_HIGHEST, "unknown", "500000000/0", "nothing");
}

static void
unknown_keys_leave_a_match_open_and_empty_ones_match_nothing(void **state)
{
	static struct world world;

	(void)state;
	set_replies(&world);
	world.their_keys[0][5] = ANY;
	world.our_keys[0][1] = BLANK;
	assert_answers(&world, AGGREGATE_COUNT, "unknown", "0/0", "unknown");
	assert_answers(&world, AGGREGATE_LATEST, "250000000/0", "nothing", "unknown");
	assert_int_equal(exists[0], YES);
	assert_int_equal(exists[1], NO);
	assert_int_equal(exists[2], EITHER);
	world.their_keys[0][5] = BLANK;
	world.our_keys[0][1] = ANY;
	assert_answers(&world, AGGREGATE_COUNT, "3000000000/0", "unknown", "0/0");
	world.theirs = 0;
	assert_answers(&world, AGGREGATE_COUNT, "0/0", "0/0", "0/0");
	assert_int_equal(exists[1], NO);
}

static void
figures_that_do_not_fit_are_unknown(void **state)
{
	static struct world world;
	static struct columns columns;
	struct value large = { .state = GIVEN, .type = type_plain(KIND_NUMBER), .num = INT64_MAX };
	struct arena arena = ARENA_INIT;
	struct related_index *index;
	struct held out;
	uint64_t too_large = 0;

	(void)state;
	set_replies(&world);
	make_columns(&columns, &world);
	held_put(&columns.what, 2, &large);
	large.num = INT64_MAX - 1;
	held_put(&columns.what, 4, &large);
	index = related_make(&columns.input);
	held_init(&out, SHAPE_FIGURE, type_plain(KIND_NUMBER));
	related_aggregate(index, AGGREGATE_SUM, &columns.what, NULL, &arena, &out, &too_large);
	assert_true(too_large == 2 && held_value(&out, 1).state == UNKNOWN &&
	    held_value(&out, 0).state == GIVEN);
	large.num = -INT64_MAX;
	held_put(&columns.what, 2, &large);
	large.num = -1;
	held_put(&columns.what, 4, &large);
	too_large = 0;
	related_aggregate(index, AGGREGATE_SUM, &columns.what, NULL, &arena, &out, &too_large);
	assert_true(too_large == 2 && held_value(&out, 1).state == UNKNOWN);
	large.num = INT64_MAX;
	held_put(&columns.what, 2, &large);
	large.num = INT64_MAX - 1;
	held_put(&columns.what, 4, &large);
	held_release(&out);
	too_large = 0;
	held_init(&out, SHAPE_FRACTION, shape_type(SHAPE_FRACTION, false));
	related_aggregate(index, AGGREGATE_AVERAGE, &columns.what, NULL, &arena, &out, &too_large);
	assert_true(too_large == 2 && held_value(&out, 1).state == UNKNOWN);
	large.num = -1;
	held_put(&columns.what, 4, &large);
	too_large = 0;
	related_aggregate(index, AGGREGATE_AVERAGE, &columns.what, NULL, &arena, &out, &too_large);
	assert_true(too_large == 0 && held_value(&out, 1).num == INT64_C(4611686018427387903) &&
	    held_value(&out, 1).den == 1000000000);
	held_release(&out);
	related_free(index);
	release_columns(&columns);
	arena_release(&arena);
}

/* Many rows on both sides, each with its own key: one pass, not a million pairs. */
static void
keys_are_found_not_compared(void **state)
{
	enum { MANY = 400000 };
	struct related_key key = { 0 };
	struct related related = { .keys = &key, .key_count = 1 };
	struct held keys, out;
	const struct held *pointer = &keys;
	struct related_input input = { .related = &related, .ours = MANY, .theirs = MANY,
		.our_keys = &pointer, .their_keys = &pointer };
	struct related_index *index;

	(void)state;
	held_init(&keys, SHAPE_FIGURE, type_plain(KIND_NUMBER));
	held_resize(&keys, MANY);
	for (uint32_t row = 0; row < MANY; row++) {
		struct value value = { .state = row % 4 == 3 ? UNKNOWN : GIVEN, .num = row / 2 };

		held_put(&keys, row, &value);
	}
	index = related_make(&input);
	held_init(&out, SHAPE_TRUTH, type_plain(KIND_YES_NO));
	related_exists(index, &out);
	for (uint32_t row = 0; row < MANY; row++)
		assert_int_equal(HELD_BIT(out.first, row), row % 4 != 3);
	related_free(index);
	held_release(&keys);
	held_release(&out);
}

/* A list is as long as a cell of a spreadsheet at most, and a sum fits 64 bits or is told as too
 * large: for each row of ours, also where several share an answer. */
static void
what_is_too_long_or_too_large_is_told_for_each_row(void **state)
{
	enum { OURS = 130, THEIRS = 8, FIRST = 16000, LONGEST = RELATED_LIST_MAX - FIRST - 2 };
	static const uint32_t lengths[THEIRS] = { FIRST, LONGEST, FIRST, LONGEST + 1, 1, 1,
		FIRST, LONGEST + 1 };
	static char letters[LONGEST + 2];
	struct related_key key = { 0 };
	struct related related = { .keys = &key, .key_count = 1 };
	struct held ours, theirs, what, amount, out;
	const struct held *our_keys = &ours, *their_keys = &theirs;
	struct related_input input = { .related = &related, .ours = OURS, .theirs = THEIRS,
		.our_keys = &our_keys, .their_keys = &their_keys };
	struct arena arena = ARENA_INIT;
	struct related_index *index;
	struct value value = { .state = GIVEN, .type = type_plain(KIND_NUMBER) };

	(void)state;
	memset(letters, 'x', sizeof letters - 1);
	held_init(&ours, SHAPE_FIGURE, value.type);
	held_init(&theirs, SHAPE_FIGURE, value.type);
	held_init(&amount, SHAPE_FIGURE, value.type);
	held_init(&what, SHAPE_TEXT, type_plain(KIND_TEXT));
	held_resize(&ours, OURS);
	held_resize(&theirs, THEIRS);
	held_resize(&amount, THEIRS);
	held_resize(&what, THEIRS);
	for (uint32_t row = 0; row < OURS; row++) {	/* 0 fits, 1 does not, 2 is short */
		value.num = row == 100 ? 3 : row % 3;
		held_put(&ours, row, &value);
	}
	for (uint32_t row = 0; row < THEIRS; row++) {
		struct value text = { .state = GIVEN,
			.type = what.type,
			.text = letters,
			.text_length = lengths[row] };

		value.num = row / 2;
		held_put(&theirs, row, &value);
		held_put(&what, row, &text);
		value.num = INT64_MAX / 2 + (row % 2 == 1 || row / 2 % 2 == 1 ? 1 : 0);
		held_put(&amount, row, &value);
	}
	index = related_make(&input);
	for (int turn = 0; turn < 3; turn++) {		/* a list, one without notes, a sum */
		uint64_t too_large[3] = { 0 };

		held_init(&out, turn < 2 ? SHAPE_TEXT : SHAPE_FIGURE,
		    turn < 2 ? what.type : amount.type);
		related_aggregate(index, turn < 2 ? AGGREGATE_LIST : AGGREGATE_SUM,
		    turn < 2 ? &what : &amount, NULL, &arena, &out,
		    turn == 1 ? NULL : too_large);
		for (uint32_t row = 0; row < OURS; row++) {
			bool fits = row != 100 && row % 3 != 1;
			struct value got = held_value(&out, row);

			assert_int_equal(got.state, fits ? GIVEN : UNKNOWN);
			assert_int_equal(HELD_BIT(too_large, row), turn != 1 && !fits);
			if (fits && turn < 2)
				assert_int_equal(got.text_length,
				    row % 3 == 0 ? RELATED_LIST_MAX : strlen("x, x"));
			if (fits && turn == 2)
				assert_true(got.num == INT64_MAX);
		}
		held_release(&out);
	}
	related_free(index);
	held_release(&ours);
	held_release(&theirs);
	held_release(&what);
	held_release(&amount);
	arena_release(&arena);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_belong_by_their_key),
		cmocka_unit_test(a_comparison_picks_among_them),
		cmocka_unit_test(unknown_keys_leave_a_match_open_and_empty_ones_match_nothing),
		cmocka_unit_test(figures_that_do_not_fit_are_unknown),
		cmocka_unit_test(keys_are_found_not_compared),
		cmocka_unit_test(what_is_too_long_or_too_large_is_told_for_each_row),
		cmocka_unit_test(small_tables_hold_whatever_the_facts_turn_out_to_be),
		cmocka_unit_test(larger_tables_go_by_the_rules)
	};

	return RUN_TESTS(tests);
}
