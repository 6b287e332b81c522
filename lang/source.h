/*
 * source: the policy text as it was read, and where a place in it is.
 *
 * A span is two byte offsets; lines and columns are worked out only when a message is printed.
 * Several files share one space of offsets (a policy, and later its tests and variations), so that
 * a span alone says which file it is in. The bytes are a copy owned by the arena given to
 * sources_init() and never change: a message shows exactly what was parsed. The first file begins
 * at offset 0; the offset just behind a file's last byte belongs to it still (its end), and the
 * next file begins behind that.
 */
#ifndef LANG_SOURCE_H
#define LANG_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "lang/arena.h"

struct span {
	uint32_t start, end;	/* end is one past the last byte */
};

struct source_file {
	const char *name;	/* as the user gave it */
	const char *bytes;	/* NUL-terminated; BOMs at its start have been left out */
	size_t length;
	uint32_t base;		/* offset of its first byte in the shared space */
	const uint32_t *lines;	/* offsets of line starts, relative to the file */
	uint32_t line_count;
	struct source_file *next;
};

struct sources {
	struct arena *arena;
	struct source_file *first, *last;
};

struct place {
	const struct source_file *file;
	uint32_t line;		/* from 1 */
	uint32_t column;	/* from 1, in characters, a tab being one */
	const char *text;	/* start of the line */
	size_t text_length;	/* without its line end */
	uint32_t mark;		/* bytes before the place in its line, at most text_length */
};

/* Longest policy text that is accepted, in bytes. Well over a hundred times the longest policy
 * known (87 KB). */
#define SOURCE_MAX_BYTES (16u * 1024u * 1024u)

void sources_init(struct sources *sources, struct arena *arena);

/* Adds a file; copies `bytes`. CR LF and lone CR count as line ends. The caller has checked
 * SOURCE_MAX_BYTES. */
const struct source_file *sources_add(struct sources *sources, const char *name, const char *bytes,
    size_t length);

/* Where an offset is. Inside a line end: the end of its line; past a file's end: its end. */
struct place sources_place(const struct sources *sources, uint32_t offset);

/* The bytes a span covers, as far as its file goes; not NUL-terminated. */
const char *sources_text(const struct sources *sources, struct span span, size_t *length);

/* The span from the start of `from` to the end of `to`, or of `from` if that ends later. */
struct span span_join(struct span from, struct span to);

#endif
