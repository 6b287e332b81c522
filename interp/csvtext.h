/*
 * csvtext: a small, well-formed CSV text in memory to its cells: the expected files of tests, and
 * our own output shown as a table. Not for data: that is csvin's. libcsv parses, as RFC 4180 has
 * it, with these of its habits: blanks and tabs around a cell without quotes are dropped, and so
 * are empty lines. Rows may differ in length.
 */
#ifndef INTERP_CSVTEXT_H
#define INTERP_CSVTEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "lang/arena.h"

struct csvtext_row {
	const char **cells;
	uint32_t count;
};

struct csvtext {
	struct csvtext_row *rows;
	uint32_t count;
};

/* False when the text is no CSV (a quote left open, or one inside a cell without quotes, or a NUL).
 * A byte order mark is passed over. All of the result lives in `arena`. */
bool csvtext_read(struct csvtext *text, struct arena *arena, const char *bytes, size_t length);

#endif
