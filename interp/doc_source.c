/* doc_source: what only the text of the policy has: its headings and remarks. */
#include "interp/doc_parts.h"

#include <string.h>

struct line {
	const char *at;
	size_t length;
};

static struct line
line_of(const struct source_file *file, uint32_t n)
{
	uint32_t end = n + 1 < file->line_count ? file->lines[n + 1] : (uint32_t)file->length;
	struct line line = { file->bytes + file->lines[n], end - file->lines[n] };

	while (line.length > 0 && strchr(" \t\r\n", line.at[line.length - 1]) != NULL)
		line.length--;
	return line;
}

static bool
is_remark(const struct line *line)
{
	return line->length > 0 && line->at[0] == '#';
}

/* `# ---- title ----`: at least two dashes in front; those behind may be missing. */
static const char *
title_in(struct doc *doc, const struct line *line)
{
	size_t at = 1, end = line->length;

	while (at < end && line->at[at] == ' ')
		at++;
	if (at + 2 > end || line->at[at] != '-' || line->at[at + 1] != '-')
		return NULL;
	while (at < end && (line->at[at] == '-' || line->at[at] == ' '))
		at++;
	while (end > at && (line->at[end - 1] == '-' || line->at[end - 1] == ' '))
		end--;
	return at < end ? arena_copy(doc->arena, line->at + at, end - at) : NULL;
}

/* The remarks right below a heading; an empty one parts paragraphs. */
static const char *
about(struct doc *doc, const struct source_file *file, uint32_t n)
{
	const char *text = NULL;
	bool parted = false;

	for (; n < file->line_count; n++) {
		struct line line = line_of(file, n);
		size_t at = 1;

		if (!is_remark(&line) || title_in(doc, &line) != NULL)
			break;
		while (at < line.length && line.at[at] == ' ')
			at++;
		if (at >= line.length) {
			parted = true;
			continue;
		}
		text = arena_printf(doc->arena, "%s%s%.*s", text == NULL ? "" : text,
		    text == NULL ? ""
			: parted ? "\n"
				 : " ",
		    (int)(line.length - at), line.at + at);
		parted = false;
	}
	return text;
}

uint32_t
doc_headings(struct doc *doc, const struct source_file *file, struct doc_heading **headings)
{
	uint32_t count = 0;

	*headings = arena_array(doc->arena, struct doc_heading, (size_t)file->line_count + 1);
	for (uint32_t n = 0; n < file->line_count; n++) {
		struct line line = line_of(file, n);
		const char *title = is_remark(&line) ? title_in(doc, &line) : NULL;

		if (title == NULL)
			continue;
		(*headings)[count++] = (struct doc_heading){ title, about(doc, file, n + 1),
			file->base + file->lines[n] };
	}
	return count;
}

const char *
doc_remark(struct doc *doc, uint32_t at)
{
	struct place place = sources_place(doc->program->sources, at);
	bool quoted = false;

	for (size_t i = 0; i < place.text_length; i++) {
		if (place.text[i] == '"'
		    || (i + 2 < place.text_length
			&& (memcmp(place.text + i, "\xE2\x80\x9C", 3) == 0
			    || memcmp(place.text + i, "\xE2\x80\x9D", 3) == 0)))
			quoted = !quoted;
		if (place.text[i] != '#' || quoted)
			continue;
		i++;
		while (i < place.text_length && place.text[i] == ' ')
			i++;
		return i < place.text_length
		    ? arena_copy(doc->arena, place.text + i, place.text_length - i)
		    : NULL;
	}
	return NULL;
}
