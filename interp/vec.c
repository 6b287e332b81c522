#include "interp/vec.h"

#include <assert.h>
#include <string.h>

#include "lang/arena.h"

enum shape
shape_of(struct type type)
{
	switch (type.kind) {
	case KIND_TEXT:
		return SHAPE_TEXT;
	case KIND_YES_NO:
	case KIND_LABEL:
		return SHAPE_LABELS;
	case KIND_ERROR:
	case KIND_NUMBER:
	case KIND_PERCENT:
	case KIND_MONEY:
	case KIND_DATE:
	case KIND_MONTH:
	case KIND_QUARTER:
	case KIND_YEAR:
	case KIND_QUARTER_OF_YEAR:
	case KIND_DAYS:
	case KIND_WEEKS:
	case KIND_WORKING_DAYS:
	case KIND_MONTHS:
	case KIND_QUARTERS:
	case KIND_YEARS:
		break;
	}
	return type.fraction ? SHAPE_FRACTION : SHAPE_FIGURE;
}

void
vec_init(struct vec *vec, struct arena *arena, enum shape shape, struct type type)
{
	memset(vec, 0, sizeof(*vec));
	vec->shape = shape;
	vec->type = type;
	switch (shape) {
	case SHAPE_TRUTH:
		break;
	case SHAPE_LABELS:
		vec->labels = arena_array(arena, uint64_t, BATCH_ROWS);
		break;
	case SHAPE_FIGURE:
		vec->num = arena_array(arena, int64_t, BATCH_ROWS);
		break;
	case SHAPE_FRACTION:
		vec->num = arena_array(arena, int64_t, BATCH_ROWS);
		vec->den = arena_array(arena, int64_t, BATCH_ROWS);
		break;
	case SHAPE_TEXT:
		vec->text = arena_array(arena, struct text, BATCH_ROWS);
		break;
	}
}

static void
labels_value(struct value *value, uint64_t labels)
{
	value->labels = labels;
	if (labels == LABEL_NOTHING)
		value->state = NOTHING;
	else
		value->state = (labels & (labels - 1)) == 0 ? GIVEN : UNKNOWN;
}

struct value
vec_value(const struct vec *vec, uint32_t row)
{
	struct value value;

	memset(&value, 0, sizeof(value));
	value.type = vec->type;
	switch (vec->shape) {
	case SHAPE_TRUTH:
		value.type.kind = KIND_YES_NO;
		value.type.labels = &label_set_yes_no;
		if (RAIL_GET(vec->yes, row))
			labels_value(&value, LABEL_YES);
		else
			labels_value(&value,
			    RAIL_GET(vec->no, row) ? LABEL_NO : LABEL_YES | LABEL_NO);
		return value;
	case SHAPE_LABELS:
		labels_value(&value, vec->labels[row]);
		return value;
	case SHAPE_FIGURE:
	case SHAPE_FRACTION:
	case SHAPE_TEXT:
		break;
	}
	if (RAIL_GET(vec->nothing, row))
		value.state = NOTHING;
	if (!RAIL_GET(vec->given, row))
		return value;
	value.state = GIVEN;
	if (vec->shape == SHAPE_TEXT) {
		value.text = vec->text[row].at;
		value.text_length = vec->text[row].length;
		return value;
	}
	value.num = vec->num[row];
	if (vec->shape == SHAPE_FRACTION)
		value.den = vec->den[row];
	return value;
}

/* A decimal put into a column of fractions: whole units over units in one, in lowest terms. */
static void
put_fraction(struct vec *vec, uint32_t row, const struct value *value)
{
	uint64_t a, b;
	int64_t num = value->num, den = value->den != 0 ? value->den : kind_scale(value->type.kind);

	assert(den > 0);
	a = num < 0 ? 0 - (uint64_t)num : (uint64_t)num;
	b = (uint64_t)den;
	while (b != 0) {
		uint64_t rest = a % b;

		a = b;
		b = rest;
	}
	vec->num[row] = num / (int64_t)a;
	vec->den[row] = den / (int64_t)a;
}

void
vec_put(struct vec *vec, uint32_t row, const struct value *value)
{
	assert(row < BATCH_ROWS);
	switch (vec->shape) {
	case SHAPE_TRUTH:
		RAIL_CLEAR(vec->yes, row);
		RAIL_CLEAR(vec->no, row);
		if (value->state != GIVEN)
			return;
		if (value->labels == LABEL_YES)
			RAIL_SET(vec->yes, row);
		else if (value->labels == LABEL_NO)
			RAIL_SET(vec->no, row);
		return;
	case SHAPE_LABELS:
		if (value->state == NOTHING)
			vec->labels[row] = LABEL_NOTHING;
		else if (value->labels != 0)
			vec->labels[row] = value->labels;
		else
			vec->labels[row] = label_set_all(vec->type.labels) | LABEL_NOTHING;
		return;
	case SHAPE_FIGURE:
	case SHAPE_FRACTION:
	case SHAPE_TEXT:
		break;
	}
	RAIL_CLEAR(vec->given, row);
	RAIL_CLEAR(vec->nothing, row);
	if (value->state == NOTHING)
		RAIL_SET(vec->nothing, row);
	if (value->state != GIVEN)
		return;
	RAIL_SET(vec->given, row);
	if (vec->shape == SHAPE_TEXT) {
		vec->text[row].at = value->text;
		vec->text[row].length = (uint32_t)value->text_length;
	} else if (vec->shape == SHAPE_FRACTION) {
		put_fraction(vec, row, value);
	} else {
		vec->num[row] = value->num;
	}
}
