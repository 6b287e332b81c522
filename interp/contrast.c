/* contrast: two snapshots, matched. See contrast.h. */
#include "interp/contrast.h"

#include <string.h>

#include "interp/decisions.h"
#include "interp/explain.h"
#include "interp/rowsort.h"
#include "interp/tablerun.h"

/* ---- taking a snapshot ---- */

struct taking {
	struct snapshot *snapshot;
	struct names *names;
	struct buffer text;
};

static const char *
kept_text(struct taking *taking)
{
	const char *kept = names_intern(
	    taking->names, taking->text.length == 0 ? "" : taking->text.at, taking->text.length);

	buffer_clear(&taking->text);
	return kept;
}

static void
take_cell(struct taking *taking, struct snapshot_cell *cell, const struct batch *batch,
    uint32_t row, const struct column *column)
{
	struct value value = vec_value(batch_column(batch, column), row);

	if (explain_is_undecided(batch, row, column))
		buffer_text(&taking->text, "cannot be decided");
	else
		buffer_value(&taking->text, &value, SPELL_PLAIN);
	if (taking->text.length == 0)
		buffer_text(&taking->text, "nothing");
	cell->value = kept_text(taking);
	explain_clause(&taking->text, batch, row, column);
	cell->clause = kept_text(taking);
}

static void
make_room(struct snapshot *snapshot, uint32_t rows)
{
	if (snapshot->rows + rows <= snapshot->capacity)
		return;
	snapshot->capacity = snapshot->capacity * 2 + rows;
	snapshot->keys =
	    memory_grow(snapshot->keys, snapshot->capacity, sizeof *snapshot->keys);
	snapshot->cells = memory_grow(snapshot->cells,
	    (size_t)snapshot->capacity * snapshot->column_count, sizeof *snapshot->cells);
}

static bool
take_batch(void *context, const struct batch *batch, struct fault *fault)
{
	struct taking *taking = context;
	struct snapshot *snapshot = taking->snapshot;

	(void)fault;
	make_room(snapshot, batch->rows);
	for (uint32_t row = 0; row < batch->rows; row++) {
		struct snapshot_cell *cells =
		    snapshot->cells + (size_t)snapshot->rows * snapshot->column_count;

		decisions_key(&taking->text, batch, row, snapshot->table);
		snapshot->keys[snapshot->rows++] = kept_text(taking);
		for (uint32_t i = 0; i < snapshot->column_count; i++)
			take_cell(taking, &cells[i], batch, row, snapshot->columns[i]);
	}
	return true;
}

static void
take_again(void *context)
{
	struct taking *taking = context;

	taking->snapshot->rows = 0;
}

/* Every column: an explanation reads whatever its row has. */
static bool
take_snapshot(struct snapshot *snapshot, struct session *session, struct names *names,
    struct problems *problems, struct fault *fault)
{
	const struct table *table = snapshot->table;
	struct taking taking = { .snapshot = snapshot, .names = names };
	struct row_consumer consumer = { take_batch, take_again, &taking };
	struct table_wants wants = { .columns = table->columns,
		.column_count = table->column_count };
	struct table_result result;
	bool done;

	make_room(snapshot, 1);
	done = session_read(session, table, &wants, problems, &consumer, &result, fault);
	if (done && table->of == NULL && tablerun_nothing_usable(&result)) {
		tablerun_say_unusable(session->paths[table->index], &result, fault);
		done = false;
	}
	buffer_release(&taking.text);
	return done;
}

/* ---- matching ---- */

static int
by_key(const void *context, uint32_t a, uint32_t b)
{
	const struct snapshot *snapshot = context;

	return strcmp(snapshot->keys[a], snapshot->keys[b]);
}

static uint32_t *
in_order(const struct snapshot *snapshot)
{
	uint32_t *rows = memory_grow(NULL, (size_t)snapshot->rows + 1, sizeof *rows);

	for (uint32_t i = 0; i < snapshot->rows; i++)
		rows[i] = i;
	rowsort(rows, snapshot->rows, NULL, by_key, snapshot);
	return rows;
}

static void
add_pair(struct contrast *contrast, uint32_t before, uint32_t after)
{
	struct contrast_pair *pair = &contrast->pairs[contrast->pair_count++];
	bool changed = false, shifted = false;

	*pair = (struct contrast_pair){ before, after };
	contrast->only_before += after == UINT32_MAX;
	contrast->only_after += before == UINT32_MAX;
	if (before == UINT32_MAX || after == UINT32_MAX)
		return;
	contrast->both++;
	for (uint32_t i = 0; i < contrast->column_count; i++)
		if (contrast_differs(contrast, pair, i))
			*(contrast->columns[i].is_outcome ? &changed : &shifted) = true;
	contrast->changed += changed;
	contrast->shifted += shifted;
}

static void
match_rows(struct contrast *contrast)
{
	const struct snapshot *old = &contrast->old_rows, *new = &contrast->new_rows;
	uint32_t *before = in_order(old), *after = in_order(new), a = 0, b = 0;

	contrast->pairs =
	    memory_grow(NULL, (size_t)old->rows + new->rows + 1, sizeof *contrast->pairs);
	while (a < old->rows || b < new->rows) {
		int order = a == old->rows ? 1 :
		    b == new->rows	   ? -1 :
					     strcmp(old->keys[before[a]], new->keys[after[b]]);

		add_pair(contrast, order <= 0 ? before[a] : UINT32_MAX,
		    order >= 0 ? after[b] : UINT32_MAX);
		a += order <= 0;
		b += order >= 0;
	}
	memory_free(before);
	memory_free(after);
}

static bool
is_compared(const struct column *column)
{
	return column->origin != COLUMN_FIELD && column->origin != COLUMN_KEY &&
	    column->origin != COLUMN_SENT;
}

static bool
is_outcome(const struct column *column)
{
	return column->origin == COLUMN_DECIDE || column->origin == COLUMN_BANDS ||
	    column->origin == COLUMN_DEADLINE || column->origin == COLUMN_LETTER;
}

static void
pick_columns(struct contrast *contrast, struct arena *arena)
{
	const struct table *table = contrast->after;
	struct contrast_column *columns =
	    arena_array(arena, struct contrast_column, table->column_count);
	const struct column **before =
	    arena_array(arena, const struct column *, table->column_count);
	const struct column **after =
	    arena_array(arena, const struct column *, table->column_count);
	uint32_t count = 0;
	bool any = false;

	for (uint32_t i = 0; i < table->column_count; i++) {
		const struct column *new = table->columns[i];
		const struct column *old = table_column(contrast->before, new->name);

		if (old == NULL || !is_compared(old) || !is_compared(new))
			continue;
		before[count] = old;
		after[count] = new;
		columns[count++] = (struct contrast_column){ old, new, is_outcome(new) };
		any = any || is_outcome(new);
	}
	for (uint32_t i = 0; i < count && !any; i++)
		columns[i].is_outcome = true;
	contrast->columns = columns;
	contrast->old_rows.columns = before;
	contrast->new_rows.columns = after;
	contrast->column_count = count;
	contrast->old_rows.column_count = contrast->new_rows.column_count = count;
}

bool
contrast_make(struct contrast *contrast, struct session *before, struct session *after,
    const struct table *table_before, const struct table *table_after, struct names *names,
    struct problems *problems, struct fault *fault)
{
	struct problems again;

	*contrast = (struct contrast){ .before = table_before, .after = table_after };
	contrast->old_rows.table = table_before;
	contrast->new_rows.table = table_after;
	pick_columns(contrast, after->arena);
	problems_init(&again, before->arena, (struct problem_sink){ 0 });
	if (!take_snapshot(&contrast->old_rows, before, names, &again, fault) ||
	    !take_snapshot(&contrast->new_rows, after, names, problems, fault))
		return false;
	match_rows(contrast);
	return true;
}

void
contrast_free(struct contrast *contrast)
{
	memory_free(contrast->old_rows.keys);
	memory_free(contrast->old_rows.cells);
	memory_free(contrast->new_rows.keys);
	memory_free(contrast->new_rows.cells);
	memory_free(contrast->pairs);
}

/* ---- asking ---- */

const struct snapshot_cell *
contrast_cell(const struct contrast *contrast, const struct contrast_pair *pair, uint32_t column,
    bool after)
{
	const struct snapshot *snapshot = after ? &contrast->new_rows : &contrast->old_rows;
	uint32_t row = after ? pair->after : pair->before;

	if (row == UINT32_MAX)
		return NULL;
	return &snapshot->cells[(size_t)row * snapshot->column_count + column];
}

const char *
contrast_key(const struct contrast *contrast, const struct contrast_pair *pair)
{
	return pair->after == UINT32_MAX ? contrast->old_rows.keys[pair->before] :
					   contrast->new_rows.keys[pair->after];
}

bool
contrast_differs(const struct contrast *contrast, const struct contrast_pair *pair,
    uint32_t column)
{
	const struct snapshot_cell *before = contrast_cell(contrast, pair, column, false);
	const struct snapshot_cell *after = contrast_cell(contrast, pair, column, true);

	return before != NULL && after != NULL && before->value != after->value;
}

bool
contrast_any(const struct contrast *contrast)
{
	return contrast->changed + contrast->shifted + contrast->only_before +
	    contrast->only_after >
	    0;
}
