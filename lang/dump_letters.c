/* dump_letters: letters, forms and variations in the listing of a program (dump.h). */
#include "lang/dump.h"
#include "lang/template.h"

static void
put_template(struct dump *dump, const struct template *template)
{
	for (uint32_t i = 0; i < template->count; i++) {
		const struct template_part *part = &template->parts[i];

		dump_text(dump, " ");
		if (part->kind != TEMPLATE_TEXT && part->value == NULL)
			dump_format(dump, "((%s))", part->name);
		else if (part->kind != TEMPLATE_TEXT)
			dump_expr(dump, part->value);
		if (part->kind == TEMPLATE_WHEN)
			dump_text(dump, "?");
		if (part->kind != TEMPLATE_FIELD)
			dump_quoted(dump, part->text);
	}
}

static void
put_line(struct dump *dump, const char *word, const char *text, const struct template *template)
{
	dump_text(dump, word);
	dump_quoted(dump, text);
	if (template != NULL) {
		dump_text(dump, ":");
		put_template(dump, template);
	}
}

static void
put_expr_line(struct dump *dump, const char *word, const struct expr *expr)
{
	if (expr == NULL)
		return;
	dump_text(dump, word);
	dump_expr(dump, expr);
	dump_text(dump, "\n");
}

static void
put_letter(struct dump *dump, const struct letter *letter)
{
	dump_text(dump, "letter ");
	dump_text(dump, letter->name);
	dump_text(dump, " for ");
	dump_text(dump, letter->table->name);
	dump_text(dump, ", to ");
	dump_text(dump, letter->to == NULL ? NULL : letter->to->name);
	dump_text(dump, "\n");
	for (uint32_t i = 0; i < letter->displaced_by_count; i++) {
		dump_text(dump, "  displaced by ");
		dump_text(dump, letter->displaced_by[i]->name);
		dump_text(dump, "\n");
	}
	put_expr_line(dump, "  send when ", letter->send_when);
	put_expr_line(dump, "  lapses when ", letter->lapses_when);
	if (letter->subject != NULL) {
		put_line(dump, "  subject ", letter->subject, letter->subject_template);
		dump_text(dump, "\n");
	}
	if (letter->wording != NULL) {
		put_line(dump,
		    letter->wording_may_vary ? "  wording, may vary, " : "  wording ",
		    letter->wording, letter->wording_template);
		dump_text(dump, "\n");
	}
	for (uint32_t i = 0; i < letter->paragraph_count; i++) {
		put_line(dump,
		    letter->paragraphs[i].may_vary ? "  paragraph, may vary, " : "  paragraph ",
		    letter->paragraphs[i].file, letter->paragraphs[i].text);
		dump_text(dump, " when ");
		dump_expr(dump, letter->paragraphs[i].when);
		dump_text(dump, "\n");
	}
	for (uint32_t i = 0; i < letter->local_count; i++) {
		dump_format(dump, "  by variation %s: ", letter->locals[i].variation->name);
		put_line(dump,
		    letter->locals[i].paragraph == LOCAL_WORDING ? "wording " : "paragraph ",
		    letter->locals[i].file, letter->locals[i].text);
		dump_text(dump, "\n");
	}
	put_expr_line(dump, "  reply by ", letter->reply_by);
	put_expr_line(dump, "  reply to ", letter->reply_to);
	for (uint32_t i = 0; i < letter->enclosure_count; i++) {
		dump_text(dump, "  encloses ");
		if (letter->enclosures[i].form != NULL)
			dump_text(dump, letter->enclosures[i].form->name);
		else
			dump_quoted(dump, letter->enclosures[i].text);
		dump_text(dump, "\n");
	}
	for (uint32_t i = 0; i < letter->copy_count; i++)
		put_expr_line(dump, "  copy to ", letter->copies[i]);
}

static void
put_parts(struct dump *dump, const char *word, const struct form_part *parts, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		dump_text(dump, word);
		dump_quoted(dump, parts[i].label);
		dump_text(dump, " ");
		if (parts[i].value == NULL)
			dump_text(dump, "to fill in");
		else
			dump_expr(dump, parts[i].value);
		dump_text(dump, "\n");
	}
}

static void
put_form(struct dump *dump, const struct form *form)
{
	dump_text(dump, "form ");
	dump_text(dump, form->name);
	dump_text(dump, " for ");
	dump_text(dump, form->table->name);
	put_line(dump, " ", form->title, form->title_template);
	if (form->also_called != NULL)
		put_line(dump, ", also called ", form->also_called, NULL);
	dump_text(dump, "\n");
	put_parts(dump, "  header ", form->headers, form->header_count);
	if (form->rows != NULL) {
		dump_text(dump, "  rows");
		dump_related(dump, form->rows);
		dump_text(dump, "\n");
	} else if (form->empty_rows > 0) {
		dump_format(dump, "  %u empty rows\n", (unsigned)form->empty_rows);
	}
	put_parts(dump, "  column ", form->columns, form->column_count);
	put_expr_line(dump, "  return to ", form->return_to);
}

static void
put_variation(struct dump *dump, const struct variation *variation)
{
	dump_text(dump, "variation ");
	dump_text(dump, variation->name);
	if (variation->version != NULL) {
		dump_text(dump, " version ");
		dump_quoted(dump, variation->version);
	}
	dump_text(dump, " from ");
	dump_date(dump, variation->from);
	dump_text(dump, " to ");
	dump_date(dump, variation->to);
	dump_text(dump, "\n");
	for (uint32_t i = 0; i < variation->set_count; i++) {
		dump_text(dump, "  set ");
		dump_text(dump, variation->sets[i].setting->name);
		dump_text(dump, " to ");
		dump_values(dump, variation->sets[i].values, variation->sets[i].count);
		dump_text(dump, " because ");
		dump_quoted(dump, variation->sets[i].because);
		dump_text(dump, "\n");
	}
}

void
dump_letters(struct dump *dump, const struct program *program)
{
	if (program->letter_register != NULL) {
		dump_text(dump, "letters in ");
		dump_text(dump, program->letter_register->table->name);
		dump_text(dump, " by ");
		dump_text(dump, program->letter_register->named_by->name);
		dump_text(dump, "\n");
	}
	for (uint32_t i = 0; i < program->letter_count; i++)
		put_letter(dump, program->letters[i]);
	for (uint32_t i = 0; i < program->form_count; i++)
		put_form(dump, program->forms[i]);
	for (uint32_t i = 0; i < program->variation_count; i++)
		put_variation(dump, program->variations[i]);
}
