/* form_page: see form_page.h. */
#include "interp/form_page.h"

#include "interp/letter_page.h"
#include "interp/page_parts.h"

enum { WIDE_COLUMNS = 6 }; /* from here on the paper lies on its side */

static void
put_headers(struct buffer *out, const struct filled_form *filled)
{
	const struct form *form = filled->form;

	if (form->header_count == 0)
		return;
	buffer_text(out, "<dl>\n");
	for (uint32_t i = 0; i < form->header_count; i++) {
		buffer_text(out, "<dt>");
		page_text(out, form->headers[i].label);
		if (form->headers[i].value == NULL) {
			buffer_text(out, "</dt><dd class=\"fill\"><span class=\"hidden\">to fill "
					 "in</span></dd>\n");
			continue;
		}
		buffer_text(out, "</dt><dd>");
		page_text(out, filled->headers[i]);
		buffer_text(out, "</dd>\n");
	}
	buffer_text(out, "</dl>\n");
}

static void
put_cell(struct buffer *out, const char *text)
{
	buffer_text(out, "<td>");
	if (text != NULL && *text == '\0')
		buffer_text(out, "<span aria-hidden=\"true\">–</span><span "
				 "class=\"hidden\">nothing on file</span>");
	else
		page_text(out, text);
	buffer_text(out, "</td>");
}

static void
put_rows(struct buffer *out, const struct filled_form *filled)
{
	const struct form *form = filled->form;

	for (uint32_t row = 0; row < filled->rows->count; row++) {
		buffer_text(out, "<tr>");
		for (uint32_t i = 0; i < form->column_count; i++)
			put_cell(out, form->columns[i].value == NULL
					  ? NULL
					  : filled->rows->rows[row]->cells[i]);
		buffer_text(out, "</tr>\n");
	}
	if (filled->rows->count == 0)
		buffer_printf(
		    out, "<tr><td colspan=\"%u\">None on file</td></tr>\n", form->column_count);
}

static void
put_empty_rows(struct buffer *out, const struct filled_form *filled)
{
	const struct form *form = filled->form;

	for (uint32_t row = 0; row < form->empty_rows; row++) {
		buffer_text(out, "<tr>");
		for (uint32_t i = 0; i < form->column_count; i++)
			put_cell(out, filled->columns[i]);
		buffer_text(out, "</tr>\n");
	}
}

static void
put_table(struct buffer *out, const struct filled_form *filled, const char *title)
{
	const struct form *form = filled->form;

	if (form->column_count == 0)
		return;
	buffer_text(out, "<table>\n<caption class=\"hidden\">");
	page_text(out, title);
	buffer_text(out, "</caption>\n<thead><tr>");
	for (uint32_t i = 0; i < form->column_count; i++) {
		buffer_text(out, form->columns[i].value == NULL ? "<th scope=\"col\" class=\"box\">"
								: "<th scope=\"col\">");
		page_text(out, form->columns[i].label);
		buffer_text(out, "</th>");
	}
	buffer_text(out, "</tr></thead>\n<tbody>\n");
	if (filled->rows != NULL)
		put_rows(out, filled);
	else
		put_empty_rows(out, filled);
	buffer_text(out, "</tbody>\n</table>\n");
}

void
form_html(struct buffer *out, const struct letters *letters, const struct letter_copy *copy,
    const struct filled_form *filled)
{
	struct arena arena = ARENA_INIT;
	const char *title = letter_form_title(&arena, filled);

	letter_page_head(out, title, filled->form->column_count >= WIDE_COLUMNS);
	buffer_text(out, "<main class=\"sheet\">\n<h1>");
	page_text(out, title);
	buffer_text(out, "</h1>\n");
	if (filled->form->also_called != NULL) {
		buffer_text(out, "<p>Also called ");
		page_text(out, filled->form->also_called);
		buffer_text(out, "</p>\n");
	}
	put_headers(out, filled);
	put_table(out, filled, title);
	if (filled->return_to != NULL) {
		buffer_text(out, "<p><strong>Return to:</strong> ");
		page_text(out, filled->return_to);
		buffer_text(out, "</p>\n");
	}
	buffer_text(out, "<p>Goes with the letter of ");
	page_date(out, letters->knobs->run_date);
	buffer_text(out, ": ");
	page_text(out, letter_subject(&arena, copy));
	buffer_text(out, "</p>\n</main>\n");
	letter_page_foot(out, letters->program, copy);
	arena_release(&arena);
}
