/*
 * check_instead: which letter stands instead of which, directly or through others, and never in a
 * circle.
 */
#include <string.h>

#include "lang/check_internal.h"

static struct letter_draft *
letter_named(struct check *check, const struct ast *part)
{
	struct letter_draft *letter = scope_thing(&check->letters, part->name);
	struct nearest nearest;

	if (letter != NULL || part->name == NULL || check_maybe_declared(check, part->name))
		return letter;
	diag_error(check->diags, part->at, "unknown-letter", "'%s' is not a letter of this policy",
	    part->name);
	check_nearest(check, &nearest, part->name);
	nearest_offer_scope(&nearest, &check->letters);
	check_did_you_mean(check, &nearest);
	if (nearest.best == NULL)
		diag_note(check->diags, "name a letter that has a 'letter' of its own");
	return NULL;
}

/* instead[i * count + k]: letter i is told to stand instead of letter k. */
static void
told_instead(struct check *check, bool *instead)
{
	uint32_t count = check->letter_list.count;

	for (uint32_t i = 0; i < count; i++) {
		struct letter_draft *draft = check->letter_list.items[i];

		for (const struct ast *part = draft->node->first; part != NULL; part = part->next) {
			struct letter_draft *other =
			    part->kind == AST_INSTEAD_OF ? letter_named(check, part) : NULL;

			if (other == NULL || other->wrong || draft->wrong)
				continue;
			if (other->table != draft->table) {
				diag_error(check->diags, part->at, "letter-other-table",
				    "'%s' is a letter for '%s', and '%s' is one for '%s'",
				    other->letter.name, other->table->table.name,
				    draft->letter.name, draft->table->table.name);
				diag_note(check->diags,
				    "only letters of one table stand instead of each other; say it "
				    "with 'lapses when'");
				continue;
			}
			if (other == draft) {
				diag_error(check->diags, part->at, "instead-of-circle",
				    "'%s' cannot stand instead of itself", draft->letter.name);
				diag_note(check->diags, "name another letter, or leave it out");
				continue;
			}
			instead[(size_t)i * count + other->letter.index] = true;
		}
	}
}

/* All letters in a circle are named in one message, and stand instead of nothing. */
static void
break_circles(struct check *check, bool *instead, const bool *through)
{
	uint32_t count = check->letter_list.count;

	for (uint32_t i = 0; i < count; i++) {
		struct letter_draft *first = check->letter_list.items[i];

		if (!through[(size_t)i * count + i])
			continue;
		for (uint32_t k = 0; k < i; k++)
			if (through[(size_t)i * count + k] && through[(size_t)k * count + i])
				first = NULL;
		memset(instead + (size_t)i * count, 0, count * sizeof *instead);
		if (first == NULL)
			continue;
		diag_error(check->diags, ast_child(first->node, AST_INSTEAD_OF)->at,
		    "instead-of-circle", "these letters stand instead of each other in a circle");
		for (uint32_t k = i + 1; k < count; k++) {
			struct letter_draft *other = check->letter_list.items[k];

			if (through[(size_t)i * count + k] && through[(size_t)k * count + i])
				diag_note_at(check->diags,
				    ast_child(other->node, AST_INSTEAD_OF)->at,
				    "'%s' is one of them", other->letter.name);
		}
		diag_note(check->diags, "leave out the line of the one that is to give way");
	}
}

static void
reach(bool *through, uint32_t count)
{
	for (uint32_t k = 0; k < count; k++)
		for (uint32_t i = 0; i < count; i++)
			for (uint32_t j = 0; through[(size_t)i * count + k] && j < count; j++)
				if (through[(size_t)k * count + j])
					through[(size_t)i * count + j] = true;
}

/* The names of the letters are labels of one column, so there are at most LABELS_MAX that count. */
void
check_instead_of(struct check *check)
{
	uint32_t count = check->letter_list.count;
	bool *instead = arena_array(check->arena, bool, (size_t)count * count),
	     *through = arena_array(check->arena, bool, (size_t)count * count);

	told_instead(check, instead);
	memcpy(through, instead, (size_t)count * count * sizeof *instead);
	reach(through, count);
	break_circles(check, instead, through);
	memcpy(through, instead, (size_t)count * count * sizeof *instead);
	reach(through, count);
	for (uint32_t k = 0; k < count; k++) {
		struct letter_draft *draft = check->letter_list.items[k];
		const struct letter **by = arena_array(check->arena, const struct letter *, count);

		draft->letter.displaced_by = by;
		for (uint32_t i = 0; i < count; i++)
			if (through[(size_t)i * count + k])
				by[draft->letter.displaced_by_count++] =
				    &((struct letter_draft *)check->letter_list.items[i])->letter;
	}
}
