/* problems: all are counted and handed on, the first are kept as copies. */
#include "test.h"

#include <string.h>

#include "interp/problems.h"

struct seen {
	int added, restarted;
};

static void
add(void *context, const struct problem *problem)
{
	(void)problem;
	((struct seen *)context)->added++;
}

static void
restart(void *context)
{
	((struct seen *)context)->restarted++;
}

static void
all_are_counted_and_the_first_are_kept(void **state)
{
	struct arena arena = ARENA_INIT;
	struct seen seen = { 0, 0 };
	struct problems problems;
	char text[8] = "cell";

	(void)state;
	problems_init(&problems, &arena, (struct problem_sink){ add, restart, &seen });
	for (int i = 0; i < PROBLEMS_KEPT + 5; i++) {
		struct problem problem = { .effect =
					       i == 0 ? PROBLEM_CELL_REFUSED : PROBLEM_ROW_REFUSED,
			.slug = "bad-date",
			.file = "f.csv",
			.line = (uint64_t)i,
			.text = text,
			.text_length = 4,
			.cause = "why",
			.fix = "what to do" };

		problems_add(&problems, &problem);
	}
	memset(text, 'x', sizeof(text));
	assert_int_equal(seen.added, PROBLEMS_KEPT + 5);
	assert_int_equal(problems.kept_count, PROBLEMS_KEPT);
	assert_true(problems.cells_refused == 1 && problems.rows_refused == PROBLEMS_KEPT + 4);
	assert_memory_equal(problems.kept[0].text, "cell", 4);
	problems_restart(&problems);
	assert_true(seen.restarted == 1 && problems.kept_count == 0 && problems.rows_refused == 0);
	arena_release(&arena);
}

static void
a_long_row_is_kept_in_part(void **state)
{
	static char row[100000];
	struct arena arena = ARENA_INIT;
	struct problems problems;
	struct problem problem = { .effect = PROBLEM_ROW_REPEATED,
		.row = row,
		.row_length = sizeof(row) };

	(void)state;
	problems_init(&problems, &arena, (struct problem_sink){ NULL, NULL, NULL });
	problems_add(&problems, &problem);
	assert_true(problems.rows_repeated == 1 && problems.kept[0].row_length < 10000 &&
	    problems.kept[0].cause == NULL);
	arena_release(&arena);
}

static void
what_holds_letters_back_is_no_note(void **state)
{
	struct arena arena = ARENA_INIT;
	struct problems problems, all;
	const struct problem problem = { .effect = PROBLEM_LETTERS_HELD };

	(void)state;
	problems_init(&problems, &arena, (struct problem_sink){ NULL, NULL, NULL });
	problems_init(&all, &arena, (struct problem_sink){ NULL, NULL, NULL });
	problems_add(&problems, &problem);
	problems_add(&problems, &problem);
	problems_merge(&all, &problems);
	assert_true(all.letters_held == 2 && all.notes == 0 && problems_total(&all) == 2);
	arena_release(&arena);
}

static void
effects_have_names(void **state)
{
	(void)state;
	assert_string_equal(problem_effect_name(PROBLEM_CELL_REFUSED), "cell refused");
	assert_string_equal(problem_effect_name(PROBLEM_COLUMN_REFUSED), "column refused");
	assert_string_equal(problem_effect_name(PROBLEM_LETTERS_HELD), "letters held back");
	assert_string_equal(problem_effect_name(PROBLEM_NOTE), "note");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_are_counted_and_the_first_are_kept),
		cmocka_unit_test(a_long_row_is_kept_in_part),
		cmocka_unit_test(what_holds_letters_back_is_no_note),
		cmocka_unit_test(effects_have_names)
	};

	return RUN_TESTS(tests);
}
