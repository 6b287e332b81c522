/*
 * doc: a policy as a page for people who will never open an editor (writ doc), made from the
 * checked program and the words of its text, and from nothing else: no data, no clock, no settings
 * of a run. The same policy gives the same bytes.
 *
 * What is said is said once, in doc_*.c, to a writer with two forms (doc_writer.h): one
 * self-contained HTML file without script, and Markdown as GitHub shows it. Names lose their
 * underscores ("waiting time"); every rule carries its own name beside it, so that the page and the
 * policy can be held against each other. Where a rule names a setting with a figure, the figure
 * stands behind it.
 *
 * In this order: what this is; the sections of the policy, as its own heading comments (a line of
 * `# ---- like this ---`) divide it, or by kind where it has none; what needs a person; examples,
 * which are the policy's tests; the clauses and which rules follow from each; earlier versions; how
 * to read the page.
 */
#ifndef INTERP_DOC_H
#define INTERP_DOC_H

#include "interp/buffer.h"
#include "lang/program.h"

enum doc_format { DOC_HTML, DOC_MARKDOWN };

void doc_policy(struct buffer *out, const struct program *program, enum doc_format format);

#endif
