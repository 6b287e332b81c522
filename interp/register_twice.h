/*
 * register_twice: letters that the register records twice for the same row. It changes no outcome,
 * a letter is sent once one row says so; but one of the two may have been meant for somebody else,
 * who then gets another copy.
 */
#ifndef INTERP_REGISTER_TWICE_H
#define INTERP_REGISTER_TWICE_H

#include "interp/problems.h"
#include "interp/workspace.h"

/* A note for each row behind the first, naming both lines, in the order of the lines. The tables
 * must be gathered; `path` is that of the register's file. Nothing for a policy without letters.
 * Rows whose letter or key is not known could be any, and are passed by. */
void register_twice(struct arena *arena, const struct workspace *workspace,
    const struct program *program, const char *path, struct problems *problems);

#endif
