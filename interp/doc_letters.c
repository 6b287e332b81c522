/* doc_letters: letters with their wording, fields marked, and forms as they are drawn. */
#include "interp/doc_parts.h"

#include <string.h>

#include "lang/template.h"

/* ---- wording ---- */

static void
put_field(struct doc *doc, const struct template_part *part)
{
	const char *name = doc_human(doc, part->name, false);

	if (part->member != NULL)
		name =
		    arena_printf(doc->arena, "%s’s %s", name, doc_human(doc, part->member, false));
	doc->writer->form->mark(doc->writer, name);
}

static void
put_when(struct doc *doc, const struct template_part *part)
{
	struct doc_writer *writer = doc->writer;
	const char *name = doc_human(doc, part->name, false);

	if (part->member != NULL)
		name =
		    arena_printf(doc->arena, "%s’s %s", name, doc_human(doc, part->member, false));
	writer->form->mark(writer, arena_printf(doc->arena, "when %s:", name));
	writer->form->text(writer, part->text, part->length);
	writer->form->mark(writer, "end");
}

/* On one line: a subject, the title of a form. */
static void
put_template(struct doc *doc, const struct template *template)
{
	for (uint32_t i = 0; i < template->count; i++) {
		const struct template_part *part = &template->parts[i];

		if (part->kind == TEMPLATE_TEXT)
			doc->writer->form->text(doc->writer, part->text, part->length);
		else if (part->kind == TEMPLATE_FIELD)
			put_field(doc, part);
		else
			put_when(doc, part);
	}
}

/* Lines to paragraphs and lists, as the letter itself is laid out: a blank line parts, "* " is an
 * item, other lines break. */
struct wording {
	struct doc *doc;
	const struct letter *letter;
	enum { AT_NOTHING, AT_PARAGRAPH, AT_ITEM } at;
	bool list, line_started, paragraphs_shown;
};

static void
end_block(struct wording *wording)
{
	struct doc_writer *writer = wording->doc->writer;

	if (wording->at == AT_PARAGRAPH)
		doc_end(writer, DOC_PARAGRAPH);
	else if (wording->at == AT_ITEM)
		doc_end(writer, DOC_ITEM);
	wording->at = AT_NOTHING;
}

static void
end_list(struct wording *wording)
{
	end_block(wording);
	if (wording->list)
		doc_end(wording->doc->writer, DOC_LIST);
	wording->list = false;
}

/* Something is to be written on the line: begins what it belongs to. */
static void
need_block(struct wording *wording, bool item)
{
	struct doc_writer *writer = wording->doc->writer;

	if (wording->line_started)
		return;
	wording->line_started = true;
	if (item) {
		end_block(wording);
		if (!wording->list)
			doc_begin(writer, DOC_LIST);
		wording->list = true;
		doc_begin(writer, DOC_ITEM);
		wording->at = AT_ITEM;
	} else if (wording->at == AT_PARAGRAPH) {
		writer->form->line_break(writer);
	} else {
		end_list(wording);
		doc_begin(writer, DOC_PARAGRAPH);
		wording->at = AT_PARAGRAPH;
	}
}

static void
add_text(struct wording *wording, const char *bytes, size_t length)
{
	while (length > 0) {
		const char *end = memchr(bytes, '\n', length);
		size_t line = end == NULL ? length : (size_t)(end - bytes), skip = 0;
		bool item =
		    !wording->line_started && line >= 2 && bytes[0] == '*' && bytes[1] == ' ';

		if (item)
			skip = 2;
		else if (!wording->line_started)
			while (skip < line && (bytes[skip] == ' ' || bytes[skip] == '\t'))
				skip++;
		if (item || skip < line) {
			need_block(wording, item);
			wording->doc->writer->form->text(
			    wording->doc->writer, bytes + skip, line - skip);
		}
		if (end == NULL)
			return;
		if (!wording->line_started)
			end_list(wording);
		wording->line_started = false;
		bytes += line + 1;
		length -= line + 1;
	}
}

static void add_template(struct wording *wording, const struct template *template);

/* Each paragraph that a condition may add, behind its condition. */
static void
add_paragraphs(struct wording *wording)
{
	struct doc *doc = wording->doc;

	wording->paragraphs_shown = true;
	for (uint32_t i = 0; i < wording->letter->paragraph_count; i++) {
		const struct letter_paragraph *paragraph = &wording->letter->paragraphs[i];

		end_list(wording);
		wording->line_started = false;
		if (paragraph->when != NULL) {
			doc_begin(doc->writer, DOC_SMALL);
			doc_text(doc->writer, "When ");
			doc_expr(doc, paragraph->when);
			doc_text(doc->writer, ":");
			doc_end(doc->writer, DOC_SMALL);
		}
		if (paragraph->text != NULL)
			add_template(wording, paragraph->text);
		end_list(wording);
		wording->line_started = false;
	}
}

static void
add_template(struct wording *wording, const struct template *template)
{
	for (uint32_t i = 0; i < template->count; i++) {
		const struct template_part *part = &template->parts[i];

		if (part->kind == TEMPLATE_TEXT) {
			add_text(wording, part->text, part->length);
		} else if (part->value == NULL && strcmp(part->name, "paragraphs") == 0) {
			add_paragraphs(wording);
		} else {
			need_block(wording, false);
			if (part->kind == TEMPLATE_FIELD)
				put_field(wording->doc, part);
			else
				put_when(wording->doc, part);
		}
	}
}

static void
put_wording(struct doc *doc, const struct letter *letter)
{
	struct wording wording = { .doc = doc, .letter = letter };

	if (letter->wording_template == NULL)
		return;
	doc_put(doc->writer, DOC_HEADING_4, "Wording");
	doc_begin(doc->writer, DOC_LETTER);
	add_template(&wording, letter->wording_template);
	if (!wording.paragraphs_shown)
		add_paragraphs(&wording);
	end_list(&wording);
	doc_end(doc->writer, DOC_LETTER);
}

/* ---- letters ---- */

void
doc_letter_register(struct doc *doc, const struct letter_register *letter_register)
{
	struct doc_writer *writer = doc->writer;

	doc_rule_begin(doc, "letter-register", "Letters that were sent",
	    letter_register->table->name, &letter_register->provenance);
	doc_begin(writer, DOC_PARAGRAPH);
	doc_text(writer, "A letter counts as sent when it stands in ");
	writer->form->link(writer, doc_table_id(doc, letter_register->table),
	    doc_human(doc, letter_register->table->name, false));
	doc_text(writer,
	    arena_printf(doc->arena, ", where %s says which letter it was.",
		doc_human(doc, letter_register->named_by->name, false)));
	doc_end(writer, DOC_PARAGRAPH);
	doc_rule_end(doc, &letter_register->provenance);
}

static void
fact_begin(struct doc *doc, const char *name)
{
	doc_begin(doc->writer, DOC_ROW);
	doc_put(doc->writer, DOC_FIRST_CELL, name);
	doc_begin(doc->writer, DOC_CELL);
}

static void
fact_end(struct doc *doc)
{
	doc_end(doc->writer, DOC_CELL);
	doc_end(doc->writer, DOC_ROW);
}

static void
put_enclosures(struct doc *doc, const struct letter *letter)
{
	struct doc_writer *writer = doc->writer;

	fact_begin(doc, "Encloses");
	for (uint32_t i = 0; i < letter->enclosure_count; i++) {
		const struct enclosure *enclosure = &letter->enclosures[i];

		doc_text(writer, i == 0 ? "" : "; ");
		if (enclosure->form == NULL)
			doc_flowing(doc, enclosure->text);
		else
			writer->form->link(writer, doc_form_id(doc, enclosure->form),
			    arena_printf(doc->arena, "form %s",
				doc_human(doc, enclosure->form->name, false)));
	}
	fact_end(doc);
}

static void
put_letter_facts(struct doc *doc, const struct letter *letter)
{
	struct doc_writer *writer = doc->writer;

	doc_begin(writer, DOC_FACTS);
	if (letter->to != NULL) {
		fact_begin(doc, "To");
		doc_text(writer, doc_human(doc, letter->to->name, false));
		fact_end(doc);
	}
	if (letter->subject_template != NULL) {
		fact_begin(doc, "Subject");
		put_template(doc, letter->subject_template);
		fact_end(doc);
	}
	if (letter->send_when != NULL) {
		fact_begin(doc, "Sent when");
		doc_said(doc, letter->send_when, false);
		fact_end(doc);
	}
	if (letter->lapses_when != NULL) {
		fact_begin(doc, "Lapses when");
		doc_said(doc, letter->lapses_when, false);
		fact_end(doc);
	}
	for (uint32_t i = 0; i < letter->displaced_by_count; i++) {
		fact_begin(doc, "Not sent where");
		writer->form->link(writer, doc_letter_id(doc, letter->displaced_by[i]),
		    doc_human(doc, letter->displaced_by[i]->name, false));
		doc_text(writer, " is due or sent: that one stands instead");
		fact_end(doc);
	}
	if (letter->reply_by != NULL) {
		fact_begin(doc, "Asks for a reply");
		doc_text(writer, "by ");
		doc_expr(doc, letter->reply_by);
		if (letter->reply_to != NULL) {
			doc_text(writer, ", to ");
			doc_expr(doc, letter->reply_to);
		}
		fact_end(doc);
	}
	if (letter->enclosure_count > 0)
		put_enclosures(doc, letter);
	if (letter->copy_count > 0) {
		fact_begin(doc, "Copies to");
		for (uint32_t i = 0; i < letter->copy_count; i++) {
			doc_text(writer, i == 0 ? "" : "; ");
			doc_expr(doc, letter->copies[i]);
		}
		fact_end(doc);
	}
	doc_end(writer, DOC_FACTS);
}

void
doc_letter(struct doc *doc, const struct letter *letter)
{
	struct doc_writer *writer = doc->writer;

	doc_rule_begin(doc, doc_letter_id(doc, letter), doc_human(doc, letter->name, true),
	    letter->name, &letter->provenance);
	doc_begin(writer, DOC_PARAGRAPH);
	doc_text(writer, "At most one for each row of ");
	writer->form->link(
	    writer, doc_table_id(doc, letter->table), doc_human(doc, letter->table->name, false));
	doc_text(
	    writer, ": it is due when its condition holds and the register does not have it yet.");
	doc_end(writer, DOC_PARAGRAPH);
	put_letter_facts(doc, letter);
	put_wording(doc, letter);
	doc_rule_end(doc, &letter->provenance);
}

/* ---- forms ---- */

static void
put_form_value(struct doc *doc, const struct expr *value)
{
	if (value == NULL)
		doc_text(doc->writer, "(to fill in)");
	else
		doc->writer->form->mark(doc->writer, doc_expr_text(doc, value));
}

void
doc_form_drawn(struct doc *doc, const struct form *form)
{
	struct doc_writer *writer = doc->writer;
	const struct table *rows = form->rows != NULL ? form->rows->table : form->table;

	doc_rule_begin(doc, doc_form_id(doc, form),
	    arena_printf(doc->arena, "Form %s%s%s", doc_human(doc, form->name, false),
		form->also_called != NULL ? ": " : "",
		form->also_called != NULL ? form->also_called : ""),
	    form->name, &form->provenance);
	doc_begin(writer, DOC_FORM);
	doc_begin(writer, DOC_PARAGRAPH);
	if (form->title_template != NULL)
		put_template(doc, form->title_template);
	else
		writer->form->strong(
		    writer, form->title != NULL ? form->title : doc_human(doc, form->name, true));
	doc_end(writer, DOC_PARAGRAPH);
	if (form->header_count > 0) {
		doc_begin(writer, DOC_FACTS);
		for (uint32_t i = 0; i < form->header_count; i++) {
			fact_begin(doc, form->headers[i].label);
			put_form_value(doc, form->headers[i].value);
			fact_end(doc);
		}
		doc_end(writer, DOC_FACTS);
	}
	doc_begin(writer, DOC_TABLE);
	doc_begin(writer, DOC_HEAD);
	for (uint32_t i = 0; i < form->column_count; i++)
		doc_put(writer, DOC_HEADING_CELL, form->columns[i].label);
	doc_end(writer, DOC_HEAD);
	doc_begin(writer, DOC_ROW);
	for (uint32_t i = 0; i < form->column_count; i++) {
		doc_begin(writer, DOC_CELL);
		put_form_value(doc, form->columns[i].value);
		doc_end(writer, DOC_CELL);
	}
	doc_end(writer, DOC_ROW);
	doc_end(writer, DOC_TABLE);
	doc_end(writer, DOC_FORM);
	doc_begin(writer, DOC_PARAGRAPH);
	if (form->rows == NULL)
		doc_text(writer,
		    arena_printf(doc->arena, "With %u empty row%s.", (unsigned)form->empty_rows,
			form->empty_rows == 1 ? "" : "s"));
	else
		doc_text(writer,
		    arena_printf(doc->arena, "One row for each %s that belongs to it",
			doc_human(doc, rows->name, false)));
	if (form->rows != NULL && form->rows->where != NULL) {
		doc_text(writer, " where ");
		doc_expr(doc, form->rows->where);
	}
	if (form->rows != NULL)
		doc_text(writer, ".");
	if (form->return_to != NULL) {
		doc_text(writer, " To be returned to ");
		doc_expr(doc, form->return_to);
		doc_text(writer, ".");
	}
	doc_end(writer, DOC_PARAGRAPH);
	doc_rule_end(doc, &form->provenance);
}
