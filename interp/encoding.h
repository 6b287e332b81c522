/*
 * encoding: the bytes of a data file to UTF-8.
 *
 * What a file is in is never guessed beyond this: a mark at its start (EF BB BF, FF FE, FE FF) is
 * believed; without one, bytes that are valid UTF-8 are taken as UTF-8; all else is read as
 * Windows-1252, what Excel's plain "CSV" is in here. The five bytes that Windows-1252 leaves
 * undefined (81 8D 8F 90 9D) become the control characters U+0081 and so on, and a lone half of a
 * UTF-16 pair, or an odd last byte, becomes U+FFFD: `damaged` counts both, and the reader then
 * refuses the cells they stand in (encoding_is_damaged()).
 */
#ifndef INTERP_ENCODING_H
#define INTERP_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "interp/buffer.h"

enum encoding {
	ENCODING_UTF8,
	ENCODING_UTF8_MARK,		/* with a byte order mark */
	ENCODING_WINDOWS_1252,
	ENCODING_UTF16LE,
	ENCODING_UTF16BE
};

/* "UTF-8 with a byte order mark" and so on: as the record of a run has it. */
const char *encoding_name(enum encoding encoding);

/* What --encoding may say: utf-8, windows-1252 (also 1252, cp1252), utf-16le, utf-16be; any
 * case. */
bool encoding_named(const char *name, enum encoding *encoding);

/* By the first bytes of a file; `*mark` is the length of the mark. ENCODING_UTF8 where there is
 * none. */
enum encoding encoding_by_mark(const char *bytes, size_t length, size_t *mark);

/* How many of the bytes are whole, valid UTF-8: all of them, or up to the first fault. `*cut` is
 * true when the bytes after that could be the start of a character that goes on behind the end. */
size_t utf8_valid(const char *bytes, size_t length, bool *cut);

struct decoder {
	enum encoding encoding;
	unsigned char rest[4];		/* of a UTF-16 unit or pair that was cut */
	size_t rest_length;
	uint64_t damaged;
};

/* No byte, and no half of a UTF-16 unit, gives more than 3 bytes; the last call may give 3
 * besides. */
enum { DECODER_GROWTH = 3, DECODER_SPARE = 8 };

void decoder_init(struct decoder *decoder, enum encoding encoding);

/* Windows-1252 or UTF-16 to UTF-8; returns how many bytes were put out. With `length` 0 the file is
 * at its end. */
size_t decoder_add(struct decoder *decoder, char *out, const char *bytes, size_t length);

/* UTF-8 to Windows-1252, added to `out`; false when a character of it is not there. */
bool encoding_to_windows_1252(struct buffer *out, const char *text, size_t length);

/* Does a cell of decoded text hold what decoder counts as damaged? `*what` then says it in
 * words. */
bool encoding_is_damaged(enum encoding encoding, const char *text, size_t length,
    const char **what);

#endif
