/*
 * sample: the command `sample`: rows drawn from the decision log of a run, and a sheet to fill in:
 * for each its decision with all that it rests on, and room for what the auditor finds.
 *
 * Drawn is from the decisions of one column, in the byte order of the rows' keys, so that the order
 * of a file does not show; how, says draw.h. With --by outcome each outcome gives its share;
 * outcomes stand in byte order, and one source of numbers serves them all in turn.
 */
#ifndef INTERP_SAMPLE_H
#define INTERP_SAMPLE_H

#include "interp/fault.h"
#include "interp/options.h"

/* options->policy is the record, options->arguments the count. */
enum exit_code sample_command(struct arena *arena, const struct options *options,
    struct fault *fault);

#endif
