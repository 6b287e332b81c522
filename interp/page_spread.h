/* page_spread: what page_bands.c and page_spread.c share: the chart of one bands column, in words
 * and as a drawing. */
#ifndef INTERP_PAGE_SPREAD_H
#define INTERP_PAGE_SPREAD_H

#include "interp/bandchart.h"
#include "interp/page_parts.h"

struct spread {
	struct buffer *out;
	struct arena *arena;
	struct bandchart *chart;
	const struct bands *bands;
	uint32_t first, drawn; /* periods that have figures, from the first to the last */
};

const struct bandchart_period *spread_period(const struct spread *spread, uint32_t n);
void spread_put_period(const struct spread *spread, const struct bandchart_period *period);
/* Of the band at this place among the bands; its label may stand elsewhere in the set. */
const char *spread_band(const struct spread *spread, uint32_t band);
/* The edge below a band: "60%", or that it is not known, or differs between rows. */
const char *spread_edge(
    const struct spread *spread, const struct bandchart_period *period, uint32_t band);
/* "2017/18 Q1: Red 4, Amber 15; from 41.2% to 89.6%. …" */
void spread_describe(const struct spread *spread);

/* The figure, with its text alternative; at least one period must have figures. */
void spread_draw(const struct spread *spread);

#endif
