#include "lang/scope.h"

#include <string.h>

#include "lang/intern.h"

void
scope_init(struct scope *scope, struct arena *arena)
{
	memset(scope, 0, sizeof *scope);
	scope->arena = arena;
}

static uint32_t
slot_of(const struct scope *scope, const char *name)
{
	uintptr_t bits = (uintptr_t)name;
	uint32_t slot;

	bits ^= bits >> 15;
	bits *= 0x9E3779B1u;
	slot = (uint32_t)(bits ^ (bits >> 16)) & (scope->slot_count - 1);
	while (scope->slots[slot] != 0 && scope->entries[scope->slots[slot] - 1].name != name)
		slot = (slot + 1) & (scope->slot_count - 1);
	return slot;
}

static void
grow(struct scope *scope)
{
	uint32_t capacity = scope->capacity == 0 ? 16 : scope->capacity * 2;
	struct scope_entry *entries = arena_array(scope->arena, struct scope_entry, capacity);

	if (scope->count > 0)
		memcpy(entries, scope->entries, scope->count * sizeof *entries);
	scope->entries = entries;
	scope->capacity = capacity;
	scope->slot_count = capacity * 2;
	scope->slots = arena_array(scope->arena, uint32_t, scope->slot_count);
	for (uint32_t i = 0; i < scope->count; i++)
		scope->slots[slot_of(scope, entries[i].name)] = i + 1;
}

bool
scope_add(struct scope *scope, const char *name, void *thing, struct span at)
{
	uint32_t slot;

	if (scope->count == scope->capacity)
		grow(scope);
	slot = slot_of(scope, name);
	if (scope->slots[slot] != 0)
		return false;
	scope->entries[scope->count] = (struct scope_entry){ name, thing, at };
	scope->slots[slot] = ++scope->count;
	return true;
}

const struct scope_entry *
scope_find(const struct scope *scope, const char *name)
{
	uint32_t found;

	if (scope->count == 0 || name == NULL)
		return NULL;
	found = scope->slots[slot_of(scope, name)];
	return found == 0 ? NULL : &scope->entries[found - 1];
}

void *
scope_thing(const struct scope *scope, const char *name)
{
	const struct scope_entry *entry = scope_find(scope, name);

	return entry == NULL ? NULL : entry->thing;
}

void
nearest_start(struct nearest *nearest, const char *wanted)
{
	size_t length = strlen(wanted);

	/* One slip in a short name, up to three in a long one: more would suggest names that mean
	 * something else. */
	nearest->wanted = wanted;
	nearest->best = NULL;
	nearest->limit = length <= 3 ? 1 : length <= 8 ? 2 : 3;
	nearest->distance = nearest->limit + 1;
}

void
nearest_offer(struct nearest *nearest, const char *candidate)
{
	unsigned distance;

	if (nearest->distance == 0)
		return;
	distance = names_distance(nearest->wanted, candidate, nearest->limit);
	if (distance < nearest->distance) {
		nearest->distance = distance;
		nearest->best = candidate;
	}
}

void
nearest_offer_scope(struct nearest *nearest, const struct scope *scope)
{
	for (uint32_t i = 0; i < scope->count && nearest->distance > 0; i++)
		nearest_offer(nearest, scope->entries[i].name);
}
