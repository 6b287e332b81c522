/*
 * Read fold_batch() first: the rows that count, the group of each, then one call for every column.
 * The common case, a report by month, takes its group out of a table indexed by the month itself.
 */
#include "interp/fold.h"

#include <string.h>

#include "interp/edges.h"
#include "interp/fold_internal.h"

enum { GROUPS_FIRST = 64, DIRECT_MARGIN = 64 };

/* ---- what the plan must compute ---- */

/* The largest parts of an expression that do not read the report itself. */
static uint32_t
want_parts(const struct expr *expr, const struct expr **exprs, uint32_t count)
{
	if (expr == NULL || expr->kind == EXPR_VALUE)
		return count;
	if (!expr_reads_report(expr)) {
		if (exprs != NULL)
			exprs[count] = expr;
		return count + 1;
	}
	count = want_parts(expr->a, exprs, count);
	count = want_parts(expr->b, exprs, count);
	for (uint32_t i = 0; i < expr->part_count; i++)
		count = want_parts(expr->parts[i], exprs, count);
	return count;
}

uint32_t
fold_wants_exprs(const struct report *report, const struct expr **exprs)
{
	uint32_t count = want_parts(report->where, exprs, 0);

	for (uint32_t i = 0; i < report->key_count; i++)
		count = want_parts(report->keys[i].value, exprs, count);
	for (uint32_t i = 0; i < report->column_count; i++) {
		const struct report_column *column = &report->columns[i];

		if (column->body == REPORT_AGGREGATE) {
			count = want_parts(column->what, exprs, count);
			count = want_parts(column->where, exprs, count);
		} else if (report->shape == REPORT_LISTING) {
			count = want_parts(column->value, exprs, count);
			count = want_parts(column->text_when, exprs, count);
			if (fold_shows(column) != NULL)
				count += edges_wants(fold_shows(column),
				    exprs == NULL ? NULL : exprs + count);
		}
	}
	return count;
}

static uint32_t
want_column(const struct column **columns, uint32_t count, const struct column *column)
{
	if (columns != NULL)
		columns[count] = column;
	return count + 1;
}

uint32_t
fold_wants_columns(const struct report *report, const struct column **columns)
{
	uint32_t count = 0;
	bool lists = false;

	if (report->table->dated_by != NULL)
		count = want_column(columns, count, report->table->dated_by);
	for (uint32_t i = 0; i < report->column_count; i++) {
		const struct report_column *column = &report->columns[i];

		if (column->body == REPORT_REASON)
			count = want_column(columns, count, column->reason_for);
		if (column->body == REPORT_AGGREGATE && column->aggregate == AGGREGATE_LIST)
			lists = true;
	}
	for (uint32_t i = 0; lists && i < report->table->key_count; i++)
		count = want_column(columns, count, report->table->keys[i]);
	return count;
}

/* ---- shared helpers ---- */

struct value
value_keep(struct arena *arena, const struct value *value)
{
	struct value kept = *value;

	if (value->type.kind == KIND_TEXT && value->state == GIVEN)
		kept.text = arena_copy(arena, value->text, value->text_length);
	return kept;
}

int
keys_order(const struct value *a, const struct value *b, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		int order = value_order(&a[i], &b[i], false);

		if (order != 0)
			return order;
	}
	return 0;
}

bool
keys_have_blank(const struct value *keys, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (!value_is_given(&keys[i]))
			return true;
	return false;
}

/* ---- groups ---- */

static void *
widen(void *old, uint32_t old_count, uint32_t count, size_t size)
{
	char *grown = memory_grow(old, count, size);

	memset(grown + (size_t)old_count * size, 0, (size_t)(count - old_count) * size);
	return grown;
}

uint32_t
fold_make_new_group(struct fold *fold, const struct value *keys)
{
	uint32_t key_count = fold->report->key_count;

	if (fold->group_count == fold->group_capacity) {
		uint32_t old = fold->group_capacity, capacity = old == 0 ? GROUPS_FIRST : old * 2;

		fold->keys = widen(fold->keys, old * (key_count + 1), capacity * (key_count + 1),
		    sizeof *fold->keys);
		fold->rows = widen(fold->rows, old, capacity, sizeof *fold->rows);
		for (uint32_t i = 0; i < fold->report->column_count; i++)
			fold_column_widen(&fold->columns[i], old, capacity);
		fold->group_capacity = capacity;
	}
	for (uint32_t i = 0; keys != NULL && i < key_count; i++)
		fold->keys[fold->group_count * key_count + i] = value_keep(&fold->arena, &keys[i]);
	return fold->group_count++;
}

static void
fold_begin(struct fold *fold)
{
	const struct report *report = fold->report;

	fold->columns = arena_array(&fold->arena, struct fold_column, report->column_count);
	for (uint32_t i = 0; i < report->column_count; i++)
		fold_column_init(&fold->columns[i], report, &report->columns[i]);
	fold->key_vecs = arena_array(&fold->arena, const struct vec *, report->key_count);
	fold->row_keys = arena_array(&fold->arena, struct value, report->key_count);
	fold->row_values = arena_array(&fold->arena, struct value, report->column_count);
	fold_make_new_group(fold, NULL);
	if (report->shape == REPORT_ONE_ROW)
		fold_make_new_group(fold, NULL);
}

struct fold *
fold_make(const struct report *report, const struct knobs *knobs)
{
	struct fold *fold = memory_grow(NULL, 1, sizeof *fold);

	memset(fold, 0, sizeof *fold);
	fold->report = report;
	fold->knobs = knobs;
	fold_begin(fold);
	return fold;
}

static void
fold_empty(struct fold *fold)
{
	for (uint32_t i = 0; i < fold->report->column_count; i++)
		fold_column_release(&fold->columns[i]);
	keys_release(&fold->key_numbers);
	memory_free(fold->number_group);
	memory_free(fold->direct);
	memory_free(fold->keys);
	memory_free(fold->rows);
	memory_free(fold->listed);
	memory_free(fold->open_listed);
	buffer_release(&fold->scratch);
	arena_release(&fold->arena);
}

void
fold_restart(struct fold *fold)
{
	const struct report *report = fold->report;
	const struct knobs *knobs = fold->knobs;

	fold_empty(fold);
	memset(fold, 0, sizeof *fold);
	fold->report = report;
	fold->knobs = knobs;
	fold_begin(fold);
}

void
fold_release(struct fold *fold)
{
	if (fold == NULL)
		return;
	fold_empty(fold);
	memory_free(fold);
}

/* One key, a date or a period: its group stands at its own number. The range is that of the
 * calendar, so the table stays small. */
static uint32_t
direct_group(struct fold *fold, const struct vec *vec, int64_t key)
{
	struct value value;
	int64_t at = key - fold->direct_base;

	if (fold->direct == NULL || at < 0 || at >= fold->direct_count) {
		int64_t low = key - DIRECT_MARGIN, high = key + DIRECT_MARGIN;
		uint32_t *table;

		if (fold->direct != NULL) {
			int64_t end = fold->direct_base + fold->direct_count;

			low = at < 0 ? key - fold->direct_count : fold->direct_base;
			high = at < 0 ? end : key + fold->direct_count;
		}
		table = memory_grow(NULL, (size_t)(high - low), sizeof *table);
		memset(table, 0, (size_t)(high - low) * sizeof *table);
		if (fold->direct != NULL)
			memcpy(table + (fold->direct_base - low), fold->direct,
			    fold->direct_count * sizeof *table);
		memory_free(fold->direct);
		fold->direct = table;
		fold->direct_base = low;
		fold->direct_count = (uint32_t)(high - low);
		at = key - low;
	}
	if (fold->direct[at] == 0) {
		value = value_figure(vec->type.kind, key);
		value.type = vec->type;
		fold->direct[at] = fold_make_new_group(fold, &value);
	}
	return fold->direct[at];
}

static bool
is_direct(const struct report *report, const struct vec *vec)
{
	return report->key_count == 1 && vec->shape == SHAPE_FIGURE &&
	    (vec->type.kind == KIND_DATE || kind_is_period(vec->type.kind) ||
		vec->type.kind == KIND_QUARTER_OF_YEAR);
}

/* The keys of a row as bytes: for each a mark, then its figure, or its length and text. */
static void
encode_key(struct buffer *out, const struct value *key)
{
	uint64_t length = key->text_length;

	buffer_char(out, value_is_given(key) ? 'g' : '-');
	if (!value_is_given(key))
		return;
	switch (shape_of(key->type)) {
	case SHAPE_TEXT:
		buffer_add(out, (const char *)&length, sizeof length);
		buffer_add(out, key->text, key->text_length);
		return;
	case SHAPE_LABELS:
		buffer_add(out, (const char *)&key->labels, sizeof key->labels);
		return;
	case SHAPE_TRUTH:
	case SHAPE_FIGURE:
	case SHAPE_FRACTION:
		break;
	}
	buffer_add(out, (const char *)&key->num, sizeof key->num);
	buffer_add(out, (const char *)&key->den, sizeof key->den);
}

static uint32_t
keyed_group(struct fold *fold, uint32_t row)
{
	struct value *keys = fold->row_keys;
	uint32_t number, count = fold->report->key_count;
	bool fresh;

	buffer_clear(&fold->scratch);
	for (uint32_t i = 0; i < count; i++) {
		keys[i] = vec_value(fold->key_vecs[i], row);
		if (!value_is_given(&keys[i]) && !value_is_nothing(&keys[i]))
			return GROUP_UNKNOWN;
		encode_key(&fold->scratch, &keys[i]);
	}
	number = keys_number(&fold->key_numbers, fold->scratch.at, fold->scratch.length, &fresh);
	if (!fresh)
		return fold->number_group[number];
	if (number >= fold->number_capacity) {
		uint32_t capacity =
		    fold->number_capacity == 0 ? GROUPS_FIRST : fold->number_capacity * 2;

		fold->number_group = widen(fold->number_group, fold->number_capacity, capacity,
		    sizeof *fold->number_group);
		fold->number_capacity = capacity;
	}
	fold->number_group[number] = fold_make_new_group(fold, keys);
	return fold->number_group[number];
}

static uint32_t
period_group(struct fold *fold, const struct vec *vec, uint32_t row)
{
	struct value blank;

	if (RAIL_GET(vec->given, row))
		return direct_group(fold, vec, vec->num[row]);
	if (!RAIL_GET(vec->nothing, row))
		return GROUP_UNKNOWN;
	if (fold->blank_group == 0) {
		blank = value_none(NOTHING, vec->type);
		fold->blank_group = fold_make_new_group(fold, &blank);
	}
	return fold->blank_group;
}

/* ---- one batch ---- */

static int
lowest_bit(uint64_t word)
{
	return __builtin_ctzll(word);
}

static struct rail
rail_of_rows(uint32_t rows)
{
	struct rail rail;

	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		uint32_t start = w * 64;

		rail.word[w] = rows >= start + 64 ? UINT64_MAX :
		    rows <= start                 ? 0 :
						    (UINT64_C(1) << (rows - start)) - 1;
	}
	return rail;
}

/* Rows where `where` is yes, and those where it is unknown. A row that may be dated after run_date
 * may not exist yet; one that may not belong to its group is as doubtful. */
static void
rows_that_count(const struct fold *fold, const struct batch *batch, struct rail *sure,
    struct rail *open)
{
	const struct report *report = fold->report;
	struct rail all = rail_of_rows(batch->rows);
	const struct vec *where = report->where == NULL ? NULL : batch_expr(batch, report->where);
	const struct vec *dated = report->table->dated_by == NULL ? NULL
	    : batch_column(batch, report->table->dated_by);

	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		uint64_t yes = all.word[w], no = 0, exists = UINT64_MAX;

		if (where != NULL) {
			yes &= where->yes.word[w];
			no = where->no.word[w];
		}
		if (dated != NULL)
			exists = dated->given.word[w] | dated->nothing.word[w];
		for (uint32_t bit = 0;
		     batch->doubtful != NULL && bit < 64 && w * 64 + bit < batch->rows; bit++)
			if (batch_is_doubtful(batch, w * 64 + bit))
				exists &= ~(UINT64_C(1) << bit);
		sure->word[w] = yes & exists;
		open->word[w] = all.word[w] & ~no & ~sure->word[w];
	}
}

static void
find_groups(struct fold *fold, const struct batch *batch, const struct rail *sure,
    const struct rail *open, uint32_t *group, struct fold_rows *rows)
{
	const struct report *report = fold->report;
	const struct vec **vecs = fold->key_vecs;
	bool direct;

	for (uint32_t i = 0; i < report->key_count; i++)
		vecs[i] = batch_expr(batch, report->keys[i].value);
	direct = report->key_count == 1 && is_direct(report, vecs[0]);
	rows->group = group;
	rows->uniform = true;
	rows->only = UINT32_MAX;
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		for (uint64_t left = sure->word[w] | open->word[w]; left != 0; left &= left - 1) {
			uint32_t row = w * 64 + (uint32_t)lowest_bit(left);
			uint32_t found =
			    direct ? period_group(fold, vecs[0], row) : keyed_group(fold, row);

			group[row] = found;
			if (rows->only != found) {
				rows->uniform = rows->only == UINT32_MAX;
				rows->only = found;
			}
			if (RAIL_GET(*sure, row))
				fold->rows[found]++;
			else if (found == GROUP_UNKNOWN)
				fold->open_unkeyed++;
		}
	}
}

static void
one_group(struct fold *fold, const struct rail *sure, uint32_t *group, struct fold_rows *rows)
{
	for (uint32_t i = 0; i < BATCH_ROWS; i++)
		group[i] = 1;
	for (uint32_t w = 0; w < BATCH_WORDS; w++)
		fold->rows[1] += (uint64_t)__builtin_popcountll(sure->word[w]);
	rows->group = group;
	rows->uniform = true;
	rows->only = 1;
}

void
fold_batch(struct fold *fold, const struct batch *batch)
{
	uint32_t group[BATCH_ROWS];
	struct fold_rows rows;
	struct rail sure, open;

	rows_that_count(fold, batch, &sure, &open);
	if (fold->report->shape == REPORT_LISTING) {
		fold_listing_add(fold, batch, &sure, &open);
		return;
	}
	if (fold->report->shape == REPORT_ONE_ROW)
		one_group(fold, &sure, group, &rows);
	else
		find_groups(fold, batch, &sure, &open, group, &rows);
	for (uint32_t i = 0; i < fold->report->column_count; i++) {
		struct fold_column *column = &fold->columns[i];
		const struct vec *where;

		if (column->column->body != REPORT_AGGREGATE)
			continue;
		where =
		    column->column->where == NULL ? NULL : batch_expr(batch, column->column->where);
		for (uint32_t w = 0; w < BATCH_WORDS; w++) {
			uint64_t yes = where == NULL ? UINT64_MAX : where->yes.word[w];
			uint64_t no = where == NULL ? 0 : where->no.word[w];

			rows.sure.word[w] = sure.word[w] & yes;
			rows.open.word[w] =
			    (sure.word[w] | open.word[w]) & ~no & ~rows.sure.word[w];
		}
		fold_column_add(fold, column, batch, &rows);
	}
}

struct grid *
fold_finish(struct fold *fold, struct arena *arena, const struct batch *run)
{
	if (fold->report->shape == REPORT_LISTING)
		return fold_listing_finish(fold, arena);
	return fold_groups_finish(fold, arena, run);
}
