/*
 * whatif_memo: what runs with one thing changed made of every row of a table, kept for the next
 * row that is asked about. Rows share most of what may be changed: the day, the settings, the cells
 * of what they refer to.
 *
 * Of each run only the outcomes that differ from those of the run as it is are kept. A search that
 * is answered from here says what it would have said without; the runs it asks for are counted all
 * the same.
 */
#ifndef INTERP_WHATIF_MEMO_H
#define INTERP_WHATIF_MEMO_H

#include "interp/whatif.h"

struct whatif_memo;

/* The columns are those of `whatif`, of every search it is used in. NULL when two rows of the table
 * have one key: then nobody can say which of them a change is about. False with a fault as
 * whatif_try(). */
bool whatif_memo_make(struct whatif_memo **memo, const struct whatif *whatif, struct fault *fault);
void whatif_memo_free(struct whatif_memo *memo);

/* The outcomes of the row `whatif->key` after this change; false when no run was made with it. */
bool whatif_memo_find(struct whatif_memo *memo, const struct whatif *whatif,
    const struct whatif_change *change, struct whatif_outcome *out);

/* A run with this change begins; its rows follow in any order, then it ends. `made` is false when
 * the policy does not allow the change, and no row is there. */
void whatif_memo_begin(struct whatif_memo *memo, const struct whatif_change *change);
void whatif_memo_row(struct whatif_memo *memo, const struct batch *batch, uint32_t row);
void whatif_memo_end(struct whatif_memo *memo, bool made);

#endif
