/* rowmap: open addressing; slots hold row numbers, and the columns themselves are compared. */
#include "interp/rowmap.h"

#include <string.h>

#include "interp/keys.h"
#include "interp/same.h"
#include "lang/arena.h"

/*
 * One key that is a short text or a figure stands in the slot itself, so that a look-up goes
 * nowhere else: `word` is the text, its length in the top byte, or the figure.
 */
enum { SHORT = 7 };

struct word_slot {
	uint64_t word;
	uint32_t row;
};

struct rowmap {
	const struct held **keys;
	uint32_t count;
	uint32_t *slots;
	struct word_slot *words;	/* in place of `slots`, when every key is a word */
	uint64_t mask;
};

static bool
is_word(const struct held *key, uint32_t row)
{
	return key->shape == SHAPE_FIGURE ||
	    (key->shape == SHAPE_TEXT && key->text[row].length <= SHORT);
}

static uint64_t
word_of(const struct held *key, uint32_t row)
{
	uint64_t word = 0;

	if (key->shape == SHAPE_FIGURE)
		return (uint64_t)key->num[row];
	for (uint32_t i = 0; i < key->text[row].length; i++)
		word |= (uint64_t)(unsigned char)key->text[row].at[i] << (8 * i);
	return word | (uint64_t)key->text[row].length << 56;
}

static uint64_t
place_of_word(const struct rowmap *map, uint64_t word)
{
	uint64_t at = word * UINT64_C(0x9E3779B97F4A7C15);

	return (at ^ at >> 32) & map->mask;
}

static struct word_slot *
word_slot_of(const struct rowmap *map, uint64_t word)
{
	uint64_t at = place_of_word(map, word);

	while (map->words[at].row != HELD_NO_ROW && map->words[at].word != word)
		at = (at + 1) & map->mask;
	return &map->words[at];
}

bool
rowmap_is_known(const struct held *key, uint32_t row)
{
	if (key->shape == SHAPE_LABELS)
		return labels_are_one(key->labels[row]);
	return HELD_BIT(key->first, row);
}

static bool
all_known(const struct held *const *keys, uint32_t count, uint32_t row)
{
	for (uint32_t i = 0; i < count; i++)
		if (!rowmap_is_known(keys[i], row))
			return false;
	return true;
}

static uint64_t
digest_of(const struct held *const *keys, uint32_t count, uint32_t row)
{
	uint64_t digest = 0;

	for (uint32_t i = 0; i < count; i++) {
		const struct held *key = keys[i];

		if (key->shape == SHAPE_TEXT)
			digest = key_digest(digest, key->text[row].at, key->text[row].length);
		else if (key->shape == SHAPE_LABELS)
			digest = key_digest(digest, &key->labels[row], sizeof(key->labels[row]));
		else
			digest = key_digest(digest, &key->num[row], sizeof(key->num[row]));
	}
	return digest;
}

static bool
same_value(const struct held *a, uint32_t i, const struct held *b, uint32_t j)
{
	switch (a->shape) {
	case SHAPE_TEXT:
		return text_same(a->text[i], b->text[j]);
	case SHAPE_LABELS:
		return a->labels[i] == b->labels[j];
	case SHAPE_FRACTION:
		return a->num[i] == b->num[j] && a->den[i] == b->den[j];
	case SHAPE_FIGURE:
		return a->num[i] == b->num[j];
	case SHAPE_TRUTH:
		return (HELD_BIT(a->first, i)) == (HELD_BIT(b->first, j));
	}
	return false;
}

/* The slot that holds such a row, or the free one where it would be. */
static uint64_t
slot_of(const struct rowmap *map, const struct held *const *probe, uint32_t row)
{
	uint64_t at = digest_of(probe, map->count, row) & map->mask;

	for (;; at = (at + 1) & map->mask) {
		uint32_t found = map->slots[at], i = 0;

		if (found == HELD_NO_ROW)
			return at;
		while (i < map->count && same_value(map->keys[i], found, probe[i], row))
			i++;
		if (i == map->count)
			return at;
	}
}

static void
make_words(struct rowmap *map, uint32_t rows, uint64_t size)
{
	map->words = memory_grow(NULL, size, sizeof(*map->words));
	memset(map->words, 0xFF, size * sizeof(*map->words));
	for (uint32_t row = 0; row < rows; row++) {
		struct word_slot *slot;
		uint64_t word;

		if (!rowmap_is_known(map->keys[0], row))
			continue;
		word = word_of(map->keys[0], row);
		slot = word_slot_of(map, word);
		if (slot->row == HELD_NO_ROW)
			*slot = (struct word_slot){ word, row };
	}
}

struct rowmap *
rowmap_make(const struct held *const *keys, uint32_t count)
{
	struct rowmap *map = memory_grow(NULL, 1, sizeof(*map));
	bool words = count == 1 && (keys[0]->shape == SHAPE_FIGURE || keys[0]->shape == SHAPE_TEXT);
	uint32_t rows = count > 0 ? keys[0]->rows : 0;
	uint64_t size = 16;

	while (size < (uint64_t)rows * 2)
		size *= 2;
	map->keys = memory_grow(NULL, count > 0 ? count : 1, sizeof(*map->keys));
	for (uint32_t i = 0; i < count; i++)
		map->keys[i] = keys[i];
	map->count = count;
	map->mask = size - 1;
	map->slots = NULL;
	map->words = NULL;
	for (uint32_t row = 0; words && row < rows; row++)
		words = !rowmap_is_known(keys[0], row) || is_word(keys[0], row);
	if (words) {
		make_words(map, rows, size);
		return map;
	}
	map->slots = memory_grow(NULL, size, sizeof(*map->slots));
	memset(map->slots, 0xFF, size * sizeof(*map->slots));
	for (uint32_t row = 0; row < rows; row++) {
		uint64_t slot;

		if (!all_known(keys, count, row))
			continue;
		slot = slot_of(map, keys, row);
		if (map->slots[slot] == HELD_NO_ROW)
			map->slots[slot] = row;
	}
	return map;
}

uint32_t
rowmap_find(const struct rowmap *map, const struct held *const *probe, uint32_t row)
{
	if (!all_known(probe, map->count, row))
		return HELD_NO_ROW;
	if (map->words != NULL)
		return is_word(probe[0], row) ? word_slot_of(map, word_of(probe[0], row))->row :
						HELD_NO_ROW;
	return map->slots[slot_of(map, probe, row)];
}

/* All places are fetched before the first is looked at. */
void
rowmap_find_all(const struct rowmap *map, const struct held *const *probe, uint32_t rows,
    uint32_t *found)
{
	uint64_t words[BATCH_ROWS];

	if (map->words == NULL) {
		for (uint32_t row = 0; row < rows; row++)
			found[row] = rowmap_find(map, probe, row);
		return;
	}
	for (uint32_t row = 0; row < rows; row++) {
		found[row] = HELD_NO_ROW;
		words[row] = 0;
		if (!rowmap_is_known(probe[0], row) || !is_word(probe[0], row))
			continue;
		words[row] = word_of(probe[0], row);
		found[row] = 0;
		__builtin_prefetch(&map->words[place_of_word(map, words[row])]);
	}
	for (uint32_t row = 0; row < rows; row++)
		if (found[row] != HELD_NO_ROW)
			found[row] = row > 0 && words[row] == words[row - 1] &&
				found[row - 1] != HELD_NO_ROW ?
			    found[row - 1] :
			    word_slot_of(map, words[row])->row;
}

void
rowmap_free(struct rowmap *map)
{
	if (map == NULL)
		return;
	memory_free(map->slots);
	memory_free(map->words);
	memory_free(map->keys);
	memory_free(map);
}
