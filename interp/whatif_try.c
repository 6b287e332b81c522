/* whatif_try: the run once more with one thing changed. See whatif.h. */
#include "interp/whatif.h"

#include <string.h>

#include "interp/decisions.h"
#include "interp/local.h"
#include "interp/whatif_memo.h"
#include "interp/workspace.h"

/* ---- reading what came of it ---- */

struct reading {
	const struct whatif *whatif;
	struct whatif_memo *memo;	/* takes every row, and nothing else does */
	bool by_row;			/* row i of the table answers change i; else by key */
	uint32_t count;
	struct whatif_outcome *out;
	struct buffer key;
};

static void
take_row(const struct reading *reading, const struct batch *batch, uint32_t row,
    struct whatif_outcome *out)
{
	const struct whatif *whatif = reading->whatif;

	for (uint32_t i = 0; i < whatif->column_count; i++) {
		const struct column *column = whatif->columns[i];
		const struct decisions *decisions = batch->decisions[column->index];

		out[i].there = true;
		out[i].value = vec_value(batch_column(batch, column), row);
		out[i].value.text = NULL;
		out[i].value.text_length = 0;
		out[i].line = decisions != NULL ? decisions->rule[row] : -1;
	}
}

static bool
take_batch(void *context, const struct batch *batch, struct fault *fault)
{
	struct reading *reading = context;
	const struct whatif *whatif = reading->whatif;

	(void)fault;
	for (uint32_t row = 0; row < batch->rows; row++) {
		uint32_t at = workspace_first_row(batch) + row;

		if (reading->memo != NULL) {
			whatif_memo_row(reading->memo, batch, row);
			continue;
		}
		if (reading->by_row) {
			if (at < reading->count)
				take_row(reading, batch, row,
				    reading->out + (size_t)at * whatif->column_count);
			continue;
		}
		buffer_clear(&reading->key);
		decisions_key(&reading->key, batch, row, whatif->table);
		if (reading->key.at != NULL && strcmp(reading->key.at, whatif->key) == 0)
			take_row(reading, batch, row, reading->out);
	}
	return true;
}

static struct table_wants
wants_of(const struct whatif *whatif, struct arena *arena)
{
	const struct column **columns = arena_array(arena, const struct column *,
	    whatif->column_count + whatif->table->key_count + 1);
	struct table_wants wants = { .columns = columns };

	for (uint32_t i = 0; i < whatif->column_count; i++)
		columns[wants.column_count++] = whatif->columns[i];
	for (uint32_t i = 0; i < whatif->table->key_count; i++)
		columns[wants.column_count++] = whatif->table->keys[i];
	return wants;
}

static bool
read_out(struct reading *reading, struct workspace *workspace, const struct table_wants *wants,
    struct fault *fault)
{
	struct row_consumer consumer = { take_batch, NULL, reading };
	bool done = workspace_evaluate(workspace, NULL, fault) &&
	    workspace_rows(workspace, reading->whatif->table, wants, &consumer, fault);

	buffer_release(&reading->key);
	return done;
}

/* ---- making the run again ---- */

static void
change_cell(struct workspace *workspace, const struct whatif_change *change, uint32_t row)
{
	workspace_give_value(workspace, change->fact->table, row, change->fact->field,
	    &change->value);
}

/* The tables of the run copied, with the changes made in them, and read; of `by_row` each change a
 * row of its own, the only one of its table. Without changes the knobs alone are others. */
static bool
read_copy(const struct whatif *whatif, const struct knobs *knobs,
    const struct whatif_change *changes, struct reading *reading, struct fault *fault)
{
	struct arena arena = ARENA_INIT;
	struct workspace *workspace = workspace_make(whatif->session->program, knobs);
	struct table_wants wants = wants_of(whatif, &arena);
	bool done;

	workspace_limit_held(workspace, whatif->table, &wants);
	if (!reading->by_row) {
		workspace_copy(workspace, whatif->base);
		if (changes != NULL)
			change_cell(workspace, changes, changes->fact->row);
	}
	for (uint32_t i = 0; reading->by_row && i < reading->count; i++) {
		uint32_t row = workspace_copy_row(workspace, whatif->base, whatif->table, 0);

		if (changes != NULL)
			change_cell(workspace, &changes[i], row);
	}
	done = read_out(reading, workspace, &wants, fault);
	workspace_free(workspace);
	arena_release(&arena);
	return done;
}

/* Every candidate a row of its own: they do not look at each other. */
static bool
try_rows(struct whatif *whatif, const struct whatif_change *changes, uint32_t count,
    struct whatif_outcome *out, struct fault *fault)
{
	struct reading reading = { .whatif = whatif, .by_row = true, .count = count, .out = out };

	return read_copy(whatif, &whatif->session->knobs, changes, &reading, fault);
}

/* The knobs of the run with one setting, or the day, changed. A `--set` of the run for the same
 * setting gives way. */
static bool
change_options(struct options *options, const struct whatif_change *change,
    const struct options *old, struct arena *arena)
{
	const char **sets;

	*options = *old;
	options->quiet = true;
	if (change->kind == WHATIF_DATE) {
		options->on = change->value.num;
		return true;
	}
	sets = arena_array(arena, const char *, old->set_count + 1);
	options->sets = sets;
	options->set_count = 0;
	for (uint32_t i = 0; i < old->set_count; i++) {
		size_t length = strlen(change->setting->name);

		if (strncmp(old->sets[i], change->setting->name, length) != 0 ||
		    old->sets[i][length] != '=')
			sets[options->set_count++] = old->sets[i];
	}
	sets[options->set_count++] = arena_printf(arena, "%s=%s", change->setting->name,
	    change->text);
	return true;
}

static bool
has_dated_rows(const struct program *program)
{
	for (uint32_t i = 0; i < program->table_count; i++)
		if (program->tables[i]->dated_by != NULL)
			return true;
	return false;
}

/* Other rows exist on another day: the files are read again. */
static bool
try_again(struct whatif *whatif, const struct options *options, struct whatif_outcome *out,
    struct fault *fault)
{
	struct arena arena = ARENA_INIT;
	struct session session;
	struct problems problems;
	struct table_wants wants = wants_of(whatif, &arena);
	struct reading reading = { .whatif = whatif, .memo = whatif->memo, .out = out };
	struct row_consumer consumer = { take_batch, NULL, &reading };
	bool done;

	problems_init(&problems, &arena, (struct problem_sink){ 0 });
	done = session_open(&session, &arena, options, whatif->session->program,
	    whatif->session->policy_digest, fault);
	if (done) {
		struct table_result result;

		session.nothing_explained = true;
		done = session_read(&session, whatif->table, &wants, &problems, &consumer,
		    &result, fault);
	}
	buffer_release(&reading.key);
	session_close(&session);
	arena_release(&arena);
	return done;
}

static bool
try_knobs(struct whatif *whatif, const struct whatif_change *change, struct whatif_outcome *out,
    bool *made, struct fault *fault)
{
	struct arena arena = ARENA_INIT;
	struct session *session = whatif->session;
	struct options options;
	struct knobs knobs;
	struct fault refused = FAULT_NONE;
	bool done = true;

	change_options(&options, change, session->options, &arena);
	if (change->kind == WHATIF_DATE && has_dated_rows(session->program)) {
		done = try_again(whatif, &options, out, fault);
		arena_release(&arena);
		return done;
	}
	knobs_init(&knobs, &arena, session->program, options.on);
	/* A value the policy does not allow is no change anybody can make. */
	*made = local_choose(&knobs, &options, &refused) &&
	    knobs_load_calendars(&knobs, session->policy_folder, &refused);
	if (*made) {
		struct reading reading = { .whatif = whatif,
			.memo = whatif->memo,
			.by_row = whatif->alone,
			.count = 1,
			.out = out };

		done = read_copy(whatif, &knobs, NULL, &reading, fault);
	}
	arena_release(&arena);
	return done;
}

static bool
try_tables(struct whatif *whatif, const struct whatif_change *change, struct whatif_outcome *out,
    struct fault *fault)
{
	struct reading reading = { .whatif = whatif, .memo = whatif->memo, .out = out };

	return read_copy(whatif, &whatif->session->knobs, change, &reading, fault);
}

bool
whatif_read_base(const struct whatif *whatif, struct whatif_memo *memo, struct fault *fault)
{
	struct reading reading = { .whatif = whatif, .memo = memo };

	return read_copy(whatif, &whatif->session->knobs, NULL, &reading, fault);
}

/* One run of all tables. */
static bool
try_one(struct whatif *whatif, const struct whatif_change *change, struct whatif_outcome *out,
    struct fault *fault)
{
	bool made = true, done;

	if (whatif->memo != NULL && whatif_memo_find(whatif->memo, whatif, change, out))
		return true;
	if (whatif->memo != NULL)
		whatif_memo_begin(whatif->memo, change);
	done = change->kind == WHATIF_CELL ? try_tables(whatif, change, out, fault) :
	                                     try_knobs(whatif, change, out, &made, fault);
	if (whatif->memo == NULL || !done)
		return done;
	whatif_memo_end(whatif->memo, made);
	whatif_memo_find(whatif->memo, whatif, change, out);
	return true;
}

bool
whatif_try(struct whatif *whatif, const struct whatif_change *changes, uint32_t count,
    struct whatif_outcome *out, struct fault *fault)
{
	memset(out, 0, (size_t)count * whatif->column_count * sizeof(*out));
	if (count == 0)
		return true;
	if (whatif->alone && changes[0].kind == WHATIF_CELL) {
		whatif->tries++;
		return try_rows(whatif, changes, count, out, fault);
	}
	for (uint32_t i = 0; i < count; i++) {
		struct whatif_outcome *at = out + (size_t)i * whatif->column_count;

		if (whatif->tries >= whatif->tries_max) {
			whatif->stopped = true;
			return true;
		}
		whatif->tries++;
		if (!try_one(whatif, &changes[i], at, fault))
			return false;
	}
	return true;
}

/* ---- comparing ---- */

static bool
is_settled(const struct column *column, const struct value *value)
{
	if (column->type.labels != NULL)
		return value->labels != 0 && (value->labels & (value->labels - 1)) == 0;
	return value->state != UNKNOWN;
}

bool
whatif_turns(const struct column *column, const struct whatif_outcome *now,
    const struct whatif_outcome *then)
{
	if (!then->there || !is_settled(column, &then->value))
		return false;
	if (!is_settled(column, &now->value))
		return true;
	if (column->type.labels != NULL)
		return now->value.labels != then->value.labels;
	if (now->line == then->line)
		return false;
	if (now->value.state != then->value.state)
		return true;
	return now->value.state == GIVEN && column->type.kind != KIND_TEXT &&
	    exact_compare(&now->value, &then->value) != 0;
}

bool
whatif_applies(const struct column *column)
{
	switch (column->origin) {
	case COLUMN_DECIDE:
	case COLUMN_BANDS:
	case COLUMN_DEADLINE:
	case COLUMN_LETTER:
		return true;
	case COLUMN_DEFINE:
		return column->type.labels != NULL;
	case COLUMN_FIELD:
	case COLUMN_DUE:
	case COLUMN_KEY:
	case COLUMN_SENT:
		return false;
	}
	return false;
}

const char *
whatif_setting_text(struct arena *arena, const struct value *values, uint32_t count)
{
	const char *text = count == 0 ? "nothing" : "";

	for (uint32_t i = 0; i < count; i++)
		text = arena_printf(arena, "%s%s%s", text, i > 0 ? " and " : "",
		    value_spell(arena, &values[i], SPELL_PLAIN));
	return text;
}
