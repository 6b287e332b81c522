/* testfile: the rows of `given … from "file.csv"`, read as a run reads its files. See
 * testrun_parts.h. */
#include "interp/csvin.h"
#include "interp/testrun_parts.h"

static void
fail_at_problem(struct one_test *run, const struct test_rows *given, const struct problem *problem)
{
	test_fail(run, given->at,
	    arena_printf(&run->arena, "%s: %s:%llu: %s", given->file,
	        problem_effect_name(problem->effect), (unsigned long long)problem->line,
	        problem->cause));
}

bool
test_read_file(struct one_test *run, const struct test_rows *given, const struct plan *plan,
    const struct test_file_reader *reader)
{
	const char *path = arena_printf(&run->arena, "%s/%s", run->folder, given->file);
	struct problems problems;
	struct csvin_options options = { .table = given->table,
		.path = path,
		.shown = path,
		.wanted = plan_fields(plan),
		.run_date = run->knobs.run_date,
		.check_keys = true,
		.problems = &problems,
		.arena = &run->arena };
	enum csvin_result result;
	struct batch batch;
	struct csvin *in;

	problems_init(&problems, &run->arena, (struct problem_sink){ 0 });
	in = csvin_open(&options, run->fault);
	if (in == NULL)
		return false;
	batch_init(&batch, plan);
	do {
		result = csvin_next(in, batch_fields(&batch), batch.lines, &batch.rows, run->fault);
		if (result == CSVIN_ROWS) {
			reader->rows(reader->context, &batch);
		} else if (result == CSVIN_AGAIN) {
			problems_restart(&problems);
			reader->restart(reader->context);
		}
	} while (result == CSVIN_ROWS || result == CSVIN_AGAIN);
	batch_release(&batch);
	csvin_close(in);
	if (problems.cells_refused + problems.rows_refused + problems.columns_refused > 0)
		fail_at_problem(run, given, &problems.kept[0]);
	return result == CSVIN_END;
}
