/*
 * inspect: `writ inspect`: how each file of a policy was read, so that nobody has to guess:
 * encoding, delimiter, where the headings stand, which column became which field in which style,
 * how many cells were filled, blank or refused, what the file holds besides, and the first
 * problems.
 */
#ifndef INTERP_INSPECT_H
#define INTERP_INSPECT_H

#include "interp/buffer.h"
#include "interp/fault.h"
#include "interp/run.h"

struct inspect_request {
	const struct table *table;
	const char *path;
	const char *encoding;		/* --encoding, or NULL */
	int64_t run_date;
	bool check_keys;
	int width;
	bool colour;
};

/* Reads one whole file, every field of it. */
bool inspect_table(struct buffer *out, struct arena *arena, const struct inspect_request *request,
    struct fault *fault);

/* Every input of the policy, in the order of the text. */
bool inspect_files(struct session *session, struct buffer *out, struct fault *fault);

/* The table of columns: heading, field, kind, style, filled, blank, refused. */
struct grid *inspect_grid(struct arena *arena, const struct csvin_facts *facts);

/* "day first": how the cells of a column were written, by the bits of enum cell_style, and which
 * years are meant where they have two digits; "" when there is nothing to say. */
const char *inspect_style(struct arena *arena, unsigned style);

#endif
