/* sample_parts: what the files of sample share; no other file includes it. */
#ifndef INTERP_SAMPLE_PARTS_H
#define INTERP_SAMPLE_PARTS_H

#include "interp/draw.h"
#include "interp/oldrun.h"
#include "interp/options.h"

struct sample_row {			/* one decision that may be drawn */
	const char *key;
	uint32_t stratum;
	uint64_t lines_from;		/* where the first line of its row begins in the log */
	bool drawn;
};

struct sample_stratum {
	const char *outcome;
	uint64_t size, share;
};

struct sample {
	struct arena *arena;
	const struct options *options;
	struct oldrun old;
	const char *log_path;
	const char *table, *decision;
	uint64_t wanted, seed;
	struct sample_row *rows;	/* in the order of their keys */
	uint64_t count, room;
	struct sample_stratum strata[DRAW_STRATA_MAX];	/* one, of all, without --by */
	uint32_t stratum_count;
	struct buffer out;
};

/* sample_sheet.c: the sheet, to `out`; false with a fault when the log cannot be read again. */
bool sample_sheet(struct sample *sample, struct fault *fault);

#endif
