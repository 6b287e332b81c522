/*
 * ruleparts: what the rule of a column is made of, one level deep, for whoever asks what a column
 * hangs on. Neither looks into an expression, nor follows a column; that differs by the question.
 * In the order of the text.
 */
#ifndef INTERP_RULEPARTS_H
#define INTERP_RULEPARTS_H

#include "lang/program.h"

struct ruleparts_visitor {
	/* never NULL, though a line of a decide may give no expression */
	void (*expr)(void *context, const struct expr *expr);
	void (*column)(void *context, const struct column *column);
	void *context;
};

/* What it says itself: its body, the lines of a decide, the edges of bands. */
void ruleparts_exprs(const struct column *column, void (*visit)(void *, const struct expr *),
    void *context);

/* The edges of bands alone. */
void ruleparts_edges(const struct bands *bands, void (*visit)(void *, const struct expr *),
    void *context);

/* All it is worked out from: besides these the column of bands, the two dates of a deadline, and of
 * a letter when it is sent, when it lapses, its earlier copies and what takes its place. */
void ruleparts_visit(const struct column *column, const struct ruleparts_visitor *visitor);

#endif
