/* held: what is put in comes out, whatever row it begins at; compared with plain arrays over
 * many random steps. */
#include "test.h"

#include <string.h>

#include "interp/held.h"

static uint64_t random_state = 7;

static uint32_t
random_below(uint32_t limit)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (uint32_t)(random_state >> 20) % limit;
}

static struct type
type_of_shape(enum shape shape)
{
	struct type type = type_plain(KIND_NUMBER);

	if (shape == SHAPE_TEXT)
		type = type_plain(KIND_TEXT);
	type.fraction = shape == SHAPE_FRACTION;
	if (shape == SHAPE_TRUTH || shape == SHAPE_LABELS) {
		type = type_plain(KIND_YES_NO);
		type.labels = &label_set_yes_no;
	}
	return type;
}

static struct value
random_value(enum shape shape)
{
	static const char *const texts[] = { "", "a", "ab", "b", "long enough to be no word" };
	struct value value = { .type = type_of_shape(shape) };
	uint32_t pick = random_below(4);

	value.state = pick == 0 ? UNKNOWN : pick == 1 ? NOTHING : GIVEN;
	if (shape == SHAPE_TRUTH || shape == SHAPE_LABELS) {
		if (shape == SHAPE_TRUTH && value.state == NOTHING)
			value.state = UNKNOWN;
		value.labels = value.state == NOTHING ? LABEL_NOTHING :
		    random_below(2) ? LABEL_YES : LABEL_NO;
		if (value.state == UNKNOWN)
			value.labels = LABEL_YES | LABEL_NO;
	} else if (value.state == GIVEN) {
		value.num = (int64_t)random_below(9) - 4;
		if (shape == SHAPE_FRACTION) {
			value.num = value.num * 6 + 1;
			value.den = 6;
		}
		if (shape == SHAPE_TEXT) {
			value.num = 0;
			value.text = texts[random_below(5)];
			value.text_length = strlen(value.text);
		}
	}
	return value;
}

static void
assert_same(const struct value *a, const struct value *b)
{
	assert_int_equal(a->state, b->state);
	assert_true(a->labels == b->labels);
	if (a->state != GIVEN)
		return;
	assert_true(a->num == b->num && a->den == b->den);
	assert_int_equal(a->text_length, b->text_length);
	if (a->text_length > 0)
		assert_memory_equal(a->text, b->text, a->text_length);
}

static void
assert_all(const struct held *held, const struct value *model, uint32_t rows)
{
	assert_int_equal(held->rows, rows);
	for (uint32_t i = 0; i < rows; i++) {
		struct value value = held_value(held, i);

		assert_same(&value, &model[i]);
	}
	if (held->shape == SHAPE_LABELS)
		return;
	for (uint32_t i = rows; i < held->room; i++)
		assert_true(HELD_BIT(held->first, i) == 0 && HELD_BIT(held->second, i) == 0);
}

enum { MODEL_ROOM = 9000 };

/* Appends, sets, puts, loads, gathers, compresses and cuts, beside an array of plain values. */
static void
walk(enum shape shape)
{
	static struct value model[MODEL_ROOM];
	static uint64_t keep[MODEL_ROOM / 64 + 1];
	static uint32_t from[BATCH_ROWS];
	struct arena arena = ARENA_INIT;
	struct held held;
	struct vec vec;
	uint32_t rows = 0;

	held_init(&held, shape, type_of_shape(shape));
	vec_init(&vec, &arena, shape, type_of_shape(shape));
	for (int step = 0; step < 60; step++) {
		uint32_t count = random_below(4) == 0 ? BATCH_ROWS : random_below(200);
		uint32_t at = rows > count ? random_below(rows - count + 1) : 0;
		struct value put[BATCH_ROWS];

		if (count > rows - at)
			count = rows - at;
		switch (random_below(7)) {
		case 0:
		case 1:
			count = random_below(BATCH_ROWS + 1);
			if (rows + count > MODEL_ROOM)
				break;
			for (uint32_t i = 0; i < count; i++) {
				put[i] = random_value(shape);
				vec_put(&vec, i, &put[i]);
				model[rows + i] = put[i];
			}
			held_append(&held, &vec, count);
			rows += count;
			break;
		case 2:
			for (uint32_t i = 0; i < count; i++) {
				model[at + i] = random_value(shape);
				vec_put(&vec, i, &model[at + i]);
			}
			held_set(&held, at, &vec, count);
			break;
		case 3:
			held_load(&held, at, &vec, count);
			for (uint32_t i = 0; i < count; i++) {
				struct value value = vec_value(&vec, i);

				assert_same(&value, &model[at + i]);
			}
			for (uint32_t i = count; shape != SHAPE_LABELS && i < BATCH_ROWS; i++)
				assert_true(!RAIL_GET(vec.given, i) && !RAIL_GET(vec.nothing, i));
			break;
		case 4:
			for (uint32_t i = 0; i < count; i++)
				from[i] = random_below(rows);
			held_gather(&held, from, &vec, count);
			for (uint32_t i = 0; i < count; i++) {
				struct value value = vec_value(&vec, i);

				assert_same(&value, &model[from[i]]);
			}
			break;
		case 5:
			memset(keep, 0, sizeof keep);
			count = 0;
			for (uint32_t i = 0; i < rows; i++)
				if (random_below(10) > 0) {
					keep[i / 64] |= UINT64_C(1) << i % 64;
					model[count++] = model[i];
				}
			held_compress(&held, keep);
			rows = count;
			break;
		case 6:
			for (uint32_t i = 0; rows > 0 && i < 20; i++) {
				at = random_below(rows);
				model[at] = random_value(shape);
				held_put(&held, at, &model[at]);
			}
			rows -= rows / 8;
			held_resize(&held, rows);
			break;
		default:
			break;
		}
		assert_all(&held, model, rows);
	}
	held_release(&held);
	assert_int_equal(held.rows, 0);
	arena_release(&arena);
}

static void
every_shape_keeps_what_it_is_given(void **state)
{
	(void)state;
	for (int round = 0; round < 4; round++) {
		walk(SHAPE_TRUTH);
		walk(SHAPE_LABELS);
		walk(SHAPE_FIGURE);
		walk(SHAPE_FRACTION);
		walk(SHAPE_TEXT);
	}
}

static void
new_rows_are_unknown(void **state)
{
	struct held held;
	struct value value = { .state = NOTHING, .type = type_plain(KIND_DATE) };

	(void)state;
	held_init(&held, SHAPE_FIGURE, type_plain(KIND_DATE));
	held_resize(&held, 100);
	assert_int_equal(held_value(&held, 99).state, UNKNOWN);
	held_put(&held, 99, &value);
	held_resize(&held, 64);
	held_resize(&held, 100);
	assert_int_equal(held_value(&held, 99).state, UNKNOWN);
	held_release(&held);
	held_init(&held, SHAPE_LABELS, type_of_shape(SHAPE_LABELS));
	held_resize(&held, 3);
	assert_true(held.labels[2] == 0 && held.first == NULL && held.second == NULL);
	held_release(&held);
}

static void
no_row_is_unknown(void **state)
{
	static const uint32_t from[] = { HELD_NO_ROW, 0 };
	struct arena arena = ARENA_INIT;
	struct value seven = { .state = GIVEN, .type = type_plain(KIND_NUMBER), .num = 7 };
	struct held figures, labels;
	struct vec vec;

	(void)state;
	held_init(&figures, SHAPE_FIGURE, type_plain(KIND_NUMBER));
	held_resize(&figures, 1);
	held_put(&figures, 0, &seven);
	vec_init(&vec, &arena, SHAPE_FIGURE, type_plain(KIND_NUMBER));
	RAIL_SET(vec.given, 0);
	held_gather(&figures, from, &vec, 2);
	assert_int_equal(vec_value(&vec, 0).state, UNKNOWN);
	assert_true(vec_value(&vec, 1).num == 7);
	held_init(&labels, SHAPE_LABELS, type_of_shape(SHAPE_LABELS));
	held_resize(&labels, 1);
	labels.labels[0] = LABEL_NO;
	vec_init(&vec, &arena, SHAPE_LABELS, type_of_shape(SHAPE_LABELS));
	held_gather(&labels, from, &vec, 2);
	assert_true(vec.labels[0] == (LABEL_YES | LABEL_NO | LABEL_NOTHING) &&
	    vec.labels[1] == LABEL_NO);
	held_release(&figures);
	held_release(&labels);
	arena_release(&arena);
}

static void
put_row(struct held *held, struct value value)
{
	held_resize(held, held->rows + 1);
	held_put(held, held->rows - 1, &value);
}

/* Each column is filled in the order it should compare in; equal ones are checked beside. */
static void
assert_rising(struct held *held)
{
	for (uint32_t a = 0; a < held->rows; a++)
		for (uint32_t b = 0; b < held->rows; b++) {
			int order = held_compare(held, a, b);

			assert_int_equal((order > 0) - (order < 0), (a > b) - (a < b));
		}
	held_release(held);
}

static void
rows_compare_as_they_are_printed(void **state)
{
	struct type fraction = type_plain(KIND_NUMBER), yes_no = type_of_shape(SHAPE_LABELS);
	struct held held;

	(void)state;
	fraction.fraction = true;
	held_init(&held, SHAPE_FIGURE, type_plain(KIND_MONEY));
	put_row(&held, (struct value){ .state = GIVEN, .num = -INT64_MAX });
	put_row(&held, (struct value){ .state = GIVEN, .num = 3 });
	put_row(&held, (struct value){ .state = GIVEN, .num = INT64_MAX });
	put_row(&held, (struct value){ .state = NOTHING });
	put_row(&held, (struct value){ .state = UNKNOWN });
	assert_rising(&held);
	held_init(&held, SHAPE_FRACTION, fraction);
	put_row(&held, (struct value){ .state = GIVEN, .num = -1, .den = 3 });
	put_row(&held, (struct value){ .state = GIVEN, .num = INT64_MAX - 1, .den = INT64_MAX });
	put_row(&held, (struct value){ .state = GIVEN, .num = 1, .den = 1 });
	put_row(&held, (struct value){ .state = GIVEN, .num = INT64_MAX, .den = INT64_MAX - 1 });
	put_row(&held, (struct value){ .state = NOTHING });
	put_row(&held, (struct value){ .state = UNKNOWN });
	assert_rising(&held);
	held_init(&held, SHAPE_TEXT, type_plain(KIND_TEXT));
	put_row(&held, (struct value){ .state = GIVEN, .text = "B", .text_length = 1 });
	put_row(&held, (struct value){ .state = GIVEN, .text = "a", .text_length = 1 });
	put_row(&held, (struct value){ .state = GIVEN, .text = "ab", .text_length = 2 });
	put_row(&held, (struct value){ .state = GIVEN, .text = "\xc3\xa4", .text_length = 2 });
	put_row(&held, (struct value){ .state = NOTHING });
	put_row(&held, (struct value){ .state = UNKNOWN });
	assert_rising(&held);
	held_init(&held, SHAPE_LABELS, yes_no);
	put_row(&held, (struct value){ .state = GIVEN, .labels = LABEL_NO });
	put_row(&held, (struct value){ .state = GIVEN, .labels = LABEL_YES });
	put_row(&held, (struct value){ .state = NOTHING });
	put_row(&held, (struct value){ .state = UNKNOWN, .labels = LABEL_NO | LABEL_NOTHING });
	assert_rising(&held);
	held_init(&held, SHAPE_TRUTH, yes_no);
	put_row(&held, (struct value){ .state = GIVEN, .labels = LABEL_NO });
	put_row(&held, (struct value){ .state = GIVEN, .labels = LABEL_YES });
	put_row(&held, (struct value){ .state = UNKNOWN });
	assert_rising(&held);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_shape_keeps_what_it_is_given),
		cmocka_unit_test(new_rows_are_unknown),
		cmocka_unit_test(no_row_is_unknown),
		cmocka_unit_test(rows_compare_as_they_are_printed)
	};

	return RUN_TESTS(tests);
}
