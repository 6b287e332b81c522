/*
 * same: when two values of one kind are the same. It is about what is held, not about what a
 * comparison in a policy says (kernels.h): two unknowns are the same here. Which of two comes first
 * is value_order() of fold_value.h.
 */
#ifndef INTERP_SAME_H
#define INTERP_SAME_H

#include <stdbool.h>
#include <string.h>

#include "interp/vec.h"

/* By their bytes. */
static inline bool
text_same(struct text a, struct text b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.at, b.at, a.length) == 0);
}

/* One label and no other is left, and it is not `nothing`. */
static inline bool
labels_are_one(uint64_t labels)
{
	return labels != 0 && labels != LABEL_NOTHING && (labels & (labels - 1)) == 0;
}

/* Both of one kind, and of labels of one set. A fraction is in lowest terms, so equal ones have
 * equal halves. */
bool value_same(const struct value *a, const struct value *b);

/* Equal for values that are the same. */
uint64_t value_digest(uint64_t digest, const struct value *value);

#endif
