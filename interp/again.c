/* again: see again.h. */
#include "interp/again.h"

#include <string.h>

#include "interp/platform.h"
#include "lang/date.h"

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

const char *
again_read(struct again *made)
{
	const struct json_value *record = made->old->record,
				*options = json_member(record, "options"), *encoding;
	const char *log = json_member_text(options, "log");
	struct options *again = &made->run;

	*again = (struct options){ .command = COMMAND_RUN, .out = "", .quiet = true };
	if (!read_day(json_member_text(record, "run_date"), &again->on))
		return "run_date";
	if (!read_flag(record, "run_date_given", &again->on_given))
		return "run_date_given";
	if (!read_texts(made->arena, options, "set", &again->sets, &again->set_count))
		return "set";
	if (!read_texts(made->arena, options, "with", &again->withs, &again->with_count))
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
find_policy(struct again *again, struct fault *fault)
{
	const char *name = json_member_text(json_member(again->old->record, "policy"), "file"),
		   *beside;

	if (again->word_count > 0)
		return again->words[0];
	if (name != NULL && *name != '\0' && platform_base(name) == name) {
		if (platform_exists(name))
			return name;
		beside = join(again->arena, folder_of(again->arena, again->old->folder), name);
		if (platform_exists(beside))
			return beside;
	}
	fault_set(fault, EXIT_USAGE,
	    "the run cannot be performed again: its policy %s is not here\n"
	    "name the policy and the data: %s POLICY DATA",
	    name == NULL ? "(without a name)" : name, again->command);
	return NULL;
}

/* A variation came from a file: it may be named again with --with; else it is looked for beside the
 * policy. */
static void
find_variations(struct again *again)
{
	for (uint32_t i = 0; i < again->run.with_count; i++) {
		const char *recorded = again->run.withs[i];

		if (strchr(recorded, '.') == NULL)
			continue;
		for (uint32_t w = 0; w < again->with_count; w++)
			if (strcmp(platform_base(again->withs[w]), recorded) == 0)
				again->run.withs[i] = again->withs[w];
		if (again->run.withs[i] == recorded && !platform_exists(recorded))
			again->run.withs[i] = join(again->arena,
			    folder_of(again->arena, again->run.policy), recorded);
	}
}

/* Where the file of one input is: as named, in the folder that was named, or beside the policy. */
static const char *
find_input(struct again *again, const struct table *table, const char *recorded)
{
	const char *policy = again->run.policy;
	const char *found = NULL,
		   *beside = join(again->arena, folder_of(again->arena, policy), table->file);

	for (uint32_t i = 1; i < again->word_count; i++) {
		const char *word = again->words[i], *equals = strchr(word, '='),
			   *path;

		if (platform_is_folder(word)) {
			path = join(again->arena, word, recorded);
			found = platform_exists(path) ?
			    path :
			    join(again->arena, word, platform_base(table->file));
		} else if (equals != NULL && strlen(table->name) == (size_t)(equals - word) &&
		    strncmp(word, table->name, strlen(table->name)) == 0) {
			found = equals + 1;
		} else if (equals == NULL && again->policy.program->table_count == 1) {
			found = word;
		}
	}
	if (found != NULL)
		return found;
	return strcmp(platform_base(table->file), recorded) == 0 ?
	    beside :
	    join(again->arena, folder_of(again->arena, policy), recorded);
}

const char *
again_recorded_file(const struct again *again, const struct table *table)
{
	const struct json_value *inputs = json_member(again->old->record, "inputs");
	const char *recorded = NULL;

	for (const struct json_value *input = inputs == NULL ? NULL : inputs->first; input != NULL;
	     input = input->next)
		if (json_member_text(input, "table") != NULL &&
		    strcmp(json_member_text(input, "table"), table->name) == 0)
			recorded = json_member_text(input, "file");
	if (recorded == NULL || *recorded == '\0' || platform_base(recorded) != recorded ||
	    strcmp(recorded, "-") == 0)
		return platform_base(table->file);
	return recorded;
}

bool
again_policy(struct again *again, struct fault *fault)
{
	const char *path = find_policy(again, fault);

	if (path == NULL)
		return false;
	again->run.policy = path;
	find_variations(again);
	return policy_file_compile(&again->policy, again->arena, &again->run, path, fault);
}

bool
again_inputs(struct again *again, struct fault *fault)
{
	const struct program *program = again->policy.program;
	const char **words =
	    arena_array(again->arena, const char *, (size_t)program->table_count + 1);

	again->paths = arena_array(again->arena, const char *, (size_t)program->table_count + 1);
	for (uint32_t i = 0; i < program->table_count; i++) {
		const struct table *table = program->tables[i];
		const char *recorded, *path;

		if (table->file == NULL)
			continue;
		recorded = again_recorded_file(again, table);
		path = find_input(again, table, recorded);
		if (!platform_exists(path))
			return fault_set(fault, EXIT_USAGE,
			    "the run cannot be performed again: the input '%s' (%s) is not at %s\n"
			    "name its folder, or the file itself as %s=FILE, behind the policy",
			    table->name, recorded, path, table->name);
		again->paths[i] = path;
		words[again->run.argument_count++] =
		    arena_printf(again->arena, "%s=%s", table->name, path);
	}
	again->run.arguments = words;
	return true;
}
