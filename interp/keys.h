/*
 * keys: which rows may repeat a key, by 64-bit digests.
 *
 * 16 bytes a row, in 256 parts by the top bits of the digest, each part in blocks (16 MB at most
 * stand empty, and little where there are few rows). Parts are looked through one after the other
 * at the end, in a table that fits the cache; there is no table over the whole file that would have
 * to grow. The digest depends on the key only, so the same file gives the same answer everywhere.
 * Equal digests are only a suspicion: the caller reads the rows again.
 */
#ifndef INTERP_KEYS_H
#define INTERP_KEYS_H

#include <stddef.h>
#include <stdint.h>

struct keys;

struct key_row {
	uint64_t digest, row;
};

struct keys *keys_make(void);

/* Mixes `length` bytes into a digest; start with 0 and add the parts of a key in order. Parts
 * cannot run into each other. */
uint64_t key_digest(uint64_t digest, const void *bytes, size_t length);
/* The same with a number; not what its bytes give. */
uint64_t key_digest_number(uint64_t digest, uint64_t number);

void keys_add(struct keys *keys, uint64_t digest, uint64_t row);

/* All rows whose digest another row has too, by digest and then by row; malloc'ed, NULL when there
 * are none. Gives back the memory of everything added. */
struct key_row *keys_repeated(struct keys *keys, size_t *count);

void keys_free(struct keys *keys);

#endif
