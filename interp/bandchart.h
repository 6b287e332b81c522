/*
 * bandchart: how the figures behind a `bands` column are spread, period by period, gathered while a
 * table is read, for a drawing with the edges of the bands (page_bands.c).
 *
 * It applies to bands over a number, a percentage or money, of a table of which exactly one key is
 * a month, quarter or year. For each period it holds the rows in each band, those without a figure
 * and those whose band cannot be decided; the figures themselves; and the edges, as they were in
 * force for its rows.
 *
 * Nothing depends on the order of rows. Up to BANDCHART_KEPT figures of one band in one period are
 * kept as they are. Beyond that they are counted in steps of a fixed width, a power of ten of the
 * figure's unit, the narrowest with which lowest and highest lie less than BANDCHART_STEPS steps
 * apart; lowest and highest stay exact. Which band a row is in is never worked out here: it is what
 * the bands column says.
 */
#ifndef INTERP_BANDCHART_H
#define INTERP_BANDCHART_H

#include "interp/batch.h"

enum {
	BANDCHART_KEPT = 10000,
	BANDCHART_STEPS = 1000,
	BANDCHART_PERIODS_MAX =
	    60 /* more than that would not be legible on a page: then there is no chart */
};

struct bandchart_figure { /* den 0: a decimal */
	int64_t num, den;
};

struct bandchart_pile { /* of one band in one period */
	uint64_t rows;
	struct bandchart_figure lowest, highest;
	struct bandchart_figure
	    *kept; /* sorted by bandchart_finish(); NULL once counted in steps */
	uint32_t kept_count, kept_capacity;
	uint64_t *steps; /* BANDCHART_STEPS of them, or NULL */
	int64_t width, first; /* in units of the kind; `first`: the start of step 0 over `width` */
};

struct bandchart_edge { /* below band i, i at least 1 */
	bool known, differs; /* differs: it is not the same for all rows of the period */
	struct bandchart_figure at;
};

struct bandchart_period {
	int64_t period;
	struct bandchart_pile *piles; /* by band */
	struct bandchart_edge *edges; /* by band; the first is open below */
	uint64_t rows, nothing, undecided;
};

struct bandchart {
	struct arena *arena;
	const struct column *column; /* the bands */
	const struct column *by; /* the figure */
	const struct column *key; /* the period */
	struct bandchart_period *periods; /* rising */
	uint32_t period_count;
	bool too_many;
	uint64_t without_period; /* rows whose period is not known */
};

/* NULL when it does not apply to the column. */
struct bandchart *bandchart_make(struct arena *arena, const struct column *column);

/* The bands column must be in the plan. */
void bandchart_batch(struct bandchart *chart, const struct batch *batch);
void bandchart_restart(struct bandchart *chart);

/* Sorts what was kept; call before reading any of it, as often as you like. */
void bandchart_finish(struct bandchart *chart);

/* The value of a figure, of the kind of `chart->by`. */
struct value bandchart_value(const struct bandchart *chart, struct bandchart_figure figure);

/* In units of the kind, rounded half up; for places in a drawing only. */
int64_t bandchart_units(const struct bandchart *chart, struct bandchart_figure figure);

/* Rows of the period that have a figure and a band. */
uint64_t bandchart_counted(const struct bandchart *chart, const struct bandchart_period *period);

/*
 * The median of a period, exact: of an even number of figures half the sum of the two in the
 * middle, or the lower of them where that sum is too long. False when there is none, or when
 * figures are only counted in steps.
 */
bool bandchart_middle(const struct bandchart *chart, const struct bandchart_period *period,
    struct bandchart_figure *middle);
bool bandchart_ends(const struct bandchart *chart, const struct bandchart_period *period,
    struct bandchart_figure *lowest, struct bandchart_figure *highest);

#endif
