/* filename: see filename.h. */
#include "interp/filename.h"

#include <stdint.h>
#include <string.h>

static bool
is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool
is_safe(char byte)
{
	return is_letter(byte) || (byte >= '0' && byte <= '9') || byte == '.' || byte == '-'
	       || byte == '_';
}

static char
small(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool
begins_as(const char *name, size_t length, const char *word)
{
	if (strlen(word) != length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (small(name[i]) != word[i])
			return false;
	return true;
}

/* Windows keeps these for devices, whatever stands behind a dot. */
static bool
is_device(const char *name)
{
	static const char *const words[] = { "con", "prn", "aux", "nul", "conin", "conout" };
	size_t length = strcspn(name, ".");

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (begins_as(name, length, words[i]))
			return true;
	if (length != 4 || name[3] < '0' || name[3] > '9')
		return false;
	return begins_as(name, 3, "com") || begins_as(name, 3, "lpt");
}

const char *
filename_safe(struct arena *arena, const char *bytes, size_t length, size_t longest)
{
	char *name = arena_alloc(arena, longest + 2);
	size_t used = 0;

	for (size_t i = 0; i < length && used < longest; i++) {
		char byte = is_safe(bytes[i]) ? bytes[i] : '-';

		if (used == 0 && (byte == '.' || byte == '-'))
			continue;
		if (byte == '-' && !is_safe(bytes[i]) && name[used - 1] == '-')
			continue;
		name[used++] = byte;
	}
	while (used > 0 && (name[used - 1] == '-' || name[used - 1] == '.'))
		used--;
	name[used] = '\0';
	if (used == 0)
		return arena_copy(arena, "unnamed", 7);
	if (is_device(name)) {
		memmove(name + 1, name, used + 1);
		name[0] = '_';
		name[longest] = '\0';
	}
	return name;
}

/* ---- names, each once ---- */

void
filenames_init(struct filenames *names, struct arena *arena)
{
	*names = (struct filenames){ .arena = arena };
}

static uint64_t
digest_of(const char *name)
{
	uint64_t digest = UINT64_C(14695981039346656037);

	for (; *name != '\0'; name++)
		digest = (digest ^ (unsigned char)small(*name)) * UINT64_C(1099511628211);
	return digest ^ digest >> 32;
}

/* Where the name stands, or the free place it belongs to. */
static size_t
place_of(const struct filenames *names, const char *name)
{
	size_t at = (size_t)digest_of(name) & (names->room - 1);

	while (names->taken[at] != NULL && !begins_as(name, strlen(name), names->taken[at]))
		at = (at + 1) & (names->room - 1);
	return at;
}

static void
make_room(struct filenames *names)
{
	struct filenames old = *names;

	if (names->count * 2 < names->room)
		return;
	names->room = old.room == 0 ? 64 : old.room * 2;
	names->taken = arena_array(names->arena, const char *, names->room);
	for (size_t i = 0; i < old.room; i++)
		if (old.taken[i] != NULL)
			names->taken[place_of(names, old.taken[i])] = old.taken[i];
}

static const char *
in_small(struct arena *arena, const char *name)
{
	size_t length = strlen(name);
	char *kept = arena_copy(arena, name, length);

	for (size_t i = 0; i < length; i++)
		kept[i] = small(kept[i]);
	return kept;
}

bool
filenames_take(struct filenames *names, const char *name)
{
	size_t at;

	make_room(names);
	at = place_of(names, name);
	if (names->taken[at] != NULL)
		return false;
	names->taken[at] = in_small(names->arena, name);
	names->count++;
	return true;
}

static bool
is_free(struct filenames *names, const char *stem, const char *const *endings, size_t count)
{
	make_room(names);
	for (size_t i = 0; i < count; i++)
		if (names->taken[place_of(
			names, arena_printf(names->arena, "%s%s", stem, endings[i]))]
		    != NULL)
			return false;
	return true;
}

/* What is known of a stem: many texts that give one name must not try every number again. */
static struct filename_stem *
known_stem(struct filenames *names, const char *stem)
{
	size_t at = (size_t)digest_of(stem) & (names->stem_room - 1);

	while (
	    names->stems[at].stem != NULL && !begins_as(stem, strlen(stem), names->stems[at].stem))
		at = (at + 1) & (names->stem_room - 1);
	return &names->stems[at];
}

static void
make_stem_room(struct filenames *names)
{
	struct filenames old = *names;

	if (names->stem_count * 2 < names->stem_room)
		return;
	names->stem_room = old.stem_room == 0 ? 64 : old.stem_room * 2;
	names->stems = arena_array(names->arena, struct filename_stem, names->stem_room);
	for (size_t i = 0; i < old.stem_room; i++)
		if (old.stems[i].stem != NULL)
			*known_stem(names, old.stems[i].stem) = old.stems[i];
}

const char *
filenames_stem(struct filenames *names, const char *stem, const char *const *endings, size_t count)
{
	const char *tried = stem;
	struct filename_stem *known;

	make_stem_room(names);
	known = known_stem(names, stem);
	if (known->stem == NULL) {
		known->stem = in_small(names->arena, stem);
		known->next = 2;
		names->stem_count++;
	} else {
		tried = arena_printf(names->arena, "%s-%u", stem, known->next++);
	}
	while (!is_free(names, tried, endings, count))
		tried = arena_printf(names->arena, "%s-%u", stem, known->next++);
	for (size_t i = 0; i < count; i++)
		filenames_take(names, arena_printf(names->arena, "%s%s", tried, endings[i]));
	return tried;
}
