/* arena: see arena.h. Blocks double up to a limit, so a big policy costs few calls and a small one
 * little memory. */
#include "lang/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024 };

struct arena_block {
	struct arena_block *older;
	size_t capacity;
	max_align_t bytes[];
};

_Noreturn void
arena_no_memory(void)
{
	fputs("writ: the machine has no memory left for this\n"
	    "  close other programs and try again, or take a machine with more memory; results are "
	    "whole, or as they were before\n", stderr);
	exit(70);
}

void *
memory_grow(void *old, size_t count, size_t size)
{
	void *block;

	if (size != 0 && count > SIZE_MAX / size)
		arena_no_memory();
	block = realloc(old, count * size == 0 ? 1 : count * size);
	if (block == NULL)
		arena_no_memory();
	return block;
}

void
memory_free(void *block)
{
	free(block);
}

void
arena_init(struct arena *arena)
{
	*arena = (struct arena)ARENA_INIT;
}

static struct arena_block *
arena_add_block(struct arena *arena, size_t least)
{
	struct arena_block *block;
	size_t capacity = arena->newest == NULL ? FIRST_BLOCK : arena->newest->capacity * 2;

	if (capacity > LARGEST_BLOCK)
		capacity = LARGEST_BLOCK;
	if (capacity < least)
		capacity = least;
	if (capacity > SIZE_MAX - sizeof(*block))
		arena_no_memory();
	block = malloc(sizeof(*block) + capacity);
	if (block == NULL)
		arena_no_memory();
	block->older = arena->newest;
	block->capacity = capacity;
	arena->newest = block;
	arena->used = 0;
	return block;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->newest;
	void *taken;

	if (size > SIZE_MAX - sizeof(max_align_t))
		arena_no_memory();
	size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
	if (block == NULL || block->capacity - arena->used < size)
		block = arena_add_block(arena, size);
	taken = (char *)block->bytes + arena->used;
	arena->used += size;
	arena->total += size;
	memset(taken, 0, size);
	return taken;
}

void *
arena_alloc_array(struct arena *arena, size_t size, size_t count)
{
	if (size != 0 && count > SIZE_MAX / size)
		arena_no_memory();
	return arena_alloc(arena, size * count);
}

char *
arena_copy(struct arena *arena, const char *bytes, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	if (length > 0)
		memcpy(copy, bytes, length);
	return copy;
}

char *
arena_printf(struct arena *arena, const char *format, ...)
{
	va_list arguments;
	int length;
	char *text;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	assert(length >= 0);
	text = arena_alloc(arena, (size_t)length + 1);
	va_start(arguments, format);
	vsnprintf(text, (size_t)length + 1, format, arguments);
	va_end(arguments);
	return text;
}

void
arena_release(struct arena *arena)
{
	struct arena_block *block = arena->newest;

	while (block != NULL) {
		struct arena_block *older = block->older;

		free(block);
		block = older;
	}
	arena_init(arena);
}
