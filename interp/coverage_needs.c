/* coverage_needs: what the expectations of one test hang on: the columns named, those they are
 * worked out from, in whatever row, and the tables whose rows are looked through. See
 * coverage_parts.h. */
#include <string.h>

#include "interp/coverage_parts.h"
#include "interp/fold.h"
#include "interp/ruleparts.h"

struct needs {
	struct coverage *coverage;
	const struct policy_test *test;
	const struct test_rows *givens;
	/* marked, but not yet looked into; each column is there at most once */
	const struct column **open;
	uint32_t open_count;
};

uint32_t
cover_table_index(const struct coverage *coverage, const struct table *table)
{
	return table == coverage->program->run ? coverage->program->table_count : table->index;
}

static void
need_column(struct needs *needs, const struct column *column)
{
	struct coverage *coverage = needs->coverage;
	uint32_t table = cover_table_index(coverage, column->table);

	coverage->table_needed[table] = true;
	if (coverage->needed[table][column->index])
		return;
	coverage->needed[table][column->index] = true;
	needs->open[needs->open_count++] = column;
}

static void need_expr(struct needs *needs, const struct expr *expr);

static void
need_related(struct needs *needs, const struct related *related)
{
	needs->coverage->table_needed[cover_table_index(needs->coverage, related->table)] = true;
	for (uint32_t i = 0; i < related->key_count; i++) {
		need_column(needs, related->keys[i].ours);
		need_column(needs, related->keys[i].theirs);
	}
	need_expr(needs, related->where);
	need_expr(needs, related->theirs);
	need_expr(needs, related->ours);
}

static void
need_rank(struct needs *needs, const struct rank *rank)
{
	need_column(needs, rank->by);
	need_expr(needs, rank->places);
	need_expr(needs, rank->where);
	for (uint32_t i = 0; i < rank->each_count; i++)
		need_column(needs, rank->each[i]);
}

static void
need_succession(struct needs *needs, const struct succession *succession)
{
	need_column(needs, succession->of);
	need_column(needs, succession->period);
	if (succession->where != NULL)
		need_column(needs, succession->where);
	need_expr(needs, succession->counting_from);
	need_expr(needs, succession->crosses);
}

static void
need_expr(struct needs *needs, const struct expr *expr)
{
	if (expr == NULL)
		return;
	if (expr->column != NULL)
		need_column(needs, expr->column);
	if (expr->through != NULL)
		need_column(needs, expr->through);
	if (expr->related != NULL)
		need_related(needs, expr->related);
	if (expr->rank != NULL)
		need_rank(needs, expr->rank);
	if (expr->succession != NULL)
		need_succession(needs, expr->succession);
	need_expr(needs, expr->a);
	need_expr(needs, expr->b);
	for (uint32_t i = 0; i < expr->part_count; i++)
		need_expr(needs, expr->parts[i]);
}

/* In every row of its table that the test gives: then its rule is not used at all. */
static bool
is_given(const struct needs *needs, const struct column *column)
{
	bool some = false;

	if (column->origin == COLUMN_FIELD || column->origin == COLUMN_KEY)
		return false;
	for (uint32_t i = 0; i < needs->test->given_count; i++) {
		const struct test_rows *given = &needs->givens[i];
		bool named = false;

		for (uint32_t j = 0; given->table == column->table && j < given->column_count; j++)
			named = named || given->columns[j] == column;
		if (given->table == column->table && !named)
			return false;
		some = some || named;
	}
	return some;
}

static void
visit_expr(void *context, const struct expr *expr)
{
	need_expr(context, expr);
}

static void
visit_column(void *context, const struct column *column)
{
	need_column(context, column);
}

static void
need_rule(struct needs *needs, const struct column *column)
{
	const struct ruleparts_visitor visitor = { visit_expr, visit_column, needs };

	if (!is_given(needs, column))
		ruleparts_visit(column, &visitor);
}

/* The rows of a group come from those of its source. */
static void
need_rows(struct needs *needs, const struct table *table)
{
	bool given = false;

	if (table->of == NULL)
		return;
	for (uint32_t i = 0; i < needs->test->given_count; i++)
		given = given || needs->givens[i].table == table;
	for (uint32_t i = 0; !given && i < table->key_count; i++)
		need_column(needs, table->source_keys[i]);
	need_expr(needs, table->where);
}

static void
need_report(struct needs *needs, const struct report *report)
{
	struct arena *arena = needs->coverage->arena;
	uint32_t column_count = fold_wants_columns(report, NULL);
	uint32_t expr_count = fold_wants_exprs(report, NULL);
	const struct column **columns = arena_array(arena, const struct column *, column_count);
	const struct expr **exprs = arena_array(arena, const struct expr *, expr_count);

	for (uint32_t i = 0; i < needs->coverage->program->report_count; i++)
		if (needs->coverage->program->reports[i] == report)
			needs->coverage->report_needed[i] = true;
	fold_wants_columns(report, columns);
	fold_wants_exprs(report, exprs);
	for (uint32_t i = 0; i < column_count; i++)
		need_column(needs, columns[i]);
	for (uint32_t i = 0; i < expr_count; i++)
		need_expr(needs, exprs[i]);
}

static void
need_expectation(struct needs *needs, const struct expectation *expect)
{
	if (expect->kind == EXPECT_REPORT) {
		need_report(needs, expect->report);
		return;
	}
	if (expect->column != NULL)
		need_column(needs, expect->column);
	if (expect->kind == EXPECT_ROWS)
		needs->coverage->table_needed[expect->table->index] = true;
	need_expr(needs, expect->where);
}

void
cover_find_needs(struct coverage *coverage, const struct policy_test *test,
    const struct test_rows *givens)
{
	const struct program *program = coverage->program;
	struct needs needs = { .coverage = coverage, .test = test, .givens = givens };
	uint32_t columns = program->run->column_count;
	bool again = true;

	for (uint32_t i = 0; i <= program->table_count; i++) {
		const struct table *table =
		    i < program->table_count ? program->tables[i] : program->run;

		columns += i < program->table_count ? table->column_count : 0;
		memset(coverage->needed[i], 0, table->column_count * sizeof(bool));
	}
	memset(coverage->table_needed, 0, (program->table_count + 1) * sizeof(bool));
	memset(coverage->report_needed, 0, program->report_count * sizeof(bool));
	needs.open = arena_array(coverage->arena, const struct column *, columns);
	for (uint32_t i = 0; i < test->given_count; i++)
		for (uint32_t j = 0; j < givens[i].expected_count; j++)
			need_column(&needs, givens[i].expected[j]);
	for (uint32_t i = 0; i < test->expectation_count; i++)
		need_expectation(&needs, &test->expectations[i]);
	while (again) {
		while (needs.open_count > 0)
			need_rule(&needs, needs.open[--needs.open_count]);
		for (uint32_t i = 0; i < program->table_count; i++)
			if (coverage->table_needed[i])
				need_rows(&needs, program->tables[i]);
		again = needs.open_count > 0;
	}
}

bool
cover_owner_needed(const struct coverage *coverage, const struct cover_owner *owner)
{
	const struct column *column = owner->column;

	if (column != NULL)
		return coverage->needed[cover_table_index(coverage, column->table)][column->index];
	for (uint32_t i = 0; i < coverage->program->report_count; i++)
		if (coverage->program->reports[i] == owner->report)
			return coverage->report_needed[i];
	return false;
}
