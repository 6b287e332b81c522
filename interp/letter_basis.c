/* letter_basis: see letter_basis.h. A walk over columns, each taken once. */
#include "interp/letter_basis.h"

#include "interp/letters_internal.h"
#include "interp/ruleparts.h"

struct basis {
	const struct program *program;
	bool *tables;			/* by table->index */
	bool **seen;			/* by table->index, the run behind the last; by column */
	const struct basis_visitor *visitor;	/* or NULL */
	const struct table *owner;	/* of the rule that is being walked */
};

static void take_column(struct basis *basis, const struct column *column);
static void take_letter(struct basis *basis, const struct letter *letter);
static void take_expr(struct basis *basis, const struct expr *expr);

/* An expression that is asked in the rows of a table. */
static void
take_rule_of(struct basis *basis, const struct table *table, const struct expr *expr)
{
	const struct table *owner = basis->owner;

	basis->owner = table;
	take_expr(basis, expr);
	basis->owner = owner;
}

static void
take_table(struct basis *basis, const struct table *table)
{
	if (table == NULL || table == basis->program->run || basis->tables[table->index])
		return;
	basis->tables[table->index] = true;
	take_table(basis, table->of);
	take_rule_of(basis, table, table->where);
	if (table->settings_column != NULL)
		take_column(basis, table->settings_column);
	for (uint32_t i = 0; i < table->key_count; i++)
		take_column(basis, table->keys[i]);
	for (uint32_t i = 0; table->of != NULL && i < table->key_count; i++)
		take_column(basis, table->source_keys[i]);
}

static void
take_related(struct basis *basis, const struct related *related)
{
	take_table(basis, related->table);
	for (uint32_t i = 0; i < related->key_count; i++) {
		take_column(basis, related->keys[i].ours);
		take_column(basis, related->keys[i].theirs);
	}
	take_rule_of(basis, related->table, related->where);
	take_rule_of(basis, related->table, related->theirs);
	take_expr(basis, related->ours);
}

static void
take_rank(struct basis *basis, const struct rank *rank)
{
	take_column(basis, rank->by);
	take_expr(basis, rank->places);
	take_expr(basis, rank->where);
	for (uint32_t i = 0; i < rank->each_count; i++)
		take_column(basis, rank->each[i]);
}

static void
take_succession(struct basis *basis, const struct succession *succession)
{
	take_column(basis, succession->of);
	if (succession->where != NULL)
		take_column(basis, succession->where);
	take_column(basis, succession->period);
	take_expr(basis, succession->counting_from);
	take_expr(basis, succession->crosses);
}

static void
take_expr(struct basis *basis, const struct expr *expr)
{
	if (expr == NULL)
		return;
	if (basis->visitor != NULL)
		basis->visitor->visit(basis->visitor->context, expr, basis->owner);
	if (expr->column != NULL)
		take_column(basis, expr->column);
	if (expr->through != NULL)
		take_column(basis, expr->through);
	if (expr->related != NULL)
		take_related(basis, expr->related);
	if (expr->rank != NULL)
		take_rank(basis, expr->rank);
	if (expr->succession != NULL)
		take_succession(basis, expr->succession);
	if (expr->related != NULL)
		take_rule_of(basis, expr->related->table, expr->a);
	else
		take_expr(basis, expr->a);
	take_expr(basis, expr->b);
	for (uint32_t i = 0; i < expr->part_count; i++)
		take_expr(basis, expr->parts[i]);
}

static void
visit_expr(void *context, const struct expr *expr)
{
	take_expr(context, expr);
}

static void
visit_column(void *context, const struct column *column)
{
	take_column(context, column);
}

static void
take_rule(struct basis *basis, const struct column *column)
{
	const struct ruleparts_visitor visitor = { visit_expr, visit_column, basis };

	ruleparts_visit(column, &visitor);
	if (column->letter != NULL)
		take_letter(basis, column->letter);
}

static void
take_column(struct basis *basis, const struct column *column)
{
	bool *seen = &basis->seen[column->table == basis->program->run ?
	        basis->program->table_count :
	        column->table->index][column->index];
	const struct table *owner = basis->owner;

	if (*seen)
		return;
	*seen = true;
	take_table(basis, column->table);
	take_table(basis, column->refers_to);
	basis->owner = column->table;
	take_rule(basis, column);
	basis->owner = owner;
}

static void
take_letter(struct basis *basis, const struct letter *letter)
{
	take_column(basis, letter->column);
	take_column(basis, letter->sent);
	take_column(basis, letter->to);
	take_expr(basis, letter->send_when);
	take_expr(basis, letter->lapses_when);
	for (uint32_t i = 0; i < letter->displaced_by_count; i++)
		take_column(basis, letter->displaced_by[i]->column);
}

static void
take_forms(struct basis *basis, const struct letter *letter)
{
	for (uint32_t i = 0; i < letter->enclosure_count; i++) {
		const struct form *form = letter->enclosures[i].form;

		if (form == NULL || form->rows == NULL)
			continue;
		take_related(basis, form->rows);
		for (uint32_t c = 0; c < form->column_count; c++)
			take_expr(basis, form->columns[c].value);
	}
}

static struct basis
basis_make(struct arena *arena, const struct program *program, const struct basis_visitor *visitor)
{
	struct basis basis = { .program = program,
		.tables = arena_array(arena, bool, program->table_count),
		.seen = arena_array(arena, bool *, (size_t)program->table_count + 1),
		.visitor = visitor };

	for (uint32_t i = 0; i < program->table_count; i++)
		basis.seen[i] = arena_array(arena, bool, program->tables[i]->column_count);
	basis.seen[program->table_count] = arena_array(arena, bool, program->run->column_count);
	return basis;
}

const bool *
letter_basis(struct arena *arena, const struct program *program, const struct letter *letter)
{
	struct basis basis = basis_make(arena, program, NULL);
	const struct letter_visitor printed = { visit_expr, NULL, &basis };

	take_letter(&basis, letter);
	letter_visit(letter, &printed);
	take_forms(&basis, letter);
	return basis.tables;
}

void
basis_of_decision(
    const struct program *program, const struct letter *letter, const struct basis_visitor *visitor)
{
	struct arena arena = ARENA_INIT;
	struct basis basis = basis_make(&arena, program, visitor);

	take_column(&basis, letter->column);
	arena_release(&arena);
}

void
basis_of_expr(
    const struct program *program, const struct expr *expr, const struct basis_visitor *visitor)
{
	struct arena arena = ARENA_INIT;
	struct basis basis = basis_make(&arena, program, visitor);

	take_expr(&basis, expr);
	arena_release(&arena);
}
