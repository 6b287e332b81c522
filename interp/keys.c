#include "interp/keys.h"

#include <stdlib.h>
#include <string.h>

#include "lang/arena.h"

enum { PARTS = 256, BLOCK_ROWS = 4096 };

struct block {
	struct block *next;
	uint32_t used;
	struct key_row rows[BLOCK_ROWS];
};

struct keys {
	struct block *parts[PARTS];
	uint64_t counts[PARTS];
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

/* Read byte by byte in a fixed order, so that the digest is the same on every machine. */
static inline uint64_t
word_of(const unsigned char *at, size_t length)
{
	uint64_t word = 0;

	for (size_t i = 0; i < length; i++)
		word |= (uint64_t)at[i] << (8 * i);
	return word;
}

uint64_t
key_digest(uint64_t digest, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;
	size_t left = length;

	digest =
	    mixed(digest ^ UINT64_C(0x9D8AC2C5ABF1E36B), UINT64_C(0xC6A4B1F7D35E9A2D) ^ length);
	for (; left >= 8; left -= 8, at += 8)
		digest = mixed(digest ^ word_of(at, 8), UINT64_C(0xE3779B97F4A7C15D));
	if (left > 0)
		digest = mixed(digest ^ word_of(at, left), UINT64_C(0xB58D49C5E6A7D21B));
	return mixed(digest ^ UINT64_C(0x8F5C3A9E7D21B647), UINT64_C(0xD1342543DE82EF95));
}

void
keys_add(struct keys *keys, uint64_t digest, uint64_t row)
{
	unsigned part = (unsigned)(digest >> 56);
	struct block *block = keys->parts[part];

	if (block == NULL || block->used == BLOCK_ROWS) {
		block = memory_grow(NULL, 1, sizeof(*block));
		block->next = keys->parts[part];
		block->used = 0;
		keys->parts[part] = block;
	}
	block->rows[block->used].digest = digest;
	block->rows[block->used].row = row;
	block->used++;
	keys->counts[part]++;
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
look_through(const struct block *block, struct slot *slots, uint64_t mask, struct found *found)
{
	for (; block != NULL; block = block->next) {
		for (uint32_t i = 0; i < block->used; i++) {
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
drop(struct keys *keys, unsigned part)
{
	while (keys->parts[part] != NULL) {
		struct block *block = keys->parts[part];

		keys->parts[part] = block->next;
		free(block);
	}
	keys->counts[part] = 0;
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

	for (unsigned part = 0; part < PARTS; part++) {
		uint64_t size = 64;

		while (size < keys->counts[part] * 2)
			size *= 2;
		if (size > capacity) {
			capacity = size;
			slots = memory_grow(slots, capacity, sizeof(*slots));
		}
		memset(slots, 0, size * sizeof(*slots));
		look_through(keys->parts[part], slots, size - 1, &found);
		drop(keys, part);
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
		drop(keys, part);
	free(keys);
}
