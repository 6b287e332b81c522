/*
 * check_expect: what a test expects: of a column, of the rows of a table, of a report.
 */
#include "lang/check_test_parts.h"

/* The table an expectation is about: named, or the one table given that has the column. */
static struct table_draft *
expected_table(struct testing *testing, const struct ast *node)
{
	struct check *check = testing->check;
	const struct ast *of = ast_child(node, AST_OF);
	struct table_draft *found = NULL;

	if (of != NULL)
		return check_table_named(check, of->name, of->at);
	for (uint32_t i = 0; i < testing->tables.count; i++) {
		struct table_draft *table = testing->tables.items[i];

		if (scope_find(&table->names, node->name) == NULL)
			continue;
		if (found != NULL) {
			diag_error(check->diags, node->name_at, "which-table",
			    "'%s' and '%s' both have a column '%s'", found->table.name,
			    table->table.name, node->name);
			diag_note(check->diags, "say which one is meant: expect %s of %s ...",
			    node->name, table->table.name);
			return NULL;
		}
		found = table;
	}
	if (found == NULL && scope_find(&check->run->names, node->name) != NULL)
		return check->run;
	if (found != NULL || testing->excused || node->name == NULL)
		return found;
	if (testing->tables.count > 0)
		return testing->tables.items[0];
	diag_error(check->diags, node->name_at, "which-table",
	    "this test gives no table, so nothing can be expected of a row");
	diag_note(check->diags, "give a row above it: given TABLE with NAME is VALUE");
	return NULL;
}

static bool
only_row_gives(const struct testing *testing, const struct column *column)
{
	uint32_t rows = 0;
	bool given = false;

	for (uint32_t i = 0; i < testing->test->given_count; i++) {
		const struct test_rows *one = &testing->test->givens[i];

		if (one->table != column->table)
			continue;
		rows += one->file != NULL ? 2 : one->row_count;
		for (uint32_t c = 0; c < one->column_count; c++)
			given = given || one->columns[c] == column;
	}
	return rows == 1 && given;
}

static void
expect_column(struct testing *testing, struct expectation *expectation, const struct ast *node)
{
	struct check *check = testing->check;
	struct table_draft *table = expected_table(testing, node);
	struct column_draft *draft = check_test_column(testing, table, node->name, node->name_at);
	const struct ast *where = ast_child(node, AST_WHERE);
	struct where row = check_row(table);
	const struct column **without;
	uint32_t count = 0;

	expectation->kind = node->kind == AST_EXPECT_IS ? EXPECT_IS : EXPECT_UNDECIDED;
	if (where != NULL && table != NULL)
		expectation->where = check_boolean(check, &row, where->first);
	if (draft == NULL)
		return;
	expectation->column = &draft->column;
	if (only_row_gives(testing, &draft->column)) {
		diag_error(check->diags, node->name_at, "given-twice",
		    "'%s' is given in this test, so expecting it shows nothing", node->name);
		diag_note(check->diags, "leave it out of what is given, and its rule is used");
	}
	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		count += part->kind == AST_KEY;
		if (node->kind == AST_EXPECT_IS && part->kind != AST_OF && part->kind != AST_WHERE)
			check_test_value(testing, &draft->column, part, &expectation->value);
	}
	expectation->without = without = arena_array(check->arena, const struct column *, count);
	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		/* A fact may be missing in a row of another table. */
		struct table_draft *other =
		    part->kind == AST_KEY && table != NULL &&
			    scope_thing(&table->names, part->name) == NULL ?
			scope_thing(&check->columns, part->name) :
			NULL;
		struct column_draft *fact = part->kind != AST_KEY ?
		    NULL :
		    check_test_column(testing, other != NULL ? other : table, part->name, part->at);

		if (fact != NULL)
			without[expectation->without_count++] = &fact->column;
	}
}

static void
expect_rows(struct testing *testing, struct expectation *expectation, const struct ast *node)
{
	struct table_draft *table = check_table_named(testing->check, node->name, node->name_at);
	const struct ast *where = ast_child(node, AST_WHERE);
	struct where row = check_row(table);

	expectation->kind = EXPECT_ROWS;
	if (table == NULL || table->wrong)
		return;
	expectation->table = &table->table;
	expectation->rows = (uint32_t)node->value.num;
	if (where != NULL)
		expectation->where = check_boolean(testing->check, &row, where->first);
}

/* The column is a ranking in which ties are included: only those are warned of. */
static void
expect_ties(struct testing *testing, struct expectation *expectation, const struct ast *node)
{
	struct check *check = testing->check;
	struct table_draft *table = expected_table(testing, node);
	struct column_draft *draft = check_test_column(testing, table, node->name, node->name_at);
	const struct expr *body;

	expectation->kind = EXPECT_TIES;
	expectation->none = node->flag;
	if (draft == NULL || draft->wrong_node || draft->column.type.kind == KIND_ERROR)
		return;
	expectation->column = &draft->column;
	body = draft->column.body;
	if (body != NULL && body->kind == EXPR_RANK && !body->rank->ties_excluded)
		return;
	if (body != NULL && body->kind == EXPR_RANK) {
		diag_error(check->diags, node->name_at, "no-ranking",
		    "'%s' leaves out all who are tied for the last place, so it never warns of "
		    "ties",
		    node->name);
		diag_note(check->diags,
		    "expect of each row whether it takes a place: expect %s is no", node->name);
		return;
	}
	diag_error(check->diags, node->name_at, "no-ranking",
	    "'%s' is not defined as a ranking, so there are no places to tie for", node->name);
	diag_note(check->diags,
	    "name a definition like: define %s for %s as among the lowest 5 by NAME, ties "
	    "included, in each KEY",
	    node->name, draft->column.table->name);
}

static void
expect_report(struct testing *testing, struct expectation *expectation, const struct ast *node)
{
	struct check *check = testing->check;
	struct report_draft *draft = scope_thing(&check->reports, node->name);
	struct nearest nearest;

	expectation->kind = EXPECT_REPORT;
	expectation->file = node->text;
	if (draft != NULL)
		expectation->report = &draft->report;
	if (draft != NULL || node->name == NULL || check_maybe_declared(check, node->name))
		return;
	diag_error(check->diags, node->name_at, "unknown-report",
	    "'%s' is not a report of this policy", node->name);
	check_nearest(check, &nearest, node->name);
	nearest_offer_scope(&nearest, &check->reports);
	check_did_you_mean(check, &nearest);
	if (nearest.best == NULL)
		diag_note(check->diags,
		    "'is as in' compares a report with a file; for one value write: expect NAME is "
		    "VALUE");
}

void
check_expectation(struct testing *testing, const struct ast *node)
{
	struct policy_test *test = testing->test;
	struct expectation *expectation =
	    (struct expectation *)(uintptr_t)&test->expectations[test->expectation_count++];

	expectation->at = node->at;
	if (node->kind == AST_EXPECT_ROWS)
		expect_rows(testing, expectation, node);
	else if (node->kind == AST_EXPECT_FILE)
		expect_report(testing, expectation, node);
	else if (node->kind == AST_EXPECT_TIES)
		expect_ties(testing, expectation, node);
	else
		expect_column(testing, expectation, node);
}
