/* engine_letters: what the engine writes to DIR/letters for a whole run, as files in memory. Memory
 * is the arena's. */
#ifndef TESTS_ORACLE_ENGINE_LETTERS_H
#define TESTS_ORACLE_ENGINE_LETTERS_H

#include "interp/fault.h"
#include "lang/program.h"
#include "tests/oracle/engine.h"

struct engine_file {
	const char *name; /* below letters/ */
	const char *text;
	size_t length;
};

struct engine_letters {
	struct arena *arena;
	struct engine_file *files; /* in the order they were written */
	uint32_t count, room;
};

/* `csvs` are the inputs by table->index, NULL for groups. Every variation of the
 * program is in force. False with a fault. */
bool engine_run_letters(struct engine_letters *result, struct arena *arena,
    const struct program *program, int64_t run_date, const struct engine_how *how,
    const char *const *csvs, struct fault *fault);

const struct engine_file *engine_file(const struct engine_letters *letters, const char *name);

#endif
