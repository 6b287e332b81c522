/* doc_reports: what each report lists or counts. */
#include "interp/doc_parts.h"

static const char *
aggregate_words(enum aggregate_kind kind)
{
	switch (kind) {
	case AGGREGATE_COUNT:
		return "number of rows";
	case AGGREGATE_COUNT_DIFFERENT:
		return "number of different ";
	case AGGREGATE_SUM:
		return "sum of ";
	case AGGREGATE_AVERAGE:
		return "average of ";
	case AGGREGATE_LIST:
		return "list of ";
	case AGGREGATE_LATEST:
		return "latest ";
	case AGGREGATE_EARLIEST:
		return "earliest ";
	case AGGREGATE_LOWEST:
		return "lowest ";
	case AGGREGATE_HIGHEST:
		return "highest ";
	}
	return "";
}

static void
put_what(struct doc *doc, const struct report_column *column)
{
	struct doc_writer *writer = doc->writer;

	switch (column->body) {
	case REPORT_VALUE:
		doc_expr(doc, column->value);
		break;
	case REPORT_AGGREGATE:
		doc_text(writer, aggregate_words(column->aggregate));
		if (column->what != NULL)
			doc_expr(doc, column->what);
		if (column->where != NULL) {
			doc_text(writer, " where ");
			doc_said(doc, column->where, false);
		}
		break;
	case REPORT_REASON:
		doc_text(writer, "why ");
		writer->form->link(writer, doc_column_id(doc, column->reason_for),
		    doc_column_name(doc, column->reason_for, false));
		doc_text(writer, " came out as it did");
		break;
	}
	if (column->text_instead == NULL)
		return;
	doc_text(writer, arena_printf(doc->arena, "; “%s” when ", column->text_instead));
	doc_expr(doc, column->text_when);
}

static void
put_shape(struct doc *doc, const struct report *report)
{
	struct doc_writer *writer = doc->writer;

	if (report->shape == REPORT_ONE_ROW) {
		doc_text(writer, " One row in all.");
	} else {
		doc_text(writer, " One row for each ");
		for (uint32_t i = 0; i < report->key_count; i++) {
			doc_text(writer, i == 0 ? "" : " and ");
			doc_expr(doc, report->keys[i].value);
		}
		if (report->including_empty)
			doc_text(writer, ", also for those without rows");
		if (report->empty_from != NULL) {
			doc_text(writer, ", from ");
			doc_expr(doc, report->empty_from);
		}
		if (report->empty_to != NULL) {
			doc_text(writer, " to ");
			doc_expr(doc, report->empty_to);
		}
		doc_text(writer, ".");
	}
	if (report->sorted_by != NULL || report->sorted_key != NULL)
		doc_text(writer,
		    arena_printf(doc->arena, " Sorted by “%s”, %s.",
			report->sorted_by != NULL ? report->sorted_by->heading
						  : report->sorted_key->heading,
			report->descending ? "falling" : "rising"));
	if (report->total_label != NULL)
		doc_text(writer, " The last row works every figure out over all rows.");
}

void
doc_report(struct doc *doc, const struct report *report)
{
	static const char *const headings[] = { "Column", "What it shows" };
	struct doc_writer *writer = doc->writer;

	doc_rule_begin(doc, doc_report_id(doc, report),
	    arena_printf(doc->arena, "Report: %s",
		report->title != NULL ? report->title : doc_human(doc, report->name, false)),
	    report->name, &report->provenance);
	doc_begin(writer, DOC_PARAGRAPH);
	doc_text(writer, "Over the rows of ");
	writer->form->link(
	    writer, doc_table_id(doc, report->table), doc_human(doc, report->table->name, false));
	doc_text(writer, report->as_at_run_date ? ", as at the day of the run." : ".");
	put_shape(doc, report);
	doc_end(writer, DOC_PARAGRAPH);
	if (report->where != NULL) {
		doc_begin(writer, DOC_PARAGRAPH);
		doc_text(writer, "Only rows where ");
		doc_said(doc, report->where, true);
	}
	doc_begin(writer, DOC_TABLE);
	doc_head(writer, headings, 2);
	for (uint32_t i = 0; i < report->key_count; i++) {
		doc_begin(writer, DOC_ROW);
		doc_put(writer, DOC_FIRST_CELL, report->keys[i].heading);
		doc_begin(writer, DOC_CELL);
		doc_expr(doc, report->keys[i].value);
		doc_end(writer, DOC_CELL);
		doc_end(writer, DOC_ROW);
	}
	for (uint32_t i = 0; i < report->column_count; i++) {
		doc_begin(writer, DOC_ROW);
		doc_put(writer, DOC_FIRST_CELL, report->columns[i].heading);
		doc_begin(writer, DOC_CELL);
		put_what(doc, &report->columns[i]);
		doc_end(writer, DOC_CELL);
		doc_end(writer, DOC_ROW);
	}
	doc_end(writer, DOC_TABLE);
	doc_rule_end(doc, &report->provenance);
}
