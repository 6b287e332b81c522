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
	bool print, refused;
};

struct totals {
	uint64_t policies, refused, rows, reports, undecided, disagree, columns;
};

enum outcome { AGREE, DIFFER, NO_POLICY };

struct trial {
	const struct options *options;
	const struct generated *generated;
	struct arena *arena;
	struct buffer *why;
	const char *what; /* which thing differs: shrinking must not wander off to another */
	struct totals *totals; /* NULL while shrinking */
};

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

#endif
