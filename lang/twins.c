/* twins: open addressing, at most half full. Slots are moved in the order of their places, which
 * keeps those of one digest in the order they were added: they stand in one run. */
#include "lang/twins.h"

enum { FIRST_ROOM = 64 };

static uint32_t
place_of(const struct twins *twins, uint64_t digest)
{
	return (uint32_t)((digest ^ digest >> 32) & (twins->room - 1));
}

uint32_t
twins_find(const struct twins *twins, uint64_t digest,
    bool (*same)(const void *context, uint32_t number), const void *context)
{
	uint32_t at;

	if (twins->room == 0)
		return TWINS_NONE;
	for (at = place_of(twins, digest); twins->slots[at].number != TWINS_NONE;
	     at = (at + 1) & (twins->room - 1))
		if (twins->slots[at].digest == digest && same(context, twins->slots[at].number))
			return twins->slots[at].number;
	return TWINS_NONE;
}

static void
put(struct twins *twins, struct twin twin)
{
	uint32_t at = place_of(twins, twin.digest);

	while (twins->slots[at].number != TWINS_NONE)
		at = (at + 1) & (twins->room - 1);
	twins->slots[at] = twin;
}

static void
widen(struct twins *twins, struct arena *arena)
{
	struct twins old = *twins;
	uint32_t first = 0;

	twins->room = old.room == 0 ? FIRST_ROOM : old.room * 2;
	twins->slots = arena_array(arena, struct twin, twins->room);
	for (uint32_t i = 0; i < twins->room; i++)
		twins->slots[i].number = TWINS_NONE;
	/* From a free slot on: no run is entered in its middle. */
	while (first < old.room && old.slots[first].number != TWINS_NONE)
		first++;
	for (uint32_t i = 0; i < old.room; i++) {
		struct twin twin = old.slots[(first + i) & (old.room - 1)];

		if (twin.number != TWINS_NONE)
			put(twins, twin);
	}
}

void
twins_add(struct twins *twins, struct arena *arena, uint64_t digest, uint32_t number)
{
	if (twins->count * 2 >= twins->room)
		widen(twins, arena);
	put(twins, (struct twin){ digest, number });
	twins->count++;
}

uint64_t
text_digest(const char *text)
{
	uint64_t digest = UINT64_C(14695981039346656037);

	for (; *text != '\0'; text++)
		digest = (digest ^ (unsigned char)*text) * UINT64_C(1099511628211);
	return digest;
}
