/* folder: a folder of its own for each test that touches files, and short words for what is in it.
 * POSIX. */
#ifndef TESTS_UNIT_FOLDER_H
#define TESTS_UNIT_FOLDER_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "interp/platform.h"
#include "lang/arena.h"

struct folder {
	struct arena arena;
	char path[64];
};

static inline int
folder_make(void **state)
{
	static struct folder folder;

	arena_init(&folder.arena);
	strcpy(folder.path, "/tmp/writ-unit-XXXXXX");
	*state = &folder;
	return mkdtemp(folder.path) == NULL;
}

static inline int
folder_remove(void **state)
{
	struct folder *folder = *state;
	bool gone = platform_remove_tree(folder->path);

	arena_release(&folder->arena);
	return !gone;
}

/* The path of a name in the folder. */
static inline const char *
in(struct folder *folder, const char *name)
{
	return arena_printf(&folder->arena, "%s/%s", folder->path, name);
}

static inline void
put(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0)
		fail_msg("%s cannot be written", path);
}

/* A file's text, or NULL. */
static inline const char *
text_of(struct folder *folder, const char *path)
{
	size_t length;
	bool too_long;
	char *bytes = platform_slurp(path, 64 * 1024 * 1024, &length, &too_long), *copy;

	if (bytes == NULL)
		return NULL;
	copy = arena_copy(&folder->arena, bytes, length);
	platform_slurp_free(bytes);
	return copy;
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_remove)

#endif
