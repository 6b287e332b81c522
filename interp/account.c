/* account: see account.h. */
#include "interp/account.h"

#include <stdlib.h>
#include <string.h>

#include "interp/decisions.h"
#include "interp/explain.h"
#include "interp/explain_internal.h"
#include "interp/workspace.h"

const char *
account_keep(struct arena *arena, struct buffer *buffer)
{
	const char *kept =
	    arena_copy(arena, buffer->length > 0 ? buffer->at : "", buffer->length);

	buffer_release(buffer);
	return kept;
}

const char *
account_key(struct arena *arena, const struct workspace *workspace, const struct table *table,
    uint32_t row)
{
	struct buffer out = BUFFER_INIT;

	for (uint32_t i = 0; i < table->key_count; i++) {
		struct value value;

		buffer_text(&out, i > 0 ? ", " : "");
		if (workspace_value(workspace, table->keys[i], row, &value) && value.state == GIVEN)
			buffer_value(&out, &value, SPELL_PLAIN);
	}
	return account_keep(arena, &out);
}

/* ---- why ---- */

static void
make_decision(struct account_decision *out, struct arena *arena, const struct batch *batch,
    uint32_t row, const struct column *column, bool first)
{
	struct buffer text = BUFFER_INIT;
	struct telling telling = explain_telling(&text, batch, row);

	out->name = column->name;
	out->undecided = explain_is_undecided(batch, row, column);
	explain_column_value(&telling, column);
	out->value = account_keep(arena, &text);
	text = (struct buffer)BUFFER_INIT;
	explain_why(&text, batch, row, column);
	out->why = account_keep(arena, &text);
	text = (struct buffer)BUFFER_INIT;
	explain_clause(&text, batch, row, column);
	out->clause = account_keep(arena, &text);
	text = (struct buffer)BUFFER_INIT;
	explain_needs(&text, batch, row, column);
	out->needs = account_keep(arena, &text);
	text = (struct buffer)BUFFER_INIT;
	if (first)
		explain_trace(&text, batch, row, column);
	else
		explain_trace_next(&text, batch, row, column);
	out->trace = account_keep(arena, &text);
}

/* ---- cells ---- */

struct account_cell
account_cell(struct arena *arena, const struct session *session, const struct workspace *workspace,
    const struct batch *batch, uint32_t row, const struct fact *fact)
{
	const struct column *field = fact->field;
	struct account_cell cell = { .table = fact->table,
		.file = session->paths[fact->table->index],
		.name = field->name,
		.heading = field->field != NULL && field->field->header != NULL ?
		    field->field->header : field->name,
		.distance = fact->distance };
	struct buffer text = BUFFER_INIT;
	struct value value = { .state = UNKNOWN };
	enum presence state;

	if (workspace != NULL) {
		workspace_value(workspace, field, fact->row, &value);
		cell.line = workspace_line(workspace, fact->table, fact->row);
		cell.key = account_key(arena, workspace, fact->table, fact->row);
	} else {
		value = vec_value(batch_column(batch, field), row);
		cell.line = batch->lines[row];
		decisions_key(&text, batch, row, fact->table);
		cell.key = account_keep(arena, &text);
		text = (struct buffer)BUFFER_INIT;
	}
	state = value.state;
	if (field->type.labels != NULL)
		state = value.labels == LABEL_NOTHING ? NOTHING :
		    (value.labels & (value.labels - 1)) == 0 ? GIVEN : UNKNOWN;
	cell.missing = state != GIVEN;
	if (state == GIVEN) {
		value.state = GIVEN;
		buffer_value(&text, &value, SPELL_READER);
	} else {
		buffer_text(&text, state == NOTHING ? "blank" : "could not be read");
	}
	cell.value = account_keep(arena, &text);
	return cell;
}

static int
by_place(const void *a, const void *b)
{
	const struct fact *left = a, *right = b;

	if ((left->distance == 0) != (right->distance == 0))
		return left->distance == 0 ? -1 : 1;
	if (left->table->index != right->table->index)
		return left->table->index < right->table->index ? -1 : 1;
	if (left->row != right->row)
		return left->row < right->row ? -1 : 1;
	return (left->field->index > right->field->index) -
	    (left->field->index < right->field->index);
}

void
account_sort(struct facts *facts)
{
	if (facts->count > 0)
		qsort(facts->facts, facts->count, sizeof *facts->facts, by_place);
}

static void
make_cells(struct account_row *made, struct arena *arena, const struct session *session,
    const struct batch *batch, uint32_t row, const struct facts *facts)
{
	struct account_cell *cells = arena_array(arena, struct account_cell, facts->count + 1);

	for (uint32_t i = 0; i < facts->count; i++)
		if (facts->facts[i].mattered && !facts->facts[i].is_key)
			cells[made->cell_count++] = account_cell(arena, session, facts->workspace,
			    batch, row, &facts->facts[i]);
	made->cells = cells;
	made->cells_cut = facts->cut;
}

static bool
make_facts(struct account_row *made, struct arena *arena, struct arena *scratch,
    const struct account_wants *wants, const struct batch *batch, uint32_t row,
    struct fault *fault)
{
	struct facts facts;

	facts_init(&facts, scratch, wants->session->program, workspace_of(batch));
	for (uint32_t i = 0; i < wants->column_count; i++)
		facts_add(&facts, batch, row, wants->columns[i]);
	if (wants->not != NULL)
		facts_add(&facts, batch, row, wants->not->column);
	account_sort(&facts);
	make_cells(made, arena, wants->session, batch, row, &facts);
	account_pools(made, arena, &facts);
	made->asked_what_if = wants->what_if;
	return !wants->what_if ||
	    account_changes(made, arena, scratch, wants, batch, row, &facts, fault);
}

bool
account_make(struct account_row **out, struct arena *arena, const struct account_wants *wants,
    const struct batch *batch, uint32_t row, struct fault *fault)
{
	struct account_row *made = arena_new(arena, struct account_row);
	struct account_decision *decisions =
	    arena_array(arena, struct account_decision, wants->column_count + 1);
	struct buffer text = BUFFER_INIT;
	struct arena scratch = ARENA_INIT;
	bool done;

	*out = made;
	made->table = wants->table->name;
	decisions_key(&text, batch, row, wants->table);
	made->key = account_keep(arena, &text);
	made->file = wants->session->paths[wants->table->index];
	made->line = batch->lines[row];
	for (uint32_t i = 0; i < wants->column_count; i++)
		make_decision(&decisions[i], arena, batch, row, wants->columns[i], i == 0);
	made->decisions = decisions;
	made->decision_count = wants->column_count;
	if (wants->not != NULL) {
		text = (struct buffer)BUFFER_INIT;
		explain_not(&text, batch, row, wants->not);
		made->not_column = wants->not->column->name;
		made->not_value = wants->not->value;
		made->not_text = account_keep(arena, &text);
	}
	done = make_facts(made, arena, &scratch, wants, batch, row, fault);
	arena_release(&scratch);
	return done;
}
