/* grid_value: a value as a cell of a grid: plain for CSV, and for people, with dates and months in
 * words (31 May 2022, May 2022). */
#ifndef INTERP_GRID_VALUE_H
#define INTERP_GRID_VALUE_H

#include "interp/grid.h"
#include "lang/type.h"

/* Empty for nothing; `unknown` is set for what cannot be decided. */
struct grid_cell grid_value(struct arena *arena, const struct value *value);

/* "31 May 2022", "May 2022" */
const char *date_in_words(struct arena *arena, int64_t date);
const char *month_in_words(struct arena *arena, int64_t month);

#endif
