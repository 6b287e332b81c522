/*
 * compile: policy text to checked program in one call. All mistakes go to `diags` (already initialised with `sources`);
 * NULL when there is an error, the program when there are at most warnings. `name` is what messages call the file.
 */
#ifndef LANG_COMPILE_H
#define LANG_COMPILE_H

#include "lang/arena.h"
#include "lang/diag.h"
#include "lang/program.h"
#include "lang/source.h"

const struct program *policy_compile(struct arena *arena, struct sources *sources, struct diags *diags,
    const char *name, const char *bytes, size_t length);

#endif
