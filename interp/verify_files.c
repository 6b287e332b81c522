/* verify_files: is the folder what its record says? Needs neither the policy nor the data. */
#include "interp/verify_parts.h"

#include <string.h>

#include "interp/agree.h"
#include "interp/declog.h"

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

	for (const struct verify_file *file = verify->files; file != NULL; file = file->next)
		if (strcmp(file->name, name) == 0)
			return true;
	if (strcmp(name, "run.json") != 0)
		verify_file(verify, name);
	return true;
}

/* In the order of names, whatever order the folder is read in. */
void
verify_folder(struct verify *verify)
{
	uint64_t more = 0, told = 0;

	note_recorded(verify);
	platform_walk(verify->old.folder, see_file, verify);
	for (struct verify_file *file = verify->files; file != NULL; file = file->next) {
		const char *path = oldrun_path(&verify->old, verify->arena, file->name);
		const char *what = NULL;

		if (file->recorded == NULL)
			what = "is in the folder, and the record does not name it";
		else if (path == NULL || !platform_exists(path))
			what = "is missing from the folder";
		else if (!oldrun_digest(path, file->there))
			what = "cannot be read";
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

	if (written == NULL || written->kind != JSON_TRUE || seed == NULL ||
	    !log_lines_open(&lines, path))
		return;
	verify->log_whole = true;
	sha256_prepare(&chain.digest);
	memcpy(chain.previous, seed, strlen(seed) < sizeof chain.previous ? strlen(seed) + 1 : 0);
	while (log_lines_next(&lines))
		check_line(&chain, &lines);
	verify->log_lines = lines.number;
	log_lines_close(&lines);
	if (chain.told > VERIFY_TOLD)
		verify_say(verify, "and %llu more lines of " DECLOG_NAME,
		    (unsigned long long)(chain.told - VERIFY_TOLD));
	if (!json_member_count(log, "lines", &count) || count != verify->log_lines) {
		verify->log_whole = false;
		verify_say(verify, DECLOG_NAME " has %llu lines, and the record says %llu",
		    (unsigned long long)verify->log_lines, (unsigned long long)count);
	}
}
