/*
 * diff_page: what `writ diff` says as one page, without script, in the style of the pages of a run:
 * in short; what changed in the text; who is affected, table by table.
 */
#ifndef INTERP_DIFF_PAGE_H
#define INTERP_DIFF_PAGE_H

#include "interp/contrast.h"
#include "lang/differ.h"

struct diff_tile {
	const char *table;
	uint32_t changed, of;		/* rows that come out otherwise */
};

struct diff_page {
	const struct program *before, *after;
	/* of two policies; NULL: one with and without a local change, said line by line in
	 * `local` */
	const struct changes *changes;
	const char *local;
	bool over_data;
	int64_t on;
	/* tables in which nothing differs: "case (12 rows)", or "" */
	const char *as_before;
	const struct diff_tile *tiles;	/* in front, for each table with something to say */
	uint32_t tile_count;
	const char *sections;		/* by contrast_page(), or "" */
};

void diff_page(struct buffer *out, const struct diff_page *page);

#endif
