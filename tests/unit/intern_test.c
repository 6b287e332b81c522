/* Names: one copy of each; and how far two are apart. */
#include "tests/unit/test.h"

#include <stdio.h>
#include <string.h>

#include "lang/intern.h"

static void
equal_names_are_one_pointer_and_others_are_not(void **state)
{
	struct arena arena = ARENA_INIT;
	struct names names;
	char text[] = "waiting_limit";
	const char *first;

	(void)state;
	names_init(&names, &arena);
	first = names_intern(&names, text, strlen(text));
	assert_ptr_not_equal(first, text);
	assert_ptr_equal(names_intern(&names, "waiting_limit behind", 13), first);
	assert_ptr_not_equal(names_intern(&names, "waiting_limi", 12), first);
	assert_ptr_not_equal(names_intern(&names, "Waiting_limit", 13), first);
	memset(text, '!', sizeof(text) - 1);
	assert_string_equal(first, "waiting_limit");
	assert_int_equal(names.count, 3);
	arena_release(&arena);
}

static void
empty_names_and_names_with_nuls_are_names(void **state)
{
	struct arena arena = ARENA_INIT;
	struct names names;
	const char *empty, *with_nul;

	(void)state;
	names_init(&names, &arena);
	empty = names_intern(&names, NULL, 0);
	with_nul = names_intern(&names, "a\0b", 3);
	assert_string_equal(empty, "");
	assert_ptr_equal(names_intern(&names, "x", 0), empty);
	assert_ptr_equal(names_intern(&names, "a\0b", 3), with_nul);
	assert_ptr_not_equal(names_intern(&names, "a\0c", 3), with_nul);
	assert_ptr_not_equal(names_intern(&names, "a", 1), with_nul);
	arena_release(&arena);
}

static void
many_names_stay_apart_while_the_table_widens(void **state)
{
	enum { MANY = 5000 };
	struct arena arena = ARENA_INIT;
	struct names names;
	const char **kept = arena_array(&arena, const char *, MANY);
	char text[32];

	(void)state;
	names_init(&names, &arena);
	for (int i = 0; i < MANY; i++) {
		int length = snprintf(text, sizeof(text), "name_%d", i);

		kept[i] = names_intern(&names, text, (size_t)length);
	}
	assert_int_equal(names.count, MANY);
	for (int i = 0; i < MANY; i++) {
		int length = snprintf(text, sizeof(text), "name_%d", i);

		assert_string_equal(kept[i], text);
		assert_ptr_equal(names_intern(&names, text, (size_t)length), kept[i]);
	}
	assert_int_equal(names.count, MANY);
	arena_release(&arena);
}

#define SIXTY_FOUR "abcdefghabcdefghabcdefghabcdefghabcdefghabcdefghabcdefghabcdefgh"

static const struct distance_row {
	const char *a, *b;
	unsigned limit, distance;
} distance_rows[] = {
	{ "", "", 3, 0 },
	{ "income", "income", 3, 0 },
	{ "incme", "income", 3, 1 },		/* one left out */
	{ "incomme", "income", 3, 1 },		/* one too many */
	{ "incomе", "income", 9, 2 },		/* a Cyrillic letter is two bytes */
	{ "inxome", "income", 3, 1 },		/* one changed */
	{ "icnome", "income", 3, 1 },		/* neighbours swapped */
	{ "emocni", "income", 9, 5 },
	{ "INCOME", "income", 3, 0 },
	{ "waiting limit", "waiting_limit", 3, 0 },
	{ "waiting-limit", "waiting_limit", 3, 0 },
	{ "Waiting-Limt", "waiting limit", 3, 1 },
	{ "ca", "abc", 5, 3 },			/* a swapped pair is not edited again */
	{ "abcd", "badc", 5, 2 },
	{ "", "abc", 5, 3 },
	{ "abc", "", 5, 3 },
	{ "abc", "xyz", 2, 3 },			/* never more than limit + 1 */
	{ "abcdef", "uvwxyz", 2, 3 },
	{ "abcdef", "uvwxyz", 0, 1 },
	{ "abcdef", "abcdef", 0, 0 },
	{ SIXTY_FOUR, SIXTY_FOUR, 3, 0 },
	{ SIXTY_FOUR, "x" "bcdefghabcdefghabcdefghabcdefghabcdefghabcdefghabcdefghabcdefgh", 3, 1 },
	{ SIXTY_FOUR "i", SIXTY_FOUR "i", 3, 0 },
	{ SIXTY_FOUR "i", SIXTY_FOUR "I", 3, 0 },
	{ SIXTY_FOUR "i", SIXTY_FOUR "j", 3, 4 },
	{ SIXTY_FOUR "i", SIXTY_FOUR, 3, 4 },
};

static void
distances_count_the_slips_of_typing_both_ways_round(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(distance_rows) / sizeof(distance_rows[0]); i++) {
		const struct distance_row *row = &distance_rows[i];

		if (names_distance(row->a, row->b, row->limit) != row->distance
		    || names_distance(row->b, row->a, row->limit) != row->distance)
			fail_msg("'%s' and '%s': %u and %u, not %u", row->a, row->b,
			    names_distance(row->a, row->b, row->limit),
			    names_distance(row->b, row->a, row->limit), row->distance);
	}
}

/* The definition itself, without a table: slow, and plainly right. */
static unsigned
slow_distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	unsigned best, other;

	if (a_length == 0 || b_length == 0)
		return (unsigned)(a_length + b_length);
	best = slow_distance(a, a_length - 1, b,
	    b_length - 1) + (a[a_length - 1] != b[b_length - 1]);
	other = slow_distance(a, a_length - 1, b, b_length) + 1;
	best = other < best ? other : best;
	other = slow_distance(a, a_length, b, b_length - 1) + 1;
	best = other < best ? other : best;
	if (a_length > 1 && b_length > 1 && a[a_length - 1] == b[b_length - 2]
	    && a[a_length - 2] == b[b_length - 1]) {
		other = slow_distance(a, a_length - 2, b, b_length - 2) + 1;
		best = other < best ? other : best;
	}
	return best;
}

static void
distances_agree_with_the_definition_for_all_short_names(void **state)
{
	char a[5], b[5];

	(void)state;
	for (unsigned i = 0; i < 81; i++)
		for (unsigned j = 0; j < 81; j++) {
			unsigned rest_a = i, rest_b = j;

			for (int k = 0; k < 4; k++, rest_a /= 3, rest_b /= 3) {
				a[k] = "xyz"[rest_a % 3];
				b[k] = "xyz"[rest_b % 3];
			}
			a[4] = b[4] = '\0';
			for (size_t cut = 0; cut <= 2; cut++)
				assert_int_equal(names_distance(a + cut, b, 9),
				    slow_distance(a + cut, 4 - cut, b, 4));
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_names_are_one_pointer_and_others_are_not),
		cmocka_unit_test(empty_names_and_names_with_nuls_are_names),
		cmocka_unit_test(many_names_stay_apart_while_the_table_widens),
		cmocka_unit_test(distances_count_the_slips_of_typing_both_ways_round),
		cmocka_unit_test(distances_agree_with_the_definition_for_all_short_names),
	};

	return RUN_TESTS(tests);
}
