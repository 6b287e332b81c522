/* made_vec: columns of a batch, filled row by row, for tests of single kernels. */
#ifndef TESTS_UNIT_MADE_VEC_H
#define TESTS_UNIT_MADE_VEC_H

#include <string.h>

#include "interp/kernels.h"
#include "tests/unit/test.h"

static struct arena arena;

static inline int
setup(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static inline int
teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static inline struct vec *
make(enum shape shape, enum kind kind)
{
	struct vec *vec = arena_new(&arena, struct vec);
	struct type type = type_plain(kind);

	type.fraction = shape == SHAPE_FRACTION;
	vec_init(vec, &arena, shape, type);
	return vec;
}

/* 'y', 'n', '?' of a condition. */
static inline void
put_truth(struct vec *vec, uint32_t row, char answer)
{
	if (answer == 'y')
		RAIL_SET(vec->yes, row);
	if (answer == 'n')
		RAIL_SET(vec->no, row);
}

static inline char
truth(const struct vec *vec, uint32_t row)
{
	bool yes = RAIL_GET(vec->yes, row), no = RAIL_GET(vec->no, row);

	assert_false(yes && no);
	return yes ? 'y' : no ? 'n' : '?';
}

static inline void
put(struct vec *vec, uint32_t row, int64_t num)
{
	vec->num[row] = num;
	RAIL_SET(vec->given, row);
}

static inline void
put_fraction(struct vec *vec, uint32_t row, int64_t num, int64_t den)
{
	put(vec, row, num);
	vec->den[row] = den;
}

static inline void
put_text(struct vec *vec, uint32_t row, const char *text)
{
	vec->text[row] = (struct text){ text, (uint32_t)strlen(text) };
	RAIL_SET(vec->given, row);
}

/* 'g' given, '0' nothing, '?' unknown */
static inline char
presence(const struct vec *vec, uint32_t row)
{
	bool given = RAIL_GET(vec->given, row), nothing = RAIL_GET(vec->nothing, row);

	assert_false(given && nothing);
	return given ? 'g' : nothing ? '0' : '?';
}

static inline void
no_row_past_the_end(const struct vec *vec, uint32_t rows)
{
	for (uint32_t row = rows; row < BATCH_ROWS; row++) {
		assert_false(RAIL_GET(vec->yes, row));
		assert_false(RAIL_GET(vec->no, row));
	}
}

/* Every pair of given, nothing and unknown: nothing wins, then unknown. */
static inline void
check_presence(kernel *run, enum shape shape, enum kind kind, int64_t a_num, int64_t b_num,
    const struct kernel_with *with)
{
	static const char states[] = "g0?", expected[] = "g0?" "000" "?0?";
	struct vec *a = make(SHAPE_FIGURE, kind), *b = make(SHAPE_FIGURE, kind),
	           *out = make(shape, kind);
	struct operands in = { .rows = 9, .a = a, .b = b };

	if (with != NULL)
		in.with = *with;
	for (uint32_t row = 0; row < 9; row++) {
		if (states[row / 3] == 'g')
			put(a, row, a_num);
		if (states[row / 3] == '0')
			RAIL_SET(a->nothing, row);
		if (states[row % 3] == 'g')
			put(b, row, b_num);
		if (states[row % 3] == '0')
			RAIL_SET(b->nothing, row);
	}
	run(out, &in);
	for (uint32_t row = 0; row < 9; row++)
		assert_int_equal(presence(out, row), expected[row]);
	no_row_past_the_end(out, 9);
}

#define KERNEL_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
