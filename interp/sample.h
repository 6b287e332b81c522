/*
 * sample: the command `sample`: decisions drawn from the decision log of a run, and a sheet to fill
 * in: for each all that it rests on, and room for what the auditor finds.
 *
 * Drawn is from all lines of the log, or from those of a table, of a column, or both: decision by
 * decision as they stand in the log, and for each in the byte order of the rows' keys, so that the
 * order of a file does not show; how, says draw.h. With --by outcome each outcome of each decision
 * gives its share; the outcomes of one stand in byte order, and one source of numbers serves them
 * all in turn.
 */
#ifndef INTERP_SAMPLE_H
#define INTERP_SAMPLE_H

#include "interp/fault.h"
#include "interp/options.h"

/* options->policy is the record, options->arguments the count. */
enum exit_code sample_command(struct arena *arena, const struct options *options,
    struct fault *fault);

#endif
