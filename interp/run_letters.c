/* run_letters: see run_letters.h. */
#include "interp/run_letters.h"

#include "interp/workspace.h"

static uint32_t
list_rows(void *context, const struct related *related, const struct batch *batch, uint32_t row,
    uint32_t *rows, bool *sure, uint32_t room)
{
	const struct session *session = context;
	const struct related_index *index = workspace_related(session->workspace, related);

	if (index == NULL)
		return LETTER_ROWS_UNKNOWN;
	if (batch == NULL) /* of the run, which is one row */
		return related_list(index, 0, rows, sure, room);
	return related_list(index, workspace_first_row(batch) + row, rows, sure, room);
}

/* Of the row its reference points to, or of its own row. */
static bool
addressee(void *context, const struct letter *letter, const struct batch *batch, uint32_t row,
    const struct column *column, struct value *value)
{
	const struct session *session = context;
	uint32_t at = workspace_first_row(batch) + row;

	if (session->workspace == NULL)
		return false;
	if (letter->to->refers_to != NULL)
		at = workspace_target(session->workspace, letter->to, at);
	return at != HELD_NO_ROW && workspace_value(session->workspace, column, at, value);
}

struct letters *
run_letters_make(struct session *session)
{
	struct letter_rows rows = { list_rows, session, addressee };

	if (session->program->letter_count == 0)
		return NULL;
	return letters_make(session->program, &session->knobs, &rows);
}

struct table_wants
run_letters_wants(struct session *session, const struct table *table,
    const struct table_wants *wants)
{
	const struct program *program = session->program;
	uint32_t columns = letters_wants_columns(program, table, NULL),
		 exprs = letters_wants_exprs(program, table, NULL);
	const struct column **column = arena_array(session->arena, const struct column *,
	    (size_t)wants->column_count + columns + table->column_count);
	const struct expr **expr =
	    arena_array(session->arena, const struct expr *, (size_t)wants->expr_count + exprs);
	struct table_wants all = { .columns = column, .exprs = expr };

	for (uint32_t i = 0; i < wants->column_count; i++)
		column[all.column_count++] = wants->columns[i];
	for (uint32_t i = 0; i < wants->expr_count; i++)
		expr[all.expr_count++] = wants->exprs[i];
	all.column_count += letters_wants_columns(program, table, column + all.column_count);
	all.expr_count += letters_wants_exprs(program, table, expr + all.expr_count);
	/* Explanations of what is missing read every field. */
	for (uint32_t i = 0; columns + exprs > 0 && i < table->field_count; i++)
		column[all.column_count++] = table->columns[i];
	return all;
}

static bool
look_at(void *context, const struct batch *batch, struct fault *fault)
{
	(void)fault;
	letters_rows(context, batch, workspace_first_row(batch));
	return true;
}

static void
hold_back(struct session *session, struct letters *letters, const struct table *table)
{
	const char *file = session->paths[table->index];

	letters_hold(letters, LETTER_HOLD_REFUSED, table, file,
	    workspace_refused(session->workspace, table), NULL, 0);
	letters_hold(letters, LETTER_HOLD_MISTYPED, table, file,
	    workspace_mistyped(session->workspace, table), NULL, 0);
}

static void
hold_all_back(struct session *session, struct letters *letters, const uint64_t *lines,
    uint32_t count)
{
	const struct table *sent = session->program->letter_register->table;
	const char *file = session->paths[sent->index];
	uint64_t lost[LETTER_LINES_TOLD];

	letters_hold(letters, LETTER_HOLD_REFUSED, sent, file,
	    workspace_refused(session->workspace, sent), lines, count);
	letters_hold(letters, LETTER_HOLD_NOBODY, sent, file,
	    workspace_lost(session->workspace, sent), lost,
	    workspace_lost_lines(session->workspace, sent, lost, LETTER_LINES_TOLD));
}

const struct letter_summary *
run_letters_finish(struct session *session, struct letters *letters, const uint64_t *lines,
    uint32_t count, struct fault *fault)
{
	const struct program *program = session->program;
	const struct table *sent = program->letter_register->table;
	struct row_consumer consumer = { look_at, NULL, letters };

	for (uint32_t i = 0; i < program->table_count; i++) {
		const struct table_wants none = { 0 };
		struct table_wants wants;

		if (!letters_looks_at(letters, program->tables[i]))
			continue;
		wants = run_letters_wants(session, program->tables[i], &none);
		if (!workspace_rows(session->workspace, program->tables[i], &wants, &consumer,
			fault))
			return NULL;
	}
	hold_all_back(session, letters, lines, count);
	for (uint32_t i = 0; i < program->table_count; i++)
		if (program->tables[i]->of == NULL && program->tables[i] != sent)
			hold_back(session, letters, program->tables[i]);
	letters_register_later(letters, session->results[sent->index].counts.dated_later);
	letters_register_file(
	    letters, session->paths[sent->index], session->results[sent->index].facts);
	return letters_finish(letters);
}
