/*
 * arithmetic: reports what could not be worked out: the rows where a sum has no result though all
 * that goes into it is there: a division by zero, a day past the end of the calendar, a figure that
 * does not fit (writ.5, Reckoning and CALENDARS). Such a cell is empty, and so may be what hangs on
 * it; without a line in problems.csv nobody would know why.
 *
 * One problem a row and column, under the slug `arithmetic`, for the column whose own rule failed,
 * not for those that need it; and only where that column is unknown: a fault on a side of a
 * condition that did not matter is forgotten.
 *
 * Cheap: for each sum the rails of its result are compared with those of its operands, 64 rows at a
 * time; only rows where they differ are looked at.
 */
#ifndef INTERP_ARITHMETIC_H
#define INTERP_ARITHMETIC_H

#include "interp/batch.h"
#include "interp/problems.h"

struct arithmetic;

/* The sums of the derived columns that are in the plan. It lives in the arena and may be used for
 * all batches of the plan. */
const struct arithmetic *arithmetic_make(struct arena *arena, const struct plan *plan);

/* Adds the problems of one batch, in order of rows and within a row of evaluation. `file`: the
 * data, or for the columns of the run, which have no row, the policy: then the line is that of the
 * definition. */
void arithmetic_report(const struct arithmetic *arithmetic, const struct batch *batch,
    const char *file, struct problems *problems);

#endif
