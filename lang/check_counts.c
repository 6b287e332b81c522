/*
 * check_counts: numbers of things, which have no fraction. A setting is one when a rank has as many
 * places, or when a count is compared with it; then the policy, its variations, its tests and the
 * command line give it whole numbers only.
 */
#include "lang/check_internal.h"

bool
check_is_count(const struct expr *expr)
{
	if (expr->kind == EXPR_COLUMN && expr->column->body != NULL)
		expr = expr->column->body;
	return expr->kind == EXPR_AGGREGATE &&
	    (expr->aggregate == AGGREGATE_COUNT || expr->aggregate == AGGREGATE_COUNT_DIFFERENT);
}

void
check_counts_with(const struct expr *expr)
{
	struct setting *setting;
	struct span at = expr->at;

	if (expr->kind == EXPR_COLUMN && expr->column->body != NULL)
		expr = expr->column->body;
	if (expr->kind != EXPR_SETTING || expr->setting->type.kind != KIND_NUMBER)
		return;
	setting = (struct setting *)(uintptr_t)expr->setting;
	if (!setting->counts)
		setting->counts_at = at;
	setting->counts = true;
}

static bool
is_whole(const struct value *value)
{
	return value->type.kind != KIND_NUMBER || value->num % kind_scale(KIND_NUMBER) == 0;
}

bool
check_whole_places(struct check *check, const struct expr *places)
{
	if (places->kind != EXPR_VALUE || is_whole(&places->value))
		return true;
	diag_error(check->diags, places->at, "not-whole", "%s is no number of places",
	    value_spell(check->arena, &places->value, SPELL_READER));
	diag_note(check->diags, "write a whole number, like 5");
	return false;
}

static void
are_whole(struct check *check, const struct setting *setting, const struct value *values,
    uint32_t count, struct span at)
{
	for (uint32_t i = 0; i < count; i++) {
		if (is_whole(&values[i]))
			continue;
		diag_error(check->diags, at, "not-whole",
		    "'%s' is a number of things, and %s is no whole number", setting->name,
		    value_spell(check->arena, &values[i], SPELL_READER));
		diag_note_at(check->diags, setting->counts_at,
		    "here it says how many: write a whole number");
		return;
	}
}

void
check_counts(struct check *check)
{
	const struct program *program = check->program;

	for (uint32_t i = 0; i < program->setting_count; i++) {
		const struct setting *setting = program->settings[i];

		for (uint32_t k = 0; setting->counts && k < setting->value_count; k++)
			are_whole(check, setting, setting->values[k].values,
			    setting->values[k].count, setting->values[k].at);
		if (setting->counts)
			are_whole(
			    check, setting, setting->bounds, setting->bound_count, setting->at);
	}
	for (uint32_t i = 0; i < program->variation_count; i++) {
		const struct variation *variation = program->variations[i];

		for (uint32_t k = 0; k < variation->set_count; k++)
			if (variation->sets[k].setting->counts)
				are_whole(check, variation->sets[k].setting,
				    variation->sets[k].values, variation->sets[k].count,
				    variation->sets[k].at);
	}
	for (uint32_t i = 0; i < program->test_count; i++) {
		const struct policy_test *test = &program->tests[i];

		for (uint32_t k = 0; k < test->set_count; k++)
			if (test->sets[k].setting->counts)
				are_whole(check, test->sets[k].setting, test->sets[k].values,
				    test->sets[k].count, test->sets[k].at);
	}
}
