/* vec: what is put in comes out, in every shape and state. */
#include "test.h"

#include <string.h>

#include "interp/vec.h"

static struct value
value_of(enum presence state, enum kind kind, int64_t num, int64_t den)
{
	struct value value;

	memset(&value, 0, sizeof(value));
	value.state = state;
	value.type = type_plain(kind);
	value.num = num;
	value.den = den;
	return value;
}

static void
shapes_follow_the_type(void **state)
{
	struct type fraction = type_plain(KIND_PERCENT);

	(void)state;
	fraction.fraction = true;
	assert_int_equal(shape_of(type_plain(KIND_TEXT)), SHAPE_TEXT);
	assert_int_equal(shape_of(type_plain(KIND_YES_NO)), SHAPE_LABELS);
	assert_int_equal(shape_of(type_plain(KIND_DATE)), SHAPE_FIGURE);
	assert_int_equal(shape_of(fraction), SHAPE_FRACTION);
}

static void
figures_keep_their_state(void **state)
{
	struct arena arena = ARENA_INIT;
	struct value given = value_of(GIVEN, KIND_MONEY, -5, 0),
		     nothing = value_of(NOTHING, KIND_MONEY, 0, 0);
	struct value unknown = value_of(UNKNOWN, KIND_MONEY, 0, 0);
	struct vec vec;

	(void)state;
	vec_init(&vec, &arena, SHAPE_FIGURE, type_plain(KIND_MONEY));
	assert_int_equal(vec_value(&vec, 70).state, UNKNOWN);
	vec_put(&vec, 70, &given);
	assert_true(vec_value(&vec, 70).state == GIVEN && vec_value(&vec, 70).num == -5);
	vec_put(&vec, 70, &nothing);
	assert_int_equal(vec_value(&vec, 70).state, NOTHING);
	vec_put(&vec, 70, &unknown);
	assert_int_equal(vec_value(&vec, 70).state, UNKNOWN);
	arena_release(&arena);
}

static void
a_decimal_becomes_a_fraction_in_lowest_terms(void **state)
{
	struct arena arena = ARENA_INIT;
	struct type type = type_plain(KIND_MONEY);
	struct value pence = value_of(GIVEN, KIND_MONEY, -1250, 0),
		     zero = value_of(GIVEN, KIND_MONEY, 0, 0);
	struct vec vec;

	(void)state;
	type.fraction = true;
	vec_init(&vec, &arena, SHAPE_FRACTION, type);
	vec_put(&vec, 0, &pence);
	assert_true(vec_value(&vec, 0).num == -25 && vec_value(&vec, 0).den == 2);
	vec_put(&vec, 0, &zero);
	assert_true(vec_value(&vec, 0).num == 0 && vec_value(&vec, 0).den == 1);
	arena_release(&arena);
}

static void
labels_are_those_still_possible(void **state)
{
	struct arena arena = ARENA_INIT;
	struct type type = type_plain(KIND_YES_NO);
	struct value value = value_of(GIVEN, KIND_YES_NO, 0, 0);
	struct vec vec;

	(void)state;
	type.labels = &label_set_yes_no;
	value.type = type;
	vec_init(&vec, &arena, SHAPE_LABELS, type);
	value.labels = LABEL_YES;
	vec_put(&vec, 3, &value);
	assert_true(vec_value(&vec, 3).state == GIVEN && vec_value(&vec, 3).labels == LABEL_YES);
	value.state = UNKNOWN;
	value.labels = 0;
	vec_put(&vec, 3, &value);
	assert_true(vec.labels[3] == (LABEL_YES | LABEL_NO | LABEL_NOTHING) &&
	    vec_value(&vec, 3).state == UNKNOWN);
	value.labels = LABEL_NO | LABEL_NOTHING;
	vec_put(&vec, 3, &value);
	assert_true(vec.labels[3] == (LABEL_NO | LABEL_NOTHING));
	value.state = NOTHING;
	vec_put(&vec, 3, &value);
	assert_int_equal(vec_value(&vec, 3).state, NOTHING);
	arena_release(&arena);
}

static void
truth_has_two_rails(void **state)
{
	struct arena arena = ARENA_INIT;
	struct type type = type_plain(KIND_YES_NO);
	struct value value = value_of(GIVEN, KIND_YES_NO, 0, 0);
	struct vec vec;

	(void)state;
	vec_init(&vec, &arena, SHAPE_TRUTH, type);
	value.labels = LABEL_NO;
	vec_put(&vec, 1023, &value);
	assert_true(vec_value(&vec, 1023).labels == LABEL_NO && RAIL_GET(vec.no, 1023) == 1);
	value.labels = LABEL_YES;
	vec_put(&vec, 1023, &value);
	assert_true(RAIL_GET(vec.yes, 1023) == 1 && RAIL_GET(vec.no, 1023) == 0);
	value.state = UNKNOWN;
	vec_put(&vec, 1023, &value);
	assert_int_equal(vec_value(&vec, 1023).state, UNKNOWN);
	arena_release(&arena);
}

static void
text_points_to_its_bytes(void **state)
{
	struct arena arena = ARENA_INIT;
	struct value value = value_of(GIVEN, KIND_TEXT, 0, 0);
	struct vec vec;

	(void)state;
	vec_init(&vec, &arena, SHAPE_TEXT, type_plain(KIND_TEXT));
	value.text = "abc";
	value.text_length = 2;
	vec_put(&vec, 0, &value);
	assert_true(vec_value(&vec, 0).text == value.text && vec_value(&vec, 0).text_length == 2);
	arena_release(&arena);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(shapes_follow_the_type),
		cmocka_unit_test(figures_keep_their_state),
		cmocka_unit_test(a_decimal_becomes_a_fraction_in_lowest_terms),
		cmocka_unit_test(labels_are_those_still_possible),
		cmocka_unit_test(truth_has_two_rails),
		cmocka_unit_test(text_points_to_its_bytes)
	};

	return RUN_TESTS(tests);
}
