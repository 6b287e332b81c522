/*
 * What conditions hang on, in whatever row, and what they ask of the rows that answer letters.
 */
#include "lang/find_answers.h"

/* ---- all that a condition hangs on, in whatever row ---- */

static void reach_expr(struct reach *reach, const struct expr *expr);

static void
reach_decide(struct reach *reach, const struct decide *decide)
{
	for (uint32_t i = 0; decide != NULL && i < decide->rule_count; i++) {
		reach_expr(reach, decide->rules[i].when);
		reach_expr(reach, decide->rules[i].outcome);
	}
	if (decide != NULL)
		reach_expr(reach, decide->otherwise);
}

static void
reach_column(struct reach *reach, const struct column *column)
{
	const struct program *program = reach->program;
	uint32_t table;

	if (column == NULL)
		return;
	table = column->table == program->run ? program->table_count : column->table->index;
	if (reach->seen[table][column->index])
		return;
	reach->seen[table][column->index] = true;
	reach_expr(reach, column->body);
	reach_decide(reach, column->decide);
	if (column->bands != NULL)
		reach_column(reach, column->bands->by);
	if (column->deadline != NULL) {
		reach_column(reach, column->deadline->due);
		reach_column(reach, column->deadline->met_by);
	}
	if (column->origin != COLUMN_LETTER)
		return;
	reach_column(reach, column->letter->sent);
	reach_expr(reach, column->letter->send_when);
	reach_expr(reach, column->letter->lapses_when);
	for (uint32_t i = 0; i < column->letter->displaced_by_count; i++)
		reach_column(reach, column->letter->displaced_by[i]->column);
}

static void
reach_related(struct reach *reach, const struct expr *expr)
{
	const struct related *related = expr->related;
	struct lookup *lookup = arena_alloc(reach->arena, sizeof *lookup);

	*lookup = (struct lookup){ expr, reach->lookups };
	reach->lookups = lookup;
	for (uint32_t i = 0; i < related->key_count; i++) {
		reach_column(reach, related->keys[i].ours);
		reach_column(reach, related->keys[i].theirs);
	}
	reach_expr(reach, related->where);
	reach_expr(reach, related->theirs);
	reach_expr(reach, related->ours);
}

static void
reach_expr(struct reach *reach, const struct expr *expr)
{
	if (expr == NULL)
		return;
	reach_column(reach, expr->column);
	reach_column(reach, expr->through);
	if (expr->related != NULL)
		reach_related(reach, expr);
	if (expr->rank != NULL) {
		reach_column(reach, expr->rank->by);
		reach_expr(reach, expr->rank->where);
	}
	if (expr->succession != NULL) {
		reach_column(reach, expr->succession->of);
		reach_column(reach, expr->succession->where);
	}
	reach_expr(reach, expr->a);
	reach_expr(reach, expr->b);
	for (uint32_t i = 0; i < expr->part_count; i++)
		reach_expr(reach, expr->parts[i]);
}

struct reach
reach_of(const struct answers *answers, const struct expr *expr, const struct expr *and)
{
	const struct program *program = answers->program;
	struct reach reach = { program, answers->arena, NULL, NULL };

	reach.seen = arena_array(answers->arena, bool *, (size_t)program->table_count + 1);
	for (uint32_t i = 0; i <= program->table_count; i++)
		reach.seen[i] = arena_array(answers->arena, bool,
		    (i < program->table_count ? program->tables[i] : program->run)->column_count);
	reach_expr(&reach, expr);
	reach_expr(&reach, and);
	return reach;
}

uint64_t
label_of(const struct column *column, const struct letter *letter)
{
	int at = label_set_find(column->type.labels, letter->name);

	return at < 0 ? 0 : UINT64_C(1) << at;
}

bool
hangs_on_answers(const struct answers *answers, const struct reach *reach)
{
	for (const struct lookup *l = reach->lookups; l != NULL; l = l->next)
		if (l->expr->related->table == answers->field->table)
			return true;
	return false;
}

bool
is_matched_by(const struct related *related, const struct column *field)
{
	for (uint32_t i = 0; i < related->key_count; i++)
		if (related->keys[i].theirs == field)
			return true;
	return false;
}

uint64_t
asked_of(const struct column *column, const struct expr *where)
{
	uint64_t labels = 0;

	if (where == NULL)
		return 0;
	if (where->kind == EXPR_LABELS_IN && where->a->kind == EXPR_COLUMN &&
	    where->a->column == column)
		return where->labels;
	if (where->kind == EXPR_ALL || where->kind == EXPR_ANY)
		for (uint32_t i = 0; i < where->part_count; i++)
			labels |= asked_of(column, where->parts[i]);
	return labels;
}

const struct column *
counted_by(const struct answers *answers)
{
	const struct table *table = answers->field->table;

	for (uint32_t i = table->field_count; i < table->column_count; i++) {
		const struct decide *decide = table->columns[i]->decide;

		if (decide != NULL && decide->otherwise != NULL &&
		    decide->otherwise->kind == EXPR_COLUMN &&
		    decide->otherwise->column == answers->field)
			return table->columns[i];
	}
	return NULL;
}

