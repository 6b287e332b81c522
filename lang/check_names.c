/*
 * check_names: what a name in an expression stands for, and the answer to one that stands for
 * nothing.
 */
#include <string.h>

#include "lang/check_internal.h"

static bool
means_today(const char *name)
{
	static const char *const words[] = { "today", "now", "todays_date", "current_date",
		"today_date", "date_today", "this_day" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i], name) == 0)
			return true;
	return false;
}

static void
unknown_name(struct check *check, const struct where *where, const struct ast *node,
    const struct label_set *labels)
{
	struct table_draft *other = scope_thing(&check->columns, node->name);
	struct nearest nearest;

	if (check_maybe_declared(check, node->name))
		return;
	if (other != NULL) {
		diag_error(check->diags, node->at, "needs-for",
		    "'%s' is a column of '%s', and this is not said for a row of it", node->name,
		    other->table.name);
		if (where->table == check->run)
			diag_note(check->diags, "say whose row is meant: define NAME for %s as ...",
			    other->table.name);
		else
			diag_note(check->diags,
			    "what is said for '%s' can use its own columns and settings",
			    where->table->table.name);
		return;
	}
	if (scope_find(&check->tables, node->name) != NULL) {
		diag_error(check->diags, node->at, "unknown-name",
		    "'%s' is a table, not a column, a setting or a definition", node->name);
		diag_note(check->diags, "name one of its columns");
		return;
	}
	diag_error(check->diags, node->at, "unknown-name",
	    "'%s' is not a column, a setting or a definition", node->name);
	if (means_today(node->name)) {
		diag_note(check->diags, "the day the policy is run for is called run_date");
		return;
	}
	check_nearest(check, &nearest, node->name);
	if (where->report != NULL)
		nearest_offer_scope(&nearest, &where->report->names);
	if (!where->of_groups)
		nearest_offer_scope(&nearest, &where->table->names);
	nearest_offer_scope(&nearest, &check->run->names);
	nearest_offer_scope(&nearest, &check->settings);
	nearest_offer(&nearest, check->run_date);
	for (uint32_t i = 0; labels != NULL && i < labels->count; i++)
		nearest_offer(&nearest, labels->names[i]);
	check_did_you_mean(check, &nearest);
	if (labels != NULL)
		diag_note(check->diags, "the labels here are %s", check_labels(check, labels));
	else if (nearest.best == NULL)
		diag_note(check->diags,
		    "add a field, a 'setting' or a 'define' of that name, or correct the name");
}

static struct expr *
setting_ref(struct check *check, const struct where *where, const struct ast *node,
    struct setting_draft *draft)
{
	struct expr *expr = expr_make(check, EXPR_SETTING, node);
	struct table_draft *table = where->table;

	expr->setting = &draft->setting;
	expr->type = draft->setting.type;
	if (where->of_groups || check->in_letter || table == check->run || table->node == NULL ||
	    table->settings_day_asked || ast_child(table->node, AST_AS_AT) != NULL)
		return expr;
	if (draft->setting.value_count > 1 || draft->setting.may_vary != MAY_NOT_VARY) {
		table->settings_day_asked = true;
		diag_error(check->diags, node->at, "settings-day-needed",
		    "'%s' %s, and '%s' does not say which day's value its rows go by", node->name,
		    draft->setting.value_count > 1 ? "has later values" : "may vary locally",
		    table->table.name);
		diag_note_at(check->diags, table->table.at,
		    "add to this line: , settings as at run_date; or name a date of the row "
		    "instead, and a row keeps to the value of its own day");
	}
	return expr;
}

static struct expr *
report_ref(struct check *check, const struct where *where, const struct ast *node,
    const struct report_column *column)
{
	struct expr *expr;

	/* In a listing an earlier column is its own expression once more: the program needs no
	 * reference to it. */
	if (!where->of_groups && column->value != NULL)
		return (struct expr *)(uintptr_t)column->value;
	expr = expr_make(check, EXPR_REPORT_COLUMN, node);
	expr->report_column = column;
	expr->type = column->type;
	return expr;
}

static struct expr *
column_ref(struct check *check, const struct where *where, const struct ast *node,
    const struct column_draft *draft)
{
	(void)where;
	if (draft->wrong_node)
		return expr_wrong(check, node);
	return expr_of_column(check, &draft->column, node);
}

static bool
has_one_key(const struct table_draft *table)
{
	return table->table.key_count == 1;
}

static struct expr *
through_a_reference(struct check *check, const struct where *where, const struct ast *node)
{
	struct column_draft *draft = scope_thing(&where->table->names, node->name);
	struct table_draft *other = scope_thing(&check->tables, node->name);

	if ((draft != NULL && draft->column.type.kind == KIND_ERROR) ||
	    (other != NULL && other->wrong) || check_maybe_declared(check, node->name))
		return expr_wrong(check, node);
	diag_error(check->diags, node->at, "not-a-reference",
	    "'%s' does not refer to a row of a table, so it has no '%s'", node->name, node->member);
	if (other == where->table && scope_find(&other->names, node->member) != NULL)
		diag_note(check->diags, "the row itself is meant: write '%s' alone", node->member);
	else
		diag_note(check->diags, "name a column of '%s'", where->table->table.name);
	return expr_wrong(check, node);
}

/* `labels`: of the column this name is compared with, for a better answer to a label in small
 * letters; else NULL. */
struct expr *
check_ref(struct check *check, const struct where *where, const struct ast *node,
    const struct label_set *labels)
{
	struct column_draft *draft;
	struct setting_draft *setting;
	struct report_column *earlier;

	if (node->name == NULL || where->table->wrong)
		return expr_wrong(check, node);
	if (node->member != NULL)
		return through_a_reference(check, where, node);
	if (node->name == check->run_date) {
		struct expr *expr = expr_make(check, EXPR_RUN_DATE, node);

		expr->type = type_plain(KIND_DATE);
		return expr;
	}
	draft = scope_thing(&where->table->names, node->name);
	earlier = where->report == NULL ? NULL : scope_thing(&where->report->names, node->name);
	if (earlier != NULL && (where->of_groups || draft == NULL))
		return report_ref(check, where, node, earlier);
	if (draft != NULL && where->of_groups) {
		diag_error(check->diags, node->at, "report-needs-figure",
		    "'%s' may differ between the rows that one line of this report stands for",
		    node->name);
		diag_note(check->diags,
		    "say what to make of them: count of different %s, list of %s, sum of %s where "
		    "%s is given; or "
		    "print one row per key of '%s'",
		    node->name, node->name, node->name, node->name, where->table->table.name);
		return expr_wrong(check, node);
	}
	if (draft != NULL)
		return column_ref(check, where, node, draft);
	draft = scope_thing(&check->run->names, node->name);
	if (draft != NULL)
		return column_ref(check, where, node, draft);
	setting = scope_thing(&check->settings, node->name);
	if (setting != NULL)
		return setting_ref(check, where, node, setting);
	if (node->name == where->table->table.name && has_one_key(where->table) &&
	    !where->of_groups)
		return expr_of_column(check, where->table->table.keys[0], node);
	if (node->name == check->letter_date)
		return check_letter_date(check, node);
	/* A capital: the grammar reads the name of a letter, and what else stands before `is`, as a
	 * name. */
	if (node->name[0] >= 'A' && node->name[0] <= 'Z') {
		if (!check_letter_elsewhere(check, where, node) &&
		    !check_maybe_declared(check, node->name)) {
			diag_error(check->diags, node->at, "label-alone",
			    "'%s' stands where the name of a column belongs", node->name);
			diag_note(check->diags, "write the name of the column first: NAME is %s",
			    node->name);
		}
		return expr_wrong(check, node);
	}
	unknown_name(check, where, node, labels);
	return expr_wrong(check, node);
}
