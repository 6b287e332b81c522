/*
 * fold_keys: a set of byte strings, each with a number from 0 in the order in which it first came.
 * Equal numbers mean equal bytes: a hash only finds the place, the bytes decide. The numbers depend
 * on the order of rows, so they are never shown; what is printed is sorted by value.
 */
#ifndef INTERP_FOLD_KEYS_H
#define INTERP_FOLD_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct key_slot;

struct keys {
	struct key_slot *slots;
	uint32_t slot_count, count;
	/* of strings longer than eight bytes, one after the other */
	char *bytes;
	size_t byte_count, byte_capacity;
	size_t *starts;			/* where each of them starts, by number */
	uint32_t start_capacity;
	uint64_t rule;			/* by which places are given out, and ... */
	uint32_t rules;			/* ... how often it was changed */
};

#define KEYS_INIT { NULL, 0, 0, NULL, 0, 0, NULL, 0, 0, 0 }

void keys_release(struct keys *keys);

/* The number of a string; *fresh when it is new. */
uint32_t keys_number(struct keys *keys, const char *bytes, size_t length, bool *fresh);

/* The same for eight bytes at once; not to be mixed with strings in one set. */
uint32_t keys_number_word(struct keys *keys, uint64_t word, bool *fresh);

#endif
