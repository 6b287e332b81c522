/* oracle_report: reports, a cell at a time over all rows again and again (language.md sections 4,
 * aggregates, and 9). */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tests/oracle/oracle_parts.h"

enum { KEYS_MAX = 8 };

struct heap { /* the rows that one row of the report stands for */
	struct answer keys[KEYS_MAX];
	bool total;
	struct oracle_row *listed;
	struct answer *values; /* of the report's columns */
	uint64_t *undecided;
	bool *open; /* an undecided row could change it */
};

struct making {
	struct oracle *oracle;
	const struct report *report;
	struct oracle_rows *rows;
};

static struct answer
both(struct answer a, struct answer b)
{
	if (answer_is_no(a) || answer_is_no(b))
		return answer_truth(false);
	return answer_is_yes(a) && answer_is_yes(b) ? answer_truth(true) : answer_open;
}

/* Whether the row belongs to the report at all. */
static struct answer
belongs(struct making *making, struct oracle_row *row)
{
	struct answer in = answer_truth(true);

	if (making->report->where != NULL)
		in = oracle_expr(making->oracle, row, making->report->where);
	return row->dated_unknown ? both(in, answer_open) : in;
}

static bool
same_or_both_empty(struct answer a, struct answer b)
{
	return (a.state == NOTHING && b.state == NOTHING) || answer_same(a, b);
}

static bool
in_heap(struct making *making, struct oracle_row *row, const struct heap *heap)
{
	if (heap->total || heap->listed != NULL)
		return heap->total || heap->listed == row;
	for (uint32_t k = 0; k < making->report->key_count; k++)
		if (!same_or_both_empty(
			oracle_expr(making->oracle, row, making->report->keys[k].value),
			heap->keys[k]))
			return false;
	return true;
}

/* ---- aggregates ---- */

struct tally {
	struct answer *seen; /* values of the sure rows */
	uint32_t count;
	bool missing; /* one of them is blank or unknown */
};

static struct answer
total_of(struct making *making, const struct report_column *column, const struct tally *tally)
{
	struct answer best = answer_nothing(column->type);
	struct ratio sum = { 0, 1 };
	uint32_t different = 0;

	if (column->aggregate == AGGREGATE_COUNT)
		return answer_whole(tally->count);
	if (tally->missing)
		return answer_unknown(column->type);
	for (uint32_t i = 0; i < tally->count; i++) {
		bool new = true;
		int order;

		for (uint32_t j = 0; j < i && column->aggregate == AGGREGATE_COUNT_DIFFERENT; j++)
			new = new && !answer_same(tally->seen[i], tally->seen[j]);
		different += new ? 1 : 0;
		if (column->aggregate == AGGREGATE_SUM || column->aggregate == AGGREGATE_AVERAGE) {
			bool fits = ratio_add(&sum, sum, tally->seen[i].figure);

			assert(fits);
			continue;
		}
		order = best.state != GIVEN ? 1 : answer_order(tally->seen[i], best);
		if (best.state != GIVEN ||
		    ((column->aggregate == AGGREGATE_LATEST ||
			 column->aggregate == AGGREGATE_HIGHEST)
			    ? order > 0
			    : order < 0))
			best = tally->seen[i];
	}
	(void)making;
	switch (column->aggregate) {
	case AGGREGATE_COUNT_DIFFERENT: return answer_whole(different);
	case AGGREGATE_AVERAGE:
		if (tally->count == 0)
			return answer_nothing(column->type);
		sum = ratio_make(sum.num, sum.den * tally->count);
		return ratio_fits(sum, column->type) ? answer_figure(sum)
						     : answer_unknown(column->type);
	case AGGREGATE_SUM:
		return ratio_fits(sum, column->type) ? answer_figure(sum)
						     : answer_unknown(column->type);
	case AGGREGATE_COUNT:
	case AGGREGATE_LIST:
	case AGGREGATE_LATEST:
	case AGGREGATE_EARLIEST:
	case AGGREGATE_LOWEST:
	case AGGREGATE_HIGHEST: return best;
	}
	return best;
}

static bool
is_count(const struct report_column *column)
{
	return column->body == REPORT_AGGREGATE &&
	    (column->aggregate == AGGREGATE_COUNT ||
		column->aggregate == AGGREGATE_COUNT_DIFFERENT);
}

static void
take(struct making *making, const struct report_column *column, struct oracle_row *row,
    struct tally *tally)
{
	struct answer value = answer_truth(true);

	if (column->what != NULL)
		value = oracle_expr(making->oracle, row, column->what);
	tally->missing = tally->missing || value.state != GIVEN;
	tally->seen[tally->count++] = value;
}

/* A count prints the sure rows; any other figure that an undecided row could change is unknown.
 * Undecided are rows that may or may not belong, and those that do but lack what is counted or
 * added up. */
static void
aggregate(struct making *making, const struct report_column *column, struct heap *heap)
{
	struct tally sure = { NULL, 0, false };
	struct answer result;
	uint64_t undecided = 0;
	bool open = false;

	sure.seen = arena_array(making->oracle->arena, struct answer, making->rows->count + 1);
	for (int pass = 0; pass < 2; pass++) {
		result = total_of(making, column, &sure);
		for (uint32_t i = 0; i < making->rows->count; i++) {
			struct oracle_row *row = &making->rows->rows[i];
			struct answer in = belongs(making, row), changed;
			struct tally with = sure;

			if (answer_is_no(in) || !in_heap(making, row, heap))
				continue;
			if (column->where != NULL)
				in = both(in, oracle_expr(making->oracle, row, column->where));
			if (pass == 0 && answer_is_yes(in)) {
				take(making, column, row, &sure);
				undecided +=
				    column->what != NULL && sure.seen[sure.count - 1].state != GIVEN
				    ? 1
				    : 0;
			}
			if (pass == 0 || answer_is_yes(in) || answer_is_no(in))
				continue;
			undecided++;
			take(making, column, row, &with);
			changed = total_of(making, column, &with);
			/* An average that a row happens to leave as it is counts as one that it
			 * could change. */
			open = open || column->aggregate == AGGREGATE_AVERAGE ||
			    !same_or_both_empty(result, changed);
		}
	}
	heap->undecided[column->index] = undecided;
	heap->values[column->index] = result;
	/* For those that use it, a count that waits for rows is open even where these could not
	 * change it. */
	heap->open[column->index] = is_count(column) ? undecided > 0 : open;
	if (open && !is_count(column))
		heap->values[column->index] = answer_unknown(column->type);
}

/* ---- one row of the report ---- */

static void
fill(struct making *making, struct heap *heap)
{
	const struct report *report = making->report;
	struct answer *usable =
	    arena_array(making->oracle->arena, struct answer, report->column_count + 1);

	heap->values = arena_array(making->oracle->arena, struct answer, report->column_count + 1);
	heap->undecided = arena_array(making->oracle->arena, uint64_t, report->column_count + 1);
	heap->open = arena_array(making->oracle->arena, bool, report->column_count + 1);
	making->oracle->report_values = usable;
	for (uint32_t i = 0; i < report->column_count; i++) {
		const struct report_column *column = &report->columns[i];

		heap->values[i] = answer_unknown(column->type);
		if (column->body == REPORT_AGGREGATE && column->aggregate != AGGREGATE_LIST)
			aggregate(making, column, heap);
		else if (column->body == REPORT_VALUE &&
		    (heap->listed != NULL || report->shape != REPORT_LISTING))
			heap->values[i] = oracle_expr(making->oracle,
			    heap->listed != NULL ? heap->listed : &making->oracle->run,
			    column->value);
		/* A figure that waits for rows is not known to those that use it. */
		usable[i] = heap->open[i] ? answer_unknown(column->type) : heap->values[i];
	}
}

static struct oracle_cell
cell_of(struct making *making, const struct heap *heap, const struct report_column *column)
{
	struct oracle_cell cell = { "", false, heap->undecided[column->index], false };
	struct answer value = heap->values[column->index];

	if (column->body == REPORT_REASON ||
	    (column->body == REPORT_AGGREGATE && column->aggregate == AGGREGATE_LIST))
		cell.not_compared = true;
	if (column->text_instead != NULL) {
		struct answer instead;
		struct answer *usable = arena_array(
		    making->oracle->arena, struct answer, making->report->column_count + 1);

		for (uint32_t i = 0; i < making->report->column_count; i++)
			usable[i] = heap->open[i] ? answer_unknown(making->report->columns[i].type)
						  : heap->values[i];
		making->oracle->report_values = usable;
		instead = oracle_expr(making->oracle,
		    heap->listed != NULL ? heap->listed : &making->oracle->run, column->text_when);
		if (answer_is_yes(instead)) {
			cell.text = column->text_instead;
			return cell;
		}
		if (!answer_is_no(instead)) {
			cell.unknown = true;
			return cell;
		}
	}
	cell.text = oracle_spell(making->oracle->arena, column->type, value);
	cell.unknown = value.state == UNKNOWN;
	return cell;
}

/* ---- order ---- */

/* Nothing after what is given; unknown last. */
static int
order_of(struct answer a, struct answer b)
{
	int a_rank = a.state == GIVEN ? 0
	    : a.state == NOTHING      ? 1
				      : 2,
	    b_rank = b.state == GIVEN ? 0
	    : b.state == NOTHING      ? 1
				      : 2;

	if (a_rank != b_rank)
		return a_rank < b_rank ? -1 : 1;
	return a_rank == 0 ? answer_order(a, b) : 0;
}

static int
order_of_heaps(const struct report *report, const struct heap *a, const struct heap *b)
{
	uint32_t keys =
	    report->shape == REPORT_LISTING ? report->table->key_count : report->key_count;
	int order = 0;

	for (uint32_t k = 0; k < keys; k++)
		if ((a->keys[k].state == NOTHING) != (b->keys[k].state == NOTHING) &&
		    report->key_count == 1)
			return a->keys[k].state == NOTHING ? 1 : -1;
	if (report->sorted_by != NULL) {
		struct answer x = a->values[report->sorted_by->index],
			      y = b->values[report->sorted_by->index];

		/* A count that waits for rows is not known, though the sure ones are printed: it
		 * stands last. */
		x.state = a->open[report->sorted_by->index] ? UNKNOWN : x.state;
		y.state = b->open[report->sorted_by->index] ? UNKNOWN : y.state;
		order = order_of(x, y);
		if (report->descending && x.state == GIVEN && y.state == GIVEN)
			order = -order;
	}
	if (report->sorted_key != NULL) {
		uint32_t k = (uint32_t)(report->sorted_key - report->keys);

		order = order_of(a->keys[k], b->keys[k]);
		if (report->descending && a->keys[k].state == GIVEN && b->keys[k].state == GIVEN)
			order = -order;
	}
	for (uint32_t k = 0; k < keys && order == 0; k++)
		order = order_of(a->keys[k], b->keys[k]);
	return order;
}

static void
sort(const struct report *report, struct heap *heaps, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++) {
		struct heap moving = heaps[i];
		uint32_t j = i;

		for (; j > 0 && order_of_heaps(report, &heaps[j - 1], &moving) > 0; j--)
			heaps[j] = heaps[j - 1];
		heaps[j] = moving;
	}
}

/* ---- which rows there are ---- */

static bool
has_heap(const struct heap *heaps, uint32_t count, const struct answer *keys, uint32_t key_count)
{
	for (uint32_t i = 0; i < count; i++) {
		bool same = true;

		for (uint32_t k = 0; k < key_count; k++)
			same = same && same_or_both_empty(heaps[i].keys[k], keys[k]);
		if (same)
			return true;
	}
	return false;
}

static int64_t
edge_of_period(struct making *making, const struct expr *edge, enum kind kind)
{
	struct answer value = oracle_expr(making->oracle, &making->oracle->run, edge);

	assert(value.state == GIVEN);
	return edge->type.kind == KIND_DATE ? day_period((int64_t)value.figure.num, kind)
					    : (int64_t)value.figure.num;
}

/* Periods in which nothing was found get a row, between the first and the last or as `from ... to
 * ...` says; what was found outside stays. */
static void
with_empty_periods(struct making *making, struct heap *heaps, uint32_t *count, uint32_t room)
{
	const struct report *report = making->report;
	enum kind kind = report->keys[0].value->type.kind;
	int64_t first = INT64_MAX, last = INT64_MIN;

	for (uint32_t i = 0; i < *count; i++) {
		if (heaps[i].keys[0].state != GIVEN)
			continue;
		first = heaps[i].keys[0].figure.num < first ? (int64_t)heaps[i].keys[0].figure.num
							    : first;
		last = heaps[i].keys[0].figure.num > last ? (int64_t)heaps[i].keys[0].figure.num
							  : last;
	}
	if (report->empty_from != NULL) {
		first = edge_of_period(making, report->empty_from, kind);
		last = edge_of_period(making, report->empty_to, kind);
	}
	for (int64_t period = first; period <= last && first != INT64_MAX; period++) {
		struct heap heap;

		memset(&heap, 0, sizeof heap);
		heap.keys[0] = answer_whole(period);
		assert(*count < room);
		if (!has_heap(heaps, *count, heap.keys, 1))
			heaps[(*count)++] = heap;
	}
}

static uint32_t
find_heaps(struct making *making, struct heap *heaps, uint32_t room)
{
	const struct report *report = making->report;
	uint32_t count = 0;

	if (report->shape == REPORT_ONE_ROW) {
		memset(&heaps[0], 0, sizeof heaps[0]);
		return 1;
	}
	for (uint32_t i = 0; i < making->rows->count; i++) {
		struct oracle_row *row = &making->rows->rows[i];
		struct answer in = belongs(making, row);
		struct heap heap;
		bool keyed = true;

		memset(&heap, 0, sizeof heap);
		if (answer_is_no(in))
			continue;
		if (report->shape == REPORT_LISTING) {
			heap.listed = row;
			for (uint32_t k = 0; k < report->table->key_count; k++)
				heap.keys[k] =
				    oracle_column(making->oracle, row, report->table->keys[k]);
			if (answer_is_yes(in))
				heaps[count++] = heap;
			continue;
		}
		for (uint32_t k = 0; k < report->key_count; k++) {
			heap.keys[k] = oracle_expr(making->oracle, row, report->keys[k].value);
			keyed = keyed && heap.keys[k].state != UNKNOWN;
		}
		if (keyed && !has_heap(heaps, count, heap.keys, report->key_count))
			heaps[count++] = heap;
	}
	if (report->including_empty)
		with_empty_periods(making, heaps, &count, room);
	return count;
}

static void
print(struct making *making, struct oracle_grid *grid, uint32_t r, const struct heap *heap)
{
	const struct report *report = making->report;
	struct oracle_cell *cells = &grid->cells[r * grid->width];

	for (uint32_t k = 0; k < report->key_count; k++) {
		cells[k].text = "";
		if (heap->total)
			cells[k].text = k == 0 ? report->total_label : "";
		else if (heap->listed != NULL)
			cells[k].text =
			    oracle_spell(making->oracle->arena, report->keys[k].value->type,
				oracle_expr(making->oracle, heap->listed, report->keys[k].value));
		else if (heap->keys[k].state == NOTHING)
			cells[k].text = "blank";
		else
			cells[k].text = oracle_spell(
			    making->oracle->arena, report->keys[k].value->type, heap->keys[k]);
	}
	for (uint32_t i = 0; i < report->column_count; i++)
		cells[report->key_count + i] = cell_of(making, heap, &report->columns[i]);
}

void
oracle_report(struct oracle *oracle, const struct report *report, struct oracle_rows *rows,
    struct oracle_grid *grid)
{
	struct making making = { oracle, report, rows };
	uint32_t room = rows->count + 2000, count;
	struct heap *heaps = arena_array(oracle->arena, struct heap, room);

	assert(report->key_count <= KEYS_MAX && report->table->key_count <= KEYS_MAX);
	count = find_heaps(&making, heaps, room);
	for (uint32_t i = 0; i < count; i++)
		fill(&making, &heaps[i]);
	sort(report, heaps, count);
	if (report->total_label != NULL) {
		memset(&heaps[count], 0, sizeof heaps[count]);
		heaps[count].total = true;
		fill(&making, &heaps[count++]);
	}
	grid->width = report->key_count + report->column_count;
	grid->rows = count;
	grid->cells =
	    arena_array(oracle->arena, struct oracle_cell, (size_t)count * grid->width + 1);
	for (uint32_t i = 0; i < count; i++)
		print(&making, grid, i, &heaps[i]);
}
