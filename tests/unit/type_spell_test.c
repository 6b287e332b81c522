/* Every kind written out, for files and for people. */
#include "tests/unit/test.h"

#include <stdbool.h>
#include <string.h>

#include "lang/type.h"

static struct value
decimal(enum kind kind, int64_t num)
{
	return (struct value){ .state = GIVEN, .type = type_plain(kind), .num = num };
}

static const struct spell_row {
	enum kind kind;
	int64_t num, den;
	const char *plain, *reader;
} spell_rows[] = {
	{ KIND_NUMBER, 0, 0, "0", "0" },
	{ KIND_NUMBER, INT64_C(12500000000), 0, "12.5", "12.5" },
	{ KIND_NUMBER, INT64_C(-12000000000), 0, "-12", "-12" },
	{ KIND_NUMBER, 1, 0, "0.000000001", "0.000000001" },
	{ KIND_NUMBER, -1, 0, "-0.000000001", "-0.000000001" },
	{ KIND_NUMBER, INT64_C(999000000000), 0, "999", "999" },
	{ KIND_NUMBER, INT64_C(1000000000000), 0, "1000", "1,000" },
	{ KIND_NUMBER, INT64_C(1234567500000000), 0, "1234567.5", "1,234,567.5" },
	{ KIND_NUMBER, INT64_MAX, 0, "9223372036.854775807", "9,223,372,036.854775807" },
	{ KIND_NUMBER, -INT64_MAX, 0, "-9223372036.854775807", "-9,223,372,036.854775807" },
	{ KIND_NUMBER, 1, 3, "0.333333", "0.333333" },
	{ KIND_NUMBER, 2, 3, "0.666667", "0.666667" },
	{ KIND_NUMBER, -2, 3, "-0.666667", "-0.666667" },
	{ KIND_NUMBER, 1, 2, "0.5", "0.5" },
	{ KIND_NUMBER, 1, 2000000, "0.000001", "0.000001" },
	{ KIND_NUMBER, -1, 2000001, "0", "0" },
	{ KIND_NUMBER, 1, INT64_MAX, "0", "0" },
	{ KIND_NUMBER, 1999999, 1000000, "1.999999", "1.999999" },
	{ KIND_NUMBER, 19999999, 10000000, "2", "2" },
	{ KIND_NUMBER, INT64_MAX, 1, "9223372036854775807", "9,223,372,036,854,775,807" },
	{ KIND_NUMBER, -INT64_MAX, 2, "-4611686018427387903.5", "-4,611,686,018,427,387,903.5" },
	{ KIND_PERCENT, INT64_C(60000000000), 0, "60%", "60%" },
	{ KIND_PERCENT, INT64_C(62500000000), 0, "62.5%", "62.5%" },
	{ KIND_PERCENT, 200, 3, "66.666667%", "66.666667%" },
	{ KIND_PERCENT, INT64_C(-1000000000), 0, "-1%", "-1%" },
	{ KIND_MONEY, 0, 0, "0.00", "£0.00" },
	{ KIND_MONEY, 123450, 0, "1234.50", "£1,234.50" },
	{ KIND_MONEY, -123450, 0, "-1234.50", "-£1,234.50" },
	{ KIND_MONEY, -5, 0, "-0.05", "-£0.05" },
	{ KIND_MONEY, INT64_MAX, 0, "92233720368547758.07", "£92,233,720,368,547,758.07" },
	{ KIND_MONEY, -INT64_MAX, 0, "-92233720368547758.07", "-£92,233,720,368,547,758.07" },
	{ KIND_MONEY, 15, 2, "7.50", "£7.50" },
	{ KIND_MONEY, 5, 1, "5.00", "£5.00" },
	{ KIND_MONEY, 10, 3, "3.333333", "£3.333333" },
	{ KIND_MONEY, -10, 3, "-3.333333", "-£3.333333" },
	{ KIND_MONEY, -1, 3000000, "0.00", "£0.00" },
	{ KIND_DATE, 19143, 0, "2022-05-31", "2022-05-31" },
	{ KIND_DATE, -135140, 0, "1600-01-01", "1600-01-01" },
	{ KIND_MONTH, 2022 * 12 + 2, 0, "2022-03", "2022-03" },
	{ KIND_MONTH, 2022 * 12 + 11, 0, "2022-12", "2022-12" },
	{ KIND_QUARTER, 8068, 0, "2017/18 Q1", "2017/18 Q1" },
	{ KIND_QUARTER, 8071, 0, "2017/18 Q4", "2017/18 Q4" },
	{ KIND_QUARTER, 1999 * 4, 0, "1999/00 Q1", "1999/00 Q1" },
	{ KIND_YEAR, 2017, 0, "2017/18", "2017/18" },
	{ KIND_YEAR, 1999, 0, "1999/00", "1999/00" },
	{ KIND_YEAR, 2008, 0, "2008/09", "2008/09" },
	{ KIND_QUARTER_OF_YEAR, 0, 0, "Q1", "Q1" },
	{ KIND_QUARTER_OF_YEAR, 3, 0, "Q4", "Q4" },
	{ KIND_DAYS, 1, 0, "1 day", "1 day" },
	{ KIND_DAYS, 2, 0, "2 days", "2 days" },
	{ KIND_DAYS, 0, 0, "0 days", "0 days" },
	{ KIND_DAYS, -1, 0, "-1 day", "-1 day" },
	{ KIND_DAYS, -40, 0, "-40 days", "-40 days" },
	{ KIND_DAYS, INT64_MAX, 0, "9223372036854775807 days", "9223372036854775807 days" },
	{ KIND_WEEKS, 1, 0, "1 week", "1 week" },
	{ KIND_WEEKS, 2, 0, "2 weeks", "2 weeks" },
	{ KIND_WORKING_DAYS, 1, 0, "1 working day", "1 working day" },
	{ KIND_WORKING_DAYS, 28, 0, "28 working days", "28 working days" },
	{ KIND_MONTHS, 1, 0, "1 month", "1 month" },
	{ KIND_MONTHS, 12, 0, "12 months", "12 months" },
	{ KIND_QUARTERS, 1, 0, "1 quarter", "1 quarter" },
	{ KIND_QUARTERS, 2, 0, "2 quarters", "2 quarters" },
	{ KIND_YEARS, 1, 0, "1 year", "1 year" },
	{ KIND_YEARS, 3, 0, "3 years", "3 years" },
};

static void
every_kind_is_spelled_for_files_and_for_readers(void **state)
{
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(spell_rows) / sizeof(spell_rows[0]); i++) {
		const struct spell_row *row = &spell_rows[i];
		struct value value = decimal(row->kind, row->num);
		char out[VALUE_SPELL_MAX + 1];
		size_t length;

		value.den = row->den;
		memset(out, '#', sizeof(out));
		length = value_spell_figure(out, &value, SPELL_PLAIN);
		if (length != strlen(row->plain) || memcmp(out, row->plain, length) != 0)
			fail_msg("row %zu: \"%.*s\"", i, (int)length, out);
		length = value_spell_figure(out, &value, SPELL_READER);
		if (length != strlen(row->reader) || memcmp(out, row->reader, length) != 0)
			fail_msg("row %zu: \"%.*s\"", i, (int)length, out);
		assert_int_equal(out[VALUE_SPELL_MAX], '#');
		assert_string_equal(value_spell(&arena, &value, SPELL_PLAIN), row->plain);
		assert_string_equal(value_spell(&arena, &value, SPELL_READER), row->reader);
	}
	arena_release(&arena);
}

static void
labels_are_spelled_as_what_is_still_possible(void **state)
{
	static const char *const names[] = { "Red", "Amber", "GP Details" };
	static const struct label_set set = { .count = 3, .names = names };
	static const struct {
		uint64_t labels;
		const char *text;
	} rows[] = {
		{ 1, "Red" }, { 4, "GP Details" }, { 3, "Red or Amber" }, { 7,
		  "Red or Amber or GP Details" },
		{ 0, "" }, { LABEL_NOTHING, "" }, { 2 | LABEL_NOTHING, "Amber or nothing" },
	};
	struct arena arena = ARENA_INIT;
	struct value value = { .state = GIVEN, .type = { .kind = KIND_LABEL, .labels = &set } };
	struct value answer = decimal(KIND_YES_NO, 0);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		value.labels = rows[i].labels;
		assert_string_equal(value_spell(&arena, &value, SPELL_PLAIN), rows[i].text);
	}
	answer.labels = LABEL_YES;
	assert_string_equal(value_spell(&arena, &answer, SPELL_READER), "yes");
	answer.labels |= LABEL_NO;
	answer.state = UNKNOWN;
	assert_string_equal(value_spell(&arena, &answer, SPELL_READER), "no or yes");
	arena_release(&arena);
}

static void
what_is_not_given_is_spelled_as_nothing_at_all(void **state)
{
	struct arena arena = ARENA_INIT;
	struct value value = decimal(KIND_DATE, 0), text = decimal(KIND_TEXT, 0);

	(void)state;
	value.state = UNKNOWN;
	assert_string_equal(value_spell(&arena, &value, SPELL_PLAIN), "");
	value.state = NOTHING;
	assert_string_equal(value_spell(&arena, &value, SPELL_READER), "");
	text.text = "as read, behind";
	text.text_length = 7;
	assert_string_equal(value_spell(&arena, &text, SPELL_READER), "as read");
	text.state = NOTHING;
	assert_string_equal(value_spell(&arena, &text, SPELL_PLAIN), "");
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_is_spelled_for_files_and_for_readers),
		cmocka_unit_test(labels_are_spelled_as_what_is_still_possible),
		cmocka_unit_test(what_is_not_given_is_spelled_as_nothing_at_all),
	};

	return RUN_TESTS(tests);
}
