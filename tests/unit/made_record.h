/*
 * made_record: for the tests of what a whole run leaves: a policy and its data as files in a folder
 * of the test's own, run with --out, and what the program prints caught on its way. POSIX.
 */
#ifndef TESTS_UNIT_MADE_RECORD_H
#define TESTS_UNIT_MADE_RECORD_H

#include "tests/unit/test.h"

#include <fcntl.h>

#include "interp/policy_file.h"
#include "interp/run.h"
#include "lang/date.h"
#include "tests/unit/folder.h"

/* Standard output goes to the file "printed" of the folder until caught_end(). */
static inline int
caught_begin(struct folder *folder)
{
	int kept, file;

	fflush(stdout);
	kept = dup(1);
	file = open(in(folder, "printed"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(kept >= 0 && file >= 0 && dup2(file, 1) == 1);
	close(file);
	return kept;
}

static inline const char *
caught_end(struct folder *folder, int kept)
{
	fflush(stdout);
	dup2(kept, 1);
	close(kept);
	return text_of(folder, in(folder, "printed"));
}

/* Runs policy.writ of the folder over its files, for this day, with a setting set, into its folder
 * `out`. */
static inline void
made_record_with(struct folder *folder, const char *day, const char *out, const char *set)
{
	const char *words[] = { folder->path };
	struct options options = { .command = COMMAND_RUN,
		.policy = in(folder, "policy.writ"),
		.arguments = words,
		.argument_count = 1,
		.on_given = true,
		.out = in(folder, out),
		.sets = &set,
		.set_count = set != NULL,
		.log = LOG_ALWAYS,
		.quiet = true };
	struct policy_file policy;
	struct session session;
	struct fault fault = FAULT_NONE;
	enum exit_code code;
	int kept;

	assert_true(date_from_civil(atoi(day), atoi(day + 5), atoi(day + 8), &options.on));
	if (!policy_file_compile(&policy, &folder->arena, &options, options.policy, &fault))
		fail_msg("%s", fault.text);
	if (policy.program == NULL)
		fail_msg("%s", diags_text(&policy.diags, &folder->arena, false));
	if (!session_open(&session, &folder->arena, &options, policy.program, policy.digest,
		&fault))
		fail_msg("%s", fault.text);
	session.policy_beside = policy.beside;
	kept = caught_begin(folder);
	code = run_command(&session, &fault);
	session_close(&session);
	caught_end(folder, kept);
	if (code != EXIT_DONE)
		fail_msg("exit %d: %s", (int)code, fault.text);
}

static inline void
made_record(struct folder *folder, const char *day, const char *out)
{
	made_record_with(folder, day, out, NULL);
}

#endif
