/* Each part numbers its values as they come. A bit stands at the numbers laid side by side, so a
 * part that outgrows its place moves all bits once; each time it has twice the room. */
#include "interp/keygrid.h"

#include <stdbool.h>
#include <string.h>

#include "lang/arena.h"

enum {
	FIRST_SLOTS = 64,
	WAITING = 256,			/* rows looked up together */
	/* more different values than this only where rows are eight times as many */
	VALUES_LOOSE = 131072,
	BITS_LEAST = 27,		/* up to 16 MB in any case, */
	BITS_A_ROW = 16			/* and beyond that as many bits for each row */
};

struct slot {
	uint64_t digest;
	uint32_t number;		/* from 1; 0: free */
};

struct part {
	struct slot *slots;
	uint64_t mask;
	uint32_t count;
	unsigned width;			/* numbers below 2^width have a place */
	uint64_t last_digest;
	uint32_t last;			/* its number, from 0 */
	uint64_t digests[WAITING];
	uint32_t numbers[WAITING];
};

struct keygrid {
	struct part *parts;
	uint32_t part_count;
	unsigned width;			/* of all parts */
	uint64_t *bits;
	uint64_t rows;
	uint32_t waiting;
	enum keygrid_result found;
};

struct keygrid *
keygrid_make(uint32_t parts)
{
	struct keygrid *grid = memory_grow(NULL, 1, sizeof *grid);

	memset(grid, 0, sizeof *grid);
	grid->part_count = parts;
	grid->parts = memory_grow(NULL, parts, sizeof *grid->parts);
	memset(grid->parts, 0, parts * sizeof *grid->parts);
	for (uint32_t i = 0; i < parts; i++) {
		grid->parts[i].slots = memory_grow(NULL, FIRST_SLOTS, sizeof *grid->parts[i].slots);
		memset(grid->parts[i].slots, 0, FIRST_SLOTS * sizeof *grid->parts[i].slots);
		grid->parts[i].mask = FIRST_SLOTS - 1;
	}
	grid->bits = memory_grow(NULL, 1, sizeof *grid->bits);
	grid->bits[0] = 0;
	return grid;
}

void
keygrid_free(struct keygrid *grid)
{
	if (grid == NULL)
		return;
	for (uint32_t i = 0; i < grid->part_count; i++)
		memory_free(grid->parts[i].slots);
	memory_free(grid->parts);
	memory_free(grid->bits);
	memory_free(grid);
}

static struct slot *
find_slot(struct slot *slots, uint64_t mask, uint64_t digest)
{
	uint64_t at = digest & mask;

	while (slots[at].number != 0 && slots[at].digest != digest)
		at = (at + 1) & mask;
	return &slots[at];
}

static void
grow_slots(struct part *part)
{
	uint64_t size = (part->mask + 1) * 2;
	struct slot *slots = memory_grow(NULL, size, sizeof *slots);

	memset(slots, 0, size * sizeof *slots);
	for (uint64_t i = 0; i <= part->mask; i++)
		if (part->slots[i].number != 0)
			*find_slot(slots, size - 1, part->slots[i].digest) = part->slots[i];
	memory_free(part->slots);
	part->slots = slots;
	part->mask = size - 1;
}

static uint32_t
number_of(struct part *part, uint64_t digest)
{
	struct slot *slot;

	if (part->count > 0 && digest == part->last_digest)
		return part->last;
	slot = find_slot(part->slots, part->mask, digest);
	part->last_digest = digest;
	if (slot->number != 0)
		return part->last = slot->number - 1;
	slot->digest = digest;
	slot->number = ++part->count;
	part->last = slot->number - 1;
	if (part->count > part->mask / 2)
		grow_slots(part);
	return part->last;
}

static void
number_rows(struct keygrid *grid)
{
	for (uint32_t i = 0; i < grid->part_count; i++) {
		struct part *part = &grid->parts[i];

		for (uint32_t row = 0; row < grid->waiting; row++)
			__builtin_prefetch(&part->slots[part->digests[row] & part->mask]);
		for (uint32_t row = 0; row < grid->waiting; row++)
			part->numbers[row] = number_of(part, part->digests[row]);
	}
}

/* A bit at `at` where the part begins at `below` and gets one more binary digit. */
static uint64_t
moved(uint64_t at, unsigned below, unsigned width)
{
	uint64_t low = at & ((UINT64_C(1) << (below + width)) - 1);

	return (at - low) << 1 | low;
}

/* False when there would be too many bits. */
static bool
widen(struct keygrid *grid, uint32_t index)
{
	uint64_t words = grid->width < 6 ? 1 : UINT64_C(1) << (grid->width - 6), more, *bits;
	unsigned below = 0;

	if (grid->width + 1 > BITS_LEAST &&
	    UINT64_C(1) << (grid->width + 1) > grid->rows * BITS_A_ROW)
		return false;
	for (uint32_t i = 0; i < index; i++)
		below += grid->parts[i].width;
	more = grid->width + 1 < 6 ? 1 : UINT64_C(1) << (grid->width + 1 - 6);
	bits = memory_grow(NULL, more, sizeof *bits);
	memset(bits, 0, more * sizeof *bits);
	for (uint64_t w = 0; w < words; w++)
		for (uint64_t left = grid->bits[w]; left != 0; left &= left - 1) {
			uint64_t at = moved(w * 64 + (uint64_t)__builtin_ctzll(left), below,
			    grid->parts[index].width);

			bits[at >> 6] |= UINT64_C(1) << (at & 63);
		}
	memory_free(grid->bits);
	grid->bits = bits;
	grid->parts[index].width++;
	grid->width++;
	return true;
}

/* The places of the rows that wait; false when there is none for some. */
static bool
place_rows(struct keygrid *grid, uint64_t *places)
{
	unsigned below = 0;

	for (uint32_t i = 0; i < grid->part_count; i++) {
		struct part *part = &grid->parts[i];

		if (part->count > grid->rows / 8 + VALUES_LOOSE)
			return false;
		while (part->count > 0 && (part->count - 1) >> part->width != 0)
			if (!widen(grid, i))
				return false;
	}
	memset(places, 0, WAITING * sizeof *places);
	for (uint32_t i = 0; i < grid->part_count; i++) {
		for (uint32_t row = 0; row < grid->waiting; row++)
			places[row] |= (uint64_t)grid->parts[i].numbers[row] << below;
		below += grid->parts[i].width;
	}
	return true;
}

enum keygrid_result
keygrid_settle(struct keygrid *grid)
{
	uint64_t places[WAITING];

	if (grid->found == KEYGRID_FRESH && grid->waiting > 0) {
		number_rows(grid);
		if (!place_rows(grid, places)) {
			grid->found = KEYGRID_FULL;
			return grid->found;
		}
		for (uint32_t row = 0; row < grid->waiting; row++)
			__builtin_prefetch(&grid->bits[places[row] >> 6], 1);
		for (uint32_t row = 0; row < grid->waiting; row++) {
			uint64_t *word = &grid->bits[places[row] >> 6],
				 bit = UINT64_C(1) << (places[row] & 63);

			if ((*word & bit) != 0)
				grid->found = KEYGRID_REPEATED;
			*word |= bit;
		}
	}
	grid->waiting = 0;
	return grid->found;
}

enum keygrid_result
keygrid_add(struct keygrid *grid, const uint64_t *const *digests, uint32_t rows)
{
	for (uint32_t done = 0, some; done < rows; done += some) {
		some = WAITING - grid->waiting;
		if (some > rows - done)
			some = rows - done;
		for (uint32_t i = 0; i < grid->part_count; i++)
			memcpy(grid->parts[i].digests + grid->waiting, digests[i] + done,
			    some * sizeof **digests);
		grid->rows += some;
		grid->waiting += some;
		if (grid->waiting == WAITING)
			keygrid_settle(grid);
	}
	return grid->found;
}
