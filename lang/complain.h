/* complain: what complain.c and complain_usual.c share. Private to the front end; the door is
 * reading_complain() in reading.h. */
#ifndef LANG_COMPLAIN_H
#define LANG_COMPLAIN_H

#include "lang/expected.h"

/* The kind of the token at a place, or the end's. */
int complain_kind(const struct reading *cx, size_t at);

/* What was written, on one line, for an answer. */
const char *complain_text(const struct reading *cx, struct span at);

/* The first token of the line that `at` continues. */
size_t complain_opener(const struct reading *cx, size_t at);

/* The word a token starts with, for a token made of words; else NULL. */
const char *complain_word(const struct reading *cx, const struct token *token);

/* True for `days` and the other units. */
bool complain_is_unit(int kind);

/* Usual sentences that end too early or go on otherwise: each with the sentence to write. True
 * when it was one and has been reported; `at` may be the place behind the last token. */
bool complain_usual(struct reading *cx, size_t at, const struct expectation *set);

/* A word of the language where a name or a label belongs, a capital where a name belongs, a small
 * letter where a label belongs. */
bool complain_name(struct reading *cx, size_t at, const struct expectation *set);

#endif
