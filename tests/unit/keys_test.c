/* keys: every repeated digest is found, whatever the number of rows, and nothing else. */
#include "test.h"

#include <stdlib.h>

#include "interp/keys.h"

static void
repeated_digests_are_found_in_order(void **state)
{
	struct keys *keys = keys_make();
	struct key_row *rows;
	size_t count;

	(void)state;
	keys_add(keys, 7, 1);
	keys_add(keys, UINT64_MAX, 2);
	keys_add(keys, 7, 3);
	keys_add(keys, 9, 4);
	keys_add(keys, UINT64_MAX, 5);
	keys_add(keys, 7, 6);
	rows = keys_repeated(keys, &count);
	assert_int_equal(count, 5);
	assert_true(rows[0].row == 1 && rows[1].row == 3 && rows[2].row == 6 && rows[3].row == 2 &&
	    rows[4].row == 5);
	free(rows);
	assert_null(keys_repeated(keys, &count));
	assert_int_equal(count, 0);
	keys_free(keys);
}

static void
many_rows_are_told_apart(void **state)
{
	enum { ROWS = 300000 };
	struct keys *keys = keys_make();
	struct key_row *rows;
	size_t count;

	(void)state;
	for (uint64_t row = 0; row < ROWS; row++) {
		uint64_t key = row == ROWS - 1 ? 5 : row;

		keys_add(keys, key_digest(0, &key, sizeof(key)), row);
	}
	rows = keys_repeated(keys, &count);
	assert_int_equal(count, 2);
	assert_true(rows[0].row == 5 && rows[1].row == ROWS - 1);
	free(rows);
	keys_free(keys);
}

static void
parts_of_a_key_do_not_run_into_each_other(void **state)
{
	(void)state;
	assert_true(key_digest(key_digest(0, "ab", 2), "c", 1) !=
	    key_digest(key_digest(0, "a", 1), "bc", 2));
	assert_true(key_digest(0, "", 0) != 0);
	assert_true(key_digest(0, "a", 1) != key_digest(0, "a\0", 2));
	assert_true(key_digest_number(0, 1) != key_digest_number(0, 2));
	assert_true(key_digest_number(key_digest_number(0, 1), 2) !=
	    key_digest_number(key_digest_number(0, 2), 1));
}

/* Of texts of all lengths up to two words and more: no byte is left out. */
static void
every_byte_counts(void **state)
{
	char text[20] = "abcdefghijklmnopqrs";

	(void)state;
	for (size_t length = 1; length < sizeof text; length++) {
		uint64_t digest = key_digest(0, text, length);

		for (size_t i = 0; i < length; i++) {
			text[i] ^= 1;
			assert_true(key_digest(0, text, length) != digest);
			text[i] ^= 1;
		}
	}
}

/* Worked out by another program. */
static void
digests_are_the_same_on_every_machine(void **state)
{
	(void)state;
	assert_true(key_digest(0, "ab", 2) == UINT64_C(0xDDCCEE7E681E5CCE));
	assert_true(key_digest(0, "P87001", 6) == UINT64_C(0x010C3E26588A3F62));
	assert_true(key_digest(0, "P87001, Q2", 10) == UINT64_C(0x2E3E1CEB07021E0C));
	assert_true(key_digest_number(0, 8070) == UINT64_C(0x6242FD6EADA1DCFC));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(repeated_digests_are_found_in_order),
		cmocka_unit_test(many_rows_are_told_apart),
		cmocka_unit_test(parts_of_a_key_do_not_run_into_each_other),
		cmocka_unit_test(every_byte_counts),
		cmocka_unit_test(digests_are_the_same_on_every_machine)
	};

	return RUN_TESTS(tests);
}
