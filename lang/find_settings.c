/*
 * Later values of settings that change nothing: the same as the one before, or one whose day lies
 * where the policy is not in force, so that it, or the one before it, holds on no day of the
 * policy. The second is told only where all tables take settings as of the day of the run: a row
 * with a day of its own may lie before the policy.
 */
#include "lang/find_internal.h"

#include <string.h>

static bool
same_value(const struct value *a, const struct value *b)
{
	if (a->type.kind == KIND_LABEL || a->type.kind == KIND_YES_NO)
		return a->labels == b->labels;
	if (a->type.kind == KIND_TEXT)
		return a->text_length == b->text_length &&
		    (a->text_length == 0 || memcmp(a->text, b->text, a->text_length) == 0);
	return exact_compare(a, b) == 0;
}

/* The same members; the order of a list plays no part. */
static bool
same_values(const struct setting_value *a, const struct setting_value *b)
{
	for (uint32_t i = 0; i < a->count; i++) {
		bool found = false;

		for (uint32_t k = 0; k < b->count; k++)
			found = found || same_value(&a->values[i], &b->values[k]);
		if (!found)
			return false;
	}
	return a->count == b->count;
}

static bool
rows_have_days(const struct program *program)
{
	for (uint32_t i = 0; i < program->table_count; i++)
		if (program->tables[i]->settings_column != NULL)
			return true;
	return false;
}

static void
note_acceptance(struct diags *diags)
{
	diag_note(diags,
	    "if the line is to stand for the record, say so, directly below it: accepted because "
	    "\"...\"");
}

static void
look_at_value(struct diags *diags, const struct program *program, const struct setting *setting,
    uint32_t at)
{
	const struct setting_value *value = &setting->values[at], *before = value - 1;
	struct arena scratch = ARENA_INIT;
	const char *day = prove_spell(&scratch, KIND_DATE, value->from);

	if (same_values(value, before)) {
		diag_warning(diags, value->at, "value-not-new",
		    "the value of '%s' from %s is the one it has already", setting->name, day);
		diag_note_at(diags, before->at,
		    "it is the same here: write the new value behind 'from %s is', or take the "
		    "line "
		    "out",
		    day);
		note_acceptance(diags);
	} else if (program->in_force_from != INT64_MIN && value->from <= program->in_force_from &&
	    !rows_have_days(program)) {
		diag_warning(diags, value->at, "value-without-days",
		    "the policy is in force from %s, and '%s' has this value from %s: the one "
		    "above "
		    "never holds",
		    prove_spell(&scratch, KIND_DATE, program->in_force_from), setting->name, day);
		diag_note(diags, "write the day from which the new value holds, or put it in the "
		    "place of the one above");
		note_acceptance(diags);
	} else if (program->in_force_to != INT64_MIN && value->from > program->in_force_to) {
		diag_warning(diags, value->at, "value-without-days",
		    "the policy is in force to %s, and '%s' has this value only from %s",
		    prove_spell(&scratch, KIND_DATE, program->in_force_to), setting->name, day);
		diag_note(diags,
		    "write a day on which the policy is in force, or take the line out");
		note_acceptance(diags);
	}
	arena_release(&scratch);
}

void
find_dated_values(struct diags *diags, const struct program *program)
{
	for (uint32_t i = 0; i < program->setting_count; i++)
		for (uint32_t at = 1; at < program->settings[i]->value_count; at++)
			look_at_value(diags, program, program->settings[i], at);
}
