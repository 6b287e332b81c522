/*
 * ranking_open: what is not known of the rows that compete in a ranking: whose figure, who takes
 * part, who is there at all. Made with the ranking, for explanations.
 */
#ifndef INTERP_RANKING_OPEN_H
#define INTERP_RANKING_OPEN_H

#include "interp/ranking.h"

/*
 * The pools of a ranking: by row the pool, HELD_NO_ROW in none; pool by pool the rows, where each
 * begins, and the end. NULL where all is known of every row; else *pool_of goes over to what is
 * returned, and is NULL afterwards.
 */
struct ranking_open *ranking_open_make(const struct ranking_input *input, uint32_t **pool_of,
    uint32_t pool_count, const uint32_t *rows, const uint32_t *starts);

/*
 * Of a row whose own figure and place in the pool are known: what is not known of those in its pool
 * that may stand before it (with ties excluded: beside it too).
 */
struct ranking_others {
	bool figure;			/* the figure of one of them */
	bool part;			/* whether one of them takes part */
	/* those that may not be there: whose figure is not known either, then best first, equal
	 * ones by their keys */
	const uint32_t *doubtful;
	uint32_t doubtful_count;
};
struct ranking_others ranking_others(const struct ranking_input *input,
    const struct ranking_open *open, uint32_t row);
void ranking_open_free(struct ranking_open *open);

#endif
