/*
 * testrun_parts: what the files of testrun share: one test under way, its rows (testrows.c, or
 * testtables.c where rows hang on other rows; testfile.c reads those of a file), what it looks at
 * (testwants.c), its judge (testjudge.c) and what a report is compared with (testcompare.c).
 */
#ifndef INTERP_TESTRUN_PARTS_H
#define INTERP_TESTRUN_PARTS_H

#include "interp/batch.h"
#include "interp/buffer.h"
#include "interp/csvtext.h"
#include "interp/fault.h"
#include "interp/fold.h"
#include "interp/knobs.h"
#include "interp/run.h"
#include "lang/program.h"

/* What became of one `expect` over all rows of its table. */
struct outcome {
	uint32_t matches;	/* rows its `where` picks, or all */
	uint32_t unknown;	/* rows where its `where` is unknown */
	bool as_expected;
	const char *found, *why;	/* of the last match */
	const struct ranking_tie *ties;	/* EXPECT_TIES: as many as `matches` */
};

struct one_test {
	struct arena arena;
	const struct program *program;
	const struct policy_test *test;
	const char *folder;
	const struct options *options;
	struct knobs knobs;
	struct batch run;
	struct outcome *outcomes;
	struct fold **folds;		/* one an expectation, for EXPECT_REPORT */
	struct buffer *out;
	uint32_t failures;		/* messages: a report may differ in several places */
	uint32_t failed_expectations;
	struct fault *fault;
};

/* Says what failed, and where in the policy it is expected; counts it. */
void test_fail(struct one_test *run, struct span at, const char *text);

/* One value a test gives, read as a cell is; and a key it does not mention, another for each
 * row. */
struct value test_given_value(struct one_test *run, const struct column *column,
    const struct test_value *given);
struct value test_made_up_key(struct one_test *run, const struct column *column, uint32_t row);

struct test_file_reader {
	void (*rows)(void *context, struct batch *batch);
	void *context;
};

/*
 * Hands on the rows of the file that is given, in batches of the plan with their fields and nothing
 * else. What is wrong in the file fails the test. False with a fault when it cannot be read.
 */
bool test_read_file(struct one_test *run, const struct test_rows *given, const struct plan *plan,
    const struct test_file_reader *reader);

/* What the `expect` lines look at in a table, behind `first_count` columns that stand first. */
struct table_wants test_wants(struct one_test *run, const struct table *table,
    const struct column *const *first, uint32_t first_count);

/* The whole of a test of a policy whose rows hang on other rows (workspace.h). */
bool test_run_tables(struct one_test *run);

/* Evaluates the rows the test gives and has each batch judged. False with a fault when a file
 * cannot be read. */
bool test_run_givens(struct one_test *run);

/* The table an expectation looks at. */
const struct table *test_table_of(const struct expectation *expect);
/* The expectations beside row `index` of a `given … giving`. */
void test_judge_beside(struct one_test *run, const struct batch *batch, uint32_t row,
    const struct test_rows *given, uint32_t index);
/* Gathers what the `expect` lines find in a batch of their table. */
void test_judge_batch(struct one_test *run, const struct table *table, const struct batch *batch);
/* What a report came to against what its file says it should, cell by cell, so that another
 * program's way of quoting does not matter. */
void test_compare(struct one_test *run, const struct expectation *expect,
    const struct csvtext *want, const struct csvtext *have);
/* When all rows are in: every `expect` line. False with a fault when an expected file cannot be
 * read. */
bool test_judge_all(struct one_test *run);

#endif
