/*
 * Conditions that wait for an outcome, or for a letter to be due, that was shown to be out of
 * reach: what is asked of the line or the letter itself is said there; here those are named who go
 * by it.
 */
#include "lang/find_internal.h"

struct reach {
	struct diags *diags;
	const struct program *program;
};

static uint64_t
labels_of(const struct column *column, const struct expr *outcome)
{
	if (outcome == NULL)
		return 0;
	if (outcome->kind == EXPR_VALUE)
		return outcome->value.labels;
	return outcome->type.labels != NULL ? label_set_all(outcome->type.labels)
	                                    : label_set_all(column->type.labels);
}

/* The labels that some row can be given, as far as it was shown which cannot. */
static uint64_t
within_reach(const struct reach *reach, const struct column *column)
{
	const struct decide *decide = column->decide;
	uint64_t labels = 0;

	if (column->letter != NULL && column->origin == COLUMN_LETTER &&
	    diags_have(reach->diags, column->letter->at, "letter-never-due"))
		return label_set_all(column->type.labels) & ~(UINT64_C(1) << LETTER_DUE);
	if (decide == NULL)
		return label_set_all(column->type.labels);
	for (uint32_t i = 0; i < decide->rule_count; i++)
		if (!diags_have(reach->diags, decide->rules[i].at, "rule-never-applies") &&
		    !diags_have(reach->diags, decide->rules[i].at, "rule-masked"))
			labels |= labels_of(column, decide->rules[i].outcome);
	if (decide->has_otherwise &&
	    !diags_have(reach->diags, decide->otherwise_at, "otherwise-never-reached"))
		labels |= labels_of(column, decide->otherwise);
	return labels;
}

static const char *
first_label(const struct label_set *set, uint64_t labels)
{
	for (uint32_t i = 0; i < set->count; i++)
		if ((labels >> i) & 1)
			return set->names[i];
	return "";
}

static void
check_asked(void *with, const struct expr *expr)
{
	struct reach *reach = with;
	const struct column *column;
	uint64_t asked;

	if (expr->kind != EXPR_LABELS_IN ||
	    (expr->a->kind != EXPR_COLUMN && expr->a->kind != EXPR_THROUGH))
		return;
	column = expr->a->kind == EXPR_THROUGH ? expr->a->through : expr->a->column;
	if (column == NULL || column->type.kind != KIND_LABEL || column->type.labels == NULL)
		return;
	asked = expr->labels & label_set_all(column->type.labels);
	if (asked == 0 || (asked & within_reach(reach, column)) != 0)
		return;
	diag_warning(reach->diags, expr->at, "outcome-never-reached",
	    "no row can be given '%s' of '%s', so this waits for nothing",
	    first_label(column->type.labels, asked), column_written(reach->diags->arena, column));
	diag_note_at(
	    reach->diags, column->at, "mend what is said of it here, or ask for another outcome");
}

static void
check_root(void *with, const struct root *root)
{
	find_within(root->expr, check_asked, with);
}

void
find_outcomes(struct diags *diags, const struct program *program)
{
	struct reach reach = { diags, program };
	struct arena scratch = ARENA_INIT;

	find_roots(program, &scratch, check_root, &reach);
	arena_release(&scratch);
}
