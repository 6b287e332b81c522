/* commands_draft: `writ doc`, a policy as a page, and `writ init`, a policy drafted from files. */
#ifndef INTERP_COMMANDS_DRAFT_H
#define INTERP_COMMANDS_DRAFT_H

#include "interp/fault.h"
#include "interp/options.h"
#include "lang/arena.h"

enum exit_code command_doc(struct arena *arena, const struct options *options, struct fault *fault);
enum exit_code command_init(
    struct arena *arena, const struct options *options, struct fault *fault);

#endif
