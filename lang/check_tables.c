/*
 * check_tables: inputs, the days they go by, and the names of the columns that rules add to them.
 */
#include <string.h>

#include "lang/check_internal.h"

/* ---- columns ---- */

struct column_draft *
check_add_column(struct check *check, struct table_draft *table, const char *name, struct span at,
    const struct ast *node, enum column_origin origin)
{
	struct column_draft *draft = arena_new(check->arena, struct column_draft);
	const struct scope_entry *other = scope_find(&table->names, name);
	bool own_name = origin == COLUMN_FIELD &&
	    (name == table->table.name || ast_child(node, AST_REFERS_TO) != NULL) &&
	    scope_find(&check->settings, name) == NULL;

	draft->node = node;
	draft->table = table;
	draft->column.name = name;
	draft->column.table = &table->table;
	draft->column.origin = origin;
	draft->column.at = at;
	draft->column.type = type_plain(KIND_ERROR);
	if (other != NULL) {
		if (table == check->run)
			diag_error(check->diags, at, "duplicate-name",
			    "there is a definition for the whole run called '%s' already", name);
		else
			diag_error(check->diags, at, "duplicate-name",
			    "'%s' has a column called '%s' already", table->table.name, name);
		diag_note_at(check->diags, other->at,
		    "the other one is here; give one of them another name");
		draft->wrong_node = true;
	} else {
		/* A reference may be called like the table it points to, and a key like its own
		 * table; the key of a group is called like the column it gathers by. */
		if (!own_name && origin != COLUMN_KEY)
			check_name_free(
			    check, name, at, origin == COLUMN_FIELD ? "a field" : "a column");
		scope_add(&table->names, name, draft, at);
		if (table != check->run)
			scope_add(&check->columns, name, table, at);
	}
	draft->column.index = table->columns.count;
	list_add(check, &table->columns, draft);
	return draft;
}

static void
same_header(struct check *check, const struct table_draft *table)
{
	struct scope headers;

	scope_init(&headers, check->arena);
	for (uint32_t i = 0; i < table->columns.count; i++) {
		struct column_draft *draft = table->columns.items[i], *other;
		const char *header = draft->column.field->header;
		const struct ast *from = ast_child(draft->node, AST_FROM_COLUMN);

		if (header == NULL)
			continue;
		header = names_intern(check->names, header, strlen(header));
		if (scope_add(&headers, header, draft, draft->column.at))
			continue;
		other = scope_thing(&headers, header);
		diag_error(check->diags, from->at, "duplicate-header",
		    "'%s' and '%s' are both read from the column \"%s\"", other->column.name,
		    draft->column.name, header);
		diag_note_at(check->diags, other->column.at,
		    "the other one is here; each field has a column of its own");
	}
}

void
check_declare_tables(struct check *check)
{
	for (const struct ast *node = check->file->first; node != NULL; node = node->next) {
		struct table_draft *table;

		if ((node->kind != AST_INPUT && node->kind != AST_GROUP) || node->name == NULL)
			continue;
		if (!check_name_free(check, node->name, node->name_at, "a table"))
			continue;
		table = arena_new(check->arena, struct table_draft);
		table->node = node;
		table->table.name = node->name;
		table->table.file = node->text;
		table->table.at = node->name_at;
		scope_init(&table->names, check->arena);
		scope_add(&check->tables, node->name, table, node->name_at);
		table->table.index = check->table_list.count;
		table->table.provenance = check_provenance(check, node->first);
		list_add(check, &check->table_list, table);
	}
	for (uint32_t t = 0; t < check->table_list.count; t++) {
		struct table_draft *table = check->table_list.items[t];

		if (table->node->kind == AST_GROUP) {
			check_declare_group(check, table);
			continue;
		}
		for (const struct ast *part = table->node->first; part != NULL; part = part->next)
			if (part->kind == AST_FIELD && part->name != NULL)
				check_field(check,
				    check_add_column(check, table, part->name, part->name_at, part,
					COLUMN_FIELD));
		table->table.field_count = table->columns.count;
		same_header(check, table);
	}
}

struct table_draft *
check_table_named(struct check *check, const char *name, struct span at)
{
	struct table_draft *table = scope_thing(&check->tables, name);
	struct nearest nearest;

	if (table != NULL || name == NULL || check_maybe_declared(check, name))
		return table;
	diag_error(check->diags, at, "unknown-table", "'%s' is not a table of this policy", name);
	check_nearest(check, &nearest, name);
	nearest_offer_scope(&nearest, &check->tables);
	check_did_you_mean(check, &nearest);
	if (nearest.best == NULL && check->tables.count > 0)
		diag_note(check->diags, "its first table is '%s'", check->tables.entries[0].name);
	return NULL;
}

static const char *
due_name(struct check *check, const char *name)
{
	const char *due = arena_printf(check->arena, "%s_due", name);

	return names_intern(check->names, due, strlen(due));
}

/* The decisions of a table show beside each decide why, by which clause and what is needed. */
static void
names_decide_adds(struct check *check, const struct table_draft *table)
{
	static const char *const added[] = { "why", "clause", "needs" };

	for (uint32_t i = 0; i < table->columns.count; i++) {
		const struct column_draft *decide = table->columns.items[i];

		if (decide->column.origin != COLUMN_DECIDE || decide->wrong_node)
			continue;
		for (size_t k = 0; k < sizeof added / sizeof added[0]; k++) {
			const char *name =
			    arena_printf(check->arena, "%s_%s", decide->column.name, added[k]);
			const struct column_draft *taken = scope_thing(&table->names,
			    names_intern(check->names, name, strlen(name)));

			if (taken == NULL)
				continue;
			diag_error(check->diags, taken->column.at, "duplicate-name",
			    "'%s' is the name of a column that 'decide %s' adds", name,
			    decide->column.name);
			diag_note_at(check->diags, decide->column.at,
			    "it is taken by this 'decide', which prints %s_why, %s_clause and "
			    "%s_needs beside "
			    "its outcome; give the other column another name",
			    decide->column.name, decide->column.name, decide->column.name);
		}
	}
}

/* What check_each.c left with the construct it wrote out. */
static void
said_in_each(struct check *check, struct column_draft *draft)
{
	const struct ast *part = draft == NULL ? NULL : ast_child(draft->node, AST_IN_EACH);
	struct said_in_each *each;

	if (part == NULL)
		return;
	each = arena_new(check->arena, struct said_in_each);
	each->name = part->member;
	each->field = part->name;
	each->label = part->label;
	each->index = (uint32_t)part->value.num;
	draft->column.each = each;
}

/* First the definitions for the whole run, whose names no column of a table may have. */
static void
declare_columns(struct check *check)
{
	for (int pass = 0; pass < 2; pass++) {
		for (const struct ast *node = check->file->first; node != NULL; node = node->next) {
			const struct ast *of = ast_child(node, AST_FOR);
			struct table_draft *table = check->run;
			enum column_origin origin = node->kind == AST_DEFINE ? COLUMN_DEFINE :
			    node->kind == AST_DECIDE                         ? COLUMN_DECIDE :
			    node->kind == AST_BANDS                          ? COLUMN_BANDS :
			    node->kind == AST_DEADLINE                       ? COLUMN_DEADLINE :
									       COLUMN_FIELD;

			if (node->kind == AST_LETTER && pass == 1)
				check_declare_letter(check, node);
			if (origin == COLUMN_FIELD || node->name == NULL ||
			    (of == NULL) != (pass == 0))
				continue;
			if (of == NULL && origin != COLUMN_DEFINE)
				continue;
			if (of != NULL)
				table = check_table_named(check, of->name, of->at);
			if (table == NULL || table->wrong) {
				/* Known, so that its uses give no message, and wrong. */
				if (table == NULL)
					scope_add(
					    &check->declared, node->name, check, node->name_at);
				check->had_errors = check->had_errors || table == NULL;
				continue;
			}
			if (origin == COLUMN_DEADLINE)
				check_add_column(check, table, due_name(check, node->name),
				    node->name_at, node, COLUMN_DUE);
			said_in_each(check,
			    check_add_column(
				check, table, node->name, node->name_at, node, origin));
		}
	}
}

void
check_declare_columns(struct check *check)
{
	declare_columns(check);
	check_group_sources(check);
	for (uint32_t i = 0; i < check->table_list.count; i++)
		names_decide_adds(check, check->table_list.items[i]);
}

/* ---- keys and days ---- */

static struct column_draft *
find_field(struct check *check, const struct table_draft *table, const char *name, struct span at,
    bool key)
{
	struct column_draft *draft = scope_thing(&table->names, name);
	struct nearest nearest;

	if (draft != NULL && draft->column.origin == COLUMN_FIELD)
		return draft;
	if (name == NULL || check_maybe_declared(check, name))
		return NULL;
	if (key)
		diag_error(check->diags, at, "missing-key", "the key '%s' is not a field of '%s'",
		    name, table->table.name);
	else
		diag_error(check->diags, at, "unknown-name", "'%s' is not a field of '%s'", name,
		    table->table.name);
	check_nearest(check, &nearest, name);
	for (uint32_t i = 0; i < table->table.field_count; i++)
		nearest_offer(
		    &nearest, ((struct column_draft *)table->columns.items[i])->column.name);
	check_did_you_mean(check, &nearest);
	if (nearest.best == NULL)
		diag_note(check->diags,
		    key ? "add a line for it: %s is text" : "add a line for it: %s is date", name);
	return NULL;
}

static void
keys(struct check *check, struct table_draft *table)
{
	uint32_t count = 0;
	const struct column **columns;

	for (const struct ast *part = table->node->first; part != NULL; part = part->next)
		count += part->kind == AST_KEY;
	table->table.keys = columns = arena_array(check->arena, const struct column *, count);
	for (const struct ast *part = table->node->first; part != NULL; part = part->next) {
		struct column_draft *draft;
		struct field *field;

		if (part->kind != AST_KEY)
			continue;
		draft = find_field(check, table, part->name, part->at, true);
		if (draft == NULL)
			continue;
		field = (struct field *)(uintptr_t)draft->column.field;
		if (field->is_key) {
			diag_error(check->diags, part->at, "duplicate-name",
			    "'%s' is named twice among the keys", part->name);
			diag_note(check->diags, "name each key once");
			continue;
		}
		field->is_key = true;
		columns[table->table.key_count++] = &draft->column;
		list_add(check, &table->keys, draft);
		if (field->may_be_blank && !field->has_blank_value) {
			diag_error(check->diags, ast_child(draft->node, AST_MAY_BE_BLANK)->at,
			    "key-may-be-blank", "'%s' says whose row it is, so it cannot be blank",
			    part->name);
			diag_note_at(check->diags, part->at,
			    "it is a key here; leave out 'may be blank', or the key");
		}
	}
}

void
check_table_lines(struct check *check)
{
	for (uint32_t t = 0; t < check->table_list.count; t++) {
		struct table_draft *table = check->table_list.items[t];
		const struct ast *dated_by = ast_child(table->node, AST_DATED_BY);
		struct column_draft *draft;

		if (table->node->kind != AST_INPUT)
			continue;
		keys(check, table);
		check_once(check, table->node, AST_DATED_BY, "dated by");
		check_once(check, table->node, AST_AS_AT, "settings as at");
		draft = dated_by == NULL ?
		    NULL :
		    find_field(check, table, dated_by->name, dated_by->at, false);
		if (draft != NULL)
			table->table.dated_by = &draft->column;
	}
}

static void
dated_by(struct check *check, const struct table_draft *table)
{
	const struct ast *part = ast_child(table->node, AST_DATED_BY);
	const struct column *column = table->table.dated_by;

	if (column == NULL || column->type.kind == KIND_DATE || column->type.kind == KIND_ERROR)
		return;
	diag_error(check->diags, part->at, "wrong-kind", "'dated by' needs a date, and '%s' is %s",
	    part->name, check_a_kind(column->type.kind));
	diag_note(check->diags, "name the column that says since when the row exists");
}

static const struct ast *
day_ref(const struct ast *as_at)
{
	const struct ast *day = as_at == NULL ? NULL : as_at->first;

	return day == NULL || day->kind == AST_REF ? day : day->first;
}

struct column_draft *
check_day_column(const struct table_draft *table)
{
	const struct ast *ref =
	    table->node == NULL ? NULL : day_ref(ast_child(table->node, AST_AS_AT));

	return ref == NULL || ref->kind != AST_REF || ref->member != NULL ?
	    NULL :
	    check_column_named(table, ref->name);
}

static void
settings_day(struct check *check, struct table_draft *table, const struct ast *as_at)
{
	const struct ast *day = as_at->first, *ref = day_ref(as_at);
	struct where where = check_row(table);
	struct expr *value;
	enum kind kind;

	if (ref == NULL || ref->kind != AST_REF)
		return;
	if (day == ref && ref->name == check->run_date)
		return;
	value = check_ref(check, &where, ref, NULL);
	kind = value->type.kind;
	if (kind == KIND_ERROR)
		return;
	table->table.settings_day = day == ref ? SETTINGS_AT_COLUMN :
	    day->kind == AST_FIRST_DAY_OF      ? SETTINGS_AT_FIRST_DAY :
						 SETTINGS_AT_LAST_DAY;
	table->table.settings_column = value->column;
	if (value->kind != EXPR_COLUMN || value->column->table != &table->table) {
		diag_error(check->diags, day->at, "settings-day",
		    "'%s' is not a column of '%s', nor run_date", check_said(check, ref->at),
		    table->table.name);
		diag_note(check->diags,
		    "write: settings as at run_date, or name a date column of the table");
	} else if (day == ref ? kind != KIND_DATE : !kind_is_period(kind)) {
		diag_error(check->diags, day->at, "settings-day",
		    "the day of the settings must be a day, and '%s' is %s",
		    check_said(check, day->at), check_a_kind(kind));
		diag_note(check->diags,
		    "name run_date, a date column, or: last day of a month, quarter or year "
		    "column");
	}
}

void
check_table_days(struct check *check)
{
	for (uint32_t t = 0; t < check->table_list.count; t++) {
		struct table_draft *table = check->table_list.items[t];
		const struct ast *as_at = ast_child(table->node, AST_AS_AT);

		dated_by(check, table);
		if (as_at != NULL) {
			table->table.settings_day_stated = true;
			settings_day(check, table, as_at);
		}
	}
}
