/* commands: what each word after `writ` does, up to its exit code. `run` itself is run.c. */
#ifndef INTERP_COMMANDS_H
#define INTERP_COMMANDS_H

#include "interp/fault.h"
#include "interp/options.h"
#include "lang/arena.h"

/* run, explain, inspect: a policy over data. */
enum exit_code command_data(struct arena *arena, const struct options *options,
    struct fault *fault);
enum exit_code command_check(struct arena *arena, const struct options *options,
    struct fault *fault);
enum exit_code command_test(struct arena *arena, const struct options *options,
    struct fault *fault);
enum exit_code command_diff(struct arena *arena, const struct options *options,
    struct fault *fault);
enum exit_code command_format(struct arena *arena, const struct options *options,
    struct fault *fault);
enum exit_code command_help(const struct options *options, struct fault *fault);

/* Text to standard output, whole or not at all. */
enum exit_code command_print(const char *text, struct fault *fault);

#endif
