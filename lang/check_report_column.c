/*
 * check_report_column: the columns of a report: values, figures over many rows, reasons.
 */
#include <string.h>

#include "lang/check_internal.h"

static void
aggregate(struct reporting *reporting, struct report_column *column, const struct ast *node)
{
	struct check *check = reporting->check;
	const struct ast *ref = ast_child(node, AST_REF), *where = ast_child(node, AST_WHERE),
			 *in = ast_child(node, AST_IN);
	struct expr *what = NULL;

	column->body = REPORT_AGGREGATE;
	column->aggregate = node->aggregate;
	column->type = type_plain(KIND_ERROR);
	if (in != NULL) {
		diag_error(check->diags, in->at, "report-over-another-table",
		    "a figure of this report is over the rows of '%s'",
		    reporting->table->table.name);
		diag_note(check->diags,
		    "give what is looked up elsewhere a name first: define NAME for %s as count in "
		    "%s for the same ...; then print that",
		    reporting->table->table.name, in->name == NULL ? "TABLE" : in->name);
		return;
	}
	if (where != NULL)
		column->where = check_boolean(check, &reporting->row, where->first);
	if (ref != NULL) {
		column->what = what = check_value(check, &reporting->row, ref);
		if (!check_one_value(check, what) || !check_aggregate_fits(check, node, what))
			return;
	}
	check_aggregate_type(node, what, &column->type);
	if (node->aggregate == AGGREGATE_LIST)
		column->type.can_be_empty = true; /* printed as an empty cell */
}

static void
reason(struct reporting *reporting, struct report_column *column, const struct ast *node)
{
	struct check *check = reporting->check;
	struct column_draft *draft = scope_thing(&reporting->table->names, node->name);
	struct nearest nearest;

	column->body = REPORT_REASON;
	column->type = type_plain(KIND_TEXT);
	if (node->name == NULL)
		return;
	if (reporting->line.of_groups) {
		diag_error(check->diags, node->at, "reason-for",
		    "a line of this report stands for many rows, each with its own reason");
		diag_note(check->diags, "a report with one row per key of '%s' can give reasons",
		    reporting->table->table.name);
	} else if (draft == NULL && !check_maybe_declared(check, node->name)) {
		diag_error(check->diags, node->at, "no-such-column", "'%s' is not a column of '%s'",
		    node->name, reporting->table->table.name);
		check_nearest(check, &nearest, node->name);
		nearest_offer_scope(&nearest, &reporting->table->names);
		check_did_you_mean(check, &nearest);
		if (nearest.best == NULL)
			diag_note(check->diags, "name something that a rule decides");
	} else if (draft != NULL && draft->column.origin == COLUMN_FIELD) {
		diag_error(check->diags, node->at, "reason-for",
		    "'%s' is read from the file; no rule gives a reason for it", node->name);
		diag_note(check->diags,
		    "name something that a 'decide', 'define', 'bands' or 'deadline' works out");
	} else if (draft != NULL) {
		column->reason_for = &draft->column;
	}
}

/* Two columns of a file may not share a header, and a reader takes a known name for the known
 * thing. */
static void
column_name(struct reporting *reporting, const struct report_column *column)
{
	struct check *check = reporting->check;
	const struct report *report = &reporting->draft->report;
	const struct column_draft *of_table = scope_thing(&reporting->table->names, column->name);
	const struct scope_entry *other = scope_find(&reporting->draft->names, column->name);
	const struct expr *value = column->value != NULL && column->value->kind == EXPR_ROUND ?
	    column->value->a :
	    column->value;
	bool shows = value != NULL && value->kind == EXPR_COLUMN && of_table != NULL &&
	    value->column == &of_table->column;

	if (other != NULL) {
		diag_error(check->diags, column->at, "duplicate-name",
		    "this report has a column called '%s' already", column->name);
		diag_note_at(check->diags, other->at, "the other one is here");
		return;
	}
	for (uint32_t i = 0; i < report->key_count; i++) {
		if (report->keys[i].name != column->name)
			continue;
		diag_error(check->diags, column->at, "duplicate-name",
		    "'%s' is printed already: the report has one row per %s", column->name,
		    column->name);
		diag_note(check->diags,
		    "leave this column out; for a heading of your own write behind the key: , "
		    "headed \"...\"");
		return;
	}
	if (of_table == NULL || shows || column->type.kind == KIND_ERROR)
		return;
	diag_error(check->diags, column->at, "report-name-shows-other",
	    "'%s' is a column of '%s', and this column of the report shows something else",
	    column->name, reporting->table->table.name);
	diag_note(check->diags, "give the column of the report another name");
}

static void
one_column(struct reporting *reporting, struct report_column *column, const struct ast *node)
{
	struct check *check = reporting->check;
	const struct ast *body = node->first, *rounded = ast_child(node, AST_ROUNDED),
			 *text = ast_child(node, AST_TEXT_WHEN);
	struct expr *value;

	column->name = node->name;
	column->heading = node->text;
	column->at = node->name_at;
	if (body != NULL && body->kind == AST_AGGREGATE) {
		aggregate(reporting, column, body);
		if (rounded != NULL && column->type.kind != KIND_ERROR) {
			diag_error(check->diags, rounded->at, "rounding-kind",
			    "a figure over many rows is named before it is rounded");
			diag_note(check->diags,
			    "add a column that rounds it: column NAME \"...\" is %s, rounded ...",
			    column->name);
		}
	} else if (body != NULL && body->kind == AST_REASON_FOR) {
		reason(reporting, column, body);
	} else {
		value = check_value(check, &reporting->line, body);
		if (value->type.kind != KIND_ERROR && !check_one_value(check, value))
			value = expr_wrong(check, body);
		value = check_rounded(check, value, rounded);
		column->body = REPORT_VALUE;
		column->value = value;
		column->type = value->type;
	}
	if (text != NULL) {
		column->text_instead = text->text;
		column->text_when = check_boolean(check, &reporting->line, text->first);
	}
	column_name(reporting, column);
}

/* `column quarter "In quarter" is quarter`, where the lines stand for quarters: the key is printed
 * already, and this is its heading. */
static bool
heads_a_key(struct reporting *reporting, const struct ast *node)
{
	const struct report *report = &reporting->draft->report;
	const struct ast *body = node->first;
	struct report_key *keys = (struct report_key *)(uintptr_t)report->keys;

	if (report->shape != REPORT_LISTING || body == NULL || body->kind != AST_REF ||
	    body->member != NULL || body->name != node->name || body->next != NULL)
		return false;
	for (uint32_t i = 0; i < report->key_count; i++) {
		if (keys[i].name != node->name)
			continue;
		keys[i].heading = node->text;
		return true;
	}
	return false;
}

/* A figure that rows without a fact could change has a column NAME_undecided beside it. */
static void
names_figures_add(struct reporting *reporting)
{
	struct check *check = reporting->check;
	const struct report *report = &reporting->draft->report;

	for (uint32_t i = 0; i < report->column_count; i++) {
		const struct report_column *figure = &report->columns[i];
		const struct scope_entry *taken;
		const char *name;

		if (figure->body != REPORT_AGGREGATE)
			continue;
		name = arena_printf(check->arena, "%s_undecided", figure->name);
		name = names_intern(check->names, name, strlen(name));
		taken = scope_find(&reporting->draft->names, name);
		if (taken != NULL) {
			diag_error(check->diags, taken->at, "duplicate-name",
			    "'%s' is the name of a column that '%s' may add", name, figure->name);
			diag_note_at(check->diags, figure->at,
			    "it is taken by this figure, which prints there how many rows are "
			    "undecided; "
			    "give the other column another name");
		}
		for (uint32_t k = 0; k < report->key_count; k++) {
			if (report->keys[k].name != name)
				continue;
			diag_error(check->diags, figure->at, "duplicate-name",
			    "'%s' may add a column '%s', and the report has one row per %s",
			    figure->name, name, name);
			diag_note(check->diags,
			    "'%s' is taken by the key of this report; give the figure another name",
			    name);
		}
	}
}

void
check_report_columns(struct reporting *reporting)
{
	struct check *check = reporting->check;
	struct report *report = &reporting->draft->report;
	struct report_column *column;
	uint32_t count = 0;

	for (const struct ast *part = reporting->node->first; part != NULL; part = part->next)
		count += part->kind == AST_COLUMN;
	report->columns = column = arena_array(check->arena, struct report_column, count);
	for (const struct ast *part = reporting->node->first; part != NULL; part = part->next) {
		if (part->kind != AST_COLUMN || part->name == NULL || heads_a_key(reporting, part))
			continue;
		column[report->column_count].index = report->column_count;
		one_column(reporting, &column[report->column_count], part);
		scope_add(&reporting->draft->names, part->name, &column[report->column_count],
		    part->name_at);
		report->column_count++;
	}
	names_figures_add(reporting);
	if (count == 0 && !check->had_errors) {
		diag_error(check->diags, report->at, "report-rows", "the report '%s' has no column",
		    report->name);
		diag_note(check->diags, "add for instance: column rows \"Rows\" is count");
	}
}
