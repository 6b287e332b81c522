/*
 * suggest_parts: the inside of suggest.h.
 *
 * suggest.c         rows to start from; what is written
 * suggest_search.c  looking for a row
 * suggest_related.c a test with its related rows, changed in one place
 * suggest_partner.c a row of another table for a row that has none
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
	SUGGEST_VARIANTS = 600,		/* changed tests that are run, for one rule */
	SUGGEST_DATES = 24,		/* days of a test that are tried in the place of others */
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

/* suggest_related.c: one change in what a test gives, in whatever table. */
struct suggest_change {
	uint32_t test;			/* by number */
	uint32_t given, row, column;
	bool row_gone;			/* the row is left out; else the value is another */
	const struct table *partner;	/* or a row of this table is new, for that row */
};

struct suggest_variant {
	const struct policy_test *test;	/* changed; NULL: none was found */
	struct suggest_change change;
};

/* For each goal of the owner, by its number, a test that shows it. False with a fault. */
bool suggest_related(struct suggest *suggest, uint32_t owner, struct goal *const *goals,
    uint32_t goal_count, const char *folder, const struct options *options,
    struct suggest_variant *found, struct fault *fault);
/* suggest_partner.c: tests that are added to, one after the other. */
struct variants {
	struct suggest *suggest;
	struct policy_test *tests;
	struct suggest_change *changes;
	uint32_t count;
	int64_t dates[SUGGEST_DATES];	/* of the test at hand */
	uint32_t date_count;
};

bool variants_add(struct variants *variants, const struct policy_test *test,
    struct test_rows *givens, struct suggest_change change);
/* For the test, the tables that the rule looks through and that the test does not give: a row each
 * for its first row of the rule's own table. */
void suggest_partners(struct variants *variants, const struct column *rule, uint32_t test);

/* All its rows; what must come out is to be filled in. */
void suggest_write_variant(struct buffer *out, struct suggest *suggest,
    const struct suggest_variant *variant, const char *name, const char *remarks);

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
