#include "interp/problems.h"

#include <stdbool.h>
#include <string.h>

void
problems_init(struct problems *problems, struct arena *arena, struct problem_sink sink)
{
	memset(problems, 0, sizeof(*problems));
	problems->arena = arena;
	problems->sink = sink;
}

static const char *
copied(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : arena_copy(arena, text, strlen(text));
}

/* The cell or the row may lie in a buffer that is filled again; a very long one is kept in part,
 * enough to find it by. */
static const char *
copied_bytes(struct arena *arena, const char *bytes, size_t *length)
{
	enum { KEPT_BYTES = 4096 };

	if (bytes == NULL)
		return NULL;
	if (*length > KEPT_BYTES)
		*length = KEPT_BYTES;
	return arena_copy(arena, bytes, *length);
}

/* In the order of the file's lines, though some are found late: what is kept are those of the first
 * lines. */
static void
keep(struct problems *problems, const struct problem *problem)
{
	size_t at = problems->kept_count;
	struct problem *kept;

	if (at == PROBLEMS_KEPT)
		at--;
	else
		problems->kept_count++;
	for (; at > 0 && problems->kept[at - 1].line > problem->line; at--)
		problems->kept[at] = problems->kept[at - 1];
	kept = &problems->kept[at];
	*kept = *problem;
	kept->file = copied(problems->arena, problem->file);
	kept->column = copied(problems->arena, problem->column);
	kept->cause = copied(problems->arena, problem->cause);
	kept->fix = copied(problems->arena, problem->fix);
	kept->text = copied_bytes(problems->arena, problem->text, &kept->text_length);
	kept->row = copied_bytes(problems->arena, problem->row, &kept->row_length);
}

/* Another one of a group of which the first is kept. */
static bool
is_one_more(struct problems *problems, const struct problem *problem)
{
	for (size_t i = 0; problem->group != NULL && i < problems->kept_count; i++)
		if (problems->kept[i].group == problem->group &&
		    problems->kept[i].kind == problem->kind) {
			problems->kept[i].more++;
			return true;
		}
	return false;
}

void
problems_add(struct problems *problems, const struct problem *problem)
{
	switch (problem->effect) {
	case PROBLEM_CELL_REFUSED:
		problems->cells_refused++;
		break;
	case PROBLEM_ROW_REFUSED:
		problems->rows_refused++;
		break;
	case PROBLEM_ROW_REPEATED:
		problems->rows_repeated++;
		break;
	case PROBLEM_COLUMN_REFUSED:
		problems->columns_refused++;
		break;
	case PROBLEM_NOT_WORKED_OUT:
		problems->not_worked_out++;
		break;
	case PROBLEM_LETTERS_HELD:
		problems->letters_held++;
		break;
	case PROBLEM_NOTE:
		problems->notes++;
		break;
	}
	if (is_one_more(problems, problem))
		;	/* counted there */
	else if (problems->kept_count < PROBLEMS_KEPT ||
	    problem->line < problems->kept[PROBLEMS_KEPT - 1].line)
		keep(problems, problem);
	if (problems->sink.add != NULL)
		problems->sink.add(problems->sink.context, problem);
}

void
problems_restart(struct problems *problems)
{
	struct problem_sink sink = problems->sink;

	problems_init(problems, problems->arena, sink);
	if (sink.restart != NULL)
		sink.restart(sink.context);
}

uint64_t
problems_total(const struct problems *problems)
{
	return problems->cells_refused + problems->rows_refused + problems->rows_repeated
	    + problems->columns_refused + problems->not_worked_out + problems->letters_held
	    + problems->notes;
}

uint64_t
problems_not_kept(const struct problems *problems)
{
	uint64_t left = problems_total(problems) - problems->kept_count;

	for (size_t i = 0; i < problems->kept_count; i++)
		left -= problems->kept[i].more;
	return left;
}

const char *
problem_effect_name(enum problem_effect effect)
{
	switch (effect) {
	case PROBLEM_CELL_REFUSED:
		return "cell refused";
	case PROBLEM_ROW_REFUSED:
		return "row refused";
	case PROBLEM_ROW_REPEATED:
		return "row repeated";
	case PROBLEM_COLUMN_REFUSED:
		return "column refused";
	case PROBLEM_NOT_WORKED_OUT:
		return "cannot be worked out";
	case PROBLEM_LETTERS_HELD:
		return "letters held back";
	case PROBLEM_NOTE:
		return "note";
	}
	return "";
}

void
problems_merge(struct problems *to, const struct problems *from)
{
	for (size_t i = 0; i < from->kept_count && to->kept_count < PROBLEMS_KEPT; i++)
		to->kept[to->kept_count++] = from->kept[i];
	to->cells_refused += from->cells_refused;
	to->rows_refused += from->rows_refused;
	to->rows_repeated += from->rows_repeated;
	to->columns_refused += from->columns_refused;
	to->not_worked_out += from->not_worked_out;
	to->letters_held += from->letters_held;
	to->notes += from->notes;
}
