/*
 * csvline: lines of CSV put together in place. The bytes go straight to where they stay in the
 * buffer: room is made once for much, then cells are copied without another look at it. The buffer
 * itself is not to be touched between csvline_open() and csvline_close().
 */
#ifndef INTERP_CSVLINE_H
#define INTERP_CSVLINE_H

#include <stdbool.h>
#include <string.h>

#include "interp/buffer.h"
#include "interp/figures.h"

enum { CSVLINE_STEP = 16 };

struct csvline {
	struct buffer *out;
	char *at;			/* the next byte */
	size_t spare;
	const char *end;		/* room as far as here, and `spare` and CSVLINE_STEP more */
};

/* `spare`: so many bytes may be put in all, beyond those that room was asked for, between one
 * csvline_room() and the next. */
void csvline_open(struct csvline *line, struct buffer *out, size_t spare);
void csvline_close(struct csvline *line);
void csvline_widen(struct csvline *line, size_t more);

/* To be called before bytes are put: where there is room for `more`. */
static inline void
csvline_room(struct csvline *line, size_t more)
{
	if (line->end - line->at < (ptrdiff_t)more)
		csvline_widen(line, more);
}

/* How far the line has come, and back to there. */
static inline size_t
csvline_mark(const struct csvline *line)
{
	return (size_t)(line->at - line->out->at);
}

static inline void
csvline_back(struct csvline *line, size_t mark)
{
	line->at = line->out->at + mark;
}

/* Bytes with CSVLINE_STEP more behind them that may be read. */
static inline void
csvline_put_padded(struct csvline *line, const char *bytes, size_t length)
{
	char *to = line->at;	/* by itself: bytes that are put might be the line's own members */

	line->at += length;
	for (size_t done = 0; done < length; done += CSVLINE_STEP)
		memcpy(to + done, bytes + done, CSVLINE_STEP);
}

/* Any bytes; most are shorter than a call of memcpy() is worth. Pieces may overlap. */
static inline void
csvline_put(struct csvline *line, const char *bytes, size_t length)
{
	char *to = line->at;

	line->at += length;
	if (length > 16) {
		memcpy(to, bytes, length);
	} else if (length >= 8) {
		memcpy(to, bytes, 8);
		memcpy(to + length - 8, bytes + length - 8, 8);
	} else if (length >= 4) {
		memcpy(to, bytes, 4);
		memcpy(to + length - 4, bytes + length - 4, 4);
	} else if (length > 0) {
		to[0] = bytes[0];
		to[length / 2] = bytes[length / 2];
		to[length - 1] = bytes[length - 1];
	}
}

/* In one go whatever its length: the room behind it and what is kept with it are wide enough. */
static inline void
csvline_put_figure(struct csvline *line, const struct figure *figure)
{
	memcpy(line->at, figure->text, sizeof figure->text);
	line->at += figure->length;
}

static inline void
csvline_char(struct csvline *line, char byte)
{
	*line->at++ = byte;
}

/* Any bytes, each quote doubled: what stands between quotes. Makes room itself. */
void csvline_put_doubled(struct csvline *line, const char *bytes, size_t length);

#endif
