/* commands_test: the command `writ test`: what passed, what was tried, what is still to try. */
#include "interp/commands.h"
#include "interp/commands_parts.h"
#include "interp/coverage.h"
#include "interp/json.h"
#include "interp/policy_file.h"
#include "interp/suggest.h"
#include "interp/testrun.h"

#include <string.h>

struct testing {
	struct arena *arena;
	const struct options *options;
	struct buffer *out;
	struct json *json;		/* NULL: text */
	uint32_t tests;
	enum exit_code code;
};

/* Beside suggestions all else is a remark, so that the whole can be pasted. */
static void
say(struct testing *testing, const struct buffer *said)
{
	const char *at = said->length == 0 ? "" : said->at;

	while (*at != '\0') {
		size_t length = strcspn(at, "\n");

		buffer_text(testing->out, testing->options->suggest ? "# " : "");
		buffer_add(testing->out, at, length);
		buffer_char(testing->out, '\n');
		at += length + (at[length] == '\n');
	}
}

static void
add_result(struct testing *testing, struct buffer *out, const char *path,
    const struct testrun_result *result, const struct coverage *coverage)
{
	buffer_printf(out, "%s: %u of %u test%s passed, %u expectation%s", path,
	    (unsigned)result->passed, (unsigned)result->tests, result->tests == 1 ? "" : "s",
	    (unsigned)result->expectations, result->expectations == 1 ? "" : "s");
	if (result->failed_expectations > 0)
		buffer_printf(out, ", %u of them failed", (unsigned)result->failed_expectations);
	buffer_char(out, '\n');
	if (result->tests == 0)
		return;
	coverage_say(out, coverage);
	if (testing->options->coverage)
		coverage_list(out, coverage);
}

/* Each line of what was said on its own. */
static void
json_lines(struct json *json, const struct buffer *said)
{
	const char *at = said->length == 0 ? "" : said->at;

	json_array(json);
	while (*at != '\0') {
		size_t length = strcspn(at, "\n");

		json_bytes(json, at, length);
		at += length + (at[length] == '\n');
	}
	json_end(json);
}

static void
json_result(struct json *json, const char *path, const struct testrun_result *result,
    const struct coverage *coverage, const struct buffer *said)
{
	json_object(json);
	json_key_text(json, "policy", path);
	json_key_count(json, "tests", result->tests);
	json_key_count(json, "passed", result->passed);
	json_key_count(json, "failed", result->failed);
	json_key_count(json, "expectations", result->expectations);
	json_key_count(json, "failed_expectations", result->failed_expectations);
	json_key(json, "messages");
	json_lines(json, said);
	coverage_json(json, coverage);
	json_end(json);
}

static bool
test_one(struct testing *testing, const char *path, struct fault *fault)
{
	struct testrun_result result = { 0 };
	struct buffer said = BUFFER_INIT;
	struct policy_file policy;
	struct coverage *coverage;
	struct suggest *suggest = NULL;
	const char *none, *untested;
	bool done;

	if (!policy_file_compile(&policy, testing->arena, testing->options, path, fault))
		return false;
	command_show_errors(&policy, testing->arena, testing->options, path);
	if (policy.program == NULL) {
		testing->code = EXIT_POLICY;
		return true;
	}
	none = policy_file_no_tests(testing->arena, &policy, path);
	if (none != NULL)
		buffer_text(&said, none);
	coverage = coverage_make(testing->arena, policy.program);
	if (testing->options->suggest)
		suggest = suggest_make(testing->arena, policy.program, coverage);
	done = testrun_all(policy.program, path, testing->options, &said, coverage, suggest,
	    &result, fault);
	untested = policy_file_untested_schemes(
	    testing->arena, testing->options, policy.program, result.failed > 0);
	if (done && untested != NULL && testing->json != NULL)
		buffer_text(&said, untested);
	if (done && testing->json != NULL) {
		json_result(testing->json, path, &result, coverage, &said);
	} else if (done) {
		if (none == NULL)
			add_result(testing, &said, path, &result, coverage);
		if (untested != NULL)
			buffer_text(&said, untested);
		say(testing, &said);
		if (suggest != NULL)
			done = suggest_write(testing->out, suggest,
			    testrun_folder(testing->arena, path), testing->options, fault);
	}
	buffer_release(&said);
	testing->tests += result.tests;
	if (result.failed > 0 && testing->code == EXIT_DONE)
		testing->code = EXIT_FINDINGS;
	return done;
}

enum exit_code
command_test(struct arena *arena, const struct options *options, struct fault *fault)
{
	struct buffer out = BUFFER_INIT;
	struct json json;
	struct testing testing = { .arena = arena, .options = options, .out = &out };

	if (options->format_given && options->format == FORMAT_JSON) {
		testing.json = &json;
		json_init(&json, &out, JSON_INDENTED);
		json_array(&json);
	}
	for (uint32_t i = 0; i < options->argument_count; i++) {
		if (!test_one(&testing, options->arguments[i], fault)) {
			buffer_release(&out);
			return fault->code;
		}
	}
	if (testing.json != NULL)
		json_end(&json);
	if (testing.tests == 0 && testing.code == EXIT_DONE) {
		if (testing.json == NULL && options->only != NULL)
			buffer_printf(&out, "%sno test has a name that contains \"%s\"\n",
			    options->suggest ? "# " : "", options->only);
		testing.code = EXIT_FINDINGS;
	}
	if (command_print_buffer(&out, fault) != EXIT_DONE)
		return fault->code;
	return testing.code;
}
