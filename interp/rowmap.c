/* rowmap: open addressing; slots hold row numbers, and the columns themselves are compared. */
#include "interp/rowmap.h"

#include <string.h>

#include "interp/keys.h"
#include "interp/loadword.h"
#include "interp/same.h"
#include "lang/arena.h"

/*
 * One key that is a short text or a figure stands in the slot itself, so that a look-up goes
 * nowhere else: `word` is the text, its length in the top byte, or the figure.
 */
enum { SHORT = 7 };

/* Rows looked up together: what all of them need is called for before the first is looked at, so
 * that the memory answers for all at once. Rows that belong together seldom stand together. */
enum { TOGETHER = 64 };

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
	struct text text;

	if (key->shape == SHAPE_FIGURE)
		return (uint64_t)key->num[row];
	text = key->text[row];
	return load_short(text.at, text.length) | (uint64_t)text.length << 56;
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
	case SHAPE_TRUTH:		/* a column is held by its labels, yes and no too */
		break;
	}
	return false;
}

static bool
same_key(const struct rowmap *map, uint32_t there, const struct held *const *probe, uint32_t row)
{
	uint32_t i = 0;

	while (i < map->count && same_value(map->keys[i], there, probe[i], row))
		i++;
	return i == map->count;
}

/* The slot that holds such a row, or the free one where it would be. */
static uint64_t
slot_of(const struct rowmap *map, const struct held *const *probe, uint32_t row, uint64_t digest)
{
	uint64_t at = digest & map->mask;

	while (map->slots[at] != HELD_NO_ROW && !same_key(map, map->slots[at], probe, row))
		at = (at + 1) & map->mask;
	return at;
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

/* Of the rows that are known: their digests, and their slots called for. */
static uint64_t
digest_rows(const struct rowmap *map, const struct held *const *probe, uint32_t from, uint32_t rows,
    uint64_t *digests)
{
	uint64_t known = 0;

	for (uint32_t row = 0; row < rows; row++) {
		if (!all_known(probe, map->count, from + row))
			continue;
		known |= UINT64_C(1) << row;
		digests[row] = digest_of(probe, map->count, from + row);
		__builtin_prefetch(&map->slots[digests[row] & map->mask]);
	}
	return known;
}

static void
add_rows(struct rowmap *map, uint32_t from, uint32_t rows)
{
	uint64_t digests[TOGETHER], known = digest_rows(map, map->keys, from, rows, digests);

	for (; known != 0; known &= known - 1) {
		uint32_t row = (uint32_t)__builtin_ctzll(known);
		uint64_t slot = slot_of(map, map->keys, from + row, digests[row]);

		if (map->slots[slot] == HELD_NO_ROW)
			map->slots[slot] = from + row;
	}
}

struct rowmap *
rowmap_make(const struct held *const *keys, uint32_t count)
{
	struct rowmap *map = memory_grow(NULL, 1, sizeof(*map));
	uint32_t rows = keys[0]->rows;
	bool words = count == 1;
	uint64_t size = 16;

	while (size < (uint64_t)rows * 2)
		size *= 2;
	map->keys = memory_grow(NULL, count, sizeof(*map->keys));
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
	for (uint32_t row = 0; row < rows; row += TOGETHER)
		add_rows(map, row, rows - row < TOGETHER ? rows - row : TOGETHER);
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
	return map->slots[slot_of(map, probe, row, digest_of(probe, map->count, row))];
}

/* What stands in the first slot is most likely the row: its keys are called for, and then the bytes
 * of those that are texts. */
static void
call_for_keys(const struct rowmap *map, uint64_t known, const uint32_t *found)
{
	for (uint64_t left = known; left != 0; left &= left - 1) {
		uint32_t there = found[__builtin_ctzll(left)];

		for (uint32_t i = 0; i < map->count && there != HELD_NO_ROW; i++) {
			const struct held *key = map->keys[i];

			__builtin_prefetch(key->shape == SHAPE_TEXT ?
				(const void *)&key->text[there] :
				key->shape == SHAPE_LABELS ? (const void *)&key->labels[there] :
				key->num == NULL           ? NULL :
							     (const void *)&key->num[there]);
		}
	}
	for (uint64_t left = known; left != 0; left &= left - 1) {
		uint32_t there = found[__builtin_ctzll(left)];

		for (uint32_t i = 0; i < map->count && there != HELD_NO_ROW; i++)
			if (map->keys[i]->shape == SHAPE_TEXT)
				__builtin_prefetch(map->keys[i]->text[there].at);
	}
}

static void
find_rows(const struct rowmap *map, const struct held *const *probe, uint32_t from, uint32_t rows,
    uint32_t *found)
{
	uint64_t digests[TOGETHER], known = digest_rows(map, probe, from, rows, digests);

	for (uint32_t row = 0; row < rows; row++)
		found[row] = (known >> row & 1) != 0 ? map->slots[digests[row] & map->mask] :
						       HELD_NO_ROW;
	call_for_keys(map, known, found);
	for (; known != 0; known &= known - 1) {
		uint32_t row = (uint32_t)__builtin_ctzll(known);

		found[row] = map->slots[slot_of(map, probe, from + row, digests[row])];
	}
}

static void
find_words(const struct rowmap *map, const struct held *probe, uint32_t from, uint32_t rows,
    uint32_t *found)
{
	uint64_t words[TOGETHER];

	for (uint32_t row = 0; row < rows; row++) {
		found[row] = HELD_NO_ROW;
		words[row] = 0;
		if (!rowmap_is_known(probe, from + row) || !is_word(probe, from + row))
			continue;
		words[row] = word_of(probe, from + row);
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
rowmap_find_all(const struct rowmap *map, const struct held *const *probe, uint32_t from,
    uint32_t rows, uint32_t *found)
{
	for (uint32_t row = 0; row < rows; row += TOGETHER) {
		uint32_t together = rows - row < TOGETHER ? rows - row : TOGETHER;

		if (map->words != NULL)
			find_words(map, probe[0], from + row, together, found + row);
		else
			find_rows(map, probe, from + row, together, found + row);
	}
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
