/* main: the commands, each a list of passes: read, compile, run, print. */
#include <stdio.h>
#include <string.h>

#include "interp/commands.h"
#include "interp/commands_draft.h"
#include "interp/options.h"
#include "interp/platform.h"
#include "interp/sample.h"
#include "interp/screen.h"
#include "interp/verify.h"

static enum exit_code
dispatch(struct arena *arena, const struct options *options, struct fault *fault)
{
	switch (options->command) {
	case COMMAND_RUN:
	case COMMAND_EXPLAIN:
	case COMMAND_INSPECT:
		return command_data(arena, options, fault);
	case COMMAND_CHECK:
		return command_check(arena, options, fault);
	case COMMAND_TEST:
		return command_test(arena, options, fault);
	case COMMAND_FORMAT:
		return command_format(arena, options, fault);
	case COMMAND_DOC:
		return command_doc(arena, options, fault);
	case COMMAND_INIT:
		return command_init(arena, options, fault);
	case COMMAND_VERIFY:
		return verify_command(arena, options, fault);
	case COMMAND_SAMPLE:
		return sample_command(arena, options, fault);
	case COMMAND_HELP:
		return command_help(options, fault);
	case COMMAND_VERSION:
		return command_print("writ " WRIT_VERSION "\n", fault);
	}
	return EXIT_OURS;
}

int
main(int count, char **words)
{
	struct arena arena = ARENA_INIT;
	struct options options;
	struct fault fault = FAULT_NONE;
	enum exit_code code = EXIT_USAGE;

	platform_start();
	if (options_read(&options, &arena, count, words, &fault))
		code = dispatch(&arena, &options, &fault);
	if (fault.code != EXIT_DONE) {
		screen_fault(&fault);
		code = fault.code;
	}
	arena_release(&arena);
	return (int)code;
}
