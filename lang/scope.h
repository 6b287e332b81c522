/*
 * scope: names and what they stand for, in the order they were declared.
 *
 * Names are interned (intern.h), so a look-up compares pointers; nothing that is printed depends on
 * where a name happens to lie in memory: listings and suggestions go by the order of declaration. A
 * scope lives in the arena it was made in.
 */
#ifndef LANG_SCOPE_H
#define LANG_SCOPE_H

#include <stdbool.h>
#include <stdint.h>

#include "lang/arena.h"
#include "lang/source.h"

struct scope_entry {
	const char *name;
	void *thing;
	struct span at; /* of the name where it is declared */
};

struct scope {
	struct arena *arena;
	struct scope_entry *entries;
	uint32_t count, capacity;
	uint32_t *slots; /* entry index + 1, or 0 */
	uint32_t slot_count; /* a power of two */
};

void scope_init(struct scope *scope, struct arena *arena);

/* False, and nothing is added, when the name is there already. */
bool scope_add(struct scope *scope, const char *name, void *thing, struct span at);

const struct scope_entry *scope_find(const struct scope *scope, const char *name);
void *scope_thing(const struct scope *scope, const char *name);

/*
 * The search for the nearest spelling of a mistyped name, over several scopes and single words:
 * start with nearest_start(), offer candidates in the order of preference, and read `best` (NULL
 * when nothing is near enough). Of equally near ones the first offered stays.
 */
struct nearest {
	const char *wanted, *best;
	unsigned distance, limit;
};

void nearest_start(struct nearest *nearest, const char *wanted);
void nearest_offer(struct nearest *nearest, const char *candidate);
void nearest_offer_scope(struct nearest *nearest, const struct scope *scope);

#endif
