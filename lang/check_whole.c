/*
 * check_whole: ranks and runs of periods (writ.5, Ranks, Runs of periods): what takes all rows of
 * the own table.
 */
#include <string.h>

#include "lang/check_internal.h"

static bool
stands_in_a_table(struct check *check, const struct where *where, const struct ast *node)
{
	if (where->table != check->run && !where->of_groups)
		return true;
	if (where->of_groups)
		diag_error(check->diags, node->at, "report-needs-figure",
		    "'%s' is asked of one row, and a line of this report stands for many",
		    check_said(check, node->at));
	else
		diag_error(check->diags, node->at, "needs-for",
		    "'%s' is asked of a row, and this is said for the whole run",
		    check_said(check, node->at));
	diag_note(check->diags, "say whose rows are meant: define NAME for TABLE as ...");
	return false;
}

/* ---- among the lowest ---- */

static void
rank_each(struct check *check, const struct where *where, struct rank *rank, struct list *each,
    const struct ast *parts)
{
	const struct column **columns;
	uint32_t count = 0;

	for (const struct ast *part = parts->first; part != NULL; part = part->next)
		count++;
	rank->each = columns = arena_array(check->arena, const struct column *, count);
	for (const struct ast *part = parts->first; part != NULL; part = part->next) {
		struct column_draft *draft = check_column_named(where->table, part->name);
		bool key = false, twice = false;

		for (uint32_t i = 0; i < where->table->keys.count; i++)
			key = key || where->table->keys.items[i] == draft;
		for (uint32_t i = 0; i < each->count; i++)
			twice = twice || each->items[i] == draft;
		if (draft == NULL || !key) {
			if (part->name == NULL || check_maybe_declared(check, part->name))
				continue;
			diag_error(check->diags, part->at, "in-each", "'%s' is not a key of '%s'",
			    part->name, where->table->table.name);
			diag_note_at(check->diags, where->table->table.at,
			    "rows are ranked within each of one or more of the keys of this table");
		} else if (twice) {
			diag_error(check->diags, part->at, "duplicate-name",
			    "'%s' is named twice here", part->name);
			diag_note(check->diags, "name each key once");
		} else {
			list_add(check, each, draft);
			columns[rank->each_count++] = &draft->column;
		}
	}
}

static bool
rank_by_fits(struct check *check, const struct ast *by, const struct column *column)
{
	enum kind kind = column->type.kind;

	if (kind == KIND_ERROR || kind_is_quantity(kind) || kind_is_length(kind) ||
	    kind_is_period(kind) || kind == KIND_DATE)
		return kind != KIND_ERROR;
	diag_error(check->diags, by->at, "wrong-kind", "'%s' is %s, which has no lowest", by->name,
	    check_a_kind(kind));
	diag_note(check->diags, "rank by a column of figures or dates");
	return false;
}

static bool
places_fit(struct check *check, const struct where *where, const struct expr *places,
    const struct list *each)
{
	const struct expr *beyond;

	if (!check_one_value(check, places))
		return false;
	if (places->type.kind != KIND_NUMBER) {
		diag_error(check->diags, places->at, "wrong-kind",
		    "places are a number, and '%s' is %s", check_said(check, places->at),
		    check_a_kind(places->type.kind));
		diag_note(check->diags, "write a whole number, or a setting that holds one");
		return false;
	}
	if (!check_whole_places(check, places))
		return false;
	check_counts_with(places);
	beyond = check_beyond_keys(check, where->table, each, places);
	if (beyond == NULL)
		return true;
	diag_error(check->diags, beyond->at, "rank-places",
	    "'%s' may differ between rows that are ranked together", check_said(check, beyond->at));
	diag_note(check->diags,
	    "the number of places is one for all of them: a figure, a setting, or what the keys "
	    "behind 'in each' refer to%s",
	    beyond->setting == NULL ?
		"" :
		"; and the day behind 'settings as at' must follow from these "
		"keys where the setting may change");
	return false;
}

struct expr *
check_rank(struct check *check, const struct where *where, const struct ast *node)
{
	const struct ast *by = ast_child(node, AST_BY), *in_each = ast_child(node, AST_IN_EACH),
			 *condition = ast_child(node, AST_WHERE);
	struct rank *rank = arena_new(check->arena, struct rank);
	struct list each = { NULL, 0, 0 };
	struct column_draft *draft;
	struct expr *expr, *places, *pool = NULL;
	bool fine;

	if (!stands_in_a_table(check, where, node) || by == NULL || in_each == NULL)
		return expr_wrong(check, node);
	draft = check_own_column(check, where, by);
	rank_each(check, where, rank, &each, in_each);
	places = check_value(check, where, node->first);
	fine = places_fit(check, where, places, &each);
	if (condition != NULL)
		pool = check_boolean(check, where, condition->first);
	fine = fine && draft != NULL && !draft->wrong_node &&
	    rank_by_fits(check, by, &draft->column) &&
	    (pool == NULL || pool->type.kind != KIND_ERROR);
	if (!fine)
		return expr_wrong(check, node);
	rank->by = &draft->column;
	rank->places = places;
	rank->highest = node->flag;
	rank->ties_excluded = node->flag2;
	rank->where = pool;
	expr = condition_make(check, EXPR_RANK, node);
	expr->rank = rank;
	return expr;
}

/* ---- in succession ---- */

static enum kind
period_unit(enum kind period)
{
	return period == KIND_MONTH ? KIND_MONTHS :
	    period == KIND_QUARTER  ? KIND_QUARTERS :
				      KIND_YEARS;
}

/* The one key that is a month, a quarter or a year. */
static const struct column *
period_key(struct check *check, const struct where *where, const struct ast *node)
{
	const struct table_draft *table = where->table;
	const struct column *found = NULL, *other = NULL;

	for (uint32_t i = 0; i < table->keys.count; i++) {
		const struct column *key = &((struct column_draft *)table->keys.items[i])->column;

		if (key->type.kind == KIND_ERROR)
			return NULL;
		if (!kind_is_period(key->type.kind))
			continue;
		other = found;
		found = found == NULL ? key : found;
		if (other != NULL) {
			other = key;
			break;
		}
	}
	if (found != NULL && other == NULL)
		return found;
	if (found == NULL) {
		diag_error(check->diags, node->at, "run-period",
		    "no key of '%s' is a month, a quarter or a year, so none of its rows comes "
		    "before another",
		    table->table.name);
		diag_note_at(check->diags, table->table.at,
		    "a run needs a table with one row per period, such as: one row per practice "
		    "and quarter");
	} else {
		diag_error(check->diags, node->at, "run-period",
		    "'%s' and '%s' are both periods among the keys of '%s'", found->name,
		    other->name, table->table.name);
		diag_note_at(
		    check->diags, table->table.at, "a run needs a table with exactly one such key");
	}
	return NULL;
}

/* The run with the period that is meant, to be written instead. */
static void
write_run(struct check *check, const struct ast *node, enum kind kind)
{
	const struct ast *where = ast_child(node, AST_WHERE);

	if (where != NULL)
		diag_note(check->diags, "write: %s in an earlier %s of the run where %s",
		    node->name, kind_name(kind), where->name);
	else if (node->flag)
		diag_note(check->diags, "write: %s in the previous %s", node->name,
		    kind_name(kind));
	else
		diag_note(check->diags, "write: %s for 2 %s in succession", node->name,
		    kind_name(period_unit(kind)));
}

/* `for 2 quarters`, `in the previous quarter`: of the period of the table. */
static bool
run_length(struct check *check, const struct ast *node, struct succession *run)
{
	enum kind kind = run->period->type.kind;
	const struct ast *of = ast_child(node, AST_OF);

	run->previous = node->flag && ast_child(node, AST_WHERE) == NULL;
	run->periods = run->previous ? 1 : (uint32_t)node->value.num;
	if (node->flag ? of == NULL || of->name == NULL || strcmp(of->name, kind_name(kind)) != 0 :
			 node->type_word != period_unit(kind)) {
		diag_error(check->diags, node->flag && of != NULL ? of->at : node->at, "run-period",
		    "the rows of '%s' stand for %s, by the key '%s'", run->period->table->name,
		    kind_name(period_unit(kind)), run->period->name);
		write_run(check, node, kind);
		return false;
	}
	if (node->flag || run->periods >= 2)
		return true;
	diag_error(check->diags, node->at, "run-length",
	    "a run is at least 2 periods long, and this one is %u", (unsigned)run->periods);
	diag_note(check->diags, "for the period itself write '%s' alone", node->name);
	return false;
}

static bool
counting_from(
    struct check *check, const struct where *where, const struct ast *part, struct succession *run)
{
	struct expr *value;

	if (part == NULL)
		return true;
	value = check_value(check, where, part->first);
	if (!check_one_value(check, value))
		return false;
	if (value->type.kind != KIND_QUARTER_OF_YEAR ||
	    (value->kind != EXPR_VALUE && value->kind != EXPR_SETTING)) {
		diag_error(check->diags, part->at, "counting-from",
		    "'counting from' takes one of Q1 to Q4, or a setting that holds one");
		diag_note(check->diags, "write for instance: counting from Q2");
		return false;
	}
	if (run->period->type.kind == KIND_YEAR) {
		diag_error(check->diags, part->at, "counting-from",
		    "'%s' counts years, which have no quarter to count from", run->period->name);
		diag_note(check->diags, "leave 'counting from' out");
		return false;
	}
	run->counting_from = value;
	return true;
}

static bool
crossed_by(struct check *check, const struct where *where, const struct ast *within,
    struct succession *run)
{
	struct ast *ref = ast_make(check->arena, AST_REF, within->at);
	struct expr *value;

	ref->name = within->name;
	ref->name_at = within->name_at;
	value = check_ref(check, where, ref, NULL);
	if (!check_one_value(check, value))
		return false;
	if (value->kind != EXPR_SETTING || value->type.kind != KIND_YES_NO) {
		diag_error(check->diags, within->at, "run-unless",
		    "'%s' is not a setting that is yes or no", within->name);
		diag_note(check->diags,
		    "behind 'unless' stands a setting: setting %s is no; with yes a run goes on "
		    "over the year end",
		    within->name);
		return false;
	}
	run->year_end = YEAR_END_BY_SETTING;
	run->crosses = value;
	return true;
}

static bool
year_end(
    struct check *check, const struct where *where, const struct ast *node, struct succession *run)
{
	const struct ast *within = ast_child(node, AST_WITHIN_YEAR),
			 *across = ast_child(node, AST_ACROSS_YEARS),
			 *said = within != NULL ? within : across;

	if (within != NULL && across != NULL) {
		diag_error(check->diags, across->at, "run-year-end",
		    "this run both stops at the year end and goes over it");
		diag_note_at(check->diags, within->at, "keep one of the two");
		return false;
	}
	run->year_end = YEAR_END_CROSSED;
	if (run->period->type.kind == KIND_YEAR) {
		if (said == NULL)
			return true;
		diag_error(check->diags, said->at, "run-year-end",
		    "a run of years always goes over the year end");
		diag_note(check->diags, "leave this out");
		return false;
	}
	if (said == NULL) {
		diag_error(check->diags, node->at, "run-year-end",
		    "this does not say whether it reaches back over the end of a financial year");
		diag_note(check->diags,
		    "add behind it: , within the same financial year; or: , across financial "
		    "years");
		return false;
	}
	if (within == NULL)
		return true;
	run->year_end = YEAR_END_STOPS;
	return within->name == NULL || crossed_by(check, where, within, run);
}

/* What a run counts, named at `node`; NULL when it cannot be used. */
static const struct column *
counted_column(struct check *check, const struct where *where, const struct ast *node)
{
	struct ast named = *node;
	struct column_draft *draft;

	named.at = node->name_at;
	draft = check_own_column(check, where, &named);
	if (draft == NULL || draft->wrong_node || draft->column.type.kind == KIND_ERROR)
		return NULL;
	if (draft->column.type.kind == KIND_YES_NO)
		return &draft->column;
	diag_error(check->diags, node->name_at, "not-yes-or-no",
	    "'%s' is %s, and a run counts what is yes or no", node->name,
	    check_a_kind(draft->column.type.kind));
	diag_note(check->diags, "define a condition first, and name it here");
	return NULL;
}

struct expr *
check_succession(struct check *check, const struct where *where, const struct ast *node)
{
	struct succession *run = arena_new(check->arena, struct succession);
	const struct ast *of_run = ast_child(node, AST_WHERE);
	struct expr *expr;
	bool fine;

	if (!stands_in_a_table(check, where, node))
		return expr_wrong(check, node);
	check_once(check, node, AST_COUNTING_FROM, "counting from");
	check_once(check, node, AST_WITHIN_YEAR, "within the same financial year");
	check_once(check, node, AST_ACROSS_YEARS, "across financial years");
	run->of = counted_column(check, where, node);
	run->where = of_run == NULL ? NULL : counted_column(check, where, of_run);
	run->period = period_key(check, where, node);
	if (run->period == NULL)
		return expr_wrong(check, node);
	fine = run->of != NULL && (of_run == NULL || run->where != NULL);
	fine = run_length(check, node, run) && fine;
	fine = counting_from(check, where, ast_child(node, AST_COUNTING_FROM), run) && fine;
	fine = year_end(check, where, node, run) && fine;
	if (!fine)
		return expr_wrong(check, node);
	expr = condition_make(check, EXPR_SUCCESSION, node);
	expr->succession = run;
	return expr;
}
