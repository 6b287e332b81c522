/* whatif_axis: along one fact that has an order, the nearest value on either side that turns a
 * decision, with its neighbour that does not. See whatif.h. */
#include "interp/whatif_search.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lang/date.h"

enum {
	BATCH_TRIES = 1000,
	/* values tried at first along one fact of a policy with several tables */
	SEEDS_MAX = 32,
	HALVINGS_MAX = 40
};

void
axis_init(struct axis *axis, struct whatif *whatif, const struct whatif_change *change,
    struct type type)
{
	*axis = (struct axis){ .whatif = whatif, .change = *change, .type = type, .unit = 1 };
	axis->low = type.kind == KIND_DATE ? DATE_FIRST + 400 : 0;
	axis->high = type.kind == KIND_DATE ? DATE_LAST - 400 : INT64_MAX / 4;
}

void
axis_seed(struct axis *axis, int64_t num)
{
	int64_t off;

	if (num < axis->low)
		num = axis->low;
	if (num > axis->high)
		num = axis->high;
	off = axis->has_present ? (num - axis->present) % axis->unit : 0;
	if (off != 0)
		num += off > 0 ? axis->unit - off : -axis->unit - off;
	if (num < axis->low || num > axis->high || (axis->has_present && num == axis->present))
		return;
	for (uint32_t i = 0; i < axis->seed_count; i++)
		if (axis->seeds[i] == num)
			return;
	if (axis->seed_count == axis->seed_room) {
		int64_t *more = arena_array(axis->whatif->arena, int64_t,
		    axis->seed_room * 2 + 64);

		if (axis->seed_count > 0)
			memcpy(more, axis->seeds, axis->seed_count * sizeof(*more));
		axis->seeds = more;
		axis->seed_room = axis->seed_room * 2 + 64;
	}
	axis->seeds[axis->seed_count++] = num;
}

static struct whatif_change
change_to(const struct axis *axis, int64_t num)
{
	struct whatif_change change = axis->change;

	change.value =
	    (struct value){ .state = GIVEN, .type = axis->type, .num = num };
	change.value.type.fraction = false;
	if (change.kind == WHATIF_SETTING)
		change.text = whatif_setting_text(axis->whatif->arena, &change.value, 1);
	return change;
}

static struct axis_point *
find_point(const struct axis *axis, int64_t num)
{
	uint32_t low = 0, high = axis->count;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (axis->points[middle].num == num)
			return &axis->points[middle];
		if (axis->points[middle].num < num)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static void
add_point(struct axis *axis, int64_t num, struct whatif_outcome *out)
{
	uint32_t at = axis->count;

	if (axis->count == axis->room) {
		struct axis_point *more = arena_array(axis->whatif->arena, struct axis_point,
		    axis->room * 2 + 64);

		if (axis->count > 0)
			memcpy(more, axis->points, axis->count * sizeof(*more));
		axis->points = more;
		axis->room = axis->room * 2 + 64;
	}
	while (at > 0 && axis->points[at - 1].num > num) {
		axis->points[at] = axis->points[at - 1];
		at--;
	}
	axis->points[at] = (struct axis_point){ num, out };
	axis->count++;
}

/* Tries `count` values, each once; stops early when no tries are left. */
static bool
try_values(struct axis *axis, const int64_t *nums, uint32_t count, struct fault *fault)
{
	struct whatif *whatif = axis->whatif;

	for (uint32_t from = 0; from < count; from += BATCH_TRIES) {
		uint32_t some = count - from < BATCH_TRIES ? count - from : BATCH_TRIES;
		struct whatif_change *changes =
		    arena_array(whatif->arena, struct whatif_change, some);
		struct whatif_outcome *out = arena_array(whatif->arena, struct whatif_outcome,
		    (size_t)some * whatif->column_count);

		for (uint32_t i = 0; i < some; i++)
			changes[i] = change_to(axis, nums[from + i]);
		if (!whatif_try(whatif, changes, some, out, fault))
			return false;
		for (uint32_t i = 0; i < some; i++)
			add_point(axis, nums[from + i], out + (size_t)i * whatif->column_count);
		if (whatif->stopped)
			return true;
	}
	return true;
}

static bool
turns_at(struct axis *axis, uint32_t column, int64_t num, bool *turns, struct fault *fault)
{
	struct axis_point *point = find_point(axis, num);

	if (point == NULL && !axis->whatif->stopped) {
		if (!try_values(axis, &num, 1, fault))
			return false;
		point = find_point(axis, num);
	}
	*turns = point != NULL && whatif_turns(axis->whatif->columns[column],
	    &axis->whatif->now[column], &point->out[column]);
	return true;
}

static bool
same_outcome(const struct column *column, const struct whatif_outcome *a,
    const struct whatif_outcome *b)
{
	assert(a->there && b->there);
	if (column->type.labels != NULL)
		return a->value.labels == b->value.labels;
	return a->line == b->line;
}

/* The nearest value in a direction that turns the column; false in `found` when none does. */
static bool
find_edge(struct axis *axis, uint32_t column, int direction, int64_t *edge, bool *found,
    struct fault *fault)
{
	struct whatif *whatif = axis->whatif;
	int64_t inner = axis->present, outer = 0;

	*found = false;
	for (uint32_t k = 0; k < axis->count && !*found; k++) {
		const struct axis_point *point =
		    &axis->points[direction > 0 ? k : axis->count - 1 - k];

		if (direction > 0 ? point->num <= axis->present : point->num >= axis->present)
			continue;
		if (whatif_turns(whatif->columns[column], &whatif->now[column],
			&point->out[column])) {
			outer = point->num;
			*found = true;
		} else {
			inner = point->num;
		}
	}
	for (int i = 0; *found && i < HALVINGS_MAX; i++) {
		int64_t steps = (outer - inner) / axis->unit, middle;
		bool turns;

		if (steps == 1 || steps == -1)
			break;
		middle = inner + steps / 2 * axis->unit;
		if (!turns_at(axis, column, middle, &turns, fault))
			return false;
		if (whatif->stopped)
			break;
		if (turns)
			outer = middle;
		else
			inner = middle;
	}
	*edge = outer;
	return true;
}

static bool
goes_on(const struct axis *axis, uint32_t column, int64_t edge, int direction)
{
	const struct axis_point *at = find_point(axis, edge);
	uint32_t further = 0;

	for (uint32_t i = 0; i < axis->count; i++) {
		const struct axis_point *point = &axis->points[i];

		if (direction > 0 ? point->num <= edge : point->num >= edge)
			continue;
		if (!point->out[column].there)
			continue;
		if (!same_outcome(axis->whatif->columns[column], &at->out[column],
			&point->out[column]))
			return false;
		further++;
	}
	return further > 0;
}

static void
tell(struct axis *axis, uint32_t column, int64_t num, int direction, const struct value *before)
{
	struct whatif_finding *finding = whatif_find(axis->whatif);

	finding->column = axis->whatif->columns[column];
	finding->change = change_to(axis, num);
	finding->before = *before;
	finding->after = find_point(axis, num)->out[column];
	finding->direction = direction;
	finding->onwards = direction != 0 && goes_on(axis, column, num, direction);
}

static int64_t
apart(int64_t a, int64_t b)
{
	return a > b ? a - b : b - a;
}

/* No value is there yet: of those that would settle it the nearest to what the search keeps to, one
 * for each outcome. */
static void
tell_any(struct axis *axis, uint32_t column, const struct value *before)
{
	struct whatif *whatif = axis->whatif;
	uint32_t first = whatif->finding_count;

	for (;;) {
		const struct axis_point *best = NULL;

		for (uint32_t i = 0; i < axis->count; i++) {
			const struct axis_point *point = &axis->points[i];
			bool told = !whatif_turns(whatif->columns[column], &whatif->now[column],
			    &point->out[column]);

			for (uint32_t f = first; f < whatif->finding_count && !told; f++)
				told = same_outcome(whatif->columns[column],
				    &whatif->findings[f].after, &point->out[column]);
			if (!told && (best == NULL || apart(point->num, axis->present) <
				apart(best->num, axis->present)))
				best = point;
		}
		if (best == NULL)
			return;
		tell(axis, column, best->num, 0, before);
	}
}

struct seed {
	int64_t distance, num;
};

static int
by_distance(const void *a, const void *b)
{
	const struct seed *left = a, *right = b;

	if (left->distance != right->distance)
		return left->distance < right->distance ? -1 : 1;
	return (left->num > right->num) - (left->num < right->num);
}

/* Where each try is a run of all tables: the nearest, and the furthest on either side. */
static void
thin_out(struct axis *axis)
{
	struct seed *seeds = arena_array(axis->whatif->arena, struct seed, axis->seed_count + 1);
	int64_t lowest = axis->present, highest = axis->present;
	uint32_t kept = 0;

	for (uint32_t i = 0; i < axis->seed_count; i++) {
		seeds[i] = (struct seed){ apart(axis->seeds[i], axis->present), axis->seeds[i] };
		lowest = axis->seeds[i] < lowest ? axis->seeds[i] : lowest;
		highest = axis->seeds[i] > highest ? axis->seeds[i] : highest;
	}
	qsort(seeds, axis->seed_count, sizeof(*seeds), by_distance);
	for (uint32_t i = 0; i < axis->seed_count; i++)
		if (i < SEEDS_MAX || seeds[i].num == lowest || seeds[i].num == highest)
			axis->seeds[kept++] = seeds[i].num;
	axis->seed_count = kept;
}

bool
axis_search(struct axis *axis, const struct value *before, struct fault *fault)
{
	struct whatif *whatif = axis->whatif;

	if (!whatif->alone || axis->change.kind != WHATIF_CELL)
		thin_out(axis);
	if (!try_values(axis, axis->seeds, axis->seed_count, fault))
		return false;
	for (uint32_t c = 0; c < whatif->column_count; c++) {
		int64_t below, above;
		bool has_below, has_above;

		if (!axis->has_present) {
			tell_any(axis, c, before);
			continue;
		}
		if (!find_edge(axis, c, -1, &below, &has_below, fault) ||
		    !find_edge(axis, c, 1, &above, &has_above, fault))
			return false;
		if (has_below && has_above) {
			has_below = axis->present - below < above - axis->present;
			has_above = !has_below;
		}
		if (has_below)
			tell(axis, c, below, -1, before);
		else if (has_above)
			tell(axis, c, above, 1, before);
	}
	return true;
}
