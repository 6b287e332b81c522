/* contrast_page: what comes out otherwise, as a section of a page. */
#include <string.h>

#include "interp/contrast_parts.h"
#include "interp/page_parts.h"

/* On paper nobody reads further; all of them are in the CSV. */
enum { PAGE_ROWS = 200 };

static void
put_row_count(struct buffer *out, uint32_t count)
{
	page_rows(out, count, "row", "rows");
}

static void
put_cell(struct buffer *out, const struct snapshot_cell *cell)
{
	buffer_text(out, "<td>");
	page_text(out, cell->value);
	if (cell->clause[0] != '\0') {
		buffer_text(out, "<br><span class=\"raw\">");
		page_text(out, cell->clause);
		buffer_text(out, "</span>");
	}
	buffer_text(out, "</td>");
}

static void
put_rest(struct buffer *out, uint32_t count)
{
	if (count <= PAGE_ROWS)
		return;
	buffer_text(out, "<p>And ");
	put_row_count(out, count - PAGE_ROWS);
	buffer_text(out,
	    " more: <code>writ diff</code> with <code>--format csv</code> lists all.</p>\n");
}

static void
put_rows(struct buffer *out, const struct contrast *contrast, uint32_t column)
{
	uint32_t shown = 0;

	buffer_text(out,
	    "<div class=\"scroll\"><table><caption>Row by row</caption>\n<thead><tr><th "
	    "scope=\"col\">Row</th><th scope=\"col\">Before</th><th scope=\"col\">After</th></tr>"
	    "</thead>\n<tbody>\n");
	for (uint32_t i = 0; i < contrast->pair_count && shown < PAGE_ROWS; i++) {
		const struct contrast_pair *pair = &contrast->pairs[i];

		if (!contrast_differs(contrast, pair, column))
			continue;
		shown++;
		buffer_text(out, "<tr><th scope=\"row\">");
		page_text(out, contrast_key(contrast, pair));
		buffer_text(out, "</th>");
		put_cell(out, contrast_cell(contrast, pair, column, false));
		put_cell(out, contrast_cell(contrast, pair, column, true));
		buffer_text(out, "</tr>\n");
	}
	buffer_text(out, "</tbody></table></div>\n");
}

static void
put_outcome(struct buffer *out, struct arena *arena, const struct contrast *contrast,
    uint32_t column)
{
	uint32_t count = contrast_count(contrast, column);
	struct outcomes outcomes;

	if (count == 0)
		return;
	buffer_text(out, "<h3>");
	page_text(out, contrast->columns[column].after->name);
	buffer_text(out, ": ");
	put_row_count(out, count);
	buffer_text(out, "</h3>\n");
	if (contrast_outcomes(&outcomes, arena, contrast, column)) {
		const struct grid *grid =
		    contrast_grid(arena, &outcomes, "Rows by outcome before and after");

		buffer_text(out, "<div class=\"scroll\">");
		grid_html(out, grid);
		buffer_text(out, "</div>\n");
	}
	put_rows(out, contrast, column);
	put_rest(out, count);
}

static void
put_letters(struct buffer *out, const struct contrast *contrast, uint32_t column, bool more)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < contrast->pair_count; i++) {
		const struct contrast_pair *pair = &contrast->pairs[i];

		if (!contrast_letter(contrast, pair, column, more))
			continue;
		if (count++ == 0) {
			buffer_printf(out, "<p><b>%s letters, ", more ? "More" : "Fewer");
			page_text(out, contrast->columns[column].after->name);
			buffer_text(out, ":</b> ");
		}
		if (count <= PAGE_ROWS) {
			buffer_text(out, count > 1 ? "; " : "");
			page_text(out, contrast_key(contrast, pair));
		}
	}
	if (count > 0)
		buffer_text(out, ".</p>\n");
	put_rest(out, count);
}

static void
put_missing(struct buffer *out, const struct contrast *contrast, bool after)
{
	uint32_t count = after ? contrast->only_after : contrast->only_before, shown = 0;

	if (count == 0)
		return;
	buffer_printf(out, "<p><b>Only %s: ", after ? "after" : "before");
	put_row_count(out, count);
	buffer_text(out, "</b>: ");
	for (uint32_t i = 0; i < contrast->pair_count && shown < PAGE_ROWS; i++) {
		const struct contrast_pair *pair = &contrast->pairs[i];

		if ((after ? pair->before : pair->after) != UINT32_MAX)
			continue;
		buffer_text(out, shown++ > 0 ? "; " : "");
		page_text(out, contrast_key(contrast, pair));
	}
	buffer_text(out, ".</p>\n");
	put_rest(out, count);
}

static void
put_first(struct buffer *out, const struct contrast *contrast, uint32_t column)
{
	for (uint32_t i = 0; i < contrast->pair_count; i++) {
		const struct contrast_pair *pair = &contrast->pairs[i];

		if (!contrast_differs(contrast, pair, column))
			continue;
		buffer_text(out, "<td>");
		page_text(out, contrast_key(contrast, pair));
		buffer_text(out, "</td>");
		put_cell(out, contrast_cell(contrast, pair, column, false));
		put_cell(out, contrast_cell(contrast, pair, column, true));
		return;
	}
}

/* What is worked out on the way: how many rows, and the first of them. */
static void
put_on_the_way(struct buffer *out, const struct contrast *contrast)
{
	bool any = false;

	for (uint32_t c = 0; c < contrast->column_count; c++) {
		uint32_t count = contrast_count(contrast, c);

		if (contrast->columns[c].is_outcome || count == 0)
			continue;
		if (!any)
			buffer_text(out,
			    "<h3>On the way there</h3>\n<div class=\"scroll\"><table><caption>What "
			    "else is worked out otherwise, each with its first "
			    "row</caption>\n<thead>"
			    "<tr><th scope=\"col\">Definition</th><th scope=\"col\" "
			    "class=\"n\">Rows"
			    "</th><th scope=\"col\">Row</th><th scope=\"col\">Before</th><th "
			    "scope=\"col\">After</th></tr></thead>\n<tbody>\n");
		any = true;
		buffer_text(out, "<tr><th scope=\"row\">");
		page_text(out, contrast->columns[c].after->name);
		buffer_text(out, "</th><td class=\"n\">");
		page_count(out, count);
		buffer_text(out, "</td>");
		put_first(out, contrast, c);
		buffer_text(out, "</tr>\n");
	}
	if (any)
		buffer_text(out, "</tbody></table></div>\n");
}

void
contrast_page(struct buffer *out, struct arena *arena, const struct contrast *contrast)
{
	buffer_text(out, "<section>\n<h2>Who is affected: ");
	page_text(out, contrast->after->name);
	buffer_text(out, "</h2>\n<p>");
	if (contrast->changed > 0) {
		page_count(out, contrast->changed);
		buffer_text(out, " of ");
	}
	put_row_count(out, contrast->both);
	buffer_text(out, contrast->changed == 1 || contrast->both == 1 ? " comes" : " come");
	buffer_text(out,
	    contrast->changed == 0 ? " out as before.</p>\n" : " out otherwise.</p>\n");
	put_missing(out, contrast, false);
	put_missing(out, contrast, true);
	for (uint32_t c = 0; c < contrast->column_count; c++) {
		if (contrast->columns[c].after->origin != COLUMN_LETTER)
			continue;
		put_letters(out, contrast, c, true);
		put_letters(out, contrast, c, false);
	}
	for (uint32_t c = 0; c < contrast->column_count; c++)
		if (contrast->columns[c].is_outcome)
			put_outcome(out, arena, contrast, c);
	put_on_the_way(out, contrast);
	buffer_text(out, "</section>\n");
}
