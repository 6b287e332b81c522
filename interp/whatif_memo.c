/* whatif_memo: see whatif_memo.h. */
#include "interp/whatif_memo.h"

#include <stdlib.h>
#include <string.h>

#include "interp/decisions.h"

/* A row that is not there has one of these alone, with ROW_AWAY for its column. */
enum { ROW_AWAY = -1 };

struct difference {
	uint32_t row;
	int column;			/* of those asked about */
	int line;
	enum presence state;
	int64_t num, den;
	uint64_t labels;
};

struct kept_run {
	const char *name;		/* of the change */
	uint64_t digest;
	struct difference *differences;	/* in the order of rows and columns */
	uint32_t count, room;
	bool made;
};

struct base_row {
	const char *key;
	uint32_t at;			/* its place in the run as it is */
};

struct whatif_memo {
	struct arena arena;
	const struct table *table;
	const struct column *const *columns;
	uint32_t column_count;
	struct base_row *rows;		/* in the order of their keys */
	struct whatif_outcome *base;	/* by place; column_count for each */
	uint32_t row_count, row_room;
	bool is_base;			/* the run as it is is being read */
	bool *seen;			/* by place: in the run that is being read */
	uint32_t next;			/* place that the next row most likely has */
	const char **keys;		/* by place */
	struct kept_run *runs;
	uint32_t run_count, run_room;
	uint32_t *slots;		/* of the runs by digest: number + 1, 0 for none */
	uint32_t slot_count;
	struct buffer text;
};

/* ---- rows ---- */

static int
by_key(const void *a, const void *b)
{
	return strcmp(((const struct base_row *)a)->key, ((const struct base_row *)b)->key);
}

static bool
find_row(const struct whatif_memo *memo, const char *key, uint32_t *place)
{
	struct base_row wanted = { key, 0 };
	const struct base_row *found = memo->row_count == 0 ? NULL :
	    bsearch(&wanted, memo->rows, memo->row_count, sizeof(wanted), by_key);

	if (found != NULL)
		*place = found->at;
	return found != NULL;
}

static struct whatif_outcome
outcome_of(const struct batch *batch, uint32_t row, const struct column *column)
{
	const struct decisions *decisions = batch->decisions[column->index];
	struct whatif_outcome out = { .there = true,
		.value = vec_value(batch_column(batch, column), row),
		.line = decisions != NULL ? decisions->rule[row] : -1 };

	out.value.text = NULL;
	out.value.text_length = 0;
	return out;
}

static bool
same(const struct whatif_outcome *a, const struct whatif_outcome *b)
{
	return a->line == b->line && a->value.state == b->value.state &&
	    a->value.num == b->value.num && a->value.den == b->value.den &&
	    a->value.labels == b->value.labels;
}

static void
add_base_row(struct whatif_memo *memo, const struct batch *batch, uint32_t row)
{
	uint32_t at = memo->row_count;

	if (at == memo->row_room) {
		memo->row_room = memo->row_room * 2 + 256;
		memo->rows = memory_grow(memo->rows, memo->row_room, sizeof(*memo->rows));
		memo->keys = memory_grow(memo->keys, memo->row_room, sizeof(*memo->keys));
		memo->base = memory_grow(memo->base, memo->row_room,
		    sizeof(*memo->base) * (memo->column_count + 1));
	}
	memo->keys[at] = arena_copy(&memo->arena, memo->text.at, memo->text.length);
	memo->rows[at] = (struct base_row){ memo->keys[at], at };
	for (uint32_t i = 0; i < memo->column_count; i++)
		memo->base[(size_t)at * memo->column_count + i] =
		    outcome_of(batch, row, memo->columns[i]);
	memo->row_count++;
}

static void
add_difference(struct kept_run *run, const struct difference *difference)
{
	if (run->count == run->room) {
		run->room = run->room * 2 + 8;
		run->differences =
		    memory_grow(run->differences, run->room, sizeof(*run->differences));
	}
	run->differences[run->count++] = *difference;
}

void
whatif_memo_row(struct whatif_memo *memo, const struct batch *batch, uint32_t row)
{
	struct kept_run *run = &memo->runs[memo->run_count - (memo->is_base ? 0 : 1)];
	uint32_t at = memo->next;

	buffer_clear(&memo->text);
	decisions_key(&memo->text, batch, row, memo->table);
	if (memo->text.at == NULL)
		buffer_text(&memo->text, "");
	if (memo->is_base) {
		add_base_row(memo, batch, row);
		return;
	}
	if ((at >= memo->row_count || strcmp(memo->keys[at], memo->text.at) != 0) &&
	    !find_row(memo, memo->text.at, &at))
		return;			/* not there as it is: nobody asks for it */
	memo->next = at + 1;
	memo->seen[at] = true;
	for (uint32_t i = 0; i < memo->column_count; i++) {
		struct whatif_outcome out = outcome_of(batch, row, memo->columns[i]);
		struct difference difference = { .row = at, .column = (int)i, .line = out.line,
			.state = out.value.state, .num = out.value.num, .den = out.value.den,
			.labels = out.value.labels };

		if (!same(&out, &memo->base[(size_t)at * memo->column_count + i]))
			add_difference(run, &difference);
	}
}

/* ---- runs ---- */

/* A name for the change, the same for two that give the same run. */
static void
name_change(struct buffer *out, const struct whatif_change *change)
{
	const struct value *value = &change->value;

	buffer_clear(out);
	if (change->kind == WHATIF_SETTING) {
		buffer_printf(out, "s%s=%s", change->setting->name, change->text);
		return;
	}
	if (change->kind == WHATIF_CELL)
		buffer_printf(out, "c%u.%u.%u:", (unsigned)change->fact->table->index,
		    (unsigned)change->fact->row, (unsigned)change->fact->field->index);
	buffer_printf(out, "%d,%lld,%lld,%llu,", (int)value->state, (long long)value->num,
	    (long long)value->den, (unsigned long long)value->labels);
	if (value->text_length > 0)
		buffer_add(out, value->text, value->text_length);
}

static uint64_t
digest_of(const char *text)
{
	uint64_t digest = UINT64_C(14695981039346656037);

	for (; *text != '\0'; text++)
		digest = (digest ^ (unsigned char)*text) * UINT64_C(1099511628211);
	return digest;
}

/* The slot of the run with this name, or the empty one it would have. */
static uint32_t
slot_of(const struct whatif_memo *memo, const char *name, uint64_t digest)
{
	uint32_t slot = (uint32_t)digest & (memo->slot_count - 1);

	for (; memo->slots[slot] != 0; slot = (slot + 1) & (memo->slot_count - 1)) {
		const struct kept_run *run = &memo->runs[memo->slots[slot] - 1];

		if (run->digest == digest && strcmp(run->name, name) == 0)
			break;
	}
	return slot;
}

static void
make_slots(struct whatif_memo *memo)
{
	memo->slot_count = memo->slot_count == 0 ? 1024 : memo->slot_count * 2;
	memory_free(memo->slots);
	memo->slots = memory_grow(NULL, memo->slot_count, sizeof(*memo->slots));
	memset(memo->slots, 0, memo->slot_count * sizeof(*memo->slots));
	for (uint32_t i = 0; i < memo->run_count; i++)
		memo->slots[slot_of(memo, memo->runs[i].name, memo->runs[i].digest)] = i + 1;
}

void
whatif_memo_begin(struct whatif_memo *memo, const struct whatif_change *change)
{
	struct kept_run *run;

	if (memo->run_count == memo->run_room) {
		memo->run_room = memo->run_room * 2 + 256;
		memo->runs = memory_grow(memo->runs, memo->run_room, sizeof(*memo->runs));
	}
	if (memo->run_count * 2 >= memo->slot_count)
		make_slots(memo);
	name_change(&memo->text, change);
	run = &memo->runs[memo->run_count];
	*run = (struct kept_run){
		.name = arena_copy(&memo->arena, memo->text.at, memo->text.length),
		.digest = digest_of(memo->text.at),
	};
	memo->slots[slot_of(memo, run->name, run->digest)] = memo->run_count + 1;
	memo->run_count++;
	memo->next = 0;
	memset(memo->seen, 0, memo->row_count * sizeof(*memo->seen));
}

static int
by_row(const void *a, const void *b)
{
	const struct difference *left = a, *right = b;

	if (left->row != right->row)
		return left->row < right->row ? -1 : 1;
	return (left->column > right->column) - (left->column < right->column);
}

void
whatif_memo_end(struct whatif_memo *memo, bool made)
{
	struct kept_run *run = &memo->runs[memo->run_count - 1];

	run->made = made;
	for (uint32_t i = 0; made && i < memo->row_count; i++)
		if (!memo->seen[i])
			add_difference(run,
			    &(struct difference){ .row = i, .column = ROW_AWAY });
	if (run->count > 1)
		qsort(run->differences, run->count, sizeof(*run->differences), by_row);
	if (run->count > 0)
		run->differences =
		    memory_grow(run->differences, run->count, sizeof(*run->differences));
	run->room = run->count;
}

bool
whatif_memo_find(struct whatif_memo *memo, const struct whatif *whatif,
    const struct whatif_change *change, struct whatif_outcome *out)
{
	const struct kept_run *run;
	uint32_t slot, row, low = 0, high;

	name_change(&memo->text, change);
	slot = memo->slot_count == 0 ? 0 :
	                               slot_of(memo, memo->text.at, digest_of(memo->text.at));
	if (memo->slot_count == 0 || memo->slots[slot] == 0 ||
	    !find_row(memo, whatif->key, &row))
		return false;
	run = &memo->runs[memo->slots[slot] - 1];
	if (!run->made) {
		memset(out, 0, memo->column_count * sizeof(*out));
		return true;
	}
	memcpy(out, memo->base + (size_t)row * memo->column_count,
	    memo->column_count * sizeof(*out));
	for (high = run->count; low < high;) {
		uint32_t middle = (low + high) / 2;

		if (run->differences[middle].row < row)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < run->count && run->differences[low].row == row; low++) {
		const struct difference *difference = &run->differences[low];
		struct whatif_outcome *at;

		if (difference->column == ROW_AWAY) {
			memset(out, 0, memo->column_count * sizeof(*out));
			return true;
		}
		at = &out[difference->column];
		at->line = difference->line;
		at->value.state = difference->state;
		at->value.num = difference->num;
		at->value.den = difference->den;
		at->value.labels = difference->labels;
	}
	return true;
}

/* ---- making and freeing ---- */

bool
whatif_memo_make(struct whatif_memo **memo, const struct whatif *whatif, struct fault *fault)
{
	struct whatif_memo *made = memory_grow(NULL, 1, sizeof(*made));
	const struct column **columns;
	bool done;

	*made = (struct whatif_memo){ .arena = ARENA_INIT,
		.table = whatif->table,
		.column_count = whatif->column_count,
		.text = BUFFER_INIT,
		.is_base = true };
	columns = arena_array(&made->arena, const struct column *, whatif->column_count + 1);
	for (uint32_t i = 0; i < whatif->column_count; i++)
		columns[i] = whatif->columns[i];
	made->columns = columns;
	done = whatif_read_base(whatif, made, fault);
	made->is_base = false;
	if (made->row_count > 1)
		qsort(made->rows, made->row_count, sizeof(*made->rows), by_key);
	for (uint32_t i = 1; done && i < made->row_count; i++)
		if (strcmp(made->rows[i - 1].key, made->rows[i].key) == 0) {
			whatif_memo_free(made);
			*memo = NULL;
			return true;
		}
	made->seen = memory_grow(NULL, made->row_count + 1, sizeof(*made->seen));
	*memo = made;
	return done;
}

void
whatif_memo_free(struct whatif_memo *memo)
{
	if (memo == NULL)
		return;
	for (uint32_t i = 0; i < memo->run_count; i++)
		memory_free(memo->runs[i].differences);
	memory_free(memo->runs);
	memory_free(memo->slots);
	memory_free(memo->rows);
	memory_free(memo->keys);
	memory_free(memo->base);
	memory_free(memo->seen);
	buffer_release(&memo->text);
	arena_release(&memo->arena);
	memory_free(memo);
}
