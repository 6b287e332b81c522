/* bandtint: colours only where all labels are colours; else a ramp that darkens; ink stands out on
 * every ground. */
#include "tests/unit/test.h"

#include <stdlib.h>
#include <string.h>

#include "interp/bandtint.h"

static unsigned
channel(const char *ground, unsigned at)
{
	char hex[3] = { ground[1 + 2 * at], ground[2 + 2 * at], '\0' };

	return (unsigned)strtoul(hex, NULL, 16);
}

static void
labels_that_are_colours_have_them(void **state)
{
	static const char *const names[] = { "Red", "Amber", "Green" };
	const struct label_set labels = { .count = 3, .names = names };
	char red[BANDTINT_LENGTH], green[BANDTINT_LENGTH];

	(void)state;
	bandtint(red, &labels, 0);
	bandtint(green, &labels, 2);
	assert_true(channel(red, 0) > channel(red, 1) && channel(red, 0) > channel(red, 2));
	assert_true(channel(green, 1) > channel(green, 0) && channel(green, 1) > channel(green, 2));
}

static void
other_labels_grow_darker(void **state)
{
	static const char *const names[] = { "Red", "Fair", "Good", "Best" };
	const struct label_set labels = { .count = 4, .names = names };
	char last[BANDTINT_LENGTH], next[BANDTINT_LENGTH];

	(void)state;
	bandtint(last, &labels, 0);
	for (uint32_t i = 1; i < labels.count; i++) {
		bandtint(next, &labels, i);
		assert_true(channel(next, 0) < channel(last, 0));
		assert_int_equal(channel(next, 0), channel(next, 1));
		memcpy(last, next, sizeof last);
	}
}

/* Relative luminance goes by the 2.2th power; a channel of 0xa0 gives about 0.36, and ink #16202b
 * about 0.014, so that (0.36 + 0.05) / (0.014 + 0.05) is 6.4; at 0xa8 it is 7.1. No ground may have
 * green, which weighs most, below that. */
static void
every_ground_is_light_enough_for_ink(void **state)
{
	static const char *const names[] = { "Red", "Amber", "Green", "Yellow", "Orange", "Blue",
		"Purple", "Grey", "White" };
	static const char *const plain[] = { "a", "b" };
	const struct label_set colours = { .count = 9, .names = names },
			       ramp = { .count = 2, .names = plain },
			       one = { .count = 1, .names = plain };
	char ground[BANDTINT_LENGTH];

	(void)state;
	for (uint32_t i = 0; i < colours.count; i++) {
		bandtint(ground, &colours, i);
		assert_int_equal(strlen(ground), 7);
		assert_true(channel(ground, 1) >= 0xa8);
	}
	bandtint(ground, &ramp, 1);
	assert_true(channel(ground, 1) >= 0xa8);
	bandtint(ground, &one, 0);
	assert_string_equal(ground, "#f4f4fc");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_that_are_colours_have_them),
		cmocka_unit_test(other_labels_grow_darker),
		cmocka_unit_test(every_ground_is_light_enough_for_ink),
	};

	return RUN_TESTS(tests);
}
