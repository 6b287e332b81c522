/*
 * unseen: characters that nobody can see, and what becomes of them in a text that people typed.
 *
 * A cell that shows nothing is empty, and two codes that look the same to everybody are one code;
 * a text in quotes of a policy and the wording of a letter are read by the same rule.
 * What counts, and the table of code points with its source, is in unseen.c. writ.5, "What cannot
 * be seen", says it to the reader.
 */
#ifndef LANG_UNSEEN_H
#define LANG_UNSEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum unseen {
	SEEN,
	UNSEEN_SPACE,		/* white space, of whatever width */
	UNSEEN_CONTROL,		/* one of the codes for old machines; not the zero byte */
	UNSEEN_MARK,		/* shows nothing, and changes nothing that is shown */
	UNSEEN_SHAPER		/* shows nothing itself, but may change the character before it */
};

enum unseen unseen_kind(uint32_t character);

/* The bytes of the character at the start of `text` (`length` is more than 0), and of which kind it
 * is. A byte that is no UTF-8 is one character, and seen. */
size_t unseen_step(const char *text, size_t length, enum unseen *kind);

/* Nothing in it can be seen; so it is of a text of no length. */
bool text_is_unseen(const char *text, size_t length);

/* ASCII throughout, without a zero byte: as nearly every cell is. Eight bytes at a time. */
bool text_is_ascii(const char *text, size_t length);

/* Drops white space, controls and what shows nothing at both ends; a shaper at the end stays where
 * text_clean() would leave it. */
void text_trim(const char **text, size_t *length);

/* Does it hold anything that text_clean() may change? */
bool text_has_unseen(const char *text, size_t length);

/*
 * Marks are left out wherever they stand, and so are shapers, but for those behind a letter outside
 * the Latin script (U+0300 and up), which they may be part of. `spaces`: white space that is not
 * ASCII becomes a blank. At most `length` bytes; answers how many.
 */
size_t text_clean(char *out, const char *text, size_t length, bool spaces);

/* Both: what a cell, a setting, or a text in quotes says. The text itself where there is nothing to
 * leave out inside it, else a copy; NUL-terminated only when it is one. */
const char *text_seen(struct arena *arena, const char *text, size_t *length, bool spaces);

#endif
