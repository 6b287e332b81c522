/*
 * draw: choosing some of a list with equal chances, the same everywhere for the same seed. Whole
 * numbers only.
 *
 * Numbers come from SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), begun with the seed. One below
 * `limit` is the remainder of the next number divided by it, where numbers below 2^64 mod limit are
 * passed over, so that no remainder comes up more often than another. n of N are chosen as Floyd
 * did (Bentley and Floyd, CACM 30(9), 1987): for j from N - n + 1 to N draw t from 1 to j; choose
 * t, or j if t is chosen already. Every set of n then has the same chance.
 */
#ifndef INTERP_DRAW_H
#define INTERP_DRAW_H

#include <stdbool.h>
#include <stdint.h>

struct draw {
	uint64_t state;
};

void draw_seed(struct draw *draw, uint64_t seed);
uint64_t draw_number(struct draw *draw);
uint64_t draw_below(struct draw *draw, uint64_t limit);		/* limit at least 1 */

/* Marks `wanted` of the `count` places (all of them when there are no more); `chosen` is cleared
 * first. */
void draw_some(struct draw *draw, bool *chosen, uint64_t count, uint64_t wanted);

/*
 * How many of `wanted` each stratum gives: its share by size, rounded down; what is left goes one
 * each to those with the largest remainders; then one that got none is given one by the stratum
 * that has most. Ties go to the one that stands first. `wanted` is at least the number of strata,
 * and at most all members together; no stratum is empty.
 */
enum { DRAW_STRATA_MAX = 256 };
void draw_share(uint64_t *shares, const uint64_t *sizes, uint32_t strata, uint64_t wanted);

#endif
