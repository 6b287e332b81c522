/*
 * whatif: which single change would turn a decision of one row: of one cell, of the day of the run,
 * or of one setting inside its bounds.
 *
 * Nothing is guessed: every change is tried by making the run again with it. Where to look comes
 * from the rules (explain_facts.h): each label and yes or no, blank or given, and for what has an
 * order the distances and edges of the comparisons met, one unit to either side. Between the
 * present value and the nearest that turns the decision the edge is then found by halving, so that
 * the value next to it, tried too, does not turn it. Of a table that stands alone every day within
 * two years of a date is tried besides. Of one fact the smallest change is told.
 *
 * One try of a policy with several tables works the tables out again, so their number is bounded;
 * `stopped` says that the bound was reached and something may be left out.
 */
#ifndef INTERP_WHATIF_H
#define INTERP_WHATIF_H

#include "interp/explain_facts.h"
#include "interp/run.h"

enum whatif_kind { WHATIF_DATE, WHATIF_CELL, WHATIF_SETTING };

struct whatif_change {
	enum whatif_kind kind;
	const struct fact *fact;		/* WHATIF_CELL */
	const struct setting *setting;		/* WHATIF_SETTING */
	/* the cell; the date; of a setting, the one value, or ... */
	struct value value;
	const char *text;			/* ... all as `--set` takes it; else NULL */
};

/* What one column came out as. */
struct whatif_outcome {
	bool there;			/* the row exists */
	struct value value;		/* text is not kept */
	int line;			/* of a decide; -1 */
};

struct whatif_finding {
	const struct column *column;
	struct whatif_change change;
	struct value before;		/* of the cell, date or setting */
	struct whatif_outcome after;
	/* everything tried further on in the same direction gives the same; at least one was */
	bool onwards;
	int direction;			/* -1 lower or earlier, 1 higher or later, 0 neither */
	bool any_text;			/* the text stands for any other */
};

enum { WHATIF_TRIES_MAX = 3000 };

struct whatif_memo;

struct whatif {
	struct session *session;
	struct whatif_memo *memo;	/* whatif_memo.h; NULL: every run is made */
	struct arena *arena;
	const struct table *table;
	const char *key;
	uint32_t row;				/* in the base; a hint for groups */
	const struct column *const *columns;	/* those asked about */
	uint32_t column_count;
	struct workspace *base;			/* the rows as read */
	bool alone;				/* rows of the table do not look at each other */
	const struct facts *facts;
	struct whatif_outcome *now;		/* one a column */
	/* runs made again; rows of one batch count as one */
	uint32_t tries, tries_max;
	bool stopped;
	struct whatif_finding *findings;
	uint32_t finding_count, finding_room;
};

/* Can this column be asked about: does it have outcomes to choose among? */
bool whatif_applies(const struct column *column);

/* Fills `findings`: the day first, then cells in the order of the facts, then settings. False with
 * a fault only when files can no longer be read. */
bool whatif_search(struct whatif *whatif, struct fault *fault);

/* ---- whatif_try.c, for the search and its tests ---- */

/* `count` changes, each by itself; `out` has `count` times column_count. False when no more tries
 * are left, or with a fault. */
bool whatif_try(struct whatif *whatif, const struct whatif_change *changes, uint32_t count,
    struct whatif_outcome *out, struct fault *fault);

/* Reads every row of the run as it is, for whatif_memo.c. */
bool whatif_read_base(const struct whatif *whatif, struct whatif_memo *memo, struct fault *fault);

/* Would these be different decisions, both settled? */
bool whatif_turns(const struct column *column, const struct whatif_outcome *now,
    const struct whatif_outcome *then);

/* A setting's value in the form `--set` takes. */
const char *whatif_setting_text(struct arena *arena, const struct value *values, uint32_t count);

#endif
