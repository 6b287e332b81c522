/* rowmap: the first row with the same keys, one by one and many together, against looking through
 * all rows. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interp/rowmap.h"
#include "lang/arena.h"

enum { ROWS = 700, PROBES = 333 };

static uint32_t
draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

static const char *const names[] = { "Amber", "Blue", "Crimson", "Dun" };
static const struct label_set set = { .count = 4, .names = names };

static struct type
type_of(enum shape shape)
{
	struct type type = type_plain(shape == SHAPE_TEXT ? KIND_TEXT : KIND_NUMBER);

	if (shape == SHAPE_LABELS) {
		type = type_plain(KIND_LABEL);
		type.labels = &set;
	}
	type.fraction = shape == SHAPE_FRACTION;
	return type;
}

/* Texts of `length` letters out of few, figures, fractions and labels out of few; some empty, some
 * unknown. */
static void
fill(struct held *key, struct arena *arena, enum shape shape, uint32_t rows, uint32_t length,
    uint32_t *seed)
{
	held_init(key, shape, type_of(shape));
	held_resize(key, rows);
	for (uint32_t row = 0; row < rows; row++) {
		struct value value = { .state = GIVEN, .type = key->type };
		char *text = arena_alloc(arena, length + 1);

		for (uint32_t i = 0; i < length; i++)
			text[i] = (char)('a' + draw(seed, i < 3 ? 4 : 1));
		value.text = text;
		value.text_length = length;
		value.num = (int64_t)draw(seed, 12) * (int64_t)(UINT64_C(1) << 40);
		if (shape == SHAPE_FRACTION) {
			value.num = draw(seed, 5);
			value.den = 1 + draw(seed, 5);
		}
		value.labels = UINT64_C(1) << draw(seed, 4);
		if (draw(seed, 20) == 0) {
			value.state = draw(seed, 2) == 0 ? NOTHING : UNKNOWN;
			value.labels = value.state == NOTHING ? LABEL_NOTHING : 1 | 4;
		}
		held_put(key, row, &value);
	}
}

static bool
same(const struct held *const *keys, uint32_t a, const struct held *const *probes, uint32_t b,
    uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		struct value one = held_value(keys[i], a), other = held_value(probes[i], b);

		if (one.state != GIVEN || other.state != GIVEN)
			return false;
		if (keys[i]->shape == SHAPE_TEXT ? one.text_length != other.text_length ||
			memcmp(one.text, other.text, one.text_length) != 0 :
		    keys[i]->shape == SHAPE_LABELS ? one.labels != other.labels :
						     one.num != other.num || one.den != other.den)
			return false;
	}
	return true;
}

static void
all_ways_agree(const enum shape *shapes, uint32_t count, uint32_t length, uint32_t rows)
{
	struct arena arena = ARENA_INIT;
	struct held own[2], theirs[2];
	const struct held *keys[2] = { &own[0], &own[1] }, *probes[2] = { &theirs[0], &theirs[1] };
	uint32_t seed = 1 + length, found[PROBES], some[PROBES];
	struct rowmap *map;

	for (uint32_t i = 0; i < count; i++) {
		fill(&own[i], &arena, shapes[i], rows, length, &seed);
		fill(&theirs[i], &arena, shapes[i], PROBES, length, &seed);
	}
	map = rowmap_make(keys, count);
	rowmap_find_all(map, probes, 0, PROBES, found);
	rowmap_find_all(map, probes, 100, 70, some);
	assert_memory_equal(some, found + 100, 70 * sizeof *some);
	for (uint32_t row = 0; row < PROBES; row++) {
		uint32_t expected = 0;

		while (expected < rows && !same(keys, expected, probes, row, count))
			expected++;
		if (expected == rows)
			expected = HELD_NO_ROW;
		assert_int_equal(rowmap_find(map, probes, row), expected);
		assert_int_equal(found[row], expected);
	}
	rowmap_free(map);
	for (uint32_t i = 0; i < count; i++) {
		held_release(&own[i]);
		held_release(&theirs[i]);
	}
	arena_release(&arena);
}

static void
the_first_row_with_the_keys_is_found(void **state)
{
	static const enum shape texts[] = { SHAPE_TEXT, SHAPE_TEXT },
	    both[] = { SHAPE_TEXT, SHAPE_FIGURE }, figures[] = { SHAPE_FIGURE, SHAPE_FIGURE },
	    labels[] = { SHAPE_LABELS, SHAPE_LABELS },
	    fractions[] = { SHAPE_FRACTION, SHAPE_FRACTION };
	static const uint32_t rows[] = { 0, 1, 63, 64, 65, ROWS };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (uint32_t length = 1; length < 12; length += 5)
			for (uint32_t count = 1; count <= 2; count++) {
				all_ways_agree(texts, count, length, rows[i]);
				all_ways_agree(both, count, length, rows[i]);
				all_ways_agree(figures, count, length, rows[i]);
				all_ways_agree(labels, count, length, rows[i]);
				all_ways_agree(fractions, count, length, rows[i]);
			}
}

/* A short text is packed into one word, with its length: no two may come to the same one, and what
 * stands behind a text in its file has no part in it. */
static void
each_text_is_found_for_itself(const char *const *texts, uint32_t count)
{
	struct held own, theirs;
	const struct held *key = &own, *probe = &theirs;
	struct rowmap *map;
	char behind[8][16];
	uint32_t found[8];

	held_init(&own, SHAPE_TEXT, type_plain(KIND_TEXT));
	held_init(&theirs, SHAPE_TEXT, type_plain(KIND_TEXT));
	held_resize(&own, count);
	held_resize(&theirs, count);
	for (uint32_t row = 0; row < count; row++) {
		struct value value = { .state = GIVEN,
			.type = own.type,
			.text = texts[row],
			.text_length = strlen(texts[row]) };

		held_put(&own, row, &value);
		snprintf(behind[row], sizeof behind[row], "%s,more", texts[row]);
		value.text = behind[row];
		held_put(&theirs, row, &value);
	}
	map = rowmap_make(&key, 1);
	rowmap_find_all(map, &probe, 0, count, found);
	for (uint32_t row = 0; row < count; row++) {
		assert_int_equal(found[row], row);
		assert_int_equal(rowmap_find(map, &probe, row), row);
	}
	rowmap_free(map);
	held_release(&own);
	held_release(&theirs);
}

static void
texts_that_differ_in_one_letter_are_two(void **state)
{
	static const char *const seven[] = { "abcdefa", "abcdefe", "abcdefc", "abcdefq", "abcdef" },
				 *const eight[] = { "abcdefga", "abcdefgi", "abcdefgq" },
				 *const mixed[] = { "abcdefg", "abcdefga", "abcdefgh", "" };

	(void)state;
	each_text_is_found_for_itself(seven, 5);
	each_text_is_found_for_itself(eight, 3);
	each_text_is_found_for_itself(mixed, 4);
}

/* What was found out about a row says nothing about the one that stands at its place among the next
 * 64. */
static void
an_unknown_key_is_never_found(void **state)
{
	enum { MANY = 129 };
	struct held own[2], theirs[2];
	const struct held *keys[2] = { &own[0], &own[1] }, *probes[2] = { &theirs[0], &theirs[1] };
	struct value nought = { .state = GIVEN, .type = type_plain(KIND_NUMBER) };
	uint32_t found[MANY];
	struct rowmap *map;

	(void)state;
	for (uint32_t i = 0; i < 2; i++) {
		held_init(&own[i], SHAPE_FIGURE, nought.type);
		held_init(&theirs[i], SHAPE_FIGURE, nought.type);
		held_resize(&own[i], 1);
		held_resize(&theirs[i], MANY);
		held_put(&own[i], 0, &nought);
		for (uint32_t row = 0; row < MANY; row++)
			held_put(&theirs[i], row, &nought);
		nought.state = UNKNOWN;
		held_put(&theirs[i], 64, &nought);
		nought.state = GIVEN;
	}
	map = rowmap_make(keys, 2);
	rowmap_find_all(map, probes, 0, MANY, found);
	for (uint32_t row = 0; row < MANY; row++)
		assert_int_equal(found[row], row == 64 ? HELD_NO_ROW : 0);
	rowmap_free(map);
	for (uint32_t i = 0; i < 2; i++) {
		held_release(&own[i]);
		held_release(&theirs[i]);
	}
}

/* Rows that were left out still lie behind those that were kept. */
static void
rows_left_out_are_not_found(void **state)
{
	enum { ALL = 130, KEPT = 65 };
	struct held own, theirs;
	const struct held *key = &own, *probe = &theirs;
	struct value label = { .state = GIVEN, .type = type_of(SHAPE_LABELS) };
	const uint64_t keep[] = { UINT64_MAX, 1, 0 };
	struct rowmap *map;
	uint32_t found[2];

	(void)state;
	held_init(&own, SHAPE_LABELS, label.type);
	held_init(&theirs, SHAPE_LABELS, label.type);
	held_resize(&own, ALL);
	held_resize(&theirs, 2);
	for (uint32_t row = 0; row < ALL; row++) {
		label.labels = row < KEPT ? 1 : 2;
		held_put(&own, row, &label);
	}
	held_compress(&own, keep);
	assert_int_equal(own.rows, KEPT);
	for (uint32_t row = 0; row < 2; row++) {
		label.labels = row == 0 ? 1 : 2;
		held_put(&theirs, row, &label);
	}
	map = rowmap_make(&key, 1);
	rowmap_find_all(map, &probe, 0, 2, found);
	assert_int_equal(found[0], 0);
	assert_int_equal(found[1], HELD_NO_ROW);
	rowmap_free(map);
	held_release(&own);
	held_release(&theirs);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_row_with_the_keys_is_found),
		cmocka_unit_test(texts_that_differ_in_one_letter_are_two),
		cmocka_unit_test(an_unknown_key_is_never_found),
		cmocka_unit_test(rows_left_out_are_not_found)
	};

	return RUN_TESTS(tests);
}
