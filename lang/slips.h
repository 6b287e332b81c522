/* slips: what slips.c and the slip_*.c share. Private to the front end; the door is
 * slips_repair() in token.h. */
#ifndef LANG_SLIPS_H
#define LANG_SLIPS_H

#include "lang/token.h"

/* The token at a place, or the empty one behind the end. */
struct token *slip_at(const struct tokens *tokens, size_t at);

bool slip_word(const struct tokens *tokens, size_t at, const char *word);

/* What was written from one token to another. */
const char *slip_text(const struct tokens *tokens, size_t from, size_t to);

void slip_drop(struct tokens *tokens, size_t from, size_t to);

struct span slip_joined(const struct tokens *tokens, size_t from, size_t to);

/* How many tokens from `at` on spell the words; 0 when they do not. */
size_t slip_spells(const struct tokens *tokens, size_t at, const char *words);

/* A token that can end a value: what stands before a comparison. */
bool slip_ends_value(const struct token *token);

bool slip_is_date_like(int kind);

/* ---- the slips: each looks at the token at `at` and gives back the place to go on from, or
 * whether it found one ---- */

/* Wording of a word token, words for figures and months included. */
size_t slip_wording(struct tokens *tokens, size_t at);

/* `40 day`, `60 percent`, `50 pounds` */
size_t slip_figure(struct tokens *tokens, size_t at);

/* `fourty days` */
bool slip_number_word(struct tokens *tokens, size_t at);

/* `40days` */
void slip_run_in(struct tokens *tokens, size_t at);

/* `60-75%`: three tokens from the first figure on. */
bool slip_range(struct tokens *tokens, size_t at);

/* A dash between two values that stand close to it. */
void slip_minus(struct tokens *tokens, size_t at);

/* A date written otherwise, from its first token on; gives back the place behind it, or `at`
 * when there is none. */
size_t slip_date(struct tokens *tokens, size_t at);

/* `April 2022`; gives back the place to go on from. */
size_t slip_month_word(struct tokens *tokens, size_t at);

#endif
