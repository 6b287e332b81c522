/* differ_outputs: letters, forms, reports, variations and tests, taken apart. */
#include <string.h>

#include "lang/differ_parts.h"
#include "lang/dump.h"
#include "lang/template.h"

static struct diff_thing *
take_output(struct diff_side *side, int class, const char *word, const char *name)
{
	struct diff_thing *thing = diff_thing(side, class, word, name,
	    arena_printf(side->arena, "%c%s %s", word[0] - 'a' + 'A', word + 1, name));

	thing->name = name;
	return thing;
}

/* ---- what a wording says: paragraph by paragraph ---- */

static const char *
template_text(struct diff_side *side, const struct template *template)
{
	struct dump text = { .arena = side->arena };

	for (uint32_t i = 0; i < template->count; i++) {
		const struct template_part *part = &template->parts[i];
		const char *inside = part->length == 0 ?
		    "" :
		    arena_copy(side->arena, part->text, part->length);

		if (part->kind == TEMPLATE_TEXT) {
			dump_text(&text, inside);
			continue;
		}
		dump_text(&text, "((");
		dump_text(&text, part->name);
		dump_text(&text, part->member != NULL ? "." : "");
		dump_text(&text, part->member != NULL ? part->member : "");
		dump_text(&text, part->kind == TEMPLATE_WHEN ? "??" : "");
		dump_text(&text, part->kind == TEMPLATE_WHEN ? inside : "");
		dump_text(&text, "))");
	}
	return text.text == NULL ? "" : text.text;
}

/* Blanks drawn together: where a line of a wording breaks is layout to a reader of the change, and
 * no change that nobody sees in the letter. */
static const char *
one_line(struct diff_side *side, const char *text, size_t length)
{
	char *out = arena_alloc(side->arena, length + 1);
	size_t to = 0;

	for (size_t i = 0; i < length; i++) {
		bool blank = text[i] == ' ' || text[i] == '\t' || text[i] == '\n';

		if (!blank)
			out[to++] = text[i];
		else if (to > 0 && out[to - 1] != ' ')
			out[to++] = ' ';
	}
	while (to > 0 && out[to - 1] == ' ')
		to--;
	out[to] = '\0';
	return out;
}

static bool
is_blank_line(const char *line, size_t length)
{
	return strspn(line, " \t") >= length;
}

static void
take_wording(struct diff_side *side, struct diff_thing *thing, const char *role,
    const struct template *template)
{
	const char *text = template_text(side, template), *start = text;

	while (*text != '\0') {
		size_t length = strcspn(text, "\n");
		const char *next = text + length + (text[length] == '\n');
		bool blank = is_blank_line(text, length);

		if (blank || *next == '\0') {
			const char *end = blank ? text : text + length;
			const char *paragraph = one_line(side, start, (size_t)(end - start));
			struct diff_part *part;

			if (paragraph[0] != '\0') {
				part = diff_listed(side, thing, role, "paragraph",
				    diff_quoted(side, paragraph));
				part->loose = part->ordered = true;
			}
			start = next;
		}
		text = next;
	}
}

/* ---- letters ---- */

static void
take_letter_text(struct diff_side *side, struct diff_thing *thing, const struct letter *letter)
{
	diff_named(side, thing, "subject", "subject", diff_quoted(side, letter->subject));
	diff_named(side, thing, "wording", "wording from", diff_quoted(side, letter->wording));
	if (letter->wording != NULL)
		diff_named(side, thing, "vary", "another wording locally",
		    letter->wording_may_vary ? "allowed" : "not allowed");
	if (letter->wording_template != NULL)
		take_wording(side, thing, "wording text", letter->wording_template);
	for (uint32_t i = 0; i < letter->paragraph_count; i++) {
		const struct letter_paragraph *paragraph = &letter->paragraphs[i];
		const char *label =
		    arena_printf(side->arena, "paragraph from \"%s\"", paragraph->file);
		struct diff_part *part = diff_named(
		    side, thing, "paragraph", label, diff_text(side, paragraph->when));

		diff_named(side, thing, "vary",
		    arena_printf(side->arena, "another %s locally", label),
		    paragraph->may_vary ? "allowed" : "not allowed");
		part->noun = "paragraph with a condition";
		part->plural = "paragraphs with a condition";
		part->ordered = true;
		part->same = diff_same(side, paragraph->when);
		diff_points(side, paragraph->when, &part->points);
		if (paragraph->text != NULL)
			take_wording(side, thing,
			    arena_printf(side->arena, "text of %s", paragraph->file),
			    paragraph->text);
	}
}

static void
take_letter(struct diff_side *side, const struct letter *letter)
{
	struct diff_thing *thing = take_output(side, CLASS_LETTER, "letter", letter->name);

	thing->summary = diff_text(side, letter->send_when);
	diff_named(side, thing, "table", "for", letter->table->name);
	diff_named(side, thing, "to", "to", letter->to == NULL ? NULL : letter->to->name);
	for (uint32_t i = 0; i < letter->displaced_by_count; i++)
		diff_listed(side, thing, "displaced", "letter sent instead of it",
		    letter->displaced_by[i]->name);
	diff_expr(side, thing, "send when", letter->send_when);
	diff_expr(side, thing, "lapses when", letter->lapses_when);
	take_letter_text(side, thing, letter);
	diff_expr(side, thing, "reply by", letter->reply_by);
	diff_expr(side, thing, "reply to", letter->reply_to);
	for (uint32_t i = 0; i < letter->enclosure_count; i++)
		diff_listed(side, thing, "encloses", "enclosure",
		    letter->enclosures[i].form != NULL ?
			letter->enclosures[i].form->name :
			diff_quoted(side, letter->enclosures[i].text))
		    ->ordered = true;
	for (uint32_t i = 0; i < letter->copy_count; i++) {
		struct diff_part *part = diff_listed(
		    side, thing, "copy", "copy to", diff_text(side, letter->copies[i]));

		part->plural = "copies";
		part->ordered = true;
	}
	diff_provenance(side, thing, &letter->provenance);
}

static void
take_register(struct diff_side *side, const struct letter_register *sent)
{
	struct diff_thing *thing =
	    diff_thing(side, CLASS_LETTER, "register", "", "Register of letters");

	diff_named(side, thing, "table", "recorded in", sent->table->name);
	diff_named(side, thing, "named", "named by", sent->named_by->name);
	diff_provenance(side, thing, &sent->provenance);
}

/* ---- forms ---- */

static void
take_form_parts(struct diff_side *side, struct diff_thing *thing, const char *role,
    const struct form_part *parts, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		struct diff_part *part = diff_named(side, thing, role,
		    arena_printf(side->arena, "%s \"%s\"", role, parts[i].label),
		    parts[i].value == NULL ? "to fill in" : diff_text(side, parts[i].value));

		if (parts[i].value != NULL)
			part->same = diff_same(side, parts[i].value);
		part->noun = role;
		part->ordered = true;
	}
}

static void
take_form(struct diff_side *side, const struct form *form)
{
	struct diff_thing *thing = take_output(side, CLASS_FORM, "form", form->name);

	thing->summary = diff_quoted(side, form->title);
	diff_named(side, thing, "title", "title", diff_quoted(side, form->title));
	diff_named(side, thing, "called", "also called", diff_quoted(side, form->also_called));
	diff_named(side, thing, "table", "for", form->table->name);
	take_form_parts(side, thing, "line", form->headers, form->header_count);
	take_form_parts(side, thing, "column", form->columns, form->column_count);
	if (form->rows != NULL) {
		struct dump dump = { .arena = side->arena, .as_meant = true };

		dump_related(&dump, form->rows);
		diff_named(side, thing, "rows", "rows", diff_written(side, form->rows->at))->same =
		    dump.text;
	} else if (form->empty_rows > 0) {
		diff_named(side, thing, "rows", "rows",
		    arena_printf(side->arena, "%u empty ones", (unsigned)form->empty_rows));
	}
	diff_expr(side, thing, "return to", form->return_to);
	diff_provenance(side, thing, &form->provenance);
}

/* ---- variations ---- */

static void
take_local_texts(struct diff_side *side, struct diff_thing *thing,
    const struct variation *variation)
{
	const struct program *program = side->program;

	for (uint32_t l = 0; l < program->letter_count; l++)
		for (uint32_t t = 0; t < program->letters[l]->local_count; t++) {
			const struct letter *letter = program->letters[l];
			const struct local_text *text = &letter->locals[t];
			const char *what = text->paragraph == LOCAL_WORDING ?
			    "wording" :
			    letter->paragraphs[text->paragraph].file;
			const char *label =
			    arena_printf(side->arena, "set %s of %s", what, letter->name);

			if (text->variation != variation)
				continue;
			diff_named(side, thing, "text", label,
			    arena_printf(side->arena, "\"%s\" because \"%s\"", text->file,
				text->because));
			if (text->text != NULL)
				take_wording(side, thing, label, text->text);
		}
}

static void
take_variation(struct diff_side *side, const struct variation *variation)
{
	struct diff_thing *thing =
	    take_output(side, CLASS_VARIATION, "variation", variation->name);

	diff_named(side, thing, "version", "for version", diff_quoted(side, variation->version));
	diff_named(side, thing, "from", "from", diff_day(side, variation->from));
	diff_named(side, thing, "to", "to", diff_day(side, variation->to));
	for (uint32_t i = 0; i < variation->set_count; i++) {
		const struct variation_set *set = &variation->sets[i];
		const char *values = diff_values(side, set->values, set->count);

		diff_named(side, thing, "set",
		    arena_printf(side->arena, "set %s", set->setting->name),
		    arena_printf(side->arena, "%s because \"%s\"", values, set->because));
	}
	take_local_texts(side, thing, variation);
	for (uint32_t i = 0; i < variation->label_count; i++) {
		const struct local_label *label = &variation->labels[i];
		const char *name = label->column->type.labels->names[label->label];

		diff_named(side, thing, label->words == NULL ? name : "words",
		    arena_printf(side->arena, "set %s%s%s of %s", label->words == NULL ? "" : name,
			label->words == NULL ? "" : " of ", label->column->name,
			label->column->table->name),
		    arena_printf(side->arena, "\"%s\" because \"%s\"",
			label->words == NULL ? name : label->words, label->because));
	}
	diff_provenance(side, thing, &variation->provenance);
}

void
diff_take_outputs(struct diff_side *side)
{
	const struct program *program = side->program;

	if (program->letter_register != NULL)
		take_register(side, program->letter_register);
	for (uint32_t i = 0; i < program->letter_count; i++)
		take_letter(side, program->letters[i]);
	for (uint32_t i = 0; i < program->form_count; i++)
		take_form(side, program->forms[i]);
	for (uint32_t i = 0; i < program->report_count; i++)
		diff_take_report(side, program->reports[i]);
	for (uint32_t i = 0; i < program->variation_count; i++)
		take_variation(side, program->variations[i]);
}
