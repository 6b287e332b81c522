/* suggest_search: rows tried through the engine until one shows what is looked for. See
 * suggest_parts.h. */
#include "interp/suggest_parts.h"

#include <string.h>

#include "interp/local.h"
#include "interp/ruleparts.h"

/* ---- what a rule is given ---- */

static void
add_input(struct trial *trial, const struct column *column)
{
	for (uint32_t i = 0; i < trial->input_count; i++)
		if (trial->inputs[i] == column)
			return;
	if (trial->input_count < SUGGEST_INPUTS)
		trial->inputs[trial->input_count++] = column;
}

struct gather {
	struct trial *trial;
	bool *seen;			/* by column index */
	bool outside;			/* something lies in other rows */
};

static void gather_column(struct gather *gather, const struct column *column);

static void
gather_expr(struct gather *gather, const struct expr *expr)
{
	const struct table *table = gather->trial->column->table;

	if (expr == NULL)
		return;
	if (expr_is_whole(expr) || expr->kind == EXPR_THROUGH) {
		gather->outside = true;
		return;
	}
	if (expr->kind == EXPR_COLUMN && expr->column->table == table)
		gather_column(gather, expr->column);
	if ((expr->kind == EXPR_SETTING || expr->kind == EXPR_ONE_OF_SETTING) &&
	    table->settings_column != NULL)
		gather_column(gather, table->settings_column);
	gather_expr(gather, expr->a);
	gather_expr(gather, expr->b);
	for (uint32_t i = 0; i < expr->part_count; i++)
		gather_expr(gather, expr->parts[i]);
}

static void
visit_expr(void *context, const struct expr *expr)
{
	gather_expr(context, expr);
}

static void
visit_column(void *context, const struct column *column)
{
	gather_column(context, column);
}

static void
gather_rule(struct gather *gather, const struct column *column)
{
	const struct ruleparts_visitor visitor = { visit_expr, visit_column, gather };

	ruleparts_visit(column, &visitor);
}

static void
gather_column(struct gather *gather, const struct column *column)
{
	if (gather->seen[column->index])
		return;
	gather->seen[column->index] = true;
	if (column->origin == COLUMN_FIELD || column->origin == COLUMN_KEY)
		add_input(gather->trial, column);
	else if (!gather->trial->direct)
		gather_rule(gather, column);
	else if (column->origin == COLUMN_SENT)
		gather->outside = true;		/* no test can give it by name */
	else
		add_input(gather->trial, column);
}

/* Fields, where the row alone answers; else what the text of the rule names. */
static void
gather_inputs(struct trial *trial)
{
	const struct table *table = trial->column->table;
	struct gather gather = { .trial = trial,
		.seen = arena_array(trial->suggest->arena, bool, table->column_count) };

	gather.seen[trial->column->index] = true;
	gather_rule(&gather, trial->column);
	if (!gather.outside && table->of == NULL)
		return;
	memset(gather.seen, 0, table->column_count * sizeof(bool));
	gather.seen[trial->column->index] = true;
	trial->input_count = 0;
	trial->direct = true;
	gather_rule(&gather, trial->column);
}

static const struct expr *
outside_in(const struct expr *expr)
{
	const struct expr *found;

	if (expr == NULL)
		return NULL;
	if (expr_is_whole(expr) || expr->kind == EXPR_THROUGH ||
	    (expr->kind == EXPR_COLUMN && expr->column->origin == COLUMN_SENT))
		return expr;
	found = outside_in(expr->a);
	if (found == NULL)
		found = outside_in(expr->b);
	for (uint32_t i = 0; found == NULL && i < expr->part_count; i++)
		found = outside_in(expr->parts[i]);
	return found;
}

const struct expr *
suggest_outside(const struct column *column, const struct cover_point *point)
{
	const struct expr *found = outside_in(point->condition);

	if (point->kind == COVER_LINE && column->decide != NULL &&
	    point->index < column->decide->rule_count)
		return outside_in(column->decide->rules[point->index].when);
	if (found == NULL)
		found = outside_in(point->a.expr);
	return found != NULL ? found : outside_in(point->b.expr);
}

/* ---- the engine ---- */

static void
fill_outside(struct batch *batch, uint32_t rows)
{
	for (uint32_t i = 0; i < plan_outside_count(batch->plan); i++) {
		const struct expr *expr = plan_outside(batch->plan, i);
		struct vec *vec = &batch->slots[plan_slot_expr(batch->plan, expr)];
		struct value unknown = { .state = UNKNOWN, .type = vec->type };

		if (vec->type.labels != NULL)
			unknown.labels = label_set_all(vec->type.labels) | LABEL_NOTHING;
		else if (vec->type.kind == KIND_YES_NO)
			unknown.labels = LABEL_YES | LABEL_NO;
		for (uint32_t row = 0; row < rows; row++)
			vec_put(vec, row, &unknown);
	}
}

static void
open_run(struct trial *trial)
{
	const struct program *program = trial->suggest->program;
	struct plan_request request = { .program = program,
		.table = program->run,
		.knobs = &trial->knobs,
		.columns = program->run->columns,
		.column_count = program->run->column_count };

	batch_init(&trial->run, plan_make(trial->suggest->arena, &request));
	trial->run.rows = 1;
	fill_outside(&trial->run, 1);
	batch_run(&trial->run);
	trial->has_run = true;
}

static void
open_batch(struct trial *trial)
{
	struct arena *arena = trial->suggest->arena;
	const struct table *table = trial->column->table;
	bool *given = arena_array(arena, bool, table->column_count);
	const struct column **wanted =
	    arena_array(arena, const struct column *, trial->input_count + 1);
	const struct value **values =
	    arena_array(arena, const struct value *, trial->input_count);
	const bool **rows = arena_array(arena, const bool *, trial->input_count);
	bool *all = arena_array(arena, bool, BATCH_ROWS);
	struct plan_request request = { .program = trial->suggest->program,
		.table = table,
		.knobs = &trial->knobs,
		.run = &trial->run,
		.given = given,
		.columns = wanted,
		.column_count = trial->input_count + 1 };

	memset(all, 1, BATCH_ROWS * sizeof(bool));
	trial->values = arena_array(arena, struct value *, trial->input_count);
	for (uint32_t i = 0; i < trial->input_count; i++) {
		const struct column *input = trial->inputs[i];

		wanted[i] = input;
		given[input->index] = input->origin != COLUMN_FIELD && input->origin != COLUMN_KEY;
		values[i] = trial->values[i] = arena_array(arena, struct value, BATCH_ROWS);
		rows[i] = all;
	}
	wanted[trial->input_count] = trial->column;
	batch_init(&trial->batch, plan_make(arena, &request));
	trial->batch.given_columns = trial->inputs;
	trial->batch.given_values = values;
	trial->batch.given_rows = rows;
	trial->batch.given_count = trial->input_count;
}

bool
trial_open(struct trial *trial, struct suggest *suggest, const struct column *column, int64_t on,
    const char *folder, const struct options *options, struct fault *fault)
{
	*trial = (struct trial){ .suggest = suggest, .column = column };
	knobs_init(&trial->knobs, suggest->arena, suggest->program, on);
	if (!local_choose(&trial->knobs, options, fault) ||
	    !knobs_load_calendars(&trial->knobs, folder, fault))
		return false;
	gather_inputs(trial);
	open_run(trial);
	open_batch(trial);
	return true;
}

void
trial_close(struct trial *trial)
{
	if (trial->has_run) {
		batch_release(&trial->batch);
		batch_release(&trial->run);
	}
}

static void
run_rows(struct trial *trial, uint32_t rows)
{
	struct vec *const *fields = batch_fields(&trial->batch);

	trial->batch.rows = rows;
	for (uint32_t i = 0; i < trial->input_count; i++) {
		const struct column *input = trial->inputs[i];

		if (input->origin != COLUMN_FIELD && input->origin != COLUMN_KEY)
			continue;
		for (uint32_t row = 0; fields[input->index] != NULL && row < rows; row++)
			vec_put(fields[input->index], row, &trial->values[i][row]);
	}
	fill_outside(&trial->batch, rows);
	batch_run(&trial->batch);
}

void
trial_run(struct trial *trial, const struct found_row *row)
{
	for (uint32_t i = 0; i < trial->input_count; i++)
		trial->values[i][0] = row->values[i];
	run_rows(trial, 1);
}

bool
trial_shows(const struct trial *trial, const struct goal *goal)
{
	return cover_shows(goal->point, goal->side, trial->column, &trial->batch, 0);
}

/* ---- looking ---- */

struct search {
	struct trial *trial;
	const struct goal *goal;
	struct found_row *found;
	uint32_t rows;			/* waiting to be tried */
};

/* A threshold is just met or just missed: a step to one side is all there is between. */
static bool
is_near(const struct search *search, uint32_t row)
{
	const struct cover_point *point = search->goal->point;
	const struct batch *batch = &search->trial->batch;
	struct value a, b;
	int64_t apart;

	if (point->kind != COVER_THRESHOLD || search->goal->side == SIDE_AT)
		return true;
	if (!cover_value(batch, row, &point->a, &a) || !cover_value(batch, row, &point->b, &b) ||
	    a.den > 1 || b.den > 1)
		return false;
	apart = a.num > b.num ? a.num - b.num : b.num - a.num;
	return apart <= suggest_step(a.type.kind);
}

/* Tries the rows that wait; one that leaves nothing to be wished for ends the search. */
static bool
try_rows(struct search *search)
{
	struct trial *trial = search->trial;
	struct found_row *found = search->found;

	if (search->rows > 0)
		run_rows(trial, search->rows);
	for (uint32_t row = 0; row < search->rows && !found->perfect; row++) {
		struct value value;
		int worth;

		if (!cover_shows(search->goal->point, search->goal->side, trial->column,
			&trial->batch, row))
			continue;
		value = vec_value(batch_column(&trial->batch, trial->column), row);
		worth = 2 * is_near(search, row) + (value.state != UNKNOWN);
		if (found->found && worth <= found->worth)
			continue;
		found->found = true;
		found->worth = worth;
		found->perfect = worth == 3;
		for (uint32_t i = 0; i < trial->input_count; i++)
			found->values[i] = trial->values[i][row];
	}
	search->rows = 0;
	return found->perfect;
}

/* Puts a row down with up to two values of its own; true when the search is over. */
static bool
try_row(struct search *search, const struct start *start, const uint32_t *changed,
    const struct value *const *values, uint32_t change_count)
{
	struct trial *trial = search->trial;

	for (uint32_t i = 0; i < trial->input_count; i++) {
		const struct column *input = trial->inputs[i];
		struct value *value = &trial->values[i][search->rows];

		*value = start != NULL && start->known[input->index] &&
			suggest_can_spell(&start->values[input->index]) ?
		    start->values[input->index] :
		    suggest_unknown(input);
		for (uint32_t j = 0; j < change_count; j++)
			if (changed[j] == i)
				*value = *values[j];
		value->type = input->type;
	}
	search->rows++;
	return search->rows == BATCH_ROWS && try_rows(search);
}

/* By how much the two sides of the threshold are apart, in units of the first. */
static bool
how_far_apart(struct search *search, const struct start *start, int64_t *apart)
{
	const struct cover_point *point = search->goal->point;
	struct value a, b;

	if (point->kind != COVER_THRESHOLD || try_rows(search))
		return false;
	try_row(search, start, NULL, NULL, 0);
	search->rows = 0;
	run_rows(search->trial, 1);
	if (!cover_value(&search->trial->batch, 0, &point->a, &a) ||
	    !cover_value(&search->trial->batch, 0, &point->b, &b) || a.state != GIVEN ||
	    b.state != GIVEN || a.den > 1 || b.den > 1)
		return false;
	*apart =
	    a.num - b.num - ((int64_t)search->goal->side - SIDE_AT) * suggest_step(a.type.kind);
	return true;
}

static bool
change_one(struct search *search, const struct start *start)
{
	struct trial *trial = search->trial;
	struct value *values = arena_array(trial->suggest->arena, struct value, SUGGEST_VALUES);
	int64_t apart = 0;
	bool measured = how_far_apart(search, start, &apart);

	for (uint32_t i = 0; i < trial->input_count; i++) {
		const struct column *input = trial->inputs[i];
		struct value have = start->known[input->index] ? start->values[input->index] :
								 suggest_unknown(input);
		uint32_t count = suggest_values(trial, input, &have, measured ? &apart : NULL,
		    SUGGEST_VALUES, values);

		for (uint32_t j = 0; j < count; j++) {
			const struct value *value = &values[j];

			if (try_row(search, start, &i, &value, 1))
				return true;
		}
		if (try_rows(search))
			return true;
	}
	return false;
}

static bool
change_two(struct search *search, const struct start *start)
{
	struct trial *trial = search->trial;
	struct arena *arena = trial->suggest->arena;
	struct value *values =
	    arena_array(arena, struct value, (size_t)trial->input_count * SUGGEST_PAIR_VALUES);
	uint32_t *counts = arena_array(arena, uint32_t, trial->input_count);

	for (uint32_t i = 0; i < trial->input_count; i++) {
		const struct column *input = trial->inputs[i];
		struct value have = start->known[input->index] ? start->values[input->index] :
								 suggest_unknown(input);

		counts[i] = suggest_values(trial, input, &have, NULL, SUGGEST_PAIR_VALUES,
		    &values[(size_t)i * SUGGEST_PAIR_VALUES]);
	}
	for (uint32_t i = 0; i + 1 < trial->input_count; i++)
		for (uint32_t j = i + 1; j < trial->input_count; j++)
			for (uint32_t k = 0; k < counts[i] * counts[j]; k++) {
				const uint32_t changed[2] = { i, j };
				const struct value *const pair[2] = {
					&values[(size_t)i * SUGGEST_PAIR_VALUES + k / counts[j]],
					&values[(size_t)j * SUGGEST_PAIR_VALUES + k % counts[j]]
				};

				if (try_row(search, start, changed, pair, 2))
					return true;
			}
	return try_rows(search);
}

/* A row of no test: nothing holds in it, and all dates are the day itself. */
static const struct start *
made_up_start(const struct trial *trial)
{
	struct arena *arena = trial->suggest->arena;
	const struct table *table = trial->column->table;
	struct start *start = arena_new(arena, struct start);
	struct value *values = arena_array(arena, struct value, table->column_count);
	bool *known = arena_array(arena, bool, table->column_count);

	for (uint32_t i = 0; i < trial->input_count; i++) {
		const struct column *input = trial->inputs[i];
		struct value unknown = suggest_unknown(input);

		known[input->index] = suggest_values(trial, input, &unknown, NULL, 1,
		    &values[input->index]) == 1;
	}
	*start = (struct start){ .table = table,
		.on = trial->knobs.run_date,
		.values = values,
		.known = known };
	return start;
}

void
trial_search(struct trial *trial, const struct goal *goal, struct found_row *found)
{
	const struct suggest *suggest = trial->suggest;
	struct search search = { .trial = trial, .goal = goal, .found = found };
	const struct start *starts[SUGGEST_STARTS + 1];
	uint32_t count = 0;

	for (uint32_t i = 0; i < suggest->start_counts[trial->column->table->index]; i++) {
		const struct start *start = &suggest->starts[trial->column->table->index][i];

		if (start->on == trial->knobs.run_date && start->known[trial->column->index] &&
		    count < SUGGEST_STARTS)
			starts[count++] = start;
	}
	starts[count++] = made_up_start(trial);
	for (uint32_t i = 0; i < count && !found->perfect; i++)
		if (change_one(&search, starts[i]))
			return;
	for (uint32_t i = 0; i < count && i < 3 && !found->perfect; i++)
		if (change_two(&search, starts[i]))
			return;
}
