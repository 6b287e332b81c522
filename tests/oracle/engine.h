/* engine: the engine's answers for a policy and a CSV in memory, laid out beside the oracle's.
 * Memory is the arena's. */
#ifndef TESTS_ORACLE_ENGINE_H
#define TESTS_ORACLE_ENGINE_H

#include "interp/batch.h"
#include "interp/csvin.h"
#include "interp/grid.h"
#include "lang/program.h"

struct engine_row {
	uint64_t line;
	const char *key;
	struct value *values; /* by column index */
	enum verdict *verdicts; /* of decide columns */
	const char **needs; /* of derived columns that are not known; NULL else */
};

struct engine_result {
	struct engine_row *rows;
	uint32_t count;
	struct csvin_counts counts;
	struct value *run; /* columns of the run itself, by index */
	struct grid **reports; /* in the order of the program */
};

/* How a run is made. */
struct engine_how {
	const char *folder; /* takes the CSVs and holds the calendar files */
	bool threaded; /* files are read ahead in a thread of their own */
	bool telling; /* why and the trace are made of every value too, for the sanitizers */
};

/* False with a fault. */
bool engine_run(struct engine_result *result, struct arena *arena, const struct program *program,
    int64_t run_date, const struct engine_how *how, const char *csv, struct fault *fault);

bool engine_write_file(struct arena *arena, const char *folder, const char *name, const char *text);

#endif
