/*
 * csvin_ahead: a CSV file to batches of a table, as csvin.h has it, but read ahead in a thread of
 * its own while the batches before are worked on.
 *
 * Whole batches are handed over, a few at most, in the order of the file: nothing is locked where
 * rows are read. What the reader finds wrong is handed over with them and told in the same order as
 * without a thread, so that whoever asks cannot tell the difference. Where no thread is wanted, or
 * none can be started, csvin is asked directly.
 */
#ifndef INTERP_CSVIN_AHEAD_H
#define INTERP_CSVIN_AHEAD_H

#include "interp/csvin.h"

struct csvin_ahead;

/* As csvin_open(). With a cellbook among the options there is no thread: it is of the batch that is
 * worked on. */
struct csvin_ahead *csvin_ahead_open(const struct csvin_options *options, bool thread,
    struct fault *fault);

/* As csvin_next(), always with the same `fields`; what they and `*lines` point to is exchanged for
 * what was read, until the next call. */
enum csvin_result csvin_ahead_next(struct csvin_ahead *ahead, struct vec *const *fields,
    uint64_t **lines, uint32_t *rows, struct fault *fault);

/* Of the batches that were taken. */
const struct csvin_counts *csvin_ahead_counts(const struct csvin_ahead *ahead);
/* After CSVIN_END, as csvin_facts() and csvin_digest(); both in the arena of the options. */
const struct csvin_facts *csvin_ahead_facts(const struct csvin_ahead *ahead);
const char *csvin_ahead_digest(const struct csvin_ahead *ahead);

/* At any time; NULL is allowed. */
void csvin_ahead_close(struct csvin_ahead *ahead);

#endif
