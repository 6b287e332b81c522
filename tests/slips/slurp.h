/* slurp: a file in memory, for the programs that change policies and try each change
 * (tests/slips, tests/silent). Includes the stdio.h it needs; the bytes are given back with
 * memory_free(). */
#ifndef TESTS_SLIPS_SLURP_H
#define TESTS_SLIPS_SLURP_H

#include <stdio.h>
#include <stdlib.h>

#include "lang/arena.h"

struct text {
	char *bytes;
	size_t length;
};

/* The whole of a file; one that cannot be read ends the program with code 2. */
static struct text
slurp(const char *path)
{
	enum { READ_AT_ONCE = 1 << 16 };
	FILE *file = fopen(path, "rb");
	struct text text = { NULL, 0 };
	size_t got = 0;

	if (file != NULL) {
		do {
			text.bytes = memory_grow(text.bytes, text.length + READ_AT_ONCE, 1);
			got = fread(text.bytes + text.length, 1, READ_AT_ONCE, file);
			text.length += got;
		} while (got > 0);
	}
	if (file == NULL || ferror(file) != 0) {
		perror(path);
		exit(2);
	}
	fclose(file);
	return text;
}

#endif
