/* draw: see draw.h. */
#include "interp/draw.h"

#include <string.h>

void
draw_seed(struct draw *draw, uint64_t seed)
{
	draw->state = seed;
}

uint64_t
draw_number(struct draw *draw)
{
	uint64_t mixed;

	draw->state += UINT64_C(0x9E3779B97F4A7C15);
	mixed = draw->state;
	mixed = (mixed ^ mixed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94D049BB133111EB);
	return mixed ^ mixed >> 31;
}

uint64_t
draw_below(struct draw *draw, uint64_t limit)
{
	uint64_t passed_over = (UINT64_MAX - limit + 1) % limit, number;

	do {
		number = draw_number(draw);
	} while (number < passed_over);
	return number % limit;
}

void
draw_some(struct draw *draw, bool *chosen, uint64_t count, uint64_t wanted)
{
	if (wanted > count)
		wanted = count;
	memset(chosen, 0, (size_t)count * sizeof *chosen);
	for (uint64_t last = count - wanted; last < count; last++) {
		uint64_t place = draw_below(draw, last + 1);

		chosen[chosen[place] ? last : place] = true;
	}
}

/* 128 bits for the products: a log may have more than 2^32 lines. */
static uint64_t
product_mod(uint64_t a, uint64_t b, uint64_t total, uint64_t *quotient)
{
	uint64_t high = 0, low = 0, rest;

	/* a * b as high * total + low, bit by bit from the top: total is at most 2^62. */
	for (int bit = 63; bit >= 0; bit--) {
		rest = low * 2 + ((b >> bit & 1) != 0 ? a % total : 0);
		high = high * 2 + ((b >> bit & 1) != 0 ? a / total : 0) + rest / total;
		low = rest % total;
	}
	*quotient = high;
	return low;
}

static uint32_t
largest(const uint64_t *numbers, uint32_t count)
{
	uint32_t best = 0;

	for (uint32_t i = 1; i < count; i++)
		if (numbers[i] > numbers[best])
			best = i;
	return best;
}

void
draw_share(uint64_t *shares, const uint64_t *sizes, uint32_t strata, uint64_t wanted)
{
	uint64_t total = 0, given = 0, rests[DRAW_STRATA_MAX];

	for (uint32_t i = 0; i < strata; i++)
		total += sizes[i];
	for (uint32_t i = 0; i < strata; i++) {
		rests[i] = product_mod(sizes[i], wanted, total, &shares[i]);
		given += shares[i];
	}
	for (; given < wanted; given++) {
		uint32_t next = largest(rests, strata);

		shares[next]++;
		rests[next] = 0;
	}
	for (uint32_t i = 0; i < strata; i++) {
		if (shares[i] > 0)
			continue;
		shares[largest(shares, strata)]--;
		shares[i] = 1;
	}
}
