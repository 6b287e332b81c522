/*
 * held_keys: values of held columns as bytes, equal exactly where the values are the same, for
 * finding rows by several columns at once (fold_keys.h). The bytes have no order and are never
 * shown. They compare across kinds (a fraction with a figure, a label with one of another set) and
 * number values that come one after the other; where the columns are of the same kinds and all
 * there, rowmap.h finds a row without writing any bytes.
 */
#ifndef INTERP_HELD_KEYS_H
#define INTERP_HELD_KEYS_H

#include "interp/buffer.h"
#include "interp/held.h"

/* Is it given, nothing, or unknown? Labels are given when one is possible. */
enum presence held_presence(const struct held *held, uint32_t row);

/* The labels still possible; of a truth those of yes or no. */
uint64_t held_labels(const struct held *held, uint32_t row);

/*
 * Adds a given value. `like` is the column it is compared with (or `held` itself): a decimal
 * beside fractions is written as one, labels go by their names. The `last` part of a key needs
 * no length in front of it.
 */
void held_key_add(struct buffer *key, const struct held *held, const struct held *like,
    uint32_t row, bool last);

#endif
