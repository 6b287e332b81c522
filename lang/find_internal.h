/*
 * find_internal: what the parts of find.h share. Private to lang/find*.c.
 */
#ifndef LANG_FIND_INTERNAL_H
#define LANG_FIND_INTERNAL_H

#include "lang/find.h"
#include "lang/prove_internal.h"

/* ---- what the program says, one expression after the other (find_walk.c) ---- */

enum root_kind {
	ROOT_VALUE, /* a body, an outcome, an edge, what is printed */
	ROOT_WHEN, /* the condition of a line of a decide */
	ROOT_DEFINE, /* the body of a definition, when it is a condition */
	ROOT_WHERE, /* picks rows */
	ROOT_SEND, /* of a letter, and so the next */
	ROOT_LAPSES,
	ROOT_PARAGRAPH, /* of a letter: settings go by the letter's date */
	ROOT_TEXT_WHEN /* of a column of a report */
};

struct root {
	enum root_kind kind;
	const struct expr *expr;
	const struct table *table; /* whose row it is said of */
	const struct provenance *provenance; /* of the construct or line it stands in; never NULL */
	const struct column *column; /* whose it is, or NULL */
};

typedef void root_visitor(void *with, const struct root *root);
typedef void expr_visitor(void *with, const struct expr *expr);

/* Every expression of the text once, in its order by construct; what is inside another row's
 * condition follows its root. */
void
find_roots(const struct program *program, struct arena *arena, root_visitor *visit, void *with);

/* The expression and all in it, what other roots hold left out. */
void find_within(const struct expr *expr, expr_visitor *visit, void *with);

/* ---- what shows it (find_example.c) ---- */

/* A row in which `part` (NULL: nothing more is asked) has this answer, with what the text makes of
 * it, as a test; the condition of `root` is met in it if it can be. False: none is at hand, and
 * nothing was printed. */
bool find_example(struct diags *diags, struct prover *prover, const struct root *root,
    const struct expr *part, enum answer answer, const char *name);

/* The same labels in the same order (find_labels.c); NULL is no list. */
bool find_same_list(const struct label_set *a, const struct label_set *b);

/* ---- the parts ---- */
void find_unused(struct diags *diags, const struct program *program); /* find_used.c */
void find_uncited(struct diags *diags, const struct program *program); /* find_clauses.c */
void find_conditions(struct diags *diags, const struct program *program); /* find_conditions.c */
void find_letters(struct diags *diags, const struct program *program); /* find_letters.c */
void find_one_day(struct diags *diags, const struct program *program); /* find_one_day.c */
void find_blank_days(struct diags *diags, const struct program *program); /* find_blank_days.c */
/* find_outcomes.c; after find_letters() */
void find_outcomes(struct diags *diags, const struct program *program);
void find_unnamed(struct diags *diags, const struct program *program); /* find_labels.c */
void find_replies(struct diags *diags, const struct program *program); /* find_replies.c */
void find_uncounted(struct diags *diags, const struct program *program); /* find_counted.c */
void find_boundaries(struct diags *diags, const struct program *program); /* find_words.c */
void find_dated_values(struct diags *diags, const struct program *program); /* find_settings.c */
void find_label_words(struct diags *diags, const struct program *program); /* _labels_local.c */
void find_local(struct diags *diags, const struct program *program,
    const struct find_request *request); /* find_settings.c */
void find_days(struct diags *diags, const struct program *program,
    const struct find_request *request); /* find_days.c */

#endif
