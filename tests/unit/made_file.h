/* made_file: bytes to a file, the file through csvin, and what came out as lines of text that a
 * test can compare. */
#ifndef TESTS_UNIT_MADE_FILE_H
#define TESTS_UNIT_MADE_FILE_H

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "interp/buffer.h"
#include "interp/csvin.h"
#include "made_table.h"

struct made_reading {
	struct arena arena;
	struct buffer out;		/* rows, counts, problems; or the fault */
	struct csvin_counts counts;
	const struct csvin_facts *facts;
	char digest[65];
	int agains;
	bool ahead;			/* read ahead in a thread (csvin.h) */
	char path[64];
};

#define MADE_READING { .arena = ARENA_INIT, .out = BUFFER_INIT }

/* What the tests read with, unless it is about something else. */
#define MADE_USUAL ((struct csvin_options){ .check_keys = true, .run_date = 19000 })

static inline void
made_write(char path[64], const char *bytes, size_t length)
{
	int file;
	FILE *out;

	strcpy(path, "/tmp/writ-test-XXXXXX");
	file = mkstemp(path);
	out = file < 0 ? NULL : fdopen(file, "wb");
	if (out == NULL || fwrite(bytes, 1, length, out) != length || fclose(out) != 0) {
		perror(path);
		abort();
	}
}

struct made_sink {
	struct buffer *out;
};

static inline void
made_add(void *context, const struct problem *problem)
{
	struct made_sink *sink = context;

	buffer_printf(sink->out, "%s %s", problem_effect_name(problem->effect), problem->slug);
	if (problem->line > 0)
		buffer_printf(sink->out, " line %" PRIu64, problem->line);
	if (problem->column != NULL)
		buffer_printf(sink->out, " %s", problem->column);
	if (problem->text != NULL)
		buffer_printf(sink->out, " '%.*s'", (int)problem->text_length, problem->text);
	buffer_printf(sink->out, ": %s; %s\n", problem->cause, problem->fix);
}

static inline void
made_restart(void *context)
{
	buffer_clear(((struct made_sink *)context)->out);
}

static inline void
made_row(struct made_reading *run, const struct table *table, struct vec *const *fields,
    uint32_t row)
{
	for (uint32_t i = 0; i < table->field_count; i++) {
		struct value value;

		if (i > 0)
			buffer_char(&run->out, '|');
		if (fields[i] == NULL)
			continue;
		value = vec_value(fields[i], row);
		if (value.state == UNKNOWN)
			buffer_char(&run->out, '?');
		else if (value.state == NOTHING)
			buffer_char(&run->out, '-');
		else
			buffer_value(&run->out, &value, SPELL_PLAIN);
	}
	buffer_char(&run->out, '\n');
}

/* Reads all; `options` gives encoding, run_date, check_keys and wanted (NULL: all), the rest is
 * filled in here. */
static inline void
made_read_path(struct made_reading *run, const struct table *table, const char *path,
    struct csvin_options options)
{
	struct buffer found = BUFFER_INIT;
	struct made_sink sink = { &found };
	struct problems problems;
	struct fault fault = FAULT_NONE;
	struct vec **fields = arena_array(&run->arena, struct vec *, table->field_count);
	bool *wanted = arena_array(&run->arena, bool, table->field_count), going = true;
	uint64_t lines[BATCH_ROWS];
	uint32_t rows;
	struct csvin *in;

	for (uint32_t i = 0; i < table->field_count; i++) {
		wanted[i] = true;
		fields[i] = arena_new(&run->arena, struct vec);
		vec_init(fields[i], &run->arena, shape_of(table->columns[i]->type),
		    table->columns[i]->type);
	}
	problems_init(&problems, &run->arena,
	    (struct problem_sink){ made_add, made_restart, &sink });
	options.table = table;
	options.path = path;
	options.shown = "cases.csv";
	if (options.wanted == NULL)
		options.wanted = wanted;
	options.problems = &problems;
	options.arena = &run->arena;
	options.thread = run->ahead;
	buffer_clear(&run->out);
	buffer_text(&run->out, "");
	run->agains = 0;
	in = csvin_open(&options, &fault);
	while (in != NULL && going) {
		switch (csvin_next(in, fields, lines, &rows, &fault)) {
		case CSVIN_ROWS:
			for (uint32_t row = 0; row < rows; row++) {
				buffer_printf(&run->out, "%" PRIu64 ":", lines[row]);
				made_row(run, table, fields, row);
			}
			break;
		case CSVIN_AGAIN:
			run->agains++;
			problems_restart(&problems);
			buffer_clear(&run->out);
			break;
		case CSVIN_END:
			run->counts = *csvin_counts(in);
			run->facts = csvin_facts(in);
			memcpy(run->digest, csvin_digest(in), 65);
			going = false;
			break;
		case CSVIN_FAULT:
			going = false;
			break;
		}
	}
	csvin_close(in);
	if (fault.code != EXIT_DONE) {
		buffer_clear(&run->out);
		buffer_printf(&run->out, "fault %d: %s\n", (int)fault.code, fault.text);
	} else {
		const struct csvin_counts *c = &run->counts;

		buffer_printf(&run->out,
		    "%" PRIu64 " = %" PRIu64 " + %" PRIu64 " + %" PRIu64 " + %" PRIu64 "\n",
		    c->read, c->used, c->refused, c->repeated, c->dated_later);
		if (found.length > 0)
			buffer_add(&run->out, found.at, found.length);
	}
	buffer_release(&found);
}

static inline void
made_read(struct made_reading *run, const struct table *table, const char *bytes, size_t length,
    struct csvin_options options)
{
	made_write(run->path, bytes, length);
	made_read_path(run, table, run->path, options);
	unlink(run->path);
}

static inline bool
made_reconciles(const struct made_reading *run)
{
	return run->counts.read ==
	    run->counts.used + run->counts.refused + run->counts.repeated +
		run->counts.dated_later;
}

static inline void
made_release(struct made_reading *run)
{
	buffer_release(&run->out);
	arena_release(&run->arena);
}

#endif
