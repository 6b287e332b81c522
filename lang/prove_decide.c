/*
 * Decide: lines that disagree, lines that never speak, and an `otherwise` that is never reached.
 */
#include <string.h>

#include "lang/prove_internal.h"

struct deciding {
	struct inquiry inquiry;
	struct diags *diags;
	const struct column *column;
	bool displaces; /* some line stands instead of another */
};

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
outcome_words(struct deciding *deciding, const struct expr *outcome)
{
	if (!outcome)
		return "nothing";
	return prove_text(deciding->inquiry.prover, outcome->at);
}

static const char *
name_of(const struct deciding *deciding)
{
	return column_written(deciding->inquiry.lasting, deciding->column);
}

/* As its construct names it: what is said in each label of a field has one name for all. */
static const char *
name_for_all(const struct deciding *deciding)
{
	const struct column *column = deciding->column;

	return column->each != NULL ? column->each->name : column->name;
}

static void
say_cure(struct deciding *deciding, const struct rule *first, const struct rule *second)
{
	diag_note_at(deciding->diags, first->at, "the other line is this one");
	diag_note(deciding->diags,
	    "say which stands: `gives %s instead of %s when ...` here, or the other way round; or "
	    "read the lines "
	    "from the top: `decide %s for %s, first that applies`",
	    outcome_words(deciding, second->outcome), outcome_words(deciding, first->outcome),
	    name_for_all(deciding), deciding->column->table->name);
}

/* The outcome as a test expects it; what is a column or a sum in the rule cannot stand there. */
static const char *
expected_words(struct deciding *deciding, const struct expr *outcome)
{
	return !outcome || outcome->kind == EXPR_VALUE ? outcome_words(deciding, outcome)
	                                               : "unknown";
}

static void
say_example(
    struct deciding *deciding, const char *name, const struct expr *outcome, const char *remark)
{
	const char *expect = arena_printf(deciding->inquiry.lasting, "expect %s is %s    # %s",
	    column_written(deciding->inquiry.lasting, deciding->column),
	    expected_words(deciding, outcome), remark);

	diag_note(deciding->diags, "for example, as a test:\n%s",
	    example_test(deciding->inquiry.lasting, &deciding->inquiry.example, name, expect));
}

static void
check_pair(struct deciding *deciding, uint32_t i, uint32_t j)
{
	const struct decide *decide = deciding->column->decide;
	const struct rule *first = &decide->rules[i], *second = &decide->rules[j];
	struct arena *arena = deciding->inquiry.lasting;
	struct question question = question_new();
	const char *a = outcome_words(deciding, first->outcome),
	           *b = outcome_words(deciding, second->outcome);

	question_ask(&deciding->inquiry, &question, first->when, ANSWER_YES);
	question_ask(&deciding->inquiry, &question, second->when, ANSWER_YES);
	for (uint32_t k = 0; deciding->displaces && k < decide->rule_count; k++)
		if (k != i && k != j &&
		    (decide->rules[k].displaces[i] || decide->rules[k].displaces[j]))
			question_ask(
			    &deciding->inquiry, &question, decide->rules[k].when, ANSWER_NOT_YES);
	question.differ = !(first->outcome && second->outcome &&
	    first->outcome->kind == EXPR_VALUE && second->outcome->kind == EXPR_VALUE);
	question.a = first->outcome;
	question.b = second->outcome;
	switch (inquiry_answer(&deciding->inquiry, &question)) {
	case VERDICT_NEVER: return;
	case VERDICT_CAN:
		diag_error(deciding->diags, second->at, "rules-meet",
		    "'%s' here and '%s' above can both hold for one row", b, a);
		say_example(deciding,
		    arena_printf(arena, "%s, both %s and %s", name_of(deciding),
		        example_title(arena, a), example_title(arena, b)),
		    first->outcome,
		    arena_printf(arena, "or %s: put here the one that is meant", b));
		break;
	case VERDICT_MAY:
		diag_warning(deciding->diags, second->at, "rules-may-meet",
		    "it cannot be shown that '%s' here and '%s' above never hold for one row", b,
		    a);
		diag_note(deciding->diags,
		    "a row in which both hold is left undecided and says that two rules disagree");
		break;
	case VERDICT_TOO_MANY:
		diag_warning(deciding->diags, second->at, "rules-may-meet",
		    "'%s' here and '%s' above have more than %d cases to look through, so it is "
		    "not shown that they never meet",
		    b, a, PROVE_CASES_MAX);
		diag_note(deciding->diags,
		    "a row in which both hold is left undecided and says that two rules disagree");
		break;
	}
	say_cure(deciding, first, second);
}

/* ---- lines that never speak ---- */

/* True when it is proved that no row can give these answers. */
static bool
never(struct deciding *deciding, const struct question *question)
{
	return inquiry_answer(&deciding->inquiry, question) == VERDICT_NEVER;
}

/* Where the outcome is given by no other line, what asks for it waits for ever. */
static void
say_outcome_lost(struct deciding *deciding, const struct rule *rule)
{
	const struct decide *decide = deciding->column->decide;

	for (uint32_t k = 0; k < decide->rule_count; k++)
		if (&decide->rules[k] != rule &&
		    same_outcome(decide->rules[k].outcome, rule->outcome))
			return;
	if (!decide->has_otherwise || !same_outcome(decide->otherwise, rule->outcome))
		diag_note(deciding->diags, "no other line gives '%s', so no row is ever given it",
		    outcome_words(deciding, rule->outcome));
}

static bool
answers_before(const struct decide *decide, uint32_t k, uint32_t i)
{
	return decide->first_that_applies ? k < i : (k != i && decide->rules[k].displaces[i]);
}

/* Does one line hold wherever the other does? Proved without what examples may state. */
static bool
always_before(struct deciding *deciding, uint32_t k, uint32_t i)
{
	const struct decide *decide = deciding->column->decide;
	struct prover *prover = deciding->inquiry.prover;
	struct question question = question_new();
	bool stating = prover->states_outcomes, always;

	prover->states_outcomes = false;
	question_ask(&deciding->inquiry, &question, decide->rules[i].when, ANSWER_YES);
	question_ask(&deciding->inquiry, &question, decide->rules[k].when, ANSWER_NOT_YES);
	always = never(deciding, &question);
	prover->states_outcomes = stating;
	return always;
}

/* A row in which the line is met and another one speaks; false: none is at hand. */
static bool
say_masked_example(struct deciding *deciding, uint32_t i)
{
	const struct decide *decide = deciding->column->decide;
	const struct rule *rule = &decide->rules[i];
	struct arena *arena = deciding->inquiry.lasting;
	const char *masked = outcome_words(deciding, rule->outcome);

	/* rather one that answers for it alone than one that only can */
	for (uint32_t n = 0; n < 2 * decide->rule_count; n++) {
		struct question question = question_new();
		uint32_t k = n % decide->rule_count;

		if (!answers_before(decide, k, i) ||
		    (n < decide->rule_count && !always_before(deciding, k, i)))
			continue;
		question_ask(&deciding->inquiry, &question, rule->when, ANSWER_YES);
		question_ask(&deciding->inquiry, &question, decide->rules[k].when, ANSWER_YES);
		for (uint32_t above = 0; above < k && decide->first_that_applies; above++)
			question_ask(
			    &deciding->inquiry, &question, decide->rules[above].when, ANSWER_NO);
		if (inquiry_answer(&deciding->inquiry, &question) != VERDICT_CAN)
			continue;
		diag_note_at(deciding->diags, decide->rules[k].at, "such as this one");
		say_example(deciding,
		    arena_printf(arena, "%s, %s before %s", name_of(deciding),
		        example_title(arena, outcome_words(deciding, decide->rules[k].outcome)),
		        example_title(arena, masked)),
		    decide->rules[k].outcome,
		    same_outcome(decide->rules[k].outcome, rule->outcome) ?
			"the line below gives the same" :
			arena_printf(arena, "put %s here if that is what is meant", masked));
		return true;
	}
	return false;
}

static void
check_line(struct deciding *deciding, uint32_t i)
{
	const struct decide *decide = deciding->column->decide;
	const struct rule *rule = &decide->rules[i];
	struct question question = question_new();

	question_ask(&deciding->inquiry, &question, rule->when, ANSWER_YES);
	if (never(deciding, &question)) {
		const char *conflict = inquiry_conflict(&deciding->inquiry, rule->when);

		diag_warning(deciding->diags, rule->at, "rule-never-applies",
		    "the condition for '%s' can never be met",
		    outcome_words(deciding, rule->outcome));
		say_outcome_lost(deciding, rule);
		if (conflict != NULL)
			diag_note(deciding->diags,
			    "%s: take out what is too much, or leave the line out", conflict);
		else
			diag_note(deciding->diags,
			    "two of its parts exclude each other, or a setting rules it out: take "
			    "out what is too much, or leave the line out");
		return;
	}
	for (uint32_t k = 0; k < decide->rule_count; k++)
		if (answers_before(decide, k, i))
			question_ask(
			    &deciding->inquiry, &question, decide->rules[k].when, ANSWER_NOT_YES);
	if (question.count == 1 || !never(deciding, &question))
		return;
	diag_warning(deciding->diags, rule->at, "rule-masked",
	    "whenever the condition for '%s' is met, %s answers instead",
	    outcome_words(deciding, rule->outcome),
	    decide->first_that_applies ? "a line above it" : "a line that stands instead of it");
	say_outcome_lost(deciding, rule);
	if (!say_masked_example(deciding, i)) {
		deciding->inquiry.prover->states_outcomes = true;
		say_masked_example(deciding, i);
		deciding->inquiry.prover->states_outcomes = false;
	}
	diag_note(deciding->diags,
	    decide->first_that_applies ? "move this line up, or leave it out"
	                               : "leave this line out, or narrow the other one");
}

static void
check_otherwise(struct deciding *deciding)
{
	const struct decide *decide = deciding->column->decide;
	struct question question = question_new();
	enum verdict verdict;

	for (uint32_t i = 0; i < decide->rule_count; i++)
		question_ask(&deciding->inquiry, &question, decide->rules[i].when, ANSWER_NO);
	verdict = inquiry_answer(&deciding->inquiry, &question);
	if ((verdict == VERDICT_NEVER) != decide->has_otherwise)
		return;
	if (!decide->has_otherwise) {
		diag_warning(deciding->diags, deciding->column->at, "otherwise-missing",
		    "'%s' gives nothing where every line is a no", name_of(deciding));
		if (verdict == VERDICT_CAN)
			say_example(deciding,
			    arena_printf(deciding->inquiry.lasting, "%s, no line applies",
			        name_of(deciding)),
			    NULL, "or the outcome that is meant");
		diag_note(deciding->diags,
		    "say so below its lines: otherwise nothing; or name the outcome that is meant");
		return;
	}
	diag_warning(deciding->diags, decide->otherwise_at, "otherwise-never-reached",
	    "the lines above cover every row, so 'otherwise' never answers");
	diag_note(deciding->diags,
	    "`otherwise` speaks only when every line above is no; where a fact is missing the row "
	    "cannot be "
	    "decided: leave it out, or give the case you mean a line of its own");
}

/* Each line with those above it. The lines of one table that are too many for that are told once,
 * at the first that was not compared with all. */
static void
check_pairs(struct deciding *deciding, uint32_t j)
{
	const struct decide *decide = deciding->column->decide;
	const struct rule *rules = decide->rules;

	if (decide->first_that_applies)
		return;
	deciding->inquiry.effort += j / 64;
	for (uint32_t i = 0; i < j && !inquiry_is_over(&deciding->inquiry); i++)
		if (!same_outcome(rules[i].outcome, rules[j].outcome) && !rules[i].displaces[j]
		    && !rules[j].displaces[i])
			check_pair(deciding, i, j);
	if (!inquiry_is_over(&deciding->inquiry))
		return;
	diag_warning(deciding->diags, rules[j].at, "rules-may-meet",
	    "'%s' has more lines than are compared each with each: from here on it is not shown "
	    "that they never meet",
	    deciding->column->name);
	diag_note(deciding->diags,
	    "a row in which two of them hold is left undecided and says that two rules disagree; "
	    "or read the lines from the top: `decide %s for %s, first that applies`",
	    name_for_all(deciding), deciding->column->table->name);
}

/* Lines that name the same outcome share one list of what they displace. */
static bool
displaces_any(const struct decide *decide)
{
	const bool *last = NULL;

	for (uint32_t i = 0; i < decide->rule_count; i++) {
		if (decide->rules[i].displaces == last)
			continue;
		last = decide->rules[i].displaces;
		if (last != NULL && memchr(last, true, decide->rule_count * sizeof(*last)) != NULL)
			return true;
	}
	return false;
}

void
prove_decide(struct prover *prover, struct diags *diags, const struct column *column)
{
	const struct decide *decide = column->decide;
	const struct expr **exprs =
	    arena_array(prover->arena, const struct expr *, 2 * (size_t)decide->rule_count + 1);
	struct deciding deciding = { .diags = diags, .column = column };
	uint32_t count = 0;

	for (uint32_t i = 0; i < decide->rule_count; i++) {
		exprs[count++] = decide->rules[i].when;
		if (decide->rules[i].outcome)
			exprs[count++] = decide->rules[i].outcome;
	}
	inquiry_open(&deciding.inquiry, prover, exprs, count);
	deciding.displaces = !decide->first_that_applies && displaces_any(decide);
	for (uint32_t j = 0; j < decide->rule_count && !inquiry_is_over(&deciding.inquiry); j++) {
		check_line(&deciding, j);
		check_pairs(&deciding, j);
	}
	check_otherwise(&deciding);
}
