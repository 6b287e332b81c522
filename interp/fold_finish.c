/*
 * The end of a report by groups. The rows to print are put together first (those found, and the
 * empty periods), then each is worked out, then they are sorted, then the total, then the columns
 * of undecided rows that are needed at all.
 */
#include <string.h>

#include "interp/fold_internal.h"
#include "interp/grid_value.h"
#include "interp/knobs.h"
#include "interp/rowsort.h"
#include "lang/date.h"

/* months from 1600 to 2999 are 16800: a list of empty ones always ends */
enum { PERIODS_MAX = 20000 };

/* ---- cells ---- */

struct grid_cell
cell_of_value(const struct fold *fold, struct arena *arena, const struct value *value)
{
	const char *words = knobs_label_words(fold->knobs, value);
	struct grid_cell cell;

	if (!value_is_given(value))
		return (struct grid_cell){ "", "", !value_is_nothing(value) };
	cell = grid_value(arena, value);
	if (words != NULL)
		cell.reader = words;
	return cell;
}

struct grid_cell
cell_of_key(const struct fold *fold, struct arena *arena, const struct value *value)
{
	if (value_is_nothing(value))
		return (struct grid_cell){ "blank", "blank", false };
	return cell_of_value(fold, arena, value);
}

const struct label_set *
fold_bands(const struct expr *value)
{
	const struct column *column = value == NULL ? NULL :
	    value->kind == EXPR_COLUMN              ? value->column :
	    value->kind == EXPR_THROUGH             ? value->through :
						      NULL;

	return column != NULL && column->origin == COLUMN_BANDS ? column->type.labels : NULL;
}

void
fold_head(const struct fold *fold, struct grid *grid)
{
	const struct report *report = fold->report;

	if (report->as_at_run_date) {
		struct value day = value_figure(KIND_DATE, fold->knobs->run_date);

		grid->as_at = value_spell(grid->arena, &day, SPELL_PLAIN);
	}
	for (uint32_t i = 0; i < report->key_count; i++)
		grid->columns[i] = (struct grid_column){ report->keys[i].name,
			report->keys[i].heading, report->keys[i].value->type.kind };
	for (uint32_t i = 0; i < report->key_count; i++)
		grid->bands[i] = fold_bands(report->keys[i].value);
}

/* ---- the rows ---- */

struct printed {			/* one row, worked out */
	uint32_t group;
	const struct value *keys;
	struct value *values;		/* for later columns and for sorting */
	struct grid_cell *cells;
	uint64_t *undecided;
};

struct finish {
	struct fold *fold;
	struct arena *arena;
	const struct batch *run;
	struct printed *rows;
	uint32_t row_count;
	struct printed total;
	bool *misfit;			/* by column: some figure did not fit */
	const bool *extra;		/* by column: its undecided rows have a column beside it */
	/* by column: what the rows of a count of different add up to */
	uint64_t *different_sum;
};

static void
work_out(struct finish *finish, struct printed *row, bool total)
{
	struct fold *fold = finish->fold;
	const struct report *report = fold->report;
	struct value_scope scope = { fold->knobs, report, NULL, total ? NULL : row->keys, NULL, 0,
		finish->run, NULL, false };

	row->values = arena_array(finish->arena, struct value, report->column_count);
	row->cells = arena_array(finish->arena, struct grid_cell, report->column_count);
	row->undecided = arena_array(finish->arena, uint64_t, report->column_count);
	scope.columns = row->values;
	for (uint32_t i = 0; i < report->column_count; i++) {
		const struct report_column *column = &report->columns[i];
		struct value shown;
		bool unknown = false;

		scope.misfit = &finish->misfit[i];
		if (column->body == REPORT_AGGREGATE) {
			struct fold_figure figure = fold_column_figure(fold, &fold->columns[i],
			    row->group, total, finish->arena);

			finish->misfit[i] |= figure.misfit;
			row->values[i] = figure.value;
			row->undecided[i] = figure.undecided;
			shown = figure.shown;
			if (!total && column->aggregate == AGGREGATE_COUNT_DIFFERENT)
				finish->different_sum[i] += fold->columns[i].different[row->group];
		} else if (column->text_when != NULL &&
		    scope_holds(&scope, column->text_when, &unknown)) {
			row->values[i] = value_none(NOTHING, column->type);
			row->cells[i] =
			    (struct grid_cell){ column->text_instead, column->text_instead, false };
			continue;
		} else {
			row->values[i] = unknown ? value_none(UNKNOWN, column->type) :
						   scope_value(&scope, column->value);
			shown = row->values[i];
		}
		row->cells[i] = cell_of_value(finish->fold, finish->arena, &shown);
	}
}

/* The period of the report's key in which a day lies, or the period itself; false when it is not
 * known. */
static bool
period_at(const struct finish *finish, const struct expr *expr, enum kind kind, int64_t *period)
{
	struct value_scope scope = { finish->fold->knobs, finish->fold->report, NULL, NULL, NULL, 0,
		finish->run, NULL, false };
	struct value value = scope_value(&scope, expr);

	if (value.state != GIVEN)
		return false;
	*period = value.num;
	if (value.type.kind != KIND_DATE)
		return true;
	if (kind == KIND_MONTH)
		*period = date_month(value.num);
	else if (kind == KIND_QUARTER)
		*period = date_quarter(value.num);
	else if (kind == KIND_YEAR)
		*period = date_year(value.num);
	return true;
}

static int
order_numbers(const void *context, uint32_t a, uint32_t b)
{
	const int64_t *numbers = context;

	return (numbers[a] > numbers[b]) - (numbers[a] < numbers[b]);
}

/* From the first to the last period found, or as the report says; false when there is none. */
static bool
period_range(struct finish *finish, enum kind kind, int64_t *first, int64_t *last)
{
	struct fold *fold = finish->fold;
	const struct report *report = fold->report;
	bool some = false;

	if (report->empty_from != NULL)
		return period_at(finish, report->empty_from, kind, first) &&
		    period_at(finish, report->empty_to, kind, last);
	for (uint32_t i = 1; i < fold->group_count; i++) {
		const struct value *key = &fold->keys[i];

		if (key->state != GIVEN)
			continue;
		*first = !some || key->num < *first ? key->num : *first;
		*last = !some || key->num > *last ? key->num : *last;
		some = true;
	}
	return some;
}

static void
note_outside(struct finish *finish, struct grid *grid, int64_t first, int64_t last)
{
	struct fold *fold = finish->fold;
	struct value low = value_figure(fold->report->keys[0].value->type.kind, first), high = low;
	uint64_t outside = 0;

	high.num = last;
	for (uint32_t i = 1; i < fold->group_count; i++)
		if (fold->keys[i].state == GIVEN &&
		    (fold->keys[i].num < first || fold->keys[i].num > last))
			outside += fold->rows[i];
	if (outside == 0)
		return;
	grid_add_note(grid, arena_printf(grid->arena, outside == 1
	    ? "%llu row lies outside %s to %s; it is listed and counted all the same"
	    : "%llu rows lie outside %s to %s; they are listed and counted all the same",
	    (unsigned long long)outside, value_spell(grid->arena, &low, SPELL_PLAIN),
	    value_spell(grid->arena, &high, SPELL_PLAIN)));
}

/* Periods without rows become groups without rows. */
static void
add_empty_periods(struct finish *finish, struct grid *grid)
{
	struct fold *fold = finish->fold;
	const struct expr *key = fold->report->keys[0].value;
	uint32_t found = fold->group_count, count = 0, next = 0;
	uint32_t *numbers = arena_array(finish->arena, uint32_t, found);
	int64_t *periods = arena_array(finish->arena, int64_t, found), first = 0, last = 0;

	if (!period_range(finish, key->type.kind, &first, &last)) {
		if (fold->report->empty_from != NULL)
			grid_add_note(grid,
			    "periods without rows are not listed: where they begin or end is not "
			    "known");
		return;
	}
	if (last - first >= PERIODS_MAX) {
		grid_add_note(grid,
		    "periods without rows are not listed: there are too many of them");
		return;
	}
	for (uint32_t i = 1; i < found; i++) {
		periods[i] = fold->keys[i].num;
		if (fold->keys[i].state == GIVEN)
			numbers[count++] = i;
	}
	rowsort(numbers, count, NULL, order_numbers, periods);
	for (int64_t period = first; period <= last; period++) {
		struct value empty = value_figure(key->type.kind, period);

		while (next < count && periods[numbers[next]] < period)
			next++;
		if (next < count && periods[numbers[next]] == period)
			continue;
		empty.type = key->type;
		fold_make_new_group(fold, &empty);
	}
	note_outside(finish, grid, first, last);
}

static int
order_rows(const void *context, uint32_t a, uint32_t b)
{
	const struct finish *finish = context;
	const struct report *report = finish->fold->report;
	const struct printed *left = &finish->rows[a], *right = &finish->rows[b];
	bool left_blank = keys_have_blank(left->keys, report->key_count);
	bool right_blank = keys_have_blank(right->keys, report->key_count);
	int order = 0;

	if (left_blank != right_blank && report->key_count == 1)
		return left_blank ? 1 : -1;
	if (report->sorted_by != NULL)
		order = value_order(&left->values[report->sorted_by->index],
		    &right->values[report->sorted_by->index], report->descending);
	else if (report->sorted_key != NULL)
		order = value_order(&left->keys[report->sorted_key - report->keys],
		    &right->keys[report->sorted_key - report->keys], report->descending);
	return order != 0 ? order : keys_order(left->keys, right->keys, report->key_count);
}

/* ---- notes ---- */

static const char *
key_words(const struct finish *finish)
{
	const struct report *report = finish->fold->report;
	const char *words = report->keys[0].name;

	for (uint32_t i = 1; i < report->key_count; i++)
		words = arena_printf(finish->arena, "%s and %s", words, report->keys[i].name);
	return words;
}

static const char *
what_words(const struct report_column *column)
{
	return column->what->kind == EXPR_COLUMN ? column->what->column->name : "value";
}

static void
note_different(struct finish *finish, struct grid *grid)
{
	const struct report *report = finish->fold->report;

	for (uint32_t i = 0; i < report->column_count; i++) {
		const struct report_column *column = &report->columns[i];
		uint64_t total;

		if (column->body != REPORT_AGGREGATE ||
		    column->aggregate != AGGREGATE_COUNT_DIFFERENT)
			continue;
		total = finish->fold->columns[i].values.count;
		if (total >= finish->different_sum[i])
			continue;
		grid_add_note(grid,
		    arena_printf(grid->arena,
			"'%s': the rows add up to %llu, the total is %llu; a %s that appears in "
		        "more than one %s is counted "
			"once in the total",
			column->heading, (unsigned long long)finish->different_sum[i],
			(unsigned long long)total, what_words(column), key_words(finish)));
	}
}

static void
note_unkeyed(struct finish *finish, struct grid *grid)
{
	struct fold *fold = finish->fold;
	uint64_t rows = fold->rows[GROUP_UNKNOWN] + fold->open_unkeyed;
	const char *where =
	    fold->report->total_label != NULL ? "in the total only" : "in none of the rows above";

	if (rows == 0 || fold->report->key_count == 0)
		return;
	grid_add_note(grid,
	    arena_printf(grid->arena,
		rows == 1 ? "%llu row has no %s that can be decided; it is %s" :
			    "%llu rows have no %s that can be decided; they are %s",
		(unsigned long long)rows, key_words(finish), where));
}

static void
note_misfit(struct finish *finish, struct grid *grid)
{
	for (uint32_t i = 0; i < finish->fold->report->column_count; i++)
		if (finish->misfit[i])
			grid_add_note(grid,
			    arena_printf(grid->arena,
				"'%s': a figure cannot be worked out: it divides by zero or has "
			        "more places than can be kept",
				finish->fold->report->columns[i].heading));
}

/* ---- the grid ---- */

static bool
has_undecided(const struct finish *finish, uint32_t column)
{
	for (uint32_t i = 0; i < finish->row_count; i++)
		if (finish->rows[i].undecided[column] > 0)
			return true;
	return finish->fold->report->total_label != NULL && finish->total.undecided[column] > 0;
}

static void
put_row(struct finish *finish, struct grid *grid, const struct printed *row, const char *label)
{
	const struct report *report = finish->fold->report;
	struct grid_cell *cells = grid_add_row(grid);
	uint32_t at = report->key_count;

	for (uint32_t i = 0; i < report->key_count; i++)
		if (label == NULL)
			cells[i] = cell_of_key(finish->fold, grid->arena, &row->keys[i]);
	if (label != NULL && report->key_count > 0)
		cells[0] = (struct grid_cell){ label, label, false };
	for (uint32_t i = 0; i < report->column_count; i++) {
		cells[at++] = row->cells[i];
		if (finish->extra[i]) {
			struct value count = value_figure(KIND_NUMBER,
			    (int64_t)row->undecided[i] * kind_scale(KIND_NUMBER));

			cells[at++] = cell_of_value(finish->fold, grid->arena, &count);
		}
	}
}

static struct grid *
put_grid(struct finish *finish, struct grid *notes)
{
	const struct report *report = finish->fold->report;
	bool *extra = arena_array(finish->arena, bool, report->column_count), *beside;
	uint32_t width = report->key_count + report->column_count, at = report->key_count;
	struct grid *grid;

	for (uint32_t i = 0; i < report->column_count; i++) {
		extra[i] = report->columns[i].body == REPORT_AGGREGATE && has_undecided(finish, i);
		width += extra[i];
	}
	grid = grid_make(finish->arena, report->name, report->title, width);
	beside = arena_array(finish->arena, bool, width);
	fold_head(finish->fold, grid);
	for (uint32_t i = 0; i < report->column_count; i++) {
		const struct report_column *column = &report->columns[i];

		grid->columns[at++] =
		    (struct grid_column){ column->name, column->heading, column->type.kind };
		if (!extra[i])
			continue;
		beside[at] = true;
		grid->columns[at++] =
		    (struct grid_column){ arena_printf(finish->arena, "%s_undecided", column->name),
			    arena_printf(finish->arena, "%s, undecided", column->heading),
			    KIND_NUMBER };
	}
	grid->beside = beside;
	grid->notes = notes->notes;
	grid->note_count = notes->note_count;
	finish->extra = extra;
	return grid;
}

struct grid *
fold_groups_finish(struct fold *fold, struct arena *arena, const struct batch *run)
{
	const struct report *report = fold->report;
	struct finish finish = { .fold = fold, .arena = arena, .run = run };
	struct grid *notes = grid_make(arena, report->name, report->title, 0), *grid;
	uint32_t *numbers;

	finish.misfit = arena_array(arena, bool, report->column_count);
	finish.different_sum = arena_array(arena, uint64_t, report->column_count);
	if (report->including_empty)
		add_empty_periods(&finish, notes);
	finish.row_count = fold->group_count - 1;
	finish.rows = arena_array(arena, struct printed, finish.row_count);
	numbers = arena_array(arena, uint32_t, finish.row_count);
	for (uint32_t i = 0; i < finish.row_count; i++) {
		finish.rows[i].group = i + 1;
		finish.rows[i].keys = fold->keys + (size_t)(i + 1) * report->key_count;
		work_out(&finish, &finish.rows[i], false);
		numbers[i] = i;
	}
	if (report->total_label != NULL)
		work_out(&finish, &finish.total, true);
	rowsort(numbers, finish.row_count, NULL, order_rows, &finish);
	grid = put_grid(&finish, notes);
	for (uint32_t i = 0; i < finish.row_count; i++)
		put_row(&finish, grid, &finish.rows[numbers[i]], NULL);
	if (report->total_label != NULL) {
		put_row(&finish, grid, &finish.total, report->total_label);
		grid->has_total = true;
		note_different(&finish, grid);
	}
	note_unkeyed(&finish, grid);
	note_misfit(&finish, grid);
	return grid;
}
