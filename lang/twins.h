/*
 * twins: among things that have numbers, the one that is equal to another. What things are, and
 * when two are equal, the caller says; here only their digests are kept, so that a look-up costs
 * the same however many there are. Equal things must have equal digests; unequal ones that share a
 * digest cost time and nothing else. Of several equal things the one added first is found, so no
 * output can depend on the digests.
 */
#ifndef LANG_TWINS_H
#define LANG_TWINS_H

#include <stdbool.h>
#include <stdint.h>

#include "lang/arena.h"

#define TWINS_NONE UINT32_MAX

struct twin {
	uint64_t digest;
	uint32_t number;
};

struct twins {				/* all zero: none yet */
	struct twin *slots;
	uint32_t count, room;
};

/* `same` says whether thing `number` is the one looked for. */
uint32_t twins_find(const struct twins *twins, uint64_t digest,
    bool (*same)(const void *context, uint32_t number), const void *context);

/* Numbers are below TWINS_NONE. What is no longer needed stays in the arena. */
void twins_add(struct twins *twins, struct arena *arena, uint64_t digest, uint32_t number);

/* A digest for texts (FNV-1a, 64 bits). */
uint64_t text_digest(const char *text);

#endif
