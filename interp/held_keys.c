/* Short keys stay short: one figure is eight bytes, and one text its bytes, which fold_keys.h
 * finds without a comparison. */
#include "interp/held_keys.h"

#include <string.h>

#include "interp/same.h"

uint64_t
held_labels(const struct held *held, uint32_t row)
{
	if (held->shape == SHAPE_LABELS)
		return held->labels[row];
	if (HELD_BIT(held->first, row))
		return LABEL_YES;
	return HELD_BIT(held->second, row) ? LABEL_NO : LABEL_YES | LABEL_NO;
}

enum presence
held_presence(const struct held *held, uint32_t row)
{
	uint64_t labels;

	if (held->shape != SHAPE_LABELS && held->shape != SHAPE_TRUTH) {
		if (HELD_BIT(held->first, row))
			return GIVEN;
		return HELD_BIT(held->second, row) ? NOTHING : UNKNOWN;
	}
	labels = held_labels(held, row);
	if (labels == LABEL_NOTHING)
		return NOTHING;
	return labels_are_one(labels) ? GIVEN : UNKNOWN;
}

static void
add_text(struct buffer *key, const char *bytes, uint32_t length, bool last)
{
	if (!last)
		buffer_add(key, (const char *)&length, sizeof length);
	if (length > 0)
		buffer_add(key, bytes, length);
}

static void
add_number(struct buffer *key, int64_t number)
{
	buffer_add(key, (const char *)&number, sizeof number);
}

static void
add_fraction(struct buffer *key, const struct held *held, uint32_t row)
{
	bool is_one = held->shape == SHAPE_FRACTION;
	int64_t num = held->num[row], den = is_one ? held->den[row] : kind_scale(held->type.kind);
	uint64_t a = num < 0 ? 0 - (uint64_t)num : (uint64_t)num, b = (uint64_t)den;

	while (b != 0) {
		uint64_t rest = a % b;

		a = b;
		b = rest;
	}
	add_number(key, num / (int64_t)a);
	add_number(key, den / (int64_t)a);
}

void
held_key_add(struct buffer *key, const struct held *held, const struct held *like, uint32_t row,
    bool last)
{
	static const struct label_set *const yes_no = &label_set_yes_no;
	const struct label_set *set = held->type.labels;
	const char *name;

	switch (held->shape) {
	case SHAPE_TRUTH:
	case SHAPE_LABELS:
		set = held->shape == SHAPE_TRUTH || set == NULL ? yes_no : set;
		name = set->names[__builtin_ctzll(held_labels(held, row))];
		add_text(key, name, (uint32_t)strlen(name), last);
		return;
	case SHAPE_FIGURE:
	case SHAPE_FRACTION:
		if (held->shape == SHAPE_FRACTION || like->shape == SHAPE_FRACTION)
			add_fraction(key, held, row);
		else
			add_number(key, held->num[row]);
		return;
	case SHAPE_TEXT:
		add_text(key, held->text[row].at, held->text[row].length, last);
		return;
	}
}
