/* declog_parts: values, comparisons, settings and cells of a line of the log. */
#include "interp/declog_parts.h"

#include <string.h>

#include "interp/decisions.h"
#include "interp/edges.h"
#include "interp/explain_internal.h"
#include "interp/held.h"
#include "interp/workspace.h"

/* ---- values ---- */

static void
put_scratch(const struct declog_parts *parts, struct json *json)
{
	json_bytes(json, parts->scratch->at == NULL ? "" : parts->scratch->at,
	    parts->scratch->length);
}

static void
put_spelled(const struct declog_parts *parts, struct json *json, const struct value *value)
{
	buffer_clear(parts->scratch);
	buffer_value(parts->scratch, value, SPELL_PLAIN);
	put_scratch(parts, json);
}

static void
put_possible(struct json *json, const struct vec *vec, uint32_t row)
{
	uint64_t left = vec->labels[row] & ~LABEL_NOTHING;

	if (left == label_set_all(vec->type.labels))
		return;
	json_key(json, "possible");
	json_array(json);
	for (; left != 0; left &= left - 1)
		json_text(json, vec->type.labels->names[__builtin_ctzll(left)]);
	if ((vec->labels[row] & LABEL_NOTHING) != 0)
		json_null(json);
	json_end(json);
}

/* A fraction that six places do not show has its two numbers beside it: they are what was
 * compared. */
static void
put_exactly(const struct declog_parts *parts, struct json *json, const struct vec *vec,
    uint32_t row)
{
	struct value value = vec_value(vec, row), shown;

	if (vec->shape != SHAPE_FRACTION || vec->den[row] == 1)
		return;
	if (exact_round(&shown, &value, ROUND_HALF_UP,
		value.type.kind == KIND_MONEY ? 2 : VALUE_FRACTION_PLACES) &&
	    exact_compare(&shown, &value) == 0)
		return;
	buffer_clear(parts->scratch);
	buffer_number(parts->scratch, vec->num[row]);
	buffer_char(parts->scratch, '/');
	buffer_number(parts->scratch, vec->den[row]);
	json_key(json, "exactly");
	put_scratch(parts, json);
}

static const struct vec *
vec_of(const struct batch *batch, const struct column *column, const struct expr *expr)
{
	if (column == NULL && expr->kind == EXPR_COLUMN)
		column = expr->column;
	if (column != NULL)
		return plan_slot_column(batch->plan, column) == SLOT_NONE ?
		    NULL :
		    batch_column(batch, column);
	return plan_slot_expr(batch->plan, expr) == SLOT_NONE ? NULL : batch_expr(batch, expr);
}

static void
put_given(const struct declog_parts *parts, struct json *json, const struct batch *batch,
    uint32_t row, const struct column *column, const struct vec *vec)
{
	struct value value = vec_value(vec, row);
	char spelled[VALUE_SPELL_MAX];
	size_t length = 0;

	if (column != NULL && column->type.fraction && edges_apply(column))
		length = edges_spell(spelled, batch, row, column, NULL, 0, SPELL_PLAIN);
	if (length > 0)
		json_bytes(json, spelled, length);
	else
		put_spelled(parts, json, &value);
}

void
declog_value(const struct declog_parts *parts, struct json *json, const struct batch *batch,
    uint32_t row, const char *key, const struct column *column, const struct expr *expr)
{
	bool hidden = column != NULL ? column->not_recorded : expr_not_recorded(expr);
	const struct vec *vec = vec_of(batch, column, expr);
	enum presence state = vec == NULL ? UNKNOWN : explain_state(vec, row);

	if (column == NULL && expr->kind == EXPR_COLUMN)
		column = expr->column;
	json_key(json, key);
	if (!hidden && state == GIVEN)
		put_given(parts, json, batch, row, column, vec);
	else
		json_null(json);
	if (hidden)
		json_key_bool(json, "not_recorded", true);
	else if (state == UNKNOWN)
		json_key_bool(json, "unknown", true);
	if (!hidden && state == UNKNOWN && vec != NULL && vec->shape == SHAPE_LABELS)
		put_possible(json, vec, row);
	if (!hidden && state == GIVEN)
		put_exactly(parts, json, vec, row);
}

/* ---- clauses ---- */

void
declog_cites(struct json *json, const char *key, const struct provenance *provenance)
{
	json_key(json, key);
	json_array(json);
	for (uint32_t i = 0; i < provenance->cite_count; i++) {
		json_object(json);
		json_key_text(json, "source", provenance->cites[i].document->name);
		json_key_text(json, "clause", provenance->cites[i].clause);
		json_end(json);
	}
	json_end(json);
}

/* ---- comparisons ---- */

static void
put_source(const struct declog_parts *parts, struct json *json, const struct batch *batch,
    const struct expr *expr)
{
	const struct telling telling = { .out = parts->scratch, .batch = batch };

	buffer_clear(parts->scratch);
	explain_source(&telling, expr);
	json_key(json, "is");
	put_scratch(parts, json);
}

static void
put_run_date(const struct declog_parts *parts, struct json *json, const struct batch *batch)
{
	struct value value = { .state = GIVEN,
		.type = type_plain(KIND_DATE),
		.num = plan_run_date(batch->plan) };

	json_key_text(json, "is", "run_date");
	json_key(json, "value");
	put_spelled(parts, json, &value);
}

static void
put_side(const struct declog_parts *parts, struct json *json, const struct basis *basis,
    const char *key, const struct basis_side *side)
{
	json_key(json, key);
	json_object(json);
	if (side->run_date) {
		put_run_date(parts, json, basis->batch);
	} else if (side->column != NULL) {
		json_key_text(json, "is", side->column->name);
		declog_value(parts, json, basis->batch, basis->row, "value", side->column, NULL);
	} else {
		if (side->expr->kind != EXPR_VALUE)
			put_source(parts, json, basis->batch, side->expr);
		declog_value(parts, json, basis->batch, basis->row, "value", NULL, side->expr);
	}
	json_end(json);
}

static void
put_labels(struct json *json, const struct label_set *set, uint64_t labels)
{
	for (uint32_t i = 0; i < set->count; i++)
		if ((labels >> i & 1) != 0)
			json_text(json, set->names[i]);
}

static void
put_members(const struct declog_parts *parts, struct json *json, const struct basis *basis,
    const struct setting *setting)
{
	const struct telling telling = { .batch = basis->batch, .row = basis->row };
	const struct setting_value *value = explain_setting_value(&telling, setting);

	for (uint32_t i = 0; value != NULL && i < value->count; i++)
		put_spelled(parts, json, &value->values[i]);
}

/* What a value was looked for among. */
static void
put_among(const struct declog_parts *parts, struct json *json, const struct basis *basis,
    const struct expr *condition)
{
	const struct vec *vec = vec_of(basis->batch, NULL, condition->a);

	json_key(json, "among");
	json_array(json);
	if (condition->kind == EXPR_LABELS_IN && vec != NULL && vec->type.labels != NULL)
		put_labels(json, vec->type.labels, condition->labels);
	if (condition->kind == EXPR_QUARTER_IS)
		for (unsigned i = 0; i < 4; i++)
			if ((condition->labels >> i & 1) != 0)
				json_text(json, (const char *[]){ "Q1", "Q2", "Q3", "Q4" }[i]);
	if (condition->kind == EXPR_ONE_OF_SETTING)
		put_members(parts, json, basis, condition->setting);
	for (uint32_t i = 0; condition->kind == EXPR_ONE_OF && i < condition->part_count; i++) {
		struct value value =
		    vec_value(batch_expr(basis->batch, condition->parts[i]), basis->row);

		if (expr_not_recorded(condition->parts[i]) || value.state != GIVEN)
			json_null(json);
		else
			put_spelled(parts, json, &value);
	}
	json_end(json);
	if (condition->kind == EXPR_ONE_OF_SETTING)
		json_key_text(json, "setting", condition->setting->name);
}

/* The rows of another table that are meant, by table and key. */
static void
put_rows(const struct declog_parts *parts, struct json *json, const struct basis *basis,
    const struct related *related)
{
	const struct workspace *workspace = workspace_of(basis->batch);
	const struct related_index *index =
	    workspace == NULL ? NULL : workspace_related(workspace, related);
	uint32_t rows[BASIS_ROWS], count;
	bool sure[BASIS_ROWS];

	if (index == NULL)
		return;
	count = related_list(index, workspace_first_row(basis->batch) + basis->row, rows, sure,
	    BASIS_ROWS);
	json_key(json, "rows");
	json_array(json);
	for (uint32_t i = 0; i < count && i < BASIS_ROWS; i++) {
		buffer_clear(parts->scratch);
		buffer_text(parts->scratch, related->table->name);
		for (uint32_t k = 0; k < related->table->key_count; k++) {
			struct value value;

			buffer_text(parts->scratch, k == 0 ? " " : ", ");
			if (workspace_value(workspace, related->table->keys[k], rows[i], &value))
				buffer_value(parts->scratch, &value, SPELL_PLAIN);
		}
		json_object(json);
		json_key(json, "row");
		put_scratch(parts, json);
		if (related->table->of == NULL)
			json_key_count(json, "line",
			    workspace_line(workspace, related->table, rows[i]));
		json_end(json);
	}
	json_end(json);
	if (count > BASIS_ROWS)
		json_key_count(json, "more_rows", count - BASIS_ROWS);
}

static void
put_condition(const struct declog_parts *parts, struct json *json, const struct basis *basis,
    const struct expr *condition)
{
	const char *compare = basis_compare(condition);
	struct basis_side left = { .expr =
				       condition->kind == EXPR_COLUMN ? condition : condition->a };
	struct basis_side right = { .expr = condition->b };

	if (expr_is_whole(condition) || compare == NULL || left.expr == NULL) {
		put_source(parts, json, basis->batch, condition);
		if (condition->kind == EXPR_EXISTS)
			put_rows(parts, json, basis, condition->related);
		return;
	}
	put_side(parts, json, basis, "left", &left);
	json_key_text(json, "compare", compare);
	if (condition->kind == EXPR_COMPARE)
		put_side(parts, json, basis, "right", &right);
	else if (condition->kind == EXPR_LIKE)
		json_key_text(json, "pattern", condition->pattern);
	else if (strcmp(compare, "one of") == 0)
		put_among(parts, json, basis, condition);
}

static bool
is_masked(const struct expr *condition)
{
	bool masked = expr_not_recorded(condition->a) || expr_not_recorded(condition->b) ||
	    (condition->kind == EXPR_COLUMN && condition->column->not_recorded);

	for (uint32_t i = 0; i < condition->part_count; i++)
		masked = masked || expr_not_recorded(condition->parts[i]);
	return masked;
}

static void
put_answer(struct json *json, const struct basis *basis, const struct basis_item *item)
{
	static const char *const
	    words[] = { [ANSWER_UNKNOWN] = "not known", [ANSWER_YES] = "yes", [ANSWER_NO] = "no" };
	const struct telling telling = { .batch = basis->batch, .row = basis->row };

	if (item->condition == NULL)
		json_key_text(json, "answer", item->no ? "no" : "yes");
	else if (is_masked(item->condition))
		json_key_bool(json, "not_recorded", true);
	else
		json_key_text(json, "answer", words[explain_answer(&telling, item->condition)]);
}

void
declog_comparisons(const struct declog_parts *parts, struct json *json, const struct basis *basis)
{
	json_key(json, "comparisons");
	json_array(json);
	for (size_t i = 0; i < basis->item_count; i++) {
		const struct basis_item *item = &basis->items[i];

		json_object(json);
		json_key_text(json, "of", item->of->name);
		if (item->line > 0)
			json_key_count(json, "line", (uint64_t)item->line);
		if (item->condition != NULL) {
			put_condition(parts, json, basis, item->condition);
		} else {
			put_side(parts, json, basis, "left", &item->left);
			json_key_text(json, "compare", item->compare);
			put_side(parts, json, basis, "right", &item->right);
		}
		put_answer(json, basis, item);
		json_end(json);
	}
	json_end(json);
}

void
declog_values(const struct declog_parts *parts, struct json *json, const struct basis *basis)
{
	json_key(json, "values");
	json_array(json);
	for (size_t i = 0; i < basis->value_count; i++) {
		const struct basis_value *value = &basis->values[i];

		json_object(json);
		json_key_text(json, "name", value->column == NULL ? NULL : value->column->name);
		put_source(parts, json, basis->batch, value->expr);
		declog_value(parts, json, basis->batch, basis->row, "value", value->column,
		    value->expr);
		/* Of a definition for the run the rows hang on no row of ours. */
		if (value->expr->kind == EXPR_AGGREGATE &&
		    (value->column == NULL ||
			value->column->table == plan_table(basis->batch->plan)))
			put_rows(parts, json, basis, value->expr->related);
		json_end(json);
	}
	json_end(json);
}

/* ---- settings and cells ---- */

static void
put_setting(const struct declog_parts *parts, struct json *json, const struct basis *basis,
    const struct setting *setting)
{
	const struct telling telling = { .batch = basis->batch, .row = basis->row };
	const struct setting_value *value = explain_setting_value(&telling, setting);
	const struct knob *knob = &plan_knobs(basis->batch->plan)->knobs[setting->index];
	struct value day = { .state = GIVEN, .type = type_plain(KIND_DATE) };
	const char *variation;

	json_object(json);
	json_key_text(json, "name", setting->name);
	if (value == NULL) {
		json_key_bool(json, "unknown", true);
		json_end(json);
		return;
	}
	json_key(json, "is");
	json_array(json);
	for (uint32_t i = 0; i < value->count; i++)
		put_spelled(parts, json, &value->values[i]);
	json_end(json);
	day.num = value->from;
	json_key(json, "from");
	if (value->from == INT64_MIN)
		json_null(json);
	else
		put_spelled(parts, json, &day);
	variation = knob_variation(knob, value);
	json_key_text(json, "origin",
	    variation != NULL            ? variation :
		knob->variations != NULL ? "policy" :
					   knob->origin);
	if (knob_is_changed(knob) && value->provenance.cite_count > 0)
		declog_cites(json, "clauses", &value->provenance);
	json_end(json);
}

void
declog_settings(const struct declog_parts *parts, struct json *json, const struct basis *basis)
{
	const struct program *program = plan_program(basis->batch->plan);

	json_key(json, "settings");
	json_array(json);
	for (uint32_t i = 0; i < program->setting_count; i++)
		if (basis->seen_settings[i] != 0)
			put_setting(parts, json, basis, program->settings[i]);
	json_end(json);
}

static void
put_cell(const struct declog_parts *parts, struct json *json, const struct basis *basis,
    const struct basis_cell *cell)
{
	const struct table *table = cell->column->table;
	const struct cellbook *book = parts->request->cells[table->index];
	uint64_t line = cell->row == HELD_NO_ROW ? basis->batch->lines[basis->row]
	    : workspace_line(workspace_of(basis->batch), table, cell->row);
	struct row_cell text;

	json_object(json);
	json_key_text(json, "table", table->name);
	json_key_text(json, "file", platform_base(parts->request->paths[table->index]));
	json_key_count(json, "line", line);
	json_key_text(json, "column", cell->column->name);
	json_key_text(json, "heading", cellbook_heading(book, cell->column));
	if (cell->column->field->not_recorded) {
		json_key_bool(json, "not_recorded", true);
	} else {
		json_key(json, "text");
		if (cellbook_find(book, line, cell->column, &text))
			json_bytes(json, text.at, text.length);
		else
			json_null(json);
	}
	json_end(json);
}

void
declog_cells(const struct declog_parts *parts, struct json *json, const struct basis *basis)
{
	json_key(json, "cells");
	json_array(json);
	for (size_t i = 0; i < basis->cell_count; i++)
		put_cell(parts, json, basis, &basis->cells[i]);
	json_end(json);
}
