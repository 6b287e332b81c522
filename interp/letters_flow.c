/*
 * letters_flow: a filled template to lines, and lines to HTML and to plain text.
 *
 * Structure comes from the wording alone, never from a cell: an empty line parts paragraphs, a line
 * that begins with `* ` is a bullet, any other new line is a line break. A line on which only a
 * flag stood that is not shown, or a list without members, is left out.
 */
#include <string.h>

#include "interp/grid_display.h"
#include "interp/letters_internal.h"
#include "interp/page.h"

struct flow {
	struct buffer *out;
	size_t line;                     /* where the current line begins */
	bool hidden;                     /* a flag on it is not shown, or a list has no members */
	bool paragraphs, heading, dated; /* the wording says where they go */
	const struct letter_copy *copy;
};

/* ---- to lines ---- */

/* A value may be an empty text, such as a list without members: then only its mark is there. */
static bool
shows_nothing(char byte)
{
	return byte == ' ' || byte == '\t' || byte == FLOW_VALUE;
}

static bool
line_is_empty(const struct flow *flow)
{
	for (size_t at = flow->line; at < flow->out->length; at++)
		if (!shows_nothing(flow->out->at[at]) && flow->out->at[at] != '*')
			return false;
	return true;
}

static void
end_line(struct flow *flow)
{
	if (flow->hidden && line_is_empty(flow))
		buffer_cut(flow->out, flow->line);
	else
		buffer_char(flow->out, '\n');
	flow->line = flow->out->length;
	flow->hidden = false;
}

/* Of the policy: its line ends are lines. */
static void
add_literal(struct flow *flow, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (bytes[i] == '\n')
			end_line(flow);
		else if (bytes[i] == '\t' || (unsigned char)bytes[i] >= ' ')
			buffer_char(flow->out, bytes[i]);
	}
}

/* Of data: its line ends are breaks, and what could be one of our marks is shown as what it is, not
 * known. */
static void
add_value(struct flow *flow, const char *text)
{
	buffer_char(flow->out, FLOW_VALUE);
	for (; *text != '\0'; text++) {
		if (text[0] == '\r' && text[1] == '\n')
			continue;
		if (*text == '\n' || *text == '\r')
			buffer_char(flow->out, FLOW_BREAK);
		else if (*text == FLOW_VALUE || *text == FLOW_HEADING || *text == FLOW_BREAK)
			utf8_add(flow->out, 0xFFFD);
		else
			buffer_char(flow->out, *text);
	}
}

/* The bullet that was written before a list is the list's first. */
static void
drop_bullet(struct flow *flow)
{
	if (line_is_empty(flow))
		buffer_cut(flow->out, flow->line);
}

static void
add_items(struct flow *flow, const struct looked_set *items)
{
	drop_bullet(flow);
	flow->hidden = flow->hidden || items->count == 0;	/* a line for each of none */
	for (uint32_t i = 0; i < items->count; i++) {
		if (i > 0)
			end_line(flow);
		buffer_text(flow->out, "* ");
		add_value(flow, items->rows[i]->cells[0] == NULL ? "" : items->rows[i]->cells[0]);
	}
}

/* A list whose rows are out of reach: as it was joined. */
static void
add_joined_items(struct flow *flow, const char *text)
{
	struct arena arena = ARENA_INIT;

	drop_bullet(flow);
	if (*text == '\0') {
		flow->hidden = true;
		return;
	}
	for (bool first = true; text != NULL; first = false) {
		const char *end = strstr(text, ", ");
		size_t length = end == NULL ? strlen(text) : (size_t)(end - text);

		if (!first)
			end_line(flow);
		buffer_text(flow->out, "* ");
		add_value(flow, arena_copy(&arena, text, length));
		text = end == NULL ? NULL : end + 2;
	}
	arena_release(&arena);
}

static void add_filled(struct flow *flow, const struct filled *filled);

static void
add_paragraphs(struct flow *flow)
{
	flow->paragraphs = true;
	for (uint32_t i = 0; i < flow->copy->letter->paragraph_count; i++) {
		if (flow->copy->paragraphs[i].template == NULL)
			continue;
		end_line(flow);
		end_line(flow);
		add_filled(flow, &flow->copy->paragraphs[i]);
		end_line(flow);
		end_line(flow);
	}
}

static void
add_field(struct flow *flow, const struct filled *filled, uint32_t at)
{
	const struct template_part *part = &filled->template->parts[at];
	const struct filled_part *value = &filled->parts[at];
	/* A subject or a title is one line: a list stands in it with commas. */
	bool alone = flow->copy != NULL && stands_alone(filled->template, at);

	if (flow->copy != NULL && is_place(part, "paragraphs")) {
		add_paragraphs(flow);
		return;
	}
	if (is_place(part, "subject")) {
		flow->heading = true;
		buffer_char(flow->out, FLOW_HEADING);
		return;
	}
	if (value->text == NULL)
		return; /* such a letter is held back */
	if (alone && part->value->kind == EXPR_LETTER_DATE)
		flow->dated = true;
	if (alone && value->items != NULL)
		add_items(flow, value->items);
	else if (alone && list_behind(part->value) != NULL)
		add_joined_items(flow, value->text);
	else
		add_value(flow, value->text);
}

static void
add_filled(struct flow *flow, const struct filled *filled)
{
	for (uint32_t i = 0; i < filled->template->count; i++) {
		const struct template_part *part = &filled->template->parts[i];

		if (part->kind == TEMPLATE_TEXT)
			add_literal(flow, part->text, part->length);
		else if (part->kind == TEMPLATE_FIELD)
			add_field(flow, filled, i);
		else if (filled->parts[i].shown)
			add_literal(flow, part->text, part->length);
		else
			flow->hidden = true;
	}
}

void
flow_letter(struct buffer *out, const struct letter_copy *copy, bool *heading, bool *dated)
{
	struct flow flow = { .out = out, .line = out->length, .copy = copy };

	add_filled(&flow, &copy->wording);
	end_line(&flow);
	if (!flow.paragraphs)
		add_paragraphs(&flow);
	*heading = flow.heading;
	*dated = flow.dated;
}

void
flow_line(struct buffer *out, const struct filled *filled)
{
	size_t start = out->length, used;
	struct flow flow = { .out = out, .line = start };

	add_filled(&flow, filled);
	used = start;
	for (size_t i = start; i < out->length; i++) {
		char byte = out->at[i];

		if (byte == FLOW_VALUE || byte == FLOW_HEADING)
			continue;
		out->at[used++] = byte == FLOW_BREAK || byte == '\n' ? ' ' : byte;
	}
	buffer_cut(out, used);
}

/* ---- out of lines ---- */

enum block { BLOCK_NONE, BLOCK_PARAGRAPH, BLOCK_BULLETS };

struct line {
	const char *at;
	size_t length;
};

/* The next line, without blanks at its end; false behind the last. */
static bool
next_line(const struct buffer *flow, size_t *at, struct line *line)
{
	const char *start = flow->at + *at, *end;

	if (*at >= flow->length)
		return false;
	end = memchr(start, '\n', flow->length - *at);
	line->at = start;
	line->length = end == NULL ? flow->length - *at : (size_t)(end - start);
	*at += line->length + 1;
	while (line->length > 0 && shows_nothing(start[line->length - 1]))
		line->length--;
	return true;
}

static bool
is_bullet(const struct line *line)
{
	return line->length > 2 && line->at[0] == '*' && line->at[1] == ' ';
}

static void
put_html(struct buffer *out, const char *bytes, size_t length)
{
	size_t start = 0;

	for (size_t i = 0; i <= length; i++) {
		if (i < length && bytes[i] != FLOW_VALUE && bytes[i] != FLOW_BREAK
		    && bytes[i] != FLOW_HEADING)
			continue;
		page_escape(out, bytes + start, i - start);
		start = i + 1;
		if (i < length && bytes[i] == FLOW_BREAK)
			buffer_text(out, "<br>\n");
	}
}

static void
close_block(struct buffer *out, enum block *block)
{
	if (*block == BLOCK_PARAGRAPH)
		buffer_text(out, "</p>\n");
	else if (*block == BLOCK_BULLETS)
		buffer_text(out, "</ul>\n");
	*block = BLOCK_NONE;
}

void
flow_html(struct buffer *out, const struct buffer *flow, const char *heading)
{
	enum block block = BLOCK_NONE;
	struct line line;

	for (size_t at = 0; next_line(flow, &at, &line);) {
		if (line.length == 0) {
			close_block(out, &block);
		} else if (line.at[0] == FLOW_HEADING && line.length == 1) {
			close_block(out, &block);
			buffer_text(out, "<h1>");
			page_escape(out, heading, strlen(heading));
			buffer_text(out, "</h1>\n");
		} else if (is_bullet(&line)) {
			if (block != BLOCK_BULLETS) {
				close_block(out, &block);
				buffer_text(out, "<ul>\n");
			}
			block = BLOCK_BULLETS;
			buffer_text(out, "<li>");
			put_html(out, line.at + 2, line.length - 2);
			buffer_text(out, "</li>\n");
		} else {
			if (block != BLOCK_PARAGRAPH)
				close_block(out, &block);
			buffer_text(out, block == BLOCK_PARAGRAPH ? "<br>\n" : "<p>");
			block = BLOCK_PARAGRAPH;
			put_html(out, line.at, line.length);
		}
	}
	close_block(out, &block);
}

static void
put_text(struct buffer *out, const char *bytes, size_t length)
{
	size_t start = 0;

	for (size_t i = 0; i <= length; i++) {
		if (i < length && bytes[i] != FLOW_VALUE && bytes[i] != FLOW_BREAK
		    && bytes[i] != FLOW_HEADING)
			continue;
		display_add(out, bytes + start, i - start);
		start = i + 1;
		if (i < length && bytes[i] == FLOW_BREAK)
			buffer_text(out, "\r\n");
	}
}

void
flow_text(struct buffer *out, const struct buffer *flow, const char *heading)
{
	bool wants_gap = false, some = false;
	struct line line;

	for (size_t at = 0; next_line(flow, &at, &line);) {
		if (line.length == 0) {
			wants_gap = some;
			continue;
		}
		if (wants_gap)
			buffer_text(out, "\r\n");
		wants_gap = false;
		some = true;
		if (line.at[0] == FLOW_HEADING && line.length == 1)
			display_add(out, heading, strlen(heading));
		else
			put_text(out, line.at, line.length);
		buffer_text(out, "\r\n");
	}
}
