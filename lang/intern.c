/* intern: see intern.h. */
#include "lang/intern.h"

#include <stdbool.h>
#include <string.h>

enum { FIRST_BUCKETS = 256, DISTANCE_MAX_LENGTH = 64 };

struct name_slot {
	struct name_slot *next;
	uint32_t hash;
	uint32_t length;
	char text[];
};

/* FNV-1a, 32 bits. */
static uint32_t
name_hash(const char *bytes, size_t length)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
	return hash;
}

void
names_init(struct names *names, struct arena *arena)
{
	*names = (struct names){ .arena = arena, .bucket_count = FIRST_BUCKETS };
	names->buckets = arena_array(arena, struct name_slot *, FIRST_BUCKETS);
}

static void
names_widen(struct names *names)
{
	uint32_t count = names->bucket_count * 2;
	struct name_slot **buckets = arena_array(names->arena, struct name_slot *, count);

	for (uint32_t i = 0; i < names->bucket_count; i++) {
		struct name_slot *slot = names->buckets[i];

		while (slot != NULL) {
			struct name_slot *next = slot->next;

			slot->next = buckets[slot->hash & (count - 1)];
			buckets[slot->hash & (count - 1)] = slot;
			slot = next;
		}
	}
	names->buckets = buckets;
	names->bucket_count = count;
}

const char *
names_intern(struct names *names, const char *bytes, size_t length)
{
	uint32_t hash = name_hash(bytes, length);
	struct name_slot *slot;

	slot = names->buckets[hash & (names->bucket_count - 1)];
	for (; slot != NULL; slot = slot->next)
		if (slot->hash == hash && slot->length == length
		    && (length == 0 || memcmp(slot->text, bytes, length) == 0))
			return slot->text;
	if (names->count == names->bucket_count)
		names_widen(names);
	slot = arena_alloc(names->arena, sizeof(*slot) + length + 1);
	slot->hash = hash;
	slot->length = (uint32_t)length;
	if (length > 0)
		memcpy(slot->text, bytes, length);
	slot->next = names->buckets[hash & (names->bucket_count - 1)];
	names->buckets[hash & (names->bucket_count - 1)] = slot;
	names->count++;
	return slot->text;
}

/* Lower case, with - _ and blank all one character. */
static char
folded(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c == '-' || c == ' ' ? '_' : c;
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static bool
folded_equal(const char *a, const char *b)
{
	while (*a != '\0' && folded(*a) == folded(*b)) {
		a++;
		b++;
	}
	return *a == '\0' && *b == '\0';
}

/* Optimal string alignment: edits and swaps of neighbours, by the usual table of prefixes, three
 * rows of it at a time. */
unsigned
names_distance(const char *a, const char *b, unsigned limit)
{
	size_t a_length = strlen(a), b_length = strlen(b);
	unsigned rows[3][DISTANCE_MAX_LENGTH + 1];
	unsigned *before = rows[0], *above = rows[1], *here = rows[2];

	if (a_length > DISTANCE_MAX_LENGTH || b_length > DISTANCE_MAX_LENGTH)
		return folded_equal(a, b) ? 0 : limit + 1;
	/* Ten thousand headings are compared with one another. */
	if (limit == 0)
		return folded_equal(a, b) ? 0 : 1;
	if ((a_length > b_length ? a_length - b_length : b_length - a_length) > limit)
		return limit + 1;
	for (size_t j = 0; j <= b_length; j++)
		above[j] = (unsigned)j;
	for (size_t i = 1; i <= a_length; i++) {
		unsigned *spare;

		here[0] = (unsigned)i;
		for (size_t j = 1; j <= b_length; j++) {
			bool same = folded(a[i - 1]) == folded(b[j - 1]);
			unsigned cost = above[j - 1] + (same ? 0 : 1);

			cost = least(cost, least(above[j], here[j - 1]) + 1);
			if (i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2])
			    && folded(a[i - 2]) == folded(b[j - 1]))
				cost = least(cost, before[j - 2] + 1);
			here[j] = cost;
		}
		spare = before;
		before = above;
		above = here;
		here = spare;
	}
	return least(above[b_length], limit + 1);
}
