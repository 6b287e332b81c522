/* bandtint: see bandtint.h. */
#include "interp/bandtint.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *name, *ground;
} colours[] = { { "Red", "#f7c4ba" }, { "Amber", "#ffe0a3" }, { "Green", "#bfe5c4" },
	{ "Yellow", "#fff2a8" }, { "Orange", "#ffd2a6" }, { "Blue", "#c3dcf3" },
	{ "Purple", "#e0cdf0" }, { "Grey", "#d5dbe0" }, { "White", "#ffffff" } };

enum { LIGHTEST = 0xf4, DARKEST = 0xa8, BLUER = 8 };

static const char *
colour_of(const char *name)
{
	for (size_t i = 0; i < sizeof colours / sizeof colours[0]; i++)
		if (strcmp(colours[i].name, name) == 0)
			return colours[i].ground;
	return NULL;
}

static bool
all_are_colours(const struct label_set *labels)
{
	for (uint32_t i = 0; i < labels->count; i++)
		if (colour_of(labels->names[i]) == NULL)
			return false;
	return true;
}

void
bandtint(char out[BANDTINT_LENGTH], const struct label_set *labels, uint32_t label)
{
	uint32_t steps = labels->count > 1 ? labels->count - 1 : 1;
	unsigned grey = LIGHTEST - (unsigned)((LIGHTEST - DARKEST) * label / steps);

	if (all_are_colours(labels))
		memcpy(out, colour_of(labels->names[label]), BANDTINT_LENGTH);
	else
		snprintf(out, BANDTINT_LENGTH, "#%02x%02x%02x", grey & 0xff, grey & 0xff,
		    (grey + BLUER) & 0xff);
}
