/*
 * options: the command line to a struct; nothing else decides what a run does (no environment, no
 * configuration file), so that a run can be read from its command line. Meanings: writ.1.
 */
#ifndef INTERP_OPTIONS_H
#define INTERP_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "interp/fault.h"
#include "lang/arena.h"

enum command {
	COMMAND_RUN, COMMAND_CHECK, COMMAND_TEST, COMMAND_EXPLAIN, COMMAND_INSPECT, COMMAND_FORMAT,
	COMMAND_DIFF, COMMAND_DOC, COMMAND_INIT, COMMAND_VERIFY, COMMAND_SAMPLE,
	COMMAND_HELP, COMMAND_VERSION
};

/* Is a decision log written with --out? */
enum log_choice { LOG_BY_SIZE, LOG_ALWAYS, LOG_NEVER };

enum output_format {
	FORMAT_TEXT,
	FORMAT_CSV,
	FORMAT_JSON,
	FORMAT_JSONL,
	FORMAT_HTML,
	FORMAT_MARKDOWN
};

struct options {
	enum command command;
	const char *policy;
	const char *newer;		/* diff: the policy it is compared with, or NULL */
	/* What follows the policy: DATA; for `test` all policies, the first too; for `init` the
	 * files; for `help` its word. */
	const char *const *arguments;
	uint32_t argument_count;
	bool on_given;
	int64_t on;			/* --on; without it today */
	const char **sets;		/* --set */
	uint32_t set_count;
	/* --with: a file with a variation, or the name of one in the policy */
	const char **withs;
	uint32_t with_count;
	const char *out;		/* --out DIR, or FILE for doc, init and diff */
	const char *table;		/* --table: a table or a report */
	const char *columns;		/* --columns */
	const char **rows;		/* --row */
	uint32_t row_count;
	bool all_rows;			/* --all-rows */
	const char *not;		/* --not: COLUMN=VALUE */
	const char *only;		/* --only: test names that contain this */
	const char *show;		/* --show: tree, program, settings, plan */
	const char *encoding;		/* --encoding */
	uint32_t threads;		/* --threads; 0: as many as there are cores */
	enum output_format format;
	enum log_choice log;		/* --log, --no-log */
	const char *seed, *by, *decision;	/* --seed, --by, --column: of `sample` */
	bool format_given, coverage, suggest;	/* --coverage, --suggest */
	bool strict, excel, quiet, in_place, no_key_check;
	bool what_if;			/* --what-if */
	bool with_answers;		/* --with-answers, of `sample` */
	bool colour;			/* on standard output */
	bool colour_errors;		/* on standard error */
};

/* False with a fault (exit 2): what is wrong, and the nearest that is right. */
bool options_read(struct options *options, struct arena *arena, int count, char **words,
    struct fault *fault);

const char *options_help(enum command command);		/* NULL: the short help of the program */
bool options_command(const char *word, enum command *command);

#endif
