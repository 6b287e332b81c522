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

struct where
check_row(struct table_draft *table)
{
	struct where where;

	memset(&where, 0, sizeof where);
	where.table = table;
	return where;
}

struct column_draft *
check_column_named(const struct table_draft *table, const char *name)
{
	struct column_draft *draft = name == NULL ? NULL : scope_thing(&table->names, name);

	if (draft == NULL && name != NULL && name == table->table.name && table->keys.count == 1)
		draft = table->keys.items[0];
	return draft;
}

struct column_draft *
check_own_column(struct check *check, const struct where *where, const struct ast *part)
{
	struct column_draft *draft = scope_thing(&where->table->names, part->name);
	struct nearest nearest;

	if (draft != NULL || part->name == NULL || check_maybe_declared(check, part->name))
		return draft;
	diag_error(check->diags, part->at, "unknown-name", "'%s' is not a column of '%s'",
	    part->name, where->table->table.name);
	check_nearest(check, &nearest, part->name);
	nearest_offer_scope(&nearest, &where->table->names);
	check_did_you_mean(check, &nearest);
	if (nearest.best == NULL)
		diag_note(check->diags,
		    "only a column of the same table can stand here; give it a 'define' of its "
		    "own");
	return NULL;
}

static struct expr *
column_ref(struct check *check, const struct ast *node, const struct column_draft *draft)
{
	if (draft->wrong_node)
		return expr_wrong(check, node);
	return expr_of_column(check, &draft->column, node);
}

static struct expr *
one_of_many(struct check *check, const struct where *where, const struct ast *node)
{
	const char *said = check_said(check, node->at);

	diag_error(check->diags, node->at, "report-needs-figure",
	    "'%s' may differ between the rows that one line of this report stands for", said);
	diag_note(check->diags,
	    "say what to make of them: count of different %s, list of %s, sum of %s where "
	    "%s is given; or "
	    "print one row per key of '%s'",
	    said, said, said, said, where->table->table.name);
	return expr_wrong(check, node);
}

/* ---- behind `in TABLE`: two rows ---- */

/* A name of our row where only their row is asked. */
static struct expr *
only_ours(struct check *check, const struct where *where, const struct ast *node)
{
	diag_error(check->diags, node->at, "own-row",
	    "'%s' is a column of '%s', and this is said of the rows of '%s'", node->name,
	    where->ours->table->table.name, where->table->table.name);
	diag_note(check->diags, "name a column of '%s'", where->table->table.name);
	return expr_wrong(check, node);
}

/* A name that both rows have must be among the names that are the same in both. */
static bool
in_both(struct check *check, const struct where *where, const struct ast *node)
{
	const char *theirs = where->table->table.name;
	const struct column_draft *their = check_column_named(where->table, node->name), *our;

	our = where->ours == NULL ? NULL : check_column_named(where->ours->table, node->name);
	if (their == NULL || our == NULL)
		return false;
	for (uint32_t i = 0; where->same != NULL && i < where->same->count; i++)
		if (where->same->items[i] == node->name)
			return false;
	diag_error(check->diags, node->at, "name-in-both",
	    "'%s' is a column of '%s' and of '%s', and nothing says that the two are the same",
	    node->name, theirs, where->ours->table->table.name);
	if (node->member != NULL)
		diag_note(check->diags,
		    "add '%s' to the names behind 'for the same', or give one of the two columns "
		    "another name",
		    node->name);
	else
		diag_note(check->diags,
		    "write %s.%s or %s.%s; or add '%s' to the names behind 'for the same'", theirs,
		    their->column.name, where->ours->table->table.name, our->column.name,
		    node->name);
	return true;
}

static struct expr *
related_ref(struct check *check, const struct where *where, const struct ast *node)
{
	const struct column_draft *draft = check_column_named(where->table, node->name);

	if (in_both(check, where, node))
		return expr_wrong(check, node);
	return draft == NULL ? only_ours(check, where, node) : column_ref(check, node, draft);
}

/* ---- through a reference ---- */

static struct expr *
no_reference(struct check *check, const struct where *where, const struct ast *node)
{
	const struct column_draft *draft = scope_thing(&where->table->names, node->name);
	const struct table_draft *other = scope_thing(&check->tables, node->name);
	const struct table_draft *named = scope_thing(&check->columns, node->name);

	if ((draft != NULL &&
		(draft->wrong_node ||
		    (draft->column.type.kind == KIND_ERROR && draft->refers_to == NULL))) ||
	    (other != NULL && other->wrong) || check_maybe_declared(check, node->name))
		return expr_wrong(check, node);
	diag_error(check->diags, node->at, "not-a-reference",
	    "'%s' does not refer to a row of a table, so it has no '%s'", node->name, node->member);
	if (other == where->table && scope_find(&other->names, node->member) != NULL)
		diag_note(check->diags, "the row itself is meant: write '%s' alone", node->member);
	else if (draft == NULL && named != NULL && where->table != check->run)
		diag_note(check->diags,
		    "'%s' is a column of '%s'; what is said for '%s' reads its own",
		    node->name, named->table.name, where->table->table.name);
	else if (other != NULL && where->table != check->run)
		diag_note(check->diags, "to read through it '%s' needs a field: %s refers to %s",
		    where->table->table.name, node->name, node->name);
	else if (where->table != check->run)
		diag_note(check->diags, "name a column of '%s'", where->table->table.name);
	else
		diag_note(check->diags,
		    "a value for the run stands in no row; name a definition or a setting");
	return expr_wrong(check, node);
}

static const struct column_draft *
member(struct check *check, const struct table_draft *table, const struct ast *node)
{
	const struct column_draft *draft = scope_thing(&table->names, node->member);
	struct nearest nearest;

	if (draft != NULL || table->wrong || check_maybe_declared(check, node->member))
		return draft;
	diag_error(check->diags, node->at, "no-such-column", "'%s' is not a column of '%s'",
	    node->member, table->table.name);
	check_nearest(check, &nearest, node->member);
	nearest_offer_scope(&nearest, &table->names);
	check_did_you_mean(check, &nearest);
	if (nearest.best == NULL)
		diag_note(check->diags, "behind the full stop stands a column of '%s'",
		    table->table.name);
	return NULL;
}

static struct expr *
through_a_reference(struct check *check, const struct where *where, const struct ast *node)
{
	const struct column_draft *reference = scope_thing(&where->table->names, node->name);
	const struct column_draft *target;
	struct expr *expr;

	if (reference == NULL && where->named && node->name == where->table->table.name) {
		target = member(check, where->table, node);
		return target == NULL ? expr_wrong(check, node) : column_ref(check, node, target);
	}
	if (in_both(check, where, node))
		return expr_wrong(check, node);
	if (reference == NULL && where->ours != NULL &&
	    check_sides(where->table, where->ours->table, node, 0).ours)
		return only_ours(check, where, node);
	if (reference == NULL || reference->wrong_node || reference->refers_to == NULL)
		return no_reference(check, where, node);
	if (where->of_groups)
		return one_of_many(check, where, node);
	target = member(check, reference->refers_to, node);
	if (target == NULL || target->wrong_node || reference->column.type.kind == KIND_ERROR)
		return expr_wrong(check, node);
	expr = expr_make(check, EXPR_THROUGH, node);
	expr->column = &reference->column;
	expr->through = &target->column;
	expr->type = target->column.type;
	expr->type.can_be_empty =
	    expr->type.can_be_empty || reference->column.type.can_be_empty;
	return expr;
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

	if (where->our_side == node)
		where = where->ours;
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
	if (draft != NULL && where->of_groups)
		return one_of_many(check, where, node);
	if (where->ours != NULL &&
	    (check_column_named(where->table, node->name) != NULL ||
		check_column_named(where->ours->table, node->name) != NULL))
		return related_ref(check, where, node);
	if (draft != NULL)
		return column_ref(check, node, draft);
	draft = scope_thing(&check->run->names, node->name);
	if (draft != NULL)
		return column_ref(check, node, draft);
	setting = scope_thing(&check->settings, node->name);
	if (setting != NULL)
		return setting_ref(check, where, node, setting);
	draft = where->of_groups ? NULL : check_column_named(where->table, node->name);
	if (draft != NULL)
		return column_ref(check, node, draft);
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
