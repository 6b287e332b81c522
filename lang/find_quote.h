/*
 * find_quote: what the words around a figure in a note or in the name of a clause say of the
 * boundary: "over 40 days", "60% or more". Private to lang/find*.c.
 */
#ifndef LANG_FIND_QUOTE_H
#define LANG_FIND_QUOTE_H

#include <stddef.h>

#include "lang/type.h"

/* With which side a figure itself goes. "Not more than 40" draws the same line as "more than 40".
 */
enum boundary {
	BOUNDARY_WITH_BELOW = 1, /* over 40, up to 40, within 40: 40 goes with what is below */
	BOUNDARY_WITH_ABOVE = 2 /* at least 40, under 40, 40 or more: 40 goes with what is above */
};

struct quote {
	unsigned boundaries; /* those that the text draws at this figure: none, one, or both */
	const char *words; /* the first of them, in the text; not NUL-terminated */
	size_t length;
};

/* Adds what `text` says of the figure `value`, of any kind but text and labels. The unit must be
 * that of the figure. */
void quote_read(struct quote *quote, const char *text, const struct value *value);

#endif
