/* doc_html: the page as one file of HTML, in the look of the pages of a run (page_style.c). See
 * doc_writer.h. */
#include "interp/doc_writer.h"

#include <string.h>

#include "interp/page_parts.h"

/* Clause beside rule, and the wording of letters; on paper as on screen. */
static const char style[] =
    "body{max-width:78rem}\n"
    ".rule{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,17rem);gap:.2rem 2.2rem;"
    "padding:.7rem 0 .9rem;border-top:1px solid var(--line)}\n"
    ".wide-rule{grid-template-columns:minmax(0,1fr)}\n"
    ".rule h3{margin-top:0}.rule p{margin:.3rem 0}\n"
    ".side{font-size:.9rem;color:var(--soft)}.side p{margin:0 0 .35rem}\n"
    "h3 code{font-weight:400;font-size:.78em;color:var(--soft);margin-left:.5rem}\n"
    "th code{white-space:nowrap;font-size:.8rem;color:var(--soft)}\n"
    "h4{font-size:1rem;margin:1.1rem 0 .3rem}\n"
    "p.small{font-size:.9rem;color:var(--soft)}\n"
    "td ul,li ul{margin:.2rem 0;padding-left:1.1rem}\n"
    "td p{margin:.3rem 0 0}td p:first-child{margin-top:0}\n"
    "td a,.said a,li a{text-decoration-thickness:1px;text-underline-offset:.15em}\n"
    "tbody th{white-space:normal}table{min-width:0}\n"
    ".given{border-left:2px solid var(--ink);padding-left:.7rem}\n"
    "blockquote{margin:.8rem 0;padding:.8rem 1.2rem;border:1px solid var(--line);"
    "background:var(--band);max-width:46rem}\n"
    ".form{max-width:none}.form table{font-size:.88rem}\n"
    ".form td,.form th{padding-right:.6rem}\n"
    "mark{background:#fff2a8;color:inherit;padding:0 .25em}\n"
    "figure.line svg text{font:14px system-ui,-apple-system,\"Segoe UI\",Arial,sans-serif;"
    "fill:#16202b}\n"
    "@media (max-width:48rem){.rule{grid-template-columns:minmax(0,1fr)}}\n"
    "@media print{body{max-width:none}\n"
    ".rule{grid-template-columns:minmax(0,1fr) 48mm;gap:.2rem 1rem}\n"
    ".wide-rule{grid-template-columns:minmax(0,1fr)}\n"
    ".rule a,td a{text-decoration:underline dotted}\n"
    "h3,h4,caption{break-after:avoid}p,li{orphans:3;widows:3}}\n";

static void
put(struct doc_writer *writer, const char *markup)
{
	buffer_text(writer->out, markup);
}

static void
html_open(struct doc_writer *writer, const char *title)
{
	put(writer,
	    "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	page_text(writer->out, title);
	put(writer, "</title>\n<style>\n");
	put(writer, page_style);
	put(writer, page_style_reports);
	put(writer, page_style_print);
	put(writer, style);
	put(writer,
	    "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the "
	    "policy</a>\n<main id=\"main\">\n"
	    "<p class=\"over\">Policy</p>\n<h1>");
	page_text(writer->out, title);
	put(writer, "</h1>\n");
}

static void
html_close(struct doc_writer *writer)
{
	put(writer,
	    "</main>\n<footer><p>Made by writ " WRIT_VERSION " from the text of the policy alone; "
							     "the same text gives the same page. "
	    "Where this page and the policy differ, the policy "
	    "holds.</p></footer>\n</body>\n</html>\n");
}

static const struct {
	const char *open, *close; /* `open` without its >, so that an id fits in */
} tags[] = {
	[DOC_SECTION] = { "<section", "</section>\n" },
	[DOC_HEADING_2] = { "<h2", "</h2>\n" },
	[DOC_HEADING_3] = { "<h3", "</h3>\n" },
	[DOC_HEADING_4] = { "<h4", "</h4>\n" },
	[DOC_PARAGRAPH] = { "<p", "</p>\n" },
	[DOC_SMALL] = { "<p class=\"small\"", "</p>\n" },
	[DOC_LIST] = { "<ul", "</ul>\n" },
	[DOC_CONTENTS] = { "<nav aria-label=\"Contents\"><ul class=\"contents\"", "</ul></nav>\n" },
	[DOC_ITEM] = { "<li", "</li>\n" },
	[DOC_FACTS] = { "<div class=\"scroll\"><table class=\"about\"><tbody",
	    "</tbody></table></div>\n" },
	[DOC_TABLE] = { "<div class=\"scroll\"><table", "</tbody></table></div>\n" },
	[DOC_CAPTION] = { "<caption", "</caption>\n" },
	[DOC_HEAD] = { "<thead><tr", "</tr></thead>\n<tbody>\n" },
	[DOC_ROW] = { "<tr", "</tr>\n" },
	[DOC_HEADING_CELL] = { "<th scope=\"col\"", "</th>" },
	[DOC_EXPECTED_HEADING] = { "<th scope=\"col\" class=\"given\"", "</th>" },
	[DOC_FIRST_CELL] = { "<th scope=\"row\"", "</th>" },
	[DOC_CELL] = { "<td", "</td>" },
	[DOC_EXPECTED_CELL] = { "<td class=\"given\"", "</td>" },
	[DOC_LETTER] = { "<blockquote", "</blockquote>\n" },
	[DOC_FORM] = { "<blockquote class=\"form\"", "</blockquote>\n" },
	[DOC_RULE] = { "<article class=\"rule\"", "</article>\n" },
	[DOC_WIDE_RULE] = { "<article class=\"rule wide-rule\"", "</article>\n" },
	[DOC_SAID] = { "<div class=\"said\"", "</div>\n" },
	[DOC_SIDE] = { "<div class=\"side\"", "</div>\n" },
};

static void
html_begin(struct doc_writer *writer, enum doc_block block, const char *id)
{
	put(writer, tags[block].open);
	if (id != NULL) {
		put(writer, " id=\"");
		page_text(writer->out, id);
		put(writer, "\"");
	}
	put(writer, ">");
}

static void
html_end(struct doc_writer *writer, enum doc_block block)
{
	put(writer, tags[block].close);
}

static void
html_text(struct doc_writer *writer, const char *bytes, size_t length)
{
	page_escape(writer->out, bytes, length);
}

static void
put_in(struct doc_writer *writer, const char *open, const char *text, const char *close)
{
	put(writer, open);
	page_text(writer->out, text);
	put(writer, close);
}

static void
html_strong(struct doc_writer *writer, const char *text)
{
	put_in(writer, "<strong>", text, "</strong>");
}

static void
html_code(struct doc_writer *writer, const char *text)
{
	put_in(writer, "<code>", text, "</code>");
}

static void
html_link(struct doc_writer *writer, const char *id, const char *text)
{
	put_in(writer, "<a href=\"#", id, "\">");
	page_text(writer->out, text);
	put(writer, "</a>");
}

static void
html_mark(struct doc_writer *writer, const char *text)
{
	put_in(writer, "<mark>«", text, "»</mark>");
}

static void
html_break(struct doc_writer *writer)
{
	put(writer, "<br>\n");
}

/* ---- bands, as a line: equal parts, for open ends have no length; a filled dot belongs to the
 * band it stands in ---- */

enum {
	LINE_LEFT = 10,
	LINE_WIDTH = 700,
	LINE_TOP = 34,
	LINE_HEIGHT = 34,
	LINE_BOTTOM = 110,
	DOT = 6
};

static void
put_dot(struct doc_writer *writer, uint32_t x, bool included)
{
	buffer_printf(writer->out,
	    "<circle cx=\"%u\" cy=\"%d\" r=\"%d\" fill=\"%s\" stroke=\"#16202b\" "
	    "stroke-width=\"2\"/>\n",
	    (unsigned)x, LINE_TOP + LINE_HEIGHT + 8, DOT, included ? "#16202b" : "#fff");
}

/* An edge is one value: the dot of the band above it stands to its right, that of the band below to
 * its left. */
static void
put_edge(struct doc_writer *writer, const struct doc_band *below, const struct doc_band *above,
    uint32_t x)
{
	const char *at = above != NULL && above->low != NULL ? above->low : below->high;

	buffer_printf(writer->out,
	    "<line x1=\"%u\" x2=\"%u\" y1=\"%d\" y2=\"%d\" stroke=\"#16202b\" "
	    "stroke-width=\"2\"/>\n",
	    (unsigned)x, (unsigned)x, LINE_TOP, LINE_TOP + LINE_HEIGHT + 16);
	if (below != NULL)
		put_dot(writer, x - DOT - 3, below->high_included);
	if (above != NULL)
		put_dot(writer, x + DOT + 3, above->low_included);
	buffer_printf(writer->out, "<text x=\"%u\" y=\"%d\" text-anchor=\"middle\">", (unsigned)x,
	    LINE_BOTTOM - 8);
	page_text(writer->out, at);
	put(writer, "</text>\n");
}

static void
html_bands(struct doc_writer *writer, const struct doc_bands *bands)
{
	uint32_t wide = LINE_WIDTH / (bands->count == 0 ? 1 : bands->count);
	bool low = bands->bands[0].low != NULL, high = bands->bands[bands->count - 1].high != NULL;

	buffer_printf(writer->out,
	    "<figure class=\"line\">\n<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"",
	    LINE_WIDTH + 2 * LINE_LEFT, LINE_BOTTOM);
	page_text(writer->out, bands->title);
	for (uint32_t i = 0; i < bands->count; i++) {
		put(writer, i == 0 ? ": " : "; ");
		put_in(writer, "", bands->bands[i].label, ": ");
		page_text(writer->out, bands->bands[i].words);
	}
	put(writer, "\">\n");
	for (uint32_t i = 0; i < bands->count; i++) {
		uint32_t x = LINE_LEFT + i * wide;

		buffer_printf(writer->out,
		    "<rect x=\"%u\" y=\"%d\" width=\"%u\" height=\"%d\" fill=\"%s\" "
		    "stroke=\"#16202b\"/>\n"
		    "<text x=\"%u\" y=\"%d\" text-anchor=\"middle\" font-weight=\"600\">",
		    (unsigned)x, LINE_TOP, (unsigned)wide, LINE_HEIGHT, bands->bands[i].ground,
		    (unsigned)(x + wide / 2), LINE_TOP + 22);
		page_text(writer->out, bands->bands[i].label);
		put(writer, "</text>\n");
	}
	for (uint32_t i = 0; i <= bands->count; i++) {
		const struct doc_band *below = i == 0 ? NULL : &bands->bands[i - 1];
		const struct doc_band *above = i == bands->count ? NULL : &bands->bands[i];

		if ((i > 0 || low) && (i < bands->count || high))
			put_edge(writer, below, above, LINE_LEFT + i * wide);
	}
	put_in(writer, "<text x=\"10\" y=\"20\">", bands->by, ", rising →</text>\n</svg>\n");
	put(writer,
	    "<figcaption>A filled dot: the edge itself belongs to the band on that side. An end "
	    "without a mark is open.</figcaption>\n"
	    "</figure>\n");
}

const struct doc_form doc_html = { html_open, html_close, html_begin, html_end, html_text,
	html_strong, html_code, html_link, html_mark, html_break, html_bands };
