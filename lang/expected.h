/* expected: what would have fitted, in words a reader knows. Private to complain.c. */
#ifndef LANG_EXPECTED_H
#define LANG_EXPECTED_H

#include "lang/reading.h"

struct expectation {
	const int *tokens;
	size_t count;
	char words[400];
	size_t used;
	unsigned choices;
};

/* True when this token kind would have fitted. */
bool expects(const struct expectation *set, int token);

/* "a value, 'when', a comma": the set with its members collapsed to "a condition", "a value", "a
 * name" ... */
const char *expected_words(struct reading *cx, struct expectation *set);

/* The form of a construct in one line, or NULL outside of one. */
const char *expected_form(int construct);

/* The word that opens a construct and is spelt nearly like this one, or NULL. */
const char *expected_construct_near(const char *word);

#endif
