/* whatif_search: what the files of whatif share; no other file includes it. */
#ifndef INTERP_WHATIF_SEARCH_H
#define INTERP_WHATIF_SEARCH_H

#include "interp/whatif.h"

/* A fact with an order: where to try, and what was found there. */
struct axis {
	struct whatif *whatif;
	struct whatif_change change;	/* all but its value */
	struct type type;
	bool has_present;
	int64_t present;		/* or what the search keeps near to */
	int64_t low, high, unit;
	struct axis_point *points;	/* tried, in rising order */
	uint32_t count, room;
	int64_t *seeds;
	uint32_t seed_count, seed_room;
};

struct axis_point {
	int64_t num;
	struct whatif_outcome *out;	/* one a column */
};

void axis_init(struct axis *axis, struct whatif *whatif, const struct whatif_change *change,
    struct type type);
/* To be tried; outside low and high, and off the steps of the unit, it is brought inside. */
void axis_seed(struct axis *axis, int64_t num);
/* Tries all, finds the edges and adds the findings. */
bool axis_search(struct axis *axis, const struct value *before, struct fault *fault);

/* whatif_cells.c */
bool whatif_cells(struct whatif *whatif, struct fault *fault);
/* whatif.c */
bool whatif_date(struct whatif *whatif, struct fault *fault);
bool whatif_settings(struct whatif *whatif, struct fault *fault);

/* Far enough from a date to see whether an edge is the last on its side. */
enum { WHATIF_FAR_DAYS = 800 };

/* The step in which a field (NULL: a setting) changes, with its present value if it `has` one. */
int64_t whatif_unit(const struct whatif *whatif, struct type type, const struct column *field,
    bool has, int64_t present);
/* Gaps, edges and ends of what is no date. */
void whatif_seed_figure(struct axis *axis);

/* Distances and edges of the comparisons met, as seeds. */
void whatif_seed_gaps(struct axis *axis);
/* Days at which a month, quarter or year begins or ends around a date. */
void whatif_seed_periods(struct axis *axis, int64_t date);

/* One value after another, without an order; the first that turns a column is told, and the first
 * for each other outcome. */
bool whatif_choices(struct whatif *whatif, struct whatif_change *changes, uint32_t count,
    const struct value *before, bool any_text, struct fault *fault);

struct whatif_finding *whatif_find(struct whatif *whatif);

#endif
