/*
 * Filing. A key is a tuple of values; which of them are known is its pattern. All keys known on
 * both sides is the rule, and then there is one division into cells. An unknown part leaves the
 * match open for every row that agrees in the rest: their rows of each pattern are divided once
 * by each set of parts that some row of ours shares with them, so that even then no row is
 * paired with all others.
 */
#include "interp/related.h"

#include <string.h>

#include "interp/fold_keys.h"
#include "interp/held_keys.h"
#include "interp/related_parts.h"
#include "interp/rowsort.h"
#include "lang/arena.h"

#define NO_PATTERN UINT32_MAX

struct patterns {		/* one byte a key: 1 where it is known */
	struct keys numbers;
	uint8_t *known;
	uint32_t *of;		/* by row; NO_PATTERN: matches nothing */
	uint8_t *row;		/* of the row at hand */
};

static uint32_t
pattern_of(struct patterns *patterns, const struct held *const *keys, uint32_t key_count,
    uint32_t row)
{
	uint32_t number;
	bool fresh;

	for (uint32_t i = 0; i < key_count; i++) {
		enum presence presence = held_presence(keys[i], row);

		if (presence == NOTHING)
			return NO_PATTERN;
		patterns->row[i] = presence == GIVEN;
	}
	number = keys_number(&patterns->numbers, (const char *)patterns->row, key_count, &fresh);
	if (fresh) {
		patterns->known = memory_grow(patterns->known, (size_t)number + 1,
		    (size_t)key_count + 1);
		memcpy(patterns->known + (size_t)number * key_count, patterns->row, key_count);
	}
	return number;
}

static void
patterns_init(struct patterns *patterns, uint32_t key_count, uint32_t rows)
{
	memset(patterns, 0, sizeof *patterns);
	patterns->of = memory_grow(NULL, (size_t)rows + 1, sizeof *patterns->of);
	patterns->row = memory_grow(NULL, (size_t)key_count + 1, 1);
}

static void
patterns_release(struct patterns *patterns)
{
	keys_release(&patterns->numbers);
	memory_free(patterns->known);
	memory_free(patterns->of);
	memory_free(patterns->row);
}

/* ---- their rows ---- */

static bool
can_belong(const struct related_input *input, uint32_t row)
{
	return input->where == NULL || !HELD_BIT(input->where->second, row);
}

static bool
is_sure(const struct related_input *input, uint32_t row)
{
	if (input->where != NULL && !HELD_BIT(input->where->first, row))
		return false;
	return input->doubtful == NULL || !HELD_BIT(input->doubtful, row);
}

/*
 * One division: `place` is the cell of each of their rows, or NO_CELL. In one of those that
 * leave parts of the key out every row may belong at most. Returns the number of its first cell.
 */
struct division {
	const uint32_t *place;
	uint32_t cells;
	bool whole_key;
};

static uint32_t
file_rows(struct related_index *index, struct division division)
{
	const struct related_input *input = &index->input;
	uint32_t base = index->cell_count, at = index->row_count;
	uint32_t *sure = memory_grow(NULL, division.cells, sizeof *sure);
	uint32_t *all = memory_grow(NULL, division.cells, sizeof *all);
	size_t total = at;

	memset(sure, 0, division.cells * sizeof *sure);
	memset(all, 0, division.cells * sizeof *all);
	for (uint32_t row = 0; row < input->theirs; row++) {
		if (division.place[row] == NO_CELL)
			continue;
		total++;
		all[division.place[row]]++;
		sure[division.place[row]] += division.whole_key && is_sure(input, row);
	}
	if (total >= NO_CELL || division.cells >= NO_CELL - base)
		arena_no_memory();
	index->rows = memory_grow(index->rows, total, sizeof *index->rows);
	index->cells = memory_grow(index->cells, (size_t)base + division.cells + 1,
	    sizeof *index->cells);
	for (uint32_t i = 0; i < division.cells; i++) {
		/* until the rows are in, the ends say where the next one goes */
		index->cells[base + i] = (struct related_cell){ at, at, at + sure[i] };
		at += all[i];
	}
	for (uint32_t row = 0; row < input->theirs; row++) {
		struct related_cell *cell;

		if (division.place[row] == NO_CELL)
			continue;
		cell = &index->cells[base + division.place[row]];
		if (division.whole_key && is_sure(input, row))
			index->rows[cell->sure_to++] = row;
		else
			index->rows[cell->to++] = row;
	}
	index->row_count = at;
	index->cell_count = base + division.cells;
	memory_free(sure);
	memory_free(all);
	return base;
}

/* ---- by key ---- */

struct filing {
	struct related_index *index;
	struct patterns ours, theirs;
	uint8_t *shared;	/* parts of the key that both patterns know */
	uint32_t *place;
	uint8_t *done;		/* by pattern of ours */
	struct buffer key;
};

static uint32_t
key_number(struct filing *filing, struct keys *numbers, bool ours, uint32_t row)
{
	const struct related_input *input = &filing->index->input;
	uint32_t last = 0;
	bool fresh;

	buffer_clear(&filing->key);
	for (uint32_t i = 0; i < input->related->key_count; i++)
		last = filing->shared[i] ? i : last;
	for (uint32_t i = 0; i < input->related->key_count; i++) {
		const struct held *our_key = input->our_keys[i], *their_key = input->their_keys[i];

		if (filing->shared[i] == 0)
			continue;
		held_key_add(&filing->key, ours ? our_key : their_key, ours ? their_key : our_key,
		    row, i == last);
	}
	return keys_number(numbers, filing->key.length > 0 ? filing->key.at : "",
	    filing->key.length, &fresh);
}

/* What the patterns share, into `shared`; true when that is the whole key. */
static bool
share(struct filing *filing, uint32_t our_pattern, uint32_t their_pattern)
{
	uint32_t key_count = filing->index->input.related->key_count;
	const uint8_t *ours = filing->ours.known + (size_t)our_pattern * key_count;
	const uint8_t *theirs = filing->theirs.known + (size_t)their_pattern * key_count;
	bool whole = true;

	for (uint32_t i = 0; i < key_count; i++) {
		filing->shared[i] = ours[i] & theirs[i];
		whole = whole && filing->shared[i];
	}
	return whole;
}

static bool
shares_the_same(const struct filing *filing, uint32_t our_pattern, uint32_t their_pattern)
{
	uint32_t key_count = filing->index->input.related->key_count;
	const uint8_t *ours = filing->ours.known + (size_t)our_pattern * key_count;
	const uint8_t *theirs = filing->theirs.known + (size_t)their_pattern * key_count;

	for (uint32_t i = 0; i < key_count; i++)
		if ((ours[i] & theirs[i]) != filing->shared[i])
			return false;
	return true;
}

/* Their rows of one pattern, by the parts they share with one pattern of ours; and every row of
 * ours that shares just these. */
static void
divide(struct filing *filing, uint32_t our_pattern, uint32_t their_pattern)
{
	struct related_index *index = filing->index;
	const struct related_input *input = &index->input;
	struct keys numbers = KEYS_INIT;
	struct division division = { filing->place, 0, share(filing, our_pattern, their_pattern) };
	uint32_t base;

	for (uint32_t row = 0; row < input->theirs; row++)
		filing->place[row] = filing->theirs.of[row] == their_pattern ?
		    key_number(filing, &numbers, false, row) : NO_CELL;
	division.cells = numbers.count;
	base = file_rows(index, division);
	for (uint32_t i = our_pattern; i < filing->ours.numbers.count; i++)
		filing->done[i] |= shares_the_same(filing, i, their_pattern) ? 2 : 0;
	for (uint32_t row = 0; row < input->ours; row++) {
		uint32_t pattern = filing->ours.of[row], cell;

		if (pattern == NO_PATTERN || filing->done[pattern] != 2)
			continue;
		cell = key_number(filing, &numbers, true, row);
		if (cell < division.cells)
			index->cell_of[(size_t)row * index->slots + their_pattern] = base + cell;
	}
	for (uint32_t i = our_pattern; i < filing->ours.numbers.count; i++)
		filing->done[i] = filing->done[i] != 0;
	keys_release(&numbers);
}

static void
make_slots(struct related_index *index, uint32_t slots)
{
	size_t count = (size_t)index->input.ours * slots;

	index->slots = slots;
	index->cell_of = memory_grow(NULL, count + 1, sizeof *index->cell_of);
	for (size_t i = 0; i < count; i++)
		index->cell_of[i] = NO_CELL;
}

static void
file_by_key(struct related_index *index)
{
	const struct related_input *input = &index->input;
	uint32_t key_count = input->related->key_count;
	struct filing filing = { .index = index, .key = BUFFER_INIT };

	patterns_init(&filing.ours, key_count, input->ours);
	patterns_init(&filing.theirs, key_count, input->theirs);
	filing.shared = memory_grow(NULL, (size_t)key_count + 1, 1);
	filing.place = memory_grow(NULL, (size_t)input->theirs + 1, sizeof *filing.place);
	for (uint32_t row = 0; row < input->ours; row++)
		filing.ours.of[row] = pattern_of(&filing.ours, input->our_keys, key_count, row);
	for (uint32_t row = 0; row < input->theirs; row++)
		filing.theirs.of[row] = !can_belong(input, row) ? NO_PATTERN :
		    pattern_of(&filing.theirs, input->their_keys, key_count, row);
	make_slots(index, filing.theirs.numbers.count);
	filing.done = memory_grow(NULL, (size_t)filing.ours.numbers.count + 1, 1);
	for (uint32_t slot = 0; slot < index->slots; slot++) {
		memset(filing.done, 0, filing.ours.numbers.count);
		for (uint32_t i = 0; i < filing.ours.numbers.count; i++)
			if (filing.done[i] == 0)
				divide(&filing, i, slot);
	}
	patterns_release(&filing.ours);
	patterns_release(&filing.theirs);
	memory_free(filing.shared);
	memory_free(filing.place);
	memory_free(filing.done);
	buffer_release(&filing.key);
}

/* ---- by group ---- */

/* A row whose group is not known may belong to any of them: one cell that all rows of the group
 * have. */
static void
file_by_group(struct related_index *index)
{
	const struct related_input *input = &index->input;
	uint32_t *place = memory_grow(NULL, (size_t)input->theirs + 1, sizeof *place), base;
	bool any_stray = false;

	for (uint32_t row = 0; row < input->theirs; row++) {
		bool stray = input->stray != NULL && HELD_BIT(input->stray, row);

		place[row] = NO_CELL;
		if (!can_belong(input, row))
			continue;
		if (stray)
			any_stray = true;
		else if (input->group[row] < input->ours)
			place[row] = input->group[row];
	}
	make_slots(index, any_stray ? 2 : 1);
	base = file_rows(index, (struct division){ place, input->ours, true });
	for (uint32_t row = 0; row < input->ours; row++)
		index->cell_of[(size_t)row * index->slots] = base + row;
	if (any_stray) {
		for (uint32_t row = 0; row < input->theirs; row++) {
			bool stray = HELD_BIT(input->stray, row) && can_belong(input, row);

			place[row] = stray ? 0 : NO_CELL;
		}
		base = file_rows(index, (struct division){ place, 1, false });
		for (uint32_t row = 0; row < input->ours; row++)
			index->cell_of[(size_t)row * index->slots + 1] = base;
	}
	memory_free(place);
}

struct related_index *
related_make(const struct related_input *input)
{
	struct related_index *index = memory_grow(NULL, 1, sizeof *index);

	memset(index, 0, sizeof *index);
	index->input = *input;
	if (input->related->members)
		file_by_group(index);
	else
		file_by_key(index);
	if (input->their_value != NULL)
		related_sort_cells(index);
	return index;
}

void
related_free(struct related_index *index)
{
	if (index == NULL)
		return;
	memory_free(index->rows);
	memory_free(index->cells);
	memory_free(index->cell_of);
	memory_free(index);
}

/* ---- answers that need no value of theirs ---- */

void
related_exists(const struct related_index *index, struct held *out)
{
	struct related_spans spans = RELATED_SPANS_INIT;

	held_resize(out, index->input.ours);
	for (uint32_t row = 0; row < index->input.ours; row++) {
		struct value truth = { .state = GIVEN, .type = out->type, .labels = LABEL_NO };

		related_find(index, row, &spans);
		if (spans.count > 0)
			truth.state = UNKNOWN;
		for (uint32_t i = 0; i < spans.count; i++) {
			if (!spans.at[i].sure)
				continue;
			truth.state = GIVEN;
			truth.labels = LABEL_YES;
		}
		held_put(out, row, &truth);
	}
	related_spans_release(&spans);
}

static int
by_entry(const void *context, uint32_t a, uint32_t b)
{
	const uint32_t *rows = context;

	return (rows[a] > rows[b]) - (rows[a] < rows[b]);
}

/* The entries of the spans that are sure, or of those that are not, in the order of their table. */
static uint32_t
gather_entries(const struct related_index *index, const struct related_spans *spans, bool sure,
    uint32_t *entries)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < spans->count; i++)
		for (uint32_t e = spans->at[i].from; e < spans->at[i].to; e++)
			if (spans->at[i].sure == sure)
				entries[count++] = e;
	rowsort(entries, count, NULL, by_entry, index->rows);
	return count;
}

uint32_t
related_list(const struct related_index *index, uint32_t row, uint32_t *rows, bool *sure,
    uint32_t room)
{
	struct related_spans spans = RELATED_SPANS_INIT;
	uint32_t *entries, count = 0, s = 0, m, sure_count;

	related_find(index, row, &spans);
	for (uint32_t i = 0; i < spans.count; i++)
		count += spans.at[i].to - spans.at[i].from;
	entries = memory_grow(NULL, (size_t)count + 1, sizeof *entries);
	sure_count = m = gather_entries(index, &spans, true, entries);
	gather_entries(index, &spans, false, entries + sure_count);
	for (uint32_t i = 0; i < count && i < room; i++) {
		uint32_t next_sure = s < sure_count ? index->rows[entries[s]] : HELD_NO_ROW;
		uint32_t next_may = m < count ? index->rows[entries[m]] : HELD_NO_ROW;

		sure[i] = next_sure < next_may;
		rows[i] = sure[i] ? next_sure : next_may;
		s += sure[i];
		m += !sure[i];
	}
	memory_free(entries);
	related_spans_release(&spans);
	return count;
}
