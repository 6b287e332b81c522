/*
 * check_fields: the fields of an input and lists of labels.
 */
#include <string.h>

#include "lang/check_internal.h"
#include "lang/intern.h"

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

/* Cells are read in any case, and a hyphen or underscore there stands for a blank, so two labels that
 * differ in no more than that could not be told apart. */
bool
check_add_label(
    struct check *check, struct list *names, const char *name, struct span at, const char *of)
{
	for (uint32_t i = 0; i < names->count; i++) {
		const char *other = names->items[i];

		if (names_distance(other, name, 0) != 0)
			continue;
		if (!same_but_case(other, name)) {
			diag_error(check->diags, at, "labels-alike",
			    "'%s' and '%s' are labels of '%s' and hardly differ", other, name, of);
			diag_note(check->diags,
			    "a blank, a hyphen and an underscore make no difference in a cell; give "
			    "one of the two another word");
			return false;
		}
		diag_error(check->diags, at, "duplicate-label",
		    "'%s' is among the labels of '%s' twice", name, of);
		diag_note(check->diags,
		    "capitals and small letters make no difference in a cell; leave one of the two "
		    "out");
		return false;
	}
	if (names->count == LABELS_MAX) {
		diag_error(check->diags, at, "too-many-labels", "'%s' has more than %d labels", of,
		    LABELS_MAX);
		diag_note(check->diags,
		    "a longer list is text: write 'is text', and keep the list in a table of its "
		    "own");
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
 * The list of labels as far as it can be read off the tree, or NULL: of a field, of bands, and of a
 * decide whose outcomes are all written out. The names stand in the order in which the column
 * itself has them.
 */
const struct label_set *
check_written_labels(struct check *check, const struct ast *node)
{
	struct list names = { NULL, 0, 0 };

	if (node != NULL && node->kind == AST_LETTER)
		return &label_set_letter;
	if (node == NULL ||
	    (node->kind != AST_FIELD && node->kind != AST_BANDS && node->kind != AST_DECIDE))
		return NULL;
	if (node->kind == AST_FIELD) {
		node = ast_child(node, AST_TYPE);
		if (node == NULL || node->value.type.kind != KIND_LABEL)
			return NULL;
	}
	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		const struct ast *outcome = part->kind == AST_LABEL || part->kind == AST_BAND ?
		    part :
		    part->kind == AST_GIVES || part->kind == AST_OTHERWISE ? part->first :
									     NULL;
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

/* Words that a cell of a yes-or-no column may hold: as a label they would be taken for an answer by
 * whoever reads them. */
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
			diag_error(check->diags, label->at, "label-needs-quotes",
			    "the label '%s' looks like yes or no", label->name);
			diag_note(check->diags,
			    "write: %s is yes or no; or, if it is a word of its own, put it in "
			    "quotes: \"%s\"",
			    draft->column.name, label->name);
		}
		if (!check_add_label(check, &names, label->name, label->at, draft->column.name) &&
		    names.count == LABELS_MAX)
			break;
	}
	draft->column.type.labels = check_label_set(check, &names);
}

static void
field_type(
    struct check *check, struct column_draft *draft, struct field *field, const struct ast *type)
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
		diag_error(check->diags, ast_child(draft->node, AST_SMALL_LETTERS)->at,
		    "small-letters-kind", "'small letters accepted' is for text, and '%s' is %s",
		    draft->column.name, check_a_kind(out->kind));
		diag_note(check->diags,
		    "leave it out: capitals and small letters make no difference there anyway");
	}
}

static void
blank_means(
    struct check *check, struct column_draft *draft, struct field *field, const struct ast *part)
{
	const struct ast *literal = part->first;
	const struct type *type = &draft->column.type;
	const char *label;

	if (literal == NULL || literal->kind == AST_WRONG || type->kind == KIND_ERROR)
		return;
	field->has_blank_value = true;
	label = check_label_of(check, literal);
	if (type->kind == KIND_LABEL && label != NULL) {
		int index =
		    check_find_label(check, type->labels, label, literal->at, draft->column.name);

		if (index >= 0)
			field->blank_value = (struct value){
				.state = GIVEN, .type = *type, .labels = UINT64_C(1) << index
			};
		return;
	}
	field->blank_value = check_literal(literal);
	if (field->blank_value.type.kind == type->kind)
		return;
	diag_error(check->diags, literal->at, "wrong-kind", "'%s' is %s, but '%s' is %s",
	    check_said(check, literal->at),
	    literal->kind == AST_LABEL ? "a label" : check_a_kind(field->blank_value.type.kind),
	    draft->column.name, check_a_kind(type->kind));
	diag_note(check->diags, "write what a blank cell stands for, in the kind of the column");
}

void
check_field(struct check *check, struct column_draft *draft)
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
		field->rounded = check_rounding(
		    check, draft->column.type.kind, part, &field->mode, &field->places);
	part = ast_child(node, AST_BLANK_MEANS);
	if (part != NULL)
		blank_means(check, draft, field, part);
	if (part != NULL && field->may_be_blank) {
		diag_error(check->diags, part->at, "blank-twice",
		    "'%s' may be blank, and a blank means something else: one of them",
		    draft->column.name);
		diag_note(check->diags,
		    "after 'blank means' there is no blank left; keep the one that is meant");
	}
	draft->column.type.can_be_empty = field->may_be_blank && part == NULL;
}
