#include "lang/help.h"

#include <string.h>

static const struct help_page pages[] = {
#define HELP(slug, title, text, wrong, right) { slug, title, text, wrong, right, false },
#define HELP_WHOLE(slug, title, text, wrong, right) { slug, title, text, wrong, right, true },
#include "lang/help.def"
#undef HELP
#undef HELP_WHOLE
};

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
help_find(const char *slug)
{
	for (size_t i = 0; i < help_count(); i++)
		if (strcmp(pages[i].slug, slug) == 0)
			return &pages[i];
	return NULL;
}

const char *
help_preamble(void)
{
	return HELP_PREAMBLE;
}
