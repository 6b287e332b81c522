/*
 * stage: output that appears whole or not at all (law 9). Everything a run writes with `--out DIR`
 * goes into DIR.writing and takes the place of DIR at the end, by renaming. A full disk, a crash or
 * Ctrl-C leaves what was there before; what a crash left behind (DIR.writing, or DIR.before when it
 * came between the two renames) is cleared, or put back, by the next run.
 *
 * DIR may be absent, empty, or hold the output of an earlier run (a run.json that names writ as its
 * tool, and no file that it does not name): that is replaced as a whole. Anything else, and a link,
 * is not ours to delete: refused, exit 2. Links inside an earlier output are removed, never
 * followed.
 *
 * While a run is writing it holds a lock in DIR.writing; a second run into the same DIR is refused,
 * and what a run that has ended left there is cleared. A DIR.writing without that lock's file which
 * is neither empty nor a whole output is not ours either: refused.
 */
#ifndef INTERP_STAGE_H
#define INTERP_STAGE_H

#include <stdint.h>

#include "interp/fault.h"
#include "lang/arena.h"

struct platform_writer;

/* For a run that is only to be looked at: nothing is written anywhere. Each file is handed over
 * when it is closed, with its digest, and is gone afterwards. */
struct stage_taker {
	bool (*take)(void *context, const char *name, const char *digest,
	    struct platform_writer *file, struct fault *fault);
	void *context;
};

struct stage {
	const struct stage_taker *taker;	/* or NULL: to the folder */
	char taken_digest[65];			/* of the file handed over last, and ... */
	uint64_t taken_size;			/* ... how long it was */
	struct arena *arena;
	const char *target, *folder, *old;
	const char *lock_file, *old_inside;	/* in `folder`; made before there is any need */
	const char **files;		/* relative names, in the order they were asked for */
	size_t file_count, file_capacity;
	struct platform_lock *lock;
	bool open;
};

bool stage_open(struct stage *stage, struct arena *arena, const char *target, struct fault *fault);

/* A stage that hands its files over; stage_commit() and stage_abort() have nothing to do for it. */
void stage_open_aside(struct stage *stage, struct arena *arena, const struct stage_taker *taker);
/* A file of such a stage is complete. */
bool stage_take(struct stage *stage, const char *name, struct platform_writer *file,
    struct fault *fault);

/* The path to write `name` ("decisions/case.csv") to; makes its folder. NULL with a fault. */
const char *stage_path(struct stage *stage, const char *name, struct fault *fault);

/* Puts everything in place; on a fault what was written is removed, and what was there before
 * stays. */
bool stage_commit(struct stage *stage, struct fault *fault);

/* Removes what was written; harmless after stage_commit() or when not open. */
void stage_abort(struct stage *stage);

#endif
