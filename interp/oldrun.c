/* oldrun: see oldrun.h. */
#include "interp/oldrun.h"

#include <string.h>

#include "interp/sha256.h"

enum { RECORD_MAX = 256 * 1024 * 1024, BLOCK = 256 * 1024 };

static uint64_t
line_of(const char *bytes, size_t offset)
{
	uint64_t line = 1;

	for (size_t i = 0; i < offset; i++)
		line += bytes[i] == '\n';
	return line;
}

/* What any record of ours has; the rest is asked for where it is needed. */
static void
judge(struct oldrun *run, struct arena *arena, size_t wrong)
{
	const char *tool = json_member_text(json_member(run->record, "tool"), "name");
	const struct json_value *outputs = json_member(run->record, "outputs");
	uint64_t schema;

	if (run->record == NULL) {
		run->damage =
		    arena_printf(arena, "run.json is damaged in line %llu: it is no JSON there",
			(unsigned long long)line_of(run->bytes,
			    wrong < run->length ? wrong : run->length));
		return;
	}
	if (tool == NULL || strcmp(tool, "writ") != 0)
		run->damage = "run.json does not name writ as its tool";
	else if (!json_member_count(run->record, "schema", &schema) || schema != 1)
		run->damage = "run.json is not of schema 1, the one this program knows";
	else if (outputs == NULL || outputs->kind != JSON_ARRAY)
		run->damage = "run.json has no list of outputs";
	if (run->damage != NULL)
		run->record = NULL;
}

bool
oldrun_read(struct oldrun *run, struct arena *arena, const char *word, struct fault *fault)
{
	const char *path = word;
	struct sha256 digest;
	size_t wrong = 0;
	bool too_long;
	char *bytes;

	*run = (struct oldrun){ .folder = word };
	if (platform_is_folder(word))
		path = arena_printf(arena, "%s/run.json", word);
	else if (platform_base(word) == word)
		run->folder = ".";
	else
		run->folder = arena_copy(arena, word, (size_t)(platform_base(word) - word));
	bytes = platform_slurp(path, RECORD_MAX, &run->length, &too_long);
	if (bytes == NULL)
		return fault_set(fault, EXIT_USAGE,
		    "%s: cannot be read: %s\n"
		    "name the folder that 'writ run ... --out FOLDER' wrote, or the run.json in it",
		    path, too_long ? "it is longer than any record" : platform_reason());
	run->bytes = arena_copy(arena, bytes, run->length);
	platform_slurp_free(bytes);
	sha256_init(&digest);
	sha256_add(&digest, run->bytes, run->length);
	sha256_hex(&digest, run->digest);
	run->record = json_read(arena, run->bytes, run->length, &wrong);
	judge(run, arena, wrong);
	return true;
}

static bool
leads_out(const char *name)
{
	const char *part = name;

	if (*name == '\0' || platform_is_separator(*name) || strchr(name, ':') != NULL ||
	    strchr(name, '\\') != NULL)
		return true;
	for (;;) {
		size_t length = strcspn(part, "/");

		if (length == 0 || (length == 1 && part[0] == '.') ||
		    (length == 2 && part[0] == '.' && part[1] == '.'))
			return true;
		if (part[length] == '\0')
			return false;
		part += length + 1;
	}
}

const char *
oldrun_path(const struct oldrun *run, struct arena *arena, const char *name)
{
	size_t length = strlen(run->folder);

	if (leads_out(name))
		return NULL;
	return arena_printf(arena,
	    length > 0 && platform_is_separator(run->folder[length - 1]) ? "%s%s" : "%s/%s",
	    run->folder, name);
}

const struct json_value *
oldrun_output(const struct json_value *record, const char *name)
{
	const struct json_value *outputs = json_member(record, "outputs");

	for (const struct json_value *output = outputs == NULL ? NULL : outputs->first;
	     output != NULL; output = output->next) {
		const char *its = json_member_text(output, "name");

		if (its != NULL && strcmp(its, name) == 0)
			return output;
	}
	return NULL;
}

bool
oldrun_digest(const char *path, char hex[65])
{
	struct platform_file *file = platform_open(path);
	struct sha256 digest;
	char *block;
	long got;

	if (file == NULL)
		return false;
	block = memory_grow(NULL, BLOCK, 1);
	sha256_init(&digest);
	while ((got = platform_read(file, block, BLOCK)) > 0)
		sha256_add(&digest, block, (size_t)got);
	memory_free(block);
	platform_close(file);
	sha256_hex(&digest, hex);
	return got == 0;
}

/* ---- lines ---- */

bool
log_lines_open(struct log_lines *lines, const char *path)
{
	*lines = (struct log_lines){ .file = platform_open(path), .path = path };
	return lines->file != NULL;
}

/* Puts what is left of the block in front, and another block behind it. */
static void
read_on(struct log_lines *lines)
{
	char block[4096];
	long got;

	if (lines->at > BLOCK) {
		size_t left = lines->held.length - lines->at;

		memmove(lines->held.at, lines->held.at + lines->at, left);
		buffer_cut(&lines->held, left);
		lines->offset += lines->at;
		lines->at = 0;
	}
	got = platform_read(lines->file, block, sizeof block);
	if (got > 0)
		buffer_add(&lines->held, block, (size_t)got);
	lines->ended = got <= 0;
	if (got < 0)
		lines->reason = platform_reason();
}

bool
log_lines_next(struct log_lines *lines)
{
	size_t looked = lines->at;

	for (;;) {
		const char *found = lines->held.length > looked
		    ? memchr(lines->held.at + looked, '\n', lines->held.length - looked) : NULL;
		size_t before = lines->at;

		if (found == NULL && !lines->ended) {
			looked = lines->held.length;
			read_on(lines);
			looked -= before - lines->at;
			continue;
		}
		if (found == NULL && (lines->at == lines->held.length || lines->reason != NULL))
			return false;
		lines->line = lines->held.at + lines->at;
		lines->length =
		    found != NULL ? (size_t)(found - lines->line) : lines->held.length - lines->at;
		lines->start = lines->offset + lines->at;
		lines->number++;
		lines->open = found == NULL;
		lines->at += lines->length + (found != NULL ? 1 : 0);
		return true;
	}
}

bool
log_lines_whole(const struct log_lines *lines, struct fault *fault)
{
	return lines->reason == NULL || fault_set(fault, EXIT_USAGE, "%s: cannot be read: %s",
	    lines->path, lines->reason);
}

void
log_lines_close(struct log_lines *lines)
{
	platform_close(lines->file);
	lines->file = NULL;
	buffer_release(&lines->held);
}
