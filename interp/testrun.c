/* testrun: see testrun.h. Rows of a test go through the same plan, batch and folds as rows of a
 * file; only where they come from differs. */
#include "interp/testrun.h"

#include <string.h>

#include "interp/local.h"
#include "interp/testrun_parts.h"
#include "interp/workspace.h"

void
test_note_batch(struct one_test *run, const struct batch *batch)
{
	if (run->coverage != NULL)
		coverage_batch(run->coverage, batch);
	if (run->suggest != NULL)
		suggest_rows(run->suggest, batch, (uint32_t)(run->test - run->program->tests));
}

/* Where a variation has tests of its own, they hold with it, and the policy's hold without. */
static bool
choose_settings(struct one_test *run)
{
	struct options options = *run->options;

	if (run->schemes_have_tests && run->test->of == NULL)
		options.with_count = 0;
	return local_choose(&run->knobs, &options, run->fault);
}

static bool
prepare(struct one_test *run)
{
	const struct policy_test *test = run->test;
	struct plan_request request = { .program = run->program,
		.table = run->program->run,
		.knobs = &run->knobs };

	knobs_init(&run->knobs, &run->arena, run->program, test->on);
	if (!choose_settings(run))
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
	test_note_batch(run, &run->run);
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

static uint32_t
count_expectations(const struct one_test *run)
{
	uint32_t count = run->test->expectation_count;

	for (uint32_t i = 0; i < run->test->given_count; i++)
		count += run->sheets[i] != NULL ?
		    run->sheets[i]->compared :
		    run->givens[i].expected_count * run->givens[i].row_count;
	return count;
}

static bool
run_test(const struct one_test *like, const struct policy_test *test, bool *passed,
    uint32_t *expectations, uint32_t *failed_expectations)
{
	struct one_test run = *like;
	const struct program *program = run.program;
	bool done, readable;

	run.test = test;
	arena_init(&run.arena);
	if (test->of != NULL) /* the files it names stand beside it */
		run.folder = testrun_folder(&run.arena,
		    sources_place(program->sources, test->at.start).file->name);
	done = test_read_sheets(&run);
	readable = done && run.failures == 0;
	if (readable) {
		if (run.coverage != NULL)
			coverage_begin(run.coverage, (uint32_t)(test - program->tests), run.givens);
		done = prepare(&run) &&
		    (workspace_needed(program) ? test_run_tables(&run) :
						 test_run_givens(&run) && test_judge_all(&run));
	}
	*expectations += count_expectations(&run);
	*passed = run.failures == 0;
	if (done && readable && !*passed)
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

const char *
testrun_folder(struct arena *arena, const char *policy_path)
{
	size_t length = strlen(policy_path);

	while (length > 0 && policy_path[length - 1] != '/' && policy_path[length - 1] != '\\')
		length--;
	return length == 0 ? "." : arena_copy(arena, policy_path, length);
}

bool
testrun_all(const struct program *program, const char *policy_path, const struct options *options,
    struct buffer *out, struct coverage *coverage, struct suggest *suggest,
    struct testrun_result *result, struct fault *fault)
{
	struct arena arena;
	bool done = true;
	struct one_test like = { .program = program,
		.options = options,
		.out = out,
		.coverage = coverage,
		.suggest = suggest,
		.fault = fault };

	arena_init(&arena);
	like.folder = testrun_folder(&arena, policy_path);
	for (uint32_t i = 0; i < program->test_count; i++)
		like.schemes_have_tests = like.schemes_have_tests || program->tests[i].of != NULL;
	for (uint32_t i = 0; done && i < program->test_count; i++) {
		bool passed = false;

		if (options->only != NULL && strstr(program->tests[i].name, options->only) == NULL)
			continue;
		done = run_test(&like, &program->tests[i], &passed, &result->expectations,
		    &result->failed_expectations);
		result->tests++;
		result->passed += passed;
		result->failed += !passed;
	}
	arena_release(&arena);
	return done;
}
