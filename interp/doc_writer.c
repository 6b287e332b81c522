/* doc_writer: see doc_writer.h. */
#include "interp/doc_writer.h"

#include <string.h>

void
doc_begin(struct doc_writer *writer, enum doc_block block)
{
	writer->form->begin(writer, block, NULL);
}

void
doc_begin_at(struct doc_writer *writer, enum doc_block block, const char *id)
{
	writer->form->begin(writer, block, id);
}

void
doc_end(struct doc_writer *writer, enum doc_block block)
{
	writer->form->end(writer, block);
}

void
doc_text(struct doc_writer *writer, const char *text)
{
	if (text != NULL)
		writer->form->text(writer, text, strlen(text));
}

void
doc_put(struct doc_writer *writer, enum doc_block block, const char *text)
{
	doc_begin(writer, block);
	doc_text(writer, text);
	doc_end(writer, block);
}

void
doc_head(struct doc_writer *writer, const char *const *headings, uint32_t count)
{
	doc_begin(writer, DOC_HEAD);
	for (uint32_t i = 0; i < count; i++)
		doc_put(writer, DOC_HEADING_CELL, headings[i]);
	doc_end(writer, DOC_HEAD);
}
