/* related_figures: figures of rows that go by and are not held, against counting them by hand
 * (writ.5, Rows of another table): what surely belongs, what may, and figures that are not
 * there. */
#include "tests/unit/test.h"

#include <string.h>

#include "interp/related.h"

enum { OURS = 70, ROUNDS = 400 };

static uint64_t random_state = 7;

static uint32_t
random_below(uint32_t limit)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (uint32_t)(random_state >> 20) % limit;
}

struct tally {			/* of one row of ours, by hand */
	uint32_t sure, may;
	bool unfit, may_tells;
	int64_t sum;
};

static const struct expr what = { .kind = EXPR_VALUE, .type = { .kind = KIND_MONEY } };

static struct held
answers(const struct related_totals *totals, struct expr *expr, uint64_t *too_large)
{
	struct held out;
	struct type type = type_plain(KIND_MONEY);

	type.fraction = expr->aggregate == AGGREGATE_AVERAGE;
	held_init(&out, expr->kind == EXPR_EXISTS ? SHAPE_TRUTH : shape_of(type),
	    expr->kind == EXPR_EXISTS ? type_plain(KIND_YES_NO) : type);
	related_totals_put(totals, expr, &out, too_large);
	assert_int_equal(out.rows, totals->ours);
	return out;
}

static void
judge_exists(const struct related_totals *totals, const struct tally *tallies)
{
	struct expr expr = { .kind = EXPR_EXISTS };
	struct held out = answers(totals, &expr, NULL);

	for (uint32_t row = 0; row < totals->ours; row++) {
		const struct tally *tally = &tallies[row];

		assert_int_equal(HELD_BIT(out.first, row), tally->sure > 0);
		assert_int_equal(HELD_BIT(out.second, row), tally->sure == 0 && tally->may == 0);
	}
	held_release(&out);
}

static void
judge_figure(const struct related_totals *totals, const struct tally *tallies,
    enum aggregate_kind kind, const struct expr *a)
{
	struct expr expr = { .kind = EXPR_AGGREGATE, .aggregate = kind, .a = a };
	uint64_t too_large[OURS / 64 + 1] = { 0 };
	struct held out = answers(totals, &expr, too_large);

	for (uint32_t row = 0; row < totals->ours; row++) {
		const struct tally *tally = &tallies[row];
		struct value value = held_value(&out, row);
		enum presence wanted = a != NULL && tally->unfit ? UNKNOWN : GIVEN;

		if (kind == AGGREGATE_SUM ? tally->may_tells : tally->may > 0)
			wanted = UNKNOWN;
		else if (kind == AGGREGATE_AVERAGE && tally->sure == 0 && wanted == GIVEN)
			wanted = NOTHING;
		assert_int_equal(value.state, wanted);
		if (wanted != GIVEN)
			continue;
		if (kind == AGGREGATE_COUNT)
			assert_true(value.num == (int64_t)tally->sure * kind_scale(KIND_NUMBER));
		else if (kind == AGGREGATE_SUM)
			assert_true(value.num == tally->sum);
		else			/* pence by rows over a hundred, in lowest terms */
			assert_true(value.num * (int64_t)tally->sure * 100 ==
				tally->sum * value.den && value.den > 0);
	}
	for (uint32_t w = 0; w < OURS / 64 + 1; w++)
		assert_true(too_large[w] == 0);
	held_release(&out);
}

static void
add(struct related_totals *totals, struct tally *tallies, bool with_figure)
{
	bool stray = random_below(40) == 0, sure = !stray && random_below(4) > 0;
	uint32_t here = stray ? HELD_NO_ROW : random_below(totals->ours);
	enum presence state = !with_figure || random_below(8) > 0 ? GIVEN :
	    random_below(2) == 0                                 ? NOTHING :
								   UNKNOWN;
	int64_t num = state == GIVEN && with_figure ? (int64_t)random_below(5) - 2 : 0;

	related_totals_add(totals, here, sure, state, num);
	for (uint32_t row = 0; row < totals->ours; row++) {
		if (!stray && row != here)
			continue;
		tallies[row].sure += sure;
		tallies[row].may += !sure;
		tallies[row].unfit |= state != GIVEN;
		tallies[row].may_tells |= !sure && (state != GIVEN || num != 0);
		tallies[row].sum += sure ? num : 0;
	}
}

/* A sum that rows without a figure are in is unknown for that reason alone. */
static void
rows_that_go_by_are_counted_as_by_hand(void **state)
{
	struct related_totals totals;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct tally tallies[OURS] = { { 0 } };
		bool with_figure = round % 2 == 0;

		related_totals_init(&totals, round % 3 == 0 ? OURS : 1 + random_below(5));
		add(&totals, tallies, with_figure);
		related_totals_clear(&totals);
		memset(tallies, 0, sizeof tallies);
		for (uint32_t rows = random_below(30); rows > 0; rows--)
			add(&totals, tallies, with_figure);
		judge_exists(&totals, tallies);
		judge_figure(&totals, tallies, AGGREGATE_COUNT, NULL);
		if (with_figure) {
			judge_figure(&totals, tallies, AGGREGATE_SUM, &what);
			judge_figure(&totals, tallies, AGGREGATE_AVERAGE, &what);
		}
		related_totals_release(&totals);
		assert_null(totals.at);
	}
}

/* On the way a sum may leave 64 bits to either side; what counts is where it ends. */
static void
a_sum_may_leave_64_bits_and_come_back(void **state)
{
	static const struct {
		int64_t rows[4];
		bool fits;
		int64_t sum;
	} sums[] = {
		{ { INT64_MAX, INT64_MAX, -INT64_MAX, 0 }, true, INT64_MAX },
		{ { INT64_MAX, 1, 0, 0 }, false, 0 },
		{ { -INT64_MAX, -INT64_MAX, INT64_MAX, 0 }, true, -INT64_MAX },
		{ { -INT64_MAX, -1, 0, 0 }, false, 0 },
		{ { -1, -1, 2, 5 }, true, 5 },
		{ { INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX }, false, 0 },
	};
	enum { COUNT = sizeof sums / sizeof *sums };
	struct expr sum = { .kind = EXPR_AGGREGATE, .aggregate = AGGREGATE_SUM, .a = &what };
	struct related_totals totals;
	struct held out;
	uint64_t too_large[2] = { 0 };

	(void)state;
	related_totals_init(&totals, OURS);
	for (uint32_t row = 0; row < OURS; row++)
		for (uint32_t i = 0; i < 4; i++)
			related_totals_add(&totals, row, true, GIVEN, sums[row % COUNT].rows[i]);
	out = answers(&totals, &sum, too_large);
	for (uint32_t row = 0; row < OURS; row++) {
		struct value value = held_value(&out, row);

		assert_int_equal(value.state, sums[row % COUNT].fits ? GIVEN : UNKNOWN);
		assert_int_equal(HELD_BIT(too_large, row), !sums[row % COUNT].fits);
		if (sums[row % COUNT].fits)
			assert_true(value.num == sums[row % COUNT].sum);
	}
	held_release(&out);
	out = answers(&totals, &sum, NULL);
	held_release(&out);
	related_totals_release(&totals);
}

/* Only counts, sums, averages and `there is`, over the members of a group, without a comparison
 * with our own row, of plain figures. */
static void
what_can_be_worked_out_so(void **state)
{
	static const struct expr fraction = { .type = { .kind = KIND_MONEY, .fraction = true } };
	static const struct {
		enum expr_kind kind;
		enum aggregate_kind aggregate;
		const struct expr *a;
		bool fits;
	} cases[] = {
		{ EXPR_EXISTS, AGGREGATE_LIST, NULL, true },
		{ EXPR_AGGREGATE, AGGREGATE_COUNT, NULL, true },
		{ EXPR_AGGREGATE, AGGREGATE_SUM, &what, true },
		{ EXPR_AGGREGATE, AGGREGATE_AVERAGE, &what, true },
		{ EXPR_AGGREGATE, AGGREGATE_SUM, &fraction, false },
		{ EXPR_AGGREGATE, AGGREGATE_LIST, &what, false },
		{ EXPR_AGGREGATE, AGGREGATE_LATEST, &what, false },
		{ EXPR_AGGREGATE, AGGREGATE_LOWEST, &what, false },
		{ EXPR_AGGREGATE, AGGREGATE_COUNT_DIFFERENT, &what, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct related related = { .members = true };
		struct expr expr = { .kind = cases[i].kind,
			.aggregate = cases[i].aggregate,
			.a = cases[i].a,
			.related = &related };

		assert_int_equal(related_totals_fit(&expr), cases[i].fits);
		related.members = false;
		assert_false(related_totals_fit(&expr));
		related.members = true;
		related.theirs = &what;
		assert_false(related_totals_fit(&expr));
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_that_go_by_are_counted_as_by_hand),
		cmocka_unit_test(a_sum_may_leave_64_bits_and_come_back),
		cmocka_unit_test(what_can_be_worked_out_so),
	};

	return RUN_TESTS(tests);
}
