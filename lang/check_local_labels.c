/*
 * check_local_labels: labels that a variation brings to the list of a field, and words it prints
 * for one.
 *
 * The labels join the list in the tree, behind the policy's own, before anything is made of it: so
 * whatever is proved of the rules is proved with them too.
 */
#include <string.h>

#include "lang/check_internal.h"

static struct ast *
child_named(const struct ast *node, enum ast_kind kind, const char *name)
{
	for (struct ast *part = node->first; part != NULL; part = part->next)
		if (part->kind == kind && part->name == name && name != NULL)
			return part;
	return NULL;
}

static struct ast *
label_list(const struct ast *field)
{
	for (struct ast *part = field->first; part != NULL; part = part->next)
		if (part->kind == AST_TYPE && part->value.type.kind == KIND_LABEL)
			return part;
	return NULL;
}

bool
check_labels_may_vary(struct check *check, const struct ast *field)
{
	const struct ast *may = ast_child(field, AST_MAY_VARY);

	if (may == NULL || ast_child(field, AST_WRONG) != NULL)
		return false;
	if (label_list(field) != NULL)
		return true;
	diag_error(check->diags, may->at, "local-labels",
	    "'may vary locally' is for a list of labels, and '%s' has none", field->name);
	diag_note(check->diags,
	    "leave it out; a figure that differs from place to place is a setting");
	return false;
}

/* ---- which list ---- */

static void
note_forms(struct check *check)
{
	diag_note(check->diags,
	    "a variation brings labels with: set FIELD of INPUT to OLD or NEW because \"why\"; it "
	    "prints words for one with: set \"LABEL\" of FIELD of INPUT to \"words\" because "
	    "\"why\"");
	diag_note(check->diags,
	    "that is for fields of an input; bands and outcomes of a decide cannot be renamed");
}

static void
no_such(struct check *check, const struct ast *part, struct span at, const struct ast *among,
    enum ast_kind kind, const char *what)
{
	struct nearest nearest;

	diag_error(check->diags, at, "unknown-name", "'%s' is no %s", part->name, what);
	check_nearest(check, &nearest, part->name);
	for (const struct ast *one = among->first; one != NULL; one = one->next)
		if (one->kind == kind && one->name != NULL)
			nearest_offer(&nearest, one->name);
	check_did_you_mean(check, &nearest);
	if (nearest.best == NULL)
		note_forms(check);
}

/* The list of labels that a line of a variation is about; NULL after a message. */
static struct ast *
list_named(struct check *check, const struct ast *node)
{
	const struct ast *of = ast_child(node, AST_OF);
	const struct ast *input = of == NULL ? NULL : child_named(check->file, AST_INPUT, of->name);
	const struct ast *field = input == NULL ? NULL :
						  child_named(input, AST_FIELD, node->name);
	struct ast *list = field == NULL ? NULL : label_list(field);

	if (of == NULL || of->name == NULL || node->name == NULL)
		return NULL;
	if (input == NULL && check_maybe_declared(check, of->name))
		return NULL;
	if (input == NULL) {
		no_such(check, of, of->at, check->file, AST_INPUT, "input of the policy");
	} else if (field == NULL) {
		no_such(check, node, node->name_at, input, AST_FIELD,
		    arena_printf(check->arena, "field of '%s'", input->name));
	} else if (list == NULL) {
		diag_error(check->diags, node->name_at, "local-labels",
		    "'%s' has no list of labels", node->name);
		note_forms(check);
	} else if (ast_child(field, AST_MAY_VARY) == NULL) {
		diag_error(check->diags, node->name_at, "may-not-vary",
		    "the labels of '%s' are the same everywhere: the policy does not let them vary",
		    node->name);
		diag_note_at(check->diags, field->name_at,
		    "leave it out of the variation; only the owner of the policy can write behind "
		    "the labels here: , may vary locally");
	} else {
		return list;
	}
	return NULL;
}

/* ---- before the tables: the lists ---- */

static const struct ast *
list_label(const struct ast *list, const struct ast *label)
{
	for (const struct ast *one = list->first; one != NULL; one = one->next)
		if (one->kind == AST_LABEL && one->name != NULL && label->name != NULL &&
		    strcmp(one->name, label->name) == 0)
			return one;
	return NULL;
}

static void
none_left_out(struct check *check, const struct ast *node, const struct ast *list)
{
	for (const struct ast *own = list->first; own != NULL; own = own->next) {
		if (own->kind != AST_LABEL || own->flag2 || list_label(node, own) != NULL)
			continue;
		diag_error(check->diags, node->at, "local-labels",
		    "'%s' is missing: a local list of '%s' has all labels of the policy", own->name,
		    node->name);
		diag_note_at(check->diags, own->at,
		    "write it too; a variation brings labels, and takes none away");
	}
}

static void
extend_list(struct check *check, const struct ast *node)
{
	struct ast *list = list_named(check, node);
	bool more = false;

	if (list == NULL)
		return;
	none_left_out(check, node, list);
	for (const struct ast *label = node->first; label != NULL; label = label->next) {
		const struct ast *there =
		    label->kind == AST_LABEL ? list_label(list, label) : NULL;
		struct ast *fresh;

		more = more || (there != NULL && there->flag2);
		if (label->kind != AST_LABEL || there != NULL)
			continue;
		more = true;
		fresh = arena_new(check->arena, struct ast);
		*fresh = *label;
		fresh->next = NULL;
		fresh->flag2 = true;
		ast_add(list, fresh);
	}
	if (more)
		return;
	diag_error(check->diags, node->at, "local-labels", "this brings no label to '%s'",
	    node->name);
	diag_note(check->diags, "write those of the policy and behind them: or YOUR_LABEL");
}

void
check_local_lists(struct check *check)
{
	for (const struct ast *node = check->file->first; node != NULL; node = node->next)
		for (const struct ast *part = node->kind == AST_VARIATION ? node->first : NULL;
		     part != NULL; part = part->next)
			if (part->kind == AST_SET_LABELS)
				extend_list(check, part);
}

/* ---- once the columns are known: what each variation has ---- */

static const struct column *
column_named(struct check *check, const struct ast *node)
{
	const struct ast *of = ast_child(node, AST_OF);
	const struct table_draft *table =
	    of == NULL || of->name == NULL ? NULL : scope_thing(&check->tables, of->name);
	const struct column_draft *column = table == NULL || node->name == NULL ?
	    NULL :
	    scope_thing(&table->names, node->name);

	return column == NULL || column->column.origin != COLUMN_FIELD ||
		column->column.field == NULL || column->column.type.kind != KIND_LABEL ?
	    NULL :
	    &column->column;
}

static bool
has_reason(struct check *check, const struct ast *node)
{
	if (check_can_be_seen(node->text))
		return true;
	diag_error(check->diags, node->at, "variation-reason", "this change of '%s' has no reason",
	    node->name);
	diag_note(check->diags, "add behind it: because \"who decided it, and why\"");
	return false;
}

static bool
said_already(struct check *check, const struct variation *variation,
    const struct local_label *label)
{
	for (uint32_t i = 0; i < variation->label_count; i++) {
		const struct local_label *other = &variation->labels[i];

		if (other->column != label->column || other->label != label->label ||
		    (other->words == NULL) != (label->words == NULL))
			continue;
		diag_error(check->diags, label->at, "said-twice",
		    "'%s' of '%s' is set twice in this variation",
		    label->column->type.labels->names[label->label], label->column->name);
		diag_note_at(check->diags, other->at, "it was set here; keep one of the two");
		return true;
	}
	return false;
}

static void
one_list(struct check *check, struct variation *variation, struct local_label *labels,
    const struct ast *node, const struct column *column)
{
	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		int found = part->kind == AST_LABEL && part->name != NULL ?
		    label_set_find(column->type.labels, part->name) :
		    -1;
		struct local_label label = { .column = column,
			.label = (uint32_t)found,
			.because = node->text,
			.at = part->at };

		if (found >= (int)column->field->own_labels &&
		    !said_already(check, variation, &label))
			labels[variation->label_count++] = label;
	}
}

/* But for capitals. */
static bool
reads_the_same(const char *a, const char *b)
{
	for (; *a != '\0' && *b != '\0'; a++, b++) {
		char c = *a >= 'A' && *a <= 'Z' ? (char)(*a - 'A' + 'a') : *a;
		char d = *b >= 'A' && *b <= 'Z' ? (char)(*b - 'A' + 'a') : *b;

		if (c != d)
			return false;
	}
	return *a == *b;
}

/* Words that readers would take for another label: a letter would say what was not decided. */
static bool
says_another(struct check *check, const struct variation *variation,
    const struct local_label *label, const struct ast *words)
{
	const struct label_set *labels = label->column->type.labels;
	const char *taken = NULL;

	for (uint32_t i = 0; i < labels->count && taken == NULL; i++)
		if (i != label->label && reads_the_same(label->words, labels->names[i]))
			taken = labels->names[i];
	for (uint32_t i = 0; i < variation->label_count && taken == NULL; i++) {
		const struct local_label *other = &variation->labels[i];

		if (other->column == label->column && other->label != label->label &&
		    other->words != NULL && reads_the_same(label->words, other->words))
			taken = labels->names[other->label];
	}
	if (taken == NULL)
		return false;
	diag_error(check->diags, words->at, "local-labels",
	    "'%s' printed as \"%s\" would be taken for '%s'", labels->names[label->label],
	    label->words, taken);
	diag_note(check->diags, "write words that no other label of '%s' has", label->column->name);
	return true;
}

static void
one_word(struct check *check, struct variation *variation, struct local_label *labels,
    const struct ast *node, const struct column *column)
{
	const struct ast *named = ast_child(node, AST_LABEL), *words = ast_child(node, AST_TEXT);
	struct local_label label = { .column = column,
		.words = words == NULL ? NULL : words->text,
		.because = node->text,
		.at = node->at };
	int found = named == NULL || named->name == NULL ?
	    -1 :
	    label_set_find(column->type.labels, named->name);
	struct nearest nearest;

	if (found < 0 && named != NULL && named->name != NULL) {
		diag_error(check->diags, named->at, "local-labels", "'%s' is no label of '%s'",
		    named->name, column->name);
		check_nearest(check, &nearest, named->name);
		for (uint32_t i = 0; i < column->type.labels->count; i++)
			nearest_offer(&nearest, column->type.labels->names[i]);
		check_did_you_mean(check, &nearest);
		diag_note(check->diags, "its labels are %s",
		    check_labels(check, column->type.labels));
	}
	if (found < 0 || label.words == NULL)
		return;
	if (!check_can_be_seen(label.words)) {
		diag_error(check->diags, words->at, "local-labels",
		    "these are no words to print for '%s'", named->name);
		diag_note(check->diags, "write what readers are to see instead of the label");
		return;
	}
	label.label = (uint32_t)found;
	if (!says_another(check, variation, &label, words) &&
	    !said_already(check, variation, &label))
		labels[variation->label_count++] = label;
}

void
check_local_labels(struct check *check, struct variation *variation, const struct ast *node)
{
	uint32_t count = 0;
	struct local_label *labels;

	for (const struct ast *part = node->first; part != NULL; part = part->next)
		for (const struct ast *label =
			 part->kind == AST_SET_LABELS || part->kind == AST_SET_WORDS ?
			 part->first :
			 NULL;
		     label != NULL; label = label->next)
			count++;
	variation->labels = labels = arena_array(check->arena, struct local_label, count);
	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		const struct column *column;

		if (part->kind != AST_SET_LABELS && part->kind != AST_SET_WORDS)
			continue;
		has_reason(check, part);
		/* of a list it was said already what is wrong with it */
		if (part->kind == AST_SET_WORDS && list_named(check, part) == NULL)
			continue;
		column = column_named(check, part);
		if (column == NULL)
			continue;
		if (part->kind == AST_SET_LABELS)
			one_list(check, variation, labels, part, column);
		else
			one_word(check, variation, labels, part, column);
	}
}
