/* contrast_parts: what the text, the CSV and the page of a contrast share. */
#ifndef INTERP_CONTRAST_PARTS_H
#define INTERP_CONTRAST_PARTS_H

#include "interp/contrast.h"
#include "interp/grid.h"

/* As a matrix up to so many outcomes; a list of those that occur beyond. */
enum { OUTCOMES_IN_A_MATRIX = 5, OUTCOMES_MAX = 64 };

struct outcomes {
	const char *names[OUTCOMES_MAX];
	uint32_t count;
	uint32_t *cells;	/* [before][after] */
};

/* Labels before and after, and rows there on both sides that have them: for a column of labels.
 * False for another, or one with too many values. */
bool contrast_outcomes(struct outcomes *outcomes, struct arena *arena,
    const struct contrast *contrast, uint32_t column);
struct grid *contrast_grid(struct arena *arena, const struct outcomes *outcomes, const char *title);
uint32_t contrast_count(const struct contrast *contrast, uint32_t column);

/* Is the letter of the column due on one side (after: `more`) and not on the other? */
bool contrast_letter(const struct contrast *contrast, const struct contrast_pair *pair,
    uint32_t column, bool more);

#endif
