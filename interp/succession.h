/*
 * succession: `of` for N periods in succession, in the previous period, and in an earlier period of
 * a run (language.md section 6).
 *
 * The rows with the same keys but the period's are one history. A period without a row is unknown,
 * unless it was left out by the group's own `where`: then it counts as no. Before `counting from`
 * in a year `of` counts as no, and so does every period beyond a year end where the run stops
 * there. No in any of the periods settles it; then unknown in any; else yes. With `previous` only
 * the one period before is asked.
 *
 * With `where` the run is the periods up to this one, without a break, in each of which `where`
 * holds; asked is whether `of` held in one of them before this one. Both count as said above. Yes
 * where one such period is certain; no where none is possible.
 */
#ifndef INTERP_SUCCESSION_H
#define INTERP_SUCCESSION_H

#include "interp/held.h"
#include "lang/program.h"

struct succession_input {
	const struct succession *succession;
	uint32_t rows;
	const struct held *of;			/* labels (yes, no) or a truth */
	const struct held *const *keys;		/* all keys of the table, the period's among them */
	uint32_t key_count, period;		/* which of the keys is the period */
	const struct held *counting_from;	/* a quarter of the year, for each row; or NULL */
	/* yes or no, for each row; NULL unless the year end is by a setting */
	const struct held *crosses;
	/* Keys of rows the group left out: same number and kinds of columns. */
	const struct held *const *left_out;
	uint32_t left_out_rows;
	/* rows that may not exist: `of` counts as unknown there, unless it is no; or NULL */
	const uint64_t *doubtful;
	/* whose run it is (struct succession), like `of`; or NULL */
	const struct held *where;
};

/* `out`: a truth. */
void succession_run(const struct succession_input *input, struct held *out);

/* The period `back` periods before that of `row`, and the row that has it (HELD_NO_ROW: none); for
 * explanations. */
int64_t succession_before(const struct succession_input *input, uint32_t row, uint32_t back,
    uint32_t *found);

/* Does a period that is asked about from `row` count: of no and yes, what could be? A no where it
 * lies before `counting from`, or beyond a year end that the run does not cross. */
uint64_t succession_counts(const struct succession_input *input, uint32_t row, int64_t period);

/* What a period says about an earlier period of a run, as it counts from where a row stands. */
struct succession_step {
	int64_t period;
	uint32_t row;			/* that has it, or HELD_NO_ROW */
	uint64_t where, of;		/* of no and yes, what each could be */
};

/* The period `back` periods before that of `row`, 0 being its own; for explanations of runs with
 * `where`. */
struct succession_step succession_step(const struct succession_input *input, uint32_t row,
    uint32_t back);

#endif
