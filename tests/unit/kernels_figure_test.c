/* kernels_figure_test: arithmetic: what is missing, exact edges, and what does not fit. */
#include "tests/unit/made_vec.h"

static void
weeks_count_seven_days(void **state)
{
	struct vec *weeks = make(SHAPE_FIGURE, KIND_WEEKS), *days = make(SHAPE_FIGURE, KIND_DAYS);
	struct vec *sum = make(SHAPE_FIGURE, KIND_DAYS);
	struct vec *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = 3, .a = days, .b = weeks };

	(void)state;
	for (uint32_t row = 0; row < 3; row++) {
		put(weeks, row, 2);
		put(days, row, 13 + row);
	}
	kernel_less_exact(out, &in);
	assert_int_equal(truth(out, 0), 'y');
	assert_int_equal(truth(out, 1), 'n');
	kernel_same_exact(out, &in);
	assert_int_equal(truth(out, 1), 'y');
	assert_int_equal(truth(out, 2), 'n');
	/* added up they are days */
	kernel_add_exact(sum, &in);
	assert_int_equal(presence(sum, 1), 'g');
	assert_int_equal(sum->num[1], 28);
	kernel_subtract_exact(sum, &in);
	assert_int_equal(sum->num[2], 1);
}

static void
nothing_in_gives_nothing_out_also_beside_an_unknown(void **state)
{
	(void)state;
	check_presence(kernel_add_figure, SHAPE_FIGURE, KIND_MONEY, 1, 2, NULL);
	check_presence(kernel_subtract_figure, SHAPE_FIGURE, KIND_MONEY, 1, 2, NULL);
	check_presence(kernel_add_exact, SHAPE_FRACTION, KIND_NUMBER, 1, 2, NULL);
	check_presence(kernel_multiply, SHAPE_FRACTION, KIND_NUMBER, 1, 2, NULL);
	check_presence(kernel_divide, SHAPE_FRACTION, KIND_NUMBER, 1, 2, NULL);
	check_presence(kernel_share, SHAPE_FRACTION, KIND_NUMBER, 1, 2, NULL);
}

static void
sums_that_do_not_fit_are_unknown(void **state)
{
	struct vec *a = make(SHAPE_FIGURE, KIND_MONEY), *b = make(SHAPE_FIGURE, KIND_MONEY);
	struct vec *out = make(SHAPE_FIGURE, KIND_MONEY);
	struct operands in = { .rows = 4, .a = a, .b = b };

	(void)state;
	put(a, 0, INT64_MAX);
	put(b, 0, 1);
	put(a, 1, -INT64_MAX);
	put(b, 1, -1);		/* INT64_MIN is no decimal */
	put(a, 2, INT64_MAX - 1);
	put(b, 2, 1);
	put(a, 3, -INT64_MAX + 1);
	put(b, 3, -1);
	kernel_add_figure(out, &in);
	assert_int_equal(presence(out, 0), '?');
	assert_int_equal(presence(out, 1), '?');
	assert_int_equal(presence(out, 2), 'g');
	assert_true(out->num[2] == INT64_MAX);
	assert_int_equal(presence(out, 3), 'g');
	put(b, 0, -1);
	put(b, 1, 1);
	kernel_subtract_figure(out, &in);
	assert_int_equal(presence(out, 0), '?');
	assert_int_equal(presence(out, 1), '?');
}

static void
a_division_by_zero_is_unknown(void **state)
{
	struct vec *a = make(SHAPE_FIGURE, KIND_NUMBER), *b = make(SHAPE_FIGURE, KIND_NUMBER);
	struct vec *out = make(SHAPE_FRACTION, KIND_NUMBER);
	struct operands in = { .rows = 2, .a = a, .b = b };

	(void)state;
	put(a, 0, 1000000000);
	put(b, 0, 0);
	put(a, 1, INT64_C(2000000000));
	put(b, 1, INT64_C(3000000000));
	kernel_divide(out, &in);
	assert_int_equal(presence(out, 0), '?');
	assert_int_equal(out->num[1], 2);
	assert_int_equal(out->den[1], 3);
	kernel_share(out, &in);
	assert_int_equal(presence(out, 0), '?');
	assert_int_equal(out->num[1], 200);
	assert_int_equal(out->den[1], 3);
}

static void
a_share_is_reduced_before_it_is_given_up(void **state)
{
	struct vec *a = make(SHAPE_FRACTION, KIND_NUMBER), *b = make(SHAPE_FRACTION, KIND_NUMBER);
	struct vec *out = make(SHAPE_FRACTION, KIND_PERCENT);
	struct operands in = { .rows = 9, .a = a, .b = b };

	(void)state;
	/* the widest parts there are, and what is one wider */
	put_fraction(a, 3, INT64_MAX, 1);
	put_fraction(b, 3, 100, 1);
	put_fraction(a, 4, -INT64_MAX, 1);
	put_fraction(b, 4, 100, 1);
	put_fraction(a, 5, -(INT64_C(1) << 61), 1);
	put_fraction(b, 5, 25, 1);
	put_fraction(a, 6, 1, 1);
	put_fraction(b, 6, INT64_MAX, 1);
	put_fraction(a, 7, 1, 3);
	put_fraction(b, 7, INT64_MAX, 1);
	put_fraction(a, 8, INT64_MAX, 1);
	put_fraction(b, 8, 1, INT64_MAX);
	put_fraction(a, 0, INT64_MAX, 3);
	put_fraction(b, 0, INT64_MAX, 7);	/* 7/3 of it: 700/3 % */
	put_fraction(a, 1, INT64_MAX, 1);
	put_fraction(b, 1, 1, 1);		/* 100 times too wide */
	put_fraction(a, 2, 1, 3);
	put_fraction(b, 2, -2, 3);
	kernel_share(out, &in);
	assert_int_equal(out->num[0], 700);
	assert_int_equal(out->den[0], 3);
	assert_int_equal(presence(out, 1), '?');
	assert_int_equal(out->num[2], -50);
	assert_int_equal(out->den[2], 1);
	assert_int_equal(presence(out, 3), 'g');
	assert_true(out->num[3] == INT64_MAX && out->den[3] == 1);
	assert_int_equal(presence(out, 4), 'g');
	assert_true(out->num[4] == -INT64_MAX && out->den[4] == 1);
	assert_int_equal(presence(out, 5), '?');
	assert_int_equal(presence(out, 6), 'g');
	assert_true(out->num[6] == 100 && out->den[6] == INT64_MAX);
	assert_int_equal(presence(out, 7), '?');
	assert_int_equal(presence(out, 8), '?');
}

static void
rounding_takes_halves_as_it_is_told(void **state)
{
	struct vec *a = make(SHAPE_FRACTION, KIND_PERCENT), *out = make(SHAPE_FIGURE, KIND_PERCENT);
	struct operands in = { .rows = 3, .a = a, .with = { .mode = ROUND_HALF_UP } };

	(void)state;
	put_fraction(a, 0, 121, 2);
	put_fraction(a, 1, -121, 2);
	RAIL_SET(a->nothing, 2);
	kernel_round(out, &in);
	assert_true(out->num[0] == INT64_C(61000000000));
	assert_true(out->num[1] == INT64_C(-61000000000));
	assert_int_equal(presence(out, 2), '0');
	in.with.mode = ROUND_HALF_EVEN;
	kernel_round(out, &in);
	assert_true(out->num[0] == INT64_C(60000000000));
}

static void
a_decimal_becomes_a_fraction_in_lowest_terms(void **state)
{
	struct vec *a = make(SHAPE_FIGURE, KIND_MONEY), *out = make(SHAPE_FRACTION, KIND_MONEY);
	struct operands in = { .rows = 2, .a = a };

	(void)state;
	put(a, 0, 150);
	put(a, 1, 0);
	kernel_to_fraction(out, &in);
	assert_int_equal(out->num[0], 3);
	assert_int_equal(out->den[0], 2);
	assert_int_equal(out->num[1], 0);
	assert_int_equal(out->den[1], 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(weeks_count_seven_days),
		KERNEL_TEST(nothing_in_gives_nothing_out_also_beside_an_unknown),
		KERNEL_TEST(sums_that_do_not_fit_are_unknown),
		KERNEL_TEST(a_division_by_zero_is_unknown),
		KERNEL_TEST(a_share_is_reduced_before_it_is_given_up),
		KERNEL_TEST(rounding_takes_halves_as_it_is_told),
		KERNEL_TEST(a_decimal_becomes_a_fraction_in_lowest_terms),
	};

	return RUN_TESTS(tests);
}
