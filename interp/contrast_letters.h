/*
 * contrast_letters: the letters that are due in two runs over the same files, and those of them
 * that read otherwise: other wording, other words for a label, another figure or date in them. The
 * foot, which names the version and the variations, is no part of it; a letter that is due on one
 * side only is told with the rows (contrast.h).
 */
#ifndef INTERP_CONTRAST_LETTERS_H
#define INTERP_CONTRAST_LETTERS_H

#include "interp/buffer.h"
#include "interp/run.h"

/* A line of one that reads otherwise; "" on a side that has no such line. */
struct letter_change {
	const struct letter *letter;	/* after */
	const char *key;
	const char *before, *after;	/* equal lines are equal pointers */
};

struct letter_changes {
	/* by the name of the letter, then by its row, then as the lines come */
	const struct letter_change *changes;
	uint32_t count;
};

/* What lives in `arena`. False with a fault. */
bool contrast_letters(struct letter_changes *changes, struct arena *arena, struct session *before,
    struct session *after, struct fault *fault);

/* For people: which letters, and the lines that differ, each once with the letters it stands in. */
void contrast_letters_say(struct buffer *out, const struct letter_changes *changes);
/* Rows of the CSV of a contrast: the column is "text of Letter_1". */
void contrast_letters_csv(struct buffer *out, const struct letter_changes *changes, bool excel);
/* A section of a page. */
void contrast_letters_page(struct buffer *out, const struct letter_changes *changes);

#endif
