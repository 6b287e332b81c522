/*
 * engine: for the tests of the engine: a policy text and a few rows, compiled and run, and what
 * came out as text.
 *
 * Rows are written as a small CSV without quoting: a header of field names, then one line a row. An
 * empty cell is blank, `?` is a refused one, `nothing` a derived column that is nothing for
 * certain; fields the header leaves out are unknown. A derived column in the header is given from
 * outside.
 */
#ifndef TESTS_UNIT_ENGINE_H
#define TESTS_UNIT_ENGINE_H

#include "tests/unit/test.h"

#include <stdlib.h>
#include <string.h>

#include "interp/batch.h"
#include "interp/buffer.h"
#include "interp/explain.h"
#include "interp/field.h"
#include "interp/knobs.h"
#include "lang/compile.h"
#include "lang/date.h"

#define ENGINE_HEAD \
	"policy p\n  title \"t\"\n  version \"1\"\n  owner \"o\"\n  in force from 2020-01-01\n" \
	"source s is \"S\"\n"

enum { ENGINE_COLUMNS = 32, ENGINE_CELL = 256 };

struct engine {
	struct arena arena;
	struct sources sources;
	struct diags diags;
	const struct program *program;
	struct knobs knobs;
	const struct table *table;
	struct batch run, batch;
	struct buffer out;
	const struct column *given_columns[ENGINE_COLUMNS];
	const struct value *given_values[ENGINE_COLUMNS];
	const bool *given_rows[ENGINE_COLUMNS];
	uint32_t given_count;
};

static inline int64_t
engine_date(const char *text)
{
	int64_t date = 0;

	if (!date_from_civil(atoi(text), atoi(text + 5), atoi(text + 8), &date))
		fail_msg("no such date: %s", text);
	return date;
}

static inline void
engine_open(struct engine *engine, const char *policy, const char *run_date)
{
	struct fault fault = FAULT_NONE;
	struct plan_request request = { .program = NULL };

	memset(engine, 0, sizeof(*engine));
	arena_init(&engine->arena);
	sources_init(&engine->sources, &engine->arena);
	diags_init(&engine->diags, &engine->arena, &engine->sources);
	engine->program = policy_compile(&engine->arena, &engine->sources, &engine->diags, "p.writ",
	    policy, strlen(policy));
	if (engine->program == NULL || engine->program->table_count == 0)
		fail_msg("the policy does not compile: %s",
		    engine->diags.first != NULL ? engine->diags.first->text : "no message");
	engine->table = engine->program->tables[0];
	knobs_init(&engine->knobs, &engine->arena, engine->program, engine_date(run_date));
	if (!knobs_load_calendars(&engine->knobs, ".", &fault))
		fail_msg("%s", fault.text);
	request.program = engine->program;
	request.table = engine->program->run;
	request.knobs = &engine->knobs;
	request.columns = engine->program->run->columns;
	request.column_count = engine->program->run->column_count;
	batch_init(&engine->run, plan_make(&engine->arena, &request));
	engine->run.rows = 1;
	batch_run(&engine->run);
}

static inline void
engine_close(struct engine *engine)
{
	batch_release(&engine->run);
	if (engine->batch.plan != NULL)
		batch_release(&engine->batch);
	buffer_release(&engine->out);
	arena_release(&engine->arena);
}

/* One setting to one value, as a test's `set` does. */
static inline void
engine_set(struct engine *engine, const char *name, const char *text)
{
	const struct setting *setting = program_setting(engine->program, name);
	struct value *value = arena_new(&engine->arena, struct value);
	const char *cause = "no such setting";

	if (setting == NULL
	    || !field_read_kind(value, setting->type, text, strlen(text), &engine->arena, &cause))
		fail_msg("%s: %s", name, cause);
	knobs_set(&engine->knobs, setting, value, 1, "test");
}

static inline struct value
engine_cell(struct engine *engine, const struct column *column, const char *text, size_t length)
{
	struct value value = { .state = UNKNOWN, .type = column->type };
	const char *cause = "";
	struct cell cell;

	if (column->type.labels != NULL)
		value.labels = label_set_all(column->type.labels) | LABEL_NOTHING;
	if (length == 1 && text[0] == '?')
		return value;
	if (length == 7 && memcmp(text, "nothing", 7) == 0)
		return (struct value){ .state = NOTHING,
			.type = column->type,
			.labels = LABEL_NOTHING };
	if (column->field != NULL) {
		char *folded = arena_array(&engine->arena, char, length + 1);

		field_read(&cell, column, text, length, folded, &engine->arena);
		if (cell.result == CELL_REFUSED)
			fail_msg("%s: %s", column->name, cell.cause);
		if (cell.result == CELL_BLANK && cell.value.state != GIVEN)
			return (struct value){ .state = NOTHING,
				.type = column->type,
				.labels = LABEL_NOTHING };
		return cell.value;
	}
	if (!field_read_kind(&value, column->type, text, length, &engine->arena, &cause))
		fail_msg("%s: %s", column->name, cause);
	return value;
}

static inline void
engine_unstated(struct engine *engine)
{
	for (uint32_t i = 0; i < engine->table->field_count; i++) {
		const struct column *column = engine->table->columns[i];
		struct vec *vec = batch_fields(&engine->batch)[i];
		struct value value = engine_cell(engine, column, "?", 1);

		for (uint32_t row = 0; vec != NULL && row < engine->batch.rows; row++)
			vec_put(vec, row, &value);
	}
}

static inline const char *
engine_next(const char **at, size_t *length)
{
	const char *cell = *at;

	*length = strcspn(cell, ",\n");
	*at = cell + *length + (cell[*length] != '\0');
	return cell;
}

/* Fills the batch, without running it. Call once an engine. */
static inline void
engine_fill(struct engine *engine, const char *csv)
{
	const struct column *columns[ENGINE_COLUMNS];
	struct plan_request request = { .program = engine->program,
		.table = engine->table,
		.knobs = &engine->knobs,
		.columns = engine->table->columns,
		.column_count = engine->table->column_count,
		.run = &engine->run };
	bool *given = arena_array(&engine->arena, bool, engine->table->column_count);
	uint32_t count = 0, rows = 0;
	const char *at = csv;

	for (bool more = true; more; ) {
		size_t length;
		const char *name = engine_next(&at, &length);

		more = name[length] == ',';
		columns[count] =
		    table_column(engine->table, arena_copy(&engine->arena, name, length));
		if (columns[count] == NULL)
			fail_msg("no column %.*s", (int)length, name);
		given[columns[count]->index] = columns[count]->field == NULL;
		count++;
	}
	for (const char *byte = at; *byte != '\0'; byte++)
		rows += *byte == '\n' ? 1 : 0;
	request.given = given;
	batch_init(&engine->batch, plan_make(&engine->arena, &request));
	engine->batch.rows = rows;
	engine_unstated(engine);
	for (uint32_t i = 0; i < count; i++) {
		struct value *values = arena_array(&engine->arena, struct value, BATCH_ROWS);
		bool *is_given = arena_array(&engine->arena, bool, BATCH_ROWS);
		const char *line = at;

		for (uint32_t row = 0; row < rows; row++) {
			const char *cell = line;
			size_t length = 0;

			for (uint32_t skip = 0; skip <= i; skip++)
				cell = engine_next(&line, &length);
			values[row] = engine_cell(engine, columns[i], cell, length);
			is_given[row] = true;
			if (columns[i]->field != NULL
			    && batch_fields(&engine->batch)[columns[i]->index] != NULL)
				vec_put(batch_fields(&engine->batch)[columns[i]->index], row,
				    &values[row]);
			line = cell;
			line += strcspn(line, "\n");
			line += *line == '\n' ? 1 : 0;
		}
		if (columns[i]->field == NULL) {
			engine->given_columns[engine->given_count] = columns[i];
			engine->given_values[engine->given_count] = values;
			engine->given_rows[engine->given_count++] = is_given;
		}
	}
	engine->batch.given_columns = engine->given_columns;
	engine->batch.given_values = engine->given_values;
	engine->batch.given_rows = engine->given_rows;
	engine->batch.given_count = engine->given_count;
}

static inline void
engine_run(struct engine *engine, const char *csv)
{
	engine_fill(engine, csv);
	batch_run(&engine->batch);
}

static inline const struct column *
engine_column(const struct engine *engine, const char *name)
{
	const struct column *column = table_column(engine->table, name);

	if (column == NULL)
		fail_msg("no column %s", name);
	return column;
}

/* The value of a column in a row: as written out, `nothing`, or `unknown`; of labels that are
 * open "Red or Amber", and "Red or nothing". */
static inline const char *
engine_value(struct engine *engine, uint32_t row, const char *name)
{
	const struct vec *vec = batch_column(&engine->batch, engine_column(engine, name));
	struct value value = vec_value(vec, row);

	if (value.state == NOTHING)
		return "nothing";
	if (value.state == UNKNOWN && (vec->shape != SHAPE_LABELS))
		return "unknown";
	return value_spell(&engine->arena, &value, SPELL_PLAIN);
}

static inline const char *
engine_why(struct engine *engine, uint32_t row, const char *name)
{
	buffer_clear(&engine->out);
	buffer_text(&engine->out, "");
	explain_why(&engine->out, &engine->batch, row, engine_column(engine, name));
	return engine->out.at;
}

static inline const char *
engine_needs(struct engine *engine, uint32_t row, const char *name)
{
	buffer_clear(&engine->out);
	buffer_text(&engine->out, "");
	explain_needs(&engine->out, &engine->batch, row, engine_column(engine, name));
	return engine->out.at;
}

static inline const char *
engine_clause(struct engine *engine, uint32_t row, const char *name)
{
	buffer_clear(&engine->out);
	buffer_text(&engine->out, "");
	explain_clause(&engine->out, &engine->batch, row, engine_column(engine, name));
	return engine->out.at;
}

static inline enum verdict
engine_verdict(const struct engine *engine, uint32_t row, const char *name)
{
	return (enum verdict)engine->batch.decisions[engine_column(engine, name)->index]
	    ->verdict[row];
}

#endif
