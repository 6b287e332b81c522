/*
 * check_groups: tables that gather the rows of another: their keys, and which rows they have.
 *
 * The keys are declared with the tables, since other things are named after them. What each gathers
 * by is looked up when all columns have names, since it may be a column that a rule works out. The
 * kinds follow in the order of evaluation (check_order.c), where the membership of a group is a
 * place of its own.
 */
#include <string.h>

#include "lang/check_internal.h"

/* ---- keys ---- */

void
check_declare_group(struct check *check, struct table_draft *table)
{
	const struct ast *of = ast_child(table->node, AST_OF);
	const struct column **keys;
	uint32_t count = 0;

	table->of = of == NULL ? NULL : check_table_named(check, of->name, of->at);
	if (table->of == NULL) {
		table->wrong = true;
		return;
	}
	table->table.of = &table->of->table;
	for (const struct ast *part = table->node->first; part != NULL; part = part->next) {
		struct column_draft *draft;
		struct field *field;

		if (part->kind != AST_KEY || part->name == NULL)
			continue;
		if (scope_find(&table->names, part->name) != NULL) {
			diag_error(check->diags, part->at, "duplicate-name",
			    "'%s' is named twice among the keys", part->name);
			diag_note(check->diags, "name each key once");
			continue;
		}
		table->table.every = part->flag;
		draft = check_add_column(check, table, part->name, part->at, part, COLUMN_KEY);
		field = arena_new(check->arena, struct field);
		field->is_key = true;
		draft->column.field = field;
		list_add(check, &table->keys, draft);
	}
	table->table.keys = keys =
	    arena_array(check->arena, const struct column *, table->keys.count);
	for (; count < table->keys.count; count++)
		keys[count] = &((struct column_draft *)table->keys.items[count])->column;
	table->table.key_count = table->table.field_count = count;
}

/* A group of a group of ... of itself has no rows to start from. */
static bool
leads_back(const struct table_draft *table, uint32_t tables)
{
	const struct table_draft *at = table->of;

	for (uint32_t i = 0; at != NULL && at != table && i <= tables; i++)
		at = at->of;
	return at == table;
}

static void
find_source(struct check *check, struct table_draft *table, struct column_draft *key)
{
	struct nearest nearest;

	key->source = check_column_named(table->of, key->column.name);
	if (key->source != NULL) {
		if (key->source->refers_to != NULL) {
			key->refers_to = key->source->refers_to;
			key->column.refers_to = key->source->column.refers_to;
		}
		return;
	}
	key->wrong_node = true;
	if (table->of->wrong || check_maybe_declared(check, key->column.name))
		return;
	diag_error(check->diags, key->column.at, "missing-key",
	    "the key '%s' is not a column of '%s', whose rows are gathered", key->column.name,
	    table->of->table.name);
	check_nearest(check, &nearest, key->column.name);
	nearest_offer_scope(&nearest, &table->of->names);
	check_did_you_mean(check, &nearest);
	if (nearest.best == NULL)
		diag_note(check->diags, "name columns of '%s', or define one there first",
		    table->of->table.name);
}

static void
sources(struct check *check, struct table_draft *table, uint32_t depth)
{
	const struct column **source;

	if (table->of == NULL || table->table.source_keys != NULL || table->wrong ||
	    depth > check->table_list.count)
		return;
	sources(check, table->of, depth + 1);
	source = arena_array(check->arena, const struct column *, table->keys.count);
	for (uint32_t i = 0; i < table->keys.count; i++) {
		struct column_draft *key = table->keys.items[i];

		find_source(check, table, key);
		source[i] = key->source == NULL ? NULL : &key->source->column;
	}
	table->table.source_keys = source;
}

void
check_group_sources(struct check *check)
{
	for (uint32_t t = 0; t < check->table_list.count; t++) {
		struct table_draft *table = check->table_list.items[t];

		if (table->of == NULL || !leads_back(table, check->table_list.count))
			continue;
		diag_error(check->diags, table->table.at, "group-of-itself",
		    "'%s' gathers rows that come from itself", table->table.name);
		diag_note(check->diags, "a group starts from an input, or from a group of one");
		table->wrong = true;
		table->of = NULL;
	}
	for (uint32_t t = 0; t < check->table_list.count; t++)
		sources(check, check->table_list.items[t], 0);
}

void
check_key(struct check *check, struct column_draft *draft)
{
	const struct column *source = draft->source == NULL ? NULL : &draft->source->column;
	struct field *field = (struct field *)(uintptr_t)draft->column.field;

	(void)check;
	if (source == NULL)
		return;
	draft->column.type = source->type;
	if (source->field != NULL) {
		field->pattern = source->field->pattern;
		field->small_letters = source->field->small_letters;
	}
	if (draft->table->table.every)
		draft->column.type.can_be_empty = false;
}

/* ---- what goes by the keys alone ---- */

struct beyond {
	struct check *check;
	const struct table_draft *table;
	const struct list *keys;
	bool *seen; /* columns of the table that were looked into */
};

static const struct expr *beyond_keys(struct beyond *beyond, const struct expr *expr);

static bool
is_key_among(const struct list *keys, const struct column *column)
{
	for (uint32_t i = 0; i < keys->count; i++)
		if (&((const struct column_draft *)keys->items[i])->column == column)
			return true;
	return false;
}

/* True when a column of the row is worked out from the keys alone. */
static bool
column_by_keys(struct beyond *beyond, const struct column *column)
{
	bool fine = true;

	if (column->table != &beyond->table->table || is_key_among(beyond->keys, column))
		return true;
	if (column->origin == COLUMN_FIELD || column->origin == COLUMN_KEY ||
	    column->origin == COLUMN_SENT || column->origin == COLUMN_LETTER)
		return false;
	if (beyond->seen[column->index])
		return true;
	beyond->seen[column->index] = true;
	fine = beyond_keys(beyond, column->body) == NULL;
	for (uint32_t i = 0; fine && column->decide != NULL && i < column->decide->rule_count; i++)
		fine = beyond_keys(beyond, column->decide->rules[i].outcome) == NULL &&
		    beyond_keys(beyond, column->decide->rules[i].when) == NULL;
	if (fine && column->decide != NULL)
		fine = beyond_keys(beyond, column->decide->otherwise) == NULL;
	if (fine && column->bands != NULL && column->bands->by != NULL)
		fine = column_by_keys(beyond, column->bands->by);
	for (uint32_t i = 0; fine && column->bands != NULL && i < column->bands->count; i++)
		fine = beyond_keys(beyond, column->bands->bands[i].low) == NULL &&
		    beyond_keys(beyond, column->bands->bands[i].high) == NULL;
	if (fine && column->deadline != NULL)
		fine = column_by_keys(beyond, column->deadline->due) &&
		    (column->deadline->met_by == NULL ||
			column_by_keys(beyond, column->deadline->met_by));
	return fine;
}

/* A setting that changes goes by the day of the row. */
static bool
setting_by_keys(struct beyond *beyond, const struct setting *setting)
{
	const struct column_draft *day = check_day_column(beyond->table);

	return day == NULL || (setting->value_count == 1 && setting->may_vary == MAY_NOT_VARY) ||
	    column_by_keys(beyond, &day->column);
}

static const struct expr *
beyond_keys(struct beyond *beyond, const struct expr *expr)
{
	const struct expr *found = NULL;

	if (expr == NULL || expr->type.kind == KIND_ERROR)
		return NULL;
	if (expr_is_whole(expr) ||
	    (expr->kind == EXPR_THROUGH && !is_key_among(beyond->keys, expr->column)) ||
	    (expr->kind == EXPR_COLUMN && !column_by_keys(beyond, expr->column)) ||
	    (expr->setting != NULL && !setting_by_keys(beyond, expr->setting)))
		return expr;
	found = beyond_keys(beyond, expr->a);
	if (found == NULL)
		found = beyond_keys(beyond, expr->b);
	for (uint32_t i = 0; found == NULL && i < expr->part_count; i++)
		found = beyond_keys(beyond, expr->parts[i]);
	return found;
}

const struct expr *
check_beyond_keys(struct check *check, const struct table_draft *table, const struct list *keys,
    const struct expr *expr)
{
	struct beyond beyond = { check, table, keys,
		arena_array(check->arena, bool, table->columns.count) };

	return beyond_keys(&beyond, expr);
}

/* ---- which rows ---- */

/* `K is given`, alone or in an `all of`: without it a row with a blank key would belong to no row
 * of the group, and nobody would be told. */
static bool
asks_given(const struct expr *where, const struct column *key)
{
	if (where == NULL)
		return false;
	if (where->kind == EXPR_GIVEN)
		return where->a->kind == EXPR_COLUMN && where->a->column == key;
	for (uint32_t i = 0; where->kind == EXPR_ALL && i < where->part_count; i++)
		if (asks_given(where->parts[i], key))
			return true;
	return false;
}

static void
one_key(struct check *check, struct table_draft *table, struct column_draft *key)
{
	const struct ast *where = ast_child(table->node, AST_WHERE);
	struct column *column = &key->column;

	if (key->wrong_node || column->type.kind == KIND_ERROR)
		return;
	if (table->table.every && key->refers_to == NULL) {
		diag_error(check->diags, column->at, "every-reference",
		    "'every %s' needs a table that lists every one, and '%s' refers to none",
		    column->name, column->name);
		diag_note_at(check->diags, key->source->column.at,
		    "make it a reference here: %s refers to TABLE; or write: one row per",
		    column->name);
	}
	if (!column->type.can_be_empty)
		return;
	if (!asks_given(table->table.where, column) &&
	    (where == NULL || table->table.where->type.kind != KIND_ERROR)) {
		diag_error(check->diags, column->at, "group-key-may-be-blank",
		    "'%s' may be blank, and a row without it belongs to no row of '%s'",
		    column->name, table->table.name);
		diag_note(check->diags, "say that such rows are left out: %s%s is given",
		    where == NULL ? "where " : "add to the 'where': and ", column->name);
	}
	column->type.can_be_empty = false;
}

void
check_group_rows(struct check *check, struct table_draft *table)
{
	const struct ast *part = ast_child(table->node, AST_WHERE);
	struct where where = check_row(table);
	const struct expr *beyond;
	struct expr *condition;

	if (part != NULL && !table->rows_wrong) {
		condition = check_boolean(check, &where, part->first);
		table->table.where = condition;
		beyond = check_beyond_keys(check, table, &table->keys, condition);
		if (beyond != NULL) {
			diag_error(check->diags, beyond->at, "group-where",
			    "'%s' hangs on more than the keys of '%s', so it cannot say which rows "
			    "there are",
			    check_said(check, beyond->at), table->table.name);
			diag_note(check->diags,
			    "name the keys, what they refer to, and definitions made of these; "
			    "what hangs on the rows gathered is asked in a definition for '%s'",
			    table->table.name);
		}
	} else if (table->rows_wrong) {
		return;
	}
	for (uint32_t i = 0; i < table->keys.count; i++)
		one_key(check, table, table->keys.items[i]);
}
