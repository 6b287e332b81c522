/*
 * A question put to every stretch of time: can these conditions have these answers in one row?
 */
#include "lang/prove_internal.h"

/* For all questions of one inquiry together: bounds the time check takes. */
enum {
	INQUIRY_CASES_MAX = 400000,
	INQUIRY_EFFORT_MAX = 8000000
};

void
inquiry_open(
    struct inquiry *inquiry, struct prover *prover, const struct expr *const *exprs, uint32_t count)
{
	*inquiry = (struct inquiry){ .prover = prover, .lasting = prover->arena };
	inquiry->stretches = prove_stretches(prover, exprs, count);
}

struct question
question_new(void)
{
	return (struct question){ .count = 0 };
}

void
question_ask(
    struct inquiry *inquiry, struct question *question, const struct expr *expr, enum answer answer)
{
	if (question->count == question->room) {
		uint32_t room = question->room ? 2 * question->room : 8;
		struct asked *wider = arena_array(inquiry->lasting, struct asked, room);

		for (uint32_t i = 0; i < question->count; i++)
			wider[i] = question->asked[i];
		question->asked = wider;
		question->room = room;
	}
	question->asked[question->count++] = (struct asked){ expr, answer };
}

static enum found
solve_once(struct inquiry *inquiry, const struct question *question, const struct stretch *stretch,
    bool own_only, uint32_t *cases, bool *varies)
{
	struct prover *prover = inquiry->prover;
	struct problem *problem = arena_new(prover->arena, struct problem);
	const struct formula *all = &formula_true;
	struct solution solution;

	problem_init(problem, prover, *stretch, inquiry->stretches.count > 1, own_only);
	for (uint32_t i = 0; i < question->count; i++)
		all = formula_and(problem, all,
		    formula_condition(
		        problem, question->asked[i].expr, false, question->asked[i].answer));
	if (question->differ)
		all = formula_and(problem, all, formula_differ(problem, question->a, question->b));
	solution = prove_solve(problem, all, cases);
	if (solution.found == FOUND_EXACT)
		inquiry->example = prove_example(problem, &solution, inquiry->lasting);
	*varies = problem->varies;
	inquiry->effort += problem->effort + question->count + 1;
	return solution.found;
}

/* With the settings as they stand first: an example is then plainest. Only what that does not show
 * asks for all their values. */
static enum found
solve_in(struct inquiry *inquiry, const struct question *question, const struct stretch *stretch,
    uint32_t *cases)
{
	bool varies;
	enum found found = solve_once(inquiry, question, stretch, true, cases, &varies), wider;

	if (found == FOUND_EXACT || found == FOUND_TOO_MANY || !varies)
		return found;
	wider = solve_once(inquiry, question, stretch, false, cases, &varies);
	return wider == FOUND_NONE ? found : wider;
}

bool
inquiry_is_over(const struct inquiry *inquiry)
{
	return inquiry->spent > INQUIRY_CASES_MAX || inquiry->effort > INQUIRY_EFFORT_MAX;
}

enum verdict
inquiry_answer(struct inquiry *inquiry, const struct question *question)
{
	enum verdict verdict = VERDICT_NEVER;
	uint32_t cases = 0;

	for (uint32_t s = 0; s < inquiry->stretches.count; s++) {
		struct arena scratch = ARENA_INIT, *outer = inquiry->prover->arena;
		enum found found;

		inquiry->prover->arena = &scratch;
		inquiry->prover->texts = NULL;
		inquiry->prover->text_count = inquiry->prover->text_room = 0;
		inquiry->prover->text_index = (struct twins){ 0 };
		found = inquiry_is_over(inquiry)
		    ? FOUND_TOO_MANY
		    : solve_in(inquiry, question, &inquiry->stretches.all[s], &cases);
		inquiry->prover->arena = outer;
		arena_release(&scratch);
		if (found == FOUND_EXACT) {
			inquiry->spent += cases;
			return VERDICT_CAN;
		}
		if (found == FOUND_OPAQUE)
			verdict = VERDICT_MAY;
		else if (found == FOUND_TOO_MANY && verdict == VERDICT_NEVER)
			verdict = VERDICT_TOO_MANY;
	}
	inquiry->spent += cases;
	return verdict;
}
