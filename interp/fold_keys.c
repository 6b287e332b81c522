/* Open addressing with linear probing, at most half full. A string of up to eight bytes is its own
 * slot; a longer one is compared in `bytes`. */
#include "interp/fold_keys.h"

#include <string.h>

#include "lang/arena.h"

/* A string that is looked for in so many places has met others that were made to meet it: the
 * places are then given out anew, by another rule, which they were not made for. No place shows in
 * what comes out. */
enum { SLOTS_FIRST = 64, SHORT = 8, PLACES_MAX = 512, RULES_MAX = 16 };

struct key_slot {
	uint64_t word;		/* the bytes themselves, or the hash of a longer string */
	uint32_t length;
	uint32_t number;	/* plus one; 0: empty */
};

static uint64_t
mix(uint64_t word)
{
	word ^= word >> 32;
	word *= UINT64_C(0x9e3779b97f4a7c15);
	word ^= word >> 29;
	word *= UINT64_C(0xbf58476d1ce4e5b9);
	return word ^ word >> 32;
}

void
keys_release(struct keys *keys)
{
	memory_free(keys->slots);
	memory_free(keys->bytes);
	memory_free(keys->starts);
	*keys = (struct keys)KEYS_INIT;
}

static uint64_t
long_word(const char *bytes, size_t length, uint64_t rule)
{
	uint64_t hash = length ^ rule, word;

	for (size_t at = 0; at + SHORT <= length; at += SHORT) {
		memcpy(&word, bytes + at, SHORT);
		hash = mix(hash ^ word);
	}
	memcpy(&word, bytes + length - SHORT, SHORT);
	return mix(hash ^ word);
}

/* Where the slot of a string is looked for first. */
static uint32_t
place_of(const struct keys *keys, uint64_t word, uint32_t length, uint32_t slot_count)
{
	return (uint32_t)mix((word + length) ^ keys->rule) & (slot_count - 1);
}

static void
keys_widen(struct keys *keys, uint32_t slot_count)
{
	struct key_slot *slots;

	if (slot_count == 0 || slot_count == UINT32_C(1) << 31)
		arena_no_memory();
	slots = memory_grow(NULL, slot_count, sizeof *slots);
	memset(slots, 0, slot_count * sizeof *slots);
	for (uint32_t i = 0; i < keys->slot_count; i++) {
		const struct key_slot *old = &keys->slots[i];
		uint32_t at = place_of(keys, old->word, old->length, slot_count);

		if (old->number == 0)
			continue;
		while (slots[at].number != 0)
			at = (at + 1) & (slot_count - 1);
		slots[at] = *old;
	}
	memory_free(keys->slots);
	keys->slots = slots;
	keys->slot_count = slot_count;
}

static void
keys_change_rule(struct keys *keys)
{
	keys->rule = mix(++keys->rules);
	for (uint32_t i = 0; i < keys->slot_count; i++) {
		struct key_slot *slot = &keys->slots[i];

		if (slot->number != 0 && slot->length > SHORT)
			slot->word = long_word(keys->bytes + keys->starts[slot->number - 1],
			    slot->length, keys->rule);
	}
	keys_widen(keys, keys->slot_count);
}

/* Up to eight bytes as a word: two loads that may overlap, instead of a loop. Different strings of
 * one length give different words. */
static uint64_t
short_word(const char *bytes, size_t length)
{
	uint32_t low = 0, high = 0;

	if (length >= 4) {
		memcpy(&low, bytes, 4);
		memcpy(&high, bytes + length - 4, 4);
		return (uint64_t)high << 32 | low;
	}
	for (size_t i = 0; i < length; i++)
		low = low << 8 | (unsigned char)bytes[i];
	return low;
}

/* The bytes of the string that is about to get the next number. */
static void
keep_bytes(struct keys *keys, const char *bytes, size_t length)
{
	if (keys->byte_capacity - keys->byte_count < length) {
		size_t capacity = keys->byte_capacity * 2 + length + 4096;

		keys->bytes = memory_grow(keys->bytes, capacity, 1);
		keys->byte_capacity = capacity;
	}
	if (keys->count >= keys->start_capacity) {
		keys->start_capacity = keys->count * 2 + SLOTS_FIRST;
		keys->starts =
		    memory_grow(keys->starts, keys->start_capacity, sizeof *keys->starts);
	}
	memcpy(keys->bytes + keys->byte_count, bytes, length);
	keys->starts[keys->count] = keys->byte_count;
	keys->byte_count += length;
}

static uint32_t
keys_find(struct keys *keys, uint64_t word, const char *bytes, uint32_t length, bool *fresh)
{
	uint32_t at, places = 0;

	if (keys->count >= keys->slot_count / 2)
		keys_widen(keys, keys->slot_count == 0 ? SLOTS_FIRST : keys->slot_count * 2);
	at = place_of(keys, word, length, keys->slot_count);
	while (keys->slots[at].number != 0) {
		const struct key_slot *slot = &keys->slots[at];

		if (slot->word == word && slot->length == length &&
		    (length <= SHORT ||
			memcmp(keys->bytes + keys->starts[slot->number - 1], bytes, length) == 0)) {
			*fresh = false;
			return slot->number - 1;
		}
		at = (at + 1) & (keys->slot_count - 1);
		if (++places == PLACES_MAX && keys->rules < RULES_MAX) {
			keys_change_rule(keys);
			if (length > SHORT)
				word = long_word(bytes, length, keys->rule);
			at = place_of(keys, word, length, keys->slot_count);
			places = 0;
		}
	}
	*fresh = true;
	if (length > SHORT)
		keep_bytes(keys, bytes, length);
	keys->slots[at] = (struct key_slot){ word, length, ++keys->count };
	return keys->count - 1;
}

uint32_t
keys_number(struct keys *keys, const char *bytes, size_t length, bool *fresh)
{
	if (length >= UINT32_MAX)
		arena_no_memory();
	return keys_find(keys,
	    length <= SHORT ? short_word(bytes, length) : long_word(bytes, length, keys->rule),
	    bytes,
	    (uint32_t)length, fresh);
}

uint32_t
keys_number_word(struct keys *keys, uint64_t word, bool *fresh)
{
	return keys_find(keys, word, NULL, SHORT, fresh);
}
