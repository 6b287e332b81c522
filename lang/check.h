/*
 * check: from the tree to the checked program. Resolves every name, gives every expression a type,
 * orders the columns, rejects cycles, and proves what can be shown without data (prove.h). One
 * mistake gives one message: an expression of error type is accepted silently everywhere. NULL when
 * the tree or the check has an error.
 */
#ifndef LANG_CHECK_H
#define LANG_CHECK_H

#include "lang/arena.h"
#include "lang/ast.h"
#include "lang/diag.h"
#include "lang/intern.h"
#include "lang/program.h"

struct file_loader;

struct check_request {
	/* takes in the tests and variations of the files beside it */
	struct ast *policy;
	const struct source_file *file;		/* the policy's */
	const struct ast *const *beside;	/* trees of files of tests and of variations */
	uint32_t beside_count;
	/* for the wordings of letters (compile.h), or NULL */
	const struct file_loader *loader;
};

const struct program *check_policy_with(struct arena *arena, struct names *names,
    struct diags *diags, const struct check_request *request);

/* A policy alone. */
const struct program *check_policy(struct arena *arena, struct names *names, struct diags *diags,
    const struct ast *file);

#endif
