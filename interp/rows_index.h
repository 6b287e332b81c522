/*
 * rows_index: where the separators of a stretch of bytes stand, found 64 bytes at a time.
 *
 * What is looked for is a delimiter, LF, a quote, and a CR that no LF follows. Nothing is judged
 * here: the places of delimiters and line ends are put down as they come, and those of quotes and
 * lone CR beside them, so that lines without one can be told from lines with one.
 *
 * Places are counted in bytes from the start of the stretch. Those of delimiters and line ends are
 * the places right behind them, where the next cell begins; so a cell lies from one place to the
 * byte before the next, and the first place is 0.
 */
#ifndef INTERP_ROWS_INDEX_H
#define INTERP_ROWS_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	/* bytes looked at once: with their places they stay in the fastest memory */
	ROWS_INDEX_BYTES = 32 * 1024,
	/* so many bytes behind the stretch are read, whatever they hold, and not looked at */
	ROWS_INDEX_BEHIND = 64
};

struct rows_index {
	uint32_t *ends;			/* behind delimiters and LF; ends[0] is 0 */
	uint32_t end_count;		/* without the first */
	uint32_t *lines;		/* of them, those behind LF */
	uint32_t line_count;
	uint32_t *odd;			/* of quotes and lone CR themselves; then UINT32_MAX */
	uint32_t odd_count;
};

struct rows_index *rows_index_make(void);
void rows_index_free(struct rows_index *index);

/* With what: the best that this processor has, what all of its kind have, or plain C, as on one
 * that has nothing for this. All give the same; the tests compare them. */
enum rows_index_way { ROWS_INDEX_BEST, ROWS_INDEX_KIND, ROWS_INDEX_PLAIN };

/* At most ROWS_INDEX_BYTES. */
void rows_index_find(struct rows_index *index, const char *bytes, size_t length, char delimiter,
    enum rows_index_way way);

#endif
