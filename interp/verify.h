/*
 * verify: the command `verify`: an earlier run is performed again from its record and the files,
 * and what differs is said in sentences: in the folder since the run, in the policy, in the inputs,
 * in what comes out, in the log, in the program.
 *
 * Nothing is written: what comes out the second time waits in memory or in a nameless file.
 * EXIT_DONE: all the same, byte for byte. EXIT_FINDINGS: something differs. EXIT_USAGE: the record,
 * the policy or a file was not found.
 */
#ifndef INTERP_VERIFY_H
#define INTERP_VERIFY_H

#include "interp/fault.h"
#include "interp/options.h"

/* options->policy is the record; options->arguments are the policy and the data. */
enum exit_code verify_command(struct arena *arena, const struct options *options,
    struct fault *fault);

#endif
