/*
 * program_dump: the checked program as indented lines: one line for each thing, in the order of the
 * text.
 */
#include <string.h>

#include "lang/dump.h"
#include "lang/program.h"

/* ---- the parts of a program ---- */

static void
put_provenance(struct dump *dump, const struct provenance *provenance, const char *indent)
{
	for (uint32_t i = 0; i < provenance->cite_count; i++) {
		dump_text(dump, indent);
		dump_text(dump, "cites ");
		dump_text(dump,
		    provenance->cites[i].document == NULL ? NULL :
							    provenance->cites[i].document->name);
		dump_text(dump, " ");
		dump_quoted(dump, provenance->cites[i].clause);
		dump_text(dump, "\n");
	}
	for (uint32_t i = 0; i < provenance->note_count; i++) {
		dump_text(dump, indent);
		dump_text(dump, "note ");
		dump_quoted(dump, provenance->notes[i]);
		dump_text(dump, "\n");
	}
}

static void
put_header(struct dump *dump, const struct program *program)
{
	const struct {
		const char *word, *text;
	} lines[] = { { "title", program->title }, { "version", program->version },
		{ "owner", program->owner }, { "approved by", program->approved_by } };
	const struct {
		const char *word;
		int64_t date;
	} dates[] = { { "approved on", program->approved_on },
		{ "in force from", program->in_force_from },
		{ "in force to", program->in_force_to },
		{ "due for review", program->due_for_review } };

	dump_text(dump, "policy ");
	dump_text(dump, program->name);
	dump_text(dump, "\n");
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		if (lines[i].text == NULL)
			continue;
		dump_text(dump, "  ");
		dump_text(dump, lines[i].word);
		dump_text(dump, " ");
		dump_quoted(dump, lines[i].text);
		dump_text(dump, "\n");
	}
	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
		if (dates[i].date == INT64_MIN)
			continue;
		dump_format(dump, "  %s ", dates[i].word);
		dump_date(dump, dates[i].date);
		dump_text(dump, "\n");
	}
	for (uint32_t i = 0; i < program->revision_count; i++) {
		dump_text(dump, "  revision ");
		dump_quoted(dump, program->revisions[i].version);
		dump_text(dump, " on ");
		dump_date(dump, program->revisions[i].on);
		dump_text(dump, "\n");
	}
	put_provenance(dump, &program->provenance, "  ");
	for (uint32_t i = 0; i < program->document_count; i++) {
		dump_text(dump, "source ");
		dump_text(dump, program->documents[i].name);
		dump_text(dump, " ");
		dump_quoted(dump, program->documents[i].title);
		dump_text(dump, "\n");
	}
}

static void
put_setting(struct dump *dump, const struct setting *setting)
{
	static const char *const varies[] = { "", ", may vary", ", may vary between ",
		", may vary among " };

	dump_text(dump, "setting ");
	dump_text(dump, setting->name);
	dump_text(dump, setting->is_list ? ": list of " : ": ");
	dump_type(dump, &setting->type);
	dump_text(dump, varies[setting->may_vary]);
	if (setting->bound_count > 0)
		dump_values(dump, setting->bounds, setting->bound_count);
	dump_text(dump, "\n");
	for (uint32_t i = 0; i < setting->value_count; i++) {
		dump_text(dump, "  ");
		if (setting->values[i].from != INT64_MIN) {
			dump_text(dump, "from ");
			dump_date(dump, setting->values[i].from);
			dump_text(dump, " ");
		}
		dump_text(dump, "is ");
		dump_values(dump, setting->values[i].values, setting->values[i].count);
		dump_text(dump, "\n");
		put_provenance(dump, &setting->values[i].provenance, "    ");
	}
}

static void
put_field(struct dump *dump, const struct field *field)
{
	if (field->is_key)
		dump_text(dump, ", key");
	if (field->header != NULL) {
		dump_text(dump, ", from column ");
		dump_quoted(dump, field->header);
	}
	if (field->pattern != NULL) {
		dump_text(dump, ", like ");
		dump_quoted(dump, field->pattern);
	}
	if (field->small_letters)
		dump_text(dump, ", small letters accepted");
	if (field->not_recorded)
		dump_text(dump, ", not recorded");
	if (field->has_blank_value) {
		dump_text(dump, ", blank means ");
		dump_value(dump, &field->blank_value);
	}
	if (field->rounded)
		dump_format(dump, ", rounded %s %d",
		    field->mode == ROUND_HALF_UP ? "half-up" : "half-even", field->places);
	dump_text(dump, "\n");
}

static void
put_decide(struct dump *dump, const struct decide *decide)
{
	dump_text(dump, decide->first_that_applies ? ", first that applies\n" : "\n");
	for (uint32_t i = 0; i < decide->rule_count; i++) {
		const struct rule *rule = &decide->rules[i];

		dump_format(dump, "    %u gives ", (unsigned)i);
		dump_expr(dump, rule->outcome);
		dump_text(dump, " when ");
		dump_expr(dump, rule->when);
		for (uint32_t j = 0; rule->displaces != NULL && j < decide->rule_count; j++)
			if (rule->displaces[j])
				dump_format(dump, ", instead of line %u", (unsigned)j);
		dump_text(dump, "\n");
		put_provenance(dump, &rule->provenance, "      ");
	}
	if (!decide->has_otherwise)
		return;
	dump_text(dump, "    otherwise ");
	dump_expr(dump, decide->otherwise);
	dump_text(dump, "\n");
	put_provenance(dump, &decide->otherwise_provenance, "      ");
}

static void
put_bands(struct dump *dump, const struct column *column)
{
	const struct bands *bands = column->bands;

	dump_text(dump, " by ");
	dump_text(dump, bands->by->name);
	dump_text(dump, "\n");
	for (uint32_t i = 0; i < bands->count; i++) {
		const struct band *band = &bands->bands[i];

		dump_text(dump, "    ");
		dump_text(dump, column->type.labels->names[band->label]);
		if (band->low != NULL) {
			dump_text(dump, band->low_included ? " from " : " over ");
			dump_expr(dump, band->low);
		}
		if (band->high != NULL) {
			dump_text(dump, band->high_included ? " to " : " under ");
			dump_expr(dump, band->high);
		}
		dump_text(dump, "\n");
	}
}

static void
put_column(struct dump *dump, const struct column *column)
{
	static const char *const origins[] = { "field", "define", "decide", "bands", "due",
		"deadline", "key", "sent", "letter" };

	dump_format(dump, "  %s ", origins[column->origin]);
	dump_text(dump, column->name);
	dump_text(dump, ": ");
	dump_type(dump, &column->type);
	if (column->refers_to != NULL) {
		dump_text(dump, ", refers to ");
		dump_text(dump, column->refers_to->name);
	}
	if (column->origin == COLUMN_KEY) {
		dump_text(dump, ", of ");
		dump_text(dump, column->table->source_keys[column->index]->name);
		dump_text(dump, "\n");
		return;
	}
	if (column->field != NULL) {
		put_field(dump, column->field);
		return;
	}
	if (column->body != NULL) {
		dump_text(dump, " = ");
		dump_expr(dump, column->body);
	}
	if (column->decide != NULL)
		put_decide(dump, column->decide);
	else if (column->bands != NULL)
		put_bands(dump, column);
	else if (column->deadline != NULL) {
		dump_text(dump, " by ");
		dump_text(dump, column->deadline->due->name);
		dump_text(dump, ", met by ");
		dump_text(dump, column->deadline->met_by->name);
		dump_text(dump, "\n");
	} else {
		dump_text(dump, "\n");
	}
	put_provenance(dump, &column->provenance, "    ");
}

static void
put_table(struct dump *dump, const struct table *table)
{
	static const char *const days[] = { "run_date", "", "first day of ", "last day of " };

	dump_text(dump, "table ");
	dump_text(dump, table->name);
	if (table->file != NULL) {
		dump_text(dump, " from ");
		dump_quoted(dump, table->file);
	}
	if (table->of != NULL) {
		dump_text(dump, table->every ? " of every pair in " : " of ");
		dump_text(dump, table->of->name);
	}
	if (table->dated_by != NULL) {
		dump_text(dump, ", dated by ");
		dump_text(dump, table->dated_by->name);
	}
	if (table->settings_day_stated) {
		dump_text(dump, ", settings as at ");
		dump_text(dump, days[table->settings_day]);
		dump_text(dump,
		    table->settings_day == SETTINGS_AT_RUN_DATE ? "" :
								  table->settings_column->name);
	}
	if (table->where != NULL) {
		dump_text(dump, " where ");
		dump_expr(dump, table->where);
	}
	dump_text(dump, "\n");
	put_provenance(dump, &table->provenance, "  ");
	for (uint32_t i = 0; i < table->column_count; i++)
		put_column(dump, table->columns[i]);
	dump_text(dump, "  keys:");
	for (uint32_t i = 0; i < table->key_count; i++) {
		dump_text(dump, " ");
		dump_text(dump, table->keys[i]->name);
	}
	dump_text(dump, "\n  evaluation:");
	for (uint32_t i = 0; i < table->evaluation_count; i++) {
		dump_text(dump, " ");
		dump_text(dump, table->evaluation[i]->name);
	}
	dump_text(dump, "\n");
}

/* The order over all tables, where there are several: a line for each stretch in one of them. */
static void
put_evaluation(struct dump *dump, const struct program *program)
{
	const struct table *at = NULL;

	if (program->table_count < 2 || program->evaluation_count == 0)
		return;
	dump_text(dump, "evaluation:");
	for (uint32_t i = 0; i < program->evaluation_count; i++) {
		const struct column *column = program->evaluation[i];

		if (column->table != at) {
			dump_text(dump, "\n  ");
			dump_text(dump, column->table->name);
			dump_text(dump, ":");
		}
		dump_text(dump, " ");
		dump_text(dump, column->name);
		at = column->table;
	}
	dump_text(dump, "\n");
}

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

static void
put_report(struct dump *dump, const struct report *report)
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
		enum kind kind = report->sorted_by != NULL ? report->sorted_by->type.kind : report->sorted_key->value->type.kind;
		bool time = kind == KIND_DATE || kind_is_period(kind);

		dump_text(dump, "  sorted by ");
		dump_text(dump, report->sorted_by != NULL ? report->sorted_by->name : report->sorted_key->name);
		dump_text(dump, report->descending ? time ? ", latest first\n" : ", highest first\n"
		    : time ? ", earliest first\n" : ", lowest first\n");
	}
	put_provenance(dump, &report->provenance, "  ");
}

static void
put_test_value(struct dump *dump, const struct test_value *value)
{
	if (value->state == TEST_VALUE)
		dump_value(dump, &value->value);
	else
		dump_text(dump,
		    value->state == TEST_BLANK       ? "blank" :
			value->state == TEST_UNKNOWN ? "unknown" :
						       "nothing");
}

static void
put_given(struct dump *dump, const struct test_rows *rows)
{
	uint32_t width = rows->column_count + rows->expected_count;

	dump_text(dump, "  given ");
	dump_text(dump, rows->table->name);
	if (rows->file != NULL) {
		dump_text(dump, " from ");
		dump_quoted(dump, rows->file);
	}
	dump_text(dump, "\n");
	for (uint32_t r = 0; rows->file == NULL && r < rows->row_count; r++) {
		dump_text(dump, "   ");
		for (uint32_t i = 0; i < width; i++) {
			dump_text(dump, i == rows->column_count ? " gives " : " ");
			dump_text(dump,
			    i < rows->column_count ? rows->columns[i]->name :
						     rows->expected[i - rows->column_count]->name);
			dump_text(dump, "=");
			put_test_value(dump, &rows->values[(size_t)r * width + i]);
		}
		dump_text(dump, "\n");
	}
}

static void
put_expectation(struct dump *dump, const struct expectation *expectation)
{
	dump_text(dump, "  expect ");
	if (expectation->kind == EXPECT_IS || expectation->kind == EXPECT_UNDECIDED) {
		dump_text(dump, expectation->column->table->name);
		dump_text(dump, ".");
		dump_text(dump, expectation->column->name);
	}
	if (expectation->kind == EXPECT_IS) {
		dump_text(dump, " is ");
		put_test_value(dump, &expectation->value);
	} else if (expectation->kind == EXPECT_UNDECIDED) {
		dump_text(dump, " undecided without");
		for (uint32_t i = 0; i < expectation->without_count; i++) {
			dump_text(dump, " ");
			dump_text(dump, expectation->without[i]->name);
		}
	} else if (expectation->kind == EXPECT_ROWS) {
		dump_format(dump, "%u rows of ", (unsigned)expectation->rows);
		dump_text(dump, expectation->table->name);
	} else {
		dump_text(dump, expectation->report->name);
		dump_text(dump, " as in ");
		dump_quoted(dump, expectation->file);
	}
	if (expectation->where != NULL) {
		dump_text(dump, " where ");
		dump_expr(dump, expectation->where);
	}
	dump_text(dump, "\n");
}

static void
put_test(struct dump *dump, const struct policy_test *test)
{
	dump_text(dump, "test ");
	dump_quoted(dump, test->name);
	dump_text(dump, " on ");
	dump_date(dump, test->on);
	dump_text(dump, "\n");
	for (uint32_t i = 0; i < test->set_count; i++) {
		dump_text(dump, "  set ");
		dump_text(dump, test->sets[i].setting->name);
		dump_text(dump, " to ");
		dump_values(dump, test->sets[i].values, test->sets[i].count);
		dump_text(dump, "\n");
	}
	for (uint32_t i = 0; i < test->given_count; i++)
		put_given(dump, &test->givens[i]);
	for (uint32_t i = 0; i < test->expectation_count; i++)
		put_expectation(dump, &test->expectations[i]);
}

static void
put_calendar(struct dump *dump, const struct calendar *calendar)
{
	dump_text(dump, "calendar ");
	dump_text(dump, calendar->name);
	dump_text(dump, calendar->built_in != NULL ? " is " : " from ");
	dump_text(dump, calendar->built_in != NULL ? calendar->built_in : calendar->file);
	if (calendar->closed_also != NULL) {
		dump_text(dump, ", closed also on ");
		dump_text(dump, calendar->closed_also->name);
	}
	dump_text(dump, "\n");
	put_provenance(dump, &calendar->provenance, "  ");
}

char *
program_dump(struct arena *arena, const struct program *program)
{
	struct dump dump = { arena, NULL, 0, 0 };

	put_header(&dump, program);
	for (uint32_t i = 0; i < program->setting_count; i++)
		put_setting(&dump, program->settings[i]);
	for (uint32_t i = 0; i < program->calendar_count; i++)
		put_calendar(&dump, program->calendars[i]);
	if (program->run->column_count > 0)
		put_table(&dump, program->run);
	for (uint32_t i = 0; i < program->table_count; i++)
		put_table(&dump, program->tables[i]);
	put_evaluation(&dump, program);
	dump_letters(&dump, program);
	for (uint32_t i = 0; i < program->report_count; i++)
		put_report(&dump, program->reports[i]);
	for (uint32_t i = 0; i < program->test_count; i++)
		put_test(&dump, &program->tests[i]);
	return dump.text;
}
