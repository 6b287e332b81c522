/*
 * testrun_parts: what the files of testrun share: one test under way, its rows (testrows.c, or
 * testtables.c where rows hang on other rows; testfile.c reads those of a file), what it looks at
 * (testwants.c), its judge (testjudge.c) and what a report is compared with (testcompare.c).
 */
#ifndef INTERP_TESTRUN_PARTS_H
#define INTERP_TESTRUN_PARTS_H

#include "interp/batch.h"
#include "interp/buffer.h"
#include "interp/coverage.h"
#include "interp/csvtext.h"
#include "interp/fault.h"
#include "interp/fold.h"
#include "interp/knobs.h"
#include "interp/run.h"
#include "interp/suggest.h"
#include "lang/program.h"

/* What became of one `expect` over all rows of its table. */
struct outcome {
	uint32_t matches;	/* rows its `where` picks, or all */
	uint32_t unknown;	/* rows where its `where` is unknown */
	bool as_expected;
	const char *found, *why;	/* of the last match */
	const struct ranking_tie *ties;	/* EXPECT_TIES: as many as `matches` */
};

/*
 * A table of tests: the file of `given … from "f.csv" giving …`, read. Its rows are a struct
 * test_rows like those written in a test; here is what else was in it.
 */
struct test_sheet {
	const char *shown;		/* the file, for messages */
	const uint64_t *lines;		/* by row: where it begins in the file */
	const char *const *headings;	/* by column: the given ones, then the expected ones */
	/* row by row, by expected column: the cell was left empty, so nothing is compared */
	const bool *left_open;
	const struct sheet_part *parts;
	uint32_t part_count;
	uint32_t compared;		/* cells that are */
};

/* A column `route_why`, `route_clause` or `route_needs` of it. */
struct sheet_part {
	enum sheet_what { SHEET_WHY, SHEET_CLAUSE, SHEET_NEEDS } what;
	const struct column *column;
	const char *heading;
	const char *const *texts;	/* by row; NULL: left empty */
};

struct one_test {
	struct arena arena;
	const struct program *program;
	const struct policy_test *test;
	/* as the test has them, tables of tests read in; and those, or NULL, beside each */
	struct test_rows *givens;
	const struct test_sheet **sheets;
	const char *folder;
	bool schemes_have_tests;	/* some variation of the command line has */
	const struct options *options;
	struct knobs knobs;
	struct batch run;
	struct outcome *outcomes;
	struct fold **folds;		/* one an expectation, for EXPECT_REPORT */
	struct buffer *out;
	uint32_t failures;		/* messages: a report may differ in several places */
	uint32_t failed_expectations;
	struct coverage *coverage;	/* or NULL */
	struct suggest *suggest;	/* or NULL */
	struct fault *fault;
};

/* Says what failed, and where in the policy it is expected; counts it. */
void test_fail(struct one_test *run, struct span at, const char *text);

/* The same of a row that is given, and of one of its columns (given, then expected; none:
 * SHEET_NO_COLUMN): in the file it stands in. */
#define SHEET_NO_COLUMN UINT32_MAX
void test_fail_row(struct one_test *run, const struct test_rows *given, uint32_t index,
    uint32_t column, const char *text);
/* The same with the heading said. */
void test_fail_cell(struct one_test *run, const struct test_sheet *sheet, uint64_t line,
    const char *heading, const char *text);
const struct test_sheet *test_sheet_of(const struct one_test *run, const struct test_rows *given);

/* testsheet.c: reads the tables of tests among the givens. What is wrong in one fails the test;
 * false with a fault when it cannot be read. */
bool test_read_sheets(struct one_test *run);

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

/* What a batch of the test shows, for whoever asks. */
void test_note_batch(struct one_test *run, const struct batch *batch);

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
