/*
 * unpaste: what word processors make of a policy text, put back where its meaning is certain; for
 * `writ fmt`. Private to the front end.
 *
 * Put back are: a list numbered in order (1. 2. 3., 1) 2), (a) (b), a. b.) below `all of`, `any
 * of`, `none of` or the heading of given rows, to bullets; single curly quotes round a text, to
 * plain double ones; dates whose dashes were made long; and capitals that were put at the start of
 * a line that begins with a word of the language. What could mean anything else stays as it is, for
 * `writ check` to ask about.
 *
 * Curly quotes, fixed blanks, round bullets and long dashes the scanner reads as plain ones itself
 * (scan.l).
 */
#ifndef LANG_UNPASTE_H
#define LANG_UNPASTE_H

#include "lang/format.h"
#include "lang/token.h"

/* `tokens` are the raw tokens of `text`, whose places are offsets in it. Gives the text as it was
 * meant, in the arena, and counts what was changed. */
void unpaste(struct arena *arena, const struct plain_text *text, const struct tokens *tokens,
    struct plain_text *out, struct format_changes *changes);

#endif
