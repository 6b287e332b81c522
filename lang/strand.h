/*
 * strand: a text that grows at its end, in an arena. What is added piece by piece costs what it is
 * long, where a new copy for each piece would cost the square. `text` ends in a NUL and is NULL
 * until something was added; it stays good until the next piece.
 */
#ifndef LANG_STRAND_H
#define LANG_STRAND_H

#include "lang/arena.h"

struct strand {				/* { .arena = ... }: nothing yet */
	struct arena *arena;
	char *text;
	size_t length, room;
};

void strand_add(struct strand *strand, const char *text);

/* The same with something in front, unless it is the first. */
void strand_list(struct strand *strand, const char *between, const char *text);

#endif
