/* same: what is the same, in each kind and state; and equal things have equal digests. */
#include "test.h"

#include <string.h>

#include "interp/same.h"

static struct value
figure(int64_t num, int64_t den)
{
	struct value value = { .state = GIVEN, .type = type_plain(KIND_NUMBER), .num = num };

	value.den = den;
	return value;
}

static struct value
words(const char *text)
{
	struct value value = { .state = GIVEN, .type = type_plain(KIND_TEXT), .text = text };

	value.text_length = strlen(text);
	return value;
}

static void
expect(const struct value *a, const struct value *b, bool wanted)
{
	assert_int_equal(value_same(a, b), wanted);
	assert_int_equal(value_same(b, a), wanted);
	assert_int_equal(value_digest(1, a) == value_digest(1, b), wanted);
}

static void
figures_by_both_halves(void **state)
{
	struct value one = figure(1, 0), again = figure(1, 0), two = figure(2, 0),
		     third = figure(1, 3);

	(void)state;
	expect(&one, &again, true);
	expect(&one, &two, false);
	expect(&one, &third, false);
}

static void
texts_by_their_bytes(void **state)
{
	char elsewhere[] = "Red";
	struct value red = words("Red"), copy = words(elsewhere), longer = words("Redder"),
		     none = words(""), no_bytes = { .state = GIVEN, .type = type_plain(KIND_TEXT) };

	(void)state;
	expect(&red, &copy, true);
	expect(&red, &longer, false);
	expect(&red, &none, false);
	expect(&none, &no_bytes, true);
	assert_true(text_same((struct text){ NULL, 0 }, (struct text){ "x", 0 }));
	assert_false(text_same((struct text){ "xy", 2 }, (struct text){ "xz", 2 }));
}

static void
labels_by_what_is_still_possible(void **state)
{
	struct value a = { .state = GIVEN, .type = type_plain(KIND_LABEL), .labels = 1 },
		     b = { .state = GIVEN, .type = type_plain(KIND_LABEL), .labels = 3 };

	(void)state;
	expect(&a, &a, true);
	expect(&a, &b, false);
	assert_true(labels_are_one(UINT64_C(1) << 62));
	assert_false(labels_are_one(3));
	assert_false(labels_are_one(0));
	assert_false(labels_are_one(LABEL_NOTHING));
	assert_false(labels_are_one(LABEL_NOTHING | 1));
}

/* Whatever stood there before: a state without a value has none. */
static void
unknown_and_nothing_are_no_values(void **state)
{
	struct value unknown = figure(5, 0), other = figure(6, 0), nothing = figure(5, 0),
		     given = figure(5, 0);

	(void)state;
	unknown.state = UNKNOWN;
	other.state = UNKNOWN;
	nothing.state = NOTHING;
	expect(&unknown, &other, true);
	expect(&unknown, &nothing, false);
	expect(&unknown, &given, false);
	expect(&nothing, &given, false);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_by_both_halves),
		cmocka_unit_test(texts_by_their_bytes),
		cmocka_unit_test(labels_by_what_is_still_possible),
		cmocka_unit_test(unknown_and_nothing_are_no_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
