/* ranking_open: see ranking_open.h. */
#include "interp/ranking_open.h"

#include "interp/fold_keys.h"
#include "interp/held_keys.h"
#include "interp/rowsort.h"
#include "lang/arena.h"

struct ranking_open {
	uint32_t *pool_of;	/* by row; HELD_NO_ROW: in none */
	uint32_t *doubtful;	/* pool by pool */
	uint32_t *starts;	/* of the doubtful rows: one more than there are pools */
	/* by pool: of those that may take part the one that may stand first, or HELD_NO_ROW */
	uint32_t *part;
	bool *figure;		/* by pool: one is not known */
};

/* As the ranking puts them; both are given. */
static int
by_figure(const struct ranking_input *input, uint32_t a, uint32_t b)
{
	int order = held_compare(input->by, a, b);

	return input->rank->highest ? -order : order;
}

static bool
is_doubtful(const struct ranking_input *input, uint32_t row)
{
	return input->doubtful != NULL && HELD_BIT(input->doubtful, row);
}

/* Those of whom nothing is known first, then as they stand; equal ones by their keys. */
static int
by_standing(const void *context, uint32_t a, uint32_t b)
{
	const struct ranking_input *input = context;
	bool a_given = held_presence(input->by, a) == GIVEN,
	    b_given = held_presence(input->by, b) == GIVEN;
	int order = a_given != b_given ? a_given - b_given : a_given ? by_figure(input, a, b) : 0;

	for (uint32_t i = 0; order == 0 && i < input->key_count; i++)
		order = input->keys[i] == NULL ? 0 : held_compare(input->keys[i], a, b);
	return order;
}

static bool
may_take_part(const struct ranking_input *input, uint32_t row)
{
	return input->where != NULL && !HELD_BIT(input->where->first, row) &&
	    !HELD_BIT(input->where->second, row);
}

static bool
is_any_open(const struct ranking_input *input, const uint32_t *pool_of)
{
	for (uint32_t row = 0; row < input->rows; row++)
		if (pool_of[row] != HELD_NO_ROW &&
		    (is_doubtful(input, row) || may_take_part(input, row) ||
			held_presence(input->by, row) == UNKNOWN))
			return true;
	return false;
}

/* Returns where the doubtful rows of the pool end. */
static uint32_t
note_open(const struct ranking_input *input, const uint32_t *rows, uint32_t count,
    struct ranking_open *open, uint32_t pool, uint32_t from)
{
	uint32_t end = from;

	open->starts[pool] = from;
	open->part[pool] = HELD_NO_ROW;
	open->figure[pool] = false;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t row = rows[i];
		enum presence presence = held_presence(input->by, row);

		if (presence == NOTHING)	/* takes no place, whatever else */
			continue;
		open->figure[pool] = open->figure[pool] || presence == UNKNOWN;
		if (may_take_part(input, row) &&
		    (open->part[pool] == HELD_NO_ROW ||
			by_standing(input, row, open->part[pool]) < 0))
			open->part[pool] = row;
		if (is_doubtful(input, row))
			open->doubtful[end++] = row;
	}
	rowsort(open->doubtful + from, end - from, NULL, by_standing, input);
	return end;
}

struct ranking_open *
ranking_open_make(const struct ranking_input *input, uint32_t **pool_of, uint32_t pool_count,
    const uint32_t *rows, const uint32_t *starts)
{
	struct ranking_open *open;
	uint32_t doubtful = 0;

	if (!is_any_open(input, *pool_of))
		return NULL;
	for (uint32_t row = 0; row < input->rows; row++)
		doubtful += (*pool_of)[row] != HELD_NO_ROW && is_doubtful(input, row);
	open = memory_grow(NULL, 1, sizeof *open);
	open->doubtful = memory_grow(NULL, (size_t)doubtful + 1, sizeof *open->doubtful);
	open->starts = memory_grow(NULL, (size_t)pool_count + 1, sizeof *open->starts);
	open->part = memory_grow(NULL, (size_t)pool_count + 1, sizeof *open->part);
	open->figure = memory_grow(NULL, (size_t)pool_count + 1, sizeof *open->figure);
	doubtful = 0;
	for (uint32_t i = 0; i < pool_count; i++)
		doubtful = note_open(
		    input, rows + starts[i], starts[i + 1] - starts[i], open, i, doubtful);
	open->starts[pool_count] = doubtful;
	open->pool_of = *pool_of;
	*pool_of = NULL;
	return open;
}

void
ranking_open_free(struct ranking_open *open)
{
	if (open == NULL)
		return;
	memory_free(open->pool_of);
	memory_free(open->doubtful);
	memory_free(open->starts);
	memory_free(open->part);
	memory_free(open->figure);
	memory_free(open);
}

/* Could it take the place of a row whose figure is given? */
static bool
may_stand_before(const struct ranking_input *input, uint32_t other, uint32_t row)
{
	int order;

	if (held_presence(input->by, other) != GIVEN)
		return true;
	order = by_figure(input, other, row);
	return order < 0 || (order == 0 && input->rank->ties_excluded);
}

struct ranking_others
ranking_others(const struct ranking_input *input, const struct ranking_open *open, uint32_t row)
{
	struct ranking_others others = { .figure = false };
	uint32_t pool, low, high;

	if (open == NULL || open->pool_of[row] == HELD_NO_ROW)
		return others;
	pool = open->pool_of[row];
	others.figure = open->figure[pool];
	others.part =
	    open->part[pool] != HELD_NO_ROW && may_stand_before(input, open->part[pool], row);
	others.doubtful = open->doubtful + open->starts[pool];
	/* in the order they stand in, those that may stand before it come first */
	for (low = open->starts[pool], high = open->starts[pool + 1]; low < high;) {
		uint32_t middle = low + (high - low) / 2;

		if (may_stand_before(input, open->doubtful[middle], row))
			low = middle + 1;
		else
			high = middle;
	}
	others.doubtful_count = low - open->starts[pool];
	return others;
}
