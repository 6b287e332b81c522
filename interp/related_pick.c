/*
 * Which rows of theirs are named: those that come first by their key, so that no order of rows in a
 * file shows. Of an answer that is open only those that truly leave it open: whatever is known of
 * the others, nothing about them could change it.
 */
#include <string.h>

#include "interp/fold_keys.h"
#include "interp/held_keys.h"
#include "interp/related_parts.h"

struct picking {
	const struct related_index *index;
	const struct related_choice *choice;
	struct keys values;		/* of a count of different values: those of the sure rows */
	uint32_t value_count;
	struct buffer key;
	/* of a latest, lowest ...: the sure row that has it; HELD_NO_ROW */
	uint32_t best;
	uint32_t *rows;
	uint32_t count, kept, room;
};

static bool
goes_before(const struct picking *picking, uint32_t a, uint32_t b)
{
	for (uint32_t i = 0; i < picking->choice->key_count; i++) {
		int order = held_compare(picking->choice->keys[i], a, b);

		if (order != 0)
			return order < 0;
	}
	return a < b;
}

static void
pick(struct picking *picking, uint32_t row)
{
	uint32_t at = picking->kept;

	picking->count++;
	if (at == picking->room && (at == 0 || !goes_before(picking, row, picking->rows[at - 1])))
		return;
	if (at < picking->room)
		picking->kept++;
	else
		at--;
	for (; at > 0 && goes_before(picking, row, picking->rows[at - 1]); at--)
		picking->rows[at] = picking->rows[at - 1];
	picking->rows[at] = row;
}

/* ---- what leaves an answer open ---- */

static bool
is_high(enum aggregate_kind kind)
{
	return kind == AGGREGATE_LATEST || kind == AGGREGATE_HIGHEST;
}

static bool
is_better(const struct picking *picking, uint32_t row)
{
	int order = held_compare(picking->choice->what, row, picking->best);

	return is_high(picking->choice->aggregate->aggregate) ? order > 0 : order < 0;
}

static uint32_t
value_number(struct picking *picking, uint32_t row)
{
	bool fresh;

	buffer_clear(&picking->key);
	held_key_add(&picking->key, picking->choice->what, picking->choice->what, row, true);
	return keys_number(&picking->values, picking->key.length > 0 ? picking->key.at : "",
	    picking->key.length, &fresh);
}

/* What the rows that may belong are measured by. */
static void
look_at_sure(struct picking *picking, uint32_t row)
{
	const struct related_choice *choice = picking->choice;

	if (choice->what == NULL || held_presence(choice->what, row) != GIVEN)
		return;
	switch (choice->aggregate->aggregate) {
	case AGGREGATE_COUNT_DIFFERENT:
		value_number(picking, row);
		return;
	case AGGREGATE_LATEST:
	case AGGREGATE_EARLIEST:
	case AGGREGATE_LOWEST:
	case AGGREGATE_HIGHEST:
		if (picking->best == HELD_NO_ROW || is_better(picking, row))
			picking->best = row;
		return;
	case AGGREGATE_COUNT:
	case AGGREGATE_SUM:
	case AGGREGATE_AVERAGE:
	case AGGREGATE_LIST:
		return;
	}
}

/* The row may belong, and its figure is there. */
static bool
could_change(struct picking *picking, uint32_t row)
{
	const struct related_choice *choice = picking->choice;

	switch (choice->aggregate->aggregate) {
	case AGGREGATE_COUNT:
	case AGGREGATE_AVERAGE:
	case AGGREGATE_LIST:
		return true;
	case AGGREGATE_SUM:
		return choice->what->num[row] != 0;
	case AGGREGATE_COUNT_DIFFERENT:
		return value_number(picking, row) >= picking->value_count;
	case AGGREGATE_LATEST:
	case AGGREGATE_EARLIEST:
	case AGGREGATE_LOWEST:
	case AGGREGATE_HIGHEST:
		return picking->best == HELD_NO_ROW || is_better(picking, row);
	}
	return true;
}

static bool
is_wanted(struct picking *picking, uint32_t row, bool sure)
{
	const struct related_choice *choice = picking->choice;

	if (choice->which != RELATED_OPEN)
		return choice->which == RELATED_ALL || sure;
	if (choice->what != NULL && held_presence(choice->what, row) != GIVEN)
		return true;
	return !sure && (choice->aggregate->kind == EXPR_EXISTS || could_change(picking, row));
}

uint32_t
related_pick(const struct related_index *index, uint32_t row, const struct related_choice *choice,
    uint32_t *rows, uint32_t room)
{
	struct related_spans spans = RELATED_SPANS_INIT;
	struct picking picking = { .index = index,
		.choice = choice,
		.values = KEYS_INIT,
		.key = BUFFER_INIT,
		.best = HELD_NO_ROW,
		.rows = rows,
		.room = room };

	related_find(index, row, &spans);
	for (uint32_t i = 0; choice->which == RELATED_OPEN && i < spans.count; i++)
		for (uint32_t e = spans.at[i].from; spans.at[i].sure && e < spans.at[i].to; e++)
			look_at_sure(&picking, index->rows[e]);
	picking.value_count = picking.values.count;
	for (uint32_t i = 0; i < spans.count; i++)
		for (uint32_t e = spans.at[i].from; e < spans.at[i].to; e++)
			if (is_wanted(&picking, index->rows[e], spans.at[i].sure))
				pick(&picking, index->rows[e]);
	keys_release(&picking.values);
	buffer_release(&picking.key);
	related_spans_release(&spans);
	return picking.count;
}
