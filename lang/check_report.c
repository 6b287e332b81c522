/*
 * check_report: reports (writ.5, PRINTED TABLES): their rows, order and total; columns are in
 * check_report_column.c.
 *
 * A line of a report stands for one row of its table (a listing), for all rows with equal keys
 * (groups) or for all rows. Where it stands for many, a column of the table may be used inside an
 * aggregate only, and other bodies are worked out from the columns before them.
 */
#include <string.h>

#include "lang/check_internal.h"

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
	return part->kind == AST_KEY || part->kind == AST_MONTH_OF ||
	    part->kind == AST_QUARTER_OF || part->kind == AST_YEAR_OF;
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
			diag_error(check->diags, part->at, "report-rows",
			    "'%s' is the same in every row, so it makes no lines", part->name);
			diag_note(check->diags, "name a column of '%s'; or write: one row in all",
			    reporting->table->table.name);
			report_mistake(reporting);
		}
	} else {
		const char *word = part->kind == AST_MONTH_OF ? "month" :
		    part->kind == AST_QUARTER_OF              ? "quarter" :
								"year";

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
	struct where run = check_row(check->run);
	struct expr *value = check_value(check, &run, ref), *period;
	enum kind kind = key->value->type.kind;

	if (!check_one_value(check, value))
		return value;
	if (value->type.kind == kind)
		return value;
	if (value->type.kind == KIND_DATE) {
		period = expr_make(check,
		    kind == KIND_MONTH       ? EXPR_MONTH_OF :
			kind == KIND_QUARTER ? EXPR_QUARTER_OF :
					       EXPR_YEAR_OF,
		    ref);
		period->a = value;
		period->type = type_plain(kind);
		return period;
	}
	diag_error(check->diags, ref->at, "including-empty",
	    "'%s' is %s, and the lines stand for %ss", check_said(check, ref->at),
	    check_a_kind(value->type.kind), kind_name(kind));
	diag_note(check->diags, "name a setting or definition that holds a date, or run_date");
	return value;
}

static void
including_empty(struct reporting *reporting, const struct ast *part)
{
	struct check *check = reporting->check;
	struct report *report = &reporting->draft->report;
	enum kind kind = report->key_count == 0 ? KIND_ERROR : report->keys[0].value->type.kind;
	enum kind unit = kind == KIND_MONTH ? KIND_MONTHS :
	    kind == KIND_QUARTER            ? KIND_QUARTERS :
					      KIND_YEARS;

	if (kind == KIND_ERROR)
		return;
	if (report->key_count != 1 || !kind_is_period(kind) || part->type_word != unit) {
		diag_error(check->diags, part->at, "including-empty",
		    report->key_count != 1 ?
			"lines without rows are possible only where there is one key, a month, a "
			"quarter or a year" :
			"the lines of this report do not stand for the periods named here");
		diag_note(check->diags,
		    "write for instance: one row per month of DATE, including empty months");
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
			diag_error(check->diags, part->at, "duplicate-name",
			    "two keys of this report are called '%s'", keys[i].name);
			diag_note(check->diags,
			    "name each key once; for two periods give one a 'define' of its own");
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
		    "this report has %u key%s, and %u heading%s for %s", (unsigned)count,
		    count == 1 ? "" : "s", (unsigned)headed, headed == 1 ? "" : "s",
		    count == 1 ? "it" : "them");
		diag_note(check->diags,
		    "write 'headed' once for each key, in their order, or not at all");
	}
	check_once(check, rows, AST_INCLUDING_EMPTY, "including empty");
	if (ast_child(rows, AST_INCLUDING_EMPTY) != NULL)
		including_empty(reporting, ast_child(rows, AST_INCLUDING_EMPTY));
}

/* The same for every row of the report. */
static bool
is_one_value(const struct reporting *reporting, const struct expr *expr)
{
	const struct setting *setting = expr->setting;

	if (expr->kind == EXPR_COLUMN)
		return expr->column->table == &reporting->check->run->table;
	if (expr->kind == EXPR_SETTING)
		return (setting->value_count == 1 && setting->may_vary == MAY_NOT_VARY) ||
		    reporting->table->table.settings_day == SETTINGS_AT_RUN_DATE;
	return expr->kind == EXPR_VALUE || expr->kind == EXPR_RUN_DATE;
}

/* `where quarter is this_quarter` leaves one value of a key. */
static bool
is_pinned(const struct reporting *reporting, const struct expr *where, const struct column *key)
{
	if (where == NULL)
		return false;
	for (uint32_t i = 0; where->kind == EXPR_ALL && i < where->part_count; i++)
		if (is_pinned(reporting, where->parts[i], key))
			return true;
	if (where->kind == EXPR_LABELS_IN)
		return where->a->kind == EXPR_COLUMN && where->a->column == key &&
		    (where->labels & (where->labels - 1)) == 0;
	if (where->kind != EXPR_COMPARE || where->compare != COMPARE_IS)
		return false;
	return (where->a->kind == EXPR_COLUMN && where->a->column == key &&
		   is_one_value(reporting, where->b)) ||
	    (where->b->kind == EXPR_COLUMN && where->b->column == key &&
		is_one_value(reporting, where->a));
}

static bool
is_report_key_of(const struct report *report, const struct column *key)
{
	for (uint32_t i = 0; i < report->key_count; i++)
		if (report->keys[i].value->kind == EXPR_COLUMN &&
		    report->keys[i].value->column == key)
			return true;
	return false;
}

/* A listing has the keys of its table, all of which the report leaves more than one value, and no
 * figures over many rows. */
static bool
is_listing(const struct reporting *reporting)
{
	const struct report *report = &reporting->draft->report;
	const struct table *table = &reporting->table->table;
	uint32_t found = 0;

	if (table->key_count == 0)
		return false;
	for (uint32_t k = 0; k < table->key_count; k++) {
		if (is_report_key_of(report, table->keys[k]))
			found++;
		else if (!is_pinned(reporting, report->where, table->keys[k]))
			return false;
	}
	if (found != report->key_count)
		return false;
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
		diag_error(check->diags, in_all->at, "report-rows",
		    "this report has one row in all, and one row per something else");
		diag_note_at(check->diags, per->at, "keep one of the two");
		report_mistake(reporting);
	} else if (in_all == NULL && per == NULL) {
		diag_error(check->diags, report->at, "report-rows",
		    "the report does not say what one of its lines stands for");
		diag_note(check->diags, "add a line: one row per NAME, or: one row in all");
		report_mistake(reporting);
	}
	if (per != NULL)
		row_keys(reporting, per);
	report->shape = in_all != NULL ? REPORT_ONE_ROW :
	    is_listing(reporting)      ? REPORT_LISTING :
					 REPORT_GROUPS;
	reporting->line = check_row(reporting->table);
	reporting->line.report = reporting->draft;
	reporting->line.of_groups = report->shape != REPORT_LISTING;
}

/* ---- the other lines ---- */

/* Times have an earliest and a latest; all else a lowest and a highest. */
static void
sorting_word(struct check *check, const struct ast *sorted, enum kind kind)
{
	bool time = kind == KIND_DATE || kind_is_period(kind);

	if (kind == KIND_ERROR || time == sorted->flag2)
		return;
	diag_error(check->diags, sorted->at, "sorted-by-word", "'%s' is %s, which has %s",
	    sorted->name, check_a_kind(kind),
	    time ? "no lowest and no highest" : "no earliest and no latest");
	diag_note(check->diags, "write: sorted by %s, %s", sorted->name,
	    time ? sorted->flag ? "latest first" : "earliest first"
		 : sorted->flag ? "highest first" : "lowest first");
}

static void
sorted_by(struct reporting *reporting, const struct ast *sorted)
{
	struct check *check = reporting->check;
	struct report *report = &reporting->draft->report;
	struct nearest nearest;

	report->descending = sorted->flag;
	report->sorted_by = scope_thing(&reporting->draft->names, sorted->name);
	if (report->sorted_by != NULL) {
		sorting_word(check, sorted, report->sorted_by->type.kind);
		return;
	}
	for (uint32_t i = 0; i < report->key_count; i++)
		if (report->keys[i].name == sorted->name)
			report->sorted_key = &report->keys[i];
	if (report->sorted_key != NULL) {
		sorting_word(check, sorted, report->sorted_key->value->type.kind);
		return;
	}
	diag_error(check->diags, sorted->at, "sorted-by-unknown",
	    "'%s' is not a column of this report", sorted->name);
	check_nearest(check, &nearest, sorted->name);
	nearest_offer_scope(&nearest, &reporting->draft->names);
	for (uint32_t i = 0; i < report->key_count; i++)
		if (report->keys[i].name != NULL)
			nearest_offer(&nearest, report->keys[i].name);
	check_did_you_mean(check, &nearest);
	diag_note(check->diags, "without this line the rows stand in the order of their keys");
}

static void
total_and_order(struct reporting *reporting)
{
	struct check *check = reporting->check;
	struct report *report = &reporting->draft->report;
	const struct ast *total = ast_child(reporting->node, AST_TOTAL_ROW),
			 *sorted = ast_child(reporting->node, AST_SORTED_BY);

	check_once(check, reporting->node, AST_TOTAL_ROW, "total row");
	check_once(check, reporting->node, AST_SORTED_BY, "sorted by");
	if (total != NULL)
		report->total_label = total->text;
	if (total != NULL && report->shape != REPORT_GROUPS && !reporting->wrong) {
		diag_error(check->diags, total->at, "total-row",
		    report->shape == REPORT_LISTING ?
			"this report lists rows one by one, so there is nothing to add up" :
			"this report has one row in all, which is the total already");
		diag_note(check->diags,
		    "leave the line out, or make a report of its own with 'count' and 'sum of'");
	}
	if (sorted != NULL && sorted->name != NULL)
		sorted_by(reporting, sorted);
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
	diag_error(check->diags, part->at, "as-at",
	    "a report shows how things stand on the day of the run, not at '%s'", part->name);
	diag_note(
	    check->diags, "write: as at run_date; for another day run the policy for that day");
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
	reporting.row = check_row(reporting.table);
	draft->report.title = node->text;
	draft->report.table = &reporting.table->table;
	draft->report.provenance = check_provenance(check, node->first);
	if (where != NULL)
		draft->report.where = check_boolean(check, &reporting.row, where->first);
	as_at(&reporting);
	shape(&reporting);
	check_report_columns(&reporting);
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
			diag_error(check->diags, node->name_at, "duplicate-name",
			    "there is another report called '%s'", node->name);
			diag_note_at(check->diags, scope_find(&check->reports, node->name)->at,
			    "the other one is here");
		} else {
			list_add(check, &check->report_list, draft);
		}
		one_report(check, draft, node);
	}
}
