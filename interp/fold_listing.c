/* A listing keeps the rows it shows, as cells and the values they are sorted by; nothing else of a
 * table is ever kept. */
#include <string.h>

#include "interp/edges.h"
#include "interp/explain.h"
#include "interp/fold_internal.h"
#include "interp/rowsort.h"

static struct value *
row_keys(struct fold *fold, const struct batch *batch, uint32_t row)
{
	const struct report *report = fold->report;
	struct value *keys = arena_array(&fold->arena, struct value, report->key_count);

	for (uint32_t i = 0; i < report->key_count; i++) {
		struct value key = vec_value(batch_expr(batch, report->keys[i].value), row);

		keys[i] = value_keep(&fold->arena, &key);
	}
	return keys;
}

static struct grid_cell
text_cell(const char *text)
{
	return (struct grid_cell){ text, text, false };
}

const struct column *
fold_shows(const struct report_column *column)
{
	const struct expr *expr = column->value;

	while (expr != NULL && expr->kind == EXPR_ROUND)
		expr = expr->a;
	return expr != NULL && expr->kind == EXPR_COLUMN && edges_apply(expr->column) ?
	    expr->column :
	    NULL;
}

/* A figure that bands go by, as it is or rounded: on its own side of their edges (edges.h). */
static struct grid_cell
cell_of_figure(struct fold *fold, const struct batch *batch, uint32_t row,
    const struct report_column *column, const struct value *shown)
{
	const struct column *by = fold_shows(column);
	struct grid_cell cell = cell_of_value(fold, &fold->arena, shown);
	char plain[VALUE_SPELL_MAX], reader[VALUE_SPELL_MAX];
	size_t length = 0;

	if (by != NULL && shown->state == GIVEN)
		length =
		    edges_spell(plain, batch, row, by, shown, column->value->places, SPELL_PLAIN);
	if (length == 0)
		return cell;
	cell.plain = arena_copy(&fold->arena, plain, length);
	length = edges_spell(reader, batch, row, by, shown, column->value->places, SPELL_READER);
	cell.reader = arena_copy(&fold->arena, reader, length);
	return cell;
}

/* Why, and the clause in brackets: "severe_hardship is yes [guide "1"]". */
static struct value
reason_of(struct fold *fold, const struct batch *batch, uint32_t row, const struct column *column)
{
	struct value reason = value_none(GIVEN, type_plain(KIND_TEXT));
	struct buffer *text = &fold->scratch;
	size_t length;

	buffer_clear(text);
	explain_reason(text, batch, row, column);
	length = text->length;
	buffer_text(text, " [");
	explain_clause(text, batch, row, column);
	if (text->length > length + 2) {
		buffer_char(text, ']');
		length = text->length;
	}
	reason.text = arena_copy(&fold->arena, text->at, length);
	reason.text_length = length;
	return reason;
}

static void
listed_columns(struct fold *fold, const struct batch *batch, uint32_t row, struct listed *listed)
{
	const struct report *report = fold->report;
	struct value *values = fold->row_values;
	struct value_scope scope = { fold->knobs, report, values, listed->keys, batch, row, NULL,
		NULL, false };

	for (uint32_t i = 0; i < report->column_count; i++) {
		const struct report_column *column = &report->columns[i];
		struct grid_cell *cell = &listed->cells[report->key_count + i];
		bool unknown = false;

		values[i] = column->body == REPORT_REASON ?
		    reason_of(fold, batch, row, column->reason_for) :
		    scope_value(&scope, column->value);
		*cell = cell_of_figure(fold, batch, row, column, &values[i]);
		if (column->text_when != NULL) {
			if (scope_holds(&scope, column->text_when, &unknown)) {
				*cell = text_cell(column->text_instead);
				values[i] = value_none(NOTHING, column->type);
			} else if (unknown) {
				*cell = (struct grid_cell){ "", "", true };
				values[i] = value_none(UNKNOWN, column->type);
			}
		}
		if (report->sorted_by == column)
			listed->sort = value_keep(&fold->arena, &values[i]);
	}
	if (report->sorted_key != NULL)
		listed->sort = listed->keys[report->sorted_key - report->keys];
}

static void
list_row(struct fold *fold, const struct batch *batch, uint32_t row)
{
	const struct report *report = fold->report;
	struct listed *listed;

	if (fold->listed_count == fold->listed_capacity) {
		fold->listed_capacity = fold->listed_capacity == 0 ? 64 : fold->listed_capacity * 2;
		fold->listed =
		    memory_grow(fold->listed, fold->listed_capacity, sizeof *fold->listed);
	}
	listed = &fold->listed[fold->listed_count++];
	memset(listed, 0, sizeof *listed);
	listed->keys = row_keys(fold, batch, row);
	listed->cells =
	    arena_array(&fold->arena, struct grid_cell, report->key_count + report->column_count);
	for (uint32_t i = 0; i < report->key_count; i++)
		listed->cells[i] = cell_of_key(fold, &fold->arena, &listed->keys[i]);
	listed_columns(fold, batch, row, listed);
}

/* Keeps the first few by key, whatever the order of rows. */
static void
note_open_row(struct fold *fold, const struct batch *batch, uint32_t row)
{
	uint32_t count = fold->report->key_count;
	struct listed listed = { 0 };
	size_t at;

	fold->open_count++;
	listed.keys = fold->row_keys;
	for (uint32_t i = 0; i < count; i++)
		listed.keys[i] = vec_value(batch_expr(batch, fold->report->keys[i].value), row);
	if (fold->open_listed == NULL)
		fold->open_listed = memory_grow(NULL, OPEN_LISTED_KEPT, sizeof *fold->open_listed);
	for (at = fold->open_kept; at > 0; at--)
		if (keys_order(fold->open_listed[at - 1].keys, listed.keys, count) <= 0)
			break;
	if (at == OPEN_LISTED_KEPT)
		return;
	if (fold->open_kept < OPEN_LISTED_KEPT)
		fold->open_kept++;
	memmove(&fold->open_listed[at + 1], &fold->open_listed[at],
	    (fold->open_kept - at - 1) * sizeof *fold->open_listed);
	listed.keys = row_keys(fold, batch, row);
	fold->open_listed[at] = listed;
}

void
fold_listing_add(struct fold *fold, const struct batch *batch, const struct rail *sure,
    const struct rail *open)
{
	for (uint32_t row = 0; row < batch->rows; row++) {
		if (RAIL_GET(*sure, row))
			list_row(fold, batch, row);
		else if (RAIL_GET(*open, row))
			note_open_row(fold, batch, row);
	}
}

static int
order_listed(const void *context, uint32_t a, uint32_t b)
{
	const struct fold *fold = context;
	const struct report *report = fold->report;
	const struct listed *left = &fold->listed[a], *right = &fold->listed[b];
	int order = 0;

	if (report->sorted_by != NULL || report->sorted_key != NULL)
		order = value_order(&left->sort, &right->sort, report->descending);
	if (order == 0)
		order = keys_order(left->keys, right->keys, report->key_count);
	for (uint32_t i = 0; order == 0 && i < report->key_count + report->column_count; i++)
		order = strcmp(left->cells[i].plain, right->cells[i].plain);
	return order;
}

static void
note_open(struct fold *fold, struct grid *grid)
{
	struct buffer text = BUFFER_INIT;

	if (fold->open_count == 0)
		return;
	buffer_printf(&text,
	    fold->open_count == 1 ? "%llu row may belong here; it cannot be decided: " :
				    "%llu rows may belong here; it cannot be decided: ",
	    (unsigned long long)fold->open_count);
	for (size_t i = 0; i < fold->open_kept; i++) {
		if (i > 0)
			buffer_text(&text, ", ");
		for (uint32_t k = 0; k < fold->report->key_count; k++) {
			if (k > 0)
				buffer_char(&text, ' ');
			buffer_text(&text,
			    cell_of_key(fold, grid->arena, &fold->open_listed[i].keys[k]).plain);
		}
	}
	if (fold->open_count > fold->open_kept)
		buffer_printf(&text, " and %llu more",
		    (unsigned long long)(fold->open_count - fold->open_kept));
	grid_add_note(grid, arena_copy(grid->arena, text.at, text.length));
	buffer_release(&text);
}

struct grid *
fold_listing_finish(struct fold *fold, struct arena *arena)
{
	const struct report *report = fold->report;
	uint32_t width = report->key_count + report->column_count;
	uint32_t *numbers = arena_array(arena, uint32_t, fold->listed_count);
	struct grid *grid = grid_make(arena, report->name, report->title, width);

	fold_head(fold, grid);
	for (uint32_t i = 0; i < report->column_count; i++)
		grid->columns[report->key_count + i] =
		    (struct grid_column){ report->columns[i].name, report->columns[i].heading,
			    report->columns[i].type.kind };
	for (uint32_t i = 0; i < report->column_count; i++)
		if (report->columns[i].body == REPORT_VALUE)
			grid->bands[report->key_count + i] = fold_bands(report->columns[i].value);
	for (uint32_t i = 0; i < fold->listed_count; i++)
		numbers[i] = i;
	rowsort(numbers, fold->listed_count, NULL, order_listed, fold);
	for (size_t i = 0; i < fold->listed_count; i++) {
		struct grid_cell *row = grid_add_row(grid);

		for (uint32_t c = 0; c < width; c++) {
			row[c] = fold->listed[numbers[i]].cells[c];
			row[c].plain = arena_copy(arena, row[c].plain, strlen(row[c].plain));
			row[c].reader = arena_copy(arena, row[c].reader, strlen(row[c].reader));
		}
	}
	note_open(fold, grid);
	return grid;
}
