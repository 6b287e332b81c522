/*
 * help: the page behind each slug of a message, and behind the words of the language. The pages
 * stand in help.def, one entry each: slug, title, what it means, a wrong example, a right one.
 * tests/slugs.sh checks that every slug used in lang/ has a page and a test; tests/unit/help_test.c
 * that the wrong example gives the slug, the right one compiles, and every phrase of the language
 * leads to a page.
 */
#ifndef LANG_HELP_H
#define LANG_HELP_H

#include <stdbool.h>
#include <stddef.h>

struct help_page {
	const char *slug, *title, *text;
	/* small policies, or NULL; to be compiled behind help_preamble() unless `whole` */
	const char *wrong, *right;
	bool whole;
	/* about a word of the language, or a subject; it may be that of a message too */
	bool word;
};

/* The page of a slug, a word or a phrase. Capitals make no difference, and blanks, hyphens and
 * underscores are alike: `total row` finds total-row. NULL when there is none. */
const struct help_page *help_find(const char *words);

/* What may have been meant by words without a page: at most a third of the letters differ. NULL
 * when nothing is near. */
const char *help_nearest(const char *words);
/* The same, and behind it words that hold these or are part of them, each of another page; how
 * many. */
size_t help_near(const char *words, const char **near, size_t room);

size_t help_count(void);
const struct help_page *help_at(size_t index);	/* alphabetical */

/* The head of a policy that the examples go on from: a document, a setting, a table `case`. */
const char *help_preamble(void);

#endif
