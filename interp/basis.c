/* basis: see basis.h. */
#include "interp/basis.h"

#include <string.h>

#include "interp/explain_internal.h"
#include "interp/held.h"
#include "interp/workspace.h"

/* ---- lists that grow ---- */

static void *
room_for(void *list, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return list;
	*room = *room == 0 ? 16 : *room * 2;
	return memory_grow(list, *room, size);
}

static struct basis_item *
add_item(struct basis *basis, const struct column *of, int line)
{
	struct basis_item *item;

	basis->items =
	    room_for(basis->items, basis->item_count, &basis->item_room, sizeof *basis->items);
	item = &basis->items[basis->item_count++];
	*item = (struct basis_item){ .of = of, .line = line };
	return item;
}

static void
add_value(struct basis *basis, const struct column *column, const struct expr *expr)
{
	basis->values =
	    room_for(basis->values, basis->value_count, &basis->value_room, sizeof *basis->values);
	basis->values[basis->value_count++] = (struct basis_value){ column, expr };
}

static void
add_cell(struct basis *basis, const struct column *column, uint32_t row)
{
	for (size_t i = 0; i < basis->cell_count; i++)
		if (basis->cells[i].column == column && basis->cells[i].row == row)
			return;
	basis->cells =
	    room_for(basis->cells, basis->cell_count, &basis->cell_room, sizeof *basis->cells);
	basis->cells[basis->cell_count++] = (struct basis_cell){ column, row };
}

static void
add_other(struct basis *basis, const struct column *column)
{
	basis->others =
	    room_for(basis->others, basis->other_count, &basis->other_room, sizeof *basis->others);
	basis->others[basis->other_count++] = column;
}

/* ---- the walk ---- */

enum { THERE_DEPTH = 8 };	/* of definitions in another row */

struct place_in {
	const struct column *of;
	int line;
};

static void need_column(struct basis *basis, const struct column *column);
static void need_expr(struct basis *basis, const struct expr *expr);

static struct telling
telling_of(const struct basis *basis)
{
	return (struct telling){ .batch = basis->batch, .row = basis->row };
}

bool
basis_is_decision(const struct column *column)
{
	return column->origin == COLUMN_DECIDE || column->origin == COLUMN_BANDS ||
	    column->origin == COLUMN_DEADLINE || column->origin == COLUMN_LETTER;
}

static void
need_setting(struct basis *basis, const struct setting *setting)
{
	const struct column *day = plan_table(basis->batch->plan)->settings_column;

	basis->seen_settings[setting->index] = 1;
	if (day != NULL && plan_setting_varies(basis->batch->plan, setting))
		need_column(basis, day);
}

static void need_expr_there(struct basis *basis, const struct expr *expr, uint32_t row, int depth);

/* The cells of another row behind a definition of its own: all that it reads, since what of it
 * mattered is not looked into there. */
static void
need_there(struct basis *basis, const struct column *column, uint32_t row, int depth)
{
	if (column->origin == COLUMN_FIELD)
		add_cell(basis, column, row);
	else if (column->origin == COLUMN_DEFINE && depth < THERE_DEPTH)
		need_expr_there(basis, column->body, row, depth + 1);
}

static void
need_expr_there(struct basis *basis, const struct expr *expr, uint32_t row, int depth)
{
	if (expr == NULL || expr_is_whole(expr) || expr->kind == EXPR_THROUGH)
		return;
	if (expr->kind == EXPR_COLUMN)
		need_there(basis, expr->column, row, depth);
	need_expr_there(basis, expr->a, row, depth);
	need_expr_there(basis, expr->b, row, depth);
	for (uint32_t i = 0; i < expr->part_count; i++)
		need_expr_there(basis, expr->parts[i], row, depth);
}

/* The cell of another row that a reference leads to; of what is worked out there the value, and the
 * cells its definition reads. */
static void
need_through(struct basis *basis, const struct expr *expr)
{
	const struct workspace *workspace = workspace_of(basis->batch);
	uint32_t target = HELD_NO_ROW;

	need_column(basis, expr->column);
	if (workspace != NULL)
		target = workspace_target(workspace, expr->column,
		    workspace_first_row(basis->batch) + basis->row);
	if (target != HELD_NO_ROW && expr->through->origin == COLUMN_FIELD) {
		add_cell(basis, expr->through, target);
		return;
	}
	add_value(basis, NULL, expr);
	if (target != HELD_NO_ROW)
		need_there(basis, expr->through, target, 0);
}

/* The cells that a figure over many rows was made of. */
static void
need_rows(struct basis *basis, const struct expr *aggregate)
{
	const struct workspace *workspace = workspace_of(basis->batch);
	const struct related_index *index =
	    workspace == NULL ? NULL : workspace_related(workspace, aggregate->related);
	const struct expr *what = aggregate->a;
	uint32_t rows[BASIS_ROWS], count;
	bool sure[BASIS_ROWS];

	if (index == NULL || what == NULL || what->kind != EXPR_COLUMN ||
	    what->column->origin != COLUMN_FIELD)
		return;
	count = related_list(index, workspace_first_row(basis->batch) + basis->row, rows, sure,
	    BASIS_ROWS);
	for (uint32_t i = 0; i < count && i < BASIS_ROWS; i++)
		add_cell(basis, what->column, rows[i]);
}

static void
need_expr(struct basis *basis, const struct expr *expr)
{
	if (expr == NULL)
		return;
	if (expr->setting != NULL)
		need_setting(basis, expr->setting);
	if (expr->kind == EXPR_COLUMN) {
		need_column(basis, expr->column);
		return;
	}
	if (expr->kind == EXPR_THROUGH) {
		need_through(basis, expr);
		return;
	}
	if (expr->kind == EXPR_AGGREGATE) {
		add_value(basis, NULL, expr);
		need_rows(basis, expr);
		return;
	}
	if (expr->kind == EXPR_RANK) {
		need_expr(basis, expr->rank->places);
		if (plan_slot_column(basis->batch->plan, expr->rank->by) != SLOT_NONE)
			need_column(basis, expr->rank->by);
		return;
	}
	if (expr->kind == EXPR_SUCCESSION) {
		need_expr(basis, expr->succession->counting_from);
		need_expr(basis, expr->succession->crosses);
		return;
	}
	if (expr_is_whole(expr))
		return;
	need_expr(basis, expr->a);
	need_expr(basis, expr->b);
	for (uint32_t i = 0; i < expr->part_count; i++)
		need_expr(basis, expr->parts[i]);
}

static void
need_condition(struct basis *basis, const struct expr *condition, const struct place_in *in)
{
	const struct telling telling = telling_of(basis);
	enum answer answer;

	if (condition == NULL)
		return;
	answer = explain_answer(&telling, condition);
	if (condition->kind == EXPR_NOT && expr_is_condition(condition->a)) {
		need_condition(basis, condition->a, in);
		return;
	}
	if (condition->kind == EXPR_ALL || condition->kind == EXPR_ANY ||
	    condition->kind == EXPR_NONE) {
		for (uint32_t i = 0; i < condition->part_count; i++)
			if (explain_part_mattered(condition->kind, answer,
				explain_answer(&telling, condition->parts[i])))
				need_condition(basis, condition->parts[i], in);
		return;
	}
	add_item(basis, in->of, in->line)->condition = condition;
	need_expr(basis, condition);
}

/* ---- rules ---- */

static int
last_line(const struct basis *basis, const struct column *column)
{
	const struct decisions *decisions = basis->batch->decisions[column->index];
	const struct decide *decide = column->decide;

	if (decide->first_that_applies && decisions->verdict[basis->row] == VERDICT_RULE)
		return decisions->rule[basis->row] + 1;
	return (int)decide->rule_count;
}

/* Outcomes that are values worked out: of every line that is still possible. */
static void
need_outcomes(struct basis *basis, const struct column *column)
{
	const struct telling telling = telling_of(basis);
	const struct decide *decide = column->decide;

	for (uint32_t i = 0; i < decide->rule_count; i++)
		if (explain_in_play(&telling, decide, i))
			need_expr(basis, decide->rules[i].outcome);
	if (decide->has_otherwise && explain_otherwise_in_play(&telling, decide))
		need_expr(basis, decide->otherwise);
}

static void
need_decide(struct basis *basis, const struct column *column)
{
	int last = last_line(basis, column);

	for (int i = 0; i < last; i++) {
		const struct place_in in = { column, i + 1 };

		need_condition(basis, column->decide->rules[i].when, &in);
	}
	need_outcomes(basis, column);
}

static void
add_pair(struct basis *basis, const struct column *of, int line, const struct basis_side *left,
    const char *compare, const struct basis_side *right, bool no)
{
	struct basis_item *item = add_item(basis, of, line);

	item->left = *left;
	item->compare = compare;
	item->right = *right;
	item->no = no;
}

/* The edges of the band it fell in; of all bands when it fell in none, or which is open. */
static void
need_bands(struct basis *basis, const struct column *column)
{
	const struct bands *bands = column->bands;
	const struct basis_side by = { .column = bands->by };
	uint64_t labels = batch_column(basis->batch, column)->labels[basis->row];
	bool one = (labels & (labels - 1)) == 0 && labels != LABEL_NOTHING;

	for (uint32_t i = 0; i < bands->count; i++) {
		const struct band *band = &bands->bands[i];
		const struct basis_side low = { .expr = band->low }, high = { .expr = band->high };

		if (one && labels != UINT64_C(1) << band->label)
			continue;
		if (band->low != NULL)
			add_pair(basis, column, (int)i + 1, &by,
			    band->low_included ? "at least" : "more than", &low, !one);
		if (band->high != NULL)
			add_pair(basis, column, (int)i + 1, &by,
			    band->high_included ? "at most" : "less than", &high, !one);
		need_expr(basis, band->low);
		need_expr(basis, band->high);
	}
	need_column(basis, bands->by);
}

static void
need_deadline(struct basis *basis, const struct column *column)
{
	const struct basis_side due = { .column = column->deadline->due },
				met_by = { .column = column->deadline->met_by },
				run_date = { .run_date = true };
	uint64_t state = batch_column(basis->batch, column)->labels[basis->row];

	if (state == UINT64_C(1) << DEADLINE_MET)
		add_pair(basis, column, 0, &met_by, "on or before", &due, false);
	else if (state == UINT64_C(1) << DEADLINE_MET_LATE)
		add_pair(basis, column, 0, &met_by, "after", &due, false);
	else if (state == UINT64_C(1) << DEADLINE_RUNNING)
		add_pair(basis, column, 0, &run_date, "on or before", &due, false);
	else if (state == UINT64_C(1) << DEADLINE_MISSED)
		add_pair(basis, column, 0, &run_date, "after", &due, false);
	need_column(basis, column->deadline->due);
	need_column(basis, column->deadline->met_by);
}

static void
need_letter(struct basis *basis, const struct column *column)
{
	const struct telling telling = telling_of(basis);
	const struct letter *letter = column->letter;
	const struct place_in in = { column, 0 };

	need_condition(basis, letter->sent->body, &in);
	if (batch_column(basis->batch, column)->labels[basis->row] == UINT64_C(1) << LETTER_SENT)
		return;
	need_condition(basis, letter->send_when, &in);
	for (uint32_t i = 0; i < letter->displaced_by_count; i++)
		need_column(basis, letter->displaced_by[i]->column);
	if (letter->lapses_when != NULL && explain_answer(&telling, letter->send_when) != ANSWER_NO)
		need_condition(basis, letter->lapses_when, &in);
}

static void
need_rule(struct basis *basis, const struct column *column)
{
	const struct place_in in = { column, 0 };

	switch (column->origin) {
	case COLUMN_FIELD:
		if (column->table->of == NULL)
			add_cell(basis, column, HELD_NO_ROW);
		return;
	case COLUMN_KEY:
		return;
	case COLUMN_DEFINE:
	case COLUMN_DUE:
	case COLUMN_SENT:
		if (explain_is_given(&(struct telling){ .batch = basis->batch, .row = basis->row },
			column))
			return;
		if (expr_is_condition(column->body)) {
			need_condition(basis, column->body, &in);
			return;
		}
		add_value(basis, column, column->body);
		if (column->body->kind == EXPR_AGGREGATE) {
			need_rows(basis, column->body);
			return;			/* its value is told with the definition */
		}
		need_expr(basis, column->body);
		return;
	case COLUMN_DECIDE:
		need_decide(basis, column);
		return;
	case COLUMN_BANDS:
		need_bands(basis, column);
		return;
	case COLUMN_DEADLINE:
		need_deadline(basis, column);
		return;
	case COLUMN_LETTER:
		need_letter(basis, column);
		return;
	}
}

/* Definitions of the run hang on no row: only the settings they name are of interest. */
static void
need_run_settings(struct basis *basis, const struct expr *expr)
{
	if (expr == NULL)
		return;
	if (expr->setting != NULL)
		basis->seen_settings[expr->setting->index] = 1;
	if (expr->kind == EXPR_COLUMN && expr->column->table != plan_table(basis->batch->plan)) {
		need_column(basis, expr->column);
		return;
	}
	need_run_settings(basis, expr->a);
	need_run_settings(basis, expr->b);
	for (uint32_t i = 0; i < expr->part_count; i++)
		need_run_settings(basis, expr->parts[i]);
}

static void
need_column(struct basis *basis, const struct column *column)
{
	const struct table *table = plan_table(basis->batch->plan);
	bool ours = column->table == table;
	uint8_t *seen =
	    &basis->seen_columns[ours ? column->index : table->column_count + column->index];

	if (*seen != 0 || (!ours && column->table != plan_program(basis->batch->plan)->run))
		return;
	*seen = 1;
	if (!ours) {
		add_value(basis, column, column->body);
		need_run_settings(basis, column->body);
	} else if (basis_is_decision(column)) {
		add_other(basis, column);
	} else {
		need_rule(basis, column);
	}
}

/* ---- public ---- */

static void
start(struct basis *basis)
{
	const struct program *program = plan_program(basis->batch->plan);
	size_t columns = plan_table(basis->batch->plan)->column_count;
	size_t settings = (size_t)program->setting_count + 1;

	columns += program->run != NULL ? program->run->column_count : 0;
	if (basis->seen_room < columns) {
		basis->seen_columns = memory_grow(basis->seen_columns, columns, 1);
		basis->seen_room = columns;
	}
	if (basis->settings_room < settings) {
		basis->seen_settings = memory_grow(basis->seen_settings, settings, 1);
		basis->settings_room = settings;
	}
	memset(basis->seen_columns, 0, columns);
	memset(basis->seen_settings, 0, settings);
	basis->item_count = basis->value_count = basis->cell_count = basis->other_count = 0;
}

void
basis_of(struct basis *basis, const struct batch *batch, uint32_t row,
    const struct column *decision)
{
	basis->batch = batch;
	basis->row = row;
	start(basis);
	basis->seen_columns[decision->index] = 1;
	need_rule(basis, decision);
}

const char *
basis_compare(const struct expr *condition)
{
	static const char *const words[] = { [COMPARE_IS] = "the same as",
		[COMPARE_IS_NOT] = "not the same as",
		[COMPARE_MORE] = "more than",
		[COMPARE_LESS] = "less than",
		[COMPARE_AT_LEAST] = "at least",
		[COMPARE_AT_MOST] = "at most",
		[COMPARE_BEFORE] = "before",
		[COMPARE_AFTER] = "after",
		[COMPARE_ON_OR_BEFORE] = "on or before",
		[COMPARE_ON_OR_AFTER] = "on or after" };
	enum expr_kind kind = condition->kind;

	if (kind == EXPR_COMPARE)
		return words[condition->compare];
	if (kind == EXPR_LABELS_IN || kind == EXPR_ONE_OF || kind == EXPR_ONE_OF_SETTING ||
	    kind == EXPR_QUARTER_IS)
		return "one of";
	if (kind == EXPR_GIVEN)
		return "given";
	if (kind == EXPR_BLANK)
		return "blank";
	if (kind == EXPR_LIKE)
		return "like";
	return kind == EXPR_HOLDS || kind == EXPR_COLUMN ? "yes" : NULL;
}

void
basis_release(struct basis *basis)
{
	memory_free(basis->items);
	memory_free(basis->values);
	memory_free(basis->cells);
	memory_free(basis->others);
	memory_free(basis->seen_columns);
	memory_free(basis->seen_settings);
	*basis = (struct basis){ 0 };
}
