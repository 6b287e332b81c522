/*
 * arena: memory that lives as long as one piece of work.
 *
 * A compilation, a run or a document owns one arena; everything made on the way is taken from it
 * and given back at once by arena_release(). Nothing is freed singly, so a parser that gives up
 * half way leaks nothing. Memory is zeroed and aligned for any type. No function here returns NULL:
 * when the machine has no memory left, the program ends in arena_no_memory(), the one place that
 * does so, with exit code 70. It must not become a general allocator: buffers that grow and shrink
 * (files, batches) use memory_grow().
 */
#ifndef LANG_ARENA_H
#define LANG_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *newest;
	size_t used;		/* bytes taken from the newest block */
	size_t total;		/* bytes taken in all, for the record of a run */
};

#define ARENA_INIT { NULL, 0, 0 }

void arena_init(struct arena *arena);

/* `size` zeroed bytes, aligned for any type; size 0 gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size);

/* One T, or an array of `count` of them, zeroed. */
#define arena_new(arena, T) ((T *)arena_alloc((arena), sizeof(T)))
#define arena_array(arena, T, count) ((T *)arena_alloc_array((arena), sizeof(T), (count)))
void *arena_alloc_array(struct arena *arena, size_t size, size_t count);

/* A copy of `length` bytes with a NUL behind it. */
char *arena_copy(struct arena *arena, const char *bytes, size_t length);

/* A formatted string. No floating point formats: the result would depend on the C library. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
char *arena_printf(struct arena *arena, const char *format, ...);

/* Gives everything back; the arena is empty and may be used again. */
void arena_release(struct arena *arena);

/* realloc that never returns NULL: takes a block of its own or NULL, and returns one of at least
 * `count` times `size` bytes, the new part not zeroed. */
void *memory_grow(void *old, size_t count, size_t size);

/* Gives back what memory_grow() made; NULL is allowed. */
void memory_free(void *block);

/* Says that there is no memory and ends the program with exit code 70. */
_Noreturn void arena_no_memory(void);

#endif
