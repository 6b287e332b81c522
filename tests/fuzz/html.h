/*
 * html: is a page well-formed, the way ours are written? Every element is closed in its order but
 * for those that never are; attributes are quoted; text holds no `<`, and every `&` begins a
 * character; nothing in it can run, or fetches anything.
 */
#ifndef TESTS_FUZZ_HTML_H
#define TESTS_FUZZ_HTML_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { HTML_DEPTH = 64, HTML_NAME = 16 };

static inline bool
html_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

static inline bool
html_is_character(const char *at)
{
	size_t length = strcspn(at, ";<& \n");
	static const char *const known[] = { "&amp", "&lt", "&gt", "&quot", "&#39", "&nbsp" };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strlen(known[i]) == length + 1 && at[length] == ';' &&
		    strncmp(known[i] + 1, at, length) == 0)
			return true;
	return false;
}

/* Behind the name of a tag, up to its `>` or `/>`; NULL when it is none. */
static inline const char *
html_attributes(const char *at)
{
	while (*at == ' ') {
		const char *name = ++at;

		while (html_is_letter(*at))
			at++;
		if (at == name || strncmp(name, "on", 2) == 0)
			return NULL;
		if (*at != '=')
			continue;
		if (*++at != '"')
			return NULL;
		if (strncmp(name, "href", 4) == 0 && strncmp(at, "\"javascript", 11) == 0)
			return NULL;
		for (at++; *at != '"'; at++)
			if (*at == '\0' || *at == '<' || (*at == '&' && !html_is_character(at + 1)))
				return NULL;
		at++;
	}
	return at[0] == '>' || (at[0] == '/' && at[1] == '>') ? at : NULL;
}

static inline bool
html_is_one_of(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

/* NUL-terminated. */
static inline bool
html_is_well_formed(const char *at)
{
	static const char *const never_closed[] = { "meta", "br", "hr", "col", "link" };
	static const char *const forbidden[] = { "script", "iframe", "object", "embed", "form",
		"base", "link", "img" };
	static const char head[] = "<!DOCTYPE html>\n";
	char open[HTML_DEPTH][HTML_NAME];
	size_t depth = 0;

	if (strncmp(at, head, sizeof head - 1) != 0)
		return false;
	for (at += sizeof head - 1; *at != '\0'; at++) {
		bool closes = at[0] == '<' && at[1] == '/';
		char name[HTML_NAME];
		size_t length = 0;

		if (*at == '&' && !html_is_character(at + 1))
			return false;
		if (*at != '<')
			continue;
		for (at += closes ? 2 : 1; html_is_letter(*at) && length < HTML_NAME - 1; at++)
			name[length++] = *at;
		name[length] = '\0';
		at = length == 0 ? NULL : html_attributes(at);
		if (at == NULL || html_is_one_of(name, forbidden, sizeof forbidden / sizeof *forbidden))
			return false;
		if (closes) {
			if (depth == 0 || strcmp(open[--depth], name) != 0)
				return false;
			continue;
		}
		if (*at == '/') {
			at++;
			continue;
		}
		if (html_is_one_of(name, never_closed, sizeof never_closed / sizeof *never_closed))
			continue;
		if (depth == HTML_DEPTH)
			return false;
		strcpy(open[depth++], name);
		if (strcmp(name, "style") == 0 && (at = strstr(at, "</style>")) == NULL)
			return false;
		at -= strcmp(name, "style") == 0;
	}
	return depth == 0;
}

#endif
