/*
 * workspace_stream: tables that are not held. Where the rows of an input only count towards their
 * group (count, sum, average, `there is`), and the group is known before them because it has a row
 * for every pair of what the keys refer to, each row is added to the totals of its group as it goes
 * by. What is then kept is as long as the group, not as the file.
 *
 * This is done only where nothing is explained: to name the rows behind a figure they would have to
 * be there.
 */
#include "interp/workspace_parts.h"

#include <string.h>

#include "interp/buffer.h"
#include "interp/kernels.h"

/* ---- which tables ---- */

static bool
is_referred_to(const struct program *program, const struct table *table)
{
	for (uint32_t t = 0; t < program->table_count; t++)
		for (uint32_t i = 0; i < program->tables[t]->column_count; i++)
			if (program->tables[t]->columns[i]->refers_to == table)
				return true;
	return false;
}

/* A group whose rows, and the row of each row of its source, follow from the references alone. */
static bool
group_follows(const struct table *group)
{
	if (!group->every)
		return false;
	for (uint32_t i = 0; i < group->key_count; i++) {
		const struct column *source = group->source_keys[i];

		if (source->origin != COLUMN_FIELD || source->refers_to == NULL ||
		    source->refers_to != group->keys[i]->refers_to || source->refers_to->of != NULL)
			return false;
	}
	return true;
}

static bool
can_stream(const struct workspace *workspace, const struct table *table)
{
	const struct program *program = workspace->program;

	if (table->of != NULL || table == program->run || table == workspace->wanted ||
	    is_referred_to(program, table))
		return false;
	if (workspace->is_test || strcmp(workspace_file(workspace, table), "-") == 0)
		return false;
	for (uint32_t i = 0; i < workspace->room_count; i++)
		if (workspace->rooms[i].table->of == table &&
		    workspace->rooms[i].base != LEVEL_UNSET &&
		    !group_follows(workspace->rooms[i].table))
			return false;
	for (uint32_t i = 0; i < workspace->thing_count; i++) {
		const struct thing *thing = &workspace->things[i];

		if (thing->kind == THING_COLUMN ? thing->column->table == table :
						  thing->table == table)
			return false;
		if (thing->related != NULL && thing->related->table == table &&
		    (thing->kind != THING_RELATED || !related_totals_fit(thing->expr)))
			return false;
	}
	return true;
}

void
workspace_limit(struct workspace *workspace, const struct table *table,
    const struct table_wants *wants)
{
	workspace->limited = true;
	workspace->wanted = table;
	workspace->wants = *wants;
	workspace_list_things(workspace);
	for (uint32_t i = 0; i + 1 < workspace->room_count; i++)
		workspace->rooms[i].streams = can_stream(workspace, workspace->rooms[i].table);
}

bool
workspace_streams(const struct workspace *workspace, const struct table *table)
{
	return workspace_room(workspace, table)->streams;
}

void
workspace_read_from(struct workspace *workspace, const struct workspace_source *source)
{
	workspace->source = *source;
}

/* ---- the rows that a row refers to ---- */

/* A column of the batch as if it were held. */
static struct held
view(const struct vec *vec, uint32_t rows)
{
	struct vec *there = (struct vec *)(uintptr_t)vec;

	return (struct held){ .shape = vec->shape,
		.type = vec->type,
		.rows = rows,
		.room = rows,
		.first = there->given.word,
		.second = there->nothing.word,
		.labels = there->labels,
		.num = there->num,
		.den = there->den,
		.text = there->text };
}

static void
find_targets(const struct workspace *workspace, const struct column *reference,
    const struct held *probe, uint32_t *targets)
{
	rowmap_find_all(workspace_room(workspace, reference->refers_to)->by_key, &probe, 0,
	    probe->rows, targets);
}

void
workspace_prepare(const struct workspace *workspace, struct batch *batch)
{
	uint32_t targets[BATCH_ROWS];

	for (uint32_t i = 0; i < plan_outside_count(batch->plan); i++) {
		const struct expr *expr = plan_outside(batch->plan, i);
		struct held reference = view(batch_fields(batch)[expr->column->index], batch->rows);

		find_targets(workspace, expr->column, &reference, targets);
		workspace_fill_through(workspace, (struct vec *)(uintptr_t)batch_expr(batch, expr),
		    expr, &reference, 0, targets, batch->rows);
	}
}

/* ---- the row of the group ---- */

/* a plain list of places may be that much longer than the group */
enum { PLACES_LOOSE = 4, PLACES_SMALL = 65536 };

struct places {			/* from the rows its keys refer to, to the row of the group */
	const struct room *group;
	size_t *strides;
	uint32_t *at;		/* or NULL: */
	struct rowmap *map;
	const struct held **keys;
	uint32_t *rows;		/* of the rows of this batch */
	uint64_t stray[BATCH_WORDS];
};

static void
places_make(struct workspace *workspace, struct places *places, const struct room *group)
{
	const struct table *table = group->table;
	uint64_t product = 1;

	memset(places, 0, sizeof(*places));
	places->group = group;
	places->rows = memory_grow(NULL, BATCH_ROWS, sizeof(*places->rows));
	places->strides = memory_grow(NULL, table->key_count, sizeof(*places->strides));
	places->keys = memory_grow(NULL, table->key_count, sizeof(*places->keys));
	for (uint32_t i = 0; i < table->key_count; i++) {
		uint64_t count = workspace_room(workspace, table->keys[i]->refers_to)->rows;

		places->strides[i] = (size_t)product;
		product = count > 0 && product > UINT32_MAX / count ? UINT32_MAX : product * count;
	}
	if (product > (uint64_t)group->rows * PLACES_LOOSE + PLACES_SMALL) {
		for (uint32_t i = 0; i < table->key_count; i++)
			places->keys[i] = &group->fields[i];
		places->map = rowmap_make(places->keys, table->key_count);
		return;
	}
	places->at = memory_grow(NULL, (size_t)product + 1, sizeof(*places->at));
	memset(places->at, 0xFF, ((size_t)product + 1) * sizeof(*places->at));
	for (uint32_t row = group->rows; row-- > 0;) {
		size_t at = 0;
		bool found = true;

		for (uint32_t i = 0; i < table->key_count; i++) {
			uint32_t target = group->targets[i][row];

			found = found && target != HELD_NO_ROW;
			at += found ? target * places->strides[i] : 0;
		}
		if (found)
			places->at[at] = row;
	}
}

static void
places_release(struct places *places)
{
	memory_free(places->at);
	memory_free(places->keys);
	memory_free(places->rows);
	memory_free(places->strides);
	rowmap_free(places->map);
}

static void
mark_stray(struct places *places, const struct held *probe)
{
	for (uint32_t row = 0; row < probe->rows; row++) {
		bool open = probe->shape == SHAPE_LABELS ?
		    !rowmap_is_known(probe, row) && probe->labels[row] != LABEL_NOTHING :
		    !(HELD_BIT(probe->first, row)) && !(HELD_BIT(probe->second, row));

		if (open)
			places->stray[row >> 6] |= UINT64_C(1) << (row & 63);
	}
}

/* What the references of the source found, by column index of the source. All places are fetched
 * before the first is looked at. */
static void
places_find(struct places *places, const struct held *probes, uint32_t *const *targets,
    uint32_t rows)
{
	const struct table *table = places->group->table;
	size_t at[BATCH_ROWS] = { 0 };

	memset(places->stray, 0, sizeof(places->stray));
	for (uint32_t i = 0; i < table->key_count; i++)
		mark_stray(places, &probes[table->source_keys[i]->index]);
	if (places->at == NULL) {
		for (uint32_t i = 0; i < table->key_count; i++)
			places->keys[i] = &probes[table->source_keys[i]->index];
		rowmap_find_all(places->map, places->keys, 0, rows, places->rows);
		return;
	}
	for (uint32_t i = 0; i < table->key_count; i++) {
		const uint32_t *target = targets[table->source_keys[i]->index];

		for (uint32_t row = 0; row < rows; row++) {
			if (target[row] == HELD_NO_ROW)
				at[row] = SIZE_MAX;
			else if (at[row] != SIZE_MAX)
				at[row] += target[row] * places->strides[i];
		}
	}
	for (uint32_t row = 0; row < rows; row++)
		if (at[row] != SIZE_MAX)
			__builtin_prefetch(&places->at[at[row]]);
	for (uint32_t row = 0; row < rows; row++)
		places->rows[row] = at[row] != SIZE_MAX ? places->at[at[row]] : HELD_NO_ROW;
}

/* ---- one reading ---- */

struct tally {
	struct thing *thing;
	struct places *places;
	const struct expr *figure;	/* or NULL */
	struct tally *same;		/* another over the same rows has its totals; or NULL */
	struct related_totals totals;
	struct vec spare;		/* of a condition that is a column of yes or no */
};

struct stream {
	struct workspace *workspace;
	const struct table *table;
	struct tally *tallies;
	uint32_t tally_count;
	struct places *places;		/* one a group */
	uint32_t group_count;
	uint32_t **targets;		/* by column index; NULL for what is no reference */
	struct held *probes;
	struct problems *missing;	/* NULL: said before */
	struct arena arena;
};

static void
note_missing(struct stream *stream, const struct batch *batch)
{
	const struct table *table = stream->table;

	for (uint32_t i = 0; stream->missing != NULL && i < table->field_count; i++) {
		for (uint32_t row = 0; stream->targets[i] != NULL && row < batch->rows; row++) {
			struct value value;

			if (stream->targets[i][row] != HELD_NO_ROW ||
			    !rowmap_is_known(&stream->probes[i], row))
				continue;
			value = held_value(&stream->probes[i], row);
			workspace_note_missing(stream->workspace, table->columns[i], &value,
			    batch->lines[row], stream->missing);
		}
	}
}

static const struct vec *
truth_of(const struct batch *batch, const struct expr *expr, struct vec *spare)
{
	const struct vec *vec = batch_expr(batch, expr);
	struct operands in = { .rows = batch->rows, .a = vec, .with = { .labels = LABEL_YES } };

	if (vec->shape == SHAPE_TRUTH)
		return vec;
	kernel_labels_in(spare, &in);
	return spare;
}

/* The parts of its key that are known tell which rows of the group it does not belong to. */
static void
add_stray(struct stream *stream, struct tally *tally, uint32_t row, enum presence state,
    int64_t num)
{
	const struct room *group = tally->places->group;
	const struct table *table = group->table;
	bool any_known = false;

	for (uint32_t i = 0; i < table->key_count; i++) {
		const struct held *probe = &stream->probes[table->source_keys[i]->index];

		if (rowmap_is_known(probe, row))
			any_known = true;
		else if (probe->shape == SHAPE_LABELS ? probe->labels[row] == LABEL_NOTHING :
							(HELD_BIT(probe->second, row)) != 0)
			return;			/* an empty part matches nothing */
	}
	if (!any_known) {
		related_totals_add(&tally->totals, HELD_NO_ROW, false, state, num);
		return;
	}
	for (uint32_t at = 0; at < group->rows; at++) {
		bool matches = true;

		for (uint32_t i = 0; matches && i < table->key_count; i++) {
			uint32_t index = table->source_keys[i]->index;

			matches = !rowmap_is_known(&stream->probes[index], row) ||
			    (stream->targets[index][row] != HELD_NO_ROW &&
				stream->targets[index][row] == group->targets[i][at]);
		}
		if (matches)
			related_totals_add(&tally->totals, at, false, state, num);
	}
}

static void
add_rows(struct stream *stream, struct tally *tally, const struct batch *batch)
{
	const struct related *related = tally->thing->related;
	const struct vec *where =
	    related->where != NULL ? truth_of(batch, related->where, &tally->spare) : NULL;
	const struct vec *what = tally->figure != NULL ? batch_expr(batch, tally->figure) : NULL;
	const struct held *dated = stream->table->dated_by != NULL ?
	    &stream->probes[stream->table->dated_by->index] :
	    NULL;

	for (uint32_t row = 0; row < batch->rows; row++)
		if (tally->places->rows[row] != HELD_NO_ROW)
			__builtin_prefetch(&tally->totals.at[tally->places->rows[row]], 1);
	for (uint32_t row = 0; row < batch->rows; row++) {
		bool stray = (HELD_BIT(tally->places->stray, row)) != 0;
		enum presence state = GIVEN;
		uint32_t at = tally->places->rows[row];
		bool sure = !stray;

		if ((at == HELD_NO_ROW && !stray) || (where != NULL && RAIL_GET(where->no, row)))
			continue;
		if (where != NULL && !RAIL_GET(where->yes, row))
			sure = false;
		if (dated != NULL && !(HELD_BIT(dated->first, row)))
			sure = false;
		if (what != NULL && !RAIL_GET(what->given, row))
			state = UNKNOWN;
		if (stray)
			add_stray(stream, tally, row, state,
			    what != NULL && state == GIVEN ? what->num[row] : 0);
		else
			related_totals_add(&tally->totals, at, sure, state,
			    what != NULL && state == GIVEN ? what->num[row] : 0);
	}
}

static bool
take_batch(void *context, const struct batch *batch, struct fault *fault)
{
	struct stream *stream = context;
	struct vec *const *fields = batch_fields((struct batch *)(uintptr_t)batch);

	(void)fault;
	for (uint32_t i = 0; i < stream->table->field_count; i++) {
		stream->probes[i] = view(fields[i], batch->rows);
		if (stream->targets[i] != NULL)
			find_targets(stream->workspace, stream->table->columns[i],
			    &stream->probes[i], stream->targets[i]);
	}
	note_missing(stream, batch);
	for (uint32_t i = 0; i < stream->group_count; i++)
		places_find(&stream->places[i], stream->probes, stream->targets, batch->rows);
	for (uint32_t i = 0; i < stream->tally_count; i++)
		if (stream->tallies[i].same == NULL)
			add_rows(stream, &stream->tallies[i], batch);
	return true;
}

static void
start_again(void *context)
{
	struct stream *stream = context;

	if (stream->missing != NULL)
		problems_restart(stream->missing);
	for (uint32_t i = 0; i < stream->tally_count; i++)
		if (stream->tallies[i].same == NULL)
			related_totals_clear(&stream->tallies[i].totals);
}

static struct places *
places_of(struct stream *stream, const struct room *group)
{
	for (uint32_t i = 0; i < stream->group_count; i++)
		if (stream->places[i].group == group)
			return &stream->places[i];
	places_make(stream->workspace, &stream->places[stream->group_count], group);
	return &stream->places[stream->group_count++];
}

static void
open_stream(struct stream *stream, uint32_t level)
{
	struct workspace *workspace = stream->workspace;
	const struct table *table = stream->table;

	arena_init(&stream->arena);
	stream->tallies = arena_array(&stream->arena, struct tally, workspace->thing_count + 1);
	stream->places = arena_array(&stream->arena, struct places, workspace->room_count);
	stream->targets = arena_array(&stream->arena, uint32_t *, table->field_count);
	stream->probes = arena_array(&stream->arena, struct held, table->field_count);
	for (uint32_t i = 0; i < table->field_count; i++)
		if (table->columns[i]->refers_to != NULL)
			stream->targets[i] = arena_array(&stream->arena, uint32_t, BATCH_ROWS);
	for (uint32_t i = 0; i < workspace->thing_count; i++) {
		struct thing *thing = &workspace->things[i];
		struct tally *tally = &stream->tallies[stream->tally_count];

		if (thing->level != level || thing->related == NULL ||
		    thing->related->table != table)
			continue;
		tally->thing = thing;
		tally->places = places_of(stream, workspace_room(workspace, thing->table));
		tally->figure = thing->expr->kind == EXPR_EXISTS ? NULL : thing->expr->a;
		vec_init(&tally->spare, &stream->arena, SHAPE_TRUTH, type_plain(KIND_YES_NO));
		stream->tally_count++;
	}
}

/* What has no figure of its own is counted with another over the same rows. */
static void
share_totals(struct stream *stream, const struct plan *plan)
{
	for (uint32_t i = 0; i < stream->tally_count; i++) {
		struct tally *tally = &stream->tallies[i];
		const struct expr *where = tally->thing->related->where;

		for (uint32_t k = 0;
		     k < stream->tally_count && tally->figure == NULL && tally->same == NULL; k++) {
			struct tally *other = &stream->tallies[k];
			const struct expr *theirs = other->thing->related->where;

			if (k == i || other->same != NULL || other->places != tally->places ||
			    (where == NULL) != (theirs == NULL) || (k > i && other->figure == NULL))
				continue;
			if (where == NULL ||
			    plan_slot_expr(plan, where) == plan_slot_expr(plan, theirs))
				tally->same = other;
		}
	}
	for (uint32_t i = 0; i < stream->tally_count; i++)
		if (stream->tallies[i].same == NULL)
			related_totals_init(&stream->tallies[i].totals,
			    stream->tallies[i].places->group->rows);
}

static void
close_stream(struct stream *stream, bool done)
{
	for (uint32_t i = 0; i < stream->group_count; i++)
		places_release(&stream->places[i]);
	for (uint32_t i = 0; done && i < stream->tally_count; i++) {
		const struct tally *tally = &stream->tallies[i];
		struct thing *thing = tally->thing;
		const struct related_totals *totals =
		    tally->same != NULL ? &tally->same->totals : &tally->totals;

		held_init(&thing->result,
		    thing->expr->kind == EXPR_EXISTS ? SHAPE_TRUTH : shape_of(thing->expr->type),
		    thing->expr->type);
		workspace_expect_too_large(stream->workspace, thing);
		related_totals_put(totals, thing->expr, &thing->result, thing->too_large);
		thing->done = true;
	}
	for (uint32_t i = 0; i < stream->tally_count; i++)
		related_totals_release(&stream->tallies[i].totals);
	arena_release(&stream->arena);
}

/* All fields are read, also those that nothing here needs: a bad cell in them is said. */
static const struct plan *
plan_of(struct stream *stream)
{
	const struct table *table = stream->table;
	const struct expr **exprs = arena_array(&stream->workspace->arena, const struct expr *,
	    stream->tally_count * 2 + 1);
	struct table_wants wants = { .columns = table->columns,
		.column_count = table->field_count,
		.exprs = exprs };

	for (uint32_t i = 0; i < stream->tally_count; i++) {
		const struct tally *tally = &stream->tallies[i];

		if (tally->thing->related->where != NULL)
			exprs[wants.expr_count++] = tally->thing->related->where;
		if (tally->figure != NULL)
			exprs[wants.expr_count++] = tally->figure;
	}
	return workspace_plan(stream->workspace, table, &wants);
}

static bool
read_through(struct workspace *workspace, struct room *room, uint32_t level, struct fault *fault)
{
	struct stream stream = { .workspace = workspace, .table = room->table };
	struct row_consumer consumer = { take_batch, start_again, &stream };
	const struct plan *plan;
	bool done;

	if (workspace->missing != NULL && !room->streamed)
		stream.missing = &workspace->missing[room->table->index];
	open_stream(&stream, level);
	plan = plan_of(&stream);
	share_totals(&stream, plan);
	done = workspace->source.read(workspace->source.context, room->table, plan, &consumer,
	    !room->streamed, fault);
	close_stream(&stream, done);
	room->streamed = true;
	return done;
}

static bool
has_things(const struct workspace *workspace, const struct table *table, uint32_t level)
{
	for (uint32_t i = 0; i < workspace->thing_count; i++)
		if (workspace->things[i].level == level && workspace->things[i].related != NULL &&
		    workspace->things[i].related->table == table)
			return true;
	return false;
}

bool
workspace_stream_level(struct workspace *workspace, uint32_t level, struct fault *fault)
{
	for (uint32_t i = 0; i < workspace->room_count; i++) {
		struct room *room = &workspace->rooms[i];

		if (room->streams && has_things(workspace, room->table, level) &&
		    !read_through(workspace, room, level, fault))
			return false;
	}
	return true;
}

/* Nothing needed them; what is wrong with them is said all the same. */
bool
workspace_stream_rest(struct workspace *workspace, struct fault *fault)
{
	for (uint32_t i = 0; i < workspace->room_count; i++) {
		struct room *room = &workspace->rooms[i];

		if (room->streams && !room->streamed &&
		    !read_through(workspace, room, LEVEL_UNSET, fault))
			return false;
	}
	return true;
}
