/*
 * whole: for the harnesses over whole runs: a policy of memory with what stands beside it, data in a
 * folder of the process, and all that a run with --out would write, kept in memory. POSIX.
 */
#ifndef TESTS_FUZZ_WHOLE_H
#define TESTS_FUZZ_WHOLE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "interp/jsonread.h"
#include "interp/outfile.h"
#include "interp/platform.h"
#include "interp/run.h"
#include "interp/tablerun.h"
#include "lang/compile.h"
#include "lang/date.h"

/* A promise that does not hold ends the process, with what was promised. */
#define HOLDS(promise) \
	((promise) ? (void)0 : whole_broken(#promise, __FILE__, __LINE__))

#define WHOLE_DIGEST "0000000000000000000000000000000000000000000000000000000000000000"

enum { WHOLE_LONGEST = 64 * 1024, WHOLE_FILES = 512, WHOLE_PARTS = 6 };

struct whole_text {			/* a file; NUL-terminated besides */
	const char *name, *at;
	size_t length;
};

struct whole {
	struct arena *arena;
	const struct program *program;
	const char *policy_name;
	struct whole_text files[WHOLE_FILES];	/* in the order they were written */
	uint32_t count;
	const struct json_value *record;	/* run.json */
	struct fault fault;
};

static inline void
whole_broken(const char *promise, const char *file, int line)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, promise);
	abort();
}

/* ---- the folder of the process ---- */

static char whole_folder_path[] = "/tmp/writ-fuzz-XXXXXX";

static inline void
whole_folder_remove(void)
{
	platform_remove_tree(whole_folder_path);
}

static inline const char *
whole_folder(void)
{
	static bool made;

	if (!made) {
		if (mkdtemp(whole_folder_path) == NULL)
			abort();
		atexit(whole_folder_remove);
		made = true;
	}
	return whole_folder_path;
}

static inline void
whole_put(const char *name, const char *bytes, size_t length)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", whole_folder(), name);
	file = fopen(path, "wb");
	if (file == NULL || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
		abort();
}

static inline void
whole_put_text(const char *name, const char *text)
{
	whole_put(name, text, strlen(text));
}

/* ---- the parts of an input: parted by a line of four equals signs ---- */

/* Those that are not there, or empty, are what they were. */
static inline uint32_t
whole_parts(struct arena *arena, const uint8_t *data, size_t size, struct whole_text *parts,
    uint32_t room)
{
	static const char parting[] = "\n====\n";
	const size_t width = sizeof parting - 1;
	uint32_t count = 0;
	size_t from = 0, at = 0;

	while (count < room) {
		while (at < size && (at + width > size || memcmp(data + at, parting, width) != 0))
			at++;
		if (at > from) {
			parts[count].at = arena_copy(arena, (const char *)data + from, at - from);
			parts[count].length = at - from;
		}
		count++;
		if (at == size)
			break;
		from = at += width;
	}
	return count;
}

/* ---- compiling ---- */

struct whole_beside {
	const struct whole_text *files;
	uint32_t count;
};

static inline enum load_state
whole_load(void *with, const char *path, size_t limit, const char **bytes, size_t *length)
{
	const struct whole_beside *beside = with;

	for (uint32_t i = 0; i < beside->count; i++) {
		if (strcmp(beside->files[i].name, path) != 0)
			continue;
		*bytes = beside->files[i].at;
		*length = beside->files[i].length;
		return *length > limit ? LOAD_TOO_LONG : LOAD_DONE;
	}
	return LOAD_MISSING;
}

static inline enum load_state
whole_load_local(void *with, const char *variation, const char *path, size_t limit,
    const char **bytes, size_t *length)
{
	(void)variation;
	return whole_load(with, path, limit, bytes, length);
}

/* NULL when it is refused, and then it is said why. `scheme` may be NULL: a variation or tests in
 * a file of their own. */
static inline const struct program *
whole_compile(struct arena *arena, const char *policy, const struct whole_text *scheme,
    const struct whole_text *files, uint32_t count)
{
	struct whole_beside beside = { files, count };
	const struct file_loader loader = { whole_load, &beside, whole_load_local };
	struct policy_text text = { NULL, NULL, 0 };
	const struct compile_request request = { .policy = { "fuzz.writ", policy, strlen(policy) },
		.beside = &text,
		.beside_count = scheme != NULL,
		.loader = &loader };
	struct sources *sources = arena_new(arena, struct sources);
	struct diags diags;
	const struct program *program;
	const char *words;

	if (scheme != NULL)
		text = (struct policy_text){ scheme->name, scheme->at, scheme->length };
	sources_init(sources, arena);
	diags_init(&diags, arena, sources);
	program = policy_compile_with(arena, sources, &diags, &request);
	HOLDS((program == NULL) == (diags.errors > 0));
	words = diags_text(&diags, arena, false);
	HOLDS(program != NULL || words[0] != '\0');
	return program;
}

/* ---- a run ---- */

static inline bool
whole_keep_block(void *context, const char *bytes, size_t size)
{
	buffer_add(context, bytes, size);
	return true;
}

static inline bool
whole_keep(void *context, const char *name, const char *digest, struct platform_writer *writer,
    struct fault *fault)
{
	struct whole *whole = context;
	struct buffer bytes = BUFFER_INIT;

	(void)digest;
	(void)fault;
	if (!platform_retell(writer, whole_keep_block, &bytes))
		abort();
	if (whole->count < WHOLE_FILES)
		whole->files[whole->count++] = (struct whole_text){
			arena_copy(whole->arena, name, strlen(name)),
			arena_copy(whole->arena, bytes.length > 0 ? bytes.at : "", bytes.length),
			bytes.length };
	buffer_release(&bytes);
	return true;
}

/* The file of that name, or NULL. */
static inline const struct whole_text *
whole_file(const struct whole *whole, const char *name)
{
	for (uint32_t i = 0; i < whole->count; i++)
		if (strcmp(whole->files[i].name, name) == 0)
			return &whole->files[i];
	return NULL;
}

static inline uint64_t
whole_count(const struct json_value *of, const char *key)
{
	uint64_t count = 0;

	HOLDS(json_member_count(of, key, &count));
	return count;
}

/* Every input and every letter of the record: what there was is what became of it. */
static inline void
whole_reconciles(const struct whole *whole)
{
	const struct json_value *letters = json_member(whole->record, "letters"), *one;
	uint64_t due = 0, written = 0;

	for (one = json_member(whole->record, "inputs")->first; one != NULL; one = one->next)
		HOLDS(whole_count(one, "read") ==
		    whole_count(one, "used") + whole_count(one, "refused") +
			whole_count(one, "repeated") + whole_count(one, "dated_later"));
	if (letters == NULL || letters->kind != JSON_OBJECT)
		return;
	for (one = json_member(letters, "of")->first; one != NULL; one = one->next) {
		HOLDS(whole_count(one, "due") ==
		    whole_count(one, "written") + whole_count(one, "held_back"));
		due += whole_count(one, "due");
		written += whole_count(one, "written");
	}
	HOLDS(whole_count(letters, "due") == due);
	HOLDS(whole_count(letters, "written") == written);
	HOLDS(whole_count(letters, "held_back") == due - written);
}

/* The run, for a day, over the folder, with these variations and settings. False with a fault; the
 * counts of one that was done reconcile. */
static inline bool
whole_run(struct whole *whole, struct arena *arena, const struct program *program,
    struct options options, const char *day)
{
	const struct stage_taker taker = { whole_keep, whole };
	const char *folder = whole_folder();
	const struct whole_text *record;
	struct session session;
	struct stage stage;
	bool done;
	size_t wrong;

	*whole = (struct whole){ .arena = arena, .program = program };
	options.command = COMMAND_RUN;
	options.policy = arena_printf(arena, "%s/fuzz.writ", folder);
	options.arguments = &folder;
	options.argument_count = 1;
	options.on_given = options.quiet = true;
	if (!date_from_civil(atoi(day), atoi(day + 5), atoi(day + 8), &options.on))
		abort();
	done = session_open(&session, arena, &options, program, WHOLE_DIGEST, &whole->fault);
	if (done) {
		stage_open_aside(&stage, arena, &taker);
		done = run_whole_aside(&session, &stage, &whole->fault);
	}
	session_close(&session);
	HOLDS(done == (whole->fault.code == EXIT_DONE));
	HOLDS(done || whole->fault.text[0] != '\0');
	HOLDS(whole->fault.code != EXIT_OURS);
	if (!done)
		return false;
	record = whole_file(whole, "run.json");
	HOLDS(record != NULL);
	whole->record = json_read(arena, record->at, record->length, &wrong);
	HOLDS(whole->record != NULL);
	whole_reconciles(whole);
	return true;
}

/* The same files with the same bytes? */
static inline bool
whole_same(const struct whole *a, const struct whole *b)
{
	if (a->count != b->count)
		return false;
	for (uint32_t i = 0; i < a->count; i++)
		if (strcmp(a->files[i].name, b->files[i].name) != 0 ||
		    a->files[i].length != b->files[i].length ||
		    memcmp(a->files[i].at, b->files[i].at, a->files[i].length) != 0)
			return false;
	return true;
}

#endif
