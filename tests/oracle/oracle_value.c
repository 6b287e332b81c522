/* oracle_value: exact numbers on 128 bits, and answers. Everything is a rational number in lowest
 * terms; whether the language would have room for it is asked afterwards (language.md section 11,
 * exact numbers). */
#include <assert.h>
#include <string.h>

#include "tests/oracle/oracle_parts.h"

const struct answer answer_open = { UNKNOWN, true, LABEL_YES | LABEL_NO, { 0, 1 }, NULL, 0 };

static wide
magnitude(wide number)
{
	return number < 0 ? -number : number;
}

static wide
common_divisor(wide a, wide b)
{
	a = magnitude(a);
	b = magnitude(b);
	while (b != 0) {
		wide rest = a % b;

		a = b;
		b = rest;
	}
	return a == 0 ? 1 : a;
}

struct ratio
ratio_make(wide num, wide den)
{
	wide divisor = common_divisor(num, den);
	struct ratio out;

	assert(den != 0);
	out.num = num / divisor;
	out.den = den / divisor;
	if (out.den < 0) {
		out.num = -out.num;
		out.den = -out.den;
	}
	return out;
}

bool
ratio_multiply(struct ratio *out, struct ratio a, struct ratio b)
{
	wide ab = common_divisor(a.num, b.den), ba = common_divisor(b.num, a.den);
	wide num, den;

	if (__builtin_mul_overflow(a.num / ab, b.num / ba, &num) ||
	    __builtin_mul_overflow(a.den / ba, b.den / ab, &den))
		return false;
	*out = ratio_make(num, den);
	return true;
}

bool
ratio_add(struct ratio *out, struct ratio a, struct ratio b)
{
	wide common = common_divisor(a.den, b.den), left, right, num, den;

	if (__builtin_mul_overflow(a.num, b.den / common, &left) ||
	    __builtin_mul_overflow(b.num, a.den / common, &right) ||
	    __builtin_add_overflow(left, right, &num) ||
	    __builtin_mul_overflow(a.den, b.den / common, &den))
		return false;
	*out = ratio_make(num, den);
	return true;
}

int
ratio_compare(struct ratio a, struct ratio b)
{
	/* Kept values have at most 64 bits on either side once a decimal's units are counted, so
	 * this is exact. */
	wide left = 0, right = 0;
	bool lost = __builtin_mul_overflow(a.num, b.den, &left) ||
	    __builtin_mul_overflow(b.num, a.den, &right);

	assert(!lost);
	(void)lost;
	return left < right ? -1 : left > right;
}

static bool
fits_64(wide number)
{
	return number <= INT64_MAX && number >= -INT64_MAX;
}

bool
ratio_fits(struct ratio value, struct type type)
{
	wide scale = kind_scale(type.kind);

	if (type.fraction)
		return fits_64(value.num) && fits_64(value.den);
	if (scale % value.den != 0)
		return false;
	return fits_64(value.num) && fits_64(value.num * (scale / value.den));
}

struct ratio
ratio_round(struct ratio value, enum round_mode mode, int places)
{
	wide grains = 1, whole, rest, twice;
	bool away;

	for (int i = 0; i < places; i++)
		grains *= 10;
	/* whole grains below the magnitude, then the rest decides. */
	whole = magnitude(value.num) / value.den;
	rest = magnitude(value.num) % value.den * grains;
	whole = whole * grains + rest / value.den;
	twice = rest % value.den * 2;
	away = mode == ROUND_HALF_UP ? twice >= value.den
				     : twice > value.den || (twice == value.den && whole % 2 == 1);
	whole += away ? 1 : 0;
	return ratio_make(value.num < 0 ? -whole : whole, grains);
}

/* ---- answers ---- */

static bool
by_labels(struct type type)
{
	return type.kind == KIND_LABEL || type.kind == KIND_YES_NO;
}

struct answer
answer_labels(uint64_t labels)
{
	struct answer out = answer_open;

	assert(labels != 0);
	out.labels = labels;
	out.state = labels == LABEL_NOTHING ? NOTHING
	    : (labels & (labels - 1)) == 0  ? GIVEN
					    : UNKNOWN;
	return out;
}

struct answer
answer_truth(bool yes)
{
	return answer_labels(yes ? LABEL_YES : LABEL_NO);
}

bool
answer_is_yes(struct answer answer)
{
	return answer.is_labels && answer.labels == LABEL_YES;
}

bool
answer_is_no(struct answer answer)
{
	return answer.is_labels && answer.labels == LABEL_NO;
}

struct answer
answer_unknown(struct type type)
{
	struct answer out = { UNKNOWN, false, 0, { 0, 1 }, NULL, 0 };

	if (by_labels(type))
		return answer_labels(
		    label_set_all(type.labels) | (type.can_be_empty ? LABEL_NOTHING : 0));
	return out;
}

struct answer
answer_nothing(struct type type)
{
	struct answer out = { NOTHING, false, 0, { 0, 1 }, NULL, 0 };

	return by_labels(type) ? answer_labels(LABEL_NOTHING) : out;
}

struct answer
answer_figure(struct ratio figure)
{
	struct answer out = { GIVEN, false, 0, { 0, 1 }, NULL, 0 };

	out.figure = figure;
	return out;
}

struct answer
answer_whole(int64_t whole)
{
	return answer_figure(ratio_make(whole, 1));
}

struct answer
answer_of_value(const struct value *value)
{
	struct answer out = { GIVEN, false, 0, { 0, 1 }, NULL, 0 };

	if (by_labels(value->type))
		return answer_labels(value->labels);
	out.state = value->state;
	if (value->state != GIVEN)
		return out;
	if (value->type.kind == KIND_TEXT) {
		out.text = value->text;
		out.text_length = value->text_length;
	} else {
		out.figure = ratio_make(
		    value->num, value->den == 0 ? kind_scale(value->type.kind) : value->den);
	}
	return out;
}

int
answer_order(struct answer a, struct answer b)
{
	size_t shorter = a.text_length < b.text_length ? a.text_length : b.text_length;
	int order;

	if (a.is_labels)
		return a.labels < b.labels ? -1 : a.labels > b.labels;
	if (a.text == NULL)
		return ratio_compare(a.figure, b.figure);
	order = memcmp(a.text, b.text, shorter);
	if (order != 0)
		return order < 0 ? -1 : 1;
	return a.text_length < b.text_length ? -1 : a.text_length > b.text_length;
}

bool
answer_same(struct answer a, struct answer b)
{
	return a.state == GIVEN && b.state == GIVEN && answer_order(a, b) == 0;
}

const char *
oracle_spell(struct arena *arena, struct type type, struct answer answer)
{
	struct value value;

	memset(&value, 0, sizeof value);
	value.type = type;
	value.state = GIVEN;
	if (answer.state != GIVEN)
		return "";
	if (answer.is_labels) {
		for (uint32_t i = 0; i < type.labels->count; i++)
			if (answer.labels == UINT64_C(1) << i)
				return type.labels->names[i];
		return "";
	}
	if (type.kind == KIND_TEXT)
		return arena_copy(arena, answer.text, answer.text_length);
	if (type.fraction) {
		value.num = (int64_t)answer.figure.num;
		value.den = (int64_t)answer.figure.den;
	} else {
		value.num =
		    (int64_t)(answer.figure.num * (kind_scale(type.kind) / answer.figure.den));
	}
	return value_spell(arena, &value, SPELL_PLAIN);
}
