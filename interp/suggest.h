/*
 * suggest: the tests that are missing (writ.1, test --suggest). For each rule line that never came
 * out, each side of a threshold and each answer of a condition that was never tried, a row is made
 * that shows it, spelt as the language has it, with `to fill in` where a person writes what must
 * come out.
 *
 * What hangs on other rows is looked for in the tests that come nearest: with one value changed in
 * what they give, of whatever table, or one row left out, the whole test is run again.
 *
 * Rows are found by trying, with the engine itself as the judge: from the rows of the tests that
 * are there, one fact is changed, or two. A rule that can be worked out from the fields of its own
 * row is given fields; one that hangs on other rows is given the columns its own text names. Where
 * no row is found it is said why.
 */
#ifndef INTERP_SUGGEST_H
#define INTERP_SUGGEST_H

#include "interp/batch.h"
#include "interp/buffer.h"
#include "interp/coverage.h"
#include "interp/fault.h"
#include "interp/options.h"

struct suggest;

struct suggest *suggest_make(struct arena *arena, const struct program *program,
    const struct coverage *coverage);

/* The rows of a batch that a test, by its number, was judged on: what suggestions start from. */
void suggest_rows(struct suggest *suggest, const struct batch *batch, uint32_t test);

/* After all tests. False with a fault when a calendar cannot be read, or the command line asks for
 * what may not be. */
bool suggest_write(struct buffer *out, struct suggest *suggest, const char *folder,
    const struct options *options, struct fault *fault);

#endif
