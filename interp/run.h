/*
 * run: the passes of one run, from a checked program and files to decisions, reports, page and
 * record. Reads as the list of its steps.
 */
#ifndef INTERP_RUN_H
#define INTERP_RUN_H

#include "interp/batch.h"
#include "interp/csvin.h"
#include "interp/knobs.h"
#include "interp/options.h"
#include "lang/program.h"

struct side_file;

/* A policy, ready to run: what `run`, `explain` and `inspect` share. */
struct session {
	struct arena *arena;
	const struct options *options;
	const struct program *program;
	const char *policy_path, *policy_folder;
	const char *policy_digest;
	const struct side_file *policy_beside;	/* policy_file.h; for the record; NULL: none */
	struct knobs knobs;
	const char **paths;		/* of the file of each table, by table->index */
	struct batch run;		/* program->run, evaluated */
	bool has_run;
	/* Of a policy that needs more than one row at a time: all tables, once session_gather() has
	 * read them; else NULL. */
	struct workspace *workspace;
	struct table_result *results;	/* of what was read into the workspace, by table->index */
	/* by table->index: the cells as they stand in the files, for the log; NULL: not kept */
	struct cellbook **cells;
	/* only figures and states of one table are printed: rows behind them need not be kept */
	bool nothing_explained;
};

/* Settings, calendars, the paths of the data (DATA: a folder, or name=file.csv), the columns of the
 * run itself. */
bool session_open(struct session *session, struct arena *arena, const struct options *options,
    const struct program *program, const char *policy_digest, struct fault *fault);
void session_close(struct session *session);

/* What is done with the rows of one table. Each may be NULL. `restart`: forget everything, the file
 * is read from the start again. */
struct row_consumer {
	bool (*batch)(void *context, const struct batch *batch, struct fault *fault);
	void (*restart)(void *context);
	void *context;
};

struct table_wants {
	const struct column *const *columns;
	uint32_t column_count;
	const struct expr *const *exprs;
	uint32_t expr_count;
};

/* What one reading of a table found; the facts live in the session's arena. */
struct table_result {
	struct csvin_counts counts;
	const struct csvin_facts *facts;
	const char *digest;
};

/* Does the policy need all its tables before the first row of one can be told? */
bool session_needs_workspace(const struct session *session);
/* Reads one input into the workspace. */
bool session_gather_table(struct session *session, const struct table *table,
    struct problems *problems, struct fault *fault);
/* When all are in: works out what needs more than one row. */
bool session_gathered(struct session *session, struct problems *problems, struct fault *fault);
/* All of it at once, for commands that want one table; nothing to do when it was done, or is not
 * needed. */
bool session_gather(struct session *session, struct problems *problems, struct fault *fault);

/* Reads a table's file batch by batch, evaluates what is wanted and hands each batch to the
 * consumer. With a workspace the rows come from there, and `problems` is not used. */
bool session_read(struct session *session, const struct table *table,
    const struct table_wants *wants, struct problems *problems, const struct row_consumer *consumer,
    struct table_result *result, struct fault *fault);

/* The command `run`. */
enum exit_code run_command(struct session *session, struct fault *fault);

#endif
