/*
 * What nothing reads. Outcomes, bands and deadlines are what a policy is for, so they count as
 * read; so does what a table is kept and joined by. Tests and variations read nothing.
 */
#include "lang/find_internal.h"

enum { FIELDS_NAMED = 8 }; /* the rest is counted */

struct uses {
	const struct program *program;
	bool **columns; /* by index of the table, the run last; by index of the column */
	bool *tables, *settings, *calendars;
};

static uint32_t
place_of(const struct uses *uses, const struct table *table)
{
	return table == uses->program->run ? uses->program->table_count : table->index;
}

static void
use_table(struct uses *uses, const struct table *table)
{
	uses->tables[place_of(uses, table)] = true;
}

static void
use_column(struct uses *uses, const struct column *column)
{
	if (column != NULL)
		uses->columns[place_of(uses, column->table)][column->index] = true;
}

static void
use_calendar(struct uses *uses, const struct calendar *calendar)
{
	if (calendar == NULL)
		return;
	uses->calendars[calendar->index] = true;
	if (calendar->closed_also != NULL)
		uses->settings[calendar->closed_also->index] = true;
}

static void
use_related(struct uses *uses, const struct related *related)
{
	use_table(uses, related->table);
	for (uint32_t i = 0; i < related->key_count; i++) {
		use_column(uses, related->keys[i].ours);
		use_column(uses, related->keys[i].theirs);
	}
}

static void
use_expr(void *with, const struct expr *expr)
{
	struct uses *uses = with;

	use_column(uses, expr->column);
	use_column(uses, expr->through);
	if (expr->through != NULL)
		use_table(uses, expr->through->table);
	if (expr->setting != NULL)
		uses->settings[expr->setting->index] = true;
	use_calendar(uses, expr->calendar);
	if (expr->related != NULL)
		use_related(uses, expr->related);
	if (expr->rank != NULL) {
		use_column(uses, expr->rank->by);
		for (uint32_t i = 0; i < expr->rank->each_count; i++)
			use_column(uses, expr->rank->each[i]);
	}
	if (expr->succession != NULL) {
		use_column(uses, expr->succession->of);
		use_column(uses, expr->succession->where);
		use_column(uses, expr->succession->period);
	}
}

static void
use_root(void *with, const struct root *root)
{
	find_within(root->expr, use_expr, with);
}

static void
use_keeping(struct uses *uses, const struct table *table)
{
	for (uint32_t i = 0; i < table->key_count; i++) {
		use_column(uses, table->keys[i]);
		if (table->keys[i]->refers_to != NULL)
			use_table(uses, table->keys[i]->refers_to);
	}
	use_column(uses, table->dated_by);
	use_column(uses, table->settings_column);
	if (table->of != NULL) {
		use_table(uses, table->of);
		for (uint32_t i = 0; i < table->key_count; i++)
			use_column(uses, table->source_keys[i]);
	}
	for (uint32_t i = 0; i < table->column_count; i++) {
		const struct column *column = table->columns[i];

		if (column->bands != NULL)
			use_column(uses, column->bands->by);
		if (column->deadline != NULL) {
			use_column(uses, column->deadline->due);
			use_column(uses, column->deadline->met_by);
		}
		if (column->origin != COLUMN_FIELD && column->origin != COLUMN_KEY)
			use_table(uses, table);
	}
}

static void
use_outside(struct uses *uses)
{
	const struct program *program = uses->program;

	for (uint32_t i = 0; i < program->letter_count; i++) {
		use_column(uses, program->letters[i]->to);
		use_table(uses, program->letters[i]->table);
	}
	if (program->letter_register != NULL) {
		use_table(uses, program->letter_register->table);
		use_column(uses, program->letter_register->named_by);
	}
	for (uint32_t i = 0; i < program->form_count; i++) {
		use_table(uses, program->forms[i]->table);
		if (program->forms[i]->rows != NULL)
			use_related(uses, program->forms[i]->rows);
	}
	for (uint32_t i = 0; i < program->report_count; i++) {
		use_table(uses, program->reports[i]->table);
		for (uint32_t c = 0; c < program->reports[i]->column_count; c++)
			use_column(uses, program->reports[i]->columns[c].reason_for);
	}
}

/* False where a wording was not read: a field that stands only there would be taken for one that
 * nothing reads. */
static bool
wordings_are_known(const struct program *program)
{
	for (uint32_t i = 0; i < program->letter_count; i++) {
		const struct letter *letter = program->letters[i];

		if (letter->wording != NULL && letter->wording_template == NULL)
			return false;
		for (uint32_t p = 0; p < letter->paragraph_count; p++)
			if (letter->paragraphs[p].text == NULL)
				return false;
	}
	return true;
}

static bool
is_unused(const struct uses *uses, const struct column *column, enum column_origin origin)
{
	return column->origin == origin &&
	    !uses->columns[place_of(uses, column->table)][column->index];
}

static bool
is_accepted(const struct program *program, struct span at)
{
	for (uint32_t i = 0; i < program->acceptance_count; i++) {
		struct span covers = program->acceptances[i].covers;

		if (at.start >= covers.start && at.start < covers.end)
			return true;
	}
	return false;
}

/* One message for all fields of an input that are left; each that is accepted has its own, so that
 * the reason given for one is not taken for the next. */
static void
report_fields(
    const struct uses *uses, struct diags *diags, struct arena *scratch, const struct table *table)
{
	const struct column *first = NULL;
	const char *names = "";
	uint32_t count = 0;

	for (uint32_t i = 0; i < table->column_count; i++) {
		const struct column *column = table->columns[i];

		if (!is_unused(uses, column, COLUMN_FIELD))
			continue;
		if (is_accepted(uses->program, column->at)) {
			diag_warning(diags, column->at, "never-used",
			    "the field '%s' of '%s' is read by nothing", column->name, table->name);
			continue;
		}
		first = first != NULL ? first : column;
		if (count < FIELDS_NAMED)
			names = arena_printf(
			    scratch, "%s%s'%s'", names, count > 0 ? ", " : "", column->name);
		count++;
	}
	if (first == NULL)
		return;
	if (count > FIELDS_NAMED)
		names = arena_printf(
		    scratch, "%s and %u more", names, (unsigned)(count - FIELDS_NAMED));
	diag_warning(diags, first->at, "never-used", "the field%s %s of '%s' %s read by nothing",
	    count == 1 ? "" : "s", names, table->name, count == 1 ? "is" : "are");
	diag_note(diags,
	    "take the line%s out: a column of the file that the policy does not name is passed "
	    "over; or keep %s and say "
	    "why, directly below %s: accepted because \"...\"",
	    count == 1 ? "" : "s", count == 1 ? "it" : "them", count == 1 ? "it" : "each");
}

/* Said once for each label of a field: read when it is read in one of them; told once. */
static bool
is_read_in_another(const struct uses *uses, const struct column *column)
{
	const struct table *table = column->table;

	for (uint32_t i = 0; column->each != NULL && i < table->column_count; i++) {
		const struct column *other = table->columns[i];

		if (other->each != NULL && other->each->name == column->each->name &&
		    (other->index < column->index || !is_unused(uses, other, COLUMN_DEFINE)))
			return true;
	}
	return false;
}

static void
report_definitions(const struct uses *uses, struct diags *diags, const struct table *table)
{
	for (uint32_t i = 0; i < table->column_count; i++) {
		const struct column *column = table->columns[i];

		if (!is_unused(uses, column, COLUMN_DEFINE) || is_read_in_another(uses, column))
			continue;
		diag_warning(diags, column->at, "never-used",
		    "the definition '%s' is read by no rule, letter, form or report",
		    column->each != NULL ? column->each->name : column->name);
		diag_note(diags,
		    "take it out, or use it; or, if it is there to be read in the results, say so: "
		    "accepted because \"...\"");
	}
}

static void
report_table(
    const struct uses *uses, struct diags *diags, struct arena *scratch, const struct table *table)
{
	if (!uses->tables[place_of(uses, table)] && table != uses->program->run) {
		diag_warning(diags, table->at, "never-used", "the %s '%s' is read by nothing",
		    table->of != NULL ? "group" : "input", table->name);
		diag_note(diags, "take it out, or keep it and say why: accepted because \"...\"");
		return;
	}
	report_fields(uses, diags, scratch, table);
	report_definitions(uses, diags, table);
}

static void
report_rest(const struct uses *uses, struct diags *diags)
{
	const struct program *program = uses->program;

	for (uint32_t i = 0; i < program->setting_count; i++) {
		if (uses->settings[i])
			continue;
		diag_warning(diags, program->settings[i]->at, "never-used",
		    "the setting '%s' is read by nothing, so changing it changes "
		    "nothing",
		    program->settings[i]->name);
		diag_note(diags,
		    "write its name where its value stands, or take it out; or keep it and say "
		    "why: accepted because \"...\"");
	}
	for (uint32_t i = 0; i < program->calendar_count; i++) {
		if (uses->calendars[i])
			continue;
		diag_warning(diags, program->calendars[i]->at, "never-used",
		    "nothing counts by the calendar '%s'", program->calendars[i]->name);
		diag_note(diags,
		    "count by it: `10 working days after D by calendar %s`; or take it out",
		    program->calendars[i]->name);
	}
}

static bool
is_enclosed(const struct program *program, const struct form *form)
{
	for (uint32_t i = 0; i < program->letter_count; i++)
		for (uint32_t e = 0; e < program->letters[i]->enclosure_count; e++)
			if (program->letters[i]->enclosures[e].form == form)
				return true;
	return false;
}

static void
report_forms(struct diags *diags, const struct program *program)
{
	for (uint32_t i = 0; i < program->form_count; i++) {
		if (is_enclosed(program, program->forms[i]))
			continue;
		diag_warning(diags, program->forms[i]->at, "never-used",
		    "no letter encloses the form '%s', so it is never printed",
		    program->forms[i]->name);
		diag_note(diags, "add to a letter: encloses form %s; or take the form out",
		    program->forms[i]->name);
	}
}

/* A field that is read and refers to a table holds it to its rows. */
static void
use_references(struct uses *uses, const struct table *table)
{
	for (uint32_t i = 0; i < table->column_count; i++) {
		const struct column *column = table->columns[i];

		if (column->refers_to != NULL &&
		    uses->columns[place_of(uses, table)][column->index])
			use_table(uses, column->refers_to);
	}
}

void
find_unused(struct diags *diags, const struct program *program)
{
	struct arena scratch = ARENA_INIT;
	struct uses uses = { .program = program };

	uses.columns = arena_array(&scratch, bool *, (size_t)program->table_count + 1);
	uses.tables = arena_array(&scratch, bool, (size_t)program->table_count + 1);
	uses.settings = arena_array(&scratch, bool, (size_t)program->setting_count + 1);
	uses.calendars = arena_array(&scratch, bool, (size_t)program->calendar_count + 1);
	for (uint32_t i = 0; i < program->table_count; i++)
		uses.columns[i] =
		    arena_array(&scratch, bool, (size_t)program->tables[i]->column_count + 1);
	uses.columns[program->table_count] =
	    arena_array(&scratch, bool, (size_t)program->run->column_count + 1);
	find_roots(program, &scratch, use_root, &uses);
	for (uint32_t i = 0; i < program->table_count; i++)
		use_keeping(&uses, program->tables[i]);
	use_keeping(&uses, program->run);
	use_outside(&uses);
	for (uint32_t i = 0; i < program->table_count; i++)
		use_references(&uses, program->tables[i]);
	if (wordings_are_known(program)) {
		for (uint32_t i = 0; i < program->table_count; i++)
			report_table(&uses, diags, &scratch, program->tables[i]);
		report_table(&uses, diags, &scratch, program->run);
		report_rest(&uses, diags);
		report_forms(diags, program);
	}
	arena_release(&scratch);
}
