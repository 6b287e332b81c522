/* kernels_test: the truth tables in full, exact edges, and what does not fit. */
#include "tests/unit/test.h"

#include <string.h>

#include "interp/kernels.h"
#include "lang/date.h"

enum { ROWS = 70 };	/* more than one word of a rail */

static struct arena arena;

static int
setup(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static struct vec *
make(enum shape shape, enum kind kind)
{
	struct vec *vec = arena_new(&arena, struct vec);
	struct type type = type_plain(kind);

	type.fraction = shape == SHAPE_FRACTION;
	vec_init(vec, &arena, shape, type);
	return vec;
}

/* 'y', 'n', '?' of a condition. */
static void
put_truth(struct vec *vec, uint32_t row, char answer)
{
	if (answer == 'y')
		RAIL_SET(vec->yes, row);
	if (answer == 'n')
		RAIL_SET(vec->no, row);
}

static char
truth(const struct vec *vec, uint32_t row)
{
	bool yes = RAIL_GET(vec->yes, row), no = RAIL_GET(vec->no, row);

	assert_false(yes && no);
	return yes ? 'y' : no ? 'n' : '?';
}

static void
put(struct vec *vec, uint32_t row, int64_t num)
{
	vec->num[row] = num;
	RAIL_SET(vec->given, row);
}

static void
put_fraction(struct vec *vec, uint32_t row, int64_t num, int64_t den)
{
	put(vec, row, num);
	vec->den[row] = den;
}

static void
put_text(struct vec *vec, uint32_t row, const char *text)
{
	vec->text[row] = (struct text){ text, (uint32_t)strlen(text) };
	RAIL_SET(vec->given, row);
}

/* 'g' given, '0' nothing, '?' unknown */
static char
presence(const struct vec *vec, uint32_t row)
{
	bool given = RAIL_GET(vec->given, row), nothing = RAIL_GET(vec->nothing, row);

	assert_false(given && nothing);
	return given ? 'g' : nothing ? '0' : '?';
}

static void
no_row_past_the_end(const struct vec *vec, uint32_t rows)
{
	for (uint32_t row = rows; row < BATCH_ROWS; row++) {
		assert_false(RAIL_GET(vec->yes, row));
		assert_false(RAIL_GET(vec->no, row));
	}
}

static void
check_list(kernel *run, const char *expected)
{
	static const char answers[] = "yn?";
	struct vec *a = make(SHAPE_TRUTH, KIND_YES_NO), *b = make(SHAPE_TRUTH, KIND_YES_NO);
	struct vec *out = make(SHAPE_TRUTH, KIND_YES_NO);
	const struct vec *parts[] = { a, b };
	struct operands in = { .rows = ROWS, .parts = parts, .part_count = 2 };

	for (uint32_t i = 0; i < 9; i++) {
		put_truth(a, 60 + i, answers[i / 3]);
		put_truth(b, 60 + i, answers[i % 3]);
	}
	run(out, &in);
	for (uint32_t i = 0; i < 9; i++)
		assert_int_equal(truth(out, 60 + i), expected[i]);
	no_row_past_the_end(out, ROWS);
}

static void
all_of_two_follows_its_truth_table(void **state)
{
	(void)state;
	check_list(kernel_all, "yn?" "nnn" "?n?");
}

static void
any_of_two_follows_its_truth_table(void **state)
{
	(void)state;
	check_list(kernel_any, "yyy" "yn?" "y??");
}

static void
not_exchanges_yes_and_no(void **state)
{
	struct vec *a = make(SHAPE_TRUTH, KIND_YES_NO), *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = ROWS, .a = a };

	(void)state;
	put_truth(a, 0, 'y');
	put_truth(a, 1, 'n');
	kernel_not(out, &in);
	assert_int_equal(truth(out, 0), 'n');
	assert_int_equal(truth(out, 1), 'y');
	assert_int_equal(truth(out, 2), '?');
	kernel_not(out, &(struct operands){ .rows = ROWS, .a = out });
	assert_int_equal(truth(out, 0), 'y');
}

/* Rows: 39/40, 40/40, 41/40, the extremes, unknown and nothing on either side. */
static void
check_comparison(kernel *run, const char *expected)
{
	static const int64_t left[] = { 39, 40, 41, INT64_MAX, -INT64_MAX };
	static const int64_t right[] = { 40, 40, 40, -INT64_MAX, INT64_MAX };
	struct vec *a = make(SHAPE_FIGURE, KIND_DAYS), *b = make(SHAPE_FIGURE, KIND_DAYS);
	struct vec *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = ROWS, .a = a, .b = b };

	for (uint32_t i = 0; i < 5; i++) {
		put(a, 62 + i, left[i]);
		put(b, 62 + i, right[i]);
	}
	put(a, 0, 1);			/* beside an unknown */
	put(a, 1, 1);			/* beside nothing */
	RAIL_SET(b->nothing, 1);
	RAIL_SET(a->nothing, 2);	/* nothing beside nothing */
	RAIL_SET(b->nothing, 2);
	run(out, &in);
	for (uint32_t i = 0; i < 5; i++)
		assert_int_equal(truth(out, 62 + i), expected[i]);
	for (uint32_t row = 0; row < 4; row++)
		assert_int_equal(truth(out, row), '?');
	no_row_past_the_end(out, ROWS);
}

static void
figures_compare_at_the_exact_edge(void **state)
{
	(void)state;
	check_comparison(kernel_less_figure, "ynnny");
	check_comparison(kernel_same_figure, "nynnn");
	check_comparison(kernel_less_exact, "ynnny");
	check_comparison(kernel_same_exact, "nynnn");
}

static void
weeks_count_seven_days(void **state)
{
	struct vec *weeks = make(SHAPE_FIGURE, KIND_WEEKS), *days = make(SHAPE_FIGURE, KIND_DAYS);
	struct vec *sum = make(SHAPE_FIGURE, KIND_DAYS);
	struct vec *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = 3, .a = days, .b = weeks };

	(void)state;
	for (uint32_t row = 0; row < 3; row++) {
		put(weeks, row, 2);
		put(days, row, 13 + row);
	}
	kernel_less_exact(out, &in);
	assert_int_equal(truth(out, 0), 'y');
	assert_int_equal(truth(out, 1), 'n');
	kernel_same_exact(out, &in);
	assert_int_equal(truth(out, 1), 'y');
	assert_int_equal(truth(out, 2), 'n');
	/* added up they are days */
	kernel_add_exact(sum, &in);
	assert_int_equal(presence(sum, 1), 'g');
	assert_int_equal(sum->num[1], 28);
	kernel_subtract_exact(sum, &in);
	assert_int_equal(sum->num[2], 1);
}

/* 59.999… % as a fraction lies below 60 %, however near. */
static void
fractions_compare_crosswise(void **state)
{
	struct vec *a = make(SHAPE_FRACTION, KIND_PERCENT), *b = make(SHAPE_FIGURE, KIND_PERCENT);
	struct vec *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = 3, .a = a, .b = b };

	(void)state;
	put_fraction(a, 0, INT64_C(599999999999999999), INT64_C(10000000000000000));
	put_fraction(a, 1, 60, 1);
	put_fraction(a, 2, INT64_C(600000000000000001), INT64_C(10000000000000000));
	for (uint32_t row = 0; row < 3; row++)
		put(b, row, INT64_C(60000000000));
	kernel_less_exact(out, &in);
	assert_int_equal(truth(out, 0), 'y');
	assert_int_equal(truth(out, 1), 'n');
	assert_int_equal(truth(out, 2), 'n');
	kernel_same_exact(out, &in);
	assert_int_equal(truth(out, 1), 'y');
	assert_int_equal(truth(out, 2), 'n');
}

static void
text_compares_by_bytes(void **state)
{
	struct vec *a = make(SHAPE_TEXT, KIND_TEXT), *b = make(SHAPE_TEXT, KIND_TEXT);
	struct vec *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = 10, .a = a, .b = b };

	(void)state;
	put_text(a, 9, "a");
	put_text(b, 9, "b");
	put_text(a, 6, "b");
	put_text(b, 6, "aa");
	put_text(a, 7, "");
	put_text(b, 7, "a");
	put_text(a, 8, "");
	put_text(b, 8, "");
	/* what stands behind the end of a text is not its own */
	put_text(a, 4, "abz");
	a->text[4].length = 2;
	put_text(b, 4, "abc");
	put_text(a, 5, "abc");
	put_text(b, 5, "abz");
	b->text[5].length = 2;
	put_text(a, 0, "abc");
	put_text(b, 0, "abc");
	put_text(a, 1, "ab");
	put_text(b, 1, "abc");
	put_text(a, 2, "\xC3\xA9");
	put_text(b, 2, "z");
	put_text(a, 3, "x");
	/* not given: nobody may look there */
	b->text[3] = (struct text){ (const char *)(uintptr_t)8, 1 };
	kernel_same_text(out, &in);
	assert_int_equal(truth(out, 0), 'y');
	assert_int_equal(truth(out, 1), 'n');
	assert_int_equal(truth(out, 3), '?');
	for (uint32_t row = 4; row < 10; row++)
		assert_int_equal(truth(out, row), row == 8 ? 'y' : 'n');
	kernel_less_text(out, &in);
	assert_int_equal(truth(out, 0), 'n');
	assert_int_equal(truth(out, 1), 'y');
	assert_int_equal(truth(out, 2), 'n');
	assert_int_equal(truth(out, 3), '?');
	for (uint32_t row = 4; row < 9; row++)
		assert_int_equal(truth(out, row), "ynnyn"[row - 4]);
}

static void
like_fits_a_pattern(void **state)
{
	struct vec *a = make(SHAPE_TEXT, KIND_TEXT), *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = 3, .a = a, .with = { .pattern = "@##" } };

	(void)state;
	put_text(a, 0, "A12");
	put_text(a, 1, "112");
	kernel_like(out, &in);
	assert_int_equal(truth(out, 0), 'y');
	assert_int_equal(truth(out, 1), 'n');
	assert_int_equal(truth(out, 2), '?');
}

/* Labels A, B, C: every set of them, with and without nothing, asked for A or B. */
static void
labels_in_asks_all_that_is_still_possible(void **state)
{
	struct vec *a = make(SHAPE_LABELS, KIND_LABEL), *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = 15, .a = a, .with = { .labels = 3 } };
	/*                       A B AB C AC BC ABC */
	static const char sure[] = "yyyn???", open[] = "???????";

	(void)state;
	for (uint32_t row = 0; row < 7; row++) {
		a->labels[row] = row + 1;
		a->labels[7 + row] = (row + 1) | LABEL_NOTHING;
	}
	a->labels[14] = LABEL_NOTHING;
	kernel_labels_in(out, &in);
	for (uint32_t row = 0; row < 7; row++) {
		assert_int_equal(truth(out, row), sure[row]);
		assert_int_equal(truth(out, 7 + row), open[row]);
	}
	assert_int_equal(truth(out, 14), '?');
	no_row_past_the_end(out, 15);
	kernel_labels_given(out, &in);
	assert_int_equal(truth(out, 0), 'y');
	assert_int_equal(truth(out, 6), 'y');
	assert_int_equal(truth(out, 7), '?');
	assert_int_equal(truth(out, 14), 'n');
	no_row_past_the_end(out, 15);
}

/* a is of A, B, C; b of C, X, A: the names count, not the places. */
static void
labels_are_the_same_by_name(void **state)
{
	static const uint8_t map[LABELS_MAX] = { 2, LABELS_MAX, 0 };
	static const struct { uint64_t a, b; char answer;
	} rows[] = { { 1, 4, 'y' }, { 4, 1, 'y' }, { 1, 1, 'n' }, { 2, 2, 'n' }, { 1 | 2, 4, '?' },
		{ 1, 4 | 2, '?' }, { 2, 1 | 4, 'n' }, { 1, 4 | LABEL_NOTHING, '?' },
		{ LABEL_NOTHING, LABEL_NOTHING, '?' } };
	struct vec *a = make(SHAPE_LABELS, KIND_LABEL), *b = make(SHAPE_LABELS, KIND_LABEL);
	struct vec *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = 73, .a = a, .b = b, .with = { .map = map } };

	(void)state;
	for (uint32_t i = 0; i < 9; i++) {
		a->labels[64 + i] = rows[i].a;
		b->labels[64 + i] = rows[i].b;
	}
	kernel_labels_same(out, &in);
	for (uint32_t i = 0; i < 9; i++)
		assert_int_equal(truth(out, 64 + i), rows[i].answer);
	no_row_past_the_end(out, 73);
}

static void
given_and_a_list_of_nothing_read_the_rails(void **state)
{
	struct vec *a = make(SHAPE_FIGURE, KIND_DAYS), *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = 3, .a = a };

	(void)state;
	put(a, 0, 5);
	RAIL_SET(a->nothing, 1);
	kernel_given(out, &in);
	assert_int_equal(truth(out, 0), 'y');
	assert_int_equal(truth(out, 1), 'n');
	assert_int_equal(truth(out, 2), '?');
	kernel_one_of_none(out, &in);
	assert_int_equal(truth(out, 0), 'n');
	assert_int_equal(truth(out, 1), '?');
	assert_int_equal(truth(out, 2), '?');
}

static void
the_quarter_of_the_year_is_asked(void **state)
{
	struct vec *a = make(SHAPE_FIGURE, KIND_QUARTER), *out = make(SHAPE_TRUTH, KIND_YES_NO);
	struct operands in = { .rows = 5, .a = a, .with = { .labels = 6 } };

	(void)state;
	for (uint32_t row = 0; row < 4; row++)
		put(a, row, 8068 + row);
	kernel_quarter_is(out, &in);
	assert_int_equal(truth(out, 0), 'n');
	assert_int_equal(truth(out, 1), 'y');
	assert_int_equal(truth(out, 2), 'y');
	assert_int_equal(truth(out, 3), 'n');
	assert_int_equal(truth(out, 4), '?');
}

/* Every pair of given, nothing and unknown: nothing wins, then unknown. */
static void
check_presence(kernel *run, enum shape shape, enum kind kind, int64_t a_num, int64_t b_num,
    const struct kernel_with *with)
{
	static const char states[] = "g0?", expected[] = "g0?" "000" "?0?";
	struct vec *a = make(SHAPE_FIGURE, kind), *b = make(SHAPE_FIGURE, kind),
	           *out = make(shape, kind);
	struct operands in = { .rows = 9, .a = a, .b = b };

	if (with != NULL)
		in.with = *with;
	for (uint32_t row = 0; row < 9; row++) {
		if (states[row / 3] == 'g')
			put(a, row, a_num);
		if (states[row / 3] == '0')
			RAIL_SET(a->nothing, row);
		if (states[row % 3] == 'g')
			put(b, row, b_num);
		if (states[row % 3] == '0')
			RAIL_SET(b->nothing, row);
	}
	run(out, &in);
	for (uint32_t row = 0; row < 9; row++)
		assert_int_equal(presence(out, row), expected[row]);
	no_row_past_the_end(out, 9);
}

static void
nothing_in_gives_nothing_out_also_beside_an_unknown(void **state)
{
	static const struct kernel_with one = { .number = 1 };

	(void)state;
	check_presence(kernel_add_figure, SHAPE_FIGURE, KIND_MONEY, 1, 2, NULL);
	check_presence(kernel_subtract_figure, SHAPE_FIGURE, KIND_MONEY, 1, 2, NULL);
	check_presence(kernel_add_exact, SHAPE_FRACTION, KIND_NUMBER, 1, 2, NULL);
	check_presence(kernel_multiply, SHAPE_FRACTION, KIND_NUMBER, 1, 2, NULL);
	check_presence(kernel_divide, SHAPE_FRACTION, KIND_NUMBER, 1, 2, NULL);
	check_presence(kernel_share, SHAPE_FRACTION, KIND_NUMBER, 1, 2, NULL);
	check_presence(kernel_move_days, SHAPE_FIGURE, KIND_DATE, 40, 0, &one);
	check_presence(kernel_move_months, SHAPE_FIGURE, KIND_DATE, 1, 0, &one);
	check_presence(kernel_move_quarters_period, SHAPE_FIGURE, KIND_QUARTER, 1, 8068, &one);
	check_presence(kernel_span_days, SHAPE_FIGURE, KIND_DATE, 1, 5, &one);
}

static void
sums_that_do_not_fit_are_unknown(void **state)
{
	struct vec *a = make(SHAPE_FIGURE, KIND_MONEY), *b = make(SHAPE_FIGURE, KIND_MONEY);
	struct vec *out = make(SHAPE_FIGURE, KIND_MONEY);
	struct operands in = { .rows = 4, .a = a, .b = b };

	(void)state;
	put(a, 0, INT64_MAX);
	put(b, 0, 1);
	put(a, 1, -INT64_MAX);
	put(b, 1, -1);		/* INT64_MIN is no decimal */
	put(a, 2, INT64_MAX - 1);
	put(b, 2, 1);
	put(a, 3, -INT64_MAX + 1);
	put(b, 3, -1);
	kernel_add_figure(out, &in);
	assert_int_equal(presence(out, 0), '?');
	assert_int_equal(presence(out, 1), '?');
	assert_int_equal(presence(out, 2), 'g');
	assert_true(out->num[2] == INT64_MAX);
	assert_int_equal(presence(out, 3), 'g');
	put(b, 0, -1);
	put(b, 1, 1);
	kernel_subtract_figure(out, &in);
	assert_int_equal(presence(out, 0), '?');
	assert_int_equal(presence(out, 1), '?');
}

static void
a_division_by_zero_is_unknown(void **state)
{
	struct vec *a = make(SHAPE_FIGURE, KIND_NUMBER), *b = make(SHAPE_FIGURE, KIND_NUMBER);
	struct vec *out = make(SHAPE_FRACTION, KIND_NUMBER);
	struct operands in = { .rows = 2, .a = a, .b = b };

	(void)state;
	put(a, 0, 1000000000);
	put(b, 0, 0);
	put(a, 1, INT64_C(2000000000));
	put(b, 1, INT64_C(3000000000));
	kernel_divide(out, &in);
	assert_int_equal(presence(out, 0), '?');
	assert_int_equal(out->num[1], 2);
	assert_int_equal(out->den[1], 3);
	kernel_share(out, &in);
	assert_int_equal(presence(out, 0), '?');
	assert_int_equal(out->num[1], 200);
	assert_int_equal(out->den[1], 3);
}

static void
a_share_is_reduced_before_it_is_given_up(void **state)
{
	struct vec *a = make(SHAPE_FRACTION, KIND_NUMBER), *b = make(SHAPE_FRACTION, KIND_NUMBER);
	struct vec *out = make(SHAPE_FRACTION, KIND_PERCENT);
	struct operands in = { .rows = 9, .a = a, .b = b };

	(void)state;
	/* the widest parts there are, and what is one wider */
	put_fraction(a, 3, INT64_MAX, 1);
	put_fraction(b, 3, 100, 1);
	put_fraction(a, 4, -INT64_MAX, 1);
	put_fraction(b, 4, 100, 1);
	put_fraction(a, 5, -(INT64_C(1) << 61), 1);
	put_fraction(b, 5, 25, 1);
	put_fraction(a, 6, 1, 1);
	put_fraction(b, 6, INT64_MAX, 1);
	put_fraction(a, 7, 1, 3);
	put_fraction(b, 7, INT64_MAX, 1);
	put_fraction(a, 8, INT64_MAX, 1);
	put_fraction(b, 8, 1, INT64_MAX);
	put_fraction(a, 0, INT64_MAX, 3);
	put_fraction(b, 0, INT64_MAX, 7);	/* 7/3 of it: 700/3 % */
	put_fraction(a, 1, INT64_MAX, 1);
	put_fraction(b, 1, 1, 1);		/* 100 times too wide */
	put_fraction(a, 2, 1, 3);
	put_fraction(b, 2, -2, 3);
	kernel_share(out, &in);
	assert_int_equal(out->num[0], 700);
	assert_int_equal(out->den[0], 3);
	assert_int_equal(presence(out, 1), '?');
	assert_int_equal(out->num[2], -50);
	assert_int_equal(out->den[2], 1);
	assert_int_equal(presence(out, 3), 'g');
	assert_true(out->num[3] == INT64_MAX && out->den[3] == 1);
	assert_int_equal(presence(out, 4), 'g');
	assert_true(out->num[4] == -INT64_MAX && out->den[4] == 1);
	assert_int_equal(presence(out, 5), '?');
	assert_int_equal(presence(out, 6), 'g');
	assert_true(out->num[6] == 100 && out->den[6] == INT64_MAX);
	assert_int_equal(presence(out, 7), '?');
	assert_int_equal(presence(out, 8), '?');
}

static void
rounding_takes_halves_as_it_is_told(void **state)
{
	struct vec *a = make(SHAPE_FRACTION, KIND_PERCENT), *out = make(SHAPE_FIGURE, KIND_PERCENT);
	struct operands in = { .rows = 3, .a = a, .with = { .mode = ROUND_HALF_UP } };

	(void)state;
	put_fraction(a, 0, 121, 2);
	put_fraction(a, 1, -121, 2);
	RAIL_SET(a->nothing, 2);
	kernel_round(out, &in);
	assert_true(out->num[0] == INT64_C(61000000000));
	assert_true(out->num[1] == INT64_C(-61000000000));
	assert_int_equal(presence(out, 2), '0');
	in.with.mode = ROUND_HALF_EVEN;
	kernel_round(out, &in);
	assert_true(out->num[0] == INT64_C(60000000000));
}

static void
a_decimal_becomes_a_fraction_in_lowest_terms(void **state)
{
	struct vec *a = make(SHAPE_FIGURE, KIND_MONEY), *out = make(SHAPE_FRACTION, KIND_MONEY);
	struct operands in = { .rows = 2, .a = a };

	(void)state;
	put(a, 0, 150);
	put(a, 1, 0);
	kernel_to_fraction(out, &in);
	assert_int_equal(out->num[0], 3);
	assert_int_equal(out->den[0], 2);
	assert_int_equal(out->num[1], 0);
	assert_int_equal(out->den[1], 1);
}

static int64_t
day(int year, int month, int of)
{
	int64_t date = 0;

	assert_true(date_from_civil(year, month, of, &date));
	return date;
}

static void
dates_past_the_civil_calendar_are_unknown(void **state)
{
	struct vec *length = make(SHAPE_FIGURE, KIND_DAYS), *date = make(SHAPE_FIGURE, KIND_DATE);
	struct vec *out = make(SHAPE_FIGURE, KIND_DATE);
	struct operands in = { .rows = 4, .a = length, .b = date, .with = { .number = 1 } };

	(void)state;
	put(length, 0, 1);
	put(date, 0, DATE_LAST);
	put(length, 1, 1);
	put(date, 1, DATE_LAST - 1);
	put(length, 2, INT64_MAX);
	put(date, 2, 5);
	put(length, 3, -1);
	put(date, 3, DATE_FIRST);
	kernel_move_days(out, &in);
	assert_int_equal(presence(out, 0), '?');
	assert_int_equal(out->num[1], DATE_LAST);
	assert_int_equal(presence(out, 2), '?');
	assert_int_equal(presence(out, 3), '?');
	in.with.number = 7;
	put(length, 2, INT64_MAX / 2);
	/* times seven it is one, if it is counted in 64 bits */
	put(length, 0, INT64_C(7905747460161236407));
	put(date, 0, 5);
	kernel_move_days(out, &in);
	assert_int_equal(presence(out, 0), '?');
	assert_int_equal(presence(out, 2), '?');
	kernel_move_months(out, &in);
	assert_int_equal(presence(out, 2), '?');
}

static void
a_month_after_the_31st_ends_with_the_month(void **state)
{
	struct vec *length = make(SHAPE_FIGURE, KIND_MONTHS), *date = make(SHAPE_FIGURE, KIND_DATE);
	struct vec *out = make(SHAPE_FIGURE, KIND_DATE);
	struct operands in = { .rows = 1, .a = length, .b = date, .with = { .number = 1 } };

	(void)state;
	put(length, 0, 1);
	put(date, 0, day(2024, 1, 31));
	kernel_move_months(out, &in);
	assert_int_equal(out->num[0], day(2024, 2, 29));
	in.with.number = -12;
	kernel_move_months(out, &in);
	assert_int_equal(out->num[0], day(2023, 1, 31));
}

static void
periods_move_and_stay_in_range(void **state)
{
	struct vec *length = make(SHAPE_FIGURE, KIND_QUARTERS),
	           *quarter = make(SHAPE_FIGURE, KIND_QUARTER);
	struct vec *out = make(SHAPE_FIGURE, KIND_QUARTER);
	struct operands in = { .rows = 2, .a = length, .b = quarter, .with = { .number = -1 } };

	(void)state;
	put(length, 0, 1);
	put(quarter, 0, 8068);
	put(length, 1, INT64_MAX);
	put(quarter, 1, -8068);
	kernel_move_quarters_period(out, &in);
	assert_int_equal(out->num[0], 8067);
	assert_int_equal(presence(out, 1), '?');
	put(length, 1, 5000);
	kernel_move_years_period(out, &in);
	assert_int_equal(presence(out, 1), '?');
	put(quarter, 0, 12 * 2022);
	kernel_move_months_period(out, &in);
	assert_int_equal(out->num[0], 12 * 2022 - 1);
}

static void
periods_of_dates_and_their_edges(void **state)
{
	static const struct { kernel *run; int64_t in, out;
	} cases[] = { { kernel_month_of, 0, 12 * 1970 }, { kernel_quarter_of, 0, 1969 * 4 + 3 },
		{ kernel_year_of, 0, 1969 }, { kernel_year_of_quarter, 8071, 2017 },
		{ kernel_first_day_of_month, 12 * 1970, 0 },
		{ kernel_last_day_of_month, 12 * 1970, 30 },
		{ kernel_first_day_of_quarter, 1969 * 4 + 3, 0 },
		{ kernel_last_day_of_quarter, 1969 * 4 + 3, 89 },
		{ kernel_first_day_of_year, 1970, 90 }, { kernel_last_day_of_year, 1969, 89 } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct vec *a = make(SHAPE_FIGURE, KIND_DATE), *out = make(SHAPE_FIGURE, KIND_DATE);
		struct operands in = { .rows = 3, .a = a };

		put(a, 0, cases[i].in);
		RAIL_SET(a->nothing, 1);
		cases[i].run(out, &in);
		assert_int_equal(presence(out, 0), 'g');
		assert_int_equal(out->num[0], cases[i].out);
		assert_int_equal(presence(out, 1), '0');
		assert_int_equal(presence(out, 2), '?');
	}
}

/* The last financial quarter that begins in range ends in the year 3000. */
static void
the_edge_of_a_period_out_of_range_is_unknown(void **state)
{
	struct vec *a = make(SHAPE_FIGURE, KIND_QUARTER), *out = make(SHAPE_FIGURE, KIND_DATE);
	struct operands in = { .rows = 1, .a = a };

	(void)state;
	put(a, 0, date_quarter(DATE_LAST) + 1);
	kernel_last_day_of_quarter(out, &in);
	assert_int_equal(presence(out, 0), '?');
	put(a, 0, date_year(DATE_FIRST));
	kernel_first_day_of_year(out, &in);
	assert_int_equal(presence(out, 0), '?');
}

/* The first and the last day of the calendar are days like any other; one step on is unknown. */
static void
the_first_and_the_last_day_there_are_can_be_reached(void **state)
{
	const struct {
		kernel *run;
		int64_t from, step, to;
	} moves[] = {
		{ kernel_move_days, DATE_FIRST + 1, -1, DATE_FIRST },
		{ kernel_move_days, DATE_LAST - 1, 1, DATE_LAST },
		{ kernel_move_months_period, 1600 * 12 + 1, -1, 1600 * 12 },
		{ kernel_move_months_period, 2999 * 12 + 10, 1, 2999 * 12 + 11 },
		/* January 1600 is in the last quarter of 1599 */
		{ kernel_move_quarters_period, 1600 * 4, -1, 1599 * 4 + 3 },
		{ kernel_move_quarters_period, 2999 * 4 + 1, 1, 2999 * 4 + 2 },
		{ kernel_move_years_period, 1600, -1, 1599 },
		{ kernel_move_years_period, 2998, 1, 2999 },
	};
	struct vec *a = make(SHAPE_FIGURE, KIND_MONTH), *first = make(SHAPE_FIGURE, KIND_DATE);
	struct vec *last = make(SHAPE_FIGURE, KIND_DATE);
	struct operands in = { .rows = 2, .a = a };

	(void)state;
	for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
		struct vec *length = make(SHAPE_FIGURE, KIND_DAYS);
		struct vec *from = make(SHAPE_FIGURE, KIND_DATE);
		struct vec *out = make(SHAPE_FIGURE, KIND_DATE);

		put(length, 0, moves[i].step);
		put(from, 0, moves[i].from);
		put(length, 1, moves[i].step);
		put(from, 1, moves[i].to);
		moves[i].run(out, &(struct operands){ .rows = 2, .a = length, .b = from,
		    .with = { .number = 1 } });
		assert_int_equal(presence(out, 0), 'g');
		assert_int_equal(out->num[0], moves[i].to);
		if (presence(out, 1) != '?')
			fail_msg("row %zu leads out of the calendar", i);
	}
	put(a, 0, 1600 * 12);
	put(a, 1, 2999 * 12 + 11);
	kernel_first_day_of_month(first, &in);
	kernel_last_day_of_month(last, &in);
	assert_int_equal(presence(first, 0), 'g');
	assert_int_equal(first->num[0], DATE_FIRST);
	assert_int_equal(presence(last, 1), 'g');
	assert_int_equal(last->num[1], DATE_LAST);
}

static void
working_days_stop_at_the_end_of_the_calendar(void **state)
{
	const struct workdays *days =
	    workdays_make(&arena, day(2022, 1, 1), day(2022, 12, 31), NULL, 0);
	struct vec *length = make(SHAPE_FIGURE, KIND_WORKING_DAYS),
	           *date = make(SHAPE_FIGURE, KIND_DATE);
	struct vec *out = make(SHAPE_FIGURE, KIND_DATE);
	struct operands in = { .rows = 4,
		.a = length,
		.b = date,
		.with = { .number = 1, .workdays = days } };

	(void)state;
	put(length, 0, 0);
	/* a Saturday: no working days after it is the day itself */
	put(date, 0, day(2022, 1, 1));
	put(length, 1, 1);
	put(date, 1, day(2022, 1, 1));
	put(length, 2, 1);
	put(date, 2, day(2022, 12, 30));	/* the last working day there is */
	put(length, 3, 5);
	put(date, 3, day(2023, 1, 2));
	kernel_move_working_days(out, &in);
	assert_int_equal(out->num[0], day(2022, 1, 1));
	assert_int_equal(out->num[1], day(2022, 1, 3));
	assert_int_equal(presence(out, 2), '?');
	assert_int_equal(presence(out, 3), '?');
	kernel_first_working_day(out, &(struct operands){ .rows = 4, .a = date, .with = in.with });
	assert_int_equal(out->num[0], day(2022, 1, 3));
	assert_int_equal(out->num[2], day(2022, 12, 30));
	assert_int_equal(presence(out, 3), '?');
}

static void
spans_count_from_the_day_after_or_from_the_first(void **state)
{
	const struct workdays *days =
	    workdays_make(&arena, day(2022, 1, 1), day(2022, 12, 31), NULL, 0);
	struct vec *from = make(SHAPE_FIGURE, KIND_DATE), *to = make(SHAPE_FIGURE, KIND_DATE);
	struct vec *out = make(SHAPE_FIGURE, KIND_DAYS);
	struct operands in = { .rows = 2, .a = from, .b = to, .with = { .workdays = days } };

	(void)state;
	put(from, 0, day(2022, 4, 20));
	put(to, 0, day(2022, 5, 31));
	put(from, 1, day(2022, 1, 3));
	put(to, 1, day(2023, 1, 3));
	kernel_span_days(out, &in);
	assert_int_equal(out->num[0], 41);
	in.with.number = 1;
	kernel_span_days(out, &in);
	assert_int_equal(out->num[0], 42);
	in.with.number = 0;
	kernel_span_working_days(out, &in);
	assert_int_equal(out->num[0], 29);
	assert_int_equal(presence(out, 1), '?');
	in.with.number = 1;
	kernel_span_working_days(out, &in);
	assert_int_equal(out->num[0], 30);
}

/* ---- deadlines: run_date is day 100 ---- */

static void
every_state_a_deadline_can_be_in(void **state)
{
	/* Not_started Running Met Met_late Missed */
	enum { N = 1, R = 2, M = 4, L = 8, X = 16 };
	/* due and met: 'g' given (with the day), '0' nothing, '?' unknown */
	static const struct {
		char due;
		int64_t due_day;
		char met;
		int64_t met_day;
		unsigned states;
	} cases[] = { { '0', 0, '0', 0, N }, { '0', 0, '?', 0, N }, { '0', 0, 'g', 50, N },
		{ 'g', 100, '0', 0, R }, { 'g', 99, '0', 0, X }, { 'g', 101, '0', 0, R },
		{ 'g', 100, 'g', 100, M }, { 'g', 99, 'g', 99, M }, { 'g', 99, 'g', 100, L },
		{ 'g', 50, 'g', 51, L }, { 'g', 120, 'g', 101, R },
		{ 'g', 99, 'g', 101, X }, /* met only after run_date: not met yet */
		{ 'g', 100, '?', 0, R | M }, { 'g', 99, '?', 0, M | L | X },
		{ '?', 0, '0', 0, N | R | X }, { '?', 0, 'g', 101, N | R | X },
		{ '?', 0, 'g', 100, N | M | L }, { '?', 0, '?', 0, N | R | M | L | X } };
	struct vec *due = make(SHAPE_FIGURE, KIND_DATE), *met = make(SHAPE_FIGURE, KIND_DATE);
	struct vec *out = make(SHAPE_LABELS, KIND_LABEL);
	uint32_t count = sizeof(cases) / sizeof(cases[0]);
	struct operands in = { .rows = count,
		.a = due,
		.b = met,
		.with = { .number = 100, .labels = N } };

	(void)state;
	for (uint32_t row = 0; row < count; row++) {
		if (cases[row].due == 'g')
			put(due, row, cases[row].due_day);
		if (cases[row].due == '0')
			RAIL_SET(due->nothing, row);
		if (cases[row].met == 'g')
			put(met, row, cases[row].met_day);
		if (cases[row].met == '0')
			RAIL_SET(met->nothing, row);
	}
	kernel_deadline(out, &in);
	for (uint32_t row = 0; row < count; row++)
		assert_int_equal(out->labels[row], cases[row].states);
	in.with.labels = 0;	/* a start that is never empty cannot bring Not_started */
	kernel_deadline(out, &in);
	assert_int_equal(out->labels[count - 1], R | M | L | X);
}

/* ---- bands: A up to an edge, B from one to another, C above that ---- */

enum { IN_A = 2, IN_B = 4, IN_C = 8 };

/* In halves, so that edges and figures may be fractions. */
static const struct band_row {
	int figure;
	int a_high, b_low, b_high, c_low;	/* -1: not known */
	uint64_t labels;
} band_rows[] = {
	{ 79, 80, 80, 120, 120, IN_A }, { 80, 80, 80, 120, 120, IN_A },
	{ 81, 80, 80, 120, 120, IN_B }, { 119, 80, 80, 120, 120, IN_B },
	{ 120, 80, 80, 120, 120, IN_C }, { 121, 80, 80, 120, 120, IN_C },
	/* between two bands */
	{ 83, 80, 85, 120, 120, LABEL_NOTHING }, { 85, 80, 85, 120, 120, LABEL_NOTHING },
	{ 119, 80, 85, 115, 120, LABEL_NOTHING },
	/* the upper edge is not known: below the lower all is settled */
	{ 80, 80, 80, -1, -1, IN_A }, { 81, 80, 80, -1, -1, IN_B | IN_C },
	{ 121, 80, 80, -1, -1, IN_B | IN_C },
	/* nor the lower */
	{ 80, -1, -1, 120, 120, IN_A | IN_B }, { 120, -1, -1, 120, 120, IN_C },
	{ 80, -1, -1, -1, -1, IN_A | IN_B | IN_C },
	/* one edge of B is known, and is not enough to be sure of it */
	{ 100, -1, 80, 120, 120, IN_B }, { 100, -1, 80, -1, 120, IN_A | IN_B },
	{ 100, 80, -1, 120, -1, IN_B | IN_C }
};

static void
put_edge(struct vec *vec, uint32_t row, int halves)
{
	if (halves < 0)
		return;
	if (vec->shape == SHAPE_FRACTION)
		put_fraction(vec, row, halves, 2);
	else
		put(vec, row, halves * INT64_C(500000000));
}

static void
check_bands(enum shape figures, enum shape edges)
{
	static const struct band list[] = { { .label = 1, .high_included = true }, { .label = 2 },
		{ .label = 3, .low_included = true } };
	static const struct bands bands = { .bands = list, .count = 3 };
	enum { COUNT = sizeof(band_rows) / sizeof(band_rows[0]) };
	struct vec *figure = make(figures, KIND_NUMBER), *out = make(SHAPE_LABELS, KIND_LABEL);
	struct vec *edge[4];
	const struct vec *parts[6] = { NULL };

	for (uint32_t i = 0; i < 4; i++)
		parts[i + 1] = edge[i] = make(edges, KIND_NUMBER);
	for (uint32_t row = 0; row < COUNT; row++) {
		put_edge(figure, row, band_rows[row].figure);
		put_edge(edge[0], row, band_rows[row].a_high);
		put_edge(edge[1], row, band_rows[row].b_low);
		put_edge(edge[2], row, band_rows[row].b_high);
		put_edge(edge[3], row, band_rows[row].c_low);
	}
	RAIL_SET(figure->nothing, COUNT);
	kernel_bands(out, &(struct operands){ .rows = COUNT + 2, .a = figure, .parts = parts,
	    .part_count = 6, .with = { .bands = &bands, .labels = IN_A | IN_B | IN_C } });
	for (uint32_t row = 0; row < COUNT; row++)
		if (out->labels[row] != band_rows[row].labels)
			fail_msg("row %u: %llx", row, (unsigned long long)out->labels[row]);
	assert_true(out->labels[COUNT] == LABEL_NOTHING);
	assert_true(out->labels[COUNT + 1] == (IN_A | IN_B | IN_C));
}

static void
a_figure_lies_in_the_band_that_holds_it(void **state)
{
	(void)state;
	check_bands(SHAPE_FIGURE, SHAPE_FIGURE);
	check_bands(SHAPE_FRACTION, SHAPE_FIGURE);
	check_bands(SHAPE_FIGURE, SHAPE_FRACTION);
	check_bands(SHAPE_FRACTION, SHAPE_FRACTION);
}

/* ---- values that change: from day 20 the second, from day 40 the third ---- */

static void
the_value_of_the_day_is_picked(void **state)
{
	static const int64_t from[] = { INT64_MIN, 20, 40 };
	static const int64_t days[] = { INT64_MIN, 19, 20, 39, 40, INT64_MAX };
	static const unsigned picked[] = { 0, 0, 1, 1, 2, 2 };
	struct vec *day = make(SHAPE_FIGURE, KIND_DATE), *figure = make(SHAPE_FIGURE, KIND_MONEY);
	struct vec *labels = make(SHAPE_LABELS, KIND_LABEL), *text = make(SHAPE_TEXT, KIND_TEXT);
	struct vec *truth_out = make(SHAPE_TRUTH, KIND_YES_NO);
	const struct vec *figures[3], *sets[3], *texts[3], *truths[3];
	struct operands in = { .rows = 8, .a = day, .part_count = 3, .with = { .from = from } };

	(void)state;
	for (uint32_t i = 0; i < 3; i++) {
		struct vec *part = make(SHAPE_FIGURE, KIND_MONEY), *set = make(SHAPE_LABELS,
		    KIND_LABEL), *words = make(SHAPE_TEXT, KIND_TEXT);
		struct vec *answer = make(SHAPE_TRUTH, KIND_YES_NO);

		for (uint32_t row = 0; row < 8; row++) {
			put(part, row, 100 + i);
			set->labels[row] = UINT64_C(2) << i;
			put_text(words, row, i == 0 ? "first" : i == 1 ? "second" : "third");
			put_truth(answer, row, "yn?"[i]);
		}
		figures[i] = part;
		sets[i] = set;
		texts[i] = words;
		truths[i] = answer;
	}
	for (uint32_t row = 0; row < 6; row++)
		put(day, row, days[row]);
	RAIL_SET(day->nothing, 7);
	in.parts = figures;
	kernel_pick_figure(figure, &in);
	in.parts = sets;
	kernel_pick_labels(labels, &in);
	in.parts = texts;
	kernel_pick_text(text, &in);
	in.parts = truths;
	kernel_pick_truth(truth_out, &in);
	for (uint32_t row = 0; row < 6; row++) {
		assert_int_equal(presence(figure, row), 'g');
		assert_int_equal(figure->num[row], 100 + picked[row]);
		assert_int_equal(labels->labels[row], UINT64_C(2) << picked[row]);
		assert_true(text->text[row].at == texts[picked[row]]->text[row].at);
		assert_int_equal(truth(truth_out, row), "yn?"[picked[row]]);
	}
	/* without a day any of them may be in force */
	for (uint32_t row = 6; row < 8; row++) {
		assert_int_equal(presence(figure, row), '?');
		assert_int_equal(presence(text, row), '?');
		assert_int_equal(truth(truth_out, row), '?');
		assert_int_equal(labels->labels[row], 2 | 4 | 8);
	}
	no_row_past_the_end(figure, 8);
	no_row_past_the_end(truth_out, 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(all_of_two_follows_its_truth_table, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(any_of_two_follows_its_truth_table, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(not_exchanges_yes_and_no, setup, teardown),
		cmocka_unit_test_setup_teardown(figures_compare_at_the_exact_edge, setup, teardown),
		cmocka_unit_test_setup_teardown(weeks_count_seven_days, setup, teardown),
		cmocka_unit_test_setup_teardown(fractions_compare_crosswise, setup, teardown),
		cmocka_unit_test_setup_teardown(text_compares_by_bytes, setup, teardown),
		cmocka_unit_test_setup_teardown(like_fits_a_pattern, setup, teardown),
		cmocka_unit_test_setup_teardown(labels_in_asks_all_that_is_still_possible, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(labels_are_the_same_by_name, setup, teardown),
		cmocka_unit_test_setup_teardown(given_and_a_list_of_nothing_read_the_rails, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(the_quarter_of_the_year_is_asked, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_in_gives_nothing_out_also_beside_an_unknown,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(sums_that_do_not_fit_are_unknown, setup, teardown),
		cmocka_unit_test_setup_teardown(a_division_by_zero_is_unknown, setup, teardown),
		cmocka_unit_test_setup_teardown(a_share_is_reduced_before_it_is_given_up, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(rounding_takes_halves_as_it_is_told, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(a_decimal_becomes_a_fraction_in_lowest_terms, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(dates_past_the_civil_calendar_are_unknown, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(a_month_after_the_31st_ends_with_the_month, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(periods_move_and_stay_in_range, setup, teardown),
		cmocka_unit_test_setup_teardown(periods_of_dates_and_their_edges, setup, teardown),
		cmocka_unit_test_setup_teardown(the_edge_of_a_period_out_of_range_is_unknown, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(the_first_and_the_last_day_there_are_can_be_reached,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(working_days_stop_at_the_end_of_the_calendar, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(spans_count_from_the_day_after_or_from_the_first,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(a_figure_lies_in_the_band_that_holds_it, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(the_value_of_the_day_is_picked, setup, teardown),
		cmocka_unit_test_setup_teardown(every_state_a_deadline_can_be_in, setup, teardown),
	};

	return RUN_TESTS(tests);
}
