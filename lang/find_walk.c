/*
 * Every expression of a program, with whose row it is said of.
 */
#include "lang/find_internal.h"
#include "lang/template.h"

struct walk {
	root_visitor *visit;
	void *with;
	bool *seen; /* by id of the expression */
};

static void visit_root(struct walk *walk, const struct root *root);

static void
inner_root(struct walk *walk, const struct root *outer, enum root_kind kind,
    const struct expr *expr, const struct table *table)
{
	const struct root root = { kind, expr, table, outer->provenance, outer->column };

	visit_root(walk, &root);
}

/* What an expression holds that is said of other rows, or by a clock of its own. */
static void
visit_inside(struct walk *walk, const struct root *root, const struct expr *expr)
{
	if (expr == NULL)
		return;
	if (expr->related != NULL) {
		inner_root(walk, root, ROOT_WHERE, expr->related->where, expr->related->table);
		inner_root(walk, root, ROOT_VALUE, expr->related->theirs, expr->related->table);
		inner_root(walk, root, ROOT_VALUE, expr->related->ours, root->table);
	}
	if (expr->rank != NULL) {
		inner_root(walk, root, ROOT_VALUE, expr->rank->places, root->table);
		inner_root(walk, root, ROOT_WHERE, expr->rank->where, root->table);
	}
	if (expr->succession != NULL) {
		inner_root(walk, root, ROOT_VALUE, expr->succession->counting_from, root->table);
		inner_root(walk, root, ROOT_VALUE, expr->succession->crosses, root->table);
	}
	if (expr->kind == EXPR_AGGREGATE && expr->a != NULL) {
		inner_root(walk, root, ROOT_VALUE, expr->a,
		    expr->related != NULL ? expr->related->table : root->table);
		return;
	}
	visit_inside(walk, root, expr->a);
	visit_inside(walk, root, expr->b);
	for (uint32_t i = 0; i < expr->part_count; i++)
		visit_inside(walk, root, expr->parts[i]);
}

static void
visit_root(struct walk *walk, const struct root *root)
{
	if (root->expr == NULL || walk->seen[root->expr->id])
		return;
	walk->seen[root->expr->id] = true;
	walk->visit(walk->with, root);
	visit_inside(walk, root, root->expr);
}

static void
visit(struct walk *walk, enum root_kind kind, const struct expr *expr, const struct table *table,
    const struct provenance *provenance, const struct column *column)
{
	const struct root root = { kind, expr, table, provenance, column };

	visit_root(walk, &root);
}

static void
visit_column(struct walk *walk, const struct column *column)
{
	const struct table *table = column->table;

	if (column->origin == COLUMN_LETTER)
		return; /* said of the letter */
	visit(walk,
	    column->origin == COLUMN_DEFINE && column->body != NULL &&
	            expr_is_condition(column->body)
	        ? ROOT_DEFINE
	        : ROOT_VALUE,
	    column->body, table, &column->provenance, column);
	if (column->bands != NULL)
		for (uint32_t i = 0; i < column->bands->count; i++) {
			visit(walk, ROOT_VALUE, column->bands->bands[i].low, table,
			    &column->provenance, column);
			visit(walk, ROOT_VALUE, column->bands->bands[i].high, table,
			    &column->provenance, column);
		}
	if (column->decide == NULL)
		return;
	for (uint32_t i = 0; i < column->decide->rule_count; i++) {
		const struct rule *rule = &column->decide->rules[i];

		visit(walk, ROOT_VALUE, rule->outcome, table, &rule->provenance, column);
		visit(walk, ROOT_WHEN, rule->when, table, &rule->provenance, column);
	}
	visit(walk, ROOT_VALUE, column->decide->otherwise, table,
	    &column->decide->otherwise_provenance, column);
}

static void
visit_template(struct walk *walk, const struct template *template, const struct table *table,
    const struct provenance *provenance)
{
	for (uint32_t i = 0; template != NULL && i < template->count; i++)
		visit(walk, ROOT_VALUE, template->parts[i].value, table, provenance, NULL);
}

static void
visit_letter(struct walk *walk, const struct letter *letter)
{
	const struct table *table = letter->table;
	const struct provenance *provenance = &letter->provenance;

	visit_template(walk, letter->subject_template, table, provenance);
	visit(walk, ROOT_SEND, letter->send_when, table, provenance, letter->column);
	visit(walk, ROOT_LAPSES, letter->lapses_when, table, provenance, letter->column);
	visit_template(walk, letter->wording_template, table, provenance);
	for (uint32_t i = 0; i < letter->paragraph_count; i++) {
		visit_template(walk, letter->paragraphs[i].text, table, provenance);
		visit(walk, ROOT_PARAGRAPH, letter->paragraphs[i].when, table, provenance, NULL);
	}
	visit(walk, ROOT_VALUE, letter->reply_by, table, provenance, NULL);
	visit(walk, ROOT_VALUE, letter->reply_to, table, provenance, NULL);
	for (uint32_t i = 0; i < letter->copy_count; i++)
		visit(walk, ROOT_VALUE, letter->copies[i], table, provenance, NULL);
}

static void
visit_form(struct walk *walk, const struct form *form)
{
	const struct table *rows = form->rows != NULL ? form->rows->table : form->table;

	visit_template(walk, form->title_template, form->table, &form->provenance);
	for (uint32_t i = 0; i < form->header_count; i++)
		visit(
		    walk, ROOT_VALUE, form->headers[i].value, form->table, &form->provenance, NULL);
	if (form->rows != NULL) {
		visit(walk, ROOT_WHERE, form->rows->where, rows, &form->provenance, NULL);
		visit(walk, ROOT_VALUE, form->rows->theirs, rows, &form->provenance, NULL);
		visit(walk, ROOT_VALUE, form->rows->ours, form->table, &form->provenance, NULL);
	}
	for (uint32_t i = 0; i < form->column_count; i++)
		visit(walk, ROOT_VALUE, form->columns[i].value, rows, &form->provenance, NULL);
	visit(walk, ROOT_VALUE, form->return_to, form->table, &form->provenance, NULL);
}

static void
visit_report(struct walk *walk, const struct report *report)
{
	const struct provenance *provenance = &report->provenance;

	visit(walk, ROOT_WHERE, report->where, report->table, provenance, NULL);
	for (uint32_t i = 0; i < report->key_count; i++)
		visit(walk, ROOT_VALUE, report->keys[i].value, report->table, provenance, NULL);
	visit(walk, ROOT_VALUE, report->empty_from, report->table, provenance, NULL);
	visit(walk, ROOT_VALUE, report->empty_to, report->table, provenance, NULL);
	for (uint32_t i = 0; i < report->column_count; i++) {
		const struct report_column *column = &report->columns[i];

		visit(walk, ROOT_VALUE, column->value, report->table, provenance, NULL);
		visit(walk, ROOT_VALUE, column->what, report->table, provenance, NULL);
		visit(walk, ROOT_WHERE, column->where, report->table, provenance, NULL);
		visit(walk, ROOT_TEXT_WHEN, column->text_when, report->table, provenance, NULL);
	}
}

static void
visit_table(struct walk *walk, const struct table *table)
{
	visit(walk, ROOT_WHERE, table->where, table, &table->provenance, NULL);
	for (uint32_t i = 0; i < table->column_count; i++)
		visit_column(walk, table->columns[i]);
}

void
find_roots(const struct program *program, struct arena *arena, root_visitor *visitor, void *with)
{
	struct walk walk = { visitor, with,
		arena_array(arena, bool, (size_t)program->expr_count + 1) };

	visit_table(&walk, program->run);
	for (uint32_t i = 0; i < program->table_count; i++)
		visit_table(&walk, program->tables[i]);
	for (uint32_t i = 0; i < program->letter_count; i++)
		visit_letter(&walk, program->letters[i]);
	for (uint32_t i = 0; i < program->form_count; i++)
		visit_form(&walk, program->forms[i]);
	for (uint32_t i = 0; i < program->report_count; i++)
		visit_report(&walk, program->reports[i]);
}

void
find_within(const struct expr *expr, expr_visitor *visit_one, void *with)
{
	if (expr == NULL)
		return;
	visit_one(with, expr);
	if (expr->kind != EXPR_AGGREGATE)
		find_within(expr->a, visit_one, with);
	find_within(expr->b, visit_one, with);
	for (uint32_t i = 0; i < expr->part_count; i++)
		find_within(expr->parts[i], visit_one, with);
}
