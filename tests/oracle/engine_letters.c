/* engine_letters: a whole run, `writ run POLICY FOLDER --out`, that is looked at and not kept. */
#include "tests/oracle/engine_letters.h"

#include <string.h>

#include "interp/buffer.h"
#include "interp/platform.h"
#include "interp/run.h"
#include "interp/stage.h"
#include "interp/tablerun.h"
#include "tests/oracle/engine.h"

static bool
keep_block(void *context, const char *bytes, size_t size)
{
	buffer_add(context, bytes, size);
	return true;
}

static bool
take_file(void *context, const char *name, const char *digest, struct platform_writer *writer,
    struct fault *fault)
{
	static const char folder[] = "letters/";
	struct engine_letters *letters = context;
	struct buffer bytes = BUFFER_INIT;
	bool kept;

	(void)digest;
	if (strncmp(name, folder, sizeof folder - 1) != 0)
		return true;
	if (letters->count == letters->room) {
		uint32_t room = letters->room * 2 + 16;
		struct engine_file *files = arena_array(letters->arena, struct engine_file, room);

		if (letters->count > 0)
			memcpy(files, letters->files, letters->count * sizeof *files);
		letters->files = files;
		letters->room = room;
	}
	kept = platform_retell(writer, keep_block, &bytes);
	name += sizeof folder - 1;
	letters->files[letters->count++] =
	    (struct engine_file){ arena_copy(letters->arena, name, strlen(name)),
		    arena_copy(letters->arena, bytes.length > 0 ? bytes.at : "", bytes.length),
		    bytes.length };
	buffer_release(&bytes);
	return kept || fault_set(fault, EXIT_USAGE, "%s cannot be read back", name);
}

static bool
write_inputs(struct arena *arena, const struct program *program, const char *folder,
    const char *const *csvs, struct fault *fault)
{
	for (uint32_t i = 0; i < program->table_count; i++)
		if (csvs[i] != NULL &&
		    !engine_write_file(arena, folder,
			arena_printf(arena, "%s.csv", program->tables[i]->name), csvs[i]))
			return fault_set(fault, EXIT_USAGE, "'%s' cannot be written to", folder);
	return true;
}

bool
engine_run_letters(struct engine_letters *result, struct arena *arena,
    const struct program *program, int64_t run_date, const struct engine_how *how,
    const char *const *csvs, struct fault *fault)
{
	const struct stage_taker taker = { take_file, result };
	const char **withs = arena_array(arena, const char *, program->variation_count + 1);
	struct options options = { .command = COMMAND_RUN,
		.policy = arena_printf(arena, "%s/generated.writ", how->folder),
		.arguments = &how->folder,
		.argument_count = 1,
		.on_given = true,
		.on = run_date,
		.withs = withs,
		.with_count = program->variation_count,
		.log = LOG_NEVER,
		.quiet = true,
		.threads = how->threaded ? 2 : 1 };
	struct session session;
	struct stage stage;
	bool fine;

	*result = (struct engine_letters){ .arena = arena };
	for (uint32_t i = 0; i < program->variation_count; i++)
		withs[i] = program->variations[i]->name;
	if (!write_inputs(arena, program, how->folder, csvs, fault))
		return false;
	fine = session_open(&session, arena, &options, program,
	    "0000000000000000000000000000000000000000000000000000000000000000", fault);
	if (fine) {
		stage_open_aside(&stage, arena, &taker);
		fine = run_whole_aside(&session, &stage, fault);
	}
	session_close(&session);
	return fine;
}

const struct engine_file *
engine_file(const struct engine_letters *letters, const char *name)
{
	for (uint32_t i = 0; i < letters->count; i++)
		if (strcmp(letters->files[i].name, name) == 0)
			return &letters->files[i];
	return NULL;
}
