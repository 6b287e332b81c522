/* compare_parts: what the files of oracle_compare share. */
#ifndef TESTS_ORACLE_COMPARE_PARTS_H
#define TESTS_ORACLE_COMPARE_PARTS_H

#include "interp/buffer.h"
#include "tests/oracle/engine.h"
#include "tests/oracle/generate.h"
#include "tests/oracle/oracle.h"

struct options {
	uint64_t seed;
	uint32_t count, rows;
	const char *folder, *holidays;
	struct oracle_days days; /* of `holidays` */
	bool print, refused, tables, letters, light, counts;
};

struct totals {
	uint64_t policies, refused, rows, reports, undecided, disagree, columns, completions, needs,
	    written, held_back, files, named, thorough, threaded, feet;
};

enum outcome { AGREE, DIFFER, NO_POLICY };

struct trial {
	const struct options *options;
	const struct generated *generated;
	struct arena *arena;
	struct buffer *why;
	const char *what; /* which thing differs: shrinking must not wander off to another */
	struct totals *totals; /* NULL while shrinking */
	bool thorough; /* all is tried that can be */
};

/* With --light all is tried of one policy in eight only. */
bool is_thorough(const struct options *options, uint64_t seed);
/* Whether the rows are run in another order too. */
bool is_run_again(const struct trial *trial, uint64_t seed);
/* How the engine runs the policy of a seed, the first time and in another order: some with a thread
 * that reads ahead. */
struct engine_how run_how(const struct trial *trial, uint64_t seed, bool again);

/* Each says in trial->why what differs first. compare_rows.c */
struct answer engine_answer(const struct value *value);
bool same_answer(struct answer a, struct answer b);
bool rows_agree(struct trial *trial, struct oracle *oracle, struct oracle_rows *ours,
    const struct engine_result *theirs);
/* compare_reports.c */
bool reports_agree(struct trial *trial, struct oracle *oracle, struct oracle_rows *rows,
    const struct engine_result *result);
bool same_in_any_order(struct trial *trial, const struct program *program,
    const struct engine_result *first, const struct engine_result *second);

bool grids_agree(struct trial *trial, struct oracle *oracle, struct oracle_rows *rows,
    const struct report *report, const struct grid *theirs);
bool same_grid(const struct grid *a, const struct grid *b);
const char *answer_shown(struct arena *arena, struct type type, struct answer answer);
bool verdicts_agree(enum oracle_verdict ours, enum verdict theirs);
/* compare_tables.c: the same over a policy of several tables. */
enum outcome compare_tables(const struct options *options, uint64_t seed, struct totals *totals);

#endif
