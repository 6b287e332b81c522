/*
 * Days that are worked out of other rows, and used where there may be none: a letter that compares
 * with one and does not ask first whether it is given, and the earliest or latest of such days in
 * rows that may have none. Either leaves what hangs on it undecided until somebody looks.
 */
#include "lang/find_internal.h"

struct blanks {
	struct diags *diags;
	const struct program *program;
};

static bool
picks_a_day(const struct expr *expr)
{
	return expr != NULL && expr->kind == EXPR_AGGREGATE && expr->related != NULL &&
	    expr->type.kind == KIND_DATE;
}

/* The column itself, or the one it is counted from, that is the day of other rows: none where
 * there are no such rows. */
static const struct column *
day_of_rows(const struct expr *expr)
{
	const struct column *column = NULL;

	while (expr != NULL) {
		if (picks_a_day(expr))
			return column;
		if (expr->kind == EXPR_AFTER || expr->kind == EXPR_BEFORE)
			expr = expr->b;
		else if (expr->kind == EXPR_COLUMN && expr->column->origin == COLUMN_DEFINE) {
			column = expr->column;
			expr = column->body;
		} else
			return NULL;
	}
	return NULL;
}

static void
note_more_than_fields(void *with, const struct expr *expr)
{
	bool *more = with;

	*more |= expr_is_whole(expr) || expr->kind == EXPR_THROUGH ||
	    (expr->kind == EXPR_COLUMN && expr->column->origin != COLUMN_FIELD);
}

/* Does it go by the fields of one row alone? */
static bool
reads_fields_only(const struct column *column)
{
	bool more = false;

	if (column->origin == COLUMN_FIELD)
		return true;
	if (column->origin != COLUMN_DEFINE)
		return false;
	find_within(column->body, note_more_than_fields, &more);
	return !more;
}

/* A condition beside it that may be met only where there are rows: it asks for one, for a day of
 * them, or hangs on more than fields. A comparison and `is blank` do not. */
static bool
stands_guard(const struct expr *part)
{
	if (part->kind == EXPR_COMPARE || part->kind == EXPR_BLANK)
		return false;
	if ((part->kind == EXPR_HOLDS || part->kind == EXPR_NOT || part->kind == EXPR_LABELS_IN) &&
	    part->a != NULL)
		return stands_guard(part->a);
	if (part->kind == EXPR_COLUMN)
		return !reads_fields_only(part->column);
	if (part->kind == EXPR_THROUGH)
		return !reads_fields_only(part->through);
	return true;
}

static void
look_at_send(struct blanks *blanks, const struct letter *letter)
{
	const struct expr *all = letter->send_when;
	struct arena scratch = ARENA_INIT;

	for (uint32_t i = 0; all->kind == EXPR_ALL && i < all->part_count; i++)
		if (stands_guard(all->parts[i]))
			return;
	for (uint32_t i = 0; all->kind == EXPR_ALL && i < all->part_count; i++) {
		const struct expr *part = all->parts[i];
		const struct expr *day;

		if (part->kind != EXPR_COMPARE)
			continue;
		day = day_of_rows(part->a) != NULL ? part->a : part->b;
		if (day_of_rows(day) == NULL || day->kind != EXPR_COLUMN)
			continue;
		diag_warning(blanks->diags, part->at, "day-may-be-blank",
		    "where there is no '%s' this cannot be decided, and neither can '%s'",
		    day->column->name, letter->name);
		diag_note_at(blanks->diags, day_of_rows(day)->at,
		    "'%s' is worked out of other rows, and blank where there are none: ask for it "
		    "in `send when` too: %s is given",
		    day_of_rows(day)->name, column_written(&scratch, day->column));
		diag_note(blanks->diags,
		    "if there is always one, say so directly below: accepted because \"...\"");
		break;
	}
	arena_release(&scratch);
}

static bool
asks_whether_given(const struct expr *where, const struct column *column)
{
	if (where == NULL)
		return false;
	if (where->kind == EXPR_GIVEN)
		return where->a->kind == EXPR_COLUMN && where->a->column == column;
	/* what else leaves rows out may leave these out */
	if (where->kind == EXPR_COLUMN || where->kind == EXPR_HOLDS || where->kind == EXPR_ANY ||
	    where->kind == EXPR_EXISTS || where->kind == EXPR_NOT || where->kind == EXPR_COMPARE)
		return true;
	for (uint32_t i = 0; i < where->part_count; i++)
		if (asks_whether_given(where->parts[i], column))
			return true;
	return false;
}

static void
look_at_day(void *with, const struct expr *expr)
{
	struct blanks *blanks = with;
	const struct column *column;

	if (!picks_a_day(expr) || expr->a == NULL || expr->a->kind != EXPR_COLUMN)
		return;
	column = expr->a->column;
	if (column->origin != COLUMN_DEFINE || !picks_a_day(column->body) ||
	    asks_whether_given(expr->related->where, column))
		return;
	diag_warning(blanks->diags, expr->at, "day-may-be-blank",
	    "where one of these rows has no '%s' this cannot be decided", column->name);
	diag_note_at(blanks->diags, column->at,
	    "'%s' is worked out of other rows, and blank where there are none: write here: %s %s "
	    "is given",
	    column->name, expr->related->where == NULL ? "where" : "and", column->name);
	diag_note(blanks->diags,
	    "if there is always one, say so directly below: accepted because \"...\"");
}

static void
look_at_root(void *with, const struct root *root)
{
	find_within(root->expr, look_at_day, with);
}

void
find_blank_days(struct diags *diags, const struct program *program)
{
	struct blanks blanks = { diags, program };
	struct arena scratch = ARENA_INIT;

	find_roots(program, &scratch, look_at_root, &blanks);
	for (uint32_t i = 0; i < program->letter_count; i++)
		look_at_send(&blanks, program->letters[i]);
	arena_release(&scratch);
}
