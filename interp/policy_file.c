/* policy_file: see policy_file.h. */
#include "interp/policy_file.h"

#include <string.h>

#include "interp/platform.h"
#include "interp/sha256.h"
#include "lang/syntax.h"

bool
policy_file_reserved(const char *word)
{
	return syntax_is_reserved(word);
}

bool
policy_file_read(struct policy_file *policy, struct arena *arena, const char *path,
    struct fault *fault)
{
	struct sha256 digest;
	bool too_long;

	*policy = (struct policy_file){ .program = NULL };
	policy->bytes = platform_slurp(path, SOURCE_MAX_BYTES, &policy->length, &too_long);
	if (policy->bytes == NULL && too_long)
		return fault_set(fault, EXIT_POLICY,
		    "%s:1:1: this file is longer than 16 MB, more than any policy\n"
		    "is it the data? the policy comes first", path);
	if (policy->bytes == NULL)
		return fault_set(fault, EXIT_USAGE, "%s: cannot be read: %s", path,
		    platform_reason());
	sha256_init(&digest);
	sha256_add(&digest, policy->bytes, policy->length);
	sha256_hex(&digest, policy->digest);
	sources_init(&policy->sources, arena);
	diags_init(&policy->diags, arena, &policy->sources);
	return true;
}

static void
note_beside(struct arena *arena, struct side_file **last, const char *name, const char *role,
    const char *bytes, size_t length)
{
	struct side_file *file = arena_new(arena, struct side_file);
	struct sha256 digest;

	while (*last != NULL)
		last = &(*last)->next;
	*last = file;
	file->name = arena_copy(arena, name, strlen(name));
	file->role = role;
	sha256_init(&digest);
	sha256_add(&digest, bytes, length);
	sha256_hex(&digest, file->digest);
}

/* ---- the wordings of letters, which stand in the policy's folder or below it ---- */

struct wordings {
	struct arena *arena;
	const char *policy;
	char *bytes;		/* of the one read last */
	struct side_file **beside;
	/* where one is there, and cannot be read: the policy is not to blame */
	struct fault *fault;
};

static enum load_state
load_wording(void *with, const char *path, size_t limit, const char **bytes, size_t *length)
{
	struct wordings *wordings = with;
	size_t folder = (size_t)(platform_base(wordings->policy) - wordings->policy);
	const char *file = arena_printf(wordings->arena, "%.*s%s", (int)folder, wordings->policy,
	    path);
	bool too_long = false;

	platform_slurp_free(wordings->bytes);
	wordings->bytes = platform_slurp(file, limit, length, &too_long);
	*bytes = wordings->bytes;
	if (wordings->bytes == NULL && !too_long && platform_is_trouble())
		fault_set(wordings->fault, EXIT_USAGE, "%s: cannot be read: %s", file,
		    platform_reason());
	if (wordings->bytes != NULL)
		note_beside(wordings->arena, wordings->beside, path, "wording", wordings->bytes,
		    *length);
	return wordings->bytes != NULL ? LOAD_DONE : too_long ? LOAD_TOO_LONG : LOAD_MISSING;
}

/* A text that a variation brings: beside the file of the variation, if it has one of its own. */
static enum load_state
load_local(void *with, const char *variation, const char *path, size_t limit, const char **bytes,
    size_t *length)
{
	struct wordings *wordings = with, local = *wordings;
	enum load_state state;

	local.policy = variation;
	state = load_wording(&local, path, limit, bytes, length);
	wordings->bytes = local.bytes;
	return state;
}

/* ---- files beside the policy ---- */

/* A file, not the name of a variation in the policy. */
static bool
is_path(const char *with)
{
	return strchr(with, '.') != NULL || strchr(with, '/') != NULL || strchr(with, '\\') != NULL;
}

struct beside_files {
	struct arena *arena;
	struct policy_text *texts;
	uint32_t count;
	struct side_file **noted;
	struct fault *fault;
};

static bool
add_beside(struct beside_files *files, const char *path, const char *role)
{
	struct policy_text *text = &files->texts[files->count];
	bool too_long = false;

	text->name = path;
	text->bytes = platform_slurp(path, SOURCE_MAX_BYTES, &text->length, &too_long);
	if (text->bytes == NULL)
		return fault_set(files->fault, EXIT_USAGE, "%s: cannot be read: %s", path,
		    too_long ? "it is longer than 16 MB" : platform_reason());
	files->count++;
	note_beside(files->arena, files->noted, platform_base(path), role, text->bytes,
	    text->length);
	return true;
}

static const char *
tests_path(struct arena *arena, const char *policy)
{
	const char *base = platform_base(policy);

	return arena_printf(arena, "%.*stests-of-%s", (int)(base - policy), policy, base);
}

static bool
is_there(const char *path)
{
	return platform_exists(path) && !platform_is_folder(path);
}

/* The tests of a policy or of a variation, where there are some. */
static bool
add_tests(struct beside_files *files, const char *of)
{
	const char *path = tests_path(files->arena, of);

	return !is_there(path) || add_beside(files, path, "tests");
}

const char *
policy_file_no_tests(struct arena *arena, const struct policy_file *policy, const char *path)
{
	const char *tests = tests_path(arena, path);

	if (policy->program->test_count > 0)
		return NULL;
	if (strcmp(path, "-") == 0)
		return "there are no tests in the policy\n";
	return arena_printf(arena, is_there(tests) ?
	    "there are no tests in %s, nor in %s\n" :
	    "there are no tests in %s; tests beside it would stand in %s\n", path, tests);
}

/* The name of the first variation that stands in the file. */
static const char *
variation_in(const struct program *program, const char *path)
{
	for (uint32_t i = 0; i < program->variation_count; i++) {
		const struct variation *variation = program->variations[i];

		if (strcmp(sources_place(program->sources, variation->at.start).file->name, path) ==
		    0)
			return variation->name;
	}
	return "NAME";
}

const char *
policy_file_untested_schemes(struct arena *arena, const struct options *options,
    const struct program *program, bool failed)
{
	const char *text = NULL;
	bool tested = false;

	for (uint32_t i = 0; i < options->with_count; i++) {
		const char *with = options->withs[i], *tests = tests_path(arena, with);
		const char *plain = arena_printf(
		    arena, "%.*stests.writ", (int)(platform_base(with) - with), with);

		if (!is_path(with))
			continue;
		tested = tested || is_there(tests);
		if (is_there(tests))
			continue;
		text = arena_printf(arena,
		    "%s%s has no tests of its own; they would stand in %s, which begins: tests of "
		    "%s\n",
		    text == NULL ? "" : text, with, tests, variation_in(program, with));
		if (is_there(plain))
			text = arena_printf(arena, "%s%s is not read: it is not called so\n", text,
			    plain);
	}
	if (text != NULL && failed && !tested)
		text = arena_printf(arena,
		    "%sthe policy's own tests were tried with what it changes: below each that "
		    "failed "
		    "stands what that is, and it may be all that is wrong; once it has tests of "
		    "its "
		    "own, the policy's are tried without it\n",
		    text);
	return text;
}

bool
policy_file_compile(struct policy_file *policy, struct arena *arena, const struct options *options,
    const char *path, struct fault *fault)
{
	struct wordings wordings = {
		.arena = arena, .policy = path, .beside = &policy->beside, .fault = fault };
	const struct file_loader loader = { load_wording, &wordings, load_local };
	struct policy_text *beside =
	    arena_array(arena, struct policy_text, 2 * (size_t)options->with_count + 1);
	struct compile_request request = { .loader = &loader, .beside = beside };
	bool tested = options->command == COMMAND_TEST || options->command == COMMAND_CHECK
	    || options->command == COMMAND_DOC || options->command == COMMAND_DIFF;
	struct beside_files files = { arena, beside, 0, &policy->beside, fault };
	bool done;

	if (!policy_file_read(policy, arena, path, fault))
		return false;
	done = !tested || strcmp(path, "-") == 0 || add_tests(&files, path);
	for (uint32_t i = 0; done && i < options->with_count; i++)
		if (is_path(options->withs[i]))
			done = add_beside(&files, options->withs[i], "variation")
			    && (!tested || add_tests(&files, options->withs[i]));
	request.beside_count = files.count;
	request.policy = (struct policy_text){ path, policy->bytes, policy->length };
	if (done)
		policy->program =
		    policy_compile_with(arena, &policy->sources, &policy->diags, &request);
	for (uint32_t i = 0; i < request.beside_count; i++)
		platform_slurp_free((char *)(uintptr_t)beside[i].bytes);
	platform_slurp_free(wordings.bytes);
	platform_slurp_free(policy->bytes);
	policy->bytes = NULL;
	return done && fault->code == EXIT_DONE;
}
