/* explain_look: see explain_look.h. */
#include "interp/explain_look.h"

#include <assert.h>
#include <string.h>

#include "interp/edges.h"
#include "interp/explain_internal.h"

/* Of a fraction that bands go by, the spelling that puts it on its own side; 0 when the usual one
 * does. */
static size_t
spell_on_its_side(char *out, const struct batch *batch, uint32_t row, const struct column *column)
{
	if (column == NULL || !column->type.fraction || !edges_apply(column))
		return 0;
	return edges_spell(out, batch, row, column, NULL, 0, SPELL_READER);
}

static bool
prints_equal(const struct batch *batch, uint32_t row, const struct look *look)
{
	const struct vec *a = &batch->slots[look->a], *b = &batch->slots[look->b];
	char left[VALUE_SPELL_MAX], right[VALUE_SPELL_MAX];
	struct value x, y;
	size_t length;

	if (explain_state(a, row) != GIVEN || explain_state(b, row) != GIVEN)
		return false;
	x = vec_value(a, row);
	y = vec_value(b, row);
	length = spell_on_its_side(left, batch, row, look->of);
	if (length == 0)
		length = value_spell_figure(left, &x, SPELL_READER);
	return exact_compare(&x, &y) != 0 &&
	    value_spell_figure(right, &y, SPELL_READER) == length &&
	    memcmp(left, right, length) == 0;
}

static uint64_t
setting_in_force(const struct batch *batch, uint32_t row, const struct setting *setting)
{
	const struct knob *knob = &plan_knobs(batch->plan)->knobs[setting->index];
	const struct vec *day = &batch->slots[plan_slot_settings_day(batch->plan)];

	if (explain_state(day, row) != GIVEN)
		return 0;
	return (uint64_t)(knob_on(knob, day->num[row]) - knob->values) + 1;
}

uint64_t
look_at(const struct batch *batch, uint32_t row, const struct look *look)
{
	const struct vec *vec = &batch->slots[look->a];
	const struct decisions *decisions;

	switch (look->kind) {
	case LOOK_PRESENCE:
		return explain_state(vec, row);
	case LOOK_ANSWER:
		return RAIL_GET(vec->yes, row) ? ANSWER_YES
		    : RAIL_GET(vec->no, row)   ? ANSWER_NO
		                               : ANSWER_UNKNOWN;
	case LOOK_LABELS:
		return vec->labels[row];
	case LOOK_VERDICT:
		decisions = batch->decisions[look->of->index];
		return look_verdict(decisions->verdict[row], decisions->rule[row]);
	case LOOK_TO_COME:
		return plan_run_date(batch->plan) <= vec->num[row];
	case LOOK_EQUAL:
		return prints_equal(batch, row, look);
	case LOOK_SETTING:
		return setting_in_force(batch, row, look->setting);
	}
	assert(false);
	return 0;
}

/* ---- values ---- */

void
tell_given(struct buffer *out, const struct batch *batch, uint32_t row, const struct vec *vec,
    const struct column *column)
{
	struct value value = vec_value(vec, row);

	(void)batch;
	(void)column;
	buffer_value(out, &value, SPELL_READER);
}

void
tell_on_its_side(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct vec *vec, const struct column *column)
{
	char spelled[VALUE_SPELL_MAX];
	size_t length = spell_on_its_side(spelled, batch, row, column);
	enum presence state = explain_state(vec, row);

	if (length > 0)
		buffer_add(out, spelled, length);
	else if (state == GIVEN)
		tell_given(out, batch, row, vec, column);
	else
		buffer_text(out, state == NOTHING ? explain_empty_word(column) : "not known");
}

void
tell_exactly(struct buffer *out, const struct batch *batch, uint32_t row, const struct vec *vec,
    const struct column *column)
{
	(void)batch;
	(void)column;
	buffer_text(out, " (exactly ");
	buffer_number(out, vec->num[row]);
	buffer_char(out, '/');
	buffer_number(out, vec->den[row]);
	if (vec->type.kind == KIND_PERCENT)
		buffer_char(out, '%');
	buffer_char(out, ')');
}
