/*
 * made_world: for the tests of what takes several tables: a policy, rows given to its tables by
 * hand, and what came out as text.
 */
#ifndef TESTS_UNIT_MADE_WORLD_H
#define TESTS_UNIT_MADE_WORLD_H

#include "tests/unit/engine.h"

#include "interp/workspace.h"

struct world {
	struct engine engine;
	struct workspace *workspace;
};

static inline const struct table *
table_named(const struct world *world, const char *name)
{
	const struct table *table = program_table(world->engine.program, name);

	assert_non_null(table);
	return table;
}

static inline void
open_world_of_files(struct world *world, const char *policy, const char *const *paths)
{
	engine_open(&world->engine, policy, "2020-12-31");
	assert_true(workspace_needed(world->engine.program));
	world->workspace = workspace_make(world->engine.program, &world->engine.knobs);
	workspace_name_files(world->workspace, paths);
}

/* The rows are a test's own. */
static inline void
open_world(struct world *world, const char *policy)
{
	open_world_of_files(world, policy, NULL);
	workspace_begin_test(world->workspace);
}

static inline void
close_world(struct world *world)
{
	workspace_free(world->workspace);
	engine_close(&world->engine);
}

/* "shop_code=A,opened_on=2019-01-01"; what is left out is unknown, `nothing` is nothing. */
static inline uint32_t
give(struct world *world, const char *name, const char *values)
{
	const struct table *table = table_named(world, name);
	uint32_t row = workspace_give(world->workspace, table);
	char copy[256], *at = copy;

	assert_true(strlen(values) < sizeof(copy));
	memcpy(copy, values, strlen(values) + 1);
	while (at != NULL && *at != '\0') {
		char *equals = strchr(at, '='), *next = strchr(at, ',');
		const struct column *column;
		struct value value = { .state = NOTHING };
		const char *cause = NULL;

		assert_non_null(equals);
		*equals = '\0';
		if (next != NULL)
			*next++ = '\0';
		column = table_column(table, at);
		assert_non_null(column);
		value.type = column->type;
		value.labels = LABEL_NOTHING;
		if (strcmp(equals + 1, "nothing") != 0 &&
		    !field_read_kind(&value, column->type, equals + 1, strlen(equals + 1),
		        &world->engine.arena, &cause))
			fail_msg("%s: %s", equals + 1, cause);
		workspace_give_value(world->workspace, table, row, column, &value);
		at = next;
	}
	return row;
}

struct listing {
	const struct column *const *columns;
	uint32_t count;
	struct buffer text;
};

static inline bool
list_batch(void *context, const struct batch *batch, struct fault *fault)
{
	struct listing *listing = context;

	(void)fault;
	for (uint32_t row = 0; row < batch->rows; row++) {
		for (uint32_t i = 0; i < listing->count; i++) {
			struct value value =
			    vec_value(batch_column(batch, listing->columns[i]), row);

			buffer_text(&listing->text, i == 0 ? "" : " ");
			if (value.state == GIVEN)
				buffer_value(&listing->text, &value, SPELL_PLAIN);
			else
				buffer_text(&listing->text, value.state == NOTHING ? "-" : "?");
		}
		buffer_text(&listing->text, "; ");
	}
	return true;
}

static inline void
expect(struct world *world, const char *name, const char *columns, const char *wanted)
{
	const struct table *table = table_named(world, name);
	const struct column *list[8];
	struct listing listing = { .columns = list, .text = BUFFER_INIT };
	struct row_consumer consumer = { list_batch, NULL, &listing };
	struct table_wants wants = { .columns = list };
	struct fault fault = FAULT_NONE;
	char copy[256], *at = copy;

	memcpy(copy, columns, strlen(columns) + 1);
	while (at != NULL) {
		char *next = strchr(at, ' ');

		if (next != NULL)
			*next++ = '\0';
		list[listing.count] = table_column(table, at);
		assert_non_null(list[listing.count]);
		listing.count++;
		at = next;
	}
	wants.column_count = listing.count;
	assert_true(workspace_rows(world->workspace, table, &wants, &consumer, &fault));
	assert_string_equal(listing.text.at == NULL ? "" : listing.text.at, wanted);
	buffer_release(&listing.text);
}

static inline void
evaluate(struct world *world)
{
	struct fault fault = FAULT_NONE;

	assert_true(workspace_evaluate(world->workspace, NULL, &fault));
}

#endif
