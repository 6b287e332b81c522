/*
 * Later values of settings that change nothing: the same as the one before, or one whose day lies
 * where the policy is not in force, so that it, or the one before it, holds on no day of the
 * policy. The second is told only where all tables take settings as of the day of the run: a row
 * with a day of its own may lie before the policy.
 *
 * So do a line of a variation that sets what holds without it, on all its days, and a closure that
 * a calendar has already: a Saturday, a Sunday, a bank holiday.
 */
#include "lang/find_internal.h"

#include <string.h>

#include "lang/date.h"

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

/* ---- lines of variations ---- */

/* What holds without the variation on each of its days is what the line sets. */
static bool
sets_the_same(const struct variation *variation, const struct variation_set *set)
{
	const struct setting *setting = set->setting;
	const struct setting_value ours = { .values = set->values, .count = set->count };

	for (uint32_t i = 0; i < setting->value_count; i++) {
		bool over = i + 1 < setting->value_count &&
		    setting->values[i + 1].from <= variation->from;

		if (!over && setting->values[i].from <= variation->to &&
		    !same_values(&setting->values[i], &ours))
			return false;
	}
	return setting->value_count > 0;
}

static void
look_at_set(
    struct diags *diags, const struct variation *variation, const struct variation_set *set)
{
	if (set->setting == NULL || !sets_the_same(variation, set))
		return;
	diag_warning(diags, set->at, "variation-sets-the-same",
	    "'%s' has this value without '%s' too: the line changes nothing", set->setting->name,
	    variation->name);
	diag_note_at(diags, set->setting->at,
	    "it stands here: take the line out, or write the value that is to hold instead");
	note_acceptance(diags);
}

/* ---- closures ---- */

static const char *
already_closed(const struct calendar *calendar, const struct find_request *request, int64_t day)
{
	enum { SATURDAY = 5 };
	int weekday = date_weekday(day);
	bool working;

	if (weekday >= SATURDAY)
		return weekday == SATURDAY ? "a Saturday" : "a Sunday";
	if (calendar->built_in != NULL && request->is_working != NULL &&
	    request->is_working(request->working_with, day, &working) && !working)
		return "a bank holiday";
	return NULL;
}

static void
look_at_closures(struct diags *diags, const struct program *program,
    const struct find_request *request, const struct setting *setting,
    const struct setting_value *given)
{
	const struct calendar *calendar = NULL;
	struct arena scratch = ARENA_INIT;
	const char *named = "";

	for (uint32_t i = 0; i < program->calendar_count; i++)
		if (program->calendars[i]->closed_also == setting)
			calendar = program->calendars[i];
	for (uint32_t i = 0; calendar != NULL && i < given->count; i++) {
		int64_t day = given->values[i].num;
		const char *why = given->values[i].type.kind == KIND_DATE ?
		    already_closed(calendar, request, day) :
		    NULL;

		if (why != NULL)
			named = arena_printf(&scratch, "%s%s%s is %s", named,
			    *named == '\0' ? "" : ", ", prove_spell(&scratch, KIND_DATE, day), why);
	}
	if (*named != '\0') {
		diag_warning(diags, given->at, "closed-already",
		    "of the days in '%s' some are no working days anyway: %s", setting->name,
		    named);
		diag_note(diags,
		    "the calendar '%s' leaves them out without it: take them out, or write the "
		    "days "
		    "that were meant",
		    calendar->name);
		note_acceptance(diags);
	}
	arena_release(&scratch);
}

void
find_local(struct diags *diags, const struct program *program, const struct find_request *request)
{
	for (uint32_t i = 0; i < program->setting_count; i++)
		for (uint32_t at = 0; at < program->settings[i]->value_count; at++)
			look_at_closures(diags, program, request, program->settings[i],
			    &program->settings[i]->values[at]);
	for (uint32_t i = 0; i < program->variation_count; i++) {
		const struct variation *variation = program->variations[i];

		for (uint32_t k = 0; k < variation->set_count; k++) {
			const struct variation_set *set = &variation->sets[k];
			const struct setting_value given = { .values = set->values,
				.count = set->count, .at = set->at };

			look_at_set(diags, variation, set);
			if (set->setting != NULL)
				look_at_closures(diags, program, request, set->setting, &given);
		}
	}
}
