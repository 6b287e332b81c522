/* figures: what is kept is what is spelled. */
#include "tests/unit/test.h"

#include <string.h>

#include "interp/figures.h"

static void
same_as_spelled(struct figures *figures, enum kind kind, enum spelling spelling, int64_t num)
{
	struct value value = { .state = GIVEN, .type = { .kind = kind }, .num = num };
	char spelled[VALUE_SPELL_MAX];
	size_t length = value_spell_figure(spelled, &value, spelling);
	const struct figure *figure = figures_spell(figures, num);

	if (length > FIGURE_LONGEST) {
		assert_null(figure);
		return;
	}
	assert_non_null(figure);
	assert_int_equal(figure->length, length);
	assert_memory_equal(figure->text, spelled, length);
	assert_int_equal(figure->comma, memchr(spelled, ',', length) != NULL);
}

/* Twice, and far more than are kept: each also when another has taken its place. */
static void
figures_come_back_as_they_were(void **state)
{
	static const struct {
		enum kind kind;
		int64_t step;
	} kinds[] = { { KIND_DATE, 1 }, { KIND_DAYS, 1 }, { KIND_MONTH, 1 },
		{ KIND_NUMBER, 1000000000 }, { KIND_NUMBER, 123456789 }, { KIND_MONEY, 7919 },
		{ KIND_QUARTER, 1 }, { KIND_WORKING_DAYS, 1 } };
	struct arena arena = ARENA_INIT;
	struct figures_shelf shelf = { .arena = &arena };

	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		for (int spelling = SPELL_PLAIN; spelling <= SPELL_READER; spelling++) {
			struct figures *figures = figures_of(&shelf, kinds[i].kind,
			    (enum spelling)spelling);

			for (int round = 0; round < 2; round++)
				for (int64_t n = 0; n < 5000; n++)
					same_as_spelled(figures, kinds[i].kind,
					    (enum spelling)spelling, n * kinds[i].step);
		}
	arena_release(&arena);
}

static void
the_longest_are_not_kept(void **state)
{
	struct arena arena = ARENA_INIT;
	struct figures_shelf shelf = { .arena = &arena };
	struct figures *money = figures_of(&shelf, KIND_MONEY, SPELL_READER);

	(void)state;
	assert_ptr_equal(figures_of(&shelf, KIND_MONEY, SPELL_READER), money);
	assert_ptr_not_equal(figures_of(&shelf, KIND_MONEY, SPELL_PLAIN), money);
	same_as_spelled(money, KIND_MONEY, SPELL_READER, INT64_MIN + 1);
	same_as_spelled(money, KIND_MONEY, SPELL_READER, INT64_MAX);
	assert_null(figures_spell(money, INT64_MAX));
	same_as_spelled(money, KIND_MONEY, SPELL_READER, 0);
	same_as_spelled(money, KIND_MONEY, SPELL_READER, -123456);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_come_back_as_they_were),
		cmocka_unit_test(the_longest_are_not_kept),
	};

	return RUN_TESTS(tests);
}
