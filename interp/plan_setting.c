/*
 * plan_setting: settings to slots. A setting that has one value on all days that can matter is a
 * constant; else each value is one, and a pick step takes the one in force on the day of the row
 * (writ.5, SETTINGS).
 */
#include "interp/plan_internal.h"

#include <assert.h>
#include <string.h>

static const struct knob *
knob_of(const struct maker *maker, const struct setting *setting)
{
	return &maker->request->knobs->knobs[setting->index];
}

static bool
same_members(const struct setting_value *a, const struct setting_value *b)
{
	if (a->count != b->count)
		return false;
	for (uint32_t i = 0; i < a->count; i++) {
		const struct value *x = &a->values[i], *y = &b->values[i];

		if (x->labels != y->labels || x->type.labels != y->type.labels || x->num != y->num
		    || x->den != y->den || x->text_length != y->text_length
		    || (x->text_length > 0 && memcmp(x->text, y->text, x->text_length) != 0))
			return false;
	}
	return true;
}

bool
maker_setting_varies(const struct maker *maker, const struct setting *setting)
{
	const struct knob *knob = knob_of(maker, setting);

	if (maker->plan->table->settings_column == NULL)
		return false;
	for (uint32_t i = 1; i < knob->value_count; i++)
		if (!same_members(&knob->values[0], &knob->values[i]))
			return true;
	return false;
}

static const struct setting_value *
only_value(const struct maker *maker, const struct setting *setting)
{
	return knob_on(knob_of(maker, setting), maker->request->knobs->run_date);
}

static uint32_t
make_day_slot(struct maker *maker)
{
	const struct table *table = maker->plan->table;
	struct step step = { .kind = STEP_KERNEL,
		.out = SLOT_NONE,
		.a = maker_column(maker, table->settings_column),
		.b = SLOT_NONE };
	bool first = table->settings_day == SETTINGS_AT_FIRST_DAY;

	if (table->settings_day == SETTINGS_AT_COLUMN)
		return step.a;
	if (table->settings_column->type.kind == KIND_MONTH)
		step.run = first ? kernel_first_day_of_month : kernel_last_day_of_month;
	else if (table->settings_column->type.kind == KIND_QUARTER)
		step.run = first ? kernel_first_day_of_quarter : kernel_last_day_of_quarter;
	else
		step.run = first ? kernel_first_day_of_year : kernel_last_day_of_year;
	step.name = first ? "first_day" : "last_day";
	return maker_step(maker, &step, SHAPE_FIGURE, type_plain(KIND_DATE));
}

/* The day of each row that picks the values of settings. */
static uint32_t
day_slot(struct maker *maker)
{
	return maker->plan->settings_day = make_day_slot(maker);
}

static uint32_t
pick_slot(struct maker *maker, const struct setting *setting, const uint32_t *parts,
    enum shape shape, struct type type)
{
	static kernel *const picks[] = { [SHAPE_TRUTH] = kernel_pick_truth,
		[SHAPE_LABELS] = kernel_pick_labels,
		[SHAPE_FIGURE] = kernel_pick_figure,
		[SHAPE_FRACTION] = NULL,
		[SHAPE_TEXT] = kernel_pick_text };
	const struct knob *knob = knob_of(maker, setting);
	int64_t *from = arena_array(maker->arena, int64_t, knob->value_count);
	struct step step = { .kind = STEP_KERNEL,
		.run = picks[shape],
		.name = "pick",
		.out = SLOT_NONE,
		.a = day_slot(maker),
		.b = SLOT_NONE,
		.parts = parts,
		.part_count = knob->value_count };

	for (uint32_t i = 0; i < knob->value_count; i++)
		from[i] = knob->values[i].from;
	step.with.from = from;
	return maker_step(maker, &step, shape, type);
}

static uint32_t
value_slot(struct maker *maker, const struct setting *setting, const struct setting_value *in_force)
{
	struct value value;

	assert(in_force->count == 1);
	value = in_force->values[0];
	value.type = setting->type;
	value.state = GIVEN;
	return maker_constant(maker, shape_of(setting->type), &value);
}

uint32_t
maker_setting(struct maker *maker, const struct setting *setting)
{
	const struct knob *knob = knob_of(maker, setting);
	uint32_t *parts;

	if (!maker_setting_varies(maker, setting))
		return value_slot(maker, setting, only_value(maker, setting));
	parts = arena_array(maker->arena, uint32_t, knob->value_count);
	for (uint32_t i = 0; i < knob->value_count; i++)
		parts[i] = value_slot(maker, setting, &knob->values[i]);
	return pick_slot(maker, setting, parts, shape_of(setting->type), setting->type);
}

/* The members among the labels of `a`, by name: the two lists of names need not be the same. */
static uint64_t
members_as_labels(const struct label_set *labels, const struct setting_value *list)
{
	uint64_t bits = 0;

	for (uint32_t i = 0; i < list->count; i++) {
		const struct label_set *own = list->values[i].type.labels;

		for (uint32_t label = 0; label < own->count; label++)
			if ((list->values[i].labels >> label & 1) != 0) {
				int index = label_set_find(labels, own->names[label]);

				bits |= index >= 0 ? UINT64_C(1) << index : 0;
			}
	}
	return bits;
}

static uint64_t
members_as_quarters(const struct setting_value *list)
{
	uint64_t bits = 0;

	for (uint32_t i = 0; i < list->count; i++)
		bits |= UINT64_C(1) << (list->values[i].num & 3);
	return bits;
}

static uint32_t
one_of_values(struct maker *maker, uint32_t a, const struct setting *setting,
    const struct setting_value *list)
{
	struct slot slot = maker->plan->slots[a];
	uint32_t *parts;

	if (slot.shape == SHAPE_LABELS)
		return maker_labels_in(maker, a, members_as_labels(slot.type.labels, list));
	if (list->count == 0)
		return maker_one_of_nothing(maker, a);
	if (slot.type.kind == KIND_QUARTER && setting->type.kind == KIND_QUARTER_OF_YEAR) {
		struct step step = { .kind = STEP_KERNEL,
			.run = kernel_quarter_is,
			.name = "quarter_is",
			.out = SLOT_NONE,
			.a = a,
			.b = SLOT_NONE };

		step.with.labels = members_as_quarters(list);
		return maker_step(maker, &step, SHAPE_TRUTH, type_plain(KIND_YES_NO));
	}
	parts = arena_array(maker->arena, uint32_t, list->count);
	for (uint32_t i = 0; i < list->count; i++) {
		struct value value = list->values[i];

		value.type = setting->type;
		value.state = GIVEN;
		parts[i] =
		    maker_same(maker, a, maker_constant(maker, shape_of(setting->type), &value));
	}
	return maker_any(maker, parts, list->count);
}

uint32_t
maker_one_of_setting(struct maker *maker, uint32_t a, const struct setting *setting)
{
	const struct knob *knob = knob_of(maker, setting);
	uint32_t *parts;

	if (!maker_setting_varies(maker, setting))
		return one_of_values(maker, a, setting, only_value(maker, setting));
	parts = arena_array(maker->arena, uint32_t, knob->value_count);
	for (uint32_t i = 0; i < knob->value_count; i++)
		parts[i] = one_of_values(maker, a, setting, &knob->values[i]);
	return pick_slot(maker, setting, parts, SHAPE_TRUTH, type_plain(KIND_YES_NO));
}
