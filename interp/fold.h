/*
 * fold: rows to a report (writ.5, PRINTED TABLES). A fold is fed the batches of its table in file
 * order and gives a grid at the end; the order of rows never shows in it. Each row is taken once
 * and added to the cells of its key.
 *
 * Counts print the sure rows; any other figure that an undecided row could change stays empty, and
 * an extra column `<name>_undecided` says how many, present only when there are any. Rows without a
 * key make a last row, "blank"; rows whose key is unknown are counted in a note, as are months that
 * are outside `from … to …`. The total row works each column out afresh over all rows, so different
 * practices are counted once and percentages are of totals; where that differs from the sum of a
 * count column a note says both.
 */
#ifndef INTERP_FOLD_H
#define INTERP_FOLD_H

#include "interp/batch.h"
#include "interp/grid.h"

struct fold;

/* Adds to the arrays what the plan of the table must compute for this report (exprs and columns);
 * returns how many. Call with NULL arrays to count. */
uint32_t fold_wants_exprs(const struct report *report, const struct expr **exprs);
uint32_t fold_wants_columns(const struct report *report, const struct column **columns);

struct fold *fold_make(const struct report *report, const struct knobs *knobs);
void fold_batch(struct fold *fold, const struct batch *batch);
void fold_restart(struct fold *fold);
/* `run` is program->run evaluated, for `from … to …`; may be NULL when the report does not use
 * it. */
struct grid *fold_finish(struct fold *fold, struct arena *arena, const struct batch *run);
void fold_release(struct fold *fold);

#endif
