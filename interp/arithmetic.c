/* arithmetic: see arithmetic.h. */
#include "interp/arithmetic.h"

#include "interp/buffer.h"
#include "interp/decisions.h"
#include "interp/explain.h"
#include "interp/workspace.h"

struct summed {				/* a column whose rule has sums in it */
	const struct column *column;
	const struct expr **sums;
	uint32_t count;
};

struct arithmetic {
	const struct plan *plan;
	struct summed *columns;		/* in the order of evaluation */
	uint32_t count;
	bool of_run;			/* of program->run: no file, no lines */
};

/* ---- finding the sums ---- */

static bool
is_sum(const struct expr *expr)
{
	return expr->a != NULL && expr->kind >= EXPR_PLUS && expr->kind <= EXPR_SPAN;
}

/* Puts them into `sums` unless that is NULL; their count. */
static uint32_t
find_sums(const struct expr *expr, const struct expr **sums, uint32_t count)
{
	if (expr == NULL || (expr_is_whole(expr) && expr->kind != EXPR_AGGREGATE))
		return count;			/* what these are made of lies in other rows */
	if (is_sum(expr) || expr->kind == EXPR_AGGREGATE) {
		if (sums != NULL)
			sums[count] = expr;
		count++;
	}
	if (expr->kind == EXPR_AGGREGATE)
		return count;
	count = find_sums(expr->a, sums, count);
	count = find_sums(expr->b, sums, count);
	for (uint32_t i = 0; i < expr->part_count; i++)
		count = find_sums(expr->parts[i], sums, count);
	return count;
}

static uint32_t
sums_of(const struct column *column, const struct expr **sums)
{
	uint32_t count = find_sums(column->body, sums, 0);

	for (uint32_t i = 0; column->decide != NULL && i < column->decide->rule_count; i++) {
		count = find_sums(column->decide->rules[i].when, sums, count);
		count = find_sums(column->decide->rules[i].outcome, sums, count);
	}
	if (column->decide != NULL)
		count = find_sums(column->decide->otherwise, sums, count);
	for (uint32_t i = 0; column->bands != NULL && i < column->bands->count; i++) {
		count = find_sums(column->bands->bands[i].low, sums, count);
		count = find_sums(column->bands->bands[i].high, sums, count);
	}
	return count;
}

const struct arithmetic *
arithmetic_make(struct arena *arena, const struct plan *plan)
{
	struct arithmetic *arithmetic = arena_new(arena, struct arithmetic);
	const struct table *table = plan_table(plan);

	arithmetic->plan = plan;
	arithmetic->of_run = table == plan_program(plan)->run;
	arithmetic->columns = arena_array(arena, struct summed, table->evaluation_count);
	for (uint32_t i = 0; i < table->evaluation_count; i++) {
		const struct column *column = table->evaluation[i];
		uint32_t count = sums_of(column, NULL);
		struct summed *summed;

		if (count == 0 || plan_slot_column(plan, column) == SLOT_NONE)
			continue;
		summed = &arithmetic->columns[arithmetic->count++];
		summed->column = column;
		summed->count = count;
		summed->sums = arena_array(arena, const struct expr *, count);
		sums_of(column, summed->sums);
	}
	return arithmetic;
}

/* ---- one batch ---- */

/* A figure over other rows is worked out before, all at once. */
static uint64_t
did_not_fit(const struct batch *batch, const struct expr *aggregate, uint32_t word)
{
	const struct workspace *workspace = workspace_of(batch);
	uint64_t rows = 0;

	for (uint32_t row = word * 64;
	     workspace != NULL && row < batch->rows && row < (word + 1) * 64; row++)
		if (workspace_too_large(workspace, aggregate, workspace_first_row(batch) + row))
			rows |= UINT64_C(1) << row % 64;
	return rows;
}

/* The rows of one word in which a sum has no result though its operands are there. */
static uint64_t
failed(const struct batch *batch, const struct expr *sum, uint32_t word)
{
	const struct vec *out, *a;
	uint64_t rows;

	if (sum->kind == EXPR_AGGREGATE)
		return did_not_fit(batch, sum, word);
	out = batch_expr(batch, sum);
	a = batch_expr(batch, sum->a);
	rows = a->given.word[word] & ~(out->given.word[word] | out->nothing.word[word]);

	if (sum->b != NULL)
		rows &= batch_expr(batch, sum->b)->given.word[word];
	return rows;
}

/* "P81001, 2017/18 Q2: ": a row of a group stands on no line. */
static void
add_key(struct buffer *out, const struct batch *batch, uint32_t row)
{
	const struct table *table = plan_table(batch->plan);

	if (table->of == NULL)
		return;
	for (uint32_t i = 0; i < table->key_count; i++)
		if (plan_slot_column(batch->plan, table->keys[i]) == SLOT_NONE)
			return;
	decisions_key(out, batch, row, table);
	buffer_text(out, ": ");
}

static void
add_problem(const struct arithmetic *arithmetic, const struct batch *batch, uint32_t row,
    const struct column *column, const struct expr *fault, const char *file,
    struct problems *problems)
{
	struct buffer cause = BUFFER_INIT, fix = BUFFER_INIT;
	const struct program *program = plan_program(batch->plan);
	struct problem problem = { .effect = PROBLEM_NOT_WORKED_OUT,
		.slug = "arithmetic",
		.file = file,
		.column = column->name,
		.text = "",
		.row = "",
		.group = fault,
		.kind = explain_fault_kind(batch, row, fault) };

	add_key(&cause, batch, row);
	if (expr_not_recorded(fault)) {
		buffer_text(&cause, "cannot be worked out from figures that are not recorded");
		buffer_text(&fix, "look at the row in the file, and at the rule");
	} else {
		explain_fault_cause(&cause, batch, row, fault);
		explain_fault_fix(&fix, batch, row, fault);
	}
	problem.cause = cause.at;
	problem.fix = fix.at;
	problem.line = arithmetic->of_run ? sources_place(program->sources, column->at.start).line :
					    batch->lines[row];
	problems_add(problems, &problem);
	buffer_release(&cause);
	buffer_release(&fix);
}

static void
report_row(const struct arithmetic *arithmetic, const struct batch *batch, uint32_t row,
    const char *file, struct problems *problems)
{
	for (uint32_t i = 0; i < arithmetic->count; i++) {
		const struct column *column = arithmetic->columns[i].column;
		const struct expr *fault = explain_fault(batch, row, column);

		if (fault != NULL)
			add_problem(arithmetic, batch, row, column, fault, file, problems);
	}
}

void
arithmetic_report(const struct arithmetic *arithmetic, const struct batch *batch, const char *file,
    struct problems *problems)
{
	for (uint32_t w = 0; w * 64 < batch->rows; w++) {
		uint64_t rows = 0;

		for (uint32_t i = 0; i < arithmetic->count; i++)
			for (uint32_t s = 0; s < arithmetic->columns[i].count; s++)
				rows |= failed(batch, arithmetic->columns[i].sums[s], w);
		for (; rows != 0; rows &= rows - 1)
			report_row(arithmetic, batch, w * 64 + (uint32_t)__builtin_ctzll(rows),
			    file, problems);
	}
}
