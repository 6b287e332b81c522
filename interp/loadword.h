/* loadword: eight bytes as a number, or fewer, the first the lowest, the same on every machine.
 * Compilers make one load of eight and of four. */
#ifndef INTERP_LOADWORD_H
#define INTERP_LOADWORD_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t
load_word(const void *from)
{
	const unsigned char *at = from;

	return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 |
	    (uint64_t)at[3] << 24 | (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 |
	    (uint64_t)at[6] << 48 | (uint64_t)at[7] << 56;
}

static inline uint32_t
load_half(const void *from)
{
	const unsigned char *at = from;

	return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
	    (uint32_t)at[3] << 24;
}

/* Fewer than eight, and no byte beside them is looked at: one that is taken twice is the same. */
static inline uint64_t
load_short(const void *from, size_t length)
{
	const unsigned char *at = from;

	if (length == 0)
		return 0;
	if (length < 4)
		return (uint64_t)at[0] | (uint64_t)at[length / 2] << (8 * (length / 2)) |
		    (uint64_t)at[length - 1] << (8 * (length - 1));
	return (uint64_t)load_half(at) | (uint64_t)load_half(at + length - 4) << (8 * (length - 4));
}

#endif
