/* Rails are copied 64 rows at a time: a batch hardly ever begins where a word of the held column
 * does. */
#include "interp/held.h"

#include <assert.h>
#include <string.h>

#include "lang/arena.h"

__extension__ typedef __int128 wide;

enum { ROOM_FIRST = 64 };

static uint32_t
words_of(uint32_t rows)
{
	return rows / 64 + (rows % 64 != 0);
}

void
held_init(struct held *held, enum shape shape, struct type type)
{
	memset(held, 0, sizeof *held);
	held->shape = shape;
	held->type = type;
}

void
held_release(struct held *held)
{
	memory_free(held->first);
	memory_free(held->second);
	memory_free(held->labels);
	memory_free(held->num);
	memory_free(held->den);
	memory_free(held->text);
	held_init(held, held->shape, held->type);
}

/* Room grows by half as much again, in whole words of a rail; what is new in a rail is clear, in
 * labels 0. */
static void
make_room(struct held *held, uint32_t rows)
{
	uint64_t room = held->room + (uint64_t)held->room / 2;
	uint32_t old = held->room / 64, words;

	if (rows <= held->room)
		return;
	if (room < rows)
		room = rows;
	if (room < ROOM_FIRST)
		room = ROOM_FIRST;
	room = (room + 63) / 64 * 64;
	if (room >= HELD_NO_ROW)
		arena_no_memory();
	words = (uint32_t)room / 64;
	if (held->shape == SHAPE_LABELS) {
		held->labels = memory_grow(held->labels, room, sizeof *held->labels);
		memset(held->labels + held->room, 0, (room - held->room) * sizeof *held->labels);
	} else {
		held->first = memory_grow(held->first, words, sizeof *held->first);
		held->second = memory_grow(held->second, words, sizeof *held->second);
		memset(held->first + old, 0, (words - old) * sizeof *held->first);
		memset(held->second + old, 0, (words - old) * sizeof *held->second);
	}
	if (held->shape == SHAPE_FIGURE || held->shape == SHAPE_FRACTION)
		held->num = memory_grow(held->num, room, sizeof *held->num);
	if (held->shape == SHAPE_FRACTION)
		held->den = memory_grow(held->den, room, sizeof *held->den);
	if (held->shape == SHAPE_TEXT)
		held->text = memory_grow(held->text, room, sizeof *held->text);
	held->room = (uint32_t)room;
}

/* Rows from `from` on unknown again. */
static void
clear_behind(struct held *held, uint32_t from, uint32_t to)
{
	uint32_t word = from / 64, words = words_of(to);
	uint64_t keep = (UINT64_C(1) << from % 64) - 1;

	if (from >= to)
		return;
	if (held->shape == SHAPE_LABELS) {
		memset(held->labels + from, 0, (to - from) * sizeof *held->labels);
		return;
	}
	held->first[word] &= keep;
	held->second[word] &= keep;
	memset(held->first + word + 1, 0, (words - word - 1) * sizeof *held->first);
	memset(held->second + word + 1, 0, (words - word - 1) * sizeof *held->second);
}

void
held_resize(struct held *held, uint32_t rows)
{
	clear_behind(held, rows, held->rows);
	make_room(held, rows);
	held->rows = rows;
}

static uint64_t
low_bits(uint32_t count)
{
	return count >= 64 ? UINT64_MAX : (UINT64_C(1) << count) - 1;
}

/* `count` bits of a rail from bit `at` on; at most 64. */
static uint64_t
bits_at(const uint64_t *rail, uint32_t at, uint32_t count)
{
	uint32_t shift = at % 64;
	uint64_t bits = rail[at / 64] >> shift;

	if (shift != 0 && count > 64 - shift)
		bits |= rail[at / 64 + 1] << (64 - shift);
	return bits & low_bits(count);
}

static void
put_bits(uint64_t *rail, uint32_t at, uint64_t bits, uint32_t count)
{
	uint32_t shift = at % 64;
	uint64_t *word = &rail[at / 64];

	word[0] = (word[0] & ~(low_bits(count) << shift)) | bits << shift;
	if (shift != 0 && count > 64 - shift)
		word[1] = (word[1] & ~(low_bits(count) >> (64 - shift))) | bits >> (64 - shift);
}

static void
put_rail(uint64_t *rail, uint32_t at, const struct rail *from, uint32_t count)
{
	for (uint32_t w = 0; w * 64 < count; w++) {
		uint32_t bits = count - w * 64 < 64 ? count - w * 64 : 64;

		put_bits(rail, at + w * 64, from->word[w] & low_bits(bits), bits);
	}
}

static void
load_rail(struct rail *rail, const uint64_t *from, uint32_t at, uint32_t count)
{
	memset(rail, 0, sizeof *rail);
	for (uint32_t w = 0; w * 64 < count; w++)
		rail->word[w] = bits_at(from, at + w * 64,
		    count - w * 64 < 64 ? count - w * 64 : 64);
}

void
held_set(struct held *held, uint32_t at, const struct vec *vec, uint32_t count)
{
	assert(vec->shape == held->shape && count <= BATCH_ROWS && count <= held->rows &&
	    at <= held->rows - count);
	if (count == 0)
		return;
	if (held->shape == SHAPE_LABELS) {
		memcpy(held->labels + at, vec->labels, count * sizeof *held->labels);
		return;
	}
	put_rail(held->first, at, &vec->given, count);
	put_rail(held->second, at, &vec->nothing, count);
	if (held->num != NULL)
		memcpy(held->num + at, vec->num, count * sizeof *held->num);
	if (held->den != NULL)
		memcpy(held->den + at, vec->den, count * sizeof *held->den);
	if (held->text != NULL)
		memcpy(held->text + at, vec->text, count * sizeof *held->text);
}

void
held_append(struct held *held, const struct vec *vec, uint32_t count)
{
	uint32_t at = held->rows;

	if (count >= HELD_NO_ROW - at)
		arena_no_memory();
	make_room(held, at + count);
	held->rows = at + count;
	held_set(held, at, vec, count);
}

void
held_load(const struct held *held, uint32_t at, struct vec *vec, uint32_t count)
{
	assert(vec->shape == held->shape && count <= BATCH_ROWS && count <= held->rows &&
	    at <= held->rows - count);
	if (held->shape == SHAPE_LABELS) {
		if (count > 0)
			memcpy(vec->labels, held->labels + at, count * sizeof *held->labels);
		return;
	}
	load_rail(&vec->given, held->first, at, count);
	load_rail(&vec->nothing, held->second, at, count);
	if (count == 0)
		return;
	if (held->num != NULL)
		memcpy(vec->num, held->num + at, count * sizeof *held->num);
	if (held->den != NULL)
		memcpy(vec->den, held->den + at, count * sizeof *held->den);
	if (held->text != NULL)
		memcpy(vec->text, held->text + at, count * sizeof *held->text);
}

/* What is read through a reference to no row could be anything, empty included. */
static void
gather_labels(const struct held *held, const uint32_t *from, struct vec *vec, uint32_t count)
{
	uint64_t any = LABEL_NOTHING;

	if (held->type.labels != NULL)
		any |= label_set_all(held->type.labels);
	for (uint32_t i = 0; i < count; i++)
		vec->labels[i] = from[i] == HELD_NO_ROW ? any : held->labels[from[i]];
}

void
held_gather(const struct held *held, const uint32_t *from, struct vec *vec, uint32_t count)
{
	assert(vec->shape == held->shape && count <= BATCH_ROWS);
	if (held->shape == SHAPE_LABELS) {
		gather_labels(held, from, vec, count);
		return;
	}
	memset(&vec->given, 0, sizeof vec->given);
	memset(&vec->nothing, 0, sizeof vec->nothing);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t row = from[i];

		if (row == HELD_NO_ROW)
			continue;
		vec->given.word[i / 64] |= HELD_BIT(held->first, row) << i % 64;
		vec->nothing.word[i / 64] |= HELD_BIT(held->second, row) << i % 64;
		if (held->num != NULL)
			vec->num[i] = held->num[row];
		if (held->den != NULL)
			vec->den[i] = held->den[row];
		if (held->text != NULL)
			vec->text[i] = held->text[row];
	}
}

static uint64_t
labels_of(const struct held *held, uint32_t row)
{
	if (held->shape == SHAPE_LABELS)
		return held->labels[row];
	if (HELD_BIT(held->first, row))
		return LABEL_YES;
	return HELD_BIT(held->second, row) ? LABEL_NO : LABEL_YES | LABEL_NO;
}

struct value
held_value(const struct held *held, uint32_t row)
{
	struct value value = { .state = UNKNOWN, .type = held->type };

	assert(row < held->rows);
	if (held->shape == SHAPE_LABELS || held->shape == SHAPE_TRUTH) {
		if (held->shape == SHAPE_TRUTH) {
			value.type.kind = KIND_YES_NO;
			value.type.labels = &label_set_yes_no;
		}
		value.labels = labels_of(held, row);
		if (value.labels == LABEL_NOTHING)
			value.state = NOTHING;
		else if ((value.labels & (value.labels - 1)) == 0)
			value.state = GIVEN;
		return value;
	}
	if (HELD_BIT(held->second, row))
		value.state = NOTHING;
	if ((HELD_BIT(held->first, row)) == 0)
		return value;
	value.state = GIVEN;
	if (held->shape == SHAPE_TEXT) {
		value.text = held->text[row].at;
		value.text_length = held->text[row].length;
		return value;
	}
	value.num = held->num[row];
	value.den = held->den != NULL ? held->den[row] : 0;
	return value;
}

static void
put_bit(uint64_t *rail, uint32_t row, bool bit)
{
	rail[row >> 6] =
	    (rail[row >> 6] & ~(UINT64_C(1) << (row & 63))) | (uint64_t)bit << (row & 63);
}

static void
put_labels(struct held *held, uint32_t row, const struct value *value)
{
	if (value->state == NOTHING)
		held->labels[row] = LABEL_NOTHING;
	else if (value->labels != 0)
		held->labels[row] = value->labels;
	else
		held->labels[row] =
		    (held->type.labels != NULL ? label_set_all(held->type.labels) : 0) |
		    LABEL_NOTHING;
}

static void
put_fraction(struct held *held, uint32_t row, const struct value *value)
{
	int64_t num = value->num, den = value->den != 0 ? value->den : kind_scale(value->type.kind);
	uint64_t a = num < 0 ? 0 - (uint64_t)num : (uint64_t)num, b = (uint64_t)den;

	assert(den > 0);
	while (b != 0) {
		uint64_t rest = a % b;

		a = b;
		b = rest;
	}
	held->num[row] = num / (int64_t)a;
	held->den[row] = den / (int64_t)a;
}

void
held_put(struct held *held, uint32_t row, const struct value *value)
{
	bool given = value->state == GIVEN;

	assert(row < held->rows);
	switch (held->shape) {
	case SHAPE_LABELS:
		put_labels(held, row, value);
		return;
	case SHAPE_TRUTH:
		put_bit(held->first, row, given && value->labels == LABEL_YES);
		put_bit(held->second, row, given && value->labels == LABEL_NO);
		return;
	case SHAPE_FIGURE:
	case SHAPE_FRACTION:
	case SHAPE_TEXT:
		break;
	}
	put_bit(held->first, row, given);
	put_bit(held->second, row, value->state == NOTHING);
	if (!given)
		return;
	if (held->shape == SHAPE_TEXT)
		held->text[row] = (struct text){ value->text, (uint32_t)value->text_length };
	else if (held->shape == SHAPE_FRACTION)
		put_fraction(held, row, value);
	else
		held->num[row] = value->num;
}

static void
move_bit(uint64_t *rail, uint32_t to, uint32_t from)
{
	put_bits(rail, to, HELD_BIT(rail, from), 1);
}

void
held_compress(struct held *held, const uint64_t *keep)
{
	uint32_t to = 0;

	for (uint32_t row = 0; row < held->rows; row++) {
		if (HELD_BIT(keep, row) == 0)
			continue;
		if (to != row) {
			if (held->labels != NULL)
				held->labels[to] = held->labels[row];
			if (held->first != NULL)
				move_bit(held->first, to, row);
			if (held->second != NULL)
				move_bit(held->second, to, row);
			if (held->num != NULL)
				held->num[to] = held->num[row];
			if (held->den != NULL)
				held->den[to] = held->den[row];
			if (held->text != NULL)
				held->text[to] = held->text[row];
		}
		to++;
	}
	held_resize(held, to);
}

/* 0 for what is known and there, 1 nothing, 2 unknown. */
static int
standing(const struct value *value)
{
	return value->state == GIVEN ? 0 : value->state == NOTHING ? 1 : 2;
}

int
held_compare(const struct held *held, uint32_t a, uint32_t b)
{
	struct value left, right;
	int order;

	if (held->shape == SHAPE_FIGURE && HELD_BIT(held->first, a) && HELD_BIT(held->first, b))
		return (held->num[a] > held->num[b]) - (held->num[a] < held->num[b]);
	if (held->shape == SHAPE_FRACTION && HELD_BIT(held->first, a) && HELD_BIT(held->first, b)) {
		wide x = (wide)held->num[a] * held->den[b], y = (wide)held->num[b] * held->den[a];

		return (x > y) - (x < y);
	}
	left = held_value(held, a);
	right = held_value(held, b);
	order = standing(&left) - standing(&right);
	if (order != 0 || left.state != GIVEN)
		return order;
	if (held->shape == SHAPE_LABELS || held->shape == SHAPE_TRUTH)
		return (left.labels > right.labels) - (left.labels < right.labels);
	return exact_compare(&left, &right);
}
