/* commands_parts: what the files of the commands share; commands.h is for main. */
#ifndef INTERP_COMMANDS_PARTS_H
#define INTERP_COMMANDS_PARTS_H

#include "interp/buffer.h"
#include "interp/run.h"

/* To standard output; gives the buffer back. */
enum exit_code command_print_buffer(struct buffer *buffer, struct fault *fault);

/* `writ explain`, with its policy and data open. */
enum exit_code command_explain(struct session *session, struct fault *fault);

#endif
