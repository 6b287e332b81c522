/* doc_markdown: the page as Markdown, as GitHub shows it. See doc_writer.h. */
#include "interp/doc_writer.h"

#include <string.h>

#include "interp/grid_display.h"

/*
 * Blocks are parted by a blank line and stand at the margin, the parts of a letter behind "> ". In
 * a table nothing may end the line: lists and breaks there are HTML, which GitHub lets through.
 */
static void
start_line(struct doc_writer *writer)
{
	if (!writer->fresh)
		return;
	if (writer->quoted > 0)
		buffer_text(writer->out, "> ");
	writer->fresh = false;
}

static void
put(struct doc_writer *writer, const char *markup)
{
	start_line(writer);
	buffer_text(writer->out, markup);
}

static void
end_line(struct doc_writer *writer)
{
	if (writer->fresh)
		return;
	buffer_char(writer->out, '\n');
	writer->fresh = true;
}

/* A blank line, unless there is one. */
static void
part(struct doc_writer *writer)
{
	struct buffer *out = writer->out;

	end_line(writer);
	if (out->length < 2 || out->at[out->length - 2] == '\n')
		return;
	if (writer->quoted > 0 && out->length > 2 && out->at[out->length - 2] == '>')
		return;
	buffer_text(out, writer->quoted > 0 ? ">\n" : "\n");
}

/* What Markdown would take for its own; `first`: at the start of a block, where a figure or a dash
 * would begin a list. */
static bool
needs_escape(char byte, bool first)
{
	if (strchr("\\`*_[]<>|~#$&", byte) != NULL && byte != '\0')
		return true;
	return first && (byte == '-' || byte == '+' || byte == '=' || byte == '!');
}

static void
markdown_text(struct doc_writer *writer, const char *bytes, size_t length)
{
	bool first = writer->fresh, figures = writer->fresh;

	start_line(writer);
	for (size_t i = 0; i < length;) {
		struct glyph glyph = glyph_at(bytes + i, length - i);

		if (glyph.valid && glyph.code < 0x80 && glyph.code >= ' ' && glyph.code != 0x7F) {
			char byte = bytes[i];

			if (needs_escape(byte, first)
			    || (figures && !first && (byte == '.' || byte == ')')))
				buffer_char(writer->out, '\\');
			buffer_char(writer->out, byte);
			figures = figures && byte >= '0' && byte <= '9';
		} else if (glyph.code == '\n' || glyph.code == '\t' || glyph.code == '\r') {
			buffer_char(writer->out, ' ');
		} else {
			display_add(writer->out, bytes + i, glyph.bytes);
			figures = false;
		}
		first = false;
		i += glyph.bytes;
	}
}

static void
put_text(struct doc_writer *writer, const char *text)
{
	markdown_text(writer, text, strlen(text));
}

static void
markdown_open(struct doc_writer *writer, const char *title)
{
	writer->fresh = true;
	put(writer, "# ");
	put_text(writer, title);
	part(writer);
}

static void
markdown_close(struct doc_writer *writer)
{
	part(writer);
	put(writer, "---");
	part(writer);
	put(writer,
	    "*Made by writ " WRIT_VERSION " from the text of the policy alone; the same text gives "
					  "the same page. Where this page and "
	    "the policy differ, the policy holds.*");
	end_line(writer);
}

static void
put_anchor(struct doc_writer *writer, const char *id)
{
	if (id == NULL)
		return;
	put(writer, "<a id=\"");
	display_add_html(writer->out, id, strlen(id));
	put(writer, "\"></a>");
}

static void
begin_list(struct doc_writer *writer)
{
	if (writer->cells > 0) {
		put(writer, "<ul>");
		return;
	}
	if (writer->lists == 0)
		part(writer);
	else
		end_line(writer);
	writer->lists++;
}

static void
begin_item(struct doc_writer *writer)
{
	if (writer->cells > 0) {
		put(writer, "<li>");
		return;
	}
	end_line(writer);
	for (unsigned i = 1; i < writer->lists; i++)
		put(writer, "  ");
	put(writer, "- ");
}

static void
begin_paragraph(struct doc_writer *writer)
{
	struct buffer *out = writer->out;

	if (writer->cells == 0)
		part(writer);
	else if (out->length < 2 || memcmp(out->at + out->length - 2, "| ", 2) != 0)
		put(writer, "<br>");
}

static void
begin_cell(struct doc_writer *writer)
{
	if (writer->in_head)
		writer->columns++;
	writer->cells++;
	put(writer, " ");
}

static void
markdown_begin(struct doc_writer *writer, enum doc_block block, const char *id)
{
	switch (block) {
	case DOC_HEADING_2:
	case DOC_HEADING_3:
	case DOC_HEADING_4:
		part(writer);
		put(writer,
		    block == DOC_HEADING_2	 ? "## "
			: block == DOC_HEADING_3 ? "### "
						 : "#### ");
		break;
	case DOC_PARAGRAPH:
	case DOC_SMALL:
		begin_paragraph(writer);
		break;
	case DOC_CAPTION:
		put(writer, "**");
		break;
	case DOC_LIST:
	case DOC_CONTENTS:
		begin_list(writer);
		break;
	case DOC_ITEM:
		begin_item(writer);
		break;
	case DOC_FACTS:
		part(writer);
		put(writer, "| | |");
		end_line(writer);
		put(writer, "|---|---|");
		end_line(writer);
		break;
	case DOC_TABLE:
		part(writer);
		break;
	case DOC_HEAD:
		part(writer);
		writer->in_head = true;
		writer->columns = 0;
		put(writer, "|");
		break;
	case DOC_ROW:
		put(writer, "|");
		break;
	case DOC_HEADING_CELL:
	case DOC_EXPECTED_HEADING:
	case DOC_FIRST_CELL:
	case DOC_CELL:
	case DOC_EXPECTED_CELL:
		begin_cell(writer);
		break;
	case DOC_LETTER:
	case DOC_FORM:
		part(writer);
		writer->quoted++;
		break;
	case DOC_SECTION:
	case DOC_RULE:
	case DOC_WIDE_RULE:
		part(writer);
		put_anchor(writer, id);
		if (id != NULL)
			part(writer);
		return;
	case DOC_SAID:
	case DOC_SIDE:
		return;
	}
	put_anchor(writer, id);
}

static void
end_head(struct doc_writer *writer)
{
	end_line(writer);
	put(writer, "|");
	for (uint32_t i = 0; i < writer->columns; i++)
		put(writer, "---|");
	end_line(writer);
	writer->in_head = false;
}

static void
markdown_end(struct doc_writer *writer, enum doc_block block)
{
	switch (block) {
	case DOC_HEADING_2:
	case DOC_HEADING_3:
	case DOC_HEADING_4:
		part(writer);
		break;
	case DOC_PARAGRAPH:
	case DOC_SMALL:
		if (writer->cells == 0)
			part(writer);
		break;
	case DOC_CAPTION:
		put(writer, "**");
		part(writer);
		break;
	case DOC_LIST:
	case DOC_CONTENTS:
		if (writer->cells > 0) {
			put(writer, "</ul>");
			break;
		}
		writer->lists--;
		if (writer->lists == 0)
			part(writer);
		break;
	case DOC_ITEM:
		if (writer->cells > 0)
			put(writer, "</li>");
		else
			end_line(writer);
		break;
	case DOC_HEAD:
		end_head(writer);
		break;
	case DOC_ROW:
		end_line(writer);
		break;
	case DOC_HEADING_CELL:
	case DOC_EXPECTED_HEADING:
	case DOC_FIRST_CELL:
	case DOC_CELL:
	case DOC_EXPECTED_CELL:
		writer->cells--;
		put(writer, " |");
		break;
	case DOC_LETTER:
	case DOC_FORM:
		end_line(writer);
		writer->quoted--;
		part(writer);
		break;
	case DOC_FACTS:
	case DOC_TABLE:
	case DOC_SECTION:
	case DOC_RULE:
	case DOC_WIDE_RULE:
	case DOC_SAID:
	case DOC_SIDE:
		part(writer);
		break;
	}
}

static void
markdown_strong(struct doc_writer *writer, const char *text)
{
	put(writer, "**");
	put_text(writer, text);
	put(writer, "**");
}

/* Inside a pair of backticks nothing is special but the backtick itself, which no name has, and in
 * tables the bar. */
static void
markdown_code(struct doc_writer *writer, const char *text)
{
	put(writer, "`");
	for (; *text != '\0'; text++)
		buffer_char(writer->out, *text == '`' || *text == '|' ? '\'' : *text);
	put(writer, "`");
}

static void
markdown_link(struct doc_writer *writer, const char *id, const char *text)
{
	put(writer, "[");
	put_text(writer, text);
	put(writer, "](#");
	put(writer, id);
	put(writer, ")");
}

static void
markdown_mark(struct doc_writer *writer, const char *text)
{
	static const char close[] = "»**";
	const struct buffer *out = writer->out;
	size_t length = strlen(close);

	/* Right behind another they are one piece of bold: four asterisks would be read as such. */
	if (out->length >= length && memcmp(out->at + out->length - length, close, length) == 0)
		buffer_cut(writer->out, out->length - strlen("**"));
	else
		put(writer, "**");
	put(writer, "«");
	put_text(writer, text);
	put(writer, close);
}

static void
markdown_break(struct doc_writer *writer)
{
	if (writer->cells > 0) {
		put(writer, "<br>");
		return;
	}
	put(writer, "\\");
	end_line(writer);
}

static void
markdown_bands(struct doc_writer *writer, const struct doc_bands *bands)
{
	static const char *const headings[] = { "Band", "From", "To" };

	doc_begin(writer, DOC_TABLE);
	doc_head(writer, headings, 3);
	for (uint32_t i = 0; i < bands->count; i++) {
		const struct doc_band *band = &bands->bands[i];

		doc_begin(writer, DOC_ROW);
		doc_put(writer, DOC_FIRST_CELL, band->label);
		doc_begin(writer, DOC_CELL);
		doc_text(writer, band->low == NULL ? "open" : band->low);
		if (band->low != NULL)
			doc_text(writer,
			    band->low_included ? ", itself included" : ", itself not included");
		doc_end(writer, DOC_CELL);
		doc_begin(writer, DOC_CELL);
		doc_text(writer, band->high == NULL ? "open" : band->high);
		if (band->high != NULL)
			doc_text(writer,
			    band->high_included ? ", itself included" : ", itself not included");
		doc_end(writer, DOC_CELL);
		doc_end(writer, DOC_ROW);
	}
	doc_end(writer, DOC_TABLE);
}

const struct doc_form doc_markdown = { markdown_open, markdown_close, markdown_begin, markdown_end,
	markdown_text, markdown_strong, markdown_code, markdown_link, markdown_mark, markdown_break,
	markdown_bands };
