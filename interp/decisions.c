/* decisions: see decisions.h. */
#include "interp/decisions.h"

#include <string.h>

#include "interp/csvout.h"
#include "interp/decisions_csv.h"
#include "interp/edges.h"
#include "interp/explain.h"
#include "interp/json.h"
#include "lang/intern.h"

static const char *const part_suffix[] = { "", "_why", "_clause", "_needs" };

static void
add_column(struct decisions_layout *layout, struct decisions_column *columns, struct arena *arena,
    const struct column *column, enum decisions_part part)
{
	columns[layout->count++] = (struct decisions_column){ column, part,
		part == PART_VALUE ? column->name :
				     arena_printf(arena, "%s%s", column->name, part_suffix[part]),
		part == PART_VALUE && column->type.fraction && edges_apply(column) };
}

static void
add_all(struct decisions_layout *layout, struct decisions_column *columns, struct arena *arena)
{
	const struct table *table = layout->table;

	for (uint32_t i = 0; i < table->key_count; i++)
		add_column(layout, columns, arena, table->keys[i], PART_VALUE);
	for (uint32_t i = table->field_count; i < table->column_count; i++) {
		if (table->columns[i]->origin != COLUMN_DECIDE)
			continue;
		for (int part = PART_VALUE; part <= PART_NEEDS; part++)
			add_column(layout, columns, arena, table->columns[i],
			    (enum decisions_part)part);
	}
	for (uint32_t i = table->field_count; i < table->column_count; i++)
		if (table->columns[i]->origin == COLUMN_DEFINE)
			add_column(layout, columns, arena, table->columns[i], PART_VALUE);
	for (uint32_t i = table->field_count; i < table->column_count; i++)
		if (table->columns[i]->origin == COLUMN_BANDS)
			add_column(layout, columns, arena, table->columns[i], PART_VALUE);
	for (uint32_t i = table->field_count; i < table->column_count; i++)
		if (table->columns[i]->origin == COLUMN_DUE ||
		    table->columns[i]->origin == COLUMN_DEADLINE)
			add_column(layout, columns, arena, table->columns[i], PART_VALUE);
}

/* "route_clause" is the clause of route; of a definition or bands, unless a column has that very
 * name. */
static bool
add_named(struct decisions_layout *layout, struct decisions_column *columns, struct arena *arena,
    const char *name, struct fault *fault)
{
	const struct table *table = layout->table;
	const struct column *column = table_column(table, name);
	const char *nearest = NULL;
	unsigned best = 5;

	if (column != NULL) {
		add_column(layout, columns, arena, column, PART_VALUE);
		return true;
	}
	for (int part = PART_WHY; part <= PART_NEEDS; part++) {
		size_t length = strlen(name), suffix = strlen(part_suffix[part]);

		if (length <= suffix || strcmp(name + length - suffix, part_suffix[part]) != 0)
			continue;
		column = table_column(table, arena_copy(arena, name, length - suffix));
		if (column == NULL || column->origin == COLUMN_FIELD)
			continue;
		add_column(layout, columns, arena, column, (enum decisions_part)part);
		return true;
	}
	for (uint32_t i = 0; i < table->column_count; i++) {
		unsigned distance = names_distance(name, table->columns[i]->name, best);

		if (distance < best) {
			best = distance;
			nearest = table->columns[i]->name;
		}
	}
	if (nearest == NULL)
		return fault_set(fault, EXIT_USAGE, "--columns: table '%s' has no column '%s'",
		    table->name, name);
	return fault_set(fault, EXIT_USAGE,
	    "--columns: table '%s' has no column '%s'\ndid you mean '%s'?", table->name, name,
	    nearest);
}

static bool
choose_columns(struct decisions_layout *layout, struct arena *arena, const struct table *table,
    const char *names, struct fault *fault)
{
	size_t most = (size_t)table->column_count * 4 + table->key_count;
	struct decisions_column *columns;

	for (const char *at = names; at != NULL && *at != '\0'; at++)
		most += *at == ',';
	columns = arena_array(arena, struct decisions_column, most + 1);
	*layout = (struct decisions_layout){ .table = table, .columns = columns };
	if (names == NULL) {
		add_all(layout, columns, arena);
		return true;
	}
	for (;;) {
		size_t length = strcspn(names, ",");

		if (!add_named(layout, columns, arena, arena_copy(arena, names, length), fault))
			return false;
		if (names[length] == '\0')
			return true;
		names += length + 1;
	}
}

bool
decisions_layout(struct decisions_layout *layout, struct arena *arena, const struct table *table,
    const char *names, struct fault *fault)
{
	if (!choose_columns(layout, arena, table, names, fault))
		return false;
	layout->pen = decisions_pen_make(arena, layout);
	return true;
}

struct decisions_layout
decisions_layout_again(const struct decisions_layout *layout, struct arena *arena)
{
	struct decisions_layout again = *layout;

	again.pen = decisions_pen_make(arena, layout);
	return again;
}

void
decisions_cell(struct buffer *out, const struct decisions_column *column, const struct batch *batch,
    uint32_t row)
{
	struct value value;

	switch (column->part) {
	case PART_VALUE:
		value = vec_value(batch_column(batch, column->column), row);
		/* More than one label still possible: the cell stays empty, `_needs` says what is
		 * missing. */
		if ((value.type.kind == KIND_LABEL || value.type.kind == KIND_YES_NO) &&
		    (value.labels & (value.labels - 1)) != 0)
			return;
		if (column->has_edges) {
			char spelled[VALUE_SPELL_MAX];
			size_t length =
			    edges_spell(spelled, batch, row, column->column, NULL, 0, SPELL_PLAIN);

			buffer_add(out, spelled, length);
			if (length > 0)
				return;
		}
		buffer_value(out, &value, SPELL_PLAIN);
		return;
	case PART_WHY:
		explain_why(out, batch, row, column->column);
		return;
	case PART_CLAUSE:
		explain_clause(out, batch, row, column->column);
		return;
	case PART_NEEDS:
		explain_needs(out, batch, row, column->column);
		return;
	}
}

void
decisions_begin(struct buffer *out, const struct decisions_layout *layout,
    enum decisions_format format, bool excel)
{
	switch (format) {
	case DECISIONS_CSV:
		if (excel)
			buffer_text(out, "\xEF\xBB\xBF");
		for (uint32_t i = 0; i < layout->count; i++)
			csvout_cell(out, layout->columns[i].name, strlen(layout->columns[i].name),
			    i == 0, false, NULL);
		csvout_end(out, excel);
		return;
	case DECISIONS_JSON:
		buffer_text(out, "{\"schema\":1,\"table\":\"");
		buffer_text(out, layout->table->name);
		buffer_text(out, "\",\"rows\":[");
		return;
	case DECISIONS_JSONL:
		return;
	}
}

static void
json_row(struct buffer *out, const struct decisions_layout *layout, const struct batch *batch,
    uint32_t row, struct buffer *cell)
{
	struct json json;

	json_init(&json, out, JSON_ONE_LINE);
	json_object(&json);
	for (uint32_t i = 0; i < layout->count; i++) {
		const struct decisions_column *column = &layout->columns[i];

		buffer_clear(cell);
		decisions_cell(cell, column, batch, row);
		json_key(&json, column->name);
		if (cell->length == 0 && column->part == PART_VALUE)
			json_null(&json);
		else
			json_bytes(&json, cell->at == NULL ? "" : cell->at, cell->length);
	}
	json_end(&json);
}

void
decisions_rows(struct buffer *out, const struct decisions_layout *layout,
    enum decisions_format format, bool excel, const struct batch *batch, bool *first,
    uint64_t *neutralised)
{
	struct buffer cell = BUFFER_INIT;

	if (format == DECISIONS_CSV) {
		decisions_csv_rows(out, layout, excel, batch, neutralised);
		*first = *first && batch->rows == 0;
		return;
	}
	for (uint32_t row = 0; row < batch->rows; row++) {
		if (format == DECISIONS_JSON)
			buffer_text(out, *first ? "\n" : ",\n");
		json_row(out, layout, batch, row, &cell);
		/* The writer ends each object with a line break; in one document the comma stands
		 * there instead. */
		if (format == DECISIONS_JSON && out->at[out->length - 1] == '\n')
			out->at[--out->length] = '\0';
		*first = false;
	}
	buffer_release(&cell);
}

void
decisions_end(struct buffer *out, enum decisions_format format, bool first)
{
	if (format == DECISIONS_JSON)
		buffer_text(out, first ? "]}\n" : "\n]}\n");
}

void
decisions_key(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct table *table)
{
	for (uint32_t i = 0; i < table->key_count; i++) {
		struct value value = vec_value(batch_column(batch, table->keys[i]), row);

		if (i > 0)
			buffer_text(out, ", ");
		buffer_value(out, &value, SPELL_PLAIN);
	}
}
