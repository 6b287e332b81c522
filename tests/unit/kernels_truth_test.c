/* kernels_truth_test: conditions: the truth tables in full, and comparisons at their exact edge. */
#include "tests/unit/made_vec.h"

enum { ROWS = 70 };	/* more than one word of a rail */

static void
check_list(kernel *run, const char *expected)
{
	static const char answers[] = "yn?";
	struct vec *a = make(SHAPE_TRUTH, KIND_YES_NO), *b = make(SHAPE_TRUTH, KIND_YES_NO);
	struct vec *out = make(SHAPE_TRUTH, KIND_YES_NO);
	const struct vec *parts[] = { a, b };
	struct operands in = { .rows = ROWS, .parts = parts, .part_count = 2 };

	for (uint32_t i = 0; i < 9; i++) {
		put_truth(a, 60 + i, answers[i / 3]);
		put_truth(b, 60 + i, answers[i % 3]);
	}
	run(out, &in);
	for (uint32_t i = 0; i < 9; i++)
		assert_int_equal(truth(out, 60 + i), expected[i]);
	no_row_past_the_end(out, ROWS);
}

static void
all_of_two_follows_its_truth_table(void **state)
{
	(void)state;
	check_list(kernel_all, "yn?" "nnn" "?n?");
}

static void
any_of_two_follows_its_truth_table(void **state)
{
	(void)state;
	check_list(kernel_any, "yyy" "yn?" "y??");
}

static void
not_exchanges_yes_and_no(void **state)
{
	struct vec *a = make(SHAPE_TRUTH, KIND_YES_NO), *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = ROWS, .a = a };

	(void)state;
	put_truth(a, 0, 'y');
	put_truth(a, 1, 'n');
	kernel_not(out, &in);
	assert_int_equal(truth(out, 0), 'n');
	assert_int_equal(truth(out, 1), 'y');
	assert_int_equal(truth(out, 2), '?');
	kernel_not(out, &(struct operands){ .rows = ROWS, .a = out });
	assert_int_equal(truth(out, 0), 'y');
}

/* Rows: 39/40, 40/40, 41/40, the extremes, unknown and nothing on either side. */
static void
check_comparison(kernel *run, const char *expected)
{
	static const int64_t left[] = { 39, 40, 41, INT64_MAX, -INT64_MAX };
	static const int64_t right[] = { 40, 40, 40, -INT64_MAX, INT64_MAX };
	struct vec *a = make(SHAPE_FIGURE, KIND_DAYS), *b = make(SHAPE_FIGURE, KIND_DAYS);
	struct vec *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = ROWS, .a = a, .b = b };

	for (uint32_t i = 0; i < 5; i++) {
		put(a, 62 + i, left[i]);
		put(b, 62 + i, right[i]);
	}
	put(a, 0, 1);			/* beside an unknown */
	put(a, 1, 1);			/* beside nothing */
	RAIL_SET(b->nothing, 1);
	RAIL_SET(a->nothing, 2);	/* nothing beside nothing */
	RAIL_SET(b->nothing, 2);
	run(out, &in);
	for (uint32_t i = 0; i < 5; i++)
		assert_int_equal(truth(out, 62 + i), expected[i]);
	for (uint32_t row = 0; row < 4; row++)
		assert_int_equal(truth(out, row), '?');
	no_row_past_the_end(out, ROWS);
}

static void
figures_compare_at_the_exact_edge(void **state)
{
	(void)state;
	check_comparison(kernel_less_figure, "ynnny");
	check_comparison(kernel_same_figure, "nynnn");
	check_comparison(kernel_less_exact, "ynnny");
	check_comparison(kernel_same_exact, "nynnn");
}

/* 59.999… % as a fraction lies below 60 %, however near. */
static void
fractions_compare_crosswise(void **state)
{
	struct vec *a = make(SHAPE_FRACTION, KIND_PERCENT), *b = make(SHAPE_FIGURE, KIND_PERCENT);
	struct vec *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = 3, .a = a, .b = b };

	(void)state;
	put_fraction(a, 0, INT64_C(599999999999999999), INT64_C(10000000000000000));
	put_fraction(a, 1, 60, 1);
	put_fraction(a, 2, INT64_C(600000000000000001), INT64_C(10000000000000000));
	for (uint32_t row = 0; row < 3; row++)
		put(b, row, INT64_C(60000000000));
	kernel_less_exact(out, &in);
	assert_int_equal(truth(out, 0), 'y');
	assert_int_equal(truth(out, 1), 'n');
	assert_int_equal(truth(out, 2), 'n');
	kernel_same_exact(out, &in);
	assert_int_equal(truth(out, 1), 'y');
	assert_int_equal(truth(out, 2), 'n');
}

static void
text_compares_by_bytes(void **state)
{
	struct vec *a = make(SHAPE_TEXT, KIND_TEXT), *b = make(SHAPE_TEXT, KIND_TEXT);
	struct vec *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = 10, .a = a, .b = b };

	(void)state;
	put_text(a, 9, "a");
	put_text(b, 9, "b");
	put_text(a, 6, "b");
	put_text(b, 6, "aa");
	put_text(a, 7, "");
	put_text(b, 7, "a");
	put_text(a, 8, "");
	put_text(b, 8, "");
	/* what stands behind the end of a text is not its own */
	put_text(a, 4, "abz");
	a->text[4].length = 2;
	put_text(b, 4, "abc");
	put_text(a, 5, "abc");
	put_text(b, 5, "abz");
	b->text[5].length = 2;
	put_text(a, 0, "abc");
	put_text(b, 0, "abc");
	put_text(a, 1, "ab");
	put_text(b, 1, "abc");
	put_text(a, 2, "\xC3\xA9");
	put_text(b, 2, "z");
	put_text(a, 3, "x");
	/* not given: nobody may look there */
	b->text[3] = (struct text){ (const char *)(uintptr_t)8, 1 };
	kernel_same_text(out, &in);
	assert_int_equal(truth(out, 0), 'y');
	assert_int_equal(truth(out, 1), 'n');
	assert_int_equal(truth(out, 3), '?');
	for (uint32_t row = 4; row < 10; row++)
		assert_int_equal(truth(out, row), row == 8 ? 'y' : 'n');
	kernel_less_text(out, &in);
	assert_int_equal(truth(out, 0), 'n');
	assert_int_equal(truth(out, 1), 'y');
	assert_int_equal(truth(out, 2), 'n');
	assert_int_equal(truth(out, 3), '?');
	for (uint32_t row = 4; row < 9; row++)
		assert_int_equal(truth(out, row), "ynnyn"[row - 4]);
}

static void
like_fits_a_pattern(void **state)
{
	struct vec *a = make(SHAPE_TEXT, KIND_TEXT), *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = 3, .a = a, .with = { .pattern = "@##" } };

	(void)state;
	put_text(a, 0, "A12");
	put_text(a, 1, "112");
	kernel_like(out, &in);
	assert_int_equal(truth(out, 0), 'y');
	assert_int_equal(truth(out, 1), 'n');
	assert_int_equal(truth(out, 2), '?');
}

/* Labels A, B, C: every set of them, with and without nothing, asked for A or B. */
static void
labels_in_asks_all_that_is_still_possible(void **state)
{
	struct vec *a = make(SHAPE_LABELS, KIND_LABEL), *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = 15, .a = a, .with = { .labels = 3 } };
	/*                       A B AB C AC BC ABC */
	static const char sure[] = "yyyn???", open[] = "???????";

	(void)state;
	for (uint32_t row = 0; row < 7; row++) {
		a->labels[row] = row + 1;
		a->labels[7 + row] = (row + 1) | LABEL_NOTHING;
	}
	a->labels[14] = LABEL_NOTHING;
	kernel_labels_in(out, &in);
	for (uint32_t row = 0; row < 7; row++) {
		assert_int_equal(truth(out, row), sure[row]);
		assert_int_equal(truth(out, 7 + row), open[row]);
	}
	assert_int_equal(truth(out, 14), '?');
	no_row_past_the_end(out, 15);
	kernel_labels_given(out, &in);
	assert_int_equal(truth(out, 0), 'y');
	assert_int_equal(truth(out, 6), 'y');
	assert_int_equal(truth(out, 7), '?');
	assert_int_equal(truth(out, 14), 'n');
	no_row_past_the_end(out, 15);
}

/* a is of A, B, C; b of C, X, A: the names count, not the places. */
static void
labels_are_the_same_by_name(void **state)
{
	static const uint8_t map[LABELS_MAX] = { 2, LABELS_MAX, 0 };
	static const struct { uint64_t a, b; char answer;
	} rows[] = { { 1, 4, 'y' }, { 4, 1, 'y' }, { 1, 1, 'n' }, { 2, 2, 'n' }, { 1 | 2, 4, '?' },
		{ 1, 4 | 2, '?' }, { 2, 1 | 4, 'n' }, { 1, 4 | LABEL_NOTHING, '?' },
		{ LABEL_NOTHING, LABEL_NOTHING, '?' } };
	struct vec *a = make(SHAPE_LABELS, KIND_LABEL), *b = make(SHAPE_LABELS, KIND_LABEL);
	struct vec *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = 73, .a = a, .b = b, .with = { .map = map } };

	(void)state;
	for (uint32_t i = 0; i < 9; i++) {
		a->labels[64 + i] = rows[i].a;
		b->labels[64 + i] = rows[i].b;
	}
	kernel_labels_same(out, &in);
	for (uint32_t i = 0; i < 9; i++)
		assert_int_equal(truth(out, 64 + i), rows[i].answer);
	no_row_past_the_end(out, 73);
}

static void
given_and_a_list_of_nothing_read_the_rails(void **state)
{
	struct vec *a = make(SHAPE_FIGURE, KIND_DAYS), *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = 3, .a = a };

	(void)state;
	put(a, 0, 5);
	RAIL_SET(a->nothing, 1);
	kernel_given(out, &in);
	assert_int_equal(truth(out, 0), 'y');
	assert_int_equal(truth(out, 1), 'n');
	assert_int_equal(truth(out, 2), '?');
	kernel_one_of_none(out, &in);
	assert_int_equal(truth(out, 0), 'n');
	assert_int_equal(truth(out, 1), '?');
	assert_int_equal(truth(out, 2), '?');
}

static void
the_quarter_of_the_year_is_asked(void **state)
{
	struct vec *a = make(SHAPE_FIGURE, KIND_QUARTER), *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = 5, .a = a, .with = { .labels = 6 } };

	(void)state;
	for (uint32_t row = 0; row < 4; row++)
		put(a, row, 8068 + row);
	kernel_quarter_is(out, &in);
	assert_int_equal(truth(out, 0), 'n');
	assert_int_equal(truth(out, 1), 'y');
	assert_int_equal(truth(out, 2), 'y');
	assert_int_equal(truth(out, 3), 'n');
	assert_int_equal(truth(out, 4), '?');
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(all_of_two_follows_its_truth_table),
		KERNEL_TEST(any_of_two_follows_its_truth_table),
		KERNEL_TEST(not_exchanges_yes_and_no),
		KERNEL_TEST(figures_compare_at_the_exact_edge),
		KERNEL_TEST(fractions_compare_crosswise),
		KERNEL_TEST(text_compares_by_bytes),
		KERNEL_TEST(like_fits_a_pattern),
		KERNEL_TEST(labels_in_asks_all_that_is_still_possible),
		KERNEL_TEST(labels_are_the_same_by_name),
		KERNEL_TEST(given_and_a_list_of_nothing_read_the_rails),
		KERNEL_TEST(the_quarter_of_the_year_is_asked),
	};

	return RUN_TESTS(tests);
}
