/* strand: pieces come out in order, whole, however long; and an empty piece is one. */
#include "test.h"

#include <string.h>

#include "lang/strand.h"

static void
nothing_added_is_no_text(void **state)
{
	struct arena arena = ARENA_INIT;
	struct strand strand = { .arena = &arena };

	(void)state;
	assert_null(strand.text);
	strand_add(&strand, "");
	assert_string_equal(strand.text, "");
	strand_list(&strand, ", ", "b");
	assert_string_equal(strand.text, ", b");
	arena_release(&arena);
}

static void
pieces_of_every_length_fit(void **state)
{
	struct arena arena = ARENA_INIT;
	char piece[301], whole[301 * 302 / 2];
	struct strand strand = { .arena = &arena };
	size_t length = 0;

	(void)state;
	for (size_t i = 0; i < 300; i++) {
		memset(piece, 'a' + (int)(i % 26), i);
		piece[i] = '\0';
		memcpy(whole + length, piece, i + 1);
		length += i;
		strand_add(&strand, piece);
		assert_int_equal(strand.length, length);
		assert_string_equal(strand.text, whole);
	}
	arena_release(&arena);
}

/* The room grows by doubling: what is left behind in the arena is no more than what is there. */
static void
many_pieces_take_no_more_than_a_few_times_their_length(void **state)
{
	struct arena arena = ARENA_INIT;
	struct strand strand = { .arena = &arena };

	(void)state;
	for (int i = 0; i < 100000; i++)
		strand_list(&strand, ", ", "x");
	assert_int_equal(strand.length, 299998);
	assert_true(arena.total < 5 * strand.length);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_added_is_no_text),
		cmocka_unit_test(pieces_of_every_length_fit),
		cmocka_unit_test(many_pieces_take_no_more_than_a_few_times_their_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
