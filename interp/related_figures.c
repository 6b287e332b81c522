/*
 * Figures. Running totals over all cells, one after the other, make the figure of any stretch a
 * difference of two; the lowest or highest of a stretch comes from a tree of the best of two,
 * four, eight rows.
 */
#include <string.h>

#include "interp/held_keys.h"
#include "interp/related_parts.h"
#include "lang/arena.h"

__extension__ typedef __int128 wide;

#define NO_ENTRY UINT32_MAX

/*
 * Before entry i of related_index.rows: rows whose figure is nothing or unknown (NULL without a
 * figure); rows that make a difference to a sum, being unfit or not 0; the sum. `best` is a tree
 * over `leaves` entries: their row of the best value, or NO_ENTRY.
 */
struct totals {
	uint32_t *unfit;
	uint32_t *telling;
	wide *sum;
	uint32_t *best;
	uint32_t leaves;
	bool high;
};

struct found {			/* of one row of ours */
	uint64_t sure, may;
	uint64_t unfit;		/* among all that belong or may */
	uint64_t telling;	/* among those that may */
	wide sum;
	uint32_t best, best_may;
};

void
related_put(const struct related_figure *figure, uint32_t row, enum presence state, int64_t num)
{
	struct value value = { .state = state, .type = figure->out->type, .num = num };

	held_put(figure->out, row, &value);
}

/* ---- the best of a stretch ---- */

static uint32_t
better(const struct totals *totals, const struct held *what, uint32_t a, uint32_t b)
{
	int order;

	if (a == NO_ENTRY || b == NO_ENTRY)
		return a == NO_ENTRY ? b : a;
	order = held_compare(what, a, b);
	return (totals->high ? order >= 0 : order <= 0) ? a : b;
}

static void
make_tree(struct totals *totals, const struct related_figure *figure)
{
	const struct related_index *index = figure->index;
	uint32_t count = index->row_count;

	totals->leaves = count;
	totals->best = memory_grow(NULL, (size_t)count * 2 + 1, sizeof *totals->best);
	for (uint32_t i = 0; i < count; i++) {
		bool given = held_presence(figure->what, index->rows[i]) == GIVEN;

		totals->best[(size_t)count + i] = given ? index->rows[i] : NO_ENTRY;
	}
	for (size_t i = count; i-- > 1;)
		totals->best[i] = better(totals, figure->what, totals->best[2 * i],
		    totals->best[2 * i + 1]);
}

static uint32_t
best_of(const struct totals *totals, const struct held *what, struct related_span span)
{
	size_t from = (size_t)span.from + totals->leaves, to = (size_t)span.to + totals->leaves;
	uint32_t best = NO_ENTRY;

	for (; from < to; from /= 2, to /= 2) {
		if (from % 2 == 1)
			best = better(totals, what, best, totals->best[from++]);
		if (to % 2 == 1)
			best = better(totals, what, best, totals->best[--to]);
	}
	return best;
}

/* ---- running totals ---- */

static bool
adds_up(enum aggregate_kind kind)
{
	return kind == AGGREGATE_SUM || kind == AGGREGATE_AVERAGE;
}

static bool
is_extreme(enum aggregate_kind kind)
{
	return kind == AGGREGATE_LATEST || kind == AGGREGATE_EARLIEST || kind == AGGREGATE_LOWEST ||
	    kind == AGGREGATE_HIGHEST;
}

static void
run_totals(struct totals *totals, const struct related_figure *figure)
{
	const struct related_index *index = figure->index;
	size_t room = (size_t)index->row_count + 1;

	memset(totals, 0, sizeof *totals);
	totals->high = figure->kind == AGGREGATE_LATEST || figure->kind == AGGREGATE_HIGHEST;
	if (figure->what == NULL)
		return;
	totals->unfit = memory_grow(NULL, room, sizeof *totals->unfit);
	totals->unfit[0] = 0;
	for (uint32_t i = 0; i < index->row_count; i++) {
		bool fit = held_presence(figure->what, index->rows[i]) == GIVEN;

		totals->unfit[i + 1] = totals->unfit[i] + !fit;
	}
	if (is_extreme(figure->kind))
		make_tree(totals, figure);
	if (!adds_up(figure->kind))
		return;
	totals->sum = memory_grow(NULL, room, sizeof *totals->sum);
	totals->telling = memory_grow(NULL, room, sizeof *totals->telling);
	totals->sum[0] = 0;
	totals->telling[0] = 0;
	for (uint32_t i = 0; i < index->row_count; i++) {
		bool fit = totals->unfit[i + 1] == totals->unfit[i];
		int64_t num = fit ? figure->what->num[index->rows[i]] : 0;

		totals->sum[i + 1] = totals->sum[i] + num;
		totals->telling[i + 1] = totals->telling[i] + (!fit || num != 0);
	}
}

static void
totals_release(struct totals *totals)
{
	memory_free(totals->unfit);
	memory_free(totals->telling);
	memory_free(totals->sum);
	memory_free(totals->best);
}

static struct found
find_figures(const struct totals *totals, const struct held *what,
    const struct related_spans *spans)
{
	struct found found = { .best = NO_ENTRY, .best_may = NO_ENTRY };

	for (uint32_t i = 0; i < spans->count; i++) {
		struct related_span span = spans->at[i];

		*(span.sure ? &found.sure : &found.may) += span.to - span.from;
		if (totals->unfit != NULL)
			found.unfit += totals->unfit[span.to] - totals->unfit[span.from];
		if (totals->sum != NULL && span.sure)
			found.sum += totals->sum[span.to] - totals->sum[span.from];
		if (totals->telling != NULL && !span.sure)
			found.telling += totals->telling[span.to] - totals->telling[span.from];
		if (totals->best != NULL) {
			uint32_t *best = span.sure ? &found.best : &found.best_may;

			*best = better(totals, what, *best, best_of(totals, what, span));
		}
	}
	return found;
}

/* ---- one figure ---- */

static bool
fits(wide number)
{
	return number > INT64_MIN && number <= INT64_MAX;
}

static void
put_too_large(const struct related_figure *figure, uint32_t row)
{
	if (figure->too_large != NULL)
		figure->too_large[row / 64] |= UINT64_C(1) << row % 64;
	related_put(figure, row, UNKNOWN, 0);
}

static void
put_average(const struct related_figure *figure, uint32_t row, const struct found *found)
{
	wide num = found->sum, den = (wide)found->sure * kind_scale(figure->what->type.kind);
	wide a = num < 0 ? -num : num, b = den;
	struct value value = { .state = GIVEN, .type = figure->out->type };

	while (b != 0) {
		wide rest = a % b;

		a = b;
		b = rest;
	}
	if (!fits(num / a) || !fits(den / a)) {
		put_too_large(figure, row);
		return;
	}
	value.num = (int64_t)(num / a);
	value.den = (int64_t)(den / a);
	held_put(figure->out, row, &value);
}

/* A row that may belong changes nothing where its value is no better than the best of those that
 * do. */
static void
put_best(const struct related_figure *figure, uint32_t row, const struct totals *totals,
    const struct found *found)
{
	struct value value;
	int order;

	if (found->best == NO_ENTRY) {
		related_put(figure, row, found->may > 0 ? UNKNOWN : NOTHING, 0);
		return;
	}
	if (found->best_may != NO_ENTRY) {
		order = held_compare(figure->what, found->best_may, found->best);
		if (totals->high ? order > 0 : order < 0) {
			related_put(figure, row, UNKNOWN, 0);
			return;
		}
	}
	value = held_value(figure->what, found->best);
	held_put(figure->out, row, &value);
}

static void
put_figure(const struct related_figure *figure, uint32_t row, const struct totals *totals,
    const struct found *found)
{
	if (found->unfit > 0) {
		related_put(figure, row, UNKNOWN, 0);
		return;
	}
	switch (figure->kind) {
	case AGGREGATE_COUNT:
		related_put(figure, row, found->may > 0 ? UNKNOWN : GIVEN,
		    (int64_t)found->sure * kind_scale(KIND_NUMBER));
		return;
	case AGGREGATE_SUM:
		if (found->telling > 0)
			related_put(figure, row, UNKNOWN, 0);
		else if (!fits(found->sum))
			put_too_large(figure, row);
		else
			related_put(figure, row, GIVEN, (int64_t)found->sum);
		return;
	case AGGREGATE_AVERAGE:
		if (found->may > 0)
			related_put(figure, row, UNKNOWN, 0);
		else if (found->sure == 0)
			related_put(figure, row, NOTHING, 0);
		else
			put_average(figure, row, found);
		return;
	case AGGREGATE_LATEST:
	case AGGREGATE_EARLIEST:
	case AGGREGATE_LOWEST:
	case AGGREGATE_HIGHEST:
		put_best(figure, row, totals, found);
		return;
	case AGGREGATE_LIST:		/* related_lists.c */
	case AGGREGATE_COUNT_DIFFERENT:
		return;
	}
}

void
related_count_up(const struct related_figure *figure)
{
	struct related_spans spans = RELATED_SPANS_INIT;
	struct totals totals;

	run_totals(&totals, figure);
	for (uint32_t row = 0; row < figure->index->input.ours; row++) {
		struct found found;

		related_find(figure->index, row, &spans);
		found = find_figures(&totals, figure->what, &spans);
		put_figure(figure, row, &totals, &found);
	}
	totals_release(&totals);
	related_spans_release(&spans);
}

void
related_aggregate(const struct related_index *index, enum aggregate_kind kind,
    const struct held *what, const uint32_t *order, struct arena *texts, struct held *out,
    uint64_t *too_large)
{
	struct related_figure figure = { index, kind, what, out, too_large };

	held_resize(out, index->input.ours);
	if (kind == AGGREGATE_LIST)
		related_list_up(&figure, order, texts);
	else if (kind == AGGREGATE_COUNT_DIFFERENT)
		related_count_different(&figure);
	else
		related_count_up(&figure);
}

/* ---- of rows that go by ---- */

bool
related_totals_fit(const struct expr *aggregate)
{
	if (aggregate->related->theirs != NULL || !aggregate->related->members)
		return false;
	if (aggregate->kind == EXPR_EXISTS)
		return true;
	if (aggregate->aggregate != AGGREGATE_COUNT && !adds_up(aggregate->aggregate))
		return false;
	return aggregate->a == NULL || shape_of(aggregate->a->type) == SHAPE_FIGURE;
}

void
related_totals_init(struct related_totals *totals, uint32_t ours)
{
	totals->ours = ours;
	totals->at = memory_grow(NULL, (size_t)ours + 1, sizeof *totals->at);
	related_totals_clear(totals);
}

void
related_totals_clear(struct related_totals *totals)
{
	memset(totals->at, 0, (size_t)totals->ours * sizeof *totals->at);
	totals->open_to_all = 0;
}

void
related_totals_release(struct related_totals *totals)
{
	memory_free(totals->at);
	totals->at = NULL;
}

void
related_totals_put(const struct related_totals *totals, const struct expr *expr, struct held *out,
    uint64_t *too_large)
{
	bool exists = expr->kind == EXPR_EXISTS, has_figure = !exists && expr->a != NULL;
	struct held what = { .shape = SHAPE_FIGURE };
	struct related_figure figure = { .kind = exists ? AGGREGATE_COUNT : expr->aggregate,
		.what = &what,
		.out = out,
		.too_large = too_large };
	struct totals none = { .best = NULL };

	if (has_figure)
		what.type = expr->a->type;
	held_resize(out, totals->ours);
	for (uint32_t row = 0; row < totals->ours; row++) {
		const struct related_total *total = &totals->at[row];
		uint8_t open = total->open | totals->open_to_all;
		struct found found = { .sure = total->sure,
			.may = (open & RELATED_MAY) != 0,
			.unfit = has_figure && (open & RELATED_UNFIT) != 0,
			.telling = (open & RELATED_TELLING) != 0,
			.sum = (wide)total->high * ((wide)1 << 64) + total->low,
			.best = NO_ENTRY, .best_may = NO_ENTRY };

		if (exists) {
			struct value truth = { .state = found.sure > 0 || found.may == 0 ? GIVEN :
											   UNKNOWN,
				.type = out->type,
				.labels = found.sure > 0 ? LABEL_YES : LABEL_NO };

			held_put(out, row, &truth);
		} else {
			put_figure(&figure, row, &none, &found);
		}
	}
}
