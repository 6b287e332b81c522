/* verify: see verify.h. First what the folder alone can tell; then the run again; then what
 * differs, causes before effects. */
#include "interp/verify_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "interp/declog.h"
#include "interp/outfile.h"
#include "interp/policy_file.h"
#include "interp/stage.h"
#include "interp/tablerun.h"
#include "lang/date.h"

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

/* ---- what the run was asked for ---- */

static bool
read_flag(const struct json_value *options, const char *key, bool *flag)
{
	const struct json_value *member = json_member(options, key);

	*flag = member != NULL && member->kind == JSON_TRUE;
	return member != NULL && (member->kind == JSON_TRUE || member->kind == JSON_FALSE);
}

static bool
read_texts(struct arena *arena, const struct json_value *options, const char *key,
    const char ***texts, uint32_t *count)
{
	const struct json_value *list = json_member(options, key);

	if (list == NULL || list->kind != JSON_ARRAY)
		return false;
	*texts = arena_array(arena, const char *, (size_t)list->count + 1);
	for (const struct json_value *text = list->first; text != NULL; text = text->next) {
		if (text->kind != JSON_TEXT || strlen(text->text) != text->length)
			return false;
		(*texts)[(*count)++] = text->text;
	}
	return true;
}

static bool
read_day(const char *text, int64_t *day)
{
	int parts[3] = { 0, 0, 0 };

	if (text == NULL || strlen(text) != 10 || text[4] != '-' || text[7] != '-')
		return false;
	for (int i = 0, part = 0; i < 10; i++) {
		if (i == 4 || i == 7) {
			part++;
			continue;
		}
		if (text[i] < '0' || text[i] > '9')
			return false;
		parts[part] = parts[part] * 10 + (text[i] - '0');
	}
	return date_from_civil(parts[0], parts[1], parts[2], day);
}

/* NULL, or which part of the record says nothing that can be done again. */
static const char *
read_options(struct verify *verify, struct options *again)
{
	const struct json_value *record = verify->old.record,
				*options = json_member(record, "options"), *encoding;
	const char *log = json_member_text(options, "log");

	*again = (struct options){ .command = COMMAND_RUN, .out = "", .quiet = true };
	if (!read_day(json_member_text(record, "run_date"), &again->on))
		return "run_date";
	if (!read_flag(record, "run_date_given", &again->on_given))
		return "run_date_given";
	if (!read_texts(verify->arena, options, "set", &again->sets, &again->set_count))
		return "set";
	if (!read_texts(verify->arena, options, "with", &again->withs, &again->with_count))
		return "with";
	if (!read_flag(options, "excel", &again->excel))
		return "excel";
	if (!read_flag(options, "no_key_check", &again->no_key_check))
		return "no_key_check";
	encoding = json_member(options, "encoding");
	if (encoding == NULL || (encoding->kind != JSON_NULL && encoding->kind != JSON_TEXT))
		return "encoding";
	again->encoding = encoding->kind == JSON_TEXT ? encoding->text : NULL;
	if (log == NULL)
		return "log";
	if (strcmp(log, "always") == 0)
		again->log = LOG_ALWAYS;
	else if (strcmp(log, "never") == 0)
		again->log = LOG_NEVER;
	else if (strcmp(log, "by size") != 0)
		return "log";
	return NULL;
}

/* ---- where the files are ---- */

static const char *
join(struct arena *arena, const char *folder, const char *name)
{
	size_t length = strlen(folder);

	if (length == 0 || (length == 1 && folder[0] == '.'))
		return name;
	return arena_printf(arena, platform_is_separator(folder[length - 1]) ? "%s%s" : "%s/%s",
	    folder, name);
}

static const char *
folder_of(struct arena *arena, const char *path)
{
	return arena_copy(arena, path, (size_t)(platform_base(path) - path));
}

/* Named, or of the recorded name in this folder or in the one that holds the record's. */
static const char *
find_policy(struct verify *verify, struct fault *fault)
{
	const char *name = json_member_text(json_member(verify->old.record, "policy"), "file"),
		   *beside;

	if (verify->options->argument_count > 0)
		return verify->options->arguments[0];
	if (name != NULL && *name != '\0' && platform_base(name) == name) {
		if (platform_exists(name))
			return name;
		beside = join(verify->arena, folder_of(verify->arena, verify->old.folder), name);
		if (platform_exists(beside))
			return beside;
	}
	fault_set(fault, EXIT_USAGE,
	    "the run cannot be performed again: its policy %s is not here\n"
	    "name the policy and the data: writ verify %s POLICY DATA",
	    name == NULL ? "(without a name)" : name, verify->options->policy);
	return NULL;
}

/* A variation came from a file: it may be named again with --with; else it is looked for beside the
 * policy. */
static void
find_variations(struct verify *verify, struct options *again, const char *policy)
{
	for (uint32_t i = 0; i < again->with_count; i++) {
		const char *recorded = again->withs[i];

		if (strchr(recorded, '.') == NULL)
			continue;
		for (uint32_t w = 0; w < verify->options->with_count; w++)
			if (strcmp(platform_base(verify->options->withs[w]), recorded) == 0)
				again->withs[i] = verify->options->withs[w];
		if (again->withs[i] == recorded && !platform_exists(recorded))
			again->withs[i] =
			    join(verify->arena, folder_of(verify->arena, policy), recorded);
	}
}

/* Where the file of one input is: as named, in the folder that was named, or beside the policy. */
static const char *
find_input(struct verify *verify, const struct table *table, const char *recorded,
    const char *policy)
{
	const char *found = NULL,
		   *beside = join(verify->arena, folder_of(verify->arena, policy), table->file);

	for (uint32_t i = 1; i < verify->options->argument_count; i++) {
		const char *word = verify->options->arguments[i], *equals = strchr(word, '='),
			   *path;

		if (platform_is_folder(word)) {
			path = join(verify->arena, word, recorded);
			found = platform_exists(path) ?
			    path :
			    join(verify->arena, word, platform_base(table->file));
		} else if (equals != NULL && strlen(table->name) == (size_t)(equals - word) &&
		    strncmp(word, table->name, strlen(table->name)) == 0) {
			found = equals + 1;
		} else if (equals == NULL && verify->program->table_count == 1) {
			found = word;
		}
	}
	if (found != NULL)
		return found;
	return strcmp(platform_base(table->file), recorded) == 0 ?
	    beside :
	    join(verify->arena, folder_of(verify->arena, policy), recorded);
}

static bool
find_inputs(struct verify *verify, struct options *again, const char *policy, struct fault *fault)
{
	const struct program *program = verify->program;
	const struct json_value *inputs = json_member(verify->old.record, "inputs");
	const char **words =
	    arena_array(verify->arena, const char *, (size_t)program->table_count + 1);

	for (uint32_t i = 0; i < program->table_count; i++) {
		const struct table *table = program->tables[i];
		const char *recorded = NULL, *path;

		if (table->file == NULL)
			continue;
		for (const struct json_value *input = inputs == NULL ? NULL : inputs->first;
		     input != NULL; input = input->next)
			if (json_member_text(input, "table") != NULL &&
			    strcmp(json_member_text(input, "table"), table->name) == 0)
				recorded = json_member_text(input, "file");
		if (recorded == NULL || *recorded == '\0' || platform_base(recorded) != recorded ||
		    strcmp(recorded, "-") == 0)
			recorded = platform_base(table->file);
		path = find_input(verify, table, recorded, policy);
		if (!platform_exists(path))
			return fault_set(fault, EXIT_USAGE,
			    "the run cannot be performed again: the input '%s' (%s) is not at %s\n"
			    "name its folder, or the file itself as %s=FILE, behind the policy",
			    table->name, recorded, path, table->name);
		words[again->argument_count++] =
		    arena_printf(verify->arena, "%s=%s", table->name, path);
	}
	again->arguments = words;
	return true;
}

/* ---- the run again ---- */

static bool
keep_record(void *context, const char *bytes, size_t size)
{
	buffer_add(context, bytes, size);
	return true;
}

static bool
take_file(void *context, const char *name, const char *digest, struct platform_writer *again,
    struct fault *fault)
{
	struct verify *verify = context;
	struct verify_file *file;

	if (strcmp(name, "run.json") == 0)
		return platform_retell(again, keep_record, &verify->again) ||
		    fault_set(fault, EXIT_USAGE, "run.json: cannot be kept: %s", platform_reason());
	file = verify_file(verify, name);
	memcpy(file->now, digest, sizeof file->now);
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
	const char *path = find_policy(verify, fault), *wrong;
	struct policy_file policy;
	struct options again;

	if (path == NULL)
		return false;
	wrong = read_options(verify, &again);
	if (wrong != NULL) {
		verify_say(verify,
		    "run.json: what it says at %s cannot be done again: it was changed after the "
		    "run",
		    wrong);
		return true;
	}
	again.policy = path;
	find_variations(verify, &again, path);
	if (!policy_file_compile(&policy, verify->arena, &again, path, fault))
		return false;
	if (policy.program == NULL) {
		verify_say(verify,
		    "the policy %s has errors now, and cannot be run: 'writ check' shows them",
		    path);
		return true;
	}
	verify->program = policy.program;
	if (!find_inputs(verify, &again, path, fault))
		return false;
	perform_again(verify, &policy, &again, fault);
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
	perform(&verify, fault);
	return print(&verify, fault);
}
