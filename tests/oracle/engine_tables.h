/* engine_tables: the engine's answers for a policy of several tables and their CSVs in memory, laid
 * out beside the oracle's. Memory is the arena's. */
#ifndef TESTS_ORACLE_ENGINE_TABLES_H
#define TESTS_ORACLE_ENGINE_TABLES_H

#include "tests/oracle/engine.h"

struct engine_table {
	struct engine_row *rows; /* as they are handed out: groups in key order, inputs as read */
	uint32_t count;
	struct csvin_counts counts; /* of an input */
};

struct engine_tables {
	struct engine_table *tables; /* by table->index */
	struct value *run; /* columns of the run itself, by index */
	struct grid **reports; /* in the order of the program */
};

/* `csvs` by table->index, NULL for groups. False with a fault. */
bool engine_run_tables(struct engine_tables *result, struct arena *arena,
    const struct program *program, int64_t run_date, const struct engine_how *how,
    const char *const *csvs, struct fault *fault);

#endif
