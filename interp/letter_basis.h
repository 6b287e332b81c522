/*
 * letter_basis: the tables a letter rests on: those whose rows could make it due or not, or stand
 * in what it prints. A row of them that was refused could have been anything, so it holds the
 * letter back: a reply that cannot be read may be the one whose absence the letter complains of.
 */
#ifndef INTERP_LETTER_BASIS_H
#define INTERP_LETTER_BASIS_H

#include "lang/arena.h"
#include "lang/program.h"

/* One flag a table, by table->index, in the arena. Groups are marked and what they gather as well;
 * letters that stand instead of this one count with all they rest on. */
const bool *letter_basis(struct arena *arena, const struct program *program,
    const struct letter *letter);

/* Every expression below what decides a letter, or below one that it prints, through every column
 * that is worked out; each column once. `owner`: in whose rows it is asked; NULL where the letter
 * itself asks it, on its own day. */
struct basis_visitor {
	void (*visit)(void *context, const struct expr *expr, const struct table *owner);
	void *context;
};
void basis_of_decision(const struct program *program, const struct letter *letter,
    const struct basis_visitor *visitor);
void basis_of_expr(const struct program *program, const struct expr *expr,
    const struct basis_visitor *visitor);

#endif
