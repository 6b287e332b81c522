/* slips: what slips.c and slip_dates.c share. Private to the front end; the door is slips_repair() in token.h. */
#ifndef LANG_SLIPS_H
#define LANG_SLIPS_H

#include "lang/token.h"

/* The token at a place, or the empty one behind the end. */
struct token *slip_at(const struct tokens *tokens, size_t at);

bool slip_word(const struct tokens *tokens, size_t at, const char *word);

/* What was written from one token to another. */
const char *slip_text(const struct tokens *tokens, size_t from, size_t to);

void slip_drop(struct tokens *tokens, size_t from, size_t to);

/* A date written otherwise, from its first token on; gives back the place behind it, or `at` when there is none. */
size_t slip_date(struct tokens *tokens, size_t at);

/* `April 2022`; gives back the place to go on from. */
size_t slip_month_word(struct tokens *tokens, size_t at);

#endif
