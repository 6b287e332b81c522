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

/* Cells are read in any case, and a hyphen or underscore there stands for a blank, so two labels
 * that differ in no more than that could not be told apart. */
bool
check_add_label(
    struct check *check, struct list *names, const char *name, struct span at, const char *of)
{
	if (name[strspn(name, " \t")] == '\0') {
		diag_error(check->diags, at, "empty-label",
		    "a label of '%s' has no letter in it that can be seen", of);
		diag_note(check->diags,
		    "write the word between the quotation marks; for a cell that may be empty, "
		    "say: may be blank");
		return false;
	}
	for (uint32_t i = 0; i < names->count; i++) {
		const char *other = names->items[i];

		if (names_distance(other, name, 0) != 0)
			continue;
		if (!same_but_case(other, name)) {
			diag_error(check->diags, at, "labels-alike",
			    "'%s' and '%s' are labels of '%s' and hardly differ", other, name, of);
			diag_note(check->diags,
			    "a blank, a hyphen and an underscore make no difference in a cell; "
			    "give "
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
	const char *outcomes = node != NULL && node->kind == AST_DECIDE ? node->name : NULL;

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
	if (names.count == 0)
		return NULL;
	return outcomes ? check_usual_order(check, outcomes, check_label_set(check, &names)) :
			  check_label_set(check, &names);
}

static bool
same_set(const struct label_set *a, const struct label_set *b)
{
	if (a->count != b->count)
		return false;
	for (uint32_t i = 0; i < a->count; i++)
		if (label_set_find(b, a->names[i]) < 0)
			return false;
	return true;
}

const struct label_set *
check_usual_order(struct check *check, const char *name, const struct label_set *labels)
{
	for (uint32_t t = 0; t < check->table_list.count; t++) {
		const struct table_draft *table = check->table_list.items[t];
		const struct column_draft *draft = scope_thing(&table->names, name);
		const struct label_set *listed =
		    draft == NULL || draft->column.origin != COLUMN_FIELD ?
		    NULL :
		    check_written_labels(check, draft->node);

		if (listed != NULL && same_set(listed, labels))
			return listed;
	}
	return labels;
}

const struct label_set *
check_column_labels(struct check *check, const struct column_draft *draft)
{
	for (int hops = 0; draft != NULL && hops < LABELS_MAX; hops++) {
		const struct list *keys = draft->refers_to == NULL ? NULL : &draft->refers_to->keys;

		if (draft->source != NULL)
			draft = draft->source;
		else if (keys != NULL)
			draft = keys->count == 1 ? keys->items[0] : NULL;
		else
			return check_written_labels(check, draft->node);
	}
	return NULL;
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
field_labels(
    struct check *check, struct column_draft *draft, struct field *field, const struct ast *type)
{
	struct list names = { NULL, 0, 0 };

	for (const struct ast *label = type->first; label != NULL; label = label->next) {
		if (label->kind != AST_LABEL)
			continue;
		field->own_labels += !label->flag2;
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
small_letters_fit(struct check *check, const struct column_draft *draft, const struct field *field)
{
	enum kind kind = draft->column.type.kind;

	if (!field->small_letters || kind == KIND_TEXT || kind == KIND_ERROR)
		return;
	diag_error(check->diags, ast_child(draft->node, AST_SMALL_LETTERS)->at,
	    "small-letters-kind", "'small letters accepted' is for text, and '%s' is %s",
	    draft->column.name, check_a_kind(kind));
	diag_note(check->diags,
	    "leave it out: capitals and small letters make no difference there anyway");
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
		field_labels(check, draft, field, type);
	if (type->text != NULL) {
		field->pattern = type->text;
		check_pattern(check, type->at, type->text, field->small_letters);
	}
	small_letters_fit(check, draft, field);
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

static void
field_options(struct check *check, struct column_draft *draft, struct field *field)
{
	const struct ast *part = ast_child(draft->node, AST_ROUNDED);

	if (part != NULL)
		field->rounded = check_rounding(
		    check, draft->column.type.kind, part, &field->mode, &field->places);
	part = ast_child(draft->node, AST_BLANK_MEANS);
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

void
check_field(struct check *check, struct column_draft *draft)
{
	const struct ast *node = draft->node, *type = ast_child(node, AST_TYPE), *part;
	struct field *field = arena_new(check->arena, struct field);

	draft->column.field = field;
	field->may_be_blank = ast_child(node, AST_MAY_BE_BLANK) != NULL;
	field->small_letters = ast_child(node, AST_SMALL_LETTERS) != NULL;
	field->not_recorded = ast_child(node, AST_NOT_RECORDED) != NULL;
	field->labels_may_vary = check_labels_may_vary(check, node);
	part = ast_child(node, AST_FROM_COLUMN);
	field->header = part == NULL ? NULL : part->text;
	part = ast_child(node, AST_REFERS_TO);
	if (part != NULL) {
		draft->refers_to = check_table_named(check, part->name, part->at);
		draft->wrong_node = draft->refers_to == NULL;
		if (draft->refers_to != NULL)
			draft->column.refers_to = &draft->refers_to->table;
		return; /* its kind is that of a key, which may not be known yet */
	}
	if (type == NULL) {
		draft->wrong_node = true;
		return;
	}
	field_type(check, draft, field, type);
	field_options(check, draft, field);
}

void
check_reference(struct check *check, struct column_draft *draft)
{
	struct field *field = (struct field *)(uintptr_t)draft->column.field;
	const struct ast *refers_to = ast_child(draft->node, AST_REFERS_TO);
	const struct table_draft *target = draft->refers_to;
	const struct column_draft *key;

	if (target->keys.count != 1) {
		/* A key that is no field was reported where it stands. */
		if (ast_child(target->node, AST_KEY) != NULL && target->keys.count > 1) {
			diag_error(check->diags, refers_to->at, "refers-to-keys",
			    "'%s' has %u keys, and '%s' holds the key of one of its rows",
			    target->table.name, (unsigned)target->keys.count, draft->column.name);
			diag_note_at(check->diags, target->table.at,
			    "only a table with one key can be referred to; for others name the "
			    "columns of their keys here, and ask for rows of '%s' with the same",
			    target->table.name);
		}
		return;
	}
	key = target->keys.items[0];
	draft->column.type = key->column.type;
	draft->column.type.can_be_empty = false;
	small_letters_fit(check, draft, field);
	/* read as the key is read, or it would miss the row it means */
	if (key->column.field != NULL && key->column.field->small_letters)
		field->small_letters = true;
	if (key->column.type.kind != KIND_ERROR)
		field_options(check, draft, field);
}
