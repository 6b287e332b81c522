/*
 * Decide: lines that disagree, lines that never speak, and an `otherwise` that is never reached.
 */
#include <string.h>

#include "lang/prove_internal.h"

/* for all questions about one decide together: bounds the time check takes */
enum { DECIDE_CASES_MAX = 400000 };

enum verdict {
	VERDICT_NEVER,		/* proved: no row can */
	VERDICT_CAN,		/* an example row is at hand */
	VERDICT_MAY,		/* it hangs on something opaque */
	VERDICT_TOO_MANY
};

struct inquiry {
	struct prover *prover;
	struct diags *diags;
	const struct column *column;
	struct stretches stretches;
	struct arena *lasting;		/* outlives the scratch of a question */
	uint32_t spent;
	struct example example;
	const struct expr **exprs;	/* of the question at hand */
	enum answer *answers;
	bool displaces;			/* some line stands instead of another */
};

/* One question: conditions with the answers they are to have, and perhaps two outcomes that are to
 * differ. */
struct question {
	const struct expr **exprs;
	enum answer *answers;
	uint32_t count;
	bool differ;
	const struct expr *a, *b;
};

static void
ask(struct question *question, const struct expr *expr, enum answer answer)
{
	question->exprs[question->count] = expr;
	question->answers[question->count++] = answer;
}

/* One question is asked at a time, so all of them share one list of conditions. */
static struct question
question_new(const struct inquiry *inquiry)
{
	return (struct question){ inquiry->exprs, inquiry->answers, 0, false, NULL, NULL };
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
		    formula_condition(problem, question->exprs[i], false, question->answers[i]));
	if (question->differ)
		all = formula_and(problem, all, formula_differ(problem, question->a, question->b));
	solution = prove_solve(problem, all, cases);
	if (solution.found == FOUND_EXACT)
		inquiry->example = prove_example(problem, &solution, inquiry->lasting);
	*varies = problem->varies;
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

static enum verdict
answer(struct inquiry *inquiry, const struct question *question)
{
	enum verdict verdict = VERDICT_NEVER;
	uint32_t cases = 0;

	for (uint32_t s = 0; s < inquiry->stretches.count; s++) {
		struct arena scratch = ARENA_INIT, *outer = inquiry->prover->arena;
		enum found found;

		inquiry->prover->arena = &scratch;
		inquiry->prover->texts = NULL;
		inquiry->prover->text_count = inquiry->prover->text_room = 0;
		found = inquiry->spent > DECIDE_CASES_MAX ? FOUND_TOO_MANY :
		    solve_in(inquiry, question, &inquiry->stretches.all[s], &cases);
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

/* ---- two lines that disagree ---- */

static bool
same_value(const struct value *a, const struct value *b)
{
	if (a->type.kind != b->type.kind)
		return false;
	if (a->type.kind == KIND_LABEL || a->type.kind == KIND_YES_NO)
		return a->labels == b->labels;
	return exact_compare(a, b) == 0;
}

static bool
same_outcome(const struct expr *a, const struct expr *b)
{
	if (!a || !b)
		return a == b;
	if (a->kind != b->kind)
		return false;
	if (a->kind == EXPR_VALUE)
		return same_value(&a->value, &b->value);
	if (a->kind == EXPR_COLUMN)
		return a->column == b->column;
	return a->kind == EXPR_SETTING && a->setting == b->setting;
}

static const char *
outcome_words(struct inquiry *inquiry, const struct expr *outcome)
{
	if (!outcome)
		return "nothing";
	return prove_text(inquiry->prover, outcome->at);
}

static void
say_cure(struct inquiry *inquiry, const struct rule *first, const struct rule *second)
{
	diag_note_at(inquiry->diags, first->at, "the other line is this one");
	diag_note(inquiry->diags,
	    "say which stands: `gives %s instead of %s when ...` here, or the other way round; or "
	    "read the lines "
	    "from the top: `decide %s for %s, first that applies`",
	    outcome_words(inquiry, second->outcome), outcome_words(inquiry, first->outcome),
	    inquiry->column->name, inquiry->column->table->name);
}

static void
say_example(struct inquiry *inquiry)
{
	const struct example *example = &inquiry->example;

	diag_note(inquiry->diags, "for example: %s%s%s", example->row, example->settings,
	    example->day);
}

static void
check_pair(struct inquiry *inquiry, uint32_t i, uint32_t j)
{
	const struct decide *decide = inquiry->column->decide;
	const struct rule *first = &decide->rules[i], *second = &decide->rules[j];
	struct question question = question_new(inquiry);
	const char *a = outcome_words(inquiry, first->outcome),
		   *b = outcome_words(inquiry, second->outcome);

	ask(&question, first->when, ANSWER_YES);
	ask(&question, second->when, ANSWER_YES);
	for (uint32_t k = 0; inquiry->displaces && k < decide->rule_count; k++)
		if (k != i && k != j &&
		    (decide->rules[k].displaces[i] || decide->rules[k].displaces[j]))
			ask(&question, decide->rules[k].when, ANSWER_NOT_YES);
	question.differ = !(first->outcome && second->outcome &&
	    first->outcome->kind == EXPR_VALUE && second->outcome->kind == EXPR_VALUE);
	question.a = first->outcome;
	question.b = second->outcome;
	switch (answer(inquiry, &question)) {
	case VERDICT_NEVER:
		return;
	case VERDICT_CAN:
		diag_error(inquiry->diags, second->at, "rules-meet",
		    "'%s' here and '%s' above can both hold for one row", b, a);
		say_example(inquiry);
		break;
	case VERDICT_MAY:
		diag_warning(inquiry->diags, second->at, "rules-may-meet",
		    "it cannot be shown that '%s' here and '%s' above never hold for one row", b,
		    a);
		diag_note(inquiry->diags,
		    "a row in which both hold is left undecided and says that two rules disagree");
		break;
	case VERDICT_TOO_MANY:
		diag_warning(inquiry->diags, second->at, "rules-may-meet",
		    "'%s' here and '%s' above have more than %d cases to look through, so it is "
		    "not shown that they never meet",
		    b, a, PROVE_CASES_MAX);
		diag_note(inquiry->diags,
		    "a row in which both hold is left undecided and says that two rules disagree");
		break;
	}
	say_cure(inquiry, first, second);
}

/* ---- lines that never speak ---- */

/* True when it is proved that no row can give these answers. */
static bool
never(struct inquiry *inquiry, const struct question *question)
{
	return answer(inquiry, question) == VERDICT_NEVER;
}

static void
check_line(struct inquiry *inquiry, uint32_t i)
{
	const struct decide *decide = inquiry->column->decide;
	const struct rule *rule = &decide->rules[i];
	struct question question = question_new(inquiry);

	ask(&question, rule->when, ANSWER_YES);
	if (never(inquiry, &question)) {
		diag_warning(inquiry->diags, rule->at, "rule-never-applies",
		    "the condition for '%s' can never be met",
		    outcome_words(inquiry, rule->outcome));
		diag_note(inquiry->diags,
		    "two of its parts exclude each other, or a setting rules it out: take out what "
		    "is too much, or "
		    "leave the line out");
		return;
	}
	for (uint32_t k = 0; k < decide->rule_count; k++)
		if (decide->first_that_applies ? k < i : (k != i && decide->rules[k].displaces[i]))
			ask(&question, decide->rules[k].when, ANSWER_NOT_YES);
	if (question.count == 1 || !never(inquiry, &question))
		return;
	diag_warning(inquiry->diags, rule->at, "rule-masked",
	    "whenever the condition for '%s' is met, %s answers instead",
	    outcome_words(inquiry, rule->outcome),
	    decide->first_that_applies ? "a line above it" : "a line that stands instead of it");
	diag_note(inquiry->diags,
	    decide->first_that_applies ? "move this line up, or leave it out" :
					 "leave this line out, or narrow the other one");
}

static void
check_otherwise(struct inquiry *inquiry)
{
	const struct decide *decide = inquiry->column->decide;
	struct question question = question_new(inquiry);

	for (uint32_t i = 0; i < decide->rule_count; i++)
		ask(&question, decide->rules[i].when, ANSWER_NO);
	if (never(inquiry, &question) != decide->has_otherwise)
		return;
	if (!decide->has_otherwise) {
		diag_warning(inquiry->diags, inquiry->column->at, "otherwise-missing",
		    "'%s' gives nothing where every line is a no", inquiry->column->name);
		diag_note(inquiry->diags,
		    "say so below its lines: otherwise nothing; or name the outcome that is meant");
		return;
	}
	diag_warning(inquiry->diags, decide->otherwise_at, "otherwise-never-reached",
	    "the lines above cover every row, so 'otherwise' never answers");
	diag_note(inquiry->diags,
	    "`otherwise` speaks only when every line above is no; where a fact is missing the row "
	    "cannot be "
	    "decided: leave it out, or give the case you mean a line of its own");
}

void
prove_decide(struct prover *prover, struct diags *diags, const struct column *column)
{
	const struct decide *decide = column->decide;
	const struct expr **exprs =
	    arena_array(prover->arena, const struct expr *, 2 * (size_t)decide->rule_count + 1);
	struct inquiry inquiry = { .prover = prover,
		.diags = diags,
		.column = column,
		.lasting = prover->arena };
	uint32_t count = 0;

	for (uint32_t i = 0; i < decide->rule_count; i++) {
		exprs[count++] = decide->rules[i].when;
		if (decide->rules[i].outcome)
			exprs[count++] = decide->rules[i].outcome;
	}
	inquiry.stretches = prove_stretches(prover, exprs, count);
	inquiry.exprs =
	    arena_array(prover->arena, const struct expr *, (size_t)decide->rule_count + 2);
	inquiry.answers = arena_array(prover->arena, enum answer, (size_t)decide->rule_count + 2);
	for (uint32_t i = 0; i < decide->rule_count; i++)
		for (uint32_t k = 0; !decide->first_that_applies && k < decide->rule_count; k++)
			inquiry.displaces = inquiry.displaces || decide->rules[i].displaces[k];
	for (uint32_t j = 0; j < decide->rule_count; j++) {
		check_line(&inquiry, j);
		for (uint32_t i = 0; i < j && !decide->first_that_applies; i++)
			if (!same_outcome(decide->rules[i].outcome, decide->rules[j].outcome) &&
			    !decide->rules[i].displaces[j] && !decide->rules[j].displaces[i])
				check_pair(&inquiry, i, j);
	}
	check_otherwise(&inquiry);
}
