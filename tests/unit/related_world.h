/*
 * related_world: what related rows mean, for the test beside it: a world of few values, and the
 * rules of writ.5, Rows of another table, read out one pair of rows at a time. Slow, and without an
 * index.
 */
#ifndef TESTS_UNIT_RELATED_WORLD_H
#define TESTS_UNIT_RELATED_WORLD_H

#include <stdio.h>
#include <string.h>

#include "interp/related.h"
#include "lang/arena.h"

static uint64_t random_state = 11;

static uint32_t
random_below(uint32_t limit)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (uint32_t)(random_state >> 20) % limit;
}

/* ---- a world of few values: a fact is the set of what it could be ---- */

enum { VALUES = 4, BLANK = 16, ANY = 31, NO = 1, YES = 2, EITHER = 3, KEYS = 2, ROOM = 70 };

struct world {
	uint32_t ours, theirs, key_count;
	enum shape key_shape[KEYS], value_shape, what_shape;
	bool members, has_where, has_doubt, compares;
	/* their labels stand in another order than ours, in a list of their own */
	bool turned;
	enum comparison compare;
	unsigned our_keys[KEYS][ROOM], their_keys[KEYS][ROOM];
	unsigned our_value[ROOM], their_value[ROOM], what[ROOM], where[ROOM];
	unsigned doubtful[ROOM];		/* YES, or NO, or EITHER: it may be there */
	unsigned group[ROOM];			/* bits of the rows of the group; 0: of none */
	uint32_t order[ROOM];
};

static const char *const names[] = { "Amber", "Blue", "Crimson", "Dun" };
static const char *const names_turned[] = { "Dun", "Crimson", "Blue", "Amber" };
static const struct label_set set = { .count = VALUES, .names = names },
			      set_turned = { .count = VALUES, .names = names_turned };
static const char *const texts[] = { "", "a", "b", "b and a good deal more" };

static bool
is_single(unsigned fact)
{
	return fact != 0 && (fact & (fact - 1)) == 0;
}

static bool
is_given(unsigned fact)
{
	return is_single(fact) && fact != BLANK;
}

static struct type
shape_type(enum shape shape, bool turned)
{
	struct type type = type_plain(KIND_NUMBER);

	type.fraction = shape == SHAPE_FRACTION;
	if (shape == SHAPE_TEXT)
		type = type_plain(KIND_TEXT);
	if (shape == SHAPE_LABELS) {
		type = type_plain(KIND_LABEL);
		type.labels = turned ? &set_turned : &set;
	}
	return type;
}

static struct value
fact_value(enum shape shape, unsigned fact, bool turned)
{
	struct value value = { .type = shape_type(shape, turned) };
	int index = fact == 0 ? 0 : __builtin_ctz(fact);

	value.state = fact == BLANK ? NOTHING : is_single(fact) ? GIVEN : UNKNOWN;
	if (shape == SHAPE_LABELS) {
		for (unsigned i = 0; i < VALUES; i++)
			if (fact >> i & 1)
				value.labels |= UINT64_C(1) << (turned ? VALUES - 1 - i : i);
		value.labels |= fact & BLANK ? LABEL_NOTHING : 0;
	} else if (value.state == GIVEN && shape == SHAPE_TEXT) {
		value.text = texts[index];
		value.text_length = strlen(texts[index]);
	} else if (value.state == GIVEN) {
		value.num = (index - 1) * INT64_C(250000000);
		value.den = shape == SHAPE_FRACTION ? 1000000000 : 0;
	}
	return value;
}

static void
fill(struct held *held, enum shape shape, const unsigned *facts, uint32_t rows, bool turned)
{
	held_init(held, shape, shape_type(shape, turned));
	held_resize(held, rows);
	for (uint32_t row = 0; row < rows; row++) {
		struct value value = fact_value(shape, facts[row], turned);

		held_put(held, row, &value);
	}
}

/* ---- the rules, read out one pair at a time ---- */

static unsigned
truth_if(bool yes)
{
	return yes ? YES : NO;
}

static unsigned
compares(const struct world *world, unsigned theirs, unsigned ours)
{
	bool same = world->compare == COMPARE_IS;

	if (world->value_shape == SHAPE_LABELS) {
		if ((theirs | ours) & BLANK)
			return EITHER;
		if ((theirs & ours) == 0)
			return truth_if(!same);
		return is_single(theirs) && is_single(ours) ? truth_if(same) : EITHER;
	}
	if (!is_given(theirs) || !is_given(ours))
		return EITHER;
	switch (world->compare) {
	case COMPARE_IS: return truth_if(theirs == ours);
	case COMPARE_IS_NOT: return truth_if(theirs != ours);
	case COMPARE_MORE:
	case COMPARE_AFTER: return truth_if(theirs > ours);
	case COMPARE_LESS:
	case COMPARE_BEFORE: return truth_if(theirs < ours);
	case COMPARE_AT_LEAST:
	case COMPARE_ON_OR_AFTER: return truth_if(theirs >= ours);
	case COMPARE_AT_MOST:
	case COMPARE_ON_OR_BEFORE: return truth_if(theirs <= ours);
	}
	return EITHER;
}

static unsigned
both(unsigned a, unsigned b)
{
	if (a == NO || b == NO)
		return NO;
	return a == YES && b == YES ? YES : EITHER;
}

static unsigned
belongs(const struct world *world, uint32_t ours, uint32_t theirs)
{
	unsigned truth = YES;

	if (world->members) {
		unsigned here = 1u << ours, group = world->group[theirs];

		truth = (group & here) == 0 ? NO : is_single(group) ? YES : EITHER;
	}
	for (uint32_t i = 0; i < world->key_count && !world->members; i++) {
		unsigned a = world->our_keys[i][ours], b = world->their_keys[i][theirs];

		if (a == BLANK || b == BLANK)
			truth = both(truth, NO);
		else if (!is_single(a) || !is_single(b))
			truth = both(truth, EITHER);
		else
			truth = both(truth, truth_if(a == b));
	}
	if (world->has_where)
		truth = both(truth, world->where[theirs]);
	if (world->compares)
		truth = both(truth, compares(world, world->their_value[theirs],
		    world->our_value[ours]));
	if (world->has_doubt && world->doubtful[theirs] == EITHER)
		truth = both(truth, EITHER);
	return truth;
}

static void
spell(char *out, size_t room, const struct value *value)
{
	if (value->state == UNKNOWN)
		snprintf(out, room, "unknown");
	else if (value->state == NOTHING)
		snprintf(out, room, "nothing");
	else if (value->type.kind == KIND_TEXT)
		snprintf(out, room, "'%.*s'", (int)value->text_length,
		    value->text_length > 0 ? value->text : "");
	else if (value->type.kind == KIND_LABEL)
		snprintf(out, room, "%llu", (unsigned long long)value->labels);
	else
		snprintf(out, room, "%lld/%lld", (long long)value->num, (long long)value->den);
}


static void
spell_ratio(char *out, size_t room, int64_t num, int64_t den)
{
	int64_t a = num < 0 ? -num : num, b = den;

	while (b != 0) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	snprintf(out, room, "%lld/%lld", (long long)(num / a), (long long)(den / a));
}

static void
spell_list(const struct world *world, uint32_t ours, struct arena *arena, char *out, size_t room)
{
	bool first = true;
	size_t at = 1;

	strcpy(out, "'");
	for (uint32_t i = 0; i < world->theirs; i++) {
		uint32_t row = world->order[i];
		struct value value = fact_value(world->what_shape, world->what[row], true);

		if (belongs(world, ours, row) != YES)
			continue;
		at += (size_t)snprintf(out + at, room - at, "%s%s", first ? "" : ", ",
		    value_spell(arena, &value, SPELL_PLAIN));
		first = false;
	}
	snprintf(out + at, room - at, "'");
}

struct tally {
	uint32_t sure, may;
	bool unfit;		/* a value among all of them is blank or unknown */
	unsigned sure_values, may_values;
	bool may_tells;		/* one that may belong is not 0 */
	int64_t sum;
};

static struct tally
tally_of(const struct world *world, uint32_t ours)
{
	struct tally tally = { 0 };

	for (uint32_t row = 0; row < world->theirs; row++) {
		unsigned truth = belongs(world, ours, row), what = world->what[row];
		int64_t number = is_given(what) ? fact_value(SHAPE_FIGURE, what, false).num : 1;

		if (truth == NO)
			continue;
		tally.unfit = tally.unfit || !is_given(what);
		if (truth == YES) {
			tally.sure++;
			tally.sure_values |= what;
			tally.sum += number;
		} else {
			tally.may++;
			tally.may_values |= what;
			tally.may_tells = tally.may_tells || number != 0;
		}
	}
	return tally;
}

static void
spell_best(const struct world *world, const struct tally *tally, bool high, char *out, size_t room)
{
	unsigned all = tally->sure_values | tally->may_values, best, best_of_all;
	struct value value;

	if (tally->sure == 0) {
		snprintf(out, room, tally->may > 0 ? "unknown" : "nothing");
		return;
	}
	best = high ? 1u << (31 - __builtin_clz(tally->sure_values)) :
	    tally->sure_values & (0 - tally->sure_values);
	best_of_all = high ? 1u << (31 - __builtin_clz(all)) : all & (0 - all);
	if (best != best_of_all) {
		snprintf(out, room, "unknown");
		return;
	}
	value = fact_value(world->what_shape, best, true);
	if (world->what_shape == SHAPE_FRACTION)
		spell_ratio(out, room, value.num, value.den);
	else
		spell(out, room, &value);
}

static const enum aggregate_kind kinds[] = {
	AGGREGATE_COUNT, AGGREGATE_COUNT_DIFFERENT, AGGREGATE_SUM, AGGREGATE_AVERAGE,
	AGGREGATE_LIST, AGGREGATE_LATEST, AGGREGATE_EARLIEST, AGGREGATE_LOWEST, AGGREGATE_HIGHEST
};

enum { KINDS = sizeof kinds / sizeof kinds[0], SPELLED = 4096 };

/* The plain count has no column; the others have `what`. */
static void
expected(const struct world *world, uint32_t ours, enum aggregate_kind kind, struct arena *arena,
    char *out, size_t room)
{
	struct tally tally = tally_of(world, ours);

	snprintf(out, room, "unknown");
	if (kind != AGGREGATE_COUNT && tally.unfit)
		return;
	switch (kind) {
	case AGGREGATE_COUNT:
		if (tally.may == 0)
			snprintf(out, room, "%lld/0", tally.sure * 1000000000LL);
		return;
	case AGGREGATE_COUNT_DIFFERENT:
		if ((tally.may_values & ~tally.sure_values) == 0)
			snprintf(out, room, "%lld/0",
			    __builtin_popcount(tally.sure_values) * 1000000000LL);
		return;
	case AGGREGATE_SUM:
		if (!tally.may_tells)
			snprintf(out, room, "%lld/0", (long long)tally.sum);
		return;
	case AGGREGATE_AVERAGE:
		if (tally.may == 0 && tally.sure == 0)
			snprintf(out, room, "nothing");
		else if (tally.may == 0)
			spell_ratio(out, room, tally.sum, tally.sure * INT64_C(1000000000));
		return;
	case AGGREGATE_LIST:
		if (tally.may == 0)
			spell_list(world, ours, arena, out, room);
		return;
	case AGGREGATE_LATEST:
	case AGGREGATE_HIGHEST:
		spell_best(world, &tally, true, out, room);
		return;
	case AGGREGATE_EARLIEST:
	case AGGREGATE_LOWEST:
		spell_best(world, &tally, false, out, room);
		return;
	}
}

static unsigned
expected_exists(const struct world *world, uint32_t ours)
{
	struct tally tally = tally_of(world, ours);

	return tally.sure > 0 ? YES : tally.may > 0 ? EITHER : NO;
}

#endif
