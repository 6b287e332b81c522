/* dump_report: a report in the listing of a program (dump.h). */
#include "lang/dump.h"

static void
put_report_column(struct dump *dump, const struct report_column *column)
{
	dump_text(dump, "  column ");
	dump_text(dump, column->name);
	dump_text(dump, " ");
	dump_quoted(dump, column->heading);
	dump_text(dump, ": ");
	dump_type(dump, &column->type);
	dump_text(dump, " = ");
	if (column->body == REPORT_VALUE) {
		dump_expr(dump, column->value);
	} else if (column->body == REPORT_REASON) {
		dump_text(dump, "reason for ");
		dump_text(dump, column->reason_for->name);
	} else {
		dump_text(dump, dump_aggregate_word(column->aggregate));
		if (column->what != NULL) {
			dump_text(dump, " ");
			dump_expr(dump, column->what);
		}
		if (column->where != NULL) {
			dump_text(dump, " where ");
			dump_expr(dump, column->where);
		}
	}
	if (column->text_when != NULL) {
		dump_text(dump, ", ");
		dump_quoted(dump, column->text_instead);
		dump_text(dump, " when ");
		dump_expr(dump, column->text_when);
	}
	dump_text(dump, "\n");
}

void
dump_report(struct dump *dump, const struct report *report)
{
	static const char *const shapes[] = { "groups", "listing", "one row" };

	dump_text(dump, "report ");
	dump_text(dump, report->name);
	dump_text(dump, " of ");
	dump_text(dump, report->table->name);
	dump_text(dump, " ");
	dump_quoted(dump, report->title);
	dump_format(dump, ": %s%s\n", shapes[report->shape],
	    report->as_at_run_date ? ", as at run_date" : "");
	if (report->where != NULL) {
		dump_text(dump, "  where ");
		dump_expr(dump, report->where);
		dump_text(dump, "\n");
	}
	for (uint32_t i = 0; i < report->key_count; i++) {
		dump_text(dump, "  key ");
		dump_text(dump, report->keys[i].name);
		dump_text(dump, " ");
		dump_quoted(dump, report->keys[i].heading);
		dump_text(dump, " = ");
		dump_expr(dump, report->keys[i].value);
		dump_text(dump, "\n");
	}
	if (report->including_empty) {
		dump_text(dump, "  including empty");
		if (report->empty_from != NULL) {
			dump_text(dump, " from ");
			dump_expr(dump, report->empty_from);
			dump_text(dump, " to ");
			dump_expr(dump, report->empty_to);
		}
		dump_text(dump, "\n");
	}
	for (uint32_t i = 0; i < report->column_count; i++)
		put_report_column(dump, &report->columns[i]);
	if (report->total_label != NULL) {
		dump_text(dump, "  total ");
		dump_quoted(dump, report->total_label);
		dump_text(dump, "\n");
	}
	if (report->sorted_by != NULL || report->sorted_key != NULL) {
		enum kind kind = report->sorted_by != NULL ? report->sorted_by->type.kind :
							     report->sorted_key->value->type.kind;
		bool time = kind == KIND_DATE || kind_is_period(kind);

		dump_text(dump, "  sorted by ");
		dump_text(dump,
		    report->sorted_by != NULL ? report->sorted_by->name : report->sorted_key->name);
		dump_text(dump, report->descending ? time ? ", latest first\n" : ", highest first\n"
		    : time ? ", earliest first\n" : ", lowest first\n");
	}
	dump_provenance(dump, &report->provenance, "  ");
}
