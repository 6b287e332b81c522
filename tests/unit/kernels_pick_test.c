/* kernels_pick_test: deadlines, bands, and the value in force on a day. */
#include "tests/unit/made_vec.h"

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
		KERNEL_TEST(every_state_a_deadline_can_be_in),
		KERNEL_TEST(a_figure_lies_in_the_band_that_holds_it),
		KERNEL_TEST(the_value_of_the_day_is_picked),
	};

	return RUN_TESTS(tests);
}
