/*
 * decide: rule lines and their order, applied to the truths of one batch (writ.5, DECIDE).
 *
 * The outcomes still possible in a row are: read down, those of the unknown lines as far as the
 * first yes, and that one (or the otherwise); without an order, those of all yes and all unknown
 * lines that no yes line displaces, and the otherwise if no line is yes. If one is left, or all are
 * equal, it is the outcome; else the row is undecided. For labels the union of what is possible is
 * kept; a figure, text or date is then unknown.
 *
 * Two yes lines, neither displaced, whose outcomes surely differ: two rules disagree. Where the
 * outcomes only may differ, because one of them is not known, the row is undecided.
 */
#ifndef INTERP_DECIDE_H
#define INTERP_DECIDE_H

#include "interp/batch.h"

/* `parts`: the truth and the outcome of each line in turn, then the otherwise; outcomes have the
 * shape of `out`. Equal outcomes that share a vec are known to be equal without a look at their
 * rows. */
void decide_run(struct vec *out, struct decisions *decisions, const struct decide *decide,
    const struct vec *const *parts, uint32_t rows);

/* Does a yes line stand instead of `line` in this row? */
bool decide_is_displaced(const struct decide *decide, const struct vec *const *parts, uint32_t line,
    uint32_t row);

#endif
