/* diff_page: see diff_page.h. */
#include "interp/diff_page.h"

#include <string.h>

#include "interp/page_parts.h"

static const char *
title_of(const struct program *program)
{
	return program->title != NULL ? program->title : program->name;
}

static void
put_version(struct buffer *out, const struct program *program)
{
	page_text(out, program->version == NULL ? "without a version" : "version ");
	page_text(out, program->version);
}

/* ---- the head, and in short ---- */

static void
put_head(struct buffer *out, const struct diff_page *page)
{
	buffer_text(out,
	    "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	page_text(out, title_of(page->after));
	buffer_text(out, ": what would change</title>\n<style>\n");
	buffer_text(out, page_style);
	buffer_text(out, page_style_reports);
	buffer_text(out, page_style_print);
	buffer_text(out,
	    "</style>\n</head>\n<body>\n<header>\n<p class=\"over\">What would change</p>\n<h1>");
	page_text(out, title_of(page->after));
	buffer_text(out, "</h1>\n<p>");
	if (page->changes == NULL) {
		buffer_text(out, "As it stands, and with a local change: ");
		put_version(out, page->after);
	} else if (strcmp(title_of(page->before), title_of(page->after)) != 0) {
		buffer_text(out, "Before: ");
		page_text(out, title_of(page->before));
		buffer_text(out, ", ");
		put_version(out, page->before);
		buffer_text(out, "; after: ");
		put_version(out, page->after);
	} else {
		buffer_text(out, "Before: ");
		put_version(out, page->before);
		buffer_text(out, "; after: ");
		put_version(out, page->after);
	}
	if (page->over_data) {
		buffer_text(out, "; both runs for ");
		page_date(out, page->on);
	}
	buffer_text(out, ".</p>\n</header>\n<main id=\"main\">\n");
}

static void
put_short(struct buffer *out, const struct diff_page *page)
{
	buffer_text(out, "<ul class=\"tiles\">\n");
	if (page->changes != NULL) {
		buffer_text(out, "<li><b>");
		page_count(out, page->changes->count);
		buffer_text(out, page->changes->count == 1 ? "</b>change of the text</li>\n" :
							     "</b>changes of the text</li>\n");
	}
	for (uint32_t i = 0; i < page->tile_count; i++) {
		const struct diff_tile *tile = &page->tiles[i];

		buffer_text(out, tile->changed > 0 ? "<li class=\"look\"><b>" : "<li><b>");
		page_count(out, tile->changed);
		buffer_text(out, "</b>of ");
		page_rows(out, tile->of, "row of ", "rows of ");
		page_text(out, tile->table);
		buffer_text(out, tile->changed == 1 ? " comes out otherwise</li>\n" :
						      " come out otherwise</li>\n");
	}
	buffer_text(out, "</ul>\n");
}

/* ---- the text ---- */

/* Without what the heading says already: "Setting x: 30 days instead of 40 days." */
static void
put_sentence(struct buffer *out, const struct change *change)
{
	size_t length = strlen(change->thing);
	const char *text = change->sentence;

	if (strncmp(text, change->thing, length) == 0 &&
	    (text[length] == ':' || text[length] == ',') && text[length + 1] == ' ')
		text += length + 2;
	buffer_text(out, "<li>");
	page_text(out, text);
	buffer_text(out, "</li>\n");
}

static void
put_changes(struct buffer *out, const struct changes *changes)
{
	const char *thing = NULL;

	if (changes->count == 0)
		buffer_text(out, "<p>The policies say the same.</p>\n");
	for (const struct change *change = changes->first; change != NULL; change = change->next) {
		if (thing == NULL || strcmp(thing, change->thing) != 0) {
			buffer_text(out, thing == NULL ? "<h3>" : "</ul>\n<h3>");
			page_text(out, change->thing);
			buffer_text(out, "</h3>\n<ul>\n");
		}
		thing = change->thing;
		put_sentence(out, change);
	}
	if (thing != NULL)
		buffer_text(out, "</ul>\n");
}

/* A line that stands further in belongs to the one above. */
static void
put_local(struct buffer *out, const char *text)
{
	bool listed = false;

	while (*text != '\0') {
		size_t length = strcspn(text, "\n"), inside = strspn(text, " ");
		bool item = inside > 0;

		if (length == inside) {
			text += length + (text[length] == '\n');
			continue;
		}
		if (item != listed)
			buffer_text(out, item ? "<ul>\n" : "</ul>\n");
		listed = item;
		buffer_text(out, item ? "<li>" : "<p>");
		page_escape(out, text + inside, length - inside);
		buffer_text(out, item ? "</li>\n" : "</p>\n");
		text += length + (text[length] == '\n');
	}
	if (listed)
		buffer_text(out, "</ul>\n");
}

void
diff_page(struct buffer *out, const struct diff_page *page)
{
	put_head(out, page);
	put_short(out, page);
	buffer_text(out, "<section>\n<h2>What changes in the text</h2>\n");
	if (page->changes != NULL)
		put_changes(out, page->changes);
	else
		put_local(out, page->local);
	buffer_text(out, "</section>\n");
	buffer_text(out, page->sections);
	if (page->as_before[0] != '\0') {
		buffer_text(out, "<section>\n<h2>As before</h2>\n<p>Every row of: ");
		page_text(out, page->as_before);
		buffer_text(out, ".</p>\n</section>\n");
	}
	buffer_text(out, "</main>\n</body>\n</html>\n");
}
