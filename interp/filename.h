/*
 * filename: names of files made from data. A practice code is whatever stands in a cell: `../../x`,
 * `CON`, `a/b`, nothing at all.
 *
 * A name that was made here holds only letters A to Z and a to z, digits, dot, hyphen and
 * underscore; begins with none of dot and hyphen; is never empty, never a name that Windows keeps
 * for devices, and never longer than asked. So it stays inside its folder on every system. Each run
 * of other characters becomes one hyphen.
 *
 * Two texts may give one name; on Windows and macOS so do capitals and small letters. struct
 * filenames hands out each name once: later comers get -2, -3 and so on, in the order in which they
 * ask.
 */
#ifndef INTERP_FILENAME_H
#define INTERP_FILENAME_H

#include <stdbool.h>
#include <stddef.h>

#include "lang/arena.h"

/* A name of at most `longest` bytes (at least 8), in the arena. */
const char *filename_safe(struct arena *arena, const char *bytes, size_t length, size_t longest);

struct filename_stem {
	const char *stem;		/* in small letters; NULL: a free place */
	unsigned next;			/* the number to try next; those before it are taken */
};

struct filenames {
	struct arena *arena;
	const char **taken;		/* in small letters; `room` places, a power of two */
	size_t count, room;
	/* that were handed out; `stem_room` places, a power of two */
	struct filename_stem *stems;
	size_t stem_count, stem_room;
};

void filenames_init(struct filenames *names, struct arena *arena);

/* False when it is taken already. */
bool filenames_take(struct filenames *names, const char *name);

/* `stem`, or `stem-2` and so on, such that it is free with every one of the endings; takes them
 * all. */
const char *filenames_stem(struct filenames *names, const char *stem, const char *const *endings,
    size_t count);

#endif
