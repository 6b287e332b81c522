/* oracle_tables: the rows of groups, who belongs to them, and what references point to
 * (language.md sections 2, 3 and 11). */
#include <assert.h>
#include <string.h>

#include "tests/oracle/oracle_parts.h"

void
oracle_make_row(
    struct arena *arena, struct oracle_row *row, const struct table *table, uint32_t line)
{
	memset(row, 0, sizeof *row);
	row->table = table;
	row->line = line;
	row->fields = arena_array(arena, struct answer, table->column_count + 1);
	row->memo = arena_array(arena, struct answer, table->column_count + 1);
	row->known = arena_array(arena, bool, table->column_count + 1);
	row->verdicts = arena_array(arena, enum oracle_verdict, table->column_count + 1);
	row->deciding = arena_array(arena, int, table->column_count + 1);
}

struct answer
oracle_both(struct answer a, struct answer b)
{
	if (answer_is_no(a) || answer_is_no(b))
		return answer_truth(false);
	return answer_is_yes(a) && answer_is_yes(b) ? answer_truth(true) : answer_open;
}

struct answer
oracle_either(struct answer a, struct answer b)
{
	if (answer_is_yes(a) || answer_is_yes(b))
		return answer_truth(true);
	return answer_is_no(a) && answer_is_no(b) ? answer_truth(false) : answer_open;
}

/* Labels of both sides are the same list. */
struct answer
oracle_match(struct answer a, struct answer b)
{
	if (a.state == NOTHING || b.state == NOTHING)
		return answer_truth(false);
	if (a.is_labels && (a.labels & b.labels & ~LABEL_NOTHING) == 0)
		return answer_truth(false);
	if (a.state == UNKNOWN || b.state == UNKNOWN)
		return answer_open;
	return answer_truth(answer_same(a, b));
}

/* ---- references ---- */

struct oracle_row *
oracle_target(struct oracle *oracle, struct oracle_row *row, const struct column *reference)
{
	struct oracle_rows *there = oracle_rows_of(oracle, reference->refers_to);
	struct answer key = oracle_column(oracle, row, reference);

	for (uint32_t i = 0; i < there->count; i++)
		if (answer_same(
			there->rows[i].fields[reference->refers_to->keys[0]->index], key))
			return &there->rows[i];
	return NULL;
}

/* ---- groups ---- */

struct answer
oracle_is_member(
    struct oracle *oracle, const struct oracle_row *group, struct oracle_row *member)
{
	struct answer in = member->dated_unknown ? answer_open : answer_truth(true);

	for (uint32_t k = 0; k < group->table->key_count; k++)
		in = oracle_both(in,
		    oracle_match(group->fields[group->table->keys[k]->index],
			oracle_column(oracle, member, group->table->source_keys[k])));
	return in;
}

/* Nothing and unknown stand behind all else; labels as declared. */
static int
key_order(const struct oracle_row *a, const struct oracle_row *b)
{
	for (uint32_t k = 0; k < a->table->key_count; k++) {
		struct answer x = a->fields[a->table->keys[k]->index],
			      y = b->fields[b->table->keys[k]->index];
		int order = answer_order(x, y);

		assert(x.state == GIVEN && y.state == GIVEN);
		if (order != 0)
			return order;
	}
	return 0;
}

uint32_t *
oracle_key_order(struct oracle *oracle, struct oracle_rows *rows)
{
	uint32_t *order = arena_array(oracle->arena, uint32_t, rows->count + 1);

	for (uint32_t i = 0; i < rows->count; i++) {
		uint32_t at = i;

		for (; at > 0 && key_order(&rows->rows[i], &rows->rows[order[at - 1]]) < 0; at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
	return order;
}

struct growing {
	struct oracle *oracle;
	const struct table *table;
	struct oracle_rows *rows;
	uint32_t room, left_out_room;
};

static void
push(struct arena *arena, struct oracle_row **rows, uint32_t *count, uint32_t *room,
    const struct oracle_row *row)
{
	if (*count == *room) {
		struct oracle_row *more = arena_array(arena, struct oracle_row, *room * 2 + 16);

		if (*count > 0)
			memcpy(more, *rows, *count * sizeof *more);
		*rows = more;
		*room = *room * 2 + 16;
	}
	(*rows)[(*count)++] = *row;
}

/* One candidate, its keys filled in: in, in doubt, or left out. */
static void
ask(struct growing *growing, struct oracle_row *row)
{
	struct answer in = answer_truth(true);

	if (growing->table->where != NULL)
		in = oracle_expr(growing->oracle, row, growing->table->where);
	if (answer_is_no(in)) {
		push(growing->oracle->arena, &growing->rows->left_out,
		    &growing->rows->left_out_count, &growing->left_out_room, row);
		return;
	}
	row->dated_unknown = row->dated_unknown || !answer_is_yes(in);
	push(growing->oracle->arena, &growing->rows->rows, &growing->rows->count, &growing->room,
	    row);
}

/* Every pair of what the keys refer to. A row that may not be there makes one that may not. */
static void
every(struct growing *growing, const struct oracle_row *so_far, uint32_t key)
{
	const struct table *table = growing->table;
	struct oracle_rows *there;

	if (key == table->key_count) {
		struct oracle_row row = *so_far;

		ask(growing, &row);
		return;
	}
	there = oracle_rows_of(growing->oracle, table->keys[key]->refers_to);
	for (uint32_t i = 0; i < there->count; i++) {
		struct oracle_row row;

		oracle_make_row(growing->oracle->arena, &row, table, 0);
		memcpy(row.fields, so_far->fields, table->column_count * sizeof *row.fields);
		row.fields[table->keys[key]->index] =
		    there->rows[i].fields[there->rows[i].table->keys[0]->index];
		row.dated_unknown = so_far->dated_unknown || there->rows[i].dated_unknown;
		every(growing, &row, key + 1);
	}
}

/* The combinations found: each from the rows whose keys are all given, and surely there when one of
 * these rows is. */
static void
found(struct growing *growing)
{
	const struct table *table = growing->table;
	struct oracle_rows *source = oracle_rows_of(growing->oracle, table->of), seen;
	uint32_t room = 0;

	memset(&seen, 0, sizeof seen);
	for (uint32_t i = 0; i < source->count; i++) {
		struct oracle_row *from = &source->rows[i], row;
		bool given = true, before = false;

		oracle_make_row(growing->oracle->arena, &row, table, 0);
		for (uint32_t k = 0; k < table->key_count; k++) {
			struct answer key =
			    oracle_column(growing->oracle, from, table->source_keys[k]);

			row.fields[table->keys[k]->index] = key;
			given = given && key.state == GIVEN;
		}
		row.dated_unknown = from->dated_unknown;
		for (uint32_t j = 0; given && j < seen.count; j++)
			if (key_order(&seen.rows[j], &row) == 0) {
				before = true;
				seen.rows[j].dated_unknown =
				    seen.rows[j].dated_unknown && row.dated_unknown;
			}
		if (given && !before)
			push(growing->oracle->arena, &seen.rows, &seen.count, &room, &row);
	}
	for (uint32_t i = 0; i < seen.count; i++)
		ask(growing, &seen.rows[i]);
}

struct oracle_rows *
oracle_rows_of(struct oracle *oracle, const struct table *table)
{
	struct oracle_rows *rows = &oracle->tables[table->index];
	struct growing growing = { oracle, table, rows, 0, 0 };
	struct oracle_row empty;
	struct oracle_row *sorted;
	uint32_t *order;

	if (rows->ready)
		return rows;
	assert(table->of != NULL);
	oracle_make_row(oracle->arena, &empty, table, 0);
	if (table->every)
		every(&growing, &empty, 0);
	else
		found(&growing);
	order = oracle_key_order(oracle, rows);
	sorted = arena_array(oracle->arena, struct oracle_row, rows->count + 1);
	for (uint32_t i = 0; i < rows->count; i++)
		sorted[i] = rows->rows[order[i]];
	rows->rows = sorted;
	rows->ready = true;
	return rows;
}
