#include "interp/swallow.h"

#include <string.h>

struct walk {
	const char *at, *end;
	char delimiter;
	bool inside;			/* a cell that goes on over lines */
};

/* Behind the quotation mark that closes the cell which opens at `at`, when that is in the same
 * line; NULL when it is not. */
static const char *
closed_in_line(const char *at, const char *end)
{
	for (at++; at < end && *at != '\n' && *at != '\r'; at++) {
		if (*at != '"')
			continue;
		if (at + 1 == end || at[1] != '"')
			return at + 1;
		at++;			/* two are one of the text */
	}
	return NULL;
}

/* The delimiters of the line, as above; false when nothing stands in it. Goes on to the next. */
static bool
count_line(struct walk *walk, uint32_t *delimiters)
{
	const char *start = walk->at;
	bool some;

	*delimiters = 0;
	while (walk->at < walk->end && *walk->at != '\n' && *walk->at != '\r') {
		const char *behind = NULL;

		*delimiters += *walk->at == walk->delimiter;
		if (*walk->at == '"' && !walk->inside) {
			behind = closed_in_line(walk->at, walk->end);
			walk->inside = behind == NULL;
		} else if (*walk->at == '"' && walk->at + 1 < walk->end && walk->at[1] == '"') {
			walk->at++;
		} else if (*walk->at == '"') {
			walk->inside = false;
		}
		walk->at = behind != NULL ? behind : walk->at + 1;
	}
	some = walk->at > start;
	if (walk->at < walk->end)
		walk->at++;
	return some;
}

bool
swallow_seen(const char *raw, size_t length, char delimiter, uint32_t cells, uint32_t named)
{
	struct walk walk = { raw, raw + length, delimiter, false };
	uint32_t delimiters, behind = 0;
	bool first_alike;

	count_line(&walk, &delimiters);
	first_alike = delimiters + 1 == cells || delimiters + 1 == named;
	while (walk.at < walk.end) {
		if (!count_line(&walk, &delimiters))
			continue;
		if (delimiters + 1 != cells && delimiters + 1 != named)
			return false;
		behind++;
	}
	return behind == 1 ? first_alike && cells >= 3 : behind > 1 && cells >= 2;
}
