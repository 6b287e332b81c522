/* loadword: eight bytes as a number, or four, the first the lowest, the same on every machine.
 * Compilers make one load of it. */
#ifndef INTERP_LOADWORD_H
#define INTERP_LOADWORD_H

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

#endif
