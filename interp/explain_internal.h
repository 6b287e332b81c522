/* explain_internal: what the files of explain share; no other file includes it. */
#ifndef INTERP_EXPLAIN_INTERNAL_H
#define INTERP_EXPLAIN_INTERNAL_H

#include "interp/explain.h"
#include "interp/explain_look.h"
#include "interp/retell_record.h"

/* What is told hangs on the row through looks and values alone, so that it can be told of another
 * row without going through the rule again (retell.h). Whoever reads a row to choose words does so
 * with the functions marked "a look" below; whoever puts a value among them, with explain_value()
 * and its like; and whoever does anything else calls explain_unlike_others() first. */
struct telling {
	struct buffer *out;
	const struct batch *batch;
	uint32_t row;
	struct recording *recording;	/* NULL: nobody wants to tell it again */
	/* leaves a mark in batch->setting_marks for each setting that is told */
	bool marks_settings;
};

/* Bits of batch->marks: for the walk after needs, columns looked into and columns whose
 * arithmetic was named; for the trace, columns that are to follow, and those told already. */
enum { EXPLAIN_SEEN = 1, EXPLAIN_FAULT = 2, EXPLAIN_WANTED = 4, EXPLAIN_TOLD = 8 };

/* ---- explain_values.c ---- */

/* explain_state(), a look. */
enum presence explain_presence(const struct telling *telling, const struct vec *vec);

/* A look. */
enum answer explain_answer(const struct telling *telling, const struct expr *condition);

/* The labels still possible of a column of labels: a look. */
uint64_t explain_labels(const struct telling *telling, const struct vec *vec);

/* Is a date that is given the day of the run or later: a look. */
bool explain_is_to_come(const struct telling *telling, const struct vec *date);

/* What is told next is this row's alone: it comes from other rows, or from sums. */
void explain_unlike_others(const struct telling *telling);

/* Did a part that came out as `part` make the list what it is? The no of a false `all`, the yes of
 * a true `any`, the unknown of an unknown; a yes beside them is passed by. */
bool explain_part_mattered(enum expr_kind kind, enum answer list, enum answer part);

/* Whether a letter stands instead of another: it is due or sent; a look. */
enum answer explain_stands(const struct telling *telling, const struct letter *letter);

/* The value of a vec in words: 41 days, blank, not known. `empty` is the word for nothing. */
void explain_value(const struct telling *telling, const struct vec *vec, const char *empty);

/* The same of a column, and of an expression. A figure that bands go by is on its own side of their
 * edges (edges.h). */
void explain_column_value(const struct telling *telling, const struct column *column);
void explain_expr_value(const struct telling *telling, const struct expr *expr);

/* " (exactly 179/3%)": the two numbers behind a fraction, for where six places do not show it. */
void explain_whole_fraction(const struct telling *telling, const struct vec *vec);

/* "blank" for a field, "nothing" for what is derived. */
const char *explain_empty_word(const struct column *column);

/* Does the fraction `a`, of this column (NULL: of none), look like the figure beside it, though it
 * is not? A look. */
bool explain_looks_equal(const struct telling *telling, const struct column *column,
    const struct vec *a, const struct vec *b);

/* A name, or the text as it is written in the policy, on one line. */
void explain_source(const struct telling *telling, const struct expr *expr);
/* A column as the policy writes it: "silent in Sign_up_strand". */
void explain_column_name(const struct telling *telling, const struct column *column);

/* "waiting_limit (40 days)", "40 days": the other side of a comparison, an outcome. */
void explain_operand(const struct telling *telling, const struct expr *expr);

/* The value of a setting that has several over time, or was changed for this run, is told with
 * where it comes from: " from 2023-04-01, guide "Update of March 2023"", ", by --set"; of others
 * nothing. */
void explain_setting_origin(const struct telling *telling, const struct setting *setting);

/* The value in force in this row; NULL when its day is not known. A look. */
const struct setting_value *explain_setting_value(const struct telling *telling,
    const struct setting *setting);

/* ---- explain_fault.c ---- */

/* "a division by zero in ": what stands among the needs, before the name of the column. */
void explain_fault_need(const struct telling *telling, const struct expr *fault);

/* ---- explain_words.c ---- */

/* Why a condition is yes, or no: the parts that made it so, parted by "; ". An unknown one says
 * what is not known. `depth`: levels of definitions that are opened in brackets. */
void explain_condition(const struct telling *telling, const struct expr *condition, int depth);

/* Where a figure stands among the edges of its band: "performance is 59.5%, below red_below
 * (60%)". */
void explain_band(const struct telling *telling, const struct column *column);

/* ---- explain.c ---- */
void explain_outcome(const struct telling *telling, const struct column *column,
    const struct expr *outcome);
/* Why the value of a column is as it is, whatever it comes from. */
void explain_column_why(const struct telling *telling, const struct column *column);
struct telling explain_telling(struct buffer *out, const struct batch *batch, uint32_t row);

/* What the lines of a decide came to, and in `rule` which line it was or -1 (NULL: not asked for):
 * a look. */
enum verdict explain_verdict(const struct telling *telling, const struct column *column, int *rule);

/* Is this line of a decide still possible: yes or unknown, read down to, and not displaced? */
bool explain_in_play(const struct telling *telling, const struct decide *decide, uint32_t line);
bool explain_otherwise_in_play(const struct telling *telling, const struct decide *decide);

/* The column was given from outside in this row. */
bool explain_is_given(const struct telling *telling, const struct column *column);

/* ---- explain_needs.c ---- */
void explain_column_needs(const struct telling *telling, const struct column *column);

/* ---- explain_days.c ---- */

/* A line for each count of working days in it, indented so deep: the weekdays that the calendar
 * closes between the day it begins with and the day it comes to, both included. */
void explain_closed_days(const struct telling *telling, const struct expr *expr, int depth);

/* ---- explain_clause.c ---- */
void explain_column_clause(const struct telling *telling, const struct column *column);
void explain_cites(const struct telling *telling, const struct provenance *provenance, bool *first);
void explain_cite(struct buffer *out, const struct cite *cite);

#endif
