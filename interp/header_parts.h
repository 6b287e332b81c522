/* header_parts: what header.c, which finds the headings, and header_faults.c, which says why there
 * are none, have in common; nobody else includes it. */
#ifndef INTERP_HEADER_PARTS_H
#define INTERP_HEADER_PARTS_H

#include "interp/header.h"

#define NO_CELL UINT32_MAX

enum { DELIMITERS = 4 };

struct candidate {			/* one row, as one delimiter splits it */
	uint64_t line;
	uint32_t count;
	const char **names;		/* shown */
	const char **folded;
	uint32_t *cell_of;		/* NO_CELL: not there */
	uint32_t found;
	/* as it stands in the file, when it goes on over lines; or NULL */
	const char *raw;
	size_t raw_length;
};

struct search {
	struct arena *arena;
	const struct table *table;
	const char **folded_headers, **folded_names;	/* by column index */
	struct candidate rows[DELIMITERS][HEADER_SEARCH];
	uint32_t row_count[DELIMITERS];
};

bool header_is_heading(const struct search *search, const char *folded, uint32_t column);

/* No row holds every column: says what comes nearest, and what to do. Answers false. */
bool header_none_fits(struct search *search, const char *shown, struct fault *fault);

/* False, with a fault, when two headings of the row are those of one column. */
bool header_nothing_twice(struct search *search, const struct candidate *row, const char *shown,
    struct fault *fault);

#endif
