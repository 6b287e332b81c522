/*
 * From conditions to formulas: what has to be so for a condition to be yes, no, not yes, or not no,
 * by the rules of writ.5, Conditions: a comparison with something blank is unknown; any of, all of,
 * none of.
 */
#include "lang/prove_internal.h"

static enum answer
turned(enum answer answer)
{
	switch (answer) {
	case ANSWER_YES:
		return ANSWER_NO;
	case ANSWER_NO:
		return ANSWER_YES;
	case ANSWER_NOT_YES:
		return ANSWER_NOT_NO;
	case ANSWER_NOT_NO:
		break;
	}
	return ANSWER_NOT_YES;
}

static const struct formula *
parts_of(struct problem *problem, const struct expr *expr, bool at_run, enum answer answer,
    bool all)
{
	const struct formula *out;
	bool each;

	/* all of is yes when each is yes and no when one is no; any of the other way round */
	each = all ? (answer == ANSWER_YES || answer == ANSWER_NOT_NO) :
		     (answer == ANSWER_NO || answer == ANSWER_NOT_YES);
	out = each ? &formula_true : &formula_false;
	for (uint32_t i = 0; i < expr->part_count && !problem->too_big; i++) {
		const struct formula *part =
		    formula_condition(problem, expr->parts[i], at_run, answer);

		out = each ? formula_and(problem, out, part) : formula_or(problem, out, part);
	}
	return out;
}

/* A condition that is not looked into: yes, no or unknown as it likes. */
static const struct formula *
opaque_condition(struct problem *problem, const struct expr *expr, bool at_run, enum answer answer)
{
	struct set like = { .kind = SET_OPAQUE, .all = OPAQUE_NO | OPAQUE_YES | OPAQUE_UNKNOWN };
	static const uint64_t masks[] = { OPAQUE_YES, OPAQUE_NO, OPAQUE_NO | OPAQUE_UNKNOWN,
		OPAQUE_YES | OPAQUE_UNKNOWN };
	const struct formula *out;

	/* `there is no` is this turned round: the words behind are the same */
	like.key =
	    prove_text(problem->prover, expr->kind == EXPR_EXISTS ? expr->related->at : expr->at);
	if (expr->kind == EXPR_EXISTS)
		like.key = arena_printf(problem->prover->arena, "there is: %s", like.key);
	if (at_run)
		like.key = arena_printf(problem->prover->arena, "run: %s", like.key);
	out = formula_set(problem, problem_set(problem, &like), masks[answer]);
	if (!expr->a)
		return out;
	if (answer == ANSWER_YES || answer == ANSWER_NO)
		return formula_and(problem, out,
		    formula_state(problem, expr->a, at_run, WANT_GIVEN));
	return formula_or(problem, out, formula_state(problem, expr->a, at_run, WANT_NOT_GIVEN));
}

static unsigned
signs_of(enum comparison compare)
{
	switch (compare) {
	case COMPARE_IS:
		return SIGN_EQUAL;
	case COMPARE_IS_NOT:
		return SIGN_LESS | SIGN_MORE;
	case COMPARE_MORE:
	case COMPARE_AFTER:
		return SIGN_MORE;
	case COMPARE_LESS:
	case COMPARE_BEFORE:
		return SIGN_LESS;
	case COMPARE_AT_LEAST:
	case COMPARE_ON_OR_AFTER:
		return SIGN_MORE | SIGN_EQUAL;
	case COMPARE_AT_MOST:
	case COMPARE_ON_OR_BEFORE:
		break;
	}
	return SIGN_LESS | SIGN_EQUAL;
}

/* `fact` holds of two things that are given; else the answer is unknown. */
static const struct formula *
when_given(struct problem *problem, const struct expr *a, const struct expr *b, bool at_run,
    const struct formula *fact, enum answer answer)
{
	enum state_wanted want =
	    answer == ANSWER_YES || answer == ANSWER_NO ? WANT_GIVEN : WANT_NOT_GIVEN;
	const struct formula *state_a = formula_state(problem, a, at_run, want);
	const struct formula *state_b = b ? formula_state(problem, b, at_run, want) : NULL;

	if (want == WANT_GIVEN) {
		fact = formula_and(problem, fact, state_a);
		return b ? formula_and(problem, fact, state_b) : fact;
	}
	fact = formula_or(problem, fact, state_a);
	return b ? formula_or(problem, fact, state_b) : fact;
}

static bool
wants_no(enum answer answer)
{
	return answer == ANSWER_NO || answer == ANSWER_NOT_YES;
}

static bool
is_labels(const struct expr *expr)
{
	return expr->type.kind == KIND_LABEL || expr->type.kind == KIND_YES_NO;
}

static const struct formula *
compare_labels(struct problem *problem, const struct expr *a, const struct expr *b, bool at_run,
    bool differ)
{
	const struct label_set *ours = a->type.labels, *theirs = b->type.labels;
	const struct formula *out = &formula_false;

	for (uint32_t i = 0; i < ours->count && !problem->too_big; i++) {
		int other = label_set_find(theirs, ours->names[i]);
		uint64_t mask = other < 0 ? 0 : UINT64_C(1) << other;
		const struct formula *pair;

		if (differ)
			mask = label_set_all(theirs) & ~mask;
		pair = formula_and(problem,
		    formula_labels(problem, a, at_run, UINT64_C(1) << i, ANSWER_YES),
		    formula_labels(problem, b, at_run, mask, ANSWER_YES));
		out = formula_or(problem, out, pair);
	}
	return out;
}

static const struct formula *
compare(struct problem *problem, const struct expr *a, const struct expr *b, enum comparison how,
    bool at_run, enum answer answer)
{
	unsigned signs = signs_of(how);
	const struct formula *fact;

	if (wants_no(answer))
		signs ^= SIGN_LESS | SIGN_EQUAL | SIGN_MORE;
	if (is_labels(a)) {
		fact = compare_labels(problem, a, b, at_run, !(signs & SIGN_EQUAL));
	} else {
		fact = formula_sign(problem, a, b, at_run, signs);
	}
	return when_given(problem, a, b, at_run, fact, answer);
}

static const struct formula *
one_of(struct problem *problem, const struct expr *expr, bool at_run, enum answer answer)
{
	bool each = wants_no(answer);
	const struct formula *out = each ? &formula_true : &formula_false;

	for (uint32_t i = 0; i < expr->part_count && !problem->too_big; i++) {
		const struct formula *part =
		    compare(problem, expr->a, expr->parts[i], COMPARE_IS, at_run, answer);

		out = each ? formula_and(problem, out, part) : formula_or(problem, out, part);
	}
	return out;
}

static const struct formula *
one_of_setting(struct problem *problem, const struct expr *expr, bool at_run, enum answer answer)
{
	const struct setting *setting = expr->setting;
	const struct setting_value *own = setting_in(setting, &problem->stretch);
	const struct label_set *ours = expr->a->type.labels;
	struct expr *members =
	    arena_array(problem->prover->arena, struct expr, (size_t)own->count + 1);
	const struct expr **parts =
	    arena_array(problem->prover->arena, const struct expr *, (size_t)own->count + 1);
	struct expr list = *expr;
	uint64_t mask = 0;

	if (!problem_pins(problem, setting) || (at_run && !setting_is_fixed(setting)) ||
	    expr->a->type.kind == KIND_QUARTER || expr->a->type.kind != own->values[0].type.kind)
		return opaque_condition(problem, expr, at_run, answer);
	for (uint32_t i = 0; i < own->count; i++) {
		const struct label_set *theirs = own->values[i].type.labels;

		members[i].kind = EXPR_VALUE;
		members[i].type = own->values[i].type;
		members[i].at = expr->at;
		members[i].value = own->values[i];
		parts[i] = &members[i];
		for (uint32_t l = 0; ours && theirs && l < theirs->count; l++) {
			int found = (own->values[i].labels >> l) & 1 ?
			    label_set_find(ours, theirs->names[l]) :
			    -1;

			if (found >= 0)
				mask |= UINT64_C(1) << found;
		}
	}
	if (is_labels(expr->a) && ours)
		return formula_labels(problem, expr->a, at_run, mask, answer);
	list.parts = parts;
	list.part_count = own->count;
	return one_of(problem, &list, at_run, answer);
}

static const struct formula *
quarter_is(struct problem *problem, const struct expr *expr, bool at_run, enum answer answer)
{
	struct set like = { .kind = SET_QUARTER, .all = 15, .exact = true };
	const struct expr *a = expr->a;
	struct linear form;
	uint64_t mask = wants_no(answer) ? ~expr->labels : expr->labels;

	if (!prove_linear(problem->prover, a, at_run, &form) || form.count != 1 ||
	    form.constant != 0 || form.parts[0].factor != 1 ||
	    form.parts[0].term.kind != TERM_FIELD)
		return opaque_condition(problem, expr, at_run, answer);
	like.column = form.parts[0].term.column;
	problem_figure(problem, &form.parts[0].term);
	return when_given(problem, a, NULL, at_run,
	    formula_set(problem, problem_set(problem, &like), mask & 15), answer);
}

static const struct formula *
condition(struct problem *problem, const struct expr *expr, bool at_run, enum answer answer)
{
	switch ((int)expr->kind) {
	case EXPR_HOLDS:
		return formula_labels(problem, expr->a, at_run, LABEL_YES, answer);
	case EXPR_COMPARE:
		return compare(problem, expr->a, expr->b, expr->compare, at_run, answer);
	case EXPR_LABELS_IN:
		return formula_labels(problem, expr->a, at_run, expr->labels, answer);
	case EXPR_ONE_OF:
		return one_of(problem, expr, at_run, answer);
	case EXPR_ONE_OF_SETTING:
		return one_of_setting(problem, expr, at_run, answer);
	case EXPR_QUARTER_IS:
		return quarter_is(problem, expr, at_run, answer);
	case EXPR_GIVEN:
	case EXPR_BLANK:
		if (expr->kind == EXPR_BLANK)
			answer = turned(answer);
		return formula_state(problem, expr->a, at_run,
		    answer == ANSWER_YES         ? WANT_GIVEN :
			answer == ANSWER_NO      ? WANT_EMPTY :
			answer == ANSWER_NOT_YES ? WANT_NOT_GIVEN :
						   WANT_NOT_EMPTY);
	case EXPR_NOT:
		return formula_condition(problem, expr->a, at_run, turned(answer));
	case EXPR_ALL:
		return parts_of(problem, expr, at_run, answer, true);
	case EXPR_ANY:
		return parts_of(problem, expr, at_run, answer, false);
	case EXPR_NONE:
		return parts_of(problem, expr, at_run, turned(answer), false);
	default:
		return opaque_condition(problem, expr, at_run, answer);
	}
}

const struct formula *
formula_condition(struct problem *problem, const struct expr *expr, bool at_run, enum answer answer)
{
	const struct formula *out;

	if (problem->too_big)
		return &formula_true;
	if (++problem->depth > PROVE_DEPTH_MAX)
		problem->too_big = true;
	out = problem->too_big ? &formula_true : condition(problem, expr, at_run, answer);
	problem->depth--;
	return out;
}

const struct formula *
formula_differ(struct problem *problem, const struct expr *a, const struct expr *b)
{
	const struct formula *out;

	if (!a || !b)
		return formula_state(problem, a ? a : b, false, WANT_NOT_EMPTY);
	out = compare(problem, a, b, COMPARE_IS, false, ANSWER_NO);
	out = formula_or(problem, out,
	    formula_and(problem, formula_state(problem, a, false, WANT_GIVEN),
		formula_state(problem, b, false, WANT_EMPTY)));
	return formula_or(problem, out,
	    formula_and(problem, formula_state(problem, a, false, WANT_EMPTY),
		formula_state(problem, b, false, WANT_GIVEN)));
}
