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

/* Pages and other words, one list after the other; NULL behind the last. */
static const char *
words_at(size_t index)
{
	if (index < help_count())
		return pages[index].slug;
	return index - help_count() < other_count ? others[index - help_count()].words : NULL;
}

const char *
help_nearest(const char *words)
{
	const char *nearest = NULL, *word;
	unsigned best = (unsigned)(strlen(words) / 3) + 1;

	for (size_t i = 0; best > 0 && (word = words_at(i)) != NULL; i++) {
		unsigned distance = names_distance(words, word, best);

		if (distance < best) {
			best = distance;
			nearest = word;
		}
	}
	return nearest;
}

static bool
contains(const char *text, const char *words)
{
	size_t length = strlen(words);

	for (; *text != '\0'; text++) {
		size_t same = 0;

		while (same < length && as_typed(text[same]) == as_typed(words[same]))
			same++;
		if (same == length)
			return true;
	}
	return false;
}

enum { PART_SHORTEST = 3 };	/* letters: fewer stand in any word */

static bool
is_akin(const char *word, const char *words)
{
	return (strlen(words) >= PART_SHORTEST && contains(word, words)) ||
	    (strlen(word) > PART_SHORTEST && contains(words, word));
}

size_t
help_near(const char *words, const char **near, size_t room)
{
	const char *nearest = help_nearest(words), *word;
	size_t count = 0;

	if (nearest != NULL && room > 0)
		near[count++] = nearest;
	for (size_t i = 0; count < room && (word = words_at(i)) != NULL; i++) {
		bool told = !is_akin(word, words);

		for (size_t n = 0; n < count && !told; n++)
			told = help_find(near[n]) == help_find(word);
		if (!told)
			near[count++] = word;
	}
	return count;
}

const char *
help_preamble(void)
{
	return HELP_PREAMBLE;
}
