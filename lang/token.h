/*
 * token: one token, and the passes from characters to tokens. Private to the front end: scan.l
 * makes the raw tokens, slips.c repairs usual slips in them, phrases.c merges words into phrases,
 * lists.c looks at bullets and closers, parse.y builds the tree.
 *
 * A token's kind is one of the grammar's (parse.h, TOK_...) or, until phrases.c has run, one of
 * enum raw_token. Layout is not part of the grammar, but every token knows whether it is the
 * first on its line and in which column that line's text starts.
 */
#ifndef LANG_TOKEN_H
#define LANG_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lang/arena.h"
#include "lang/diag.h"
#include "lang/intern.h"
#include "lang/source.h"

enum raw_token {
	RAW_WORD = 2000, /* lower case: a name or part of a phrase */
	RAW_SYMBOL,      /* a character or pair that the language does not use; text says which */
	RAW_ORDINAL,     /* 1st, 22nd; num is the figure */
	RAW_LOOSE_DATE,  /* 01/04/2022 and the like */
	RAW_MIXED,       /* 40days: a figure run into a word */
	RAW_DROPPED      /* reported and repaired away */
};

struct token {
	int kind;
	struct span at;
	uint32_t line;		/* from 1 */
	uint32_t column; /* of a token that is the first on its line: characters before it; else the
			    first one's */
	bool first_on_line;
	bool tab_before;	/* first on its line, with a tab in front */
	bool touches;		/* no white space between it and the token before */
	bool repaired;		/* stands for what was meant; its mistake has been reported */
	const char *text;	/* interned word, label or quoted text */
	int64_t num;		/* a figure, in the units of type.h */
};

/* What Word and mail programs paste, one warning each. */
enum pasted { PASTED_QUOTE, PASTED_BLANK, PASTED_BULLET, PASTED_DASH, PASTED_UNSEEN, PASTED_KINDS };

/* A token that a repair puts in, before the one at a place. */
struct added_token {
	size_t before;
	struct token token;
};

struct tokens {
	struct arena *arena;
	struct names *names;
	struct diags *diags;
	struct token *items;	/* memory_grow()n; syntax.c frees it */
	size_t count, room;
	struct span end;	/* the place behind the last byte */
	struct added_token *added;	/* slips.c: in the order of their places */
	size_t added_count, added_room;
	/* slips.c: the word at the margin of the construct being looked at */
	const char *construct;
	unsigned pasted[PASTED_KINDS];
	struct span pasted_at[PASTED_KINDS];
};

/* A text made ready for the scanner: always UTF-8. `places` gives for each byte its offset in the
 * file, or NULL when the two are the same. */
struct plain_text {
	const char *bytes;
	size_t length;
	const uint32_t *places;
	uint32_t base;
};

/* Appends one token and returns it. */
struct token *tokens_add(struct tokens *tokens, const struct token *token);

/* So many mistakes that reading on would only cost memory: the passes stop where they are. */
bool tokens_full_of_mistakes(const struct tokens *tokens);

/* Fills `tokens` with the raw tokens of a text. */
void scan_text(struct tokens *tokens, const struct plain_text *text);

/* The text of the file as UTF-8. False when there is none to read (binary, UTF-16): one message
 * has been given. */
bool text_ready(struct arena *arena, struct diags *diags, const struct source_file *file,
    struct plain_text *out);

/* The offset of the first byte that is no UTF-8, or `length`. */
size_t text_first_foreign(const char *bytes, size_t length);

/* Usual slips in raw tokens: symbols, dates, figures, ranges. Each is reported once and
 * repaired, so that reading goes on. */
void slips_repair(struct tokens *tokens);

/* Bullets and closers of lists, and depth: reported and repaired. Runs on merged tokens. */
void lists_check(struct tokens *tokens);

#endif
