/* explain_facts: see explain_facts.h. */
#include "interp/explain_facts.h"

#include <string.h>

#include "interp/explain_internal.h"
#include "interp/workspace.h"

enum { SEEN = 1, SEEN_MATTERED = 2 };

/* Where the walk is: a row, its slots when they are at hand, and whether this part of the rule made
 * the answer. */
struct spot {
	const struct table *table;
	uint32_t row;
	const struct batch *batch;	/* NULL: too far away */
	uint32_t at;			/* row of the batch */
	unsigned distance;
	bool mattered;
};

static void walk_column(struct facts *facts, const struct spot *place,
    const struct column *column);
static void walk_expr(struct facts *facts, const struct spot *place, const struct expr *expr);

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
static void *
grown(struct arena *arena, void *old, uint32_t count, uint32_t *room, size_t size)
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
	facts->facts = grown(facts->arena, facts->facts, facts->count, &facts->room,
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
	facts->bounds = grown(facts->arena, facts->bounds, facts->bound_count, &facts->bound_room,
	    sizeof(*facts->bounds));
	facts->bounds[facts->bound_count++] = (struct fact_bound){ kind, num };
}

static void
note_gap(struct facts *facts, enum kind kind, int64_t by)
{
	for (uint32_t i = 0; i < facts->gap_count; i++)
		if (facts->gaps[i].kind == kind && facts->gaps[i].by == by)
			return;
	facts->gaps = grown(facts->arena, facts->gaps, facts->gap_count, &facts->gap_room,
	    sizeof(*facts->gaps));
	facts->gaps[facts->gap_count++] = (struct fact_gap){ kind, by };
}

static void
note_word(struct facts *facts, const struct expr *side, const struct expr *other)
{
	if (side == NULL || side->kind != EXPR_COLUMN || side->column->origin != COLUMN_FIELD ||
	    other == NULL || other->kind != EXPR_VALUE || other->type.kind != KIND_TEXT)
		return;
	facts->words = grown(facts->arena, facts->words, facts->word_count, &facts->word_room,
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

/* ---- other rows ---- */

/* Which row it is and about what: what it refers to, its name and its day. */
static void
walk_names(struct facts *facts, const struct spot *there)
{
	struct spot named = *there;

	named.mattered = false;
	for (uint32_t i = 0; there->table->file != NULL && i < there->table->column_count; i++) {
		const struct column *column = there->table->columns[i];

		if (column->origin == COLUMN_FIELD &&
		    (column->refers_to != NULL || column == facts->named_by ||
			column == there->table->dated_by))
			walk_column(facts, &named, column);
	}
}

static void
walk_there(struct facts *facts, const struct spot *place, const struct table *table, uint32_t row,
    const struct column *column, const struct expr *const *exprs, uint32_t expr_count)
{
	struct spot there = { .table = table,
		.row = row,
		.distance = place->distance + 1,
		.mattered = place->mattered };
	uint8_t mark = (uint8_t)(place->mattered ? SEEN_MATTERED : SEEN);

	if (facts->all_candidates)
		walk_names(facts, &there);
	/* A field needs no slots; a column seen with this mark brings nothing new. */
	if (column != NULL && expr_count == 0 && facts->seen[table->index] != NULL &&
	    (facts->seen[table->index][(size_t)row * table->column_count + column->index] & mark) !=
		0)
		return;
	there.batch = workspace_peek(facts->workspace, table, row, place->distance, &there.at);
	if (there.batch == NULL)
		there.mattered = false;
	if (column != NULL)
		walk_column(facts, &there, column);
	for (uint32_t i = 0; i < expr_count; i++)
		if (exprs[i] != NULL)
			walk_expr(facts, &there, exprs[i]);
}

/* Those that belong are among them, and stay what they are. */
static void
walk_candidates(struct facts *facts, const struct spot *place, const struct related *related,
    const struct expr *const *exprs, uint32_t expr_count)
{
	struct spot inner = *place;
	const uint32_t *rows;
	uint32_t count = facts_candidates(facts, place->table, place->row, related, &rows);

	inner.mattered = false;
	for (uint32_t i = 0; i < count; i++)
		walk_there(facts, &inner, related->table, rows[i], related->table->dated_by, exprs,
		    expr_count);
}

static void
walk_related(struct facts *facts, const struct spot *place, const struct expr *expr)
{
	const struct related *related = expr->related;
	const struct expr *exprs[] = { related->where, related->theirs, expr->a };
	uint32_t rows[FACTS_RELATED_MAX], count;

	if (related->ours != NULL)
		walk_expr(facts, place, related->ours);
	for (uint32_t i = 0; i < related->key_count; i++)
		walk_column(facts, place, related->keys[i].ours);
	if (facts->workspace == NULL || workspace_related(facts->workspace, related) == NULL)
		return;
	count = workspace_pick(facts->workspace, related, NULL, false, place->row, rows,
	    FACTS_RELATED_MAX);
	if (count > FACTS_RELATED_MAX) {
		facts->cut = facts->cut_tables[related->table->index] = true;
		count = FACTS_RELATED_MAX;
	}
	for (uint32_t i = 0; i < count; i++)
		walk_there(facts, place, related->table, rows[i], related->table->dated_by, exprs,
		    sizeof(exprs) / sizeof(*exprs));
	if (facts->all_candidates)
		walk_candidates(facts, place, related, exprs, sizeof(exprs) / sizeof(*exprs));
}

static bool
same_but_for(const struct workspace *workspace, const struct table *table,
    const struct column *period, uint32_t a, uint32_t b)
{
	for (uint32_t i = 0; i < table->key_count; i++) {
		struct value left, right;

		if (table->keys[i] == period)
			continue;
		if (!workspace_value(workspace, table->keys[i], a, &left) ||
		    !workspace_value(workspace, table->keys[i], b, &right) ||
		    left.state != GIVEN || right.state != GIVEN)
			return false;
		if (left.type.labels != NULL ? left.labels != right.labels :
		                               exact_compare(&left, &right) != 0)
			return false;
	}
	return true;
}

/* May this earlier period say something about the run, as it is asked from a row? */
static bool
reaches(const struct facts *facts, const struct succession *run, uint32_t row, int64_t ours,
    int64_t theirs)
{
	const struct succession_input *input = workspace_succession(facts->workspace, run);

	if (run->where == NULL &&
	    ours - theirs > (run->previous ? 1 : (int64_t)run->periods - 1))
		return false;
	return input == NULL || succession_counts(input, row, theirs) != LABEL_NO;
}

/* The rows of the same run of periods. */
static void
walk_run(struct facts *facts, const struct spot *place, const struct expr *expr)
{
	const struct succession *run = expr->succession;
	struct value own;
	uint32_t rows;

	if (facts->workspace == NULL ||
	    !workspace_value(facts->workspace, run->period, place->row, &own) ||
	    (!run->previous && reaches(facts, run, place->row, own.num, own.num)))
		walk_column(facts, place, run->of);
	if (run->where != NULL)
		walk_column(facts, place, run->where);
	if (run->counting_from != NULL)
		walk_expr(facts, place, run->counting_from);
	if (run->crosses != NULL)
		walk_expr(facts, place, run->crosses);
	if (facts->workspace == NULL)
		return;
	rows = workspace_row_count(facts->workspace, place->table);
	for (uint32_t row = 0; row < rows; row++) {
		struct value ours, theirs;

		if (row == place->row ||
		    !same_but_for(facts->workspace, place->table, run->period, place->row, row) ||
		    !workspace_value(facts->workspace, run->period, place->row, &ours) ||
		    !workspace_value(facts->workspace, run->period, row, &theirs) ||
		    theirs.num > ours.num ||
		    !reaches(facts, run, place->row, ours.num, theirs.num))
			continue;
		walk_there(facts, place, place->table, row, run->of, NULL, 0);
		if (run->where != NULL)
			walk_there(facts, place, place->table, row, run->where, NULL, 0);
	}
}

static void
walk_rank(struct facts *facts, const struct spot *place, const struct expr *expr)
{
	bool told =
	    (!place->mattered && !facts->all_candidates) || facts->workspace == NULL;

	for (uint32_t i = 0; i < facts->rank_count; i++) {
		struct fact_rank *rank = &facts->ranks[i];

		if (rank->expr != expr || rank->row != place->row)
			continue;
		told = true;
		rank->mattered = rank->mattered || place->mattered;
	}
	if (!told) {
		facts->ranks = grown(facts->arena, facts->ranks, facts->rank_count,
		    &facts->rank_room, sizeof(*facts->ranks));
		facts->ranks[facts->rank_count++] =
		    (struct fact_rank){ place->table, place->row, expr, place->mattered };
	}
	walk_column(facts, place, expr->rank->by);
	walk_expr(facts, place, expr->rank->places);
	if (expr->rank->where != NULL)
		walk_expr(facts, place, expr->rank->where);
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
		walk_expr(facts, &inner, expr->parts[i]);
	}
}

static void
note_setting(struct facts *facts, const struct spot *place, const struct setting *setting)
{
	const struct table *table = place->table;

	facts->settings[setting->index] = true;
	if (table->settings_column != NULL)
		walk_column(facts, place, table->settings_column);
}

static void
walk_expr(struct facts *facts, const struct spot *place, const struct expr *expr)
{
	if (expr == NULL)
		return;
	if (expr->calendar != NULL && expr->calendar->closed_also != NULL)
		facts->settings[expr->calendar->closed_also->index] = true;
	if (expr->kind == EXPR_AGGREGATE || expr->kind == EXPR_EXISTS) {
		walk_related(facts, place, expr);
		return;
	}
	if (expr->kind == EXPR_RANK) {
		walk_rank(facts, place, expr);
		return;
	}
	if (expr->kind == EXPR_SUCCESSION) {
		walk_run(facts, place, expr);
		return;
	}
	if (expr->kind == EXPR_THROUGH) {
		uint32_t target = facts->workspace == NULL ? HELD_NO_ROW :
		                                             workspace_target(facts->workspace,
								 expr->column, place->row);

		walk_column(facts, place, expr->column);
		if (target != HELD_NO_ROW)
			walk_there(facts, place, expr->through->table, target, expr->through, NULL,
			    0);
		return;
	}
	if (expr->kind == EXPR_RUN_DATE)
		facts->run_date = true;
	if (expr->setting != NULL)
		note_setting(facts, place, expr->setting);
	if (expr->kind == EXPR_COLUMN)
		walk_column(facts, place, expr->column);
	if (expr->kind == EXPR_COMPARE) {
		note_sides(facts, place, expr->a, expr->b);
		note_word(facts, expr->a, expr->b);
		note_word(facts, expr->b, expr->a);
	}
	walk_expr(facts, place, expr->a);
	walk_expr(facts, place, expr->b);
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
		walk_expr(facts, &inner, decide->rules[i].when);
		inner.mattered = place->mattered && by_line && (int)i == line;
		walk_expr(facts, &inner, decide->rules[i].outcome);
	}
	if (decide->has_otherwise) {
		struct spot inner = *place;

		inner.mattered = place->mattered && !by_line;
		walk_expr(facts, &inner, decide->otherwise);
	}
}

static void
walk_letter(struct facts *facts, const struct spot *place, const struct letter *letter)
{
	walk_column(facts, place, letter->sent);
	walk_expr(facts, place, letter->send_when);
	walk_expr(facts, place, letter->lapses_when);
	for (uint32_t i = 0; i < letter->displaced_by_count; i++)
		walk_column(facts, place, letter->displaced_by[i]->column);
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
	walk_column(facts, place, deadline->due);
	walk_column(facts, place, deadline->met_by);
}

static void
walk_bands(struct facts *facts, const struct spot *place, const struct bands *bands)
{
	walk_column(facts, place, bands->by);
	for (uint32_t i = 0; i < bands->count; i++) {
		const struct expr *edges[] = { bands->bands[i].low, bands->bands[i].high };

		for (unsigned e = 0; e < 2; e++) {
			struct value edge;

			if (edges[e] == NULL)
				continue;
			if (figure_of(place, edges[e], &edge))
				note_bound(facts, edge.type.kind, edge.num);
			walk_expr(facts, place, edges[e]);
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

static void
walk_column(struct facts *facts, const struct spot *place, const struct column *column)
{
	if (column == NULL || column->origin == COLUMN_KEY)
		return;
	if (column->table != place->table) {	/* of the run: a figure for all rows */
		struct spot run = { .table = column->table,
			.batch = facts->workspace != NULL ? workspace_run(facts->workspace) : NULL,
			.distance = place->distance,
			.mattered = place->mattered };

		walk_expr(facts, &run, column->body);
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
		walk_expr(facts, place, column->body);
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

	walk_column(facts, &place, column);
}
