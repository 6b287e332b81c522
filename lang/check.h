/*
 * check: from the tree to the checked program. Resolves every name, gives every expression a type, orders the columns, rejects
 * cycles, and proves what language.md section 11 says (prove.h). One mistake gives one message: an expression of error type is
 * accepted silently everywhere. NULL when the tree or the check has an error.
 */
#ifndef LANG_CHECK_H
#define LANG_CHECK_H

#include "lang/arena.h"
#include "lang/ast.h"
#include "lang/diag.h"
#include "lang/intern.h"
#include "lang/program.h"

const struct program *check_policy(struct arena *arena, struct names *names, struct diags *diags, const struct ast *file);

#endif
