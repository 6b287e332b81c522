/* explain_whole: see explain_whole.c; a part of explain. */
#ifndef INTERP_EXPLAIN_WHOLE_H
#define INTERP_EXPLAIN_WHOLE_H

#include "interp/explain_internal.h"

/* There is, a rank or a run of periods: why it came out so. */
void explain_whole(const struct telling *telling, const struct expr *condition, enum answer answer);

/* Which rows a figure over many rows was made of: the first few, by their keys. */
void explain_rows(const struct telling *telling, const struct expr *aggregate);

/* Why a letter is due, sent, lapsed or not due. */
void explain_letter(const struct telling *telling, const struct column *column);

#endif
