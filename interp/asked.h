/*
 * asked: a key that somebody asks for, and what to say when no row has it: a row that is called
 * nearly so, the rows of whose key it is only a part or the beginning, or how rows are called at
 * all.
 *
 * A part is one of the parts of the key, or several that follow each other, as in "P87026" or
 * "2017/18 Q3" of "P87026, 2017/18 Q3". Commas, blanks and capitals make no difference here. Rows
 * may come in any order: the first by their bytes are told.
 */
#ifndef INTERP_ASKED_H
#define INTERP_ASKED_H

#include "interp/buffer.h"
#include "interp/fault.h"
#include "lang/program.h"

enum { ASKED_TOLD = 4 };

enum asked_kin {		/* the better the further down */
	ASKED_NO_KIN,
	ASKED_BEGINS_SO,	/* in the middle of a word */
	ASKED_HAS_PART,		/* not the first */
	ASKED_FIRST_PARTS
};

struct asked_row {
	const char *key;
	uint64_t found;
	/* of the other keys the one spelled nearest, "" when none is near, and how far off it is */
	struct buffer nearest;
	unsigned nearest_distance;
	/* the rows that are best kin, how many, and the first of them */
	enum asked_kin kin;
	uint64_t kin_count;
	struct buffer told[ASKED_TOLD];
	struct buffer first;	/* of all rows */
	bool any;
};

void asked_begin(struct asked_row *asked, const char *key);
/* The rows come once more from the beginning. */
void asked_restart(struct asked_row *asked);
/* A row of the table; is it the one? */
bool asked_see(struct asked_row *asked, const char *key);
void asked_end(struct asked_row *asked);

/* Is there anything to say of rows that are called nearly so, or have it as a part? */
bool asked_has_kin(const struct asked_row *asked);
/* No row has the key. `file` is where the rows of the table stand. */
void asked_say(const struct asked_row *asked, const struct table *table, const char *file,
    struct fault *fault);

/* A word of a command, behind a blank: in quotation marks when a shell would take it apart. */
void asked_word(struct buffer *out, const char *word);

#endif
