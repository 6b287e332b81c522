/* draw: the published numbers, a tiny draw worked out by hand, equal chances over many seeds,
 * shares by hand. */
#include "test.h"

#include <string.h>

#include "interp/draw.h"

/* SplitMix64 begun with 1234567, as its authors' reference program prints them. */
static void
the_numbers_are_the_published_ones(void **state)
{
	static const uint64_t expected[] = { UINT64_C(6457827717110365317),
		UINT64_C(3203168211198807973), UINT64_C(9817491932198370423),
		UINT64_C(4593380528125082431), UINT64_C(16408922859458223821) };
	struct draw draw;

	(void)state;
	draw_seed(&draw, 1234567);
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		assert_true(draw_number(&draw) == expected[i]);
}

/* Seed 7 begins 7191089600892374487, 309689372594955804. Two of five: j = 4: 87 leaves 3 by four,
 * so place 4; j = 5: the last digit 4 leaves 4 by five, so place 5. */
static void
two_of_five_by_hand(void **state)
{
	static const bool expected[] = { false, false, false, true, true };
	bool chosen[5];
	struct draw draw;

	(void)state;
	draw_seed(&draw, 7);
	draw_some(&draw, chosen, 5, 2);
	assert_memory_equal(chosen, expected, sizeof chosen);
}

static void
all_of_them_when_there_are_no_more(void **state)
{
	bool chosen[4];
	struct draw draw;

	(void)state;
	draw_seed(&draw, 1);
	draw_some(&draw, chosen, 4, 9);
	for (int i = 0; i < 4; i++)
		assert_true(chosen[i]);
	draw_some(&draw, chosen, 4, 0);
	for (int i = 0; i < 4; i++)
		assert_false(chosen[i]);
}

/* 2^64 is once 3 * 2^62 and 2^62 over: taking remainders alone, the lowest third would come up
 * twice as often. */
static void
no_remainder_comes_up_more_often(void **state)
{
	const uint64_t limit = UINT64_C(3) << 62;
	uint64_t low = 0;
	struct draw draw;

	(void)state;
	draw_seed(&draw, 99);
	for (int i = 0; i < 30000; i++) {
		uint64_t number = draw_below(&draw, limit);

		assert_true(number < limit);
		low += number < limit / 3;
	}
	/* One third of 30,000 is 10,000, its deviation 82; taking remainders alone would give
	 * 15,000. */
	assert_in_range(low, 9590, 10410);
}

/* All 20 sets of three of six, over 20,000 seeds: 1,000 each are expected; chi-square with 19
 * degrees lies below 43.8 in 999 of 1,000. */
static void
every_set_has_the_same_chance(void **state)
{
	uint32_t counts[64] = { 0 };
	uint64_t chi = 0, sets = 0;

	(void)state;
	for (uint64_t seed = 0; seed < 20000; seed++) {
		bool chosen[6];
		struct draw draw;
		unsigned set = 0, bits = 0;

		draw_seed(&draw, seed);
		draw_some(&draw, chosen, 6, 3);
		for (unsigned i = 0; i < 6; i++) {
			set |= chosen[i] ? 1u << i : 0;
			bits += chosen[i];
		}
		assert_int_equal(bits, 3);
		counts[set]++;
	}
	for (unsigned set = 0; set < 64; set++) {
		int64_t off = (int64_t)counts[set] - 1000;

		if (counts[set] == 0)
			continue;
		sets++;
		chi += (uint64_t)(off * off);
	}
	assert_int_equal(sets, 20);
	assert_in_range(chi / 1000, 3, 43);
}

static void
shares_are(const uint64_t *sizes, uint32_t strata, uint64_t wanted, const uint64_t *expected)
{
	uint64_t shares[8];

	draw_share(shares, sizes, strata, wanted);
	for (uint32_t i = 0; i < strata; i++)
		assert_true(shares[i] == expected[i]);
}

static void
shares_go_by_size(void **state)
{
	(void)state;
	/* 10 of 100: exactly 5, 3 and 2 */
	shares_are((uint64_t[]){ 50, 30, 20 }, 3, 10, (uint64_t[]){ 5, 3, 2 });
	/* 10 of 17: 5.88, 2.94 and 1.18: two places are left, for .94 and .88 */
	shares_are((uint64_t[]){ 10, 5, 2 }, 3, 10, (uint64_t[]){ 6, 3, 1 });
	/* 5 of 100: 4.8, .1 and .1: one place for .8; the two without get theirs from the first */
	shares_are((uint64_t[]){ 96, 2, 2 }, 3, 5, (uint64_t[]){ 3, 1, 1 });
	/* as many as there are: one each */
	shares_are((uint64_t[]){ 1, 1, 1 }, 3, 3, (uint64_t[]){ 1, 1, 1 });
	/* 5 of 8: 1.875, 1.875 and 1.25: the two places left go to the first two */
	shares_are((uint64_t[]){ 3, 3, 2 }, 3, 5, (uint64_t[]){ 2, 2, 1 });
	/* products beyond 64 bits: a half of each */
	shares_are((uint64_t[]){ UINT64_C(1) << 40, UINT64_C(1) << 40 }, 2, UINT64_C(1) << 40,
	    (uint64_t[]){ UINT64_C(1) << 39, UINT64_C(1) << 39 });
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_numbers_are_the_published_ones),
		cmocka_unit_test(two_of_five_by_hand),
		cmocka_unit_test(all_of_them_when_there_are_no_more),
		cmocka_unit_test(no_remainder_comes_up_more_often),
		cmocka_unit_test(every_set_has_the_same_chance), cmocka_unit_test(shares_go_by_size)
	};

	return RUN_TESTS(tests);
}
