/*
 * testrun: the tests written in a policy (writ.5, TESTS). Each test has its own settings, run_date
 * and rows; given values are read as cells are; a derived column that is given keeps what was
 * given. A failed expectation says what was expected, what came out, and why.
 */
#ifndef INTERP_TESTRUN_H
#define INTERP_TESTRUN_H

#include "interp/buffer.h"
#include "interp/coverage.h"
#include "interp/fault.h"
#include "interp/options.h"
#include "interp/suggest.h"
#include "lang/program.h"

/* The folder a policy lies in, in `arena`: files of its tests are named from there. */
const char *testrun_folder(struct arena *arena, const char *policy_path);

struct testrun_result {
	uint32_t tests, passed, failed;
	uint32_t expectations, failed_expectations;
};

/* Runs every test whose name contains `options->only` (NULL: all), with the variations and settings
 * of the command line, which a test's own `set` goes before. What failed goes to `out`; `coverage`
 * and `suggest` (NULL: nobody asks) gather what they tried. False with a fault when a file of a
 * test cannot be read. */
bool testrun_all(const struct program *program, const char *policy_path,
    const struct options *options, struct buffer *out, struct coverage *coverage,
    struct suggest *suggest, struct testrun_result *result, struct fault *fault);

#endif
