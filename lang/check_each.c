/*
 * check_each: `define silent for standing, in each strand` (writ.5, In each label).
 *
 * It is a way to write several columns once, and finite: before anything else is checked, one
 * construct is written out for each label of the field, with a name of its own, and the names in
 * the rest of the text are made whole. All that comes after sees ordinary columns. Places stay
 * those of the text, so a mistake in it is told once (diag.h keeps no two messages of one place
 * and slug).
 */
#include "lang/check_each.h"

#include <string.h>

enum { EACH_MAX = 20 };

const char *
each_column_name(struct check *check, const char *name, const char *label)
{
	const char *whole = arena_printf(check->arena, "%s_in_%s", name, label);

	return names_intern(check->names, whole, strlen(whole));
}

static bool
is_column(const struct ast *node)
{
	return node->kind == AST_DEFINE || node->kind == AST_DECIDE || node->kind == AST_BANDS ||
	    node->kind == AST_DEADLINE;
}

static bool
has_part(const struct ast *node, enum ast_kind kind, const char *name)
{
	for (const struct ast *part = node->first; part != NULL; part = part->next)
		if (part->kind == kind && part->name == name)
			return true;
	return false;
}

bool
each_table_has(const struct check *check, const char *table, const char *column)
{
	for (const struct ast *node = check->file->first; node != NULL; node = node->next) {
		const struct ast *of = is_column(node) ? ast_child(node, AST_FOR) : NULL;

		if (of != NULL && of->name == table && node->name == column)
			return true;
		if ((node->kind == AST_INPUT || node->kind == AST_GROUP) && node->name == table &&
		    has_part(node, node->kind == AST_INPUT ? AST_FIELD : AST_KEY, column))
			return true;
	}
	return false;
}

/* ---- the field and its labels ---- */

static bool
same_lists(const struct ast *a, const struct ast *b)
{
	a = a->first;
	b = b->first;
	while (a != NULL && b != NULL && a->name == b->name) {
		a = a->next;
		b = b->next;
	}
	return a == NULL && b == NULL;
}

/* The lists of labels that fields of the name have; *other is the second of two that differ. */
static const struct ast *
find_lists(const struct check *check, const char *field, const struct ast **other)
{
	const struct ast *found = NULL;

	*other = NULL;
	for (const struct ast *input = check->file->first; input != NULL; input = input->next) {
		if (input->kind != AST_INPUT)
			continue;
		for (const struct ast *part = input->first; part != NULL; part = part->next) {
			const struct ast *type = ast_child(part, AST_TYPE);

			if (part->kind != AST_FIELD || part->name != field || type == NULL ||
			    type->value.type.kind != KIND_LABEL)
				continue;
			if (found == NULL)
				found = type;
			else if (*other == NULL && !same_lists(found, type))
				*other = type;
		}
	}
	return found;
}

static void
no_such_field(struct check *check, const struct ast *in_each)
{
	struct nearest nearest;

	if (check_maybe_declared(check, in_each->name))
		return;
	diag_error(check->diags, in_each->name_at, "each-field",
	    "'%s' is not a field of an input that lists its labels", in_each->name);
	check_nearest(check, &nearest, in_each->name);
	for (const struct ast *input = check->file->first; input != NULL; input = input->next)
		for (const struct ast *part = input->first;
		     input->kind == AST_INPUT && part != NULL; part = part->next)
			if (part->kind == AST_FIELD && ast_child(part, AST_TYPE) != NULL &&
			    ast_child(part, AST_TYPE)->value.type.kind == KIND_LABEL)
				nearest_offer(&nearest, part->name);
	check_did_you_mean(check, &nearest);
	diag_note(check->diags,
	    "'in each' takes a field such as: strand is Performance or Sign_up; what follows is "
	    "then said once for each of these labels");
}

static void
take_labels(struct check *check, struct each_name *each, const struct ast *in_each)
{
	const struct ast *other, *type = find_lists(check, each->field, &other);
	struct list labels = { NULL, 0, 0 };

	if (type == NULL) {
		no_such_field(check, in_each);
		return;
	}
	if (other != NULL) {
		diag_error(check->diags, in_each->name_at, "each-field",
		    "fields called '%s' list different labels", each->field);
		diag_note_at(check->diags, type->at, "one list is here");
		diag_note_at(check->diags, other->at,
		    "and another here; give one of the two fields another name");
		return;
	}
	for (const struct ast *label = type->first; label != NULL; label = label->next) {
		if (label->name == NULL)
			return;
		if (label->flag) {
			diag_error(check->diags, in_each->name_at, "each-field",
			    "'%s' has the label \"%s\", which cannot be part of a name",
			    each->field, label->name);
			diag_note_at(check->diags, label->at,
			    "'in each' takes a field whose labels are single words with a capital");
			return;
		}
		list_add(check, &labels, (void *)(uintptr_t)label->name);
	}
	if (labels.count > EACH_MAX) {
		diag_error(check->diags, in_each->name_at, "each-field",
		    "'%s' has %u labels, and 'in each' takes at most %d", each->field,
		    (unsigned)labels.count, EACH_MAX);
		diag_note(check->diags, "where there are so many, give a table a row for each");
		return;
	}
	each->labels = labels;
}

/* ---- names ---- */

bool
each_has_label(
    struct check *check, const struct each_name *each, const char *label, struct span at)
{
	struct nearest nearest;
	const char *all = "";

	for (uint32_t i = 0; i < each->labels.count; i++) {
		if (each->labels.items[i] == label)
			return true;
		all = arena_printf(check->arena, "%s%s%s", all,
		    i == 0                           ? "" :
			i + 1 == each->labels.count ? " and " :
						      ", ",
		    (const char *)each->labels.items[i]);
	}
	if (each->labels.count == 0)
		return false;
	diag_error(check->diags, at, "unknown-label", "'%s' is not one of the labels of '%s'",
	    label, each->field);
	check_nearest(check, &nearest, label);
	for (uint32_t i = 0; i < each->labels.count; i++)
		nearest_offer(&nearest, each->labels.items[i]);
	check_did_you_mean(check, &nearest);
	diag_note(check->diags, "its labels are %s", all);
	return false;
}

/* Nodes that name a column, of their own row or of another. */
static bool
names_a_column(const struct ast *node)
{
	switch ((int)node->kind) {
	case AST_REF:
	case AST_RUN:
	case AST_WHERE:
	case AST_BY:
	case AST_MET_BY:
	case AST_TARGET:
	case AST_ASSIGN:
	case AST_EXPECT_IS:
	case AST_EXPECT_UNDECIDED:
	case AST_EXPECT_TIES:
	case AST_REASON_FOR: return true;
	default: return false;
	}
}

static void
said_once(struct check *check, const struct ast *node, const char *name)
{
	if (check_maybe_declared(check, name))
		return;
	diag_error(check->diags, node->at, "each-once",
	    "'%s' is not said in each of some labels, so there is no '%s in %s'", name, name,
	    node->label);
	diag_note(check->diags,
	    "leave out 'in %s'; or say it in each: define %s for TABLE, in each FIELD, as ...",
	    node->label, name);
}

static void
which_label(struct check *check, const struct ast *node, const struct each_name *each)
{
	const char *first = each->labels.items[0];
	bool writable =
	    node->kind != AST_WHERE && node->kind != AST_BY && node->kind != AST_MET_BY;

	diag_error(check->diags, node->at, "each-which",
	    "'%s' is said in each %s, and this does not say in which", each->name, each->field);
	if (!writable) {
		diag_note(check->diags,
		    "only a single name can stand here: define NAME for TABLE as %s in %s, and "
		    "write NAME",
		    each->name, first);
		return;
	}
	for (uint32_t i = 0; i < each->labels.count; i++)
		diag_note(check->diags, "%s: %s in %s", i == 0 ? "write" : "or",
		    each->name, (const char *)each->labels.items[i]);
}

void
each_name_in_full(struct check *check, struct ast *node, const struct each_name *inside,
    const char *label, const struct ast *report)
{
	const char **name = node->member != NULL ? &node->member : &node->name;
	const struct each_name *each;

	if (!names_a_column(node) || *name == NULL)
		return;
	each = scope_thing(&check->each, *name);
	if (each == NULL) {
		if (node->label != NULL)
			said_once(check, node, *name);
	} else if (each->labels.count == 0) {
		node->kind = AST_WRONG;
	} else if (node->label != NULL) {
		*name = each_column_name(check, *name,
		    each_has_label(check, each, node->label, node->at) ? node->label :
								  each->labels.items[0]);
	} else if (inside != NULL && inside->field == each->field) {
		*name = each_column_name(check, *name, label);
	} else if (report == NULL || node->member != NULL ||
	    !has_part(report, AST_COLUMN, *name)) {
		which_label(check, node, each);
		*name = each_column_name(check, *name, each->labels.items[0]);
	}
	node->label = NULL;
}

static void
names_in_full(struct check *check, struct ast *node, const struct ast *report, unsigned depth)
{
	/* Deeper than any check goes: said there. */
	if (depth > CHECK_MAX_DEPTH)
		return;
	each_name_in_full(check, node, NULL, NULL, report);
	for (struct ast *part = node->first; part != NULL; part = part->next)
		names_in_full(check, part, report, depth + 1);
}

/* ---- what is said in each ---- */

/* Something else of the name, where a bare name would then mean two things. */
static const struct ast *
another(const struct check *check, const struct each_name *each)
{
	for (const struct ast *node = check->file->first; node != NULL; node = node->next) {
		const struct ast *in_each = ast_child(node, AST_IN_EACH);

		if (node->name == each->name &&
		    (node->kind == AST_SETTING || node->kind == AST_INPUT ||
			node->kind == AST_GROUP || is_column(node)) &&
		    (in_each == NULL || in_each->name != each->field))
			return node;
		if (node->kind != AST_INPUT)
			continue;
		for (const struct ast *part = node->first; part != NULL; part = part->next)
			if (part->kind == AST_FIELD && part->name == each->name)
				return part;
	}
	return NULL;
}

static void
declare(struct check *check, const struct ast *node, const struct ast *in_each)
{
	const struct ast *of = ast_child(node, AST_FOR), *other;
	const struct each_name *known = scope_thing(&check->each, node->name);
	struct each_name *each;

	/* The second of one name and one field is for another table, or found twice there. */
	if (known != NULL && known->field == in_each->name)
		return;
	each = arena_new(check->arena, struct each_name);
	each->name = node->name;
	each->field = in_each->name;
	each->node = node;
	scope_add(&check->each, node->name, each, node->name_at);
	other = another(check, each);
	if (other != NULL) {
		diag_error(check->diags, node->name_at, "each-name",
		    "'%s' is said in each %s, and is the name of something else as well",
		    each->name, each->field);
		diag_note_at(check->diags, other->name_at,
		    "the other one is here; give one of them another name");
		return;
	}
	take_labels(check, each, in_each);
	if (each->labels.count > 0 && of != NULL &&
	    each_table_has(check, of->name, each->field)) {
		diag_error(check->diags, in_each->at, "each-name",
		    "'%s' has a column '%s' of its own, so each row has one label already",
		    of->name, each->field);
		diag_note(check->diags,
		    "leave out 'in each %s': inside, '%s' is the column of the row", each->field,
		    each->field);
		each->labels.count = 0;
	}
}

static void
write_out(struct check *check, struct ast *file, const struct ast *node)
{
	const struct ast *in_each = ast_child(node, AST_IN_EACH);
	const struct each_name *known = scope_thing(&check->each, node->name);
	struct each_name each = *known;

	each.node = node;
	if (known->labels.count == 0 || known->field != in_each->name) {
		scope_add(&check->declared, node->name, check, node->name_at);
		check->had_errors = true;
		return;
	}
	for (uint32_t i = 0; i < each.labels.count; i++)
		ast_add(file, each_copy(check, &each, i));
}

void
check_each(struct check *check)
{
	struct ast *file = ast_make(check->arena, AST_FILE, check->file->at), *node, *next;

	for (node = check->file->first; node != NULL; node = node->next)
		if (is_column(node) && node->name != NULL && ast_child(node, AST_IN_EACH) != NULL)
			declare(check, node, ast_child(node, AST_IN_EACH));
	for (node = check->file->first; node != NULL; node = node->next)
		if (!is_column(node) || ast_child(node, AST_IN_EACH) == NULL)
			names_in_full(check, node, node->kind == AST_REPORT ? node : NULL, 0);
	if (check->each.count == 0)
		return;
	/* The copies are made while the whole text can be asked for its columns. */
	for (node = check->file->first; node != NULL; node = node->next) {
		if (is_column(node) && node->name != NULL && ast_child(node, AST_IN_EACH) != NULL) {
			write_out(check, file, node);
			continue;
		}
		next = arena_new(check->arena, struct ast);
		*next = *node;
		next->next = NULL;
		ast_add(file, next);
	}
	check->file = file;
}
