/* page_table: a plain table of a page: heads, then cells of text. */
#include "interp/page_parts.h"

void
page_table_begin(struct buffer *out, const char *kind, const char *caption,
    const char *const *heads, uint32_t count)
{
	buffer_text(out, "<div class=\"scroll\"><table");
	if (kind != NULL)
		buffer_printf(out, " class=\"%s\"", kind);
	buffer_text(out, "><caption>");
	page_text(out, caption);
	buffer_text(out, "</caption>\n<thead><tr>");
	for (uint32_t i = 0; i < count; i++) {
		buffer_text(out, "<th scope=\"col\">");
		page_text(out, heads[i]);
		buffer_text(out, "</th>");
	}
	buffer_text(out, "</tr></thead>\n<tbody>\n");
}

void
page_table_cell(struct buffer *out, const char *text)
{
	buffer_text(out, "<td>");
	page_text(out, text);
	buffer_text(out, "</td>");
}

void
page_table_end(struct buffer *out)
{
	buffer_text(out, "</tbody></table></div>\n");
}
