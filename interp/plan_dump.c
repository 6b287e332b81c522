/* plan_dump: the steps as text, one a line: `12 truth = less 10 11`. Constants and fields come
 * first. */
#include "interp/plan_internal.h"

#include "interp/buffer.h"

static const char *
shape_name(enum shape shape)
{
	switch (shape) {
	case SHAPE_TRUTH:
		return "truth";
	case SHAPE_LABELS:
		return "labels";
	case SHAPE_FIGURE:
		return "figure";
	case SHAPE_FRACTION:
		return "fraction";
	case SHAPE_TEXT:
		return "text";
	}
	return "?";
}

static void
dump_slot(struct buffer *out, const struct plan *plan, uint32_t index)
{
	const struct slot *slot = &plan->slots[index];

	if (slot->field != NULL)
		buffer_printf(out, "%u %s = field %s\n", index, shape_name(slot->shape),
		    slot->field->name);
	if (slot->value == NULL)
		return;
	buffer_printf(out, "%u %s = value ", index, shape_name(slot->shape));
	buffer_value(out, slot->value, SPELL_PLAIN);
	buffer_char(out, '\n');
}

static void
dump_operand(struct buffer *out, uint32_t slot)
{
	if (slot == SLOT_NONE)
		buffer_text(out, " open");
	else
		buffer_printf(out, " %u", slot);
}

static void
dump_step(struct buffer *out, const struct plan *plan, const struct step *step)
{
	buffer_printf(out, "%u %s = %s", step->out, shape_name(plan->slots[step->out].shape),
	    step->name);
	if (step->a != SLOT_NONE)
		dump_operand(out, step->a);
	if (step->b != SLOT_NONE)
		dump_operand(out, step->b);
	for (uint32_t i = 0; i < step->part_count; i++)
		dump_operand(out, step->parts[i]);
	if (plan->slots[step->out].constant)
		buffer_text(out, " (constant)");
	buffer_char(out, '\n');
}

static void
dump_columns(struct buffer *out, const struct table *table, const uint32_t *slots)
{
	for (uint32_t i = 0; i < table->column_count; i++)
		if (slots[i] != SLOT_NONE)
			buffer_printf(out, "column %s is %u\n", table->columns[i]->name, slots[i]);
}

char *
plan_dump(struct arena *arena, const struct plan *plan)
{
	struct buffer out = BUFFER_INIT;
	char *text;

	for (uint32_t i = 0; i < plan->slot_count; i++)
		dump_slot(&out, plan, i);
	for (uint32_t i = 0; i < plan->step_count; i++)
		dump_step(&out, plan, &plan->steps[i]);
	dump_columns(&out, plan->table, plan->column_slots);
	text = arena_copy(arena, out.at != NULL ? out.at : "", out.length);
	buffer_release(&out);
	return text;
}
