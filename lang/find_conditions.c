/*
 * Conditions that say nothing: always yes, never yes, or a part of a list that can change no answer
 * beside the others. Each is shown for every row whose cells can be read, in every stretch of time
 * and for every value the settings may take; where that hangs on what the proof does not look into,
 * nothing is said. That a line of a decide can never be met is said by prove.h.
 *
 * A part of `all of` adds nothing when no row makes it no while the others are all yes or unknown,
 * nor unknown while they are all yes: then the list without it gives the same answers. `any of` the
 * other way round. So `D is given and D is before E` is left in peace: with a blank D it is the
 * first part that turns unknown into no.
 */
#include "lang/find_internal.h"

struct finder {
	struct diags *diags;
	const struct program *program;
	struct inquiry inquiry;
	const struct root *root;
	uint32_t spent; /* conditions put into questions so far */
};

enum { SPENT_MAX = 1000000 }; /* no text of people comes near: bounds the time check takes */

static bool
never(struct finder *finder, const struct expr *expr, enum answer answer)
{
	struct question question = question_new();

	finder->spent++;
	question_ask(&finder->inquiry, &question, expr, answer);
	return inquiry_answer(&finder->inquiry, &question) == VERDICT_NEVER;
}

/* No row gives one part this answer and all the others that one. */
static bool
never_beside(struct finder *finder, const struct expr *list, uint32_t part, enum answer answer,
    enum answer others)
{
	struct question question = question_new();

	for (uint32_t i = 0; i < list->part_count; i++)
		question_ask(
		    &finder->inquiry, &question, list->parts[i], i == part ? answer : others);
	finder->spent += list->part_count;
	return inquiry_answer(&finder->inquiry, &question) == VERDICT_NEVER;
}

static const char *
said(struct finder *finder, const struct expr *expr)
{
	return prove_text(finder->inquiry.prover, expr->at);
}

static void
show(struct finder *finder, const struct expr *part, enum answer answer, const char *what)
{
	struct prover *prover = finder->inquiry.prover;

	find_example(finder->diags, prover, finder->root, part, answer,
	    arena_printf(prover->arena, "%s %s", what, said(finder, part)));
}

/* True, and said, when it can never be no. */
static bool
is_always_true(struct finder *finder, const struct expr *expr)
{
	if (!never(finder, expr, ANSWER_NO))
		return false;
	diag_warning(finder->diags, expr->at, "condition-always-true",
	    never(finder, expr, ANSWER_NOT_YES)
	        ? "'%s' is yes for every row"
	        : "'%s' is never no: it is yes wherever what it asks about is given",
	    said(finder, expr));
	show(finder, expr, ANSWER_YES, "met in every row,");
	diag_note(finder->diags, "leave it out, or say what it was meant to ask");
	return true;
}

static void
say_never(struct finder *finder, const struct expr *expr)
{
	const char *conflict = inquiry_conflict(&finder->inquiry, expr);

	diag_warning(finder->diags, expr->at, "condition-never-true", "'%s' is yes for no row",
	    said(finder, expr));
	show(finder, expr, ANSWER_NO, "met in no row,");
	if (conflict != NULL)
		diag_note(finder->diags, "%s: leave it out, or say what it was meant to ask",
		    conflict);
	else
		diag_note(finder->diags,
		    "two of its parts exclude each other, or a setting rules it out: leave it "
		    "out, or say what it was meant to ask");
}

static void
say_adds_nothing(struct finder *finder, const struct expr *list, const struct expr *part)
{
	bool all = list->kind == EXPR_ALL;

	diag_warning(finder->diags, part->at, "condition-adds-nothing",
	    all ? "'%s' is never no where the other conditions beside it are met"
	        : "'%s' is never yes unless another condition beside it is",
	    said(finder, part));
	show(finder, part, ANSWER_YES, "the same without");
	diag_note(finder->diags,
	    "with it or without it the answer is the same: leave it out, or say what it was meant "
	    "to ask");
}

static bool
adds_nothing(struct finder *finder, const struct expr *list, uint32_t part)
{
	if (list->kind == EXPR_ALL)
		return never_beside(finder, list, part, ANSWER_NO, ANSWER_NOT_NO) &&
		    never_beside(finder, list, part, ANSWER_NOT_YES, ANSWER_YES);
	return never_beside(finder, list, part, ANSWER_YES, ANSWER_NOT_YES) &&
	    never_beside(finder, list, part, ANSWER_NOT_NO, ANSWER_NO);
}

/* Inside a condition that can be either. One message to a list: what is wrong with a second part
 * may hang on the first. */
static void
look_inside(struct finder *finder, const struct expr *expr)
{
	if (expr->kind == EXPR_NOT) {
		look_inside(finder, expr->a);
		return;
	}
	if (expr->kind != EXPR_ALL && expr->kind != EXPR_ANY && expr->kind != EXPR_NONE)
		return;
	for (uint32_t i = 0; i < expr->part_count && finder->spent < SPENT_MAX; i++) {
		const struct expr *part = expr->parts[i];

		if (part->same_label)
			continue;
		if (expr->kind == EXPR_ALL && is_always_true(finder, part))
			return;
		if (expr->kind != EXPR_ALL && never(finder, part, ANSWER_YES)) {
			say_never(finder, part);
			return;
		}
	}
	for (uint32_t i = expr->part_count;
	     expr->part_count > 1 && finder->spent < SPENT_MAX && i-- > 0;)
		if (!expr->parts[i]->same_label && adds_nothing(finder, expr, i)) {
			say_adds_nothing(finder, expr, expr->parts[i]);
			return;
		}
	for (uint32_t i = 0; i < expr->part_count; i++)
		look_inside(finder, expr->parts[i]);
}

static bool
is_asked_about(const struct root *root)
{
	switch (root->kind) {
	case ROOT_WHEN:
	case ROOT_DEFINE:
	case ROOT_WHERE:
	case ROOT_SEND:
	case ROOT_LAPSES:
	case ROOT_PARAGRAPH: return true;
	case ROOT_VALUE:
	case ROOT_TEXT_WHEN: break;
	}
	return false;
}

static void
look(void *with, const struct root *root)
{
	struct finder *finder = with;
	struct arena scratch = ARENA_INIT;
	struct prover prover = {
		.arena = &scratch, .program = finder->program, .table = root->table
	};

	if (!is_asked_about(root) || root->expr->same_label || finder->spent >= SPENT_MAX)
		return;
	finder->root = root;
	inquiry_open(&finder->inquiry, &prover, &root->expr, 1);
	/* what a letter prints goes by its own date, which is no column */
	if (root->kind == ROOT_PARAGRAPH && finder->inquiry.stretches.count > 1) {
		arena_release(&scratch);
		return;
	}
	if (never(finder, root->expr, ANSWER_YES)) {
		/* said by prove.h of a line, by find_letters.c of a letter */
		if (root->kind != ROOT_WHEN && root->kind != ROOT_SEND)
			say_never(finder, root->expr);
	} else if (!is_always_true(finder, root->expr)) {
		look_inside(finder, root->expr);
	}
	arena_release(&scratch);
}

void
find_conditions(struct diags *diags, const struct program *program)
{
	struct finder finder = { .diags = diags, .program = program };
	struct arena scratch = ARENA_INIT;

	find_roots(program, &scratch, look, &finder);
	arena_release(&scratch);
}
