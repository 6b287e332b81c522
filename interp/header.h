/*
 * header: which row of a file holds the headings, what parts its cells, and which cell is which
 * column.
 *
 * A first line `sep=;` says the delimiter. Otherwise it is the one of , ; tab and | that splits a
 * row, among the first HEADER_SEARCH, into all the columns the policy asks for; the first such row
 * is the header. Headings are compared without case, blanks, hyphens, underscores and line breaks.
 * A field is found by its `from column` heading or by its own name; a file that has both, or one of
 * them twice, is not used. Two delimiters that both fit are an error that names both.
 */
#ifndef INTERP_HEADER_H
#define INTERP_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "interp/fault.h"
#include "lang/program.h"

/* rows that may stand above the headings: titles, dates, blank lines */
enum { HEADER_SEARCH = 50 };

struct header {
	char delimiter;
	uint64_t line;
	uint32_t skipped_rows;		/* above it; a `sep=` line is not counted */
	const char *const *names;	/* as they stand in the file, fit to be shown */
	const char *const *folded;	/* as they are compared */
	uint32_t count;			/* cells of the header row */
	uint32_t named;			/* cells up to the last that has a heading */
	const uint32_t *cell_of;	/* by column index, fields only */
};

/* `head` is the start of the file in UTF-8. A fault (exit 4) names what is missing, there twice, or
 * open to doubt. */
bool header_find(struct header *header, struct arena *arena, const struct table *table,
    const char *shown, const char *head, size_t head_length, struct fault *fault);

/* Does a cell read as the heading does? `scratch` is for the asking. */
bool header_reads(const struct header *header, uint32_t cell, const char *text, size_t length,
    struct arena *scratch);

/* "a comma", "a semicolon" */
const char *delimiter_name(char delimiter);

#endif
