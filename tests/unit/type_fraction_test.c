/* Fractions at the edges of 64 bits, against a table that was worked out apart with whole numbers
 * of any length. */
#include "tests/unit/test.h"

#include <stdbool.h>

#include "lang/type.h"

static struct value
fraction(int64_t num, int64_t den)
{
	return (struct value){ .state = GIVEN, .type = { .kind = KIND_NUMBER, .fraction = true },
	    .num = num,
		.den = den };
}

typedef bool exact(struct value *out, const struct value *a, const struct value *b);

struct part {
	int64_t num, den;	/* den 0: does not fit, or is divided by zero */
};

/* Sum, difference, product and quotient. */
static const struct fraction_row {
	struct part a, b;
	int order;
	struct part results[4];
} fraction_rows[] = {
	{ { 1, INT64_MAX }, { -7, 100 }, 1,
	  { { 0, 0 }, { 0, 0 },
	    { 0, 0 }, { 0, 0 } } },
	{ { 1, 1000000000 }, { 2305843009213693952, 1 }, -1,
	  { { 0, 0 }, { 0, 0 },
	    { 4503599627370496, 1953125 }, { 0, 0 } } },
	{ { 2, 7 }, { 1012333500, 1 }, -1,
	  { { 7086334502, 7 }, { -7086334498, 7 },
	    { 2024667000, 7 }, { 1, 3543167250 } } },
	{ { 1, 1 }, { 4294967295, INT64_MAX }, 1,
	  { { 0, 0 }, { 9223372032559808512, INT64_MAX },
	    { 4294967295, INT64_MAX }, { INT64_MAX, 4294967295 } } },
	{ { -INT64_MAX, 2 }, { 1012333500, 1 }, -1,
	  { { -9223372034830108807, 2 }, { 0, 0 },
	    { 0, 0 }, { -INT64_MAX, 2024667000 } } },
	{ { 1, 4611686018427387904 }, { 1152921504606846976, 759250125 }, -1,
	  { { 0, 0 }, { 0, 0 },
	    { 1, 3037000500 }, { 0, 0 } } },
	{ { 3037000499, 3 }, { 0, 1 }, 1,
	  { { 3037000499, 3 }, { 3037000499, 3 },
	    { 0, 1 }, { 0, 0 } } },
	{ { INT64_MAX, 100 }, { -1537228672809129301, 506166750 }, 1,
	  { { 0, 0 }, { 0, 0 },
	    { 0, 0 }, { 0, 0 } } },
	{ { -INT64_MAX, 204 }, { 3, 2 }, -1,
	  { { -9223372036854775501, 204 }, { 0, 0 },
	    { -INT64_MAX, 136 }, { -INT64_MAX, 306 } } },
	{ { 759250125, 1152921504606846976 }, { 4294967295, 7 }, -1,
	  { { 0, 0 }, { 0, 0 },
	    { 3260954455599661875, 8070450532247928832 }, { 0, 0 } } },
	{ { 536870912, 759250125 }, { 181, 2196029141076381791 }, 1,
	  { { 0, 0 }, { 0, 0 },
	    { 0, 0 }, { 0, 0 } } },
	{ { 607400100, 388599719960004599 }, { 3037000499, 9223372036854775806 }, 1,
	  { { 0, 0 }, { 0, 0 },
	    { 0, 0 }, { 0, 0 } } },
	{ { -INT64_MAX, 100 }, { -1, 2 }, -1,
	  { { 0, 0 }, { -9223372036854775757, 100 },
	    { INT64_MAX, 200 }, { INT64_MAX, 50 } } },
	{ { -1, 9223372036854775806 }, { -7, 3 }, 1,
	  { { -7173733806442603405, 3074457345618258602 }, { 0, 0 },
	    { 0, 0 }, { 0, 0 } } },
	{ { 1, 3 }, { -INT64_MAX, 1 }, 1,
	  { { 0, 0 }, { 0, 0 },
	    { -INT64_MAX, 3 }, { 0, 0 } } },
	{ { 1, 8041224469014280031 }, { -7, 1000000000 }, 1,
	  { { 0, 0 }, { 0, 0 },
	    { 0, 0 }, { 0, 0 } } },
	{ { -INT64_MAX, 9223372036854775806 }, { -INT64_MAX, 1000000000 }, 1,
	  { { 0, 0 }, { 0, 0 },
	    { 0, 0 }, { 500000000, 4611686018427387903 } } },
	{ { 536870912, 25 }, { 1953125, 9007199254740992 }, 1,
	  { { 0, 0 }, { 0, 0 },
	    { 78125, 16777216 }, { 0, 0 } } },
	{ { -1, 9223372036854775806 }, { 100, 1 }, -1,
	  { { 0, 0 }, { 0, 0 },
	    { -50, 4611686018427387903 }, { 0, 0 } } },
	{ { -4611686018427387903, 83 }, { 1000000007, 8948648792215243349 }, -1,
	  { { 0, 0 }, { 0, 0 },
	    { 0, 0 }, { 0, 0 } } },
	{ { -4611686018427387903, 1 }, { -9223372036854775806, 2276102177565991055 }, -1,
	  { { 0, 0 }, { 0, 0 },
	    { 0, 0 }, { 2276102177565991055, 2 } } },
	{ { -1, 1 }, { 1, 4611686018427387903 }, -1,
	  { { -4611686018427387902, 4611686018427387903 }, { -4611686018427387904,
	  4611686018427387903 },
	    { -1, 4611686018427387903 }, { -4611686018427387903, 1 } } },
	{ { 3, INT64_MAX }, { INT64_MAX, 100 }, -1,
	  { { 0, 0 }, { 0, 0 },
	    { 3, 100 }, { 0, 0 } } },
	{ { 1953125, 9007199254740992 }, { 2147483648, 993 }, -1,
	  { { 0, 0 }, { 0, 0 },
	    { 1953125, 4164943872 }, { 0, 0 } } },
	{ { 9223372036854775806, 7 }, { -7, 1 }, 1,
	  { { 9223372036854775757, 7 }, { 0, 0 },
	    { -9223372036854775806, 1 }, { -9223372036854775806, 49 } } },
	{ { 6625600702081834649, 9223372036854775806 }, { 1000000000, 4671511461300215993 }, 1,
	  { { 0, 0 }, { 0, 0 },
	    { 0, 0 }, { 0, 0 } } },
	{ { -69241714241880379, 77 }, { 4611686018427387903, 1 }, -1,
	  { { 0, 0 }, { 0, 0 },
	    { 0, 0 }, { 0, 0 } } },
	{ { 0, 1 }, { 1, 3074457345618258602 }, -1,
	  { { 1, 3074457345618258602 }, { -1, 3074457345618258602 },
	    { 0, 1 }, { 0, 1 } } },
	{ { 1, 1 }, { 2, 7 }, 1,
	  { { 9, 7 }, { 5, 7 },
	    { 2, 7 }, { 7, 2 } } },
	{ { 2305843009213693952, 1608036984116845657 }, { INT64_MAX, 1000000000 }, -1,
	  { { 0, 0 }, { 0, 0 },
	    { 0, 0 }, { 0, 0 } } },
	{ { 759250125, 1152921504606846976 }, { 1, 540582237346828609 }, 1,
	  { { 0, 0 }, { 0, 0 },
	    { 0, 0 }, { 0, 0 } } },
	{ { 858993459, 20 }, { 4294967295, INT64_MAX }, 1,
	  { { 0, 0 }, { 0, 0 },
	    { 0, 0 }, { INT64_MAX, 100 } } },
	{ { 1, 7 }, { 1, 4611686018427387903 }, 1,
	  { { 0, 0 }, { 0, 0 },
	    { 0, 0 }, { 4611686018427387903, 7 } } },
	{ { 2147483648, 1 }, { 3037000499, 9223372036854775806 }, 1,
	  { { 0, 0 }, { 0, 0 },
	    { 3260954455285170176, 4611686018427387903 }, { 0, 0 } } },
	{ { -3955491083443190434, 4611686018427387903 }, { 2, 3 }, -1,
	  { { -881033737824931832, 4611686018427387903 }, { -2343316143020483012,
	  1537228672809129301 },
	    { 0, 0 }, { -1977745541721595217, 1537228672809129301 } } },
	{ { -INT64_MAX, 3037000500 }, { 3074457345618258602, 159 }, -1,
	  { { 0, 0 }, { 0, 0 },
	    { 0, 0 }, { 0, 0 } } },
	{ { 1, 1 }, { INT64_MAX, 9223372036854775806 }, -1,
	  { { 0, 0 }, { -1, 9223372036854775806 },
	    { INT64_MAX, 9223372036854775806 }, { 9223372036854775806, INT64_MAX } } },
	{ { 2147483648, 1 }, { 0, 1 }, 1,
	  { { 2147483648, 1 }, { 2147483648, 1 },
	    { 0, 1 }, { 0, 0 } } },
	{ { -13, 253083375 }, { 1073741824, 1 }, -1,
	  { { 271746204696575987, 253083375 }, { -271746204696576013, 253083375 },
	    { -13958643712, 253083375 }, { -13, 271746204696576000 } } },
	{ { -1, 2 }, { -1, 3037000500 }, -1,
	  { { -1518500251, 3037000500 }, { -1518500249, 3037000500 },
	    { 1, 6074001000 }, { 1518500250, 1 } } },
	{ { 858993459, 20 }, { 50, 1 }, 1,
	  { { 858994459, 20 }, { 858992459, 20 },
	    { 4294967295, 2 }, { 858993459, 1000 } } },
	{ { 1, 1000000000 }, { 1, 1 }, -1,
	  { { 1000000001, 1000000000 }, { -999999999, 1000000000 },
	    { 1, 1000000000 }, { 1, 1000000000 } } },
	{ { 506166750, 1537228672809129301 }, { 0, 1 }, 1,
	  { { 506166750, 1537228672809129301 }, { 506166750, 1537228672809129301 },
	    { 0, 1 }, { 0, 0 } } },
	{ { 0, 1 }, { 286331153, 202466700 }, -1,
	  { { 286331153, 202466700 }, { -286331153, 202466700 },
	    { 0, 1 }, { 0, 1 } } },
	{ { -1, 1 }, { 4611686018427387904, INT64_MAX }, -1,
	  { { -4611686018427387903, INT64_MAX }, { 0, 0 },
	    { -4611686018427387904, INT64_MAX }, { -INT64_MAX, 4611686018427387904 } } },
	{ { -INT64_MAX, 100 }, { 0, 1 }, -1,
	  { { -INT64_MAX, 100 }, { -INT64_MAX, 100 },
	    { 0, 1 }, { 0, 0 } } },
	{ { 4611686018427387903, 500000000 }, { -4611686018427387903, 500000000 }, 1,
	  { { 0, 1 }, { 4611686018427387903, 250000000 },
	    { 0, 0 }, { -1, 1 } } },
	{ { 1, 500000000 }, { -5, 2 }, 1,
	  { { -1249999999, 500000000 }, { 1250000001, 500000000 },
	    { -1, 200000000 }, { -1, 1250000000 } } },
};

static exact *const operations[] = { exact_add, exact_subtract, exact_multiply, exact_divide };

static void
fractions_are_exact_and_in_lowest_terms_or_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(fraction_rows) / sizeof(fraction_rows[0]); i++) {
		const struct fraction_row *row = &fraction_rows[i];
		struct value a = fraction(row->a.num, row->a.den);
		struct value b = fraction(row->b.num, row->b.den);

		for (size_t j = 0; j < 4; j++) {
			struct value out = fraction(77, 78);
			bool fits = operations[j](&out, &a, &b);

			if (fits != (row->results[j].den != 0))
				fail_msg("row %zu, operation %zu: fits is %d", i, j, fits);
			if (!fits) {
				assert_int_equal(out.num, 77);
				assert_int_equal(out.den, 78);
				continue;
			}
			if (out.num != row->results[j].num || out.den != row->results[j].den)
				fail_msg("row %zu, operation %zu: %lld/%lld", i, j,
				    (long long)out.num,
				    (long long)out.den);
			assert_int_equal(out.state, GIVEN);
			assert_true(out.type.fraction);
			assert_int_equal(out.type.kind, KIND_NUMBER);
		}
	}
}

static void
fractions_compare_crosswise(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(fraction_rows) / sizeof(fraction_rows[0]); i++) {
		const struct fraction_row *row = &fraction_rows[i];
		struct value a = fraction(row->a.num, row->a.den);
		struct value b = fraction(row->b.num, row->b.den);

		assert_int_equal(exact_compare(&a, &b), row->order);
		assert_int_equal(exact_compare(&b, &a), -row->order);
		assert_int_equal(exact_compare(&a, &a), 0);
	}
}

/* Of a percent the denominator is a hundred times what it says, which 64 bits by 64 do not
 * bound. */
static void
a_part_in_percent_is_exact_or_refused(void **state)
{
	/* 3^39 / 2^62 of 2^62 / 3^39 per cent is one hundredth. */
	struct value a = fraction(4052555153018976267, 4611686018427387904), out = fraction(77, 78);
	struct value b = fraction(4611686018427387904, 4052555153018976267);

	(void)state;
	b.type.kind = KIND_PERCENT;
	assert_true(exact_multiply(&out, &a, &b));
	assert_int_equal(out.num, 1);
	assert_int_equal(out.den, 100);
	assert_int_equal(out.type.kind, KIND_NUMBER);
	assert_true(exact_multiply(&out, &b, &a));
	assert_int_equal(out.num, 1);
	assert_int_equal(out.den, 1);
	assert_int_equal(out.type.kind, KIND_PERCENT);
	/* 1/(2^63 - 1) of 1/(2^63 - 1) per cent */
	a = fraction(1, INT64_MAX);
	b.num = 1;
	b.den = INT64_MAX;
	out = fraction(77, 78);
	assert_false(exact_multiply(&out, &a, &b));
	assert_int_equal(out.num, 77);
	assert_int_equal(out.den, 78);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fractions_are_exact_and_in_lowest_terms_or_refused),
		cmocka_unit_test(fractions_compare_crosswise),
		cmocka_unit_test(a_part_in_percent_is_exact_or_refused),
	};

	return RUN_TESTS(tests);
}
