/* oracle_settings: which value of a setting holds for a row (language.md sections 2 and 11). */
#include "tests/oracle/oracle_parts.h"

const struct setting_value *
setting_on(const struct setting *setting, int64_t day)
{
	const struct setting_value *found = &setting->values[0];

	for (uint32_t i = 1; i < setting->value_count; i++)
		if (setting->values[i].from <= day)
			found = &setting->values[i];
	return found;
}

/* A later value that says the same again is no change. */
static bool
same_values(const struct value *a, uint32_t a_count, const struct value *b, uint32_t b_count)
{
	if (a_count != b_count)
		return false;
	for (uint32_t m = 0; m < a_count; m++)
		if (answer_order(answer_of_value(&a[m]), answer_of_value(&b[m])) != 0)
			return false;
	return true;
}

/* What a variation says of a setting, or NULL. */
static const struct variation_set *
set_by(const struct variation *variation, const struct setting *setting)
{
	for (uint32_t i = 0; i < variation->set_count; i++)
		if (variation->sets[i].setting == setting)
			return &variation->sets[i];
	return NULL;
}

static bool
never_changes(const struct oracle *oracle, const struct setting *setting)
{
	const struct setting_value *first = &setting->values[0];

	for (uint32_t i = 1; i < setting->value_count; i++)
		if (!same_values(setting->values[i].values, setting->values[i].count,
			first->values, first->count))
			return false;
	for (uint32_t i = 0; i < oracle->program->variation_count; i++) {
		const struct variation_set *set = set_by(oracle->program->variations[i], setting);

		if (set != NULL &&
		    !same_values(set->values, set->count, first->values, first->count))
			return false;
	}
	return true;
}

/* Between the dates of a variation, both included, what it says; every one in the program is in
 * force, and no two say something of one setting on one day. */
static const struct setting_value *
varied_on(struct oracle *oracle, const struct setting *setting, int64_t day)
{
	for (uint32_t i = 0; i < oracle->program->variation_count; i++) {
		const struct variation *variation = oracle->program->variations[i];
		const struct variation_set *set = set_by(variation, setting);
		struct setting_value *value;

		if (set == NULL || day < variation->from || day > variation->to)
			continue;
		value = arena_new(oracle->arena, struct setting_value);
		value->values = set->values;
		value->count = set->count;
		return value;
	}
	return setting_on(setting, day);
}

bool
oracle_settings_day(struct oracle *oracle, struct oracle_row *row, int64_t *day)
{
	const struct table *table = row->table;
	struct answer value;
	enum kind kind;

	*day = oracle->run_date;
	if (table == oracle->program->run || table->settings_day == SETTINGS_AT_RUN_DATE)
		return true;
	value = oracle_column(oracle, row, table->settings_column);
	if (value.state != GIVEN)
		return false;
	*day = (int64_t)value.figure.num;
	kind = table->settings_column->type.kind;
	if (table->settings_day == SETTINGS_AT_FIRST_DAY)
		*day = period_first_day(*day, kind);
	else if (table->settings_day == SETTINGS_AT_LAST_DAY)
		*day = period_last_day(*day, kind);
	return true;
}

const struct setting_value *
oracle_setting(struct oracle *oracle, struct oracle_row *row, const struct setting *setting)
{
	int64_t day = oracle->run_date;

	if (never_changes(oracle, setting))
		return &setting->values[0];
	if (!oracle->printing && !oracle_settings_day(oracle, row, &day))
		return NULL;
	return varied_on(oracle, setting, day);
}

uint64_t
oracle_setting_labels(const struct oracle *oracle, const struct setting *setting)
{
	uint64_t labels = 0;

	for (uint32_t i = 0; i < setting->value_count; i++)
		labels |= setting->values[i].values[0].labels;
	for (uint32_t i = 0; i < oracle->program->variation_count; i++) {
		const struct variation_set *set = set_by(oracle->program->variations[i], setting);

		labels |= set == NULL ? 0 : set->values[0].labels;
	}
	return labels;
}
