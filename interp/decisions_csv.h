/*
 * decisions_csv: rows of decisions as CSV, the form for millions of them. Of the
 * program only decisions.c includes this.
 *
 * Cells come again and again: a label is one of a few, a figure or a day was there a moment ago, a
 * reason has the words of the rows before it. A pen holds for each column what makes its cells
 * cheap, spelled and quoted once: labels, figures (figures.h), reasons (retell.h). A cell is what
 * decisions_cell() and csvout_cell() make of it.
 */
#ifndef INTERP_DECISIONS_CSV_H
#define INTERP_DECISIONS_CSV_H

#include "interp/decisions.h"

struct decisions_pen *decisions_pen_make(struct arena *arena,
    const struct decisions_layout *layout);

void decisions_csv_rows(struct buffer *out, const struct decisions_layout *layout, bool excel,
    const struct batch *batch, uint64_t *neutralised);

/* One cell as text, before it is quoted (decisions.c). */
void decisions_cell(struct buffer *out, const struct decisions_column *column,
    const struct batch *batch, uint32_t row);

#endif
