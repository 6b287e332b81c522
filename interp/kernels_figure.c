/*
 * kernels_figure: arithmetic. Decimals have direct loops; whatever is or yields a fraction goes
 * through exact_*() of type.h, row by row over the rows where both sides are given.
 */
#include "interp/kernels.h"

#include <assert.h>

__extension__ typedef __int128 wide;

/* Nothing beside anything is nothing; given only where both are and the result `fits`. */
static void
settle(struct vec *out, const struct operands *in, uint32_t w, uint64_t fits)
{
	uint64_t nothing = in->a->nothing.word[w] | in->b->nothing.word[w];

	out->given.word[w] = in->a->given.word[w] & in->b->given.word[w] & fits;
	out->nothing.word[w] = nothing;
}

void
kernel_add_figure(struct vec *out, const struct operands *in)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		const int64_t *a = in->a->num + w * 64, *b = in->b->num + w * 64;
		int64_t *sum = out->num + w * 64;
		uint64_t fits = 0;

		for (unsigned i = 0; i < 64; i++) {
			bool over = __builtin_add_overflow(a[i], b[i], &sum[i]);

			fits |= (uint64_t)(!over && sum[i] != INT64_MIN) << i;
		}
		settle(out, in, w, fits);
	}
}

void
kernel_subtract_figure(struct vec *out, const struct operands *in)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		const int64_t *a = in->a->num + w * 64, *b = in->b->num + w * 64;
		int64_t *rest = out->num + w * 64;
		uint64_t fits = 0;

		for (unsigned i = 0; i < 64; i++) {
			bool over = __builtin_sub_overflow(a[i], b[i], &rest[i]);

			fits |= (uint64_t)(!over && rest[i] != INT64_MIN) << i;
		}
		settle(out, in, w, fits);
	}
}

static struct value
value_at(const struct vec *vec, uint32_t row)
{
	return (struct value){ .state = GIVEN, .type = vec->type, .num = vec->num[row],
		.den = vec->shape == SHAPE_FRACTION ? vec->den[row] : 0 };
}

/* Of two that are not both 0. */
static wide
greatest_divisor(wide a, wide b)
{
	while (b != 0) {
		wide rest = a % b;

		a = b;
		b = rest;
	}
	return a < 0 ? -a : a;
}

/* In lowest terms; false when a part does not fit in 64 bits. */
static bool
put_fraction(struct vec *out, uint32_t row, wide num, wide den)
{
	wide common = greatest_divisor(num, den);

	num /= common;
	den /= common;
	if (num > INT64_MAX || num <= INT64_MIN || den > INT64_MAX)
		return false;
	out->num[row] = (int64_t)num;
	out->den[row] = (int64_t)den;
	return true;
}

/* Stores what exact_*() worked out in the shape of `out`. */
static bool
put_exact(struct vec *out, uint32_t row, const struct value *value)
{
	if (out->shape == SHAPE_FIGURE) {
		assert(value->den == 0);
		out->num[row] = value->num;
		return true;
	}
	if (value->den == 0)
		return put_fraction(out, row, value->num, kind_scale(value->type.kind));
	out->num[row] = value->num;
	out->den[row] = value->den;
	return true;
}

typedef bool exact_function(struct value *out, const struct value *a, const struct value *b);

static void
each_exact(struct vec *out, const struct operands *in, exact_function *work_out)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		uint64_t fits = 0;

		for (uint64_t left = in->a->given.word[w] & in->b->given.word[w]; left != 0;
		     left &= left - 1) {
			unsigned i = (unsigned)__builtin_ctzll(left);
			struct value a = value_at(in->a, w * 64 + i),
				     b = value_at(in->b, w * 64 + i), result;

			if (work_out(&result, &a, &b) && put_exact(out, w * 64 + i, &result))
				fits |= UINT64_C(1) << i;
		}
		settle(out, in, w, fits);
	}
}

void
kernel_add_exact(struct vec *out, const struct operands *in)
{
	each_exact(out, in, exact_add);
}

void
kernel_subtract_exact(struct vec *out, const struct operands *in)
{
	each_exact(out, in, exact_subtract);
}

void
kernel_multiply(struct vec *out, const struct operands *in)
{
	each_exact(out, in, exact_multiply);
}

void
kernel_divide(struct vec *out, const struct operands *in)
{
	each_exact(out, in, exact_divide);
}

/* 100 * a / b. The quotient is reduced before it is multiplied, so only a result that is too
 * wide is given up. */
static bool
share_of(struct vec *out, uint32_t row, const struct value *a, const struct value *b)
{
	wide a_num = a->num, a_den = a->den != 0 ? a->den : kind_scale(a->type.kind);
	wide b_num = b->num, b_den = b->den != 0 ? b->den : kind_scale(b->type.kind);
	wide common, num, den;

	if (b_num == 0)
		return false;
	common = greatest_divisor(a_num, b_num);
	a_num /= common;
	b_num /= common;
	common = greatest_divisor(a_den, b_den);
	a_den /= common;
	b_den /= common;
	/* Lowest terms need the diagonals too: 3/4 over 3/1 shares the numerators, 3/4 times 2/3
	 * the diagonal. */
	common = greatest_divisor(a_num, a_den);
	a_num /= common;
	a_den /= common;
	common = greatest_divisor(b_num, b_den);
	b_num /= common;
	b_den /= common;
	num = a_num * b_den;
	den = a_den * b_num;
	if (den < 0) {
		num = -num;
		den = -den;
	}
	if (num > INT64_MAX || num <= INT64_MIN)
		return false;
	return put_fraction(out, row, num * 100, den);
}

void
kernel_share(struct vec *out, const struct operands *in)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		uint64_t fits = 0;

		for (uint64_t left = in->a->given.word[w] & in->b->given.word[w]; left != 0;
		     left &= left - 1) {
			unsigned i = (unsigned)__builtin_ctzll(left);
			struct value a = value_at(in->a, w * 64 + i),
				     b = value_at(in->b, w * 64 + i);

			fits |= (uint64_t)share_of(out, w * 64 + i, &a, &b) << i;
		}
		settle(out, in, w, fits);
	}
}

void
kernel_round(struct vec *out, const struct operands *in)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		uint64_t fits = 0;

		for (uint64_t left = in->a->given.word[w]; left != 0; left &= left - 1) {
			unsigned i = (unsigned)__builtin_ctzll(left);
			struct value a = value_at(in->a, w * 64 + i), result;

			if (exact_round(&result, &a, in->with.mode, in->with.places)) {
				out->num[w * 64 + i] = result.num;
				fits |= UINT64_C(1) << i;
			}
		}
		out->given.word[w] = fits;
		out->nothing.word[w] = in->a->nothing.word[w];
	}
}

void
kernel_to_fraction(struct vec *out, const struct operands *in)
{
	int64_t scale = kind_scale(in->a->type.kind);

	for (uint32_t row = 0; row < in->rows; row++)
		if (RAIL_GET(in->a->given, row))
			put_fraction(out, row, in->a->num[row], scale);
	out->given = in->a->given;
	out->nothing = in->a->nothing;
}
