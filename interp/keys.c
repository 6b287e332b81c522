#include "interp/keys.h"

#include <stdlib.h>
#include <string.h>

#include "interp/loadword.h"
#include "lang/arena.h"

enum {
	PARTS = 256,
	/* of the first block of a part; each has twice as many ... */
	FIRST_ROWS = 64,
	BLOCK_ROWS = 4096,		/* ... up to this */
	AHEAD = 6			/* rows of a block: the memory of the next is called for */
};

struct block {
	struct block *next;
	uint64_t used;			/* rows; of the newest not yet known */
	struct key_row rows[];		/* AHEAD more than there is room for */
};

/* Only the newest block has room. */
struct part {
	struct key_row *next, *end;	/* the room in it */
	struct block *blocks;
	uint64_t count;			/* rows of the other blocks */
};

struct keys {
	struct part parts[PARTS];
};

struct keys *
keys_make(void)
{
	struct keys *keys = memory_grow(NULL, 1, sizeof(*keys));

	memset(keys, 0, sizeof(*keys));
	return keys;
}

__extension__ typedef unsigned __int128 wide;

/* High and low half of a product, laid over each other: every bit of both factors reaches every bit
 * of the result. */
static inline uint64_t
mixed(uint64_t a, uint64_t b)
{
	wide product = (wide)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The last `length` bytes of `whole`, fewer than eight. */
static inline uint64_t
last_of(const unsigned char *end, size_t length, size_t whole)
{
	if (whole >= 8)
		return load_word(end - 8) >> (64 - 8 * length);
	return load_short(end - length, length);
}

uint64_t
key_digest(uint64_t digest, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;
	size_t left = length;

	digest =
	    mixed(digest ^ UINT64_C(0x9D8AC2C5ABF1E36B), UINT64_C(0xC6A4B1F7D35E9A2D) ^ length);
	for (; left >= 8; left -= 8, at += 8)
		digest = mixed(digest ^ load_word(at), UINT64_C(0xE3779B97F4A7C15D));
	if (left > 0)
		digest =
		    mixed(digest ^ last_of(at + left, left, length), UINT64_C(0xB58D49C5E6A7D21B));
	return mixed(digest ^ UINT64_C(0x8F5C3A9E7D21B647), UINT64_C(0xD1342543DE82EF95));
}

uint64_t
key_digest_number(uint64_t digest, uint64_t number)
{
	digest =
	    mixed(digest ^ UINT64_C(0x9D8AC2C5ABF1E36B), number ^ UINT64_C(0xC6A4B1F7D35E9A2D));
	return mixed(digest ^ number ^ UINT64_C(0x8F5C3A9E7D21B647), UINT64_C(0xD1342543DE82EF95));
}

static void
add_block(struct part *part)
{
	uint64_t room = FIRST_ROWS;
	struct block *block;

	if (part->blocks != NULL) {
		uint64_t used = (uint64_t)(part->end - part->blocks->rows);

		part->blocks->used = used;
		part->count += used;
		room = used < BLOCK_ROWS ? used * 2 : BLOCK_ROWS;
	}
	block = memory_grow(NULL, 1, sizeof(*block) + (room + AHEAD) * sizeof(*block->rows));
	block->next = part->blocks;
	part->blocks = block;
	part->next = block->rows;
	part->end = block->rows + room;
}

void
keys_add(struct keys *keys, uint64_t digest, uint64_t row)
{
	struct part *part = &keys->parts[digest >> 56];

	if (part->next == part->end)
		add_block(part);
	*part->next = (struct key_row){ digest, row };
	part->next++;
	__builtin_prefetch(part->next + AHEAD, 1);
}

static uint64_t
used_of_newest(const struct part *part)
{
	return part->blocks == NULL ? 0 : (uint64_t)(part->next - part->blocks->rows);
}

struct found {
	struct key_row *rows;
	size_t count, capacity;
};

static void
found_add(struct found *found, const struct key_row *row)
{
	if (found->count == found->capacity) {
		found->capacity = found->capacity == 0 ? 64 : found->capacity * 2;
		found->rows = memory_grow(found->rows, found->capacity, sizeof(*found->rows));
	}
	found->rows[found->count++] = *row;
}

struct slot {
	struct key_row row;
	uint8_t state;		/* 0 free, 1 seen once, 2 already among those found */
};

static void
look_through(const struct part *part, struct slot *slots, uint64_t mask, struct found *found)
{
	for (const struct block *block = part->blocks; block != NULL; block = block->next) {
		uint64_t used = block == part->blocks ? used_of_newest(part) : block->used;

		for (uint64_t i = 0; i < used; i++) {
			const struct key_row *row = &block->rows[i];
			uint64_t at = row->digest & mask;

			while (slots[at].state != 0 && slots[at].row.digest != row->digest)
				at = (at + 1) & mask;
			if (slots[at].state == 0) {
				slots[at].row = *row;
				slots[at].state = 1;
				continue;
			}
			if (slots[at].state == 1)
				found_add(found, &slots[at].row);
			slots[at].state = 2;
			found_add(found, row);
		}
	}
}

static void
drop(struct part *part)
{
	while (part->blocks != NULL) {
		struct block *block = part->blocks;

		part->blocks = block->next;
		free(block);
	}
	*part = (struct part){ NULL, NULL, NULL, 0 };
}

/* No two rows compare equal, so every sort gives the same order. */
static int
by_digest(const void *left, const void *right)
{
	const struct key_row *a = left, *b = right;

	if (a->digest != b->digest)
		return a->digest < b->digest ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

struct key_row *
keys_repeated(struct keys *keys, size_t *count)
{
	struct found found = { NULL, 0, 0 };
	struct slot *slots = NULL;
	uint64_t capacity = 0;

	for (unsigned i = 0; i < PARTS; i++) {
		struct part *part = &keys->parts[i];
		uint64_t size = 64;

		while (size < (part->count + used_of_newest(part)) * 2)
			size *= 2;
		if (size > capacity) {
			capacity = size;
			slots = memory_grow(slots, capacity, sizeof(*slots));
		}
		memset(slots, 0, size * sizeof(*slots));
		look_through(part, slots, size - 1, &found);
		drop(part);
	}
	free(slots);
	if (found.count > 0)
		qsort(found.rows, found.count, sizeof(*found.rows), by_digest);
	*count = found.count;
	return found.rows;
}

void
keys_free(struct keys *keys)
{
	if (keys == NULL)
		return;
	for (unsigned part = 0; part < PARTS; part++)
		drop(&keys->parts[part]);
	free(keys);
}
