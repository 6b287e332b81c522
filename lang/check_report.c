/*
 * check_report: reports (language.md section 9).
 *
 * A line of a report stands for one row of its table (a listing), for all rows with equal keys (groups) or for all rows. Where
 * it stands for many, a column of the table may be used inside an aggregate only, and other bodies are worked out from the
 * columns before them.
 */
#include <string.h>

#include "lang/check_internal.h"

struct reporting {
	struct check *check;
	const struct ast *node;
	struct report_draft *draft;
	struct table_draft *table;
	struct where row, line;		/* one row of the table; one line of the report */
	bool wrong;
};

static void
report_mistake(struct reporting *reporting)
{
	reporting->wrong = true;
}

/* ---- keys ---- */

static const char *
heading_of(struct check *check, const char *name)
{
	char *heading = arena_copy(check->arena, name, strlen(name));

	for (char *p = heading; *p != '\0'; p++)
		if (*p == '_')
			*p = ' ';
	if (heading[0] >= 'a' && heading[0] <= 'z')
		heading[0] = (char)(heading[0] - 'a' + 'A');
	return heading;
}

static bool
is_report_key(const struct ast *part)
{
	return part->kind == AST_KEY || part->kind == AST_MONTH_OF || part->kind == AST_QUARTER_OF ||
	    part->kind == AST_YEAR_OF;
}

static void
one_key(struct reporting *reporting, struct report_key *key, const struct ast *part)
{
	struct check *check = reporting->check;

	if (part->kind == AST_KEY) {
		struct ast *ref = ast_make(check->arena, AST_REF, part->at);

		ref->name = key->name = part->name;
		ref->name_at = part->name_at;
		key->value = check_ref(check, &reporting->row, ref, NULL);
		if (key->value->type.kind != KIND_ERROR && key->value->kind != EXPR_COLUMN) {
			diag_error(check->diags, part->at, "report-rows", "'%s' is the same in every row, so it makes no lines",
			    part->name);
			diag_note(check->diags, "name a column of '%s'; or write: one row in all", reporting->table->table.name);
			report_mistake(reporting);
		}
	} else {
		const char *word = part->kind == AST_MONTH_OF ? "month" : part->kind == AST_QUARTER_OF ? "quarter" : "year";

		key->name = names_intern(check->names, word, strlen(word));
		key->value = check_value(check, &reporting->row, part);
	}
	if (key->name == NULL || key->value->type.kind == KIND_ERROR) {
		report_mistake(reporting);
		key->heading = "";
		return;
	}
	key->heading = heading_of(check, key->name);
}

static const struct expr *
period_end(struct reporting *reporting, const struct ast *ref, const struct report_key *key)
{
	struct check *check = reporting->check;
	struct where run = { check->run, NULL, false };
	struct expr *value = check_value(check, &run, ref), *period;
	enum kind kind = key->value->type.kind;

	if (!check_one_value(check, value))
		return value;
	if (value->type.kind == kind)
		return value;
	if (value->type.kind == KIND_DATE) {
		period = expr_make(check, kind == KIND_MONTH ? EXPR_MONTH_OF : kind == KIND_QUARTER ? EXPR_QUARTER_OF :
		    EXPR_YEAR_OF, ref);
		period->a = value;
		period->type = type_plain(kind);
		return period;
	}
	diag_error(check->diags, ref->at, "including-empty", "'%s' is %s, and the lines stand for %ss",
	    check_said(check, ref->at), check_a_kind(value->type.kind), kind_name(kind));
	diag_note(check->diags, "name a setting or definition that holds a date, or run_date");
	return value;
}

static void
including_empty(struct reporting *reporting, const struct ast *part)
{
	struct check *check = reporting->check;
	struct report *report = &reporting->draft->report;
	enum kind kind = report->key_count == 0 ? KIND_ERROR : report->keys[0].value->type.kind;
	enum kind unit = kind == KIND_MONTH ? KIND_MONTHS : kind == KIND_QUARTER ? KIND_QUARTERS : KIND_YEARS;

	if (kind == KIND_ERROR)
		return;
	if (report->key_count != 1 || !kind_is_period(kind) || part->type_word != unit) {
		diag_error(check->diags, part->at, "including-empty", report->key_count != 1 ?
		    "lines without rows are possible only where there is one key, a month, a quarter or a year" :
		    "the lines of this report do not stand for the periods named here");
		diag_note(check->diags, "write for instance: one row per month of DATE, including empty months");
		return;
	}
	report->including_empty = true;
	if (part->first == NULL)
		return;
	report->empty_from = period_end(reporting, part->first, &report->keys[0]);
	if (part->first->next != NULL)
		report->empty_to = period_end(reporting, part->first->next, &report->keys[0]);
}

static void
row_keys(struct reporting *reporting, const struct ast *rows)
{
	struct check *check = reporting->check;
	struct report *report = &reporting->draft->report;
	struct report_key *keys;
	uint32_t count = 0, headed = 0;

	for (const struct ast *part = rows->first; part != NULL; part = part->next)
		count += is_report_key(part);
	report->keys = keys = arena_array(check->arena, struct report_key, count);
	for (const struct ast *part = rows->first; part != NULL; part = part->next) {
		if (!is_report_key(part))
			continue;
		one_key(reporting, &keys[report->key_count], part);
		for (uint32_t i = 0; i < report->key_count; i++) {
			if (keys[i].name != keys[report->key_count].name)
				continue;
			diag_error(check->diags, part->at, "duplicate-name", "two keys of this report are called '%s'", keys[i].name);
			diag_note(check->diags, "name each key once; for two periods give one a 'define' of its own");
			report_mistake(reporting);
		}
		report->key_count++;
	}
	for (const struct ast *part = rows->first; part != NULL; part = part->next) {
		if (part->kind != AST_HEADED)
			continue;
		if (headed < count)
			keys[headed].heading = part->text;
		headed++;
	}
	if (headed > 0 && headed != count) {
		diag_error(check->diags, ast_child(rows, AST_HEADED)->at, "headed-keys",
		    "this report has %u key%s, and %u heading%s for %s", (unsigned)count, count == 1 ? "" : "s", (unsigned)headed,
		    headed == 1 ? "" : "s", count == 1 ? "it" : "them");
		diag_note(check->diags, "write 'headed' once for each key, in their order, or not at all");
	}
	check_once(check, rows, AST_INCLUDING_EMPTY, "including empty");
	if (ast_child(rows, AST_INCLUDING_EMPTY) != NULL)
		including_empty(reporting, ast_child(rows, AST_INCLUDING_EMPTY));
}

/* A listing has the keys of its table, all of them, and no figures over many rows. */
static bool
is_listing(const struct reporting *reporting)
{
	const struct report *report = &reporting->draft->report;
	const struct table *table = &reporting->table->table;

	if (report->key_count != table->key_count || table->key_count == 0)
		return false;
	for (uint32_t i = 0; i < report->key_count; i++) {
		bool found = false;

		for (uint32_t k = 0; k < table->key_count; k++)
			found = found || (report->keys[i].value->kind == EXPR_COLUMN && report->keys[i].value->column == table->keys[k]);
		if (!found)
			return false;
	}
	for (const struct ast *part = reporting->node->first; part != NULL; part = part->next)
		if (part->kind == AST_COLUMN && ast_child(part, AST_AGGREGATE) != NULL)
			return false;
	return true;
}

static void
shape(struct reporting *reporting)
{
	struct check *check = reporting->check;
	const struct ast *in_all = ast_child(reporting->node, AST_ONE_ROW_IN_ALL);
	const struct ast *per = ast_child(reporting->node, AST_ONE_ROW_PER);
	struct report *report = &reporting->draft->report;

	check_once(check, reporting->node, AST_ONE_ROW_PER, "one row per");
	check_once(check, reporting->node, AST_ONE_ROW_IN_ALL, "one row in all");
	if (in_all != NULL && per != NULL) {
		diag_error(check->diags, in_all->at, "report-rows", "this report has one row in all, and one row per something else");
		diag_note_at(check->diags, per->at, "keep one of the two");
		report_mistake(reporting);
	} else if (in_all == NULL && per == NULL) {
		diag_error(check->diags, report->at, "report-rows", "the report does not say what one of its lines stands for");
		diag_note(check->diags, "add a line: one row per NAME, or: one row in all");
		report_mistake(reporting);
	}
	if (per != NULL)
		row_keys(reporting, per);
	report->shape = in_all != NULL ? REPORT_ONE_ROW : is_listing(reporting) ? REPORT_LISTING : REPORT_GROUPS;
	reporting->line = (struct where){ reporting->table, reporting->draft, report->shape != REPORT_LISTING };
}

/* ---- columns ---- */

static const char *
aggregate_word(enum aggregate_kind kind)
{
	switch (kind) {
	case AGGREGATE_COUNT: return "count";
	case AGGREGATE_COUNT_DIFFERENT: return "count of different";
	case AGGREGATE_SUM: return "sum of";
	case AGGREGATE_AVERAGE: return "average of";
	case AGGREGATE_LIST: return "list of";
	case AGGREGATE_LATEST: return "latest";
	case AGGREGATE_EARLIEST: return "earliest";
	case AGGREGATE_LOWEST: return "lowest";
	case AGGREGATE_HIGHEST: return "highest";
	}
	return "count";
}

static bool
aggregate_fits(struct check *check, const struct ast *node, const struct expr *what)
{
	enum kind kind = what->type.kind;
	bool time = kind == KIND_DATE || kind_is_period(kind), size = kind_is_quantity(kind) || kind_is_length(kind);
	bool adds = node->aggregate == AGGREGATE_SUM || node->aggregate == AGGREGATE_AVERAGE;
	bool fits = true;
	const char *instead = "name a column of numbers, percentages or amounts of money";

	if (adds)
		fits = kind_is_quantity(kind);
	if (node->aggregate == AGGREGATE_LATEST || node->aggregate == AGGREGATE_EARLIEST) {
		fits = time;
		instead = size ? "figures have a highest and a lowest" : "name a column of dates, months, quarters or years";
	}
	if (node->aggregate == AGGREGATE_LOWEST || node->aggregate == AGGREGATE_HIGHEST) {
		fits = size;
		instead = time ? "dates have a latest and an earliest" : "name a column of figures";
	}
	if (!fits) {
		diag_error(check->diags, node->at, "aggregate-kind", "'%s' does not go with '%s', which is %s",
		    aggregate_word(node->aggregate), check_said(check, what->at), check_a_kind(kind));
		diag_note(check->diags, "%s", instead);
		return false;
	}
	if (adds && what->type.fraction) {
		diag_error(check->diags, node->at, "round-first", "'%s' is an exact fraction, which is rounded before it is added up",
		    check_said(check, what->at));
		diag_note(check->diags, "where it is defined add: , rounded half up to 2 decimal places");
		return false;
	}
	return true;
}

static void
aggregate(struct reporting *reporting, struct report_column *column, const struct ast *node)
{
	struct check *check = reporting->check;
	const struct ast *ref = ast_child(node, AST_REF), *where = ast_child(node, AST_WHERE), *in = ast_child(node, AST_IN);
	struct expr *what = NULL;

	column->body = REPORT_AGGREGATE;
	column->aggregate = node->aggregate;
	column->type = type_plain(KIND_NUMBER);
	if (in != NULL) {
		check_not_yet(check, in->at, "in TABLE");
		column->type = type_plain(KIND_ERROR);
		return;
	}
	if (where != NULL)
		column->where = check_boolean(check, &reporting->row, where->first);
	if (ref == NULL)
		return;
	column->what = what = check_value(check, &reporting->row, ref);
	if (!check_one_value(check, what) || !aggregate_fits(check, node, what)) {
		column->type = type_plain(KIND_ERROR);
		return;
	}
	if (node->aggregate == AGGREGATE_COUNT || node->aggregate == AGGREGATE_COUNT_DIFFERENT)
		return;
	column->type = what->type;
	column->type.can_be_empty = node->aggregate != AGGREGATE_SUM;
	if (node->aggregate == AGGREGATE_AVERAGE)
		column->type.fraction = true;
	if (node->aggregate == AGGREGATE_LIST) {
		column->type = type_plain(KIND_TEXT);
		column->type.can_be_empty = true;
	}
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
		diag_error(check->diags, node->at, "reason-for", "a line of this report stands for many rows, each with its own reason");
		diag_note(check->diags, "a report with one row per key of '%s' can give reasons", reporting->table->table.name);
	} else if (draft == NULL && !check_maybe_declared(check, node->name)) {
		diag_error(check->diags, node->at, "no-such-column", "'%s' is not a column of '%s'", node->name,
		    reporting->table->table.name);
		nearest_start(&nearest, node->name);
		nearest_offer_scope(&nearest, &reporting->table->names);
		check_did_you_mean(check, &nearest);
		if (nearest.best == NULL)
			diag_note(check->diags, "name something that a rule decides");
	} else if (draft != NULL && draft->column.origin == COLUMN_FIELD) {
		diag_error(check->diags, node->at, "reason-for", "'%s' is read from the file; no rule gives a reason for it", node->name);
		diag_note(check->diags, "name something that a 'decide', 'define', 'bands' or 'deadline' works out");
	} else if (draft != NULL) {
		column->reason_for = &draft->column;
	}
}

/* Two columns of a file may not share a header, and a reader takes a known name for the known thing. */
static void
column_name(struct reporting *reporting, const struct report_column *column)
{
	struct check *check = reporting->check;
	const struct report *report = &reporting->draft->report;
	const struct column_draft *of_table = scope_thing(&reporting->table->names, column->name);
	const struct scope_entry *other = scope_find(&reporting->draft->names, column->name);
	bool shows = column->value != NULL && column->value->kind == EXPR_COLUMN && of_table != NULL &&
	    column->value->column == &of_table->column;

	if (other != NULL) {
		diag_error(check->diags, column->at, "duplicate-name", "this report has a column called '%s' already", column->name);
		diag_note_at(check->diags, other->at, "the other one is here");
		return;
	}
	for (uint32_t i = 0; i < report->key_count; i++) {
		if (report->keys[i].name != column->name)
			continue;
		diag_error(check->diags, column->at, "duplicate-name", "'%s' is printed already: the report has one row per %s",
		    column->name, column->name);
		diag_note(check->diags, "leave this column out; for a heading of your own write behind the key: , headed \"...\"");
		return;
	}
	if (of_table == NULL || shows || column->type.kind == KIND_ERROR)
		return;
	diag_error(check->diags, column->at, "report-name-shows-other",
	    "'%s' is a column of '%s', and this column of the report shows something else", column->name,
	    reporting->table->table.name);
	diag_note(check->diags, "give the column of the report another name");
}

static void
one_column(struct reporting *reporting, struct report_column *column, const struct ast *node)
{
	struct check *check = reporting->check;
	const struct ast *body = node->first, *rounded = ast_child(node, AST_ROUNDED), *text = ast_child(node, AST_TEXT_WHEN);
	struct expr *value;

	column->name = node->name;
	column->heading = node->text;
	column->at = node->name_at;
	while (body != NULL && (body->kind == AST_ROUNDED || body->kind == AST_TEXT_WHEN))
		body = body->next;
	if (body != NULL && body->kind == AST_AGGREGATE) {
		aggregate(reporting, column, body);
		if (rounded != NULL && column->type.kind != KIND_ERROR) {
			diag_error(check->diags, rounded->at, "rounding-kind", "a figure over many rows is named before it is rounded");
			diag_note(check->diags, "add a column that rounds it: column NAME \"...\" is %s, rounded ...", column->name);
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

static void
columns(struct reporting *reporting)
{
	struct check *check = reporting->check;
	struct report *report = &reporting->draft->report;
	struct report_column *column;
	uint32_t count = 0;

	for (const struct ast *part = reporting->node->first; part != NULL; part = part->next)
		count += part->kind == AST_COLUMN;
	report->columns = column = arena_array(check->arena, struct report_column, count);
	for (const struct ast *part = reporting->node->first; part != NULL; part = part->next) {
		if (part->kind != AST_COLUMN || part->name == NULL)
			continue;
		column[report->column_count].index = report->column_count;
		one_column(reporting, &column[report->column_count], part);
		scope_add(&reporting->draft->names, part->name, &column[report->column_count], part->name_at);
		report->column_count++;
	}
	if (count == 0 && !check->had_errors) {
		diag_error(check->diags, report->at, "report-rows", "the report '%s' has no column", report->name);
		diag_note(check->diags, "add for instance: column rows \"Rows\" is count");
	}
}

/* ---- the other lines ---- */

static void
total_and_order(struct reporting *reporting)
{
	struct check *check = reporting->check;
	struct report *report = &reporting->draft->report;
	const struct ast *total = ast_child(reporting->node, AST_TOTAL_ROW), *sorted = ast_child(reporting->node, AST_SORTED_BY);
	struct nearest nearest;

	check_once(check, reporting->node, AST_TOTAL_ROW, "total row");
	check_once(check, reporting->node, AST_SORTED_BY, "sorted by");
	if (total != NULL)
		report->total_label = total->text;
	if (total != NULL && report->shape != REPORT_GROUPS && !reporting->wrong) {
		diag_error(check->diags, total->at, "total-row", report->shape == REPORT_LISTING ?
		    "this report lists rows one by one, so there is nothing to add up" :
		    "this report has one row in all, which is the total already");
		diag_note(check->diags, "leave the line out, or make a report of its own with 'count' and 'sum of'");
	}
	if (sorted == NULL || sorted->name == NULL)
		return;
	report->sorted_by = scope_thing(&reporting->draft->names, sorted->name);
	report->descending = sorted->flag;
	if (report->sorted_by != NULL)
		return;
	diag_error(check->diags, sorted->at, "sorted-by-unknown", "'%s' is not a column of this report", sorted->name);
	nearest_start(&nearest, sorted->name);
	nearest_offer_scope(&nearest, &reporting->draft->names);
	check_did_you_mean(check, &nearest);
	diag_note(check->diags, "without this line the rows stand in the order of their keys");
}

static void
as_at(struct reporting *reporting)
{
	struct check *check = reporting->check;
	const struct ast *part = ast_child(reporting->node, AST_REPORT_AS_AT);

	check_once(check, reporting->node, AST_REPORT_AS_AT, "as at");
	if (part == NULL)
		return;
	reporting->draft->report.as_at_run_date = part->name == check->run_date;
	if (part->name == check->run_date || part->name == NULL)
		return;
	diag_error(check->diags, part->at, "as-at", "a report shows how things stand on the day of the run, not at '%s'", part->name);
	diag_note(check->diags, "write: as at run_date; for another day run the policy for that day");
}

static void
one_report(struct check *check, struct report_draft *draft, const struct ast *node)
{
	const struct ast *of = ast_child(node, AST_OF), *where = ast_child(node, AST_WHERE);
	struct reporting reporting;

	memset(&reporting, 0, sizeof reporting);
	reporting.check = check;
	reporting.node = node;
	reporting.draft = draft;
	reporting.table = of == NULL ? NULL : check_table_named(check, of->name, of->at);
	if (reporting.table == NULL || reporting.table->wrong)
		return;
	reporting.row = (struct where){ reporting.table, NULL, false };
	draft->report.title = node->text;
	draft->report.table = &reporting.table->table;
	draft->report.provenance = check_provenance(check, node->first);
	if (where != NULL)
		draft->report.where = check_boolean(check, &reporting.row, where->first);
	as_at(&reporting);
	shape(&reporting);
	columns(&reporting);
	total_and_order(&reporting);
}

void
check_reports(struct check *check)
{
	for (const struct ast *node = check->file->first; node != NULL; node = node->next) {
		struct report_draft *draft;

		if (node->kind != AST_REPORT || node->name == NULL)
			continue;
		draft = arena_new(check->arena, struct report_draft);
		draft->report.name = node->name;
		draft->report.at = node->name_at;
		scope_init(&draft->names, check->arena);
		if (!scope_add(&check->reports, node->name, draft, node->name_at)) {
			diag_error(check->diags, node->name_at, "duplicate-name", "there is another report called '%s'", node->name);
			diag_note_at(check->diags, scope_find(&check->reports, node->name)->at, "the other one is here");
		} else {
			list_add(check, &check->report_list, draft);
		}
		one_report(check, draft, node);
	}
}
