/*
 * intern: one copy of each name. Equal names are equal pointers, so the passes compare pointers.
 * Names live as long as the arena given to names_init(), end in a NUL, and may hold any bytes. No
 * output may depend on the order in which names are kept.
 */
#ifndef LANG_INTERN_H
#define LANG_INTERN_H

#include <stddef.h>
#include <stdint.h>

#include "lang/arena.h"

struct name_slot;

struct names {
	struct arena *arena;
	struct name_slot **buckets;
	uint32_t bucket_count, count;
};

void names_init(struct names *names, struct arena *arena);
const char *names_intern(struct names *names, const char *bytes, size_t length);

/* How many single-character insertions, deletions, changes and swaps of neighbours part two names,
 * at most `limit` + 1. Letters of either case count as equal, as do - _ and blank. Names of more
 * than 64 bytes are near only when they are equal so. For "did you mean". */
unsigned names_distance(const char *a, const char *b, unsigned limit);

#endif
