/* kernels_place_test: what a row comes to does not hang on where it stands in the batch, nor on the
 * rows beside it (kernels.h: same operands, same result). Each kernel works out a row by itself
 * first, which the tests of each kind of kernels hold against the laws, and then a batch full of
 * such rows. */
#include "tests/unit/made_vec.h"

#include "lang/date.h"

enum { UNTOUCHED = 12345, PARTS = 4 };
enum { SAMPLES = 53 };	/* prime, so that a sample meets every place in a word */
/* The sample of row 0, nothing in `a`: behind the rail of what is given lies that of nothing, so
 * who asks for one row too many takes that one for given. */
enum { FIRST = 7 };

struct side {
	enum shape shape;
	enum kind kind;
	int64_t from, step;	/* the figures of its samples */
};

static struct vec *
made_side(const struct side *side)
{
	return make(side->shape, side->kind);
}

static void
put_sample(struct vec *vec, uint32_t row, const struct side *side, uint32_t sample, uint32_t salt)
{
	static const char *const texts[] = { "a", "ab", "", "b", "abc", "ba" };
	uint32_t mixed = sample * (3 + salt) + salt;
	uint32_t state = mixed % 7;	/* mostly given or settled */

	switch (side->shape) {
	case SHAPE_TRUTH:
		if (mixed % 3 == 0)
			RAIL_SET(vec->yes, row);
		else if (mixed % 3 == 1)
			RAIL_SET(vec->no, row);
		return;
	case SHAPE_LABELS:
		vec->labels[row] = state == 0 ? LABEL_NOTHING : state == 1 ? LABEL_NOTHING | 2
		    : UINT64_C(1) + mixed % 15;
		return;
	case SHAPE_FIGURE:
	case SHAPE_FRACTION:
	case SHAPE_TEXT:
		break;
	}
	if (state == 0)
		RAIL_SET(vec->nothing, row);
	if (state < 2)
		return;
	RAIL_SET(vec->given, row);
	if (side->shape == SHAPE_TEXT) {
		const char *text = texts[mixed % 6];

		vec->text[row] = (struct text){ text, (uint32_t)strlen(text) };
		return;
	}
	vec->num[row] = side->from + (int64_t)(mixed % 11) * side->step;
	if (side->shape == SHAPE_FRACTION)
		vec->den[row] = 1 + mixed % 2 * 2;
}

static bool
same_row(const struct vec *a, uint32_t row_a, const struct vec *b, uint32_t row_b)
{
	if (a->shape == SHAPE_LABELS)
		return a->labels[row_a] == b->labels[row_b];
	if (RAIL_GET(a->yes, row_a) != RAIL_GET(b->yes, row_b)
	    || RAIL_GET(a->no, row_a) != RAIL_GET(b->no, row_b))
		return false;
	if (a->shape == SHAPE_TRUTH || !RAIL_GET(a->given, row_a))
		return true;
	if (a->shape == SHAPE_TEXT)
		return a->text[row_a].at == b->text[row_b].at;
	return a->num[row_a] == b->num[row_b]
		&& (a->shape == SHAPE_FIGURE || a->den[row_a] == b->den[row_b]);
}

struct subject {
	const char *name;
	kernel *run;
	struct side out, a, b, part;
	struct kernel_with with;
	uint32_t part_count;
};

/* Room for one row more than a batch has: no kernel may write there. */
static void
guard(struct vec *vec)
{
	if (vec->labels != NULL) {
		vec->labels = arena_array(&arena, uint64_t, BATCH_ROWS + 1);
		vec->labels[BATCH_ROWS] = UNTOUCHED;
	}
	if (vec->num != NULL) {
		vec->num = arena_array(&arena, int64_t, BATCH_ROWS + 1);
		vec->num[BATCH_ROWS] = UNTOUCHED;
	}
	if (vec->den != NULL) {
		vec->den = arena_array(&arena, int64_t, BATCH_ROWS + 1);
		vec->den[BATCH_ROWS] = UNTOUCHED;
	}
	if (vec->text != NULL) {
		vec->text = arena_array(&arena, struct text, BATCH_ROWS + 1);
		vec->text[BATCH_ROWS].length = UNTOUCHED;
	}
}

static bool
is_untouched(const struct vec *vec)
{
	return (vec->labels == NULL || vec->labels[BATCH_ROWS] == UNTOUCHED)
		&& (vec->num == NULL || vec->num[BATCH_ROWS] == UNTOUCHED)
		&& (vec->den == NULL || vec->den[BATCH_ROWS] == UNTOUCHED)
		&& (vec->text == NULL || vec->text[BATCH_ROWS].length == UNTOUCHED);
}

/* The samples from `first` on, in `rows` rows. */
static struct vec *
work_out(const struct subject *subject, uint32_t rows, uint32_t first)
{
	struct vec *a = made_side(&subject->a), *b = made_side(&subject->b);
	struct vec *out = made_side(&subject->out), *parts[PARTS];

	guard(out);
	for (uint32_t i = 0; i < subject->part_count; i++)
		parts[i] = made_side(&subject->part);
	for (uint32_t row = 0; row < rows; row++) {
		uint32_t sample = (first + row) % SAMPLES;

		put_sample(a, row, &subject->a, sample, 0);
		put_sample(b, row, &subject->b, sample, 1);
		for (uint32_t i = 0; i < subject->part_count; i++)
			put_sample(parts[i], row, &subject->part, sample, 2 + i);
	}
	subject->run(out, &(struct operands){ .rows = rows, .a = a, .b = b,
	    .parts = (const struct vec *const *)parts, .part_count = subject->part_count,
	    .with = subject->with });
	if (!is_untouched(out))
		fail_msg("%s: %u rows, and wrote behind the batch", subject->name, rows);
	return out;
}

static void
check_places(const struct subject *subject)
{
	static const uint32_t lengths[] = { BATCH_ROWS, BATCH_ROWS - 1, 65, 64, 63 };
	struct vec *alone[SAMPLES];

	for (uint32_t sample = 0; sample < SAMPLES; sample++)
		alone[sample] = work_out(subject, 1, sample);
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		const struct vec *all = work_out(subject, lengths[i], FIRST);

		for (uint32_t row = 0; row < lengths[i]; row++) {
			if (!same_row(all, row, alone[(FIRST + row) % SAMPLES], 0))
				fail_msg("%s: row %u of %u", subject->name, row, lengths[i]);
		}
		for (uint32_t row = lengths[i]; row < BATCH_ROWS && all->shape != SHAPE_LABELS;
		     row++) {
			assert_false(RAIL_GET(all->yes, row));
			assert_false(RAIL_GET(all->no, row));
		}
	}
}

static const uint8_t label_map[LABELS_MAX] = { 1, 0, LABELS_MAX, 3 };
static const int64_t days_from[] = { INT64_MIN, 20, 40, 60 };

static const struct band band_list[] = { { .label = 1, .high_included = true }, { .label = 3 } };
static const struct bands two_bands = { .bands = band_list, .count = 2 };

#define SUBJECT(kernel_name) .name = #kernel_name, .run = kernel_name
#define TRUTH { SHAPE_TRUTH, KIND_YES_NO, 0, 0 }
#define LABELS { SHAPE_LABELS, KIND_LABEL, 0, 0 }
#define TEXT { SHAPE_TEXT, KIND_TEXT, 0, 0 }
#define FIGURE(kind, from, step) { SHAPE_FIGURE, KIND_##kind, from, step }
#define FRACTION(kind, from, step) { SHAPE_FRACTION, KIND_##kind, from, step }
#define MONEY_OF(from, step) FIGURE(MONEY, from, step)
#define DATES FIGURE(DATE, 10, 7)

static const struct subject subjects[] = {
	{ SUBJECT(kernel_not), .out = TRUTH, .a = TRUTH },
	{ SUBJECT(kernel_all), .out = TRUTH, .part = TRUTH, .part_count = 3 },
	{ SUBJECT(kernel_any), .out = TRUTH, .part = TRUTH, .part_count = 3 },
	{ SUBJECT(kernel_labels_in), .out = TRUTH, .a = LABELS, .with = { .labels = 5 } },
	{ SUBJECT(kernel_labels_same), .out = TRUTH, .a = LABELS, .b = LABELS,
	  .with = { .map = label_map } },
	{ SUBJECT(kernel_labels_given), .out = TRUTH, .a = LABELS },
	{ SUBJECT(kernel_truth_to_labels), .out = LABELS, .a = TRUTH },
	{ SUBJECT(kernel_given), .out = TRUTH, .a = DATES },
	{ SUBJECT(kernel_one_of_none), .out = TRUTH, .a = DATES },
	{ SUBJECT(kernel_same_figure), .out = TRUTH, .a = DATES, .b = DATES },
	{ SUBJECT(kernel_less_figure), .out = TRUTH, .a = DATES, .b = DATES },
	{ SUBJECT(kernel_same_exact), .out = TRUTH, .a = FRACTION(MONEY, -3, 3),
	  .b = MONEY_OF(-300, 300) },
	{ SUBJECT(kernel_less_exact), .out = TRUTH, .a = FRACTION(MONEY, -3, 3),
	  .b = MONEY_OF(-300, 300) },
	{ SUBJECT(kernel_same_text), .out = TRUTH, .a = TEXT, .b = TEXT },
	{ SUBJECT(kernel_less_text), .out = TRUTH, .a = TEXT, .b = TEXT },
	{ SUBJECT(kernel_like), .out = TRUTH, .a = TEXT, .with = { .pattern = "@@" } },
	{ SUBJECT(kernel_quarter_is), .out = TRUTH, .a = FIGURE(QUARTER, 8068, 1),
	  .with = { .labels = 5 } },
	{ SUBJECT(kernel_add_figure), .out = MONEY_OF(0, 0), .a = MONEY_OF(INT64_MAX - 30, 3),
	  .b = MONEY_OF(-7, 4) },
	{ SUBJECT(kernel_subtract_figure), .out = MONEY_OF(0, 0), .a = MONEY_OF(-INT64_MAX, 3),
	  .b = MONEY_OF(-7, 4) },
	{ SUBJECT(kernel_add_exact), .out = FRACTION(MONEY, 0, 0), .a = MONEY_OF(100, 100),
	  .b = FRACTION(MONEY, -5, 1) },
	{ SUBJECT(kernel_subtract_exact), .out = FRACTION(MONEY, 0, 0), .a = MONEY_OF(100, 100),
	  .b = FRACTION(MONEY, -5, 1) },
	{ SUBJECT(kernel_multiply), .out = FRACTION(MONEY, 0, 0), .a = MONEY_OF(100, 100),
	  .b = FRACTION(NUMBER, -5, 1) },
	{ SUBJECT(kernel_divide), .out = FRACTION(MONEY, 0, 0), .a = MONEY_OF(100, 100),
	  .b = FRACTION(NUMBER, -5, 1) },
	{ SUBJECT(kernel_share), .out = FRACTION(PERCENT, 0, 0), .a = MONEY_OF(100, 100),
	  .b = FRACTION(MONEY, -5, 1) },
	{ SUBJECT(kernel_round), .out = MONEY_OF(0, 0), .a = FRACTION(MONEY, -5, 1),
	  .with = { .mode = ROUND_HALF_UP } },
	{ SUBJECT(kernel_to_fraction), .out = FRACTION(MONEY, 0, 0), .a = MONEY_OF(-7, 35) },
	{ SUBJECT(kernel_move_days), .out = DATES, .a = FIGURE(DAYS, -5, 3),
	  .b = FIGURE(DATE, DATE_LAST - 30, 3), .with = { .number = 1 } },
	{ SUBJECT(kernel_move_months), .out = DATES, .a = FIGURE(MONTHS, -5, 3),
	  .b = FIGURE(DATE, DATE_FIRST, 33), .with = { .number = -1 } },
	{ SUBJECT(kernel_move_months_period), .out = DATES, .a = FIGURE(MONTHS, -5, 3),
	  .b = FIGURE(MONTH, 24000, 5), .with = { .number = 1 } },
	{ SUBJECT(kernel_move_quarters_period), .out = DATES, .a = FIGURE(QUARTERS, -5, 3),
	  .b = FIGURE(QUARTER, 8000, 5), .with = { .number = -1 } },
	{ SUBJECT(kernel_move_years_period), .out = DATES, .a = FIGURE(YEARS, -5, 3),
	  .b = FIGURE(YEAR, 2990, 1), .with = { .number = 1 } },
	{ SUBJECT(kernel_month_of), .out = DATES, .a = FIGURE(DATE, -50, 17) },
	{ SUBJECT(kernel_quarter_of), .out = DATES, .a = FIGURE(DATE, -50, 37) },
	{ SUBJECT(kernel_year_of), .out = DATES, .a = FIGURE(DATE, -500, 137) },
	{ SUBJECT(kernel_year_of_quarter), .out = DATES, .a = FIGURE(QUARTER, 8000, 1) },
	{ SUBJECT(kernel_first_day_of_month), .out = DATES, .a = FIGURE(MONTH, 24000, 1) },
	{ SUBJECT(kernel_last_day_of_year), .out = DATES, .a = FIGURE(YEAR, 2990, 1) },
	{ SUBJECT(kernel_span_days), .out = DATES, .a = DATES, .b = FIGURE(DATE, 0, 3),
	  .with = { .number = 1 } },
	{ SUBJECT(kernel_copy_truth), .out = TRUTH, .a = TRUTH },
	{ SUBJECT(kernel_copy_labels), .out = LABELS, .a = LABELS },
	{ SUBJECT(kernel_copy_figure), .out = DATES, .a = DATES },
	{ SUBJECT(kernel_copy_fraction), .out = FRACTION(MONEY, 0, 0), .a = FRACTION(MONEY, 1, 1) },
	{ SUBJECT(kernel_copy_text), .out = TEXT, .a = TEXT },
	{ SUBJECT(kernel_pick_truth), .out = TRUTH, .a = DATES, .part = TRUTH, .part_count = 4,
	  .with = { .from = days_from } },
	{ SUBJECT(kernel_pick_labels), .out = LABELS, .a = DATES, .part = LABELS, .part_count = 4,
	  .with = { .from = days_from } },
	{ SUBJECT(kernel_pick_figure), .out = DATES, .a = DATES, .part = MONEY_OF(5, 3),
	  .part_count = 4, .with = { .from = days_from } },
	{ SUBJECT(kernel_pick_text), .out = TEXT, .a = DATES, .part = TEXT, .part_count = 4,
	  .with = { .from = days_from } },
	{ SUBJECT(kernel_bands), .out = LABELS, .a = MONEY_OF(0, 4), .part = MONEY_OF(5, 3),
	  .part_count = 4, .with = { .bands = &two_bands, .labels = 10 } },
	{ SUBJECT(kernel_letter), .out = LABELS, .a = TRUTH, .b = TRUTH, .part = TRUTH,
	  .part_count = 2 },
	{ SUBJECT(kernel_deadline), .out = LABELS, .a = DATES, .b = DATES,
	  .with = { .number = 45, .labels = 1 } },
};

static void
a_row_comes_to_the_same_wherever_it_stands(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++)
		check_places(&subjects[i]);
}

static void
so_it_does_with_working_days(void **state)
{
	static const struct side lengths = FIGURE(WORKING_DAYS, -5, 3), dates = DATES;
	struct subject subject = { .out = dates, .a = lengths, .b = dates,
		.with = { .number = 1, .workdays = workdays_make(&arena, 0, 100, NULL, 0) } };

	(void)state;
	subject.name = "kernel_move_working_days";
	subject.run = kernel_move_working_days;
	check_places(&subject);
	subject.a = dates;
	subject.name = "kernel_span_working_days";
	subject.run = kernel_span_working_days;
	check_places(&subject);
	subject.name = "kernel_first_working_day";
	subject.run = kernel_first_working_day;
	check_places(&subject);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(a_row_comes_to_the_same_wherever_it_stands),
		KERNEL_TEST(so_it_does_with_working_days),
	};

	return RUN_TESTS(tests);
}
