/*
 * One column of aggregates. fold_column_add() chooses once a batch what to do with its rows;
 * counting has a loop of its own, because it is what reports are mostly made of.
 * fold_column_figure() reads the figure off, for one group or for all.
 */
#include <string.h>

#include "interp/fold_internal.h"
#include "interp/rowsort.h"

static void *
widen_array(void *old, uint32_t old_capacity, uint32_t capacity, size_t size)
{
	char *grown = memory_grow(old, capacity, size);

	memset(grown + old_capacity * size, 0, (capacity - old_capacity) * size);
	return grown;
}

#define WIDEN(column, member, old, new) \
	((column)->member = widen_array((column)->member, (old), (new), sizeof *(column)->member))

void
fold_column_init(struct fold_column *column, const struct report *report,
    const struct report_column *source)
{
	memset(column, 0, sizeof *column);
	column->column = source;
	column->table = report->table;
}

void
fold_column_widen(struct fold_column *column, uint32_t old, uint32_t capacity)
{
	if (column->column->body != REPORT_AGGREGATE)
		return;
	WIDEN(column, sure, old, capacity);
	WIDEN(column, open, old, capacity);
	if (column->column->what == NULL)
		return;
	WIDEN(column, unfit, old, capacity);
	WIDEN(column, shaky, old, capacity);
	switch (column->column->aggregate) {
	case AGGREGATE_SUM:
	case AGGREGATE_AVERAGE:
		WIDEN(column, sum, old, capacity);
		break;
	case AGGREGATE_COUNT_DIFFERENT:
		WIDEN(column, different, old, capacity);
		break;
	case AGGREGATE_LATEST:
	case AGGREGATE_EARLIEST:
	case AGGREGATE_LOWEST:
	case AGGREGATE_HIGHEST:
		WIDEN(column, best, old, capacity);
		WIDEN(column, maybe, old, capacity);
		break;
	case AGGREGATE_COUNT:
	case AGGREGATE_LIST:
		break;
	}
}

void
fold_column_release(struct fold_column *column)
{
	memory_free(column->sure);
	memory_free(column->open);
	memory_free(column->unfit);
	memory_free(column->shaky);
	memory_free(column->sum);
	memory_free(column->best);
	memory_free(column->maybe);
	memory_free(column->different);
	memory_free(column->items);
	for (uint32_t i = 0; i < SEEN_GROUPS; i++)
		memory_free(column->seen[i]);
	keys_release(&column->values);
	keys_release(&column->pairs);
}

/* ---- adding rows ---- */

#define FOR_ROWS(row, rail) \
	for (uint32_t word_ = 0, row; word_ < BATCH_WORDS; word_++) \
		for (uint64_t left_ = (rail)->word[word_]; \
		     left_ != 0 && ((row = word_ * 64 + (uint32_t)__builtin_ctzll(left_)), true); \
		     left_ &= left_ - 1)

static void
count_rows(uint64_t *counts, const struct rail *rail, const struct fold_rows *rows)
{
	if (rows->uniform && rows->only != UINT32_MAX) {
		uint64_t count = 0;

		for (uint32_t w = 0; w < BATCH_WORDS; w++)
			count += (uint64_t)__builtin_popcountll(rail->word[w]);
		counts[rows->only] += count;
		return;
	}
	FOR_ROWS(row, rail)
		counts[rows->group[row]]++;
}

/* Rows whose C is there, blank (for certain) or unknown. */
static struct rail
rail_given(const struct vec *what)
{
	struct rail given = what->given;

	if (what->shape != SHAPE_LABELS)
		return given;
	for (uint32_t row = 0; row < BATCH_ROWS; row++) {
		uint64_t labels = what->labels[row];
		bool one = labels != 0 && (labels & (labels - 1)) == 0 && labels != LABEL_NOTHING;

		if (one)
			RAIL_SET(given, row);
		else
			RAIL_CLEAR(given, row);
	}
	return given;
}

static bool
is_new_pair(struct fold_column *column, uint32_t group, uint32_t number)
{
	uint64_t bit = UINT64_C(1) << (number & 63), *word;
	bool fresh;

	if (group >= SEEN_GROUPS || number >= SEEN_VALUES) {
		keys_number_word(&column->pairs, (uint64_t)group << 32 | number, &fresh);
		return fresh;
	}
	if (column->seen[group] == NULL) {
		column->seen[group] = memory_grow(NULL, SEEN_VALUES / 64, sizeof **column->seen);
		memset(column->seen[group], 0, SEEN_VALUES / 64 * sizeof **column->seen);
	}
	word = &column->seen[group][number >> 6];
	fresh = (*word & bit) == 0;
	*word |= bit;
	return fresh;
}

static void
add_different(struct fold_column *column, const struct vec *what, const struct rail *rail,
    const struct fold_rows *rows)
{
	FOR_ROWS(row, rail) {
		uint32_t group = rows->group[row], number = 0;
		int64_t ratio[2];
		bool fresh;

		switch (what->shape) {
		case SHAPE_TEXT:
			number = keys_number(&column->values, what->text[row].at,
			    what->text[row].length, &fresh);
			break;
		case SHAPE_LABELS:
			number = keys_number_word(&column->values, what->labels[row], &fresh);
			break;
		case SHAPE_FIGURE:
			number =
			    keys_number_word(&column->values, (uint64_t)what->num[row], &fresh);
			break;
		case SHAPE_FRACTION:
			ratio[0] = what->num[row];
			ratio[1] = what->den[row];
			number =
			    keys_number(&column->values, (const char *)ratio, sizeof ratio, &fresh);
			break;
		case SHAPE_TRUTH:
			number =
			    keys_number_word(&column->values, RAIL_GET(what->yes, row), &fresh);
			break;
		}
		column->different[group] += is_new_pair(column, group, number);
	}
}

static bool
wants_high(enum aggregate_kind aggregate)
{
	return aggregate == AGGREGATE_LATEST || aggregate == AGGREGATE_HIGHEST;
}

static void
keep_extreme(struct arena *arena, struct value *best, const struct value *value, bool high)
{
	int order;

	if (best->type.kind != KIND_ERROR) {
		order = value_order(value, best, false);
		if (high ? order <= 0 : order >= 0)
			return;
	}
	*best = value_keep(arena, value);
}

static void
add_extreme(struct fold *fold, struct fold_column *column, const struct vec *what,
    const struct rail *rail, const struct fold_rows *rows, struct value *best)
{
	FOR_ROWS(row, rail) {
		struct value value = vec_value(what, row);

		keep_extreme(&fold->arena, &best[rows->group[row]], &value,
		    wants_high(column->column->aggregate));
	}
}

static void
add_items(struct fold *fold, struct fold_column *column, const struct batch *batch,
    const struct vec *what, const struct rail *rail, const struct fold_rows *rows)
{
	const struct table *table = column->table;

	FOR_ROWS(row, rail) {
		struct value value = vec_value(what, row);
		struct value *keys = arena_array(&fold->arena, struct value, table->key_count);

		for (uint32_t i = 0; i < table->key_count; i++) {
			struct value key = vec_value(batch_column(batch, table->keys[i]), row);

			keys[i] = value_keep(&fold->arena, &key);
		}
		if (column->item_count == column->item_capacity) {
			column->item_capacity =
			    column->item_capacity == 0 ? 64 : column->item_capacity * 2;
			column->items = memory_grow(column->items, column->item_capacity,
			    sizeof *column->items);
		}
		column->items[column->item_count++] = (struct fold_item){ rows->group[row],
		    value_keep(&fold->arena, &value), keys };
	}
}

/* An open row changes a sum unless its figure is 0, and an extreme only if it lies beyond it; of a
 * list and an average nothing can be said. */
static void
add_open(struct fold *fold, struct fold_column *column, const struct vec *what,
    const struct rail *given, const struct fold_rows *rows)
{
	struct rail known;

	for (uint32_t w = 0; w < BATCH_WORDS; w++)
		known.word[w] = rows->open.word[w] & given->word[w];
	FOR_ROWS(row, &rows->open) {
		bool harmless = RAIL_GET(known, row) && (column->maybe != NULL ||
		    (column->column->aggregate == AGGREGATE_SUM && what->num[row] == 0));

		if (!harmless)
			column->shaky[rows->group[row]] = 1;
	}
	if (column->maybe != NULL)
		add_extreme(fold, column, what, &known, rows, column->maybe);
}

void
fold_column_add(struct fold *fold, struct fold_column *column, const struct batch *batch,
    const struct fold_rows *rows)
{
	const struct vec *what;
	struct rail given, usable, unfit;
	uint64_t any_unfit = 0, any_open = 0;

	count_rows(column->sure, &rows->sure, rows);
	for (uint32_t w = 0; w < BATCH_WORDS; w++)
		any_open |= rows->open.word[w];
	if (any_open != 0)
		count_rows(column->open, &rows->open, rows);
	if (column->column->what == NULL)
		return;
	what = batch_expr(batch, column->column->what);
	given = rail_given(what);
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		if (what->shape == SHAPE_TRUTH)
			given.word[w] = what->yes.word[w] | what->no.word[w];
		usable.word[w] = rows->sure.word[w] & given.word[w];
		unfit.word[w] = rows->sure.word[w] & ~given.word[w];
		any_unfit |= unfit.word[w];
	}
	if (any_unfit != 0)
		count_rows(column->unfit, &unfit, rows);
	if (any_open != 0)
		add_open(fold, column, what, &given, rows);
	switch (column->column->aggregate) {
	case AGGREGATE_COUNT:
		break;
	case AGGREGATE_COUNT_DIFFERENT:
		add_different(column, what, &usable, rows);
		break;
	case AGGREGATE_SUM:
	case AGGREGATE_AVERAGE:
		FOR_ROWS(row, &usable)
			column->sum[rows->group[row]] += what->num[row];
		break;
	case AGGREGATE_LIST:
		add_items(fold, column, batch, what, &usable, rows);
		break;
	case AGGREGATE_LATEST:
	case AGGREGATE_EARLIEST:
	case AGGREGATE_LOWEST:
	case AGGREGATE_HIGHEST:
		add_extreme(fold, column, what, &usable, rows, column->best);
		break;
	}
}

/* ---- reading figures off ---- */

struct tally {			/* one group, or all together */
	uint64_t sure, open, unfit;
	bool shaky;
	fold_wide sum;
	struct value best, maybe;
	uint64_t different;
};

static void
tally_add(struct tally *tally, const struct fold_column *column, uint32_t group)
{
	bool high = wants_high(column->column->aggregate);

	tally->sure += column->sure[group];
	tally->open += column->open[group];
	if (column->unfit != NULL) {
		tally->unfit += column->unfit[group];
		tally->shaky |= column->shaky[group] != 0;
	}
	if (column->sum != NULL)
		tally->sum += column->sum[group];
	if (column->different != NULL)
		tally->different += column->different[group];
	if (column->best != NULL && column->best[group].type.kind != KIND_ERROR)
		keep_extreme(NULL, &tally->best, &column->best[group], high);
	if (column->maybe != NULL && column->maybe[group].type.kind != KIND_ERROR)
		keep_extreme(NULL, &tally->maybe, &column->maybe[group], high);
}

static struct value
count_value(uint64_t count)
{
	return value_figure(KIND_NUMBER, (int64_t)count * kind_scale(KIND_NUMBER));
}

static fold_wide
common_divisor(fold_wide a, fold_wide b)
{
	while (b != 0) {
		fold_wide rest = a % b;

		a = b;
		b = rest;
	}
	return a < 0 ? -a : a;
}

static bool
fits(fold_wide number)
{
	return number > INT64_MIN && number <= INT64_MAX;
}

static bool
average_value(struct value *out, struct type type, fold_wide sum, uint64_t count)
{
	fold_wide den = (fold_wide)count * kind_scale(type.kind),
		  divisor = common_divisor(sum, den);

	if (!fits(sum / divisor) || !fits(den / divisor))
		return false;
	*out = value_figure(type.kind, (int64_t)(sum / divisor));
	out->den = (int64_t)(den / divisor);
	out->type.fraction = true;
	return true;
}

struct item_order {
	const struct fold_column *column;
};

static int
order_items(const void *context, uint32_t a, uint32_t b)
{
	const struct fold_column *column = ((const struct item_order *)context)->column;
	const struct fold_item *left = &column->items[a], *right = &column->items[b];
	int order = keys_order(left->keys, right->keys, column->table->key_count);

	return order != 0 ? order : value_order(&left->value, &right->value, false);
}

static struct value
list_value(const struct fold_column *column, uint32_t group, bool total, struct arena *arena)
{
	uint32_t *numbers = arena_array(arena, uint32_t, column->item_count);
	struct item_order context = { column };
	struct buffer text = BUFFER_INIT;
	struct value value = value_none(NOTHING, type_plain(KIND_TEXT));
	size_t count = 0;

	for (uint32_t i = 0; i < column->item_count; i++)
		if (total || column->items[i].group == group)
			numbers[count++] = i;
	if (count == 0)
		return value;
	rowsort(numbers, count, NULL, order_items, &context);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buffer_text(&text, ", ");
		buffer_text(&text,
		    value_spell(arena, &column->items[numbers[i]].value, SPELL_PLAIN));
	}
	value.state = GIVEN;
	value.text = arena_copy(arena, text.at, text.length);
	value.text_length = text.length;
	buffer_release(&text);
	return value;
}

/* Could an open row's figure stand in place of the sure one? */
static bool
extreme_is_open(const struct tally *tally, bool high)
{
	int order;

	if (tally->maybe.type.kind == KIND_ERROR)
		return false;
	if (tally->best.type.kind == KIND_ERROR)
		return true;
	order = value_order(&tally->maybe, &tally->best, false);
	return high ? order > 0 : order < 0;
}

/* The figure, when no row stands in its way. */
static struct value
sure_value(const struct fold_column *column, const struct tally *tally, uint32_t group, bool total,
    struct arena *arena, bool *misfit)
{
	struct type type =
	    column->column->what == NULL ? type_plain(KIND_NUMBER) : column->column->what->type;
	struct value value = value_none(UNKNOWN, column->column->type);

	switch (column->column->aggregate) {
	case AGGREGATE_COUNT:
		return count_value(tally->sure);
	case AGGREGATE_COUNT_DIFFERENT:
		return count_value(total ? column->values.count : tally->different);
	case AGGREGATE_SUM:
		*misfit = !fits(tally->sum);
		return *misfit ? value : value_figure(type.kind, (int64_t)tally->sum);
	case AGGREGATE_AVERAGE:
		if (tally->sure == 0)
			return value_none(NOTHING, column->column->type);
		*misfit = !average_value(&value, type, tally->sum, tally->sure);
		return value;
	case AGGREGATE_LIST:
		return list_value(column, group, total, arena);
	case AGGREGATE_LATEST:
	case AGGREGATE_EARLIEST:
	case AGGREGATE_LOWEST:
	case AGGREGATE_HIGHEST:
		if (tally->best.type.kind == KIND_ERROR)
			return value_none(NOTHING, column->column->type);
		return tally->best;
	}
	return value;
}

struct fold_figure
fold_column_figure(const struct fold *fold, const struct fold_column *column, uint32_t group,
    bool total, struct arena *arena)
{
	enum aggregate_kind aggregate = column->column->aggregate;
	bool is_count = aggregate == AGGREGATE_COUNT || aggregate == AGGREGATE_COUNT_DIFFERENT;
	struct fold_figure figure = { 0 };
	struct tally tally = { 0 };
	struct value unknown = value_none(UNKNOWN, column->column->type);

	if (total) {
		for (uint32_t i = 0; i < fold->group_count; i++)
			tally_add(&tally, column, i);
	} else {
		tally_add(&tally, column, group);
	}
	figure.value = sure_value(column, &tally, group, total, arena, &figure.misfit);
	figure.shown = figure.value;
	figure.undecided = tally.open + tally.unfit;
	if (tally.unfit > 0 ||
	    (!is_count && (tally.shaky || extreme_is_open(&tally, wants_high(aggregate)))))
		figure.shown = unknown;
	if (figure.shown.state == UNKNOWN || (is_count && tally.open > 0))
		figure.value = unknown;
	return figure;
}
