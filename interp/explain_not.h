/*
 * explain_not: why a column is not something else: of each line that would give it what holds and
 * what does not, the nearest line first.
 *
 *     route is not May_escalate because waiting_time is 34 days, not more than waiting_limit
 *     (40 days)
 *       line 3 gives May_escalate: 1 of its 3 conditions does not hold  [guide "…"]
 *         does not hold  waiting_time is 34 days, not more than waiting_limit (40 days)
 *         holds          cas_number is given (CAS-00000001-A1B2C3)
 *
 * A line that holds and has no say names the line that has; of a letter it is its rule, what stands
 * instead of it, the register and whether it has lapsed; of bands the edges; of a deadline its
 * dates.
 */
#ifndef INTERP_EXPLAIN_NOT_H
#define INTERP_EXPLAIN_NOT_H

#include "interp/batch.h"
#include "interp/buffer.h"
#include "interp/fault.h"

/* What `--not route=May_escalate` asks for. */
struct explain_not {
	const struct column *column;
	const char *value;		/* as typed */
};

/* False with a message that names the columns, or the outcomes there are. */
bool explain_not_read(struct explain_not *asked, struct arena *arena, const struct table *table,
    const char *text, struct fault *fault);

void explain_not(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct explain_not *asked);

#endif
