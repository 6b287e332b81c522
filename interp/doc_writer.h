/*
 * doc_writer: what the parts of `writ doc` write to: blocks that are begun and ended, and running
 * text inside them. Two forms, HTML and Markdown, escape what they are given; no text from a policy
 * can become markup.
 *
 * Blocks lie inside each other as the words of enum doc_block say. A heading, paragraph, item,
 * caption or cell holds running text; an item or a cell may hold a list behind its text.
 */
#ifndef INTERP_DOC_WRITER_H
#define INTERP_DOC_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "interp/buffer.h"
#include "interp/doc.h"

enum doc_block {
	DOC_SECTION, /* a part of the page, with an id */
	DOC_HEADING_2,
	DOC_HEADING_3,
	DOC_HEADING_4,
	DOC_PARAGRAPH,
	DOC_SMALL, /* a paragraph in small print: clauses, notes */
	DOC_LIST,
	DOC_CONTENTS, /* a list of links */
	DOC_ITEM,
	DOC_FACTS, /* names and values: rows of two cells */
	DOC_TABLE, /* a DOC_CAPTION first, if any, then DOC_HEAD, then rows */
	DOC_CAPTION,
	DOC_HEAD, /* the row of headings */
	DOC_ROW,
	DOC_HEADING_CELL, /* in DOC_HEAD */
	DOC_EXPECTED_HEADING, /* in DOC_HEAD: of what is expected, not given */
	DOC_FIRST_CELL, /* heads its row */
	DOC_CELL,
	DOC_EXPECTED_CELL,
	DOC_LETTER, /* the wording of a letter */
	DOC_FORM, /* a form, as it is drawn */
	DOC_RULE, /* a rule: DOC_SAID and DOC_SIDE */
	DOC_WIDE_RULE, /* one with nothing beside it */
	DOC_SAID, /* what it says */
	DOC_SIDE /* where it comes from */
};

/* One band of a line of bands, in words that are ready. */
struct doc_band {
	const char *label;
	const char *ground; /* "#rrggbb" */
	const char *low, *high; /* NULL: open */
	const char *words; /* "60% or more, but under 75%" */
	bool low_included, high_included;
};

struct doc_bands {
	const char *title; /* for who cannot see the drawing */
	const char *by;
	const struct doc_band *bands;
	uint32_t count;
};

struct doc_writer;

struct doc_form {
	void (*open)(struct doc_writer *writer, const char *title);
	void (*close)(struct doc_writer *writer);
	/* `id` may be NULL. */
	void (*begin)(struct doc_writer *writer, enum doc_block block, const char *id);
	void (*end)(struct doc_writer *writer, enum doc_block block);
	void (*text)(struct doc_writer *writer, const char *bytes, size_t length);
	void (*strong)(struct doc_writer *writer, const char *text);
	void (*code)(struct doc_writer *writer, const char *text); /* a name as the policy has it */
	void (*link)(struct doc_writer *writer, const char *id, const char *text);
	void (*mark)(struct doc_writer *writer, const char *text); /* a field of a letter */
	void (*line_break)(struct doc_writer *writer);
	void (*bands)(struct doc_writer *writer, const struct doc_bands *bands);
};

enum { DOC_DEPTH = 32 };

struct doc_writer {
	const struct doc_form *form;
	struct buffer *out;
	/* Markdown: where it is */
	unsigned lists, cells, quoted;
	uint32_t columns; /* of the table being written */
	bool in_head, fresh; /* fresh: at the start of a line */
};

extern const struct doc_form doc_html, doc_markdown;

void doc_begin(struct doc_writer *writer, enum doc_block block);
void doc_begin_at(struct doc_writer *writer, enum doc_block block, const char *id);
void doc_end(struct doc_writer *writer, enum doc_block block);
void doc_text(struct doc_writer *writer, const char *text);

/* A block that holds a text and nothing else. */
void doc_put(struct doc_writer *writer, enum doc_block block, const char *text);

/* A row of headings. */
void doc_head(struct doc_writer *writer, const char *const *headings, uint32_t count);

#endif
