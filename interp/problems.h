/*
 * problems: what was wrong with the data, cell by cell and row by row, located and with a stated effect. Nothing is dropped:
 * every problem is written to problems.csv as it is found (through the sink) and counted; the first PROBLEMS_KEPT are kept for
 * the terminal and the page.
 */
#ifndef INTERP_PROBLEMS_H
#define INTERP_PROBLEMS_H

#include <stddef.h>
#include <stdint.h>

#include "lang/arena.h"

enum { PROBLEMS_KEPT = 20 };

enum problem_effect {
	PROBLEM_CELL_REFUSED,		/* the cell is unknown; the row stays */
	PROBLEM_ROW_REFUSED,		/* the row belongs to nobody */
	PROBLEM_ROW_REPEATED,		/* agrees with an earlier one: counted once */
	PROBLEM_COLUMN_REFUSED,		/* every cell of the column is unknown */
	PROBLEM_NOTE			/* worth knowing, nothing refused: rows skipped above the header, read as Windows-1252 */
};

struct problem {
	enum problem_effect effect;
	const char *slug;		/* for `writ help`: bad-date, unknown-label, repeated-key … */
	const char *file;
	uint64_t line;			/* physical line, from 1; 0: the whole file */
	const char *column;		/* as the file heads it; NULL for a row */
	const char *text;		/* the cell */
	size_t text_length;
	const char *cause, *fix;
	const char *row;		/* the row as it stands in the file, or NULL */
	size_t row_length;
};

struct problem_sink {			/* where each goes as it is found; `restart` forgets all so far */
	void (*add)(void *context, const struct problem *problem);
	void (*restart)(void *context);
	void *context;
};

struct problems {
	struct arena *arena;
	struct problem kept[PROBLEMS_KEPT];	/* copies */
	size_t kept_count;
	uint64_t cells_refused, rows_refused, rows_repeated, columns_refused, notes;
	struct problem_sink sink;		/* add may be NULL */
};

void problems_init(struct problems *problems, struct arena *arena, struct problem_sink sink);
void problems_add(struct problems *problems, const struct problem *problem);
void problems_restart(struct problems *problems);

const char *problem_effect_name(enum problem_effect effect);	/* "cell refused" … */

#endif
