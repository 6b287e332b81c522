/*
 * run_letters: the letters of a whole run, between the workspace that knows their rows and
 * letters.h that writes them.
 */
#ifndef INTERP_RUN_LETTERS_H
#define INTERP_RUN_LETTERS_H

#include "interp/letters.h"
#include "interp/run.h"

/* NULL for a policy without letters. The tables must be gathered. */
struct letters *run_letters_make(struct session *session);

/* What the rows of a table must carry besides; the batches then go to letters_batch(). */
struct table_wants run_letters_wants(struct session *session, const struct table *table,
    const struct table_wants *wants);

/* When every table of letters was read: the rows that forms and lists show, and the register;
 * `lines`: the first of its rows that were refused. */
const struct letter_summary *run_letters_finish(struct session *session, struct letters *letters,
    const uint64_t *lines, uint32_t count, struct fault *fault);

#endif
