/*
 * policy_file: a policy from its file to a checked program, with what stands beside it: the
 * wordings of its letters, its tests in a file of their own, a variation.
 *
 * Tests of policy.writ may stand in tests-of-policy.writ in the same folder; `check`, `test` and
 * `doc` take them along, and so with those of a variation in a file. A variation comes with `--with
 * FILE`, or is named with `--with NAME` when it stands in the policy itself.
 */
#ifndef INTERP_POLICY_FILE_H
#define INTERP_POLICY_FILE_H

#include "interp/fault.h"
#include "interp/options.h"
#include "lang/compile.h"

/* What was read beside the policy and is part of it, so that a run can be repeated: the digest is
 * that of the file's bytes. */
struct side_file {
	/* a wording: as the policy has it, relative to its folder; else the base name */
	const char *name;
	const char *role;	/* "wording", "variation", "tests" */
	char digest[65];
	struct side_file *next;	/* in the order they were read */
};

struct policy_file {
	struct sources sources;
	struct diags diags;
	char *bytes;
	size_t length;
	const struct program *program;	/* NULL: there are errors */
	char digest[65];
	struct side_file *beside;
};

/* The bytes, and nothing else; the caller gives them back with platform_slurp_free(). */
bool policy_file_read(struct policy_file *policy, struct arena *arena, const char *path,
    struct fault *fault);

/* False with a fault when a file cannot be read; otherwise the messages are in `diags`. */
bool policy_file_compile(struct policy_file *policy, struct arena *arena,
    const struct options *options, const char *path, struct fault *fault);

/* "there are no tests in mine.writ; tests beside it would stand in tests-of-mine.writ": for one
 * without tests, which may be a copy under another name that left them behind. NULL if it has
 * some. */
const char *policy_file_no_tests(struct arena *arena, const struct policy_file *policy,
    const char *path);

/* "westvale.writ has no tests of its own; they would stand in tests-of-westvale.writ": a line for
 * each `--with FILE` without; and, where the policy's own tests failed, what that may come from.
 * NULL: each has some, or none is a file. */
const char *policy_file_untested_schemes(struct arena *arena, const struct options *options,
    const struct program *program, bool failed);

/* A word of the language, which may not be a name. */
bool policy_file_reserved(const char *word);

#endif
