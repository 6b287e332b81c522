/* workspace_levels: see workspace_parts.h. What needs a whole table is listed by walking the
 * program once. */
#include "interp/workspace_parts.h"

#include <string.h>

#include "interp/ruleparts.h"
#include "lang/template.h"

/* ---- levels ---- */

static uint32_t
highest(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

static uint32_t expr_level(struct workspace *workspace, const struct expr *expr,
    const struct room *room, bool before_rows);

static uint32_t
decide_level(struct workspace *workspace, const struct decide *decide, const struct room *room,
    bool before_rows)
{
	uint32_t level = expr_level(workspace, decide->otherwise, room, before_rows);

	for (uint32_t i = 0; i < decide->rule_count; i++) {
		level =
		    highest(level, expr_level(workspace, decide->rules[i].when, room, before_rows));
		level = highest(level,
		    expr_level(workspace, decide->rules[i].outcome, room, before_rows));
	}
	return level;
}

static uint32_t column_level(struct workspace *workspace, const struct column *column,
    bool before_rows);

static uint32_t
rule_level(struct workspace *workspace, const struct column *column, bool before_rows)
{
	const struct room *room = workspace_room(workspace, column->table);
	uint32_t level = expr_level(workspace, column->body, room, before_rows);

	if (column->decide != NULL)
		level = highest(level, decide_level(workspace, column->decide, room, before_rows));
	if (column->bands != NULL) {
		level = highest(level, column_level(workspace, column->bands->by, before_rows));
		for (uint32_t i = 0; i < column->bands->count; i++) {
			level = highest(level,
			    expr_level(workspace, column->bands->bands[i].low, room, before_rows));
			level = highest(level,
			    expr_level(workspace, column->bands->bands[i].high, room, before_rows));
		}
	}
	if (column->deadline != NULL) {
		level = highest(level, column_level(workspace, column->deadline->due, before_rows));
		level =
		    highest(level, column_level(workspace, column->deadline->met_by, before_rows));
	}
	if (column->origin == COLUMN_LETTER) {
		const struct letter *letter = column->letter;

		level = highest(level, column_level(workspace, letter->sent, before_rows));
		level = highest(level, expr_level(workspace, letter->send_when, room, before_rows));
		level =
		    highest(level, expr_level(workspace, letter->lapses_when, room, before_rows));
		for (uint32_t i = 0; i < letter->displaced_by_count; i++)
			level = highest(level,
			    column_level(workspace, letter->displaced_by[i]->column, before_rows));
	}
	return level;
}

static uint32_t
room_base(struct workspace *workspace, struct room *room)
{
	const struct table *table = room->table;
	uint32_t level = 0;

	if (room->base != LEVEL_UNSET)
		return room->base;
	if (table->of == NULL)
		return room->base = 0;
	level = expr_level(workspace, table->where, room, true);
	level = highest(level, room_base(workspace, workspace_room(workspace, table->of)));
	for (uint32_t i = 0; i < table->key_count; i++) {
		level = highest(level, column_level(workspace, table->source_keys[i], false));
		if (table->keys[i]->refers_to != NULL)
			level = highest(level,
			    room_base(workspace,
				workspace_room(workspace, table->keys[i]->refers_to)));
	}
	return room->base = level + 1;
}

/* `before_rows`: for the `where` of a group itself, whose rows are not known yet. */
static uint32_t
column_level(struct workspace *workspace, const struct column *column, bool before_rows)
{
	struct room *room = workspace_room(workspace, column->table);
	bool own = before_rows && column->table->of != NULL;
	uint32_t *levels = own ? room->early_levels : room->levels, level;

	room->reached[column->index] = true;
	if (levels[column->index] != LEVEL_UNSET)
		return levels[column->index];
	level = own || column->table == workspace->program->run ? 0 : room_base(workspace, room);
	if (column->origin != COLUMN_FIELD && column->origin != COLUMN_KEY)
		level = highest(level, rule_level(workspace, column, own));
	levels[column->index] = level;
	return level;
}

static uint32_t
thing_level(struct workspace *workspace, const struct expr *expr, const struct room *room,
    bool before_rows)
{
	uint32_t level = 0;

	if (expr->related != NULL) {
		const struct room *theirs = workspace_room(workspace, expr->related->table);

		level = room_base(workspace, (struct room *)(uintptr_t)theirs);
		level = highest(level, expr_level(workspace, expr->related->where, theirs, false));
		level = highest(level, expr_level(workspace, expr->related->theirs, theirs, false));
		level = highest(level, expr_level(workspace, expr->a, theirs, false));
		level =
		    highest(level, expr_level(workspace, expr->related->ours, room, before_rows));
		for (uint32_t i = 0; i < expr->related->key_count; i++) {
			level = highest(level,
			    column_level(workspace, expr->related->keys[i].ours, before_rows));
			level = highest(level,
			    column_level(workspace, expr->related->keys[i].theirs, false));
		}
	}
	if (expr->rank != NULL) {
		level = column_level(workspace, expr->rank->by, before_rows);
		level = highest(level, expr_level(workspace, expr->rank->where, room, before_rows));
		level =
		    highest(level, expr_level(workspace, expr->rank->places, room, before_rows));
	}
	if (expr->succession != NULL) {
		level = column_level(workspace, expr->succession->of, before_rows);
		if (expr->succession->where != NULL)
			level = highest(level,
			    column_level(workspace, expr->succession->where, before_rows));
		level = highest(level,
		    expr_level(workspace, expr->succession->counting_from, room, before_rows));
		level = highest(level,
		    expr_level(workspace, expr->succession->crosses, room, before_rows));
	}
	if (room->table->of != NULL && !before_rows)
		level = highest(level, room_base(workspace, (struct room *)(uintptr_t)room));
	return level + 1;
}

static uint32_t
expr_level(struct workspace *workspace, const struct expr *expr, const struct room *room,
    bool before_rows)
{
	uint32_t level = 0;

	if (expr == NULL)
		return 0;
	if (expr_is_whole(expr))
		return thing_level(workspace, expr, room, before_rows);
	if (expr->kind == EXPR_COLUMN)
		return column_level(workspace, expr->column,
		    before_rows && expr->column->table == room->table);
	if (expr->kind == EXPR_THROUGH) {
		level = column_level(workspace, expr->column, before_rows);
		if (expr->through->origin == COLUMN_FIELD || expr->through->origin == COLUMN_KEY)
			return highest(level, column_level(workspace, expr->through, false));
		return highest(level, column_level(workspace, expr->through, false) + 1);
	}
	if ((expr->kind == EXPR_SETTING || expr->kind == EXPR_ONE_OF_SETTING) &&
	    room->table->settings_column != NULL)
		level = column_level(workspace, room->table->settings_column, before_rows);
	level = highest(level, expr_level(workspace, expr->a, room, before_rows));
	level = highest(level, expr_level(workspace, expr->b, room, before_rows));
	for (uint32_t i = 0; i < expr->part_count; i++)
		level = highest(level, expr_level(workspace, expr->parts[i], room, before_rows));
	return level;
}

uint32_t
workspace_column_level(struct workspace *workspace, const struct column *column)
{
	return column_level(workspace, column, false);
}

uint32_t
workspace_expr_level(struct workspace *workspace, const struct expr *expr,
    const struct table *table)
{
	return expr_level(workspace, expr, workspace_room(workspace, table), false);
}

/* ---- the list ---- */

static struct thing *
add_thing(struct workspace *workspace, enum thing_kind kind, const struct table *table)
{
	struct thing *thing;

	if (workspace->thing_count == workspace->thing_room) {
		workspace->thing_room = workspace->thing_room * 2 + 32;
		workspace->things = memory_grow(workspace->things, workspace->thing_room,
		    sizeof(*workspace->things));
	}
	thing = &workspace->things[workspace->thing_count++];
	memset(thing, 0, sizeof(*thing));
	thing->kind = kind;
	thing->table = table;
	return thing;
}

struct thing *
workspace_thing_of_column(const struct workspace *workspace, const struct column *column)
{
	for (uint32_t i = 0; i < workspace->thing_count; i++)
		if (workspace->things[i].kind == THING_COLUMN &&
		    workspace->things[i].column == column)
			return &workspace->things[i];
	return NULL;
}

static void
list_column(struct workspace *workspace, const struct column *column)
{
	struct thing *thing;

	if (column->origin == COLUMN_FIELD || column->origin == COLUMN_KEY ||
	    workspace_thing_of_column(workspace, column) != NULL)
		return;
	thing = add_thing(workspace, THING_COLUMN, column->table);
	thing->column = column;
	thing->level = column_level(workspace, column, false) + 1;
}

static bool
needed_before_rows(const struct expr *where, const struct expr *expr)
{
	if (where == NULL)
		return false;
	if (where == expr)
		return true;
	if (needed_before_rows(where->a, expr) || needed_before_rows(where->b, expr))
		return true;
	for (uint32_t i = 0; i < where->part_count; i++)
		if (needed_before_rows(where->parts[i], expr))
			return true;
	return false;
}

static void
list_expr(struct workspace *workspace, const struct expr *expr, const struct table *table)
{
	if (expr == NULL)
		return;
	if (expr_is_whole(expr) && expr->id < workspace->program->expr_count) {
		const struct room *room = workspace_room(workspace, table);
		struct thing *thing = add_thing(workspace,
		    expr->related != NULL      ? THING_RELATED :
		        expr->rank != NULL     ? THING_RANK :
		                                 THING_SUCCESSION,
		    table);

		thing->expr = expr;
		thing->related = expr->related;
		thing->level =
		    thing_level(workspace, expr, room, needed_before_rows(table->where, expr));
		if (expr->related != NULL) {
			list_expr(workspace, expr->related->where, expr->related->table);
			list_expr(workspace, expr->related->theirs, expr->related->table);
			list_expr(workspace, expr->a, expr->related->table);
			list_expr(workspace, expr->related->ours, table);
		}
		if (expr->rank != NULL) {
			list_expr(workspace, expr->rank->where, table);
			list_expr(workspace, expr->rank->places, table);
		}
		if (expr->succession != NULL) {
			list_expr(workspace, expr->succession->counting_from, table);
			list_expr(workspace, expr->succession->crosses, table);
		}
		return;
	}
	if (expr->kind == EXPR_THROUGH)
		list_column(workspace, expr->through);
	list_expr(workspace, expr->a, table);
	list_expr(workspace, expr->b, table);
	for (uint32_t i = 0; i < expr->part_count; i++)
		list_expr(workspace, expr->parts[i], table);
}

struct listing {
	struct workspace *workspace;
	const struct table *table;
};

static void
visit_expr(void *context, const struct expr *expr)
{
	const struct listing *listing = context;

	list_expr(listing->workspace, expr, listing->table);
}

static void
list_rule(struct workspace *workspace, const struct column *column)
{
	struct listing listing = { workspace, column->table };

	ruleparts_exprs(column, visit_expr, &listing);
}

static void
list_template(struct workspace *workspace, const struct template *template,
    const struct table *table)
{
	for (uint32_t i = 0; template != NULL && i < template->count; i++)
		list_expr(workspace, template->parts[i].value, table);
}

static void
list_letter(struct workspace *workspace, const struct letter *letter)
{
	list_expr(workspace, letter->send_when, letter->table);
	list_expr(workspace, letter->lapses_when, letter->table);
	list_expr(workspace, letter->reply_by, letter->table);
	list_expr(workspace, letter->reply_to, letter->table);
	list_template(workspace, letter->subject_template, letter->table);
	list_template(workspace, letter->wording_template, letter->table);
	for (uint32_t i = 0; i < letter->paragraph_count; i++) {
		list_expr(workspace, letter->paragraphs[i].when, letter->table);
		list_template(workspace, letter->paragraphs[i].text, letter->table);
	}
	for (uint32_t i = 0; i < letter->local_count; i++)
		list_template(workspace, letter->locals[i].text, letter->table);
	for (uint32_t i = 0; i < letter->copy_count; i++)
		list_expr(workspace, letter->copies[i], letter->table);
}

static void
list_form(struct workspace *workspace, const struct form *form)
{
	struct thing *thing;

	for (uint32_t i = 0; i < form->header_count; i++)
		list_expr(workspace, form->headers[i].value, form->table);
	for (uint32_t i = 0; i < form->column_count; i++)
		list_expr(workspace, form->columns[i].value,
		    form->rows != NULL ? form->rows->table : form->table);
	list_expr(workspace, form->return_to, form->table);
	list_template(workspace, form->title_template, form->table);
	if (form->rows == NULL)
		return;
	list_expr(workspace, form->rows->where, form->rows->table);
	list_expr(workspace, form->rows->theirs, form->rows->table);
	list_expr(workspace, form->rows->ours, form->table);
	thing = add_thing(workspace, THING_FORM_ROWS, form->table);
	thing->related = form->rows;
	thing->level = 1 +
	    highest(workspace_expr_level(workspace, form->rows->where, form->rows->table),
		highest(room_base(workspace, workspace_room(workspace, form->table)),
		    room_base(workspace, workspace_room(workspace, form->rows->table))));
	/* The one comparison with our own row may look at what itself waits for whole tables. */
	thing->level = highest(thing->level,
	    1 +
		highest(
		    workspace_expr_level(workspace, form->rows->theirs, form->rows->table),
		    workspace_expr_level(workspace, form->rows->ours, form->table)));
	for (uint32_t i = 0; i < form->rows->key_count; i++)
		thing->level = highest(thing->level,
		    1 + highest(column_level(workspace, form->rows->keys[i].ours, false),
		        column_level(workspace, form->rows->keys[i].theirs, false)));
}

static void
list_report(struct workspace *workspace, const struct report *report)
{
	list_expr(workspace, report->where, report->table);
	for (uint32_t i = 0; i < report->key_count; i++)
		list_expr(workspace, report->keys[i].value, report->table);
	for (uint32_t i = 0; i < report->column_count; i++) {
		list_expr(workspace, report->columns[i].value, report->table);
		list_expr(workspace, report->columns[i].what, report->table);
		list_expr(workspace, report->columns[i].where, report->table);
		list_expr(workspace, report->columns[i].text_when, report->table);
	}
}

static void
list_everything(struct workspace *workspace)
{
	const struct program *program = workspace->program;

	/* Each after those it needs: no chain of definitions, however long, leads deep into
	 * itself. */
	for (uint32_t i = 0; i < program->evaluation_count; i++)
		column_level(workspace, program->evaluation[i], false);
	for (uint32_t t = 0; t < workspace->room_count; t++) {
		struct room *room = &workspace->rooms[t];
		const struct table *table = room->table;

		room_base(workspace, room);
		list_expr(workspace, table->where, table);
		for (uint32_t i = 0; i < table->column_count; i++)
			list_rule(workspace, table->columns[i]);
		for (uint32_t i = 0; table->of != NULL && i < table->key_count; i++)
			list_column(workspace, table->source_keys[i]);
	}
	for (uint32_t i = 0; i < program->letter_count; i++)
		list_letter(workspace, program->letters[i]);
	for (uint32_t i = 0; i < program->form_count; i++)
		list_form(workspace, program->forms[i]);
	for (uint32_t i = 0; i < program->report_count; i++)
		list_report(workspace, program->reports[i]);
	for (uint32_t i = 0; i < program->test_count; i++)
		for (uint32_t e = 0; e < program->tests[i].expectation_count; e++) {
			const struct expectation *expect = &program->tests[i].expectations[e];
			const struct table *table = expect->table != NULL ? expect->table :
			    expect->column != NULL                        ? expect->column->table :
									    NULL;

			if (table != NULL)
				list_expr(workspace, expect->where, table);
		}
}

/* To find the level of what is wanted, all that it needs was gone through, and is marked as
 * reached. */
static void
list_wanted(struct workspace *workspace)
{
	const struct table_wants *wants = &workspace->wants;
	const struct table *run = workspace->program->run;

	room_base(workspace, workspace_room(workspace, workspace->wanted));
	for (uint32_t i = 0; i < wants->column_count; i++)
		workspace_column_level(workspace, wants->columns[i]);
	for (uint32_t i = 0; i < wants->expr_count; i++)
		workspace_expr_level(workspace, wants->exprs[i], workspace->wanted);
	for (uint32_t i = 0; i < run->column_count; i++)
		workspace_column_level(workspace, run->columns[i]);
	for (uint32_t t = 0; t < workspace->room_count; t++) {
		struct room *room = &workspace->rooms[t];
		const struct table *table = room->table;

		if (table->of != NULL && room->base != LEVEL_UNSET) {
			list_expr(workspace, table->where, table);
			for (uint32_t i = 0; i < table->key_count; i++)
				list_column(workspace, table->source_keys[i]);
		}
		for (uint32_t i = 0; i < table->column_count; i++) {
			const struct column *column = table->columns[i];

			if (!room->reached[i])
				continue;
			list_rule(workspace, column);
			if (column->origin != COLUMN_LETTER)
				continue;
			list_expr(workspace, column->letter->send_when, table);
			list_expr(workspace, column->letter->lapses_when, table);
		}
	}
	for (uint32_t i = 0; i < wants->expr_count; i++)
		list_expr(workspace, wants->exprs[i], workspace->wanted);
}

void
workspace_list_things(struct workspace *workspace)
{
	if (workspace->limited)
		list_wanted(workspace);
	else
		list_everything(workspace);
	for (uint32_t i = 0; i < workspace->thing_count; i++) {
		struct thing *thing = &workspace->things[i];

		workspace->last_level = highest(workspace->last_level, thing->level);
		if (thing->expr != NULL)
			workspace->by_expr[thing->expr->id] = thing;
	}
	for (uint32_t i = 0; i < workspace->room_count; i++)
		if (workspace->rooms[i].base != LEVEL_UNSET)
			workspace->last_level =
			    highest(workspace->last_level, workspace->rooms[i].base);
	workspace->listed = true;
}
