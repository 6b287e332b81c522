#include "interp/problems.h"

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

/* The cell or the row may lie in a buffer that is filled again; a very long one is kept in part, enough to find it by. */
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

static void
keep(struct problems *problems, const struct problem *problem)
{
	struct problem *kept = &problems->kept[problems->kept_count++];

	*kept = *problem;
	kept->file = copied(problems->arena, problem->file);
	kept->column = copied(problems->arena, problem->column);
	kept->cause = copied(problems->arena, problem->cause);
	kept->fix = copied(problems->arena, problem->fix);
	kept->text = copied_bytes(problems->arena, problem->text, &kept->text_length);
	kept->row = copied_bytes(problems->arena, problem->row, &kept->row_length);
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
	case PROBLEM_NOTE:
		problems->notes++;
		break;
	}
	if (problems->kept_count < PROBLEMS_KEPT)
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
	case PROBLEM_NOTE:
		return "note";
	}
	return "";
}
