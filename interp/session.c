/* session: what every command over data shares: settings, calendars, paths, and reading one table.
 * See run.h. */
#include "interp/run.h"

#include <string.h>

#include "interp/csvin.h"
#include "interp/local.h"
#include "interp/platform.h"
#include "interp/platform_thread.h"
#include "interp/workspace.h"
#include "lang/intern.h"

enum { PROGRESS_AFTER_MS = 1000, PROGRESS_EVERY_MS = 100 };
enum { THREAD_FROM_BYTES = 1024 * 1024 };

static const char *
folder_of(struct arena *arena, const char *path)
{
	size_t length = strlen(path);

	while (length > 0 && path[length - 1] != '/' && path[length - 1] != '\\')
		length--;
	return length == 0 ? "." : arena_copy(arena, path, length - 1 == 0 ? 1 : length - 1);
}

/* A file beside the policy, named as it would be typed: no "./" in front, so that messages and
 * problems.csv read alike. */
static const char *
beside(struct arena *arena, const char *folder, const char *file)
{
	if (strcmp(folder, ".") == 0)
		return arena_copy(arena, file, strlen(file));
	return arena_printf(arena, strcmp(folder, "/") == 0 ? "%s%s" : "%s/%s", folder, file);
}

/* `name=file.csv`, or a folder that holds the files the policy names. */
static bool
take_data(struct session *session, const char *word, struct fault *fault)
{
	const struct program *program = session->program;
	const char *equals = strchr(word, '=');
	const struct table *table;

	if (platform_is_folder(word)) {
		for (uint32_t i = 0; i < program->table_count; i++)
			if (program->tables[i]->file != NULL)
				session->paths[i] = arena_printf(session->arena, "%s/%s", word,
				    platform_base(program->tables[i]->file));
		return true;
	}
	if (equals == NULL && program->table_count == 1) {
		session->paths[0] = word;
		return true;
	}
	if (equals == NULL)
		return fault_set(fault, EXIT_USAGE,
		    "%s: no such folder\nname a folder with the policy's files, or one file as "
		    "name=file.csv: %s=%s",
		    word, program->table_count > 0 ? program->tables[0]->name : "case", word);
	table = program_table(program, arena_copy(session->arena, word, (size_t)(equals - word)));
	if (table == NULL || table->file == NULL)
		return fault_set(fault, EXIT_USAGE,
		    "%s: the policy has no input '%.*s'\nits first input is '%s': write %s=%s",
		    word, (int)(equals - word), word,
		    program->table_count > 0 ? program->tables[0]->name : "",
		    program->table_count > 0 ? program->tables[0]->name : "", equals + 1);
	session->paths[table->index] = equals + 1;
	return true;
}

static void
evaluate_run(struct session *session)
{
	const struct program *program = session->program;
	struct plan_request request = { .program = program,
		.table = program->run,
		.knobs = &session->knobs };

	request.columns = program->run->columns;
	request.column_count = program->run->column_count;
	batch_init(&session->run, plan_make(session->arena, &request));
	session->run.rows = 1;
	batch_run(&session->run);
	session->has_run = true;
}

bool
session_open(struct session *session, struct arena *arena, const struct options *options,
    const struct program *program, const char *policy_digest, struct fault *fault)
{
	*session = (struct session){ .arena = arena,
		.options = options,
		.program = program,
		.policy_digest = policy_digest };
	session->policy_path = options->policy;
	session->policy_folder = folder_of(arena, options->policy);
	knobs_init(&session->knobs, arena, program, options->on);
	if (!local_choose(&session->knobs, options, fault))
		return false;
	if (!knobs_load_calendars(&session->knobs, session->policy_folder, fault))
		return false;
	session->paths = arena_array(arena, const char *, program->table_count);
	for (uint32_t i = 0; i < program->table_count; i++)
		session->paths[i] = program->tables[i]->file == NULL ?
		    program->tables[i]->name :
		    beside(arena, session->policy_folder, program->tables[i]->file);
	for (uint32_t i = 0; i < options->argument_count; i++)
		if (!take_data(session, options->arguments[i], fault))
			return false;
	if (!workspace_needed(program))
		evaluate_run(session);
	return true;
}

void
session_close(struct session *session)
{
	if (session->workspace != NULL)
		workspace_free(session->workspace);	/* the run is the workspace's */
	else if (session->has_run)
		batch_release(&session->run);
	session->workspace = NULL;
	session->has_run = false;
}

/* ---- progress: on a terminal's standard error only, after a second ---- */

struct progress {
	bool on, shown;
	int64_t started, next;
	uint64_t size;
	const char *name;
};

static void
progress_start(struct progress *progress, const struct options *options, const char *path,
    const char *name)
{
	int64_t size;

	*progress =
	    (struct progress){ .on = !options->quiet && platform_is_terminal(2), .name = name };
	if (!progress->on)
		return;
	/* A pipe has been read to its end by now: opening it once more would wait for ever. */
	size = platform_size_of(path);
	progress->size = size > 0 ? (uint64_t)size : 0;
	progress->started = platform_milliseconds();
	progress->next = progress->started + PROGRESS_AFTER_MS;
}

static void
progress_show(struct progress *progress, uint64_t bytes, uint64_t rows)
{
	int64_t now;

	if (!progress->on)
		return;
	now = platform_milliseconds();
	if (now < progress->next)
		return;
	progress->next = now + PROGRESS_EVERY_MS;
	progress->shown = true;
	platform_progress(progress->name, bytes, progress->size, rows);
}

static void
progress_end(struct progress *progress)
{
	if (progress->shown)
		platform_progress_clear();
}

/* ---- reading a table ---- */

struct reading {
	const struct table *table;
	const struct plan *plan;
	const struct workspace *workspace;	/* what the rows refer to; or NULL */
	struct problems *problems;
	const struct row_consumer *consumer;
};

static bool
read_batches(struct csvin *in, struct batch *batch, const struct reading *reading,
    struct progress *progress, struct fault *fault)
{
	const struct row_consumer *consumer = reading->consumer;
	struct vec *const *fields = batch_fields(batch);

	for (;;) {
		if (platform_interrupted())
			return fault_set(fault, EXIT_USAGE, "stopped; nothing was written");
		switch (csvin_next(in, fields, batch->lines, &batch->rows, fault)) {
		case CSVIN_ROWS:
			if (reading->workspace != NULL)
				workspace_prepare(reading->workspace, batch);
			batch_run(batch);
			if (consumer->batch != NULL &&
			    !consumer->batch(consumer->context, batch, fault))
				return false;
			progress_show(progress, csvin_counts(in)->bytes,
			    csvin_counts(in)->read);
			break;
		case CSVIN_AGAIN:
			problems_restart(reading->problems);
			if (consumer->restart != NULL)
				consumer->restart(consumer->context);
			break;
		case CSVIN_END:
			return true;
		case CSVIN_FAULT:
			return false;
		}
	}
}

/* Is the file to be read ahead in a thread of its own? A small one is read in less time than one
 * takes to start, unless it is asked for. */
static bool
wants_thread(const struct session *session, const char *path)
{
	int64_t size;

	if (session->options->threads > 0)
		return session->options->threads > 1;
	if (platform_cores() < 2)
		return false;
	if (strcmp(path, "-") == 0)
		return true;
	/* Not by opening it: who writes to a named pipe would take that for the reading. */
	size = platform_size_of(path);
	return size < 0 || size >= THREAD_FROM_BYTES;
}

static bool
read_with(struct session *session, const struct reading *reading, struct table_result *result,
    struct fault *fault)
{
	struct csvin_options options = { .table = reading->table,
		.path = session->paths[reading->table->index],
		.shown = session->paths[reading->table->index],
		.wanted = plan_fields(reading->plan),
		.run_date = session->knobs.run_date,
		.knobs = &session->knobs,
		.encoding = session->options->encoding,
		.check_keys = !session->options->no_key_check,
		.without_digest = session->options->out == NULL,
		.cells = session->cells == NULL ? NULL : session->cells[reading->table->index],
		.problems = reading->problems,
		.arena = session->arena };
	struct csvin *in;
	struct progress progress;
	struct batch batch;
	bool done;

	options.thread = wants_thread(session, options.path);
	in = csvin_open(&options, fault);
	if (in == NULL)
		return false;
	batch_init(&batch, reading->plan);
	progress_start(&progress, session->options, options.path, platform_base(options.path));
	done = read_batches(in, &batch, reading, &progress, fault);
	progress_end(&progress);
	if (done) {
		const char *digest = csvin_digest(in);

		result->counts = *csvin_counts(in);
		result->facts = csvin_facts(in);
		result->digest = arena_copy(session->arena, digest, strlen(digest));
	}
	csvin_close(in);
	batch_release(&batch);
	return done;
}

static bool
read_file(struct session *session, const struct table *table, const struct table_wants *wants,
    struct problems *problems, const struct row_consumer *consumer, struct table_result *result,
    struct fault *fault)
{
	struct plan_request request = { .program = session->program,
		.table = table,
		.knobs = &session->knobs,
		.columns = wants->columns,
		.column_count = wants->column_count,
		.exprs = wants->exprs,
		.expr_count = wants->expr_count,
		.run = &session->run };
	struct reading reading = { .table = table,
		.plan = plan_make(session->arena, &request),
		.problems = problems,
		.consumer = consumer };

	return read_with(session, &reading, result, fault);
}

static bool gather_all(struct session *session, const struct table *table,
    const struct table_wants *wants, struct problems *problems, struct fault *fault);

bool
session_read(struct session *session, const struct table *table, const struct table_wants *wants,
    struct problems *problems, const struct row_consumer *consumer, struct table_result *result,
    struct fault *fault)
{
	if (!session_needs_workspace(session))
		return read_file(session, table, wants, problems, consumer, result, fault);
	if (!gather_all(session, session->nothing_explained ? table : NULL, wants, problems, fault))
		return false;
	*result = session->results[table->index];
	return workspace_rows(session->workspace, table, wants, consumer, fault);
}

/* ---- all tables ---- */

bool
session_needs_workspace(const struct session *session)
{
	return workspace_needed(session->program);
}

struct gathering {
	struct workspace *workspace;
	const struct table *table;
};

static bool
gather_batch(void *context, const struct batch *batch, struct fault *fault)
{
	struct gathering *gathering = context;

	(void)fault;
	workspace_append(gathering->workspace, gathering->table,
	    batch_fields((struct batch *)(uintptr_t)batch), batch->lines, batch->rows);
	return true;
}

static void
gather_restart(void *context)
{
	struct gathering *gathering = context;

	workspace_forget(gathering->workspace, gathering->table);
}

static void
open_workspace(struct session *session)
{
	if (session->workspace != NULL)
		return;
	session->workspace = workspace_make(session->program, &session->knobs);
	workspace_name_files(session->workspace, session->paths);
	session->results =
	    arena_array(session->arena, struct table_result, session->program->table_count);
}

/* The headings once more are refused, but they are no row that could have been anything. */
static void
note_refused(struct session *session, const struct table *table, const struct table_result *result)
{
	workspace_note_refused(session->workspace, table,
	    result->counts.refused - result->counts.headings);
}

bool
session_gather_table(struct session *session, const struct table *table, struct problems *problems,
    struct fault *fault)
{
	struct gathering gathering = { .table = table };
	struct row_consumer consumer = { gather_batch, gather_restart, &gathering };
	struct table_wants wants = { .columns = table->columns,
		.column_count = table->field_count };
	struct table_result *result;

	open_workspace(session);
	gathering.workspace = session->workspace;
	result = &session->results[table->index];
	if (!read_file(session, table, &wants, problems, &consumer, result, fault))
		return false;
	note_refused(session, table, result);
	return true;
}

bool
session_gathered(struct session *session, struct problems *problems, struct fault *fault)
{
	if (!workspace_evaluate(session->workspace, problems, fault))
		return false;
	session->run = *workspace_run(session->workspace);
	session->has_run = true;
	return true;
}

struct streaming {
	struct session *session;
	struct problems *found;		/* by table->index */
};

static bool
stream_table(void *context, const struct table *table, const struct plan *plan,
    const struct row_consumer *consumer, bool file_problems, struct fault *fault)
{
	struct streaming *streaming = context;
	struct session *session = streaming->session;
	struct table_result *result = &session->results[table->index];
	struct problems again;
	struct reading reading = { .table = table,
		.plan = plan,
		.workspace = session->workspace,
		.problems = &again,
		.consumer = consumer };

	if (file_problems)
		reading.problems = &streaming->found[table->index];
	else
		problems_init(&again, session->arena, (struct problem_sink){ 0 });
	if (!read_with(session, &reading, result, fault))
		return false;
	if (file_problems)
		note_refused(session, table, result);
	return true;
}

/* With a table: only what is wanted of it is asked for, and nothing is explained. Problems stand in
 * the order of the tables, however their files are read. */
static bool
gather_all(struct session *session, const struct table *table, const struct table_wants *wants,
    struct problems *problems, struct fault *fault)
{
	const struct program *program = session->program;
	struct problems *found;
	struct streaming streaming = { .session = session };
	struct workspace_source source = { stream_table, &streaming };

	if (session->has_run || !session_needs_workspace(session))
		return true;
	open_workspace(session);
	if (table != NULL)
		workspace_limit(session->workspace, table, wants);
	workspace_read_from(session->workspace, &source);
	streaming.found = found =
	    arena_array(session->arena, struct problems, (size_t)program->table_count + 1);
	for (uint32_t i = 0; i <= program->table_count; i++)
		problems_init(&found[i], session->arena, (struct problem_sink){ 0 });
	for (uint32_t i = 0; i < program->table_count; i++)
		if (program->tables[i]->of == NULL &&
		    !workspace_streams(session->workspace, program->tables[i]) &&
		    !session_gather_table(session, program->tables[i], &found[i], fault))
			return false;
	if (!session_gathered(session, &found[program->table_count], fault))
		return false;
	for (uint32_t i = 0; i <= program->table_count; i++)
		problems_merge(problems, &found[i]);
	return true;
}

bool
session_gather(struct session *session, struct problems *problems, struct fault *fault)
{
	return gather_all(session, NULL, NULL, problems, fault);
}
