/*
 * rowmap: from the values of key columns to the row that has them: what a reference points to, the
 * row of a group that a row of its source belongs to. Built once over held columns, which must
 * stay; of rows with equal keys the first is found. A hash, but only ever asked for one key at a
 * time, so its order shows nowhere. Where columns of different kinds are compared, or keys are
 * numbered as they come, it is held_keys.h and fold_keys.h instead, which pay for that with a copy
 * of every key as bytes.
 */
#ifndef INTERP_ROWMAP_H
#define INTERP_ROWMAP_H

#include "interp/held.h"

struct rowmap;

/* `keys`: `count` columns of equal length, at least one. Rows with a key that is empty or unknown
 * are not in it. */
struct rowmap *rowmap_make(const struct held *const *keys, uint32_t count);

/* The row with the values that `row` has in `probe` (columns of the same kinds); HELD_NO_ROW when
 * there is none, or a value is empty or unknown. */
uint32_t rowmap_find(const struct rowmap *map, const struct held *const *probe, uint32_t row);

/* The same for `rows` rows of the probe, the first of them `from`. */
void rowmap_find_all(const struct rowmap *map, const struct held *const *probe, uint32_t from,
    uint32_t rows, uint32_t *found);

void rowmap_free(struct rowmap *map);

/* Given, and of labels the only one still possible. */
bool rowmap_is_known(const struct held *key, uint32_t row);

#endif
