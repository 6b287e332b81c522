#include "lang/help.h"

#include <string.h>

#include "lang/intern.h"

static const struct help_page pages[] = {
#define HELP(slug, title, text, wrong, right) { slug, title, text, wrong, right, false, false },
#define HELP_WHOLE(slug, title, text, wrong, right) \
	{ slug, title, text, wrong, right, true, false },
#define WORD(slug, title, text, wrong, right) { slug, title, text, wrong, right, false, true },
#define WORD_WHOLE(slug, title, text, wrong, right) { slug, title, text, wrong, right, true, true },
#define ALSO(words, slug)
#include "lang/help.def"
#undef HELP
#undef HELP_WHOLE
#undef WORD
#undef WORD_WHOLE
#undef ALSO
};

/* Words and phrases that have no page of their own, and the page they lead to. */
static const struct {
	const char *words, *slug;
} others[] = {
#define HELP(slug, title, text, wrong, right)
#define HELP_WHOLE(slug, title, text, wrong, right)
#define WORD(slug, title, text, wrong, right)
#define WORD_WHOLE(slug, title, text, wrong, right)
#define ALSO(words, slug) { words, slug },
#include "lang/help.def"
#undef HELP
#undef HELP_WHOLE
#undef WORD
#undef WORD_WHOLE
#undef ALSO
};

static const size_t other_count = sizeof others / sizeof others[0];

/* Blanks, hyphens and underscores part words alike, and capitals make no difference. */
static char
as_typed(char c)
{
	if (c == ' ' || c == '_')
		return '-';
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
same_words(const char *a, const char *b)
{
	while (*a != '\0' && as_typed(*a) == as_typed(*b)) {
		a++;
		b++;
	}
	return as_typed(*a) == as_typed(*b);
}

static const struct help_page *
page_called(const char *slug)
{
	for (size_t i = 0; i < help_count(); i++)
		if (same_words(pages[i].slug, slug))
			return &pages[i];
	return NULL;
}

size_t
help_count(void)
{
	return sizeof pages / sizeof pages[0];
}

const struct help_page *
help_at(size_t index)
{
	return index < help_count() ? &pages[index] : NULL;
}

const struct help_page *
help_find(const char *words)
{
	const struct help_page *page = page_called(words);

	for (size_t i = 0; page == NULL && i < other_count; i++)
		if (same_words(others[i].words, words))
			page = page_called(others[i].slug);
	return page;
}

const char *
help_nearest(const char *words)
{
	const char *nearest = NULL;
	unsigned best = (unsigned)(strlen(words) / 3) + 1;

	for (size_t i = 0; i < help_count() && best > 0; i++) {
		unsigned distance = names_distance(words, pages[i].slug, best);

		if (distance < best) {
			best = distance;
			nearest = pages[i].slug;
		}
	}
	for (size_t i = 0; i < other_count && best > 0; i++) {
		unsigned distance = names_distance(words, others[i].words, best);

		if (distance < best) {
			best = distance;
			nearest = others[i].words;
		}
	}
	return nearest;
}

const char *
help_preamble(void)
{
	return HELP_PREAMBLE;
}
