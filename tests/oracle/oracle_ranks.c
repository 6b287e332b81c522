/* oracle_ranks: ranks and runs of periods (language.md section 6). */
#include <assert.h>

#include "tests/oracle/oracle_parts.h"

/* ---- among the lowest ---- */

/* Whether a row takes part in the pool of `row`. */
struct answer
oracle_in_pool(struct oracle *oracle, struct oracle_row *row, struct oracle_row *other,
    const struct rank *rank)
{
	struct answer in = other->dated_unknown ? answer_open : answer_truth(true);

	for (uint32_t k = 0; k < rank->each_count; k++)
		in = oracle_both(in,
		    oracle_match(oracle_column(oracle, row, rank->each[k]),
			oracle_column(oracle, other, rank->each[k])));
	if (rank->where != NULL)
		in = oracle_both(in, oracle_expr(oracle, other, rank->where));
	return in;
}

/*
 * How many others surely stand before a figure and how many may; with ties excluded those equal to
 * it count as before it too. A row without a figure takes no place. `figure` NULL: any figure.
 */
static void
count_before(struct oracle *oracle, struct oracle_row *row, const struct rank *rank,
    const struct answer *figure, wide *surely, wide *perhaps)
{
	struct oracle_rows *rows = oracle_rows_of(oracle, row->table);

	*surely = *perhaps = 0;
	for (uint32_t i = 0; i < rows->count; i++) {
		struct oracle_row *other = &rows->rows[i];
		struct answer in = oracle_in_pool(oracle, row, other, rank),
			      by = oracle_column(oracle, other, rank->by);
		int order;

		if (other == row || answer_is_no(in) || by.state == NOTHING)
			continue;
		if (by.state == UNKNOWN || figure == NULL) {
			(*perhaps)++;
			continue;
		}
		order = rank->highest ? answer_order(*figure, by) : answer_order(by, *figure);
		if (order > 0 || (order == 0 && !rank->ties_excluded))
			continue;
		if (answer_is_yes(in))
			(*surely)++;
		else
			(*perhaps)++;
	}
}

struct answer
oracle_rank(struct oracle *oracle, struct oracle_row *row, const struct expr *expr)
{
	const struct rank *rank = expr->rank;
	struct answer inside = oracle_in_pool(oracle, row, row, rank),
		      by = oracle_column(oracle, row, rank->by),
		      places = oracle_expr(oracle, row, rank->places), taken;
	wide surely, perhaps, own = rank->ties_excluded ? 1 : 0;

	if (rank->where != NULL && answer_is_no(oracle_expr(oracle, row, rank->where)))
		return answer_truth(false);
	if (by.state == NOTHING || places.state != GIVEN)
		return answer_open;
	/* It may turn out to have nothing to rank by. */
	if (by.state == UNKNOWN && rank->by->type.can_be_empty)
		return answer_open;
	assert(places.figure.den == 1);
	/* In: fewer than PLACES are or may be before it. Without ties all that equal it, itself
	 * too, must find a place. */
	count_before(oracle, row, rank, by.state == GIVEN ? &by : NULL, &surely, &perhaps);
	if (surely + own > places.figure.num - (rank->ties_excluded ? 0 : 1))
		taken = answer_truth(false);
	else if (surely + perhaps + own <= places.figure.num - (rank->ties_excluded ? 0 : 1))
		taken = answer_truth(true);
	else
		taken = answer_open;
	if (!answer_is_yes(inside) && !answer_is_no(taken))
		return answer_open;
	return taken;
}

/* ---- runs ---- */

static int64_t
year_of(int64_t period, enum kind kind)
{
	return day_period(period_first_day(period, kind), KIND_YEAR);
}

static int64_t
quarter_of_year(int64_t period, enum kind kind)
{
	return day_period(period_first_day(period, kind), KIND_QUARTER) % 4;
}

static bool
other_keys_same(
    const struct oracle_row *a, const struct oracle_row *b, const struct column *period)
{
	for (uint32_t k = 0; k < a->table->key_count; k++) {
		const struct column *key = a->table->keys[k];

		if (key != period && !answer_same(a->fields[key->index], b->fields[key->index]))
			return false;
	}
	return true;
}

struct oracle_row *
oracle_of_period(struct oracle *oracle, struct oracle_row *row, const struct succession *run,
    int64_t period)
{
	struct oracle_rows *rows = oracle_rows_of(oracle, row->table);
	struct answer wanted = answer_whole(period);

	for (uint32_t i = 0; i < rows->count; i++)
		if (answer_same(rows->rows[i].fields[run->period->index], wanted) &&
		    other_keys_same(row, &rows->rows[i], run->period))
			return &rows->rows[i];
	return NULL;
}

/* What the column was in that period of the same history. */
static struct answer
at_period(struct oracle *oracle, struct oracle_row *row, const struct succession *run,
    const struct column *column, int64_t period)
{
	struct oracle_rows *rows = oracle_rows_of(oracle, row->table);
	struct answer wanted = answer_whole(period);

	for (uint32_t i = 0; i < rows->count; i++) {
		struct oracle_row *other = &rows->rows[i];
		struct answer of;

		if (!answer_same(other->fields[run->period->index], wanted) ||
		    !other_keys_same(row, other, run->period))
			continue;
		of = oracle_column(oracle, other, column);
		if (of.labels & LABEL_NOTHING)
			return answer_open;
		return other->dated_unknown && !answer_is_no(of) ? answer_open : of;
	}
	for (uint32_t i = 0; i < rows->left_out_count; i++)
		if (answer_same(rows->left_out[i].fields[run->period->index], wanted) &&
		    other_keys_same(row, &rows->left_out[i], run->period))
			return answer_truth(false);
	return answer_open;
}

/* Some of the ways it could be: all that are possible must agree. */
static struct answer
agreed(const struct answer *ways, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++)
		if (ways[i].labels != ways[0].labels)
			return answer_open;
	return ways[0];
}

struct answer
oracle_counted(struct oracle *oracle, struct oracle_row *row, const struct succession *run,
    const struct column *column, int64_t own, int64_t period)
{
	enum kind kind = run->period->type.kind;
	struct answer of = at_period(oracle, row, run, column, period), ways[4];
	struct answer no = answer_truth(false);

	if (run->counting_from != NULL) {
		struct answer from = oracle_expr(oracle, row, run->counting_from);
		int64_t quarter = quarter_of_year(period, kind);

		for (int64_t q = 0; q < 4; q++)
			ways[q] = quarter < (from.state == GIVEN ? (int64_t)from.figure.num : q)
			    ? no
			    : of;
		of = agreed(ways, 4);
	}
	if (kind == KIND_YEAR || year_of(period, kind) == year_of(own, kind))
		return of;
	if (run->year_end == YEAR_END_STOPS)
		return no;
	if (run->year_end == YEAR_END_BY_SETTING) {
		struct answer crosses = oracle_expr(oracle, row, run->crosses);

		ways[0] = of;
		ways[1] = no;
		return answer_is_yes(crosses) ? of : answer_is_no(crosses) ? no : agreed(ways, 2);
	}
	return of;
}

static struct answer
either(struct answer a, struct answer b)
{
	if (answer_is_yes(a) || answer_is_yes(b))
		return answer_truth(true);
	return answer_is_no(a) && answer_is_no(b) ? answer_truth(false) : answer_open;
}

/* The earliest period that has a row, one that was left out too. */
static int64_t
earliest(struct oracle *oracle, const struct oracle_row *row, const struct column *period)
{
	const struct oracle_rows *rows = oracle_rows_of(oracle, row->table);
	int64_t found = (int64_t)row->fields[period->index].figure.num;

	for (uint32_t i = 0; i < rows->count + rows->left_out_count; i++) {
		const struct oracle_row *other = i < rows->count
		    ? &rows->rows[i]
		    : &rows->left_out[i - rows->count];
		struct answer of = other->fields[period->index];

		if (of.state == GIVEN && (int64_t)of.figure.num < found)
			found = (int64_t)of.figure.num;
	}
	return found;
}

/*
 * In a run at `period`, and at the one before: and then asked for in that one, or earlier in its
 * run. Before `first` nothing has a row, and all years are alike.
 */
static struct answer
earlier(struct oracle *oracle, struct oracle_row *row, const struct succession *run, int64_t own,
    int64_t period, int64_t first)
{
	enum { YEARS_ALIKE = 24 };
	struct answer now = oracle_counted(oracle, row, run, run->where, own, period), before;

	if (answer_is_no(now))
		return now;
	if (period < first - YEARS_ALIKE)
		return answer_open;
	before = oracle_both(oracle_counted(oracle, row, run, run->where, own, period - 1),
	    either(oracle_counted(oracle, row, run, run->of, own, period - 1),
		earlier(oracle, row, run, own, period - 1, first)));
	return oracle_both(now, before);
}

struct answer
oracle_succession(struct oracle *oracle, struct oracle_row *row, const struct expr *expr)
{
	const struct succession *run = expr->succession;
	int64_t own = (int64_t)row->fields[run->period->index].figure.num;
	struct answer all = answer_truth(true);

	if (run->where != NULL)
		return earlier(
		    oracle, row, run, own, own, earliest(oracle, row, run->period));
	if (run->previous)
		return oracle_counted(oracle, row, run, run->of, own, own - 1);
	for (uint32_t back = 0; back < run->periods; back++)
		all = oracle_both(all, oracle_counted(oracle, row, run, run->of, own, own - back));
	return all;
}
