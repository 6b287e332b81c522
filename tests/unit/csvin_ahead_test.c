/* csvin_ahead: batches stay as they are while the next are read, however long they are held;
 * problems come in order, however many there are; and it can be left at any time. That it gives the
 * same as csvin is shown in csvin_strip_test. */
#include "tests/unit/test.h"

#include <time.h>

#include "interp/platform_thread.h"
#include "tests/unit/made_file.h"

static const struct made_field fields_all[] = { { "ref", KIND_TEXT, MADE_KEY, NULL, NULL },
	{ "count", KIND_NUMBER, 0, NULL, NULL }, { "said", KIND_TEXT, MADE_BLANK, NULL, NULL } };

struct world {
	struct arena arena;
	const struct table *table;
	struct vec **fields;
	uint64_t lines[BATCH_ROWS];
	struct problems problems;
	struct csvin *in;
	struct fault fault;
	char path[64];
	uint64_t next_problem;		/* the line the next one is to be in */
};

static void
see_problem(void *context, const struct problem *problem)
{
	struct world *world = context;

	assert_int_equal(problem->line, world->next_problem++);
	assert_string_equal(problem->cause, "not a number");
	assert_memory_equal(problem->text, "bad", 3);
	assert_memory_equal(problem->row, "R", 1);
}

static void
open_world(struct world *world, const struct buffer *text)
{
	static const bool wanted[] = { true, true, true };
	struct csvin_options options = { .shown = "cases.csv",
		.wanted = wanted,

		.check_keys = true,
		.thread = true,
		.problems = &world->problems,
		.arena = &world->arena };

	memset(world, 0, sizeof *world);
	arena_init(&world->arena);
	world->next_problem = 2;
	world->table = MADE_TABLE(&world->arena, fields_all);
	world->fields = arena_array(&world->arena, struct vec *, 3);
	for (uint32_t i = 0; i < 3; i++) {
		struct type type = world->table->columns[i]->type;

		world->fields[i] = arena_new(&world->arena, struct vec);
		vec_init(world->fields[i], &world->arena, shape_of(type), type);
	}
	problems_init(&world->problems, &world->arena,
	    (struct problem_sink){ see_problem, NULL, world });
	made_write(world->path, text->at, text->length);
	options.table = world->table;
	options.path = world->path;
	world->in = csvin_open(&options, &world->fault);
	assert_non_null(world->in);
}

static void
close_world(struct world *world)
{
	csvin_close(world->in);
	unlink(world->path);
	arena_release(&world->arena);
}

static void
add_rows(struct buffer *text, uint32_t from, uint32_t count, const char *number)
{
	for (uint32_t row = from; row < from + count; row++)
		buffer_printf(text, "R%07u,%s,what was said in row %u\n", row, number, row);
}

/* Every other thread is given the time to come as far as it can before a batch is looked at. */
static void
a_batch_stays_while_the_next_are_read(void **state)
{
	enum { ROWS = 60000 };
	struct buffer text = BUFFER_INIT;
	struct world world;
	uint32_t rows, seen = 0;

	(void)state;
	buffer_text(&text, "ref,count,said\n");
	add_rows(&text, 0, ROWS, "12");
	open_world(&world, &text);
	while (csvin_next(world.in, world.fields, world.lines, &rows, &world.fault) ==
	    CSVIN_ROWS) {
		if (seen < 8 * BATCH_ROWS)
			nanosleep(&(struct timespec){ .tv_nsec = 2000000 }, NULL);
		for (uint32_t row = 0; row < rows; row++, seen++) {
			char ref[16], said[40];

			snprintf(ref, sizeof ref, "R%07u", seen);
			snprintf(said, sizeof said, "what was said in row %u", seen);
			assert_int_equal(world.lines[row], seen + 2);
			assert_int_equal(world.fields[0]->text[row].length, strlen(ref));
			assert_memory_equal(world.fields[0]->text[row].at, ref, strlen(ref));
			assert_int_equal(world.fields[2]->text[row].length, strlen(said));
			assert_memory_equal(world.fields[2]->text[row].at, said, strlen(said));
		}
	}
	assert_int_equal(seen, ROWS);
	assert_int_equal(csvin_counts(world.in)->used, ROWS);
	assert_int_equal(strlen(csvin_digest(world.in)), 64);
	assert_string_equal(csvin_facts(world.in)->columns[2].header, "said");
	/* That was all, as often as one asks. */
	assert_int_equal(csvin_next(world.in, world.fields, world.lines, &rows,
	    &world.fault), CSVIN_END);
	close_world(&world);
	buffer_release(&text);
}

/* More than are handed over at once, and in no batch. */
static void
problems_come_in_the_order_of_the_file(void **state)
{
	enum { ROWS = 40000 };
	struct buffer text = BUFFER_INIT;
	struct world world;
	uint32_t rows;

	(void)state;
	buffer_text(&text, "ref,count,said\n");
	add_rows(&text, 0, ROWS, "bad");
	open_world(&world, &text);
	while (csvin_next(world.in, world.fields, world.lines, &rows, &world.fault) ==
	    CSVIN_ROWS)
		;
	assert_int_equal(world.problems.cells_refused, ROWS);
	assert_int_equal(world.next_problem, ROWS + 2);
	close_world(&world);
	buffer_release(&text);
}

static void
it_can_be_left_at_any_time(void **state)
{
	struct buffer text = BUFFER_INIT;

	(void)state;
	buffer_text(&text, "ref,count,said\n");
	add_rows(&text, 0, 20000, "1");
	add_rows(&text, 20000, 20000, "bad");
	for (uint32_t batches = 0; batches < 40; batches++) {
		struct world world;
		uint32_t rows;

		open_world(&world, &text);
		world.next_problem = 20002;
		for (uint32_t i = 0; i < batches; i++)
			csvin_next(world.in, world.fields, world.lines, &rows,
			    &world.fault);
		close_world(&world);
	}
	buffer_release(&text);
}

static void
there_is_at_least_one_core(void **state)
{
	(void)state;
	assert_true(platform_cores() >= 1);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_batch_stays_while_the_next_are_read),
		cmocka_unit_test(problems_come_in_the_order_of_the_file),
		cmocka_unit_test(it_can_be_left_at_any_time),
		cmocka_unit_test(there_is_at_least_one_core)
	};

	return RUN_TESTS(tests);
}
