/*
 * coverage: what the tests of a policy tried out (writ.1, test). Read off the batches of each test,
 * never worked out again, and independent of the order of tests and rows.
 *
 * Looked at are: every line of every decide with its otherwise, every band, every state of every
 * deadline and letter (did it come out in some row of some test?); every comparison of size or time
 * and every edge of a band (was it tried below, exactly at, and above?); and every other condition
 * (was it yes in one row and no in another?). A row counts only where an expectation of its test
 * hangs on it: in what is expected, in what that is worked out from, and so on. A rule whose
 * outcome a test gives is not used, and not counted. Comparisons of one row with those of another
 * table are not looked at.
 *
 * Rows of a rule that decides add up: those of its lines, those that hold either way, those that
 * come to nothing, and those that cannot be decided.
 */
#ifndef INTERP_COVERAGE_H
#define INTERP_COVERAGE_H

#include "interp/batch.h"
#include "interp/buffer.h"
#include "interp/json.h"
#include "interp/run.h"
#include "lang/program.h"

struct coverage;

struct coverage *coverage_make(struct arena *arena, const struct program *program);

/* What comes now is of this test, by its number in the program; `givens` are its own, with tables
 * of tests read in. */
void coverage_begin(struct coverage *coverage, uint32_t test, const struct test_rows *givens);
/* Does an expectation of the test hang on a row of this table? */
bool coverage_is_needed(const struct coverage *coverage, const struct table *table);
/* All that is looked at in the rows of a table, in `arena`. */
struct table_wants coverage_wants(const struct coverage *coverage, struct arena *arena,
    const struct table *table);
/* One batch of a table that was run; what its plan lacks is not counted. */
void coverage_batch(struct coverage *coverage, const struct batch *batch);

struct coverage_totals {
	uint32_t lines, lines_fired;		/* of decides, bands, deadlines and letters */
	uint32_t thresholds, thresholds_tried;	/* below, at and above */
	uint32_t conditions, conditions_tried;	/* yes and no */
};
struct coverage_totals coverage_totals(const struct coverage *coverage);

/* One line: how much was tried; and one that names the lines that never came out, the first
 * few. */
void coverage_say(struct buffer *out, const struct coverage *coverage);
/* Every line, threshold and condition, in the order of the text. */
void coverage_list(struct buffer *out, const struct coverage *coverage);
/* The same as a member of an object that is open: "coverage": … */
void coverage_json(struct json *json, const struct coverage *coverage);

#endif
