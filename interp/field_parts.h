/* field_parts: what the files behind field.h share; nobody else includes it. */
#ifndef INTERP_FIELD_PARTS_H
#define INTERP_FIELD_PARTS_H

#include "interp/field.h"

/* A cell of any kind but text, made plain: no-break spaces are blanks, runs of blanks are one, long
 * dashes before a figure are minus signs. NUL-terminated. */
enum { PLAIN_MAX = 64 };

/* Each sets cell->value (GIVEN) and style and answers true, or sets cause and fix and answers
 * false. cell->value.type is set before; `field` may be NULL; `arena` is for cause and fix. */
bool field_read_figure(struct cell *cell, const struct field *field, const char *plain,
    struct arena *arena);
bool field_read_length(struct cell *cell, const char *plain, struct arena *arena);
bool field_read_date(struct cell *cell, const char *plain, struct arena *arena);
bool field_read_period(struct cell *cell, const char *plain);
/* `folded` receives capitals when small letters are accepted. Sets cell->result as well. */
void field_read_text(struct cell *cell, const struct field *field, const char *text, size_t length,
    char *folded, struct arena *arena);
bool field_read_label(struct cell *cell, const char *text, size_t length, struct arena *arena);

/* Says why, answers false. */
bool cell_refuse(struct cell *cell, const char *cause, const char *fix);

/* Letters (either case) of a word at the start of the text; 1 to 12 for a month by its name or
 * first three letters. */
int month_by_name(const char *text, size_t length);

/* Up to `most` digits at *at, moved past them; how many there were. */
int take_digits(const char **at, int most, int *number);

/* "Red, Amber or GP Details" */
const char *labels_in_words(struct arena *arena, const struct label_set *labels);

enum missing {
	NOT_MISSING, MISSING_EMPTY, MISSING_DASH, MISSING_WORD, MISSING_SHORT_WORD, MISSING_ERROR
};

enum missing missing_kind(const char *text, size_t length, const char **what);

#endif
