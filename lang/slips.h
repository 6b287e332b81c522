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

/* A token of `kind` comes before the one at `at` when all slips have been looked at: until then no
 * place changes. Its mistake has been reported. */
void slip_insert(struct tokens *tokens, size_t at, int kind, const char *word);

/* What is left of the line goes: the grammar is told of a mistake that has been reported. Gives
 * back the place behind the line. */
size_t slip_give_up(struct tokens *tokens, size_t at);

/* The plural of the unit that starts at `at`, `covers` tokens of it; NULL when it is none. */
const char *slip_unit(const struct tokens *tokens, size_t at, size_t *covers, bool *plural);

/* The last token of the value that starts at `at`: its unit, if it has one. */
size_t slip_value_end(const struct tokens *tokens, size_t at);

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

/* `60-75%`, `20 days to 40 days`: from the first figure on. */
size_t slip_range(struct tokens *tokens, size_t at);

/* `40+ days` */
bool slip_and_more(struct tokens *tokens, size_t at);

/* `under 20 days is Fresh` in bands. */
size_t slip_band_line(struct tokens *tokens, size_t at);

/* `Fresh is below 20 days` in bands. */
size_t slip_band_turned(struct tokens *tokens, size_t at);

/* `40 Days`, `5 Working Days`: the unit gets its small letters back. */
void slip_capital_unit(struct tokens *tokens, size_t at);

/* `28 days ago` */
bool slip_ago(struct tokens *tokens, size_t at);

/* From `is` on: `is within 5 days of`, `is more than 28 days ago`, `is 28 days or more`. */
size_t slip_is_length(struct tokens *tokens, size_t at);

/* `days between A and B`, `days since A` */
size_t slip_span(struct tokens *tokens, size_t at);

/* `within 5 days of A` without `is`. */
size_t slip_within(struct tokens *tokens, size_t at);

/* `GP Details`, `gives Ring up when`: one label without quotes. */
bool slip_label_words(struct tokens *tokens, size_t at);

/* `seen on is date`, `"Seen on" is date`: one column of an input. */
size_t slip_column_words(struct tokens *tokens, size_t at);

/* `may be blank` and the like without their comma. */
bool slip_comma(struct tokens *tokens, size_t at);

/* `optional`, `required` */
size_t slip_field_option(struct tokens *tokens, size_t at);

/* From the `is` of a column on: `is integer`, `is Date`. */
size_t slip_kind(struct tokens *tokens, size_t at);

/* `where` below a report's `one row per`: it goes, with its condition. */
size_t slip_where(struct tokens *tokens, size_t at);

/* `calendar NAME is "England and Wales"` */
size_t slip_calendar(struct tokens *tokens, size_t at);

/* `// a remark`; two dashes and the remarks of C likewise. */
size_t slip_remark(struct tokens *tokens, size_t at);

/* A character of no use: it goes. */
void slip_mark(struct tokens *tokens, size_t at);

/* `"they "keep" it"` */
bool slip_inner_quotes(struct tokens *tokens, size_t at);

/* A dash between two values that stand close to it. */
void slip_minus(struct tokens *tokens, size_t at);

/* A date written otherwise, from its first token on; gives back the place behind it, or `at`
 * when there is none. */
size_t slip_date(struct tokens *tokens, size_t at);

/* `April 2022`; gives back the place to go on from. */
size_t slip_month_word(struct tokens *tokens, size_t at);

#endif
