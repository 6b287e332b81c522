/*
 * Where no row can show what is wrong: which parts of a condition exclude each other, in words.
 */
#include "lang/prove_internal.h"

static bool
never_together(struct inquiry *inquiry, const struct expr *list, const bool *out)
{
	struct question question = question_new();

	for (uint32_t i = 0; i < list->part_count; i++)
		if (!out[i])
			question_ask(inquiry, &question, list->parts[i], ANSWER_YES);
	return inquiry_answer(inquiry, &question) == VERDICT_NEVER;
}

const char *
inquiry_conflict(struct inquiry *inquiry, const struct expr *expr)
{
	struct arena *arena = inquiry->prover->arena;
	const char *words = "";
	uint32_t left = 0;
	bool *out;

	if (expr->kind != EXPR_ALL)
		return NULL;
	out = arena_array(arena, bool, expr->part_count + 1);
	for (uint32_t i = 0; i < expr->part_count; i++)
		out[i] = false;
	/* what can be left out without the rest being met is no part of the quarrel */
	for (uint32_t i = expr->part_count; i-- > 0;) {
		out[i] = true;
		if (!never_together(inquiry, expr, out))
			out[i] = false;
	}
	for (uint32_t i = 0; i < expr->part_count; i++)
		left += !out[i];
	if (left == 0 || (left == 1 && expr->part_count == 1))
		return NULL;
	for (uint32_t i = 0, said = 0; i < expr->part_count; i++) {
		if (out[i])
			continue;
		said++;
		words = arena_printf(arena, "%s%s'%s'", words,
		    said == 1 ? "" : said == left ? " and " : ", ",
		    prove_text(inquiry->prover, expr->parts[i]->at));
	}
	return arena_printf(arena,
	    left == 1 ? "no row meets %s" : "no row meets %s together", words);
}
