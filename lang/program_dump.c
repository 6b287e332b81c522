/*
 * program_dump: the checked program as indented lines: one line for each thing, in the order of the
 * text.
 */
#include "lang/dump.h"
#include "lang/program.h"

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
	dump_provenance(dump, &program->provenance, "  ");
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
		dump_provenance(dump, &setting->values[i].provenance, "    ");
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
		dump_provenance(dump, &rule->provenance, "      ");
	}
	if (!decide->has_otherwise)
		return;
	dump_text(dump, "    otherwise ");
	dump_expr(dump, decide->otherwise);
	dump_text(dump, "\n");
	dump_provenance(dump, &decide->otherwise_provenance, "      ");
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
	dump_provenance(dump, &column->provenance, "    ");
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
	dump_provenance(dump, &table->provenance, "  ");
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
	dump_provenance(dump, &calendar->provenance, "  ");
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
		dump_report(&dump, program->reports[i]);
	for (uint32_t i = 0; i < program->test_count; i++)
		dump_test(&dump, &program->tests[i]);
	return dump.text;
}
