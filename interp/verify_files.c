/* verify_files: is the folder what its record says? Needs neither the policy nor the data. */
#include "interp/verify_parts.h"

#include <stdlib.h>
#include <string.h>

#include "interp/agree.h"
#include "interp/declog.h"

struct wanted_file {
	const struct verify *verify;
	const char *name;
};

static bool
is_that_file(const void *context, uint32_t number)
{
	const struct wanted_file *wanted = context;

	return strcmp(wanted->verify->files[number]->name, wanted->name) == 0;
}

struct verify_file *
verify_file_known(const struct verify *verify, const char *name)
{
	struct wanted_file wanted = { verify, name };
	uint32_t found =
	    twins_find(&verify->file_index, text_digest(name), is_that_file, &wanted);

	return found == TWINS_NONE ? NULL : verify->files[found];
}

struct verify_file *
verify_file(struct verify *verify, const char *name)
{
	struct verify_file *file = verify_file_known(verify, name);

	if (file != NULL)
		return file;
	if (verify->file_count == verify->file_room) {
		uint32_t room = verify->file_room * 2 + 64;
		struct verify_file **wider = arena_array(verify->arena, struct verify_file *, room);

		if (verify->file_count > 0)
			memcpy(wider, verify->files, verify->file_count * sizeof(*wider));
		verify->files = wider;
		verify->file_room = room;
	}
	file = arena_new(verify->arena, struct verify_file);
	file->name = arena_copy(verify->arena, name, strlen(name));
	twins_add(&verify->file_index, verify->arena, text_digest(name), verify->file_count);
	verify->files[verify->file_count++] = file;
	return file;
}

static int
name_order(const void *a, const void *b)
{
	const struct verify_file *const *left = a, *const *right = b;

	return strcmp((*left)->name, (*right)->name);
}

void
verify_sort_files(struct verify *verify)
{
	if (verify->file_count > 1)
		qsort(verify->files, verify->file_count, sizeof(struct verify_file *), name_order);
	verify->file_index = (struct twins){ 0 };
	for (uint32_t i = 0; i < verify->file_count; i++)
		twins_add(&verify->file_index, verify->arena, text_digest(verify->files[i]->name),
		    i);
}

static void
note_recorded(struct verify *verify)
{
	const struct json_value *outputs = json_member(verify->old.record, "outputs");

	for (const struct json_value *output = outputs->first; output != NULL;
	     output = output->next) {
		const char *name = json_member_text(output, "name"),
			   *digest = json_member_text(output, "sha256");

		if (name == NULL || digest == NULL ||
		    oldrun_path(&verify->old, verify->arena, name) == NULL)
			verify_say(verify,
			    "run.json names an output that cannot be one: it was changed after the "
			    "run");
		else
			verify_file(verify, name)->recorded = digest;
	}
}

static bool
see_file(void *context, const char *name)
{
	struct verify *verify = context;

	if (verify_file_known(verify, name) == NULL && strcmp(name, "run.json") != 0)
		verify_file(verify, name);
	return true;
}

/* In the order of names, whatever order the folder is read in. */
void
verify_folder(struct verify *verify)
{
	uint64_t more = 0, told = 0;

	note_recorded(verify);
	if (!platform_walk(verify->old.folder, see_file, verify))
		verify_unread(verify, verify->old.folder);
	verify_sort_files(verify);
	for (uint32_t i = 0; i < verify->file_count; i++) {
		struct verify_file *file = verify->files[i];
		const char *path = oldrun_path(&verify->old, verify->arena, file->name);
		const char *what = NULL;

		if (file->recorded == NULL)
			what = "is in the folder, and the record does not name it";
		else if (path == NULL || !platform_exists(path))
			what = "is missing from the folder";
		else if (platform_is_folder(path))
			what = "is a folder now";
		else if (!oldrun_digest(path, file->there))
			verify_unread(verify, path);
		else if (strcmp(file->there, file->recorded) != 0)
			what =
			    "was changed after the run: its SHA-256 is not the one in the record";
		if (what == NULL)
			continue;
		if (told++ < VERIFY_TOLD)
			verify_say(verify, "%s %s", file->name, what);
		else
			more++;
	}
	if (more > 0)
		verify_say(verify, "and %llu more files like these", (unsigned long long)more);
	verify->found += more > 0 ? more - 1 : 0;
}

/* ---- the chain ---- */

struct chain {
	struct verify *verify;
	struct arena arena;
	struct sha256 digest;
	char previous[65];
	uint64_t sequence, told;
	bool disagrees;			/* said already */
};

static void
say_broken(struct chain *chain, uint64_t line, const char *what)
{
	chain->verify->log_whole = false;
	if (chain->told++ < VERIFY_TOLD)
		verify_say(chain->verify, "line %llu of " DECLOG_NAME " %s",
		    (unsigned long long)line, what);
}

static void
check_agreement(struct chain *chain, const struct json_value *line, uint64_t number)
{
	struct disagreement found;

	if (agree_line(&chain->verify->old, chain->verify->arena, line, &found))
		return;
	chain->disagrees = true;
	verify_say(chain->verify,
	    "%s is %s in run.json, and %s in line %llu of " DECLOG_NAME
	    ": one of the two was changed after the run",
	    found.what, found.record, found.log, (unsigned long long)number);
}

static void
check_line(struct chain *chain, const struct log_lines *lines)
{
	size_t wrong;
	const struct json_value *line =
	    json_read(&chain->arena, lines->line, lines->length, &wrong);
	const char *previous = json_member_text(line, "previous");
	uint64_t sequence;

	if (line == NULL)
		say_broken(chain, lines->number, "is no JSON: it was changed after the run");
	else if (previous == NULL || strcmp(previous, chain->previous) != 0)
		say_broken(chain, lines->number,
		    lines->number == 1 ? "does not begin the chain with the digest of the policy: "
		                         "the chain is broken there" :
					 "does not hold the digest of the line before: one of the "
		                         "two was changed, and the chain is broken there");
	else if (!json_member_count(line, "sequence", &sequence) || sequence != chain->sequence + 1)
		say_broken(chain, lines->number,
		    "does not have the number after the one before: lines were taken out or put "
		    "in");
	else if (lines->open)
		say_broken(chain, lines->number, "has no line break: the file was cut");
	if (line != NULL && !chain->disagrees)
		check_agreement(chain, line, lines->number);
	chain->sequence = line != NULL && json_member_count(line, "sequence", &sequence) ?
	    sequence :
	    chain->sequence + 1;
	declog_link(&chain->digest, chain->previous, lines->line, lines->length);
	arena_release(&chain->arena);
}

void
verify_chain(struct verify *verify)
{
	const struct json_value *log = json_member(verify->old.record, "log"),
				*written = json_member(log, "written");
	const char *seed = json_member_text(json_member(verify->old.record, "policy"), "sha256");
	const char *path = oldrun_path(&verify->old, verify->arena, DECLOG_NAME);
	struct chain chain = { .verify = verify };
	struct log_lines lines;
	uint64_t count = 0;

	if (written == NULL || written->kind != JSON_TRUE || seed == NULL)
		return;
	if (!log_lines_open(&lines, path)) {
		if (platform_exists(path) && !platform_is_folder(path))
			verify_unread(verify, path);
		return;
	}
	verify->log_whole = true;
	sha256_prepare(&chain.digest);
	memcpy(chain.previous, seed, strlen(seed) < sizeof chain.previous ? strlen(seed) + 1 : 0);
	while (log_lines_next(&lines))
		check_line(&chain, &lines);
	verify->log_lines = lines.number;
	log_lines_whole(&lines, &verify->unread);
	log_lines_close(&lines);
	if (chain.told > VERIFY_TOLD)
		verify_say(verify, "and %llu more lines of " DECLOG_NAME,
		    (unsigned long long)(chain.told - VERIFY_TOLD));
	if (!json_member_count(log, "lines", &count) || count != verify->log_lines) {
		verify->log_whole = false;
		verify_say(verify, DECLOG_NAME " has %llu line%s, and the record says %llu",
		    (unsigned long long)verify->log_lines, verify->log_lines == 1 ? "" : "s",
		    (unsigned long long)count);
	}
}
