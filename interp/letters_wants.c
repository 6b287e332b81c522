/* letters_wants: what a letter prints, as expressions, and what its table's plan must have for it.
 */
#include <string.h>

#include "interp/letters_internal.h"

/* ---- all there is to print ---- */

static void
visit_template(const struct letter_visitor *visitor, const struct template *template)
{
	if (template == NULL)
		return;
	if (visitor->template != NULL)
		visitor->template(visitor->context, template);
	for (uint32_t i = 0; visitor->expr != NULL && i < template->count; i++)
		if (template->parts[i].value != NULL)
			visitor->expr(visitor->context, template->parts[i].value);
}

static void
visit_expr(const struct letter_visitor *visitor, const struct expr *expr)
{
	if (expr != NULL && visitor->expr != NULL)
		visitor->expr(visitor->context, expr);
}

/* The columns of a form with rows are over another table, and not of the letter's row. */
static void
visit_form(const struct letter_visitor *visitor, const struct form *form)
{
	if (form == NULL)
		return;
	visit_template(visitor, form->title_template);
	for (uint32_t i = 0; i < form->header_count; i++)
		visit_expr(visitor, form->headers[i].value);
	for (uint32_t i = 0; form->rows == NULL && i < form->column_count; i++)
		visit_expr(visitor, form->columns[i].value);
	visit_expr(visitor, form->return_to);
}

void
letter_visit(const struct letter *letter, const struct letter_visitor *visitor)
{
	visit_template(visitor, letter->subject_template);
	visit_template(visitor, letter->wording_template);
	for (uint32_t i = 0; i < letter->paragraph_count; i++) {
		visit_expr(visitor, letter->paragraphs[i].when);
		visit_template(visitor, letter->paragraphs[i].text);
	}
	for (uint32_t i = 0; i < letter->local_count; i++)
		visit_template(visitor, letter->locals[i].text);
	for (uint32_t i = 0; i < letter->enclosure_count; i++)
		visit_form(visitor, letter->enclosures[i].form);
	for (uint32_t i = 0; i < letter->copy_count; i++)
		visit_expr(visitor, letter->copies[i]);
}

void
expr_visit_leaves(
    const struct expr *expr, void (*visit)(void *, const struct expr *), void *context)
{
	if (expr == NULL)
		return;
	if (expr_is_leaf(expr)) {
		visit(context, expr);
		return;
	}
	expr_visit_leaves(expr->a, visit, context);
	expr_visit_leaves(expr->b, visit, context);
	for (uint32_t i = 0; i < expr->part_count; i++)
		expr_visit_leaves(expr->parts[i], visit, context);
}

/* ---- the name of whom it goes to ---- */

struct naming {
	const struct letter *letter;
	const struct table *table;
	const struct column *found;
};

static bool
is_name(const struct column *column)
{
	return column->origin == COLUMN_FIELD && column->type.kind == KIND_TEXT
	    && !column->field->is_key;
}

static void
name_leaf(void *context, const struct expr *expr)
{
	struct naming *naming = context;
	const struct column *column =
	    expr->kind == EXPR_THROUGH && expr->column == naming->letter->to ? expr->through :
	    expr->kind == EXPR_COLUMN                                        ? expr->column :
									       NULL;

	if (column == NULL || column->table != naming->table || !is_name(column))
		return;
	if (naming->found == NULL || column->index < naming->found->index)
		naming->found = column;
}

static void
name_expr(void *context, const struct expr *expr)
{
	expr_visit_leaves(expr, name_leaf, context);
}

const struct column *
letter_addressee_name(const struct letter *letter)
{
	struct naming naming = { .letter = letter };
	const struct letter_visitor visitor = { name_expr, NULL, &naming };

	if (letter->to == NULL)
		return NULL;
	naming.table = letter->to->refers_to != NULL ? letter->to->refers_to : letter->table;
	letter_visit(letter, &visitor);
	for (uint32_t i = 0; naming.found == NULL && i < naming.table->column_count; i++)
		if (is_name(naming.table->columns[i]))
			naming.found = naming.table->columns[i];
	return naming.found;
}

/* ---- fields ---- */

const char *
field_name(struct arena *arena, const struct template_part *part)
{
	if (part->member == NULL)
		return part->name;
	return arena_printf(arena, "%s.%s", part->name, part->member);
}

bool
is_place(const struct template_part *part, const char *name)
{
	return part->kind == TEMPLATE_FIELD && part->value == NULL && strcmp(part->name, name) == 0;
}

const struct expr *
list_behind(const struct expr *expr)
{
	if (expr != NULL && expr->kind == EXPR_COLUMN)
		expr = expr->column->body;
	if (expr == NULL || expr->kind != EXPR_AGGREGATE || expr->aggregate != AGGREGATE_LIST)
		return NULL;
	return expr;
}

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r';
}

bool
stands_alone(const struct template *template, uint32_t part)
{
	if (part > 0) {
		const struct template_part *before = &template->parts[part - 1];
		size_t at = before->length;

		if (before->kind != TEMPLATE_TEXT)
			return false;
		while (at > 0 && is_blank(before->text[at - 1]))
			at--;
		if (at > 0 && at < before->length && before->text[at - 1] == '*')
			at--;
		if (at > 0 ? before->text[at - 1] != '\n' : part > 1)
			return false;
	}
	if (part + 1 < template->count) {
		const struct template_part *after = &template->parts[part + 1];
		size_t at = 0;

		if (after->kind != TEMPLATE_TEXT)
			return false;
		while (at < after->length && is_blank(after->text[at]))
			at++;
		if (at < after->length ? after->text[at] != '\n' : part + 2 < template->count)
			return false;
	}
	return true;
}

/* ---- what a plan must have ---- */

struct collect {
	const struct expr **exprs;
	uint32_t count;
	const struct table *table;
};

static void
collect_leaf(void *context, const struct expr *expr)
{
	struct collect *collect = context;

	if (collect->exprs != NULL)
		collect->exprs[collect->count] = expr;
	collect->count++;
}

static void
collect_expr(void *context, const struct expr *expr)
{
	expr_visit_leaves(expr, collect_leaf, context);
}

/* Rows of other tables are read for the lists of a template ... */
static void
collect_lists(void *context, const struct template *template)
{
	struct collect *collect = context;

	for (uint32_t i = 0; i < template->count; i++) {
		const struct expr *list = list_behind(template->parts[i].value);

		if (list != NULL && list->related->table == collect->table)
			collect_expr(collect, list->a);
	}
}

/* ... and for forms. */
static void
collect_form_rows(struct collect *collect, const struct form *form)
{
	if (form == NULL || form->rows == NULL || form->rows->table != collect->table)
		return;
	for (uint32_t i = 0; i < form->column_count; i++)
		collect_expr(collect, form->columns[i].value);
}

uint32_t
letters_wants_exprs(
    const struct program *program, const struct table *table, const struct expr **exprs)
{
	struct collect collect = { .exprs = exprs, .table = table };

	for (uint32_t i = 0; i < program->letter_count; i++) {
		const struct letter *letter = program->letters[i];
		const struct letter_visitor own = { collect_expr, NULL, &collect };
		const struct letter_visitor lists = { NULL, collect_lists, &collect };

		if (letter->table == table)
			letter_visit(letter, &own);
		letter_visit(letter, &lists);
		for (uint32_t k = 0; k < letter->enclosure_count; k++)
			collect_form_rows(&collect, letter->enclosures[k].form);
	}
	return collect.count;
}

uint32_t
letters_wants_columns(
    const struct program *program, const struct table *table, const struct column **columns)
{
	uint32_t count = 0;

	if (program->letter_count == 0)
		return 0;
	for (uint32_t i = 0; i < table->key_count; i++, count++)
		if (columns != NULL)
			columns[count] = table->keys[i];
	for (uint32_t i = 0; i < program->letter_count; i++) {
		if (program->letters[i]->table != table)
			continue;
		if (columns != NULL)
			columns[count] = program->letters[i]->column;
		count++;
	}
	return count;
}
