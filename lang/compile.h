/*
 * compile: policy text to checked program in one call. All mistakes go to `diags` (already
 * initialised with `sources`); NULL when there is an error, the program when there are at most
 * warnings. `name` is what messages call the file.
 *
 * A policy may come with files of its own beside it: tests (`tests of NAME`) and variations
 * (`variation X of NAME ...`), which are checked against it and become part of the program. The
 * wordings of its letters are files as well; this module reads none itself, so the caller hands in
 * a loader.
 */
#ifndef LANG_COMPILE_H
#define LANG_COMPILE_H

#include <stddef.h>

#include "lang/arena.h"
#include "lang/diag.h"
#include "lang/program.h"
#include "lang/source.h"

enum load_state { LOAD_DONE, LOAD_MISSING, LOAD_TOO_LONG };

/*
 * Gives the bytes of a file. `path` is as the policy has it: relative to the policy's folder, with
 * `/` between folders, without `..`. The bytes must stay until the next call, or until the
 * compiling is over; they are copied. LOAD_MISSING when there is no such file or it cannot be read,
 * LOAD_TOO_LONG when it has more than `limit` bytes. Every file is asked for once.
 */
struct file_loader {
	enum load_state (
	    *load)(void *with, const char *path, size_t limit, const char **bytes, size_t *length);
	void *with;
	/* The same for a text that a variation brings, relative to the file the variation stands
	 * in, which is named as it was handed in. NULL: such texts are not read. */
	enum load_state (*load_local)(void *with, const char *variation, const char *path,
	    size_t limit, const char **bytes, size_t *length);
};

struct policy_text {
	const char *name, *bytes;
	size_t length;
};

struct compile_request {
	struct policy_text policy;
	const struct policy_text *beside;	/* tests and variations in files of their own */
	uint32_t beside_count;
	/* NULL: the wordings of letters are not read, and not missed */
	const struct file_loader *loader;
};

const struct program *policy_compile_with(struct arena *arena, struct sources *sources,
    struct diags *diags, const struct compile_request *request);

/* A policy alone, without the wordings of its letters. */
const struct program *policy_compile(struct arena *arena, struct sources *sources,
    struct diags *diags, const char *name, const char *bytes, size_t length);

#endif
