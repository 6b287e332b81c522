/* verify: see verify.h. First what the folder alone can tell; then the run again; then what
 * differs, causes before effects. */
#include "interp/verify_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "interp/again.h"
#include "interp/declog.h"
#include "interp/grid_display.h"
#include "interp/outfile.h"
#include "interp/stage.h"
#include "interp/tablerun.h"

void
verify_say(struct verify *verify, const char *format, ...)
{
	char text[1024];
	va_list list;

	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	verify->found++;
	buffer_printf(&verify->out, "- %s\n", text);
}

void
verify_unread(struct verify *verify, const char *path)
{
	fault_set(&verify->unread, EXIT_USAGE, "%s: cannot be read: %s", path, platform_reason());
}

/* ---- the run again ---- */

static bool
take_file(void *context, const char *name, const char *digest, struct platform_writer *again,
    struct fault *fault)
{
	struct verify *verify = context;
	struct verify_file *file;

	if (strcmp(name, "run.json") == 0)
		return outfile_retell(&verify->again, again) ||
		    fault_set(fault, EXIT_USAGE, "run.json: cannot be kept: %s", platform_reason());
	file = verify_file(verify, name);
	memcpy(file->now, digest, sizeof file->now);
	/* Of a log that was changed nothing about the files can be told. */
	if (strcmp(name, DECLOG_NAME) == 0 && file->recorded != NULL &&
	    strcmp(file->there, file->recorded) == 0)
		verify_cells(verify, again);
	if (strcmp(file->there, file->now) == 0 || file->there[0] == '\0')
		return true;
	if (strcmp(name, DECLOG_NAME) == 0) {
		verify_log(verify, again);
	} else if (strncmp(name, "decisions/", strlen("decisions/")) == 0) {
		verify_say(verify, "%s is not what comes out when it is worked out again", name);
		verify->tables_differ = true;
		verify_decisions(verify, name, again);
	}
	return true;
}

/* What a second run cannot do for a reason of its own (a heading is gone, a setting is no more) is
 * a difference; a file that is not there is a matter of how it was asked. */
static bool
is_difference(struct verify *verify, struct fault *fault, bool asked)
{
	if (fault->code == EXIT_DONE || (fault->code == EXIT_USAGE && asked))
		return false;
	verify_say(verify, "the run cannot be performed again: %s", fault->text);
	*fault = (struct fault)FAULT_NONE;
	return true;
}

static void
perform_again(struct verify *verify, const struct policy_file *policy, const struct options *again,
    struct fault *fault)
{
	const struct stage_taker taker = { take_file, verify };
	struct session session;
	struct stage stage;

	if (session_open(&session, verify->arena, again, policy->program, policy->digest, fault)) {
		session.policy_beside = policy->beside;
		stage_open_aside(&stage, verify->arena, &taker);
		run_whole_aside(&session, &stage, fault);
		is_difference(verify, fault, true);
	} else {
		is_difference(verify, fault, false);
	}
	session_close(&session);
}

/* Told where nothing of it was told before: reports, letters, pages; or what a changed policy does
 * not write any more. */
static void
say_outputs(struct verify *verify)
{
	uint64_t more = 0, told = 0;

	verify_sort_files(verify);
	for (uint32_t i = 0; i < verify->file_count; i++) {
		const struct verify_file *file = verify->files[i];
		const char *what = NULL;

		if (strncmp(file->name, "decisions/", strlen("decisions/")) == 0 &&
		    file->there[0] != '\0' && file->now[0] != '\0')
			continue;
		if (strcmp(file->name, DECLOG_NAME) == 0 && verify->log_told)
			continue;
		if (file->recorded != NULL && file->now[0] == '\0')
			what = "was written by that run, and is not now";
		else if (file->recorded == NULL && file->now[0] != '\0')
			what = "is written now, and was not by that run";
		else if (file->recorded != NULL && strcmp(file->recorded, file->now) != 0)
			what = "comes out differently";
		if (what == NULL)
			continue;
		if (told++ < VERIFY_TOLD)
			verify_say(verify, "%s %s", file->name, what);
		else
			more++;
	}
	if (more > 0)
		verify_say(verify, "and %llu more outputs differ", (unsigned long long)more);
}

static void
compare_records(struct verify *verify)
{
	struct buffer effects = verify->out;
	const struct json_value *now;
	uint64_t before;
	size_t wrong;

	if (verify->again.length == 0)
		return;
	now = json_read(verify->arena, verify->again.at, verify->again.length, &wrong);
	/* Causes stand above what came of them. */
	verify->out = (struct buffer)BUFFER_INIT;
	before = verify->found;
	verify_causes(verify, now);
	buffer_add(&verify->out, effects.at == NULL ? "" : effects.at, effects.length);
	buffer_release(&effects);
	say_outputs(verify);
	if (verify->again.length == verify->old.length &&
	    memcmp(verify->again.at, verify->old.bytes, verify->old.length) == 0)
		return;
	if (verify->found == before)
		verify_rest(verify, now);
}

static bool
perform(struct verify *verify, struct fault *fault)
{
	struct again again = { .arena = verify->arena,
		.old = &verify->old,
		.command = arena_printf(verify->arena, "writ verify %s", verify->options->policy),
		.words = verify->options->arguments,
		.word_count = verify->options->argument_count,
		.withs = verify->options->withs,
		.with_count = verify->options->with_count };
	const char *wrong = again_read(&again);

	if (wrong != NULL) {
		verify_say(verify,
		    "run.json: what it says at %s cannot be done again: it was changed after the "
		    "run",
		    wrong);
		return true;
	}
	if (!again_policy(&again, fault))
		return false;
	if (again.policy.program == NULL) {
		verify_say(verify,
		    "the policy %s has errors now, and cannot be run: 'writ check' shows them",
		    again.run.policy);
		return true;
	}
	verify->program = again.policy.program;
	if (!again_inputs(&again, fault))
		return false;
	verify->again_paths = again.paths;
	perform_again(verify, &again.policy, &again.run, fault);
	compare_records(verify);
	return fault->code == EXIT_DONE;
}

/* ---- what is said ---- */

static void
say_all_same(struct verify *verify, struct buffer *out)
{
	const struct json_value *record = verify->old.record,
				*policy = json_member(record, "policy");

	buffer_printf(out, "The same: policy %s, version %s, run for %s",
	    json_member_text(policy, "name"),
	    json_member_text(policy, "version") == NULL ? "not stated" :
							  json_member_text(policy, "version"),
	    json_member_text(record, "run_date"));
	buffer_printf(out, ". Performed again, all %llu files come out as they are, byte for byte",
	    (unsigned long long)verify->file_count);
	if (verify->log_whole)
		buffer_printf(out, ", and the chain of the log is whole, %llu decisions long",
		    (unsigned long long)verify->log_lines);
	buffer_printf(out, ".\nrun.json has the SHA-256 %s\n", verify->old.digest);
}

static enum exit_code
print(struct verify *verify, struct fault *fault)
{
	struct buffer text = BUFFER_INIT;
	struct out_file out;

	if (verify->unread.code != EXIT_DONE) {
		buffer_release(&verify->out);
		buffer_release(&verify->again);
		*fault = verify->unread;
		return fault->code;
	}
	if (verify->found > 0)
		buffer_printf(&text, "Not the same: %llu thing%s found\n",
		    (unsigned long long)verify->found, verify->found == 1 ? "" : "s");
	buffer_add(&text, verify->out.at == NULL ? "" : verify->out.at, verify->out.length);
	if (verify->found == 0 && fault->code == EXIT_DONE)
		say_all_same(verify, &text);
	buffer_release(&verify->out);
	buffer_release(&verify->again);
	if (text.length == 0 || !outfile_open(&out, NULL, "standard output", fault)) {
		buffer_release(&text);
		return fault->code;
	}
	/* The names in a record are its own, and may have been tampered with. */
	display_lines(&text);
	out.buffer = text;
	if (!outfile_close(&out, fault) || fault->code != EXIT_DONE)
		return fault->code;
	return verify->found > 0 ? EXIT_FINDINGS : EXIT_DONE;
}

enum exit_code
verify_command(struct arena *arena, const struct options *options, struct fault *fault)
{
	struct verify verify = { .arena = arena, .options = options };

	if (!oldrun_read(&verify.old, arena, options->policy, fault))
		return fault->code;
	if (verify.old.record == NULL) {
		verify_say(&verify, "%s", verify.old.damage);
		return print(&verify, fault);
	}
	verify_folder(&verify);
	verify_chain(&verify);
	if (verify.unread.code == EXIT_DONE)
		perform(&verify, fault);
	return print(&verify, fault);
}
