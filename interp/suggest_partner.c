/* suggest_partner: a row of another table for a row that has none. See suggest_parts.h. */
#include <string.h>

#include "interp/suggest_parts.h"

enum { RELATED_MAX = 8, COLUMNS_MAX = 12, VALUES_MAX = 40 };

struct partner {
	struct variants *variants;
	const struct policy_test *test;
	uint32_t number, given;		/* the test, and its rows of the rule's table */
	const struct related *related;
	const struct column *columns[COLUMNS_MAX];	/* of the new row, its keys first */
	struct test_value values[COLUMNS_MAX];
	uint32_t column_count;
	/* keys that our row does not state: with those it has them */
	const struct column *own[COLUMNS_MAX];
	uint32_t own_count;
};

/* ---- what the rule looks through ---- */

struct looked {
	const struct related *related[RELATED_MAX];
	uint32_t count;
};

static void
look(struct looked *looked, const struct expr *expr)
{
	if (expr == NULL)
		return;
	if (expr->related != NULL && expr_is_whole(expr) && looked->count < RELATED_MAX)
		looked->related[looked->count++] = expr->related;
	look(looked, expr->a);
	look(looked, expr->b);
	for (uint32_t i = 0; i < expr->part_count; i++)
		look(looked, expr->parts[i]);
}

static void
look_through(struct looked *looked, const struct column *rule)
{
	const struct decide *decide = rule->decide;

	look(looked, rule->body);
	for (uint32_t i = 0; decide != NULL && i < decide->rule_count; i++)
		look(looked, decide->rules[i].when);
}

/* ---- the columns of the new row ---- */

static bool
has_column(const struct partner *partner, const struct column *column)
{
	for (uint32_t i = 0; i < partner->column_count; i++)
		if (partner->columns[i] == column)
			return true;
	return false;
}

static void
add_mentioned(struct partner *partner, const struct expr *expr)
{
	if (expr == NULL || expr_is_whole(expr))
		return;
	if (expr->kind == EXPR_COLUMN && expr->column->table == partner->related->table &&
	    partner->column_count < COLUMNS_MAX && !has_column(partner, expr->column)) {
		partner->columns[partner->column_count] = expr->column;
		partner->values[partner->column_count++] =
		    (struct test_value){ .state = TEST_UNKNOWN };
	}
	add_mentioned(partner, expr->a);
	add_mentioned(partner, expr->b);
	for (uint32_t i = 0; i < expr->part_count; i++)
		add_mentioned(partner, expr->parts[i]);
}

/* A text of the shape the field asks for. */
static const char *
made_up_text(struct arena *arena, const struct column *column)
{
	const char *pattern = column->field == NULL ? NULL : column->field->pattern;
	char *text;

	if (pattern == NULL)
		return "a";
	text = arena_copy(arena, pattern, strlen(pattern));
	for (char *c = text; *c != '\0'; c++)
		*c = *c == '#' ? '1' : *c == '@' || *c == '?' ? 'A' : *c;
	return text;
}

/* The key of our first row, which both rows then have. */
static bool
key_value(struct partner *partner, const struct column *ours, struct test_value *value)
{
	const struct test_rows *rows = &partner->test->givens[partner->given];

	for (uint32_t i = 0; i < rows->column_count; i++)
		if (rows->columns[i] == ours) {
			*value = rows->values[i];
			return value->state == TEST_VALUE;
		}
	if (ours->type.kind != KIND_TEXT || rows->row_count != 1 ||
	    (ours->origin != COLUMN_FIELD && ours->origin != COLUMN_KEY))
		return false;
	*value = (struct test_value){ .state = TEST_VALUE };
	value->value = (struct value){ .state = GIVEN, .type = ours->type };
	value->value.text = made_up_text(partner->variants->suggest->arena, ours);
	value->value.text_length = strlen(value->value.text);
	partner->own[partner->own_count++] = ours;
	return true;
}

static bool
add_keys(struct partner *partner)
{
	const struct related *related = partner->related;

	for (uint32_t i = 0; i < related->key_count; i++) {
		const struct related_key *key = &related->keys[i];

		if (partner->column_count == COLUMNS_MAX || !key_value(partner, key->ours,
			&partner->values[partner->column_count]))
			return false;
		partner->columns[partner->column_count++] = key->theirs;
	}
	return related->key_count > 0;
}

/* ---- values to try ---- */

static uint32_t
values_for(const struct partner *partner, const struct column *column, struct test_value *out)
{
	const struct variants *variants = partner->variants;
	struct test_value value = { .state = TEST_VALUE };
	uint32_t count = 0;

	value.value = (struct value){ .state = GIVEN, .type = column->type };
	for (uint32_t i = 0; column->type.labels != NULL && i < column->type.labels->count &&
	     count < VALUES_MAX - 1;
	     i++) {
		value.value.labels = UINT64_C(1) << i;
		out[count++] = value;
	}
	for (uint32_t i = 0; column->type.kind == KIND_DATE && i < variants->date_count; i++)
		for (int64_t off = -1; off <= 1 && count < VALUES_MAX - 1; off++) {
			value.value.num = variants->dates[i] + off;
			out[count++] = value;
		}
	if (kind_is_quantity(column->type.kind))
		for (int64_t i = 0; i < 2; i++) {
			value.value.num = i * suggest_step(column->type.kind);
			out[count++] = value;
		}
	if (column->type.can_be_empty)
		out[count++] = (struct test_value){ .state = column->origin == COLUMN_FIELD ?
			TEST_BLANK :
			TEST_NOTHING };
	return count;
}

/* ---- the test with the row ---- */

static struct test_rows
own_rows(const struct partner *partner)
{
	struct arena *arena = partner->variants->suggest->arena;
	struct test_rows rows = partner->test->givens[partner->given];
	uint32_t width = rows.column_count + rows.expected_count, added = partner->own_count;
	const struct column **columns =
	    arena_array(arena, const struct column *, rows.column_count + added);
	struct test_value *values = arena_array(arena, struct test_value, width + added);

	if (added == 0)
		return rows;
	for (uint32_t i = 0; i < added; i++) {
		columns[i] = partner->own[i];
		for (uint32_t k = 0; k < partner->related->key_count; k++)
			if (partner->related->keys[k].ours == partner->own[i])
				values[i] = partner->values[k];
	}
	memcpy(columns + added, rows.columns, rows.column_count * sizeof *columns);
	memcpy(values + added, rows.values, width * sizeof *values);
	rows.columns = columns;
	rows.values = values;
	rows.column_count += added;
	return rows;
}

static void
add_test(const struct partner *partner)
{
	struct arena *arena = partner->variants->suggest->arena;
	uint32_t count = partner->test->given_count;
	struct test_rows *givens = arena_array(arena, struct test_rows, count + 1);
	const struct column **columns =
	    arena_array(arena, const struct column *, partner->column_count);
	struct test_value *values =
	    arena_array(arena, struct test_value, partner->column_count);
	struct policy_test test = *partner->test;
	struct span *at = arena_array(arena, struct span, 1);

	memcpy(givens + 1, partner->test->givens, count * sizeof *givens);
	givens[1 + partner->given] = own_rows(partner);
	memcpy(columns, partner->columns, partner->column_count * sizeof *columns);
	memcpy(values, partner->values, partner->column_count * sizeof *values);
	at[0] = test.at;
	givens[0] = (struct test_rows){ .table = partner->related->table,
		.columns = columns,
		.column_count = partner->column_count,
		.values = values,
		.row_count = 1,
		.row_at = at,
		.at = test.at };
	test.given_count = count + 1;
	variants_add(partner->variants, &test, givens,
	    (struct suggest_change){ .test = partner->number,
		.given = partner->given,
		.partner = partner->related->table });
}

/* One value in each column, and then each column changed alone. */
static void
try_rows(struct partner *partner)
{
	uint32_t first = partner->related->key_count;
	struct test_value values[VALUES_MAX];

	for (uint32_t c = first; c < partner->column_count; c++) {
		if (values_for(partner, partner->columns[c], values) > 0)
			partner->values[c] = values[0];
	}
	add_test(partner);
	for (uint32_t c = first; c < partner->column_count; c++) {
		struct test_value kept = partner->values[c];
		uint32_t count = values_for(partner, partner->columns[c], values);

		for (uint32_t v = 1; v < count; v++) {
			partner->values[c] = values[v];
			add_test(partner);
		}
		partner->values[c] = kept;
	}
}

void
suggest_partners(struct variants *variants, const struct column *rule, uint32_t test)
{
	const struct policy_test *one = &variants->suggest->program->tests[test];
	struct looked looked = { .count = 0 };

	look_through(&looked, rule);
	for (uint32_t r = 0; r < looked.count; r++) {
		struct partner partner = { .variants = variants,
			.test = one,
			.number = test,
			.related = looked.related[r] };
		bool there = looked.related[r]->table == rule->table;
		uint32_t own = one->given_count;

		for (uint32_t g = 0; g < one->given_count; g++) {
			there = there || one->givens[g].table == looked.related[r]->table;
			if (one->givens[g].table == rule->table && one->givens[g].row_count > 0)
				own = g;
		}
		partner.given = own;
		if (there || own == one->given_count || looked.related[r]->members ||
		    !add_keys(&partner))
			continue;
		add_mentioned(&partner, looked.related[r]->where);
		add_mentioned(&partner, looked.related[r]->theirs);
		try_rows(&partner);
	}
}
