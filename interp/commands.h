/* commands: what each word after `writ` does, up to its exit code. `run` itself is run.c. */
#ifndef INTERP_COMMANDS_H
#define INTERP_COMMANDS_H

#include "interp/fault.h"
#include "interp/options.h"
#include "interp/policy_file.h"
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

/* False with a fault where a policy or data of that name is there: a page takes no such place. */
bool command_page_name(const char *path, struct fault *fault);

/* Text to a file, whole or not at all: a file of that name stays as it was until then. */
enum exit_code command_write_file(struct arena *arena, const char *path, const char *text,
    struct fault *fault);

/* What keeps a policy from being run, in full to standard error; what it is warned of, in one
 * line. */
void command_show_errors(struct policy_file *policy, struct arena *arena,
    const struct options *options, const char *path);

#endif
