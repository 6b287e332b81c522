/* Bytes that grow. */
#include "tests/unit/test.h"

#include <stdbool.h>
#include <string.h>

#include "interp/buffer.h"

static void
pieces_join_and_end_in_a_nul(void **state)
{
	struct buffer buffer = BUFFER_INIT;

	(void)state;
	buffer_text(&buffer, "case");
	buffer_char(&buffer, ',');
	buffer_number(&buffer, -40);
	buffer_printf(&buffer, "%c%s", ',', "x");
	buffer_text(&buffer, "");
	assert_string_equal(buffer.at, "case,-40,x");
	assert_int_equal(buffer.length, 10);
	buffer_release(&buffer);
	assert_null(buffer.at);
	assert_int_equal(buffer.length + buffer.capacity, 0);
	buffer_release(&buffer);
}

static void
nuls_are_kept(void **state)
{
	struct buffer buffer = BUFFER_INIT;

	(void)state;
	buffer_add(&buffer, "a\0b", 3);
	buffer_char(&buffer, '\0');
	assert_int_equal(buffer.length, 4);
	assert_memory_equal(buffer.at, "a\0b\0\0", 5);
	buffer_release(&buffer);
}

static void
nothing_added_is_an_empty_text(void **state)
{
	struct buffer buffer = BUFFER_INIT;

	(void)state;
	buffer_clear(&buffer);
	assert_null(buffer.at);
	buffer_add(&buffer, NULL, 0);
	assert_string_equal(buffer.at, "");
	buffer_release(&buffer);
}

static void
a_cleared_buffer_keeps_its_memory(void **state)
{
	struct buffer buffer = BUFFER_INIT;
	char *at;

	(void)state;
	buffer_text(&buffer, "before");
	at = buffer.at;
	buffer_clear(&buffer);
	assert_string_equal(buffer.at, "");
	buffer_text(&buffer, "after");
	assert_ptr_equal(buffer.at, at);
	assert_string_equal(buffer.at, "after");
	buffer_release(&buffer);
}

static void
every_length_over_the_first_block_fits(void **state)
{
	(void)state;
	for (size_t length = 0; length < 1100; length++) {
		struct buffer one = BUFFER_INIT, whole = BUFFER_INIT, printed = BUFFER_INIT;
		char text[1200];

		memset(text, 'a' + (int)(length % 26), length);
		text[length] = '\0';
		for (size_t i = 0; i < length; i++)
			buffer_char(&one, text[i]);
		buffer_add(&one, "", 0);
		buffer_add(&whole, text, length);
		buffer_printf(&printed, "%s", text);
		assert_string_equal(one.at, text);
		assert_string_equal(whole.at, text);
		assert_string_equal(printed.at, text);
		assert_int_equal(one.length, length);
		assert_int_equal(printed.length, length);
		buffer_release(&one);
		buffer_release(&whole);
		buffer_release(&printed);
	}
}

static void
numbers_are_written_to_both_ends(void **state)
{
	static const struct {
		int64_t number;
		const char *text;
	} rows[] = {
		{ 0, "0" }, { 7, "7" }, { -1, "-1" }, { 1000, "1000" }, { -10, "-10" },
		{ INT64_MAX, "9223372036854775807" }, { INT64_MIN, "-9223372036854775808" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buffer buffer = BUFFER_INIT;

		buffer_number(&buffer, rows[i].number);
		assert_string_equal(buffer.at, rows[i].text);
		buffer_release(&buffer);
	}
}

/* Straight into the buffer, and by way of an arena: the same. */
static void
values_are_spelled_as_value_spell_spells_them(void **state)
{
	static const char *const names[] = { "Red", "Amber", "Green" };
	static const struct label_set set = { .count = 3, .names = names };
	struct arena arena = ARENA_INIT;
	struct value values[] = {
		{ .state = GIVEN, .type = { .kind = KIND_MONEY }, .num = -123456789 },
		{ .state = GIVEN, .type = { .kind = KIND_NUMBER }, .num = 22, .den = 7 },
		{ .state = GIVEN, .type = { .kind = KIND_WORKING_DAYS }, .num = 1 },
		{ .state = GIVEN, .type = { .kind = KIND_TEXT }, .text = "a,b", .text_length = 2 },
		{ .state = UNKNOWN, .type = { .kind = KIND_DATE }, .num = 5 },
		{ .state = NOTHING, .type = { .kind = KIND_TEXT } },
		{ .state = GIVEN, .type = { .kind = KIND_LABEL, .labels = &set }, .labels = 5 },
		{ .state = GIVEN, .type = { .kind = KIND_LABEL, .labels = &set },
		  .labels = 2 | LABEL_NOTHING },
		{ .state = NOTHING, .type = { .kind = KIND_LABEL, .labels = &set },
		  .labels = LABEL_NOTHING },
		{ .state = GIVEN, .type = { .kind = KIND_YES_NO, .labels = &label_set_yes_no },
		  .labels = LABEL_YES },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		for (enum spelling spelling = SPELL_PLAIN; spelling <= SPELL_READER; spelling++) {
			struct buffer buffer = BUFFER_INIT;

			buffer_text(&buffer, "=");
			buffer_value(&buffer, &values[i], spelling);
			assert_string_equal(buffer.at + 1, value_spell(&arena, &values[i],
			    spelling));
			assert_int_equal(strlen(buffer.at), buffer.length);
			buffer_release(&buffer);
		}
	arena_release(&arena);
}

static void
a_figure_fits_at_the_very_end_of_a_block(void **state)
{
	struct value value = { .state = GIVEN, .type = { .kind = KIND_MONEY }, .num = -INT64_MAX };

	(void)state;
	for (size_t before = 150; before < 300; before++) {
		struct buffer buffer = BUFFER_INIT;

		for (size_t i = 0; i < before; i++)
			buffer_char(&buffer, '.');
		buffer_value(&buffer, &value, SPELL_READER);
		assert_string_equal(buffer.at + before, "-£92,233,720,368,547,758.07");
		buffer_release(&buffer);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_join_and_end_in_a_nul),
		cmocka_unit_test(nuls_are_kept),
		cmocka_unit_test(nothing_added_is_an_empty_text),
		cmocka_unit_test(a_cleared_buffer_keeps_its_memory),
		cmocka_unit_test(every_length_over_the_first_block_fits),
		cmocka_unit_test(numbers_are_written_to_both_ends),
		cmocka_unit_test(values_are_spelled_as_value_spell_spells_them),
		cmocka_unit_test(a_figure_fits_at_the_very_end_of_a_block),
	};

	return RUN_TESTS(tests);
}
