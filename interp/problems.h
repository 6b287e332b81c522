/*
 * problems: what was wrong with the data, cell by cell and row by row, located and with a stated
 * effect. Nothing is dropped: every problem goes to problems.csv as it is found (through the sink)
 * and is counted; the PROBLEMS_KEPT that stand first in the file are kept, in the order of its
 * lines, for the terminal and the page.
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
	/* a sum over good cells has no result: the derived column is unknown in this row */
	PROBLEM_NOT_WORKED_OUT,
	/* a row of the register of letters that counts for nobody: no letter is written */
	PROBLEM_LETTERS_HELD,
	/* worth knowing, nothing refused: rows skipped above the header, read as Windows-1252 */
	PROBLEM_NOTE
};

/* Stands where a text is left out of the record (`not recorded`). */
#define PROBLEM_NOT_RECORDED "(not recorded)"

struct problem {
	enum problem_effect effect;
	/* for `writ help`: bad-date, unknown-label, repeated-key … */
	const char *slug;
	const char *file;
	uint64_t line;			/* physical line, from 1; 0: the whole file */
	const char *column;		/* as the file heads it; NULL for a row */
	const char *text;		/* the cell */
	size_t text_length;
	const char *cause, *fix;
	const char *row;		/* the row as it stands in the file, or NULL */
	size_t row_length;
	/* problems of one group (not NULL) and kind are kept once, the first, with ... */
	const void *group;
	int kind;
	uint64_t more;			/* ... how many more there were; set by problems_add() */
};

/* where each goes as it is found; `restart` forgets all so far */
struct problem_sink {
	void (*add)(void *context, const struct problem *problem);
	void (*restart)(void *context);
	void *context;
};

struct problems {
	struct arena *arena;
	struct problem kept[PROBLEMS_KEPT];	/* copies */
	size_t kept_count;
	uint64_t cells_refused, rows_refused, rows_repeated, columns_refused, not_worked_out, notes;
	uint64_t letters_held;
	struct problem_sink sink;		/* add may be NULL */
};

void problems_init(struct problems *problems, struct arena *arena, struct problem_sink sink);
void problems_add(struct problems *problems, const struct problem *problem);
void problems_restart(struct problems *problems);
/* Adds what another list found to the counts, and what it kept while there is room; nothing goes to
 * the sink. */
void problems_merge(struct problems *to, const struct problems *from);

uint64_t problems_total(const struct problems *problems);
/* Of all, those that `kept` neither holds nor counts as more of its kind. */
uint64_t problems_not_kept(const struct problems *problems);

const char *problem_effect_name(enum problem_effect effect);	/* "cell refused" … */

#endif
