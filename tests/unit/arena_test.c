/* Memory: zeroed, aligned, given back at once; and what happens when there is none. */
#include "tests/unit/test.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lang/arena.h"

static bool
is_zero(const unsigned char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (bytes[i] != 0)
			return false;
	return true;
}

static void
memory_is_zeroed_and_aligned_at_every_size(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t size = 0; size < 3000; size += 7) {
		unsigned char *bytes = arena_alloc(&arena, size);

		assert_non_null(bytes);
		assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
		assert_true(is_zero(bytes, size));
		memset(bytes, 0xAB, size);
	}
	arena_release(&arena);
}

static void
things_without_a_size_get_a_place_all_the_same(void **state)
{
	struct arena arena = ARENA_INIT;
	void *block = memory_grow(NULL, 5, 0), *none = memory_grow(NULL, 0, 5);

	(void)state;
	assert_non_null(block);
	assert_non_null(none);
	assert_non_null(arena_alloc_array(&arena, 0, 5));
	assert_int_equal(arena.total, 0);
	memory_free(block);
	memory_free(none);
	arena_release(&arena);
}

static void
a_piece_larger_than_any_block_is_given_whole(void **state)
{
	struct arena arena = ARENA_INIT;
	size_t size = 5 * 1024 * 1024 + 1;
	unsigned char *large, *small;

	(void)state;
	arena_alloc(&arena, 1);
	large = arena_alloc(&arena, size);
	small = arena_alloc(&arena, 16);
	assert_true(is_zero(large, size));
	memset(large, 0xFF, size);
	assert_true(is_zero(small, 16));
	assert_true(arena.total >= size + 17);
	arena_release(&arena);
	assert_null(arena.newest);
	assert_int_equal(arena.total, 0);
}

static void
pieces_never_overlap_over_many_blocks(void **state)
{
	enum { PIECES = 20000 };
	struct arena arena = ARENA_INIT;
	uint32_t **pieces = arena_array(&arena, uint32_t *, PIECES);

	(void)state;
	for (uint32_t i = 0; i < PIECES; i++) {
		pieces[i] = arena_array(&arena, uint32_t, 1 + i % 40);
		for (uint32_t j = 0; j <= i % 40; j++)
			pieces[i][j] = i;
	}
	for (uint32_t i = 0; i < PIECES; i++)
		for (uint32_t j = 0; j <= i % 40; j++)
			assert_int_equal(pieces[i][j], i);
	arena_release(&arena);
}

static void
a_released_arena_may_be_used_again(void **state)
{
	struct arena arena = ARENA_INIT;

	(void)state;
	arena_release(&arena);
	for (int i = 0; i < 3; i++) {
		int *number = arena_new(&arena, int);

		assert_int_equal(*number, 0);
		*number = 7;
		arena_release(&arena);
	}
}

static void
copies_end_in_a_nul_and_keep_those_inside(void **state)
{
	struct arena arena = ARENA_INIT;
	char *copy = arena_copy(&arena, "ab\0cd-behind", 5);

	(void)state;
	assert_memory_equal(copy, "ab\0cd\0", 6);
	assert_string_equal(arena_copy(&arena, NULL, 0), "");
	arena_release(&arena);
}

static void
formatted_text_may_be_of_any_length(void **state)
{
	struct arena arena = ARENA_INIT;
	char *text;

	(void)state;
	assert_string_equal(arena_printf(&arena, "%s", ""), "");
	assert_string_equal(arena_printf(&arena, "%s-%d", "a", 12), "a-12");
	text = arena_printf(&arena, "%*d", 70000, 5);
	assert_int_equal(strlen(text), 70000);
	assert_int_equal(text[69999], '5');
	arena_release(&arena);
}

static void
grown_memory_keeps_what_it_held(void **state)
{
	int *numbers = NULL;

	(void)state;
	for (size_t count = 1; count <= 4096; count *= 2) {
		numbers = memory_grow(numbers, count, sizeof(int));
		for (size_t i = 0; i < count / 2; i++)
			assert_int_equal(numbers[i], i + 1);
		for (size_t i = 0; i < count; i++)
			numbers[i] = (int)i + 1;
	}
	numbers = memory_grow(numbers, 0, sizeof(int));
	assert_non_null(numbers);
	memory_free(numbers);
	memory_free(NULL);
}

static void
ask_array(void)
{
	struct arena arena = ARENA_INIT;

	arena_alloc_array(&arena, 16, SIZE_MAX / 8);
}

static void
ask_piece(void)
{
	struct arena arena = ARENA_INIT;

	arena_alloc(&arena, SIZE_MAX);
}

static void
ask_grown(void)
{
	memory_free(memory_grow(NULL, SIZE_MAX / 2, 3));
}

/* What the program says and its exit code when `ask` asks for more than there is. */
static int
exit_of(void (*ask)(void), char *said, size_t size)
{
	int ends[2], status;
	ssize_t got;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(ends[1], 2);
		ask();
		_exit(0);
	}
	close(ends[1]);
	got = read(ends[0], said, size - 1);
	said[got > 0 ? got : 0] = '\0';
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
too_much_ends_the_program_with_70_and_a_reason(void **state)
{
	static void (*const asks[])(void) = { ask_array, ask_piece, ask_grown, arena_no_memory };
	char said[256];

	(void)state;
	for (size_t i = 0; i < sizeof(asks) / sizeof(asks[0]); i++) {
		assert_int_equal(exit_of(asks[i], said, sizeof(said)), 70);
		assert_non_null(strstr(said, "no memory left"));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_zeroed_and_aligned_at_every_size),
		cmocka_unit_test(a_piece_larger_than_any_block_is_given_whole),
		cmocka_unit_test(pieces_never_overlap_over_many_blocks),
		cmocka_unit_test(a_released_arena_may_be_used_again),
		cmocka_unit_test(copies_end_in_a_nul_and_keep_those_inside),
		cmocka_unit_test(formatted_text_may_be_of_any_length),
		cmocka_unit_test(things_without_a_size_get_a_place_all_the_same),
		cmocka_unit_test(grown_memory_keeps_what_it_held),
		cmocka_unit_test(too_much_ends_the_program_with_70_and_a_reason),
	};

	return RUN_TESTS(tests);
}
