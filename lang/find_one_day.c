/*
 * A letter that can be sent on one day only: its `send when` asks that run_date is a certain day,
 * or that so many days have gone by until then, and neither more nor less. When nothing is run on
 * that day it never goes. Followed through definitions and other rows wherever the letter cannot go
 * without it. A day that moves with run_date itself, as the first of its month does, comes again.
 */
#include "lang/find_internal.h"

struct search {
	const struct program *program;
	bool *seen; /* by id of the expression */
};

/* ---- does a day move with the day of the run? ---- */

static bool moves(struct search *search, const struct expr *expr);

static bool
column_moves(struct search *search, const struct column *column)
{
	const struct decide *decide;

	if (column == NULL)
		return false;
	decide = column->decide;
	if (moves(search, column->body))
		return true;
	for (uint32_t i = 0; decide != NULL && i < decide->rule_count; i++)
		if (moves(search, decide->rules[i].outcome) ||
		    moves(search, decide->rules[i].when))
			return true;
	return decide != NULL && moves(search, decide->otherwise);
}

static bool
moves(struct search *search, const struct expr *expr)
{
	if (expr == NULL || search->seen[expr->id])
		return false;
	search->seen[expr->id] = true;
	if (expr->kind == EXPR_RUN_DATE)
		return true;
	if (column_moves(search, expr->column) || column_moves(search, expr->through) ||
	    moves(search, expr->a) || moves(search, expr->b))
		return true;
	if (expr->related != NULL &&
	    (moves(search, expr->related->where) || moves(search, expr->related->theirs) ||
		moves(search, expr->related->ours)))
		return true;
	for (uint32_t i = 0; i < expr->part_count; i++)
		if (moves(search, expr->parts[i]))
			return true;
	return false;
}

static bool
stands_still(const struct program *program, const struct expr *expr)
{
	struct arena scratch = ARENA_INIT;
	struct search search = { program,
		arena_array(&scratch, bool, (size_t)program->expr_count + 1) };
	bool still = !moves(&search, expr);

	arena_release(&scratch);
	return still;
}

/* ---- what holds on one day ---- */

/* Days that run up to the day of the run, counted one by one; those of a calendar stand still over
 * a weekend. */
static bool
counts_up(const struct program *program, const struct expr *expr)
{
	if (expr->kind == EXPR_COLUMN && expr->column->body != NULL)
		expr = expr->column->body;
	return expr->kind == EXPR_SPAN && expr->calendar == NULL && expr->a != NULL &&
	    expr->b != NULL && expr->b->kind == EXPR_RUN_DATE && stands_still(program, expr->a);
}

static bool
is_the_day(const struct program *program, const struct expr *today, const struct expr *other)
{
	return (today->kind == EXPR_RUN_DATE || counts_up(program, today)) &&
	    stands_still(program, other);
}

static const struct expr *
one_day_of(struct search *search, const struct expr *expr)
{
	const struct expr *found;

	if (expr == NULL || search->seen[expr->id])
		return NULL;
	search->seen[expr->id] = true;
	if (expr->kind == EXPR_COMPARE)
		return expr->compare == COMPARE_IS &&
		        (is_the_day(search->program, expr->a, expr->b) ||
		            is_the_day(search->program, expr->b, expr->a))
		    ? expr
		    : NULL;
	if (expr->kind == EXPR_HOLDS)
		return one_day_of(search, expr->a);
	if (expr->kind == EXPR_COLUMN)
		return one_day_of(search, expr->column->body);
	if (expr->kind == EXPR_THROUGH)
		return one_day_of(search, expr->through->body);
	if (expr->kind == EXPR_EXISTS)
		return one_day_of(search, expr->related->where);
	for (uint32_t i = 0; expr->kind == EXPR_ALL && i < expr->part_count; i++)
		if ((found = one_day_of(search, expr->parts[i])) != NULL)
			return found;
	return NULL;
}

static void
say(struct diags *diags, const struct program *program, const struct letter *letter,
    const struct expr *expr)
{
	struct arena scratch = ARENA_INIT;
	struct prover prover = { .arena = &scratch, .program = program, .table = letter->table };
	bool turned = !is_the_day(program, expr->a, expr->b);
	const struct expr *today = turned ? expr->b : expr->a, *day = turned ? expr->a : expr->b;

	diag_warning(diags, expr->at, "one-day-only",
	    "this holds on one day only: when nothing is run on that day, '%s' never goes",
	    letter->name);
	diag_note(diags, "to send it from that day on, write: %s %s %s",
	    prove_text(&prover, today->at),
	    today->kind == EXPR_RUN_DATE ? "is on or after" : "is at least",
	    prove_text(&prover, day->at));
	diag_note_at(diags, letter->at,
	    "`once for each` keeps it from going twice; when it is too late for it, say so in "
	    "`lapses when`. If it is to go on that day or not at all, say so directly below the "
	    "rule: accepted because \"...\"");
	arena_release(&scratch);
}

void
find_one_day(struct diags *diags, const struct program *program)
{
	struct arena scratch = ARENA_INIT;
	bool *told = arena_array(&scratch, bool, (size_t)program->expr_count + 1);

	for (uint32_t i = 0; i < program->letter_count; i++) {
		const struct letter *letter = program->letters[i];
		struct search search = { program,
			arena_array(&scratch, bool, (size_t)program->expr_count + 1) };
		const struct expr *found = one_day_of(&search, letter->send_when);

		if (found == NULL || told[found->id])
			continue;
		told[found->id] = true;
		say(diags, program, letter, found);
	}
	arena_release(&scratch);
}
