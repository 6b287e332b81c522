/*
 * find_each: what is found of a rule that is said `in each` label of a field.
 *
 * The rule stands there once, so that it says nothing new for one of the labels is no fault of its
 * text: what proofs find of a condition, a line or an outcome in it is told only when they find it
 * for every label that has it. Call it once such findings are in, before they are accepted.
 */
#ifndef LANG_FIND_EACH_H
#define LANG_FIND_EACH_H

#include "lang/diag.h"
#include "lang/program.h"

void find_in_each(struct diags *diags, const struct program *program);

#endif
