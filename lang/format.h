/*
 * format: the layout of a policy text, for `writ fmt`. Never its meaning.
 *
 * What word processors paste becomes plain where its meaning is certain, CR LF becomes LF, tabs
 * become blanks, each line is indented by its nesting (constructs at the margin, their parts 2 in,
 * the notes of a decide's line 4 in, bullets and closers as the manual shows them), blanks at line
 * ends go, the text ends in one line end. Comments, blank lines, line breaks and the blanks between
 * words stay; a line that continues another moves with it. Formatting twice changes nothing more.
 *
 * The tokens before and after are compared: if they differ, or the text cannot be read as tokens
 * at all, a message is given and the text comes back as it was.
 */
#ifndef LANG_FORMAT_H
#define LANG_FORMAT_H

#include "lang/arena.h"
#include "lang/diag.h"
#include "lang/source.h"

/* How many of each were put back from what a word processor makes of them (unpaste.h says which are
 * certain). */
struct format_changes {
	unsigned quotes, blanks, bullets, dashes;
	unsigned numbers;		/* of lists, now bullets */
	unsigned unseen;		/* characters left out of texts in quotes */
	unsigned capitals;		/* of words of the language, at the start of a line */
};

/* `changes` may be NULL. */
char *format_policy_told(struct arena *arena, const struct source_file *file, struct diags *diags,
    struct format_changes *changes);

char *format_policy(struct arena *arena, const struct source_file *file, struct diags *diags);

#endif
