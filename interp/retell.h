/*
 * retell: reasons, clauses and needs of a column, told again and again.
 *
 * What explain says of a row it reads off the rule, at some length. But it chooses its words by a
 * few looks at the row (explain_look.h), and most rows of a list answer these as others did before
 * them. So the first of a kind is told by explain and recorded: which look came when, and where
 * values of the row stand among the words. That makes a tree: each fork is a look, each way from it
 * an answer, and at the end stands a *tale*, words with gaps for values. A batch goes down the tree
 * 64 rows at a time, as most looks are at rails; where rows come to a fork with an answer of their
 * own, one of them is told by explain and adds its way. So what explain says is what is said here:
 * nothing is worked out twice.
 *
 * Some ways end at words that rest on more than looks (rows of other tables, sums that failed);
 * they are told by explain each time. So are rows for which there is no way once the tree has
 * reached its bounds, and those of tests, where columns are given from outside.
 *
 * Belongs to one plan at a time and to one thread.
 */
#ifndef INTERP_RETELL_H
#define INTERP_RETELL_H

#include "interp/csvline.h"
#include "interp/figures.h"
#include "interp/batch.h"

enum told { TOLD_WHY, TOLD_CLAUSE, TOLD_NEEDS };

/* The tree of one column stops growing with so many ways, or so many bytes of words. */
enum { RETELL_WAYS_MAX = 20000, RETELL_WORDS_MAX = 4 * 1024 * 1024 };

struct retell;

/* Of explain_why(), explain_clause() or explain_needs(). It lives in `arena`, as the shelf must. */
struct retell *retell_make(struct arena *arena, struct figures_shelf *shelf, enum told told,
    const struct column *column);

/* Finds the tale of each row of a batch that has run; what is in `scratch` is lost. */
void retell_batch(struct retell *retell, const struct batch *batch, struct buffer *scratch);

/* The cell of a row of that batch, as csvout_cell() writes it, without a comma before it. */
void retell_cell(struct retell *retell, struct csvline *line, const struct batch *batch,
    uint32_t row, struct buffer *scratch, uint64_t *neutralised);

/* How many cells were not told by explain so far. */
uint64_t retell_again(const struct retell *retell);

#endif
