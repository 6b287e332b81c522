/*
 * fold_value: one expression for one row of a report. Batches have kernels for rows of a table; a
 * report's own columns (shares, roundings, sums of earlier columns, "no cases" when …) are worked
 * out once a printed row, over single values, here. The meaning is that of writ.5, Reckoning and
 * MEANING: a comparison with unknown or nothing is unknown, nothing goes through arithmetic, what
 * does not fit is unknown.
 */
#ifndef INTERP_FOLD_VALUE_H
#define INTERP_FOLD_VALUE_H

#include "interp/batch.h"

struct value_scope {
	const struct knobs *knobs;
	const struct report *report;
	const struct value *columns;	/* earlier columns of the report, by index */
	const struct value *keys;	/* of the row, by index in report->keys; NULL in a total */
	const struct batch *batch;	/* a listing: the row of the table; else NULL */
	uint32_t row;
	const struct batch *run;	/* program->run, evaluated; NULL when not at hand */
	/* set when arithmetic did not fit or divided by zero; may be NULL */
	bool *misfit;
	/* What a letter prints: the row gives its columns and what other rows answer
	 * (expr_is_leaf()), all above them is worked out here, with settings as on run_date,
	 * whatever day the table's own rules go by. */
	bool by_run_date;
};

struct value scope_value(const struct value_scope *scope, const struct expr *expr);

/* A condition: yes only when it surely holds. */
bool scope_holds(const struct value_scope *scope, const struct expr *condition, bool *unknown);

/* True when the expression, or a part of it, is a column of a report: no plan can compute it
 * then. */
bool expr_reads_report(const struct expr *expr);

/* What a row has, ready for whatever is worked out of it: a column, or an answer that other rows
 * give. */
bool expr_is_leaf(const struct expr *expr);

struct value value_none(enum presence state, struct type type);
struct value value_figure(enum kind kind, int64_t num);

/*
 * The order rows come out in (writ.5, Order): text by its bytes, labels as declared, no before yes;
 * nothing and then unknown last, also when descending.
 */
int value_order(const struct value *a, const struct value *b, bool descending);

/* Known for certain: one value, or one label. */
bool value_is_given(const struct value *value);
bool value_is_nothing(const struct value *value);

#endif
