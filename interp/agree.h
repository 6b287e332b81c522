/*
 * agree: does the record of a run agree with its decision log in what both of them say: the day and
 * the settings? One that was changed by hand mostly does not. For `verify` and `sample`.
 */
#ifndef INTERP_AGREE_H
#define INTERP_AGREE_H

#include "interp/oldrun.h"

struct disagreement {
	const char *what;		/* "run_date", "the setting limit" */
	const char *record, *log;	/* what either says; "not there" */
};

/* False with the first disagreement in this line of the log; its texts are in the arena. */
bool agree_line(const struct oldrun *old, struct arena *arena, const struct json_value *line,
    struct disagreement *found);

#endif
