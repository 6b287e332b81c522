/*
 * check_tables: inputs, their fields, and the names of the columns that rules add to them.
 */
#include <string.h>

#include "lang/check_internal.h"

/* ---- labels ---- */

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
same_but_case(const char *a, const char *b)
{
	while (*a != '\0' && lower(*a) == lower(*b))
		a++, b++;
	return *a == '\0' && *b == '\0';
}

/* Cells are read in any case, so two labels that differ in case only could not be told apart. */
bool
check_add_label(struct check *check, struct list *names, const char *name, struct span at, const char *of)
{
	for (uint32_t i = 0; i < names->count; i++) {
		if (!same_but_case(names->items[i], name))
			continue;
		diag_error(check->diags, at, "duplicate-label", "'%s' is among the labels of '%s' twice", name, of);
		diag_note(check->diags, "capitals and small letters make no difference in a cell; leave one of the two out");
		return false;
	}
	if (names->count == LABELS_MAX) {
		diag_error(check->diags, at, "too-many-labels", "'%s' has more than %d labels", of, LABELS_MAX);
		diag_note(check->diags, "a longer list is text: write 'is text', and keep the list in a table of its own");
		return false;
	}
	list_add(check, names, (void *)(uintptr_t)name);
	return true;
}

struct label_set *
check_label_set(struct check *check, const struct list *names)
{
	struct label_set *set = arena_new(check->arena, struct label_set);
	const char **copy = arena_array(check->arena, const char *, names->count);

	for (uint32_t i = 0; i < names->count; i++)
		copy[i] = names->items[i];
	set->count = names->count;
	set->names = copy;
	return set;
}

/*
 * The list of labels as far as it can be read off the tree, or NULL: of a field, of bands, and of a decide whose outcomes are
 * all written out. The names stand in the order in which the column itself has them.
 */
const struct label_set *
check_written_labels(struct check *check, const struct ast *node)
{
	struct list names = { NULL, 0, 0 };

	if (node == NULL || (node->kind != AST_FIELD && node->kind != AST_BANDS && node->kind != AST_DECIDE))
		return NULL;
	if (node->kind == AST_FIELD) {
		node = ast_child(node, AST_TYPE);
		if (node == NULL || node->value.type.kind != KIND_LABEL)
			return NULL;
	}
	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		const struct ast *outcome = part->kind == AST_LABEL || part->kind == AST_BAND ? part :
		    part->kind == AST_GIVES || part->kind == AST_OTHERWISE ? part->first : NULL;
		const char *label = outcome == NULL ? NULL : outcome->name;
		bool known = false;

		if (outcome == NULL || outcome->kind == AST_NOTHING)
			continue;
		if (outcome->kind != AST_BAND && check_label_of(check, outcome) == NULL)
			return NULL;
		if (outcome->kind != AST_BAND)
			label = check_label_of(check, outcome);
		for (uint32_t i = 0; i < names.count; i++)
			known = known || names.items[i] == label;
		if (!known && label != NULL && names.count < LABELS_MAX)
			list_add(check, &names, (void *)(uintptr_t)label);
	}
	return names.count == 0 ? NULL : check_label_set(check, &names);
}

/* Words that a cell of a yes-or-no column may hold: as a label they would be taken for an answer by whoever reads them. */
static bool
looks_like_an_answer(const char *label)
{
	static const char *const words[] = { "y", "n", "yes", "no", "true", "false" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (same_but_case(words[i], label))
			return true;
	return false;
}

/* ---- fields ---- */

static void
field_labels(struct check *check, struct column_draft *draft, const struct ast *type)
{
	struct list names = { NULL, 0, 0 };

	for (const struct ast *label = type->first; label != NULL; label = label->next) {
		if (label->kind != AST_LABEL)
			continue;
		if (!label->flag && looks_like_an_answer(label->name)) {
			diag_error(check->diags, label->at, "label-needs-quotes", "the label '%s' looks like yes or no", label->name);
			diag_note(check->diags, "write: %s is yes or no; or, if it is a word of its own, put it in quotes: \"%s\"",
			    draft->column.name, label->name);
		}
		if (!check_add_label(check, &names, label->name, label->at, draft->column.name) && names.count == LABELS_MAX)
			break;
	}
	draft->column.type.labels = check_label_set(check, &names);
}

static void
field_type(struct check *check, struct column_draft *draft, struct field *field, const struct ast *type)
{
	struct type *out = &draft->column.type;

	*out = type_plain(type->value.type.kind);
	if (out->kind == KIND_YES_NO)
		out->labels = &label_set_yes_no;
	else if (out->kind == KIND_LABEL)
		field_labels(check, draft, type);
	if (type->text != NULL) {
		field->pattern = type->text;
		check_pattern(check, type->at, type->text, field->small_letters);
	}
	if (field->small_letters && out->kind != KIND_TEXT) {
		diag_error(check->diags, ast_child(draft->node, AST_SMALL_LETTERS)->at, "small-letters-kind",
		    "'small letters accepted' is for text, and '%s' is %s", draft->column.name, check_a_kind(out->kind));
		diag_note(check->diags, "leave it out: capitals and small letters make no difference there anyway");
	}
}

static void
blank_means(struct check *check, struct column_draft *draft, struct field *field, const struct ast *part)
{
	const struct ast *literal = part->first;
	const struct type *type = &draft->column.type;
	const char *label;

	if (literal == NULL || literal->kind == AST_WRONG || type->kind == KIND_ERROR)
		return;
	field->has_blank_value = true;
	label = check_label_of(check, literal);
	if (type->kind == KIND_LABEL && label != NULL) {
		int index = check_find_label(check, type->labels, label, literal->at, draft->column.name);

		if (index >= 0)
			field->blank_value = (struct value){ .state = GIVEN, .type = *type, .labels = UINT64_C(1) << index };
		return;
	}
	field->blank_value = check_literal(literal);
	if (field->blank_value.type.kind == type->kind)
		return;
	diag_error(check->diags, literal->at, "wrong-kind", "'%s' is %s, but '%s' is %s", check_said(check, literal->at),
	    literal->kind == AST_LABEL ? "a label" : check_a_kind(field->blank_value.type.kind), draft->column.name,
	    check_a_kind(type->kind));
	diag_note(check->diags, "write what a blank cell stands for, in the kind of the column");
}

static void
one_field(struct check *check, struct column_draft *draft)
{
	const struct ast *node = draft->node, *type = ast_child(node, AST_TYPE), *part;
	struct field *field = arena_new(check->arena, struct field);

	draft->column.field = field;
	field->may_be_blank = ast_child(node, AST_MAY_BE_BLANK) != NULL;
	field->small_letters = ast_child(node, AST_SMALL_LETTERS) != NULL;
	part = ast_child(node, AST_FROM_COLUMN);
	field->header = part == NULL ? NULL : part->text;
	part = ast_child(node, AST_REFERS_TO);
	if (part != NULL) {
		check_not_yet(check, part->at, "refers to");
		draft->wrong_node = true;
		return;
	}
	if (type == NULL) {
		draft->wrong_node = true;
		return;
	}
	field_type(check, draft, field, type);
	part = ast_child(node, AST_ROUNDED);
	if (part != NULL)
		field->rounded = check_rounding(check, draft->column.type.kind, part, &field->mode, &field->places);
	part = ast_child(node, AST_BLANK_MEANS);
	if (part != NULL)
		blank_means(check, draft, field, part);
	if (part != NULL && field->may_be_blank) {
		diag_error(check->diags, part->at, "blank-twice", "'%s' may be blank, and a blank means something else: one of them",
		    draft->column.name);
		diag_note(check->diags, "after 'blank means' there is no blank left; keep the one that is meant");
	}
	draft->column.type.can_be_empty = field->may_be_blank && part == NULL;
}

/* ---- columns ---- */

static struct column_draft *
add_column(struct check *check, struct table_draft *table, const char *name, struct span at, const struct ast *node,
    enum column_origin origin)
{
	struct column_draft *draft = arena_new(check->arena, struct column_draft);
	const struct scope_entry *other = scope_find(&table->names, name);
	bool own_name = origin == COLUMN_FIELD && (name == table->table.name || ast_child(node, AST_REFERS_TO) != NULL) &&
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
			diag_error(check->diags, at, "duplicate-name", "there is a definition for the whole run called '%s' already", name);
		else
			diag_error(check->diags, at, "duplicate-name", "'%s' has a column called '%s' already", table->table.name, name);
		diag_note_at(check->diags, other->at, "the other one is here; give one of them another name");
		draft->wrong_node = true;
	} else {
		/* A reference may be called like the table it points to, and a key like its own table. */
		if (!own_name)
			check_name_free(check, name, at, origin == COLUMN_FIELD ? "a field" : "a column");
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
		diag_error(check->diags, from->at, "duplicate-header", "'%s' and '%s' are both read from the column \"%s\"",
		    other->column.name, draft->column.name, header);
		diag_note_at(check->diags, other->column.at, "the other one is here; each field has a column of its own");
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
		table->wrong = node->kind == AST_GROUP;
		table->table.name = node->name;
		table->table.file = node->text;
		table->table.at = node->name_at;
		scope_init(&table->names, check->arena);
		scope_add(&check->tables, node->name, table, node->name_at);
		if (table->wrong)
			continue;
		table->table.index = check->table_list.count;
		table->table.provenance = check_provenance(check, node->first);
		list_add(check, &check->table_list, table);
	}
	for (uint32_t t = 0; t < check->table_list.count; t++) {
		struct table_draft *table = check->table_list.items[t];

		for (const struct ast *part = table->node->first; part != NULL; part = part->next)
			if (part->kind == AST_FIELD && part->name != NULL)
				one_field(check, add_column(check, table, part->name, part->name_at, part, COLUMN_FIELD));
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
	nearest_start(&nearest, name);
	nearest_offer_scope(&nearest, &check->tables);
	check_did_you_mean(check, &nearest);
	if (nearest.best == NULL && check->tables.count > 0)
		diag_note(check->diags, "its first table is '%s'", check->tables.entries[0].name);
	return NULL;
}

static void
later_aggregates(struct check *check, struct column_draft *draft)
{
	const struct ast *body = draft->node->first;

	while (body != NULL && (body->kind == AST_FOR || body->kind == AST_CITES || body->kind == AST_NOTE))
		body = body->next;
	if (body == NULL || (body->kind != AST_AGGREGATE && body->kind != AST_RANK && body->kind != AST_RUN &&
	    body->kind != AST_THERE_IS))
		return;
	check_not_yet(check, body->at, body->kind == AST_RANK ? "among the lowest or highest" :
	    body->kind == AST_RUN ? "in succession" : body->kind == AST_THERE_IS ? "there is" :
	    "a figure over many rows in a definition");
	draft->wrong_node = true;
}

static const char *
due_name(struct check *check, const char *name)
{
	const char *due = arena_printf(check->arena, "%s_due", name);

	return names_intern(check->names, due, strlen(due));
}

/* First the definitions for the whole run, whose names no column of a table may have. */
void
check_declare_columns(struct check *check)
{
	for (int pass = 0; pass < 2; pass++) {
		for (const struct ast *node = check->file->first; node != NULL; node = node->next) {
			const struct ast *of = ast_child(node, AST_FOR);
			struct table_draft *table = check->run;
			enum column_origin origin = node->kind == AST_DEFINE ? COLUMN_DEFINE : node->kind == AST_DECIDE ? COLUMN_DECIDE :
			    node->kind == AST_BANDS ? COLUMN_BANDS : node->kind == AST_DEADLINE ? COLUMN_DEADLINE : COLUMN_FIELD;

			if (origin == COLUMN_FIELD || node->name == NULL || (of == NULL) != (pass == 0))
				continue;
			if (of == NULL && origin != COLUMN_DEFINE)
				continue;
			if (of != NULL)
				table = check_table_named(check, of->name, of->at);
			if (table == NULL || table->wrong) {
				/* Known, so that its uses give no message, and wrong. */
				if (table == NULL)
					scope_add(&check->declared, node->name, check, node->name_at);
				check->had_errors = check->had_errors || table == NULL;
				continue;
			}
			if (origin == COLUMN_DEADLINE)
				add_column(check, table, due_name(check, node->name), node->name_at, node, COLUMN_DUE);
			later_aggregates(check, add_column(check, table, node->name, node->name_at, node, origin));
		}
	}
}

/* ---- keys and days ---- */

static struct column_draft *
find_field(struct check *check, const struct table_draft *table, const char *name, struct span at, bool key)
{
	struct column_draft *draft = scope_thing(&table->names, name);
	struct nearest nearest;

	if (draft != NULL && draft->column.origin == COLUMN_FIELD)
		return draft;
	if (name == NULL || check_maybe_declared(check, name))
		return NULL;
	if (key)
		diag_error(check->diags, at, "missing-key", "the key '%s' is not a field of '%s'", name, table->table.name);
	else
		diag_error(check->diags, at, "unknown-name", "'%s' is not a field of '%s'", name, table->table.name);
	nearest_start(&nearest, name);
	for (uint32_t i = 0; i < table->table.field_count; i++)
		nearest_offer(&nearest, ((struct column_draft *)table->columns.items[i])->column.name);
	check_did_you_mean(check, &nearest);
	if (nearest.best == NULL)
		diag_note(check->diags, key ? "add a line for it: %s is text" : "add a line for it: %s is date", name);
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
			diag_error(check->diags, part->at, "duplicate-name", "'%s' is named twice among the keys", part->name);
			diag_note(check->diags, "name each key once");
			continue;
		}
		field->is_key = true;
		columns[table->table.key_count++] = &draft->column;
		if (field->may_be_blank && !field->has_blank_value) {
			diag_error(check->diags, ast_child(draft->node, AST_MAY_BE_BLANK)->at, "key-may-be-blank",
			    "'%s' says whose row it is, so it cannot be blank", part->name);
			diag_note_at(check->diags, part->at, "it is a key here; leave out 'may be blank', or the key");
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

		keys(check, table);
		check_once(check, table->node, AST_DATED_BY, "dated by");
		check_once(check, table->node, AST_AS_AT, "settings as at");
		if (dated_by == NULL)
			continue;
		draft = find_field(check, table, dated_by->name, dated_by->at, false);
		if (draft == NULL)
			continue;
		table->table.dated_by = &draft->column;
		if (draft->column.type.kind != KIND_DATE && draft->column.type.kind != KIND_ERROR) {
			diag_error(check->diags, dated_by->at, "wrong-kind", "'dated by' needs a date, and '%s' is %s", dated_by->name,
			    check_a_kind(draft->column.type.kind));
			diag_note(check->diags, "name the column that says since when the row exists");
		}
	}
}

static void
settings_day(struct check *check, struct table_draft *table, const struct ast *as_at)
{
	const struct ast *day = as_at->first, *ref = day == NULL || day->kind == AST_REF ? day : day->first;
	struct where where = { table, NULL, false };
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
	    day->kind == AST_FIRST_DAY_OF ? SETTINGS_AT_FIRST_DAY : SETTINGS_AT_LAST_DAY;
	table->table.settings_column = value->column;
	if (value->kind != EXPR_COLUMN || value->column->table != &table->table) {
		diag_error(check->diags, day->at, "settings-day", "'%s' is not a column of '%s', nor run_date",
		    check_said(check, ref->at), table->table.name);
		diag_note(check->diags, "write: settings as at run_date, or name a date column of the table");
	} else if (day == ref ? kind != KIND_DATE : !kind_is_period(kind)) {
		diag_error(check->diags, day->at, "settings-day", "the day of the settings must be a day, and '%s' is %s",
		    check_said(check, day->at), check_a_kind(kind));
		diag_note(check->diags, "name run_date, a date column, or: last day of a month, quarter or year column");
	}
}

void
check_settings_days(struct check *check)
{
	for (uint32_t t = 0; t < check->table_list.count; t++) {
		struct table_draft *table = check->table_list.items[t];
		const struct ast *as_at = ast_child(table->node, AST_AS_AT);

		if (as_at != NULL) {
			table->table.settings_day_stated = true;
			settings_day(check, table, as_at);
		}
	}
}
