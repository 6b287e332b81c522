/* doc_settings: settings with bounds and history, calendars, variations. */
#include "interp/doc_parts.h"

void
doc_settings_begin(struct doc *doc)
{
	static const char *const headings[] = { "Setting", "Value", "May vary locally",
		"Clause and notes" };

	doc_begin(doc->writer, DOC_TABLE);
	doc_head(doc->writer, headings, 4);
}

void
doc_settings_end(struct doc *doc)
{
	doc_end(doc->writer, DOC_TABLE);
}

static void
put_may_vary(struct doc *doc, const struct setting *setting)
{
	switch (setting->may_vary) {
	case MAY_NOT_VARY:
		doc_text(doc->writer, "no");
		break;
	case MAY_VARY_FREELY:
		doc_text(doc->writer, "yes, without bounds");
		break;
	case MAY_VARY_BETWEEN:
		doc_text(doc->writer,
		    arena_printf(doc->arena, "between %s and %s, both included",
			doc_value(doc, &setting->bounds[0]), doc_value(doc, &setting->bounds[1])));
		break;
	case MAY_VARY_AMONG:
		doc_text(doc->writer, "among ");
		doc_text(doc->writer, doc_values(doc, setting->bounds, setting->bound_count));
		break;
	}
}

void
doc_setting_row(struct doc *doc, const struct setting *setting)
{
	struct doc_writer *writer = doc->writer;
	const char *remark = doc_remark(doc, setting->at.start);

	doc_begin(writer, DOC_ROW);
	doc_begin_at(writer, DOC_FIRST_CELL, doc_setting_id(doc, setting));
	doc_text(writer, doc_human(doc, setting->name, true));
	writer->form->line_break(writer);
	writer->form->code(writer, setting->name);
	doc_end(writer, DOC_FIRST_CELL);
	doc_begin(writer, DOC_CELL);
	for (uint32_t i = 0; i < setting->value_count; i++) {
		const struct setting_value *value = &setting->values[i];

		if (i > 0) {
			writer->form->line_break(writer);
			doc_text(writer,
			    arena_printf(doc->arena, "from %s: ", doc_day(doc, value->from)));
		}
		writer->form->strong(writer, doc_values(doc, value->values, value->count));
	}
	doc_end(writer, DOC_CELL);
	doc_begin(writer, DOC_CELL);
	put_may_vary(doc, setting);
	doc_end(writer, DOC_CELL);
	doc_begin(writer, DOC_CELL);
	if (remark != NULL) {
		doc_text(writer, remark);
		writer->form->line_break(writer);
	}
	doc_clauses(doc, &setting->provenance);
	for (uint32_t i = 0; i < setting->provenance.note_count; i++) {
		doc_begin(writer, DOC_SMALL);
		doc_flowing(doc, setting->provenance.notes[i]);
		doc_end(writer, DOC_SMALL);
	}
	for (uint32_t i = 0; i < setting->value_count; i++) {
		const struct setting_value *value = &setting->values[i];

		/* Of a setting with one value they are the setting's. */
		if (value->provenance.cites == setting->provenance.cites
		    && value->provenance.notes == setting->provenance.notes)
			continue;
		if (value->provenance.cite_count == 0 && value->provenance.note_count == 0)
			continue;
		if (setting->value_count > 1) {
			doc_begin(writer, DOC_SMALL);
			doc_text(writer,
			    i == 0
				? "At first:"
				: arena_printf(doc->arena, "From %s:", doc_day(doc, value->from)));
			doc_end(writer, DOC_SMALL);
		}
		doc_clauses(doc, &value->provenance);
		for (uint32_t n = 0; n < value->provenance.note_count; n++) {
			doc_begin(writer, DOC_SMALL);
			doc_flowing(doc, value->provenance.notes[n]);
			doc_end(writer, DOC_SMALL);
		}
	}
	doc_end(writer, DOC_CELL);
	doc_end(writer, DOC_ROW);
}

void
doc_calendar(struct doc *doc, const struct calendar *calendar)
{
	struct doc_writer *writer = doc->writer;

	doc_rule_begin(doc, arena_printf(doc->arena, "calendar-%s", calendar->name),
	    arena_printf(doc->arena, "The calendar %s", doc_human(doc, calendar->name, false)),
	    calendar->name, &calendar->provenance);
	doc_begin(writer, DOC_PARAGRAPH);
	doc_text(writer, "Working days are Monday to Friday, except ");
	if (calendar->built_in != NULL)
		doc_text(writer, "the bank holidays of England and Wales");
	else
		doc_text(writer,
		    arena_printf(doc->arena, "the days listed in the file %s", calendar->file));
	if (calendar->closed_also != NULL) {
		doc_text(writer, ", and except ");
		writer->form->link(writer, doc_setting_id(doc, calendar->closed_also),
		    doc_human(doc, calendar->closed_also->name, false));
	}
	doc_text(writer, ".");
	doc_end(writer, DOC_PARAGRAPH);
	doc_rule_end(doc, &calendar->provenance);
}

/* Letters in words of their own. */
static void
put_local_texts(struct doc *doc, const struct variation *variation)
{
	static const char *const headings[] = { "Letter", "Its text here", "Because" };
	const struct program *program = doc->program;
	bool any = false;

	for (uint32_t l = 0; l < program->letter_count; l++)
		for (uint32_t t = 0; t < program->letters[l]->local_count; t++) {
			const struct local_text *text = &program->letters[l]->locals[t];

			if (text->variation != variation)
				continue;
			if (!any) {
				doc_begin(doc->writer, DOC_TABLE);
				doc_head(doc->writer, headings, 3);
			}
			any = true;
			doc_begin(doc->writer, DOC_ROW);
			doc_put(doc->writer, DOC_FIRST_CELL, program->letters[l]->name);
			doc_put(doc->writer, DOC_CELL, text->file);
			doc_begin(doc->writer, DOC_CELL);
			doc_flowing(doc, text->because);
			doc_end(doc->writer, DOC_CELL);
			doc_end(doc->writer, DOC_ROW);
		}
	if (any)
		doc_end(doc->writer, DOC_TABLE);
}

/* Labels of its own, and words for some. */
static void
put_local_labels(struct doc *doc, const struct variation *variation)
{
	static const char *const headings[] = { "Field", "Here", "Because" };

	if (variation->label_count == 0)
		return;
	doc_begin(doc->writer, DOC_TABLE);
	doc_head(doc->writer, headings, 3);
	for (uint32_t i = 0; i < variation->label_count; i++) {
		const struct local_label *label = &variation->labels[i];
		const char *name =
		    doc_human(doc, label->column->type.labels->names[label->label], false);

		doc_begin(doc->writer, DOC_ROW);
		doc_put(doc->writer, DOC_FIRST_CELL, doc_human(doc, label->column->name, false));
		doc_put(doc->writer, DOC_CELL,
		    label->words == NULL ?
			arena_printf(doc->arena, "may also be %s", name) :
			arena_printf(doc->arena, "%s is printed as %s", name, label->words));
		doc_begin(doc->writer, DOC_CELL);
		if (label->because != NULL)
			doc_flowing(doc, label->because);
		doc_end(doc->writer, DOC_CELL);
		doc_end(doc->writer, DOC_ROW);
	}
	doc_end(doc->writer, DOC_TABLE);
}

/* Settings with values of its own. */
static void
put_sets(struct doc *doc, const struct variation *variation)
{
	static const char *const headings[] = { "Setting", "Value here", "Because" };
	struct doc_writer *writer = doc->writer;

	if (variation->set_count == 0)
		return;
	doc_begin(writer, DOC_TABLE);
	doc_head(writer, headings, 3);
	for (uint32_t i = 0; i < variation->set_count; i++) {
		const struct variation_set *set = &variation->sets[i];

		doc_begin(writer, DOC_ROW);
		doc_begin(writer, DOC_FIRST_CELL);
		writer->form->link(writer, doc_setting_id(doc, set->setting),
		    doc_human(doc, set->setting->name, false));
		doc_end(writer, DOC_FIRST_CELL);
		doc_put(writer, DOC_CELL, doc_values(doc, set->values, set->count));
		doc_begin(writer, DOC_CELL);
		if (set->because != NULL)
			doc_flowing(doc, set->because);
		doc_end(writer, DOC_CELL);
		doc_end(writer, DOC_ROW);
	}
	doc_end(writer, DOC_TABLE);
}

void
doc_variation(struct doc *doc, const struct variation *variation)
{
	struct doc_writer *writer = doc->writer;

	doc_rule_begin(doc, arena_printf(doc->arena, "variation-%s", variation->name),
	    arena_printf(doc->arena, "Local scheme: %s", doc_human(doc, variation->name, false)),
	    variation->name, &variation->provenance);
	doc_begin(writer, DOC_PARAGRAPH);
	doc_text(writer,
	    arena_printf(doc->arena,
		"For an area that runs the policy with this scheme, from %s to %s, both included.",
		doc_day(doc, variation->from), doc_day(doc, variation->to)));
	doc_end(writer, DOC_PARAGRAPH);
	put_sets(doc, variation);
	put_local_texts(doc, variation);
	put_local_labels(doc, variation);
	doc_rule_end(doc, &variation->provenance);
}
