/* field: one cell at a time, by kind. Whole columns, and the table of real exports,
 * are in csvin_test.c. */
#include "test.h"

#include "interp/field.h"
#include "made_table.h"

struct sample {
	const char *text;
	enum kind kind;
	unsigned flags;
	const char *extra;
	enum cell_result result;
	/* as spelt plainly; part of the cause when refused; what was taken for a blank */
	const char *expected;
};

static const struct sample samples[] = {
	{ "12", KIND_NUMBER, 0, NULL, CELL_VALUE, "12" },
	{ "-12.5", KIND_NUMBER, 0, NULL, CELL_VALUE, "-12.5" },
	{ "\xE2\x88\x92" "12.5", KIND_NUMBER, 0, NULL, CELL_VALUE, "-12.5" },
	{ "+3", KIND_NUMBER, 0, NULL, CELL_VALUE, "3" },
	{ ".5", KIND_NUMBER, 0, NULL, CELL_VALUE, "0.5" },
	{ "5.", KIND_NUMBER, 0, NULL, CELL_REFUSED, "not a number" },
	{ "1,234,567.25", KIND_NUMBER, 0, NULL, CELL_VALUE, "1234567.25" },
	{ "1234,567", KIND_NUMBER, 0, NULL, CELL_REFUSED, "could be 1234.567 or 1234567" },
	{ "12,5", KIND_NUMBER, 0, NULL, CELL_REFUSED, "could be 12.5 or 125" },
	{ "\xC2\xA3" "1,00", KIND_MONEY, 0, NULL, CELL_REFUSED,
	    "could be \xC2\xA3" "1.00 or \xC2\xA3" "100" },
	{ "1,0000", KIND_MONEY, 0, NULL, CELL_REFUSED, "a comma stands where" },
	{ "-12,5", KIND_NUMBER, 0, NULL, CELL_REFUSED, "a comma stands where" },
	{ ",5", KIND_NUMBER, 0, NULL, CELL_REFUSED, "a comma stands where" },
	{ "1\xE2\x80\x8B" "2", KIND_NUMBER, 0, NULL, CELL_VALUE, "12" },
	{ "\xEF\xBB\xBF" "a\xE2\x80\x8B" "b\xE2\x80\x99", KIND_TEXT, 0, NULL, CELL_VALUE,
	    "ab\xE2\x80\x99" },
	{ "\xE2\x80\x8B", KIND_TEXT, MADE_BLANK, NULL, CELL_BLANK, NULL },
	{ "\xE3\x80\x80", KIND_TEXT, MADE_BLANK, NULL, CELL_BLANK, NULL },
	{ "\xE3\x80\x80\xE2\x80\x8E", KIND_TEXT, 0, NULL, CELL_REFUSED, "empty" },
	{ "\xE2\x80\x83\xC2\xAD", KIND_NUMBER, MADE_BLANK, NULL, CELL_BLANK, NULL },
	{ "\xE2\xA0\x80", KIND_DATE, MADE_BLANK, NULL, CELL_BLANK, NULL },
	{ "\x01\x1F", KIND_TEXT, MADE_BLANK, NULL, CELL_BLANK, NULL },
	{ "\xE3\x80\x80" "5\xE2\x80\x89%\xE2\x80\x8E", KIND_PERCENT, 0, NULL, CELL_VALUE,
	    "5%" },
	{ "\xE2\x80\x83" "a\xC2\xA0" "b\xE3\x80\x80", KIND_TEXT, 0, NULL, CELL_VALUE,
	    "a\xC2\xA0" "b" },
	{ "\xE2\x80\x8E" "St\xC2\xA0John\xE3\x80\x80", KIND_TEXT, MADE_KEY, NULL, CELL_VALUE,
	    "St John" },
	{ "P87001\xE2\x81\xA0", KIND_TEXT, 0, "@#####", CELL_VALUE, "P87001" },
	{ "0.123456789", KIND_NUMBER, 0, NULL, CELL_VALUE, "0.123456789" },
	{ "0.1234567890", KIND_NUMBER, 0, NULL, CELL_VALUE, "0.123456789" },
	{ "0.1234567891", KIND_NUMBER, 0, NULL, CELL_REFUSED, "9 decimal places" },
	{ "9223372036", KIND_NUMBER, 0, NULL, CELL_VALUE, "9223372036" },
	{ "9223372037", KIND_NUMBER, 0, NULL, CELL_REFUSED, "too large" },
	{ "0.005", KIND_NUMBER, MADE_ROUNDED, NULL, CELL_VALUE, "0.01" },
	{ "-0.005", KIND_NUMBER, MADE_ROUNDED, NULL, CELL_VALUE, "-0.01" },
	{ "0.00499999999999999999999999", KIND_NUMBER, MADE_ROUNDED, NULL, CELL_VALUE, "0" },
	{ "1.5E+05", KIND_NUMBER, 0, NULL, CELL_REFUSED, "shortens" },
	{ "\xC2\xA3" "5", KIND_NUMBER, 0, NULL, CELL_REFUSED, "amount of money" },
	{ "60 %", KIND_PERCENT, 0, NULL, CELL_VALUE, "60%" },
	{ "59.97%", KIND_PERCENT, 0, NULL, CELL_VALUE, "59.97%" },
	{ "\xC2\xA3 1,234.5", KIND_MONEY, 0, NULL, CELL_VALUE, "1234.50" },
	{ "-\xC2\xA3" "0.05", KIND_MONEY, 0, NULL, CELL_VALUE, "-0.05" },
	{ "(\xC2\xA3" "12)", KIND_MONEY, 0, NULL, CELL_VALUE, "-12.00" },
	{ "(12", KIND_MONEY, 0, NULL, CELL_REFUSED, "not an amount" },
	{ "12.345", KIND_MONEY, 0, NULL, CELL_REFUSED, "parts of a penny" },
	{ "12.345", KIND_MONEY, MADE_ROUNDED, NULL, CELL_VALUE, "12.35" },
	{ "92233720368547758.07", KIND_MONEY, 0, NULL, CELL_VALUE, "92233720368547758.07" },
	{ "92233720368547758.08", KIND_MONEY, 0, NULL, CELL_REFUSED, "too large" },
	{ "-", KIND_MONEY, 0, NULL, CELL_REFUSED, "a dash" },
	{ "-", KIND_MONEY, MADE_BLANK, NULL, CELL_BLANK, "a dash" },
	{ "n/a", KIND_DATE, MADE_BLANK, NULL, CELL_BLANK, "n/a" },
	{ "NULL", KIND_DATE, MADE_BLANK, NULL, CELL_BLANK, "word for an empty cell" },
	{ "NA", KIND_TEXT, MADE_BLANK, NULL, CELL_VALUE, "NA" },
	{ "unknown", KIND_DATE, MADE_BLANK, NULL, CELL_REFUSED, "not a date" },
	{ "nil", KIND_MONEY, MADE_BLANK, NULL, CELL_REFUSED, "not an amount" },
	{ "#REF!", KIND_TEXT, MADE_BLANK, NULL, CELL_REFUSED, "#REF!" },
	{ "#####", KIND_DATE, MADE_BLANK, NULL, CELL_REFUSED, "too narrow" },
	{ "", KIND_DATE, 0, NULL, CELL_REFUSED, "empty" },
	{ " \xC2\xA0 ", KIND_DATE, MADE_BLANK, NULL, CELL_BLANK, NULL },
	{ "2022-02-29", KIND_DATE, 0, NULL, CELL_REFUSED, "no such day" },
	{ "2024-02-29", KIND_DATE, 0, NULL, CELL_VALUE, "2024-02-29" },
	{ "2022-4-1", KIND_DATE, 0, NULL, CELL_VALUE, "2022-04-01" },
	{ "1/1/69", KIND_DATE, 0, NULL, CELL_VALUE, "2069-01-01" },
	{ "1/1/70", KIND_DATE, 0, NULL, CELL_VALUE, "1970-01-01" },
	{ "1st Sept 2022", KIND_DATE, 0, NULL, CELL_VALUE, "2022-09-01" },
	{ "Wednesday 6\xC2\xA0" "August 2018", KIND_DATE, 0, NULL, CELL_VALUE, "2018-08-06" },
	{ "44621", KIND_DATE, 0, NULL, CELL_REFUSED, "2022-03-01" },
	{ "21 April", KIND_DATE, 0, NULL, CELL_REFUSED, "without its year" },
	{ "21/04/2022 09:15", KIND_DATE, 0, NULL, CELL_REFUSED, "time of day" },
	{ "2022-03", KIND_MONTH, 0, NULL, CELL_VALUE, "2022-03" },
	{ "Mar-22", KIND_MONTH, 0, NULL, CELL_VALUE, "2022-03" },
	{ "2022-13", KIND_MONTH, 0, NULL, CELL_REFUSED, "not a month" },
	{ "2017/18 Q2", KIND_QUARTER, 0, NULL, CELL_VALUE, "2017/18 Q2" },
	{ "Q2 2017-18", KIND_QUARTER, 0, NULL, CELL_VALUE, "2017/18 Q2" },
	{ "Q2", KIND_QUARTER, 0, NULL, CELL_REFUSED, "not a quarter" },
	{ "2017/19", KIND_YEAR, 0, NULL, CELL_REFUSED, "not a financial year" },
	{ "1999/00", KIND_YEAR, 0, NULL, CELL_VALUE, "1999/00" },
	{ "40 days", KIND_DAYS, 0, NULL, CELL_VALUE, "40 days" },
	{ "40", KIND_DAYS, 0, NULL, CELL_VALUE, "40 days" },
	{ "28 working days", KIND_WORKING_DAYS, 0, NULL, CELL_VALUE, "28 working days" },
	{ "28 days", KIND_WORKING_DAYS, 0, NULL, CELL_REFUSED, "not a number of" },
	{ "A-", KIND_LABEL, 0, "A|A-", CELL_VALUE, "A-" },
	{ "a-", KIND_LABEL, 0, "A|A-", CELL_VALUE, "A-" },
	{ "a", KIND_LABEL, 0, "A-|A", CELL_VALUE, "A" },
	{ "A_", KIND_LABEL, 0, "A|A-", CELL_VALUE, "A-" },
	{ "x y", KIND_LABEL, 0, "x-y|x_y", CELL_REFUSED, "could be x-y or x_y" },
	{ "x_y", KIND_LABEL, 0, "x-y|x_y", CELL_VALUE, "x_y" },
	{ "RED", KIND_LABEL, 0, "red|Red", CELL_REFUSED, "could be red or Red" },
	{ "R ed", KIND_LABEL, 0, "Red|GP Details", CELL_REFUSED, "not one of Red or GP Details" },
	{ "GPDetails", KIND_LABEL, 0, "Red|GP Details", CELL_REFUSED, "not one of" },
	{ "GP \n\xC2\xA0 details", KIND_LABEL, 0, "Red|GP Details", CELL_VALUE, "GP Details" },
	{ "-", KIND_LABEL, MADE_BLANK, "Red|GP Details", CELL_BLANK, "a dash" },
	{ "y-es", KIND_YES_NO, 0, NULL, CELL_REFUSED, "not yes or no" },
	{ "gp-details", KIND_LABEL, 0, "Red|GP Details", CELL_VALUE, "GP Details" },
	{ "None", KIND_LABEL, MADE_BLANK, "None|Some", CELL_VALUE, "None" },
	{ "Ree", KIND_LABEL, 0, "Red|GP Details", CELL_REFUSED, "not one of Red or GP Details" },
	{ "TRUE", KIND_YES_NO, 0, NULL, CELL_VALUE, "yes" },
	{ "maybe", KIND_YES_NO, 0, NULL, CELL_REFUSED, "not yes or no" },
	{ "", KIND_YES_NO, MADE_BLANK_NO, NULL, CELL_BLANK, NULL },
	{ "p87001", KIND_TEXT, MADE_SMALL, "@#####", CELL_VALUE, "P87001" },
	{ "p87001", KIND_TEXT, 0, "@#####", CELL_REFUSED, "small letters" },
	{ "P870O1", KIND_TEXT, 0, "@#####", CELL_REFUSED, "letter O" },
	{ "123", KIND_TEXT, 0, "######", CELL_REFUSED, "dropped the zeros" },
	{ "1E5", KIND_TEXT, 0, "###", CELL_REFUSED, "into a number" },
	{ "far too long to be any number, date or amount of money in this world", KIND_MONEY, 0,
	    NULL, CELL_REFUSED, "too long" }
};

static void
cells_are_read_by_kind(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct arena arena = ARENA_INIT;
		struct made_field spec = { "x", samples[i].kind, samples[i].flags,
		    samples[i].extra, NULL };
		const struct table *table = made_table(&arena, &spec, 1);
		struct cell cell;
		char folded[128];

		field_read(&cell, table->columns[0], samples[i].text, strlen(samples[i].text),
		    folded, &arena);
		if (cell.result != samples[i].result)
			fail_msg("'%s' gave %d: %s", samples[i].text, (int)cell.result,
			    cell.cause != NULL ? cell.cause : "");
		if (cell.result == CELL_VALUE) {
			assert_int_equal(cell.value.state, GIVEN);
			assert_string_equal(value_spell(&arena, &cell.value, SPELL_PLAIN),
			    samples[i].expected);
			assert_null(cell.cause);
		} else if (samples[i].expected != NULL) {
			assert_non_null(cell.cause);
			if (strstr(cell.cause, samples[i].expected) == NULL)
				fail_msg("'%s': %s", samples[i].text, cell.cause);
		}
		if (cell.result == CELL_REFUSED) {
			assert_int_equal(cell.value.state, UNKNOWN);
			assert_non_null(cell.fix);
		}
		arena_release(&arena);
	}
}

static void
styles_are_told_apart(void **state)
{
	static const struct {
		const char *text;
		enum kind kind;
		unsigned style;
	} rows[] = {
		{ "2022-04-21", KIND_DATE, STYLE_ISO },
		{ "21/04/2022", KIND_DATE, STYLE_DAY_FIRST },
		{ "04/21/2022", KIND_DATE, STYLE_MONTH_FIRST },
		{ "03/04/2022", KIND_DATE, STYLE_SLASHED | STYLE_EITHER },
		{ "04/04/2022", KIND_DATE, STYLE_SLASHED },
		{ "4.3.22", KIND_DATE, STYLE_SLASHED | STYLE_EITHER | STYLE_SHORT_YEAR },
		{ "21/4/22", KIND_DATE, STYLE_DAY_FIRST | STYLE_SHORT_YEAR },
		{ "1/13/2022 14:05", KIND_DATE, STYLE_MONTH_FIRST },
		{ "1/13/2022 (est)", KIND_DATE, STYLE_MONTH_FIRST },
		{ "13/1/2022 14:05", KIND_DATE, STYLE_DAY_FIRST },
		{ "1/3/2022 2:05 PM", KIND_DATE, STYLE_SLASHED | STYLE_EITHER },
		{ "2022-04-21 14:05", KIND_DATE, STYLE_ISO },
		{ "13/1/2022 (est)", KIND_DATE, 0 }, { "31/02/2022", KIND_DATE, 0 },
		{ "21-Apr-22", KIND_DATE, STYLE_WORDED | STYLE_SHORT_YEAR },
		{ "21 April 2022", KIND_DATE, STYLE_WORDED }, { "60%", KIND_PERCENT, STYLE_SIGN },
		{ "1", KIND_PERCENT, STYLE_NO_SIGN }, { "0", KIND_PERCENT, STYLE_NO_SIGN },
		{ "0.00", KIND_PERCENT, STYLE_NO_SIGN },
		{ "-0.01", KIND_PERCENT, STYLE_NO_SIGN | STYLE_UNDER_ONE },
		{ "-60", KIND_PERCENT, STYLE_NO_SIGN | STYLE_OVER_ONE },
		{ "0.12345678901", KIND_PERCENT, STYLE_NO_SIGN | STYLE_UNDER_ONE },
		{ "1.01", KIND_PERCENT, STYLE_NO_SIGN | STYLE_OVER_ONE },
		{ "7", KIND_NUMBER, 0 }
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct arena arena = ARENA_INIT;
		struct made_field spec = { "x", rows[i].kind, 0, NULL, NULL };
		struct cell cell;

		field_read(&cell, made_table(&arena, &spec, 1)->columns[0], rows[i].text,
		    strlen(rows[i].text), NULL, &arena);
		if (cell.style != rows[i].style)
			fail_msg("'%s' has style %u", rows[i].text, cell.style);
		/* Rounding makes no share of 1 larger than it is. */
		spec.flags = MADE_ROUNDED;
		field_read(&cell, made_table(&arena, &spec, 1)->columns[0], rows[i].text,
		    strlen(rows[i].text), NULL, &arena);
		assert_int_equal(cell.style, rows[i].style);
		arena_release(&arena);
	}
}

static void
patterns_are_said_in_words(void **state)
{
	struct arena arena = ARENA_INIT;

	(void)state;
	assert_string_equal(pattern_in_words(&arena, "@#####"), "one letter, five digits");
	assert_string_equal(pattern_in_words(&arena, "CAS-?\?-#"),
	    "'CAS-', two letters or digits, '-', one digit");
	assert_true(pattern_fits("@#?", "A1B", 3));
	assert_false(pattern_fits("@#?", "A1", 2));
	assert_false(pattern_fits("@#?", "A1BC", 4));
	arena_release(&arena);
}

static void
a_setting_is_read_without_a_field(void **state)
{
	struct arena arena = ARENA_INIT;
	struct value value;
	const char *cause;

	(void)state;
	assert_true(field_read_kind(&value, type_plain(KIND_DAYS), "30 days", 7, &arena, &cause));
	assert_int_equal(value.num, 30);
	assert_int_equal(value.state, GIVEN);
	assert_false(field_read_kind(&value, type_plain(KIND_DAYS), "soon", 4, &arena, &cause));
	assert_non_null(strstr(cause, "not a number of days"));
	assert_false(field_read_kind(&value, type_plain(KIND_DATE), " ", 1, &arena, &cause));
	assert_true(field_read_kind(&value, type_plain(KIND_TEXT), " a b ", 5, &arena, &cause));
	assert_int_equal(value.text_length, 3);
	arena_release(&arena);
}

/* Whatever went wrong in Excel, in a cell of any kind, blank allowed or not: refused,
 * with its cause and what to do. */
static void
excel_errors_are_refused_everywhere(void **state)
{
	static const char *const errors[] = {
		"#N/A", "#DIV/0!", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#SPILL!",
		"#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!",
		"#GETTING_DATA"
	};
	static const enum kind kinds[] = { KIND_TEXT, KIND_YES_NO, KIND_NUMBER, KIND_DATE,
	    KIND_QUARTER, KIND_DAYS };
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		for (size_t j = 0; j < 2 * sizeof(kinds) / sizeof(kinds[0]); j++) {
			struct made_field spec = { "x", kinds[j / 2], j % 2 == 0 ? 0 : MADE_BLANK,
			    NULL, NULL };
			const struct table *table = made_table(&arena, &spec, 1);
			struct cell cell;

			field_read(&cell, table->columns[0], errors[i], strlen(errors[i]), NULL,
			    &arena);
			assert_int_equal(cell.result, CELL_REFUSED);
			assert_int_equal(cell.value.state, UNKNOWN);
			if (strstr(cell.cause, errors[i]) == NULL)
				fail_msg("%s: %s", errors[i], cell.cause);
			assert_non_null(strstr(cell.fix, "put the formula right in Excel"));
		}
	}
	arena_release(&arena);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_read_by_kind),
		cmocka_unit_test(excel_errors_are_refused_everywhere),
		cmocka_unit_test(styles_are_told_apart),
		cmocka_unit_test(patterns_are_said_in_words),
		cmocka_unit_test(a_setting_is_read_without_a_field)
	};

	return RUN_TESTS(tests);
}
