/*
 * accept: `accepted because "…"` answers, in the text and beside the construct, what check finds
 * there. Errors are never answered.
 */
#ifndef LANG_ACCEPT_H
#define LANG_ACCEPT_H

#include "lang/diag.h"
#include "lang/program.h"

/* Marks the warnings so far that the text accepts. */
void accept_findings(struct diags *diags, const struct program *program);

/* The same once all is found; an acceptance that answers nothing is then a finding itself. */
void accept_finish(struct diags *diags, const struct program *program);

#endif
