/*
 * check_test: the tests of a policy (writ.5, TESTS): what they give and set.
 * check_expect.c has what they expect.
 */
#include "lang/check_test_parts.h"

struct column_draft *
check_test_column(struct testing *testing, struct table_draft *table, const char *name,
    struct span at)
{
	struct check *check = testing->check;
	struct column_draft *draft;
	struct nearest nearest;

	if (name == NULL || table == NULL || table->wrong)
		return NULL;
	draft = scope_thing(&table->names, name);
	if (draft != NULL && !draft->wrong_node)
		return draft;
	if (draft != NULL || check_maybe_declared(check, name) ||
	    scope_find(&check->letters, name) != NULL)
		return NULL;
	diag_error(check->diags, at, "no-such-column", "'%s' is not a column of '%s'", name,
	    table->table.name);
	check_nearest(check, &nearest, name);
	nearest_offer_scope(&nearest, &table->names);
	check_did_you_mean(check, &nearest);
	if (nearest.best == NULL && scope_find(&check->settings, name) != NULL)
		diag_note(check->diags, "it is a setting; write: set %s to ...", name);
	else if (nearest.best == NULL)
		diag_note(check->diags,
		    "a test gives and expects fields of the table and what rules work out for it");
	return NULL;
}

/* ---- values ---- */

static bool
literal_fits(struct testing *testing, const struct column *column, const struct ast *node,
    struct test_value *out)
{
	struct check *check = testing->check;
	const struct type *type = &column->type;
	const char *label = check_label_of(check, node);

	if (type->kind == KIND_ERROR || node->kind == AST_WRONG)
		return false;
	if (type->kind == KIND_LABEL && label != NULL) {
		int index = check_find_label(check, type->labels, label, node->at, column->name);

		if (index >= 0)
			out->value = (struct value){
				.state = GIVEN, .type = *type, .labels = UINT64_C(1) << index
			};
		return index >= 0;
	}
	out->value = check_literal(node);
	if (out->value.type.kind == type->kind)
		return true;
	diag_error(check->diags, node->at, "wrong-kind", "'%s' is %s, but '%s' is %s",
	    check_said(check, node->at),
	    node->kind == AST_LABEL && !node->flag ? "a label" : check_a_kind(out->value.type.kind),
	    column->name, check_a_kind(type->kind));
	if (type->kind == KIND_TEXT && label != NULL)
		diag_note(check->diags, "text stands in quotes: \"%s\"", label);
	else if (type->kind == KIND_LABEL)
		diag_note(check->diags, "its labels are %s", check_labels(check, type->labels));
	else
		diag_note(
		    check->diags, "write %s, blank, nothing or unknown", check_a_kind(type->kind));
	return false;
}

bool
check_test_value(struct testing *testing, const struct column *column, const struct ast *node,
    struct test_value *out)
{
	struct check *check = testing->check;
	bool empty = node->kind == AST_BLANK || node->kind == AST_NOTHING;

	out->at = node->at;
	if (node->kind == AST_TO_FILL_IN) {
		diag_error(check->diags, node->at, "test-to-fill-in",
		    "what '%s' must be here is not filled in yet", column->name);
		diag_note(check->diags,
		    "work it out from the source, not from the program, and write it here; a test "
		    "that nobody has thought through shows nothing");
		return false;
	}
	out->state = node->kind == AST_BLANK ? TEST_BLANK :
	    node->kind == AST_NOTHING        ? TEST_NOTHING :
	    node->kind == AST_UNKNOWN        ? TEST_UNKNOWN :
					       TEST_VALUE;
	if (out->state == TEST_VALUE)
		return literal_fits(testing, column, node, out);
	/* A blank cell of a field that may not be blank is a bad cell, which a test may want to
	 * see. */
	if (!empty || column->type.can_be_empty || column->type.kind == KIND_ERROR ||
	    (column->origin == COLUMN_FIELD && node->kind == AST_BLANK))
		return true;
	diag_error(check->diags, node->at, "never-empty",
	    "'%s' is never empty, so a test cannot say that it is", column->name);
	diag_note(check->diags, "write a value, or: unknown");
	return false;
}

/* ---- given ---- */

static void
note_given(struct testing *testing, struct table_draft *table)
{
	for (uint32_t i = 0; i < testing->tables.count; i++)
		if (testing->tables.items[i] == table)
			return;
	list_add(testing->check, &testing->tables, table);
}

static void
twice(struct testing *testing, const struct list *columns, const struct column_draft *draft,
    struct span at)
{
	for (uint32_t i = 0; i < columns->count; i++) {
		if (columns->items[i] != draft)
			continue;
		diag_error(testing->check->diags, at, "given-twice", "'%s' is named twice here",
		    draft->column.name);
		diag_note(testing->check->diags,
		    "name each column once; what is given cannot be expected as well");
		return;
	}
}

static void
given_with(struct testing *testing, struct test_rows *rows, struct table_draft *table,
    const struct ast *node)
{
	struct check *check = testing->check;
	struct list columns = { NULL, 0, 0 };
	struct test_value *values;
	struct span *at = arena_array(check->arena, struct span, 1);
	const struct column **given;
	uint32_t count = 0;

	for (const struct ast *part = node->first; part != NULL; part = part->next)
		count += part->kind == AST_ASSIGN;
	rows->columns = given = arena_array(check->arena, const struct column *, count);
	rows->values = values = arena_array(check->arena, struct test_value, count);
	rows->row_count = 1;
	rows->row_at = at;
	at[0] = node->at;
	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		struct column_draft *draft;

		if (part->kind != AST_ASSIGN || part->first == NULL)
			continue;
		draft = check_test_column(testing, table, part->name, part->name_at);
		if (draft == NULL)
			continue;
		twice(testing, &columns, draft, part->name_at);
		list_add(check, &columns, draft);
		given[rows->column_count] = &draft->column;
		check_test_value(testing, &draft->column, part->first,
		    &values[rows->column_count++]);
	}
}

struct targets {
	struct list columns; /* given, then expected */
	uint32_t given;
	bool wrong;
};

static void
find_targets(struct testing *testing, struct targets *targets, struct table_draft *table,
    const struct ast *node)
{
	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		struct column_draft *draft;

		if (part->kind != AST_TARGET)
			continue;
		draft = check_test_column(testing, table, part->name, part->at);
		if (draft != NULL)
			twice(testing, &targets->columns, draft, part->at);
		else
			targets->wrong = true;
		list_add(testing->check, &targets->columns, draft);
		targets->given += !part->flag;
	}
}

static void
values_of_row(struct testing *testing, const struct targets *targets, const struct ast *part,
    uint32_t from, uint32_t to, struct test_value *values, const struct ast *row)
{
	uint32_t at = from, count = 0;

	for (const struct ast *value = part; value != NULL; value = value->next) {
		if (value->kind == AST_GIVES_VALUES)
			continue;
		count++;
		if (at < to) {
			struct column_draft *draft = targets->columns.items[at];

			if (draft != NULL)
				check_test_value(testing, &draft->column, value, &values[at]);
			at++;
		}
	}
	if (count == to - from)
		return;
	diag_error(testing->check->diags, row->at, "row-values",
	    "this row has %u value%s %s, for %u column%s", (unsigned)count, count == 1 ? "" : "s",
	    from == 0 ? "given" : "expected", (unsigned)(to - from), to - from == 1 ? "" : "s");
	diag_note(testing->check->diags,
	    "write one value for each column named above, in the same order; for one that is not "
	    "known: "
	    "unknown");
}

static void
given_rows(struct testing *testing, struct test_rows *rows, struct table_draft *table,
    const struct ast *node)
{
	struct check *check = testing->check;
	struct targets targets = { { NULL, 0, 0 }, 0, false };
	const struct column **columns;
	struct test_value *values;
	struct span *at;
	uint32_t count;

	find_targets(testing, &targets, table, node);
	count = targets.columns.count;
	for (const struct ast *part = node->first; part != NULL; part = part->next)
		rows->row_count += part->kind == AST_ROW;
	columns = arena_array(check->arena, const struct column *, count);
	for (uint32_t i = 0; i < count; i++)
		columns[i] = targets.columns.items[i] == NULL ?
		    NULL :
		    &((struct column_draft *)targets.columns.items[i])->column;
	rows->columns = columns;
	rows->column_count = targets.given;
	rows->expected = columns + targets.given;
	rows->expected_count = count - targets.given;
	rows->values = values =
	    arena_array(check->arena, struct test_value, (size_t)rows->row_count * count);
	rows->row_at = at = arena_array(check->arena, struct span, rows->row_count);
	rows->row_count = 0;
	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		const struct ast *gives = ast_child(part, AST_GIVES_VALUES);
		struct test_value *row = values + (size_t)rows->row_count * count;

		if (part->kind != AST_ROW)
			continue;
		at[rows->row_count++] = part->at;
		values_of_row(testing, &targets, part->first, 0, targets.given, row, part);
		if (gives != NULL || targets.given < count)
			values_of_row(testing, &targets, gives == NULL ? NULL : gives->first,
			    targets.given, count, row, part);
	}
}

/* Which columns of the file hold what must come out; the rows are read when the test is run. */
static void
given_file(struct testing *testing, struct test_rows *rows, struct table_draft *table,
    const struct ast *node)
{
	struct targets targets = { { NULL, 0, 0 }, 0, false };
	const struct column **expected;

	rows->file = node->text;
	find_targets(testing, &targets, table, node);
	rows->expected = expected =
	    arena_array(testing->check->arena, const struct column *, targets.columns.count);
	for (uint32_t i = 0; i < targets.columns.count; i++) {
		struct column_draft *draft = targets.columns.items[i];

		if (draft != NULL)
			expected[rows->expected_count++] = &draft->column;
	}
}

static void
one_given(struct testing *testing, const struct ast *node)
{
	struct policy_test *test = testing->test;
	struct table_draft *table = check_table_named(testing->check, node->name, node->name_at);
	struct test_rows *rows;

	if (table == NULL || table->wrong) {
		testing->excused = true;
		return;
	}
	note_given(testing, table);
	rows = (struct test_rows *)(uintptr_t)&test->givens[test->given_count++];
	rows->table = &table->table;
	rows->at = node->at;
	if (node->kind == AST_GIVEN_FILE)
		given_file(testing, rows, table, node);
	else if (node->kind == AST_GIVEN_WITH)
		given_with(testing, rows, table, node);
	else
		given_rows(testing, rows, table, node);
}

static void
one_set(struct testing *testing, const struct ast *node)
{
	struct check *check = testing->check;
	struct policy_test *test = testing->test;
	struct setting_draft *draft = scope_thing(&check->settings, node->name);
	const struct ast *value = ast_child(node, AST_SETTING_VALUE);
	struct test_set *set;
	struct nearest nearest;

	if (node->name == NULL || value == NULL ||
	    (draft == NULL && check_maybe_declared(check, node->name)))
		return;
	if (draft == NULL) {
		diag_error(check->diags, node->name_at, "unknown-name", "'%s' is not a setting",
		    node->name);
		check_nearest(check, &nearest, node->name);
		nearest_offer_scope(&nearest, &check->settings);
		check_did_you_mean(check, &nearest);
		diag_note(check->diags,
		    "a test sets settings, and gives columns: given TABLE with NAME is VALUE");
		return;
	}
	set = (struct test_set *)(uintptr_t)&test->sets[test->set_count++];
	set->setting = &draft->setting;
	set->at = node->at;
	check_literal_set(check, draft, value, &set->values, &set->count);
	if (!draft->setting.is_list &&
	    (value->flag || (value->first != NULL && value->first->next != NULL))) {
		diag_error(check->diags, value->at, "list-not-value",
		    "'%s' has one value, not a list", node->name);
		diag_note(check->diags, "set it to one value");
	}
}

static bool
is_given(const struct ast *node)
{
	return node->kind == AST_GIVEN_WITH || node->kind == AST_GIVEN_ROWS ||
	    node->kind == AST_GIVEN_FILE;
}

static bool
is_expectation(const struct ast *node)
{
	return node->kind == AST_EXPECT_IS || node->kind == AST_EXPECT_UNDECIDED ||
	    node->kind == AST_EXPECT_ROWS || node->kind == AST_EXPECT_FILE ||
	    node->kind == AST_EXPECT_TIES;
}

static void
one_test(struct check *check, struct policy_test *test, const struct ast *node)
{
	struct testing testing = { check, test, { NULL, 0, 0 }, false };
	uint32_t givens = 0, sets = 0, expectations = 0;

	test->name = node->text;
	test->of = node->member;
	test->on = node->value.num;
	test->at = node->at;
	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		givens += is_given(part);
		sets += part->kind == AST_SET;
		expectations += is_expectation(part);
	}
	test->givens = arena_array(check->arena, struct test_rows, givens);
	test->sets = arena_array(check->arena, struct test_set, sets);
	test->expectations = arena_array(check->arena, struct expectation, expectations);
	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		if (is_given(part))
			one_given(&testing, part);
		else if (part->kind == AST_SET)
			one_set(&testing, part);
	}
	for (const struct ast *part = node->first; part != NULL; part = part->next)
		if (is_expectation(part))
			check_expectation(&testing, part);
}

void
check_tests(struct check *check)
{
	uint32_t count = 0;
	struct policy_test *tests;

	for (const struct ast *node = check->file->first; node != NULL; node = node->next)
		count += node->kind == AST_TEST;
	check->program->tests = tests = arena_array(check->arena, struct policy_test, count);
	for (const struct ast *node = check->file->first; node != NULL; node = node->next)
		if (node->kind == AST_TEST)
			one_test(check, &tests[check->program->test_count++], node);
}
