/* commands_parts: what the files of the commands share; commands.h is for main. */
#ifndef INTERP_COMMANDS_PARTS_H
#define INTERP_COMMANDS_PARTS_H

#include "interp/buffer.h"
#include "interp/run.h"

/* To standard output; gives the buffer back. */
enum exit_code command_print_buffer(struct buffer *buffer, struct fault *fault);

struct policy_file;

/* What is wrong with a policy that is about to be used: in full when that keeps it from being run,
 * else in one line. */
void command_show_errors(struct policy_file *policy, struct arena *arena,
    const struct options *options, const char *path);

/* `writ explain`, with its policy and data open. */
enum exit_code command_explain(struct session *session, struct fault *fault);

#endif
