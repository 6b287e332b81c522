/* oracle_rests: which tables a letter rests on (writ.5, The register): by its rule, by what that
 * goes by, or by what it prints. Columns are followed once each. */
#include <string.h>

#include "tests/oracle/oracle_parts.h"

struct walk {
	struct oracle *oracle;
	bool *columns[64]; /* by table->index: those followed; the run's last */
	bool tables[64];
};

static void walk_column(struct walk *walk, const struct column *column);
static void walk_expr(struct walk *walk, const struct expr *expr);

static void
walk_table(struct walk *walk, const struct table *table)
{
	if (table == walk->oracle->program->run || walk->tables[table->index])
		return;
	walk->tables[table->index] = true;
	if (table->dated_by != NULL)
		walk_column(walk, table->dated_by);
	if (table->settings_column != NULL)
		walk_column(walk, table->settings_column);
	for (uint32_t k = 0; k < table->key_count; k++)
		walk_column(walk, table->keys[k]);
	if (table->of == NULL)
		return;
	walk_table(walk, table->of);
	walk_expr(walk, table->where);
	for (uint32_t k = 0; k < table->key_count; k++)
		walk_column(walk, table->source_keys[k]);
}

static void
walk_related(struct walk *walk, const struct related *related)
{
	walk_table(walk, related->table);
	for (uint32_t k = 0; k < related->key_count; k++) {
		walk_column(walk, related->keys[k].ours);
		walk_column(walk, related->keys[k].theirs);
	}
	walk_expr(walk, related->where);
	walk_expr(walk, related->theirs);
	walk_expr(walk, related->ours);
}

static void
walk_expr(struct walk *walk, const struct expr *expr)
{
	if (expr == NULL)
		return;
	walk_expr(walk, expr->a);
	walk_expr(walk, expr->b);
	for (uint32_t i = 0; i < expr->part_count; i++)
		walk_expr(walk, expr->parts[i]);
	if (expr->column != NULL)
		walk_column(walk, expr->column);
	if (expr->through != NULL)
		walk_column(walk, expr->through);
	if (expr->related != NULL)
		walk_related(walk, expr->related);
	if (expr->rank != NULL) {
		walk_column(walk, expr->rank->by);
		walk_expr(walk, expr->rank->where);
		walk_expr(walk, expr->rank->places);
	}
	if (expr->succession != NULL) {
		walk_column(walk, expr->succession->of);
		if (expr->succession->where != NULL)
			walk_column(walk, expr->succession->where);
	}
}

static void
walk_letter(struct walk *walk, const struct letter *letter)
{
	walk_column(walk, letter->sent);
	walk_expr(walk, letter->send_when);
	walk_expr(walk, letter->lapses_when);
	for (uint32_t i = 0; i < letter->displaced_by_count; i++)
		walk_column(walk, letter->displaced_by[i]->column);
}

static void
walk_column(struct walk *walk, const struct column *column)
{
	bool **followed =
	    &walk->columns[column->table == walk->oracle->program->run ? 63 : column->table->index];

	if (*followed == NULL)
		*followed = arena_array(
		    walk->oracle->arena, bool, column->table->column_count + 1);
	if ((*followed)[column->index])
		return;
	(*followed)[column->index] = true;
	walk_table(walk, column->table);
	/* What is read of a row that another refers to could be a row of its table that was
	 * lost. */
	if (column->refers_to != NULL)
		walk_table(walk, column->refers_to);
	walk_expr(walk, column->body);
	if (column->decide != NULL) {
		for (uint32_t i = 0; i < column->decide->rule_count; i++) {
			walk_expr(walk, column->decide->rules[i].when);
			walk_expr(walk, column->decide->rules[i].outcome);
		}
		walk_expr(walk, column->decide->otherwise);
	}
	if (column->bands != NULL)
		walk_column(walk, column->bands->by);
	if (column->deadline != NULL) {
		walk_column(walk, column->deadline->due);
		walk_column(walk, column->deadline->met_by);
	}
	if (column->origin == COLUMN_LETTER)
		walk_letter(walk, column->letter);
}

bool
oracle_rests_on(struct oracle *oracle, const struct letter *letter, const struct table *table,
    const struct print_text *texts, uint32_t text_count)
{
	struct walk walk = { .oracle = oracle };

	walk_column(&walk, letter->column);
	for (uint32_t i = 0; i < text_count; i++)
		for (uint32_t b = 0; b < texts[i].count; b++)
			if (texts[i].bits[b].name != NULL)
				walk_expr(&walk,
				    oracle_named(
					oracle, letter->table, letter, texts[i].bits[b].name));
	for (uint32_t i = 0; i < letter->paragraph_count; i++)
		walk_expr(&walk, letter->paragraphs[i].when);
	for (uint32_t i = 0; i < letter->copy_count; i++)
		walk_expr(&walk, letter->copies[i]);
	for (uint32_t i = 0; i < letter->enclosure_count; i++) {
		const struct form *form = letter->enclosures[i].form;

		for (uint32_t h = 0; form != NULL && h < form->header_count; h++)
			walk_expr(&walk, form->headers[h].value);
		for (uint32_t c = 0; form != NULL && c < form->column_count; c++)
			walk_expr(&walk, form->columns[c].value);
		if (form != NULL && form->rows != NULL)
			walk_related(&walk, form->rows);
		if (form != NULL)
			walk_expr(&walk, form->return_to);
	}
	return walk.tables[table->index];
}
