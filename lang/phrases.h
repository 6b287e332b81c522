/*
 * phrases: words into phrase tokens, behind the scanner.
 *
 * `one row per` is one token, whatever white space or comment lies between its words. The table
 * is the only list of the language's words: the reserved words (the first word of every phrase),
 * the manual's list and the messages are made from it. The longest phrase wins. `1 month`, `1
 * quarter` and `1 year` are lengths, unless `is` or `refers to` follows, since these three words
 * may be names.
 */
#ifndef LANG_PHRASES_H
#define LANG_PHRASES_H

#include <stdbool.h>

#include "lang/token.h"

/* Turns raw tokens into the grammar's; phrases shrink to one token. Wrong wording of a phrase is
 * reported and read as the right one. */
void phrases_merge(struct tokens *tokens);

struct phrase {
	const char *words;
	int kind;
};

/* The phrases that start with a word, in alphabetical order; *count is 0 when it is not
 * reserved. */
const struct phrase *phrases_from(const char *word, size_t *count);

/* The words of a phrase token, or NULL for a token that is no phrase. */
const char *phrase_words(int kind);

/* Where `words`, parted by single blanks, go on behind a first word that is `word`; NULL when it is
 * another. */
const char *phrase_behind(const char *words, const char *word);

/* True for a token that opens a construct. */
bool phrase_opens_construct(int kind);

#endif
