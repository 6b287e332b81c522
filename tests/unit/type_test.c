/* Kinds, decimals beside fractions, and rounding. */
#include "tests/unit/test.h"

#include <stdbool.h>
#include <string.h>

#include "lang/type.h"

static struct value
decimal(enum kind kind, int64_t num)
{
	return (struct value){ .state = GIVEN, .type = type_plain(kind), .num = num };
}

static struct value
fraction(enum kind kind, int64_t num, int64_t den)
{
	struct value value = decimal(kind, num);

	value.type.fraction = true;
	value.den = den;
	return value;
}

/* ---- kinds and labels ---- */

static const struct kind_row {
	enum kind kind;
	const char *name;
	bool length, quantity, period;
	int64_t scale;
} kind_rows[] = {
	{ KIND_ERROR, "unknown kind", false, false, false, 1 },
	{ KIND_TEXT, "text", false, false, false, 1 },
	{ KIND_YES_NO, "yes or no", false, false, false, 1 },
	{ KIND_LABEL, "label", false, false, false, 1 },
	{ KIND_NUMBER, "number", false, true, false, 1000000000 },
	{ KIND_PERCENT, "percent", false, true, false, 1000000000 },
	{ KIND_MONEY, "money", false, true, false, 100 },
	{ KIND_DATE, "date", false, false, false, 1 },
	{ KIND_MONTH, "month", false, false, true, 1 },
	{ KIND_QUARTER, "quarter", false, false, true, 1 },
	{ KIND_YEAR, "year", false, false, true, 1 },
	{ KIND_QUARTER_OF_YEAR, "quarter of the year", false, false, false, 1 },
	{ KIND_DAYS, "days", true, false, false, 1 },
	{ KIND_WEEKS, "weeks", true, false, false, 1 },
	{ KIND_WORKING_DAYS, "working days", true, false, false, 1 },
	{ KIND_MONTHS, "months", true, false, false, 1 },
	{ KIND_QUARTERS, "quarters", true, false, false, 1 },
	{ KIND_YEARS, "years", true, false, false, 1 },
};

static void
every_kind_has_its_name_and_class(void **state)
{
	(void)state;
	assert_int_equal(sizeof(kind_rows) / sizeof(kind_rows[0]), KIND_YEARS + 1);
	for (size_t i = 0; i < sizeof(kind_rows) / sizeof(kind_rows[0]); i++) {
		const struct kind_row *row = &kind_rows[i];

		assert_int_equal(row->kind, i);
		assert_string_equal(kind_name(row->kind), row->name);
		assert_int_equal(kind_is_length(row->kind), row->length);
		assert_int_equal(kind_is_quantity(row->kind), row->quantity);
		assert_int_equal(kind_is_period(row->kind), row->period);
		assert_int_equal(kind_scale(row->kind), row->scale);
		assert_int_equal(type_plain(row->kind).kind, row->kind);
		assert_false(type_plain(row->kind).fraction || type_plain(row->kind).can_be_empty);
	}
	assert_ptr_equal(type_plain(KIND_YES_NO).labels, &label_set_yes_no);
	assert_null(type_plain(KIND_NUMBER).labels);
}

static void
label_sets_know_their_names_and_all_their_bits(void **state)
{
	static const char *names[LABELS_MAX];
	struct label_set full = { .count = LABELS_MAX, .names = names },
			 none = { .count = 0, .names = names };

	(void)state;
	for (int i = 0; i < LABELS_MAX; i++)
		names[i] = "x";
	names[LABELS_MAX - 1] = "last";
	assert_true(label_set_all(&full) == UINT64_MAX >> 1);
	assert_true((label_set_all(&full) & LABEL_NOTHING) == 0);
	assert_true(label_set_all(&none) == 0);
	assert_int_equal(label_set_find(&full, "last"), LABELS_MAX - 1);
	assert_int_equal(label_set_find(&full, "x"), 0);
	assert_int_equal(label_set_find(&full, "Last"), -1);
	assert_int_equal(label_set_find(&none, "x"), -1);
	assert_true(label_set_all(&label_set_yes_no) == (LABEL_YES | LABEL_NO));
	/* five states of a deadline, four of a letter, in the order of their enumerators */
	assert_int_equal(label_set_deadline.count, 5);
	assert_int_equal(label_set_find(&label_set_deadline, "Missed"), 4);
	assert_int_equal(label_set_letter.count, 4);
	assert_int_equal(label_set_find(&label_set_letter, "Not_due"), 3);
	assert_true(UINT64_C(1) << label_set_find(&label_set_yes_no, "yes") == LABEL_YES);
	assert_true(UINT64_C(1) << label_set_find(&label_set_yes_no, "no") == LABEL_NO);
	assert_int_equal(label_set_find(&label_set_deadline, "Not_started"), DEADLINE_NOT_STARTED);
	assert_int_equal(label_set_find(&label_set_deadline, "Running"), DEADLINE_RUNNING);
	assert_int_equal(label_set_find(&label_set_deadline, "Met"), DEADLINE_MET);
	assert_int_equal(label_set_find(&label_set_deadline, "Met_late"), DEADLINE_MET_LATE);
	assert_int_equal(label_set_find(&label_set_deadline, "Missed"), DEADLINE_MISSED);
}

/* ---- arithmetic ---- */

static const struct mixed_row {
	enum kind kind;
	int64_t units;		/* a decimal */
	int64_t num, den;	/* a fraction */
	int order;
} mixed_rows[] = {
	{ KIND_MONEY, 50, 1, 2, 0 },
	{ KIND_MONEY, 33, 1, 3, -1 },
	{ KIND_MONEY, 34, 1, 3, 1 },
	{ KIND_PERCENT, INT64_C(60000000000), 60, 1, 0 },
	{ KIND_PERCENT, INT64_C(59999999999), 60, 1, -1 },
	{ KIND_PERCENT, INT64_C(66666666667), 200, 3, 1 },
	{ KIND_PERCENT, INT64_C(66666666666), 200, 3, -1 },
	{ KIND_NUMBER, INT64_MAX, INT64_MAX, 1000000000, 0 },
	{ KIND_NUMBER, INT64_MAX - 1, INT64_MAX, 1000000000, -1 },
	{ KIND_NUMBER, -INT64_MAX, INT64_MAX, 1, -1 },
	{ KIND_NUMBER, -INT64_MAX, -INT64_MAX, INT64_MAX, -1 },
	{ KIND_MONEY, INT64_MAX, INT64_MAX, 100, 0 },
	{ KIND_MONEY, INT64_MAX, INT64_MAX, 101, 1 },
	{ KIND_MONEY, INT64_MAX, INT64_MAX, 99, -1 },
	{ KIND_NUMBER, 1, 1, INT64_MAX, 1 },
	{ KIND_NUMBER, 0, 1, INT64_MAX, -1 },
	{ KIND_NUMBER, 0, 0, 1, 0 },
};

static void
a_decimal_and_a_fraction_compare_exactly_at_the_edges(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(mixed_rows) / sizeof(mixed_rows[0]); i++) {
		const struct mixed_row *row = &mixed_rows[i];
		struct value a = decimal(row->kind, row->units);
		struct value b = fraction(row->kind, row->num, row->den);

		if (exact_compare(&a, &b) != row->order || exact_compare(&b, &a) != -row->order)
			fail_msg("row %zu: %d", i, exact_compare(&a, &b));
	}
}

static void
weeks_and_days_compare_and_add_as_days(void **state)
{
	struct value week = decimal(KIND_WEEKS, 1), days = decimal(KIND_DAYS, 7), out;
	struct value many = decimal(KIND_WEEKS, INT64_MAX), most = decimal(KIND_DAYS, INT64_MAX);
	struct value least = decimal(KIND_WEEKS, -INT64_MAX);

	(void)state;
	assert_int_equal(exact_compare(&week, &days), 0);
	days.num = 8;
	assert_int_equal(exact_compare(&week, &days), -1);
	assert_int_equal(exact_compare(&days, &week), 1);
	assert_int_equal(exact_compare(&many, &most), 1);
	assert_int_equal(exact_compare(&least, &most), -1);
	assert_true(exact_add(&out, &week, &days));
	assert_int_equal(out.type.kind, KIND_DAYS);
	assert_int_equal(out.num, 15);
	assert_true(exact_subtract(&out, &days, &week));
	assert_int_equal(out.num, 1);
	assert_true(exact_add(&out, &week, &week));
	assert_int_equal(out.type.kind, KIND_WEEKS);
	assert_int_equal(out.num, 2);
	assert_false(exact_add(&out, &many, &days));
	assert_false(exact_subtract(&out, &least, &days));
}

static void
decimals_add_up_to_the_last_unit_that_fits(void **state)
{
	static const struct {
		int64_t a, b;
		bool sum, difference;
	} rows[] = {
		{ 1, 2, true, true },
		{ INT64_MAX, 0, true, true },
		{ INT64_MAX, 1, false, true },
		{ INT64_MAX - 1, 1, true, true },
		{ -INT64_MAX, -1, false, true },
		{ -INT64_MAX, 1, true, false },
		{ INT64_MAX, INT64_MAX, false, true },
		{ INT64_MAX, -INT64_MAX, true, false },
		{ -INT64_MAX, -INT64_MAX, false, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct value a = decimal(KIND_MONEY, rows[i].a), b = decimal(KIND_MONEY, rows[i].b);
		struct value out = decimal(KIND_DATE, 9);

		assert_int_equal(exact_add(&out, &a, &b), rows[i].sum);
		assert_int_equal(out.num, rows[i].sum ? rows[i].a + rows[i].b : 9);
		out = decimal(KIND_DATE, 9);
		assert_int_equal(exact_subtract(&out, &a, &b), rows[i].difference);
		assert_int_equal(out.num, rows[i].difference ? rows[i].a - rows[i].b : 9);
		assert_int_equal(out.den, 0);
	}
}

static const struct product_row {
	enum kind a;
	int64_t a_units;
	enum kind b;
	int64_t b_units;
	bool divided;
	enum kind kind;
	int64_t num, den;
} product_rows[] = {
	/* £50 times 10% is £5, whichever comes first; £2.50 times 3 */
	{ KIND_MONEY, 5000, KIND_PERCENT, INT64_C(10000000000), false, KIND_MONEY, 5, 1 },
	{ KIND_PERCENT, INT64_C(10000000000), KIND_MONEY, 5000, false, KIND_MONEY, 5, 1 },
	{ KIND_MONEY, 250, KIND_NUMBER, INT64_C(3000000000), false, KIND_MONEY, 15, 2 },
	{ KIND_NUMBER, INT64_C(3000000000), KIND_MONEY, 250, false, KIND_MONEY, 15, 2 },
	/* 2 times 10% keeps the number; 10% times 2 is 20%; half of half is a quarter */
	{ KIND_NUMBER, INT64_C(2000000000), KIND_PERCENT, INT64_C(10000000000), false, KIND_NUMBER,
	  1, 5 },
	{ KIND_PERCENT, INT64_C(10000000000), KIND_NUMBER, INT64_C(2000000000), false, KIND_PERCENT,
	  20, 1 },
	{ KIND_PERCENT, INT64_C(50000000000), KIND_PERCENT, INT64_C(50000000000), false,
	  KIND_PERCENT, 25, 1 },
	{ KIND_NUMBER, INT64_C(1500000000), KIND_NUMBER, INT64_C(-2000000000), false, KIND_NUMBER,
	  -3, 1 },
	{ KIND_NUMBER, 0, KIND_NUMBER, INT64_C(-2000000000), false, KIND_NUMBER, 0, 1 },
	/* like by like is a number; by a number it stays what it is */
	{ KIND_MONEY, 1000, KIND_MONEY, 300, true, KIND_NUMBER, 10, 3 },
	{ KIND_PERCENT, INT64_C(60000000000), KIND_PERCENT, INT64_C(40000000000), true, KIND_NUMBER,
	  3, 2 },
	{ KIND_MONEY, 1000, KIND_NUMBER, INT64_C(-3000000000), true, KIND_MONEY, -10, 3 },
	{ KIND_PERCENT, INT64_C(10000000000), KIND_NUMBER, INT64_C(4000000000), true, KIND_PERCENT,
	  5, 2 },
	{ KIND_NUMBER, INT64_MAX, KIND_NUMBER, INT64_MAX, true, KIND_NUMBER, 1, 1 },
	{ KIND_NUMBER, INT64_MAX, KIND_NUMBER, -INT64_MAX, true, KIND_NUMBER, -1, 1 },
};

static void
products_and_quotients_have_the_right_kind(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(product_rows) / sizeof(product_rows[0]); i++) {
		const struct product_row *row = &product_rows[i];
		struct value a = decimal(row->a, row->a_units), b = decimal(row->b, row->b_units),
		    out;

		assert_true(row->divided ? exact_divide(&out, &a, &b) : exact_multiply(&out, &a,
		    &b));
		if (out.type.kind != row->kind || out.num != row->num || out.den != row->den)
			fail_msg("row %zu: %s %lld/%lld", i, kind_name(out.type.kind),
			    (long long)out.num,
			    (long long)out.den);
	}
}

static void
nothing_is_divided_by_zero(void **state)
{
	struct value one = decimal(KIND_NUMBER, 1), zero = decimal(KIND_NUMBER, 0), out = one;
	struct value nought = fraction(KIND_NUMBER, 0, 1);

	(void)state;
	out.num = 42;
	assert_false(exact_divide(&out, &one, &zero));
	assert_false(exact_divide(&out, &zero, &zero));
	assert_false(exact_divide(&out, &one, &nought));
	assert_int_equal(out.num, 42);
}

static void
a_result_may_be_put_where_an_operand_was(void **state)
{
	struct value a = fraction(KIND_NUMBER, 1, 3), b = fraction(KIND_NUMBER, 1, 6);

	(void)state;
	assert_true(exact_add(&a, &a, &b));
	assert_int_equal(a.num, 1);
	assert_int_equal(a.den, 2);
	assert_true(exact_multiply(&b, &a, &b));
	assert_int_equal(b.den, 12);
	assert_true(exact_subtract(&a, &a, &a));
	assert_int_equal(a.num, 0);
	assert_int_equal(a.den, 1);
}

static void
texts_compare_by_their_bytes(void **state)
{
	static const struct {
		const char *a, *b;
		int order;
	} rows[] = {
		{ "", "", 0 }, { "", "a", -1 }, { "a", "", 1 }, { "a", "a", 0 }, { "a", "ab", -1 },
		{ "B", "a", -1 }, { "a", "\xC3\xA9", -1 }, { "ab", "aa", 1 },
	};
	/* What stands behind the end of a text is not its own. */
	struct value long_one = decimal(KIND_TEXT, 0), cut = decimal(KIND_TEXT, 0);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct value a = decimal(KIND_TEXT, 0), b = decimal(KIND_TEXT, 0);

		a.text = rows[i].a;
		a.text_length = strlen(rows[i].a);
		b.text = rows[i].b;
		b.text_length = strlen(rows[i].b);
		assert_int_equal(exact_compare(&a, &b), rows[i].order);
	}
	long_one.text = "abc";
	long_one.text_length = 3;
	cut.text = "abz";
	cut.text_length = 2;
	assert_int_equal(exact_compare(&cut, &long_one), -1);
	assert_int_equal(exact_compare(&long_one, &cut), 1);
}

/* ---- rounding ---- */

static const struct round_row {
	enum kind kind;
	int64_t num, den;
	int places;
	int64_t up, even;	/* units; half up is away from zero */
} round_rows[] = {
	{ KIND_NUMBER, 5, 2, 0, INT64_C(3000000000), INT64_C(2000000000) },
	{ KIND_NUMBER, -5, 2, 0, INT64_C(-3000000000), INT64_C(-2000000000) },
	{ KIND_NUMBER, 7, 2, 0, INT64_C(4000000000), INT64_C(4000000000) },
	{ KIND_NUMBER, -7, 2, 0, INT64_C(-4000000000), INT64_C(-4000000000) },
	{ KIND_NUMBER, 1, 2, 0, INT64_C(1000000000), 0 },
	{ KIND_NUMBER, -1, 2, 0, INT64_C(-1000000000), 0 },
	{ KIND_NUMBER, 249999999, 100000000, 0, INT64_C(2000000000), INT64_C(2000000000) },
	{ KIND_NUMBER, 250000001, 100000000, 0, INT64_C(3000000000), INT64_C(3000000000) },
	{ KIND_NUMBER, 1, 3, 9, 333333333, 333333333 },
	{ KIND_NUMBER, 2, 3, 9, 666666667, 666666667 },
	{ KIND_NUMBER, 1250000000, 0, 1, INT64_C(1300000000), INT64_C(1200000000) },
	{ KIND_NUMBER, 1250000000, 0, 9, INT64_C(1250000000), INT64_C(1250000000) },
	{ KIND_NUMBER, -1350000000, 0, 1, INT64_C(-1400000000), INT64_C(-1400000000) },
	{ KIND_PERCENT, 125, 2, 0, INT64_C(63000000000), INT64_C(62000000000) },
	{ KIND_PERCENT, 200, 3, 1, INT64_C(66700000000), INT64_C(66700000000) },
	{ KIND_MONEY, 50, 0, 0, 100, 0 },
	{ KIND_MONEY, 150, 0, 0, 200, 200 },
	{ KIND_MONEY, -250, 0, 0, -300, -200 },
	{ KIND_MONEY, 1, 8, 2, 13, 12 },
	{ KIND_MONEY, -3, 8, 2, -38, -38 },
	/* More places than the kind has: rounded once, at its last place. */
	{ KIND_MONEY, 2, 3, 5, 67, 67 },
	{ KIND_MONEY, 1, 3, 9, 33, 33 },
	{ KIND_MONEY, 123, 0, 4, 123, 123 },
	{ KIND_MONEY, 124999, 100000, 4, 125, 125 },
	{ KIND_DAYS, 41, 0, 0, 41, 41 },
	{ KIND_DAYS, -41, 0, 3, -41, -41 },
	{ KIND_NUMBER, INT64_MAX, 0, 9, INT64_MAX, INT64_MAX },
	{ KIND_MONEY, INT64_MAX, 0, 2, INT64_MAX, INT64_MAX },
};

static void
halves_round_away_from_zero_or_to_even_as_asked(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(round_rows) / sizeof(round_rows[0]); i++) {
		const struct round_row *row = &round_rows[i];
		struct value value = decimal(row->kind, row->num), up, even;

		value.den = row->den;
		assert_true(exact_round(&up, &value, ROUND_HALF_UP, row->places));
		assert_true(exact_round(&even, &value, ROUND_HALF_EVEN, row->places));
		if (up.num != row->up || even.num != row->even)
			fail_msg("row %zu: %lld, %lld", i, (long long)up.num, (long long)even.num);
		assert_int_equal(up.den, 0);
		assert_false(up.type.fraction);
		assert_int_equal(up.type.kind, row->kind);
	}
}

static void
what_is_too_large_when_rounded_is_refused(void **state)
{
	struct value large = fraction(KIND_NUMBER, INT64_MAX, 1), edge = decimal(KIND_NUMBER,
	    INT64_MAX);
	struct value money = fraction(KIND_MONEY, INT64_MAX / 100 + 1, 1), out = decimal(KIND_DATE,
	    5);

	(void)state;
	assert_false(exact_round(&out, &large, ROUND_HALF_UP, 0));
	assert_false(exact_round(&out, &edge, ROUND_HALF_UP, 0));	/* …854.775: up to 855 */
	assert_false(exact_round(&out, &money, ROUND_HALF_EVEN, 2));
	assert_int_equal(out.num, 5);
	money.num--;
	assert_true(exact_round(&out, &money, ROUND_HALF_EVEN, 2));
	assert_int_equal(out.num, INT64_MAX / 100 * 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_has_its_name_and_class),
		cmocka_unit_test(label_sets_know_their_names_and_all_their_bits),
		cmocka_unit_test(a_decimal_and_a_fraction_compare_exactly_at_the_edges),
		cmocka_unit_test(weeks_and_days_compare_and_add_as_days),
		cmocka_unit_test(decimals_add_up_to_the_last_unit_that_fits),
		cmocka_unit_test(products_and_quotients_have_the_right_kind),
		cmocka_unit_test(nothing_is_divided_by_zero),
		cmocka_unit_test(a_result_may_be_put_where_an_operand_was),
		cmocka_unit_test(texts_compare_by_their_bytes),
		cmocka_unit_test(halves_round_away_from_zero_or_to_even_as_asked),
		cmocka_unit_test(what_is_too_large_when_rounded_is_refused),
	};

	return RUN_TESTS(tests);
}
