/*
 * Words that a variation prints for a label of one field, where another field of the same input has
 * the same list and no words for it: readers see two names for one label side by side.
 */
#include "lang/find_internal.h"

#include <string.h>

static bool
has_words(
    const struct variation *variation, const struct column *column, const struct local_label *like)
{
	for (uint32_t i = 0; i < variation->label_count; i++) {
		const struct local_label *label = &variation->labels[i];

		if (label->column == column && label->label == like->label && label->words != NULL)
			return true;
	}
	return false;
}

/* Of several fields with words for the label the first speaks for all. */
static bool
is_first(const struct variation *variation, uint32_t at)
{
	const struct local_label *label = &variation->labels[at];

	for (uint32_t i = 0; i < at; i++) {
		const struct local_label *other = &variation->labels[i];

		if (other->words != NULL && other->label == label->label &&
		    other->column->table == label->column->table &&
		    find_same_list(other->column->type.labels, label->column->type.labels))
			return false;
	}
	return true;
}

static void
look_at_words(struct diags *diags, const struct variation *variation,
    const struct local_label *label)
{
	const struct table *table = label->column->table;
	const char *name = label->column->type.labels->names[label->label];

	for (uint32_t i = 0; i < table->field_count; i++) {
		const struct column *other = table->columns[i];

		if (other == label->column || other->type.kind != KIND_LABEL ||
		    !find_same_list(other->type.labels, label->column->type.labels) ||
		    has_words(variation, other, label))
			continue;
		diag_warning(diags, label->at, "label-words-differ",
		    "'%s' of '%s' is printed as \"%s\", and '%s' of '%s' as it is", name,
		    label->column->name, label->words, name, other->name);
		diag_note_at(diags, other->at,
		    "this field has the same labels: write for it too: set \"%s\" of %s of %s to "
		    "\"%s\" because \"...\"",
		    name, other->name, table->name, label->words);
		diag_note(diags,
		    "if readers are to see both, say so, directly below the line: accepted because "
		    "\"...\"");
		return;
	}
}

void
find_label_words(struct diags *diags, const struct program *program)
{
	for (uint32_t v = 0; v < program->variation_count; v++) {
		const struct variation *variation = program->variations[v];

		for (uint32_t i = 0; i < variation->label_count; i++)
			if (variation->labels[i].words != NULL && is_first(variation, i))
				look_at_words(diags, variation, &variation->labels[i]);
	}
}
