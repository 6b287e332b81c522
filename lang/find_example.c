/*
 * A row that shows a finding about a condition, as a test to paste: what the row comes to is worked
 * out by the same proof, so that the test passes as the text stands. Where nothing exact can be
 * shown (prove_internal.h), or no test can ask about it, nothing is printed.
 */
#include "lang/find_internal.h"

struct showing {
	struct diags *diags;
	const struct root *root;
	struct prover *prover;
	struct inquiry inquiry;
};

/* ---- what the text makes of a row in which the condition is met, or is not ---- */

static uint32_t
line_of(const struct decide *decide, const struct expr *when)
{
	uint32_t i = 0;

	while (i < decide->rule_count && decide->rules[i].when != when)
		i++;
	return i;
}

static bool
may_answer_instead(const struct decide *decide, uint32_t line, uint32_t other)
{
	if (other == line)
		return false;
	return decide->first_that_applies ? other < line : !decide->rules[line].displaces[other];
}

/* Asks that no other line answers; the outcome in words, or NULL when no test can state it. */
static const char *
ask_decide(struct showing *showing, struct question *question, bool met)
{
	const struct decide *decide = showing->root->column->decide;
	uint32_t line = line_of(decide, showing->root->expr);
	const struct expr *outcome;

	if (line == decide->rule_count)
		return NULL;
	outcome = met ? decide->rules[line].outcome :
	    decide->has_otherwise ? decide->otherwise : NULL;
	if (outcome != NULL && outcome->kind != EXPR_VALUE)
		return NULL;
	for (uint32_t k = 0; k < decide->rule_count; k++)
		if (met ? may_answer_instead(decide, line, k) : k != line)
			question_ask(&showing->inquiry, question, decide->rules[k].when,
			    ANSWER_NO);
	return outcome == NULL ? "nothing" : prove_text(showing->prover, outcome->at);
}

static const char *
ask_letter(struct showing *showing, struct question *question, bool met)
{
	const struct letter *letter = showing->root->column->letter;

	if (!met)
		return "Not_due";
	if (letter->lapses_when != NULL)
		question_ask(&showing->inquiry, question, letter->lapses_when, ANSWER_NO);
	for (uint32_t i = 0; i < letter->displaced_by_count; i++)
		question_ask(&showing->inquiry, question, letter->displaced_by[i]->send_when,
		    ANSWER_NO);
	return "Due";
}

static const char *
ask_answer(struct showing *showing, struct question *question, bool met)
{
	const struct root *root = showing->root;

	if (root->kind == ROOT_DEFINE)
		return met ? "yes" : "no";
	if (root->kind == ROOT_WHEN && root->column->decide != NULL)
		return ask_decide(showing, question, met);
	if (root->kind == ROOT_SEND && root->column->letter != NULL)
		return ask_letter(showing, question, met);
	return NULL;
}

static void
open_inquiry(struct showing *showing)
{
	const struct column *column = showing->root->column;
	const struct decide *decide = column->decide;
	const struct letter *letter = column->letter;
	uint32_t count = 0,
		 room = 3 + (decide != NULL ? decide->rule_count : 0) +
	    (letter != NULL ? letter->displaced_by_count : 0);
	const struct expr **exprs = arena_array(showing->prover->arena, const struct expr *, room);

	exprs[count++] = showing->root->expr;
	for (uint32_t i = 0; decide != NULL && i < decide->rule_count; i++)
		exprs[count++] = decide->rules[i].when;
	if (letter != NULL && letter->lapses_when != NULL)
		exprs[count++] = letter->lapses_when;
	for (uint32_t i = 0; letter != NULL && i < letter->displaced_by_count; i++)
		exprs[count++] = letter->displaced_by[i]->send_when;
	inquiry_open(&showing->inquiry, showing->prover, exprs, count);
}

static bool
show(struct showing *showing, bool met, const struct expr *part, enum answer answer,
    const char *name)
{
	struct arena *arena = showing->prover->arena;
	const char *column = column_written(arena, showing->root->column), *outcome;
	struct question question = question_new();

	question_ask(&showing->inquiry, &question, showing->root->expr,
	    met ? ANSWER_YES : ANSWER_NO);
	if (part != NULL)
		question_ask(&showing->inquiry, &question, part, answer);
	outcome = ask_answer(showing, &question, met);
	if (outcome == NULL || inquiry_answer(&showing->inquiry, &question) != VERDICT_CAN)
		return false;
	diag_note(showing->diags, "for example, as a test:\n%s",
	    example_test(arena, &showing->inquiry.example,
		arena_printf(arena, "%s: %s", column, example_title(arena, name)),
		arena_printf(arena, "expect %s is %s", column, outcome)));
	return true;
}

bool
find_example(struct diags *diags, struct prover *prover, const struct root *root,
    const struct expr *part, enum answer answer, const char *name)
{
	struct showing showing = { .diags = diags, .root = root, .prover = prover };
	bool shown = false;

	if (root->column == NULL || root->table == NULL || root->column->table != root->table ||
	    root->table == prover->program->run)
		return false;
	open_inquiry(&showing);
	prover->stated = prove_columns(prover, root->expr);
	for (int attempt = 0; attempt < 2 && !shown; attempt++) {
		prover->states_outcomes = attempt == 1;
		shown = show(&showing, true, part, answer, name) ||
		    show(&showing, false, part, answer, name);
	}
	prover->states_outcomes = false;
	prover->stated = NULL;
	return shown;
}
