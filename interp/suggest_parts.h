/*
 * suggest_parts: the inside of suggest.h.
 *
 * suggest.c         rows to start from; what is written
 * suggest_search.c  looking for a row
 * suggest_values.c  values to try
 * suggest_words.c   values as a test spells them
 */
#ifndef INTERP_SUGGEST_PARTS_H
#define INTERP_SUGGEST_PARTS_H

#include "interp/coverage_parts.h"
#include "interp/knobs.h"
#include "interp/suggest.h"

enum {
	SUGGEST_ROWS_MAX = 400,		/* kept of one table */
	SUGGEST_STARTS = 12,		/* of them tried for one thing */
	SUGGEST_DAYS = 3,		/* days of tests tried for one thing */
	SUGGEST_INPUTS = 48,
	SUGGEST_VALUES = 512,		/* of one column */
	SUGGEST_PAIR_VALUES = 24	/* of each, when two are changed */
};

struct start {			/* a row of a test */
	const struct table *table;
	int64_t on;
	const struct value *values;	/* by column index */
	const bool *known;		/* by column index: it was looked at */
};

struct suggest {
	struct arena *arena;
	const struct program *program;
	const struct coverage *coverage;
	struct start **starts;		/* by table->index */
	uint32_t *start_counts;
};

/* A rule, ready to be tried on rows: for one day. */
struct trial {
	struct suggest *suggest;
	const struct column *column;
	struct knobs knobs;
	struct batch run, batch;
	bool has_run;
	bool direct;			/* what its text names is given, not fields */
	const struct column *inputs[SUGGEST_INPUTS];
	uint32_t input_count;
	struct value **values;		/* [input][row] */
};

/* What is looked for. */
struct goal {
	const struct cover_point *point;
	uint32_t side;
};

struct found_row {
	bool found;
	/* its outcome is known, and a threshold is missed by no more than need be */
	bool perfect;
	int worth;			/* the more the better */
	struct value values[SUGGEST_INPUTS];	/* by input of the trial */
};

/* suggest_search.c */
bool trial_open(struct trial *trial, struct suggest *suggest, const struct column *column,
    int64_t on, const char *folder, const struct options *options, struct fault *fault);
void trial_close(struct trial *trial);
void trial_search(struct trial *trial, const struct goal *goal, struct found_row *found);
/* A row that was found, once more; then: does it show this as well? */
void trial_run(struct trial *trial, const struct found_row *row);
bool trial_shows(const struct trial *trial, const struct goal *goal);
/* What in the point itself lies in other rows; NULL: nothing. */
const struct expr *suggest_outside(const struct column *column, const struct cover_point *point);

/* suggest_values.c: values worth trying in a column; `apart` is by how much a threshold is missed
 * in the row at hand, when that is known. Returns how many. */
uint32_t suggest_values(const struct trial *trial, const struct column *column,
    const struct value *have, const int64_t *apart, uint32_t room, struct value *out);
struct value suggest_unknown(const struct column *column);
int64_t suggest_step(enum kind kind);	/* the smallest change that is natural */

/* suggest_words.c */
bool suggest_can_spell(const struct value *value);
void suggest_spell(struct buffer *out, struct arena *arena, const struct value *value);

#endif
