/* explain_facts_rows: where the walk of explain_facts.c leads into other rows: those referred to,
 * those that belong, those of a run of periods; and which rankings are asked. */
#include "interp/explain_facts_parts.h"
#include "interp/workspace.h"

/* ---- rows of other tables ---- */

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
			facts_walk_column(facts, &named, column);
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
		facts_walk_column(facts, &there, column);
	for (uint32_t i = 0; i < expr_count; i++)
		if (exprs[i] != NULL)
			facts_walk_expr(facts, &there, exprs[i]);
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

void
facts_walk_through(struct facts *facts, const struct spot *place, const struct expr *expr)
{
	uint32_t target = facts->workspace == NULL ?
	    HELD_NO_ROW : workspace_target(facts->workspace, expr->column, place->row);

	facts_walk_column(facts, place, expr->column);
	if (target != HELD_NO_ROW)
		walk_there(facts, place, expr->through->table, target, expr->through, NULL, 0);
}

void
facts_walk_related(struct facts *facts, const struct spot *place, const struct expr *expr)
{
	const struct related *related = expr->related;
	const struct expr *exprs[] = { related->where, related->theirs, expr->a };
	uint32_t rows[FACTS_RELATED_MAX], count;

	if (related->ours != NULL)
		facts_walk_expr(facts, place, related->ours);
	for (uint32_t i = 0; i < related->key_count; i++)
		facts_walk_column(facts, place, related->keys[i].ours);
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

/* ---- runs of periods ---- */

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
void
facts_walk_run(struct facts *facts, const struct spot *place, const struct expr *expr)
{
	const struct succession *run = expr->succession;
	struct value own;
	uint32_t rows;

	if (facts->workspace == NULL ||
	    !workspace_value(facts->workspace, run->period, place->row, &own) ||
	    (!run->previous && reaches(facts, run, place->row, own.num, own.num)))
		facts_walk_column(facts, place, run->of);
	if (run->where != NULL)
		facts_walk_column(facts, place, run->where);
	if (run->counting_from != NULL)
		facts_walk_expr(facts, place, run->counting_from);
	if (run->crosses != NULL)
		facts_walk_expr(facts, place, run->crosses);
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

/* ---- ranks ---- */

void
facts_walk_rank(struct facts *facts, const struct spot *place, const struct expr *expr)
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
		facts->ranks = facts_grown(facts->arena, facts->ranks, facts->rank_count,
		    &facts->rank_room, sizeof(*facts->ranks));
		facts->ranks[facts->rank_count++] =
		    (struct fact_rank){ place->table, place->row, expr, place->mattered };
	}
	facts_walk_column(facts, place, expr->rank->by);
	facts_walk_expr(facts, place, expr->rank->places);
	if (expr->rank->where != NULL)
		facts_walk_expr(facts, place, expr->rank->where);
}
