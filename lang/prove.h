/*
 * prove: what can be shown about a checked program without data (writ.5, What check proves).
 *
 * For each stretch of time between changes of a setting, and for every value inside its bounds:
 * bands meet, with no gap, no overlap and no empty band (else an error with the value that falls
 * through); two lines of a `decide` without an order and with different outcomes cannot both hold
 * (else an error with an example row, where the comparison is of columns with figures, settings,
 * labels, yes or no, given or blank; a warning where opaque conditions are in play); lines that can
 * never apply and an `otherwise` that nothing reaches (warnings). What it proves never changes an
 * answer of a run.
 */
#ifndef LANG_PROVE_H
#define LANG_PROVE_H

#include "lang/arena.h"
#include "lang/diag.h"
#include "lang/program.h"

void prove_program(struct arena *arena, struct diags *diags, const struct program *program);

#endif
