/* letters_plain: what a letter and its forms print, in lines and without the foot: to lay two runs
 * beside each other (contrast_letters.h). */
#include <string.h>

#include "interp/letter_page.h"
#include "interp/letters_internal.h"

static void
add_line(struct buffer *out, const struct form *form, const char *label, const char *text)
{
	buffer_text(out, "form ");
	buffer_text(out, form->name);
	buffer_text(out, ": ");
	buffer_text(out, label);
	buffer_text(out, *label == '\0' || *text == '\0' ? "" : ": ");
	buffer_text(out, text);
	buffer_text(out, "\r\n");
}

/* Cells as they stand beside each other. */
static void
add_row(struct buffer *out, const struct form *form, const char *const *cells)
{
	struct arena arena = ARENA_INIT;
	const char *row = "";

	for (uint32_t i = 0; i < form->column_count; i++)
		if (form->columns[i].value != NULL)
			row = arena_printf(&arena, "%s%s%s", row, *row == '\0' ? "" : "; ",
			    cells[i] == NULL || *cells[i] == '\0' ? "-" : cells[i]);
	add_line(out, form, "", row);
	arena_release(&arena);
}

static void
add_form(struct buffer *out, const struct filled_form *filled)
{
	const struct form *form = filled->form;
	struct arena arena = ARENA_INIT;

	add_line(out, form, "", letter_form_title(&arena, filled));
	for (uint32_t i = 0; i < form->header_count; i++)
		if (form->headers[i].value != NULL && filled->headers[i] != NULL)
			add_line(out, form, form->headers[i].label, filled->headers[i]);
	for (uint32_t i = 0; filled->rows != NULL && i < filled->rows->count; i++)
		add_row(out, form, filled->rows->rows[i]->cells);
	if (filled->rows == NULL && form->rows == NULL && form->column_count > 0)
		add_row(out, form, filled->columns);
	if (filled->return_to != NULL)
		add_line(out, form, "return to", filled->return_to);
	arena_release(&arena);
}

void
letters_read(const struct letters *letters, const struct letter_reader *reader)
{
	struct buffer text = BUFFER_INIT;

	for (size_t i = 0; i < letters->count; i++) {
		const struct letter_copy *copy = letters->copies[i];

		if (copy->fate == LETTER_UNDECIDED)
			continue;
		buffer_clear(&text);
		letter_body(&text, letters, copy);
		for (uint32_t k = 0; k < copy->letter->enclosure_count; k++)
			if (copy->letter->enclosures[k].form != NULL)
				add_form(&text, &copy->forms[k]);
		reader->letter(reader->context, copy->letter, copy->key, text.at);
	}
	buffer_release(&text);
}
