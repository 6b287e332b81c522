/*
 * bandchart: see bandchart.h. A pile keeps figures until it is full, then pours them into steps. A
 * wider step is always made of ten narrower ones, so the steps in the end depend on the figures
 * alone.
 */
#include "interp/bandchart.h"

#include <stdlib.h>
#include <string.h>

/* ---- what it applies to ---- */

static const struct column *
period_key(const struct table *table)
{
	const struct column *found = NULL;

	for (uint32_t i = 0; i < table->key_count; i++) {
		if (!kind_is_period(table->keys[i]->type.kind))
			continue;
		if (found != NULL)
			return NULL;
		found = table->keys[i];
	}
	return found;
}

struct bandchart *
bandchart_make(struct arena *arena, const struct column *column)
{
	const struct column *key = period_key(column->table);
	struct bandchart *chart;

	if (column->bands == NULL || key == NULL || column->bands->count < 2 ||
	    !kind_is_quantity(column->bands->by->type.kind))
		return NULL;
	chart = arena_new(arena, struct bandchart);
	*chart = (struct bandchart){
		.arena = arena, .column = column, .by = column->bands->by, .key = key
	};
	return chart;
}

void
bandchart_restart(struct bandchart *chart)
{
	*chart = (struct bandchart){
		.arena = chart->arena, .column = chart->column, .by = chart->by, .key = chart->key
	};
}

/* ---- figures ---- */

struct value
bandchart_value(const struct bandchart *chart, struct bandchart_figure figure)
{
	struct value value = {
		.state = GIVEN, .type = chart->by->type, .num = figure.num, .den = figure.den
	};

	value.type.fraction = figure.den != 0;
	return value;
}

int64_t
bandchart_units(const struct bandchart *chart, struct bandchart_figure figure)
{
	struct value value = bandchart_value(chart, figure), rounded;

	if (figure.den == 0)
		return figure.num;
	if (exact_round(&rounded, &value, ROUND_HALF_UP, VALUE_DECIMAL_PLACES))
		return rounded.num;
	return figure.num < 0 ? -INT64_MAX : INT64_MAX;
}

static int
compare(const struct bandchart *chart, struct bandchart_figure a, struct bandchart_figure b)
{
	struct value left = bandchart_value(chart, a), right = bandchart_value(chart, b);

	return exact_compare(&left, &right);
}

static bool
figure_at(const struct vec *vec, uint32_t row, struct bandchart_figure *figure)
{
	struct value value;

	if (!RAIL_GET(vec->given, row))
		return false;
	value = vec_value(vec, row);
	*figure = (struct bandchart_figure){ value.num, value.den };
	return true;
}

/* ---- piles ---- */

__extension__ typedef __int128 wide;

static int64_t
floor_over(int64_t units, int64_t width)
{
	int64_t whole = units / width;

	return units % width < 0 ? whole - 1 : whole;
}

/* Would lowest and highest lie too far apart in steps of this width? */
static bool
is_too_narrow(const struct bandchart *chart, const struct bandchart_pile *pile)
{
	wide low = floor_over(bandchart_units(chart, pile->lowest), pile->width);
	wide high = floor_over(bandchart_units(chart, pile->highest), pile->width);

	return high - low >= BANDCHART_STEPS && pile->width < INT64_MAX / 10;
}

/* Ten steps become one; nothing is lost but the finer place. */
static void
widen(struct bandchart *chart, struct bandchart_pile *pile)
{
	uint64_t *wider = arena_array(chart->arena, uint64_t, BANDCHART_STEPS);
	int64_t first = floor_over(pile->first, 10);

	for (uint32_t i = 0; i < BANDCHART_STEPS; i++)
		if (pile->steps[i] > 0)
			wider[floor_over(pile->first + (int64_t)i, 10) - first] += pile->steps[i];
	memcpy(pile->steps, wider, BANDCHART_STEPS * sizeof *wider);
	pile->first = first;
	pile->width *= 10;
}

/* A step below the first moves the others up; where there is no room for that, steps grow wider. */
static void
count_step(struct bandchart *chart, struct bandchart_pile *pile, int64_t units)
{
	int64_t start;

	while (is_too_narrow(chart, pile))
		widen(chart, pile);
	start = floor_over(bandchart_units(chart, pile->lowest), pile->width);
	if (start < pile->first) {
		uint64_t shift = (uint64_t)(pile->first - start);

		if (shift < BANDCHART_STEPS) {
			memmove(pile->steps + shift, pile->steps,
			    (BANDCHART_STEPS - shift) * sizeof *pile->steps);
			memset(pile->steps, 0, shift * sizeof *pile->steps);
		}
		pile->first = start;
	}
	pile->steps[floor_over(units, pile->width) - pile->first]++;
}

/* `first` starts at the lowest step there is, so that moving up never pushes anything out at the
 * top. */
static void
pour(struct bandchart *chart, struct bandchart_pile *pile)
{
	pile->steps = arena_array(chart->arena, uint64_t, BANDCHART_STEPS);
	pile->width = 1;
	while (is_too_narrow(chart, pile))
		pile->width *= 10;
	pile->first = floor_over(bandchart_units(chart, pile->lowest), pile->width);
	for (uint32_t i = 0; i < pile->kept_count; i++)
		count_step(chart, pile, bandchart_units(chart, pile->kept[i]));
	pile->kept = NULL;
	pile->kept_count = pile->kept_capacity = 0;
}

static void
keep(struct bandchart *chart, struct bandchart_pile *pile, struct bandchart_figure figure)
{
	if (pile->kept_count == pile->kept_capacity) {
		uint32_t capacity = pile->kept_capacity == 0 ? 16 : pile->kept_capacity * 2;
		struct bandchart_figure *kept =
		    arena_array(chart->arena, struct bandchart_figure, capacity);

		if (pile->kept_count > 0)
			memcpy(kept, pile->kept, pile->kept_count * sizeof *kept);
		pile->kept = kept;
		pile->kept_capacity = capacity;
	}
	pile->kept[pile->kept_count++] = figure;
}

static void
add_figure(struct bandchart *chart, struct bandchart_pile *pile, struct bandchart_figure figure)
{
	if (pile->rows == 0 || compare(chart, figure, pile->lowest) < 0)
		pile->lowest = figure;
	if (pile->rows == 0 || compare(chart, figure, pile->highest) > 0)
		pile->highest = figure;
	pile->rows++;
	if (pile->steps == NULL && pile->kept_count == BANDCHART_KEPT)
		pour(chart, pile);
	if (pile->steps != NULL)
		count_step(chart, pile, bandchart_units(chart, figure));
	else
		keep(chart, pile, figure);
}

/* ---- periods ---- */

static struct bandchart_period *
add_period(struct bandchart *chart, uint32_t at, int64_t period)
{
	uint32_t bands = chart->column->bands->count;
	struct bandchart_period *entry;

	if (chart->periods == NULL)
		chart->periods =
		    arena_array(chart->arena, struct bandchart_period, BANDCHART_PERIODS_MAX);
	if (chart->period_count == BANDCHART_PERIODS_MAX) {
		chart->too_many = true;
		return NULL;
	}
	entry = &chart->periods[at];
	memmove(entry + 1, entry, (chart->period_count - at) * sizeof *entry);
	chart->period_count++;
	*entry = (struct bandchart_period){ .period = period,
		.piles = arena_array(chart->arena, struct bandchart_pile, bands),
		.edges = arena_array(chart->arena, struct bandchart_edge, bands) };
	return entry;
}

static struct bandchart_period *
find_period(struct bandchart *chart, int64_t period)
{
	uint32_t at = chart->period_count;

	while (at > 0 && chart->periods[at - 1].period > period)
		at--;
	if (at > 0 && chart->periods[at - 1].period == period)
		return &chart->periods[at - 1];
	return add_period(chart, at, period);
}

/* ---- rows ---- */

/* The edge between a band and the one below it stands in both. */
static void
note_edges(struct bandchart *chart, struct bandchart_period *period, const struct batch *batch,
    uint32_t row)
{
	const struct bands *bands = chart->column->bands;

	for (uint32_t i = 1; i < bands->count; i++) {
		const struct expr *expr =
		    bands->bands[i].low != NULL ? bands->bands[i].low : bands->bands[i - 1].high;
		struct bandchart_edge *edge = &period->edges[i];
		struct bandchart_figure at;

		if (expr == NULL || !figure_at(batch_expr(batch, expr), row, &at))
			continue;
		if (edge->known && compare(chart, at, edge->at) != 0)
			edge->differs = true;
		else
			edge->at = at;
		edge->known = true;
	}
}

static void
add_row(struct bandchart *chart, const struct batch *batch, uint32_t row, const struct vec *key,
    const struct vec *labels, const struct vec *by)
{
	uint64_t possible = labels->labels[row];
	struct bandchart_period *period;
	struct bandchart_figure figure;

	if (!RAIL_GET(key->given, row)) {
		chart->without_period++;
		return;
	}
	period = find_period(chart, key->num[row]);
	if (period == NULL)
		return;
	period->rows++;
	note_edges(chart, period, batch, row);
	if (possible == LABEL_NOTHING) {
		period->nothing++;
		return;
	}
	if ((possible & (possible - 1)) != 0 || !figure_at(by, row, &figure)) {
		period->undecided++;
		return;
	}
	for (uint32_t i = 0; i < chart->column->bands->count; i++)
		if (possible == UINT64_C(1) << chart->column->bands->bands[i].label)
			add_figure(chart, &period->piles[i], figure);
}

void
bandchart_batch(struct bandchart *chart, const struct batch *batch)
{
	const struct vec *key = batch_column(batch, chart->key),
			 *labels = batch_column(batch, chart->column);
	const struct vec *by = batch_column(batch, chart->by);

	for (uint32_t row = 0; row < batch->rows && !chart->too_many; row++)
		add_row(chart, batch, row, key, labels, by);
}

/* ---- what came of it ---- */

/* Figures of one pile are of one kind: decimals, or fractions. A wide product compares them without
 * rounding. */
static int
order_figures(const void *left, const void *right)
{
	const struct bandchart_figure *a = left, *b = right;
	wide x = (wide)a->num * (b->den == 0 ? 1 : b->den),
	     y = (wide)b->num * (a->den == 0 ? 1 : a->den);

	return x < y ? -1 : x > y;
}

void
bandchart_finish(struct bandchart *chart)
{
	for (uint32_t i = 0; i < chart->period_count; i++)
		for (uint32_t band = 0; band < chart->column->bands->count; band++) {
			struct bandchart_pile *pile = &chart->periods[i].piles[band];

			if (pile->kept_count > 1)
				qsort(pile->kept, pile->kept_count, sizeof *pile->kept,
				    order_figures);
		}
}

uint64_t
bandchart_counted(const struct bandchart *chart, const struct bandchart_period *period)
{
	uint64_t rows = 0;

	for (uint32_t i = 0; i < chart->column->bands->count; i++)
		rows += period->piles[i].rows;
	return rows;
}

bool
bandchart_ends(const struct bandchart *chart, const struct bandchart_period *period,
    struct bandchart_figure *lowest, struct bandchart_figure *highest)
{
	bool any = false;

	for (uint32_t i = 0; i < chart->column->bands->count; i++) {
		const struct bandchart_pile *pile = &period->piles[i];

		if (pile->rows == 0)
			continue;
		if (!any || compare(chart, pile->lowest, *lowest) < 0)
			*lowest = pile->lowest;
		if (!any || compare(chart, pile->highest, *highest) > 0)
			*highest = pile->highest;
		any = true;
	}
	return any;
}

/* Piles may overlap where edges differ between rows, so all of them are walked at once, always on
 * from the lowest. */
static void
pass_lowest(const struct bandchart *chart, const struct bandchart_period *period, uint32_t *next,
    struct bandchart_figure *figure)
{
	uint32_t lowest = UINT32_MAX;

	for (uint32_t i = 0; i < chart->column->bands->count; i++) {
		const struct bandchart_pile *pile = &period->piles[i];

		if (next[i] >= pile->kept_count)
			continue;
		if (lowest == UINT32_MAX || compare(chart, pile->kept[next[i]], *figure) < 0) {
			lowest = i;
			*figure = pile->kept[next[i]];
		}
	}
	if (lowest != UINT32_MAX)
		next[lowest]++;
}

bool
bandchart_middle(const struct bandchart *chart, const struct bandchart_period *period,
    struct bandchart_figure *middle)
{
	uint64_t counted = bandchart_counted(chart, period);
	uint32_t next[LABELS_MAX] = { 0 };
	struct value two = {
		.state = GIVEN, .type = type_plain(KIND_NUMBER), .num = 2 * kind_scale(KIND_NUMBER)
	};
	struct bandchart_figure above;
	struct value left, right, sum, half;

	for (uint32_t i = 0; i < chart->column->bands->count; i++)
		if (period->piles[i].steps != NULL)
			return false;
	if (counted == 0)
		return false;
	for (uint64_t n = 0; n < (counted + 1) / 2; n++)
		pass_lowest(chart, period, next, middle);
	if (counted % 2 != 0)
		return true;
	pass_lowest(chart, period, next, &above);
	left = bandchart_value(chart, *middle);
	right = bandchart_value(chart, above);
	if (exact_add(&sum, &left, &right) && exact_divide(&half, &sum, &two))
		*middle = (struct bandchart_figure){ half.num, half.den };
	return true;
}
