/* testfile: the rows of `given … from "file.csv"`, read as a run reads its files. See
 * testrun_parts.h. */
#include "interp/csvin.h"
#include "interp/testrun_parts.h"

static void
fail_at_first_refusal(struct one_test *run, const struct test_rows *given,
    const struct problems *problems)
{
	const struct problem *first = &problems->kept[0];

	for (uint32_t i = 0; i < problems->kept_count; i++) {
		first = &problems->kept[i];
		if (first->effect != PROBLEM_NOTE)
			break;
	}
	test_fail(run, given->at,
	    arena_printf(&run->arena, "%s: %s:%llu: %s", given->file,
	        problem_effect_name(first->effect), (unsigned long long)first->line,
	        first->cause));
}

/* Reads the file once. Rows before the last of `agains` new starts are passed over: rows that other
 * parts of the test gave could not be told from them any more. */
static bool
read_once(struct one_test *run, const struct test_rows *given, const struct plan *plan,
    struct problems *problems, uint32_t *agains, const struct test_file_reader *reader)
{
	const char *path = arena_printf(&run->arena, "%s/%s", run->folder, given->file);
	struct csvin_options options = { .table = given->table,
		.path = path,
		.shown = path,
		.wanted = plan_fields(plan),
		.run_date = run->knobs.run_date,
		.check_keys = true,
		.problems = problems,
		.arena = &run->arena };
	enum csvin_result result;
	struct batch batch;
	struct csvin *in;
	uint32_t seen = 0;

	problems_init(problems, &run->arena, (struct problem_sink){ 0 });
	in = csvin_open(&options, run->fault);
	if (in == NULL)
		return false;
	batch_init(&batch, plan);
	do {
		result = csvin_next(in, batch_fields(&batch), batch.lines, &batch.rows, run->fault);
		if (result == CSVIN_AGAIN) {
			problems_restart(problems);
			seen++;
		} else if (result == CSVIN_ROWS && reader != NULL && seen == *agains) {
			reader->rows(reader->context, &batch);
		}
	} while (result == CSVIN_ROWS || result == CSVIN_AGAIN);
	*agains = seen;
	batch_release(&batch);
	csvin_close(in);
	return result == CSVIN_END;
}

bool
test_read_file(struct one_test *run, const struct test_rows *given, const struct plan *plan,
    const struct test_file_reader *reader)
{
	struct problems problems;
	uint32_t agains = 0;

	if (!read_once(run, given, plan, &problems, &agains, NULL) ||
	    !read_once(run, given, plan, &problems, &agains, reader))
		return false;
	if (problems.cells_refused + problems.rows_refused + problems.columns_refused > 0)
		fail_at_first_refusal(run, given, &problems);
	return true;
}
