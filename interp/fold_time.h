/* fold_time: the parts of scope_value() that deal with dates and periods, and what they share with
 * the rest of it. */
#ifndef INTERP_FOLD_TIME_H
#define INTERP_FOLD_TIME_H

#include "interp/fold_value.h"

/* `28 days after D`, `1 quarter before quarter`; sign 1 or -1. */
struct value scope_shifted(const struct value_scope *scope, const struct expr *expr, int sign);
/* First and last days, months, quarters and years of, first working day on or after. */
struct value scope_of_date(const struct value_scope *scope, const struct expr *expr);

/* Unknown, and the misfit is noted. */
struct value scope_misfit(const struct value_scope *scope, struct type type);
/* True when there is something to work out; else *out is nothing (also beside an unknown) or
 * unknown. */
bool scope_both_given(struct value *out, struct type type, const struct value *a,
    const struct value *b);

#endif
