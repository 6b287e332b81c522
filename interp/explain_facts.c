/* explain_facts: the walk within a row, from a column down through its rule; what is noted on the
 * way (explain_facts.h). */
#include <string.h>

#include "interp/explain_facts_parts.h"
#include "interp/explain_internal.h"
#include "interp/workspace.h"

void
facts_init(struct facts *facts, struct arena *arena, const struct program *program,
    const struct workspace *workspace)
{
	memset(facts, 0, sizeof(*facts));
	facts->arena = arena;
	facts->workspace = workspace;
	facts->settings = arena_array(arena, bool, program->setting_count + 1);
	facts->seen = arena_array(arena, uint8_t *, program->table_count + 1);
	facts->cut_tables = arena_array(arena, bool, program->table_count + 1);
	facts->named_by =
	    program->letter_register == NULL ? NULL : program->letter_register->named_by;
}

/* One more of an array in the arena: twice as long when it is full. */
void *
facts_grown(struct arena *arena, void *old, uint32_t count, uint32_t *room, size_t size)
{
	void *made;

	if (count < *room)
		return old;
	*room = *room * 2 + 16;
	made = arena_alloc_array(arena, size, *room);
	if (count > 0)
		memcpy(made, old, count * size);
	return made;
}

/* ---- noting ---- */

static bool
is_key(const struct table *table, const struct column *field)
{
	if (field->refers_to != NULL || table->dated_by == field)
		return field->refers_to != NULL;
	for (uint32_t i = 0; i < table->key_count; i++)
		if (table->keys[i] == field)
			return true;
	return false;
}

static void
note_fact(struct facts *facts, const struct spot *place, const struct column *field)
{
	for (uint32_t i = 0; i < facts->count; i++) {
		struct fact *fact = &facts->facts[i];

		if (fact->field != field || fact->row != place->row)
			continue;
		fact->mattered = fact->mattered || place->mattered;
		if (place->distance < fact->distance)
			fact->distance = place->distance;
		return;
	}
	facts->facts = facts_grown(facts->arena, facts->facts, facts->count, &facts->room,
	    sizeof(*facts->facts));
	facts->facts[facts->count++] = (struct fact){ .table = place->table,
		.row = place->row,
		.field = field,
		.distance = place->distance,
		.mattered = place->mattered,
		.is_key = is_key(place->table, field) };
}

static void
note_bound(struct facts *facts, enum kind kind, int64_t num)
{
	for (uint32_t i = 0; i < facts->bound_count; i++)
		if (facts->bounds[i].kind == kind && facts->bounds[i].num == num)
			return;
	facts->bounds = facts_grown(facts->arena, facts->bounds, facts->bound_count,
	    &facts->bound_room, sizeof(*facts->bounds));
	facts->bounds[facts->bound_count++] = (struct fact_bound){ kind, num };
}

static void
note_gap(struct facts *facts, enum kind kind, int64_t by)
{
	for (uint32_t i = 0; i < facts->gap_count; i++)
		if (facts->gaps[i].kind == kind && facts->gaps[i].by == by)
			return;
	facts->gaps = facts_grown(facts->arena, facts->gaps, facts->gap_count, &facts->gap_room,
	    sizeof(*facts->gaps));
	facts->gaps[facts->gap_count++] = (struct fact_gap){ kind, by };
}

static void
note_word(struct facts *facts, const struct expr *side, const struct expr *other)
{
	if (side == NULL || side->kind != EXPR_COLUMN || side->column->origin != COLUMN_FIELD ||
	    other == NULL || other->kind != EXPR_VALUE || other->type.kind != KIND_TEXT)
		return;
	facts->words = facts_grown(facts->arena, facts->words, facts->word_count, &facts->word_room,
	    sizeof(*facts->words));
	facts->words[facts->word_count++] = (struct fact_word){ side->column, other->value };
}

/* The figure of an expression in this row: whole units, no fraction. */
static bool
figure_of(const struct spot *place, const struct expr *expr, struct value *value)
{
	uint32_t slot = place->batch == NULL ? SLOT_NONE :
	                                       plan_slot_expr(place->batch->plan, expr);
	const struct vec *vec;

	if (slot == SLOT_NONE)
		return false;
	vec = batch_expr(place->batch, expr);
	if (vec->shape != SHAPE_FIGURE && vec->shape != SHAPE_FRACTION)
		return false;
	if (!RAIL_GET(vec->given, place->at))
		return false;
	*value = vec_value(vec, place->at);
	if (value->den > 1 || value->type.kind == KIND_TEXT)
		return false;
	if (value->den == 1) {
		int64_t scale = kind_scale(value->type.kind);

		if (value->num > INT64_MAX / scale || value->num < -INT64_MAX / scale)
			return false;
		value->num *= scale;
		value->den = 0;
	}
	return true;
}

static void
note_sides(struct facts *facts, const struct spot *place, const struct expr *a,
    const struct expr *b)
{
	struct value left, right;
	bool has_left = figure_of(place, a, &left), has_right = figure_of(place, b, &right);
	int64_t by;

	if (has_right)
		note_bound(facts, right.type.kind, right.num);
	if (has_left)
		note_bound(facts, left.type.kind, left.num);
	if (!has_left || !has_right)
		return;
	if (left.type.kind == KIND_WEEKS)
		left.num *= 7;
	if (right.type.kind == KIND_WEEKS)
		right.num *= 7;
	if (!__builtin_sub_overflow(right.num, left.num, &by))
		note_gap(facts, left.type.kind, by);
}

/* ---- expressions ---- */

static enum answer
answer_of(const struct spot *place, const struct expr *condition)
{
	struct telling telling = { .batch = place->batch, .row = place->at };
	const struct vec *vec;

	if (place->batch == NULL || plan_slot_expr(place->batch->plan, condition) == SLOT_NONE)
		return ANSWER_UNKNOWN;
	vec = batch_expr(place->batch, condition);
	return vec->shape == SHAPE_TRUTH ? explain_answer(&telling, condition) : ANSWER_UNKNOWN;
}

static void
walk_parts(struct facts *facts, const struct spot *place, const struct expr *expr)
{
	enum answer answer = answer_of(place, expr);

	for (uint32_t i = 0; i < expr->part_count; i++) {
		struct spot inner = *place;

		if (expr->kind != EXPR_ONE_OF)
			inner.mattered = place->mattered &&
			    explain_part_mattered(expr->kind, answer,
				answer_of(place, expr->parts[i]));
		else
			note_word(facts, expr->a, expr->parts[i]);
		facts_walk_expr(facts, &inner, expr->parts[i]);
	}
}

static void
note_setting(struct facts *facts, const struct spot *place, const struct setting *setting)
{
	const struct table *table = place->table;

	facts->settings[setting->index] = true;
	if (table->settings_column != NULL)
		facts_walk_column(facts, place, table->settings_column);
}

void
facts_walk_expr(struct facts *facts, const struct spot *place, const struct expr *expr)
{
	if (expr == NULL)
		return;
	if (expr->calendar != NULL && expr->calendar->closed_also != NULL)
		facts->settings[expr->calendar->closed_also->index] = true;
	if (expr->kind == EXPR_AGGREGATE || expr->kind == EXPR_EXISTS) {
		facts_walk_related(facts, place, expr);
		return;
	}
	if (expr->kind == EXPR_RANK) {
		facts_walk_rank(facts, place, expr);
		return;
	}
	if (expr->kind == EXPR_SUCCESSION) {
		facts_walk_run(facts, place, expr);
		return;
	}
	if (expr->kind == EXPR_THROUGH) {
		facts_walk_through(facts, place, expr);
		return;
	}
	if (expr->kind == EXPR_RUN_DATE)
		facts->run_date = true;
	if (expr->setting != NULL)
		note_setting(facts, place, expr->setting);
	if (expr->kind == EXPR_COLUMN)
		facts_walk_column(facts, place, expr->column);
	if (expr->kind == EXPR_COMPARE) {
		note_sides(facts, place, expr->a, expr->b);
		note_word(facts, expr->a, expr->b);
		note_word(facts, expr->b, expr->a);
	}
	facts_walk_expr(facts, place, expr->a);
	facts_walk_expr(facts, place, expr->b);
	if (expr->part_count > 0)
		walk_parts(facts, place, expr);
}

/* ---- columns ---- */

static void
walk_decide(struct facts *facts, const struct spot *place, const struct column *column)
{
	const struct decide *decide = column->decide;
	bool known = place->batch != NULL && place->batch->decisions[column->index] != NULL;
	int line = known ? place->batch->decisions[column->index]->rule[place->at] : -1;
	bool by_line = known && place->batch->decisions[column->index]->verdict[place->at] ==
		VERDICT_RULE;

	for (uint32_t i = 0; i < decide->rule_count; i++) {
		struct spot inner = *place;

		inner.mattered = place->mattered &&
		    (!by_line || (int)i == line || (decide->first_that_applies && (int)i < line));
		facts_walk_expr(facts, &inner, decide->rules[i].when);
		inner.mattered = place->mattered && by_line && (int)i == line;
		facts_walk_expr(facts, &inner, decide->rules[i].outcome);
	}
	if (decide->has_otherwise) {
		struct spot inner = *place;

		inner.mattered = place->mattered && !by_line;
		facts_walk_expr(facts, &inner, decide->otherwise);
	}
}

static void
walk_letter(struct facts *facts, const struct spot *place, const struct letter *letter)
{
	facts_walk_column(facts, place, letter->sent);
	facts_walk_expr(facts, place, letter->send_when);
	facts_walk_expr(facts, place, letter->lapses_when);
	for (uint32_t i = 0; i < letter->displaced_by_count; i++)
		facts_walk_column(facts, place, letter->displaced_by[i]->column);
}

static int64_t
gap_between(const struct spot *place, const struct column *a, int64_t other, bool *known)
{
	const struct vec *vec;
	int64_t by = 0;

	*known = place->batch != NULL && plan_slot_column(place->batch->plan, a) != SLOT_NONE;
	if (!*known)
		return 0;
	vec = batch_column(place->batch, a);
	*known = RAIL_GET(vec->given, place->at) && !__builtin_sub_overflow(vec->num[place->at],
	    other, &by);
	return by;
}

static void
walk_deadline(struct facts *facts, const struct spot *place, const struct deadline *deadline)
{
	bool known;
	int64_t by;

	facts->run_date = true;
	if (place->batch != NULL) {
		by = gap_between(place, deadline->due, plan_run_date(place->batch->plan), &known);
		if (known)
			note_gap(facts, KIND_DATE, by);
		by = gap_between(place, deadline->met_by, plan_run_date(place->batch->plan),
		    &known);
		if (known)
			note_gap(facts, KIND_DATE, by);
		if (known) {
			by = gap_between(place, deadline->due, plan_run_date(place->batch->plan) +
			    by, &known);
			if (known)
				note_gap(facts, KIND_DATE, by);
		}
	}
	facts_walk_column(facts, place, deadline->due);
	facts_walk_column(facts, place, deadline->met_by);
}

static void
walk_bands(struct facts *facts, const struct spot *place, const struct bands *bands)
{
	facts_walk_column(facts, place, bands->by);
	for (uint32_t i = 0; i < bands->count; i++) {
		const struct expr *edges[] = { bands->bands[i].low, bands->bands[i].high };

		for (unsigned e = 0; e < 2; e++) {
			struct value edge;

			if (edges[e] == NULL)
				continue;
			if (figure_of(place, edges[e], &edge))
				note_bound(facts, edge.type.kind, edge.num);
			facts_walk_expr(facts, place, edges[e]);
		}
	}
}

/* The key of a group is a field of the rows it gathers; whose row it is nobody can change. */
static bool
was_seen(struct facts *facts, const struct spot *place, const struct column *column)
{
	const struct table *table = place->table;
	uint32_t rows = facts->workspace != NULL ?
	    workspace_row_count(facts->workspace, table) : 1;
	uint8_t mark = (uint8_t)(place->mattered ? SEEN_MATTERED : SEEN), *seen;

	if (facts->seen[table->index] == NULL)
		facts->seen[table->index] = arena_array(facts->arena, uint8_t,
		    (size_t)(rows > 0 ? rows : 1) * table->column_count);
	seen = &facts->seen[table->index][(size_t)place->row * table->column_count + column->index];
	if ((*seen & mark) != 0)
		return true;
	*seen |= mark;
	return false;
}

void
facts_walk_column(struct facts *facts, const struct spot *place, const struct column *column)
{
	if (column == NULL || column->origin == COLUMN_KEY)
		return;
	if (column->table != place->table) {	/* of the run: a figure for all rows */
		struct spot run = { .table = column->table,
			.batch = facts->workspace != NULL ? workspace_run(facts->workspace) : NULL,
			.distance = place->distance,
			.mattered = place->mattered };

		facts_walk_expr(facts, &run, column->body);
		return;
	}
	if (was_seen(facts, place, column))
		return;
	switch (column->origin) {
	case COLUMN_FIELD:
		note_fact(facts, place, column);
		return;
	case COLUMN_KEY:
		return;
	case COLUMN_DECIDE:
		walk_decide(facts, place, column);
		return;
	case COLUMN_BANDS:
		walk_bands(facts, place, column->bands);
		return;
	case COLUMN_DEADLINE:
		walk_deadline(facts, place, column->deadline);
		return;
	case COLUMN_LETTER:
		walk_letter(facts, place, column->letter);
		return;
	case COLUMN_DEFINE:
	case COLUMN_DUE:
	case COLUMN_SENT:
		facts_walk_expr(facts, place, column->body);
		return;
	}
}

void
facts_add(struct facts *facts, const struct batch *batch, uint32_t row, const struct column *column)
{
	struct spot place = { .table = column->table,
		.row = facts->workspace != NULL ? workspace_first_row(batch) + row : 0,
		.batch = batch,
		.at = row,
		.mattered = true };

	facts_walk_column(facts, &place, column);
}
