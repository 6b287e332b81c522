/* testrun: see testrun.h. Rows of a test go through the same plan, batch and folds as rows of a
 * file; only where they come from differs. */
#include "interp/testrun.h"

#include <string.h>

#include "interp/local.h"
#include "interp/testrun_parts.h"
#include "interp/workspace.h"

static bool
prepare(struct one_test *run)
{
	const struct policy_test *test = run->test;
	struct plan_request request = { .program = run->program,
		.table = run->program->run,
		.knobs = &run->knobs };

	knobs_init(&run->knobs, &run->arena, run->program, test->on);
	if (!local_choose(&run->knobs, run->options, run->fault))
		return false;
	for (uint32_t i = 0; i < test->set_count; i++)
		knobs_set(&run->knobs, test->sets[i].setting, test->sets[i].values,
		    test->sets[i].count, "test");
	if (!knobs_load_calendars(&run->knobs, run->folder, run->fault))
		return false;
	run->outcomes = arena_array(&run->arena, struct outcome, test->expectation_count);
	run->folds = arena_array(&run->arena, struct fold *, test->expectation_count);
	for (uint32_t i = 0; i < test->expectation_count; i++)
		if (test->expectations[i].kind == EXPECT_REPORT)
			run->folds[i] = fold_make(test->expectations[i].report, &run->knobs);
	if (workspace_needed(run->program))
		return true;
	request.columns = run->program->run->columns;
	request.column_count = run->program->run->column_count;
	batch_init(&run->run, plan_make(&run->arena, &request));
	run->run.rows = 1;
	batch_run(&run->run);
	test_judge_batch(run, run->program->run, &run->run);
	return true;
}

/* A test is written for the settings of the text: what is not theirs may be all that is wrong. */
static void
say_settings(const struct one_test *run)
{
	struct buffer changes = BUFFER_INIT;

	local_say_changes(&changes, &run->knobs);
	if (changes.length > 0)
		buffer_printf(run->out, "    the test was written for other settings: %s\n",
		    changes.at);
	buffer_release(&changes);
}

static bool
run_test(const struct program *program, const struct policy_test *test, const char *folder,
    const struct options *options, struct buffer *out, bool *passed, uint32_t *failed_expectations,
    struct fault *fault)
{
	struct one_test run = { .program = program,
		.test = test,
		.folder = folder,
		.options = options,
		.out = out,
		.fault = fault };
	bool done;

	arena_init(&run.arena);
	done = prepare(&run) &&
	    (workspace_needed(program) ? test_run_tables(&run) :
					 test_run_givens(&run) && test_judge_all(&run));
	*passed = run.failures == 0;
	if (done && !*passed)
		say_settings(&run);
	*failed_expectations += run.failed_expectations;
	for (uint32_t i = 0; run.folds != NULL && i < test->expectation_count; i++)
		if (run.folds[i] != NULL)
			fold_release(run.folds[i]);
	if (run.run.slots != NULL)
		batch_release(&run.run);
	arena_release(&run.arena);
	return done;
}

static uint32_t
count_expectations(const struct policy_test *test)
{
	uint32_t count = test->expectation_count;

	for (uint32_t i = 0; i < test->given_count; i++)
		count += test->givens[i].expected_count * test->givens[i].row_count;
	return count;
}

static void
folder_of(char *folder, size_t size, const char *path)
{
	size_t length = strlen(path);

	while (length > 0 && path[length - 1] != '/' && path[length - 1] != '\\')
		length--;
	if (length == 0 || length >= size) {
		memcpy(folder, ".", 2);
		return;
	}
	memcpy(folder, path, length);
	folder[length] = '\0';
}

bool
testrun_all(const struct program *program, const char *policy_path, const struct options *options,
    struct buffer *out, struct testrun_result *result, struct fault *fault)
{
	char folder[4096];

	folder_of(folder, sizeof(folder), policy_path);
	for (uint32_t i = 0; i < program->test_count; i++) {
		bool passed = false;

		if (options->only != NULL && strstr(program->tests[i].name, options->only) == NULL)
			continue;
		if (!run_test(program, &program->tests[i], folder, options, out, &passed,
			&result->failed_expectations, fault))
			return false;
		result->tests++;
		result->expectations += count_expectations(&program->tests[i]);
		if (passed)
			result->passed++;
		else
			result->failed++;
	}
	return true;
}
