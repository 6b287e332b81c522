/* Faults: the first one stays. */
#include "tests/unit/test.h"

#include <stdbool.h>
#include <string.h>

#include "interp/fault.h"

static void
the_first_fault_is_kept_and_the_answer_is_false(void **state)
{
	struct fault fault = FAULT_NONE;

	(void)state;
	assert_int_equal(fault.code, EXIT_DONE);
	assert_string_equal(fault.text, "");
	assert_false(fault_set(&fault, EXIT_USAGE, "%s: cannot be read: %d", "a.csv", 5));
	assert_int_equal(fault.code, EXIT_USAGE);
	assert_string_equal(fault.text, "a.csv: cannot be read: 5");
	assert_false(fault_set(&fault, EXIT_DATA, "second"));
	assert_int_equal(fault.code, EXIT_USAGE);
	assert_string_equal(fault.text, "a.csv: cannot be read: 5");
}

static void
exit_codes_are_those_of_the_manual(void **state)
{
	(void)state;
	assert_int_equal(EXIT_DONE, 0);
	assert_int_equal(EXIT_FINDINGS, 1);
	assert_int_equal(EXIT_USAGE, 2);
	assert_int_equal(EXIT_POLICY, 3);
	assert_int_equal(EXIT_DATA, 4);
	assert_int_equal(EXIT_OURS, 70);
}

static void
a_text_too_long_is_cut_between_two_characters(void **state)
{
	char text[4096];

	(void)state;
	for (size_t size = sizeof(((struct fault *)NULL)->text) - 8; size < 1040; size++) {
		struct fault fault = FAULT_NONE;
		size_t length;

		/* £ is two bytes, so half of the lengths end inside one */
		memset(text, 'x', sizeof(text));
		for (size_t i = 900 + size % 2; i + 1 < size; i += 2)
			memcpy(text + i, "\xC2\xA3", 2);
		text[size] = '\0';
		fault_set(&fault, EXIT_USAGE, "%s", text);
		length = strlen(fault.text);
		if (size < sizeof(fault.text)) {
			assert_string_equal(fault.text, text);
			continue;
		}
		assert_true(length >= sizeof(fault.text) - 5);
		assert_string_equal(fault.text + length - 3, "...");
		assert_int_equal((unsigned char)fault.text[length - 4], 0xA3);
		assert_memory_equal(fault.text, text, length - 3);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_fault_is_kept_and_the_answer_is_false),
		cmocka_unit_test(exit_codes_are_those_of_the_manual),
		cmocka_unit_test(a_text_too_long_is_cut_between_two_characters),
	};

	return RUN_TESTS(tests);
}
