/*
 * generate: a policy and rows for it out of a seed. The same seed gives the same bytes everywhere.
 * What is made keeps to forms that need one table, uses every form of value, condition and rule
 * there is, and nearly always checks without an error; figures and dates in the rows are drawn from
 * those the policy compares with and their neighbours, with blanks, bad cells, repeated rows and
 * broken rows among them.
 */
#ifndef TESTS_ORACLE_GENERATE_H
#define TESTS_ORACLE_GENERATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lang/arena.h"

struct generated {
	const char *policy;
	const char *closures; /* the calendar file "closures.csv" */
	int64_t run_date;
	const char **lines; /* of the CSV: the header, then the rows, without line ends */
	uint32_t line_count;
	const char *const
	    *parts; /* the constructs of the policy, which together are its text: for shrinking */
	uint32_t part_count;
};

/* `rows`: how many, or 0 to choose. Everything is made in `arena`. */
void generate(struct generated *out, struct arena *arena, uint64_t seed, uint32_t rows);

/* The lines as one text; `order` are indices of rows (from 1) or NULL for all of them as they are.
 */
char *generate_csv(
    struct arena *arena, const struct generated *generated, const uint32_t *order, uint32_t count);

/* Random numbers from a seed: SplitMix64. */
uint64_t random_next(uint64_t *state);
uint32_t random_below(uint64_t *state, uint32_t limit);

#endif
