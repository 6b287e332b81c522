/* doc_rules: inputs, groups, and what is worked out for their rows: definitions, decisions, bands,
 * deadlines. */
#include "interp/doc_parts.h"

#include <string.h>

#include "interp/bandtint.h"
#include "interp/field.h"

/* ---- clause beside rule ---- */

void
doc_rule_begin(struct doc *doc, const char *id, const char *title, const char *name,
    const struct provenance *provenance)
{
	struct doc_writer *writer = doc->writer;

	doc_begin_at(writer,
	    provenance->cite_count + provenance->note_count > 0 ? DOC_RULE : DOC_WIDE_RULE, id);
	doc_begin(writer, DOC_SAID);
	doc_begin(writer, DOC_HEADING_3);
	doc_text(writer, title);
	doc_text(writer, " ");
	writer->form->code(writer, name);
	doc_end(writer, DOC_HEADING_3);
}

void
doc_clauses(struct doc *doc, const struct provenance *provenance)
{
	const struct document *last = NULL;

	for (uint32_t i = 0; i < provenance->cite_count; i++) {
		const struct cite *cite = &provenance->cites[i];

		if (cite->document != last && doc->program->document_count > 1)
			doc_text(doc->writer,
			    arena_printf(doc->arena, "%s%s, “%s”", i > 0 ? "; " : "",
				cite->document->title, cite->clause));
		else
			doc_text(doc->writer,
			    arena_printf(doc->arena, "%s“%s”", i > 0 ? ", " : "", cite->clause));
		last = cite->document;
	}
}

void
doc_side(struct doc *doc, const struct provenance *provenance)
{
	if (provenance->cite_count > 0) {
		doc_begin(doc->writer, DOC_SMALL);
		doc->writer->form->strong(
		    doc->writer, provenance->cite_count == 1 ? "Clause" : "Clauses");
		doc_text(doc->writer, " ");
		doc_clauses(doc, provenance);
		doc_end(doc->writer, DOC_SMALL);
	}
	for (uint32_t i = 0; i < provenance->note_count; i++) {
		doc_begin(doc->writer, DOC_SMALL);
		doc->writer->form->strong(doc->writer, "Note");
		doc_text(doc->writer, " ");
		doc_flowing(doc, provenance->notes[i]);
		doc_end(doc->writer, DOC_SMALL);
	}
}

void
doc_rule_end(struct doc *doc, const struct provenance *provenance)
{
	doc_end(doc->writer, DOC_SAID);
	if (provenance->cite_count + provenance->note_count == 0) {
		doc_end(doc->writer, DOC_WIDE_RULE);
		return;
	}
	doc_begin(doc->writer, DOC_SIDE);
	doc_side(doc, provenance);
	doc_end(doc->writer, DOC_SIDE);
	doc_end(doc->writer, DOC_RULE);
}

/* ---- inputs and groups ---- */

/* "practice and quarter" */
static const char *
keys_in_words(struct doc *doc, const struct table *table, const char *each)
{
	const char *text = "";

	for (uint32_t i = 0; i < table->key_count; i++)
		text = arena_printf(doc->arena, "%s%s%s%s", text, i == 0 ? "" : " and ", each,
		    doc_human(doc, table->keys[i]->name, false));
	return text;
}

static void
put_settings_day(struct doc *doc, const struct table *table)
{
	struct doc_writer *writer = doc->writer;

	if (!table->settings_day_stated)
		return;
	doc_text(writer, " Its rows go by the settings as at ");
	if (table->settings_day == SETTINGS_AT_RUN_DATE)
		doc_text(writer, "the day of the run");
	else
		doc_text(writer,
		    arena_printf(doc->arena, "%s%s",
			table->settings_day == SETTINGS_AT_FIRST_DAY	  ? "the first day of "
			    : table->settings_day == SETTINGS_AT_LAST_DAY ? "the last day of "
									  : "",
			doc_human(doc, table->settings_column->name, false)));
	doc_text(writer, ".");
}

static void
put_field_kind(struct doc *doc, const struct column *column)
{
	const struct field *field = column->field;
	struct doc_writer *writer = doc->writer;
	struct type type = column->type;
	struct label_set own = { .count = 0 };

	if (column->refers_to != NULL) {
		doc_text(writer, "which ");
		writer->form->link(writer, doc_table_id(doc, column->refers_to),
		    doc_human(doc, column->refers_to->name, false));
		return;
	}
	if (type.kind == KIND_LABEL) {	/* those of local schemes stand with the schemes */
		own = (struct label_set){ .count = field->own_labels, .names = type.labels->names };
		type.labels = &own;
	}
	doc_text(writer, doc_type(doc, &type));
	if (field->labels_may_vary)
		doc_text(writer, "; a local scheme may bring more");
	if (field->pattern != NULL)
		doc_text(writer,
		    arena_printf(doc->arena, " in this shape: %s%s",
			pattern_in_words(doc->arena, field->pattern),
			field->small_letters ? "; small letters are accepted" : ""));
	if (field->rounded)
		doc_text(writer,
		    arena_printf(doc->arena, ", rounded half %s to %d decimal place%s",
			field->mode == ROUND_HALF_UP ? "up" : "to even", field->places,
			field->places == 1 ? "" : "s"));
}

static void
put_field(struct doc *doc, const struct column *column)
{
	struct doc_writer *writer = doc->writer;
	const struct field *field = column->field;
	const char *remark = doc_remark(doc, column->at.start);

	doc_begin(writer, DOC_ROW);
	doc_begin_at(writer, DOC_FIRST_CELL, doc_column_id(doc, column));
	doc_text(writer, doc_human(doc, column->name, true));
	if (field->header != NULL) {
		writer->form->line_break(writer);
		writer->form->code(writer, column->name);
	}
	doc_end(writer, DOC_FIRST_CELL);
	doc_put(writer, DOC_CELL, field->header != NULL ? field->header : column->name);
	doc_begin(writer, DOC_CELL);
	put_field_kind(doc, column);
	doc_end(writer, DOC_CELL);
	doc_put(writer, DOC_CELL,
	    field->has_blank_value ? arena_printf(
		doc->arena, "yes, and then means %s", doc_value(doc, &field->blank_value))
		: field->may_be_blank ? "yes"
				      : "no");
	doc_put(writer, DOC_CELL, remark);
	doc_end(writer, DOC_ROW);
}

static void
put_input(struct doc *doc, const struct table *table)
{
	static const char *const headings[] = { "Fact", "Heading in the file", "What it holds",
		"May be blank", "Remark" };
	struct doc_writer *writer = doc->writer;

	doc_begin(writer, DOC_PARAGRAPH);
	doc_text(writer,
	    arena_printf(doc->arena, "Read from the file %s, one row for each %s.", table->file,
		keys_in_words(doc, table, "")));
	if (table->dated_by != NULL)
		doc_text(writer,
		    arena_printf(doc->arena,
			" A row happened on its %s; one that lies after the day of the run has not "
			"happened yet.",
			doc_human(doc, table->dated_by->name, false)));
	put_settings_day(doc, table);
	doc_end(writer, DOC_PARAGRAPH);
	doc_begin(writer, DOC_TABLE);
	doc_head(writer, headings, 5);
	for (uint32_t i = 0; i < table->field_count; i++)
		put_field(doc, table->columns[i]);
	doc_end(writer, DOC_TABLE);
}

static void
put_group(struct doc *doc, const struct table *table)
{
	struct doc_writer *writer = doc->writer;

	doc_begin(writer, DOC_PARAGRAPH);
	doc_text(writer,
	    arena_printf(doc->arena, "One row for %s, which gathers the rows of ",
		keys_in_words(doc, table, table->every ? "every " : "each ")));
	writer->form->link(
	    writer, doc_table_id(doc, table->of), doc_human(doc, table->of->name, false));
	doc_text(writer,
	    table->every ? "; there is a row also where there is nothing to gather."
			 : " found there.");
	put_settings_day(doc, table);
	doc_end(writer, DOC_PARAGRAPH);
	if (table->where == NULL)
		return;
	doc_begin(writer, DOC_PARAGRAPH);
	doc_text(writer, "Only where ");
	doc_said(doc, table->where, true);
}

void
doc_table(struct doc *doc, const struct table *table)
{
	doc_rule_begin(doc, doc_table_id(doc, table),
	    arena_printf(doc->arena, table->of != NULL ? "Gathered: %s" : "What comes in: %s",
		doc_human(doc, table->name, false)),
	    table->name, &table->provenance);
	if (table->of != NULL)
		put_group(doc, table);
	else
		put_input(doc, table);
	doc_rule_end(doc, &table->provenance);
}

/* ---- definitions ---- */

static bool
is_yes_or_no(const struct column *column)
{
	return column->type.kind == KIND_YES_NO;
}

const char *
doc_of_what(struct doc *doc, const struct column *column)
{
	return column->table == doc->program->run
	    ? "the run"
	    : arena_printf(doc->arena, "each %s", doc_human(doc, column->table->name, false));
}

static void
put_define(struct doc *doc, const struct column *column)
{
	struct doc_writer *writer = doc->writer;

	doc_begin(writer, DOC_PARAGRAPH);
	doc_text(writer, arena_printf(doc->arena, "For %s, ", doc_of_what(doc, column)));
	writer->form->strong(writer, doc_human(doc, column->name, false));
	doc_text(writer,
	    is_yes_or_no(column) && expr_is_condition(column->body) ? " is yes when "
		: column->body->kind == EXPR_AGGREGATE		    ? " is the "
								    : " is ");
	if (column->body->kind == EXPR_RANK)
		doc_text(writer, "it is ");
	doc_said(doc, column->body, true);
}

/* ---- decisions ---- */

void
doc_outcome(struct doc *doc, const struct expr *outcome)
{
	doc_begin(doc->writer, DOC_CELL);
	if (outcome == NULL)
		doc_text(doc->writer, "nothing");
	else if (outcome->kind == EXPR_VALUE)
		doc->writer->form->strong(doc->writer, doc_expr_text(doc, outcome));
	else
		doc_expr(doc, outcome);
	doc_end(doc->writer, DOC_CELL);
}

void
doc_from(struct doc *doc, const struct provenance *provenance)
{
	doc_begin(doc->writer, DOC_CELL);
	doc_clauses(doc, provenance);
	for (uint32_t i = 0; i < provenance->note_count; i++) {
		doc_begin(doc->writer, DOC_SMALL);
		doc_flowing(doc, provenance->notes[i]);
		doc_end(doc->writer, DOC_SMALL);
	}
	doc_end(doc->writer, DOC_CELL);
}

static void
put_line(struct doc *doc, const struct column *column, uint32_t i)
{
	const struct decide *decide = column->decide;
	const struct rule *rule = &decide->rules[i];
	struct doc_writer *writer = doc->writer;

	doc_begin(writer, DOC_ROW);
	doc_begin(writer, DOC_FIRST_CELL);
	doc_text(writer, arena_printf(doc->arena, "%u", (unsigned)(i + 1)));
	doc_end(writer, DOC_FIRST_CELL);
	doc_begin(writer, DOC_CELL);
	doc_said(doc, rule->when, false);
	for (uint32_t j = 0; rule->displaces != NULL && j < decide->rule_count; j++) {
		if (!rule->displaces[j])
			continue;
		doc_begin(writer, DOC_SMALL);
		doc_text(writer,
		    arena_printf(
			doc->arena, "Then it stands instead of line %u.", (unsigned)(j + 1)));
		doc_end(writer, DOC_SMALL);
	}
	doc_end(writer, DOC_CELL);
	doc_outcome(doc, rule->outcome);
	doc_from(doc, &rule->provenance);
	doc_end(writer, DOC_ROW);
}

static void
put_decide(struct doc *doc, const struct column *column)
{
	static const char *const headings[] = { "Line", "When", "Outcome", "Clause and notes" };
	const struct decide *decide = column->decide;
	struct doc_writer *writer = doc->writer;

	doc_begin(writer, DOC_PARAGRAPH);
	doc_text(writer, arena_printf(doc->arena, "Decided for %s.", doc_of_what(doc, column)));
	if (decide->rule_count > 1)
		doc_text(writer,
		    decide->first_that_applies ? " The lines are read from the top down, and the "
						 "first that holds decides."
					       : " The order of the lines does not matter.");
	doc_end(writer, DOC_PARAGRAPH);
	doc_begin(writer, DOC_TABLE);
	doc_head(writer, headings, 4);
	for (uint32_t i = 0; i < decide->rule_count; i++)
		put_line(doc, column, i);
	if (decide->has_otherwise) {
		doc_begin(writer, DOC_ROW);
		doc_put(writer, DOC_FIRST_CELL,
		    arena_printf(doc->arena, "%u", (unsigned)(decide->rule_count + 1)));
		doc_put(writer, DOC_CELL, "otherwise, that is when every line above is a clear no");
		doc_outcome(doc, decide->otherwise);
		doc_from(doc, &decide->otherwise_provenance);
		doc_end(writer, DOC_ROW);
	}
	doc_end(writer, DOC_TABLE);
}

/* ---- bands ---- */

static const char *
band_words(struct doc *doc, const struct doc_band *band)
{
	const char *low = band->low == NULL
	    ? NULL
	    : arena_printf(
		doc->arena, band->low_included ? "%s or more" : "more than %s", band->low);
	const char *high = band->high == NULL
	    ? NULL
	    : arena_printf(
		doc->arena, band->high_included ? "%s at most" : "less than %s", band->high);

	if (low == NULL || high == NULL)
		return low != NULL ? low : high != NULL ? high : "everything";
	return arena_printf(doc->arena, "%s, but %s", low, high);
}

static void
put_bands(struct doc *doc, const struct column *column)
{
	static const char *const headings[] = { "Band", "When it holds" };
	const struct bands *bands = column->bands;
	struct doc_writer *writer = doc->writer;
	struct doc_band *drawn = arena_array(doc->arena, struct doc_band, bands->count + 1);
	char *grounds = arena_array(doc->arena, char, (size_t)(bands->count + 1) * BANDTINT_LENGTH);
	struct doc_bands line = { .bands = drawn,
		.count = bands->count,
		.by = doc_human(doc, bands->by->name, true),
		.title = doc_human(doc, column->name, true) };

	doc_begin(writer, DOC_PARAGRAPH);
	doc_text(writer, arena_printf(doc->arena, "For %s, by ", doc_of_what(doc, column)));
	writer->form->link(
	    writer, doc_column_id(doc, bands->by), doc_human(doc, bands->by->name, false));
	doc_text(writer, ":");
	doc_end(writer, DOC_PARAGRAPH);
	for (uint32_t i = 0; i < bands->count; i++) {
		const struct band *band = &bands->bands[i];

		bandtint(&grounds[i * BANDTINT_LENGTH], column->type.labels, band->label);
		drawn[i] = (struct doc_band){ .label = doc_human(doc,
						  column->type.labels->names[band->label], false),
			.ground = &grounds[i * BANDTINT_LENGTH],
			.low = band->low == NULL ? NULL : doc_expr_text(doc, band->low),
			.high = band->high == NULL ? NULL : doc_expr_text(doc, band->high),
			.low_included = band->low_included,
			.high_included = band->high_included };
		drawn[i].words = band_words(doc, &drawn[i]);
	}
	writer->form->bands(writer, &line);
	doc_begin(writer, DOC_TABLE);
	doc_head(writer, headings, 2);
	for (uint32_t i = 0; i < bands->count; i++) {
		doc_begin(writer, DOC_ROW);
		doc_put(writer, DOC_FIRST_CELL, drawn[i].label);
		doc_put(writer, DOC_CELL, drawn[i].words);
		doc_end(writer, DOC_ROW);
	}
	doc_end(writer, DOC_TABLE);
}

/* ---- deadlines ---- */

static void
put_deadline(struct doc *doc, const struct column *column)
{
	const struct deadline *deadline = column->deadline;
	struct doc_writer *writer = doc->writer;

	doc_begin(writer, DOC_PARAGRAPH);
	doc_text(writer,
	    arena_printf(doc->arena, "A deadline for %s. The last day, itself included, is ",
		doc_of_what(doc, column)));
	doc_expr(doc, deadline->due->body);
	doc_text(writer, ".");
	if (deadline->met_by != NULL) {
		doc_text(writer, " It is met by ");
		writer->form->link(writer, doc_column_id(doc, deadline->met_by),
		    doc_human(doc, deadline->met_by->name, false));
		doc_text(writer, ", if that lies on the last day or earlier.");
	}
	doc_end(writer, DOC_PARAGRAPH);
}

void
doc_column(struct doc *doc, const struct column *column)
{
	if (column->each != NULL) {
		doc_in_each(doc, column);
		return;
	}
	doc_rule_begin(doc, doc_column_id(doc, column), doc_human(doc, column->name, true),
	    column->name, &column->provenance);
	switch (column->origin) {
	case COLUMN_DEFINE:
		put_define(doc, column);
		break;
	case COLUMN_DECIDE:
		put_decide(doc, column);
		break;
	case COLUMN_BANDS:
		put_bands(doc, column);
		break;
	case COLUMN_DEADLINE:
		put_deadline(doc, column);
		break;
	case COLUMN_FIELD:
	case COLUMN_DUE:
	case COLUMN_KEY:
	case COLUMN_SENT:
	case COLUMN_LETTER:
		break;
	}
	doc_rule_end(doc, &column->provenance);
}
